/* The largest eigenvalue of a Hessian, by power iteration. */
#include "close.h"

#include "gd/curvature.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "gd/sharpness.h"

enum { N_MAX = 50 };

static double room[3 * N_MAX];

/* sum of c_i x_i^2 / 2, whose eigenvalues are c, plus x_0^3. */
static double parabola(size_t n, const double *x, double *gradient, void *c)
{
    const double *curvature = c;
    double sum = x[0] * x[0] * x[0];
    for (size_t i = 0; i < n; i++) {
        sum += curvature[i] * x[i] * x[i] / 2;
        if (gradient)
            gradient[i] = curvature[i] * x[i];
    }
    if (gradient)
        gradient[0] += 3 * x[0] * x[0];
    return sum;
}

static void random_direction(size_t n, double *v, uint64_t seed)
{
    gd_random random = gd_random_seeded(seed);
    for (size_t i = 0; i < n; i++)
        v[i] = gd_random_normal(&random);
}

static void the_largest_of_many_is_found(void **state)
{
    (void)state;
    double c[N_MAX], x[N_MAX], v[N_MAX];
    for (int i = 0; i < N_MAX; i++)
        c[i] = 1 + 0.1 * i; /* 1 ... 5.8, and one of 8 */
    c[7] = 8;
    gd_objective f = {"parabola", N_MAX, parabola, c};
    random_direction(N_MAX, x, 41);
    x[0] = 0;
    random_direction(N_MAX, v, 42);
    assert_close(gd_sharpness(&f, x, 1e-12, 200, v, room), 8, 1e-8, 0);
    assert_close(fabs(v[7]), 1, 1e-5, 0);
    /* from there one round is enough, and it says so */
    assert_close(gd_sharpness(&f, x, 1e-12, 1, v, room), 8, 1e-8, 0);
    /* it is curvature here: 3 x^2 has none at 0 and 6 x elsewhere */
    x[0] = 5;
    random_direction(N_MAX, v, 43);
    assert_close(gd_sharpness(&f, x, 1e-12, 400, v, room), 31, 1e-6, 0);
}

static void a_hill_has_negative_sharpness(void **state)
{
    (void)state;
    double c[3] = {1, -9, 2}, x[3] = {0, 1, 1}, v[3] = {1, 1, 1};
    gd_objective f = {"parabola", 3, parabola, c};
    assert_close(gd_sharpness(&f, x, 1e-12, 100, v, room), -9, 1e-9, 0);
}

static void it_agrees_with_the_closed_form(void **state)
{
    (void)state;
    const gd_test_function *beale = gd_test_function_find("beale");
    gd_random random = gd_random_seeded(44);
    for (int i = 0; i < 50; i++) {
        double x[2] = {gd_random_between(&random, -1, 3),
                       gd_random_between(&random, -1, 1)};
        double h[4], v[2] = {0.6, 0.8};
        beale->hessian(x, h);
        gd_curvature c = gd_curvature_of(2, h);
        double low = c.value[0], high = c.value[1];
        double largest = fabs(low) > fabs(high) ? low : high;
        if (fabs(fabs(low) - fabs(high)) < 0.1 * fabs(largest))
            continue; /* slow: nearly as large */
        assert_close(gd_sharpness(&beale->objective, x, 1e-14, 1000, v, room),
                     largest, 1e-5, 1e-4);
    }
}

static double plane(size_t n, const double *x, double *gradient, void *context)
{
    (void)context;
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = 1;
    return x[0];
}

static double abyss(size_t n, const double *x, double *gradient, void *context)
{
    (void)context;
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = (double)NAN;
    return x[0];
}

/* Beyond x = 1 the gradient is infinite. */
static double cliff(size_t n, const double *x, double *gradient, void *context)
{
    (void)n, (void)context;
    if (gradient) {
        gradient[0] = x[0] > 1 ? HUGE_VAL : 0;
        gradient[1] = x[1];
    }
    return x[1] * x[1] / 2;
}

static void what_is_infinite_does_not_say_0(void **state)
{
    (void)state;
    double x[2] = {1, 2}, v[2] = {3, 4};
    gd_objective edge = {"cliff", 2, cliff, NULL};
    assert_true(!isfinite(gd_sharpness(&edge, x, 1e-3, 9, v, room)));
    assert_close(v[0], 0.6, 1e-15, 0);
    assert_close(v[1], 0.8, 1e-15, 0);
    /* H v is finite here, and its length is not */
    double c[2] = {1e200, 1e200}, w[2] = {1, 1};
    gd_objective steep = {"parabola", 2, parabola, c};
    assert_close(gd_sharpness(&steep, (double[]){0, 0}, 1e-3, 9, w, room),
                 1e200, 1e-9, 0);
}

static void what_has_no_curvature_says_0_and_what_is_no_number_nan(void **state)
{
    (void)state;
    double x[2] = {1, 2}, v[2] = {3, 4};
    gd_objective flat = {"plane", 2, plane, NULL};
    gd_objective none = {"abyss", 2, abyss, NULL};
    assert_bits(gd_sharpness(&flat, x, 1e-3, 9, v, room), 0);
    assert_close(v[0], 0.6, 1e-15, 0);
    assert_true(isnan(gd_sharpness(&none, x, 1e-3, 9, v, room)));
    assert_true(isfinite(v[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_of_many_is_found),
        cmocka_unit_test(a_hill_has_negative_sharpness),
        cmocka_unit_test(it_agrees_with_the_closed_form),
        cmocka_unit_test(what_is_infinite_does_not_say_0),
        cmocka_unit_test(
            what_has_no_curvature_says_0_and_what_is_no_number_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
