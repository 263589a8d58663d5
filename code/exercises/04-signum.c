/* signSGD with momentum, "Signum" (Bernstein and others, 2018), as a method
 * of one's own: it goes through the protocol of the chapter like the twelve,
 * and it is compared with Lion. */
#include "exercise.h"
#include "gd/descent.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
static void signum_step(gd_optimizer *o, double *restrict x,
                        const double *restrict g)
{
    const double rate = o->rate, beta = o->hyper[0];
    double *v = gd_optimizer_vector(o, 0);
    for (size_t i = 0; i < o->n; i++) {
        v[i] = beta * v[i] + g[i];
        x[i] -= rate * (double)((v[i] > 0) - (v[i] < 0));
    }
}

static const gd_method signum = {
    .name = "signum",
    .title = "Signum",
    .vectors = 1,
    .rate = 1e-4,
    .hyper_count = 1,
    .hyper = {{"beta", 0.9, 0, 1}},
    .step = signum_step,
};
/* end solution */

enum { STEPS = 2000, RATES = 41 };

static bool watch_late(const gd_state *s, void *context)
{
    double *highest = context;
    if (s->step >= STEPS - STEPS / 10)
        *highest = fmax(*highest, s->f);
    return true;
}

/* The largest f of the last tenth of 2,000 steps, or infinity; x: the end. */
static double late_value(gd_optimizer *o, double rate, const gd_objective *f,
                         double x[2])
{
    double highest = 0;
    gd_options options = {.rate = rate,
                          .max_steps = STEPS,
                          .optimizer = o,
                          .observer = watch_late,
                          .observer_context = &highest};
    gd_result r = gd_descend(f, x, &options);
    need(r.outcome > 0, gd_outcome_text(r.outcome));
    return r.outcome == GD_DIVERGED ? HUGE_VAL : highest;
}

/* The smallest over the contest's rates, four to a power of ten, from 1e-7. */
static double tuned(const gd_method *method, const gd_objective *f,
                    const double *start)
{
    double best = HUGE_VAL;
    for (int k = 0; k < RATES; k++) {
        gd_optimizer o;
        double x[2] = {start[0], start[1]};
        need(gd_optimizer_new(&o, method, 2), "out of memory");
        best = fmin(best, late_value(&o, pow(10, -7 + k / 4.0), f, x));
        gd_optimizer_free(&o);
    }
    return best;
}

/* Signum with beta, and Lion with beta1 = beta2 = beta: how far apart are
 * they at the end? */
static double apart(const gd_objective *f, double beta)
{
    gd_optimizer s, l;
    double x[2] = {1, 1.5}, y[2] = {1, 1.5};
    need(gd_optimizer_new(&s, &signum, 2)
             && gd_optimizer_new(&l, gd_method_find("lion"), 2)
             && gd_optimizer_set(&s, "beta", beta)
             && gd_optimizer_set(&l, "beta1", beta)
             && gd_optimizer_set(&l, "beta2", beta),
         "the two methods cannot be set up");
    late_value(&s, 1e-3, f, x);
    late_value(&l, 1e-3, f, y);
    gd_optimizer_free(&s);
    gd_optimizer_free(&l);
    return hypot(x[0] - y[0], x[1] - y[1]);
}

int main(void)
{
    static const char *const names[] = {"beale", "rosenbrock", "himmelblau",
                                        "bowl"};
    static const double starts[2][2] = {{3, 4}, {1, 1.5}};
    bool right = true;
    printf(
        "signum: largest f of the last 200 of 2000 steps, best rate of 41\n\n"
        "  function    from        Signum      Lion\n");
    for (int i = 0; i < 8; i++) {
        const gd_objective *f = gd_test_objective(names[i / 2]);
        double a = tuned(&signum, f, starts[i % 2]);
        double b = tuned(gd_method_find("lion"), f, starts[i % 2]);
        printf("  %-10s  %-8s  %8.0e  %8.0e\n", names[i / 2],
               i % 2 ? "(1, 1.5)" : "(3, 4)", a, b);
        right = right && a < 10 && b < 10;
    }
    printf(
        "\n  Signum and Lion with beta1 = beta2 = beta, 2000 steps apart:\n");
    for (int i = 0; i < 4; i++) {
        const gd_objective *f = gd_test_objective(names[i]);
        double half = apart(f, 0.5), most = apart(f, 0.9);
        printf("  %-10s  beta 0.5: %g, beta 0.9: %g\n", names[i], half, most);
        right = right && half == 0;
    }
    return finish(right);
}
