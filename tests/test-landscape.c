/* What lies around a walk: the window, and the function in it. */
#include "shared/landscape.h"

#include "close.h"
#include "gd/expression.h"

#include <float.h>
#include <string.h>

/* ---------------------------------------------------------------- windows */

/* A walk in x from `x[0]`, whose cost is as told. */
static landscape walked(size_t count, const double *x, const double *f)
{
    landscape l = landscape_new(1, false, x, f[0]);
    for (size_t i = 1; i < count; i++)
        landscape_see(&l, &x[i], f[i]);
    return l;
}

/* Around what is between the ends: 0.8 times as much on both sides together. */
static void assert_window(const landscape *l, bool diverged, double low,
                          double high)
{
    landscape_box w = landscape_window(l, diverged);
    assert_close(w.low[0], low - 0.4 * (high - low), 1e-12, 1e-300);
    assert_close(w.high[0], high + 0.4 * (high - low), 1e-12, 1e-300);
}

static void all_of_a_walk_is_seen(void **state)
{
    (void)state;
    landscape l =
        walked(4, (double[]){3, -1, 2, 0.5}, (double[]){9, 1, 4, 0.25});
    assert_window(&l, false, -1, 3);
    /* worse on the way, and far: but it arrived */
    l = walked(4, (double[]){1, 1.1, 90, 91}, (double[]){5, 6, 9, 4});
    assert_window(&l, false, 1, 91);
    l = walked(4, (double[]){1, 1.1, 90, 91}, (double[]){5, 6, 9, 5});
    assert_window(&l, false, 1, 91);
}

/* The first steps of a run that goes astray: the one that leaps out is not
 * seen, nor what follows. */
static void a_lost_walk_is_seen_while_near(void **state)
{
    (void)state;
    const double out[] = {3, -105, 4.6e6, -4e20};
    landscape l = walked(4, out, (double[]){81, 1e8, 4e26, 2e82});
    assert_window(&l, true, -105, 3);
    assert_window(&l, false, -105, 3); /* for it ended worse */
    /* downhill without end */
    l = walked(4, (double[]){1, 2, 50, 1e6},
               (double[]){-1, -16, -6e6, -(double)HUGE_VAL});
    assert_window(&l, true, 1, 2);
    /* outward by half as much again at each step: ten times as far as when it
     * was first worse, which is 2.5 wide */
    double x = 1, x_end = 1;
    l = landscape_new(1, false, &x, 1);
    for (int k = 0; k < 60; k++) {
        x *= -1.5;
        landscape_see(&l, &x, x * x);
        if (fabs(x) * (1 + 1 / 1.5) <= 25)
            x_end = x;
    }
    assert_window(&l, true, fmin(x_end, -x_end / 1.5),
                  fmax(x_end, -x_end / 1.5));
}

/* Climbing, worse is lower. */
static void climbing_turns_it_round(void **state)
{
    (void)state;
    const double x[] = {0, 1, 100};
    const double up[] = {1, 2, 3}, down[] = {3, 2, 1};
    for (int k = 0; k < 2; k++) {
        landscape l = landscape_new(1, true, x, (k ? down : up)[0]);
        for (int i = 1; i < 3; i++)
            landscape_see(&l, &x[i], (k ? down : up)[i]);
        assert_window(&l, false, 0, k ? 1 : 100);
    }
}

static void what_is_not_finite_is_passed_over(void **state)
{
    (void)state;
    landscape l = walked(2, (double[]){1, 2}, (double[]){4, 3});
    double far = HUGE_VAL, there = 5;
    landscape_see(&l, &far, 1);
    landscape_see(&l, &there, (double)NAN);
    assert_window(&l, false, 1, 2);
}

static landscape_box window_at(size_t n, double x, double y)
{
    double at[2] = {x, y};
    landscape l = landscape_new(n, false, at, 1);
    return landscape_window(&l, false);
}

/* Never empty, and a width can be had of it. */
static void windows_have_a_width(void **state)
{
    (void)state;
    static const double ends[] = {0,     1,       -7,     1e6,
                                  1e300, DBL_MAX, 1e-300, 5e-324};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
            landscape_box w = window_at(2, ends[i], ends[k]);
            for (int v = 0; v < 2; v++)
                assert_true(w.high[v] - w.low[v] >= 1e-300
                            && isfinite(w.high[v] - w.low[v]));
        }
    landscape_box w = window_at(1, 0, 0);
    assert_true(w.low[0] == -1 && w.high[0] == 1);
    w = window_at(1, 3, 0);
    assert_true(w.low[0] == 1.5 && w.high[0] == 4.5);
    w = window_at(2, 3, -8);
    assert_true(w.low[0] == -1 && w.high[0] == 7);
    assert_true(w.low[1] == -12 && w.high[1] == -4);
    /* straight along x, far away in y */
    const double start[] = {0, 8}, end[] = {1, 8};
    landscape along = landscape_new(2, false, start, 2);
    landscape_see(&along, end, 1);
    w = landscape_window(&along, false);
    assert_close(w.low[1], 8 - 0.75, 1e-12, 0);
    assert_close(w.high[0] - w.low[0], 1.5, 1e-12, 0);
    /* one that hardly moved at a great number */
    double x[] = {1e9, 1e9 + 1};
    landscape l = walked(2, x, (double[]){2, 1});
    w = landscape_window(&l, false);
    assert_close(w.high[0] - w.low[0], 2e5, 1e-6, 0);
}

static landscape_box window_over(double width, double height)
{
    const double start[2] = {0, 0}, end[2] = {width, height};
    landscape l = landscape_new(2, false, start, 2);
    landscape_see(&l, end, 1);
    return landscape_window(&l, false);
}

static void windows_are_square_where_that_serves(void **state)
{
    (void)state;
    landscape_box w = window_over(4, 1);
    assert_close(w.low[0], -1, 1e-12, 0);
    assert_close(w.high[0], 5, 1e-12, 0);
    assert_close(w.low[1], -2.5, 1e-12, 0);
    assert_close(w.high[1], 3.5, 1e-12, 0);
    w = window_over(0, 1);
    assert_close(w.high[0] - w.low[0], 1.5, 1e-12, 0);
    w = window_over(1, 1e-6); /* rounding */
    assert_close(w.high[1] - w.low[1], 1.5, 1e-12, 0);
    w = window_over(1, 0.01); /* a narrow valley */
    assert_close(w.high[0] - w.low[0], 1.5, 1e-12, 0);
    assert_close(w.high[1] - w.low[1], 0.015, 1e-12, 0);
}

/* ----------------------------------------------------------------- blocks */

/* What a table was told of its last block. */
typedef struct told {
    char block[GD_BLOCK_NAME], header[80];
    int rows, blocks;
    double row[20000][5];
} told;

static void take_block(void *context, const char *name, const char *header)
{
    told *t = context;
    snprintf(t->block, sizeof t->block, "%s", name);
    snprintf(t->header, sizeof t->header, "%s", header);
    t->rows = 0;
    t->blocks++;
}

static void take_row(void *context, const char *word, size_t n,
                     const double *numbers)
{
    told *t = context;
    assert_true(n <= 5 && t->rows < 20000);
    assert_true((word != NULL) == (strcmp(t->block, "window") == 0));
    memcpy(t->row[t->rows++], numbers, n * sizeof *numbers);
}

/* The landscape of a formula, or the window where nothing is finite. */
static const told *landscape_of(const char *formula, landscape_box window)
{
    static told t;
    t = (told){.blocks = 0};
    gd_table table = gd_table_open_for(
        &(gd_receiver){.context = &t, .block = take_block, .row = take_row});
    gd_expression_error error;
    gd_expression *e = gd_expression_parse(formula, &error);
    assert_non_null(e);
    gd_objective f = gd_expression_objective(e);
    const char *names[] = {"x", "y"};
    landscape_tell(&table, "", &f, names, &window);
    assert_true(gd_table_close(&table));
    gd_expression_free(e);
    return &t;
}

static const told *curve_of(const char *formula)
{
    return landscape_of(formula, (landscape_box){{-1}, {3}});
}

static void curves_are_true(void **state)
{
    (void)state;
    const told *t = curve_of("x^3 - 2*x");
    assert_string_equal(t->header, "x\tf\tslope\tpiece");
    assert_int_equal(t->rows, 401);
    for (int i = 0; i < t->rows; i++) {
        double x = t->row[i][0];
        assert_close(x, -1 + 4 * i / 400.0, 1e-14, 1e-15);
        assert_close(t->row[i][1], x * x * x - 2 * x, 1e-13, 1e-15);
        assert_close(t->row[i][2], 3 * x * x - 2, 1e-13, 1e-15);
        assert_true(t->row[i][3] == 0);
    }
}

static int pieces(const char *formula)
{
    const told *t = curve_of(formula);
    return (int)t->row[t->rows - 1][3] + 1;
}

/* In the window from -1 to 3. */
static void pieces_hang_together(void **state)
{
    (void)state;
    static const char *const whole[] = {"0*x + 7",
                                        "abs(x)",
                                        "max(x, 1 - x)",
                                        "exp(20*x)",
                                        "sin(9*x)",
                                        "x^9 - x",
                                        "1e15 + sin(x)",
                                        "x^(1/3)",
                                        "log(x)",
                                        "1e300*x^2",
                                        "1e-300*x",
                                        "tanh(50*x)",
                                        "sqrt(abs(x - 0.003))"};
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        assert_int_equal(pieces(whole[i]), 1);
    assert_int_equal(pieces("sign(x - 0.003)"), 2); /* a jump */
    assert_int_equal(pieces("1/(x - 0.003)"), 2);   /* poles */
    assert_int_equal(pieces("1/x"), 2);             /* one on the grid */
    assert_int_equal(pieces("tan(x)"), 2);
    assert_int_equal(pieces("log(abs(x))"), 2);
    assert_int_equal(pieces("sqrt(x^2 - 0.25)"), 2); /* undefined between */
    assert_int_equal(pieces("tanh(5000*(x - 0.003))"), 2); /* not resolved */
    assert_true(curve_of("log(x)")->row[0][0] > 0);
}

static void fields_are_true(void **state)
{
    (void)state;
    landscape_box window = {{-1, 0}, {1, 4}};
    const told *t = landscape_of("x^2*y", window);
    assert_int_equal(t->blocks, 2);
    assert_string_equal(t->header, "x\ty\tf\tfx\tfy");
    assert_int_equal(t->rows, 101 * 101);
    for (int k = 0; k < t->rows; k++) {
        const double *r = t->row[k];
        assert_close(r[0], -1 + 2 * (k % 101) / 100.0, 1e-14, 1e-15);
        assert_close(r[1], 4 * (k / 101) / 100.0, 1e-14, 1e-15);
        assert_close(r[2], r[0] * r[0] * r[1], 1e-13, 1e-15);
        assert_close(r[3], 2 * r[0] * r[1], 1e-13, 1e-15);
        assert_close(r[4], r[0] * r[0], 1e-13, 1e-15);
    }
    /* one half has no value, and at the border no slope */
    assert_int_equal(landscape_of("sqrt(x) + y", window)->rows, 50 * 101);
    /* nowhere a value: the window alone */
    t = landscape_of("log(x - 5) + y", window);
    assert_string_equal(t->block, "window");
    assert_int_equal(t->rows, 2);
    assert_true(t->row[0][0] == -1 && t->row[0][1] == 1 && t->row[0][2] == 100);
    assert_true(t->row[1][0] == 0 && t->row[1][1] == 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_a_walk_is_seen),
        cmocka_unit_test(a_lost_walk_is_seen_while_near),
        cmocka_unit_test(climbing_turns_it_round),
        cmocka_unit_test(what_is_not_finite_is_passed_over),
        cmocka_unit_test(windows_have_a_width),
        cmocka_unit_test(windows_are_square_where_that_serves),
        cmocka_unit_test(curves_are_true),
        cmocka_unit_test(pieces_hang_together),
        cmocka_unit_test(fields_are_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
