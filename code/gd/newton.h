/* Methods that ask for more than the slope: Newton's, which is told the second
 * derivatives, and two that infer them from the gradients they meet.
 *
 * None fits the interface of optimizer.h: they look at f, and try a step
 * before they make it. Of the options they heed rate, max_steps, tolerance,
 * target and observer, as gd_descend does; all else is to be left 0 or NULL.
 * So are their results: steps, outcome, f and max|g| at the last x. */
#ifndef GD_NEWTON_H
#define GD_NEWTON_H

#include "gd/compiler.h"
#include "gd/descent.h"
#include "gd/objective.h"

#include <stddef.h>

GD_BEGIN_C

/* Stores the n x n second derivatives at x, row by row: what a test function
 * has as `hessian`. */
typedef void gd_hessian(const double *x, double *hessian);

/* Newton's method: x <- x - rate H^-1 g, with H the Hessian at x. rate 0: 1,
 * the whole step to where the parabola that fits at x is flat, be it a
 * minimum, a saddle or a maximum. Nothing is asked of f; it may rise. Where H
 * is singular there is no such step, and the run ends as GD_DIVERGED.
 *
 * Takes memory for n^2 + n numbers at the start, none in a step, of which
 * each needs n^3/3 multiplications. Errors as of gd_descend; an option that
 * is not heeded and no Hessian are GD_ERROR_ARGUMENT too. */
GD_MUST_CHECK gd_result gd_newton(const gd_objective *f, gd_hessian *hessian,
                                  double *x, const gd_options *options);

/* The method of Broyden, Fletcher, Goldfarb and Shanno (1970): x <- x - a B g,
 * with B a guess at H^-1 that each step corrects, and a the first of 1, 1/2,
 * 1/4, ... by which f falls at least by a ten-thousandth of what the tangent
 * promised (Armijo, 1966). In the first step B is rate times the identity;
 * rate 0: 1/max|g|, and 1 at most. B is corrected only where the gradient has
 * grown along the step, so that it goes on leading downhill; where rounding
 * spoils that, it starts over.
 *
 * The run ends as GD_NO_DESCENT where no a above 1e-16 is good enough: mostly
 * rounding has then the last word. The observer is told a as the rate. Memory
 * for n^2 + 5n numbers, about 4n^2 multiplications a step. Errors as above. */
GD_MUST_CHECK gd_result gd_bfgs(const gd_objective *f, double *x,
                                const gd_options *options);

/* The same without the matrix, from the last `pairs` > 0 steps and changes of
 * the gradient: J. Nocedal (1980). Memory for (2 pairs + 4) n numbers, about
 * 4 pairs n multiplications a step. Five to twenty pairs are usual. */
GD_MUST_CHECK gd_result gd_lbfgs(const gd_objective *f, double *x, size_t pairs,
                                 const gd_options *options);

GD_END_C

#endif
