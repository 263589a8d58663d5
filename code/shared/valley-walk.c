#include "shared/valley-walk.h"

#include "shared/must.h"
#include "shared/plan.h"
#include "shared/tell.h"

#include <math.h>

enum { WALKERS = 2 };
static const double walk_start[] = {-5, 0.6};

/* At most as many steps as a figure shows one by one. */
const knob walk_list[] = {
    KNOB(walk_knobs, kappa, 25, 2, 100, LOG, "condition number of the valley"),
    KNOB(walk_knobs, steps, 24, 1, 60, COUNT, "steps of both"),
    {0},
};

static void valley_matrix(double kappa, double a[4])
{
    a[0] = 1;
    a[1] = a[2] = 0;
    a[3] = kappa;
}

void walk_valley(const walk_knobs *k, gd_history h[2])
{
    const double root = sqrt(k->kappa), high = (root - 1) / (root + 1);
    const size_t steps = (size_t)k->steps;
    const plan plans[WALKERS] = {
        {"", "gradient-descent", 2 / (1 + k->kappa), steps, 0, {{0}}},
        {"",
         "momentum",
         4 / ((1 + root) * (1 + root)),
         steps,
         0,
         {{"beta", high * high}}}};
    double a[4];
    valley_matrix(k->kappa, a);
    const gd_objective f = {"valley", 2, gd_quadratic, a};
    for (int i = 0; i < WALKERS; i++)
        h[i] = record(&plans[i], &f, walk_start, true);
}

/* A window for both paths, the minimum in it, with a margin. */
static void window_of(const gd_history h[2], double lower[2], double upper[2])
{
    for (int k = 0; k < 2; k++) {
        lower[k] = upper[k] = 0;
        for (int i = 0; i < WALKERS; i++)
            for (size_t t = 0; t < h[i].count; t++) {
                const double at = gd_history_row(&h[i], t)[1 + k];
                lower[k] = fmin(lower[k], at);
                upper[k] = fmax(upper[k], at);
            }
        lower[k] -= 0.5;
        upper[k] += 0.5;
    }
}

void walk_experiment(const void *knobs, story *s)
{
    static const char *const names[] = {"walk-gradient-descent",
                                        "walk-momentum"};
    const walk_knobs *k = knobs;
    double a[4], lower[2], upper[2];
    gd_history h[WALKERS];
    walk_valley(k, h);
    window_of(h, lower, upper);
    valley_matrix(k->kappa, a);
    const gd_objective f = {"valley", 2, gd_quadratic, a};
    gd_table_grid(s->data, "walk-grid", &f, lower, upper, 80, 40);
    for (int i = 0; i < WALKERS; i++)
        tell_history(s, names[i], &h[i], NULL);
}
