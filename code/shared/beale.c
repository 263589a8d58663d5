#include "shared/beale.h"

#include "gd/curvature.h"
#include "shared/experiment.h"
#include "shared/must.h"
#include "shared/tell.h"

#include <math.h>

gd_result beale_at(const gd_history *h, double rate, size_t step, double x[2])
{
    size_t i = h->count - 1;
    while (gd_history_row(h, i)[0] > (double)step)
        i--;
    const double *row = gd_history_row(h, i);
    const size_t before = (size_t)row[0];
    const gd_options options = {
        .rate = rate, .max_steps = step - before, .tolerance = 1e-8};
    x[0] = row[1];
    x[1] = row[2];
    gd_result r = must_descend(objective("beale"), x, &options, NULL);
    r.steps += before;
    return r;
}

void tell_beale_marks(story *s, const gd_history *h, double rate)
{
    const size_t end = (size_t)gd_history_row(h, h->count - 1)[0];
    say(s, "    step          x          y       f(x, y)      max|g|"
           "    distance\n");
    gd_table_block(s->data, "beale-marks", "step\tx\ty\tf\tdistance");
    for (size_t mark = 0, done = 0; !done; mark = mark ? 10 * mark : 1) {
        double x[2];
        const gd_result r = beale_at(h, rate, mark < end ? mark : end, x);
        const double distance = beale_distance(x);
        done = r.steps == end;
        if (r.outcome == GD_DIVERGED)
            continue;
        say(s, "  %6zu  %s  %s  %12.6g  %10.4g  %10.4f\n", r.steps,
            six(x[0], 9).text, six(x[1], 9).text, r.f, r.gradient_norm,
            distance);
        gd_row(s->data, (double)r.steps, x[0], x[1], r.f, distance);
    }
}

double largest_curvature(const double start[2], double rate, size_t points)
{
    const gd_test_function *f = function("beale");
    double x[2] = {start[0], start[1]}, g[2], hessian[4], largest = 0;
    for (size_t t = 0; t < points; t++) {
        f->hessian(x, hessian);
        largest = fmax(largest, gd_curvature_of(2, hessian).value[1]);
        gd_value_and_gradient(&f->objective, x, g);
        for (size_t i = 0; i < 2; i++)
            x[i] -= rate * g[i];
    }
    return largest;
}

void tell_beale_map(story *s)
{
    const gd_test_function *f = function("beale");
    const gd_objective *o = &f->objective;
    /* The side on which the walk goes down, and the valley. */
    const double low[2] = {0.5, -1.5}, high[2] = {4.5, 4.5};
    gd_table_grid(s->data, "beale-surface", o, low, high, 56, 84);
    gd_table_grid(s->data, "beale-grid", o, f->lower, f->upper, 200, 200);
    tell_arrows(s, "beale-arrows", o, f->lower, f->upper, 12, 12);
    /* A closer look at the valley in which the minimum lies. */
    const double lower[2] = {2, -0.3}, upper[2] = {3.6, 1.3};
    gd_table_grid(s->data, "beale-valley", o, lower, upper, 120, 120);
    tell_arrows(s, "beale-valley-arrows", o, lower, upper, 11, 11);
    tell_minima(s, "beale-minimum", f);
}
