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
        return "f at or below the target";
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
    return (gd_options){.rate = 0.01,
                        .max_steps = 1000,
                        .tolerance = 1e-8,
                        .target = -HUGE_VAL};
}

/* region outcome-of */
/* The first stop rule that holds at this point. */
static gd_outcome outcome_at(const gd_state *s, const gd_options *o)
{
    bool finite = isfinite(s->f) && isfinite(s->gradient_norm)
                  && isfinite(gd_max_abs(s->n, s->x));
    bool go_on = !o->observer || o->observer(s, o->observer_context);
    if (!finite)
        return GD_DIVERGED;
    if (!go_on)
        return GD_STOPPED;
    if (s->gradient_norm < o->tolerance)
        return GD_CONVERGED;
    if (s->f <= o->target)
        return GD_TARGET_REACHED;
    if (s->step == o->max_steps)
        return GD_STEP_LIMIT;
    return GD_GO_ON;
}
/* end outcome-of */

/* region loop */
static gd_result run(const gd_objective *f, double *x, double *g,
                     const gd_options *o)
{
    double signed_rate = o->ascend ? -o->rate : o->rate;
    for (size_t t = 0;; t++) {
        double value = gd_value_and_gradient(f, x, g);
        gd_state state = {t, f->n, x, value, g, gd_max_abs(f->n, g), o->rate};
        gd_outcome outcome = outcome_at(&state, o);
        if (outcome != GD_GO_ON)
            return (gd_result){outcome, t, value, state.gradient_norm};
        for (size_t i = 0; i < f->n; i++)
            x[i] -= signed_rate * g[i];
    }
}
/* end loop */

/* Written so that a NaN fails each test. */
static bool sensible(const gd_objective *f, const gd_options *o)
{
    return f->n > 0 && o->rate > 0 && isfinite(o->rate) && o->tolerance >= 0
           && !isnan(o->target);
}

gd_result gd_descend(const gd_objective *f, double *x,
                     const gd_options *options)
{
    if (!sensible(f, options))
        return (gd_result){GD_ERROR_ARGUMENT, 0, nan(""), nan("")};
    double *g = calloc(f->n, sizeof *g);
    if (!g)
        return (gd_result){GD_ERROR_MEMORY, 0, nan(""), nan("")};
    gd_result result = run(f, x, g, options);
    free(g);
    return result;
}
