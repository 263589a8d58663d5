#include "shared/own-rate.h"

#include "gd/descent.h"
#include "gd/objective.h"
#include "shared/chapter.h"

#include <math.h>
#include <string.h>

/* region arrive */
/* Goes to x, where `rate` led, and records what is found there. */
static void arrive(rate_run *c, const double x[2], double rate)
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
static bool goes_on(const rate_run *c)
{
    return c->gradient_norm >= 1e-8 && isfinite(c->gradient_norm)
           && isfinite(c->f) && c->steps < 20000;
}

static rate_run rate_run_from(const double start[2])
{
    rate_run c = {.path = gd_history_new(2, false)};
    arrive(&c, start, 0);
    return c;
}
/* end arrive */

/* region bold-driver */
/* A trial of the bold driver: a little faster after a success, much slower
 * after a failure, which is taken back. */
static bool bold_trial(rate_run *c, double *rate, double up, double down)
{
    double y[2] = {c->x[0] - *rate * c->g[0], c->x[1] - *rate * c->g[1]};
    c->trials++;
    if (!(gd_value(objective("beale"), y) <= c->f)) {
        *rate *= down;
        return false;
    }
    c->steps++;
    arrive(c, y, *rate);
    *rate *= up;
    return true;
}

rate_run bold_driver(const double start[2], double rate, double up, double down)
{
    rate_run c = rate_run_from(start);
    while (goes_on(&c))
        bold_trial(&c, &rate, up, down);
    return c;
}
/* end bold-driver */

void tell_bold_rates(gd_table *t, const double start[2], double rate, double up,
                     double down)
{
    enum { TRIAL, RATE, ACCEPTED, COLUMNS };
    rate_run c = rate_run_from(start);
    double last[COLUMNS] = {0, 0, true};
    bool told = true;
    gd_table_block(t, "bold-rates", "trial\trate\taccepted");
    while (goes_on(&c) && c.trials < BOLD_TRIALS) {
        double now[COLUMNS] = {0, rate, bold_trial(&c, &rate, up, down)};
        now[TRIAL] = (double)c.trials;
        if (now[ACCEPTED] == 0 && !told)
            gd_table_row(t, COLUMNS, last); /* the top of a climb */
        told = c.trials == 1 || now[ACCEPTED] == 0 || last[ACCEPTED] == 0;
        if (told)
            gd_table_row(t, COLUMNS, now);
        memcpy(last, now, sizeof last);
    }
    if (!told)
        gd_table_row(t, COLUMNS, last);
    gd_history_free(&c.path);
}

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
rate_run barzilai_borwein(const double start[2], double first)
{
    rate_run c = rate_run_from(start);
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

void secant_experiment(const void *knobs, story *s)
{
    const gd_objective *f = objective("cubic");
    double x = 5.5, rate = 0.025, g, before;
    (void)knobs;
    gd_table_curve(s->data, "secant-curve", f, 2.5, 6, 70);
    gd_table_block(s->data, "secants", "step\tx\tslope\trate");
    gd_value_and_gradient(f, &x, &g);
    for (int i = 0; i < SECANT_POINTS; i++) {
        gd_row(s->data, i, x, g, rate);
        double step[2] = {-rate * g, 0};
        x += step[0];
        before = g;
        gd_value_and_gradient(f, &x, &g);
        rate = secant_rate(step, (double[]){g - before, 0}, rate);
    }
}

/* region armijo */
/* What a step must keep of the fall that the tangent promised. */
static const double asked_part = 1e-4;

/* Halves the rate until the step keeps at least a ten-thousandth of what the
 * tangent promised, counted from the height `from` (Armijo, 1966). Returns
 * the rate, with the point in y; 0 if no step is short enough. */
static double backtrack(rate_run *c, double rate, double from, double y[2])
{
    double promise = c->g[0] * c->g[0] + c->g[1] * c->g[1];
    for (; rate > 1e-20; rate /= 2) {
        y[0] = c->x[0] - rate * c->g[0];
        y[1] = c->x[1] - rate * c->g[1];
        c->trials++;
        if (gd_value(objective("beale"), y)
            <= from - asked_part * rate * promise)
            return rate;
    }
    return 0;
}

/* Every step tries the rate `first`; or, if it has a memory, twice the rate
 * that was accepted last. */
rate_run armijo(const double start[2], double first, bool memory)
{
    rate_run c = rate_run_from(start);
    double rate = first, y[2];
    while (goes_on(&c) && (rate = backtrack(&c, rate, c.f, y)) > 0) {
        c.steps++;
        arrive(&c, y, rate);
        rate = memory ? 2 * rate : first;
    }
    return c;
}
/* end armijo */

/* The search of a step from where c is: f along it, the trials, of which the
 * last is accepted, and what is asked of them. */
static void tell_search(gd_table *t, const rate_run *c, double first,
                        double accepted)
{
    enum { CELLS = 80 };
    double y[2], slope = -(c->g[0] * c->g[0] + c->g[1] * c->g[1]);
    gd_table_block(t, "armijo-curve", "rate\tf");
    for (int i = 0; i <= CELLS; i++) {
        double rate = 1.08 * first * i / CELLS;
        y[0] = c->x[0] - rate * c->g[0];
        y[1] = c->x[1] - rate * c->g[1];
        gd_row(t, rate, gd_value(objective("beale"), y));
    }
    gd_table_block(t, "armijo-trials", "rate\tf");
    for (double rate = first; rate >= accepted; rate /= 2) {
        y[0] = c->x[0] - rate * c->g[0];
        y[1] = c->x[1] - rate * c->g[1];
        gd_row(t, rate, gd_value(objective("beale"), y));
    }
    gd_table_block(t, "armijo-promise", "step\tf\tslope\tasked");
    gd_row(t, (double)c->steps, c->f, slope, asked_part * slope);
}

void armijo_line_experiment(const void *knobs, story *s)
{
    rate_run c = rate_run_from(beale_start);
    double rate = 5e-6, y[2];
    (void)knobs;
    while (goes_on(&c)) {
        rate_run here = c;
        double accepted = backtrack(&c, rate, c.f, y);
        if (c.trials >= here.trials + 3) {
            tell_search(s->data, &here, rate, accepted);
            break;
        }
        c.steps++;
        arrive(&c, y, accepted);
        rate = 2 * accepted;
    }
    gd_history_free(&c.path);
}

/* region safeguard */
/* Barzilai and Borwein with a safeguard after Raydan (1997): f may rise, but
 * not above the highest of its last ten values. */
rate_run safeguarded(const double start[2], double first)
{
    enum { MEMORY = 10 };
    rate_run c = rate_run_from(start);
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

rate_run fixed_rate(const double start[2], double rate, size_t steps)
{
    rate_run c = {.x = {start[0], start[1]}, .path = gd_history_new(2, false)};
    gd_options o = {.rate = rate, .max_steps = steps, .tolerance = 1e-8};
    gd_result r = must_descend(objective("beale"), c.x, &o, &c.path);
    c.steps = c.trials = r.steps;
    c.f = r.f;
    c.gradient_norm = r.gradient_norm;
    c.fastest = r.steps > 0 ? rate : 0;
    return c;
}
