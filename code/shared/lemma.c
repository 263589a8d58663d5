#include "shared/lemma.h"

#include "gd/objective.h"

#include <math.h>

double shoulders(double x, double *slope)
{
    if (slope)
        *slope = x / 2 + sin(2 * x) / 2;
    return x * x / 4 + sin(x) * sin(x) / 2;
}

static double shoulders_eval(size_t n, const double *x, double *gradient,
                             void *context)
{
    (void)n, (void)context;
    return shoulders(x[0], gradient);
}

double lemma_bound(double x, double bend, double to)
{
    double slope, f = shoulders(x, &slope), d = to - x;
    return f + slope * d + bend / 2 * d * d;
}

const knob lemma_list[] = {
    KNOB(lemma_knobs, start, 1.2, -3, 3, LINEAR, "where the step begins"),
    KNOB(lemma_knobs, bend, SHOULDER_BEND, 0.5, 4, LINEAR,
         "curvature L of the parabola"),
    {0},
};

void lemma_experiment(const void *knobs, story *s)
{
    const lemma_knobs *k = knobs;
    const gd_objective f = {"shoulders", 1, shoulders_eval, NULL};
    double slope, here = shoulders(k->start, &slope);
    double best = k->start - slope / k->bend;
    double even = k->start - 2 * slope / k->bend;
    double low = fmin(-2.6, fmin(even, k->start) - 0.2);
    double high = fmax(2.6, fmax(even, k->start) + 0.2);
    gd_table_curve(s->data, "lemma-curve", &f, low, high, 240);
    gd_table_block(s->data, "lemma-bound", "x\tbound");
    for (int i = 0; i <= 240; i++) {
        double x = low + (high - low) * i / 240;
        gd_row(s->data, x, lemma_bound(k->start, k->bend, x));
    }
    gd_table_block(s->data, "lemma-point",
                   "x\tf\tbest\tbest_bound\tbest_f\teven\teven_f");
    gd_row(s->data, k->start, here, best, lemma_bound(k->start, k->bend, best),
           shoulders(best, NULL), even, shoulders(even, NULL));
}
