/* A function on a full rectangular grid of points, row by row: the value at
 * (x[i], y[j]) is f[j * nx + i]. */
#ifndef PLOT_GRID_H
#define PLOT_GRID_H

#include "data.h"

typedef struct grid {
    size_t nx, ny;
    double *x, *y;    /* ascending, equally spaced */
    double *f;        /* ny rows of nx */
    double *fx;       /* the partial derivatives at the same points; NULL */
    double *fy;       /* where the data do not tell them */
    double low, high; /* of the finite f; low > high when there is none */
} grid;

/* A grid from the columns x, y, f (or other names) of a block, with y in the
 * outer loop, and the derivatives from the columns fx and fy (with f's name),
 * when it has these. plot_fail()s unless the rows are a complete, regular,
 * ascending rectangle of at least 2 by 2. Free it with plot_grid_free, or let
 * the figure do so: plot_figure_keep() in figure.h. */
grid *plot_grid_from_block(const block *b, const char *x, const char *y,
                           const char *f);

/* The same of a block that leaves out the points where f has no value; these
 * are NaN. It would have nx columns from x0 to x1 and ny rows from y0 to y1, at
 * least two of each; low < high. plot_fail()s at a point beside them. */
grid *plot_grid_with_gaps(const block *b, const char *x, const char *y,
                          const char *f, double x0, double x1, size_t nx,
                          double y0, double y1, size_t ny);

/* The same from memory, without derivatives; f is copied. */
grid *plot_grid_new(double x0, double x1, size_t nx, double y0, double y1,
                    size_t ny, const double *f);

/* A grid with as many points, f replaced by change(f, &slope), which stores
 * its own derivative: those of f follow by the chain rule. */
grid *plot_grid_map(const grid *g, double (*change)(double f, double *slope));

/* x and y exchanged: the value at (y[j], x[i]) is f[i * ny + j]. */
grid *plot_grid_turned(const grid *g);

/* At most so many points in each direction, without derivatives: a surface
 * wants 40 to 60 faces a side, contours 200. */
grid *plot_grid_thin(const grid *g, size_t most);

/* Does the point lie in its rectangle, or on the edge? */
bool plot_grid_covers(const grid *g, double x, double y);

/* Bilinear; outside the grid the value at the nearest edge. */
double plot_grid_at(const grid *g, double x, double y);

void plot_grid_free(grid *g);

#endif
