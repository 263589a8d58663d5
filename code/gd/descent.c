#include "gd/descent-parts.h"

#include "gd/decimal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    case GD_NO_DESCENT:
        return "no step goes down";
    case GD_ERROR_ARGUMENT:
        return "an argument makes no sense";
    case GD_ERROR_MEMORY:
        return "out of memory";
    }
    return "unknown outcome";
}

gd_options gd_default_options(void)
{
    return (gd_options){.max_steps = 1000, .tolerance = 1e-8};
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
gd_outcome gd_outcome_at(const gd_state *s, const gd_options *o)
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

/* region still-changes */
bool gd_still_changes(const gd_state *state, void *change)
{
    gd_change *c = change;
    double change_of_f = fabs(state->f - c->before);
    c->before = state->f;
    return state->step == 0 || !(change_of_f < c->least);
}
/* end still-changes */

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
static double rate_at(const gd_schedule *schedule, double base, size_t t)
{
    return schedule && t < schedule->steps
               ? base * gd_schedule_factor(schedule, t)
               : base;
}

/* To climb f is to descend -f. */
static void negate(size_t n, double *g)
{
    for (size_t i = 0; i < n; i++)
        g[i] = -g[i];
}

/* What a retry goes back to: the last point that was kept, and the base rate.
 * Without a retry the arrays are NULL. */
typedef struct foothold {
    double *x;
    double *g;
    double f;
    double norm;
    double rate;
} foothold;

/* Keeps the step that led here, or takes it back. */
static void reconsider(gd_state *s, double *x, double *g, foothold *last,
                       gd_optimizer *optimizer, const gd_options *o)
{
    size_t bytes = s->n * sizeof *x;
    double factor = s->step > 0 ? o->retry(last->f, s, o->retry_context) : 1;
    if (!(factor > 0 && factor < 1)) {
        memcpy(last->x, x, bytes);
        memcpy(last->g, g, bytes);
        last->f = s->f;
        last->norm = s->gradient_norm;
        return;
    }
    memcpy(x, last->x, bytes);
    memcpy(g, last->g, bytes);
    s->f = last->f;
    s->gradient_norm = last->norm;
    last->rate *= factor;
    gd_optimizer_restart(optimizer);
    optimizer->rate = rate_at(o->schedule, last->rate, optimizer->t);
    s->rate = optimizer->rate;
}

/* region loop */
static gd_result run(const gd_objective *f, double *x, double *g,
                     foothold *last, gd_optimizer *optimizer,
                     const gd_options *o)
{
    for (size_t t = 0;; t++) {
        double value = gd_value_and_gradient(f, x, g);
        optimizer->rate = rate_at(o->schedule, last->rate, optimizer->t);
        gd_state s = {
            t, f->n, x, value, g, gd_max_abs(f->n, g), optimizer->rate};
        if (o->retry)
            reconsider(&s, x, g, last, optimizer, o);
        gd_outcome outcome = gd_outcome_at(&s, o);
        if (outcome != GD_GO_ON)
            return (gd_result){.outcome = outcome,
                               .steps = t,
                               .f = s.f,
                               .gradient_norm = s.gradient_norm,
                               .rate = last->rate};
        if (o->ascend)
            negate(f->n, g);
        if (o->clip > 0)
            gd_clip(f->n, g, o->clip);
        gd_optimizer_step(optimizer, x, g);
    }
}
/* end loop */

static bool is_long_enough(const gd_schedule *schedule, size_t made,
                           size_t steps)
{
    return made <= schedule->steps && steps <= schedule->steps - made;
}

/* Written so that a NaN fails each test. */
const char *gdd_nonsense(const gd_objective *f, const gd_options *o)
{
    if (f->n == 0)
        return "the objective has no parameters";
    if (!(o->rate >= 0 && isfinite(o->rate)))
        return "the rate is negative or not finite";
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
    if (o->settings)
        return "settings are for gd_minimise; an optimizer has been set up";
    return NULL;
}

gd_result gdd_failed(gd_outcome error)
{
    return (gd_result){.outcome = error,
                       .f = nan(""),
                       .gradient_norm = nan(""),
                       .rate = nan("")};
}

gd_result gdd_refused(const char *format, ...)
{
    gd_result r = gdd_failed(GD_ERROR_ARGUMENT);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(r.why, sizeof r.why, format, arguments);
    va_end(arguments);
    return r;
}

/* Without an optimizer ten times the catalogue's default, which is meant for
 * networks. */
static double base_rate(const gd_options *o)
{
    if (o->rate > 0)
        return o->rate;
    return o->optimizer ? o->optimizer->method->rate : 0.01;
}

gd_result gd_descend(const gd_objective *f, double *x,
                     const gd_options *options)
{
    const char *why = gdd_nonsense(f, options);
    if (why)
        return gdd_refused("%s", why);
    double *g = calloc(f->n, (options->retry ? 3 : 1) * sizeof *g);
    if (!g)
        return gdd_failed(GD_ERROR_MEMORY);
    /* Gradient descent remembers nothing: there is no memory to be made. */
    gd_optimizer plain = {.method = gd_method_find("gradient-descent"),
                          .n = f->n};
    foothold last = {.rate = base_rate(options)};
    if (options->retry) {
        last.x = g + f->n;
        last.g = g + 2 * f->n;
    }
    gd_result result =
        run(f, x, g, &last, options->optimizer ? options->optimizer : &plain,
            options);
    free(g);
    return result;
}

/* Applies the settings. The first that is refused, or NULL. */
static const gd_setting *refuses(gd_optimizer *o, const gd_setting *s)
{
    for (; s && s->name; s++)
        if (!gd_optimizer_set(o, s->name, s->value))
            return s;
    return NULL;
}

gd_result gd_minimise(const gd_objective *f, double *x, const char *method,
                      const gd_options *options)
{
    gd_options o = options ? *options : gd_default_options();
    gd_optimizer optimizer;
    const gd_method *m = gd_method_find(method);
    if (!m)
        return gdd_refused("no method is called %.32s", method);
    if (f->n == 0)
        return gdd_refused("the objective has no parameters");
    if (o.optimizer)
        return gdd_refused("gd_minimise makes the optimizer itself");
    if (!gd_optimizer_new(&optimizer, m, f->n))
        return gdd_failed(GD_ERROR_MEMORY);
    const gd_setting *bad = refuses(&optimizer, o.settings);
    gd_result r;
    if (!bad) {
        o.optimizer = &optimizer;
        o.settings = NULL;
        r = gd_descend(f, x, &o);
    } else if (isnan(gd_optimizer_get(&optimizer, bad->name))) {
        r = gdd_refused("%s has no hyper-parameter %.32s", m->name, bad->name);
    } else {
        r = gdd_refused("%s cannot have %s %s", m->name, bad->name,
                        gd_decimal_write(bad->value, 6).text);
    }
    gd_optimizer_free(&optimizer);
    return r;
}
