/* Deeper and other networks on the digits: the same training, another plan.
 * One hidden layer of 32 tanh units against the same with ReLU, two hidden
 * layers, and none at all. Each is trained with the rate that suits it, on
 * several splits; the differences are taken split by split. The held-out digits
 * stay in their drawer: what is compared here is judged on the validation
 * part. */
#include "exercise.h"
#include "gd/network.h"
#include "shared/digits.h"
#include "shared/must.h"
#include "shared/resplit.h"
#include "shared/training.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct plan {
    const char *name;
    size_t layers, widths[4];
    gd_activation activation;
} plan;

static const plan plans[] = {
    {"64-32-10 tanh", 2, {64, 32, 10}, GD_TANH},
    {"64-10", 1, {64, 10}, GD_TANH},
    {"64-32-10 ReLU", 2, {64, 32, 10}, GD_RELU},
    {"64-32-16-10 tanh", 3, {64, 32, 16, 10}, GD_TANH},
    {"64-32-16-10 ReLU", 3, {64, 32, 16, 10}, GD_RELU},
};

enum {
    PLANS = sizeof plans / sizeof plans[0],
    RATES = 4,
    TRIALS = 4,
    SPLITS = 12
};

static digits all;

/* region solution */
/* Trains a network of this plan as chapter 6 does, by AdaMax; returns how many
 * validation digits it reads wrongly. */
static double wrong(const plan *p, double rate, uint64_t seed)
{
    gd_network network;
    need(gd_network_plan(&network, p->layers, p->widths, p->activation),
         "no such network can be planned");
    const training_setup setup = {.digits = &all,
                                  .network = &network,
                                  .schedule = gd_schedule_find("cosine"),
                                  .epochs = 20,
                                  .batch_size = 32,
                                  .seed = seed};
    gd_batch validation = digits_batch(&all, &network, VALIDATION, VALIDATION);
    double *x = must_calloc(network.n, sizeof *x);
    gd_outcome outcome =
        train(&setup, TRAINING, gd_method_find("adamax"), rate, x, NULL);
    need(outcome == GD_STEP_LIMIT, gd_outcome_text(outcome));
    size_t correct = gd_network_score(x, &validation).correct;
    free(x);
    return (double)(validation.count - correct);
}

/* A rate for each plan: the one with the fewest wrong, on some splits. */
static void own_rates(double rate[PLANS])
{
    double sum[PLANS][RATES] = {{0}};
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        digits_load(&all, trial);
        for (int k = 0; k < PLANS; k++)
            for (int r = 0; r < RATES; r++)
                sum[k][r] += wrong(&plans[k], pow(10, -1.5 + r / 2.0), trial);
    }
    for (int k = 0; k < PLANS; k++) {
        int best = 0;
        for (int r = 1; r < RATES; r++)
            if (sum[k][r] < sum[k][best])
                best = r;
        rate[k] = pow(10, -1.5 + best / 2.0);
    }
}
/* end solution */

int main(void)
{
    double rate[PLANS], count[PLANS][SPLITS];
    bool right = true;
    own_rates(rate);
    for (int i = 0; i < SPLITS; i++) {
        digits_load(&all, 100 + (uint64_t)i);
        for (int k = 0; k < PLANS; k++)
            count[k][i] = wrong(&plans[k], rate[k], 200 + (uint64_t)i);
    }
    printf("layers: wrong of %zu validation digits, means of %d splits\n\n"
           "  network             rate   wrong   s.e.  more than the first"
           "   s.e.\n",
           all.size[VALIDATION], SPLITS);
    for (int k = 0; k < PLANS; k++) {
        const tally wrongly = tally_of(SPLITS, count[k]);
        const tally more = tally_of_differences(SPLITS, count[k], count[0]);
        printf("  %-17s %6.3g  %6.2f  %5.2f", plans[k].name, rate[k],
               wrongly.mean, wrongly.error);
        if (k > 0)
            printf("  %19.2f  %5.2f", more.mean, more.error);
        printf("\n");
        right = right && wrongly.mean < 0.08 * (double)all.size[VALIDATION];
        /* none does better than the first, for all that can be seen */
        right = right && (k == 0 || more.mean > 0);
    }
    return finish(right);
}
