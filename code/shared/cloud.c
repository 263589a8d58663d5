#include "shared/cloud.h"

#include "gd/pi.h"
#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/penguins.h"
#include "shared/stochastic.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* The largest rate is below the limit, 1, at which the theory has a pole. */
static const double least_rate = 0.01, largest_rate = 0.9;

void best_line_experiment(const void *knobs, story *s)
{
    enum { POINTS = 40 };
    static const double lower[2] = {-0.9, -0.04}, upper[2] = {0.9, 1.76};
    penguins birds = penguins_load();
    gd_objective loss = line_objective(&birds.standardised);
    double square = mean_square_pull(&birds);
    (void)knobs;
    gd_table_grid(s->data, "loss-grid", &loss, lower, upper, 60, 60);
    gd_table_block(s->data, "best-line", "intercept\tslope\tloss");
    gd_row(s->data, birds.best[0], birds.best[1], birds.best_loss);
    gd_table_block(s->data, "ball-theory", "batch\trate\texcess");
    for (double batch = 1; batch <= 64; batch *= 4)
        for (int i = 0; i <= POINTS; i++) {
            double share = (double)i / POINTS;
            double rate = least_rate * pow(largest_rate / least_rate, share);
            gd_row(s->data, batch, rate, noise_theory(rate, batch, square));
        }
    penguins_free(&birds);
}

static const char *const batches[] = {"1", "4", "16", "64", NULL};

const knob cloud_list[] = {
    KNOB(cloud_knobs, rate, 0.2, 0.01, 0.9, LOG, "learning rate"),
    CHOICE_KNOB(cloud_knobs, batch, batches, "penguins a step"),
    KNOB(cloud_knobs, seed, 1, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

/* Where the loss is larger than at the best line by that: both curvatures are
 * 2, so it is the square of the distance. */
static void tell_ring(gd_table *t, const char *block, const double *best,
                      double excess)
{
    enum { POINTS = 72 };
    gd_table_block(t, block, "intercept\tslope");
    for (int i = 0; i <= POINTS && isfinite(excess); i++) {
        double angle = 2 * GD_PI * i / POINTS, radius = sqrt(excess);
        gd_row(t, best[0] + radius * cos(angle), best[1] + radius * sin(angle));
    }
}

static void tell_cloud(gd_table *t, line *p)
{
    gd_table_block(t, "cloud", "intercept\tslope");
    for (int i = 0; i <= CLOUD_STEPS; i += CLOUD_EVERY)
        gd_row(t, p[i][0], p[i][1]);
}

static void cloud_in_short(story *s, const cloud_knobs *k, double theory,
                           double measured)
{
    if (isfinite(measured))
        in_short(s,
                 "At the rate %s with %s penguin%s a step the mean excess is"
                 " %s; theory says %s.",
                 spoken(k->rate).text, k->batch,
                 k->batch == batches[0] ? "" : "s",
                 spoken_roughly(measured).text, spoken_roughly(theory).text);
    else
        in_short(s,
                 "At the rate %s with %s penguin%s a step it does not stay:"
                 " there is no ball.",
                 spoken(k->rate).text, k->batch,
                 k->batch == batches[0] ? "" : "s");
}

void cloud_experiment(const void *knobs, story *s)
{
    const cloud_knobs *k = knobs;
    const size_t batch = (size_t)strtoul(k->batch, NULL, 10);
    penguins birds = penguins_load();
    line *p = must_calloc(CLOUD_STEPS + 1, sizeof *p);
    double measured =
        noise_ball(&birds, k->rate, batch, CLOUD_STEPS, (uint64_t)k->seed, p);
    double theory =
        noise_theory(k->rate, (double)batch, mean_square_pull(&birds));
    if (isfinite(measured))
        tell_cloud(s->data, p);
    gd_table_block(s->data, "ball", "rate\tbatch\ttheory");
    gd_row(s->data, k->rate, (double)batch, theory);
    gd_table_block(s->data, "ball-measured", "excess");
    if (isfinite(measured))
        gd_row(s->data, measured);
    tell_ring(s->data, "ring-theory", birds.best, theory);
    tell_ring(s->data, "ring-measured", birds.best, measured);
    cloud_in_short(s, k, theory, measured);
    free(p);
    penguins_free(&birds);
}
