/* A cell of a grid as a surface: from the values and slopes at its corners. */
#ifndef PLOT_PATCH_H
#define PLOT_PATCH_H

/* Corners in the order (0, 0), (1, 0), (0, 1), (1, 1) of the cell's own
 * coordinates u and v, each from 0 to 1; slopes by u and v. */
typedef struct patch {
    double f[4], fu[4], fv[4];
} patch;

/* The value at (u, v), and its derivatives by u and v in slope. It is the
 * bicubic Hermite patch with no twist at the corners: along an edge the cubic
 * through its ends, so that neighbours fit. */
double plot_patch_at(const patch *p, double u, double v, double slope[2]);

#endif
