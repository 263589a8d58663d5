/* The catalogue of test functions: values, gradients and Hessians agree with
 * each other, and every known stationary point is what it is said to be. */
#include "close.h"

#include "gd/curvature.h"
#include "gd/objective.h"
#include "gd/pi.h"
#include "gd/random.h"

#include <stdio.h>

enum { POINTS = 2000 };

static const gd_test_function *function(const char *name)
{
    const gd_test_function *f = gd_test_function_find(name);
    assert_non_null(f);
    return f;
}

static double largest(double a, double b)
{
    return a > b ? a : b;
}

static void random_point(gd_random *random, const gd_test_function *f,
                         double *x)
{
    for (size_t i = 0; i < f->objective.n; i++)
        x[i] = gd_random_between(random, f->lower[i], f->upper[i]);
}

/* (f(x + h e_i) - f(x - h e_i)) / 2h */
static double central(const gd_objective *f, const double *x, size_t i,
                      double h)
{
    double left[2] = {x[0], x[1]}, right[2] = {x[0], x[1]};
    left[i] -= h;
    right[i] += h;
    return (gd_value(f, right) - gd_value(f, left)) / (right[i] - left[i]);
}

/* Central differences err by h^2 f'''/6 and by rounding, eps |f| / h. */
static void gradient_is_the_limit_of_differences(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    gd_random random = gd_random_seeded(11);
    for (size_t k = 0; k < count; k++)
        for (int p = 0; p < POINTS; p++) {
            double x[2] = {0}, g[2];
            random_point(&random, &f[k], x);
            double value = gd_value_and_gradient(&f[k].objective, x, g);
            double scale = 1 + fabs(value);
            for (size_t i = 0; i < f[k].objective.n; i++) {
                double d = central(&f[k].objective, x, i, 1e-5);
                if (!close_enough(d, g[i], 1e-6, 1e-8 * scale))
                    fail_msg("%s at (%g, %g): partial %zu is %.17g,"
                             " differences give %.17g",
                             f[k].objective.name, x[0], x[1], i, g[i], d);
            }
        }
}

static void hessian_is_the_limit_of_differences_of_the_gradient(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    gd_random random = gd_random_seeded(12);
    for (size_t k = 0; k < count; k++) {
        size_t n = f[k].objective.n;
        for (int p = 0; p < POINTS; p++) {
            double x[2] = {0}, h[4], left[2], right[2];
            random_point(&random, &f[k], x);
            f[k].hessian(x, h);
            for (size_t i = 0; i < n; i++) {
                double a[2] = {x[0], x[1]}, b[2] = {x[0], x[1]};
                a[i] -= 1e-5;
                b[i] += 1e-5;
                gd_value_and_gradient(&f[k].objective, a, left);
                gd_value_and_gradient(&f[k].objective, b, right);
                for (size_t j = 0; j < n; j++) {
                    double d = (right[j] - left[j]) / (b[i] - a[i]);
                    double scale = largest(fabs(left[j]), fabs(right[j]));
                    if (!close_enough(d, h[i * n + j], 1e-6,
                                      1e-6 + 1e-9 * scale))
                        fail_msg("%s at (%g, %g): Hessian %zu%zu is %.17g,"
                                 " differences give %.17g",
                                 f[k].objective.name, x[0], x[1], i, j,
                                 h[i * n + j], d);
                }
            }
        }
    }
}

static void hessians_are_symmetric(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    gd_random random = gd_random_seeded(13);
    for (size_t k = 0; k < count; k++) {
        double x[2] = {0}, h[4] = {0};
        random_point(&random, &f[k], x);
        f[k].hessian(x, h);
        assert_bits(h[1], f[k].objective.n == 2 ? h[2] : 0);
    }
}

/* A point that is known to a last digit or two of a double has a gradient
 * of that size: the step in x times the curvature. */
static double gradient_noise(const gd_test_function *f, const double *x)
{
    double h[4] = {0};
    f->hessian(x, h);
    double size = largest(fabs(x[0]), fabs(x[1]));
    return 4 * 2.3e-16 * (1 + size) * (1 + gd_max_abs(4, h));
}

static void catalogued_points_are_stationary(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t k = 0; k < count; k++) {
        assert_in_range(f[k].stationary_count, 1, GD_STATIONARY_MAX);
        for (size_t i = 0; i < f[k].stationary_count; i++) {
            const gd_stationary *p = &f[k].stationary[i];
            double g[2];
            double value = gd_value_and_gradient(&f[k].objective, p->x, g);
            assert_close(value, p->f, 1e-14, 1e-15);
            assert_close(gd_max_abs(f[k].objective.n, g), 0, 0,
                         gradient_noise(&f[k], p->x));
        }
    }
}

static void catalogued_kinds_are_what_the_hessian_says(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < f[k].stationary_count; i++) {
            const gd_stationary *p = &f[k].stationary[i];
            double h[4];
            f[k].hessian(p->x, h);
            gd_curvature c = gd_curvature_of(f[k].objective.n, h);
            assert_string_equal(gd_kind_text(gd_classify(&c, 1e-9)),
                                gd_kind_text(p->kind));
        }
}

/* Not even along a circle of 1e-3 is there anything lower about a minimum,
 * or higher about a maximum; about a saddle there is both. */
static void kinds_are_true_of_the_values_around(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < f[k].stationary_count; i++) {
            const gd_stationary *p = &f[k].stationary[i];
            int lower = 0, higher = 0;
            for (int a = 0; a < 360; a++) {
                double angle = a * GD_PI / 180;
                double x[2] = {p->x[0] + 1e-3 * cos(angle),
                               p->x[1] + 1e-3 * sin(angle)};
                if (f[k].objective.n == 1)
                    x[0] = p->x[0] + (a < 180 ? 1e-3 : -1e-3);
                double value = gd_value(&f[k].objective, x);
                lower += value < p->f;
                higher += value > p->f;
            }
            bool low = p->kind != GD_MINIMUM, high = p->kind != GD_MAXIMUM;
            assert_int_equal(lower > 0, low);
            assert_int_equal(higher > 0, high);
        }
}

static void points_lie_in_the_box_and_minima_come_first(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < f[k].stationary_count; i++) {
            const gd_stationary *p = &f[k].stationary[i];
            for (size_t c = 0; c < f[k].objective.n; c++) {
                assert_true(p->x[c] >= f[k].lower[c]);
                assert_true(p->x[c] <= f[k].upper[c]);
            }
            if (i > 0 && p->kind == GD_MINIMUM) {
                assert_int_equal(p[-1].kind, GD_MINIMUM);
                assert_true(p->f >= p[-1].f);
            }
        }
}

/* The text names these intervals and squares, and figures are drawn in them. */
static void the_boxes(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double lower[2], upper[2];
    } boxes[] = {
        {"square", {-1.5, 0}, {1.5, 0}},
        {"parabola", {-2, 0}, {2, 0}},
        {"walk", {-5, 0}, {7, 0}},
        {"cubic", {-4, 0}, {5, 0}},
        {"cube", {-1.5, 0}, {1.5, 0}},
        {"quartic", {-2.1, 0}, {2, 0}},
        {"round-bowl", {-1.5, -1.5}, {1.5, 1.5}},
        {"dome", {-1.5, -1.5}, {1.5, 1.5}},
        {"saddle", {-1.5, -1.5}, {1.5, 1.5}},
        {"bowl", {-3, -1.5}, {3, 1.5}},
        {"waves", {-3, -4.5}, {3, 4.5}},
        {"monkey", {-1.5, -1.5}, {1.5, 1.5}},
        {"beale", {-4.5, -4.5}, {4.5, 4.5}},
        {"rosenbrock", {-2, -1}, {2, 3}},
        {"himmelblau", {-5, -5}, {5, 5}},
    };
    size_t count;
    gd_test_functions(&count);
    assert_int_equal(count, sizeof boxes / sizeof boxes[0]);
    for (size_t k = 0; k < count; k++) {
        const gd_test_function *f = gd_test_function_find(boxes[k].name);
        assert_memory_equal(f->lower, boxes[k].lower, sizeof f->lower);
        assert_memory_equal(f->upper, boxes[k].upper, sizeof f->upper);
    }
}

static void names_are_found_and_others_are_not(void **state)
{
    (void)state;
    static const char *const names[] = {
        "square",  "parabola",   "walk",  "cubic",      "cube",
        "quartic", "round-bowl", "dome",  "saddle",     "bowl",
        "waves",   "monkey",     "beale", "rosenbrock", "himmelblau"};
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    assert_int_equal(count, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(gd_test_function_find(names[i]), &f[i]);
        assert_string_equal(f[i].objective.name, names[i]);
        assert_true(strlen(f[i].formula) > 0);
    }
    assert_null(gd_test_function_find("bealé"));
    assert_null(gd_test_function_find(""));
    assert_ptr_equal(gd_test_objective("bowl"), &function("bowl")->objective);
    assert_null(gd_test_objective(""));
}

/* The value alone and the value with the gradient are the same number. */
static void the_value_does_not_depend_on_asking_for_the_gradient(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    gd_random random = gd_random_seeded(14);
    for (size_t k = 0; k < count; k++)
        for (int i = 0; i < 100; i++) {
            double x[2] = {0}, g[2];
            random_point(&random, &f[k], x);
            assert_bits(gd_value(&f[k].objective, x),
                        gd_value_and_gradient(&f[k].objective, x, g));
        }
}

/* Where by hand the answer is short. */
static void values_by_hand(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double x[2], f, gradient[2];
    } known[] = {
        {"square", {3}, 9, {6}},
        {"parabola", {-2}, 4.2, {-4}},
        {"walk", {6}, 26, {10}},
        {"cubic", {2}, -20, {-9}},
        {"cube", {-2}, -8, {12}},
        {"quartic", {1}, -1, {-1}},
        {"round-bowl", {1, 2}, 5, {2, 4}},
        {"dome", {1, 2}, -5, {-2, -4}},
        {"saddle", {1, 2}, -3, {2, -4}},
        {"bowl", {2, 3}, 81.25, {0.25, 54}},
        {"waves", {3, 0}, 9, {6, 0}},
        {"monkey", {1, 2}, -11, {-9, -12}},
        {"beale", {0, 0}, 14.203125, {-12.75, 0}},
        {"himmelblau", {1, 1}, 106, {-46, -38}},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const gd_objective *f = &function(known[i].name)->objective;
        double g[2] = {0, 0};
        assert_close(gd_value_and_gradient(f, known[i].x, g), known[i].f, 0,
                     1e-15);
        for (size_t c = 0; c < f->n; c++)
            assert_bits(g[c] + 0.0, known[i].gradient[c]);
    }
}

/* Beale's function has a second valley and no minimum in it. Along
 * y = 1 + u/x the residuals tend to 1.5 + u, 2.25 + 2u and 2.625 + 3u as |x|
 * grows; u = -111/112 makes their squares smallest, 405/896. */
static void beale_has_a_second_way_down(void **state)
{
    (void)state;
    const gd_objective *f = &function("beale")->objective;
    double before = HUGE_VAL;
    for (double x = -10; x > -1e9; x *= 10) {
        double value = gd_value(f, (double[]){x, 1 - 111 / (112 * x)});
        assert_true(value < before);
        assert_true(value > 405.0 / 896);
        before = value;
    }
    assert_close(before, 405.0 / 896, 1e-7, 0);
}

static void max_abs_is_the_largest(void **state)
{
    (void)state;
    assert_bits(gd_max_abs(0, NULL), 0);
    assert_bits(gd_max_abs(1, (double[]){-0.0}), 0);
    assert_bits(gd_max_abs(3, (double[]){1, -3, 2}), 3);
    assert_bits(gd_max_abs(3, (double[]){-4, -3, 2}), 4);
    assert_bits(gd_max_abs(3, (double[]){1, 2, 5}), 5);
    assert_bits(gd_max_abs(2, (double[]){1, -HUGE_VAL}), HUGE_VAL);
    assert_bits(gd_max_abs(2, (double[]){5e-324, 0}), 5e-324);
}

/* `if (a > m) m = a` would skip it: a run that exploded would converge. */
static void max_abs_keeps_a_nan_at_every_position(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 9; n++)
        for (size_t at = 0; at < n; at++) {
            double v[9];
            for (size_t i = 0; i < n; i++)
                v[i] = i % 3 == 1 ? HUGE_VAL : -(double)i;
            v[at] = nan("");
            assert_true(isnan(gd_max_abs(n, v)));
            v[at] = -nan("");
            assert_true(isnan(gd_max_abs(n, v)));
        }
}

/* x'Ax/2 in five variables, against the sums written out. */
static void a_quadratic_of_any_size(void **state)
{
    (void)state;
    enum { N = 5 };
    double a[N * N], x[N], g[N], twice = 0;
    gd_random random = gd_random_seeded(15);
    for (int i = 0; i < N; i++) {
        x[i] = gd_random_between(&random, -2, 2);
        for (int j = 0; j <= i; j++)
            a[i * N + j] = a[j * N + i] = gd_random_between(&random, -1, 1);
    }
    gd_objective f = {"quadratic", N, gd_quadratic, a};
    double value = gd_value_and_gradient(&f, x, g);
    for (int i = 0; i < N; i++) {
        double row = 0;
        for (int j = 0; j < N; j++) {
            row += a[j * N + i] * x[j];
            twice += x[i] * a[i * N + j] * x[j];
        }
        assert_close(g[i], row, 0, 1e-15);
    }
    assert_close(value, twice / 2, 0, 1e-14);
}

static void kinds_have_names(void **state)
{
    (void)state;
    assert_string_equal(gd_kind_text(GD_MINIMUM), "minimum");
    assert_string_equal(gd_kind_text(GD_MAXIMUM), "maximum");
    assert_string_equal(gd_kind_text(GD_SADDLE), "saddle");
    assert_string_equal(gd_kind_text(GD_DEGENERATE), "degenerate");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradient_is_the_limit_of_differences),
        cmocka_unit_test(hessian_is_the_limit_of_differences_of_the_gradient),
        cmocka_unit_test(hessians_are_symmetric),
        cmocka_unit_test(catalogued_points_are_stationary),
        cmocka_unit_test(catalogued_kinds_are_what_the_hessian_says),
        cmocka_unit_test(kinds_are_true_of_the_values_around),
        cmocka_unit_test(points_lie_in_the_box_and_minima_come_first),
        cmocka_unit_test(the_boxes),
        cmocka_unit_test(names_are_found_and_others_are_not),
        cmocka_unit_test(the_value_does_not_depend_on_asking_for_the_gradient),
        cmocka_unit_test(values_by_hand),
        cmocka_unit_test(beale_has_a_second_way_down),
        cmocka_unit_test(max_abs_is_the_largest),
        cmocka_unit_test(max_abs_keeps_a_nan_at_every_position),
        cmocka_unit_test(a_quadratic_of_any_size),
        cmocka_unit_test(kinds_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
