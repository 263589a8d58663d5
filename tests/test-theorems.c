/* What the chapters prove, measured. Each theorem is tried on random cases;
 * a slack stands only for rounding and is said. */
#include "close.h"

#include "gd/curvature.h"
#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/pi.h"
#include "gd/random.h"
#include "gd/regression.h"

#include <float.h>

/* f(x) = lambda x^2 / 2 */
static gd_objective quadratic(double *lambda)
{
    return (gd_objective){"quadratic", 1, gd_quadratic, lambda};
}

static gd_options steps_only(double rate, size_t steps)
{
    return (gd_options){.rate = rate, .max_steps = steps};
}

/* ------------------------------------------- what second derivatives say */

static double at(const gd_objective *f, double x, double y)
{
    return gd_value(f, (double[]){x, y});
}

/* Along u of length 1 the second derivative is u.Hu, and lies between the
 * eigenvalues; the four heights give the mixed one. */
static void the_hessian_has_the_curvature_of_every_direction(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    gd_random random = gd_random_seeded(41);
    for (size_t k = 0; k < count; k++)
        for (int i = 0; f[k].objective.n == 2 && i < 200; i++) {
            const gd_objective *o = &f[k].objective;
            double x = gd_random_between(&random, f[k].lower[0], f[k].upper[0]);
            double y = gd_random_between(&random, f[k].lower[1], f[k].upper[1]);
            double angle = gd_random_between(&random, 0, 2 * GD_PI);
            double u = cos(angle), v = sin(angle), h[4], s = 1e-3;
            f[k].hessian((double[]){x, y}, h);
            gd_curvature c = gd_curvature_of(2, h);
            double along = u * u * h[0] + 2 * u * v * h[1] + v * v * h[3];
            double bent = (at(o, x + s * u, y + s * v) - 2 * at(o, x, y)
                           + at(o, x - s * u, y - s * v))
                          / (s * s);
            double mixed = (at(o, x + s, y + s) - at(o, x + s, y - s)
                            - at(o, x - s, y + s) + at(o, x - s, y - s))
                           / (4 * s * s);
            double size = fmax(fabs(c.value[0]), fabs(c.value[1]));
            double slack = 1e-3 * (1 + size) + 1e-8 * fabs(at(o, x, y));
            assert_close(bent, along, 0, slack);
            assert_close(mixed, h[1], 0, slack);
            assert_bits(h[1], h[2]);
            assert_true(along >= c.value[0] - 1e-12 * size
                        && along <= c.value[1] + 1e-12 * size);
        }
}

/* d.Hd is lambda_1 s_1^2 + lambda_2 s_2^2 in the axes, and Hu = lambda u. */
static void in_its_axes_a_matrix_only_stretches(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(42);
    for (int i = 0; i < 1000; i++) {
        double b = gd_random_between(&random, -3, 3), d[2], hd[2];
        double h[4] = {gd_random_between(&random, -3, 3), b, b,
                       gd_random_between(&random, -3, 3)};
        gd_curvature c = gd_curvature_of(2, h);
        double sum = 0;
        for (int k = 0; k < 2; k++)
            d[k] = gd_random_between(&random, -2, 2);
        for (int k = 0; k < 2; k++) {
            double s = d[0] * c.axis[k][0] + d[1] * c.axis[k][1];
            sum += c.value[k] * s * s;
            gd_quadratic(2, c.axis[k], hd, h);
            for (int j = 0; j < 2; j++)
                assert_close(hd[j], c.value[k] * c.axis[k][j], 0, 1e-14);
        }
        assert_close(2 * gd_quadratic(2, d, hd, h), sum, 0, 1e-13);
        assert_close(c.axis[0][0] * c.axis[1][0] + c.axis[0][1] * c.axis[1][1],
                     0, 0, 1e-15);
    }
}

/* The test, tried on quadratics with a cubic remainder, |r(d)| <= |d|^3: what
 * it calls a minimum is lower than a whole small circle, and so on. The radius
 * is that of the proof, |r| <= |lambda| |d|^2 / 4. */
static void the_second_derivative_test(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(43);
    int seen[4] = {0};
    for (int i = 0; i < 1000; i++) {
        double b = gd_random_between(&random, -2, 2);
        double h[4] = {gd_random_between(&random, -3, 3), b, b,
                       gd_random_between(&random, -3, 3)};
        double turn = gd_random_between(&random, 0, 2 * GD_PI);
        gd_curvature c = gd_curvature_of(2, h);
        gd_kind kind = gd_classify(&c, 1e-9);
        double least = fmin(fabs(c.value[0]), fabs(c.value[1]));
        double radius = least / 4, lowest = HUGE_VAL, highest = -HUGE_VAL;
        for (int k = 0; k < 720; k++) {
            double angle = k * GD_PI / 360;
            double d[2] = {radius * cos(angle), radius * sin(angle)};
            double f = gd_quadratic(2, d, NULL, h)
                       + pow(radius, 3) * cos(3 * angle + turn);
            lowest = fmin(lowest, f);
            highest = fmax(highest, f);
        }
        seen[kind]++;
        assert_int_equal(kind == GD_MINIMUM, lowest > 0);
        assert_int_equal(kind == GD_MAXIMUM, highest < 0);
    }
    assert_true(seen[GD_MINIMUM] > 50 && seen[GD_MAXIMUM] > 50);
    assert_true(seen[GD_SADDLE] > 50 && seen[GD_DEGENERATE] == 0);
}

/* (a b; b d) is positive definite if and only if a > 0 and ad > b^2. */
static void the_determinant_tells_too(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(44);
    for (int i = 0; i < 10000; i++) {
        double a = gd_random_between(&random, -1, 3);
        double b = gd_random_between(&random, -2, 2);
        double d = gd_random_between(&random, -1, 3);
        gd_curvature c = gd_curvature_of(2, (double[]){a, b, b, d});
        assert_int_equal(gd_classify(&c, 0) == GD_MINIMUM,
                         a > 0 && a * d > b * b);
    }
}

/* ------------------------------------- the error and |1 - eta lambda| */

typedef struct contraction {
    double before;   /* |x| one step ago */
    double factor;   /* |1 - eta lambda| */
    double relative; /* slack: rounding of a step */
} contraction;

static bool check_contraction(const gd_state *s, void *context)
{
    contraction *c = context;
    double now = fabs(s->x[0]);
    if (s->step > 0)
        assert_close(now, c->factor * c->before, 0, c->relative * c->before);
    c->before = now;
    return true;
}

static void the_error_contracts_at_every_step(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(31);
    for (int i = 0; i < 200; i++) {
        double lambda = exp(gd_random_between(&random, -6, 6));
        double product = gd_random_between(&random, 0.001, 1.999);
        double x = gd_random_between(&random, -5, 5);
        contraction c = {0, fabs(1 - product), 1e-15};
        gd_objective f = quadratic(&lambda);
        gd_options o = steps_only(product / lambda, 50);
        o.observer = check_contraction;
        o.observer_context = &c;
        assert_int_equal(gd_descend(&f, &x, &o).outcome, GD_STEP_LIMIT);
    }
}

/* In two variables each eigendirection contracts by its own factor. */
static void each_eigendirection_contracts_by_its_own_factor(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(32);
    for (int i = 0; i < 200; i++) {
        double low = gd_random_between(&random, 0.1, 1);
        double high = gd_random_between(&random, 1, 10);
        double angle = gd_random_between(&random, 0, GD_PI);
        double c = cos(angle), s = sin(angle), b = (high - low) * c * s;
        double a[4] = {high * c * c + low * s * s, b, b,
                       high * s * s + low * c * c};
        double x[2] = {gd_random_between(&random, -2, 2),
                       gd_random_between(&random, -2, 2)};
        double along = c * x[0] + s * x[1], across = -s * x[0] + c * x[1];
        double rate = gd_random_between(&random, 0.01, 1.99) / high;
        gd_objective f = {"turned", 2, gd_quadratic, a};
        gd_options o = steps_only(rate, 20);
        assert_true(gd_descend(&f, x, &o).outcome > 0);
        assert_close(c * x[0] + s * x[1], along * pow(1 - rate * high, 20), 0,
                     1e-13);
        assert_close(-s * x[0] + c * x[1], across * pow(1 - rate * low, 20), 0,
                     1e-13);
    }
}

/* eta = 1/lambda, powers of two so that nothing is rounded: there at once. */
static void one_step_is_enough_at_the_inverse_of_the_curvature(void **state)
{
    (void)state;
    double lambda = 8, x = 3.7;
    gd_objective f = quadratic(&lambda);
    gd_options o = steps_only(0.125, 100);
    o.tolerance = 1e-300;
    gd_result r = gd_descend(&f, &x, &o);
    assert_int_equal(r.outcome, GD_CONVERGED);
    assert_int_equal(r.steps, 1);
    assert_close(x, 0, 0, 0);
}

/* f(x) = x^2/2 + x^3/6 */
static double bent_bowl(size_t n, const double *x, double *gradient,
                        void *context)
{
    (void)n, (void)context;
    if (gradient)
        *gradient = *x + *x * *x / 2;
    return *x * *x / 2 + *x * *x * *x / 6;
}

/* On what is no parabola a fixed rate converges quadratically if it is 1 over
 * the curvature at the minimum, here 1: each step leaves half the square of
 * the error. At any other rate a fraction of it stays. */
static void one_fixed_rate_converges_quadratically(void **state)
{
    (void)state;
    static const gd_objective f = {"bent bowl", 1, bent_bowl, NULL};
    static const double rates[] = {1, 0.9, 1.1};
    for (int i = 0; i < 3; i++) {
        double x = 0.1;
        for (int t = 0; t < 6; t++) {
            double before = x;
            gd_options o = steps_only(rates[i], 1);
            assert_int_equal(gd_descend(&f, &x, &o).outcome, GD_STEP_LIMIT);
            double left =
                (1 - rates[i]) * before - rates[i] * before * before / 2;
            assert_close(x, left, 1e-12, 1e-16);
        }
        if (i == 0)
            assert_true(fabs(x) < 1e-80);
        else
            assert_true(fabs(x) > 1e-8);
    }
}

/* eta = 2/lambda: x, -x, x, ... for ever, to the bit. */
static void at_twice_that_it_neither_grows_nor_shrinks(void **state)
{
    (void)state;
    for (size_t steps = 0; steps < 1000; steps += 111) {
        double lambda = 8, x = 3.7;
        gd_objective f = quadratic(&lambda);
        gd_options o = steps_only(0.25, steps);
        gd_result r = gd_descend(&f, &x, &o);
        assert_int_equal(r.outcome, GD_STEP_LIMIT);
        assert_bits(x, steps % 2 ? -3.7 : 3.7);
        assert_bits(r.f, 4 * (3.7 * 3.7));
    }
}

static void beyond_it_diverges_and_the_loop_says_so(void **state)
{
    (void)state;
    static const double products[] = {2.02, 2.2, 3, 10, 1e6};
    for (int i = 0; i < 5; i++) {
        double lambda = 8, x = 3.7;
        gd_objective f = quadratic(&lambda);
        gd_options o = steps_only(products[i] / lambda, 100000);
        o.tolerance = 1e-8;
        gd_result r = gd_descend(&f, &x, &o);
        assert_int_equal(r.outcome, GD_DIVERGED);
        /* 2f, of which f is half, grows from 110 by the square of
         * |1 - eta lambda| a step, and is the first to overflow. */
        double expected = log(DBL_MAX / 110) / 2 / log(products[i] - 1);
        assert_close((double)r.steps, expected, 0, 2);
    }
}

/* x^2 + y^2 at rate 1.1: the cost times 1.44 a step. */
static void the_cost_grows_by_the_square_of_the_factor(void **state)
{
    (void)state;
    const gd_objective *f = gd_test_objective("round-bowl");
    double cost = 50;
    for (size_t t = 0; t <= 50; t++) {
        double x[2] = {5, 5};
        gd_options o = steps_only(1.1, t);
        assert_close(gd_descend(f, x, &o).f, cost, 1e-13, 0);
        cost *= 1.44;
    }
}

/* -------------------------------------------------------- descent lemma */

/* The largest |curvature| of Beale's function on the segment. */
static double largest_curvature(const gd_test_function *f, const double *from,
                                const double *to)
{
    double largest = 0;
    for (int i = 0; i <= 100; i++) {
        double s = i / 100.0, h[4];
        double x[2] = {from[0] + s * (to[0] - from[0]),
                       from[1] + s * (to[1] - from[1])};
        f->hessian(x, h);
        gd_curvature c = gd_curvature_of(f->objective.n, h);
        largest = fmax(largest, fmax(fabs(c.value[0]), fabs(c.value[1])));
    }
    return largest;
}

/* f(x - eta g) <= f(x) - eta (1 - L eta / 2) |g|^2, L bounding the curvature
 * on the way. L is sampled: 1 % is added for what lies between. */
static void the_descent_lemma(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(33);
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t k = 0; k < count; k++)
        for (int i = 0; i < 500; i++) {
            size_t n = f[k].objective.n;
            double x[2] = {0}, to[2] = {0}, g[2] = {0};
            for (size_t c = 0; c < n; c++)
                x[c] = gd_random_between(&random, f[k].lower[c], f[k].upper[c]);
            double value = gd_value_and_gradient(&f[k].objective, x, g);
            double eta = exp(gd_random_between(&random, -12, 0));
            for (size_t c = 0; c < n; c++)
                to[c] = x[c] - eta * g[c];
            double bound = 1.01 * largest_curvature(&f[k], x, to);
            double gg = g[0] * g[0] + g[1] * g[1];
            double promised = value - eta * (1 - bound * eta / 2) * gg;
            double slack = 1e-13 * (1 + fabs(value) + fabs(promised));
            assert_true(gd_value(&f[k].objective, to) <= promised + slack);
        }
}

/* So a rate below 2/L lowers f, whenever the gradient is not zero. */
static void a_small_rate_always_descends(void **state)
{
    (void)state;
    const gd_test_function *f = gd_test_function_find("beale");
    gd_random random = gd_random_seeded(34);
    for (int i = 0; i < 2000; i++) {
        double x[2] = {gd_random_between(&random, -4.5, 4.5),
                       gd_random_between(&random, -4.5, 4.5)};
        double before = gd_value(&f->objective, x);
        gd_options o = steps_only(1e-7, 1);
        gd_result r = gd_descend(&f->objective, x, &o);
        assert_true(r.f < before);
    }
}

/* ---------------------------------------------------- direction of descent */

/* Along the contour f does not change: (f(x + ht) - f(x - ht)) / 2h tends
 * to 0 for t at a right angle to the gradient, and to |g| along it. */
static void the_gradient_is_perpendicular_to_the_contour(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    gd_random random = gd_random_seeded(35);
    for (size_t k = 0; k < count; k++)
        for (int i = 0; f[k].objective.n == 2 && i < 500; i++) {
            const gd_objective *o = &f[k].objective;
            double x[2], g[2];
            for (int c = 0; c < 2; c++)
                x[c] = gd_random_between(&random, f[k].lower[c], f[k].upper[c]);
            double value = gd_value_and_gradient(o, x, g);
            double length = hypot(g[0], g[1]), h = 1e-5;
            double u[2] = {h * g[0] / length, h * g[1] / length};
            double along = gd_value(o, (double[]){x[0] + u[0], x[1] + u[1]})
                           - gd_value(o, (double[]){x[0] - u[0], x[1] - u[1]});
            double across = gd_value(o, (double[]){x[0] - u[1], x[1] + u[0]})
                            - gd_value(o, (double[]){x[0] + u[1], x[1] - u[0]});
            double slack = 1e-6 * length + 1e-8 * (1 + fabs(value));
            assert_close(along / (2 * h), length, 0, slack);
            assert_close(across / (2 * h), 0, 0, slack);
        }
}

/* No direction of length 1 has a slope below -|g|, and only -g has it. */
static void minus_the_gradient_is_the_steepest_direction(void **state)
{
    (void)state;
    const gd_objective *f = gd_test_objective("himmelblau");
    gd_random random = gd_random_seeded(36);
    for (int i = 0; i < 200; i++) {
        double x[2] = {gd_random_between(&random, -5, 5),
                       gd_random_between(&random, -5, 5)};
        double g[2], lowest = HUGE_VAL, best = 0;
        gd_value_and_gradient(f, x, g);
        for (int d = 0; d < 3600; d++) {
            double angle = d * GD_PI / 1800;
            double slope = g[0] * cos(angle) + g[1] * sin(angle);
            if (slope < lowest) {
                lowest = slope;
                best = angle;
            }
        }
        double length = hypot(g[0], g[1]);
        assert_true(lowest >= -length * (1 + 1e-15));
        double off = remainder(best - atan2(-g[1], -g[0]), 2 * GD_PI);
        assert_close(off, 0, 0, GD_PI / 3600 + 1e-9); /* half a cell */
    }
}

/* Sums of partial steps: the step of the whole is the parallelogram of the
 * steps along the coordinates. */
static void a_step_is_the_sum_of_its_partial_steps(void **state)
{
    (void)state;
    const gd_objective *f = gd_test_objective("beale");
    double x[2] = {1, -1}, g[2];
    gd_value_and_gradient(f, x, g);
    gd_options o = steps_only(0.01, 1);
    assert_true(gd_descend(f, x, &o).outcome > 0);
    assert_bits(x[0], 1 - 0.01 * g[0]);
    assert_bits(x[1], -1 - 0.01 * g[1]);
}

/* ------------------------------------------------- standardised regression */

enum { PAIRS = 60 };

static gd_curvature loss_curvature(const double *x)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < PAIRS; i++) {
        sum += x[i];
        squares += x[i] * x[i];
    }
    return gd_curvature_of(2, (double[]){2, 2 * sum / PAIRS, 2 * sum / PAIRS,
                                         2 * squares / PAIRS});
}

/* Whatever the unit and the origin of x, standardised it is a round bowl. */
static void standardising_makes_the_bowl_round(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(37);
    for (int trial = 0; trial < 50; trial++) {
        double x[PAIRS];
        double unit = exp(gd_random_between(&random, -5, 5));
        double origin = gd_random_between(&random, -100, 100);
        for (int i = 0; i < PAIRS; i++)
            x[i] = unit * (origin + gd_random_normal(&random));
        gd_scale scale = gd_scale_of(PAIRS, x);
        gd_curvature raw = loss_curvature(x);
        assert_true(gd_condition_number(&raw) > 1.5);
        gd_standardise(PAIRS, x, &scale, x);
        gd_curvature c = loss_curvature(x);
        assert_close(c.value[0], 2, 1e-12, 0);
        assert_close(c.value[1], 2, 1e-12, 0);
        assert_close(gd_condition_number(&c), 1, 1e-12, 0);
    }
}

/* Then, both curvatures being 2, rate 1/2 is there in one step. */
static void a_standardised_fit_takes_one_step(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(38);
    double x[PAIRS], y[PAIRS], p[2] = {9, -9};
    for (int i = 0; i < PAIRS; i++) {
        x[i] = gd_random_between(&random, 170, 230);
        y[i] = 50 * x[i] - 6000 + 300 * gd_random_normal(&random);
    }
    gd_scale sx = gd_scale_of(PAIRS, x), sy = gd_scale_of(PAIRS, y);
    gd_standardise(PAIRS, x, &sx, x);
    gd_standardise(PAIRS, y, &sy, y);
    gd_pairs pairs = {PAIRS, x, y};
    gd_objective f = {"line", 2, gd_line_loss, &pairs};
    gd_options o = steps_only(0.5, 1);
    assert_true(gd_descend(&f, p, &o).outcome > 0);
    gd_line exact = gd_least_squares(&pairs);
    assert_close(p[0], exact.intercept, 0, 1e-12);
    assert_close(p[1], exact.slope, 0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hessian_has_the_curvature_of_every_direction),
        cmocka_unit_test(in_its_axes_a_matrix_only_stretches),
        cmocka_unit_test(the_second_derivative_test),
        cmocka_unit_test(the_determinant_tells_too),
        cmocka_unit_test(the_error_contracts_at_every_step),
        cmocka_unit_test(each_eigendirection_contracts_by_its_own_factor),
        cmocka_unit_test(one_step_is_enough_at_the_inverse_of_the_curvature),
        cmocka_unit_test(one_fixed_rate_converges_quadratically),
        cmocka_unit_test(at_twice_that_it_neither_grows_nor_shrinks),
        cmocka_unit_test(beyond_it_diverges_and_the_loop_says_so),
        cmocka_unit_test(the_cost_grows_by_the_square_of_the_factor),
        cmocka_unit_test(the_descent_lemma),
        cmocka_unit_test(a_small_rate_always_descends),
        cmocka_unit_test(the_gradient_is_perpendicular_to_the_contour),
        cmocka_unit_test(minus_the_gradient_is_the_steepest_direction),
        cmocka_unit_test(a_step_is_the_sum_of_its_partial_steps),
        cmocka_unit_test(standardising_makes_the_bowl_round),
        cmocka_unit_test(a_standardised_fit_takes_one_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
