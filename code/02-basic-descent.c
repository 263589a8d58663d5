/* Chapter 2, Basic descent: one step, then another.
 *
 * The loops stand here in full, bare, as the chapter prints them. (The
 * library has the same loop with more doors in it, gd/descent.h; a test
 * holds the two together bit for bit.) */
#include "gd/curvature.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "gd/pi.h"
#include "gd/regression.h"
#include "gd/table.h"
#include "shared/chapter.h"
#include "shared/penguins.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ================================================== one variable, one step */

static double parabola(double x)
{
    return x * x + 0.2;
}

static double parabola_slope(double x)
{
    return 2 * x;
}

/* region one-step */
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

static const double ONE_START = 1.5, ONE_RATE = 0.15;

static void report_one_step(void)
{
    landing s = one_step(ONE_START, ONE_RATE);
    printf("one-step: f(x) = x^2 + 0.2 at x = %g, rate %g\n\n", s.x, ONE_RATE);
    printf("  slope          %7.4f\n", s.slope);
    printf("  step           %7.4f\n", s.dx);
    printf("  new x          %7.4f\n", s.new_x);
    printf("  f before       %7.4f\n", s.f);
    printf("  f after        %7.4f\n", s.new_f);
    printf("  f changed by   %7.4f\n", s.new_f - s.f);
    printf("  tangent said   %7.4f\n\n", s.predicted);
}

static void report_taylor(void)
{
    printf("taylor: the promise kept, f(x) = x^2 + 0.2 at x = %g\n\n",
           ONE_START);
    printf("      rate     predicted        actual    actual/predicted\n");
    for (double rate = 1.5; rate > 1e-4; rate /= 10) {
        landing s = one_step(ONE_START, rate);
        printf("  %8.2g  %12.8f  %12.8f    %12.5f\n", rate, s.predicted,
               s.new_f - s.f, (s.new_f - s.f) / s.predicted);
    }
    printf("\n");
}

/* ================================================== one variable, the loop */

/* region cubic-slope */
static double cubic_slope(double x)
{
    return 3 * x * x - 6 * x - 9;
}
/* end cubic-slope */

static double cubic(double x)
{
    return x * x * x - 3 * x * x - 9 * x + 2;
}

static double walk_slope(double x)
{
    return 2 * (x - 1);
}

static double walk(double x)
{
    return (x - 1) * (x - 1) + 1;
}

/* region path */
enum { MAX_STEPS = 1000 };

/* Where a run has been: x[0] is the start, x[steps] the last point. */
typedef struct path {
    size_t steps;
    bool flat; /* stopped because |f'| fell below the tolerance */
    double x[MAX_STEPS + 1];
} path;
/* end path */

/* region descend */
/* x <- x - rate f'(x), until the slope is nearly zero or the steps are
 * used up, at most MAX_STEPS of them. A negative rate climbs. */
static path descend(double (*slope)(double), double start, double rate,
                    size_t max_steps, double tolerance)
{
    path p = {.x = {start}};
    for (;;) {
        double x = p.x[p.steps];
        double g = slope(x);
        p.flat = fabs(g) < tolerance;
        if (p.flat || p.steps == max_steps || p.steps == MAX_STEPS)
            return p;
        p.x[++p.steps] = x - rate * g;
    }
}
/* end descend */

static double last(const path *p)
{
    return p->x[p->steps];
}

static void print_path_row(const path *p, size_t step, double (*f)(double),
                           double (*slope)(double))
{
    double x = p->x[step], g = slope(x);
    printf(fabs(g) < 1e-4 && g != 0 ? "  %4zu  %11.6f  %11.6f  %11.1e\n"
                                    : "  %4zu  %11.6f  %11.6f  %11.6f\n",
           step, x, f(x), g);
}

static void print_path(const path *p, const size_t *rows, size_t count,
                       double (*f)(double), double (*slope)(double))
{
    printf("  step            x         f(x)        f'(x)\n");
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && rows[i] > rows[i - 1] + 1)
            printf("   ...\n");
        print_path_row(p, rows[i], f, slope);
    }
    if (rows[count - 1] < p->steps) {
        printf("   ...\n");
        print_path_row(p, p->steps, f, slope);
    }
    printf("\n  stopped after %zu steps: %s\n", p->steps,
           p->flat ? "|f'| below the tolerance" : "step limit");
    printf("  x = %.16g\n\n", last(p));
}

/* region cubic-run */
static path cubic_run(void)
{
    return descend(cubic_slope, 1, 0.01, 200, 1e-8);
}
/* end cubic-run */

/* region ascent-run */
static path ascent_run(void)
{
    return descend(cubic_slope, 1, -0.01, 400, 1e-8);
}
/* end ascent-run */

static path growing_run(void)
{
    return descend(cubic_slope, -0.9, 0.01, 60, 1e-8);
}

static path walk_run(void)
{
    return descend(walk_slope, 6, 0.05, 1000, 0);
}

/* The step from which on x no longer changes. */
static size_t frozen_from(const path *p)
{
    size_t step = p->steps;
    while (step > 0 && p->x[step - 1] == last(p))
        step--;
    return step;
}

static void report_cubic(void)
{
    static const size_t rows[] = {0, 1, 2, 3, 10, 50, 100};
    path p = cubic_run();
    printf("cubic: f(x) = x^3 - 3x^2 - 9x + 2 from x = 1, rate 0.01\n\n");
    print_path(&p, rows, 7, cubic, cubic_slope);
}

static void report_ascent(void)
{
    static const size_t rows[] = {0, 1, 2, 3, 10, 50, 100};
    path p = ascent_run();
    printf("ascent: the same start and rate, with a plus sign\n\n");
    print_path(&p, rows, 7, cubic, cubic_slope);
}

static void report_growing(void)
{
    path p = growing_run();
    printf("grows: the cubic from x = -0.9, rate 0.01\n\n"
           "  step            x        |f'(x)|\n");
    for (size_t t = 0; t <= p.steps; t += 10)
        printf("  %4zu  %11.6f  %13.6f\n", t, p.x[t],
               fabs(cubic_slope(p.x[t])));
    printf("\n");
}

static void report_walk(void)
{
    static const size_t rows[] = {0, 1, 2, 3, 10, 50, 100, 200, 300};
    path p = walk_run();
    printf("walk: f(x) = (x - 1)^2 + 1 from x = 6, rate 0.05, no tolerance"
           "\n\n");
    print_path(&p, rows, 9, walk, walk_slope);
    printf("  x - 1 = %.3g, unchanged since step %zu\n"
           "  exact arithmetic: 5 * 0.9^1000 = %.2g\n\n",
           last(&p) - 1, frozen_from(&p), 5 * pow(0.9, 1000));
}

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

static path square_run(double target)
{
    return descend_until(square, parabola_slope, 1.2, 0.3, target);
}

static void report_square(void)
{
    path p = square_run(1e-3);
    printf("square: f(x) = x^2 from x = 1.2, rate 0.3, until f <= 0.001\n\n"
           "  step           x        f(x)\n");
    for (size_t t = 0; t <= p.steps; t++)
        printf("  %4zu  %10.6f  %10.6f\n", t, p.x[t], square(p.x[t]));
    printf("\n  every step leaves %g of x\n\n", p.x[1] / p.x[0]);
}

/* region fixed-length */
/* Steps of constant length, whatever the slope: the hiker of many a
 * textbook. */
static path fixed_length(double start, double length, size_t steps)
{
    path p = {.x = {start}};
    while (p.steps < steps && p.steps < MAX_STEPS
           && walk_slope(last(&p)) != 0) {
        double x = last(&p);
        p.x[++p.steps] = x - copysign(length, walk_slope(x));
    }
    return p;
}
/* end fixed-length */

static void report_fixed(void)
{
    static const double starts[] = {6, 6.2};
    printf("fixed-length: f(x) = (x - 1)^2 + 1, steps of length 0.5\n\n"
           "   start    after 9   after 10   after 11   after 12\n");
    for (int i = 0; i < 2; i++) {
        path p = fixed_length(starts[i], 0.5, 12);
        printf("  %6g", starts[i]);
        for (size_t t = 9; t <= 12; t++)
            if (t <= p.steps)
                printf("  %9.4f", p.x[t]);
        printf("%s\n", walk_slope(last(&p)) == 0 ? "  arrived" : "");
    }
    printf("\n");
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

/* ---------------------------------------------------- slope by direction */

/* A gentle elliptic bowl, f(x, y) = x^2/4 + y^2, and a point on its side. */
static double ellipse_matrix[] = {0.5, 0, 0, 2};
static const gd_objective ellipse = {"ellipse", 2, gd_quadratic,
                                     ellipse_matrix};
static const double on_the_side[2] = {1.6, 0.8};

/* region directional */
/* The slope of f at x in the direction at `degrees`: g . u, u of length 1. */
static double directional_slope(const gd_objective *f, const double *x,
                                double degrees)
{
    double g[2], angle = degrees * GD_PI / 180;
    gd_value_and_gradient(f, x, g);
    return g[0] * cos(angle) + g[1] * sin(angle);
}
/* end directional */

/* The direction with the most negative slope of 3600. */
static double steepest_down(const gd_objective *f, const double *x)
{
    double best = 0;
    for (int i = 1; i < 3600; i++)
        if (directional_slope(f, x, i / 10.0) < directional_slope(f, x, best))
            best = i / 10.0;
    return best;
}

static double degrees_of(double dx, double dy)
{
    double degrees = atan2(dy, dx) * 180 / GD_PI;
    return degrees < 0 ? degrees + 360 : degrees;
}

static void report_directions(void)
{
    const double *x = on_the_side;
    double g[2];
    gd_value_and_gradient(&ellipse, x, g);
    printf("directions: f(x, y) = x^2/4 + y^2 at (%g, %g)\n\n", x[0], x[1]);
    printf("  direction    slope there\n");
    for (int degrees = 0; degrees < 360; degrees += 45)
        printf("  %5d deg    %11.4f\n", degrees,
               directional_slope(&ellipse, x, degrees));
    printf("\n  gradient (%g, %g), length %.4f\n", g[0], g[1],
           hypot(g[0], g[1]));
    printf("  steepest of 3600 directions: %.1f deg\n",
           steepest_down(&ellipse, x));
    printf("  direction of minus the gradient: %.4f deg\n\n",
           degrees_of(-g[0], -g[1]));
}

/* ------------------------------------------------------- x^2 + sin^2 y */

static const double waves_start[2] = {3, 1};

static run waves_run(gd_history *history)
{
    return descend_n(gd_test_objective("waves"), waves_start, 0.1, 100, 0, 1e-2,
                     history);
}

static void report_waves(void)
{
    gd_history h = gd_history_new(2, true);
    run r = waves_run(&h);
    printf("waves: f(x, y) = x^2 + sin^2 y from (3, 1), rate 0.1,"
           " until f <= 0.01\n\n"
           "  step          x          y    f(x, y)\n");
    for (size_t i = 0; i < h.count; i++) {
        const double *row = gd_history_row(&h, i);
        printf("  %4.0f  %9.6f  %9.6f  %9.6f\n", row[0], row[1], row[2],
               row[3]);
    }
    printf("\n  %zu steps\n\n", r.steps);
    gd_history_free(&h);
}

enum { WAVE_STARTS = 7 };

/* Starts along y, all at x = 3, run until the gradient is tiny. */
static run wave_end(int i)
{
    double start[2] = {3, -4.5 + 1.5 * i};
    return descend_n(gd_test_objective("waves"), start, 0.1, 1000, 1e-10,
                     -HUGE_VAL, NULL);
}

/* The last bits of a zero are noise, and so is their sign. */
static double tidy(double x)
{
    return fabs(x) < 1e-9 ? 0 : x;
}

static void report_wave_ends(void)
{
    printf("wave-ends: f(x, y) = x^2 + sin^2 y, where do starts (3, y) end?"
           "\n\n   start y      end x       end y    end y / pi    steps\n");
    for (int i = 0; i < WAVE_STARTS; i++) {
        run r = wave_end(i);
        printf("  %8.1f  %9.1e  %10.6f  %12.6f  %7zu\n", -4.5 + 1.5 * i, r.x[0],
               tidy(r.x[1]), tidy(r.x[1] / GD_PI), r.steps);
    }
    printf("\n");
}

/* ---------------------------------------------------------------- Beale */

/* region beale-run */
static run beale_run(double rate, size_t steps, gd_history *history)
{
    return descend_n(gd_test_objective("beale"), beale_start, rate, steps, 1e-8,
                     -HUGE_VAL, history);
}
/* end beale-run */

static double beale_distance(const double *x)
{
    const double *minimum = function("beale")->stationary[0].x;
    return hypot(x[0] - minimum[0], x[1] - minimum[1]);
}

enum { BEALE_STEPS = 300000 };

static const double beale_rates[] = {5e-6, 2e-5, 1e-4, 1.7e-4};

enum { BEALE_RATES = sizeof beale_rates / sizeof beale_rates[0] };

/* Steps at which we look at the slowest run. */
static const size_t beale_marks[] = {0,    1,     10,     100,
                                     1000, 10000, 100000, BEALE_STEPS};

enum { BEALE_MARKS = sizeof beale_marks / sizeof beale_marks[0] };

static void report_beale(void)
{
    double g[2];
    gd_value_and_gradient(gd_test_objective("beale"), beale_start, g);
    printf("beale: Beale's function from (3, 4), rate 5e-6\n\n"
           "  gradient at the start: (%.2f, %.2f)\n\n"
           "    step          x          y       f(x, y)      max|g|"
           "    distance\n",
           g[0], g[1]);
    for (int i = 0; i < BEALE_MARKS; i++) {
        run r = beale_run(5e-6, beale_marks[i], NULL);
        printf("  %6zu  %9.6f  %9.6f  %12.6g  %10.4g  %10.4f\n", r.steps,
               r.x[0], r.x[1], r.f, r.gradient_norm, beale_distance(r.x));
    }
    printf("\n");
}

static void report_beale_rates(void)
{
    printf("beale-rates: the same run at other rates, %d steps at most\n\n"
           "       rate    steps          x          y    distance\n",
           BEALE_STEPS);
    for (int i = 0; i < BEALE_RATES; i++) {
        run r = beale_run(beale_rates[i], BEALE_STEPS, NULL);
        if (r.finite)
            printf("  %9.1e  %7zu  %9.6f  %9.6f  %10.2e\n", beale_rates[i],
                   r.steps, r.x[0], r.x[1], beale_distance(r.x));
        else
            printf("  %9.1e  %7zu  diverged: f is no longer finite\n",
                   beale_rates[i], r.steps);
    }
    printf("\n");
}

/* --------------------------------------------------------------- basins */

enum { BASIN_CELLS = 180, BASINS = 4 };

static const double calm_rate = 0.002, wild_rate = 0.0145;

/* region basin-of */
/* Which minimum a run from here finds: 1 to 4, or 0 for none (it overflows,
 * or is still under way after 1000 steps). */
static int basin_of(const gd_test_function *f, const double *start, double rate)
{
    run r = descend_n(&f->objective, start, rate, 1000, 1e-3, -HUGE_VAL, NULL);
    for (int i = 0; r.finite && i < BASINS; i++) {
        const double *m = f->stationary[i].x;
        if (hypot(r.x[0] - m[0], r.x[1] - m[1]) < 0.01)
            return i + 1;
    }
    return 0;
}
/* end basin-of */

/* The middle of cell (i, j) of the box of f. */
static void cell_middle(const gd_test_function *f, int i, int j, double *x)
{
    x[0] = f->lower[0] + (f->upper[0] - f->lower[0]) * (i + 0.5) / BASIN_CELLS;
    x[1] = f->lower[1] + (f->upper[1] - f->lower[1]) * (j + 0.5) / BASIN_CELLS;
}

/* How many of the cells' middles end in each basin, and in none. */
static void count_basins(double rate, int count[BASINS + 1])
{
    const gd_test_function *f = function("himmelblau");
    memset(count, 0, (BASINS + 1) * sizeof *count);
    for (int j = 0; j < BASIN_CELLS; j++)
        for (int i = 0; i < BASIN_CELLS; i++) {
            double x[2];
            cell_middle(f, i, j, x);
            count[basin_of(f, x, rate)]++;
        }
}

static void report_basins(void)
{
    const double rates[] = {calm_rate, wild_rate};
    const gd_test_function *f = function("himmelblau");
    printf("basins: Himmelblau's function, %d x %d starts in [-5, 5] x"
           " [-5, 5]\n\n    rate",
           BASIN_CELLS, BASIN_CELLS);
    for (int k = 0; k < BASINS; k++)
        printf("  (%4.1f, %4.1f)", f->stationary[k].x[0],
               f->stationary[k].x[1]);
    printf("    nowhere\n");
    for (int i = 0; i < 2; i++) {
        int count[BASINS + 1];
        count_basins(rates[i], count);
        printf("  %6g", rates[i]);
        for (int k = 1; k <= BASINS; k++)
            printf("  %12d", count[k]);
        printf("  %9d\n", count[0]);
    }
    printf("\n");
}

/* ============================================================== penguins */

/* region loss-objective */
static gd_objective line_objective(gd_pairs *pairs)
{
    return (gd_objective){"mean squared error", 2, gd_line_loss, pairs};
}
/* end loss-objective */

/* region loss-curvature */
/* The Hessian of the mean squared error does not depend on the line. */
static gd_curvature line_curvature(const gd_pairs *pairs)
{
    double sum = 0, squares = 0, m = (double)pairs->count;
    for (size_t i = 0; i < pairs->count; i++) {
        sum += pairs->x[i];
        squares += pairs->x[i] * pairs->x[i];
    }
    const double hessian[] = {2, 2 * sum / m, 2 * sum / m, 2 * squares / m};
    return gd_curvature_of(2, hessian);
}
/* end loss-curvature */

enum { RAW_STEPS = 100000 };

static const double RAW_RATE = 2e-5, STANDARDISED_RATE = 0.1;
static const double no_line[2] = {0, 0};

static run fit_raw(penguins *p, size_t steps, gd_history *history)
{
    gd_objective f = line_objective(&p->raw);
    return descend_n(&f, no_line, RAW_RATE, steps, 1e-10, -HUGE_VAL, history);
}

static run fit_standardised(penguins *p, size_t steps, gd_history *history)
{
    gd_objective f = line_objective(&p->standardised);
    return descend_n(&f, no_line, STANDARDISED_RATE, steps, 1e-12, -HUGE_VAL,
                     history);
}

/* The line after that many standardised steps, in millimetres and grams. */
static gd_line line_after(penguins *p, size_t steps)
{
    run r = fit_standardised(p, steps, NULL);
    gd_line line = {r.x[0], r.x[1]};
    return gd_line_in_units(&line, &p->flipper, &p->mass);
}

static void print_line(const char *how, size_t steps, double intercept,
                       double slope)
{
    printf("  %-24s %7zu  %14.6f  %12.8f\n", how, steps, intercept, slope);
}

static void report_penguins(penguins *p)
{
    printf("penguins: body mass (g) on flipper length (mm), %zu birds,"
           " %zu not measured\n\n",
           p->table.rows, p->table.skipped);
    gd_curvature raw = line_curvature(&p->raw);
    gd_curvature scaled = line_curvature(&p->standardised);
    printf("  curvature of the loss    smallest     largest     condition\n"
           "  as measured            %10.4g  %10.4g  %12.4g\n"
           "  standardised           %10.4g  %10.4g  %12.4g\n\n",
           raw.value[0], raw.value[1], gd_condition_number(&raw),
           scaled.value[0], scaled.value[1], gd_condition_number(&scaled));
    printf("                             steps       intercept"
           "         slope\n");
    run slow = fit_raw(p, RAW_STEPS, NULL);
    print_line("descent, as measured", slow.steps, slow.x[0], slow.x[1]);
    run quick = fit_standardised(p, RAW_STEPS, NULL);
    gd_line line = line_after(p, RAW_STEPS);
    print_line("descent, standardised", quick.steps, line.intercept,
               line.slope);
    gd_line exact = gd_least_squares(&p->raw);
    print_line("closed form", 0, exact.intercept, exact.slope);
    printf("\n");
}

static bool report(void)
{
    penguins p = penguins_load();
    bool loaded = true;
    if (loaded) {
        report_one_step();
        report_taylor();
        report_square();
        report_cubic();
        report_ascent();
        report_growing();
        report_walk();
        report_fixed();
        report_directions();
        report_waves();
        report_wave_ends();
        report_beale();
        report_beale_rates();
        report_basins();
        report_penguins(&p);
    }
    penguins_free(&p);
    return loaded;
}

/* ==================================================================== data */

enum { CELLS = 240 };

static void data_path(gd_table *t, const char *block, const path *p,
                      double (*f)(double), double (*slope)(double))
{
    gd_table_block(t, block, "step\tx\tf\tslope");
    for (size_t i = 0; i <= p->steps; i++)
        gd_row(t, (double)i, p->x[i], f(p->x[i]), slope(p->x[i]));
}

static void data_one_step(gd_table *t)
{
    landing s = one_step(ONE_START, ONE_RATE);
    gd_table_curve(t, "parabola-curve", gd_test_objective("parabola"), -1.8,
                   1.8, CELLS);
    gd_table_block(t, "one-step", "x\tf\tslope\tdx\tpredicted\tnew_x\tnew_f");
    gd_row(t, s.x, s.f, s.slope, s.dx, s.predicted, s.new_x, s.new_f);
    gd_table_block(t, "sides", "x\tf\tslope\tdx");
    for (int i = -3; i <= 3; i++) {
        landing side = one_step(0.5 * i, ONE_RATE);
        gd_row(t, side.x, side.f, side.slope, side.dx);
    }
    gd_table_block(t, "taylor", "rate\tpredicted\tactual");
    for (int i = 0; i <= 100; i++) {
        double rate = 1.25 * i / 100;
        landing r = one_step(ONE_START, rate);
        gd_row(t, rate, r.predicted, r.new_f - r.f);
    }
    /* Rates at which the promise is kept, kept by half, broken. */
    static const double marks[] = {0.15, 0.5, 1};
    gd_table_block(t, "promise", "rate\tpredicted\tactual\tpercent_kept");
    for (int i = 0; i < 3; i++) {
        landing r = one_step(ONE_START, marks[i]);
        double actual = r.new_f - r.f;
        gd_row(t, marks[i], r.predicted, actual,
               tidy(100 * actual / r.predicted));
    }
}

static void data_loops(gd_table *t)
{
    path p = descend(parabola_slope, 1.5, 0.15, 12, 0);
    data_path(t, "staircase", &p, parabola, parabola_slope);
    p = descend(parabola_slope, 1.5, 0.9, 12, 0);
    data_path(t, "overshoot", &p, parabola, parabola_slope);
    gd_table_curve(t, "square-curve", gd_test_objective("square"), -1.4, 1.4,
                   CELLS);
    p = square_run(1e-3);
    data_path(t, "square-path", &p, square, parabola_slope);
    gd_table_curve(t, "cubic-curve", gd_test_objective("cubic"), -3.3, 4.6,
                   CELLS);
    /* Left of here the cubic is lower than its local minimum. */
    gd_table_block(t, "cubic-as-low", "x\tf");
    gd_row(t, -3, cubic(-3));
    p = cubic_run();
    data_path(t, "cubic-path", &p, cubic, cubic_slope);
    p = ascent_run();
    data_path(t, "ascent-path", &p, cubic, cubic_slope);
    p = growing_run();
    data_path(t, "growing-path", &p, cubic, cubic_slope);
    gd_table_block(t, "growing-slope", "step\tsize");
    for (size_t i = 0; i <= p.steps; i++)
        gd_row(t, (double)i, fabs(cubic_slope(p.x[i])));
    gd_table_curve(t, "walk-curve", gd_test_objective("walk"), -5, 7, CELLS);
    p = walk_run();
    data_path(t, "walk-path", &p, walk, walk_slope);
    gd_table_block(t, "walk-error", "step\terror\texact");
    for (size_t i = 0; i <= p.steps; i++)
        gd_row(t, (double)i, fabs(p.x[i] - 1), 5 * pow(0.9, (double)i));
}

/* -grad f on a coarse grid: the directions that descent would take. */
static void arrows(gd_table *t, const char *block, const gd_objective *f,
                   const double *lower, const double *upper, int nx, int ny)
{
    gd_table_block(t, block, "x\ty\tdx\tdy");
    for (int j = 0; j < ny; j++)
        for (int i = 0; i < nx; i++) {
            double g[2];
            double x[2] = {lower[0] + (upper[0] - lower[0]) * (i + 0.5) / nx,
                           lower[1] + (upper[1] - lower[1]) * (j + 0.5) / ny};
            gd_value_and_gradient(f, x, g);
            gd_row(t, x[0], x[1], -g[0], -g[1]);
        }
}

static void data_ellipse(gd_table *t)
{
    static const double lower[2] = {-3.3, -2.2}, upper[2] = {3.3, 2.2};
    const double *x = on_the_side;
    double g[2];
    double f = gd_value_and_gradient(&ellipse, x, g);
    gd_table_grid(t, "ellipse-grid", &ellipse, lower, upper, 120, 120);
    arrows(t, "ellipse-arrows", &ellipse, lower, upper, 8, 6);
    gd_table_block(t, "ellipse-point", "x\ty\tf\tdx\tdy");
    gd_row(t, x[0], x[1], f, -g[0], -g[1]);
    gd_table_block(t, "directions", "degrees\tslope");
    for (int i = 0; i <= 360; i += 2)
        gd_row(t, i, directional_slope(&ellipse, x, i));
    /* Steepest up, level, steepest down, level: quarter turns. */
    gd_table_block(t, "direction-marks", "degrees\tslope");
    for (int i = 0; i < 4; i++) {
        double degrees = fmod(degrees_of(g[0], g[1]) + 90 * i, 360);
        gd_row(t, degrees, tidy(directional_slope(&ellipse, x, degrees)));
    }
}

static void data_waves(gd_table *t)
{
    static const double lower[2] = {-3.2, -4.8}, upper[2] = {3.2, 4.8};
    gd_history h = gd_history_new(2, true);
    waves_run(&h);
    gd_table_history(t, "two-variables", &h, NULL);
    gd_history_free(&h);
    gd_table_grid(t, "waves-surface", gd_test_objective("waves"), lower, upper,
                  46, 46);
    gd_table_grid(t, "waves-grid", gd_test_objective("waves"), lower, upper,
                  120, 120);
    for (int i = 0; i < WAVE_STARTS; i++) {
        char block[32];
        double start[2] = {3, -4.5 + 1.5 * i};
        snprintf(block, sizeof block, "wave-path-%d", i + 1);
        h = gd_history_new(2, false);
        descend_n(gd_test_objective("waves"), start, 0.1, 1000, 1e-10,
                  -HUGE_VAL, &h);
        gd_table_history(t, block, &h, NULL);
        gd_history_free(&h);
    }
}

static void data_beale(gd_table *t)
{
    const gd_test_function *f = function("beale");
    gd_table_grid(t, "beale-surface", &f->objective, f->lower, f->upper, 54,
                  54);
    gd_table_grid(t, "beale-grid", &f->objective, f->lower, f->upper, 200, 200);
    arrows(t, "beale-arrows", &f->objective, f->lower, f->upper, 18, 18);
    /* A closer look at the valley in which the minimum lies. */
    static const double lower[2] = {2, -0.3}, upper[2] = {3.6, 1.3};
    gd_table_grid(t, "beale-valley", &f->objective, lower, upper, 120, 120);
    arrows(t, "beale-valley-arrows", &f->objective, lower, upper, 16, 16);
    gd_table_block(t, "beale-minimum", "x\ty\tf");
    gd_row(t, f->stationary[0].x[0], f->stationary[0].x[1], f->stationary[0].f);
    gd_table_block(t, "beale-marks", "step\tx\ty\tf\tdistance");
    for (int i = 0; i < BEALE_MARKS; i++) {
        run r = beale_run(beale_rates[0], beale_marks[i], NULL);
        gd_row(t, (double)r.steps, r.x[0], r.x[1], r.f, beale_distance(r.x));
    }
    gd_table_block(t, "beale-rates", "rate");
    for (int i = 0; i < BEALE_RATES; i++)
        gd_row(t, beale_rates[i]);
    for (int i = 0; i < BEALE_RATES; i++) {
        char block[32];
        snprintf(block, sizeof block, "beale-path-%g", beale_rates[i]);
        gd_history h = gd_history_new(2, false);
        beale_run(beale_rates[i], BEALE_STEPS, &h);
        gd_table_history(t, block, &h, f->stationary[0].x);
        gd_history_free(&h);
    }
}

static void data_basins(gd_table *t)
{
    const gd_test_function *f = function("himmelblau");
    gd_table_block(t, "basins", "x\ty\tcalm\twild");
    for (int j = 0; j < BASIN_CELLS; j++)
        for (int i = 0; i < BASIN_CELLS; i++) {
            double x[2];
            cell_middle(f, i, j, x);
            gd_row(t, x[0], x[1], basin_of(f, x, calm_rate),
                   basin_of(f, x, wild_rate));
        }
    gd_table_block(t, "basin-minima", "x\ty");
    for (int i = 0; i < BASINS; i++)
        gd_row(t, f->stationary[i].x[0], f->stationary[i].x[1]);
}

static void data_penguin_lines(gd_table *t, penguins *p)
{
    static const size_t steps[] = {0, 1, 2, 4, 8, RAW_STEPS};
    gd_table_block(t, "penguin-lines",
                   "steps\tintercept\tslope\tleft_x"
                   "\tleft_y\tright_x\tright_y");
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        gd_line l = line_after(p, steps[i]);
        double a = 170, b = 233;
        gd_row(t, (double)steps[i], l.intercept, l.slope, a,
               l.intercept + l.slope * a, b, l.intercept + l.slope * b);
    }
}

static void data_penguins(gd_table *t, penguins *p)
{
    static const double raw_lower[2] = {-11000, -5};
    static const double raw_upper[2] = {1000, 80};
    static const double lower[2] = {-1, -0.4}, upper[2] = {1, 1.6};
    gd_objective raw = line_objective(&p->raw);
    gd_objective scaled = line_objective(&p->standardised);
    gd_table_block(t, "penguins", "flipper\tmass");
    for (size_t i = 0; i < p->raw.count; i++)
        gd_row(t, p->raw.x[i], p->raw.y[i]);
    data_penguin_lines(t, p);
    /* Fine, for the valley is thin. */
    gd_table_grid(t, "penguin-loss-raw", &raw, raw_lower, raw_upper, 200, 200);
    gd_table_grid(t, "penguin-loss", &scaled, lower, upper, 120, 120);
    gd_history h = gd_history_new(2, false);
    fit_raw(p, RAW_STEPS, &h);
    gd_table_history(t, "penguin-path-raw", &h, NULL);
    gd_history_free(&h);
    fit_standardised(p, RAW_STEPS, &h);
    gd_table_history(t, "penguin-path", &h, NULL);
    gd_history_free(&h);
    gd_line exact = gd_least_squares(&p->raw);
    const double best[] = {exact.intercept, exact.slope};
    gd_table_block(t, "penguin-best",
                   "intercept\tslope\tloss\tscaled_slope\tscaled_loss");
    gd_row(t, exact.intercept, exact.slope, gd_value(&raw, best), p->best[1],
           p->best_loss);
}

/* ------------------------------------------------------------------ values */

/* Exercise: steps on x^4 from 1, rate 0.05, until x is below the mark. */
static double fourth_power_steps(double mark)
{
    double steps = 0;
    for (double x = 1; x >= mark; x -= 0.05 * 4 * x * x * x)
        steps++;
    return steps;
}

static void values_one_variable(gd_table *t)
{
    landing s = one_step(ONE_START, ONE_RATE);
    gd_table_value(t, "one.f", s.f);
    gd_table_value(t, "one.slope", s.slope);
    gd_table_value(t, "one.dx", s.dx);
    gd_table_value(t, "one.predicted", s.predicted);
    gd_table_value(t, "one.actual", s.new_f - s.f);
    gd_table_value(t, "one.new_x", s.new_x);
    gd_table_value(t, "one.new_f", s.new_f);
    path p = square_run(1e-3);
    gd_table_value(t, "x2.gd.x", last(&p));
    gd_table_value(t, "x2.gd.steps", (double)p.steps);
    gd_table_value(t, "x2.loose.steps", (double)square_run(1e-2).steps);
    p = cubic_run();
    gd_table_value(t, "cubic.gd.x", last(&p));
    gd_table_value(t, "cubic.gd.steps", (double)p.steps);
    gd_table_value(t, "cubic.gd.slope", cubic_slope(last(&p)));
    gd_table_value(t, "cubic.gd.f", cubic(last(&p)));
    gd_table_value(t, "cubic.gd.x1", p.x[1]);
    p = ascent_run();
    gd_table_value(t, "cubic.ascent.x", last(&p));
    gd_table_value(t, "cubic.ascent.steps", (double)p.steps);
    p = growing_run();
    gd_table_value(t, "grows.slope.0", fabs(cubic_slope(p.x[0])));
    gd_table_value(t, "grows.slope.30", fabs(cubic_slope(p.x[30])));
    gd_table_value(t, "grows.slope.60", fabs(cubic_slope(p.x[60])));
    gd_table_value(t, "fourth.steps.0.1", fourth_power_steps(0.1));
    gd_table_value(t, "fourth.steps.0.01", fourth_power_steps(0.01));
    p = walk_run();
    gd_table_value(t, "parabola.gd.x1", p.x[1]);
    gd_table_value(t, "parabola.gd.x2", p.x[2]);
    gd_table_value(t, "parabola.gd.x", last(&p));
    gd_table_value(t, "parabola.gd.error", last(&p) - 1);
    gd_table_value(t, "parabola.gd.frozen", (double)frozen_from(&p));
    gd_table_value(t, "parabola.gd.exact_error", 5 * pow(0.9, 1000));
}

static void values_beale(gd_table *t)
{
    double g[2];
    gd_value_and_gradient(gd_test_objective("beale"), beale_start, g);
    gd_table_value(t, "beale.gradient.x", g[0]);
    gd_table_value(t, "beale.gradient.y", g[1]);
    static const char *const names[] = {"gd", "rate2e-5", "rate1e-4",
                                        "rate1.7e-4"};
    for (int i = 0; i < BEALE_RATES; i++) {
        run r = beale_run(beale_rates[i], BEALE_STEPS, NULL);
        gd_table_valuef(t, (double)r.steps, "beale.%s.steps", names[i]);
        const double parts[] = {r.x[0], r.x[1], r.f, r.gradient_norm,
                                beale_distance(r.x)};
        static const char *const what[] = {"x", "y", "f", "gradient_norm",
                                           "distance"};
        for (int k = 0; r.finite && k < 5; k++) {
            gd_table_valuef(t, parts[k], "beale.%s.%s", names[i], what[k]);
        }
    }
    double hessian[4];
    function("beale")->hessian(beale_start, hessian);
    gd_curvature start = gd_curvature_of(2, hessian);
    gd_table_value(t, "beale.start.curvature", round(start.value[1]));
    run slow = beale_run(5e-6, BEALE_STEPS, NULL);
    run again = descend_n(gd_test_objective("beale"), slow.x, 0.03, BEALE_STEPS,
                          1e-8, -HUGE_VAL, NULL);
    gd_table_value(t, "beale.restart.steps", (double)again.steps);
    run early = beale_run(5e-6, 100000, NULL);
    gd_table_value(t, "beale.early.x", early.x[0]);
    gd_table_value(t, "beale.early.y", early.x[1]);
}

static void values_two_variables(gd_table *t)
{
    double g[2];
    const double *x = on_the_side;
    gd_value_and_gradient(&ellipse, x, g);
    gd_table_value(t, "ellipse.gx", g[0]);
    gd_table_value(t, "ellipse.gy", g[1]);
    gd_table_value(t, "ellipse.length", hypot(g[0], g[1]));
    gd_table_value(t, "ellipse.scan", steepest_down(&ellipse, x));
    gd_table_value(t, "ellipse.degrees", degrees_of(-g[0], -g[1]));
    run r = waves_run(NULL);
    gd_table_value(t, "two.steps", (double)r.steps);
    gd_table_value(t, "two.x", r.x[0]);
    gd_table_value(t, "two.y", r.x[1]);
    gd_table_value(t, "two.f", r.f);
    values_beale(t);
    static const char *const names[] = {"calm", "wild"};
    const double rates[] = {calm_rate, wild_rate};
    for (int i = 0; i < 2; i++) {
        int count[BASINS + 1];
        count_basins(rates[i], count);
        gd_table_valuef(t, rates[i], "basins.%s.rate", names[i]);
        for (int k = 0; k <= BASINS; k++) {
            gd_table_valuef(t, 100.0 * count[k] / BASIN_CELLS / BASIN_CELLS,
                            "basins.%s.%d", names[i], k);
        }
    }
}

static void values_penguins(gd_table *t, penguins *p)
{
    gd_curvature raw = line_curvature(&p->raw);
    run slow = fit_raw(p, RAW_STEPS, NULL);
    run quick = fit_standardised(p, RAW_STEPS, NULL);
    gd_line line = line_after(p, RAW_STEPS);
    gd_line exact = gd_least_squares(&p->raw);
    gd_table_value(t, "penguins.count", (double)p->table.rows);
    gd_table_value(t, "penguins.skipped", (double)p->table.skipped);
    gd_table_value(t, "penguins.slope", line.slope);
    gd_table_value(t, "penguins.intercept", line.intercept);
    gd_table_value(t, "penguins.steps", (double)quick.steps);
    gd_table_value(t, "penguins.correlation", quick.x[1]);
    gd_table_value(t, "penguins.exact.slope", exact.slope);
    gd_table_value(t, "penguins.exact.intercept", exact.intercept);
    gd_table_value(t, "penguins.raw.slope", slow.x[1]);
    gd_table_value(t, "penguins.raw.intercept", slow.x[0]);
    gd_table_value(t, "penguins.raw.condition", gd_condition_number(&raw));
    gd_table_value(t, "penguins.raw.limit", 2 / raw.value[1]);
    gd_table_value(t, "penguins.raw.share", 100 * slow.x[0] / exact.intercept);
    gd_table_value(t, "penguins.flipper.mean", p->flipper.mean);
    gd_table_value(t, "penguins.flipper.deviation", p->flipper.deviation);
    gd_table_value(t, "penguins.mass.mean", p->mass.mean);
    gd_table_value(t, "penguins.mass.deviation", p->mass.deviation);
}

static bool data(gd_table *t)
{
    penguins p = penguins_load();
    bool loaded = true;
    if (loaded) {
        gd_table_block(t, "values", "key\tvalue");
        values_one_variable(t);
        values_two_variables(t);
        values_penguins(t, &p);
        data_one_step(t);
        data_loops(t);
        data_ellipse(t);
        data_waves(t);
        data_beale(t);
        data_basins(t);
        data_penguins(t, &p);
    }
    penguins_free(&p);
    return loaded;
}

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "02-basic-descent",
        .title = "Basic descent: one step, then another",
        .report = report,
        .data = data,
    };
    return chapter_main(&this, argc, argv);
}
