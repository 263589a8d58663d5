/* Chapter 4, Optimizers: better steps.
 *
 * Momentum and Adagrad stand here in full, so that it can be seen how little
 * they differ from chapter 2's loop. The other methods come from
 * gd/optimizer.h; a test holds the two forms together bit for bit. What can be
 * asked stands in the table at the end. */
// cc -O2 -Icode code/04-optimizers.c code/shared/*.c code/gd/*.c -lm
// ./a.out inertia --set beta=0.5
#include "gd/descent.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "gd/pi.h"
#include "gd/schedule.h"
#include "gd/table.h"
#include "shared/bracket.h"
#include "shared/chapter.h"
#include "shared/conjugate.h"
#include "shared/contest.h"
#include "shared/counterexamples.h"
#include "shared/memories.h"
#include "shared/noise.h"
#include "shared/plan.h"
#include "shared/quantile.h"
#include "shared/race.h"
#include "shared/tell.h"
#include "shared/turned.h"
#include "shared/valley-walk.h"
#include "shared/weight-decay.h"

#include <complex.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ================================================================= momentum */

/* region momentum-loop */
static run momentum_loop(const gd_objective *f, const double *start,
                         double rate, double beta, size_t max_steps,
                         double tolerance)
{
    run r = {.x = {start[0], start[1]}, .outcome = GD_STEP_LIMIT};
    double g[2], v[2] = {0, 0};
    for (;; r.steps++) {
        r.f = gd_value_and_gradient(f, r.x, g);
        r.gradient_norm = gd_max_abs(2, g);
        if (!isfinite(r.f) || !isfinite(r.gradient_norm))
            r.outcome = GD_DIVERGED;
        else if (r.gradient_norm < tolerance)
            r.outcome = GD_CONVERGED;
        if (r.outcome != GD_STEP_LIMIT || r.steps == max_steps)
            return r;
        for (int i = 0; i < 2; i++) {
            v[i] = beta * v[i] + g[i];
            r.x[i] -= rate * v[i];
        }
    }
}
/* end momentum-loop */

enum { INERTIA_STEPS = 40, BALLS = 3 };

typedef struct inertia_knobs {
    double rate, beta;
} inertia_knobs;

static const knob inertia_list[] = {
    KNOB(inertia_knobs, rate, 0.1, 1e-3, 1, LOG, "learning rate"),
    KNOB(inertia_knobs, beta, 0.9, 0, 0.99, LINEAR, "velocity left by a step"),
    {0},
};

/* region roll */
static bool watch_x(const gd_state *s, void *context)
{
    double *x = context;
    x[s->step] = s->x[0];
    return true;
}

/* x^2 from 1: without inertia, with it, and looking ahead. */
static void roll(const inertia_knobs *k, double x[BALLS][INERTIA_STEPS + 1])
{
    static const char *const balls[] = {"gradient-descent", "momentum",
                                        "nesterov"};
    for (int i = 0; i < BALLS; i++) {
        plan p = {"", balls[i], k->rate, INERTIA_STEPS, 0, {{0}}};
        if (i > 0)
            p.set[0] = (gd_setting){"beta", k->beta};
        perform(&p, objective("square"), (double[]){1, 0}, watch_x, x[i]);
    }
}
/* end roll */

/* Steps until |f'| < 1e-8 on x^2 from 1. */
static void say_arrival(story *s, const char *key, double rate, double beta)
{
    const plan p = {"", "momentum", rate, 100000, 1e-8, {{"beta", beta}}};
    const run r =
        perform(&p, objective("square"), (double[]){1, 0}, NULL, NULL);
    say(s, "  %5.3g  %5.3g", rate, beta);
    if (r.outcome == GD_CONVERGED) {
        say(s, "  %6zu\n", r.steps);
        valuef(s, (double)r.steps, "inertia.%s.steps", key);
    } else {
        say(s, "  %6s\n", "never");
    }
}

/* The same rate with the beta that is best for it on x^2, with others, and
 * twice the rate with none. */
static void say_arrivals(story *s, double rate)
{
    const double best = 1 - sqrt(2 * rate);
    say(s, "\n   rate   beta  steps to |f'| < 1e-8\n");
    say_arrival(s, "none", rate, 0);
    say_arrival(s, "best", rate, best * best);
    say_arrival(s, "half", rate, 0.5);
    say_arrival(s, "usual", rate, 0.9);
    say_arrival(s, "doubled", 2 * rate, 0);
}

static void inertia_experiment(const void *knobs, story *s)
{
    const inertia_knobs *k = knobs;
    double x[BALLS][INERTIA_STEPS + 1], lowest = 1;
    roll(k, x);
    say(s,
        "inertia: f(x) = x^2 from 1, rate %g, beta %g\n\n"
        "  step    descent   momentum   Nesterov\n",
        k->rate, k->beta);
    gd_table_block(s->data, "inertia",
                   "step\tgradient-descent\tmomentum\tnesterov");
    for (int t = 0; t <= INERTIA_STEPS; t++) {
        lowest = fmin(lowest, x[1][t]);
        gd_row(s->data, t, x[0][t], x[1][t], x[2][t]);
        if (t > 10 && t < INERTIA_STEPS)
            continue;
        say(s, "  %4d", t);
        for (int i = 0; i < BALLS; i++)
            say(s, fabs(x[i][t]) < 100 ? "  %9.5f" : "  %9.2e", x[i][t]);
        say(s, "\n");
    }
    say_arrivals(s, k->rate);
    say(s, "\n");
    value(s, "inertia.lowest", lowest);
}

typedef struct roots_knobs {
    double beta;
} roots_knobs;

static const knob roots_list[] = {
    KNOB(roots_knobs, beta, 0.5, 0.02, 0.95, LINEAR, "velocity left by a step"),
    {0},
};

/* r along the three parts of the roots' way: real, a pair, real. */
static double on_the_way(int i, int rows, double meet, double part,
                         double limit)
{
    double p = 3.0 * i / rows, at = p - floor(p);
    if (p < 1)
        return meet * at;
    if (p < 2) /* evenly around the circle */
        return meet + (part - meet) * (1 - cos(GD_PI * at)) / 2;
    return p < 3 ? part + (limit - part) * at : limit;
}

static void roots_experiment(const void *knobs, story *s)
{
    enum { ROWS = 150 };
    const double beta = ((const roots_knobs *)knobs)->beta;
    const double root = sqrt(beta), limit = 2 * (1 + beta);
    const double meet = (1 - root) * (1 - root), part = (1 + root) * (1 + root);
    const double shown[] = {0, meet / 2, meet, 1, 1 + beta, part, limit};
    double complex z[2];
    say(s,
        "roots: of z^2 - (1 + beta - r) z + beta, beta %g\n\n"
        "       r          first root         second root   larger modulus\n",
        beta);
    for (int i = 0; i < 7; i++) {
        momentum_roots(shown[i], beta, z);
        say(s, "  %6.4f", shown[i]);
        for (int k = 0; k < 2; k++)
            say(s, "  %8.4f %c %6.4fi", tidy(creal(z[k])),
                cimag(z[k]) < -1e-7 ? '-' : '+', fabs(cimag(z[k])));
        say(s, "  %15.4f\n", fmax(cabs(z[0]), cabs(z[1])));
    }
    say(s, "\n");
    gd_table_block(s->data, "root-locus", "r\tre1\tim1\tre2\tim2");
    for (int i = 0; i <= ROWS; i++) {
        double r = on_the_way(i, ROWS, meet, part, limit);
        momentum_roots(r, beta, z);
        /* + 0: compilers differ over the sign of a zero here. */
        gd_row(s->data, r, creal(z[0]), cimag(z[0]) + 0, creal(z[1]),
               cimag(z[1]) + 0);
    }
}

/* region measured-radius */
/* The same, measured: run momentum on x^2/2 and look at the growth over the
 * last 200 of 400 steps. Scaled on the way, so that nothing overflows. */
static double measured_radius(double r, double beta)
{
    enum { STEPS = 400, LAST = 200 };
    double x = 1, v = 0, log_size = 0, log_early = 0;
    for (int t = 1; t <= STEPS; t++) {
        v = beta * v + x;
        x -= r * v;
        double size = hypot(x, r * v);
        if (size <= 0)
            return 0;
        x /= size;
        v /= size;
        log_size += log(size);
        if (t == STEPS - LAST)
            log_early = log_size;
    }
    return exp((log_size - log_early) / LAST);
}
/* end measured-radius */

static void map_experiment(const void *knobs, story *s)
{
    enum { NX = 120, NY = 80 };
    static const double betas[] = {0, 0.5, 0.8, 0.9, 0.99};
    (void)knobs;
    say(s, "map: momentum on a quadratic, what a step leaves of the error\n\n"
           "   beta   limit of rate x curvature   at 1: theory   measured\n");
    for (int i = 0; i < 5; i++)
        say(s, "  %5g  %26g  %13.6f  %9.6f\n", betas[i], 2 * (1 + betas[i]),
            momentum_radius(1, betas[i]), measured_radius(1, betas[i]));
    say(s, "\n");
    gd_table_block(s->data, "momentum-map", "rate\tbeta\tradius");
    for (int j = 0; j <= NY; j++)
        for (int i = 0; i <= NX; i++) {
            double r = 4.2 * i / NX, beta = 0.99 * j / NY;
            gd_row(s->data, r, beta, momentum_radius(r, beta));
        }
    gd_table_block(s->data, "momentum-limit", "beta\tlimit\tfastest\tright");
    for (int j = 0; j <= 100; j++) {
        double beta = j / 100.0, root = sqrt(beta);
        gd_row(s->data, beta, 2 * (1 + beta), (1 - root) * (1 - root),
               (1 + root) * (1 + root));
    }
}

typedef struct sources_knobs {
    double rate, beta, adagrad, initial, nines, beta2, steps, longer;
} sources_knobs;

static const knob sources_list[] = {
    KNOB(sources_knobs, rate, 5e-6, 1e-8, 1e-2, LOG, "rate of five runs"),
    KNOB(sources_knobs, beta, 0.8, 0, 0.99, LINEAR, "momentum's beta"),
    KNOB(sources_knobs, adagrad, 0.1, 1e-3, 10, LOG, "Adagrad's rate"),
    KNOB(sources_knobs, initial, 1, 0, 1000, LINEAR, "start of accumulators"),
    KNOB(sources_knobs, nines, 0.99999999999, 0.9, 1 - 1e-13, LINEAR,
         "RMSprop's beta"),
    KNOB(sources_knobs, beta2, 0.8, 0, 0.9999, LINEAR, "Adam's beta2"),
    KNOB(sources_knobs, steps, 300000, 0, 1e6, COUNT, "steps of most runs"),
    KNOB(sources_knobs, longer, 900000, 0, 3e6, COUNT, "steps of two runs"),
    {0},
};

/* Places in the list of plans. */
enum { MOMENTUM = 1, ADAGRAD = 3, ADADELTA, RMSPROP, SOURCES = 10 };

/* region source-plans */
/* The runs on Beale's function as they stand in print, and beside them: plain
 * descent at the rate that momentum comes to in a valley, plain descent for
 * longer, and Adam with the usual beta2. */
static void source_plans(const sources_knobs *k, plan p[SOURCES])
{
    const double rate = k->rate, faster = rate / (1 - k->beta);
    const size_t steps = (size_t)k->steps, longer = (size_t)k->longer;
    const gd_setting beta = {"beta", k->beta}, beta2 = {"beta2", k->beta2};
    const gd_setting usual = {"beta2", 0.999}, nines = {"beta", k->nines};
    const gd_setting tiny = {"epsilon", 1e-8}, start = {"initial", k->initial};
    const plan all[SOURCES] = {
        {"gd.beale", "gradient-descent", rate, steps, 1e-8, {{0}}},
        {"momentum.beale", "momentum", rate, steps, 1e-6, {beta}},
        {"gd.beale.faster", "gradient-descent", faster, steps, 1e-8, {{0}}},
        {"adagrad.beale", "adagrad", k->adagrad, steps, 1e-8, {tiny, start}},
        {"adadelta.beale", "adadelta", 1, steps, 1e-8, {tiny, start}},
        {"rmsprop.beale", "rmsprop", rate, steps, 1e-8, {nines, start}},
        {"rmsprop.beale.long", "rmsprop", rate, longer, 1e-8, {nines, start}},
        {"gd.beale.long", "gradient-descent", rate, longer, 1e-8, {{0}}},
        {"adam.beale", "adam", 1e-3, 100000, 1e-8, {beta2}},
        {"adam.beale.beta2", "adam", 1e-3, 100000, 1e-8, {usual}},
    };
    memcpy(p, all, sizeof all);
}
/* end source-plans */

/* A run that diverged has no last point: its end is named. */
static void say_source(story *s, const plan *p, const run *r)
{
    say(s, "  %-18s %7.2g  %6zu  ", p->name, p->rate, r->steps);
    if (r->outcome == GD_DIVERGED)
        say(s, "%10s\n", "diverged");
    else
        say(s, "%s %s  %8.2e  %7.1e\n", six(r->x[0], 10).text,
            six(r->x[1], 9).text, beale_distance(r->x), r->gradient_norm);
}

static const char source_columns[] =
    "  run                   rate   steps           x         y"
    "  distance   max|g|\n";

static void tell_sources(story *s, const plan *p, const run *r)
{
    say(s, "sources: Beale from (3, 4), as in print and beside it\n\n%s",
        source_columns);
    gd_table_block(s->data, "sources", "run\tdistance\tgradient_norm");
    for (int i = 0; i < SOURCES; i++) {
        const double *x = r[i].x;
        say_source(s, &p[i], &r[i]);
        if (r[i].outcome == GD_DIVERGED)
            continue;
        gd_table_named_row(s->data, p[i].name, 2,
                           (double[]){beale_distance(x), r[i].gradient_norm});
        valuef(s, x[0], "%s.x", p[i].name);
        valuef(s, x[1], "%s.y", p[i].name);
    }
    say(s, "\n");
}

/* The plans are kept: more is asked about some of these runs. */
static void sources_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {-4.5, -2}, upper[2] = {4.5, 4.5};
    static const bool drawn[SOURCES] = {1, 1, 1, 1, 1, 1, 0, 0, 1, 1};
    const gd_objective *f = objective("beale");
    plan *p = keep(s, SOURCES * sizeof *p);
    run r[SOURCES];
    source_plans(knobs, p);
    gd_table_grid(s->data, "beale-grid", f, lower, upper, 180, 130);
    for (int i = 0; i < SOURCES; i++)
        r[i] = drawn[i] ? tell_plan(s->data, named("path-%s", p[i].name).text,
                                    &p[i], f, beale_start, false)
                        : perform(&p[i], f, beale_start, NULL, NULL);
    tell_sources(s, p, r);
    /* What the textbook prints, with a digit too few in the first. */
    value(s, "adam.printed.x", 2.99999653);
    value(s, "adam.printed.y", 0.50000329);
}

/* ================================================================= Nesterov */

enum { LOOK_PATH = 3 };

/* region look-ahead */
/* The heavy ball and Nesterov's from the same place with the same velocity:
 * first slope, then coasting, or the other way round. */
typedef struct look_ahead {
    double path[LOOK_PATH][2]; /* the heavy ball until here */
    double coast[2];           /* where the velocity alone leads */
    double slope[2][2];        /* -rate gradient: here, and there */
} look_ahead;

static look_ahead look_and_leap(const gd_objective *f, double rate, double beta)
{
    look_ahead l = {.path = {{-3, 1.5}}};
    double v[2] = {0, 0}, g[2];
    for (int t = 0; t + 1 < LOOK_PATH; t++) {
        gd_value_and_gradient(f, l.path[t], g);
        for (int i = 0; i < 2; i++) {
            v[i] = beta * v[i] + g[i];
            l.path[t + 1][i] = l.path[t][i] - rate * v[i];
        }
    }
    const double *here = l.path[LOOK_PATH - 1];
    for (int i = 0; i < 2; i++)
        l.coast[i] = here[i] - rate * beta * v[i];
    for (int k = 0; k < 2; k++) {
        gd_value_and_gradient(f, k ? l.coast : here, g);
        for (int i = 0; i < 2; i++)
            l.slope[k][i] = -rate * g[i];
    }
    return l;
}
/* end look-ahead */

static void look_ahead_experiment(const void *knobs, story *s)
{
    static double gentle_bowl[] = {0.5, 0, 0, 2};
    static const double lower[2] = {-3.3, -1.6}, upper[2] = {0.7, 1.9};
    const gd_objective f = {"gentle bowl", 2, gd_quadratic, gentle_bowl};
    look_ahead l = look_and_leap(&f, 0.25, 0.8);
    (void)knobs;
    gd_table_grid(s->data, "look-ahead-grid", &f, lower, upper, 80, 70);
    gd_table_block(s->data, "look-ahead-path", "x\ty");
    for (int i = 0; i < LOOK_PATH; i++)
        gd_table_row(s->data, 2, l.path[i]);
    gd_table_block(s->data, "look-ahead", "coast_x\tcoast_y\tslope_x\tslope_y");
    for (int i = 0; i < 2; i++)
        gd_row(s->data, l.coast[0], l.coast[1], l.slope[i][0], l.slope[i][1]);
}

/* ================================================================== Adagrad */

/* region adagrad-loop */
static run adagrad_loop(const gd_objective *f, const double *start, double rate,
                        double epsilon, double initial, size_t max_steps,
                        double tolerance)
{
    run r = {.x = {start[0], start[1]}, .outcome = GD_STEP_LIMIT};
    double g[2], sum[2] = {initial, initial};
    for (;; r.steps++) {
        r.f = gd_value_and_gradient(f, r.x, g);
        r.gradient_norm = gd_max_abs(2, g);
        if (!isfinite(r.f) || !isfinite(r.gradient_norm))
            r.outcome = GD_DIVERGED;
        else if (r.gradient_norm < tolerance)
            r.outcome = GD_CONVERGED;
        if (r.outcome != GD_STEP_LIMIT || r.steps == max_steps)
            return r;
        for (int i = 0; i < 2; i++) {
            sum[i] += g[i] * g[i];
            r.x[i] -= rate * g[i] / (sqrt(sum[i]) + epsilon);
        }
    }
}
/* end adagrad-loop */

/* Adagrad's run of the sources by the loop in full, as long as wanted. */
static run printed_adagrad(const plan *p, size_t steps)
{
    return adagrad_loop(objective("beale"), beale_start, p->rate,
                        p->set[0].value, p->set[1].value, steps, p->tolerance);
}

/* Two of the sources' runs by the loops in full. */
static void loops_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const plan *p = result_of(s, "sources"), *m = &p[MOMENTUM];
    const run heavy = momentum_loop(objective("beale"), beale_start, m->rate,
                                    m->set[0].value, m->steps, m->tolerance);
    const run adaptive = printed_adagrad(&p[ADAGRAD], p[ADAGRAD].steps);
    say(s, "loops: the two loops in full, Beale from (3, 4)\n\n%s",
        source_columns);
    say_source(s, m, &heavy);
    say_source(s, &p[ADAGRAD], &adaptive);
    say(s, "\n");
}

enum { EFFECTIVE = 4, EFFECTIVE_STEPS = 60 };

/* region effective */
/* What a coordinate's step was, divided by its gradient: the learning rate
 * that plain descent would have needed to take the same step. */
typedef struct effective {
    double before[2], gradient[2];
    double rate[EFFECTIVE_STEPS][2];
} effective;

static bool watch_effective(const gd_state *s, void *context)
{
    effective *e = context;
    for (int i = 0; i < 2 && s->step > 0; i++)
        e->rate[s->step - 1][i] = (e->before[i] - s->x[i]) / e->gradient[i];
    memcpy(e->before, s->x, sizeof e->before);
    memcpy(e->gradient, s->gradient, sizeof e->gradient);
    return true;
}
/* end effective */

typedef struct effective_knobs {
    double rate, kappa, beta2;
} effective_knobs;

static const knob effective_list[] = {
    KNOB(effective_knobs, rate, 0.05, 1e-3, 1, LOG, "of the last three"),
    KNOB(effective_knobs, kappa, 144, 1, 1000, LOG, "steep / flat"),
    KNOB(effective_knobs, beta2, 0.999, 0, 0.9999, LINEAR, "Adam's memory"),
    {0},
};

static void effective_plans(const effective_knobs *k, plan p[EFFECTIVE])
{
    const plan all[EFFECTIVE] = {
        {"", "gradient-descent", 0.1, EFFECTIVE_STEPS, 0, {{0}}},
        {"", "adagrad", k->rate, EFFECTIVE_STEPS, 0, {{0}}},
        {"", "rmsprop", k->rate, EFFECTIVE_STEPS, 0, {{0}}},
        {"", "adam", k->rate, EFFECTIVE_STEPS, 0, {{"beta2", k->beta2}}}};
    memcpy(p, all, sizeof all);
}

/* Where a gradient is 0 there is no such rate. */
static void tell_effective(gd_table *t, const char *method, const effective *e)
{
    for (int i = 0; i < 2; i++) {
        gd_table_block(t, named("effective-%s-%c", method, "xy"[i]).text,
                       "step\trate");
        for (size_t n = 0; n < EFFECTIVE_STEPS; n++)
            if (isfinite(e->rate[n][i]))
                gd_row(t, (double)n + 1, e->rate[n][i]);
    }
}

static void say_effective(story *s, const char *method, const effective *e)
{
    static const int widths[4] = {13, 10, 15, 10};
    say(s, "  %-20s", method);
    for (int i = 0; i < 4; i++) {
        const double rate = e->rate[i % 2 ? 9 : 0][i / 2];
        if (isfinite(rate))
            say(s, "%*.4g", widths[i], rate);
        else
            say(s, "%*s", widths[i], "-");
    }
    say(s, "\n");
}

/* How many times the rate of y that of x is, in the middle of all steps. */
static double advantage(const effective *e)
{
    double ratio[EFFECTIVE_STEPS];
    size_t n = 0;
    for (size_t i = 0; i < EFFECTIVE_STEPS; i++) {
        ratio[n] = fabs(e->rate[i][0] / e->rate[i][1]);
        n += isfinite(ratio[n]) ? 1 : 0;
    }
    return n > 0 ? median(n, ratio) : 1;
}

/* On the bowl, whose curvatures are 1/8 and kappa/8. */
static void effective_experiment(const void *knobs, story *s)
{
    const effective_knobs *k = knobs;
    double matrix[4] = {0.125, 0, 0, 0.125 * k->kappa}, more[EFFECTIVE];
    const gd_objective f = {"bowl", 2, gd_quadratic, matrix};
    plan plans[EFFECTIVE];
    effective_plans(k, plans);
    say(s,
        "effective: step / gradient per coordinate on the bowl,"
        " from (%g, %g)\n\n"
        "                          x: step 1   step 10"
        "      y: step 1   step 10\n",
        bowl_start[0], bowl_start[1]);
    for (int i = 0; i < EFFECTIVE; i++) {
        effective e = {0};
        perform(&plans[i], &f, bowl_start, watch_effective, &e);
        say_effective(s, plans[i].method, &e);
        tell_effective(s->data, plans[i].method, &e);
        more[i] = advantage(&e);
    }
    say(s, "\n");
    value(s, "effective.most", 2 / matrix[3]);
    in_short(s,
             "y is %s times as steep as x. In the middle of the %d steps x has"
             " %s times the rate of y with Adagrad, %s with RMSprop, %s with"
             " Adam.",
             spoken(k->kappa).text, EFFECTIVE_STEPS,
             spoken_roughly(more[1]).text, spoken_roughly(more[2]).text,
             spoken_roughly(more[3]).text);
}

typedef struct memory_knobs {
    double near, far, rate;
} memory_knobs;

static const knob memory_list[] = {
    KNOB(memory_knobs, near, -2.4, -20, -1.5, LINEAR, "x of the near start"),
    KNOB(memory_knobs, far, -24, -200, -1.5, LINEAR, "x of the far start"),
    KNOB(memory_knobs, rate, 0.5, 0.1, 10, LOG, "learning rate"),
    {0},
};

/* Adagrad on the bowl, of which it sees x^2/16 alone: the coordinates do not
 * know of each other. */
static void tell_memory(story *s, const char *name, double start, double rate)
{
    double x = start, sum = 0;
    size_t arrived = 0;
    gd_table_block(s->data, named("adagrad-%s", name).text,
                   "step\tsum\trate\tx");
    for (size_t t = 1; t <= 3000; t++) {
        double slope = x / 8;
        sum += slope * slope;
        x -= rate * slope / (sqrt(sum) + 1e-10);
        if (arrived == 0 && fabs(x) < 1)
            arrived = t;
        if (gd_history_keeps(t))
            gd_row(s->data, (double)t, sum, rate / sqrt(sum), fabs(x));
    }
    if (arrived > 0)
        valuef(s, (double)arrived, "adagrad.%s.steps_to_1", name);
}

static void memory_experiment(const void *knobs, story *s)
{
    const memory_knobs *k = knobs;
    tell_memory(s, "near", k->near, k->rate);
    tell_memory(s, "far", k->far, k->rate);
}

/* Beale's value far out in the valley, x -> -infinity, y -> 1: 405/896, the
 * limit of the valley floor 9 (2y-1)^2 (13y^2+18y+14) /
 * (64 (y^4+2y^3+4y^2+4y+3)). */
static const double VALLEY_LIMIT = 405.0 / 896;

/* Adagrad's run goes on: is it arriving anywhere? */
static void valley_experiment(const void *knobs, story *s)
{
    static const size_t marks[] = {1000,   10000,   100000,
                                   300000, 1000000, 3000000};
    (void)knobs;
    const plan *p = (const plan *)result_of(s, "sources") + ADAGRAD;
    run r = {.outcome = GD_STEP_LIMIT};
    say(s, "valley: Adagrad of the sources, further\n\n"
           "     steps           x          y       f(x, y)    max|g|\n");
    for (int i = 0; i < 6 && r.outcome == GD_STEP_LIMIT; i++) {
        r = printed_adagrad(p, marks[i]);
        say(s, "  %8zu  %10.6f %10.6f  %12.8f  %8.3f\n", r.steps, r.x[0],
            r.x[1], r.f, r.gradient_norm);
    }
    say(s, "\n  f at the far end of the valley: 405/896 = %.8f\n\n",
        VALLEY_LIMIT);
    value(s, "adagrad.far.x", r.x[0]);
    value(s, "adagrad.far.y", r.x[1]);
    value(s, "valley.limit", VALLEY_LIMIT);
}

/* ================================================================== RMSprop */

enum { CIRCLE_STEPS = 10000 };

typedef struct circle_knobs {
    double rate, final;
    const char *schedule;
} circle_knobs;

static const char *const falling[] = {"exponential", "inverse", "cosine", NULL};

static const knob circle_list[] = {
    KNOB(circle_knobs, rate, 0.05, 1e-3, 1, LOG, "learning rate"),
    KNOB(circle_knobs, final, 1e-3, 1e-6, 0.9, LOG, "final share of the rate"),
    CHOICE_KNOB(circle_knobs, schedule, falling, "how the rate falls"),
    {0},
};

/* RMSprop on the bowl: the range of f since the row before, for single points
 * would miss most of the bursts, and the largest f of its last 1000 steps.
 * schedule NULL: with one rate throughout. */
static void tell_circle(story *s, const char *name, double rate,
                        const gd_schedule *schedule)
{
    gd_history h = gd_history_new(2, true);
    double x[2] = {bowl_start[0], bowl_start[1]}, highest = 0;
    double low = HUGE_VAL, high = 0;
    size_t row = 0;
    const gd_options o = {.rate = rate,
                          .max_steps = CIRCLE_STEPS,
                          .schedule = schedule,
                          .observer = gd_history_observe,
                          .observer_context = &h};
    must_run(gd_minimise(objective("bowl"), x, "rmsprop", &o));
    if (h.failed)
        give_up("out of memory");
    gd_table_block(s->data, named("rmsprop-%s", name).text, "step\tlow\thigh");
    for (size_t t = 1; t < h.count; t++) {
        const double f = gd_history_row(&h, t)[3];
        low = fmin(low, f);
        high = fmax(high, f);
        if (t > CIRCLE_STEPS - 1000)
            highest = fmax(highest, f);
        if (!range_is_due(t, row) && t != CIRCLE_STEPS)
            continue;
        gd_row(s->data, (double)t, low, high);
        row = t;
        low = HUGE_VAL;
        high = 0;
    }
    gd_history_free(&h);
    valuef(s, highest, "rmsprop.circle.%s", name);
}

static void circle_experiment(const void *knobs, story *s)
{
    const circle_knobs *k = knobs;
    gd_schedule fall =
        gd_schedule_new(gd_schedule_find(k->schedule), CIRCLE_STEPS);
    if (!gd_schedule_set(&fall, "final", k->final))
        give_up("the schedule %s cannot end at %g", k->schedule, k->final);
    tell_circle(s, "constant", k->rate, NULL);
    tell_circle(s, "decaying", k->rate, &fall);
}

/* ================================================================= Adadelta */

/* region cycle */
/* The last two points of Adadelta's run, and the best f on its way. */
typedef struct cycle {
    double last[2], before[2];
    double f_last, f_best;
    size_t best_step;
} cycle;

static bool watch_cycle(const gd_state *s, void *context)
{
    cycle *c = context;
    memcpy(c->before, c->last, sizeof c->last);
    memcpy(c->last, s->x, sizeof c->last);
    c->f_last = s->f;
    if (s->step == 0 || s->f < c->f_best) {
        c->f_best = s->f;
        c->best_step = s->step;
    }
    return true;
}
/* end cycle */

/* Points and their successors, far apart in time: at the best step, on the way
 * and at the end. The window is stretched to have them all. */
static void tell_pairs(gd_table *t, const gd_history *h, size_t best,
                       double lower[2], double upper[2])
{
    const size_t marks[] = {best, 10000, 100000, h->count - 2};
    size_t next = 0;
    if (h->count < 2)
        return;
    gd_table_block(t, "adadelta-pairs", "step\tx\ty");
    for (int i = 0; i < 4; i++)
        if (marks[i] >= next && marks[i] + 1 < h->count)
            for (next = marks[i]; next <= marks[i] + 1; next++) {
                const double *row = gd_history_row(h, next);
                gd_table_row(t, 3, row);
                for (int k = 0; k < 2; k++) {
                    lower[k] = fmin(lower[k], row[1 + k] - 0.01);
                    upper[k] = fmax(upper[k], row[1 + k] + 0.01);
                }
            }
}

/* Adadelta's run of the sources, looked at again. */
static void cycle_experiment(const void *knobs, story *s)
{
    double lower[2] = {2.85, 0.42}, upper[2] = {3.06, 0.53};
    (void)knobs;
    const gd_objective *f = objective("beale");
    const plan *p = (const plan *)result_of(s, "sources") + ADADELTA;
    gd_history h = record(p, f, beale_start, true);
    cycle c = {0};
    run r = perform(p, f, beale_start, watch_cycle, &c);
    say(s, "cycle: the end of Adadelta's %zu steps\n\n", r.steps);
    if (r.steps > 0)
        say(s, "  last two points  (%.5f, %.5f) and (%.5f, %.5f)\n",
            c.before[0], c.before[1], c.last[0], c.last[1]);
    say(s,
        "  f at the end     %.5f\n"
        "  best f on the way %.5f, at step %zu\n\n",
        c.f_last, c.f_best, c.best_step);
    tell_pairs(s->data, &h, c.best_step, lower, upper);
    gd_history_free(&h);
    gd_table_grid(s->data, "adadelta-grid", f, lower, upper, 140, 73);
    value(s, "adadelta.cycle.f_best", c.f_best);
    value(s, "adadelta.cycle.f_last", c.f_last);
    value(s, "adadelta.cycle.best_step", (double)c.best_step);
}

/* The runs of the sources, and the same with accumulators that start at 0. */
static void initial_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const plan *p = result_of(s, "sources");
    plan tried[] = {p[ADAGRAD], p[ADADELTA], p[RMSPROP]};
    tried[2].set[0].value = 0.9999999999;
    say(s, "initial: where the accumulators start, Beale from (3, 4)\n\n"
           "  run                        x           y\n");
    for (int i = 0; i < 6; i++) {
        plan *t = &tried[i / 2];
        gd_setting *initial = &t->set[1];
        if (i % 2)
            initial->value = 0;
        run r = perform(t, objective("beale"), beale_start, NULL, NULL);
        label name = named("%s%s from %g", t->method, i / 2 == 2 ? "*" : "",
                           initial->value);
        if (r.outcome == GD_DIVERGED)
            say(s, "  %-17s  %10s\n", name.text, "diverged");
        else
            say(s, "  %-17s  %10.6f  %10.6f\n", name.text, r.x[0], r.x[1]);
    }
    say(s, "\n  * with ten nines, as printed\n\n");
}

/* ===================================================================== Adam */

enum { BIAS_STEPS = 10000 };
static const double BIAS_RATE = 0.001;

/* region first-steps */
/* Adam's steps under a constant gradient of 1: with the correction, without
 * it, or with an exponent that is `shift` too large. */
static void first_steps(double beta1, double beta2, int shift, bool correct,
                        double step[BIAS_STEPS])
{
    double m = 0, v = 0;
    for (int t = 1; t <= BIAS_STEPS; t++) {
        m = beta1 * m + (1 - beta1);
        v = beta2 * v + (1 - beta2);
        double m_hat = correct ? m / (1 - pow(beta1, t + shift)) : m;
        double v_hat = correct ? v / (1 - pow(beta2, t + shift)) : v;
        step[t - 1] = BIAS_RATE * m_hat / (sqrt(v_hat) + 1e-8);
    }
}
/* end first-steps */

static void bias_experiment(const void *knobs, story *s)
{
    static double right[BIAS_STEPS], without[BIAS_STEPS], shifted[BIAS_STEPS];
    size_t longest = 0;
    first_steps(0.9, 0.999, 0, true, right);
    first_steps(0.9, 0.999, 0, false, without);
    first_steps(0.9, 0.8, 1, true, shifted);
    (void)knobs;
    say(s,
        "bias: Adam's steps under the constant gradient 1, rate %g\n\n"
        "   step   corrected      without   exponent t+1, beta2 0.8\n",
        BIAS_RATE);
    gd_table_block(s->data, "bias", "step\tcorrected\twithout\tshifted");
    for (size_t t = 1; t <= BIAS_STEPS; t++) {
        const double row[] = {right[t - 1], without[t - 1], shifted[t - 1]};
        if (t <= 4 || t == 12 || t == 100 || t == 1000 || t == BIAS_STEPS)
            say(s, "  %5zu  %10.6f  %11.6f  %24.6f\n", t, row[0], row[1],
                row[2]);
        if (gd_history_keeps(t) || t == BIAS_STEPS)
            gd_row(s->data, (double)t, row[0], row[1], row[2]);
        if (without[t - 1] > without[longest])
            longest = t - 1;
    }
    say(s, "\n");
    value(s, "bias.shifted", shifted[0] / BIAS_RATE);
    value(s, "bias.longest", without[longest] / BIAS_RATE);
    value(s, "bias.longest.step", (double)longest + 1);
    value(s, "bias.late", without[999] / BIAS_RATE);
}

typedef struct band_knobs {
    double rate, beta2;
} band_knobs;

static const knob band_list[] = {
    KNOB(band_knobs, rate, 1e-3, 1e-4, 0.1, LOG, "learning rate"),
    KNOB(band_knobs, beta2, 0.8, 0, 0.9999, LINEAR, "Adam's beta2"),
    {0},
};

/* Two runs, all their points: the distance of the first from the minimum, and
 * that between them; in a row its extremes since the row before. Gives the
 * step at which they are 1e-6 apart, or 0. */
static size_t tell_band(gd_table *t, const gd_history h[2])
{
    double near = HUGE_VAL, far = 0, widest = 0;
    size_t parted = 0, row = 0;
    gd_table_block(t, "adam-band", "step\tnear\tfar\tdifference");
    for (size_t i = 0; i < h[0].count && i < h[1].count; i++) {
        const double *a = gd_history_row(&h[0], i) + 1;
        const double *b = gd_history_row(&h[1], i) + 1;
        double apart = hypot(a[0] - b[0], a[1] - b[1]);
        if (parted == 0 && apart > 1e-6)
            parted = i;
        near = fmin(near, beale_distance(a));
        far = fmax(far, beale_distance(a));
        widest = fmax(widest, apart);
        if (range_is_due(i, row)) {
            gd_row(t, (double)i, near, far, widest);
            row = i;
            near = HUGE_VAL;
            far = widest = 0;
        }
    }
    return parted;
}

/* Adam on Beale's function, from (3, 4) and from the number before 3. */
static void band_experiment(const void *knobs, story *s)
{
    const band_knobs *k = knobs;
    const plan p = {"", "adam", k->rate, 100000, 0, {{"beta2", k->beta2}}};
    const double starts[2][2] = {{3, 4}, {nextafter(3, 2), 4}};
    gd_history h[2];
    for (int i = 0; i < 2; i++)
        h[i] = record(&p, objective("beale"), starts[i], true);
    size_t parted = tell_band(s->data, h);
    gd_table_block(s->data, "adam-coordinates", "step\tx\ty");
    for (size_t i = 0; i < h[0].count; i++)
        if (gd_history_keeps(i))
            gd_table_row(s->data, 3, gd_history_row(&h[0], i));
    for (int i = 0; i < 2; i++)
        gd_history_free(&h[i]);
    if (parted > 0)
        value(s, "adam.band.parted", (double)parted);
}

/* Does Adam come to rest? The largest f in the last tenth of a long run. */
static void settles_experiment(const void *knobs, story *s)
{
    enum { STEPS = 100000 };
    static const double rates[] = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3};
    static const double betas[] = {0.8, 0.999};
    static const int asked[] = {1, 7}; /* Beale and the bowl, near */
    (void)knobs;
    say(s,
        "settles: Adam with a constant rate, from (1, 1.5);\n"
        "  the largest f of the last %d of %d steps\n\n"
        "   rate   Beale: beta2 0.8     0.999    bowl: beta2 0.8     0.999\n",
        STEPS / 10, STEPS);
    for (int i = 0; i < 6; i++) {
        say(s, "  %5g", rates[i]);
        for (int k = 0; k < 4; k++) {
            const problem *p = &problems[asked[k / 2]];
            const plan one = {"",    "adam", rates[i],
                              STEPS, 0,      {{"beta2", betas[k % 2]}}};
            say(s, k % 2 ? "  %8.1e" : "  %17.1e",
                late_value(&one, objective(p->function), p->start));
        }
        say(s, "\n");
    }
    say(s, "\n");
}

enum { REDDI_STEPS = 6000 };

typedef struct reddi_knobs {
    double c;
} reddi_knobs;

/* Above 2, or else the best point is not -1. */
static const knob reddi_list[] = {
    KNOB(reddi_knobs, c, 4, 2.1, 50, LINEAR, "gradient of every third round"),
    {0},
};

/* region reddi */
/* Reddi, Kale and Kumar (2018): the gradient is c in every third round and -1
 * in the others, x stays in [-1, 1]. The sum of the costs is smallest at -1.
 * Adam with beta1 = 0 and a short memory forgets the large gradient before
 * it has done its work, and walks to +1. */
static void reddi(double c, bool amsgrad, double path[REDDI_STEPS + 1])
{
    const double beta2 = 1 / (1 + c * c), rate = 0.1;
    double x = path[0] = 0, v = 0, largest = 0;
    for (int t = 1; t <= REDDI_STEPS; t++) {
        double g = t % 3 == 1 ? c : -1;
        v = beta2 * v + (1 - beta2) * g * g;
        largest = fmax(largest, v);
        double root = sqrt(amsgrad ? largest : v);
        x -= rate / sqrt(t) * g / root;
        path[t] = x = fmax(-1, fmin(1, x));
    }
}
/* end reddi */

static void reddi_experiment(const void *knobs, story *s)
{
    const reddi_knobs *k = knobs;
    double adam[REDDI_STEPS + 1], amsgrad[REDDI_STEPS + 1];
    reddi(k->c, false, adam);
    reddi(k->c, true, amsgrad);
    say(s, "non-convergence: the best point is -1\n\n"
           "   steps       Adam    AMSGrad\n");
    for (int t = 6; t <= REDDI_STEPS; t *= 10)
        say(s, "  %6d  %9.4f  %9.4f\n", t, adam[t], amsgrad[t]);
    say(s, "\n");
    gd_table_block(s->data, "reddi", "step\tadam\tamsgrad");
    for (int t = 0; t <= 9; t++)
        gd_row(s->data, t, adam[t], amsgrad[t]);
    /* The range of each three rounds: drawn thinned, their saw would lie. */
    gd_table_block(s->data, "reddi-bands",
                   "step\tadam_low\tadam_high\tamsgrad_low\tamsgrad_high");
    for (size_t t = 1; t + 2 <= REDDI_STEPS; t += 3)
        if (gd_history_keeps(t / 3)) {
            const double *a = adam + t, *b = amsgrad + t;
            gd_row(s->data, (double)t, fmin(a[0], fmin(a[1], a[2])),
                   fmax(a[0], fmax(a[1], a[2])), fmin(b[0], fmin(b[1], b[2])),
                   fmax(b[0], fmax(b[1], b[2])));
        }
}

typedef struct lion_knobs {
    double rate;
} lion_knobs;

static const knob lion_list[] = {
    KNOB(lion_knobs, rate, 0.1, 0.01, 0.3, LOG, "rate of both methods"),
    {0},
};

/* Lion and Adam on the bowl, with the same rate. */
static void lion_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {-2.6, -0.95}, upper[2] = {1.6, 1.75};
    static const double start[2] = {-2.4, 1.6};
    const double rate = ((const lion_knobs *)knobs)->rate;
    const plan lion = {.method = "lion", .rate = rate, .steps = 60};
    const plan adam = {.method = "adam", .rate = rate, .steps = 60};
    const gd_objective *f = objective("bowl");
    gd_table_grid(s->data, "lion-grid", f, lower, upper, 210, 54);
    tell_plan(s->data, "steps-lion", &lion, f, start, true);
    tell_plan(s->data, "steps-adam", &adam, f, start, true);
}

/* ========================================================== the turned bowl */

enum { TURNED_STEPS = 200 };

typedef struct turned_knobs {
    double scale, angle;
} turned_knobs;

static const knob properties_list[] = {
    KNOB(turned_knobs, scale, 1000, 1e-3, 1e6, LOG, "factor of the objective"),
    KNOB(turned_knobs, angle, 45, 0, 90, LINEAR, "turn of the bowl in degrees"),
    {0},
};

static const knob turned_list[] = {
    KNOB(turned_knobs, angle, 45, 0, 90, LINEAR, "turn of the bowl in degrees"),
    {0},
};

/* A run of method m there, with one rate for all of them. */
static run turned_run(int m, double degrees, double scale)
{
    turned_place t;
    turned_set(&t, bowl_start, degrees, scale);
    const plan p = {"",   methods()[m].name, calm_rate(m), TURNED_STEPS, 0,
                    {{0}}};
    return perform(&p, &t.f, t.start, NULL, NULL);
}

/* region properties */
/* Does the run end in the same place when f is multiplied; when the landscape
 * is turned? Measured on the bowl, to one part in a thousand. */
static bool same_place(const double a[2], const double b[2])
{
    return hypot(a[0] - b[0], a[1] - b[1]) < 1e-3 * hypot(2.4, 0.2);
}

static bool scale_free(int method, double scale)
{
    run one = turned_run(method, 0, 1);
    run scaled = turned_run(method, 0, scale);
    return scaled.outcome != GD_DIVERGED && same_place(one.x, scaled.x);
}

static bool rotation_invariant(int method, double degrees)
{
    run upright = turned_run(method, 0, 1);
    run turned = turned_run(method, degrees, 1);
    double back[2];
    turn(-degrees, turned.x, back);
    return same_place(upright.x, back);
}
/* end properties */

static void properties_experiment(const void *knobs, story *s)
{
    const turned_knobs *k = knobs;
    say(s,
        "properties: what a method remembers, and what it does not mind\n\n"
        "  method            vectors  same end for %g f  turned\n",
        k->scale);
    for (int m = 0; m < METHODS; m++)
        say(s, "  %-17s %7zu  %19s  %6s\n", methods()[m].name,
            methods()[m].vectors, scale_free(m, k->scale) ? "yes" : "no",
            rotation_invariant(m, k->angle) ? "yes" : "no");
    say(s, "\n");
}

/* The best of the contest's rates for method m on a turned bowl: said, and
 * where a block is wanted its run is told. */
static void tell_turned(story *s, int m, const turned_place *t, const char *way,
                        bool drawn)
{
    double late[RATES];
    const char *name = methods()[m].name;
    const int best = tune(name, &t->f, t->start, TURNED_STEPS, late);
    const plan p = {"", name, grid_rate(best), TURNED_STEPS, 0, {{0}}};
    say(s, "  %8.2g%s  %8.1e", p.rate, at_edge(best) ? "*" : " ", late[best]);
    if (!drawn)
        return;
    valuef(s, late[best], "turned.%s.%s", name, way);
    tell_plan(s->data, named("%s-%s", way, name).text, &p, &t->f, t->start,
              true);
}

static void turned_experiment(const void *knobs, story *s)
{
    static const bool drawn[METHODS] = {1, 1, 0, 1, 0, 0, 1};
    static const char *const ways[] = {"upright", "turned"};
    static const double lower[2] = {-2.7, -2.7}, upper[2] = {2.7, 2.7};
    const double angle = ((const turned_knobs *)knobs)->angle;
    turned_place t[2];
    say(s,
        "turned: the bowl, as it stands and turned by %g degrees;\n"
        "  the largest f of the last %d of %d steps, best rate of %d for each"
        "\n\n"
        "                             upright               turned\n"
        "  method                rate         f        rate         f\n",
        angle, TURNED_STEPS / 10, TURNED_STEPS, RATES);
    for (int i = 0; i < 2; i++) {
        turned_set(&t[i], bowl_start, i * angle, 1);
        gd_table_grid(s->data, named("%s-grid", ways[i]).text, &t[i].f, lower,
                      upper, 100, 100);
    }
    for (int m = 0; m < METHODS; m++) {
        say(s, "  %-17s", methods()[m].name);
        for (int i = 0; i < 2; i++)
            tell_turned(s, m, &t[i], ways[i], drawn[m]);
        say(s, "\n");
    }
    say(s, "\n  * at the end of the grid of rates\n\n");
}

/* =========================================================== a fair contest */

typedef struct fair_knobs {
    double budget;
} fair_knobs;

static const knob fair_list[] = {
    KNOB(fair_knobs, budget, 2000, 1, 10000, COUNT, "gradients for a run"),
    {0},
};

/* The contest is kept: shared/contest.c asks it a second question. */
static void fair_experiment(const void *knobs, story *s)
{
    contest *c = keep(s, sizeof *c);
    hold_contest(c, (size_t)((const fair_knobs *)knobs)->budget);
    say_contest(s, c);
    tell_contest(s, c);
    tell_landscapes(s->data);
}

/* ============================================================== the chapter */

static const experiment experiments[] = {
    {"inertia", inertia_experiment, KNOBS(inertia_knobs, inertia_list)},
    {"roots", roots_experiment, KNOBS(roots_knobs, roots_list)},
    {"map", map_experiment, NO_KNOBS},
    {"bracket", bracket_experiment, KNOBS(bracket_knobs, bracket_list)},
    {"walk", walk_experiment, KNOBS(walk_knobs, walk_list)},
    {"conjugate", conjugate_experiment, NO_KNOBS},
    {"sources", sources_experiment, KNOBS(sources_knobs, sources_list),
     .needs = {"minima"}},
    {"look-ahead", look_ahead_experiment, NO_KNOBS, .needs = {"minima"}},
    {"minima", minima_scene, NO_KNOBS},
    {"three-cycle", three_cycle_experiment, NO_KNOBS},
    {"loops", loops_experiment, NO_KNOBS, .needs = {"sources"}},
    {"effective", effective_experiment, KNOBS(effective_knobs, effective_list)},
    {"memory", memory_experiment, KNOBS(memory_knobs, memory_list)},
    {"valley", valley_experiment, NO_KNOBS, .needs = {"sources"}},
    {"circle", circle_experiment, KNOBS(circle_knobs, circle_list)},
    {"cycle", cycle_experiment, NO_KNOBS, .needs = {"sources"}},
    {"initial", initial_experiment, NO_KNOBS, .needs = {"sources"}},
    {"memories", memories_experiment, KNOBS(memories_knobs, memories_list)},
    {"bias", bias_experiment, NO_KNOBS},
    {"band", band_experiment, KNOBS(band_knobs, band_list)},
    {"settles", settles_experiment, NO_KNOBS},
    {"non-convergence", reddi_experiment, KNOBS(reddi_knobs, reddi_list)},
    {"dilution", dilution_experiment, NO_KNOBS},
    {"decay", weight_decay_experiment,
     KNOBS(weight_decay_knobs, weight_decay_list), .takes_long = true},
    {"lion", lion_experiment, KNOBS(lion_knobs, lion_list),
     .needs = {"minima"}},
    {"flat", flat_experiment, NO_KNOBS},
    {"properties", properties_experiment, KNOBS(turned_knobs, properties_list)},
    {"turned", turned_experiment, KNOBS(turned_knobs, turned_list),
     .needs = {"minima"}},
    {"fair", fair_experiment, KNOBS(fair_knobs, fair_list), .needs = {"minima"},
     .takes_long = true},
    {"afterwards", afterwards_experiment, NO_KNOBS, .needs = {"fair"}},
    {"sensitivity", sensitivity_experiment, NO_KNOBS, .needs = {"fair"}},
    {"noise", noise_experiment, NO_KNOBS, .needs = {"fair"},
     .takes_long = true},
    {"race-bowl", race_bowl_scene, KNOBS(race_bowl_knobs, race_bowl_list)},
    {"race", race_experiment, KNOBS(race_knobs, race_list),
     .needs = {"race-bowl"}},
    {"race-step", race_step_experiment, KNOBS(race_step_knobs, race_step_list),
     .needs = {"race"}},
    {"schedule-free", schedule_free_experiment, NO_KNOBS},
    {"defaults", defaults_experiment, NO_KNOBS},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "04-optimizers",
        .title = "Optimizers: better steps",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
