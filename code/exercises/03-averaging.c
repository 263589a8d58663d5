/* A run of stochastic gradient descent with a constant rate ends somewhere in
 * its cloud. The mean of the second half's points (Polyak and Ruppert) lies
 * near the cloud's centre. How much nearer to the best line is it? */
#include "exercise.h"
#include "gd/random.h"
#include "gd/regression.h"
#include "shared/penguins.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* region solution */
enum { PASSES = 20, BIRDS_MOST = 1000 };

/* Passes over the penguins in a new order each time, one a step. Stores the
 * last point, and the mean of the points of the second half. */
static void descend(const gd_pairs *birds, double rate, uint64_t seed,
                    double last[2], double mean[2])
{
    size_t order[BIRDS_MOST], count = 0;
    gd_random random = gd_random_seeded(seed);
    for (size_t i = 0; i < birds->count; i++)
        order[i] = i;
    last[0] = last[1] = mean[0] = mean[1] = 0;
    for (int pass = 0; pass < PASSES; pass++) {
        gd_random_shuffle(&random, birds->count, order);
        for (size_t k = 0; k < birds->count; k++) {
            size_t i = order[k];
            double residual = last[0] + last[1] * birds->x[i] - birds->y[i];
            last[0] -= rate * 2 * residual;
            last[1] -= rate * 2 * residual * birds->x[i];
            if (pass < PASSES / 2)
                continue;
            count++; /* a mean that is brought up to date */
            mean[0] += (last[0] - mean[0]) / (double)count;
            mean[1] += (last[1] - mean[1]) / (double)count;
        }
    }
}
/* end solution */

static bool measure(const gd_pairs *birds)
{
    enum { SEEDS = 20 };
    gd_line line = gd_least_squares(birds);
    double sum_last = 0, sum_mean = 0;
    int nearer = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double last[2], mean[2];
        descend(birds, 0.05, seed, last, mean);
        double a = hypot(last[0] - line.intercept, last[1] - line.slope);
        double b = hypot(mean[0] - line.intercept, mean[1] - line.slope);
        nearer += b < a;
        sum_last += a / SEEDS;
        sum_mean += b / SEEDS;
    }
    printf(
        "mean: distance to the best line, %d passes at rate 0.05, %d seeds\n\n"
        "  last point      %.5f\n"
        "  mean of half    %.5f, %.0f times nearer\n"
        "  the mean is nearer with %d of %d seeds\n",
        PASSES, SEEDS, sum_last, sum_mean, sum_last / sum_mean, nearer, SEEDS);
    return nearer >= SEEDS - 2 && sum_last > 4 * sum_mean;
}

int main(void)
{
    penguins birds = penguins_load();
    bool right = birds.raw.count <= BIRDS_MOST && measure(&birds.standardised);
    penguins_free(&birds);
    return finish(right);
}
