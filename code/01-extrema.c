/* Chapter 1, Extrema: where could a minimum be?
 *
 * Every function here is looked at twice: once as a table of numbers, once
 * as the data of a figure. The report comes in the order of the chapter. */
#include "gd/curvature.h"
#include "gd/objective.h"
#include "gd/pi.h"
#include "gd/random.h"
#include "gd/table.h"
#include "shared/chapter.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double value_at(const gd_test_function *f, double x)
{
    return gd_value(&f->objective, &x);
}

static double slope_at(const gd_test_function *f, double x)
{
    double slope;
    gd_value_and_gradient(&f->objective, &x, &slope);
    return slope;
}

static double bend_at(const gd_test_function *f, double x)
{
    double second;
    f->hessian(&x, &second);
    return second;
}

/* ------------------------------------------------- the difference quotient */

/* region quotient */
/* The slope of the chord from x to x + h; h may be negative. */
static double quotient(const gd_test_function *f, double x, double h)
{
    return (value_at(f, x + h) - value_at(f, x)) / h;
}
/* end quotient */

static void report_quotients(void)
{
    const gd_test_function *f = function("cubic");
    printf("quotients: (f(x + h) - f(x)) / h at x = -1 and at x = 0\n\n");
    printf("                   at x = -1                        at x = 0\n"
           "          h    from the left  from the right"
           "    from the left  from the right\n");
    for (double h = 0.1; h > 5e-6; h /= 10)
        printf("  %9.0e   %14.8f  %14.8f   %14.8f  %14.8f\n", h,
               quotient(f, -1, -h), quotient(f, -1, h), quotient(f, 0, -h),
               quotient(f, 0, h));
    printf("\n  at -1 the signs disagree at every h; the limit can only be 0"
           "\n  at 0 both tend to f'(0) = %g\n\n",
           slope_at(f, 0));
}

/* ------------------------------------------------------------ sign of f' */

static void report_signs(void)
{
    const gd_test_function *f = function("cubic");
    static const double probes[] = {-3, -1, 1, 3, 4};
    printf("signs: f(x) = %s\n\n", f->formula);
    printf("       x       f(x)      f'(x)     f''(x)\n");
    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        double x = probes[i], slope = slope_at(f, x);
        printf("  %6g %10g %10g %10g   %s\n", x, value_at(f, x), slope,
               bend_at(f, x),
               slope > 0   ? "rising"
               : slope < 0 ? "falling"
                           : "flat");
    }
    printf("\n");
}

/* ------------------------------------------------------------- the wiggle */

/* region wiggle */
/* f(x) = x + 2x^2 sin(1/x), f(0) = 0. At 0 the slope is 1: the quotient
 * f(h)/h = 1 + 2h sin(1/h) tends to 1. Elsewhere
 * f'(x) = 1 + 4x sin(1/x) - 2 cos(1/x). */
static double wiggle(double x)
{
    return x == 0 ? 0 : x + 2 * x * x * sin(1 / x);
}

static double wiggle_slope(double x)
{
    return x == 0 ? 1 : 1 + 4 * x * sin(1 / x) - 2 * cos(1 / x);
}
/* end wiggle */

static void report_wiggle(void)
{
    static const int turns[] = {1, 10, 100, 1000, 10000};
    printf("wiggle: f(x) = x + 2x^2 sin(1/x), f(0) = 0, f'(0) = %g\n\n",
           wiggle_slope(0));
    printf("          at x = 1/(2 pi k)          at x = 1/(2 pi k + pi)\n"
           "      k           x     f'(x)              x     f'(x)\n");
    for (size_t i = 0; i < sizeof turns / sizeof turns[0]; i++) {
        double falls = 1 / (2 * GD_PI * turns[i]);
        double rises = 1 / (2 * GD_PI * turns[i] + GD_PI);
        printf("  %5d  %10.4e  %8.4f     %10.4e  %8.4f\n", turns[i], falls,
               wiggle_slope(falls), rises, wiggle_slope(rises));
    }
    printf("\n");
}

/* ------------------------------------------------- flat, and still rising */

static void report_cube(void)
{
    const gd_test_function *f = function("cube");
    printf("cube: f(x) = %s near its flat point\n\n", f->formula);
    printf("        x          f(x)       f'(x)      f''(x)\n");
    for (int i = -2; i <= 2; i++) {
        double x = 0.1 * i;
        printf("  %7.1f  %12.3f  %10.2f  %10.1f\n", x, value_at(f, x),
               slope_at(f, x), bend_at(f, x));
    }
    printf("\n  f'(0) = 0 and f''(0) = 0: %s\n\n",
           gd_kind_text(f->stationary[0].kind));
}

/* ------------------------------------------- all stationary points, n = 1 */

/* region bisect */
/* The zero of f' between low and high, where its signs differ: halve the
 * interval until its ends are neighbouring doubles. */
static double bisect_slope(const gd_test_function *f, double low, double high)
{
    bool rising = slope_at(f, low) > 0;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if ((slope_at(f, middle) > 0) == rising)
            low = middle;
        else
            high = middle;
    }
}
/* end bisect */

/* region scan */
/* Stores at most room stationary points of f in [a, b], from left to right,
 * and returns how many. Looks for sign changes of f' within each of
 * `cells` equal steps: two zeros within one step are not seen. */
static int scan_slope(const gd_test_function *f, double a, double b, int cells,
                      int room, double *zeros)
{
    int found = 0;
    double left = a;
    for (int i = 1; i <= cells && found < room; i++) {
        double right = a + (b - a) * i / cells;
        if ((slope_at(f, left) > 0) != (slope_at(f, right) > 0))
            zeros[found++] = bisect_slope(f, left, right);
        left = right;
    }
    return found;
}
/* end scan */

/* The candidates for a largest or smallest value on [a, b]: the two ends,
 * where the slope need not be zero, and between them every point where it
 * is. From left to right; room for CANDIDATES. */
enum { CANDIDATES = 16, SCAN_CELLS = 100 };

static int candidates(const gd_test_function *f, double *x)
{
    double a = f->lower[0], b = f->upper[0];
    x[0] = a;
    int count = 1 + scan_slope(f, a, b, SCAN_CELLS, CANDIDATES - 2, x + 1);
    x[count] = b;
    return count + 1;
}

static void report_candidates(void)
{
    const gd_test_function *f = function("cubic");
    double x[CANDIDATES], smallest = HUGE_VAL, largest = -HUGE_VAL;
    int count = candidates(f, x);
    printf("candidates: f(x) = %s on [%g, %g]\n\n", f->formula, x[0],
           x[count - 1]);
    printf("       x       f(x)      f'(x)\n");
    for (int i = 0; i < count; i++) {
        double value = value_at(f, x[i]);
        bool end = i == 0 || i == count - 1;
        printf("  %6g %10g %10g   %s\n", x[i], value, slope_at(f, x[i]),
               end ? "end point" : "slope zero");
        smallest = fmin(smallest, value);
        largest = fmax(largest, value);
    }
    printf("\n  smallest value %g, largest %g\n\n", smallest, largest);
}

enum { QUARTIC_ROOM = 8 };

static int quartic_points(double *points)
{
    const gd_test_function *f = function("quartic");
    return scan_slope(f, f->lower[0], f->upper[0], SCAN_CELLS, QUARTIC_ROOM,
                      points);
}

static gd_kind kind_at(const gd_test_function *f, const double *x)
{
    double hessian[4];
    f->hessian(x, hessian);
    gd_curvature curvature = gd_curvature_of(f->objective.n, hessian);
    return gd_classify(&curvature, 1e-9);
}

static void report_quartic(void)
{
    const gd_test_function *f = function("quartic");
    double points[QUARTIC_ROOM];
    int count = quartic_points(points);
    printf("quartic: f(w) = %s, scanned from %g to %g\n\n", f->formula,
           f->lower[0], f->upper[0]);
    printf("                   w              f(w)     f''(w)\n");
    for (int i = 0; i < count; i++)
        printf("  %18.15f  %16.12f  %9.4f   %s\n", points[i],
               value_at(f, points[i]), bend_at(f, points[i]),
               gd_kind_text(kind_at(f, &points[i])));
    printf("\n");
}

/* ------------------------------------------------- two variables, n = 2 */

static gd_curvature curvature_at(const gd_test_function *f, const double *x)
{
    double hessian[4];
    f->hessian(x, hessian);
    return gd_curvature_of(2, hessian);
}

static const char *const shapes[] = {"round-bowl", "dome", "saddle", "monkey"};

enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static void report_shapes(void)
{
    static const double origin[2] = {0, 0};
    printf("shapes: second derivatives at (0, 0), where all gradients are 0\n"
           "\n  function         eigenvalues   stationary point\n");
    for (int i = 0; i < SHAPES; i++) {
        const gd_test_function *f = function(shapes[i]);
        gd_curvature c = curvature_at(f, origin);
        printf("  %-14s %5g and %3g   %s\n", f->formula, c.value[0] + 0.0,
               c.value[1] + 0.0, gd_kind_text(gd_classify(&c, 1e-9)));
    }
    printf("\n");
}

/* region newton */
/* One step of Newton's method on grad f = 0: solve H d = -g, move by d.
 * It is drawn to flat points of every kind, which is what we want here and
 * would be a fault in a minimiser. */
static double newton_step(const gd_test_function *f, double *x)
{
    double g[2], h[4];
    gd_value_and_gradient(&f->objective, x, g);
    f->hessian(x, h);
    double determinant = h[0] * h[3] - h[1] * h[2];
    double d0 = -(h[3] * g[0] - h[1] * g[1]) / determinant;
    double d1 = -(h[0] * g[1] - h[2] * g[0]) / determinant;
    x[0] += d0;
    x[1] += d1;
    return hypot(d0, d1);
}
/* end newton */

/* A flat point that Newton's method found. */
typedef struct flat_point {
    double x[2];
    double f;
    gd_curvature curvature;
    gd_kind kind;
} flat_point;

static bool inside(const gd_test_function *f, const double *x)
{
    return x[0] >= f->lower[0] && x[0] <= f->upper[0] && x[1] >= f->lower[1]
           && x[1] <= f->upper[1];
}

/* True where the steps shrink below 1e-13 within the box. */
static bool newton(const gd_test_function *f, double *x)
{
    for (int i = 0; i < 50; i++) {
        double moved = newton_step(f, x);
        if (moved < 1e-13)
            return inside(f, x);
        if (!isfinite(moved))
            return false;
    }
    return false;
}

static bool is_new(const double *x, int count, const flat_point *found)
{
    for (int i = 0; i < count; i++)
        if (hypot(x[0] - found[i].x[0], x[1] - found[i].x[1]) < 1e-6)
            return false;
    return true;
}

static int by_value(const void *left, const void *right)
{
    const flat_point *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind > b->kind ? 1 : -1;
    /* Minima of equal value differ by rounding only: order them by place. */
    if (fabs(a->f - b->f) > 1e-9)
        return a->f > b->f ? 1 : -1;
    return a->x[0] < b->x[0] ? 1 : -1;
}

enum { FLAT_ROOM = 16, NEWTON_STARTS = 20 };

/* region flat-points */
/* The flat points, at most FLAT_ROOM, that Newton's method finds from a
 * 20 x 20 grid of starts, classified by their Hessian, minima first. Not a
 * proof that there are no others: for that, see the notes of the chapter. */
static int flat_points(const gd_test_function *f, flat_point *found)
{
    int count = 0;
    for (int k = 0; k < NEWTON_STARTS * NEWTON_STARTS; k++) {
        double x[2];
        for (int c = 0; c < 2; c++) {
            int step = c ? k / NEWTON_STARTS : k % NEWTON_STARTS;
            x[c] = f->lower[c]
                   + (f->upper[c] - f->lower[c]) * (step + 0.5) / NEWTON_STARTS;
        }
        if (!newton(f, x) || !is_new(x, count, found) || count == FLAT_ROOM)
            continue;
        flat_point *p = &found[count++];
        *p = (flat_point){.x = {x[0], x[1]},
                          .f = gd_value(&f->objective, x),
                          .curvature = curvature_at(f, x),
                          .kind = kind_at(f, x)};
    }
    qsort(found, (size_t)count, sizeof *found, by_value);
    return count;
}
/* end flat-points */

static void report_flat_points(const char *name)
{
    const gd_test_function *f = function(name);
    flat_point points[FLAT_ROOM];
    int count = flat_points(f, points);
    printf("%s: flat points in [%g, %g] x [%g, %g]\n\n", name, f->lower[0],
           f->upper[0], f->lower[1], f->upper[1]);
    printf("          x          y          f(x, y)    eigenvalues\n");
    for (int i = 0; i < count; i++) {
        const flat_point *p = &points[i];
        printf("  %9.6f  %9.6f  %15.8f  %9.4f %9.4f  %s\n", p->x[0] + 0.0,
               p->x[1], fabs(p->f) < 1e-20 ? 0 : p->f, p->curvature.value[0],
               p->curvature.value[1], gd_kind_text(p->kind));
    }
    printf("\n");
}

/* ---------------------------------------------------------- the chord test */

/* region chords */
/* How many of `trials` random chords are caught below the graph, at one
 * random point each. A convex function has none. */
static int broken_chords(const gd_test_function *f, int trials)
{
    gd_random random = gd_random_seeded(1);
    int broken = 0;
    for (int i = 0; i < trials; i++) {
        double a = gd_random_between(&random, f->lower[0], f->upper[0]);
        double b = gd_random_between(&random, f->lower[0], f->upper[0]);
        double t = gd_random_uniform(&random);
        double chord = (1 - t) * value_at(f, a) + t * value_at(f, b);
        double graph = value_at(f, (1 - t) * a + t * b);
        /* Rounding may lift the graph by a few units in the last place. */
        broken += graph > chord + 1e-12;
    }
    return broken;
}
/* end chords */

static const char *const chord_functions[] = {"square", "quartic", "cube"};

enum { CHORD_FUNCTIONS = 3, CHORD_TRIALS = 100000 };

static void report_chords(void)
{
    printf("chords: %d random chords, one random point on each\n\n",
           CHORD_TRIALS);
    for (int i = 0; i < CHORD_FUNCTIONS; i++) {
        const gd_test_function *f = function(chord_functions[i]);
        printf("  %-16s on [%4g, %3g]  %6d times below the graph\n", f->formula,
               f->lower[0], f->upper[0], broken_chords(f, CHORD_TRIALS));
    }
    printf("\n");
}

/* ---------------------------------------------------- condition number */

static const char *const conditioned[] = {"round-bowl", "bowl", "beale"};

enum { CONDITIONED = sizeof conditioned / sizeof conditioned[0] };

static gd_curvature curvature_at_minimum(const gd_test_function *f)
{
    return curvature_at(f, f->stationary[0].x);
}

static void report_condition(void)
{
    printf("condition: curvature at the minimum, along and across\n\n"
           "  function         smallest     largest   condition number\n");
    for (int i = 0; i < CONDITIONED; i++) {
        const gd_test_function *f = function(conditioned[i]);
        gd_curvature c = curvature_at_minimum(f);
        printf("  %-14s %10.4f  %10.4f  %17.2f\n", f->objective.name,
               c.value[0], c.value[1], gd_condition_number(&c));
    }
    printf("\n");
}

static bool report(void)
{
    report_candidates();
    report_quotients();
    report_signs();
    report_wiggle();
    report_cube();
    report_quartic();
    report_shapes();
    report_flat_points("beale");
    report_flat_points("himmelblau");
    report_chords();
    report_condition();
    return true;
}

/* ==================================================================== data */

static void data_points(gd_table *t, const char *block,
                        const gd_test_function *f, const double *x, int count)
{
    gd_table_block(t, block, "x\tf\tslope");
    for (int i = 0; i < count; i++)
        gd_row(t, x[i], value_at(f, x[i]), slope_at(f, x[i]));
}

static void data_cubic(gd_table *t)
{
    const gd_test_function *f = function("cubic");
    static const double tangents[] = {-3, -2, -1, 0, 1, 2, 3, 4};
    gd_table_curve(t, "cubic-curve", &f->objective, -4, 5, 300);
    double x[CANDIDATES];
    int count = candidates(f, x);
    data_points(t, "cubic-candidates", f, x, count);
    data_points(t, "cubic-flat", f, x + 1, count - 2);
    data_points(t, "cubic-tangents", f, tangents,
                sizeof tangents / sizeof tangents[0]);
}

static void data_wiggle(gd_table *t)
{
    /* Evenly in 1/x near zero, where the wiggles crowd: 40 points a turn. */
    gd_table_block(t, "wiggle", "x\tf\tslope\tlow\thigh");
    enum { TURNS = 40, PER_TURN = 40 };
    for (int side = -1; side <= 1; side += 2)
        for (int k = 0; k <= TURNS * PER_TURN; k++) {
            int j = side < 0 ? k : TURNS * PER_TURN - k;
            double x = side / (3 + 2 * GD_PI * j / PER_TURN);
            gd_row(t, x, wiggle(x), wiggle_slope(x), x - 2 * x * x,
                   x + 2 * x * x);
        }
}

static void data_one_variable(gd_table *t)
{
    data_cubic(t);
    data_wiggle(t);
    gd_table_curve(t, "cube-curve", gd_test_objective("cube"), -1.5, 1.5, 200);
    gd_table_curve(t, "square-curve", gd_test_objective("square"), -1.5, 1.5,
                   200);
    const gd_test_function *f = function("quartic");
    gd_table_curve(t, "quartic-curve", &f->objective, f->lower[0], f->upper[0],
                   300);
    double points[QUARTIC_ROOM];
    int count = quartic_points(points);
    data_points(t, "quartic-points", f, points, count);
}

/* A chord of f: its ends, and where the graph is farthest above it. */
static void data_chord(gd_table *t, const char *block,
                       const gd_test_function *f, double a, double b)
{
    gd_table_block(t, block, "x\tf\tchord");
    for (int i = 0; i <= 100; i++) {
        double s = i / 100.0, x = (1 - s) * a + s * b;
        gd_row(t, x, value_at(f, x),
               (1 - s) * value_at(f, a) + s * value_at(f, b));
    }
}

/* Quadratics with chosen eigenvalues, the axis of the larger one turned by an
 * angle in degrees: what the eigenvalues do to the contours. */
typedef struct shape {
    const char *block;
    double low;
    double high;
    double degrees;
} shape;

static const shape spectrum[] = {
    {"spectrum-round", 1, 1, 90},     {"spectrum-long", 0.25, 2, 90},
    {"spectrum-turned", 0.25, 2, 55}, {"spectrum-trough", 0, 1, 90},
    {"spectrum-saddle", -1, 1, 90},   {"spectrum-dome", -2, -0.5, 0},
};

enum { SPECTRUM = sizeof spectrum / sizeof spectrum[0] };

/* region with-eigenvalues */
/* The matrix whose eigenvalue is `high` along the direction at `degrees`
 * and `low` across it. */
static void with_eigenvalues(const shape *s, double *a)
{
    double angle = s->degrees * GD_PI / 180;
    double c = cos(angle), d = sin(angle);
    a[0] = s->high * c * c + s->low * d * d;
    a[1] = a[2] = (s->high - s->low) * c * d;
    a[3] = s->high * d * d + s->low * c * c;
}
/* end with-eigenvalues */

static void data_spectrum(gd_table *t)
{
    static const double lower[2] = {-2, -2}, upper[2] = {2, 2};
    gd_table_block(t, "spectrum",
                   "name\tlow\thigh\tlow_x\tlow_y\thigh_x\thigh_y");
    for (int i = 0; i < SPECTRUM; i++) {
        double a[4];
        with_eigenvalues(&spectrum[i], a);
        gd_curvature c = gd_curvature_of(2, a);
        gd_table_named_row(t, spectrum[i].block, 6,
                           (double[]){c.value[0], c.value[1], c.axis[0][0],
                                      c.axis[0][1], c.axis[1][0],
                                      c.axis[1][1]});
    }
    for (int i = 0; i < SPECTRUM; i++) {
        double a[4];
        with_eigenvalues(&spectrum[i], a);
        gd_objective f = {spectrum[i].block, 2, gd_quadratic, a};
        gd_table_grid(t, spectrum[i].block, &f, lower, upper, 80, 80);
    }
}

static void data_flat_points(gd_table *t, const char *block, const char *name)
{
    flat_point points[FLAT_ROOM];
    int count = flat_points(function(name), points);
    gd_table_block(t, block, "kind\tx\ty\tf\tlow\thigh");
    for (int i = 0; i < count; i++) {
        const flat_point *p = &points[i];
        gd_table_named_row(t, gd_kind_text(p->kind), 5,
                           (double[]){p->x[0], p->x[1], p->f,
                                      p->curvature.value[0],
                                      p->curvature.value[1]});
    }
}

/* x^3 - 3xy^2 = r^3 cos 3a: the ways down lead off at a = 60, 180 and 300
 * degrees. */
static void data_monkey_valleys(gd_table *t)
{
    gd_table_block(t, "monkey-valleys", "degrees\tx\ty");
    for (int degrees = 60; degrees < 360; degrees += 120)
        for (int i = 0; i <= 20; i++) {
            double r = 1.45 * i / 20, angle = degrees * GD_PI / 180;
            gd_row(t, degrees, r * cos(angle), r * sin(angle));
        }
}

static void data_two_variables(gd_table *t)
{
    for (int i = 0; i < SHAPES; i++) {
        const gd_test_function *f = function(shapes[i]);
        char block[32];
        snprintf(block, sizeof block, "%s-surface", shapes[i]);
        gd_table_grid(t, block, &f->objective, f->lower, f->upper, 40, 40);
    }
    data_monkey_valleys(t);
    data_spectrum(t);
    /* Nearer than the usual box: what is around the three flat points. */
    static const double lower[2] = {-2.6, -3.4}, upper[2] = {4.6, 2};
    gd_table_grid(t, "beale-grid", gd_test_objective("beale"), lower, upper,
                  200, 200);
    data_flat_points(t, "beale-points", "beale");
    const gd_test_function *h = function("himmelblau");
    static const double near[2] = {-4.5, -4.5}, far[2] = {4.5, 4.5};
    gd_table_grid(t, "himmelblau-surface", &h->objective, near, far, 90, 90);
    gd_table_grid(t, "himmelblau-grid", &h->objective, h->lower, h->upper, 160,
                  160);
    data_flat_points(t, "himmelblau-points", "himmelblau");
}

static void value_of_points(gd_table *t, const char *name)
{
    flat_point points[FLAT_ROOM];
    int count = flat_points(function(name), points);
    for (int i = 0; i < count; i++) {
        const struct {
            const char *what;
            double number;
        } parts[] = {{"x", points[i].x[0] + 0.0},
                     {"y", points[i].x[1] + 0.0},
                     {"f", points[i].f},
                     {"low", points[i].curvature.value[0]},
                     {"high", points[i].curvature.value[1]}};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
            gd_table_valuef(t, parts[k].number, "%s.%d.%s", name, i + 1,
                            parts[k].what);
        }
    }
    gd_table_valuef(t, count, "%s.points", name);
}

static void values_one_variable(gd_table *t)
{
    const gd_test_function *f = function("cubic");
    gd_table_value(t, "cubic.f.-4", value_at(f, -4));
    gd_table_value(t, "cubic.f.-3", value_at(f, -3));
    gd_table_value(t, "cubic.f.-1", value_at(f, -1));
    gd_table_value(t, "cubic.f.3", value_at(f, 3));
    gd_table_value(t, "cubic.f.4", value_at(f, 4));
    gd_table_value(t, "cubic.f.5", value_at(f, 5));
    gd_table_value(t, "cubic.bend.-1", bend_at(f, -1));
    gd_table_value(t, "cubic.bend.3", bend_at(f, 3));
    gd_table_value(t, "quotient.left", quotient(f, -1, -0.1));
    gd_table_value(t, "quotient.right", quotient(f, -1, 0.1));
    gd_table_value(t, "wiggle.slope.1000",
                   wiggle_slope(1 / (2 * GD_PI * 1000)));
    gd_table_value(t, "wiggle.slope.1000.5",
                   wiggle_slope(1 / (2 * GD_PI * 1000.5)));
    const gd_test_function *q = function("quartic");
    double points[QUARTIC_ROOM];
    int count = quartic_points(points);
    static const char *const names[] = {"left", "top", "right"};
    gd_table_value(t, "quartic.points", count);
    for (int i = 0; i < count && i < 3; i++) {
        gd_table_valuef(t, points[i], "quartic.%s.w", names[i]);
        gd_table_valuef(t, value_at(q, points[i]), "quartic.%s.f", names[i]);
    }
}

static void values(gd_table *t)
{
    gd_table_block(t, "values", "key\tvalue");
    values_one_variable(t);
    value_of_points(t, "beale");
    value_of_points(t, "himmelblau");
    gd_table_value(t, "chords.trials", CHORD_TRIALS);
    for (int i = 0; i < CHORD_FUNCTIONS; i++) {
        const gd_test_function *f = function(chord_functions[i]);
        gd_table_valuef(t, broken_chords(f, CHORD_TRIALS), "chords.%s",
                        f->objective.name);
    }
    for (int i = 0; i < CONDITIONED; i++) {
        const gd_test_function *f = function(conditioned[i]);
        gd_curvature c = curvature_at_minimum(f);
        gd_table_valuef(t, gd_condition_number(&c), "condition.%s",
                        f->objective.name);
    }
}

static bool data(gd_table *t)
{
    values(t);
    data_one_variable(t);
    data_chord(t, "chord-square", function("square"), -1.2, 0.8);
    data_chord(t, "chord-quartic", function("quartic"), -1.5, 1.4);
    data_two_variables(t);
    return true;
}

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "01-extrema",
        .title = "Extrema: where could a minimum be?",
        .report = report,
        .data = data,
    };
    return chapter_main(&this, argc, argv);
}
