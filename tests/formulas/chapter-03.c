/* Chapter 3: what a rate leaves of the error, and how large noise keeps it. */
#include "chapter-under-test.h"
#include "told.h"

#define main program_main
#include "../../code/03-learning-rate.c"
#undef main

#include "gd/random.h"

static void tell_contraction(gd_random *random)
{
    double rate = gd_random_between(random, 0.01, 2);
    double lambda = gd_random_between(random, 0.1, 9);
    formula("eq:contraction");
    number("*", contraction(rate, lambda));
    number("\\eta", rate);
    number("\\lambda", lambda);
}

static void tell_walk_of_sweep(gd_random *random)
{
    double x[SWEEP_POINTS], rate = gd_random_between(random, 0.01, 1);
    sweep(gd_random_normal(random), rate, x);
    for (int t = 0; t < 3; t++) {
        formula("eq:sweep");
        number("x_t", x[t]);
        number("x_{t+1}", x[t + 1]);
        number("\\eta", rate);
    }
}

static void tell_best_rate(gd_random *random)
{
    gd_curvature c = {.value = {gd_random_between(random, 0.1, 1),
                                gd_random_between(random, 1, 9)}};
    formula("eq:best-rate");
    number("\\eta", best_rate(&c));
    number("\\lambda_1", c.value[0]);
    number("\\lambda_n", c.value[1]);
}

static void tell_noise_ball(gd_random *random)
{
    double rate = gd_random_between(random, 0.01, 0.9);
    double batch = gd_random_between(random, 1, 64);
    double s = gd_random_between(random, 0.1, 9);
    formula("eq:noise-ball");
    number("D", noise_theory(rate, batch, s));
    number("\\eta", rate);
    number("B", batch);
    number("s", s);
}

int main(void)
{
    gd_random random = gd_random_seeded(3);
    for (int k = 0; k < 5; k++) {
        tell_contraction(&random);
        tell_walk_of_sweep(&random);
        tell_best_rate(&random);
        tell_noise_ball(&random);
    }
    return 0;
}
