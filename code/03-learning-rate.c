/* Chapter 3, The learning rate: how far to step.
 *
 * One number is changed, and everything else stays as it was in chapter 2.
 * The report comes in the order of the chapter. */
#include "gd/curvature.h"
#include "gd/descent.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "gd/regression.h"
#include "gd/schedule.h"
#include "gd/table.h"
#include "shared/chapter.h"
#include "shared/penguins.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ================================================ one parabola, seven rates */

enum { SWEEP_RATES = 7, SWEEP_POINTS = 10 };

static const double sweep_rates[SWEEP_RATES] = {1.1, 1,   0.8, 0.6,
                                                0.4, 0.2, 0.1};

/* region sweep */
/* Ten points on (x - 1)^2 + 0.1 from -0.8, and nothing but the rate to
 * choose. */
static void sweep(double rate, double x[SWEEP_POINTS])
{
    x[0] = -0.8;
    for (int t = 1; t < SWEEP_POINTS; t++)
        x[t] = x[t - 1] - rate * 2 * (x[t - 1] - 1);
}
/* end sweep */

static double sweep_value(double x)
{
    return (x - 1) * (x - 1) + 0.1;
}

/* What a step leaves of the distance, measured over the whole walk. */
static double sweep_factor(const double x[SWEEP_POINTS])
{
    double shrunk = fabs(x[SWEEP_POINTS - 1] - 1) / fabs(x[0] - 1);
    return pow(shrunk, 1.0 / (SWEEP_POINTS - 1));
}

static const char *sweep_verdict(double rate)
{
    double factor = 1 - 2 * rate;
    if (fabs(factor) > 1 + 1e-12)
        return "away, alternating";
    if (fabs(factor) > 1 - 1e-12)
        return "to and fro for ever";
    return factor < 0 ? "alternating" : "calm";
}

static void report_sweep(void)
{
    printf("sweep: f(x) = (x - 1)^2 + 0.1 from x = -0.8\n\n"
           "  rate      x after 1, 2, 3 steps     f after 9  factor\n");
    for (int i = 0; i < SWEEP_RATES; i++) {
        double x[SWEEP_POINTS];
        sweep(sweep_rates[i], x);
        printf("  %4g  %8.4f %8.4f %8.4f  %12.8f  %6.4f  %s\n", sweep_rates[i],
               x[1], x[2], x[3], sweep_value(x[SWEEP_POINTS - 1]),
               sweep_factor(x), sweep_verdict(sweep_rates[i]));
    }
    printf("\n");
}

/* ============================================ the factor, for any quadratic */

/* What one step leaves of the error along an axis of curvature lambda. */
static double contraction(double rate, double lambda)
{
    return 1 - rate * lambda;
}

/* What it leaves along the worst axis. */
static double worst_contraction(double rate, double low, double high)
{
    return fmax(fabs(contraction(rate, low)), fabs(contraction(rate, high)));
}

static const double five_cases[] = {0.5, 1, 1.5, 2, 2.2};

enum { FIVE = sizeof five_cases / sizeof five_cases[0], FIVE_STEPS = 12 };

static void report_cases(void)
{
    printf("cases: f(x) = x^2/2, curvature 1, from x = 1\n\n"
           "  rate x curvature   factor     after 1, 2, 3 and 12 steps\n");
    for (int i = 0; i < FIVE; i++) {
        double x = 1, first[4] = {0};
        for (int t = 1; t <= FIVE_STEPS; t++) {
            x -= five_cases[i] * x;
            if (t <= 3)
                first[t] = x;
        }
        printf("  %16g  %7g   %8.4f %8.4f %8.4f  %10.3g\n", five_cases[i],
               contraction(five_cases[i], 1), first[1] + 0.0, first[2] + 0.0,
               first[3] + 0.0, x + 0.0);
    }
    printf("\n");
}

/* ================================================= a valley: two curvatures */

static const double valley_start[2] = {-2.4, 0.2};

static gd_curvature bowl_curvature(void)
{
    double hessian[4];
    static const double origin[2] = {0, 0};
    gd_test_function_find("bowl")->hessian(origin, hessian);
    return gd_curvature_of(2, hessian);
}

/* region best-rate */
/* The rate at which the flattest and the steepest axis shrink equally fast,
 * one from above, one alternating. No fixed rate has a better worst case. */
static double best_rate(const gd_curvature *c)
{
    return 2 / (c->value[0] + c->value[1]);
}
/* end best-rate */

enum { VALLEY_RATES = 5, VALLEY_STEPS = 20000 };

/* From far too small to just too large; the fourth is the best. */
static void valley_rates(double rates[VALLEY_RATES])
{
    gd_curvature c = bowl_curvature();
    double best = best_rate(&c), limit = 2 / c.value[1];
    const double chosen[VALLEY_RATES] = {0.01, 1 / c.value[1], 0.1, best,
                                         1.001 * limit};
    memcpy(rates, chosen, sizeof chosen);
}

static gd_result valley_run(double rate, size_t steps, double tolerance,
                            gd_history *history)
{
    double x[2] = {valley_start[0], valley_start[1]};
    gd_options o = gd_default_options();
    o.rate = rate;
    o.max_steps = steps;
    o.tolerance = tolerance;
    if (history) {
        o.observer = gd_history_observe;
        o.observer_context = history;
    }
    return gd_descend(gd_test_objective("bowl"), x, &o);
}

static void report_valley(void)
{
    gd_curvature c = bowl_curvature();
    double rates[VALLEY_RATES];
    valley_rates(rates);
    printf("valley: f(x, y) = x^2/16 + 9y^2 from (-2.4, 0.2), until"
           " max|g| < 1e-8\n\n"
           "      rate     factor x     factor y      steps\n");
    for (int i = 0; i < VALLEY_RATES; i++) {
        gd_result r = valley_run(rates[i], VALLEY_STEPS, 1e-8, NULL);
        printf("  %8.5f  %11.5f  %11.5f  %9zu  %s\n", rates[i],
               contraction(rates[i], c.value[0]),
               contraction(rates[i], c.value[1]), r.steps,
               gd_outcome_text(r.outcome));
    }
    printf("\n  curvatures %g and %g, condition number %g, best rate %.6f\n\n",
           c.value[0], c.value[1], gd_condition_number(&c), best_rate(&c));
}

/* =========================================================== the cost curve */

static const double cost_rates[] = {0.01, 0.1, 0.5, 1, 1.1};

enum { COST_RATES = sizeof cost_rates / sizeof cost_rates[0], COST_STEPS = 20 };

/* The cost of x^2 + y^2 on the way from (5, 5). */
static void cost_run(double rate, double cost[COST_STEPS + 1])
{
    double x[2] = {5, 5}, g[2];
    for (int t = 0;; t++) {
        cost[t] = gd_value_and_gradient(gd_test_objective("round-bowl"), x, g);
        if (t == COST_STEPS)
            return;
        for (int i = 0; i < 2; i++)
            x[i] -= rate * g[i];
    }
}

static double cost_ratio(double rate)
{
    double cost[COST_STEPS + 1];
    cost_run(rate, cost);
    return cost[1] / cost[0];
}

static void report_cost(void)
{
    printf("cost: f(x, y) = x^2 + y^2 from (5, 5)\n\n"
           "    rate    step 0    step 1    step 2    step 3       step 20"
           "   ratio\n");
    for (int i = 0; i < COST_RATES; i++) {
        double c[COST_STEPS + 1];
        cost_run(cost_rates[i], c);
        printf("  %6g  %8.4g  %8.4g  %8.4g  %8.4g  %12.6g  %6.4g\n",
               cost_rates[i], c[0], c[1], c[2], c[3], c[COST_STEPS],
               cost_ratio(cost_rates[i]));
    }
    printf("\n");
}

/* =========================================== when the cost rises, slow down */

/* What to do with a step after which the cost is higher. */
typedef struct automatic {
    const char *name;
    double factor; /* of the rate */
    bool reject;   /* take the step back */
} automatic;

static const automatic automatic_rules[] = {
    {"reject, halve", 0.5, true},
    {"keep, halve", 0.5, false},
    {"reject, a tenth", 0.1, true},
};

enum { AUTOMATIC_RULES = 3, AUTOMATIC_TRIALS = 200 };

/* A trial step on the way. */
typedef struct trial {
    double rate, x[2], cost;
    bool accepted;
} trial;

/* region automatic */
/* Descent on x^2 + y^2 from (5, 5) with rate 1.1 at first, which would
 * explode. Fills trials[0 ... count - 1], the start included: at
 * most AUTOMATIC_TRIALS + 1. */
static int automatic_run(const automatic *rule, trial *trials)
{
    const gd_objective *f = gd_test_objective("round-bowl");
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

static void report_automatic(void)
{
    printf("automatic: x^2 + y^2 from (5, 5), rate 1.1, until f < 1e-12\n\n"
           "  when the cost rises     trials    rate at the end         f\n");
    for (int k = 0; k < AUTOMATIC_RULES; k++) {
        trial t[AUTOMATIC_TRIALS + 2];
        int count = automatic_run(&automatic_rules[k], t);
        printf("  %-20s  %8d  %17g  %8.1e\n", automatic_rules[k].name,
               count - 1, t[count - 1].rate, t[count - 1].cost);
    }
    printf("\n");
}

/* ================================================= Beale, better and faster */

/* What a method with a rate of its own did on Beale's function. */
typedef struct contest {
    size_t trials; /* evaluations of f after the first */
    size_t steps;
    double x[2];
    double f, gradient_norm;
    double largest_rate;
} contest;

static void note(contest *c, double rate)
{
    c->largest_rate = fmax(c->largest_rate, rate);
}

static void record(gd_history *history, size_t step, const double *x, double f,
                   const double *g, double rate)
{
    gd_state here = {step, 2, x, f, g, gd_max_abs(2, g), rate};
    if (history)
        gd_history_observe(&here, history);
}

/* region bold-driver */
/* The bold driver: a little faster after every success, half as fast after
 * a failure, which is taken back. */
static contest bold_driver(gd_history *history)
{
    const gd_objective *f = gd_test_objective("beale");
    contest c = {.x = {beale_start[0], beale_start[1]}};
    double rate = 5e-6, g[2];
    c.f = gd_value_and_gradient(f, c.x, g);
    record(history, 0, c.x, c.f, g, rate);
    while (gd_max_abs(2, g) >= 1e-8 && c.trials < 20000) {
        double y[2] = {c.x[0] - rate * g[0], c.x[1] - rate * g[1]};
        double value = gd_value(f, y);
        c.trials++;
        if (value <= c.f) {
            memcpy(c.x, y, sizeof y);
            c.f = gd_value_and_gradient(f, c.x, g);
            record(history, ++c.steps, c.x, c.f, g, rate);
            note(&c, rate);
            rate *= 1.05;
        } else {
            rate *= 0.5;
        }
    }
    c.gradient_norm = gd_max_abs(2, g);
    return c;
}
/* end bold-driver */

/* region barzilai-borwein */
/* Barzilai and Borwein (1988): the rate is 1 over the curvature that the last
 * step has met, s.s / s.y with s the step and y the change of the gradient.
 * Nothing is asked of f; it may rise for a while. */
static contest barzilai_borwein(gd_history *history)
{
    const gd_objective *f = gd_test_objective("beale");
    contest c = {.x = {beale_start[0], beale_start[1]}};
    double rate = 5e-6, g[2], new_g[2];
    c.f = gd_value_and_gradient(f, c.x, g);
    record(history, 0, c.x, c.f, g, rate);
    while (gd_max_abs(2, g) >= 1e-8 && c.steps < 20000) {
        double s[2] = {-rate * g[0], -rate * g[1]};
        c.x[0] += s[0];
        c.x[1] += s[1];
        c.f = gd_value_and_gradient(f, c.x, new_g);
        note(&c, rate);
        double ss = s[0] * s[0] + s[1] * s[1];
        double sy = s[0] * (new_g[0] - g[0]) + s[1] * (new_g[1] - g[1]);
        rate = sy > 0 ? ss / sy : 5e-6;
        memcpy(g, new_g, sizeof g);
        record(history, ++c.steps, c.x, c.f, g, rate);
    }
    c.trials = c.steps;
    c.gradient_norm = gd_max_abs(2, g);
    return c;
}
/* end barzilai-borwein */

enum { ARMIJO_STEPS = 20000 };

/* region armijo */
/* Armijo (1966): try the rate `from`, and halve it until the step keeps at
 * least a ten-thousandth of what the tangent promised. */
static contest armijo(double from, gd_history *history)
{
    const gd_objective *f = gd_test_objective("beale");
    contest c = {.x = {beale_start[0], beale_start[1]}};
    double g[2];
    c.f = gd_value_and_gradient(f, c.x, g);
    record(history, 0, c.x, c.f, g, from);
    while (gd_max_abs(2, g) >= 1e-8 && c.steps < ARMIJO_STEPS) {
        double promise = g[0] * g[0] + g[1] * g[1], y[2], value;
        double rate = 2 * from;
        do {
            rate /= 2;
            y[0] = c.x[0] - rate * g[0];
            y[1] = c.x[1] - rate * g[1];
            value = gd_value(f, y);
            c.trials++;
            if (rate < 1e-20)
                return c; /* no step goes down: rounding has the last word */
        } while (!(value <= c.f - 1e-4 * rate * promise));
        memcpy(c.x, y, sizeof y);
        note(&c, rate);
        c.f = gd_value_and_gradient(f, c.x, g);
        c.gradient_norm = gd_max_abs(2, g);
        record(history, ++c.steps, c.x, c.f, g, rate);
    }
    return c;
}
/* end armijo */

static contest fixed_rate(double rate, size_t steps, gd_history *history)
{
    contest c = {.x = {beale_start[0], beale_start[1]}};
    gd_options o = gd_default_options();
    o.rate = rate;
    o.max_steps = steps;
    o.observer = history ? gd_history_observe : NULL;
    o.observer_context = history;
    gd_result r = gd_descend(gd_test_objective("beale"), c.x, &o);
    c.steps = c.trials = r.steps;
    c.f = r.f;
    c.gradient_norm = r.gradient_norm;
    c.largest_rate = rate;
    return c;
}

static void print_contest(const char *name, const contest *c)
{
    printf("  %-20s %7zu %7zu %9.6f %9.6f  %7.0e  %7.2g\n", name, c->trials,
           c->steps, c->x[0], c->x[1], c->gradient_norm, c->largest_rate);
}

static void report_faster(void)
{
    printf("faster: Beale from (3, 4), until max|g| < 1e-8\n\n"
           "  rule                  trials   steps         x         y"
           "   max|g|  fastest\n");
    contest c = fixed_rate(1e-4, 300000, NULL);
    print_contest("fixed rate 1e-4", &c);
    c = bold_driver(NULL);
    print_contest("bold driver", &c);
    c = barzilai_borwein(NULL);
    print_contest("Barzilai and Borwein", &c);
    c = armijo(1, NULL);
    print_contest("Armijo from 1", &c);
    c = armijo(0.01, NULL);
    print_contest("Armijo from 0.01", &c);
    printf("\n");
}

/* ===================================================== which rates survive? */

/* region scan */
/* Beale from (3, 4), 20,000 steps: the distance to the minimum after them, or
 * infinity where the run overflowed. */
static double distance_after(double rate, gd_outcome *outcome)
{
    double x[2] = {beale_start[0], beale_start[1]};
    gd_options o = gd_default_options();
    o.rate = rate;
    o.max_steps = 20000;
    *outcome = gd_descend(gd_test_objective("beale"), x, &o).outcome;
    return *outcome == GD_DIVERGED ? HUGE_VAL : hypot(x[0] - 3, x[1] - 0.5);
}
/* end scan */

/* The largest rate that is stable at Beale's minimum. */
static double beale_limit(void)
{
    double hessian[4];
    static const double minimum[2] = {3, 0.5};
    gd_test_function_find("beale")->hessian(minimum, hessian);
    gd_curvature c = gd_curvature_of(2, hessian);
    return 2 / c.value[1];
}

static const double scan_marks[] = {1e-6,   1e-5,   5e-5,   1e-4, 1.1e-4,
                                    1.2e-4, 1.5e-4, 1.7e-4, 2e-4, 1e-3};

enum { SCAN_MARKS = sizeof scan_marks / sizeof scan_marks[0] };

static void report_scan(void)
{
    printf("scan: Beale from (3, 4), 20000 steps\n\n"
           "       rate    distance to the minimum\n");
    for (int i = 0; i < SCAN_MARKS; i++) {
        gd_outcome outcome;
        double d = distance_after(scan_marks[i], &outcome);
        if (outcome == GD_DIVERGED)
            printf("  %9.2g    diverged\n", scan_marks[i]);
        else
            printf("  %9.2g    %.4f\n", scan_marks[i], d);
    }
    printf("\n");
}

/* ================================================================= clipping */

static const double clip_rates[] = {1e-4, 1e-3, 1e-2, 3e-2};

enum { CLIP_RATES = 4, CLIP_STEPS = 20000 };

static gd_result clip_run(double rate, double clip, double x[2],
                          gd_history *history)
{
    gd_options o = gd_default_options();
    o.rate = rate;
    o.max_steps = CLIP_STEPS;
    o.clip = clip;
    o.observer = history ? gd_history_observe : NULL;
    o.observer_context = history;
    memcpy(x, beale_start, sizeof beale_start);
    return gd_descend(gd_test_objective("beale"), x, &o);
}

static void report_clip(void)
{
    printf("clipping: Beale from (3, 4), gradients cut to length 1,"
           " %d steps at most\n\n"
           "     rate    not clipped    clipped: steps      distance"
           "    max|g|\n",
           CLIP_STEPS);
    for (int i = 0; i < CLIP_RATES; i++) {
        double x[2];
        gd_result plain = clip_run(clip_rates[i], HUGE_VAL, x, NULL);
        gd_result cut = clip_run(clip_rates[i], 1, x, NULL);
        printf("  %7.0e    %11s    %14zu  %12.2e  %8.1e\n", clip_rates[i],
               plain.outcome == GD_DIVERGED ? "diverged" : "finite", cut.steps,
               hypot(x[0] - 3, x[1] - 0.5), cut.gradient_norm);
    }
    printf("\n");
}

/* ================================================== two minima and the rate */

/* The quartic w^4 - 3w^2 + w. */
static gd_result quartic_run(double rate, double start, size_t steps, double *w,
                             gd_history *history)
{
    gd_options o = gd_default_options();
    o.rate = rate;
    o.max_steps = steps;
    o.tolerance = 1e-12;
    o.observer = history ? gd_history_observe : NULL;
    o.observer_context = history;
    *w = start;
    return gd_descend(gd_test_objective("quartic"), w, &o);
}

static const double quartic_starts[] = {2, 0.17, 0.16, -2};
static const double quartic_rates[] = {0.01, 0.1, 0.15, 0.2};

enum { QUARTIC_STARTS = 4, QUARTIC_RATES = 4 };

static void report_quartic(void)
{
    printf("two-minima: f(w) = w^4 - 3w^2 + w, where does the walk end?\n\n"
           "     start");
    for (int k = 0; k < QUARTIC_RATES; k++)
        printf("       rate %-4g", quartic_rates[k]);
    printf("\n");
    for (int i = 0; i < QUARTIC_STARTS; i++) {
        printf("  %8g", quartic_starts[i]);
        for (int k = 0; k < QUARTIC_RATES; k++) {
            double w;
            gd_result r = quartic_run(quartic_rates[k], quartic_starts[i], 1000,
                                      &w, NULL);
            if (r.outcome == GD_CONVERGED)
                printf("  %9.4f %4zu", w, r.steps);
            else
                printf("  %14s",
                       r.outcome == GD_DIVERGED ? "diverged" : "wanders");
        }
        printf("\n");
    }
    printf("\n");
}

/* ===================================================== schedules, a gallery */

static const char *const gallery[] = {"constant", "step",   "exponential",
                                      "inverse",  "cosine", "warmup",
                                      "one-cycle"};

enum { GALLERY = 7, GALLERY_STEPS = 1000 };

static gd_schedule gallery_schedule(int k, size_t steps)
{
    return gd_schedule_new(gd_schedule_find(gallery[k]), steps);
}

static void report_schedules(void)
{
    printf(
        "schedules: the factor of the base rate, over a run of %d steps\n\n"
        "  schedule         0      100      250      500      750      999\n",
        GALLERY_STEPS);
    for (int k = 0; k < GALLERY; k++) {
        gd_schedule s = gallery_schedule(k, GALLERY_STEPS);
        static const size_t at[] = {0, 100, 250, 500, 750, 999};
        printf("  %-11s", gallery[k]);
        for (int i = 0; i < 6; i++)
            printf("  %7.4f", gd_schedule_factor(&s, at[i]));
        printf("\n");
    }
    printf("\n");
}

/* ================================================== penguins, a few at once */

/* region batch */
/* The gradient of the mean squared error over a few of the pairs. It is
 * right on average, and wrong each time. */
static void batch_gradient(const gd_pairs *pairs, const size_t *which,
                           size_t batch, const double *p, double *g)
{
    double sum = 0, moment = 0;
    for (size_t k = 0; k < batch; k++) {
        size_t i = which[k];
        double residual = p[0] + p[1] * pairs->x[i] - pairs->y[i];
        sum += residual;
        moment += residual * pairs->x[i];
    }
    g[0] = 2 * sum / (double)batch;
    g[1] = 2 * moment / (double)batch;
}
/* end batch */

/* How a stochastic run is made. */
typedef struct recipe {
    double rate;
    size_t batch;
    size_t steps;
    const gd_schedule *schedule; /* or NULL */
    uint64_t seed;
} recipe;

/* Called with the parameters after each step. */
typedef void watcher(size_t step, const double *p, void *context);

/* region stochastic */
/* Stochastic gradient descent (Robbins and Monro, 1951): each step looks at
 * `batch` penguins only. They are drawn without replacement: shuffle all,
 * deal them out, and shuffle again when too few are left. */
static bool stochastic(const penguins *birds, const recipe *r, double p[2],
                       watcher *watch, void *context)
{
    size_t count = birds->standardised.count;
    if (r->batch == 0 || r->batch > count)
        return chapter_complain("03-learning-rate: a batch must have between"
                                " 1 penguin and all of them");
    size_t *order = malloc(count * sizeof *order);
    if (!order)
        return chapter_complain("03-learning-rate: out of memory");
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    gd_random random = gd_random_seeded(r->seed);
    size_t next = count;
    for (size_t t = 0; t < r->steps; t++) {
        if (next + r->batch > count) {
            gd_random_shuffle(&random, count, order);
            next = 0;
        }
        double g[2], rate = r->rate;
        batch_gradient(&birds->standardised, order + next, r->batch, p, g);
        next += r->batch;
        if (r->schedule)
            rate *= gd_schedule_factor(r->schedule, t);
        p[0] -= rate * g[0];
        p[1] -= rate * g[1];
        watch(t + 1, p, context);
    }
    free(order);
    return true;
}
/* end stochastic */

/* How much more p loses than the best line. */
static double excess_at(const penguins *birds, const double *p)
{
    /* A copy, for a context may be written to and the birds may not. */
    gd_pairs pairs = birds->standardised;
    return gd_line_loss(2, p, NULL, &pairs) - birds->best_loss;
}

/* The mean excess of the loss over the best, in the second half of a run. */
typedef struct excess {
    const penguins *birds;
    size_t from;
    double sum;
    size_t count;
} excess;

static void watch_excess(size_t step, const double *p, void *context)
{
    excess *e = context;
    if (step < e->from)
        return;
    e->sum += excess_at(e->birds, p);
    e->count++;
}

enum { BALL_STEPS = 4000 };

static const double ball_rates[] = {0.2, 0.1, 0.05, 0.025};
static const size_t ball_batches[] = {1, 4, 16, 64};

enum { BALL_RATES = 4, BALL_BATCHES = 4 };

/* region noise-ball */
/* How far from the best loss a run with a constant rate hovers. */
static double noise_ball(const penguins *birds, double rate, size_t batch)
{
    recipe r = {rate, batch, BALL_STEPS, NULL, 1};
    excess e = {birds, BALL_STEPS / 2, 0, 0};
    double p[2] = {birds->best[0], birds->best[1]};
    if (!stochastic(birds, &r, p, watch_excess, &e))
        return nan("");
    return e.sum / (double)e.count;
}
/* end noise-ball */

static void report_noise(const penguins *birds)
{
    printf("noise: mean excess of the loss, started at the best line\n\n"
           "   batch");
    for (int i = 0; i < BALL_RATES; i++)
        printf("   rate %-6g", ball_rates[i]);
    printf("\n");
    for (int k = 0; k < BALL_BATCHES; k++) {
        printf("  %6zu", ball_batches[k]);
        for (int i = 0; i < BALL_RATES; i++)
            printf("  %11.6f",
                   noise_ball(birds, ball_rates[i], ball_batches[k]));
        printf("\n");
    }
    printf("\n");
}

static const char *const decays[] = {"constant", "step", "inverse", "cosine"};

enum { DECAYS = 4, DECAY_STEPS = 3420 };

static bool decayed(const penguins *birds, int k, double p[2], watcher *watch,
                    void *context)
{
    gd_schedule s = gd_schedule_new(gd_schedule_find(decays[k]), DECAY_STEPS);
    recipe r = {0.1, 1, DECAY_STEPS, &s, 7};
    p[0] = p[1] = 0;
    return stochastic(birds, &r, p, watch, context);
}

static void watch_nothing(size_t step, const double *p, void *context)
{
    (void)step, (void)p, (void)context;
}

static void report_decay(const penguins *birds)
{
    printf("decay: one penguin a step, rate 0.1 times a schedule,"
           " %d steps\n\n"
           "  schedule       excess of the loss     distance to the best line"
           "\n",
           DECAY_STEPS);
    for (int k = 0; k < DECAYS; k++) {
        double p[2];
        decayed(birds, k, p, watch_nothing, NULL);
        printf("  %-10s  %20.2e  %28.5f\n", decays[k], excess_at(birds, p),
               hypot(p[0] - birds->best[0], p[1] - birds->best[1]));
    }
    printf("\n");
}

static bool report(void)
{
    penguins birds = penguins_load();
    bool loaded = true;
    if (loaded) {
        report_sweep();
        report_cases();
        report_valley();
        report_cost();
        report_automatic();
        report_faster();
        report_scan();
        report_clip();
        report_quartic();
        report_schedules();
        report_noise(&birds);
        report_decay(&birds);
    }
    penguins_free(&birds);
    return loaded;
}

/* ===================================================================== data */

static void data_sweep(gd_table *t)
{
    gd_table_block(t, "sweep-curve", "x\tf");
    for (int i = 0; i <= 240; i++) {
        double x = -3 + 8 * i / 240.0;
        gd_row(t, x, sweep_value(x));
    }
    for (int i = 0; i < SWEEP_RATES; i++) {
        char block[32];
        double x[SWEEP_POINTS];
        snprintf(block, sizeof block, "sweep-%g", sweep_rates[i]);
        sweep(sweep_rates[i], x);
        gd_table_block(t, block, "step\tx\tf");
        for (int k = 0; k < SWEEP_POINTS; k++)
            gd_row(t, k, x[k], sweep_value(x[k]));
    }
}

static void factors_row(gd_table *t, const gd_curvature *c, double rate)
{
    gd_row(t, rate, fabs(contraction(rate, c->value[0])),
           fabs(contraction(rate, c->value[1])),
           worst_contraction(rate, c->value[0], c->value[1]));
}

static void data_contraction(gd_table *t)
{
    gd_curvature c = bowl_curvature();
    gd_table_block(t, "contraction", "eta_lambda\tfactor");
    for (int i = 0; i <= 100; i++)
        gd_row(t, 0.025 * i, fabs(contraction(0.025 * i, 1)));
    gd_table_block(t, "contraction-valley", "rate\tlow\thigh\tworst");
    /* The corners of the curves have rows of their own. */
    const double corners[] = {1 / c.value[1], best_rate(&c), HUGE_VAL};
    int corner = 0;
    for (int i = 0; i <= 200; i++) {
        double rate = 0.12 * i / 200;
        for (; corners[corner] < rate; corner++)
            factors_row(t, &c, corners[corner]);
        factors_row(t, &c, rate);
    }
    for (int k = 0; k < FIVE; k++) {
        char block[32];
        snprintf(block, sizeof block, "case-%g", five_cases[k]);
        gd_table_block(t, block, "step\tx");
        double x = 1;
        for (int s = 0; s <= FIVE_STEPS; s++, x -= five_cases[k] * x)
            gd_row(t, s, x);
    }
}

static void data_valley(gd_table *t)
{
    static const double lower[2] = {-2.7, -0.45}, upper[2] = {0.9, 0.45};
    double rates[VALLEY_RATES];
    valley_rates(rates);
    gd_table_grid(t, "valley-grid", gd_test_objective("bowl"), lower, upper,
                  160, 80);
    gd_table_block(t, "valley-rates", "name\trate");
    for (int i = 0; i < VALLEY_RATES; i++) {
        char name[32];
        snprintf(name, sizeof name, "valley-path-%d", i + 1);
        gd_table_named_row(t, name, 1, &rates[i]);
    }
    for (int i = 0; i < VALLEY_RATES; i++) {
        char name[32];
        gd_history h = gd_history_new(2, true);
        snprintf(name, sizeof name, "valley-path-%d", i + 1);
        valley_run(rates[i], 60, 1e-8, &h);
        gd_table_history(t, name, &h, NULL);
        gd_history_free(&h);
    }
}

static void data_cost(gd_table *t)
{
    gd_table_block(t, "cost", "step\t0.01\t0.1\t0.5\t1\t1.1");
    double cost[COST_RATES][COST_STEPS + 1];
    for (int i = 0; i < COST_RATES; i++)
        cost_run(cost_rates[i], cost[i]);
    for (int s = 0; s <= COST_STEPS; s++)
        gd_row(t, s, cost[0][s], cost[1][s], cost[2][s], cost[3][s],
               cost[4][s]);
    for (int k = 0; k < AUTOMATIC_RULES; k++) {
        static const char *const blocks[] = {
            "automatic-reject", "automatic-keep", "automatic-tenth"};
        trial trials[AUTOMATIC_TRIALS + 2];
        int count = automatic_run(&automatic_rules[k], trials);
        gd_table_block(t, blocks[k], "trial\trate\tx\ty\tcost\taccepted");
        for (int i = 0; i < count; i++)
            gd_row(t, i, trials[i].rate, trials[i].x[0], trials[i].x[1],
                   trials[i].cost, trials[i].accepted);
    }
}

static void data_faster(gd_table *t)
{
    gd_history h = gd_history_new(2, false);
    bold_driver(&h);
    gd_table_history(t, "bold-driver", &h, NULL);
    gd_history_free(&h);
    barzilai_borwein(&h);
    gd_table_history(t, "barzilai-borwein", &h, NULL);
    gd_history_free(&h);
    armijo(1, &h);
    gd_table_history(t, "armijo", &h, NULL);
    gd_history_free(&h);
    armijo(0.01, &h);
    gd_table_history(t, "armijo-0.01", &h, NULL);
    gd_history_free(&h);
    fixed_rate(1e-4, 300000, &h);
    gd_table_history(t, "fixed-1e-4", &h, NULL);
    gd_history_free(&h);
    const gd_test_function *f = gd_test_function_find("beale");
    static const double lower[2] = {1.95, -0.25}, upper[2] = {3.15, 1.35};
    gd_table_grid(t, "beale-grid", &f->objective, f->lower, f->upper, 200, 200);
    gd_table_grid(t, "beale-valley", &f->objective, lower, upper, 120, 160);
}

enum { CLIP_MARKS = 40 };

/* The clipped run: the path, every 40th step, and the first step that is
 * shorter than rate times length: there clipping ends. */
static void data_clipped(gd_table *t)
{
    const double rate = 1e-2, clip = 1;
    double x[2];
    gd_history h = gd_history_new(2, false);
    clip_run(rate, clip, x, &h);
    gd_table_history(t, "clipped", &h, NULL);
    gd_history_free(&h);
    h = gd_history_new(2, true);
    clip_run(rate, clip, x, &h);
    gd_table_block(t, "clipped-marks", "step\tx\ty");
    for (size_t i = 0; i < h.count; i += CLIP_MARKS) {
        const double *row = gd_history_row(&h, i);
        gd_row(t, row[0], row[1], row[2]);
    }
    gd_table_block(t, "clipped-until", "step\tx\ty");
    for (size_t i = 0; i + 1 < h.count; i++) {
        const double *here = gd_history_row(&h, i);
        const double *next = gd_history_row(&h, i + 1);
        if (hypot(next[1] - here[1], next[2] - here[2]) < 0.999 * rate * clip) {
            gd_row(t, here[0], here[1], here[2]);
            break;
        }
    }
    gd_history_free(&h);
}

enum { SCAN_POINTS = 160 };

static void data_scan(gd_table *t)
{
    double survive[SCAN_POINTS + 1];
    gd_outcome outcome;
    for (int i = 0; i <= SCAN_POINTS; i++) {
        double rate = pow(10, -6 + 2.6 * i / SCAN_POINTS);
        survive[i] = distance_after(rate, &outcome);
    }
    gd_table_block(t, "scan", "rate\tdistance");
    for (int i = 0; i <= SCAN_POINTS; i++)
        if (isfinite(survive[i]))
            gd_row(t, pow(10, -6 + 2.6 * i / SCAN_POINTS), survive[i]);
    gd_table_block(t, "scan-diverged", "rate");
    for (int i = 0; i <= SCAN_POINTS; i++)
        if (!isfinite(survive[i]))
            gd_row(t, pow(10, -6 + 2.6 * i / SCAN_POINTS));
}

static void data_quartic(gd_table *t)
{
    const gd_test_function *f = gd_test_function_find("quartic");
    gd_table_block(t, "quartic-curve", "x\tf");
    for (int i = 0; i <= 300; i++) {
        double w = f->lower[0] + (f->upper[0] - f->lower[0]) * i / 300;
        gd_row(t, w, gd_value(&f->objective, &w));
    }
    for (int i = 0; i < QUARTIC_STARTS; i++)
        for (int k = 0; k < QUARTIC_RATES; k++) {
            char block[40];
            double w;
            gd_history h = gd_history_new(1, true);
            snprintf(block, sizeof block, "quartic-path-%g-%g",
                     quartic_starts[i], quartic_rates[k]);
            quartic_run(quartic_rates[k], quartic_starts[i], 60, &w, &h);
            gd_table_history(t, block, &h, NULL);
            gd_history_free(&h);
        }
}

static void data_schedules(gd_table *t)
{
    for (int k = 0; k < GALLERY; k++) {
        char block[40];
        gd_schedule s = gallery_schedule(k, GALLERY_STEPS);
        snprintf(block, sizeof block, "schedule-%s", gallery[k]);
        gd_table_block(t, block, "step\tfactor");
        for (size_t i = 0; i < GALLERY_STEPS;
             i += i + 4 < GALLERY_STEPS ? 4 : 1)
            gd_row(t, (double)i, gd_schedule_factor(&s, i));
    }
}

/* Writes points and the excess of their loss, and in the column `smooth` the
 * geometric mean over about the last SMOOTH steps, newer ones weighing more. */
typedef struct trace {
    gd_table *table;
    const penguins *birds;
    double log_mean;
} trace;

enum { SMOOTH = 100 };

static void watch_trace(size_t step, const double *p, void *context)
{
    trace *tr = context;
    double excess_loss = fmax(excess_at(tr->birds, p), 1e-16);
    double weight = 1 / fmin((double)step, SMOOTH);
    tr->log_mean += weight * (log(excess_loss) - tr->log_mean);
    if (gd_history_keeps(step) || step % 20 == 0)
        gd_row(tr->table, (double)step, p[0], p[1], excess_loss,
               exp(tr->log_mean));
}

/* Every point of the last part of a run: the ball itself. */
static void watch_ball(size_t step, const double *p, void *context)
{
    trace *tr = context;
    if (step > BALL_STEPS / 2 && step % 5 == 0)
        gd_row(tr->table, p[0], p[1]);
}

static void data_noise(gd_table *t, const penguins *birds)
{
    trace tr = {t, birds, 0};
    static const double lower[2] = {-0.5, 0.3}, upper[2] = {0.5, 1.3};
    gd_pairs pairs = birds->standardised;
    gd_objective f = {"loss", 2, gd_line_loss, &pairs};
    gd_table_grid(t, "loss-grid", &f, lower, upper, 100, 100);
    gd_table_block(t, "best-line", "intercept\tslope\tloss");
    gd_row(t, birds->best[0], birds->best[1], birds->best_loss);
    static const struct {
        const char *block;
        double rate;
        size_t batch;
    } balls[] = {{"ball-0.1-1", 0.1, 1},
                 {"ball-0.1-16", 0.1, 16},
                 {"ball-0.025-1", 0.025, 1},
                 {"ball-0.025-16", 0.025, 16}};
    for (int i = 0; i < 4; i++) {
        recipe r = {balls[i].rate, balls[i].batch, BALL_STEPS, NULL, 1};
        double p[2] = {birds->best[0], birds->best[1]};
        gd_table_block(t, balls[i].block, "intercept\tslope");
        stochastic(birds, &r, p, watch_ball, &tr);
    }
    gd_table_block(t, "noise", "batch\t0.2\t0.1\t0.05\t0.025");
    for (int k = 0; k < BALL_BATCHES; k++) {
        double row[BALL_RATES + 1] = {(double)ball_batches[k]};
        for (int i = 0; i < BALL_RATES; i++)
            row[i + 1] = noise_ball(birds, ball_rates[i], ball_batches[k]);
        gd_table_row(t, BALL_RATES + 1, row);
    }
    for (int k = 0; k < DECAYS; k++) {
        char block[40];
        double p[2];
        snprintf(block, sizeof block, "decay-%s", decays[k]);
        gd_table_block(t, block, "step\tintercept\tslope\texcess\tsmooth");
        decayed(birds, k, p, watch_trace, &tr);
    }
}

/* ------------------------------------------------------------------- values */

static void values_contest(gd_table *t, const char *name, const contest *c)
{
    const struct {
        const char *what;
        double number;
    } parts[] = {{"trials", (double)c->trials},
                 {"steps", (double)c->steps},
                 {"x", c->x[0]},
                 {"y", c->x[1]},
                 {"f", c->f},
                 {"gradient_norm", c->gradient_norm},
                 {"fastest", c->largest_rate}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        gd_table_valuef(t, parts[i].number, "%s.%s", name, parts[i].what);
    }
}

static void values(gd_table *t, const penguins *birds)
{
    gd_table_block(t, "values", "key\tvalue");
    for (int i = 0; i < SWEEP_RATES; i++) {
        double x[SWEEP_POINTS];
        sweep(sweep_rates[i], x);
        gd_table_valuef(t, sweep_factor(x), "sweep.factor.%g", sweep_rates[i]);
        gd_table_valuef(t, sweep_value(x[SWEEP_POINTS - 1]), "sweep.f.%g",
                        sweep_rates[i]);
    }
    for (int i = 0; i < COST_RATES; i++)
        gd_table_valuef(t, cost_ratio(cost_rates[i]), "cost.eta%g.ratio",
                        cost_rates[i]);
    gd_curvature c = bowl_curvature();
    double rates[VALLEY_RATES];
    valley_rates(rates);
    gd_table_value(t, "valley.best_rate", best_rate(&c));
    gd_table_value(t, "valley.best_factor",
                   worst_contraction(best_rate(&c), c.value[0], c.value[1]));
    gd_table_value(t, "valley.limit", 2 / c.value[1]);
    for (int i = 0; i < VALLEY_RATES; i++)
        gd_table_valuef(
            t, (double)valley_run(rates[i], VALLEY_STEPS, 1e-8, NULL).steps,
            "valley.steps.%d", i + 1);
    for (int k = 0; k < AUTOMATIC_RULES; k++) {
        trial trials[AUTOMATIC_TRIALS + 2];
        gd_table_valuef(t, automatic_run(&automatic_rules[k], trials) - 1,
                        "automatic.%d.trials", k + 1);
    }
    contest run = bold_driver(NULL);
    values_contest(t, "bold_driver", &run);
    run = barzilai_borwein(NULL);
    values_contest(t, "barzilai_borwein", &run);
    run = armijo(1, NULL);
    values_contest(t, "armijo", &run);
    run = armijo(0.01, NULL);
    values_contest(t, "armijo_small", &run);
    gd_table_value(t, "scan.limit", beale_limit());
    for (int i = 0; i < BALL_RATES; i++)
        gd_table_valuef(t, noise_ball(birds, ball_rates[i], 1), "noise.1.%g",
                        ball_rates[i]);
    for (int k = 0; k < DECAYS; k++) {
        double p[2];
        decayed(birds, k, p, watch_nothing, NULL);
        gd_table_valuef(t, excess_at(birds, p), "decay.%s.excess", decays[k]);
    }
}

static bool data(gd_table *t)
{
    penguins birds = penguins_load();
    bool loaded = true;
    if (loaded) {
        values(t, &birds);
        data_sweep(t);
        data_contraction(t);
        data_valley(t);
        data_cost(t);
        data_faster(t);
        data_clipped(t);
        data_scan(t);
        data_quartic(t);
        data_schedules(t);
        data_noise(t, &birds);
    }
    penguins_free(&birds);
    return loaded;
}

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "03-learning-rate",
        .title = "The learning rate: how far to step",
        .report = report,
        .data = data,
    };
    return chapter_main(&this, argc, argv);
}
