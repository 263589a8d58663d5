/* Chapter 4, Optimizers: better steps.
 *
 * Momentum and Adagrad stand here in full, so that it can be seen how little
 * they differ from chapter 2's loop. The other methods come from
 * gd/optimizer.h; a test holds the two forms together bit for bit. */
#include "gd/descent.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "gd/optimizer.h"
#include "gd/pi.h"
#include "gd/table.h"
#include "shared/chapter.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A finished run in the plane. */
typedef struct run {
    size_t steps;
    double x[2];
    double f;
    double gradient_norm;
    gd_outcome outcome;
} run;

/* ======================================================== two loops in full */

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

/* ============================================== any method, from the module */

/* A hyper-parameter that differs from the method's default. */
typedef struct setting {
    const char *name;
    double value;
} setting;

/* A run in words. */
typedef struct plan {
    const char *name;
    const char *method;
    double rate;
    size_t steps;
    double tolerance;
    setting set[3];
} plan;

/* What cannot be made ends the program: no number may stand for a run that
 * was not made. */
static void made(bool done)
{
    if (!done) {
        chapter_complain("04-optimizers: a run cannot be made (no memory, or"
                         " no such method or hyper-parameter)");
        exit(EXIT_FAILURE);
    }
}

static void ran(gd_result result)
{
    made(result.outcome > 0);
}

/* Runs a plan on f from a start; history may be NULL. */
static run run_plan(const plan *p, const gd_objective *f, const double *start,
                    gd_history *history)
{
    run r = {.x = {start[0], start[1]}};
    gd_optimizer optimizer;
    made(gd_optimizer_new(&optimizer, gd_method_find(p->method), f->n));
    for (int i = 0; i < 3 && p->set[i].name; i++)
        made(gd_optimizer_set(&optimizer, p->set[i].name, p->set[i].value));
    gd_options o = gd_default_options();
    o.rate = p->rate;
    o.max_steps = p->steps;
    o.tolerance = p->tolerance;
    o.optimizer = &optimizer;
    o.observer = history ? gd_history_observe : NULL;
    o.observer_context = history;
    gd_result result = gd_descend(f, r.x, &o);
    gd_optimizer_free(&optimizer);
    ran(result);
    r.steps = result.steps;
    r.f = result.f;
    r.gradient_norm = result.gradient_norm;
    r.outcome = result.outcome;
    return r;
}

static double beale_distance(const double *x)
{
    return hypot(x[0] - 3, x[1] - 0.5);
}

/* ================================================== the runs of the sources */

/* Runs on Beale's function from (3, 4) as they stand in print. The first name
 * is the key of their values. */
static const plan source_plans[] = {
    {"gd.beale", "gradient-descent", 5e-6, 300000, 1e-8, {{0}}},
    {"momentum.beale", "momentum", 5e-6, 300000, 1e-6, {{"beta", 0.8}}},
    {"gd.beale5x", "gradient-descent", 2.5e-5, 300000, 1e-8, {{0}}},
    {"adagrad.beale",
     "adagrad",
     0.1,
     300000,
     1e-8,
     {{"epsilon", 1e-8}, {"initial", 1}}},
    {"adadelta.beale",
     "adadelta",
     1,
     300000,
     1e-8,
     {{"rho", 0.9}, {"epsilon", 1e-8}, {"initial", 1}}},
    {"rmsprop.beale",
     "rmsprop",
     5e-6,
     300000,
     1e-8,
     {{"beta", 0.99999999999}, {"initial", 1}}},
    {"rmsprop.beale900k",
     "rmsprop",
     5e-6,
     900000,
     1e-8,
     {{"beta", 0.99999999999}, {"initial", 1}}},
    {"gd.beale900k", "gradient-descent", 5e-6, 900000, 1e-8, {{0}}},
    {"adam.beale", "adam", 1e-3, 100000, 1e-8, {{"beta2", 0.8}}},
    {"adam.beale.beta2", "adam", 1e-3, 100000, 1e-8, {{"beta2", 0.999}}},
};

enum { SOURCE_PLANS = sizeof source_plans / sizeof source_plans[0] };

static void report_loops(void)
{
    run heavy = momentum_loop(gd_test_objective("beale"), beale_start, 5e-6,
                              0.8, 300000, 1e-6);
    run adaptive = adagrad_loop(gd_test_objective("beale"), beale_start, 0.1,
                                1e-8, 1, 300000, 1e-8);
    printf("loops: the two loops in full, Beale from (3, 4)\n\n"
           "  loop          steps           x          y    distance\n"
           "  momentum    %7zu  %10.6f %10.6f  %10.2e\n"
           "  Adagrad     %7zu  %10.6f %10.6f  %10.2e\n\n",
           heavy.steps, heavy.x[0], heavy.x[1], beale_distance(heavy.x),
           adaptive.steps, adaptive.x[0], adaptive.x[1],
           beale_distance(adaptive.x));
}

static void report_sources(void)
{
    printf("sources: Beale from (3, 4), as in print and beside it\n\n"
           "  run                   rate   steps           x         y"
           "  distance   max|g|\n");
    for (int i = 0; i < SOURCE_PLANS; i++) {
        const plan *p = &source_plans[i];
        run r = run_plan(p, gd_test_objective("beale"), beale_start, NULL);
        printf("  %-17s  %7.2g  %6zu  %10.6f %9.6f  %8.2e  %7.1e\n", p->name,
               p->rate, r.steps, r.x[0], r.x[1], beale_distance(r.x),
               r.gradient_norm);
    }
    printf("\n");
}

/* --------------------------------------------------- the walk in the valley */

/* Adagrad's run goes on: is it arriving anywhere? */
static const size_t valley_marks[] = {1000,   10000,   100000,
                                      300000, 1000000, 3000000};

enum { VALLEY_MARKS = sizeof valley_marks / sizeof valley_marks[0] };

/* Beale's value far out in the valley, x -> -infinity, y -> 1: 405/896, the
 * limit of the valley floor 9 (2y-1)^2 (13y^2+18y+14) /
 * (64 (y^4+2y^3+4y^2+4y+3)). */
static const double VALLEY_LIMIT = 405.0 / 896;

static void report_valley(void)
{
    printf("valley: Adagrad of the sources, further\n\n"
           "     steps           x          y       f(x, y)    max|g|\n");
    for (int i = 0; i < VALLEY_MARKS; i++) {
        run r = adagrad_loop(gd_test_objective("beale"), beale_start, 0.1, 1e-8,
                             1, valley_marks[i], 1e-8);
        printf("  %8zu  %10.6f %10.6f  %12.8f  %8.3f\n", r.steps, r.x[0],
               r.x[1], r.f, r.gradient_norm);
    }
    printf("\n  f at the far end of the valley: 405/896 = %.8f\n\n",
           VALLEY_LIMIT);
}

/* --------------------------------------------------------- Adadelta's cycle */

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

static void run_adadelta(gd_observer *observer, void *context)
{
    gd_optimizer o;
    double x[2] = {beale_start[0], beale_start[1]};
    gd_options options = gd_default_options();
    made(gd_optimizer_new(&o, gd_method_find("adadelta"), 2));
    made(gd_optimizer_set(&o, "rho", 0.9));
    made(gd_optimizer_set(&o, "epsilon", 1e-8));
    made(gd_optimizer_set(&o, "initial", 1));
    options.rate = 1;
    options.max_steps = 300000;
    options.optimizer = &o;
    options.observer = observer;
    options.observer_context = context;
    ran(gd_descend(gd_test_objective("beale"), x, &options));
    gd_optimizer_free(&o);
}

static cycle adadelta_cycle(void)
{
    cycle c = {0};
    run_adadelta(watch_cycle, &c);
    return c;
}

static void report_cycle(void)
{
    cycle c = adadelta_cycle();
    printf("cycle: the end of Adadelta's 300,000 steps\n\n"
           "  last two points  (%.5f, %.5f) and (%.5f, %.5f)\n"
           "  f at the end     %.5f\n"
           "  best f on the way %.5f, at step %zu\n\n",
           c.before[0], c.before[1], c.last[0], c.last[1], c.f_last, c.f_best,
           c.best_step);
}

/* ======================================================= momentum's inertia */

enum { INERTIA_STEPS = 40 };

/* x^2 from 1, one run of a method with its default beta. */
static void inertia_run(const char *method, double rate,
                        double x[INERTIA_STEPS + 1])
{
    gd_optimizer o;
    double here[1] = {1}, g[1];
    made(gd_optimizer_new(&o, gd_method_find(method), 1));
    o.rate = rate;
    for (int t = 0; t <= INERTIA_STEPS; t++) {
        x[t] = here[0];
        gd_value_and_gradient(gd_test_objective("square"), here, g);
        gd_optimizer_step(&o, here, g);
    }
    gd_optimizer_free(&o);
}

static void report_inertia(void)
{
    double plain[INERTIA_STEPS + 1], heavy[INERTIA_STEPS + 1];
    double ahead[INERTIA_STEPS + 1];
    inertia_run("gradient-descent", 0.1, plain);
    inertia_run("momentum", 0.1, heavy);
    inertia_run("nesterov", 0.1, ahead);
    printf("inertia: f(x) = x^2 from 1, rate 0.1, beta 0.9\n\n"
           "  step    descent   momentum   Nesterov\n");
    for (int t = 0; t <= 10; t++)
        printf("  %4d  %9.5f  %9.5f  %9.5f\n", t, plain[t], heavy[t], ahead[t]);
    printf("  %4d  %9.5f  %9.5f  %9.5f\n\n", INERTIA_STEPS,
           plain[INERTIA_STEPS], heavy[INERTIA_STEPS], ahead[INERTIA_STEPS]);
}

/* ---------------------------------------- where momentum converges, and how */

/* region radius */
/* The largest modulus of the roots of z^2 - (1 + beta - r) z + beta = 0, r =
 * rate times curvature: what a step of momentum leaves of the error in the
 * long run. Complex roots have the modulus sqrt(beta). */
static double momentum_radius(double r, double beta)
{
    double b = 1 + beta - r, discriminant = b * b - 4 * beta;
    if (discriminant <= 0)
        return sqrt(beta);
    return (fabs(b) + sqrt(discriminant)) / 2;
}
/* end radius */

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

static void report_map(void)
{
    static const double betas[] = {0, 0.5, 0.8, 0.9, 0.99};
    printf("map: momentum on a quadratic, what a step leaves of the error\n\n"
           "   beta   limit of rate x curvature   at 1: theory   measured\n");
    for (int i = 0; i < 5; i++)
        printf("  %5g  %26g  %13.6f  %9.6f\n", betas[i], 2 * (1 + betas[i]),
               momentum_radius(1, betas[i]), measured_radius(1, betas[i]));
    printf("\n");
}

/* ========================================================== bias correction */

enum { BIAS_STEPS = 10 };

/* Adam's first steps under a constant gradient of 1, rate 0.001: with the
 * correction, without it, and with the exponent one too large. */
static void first_steps(double beta1, double beta2, int shift, bool correct,
                        double step[BIAS_STEPS])
{
    double m = 0, v = 0;
    for (int t = 1; t <= BIAS_STEPS; t++) {
        m = beta1 * m + (1 - beta1);
        v = beta2 * v + (1 - beta2);
        double m_hat = correct ? m / (1 - pow(beta1, t + shift)) : m;
        double v_hat = correct ? v / (1 - pow(beta2, t + shift)) : v;
        step[t - 1] = 0.001 * m_hat / (sqrt(v_hat) + 1e-8);
    }
}

static void report_bias(void)
{
    double right[BIAS_STEPS], without[BIAS_STEPS], shifted[BIAS_STEPS];
    first_steps(0.9, 0.999, 0, true, right);
    first_steps(0.9, 0.999, 0, false, without);
    first_steps(0.9, 0.8, 1, true, shifted);
    printf("bias: Adam's steps under the constant gradient 1, rate 0.001\n\n"
           "  step   corrected      without   exponent t+1, beta2 0.8\n");
    for (int t = 0; t < BIAS_STEPS; t++)
        printf("  %4d  %10.6f  %11.6f  %24.6f\n", t + 1, right[t], without[t],
               shifted[t]);
    printf("\n");
}

/* =========================================================== a fair contest */

typedef struct problem {
    const char *name;
    const char *function;
    double start[2];
} problem;

static const problem problems[] = {
    {"beale", "beale", {3, 4}},
    {"beale-near", "beale", {1, 1.5}},
    {"rosenbrock", "rosenbrock", {3, 4}},
    {"rosenbrock-near", "rosenbrock", {1, 1.5}},
    {"himmelblau", "himmelblau", {3, 4}},
    {"himmelblau-near", "himmelblau", {1, 1.5}},
    {"bowl", "bowl", {3, 4}},
    {"bowl-near", "bowl", {1, 1.5}},
};

enum {
    PROBLEMS = sizeof problems / sizeof problems[0],
    METHODS = 12,
    BUDGET = 2000,
    RATES = 33 /* 1e-7 ... 10, four to a decade */
};

static double grid_rate(int k)
{
    return pow(10, -7 + k / 4.0);
}

/* f after the budget, or infinity where the run diverged. All the problems
 * have the minimum value 0. */
static double final_value(const problem *p, const char *method, double rate,
                          gd_history *history)
{
    plan one = {"", method, rate, BUDGET, 0, {{0}}};
    run r = run_plan(&one, gd_test_objective(p->function), p->start, history);
    return r.outcome == GD_DIVERGED ? HUGE_VAL : r.f;
}

/* The results of the contest: f for every problem, method and rate, and the
 * index of each best rate. */
typedef struct contest {
    double f[PROBLEMS][METHODS][RATES];
    int best[PROBLEMS][METHODS];
} contest;

/* region contest */
/* Every method gets the same number of gradients, from the same start, for
 * every rate of the same grid. Its result is f at the last point, not the
 * best on the way, for the rate where that is smallest. All other settings
 * stay at their defaults. */
static void hold_contest(contest *c)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    assert(count == METHODS);
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++) {
            c->best[p][m] = 0;
            for (int k = 0; k < RATES; k++) {
                double f = final_value(&problems[p], methods[m].name,
                                       grid_rate(k), NULL);
                c->f[p][m][k] = f;
                if (f < c->f[p][m][c->best[p][m]])
                    c->best[p][m] = k;
            }
        }
}
/* end contest */

static void report_contest(const contest *c)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    printf("fair: f after %d steps from (3, 4), far, and (1, 1.5), near,"
           " best of %d rates\n\n"
           "  function        ",
           BUDGET, RATES);
    for (int p = 0; p < PROBLEMS; p += 2)
        printf("  %-13s", problems[p].function);
    printf("\n  from            ");
    for (int p = 0; p < PROBLEMS; p += 2)
        printf("     far   near");
    printf("\n");
    for (int m = 0; m < METHODS; m++) {
        printf("  %-16s", methods[m].name);
        for (int p = 0; p < PROBLEMS; p++)
            printf("%s %6.0e", p % 2 ? "" : " ", c->f[p][m][c->best[p][m]]);
        printf("\n");
    }
    printf("\n");
}

/* How many of the grid's rates bring f below 1e-3. */
static int good_rates(const contest *c, int p, int m)
{
    int good = 0;
    for (int k = 0; k < RATES; k++)
        good += c->f[p][m][k] < 1e-3;
    return good;
}

static void report_sensitivity(const contest *c)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    printf("sensitivity: how many of %d rates end with f < 0.001\n\n"
           "  method             beale   rosenbrock   himmelblau   bowl\n",
           RATES);
    for (int m = 0; m < METHODS; m++)
        printf("  %-17s %6d  %11d  %11d  %5d\n", methods[m].name,
               good_rates(c, 1, m), good_rates(c, 3, m), good_rates(c, 5, m),
               good_rates(c, 7, m));
    printf("\n  starts (1, 1.5)\n\n");
}

/* ========================================================== the turned bowl */

enum { TURNED_STEPS = 200 };

/* The bowl x^2/16 + 9y^2 turned by an angle: the same landscape. */
static void turned_matrix(double degrees, double a[4])
{
    double c = cos(degrees * GD_PI / 180), s = sin(degrees * GD_PI / 180);
    a[0] = 0.125 * c * c + 18 * s * s;
    a[1] = a[2] = (0.125 - 18) * c * s;
    a[3] = 0.125 * s * s + 18 * c * c;
}

static void turn(double degrees, const double *x, double *y)
{
    double c = cos(degrees * GD_PI / 180), s = sin(degrees * GD_PI / 180);
    y[0] = c * x[0] - s * x[1];
    y[1] = s * x[0] + c * x[1];
}

static double turned_rate(const char *method)
{
    if (strcmp(method, "gradient-descent") == 0)
        return 0.1;
    if (strcmp(method, "momentum") == 0 || strcmp(method, "nesterov") == 0)
        return 0.02;
    if (strcmp(method, "adadelta") == 0)
        return 1;
    if (strcmp(method, "lion") == 0)
        return 0.01;
    return 0.05;
}

/* f after a number of steps on the bowl turned by an angle, from a start that
 * is turned with it. */
static run turned_run(const char *method, double degrees, double scale,
                      gd_history *history)
{
    static const double start[2] = {-2.4, 0.2};
    double matrix[4], from[2];
    turned_matrix(degrees, matrix);
    for (int i = 0; i < 4; i++)
        matrix[i] *= scale;
    turn(degrees, start, from);
    gd_objective f = {"turned", 2, gd_quadratic, matrix};
    plan p = {"", method, turned_rate(method), TURNED_STEPS, 0, {{0}}};
    return run_plan(&p, &f, from, history);
}

static void report_turned(void)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    printf("turned: the bowl, as it stands and turned by 45 degrees,"
           " f after %d steps\n\n"
           "  method               rate       upright        turned\n",
           TURNED_STEPS);
    for (size_t m = 0; m < count; m++)
        printf("  %-17s  %7g  %12.4e  %12.4e\n", methods[m].name,
               turned_rate(methods[m].name),
               turned_run(methods[m].name, 0, 1, NULL).f,
               turned_run(methods[m].name, 45, 1, NULL).f);
    printf("\n");
}

/* ----------------------------------------------------- properties, measured */

/* region properties */
/* Does the run end in the same place when f is multiplied by 1000; when the
 * landscape is turned? Measured on the bowl, to one part in a thousand. */
static bool scale_free(const char *method)
{
    run one = turned_run(method, 0, 1, NULL);
    run thousand = turned_run(method, 0, 1000, NULL);
    return thousand.outcome != GD_DIVERGED
           && hypot(one.x[0] - thousand.x[0], one.x[1] - thousand.x[1])
                  < 1e-3 * hypot(2.4, 0.2);
}

static bool rotation_invariant(const char *method)
{
    run upright = turned_run(method, 0, 1, NULL);
    run turned = turned_run(method, 45, 1, NULL);
    double back[2];
    turn(-45, turned.x, back);
    return hypot(upright.x[0] - back[0], upright.x[1] - back[1])
           < 1e-3 * hypot(2.4, 0.2);
}
/* end properties */

static void report_properties(void)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    printf("properties: what a method remembers, and what it does not mind\n\n"
           "  method            vectors  same end for 1000 f  turned\n");
    for (size_t m = 0; m < count; m++)
        printf("  %-17s %7zu  %19s  %6s\n", methods[m].name, methods[m].vectors,
               scale_free(methods[m].name) ? "yes" : "no",
               rotation_invariant(methods[m].name) ? "yes" : "no");
    printf("\n");
}

static void report_defaults(void)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    printf("defaults: rate and hyper-parameters where nothing else is said\n\n"
           "  method              rate\n");
    for (size_t m = 0; m < count; m++) {
        printf("  %-17s %6g", methods[m].name, methods[m].rate);
        for (size_t k = 0; k < methods[m].hyper_count; k++)
            printf("%s%s %g",
                   k == 3 ? ",\n                            "
                   : k    ? ", "
                          : "  ",
                   methods[m].hyper[k].name, methods[m].hyper[k].value);
        printf("\n");
    }
    printf("\n");
}

/* =================================================== Adam's non-convergence */

enum { REDDI_STEPS = 6000 };

/* region reddi */
/* Reddi, Kale and Kumar (2018): the gradient is C in every third round and -1
 * in the others, x stays in [-1, 1]. The sum of the costs is smallest at -1.
 * Adam with beta1 = 0 and a short memory forgets the large gradient before
 * it has done its work, and walks to +1. */
static double reddi(bool amsgrad, size_t steps, double *path)
{
    const double c = 4, beta2 = 1 / (1 + c * c), rate = 0.1;
    double x = 0, v = 0, largest = 0;
    for (size_t t = 1; t <= steps; t++) {
        double g = t % 3 == 1 ? c : -1;
        v = beta2 * v + (1 - beta2) * g * g;
        largest = fmax(largest, v);
        double root = sqrt(amsgrad ? largest : v);
        x -= rate / sqrt((double)t) * g / root;
        x = fmax(-1, fmin(1, x));
        if (path)
            path[t - 1] = x;
    }
    return x;
}
/* end reddi */

static void report_reddi(void)
{
    printf("non-convergence: the best point is -1\n\n"
           "   steps       Adam    AMSGrad\n");
    for (size_t steps = 6; steps <= REDDI_STEPS; steps *= 10)
        printf("  %6zu  %9.4f  %9.4f\n", steps, reddi(false, steps, NULL),
               reddi(true, steps, NULL));
    printf("\n");
}

/* ======================================================= the effective rate */

static const char *const effective_methods[] = {"gradient-descent", "adagrad",
                                                "rmsprop", "adam"};

enum { EFFECTIVE = 4, EFFECTIVE_STEPS = 300 };

/* What a coordinate's step was, divided by its gradient: the learning rate
 * that plain descent would have needed to take the same step. */
typedef struct effective {
    double before[2], gradient[2];
    double rate[EFFECTIVE_STEPS][2];
    bool any;
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

static void effective_run(const char *method, effective *e)
{
    gd_optimizer o;
    double x[2] = {-2.4, 0.2};
    gd_options options = gd_default_options();
    made(gd_optimizer_new(&o, gd_method_find(method), 2));
    options.rate = turned_rate(method);
    options.max_steps = EFFECTIVE_STEPS;
    options.tolerance = 0;
    options.optimizer = &o;
    options.observer = watch_effective;
    options.observer_context = e;
    ran(gd_descend(gd_test_objective("bowl"), x, &options));
    gd_optimizer_free(&o);
}

static void report_effective(void)
{
    printf("effective: step / gradient per coordinate on the bowl,"
           " from (-2.4, 0.2)\n\n"
           "                          x: step 1   step 10"
           "      y: step 1   step 10\n");
    for (int k = 0; k < EFFECTIVE; k++) {
        effective e = {0};
        effective_run(effective_methods[k], &e);
        printf("  %-20s  %11.4g %9.4g  %13.4g %9.4g\n", effective_methods[k],
               e.rate[0][0], e.rate[9][0], e.rate[0][1], e.rate[9][1]);
    }
    printf("\n");
}

/* ================================================== where it begins matters */

static const plan start_plans[] = {
    {"adagrad from 1",
     "adagrad",
     0.1,
     300000,
     1e-8,
     {{"epsilon", 1e-8}, {"initial", 1}}},
    {"adagrad from 0", "adagrad", 0.1, 300000, 1e-8, {{"epsilon", 1e-8}}},
    {"adadelta from 1",
     "adadelta",
     1,
     300000,
     1e-8,
     {{"epsilon", 1e-8}, {"initial", 1}}},
    {"adadelta from 0", "adadelta", 1, 300000, 1e-8, {{"epsilon", 1e-8}}},
    {"rmsprop* from 1",
     "rmsprop",
     5e-6,
     300000,
     1e-8,
     {{"beta", 0.9999999999}, {"initial", 1}}},
    {"rmsprop* from 0",
     "rmsprop",
     5e-6,
     300000,
     1e-8,
     {{"beta", 0.9999999999}}},
};

enum { START_PLANS = sizeof start_plans / sizeof start_plans[0] };

static void report_starts(void)
{
    printf("initial: where the accumulators start, Beale from (3, 4)\n\n"
           "  run                        x           y\n");
    for (int i = 0; i < START_PLANS; i++) {
        run r = run_plan(&start_plans[i], gd_test_objective("beale"),
                         beale_start, NULL);
        printf("  %-17s  %10.6f  %10.6f\n", start_plans[i].name, r.x[0],
               r.x[1]);
    }
    printf("\n  * with ten nines, as printed\n\n");
}

/* ================================================ single methods, looked at */

/* ----------------------------------------------------- one step, two orders */

/* The heavy ball and Nesterov's from the same place with the same velocity:
 * first slope, then coasting, or the other way round. */
enum { LOOK_PATH = 3 };

typedef struct look_ahead {
    double path[LOOK_PATH][2]; /* the heavy ball until here */
    double coast[2];           /* where the velocity alone leads */
    double slope[2][2];        /* -rate gradient: here, and there */
} look_ahead;

static double gentle_bowl[] = {0.5, 0, 0, 2};

static look_ahead look_and_leap(void)
{
    const double rate = 0.25, beta = 0.8;
    gd_objective f = {"gentle bowl", 2, gd_quadratic, gentle_bowl};
    look_ahead l = {.path = {{-3, 1.5}}};
    double v[2] = {0, 0}, g[2];
    for (int t = 0; t + 1 < LOOK_PATH; t++) {
        gd_value_and_gradient(&f, l.path[t], g);
        for (int i = 0; i < 2; i++) {
            v[i] = beta * v[i] + g[i];
            l.path[t + 1][i] = l.path[t][i] - rate * v[i];
        }
    }
    const double *here = l.path[LOOK_PATH - 1];
    for (int i = 0; i < 2; i++)
        l.coast[i] = here[i] - rate * beta * v[i];
    for (int k = 0; k < 2; k++) {
        gd_value_and_gradient(&f, k ? l.coast : here, g);
        for (int i = 0; i < 2; i++)
            l.slope[k][i] = -rate * g[i];
    }
    return l;
}

/* -------------------------------------------------------- Adagrad remembers */

/* Adagrad on the bowl, near and ten times as far away. */
static const double memory_starts[] = {-2.4, -24};

enum { MEMORY_STEPS = 3000 };

typedef struct memory_watch {
    const gd_optimizer *optimizer;
    gd_table *table;   /* may be NULL */
    size_t steps_to_1; /* when |x| fell below 1 */
} memory_watch;

static bool watch_memory(const gd_state *s, void *context)
{
    memory_watch *w = context;
    double sum = gd_optimizer_vector(w->optimizer, 0)[0];
    double rate = s->rate / sqrt(sum), x = fabs(s->x[0]);
    if (s->step == 0)
        return true;
    if (x < 1 && w->steps_to_1 == 0)
        w->steps_to_1 = s->step;
    if (w->table && gd_history_keeps(s->step))
        gd_row(w->table, (double)s->step, sum, rate, x);
    return true;
}

/* Returns the steps until |x| fell below 1. */
static size_t adagrad_memory(double start, gd_table *table)
{
    gd_optimizer o;
    memory_watch w = {.optimizer = &o, .table = table};
    double x[2] = {start, 0.2};
    gd_options options = gd_default_options();
    made(gd_optimizer_new(&o, gd_method_find("adagrad"), 2));
    options.rate = 0.5;
    options.max_steps = MEMORY_STEPS;
    options.tolerance = 0;
    options.optimizer = &o;
    options.observer = watch_memory;
    options.observer_context = &w;
    ran(gd_descend(gd_test_objective("bowl"), x, &options));
    gd_optimizer_free(&o);
    return w.steps_to_1;
}

/* ----------------------------------------------------- RMSprop and its rate */

enum { CIRCLE_STEPS = 10000 };
static const double CIRCLE_RATE = 0.05;

/* f on the bowl from (-2.4, 0.2), rate 0.05 throughout or falling to a
 * thousandth of it. Returns the largest f of the last 1000 steps. */
typedef struct circle {
    gd_history *history;
    double highest;
} circle;

static bool watch_circle(const gd_state *s, void *context)
{
    circle *c = context;
    if (s->step > CIRCLE_STEPS - 1000)
        c->highest = fmax(c->highest, s->f);
    return !c->history || gd_history_observe(s, c->history);
}

static double rmsprop_circle(bool decaying, gd_history *history)
{
    gd_optimizer o;
    circle c = {.history = history};
    double x[2] = {-2.4, 0.2};
    gd_schedule s =
        gd_schedule_new(gd_schedule_find("exponential"), CIRCLE_STEPS);
    made(gd_schedule_set(&s, "final", 1e-3));
    gd_options options = gd_default_options();
    made(gd_optimizer_new(&o, gd_method_find("rmsprop"), 2));
    options.rate = CIRCLE_RATE;
    options.max_steps = CIRCLE_STEPS;
    options.tolerance = 0;
    options.optimizer = &o;
    options.schedule = decaying ? &s : NULL;
    options.observer = watch_circle;
    options.observer_context = &c;
    ran(gd_descend(gd_test_objective("bowl"), x, &options));
    gd_optimizer_free(&o);
    return c.highest;
}

/* -------------------------------------------------------------- Adam's band */

/* Adam with beta2 = 0.8 on Beale, twice: from (3, 4), and from the number
 * before 3. Returns the step at which the paths are 1e-6 apart. */
static size_t band_runs(gd_table *table)
{
    enum { STEPS = 100000 };
    const gd_objective *f = gd_test_objective("beale");
    double x[2][2] = {{3, 4}, {nextafter(3, 2), 4}}, g[2];
    double near = HUGE_VAL, far = 0, widest = 0; /* since the last row */
    size_t parted = 0;
    gd_optimizer o[2];
    for (int k = 0; k < 2; k++) {
        made(gd_optimizer_new(&o[k], gd_method_find("adam"), 2));
        made(gd_optimizer_set(&o[k], "beta2", 0.8));
        o[k].rate = 1e-3;
    }
    for (size_t t = 0; t <= STEPS; t++) {
        double apart = hypot(x[0][0] - x[1][0], x[0][1] - x[1][1]);
        if (parted == 0 && apart > 1e-6)
            parted = t;
        near = fmin(near, beale_distance(x[0]));
        far = fmax(far, beale_distance(x[0]));
        widest = fmax(widest, apart);
        if (table && gd_history_keeps(t)) {
            gd_row(table, (double)t, near, far, widest);
            near = HUGE_VAL;
            far = widest = 0;
        }
        for (int k = 0; k < 2; k++) {
            gd_value_and_gradient(f, x[k], g);
            gd_optimizer_step(&o[k], x[k], g);
        }
    }
    gd_optimizer_free(&o[0]);
    gd_optimizer_free(&o[1]);
    return parted;
}

/* -------------------------------------------------------------- Lion's grid */

enum { LION_STEPS = 60 };
static const double LION_RATE = 0.1;

/* Lion and Adam on the bowl, with the same rate. */
static void lion_run(const char *method, gd_history *history)
{
    static const double start[2] = {-2.4, 1.6};
    plan p = {"", method, LION_RATE, LION_STEPS, 0, {{0}}};
    run_plan(&p, gd_test_objective("bowl"), start, history);
}

/* Lion's result in the contest when the start is moved by a third of its best
 * rate: from where the minimum cannot be hit. */
static double lion_moved(int p, double rate)
{
    problem moved = problems[p];
    moved.start[0] += rate / 3;
    moved.start[1] += rate / 3;
    return final_value(&moved, "lion", rate, NULL);
}

static bool report(void)
{
    static contest c;
    hold_contest(&c);
    report_inertia();
    report_map();
    report_bias();
    report_loops();
    report_sources();
    report_valley();
    report_cycle();
    report_starts();
    report_effective();
    report_turned();
    report_properties();
    report_defaults();
    report_reddi();
    report_contest(&c);
    report_sensitivity(&c);
    return true;
}

/* ===================================================================== data */

static void data_inertia(gd_table *t)
{
    double plain[INERTIA_STEPS + 1], heavy[INERTIA_STEPS + 1];
    double ahead[INERTIA_STEPS + 1];
    inertia_run("gradient-descent", 0.1, plain);
    inertia_run("momentum", 0.1, heavy);
    inertia_run("nesterov", 0.1, ahead);
    gd_table_block(t, "inertia", "step\tgradient-descent\tmomentum\tnesterov");
    for (int i = 0; i <= INERTIA_STEPS; i++)
        gd_row(t, i, plain[i], heavy[i], ahead[i]);
    double right[BIAS_STEPS], without[BIAS_STEPS];
    first_steps(0.9, 0.999, 0, true, right);
    first_steps(0.9, 0.999, 0, false, without);
    gd_table_block(t, "bias", "step\tcorrected\twithout");
    for (int i = 0; i < BIAS_STEPS; i++)
        gd_row(t, i + 1, right[i], without[i]);
}

static void data_map(gd_table *t)
{
    enum { NX = 120, NY = 80 };
    gd_table_block(t, "momentum-map", "rate\tbeta\tmeasured\ttheory");
    for (int j = 0; j <= NY; j++)
        for (int i = 1; i <= NX; i++) {
            double r = 4.2 * i / NX, beta = 0.99 * j / NY;
            gd_row(t, r, beta, measured_radius(r, beta),
                   momentum_radius(r, beta));
        }
    gd_table_block(t, "momentum-limit", "beta\tlimit\tfastest\tright");
    for (int j = 0; j <= 100; j++) {
        double beta = j / 100.0, root = sqrt(beta);
        gd_row(t, beta, 2 * (1 + beta), (1 - root) * (1 - root),
               (1 + root) * (1 + root));
    }
}

static void data_sources(gd_table *t)
{
    const gd_test_function *f = gd_test_function_find("beale");
    static const double lower[2] = {-4.5, -2}, upper[2] = {4.5, 4.5};
    gd_table_grid(t, "beale-grid", &f->objective, lower, upper, 180, 130);
    for (int i = 0; i < SOURCE_PLANS; i++) {
        gd_history h = gd_history_new(2, false);
        char block[48];
        snprintf(block, sizeof block, "path-%s", source_plans[i].name);
        run_plan(&source_plans[i], &f->objective, beale_start, &h);
        gd_table_history(t, block, &h, NULL);
        gd_history_free(&h);
    }
}

static void data_effective(gd_table *t)
{
    for (int k = 0; k < EFFECTIVE; k++) {
        effective e = {0};
        char block[48];
        effective_run(effective_methods[k], &e);
        snprintf(block, sizeof block, "effective-%s", effective_methods[k]);
        gd_table_block(t, block, "step\tx\ty");
        for (int s = 0; s < EFFECTIVE_STEPS; s++)
            if (gd_history_keeps((size_t)s))
                gd_row(t, s + 1, e.rate[s][0], e.rate[s][1]);
    }
}

static void data_turned(gd_table *t)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    static const double lower[2] = {-2.7, -2.7}, upper[2] = {2.7, 2.7};
    for (int turned = 0; turned <= 1; turned++) {
        double matrix[4];
        turned_matrix(45 * turned, matrix);
        gd_objective f = {"turned", 2, gd_quadratic, matrix};
        gd_table_grid(t, turned ? "turned-grid" : "upright-grid", &f, lower,
                      upper, 100, 100);
        for (size_t m = 0; m < count; m++) {
            char block[48];
            gd_history h = gd_history_new(2, true);
            snprintf(block, sizeof block, "%s-%s",
                     turned ? "turned" : "upright", methods[m].name);
            turned_run(methods[m].name, 45 * turned, 1, &h);
            gd_table_history(t, block, &h, NULL);
            gd_history_free(&h);
        }
    }
    gd_table_block(t, "properties",
                   "method\tvectors\tscale_free\trotation_invariant");
    for (size_t m = 0; m < count; m++)
        gd_table_named_row(t, methods[m].name, 3,
                           (double[]){(double)methods[m].vectors,
                                      scale_free(methods[m].name),
                                      rotation_invariant(methods[m].name)});
}

static void data_reddi(gd_table *t)
{
    static double adam[REDDI_STEPS], amsgrad[REDDI_STEPS];
    reddi(false, REDDI_STEPS, adam);
    reddi(true, REDDI_STEPS, amsgrad);
    gd_table_block(t, "reddi", "step\tadam\tamsgrad");
    for (size_t i = 0; i < REDDI_STEPS; i++)
        if (i < 60 || i % 30 == 0 || i == REDDI_STEPS - 1)
            gd_row(t, (double)i + 1, adam[i], amsgrad[i]);
}

/* f against the rate, and the best run's path, for each problem. */
static void data_contest(gd_table *t, const contest *c)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++) {
            char block[64];
            snprintf(block, sizeof block, "sensitivity-%s-%s", problems[p].name,
                     methods[m].name);
            gd_table_block(t, block, "rate\tf");
            for (int k = 0; k < RATES; k++)
                if (isfinite(c->f[p][m][k]))
                    gd_row(t, grid_rate(k), fmax(c->f[p][m][k], 1e-300));
        }
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++) {
            char block[64];
            gd_history h = gd_history_new(2, false);
            snprintf(block, sizeof block, "fair-%s-%s", problems[p].name,
                     methods[m].name);
            final_value(&problems[p], methods[m].name, grid_rate(c->best[p][m]),
                        &h);
            gd_table_history(t, block, &h, NULL);
            gd_history_free(&h);
        }
    static const char *const functions[] = {"rosenbrock", "himmelblau"};
    static const double lower[2][2] = {{-2.5, -1}, {-5, -5}};
    static const double upper[2][2] = {{3.5, 5}, {5, 5}};
    for (int i = 0; i < 2; i++) {
        char block[48];
        snprintf(block, sizeof block, "%s-grid", functions[i]);
        gd_table_grid(t, block, gd_test_objective(functions[i]), lower[i],
                      upper[i], 120, 120);
    }
}

/* What is looked at more closely: one method, one block or two. */
static void data_look_ahead(gd_table *t)
{
    look_ahead l = look_and_leap();
    gd_objective f = {"gentle bowl", 2, gd_quadratic, gentle_bowl};
    static const double lower[2] = {-3.3, -1.6}, upper[2] = {0.7, 1.9};
    gd_table_grid(t, "look-ahead-grid", &f, lower, upper, 80, 70);
    gd_table_block(t, "look-ahead-path", "x\ty");
    for (int i = 0; i < LOOK_PATH; i++)
        gd_table_row(t, 2, l.path[i]);
    gd_table_block(t, "look-ahead", "coast_x\tcoast_y\tslope_x\tslope_y");
    for (int k = 0; k < 2; k++)
        gd_row(t, l.coast[0], l.coast[1], l.slope[k][0], l.slope[k][1]);
}

static void data_memory(gd_table *t)
{
    static const char *const blocks[] = {"adagrad-near", "adagrad-far"};
    for (int i = 0; i < 2; i++) {
        gd_table_block(t, blocks[i], "step\tsum\trate\tx");
        adagrad_memory(memory_starts[i], t);
    }
}

static void data_circle(gd_table *t)
{
    for (int decaying = 0; decaying <= 1; decaying++) {
        gd_history h = gd_history_new(2, false);
        rmsprop_circle(decaying, &h);
        gd_table_history(t, decaying ? "rmsprop-decaying" : "rmsprop-constant",
                         &h, NULL);
        gd_history_free(&h);
    }
}

/* Pairs of neighbours on Adadelta's way, far apart in time. */
static bool watch_pairs(const gd_state *s, void *context)
{
    static const size_t marks[] = {3765, 10000, 100000, 299999};
    for (int i = 0; i < 4; i++)
        if (s->step == marks[i] || s->step == marks[i] + 1)
            gd_row(context, (double)s->step, s->x[0], s->x[1]);
    return true;
}

static void data_cycle(gd_table *t)
{
    static const double lower[2] = {2.85, 0.42}, upper[2] = {3.06, 0.53};
    gd_table_block(t, "adadelta-pairs", "step\tx\ty");
    run_adadelta(watch_pairs, t);
    gd_table_grid(t, "adadelta-grid", gd_test_objective("beale"), lower, upper,
                  140, 73);
}

static void data_band(gd_table *t)
{
    gd_table_block(t, "adam-band", "step\tnear\tfar\tdifference");
    band_runs(t);
}

static void data_lion(gd_table *t)
{
    static const char *const methods[] = {"lion", "adam"};
    static const double lower[2] = {-2.6, -0.95}, upper[2] = {1.6, 1.75};
    gd_table_grid(t, "lion-grid", gd_test_objective("bowl"), lower, upper, 210,
                  54);
    for (int i = 0; i < 2; i++) {
        char block[24];
        gd_history h = gd_history_new(2, true);
        lion_run(methods[i], &h);
        snprintf(block, sizeof block, "steps-%s", methods[i]);
        gd_table_history(t, block, &h, NULL);
        gd_history_free(&h);
    }
}

/* The landscapes of the contest, each in the part where its paths lie. */
static void data_fair_grids(gd_table *t)
{
    static const struct {
        const char *function;
        double lower[2], upper[2];
        int nx, ny;
    } g[] = {{"bowl", {-4.8, -4.3}, {4.8, 4.3}, 96, 86},
             {"rosenbrock", {0.25, 0.2}, {1.75, 1.6}, 165, 154},
             {"himmelblau", {0.8, 0.2}, {6, 4.5}, 104, 86},
             {"beale", {-7, -5.2}, {5.4, 4.6}, 186, 147}};
    for (int i = 0; i < 4; i++) {
        char block[32];
        snprintf(block, sizeof block, "fair-%s-grid", g[i].function);
        gd_table_grid(t, block, gd_test_objective(g[i].function), g[i].lower,
                      g[i].upper, g[i].nx, g[i].ny);
        const gd_test_function *f = gd_test_function_find(g[i].function);
        snprintf(block, sizeof block, "minima-%s", g[i].function);
        gd_table_block(t, block, "x\ty");
        for (size_t k = 0; k < f->stationary_count; k++)
            if (f->stationary[k].kind == GD_MINIMUM)
                gd_table_row(t, 2, f->stationary[k].x);
    }
}

/* ------------------------------------------------------------------- values */

static void values_sources(gd_table *t)
{
    for (int i = 0; i < SOURCE_PLANS; i++) {
        const plan *p = &source_plans[i];
        run r = run_plan(p, gd_test_objective("beale"), beale_start, NULL);
        gd_table_valuef(t, r.x[0], "%s.x", p->name);
        gd_table_valuef(t, r.x[1], "%s.y", p->name);
        gd_table_valuef(t, r.f, "%s.f", p->name);
        gd_table_valuef(t, beale_distance(r.x), "%s.distance", p->name);
        gd_table_valuef(t, r.gradient_norm, "%s.gradient_norm", p->name);
        gd_table_valuef(t, (double)r.steps, "%s.steps", p->name);
    }
    cycle c = adadelta_cycle();
    gd_table_value(t, "adadelta.cycle.f_best", c.f_best);
    gd_table_value(t, "adadelta.cycle.f_last", c.f_last);
    gd_table_value(t, "adadelta.cycle.best_step", (double)c.best_step);
    run far = adagrad_loop(gd_test_objective("beale"), beale_start, 0.1, 1e-8,
                           1, valley_marks[VALLEY_MARKS - 1], 1e-8);
    gd_table_value(t, "adagrad.far.x", far.x[0]);
    gd_table_value(t, "adagrad.far.y", far.x[1]);
    gd_table_value(t, "adagrad.far.f", far.f);
    gd_table_value(t, "valley.limit", VALLEY_LIMIT);
}

static void values_contest(gd_table *t, const contest *c)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++) {
            gd_table_valuef(t, c->f[p][m][c->best[p][m]], "fair.%s.%s.f",
                            problems[p].name, methods[m].name);
            gd_table_valuef(t, grid_rate(c->best[p][m]), "fair.%s.%s.rate",
                            problems[p].name, methods[m].name);
            gd_table_valuef(t, good_rates(c, p, m), "fair.%s.%s.good",
                            problems[p].name, methods[m].name);
        }
    gd_table_value(t, "fair.budget", BUDGET);
    gd_table_value(t, "fair.rates", RATES);
}

static void values_rest(gd_table *t)
{
    double heavy[INERTIA_STEPS + 1] = {0}, shifted[BIAS_STEPS];
    double without[BIAS_STEPS];
    inertia_run("momentum", 0.1, heavy);
    first_steps(0.9, 0.8, 1, true, shifted);
    first_steps(0.9, 0.999, 0, false, without);
    gd_table_value(t, "inertia.lowest", heavy[6]);
    gd_table_value(t, "bias.shifted", shifted[0] / 0.001);
    gd_table_value(t, "bias.without", without[0] / 0.001);
    gd_table_value(t, "rmsprop.beta", 0.99999999999);
    /* What the textbook prints, with a digit too few in the first. */
    gd_table_value(t, "adam.printed.x", 2.99999653);
    gd_table_value(t, "adam.printed.y", 0.50000329);
    gd_table_value(t, "reddi.adam", reddi(false, REDDI_STEPS, NULL));
    gd_table_value(t, "reddi.amsgrad", reddi(true, REDDI_STEPS, NULL));
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (size_t m = 0; m < count; m++) {
        gd_table_valuef(t, turned_run(methods[m].name, 0, 1, NULL).f,
                        "turned.%s.upright", methods[m].name);
        gd_table_valuef(t, turned_run(methods[m].name, 45, 1, NULL).f,
                        "turned.%s.turned", methods[m].name);
    }
}

static void values_closer(gd_table *t, const contest *c)
{
    static const char *const starts[] = {"adagrad.near", "adagrad.far"};
    const int lion = METHODS - 1; /* the last of the twelve */
    for (int i = 0; i < 2; i++) {
        size_t steps = adagrad_memory(memory_starts[i], NULL);
        gd_table_valuef(t, fabs(memory_starts[i]), "%s.start", starts[i]);
        gd_table_valuef(t, (double)steps, "%s.steps_to_1", starts[i]);
    }
    gd_table_value(t, "rmsprop.circle.rate", CIRCLE_RATE);
    gd_table_value(t, "rmsprop.circle.constant", rmsprop_circle(false, NULL));
    gd_table_value(t, "rmsprop.circle.decaying", rmsprop_circle(true, NULL));
    gd_table_value(t, "adam.band.parted", (double)band_runs(NULL));
    gd_table_value(t, "lion.rate", LION_RATE);
    for (int p = 0; p < PROBLEMS; p++)
        gd_table_valuef(t, lion_moved(p, grid_rate(c->best[p][lion])),
                        "lion.moved.%s", problems[p].name);
}

static bool data(gd_table *t)
{
    static contest c;
    hold_contest(&c);
    gd_table_block(t, "values", "key\tvalue");
    values_sources(t);
    values_contest(t, &c);
    values_rest(t);
    values_closer(t, &c);
    data_inertia(t);
    data_map(t);
    data_sources(t);
    data_effective(t);
    data_turned(t);
    data_reddi(t);
    data_contest(t, &c);
    data_fair_grids(t);
    data_look_ahead(t);
    data_memory(t);
    data_circle(t);
    data_cycle(t);
    data_band(t);
    data_lion(t);
    return true;
}

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "04-optimizers",
        .title = "Optimizers: better steps",
        .report = report,
        .data = data,
    };
    return chapter_main(&this, argc, argv);
}
