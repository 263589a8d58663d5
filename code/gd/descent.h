/* Gradient descent: the loop, its stop rules, and a place to watch from. */
#ifndef GD_DESCENT_H
#define GD_DESCENT_H

#include "gd/compiler.h"
#include "gd/objective.h"
#include "gd/optimizer.h"
#include "gd/schedule.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

/* region outcome */
/* Why a run ended. An outcome is positive, an error negative. */
typedef enum gd_outcome {
    GD_GO_ON = 0,      /* no rule holds yet; never a result */
    GD_CONVERGED = 1,  /* max|g| fell below the tolerance */
    GD_TARGET_REACHED, /* f came to the target or beyond it */
    GD_STEP_LIMIT,     /* all steps used */
    GD_STOPPED,        /* the observer had seen enough */
    GD_DIVERGED,       /* f, g or x is no longer finite */
    GD_NO_DESCENT,     /* no step that a line search tried goes down */
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

/* Asked about every step: f was `before`, what has become of it stands in
 * `after`. The answer 1 keeps the step. A factor between 0 and 1 takes it
 * back: see gd_descend. */
typedef double gd_retry(double before, const gd_state *after, void *context);

/* A hyper-parameter to be set: {"beta1", 0.8}. */
typedef struct gd_setting {
    const char *name;
    double value;
} gd_setting;

/* region options */
typedef struct gd_options {
    double rate;                 /* the learning rate; 0: the default */
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
    gd_retry *retry; /* NULL: every step is kept */
    void *retry_context;
    const gd_setting *settings; /* for gd_minimise; ends with {0} */
} gd_options;
/* end options */

/* The stop rule that holds at this point, tried in the order of gd_descend, or
 * GD_GO_ON. For loops of one's own; calls the observer. */
gd_outcome gd_outcome_at(const gd_state *state, const gd_options *options);

/* The default rate, 1000 steps, tolerance 1e-8, no target; plain gradient
 * descent with that rate throughout, no clipping, nobody watching. In an
 * options struct of your own, what is left 0 or NULL is left out. */
gd_options gd_default_options(void);

enum { GD_WHY_SIZE = 96 };

typedef struct gd_result {
    gd_outcome outcome;
    size_t steps; /* updates made */
    double f;     /* value and max|g| at the final x */
    double gradient_norm;
    double rate;           /* the base rate at the end */
    char why[GD_WHY_SIZE]; /* which argument makes no sense, or "" */
} gd_result;

/* Steps until a stop rule holds: x <- x - rate grad f(x), or what
 * options->optimizer makes of the gradient. x has f->n entries: the start on
 * entry, the last point on return. The rules are tried at every point before
 * the step, in this order: diverged, observer, tolerance, target, step
 * limit. Memory for one gradient is taken at the start of the run, none in a
 * step. An optimizer that has made steps before goes on from there.
 *
 * The rate of a step is the base rate times the schedule's factor for the
 * steps that the optimizer has made; its own rate is overwritten with it. The
 * base rate is options->rate; where that is 0, the default of the optimizer's
 * method, and 0.01 without an optimizer. Ascent gives the optimizer the
 * gradient of -f, which for gradient descent is x += rate g. A gradient longer
 * than `clip` (in the Euclidean norm) is shortened to that length before the
 * step; the observer sees it unshortened.
 *
 * retry is asked about a step as soon as f is known behind it, before the
 * observer and the stop rules. If it takes the step back, x and the gradient
 * are again those from before it, the base rate is multiplied by the factor
 * for the rest of the run, and the optimizer starts over (with it, the
 * schedule): what it remembers led there. The step counts; the observer and
 * the rules see the old point once more. It takes two vectors more of memory.
 *
 * Errors: n = 0 or not the optimizer's; a rate, tolerance or clip that is
 * negative; a rate that is infinite; a NaN anywhere; a schedule with fewer
 * than max_steps to go; settings, which are for gd_minimise
 * (GD_ERROR_ARGUMENT, and `why` says which); no room for the gradient
 * (GD_ERROR_MEMORY). x is then untouched, f, gradient_norm and rate are NaN.
 * A. Cauchy (1847). */
GD_MUST_CHECK gd_result gd_descend(const gd_objective *f, double *x,
                                   const gd_options *options);

/* The same by a method of this name: gd_minimise(&f, x, "adam", NULL). Makes
 * the optimizer, with its default rate unless the options have one, applies
 * options->settings to it, and gives its memory back. options NULL:
 * gd_default_options().
 *
 * Errors as above, and: no method of that name, no such hyper-parameter, a
 * value outside its range, an optimizer in the options (GD_ERROR_ARGUMENT);
 * no memory for the optimizer (GD_ERROR_MEMORY). */
GD_MUST_CHECK gd_result gd_minimise(const gd_objective *f, double *x,
                                    const char *method,
                                    const gd_options *options);

/* region still-changes */
/* An observer: "the value no longer changes". It ends a run at the first point
 * where f differs by less than `least` > 0 from the point before. */
typedef struct gd_change {
    double least;  /* in the units of f */
    double before; /* f at the last point; the observer's own */
} gd_change;
bool gd_still_changes(const gd_state *state, void *change);
/* end still-changes */

/* Scales v, n numbers, so that its Euclidean norm is at most `longest` > 0,
 * without overflow or underflow on the way. Returns the factor, 1 where
 * nothing had to be done. A v that is not finite stays as it is: made short
 * it would look healthy. R. Pascanu and others (2013). */
double gd_clip(size_t n, double *v, double longest);

GD_END_C

#endif
