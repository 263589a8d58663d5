/* Eigenvalues, the second-derivative test, the condition number. */
#include "close.h"

#include "gd/curvature.h"
#include "gd/pi.h"
#include "gd/random.h"

/* (a b; b d) with eigenvalue `high` along `angle` and `low` across. */
static void turned(double low, double high, double angle, double *h)
{
    double c = cos(angle), s = sin(angle);
    h[0] = high * c * c + low * s * s;
    h[1] = h[2] = (high - low) * c * s;
    h[3] = high * s * s + low * c * c;
}

static void eigenvalues_that_were_put_in_come_out(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(21);
    for (int i = 0; i < 5000; i++) {
        double low = gd_random_between(&random, -3, 3);
        double high = low + gd_random_between(&random, 0, 6);
        double angle = gd_random_between(&random, -GD_PI, GD_PI), h[4];
        turned(low, high, angle, h);
        gd_curvature c = gd_curvature_of(2, h);
        assert_int_equal(c.n, 2);
        assert_close(c.value[0], low, 0, 1e-14);
        assert_close(c.value[1], high, 0, 1e-14);
    }
}

/* H v = lambda v, |v| = 1, and the two at right angles. */
static void axes_are_eigenvectors(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(22);
    for (int i = 0; i < 5000; i++) {
        double a = gd_random_between(&random, -5, 5);
        double b = gd_random_between(&random, -5, 5);
        double d = gd_random_between(&random, -5, 5);
        gd_curvature c = gd_curvature_of(2, (double[]){a, b, b, d});
        assert_true(c.value[0] <= c.value[1]);
        for (int k = 0; k < 2; k++) {
            const double *v = c.axis[k];
            assert_close(hypot(v[0], v[1]), 1, 0, 1e-15);
            assert_close(a * v[0] + b * v[1], c.value[k] * v[0], 0, 1e-14);
            assert_close(b * v[0] + d * v[1], c.value[k] * v[1], 0, 1e-14);
        }
        assert_close(c.axis[0][0] * c.axis[1][0] + c.axis[0][1] * c.axis[1][1],
                     0, 0, 1e-15);
    }
}

static void trace_and_determinant(void **state)
{
    (void)state;
    gd_curvature c = gd_curvature_of(2, (double[]){2, 1, 1, 2});
    assert_close(c.value[0], 1, 1e-15, 0);
    assert_close(c.value[1], 3, 1e-15, 0);
    c = gd_curvature_of(2, (double[]){3, 0, 0, 3});
    assert_bits(c.value[0], 3);
    assert_bits(c.value[1], 3);
    c = gd_curvature_of(2, (double[]){-1, 4, 4, 5});
    assert_close(c.value[0] + c.value[1], 4, 1e-15, 0);
    assert_close(c.value[0] * c.value[1], -21, 1e-15, 0);
}

static void one_variable_has_one_curvature(void **state)
{
    (void)state;
    gd_curvature c = gd_curvature_of(1, (double[]){-12});
    assert_int_equal(c.n, 1);
    assert_bits(c.value[0], -12);
    assert_int_equal(gd_classify(&c, 1e-9), GD_MAXIMUM);
    c = gd_curvature_of(1, (double[]){12});
    assert_int_equal(gd_classify(&c, 1e-9), GD_MINIMUM);
    c = gd_curvature_of(1, (double[]){0});
    assert_int_equal(gd_classify(&c, 1e-9), GD_DEGENERATE);
    c = gd_curvature_of(1, (double[]){7});
    assert_bits(gd_condition_number(&c), 1);
}

static gd_kind kind(double low, double high, double tolerance)
{
    gd_curvature c = {.n = 2, .value = {low, high}};
    return gd_classify(&c, tolerance);
}

static void the_second_derivative_test(void **state)
{
    (void)state;
    assert_int_equal(kind(1, 2, 1e-9), GD_MINIMUM);
    assert_int_equal(kind(-2, -1, 1e-9), GD_MAXIMUM);
    assert_int_equal(kind(-1, 2, 1e-9), GD_SADDLE);
    assert_int_equal(kind(0, 2, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(-2, 0, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(0, 0, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(1e-10, 2, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(-1e-10, 2, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(-2, -1e-10, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(-2, 1e-10, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(1e-8, 2, 1e-9), GD_MINIMUM);
    assert_int_equal(kind(-1e-8, 2e-8, 1e-9), GD_SADDLE);
    /* what is as far from zero as the tolerance decides nothing either */
    assert_int_equal(kind(1e-9, 2, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(-2, -1e-9, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(-1e-9, 2, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(-2, 1e-9, 1e-9), GD_DEGENERATE);
    assert_int_equal(kind(nan(""), nan(""), 1e-9), GD_DEGENERATE);
}

static double condition(double low, double high)
{
    gd_curvature c = {.n = 2, .value = {low, high}};
    return gd_condition_number(&c);
}

static void condition_numbers(void **state)
{
    (void)state;
    assert_bits(condition(2, 2), 1);
    assert_bits(condition(0.125, 18), 144);
    assert_bits(condition(-18, -0.125), 144);
    assert_bits(condition(0, 1), HUGE_VAL);
    assert_bits(condition(-1, 0), HUGE_VAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eigenvalues_that_were_put_in_come_out),
        cmocka_unit_test(axes_are_eigenvectors),
        cmocka_unit_test(trace_and_determinant),
        cmocka_unit_test(one_variable_has_one_curvature),
        cmocka_unit_test(the_second_derivative_test),
        cmocka_unit_test(condition_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
