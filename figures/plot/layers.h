/* Layers of a panel: lines, marks, areas, arrows, paths, words. They are
 * drawn in the order in which they are added; words come after all of them.
 * Whatever leaves the panel is cut at its edge. */
#ifndef PLOT_LAYERS_H
#define PLOT_LAYERS_H

#include "figure.h"

/* --- Lines ---------------------------------------------------------- */

/* A polyline through the points. On a log axis a value that is not positive
 * makes a gap. */
void plot_add_curve(axes *ax, series s, line_style style);

/* The same in horizontal and vertical runs: first across, then up or down. */
void plot_add_staircase(axes *ax, series s, line_style style);

void plot_add_segment(axes *ax, double x0, double y0, double x1, double y1,
                      line_style style);

/* Straight through (x, y) with this slope across the panel: a tangent. */
void plot_add_line(axes *ax, double x, double y, double slope,
                   line_style style);

/* Reference lines across the panel, thin and grey unless styled. They do not
 * stretch the limits. */
void plot_add_hline(axes *ax, double y, line_style style);
void plot_add_vline(axes *ax, double x, line_style style);

/* From every point straight to the level y: stems, errors. */
void plot_add_stems(axes *ax, series s, double y, line_style style);

/* From the k-th point of a to the k-th point of b: residuals. */
void plot_add_segments(axes *ax, series a, series b, line_style style);

/* --- Areas ---------------------------------------------------------- */

void plot_add_area(axes *ax, series s, double base, fill_style style);
void plot_add_between(axes *ax, series a, series b, fill_style style);
void plot_add_polygon(axes *ax, series s, fill_style style);

/* From the corner (x0, y0) to the one across. */
void plot_add_rectangle(axes *ax, double x0, double y0, double x1, double y1,
                        fill_style style);

/* A band across the panel from x0 to x1. */
void plot_add_span_x(axes *ax, double x0, double x1, fill_style style);

/* What another panel enlarges: a grey area over this grid. */
void plot_add_zoom(axes *ax, const grid *g);

/* A strip along the bottom edge of the panel from x0 to x1 (in data), 11 pt
 * high, with a short text in it: signs of a derivative. `row` stacks strips. */
void plot_add_strip(axes *ax, unsigned row, double x0, double x1, ink colour,
                    const char *text);

/* Bars of this width (data units) around x, from the base up to y; a log y
 * axis starts at its lower limit. */
void plot_add_bars(axes *ax, series s, double width, double base,
                   fill_style style);

/* --- Marks ---------------------------------------------------------- */

void plot_add_marks(axes *ax, series s, mark_style style);
void plot_add_mark(axes *ax, double x, double y, mark_style style);

/* The marks that mean a minimum, a maximum and a pass everywhere in this book
 * (style.h). */
void plot_add_minimum(axes *ax, double x, double y);
void plot_add_minima(axes *ax, series minima);
void plot_add_maximum(axes *ax, double x, double y);
void plot_add_pass(axes *ax, double x, double y);
void plot_add_passes(axes *ax, series passes);

/* --- Arrows --------------------------------------------------------- */

void plot_add_arrow(axes *ax, double x0, double y0, double x1, double y1,
                    arrow_style style);

/* Arrows of a vector field (u, v) at the points of s. They are scaled so that
 * the longest is `longest` points. LENGTH_UNIT: all that long. LENGTH_LOG:
 * length grows with the logarithm, over `decades` decades (0: 4). The
 * directions are those of the data only where scales are equal. */
typedef enum arrow_length {
    LENGTH_LINEAR,
    LENGTH_UNIT,
    LENGTH_LOG
} arrow_length;

typedef struct vector_style {
    arrow_style arrow;
    arrow_length length;
    double longest; /* 18 */
    double decades; /* LENGTH_LOG: 4 */
    bool centred;   /* the middle of the arrow on the point, not its tail */
} vector_style;
void plot_add_vectors(axes *ax, series at, const double *u, const double *v,
                      vector_style style);

/* A small right angle at (x, y) whose arms go along (ux, uy) and, a quarter
 * turn anticlockwise, across it. */
void plot_add_right_angle(axes *ax, double x, double y, double ux, double uy,
                          line_style style);

/* --- Descent paths -------------------------------------------------- */

void plot_add_path(axes *ax, series s, path_style style);

/* The path of a run from its block, which says in the column `step` which of
 * its steps the rows are. A run of few steps (60 at most) that are all there
 * has a dot on each. Of another one only the steps 1, 10, 100 … that are there
 * are marked, larger and with their numbers (those that find room; none with
 * NUMBERS_NONE, for small panels whose caption says which they are), so that
 * rows left out never look like steps. */
typedef enum step_numbers { NUMBERS_SHOWN, NUMBERS_NONE } step_numbers;
void plot_add_run(axes *ax, const block *run, const char *x, const char *y,
                  path_style style, step_numbers numbers);

/* --- Words ---------------------------------------------------------- */

/* At a point of the data. */
void plot_add_text(axes *ax, double x, double y, place where, const char *text,
                   text_style style);

/* Beside the first of these points where the text covers no line of the panel
 * and no other text: on the side wished, or else on another. Left out where
 * there is none. */
void plot_add_words(axes *ax, series at, place where, const char *text,
                    text_style style);

/* At a place of the panel: (0, 0) bottom left, (1, 1) top right. */
void plot_add_panel_text(axes *ax, double fx, double fy, place where,
                         const char *text, text_style style);

/* A text dx, dy points away (dy upward) and a thin line from it to (x, y). */
void plot_add_note(axes *ax, double x, double y, double dx, double dy,
                   const char *text, text_style style);

/* A curve's name to the right of its last point, in its colour. The panel
 * makes room at its right; such labels move up or down until none overlap. */
void plot_add_end_label(axes *ax, series s, const char *text, ink colour);

/* For more than five curves: a legend, right of the panel or in a corner of it.
 * Entries appear in order. */
void plot_add_legend_line(axes *ax, const char *text, line_style style);
void plot_add_legend_mark(axes *ax, const char *text, mark_style style);
typedef enum legend_place {
    LEGEND_RIGHT, /* beside the panel */
    LEGEND_TOP_RIGHT,
    LEGEND_BOTTOM_LEFT
} legend_place;
void plot_axes_legend(axes *ax, legend_place where);

#endif
