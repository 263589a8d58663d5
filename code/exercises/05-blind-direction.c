/* One of n entries of a gradient is wrong by delta. How often does a random
 * direction show it? The difference along u is wrong by delta u_i, and u_i
 * is about 1/sqrt(n) of its length; what the check cannot see is what rounding
 * and bends may have done. */
#include "exercise.h"
#include "gd/gradient_check.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "shared/must.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { TRIALS = 40, SIZES = 3, DELTAS = 7 };

/* region solution */
/* f(x) = |x|^2 / 2, and a gradient whose first entry is off by *delta. */
static double bowl(size_t n, const double *x, double *gradient, void *context)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] * x[i] / 2;
        if (gradient)
            gradient[i] = x[i];
    }
    if (gradient)
        gradient[0] += *(const double *)context;
    return sum;
}

/* The share of random directions in which the error shows. */
static double revealed(size_t n, double delta)
{
    const gd_objective f = {"bowl", n, bowl, &delta};
    gd_random random = gd_random_seeded(n);
    double *x = must_calloc(n, sizeof *x);
    int shown = 0;
    for (size_t i = 0; i < n; i++)
        x[i] = gd_random_between(&random, -3, 3);
    for (int k = 0; k < TRIALS; k++) {
        gd_check check = gd_check_direction(&f, x, 0, &random);
        need(check.checked, "out of memory");
        shown += check.verdict == GD_DIFFERENT;
    }
    free(x);
    return (double)shown / TRIALS;
}
/* end solution */

int main(void)
{
    static const size_t sizes[SIZES] = {10, 1000, 100000};
    static const double deltas[DELTAS] = {0, 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-6};
    double share[SIZES][DELTAS];
    printf("blind: share of %d random directions that reveal an error\n"
           "  delta in one of n entries\n\n   delta",
           TRIALS);
    for (int d = 0; d < DELTAS; d++)
        printf("  %6g", deltas[d]);
    printf("\n");
    for (int k = 0; k < SIZES; k++) {
        printf("  %6zu", sizes[k]);
        for (int d = 0; d < DELTAS; d++) {
            share[k][d] = revealed(sizes[k], deltas[d]);
            printf("  %4.0f %%", 100 * share[k][d]);
        }
        printf("\n");
    }
    /* No false alarm; and what is seen shrinks with delta and with n. */
    bool right = share[2][2] > 0.9 && share[2][5] < 0.5;
    for (int k = 0; k < SIZES; k++)
        right = right && share[k][0] == 0 && share[k][6] <= share[k][1];
    return finish(right);
}
