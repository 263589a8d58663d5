/* Marching squares: level lines of a grid, joined, in data coordinates. */
#ifndef PLOT_CONTOUR_H
#define PLOT_CONTOUR_H

#include "canvas.h"
#include "grid.h"

/* Appends to out[k] the lines on which f = level[k], for each of n levels:
 * closed rings, and lines that end at the edge of the grid, or of the cells
 * whose corners all have a value (NaN: none). Where a cell has
 * two opposite corners above the level the value at its centre decides which of
 * them are connected. Where the grid has derivatives a line crosses the edge of
 * a cell where the cubic through both ends, with their slopes, has the level;
 * else on the chord. Levels that ascend cost little more than one. */
void plot_contour_lines(const grid *g, const double *level, size_t n,
                        polylines *out);

/* Appends to out[k] the outline of the area where f >= level[k]: rings, to be
 * filled by the even-odd rule; the edge of the grid belongs to them. NaN is
 * below every level. */
void plot_contour_area(const grid *g, const double *level, size_t n,
                       polylines *out);

#endif
