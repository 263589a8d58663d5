/* Fitting a straight line, y = intercept + slope x: the smallest learning
 * problem, and one whose answer is known in closed form. */
#ifndef GD_REGRESSION_H
#define GD_REGRESSION_H

#include "gd/compiler.h"

#include <stddef.h>

GD_BEGIN_C

/* count pairs (x_i, y_i); the arrays stay the caller's. */
typedef struct gd_pairs {
    size_t count;
    const double *x;
    const double *y;
} gd_pairs;

/* Mean squared error of the line p = (intercept, slope), and its gradient:
 * an objective with n = 2 whose context is a gd_pairs. Units: those of y,
 * squared. */
double gd_line_loss(size_t n, const double *p, double *gradient, void *context);

/* The minimum of gd_line_loss in closed form (least squares; Legendre,
 * 1805), computed from centred sums so that it is good to the last digits.
 * At least two different x_i. */
typedef struct gd_line {
    double intercept;
    double slope;
} gd_line;
gd_line gd_least_squares(const gd_pairs *pairs);

/* Mean and standard deviation (of the sample itself: divided by count). */
typedef struct gd_scale {
    double mean;
    double deviation;
} gd_scale;
gd_scale gd_scale_of(size_t count, const double *v);

/* out_i = (v_i - mean) / deviation. out may be v. */
void gd_standardise(size_t count, const double *v, const gd_scale *scale,
                    double *out);

/* A line fitted to standardised x and y, said in the original units. */
gd_line gd_line_in_units(const gd_line *standardised, const gd_scale *x,
                         const gd_scale *y);

GD_END_C

#endif
