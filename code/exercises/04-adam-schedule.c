/* Adam with beta2 = 0.8 on Beale's function, 100,000 steps from (3, 4), its
 * rate lowered by schedules; each also from a start that differs in the last
 * bits, by 1e-14. */
#include "gd/descent.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
enum { STEPS = 100000 };

static bool settle(const char *schedule, double x[2])
{
    gd_schedule s = gd_schedule_new(gd_schedule_find(schedule), STEPS);
    gd_optimizer adam;
    if (!gd_optimizer_new(&adam, gd_method_find("adam"), 2, 1e-3)
        || !gd_optimizer_set(&adam, "beta2", 0.8))
        return false;
    gd_options options = gd_default_options();
    options.rate = 1e-3;
    options.max_steps = STEPS;
    options.tolerance = 0;
    options.optimizer = &adam;
    options.schedule = &s;
    gd_descend(gd_test_objective("beale"), x, &options);
    gd_optimizer_free(&adam);
    return true;
}
/* end solution */

static double distance(const double *x)
{
    return hypot(x[0] - 3, x[1] - 0.5);
}

int main(void)
{
    static const char *const schedules[] = {"constant", "exponential",
                                            "inverse", "step", "cosine"};
    double here[5], apart[5];
    bool right = true;
    printf("Adam, beta2 0.8, on Beale: %d steps, base rate 0.001\n\n"
           "  schedule       distance   other last bits   apart\n",
           STEPS);
    for (int k = 0; k < 5; k++) {
        double x[2] = {3, 4}, y[2] = {3 + 1e-14, 4};
        right = settle(schedules[k], x) && settle(schedules[k], y) && right;
        here[k] = distance(x);
        apart[k] = hypot(x[0] - y[0], x[1] - y[1]);
        printf("  %-11s  %10.1e  %16.1e  %6.0e\n", schedules[k], here[k],
               distance(y), apart[k]);
    }
    /* constant: in the band; inverse: slowed down before it arrived */
    right = right && here[0] < 1e-4 && here[1] < 1e-5 && here[2] > 0.1
            && here[3] < 1e-5 && here[4] < 1e-12 && apart[0] > 1e-9
            && apart[4] < 1e-12;
    printf("\n  %s\n", right ? "checked" : "WRONG");
    return right ? 0 : 1;
}
