/* Adam with a penalty and AdamW on gradients that are nothing but noise, small
 * for one parameter and large for the other: how quickly does either fade? */
#include "exercise.h"
#include "gd/descent.h"
#include "gd/random.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

enum { STEPS = 3000, SEEDS = 20 };
static const double RATE = 1e-3, DECAY = 1;
static const double deviation[2] = {1, 100};

/* region solution */
typedef struct noise {
    gd_random random;
    double penalty; /* its weight decay; 0: the optimizer decays by itself */
} noise;

static double nothing_but_noise(size_t n, const double *x, double *gradient,
                                void *context)
{
    noise *of = context;
    (void)n;
    for (size_t i = 0; gradient && i < 2; i++)
        gradient[i] =
            deviation[i] * gd_random_normal(&of->random) + of->penalty * x[i];
    return 0;
}

/* Both parameters at the end, as means over the seeds. */
static void fade(bool separate, double mean[2])
{
    const gd_setting decay[] = {{"weight_decay", DECAY}, {0}};
    mean[0] = mean[1] = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        noise of = {gd_random_seeded(seed), separate ? 0 : DECAY};
        const gd_objective f = {"noise", 2, nothing_but_noise, &of};
        const gd_options o = {.rate = RATE,
                              .max_steps = STEPS,
                              .settings = separate ? decay : NULL};
        double x[2] = {1, 1};
        gd_result r = gd_minimise(&f, x, separate ? "adamw" : "adam", &o);
        need(r.outcome == GD_STEP_LIMIT, "a run has failed");
        for (int i = 0; i < 2; i++)
            mean[i] += x[i] / SEEDS;
    }
}
/* end solution */

int main(void)
{
    double mixed[2], apart[2];
    fade(false, mixed);
    fade(true, apart);
    printf("fading: after %d steps, means of %d runs;\n"
           "  exp(-rate decay steps) = %.3f\n\n"
           "  noise of the gradient        1      100\n"
           "  Adam with a penalty    %7.3f  %7.3f\n"
           "  AdamW                  %7.3f  %7.3f\n",
           STEPS, SEEDS, exp(-RATE * DECAY * STEPS), mixed[0], mixed[1],
           apart[0], apart[1]);
    double all = exp(-RATE * DECAY * STEPS);
    return finish(fabs(apart[0] - all) < 0.04 && fabs(apart[1] - all) < 0.04
                  && fabs(mixed[0] - all) < 0.04
                  && fabs(mixed[1] - pow(all, 0.01)) < 0.04);
}
