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

/* region verdict */
/* What a check says of a gradient. */
typedef enum gd_verdict {
    GD_UNCLEAR,  /* cannot tell: the differences are too uncertain */
    GD_SAME,     /* right, to within 6e-6 of itself */
    GD_DIFFERENT /* wrong: no uncertainty of the differences explains it */
} gd_verdict;

/* What makes a difference uncertain most of all. */
typedef enum gd_doubt {
    GD_FLAT,     /* the slope is 0, or too small to be seen */
    GD_ROUNDING, /* f has too few digits for it */
    GD_COARSE,   /* f bends within a step */
    GD_KINK,     /* the slope jumps, or nearly */
    GD_UNDEFINED /* f, or the gradient, is not finite */
} gd_doubt;
/* end verdict */

/* What a check found: of all entries it names the worst, one that is
 * different before one that is unclear before one that is the same. */
typedef struct gd_check {
    gd_verdict verdict; /* of the worst entry, and so of all */
    gd_doubt doubt;     /* what the uncertainty is made of, there */
    bool finite;        /* false: the loss or the gradient was not, there */
    size_t checked;     /* entries compared */
    size_t unclear;     /* and how many of them were unclear ... */
    size_t different;   /* ... or different */
    const char *array;  /* the worst entry */
    size_t index;
    double analytic;  /* what the gradient says there ... */
    double numeric;   /* ... and what the difference says, */
    double uncertain; /* give or take this */
    double step;      /* h, with which it was taken */
    double relative;  /* the error that is left, of the larger of the two */
} gd_check;

/* "same", "different", "cannot tell"; and for the doubts a word, "kink". */
const char *gd_verdict_text(gd_verdict verdict);
const char *gd_doubt_text(gd_doubt doubt);

/* The step that balances the two errors of a central difference, the cube
 * root of the machine epsilon: about 6e-6, for a variable of size 1. */
double gd_check_step(void);

/* Central differences for every entry of every array:
 * (f(x + h) - f(x - h)) / 2h with h = step max(1, |x|), where 2h is the
 * distance of the two points as they are rounded. out receives the sum of the
 * counts, in the order of the arrays. step 0: gd_check_step(). Every value is
 * put back bit for bit, also when the loss is not finite; then the result is
 * false. Two calls of the loss an entry. */
GD_MUST_CHECK bool gd_numerical_gradient(gd_loss *loss, void *context,
                                         size_t arrays, const gd_array *array,
                                         double step, double *out);

/* Compares the arrays' gradients with central differences, each of which is
 * given an uncertainty: what rounding in f may amount to, and what the
 * differences with a longer step show of bends and kinks.
 *
 * step 0: gd_check_step(), and where that cannot tell, other steps from 1e-8
 * to 1e4 times as large; DIFFERENT is then what no step explains. Four calls
 * of the loss an entry and one for all, and where it takes all steps 32. With
 * any other step h = step max(1, |x|) alone is tried.
 *
 * SAME says that the error and the uncertainty together are below the cube
 * root of the machine epsilon, relative to the entry. An entry of 0 is SAME
 * only where f does not move at all. No memory is needed. */
GD_MUST_CHECK gd_check gd_check_arrays(gd_loss *loss, void *context,
                                       size_t arrays, const gd_array *array,
                                       double step);

/* The same for a loss that computes in coarser numbers, of machine epsilon
 * `epsilon`: FLT_EPSILON for float. The entries are moved to such numbers, and
 * steps and limits follow from their epsilon. */
GD_MUST_CHECK gd_check gd_check_coarse(gd_loss *loss, void *context,
                                       size_t arrays, const gd_array *array,
                                       double step, double epsilon);

/* The same for an objective at x, whose gradient it computes itself. The
 * array is called "x". n = 0, or no memory: nothing checked, not finite. */
GD_MUST_CHECK gd_check gd_check_gradient(const gd_objective *f, double *x,
                                         double step);

/* A random direction, as long as x, and at least 1: a step along it is then as
 * large, for x, as steps along the axes are for single entries. */
void gd_random_direction(gd_random *random, size_t n, const double *x,
                         double *direction);

/* For many parameters: the slope in one random direction against the
 * gradient's. Five values where the usual step can tell, instead of 4n + 1; a
 * wrong entry shows unless the direction happens to be blind for it. array is
 * "direction", index 0. */
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
