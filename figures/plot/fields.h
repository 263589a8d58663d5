/* Layers made of a function of two variables: contours, colour bands, maps
 * of categories, and the bar that explains the colours. */
#ifndef PLOT_FIELDS_H
#define PLOT_FIELDS_H

#include "figure.h"

/* Levels at which contours are drawn, ascending: others are a fault, and then
 * none is drawn. */
enum { MOST_LEVELS = 64 };
typedef struct level_list {
    size_t n;
    double at[MOST_LEVELS];
} level_list;

level_list plot_levels_linear(double low, double high, size_t n);

/* Equally spaced in sqrt(f - bottom), from the first above the bottom to
 * `high`: the rings of a quadratic are then equally far apart. */
level_list plot_levels_sqrt(double bottom, double high, size_t n);

/* Geometric in f - bottom from low to high: valleys. Let `low` reach far down
 * (1e-4) or the floor is blank. */
level_list plot_levels_log(double bottom, double low, double high, size_t n);

/* For a function that nobody has seen before: at most n levels, of which the
 * k-th has (k/n)^2 of the grid's points below it, or when it is the summits
 * that matter, above it. Round a minimum the rings are then as far apart as
 * with plot_levels_sqrt, and a valley's floor gets its share. They are rounded
 * to *digits, the fewest of 2 to 4 that leave them about where they are; 0:
 * more would be needed, and they are not rounded. A constant has none. */
level_list plot_levels_area(const grid *g, size_t n, bool summits, int *digits);

level_list plot_levels_of(const double *at, size_t n);

typedef struct contour_style {
    ink ink;       /* INK_FAINT */
    bool coloured; /* by the ramp, over the levels */
    ramp ramp;
    double width; /* 0.6 */
    dash dash;
    bool no_labels;
    int digits; /* significant digits of labels, 2 */
} contour_style;
void plot_add_contours(axes *ax, const grid *g, level_list levels,
                       contour_style style);

/* Areas between levels, coloured by a ramp: n levels make n + 1 bands. */
typedef struct band_style {
    ramp ramp;
    bool reversed;
} band_style;
void plot_add_bands(axes *ax, const grid *g, level_list levels,
                    band_style style);

/* A bar right of the panel that explains the bands of the same levels. */
void plot_axes_colour_bar(axes *ax, level_list levels, band_style style,
                          const char *name);

/* A grid of whole numbers 0 .. n-1, one colour each: which start ends where.
 * A number outside leaves the paper. edge: how far each point of the grid is
 * from the edge of its area, > 0, in one unit; NULL: nobody knows, and edges
 * are smoothed within a cell. It must live as long as the grid. */
void plot_add_categories(axes *ax, const grid *g, const double *edge,
                         const ink *colours, size_t n);

/* Square cells, one per grid point, coloured by (f - low) / (high - low):
 * matrices, error maps, pixels. */
void plot_add_cells(axes *ax, const grid *g, double low, double high, ramp r);

#endif
