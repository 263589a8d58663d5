/* Barzilai and Borwein on Beale's function, with and without a safeguard, and
 * BFGS, from a grid of starts over the whole map: how many runs arrive? */
#include "exercise.h"
#include "gd/newton.h"
#include "gd/objective.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

enum { SIDE = 19, MOST_STEPS = 5000, MEMORY = 10 };

/* region solution */
static const double first = 5e-6;

/* Steps to x + s with s = -rate g, where the rate is halved until f is not
 * above `highest`; the next rate is 1 over the curvature along s. */
static double step(const gd_objective *f, double x[2], double g[2], double rate,
                   double highest, double *value)
{
    double y[2], h[2];
    for (;; rate /= 2) {
        y[0] = x[0] - rate * g[0];
        y[1] = x[1] - rate * g[1];
        *value = gd_value_and_gradient(f, y, h);
        double promise = g[0] * g[0] + g[1] * g[1];
        if (isinf(highest) || rate < 1e-20
            || *value <= highest - 1e-4 * rate * promise)
            break;
    }
    double s[2] = {y[0] - x[0], y[1] - x[1]};
    double sy = s[0] * (h[0] - g[0]) + s[1] * (h[1] - g[1]);
    double ss = s[0] * s[0] + s[1] * s[1];
    for (int i = 0; i < 2; i++) {
        x[i] = y[i];
        g[i] = h[i];
    }
    return sy > 0 ? ss / sy : first;
}

/* Where a run from x ends, x itself being moved. Without a safeguard nothing
 * is too high. */
static void barzilai_borwein(const gd_objective *f, double x[2], bool safe)
{
    double last[MEMORY], g[2], rate = first;
    double value = gd_value_and_gradient(f, x, g);
    for (int i = 0; i < MEMORY; i++)
        last[i] = value;
    for (int t = 1; t <= MOST_STEPS && gd_max_abs(2, g) >= 1e-8; t++) {
        double highest = safe ? last[0] : HUGE_VAL;
        for (int i = 1; safe && i < MEMORY; i++)
            highest = fmax(highest, last[i]);
        rate = step(f, x, g, rate, highest, &value);
        last[t % MEMORY] = value;
    }
}
/* end solution */

typedef struct score {
    int arrive, overflow, elsewhere;
} score;

static void count(score *s, const gd_objective *f, const double x[2])
{
    double g[2], value = gd_value_and_gradient(f, x, g);
    if (!isfinite(value) || !isfinite(gd_max_abs(2, g)))
        s->overflow++;
    else if (hypot(x[0] - 3, x[1] - 0.5) < 1e-3)
        s->arrive++;
    else
        s->elsewhere++;
}

int main(void)
{
    static const char *const names[] = {"Barzilai and Borwein",
                                        "with the safeguard", "BFGS"};
    const gd_objective *f = gd_test_objective("beale");
    gd_options o = {.rate = first, .max_steps = MOST_STEPS, .tolerance = 1e-8};
    score s[3] = {{0}};
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++)
            for (int m = 0; m < 3; m++) {
                double x[2] = {-4.5 + 0.5 * i, -4.5 + 0.5 * j};
                if (m < 2)
                    barzilai_borwein(f, x, m == 1);
                else
                    need(gd_bfgs(f, x, &o).outcome > 0, "no run");
                count(&s[m], f, x);
            }
    printf("everywhere: %d starts over the map of Beale's function, %d steps"
           " at most\n\n"
           "                          arrive  overflow  neither\n",
           SIDE * SIDE, MOST_STEPS);
    for (int m = 0; m < 3; m++)
        printf("  %-22s  %6d  %8d  %7d\n", names[m], s[m].arrive, s[m].overflow,
               s[m].elsewhere);
    return finish(s[0].arrive > 150 && s[0].overflow > 20 && s[1].overflow == 0
                  && s[1].arrive > s[0].arrive);
}
