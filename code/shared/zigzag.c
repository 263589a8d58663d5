#include "shared/zigzag.h"

#include "gd/history.h"
#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/tell.h"

#include <math.h>
#include <string.h>

static const double last_rate = 0.12; /* beyond the limit, 2/18 */

/* What a step leaves of the error along an axis of that curvature. */
static double left_over(double rate, double curvature)
{
    return 1 - rate * curvature;
}

static double best_rate(const gd_curvature *c)
{
    return 2 / (c->value[0] + c->value[1]);
}

void tell_factors(gd_table *t, const char *block, const gd_curvature *c,
                  double last)
{
    const double rates[] = {0, 1 / c->value[1], best_rate(c),
                            fmin(1 / c->value[0], last), last};
    gd_table_block(t, block, "rate\tlow\thigh\tworst");
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        double low = fabs(left_over(rates[i], c->value[0]));
        double high = fabs(left_over(rates[i], c->value[1]));
        gd_row(t, rates[i], low, high, fmax(low, high));
    }
}

/* -------------------------------------------------------------- the bowl */

const knob bowl_list[] = {
    KNOB(bowl_knobs, condition, 20, 1, 1000, LOG, "condition number"),
    {0},
};

void bowl_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {-2.7, -0.55}, upper[2] = {0.9, 0.55};
    const bowl_knobs *k = knobs;
    double matrix[4] = {18 / k->condition, 0, 0, 18};
    const gd_objective f = {"bowl", 2, gd_quadratic, matrix};
    const gd_curvature c = gd_curvature_of(2, matrix);
    gd_table_grid(s->data, "bowl-grid", &f, lower, upper, 72, 44);
    tell_factors(s->data, "bowl-factors", &c, last_rate);
    gd_table_block(s->data, "bowl", "flat\tsteep\tbest\tlimit");
    gd_row(s->data, c.value[0], c.value[1], best_rate(&c), 2 / c.value[1]);
    memcpy(keep(s, sizeof matrix), matrix, sizeof matrix);
}

/* --------------------------------------------------------- a walk in it */

const knob zigzag_list[] = {
    KNOB(zigzag_knobs, start_x, -2.4, -2.6, 0.8, LINEAR, "x of the start"),
    KNOB(zigzag_knobs, start_y, 0.3, -0.5, 0.5, LINEAR, "y of the start"),
    KNOB(zigzag_knobs, rate, 0.1, 0.001, 0.12, LINEAR, "learning rate"),
    {0},
};

/* Its first steps, and how far both coordinates are from the minimum. */
static void tell_zigzag(gd_table *t, const gd_history *h)
{
    gd_table_block(t, "zigzag", "step\tx\ty\terror_x\terror_y");
    for (size_t i = 0; i < h->count && i <= ZIGZAG_STEPS; i++) {
        const double *row = gd_history_row(h, i);
        if (isfinite(row[3]))
            gd_row(t, row[0], row[1], row[2], fabs(row[1]), fabs(row[2]));
    }
}

/* What came out, after "A step leaves 0.91 of x and −0.8 of y". */
static void zigzag_in_short(story *s, const zigzag_knobs *k, double x, double y,
                            const gd_result *r)
{
    label end = named("below the tolerance after");
    if (r->outcome == GD_DIVERGED)
        end = named("lost, no longer finite, after");
    else if (r->outcome != GD_CONVERGED)
        end = named("not there after");
    in_short(s,
             "At the rate %s a step leaves %s of x and %s of y: %s %s step%s.",
             spoken(k->rate).text, spoken(x).text, spoken(y).text, end.text,
             spoken((double)r->steps).text, r->steps == 1 ? "" : "s");
}

void zigzag_experiment(const void *knobs, story *s)
{
    const zigzag_knobs *k = knobs;
    double matrix[4], x[2] = {k->start_x, k->start_y};
    memcpy(matrix, result_of(s, "bowl"), sizeof matrix);
    const gd_objective f = {"bowl", 2, gd_quadratic, matrix};
    const gd_options o = {
        .rate = k->rate, .max_steps = 20000, .tolerance = 1e-8};
    gd_history h = gd_history_new(2, false);
    gd_result r = must_descend(&f, x, &o, &h);
    double flat = tidy(left_over(k->rate, matrix[0]));
    double steep = tidy(left_over(k->rate, matrix[3]));
    tell_zigzag(s->data, &h);
    gd_history_free(&h);
    gd_table_block(s->data, "zigzag-rate", "rate\tflat\tsteep");
    gd_row(s->data, k->rate, flat, steep);
    zigzag_in_short(s, k, flat, steep, &r);
}
