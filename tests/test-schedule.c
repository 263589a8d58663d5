/* Schedules: their values, ends and ranges; and in the loop. */
#include "close.h"
#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/schedule.h"

static gd_schedule fresh(const char *kind, size_t steps)
{
    const gd_schedule_kind *k = gd_schedule_find(kind);
    assert_non_null(k);
    return gd_schedule_new(k, steps);
}

static void set(gd_schedule *s, const char *name, double value)
{
    assert_true(gd_schedule_set(s, name, value));
}

/* -------------------------------------------------------------- values */

static void values_in_closed_form(void **state)
{
    (void)state;
    enum { STEPS = 1000 };
    const double pi = acos(-1);
    gd_schedule constant = fresh("constant", STEPS);
    gd_schedule exponential = fresh("exponential", STEPS);
    gd_schedule inverse = fresh("inverse", STEPS);
    gd_schedule cosine = fresh("cosine", STEPS);
    gd_schedule warmup = fresh("warmup", STEPS);
    gd_schedule cycle = fresh("one-cycle", STEPS);
    set(&cosine, "final", 0.25);
    for (size_t t = 0; t < STEPS; t++) {
        double p = (double)t / STEPS, wave = (1 + cos(pi * p)) / 2;
        assert_bits(gd_schedule_factor(&constant, t), 1);
        assert_close(gd_schedule_factor(&exponential, t), pow(0.01, p), 1e-13,
                     0);
        assert_close(gd_schedule_factor(&inverse, t), 1 / (1 + 99 * p), 1e-13,
                     0);
        assert_close(gd_schedule_factor(&cosine, t), 0.25 + 0.75 * wave, 1e-13,
                     0);
        assert_close(gd_schedule_factor(&warmup, t),
                     t < 100 ? (double)(t + 1) / 100 : 1, 1e-13, 0);
        double up = 0.04 + 0.96 * (1 - cos(pi * p / 0.3)) / 2;
        double down = 4e-6 + (1 - 4e-6) * (1 + cos(pi * (p - 0.3) / 0.7)) / 2;
        assert_close(gd_schedule_factor(&cycle, t), t < 300 ? up : down, 1e-12,
                     1e-15);
    }
}

/* k drops cut a run into k + 1 equal parts. Also where the length of a part
 * is no binary fraction, no drop comes a step late. */
static void drops_fall_where_they_should(void **state)
{
    (void)state;
    for (size_t drops = 0; drops < 60; drops++)
        for (size_t part = 1; part < 12; part++) {
            gd_schedule s = fresh("step", part * (drops + 1));
            set(&s, "drops", (double)drops);
            set(&s, "factor", 0.5);
            for (size_t t = 0; t < s.steps; t++)
                assert_bits(gd_schedule_factor(&s, t),
                            ldexp(1, -(int)(t / part)));
        }
    gd_schedule s = fresh("step", 1000);
    assert_bits(gd_schedule_factor(&s, 333), 1);
    assert_close(gd_schedule_factor(&s, 334), 0.1, 1e-15, 0);
    assert_close(gd_schedule_factor(&s, 667), 0.01, 1e-15, 0);
    assert_close(gd_schedule_factor(&s, 999), 0.01, 1e-15, 0);
}

static void ends(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        double first, last;
    } expected[] = {{"constant", 1, 1},       {"step", 1, 0.01},
                    {"exponential", 1, 0.01}, {"inverse", 1, 0.01},
                    {"cosine", 1, 0},         {"warmup", 1e-4, 1},
                    {"one-cycle", 0.04, 4e-6}};
    size_t count;
    const gd_schedule_kind *kinds = gd_schedule_kinds(&count);
    assert_int_equal(count, 7);
    for (size_t k = 0; k < count; k++) {
        gd_schedule s = fresh(expected[k].kind, 100000);
        assert_string_equal(kinds[k].name, expected[k].kind);
        assert_close(gd_schedule_factor(&s, 0), expected[k].first, 1e-12, 0);
        assert_close(gd_schedule_factor(&s, 99999), expected[k].last, 1e-3,
                     1e-9);
    }
}

/* Never zero, never above one, never NaN: the first step of a warm-up moves,
 * and so does the last of a cosine. In runs of one step and of many. */
static void every_factor_is_positive_and_at_most_one(void **state)
{
    (void)state;
    static const size_t lengths[] = {1, 2, 3, 7, 10, 11, 1000, 12345};
    size_t count;
    const gd_schedule_kind *kinds = gd_schedule_kinds(&count);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
            gd_schedule s = gd_schedule_new(&kinds[k], lengths[i]);
            for (size_t t = 0; t < s.steps; t++) {
                double factor = gd_schedule_factor(&s, t);
                assert_true(factor > 0 && factor <= 1);
            }
        }
}

static void decays_fall_and_warmups_rise(void **state)
{
    (void)state;
    static const char *const falling[] = {"step", "exponential", "inverse",
                                          "cosine"};
    for (int k = 0; k < 4; k++) {
        gd_schedule s = fresh(falling[k], 997);
        for (size_t t = 1; t < s.steps; t++) {
            double before = gd_schedule_factor(&s, t - 1);
            double now = gd_schedule_factor(&s, t);
            assert_true(k == 0 ? now <= before : now < before);
        }
    }
    gd_schedule w = fresh("warmup", 997), c = fresh("one-cycle", 997);
    double top = 0;
    for (size_t t = 1; t < w.steps; t++) {
        double before = gd_schedule_factor(&c, t - 1);
        double now = gd_schedule_factor(&c, t);
        assert_true(gd_schedule_factor(&w, t) >= gd_schedule_factor(&w, t - 1));
        assert_true(t <= 299 ? now > before : t == 300 || now < before);
        top = fmax(top, now);
    }
    assert_close(top, 1, 0, 1e-4);
}

static void without_a_ramp(void **state)
{
    (void)state;
    gd_schedule w = fresh("warmup", 10), c = fresh("one-cycle", 10);
    set(&w, "warm", 0);
    set(&c, "warm", 0);
    assert_bits(gd_schedule_factor(&w, 0), 1);
    assert_bits(gd_schedule_factor(&c, 0), 1);
}

/* -------------------------------------------------------------- ranges */

static void out_of_range_is_refused(void **state)
{
    (void)state;
    size_t count;
    const gd_schedule_kind *kinds = gd_schedule_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        gd_schedule s = gd_schedule_new(&kinds[k], 10);
        for (size_t h = 0; h < kinds[k].hyper_count; h++) {
            const gd_hyper *p = &kinds[k].hyper[h];
            double bad[] = {-0.1, p->high, HUGE_VAL, nan("")};
            assert_bits(s.hyper[h], p->value);
            for (int i = 0; i < 4; i++)
                assert_false(gd_schedule_set(&s, p->name, bad[i]));
            assert_bits(s.hyper[h], p->value);
            set(&s, p->name, 0.5);
            assert_bits(s.hyper[h], 0.5);
        }
        assert_false(gd_schedule_set(&s, "finale", 0.5));
    }
    gd_schedule e = fresh("exponential", 10), i = fresh("inverse", 10);
    assert_false(gd_schedule_set(&e, "final", 0));
    assert_false(gd_schedule_set(&i, "final", 0));
    assert_false(gd_schedule_set(&e, "final", 1)); /* no fall at all */
    assert_false(gd_schedule_set(&i, "final", 1));
}

static void names(void **state)
{
    (void)state;
    size_t count;
    const gd_schedule_kind *kinds = gd_schedule_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        assert_ptr_equal(gd_schedule_find(kinds[k].name), &kinds[k]);
        assert_true(strlen(kinds[k].title) > 0);
    }
    assert_null(gd_schedule_find("cosinus"));
}

/* ---------------------------------------------------------- in the loop */

static const gd_objective *square(void)
{
    return gd_test_objective("square");
}

static gd_options scheduled(const gd_schedule *s, size_t steps)
{
    return (gd_options){.rate = 0.1, .max_steps = steps, .schedule = s};
}

static bool right_rate(const gd_state *s, void *context)
{
    const gd_schedule *schedule = context;
    double factor =
        s->step < schedule->steps ? gd_schedule_factor(schedule, s->step) : 1;
    assert_bits(s->rate, 0.1 * factor);
    return true;
}

/* The step from x_t has the rate of t, and the observer is told. */
static void the_loop_follows(void **state)
{
    (void)state;
    size_t count;
    const gd_schedule_kind *kinds = gd_schedule_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        gd_schedule s = gd_schedule_new(&kinds[k], 50);
        gd_options o = scheduled(&s, 50);
        double x = 1, by_hand = 1;
        o.observer = right_rate;
        o.observer_context = &s;
        assert_int_equal(gd_descend(square(), &x, &o).outcome, GD_STEP_LIMIT);
        for (size_t t = 0; t < 50; t++)
            by_hand -= 0.1 * gd_schedule_factor(&s, t) * (2 * by_hand);
        assert_bits(x, by_hand);
    }
}

static void a_schedule_shorter_than_the_run_is_an_error(void **state)
{
    (void)state;
    gd_schedule s = fresh("cosine", 50);
    for (size_t steps = 49; steps <= 51; steps++) {
        gd_options o = scheduled(&s, steps);
        double x = 1;
        gd_result r = gd_descend(square(), &x, &o);
        assert_int_equal(r.outcome,
                         steps > 50 ? GD_ERROR_ARGUMENT : GD_STEP_LIMIT);
        assert_int_equal(r.steps, steps > 50 ? 0 : steps);
        assert_true(steps <= 50 || (x == 1 && isnan(r.f)));
    }
}

/* A schedule reaches the optimizer, whatever rate it was made with. */
static void an_optimizer_follows_too(void **state)
{
    (void)state;
    gd_schedule s = fresh("inverse", 30);
    gd_optimizer in_loop, alone;
    const gd_method *adam = gd_method_find("adam");
    assert_true(gd_optimizer_new(&in_loop, adam, 1));
    in_loop.rate = 99;
    assert_true(gd_optimizer_new(&alone, adam, 1));
    gd_options o = scheduled(&s, 30);
    double x = 1, y = 1;
    o.optimizer = &in_loop;
    assert_true(gd_descend(square(), &x, &o).outcome > 0);
    for (size_t t = 0; t < 30; t++) {
        double g = 2 * y;
        alone.rate = 0.1 * gd_schedule_factor(&s, t);
        gd_optimizer_step(&alone, &y, &g);
    }
    assert_bits(x, y);
    gd_optimizer_free(&in_loop);
    gd_optimizer_free(&alone);
}

/* Stopped and resumed, a run goes on in the middle of its schedule; and the
 * steps that were made count against its length. */
static void a_resumed_run_goes_on_in_its_schedule(void **state)
{
    (void)state;
    gd_schedule s = fresh("cosine", 30);
    gd_optimizer once, twice;
    const gd_method *momentum = gd_method_find("momentum");
    assert_true(gd_optimizer_new(&once, momentum, 1));
    assert_true(gd_optimizer_new(&twice, momentum, 1));
    gd_options o = scheduled(&s, 30);
    double x = 1, y = 1;
    o.optimizer = &once;
    assert_true(gd_descend(square(), &x, &o).outcome > 0);
    o = scheduled(&s, 12);
    o.optimizer = &twice;
    assert_true(gd_descend(square(), &y, &o).outcome > 0);
    o.max_steps = 19; /* one too many */
    assert_int_equal(gd_descend(square(), &y, &o).outcome, GD_ERROR_ARGUMENT);
    o.max_steps = 18;
    assert_int_equal(gd_descend(square(), &y, &o).outcome, GD_STEP_LIMIT);
    assert_bits(x, y);
    s.steps = 29; /* shorter than what has been made */
    o.max_steps = 0;
    assert_int_equal(gd_descend(square(), &y, &o).outcome, GD_ERROR_ARGUMENT);
    gd_optimizer_free(&once);
    gd_optimizer_free(&twice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_in_closed_form),
        cmocka_unit_test(drops_fall_where_they_should),
        cmocka_unit_test(ends),
        cmocka_unit_test(every_factor_is_positive_and_at_most_one),
        cmocka_unit_test(decays_fall_and_warmups_rise),
        cmocka_unit_test(without_a_ramp),
        cmocka_unit_test(out_of_range_is_refused),
        cmocka_unit_test(names),
        cmocka_unit_test(the_loop_follows),
        cmocka_unit_test(a_schedule_shorter_than_the_run_is_an_error),
        cmocka_unit_test(an_optimizer_follows_too),
        cmocka_unit_test(a_resumed_run_goes_on_in_its_schedule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
