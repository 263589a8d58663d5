/* The noise ball when the penguins of a batch are drawn with replacement:
 * each of them anew from all. Then batches know nothing of each other, and
 * the theory ought to hold. */
#include "exercise.h"
#include "gd/random.h"
#include "gd/regression.h"
#include "shared/penguins.h"
#include "shared/stochastic.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
enum { STEPS = 200000 };

/* The gradient of one penguin's squared error, times its share of a batch. */
static void pull(const gd_pairs *birds, size_t i, double share, const double *p,
                 double *g)
{
    double residual = p[0] + p[1] * birds->x[i] - birds->y[i];
    g[0] += 2 * share * residual;
    g[1] += 2 * share * residual * birds->x[i];
}

/* Mean excess of the loss. For standardised features it is the squared
 * distance from the best line: the Hessian is twice the identity. */
static double ball(const gd_pairs *birds, const double *best, double rate,
                   size_t batch)
{
    gd_random random = gd_random_seeded(1);
    double p[2] = {best[0], best[1]}, sum = 0;
    for (int t = 0; t < STEPS / (int)batch + 20000; t++) {
        double g[2] = {0, 0};
        for (size_t k = 0; k < batch; k++)
            pull(birds, gd_random_below(&random, birds->count),
                 1 / (double)batch, p, g);
        p[0] -= rate * g[0];
        p[1] -= rate * g[1];
        sum += (p[0] - best[0]) * (p[0] - best[0])
               + (p[1] - best[1]) * (p[1] - best[1]);
    }
    return sum / (STEPS / (double)batch + 20000);
}
/* end solution */

static bool measure(const penguins *all)
{
    static const size_t batches[] = {1, 4, 16, 64};
    double rate = 0.05, s = mean_square_pull(all);
    bool right = true;
    printf("replacement: mean excess of the loss, rate %g\n\n"
           "  batch    measured      theory   ratio\n",
           rate);
    for (int k = 0; k < 4; k++) {
        double measured = ball(&all->standardised, all->best, rate, batches[k]);
        double expected = noise_theory(rate, (double)batches[k], s);
        printf("  %5zu  %10.6f  %10.6f  %6.3f\n", batches[k], measured,
               expected, measured / expected);
        right = right && fabs(measured / expected - 1) < 0.15;
    }
    return right;
}

int main(void)
{
    penguins birds = penguins_load();
    bool right = measure(&birds);
    penguins_free(&birds);
    return finish(right);
}
