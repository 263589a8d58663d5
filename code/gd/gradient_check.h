/* Is the gradient right? Compare it with differences of the value. */
#ifndef GD_GRADIENT_CHECK_H
#define GD_GRADIENT_CHECK_H

#include "gd/compiler.h"
#include "gd/objective.h"
#include "gd/random.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

/* region array */
/* A named array of parameters, and the gradient that is to be checked. */
typedef struct gd_array {
    const char *name;
    size_t count;
    double *value;          /* changed during a check, and put back */
    const double *gradient; /* count numbers */
} gd_array;

/* The value of the function for what stands in the arrays at the moment. */
typedef double gd_loss(void *context);
/* end array */

/* What a check found. */
typedef struct gd_check {
    bool finite;       /* false: the loss was not, near the worst entry */
    size_t checked;    /* entries compared */
    const char *array; /* the entry with the largest relative error ... */
    size_t index;
    double analytic; /* ... what the gradient says there */
    double numeric;  /* ... and what the difference says */
    double relative; /* error that rounding does not explain */
} gd_check;

/* The step that balances the two errors of a central difference, the cube
 * root of the machine epsilon: about 6e-6, for a variable of size 1. */
double gd_check_step(void);

/* Central differences for every entry of every array:
 * (f(x + h) - f(x - h)) / 2h with h = step max(1, |x|), made exact in the
 * last bit. out receives the sum of the counts, in the order of the arrays.
 * step 0: gd_check_step(). Every value is put back bit for bit, also when
 * the loss is not finite; then the result is false. Two calls of the loss an
 * entry. */
GD_MUST_CHECK bool gd_numerical_gradient(gd_loss *loss, void *context,
                                         size_t arrays, const gd_array *array,
                                         double step, double *out);

/* Compares the arrays' gradients with central differences and names the
 * worst entry. relative is (|a - b| - noise) / max(|a|, |b|), where noise is
 * what rounding in f may amount to; below 1e-6 is right, above 1e-3 wrong or
 * next to a kink. */
GD_MUST_CHECK gd_check gd_check_arrays(gd_loss *loss, void *context,
                                       size_t arrays, const gd_array *array,
                                       double step);

/* The same for an objective at x, whose gradient it computes itself. The
 * array is called "x". n = 0, or no memory: nothing checked, not finite. */
GD_MUST_CHECK gd_check gd_check_gradient(const gd_objective *f, double *x,
                                         double step);

/* For many parameters: the slope in one random direction against the
 * gradient's. Three values instead of 2n + 1; a wrong entry shows unless the
 * direction happens to be blind for it. array is "direction", index 0. */
GD_MUST_CHECK gd_check gd_check_direction(const gd_objective *f, double *x,
                                          double step, gd_random *random);

/* A function that also accepts complex numbers, <complex.h>'s. (By the name
 * that C++ compilers know too.) */
typedef double _Complex gd_complex_eval(size_t n, const double _Complex *z,
                                        void *context);

/* The complex step (Squire and Trapp, 1998): Im f(x + ih) / h. Nothing is
 * subtracted, so h may be 1e-200 and the error is that of f alone. f must be
 * analytic: no abs, no max, no conjugate. x and gradient have n entries.
 * False: no memory. */
GD_MUST_CHECK bool gd_complex_gradient(gd_complex_eval *f, size_t n,
                                       const double *x, void *context,
                                       double *gradient);

GD_END_C

#endif
