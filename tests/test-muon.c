/* Muon: what its iteration does to singular values and to singular vectors,
 * and what is left of it where there is no matrix. */
#include "close.h"

#include "gd/descent.h"
#include "gd/muon.h"
#include "gd/network.h"
#include "gd/state.h"

#include <math.h>
#include <string.h>

enum { MOST = 24 };

/* The polynomial of the iteration, five times. */
static double five_rounds(double s)
{
    for (int k = 0; k < 5; k++)
        s = 3.4445 * s - 4.7750 * s * s * s + 2.0315 * s * s * s * s * s;
    return s;
}

/* Turns rows p and q of u, m x n, by an angle. */
static void turn(double *u, size_t n, size_t p, size_t q, double angle)
{
    for (size_t j = 0; j < n; j++) {
        double a = u[p * n + j], b = u[q * n + j];
        u[p * n + j] = cos(angle) * a - sin(angle) * b;
        u[q * n + j] = sin(angle) * a + cos(angle) * b;
    }
}

static void fill(double *u, size_t count, uint64_t seed)
{
    gd_random random = gd_random_seeded(seed);
    for (size_t i = 0; i < count; i++)
        u[i] = gd_random_normal(&random);
}

/* On the diagonal, 3 x 2 and 2 x 3, whatever their common length. */
static void singular_values_follow_the_polynomial(void **state)
{
    (void)state;
    for (int wide = 0; wide <= 1; wide++)
        for (double length = 1e-9; length < 1e10; length *= 1e9) {
            double u[6] = {0}, room[MOST];
            size_t columns = wide ? 3 : 2;
            u[0] = 0.96 * length;
            u[columns + 1] = 0.28 * length; /* 0.96^2 + 0.28^2 = 1 */
            gd_orthogonalise(wide ? 2 : 3, columns, u, room);
            assert_close(u[0], five_rounds(0.96), 1e-12, 0);
            assert_close(u[columns + 1], five_rounds(0.28), 1e-12, 0);
            u[0] = u[columns + 1] = 0;
            for (int i = 0; i < 6; i++)
                assert_true(u[i] == 0);
        }
}

/* As muon.h promises, over the range that it names. */
static void they_come_near_one(void **state)
{
    (void)state;
    for (double s = 0.003; s < 1; s *= 1.001) {
        double u[4] = {s, 0, 0, sqrt(1 - s * s)}, room[MOST];
        gd_orthogonalise(2, 2, u, room);
        assert_true(u[0] > 0.68 && u[0] < 1.21);
        assert_true(u[3] > 0.68 && u[3] < 1.21);
    }
    double small[4] = {1e-5, 0, 0, 1}, room[MOST];
    gd_orthogonalise(2, 2, small, room);
    assert_true(small[0] < 0.01);
}

/* u'u of a random matrix has its eigenvalues within [0.68^2, 1.21^2]: seen by
 * what it does to vectors. */
static void a_random_matrix_becomes_nearly_orthogonal(void **state)
{
    (void)state;
    double u[6 * 4], room[4 * 6 * 4];
    for (uint64_t seed = 1; seed <= 50; seed++) {
        fill(u, 24, seed);
        gd_orthogonalise(6, 4, u, room);
        for (uint64_t k = 0; k < 20; k++) {
            double v[4], length = 0, image = 0;
            fill(v, 4, 1000 * seed + k);
            for (int j = 0; j < 4; j++)
                length += v[j] * v[j];
            for (int i = 0; i < 6; i++) {
                double sum = 0;
                for (int j = 0; j < 4; j++)
                    sum += u[4 * i + j] * v[j];
                image += sum * sum;
            }
            assert_true(sqrt(image / length) > 0.68);
            assert_true(sqrt(image / length) < 1.21);
        }
    }
}

static void a_turned_matrix_has_the_turned_result(void **state)
{
    (void)state;
    double u[5 * 3], v[5 * 3], room[4 * 15];
    fill(u, 15, 7);
    memcpy(v, u, sizeof u);
    turn(v, 3, 0, 3, 0.7);
    turn(v, 3, 1, 4, -2);
    gd_orthogonalise(5, 3, u, room);
    gd_orthogonalise(5, 3, v, room);
    turn(u, 3, 0, 3, 0.7);
    turn(u, 3, 1, 4, -2);
    for (int i = 0; i < 15; i++)
        assert_close(v[i], u[i], 1e-9, 1e-10);
}

static void a_transposed_matrix_has_the_transposed_result(void **state)
{
    (void)state;
    double u[5 * 3], v[3 * 5], room[4 * 15];
    fill(u, 15, 8);
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 3; j++)
            v[5 * j + i] = u[3 * i + j];
    gd_orthogonalise(5, 3, u, room);
    gd_orthogonalise(3, 5, v, room);
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 3; j++)
            assert_close(v[5 * j + i], u[3 * i + j], 1e-12, 0);
}

static void nothing_stays_nothing_and_a_nan_spreads(void **state)
{
    (void)state;
    double u[4] = {0, 0, 0, 0}, v[4] = {1, NAN, 2, 3}, room[MOST];
    gd_orthogonalise(2, 2, u, room);
    gd_orthogonalise(2, 2, v, room);
    for (int i = 0; i < 4; i++) {
        assert_true(u[i] == 0);
        assert_true(isnan(v[i]));
    }
}

/* Entries whose squares underflow: 1 / length would be no number. */
static void what_is_too_small_to_have_a_length_is_0(void **state)
{
    (void)state;
    double room[MOST];
    for (double size = 1e-155; size > 0; size /= 1e15) {
        double u[4] = {size, 0, 0, size};
        gd_orthogonalise(2, 2, u, room);
        for (int i = 0; i < 4; i++)
            assert_true(u[i] == 0);
    }
    double u[4] = {1e-150, 0, 0, 1e-150};
    gd_orthogonalise(2, 2, u, room);
    assert_close(u[0], five_rounds(sqrt(0.5)), 1e-12, 0);
}

/* ----------------------------------------------------------------- the step */

static gd_optimizer fresh(const gd_method *method, size_t n)
{
    gd_optimizer o;
    assert_true(gd_optimizer_new(&o, method, n));
    o.rate = 0.1;
    assert_true(gd_optimizer_set(&o, "beta", 0.8));
    return o;
}

static void the_defaults_are_those_of_its_authors(void **state)
{
    (void)state;
    assert_true(gd_muon()->rate == 0.02);
    assert_int_equal(gd_muon()->hyper_count, 1);
    assert_true(gd_muon()->hyper[0].value == 0.95);
}

/* Ten steps, with gradients that are random numbers. */
static void walk(gd_optimizer *o, double *x)
{
    double g[MOST];
    for (uint64_t t = 0; t < 10; t++) {
        fill(g, o->n, t + 1);
        gd_optimizer_step(o, x, g);
    }
}

static void without_matrices_it_is_nesterov(void **state)
{
    (void)state;
    const gd_view views[] = {{"a row", 0, 1, 4}, {"a column", 4, 4, 1}};
    for (size_t told = 0; told <= 2; told += 2) {
        double x[8] = {1, 2, 3, 4, 5, 6, 7, 8}, y[8] = {1, 2, 3, 4, 5, 6, 7, 8};
        gd_optimizer a = fresh(gd_muon(), 8);
        gd_optimizer b = fresh(gd_method_find("nesterov"), 8);
        assert_int_equal(a.views, 0);
        a.view = views;
        a.views = told;
        walk(&a, x);
        walk(&b, y);
        for (int i = 0; i < 8; i++)
            assert_bits(x[i], y[i]);
        gd_optimizer_free(&a);
        gd_optimizer_free(&b);
    }
}

/* A first step: the matrix by orthogonal numbers, the rest by Nesterov. */
static void a_matrix_moves_by_an_orthogonal_one(void **state)
{
    (void)state;
    const gd_view view = {"matrix", 1, 2, 3};
    double x[8] = {0}, g[8] = {5, 1, 2, 3, 4, 5, 7, -2}, u[6], room[MOST];
    gd_optimizer o = fresh(gd_muon(), 8);
    o.view = &view;
    o.views = 1;
    gd_optimizer_step(&o, x, g);
    for (int i = 0; i < 6; i++)
        u[i] = 1.8 * g[i + 1]; /* g + beta v */
    gd_orthogonalise(2, 3, u, room);
    assert_close(x[0], -0.1 * 1.8 * 5, 1e-14, 0);
    assert_close(x[7], -0.1 * 1.8 * -2, 1e-14, 0);
    for (int i = 0; i < 6; i++)
        assert_close(x[i + 1], -0.1 * u[i], 1e-13, 0);
    gd_optimizer_free(&o);
}

static void it_resumes_to_the_last_bit(void **state)
{
    (void)state;
    const gd_view view = {"matrix", 0, 4, 2};
    double x[9] = {0}, y[9];
    unsigned char bytes[2000];
    char error[GD_STATE_ERROR_SIZE];
    gd_optimizer a = fresh(gd_muon(), 9), b = fresh(gd_muon(), 9);
    a.view = b.view = &view;
    a.views = b.views = 1;
    walk(&a, x);
    assert_true(gd_state_size(&a) <= sizeof bytes);
    gd_state_save(&a, x, bytes);
    assert_true(gd_state_load(&b, y, bytes, gd_state_size(&a), error));
    walk(&a, x);
    walk(&b, y);
    for (int i = 0; i < 9; i++)
        assert_bits(x[i], y[i]);
    gd_optimizer_free(&a);
    gd_optimizer_free(&b);
}

static void a_network_names_its_matrices(void **state)
{
    (void)state;
    gd_network network;
    gd_view view[GD_VIEWS_MAX];
    assert_true(gd_network_plan(&network, 2, (size_t[]){64, 32, 10}, GD_TANH));
    assert_int_equal(gd_network_views(&network, view), 4);
    static const char *const names[] = {"weights 1", "biases 1", "weights 2",
                                        "biases 2"};
    size_t at = 0;
    for (int i = 0; i < 4; i++) {
        assert_string_equal(view[i].name, names[i]);
        assert_int_equal(view[i].start, at);
        at += view[i].rows * view[i].columns;
    }
    assert_int_equal(at, network.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(singular_values_follow_the_polynomial),
        cmocka_unit_test(they_come_near_one),
        cmocka_unit_test(a_random_matrix_becomes_nearly_orthogonal),
        cmocka_unit_test(a_turned_matrix_has_the_turned_result),
        cmocka_unit_test(a_transposed_matrix_has_the_transposed_result),
        cmocka_unit_test(nothing_stays_nothing_and_a_nan_spreads),
        cmocka_unit_test(what_is_too_small_to_have_a_length_is_0),
        cmocka_unit_test(the_defaults_are_those_of_its_authors),
        cmocka_unit_test(without_matrices_it_is_nesterov),
        cmocka_unit_test(a_matrix_moves_by_an_orthogonal_one),
        cmocka_unit_test(it_resumes_to_the_last_bit),
        cmocka_unit_test(a_network_names_its_matrices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
