/* The pair (rate, beta) with the fewest steps on the bowl x^2/16 + 9y^2 from
 * (-2.4, 0.2), found by trying, beside the pair that theory calls best. */
#include "exercise.h"
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
    gd_options options = gd_default_options();
    options.rate = rate;
    options.max_steps = MOST_STEPS;
    options.settings = (const gd_setting[]){{"beta", beta}, {0}};
    gd_result r =
        gd_minimise(gd_test_objective("bowl"), x, "momentum", &options);
    need(r.outcome > 0, gd_outcome_text(r.outcome));
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
    printf("pairs: the bowl from (-2.4, 0.2) until max|g| < 1e-8\n\n"
           "                      rate     beta    steps\n"
           "  best of the grid  %6.3f   %6.3f   %6zu\n"
           "  theory            %6.3f   %6.3f   %6zu\n"
           "  beta 0, best rate                   %4zu\n",
           best_rate, best_beta, best, rate, root * root, theory, plain);

    bool right = fabs(best_beta - root * root) < 0.1 && best < theory
                 && theory < 2 * best && plain > 8 * best && plain < MOST_STEPS;
    return finish(right);
}
