/* A figure: panels with axes, on which layers are put (layers.h, fields.h,
 * surface.h). Nothing is drawn until the figure is closed; then the panels
 * are laid out around what their ticks and labels measure, the labels are
 * checked, and the same layers are drawn once as SVG and once as PDF.
 *
 * All lengths are points; data are in data units. What is given to a figure
 * is copied (texts, series), except grids: see plot_figure_keep. */
#ifndef PLOT_FIGURE_H
#define PLOT_FIGURE_H

#include "data.h"
#include "grid.h"
#include "style.h"

#include <stdbool.h>

typedef struct figure figure;
typedef struct axes axes;

#define FULL_WIDTH   432.0
#define FULL_HEIGHT  288.0
#define NARROW_WIDTH 270.0

/* A figure of a drawing program: `draw` puts panels and layers on it, once on
 * a page of width and height, and once more on one for telephones, which is
 * NARROW_WIDTH wide and as high as `narrow` says (0: there is none). */
typedef struct figure_entry {
    const char *name;
    double width, height;
    double narrow;
    void (*draw)(figure *fig, const dataset *data);
} figure_entry;

/* The row of that figure. NULL: the table has no such figure. */
const figure_entry *plot_figure_find(const figure_entry *table,
                                     const char *name);

/* Width and height of the page: of the narrow one if that is wished and there
 * is one. */
typedef struct page_size {
    double width, height;
} page_size;
page_size plot_figure_size(const figure_entry *e, bool narrow);

/* The page that a figure is drawn on. */
page_size plot_figure_page(const figure *fig);

/* Is it the narrow layout that is asked for? Then `draw` puts panels below
 * each other and moves words; their sizes stay. */
bool plot_figure_is_narrow(const figure *fig);

/* In print the caption stands beside the figure: its narrow layout, which must
 * say all that the wide one says, is the one for paper. Without a narrow layout
 * this changes nothing. */
void plot_figure_caption_beside(figure *fig);

/* The whole of a drawing program: PROGRAM DATA.tsv OUTDIR [FIGURE…] writes
 * every figure of the table (which ends with an empty entry), or those named,
 * as OUTDIR/name.svg, the narrow layout as name.narrow.svg, the one for paper
 * as name.pdf, and last OUTDIR/index.tsv, which lists what was drawn: name,
 * width, height, the blocks and the values that it was drawn from, width and
 * height of the narrow layout, - where there is none, and which of the two the
 * PDF is, wide or narrow. OUTDIR/labels.tsv has the words of each,
 * OUTDIR/handles.tsv its handles.
 * DATA.tsv may be -, standard input. An OUTDIR that is no folder and ends with
 * .svg, .pdf or .png is a file for the one figure asked for, in its wide
 * layout, and nothing else is written. Returns the exit status: 0; 1 for any
 * trouble, each told in one sentence; 2 for a wrong command line. Each figure
 * stands for itself: when one fails, the others are drawn.
 *
 * The build draws light and dark from one SVG. To look at a figure while it
 * is made: rsvg-convert -z 2 name.svg -o name.png. */
int plot_figures_main(int argc, char **argv, const figure_entry *table);

/* --- Panels --------------------------------------------------------- */

/* One panel that fills the figure. */
axes *plot_figure_axes(figure *fig);

/* Cuts the figure into rows and columns of panels of equal size. They share
 * an axis when the flags say so: equal limits for all of them, tick labels and
 * axis labels only at the outer edge. */
enum { SHARE_NONE = 0, SHARE_X = 1, SHARE_Y = 2, SHARE_BOTH = 3 };
void plot_figure_split(figure *fig, size_t rows, size_t columns,
                       unsigned share);

/* Cuts the figure into rows of so many of these panels; on a telephone, of
 * `narrow`. The last row may be short. */
void plot_figure_fold(figure *fig, size_t panels, size_t columns, size_t narrow,
                      unsigned share);

/* The panel at row, column (from 0, top left), made at the first call; or the
 * k-th as they are read, row by row. */
axes *plot_figure_panel(figure *fig, size_t row, size_t column);
axes *plot_figure_nth(figure *fig, size_t k);

/* Relative heights or widths of the rows or columns, as many as there are:
 * plot_figure_rows(fig, (double[]){2, 1}). */
void plot_figure_rows(figure *fig, const double *heights);
void plot_figure_columns(figure *fig, const double *widths);

/* A panel in a rectangle of the figure (points from the top left corner;
 * labels and ticks included): an inset, or a free arrangement. Their axes stand
 * in line where the rectangles do, left and right. */
axes *plot_figure_axes_at(figure *fig, double left, double top, double width,
                          double height);

/* Lets the figure free the grid when it is closed; returns it. Any grid on a
 * figure must live as long:
 *
 *     grid *g = plot_figure_keep(fig, plot_grid_from_block(…)); */
grid *plot_figure_keep(figure *fig, grid *g);

/* The grid of a block with the columns x, y and f, kept. */
grid *plot_figure_grid(figure *fig, const dataset *data, const char *name);

/* Text anywhere on the page, points from the top left corner. */
void plot_figure_text(figure *fig, double x, double y, place where,
                      const char *text, text_style style);

/* --- Axes ----------------------------------------------------------- */

/* Texts are written in a small markup: *x* is an italic variable, digits and
 * functions stay upright: "*f*(*x*) = sin *x*", "*x*_0", "10^{-3}",
 * "*x*_{*t*+1}". \* \_ \^ are the characters themselves. A hyphen before a
 * number, a variable or a bracket, between spaces, or in a script becomes a
 * minus sign. \n starts a new line. Characters are UTF-8: η, ∇, ≤, ×, …; one
 * without a glyph in the book's font fails. */

/* Limits, low < high; without them the layers' data and a little air. */
void plot_axes_limits_x(axes *ax, double low, double high);
void plot_axes_limits_y(axes *ax, double low, double high);

/* The panel shows the grid, no more and no less. */
void plot_axes_fit(axes *ax, const grid *g);

void plot_axes_log_x(axes *ax);
void plot_axes_log_y(axes *ax);

/* One unit as long in x as in y, so that right angles look right: the panel
 * shrinks in one direction. Needs limits or data; linear scales only. */
void plot_axes_equal(axes *ax);

/* NULL: none. A short y label stands left of the axis, a long one above it;
 * neither is turned. */
void plot_axes_labels(axes *ax, const char *x, const char *y);
void plot_axes_title(axes *ax, const char *title);

typedef enum spines {
    SPINES_LEFT_BOTTOM,
    SPINES_BOX, /* a thin frame: for maps with a colour field */
    SPINES_NONE /* no axes, ticks or labels: a diagram */
} spines;
void plot_axes_spines(axes *ax, spines which);

/* About one tick per 60 pt in x and 32 pt in y, unless a step is given. A
 * negative step: no ticks at all. */
void plot_axes_ticks_x(axes *ax, double step);
void plot_axes_ticks_y(axes *ax, double step);

/* Ticks by hand: the first call for an axis replaces the automatic ones. */
void plot_axes_tick_x(axes *ax, double value, const char *text);
void plot_axes_tick_y(axes *ax, double value, const char *text);

/* Thin lines across at the y ticks, beneath everything. */
void plot_axes_grid_y(axes *ax);

/* --- Handles -------------------------------------------------------- */

/* A point of the picture that a reader of the live page drags, and the knobs
 * that follow its coordinates, as "beale.start-x"; NULL: it is not dragged that
 * way. Nothing is drawn, and a handle outside of the panel is not shown. The
 * names are literals: they are not copied. */
void plot_add_handle(axes *ax, double x, double y, const char *knob_x,
                     const char *knob_y);

/* One that also follows the pointer, where there is one, over all of its
 * panel: what is asked is what lies under it. */
void plot_add_follower(axes *ax, double x, double y, const char *knob_x,
                       const char *knob_y);

/* One that is dragged along x, where the knob is not the coordinate: at the
 * knob's 0 it stands at `zero`, and with each unit of it moves by `unit`. */
void plot_add_slider(axes *ax, double x, double y, const char *knob,
                     double zero, double unit);

/* The same along y. */
void plot_add_lift(axes *ax, double x, double y, const char *knob, double zero,
                   double unit);

/* One whose knobs are coordinates along axes that have been turned about the
 * origin, anticlockwise. */
void plot_add_turned_handle(axes *ax, double x, double y, const char *knob_x,
                            const char *knob_y, double degrees);

/* One that is dragged around a centre: the knob is the angle in degrees,
 * anticlockwise from the right, 0 to 360, in the data of the panel. */
void plot_add_dial(axes *ax, double x, double y, const char *knob,
                   double centre_x, double centre_y);

#endif
