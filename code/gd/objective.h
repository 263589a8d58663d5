/* The functions that this book minimises.
 *
 * An objective is a callback and what it needs to know. The named test
 * functions below carry more: the box worth looking at, the second
 * derivatives, and every stationary point that is known, so that a figure,
 * a program and a test all speak of the same function. */
#ifndef GD_OBJECTIVE_H
#define GD_OBJECTIVE_H

#include "gd/compiler.h"

#include <stddef.h>

GD_BEGIN_C

/* region objective */
/* A function to be minimised, f: R^n -> R.
 *
 * eval returns f(x). Where gradient is not NULL it also stores the n partial
 * derivatives there; who needs f alone passes NULL and pays for no more.
 * context is the caller's own: a data set, a counter, nothing. */
typedef struct gd_objective {
    const char *name;
    size_t n;
    double (*eval)(size_t n, const double *x, double *gradient, void *context);
    void *context;
} gd_objective;
/* end objective */

/* f(x) alone. x holds f->n numbers. */
double gd_value(const gd_objective *f, const double *x);

/* f(x), and the f->n partial derivatives in gradient. */
double gd_value_and_gradient(const gd_objective *f, const double *x,
                             double *gradient);

/* max|v_i| over n numbers; 0 for n = 0. NaN if any v_i is NaN: written as
 * `if (a > m) m = a` it would skip a NaN, and a run that has exploded would
 * look as if it had converged. */
double gd_max_abs(size_t n, const double *v);

/* f(x) = x'Ax / 2 with A symmetric, n x n, row by row: gradient Ax, Hessian
 * A. context points to the n * n numbers of A, which are only read. */
double gd_quadratic(size_t n, const double *x, double *gradient, void *context);

/* f(x) = (x - centre)^2 + floor, n = 1: the parabolas of chapters 2 and 3.
 * context points to a gd_parabola. */
typedef struct gd_parabola {
    double centre;
    double floor;
} gd_parabola;
double gd_parabola_eval(size_t n, const double *x, double *gradient,
                        void *context);

/* What a stationary point (gradient zero) is. GD_DEGENERATE: the second
 * derivatives do not decide, as for x^3 at 0. */
typedef enum gd_kind {
    GD_MINIMUM,
    GD_MAXIMUM,
    GD_SADDLE,
    GD_DEGENERATE
} gd_kind;

/* "minimum", "maximum", "saddle", "degenerate". */
const char *gd_kind_text(gd_kind kind);

/* A known stationary point, exact to the last digit or two of a double. */
typedef struct gd_stationary {
    double x[2]; /* x[1] is 0 where n is 1 */
    double f;
    gd_kind kind;
} gd_stationary;

enum { GD_STATIONARY_MAX = 9 };

/* region test-function */
/* A named test function of one or two variables. */
typedef struct gd_test_function {
    gd_objective objective;
    const char *formula; /* as a reader would type it */
    double lower[2];     /* the box in which it is worth looking at: a */
    double upper[2];     /*   habit of drawing, not a limit of the domain */

    /* The n x n second derivatives at x, row by row. */
    void (*hessian)(const double *x, double *hessian);

    size_t stationary_count; /* those in the box, best minima first */
    gd_stationary stationary[GD_STATIONARY_MAX];
} gd_test_function;
/* end test-function */

/* The test function of that name, or NULL. Names: square, parabola, walk,
 * cubic, cube, quartic, round-bowl, dome, saddle, bowl, waves, monkey,
 * beale, rosenbrock, himmelblau. */
const gd_test_function *gd_test_function_find(const char *name);

/* Its objective alone, or NULL. */
const gd_objective *gd_test_objective(const char *name);

/* All of them, *count in number. */
const gd_test_function *gd_test_functions(size_t *count);

GD_END_C

#endif
