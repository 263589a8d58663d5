/* A run by the name of its method, and runs that take steps back. */
#include "close.h"

#include "gd/descent.h"

#include <stdio.h>

/* x^2/2 + 10 y^2 */
static double trough(size_t n, const double *x, double *gradient, void *context)
{
    (void)n, (void)context;
    if (gradient) {
        gradient[0] = x[0];
        gradient[1] = 20 * x[1];
    }
    return x[0] * x[0] / 2 + 10 * x[1] * x[1];
}

static const gd_objective f = {"trough", 2, trough, NULL};

/* ------------------------------------------------------------- gd_minimise */

/* What gd_descend does with an optimizer that is set up by hand. */
static gd_result by_hand(const gd_method *method, const char *name,
                         double value, gd_options o, double x[2])
{
    gd_optimizer optimizer;
    assert_true(gd_optimizer_new(&optimizer, method, 2));
    if (name)
        assert_true(gd_optimizer_set(&optimizer, name, value));
    o.optimizer = &optimizer;
    gd_result r = gd_descend(&f, x, &o);
    gd_optimizer_free(&optimizer);
    return r;
}

static void every_method_by_its_name(void **state)
{
    (void)state;
    size_t count;
    const gd_method *m = gd_methods(&count);
    for (size_t k = 0; k < count; k++) {
        double x[2] = {1, 2}, y[2] = {1, 2};
        gd_result a = gd_minimise(&f, x, m[k].name, NULL);
        gd_result b = by_hand(&m[k], NULL, 0, gd_default_options(), y);
        assert_int_equal(a.outcome, b.outcome);
        assert_int_equal(a.steps, b.steps);
        assert_bits(a.rate, m[k].rate);
        assert_memory_equal(x, y, sizeof x);
        gd_options o = {.rate = 0.01, .max_steps = 30, .clip = 0.5};
        a = gd_minimise(&f, x, m[k].name, &o);
        b = by_hand(&m[k], NULL, 0, o, y);
        assert_bits(a.rate, 0.01);
        assert_memory_equal(x, y, sizeof x);
    }
}

static void settings_reach_the_optimizer(void **state)
{
    (void)state;
    const gd_setting settings[] = {{"beta1", 0.8}, {"beta2", 0.5}, {0}};
    double x[2] = {1, 2}, y[2] = {1, 2};
    gd_options o = {.rate = 0.01, .max_steps = 50, .settings = settings + 1};
    gd_result r = gd_minimise(&f, x, "adam", &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    o.settings = NULL;
    r = by_hand(gd_method_find("adam"), "beta2", 0.5, o, y);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_memory_equal(x, y, sizeof x);
    o.settings = settings;
    r = gd_minimise(&f, y, "adam", &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    r = gd_minimise(
        &f, x, "adam",
        &(gd_options){.rate = 0.01, .max_steps = 50, .settings = settings + 1});
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_true(x[0] != y[0]); /* beta1 counts as well */
}

static void refused(const char *method, const gd_objective *of, gd_options o,
                    const char *why)
{
    double x[2] = {1, 2};
    gd_result r = gd_minimise(of, x, method, &o);
    assert_int_equal(r.outcome, GD_ERROR_ARGUMENT);
    assert_string_equal(r.why, why);
    assert_true(isnan(r.f) && isnan(r.gradient_norm) && isnan(r.rate));
    assert_int_equal(r.steps, 0);
    assert_bits(x[0], 1);
    assert_bits(x[1], 2);
}

static void what_is_refused_is_named(void **state)
{
    (void)state;
    gd_options o = gd_default_options();
    gd_optimizer optimizer = {0};
    const gd_objective none = {"none", 0, trough, NULL};
    refused("adma", &f, o, "no method is called adma");
    refused("a-name-that-is-longer-than-thirty-two-characters", &f, o,
            "no method is called a-name-that-is-longer-than-thirt");
    refused("adam", &none, o, "the objective has no parameters");
    o.settings = (const gd_setting[]){{"beta1", 0.5}, {"beta_2", 0.5}, {0}};
    refused("adam", &f, o, "adam has no hyper-parameter beta_2");
    o.settings = (const gd_setting[]){{"beta", 1}, {0}};
    refused("momentum", &f, o, "momentum cannot have beta 1");
    o.settings = NULL;
    o.rate = -1;
    refused("adam", &f, o, "the rate is negative or not finite");
    o.rate = 0;
    o.optimizer = &optimizer;
    refused("adam", &f, o, "gd_minimise makes the optimizer itself");
}

/* ------------------------------------------------------------------- retry */

enum { SEEN = 100 };

/* What was asked, and what was seen. */
typedef struct judge {
    double factor; /* of a rejection */
    int asked, seen, rejected;
    size_t asked_at;
    double x[SEEN][2], f[SEEN], g[SEEN][2], norm[SEEN], rate[SEEN];
} judge;

static double downhill_only(double before, const gd_state *after, void *context)
{
    judge *j = context;
    assert_int_equal(after->step, ++j->asked_at); /* every step, in turn */
    assert_int_equal(j->seen, after->step);       /* before the observer */
    assert_bits(before, j->f[j->seen - 1]);
    assert_bits(after->f, trough(2, after->x, NULL, NULL));
    j->asked++;
    if (after->f <= before)
        return 1;
    j->rejected++;
    return j->factor;
}

static bool see(const gd_state *s, void *context)
{
    judge *j = context;
    assert_true(j->seen < SEEN);
    memcpy(j->x[j->seen], s->x, sizeof j->x[0]);
    memcpy(j->g[j->seen], s->gradient, sizeof j->g[0]);
    j->norm[j->seen] = s->gradient_norm;
    j->f[j->seen] = s->f;
    j->rate[j->seen++] = s->rate;
    return true;
}

static gd_options judged(judge *j, double rate, size_t steps)
{
    return (gd_options){.rate = rate,
                        .max_steps = steps,
                        .observer = see,
                        .observer_context = j,
                        .retry = downhill_only,
                        .retry_context = j};
}

/* Rate 0.3 is too much for a curvature of 20; 0.3 / 4 is not. */
static void a_step_is_taken_back(void **state)
{
    (void)state;
    judge j = {.factor = 0.25};
    double x[2] = {1, 2}, y[2] = {1, 2};
    gd_options o = judged(&j, 0.3, 40);
    gd_result r = gd_descend(&f, x, &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_int_equal(r.steps, 40);
    assert_int_equal(j.asked, 40);
    assert_int_equal(j.rejected, 1);
    assert_bits(r.rate, 0.3 * 0.25);
    assert_bits(j.rate[0], 0.3);
    for (int t = 1; t <= 40; t++)
        assert_bits(j.rate[t], 0.3 * 0.25);
    /* the old point once more, all of it */
    assert_memory_equal(j.x[1], j.x[0], sizeof j.x[0]);
    assert_memory_equal(j.g[1], j.g[0], sizeof j.g[0]);
    assert_bits(j.f[1], j.f[0]);
    assert_bits(j.norm[1], 40);
    /* and from there as if the first step had never been tried */
    o = (gd_options){.rate = 0.3 * 0.25, .max_steps = 39};
    assert_int_equal(gd_descend(&f, y, &o).outcome, GD_STEP_LIMIT);
    assert_memory_equal(x, y, sizeof x);
}

/* Momentum that led uphill is forgotten. */
static void the_method_starts_over(void **state)
{
    (void)state;
    judge j = {.factor = 0.5};
    double x[2] = {1, 2}, y[2], g[2];
    gd_options o = judged(&j, 0.05, SEEN - 1);
    gd_result r = gd_minimise(&f, x, "momentum", &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_true(j.rejected > 1 && j.rejected < 20);
    assert_bits(r.rate, ldexp(0.05, -j.rejected));
    int after = 0;
    for (int t = 1; t + 1 < SEEN; t++) {
        assert_true(j.f[t] <= j.f[t - 1]);
        if (j.rate[t] == j.rate[t - 1] || j.rate[t + 1] != j.rate[t])
            continue;
        after++; /* the first step of a new beginning is plain descent */
        memcpy(y, j.x[t], sizeof y);
        trough(2, y, g, NULL);
        for (int i = 0; i < 2; i++)
            assert_bits(j.x[t + 1][i], y[i] - j.rate[t] * g[i]);
    }
    assert_true(after > 0);
}

static double never(double before, const gd_state *after, void *context)
{
    (void)before, (void)after;
    return *(const double *)context;
}

/* 0, a negative number, a NaN and all above 1 are no factors. */
static void only_a_factor_takes_back(void **state)
{
    (void)state;
    double answers[] = {1, 0, -0.5, 2, nan("")};
    for (int i = 0; i < 5; i++) {
        double x[2] = {1, 2}, y[2] = {1, 2};
        gd_options o = {.rate = 0.01, .max_steps = 9};
        assert_int_equal(gd_descend(&f, y, &o).outcome, GD_STEP_LIMIT);
        o.retry = never;
        o.retry_context = &answers[i];
        gd_result r = gd_descend(&f, x, &o);
        assert_bits(r.rate, 0.01);
        assert_memory_equal(x, y, sizeof x);
    }
}

/* A leap out of the numbers is taken back like another; at the start there is
 * nothing to go back to. */
static double half_if_not_finite(double before, const gd_state *after,
                                 void *context)
{
    (void)before, (void)context;
    return isfinite(after->f) ? 1 : 0.5;
}

static void a_leap_to_infinity_is_no_divergence(void **state)
{
    (void)state;
    double x[2] = {1, 2};
    gd_options o = {
        .rate = 1e200, .max_steps = 700, .retry = half_if_not_finite};
    gd_result r = gd_descend(&f, x, &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_true(r.rate < 1e154 && isfinite(r.f));
    x[0] = HUGE_VAL;
    assert_int_equal(gd_descend(&f, x, &o).outcome, GD_DIVERGED);
}

/* Climbing turns the gradient round, clipping shortens it: what is put back
 * is the gradient itself. */
static double uphill_only(double before, const gd_state *after, void *context)
{
    judge *j = context;
    j->rejected += !(after->f >= before);
    return after->f >= before ? 1 : 0.5;
}

static double hill(size_t n, const double *x, double *gradient, void *context)
{
    double value = -trough(n, x, gradient, context);
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = -gradient[i];
    return value;
}

static void uphill_and_clipped(void **state)
{
    (void)state;
    judge j = {0};
    double x[2] = {1, 2};
    gd_objective h = {"hill", 2, hill, NULL};
    gd_options o = judged(&j, 8, SEEN - 1);
    o.ascend = true;
    o.clip = 1;
    o.retry = uphill_only;
    gd_result r = gd_descend(&h, x, &o);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    assert_true(j.rejected > 3);
    for (int t = 0; t < SEEN; t++) {
        double g[2];
        hill(2, j.x[t], g, NULL);
        assert_memory_equal(g, j.g[t], sizeof g);
        assert_true(t == 0 || j.f[t] >= j.f[t - 1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_by_its_name),
        cmocka_unit_test(settings_reach_the_optimizer),
        cmocka_unit_test(what_is_refused_is_named),
        cmocka_unit_test(a_step_is_taken_back),
        cmocka_unit_test(the_method_starts_over),
        cmocka_unit_test(only_a_factor_takes_back),
        cmocka_unit_test(a_leap_to_infinity_is_no_divergence),
        cmocka_unit_test(uphill_and_clipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
