#include "shared/own-rate.h"

#include "gd/descent.h"
#include "gd/objective.h"
#include "shared/must.h"

#include <math.h>
#include <string.h>

/* region arrive */
/* Goes to x, where `rate` led, and records what is found there. */
static void arrive(contest *c, const double x[2], double rate)
{
    memcpy(c->x, x, sizeof c->x);
    c->f = gd_value_and_gradient(objective("beale"), c->x, c->g);
    c->gradient_norm = gd_max_abs(2, c->g);
    c->fastest = fmax(c->fastest, rate);
    gd_state here = {c->steps, 2, c->x, c->f, c->g, c->gradient_norm, rate};
    if (!gd_history_observe(&here, &c->path))
        give_up("out of memory");
}

/* Not there, not lost, and not too long on the way. */
static bool goes_on(const contest *c)
{
    return c->gradient_norm >= 1e-8 && isfinite(c->gradient_norm)
           && isfinite(c->f) && c->steps < 20000;
}

static contest contest_from(const double start[2])
{
    contest c = {.path = gd_history_new(2, false)};
    arrive(&c, start, 0);
    return c;
}
/* end arrive */

/* region bold-driver */
/* The bold driver: a little faster after every success, much slower after
 * a failure, which is taken back. */
contest bold_driver(const double start[2], double rate, double up, double down)
{
    contest c = contest_from(start);
    while (goes_on(&c)) {
        double y[2] = {c.x[0] - rate * c.g[0], c.x[1] - rate * c.g[1]};
        c.trials++;
        if (gd_value(objective("beale"), y) <= c.f) {
            c.steps++;
            arrive(&c, y, rate);
            rate *= up;
        } else {
            rate *= down;
        }
    }
    return c;
}
/* end bold-driver */

/* region barzilai-borwein */
/* 1 over the curvature that a step s has met along which the gradient changed
 * by y; where it met none, `otherwise`. */
static double secant_rate(const double s[2], const double y[2],
                          double otherwise)
{
    double sy = s[0] * y[0] + s[1] * y[1];
    return sy > 0 ? (s[0] * s[0] + s[1] * s[1]) / sy : otherwise;
}

/* Barzilai and Borwein (1988): each step has the rate that would have been
 * right for the last one. Nothing is asked of f; it may rise for a while. */
contest barzilai_borwein(const double start[2], double first)
{
    contest c = contest_from(start);
    double rate = first;
    while (goes_on(&c)) {
        double g[2] = {c.g[0], c.g[1]};
        double s[2] = {-rate * g[0], -rate * g[1]};
        c.steps++;
        arrive(&c, (double[]){c.x[0] + s[0], c.x[1] + s[1]}, rate);
        rate = secant_rate(s, (double[]){c.g[0] - g[0], c.g[1] - g[1]}, first);
    }
    c.trials = c.steps;
    return c;
}
/* end barzilai-borwein */

/* region armijo */
/* Halves the rate until the step keeps at least a ten-thousandth of what the
 * tangent promised, counted from the height `from` (Armijo, 1966). Returns
 * the rate, with the point in y; 0 if no step is short enough. */
static double backtrack(contest *c, double rate, double from, double y[2])
{
    double promise = c->g[0] * c->g[0] + c->g[1] * c->g[1];
    for (; rate > 1e-20; rate /= 2) {
        y[0] = c->x[0] - rate * c->g[0];
        y[1] = c->x[1] - rate * c->g[1];
        c->trials++;
        if (gd_value(objective("beale"), y) <= from - 1e-4 * rate * promise)
            return rate;
    }
    return 0;
}

/* Every step tries the rate `first`; or, if it has a memory, twice the rate
 * that was accepted last. */
contest armijo(const double start[2], double first, bool memory)
{
    contest c = contest_from(start);
    double rate = first, y[2];
    while (goes_on(&c) && (rate = backtrack(&c, rate, c.f, y)) > 0) {
        c.steps++;
        arrive(&c, y, rate);
        rate = memory ? 2 * rate : first;
    }
    return c;
}
/* end armijo */

/* region safeguard */
/* Barzilai and Borwein with a safeguard after Raydan (1997): f may rise, but
 * not above the highest of its last ten values. */
contest safeguarded(const double start[2], double first)
{
    enum { MEMORY = 10 };
    contest c = contest_from(start);
    double last[MEMORY], rate = first, y[2];
    for (int i = 0; i < MEMORY; i++)
        last[i] = c.f;
    while (goes_on(&c)) {
        double g[2] = {c.g[0], c.g[1]}, x[2] = {c.x[0], c.x[1]};
        double highest = last[0];
        for (int i = 1; i < MEMORY; i++)
            highest = fmax(highest, last[i]);
        rate = backtrack(&c, rate, highest, y);
        if (rate == 0)
            break;
        c.steps++;
        arrive(&c, y, rate);
        last[c.steps % MEMORY] = c.f;
        rate = secant_rate((double[]){y[0] - x[0], y[1] - x[1]},
                           (double[]){c.g[0] - g[0], c.g[1] - g[1]}, first);
    }
    return c;
}
/* end safeguard */

contest fixed_rate(const double start[2], double rate, size_t steps)
{
    contest c = {.x = {start[0], start[1]}, .path = gd_history_new(2, false)};
    gd_options o = {.rate = rate, .max_steps = steps, .tolerance = 1e-8};
    gd_result r = must_descend(objective("beale"), c.x, &o, &c.path);
    c.steps = c.trials = r.steps;
    c.f = r.f;
    c.gradient_norm = r.gradient_norm;
    c.fastest = r.steps > 0 ? rate : 0;
    return c;
}
