/* The loop: every stop rule, their order, the observer, the errors. The
 * source is included so that its allocations can be counted and refused. */
#include <stdlib.h>

static void *counted_calloc(size_t count, size_t size);
#define calloc counted_calloc
#include "gd/descent.c"
#undef calloc

#include "close.h"

static int allocations;
static bool no_memory;

static void *counted_calloc(size_t count, size_t size)
{
    allocations++;
    return no_memory ? NULL : calloc(count, size);
}

/* x^2 + ... in any number of variables, counting how often it is asked. */
static double squares(size_t n, const double *x, double *gradient,
                      void *context)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] * x[i];
        if (gradient)
            gradient[i] = 2 * x[i];
    }
    if (context)
        ++*(int *)context;
    return sum;
}

static const gd_objective square = {"square", 1, squares, NULL};

static gd_options steps_only(double rate, size_t steps)
{
    return (gd_options){.rate = rate, .max_steps = steps};
}

/* ---------------------------------------------------------------- steps */

static void each_step_subtracts_rate_times_gradient(void **state)
{
    (void)state;
    for (size_t steps = 0; steps <= 20; steps++) {
        double x = 1.2, by_hand = 1.2;
        gd_options o = steps_only(0.3, steps);
        gd_result r = gd_descend(&square, &x, &o);
        for (size_t t = 0; t < steps; t++)
            by_hand -= 0.3 * (2 * by_hand);
        assert_bits(x, by_hand);
        assert_int_equal(r.outcome, GD_STEP_LIMIT);
        assert_int_equal(r.steps, steps);
        assert_bits(r.f, x * x);
        assert_bits(r.gradient_norm, fabs(2 * x));
    }
}

static void ascent_adds(void **state)
{
    (void)state;
    double x = 1.2, by_hand = 1.2;
    gd_options o = steps_only(0.3, 10);
    o.ascend = true;
    assert_true(gd_descend(&square, &x, &o).outcome > 0);
    for (int t = 0; t < 10; t++)
        by_hand += 0.3 * (2 * by_hand);
    assert_bits(x, by_hand);
}

static void every_coordinate_moves(void **state)
{
    (void)state;
    double x[7], start[7];
    for (int i = 0; i < 7; i++)
        x[i] = start[i] = 1 + i;
    gd_objective f = {"squares", 7, squares, NULL};
    gd_options o = steps_only(0.25, 3);
    assert_true(gd_descend(&f, x, &o).outcome > 0);
    for (int i = 0; i < 7; i++)
        assert_bits(x[i], start[i] / 8);
}

static void one_evaluation_a_step_and_one_more(void **state)
{
    (void)state;
    int evaluations = 0;
    gd_objective f = {"square", 1, squares, &evaluations};
    double x = 1;
    gd_options o = steps_only(0.1, 25);
    assert_true(gd_descend(&f, &x, &o).outcome > 0);
    assert_int_equal(evaluations, 26);
}

static void one_allocation_a_run_and_none_a_step(void **state)
{
    (void)state;
    for (size_t steps = 0; steps <= 1000; steps += 500) {
        double x = 1;
        gd_options o = steps_only(1e-6, steps);
        allocations = 0;
        assert_true(gd_descend(&square, &x, &o).outcome > 0);
        assert_int_equal(allocations, 1);
    }
}

/* ------------------------------------------------------------ stop rules */

static void tolerance_is_strictly_below(void **state)
{
    (void)state;
    double x = 0.5; /* max|g| = 1 */
    gd_options o = steps_only(0.25, 100);
    o.tolerance = 1;
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_CONVERGED);
    assert_int_equal(r.steps, 1);
    assert_bits(x, 0.25);
    assert_bits(r.gradient_norm, 0.5);
}

static void tolerance_zero_never_stops(void **state)
{
    (void)state;
    double x = 0;
    gd_options o = steps_only(0.25, 100);
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_int_equal(r.steps, 100);
}

static void target_may_be_touched(void **state)
{
    (void)state;
    double x = 1; /* f: 1, 1/4, 1/16 */
    gd_options o = steps_only(0.25, 100);
    o.has_target = true;
    o.target = 0.0625;
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_TARGET_REACHED);
    assert_int_equal(r.steps, 2);
    assert_bits(r.f, 0.0625);
}

static void a_start_that_is_good_enough_stays(void **state)
{
    (void)state;
    double x = 0.125;
    gd_options o = steps_only(0.25, 100);
    o.has_target = true;
    o.target = 1;
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_TARGET_REACHED);
    assert_int_equal(r.steps, 0);
    assert_bits(x, 0.125);
}

static double falling_line(size_t n, const double *x, double *gradient,
                           void *context)
{
    (void)n;
    (void)context;
    if (gradient)
        *gradient = 1;
    return *x;
}

/* On the cubic, from 0 up to its hilltop: f(-1) = 7. */
static double cubic(size_t n, const double *x, double *gradient, void *context)
{
    (void)n;
    (void)context;
    double t = *x;
    if (gradient)
        *gradient = 3 * t * t - 6 * t - 9;
    return t * t * t - 3 * t * t - 9 * t + 2;
}

static void a_climb_ends_at_its_target(void **state)
{
    (void)state;
    gd_objective hill = {"cubic", 1, cubic, NULL};
    gd_options o = steps_only(0.01, 1000);
    double x = 0;
    o.ascend = true;
    o.has_target = true;
    o.target = 6.5;
    gd_result r = gd_descend(&hill, &x, &o);
    assert_int_equal(r.outcome, GD_TARGET_REACHED);
    assert_true(r.steps > 3 && r.f >= 6.5 && r.f < 7);
    x = 0; /* higher than the hill is: never */
    o.target = 7.5;
    assert_int_equal(gd_descend(&hill, &x, &o).outcome, GD_STEP_LIMIT);
}

static void a_target_of_0_must_be_asked_for(void **state)
{
    (void)state;
    double x = -1; /* f = x: below 0 from the start */
    gd_objective line = {"line", 1, falling_line, NULL};
    gd_options o = steps_only(0.25, 5);
    assert_int_equal(gd_descend(&line, &x, &o).outcome, GD_STEP_LIMIT);
    o.has_target = true;
    assert_int_equal(gd_descend(&line, &x, &o).steps, 0);
}

/* ---------------------------------------------------------- the observer */

enum { SEEN = 64 };

typedef struct watcher {
    size_t calls;
    size_t stop_at; /* says no at this call */
    size_t step[SEEN];
    double x[SEEN], f[SEEN], g[SEEN], norm[SEEN], rate[SEEN];
} watcher;

static bool watch(const gd_state *s, void *context)
{
    watcher *w = context;
    assert_true(w->calls < SEEN);
    w->step[w->calls] = s->step;
    w->x[w->calls] = s->x[0];
    w->f[w->calls] = s->f;
    w->g[w->calls] = s->gradient[0];
    w->norm[w->calls] = s->gradient_norm;
    w->rate[w->calls] = s->rate;
    assert_int_equal(s->n, 1);
    return ++w->calls != w->stop_at;
}

static void the_observer_sees_every_point(void **state)
{
    (void)state;
    watcher w = {0};
    double x = 1, by_hand = 1;
    gd_options o = steps_only(0.1, 30);
    o.observer = watch;
    o.observer_context = &w;
    assert_true(gd_descend(&square, &x, &o).outcome > 0);
    assert_int_equal(w.calls, 31);
    for (size_t t = 0; t <= 30; t++) {
        assert_int_equal(w.step[t], t);
        assert_bits(w.x[t], by_hand);
        assert_bits(w.f[t], by_hand * by_hand);
        assert_bits(w.g[t], 2 * by_hand);
        assert_bits(w.norm[t], 2 * by_hand);
        assert_bits(w.rate[t], 0.1);
        by_hand -= 0.1 * (2 * by_hand);
    }
    assert_bits(w.x[30], x);
}

static void an_ascent_reports_its_rate_as_given(void **state)
{
    (void)state;
    watcher w = {0};
    double x = 1;
    gd_options o = steps_only(0.1, 3);
    o.ascend = true;
    o.observer = watch;
    o.observer_context = &w;
    assert_true(gd_descend(&square, &x, &o).outcome > 0);
    assert_bits(w.rate[3], 0.1);
}

static void the_observer_ends_the_run_where_it_stands(void **state)
{
    (void)state;
    watcher w = {.stop_at = 5};
    double x = 1;
    gd_options o = steps_only(0.1, 30);
    o.observer = watch;
    o.observer_context = &w;
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_STOPPED);
    assert_int_equal(r.steps, 4);
    assert_int_equal(w.calls, 5);
    assert_bits(x, w.x[4]);
}

/* x halves, so f changes by 3/4, 3/16, 3/64. */
static void a_value_that_hardly_changes_ends_the_run(void **state)
{
    (void)state;
    gd_change change = {.least = 0.1875};
    double x = 1;
    gd_options o = steps_only(0.25, 30);
    o.observer = gd_still_changes;
    o.observer_context = &change;
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_STOPPED);
    assert_int_equal(r.steps, 3);
    assert_bits(x, 0.125);
    /* A NaN is no small change: the run ends as diverged. */
    change.before = 1;
    assert_true(
        gd_still_changes(&(gd_state){.step = 1, .f = nan("")}, &change));
}

/* ------------------------------------------------------- order of rules */

static double nothing_is_finite(size_t n, const double *x, double *gradient,
                                void *context)
{
    (void)n, (void)x, (void)context;
    if (gradient)
        gradient[0] = nan("");
    return nan("");
}

/* All rules hold at once; taking the first away shows the next. */
static void rules_are_tried_in_their_order(void **state)
{
    (void)state;
    watcher w = {.stop_at = 1};
    gd_objective bad = {"nan", 1, nothing_is_finite, NULL};
    gd_options o = {.rate = 0.1,
                    .max_steps = 0,
                    .tolerance = 10,
                    .has_target = true,
                    .target = 10,
                    .observer = watch,
                    .observer_context = &w};
    double x = 1;
    assert_int_equal(gd_descend(&bad, &x, &o).outcome, GD_DIVERGED);
    assert_int_equal(w.calls, 1); /* the observer saw the wreck */
    w.calls = 0;
    assert_int_equal(gd_descend(&square, &x, &o).outcome, GD_STOPPED);
    o.observer = NULL;
    assert_int_equal(gd_descend(&square, &x, &o).outcome, GD_CONVERGED);
    o.tolerance = 0;
    assert_int_equal(gd_descend(&square, &x, &o).outcome, GD_TARGET_REACHED);
    o.has_target = false;
    assert_int_equal(gd_descend(&square, &x, &o).outcome, GD_STEP_LIMIT);
    assert_bits(x, 1);
}

/* ------------------------------------------------------------ divergence */

/* f and the gradient of n variables with one number replaced. */
typedef struct spoilt {
    double f;
    size_t at; /* n and beyond: the gradient is sound */
    double component;
} spoilt;

static double spoilt_eval(size_t n, const double *x, double *gradient,
                          void *context)
{
    const spoilt *s = context;
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = i == s->at ? s->component : 0;
    (void)x;
    return s->f;
}

/* Noticed at the point itself: not a step later, when x has caught it. */
static gd_outcome outcome_of(size_t n, spoilt s)
{
    double x[4] = {0};
    gd_objective f = {"spoilt", n, spoilt_eval, &s};
    gd_options o = gd_default_options();
    gd_result r = gd_descend(&f, x, &o);
    assert_int_equal(r.steps, 0);
    assert_bits(gd_max_abs(4, x), 0);
    return r.outcome;
}

static void a_number_that_is_not_finite_is_divergence(void **state)
{
    (void)state;
    static const double odd[] = {HUGE_VAL, -HUGE_VAL, (double)NAN};
    for (int k = 0; k < 3; k++) {
        assert_int_equal(outcome_of(3, (spoilt){odd[k], 9, 0}), GD_DIVERGED);
        for (size_t at = 0; at < 4; at++)
            assert_int_equal(outcome_of(4, (spoilt){0, at, odd[k]}),
                             GD_DIVERGED);
    }
    assert_int_equal(outcome_of(3, (spoilt){0, 9, 0}), GD_CONVERGED);
}

/* A slope that goes on and on: x leaves the doubles, f and g do not. */
static double ramp(size_t n, const double *x, double *gradient, void *context)
{
    (void)n, (void)x, (void)context;
    if (gradient)
        gradient[0] = -1e308;
    return 1;
}

static void an_infinite_x_is_divergence_though_f_is_finite(void **state)
{
    (void)state;
    gd_objective f = {"ramp", 1, ramp, NULL};
    double x = 0;
    gd_options o = steps_only(1, 100);
    gd_result r = gd_descend(&f, &x, &o);
    assert_int_equal(r.outcome, GD_DIVERGED);
    assert_int_equal(r.steps, 2); /* 1e308, then 2e308 */
    assert_true(isinf(x));
    assert_bits(r.f, 1);
    assert_bits(r.gradient_norm, 1e308);
}

static void a_start_that_is_not_finite_is_divergence(void **state)
{
    (void)state;
    double x = nan("");
    gd_options o = gd_default_options();
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_DIVERGED);
    assert_int_equal(r.steps, 0);
}

/* x^2 at rate 1.5: x doubles its size and changes sign, 2^t, until 2^1024. */
static void an_exploding_run_says_so(void **state)
{
    (void)state;
    double x = 1;
    gd_options o = steps_only(1.5, 5000);
    o.tolerance = 1e-8;
    gd_result r = gd_descend(&square, &x, &o);
    assert_int_equal(r.outcome, GD_DIVERGED);
    assert_int_equal(r.steps, 512); /* f = 4^512 = 2^1024 overflows first */
    assert_true(isinf(r.f));
    assert_bits(x, ldexp(1, 512));
}

/* ---------------------------------------------------------------- errors */

static void nonsense_is_refused_and_x_untouched(void **state)
{
    (void)state;
    static const double bad_rates[] = {-1e-300, -0.1, HUGE_VAL, (double)NAN};
    for (int i = 0; i < 4; i++) {
        double x = 1.2;
        gd_options o = steps_only(bad_rates[i], 10);
        gd_result r = gd_descend(&square, &x, &o);
        assert_int_equal(r.outcome, GD_ERROR_ARGUMENT);
        assert_bits(x, 1.2);
        assert_int_equal(r.steps, 0);
        assert_true(isnan(r.f) && isnan(r.gradient_norm));
    }
    static const double bad_tolerances[] = {-1e-8, (double)NAN};
    for (int i = 0; i < 2; i++) {
        double x = 1.2;
        gd_options o = steps_only(0.1, 10);
        o.tolerance = bad_tolerances[i];
        assert_int_equal(gd_descend(&square, &x, &o).outcome,
                         GD_ERROR_ARGUMENT);
        assert_bits(x, 1.2);
    }
    double x = 1.2;
    gd_options o = steps_only(0.1, 10);
    o.has_target = true;
    o.target = nan("");
    assert_int_equal(gd_descend(&square, &x, &o).outcome, GD_ERROR_ARGUMENT);
    gd_objective none = {"none", 0, squares, NULL};
    o = steps_only(0.1, 10);
    assert_int_equal(gd_descend(&none, &x, &o).outcome, GD_ERROR_ARGUMENT);
    assert_bits(x, 1.2);
}

/* What is wrong is said, each with words of its own. */
static void the_nonsense_is_named(void **state)
{
    (void)state;
    double x = 1;
    gd_objective none = {"none", 0, squares, NULL};
    gd_schedule schedule = gd_schedule_new(gd_schedule_find("cosine"), 5);
    gd_optimizer two;
    assert_true(gd_optimizer_new(&two, gd_method_find("momentum"), 2));
    const struct {
        const gd_objective *f;
        gd_options o;
        const char *why;
    } cases[] = {
        {&none, {.rate = 1}, "the objective has no parameters"},
        {&square, {.rate = -1}, "the rate is negative"},
        {&square, {.rate = 1, .tolerance = -1}, "the tolerance is"},
        {&square,
         {.rate = 1, .has_target = true, .target = (double)NAN},
         "the target is not a number"},
        {&square, {.rate = 1, .clip = -1}, "the longest gradient is"},
        {&square, {.rate = 1, .optimizer = &two}, "the optimizer is for"},
        {&square,
         {.rate = 1, .max_steps = 6, .schedule = &schedule},
         "the schedule has fewer steps"},
        {&square,
         {.rate = 1, .settings = (const gd_setting[]){{"beta", 0.5}, {0}}},
         "settings are for gd_minimise"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gd_result r = gd_descend(cases[i].f, &x, &cases[i].o);
        assert_int_equal(r.outcome, GD_ERROR_ARGUMENT);
        assert_memory_equal(r.why, cases[i].why, strlen(cases[i].why));
    }
    gd_options good = steps_only(0.1, 1);
    assert_string_equal(gd_descend(&square, &x, &good).why, "");
    gd_optimizer_free(&two);
}

static void without_memory_x_is_untouched(void **state)
{
    (void)state;
    double x = 1.2;
    gd_options o = steps_only(0.1, 10);
    no_memory = true;
    gd_result r = gd_descend(&square, &x, &o);
    no_memory = false;
    assert_int_equal(r.outcome, GD_ERROR_MEMORY);
    assert_int_equal(r.steps, 0);
    assert_true(isnan(r.f));
    assert_bits(x, 1.2);
}

static void outcomes_are_positive_and_errors_negative(void **state)
{
    (void)state;
    for (int i = GD_CONVERGED; i <= GD_DIVERGED; i++)
        assert_true(i > 0);
    assert_true(GD_ERROR_ARGUMENT < 0 && GD_ERROR_MEMORY < 0);
}

static void every_outcome_has_a_text_of_its_own(void **state)
{
    (void)state;
    const int all[] = {GD_CONVERGED,   GD_TARGET_REACHED, GD_STEP_LIMIT,
                       GD_STOPPED,     GD_DIVERGED,       GD_ERROR_ARGUMENT,
                       GD_ERROR_MEMORY};
    enum { ALL = sizeof all / sizeof all[0] };
    for (int i = 0; i < ALL; i++) {
        const char *text = gd_outcome_text((gd_outcome)all[i]);
        assert_true(strlen(text) > 5);
        assert_string_not_equal(text, "unknown outcome");
        assert_true(text[strlen(text) - 1] != '.');
        for (int j = 0; j < i; j++)
            assert_string_not_equal(text, gd_outcome_text((gd_outcome)all[j]));
    }
    assert_string_equal(gd_outcome_text((gd_outcome)99), "unknown outcome");
}

static void the_defaults(void **state)
{
    (void)state;
    gd_options o = gd_default_options();
    assert_bits(o.rate, 0);
    assert_int_equal(o.max_steps, 1000);
    assert_bits(o.tolerance, 1e-8);
    assert_false(o.has_target);
    assert_false(o.ascend);
    assert_true(o.observer == NULL);
    assert_true(o.retry == NULL);
}

static bool note_rate(const gd_state *s, void *context)
{
    *(double *)context = s->rate;
    return true;
}

/* One home: what an optimizer's rate was before the run is of no concern. */
static void the_rate_is_that_of_the_options(void **state)
{
    (void)state;
    double seen;
    gd_options o = {
        .max_steps = 1, .observer = note_rate, .observer_context = &seen};
    for (int own = 0; own < 2; own++)
        for (int given = 0; given < 2; given++) {
            gd_optimizer adamax;
            assert_true(gd_optimizer_new(&adamax, gd_method_find("adamax"), 1));
            assert_bits(adamax.rate, 2e-3);
            adamax.rate = 99;
            o.rate = given ? 0.25 : 0;
            o.optimizer = own ? &adamax : NULL;
            double x = 1, expected = given ? 0.25 : own ? 2e-3 : 0.01;
            gd_result r = gd_descend(&square, &x, &o);
            assert_int_equal(r.outcome, GD_STEP_LIMIT);
            assert_bits(seen, expected);
            assert_bits(r.rate, expected);
            assert_bits(adamax.rate, own ? expected : 99);
            gd_optimizer_free(&adamax);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_subtracts_rate_times_gradient),
        cmocka_unit_test(ascent_adds),
        cmocka_unit_test(every_coordinate_moves),
        cmocka_unit_test(one_evaluation_a_step_and_one_more),
        cmocka_unit_test(one_allocation_a_run_and_none_a_step),
        cmocka_unit_test(tolerance_is_strictly_below),
        cmocka_unit_test(tolerance_zero_never_stops),
        cmocka_unit_test(target_may_be_touched),
        cmocka_unit_test(a_start_that_is_good_enough_stays),
        cmocka_unit_test(a_climb_ends_at_its_target),
        cmocka_unit_test(a_target_of_0_must_be_asked_for),
        cmocka_unit_test(the_observer_sees_every_point),
        cmocka_unit_test(an_ascent_reports_its_rate_as_given),
        cmocka_unit_test(the_observer_ends_the_run_where_it_stands),
        cmocka_unit_test(a_value_that_hardly_changes_ends_the_run),
        cmocka_unit_test(rules_are_tried_in_their_order),
        cmocka_unit_test(a_number_that_is_not_finite_is_divergence),
        cmocka_unit_test(an_infinite_x_is_divergence_though_f_is_finite),
        cmocka_unit_test(a_start_that_is_not_finite_is_divergence),
        cmocka_unit_test(an_exploding_run_says_so),
        cmocka_unit_test(nonsense_is_refused_and_x_untouched),
        cmocka_unit_test(the_nonsense_is_named),
        cmocka_unit_test(without_memory_x_is_untouched),
        cmocka_unit_test(outcomes_are_positive_and_errors_negative),
        cmocka_unit_test(every_outcome_has_a_text_of_its_own),
        cmocka_unit_test(the_defaults),
        cmocka_unit_test(the_rate_is_that_of_the_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
