/* Marching squares: level lines of a grid, joined, in data coordinates. */
#ifndef PLOT_CONTOUR_H
#define PLOT_CONTOUR_H

#include "canvas.h"
#include "grid.h"

/* Appends the lines on which f = level: closed rings, and lines that end at
 * the edge of the grid. Where a cell has two opposite corners above the level
 * the mean of the four decides which of them are connected. */
void plot_contour_lines(const grid *g, double level, polylines *out);

/* Appends the outline of the area where f >= level: rings, to be filled by
 * the even-odd rule; the edge of the grid belongs to them. */
void plot_contour_area(const grid *g, double level, polylines *out);

#endif
