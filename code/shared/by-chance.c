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
