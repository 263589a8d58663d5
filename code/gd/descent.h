/* Gradient descent: the loop, its stop rules, and a place to watch from. */
#ifndef GD_DESCENT_H
#define GD_DESCENT_H

#include "gd/objective.h"
#include "gd/optimizer.h"
#include "gd/schedule.h"

#include <stdbool.h>
#include <stddef.h>

/* region outcome */
/* Why a run ended. An outcome is positive, an error negative. */
typedef enum gd_outcome {
    GD_GO_ON = 0,      /* no rule holds yet; never a result */
    GD_CONVERGED = 1,  /* max|g| fell below the tolerance */
    GD_TARGET_REACHED, /* f came to the target or beyond it */
    GD_STEP_LIMIT,     /* all steps used */
    GD_STOPPED,        /* the observer had seen enough */
    GD_DIVERGED,       /* f, g or x is no longer finite */
    GD_ERROR_ARGUMENT = -1,
    GD_ERROR_MEMORY = -2
} gd_outcome;
/* end outcome */

/* One clause without a full stop: "max|g| below the tolerance". */
const char *gd_outcome_text(gd_outcome outcome);

/* region state */
/* What an observer sees: the point after `step` updates and what was found
 * there. The arrays have n entries, belong to the loop, and change with the
 * next step. */
typedef struct gd_state {
    size_t step;
    size_t n;
    const double *x;
    double f;
    const double *gradient;
    double gradient_norm; /* max|g_i| */
    double rate;
} gd_state;

/* Called at every point, the first and the last included. Returning false
 * ends the run there. */
typedef bool gd_observer(const gd_state *state, void *context);
/* end state */

/* region options */
typedef struct gd_options {
    double rate;                 /* the learning rate, positive and finite */
    size_t max_steps;            /* updates of x; one point more is seen */
    double tolerance;            /* stop when max|g| < tolerance; 0: never */
    bool has_target;             /* stop when f <= target; climbing, */
    double target;               /*   when f >= target */
    bool ascend;                 /* x += rate g: climb instead */
    gd_optimizer *optimizer;     /* NULL: plain gradient descent */
    const gd_schedule *schedule; /* NULL: the rate stays as it is */
    double clip;                 /* longest gradient; 0: as long as it is */
    gd_observer *observer;       /* may be NULL */
    void *observer_context;
} gd_options;
/* end options */

/* rate 0.01, 1000 steps, tolerance 1e-8, no target; plain gradient descent
 * with that rate throughout, no clipping, nobody watching. In an options
 * struct of your own, what is left 0 or NULL is left out, except for the
 * rate, which is an error. */
gd_options gd_default_options(void);

typedef struct gd_result {
    gd_outcome outcome;
    size_t steps; /* updates made */
    double f;     /* value and max|g| at the final x */
    double gradient_norm;
    const char *why; /* which argument makes no sense: one clause, or NULL */
} gd_result;

/* Steps until a stop rule holds: x <- x - rate grad f(x), or what
 * options->optimizer makes of the gradient. x has f->n entries: the start on
 * entry, the last point on return. The rules are tried at every point before
 * the step, in this order: diverged, observer, tolerance, target, step
 * limit. Memory for one gradient is taken at the start of the run, none in a
 * step. An optimizer that has made steps before goes on from there.
 *
 * The rate of a step is options->rate times the schedule's factor for the
 * steps that the optimizer has made; its own rate is overwritten with it.
 * Ascent gives the optimizer the gradient of -f, which for gradient descent
 * is x += rate g. A gradient longer than `clip` (in the Euclidean norm) is
 * shortened to that length before the step; the observer sees it
 * unshortened.
 *
 * Errors: n = 0 or not the optimizer's; a rate that is not positive and
 * finite; a tolerance or clip that is negative; a NaN anywhere; a schedule
 * with fewer than max_steps to go (GD_ERROR_ARGUMENT, and `why` says which);
 * no room for the gradient (GD_ERROR_MEMORY). x is then untouched.
 * A. Cauchy (1847). */
gd_result gd_descend(const gd_objective *f, double *x,
                     const gd_options *options);

/* Scales v, n numbers, so that its Euclidean norm is at most `longest` > 0,
 * without overflow or underflow on the way. Returns the factor, 1 where
 * nothing had to be done. A v that is not finite stays as it is: made short
 * it would look healthy. R. Pascanu and others (2013). */
double gd_clip(size_t n, double *v, double longest);

#endif
