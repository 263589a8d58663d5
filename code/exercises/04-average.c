/* Schedule-Free descent with four betas on the bowl with noise: what does the
 * place of the gradient, between the steps and their mean, buy? */
#include "exercise.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "shared/quantile.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

enum { STEPS = 4000, EARLY = 500, SEEDS = 31 };

/* region solution */
/* f of the mean after EARLY and after STEPS steps. */
static void run(const gd_objective *bowl, double rate, double beta,
                uint64_t seed, double f[2])
{
    gd_random random = gd_random_seeded(seed);
    double x[2] = {1, 1.5}, z[2] = {1, 1.5};
    for (int t = 1; t <= STEPS; t++) {
        double y[2], g[2];
        for (int i = 0; i < 2; i++)
            y[i] = (1 - beta) * z[i] + beta * x[i];
        gd_value_and_gradient(bowl, y, g);
        for (int i = 0; i < 2; i++) {
            z[i] -= rate * (g[i] + gd_random_normal(&random));
            x[i] += (z[i] - x[i]) / (t + 1);
        }
        if (t == EARLY || t == STEPS)
            f[t == STEPS] = gd_value(bowl, x);
    }
}
/* end solution */

/* The medians over the seeds. */
static void medians(const gd_objective *bowl, double rate, double beta,
                    double f[2])
{
    double all[2][SEEDS];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double one[2] = {HUGE_VAL, HUGE_VAL};
        run(bowl, rate, beta, seed + 1, one);
        for (int k = 0; k < 2; k++)
            all[k][seed] = isfinite(one[k]) ? one[k] : HUGE_VAL;
    }
    for (int k = 0; k < 2; k++)
        f[k] = quantile(SEEDS, all[k], 0.5);
}

int main(void)
{
    static const double betas[] = {0, 0.5, 0.9, 1};
    const gd_objective *bowl = gd_test_objective("bowl");
    double best[4][2], rate[4][2];
    printf("betas: median f, each with the rate that is best for it\n\n"
           "  beta  after %d     rate   after %d     rate\n",
           EARLY, STEPS);
    for (int b = 0; b < 4; b++) {
        best[b][0] = best[b][1] = HUGE_VAL;
        for (int k = 0; k <= 20; k++) {
            double f[2], eta = pow(10, -4 + k / 4.0);
            medians(bowl, eta, betas[b], f);
            for (int i = 0; i < 2; i++)
                if (f[i] < best[b][i]) {
                    best[b][i] = f[i];
                    rate[b][i] = eta;
                }
        }
        printf("  %4g  %9.1e  %7.2g  %11.1e  %7.2g\n", betas[b], best[b][0],
               rate[b][0], best[b][1], rate[b][1]);
    }
    return finish(best[1][1] < best[0][1] && best[2][1] < best[0][1]
                  && best[0][1] < best[3][1]);
}
