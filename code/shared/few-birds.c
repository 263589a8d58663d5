#include "shared/few-birds.h"

#include "shared/must.h"
#include "shared/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------- one step, one pass */

enum { FANS = 3, FAN_ARROWS = 24 };

/* With the rate 1/2 the whole gradient arrives in one step, for both curvatures
 * are 2: where the other arrows end is their error. */
static void tell_fan(gd_table *t, const penguins *birds, int fan,
                     const double *from, size_t batch)
{
    for (uint64_t seed = 1; seed <= FAN_ARROWS; seed++) {
        line p[2];
        recipe r = {0.5, batch, 1, NULL, seed};
        memcpy(p[0], from, sizeof p[0]);
        stochastic(birds, &r, p);
        gd_row(t, fan, (double)batch, p[0][0], p[0][1], p[1][0], p[1][1]);
    }
}

static void tell_pass(gd_table *t, const char *block, const penguins *birds,
                      size_t batch, size_t steps)
{
    line *p = must_calloc(steps + 1, sizeof *p);
    recipe r = {0.1, batch, steps, NULL, 1};
    size_t made = stochastic(birds, &r, p);
    gd_table_block(t, block, "step\tintercept\tslope");
    for (size_t i = 0; i <= made; i++)
        gd_row(t, (double)i, p[i][0], p[i][1]);
    free(p);
}

void few_experiment(const void *knobs, story *s)
{
    static const size_t batches[FANS] = {1, 16, 64};
    static const double lower[2] = {-0.75, -0.2}, upper[2] = {0.75, 1.5};
    penguins birds = penguins_load();
    size_t count = birds.standardised.count;
    (void)knobs;
    gd_table_block(s->data, "fan",
                   "fan\tbatch\tfrom_intercept\tfrom_slope\tintercept\tslope");
    for (int i = 0; i < 2 * FANS; i++)
        tell_fan(s->data, &birds, i + 1, i < FANS ? origin : birds.best,
                 batches[i % FANS]);
    tell_pass(s->data, "path-all", &birds, count, count / 16);
    tell_pass(s->data, "path-16", &birds, 16, count / 16);
    tell_pass(s->data, "path-1", &birds, 1, count);
    gd_objective loss = line_objective(&birds.standardised);
    gd_table_grid(s->data, "loss-map", &loss, lower, upper, 30, 34);
    penguins_free(&birds);
}

double tell_race(gd_table *t, const penguins *birds, double rate, size_t batch,
                 uint64_t seed)
{
    size_t a_pass = birds->standardised.count / batch, steps = PASSES * a_pass;
    recipe r = {rate, batch, steps, NULL, seed};
    line *p = must_calloc(steps + 1, sizeof *p);
    double *excess = must_calloc(RUNS * (steps + 1), sizeof *excess), first = 0;
    for (size_t k = 0; k < RUNS; k++, r.seed++) {
        memcpy(p[0], origin, sizeof p[0]);
        size_t made = stochastic(birds, &r, p);
        for (size_t i = 0; i <= steps; i++)
            excess[i * RUNS + k] =
                i <= made ? excess_at(birds, p[i]) : HUGE_VAL;
    }
    for (size_t i = 0; i <= steps; i++) {
        double middle = quantile(RUNS, excess + i * RUNS, 0.5);
        if (isfinite(middle) && middle > 0)
            gd_row(t, (double)batch, (double)i / (double)a_pass, middle);
        first = i == a_pass ? middle : first;
    }
    free(excess);
    free(p);
    return first;
}

/* ------------------------------------------------------- the noise ball */

void tell_theory(gd_table *t, const char *block, const size_t *batches,
                 const double *rates, double square)
{
    enum { POINTS = 24 };
    double low = rates[BALL_RATES - 1], high = fmin(rates[0], 0.95);
    gd_table_block(t, block, "batch\trate\texcess");
    for (int j = 0; j < BALL_BATCHES; j++)
        for (int i = 0; i <= POINTS; i++) {
            double rate = low * pow(high / low, (double)i / POINTS);
            double batch = (double)batches[j];
            gd_row(t, batch, rate, noise_theory(rate, batch, square));
        }
}

/* ------------------------------------------------------------ schedules */

enum { DECAY_EVERY = 20 };

/* The excess of a run at every DECAY_EVERYth step, infinite where it has left;
 * rounding may take it to zero and below. */
static void sample(const penguins *birds, line *p, size_t made, size_t rows,
                   double *column)
{
    for (size_t i = 0; i < rows; i++)
        column[i * RUNS] =
            i * DECAY_EVERY <= made
                ? fmax(excess_at(birds, p[i * DECAY_EVERY]), 1e-16)
                : HUGE_VAL;
}

void tell_decay(gd_table *t, const char *block, const penguins *birds, recipe r,
                double last[RUNS])
{
    size_t rows = r.steps / DECAY_EVERY + 1;
    line *p = must_calloc(r.steps + 1, sizeof *p);
    double *excess = must_calloc(rows * RUNS, sizeof *excess);
    for (size_t k = 0; k < RUNS; k++, r.seed++) {
        memcpy(p[0], origin, sizeof p[0]);
        size_t made = stochastic(birds, &r, p);
        sample(birds, p, made, rows, excess + k);
        last[k] = made < r.steps ? HUGE_VAL : excess_at(birds, p[made]);
    }
    gd_table_block(t, block, "step\tfactor\tquarter\thalf\tthree_quarters");
    for (size_t i = 0; i < rows; i++) {
        double *all = excess + i * RUNS, most = quantile(RUNS, all, 0.75);
        size_t step = i * DECAY_EVERY;
        size_t next = step < r.steps ? step : r.steps - 1;
        if (isfinite(most))
            gd_row(t, (double)step, gd_schedule_factor(r.schedule, next),
                   quantile(RUNS, all, 0.25), quantile(RUNS, all, 0.5), most);
    }
    free(excess);
    free(p);
}
