#include "shared/conjugate.h"

#include "gd/descent.h"
#include "gd/vector.h"
#include "shared/must.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* A valley in many dimensions: f = sum of lambda_i x_i^2 / 2, with curvatures
 * evenly spaced from that of the bowl's x to that of its y. */
enum { VALLEY = 50, VALLEY_STEPS = 200 };

static double valley_curvature(size_t i, size_t n)
{
    return 0.125 + (18 - 0.125) * (double)i / (double)(n - 1);
}

static double valley_eval(size_t n, const double *x, double *gradient,
                          void *context)
{
    double f = 0;
    (void)context;
    for (size_t i = 0; i < n; i++) {
        double slope = valley_curvature(i, n) * x[i];
        f += slope * x[i] / 2;
        if (gradient)
            gradient[i] = slope;
    }
    return f;
}

/* region conjugate */
/* Conjugate gradients (Hestenes and Stiefel, 1952) on a quadratic: momentum,
 * with a beta and a rate that are chosen anew for each step. The curvature
 * along v is read off the gradients at both ends of v. f[t]: after t steps; it
 * has arrived when rounding is all that is left. */
static void conjugate_gradients(const gd_objective *q, double *x, size_t steps,
                                double *f)
{
    const size_t n = q->n;
    double g[VALLEY], v[VALLEY] = {0}, ahead[VALLEY], there[VALLEY];
    double first = 0, before = HUGE_VAL;
    for (size_t t = 0; t <= steps; t++) {
        f[t] = gd_value_and_gradient(q, x, g);
        const double now = gd_dot(n, g, g), beta = now / before;
        if (t == 0)
            first = now;
        if (now <= 1e-24 * first)
            continue;
        for (size_t i = 0; i < n; i++) {
            v[i] = beta * v[i] + g[i];
            ahead[i] = x[i] + v[i];
        }
        gd_value_and_gradient(q, ahead, there);
        const double rate =
            gd_dot(n, g, v) / (gd_dot(n, there, v) - gd_dot(n, g, v));
        for (size_t i = 0; i < n; i++)
            x[i] -= rate * v[i];
        before = now;
    }
}
/* end conjugate */

static bool watch_f(const gd_state *s, void *context)
{
    double *f = context;
    f[s->step] = s->f;
    return true;
}

/* f on the valley after each step of three methods, the first two with what
 * theory says is best for the curvatures from low to high. */
enum { PLAIN, HEAVY, CONJUGATE, RIVALS };

static void cross_valley(size_t n, double f[RIVALS][VALLEY_STEPS + 1])
{
    const gd_objective q = {"valley", n, valley_eval, NULL};
    const double low = sqrt(valley_curvature(0, n));
    const double high = sqrt(valley_curvature(n - 1, n));
    const double root = (high - low) / (high + low);
    const gd_setting beta[] = {{"beta", root * root}, {0}};
    const double best[] = {2 / (low * low + high * high),
                           4 / ((low + high) * (low + high))};
    for (int k = 0; k < RIVALS; k++) {
        double x[VALLEY];
        for (size_t i = 0; i < n; i++)
            x[i] = 1;
        const gd_options o = {.rate = k < CONJUGATE ? best[k] : 0,
                              .max_steps = VALLEY_STEPS,
                              .settings = k == HEAVY ? beta : NULL,
                              .observer = watch_f,
                              .observer_context = f[k]};
        if (k == CONJUGATE)
            conjugate_gradients(&q, x, VALLEY_STEPS, f[k]);
        else
            must_run(gd_minimise(&q, x, methods()[k].name, &o));
    }
}

void conjugate_experiment(const void *knobs, story *s)
{
    static const size_t shown[] = {0, 1, 2, 5, 10, 20, 50, 100, 200};
    static double two[RIVALS][VALLEY_STEPS + 1];
    static double many[RIVALS][VALLEY_STEPS + 1];
    (void)knobs;
    cross_valley(2, two);
    cross_valley(VALLEY, many);
    say(s,
        "conjugate: f on a quadratic valley, curvatures 1/8 to 18\n\n"
        "            2 variables                    %d variables\n"
        "  step  descent  momentum  conjugate   descent  momentum  conjugate\n",
        VALLEY);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        const size_t t = shown[i];
        say(s, "  %4zu", t);
        for (int k = 0; k < 2 * RIVALS; k++)
            say(s, "  %8.1e", k < RIVALS ? two[k][t] : many[k - RIVALS][t]);
        say(s, "\n");
    }
    say(s, "\n");
    gd_table_block(s->data, "conjugate",
                   "step\tgradient-descent\tmomentum\tconjugate");
    for (size_t t = 0; t <= VALLEY_STEPS; t++)
        gd_row(s->data, (double)t, many[PLAIN][t], many[HEAVY][t],
               many[CONJUGATE][t]);
}
