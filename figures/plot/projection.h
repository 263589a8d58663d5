/* From a box in space to the page, seen from far away. */
#ifndef PLOT_PROJECTION_H
#define PLOT_PROJECTION_H

#include "canvas.h"

typedef struct point3 {
    double x, y, z;
} point3;

typedef struct projection {
    point3 right, up; /* directions of the page, of length 1 */
    point3 toward;    /* to the viewer */
    double scale;     /* points per unit */
    point origin;     /* where (0, 0, 0) lies on the page */
} projection;

/* Angles in degrees: the viewer stands so high above the horizon, and in the
 * direction `azimuth` counted from +x to +y. */
projection plot_projection_new(double elevation, double azimuth);
point plot_project(const projection *p, point3 at);

/* How near to the viewer a point is; larger is nearer. */
double plot_nearness(const projection *p, point3 at);

/* The (nx - 1)(ny - 1) cells of a grid, far ones first. Over a grid this
 * order is exact, whatever the heights: a vertical plane along the grid lines
 * separates any two cells, and the viewer stands on one side of it. Cell
 * (i, j) has the number j (nx - 1) + i. */
void plot_cells_far_to_near(const projection *p, size_t nx, size_t ny,
                            size_t *order);

#endif
