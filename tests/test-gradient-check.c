/* The checker itself, and with it every gradient of the library. */
#include "close.h"

#include "gd/gradient_check.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "gd/regression.h"

#include <complex.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>

/* Two arrays under one roof: f = sum of w_i^2 b_{i mod 2} + sin b_0. */
typedef struct house {
    double w[4], b[2];
    int calls;
    int fails_at; /* this call returns NaN; 0: none */
} house;

static double house_loss(void *context)
{
    house *h = context;
    if (++h->calls == h->fails_at)
        return nan("");
    double f = sin(h->b[0]);
    for (int i = 0; i < 4; i++)
        f += h->w[i] * h->w[i] * h->b[i % 2];
    return f;
}

static house a_house(void)
{
    return (house){.w = {0.1, -2, 3e5, 4e-7}, .b = {0.3, -1.7}};
}

static void house_gradient(const house *h, double gw[4], double gb[2])
{
    gb[0] = cos(h->b[0]);
    gb[1] = 0;
    for (int i = 0; i < 4; i++) {
        gw[i] = 2 * h->w[i] * h->b[i % 2];
        gb[i % 2] += h->w[i] * h->w[i];
    }
}

static void every_value_is_put_back_bit_for_bit(void **state)
{
    (void)state;
    for (int fails_at = 0; fails_at <= 13; fails_at++) {
        house h = a_house();
        const house before = a_house();
        double gw[4], gb[2], numeric[6];
        house_gradient(&h, gw, gb);
        const gd_array arrays[] = {{"w", 4, h.w, gw}, {"b", 2, h.b, gb}};
        h.fails_at = fails_at;
        bool finite =
            gd_numerical_gradient(house_loss, &h, 2, arrays, 0, numeric);
        assert_int_equal(finite, fails_at == 0 || fails_at > 12);
        assert_int_equal(h.calls, 12);
        for (int i = 0; i < 4; i++)
            assert_bits(h.w[i], before.w[i]);
        for (int i = 0; i < 2; i++)
            assert_bits(h.b[i], before.b[i]);
    }
}

static void differences_agree_with_the_gradient(void **state)
{
    (void)state;
    house h = a_house();
    double gw[4], gb[2], numeric[6];
    house_gradient(&h, gw, gb);
    const gd_array arrays[] = {{"w", 4, h.w, gw}, {"b", 2, h.b, gb}};
    assert_true(gd_numerical_gradient(house_loss, &h, 2, arrays, 0, numeric));
    gd_check check = gd_check_arrays(house_loss, &h, 2, arrays, 0);
    assert_true(check.finite);
    assert_int_equal(check.checked, 6);
    assert_true(check.relative < 1e-6);
}

static double fourth_power(void *context)
{
    double x = *(double *)context;
    return x * x * x * x;
}

/* For x^4 a central difference is 4x^3 + 4x h^2 but for rounding: it tells
 * the h that was used. With a step s that is s max(1, |x|). */
static void the_step_that_is_given_is_taken(void **state)
{
    (void)state;
    static const double steps[] = {1e-2, 1e-3}, points[] = {-0.5, 1, 30};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 3; i++) {
            double x = points[i], h = steps[k] * fmax(1, fabs(x)), numeric;
            gd_array array = {"x", 1, &x, NULL};
            assert_true(gd_numerical_gradient(fourth_power, &x, 1, &array,
                                              steps[k], &numeric));
            assert_close((numeric - 4 * x * x * x) / (4 * x), h * h, 1e-5, 0);
            double analytic = 4 * x * x * x;
            array.gradient = &analytic;
            gd_check c = gd_check_arrays(fourth_power, &x, 1, &array, steps[k]);
            assert_bits(c.numeric, numeric);
        }
}

static double itself(void *context)
{
    return *(double *)context;
}

/* The distance of the two ends is what is divided by, though neither x + h nor
 * x - h is the number that was meant: the slope of f(x) = x is 1 to the last
 * bit. Also at a power of two, where the numbers on the two sides are not as
 * dense. */
static void the_step_is_exact(void **state)
{
    (void)state;
    static const double powers[] = {-0.5, 1, -1, 2, -2, 4, -4, -1024};
    for (int k = 0; k < 23; k++) {
        double value = k < 8 ? powers[k] : 1.1 * pow(7.3, k - 8), numeric;
        const gd_array array = {"x", 1, &value, NULL};
        assert_true(
            gd_numerical_gradient(itself, &value, 1, &array, 0, &numeric));
        assert_bits(numeric, 1);
    }
}

static double far_up(void *context)
{
    return 1e6 + *(double *)context;
}

/* Eight units in the last place of f, divided by h, are forgiven, and what the
 * difference shows of rounding itself. */
static void rounding_is_forgiven_and_no_more(void **state)
{
    (void)state;
    double x = 1, analytic = 1, h = gd_check_step();
    const gd_array array = {"x", 1, &x, &analytic};
    double noise = 8 * DBL_EPSILON * (1e6 + 1) / h;
    gd_check c = gd_check_arrays(far_up, &x, 1, &array, h);
    assert_true(c.uncertain > noise && c.uncertain < 2 * noise);
    assert_int_equal(c.doubt, GD_ROUNDING);
    analytic = c.numeric + 0.9 * c.uncertain;
    assert_bits(gd_check_arrays(far_up, &x, 1, &array, h).relative, 0);
    analytic = c.numeric + 3 * c.uncertain;
    assert_close(gd_check_arrays(far_up, &x, 1, &array, h).relative,
                 2 * c.uncertain / analytic, 1e-6, 0);
}

/* Squares, and how far from its first point the farthest call was. */
typedef struct surveyor {
    double start[3];
    double farthest;
} surveyor;

static double survey(size_t n, const double *x, double *gradient, void *context)
{
    surveyor *s = context;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] * x[i];
        squares += (x[i] - s->start[i]) * (x[i] - s->start[i]);
        if (gradient)
            gradient[i] = 2 * x[i];
    }
    s->farthest = fmax(s->farthest, sqrt(squares));
    return sum;
}

/* A step along the random direction is as long as one along an axis: the step
 * times |x|, or times 1 near the origin. */
static void the_random_direction_is_as_long_as_x(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(5);
    for (double scale = 1e-3; scale < 1e4; scale *= 10) {
        double x[3] = {2 * scale, -3 * scale, 6 * scale};
        surveyor s = {.start = {x[0], x[1], x[2]}};
        gd_objective f = {"survey", 3, survey, &s};
        gd_check c = gd_check_direction(&f, x, 1e-3, &random);
        assert_true(c.finite && c.relative < 1e-6);
        /* the longer of the two steps of a check */
        assert_close(s.farthest, 1.618033988749895e-3 * fmax(1, 7 * scale),
                     1e-9, 0);
    }
}

static void the_worst_entry_is_named(void **state)
{
    (void)state;
    for (size_t wrong = 0; wrong < 6; wrong++) {
        house h = {.w = {0.5, -2, 3, 4}, .b = {0.3, -1.7}};
        double gw[4], gb[2];
        house_gradient(&h, gw, gb);
        (wrong < 4 ? gw : gb)[wrong < 4 ? wrong : wrong - 4] *= 1.001;
        const gd_array arrays[] = {{"w", 4, h.w, gw}, {"b", 2, h.b, gb}};
        gd_check check = gd_check_arrays(house_loss, &h, 2, arrays, 0);
        assert_string_equal(check.array, wrong < 4 ? "w" : "b");
        assert_int_equal(check.index, wrong < 4 ? wrong : wrong - 4);
        assert_close(check.relative, 0.001, 0.05, 0);
    }
}

/* The house, and no number wherever its second wall is moved. */
static double fragile_house_loss(void *context)
{
    house *h = context;
    return h->w[1] == a_house().w[1] ? house_loss(h) : nan("");
}

static void a_loss_that_is_not_finite_is_said(void **state)
{
    (void)state;
    house h = {.w = {0.5, -2, 3, 4}, .b = {0.3, -1.7}};
    double gw[4], gb[2];
    house_gradient(&h, gw, gb);
    const gd_array arrays[] = {{"w", 4, h.w, gw}, {"b", 2, h.b, gb}};
    gd_check check = gd_check_arrays(fragile_house_loss, &h, 2, arrays, 0);
    assert_false(check.finite);
    assert_int_equal(check.verdict, GD_UNCLEAR);
    assert_int_equal(check.doubt, GD_UNDEFINED);
    assert_int_equal(check.unclear, 1);
    assert_string_equal(check.array, "w");
    assert_int_equal(check.index, 1);
    assert_bits(h.w[1], a_house().w[1]);
}

static void every_objective_is_checked(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    gd_random random = gd_random_seeded(3);
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < 50; k++) {
            double x[2];
            for (int c = 0; c < 2; c++)
                x[c] = gd_random_between(&random, f[i].lower[c], f[i].upper[c]);
            const double before[2] = {x[0], x[1]};
            gd_check check = gd_check_gradient(&f[i].objective, x, 0);
            assert_true(check.finite);
            assert_int_equal(check.checked, f[i].objective.n);
            if (check.relative > 1e-5)
                fail_msg("%s[%zu] at (%g, %g): %.17g, difference %.17g",
                         f[i].objective.name, check.index, x[0], x[1],
                         check.analytic, check.numeric);
            assert_bits(x[0], before[0]);
            assert_bits(x[1], before[1]);
        }
}

static void the_regression_is_checked(void **state)
{
    (void)state;
    static const double x[] = {181, 186, 195, 193, 190};
    static const double y[] = {3750, 3800, 3250, 3450, 3650};
    gd_pairs pairs = {5, x, y};
    gd_objective f = {"line", 2, gd_line_loss, &pairs};
    double p[2] = {-100, 20};
    assert_true(gd_check_gradient(&f, p, 0).relative < 1e-6);
}

/* f = |x|^2/2, with the last entry of the gradient wrong by *context. */
static double bowl(size_t n, const double *x, double *g, void *context)
{
    double f = 0;
    for (size_t i = 0; i < n; i++) {
        f += x[i] * x[i] / 2;
        if (g)
            g[i] = x[i];
    }
    if (g && context)
        g[n - 1] += *(double *)context;
    return f;
}

static void one_direction_sees_a_wrong_entry(void **state)
{
    (void)state;
    enum { N = 500 };
    double x[N], error = 0.5;
    gd_random random = gd_random_seeded(8);
    for (int i = 0; i < N; i++)
        x[i] = gd_random_normal(&random);
    gd_objective right = {"bowl", N, bowl, NULL};
    gd_objective wrong = {"bowl", N, bowl, &error};
    for (int k = 0; k < 20; k++) {
        gd_check a = gd_check_direction(&right, x, 0, &random);
        gd_check b = gd_check_direction(&wrong, x, 0, &random);
        assert_true(a.finite && a.relative < 1e-6);
        assert_true(b.relative > 1e-5);
        assert_string_equal(b.array, "direction");
    }
}

static double complex cube(size_t n, const double complex *z, void *context)
{
    (void)n, (void)context;
    return z[0] * z[0] * z[0] * z[1] + cexp(z[1]);
}

static double one_over(size_t n, const double *x, double *g, void *context)
{
    (void)n, (void)context;
    if (g)
        g[0] = 123;
    return 1 / x[0];
}

static void what_is_not_finite_does_not_pass(void **state)
{
    (void)state;
    house h = {.w = {0.5, -2, 3, 4}, .b = {0.3, -1.7}};
    double gw[4], gb[2];
    house_gradient(&h, gw, gb);
    gw[0] = HUGE_VAL;
    const gd_array arrays[] = {{"w", 4, h.w, gw}, {"b", 2, h.b, gb}};
    gd_check check = gd_check_arrays(house_loss, &h, 2, arrays, 0);
    assert_string_equal(check.array, "w");
    assert_int_equal(check.index, 0);
    assert_true(check.relative > 1);
    assert_int_equal(check.verdict, GD_DIFFERENT);
    gd_objective f = {"1/x", 1, one_over, NULL};
    double zero = 0;
    check = gd_check_gradient(&f, &zero, 0);
    assert_true(check.relative > 1);
    assert_int_equal(check.verdict, GD_UNCLEAR);
    assert_false(check.finite);
}

static void the_complex_step_is_exact(void **state)
{
    (void)state;
    const double x[2] = {1.5, -0.7};
    double g[2];
    assert_true(gd_complex_gradient(cube, 2, x, NULL, g));
    assert_close(g[0], 3 * 1.5 * 1.5 * -0.7, 1e-15, 0);
    assert_close(g[1], 1.5 * 1.5 * 1.5 + exp(-0.7), 1e-15, 0);
}

/* The first and the last of very many parameters count, at no cost. */
static double ends(size_t n, const double *x, double *gradient, void *context)
{
    (void)context;
    if (gradient) {
        memset(gradient, 0, n * sizeof *gradient);
        gradient[0] = 2 * x[0];
        gradient[n - 1] = 3;
    }
    return x[0] * x[0] + 3 * x[n - 1];
}

static double complex complex_ends(size_t n, const double complex *z,
                                   void *context)
{
    (void)context;
    return z[0] * z[0] + 3 * z[n - 1];
}

static void many_parameters_are_checked(void **state)
{
    enum { MANY = 100000 };
    (void)state;
    double *x = calloc(2 * MANY, sizeof *x), *gradient = x + MANY;
    assert_non_null(x);
    x[0] = 1.5;
    gd_objective f = {"ends", MANY, ends, NULL};
    gd_random random = gd_random_seeded(3);
    gd_check check = gd_check_gradient(&f, x, 0);
    assert_int_equal(check.checked, MANY);
    assert_true(check.relative < 1e-8);
    assert_true(gd_check_direction(&f, x, 0, &random).relative < 1e-8);
    assert_true(gd_complex_gradient(complex_ends, MANY, x, NULL, gradient));
    assert_bits(gradient[0], 3);
    assert_bits(gradient[1], 0);
    assert_bits(gradient[MANY - 1], 3);
    free(x);
}

static void nothing_to_check_is_said(void **state)
{
    (void)state;
    gd_objective none = {"none", 0, bowl, NULL};
    gd_random random = gd_random_seeded(1);
    double x[1] = {0};
    assert_false(gd_check_gradient(&none, x, 0).finite);
    assert_int_equal(gd_check_gradient(&none, x, 0).checked, 0);
    assert_false(gd_check_direction(&none, x, 0, &random).finite);
}

static void the_step_is_the_cube_root(void **state)
{
    (void)state;
    assert_close(gd_check_step(), 6.0554544523933395e-06, 1e-12, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_put_back_bit_for_bit),
        cmocka_unit_test(differences_agree_with_the_gradient),
        cmocka_unit_test(the_step_that_is_given_is_taken),
        cmocka_unit_test(the_step_is_exact),
        cmocka_unit_test(rounding_is_forgiven_and_no_more),
        cmocka_unit_test(the_random_direction_is_as_long_as_x),
        cmocka_unit_test(the_worst_entry_is_named),
        cmocka_unit_test(a_loss_that_is_not_finite_is_said),
        cmocka_unit_test(every_objective_is_checked),
        cmocka_unit_test(the_regression_is_checked),
        cmocka_unit_test(one_direction_sees_a_wrong_entry),
        cmocka_unit_test(what_is_not_finite_does_not_pass),
        cmocka_unit_test(the_complex_step_is_exact),
        cmocka_unit_test(many_parameters_are_checked),
        cmocka_unit_test(nothing_to_check_is_said),
        cmocka_unit_test(the_step_is_the_cube_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
