/* What layers draw on: cairo, with inks for colours and polylines for shapes.
 * Lengths are points, y points down. */
#ifndef PLOT_CANVAS_H
#define PLOT_CANVAS_H

#include "style.h"

#include <cairo.h>

typedef enum target {
    TARGET_LIGHT, /* inks become light colours: PDF */
    TARGET_DARK,  /* dark colours: to look at */
    TARGET_CODED  /* inks become colours that say which ink: SVG, see svg.h */
} target;

typedef struct canvas {
    cairo_t *cr;
    target target;
    bool outlines; /* letters as areas: images have them on whole pixels */
} canvas;

/* C11 has no name for it, M_PI belongs to POSIX. */
static const double pi = 3.14159265358979323846;

typedef struct point {
    double x, y;
} point;

typedef struct rect {
    double left, top, right, bottom;
} rect;

/* Many polylines in one array. Line k has the points start[k] .. start[k+1]-1;
 * a closed line does not repeat its first point. */
typedef struct polylines {
    point *at;
    size_t n, room;
    size_t *start;
    bool *closed;
    size_t lines, line_room;
} polylines;

void plot_poly_begin(polylines *p);
void plot_poly_add(polylines *p, double x, double y);
void plot_poly_close(polylines *p); /* the line that was begun last */
size_t plot_poly_length(const polylines *p, size_t line);
point *plot_poly_line(const polylines *p, size_t line);
void plot_poly_free(polylines *p);

/* Appends what of `line` lies in the rectangle, as lines. A segment of which
 * both ends are farther away than 1e12 points is left out. */
void plot_poly_clip(const point *line, size_t n, bool closed, rect r,
                    polylines *out);

/* The same of an open line with gaps: points that are not finite. */
void plot_poly_clip_parts(const point *line, size_t n, rect r, polylines *out);

/* Appends all lines of another. */
void plot_poly_append(polylines *p, const polylines *more);

/* Appends the polygon cut to the rectangle, closed; for filling. Points that
 * are not finite do not count. */
void plot_poly_clip_area(const point *line, size_t n, rect r, polylines *out);

/* Drops points that lie within `tolerance` of the line without them; the ends
 * stay. (Douglas and Peucker, 1973.) */
void plot_poly_simplify(polylines *p, double tolerance);

/* Text and strokes take the ink given; opacity 1 is solid. */
void plot_canvas_ink(canvas *c, ink colour, double opacity);
void plot_canvas_trace(canvas *c, const polylines *p);
void plot_canvas_stroke(canvas *c, const polylines *p, line_style style);
void plot_canvas_fill(canvas *c, const polylines *p, ink colour,
                      double opacity);
void plot_canvas_line(canvas *c, double x0, double y0, double x1, double y1,
                      ink colour, double width);
void plot_canvas_mark(canvas *c, point at, mark_style style);

#endif
