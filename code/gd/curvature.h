/* What the second derivatives say: eigenvalues of a Hessian, and from them
 * what a stationary point is and how long the valley around it is. */
#ifndef GD_CURVATURE_H
#define GD_CURVATURE_H

#include "gd/compiler.h"
#include "gd/objective.h"

#include <stddef.h>

GD_BEGIN_C

/* Curvature along the principal axes of a function of one or two variables,
 * the smaller eigenvalue first. axis[i] is a unit vector. For n = 1 only
 * value[0] is meant. */
typedef struct gd_curvature {
    size_t n;
    double value[2];
    double axis[2][2];
} gd_curvature;

/* The eigenvalues and eigenvectors of a symmetric n x n matrix, n = 1 or 2,
 * row by row, in closed form. */
gd_curvature gd_curvature_of(size_t n, const double *hessian);

/* The second-derivative test. An eigenvalue that is not further from zero than
 * tolerance decides nothing: GD_DEGENERATE, whatever the other one is. */
gd_kind gd_classify(const gd_curvature *curvature, double tolerance);

/* Largest over smallest eigenvalue, at least 1; meant for minima. Infinite
 * where the smallest is zero. */
double gd_condition_number(const gd_curvature *curvature);

GD_END_C

#endif
