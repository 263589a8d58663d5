/* Momentum on a quadratic, and Schedule-Free. */
#include "told.h"

#include "../../code/shared/noise.c"

#include "gd/random.h"
#include "shared/bracket.h"

static void tell_recurrence(gd_random *random)
{
    double r = gd_random_between(random, 0.1, 2), x[BRACKET_STEPS + 1];
    double beta = gd_random_between(random, 0.1, 0.9);
    bracket_run(r, beta, x);
    for (int t = 1; t < 4; t++) {
        formula("eq:recurrence");
        number("x_{t+1}", x[t + 1]);
        number("x_t", x[t]);
        number("x_{t-1}", x[t - 1]);
        number("r", r);
        number("\\beta", beta);
    }
}

/* With so small an r both roots are real. */
static void tell_roots(gd_random *random)
{
    double beta = gd_random_between(random, 0.1, 0.9), root = sqrt(beta);
    double r = gd_random_between(random, 0, (1 - root) * (1 - root));
    double complex z[2];
    momentum_roots(r, beta, z);
    for (int k = 0; k < 2; k++) {
        formula("eq:characteristic");
        number("~", 1e-9);
        number("z", creal(z[k]));
        number("r", r);
        number("\\beta", beta);
    }
}

/* An objective whose value is the first coordinate, so that the path can be
 * seen; where its gradient was asked for last, and what that was. */
typedef struct seen {
    noisy noise;
    double y[3], g[3];
    size_t asked;
    gd_random *random;
} seen;

static double first(size_t n, const double *x, double *gradient, void *context)
{
    (void)context, (void)n;
    if (gradient)
        gradient[0] = gradient[1] = 0;
    return x[0];
}

static double watched(size_t n, const double *x, double *gradient,
                      void *context)
{
    seen *s = context;
    (void)n;
    gradient[0] = s->g[s->asked] = gd_random_normal(s->random);
    gradient[1] = 0;
    s->y[s->asked++] = x[0];
    return x[0];
}

/* z is nowhere told: it is what the mean has been moved toward. */
static void tell_schedule_free(gd_random *random)
{
    const gd_objective exact = {"first", 2, first, NULL};
    seen s = {.noise.f = &exact, .random = random};
    const gd_objective f = {"watched", 2, watched, &s};
    double start[2] = {gd_random_normal(random), 0}, x[4] = {start[0]}, z[4];
    double rate = gd_random_between(random, 0.01, 1);
    schedule_free(&f, start, rate, 3, x + 1);
    z[0] = start[0];
    for (int t = 0; t < 3; t++)
        z[t + 1] = x[t] + (t + 2) * (x[t + 1] - x[t]);
    for (int t = 0; t < 3; t++) {
        formula("eq:schedule-free");
        number("t", t + 1);
        number("\\beta", 0.9);
        number("\\eta", rate);
        number("x_t", x[t]);
        number("x_{t+1}", x[t + 1]);
        number("z_t", z[t]);
        number("z_{t+1}", z[t + 1]);
        number("y_t", s.y[t]);
        number("g(y_t)", s.g[t]);
    }
}

int main(void)
{
    gd_random random = gd_random_seeded(4);
    for (int k = 0; k < 5; k++) {
        tell_recurrence(&random);
        tell_roots(&random);
        tell_schedule_free(&random);
    }
    return 0;
}
