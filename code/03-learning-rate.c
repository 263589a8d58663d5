/* Chapter 3, The learning rate: how far to step.
 *
 * One number is changed, and everything else stays as it was in chapter 2. To
 * be read beside the chapter, from top to bottom; what can be asked stands in
 * the table at the end. */
// cc -O2 -Icode code/03-learning-rate.c code/shared/*.c code/gd/*.c -lm
// ./a.out valley --set condition=20
#include "gd/curvature.h"
#include "gd/newton.h"
#include "gd/schedule.h"
#include "shared/arrivals.h"
#include "shared/chapter.h"
#include "shared/clip-ring.h"
#include "shared/cloud.h"
#include "shared/course.h"
#include "shared/few-birds.h"
#include "shared/leap.h"
#include "shared/own-rate.h"
#include "shared/penguins.h"
#include "shared/quantile.h"
#include "shared/short.h"
#include "shared/tell.h"
#include "shared/zigzag.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ================================================ one parabola, seven rates */

/* region verdict */
/* What one step leaves of the error along an axis of curvature lambda. */
static double contraction(double rate, double lambda)
{
    return 1 - rate * lambda;
}

static const char *verdict(double factor)
{
    if (fabs(factor) > 1 + 1e-12)
        return "away, alternating";
    if (fabs(factor) > 1 - 1e-12)
        return "to and fro for ever";
    if (fabs(factor) < 1e-12)
        return "at once";
    return factor < 0 ? "alternating" : "calm";
}
/* end verdict */

enum { WALKS = 7, SWEEP_POINTS = 10 };

/* region sweep */
/* Ten points on (x - 1)^2 + 0.1, and nothing but the rate to choose. */
static void sweep(double start, double rate, double x[SWEEP_POINTS])
{
    x[0] = start;
    for (int t = 1; t < SWEEP_POINTS; t++)
        x[t] = x[t - 1] - rate * 2 * (x[t - 1] - 1);
}
/* end sweep */

static gd_parabola raised = {1, 0.1};
static const gd_objective parabola = {"sweep", 1, gd_parabola_eval, &raised};

/* What a step leaves of the distance, measured over the whole walk. */
static double sweep_factor(const double x[SWEEP_POINTS])
{
    double shrunk = fabs(x[SWEEP_POINTS - 1] - 1) / fabs(x[0] - 1);
    return pow(shrunk, 1.0 / (SWEEP_POINTS - 1));
}

typedef struct sweep_knobs {
    double start, beyond, stride, stroll, creep, rate;
} sweep_knobs;

static const knob sweep_list[] = {
    KNOB(sweep_knobs, start, -0.8, -1.5, 0.9, LINEAR, "where all walks begin"),
    KNOB(sweep_knobs, beyond, 1.1, 1, 1.2, LINEAR, "a rate too large"),
    KNOB(sweep_knobs, stride, 0.4, 0.01, 0.5, LINEAR, "a fast rate and 1 - it"),
    KNOB(sweep_knobs, stroll, 0.2, 0.01, 0.5, LINEAR, "a calm rate and 1 - it"),
    KNOB(sweep_knobs, creep, 0.1, 0.01, 0.5, LINEAR, "a small rate"),
    KNOB(sweep_knobs, rate, 0.8, 0.01, 1.25, LINEAR, "rate of an eighth walk"),
    {0},
};

/* The measured factor is promised to others under the rates of the book. */
static void tell_sweep(story *s, int walk, double start, double rate)
{
    static const double book[WALKS] = {1.1, 1, 0.8, 0.6, 0.4, 0.2, 0.1};
    double x[SWEEP_POINTS], factor = contraction(rate, 2);
    sweep(start, rate, x);
    say(s, "  %4.3g  %8.4f %8.4f %8.4f  %12.8f  %6.4f  %s\n", rate, x[1], x[2],
        x[3], gd_value(&parabola, &x[SWEEP_POINTS - 1]), sweep_factor(x),
        verdict(factor));
    if (rate == book[walk])
        valuef(s, sweep_factor(x), "sweep.factor.%g", rate);
    for (int t = 0; t < SWEEP_POINTS; t++)
        gd_row(s->data, walk + 1, rate, factor, t, x[t],
               gd_value(&parabola, &x[t]));
}

/* A walk of any rate, all of its points. */
static void tell_eighth(story *s, const sweep_knobs *k)
{
    double x[SWEEP_POINTS], factor = tidy(contraction(k->rate, 2));
    sweep(k->start, k->rate, x);
    say(s, "\n  step by step with rate %g, factor %g: %s\n ", k->rate, factor,
        verdict(factor));
    gd_table_block(s->data, "sweep-walk", "rate\tfactor\tstep\tx\tf");
    for (int t = 0; t < SWEEP_POINTS; t++) {
        say(s, "%7.3f", x[t]);
        gd_row(s->data, k->rate, factor, t, x[t], gd_value(&parabola, &x[t]));
    }
    say(s, "\n\n");
    short_walk(s, k->start, k->rate, factor, verdict(factor), SWEEP_POINTS - 1,
               x[SWEEP_POINTS - 1]);
}

static void sweep_experiment(const void *knobs, story *s)
{
    const sweep_knobs *k = knobs; /* in the middle two pairs, equally fast */
    const double rates[WALKS] = {k->beyond,     1,         1 - k->stroll,
                                 1 - k->stride, k->stride, k->stroll,
                                 k->creep};
    say(s,
        "sweep: f(x) = (x - 1)^2 + 0.1 from x = %g\n\n"
        "  rate      x after 1, 2, 3 steps     f after 9  factor\n",
        k->start);
    gd_table_block(s->data, "sweep", "walk\trate\tfactor\tstep\tx\tf");
    for (int i = 0; i < WALKS; i++)
        tell_sweep(s, i, k->start, rates[i]);
    tell_eighth(s, k);
    gd_table_curve(s->data, "sweep-curve", &parabola, -3, 5, 240);
}

static void cases_experiment(const void *knobs, story *s)
{
    enum { CASES = 5, CASE_STEPS = 12 };
    static const double products[CASES] = {0.5, 1, 1.5, 2, 2.2};
    (void)knobs;
    say(s, "cases: f(x) = x^2/2, curvature 1, from x = 1\n\n"
           "  rate x curvature   factor     after 1, 2, 3 and 12 steps\n");
    gd_table_block(s->data, "cases", "case\tproduct\tstep\tx");
    for (int i = 0; i < CASES; i++) {
        double x[CASE_STEPS + 1] = {1}, factor = contraction(products[i], 1);
        for (int t = 0; t <= CASE_STEPS; t++) {
            if (t > 0)
                x[t] = x[t - 1] - products[i] * x[t - 1];
            gd_row(s->data, i + 1, products[i], t, x[t]);
        }
        say(s, "  %16g  %7g   %8.4f %8.4f %8.4f  %10.3g\n", products[i], factor,
            x[1], x[2], x[3], x[CASE_STEPS]);
    }
    say(s, "\n");
    gd_table_block(s->data, "contraction", "eta_lambda\tfactor");
    for (int i = 0; i <= 100; i++)
        gd_row(s->data, 0.025 * i, fabs(contraction(0.025 * i, 1)));
}

/* =========================================================== the cost curve */

enum { COST_STEPS = 20, COST_RATES = 5 };

/* The cost of x^2 + y^2 on the way from (5, 5). */
static void cost_run(double rate, double cost[COST_STEPS + 1])
{
    const gd_objective *f = objective("round-bowl");
    double x[2] = {5, 5}, g[2];
    for (int t = 0; t <= COST_STEPS; t++) {
        cost[t] = gd_value_and_gradient(f, x, g);
        for (int i = 0; i < 2; i++)
            x[i] -= rate * g[i];
    }
}

static void cost_experiment(const void *knobs, story *s)
{
    static const double rates[COST_RATES] = {0.01, 0.1, 0.5, 1, 1.1};
    double ratio = 0;
    (void)knobs;
    say(s, "cost: f(x, y) = x^2 + y^2 from (5, 5)\n\n"
           "    rate    step 0    step 1    step 2    step 3       step 20"
           "   ratio\n");
    gd_table_block(s->data, "cost", "run\trate\tratio\tstep\tcost");
    for (int i = 0; i < COST_RATES; i++) {
        double c[COST_STEPS + 1];
        cost_run(rates[i], c);
        ratio = c[1] / c[0];
        say(s, "  %6g  %8.4g  %8.4g  %8.4g  %8.4g  %12.6g  %6.4g\n", rates[i],
            c[0], c[1], c[2], c[3], c[COST_STEPS], ratio);
        for (int t = 0; t <= COST_STEPS; t++)
            gd_row(s->data, i + 1, rates[i], ratio, t, c[t]);
    }
    say(s, "\n");
    value(s, "cost.beyond.ratio", ratio); /* beyond the limit is the last */
}

/* ================================================= a valley: two curvatures */

/* region best-rate */
/* The rate at which the flattest and the steepest axis shrink equally fast,
 * one from above, one alternating. No fixed rate has a better worst case. */
static double best_rate(const gd_curvature *c)
{
    return 2 / (c->value[0] + c->value[1]);
}
/* end best-rate */

enum { VALLEY_RATES = 5, VALLEY_DRAWN = 4 };

typedef struct valley_knobs {
    double condition, start_x, start_y, slow, moderate;
} valley_knobs;

static const knob valley_list[] = {
    KNOB(valley_knobs, condition, 144, 1, 10000, LOG, "condition number"),
    KNOB(valley_knobs, start_x, -2.4, -2.6, 0.8, LINEAR, "x of the start"),
    KNOB(valley_knobs, start_y, 0.2, -0.4, 0.4, LINEAR, "y of the start"),
    KNOB(valley_knobs, slow, 0.01, 1e-4, 0.2, LOG, "a small rate"),
    KNOB(valley_knobs, moderate, 0.1, 1e-4, 0.2, LOG, "a moderate rate"),
    {0},
};

/* How many steps it takes in the valley. */
static size_t valley_steps(const gd_objective *f, const valley_knobs *k,
                           double rate)
{
    double x[2] = {k->start_x, k->start_y};
    gd_options o = {.rate = rate, .max_steps = 20000, .tolerance = 1e-8};
    return must_descend(f, x, &o, NULL).steps;
}

static void valley_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {-2.7, -0.45}, upper[2] = {0.9, 0.45};
    const valley_knobs *k = knobs;
    /* The bowl of chapter 1 with another condition number. */
    double matrix[4] = {18 / k->condition, 0, 0, 18};
    const gd_objective f = {"valley", 2, gd_quadratic, matrix};
    gd_curvature c = gd_curvature_of(2, matrix);
    double best = best_rate(&c), limit = 2 / c.value[1];
    const double rates[VALLEY_RATES] = {k->slow, 1 / c.value[1], k->moderate,
                                        best, 1.001 * limit};
    gd_result r[VALLEY_RATES];
    say(s,
        "valley: f(x, y) = x^2/%g + 9y^2 from (%g, %g), until"
        " max|g| < 1e-8\n\n"
        "      rate     factor x     factor y      steps\n",
        k->condition / 9, k->start_x, k->start_y);
    for (int i = 0; i < VALLEY_RATES; i++) {
        gd_history h = gd_history_new(2, false);
        double x[2] = {k->start_x, k->start_y};
        gd_options o = {
            .rate = rates[i], .max_steps = 20000, .tolerance = 1e-8};
        r[i] = must_descend(&f, x, &o, &h);
        say(s, "  %8.5f  %11.5f  %11.5f  %9zu  %s\n", rates[i],
            contraction(rates[i], c.value[0]),
            contraction(rates[i], c.value[1]), r[i].steps,
            gd_outcome_text(r[i].outcome));
        if (i < VALLEY_DRAWN)
            gd_table_history(s->data, named("valley-path-%d", i + 1).text, &h,
                             NULL);
        gd_history_free(&h);
    }
    say(s, "\n  curvatures %g and %g, condition number %g, best rate %.6f\n\n",
        c.value[0], c.value[1], gd_condition_number(&c), best);
    gd_table_block(s->data, "valley-rates", "rate\tsteps\tarrives\tdiverges");
    for (int i = 0; i < VALLEY_RATES; i++)
        gd_row(s->data, rates[i], (double)r[i].steps,
               r[i].outcome == GD_CONVERGED, r[i].outcome == GD_DIVERGED);
    tell_factors(s->data, "contraction-valley", &c, 0.12);
    gd_table_grid(s->data, "valley-grid", &f, lower, upper, 160, 80);
    value(s, "valley.best_rate", best);
    value(s, "valley.best_factor", contraction(best, c.value[0]));
    value(s, "valley.limit", limit);
    value(s, "valley.half.steps", (double)valley_steps(&f, k, best / 2));
}

/* =========================================== when the cost rises, slow down */

/* A trial step on the way. */
typedef struct trial {
    double rate, x[2], cost;
    bool accepted;
} trial;

/* region automatic */
/* What to do with a step after which the cost is higher. */
typedef struct automatic {
    const char *name;
    double factor; /* of the rate */
    bool reject;   /* take the step back */
} automatic;

enum { AUTOMATIC_RULES = 3, AUTOMATIC_TRIALS = 200 };

static const automatic automatic_rules[AUTOMATIC_RULES] = {
    {"reject, halve", 0.5, true},
    {"keep, halve", 0.5, false},
    {"reject, a tenth", 0.1, true},
};

/* Descent on x^2 + y^2 from (5, 5) with rate 1.1 at first, which would
 * explode. Fills trials[0 ... count - 1], the start included: at most
 * AUTOMATIC_TRIALS + 1. */
static int automatic_run(const automatic *rule, trial *trials)
{
    const gd_objective *f = objective("round-bowl");
    trial now = {1.1, {5, 5}, 0, true};
    double g[2];
    int count = 0;
    now.cost = gd_value_and_gradient(f, now.x, g);
    trials[count++] = now;
    while (now.cost >= 1e-12 && count <= AUTOMATIC_TRIALS) {
        trial next = now;
        for (int i = 0; i < 2; i++)
            next.x[i] -= now.rate * g[i];
        next.cost = gd_value(f, next.x);
        bool rises = !(next.cost <= now.cost); /* true for NaN too */
        next.accepted = !(rises && rule->reject);
        trials[count++] = next;
        if (next.accepted) {
            now = next;
            gd_value_and_gradient(f, now.x, g);
        }
        if (rises)
            now.rate *= rule->factor;
    }
    return count;
}
/* end automatic */

static void automatic_experiment(const void *knobs, story *s)
{
    (void)knobs;
    say(s, "automatic: x^2 + y^2 from (5, 5), rate 1.1, until f < 1e-12\n\n"
           "  when the cost rises     trials    rate at the end         f\n");
    gd_table_block(s->data, "automatic", "rule\ttrial\tcost\taccepted");
    for (int i = 0; i < AUTOMATIC_RULES; i++) {
        trial t[AUTOMATIC_TRIALS + 1];
        int count = automatic_run(&automatic_rules[i], t);
        const trial *last = &t[count - 1];
        say(s, "  %-20s  %8d  %17g  %8.1e\n", automatic_rules[i].name,
            count - 1, last->rate, last->cost);
        for (int j = 0; j < count; j++)
            gd_row(s->data, i + 1, j, t[j].cost, t[j].accepted);
    }
    say(s, "\n");
}

/* ================================================= Beale, better and faster */

/* Its row of the report, in which a rate that is not 0 is part of the name,
 * and its path. */
static void tell_rate_run(story *s, const char *name, double rate,
                          const char *block, rate_run c)
{
    char number[16] = "";
    if (rate != 0)
        snprintf(number, sizeof number, " %.3g", rate);
    say(s, "  %s%-*s %7zu %7zu", name, 20 - (int)strlen(name), number, c.trials,
        c.steps);
    if (!isfinite(c.f) || !isfinite(c.gradient_norm))
        say(s, "  diverged\n");
    else
        say(s, " %s %s  %7.0e  %7s\n", six(c.x[0], 9).text, six(c.x[1], 9).text,
            c.gradient_norm, c.steps ? named("%.2g", c.fastest).text : "-");
    tell_history(s, block, &c.path, NULL);
}

typedef struct faster_knobs {
    double start_x, start_y, fixed, first, up, down, generous;
} faster_knobs;

static const knob faster_list[] = {
    KNOB(faster_knobs, start_x, 3, -4.5, 4.5, LINEAR, "x of the start"),
    KNOB(faster_knobs, start_y, 4, -4.5, 4.5, LINEAR, "y of the start"),
    KNOB(faster_knobs, fixed, 1e-4, 1e-6, 0.1, LOG, "the fixed rate"),
    KNOB(faster_knobs, first, 5e-6, 1e-7, 1, LOG, "first of the adapted rates"),
    KNOB(faster_knobs, up, 1.05, 1.001, 2, LINEAR, "factor after a success"),
    KNOB(faster_knobs, down, 0.5, 0.05, 0.95, LINEAR, "factor after a failure"),
    KNOB(faster_knobs, generous, 1, 1e-4, 10, LOG, "Armijo's, at every step"),
    {0},
};

static void faster_experiment(const void *knobs, story *s)
{
    const faster_knobs *k = knobs;
    const double start[2] = {k->start_x, k->start_y};
    rate_run bold = bold_driver(start, k->first, k->up, k->down);
    rate_run barzilai = barzilai_borwein(start, k->first);
    rate_run remembers = armijo(start, k->first, true);
    say(s,
        "faster: Beale from (%g, %g), until max|g| < 1e-8, first rate %g\n\n"
        "  rule                  trials   steps         x         y"
        "   max|g|  fastest\n",
        start[0], start[1], k->first);
    tell_rate_run(s, "fixed rate", k->fixed, "fixed",
                  fixed_rate(start, k->fixed, 300000));
    tell_rate_run(s, "bold driver", 0, "bold-driver", bold);
    tell_rate_run(s, "Barzilai and Borwein", 0, "barzilai-borwein", barzilai);
    tell_rate_run(s, "Armijo with memory", 0, "armijo-memory", remembers);
    tell_rate_run(s, "Armijo each from", k->generous, "armijo",
                  armijo(start, k->generous, false));
    say(s, "\n");
    tell_bold_rates(s->data, start, k->first, k->up, k->down);
    value(s, "bold_driver.trials", (double)bold.trials);
    if (bold.steps > 0)
        value(s, "bold_driver.fastest", bold.fastest);
    value(s, "barzilai_borwein.steps", (double)barzilai.steps);
    value(s, "armijo.memory.steps", (double)remembers.steps);
    value(s, "armijo.memory.trials", (double)remembers.trials);
}

/* The map on which runs are drawn, a piece of it, its minimum with the largest
 * rate that is stable there, and its saddles. */
static void map_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {1.95, -0.25}, upper[2] = {3.15, 1.35};
    static const double deep[2] = {-2.5, -6.2}, high[2] = {4.5, 4.6};
    const gd_test_function *f = function("beale");
    const double *minimum = f->stationary[0].x;
    double hessian[4];
    (void)knobs;
    gd_table_grid(s->data, "beale-grid", objective("beale"), f->lower, f->upper,
                  200, 200);
    gd_table_grid(s->data, "beale-valley", objective("beale"), lower, upper,
                  120, 160);
    gd_table_grid(s->data, "beale-deep", objective("beale"), deep, high, 70,
                  108);
    f->hessian(minimum, hessian);
    gd_table_block(s->data, "beale-minimum", "x\ty\tlimit");
    gd_row(s->data, minimum[0], minimum[1],
           2 / gd_curvature_of(2, hessian).value[1]);
    gd_table_block(s->data, "beale-saddles", "x\ty");
    for (size_t i = 0; i < f->stationary_count; i++)
        if (f->stationary[i].kind == GD_SADDLE)
            gd_row(s->data, f->stationary[i].x[0], f->stationary[i].x[1]);
}

typedef struct runaway_knobs {
    double first;
} runaway_knobs;

static const knob runaway_list[] = {
    KNOB(runaway_knobs, first, 1e-4, 1e-7, 1, LOG, "the first rate"),
    {0},
};

/* The rate of the step between two rows of a record. */
static double rate_between(const double *from, const double *to)
{
    double g[2];
    gd_value_and_gradient(objective("beale"), from + 1, g);
    return hypot(to[1] - from[1], to[2] - from[2]) / hypot(g[0], g[1]);
}

static void runaway_experiment(const void *knobs, story *s)
{
    enum { SHOWN = 8 };
    const runaway_knobs *k = knobs;
    rate_run plain = barzilai_borwein(beale_start, k->first);
    rate_run safe = safeguarded(beale_start, k->first);
    say(s,
        "runaway: Barzilai and Borwein on Beale from (3, 4), first rate %g\n\n"
        "  step  its rate          x          y            f\n",
        k->first);
    for (size_t i = 0; i < plain.path.count && i <= SHOWN; i++) {
        const double *row = gd_history_row(&plain.path, i);
        say(s, "  %4.0f", row[0]);
        if (i == 0)
            say(s, "  %8s", "");
        else
            say(s, "  %8.2g",
                rate_between(gd_history_row(&plain.path, i - 1), row));
        say(s, "  %9.4g  %9.4g  %11.4g\n", row[1], row[2], row[3]);
    }
    say(s, "\n  with the safeguard %zu steps, %zu trials, to (%.4g, %.4g)\n\n",
        safe.steps, safe.trials, safe.x[0], safe.x[1]);
    value(s, "runaway.safe.steps", (double)safe.steps);
    tell_history(s, "runaway", &plain.path, NULL);
    tell_history(s, "runaway-safe", &safe.path, NULL);
}

/* What a rule makes of a first rate: its steps, or where it got stuck. */
static void say_rule(story *s, rate_run c)
{
    bool finite = isfinite(c.f) && isfinite(c.gradient_norm);
    if (finite && c.gradient_norm < 1e-8)
        say(s, "  %10zu", c.steps);
    else if (finite)
        say(s, "  %10s", named("f = %.2g", c.f).text);
    else
        say(s, "  %10s", "diverged");
    gd_history_free(&c.path);
}

static void first_rates_experiment(const void *knobs, story *s)
{
    (void)knobs;
    say(s, "first-rates: Beale from (3, 4), steps to the minimum, or else"
           " the last f\n\n"
           "                    bold      Armijo      Armijo    Barzilai  "
           "Barzilai B.\n"
           "  first rate      driver      memory        each     Borwein  "
           "  safeguard\n");
    for (int e = -6; e <= 0; e++) {
        double first = pow(10, e);
        say(s, "  %10.0e", first);
        say_rule(s, bold_driver(beale_start, first, 1.05, 0.5));
        say_rule(s, armijo(beale_start, first, true));
        say_rule(s, armijo(beale_start, first, false));
        say_rule(s, barzilai_borwein(beale_start, first));
        say_rule(s, safeguarded(beale_start, first));
        say(s, "\n");
    }
    say(s, "\n");
}

/* region scan */
/* Beale from `start`, 20,000 steps: the distance to the minimum after them, or
 * infinity where the run overflowed. */
static double distance_after(const double start[2], double rate)
{
    double x[2] = {start[0], start[1]};
    gd_options o = {.rate = rate, .max_steps = SCAN_STEPS, .tolerance = 1e-8};
    gd_result r = must_descend(objective("beale"), x, &o, NULL);
    return r.outcome == GD_DIVERGED ? HUGE_VAL : beale_distance(x);
}
/* end scan */

typedef struct start_knobs {
    double start_x, start_y;
} start_knobs;

static const knob start_list[] = {
    KNOB(start_knobs, start_x, 3, -4.5, 4.5, LINEAR, "x of the start"),
    KNOB(start_knobs, start_y, 4, -4.5, 4.5, LINEAR, "y of the start"),
    {0},
};

enum { SCAN_POINTS = 101, SHORE_POINTS = 601 };

/* Blocks of the rates that are kept and of those that are lost. */
static void tell_scan(story *s, const char *name, int points,
                      const double *rate, const double *distance)
{
    gd_table_block(s->data, name, "rate\tdistance");
    for (int i = 0; i < points; i++)
        if (isfinite(distance[i]))
            gd_row(s->data, rate[i], distance[i]);
    gd_table_block(s->data, named("%s-diverged", name).text, "rate");
    for (int i = 0; i < points; i++)
        if (!isfinite(distance[i]))
            gd_row(s->data, rate[i]);
}

static void scan_experiment(const void *knobs, story *s)
{
    const start_knobs *k = knobs;
    const double start[2] = {k->start_x, k->start_y};
    static const double marks[] = {1e-6,    1e-5,   5e-5,    1e-4,
                                   1.1e-4,  1.2e-4, 1.45e-4, 1.5e-4,
                                   1.55e-4, 1.6e-4, 1.7e-4,  1e-3};
    double rate[SHORE_POINTS], distance[SHORE_POINTS], g[2];
    memcpy(keep(s, sizeof start), start, sizeof start);
    gd_value_and_gradient(objective("beale"), start, g);
    say(s,
        "scan: Beale from (%g, %g), 20000 steps\n\n"
        "       rate    distance to the minimum        first step to\n",
        start[0], start[1]);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        double there = distance_after(start, marks[i]);
        say(s, "  %9.3g    ", marks[i]);
        if (isfinite(there))
            say(s, "%-23.4f", there);
        else
            say(s, "%-23s", "diverged");
        say(s, "  (%6.2f, %6.2f)\n", start[0] - marks[i] * g[0],
            start[1] - marks[i] * g[1]);
    }
    say(s, "\n");
    for (int i = 0; i < SCAN_POINTS; i++) {
        rate[i] = pow(10, -6 + 2.6 * i / (SCAN_POINTS - 1));
        distance[i] = distance_after(start, rate[i]);
    }
    tell_scan(s, "scan", SCAN_POINTS, rate, distance);
    for (int i = 0; i < SHORE_POINTS; i++) { /* the shore, linearly */
        rate[i] = 0.95e-4 + 0.75e-4 * i / (SHORE_POINTS - 1);
        distance[i] = distance_after(start, rate[i]);
    }
    tell_scan(s, "shore", SHORE_POINTS, rate, distance);
    gd_table_block(s->data, "first-leap-from", "x\ty");
    gd_table_row(s->data, 2, start);
    gd_table_block(s->data, "first-leap", "rate\tx\ty");
    for (int i = 10; i <= 16; i += 2)
        gd_row(s->data, i * 1e-5, start[0] - i * 1e-5 * g[0],
               start[1] - i * 1e-5 * g[1]);
}

/* ===================================== what a second derivative would know */

/* Beale's function, and how often it was asked. */
static double counted(size_t n, const double *x, double *gradient, void *count)
{
    const gd_objective *f = objective("beale");
    ++*(size_t *)count;
    return f->eval(n, x, gradient, f->context);
}

static const gd_options until_flat = {.max_steps = 1000, .tolerance = 1e-8};

static void newton_experiment(const void *knobs, story *s)
{
    enum { SHOWN = 16 };
    const start_knobs *k = knobs;
    const gd_test_function *f = function("beale");
    gd_history path = gd_history_new(2, false);
    double x[2] = {k->start_x, k->start_y};
    gd_options o = until_flat;
    o.observer = gd_history_observe;
    o.observer_context = &path;
    gd_result r = must_run(gd_newton(&f->objective, f->hessian, x, &o));
    say(s,
        "newton: Beale from (%g, %g)\n\n"
        "  step         x         y            f   max|g|"
        "    curvatures there\n",
        k->start_x, k->start_y);
    for (size_t i = 0; i < path.count && i <= SHOWN; i++) {
        const double *row = gd_history_row(&path, i);
        double h[4];
        if (!isfinite(row[3]) || !isfinite(row[4]))
            break;
        f->hessian(row + 1, h);
        gd_curvature c = gd_curvature_of(2, h);
        say(s, "  %4.0f  %8.4f  %8.4f  %11.4f  %7.0e  %10.4g %9.4g\n", row[0],
            row[1], row[2], row[3], row[4], c.value[0], c.value[1]);
    }
    say(s, "\n  %zu steps: %s\n\n", r.steps, gd_outcome_text(r.outcome));
    gd_history_free(&path);
    value(s, "newton.steps", (double)r.steps);
    if (isfinite(x[0]) && isfinite(x[1])) {
        value(s, "newton.x", tidy(x[0]));
        value(s, "newton.y", tidy(x[1]));
    }
}

typedef struct guesses_knobs {
    double start_x, start_y, first, pairs;
} guesses_knobs;

static const knob guesses_list[] = {
    KNOB(guesses_knobs, start_x, 3, -4.5, 4.5, LINEAR, "x of the start"),
    KNOB(guesses_knobs, start_y, 4, -4.5, 4.5, LINEAR, "y of the start"),
    KNOB(guesses_knobs, first, 5e-6, 1e-7, 1, LOG, "the first rate"),
    KNOB(guesses_knobs, pairs, 5, 1, 50, COUNT, "that L-BFGS remembers"),
    {0},
};

/* A run of BFGS from x, or of L-BFGS where pairs > 0, from a first rate;
 * asked: how often for f. */
static gd_result by_guesses(double x[2], double first, size_t pairs,
                            size_t *asked)
{
    gd_objective f = {"beale", 2, counted, asked};
    gd_options o = until_flat;
    o.rate = first;
    *asked = 0;
    return must_run(pairs ? gd_lbfgs(&f, x, pairs, &o) : gd_bfgs(&f, x, &o));
}

static void tell_guesses(story *s, const guesses_knobs *k, bool limited)
{
    double x[2] = {k->start_x, k->start_y};
    size_t asked;
    gd_result r =
        by_guesses(x, k->first, limited ? (size_t)k->pairs : 0, &asked);
    say(s, "  %-6s  %7zu %9zu", limited ? "L-BFGS" : "BFGS", r.steps, asked);
    if (isfinite(r.f) && isfinite(r.gradient_norm))
        say(s, "  %s %s  %7.0e", six(x[0], 9).text, six(x[1], 9).text,
            r.gradient_norm);
    say(s, "  %s\n", outcome_word(r.outcome));
    value(s, limited ? "lbfgs.steps" : "bfgs.steps", (double)r.steps);
}

static void guesses_experiment(const void *knobs, story *s)
{
    const guesses_knobs *k = knobs;
    say(s,
        "guesses: Beale from (%g, %g), first rate %g\n\n"
        "  method    steps   f asked         x         y   max|g|  ended by\n",
        k->start_x, k->start_y, k->first);
    tell_guesses(s, k, false);
    tell_guesses(s, k, true);
    say(s, "\n  first rate      BFGS    L-BFGS\n");
    for (int e = -6; e <= 0; e++) {
        say(s, "  %10.0e", pow(10, e));
        for (size_t pairs = 0; pairs <= (size_t)k->pairs;
             pairs += (size_t)k->pairs) {
            double x[2] = {k->start_x, k->start_y};
            size_t asked;
            gd_result r = by_guesses(x, pow(10, e), pairs, &asked);
            if (r.outcome == GD_CONVERGED)
                say(s, "  %8zu", r.steps);
            else
                say(s, "  %8s", "lost");
        }
        say(s, "\n");
    }
    say(s, "\n");
}

/* ================================================================= clipping */

enum { CLIP_STEPS = 20000, CLIP_RATES = 4, CLIP_MARKS = 40 };

/* A clipped run, of which every step was recorded: the path, thinned but for a
 * mark every so many steps; and the first step that is shorter than
 * `longest`, if there is one: there clipping ends. */
static void tell_clipped(gd_table *t, const gd_history *h, double longest)
{
    size_t until = h->count;
    gd_table_block(t, "clipped", "step\tx\ty\tf\tgradient_norm");
    for (size_t i = 0; i < h->count; i++)
        if (gd_history_keeps(i) || i % CLIP_MARKS == 0 || i + 1 == h->count)
            gd_table_row(t, 5, gd_history_row(h, i));
    for (size_t i = h->count - 1; i-- > 0; until = i) {
        const double *here = gd_history_row(h, i);
        const double *next = gd_history_row(h, i + 1);
        if (hypot(next[1] - here[1], next[2] - here[2]) >= 0.999 * longest)
            break;
    }
    gd_table_block(t, "clipped-until", "step\tx\ty");
    if (until < h->count)
        gd_table_row(t, 3, gd_history_row(h, until));
}

typedef struct clipping_knobs {
    double start_x, start_y, clip, rate;
} clipping_knobs;

static const knob clipping_list[] = {
    KNOB(clipping_knobs, start_x, 3, -4.5, 4.5, LINEAR, "x of the start"),
    KNOB(clipping_knobs, start_y, 4, -4.5, 4.5, LINEAR, "y of the start"),
    KNOB(clipping_knobs, clip, 1, 0.01, 100, LOG, "length to cut gradients to"),
    KNOB(clipping_knobs, rate, 1e-2, 1e-4, 0.1, LOG, "rate of the drawn run"),
    {0},
};

static void clipping_experiment(const void *knobs, story *s)
{
    const clipping_knobs *k = knobs;
    const double rates[CLIP_RATES] = {k->rate / 100, k->rate / 10, k->rate,
                                      3 * k->rate};
    say(s,
        "clipping: Beale from (%g, %g), gradients cut to length %g,"
        " %d steps at most\n\n"
        "     rate    not clipped    clipped: steps      distance"
        "    max|g|\n",
        k->start_x, k->start_y, k->clip, CLIP_STEPS);
    for (int i = 0; i < CLIP_RATES; i++) {
        double lost[2] = {k->start_x, k->start_y};
        double x[2] = {k->start_x, k->start_y};
        gd_history h = gd_history_new(2, true);
        gd_options o = {
            .rate = rates[i], .max_steps = CLIP_STEPS, .tolerance = 1e-8};
        gd_result plain = must_descend(objective("beale"), lost, &o, NULL);
        o.clip = k->clip;
        gd_result cut = must_descend(objective("beale"), x, &o, &h);
        say(s, "  %7.3g    %11s    %14zu  ", rates[i],
            plain.outcome == GD_DIVERGED ? "diverged" : "finite", cut.steps);
        if (cut.outcome == GD_DIVERGED)
            say(s, "%12s\n", "diverged");
        else
            say(s, "%12.2e  %8.1e\n", beale_distance(x), cut.gradient_norm);
        if (rates[i] == k->rate)
            tell_clipped(s->data, &h, k->rate * k->clip);
        gd_history_free(&h);
    }
    say(s, "\n");
}

/* =============================================================== two minima */

enum { STARTS = 4, RATES = 4 };

typedef struct minima_knobs {
    double right, left, rate_1, rate_2, rate_3, rate_4;
} minima_knobs;

static const knob minima_list[] = {
    KNOB(minima_knobs, right, 2, 0.2, 2, LINEAR, "the rightmost start"),
    KNOB(minima_knobs, left, -2, -2, 0.1, LINEAR, "the leftmost start"),
    KNOB(minima_knobs, rate_1, 0.01, 0.001, 0.3, LOG, "rate of column 1"),
    KNOB(minima_knobs, rate_2, 0.1, 0.001, 0.3, LOG, "rate of column 2"),
    KNOB(minima_knobs, rate_3, 0.15, 0.001, 0.3, LOG, "rate of column 3"),
    KNOB(minima_knobs, rate_4, 0.2, 0.001, 0.3, LOG, "rate of column 4"),
    {0},
};

/* Pairs of steps that follow each other, lest a walk that jumps to and fro
 * seem to stand still. */
static void tell_pairs(gd_table *t, const char *block, const gd_history *h)
{
    gd_table_block(t, block, "step\tw\tf");
    for (size_t i = 0; i < h->count; i++) {
        const double *row = gd_history_row(h, i);
        bool pair = gd_history_keeps(i) || gd_history_keeps(i - 1);
        if ((pair || i + 1 == h->count) && isfinite(row[2]))
            gd_table_row(t, 3, row);
    }
}

/* Where a walk ends, in the report, and its path. */
static void tell_walk(story *s, const char *block, double start, double rate)
{
    double w = start;
    gd_history h = gd_history_new(1, true);
    gd_options o = {.rate = rate, .max_steps = 1000, .tolerance = 1e-12};
    gd_result r = must_descend(objective("quartic"), &w, &o, &h);
    if (r.outcome == GD_CONVERGED)
        say(s, "  %9.4f %4zu", w, r.steps);
    else
        say(s, "  %14s", r.outcome == GD_DIVERGED ? "diverged" : "wanders");
    tell_pairs(s->data, block, &h);
    gd_history_free(&h);
}

static void minima_experiment(const void *knobs, story *s)
{
    const minima_knobs *k = knobs;
    /* The ridge lies between 0.16 and 0.17. */
    const double starts[STARTS] = {k->right, 0.17, 0.16, k->left};
    const double rates[RATES] = {k->rate_1, k->rate_2, k->rate_3, k->rate_4};
    const gd_test_function *f = function("quartic");
    say(s, "two-minima: f(w) = w^4 - 3w^2 + w, where does the walk end?\n\n"
           "     start");
    for (int i = 0; i < RATES; i++)
        say(s, "       rate %-4.3g", rates[i]);
    say(s, "\n");
    for (int j = 0; j < STARTS; j++) {
        say(s, "  %8.3g", starts[j]);
        for (int i = 0; i < RATES; i++)
            tell_walk(s, named("quartic-path-%d-%d", j + 1, i + 1).text,
                      starts[j], rates[i]);
        say(s, "\n");
    }
    say(s, "\n");
    gd_table_curve(s->data, "quartic-curve", &f->objective, f->lower[0],
                   f->upper[0], 300);
}

/* ================================================== penguins, a few at once */

typedef struct noise_knobs {
    double rate, seed;
} noise_knobs;

/* ------------------------------------------------ one pass, cut into steps */

static const knob batches_list[] = {
    KNOB(noise_knobs, rate, 0.1, 0.001, 0.5, LOG, "the same for all batches"),
    KNOB(noise_knobs, seed, 1, 0, 1e6, COUNT, "of the first run's numbers"),
    {0},
};

enum { RACES = 5 };

static void batches_experiment(const void *knobs, story *s)
{
    const noise_knobs *k = knobs;
    penguins birds = penguins_load();
    size_t count = birds.standardised.count;
    const size_t batches[RACES] = {count, 64, 16, 4, 1};
    say(s,
        "batches: one pass over %zu penguins from (0, 0), rate %g, median of"
        " %d runs\n\n"
        "   batch   steps    excess of the loss\n",
        count, k->rate, RUNS);
    gd_table_block(s->data, "batches", "batch\tpasses\texcess");
    for (int i = 0; i < RACES; i++) {
        double excess =
            tell_race(s->data, &birds, k->rate, batches[i], (uint64_t)k->seed);
        say(s, "  %6zu  %6zu  ", batches[i], count / batches[i]);
        say_number(s, 20, 1, excess);
        say(s, "\n");
        if (batches[i] == count || batches[i] == 16)
            valuef(s, excess, "batches.%s.excess",
                   batches[i] == 16 ? "some" : "all");
    }
    say(s, "\n");
    penguins_free(&birds);
}

/* ----------------------------------------------------------- the noise ball */

enum { BALL_STEPS = 40000 };

static const knob noise_list[] = {
    KNOB(noise_knobs, rate, 0.2, 0.01, 2, LOG, "largest rate, then halves"),
    KNOB(noise_knobs, seed, 1, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

/* A table of the balls as they are or, with `square`, over the theory's. */
static void say_balls(story *s, const double rates[BALL_RATES],
                      const size_t batches[BALL_BATCHES],
                      double excess[BALL_BATCHES][BALL_RATES], double square)
{
    say(s, "   batch");
    for (int i = 0; i < BALL_RATES; i++)
        say(s, "   rate %-6.4g", rates[i]);
    for (int j = 0; j < BALL_BATCHES; j++) {
        say(s, "\n  %6zu", batches[j]);
        for (int i = 0; i < BALL_RATES; i++)
            if (!isfinite(excess[j][i]))
                say(s, "  %11s", "diverged");
            else if (square == 0)
                say(s, "  %11.6f", excess[j][i]);
            else if (rates[i] < 1)
                say(s, "  %11.2f",
                    excess[j][i]
                        / noise_theory(rates[i], (double)batches[j], square));
            else
                say(s, "  %11s", "-");
    }
    say(s, "\n\n");
}

/* The least and the most that half the rate, or four times the batch, leaves
 * of a ball, if all are finite. */
static void tell_shares(story *s, double excess[BALL_BATCHES][BALL_RATES])
{
    double half[2] = {HUGE_VAL, 0}, quarter[2] = {HUGE_VAL, 0};
    for (int j = 0; j < BALL_BATCHES; j++)
        for (int i = 0; i < BALL_RATES; i++) {
            if (!isfinite(excess[j][i]))
                return;
            double by_rate = i > 0 ? excess[j][i] / excess[j][i - 1] : nan("");
            double by_batch = j > 0 ? excess[j][i] / excess[j - 1][i] : nan("");
            half[0] = fmin(half[0], by_rate);
            half[1] = fmax(half[1], by_rate);
            quarter[0] = fmin(quarter[0], by_batch);
            quarter[1] = fmax(quarter[1], by_batch);
        }
    value(s, "noise.half.least", half[0]);
    value(s, "noise.half.most", half[1]);
    value(s, "noise.quarter.least", quarter[0]);
    value(s, "noise.quarter.most", quarter[1]);
}

static void noise_experiment(const void *knobs, story *s)
{
    const noise_knobs *k = knobs;
    static const size_t batches[BALL_BATCHES] = {1, 4, 16, 64};
    const double rates[BALL_RATES] = {k->rate, k->rate / 2, k->rate / 4,
                                      k->rate / 8};
    penguins birds = penguins_load();
    line *p = must_calloc(BALL_STEPS + 1, sizeof *p);
    double excess[BALL_BATCHES][BALL_RATES], square = mean_square_pull(&birds);
    for (int j = 0; j < BALL_BATCHES; j++)
        for (int i = BALL_RATES - 1; i >= 0; i--)
            excess[j][i] = noise_ball(&birds, rates[i], batches[j], BALL_STEPS,
                                      (uint64_t)k->seed, p);
    tell_theory(s->data, "noise-theory", batches, rates, square);
    gd_table_block(s->data, "noise", "batch\trate\texcess");
    for (int j = 0; j < BALL_BATCHES; j++)
        for (int i = BALL_RATES - 1; i >= 0; i--)
            if (isfinite(excess[j][i]))
                gd_row(s->data, (double)batches[j], rates[i], excess[j][i]);
    say(s,
        "noise: mean excess of the loss over %d steps from the best line\n\n",
        BALL_STEPS);
    say_balls(s, rates, batches, excess, 0);
    say(s,
        "  the same over the theory's rate s/(4 batch (1 - rate)), s ="
        " %.4f\n\n",
        square);
    say_balls(s, rates, batches, excess, square);
    tell_shares(s, excess);
    free(p);
    penguins_free(&birds);
}

/* --------------------------------------------- larger batches, larger rates */

static const knob scaling_list[] = {
    KNOB(noise_knobs, rate, 0.1, 0.001, 0.4, LOG, "for batches of 16"),
    KNOB(noise_knobs, seed, 1, 0, 1e6, COUNT, "of the first run's numbers"),
    {0},
};

static void scaling_experiment(const void *knobs, story *s)
{
    enum { SCALES = 6, LAST = 5 };
    const noise_knobs *k = knobs;
    penguins birds = penguins_load();
    size_t count = birds.standardised.count;
    const size_t batches[SCALES] = {1, 4, 16, 64, 128, count};
    line *p = must_calloc(LAST * count + 1, sizeof *p);
    say(s,
        "scaling: rates in proportion to the batch, from (0, 0), medians of"
        " %d runs\n\n"
        "   batch      rate   after 1 pass   after %d passes\n",
        RUNS, LAST);
    for (int i = 0; i < SCALES; i++) {
        double rate = k->rate * (double)batches[i] / 16, excess[RUNS];
        recipe r = {rate, batches[i], count / batches[i], NULL,
                    (uint64_t)k->seed};
        say(s, "  %6zu  %8.4g  ", batches[i], rate);
        excesses(&birds, r, origin, excess, p);
        say_number(s, 13, 1, quantile(RUNS, excess, 0.5));
        r.steps *= LAST;
        excesses(&birds, r, origin, excess, p);
        say_number(s, 17, 1, quantile(RUNS, excess, 0.5));
        say(s, "\n");
    }
    say(s, "\n");
    free(p);
    penguins_free(&birds);
}

/* ======================================================== to quieten it all */

static void schedules_experiment(const void *knobs, story *s)
{
    enum { STEPS = 1000 };
    size_t count;
    const gd_schedule_kind *kinds = gd_schedule_kinds(&count);
    (void)knobs;
    for (size_t i = 0; i < count; i++) {
        gd_schedule schedule = gd_schedule_new(&kinds[i], STEPS);
        gd_table_block(s->data, named("schedule-%s", kinds[i].name).text,
                       "step\tfactor");
        for (size_t t = 0; t < STEPS; t += t + 4 < STEPS ? 4 : 1)
            gd_row(s->data, (double)t, gd_schedule_factor(&schedule, t));
    }
}

static const knob decay_list[] = {
    KNOB(noise_knobs, rate, 0.1, 0.001, 2, LOG, "rate at the factor 1"),
    KNOB(noise_knobs, seed, 7, 0, 1e6, COUNT, "of the first run's numbers"),
    {0},
};

enum { DECAYS = 4, DECAY_STEPS = 3420 };

static const char *const decays[DECAYS] = {"constant", "step", "inverse",
                                           "cosine"};

/* The k-th schedule, stretched over the run. */
static gd_schedule decaying(int k)
{
    const gd_schedule_kind *kind = gd_schedule_find(decays[k]);
    if (!kind)
        give_up("there is no schedule '%s'", decays[k]);
    return gd_schedule_new(kind, DECAY_STEPS);
}

static void decay_experiment(const void *knobs, story *s)
{
    const noise_knobs *k = knobs;
    penguins birds = penguins_load();
    say(s,
        "decay: one penguin a step, rate %g times a schedule, %d steps,"
        " %d runs\n\n"
        "              excess of the loss at the end\n"
        "  schedule      a quarter below      median   three quarters\n",
        k->rate, DECAY_STEPS, RUNS);
    for (int i = 0; i < DECAYS; i++) {
        gd_schedule schedule = decaying(i);
        recipe r = {k->rate, 1, DECAY_STEPS, &schedule, (uint64_t)k->seed};
        double excess[RUNS], median;
        tell_decay(s->data, named("decay-%s", decays[i]).text, &birds, r,
                   excess);
        median = quantile(RUNS, excess, 0.5);
        say(s, "  %-10s  ", decays[i]);
        say_number(s, 17, 1, quantile(RUNS, excess, 0.25));
        say_number(s, 12, 1, median);
        say_number(s, 17, 1, quantile(RUNS, excess, 0.75));
        say(s, "\n");
        if (isfinite(median))
            valuef(s, median, "decay.%s.excess", decays[i]);
    }
    say(s, "\n");
    penguins_free(&birds);
}

/* ============================================================== the chapter */

static const experiment experiments[] = {
    {"sweep", sweep_experiment, KNOBS(sweep_knobs, sweep_list)},
    {"cases", cases_experiment, NO_KNOBS},
    {"cost", cost_experiment, NO_KNOBS},
    {"valley", valley_experiment, KNOBS(valley_knobs, valley_list)},
    {"bowl", bowl_experiment, KNOBS(bowl_knobs, bowl_list)},
    {"zigzag", zigzag_experiment, KNOBS(zigzag_knobs, zigzag_list),
     .needs = {"bowl"}},
    {"automatic", automatic_experiment, NO_KNOBS},
    {"map", map_experiment, NO_KNOBS},
    {"secant", secant_experiment, NO_KNOBS},
    {"armijo-line", armijo_line_experiment, NO_KNOBS},
    {"faster", faster_experiment, KNOBS(faster_knobs, faster_list),
     .needs = {"map"}},
    {"runaway", runaway_experiment, KNOBS(runaway_knobs, runaway_list)},
    {"first-rates", first_rates_experiment, NO_KNOBS},
    {"scan", scan_experiment, KNOBS(start_knobs, start_list), .needs = {"map"}},
    {"leap", leap_experiment, KNOBS(leap_knobs, leap_list), .needs = {"scan"}},
    {"newton", newton_experiment, KNOBS(start_knobs, start_list)},
    {"bends", bends_experiment, NO_KNOBS},
    {"arrivals", arrivals_experiment, KNOBS(arrivals_knobs, arrivals_list),
     .needs = {"map", "bends"}},
    {"guesses", guesses_experiment, KNOBS(guesses_knobs, guesses_list)},
    {"clip-ring", clip_ring_experiment, NO_KNOBS},
    {"clipping", clipping_experiment, KNOBS(clipping_knobs, clipping_list),
     .needs = {"map"}},
    {"two-minima", minima_experiment, KNOBS(minima_knobs, minima_list)},
    {"few", few_experiment, NO_KNOBS},
    {"best-line", best_line_experiment, NO_KNOBS},
    {"batches", batches_experiment, KNOBS(noise_knobs, batches_list)},
    {"cloud", cloud_experiment, KNOBS(cloud_knobs, cloud_list),
     .needs = {"best-line"}},
    {"noise", noise_experiment, KNOBS(noise_knobs, noise_list)},
    {"scaling", scaling_experiment, KNOBS(noise_knobs, scaling_list)},
    {"schedules", schedules_experiment, NO_KNOBS},
    {"decay", decay_experiment, KNOBS(noise_knobs, decay_list)},
    {"steady", steady_experiment, KNOBS(steady_knobs, steady_list)},
    {"course", course_experiment, KNOBS(course_knobs, course_list),
     .needs = {"steady"}},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "03-learning-rate",
        .title = "The learning rate: how far to step",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
