/* Chapter 2, Basic descent: one step, then another.
 *
 * The loops stand here in full, bare, as the chapter prints them. (The
 * library has the same loop with more doors in it, gd/descent.h; a test
 * holds the two together bit for bit.) To be read beside the chapter, from
 * top to bottom; what can be asked stands in the table at the end. */
// cc -O2 -Icode code/02-basic-descent.c code/shared/*.c code/gd/*.c -lm
// ./a.out cubic --set rate=0.05
#include "gd/curvature.h"
#include "gd/descent.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "gd/pi.h"
#include "gd/random.h"
#include "gd/regression.h"
#include "gd/table.h"
#include "shared/basins.h"
#include "shared/beale.h"
#include "shared/bird-line.h"
#include "shared/by-chance.h"
#include "shared/chapter.h"
#include "shared/lemma.h"
#include "shared/path.h"
#include "shared/penguins.h"
#include "shared/restless.h"
#include "shared/short.h"
#include "shared/tell.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* region knobs */
/* What can be turned in the runs; each lists those that it knows. */
typedef struct descent_knobs {
    double start, start_x, start_y, rate, length, steps, target, time, starts,
        seed;
} descent_knobs;
/* end knobs */

/* ================================================== one variable, one step */

/* region one-step */
static double parabola(double x)
{
    return x * x + 0.2;
}

static double parabola_slope(double x)
{
    return 2 * x;
}

/* One step of descent, and what the tangent had promised of it. */
typedef struct landing {
    double x, f, slope;  /* where we stand */
    double dx;           /* the step */
    double predicted;    /* change of f along the tangent: slope * dx */
    double new_x, new_f; /* where we land */
} landing;

static landing one_step(double x, double rate)
{
    landing s = {.x = x, .f = parabola(x), .slope = parabola_slope(x)};
    s.dx = -rate * s.slope;
    s.predicted = s.slope * s.dx;
    s.new_x = x + s.dx;
    s.new_f = parabola(s.new_x);
    return s;
}
/* end one-step */

static const knob one_step_list[] = {
    KNOB(descent_knobs, start, 1.5, 0.1, 3, LINEAR, "where the step begins"),
    KNOB(descent_knobs, rate, 0.15, 0.01, 1.5, LINEAR, "learning rate"),
    {0},
};

static void one_step_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const landing l = one_step(k->start, k->rate);
    *(descent_knobs *)keep(s, sizeof *k) = *k;
    say(s,
        "one-step: f(x) = x^2 + 0.2 at x = %g, rate %g\n\n"
        "  slope          %7.4f\n"
        "  step           %7.4f\n"
        "  new x          %7.4f\n"
        "  f before       %7.4f\n"
        "  f after        %7.4f\n"
        "  f changed by   %7.4f\n"
        "  tangent said   %7.4f\n\n",
        l.x, k->rate, l.slope, l.dx, l.new_x, l.f, l.new_f, l.new_f - l.f,
        l.predicted);
    short_step(s, l.x, k->rate, l.predicted, l.new_f - l.f);
    value(s, "one.actual", l.new_f - l.f);
    const double air = 0.108; /* beyond both points */
    gd_table_curve(s->data, "parabola-curve", objective("parabola"),
                   fmin(-1.8, l.new_x - air), fmax(1.8, l.x + air), 240);
    gd_table_block(s->data, "one-step",
                   "x\tf\tslope\tdx\tpredicted\tnew_x\tnew_f");
    gd_row(s->data, l.x, l.f, l.slope, l.dx, l.predicted, l.new_x, l.new_f);
    gd_table_block(s->data, "sides", "x\tf\tslope\tdx");
    for (int i = -3; i <= 3; i++) {
        landing side = one_step(0.5 * i, k->rate);
        gd_row(s->data, side.x, side.f, side.slope, side.dx);
    }
}

static void taylor_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const descent_knobs *k = result_of(s, "one-step");
    say(s,
        "taylor: the promise kept, f(x) = x^2 + 0.2 at x = %g\n\n"
        "      rate     predicted        actual    actual/predicted\n",
        k->start);
    for (double rate = 1.5; rate > 1e-4; rate /= 10) {
        landing l = one_step(k->start, rate);
        say(s, "  %8.2g  %12.8f  %12.8f    %12.5f\n", rate, l.predicted,
            l.new_f - l.f, (l.new_f - l.f) / l.predicted);
    }
    say(s, "\n");
    gd_table_block(s->data, "taylor", "rate\tpredicted\tactual");
    for (int i = 0; i <= 100; i++) {
        double rate = 1.25 * i / 100;
        landing l = one_step(k->start, rate);
        gd_row(s->data, rate, l.predicted, l.new_f - l.f);
    }
}

/* ================================================== one variable, the loop */

/* region descend */
/* x <- x - rate f'(x), until the slope is nearly zero or no longer a number,
 * or the steps are used up, at most MAX_STEPS of them. A negative rate
 * climbs. */
static path descend(double (*slope)(double), double start, double rate,
                    size_t max_steps, double tolerance)
{
    path p = {.x = {start}};
    for (;;) {
        double x = p.x[p.steps];
        double g = slope(x);
        p.flat = fabs(g) < tolerance;
        if (p.flat || !isfinite(g) || p.steps == max_steps
            || p.steps == MAX_STEPS)
            return p;
        p.x[++p.steps] = x - rate * g;
    }
}
/* end descend */

/* region cubic-slope */
static double cubic_slope(double x)
{
    return 3 * x * x - 6 * x - 9;
}
/* end cubic-slope */

/* region cubic-run */
static const knob cubic_list[] = {
    KNOB(descent_knobs, start, 1, -4, 6, LINEAR, "where the run begins"),
    KNOB(descent_knobs, rate, 0.01, 1e-4, 1, LOG, "learning rate"),
    KNOB(descent_knobs, steps, 200, 0, MAX_STEPS, COUNT, "at most"),
    {0},
};

static path cubic_run(const descent_knobs *k)
{
    return descend(cubic_slope, k->start, k->rate, (size_t)k->steps, 1e-8);
}
/* end cubic-run */

static void cubic_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const path p = cubic_run(k);
    *(descent_knobs *)keep(s, sizeof *k) = *k;
    say(s, "cubic: f(x) = x^3 - 3x^2 - 9x + 2 from x = %g, rate %g\n\n",
        k->start, k->rate);
    say_path(s, &p, "cubic");
    short_path(s, &p, "cubic", k->rate);
    tell_run(s, "cubic-path", "cubic-curve", &p, "cubic", -3.3, 4.6);
    const gd_stationary *minimum = function("cubic")->stationary;
    /* Left of -3 the cubic is lower than its local minimum. */
    gd_table_block(s->data, "cubic-minimum", "x\tf\tas_low");
    gd_row(s->data, minimum->x[0], minimum->f, -3);
    value(s, "cubic.gd.steps", (double)p.steps);
    if (path_points(&p, "cubic") > p.steps)
        value(s, "cubic.gd.x", last(&p));
}

typedef struct stairs_knobs {
    double start, low_rate, high_rate;
} stairs_knobs;

static const knob stairs_list[] = {
    KNOB(stairs_knobs, start, 1.5, -3, 3, LINEAR, "where both runs begin"),
    KNOB(stairs_knobs, low_rate, 0.15, 0.01, 0.5, LINEAR, "rate of the stairs"),
    KNOB(stairs_knobs, high_rate, 0.9, 0.5, 1.2, LINEAR, "overshooting rate"),
    {0},
};

static void stairs_experiment(const void *knobs, story *s)
{
    const stairs_knobs *k = knobs;
    const path low = descend(parabola_slope, k->start, k->low_rate, 12, 0);
    const path high = descend(parabola_slope, k->start, k->high_rate, 7, 0);
    tell_run(s, "staircase", "staircase-curve", &low, "parabola", -1.8, 1.8);
    tell_run(s, "overshoot", "overshoot-curve", &high, "parabola", -1.8, 1.8);
}

static const knob flow_list[] = {
    KNOB(descent_knobs, start, 1.5, -3, 3, LINEAR, "where all runs begin"),
    KNOB(descent_knobs, time, 1, 0.1, 5, LINEAR, "steps times rate"),
    {0},
};

/* More and smaller steps, the same sum of rates. */
static void flow_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    say(s,
        "flow: f(x) = x^2 + 0.2 from x = %g, steps times rate = %g\n\n"
        "   steps        rate             x\n",
        k->start, k->time);
    for (size_t steps = 2; steps <= MAX_STEPS;
         steps = steps < 10 ? 10 : 10 * steps) {
        double rate = k->time / (double)steps;
        path p = descend(parabola_slope, k->start, rate, steps, 0);
        say(s, "  %6zu  %10.4g  %12.6f\n", p.steps, rate, last(&p));
    }
    say(s, "  in the limit        %12.6f\n\n", k->start * exp(-2 * k->time));
}

/* region ascent-run */
static path ascent_run(const descent_knobs *k)
{
    return descend(cubic_slope, k->start, -k->rate, 400, 1e-8);
}
/* end ascent-run */

static void ascent_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const path p = ascent_run(result_of(s, "cubic"));
    say(s, "ascent: the same start and rate, with a plus sign\n\n");
    say_path(s, &p, "cubic");
    tell_path(s, "ascent-path", &p, "cubic");
    const gd_stationary *maximum = function("cubic")->stationary + 1;
    gd_table_block(s->data, "cubic-maximum", "x\tf");
    gd_row(s->data, maximum->x[0], maximum->f);
}

static const knob grows_list[] = {
    KNOB(descent_knobs, start, -0.9, -4, 6, LINEAR, "where the run begins"),
    KNOB(descent_knobs, rate, 0.01, 1e-4, 1, LOG, "learning rate"),
    {0},
};

static void grows_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const path p = descend(cubic_slope, k->start, k->rate, 60, 1e-8);
    size_t count = path_points(&p, "cubic");
    say(s,
        "grows: the cubic from x = %g, rate %g\n\n"
        "  step            x        |f'(x)|\n",
        k->start, k->rate);
    for (size_t t = 0; t < count; t++)
        if (t % 10 == 0 || t + 1 == count)
            say(s, "  %4zu  %s  %s\n", t, six(p.x[t], 11).text,
                six(fabs(cubic_slope(p.x[t])), 13).text);
    if (count <= p.steps)
        say(s, "\n  diverged: f or f' is no longer finite\n");
    say(s, "\n");
    tell_run(s, "grows-path", "grows-curve", &p, "cubic", -3.3, 4.6);
    gd_table_block(s->data, "growing-slope", "step\tsize");
    for (size_t t = 0; t < count; t++)
        gd_row(s->data, (double)t, fabs(cubic_slope(p.x[t])));
}

/* ------------------------------------------------------------- when to stop */

/* region until-low */
/* The other natural rule: stop when the value is low enough. It needs to
 * know how low is low. Written so that a NaN does not look like success. */
static path descend_until(double (*f)(double), double (*slope)(double),
                          double start, double rate, double target)
{
    path p = {.x = {start}};
    while (!(f(last(&p)) <= target) && p.steps < MAX_STEPS) {
        double x = last(&p);
        p.x[++p.steps] = x - rate * slope(x);
    }
    return p;
}
/* end until-low */

static double square(double x)
{
    return x * x;
}

static const knob square_list[] = {
    KNOB(descent_knobs, start, 1.2, -3, 3, LINEAR, "where the run begins"),
    KNOB(descent_knobs, rate, 0.3, 0.01, 1.2, LINEAR, "learning rate"),
    KNOB(descent_knobs, target, 1e-3, 1e-12, 1, LOG, "value at which it stops"),
    {0},
};

static path square_run(const descent_knobs *k, double target)
{
    return descend_until(square, parabola_slope, k->start, k->rate, target);
}

static void square_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const path p = square_run(k, k->target);
    say(s,
        "square: f(x) = x^2 from x = %g, rate %g, until f <= %g\n\n"
        "  step           x        f(x)\n",
        k->start, k->rate, k->target);
    for (size_t t = 0; t <= p.steps; t++)
        if (shows(s, t, 12, p.steps))
            say(s, "  %4zu  %s  %s\n", t, six(p.x[t], 10).text,
                six(square(p.x[t]), 10).text);
    if (square(last(&p)) > k->target)
        say(s, "\n  step limit: f is not low enough\n");
    say(s, "\n  every step leaves %g of x\n\n", tidy(1 - 2 * k->rate));
    tell_path(s, "square-path", &p, "square");
    value(s, "x2.gd.x", last(&p));
    value(s, "x2.gd.steps", (double)p.steps);
    value(s, "x2.loose.steps", (double)square_run(k, 10 * k->target).steps);
}

/* region plateau */
/* f(x) = 1 - exp(-x^2): a pit in a plain. */
static double pit(double x)
{
    return 1 - exp(-x * x);
}

static double pit_slope(double x)
{
    return 2 * x * exp(-x * x);
}
/* end plateau */

static const knob plateau_list[] = {
    KNOB(descent_knobs, start, 5, 0.1, 8, LINEAR, "the farthest start"),
    KNOB(descent_knobs, rate, 0.1, 1e-3, 1, LOG, "learning rate"),
    {0},
};

static void plateau_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    say(s,
        "plateau: f(x) = 1 - exp(-x^2), rate %g, tolerance 1e-08\n\n"
        "   start   |f'| there    steps         end      f(end)\n",
        k->rate);
    for (int i = 5; i > 0; i--) {
        double start = k->start * i / 5;
        path p = descend(pit_slope, start, k->rate, MAX_STEPS, 1e-8);
        say(s, "  %6g  %11.1e  %7zu  %10.6f  %10.6f  %s\n", start,
            fabs(pit_slope(start)), p.steps, tidy(last(&p)),
            tidy(pit(last(&p))),
            p.flat ? "|f'| below tolerance" : "step limit");
    }
    say(s, "\n");
    value(s, "plateau.slope", fabs(pit_slope(k->start)));
}

/* region walk-run */
static double walk_slope(double x)
{
    return 2 * (x - 1);
}

static const knob walk_list[] = {
    KNOB(descent_knobs, start, 6, -10, 12, LINEAR, "where the run begins"),
    KNOB(descent_knobs, rate, 0.05, 1e-3, 1.2, LOG, "learning rate"),
    {0},
};

static path walk_run(const descent_knobs *k)
{
    return descend(walk_slope, k->start, k->rate, MAX_STEPS, 0);
}

/* In exact arithmetic every step leaves the same fraction of x - 1. */
static double exact_error(const descent_knobs *k, size_t steps)
{
    return (k->start - 1) * pow(1 - 2 * k->rate, (double)steps);
}

/* The step from which on x no longer changes. */
static size_t frozen_from(const path *p)
{
    size_t step = p->steps;
    while (step > 0 && p->x[step - 1] == last(p))
        step--;
    return step;
}
/* end walk-run */

static void say_frozen(story *s, const descent_knobs *k, const path *p)
{
    size_t frozen = frozen_from(p);
    double left = tidy(1 - 2 * k->rate);
    say(s,
        frozen < p->steps ? "  x - 1 = %.3g, unchanged since step %zu\n"
                          : "  x - 1 = %.3g, still changing at step %zu\n",
        last(p) - 1, frozen);
    say(s,
        left < 0 ? "  exact arithmetic: %g * (%g)^%zu = %.2g\n\n"
                 : "  exact arithmetic: %g * %g^%zu = %.2g\n\n",
        k->start - 1, left, p->steps, exact_error(k, p->steps));
}

static void walk_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const path p = walk_run(k);
    say(s, "walk: f(x) = (x - 1)^2 + 1 from x = %g, rate %g, no tolerance\n\n",
        k->start, k->rate);
    say_path(s, &p, "walk");
    say_frozen(s, k, &p);
    tell_run(s, "walk-path", "walk-curve", &p, "walk", -5, 7);
    gd_table_block(s->data, "walk-error", "step\terror\texact");
    for (size_t t = 0; t <= p.steps; t++)
        gd_row(s->data, (double)t, fabs(p.x[t] - 1), fabs(exact_error(k, t)));
    value(s, "parabola.gd.x1", p.x[1]);
    value(s, "parabola.gd.x2", p.x[2]);
    value(s, "parabola.gd.x", last(&p));
    value(s, "parabola.gd.frozen", (double)frozen_from(&p));
    value(s, "parabola.gd.exact_error", exact_error(k, p.steps));
}

static const knob fixed_list[] = {
    KNOB(descent_knobs, start, 6, -10, 12, LINEAR, "where one walk begins"),
    KNOB(descent_knobs, length, 0.5, 0.05, 4, LINEAR, "length of each step"),
    KNOB(descent_knobs, rate, 0.15, 0.01, 1, LOG, "rate of the descent"),
    {0},
};

static void fixed_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const double starts[2] = {k->start, k->start + 0.2};
    say(s,
        "fixed-length: f(x) = (x - 1)^2 + 1, steps of length %g\n\n"
        "   start    after 9   after 10   after 11   after 12\n",
        k->length);
    for (int i = 0; i < 2; i++) {
        path p = fixed_length(walk_slope, starts[i], k->length, 16);
        say(s, "  %6g", starts[i]);
        for (size_t t = 9; t <= 12 && t <= p.steps; t++)
            say(s, "  %9.4f", p.x[t]);
        say(s, "%s\n", walk_slope(last(&p)) == 0 ? "  arrived" : "");
        tell_path(s, named("fixed-walk-%d", i + 1).text, &p, "walk");
    }
    say(s, "\n");
    const path shrinks = descend(walk_slope, k->start, k->rate, 16, 0);
    tell_path(s, "fixed-descent", &shrinks, "walk");
}

/* ======================================================== two variables */

/* region loop-n */
/* A finished run in n <= 2 variables. */
typedef struct run {
    size_t steps;
    double x[2];
    double f;
    double gradient_norm; /* max|g_i| */
    bool finite;          /* false: diverged */
} run;

/* The same loop with vectors. history, which may be NULL, records it; should
 * it run out of memory, the run ends there and history->failed tells. */
static run descend_n(const gd_objective *f, const double *start, double rate,
                     size_t max_steps, double tolerance, double target,
                     gd_history *history)
{
    assert(f->n <= 2);
    run r = {.finite = true};
    double g[2];
    memcpy(r.x, start, f->n * sizeof *start);
    for (;; r.steps++) {
        r.f = gd_value_and_gradient(f, r.x, g);
        r.gradient_norm = gd_max_abs(f->n, g);
        gd_state here = {r.steps, f->n, r.x, r.f, g, r.gradient_norm, rate};
        if (history && !gd_history_observe(&here, history))
            return r;
        r.finite = isfinite(r.f) && isfinite(r.gradient_norm);
        if (!r.finite || r.gradient_norm < tolerance || r.f <= target
            || r.steps == max_steps)
            return r;
        for (size_t i = 0; i < f->n; i++)
            r.x[i] -= rate * g[i];
    }
}
/* end loop-n */

/* Why a run with the tolerance 1e-8 ended. */
static const char *ending(const run *r)
{
    return !r->finite                ? "diverged, f is no longer finite"
           : r->gradient_norm < 1e-8 ? "max|g| below the tolerance"
                                     : "step limit";
}

/* ---------------------------------------------------- slope by direction */

/* A gentle elliptic bowl, f(x, y) = x^2/4 + y^2. */
static double ellipse_matrix[] = {0.5, 0, 0, 2};
static const gd_objective ellipse = {"ellipse", 2, gd_quadratic,
                                     ellipse_matrix};

/* region directional */
/* The slope of f at x in the direction at `degrees`, measured: a thousandth
 * ahead and a thousandth back, from heights alone. */
static double directional_slope(const gd_objective *f, const double *x,
                                double degrees)
{
    const double h = 1e-3, angle = degrees * GD_PI / 180;
    const double dx = h * cos(angle), dy = h * sin(angle);
    const double ahead[2] = {x[0] + dx, x[1] + dy};
    const double back[2] = {x[0] - dx, x[1] - dy};
    return (gd_value(f, ahead) - gd_value(f, back)) / (2 * h);
}

/* The direction with the most negative slope of 3600. */
static double steepest_down(const gd_objective *f, const double *x)
{
    double best = 0;
    for (int i = 1; i < 3600; i++)
        if (directional_slope(f, x, i / 10.0) < directional_slope(f, x, best))
            best = i / 10.0;
    return best;
}
/* end directional */

static double degrees_of(double dx, double dy)
{
    double degrees = atan2(dy, dx) * 180 / GD_PI;
    return degrees < 0 ? degrees + 360 : degrees;
}

static const knob directions_list[] = {
    KNOB(descent_knobs, start_x, 1.6, -3, 3, LINEAR, "x of the start"),
    KNOB(descent_knobs, start_y, 0.8, -2, 2, LINEAR, "y of the start"),
    {0},
};

static void ellipse_scene(const void *knobs, story *s)
{
    (void)knobs;
    const double lower[2] = {-3.3, -2.2}, upper[2] = {3.3, 2.2};
    gd_table_grid(s->data, "ellipse-grid", &ellipse, lower, upper, 120, 120);
    tell_arrows(s, "ellipse-arrows", &ellipse, lower, upper, 8, 6);
}

static void directions_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const double x[2] = {k->start_x, k->start_y};
    double g[2], f = gd_value_and_gradient(&ellipse, x, g);
    *(descent_knobs *)keep(s, sizeof *k) = *k;
    say(s,
        "directions: f(x, y) = x^2/4 + y^2 at (%g, %g)\n\n"
        "  direction    slope there\n",
        x[0], x[1]);
    for (int degrees = 0; degrees < 360; degrees += 45)
        say(s, "  %5d deg    %11.4f\n", degrees,
            tidy(directional_slope(&ellipse, x, degrees)));
    say(s, "\n  gradient (%g, %g), length %.4f\n", g[0], g[1],
        hypot(g[0], g[1]));
    gd_table_block(s->data, "ellipse-point", "x\ty\tf\tdx\tdy");
    gd_row(s->data, x[0], x[1], f, -g[0], -g[1]);
    gd_table_block(s->data, "directions", "degrees\tslope");
    for (int i = 0; i <= 360; i += 2)
        gd_row(s->data, i, directional_slope(&ellipse, x, i));
    if (g[0] == 0 && g[1] == 0) {
        say(s, "  flat: no direction is the steepest\n\n");
        return;
    }
    double tried = steepest_down(&ellipse, x), down = degrees_of(-g[0], -g[1]);
    say(s,
        "  steepest of 3600 directions: %.1f deg, slope %.4f\n"
        "  direction of minus the gradient: %.4f deg\n\n",
        tried, directional_slope(&ellipse, x, tried), down);
    value(s, "ellipse.scan", tried);
    value(s, "ellipse.degrees", down);
    /* Steepest up, level, steepest down, level: quarter turns. */
    gd_table_block(s->data, "direction-marks", "degrees\tslope");
    for (int i = 0; i < 4; i++) {
        double turned = fmod(degrees_of(g[0], g[1]) + 90 * i, 360);
        gd_row(s->data, turned, tidy(directional_slope(&ellipse, x, turned)));
    }
}

typedef struct direction_knobs {
    double degrees;
} direction_knobs;

static const knob direction_list[] = {
    KNOB(direction_knobs, degrees, 180, 0, 360, LINEAR, "which way"),
    {0},
};

/* One of the directions, beside the steepest. */
static void direction_experiment(const void *knobs, story *s)
{
    const direction_knobs *k = knobs;
    const descent_knobs *at = result_of(s, "directions");
    const double x[2] = {at->start_x, at->start_y};
    const double angle = k->degrees * GD_PI / 180;
    double g[2], slope = tidy(directional_slope(&ellipse, x, k->degrees));
    gd_value_and_gradient(&ellipse, x, g);
    short_direction(s, x, k->degrees, slope, -hypot(g[0], g[1]),
                    degrees_of(-g[0], -g[1]));
    gd_table_block(s->data, "direction", "degrees\tslope\tx\ty");
    gd_row(s->data, k->degrees, slope, cos(angle), sin(angle));
}

/* ------------------------------------------------------- x^2 + sin^2 y */

/* region waves-run */
static const knob waves_list[] = {
    KNOB(descent_knobs, start_x, 3, -3, 3, LINEAR, "x of the start"),
    KNOB(descent_knobs, start_y, 1, -4.5, 4.5, LINEAR, "y of the start"),
    KNOB(descent_knobs, rate, 0.1, 1e-3, 1.2, LOG, "learning rate"),
    {0},
};

static run waves_run(const descent_knobs *k, gd_history *history)
{
    const double start[2] = {k->start_x, k->start_y};
    return descend_n(objective("waves"), start, k->rate, 100, 0, 1e-2, history);
}
/* end waves-run */

static void waves_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const gd_test_function *f = function("waves");
    const gd_objective *o = &f->objective;
    const double lower[2] = {-3.2, -4.8}, upper[2] = {3.2, 4.8};
    gd_history h = gd_history_new(2, true);
    run r = waves_run(k, &h);
    say(s,
        "waves: f(x, y) = x^2 + sin^2 y from (%g, %g), rate %g,"
        " until f <= 0.01\n\n"
        "  step          x          y    f(x, y)\n",
        k->start_x, k->start_y, k->rate);
    for (size_t t = 0; t < h.count; t++) {
        const double *row = gd_history_row(&h, t);
        if (shows(s, t, 20, r.steps))
            say(s, "  %4.0f  %s  %s  %s\n", row[0], six(row[1], 9).text,
                six(row[2], 9).text, six(row[3], 9).text);
    }
    say(s, "\n  %zu steps%s\n\n", r.steps,
        r.f <= 1e-2 ? "" : ", no more allowed: f is not low enough");
    tell_history(s, "two-variables", &h, NULL);
    gd_table_grid(s->data, "waves-surface", o, lower, upper, 46, 46);
    gd_table_grid(s->data, "waves-grid", o, lower, upper, 120, 120);
    tell_minima(s, "waves-minima", f);
    value(s, "two.steps", (double)r.steps);
    value(s, "two.x", r.x[0]);
    value(s, "two.y", r.x[1]);
}

static const knob ends_list[] = {
    KNOB(descent_knobs, start, 3, -3, 3, LINEAR, "x of all starts"),
    KNOB(descent_knobs, rate, 0.1, 1e-3, 1.2, LOG, "learning rate"),
    {0},
};

static void ends_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    say(s,
        "wave-ends: f(x, y) = x^2 + sin^2 y, where do starts (%g, y) end?"
        "\n\n   start y      end x       end y    end y / pi    steps\n",
        k->start);
    for (int i = 0; i < 7; i++) {
        const double start[2] = {k->start, -4.5 + 1.5 * i};
        gd_history h = gd_history_new(2, false);
        run r = descend_n(objective("waves"), start, k->rate, 1000, 1e-10,
                          -HUGE_VAL, &h);
        say(s, "  %8.1f  %9.1e  %10.6f  %12.6f  %7zu%s\n", start[1], r.x[0],
            tidy(r.x[1]), tidy(r.x[1] / GD_PI), r.steps,
            r.gradient_norm < 1e-10 ? "" : "  step limit");
        tell_history(s, named("wave-path-%d", i + 1).text, &h, NULL);
    }
    say(s, "\n");
}

/* ---------------------------------------------------------------- Beale */

enum { BEALE_STEPS = 300000 };

/* region beale-run */
static const knob beale_list[] = {
    KNOB(descent_knobs, start_x, 3, -4.5, 4.5, LINEAR, "x of the start"),
    KNOB(descent_knobs, start_y, 4, -4.5, 4.5, LINEAR, "y of the start"),
    KNOB(descent_knobs, rate, 5e-6, 1e-7, 1e-2, LOG, "learning rate"),
    KNOB(descent_knobs, steps, BEALE_STEPS, 0, BEALE_STEPS, COUNT, "at most"),
    {0},
};

static run beale_run(const descent_knobs *k, double rate, size_t steps,
                     gd_history *history)
{
    const double start[2] = {k->start_x, k->start_y};
    return descend_n(objective("beale"), start, rate, steps, 1e-8, -HUGE_VAL,
                     history);
}
/* end beale-run */

/* What the runs at other rates are compared with. */
typedef struct beale_result {
    descent_knobs knobs;
    run end;
} beale_result;

static void beale_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    const gd_test_function *f = function("beale");
    const double start[2] = {k->start_x, k->start_y};
    double g[2], hessian[4];
    gd_value_and_gradient(&f->objective, start, g);
    f->hessian(start, hessian);
    say(s,
        "beale: Beale's function from (%g, %g), rate %g\n\n"
        "  gradient at the start: (%.2f, %.2f)\n\n",
        start[0], start[1], k->rate, g[0], g[1]);
    gd_history h = gd_history_new(2, false);
    const run end = beale_run(k, k->rate, (size_t)k->steps, &h);
    if (h.failed)
        give_up("out of memory");
    tell_beale_marks(s, &h, k->rate);
    say(s, "\n  stopped after %zu steps: %s\n\n", end.steps, ending(&end));
    short_beale(s, start, k->rate, end.steps, end.finite,
                end.gradient_norm < 1e-8, end.x);
    *(beale_result *)keep(s, sizeof(beale_result)) = (beale_result){*k, end};
    tell_history(s, "beale-path-slow", &h, f->stationary[0].x);
    value(s, "beale.gradient.x", g[0]);
    value(s, "beale.gradient.y", g[1]);
    value(s, "beale.start.curvature",
          round(gd_curvature_of(2, hessian).value[1]));
    value(s, "beale.gd.steps", (double)end.steps);
    if (end.finite) {
        value(s, "beale.gd.x", end.x[0]);
        value(s, "beale.gd.y", end.x[1]);
        value(s, "beale.gd.gradient_norm", end.gradient_norm);
        value(s, "beale.gd.distance", beale_distance(end.x));
    }
}

static void beale_map(const void *knobs, story *s)
{
    (void)knobs;
    tell_beale_map(s);
}

/* region bound */
/* The descent lemma, summed: at a rate of at most 1/L, among so many points
 * is one where the gradient is no longer than this. `drop` is f at the start
 * minus the smallest value. */
static double promised_gradient(double drop, double rate, size_t steps)
{
    return sqrt(2 * drop / (rate * (double)steps));
}
/* end bound */

/* Plain descent on Beale's function; the shortest gradient of the first
 * 1, 10, 100 ... and of all points, beside the promise. */
static void say_bound(story *s, const descent_knobs *k, double drop)
{
    const size_t steps = (size_t)k->steps;
    double x[2] = {k->start_x, k->start_y}, g[2], shortest = HUGE_VAL;
    say(s, "\n    points    promised    shortest\n");
    for (size_t t = 1, mark = 1; t <= steps; t++) {
        gd_value_and_gradient(objective("beale"), x, g);
        shortest = fmin(shortest, hypot(g[0], g[1]));
        for (size_t i = 0; i < 2; i++)
            x[i] -= k->rate * g[i];
        if (t < mark && t < steps)
            continue;
        say(s, "  %8zu  %10.4g  %10.4g\n", t,
            promised_gradient(drop, k->rate, t), shortest);
        mark = 10 * t;
    }
    value(s, "descent.bound", promised_gradient(drop, k->rate, steps));
    value(s, "descent.bound.found", shortest);
}

static void bound_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const beale_result *beale = result_of(s, "beale");
    const descent_knobs *k = &beale->knobs;
    const gd_test_function *f = function("beale");
    const double start[2] = {k->start_x, k->start_y};
    const double drop = gd_value(&f->objective, start) - f->stationary[0].f;
    /* A run that diverged ends with a point that has none. */
    const double largest =
        largest_curvature(start, k->rate, beale->end.steps + beale->end.finite);
    say(s,
        "bound: Beale's function from (%g, %g), rate %g\n\n"
        "  largest curvature on the way %.4g: rates up to %.2g\n",
        start[0], start[1], k->rate, largest, 1 / largest);
    if (k->steps > 0 && beale->end.finite && k->rate * largest <= 1)
        say_bound(s, k, drop);
    else
        say(s, "  so nothing is promised of %g steps\n", k->steps);
    say(s, "\n");
}

typedef struct rates_knobs {
    double medium, fast, wild, restart;
} rates_knobs;

static const knob rates_list[] = {
    KNOB(rates_knobs, medium, 2e-5, 1e-7, 1e-2, LOG, "rate of the second run"),
    KNOB(rates_knobs, fast, 1e-4, 1e-7, 1e-2, LOG, "rate of the third"),
    KNOB(rates_knobs, wild, 1.7e-4, 1e-7, 1e-2, LOG, "rate of the fourth"),
    KNOB(rates_knobs, restart, 0.03, 1e-4, 0.1, LOG, "rate from beale's end"),
    {0},
};

static void say_rate(story *s, double rate, const run *r)
{
    say(s, "  %9.1e  %7zu  ", rate, r->steps);
    if (r->finite)
        say(s, "%s  %s  %10.2e\n", six(r->x[0], 9).text, six(r->x[1], 9).text,
            beale_distance(r->x));
    else
        say(s, "diverged: f is no longer finite\n");
}

static void rates_experiment(const void *knobs, story *s)
{
    static const char *const blocks[] = {"beale-path-medium",
                                         "beale-path-fast"};
    const rates_knobs *k = knobs;
    const beale_result *slow = result_of(s, "beale");
    const double rates[] = {k->medium, k->fast, k->wild};
    size_t steps = (size_t)slow->knobs.steps;
    run r[3];
    say(s,
        "beale-rates: the same run at other rates, %zu steps at most\n\n"
        "       rate    steps          x          y    distance\n",
        steps);
    say_rate(s, slow->knobs.rate, &slow->end);
    for (int i = 0; i < 3; i++) {
        gd_history h = gd_history_new(2, false);
        r[i] = beale_run(&slow->knobs, rates[i], steps, i < 2 ? &h : NULL);
        say_rate(s, rates[i], &r[i]);
        if (i < 2)
            tell_history(s, blocks[i], &h, function("beale")->stationary[0].x);
    }
    say(s, "\n");
    if (r[1].finite)
        value(s, "beale.fast.distance", beale_distance(r[1].x));
    value(s, "beale.wild.steps", (double)r[2].steps);
    run again = descend_n(objective("beale"), slow->end.x, k->restart,
                          BEALE_STEPS, 1e-8, -HUGE_VAL, NULL);
    if (again.gradient_norm < 1e-8)
        value(s, "beale.restart.steps", (double)again.steps);
}

/* region polyak */
/* Descent by Polyak's step (1969): where the smallest value is known, the rate
 * is the height above it over the square of the slope. */
static run polyak(const gd_objective *f, const double *start, double lowest,
                  size_t max_steps, double tolerance)
{
    run r = {.x = {start[0], start[1]}};
    double g[2];
    for (;; r.steps++) {
        r.f = gd_value_and_gradient(f, r.x, g);
        r.gradient_norm = gd_max_abs(2, g);
        r.finite = isfinite(r.f) && isfinite(r.gradient_norm);
        if (!r.finite || r.gradient_norm < tolerance || r.steps == max_steps)
            return r;
        double rate = (r.f - lowest) / (g[0] * g[0] + g[1] * g[1]);
        for (size_t i = 0; i < 2; i++)
            r.x[i] -= rate * g[i];
    }
}
/* end polyak */

static void polyak_experiment(const void *knobs, story *s)
{
    (void)knobs;
    enum { MOST = 10000 };
    const beale_result *beale = result_of(s, "beale");
    const double start[2] = {beale->knobs.start_x, beale->knobs.start_y};
    const gd_objective *f = objective("beale");
    const run end = polyak(f, start, 0, MOST, 1e-8);
    say(s,
        "polyak: Beale's function from (%g, %g), rate f / |g|^2\n\n"
        "    step          x          y       f(x, y)    distance\n",
        start[0], start[1]);
    for (size_t mark = 0, done = 0; !done; mark = mark ? 10 * mark : 1) {
        const run r = polyak(f, start, 0, mark, 1e-8);
        done = r.steps == end.steps;
        if (r.finite)
            say(s, "  %6zu  %s  %s  %12.6g  %10.2e\n", r.steps,
                six(r.x[0], 9).text, six(r.x[1], 9).text, r.f,
                beale_distance(r.x));
    }
    say(s, "\n  stopped after %zu steps: %s\n\n", end.steps, ending(&end));
    value(s, "polyak.steps", (double)end.steps);
}

/* --------------------------------------------------------------- basins */

/* region basin-of */
/* Which minimum a run from here finds: 1 to 4, or 0 for none (it overflows,
 * or is still under way after 1000 steps). */
static int basin_of(const gd_test_function *f, const double *start, double rate)
{
    run r = descend_n(&f->objective, start, rate, 1000, 1e-3, -HUGE_VAL, NULL);
    for (int i = 0; r.finite && i < 4; i++) {
        const double *m = f->stationary[i].x;
        if (hypot(r.x[0] - m[0], r.x[1] - m[1]) < 0.01)
            return i + 1;
    }
    return 0;
}
/* end basin-of */

static void basins_experiment(const void *knobs, story *s)
{
    const basins_knobs *k = knobs, *rates = result_of(s, "basin-rates");
    const double rate[2] = {rates->calm_rate, rates->wild_rate};
    tell_basins(s, function("himmelblau"), basin_of, rate, (int)k->cells);
}

/* From one start at both rates. */
static void leap_experiment(const void *knobs, story *s)
{
    const basins_knobs *k = knobs, *rates = result_of(s, "basin-rates");
    const gd_test_function *f = function("himmelblau");
    const double start[2] = {k->start_x, k->start_y};
    const double rate[2] = {rates->calm_rate, rates->wild_rate};
    int basin[2];
    for (int r = 0; r < 2; r++) {
        gd_history h = gd_history_new(2, false);
        descend_n(&f->objective, start, rate[r], 1000, 1e-3, -HUGE_VAL, &h);
        tell_history(s, r ? "leap-wild" : "leap-calm", &h, NULL);
        basin[r] = basin_of(f, start, rate[r]);
    }
    short_leap(s, f, start, rate, basin);
}

/* region ripples */
/* f(x) = x^2/100 + sin^2 x: one pit every pi or so, the lowest at 0. */
static double ripples(double x)
{
    return x * x / 100 + sin(x) * sin(x);
}

static double ripples_slope(double x)
{
    return x / 50 + sin(2 * x);
}

/* Where descent from a random place in [-10, 10] ends. */
static path from_somewhere(gd_random *random)
{
    double start = gd_random_between(random, -10, 10);
    return descend(ripples_slope, start, 0.1, 300, 1e-8);
}
/* end ripples */

static const knob starts_list[] = {
    KNOB(descent_knobs, starts, 10, 1, 30, COUNT, "how many"),
    KNOB(descent_knobs, seed, 1, 0, 1000, COUNT, "of the random numbers"),
    {0},
};

/* Of a thousand runs, the share that ends in the lowest pit. */
static double share_of_the_best(void)
{
    enum { RUNS = 1000 };
    gd_random random = gd_random_seeded(0);
    int best = 0;
    for (int i = 0; i < RUNS; i++) {
        path p = from_somewhere(&random);
        best += fabs(last(&p)) < 0.1;
    }
    return (double)best / RUNS;
}

static void starts_experiment(const void *knobs, story *s)
{
    const descent_knobs *k = knobs;
    gd_random random = gd_random_seeded((uint64_t)k->seed);
    double lowest = HUGE_VAL, share = share_of_the_best();
    say(s,
        "starts: f(x) = x^2/100 + sin^2 x, %g random starts in [-10, 10]\n\n"
        "      start         end      f(end)    lowest so far\n",
        k->starts);
    for (int i = 0; i < (int)k->starts; i++) {
        path p = from_somewhere(&random);
        double f = ripples(last(&p));
        lowest = fmin(lowest, f);
        say(s, "  %9.4f  %10.4f  %10.6f  %15.6f\n", p.x[0], tidy(last(&p)),
            tidy(f), tidy(lowest));
    }
    double all_miss = pow(1 - share, k->starts);
    say(s,
        "\n  share of starts that end in the lowest pit: %.3f\n"
        "  chance that %g starts all miss it: %.3f\n\n",
        share, k->starts, all_miss);
    value(s, "starts.share", 100 * share);
    value(s, "starts.miss", 100 * all_miss);
}

/* ============================================================== penguins */

/* region fit */
typedef struct penguin_knobs {
    double raw_rate, rate, most;
} penguin_knobs;

static const knob penguin_list[] = {
    KNOB(penguin_knobs, raw_rate, 2e-5, 1e-7, 1e-4, LOG, "rate, as measured"),
    KNOB(penguin_knobs, rate, 0.1, 1e-3, 1.2, LOG, "rate, standardised"),
    KNOB(penguin_knobs, most, 100000, 0, 300000, COUNT, "steps at most"),
    {0},
};

/* The two runs, from the line a = b = 0. */
static run fit(gd_pairs *pairs, double rate, const penguin_knobs *k,
               double tolerance, gd_history *history)
{
    static const double no_line[2] = {0, 0};
    gd_objective f = line_objective(pairs);
    return descend_n(&f, no_line, rate, (size_t)k->most, tolerance, -HUGE_VAL,
                     history);
}
/* end fit */

static void penguin_experiment(const void *knobs, story *s)
{
    const penguin_knobs *k = knobs;
    penguins p = penguins_load();
    gd_history raw = gd_history_new(2, false), scaled = raw;
    run slow = fit(&p.raw, k->raw_rate, k, 1e-10, &raw);
    run quick = fit(&p.standardised, k->rate, k, 1e-12, &scaled);
    gd_line exact = gd_least_squares(&p.raw), line = penguin_line(&p, quick.x);
    say_penguins(s, &p);
    say_fit(s, "descent, as measured", slow.steps,
            slow.finite ? &(gd_line){slow.x[0], slow.x[1]} : NULL);
    say_fit(s, "descent, standardised", quick.steps,
            quick.finite ? &line : NULL);
    say_fit(s, "closed form", 0, &exact);
    say(s, "\n");
    tell_penguin_loss(s, &p);
    tell_penguin_residuals(s, &p);
    tell_history(s, "penguin-path-raw", &raw, NULL);
    tell_history(s, "penguin-path", &scaled, NULL);
    value(s, "penguins.steps", (double)quick.steps);
    if (quick.finite) {
        value(s, "penguins.slope", line.slope);
        value(s, "penguins.intercept", line.intercept);
        value(s, "penguins.correlation", quick.x[1]);
    }
    if (slow.finite)
        value(s, "penguins.raw.share", 100 * slow.x[0] / exact.intercept);
    penguins_free(&p);
}

/* region unchanged */
/* The run on Beale's function by the library, until a step changes f by less
 * than `least`. */
static gd_result until_unchanged(const descent_knobs *k, double least,
                                 double x[2])
{
    gd_change change = {.least = least};
    const gd_options options = {.rate = k->rate,
                                .max_steps = BEALE_STEPS,
                                .observer = gd_still_changes,
                                .observer_context = &change};
    x[0] = k->start_x;
    x[1] = k->start_y;
    return must_descend(objective("beale"), x, &options, NULL);
}
/* end unchanged */

static void unchanged_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const beale_result *beale = result_of(s, "beale");
    descent_knobs k = beale->knobs;
    say(s,
        "unchanged: Beale's function from (%g, %g), until a step changes f by"
        " less than D\n\n"
        "      rate        D    steps    distance        f\n",
        k.start_x, k.start_y);
    for (int slower = 0; slower < 2; slower++, k.rate /= 10)
        for (double least = 1e-4; least > 1e-9; least /= 100) {
            double x[2];
            const gd_result r = until_unchanged(&k, least, x);
            say(s, "  %8.0e  %7.0e  %7zu", k.rate, least, r.steps);
            if (r.outcome != GD_DIVERGED)
                say(s, "  %10.4g  %7.1e", beale_distance(x), r.f);
            say(s, "  %s\n", outcome_word(r.outcome));
        }
    say(s, "\n");
}

/* region fourth-power */
/* Exercise: steps on x^4 from 1, rate 0.05, until x is below a mark. */
static void fourth_power(const void *knobs, story *s)
{
    (void)knobs;
    double steps = 0, x = 1;
    for (double mark = 0.1; mark > 0.001; mark /= 10) {
        for (; x >= mark; steps++)
            x -= 0.05 * 4 * x * x * x;
        valuef(s, steps, "fourth.steps.%g", mark);
    }
}
/* end fourth-power */

/* ============================================================== the chapter */

static const experiment experiments[] = {
    {"one-step", one_step_experiment, KNOBS(descent_knobs, one_step_list)},
    {"taylor", taylor_experiment, NO_KNOBS, .needs = {"one-step"}},
    {"lemma", lemma_experiment, KNOBS(lemma_knobs, lemma_list)},
    {"cubic", cubic_experiment, KNOBS(descent_knobs, cubic_list)},
    {"stairs", stairs_experiment, KNOBS(stairs_knobs, stairs_list)},
    {"flow", flow_experiment, KNOBS(descent_knobs, flow_list)},
    {"ascent", ascent_experiment, NO_KNOBS, .needs = {"cubic"}},
    {"grows", grows_experiment, KNOBS(descent_knobs, grows_list)},
    {"square", square_experiment, KNOBS(descent_knobs, square_list)},
    {"plateau", plateau_experiment, KNOBS(descent_knobs, plateau_list)},
    {"walk", walk_experiment, KNOBS(descent_knobs, walk_list)},
    {"fixed-length", fixed_experiment, KNOBS(descent_knobs, fixed_list)},
    {"directions", directions_experiment, KNOBS(descent_knobs, directions_list),
     .needs = {"ellipse"}},
    {"direction", direction_experiment, KNOBS(direction_knobs, direction_list),
     .needs = {"directions"}},
    {"ellipse", ellipse_scene, NO_KNOBS},
    {"waves", waves_experiment, KNOBS(descent_knobs, waves_list)},
    {"wave-ends", ends_experiment, KNOBS(descent_knobs, ends_list),
     .needs = {"waves"}},
    {"beale", beale_experiment, KNOBS(descent_knobs, beale_list),
     .needs = {"beale-map"}},
    {"beale-map", beale_map, NO_KNOBS},
    {"bound", bound_experiment, NO_KNOBS, .needs = {"beale"}},
    {"beale-rates", rates_experiment, KNOBS(rates_knobs, rates_list),
     .needs = {"beale"}},
    {"polyak", polyak_experiment, NO_KNOBS, .needs = {"beale"}},
    {"basins", basins_experiment, KNOBS(basins_knobs, basins_list),
     .needs = {"basin-rates", "himmelblau"}},
    {"himmelblau", himmelblau_scene, NO_KNOBS},
    {"leap", leap_experiment, KNOBS(basins_knobs, basin_leap_list),
     .needs = {"basin-rates"}},
    {"basin-rates", basin_rates, KNOBS(basins_knobs, basin_rates_list)},
    {"starts", starts_experiment, KNOBS(descent_knobs, starts_list)},
    {"chance", chance_experiment, KNOBS(chance_knobs, chance_list)},
    {"penguins", penguin_experiment, KNOBS(penguin_knobs, penguin_list),
     .needs = {"birds"}},
    {"birds", birds_scene, NO_KNOBS},
    {"bird-line", bird_line_experiment, KNOBS(bird_line_knobs, bird_line_list),
     .needs = {"birds"}},
    {"unchanged", unchanged_experiment, NO_KNOBS, .needs = {"beale"}},
    {"fourth-power", fourth_power, NO_KNOBS},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "02-basic-descent",
        .title = "Basic descent: one step, then another",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
