#include "shared/weight-decay.h"

#include "gd/descent.h"
#include "shared/must.h"
#include "shared/tell.h"

#include <math.h>

const knob weight_decay_list[] = {
    KNOB(weight_decay_knobs, rate, 1e-3, 1e-4, 0.1, LOG, "learning rate"),
    KNOB(weight_decay_knobs, decay, 0.01, 0, 0.5, LINEAR, "weight decay"),
    KNOB(weight_decay_knobs, steps, 3e6, 30, 3e6, COUNT,
         "steps of the long runs"),
    {0},
};

/* region two-decays */
/* f + w |x|^2 / 2, the old way to decay: Adam gets one gradient for both. */
typedef struct penalised {
    const gd_objective *f;
    double w;
} penalised;

static double penalised_eval(size_t n, const double *x, double *gradient,
                             void *context)
{
    const penalised *p = context;
    double f = p->f->eval(n, x, gradient, p->f->context);
    for (size_t i = 0; i < n; i++) {
        f += p->w * x[i] * x[i] / 2;
        if (gradient)
            gradient[i] += p->w * x[i];
    }
    return f;
}
/* end two-decays */

typedef struct watch {
    const gd_objective *f;
    size_t steps, from, count;
    late_mean sum;
    gd_table *data; /* NULL: nothing is told */
    size_t row;
    double highest; /* since that row */
} watch;

static bool watch_decay(const gd_state *s, void *context)
{
    watch *w = context;
    double g[2];
    const double f = gd_value_and_gradient(w->f, s->x, g);
    w->highest = fmax(w->highest, f);
    if (w->data && (range_is_due(s->step, w->row) || s->step == w->steps)) {
        if (isfinite(w->highest))
            gd_row(w->data, (double)s->step, w->highest);
        w->row = s->step;
        w->highest = 0;
    }
    if (s->step < w->from)
        return true;
    w->sum.value += f;
    for (int i = 0; i < 2; i++)
        w->sum.gradient[i] += g[i];
    w->count++;
    return true;
}

late_mean weight_decaying(const weight_decay_run *r, double decay,
                          gd_table *data, const char *block, double x[2])
{
    const gd_objective *beale = objective("beale");
    penalised p = {beale, decay};
    const gd_objective both = {"penalised", 2, penalised_eval, &p};
    const gd_setting settings[] = {{"weight_decay", decay}, {0}};
    watch w = {.f = beale, .steps = r->steps, .from = r->steps - r->steps / 3};
    const gd_options o = {.rate = r->rate,
                          .max_steps = r->steps,
                          .schedule = r->schedule,
                          .settings = r->separate ? settings : NULL,
                          .observer = watch_decay,
                          .observer_context = &w};
    if (block) {
        gd_table_block(data, block, "step\tf");
        w.data = data;
    }
    x[0] = 1;
    x[1] = 1.5;
    must_run(gd_minimise(r->separate ? beale : &both, x,
                         r->separate ? "adamw" : "adam", &o));
    w.sum.value /= (double)w.count;
    for (int i = 0; i < 2; i++)
        w.sum.gradient[i] /= (double)w.count;
    return w.sum;
}

static void say_decaying(story *s, const char *name, const weight_decay_run *r,
                         late_mean m, const double x[2])
{
    say(s, "  %-10s %7.2g  %7zu  %8.5f %8.5f  %9.1e %9.1e  %8.1e\n", name,
        r->rate, r->steps, x[0], x[1], m.gradient[0], m.gradient[1], m.value);
}

/* The penalty, AdamW, AdamW with a tenth of the rate, AdamW with a cosine. */
enum { PENALTY, APART, SLOWER, COSINE, DECAYS };

static void run_decays(const weight_decay_knobs *k,
                       const weight_decay_run r[DECAYS], story *s,
                       late_mean m[DECAYS])
{
    static const char *const blocks[] = {"decay-penalty", "decay-apart",
                                         "decay-slower", "decay-cosine"};
    double x[2];
    for (int i = 0; i < DECAYS; i++) {
        m[i] = weight_decaying(&r[i], k->decay, s->data, blocks[i], x);
        if (i != COSINE)
            say_decaying(s, i == PENALTY ? "Adam + L2" : "AdamW", &r[i], m[i],
                         x);
        if (i == PENALTY)
            for (int j = 0; j < 2; j++)
                valuef(s, -k->decay * x[j], "adam.l2.balance.%c", "xy"[j]);
    }
    const double end = gd_value(objective("beale"), x);
    say(s, "\n  AdamW with a cosine of %zu steps ends at f = %.0e\n\n",
        r[COSINE].steps, end);
    value(s, "adamw.cosine.f", end);
}

void weight_decay_experiment(const void *knobs, story *s)
{
    const weight_decay_knobs *k = knobs;
    const size_t steps = (size_t)k->steps, third = steps / 3;
    const gd_schedule cosine =
        gd_schedule_new(gd_schedule_find("cosine"), third);
    const weight_decay_run r[DECAYS] = {{false, k->rate, steps, NULL},
                                        {true, k->rate, steps, NULL},
                                        {true, k->rate / 10, third, NULL},
                                        {true, k->rate, third, &cosine}};
    late_mean m[DECAYS];
    say(s,
        "decay: Beale from (1, 1.5), weight decay %g; means over the last"
        " third\n\n"
        "                rate    steps         x        y    mean gradient of f"
        "    mean f\n",
        k->decay);
    run_decays(k, r, s, m);
    for (int i = 0; i < 2; i++) {
        valuef(s, m[PENALTY].gradient[i], "adam.l2.gradient.%c", "xy"[i]);
        valuef(s, m[APART].gradient[i], "adamw.gradient.%c", "xy"[i]);
    }
    value(s, "adam.l2.f", m[PENALTY].value);
    value(s, "adamw.ratio", m[APART].gradient[0] / m[SLOWER].gradient[0]);
}
