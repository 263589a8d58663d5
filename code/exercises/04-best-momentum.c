/* The pair (rate, beta) with the fewest steps on the bowl x^2/16 + 9y^2 from
 * (-2.4, 0.2), found by trying, beside the pair that theory calls best. */
#include "gd/descent.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

enum { MOST_STEPS = 2000 };

/* region solution */
/* Steps of momentum until max|g| < 1e-8; MOST_STEPS if it takes longer. */
static size_t steps_of(double rate, double beta)
{
    double x[2] = {-2.4, 0.2};
    gd_optimizer momentum;
    if (!gd_optimizer_new(&momentum, gd_method_find("momentum"), 2, rate)
        || !gd_optimizer_set(&momentum, "beta", beta))
        return MOST_STEPS;
    gd_options options = gd_default_options();
    options.rate = rate;
    options.max_steps = MOST_STEPS;
    options.optimizer = &momentum;
    gd_result r = gd_descend(gd_test_objective("bowl"), x, &options);
    gd_optimizer_free(&momentum);
    return r.outcome == GD_CONVERGED ? r.steps : MOST_STEPS;
}
/* end solution */

int main(void)
{
    double low = sqrt(0.125), high = sqrt(18);
    double root = (high - low) / (high + low); /* of beta: 11/13 */
    double rate = 4 / ((high + low) * (high + low));
    size_t theory = steps_of(rate, root * root), best = MOST_STEPS;
    double best_rate = 0, best_beta = 0;
    for (int i = 1; i <= 80; i++)
        for (int k = 0; k < 50; k++) {
            size_t steps = steps_of(0.005 * i, 0.02 * k);
            if (steps < best) {
                best = steps;
                best_rate = 0.005 * i;
                best_beta = 0.02 * k;
            }
        }
    size_t plain = MOST_STEPS;
    for (int i = 1; i <= 80; i++)
        if (steps_of(0.005 * i, 0) < plain)
            plain = steps_of(0.005 * i, 0);
    printf("the bowl from (-2.4, 0.2) until max|g| < 1e-8\n\n"
           "                      rate     beta    steps\n"
           "  best of the grid  %6.3f   %6.3f   %6zu\n"
           "  theory            %6.3f   %6.3f   %6zu\n"
           "  beta 0, best rate                   %4zu\n",
           best_rate, best_beta, best, rate, root * root, theory, plain);

    bool right = fabs(best_beta - root * root) < 0.1 && best < theory
                 && theory < 2 * best && plain > 8 * best && plain < MOST_STEPS;
    printf("\n  %s\n", right ? "checked" : "WRONG");
    return right ? 0 : 1;
}
