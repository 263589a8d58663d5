/* The program of chapter 1: its own scans, against the reference values. */
#include "chapter-under-test.h"

#define main program_main
#include "../code/01-extrema.c"
#undef main

#include "gd/descent.h"

/* ------------------------------------------------------- an experiment told */

/* Runs an experiment at a setting: its data, and its section, to be freed. */
static tsv told(const char *name, const char *which_knob, const char *setting,
                char **section)
{
    char settings[60];
    snprintf(settings, sizeof settings, "%s=%s", which_knob, setting);
    telling *t = tell_with(name, name, settings);
    assert_non_null(*section = strdup(part_of(t, name)->text));
    tsv data = told_data(t);
    stop_telling(t);
    return data;
}

static int count_words(const char *text, const char *word)
{
    int count = 0;
    for (; (text = strstr(text, word)); text += strlen(word))
        count++;
    return count;
}

/* ------------------------------------------------------------- the cubic */

static void facts_of_the_cubic(void **state)
{
    (void)state;
    static const char id[] = "002.cubic_facts";
    const gd_test_function *f = function("cubic");
    /* the reference lists them from left to right, the catalogue by value */
    for (int i = 0; i < 2; i++) {
        const gd_stationary *p = &f->stationary[1 - i];
        char key[32];
        snprintf(key, sizeof key, "stationary.%d.x", i);
        assert_reference(p->x[0], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.f", i);
        assert_reference(value_at(f, p->x[0]), id, NO_STEP, key);
        assert_reference(p->f, id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.second", i);
        assert_reference(bend_at(f, p->x[0]), id, NO_STEP, key);
        assert_bits(slope_at(f, p->x[0]), 0);
    }
    assert_reference(value_at(f, -3), id, NO_STEP, "f(-3)");
    assert_reference(value_at(f, 4), id, NO_STEP, "f(4)");
    assert_reference(slope_at(f, -3), id, NO_STEP, "slope(-3)");
    assert_reference(slope_at(f, 4), id, NO_STEP, "slope(4)");
    assert_reference(2 / bend_at(f, 3), id, NO_STEP, "largest_stable_rate");
    assert_bits(value_at(f, -4), -74); /* so 3 is a local minimum only */
}

/* f crosses zero within two units in the last place of each root. */
static void roots_of_the_cubic(void **state)
{
    (void)state;
    const gd_test_function *f = function("cubic");
    for (int i = 0; i < 3; i++) {
        char key[32];
        snprintf(key, sizeof key, "root.%d", i);
        double root = reference_value("002.cubic_facts", NO_STEP, key);
        double low = root - 4e-15, high = root + 4e-15;
        assert_true((value_at(f, low) > 0) != (value_at(f, high) > 0));
    }
    /* the outer two are 5/2 -+ sqrt(21)/2, the first is -2 */
    assert_reference(-2, "002.cubic_facts", NO_STEP, "root.0");
    assert_reference((5 - sqrt(21)) / 2, "002.cubic_facts", NO_STEP, "root.1");
    assert_reference((5 + sqrt(21)) / 2, "002.cubic_facts", NO_STEP, "root.2");
}

static void candidates_are_the_ends_and_the_flat_points(void **state)
{
    (void)state;
    double x[CANDIDATES];
    static const double places[] = {-4, -1, 3, 5};
    assert_int_equal(candidates(function("cubic"), -4, 5, x), 4);
    for (int i = 0; i < 4; i++)
        assert_close(x[i], places[i], 0, 1e-15);
}

/* A flat point that is an end is there once. */
static void candidates_of_other_intervals(void **state)
{
    (void)state;
    static const struct {
        double from, to;
        int count;
    } cases[] = {{0, 2, 2},  {-1, 3, 2},   {-2, 3, 3},  {-0.3, 3, 2},
                 {-4, 3, 3}, {1, 3.01, 3}, {-10, 10, 4}};
    const gd_test_function *f = function("cubic");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double x[CANDIDATES];
        int count = candidates(f, cases[i].from, cases[i].to, x);
        assert_int_equal(count, cases[i].count);
        assert_bits(x[0], cases[i].from);
        assert_bits(x[count - 1], cases[i].to);
        for (int k = 1; k < count; k++)
            assert_true(x[k] > x[k - 1]);
    }
}

/* ------------------------------------------------------------ existence */

/* Ninety-one trial values of each of twenty parameters, at 1e9 a second since
 * the beginning of the universe, 4.4e17 s ago. */
static void a_grid_is_hopeless(void **state)
{
    (void)state;
    double points = pow(91, 20);
    assert_true(points > 1e39);
    assert_true(1e9 * 4.4e17 / points < 1e-12);
}

/* Whatever value has been found, a lower one is found later, and none is
 * below the bound that is not taken. */
static void some_functions_have_no_lowest_value(void **state)
{
    (void)state;
    for (int n = 10; n <= 10000; n *= 10) {
        assert_close(lowest_of(without_end, 1, n), 1.0 / n / n, 1e-15, 0);
        assert_close(lowest_of(with_jump, 1, n), 1.0 / n, 1e-12, 0);
        assert_true(lowest_of(without_end, 1, n) > 0);
        assert_true(lowest_of(with_jump, 1, n) > 0);
    }
    assert_bits(with_jump(0.5), 1);
    for (int x = 0; x < 745; x++)
        assert_true(without_bound(x + 1) < without_bound(x));
    assert_true(without_bound(745) > 0);
    assert_bits(without_bound(746), 0);
    assert_bits(lowest_of(without_bound, 1000, 1000), 0);
}

/* The lowest candidate is the lowest of all: a dense scan finds none below. */
static void the_list_has_the_lowest_point(void **state)
{
    (void)state;
    const gd_test_function *f = function("cubic");
    gd_random random = gd_random_seeded(72);
    for (int i = 0; i < 200; i++) {
        double a = gd_random_between(&random, -10, 1);
        double b = gd_random_between(&random, a + 0.1, 10);
        double x[CANDIDATES], lowest = HUGE_VAL, largest = -HUGE_VAL;
        int count = candidates(f, a, b, x);
        for (int k = 0; k < count; k++) {
            lowest = fmin(lowest, value_at(f, x[k]));
            largest = fmax(largest, value_at(f, x[k]));
        }
        for (int k = 0; k <= 1000; k++) {
            double height = value_at(f, a + (b - a) * k / 1000);
            assert_true(height >= lowest - 1e-10 && height <= largest + 1e-10);
        }
    }
}

/* --------------------------------------------- a scan, and what it misses */

typedef struct counted {
    const gd_test_function *f;
    int calls;
} counted;

static double count_calls(size_t n, const double *x, double *gradient,
                          void *context)
{
    counted *c = context;
    c->calls++;
    return c->f->objective.eval(n, x, gradient, c->f->objective.context);
}

static void bisection_takes_about_fifty_rounds(void **state)
{
    (void)state;
    counted c = {function("quartic"), 0};
    const gd_test_function f = {.objective = {"counted", 1, count_calls, &c}};
    double cell = (c.f->upper[0] - c.f->lower[0]) / CELLS;
    for (size_t i = 0; i < c.f->stationary_count; i++) {
        double x = c.f->stationary[i].x[0];
        c.calls = 0;
        double zero = bisect_slope(&f, x - 0.4 * cell, x + 0.6 * cell);
        assert_close(zero, x, 0, 1e-15);
        assert_in_range(c.calls, 45, 55);
    }
}

static void the_scan_finds_every_flat_point_of_one_variable(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t k = 0; k < count; k++) {
        if (f[k].objective.n != 1)
            continue;
        double x[CANDIDATES], previous = -HUGE_VAL;
        /* a flat point where f' keeps its sign is none of its business */
        int sought = strcmp(f[k].objective.name, "cube") == 0
                         ? 0
                         : (int)f[k].stationary_count;
        /* 101 cells: no flat point falls on a border */
        int found =
            scan_slope(&f[k], f[k].lower[0], f[k].upper[0], 101, CANDIDATES, x);
        assert_int_equal(found, sought);
        for (int i = 0; i < found; i++) {
            double nearest = HUGE_VAL;
            for (size_t j = 0; j < f[k].stationary_count; j++)
                nearest = fmin(nearest, fabs(x[i] - f[k].stationary[j].x[0]));
            assert_close(nearest, 0, 0, 1e-15);
            assert_true(x[i] > previous);
            previous = x[i];
        }
    }
}

static void a_scan_of_one_cell_misses_the_pair(void **state)
{
    (void)state;
    double x[CANDIDATES];
    assert_int_equal(scan_slope(function("cubic"), -4, 5, 1, 9, x), 0);
    assert_int_equal(scan_slope(function("cubic"), -4, 5, 3, 9, x), 2);
    assert_int_equal(scan_slope(function("cubic"), -4, 5, 50, 1, x), 1);
}

static void two_minima_of_the_quartic(void **state)
{
    (void)state;
    static const char id[] = "001.nonconvex";
    const gd_test_function *f = function("quartic");
    double points[CANDIDATES];
    assert_int_equal(
        scan_slope(f, f->lower[0], f->upper[0], CELLS, CANDIDATES, points), 3);
    for (int i = 0; i < 3; i++) {
        char key[32];
        snprintf(key, sizeof key, "stationary.%d.w", i);
        assert_reference(points[i], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.f", i);
        assert_reference(value_at(f, points[i]), id, NO_STEP, key);
    }
    static const gd_kind kinds[] = {GD_MINIMUM, GD_MAXIMUM, GD_MINIMUM};
    for (int i = 0; i < 3; i++) {
        gd_curvature c = curvature_at(f, &points[i]);
        assert_int_equal(kind_of(&c), kinds[i]);
    }
}

/* A ball stops in the pit on its side of the hilltop; until then it is on its
 * way. */
static void the_ball_in_honey(void **state)
{
    (void)state;
    assert_in_short("ball", "start=0.16",
                    "Let go at 0.16, the ball is at \xe2\x88\x92"
                    "1.301, in the "
                    "lower pit.");
    assert_in_short("ball", "start=0.18",
                    "Let go at 0.18, the ball is at 1.131, in the higher pit.");
    assert_in_short("ball", "start=-2 time=0",
                    "Let go at \xe2\x88\x92"
                    "2, the ball is at \xe2\x88\x92"
                    "2, and rolls to the right.");
}

/* Half way down the cubic falls most steeply, and on its way up at 4 it rises
 * by 15. */
static void the_tangent_slides(void **state)
{
    (void)state;
    assert_in_short("tangent", "x=4",
                    "At x = 4 the slope is 15: the cubic rises.");
    assert_in_short("tangent", "x=-1",
                    "At x = \xe2\x88\x92"
                    "1 the slope is 0: the cubic is flat.");
    for (double x = -4; x <= 5; x += 0.25)
        assert_true(slope_at(function("cubic"), x) >= -12);
    assert_bits(slope_at(function("cubic"), 1), -12);
}

/* Past 2 it is a saddle, and at 2 a trough. */
static void the_product_in_short(void **state)
{
    (void)state;
    assert_in_short("product", "b=1.99",
                    "With b = 1.99 the curvatures are 0.01 and 3.99: a bowl, "
                    "with a minimum.");
    assert_in_short("product", "b=2",
                    "With b = 2 the curvatures are 0 and 4: a trough, flat "
                    "along a line.");
    assert_in_short("product", "b=-3",
                    "With b = \xe2\x88\x92"
                    "3 the curvatures are "
                    "\xe2\x88\x92"
                    "1 and 5: a saddle.");
}

/* Descent ends in the minimum of its own basin: rate 0.01, |f'| < 1e-12. */
static void each_start_ends_in_its_own_basin(void **state)
{
    (void)state;
    static const double starts[] = {2, -2, 0.16, 0.17};
    for (int i = 0; i < 4; i++) {
        char id[48];
        double w = starts[i];
        snprintf(id, sizeof id, "001.nonconvex.from%g", w);
        gd_options o = gd_default_options();
        o.tolerance = 1e-12;
        gd_result r = gd_descend(gd_test_objective("quartic"), &w, &o);
        assert_int_equal(r.outcome, GD_CONVERGED);
        assert_reference(w, id, (long)r.steps, "w");
        assert_reference(r.f, id, (long)r.steps, "f");
    }
}

/* ------------------------------------------------------------ the wiggle */

static void the_wiggle_rises_at_0_and_falls_as_near_as_you_like(void **state)
{
    (void)state;
    assert_reference(wiggle_slope(2, 0), "errata.21", 0, "slope");
    assert_reference(wiggle_slope(2, 1 / (2 * GD_PI * 10)), "errata.21", 10,
                     "slope");
    assert_reference(wiggle_slope(2, 1 / (2 * GD_PI * 1000)), "errata.21", 1000,
                     "slope");
    gd_random random = gd_random_seeded(71);
    for (int i = 0; i < 1000; i++) {
        double x = gd_random_between(&random, 0.01, 1), h = 1e-7;
        double a = gd_random_between(&random, 0, 10);
        double d = (wiggle(a, x + h) - wiggle(a, x - h)) / (2 * h);
        assert_close(wiggle_slope(a, x), d, 0, 5e-6);
        assert_close(wiggle(a, -x), -x + a * x * x * sin(-1 / x), 0, 1e-15);
        /* at 0 the quotient is within ah of 1, so the slope there is 1 */
        assert_true(fabs(wiggle(a, x) / x - 1) <= a * x * (1 + 1e-15) + 1e-15);
    }
    assert_bits(wiggle(2, 0), 0);
}

/* As the knob says. */
static void below_1_the_wiggle_rises(void **state)
{
    (void)state;
    for (int k = 1; k < 1000; k++) {
        double x = 1 / (2 * GD_PI * k);
        assert_true(wiggle_slope(0.9, x) > 0 && wiggle_slope(1.1, x) < 0);
    }
}

static void quotients_close_in_on_the_slope(void **state)
{
    (void)state;
    const gd_test_function *f = function("cubic");
    for (double h = 0.1; h > 1e-6; h /= 10) {
        /* by hand: f'(x) + (3x - 3) h + h^2 */
        assert_close(quotient(f, -1, h), -6 * h + h * h, 0, 1e-9);
        assert_close(quotient(f, 0, -h), -9 + 3 * h + h * h, 0, 1e-9);
        assert_true(quotient(f, -1, -h) > 0 && quotient(f, -1, h) < 0);
    }
}

/* ----------------------------------------------------------- two variables */

/* (2 1; 1 2), as worked by hand. */
static void the_product_by_hand(void **state)
{
    (void)state;
    static const double u[4][2] = {{1, 0}, {1, 1}, {0, 1}, {1, -1}};
    static const double hu[4][2] = {{2, 1}, {3, 3}, {1, 2}, {1, -1}};
    double h[4] = {2, 1, 1, 2};
    for (int i = 0; i < 4; i++) {
        double found[2];
        gd_quadratic(2, u[i], found, h);
        assert_bits(found[0], hu[i][0]);
        assert_bits(found[1], hu[i][1]);
        /* x^2 + xy + y^2 */
        assert_bits(gd_quadratic(2, u[i], NULL, h),
                    u[i][0] * u[i][0] + u[i][0] * u[i][1] + u[i][1] * u[i][1]);
    }
    for (double b = -4; b <= 4; b += 0.5) {
        double diagonal[2] = {1, b > 0 ? -1 : 1};
        double m[4] = {2, b, b, 2};
        gd_curvature c = gd_curvature_of(2, m);
        assert_close(c.value[0], 2 - fabs(b), 0, 1e-15);
        assert_close(c.value[1], 2 + fabs(b), 0, 1e-15);
        assert_int_equal(kind_of(&c), fabs(b) < 2    ? GD_MINIMUM
                                      : fabs(b) == 2 ? GD_DEGENERATE
                                                     : GD_SADDLE);
        assert_close(gd_quadratic(2, diagonal, NULL, m), 2 - fabs(b), 0, 0);
        assert_bits(gd_quadratic(2, (double[]){1, 0}, NULL, m), 1);
        assert_bits(gd_quadratic(2, (double[]){0, 1}, NULL, m), 1);
    }
}

/* Turning the knob, the first table tells which of its vectors are axes. */
static void the_report_says_which_vectors_are_turned(void **state)
{
    (void)state;
    static const char *const settings[] = {"1", "-2.5", "0", "4"};
    static const int turned[] = {2, 2, 0, 2};
    for (int i = 0; i < 4; i++) {
        char *section;
        tsv t = told("product", "b", settings[i], &section);
        assert_int_equal(count_words(section, "turned"), turned[i]);
        free(section);
        tsv_free(&t);
    }
}

/* Each ray rises in the end, and no distance serves for all. */
static void rays_rise_and_the_parabola_falls(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(73);
    double before = HUGE_VAL;
    for (double m = 0; m <= 50; m += 0.5) {
        double low = lowest_on_ray(m);
        double f = gd_value(&rays, (double[]){low, m * low});
        assert_true(low < m + 1 && f < before); /* the steeper, the deeper */
        before = f;
        for (int i = 0; i < 200; i++) {
            double x = gd_random_between(&random, 0, 2 * m + 3);
            double height = gd_value(&rays, (double[]){x, m * x});
            assert_true(height >= f - 1e-9 * (1 + fabs(f)));
            double later = x * 1.01;
            if (x > m + 1) /* positive, and rising */
                assert_true(height > 0
                            && gd_value(&rays, (double[]){later, m * later})
                                   > height);
        }
    }
    for (double x = -100; x <= 100; x += 0.5) {
        assert_close(gd_value(&rays, (double[]){x, x * x}), -x * x, 0, 0);
        assert_bits(gd_value(&rays, (double[]){0, x}), x * x);
    }
}

/* Flat at the origin alone: where y = x^2, df/dx = -2x. A saddle, with
 * -2 and 2. */
static void the_only_flat_point_of_the_rays_is_a_saddle(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(74);
    double g[2], h = 1e-4;
    gd_value_and_gradient(&rays, (double[]){0, 0}, g);
    assert_true(g[0] == 0 && g[1] == 0);
    for (int i = 0; i < 1000; i++) {
        double x = gd_random_between(&random, -4, 4);
        double y = gd_random_between(&random, -4, 14);
        gd_value_and_gradient(&rays, (double[]){x, y}, g);
        assert_close((gd_value(&rays, (double[]){x + h, y})
                      - gd_value(&rays, (double[]){x - h, y}))
                         / (2 * h),
                     g[0], 0, 1e-6);
        assert_close((gd_value(&rays, (double[]){x, y + h})
                      - gd_value(&rays, (double[]){x, y - h}))
                         / (2 * h),
                     g[1], 0, 1e-6);
        gd_value_and_gradient(&rays, (double[]){x, x * x}, g);
        assert_bits(g[1], 0);
        assert_close(g[0], -2 * x, 0, 0);
    }
    assert_true(gd_value(&rays, (double[]){h, 0}) < 0);
    assert_true(gd_value(&rays, (double[]){0, h}) > 0);
}

static void facts_of_beale(void **state)
{
    (void)state;
    static const char id[] = "002.beale_facts";
    const gd_test_function *f = function("beale");
    double g[2], h[4];
    double value = gd_value_and_gradient(&f->objective, (double[]){3, 4}, g);
    assert_reference(value, id, NO_STEP, "f(3,4)");
    assert_reference(g[0], id, NO_STEP, "gradient(3,4).x");
    assert_reference(g[1], id, NO_STEP, "gradient(3,4).y");
    value = gd_value_and_gradient(&f->objective, (double[]){3, 0.5}, g);
    assert_reference(value, id, NO_STEP, "f(3,0.5)");
    assert_reference(g[0], id, NO_STEP, "gradient(3,0.5).x");
    assert_reference(g[1], id, NO_STEP, "gradient(3,0.5).y");
    assert_reference(gd_value(&f->objective, (double[]){-4.5, -4.5}), id,
                     NO_STEP, "f(-4.5,-4.5)");
    f->hessian((double[]){3, 0.5}, h);
    assert_reference(h[0], id, NO_STEP, "hessian.xx");
    assert_reference(h[1], id, NO_STEP, "hessian.xy");
    assert_reference(h[2], id, NO_STEP, "hessian.xy");
    assert_reference(h[3], id, NO_STEP, "hessian.yy");
    gd_curvature c = curvature_at(f, f->stationary[0].x);
    assert_reference(c.value[0], id, NO_STEP, "eigenvalue.low");
    assert_reference(c.value[1], id, NO_STEP, "eigenvalue.high");
    assert_reference(gd_condition_number(&c), id, NO_STEP, "condition");
    assert_reference(2 / c.value[1], id, NO_STEP, "largest_stable_rate");
    assert_reference(405.0 / 896, id, NO_STEP, "valley_infimum");
}

/* The program's own search finds the three, and nothing else. */
static void flat_points_of_beale(void **state)
{
    (void)state;
    static const char id[] = "002.beale_facts";
    const gd_test_function *f = function("beale");
    flat_point points[FLAT_ROOM];
    assert_int_equal(flat_points(f, 4.5, 20, points), 3);
    for (int k = 0; k < 3; k++) {
        const gd_stationary *known = &f->stationary[k];
        char key[32];
        snprintf(key, sizeof key, "stationary.%d.x", k);
        assert_reference(known->x[0], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.y", k);
        assert_reference(known->x[1], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.f", k);
        assert_reference(known->f, id, NO_STEP, key);
        double nearest = HUGE_VAL;
        for (int i = 0; i < 3; i++)
            if (points[i].kind == known->kind)
                nearest = fmin(nearest, hypot(points[i].x[0] - known->x[0],
                                              points[i].x[1] - known->x[1]));
        assert_close(nearest, 0, 0, 1e-13);
    }
    assert_int_equal(points[0].kind, GD_MINIMUM);
    assert_int_equal(points[1].kind, GD_SADDLE);
    assert_int_equal(points[2].kind, GD_SADDLE);
}

static void flat_points_of_himmelblau(void **state)
{
    (void)state;
    const gd_test_function *f = function("himmelblau");
    flat_point points[FLAT_ROOM];
    assert_int_equal(flat_points(f, 5, 20, points), 9);
    for (size_t k = 0; k < f->stationary_count; k++) {
        const gd_stationary *known = &f->stationary[k];
        double nearest = HUGE_VAL;
        for (int i = 0; i < 9; i++)
            if (points[i].kind == known->kind)
                nearest = fmin(nearest, hypot(points[i].x[0] - known->x[0],
                                              points[i].x[1] - known->x[1]));
        assert_close(nearest, 0, 0, 1e-13);
    }
}

/* Pits minus passes plus hilltops: where the function grows everywhere, and
 * where it does not. */
static void pits_minus_passes_plus_hilltops(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double reach;
        int sum;
    } cases[] = {
        {"himmelblau", 5, 1}, {"rosenbrock", 2, 1}, {"beale", 4.5, -1}};
    for (int i = 0; i < 3; i++) {
        flat_point p[FLAT_ROOM];
        int sum = 0;
        int count = flat_points(function(cases[i].name), cases[i].reach, 20, p);
        for (int k = 0; k < count; k++)
            sum += p[k].kind == GD_SADDLE ? -1 : 1;
        assert_int_equal(sum, cases[i].sum);
    }
}

/* The contour through the saddle (0, 1) is two straight lines. Below a tenth
 * of the highest point of the picture lie all three flat points. */
static void the_picture_of_beale(void **state)
{
    (void)state;
    const gd_objective *f = objective("beale");
    for (double s = -10; s <= 10; s += 0.25) {
        assert_close(gd_value(f, (double[]){0, s}), 14.203125, 1e-14, 0);
        assert_close(gd_value(f, (double[]){s, 1}), 14.203125, 1e-14, 0);
    }
    double corner = gd_value(f, (double[]){-2.6, -3.4});
    assert_true(14.203125 < corner / 10);
    static const double lower[2] = {0, 0}, upper[2] = {1, 1};
    /* x^2 + y^2 < 2/10 on 11 x 11 points of the unit square: by hand, 20 */
    assert_close(low_share(objective("round-bowl"), lower, upper, 10),
                 20.0 / 121, 1e-15, 0);
}

/* From the lowest pass descent leads into the two pits on the right. */
static void the_lowest_pass_joins_two_pits(void **state)
{
    (void)state;
    const gd_test_function *f = function("himmelblau");
    const gd_stationary *pass = &f->stationary[4];
    gd_curvature c = curvature_at(f, pass->x);
    assert_int_equal(kind_of(&c), GD_SADDLE);
    for (int side = -1; side <= 1; side += 2) {
        double x[2] = {pass->x[0] + 0.01 * side * c.axis[0][0],
                       pass->x[1] + 0.01 * side * c.axis[0][1]};
        gd_options o = gd_default_options();
        o.rate = 0.005;
        o.max_steps = 10000;
        o.tolerance = 1e-9;
        assert_int_equal(gd_descend(&f->objective, x, &o).outcome,
                         GD_CONVERGED);
        double to_first =
            hypot(x[0] - f->stationary[0].x[0], x[1] - f->stationary[0].x[1]);
        double to_second = hypot(x[0] - 3, x[1] - 2);
        assert_true((to_first < 1e-6) != (to_second < 1e-6));
        assert_int_equal(to_second<1e-6, x[1]> pass->x[1]);
    }
}

/* On a quadratic one step of Newton's method is there. */
static void newton_needs_one_step_for_a_quadratic(void **state)
{
    (void)state;
    double x[2] = {2, -1};
    double moved = newton_step(function("bowl"), x);
    assert_close(moved, hypot(2, 1), 1e-15, 0);
    assert_close(x[0], 0, 0, 1e-15);
    assert_close(x[1], 0, 0, 1e-15);
}

static void with_eigenvalues_puts_them_in(void **state)
{
    (void)state;
    static const shape all[] = {{"round", 1, 1, 90},     {"long", 0.25, 2, 90},
                                {"turned", 0.25, 2, 55}, {"trough", 0, 1, 90},
                                {"saddle", -1, 1, 90},   {"far", 0.05, 4, 180},
                                {"dome", -2, -0.5, 0}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        double a[4];
        with_eigenvalues(&all[i], a);
        gd_curvature c = gd_curvature_of(2, a);
        double angle = all[i].degrees * GD_PI / 180;
        assert_close(c.value[0], all[i].low, 0, 1e-15);
        assert_close(c.value[1], all[i].high, 0, 1e-15);
        if (all[i].low < all[i].high)
            assert_close(
                fabs(c.axis[1][0] * cos(angle) + c.axis[1][1] * sin(angle)), 1,
                0, 1e-14);
    }
}

/* A convex function breaks no chord; on [-c, c] exactly half of the pairs of
 * x^3 lean to the concave side. */
static void chords_tell_convex_from_not(void **state)
{
    (void)state;
    assert_int_equal(broken_chords(function("square"), 20000, 1), 0);
    assert_int_equal(broken_chords(function("parabola"), 20000, 1), 0);
    assert_in_range(broken_chords(function("quartic"), 20000, 1), 2000, 18000);
    assert_in_range(broken_chords(function("cube"), 20000, 1), 9700, 10300);
}

/* A chord of x^3 from a to b, a < b, is below the graph somewhere if and only
 * if 2a + b < 0: five in eight. */
static void five_in_eight_chords_of_the_cube_are_broken(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(75);
    const gd_test_function *f = function("cube");
    int broken = 0;
    enum { TRIALS = 20000 };
    for (int i = 0; i < TRIALS; i++) {
        double a = gd_random_between(&random, -1.5, 1.5);
        double b = gd_random_between(&random, -1.5, 1.5);
        bool below = false;
        for (int k = 1; k < 200 && !below; k++) {
            double s = k / 200.0;
            below = value_at(f, (1 - s) * a + s * b)
                    > (1 - s) * value_at(f, a) + s * value_at(f, b) + 1e-15;
        }
        broken += below;
    }
    assert_close((double)broken / TRIALS, 0.625, 0, 0.012);
}

/* (y - x^2)(y - 2x^2): a minimum on every line through the origin, as far as
 * |x| < |m|/2, and none in the plane. */
static void a_minimum_on_every_line_is_none(void **state)
{
    (void)state;
    for (double m = -3; m <= 3; m += 0.25)
        for (double s = -0.999; s < 1; s += 0.111) {
            double x = s * (m == 0 ? 1 : m / 2), y = m * x, xx = x * x;
            assert_true((y - xx) * (y - 2 * xx) > 0);
        }
    for (double x = 1; x > 1e-6; x /= 2) {
        double xx = x * x, y = 1.5 * xx;
        assert_close((y - xx) * (y - 2 * xx), -xx * xx / 4, 1e-15, 0);
    }
}

/* x^2 + y^2 (1 + x)^3: where dy is 0 but for y = 0, at x = -1, dx is not. */
static void a_lonely_minimum_is_not_the_lowest(void **state)
{
    (void)state;
    for (double y = -9; y <= 9; y += 0.5) {
        double x = -1, dx = 2 * x + 3 * y * y * (1 + x) * (1 + x);
        assert_bits(dx, -2);
        x = -2;
        assert_bits(x * x + y * y * pow(1 + x, 3), 4 - y * y);
    }
    for (int k = 0; k < 360; k++) {
        double x = 0.1 * cos(k * GD_PI / 180), y = 0.1 * sin(k * GD_PI / 180);
        assert_true(x * x + y * y * pow(1 + x, 3) > 0);
    }
}

/* The knobs of the condition number are the curvatures of the bowl. */
static void the_bowl_is_that_of_the_book(void **state)
{
    (void)state;
    condition_knobs book;
    size_t last = experiment_count(experiments) - 1;
    double h[4];
    knobs_reset(&experiments[last], &book);
    function("bowl")->hessian((double[]){0, 0}, h);
    assert_bits(book.along, h[0]);
    assert_bits(book.across, h[3]);
    assert_bits(h[1], 0);
}

/* -------------------------------------------------------- knobs turned */

static void the_report_has_the_points_of_the_data(void **state)
{
    (void)state;
    static const char *const cells[] = {"1", "2", "3", "100", "10000"};
    static const int found[] = {1, 1, 3, 3, 3};
    for (int i = 0; i < 5; i++) {
        char *section;
        tsv t = told("quartic", "cells", cells[i], &section);
        assert_int_equal(count_words(section, "minimum")
                             + count_words(section, "maximum"),
                         found[i]);
        assert_true(isfinite(tsv_cell(&t, "quartic-points", found[i] - 1, 0)));
        assert_true(isnan(tsv_cell(&t, "quartic-points", found[i], 0)));
        free(section);
        tsv_free(&t);
    }
}

static void the_smallest_value_is_that_of_a_row(void **state)
{
    (void)state;
    static const char *const from[] = {"-10", "-4", "-1.3", "-1", "1"};
    for (int i = 0; i < 5; i++) {
        char *section, sentence[64];
        tsv t = told("candidates", "from", from[i], &section);
        double least = HUGE_VAL, f;
        for (int k = 0; isfinite(f = tsv_cell(&t, "cubic-candidates", k, 1));
             k++)
            least = fmin(least, f);
        snprintf(sentence, sizeof sentence, "smallest value %g,", least);
        assert_non_null(strstr(section, sentence));
        free(section);
        tsv_free(&t);
    }
}

/* Only at a flat point can the limit only be 0. */
static void quotients_say_what_they_tend_to(void **state)
{
    (void)state;
    static const char *const x[] = {"-1", "3", "-1.05", "-0.9999999", "10"};
    for (int i = 0; i < 5; i++) {
        char *section;
        tsv t = told("quotients", "x", x[i], &section);
        assert_int_equal(count_words(section, "can only be 0"), i < 2);
        assert_int_equal(count_words(section, "both tend to"), 1 + (i >= 2));
        free(section);
        tsv_free(&t);
    }
}

/* Away from the origin the shapes are not flat, and none is called so. */
static void shapes_are_flat_where_they_are(void **state)
{
    (void)state;
    char *section;
    tsv t = told("shapes", "x", "0.5", &section);
    assert_int_equal(count_words(section, "not flat"), SHAPES);
    assert_null(strstr(section, "where all gradients are 0"));
    free(section);
    tsv_free(&t);
}

/* ------------------------------------------------------------ the data */

/* ------------------------------------------------- what the figures claim */

enum { CHORDS = 6 }; /* from each place, three to either side */

/* On the hilltop the sides disagree, on the way down they do not. */
static void chords_of_a_hilltop_have_two_signs(void **state)
{
    (void)state;
    tsv t = chapter_data();
    for (int i = 0; i < 2 * CHORDS; i++) {
        double x = tsv_cell(&t, "both-sides", i, 1);
        double rise =
            tsv_cell(&t, "both-sides", i, 4) - tsv_cell(&t, "both-sides", i, 2);
        double run = tsv_cell(&t, "both-sides", i, 3) - x;
        double slope = tsv_cell(&t, "both-sides", i, 5);
        assert_close(slope, rise / run, 1e-14, 0);
        assert_bits(x, i < CHORDS ? -1 : 0);
        assert_true((slope > 0) == (i < CHORDS && run < 0));
    }
    assert_true(isnan(tsv_cell(&t, "both-sides", 2 * CHORDS, 0)));
    tsv_free(&t);
}

/* All three vanish faster than x^2, and are none, lowest and highest at 0. */
static void powers_are_flat_to_second_order(void **state)
{
    (void)state;
    tsv t = chapter_data();
    for (int i = 0; i <= 120; i++) {
        double x = tsv_cell(&t, "powers", i, 0);
        for (int k = 1; k <= 3; k++) {
            double f = tsv_cell(&t, "powers", i, k);
            assert_true(fabs(f) <= fmax(1, fabs(x)) * fabs(x * x * x) * 1.01);
            assert_true(x == 0   ? f == 0
                        : k == 1 ? (f > 0) == (x > 0)
                                 : (f > 0) == (k == 2));
        }
    }
    tsv_free(&t);
}

/* Each cut keeps its other coordinate, and its slope is the partial. */
static void slices_have_the_partials_for_slopes(void **state)
{
    enum { ROWS = 81 };
    (void)state;
    tsv t = chapter_data();
    double at[2], f = tsv_cell(&t, "slices-point", 0, 2);
    for (int axis = 0; axis < 2; axis++)
        at[axis] = tsv_cell(&t, "slices-point", 0, axis);
    /* 4x(x^2 + y - 11) + 2(x + y^2 - 7) and its twin, at (1, 2) */
    assert_bits(tsv_cell(&t, "slices-point", 0, 3), -36);
    assert_bits(tsv_cell(&t, "slices-point", 0, 4), -32);
    for (int axis = 0; axis < 2; axis++) {
        double slope = tsv_cell(&t, "slices-point", 0, 3 + axis);
        for (int i = 0; i < ROWS; i++) {
            int row = axis * ROWS + i;
            double h = tsv_cell(&t, "slices", row, 1 + axis) - at[axis];
            assert_bits(tsv_cell(&t, "slices", row, 2 - axis), at[1 - axis]);
            if (fabs(h) < 0.2) /* |f_xx|/2 < 30, |f_yy|/2 < 40 there */
                assert_close(tsv_cell(&t, "slices", row, 3), f + slope * h, 0,
                             40 * h * h + 1e-12);
        }
    }
    tsv_free(&t);
}

/* Most starts end in the saddle (0, 1), also from within 0.3 of the minimum. */
static void newton_is_drawn_to_a_saddle(void **state)
{
    (void)state;
    enum { STARTS = 121 * 121, UPPER_SADDLE = 2 };
    int upper = 0, beside = 0, at_home = 0;
    tsv t = chapter_data();
    assert_close(tsv_cell(&t, "beale-points", UPPER_SADDLE, 2), 1, 0, 1e-12);
    const char *at = strchr(tsv_block(&t, "beale-ends"), '\n') + 1;
    for (int i = 0; i < STARTS; i++, at = strchr(at, '\n') + 1) {
        double x, y;
        int end;
        assert_int_equal(sscanf(at, "%lf %lf %d", &x, &y, &end), 3);
        bool near = hypot(x - 3, y - 0.5) < 0.3;
        upper += end == UPPER_SADDLE;
        beside += near && end == UPPER_SADDLE;
        at_home += near && end == 0;
    }
    assert_in_range(upper, STARTS * 3 / 4, STARTS * 9 / 10);
    assert_in_range(beside, 1, at_home);
    tsv_free(&t);
}

/* On a contour of the bowl -grad f is at most atan((k - 1) / (2 sqrt k)) off
 * the way to the minimum, and that where the curve has its mark. */
static void steepest_descent_goes_astray(void **state)
{
    (void)state;
    tsv t = chapter_data();
    const double k = 144, most = atan((k - 1) / (2 * sqrt(k))) * 180 / GD_PI;
    double found = 0;
    for (int i = 0; i <= 240; i++) {
        double x = tsv_cell(&t, "condition-ring", i, 0);
        double y = tsv_cell(&t, "condition-ring", i, 1);
        assert_close(x * x / 16 + 9 * y * y, 1, 0, 1e-14);
        assert_close(tsv_cell(&t, "condition-ring", i, 2), -x / 8, 0, 1e-15);
        assert_close(tsv_cell(&t, "condition-ring", i, 3), -18 * y, 0, 1e-14);
        found = fmax(found, tsv_cell(&t, "condition-ring", i, 4));
    }
    assert_close(found, most, 0, 1e-9);
    assert_close(tsv_cell(&t, "condition-worst", 0, 2), most, 0, 1e-9);
    tsv_free(&t);
}

static void the_data_is_well_formed_and_whole(void **state)
{
    (void)state;
    static const char *const blocks[] = {
        "values",         "cubic-curve",        "cubic-flat",
        "wiggle",         "cube-curve",         "quartic-curve",
        "quartic-points", "chord-square",       "chord-quartic",
        "spectrum",       "round-bowl-surface", "beale-grid",
        "beale-points",   "himmelblau-grid",    "himmelblau-points"};
    tsv t = chapter_data();
    assert_true(tsv_check(&t) >= 25);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (!tsv_block(&t, blocks[i]))
            fail_msg("no block %s", blocks[i]);
    assert_string_equal(caught.name, "01-extrema");
    assert_bits(tsv_value(&t, "cubic.bend.-1"), -12);
    assert_bits(tsv_value(&t, "cubic.bend.3"), 12);
    assert_bits(tsv_value(&t, "beale.points"), 3);
    assert_bits(tsv_value(&t, "missing.zero"), 746);
    assert_bits(tsv_value(&t, "himmelblau.columns"), 91);
    assert_bits(tsv_value(&t, "himmelblau.heights"), 8281);
    assert_close(tsv_value(&t, "beale.low.percent"), 93, 0, 0.5);
    assert_in_range(sqrt(tsv_value(&t, "condition.beale")) * 100, 1200, 1300);
    assert_bits(tsv_value(&t, "condition.bowl"), 144);
    assert_reference(tsv_value(&t, "condition.beale"), "002.beale_facts",
                     NO_STEP, "condition");
    assert_close(tsv_value(&t, "wiggle.slope.1000"), -1, 0, 1e-11);
    assert_true(isnan(tsv_value(&t, "no.such.key")));
    tsv_free(&t);
}

/* Must come last. */
static void every_reference_value_has_been_asserted(void **state)
{
    (void)state;
    references_all_used("002.cubic_facts");
    references_all_used("002.beale_facts");
    references_all_used("001.");
    references_all_used("errata.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_of_the_cubic),
        cmocka_unit_test(roots_of_the_cubic),
        cmocka_unit_test(candidates_are_the_ends_and_the_flat_points),
        cmocka_unit_test(candidates_of_other_intervals),
        cmocka_unit_test(a_grid_is_hopeless),
        cmocka_unit_test(some_functions_have_no_lowest_value),
        cmocka_unit_test(the_list_has_the_lowest_point),
        cmocka_unit_test(bisection_takes_about_fifty_rounds),
        cmocka_unit_test(the_scan_finds_every_flat_point_of_one_variable),
        cmocka_unit_test(a_scan_of_one_cell_misses_the_pair),
        cmocka_unit_test(two_minima_of_the_quartic),
        cmocka_unit_test(the_ball_in_honey),
        cmocka_unit_test(the_tangent_slides),
        cmocka_unit_test(the_product_in_short),
        cmocka_unit_test(each_start_ends_in_its_own_basin),
        cmocka_unit_test(the_wiggle_rises_at_0_and_falls_as_near_as_you_like),
        cmocka_unit_test(below_1_the_wiggle_rises),
        cmocka_unit_test(quotients_close_in_on_the_slope),
        cmocka_unit_test(the_product_by_hand),
        cmocka_unit_test(the_report_says_which_vectors_are_turned),
        cmocka_unit_test(rays_rise_and_the_parabola_falls),
        cmocka_unit_test(the_only_flat_point_of_the_rays_is_a_saddle),
        cmocka_unit_test(facts_of_beale),
        cmocka_unit_test(flat_points_of_beale),
        cmocka_unit_test(flat_points_of_himmelblau),
        cmocka_unit_test(pits_minus_passes_plus_hilltops),
        cmocka_unit_test(the_picture_of_beale),
        cmocka_unit_test(the_lowest_pass_joins_two_pits),
        cmocka_unit_test(newton_needs_one_step_for_a_quadratic),
        cmocka_unit_test(with_eigenvalues_puts_them_in),
        cmocka_unit_test(chords_tell_convex_from_not),
        cmocka_unit_test(five_in_eight_chords_of_the_cube_are_broken),
        cmocka_unit_test(a_minimum_on_every_line_is_none),
        cmocka_unit_test(a_lonely_minimum_is_not_the_lowest),
        cmocka_unit_test(the_bowl_is_that_of_the_book),
        cmocka_unit_test(the_report_has_the_points_of_the_data),
        cmocka_unit_test(the_smallest_value_is_that_of_a_row),
        cmocka_unit_test(quotients_say_what_they_tend_to),
        cmocka_unit_test(shapes_are_flat_where_they_are),
        cmocka_unit_test(chords_of_a_hilltop_have_two_signs),
        cmocka_unit_test(powers_are_flat_to_second_order),
        cmocka_unit_test(slices_have_the_partials_for_slopes),
        cmocka_unit_test(newton_is_drawn_to_a_saddle),
        cmocka_unit_test(steepest_descent_goes_astray),
        cmocka_unit_test(the_data_is_well_formed_and_whole),
        cmocka_unit_test(every_reference_value_has_been_asserted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
