/* The edge of stability under momentum: the curvature of chapter 6's network
 * comes to momentum's own limit, 2 (1 + beta) / rate. */
#include "exercise.h"
#include "gd/network.h"
#include "gd/random.h"
#include "shared/digits.h"
#include "shared/edge.h"
#include "shared/must.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 3000, EVERY = 25, SOME = 100 };

static const double RATE = 0.1;

static digits all;

/* region solution */
/* The mean sharpness over the last half of a descent on some of the digits,
 * with squared loss. */
static double settles_at(double beta)
{
    const size_t widths[] = {DIGIT_PIXELS, 32, DIGIT_CLASSES};
    gd_network network;
    need(gd_network_plan(&network, 2, widths, GD_TANH), "no such network");
    gd_batch batch = digits_batch(&all, &network, TRAINING, TRAINING);
    batch.count = SOME;
    gd_objective f = {"digits", network.n, gd_network_squared_loss, &batch};
    gd_optimizer momentum =
        must_optimizer(gd_method_find("momentum"), network.n);
    need(gd_optimizer_set(&momentum, "beta", beta), "no such beta");
    gd_random random = gd_random_seeded(6);
    double *x = must_calloc(network.n, sizeof *x);
    gd_network_start(&network, &random, x);
    edge_run run = watch_edge(&f, x, &momentum, RATE, STEPS, EVERY, 6);
    gd_optimizer_free(&momentum);
    free(x);
    return mean_sharpness(&run, run.count / 2, run.count - 1);
}
/* end solution */

int main(void)
{
    static const double betas[] = {0, 0.2, 0.5};
    bool right = true;
    digits_load(&all, 1998);
    printf("edge: mean sharpness over the last %d of %d steps, rate %g\n\n"
           "  beta  2 (1 + beta) / rate  sharpness\n",
           STEPS / 2, STEPS, RATE);
    for (size_t k = 0; k < sizeof betas / sizeof betas[0]; k++) {
        double limit = 2 * (1 + betas[k]) / RATE, found = settles_at(betas[k]);
        printf("  %4g  %19g  %9.1f\n", betas[k], limit, found);
        right = right && fabs(found / limit - 1) < 0.03;
    }
    return finish(right);
}
