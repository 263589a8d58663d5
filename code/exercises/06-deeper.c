/* Deeper and other networks on the digits: the same training, another plan.
 * One hidden layer of 32 tanh units against the same with ReLU, two hidden
 * layers, and none at all. The held-out digits stay in their drawer: what is
 * compared here is judged on the validation part. */
#include "exercise.h"
#include "gd/network.h"
#include "shared/digits.h"
#include "shared/must.h"
#include "shared/training.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static digits all;

/* region solution */
/* Trains a network of this plan as chapter 6 does, by AdaMax with the rate
 * that it chose there; returns how many validation digits it reads rightly. */
static size_t learn(size_t layers, const size_t *widths,
                    gd_activation activation, size_t *parameters)
{
    gd_network network;
    need(gd_network_plan(&network, layers, widths, activation),
         "no such network can be planned");
    const training_setup setup = {.digits = &all,
                                  .network = &network,
                                  .schedule = gd_schedule_find("cosine"),
                                  .epochs = 20,
                                  .batch_size = 32,
                                  .seed = 6};
    gd_batch validation = digits_batch(&all, &network, VALIDATION, VALIDATION);
    double *x = must_calloc(network.n, sizeof *x);
    gd_outcome outcome = train(&setup, TRAINING, gd_method_find("adamax"),
                               pow(10, -1.5), x, NULL);
    need(outcome == GD_STEP_LIMIT, gd_outcome_text(outcome));
    size_t correct = gd_network_score(x, &validation).correct;
    *parameters = network.n;
    free(x);
    return correct;
}
/* end solution */

int main(void)
{
    static const struct {
        const char *name;
        size_t layers, widths[4];
        gd_activation activation;
    } plans[] = {
        {"64-10", 1, {64, 10}, GD_TANH},
        {"64-32-10 tanh", 2, {64, 32, 10}, GD_TANH},
        {"64-32-10 ReLU", 2, {64, 32, 10}, GD_RELU},
        {"64-32-16-10 tanh", 3, {64, 32, 16, 10}, GD_TANH},
        {"64-32-16-10 ReLU", 3, {64, 32, 16, 10}, GD_RELU},
    };
    digits_load(&all, 1998);
    bool right = true;
    size_t none = 0;
    printf("digits, AdaMax at rate 0.0316, 20 epochs, %zu validation digits\n"
           "\n  network            parameters  right\n",
           all.size[VALIDATION]);
    for (size_t k = 0; k < sizeof plans / sizeof plans[0]; k++) {
        size_t n = 0, correct = learn(plans[k].layers, plans[k].widths,
                                      plans[k].activation, &n);
        printf("  %-17s  %10zu  %5zu\n", plans[k].name, n, correct);
        none = k == 0 ? correct : none;
        right = right && correct * 100 > all.size[VALIDATION] * 92
                && (k == 0 || correct > none);
    }
    return finish(right);
}
