#include "shared/by-chance.h"

#include <assert.h>
#include <math.h>

/* region by-chance */
void somewhere(gd_random *random, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = gd_random_between(random, -1, 1);
}

static double bowl(size_t n, const double *x, const double *centre)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - centre[i]) * (x[i] - centre[i]);
    return sum;
}

double lowest_by_chance(gd_random *random, size_t n, const double *centre,
                        int points)
{
    double x[BOWL_MOST], lowest = HUGE_VAL;
    assert(n <= BOWL_MOST);
    for (int i = 0; i < points; i++) {
        somewhere(random, n, x);
        lowest = fmin(lowest, bowl(n, x, centre));
    }
    return lowest;
}
/* end by-chance */

double lowest_by_descent(gd_random *random, size_t n, const double *centre,
                         int steps, double rate)
{
    double x[BOWL_MOST];
    assert(n <= BOWL_MOST);
    somewhere(random, n, x);
    for (int t = 0; t < steps; t++)
        for (size_t i = 0; i < n; i++)
            x[i] -= rate * 2 * (x[i] - centre[i]);
    return bowl(n, x, centre);
}

const knob chance_list[] = {
    KNOB(chance_knobs, steps, 20, 0, 1000, COUNT, "of descent"),
    KNOB(chance_knobs, rate, 0.1, 1e-3, 1.2, LOG, "learning rate"),
    KNOB(chance_knobs, seed, 1, 0, 1000, COUNT, "of the random numbers"),
    {0},
};

void chance_experiment(const void *knobs, story *s)
{
    enum { POINTS = 10000 };
    const chance_knobs *k = knobs;
    gd_random random = gd_random_seeded((uint64_t)k->seed);
    say(s,
        "chance: a bowl in n variables, %d random points, %g steps of rate %g"
        "\n\n   n   by chance     descent\n",
        POINTS, k->steps, k->rate);
    for (size_t n = 1; n <= BOWL_MOST; n *= 2) {
        double centre[BOWL_MOST];
        somewhere(&random, n, centre);
        double chance = lowest_by_chance(&random, n, centre, POINTS);
        double descent =
            lowest_by_descent(&random, n, centre, (int)k->steps, k->rate);
        say(s, "  %2zu  %10.1e  %10.1e\n", n, chance, descent);
    }
    say(s, "\n");
}
