/* A surface z = f(x, y) in a box, seen from far away (orthographic). */
#ifndef PLOT_SURFACE_H
#define PLOT_SURFACE_H

#include "fields.h"

typedef struct view view;

/* A view that fills the figure, or a cell of plot_figure_split. */
view *plot_figure_view(figure *fig);
view *plot_figure_view_panel(figure *fig, size_t row, size_t column);

/* Degrees. The camera stands `elevation` above the horizon; azimuth -90 looks
 * along +y, -60 from the right of that. Default 30, -60. */
void plot_view_angles(view *v, double elevation, double azimuth);

void plot_view_labels(view *v, const char *x, const char *y, const char *z);
void plot_view_title(view *v, const char *title);

/* Heights are log10(f + c), ticks are powers of ten. */
void plot_view_log(view *v, double c);

/* Height of the box in units of its wider side; default 0.62. */
void plot_view_height(view *v, double height);

typedef struct surface_style {
    ramp ramp;         /* RAMP_VIRIDIS */
    double mesh;       /* width of mesh lines, 0.3; negative: none */
    size_t mesh_lines; /* about so many each way, 12 */
    bool reversed;
} surface_style;

/* The surface, thinned to faces of about seven points. The grid must live
 * until the figure is closed (plot_figure_keep). */
void plot_view_surface(view *v, const grid *g, surface_style style);

/* Contours on the floor of the box, in the colours of the surface. */
void plot_view_contours(view *v, const grid *g, level_list levels);

/* A path on the surface: z is looked up on it. The parts that the surface
 * hides are pale and dashed. `on_floor` draws it also as a shadow there. */
void plot_view_path(view *v, series s, path_style style, bool on_floor);

void plot_view_mark(view *v, double x, double y, mark_style style);

/* A text at a point of the surface, shifted by dx, dy points (dy upward),
 * with a thin leader when it is shifted by more than 12. */
void plot_view_text(view *v, double x, double y, double dx, double dy,
                    const char *text, text_style style);

#endif
