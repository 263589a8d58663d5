/* Clipping, by itself and in the loop; and the loop with an optimizer. */
#include "close.h"
#include "gd/descent.h"
#include "gd/objective.h"

static void short_enough_stays(void **state)
{
    (void)state;
    double v[3] = {3, -4, 12}, was[3] = {3, -4, 12}; /* length 13 */
    assert_bits(gd_clip(3, v, 13.000001), 1);
    assert_memory_equal(v, was, sizeof v);
    assert_bits(gd_clip(3, v, HUGE_VAL), 1);
    assert_memory_equal(v, was, sizeof v);
    double zero[2] = {0, 0};
    assert_bits(gd_clip(2, zero, 1), 1);
    assert_bits(zero[0], 0);
    assert_bits(gd_clip(0, zero, 1), 1);
}

static void too_long_is_shortened_in_its_direction(void **state)
{
    (void)state;
    double v[3] = {3, -4, 12};
    assert_close(gd_clip(3, v, 6.5), 0.5, 1e-15, 0);
    assert_close(v[0], 1.5, 1e-15, 0);
    assert_close(v[1], -2, 1e-15, 0);
    assert_close(v[2], 6, 1e-15, 0);
    double one[1] = {-7};
    assert_close(gd_clip(1, one, 0.25), 0.25 / 7, 1e-15, 0);
    assert_close(one[0], -0.25, 1e-15, 0);
}

/* Squares of these overflow, or vanish. */
static void neither_huge_nor_tiny_numbers_are_lost(void **state)
{
    (void)state;
    static const double scales[] = {1e300, 1e200, 1e-200, 1e-300};
    for (int i = 0; i < 4; i++) {
        double v[2] = {3 * scales[i], 4 * scales[i]};
        double longest = scales[i] > 1 ? 1 : scales[i];
        gd_clip(2, v, longest);
        assert_close(v[0], 0.6 * longest, 1e-14, 0);
        assert_close(v[1], 0.8 * longest, 1e-14, 0);
    }
    double most[2] = {1.7e308, 1.7e308}; /* its very length overflows */
    gd_clip(2, most, 1);
    assert_close(most[0], sqrt(0.5), 1e-14, 0);
}

/* What is not finite must not be made to look healthy. */
static void wrecks_are_left_as_they_are(void **state)
{
    (void)state;
    static const double odd[] = {HUGE_VAL, -HUGE_VAL, (double)NAN};
    for (int i = 0; i < 3; i++) {
        double v[3] = {10, odd[i], 10};
        assert_bits(gd_clip(3, v, 1), 1);
        assert_bits(v[0], 10);
        assert_bits(v[1], odd[i]);
        assert_bits(v[2], 10);
    }
}

/* --------------------------------------------------------- in the loop */

static const gd_objective *bowl(void)
{
    return gd_test_objective("bowl");
}

static gd_options plain(double rate, size_t steps, double clip)
{
    return (gd_options){.rate = rate, .max_steps = steps, .clip = clip};
}

static void clipped_steps_by_hand(void **state)
{
    (void)state;
    double x[2] = {-2.4, 0.2}, y[2] = {-2.4, 0.2}, g[2];
    gd_options o = plain(0.05, 40, 0.25);
    assert_true(gd_descend(bowl(), x, &o).outcome > 0);
    for (int t = 0; t < 40; t++) {
        gd_value_and_gradient(bowl(), y, g);
        gd_clip(2, g, 0.25);
        for (int i = 0; i < 2; i++)
            y[i] -= 0.05 * g[i];
    }
    assert_memory_equal(x, y, sizeof x);
}

static void zero_and_infinity_do_not_clip(void **state)
{
    (void)state;
    double x[2] = {-2.4, 0.2}, y[2] = {-2.4, 0.2};
    gd_options none = plain(0.05, 40, 0), any = plain(0.05, 40, HUGE_VAL);
    assert_true(gd_descend(bowl(), x, &none).outcome > 0);
    assert_true(gd_descend(bowl(), y, &any).outcome > 0);
    assert_memory_equal(x, y, sizeof x);
    assert_bits(gd_default_options().clip, 0);
}

static bool sees_the_whole_gradient(const gd_state *s, void *context)
{
    double g[2];
    gd_value_and_gradient(bowl(), s->x, g);
    assert_bits(s->gradient[0], g[0]);
    assert_bits(s->gradient[1], g[1]);
    assert_bits(s->gradient_norm, gd_max_abs(2, g));
    ++*(int *)context;
    return true;
}

static void observers_and_stop_rules_see_the_gradient_unclipped(void **state)
{
    (void)state;
    int seen = 0;
    double x[2] = {-2.4, 0.2};
    gd_options o = plain(0.05, 40, 1e-3);
    o.tolerance = 0.01; /* above the clipped length */
    o.observer = sees_the_whole_gradient;
    o.observer_context = &seen;
    gd_result r = gd_descend(bowl(), x, &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_int_equal(seen, 41);
}

/* A cliff tames no run that has gone over it. */
static void an_infinite_gradient_is_divergence_also_when_clipped(void **state)
{
    (void)state;
    double x[2] = {1e308, 1e308};
    gd_options o = plain(0.05, 40, 1);
    assert_int_equal(gd_descend(bowl(), x, &o).outcome, GD_DIVERGED);
}

static void a_clip_that_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const double bad[] = {-1, -HUGE_VAL, (double)NAN};
    for (int i = 0; i < 3; i++) {
        double x[2] = {-2.4, 0.2};
        gd_options o = plain(0.05, 40, bad[i]);
        assert_int_equal(gd_descend(bowl(), x, &o).outcome, GD_ERROR_ARGUMENT);
        assert_bits(x[0], -2.4);
    }
}

/* --------------------------------------------------------- an optimizer */

static gd_optimizer fresh(const char *method, size_t n)
{
    gd_optimizer o;
    assert_true(gd_optimizer_new(&o, gd_method_find(method), n));
    return o;
}

static void the_loop_makes_the_optimizer_s_steps(void **state)
{
    (void)state;
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (size_t k = 0; k < count; k++) {
        gd_optimizer inside = fresh(methods[k].name, 2);
        gd_optimizer outside = fresh(methods[k].name, 2);
        double x[2] = {-2.4, 0.2}, y[2] = {-2.4, 0.2}, g[2];
        gd_options o = plain(0.01, 100, 0);
        o.optimizer = &inside;
        assert_true(gd_descend(bowl(), x, &o).outcome > 0);
        outside.rate = 0.01;
        for (int t = 0; t < 100; t++) {
            gd_value_and_gradient(bowl(), y, g);
            gd_optimizer_step(&outside, y, g);
        }
        assert_memory_equal(x, y, sizeof x);
        assert_int_equal(inside.t, 100);
        gd_optimizer_free(&inside);
        gd_optimizer_free(&outside);
    }
}

/* Twice fifty steps are a hundred: the optimizer goes on from where it was. */
static void a_run_can_be_continued(void **state)
{
    (void)state;
    gd_optimizer once = fresh("adam", 2), twice = fresh("adam", 2);
    double x[2] = {-2.4, 0.2}, y[2] = {-2.4, 0.2};
    gd_options o = plain(0.01, 100, 0);
    o.optimizer = &once;
    assert_true(gd_descend(bowl(), x, &o).outcome > 0);
    o = plain(0.01, 50, 0);
    o.optimizer = &twice;
    assert_true(gd_descend(bowl(), y, &o).outcome > 0);
    assert_true(gd_descend(bowl(), y, &o).outcome > 0);
    assert_memory_equal(x, y, sizeof x);
    gd_optimizer_free(&once);
    gd_optimizer_free(&twice);
}

static void without_an_optimizer_it_is_gradient_descent(void **state)
{
    (void)state;
    gd_optimizer descent = fresh("gradient-descent", 2);
    double x[2] = {-2.4, 0.2}, y[2] = {-2.4, 0.2};
    for (int climb = 0; climb <= 1; climb++) {
        gd_options o = plain(0.05, 100, 0);
        o.ascend = climb;
        assert_true(gd_descend(bowl(), x, &o).outcome > 0);
        o.optimizer = &descent;
        assert_true(gd_descend(bowl(), y, &o).outcome > 0);
        assert_memory_equal(x, y, sizeof x);
    }
    gd_optimizer_free(&descent);
}

static void an_optimizer_of_another_size_is_refused(void **state)
{
    (void)state;
    gd_optimizer three = fresh("adam", 3);
    double x[2] = {-2.4, 0.2};
    gd_options o = plain(0.05, 100, 0);
    o.optimizer = &three;
    assert_int_equal(gd_descend(bowl(), x, &o).outcome, GD_ERROR_ARGUMENT);
    assert_bits(x[0], -2.4);
    assert_int_equal(three.t, 0);
    gd_optimizer_free(&three);
    o.optimizer = &three; /* empty now: refused as well */
    assert_int_equal(gd_descend(bowl(), x, &o).outcome, GD_ERROR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_enough_stays),
        cmocka_unit_test(too_long_is_shortened_in_its_direction),
        cmocka_unit_test(neither_huge_nor_tiny_numbers_are_lost),
        cmocka_unit_test(wrecks_are_left_as_they_are),
        cmocka_unit_test(clipped_steps_by_hand),
        cmocka_unit_test(zero_and_infinity_do_not_clip),
        cmocka_unit_test(observers_and_stop_rules_see_the_gradient_unclipped),
        cmocka_unit_test(an_infinite_gradient_is_divergence_also_when_clipped),
        cmocka_unit_test(a_clip_that_makes_no_sense_is_refused),
        cmocka_unit_test(the_loop_makes_the_optimizer_s_steps),
        cmocka_unit_test(a_run_can_be_continued),
        cmocka_unit_test(without_an_optimizer_it_is_gradient_descent),
        cmocka_unit_test(an_optimizer_of_another_size_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
