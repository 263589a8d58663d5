/* Chapter 1, Extrema: where could a minimum be?
 *
 * Points at which a function is flat: how they are found, in one variable and
 * in two, and what the second derivatives say about them. To be read beside
 * the chapter, from top to bottom; what can be asked stands in the table at
 * the end. */
// cc -O2 -Icode code/01-extrema.c code/shared/*.c code/gd/*.c -lm
// ./a.out candidates --set from=0 --set to=2
#include "gd/curvature.h"
#include "gd/objective.h"
#include "gd/pi.h"
#include "gd/random.h"
#include "gd/table.h"
#include "shared/chapter.h"
#include "shared/slide.h"
#include "shared/tell.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* region shorthand */
/* Of a function of one variable: f(x), f'(x), f''(x). */
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
/* end shorthand */

/* ============================================ where the slope changes sign */

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
        double right = i < cells ? a + (b - a) * i / cells : b;
        if ((slope_at(f, left) > 0) != (slope_at(f, right) > 0))
            zeros[found++] = bisect_slope(f, left, right);
        left = right;
    }
    return found;
}
/* end scan */

/* Points of one variable, with their heights and slopes. */
static void tell_points(gd_table *t, const char *block,
                        const gd_test_function *f, const double *x, int count)
{
    gd_table_block(t, block, "x\tf\tslope");
    for (int i = 0; i < count; i++)
        gd_row(t, x[i], value_at(f, x[i]), slope_at(f, x[i]));
}

/* ====================================== the cubic on an interval, its walls */

enum { CANDIDATES = 16, CELLS = 100, TANGENTS = 8 };

/* region candidates */
/* The candidates for a largest or smallest value on [a, b]: the two ends,
 * where the slope need not be zero, and between them every point where it
 * is. From left to right; room for CANDIDATES. */
static int candidates(const gd_test_function *f, double a, double b, double *x)
{
    x[0] = a;
    int count = 1 + scan_slope(f, a, b, CELLS, CANDIDATES - 2, x + 1);
    x[count] = b;
    return count + 1;
}
/* end candidates */

typedef struct candidates_knobs {
    double from, to;
} candidates_knobs;

static const knob candidates_list[] = {
    KNOB(candidates_knobs, from, -4, -10, 1, LINEAR, "left wall"),
    KNOB(candidates_knobs, to, 5, 2, 10, LINEAR, "right wall"),
    {0},
};

/* What the figures of the cubic show of the interval. */
static void tell_cubic(gd_table *t, const gd_test_function *f, const double *x,
                       int count)
{
    double a = x[0], b = x[count - 1], tangents[TANGENTS];
    for (int i = 0; i < TANGENTS; i++)
        tangents[i] = a + (b - a) * (i + 1) / (TANGENTS + 1);
    gd_table_curve(t, "cubic-curve", &f->objective, a, b, 300);
    tell_points(t, "cubic-candidates", f, x, count);
    tell_points(t, "cubic-flat", f, x + 1, count - 2);
    tell_points(t, "cubic-tangents", f, tangents, TANGENTS);
}

static void candidates_experiment(const void *knobs, story *s)
{
    const candidates_knobs *k = knobs;
    const gd_test_function *f = function("cubic");
    double x[CANDIDATES], smallest = HUGE_VAL, largest = -HUGE_VAL;
    int count = candidates(f, k->from, k->to, x);
    say(s,
        "candidates: f(x) = %s on [%g, %g]\n\n"
        "       x       f(x)      f'(x)\n",
        f->formula, k->from, k->to);
    for (int i = 0; i < count; i++) {
        double height = value_at(f, x[i]);
        bool end = i == 0 || i == count - 1;
        say(s, "  %6g %10g %10g   %s\n", x[i], height, slope_at(f, x[i]),
            end ? "end point" : "slope zero");
        smallest = fmin(smallest, height);
        largest = fmax(largest, height);
    }
    say(s, "\n  smallest value %g, largest %g\n\n", smallest, largest);
    tell_cubic(s->data, f, x, count);
}

/* ============================================= where no value is the lowest */

/* region missing */
/* Three functions without a smallest value. x^2 on 0 < x <= 1 lacks an end,
 * that at 0. */
static double without_end(double x)
{
    return x * x;
}

/* On 0 <= x <= 1 it jumps where its smallest value ought to be. */
static double with_jump(double x)
{
    return x == 0.5 ? 1 : fabs(x - 0.5);
}

/* On x >= 0, without a right end, it falls for ever. */
static double without_bound(double x)
{
    return exp(-x);
}

/* The lowest of n values, evenly spaced from `to`/n to `to`. */
static double lowest_of(double (*f)(double x), double to, int n)
{
    double lowest = HUGE_VAL;
    for (int i = 1; i <= n; i++)
        lowest = fmin(lowest, f(to * i / n));
    return lowest;
}
/* end missing */

/* The curves, and of each what is missing: kind "hole", a place that the
 * curve comes near and does not take, or "point", where it is instead. */
static void tell_missing(gd_table *t)
{
    enum { POINTS = 101 };
    static const struct {
        const char *block;
        double (*f)(double x);
        double to;
    } curves[] = {{"missing-end", without_end, 1},
                  {"missing-value", with_jump, 1},
                  {"missing-bound", without_bound, 5}};
    for (size_t k = 0; k < sizeof curves / sizeof curves[0]; k++) {
        gd_table_block(t, curves[k].block, "x\tf");
        for (int i = 0; i < POINTS; i++) {
            double x = curves[k].to * i / (POINTS - 1);
            if (x != 0.5 || curves[k].f != with_jump)
                gd_row(t, x, curves[k].f(x));
            else
                gd_row(t, x, 0); /* the hole */
        }
    }
    gd_table_block(t, "missing-marks", "kind\tpanel\tx\tf");
    gd_table_named_row(t, "hole", 3, (double[]){0, 0, 0});
    gd_table_named_row(t, "hole", 3, (double[]){1, 0.5, 0});
    gd_table_named_row(t, "point", 3, (double[]){1, 0.5, with_jump(0.5)});
}

static void missing_experiment(const void *knobs, story *s)
{
    (void)knobs;
    say(s, "missing: the lowest of n evenly spaced values\n\n"
           "             x^2 on    |x - 1/2|, 1 at 1/2,     exp(-x) on\n"
           "      n    0 < x <= 1         on 0 <= x <= 1    0 <= x <= n\n");
    for (int n = 10; n <= 1000; n *= 10)
        say(s, "  %5d    %10g    %19g    %11.3g\n", n,
            lowest_of(without_end, 1, n), lowest_of(with_jump, 1, n),
            lowest_of(without_bound, n, n));
    int zero = 0;
    while (without_bound(zero) > 0)
        zero++;
    say(s,
        "\n  exp(-x) is nowhere 0; from x = %d on it is less than half of the"
        "\n  smallest double, and rounded to 0\n\n",
        zero);
    value(s, "missing.zero", zero);
    tell_missing(s->data);
}

/* ================================================= the difference quotient */

/* region quotient */
/* The slope of the chord from x to x + h; h may be negative. */
static double quotient(const gd_test_function *f, double x, double h)
{
    return (value_at(f, x + h) - value_at(f, x)) / h;
}
/* end quotient */

typedef struct quotients_knobs {
    double x, other;
} quotients_knobs;

static const knob quotients_list[] = {
    KNOB(quotients_knobs, x, -1, -10, 10, LINEAR, "where chords begin"),
    KNOB(quotients_knobs, other, 0, -10, 10, LINEAR, "another such place"),
    {0},
};

/* What the figure shows of both places: the curve around each, and three
 * chords to either side. */
static void tell_both_sides(gd_table *t, const gd_test_function *f,
                            const double at[2])
{
    enum { REACH = 2, CELLS_ALONG = 80 };
    gd_table_block(t, "both-sides-curve", "place\tx\tf");
    for (int i = 0; i < 2; i++)
        for (int k = -CELLS_ALONG; k <= CELLS_ALONG; k++) {
            double x = at[i] + (double)REACH * k / CELLS_ALONG;
            gd_row(t, i, x, value_at(f, x));
        }
    gd_table_block(t, "both-sides", "place\tx\tf\tend_x\tend_f\tslope");
    for (int i = 0; i < 2; i++)
        for (int k = -3; k <= 3; k++) {
            double h = 0.5 * k;
            if (k != 0)
                gd_row(t, i, at[i], value_at(f, at[i]), at[i] + h,
                       value_at(f, at[i] + h), quotient(f, at[i], h));
        }
}

static void quotients_experiment(const void *knobs, story *s)
{
    const quotients_knobs *k = knobs;
    const gd_test_function *f = function("cubic");
    const double at[2] = {k->x, k->other};
    bool disagree[2] = {true, true};
    say(s,
        "quotients: (f(x + h) - f(x)) / h at x = %g and at x = %g\n\n"
        "                   at x = %-26gat x = %g\n"
        "          h    from the left  from the right"
        "    from the left  from the right\n",
        at[0], at[1], at[0], at[1]);
    for (double h = 0.1; h > 5e-6; h /= 10) {
        say(s, "  %9.0e", h);
        for (int i = 0; i < 2; i++) {
            double left = quotient(f, at[i], -h), right = quotient(f, at[i], h);
            say(s, "   %14.8f  %14.8f", left, right);
            disagree[i] = disagree[i] && (left > 0) != (right > 0);
        }
        say(s, "\n");
    }
    say(s, "\n");
    for (int i = 0; i < 2; i++) {
        double slope = slope_at(f, at[i]);
        if (disagree[i] && slope == 0)
            say(s,
                "  at %g the signs disagree at every h; the limit can only"
                " be 0\n",
                at[i]);
        else
            say(s, "  at %g both tend to f'(%g) = %g\n", at[i], at[i], slope);
    }
    say(s, "\n");
    tell_both_sides(s->data, f, at);
}

/* ========================================================= the sign of f' */

static void signs_experiment(const void *knobs, story *s)
{
    (void)knobs;
    static const double probes[] = {-3, -1, 1, 3, 4};
    const gd_test_function *f = function("cubic");
    say(s,
        "signs: f(x) = %s\n\n"
        "       x       f(x)      f'(x)     f''(x)\n",
        f->formula);
    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        double x = probes[i], slope = slope_at(f, x), bend = bend_at(f, x);
        say(s, "  %6g %10g %10g %10g   %s\n", x, value_at(f, x), slope, bend,
            slope > 0   ? "rising"
            : slope < 0 ? "falling"
                        : "flat");
        if (slope == 0)
            valuef(s, bend, "cubic.bend.%g", x);
    }
    say(s, "\n");
}

/* region wiggle */
/* f(x) = x + ax^2 sin(1/x), f(0) = 0; the chapter takes a = 2. At 0 the slope
 * is 1: the quotient f(h)/h = 1 + ah sin(1/h) tends to 1. Elsewhere
 * f'(x) = 1 + 2ax sin(1/x) - a cos(1/x). */
static double wiggle(double a, double x)
{
    return x == 0 ? 0 : x + a * x * x * sin(1 / x);
}

static double wiggle_slope(double a, double x)
{
    return x == 0 ? 1 : 1 + 2 * a * x * sin(1 / x) - a * cos(1 / x);
}
/* end wiggle */

typedef struct wiggle_knobs {
    double amplitude;
} wiggle_knobs;

static const knob wiggle_list[] = {
    KNOB(wiggle_knobs, amplitude, 2, 0, 10, LINEAR, "a, of a x^2 sin(1/x)"),
    {0},
};

/* Evenly in 1/x near zero, where the wiggles crowd: 40 points a turn. */
static void tell_wiggle(gd_table *t, double a)
{
    enum { TURNS = 40, PER_TURN = 40 };
    gd_table_block(t, "wiggle", "x\tf\tslope\tlow\thigh");
    for (int side = -1; side <= 1; side += 2)
        for (int k = 0; k <= TURNS * PER_TURN; k++) {
            int j = side < 0 ? k : TURNS * PER_TURN - k;
            double x = side / (3 + 2 * GD_PI * j / PER_TURN);
            gd_row(t, x, wiggle(a, x), wiggle_slope(a, x), x - a * x * x,
                   x + a * x * x);
        }
}

static void wiggle_experiment(const void *knobs, story *s)
{
    const wiggle_knobs *k = knobs;
    double a = k->amplitude;
    char factor[16] = "";
    if (a != 1)
        snprintf(factor, sizeof factor, "%g", a);
    say(s,
        "wiggle: f(x) = x + %sx^2 sin(1/x), f(0) = 0, f'(0) = %g\n\n"
        "          at x = 1/(2 pi k)          at x = 1/(2 pi k + pi)\n"
        "      k           x     f'(x)              x     f'(x)\n",
        factor, wiggle_slope(a, 0));
    for (int turn = 1; turn <= 10000; turn *= 10) {
        double even = 1 / (2 * GD_PI * turn);
        double odd = 1 / (2 * GD_PI * turn + GD_PI);
        say(s, "  %5d  %10.4e  %8.4f     %10.4e  %8.4f\n", turn, even,
            tidy(wiggle_slope(a, even)), odd, tidy(wiggle_slope(a, odd)));
    }
    say(s, "\n");
    tell_wiggle(s->data, a);
    value(s, "wiggle.slope.1000", wiggle_slope(a, 1 / (2 * GD_PI * 1000)));
    value(s, "wiggle.slope.1000.5", wiggle_slope(a, 1 / (2 * GD_PI * 1000.5)));
}

/* ================================================= flat, and still rising */

/* Three functions with f'(0) = f''(0) = 0. */
static void tell_powers(gd_table *t)
{
    gd_table_block(t, "powers", "x\tcube\tfourth\tminus_fourth");
    for (int i = -60; i <= 60; i++) {
        double x = i / 50.0;
        gd_row(t, x, pow(x, 3), pow(x, 4), -pow(x, 4));
    }
}

static void cube_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const gd_test_function *f = function("cube");
    say(s,
        "cube: f(x) = %s near its flat point\n\n"
        "        x          f(x)       f'(x)      f''(x)\n",
        f->formula);
    for (int i = -2; i <= 2; i++) {
        double x = 0.1 * i;
        say(s, "  %7.1f  %12.3f  %10.2f  %10.1f\n", x, value_at(f, x),
            slope_at(f, x), bend_at(f, x));
    }
    say(s, "\n  f'(0) = 0 and f''(0) = 0: %s\n\n",
        gd_kind_text(f->stationary[0].kind));
    gd_table_curve(s->data, "cube-curve", &f->objective, -1.5, 1.5, 200);
    tell_powers(s->data);
}

/* =========================================== two minima, one of them lower */

/* In one variable or two. */
static gd_curvature curvature_at(const gd_test_function *f, const double *x)
{
    double hessian[4];
    f->hessian(x, hessian);
    return gd_curvature_of(f->objective.n, hessian);
}

/* A computed eigenvalue is hardly ever exactly zero. */
static gd_kind kind_of(const gd_curvature *c)
{
    return gd_classify(c, 1e-9);
}

/* region quartic */
typedef struct quartic_knobs {
    double cells;
} quartic_knobs;

static const knob quartic_list[] = {
    KNOB(quartic_knobs, cells, CELLS, 1, 10000, COUNT, "steps of the scan"),
    {0},
};

static void quartic_experiment(const void *knobs, story *s)
{
    const quartic_knobs *k = knobs;
    const gd_test_function *f = function("quartic");
    double a = f->lower[0], b = f->upper[0], points[CANDIDATES];
    int cells = (int)k->cells;
    int count = scan_slope(f, a, b, cells, CANDIDATES, points);
    say(s,
        "quartic: f(w) = %s, scanned from %g to %g in %d step%s\n\n"
        "                   w              f(w)     f''(w)\n",
        f->formula, a, b, cells, cells == 1 ? "" : "s");
    for (int i = 0; i < count; i++) {
        gd_curvature c = curvature_at(f, &points[i]);
        say(s, "  %18.15f  %16.12f  %9.4f   %s\n", points[i],
            value_at(f, points[i]), c.value[0], gd_kind_text(kind_of(&c)));
    }
    say(s, "\n");
    gd_table_curve(s->data, "quartic-curve", &f->objective, a, b, 300);
    tell_points(s->data, "quartic-points", f, points, count);
}
/* end quartic */

/* =============================================== two variables, one frozen */

typedef struct slices_knobs {
    double x, y;
} slices_knobs;

static const knob slices_list[] = {
    KNOB(slices_knobs, x, 1, 0.2, 4, LINEAR, "x of the point"),
    KNOB(slices_knobs, y, 2, 0.2, 3.4, LINEAR, "y of the point"),
    {0},
};

/* Cuts through a corner of Himmelblau's landscape, with one pit in it: the
 * heights with y frozen and with x frozen, and the partial derivatives. */
static void slices_experiment(const void *knobs, story *s)
{
    enum { ALONG = 80 };
    static const double lower[2] = {0, 0}, upper[2] = {4.2, 3.6};
    const slices_knobs *k = knobs;
    const gd_objective *f = objective("himmelblau");
    const double at[2] = {k->x, k->y};
    double g[2], height = gd_value_and_gradient(f, at, g);
    gd_table_block(s->data, "slices-point", "x\ty\tf\tfx\tfy");
    gd_row(s->data, at[0], at[1], height, g[0], g[1]);
    gd_table_block(s->data, "slices", "along\tx\ty\tf");
    for (int axis = 0; axis < 2; axis++)
        for (int i = 0; i <= ALONG; i++) {
            double x[2] = {at[0], at[1]};
            x[axis] = lower[axis] + (upper[axis] - lower[axis]) * i / ALONG;
            gd_row(s->data, axis, x[0], x[1], gd_value(f, x));
        }
    gd_table_grid(s->data, "slices-grid", f, lower, upper, 40, 40);
}

/* ============================================ two variables: kinds of flat */

/* H = (2 b; b 2), the second derivatives of x^2 + bxy + y^2. */
typedef struct product_knobs {
    double b;
} product_knobs;

static const knob product_list[] = {
    KNOB(product_knobs, b, 1, -4, 4, LINEAR, "off the diagonal of H"),
    {0},
};

/* Times four directions: which are turned, and which only stretched? */
static void say_products(story *s, double *h)
{
    static const double u[][2] = {{1, 0}, {1, 1}, {0, 1}, {1, -1}};
    double b = h[1];
    char factor[16] = "";
    if (fabs(b) != 1)
        snprintf(factor, sizeof factor, "%g", fabs(b));
    say(s,
        "product: H = (2 %g; %g 2), of f(x, y) = x^2 %c %sxy + y^2\n\n"
        "           u              Hu   u.Hu / u.u\n",
        b, b, b < 0 ? '-' : '+', factor);
    for (size_t i = 0; i < sizeof u / sizeof u[0]; i++) {
        double hu[2];
        double along = 2 * gd_quadratic(2, u[i], hu, h)
                       / (u[i][0] * u[i][0] + u[i][1] * u[i][1]);
        bool turned = u[i][0] * hu[1] != u[i][1] * hu[0];
        say(s, "  (%3g, %3g)  (%5.3g, %5.3g)   %10.3g   ", u[i][0], u[i][1],
            hu[0], hu[1], along);
        if (turned)
            say(s, "turned\n");
        else
            say(s, "%.3g u\n", along);
    }
}

/* The rows of unit vectors u, with Hu, all the way round. */
static void tell_product(gd_table *t, const char *block, double *h, int count)
{
    gd_table_block(t, block, "x\ty\thx\thy");
    for (int i = 0; i <= count; i++) {
        double angle = 2 * GD_PI * i / count, hu[2];
        double u[2] = {cos(angle), sin(angle)};
        gd_quadratic(2, u, hu, h);
        gd_row(t, u[0], u[1], hu[0], hu[1]);
    }
}

static void product_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {-2, -2}, upper[2] = {2, 2};
    const product_knobs *k = knobs;
    double h[4] = {2, k->b, k->b, 2};
    const gd_objective f = {"product", 2, gd_quadratic, h};
    gd_curvature c = gd_curvature_of(2, h);
    say_products(s, h);
    short_product(s, k->b, &c, kind_of(&c));
    say(s, "\n      b    eigenvalues    the flat point of x^2 + bxy + y^2\n");
    for (int b = 0; b <= 3; b++) {
        gd_curvature other = gd_curvature_of(2, (double[]){2, b, b, 2});
        say(s, "  %5d    %3g and %3g    %s\n", b, other.value[0],
            other.value[1], gd_kind_text(kind_of(&other)));
    }
    say(s, "\n");
    tell_product(s->data, "product-round", h, 120);
    tell_product(s->data, "product-arrows", h, 16);
    gd_table_block(s->data, "product-axes", "value\tx\ty");
    for (int i = 0; i < 2; i++)
        gd_row(s->data, c.value[i], c.axis[i][0], c.axis[i][1]);
    gd_table_grid(s->data, "product-grid", &f, lower, upper, 80, 80);
}

static const char *const shapes[] = {"round-bowl", "dome", "saddle", "monkey"};

enum { SHAPES = sizeof shapes / sizeof shapes[0] };

typedef struct shapes_knobs {
    double x, y;
} shapes_knobs;

static const knob shapes_list[] = {
    KNOB(shapes_knobs, x, 0, -1.5, 1.5, LINEAR, "x of the point"),
    KNOB(shapes_knobs, y, 0, -1.5, 1.5, LINEAR, "y of the point"),
    {0},
};

static bool is_flat(const gd_test_function *f, const double *x)
{
    double g[2];
    gd_value_and_gradient(&f->objective, x, g);
    return gd_max_abs(2, g) == 0;
}

/* region monkey-valleys */
/* x^3 - 3xy^2 = r^3 cos 3a: the ways down lead off at a = 60, 180 and 300
 * degrees. */
static void tell_monkey_valleys(gd_table *t)
{
    gd_table_block(t, "monkey-valleys", "degrees\tx\ty");
    for (int degrees = 60; degrees < 360; degrees += 120)
        for (int i = 0; i <= 20; i++) {
            double r = 1.45 * i / 20, angle = degrees * GD_PI / 180;
            gd_row(t, degrees, r * cos(angle), r * sin(angle));
        }
}
/* end monkey-valleys */

static void shapes_experiment(const void *knobs, story *s)
{
    const shapes_knobs *k = knobs;
    const double at[2] = {k->x, k->y};
    bool all_flat = true;
    for (int i = 0; i < SHAPES; i++)
        all_flat = all_flat && is_flat(function(shapes[i]), at);
    say(s,
        "shapes: second derivatives at (%g, %g)%s\n\n"
        "  function         eigenvalues   stationary point\n",
        at[0], at[1], all_flat ? ", where all gradients are 0" : "");
    for (int i = 0; i < SHAPES; i++) {
        const gd_test_function *f = function(shapes[i]);
        gd_curvature c = curvature_at(f, at);
        char both[32]; /* + 0.0: no minus zero */
        snprintf(both, sizeof both, "%5.3g and %3.3g", c.value[0] + 0.0,
                 c.value[1] + 0.0);
        say(s, "  %-14s %-16s%s\n", f->formula, both,
            is_flat(f, at) ? gd_kind_text(kind_of(&c))
                           : "none, it is not flat");
        gd_table_grid(s->data, named("%s-surface", shapes[i]).text,
                      &f->objective, f->lower, f->upper, 40, 40);
    }
    say(s, "\n");
    tell_monkey_valleys(s->data);
}

/* A quadratic with chosen eigenvalues, the axis of the larger one turned by an
 * angle in degrees. */
typedef struct shape {
    const char *block;
    double low;
    double high;
    double degrees;
} shape;

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

typedef struct spectrum_knobs {
    double low, high, angle;
} spectrum_knobs;

static const knob spectrum_list[] = {
    KNOB(spectrum_knobs, low, 0.25, 0.05, 1, LOG, "smaller eigenvalue"),
    KNOB(spectrum_knobs, high, 2, 1.2, 4, LOG, "larger eigenvalue"),
    KNOB(spectrum_knobs, angle, 55, 0, 180, LINEAR, "of its axis, in degrees"),
    {0},
};

/* What the eigenvalues do to the contours. */
static void spectrum_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {-2, -2}, upper[2] = {2, 2};
    const spectrum_knobs *k = knobs;
    const shape all[] = {
        {"spectrum-round", 1, 1, 90},
        {"spectrum-long", k->low, k->high, 90},
        {"spectrum-turned", k->low, k->high, k->angle},
        {"spectrum-trough", 0, 1, 90},
        {"spectrum-saddle", -1, 1, 90},
        {"spectrum-dome", -2, -0.5, 0},
    };
    enum { SPECTRUM = sizeof all / sizeof all[0] };
    double matrix[SPECTRUM][4];
    gd_table_block(s->data, "spectrum",
                   "name\tlow\thigh\tlow_x\tlow_y\thigh_x\thigh_y");
    for (int i = 0; i < SPECTRUM; i++) {
        with_eigenvalues(&all[i], matrix[i]);
        gd_curvature c = gd_curvature_of(2, matrix[i]);
        gd_table_named_row(s->data, all[i].block, 6,
                           (double[]){c.value[0], c.value[1], c.axis[0][0],
                                      c.axis[0][1], c.axis[1][0],
                                      c.axis[1][1]});
    }
    for (int i = 0; i < SPECTRUM; i++) {
        gd_objective f = {all[i].block, 2, gd_quadratic, matrix[i]};
        gd_table_grid(s->data, all[i].block, &f, lower, upper, 80, 80);
    }
}

/* ====================================== far out, on rays and between them */

/* region rays */
/* f(x, y) = (y - x^2)^2 - x^2. On the parabola y = x^2 it is -x^2. */
static double rays_eval(size_t n, const double *x, double *gradient,
                        void *context)
{
    (void)n, (void)context;
    double a = x[1] - x[0] * x[0];
    if (gradient) {
        gradient[0] = -4 * x[0] * a - 2 * x[0];
        gradient[1] = 2 * a;
    }
    return a * a - x[0] * x[0];
}

/* On the ray y = mx, x >= 0, it is x^2 ((m - x)^2 - 1). There it has the slope
 * 2x (2x^2 - 3mx + m^2 - 1), and for m >= 0 it is lowest at the larger zero of
 * the bracket. Beyond x = m + 1 it is positive, and rises. */
static double lowest_on_ray(double m)
{
    return (3 * m + sqrt(m * m + 8)) / 4;
}
/* end rays */

static const gd_objective rays = {"rays", 2, rays_eval, NULL};

/* What the figure shows: some rays as far as the box goes, where f is lowest
 * on each, the parabola, and the heights. */
static void tell_rays(gd_table *t)
{
    static const double lower[2] = {-4.5, -1}, upper[2] = {4.5, 15};
    static const double slopes[] = {0, 1, 2, 3};
    enum { SLOPES = sizeof slopes / sizeof slopes[0] };
    gd_table_block(t, "rays", "m\tx\ty\tlowest_x\tlowest_y");
    for (int i = 0; i < SLOPES; i++) {
        double m = slopes[i], x = lowest_on_ray(m);
        double end = fmin(upper[0], m > 0 ? upper[1] / m : upper[0]);
        gd_row(t, m, end, m * end, x, m * x);
    }
    gd_table_block(t, "rays-parabola", "x\ty");
    for (int i = -100; i <= 100; i++) {
        double x = sqrt(upper[1]) * i / 100;
        gd_row(t, x, x * x);
    }
    gd_table_grid(t, "rays-grid", &rays, lower, upper, 160, 160);
}

static void rays_experiment(const void *knobs, story *s)
{
    static const double slopes[] = {0, 1, 10, 100, 1000};
    (void)knobs;
    say(s, "rays: f(x, y) = (y - x^2)^2 - x^2 on y = mx, x >= 0\n\n"
           "      m    positive beyond    lowest value    f at x = 10"
           "    f at x = 10000\n");
    for (size_t i = 0; i < sizeof slopes / sizeof slopes[0]; i++) {
        double m = slopes[i], x = lowest_on_ray(m);
        say(s, "  %5g    %15g    %12.7g    %11.4g    %14.4g\n", m, m + 1,
            gd_value(&rays, (double[]){x, m * x}),
            gd_value(&rays, (double[]){10, m * 10}),
            gd_value(&rays, (double[]){1e4, m * 1e4}));
    }
    say(s, "\n  on y = x^2: %g at x = 10, %g at x = 10000\n\n",
        gd_value(&rays, (double[]){10, 100}),
        gd_value(&rays, (double[]){1e4, 1e8}));
    tell_rays(s->data);
}

/* ================================== every flat point of a famous function */

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

/* True where the steps shrink below 1e-13 within |x|, |y| <= reach. */
static bool newton(const gd_test_function *f, double reach, double *x)
{
    for (int i = 0; i < 50; i++) {
        double moved = newton_step(f, x);
        if (moved < 1e-13)
            return gd_max_abs(2, x) <= reach;
        if (!isfinite(moved))
            return false;
    }
    return false;
}
/* end newton */

/* A flat point that Newton's method found. */
typedef struct flat_point {
    double x[2];
    double f;
    gd_curvature curvature;
    gd_kind kind;
} flat_point;

static int by_kind(const void *left, const void *right)
{
    const flat_point *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind > b->kind ? 1 : -1;
    /* Minima of equal value differ by rounding only: order them by place. */
    if (fabs(a->f - b->f) > 1e-9)
        return a->f > b->f ? 1 : -1;
    return (a->x[0] < b->x[0]) - (a->x[0] > b->x[0]);
}

enum { FLAT_ROOM = 16 };

/* region flat-points */
static bool is_new(const double *x, int count, const flat_point *found)
{
    for (int i = 0; i < count; i++)
        if (hypot(x[0] - found[i].x[0], x[1] - found[i].x[1]) < 1e-6)
            return false;
    return true;
}

/* The flat points, at most FLAT_ROOM, that Newton's method finds in the square
 * [-reach, reach] x [-reach, reach] from a grid of `side` x `side` starts,
 * classified by their Hessian, minima first. Not a proof that there are no
 * others: for that, see the notes of the chapter. */
static int flat_points(const gd_test_function *f, double reach, int side,
                       flat_point *found)
{
    int count = 0;
    for (int k = 0; k < side * side && count < FLAT_ROOM; k++) {
        int column = k % side, line = k / side;
        double x[2] = {2 * reach * (column + 0.5) / side - reach,
                       2 * reach * (line + 0.5) / side - reach};
        if (!newton(f, reach, x) || !is_new(x, count, found))
            continue;
        gd_curvature c = curvature_at(f, x);
        found[count++] = (flat_point){.x = {x[0], x[1]},
                                      .f = gd_value(&f->objective, x),
                                      .curvature = c,
                                      .kind = kind_of(&c)};
    }
    qsort(found, (size_t)count, sizeof *found, by_kind);
    return count;
}
/* end flat-points */

typedef struct flat_points_knobs {
    double reach, side;
} flat_points_knobs;

/* Finds and tells them; returns how many there are. */
static int tell_flat_points(story *s, const char *name,
                            const flat_points_knobs *k,
                            flat_point points[FLAT_ROOM])
{
    int side = (int)k->side;
    int count = flat_points(function(name), k->reach, side, points);
    say(s,
        "%s: flat points in [%g, %g] x [%g, %g] from %d x %d starts\n\n"
        "          x          y          f(x, y)    eigenvalues\n",
        name, -k->reach, k->reach, -k->reach, k->reach, side, side);
    gd_table_block(s->data, named("%s-points", name).text,
                   "kind\tx\ty\tf\tlow\thigh");
    for (int i = 0; i < count; i++) {
        const flat_point *p = &points[i];
        const char *kind = gd_kind_text(p->kind);
        double low = p->curvature.value[0], high = p->curvature.value[1];
        /* Where f is 0 rounding leaves some 1e-30, which need not be shown. */
        say(s, "  %9.6f  %9.6f  %15.8f  %9.4f %9.4f  %s\n", p->x[0] + 0.0,
            p->x[1] + 0.0, fabs(p->f) < 1e-20 ? 0 : p->f, low, high, kind);
        gd_table_named_row(s->data, kind, 5,
                           (double[]){p->x[0], p->x[1], p->f, low, high});
    }
    say(s, "%s\n", count ? "" : "  none was found\n");
    return count;
}

static const knob beale_list[] = {
    KNOB(flat_points_knobs, reach, 4.5, 1, 20, LOG,
         "half a side of the square"),
    KNOB(flat_points_knobs, side, 20, 1, 60, COUNT, "starts along a side"),
    {0},
};

/* Where Newton's method goes from each point of a fine grid of starts: the
 * place among the flat points that were found, or -1. */
static void tell_ends(gd_table *t, const gd_test_function *f, double reach,
                      int count, const flat_point *points)
{
    enum { SIDE = 121 };
    gd_table_block(t, named("%s-ends", f->objective.name).text, "x\ty\tend");
    for (int k = 0; k < SIDE * SIDE; k++) {
        int column = k % SIDE, line = k / SIDE, end = -1;
        double start[2] = {reach * (2.0 * column / (SIDE - 1) - 1),
                           reach * (2.0 * line / (SIDE - 1) - 1)};
        double x[2] = {start[0], start[1]};
        bool ends = newton(f, reach, x);
        for (int i = 0; ends && i < count && end < 0; i++)
            if (!is_new(x, 1, &points[i]))
                end = i;
        gd_row(t, start[0], start[1], end);
    }
}

/* Which part of (cells + 1)^2 points of a box is lower than a tenth of the
 * highest of them. */
static double low_share(const gd_objective *f, const double lower[2],
                        const double upper[2], int cells)
{
    double highest = -HUGE_VAL;
    int count = (cells + 1) * (cells + 1), low = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < count; i++) {
            int column = i % (cells + 1), line = i / (cells + 1);
            double x[2] = {lower[0] + (upper[0] - lower[0]) * column / cells,
                           lower[1] + (upper[1] - lower[1]) * line / cells};
            double height = gd_value(f, x);
            if (pass == 0)
                highest = fmax(highest, height);
            else
                low += height < highest / 10;
        }
    return (double)low / count;
}

static void beale_experiment(const void *knobs, story *s)
{
    /* Nearer than the square: what is around the three flat points. */
    static const double lower[2] = {-2.6, -3.4}, upper[2] = {4.6, 2};
    const flat_points_knobs *k = knobs;
    flat_point points[FLAT_ROOM];
    int count = tell_flat_points(s, "beale", k, points);
    value(s, "beale.low.percent",
          100 * low_share(objective("beale"), lower, upper, 200));
    value(s, "beale.points", count);
    tell_ends(s->data, function("beale"), k->reach, count, points);
    gd_table_grid(s->data, "beale-grid", objective("beale"), lower, upper, 200,
                  200);
}

static const knob himmelblau_list[] = {
    KNOB(flat_points_knobs, reach, 5, 1, 20, LOG, "half a side of the square"),
    KNOB(flat_points_knobs, side, 20, 1, 60, COUNT, "starts along a side"),
    {0},
};

static void himmelblau_experiment(const void *knobs, story *s)
{
    static const double near[2] = {-4.5, -4.5}, far[2] = {4.5, 4.5};
    enum { SURFACE = 90 }; /* cells along a side */
    const gd_test_function *f = function("himmelblau");
    flat_point points[FLAT_ROOM];
    tell_flat_points(s, "himmelblau", knobs, points);
    value(s, "himmelblau.columns", SURFACE + 1);
    value(s, "himmelblau.heights", (SURFACE + 1) * (SURFACE + 1));
    gd_table_grid(s->data, "himmelblau-surface", &f->objective, near, far,
                  SURFACE, SURFACE);
    gd_table_grid(s->data, "himmelblau-grid", &f->objective, f->lower, f->upper,
                  160, 160);
}

/* ========================================================= the chord test */

/* region chords */
/* How many of `trials` random chords are caught below the graph, at one
 * random point each. A convex function has none. */
static int broken_chords(const gd_test_function *f, int trials, unsigned seed)
{
    gd_random random = gd_random_seeded(seed);
    int broken = 0;
    for (int i = 0; i < trials; i++) {
        double a = gd_random_between(&random, f->lower[0], f->upper[0]);
        double b = gd_random_between(&random, f->lower[0], f->upper[0]);
        double s = gd_random_uniform(&random);
        double chord = (1 - s) * value_at(f, a) + s * value_at(f, b);
        double graph = value_at(f, (1 - s) * a + s * b);
        /* Rounding may lift the graph by a few units in the last place. */
        broken += graph > chord + 1e-12;
    }
    return broken;
}
/* end chords */

typedef struct chords_knobs {
    double trials, seed, from, to;
} chords_knobs;

static const knob chords_list[] = {
    KNOB(chords_knobs, trials, 100000, 0, 1e6, COUNT, "random chords"),
    KNOB(chords_knobs, seed, 1, 0, 1e6, COUNT, "of the random numbers"),
    KNOB(chords_knobs, from, -1.5, -2.1, 0, LINEAR, "left end of the chord"),
    KNOB(chords_knobs, to, 1.4, 0.1, 2, LINEAR, "right end of the chord"),
    {0},
};

/* A chord of f, and the graph from one of its ends to the other. */
static void tell_chord(gd_table *t, const char *block,
                       const gd_test_function *f, double a, double b)
{
    gd_table_block(t, block, "x\tf\tchord");
    for (int i = 0; i <= 100; i++) {
        double s = i / 100.0, x = (1 - s) * a + s * b;
        gd_row(t, x, value_at(f, x),
               (1 - s) * value_at(f, a) + s * value_at(f, b));
    }
}

static void chords_experiment(const void *knobs, story *s)
{
    static const char *const names[] = {"square", "quartic", "cube"};
    const chords_knobs *k = knobs;
    const gd_test_function *square = function("square");
    int trials = (int)k->trials;
    say(s, "chords: %d random chords, one random point on each\n\n", trials);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const gd_test_function *f = function(names[i]);
        say(s, "  %-16s on [%4g, %3g]  %6d times below the graph\n", f->formula,
            f->lower[0], f->upper[0],
            broken_chords(f, trials, (unsigned)k->seed));
    }
    say(s, "\n");
    gd_table_curve(s->data, "square-curve", &square->objective, -1.5, 1.5, 200);
    tell_chord(s->data, "chord-square", square, -1.2, 0.8);
    tell_chord(s->data, "chord-quartic", function("quartic"), k->from, k->to);
}

/* ================================================= the shape of the valley */

typedef struct condition_knobs {
    double along, across;
} condition_knobs;

static const knob condition_list[] = {
    KNOB(condition_knobs, along, 0.125, 0.01, 100, LOG,
         "curvature along the valley"),
    KNOB(condition_knobs, across, 18, 0.01, 100, LOG, "curvature across it"),
    {0},
};

/* Degrees between -grad f and the way to the minimum of ax^2/2 + by^2/2. */
static double astray(double h[4], const double x[2])
{
    double g[2];
    gd_quadratic(2, x, g, h);
    double along = g[0] * x[0] + g[1] * x[1];
    return atan2(fabs(g[0] * x[1] - g[1] * x[0]), along) * 180 / GD_PI;
}

/* The contour f = 1, all the way round, and the point of its first quarter
 * where -grad f is farthest astray: there ax^2 = by^2. */
static void tell_ring(story *s, double along, double across)
{
    enum { POINTS = 240 };
    double h[4] = {along, 0, 0, across};
    double wide = sqrt(2 / along), high = sqrt(2 / across);
    gd_table_block(s->data, "condition-ring", "x\ty\tdx\tdy\tdegrees");
    for (int i = 0; i <= POINTS; i++) {
        double angle = 2 * GD_PI * i / POINTS, g[2];
        double x[2] = {wide * cos(angle), high * sin(angle)};
        gd_quadratic(2, x, g, h);
        gd_row(s->data, x[0], x[1], -g[0], -g[1], astray(h, x));
    }
    double worst[2] = {sqrt(1 / along), sqrt(1 / across)};
    gd_table_block(s->data, "condition-worst", "x\ty\tdegrees");
    gd_row(s->data, worst[0], worst[1], astray(h, worst));
}

static void condition_experiment(const void *knobs, story *s)
{
    const condition_knobs *k = knobs;
    const gd_test_function *round = function("round-bowl"),
                           *beale = function("beale");
    enum { ROUND, BOWL, BEALE, VALLEYS };
    const struct {
        const char *name;
        gd_curvature c;
    } valleys[VALLEYS] = {
        {"round-bowl", curvature_at(round, round->stationary[0].x)},
        {"bowl", gd_curvature_of(2, (double[]){k->along, 0, 0, k->across})},
        {"beale", curvature_at(beale, beale->stationary[0].x)},
    };
    say(s, "condition: curvature at the minimum, along and across\n\n"
           "  function         smallest     largest   condition number\n");
    for (int i = 0; i < VALLEYS; i++) {
        const gd_curvature *c = &valleys[i].c;
        say(s, "  %-14s %10.4f  %10.4f  %17.2f\n", valleys[i].name, c->value[0],
            c->value[1], gd_condition_number(c));
    }
    say(s, "\n");
    tell_ring(s, k->along, k->across);
    value(s, "condition.bowl", gd_condition_number(&valleys[BOWL].c));
    value(s, "condition.beale", gd_condition_number(&valleys[BEALE].c));
}

/* ============================================================= the chapter */

static const experiment experiments[] = {
    {"candidates", candidates_experiment,
     KNOBS(candidates_knobs, candidates_list)},
    {"missing", missing_experiment, NO_KNOBS},
    {"quotients", quotients_experiment, KNOBS(quotients_knobs, quotients_list)},
    {"signs", signs_experiment, NO_KNOBS},
    {"tangent", tangent_experiment, KNOBS(tangent_knobs, tangent_list)},
    {"wiggle", wiggle_experiment, KNOBS(wiggle_knobs, wiggle_list)},
    {"cube", cube_experiment, NO_KNOBS},
    {"quartic", quartic_experiment, KNOBS(quartic_knobs, quartic_list)},
    {"ball", ball_experiment, KNOBS(ball_knobs, ball_list)},
    {"slices", slices_experiment, KNOBS(slices_knobs, slices_list)},
    {"product", product_experiment, KNOBS(product_knobs, product_list)},
    {"shapes", shapes_experiment, KNOBS(shapes_knobs, shapes_list)},
    {"spectrum", spectrum_experiment, KNOBS(spectrum_knobs, spectrum_list)},
    {"rays", rays_experiment, NO_KNOBS},
    {"beale", beale_experiment, KNOBS(flat_points_knobs, beale_list)},
    {"himmelblau", himmelblau_experiment,
     KNOBS(flat_points_knobs, himmelblau_list)},
    {"chords", chords_experiment, KNOBS(chords_knobs, chords_list),
     .needs = {"quartic"}},
    {"condition", condition_experiment, KNOBS(condition_knobs, condition_list)},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "01-extrema",
        .title = "Extrema: where could a minimum be?",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
