/* The record of a run: which points it keeps, and that the last is one. The
 * source is included so that its memory can be refused. */
#include <stdbool.h>
#include <stdlib.h>

static bool no_memory;

static void *scarce_realloc(void *old, size_t size)
{
    return no_memory ? NULL : realloc(old, size);
}

#define realloc scarce_realloc
#include "gd/history.c"
#undef realloc

#include "close.h"

#include "gd/objective.h"

static void the_rule_in_words(void **state)
{
    (void)state;
    for (size_t t = 0; t <= 64; t++)
        assert_true(gd_history_keeps(t));
    assert_false(gd_history_keeps(65));
    assert_true(gd_history_keeps(66));
    assert_false(gd_history_keeps(130));
    assert_true(gd_history_keeps(132));
    /* 32 in every octave from 64 on, evenly spaced, and the powers of ten */
    size_t ten = 100;
    for (size_t octave = 64; octave < (1u << 20); octave *= 2) {
        size_t kept = 0;
        for (size_t t = octave; t < 2 * octave; t++) {
            bool even = (t - octave) % (octave / 32) == 0;
            assert_true(gd_history_keeps(t) == (even || t == ten));
            kept += even;
            if (t == ten)
                ten *= 10;
        }
        assert_int_equal(kept, 32);
    }
}

/* A point that says which step it is. */
static bool show(gd_history *h, size_t step)
{
    double x[2] = {(double)step / 2, -(double)step}, g[2] = {0};
    gd_state s = {.step = step,
                  .n = 2,
                  .x = x,
                  .f = 3.0 * (double)step,
                  .gradient = g,
                  .gradient_norm = 4.0 * (double)step};
    return gd_history_observe(&s, h);
}

static void assert_row(const gd_history *h, size_t i, size_t step)
{
    const double *row = gd_history_row(h, i);
    assert_bits(row[0], (double)step);
    assert_bits(row[1], (double)step / 2);
    assert_close(row[2], -(double)step, 0, 0);
    assert_bits(row[3], 3.0 * (double)step);
    assert_bits(row[4], 4.0 * (double)step);
}

/* At every moment: the steps that the rule keeps, and the last one. */
static void rows_after_every_step(void **state)
{
    (void)state;
    gd_history h = gd_history_new(2, false);
    size_t kept = 0;
    for (size_t t = 0; t <= 3000; t++) {
        assert_true(show(&h, t));
        kept += gd_history_keeps(t);
        assert_int_equal(h.count, kept + !gd_history_keeps(t));
        assert_row(&h, h.count - 1, t);
    }
    for (size_t t = 0, i = 0; t <= 3000; t++)
        if (gd_history_keeps(t))
            assert_row(&h, i++, t);
    gd_history_free(&h);
    assert_int_equal(h.count, 0);
    assert_null(h.rows);
    assert_int_equal(h.n, 2);
}

static void all_keeps_all(void **state)
{
    (void)state;
    gd_history h = gd_history_new(2, true);
    for (size_t t = 0; t <= 1000; t++)
        assert_true(show(&h, t));
    assert_int_equal(h.count, 1001);
    for (size_t t = 0; t <= 1000; t++)
        assert_row(&h, t, t);
    gd_history_free(&h);
    assert_true(h.all);
}

/* The number that history.h states. */
static void a_long_run_leaves_457_rows(void **state)
{
    (void)state;
    gd_history h = gd_history_new(2, false);
    for (size_t t = 0; t <= 300000; t++)
        show(&h, t);
    assert_int_equal(h.count, 457);
    assert_row(&h, 456, 300000);
    gd_history_free(&h);
}

static void it_watches_a_run(void **state)
{
    (void)state;
    gd_history h = gd_history_new(1, true);
    gd_options o = {.rate = 0.25,
                    .max_steps = 3,
                    .observer = gd_history_observe,
                    .observer_context = &h};
    double x = 1;
    assert_true(gd_descend(gd_test_objective("square"), &x, &o).outcome > 0);
    assert_int_equal(h.count, 4);
    for (size_t i = 0; i < 4; i++) {
        const double *row = gd_history_row(&h, i);
        assert_bits(row[0], (double)i);
        assert_bits(row[1], ldexp(1, -(int)i));
        assert_bits(row[2], ldexp(1, -2 * (int)i));
        assert_bits(row[3], ldexp(2, -(int)i));
    }
    gd_history_free(&h);
}

/* The point at which a run overflowed is the last row. */
static void the_wreck_is_kept(void **state)
{
    (void)state;
    gd_history h = gd_history_new(1, false);
    gd_options o = {.rate = 1.5,
                    .max_steps = 5000,
                    .observer = gd_history_observe,
                    .observer_context = &h};
    double x = 1;
    gd_result r = gd_descend(gd_test_objective("square"), &x, &o);
    assert_int_equal(r.outcome, GD_DIVERGED);
    const double *row = gd_history_row(&h, h.count - 1);
    assert_bits(row[0], (double)r.steps);
    assert_true(isinf(row[2]));
    gd_history_free(&h);
}

static void no_memory_stops_the_run_and_says_so(void **state)
{
    (void)state;
    gd_history h = gd_history_new(2, true);
    no_memory = true;
    assert_false(show(&h, 0));
    assert_true(h.failed);
    assert_int_equal(h.count, 0);
    no_memory = false;
    h.failed = false;
    for (size_t t = 0; t < h.capacity || t == 0; t++)
        assert_true(show(&h, t));
    no_memory = true;
    assert_false(show(&h, 9999));
    no_memory = false;
    assert_true(h.failed);
    assert_row(&h, h.count - 1, h.count - 1); /* what was there is kept */
    gd_history_free(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_in_words),
        cmocka_unit_test(rows_after_every_step),
        cmocka_unit_test(all_keeps_all),
        cmocka_unit_test(a_long_run_leaves_457_rows),
        cmocka_unit_test(it_watches_a_run),
        cmocka_unit_test(the_wreck_is_kept),
        cmocka_unit_test(no_memory_stops_the_run_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
