#include "shared/stochastic.h"

#include "gd/random.h"
#include "shared/must.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const line origin = {0, 0};

/* region batch */
/* The gradient of the mean squared error over a few of the pairs. It is
 * right on average, and wrong each time. */
void batch_gradient(const gd_pairs *pairs, const size_t *which, size_t batch,
                    const double *p, double *g)
{
    double sum = 0, moment = 0;
    for (size_t k = 0; k < batch; k++) {
        size_t i = which[k];
        double residual = p[0] + p[1] * pairs->x[i] - pairs->y[i];
        sum += residual;
        moment += residual * pairs->x[i];
    }
    g[0] = 2 * sum / (double)batch;
    g[1] = 2 * moment / (double)batch;
}
/* end batch */

/* region stochastic */
/* Stochastic gradient descent (Robbins and Monro, 1951): each step looks at
 * `batch` penguins only. They are drawn without replacement: shuffle all,
 * deal them out, and shuffle again when too few are left.
 *
 * p has room for steps + 1 lines, the first of which is the start. Returns the
 * number of steps: fewer if the next one leads a thousand units away. */
size_t stochastic(const penguins *birds, const recipe *r, line *p)
{
    size_t count = birds->standardised.count, next = count, t;
    if (r->batch == 0 || r->batch > count)
        give_up("a batch must have between 1 penguin and all of them");
    size_t *order = must_calloc(count, sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    gd_random random = gd_random_seeded(r->seed);
    for (t = 0; t < r->steps; t++) {
        if (next + r->batch > count) {
            gd_random_shuffle(&random, count, order);
            next = 0;
        }
        double g[2], rate = r->rate;
        batch_gradient(&birds->standardised, order + next, r->batch, p[t], g);
        next += r->batch;
        if (r->schedule)
            rate *= gd_schedule_factor(r->schedule, t);
        p[t + 1][0] = p[t][0] - rate * g[0];
        p[t + 1][1] = p[t][1] - rate * g[1];
        if (!(hypot(p[t + 1][0], p[t + 1][1]) < 1000))
            break; /* NaN is not nearer */
    }
    free(order);
    return t;
}
/* end stochastic */

/* How much more p loses than the best line. */
double excess_at(const penguins *birds, const double *p)
{
    /* A copy, for a context may be written to and the birds may not. */
    gd_pairs pairs = birds->standardised;
    return gd_line_loss(2, p, NULL, &pairs) - birds->best_loss;
}

/* region noise-ball */
/* By how much a run with a constant rate exceeds the best loss, on average,
 * when it starts there; infinitely much if it does not stay. p as above. */
double noise_ball(const penguins *birds, double rate, size_t batch,
                  size_t steps, uint64_t seed, line *p)
{
    recipe r = {rate, batch, steps, NULL, seed};
    size_t first = steps / 20; /* by then it has forgotten its start */
    double sum = 0;
    memcpy(p[0], birds->best, sizeof p[0]);
    if (stochastic(birds, &r, p) < steps)
        return HUGE_VAL;
    for (size_t t = first; t <= steps; t++)
        sum += excess_at(birds, p[t]);
    return sum / (double)(steps - first + 1);
}
/* end noise-ball */

/* region noise-theory */
/* The mean square of the pull of a single penguin at the best line. */
double mean_square_pull(const penguins *birds)
{
    size_t count = birds->standardised.count;
    double sum = 0, g[2];
    for (size_t i = 0; i < count; i++) {
        batch_gradient(&birds->standardised, &i, 1, birds->best, g);
        sum += g[0] * g[0] + g[1] * g[1];
    }
    return sum / (double)count;
}

/* The excess at which what a step takes and what it brings balance. */
double noise_theory(double rate, double batch, double s)
{
    return rate * s / (4 * batch * (1 - rate));
}
/* end noise-theory */

/* The excess at the end of runs that differ in their seeds alone; infinite
 * where one has left. All of them start at `start`. */
void excesses(const penguins *birds, recipe r, const line start,
              double excess[RUNS], line *p)
{
    for (int k = 0; k < RUNS; k++, r.seed++) {
        memcpy(p[0], start, sizeof p[0]);
        size_t made = stochastic(birds, &r, p);
        excess[k] = made < r.steps ? HUGE_VAL : excess_at(birds, p[made]);
    }
}
