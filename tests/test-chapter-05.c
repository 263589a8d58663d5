/* The program of chapter 5: the numbers of the sources, and every planted
 * bug found. */
#include "chapter-under-test.h"

#define main program_main
#include "../code/05-gradient-checking.c"
#undef main

/* 002.gradient_check: x^2/16 + 9y^2 at (2, 3), central, h = 1e-8. The errors
 * there are cancellation, so their digits are those of the formula. */
static const double bowl_point[2] = {2, 3};

static void the_textbook_numbers(void **state)
{
    (void)state;
    const gd_objective *f = gd_test_objective("bowl");
    assert_close(central(f, bowl_point, 0, 1e-8), 0.2500001983207767, 1e-15, 0);
    assert_close(central(f, bowl_point, 1, 1e-8), 54.00000020472362, 1e-15, 0);
    assert_close(central(f, bowl_point, 0, 1e-6), 0.24999999936881068, 1e-15,
                 0);
    assert_close(central(f, bowl_point, 1, 1e-6), 54.00000001287708, 1e-15, 0);
    /* the forward difference of a quadratic is off by h f''/2 */
    assert_close(forward(f, bowl_point, 0, 0.1) - 0.25, 0.00625, 1e-9, 0);
    assert_close(forward(f, bowl_point, 1, 0.1) - 54, 0.9, 1e-9, 0);
}

static void the_v_has_its_tip_near_the_cube_root(void **state)
{
    (void)state;
    subject s[SUBJECTS];
    vcurve_knobs book;
    knobs_reset(&experiments[1], &book);
    subjects(&book, s);
    for (int k = 1; k < SUBJECTS; k++) {
        double c = best_step(central, &s[k]), f = best_step(forward, &s[k]);
        assert_true(c > 6e-7 && c < 6e-5);
        assert_true(f > 1.5e-9 && f < 1.5e-7);
        assert_true(error_of(central, &s[k], c) < 1e-9);
    }
}

/* Where the formula's error rules, central is the square of forward; where
 * rounding does, they are wrong alike. */
/* " × 10⁻" */
#define TEN                            \
    "\xe2\x80\x89\xc3\x97\xe2\x80\x89" \
    "10\xe2\x81\xbb"

static void both_quotients_in_short(void **state)
{
    (void)state;
    assert_in_short("two-errors", "",
                    "With the step 0.0001 the forward quotient is wrong by"
                    " 6.2" TEN
                    "\xe2\x81\xb5 of the slope, the central one by 2" TEN
                    "\xe2\x81\xb9.");
    assert_in_short(
        "two-errors", "step=1e-8",
        "With the step 10\xe2\x81\xbb\xe2\x81\xb8 the forward quotient is"
        " wrong by 1.2" TEN
        "\xe2\x81\xb8 of the slope, the central one by 1.2" TEN
        "\xe2\x81\xb8.");
}

static void every_bug_is_found_and_none_invented(void **state)
{
    (void)state;
    assert_true(BUGS - 1 >= 10);
    model m = make_model(5);
    assert_true(check_model(&m, NO_BUG, 0).relative < 1e-6);
    for (int k = 1; k < BUGS; k++)
        assert_true(check_model(&m, (bug)k, 0).relative > 1e-3);
}

static void the_named_entry_is_the_culprit(void **state)
{
    (void)state;
    model m = make_model(5);
    gd_check stale = check_model(&m, STALE, 0);
    assert_string_equal(stale.array, "w");
    assert_int_equal(stale.index, 5);
    assert_string_equal(check_model(&m, BIAS_ONCE, 0).array, "b");
    assert_int_equal(check_model(&m, WRONG_INDEX, 0).index % IN, 2);
}

static void a_direction_reveals_one_wrong_entry_of_a_thousand(void **state)
{
    (void)state;
    const wrong_entry wrong = {137, 0.01}, unseen = {137, 1e-9};
    assert_int_equal(revealed(NULL, 9), 0);
    assert_int_equal(revealed(&wrong, 9), DIRECTIONS);
    assert_int_equal(revealed(&unseen, 9), 0);
}

static void four_ways_agree(void **state)
{
    (void)state;
    double error[WAYS];
    four_ways(beale_start, error);
    assert_true(error[0] < 1e-6 && error[1] < 1e-9);
    assert_true(error[2] < 1e-14 && error[3] < 1e-14);
    assert_true(complex_error(1.5, 1e-100) < 1e-15);
}

/* A constant in a table of knobs cannot be a cube root. */
static void the_step_of_the_knobs_is_the_usual_one(void **state)
{
    (void)state;
    assert_bits(kink_list[0].book, gd_check_step());
    assert_bits(bugs_list[1].book, gd_check_step());
}

static void the_contract(void **state)
{
    (void)state;
    tsv t = chapter_data();
    assert_close(tsv_value(&t, "check.x"), 0.25, 1e-7, 0);
    assert_close(tsv_value(&t, "check.y"), 54, 1e-7, 0);
    double h = tsv_value(&t, "vcurve.best_h");
    assert_true(h > 6e-7 && h < 6e-5);
    tsv_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_textbook_numbers),
        cmocka_unit_test(the_v_has_its_tip_near_the_cube_root),
        cmocka_unit_test(both_quotients_in_short),
        cmocka_unit_test(every_bug_is_found_and_none_invented),
        cmocka_unit_test(the_named_entry_is_the_culprit),
        cmocka_unit_test(a_direction_reveals_one_wrong_entry_of_a_thousand),
        cmocka_unit_test(four_ways_agree),
        cmocka_unit_test(the_step_of_the_knobs_is_the_usual_one),
        cmocka_unit_test(the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
