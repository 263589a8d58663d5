#include "gd/descent.h"

#include <math.h>
#include <stdlib.h>

const char *gd_outcome_text(gd_outcome outcome)
{
    switch (outcome) {
    case GD_GO_ON:
        return "not ended";
    case GD_CONVERGED:
        return "max|g| below the tolerance";
    case GD_TARGET_REACHED:
        return "f has reached the target";
    case GD_STEP_LIMIT:
        return "step limit";
    case GD_STOPPED:
        return "stopped by the observer";
    case GD_DIVERGED:
        return "diverged: f, its gradient or x is no longer finite";
    case GD_ERROR_ARGUMENT:
        return "an argument makes no sense";
    case GD_ERROR_MEMORY:
        return "out of memory";
    }
    return "unknown outcome";
}

gd_options gd_default_options(void)
{
    return (gd_options){.rate = 0.01, .max_steps = 1000, .tolerance = 1e-8};
}

/* 0 times a number is 0, times an infinity or a NaN it is NaN. */
static bool all_finite(size_t n, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += 0 * v[i];
    return sum == 0;
}

static bool at_target(const gd_options *o, double f)
{
    return o->has_target && (o->ascend ? f >= o->target : f <= o->target);
}

/* region outcome-of */
/* The first stop rule that holds at this point. */
static gd_outcome outcome_at(const gd_state *s, const gd_options *o)
{
    bool finite =
        isfinite(s->f) && isfinite(s->gradient_norm) && all_finite(s->n, s->x);
    bool go_on = !o->observer || o->observer(s, o->observer_context);
    if (!finite)
        return GD_DIVERGED;
    if (!go_on)
        return GD_STOPPED;
    if (s->gradient_norm < o->tolerance)
        return GD_CONVERGED;
    if (at_target(o, s->f))
        return GD_TARGET_REACHED;
    if (s->step == o->max_steps)
        return GD_STEP_LIMIT;
    return GD_GO_ON;
}
/* end outcome-of */

/* region clip */
double gd_clip(size_t n, double *v, double longest)
{
    double largest = gd_max_abs(n, v), squares = 0;
    if (largest == 0 || !isfinite(largest))
        return 1;
    /* The square of a component may overflow; that of its share cannot. */
    for (size_t i = 0; i < n; i++)
        squares += (v[i] / largest) * (v[i] / largest);
    double factor = longest / largest / sqrt(squares);
    if (factor >= 1)
        return 1;
    for (size_t i = 0; i < n; i++)
        v[i] *= factor;
    return factor;
}
/* end clip */

/* The optimizer counts the steps, so that a resumed run goes on in the middle
 * of its schedule. */
static double rate_at(const gd_options *o, size_t t)
{
    return o->schedule && t < o->schedule->steps
               ? o->rate * gd_schedule_factor(o->schedule, t)
               : o->rate;
}

/* To climb f is to descend -f. */
static void negate(size_t n, double *g)
{
    for (size_t i = 0; i < n; i++)
        g[i] = -g[i];
}

/* region loop */
static gd_result run(const gd_objective *f, double *x, double *g,
                     gd_optimizer *optimizer, const gd_options *o)
{
    for (size_t t = 0;; t++) {
        double value = gd_value_and_gradient(f, x, g);
        double rate = rate_at(o, optimizer->t);
        gd_state state = {t, f->n, x, value, g, gd_max_abs(f->n, g), rate};
        gd_outcome outcome = outcome_at(&state, o);
        if (outcome != GD_GO_ON)
            return (gd_result){outcome, t, value, state.gradient_norm, NULL};
        if (o->ascend)
            negate(f->n, g);
        if (o->clip > 0)
            gd_clip(f->n, g, o->clip);
        optimizer->rate = rate;
        gd_optimizer_step(optimizer, x, g);
    }
}
/* end loop */

static bool is_long_enough(const gd_schedule *schedule, size_t made,
                           size_t steps)
{
    return made <= schedule->steps && steps <= schedule->steps - made;
}

/* The argument that makes no sense, or NULL. Written so that a NaN fails each
 * test. */
static const char *nonsense(const gd_objective *f, const gd_options *o)
{
    if (f->n == 0)
        return "the objective has no parameters";
    if (!(o->rate > 0 && isfinite(o->rate)))
        return "the rate is not positive and finite";
    if (!(o->tolerance >= 0))
        return "the tolerance is negative or not a number";
    if (o->has_target && isnan(o->target))
        return "the target is not a number";
    if (!(o->clip >= 0))
        return "the longest gradient is negative or not a number";
    if (o->optimizer && o->optimizer->n != f->n)
        return "the optimizer is for another number of parameters";
    if (o->schedule
        && !is_long_enough(o->schedule, o->optimizer ? o->optimizer->t : 0,
                           o->max_steps))
        return "the schedule has fewer steps to go than the run";
    return NULL;
}

gd_result gd_descend(const gd_objective *f, double *x,
                     const gd_options *options)
{
    const char *why = nonsense(f, options);
    if (why)
        return (gd_result){GD_ERROR_ARGUMENT, 0, nan(""), nan(""), why};
    double *g = calloc(f->n, sizeof *g);
    if (!g)
        return (gd_result){GD_ERROR_MEMORY, 0, nan(""), nan(""), NULL};
    /* Gradient descent remembers nothing: this takes no memory. */
    gd_optimizer plain;
    gd_optimizer_new(&plain, gd_method_find("gradient-descent"), f->n,
                     options->rate);
    gd_result result =
        run(f, x, g, options->optimizer ? options->optimizer : &plain, options);
    free(g);
    return result;
}
