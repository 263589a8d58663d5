/* Newton's method, BFGS and L-BFGS. The source is included, so that what they
 * guess of the second derivatives can be looked at. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* A calloc with a gigabyte to give: some systems promise any amount, and a
 * sanitizer's ends the program. */
static void *mild_calloc(size_t count, size_t size)
{
    const size_t most = (size_t)1 << 30;
    return size > 0 && count > most / size ? NULL : calloc(count, size);
}

#define calloc mild_calloc
#include "../code/gd/newton.c"
#undef calloc

#include "close.h"
#include "gd/history.h"

static const double steep[9] = {4, 1, 0, 1, 3, -1, 0, -1, 2};
static double numbers[9]; /* of the quadratic below */

static void second(const double *x, double *h)
{
    (void)x;
    memcpy(h, numbers, sizeof numbers);
}

static gd_objective quadratic(const double matrix[9])
{
    memcpy(numbers, matrix, sizeof numbers);
    return (gd_objective){"quadratic", 3, gd_quadratic, numbers};
}

static const gd_options usual = {.max_steps = 1000, .tolerance = 1e-8};

static const gd_test_function *beale(void)
{
    return gd_test_function_find("beale");
}

/* ----------------------------------------------------------------- Newton */

static void systems_are_solved(void **state)
{
    (void)state;
    double a[9], b[3] = {6, 4, 4}; /* steep times (1, 2, 3) */
    memcpy(a, steep, sizeof a);
    solve(3, a, b);
    for (int i = 0; i < 3; i++)
        assert_close(b[i], i + 1, 1e-15, 0);
    double swapped[4] = {0, 2, 3, 0}, c[2] = {8, 15}; /* needs a pivot */
    solve(2, swapped, c);
    assert_bits(c[0], 5);
    assert_bits(c[1], 4);
    double nearly[4] = {1e-20, 1, 1, 1}, d[2] = {1, 2}; /* and the largest */
    solve(2, nearly, d);
    assert_close(d[0], 1, 1e-15, 0);
    assert_close(d[1], 1, 1e-15, 0);
    double flat[4] = {1, 2, 2, 4}, e[2] = {1, 1};
    solve(2, flat, e);
    assert_false(isfinite(e[0]) && isfinite(e[1]));
}

/* On a quadratic one step leads to where it is flat, whatever that is. */
static void one_step_on_a_quadratic(void **state)
{
    (void)state;
    static const double saddle[9] = {4, 1, 0, 1, -3, -1, 0, -1, 2};
    static const double top[9] = {-4, 0, 0, 0, -3, 0, 0, 0, -2};
    const double *const all[3] = {steep, saddle, top};
    for (int k = 0; k < 3; k++) {
        double x[3] = {3, -4, 5};
        gd_objective f = quadratic(all[k]);
        gd_result r = gd_newton(&f, second, x, &usual);
        assert_int_equal(r.outcome, GD_CONVERGED);
        assert_int_equal(r.steps, 1);
        assert_bits(r.rate, 1);
        assert_close(gd_max_abs(3, x), 0, 0, 1e-14);
    }
    double x[3] = {3, -4, 5}; /* half of the way */
    gd_objective f = quadratic(steep);
    gd_options half = {.rate = 0.5, .max_steps = 1};
    gd_result r = gd_newton(&f, second, x, &half);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_close(x[0], 1.5, 1e-14, 0);
    assert_close(x[1], -2, 1e-14, 0);
    assert_close(x[2], 2.5, 1e-14, 0);
}

static void newton_walks_into_the_saddle(void **state)
{
    (void)state;
    double x[2] = {3, 4};
    gd_result r = gd_newton(&beale()->objective, beale()->hessian, x, &usual);
    assert_int_equal(r.outcome, GD_CONVERGED);
    assert_int_equal(r.steps, 12);
    assert_close(x[0], 0, 0, 1e-11);
    assert_close(x[1], 1, 0, 1e-11);
    assert_close(r.f, 1.5 * 1.5 + 2.25 * 2.25 + 2.625 * 2.625, 1e-12, 0);
    /* near the minimum it arrives there, and the right digits double */
    double near[2] = {2.99, 0.495}, error[5];
    for (int t = 0; t < 5; t++) {
        gd_options one = {.max_steps = 1};
        r = gd_newton(&beale()->objective, beale()->hessian, near, &one);
        error[t] = hypot(near[0] - 3, near[1] - 0.5);
    }
    for (int t = 1; t < 5; t++)
        assert_true(error[t] < 50 * error[t - 1] * error[t - 1] + 1e-15);
    assert_true(error[4] < 1e-15);
}

static void no_step_where_the_hessian_is_singular(void **state)
{
    (void)state;
    static const double flat[9] = {1, 0, 0, 0, 1, 0, 0, 0, 0};
    double x[3] = {1, 1, 1};
    gd_objective f = quadratic(flat);
    gd_result r = gd_newton(&f, second, x, &usual);
    assert_int_equal(r.outcome, GD_DIVERGED);
    assert_int_equal(r.steps, 1);
}

/* ------------------------------------------------------ BFGS and L-BFGS */

/* Steps and changes of the gradient of the quadratic `steep`. */
static const double steps[3][3] = {{1, 0.5, -1}, {0.2, -1, 0.3}, {-1, 1, 1}};

static void change(const double s[3], double y[3])
{
    for (size_t i = 0; i < 3; i++)
        y[i] = gd_dot(3, steep + 3 * i, s);
}

/* After each lesson B explains the step, is symmetric, and leads down. */
static void b_explains_the_last_step(void **state)
{
    (void)state;
    double b[9], by[3], y[3];
    guess q = {.n = 3, .rate = 0.1, .b = b, .by = by};
    for (int k = 0; k < 3; k++) {
        change(steps[k], y);
        bfgs_learn(&q, steps[k], y, gd_dot(3, steps[k], y));
        for (size_t i = 0; i < 3; i++) {
            assert_close(gd_dot(3, b + 3 * i, y), steps[k][i], 1e-13, 1e-13);
            for (size_t j = 0; j < 3; j++)
                assert_close(b[3 * i + j], b[3 * j + i], 1e-14, 1e-14);
            double g[3] = {i == 0, i == 1, i == 2}, d[3];
            assert_true(way_down(&q, g, d) < 0);
        }
    }
}

/* The two loops do what the matrix does, if it begins with the identity in the
 * size that the newest pair suggests. Of five lessons three are remembered. */
static void two_loops_are_the_matrix(void **state)
{
    (void)state;
    static const double g[3] = {1, -2, 0.7};
    double room[18], b[9] = {0}, by[3], y[3] = {0}, d[3], e[3];
    pair pairs[3];
    for (int k = 0; k < 3; k++) {
        pairs[k].s = room + 6 * k;
        pairs[k].y = room + 6 * k + 3;
    }
    guess loops = {.n = 3, .rate = 0.1, .most = 3, .pairs = pairs};
    guess matrix = {.n = 3, .rate = 0.1, .b = b, .by = by, .kept = 1};
    lbfgs_direction(&loops, g, d);
    for (int i = 0; i < 3; i++)
        assert_bits(d[i], -0.1 * g[i]);
    for (int k = -2; k < 3; k++) {
        const double *s = steps[k < 0 ? k + 3 : k];
        change(s, y);
        lbfgs_learn(&loops, s, y, gd_dot(3, s, y));
    }
    assert_int_equal(loops.kept, 3);
    for (int i = 0; i < 3; i++)
        b[4 * i] = gd_dot(3, steps[2], y) / gd_dot(3, y, y);
    for (int k = 0; k < 3; k++) {
        change(steps[k], y);
        bfgs_learn(&matrix, steps[k], y, gd_dot(3, steps[k], y));
    }
    lbfgs_direction(&loops, g, d);
    bfgs_direction(&matrix, g, e);
    for (int i = 0; i < 3; i++)
        assert_close(d[i], e[i], 1e-13, 0);
}

static gd_result by_bfgs(const gd_objective *f, double *x, gd_options o)
{
    return gd_bfgs(f, x, &o);
}

static gd_result by_lbfgs(const gd_objective *f, double *x, gd_options o)
{
    return gd_lbfgs(f, x, 5, &o);
}

static gd_result (*const both[2])(const gd_objective *, double *,
                                  gd_options) = {by_bfgs, by_lbfgs};

static void beale_in_some_thirty_steps(void **state)
{
    (void)state;
    static const double rates[] = {0, 1e-7, 5e-6, 1e-4};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 4; i++) {
            gd_history h = gd_history_new(2, true);
            double x[2] = {3, 4};
            gd_options o = usual;
            o.rate = rates[i];
            o.observer = gd_history_observe;
            o.observer_context = &h;
            gd_result r = both[k](&beale()->objective, x, o);
            assert_int_equal(r.outcome, GD_CONVERGED);
            assert_in_range(r.steps, 20, 45);
            assert_int_equal(h.count, r.steps + 1);
            assert_close(x[0], 3, 0, 1e-6);
            assert_close(x[1], 0.5, 0, 1e-6);
            for (size_t t = 1; t < h.count; t++)
                assert_true(gd_history_row(&h, t)[3]
                            < gd_history_row(&h, t - 1)[3]);
            gd_history_free(&h);
        }
}

/* The first step is one of gradient descent with that rate. */
static void the_first_step(void **state)
{
    (void)state;
    double g[2], largest;
    for (int k = 0; k < 2; k++) {
        double x[2] = {3, 4}, start[2] = {3, 4};
        gd_value_and_gradient(&beale()->objective, start, g);
        both[k](&beale()->objective, x,
                (gd_options){.rate = 5e-6, .max_steps = 1});
        for (int i = 0; i < 2; i++)
            assert_close(x[i], start[i] - 5e-6 * g[i], 1e-15, 0);
        largest = gd_max_abs(2, g);
        memcpy(x, start, sizeof x);
        both[k](&beale()->objective, x, (gd_options){.max_steps = 1});
        for (int i = 0; i < 2; i++)
            assert_close(x[i], start[i] - g[i] / largest, 1e-14, 0);
    }
}

/* Rosenbrock's, and a quadratic with curvatures from 1 to 1000 in ten
 * variables, turned by a reflection. */
static void harder_ones(void **state)
{
    (void)state;
    enum { N = 10 };
    double matrix[N * N] = {0}, u[N], norm = 0;
    for (int i = 0; i < N; i++) {
        u[i] = 1 + 0.3 * i;
        norm += u[i] * u[i];
    }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            for (int k = 0; k < N; k++)
                matrix[i * N + j] += ((i == k) - 2 * u[i] * u[k] / norm)
                                     * pow(1000, k / 9.0)
                                     * ((k == j) - 2 * u[k] * u[j] / norm);
    gd_objective f = {"turned", N, gd_quadratic, matrix};
    for (int k = 0; k < 2; k++) {
        double x[2] = {-1.2, 1}, y[N];
        const gd_objective *hard = gd_test_objective("rosenbrock");
        assert_int_equal(both[k](hard, x, usual).outcome, GD_CONVERGED);
        assert_close(x[0], 1, 1e-6, 0);
        for (int i = 0; i < N; i++)
            y[i] = 1;
        gd_result r = both[k](&f, y, usual);
        assert_int_equal(r.outcome, GD_CONVERGED);
        assert_true(r.steps < 250); /* descent would need some 10,000 */
        assert_close(gd_max_abs(N, y), 0, 0, 1e-8);
    }
}

/* --------------------------------------------------------- how runs end */

/* x^2 whose gradient points the wrong way. */
static double upside_down(size_t n, const double *x, double *gradient,
                          void *context)
{
    (void)context;
    if (gradient)
        gradient[0] = -2 * x[0];
    return n == 1 ? x[0] * x[0] : 0;
}

/* x^2 / 0 beyond 1: a step that overflows is too long. */
static double walled(size_t n, const double *x, double *gradient, void *context)
{
    (void)context;
    if (gradient)
        gradient[0] = 2 * x[0];
    return n == 1 && fabs(x[0]) <= 1 ? x[0] * x[0] : nan("");
}

static bool third(const gd_state *s, void *context)
{
    (void)context;
    return s->step < 3;
}

static void how_runs_end(void **state)
{
    (void)state;
    const gd_objective *f = &beale()->objective;
    for (int k = 0; k < 2; k++) {
        double x[2] = {3, 4}, one = 1;
        gd_options o = {.max_steps = 100, .observer = third};
        gd_result r = both[k](f, x, o);
        assert_int_equal(r.outcome, GD_STOPPED);
        assert_int_equal(r.steps, 3);
        assert_bits(r.f, gd_value(f, x));
        o = (gd_options){.max_steps = 100, .has_target = true, .target = 10};
        r = both[k](f, x, o);
        assert_int_equal(r.outcome, GD_TARGET_REACHED);
        assert_true(gd_value(f, x) <= 10);
        x[0] = 3, x[1] = 0.5; /* at the minimum, with no tolerance */
        o = (gd_options){.max_steps = 7};
        r = both[k](f, x, o);
        assert_int_equal(r.outcome, GD_STEP_LIMIT);
        assert_bits(x[0], 3);
        gd_objective wrong = {"wrong", 1, upside_down, NULL};
        r = both[k](&wrong, &one, usual);
        assert_int_equal(r.outcome, GD_NO_DESCENT);
        assert_bits(one, 1);
        assert_string_equal(gd_outcome_text(r.outcome), "no step goes down");
        gd_objective wall = {"wall", 1, walled, NULL};
        o = usual;
        o.rate = 1000;
        assert_int_equal(both[k](&wall, &one, o).outcome, GD_CONVERGED);
        one = 2; /* outside from the start */
        assert_int_equal(both[k](&wall, &one, usual).outcome, GD_DIVERGED);
    }
}

static double keep(double before, const gd_state *after, void *context)
{
    (void)before, (void)after, (void)context;
    return 1;
}

static void assert_refused(gd_result r, const char *why)
{
    assert_int_equal(r.outcome, GD_ERROR_ARGUMENT);
    assert_non_null(strstr(r.why, why));
    assert_int_equal(r.steps, 0);
    assert_true(isnan(r.f) && isnan(r.gradient_norm) && isnan(r.rate));
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    gd_optimizer adam;
    assert_true(gd_optimizer_new(&adam, gd_method_find("adam"), 2));
    gd_schedule constant = gd_schedule_new(gd_schedule_find("constant"), 1000);
    const struct {
        gd_options o;
        const char *why;
    } bad[] = {{{.ascend = true}, "ascent"},
               {{.optimizer = &adam}, "optimizer"},
               {{.schedule = &constant}, "schedule"},
               {{.clip = 1}, "clip"},
               {{.clip = nan("")}, "clip"},
               {{.retry = keep}, "retry"},
               {{.rate = -1}, "the rate"},
               {{.tolerance = nan("")}, "the tolerance"},
               {{.settings = (gd_setting[]){{"beta", 1}, {0}}}, "settings"}};
    const gd_objective *f = &beale()->objective;
    double x[2] = {3, 4};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_refused(gd_newton(f, beale()->hessian, x, &bad[i].o),
                       bad[i].why);
        assert_refused(gd_bfgs(f, x, &bad[i].o), bad[i].why);
        assert_refused(gd_lbfgs(f, x, 5, &bad[i].o), bad[i].why);
    }
    assert_refused(gd_newton(f, NULL, x, &usual), "no Hessian");
    assert_refused(gd_lbfgs(f, x, 0, &usual), "no pair");
    gd_objective none = {"none", 0, gd_quadratic, NULL};
    assert_refused(gd_bfgs(&none, x, &usual), "no parameters");
    assert_bits(x[0], 3);
    assert_bits(x[1], 4);
    gd_optimizer_free(&adam);
}

/* More than there is, or than can be counted, is no memory. */
static void sizes_that_overflow(void **state)
{
    (void)state;
    const size_t sizes[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 16,
                            (size_t)1 << (sizeof(size_t) * 4)};
    double x[1] = {3};
    for (int i = 0; i < 4; i++) {
        gd_objective huge = {"huge", sizes[i], gd_quadratic, NULL};
        assert_int_equal(gd_newton(&huge, second, x, &usual).outcome,
                         GD_ERROR_MEMORY);
        assert_int_equal(gd_bfgs(&huge, x, &usual).outcome, GD_ERROR_MEMORY);
        gd_objective small = {"small", 1, gd_quadratic, NULL};
        assert_int_equal(gd_lbfgs(&small, x, sizes[i], &usual).outcome,
                         GD_ERROR_MEMORY);
    }
    assert_bits(x[0], 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systems_are_solved),
        cmocka_unit_test(one_step_on_a_quadratic),
        cmocka_unit_test(newton_walks_into_the_saddle),
        cmocka_unit_test(no_step_where_the_hessian_is_singular),
        cmocka_unit_test(b_explains_the_last_step),
        cmocka_unit_test(two_loops_are_the_matrix),
        cmocka_unit_test(beale_in_some_thirty_steps),
        cmocka_unit_test(the_first_step),
        cmocka_unit_test(harder_ones),
        cmocka_unit_test(how_runs_end),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(sizes_that_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
