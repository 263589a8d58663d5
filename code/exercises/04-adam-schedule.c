/* Adam with beta2 = 0.8 on Beale's function, 100,000 steps from (3, 4), its
 * rate lowered by schedules; each also from a start that differs in the last
 * bits, by 1e-14. */
#include "exercise.h"
#include "gd/descent.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
enum { STEPS = 100000 };

static void settle(const char *schedule, double x[2])
{
    gd_schedule s = gd_schedule_new(gd_schedule_find(schedule), STEPS);
    gd_options options = {.rate = 1e-3, .max_steps = STEPS, .schedule = &s};
    options.settings = (const gd_setting[]){{"beta2", 0.8}, {0}};
    gd_result r = gd_minimise(gd_test_objective("beale"), x, "adam", &options);
    need(r.outcome > 0, gd_outcome_text(r.outcome));
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
    printf("settled: Adam, beta2 0.8, on Beale, %d steps, base rate 0.001\n\n"
           "  schedule       distance   other last bits   apart\n",
           STEPS);
    for (int k = 0; k < 5; k++) {
        double x[2] = {3, 4}, y[2] = {3 + 1e-14, 4};
        settle(schedules[k], x);
        settle(schedules[k], y);
        here[k] = distance(x);
        apart[k] = hypot(x[0] - y[0], x[1] - y[1]);
        printf("  %-11s  %10.1e  %16.1e  %6.0e\n", schedules[k], here[k],
               distance(y), apart[k]);
    }
    /* constant: in the band; inverse: slowed down before it arrived */
    bool right = here[0] < 1e-4 && here[1] < 1e-5 && here[2] > 0.1
                 && here[3] < 1e-5 && here[4] < 1e-12 && apart[0] > 1e-9
                 && apart[4] < 1e-12;
    return finish(right);
}
