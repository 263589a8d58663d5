/* The program of chapter 4: the sources' runs at every checkpoint, the two
 * loops in full against the library bit for bit, and what the text claims. */
#define REFERENCE_FILE "tests/fixtures/source-values-03-04.tsv"
#include "chapter-under-test.h"

#define main program_main
#include "../code/04-optimizers.c"
#undef main

/* =============================================== the runs of the sources */

static const gd_objective *beale(void)
{
    return gd_test_objective("beale");
}

static plan plan_of(const char *name)
{
    for (int i = 0; i < SOURCE_PLANS; i++)
        if (strcmp(source_plans[i].name, name) == 0)
            return source_plans[i];
    fail_msg("no run %s", name);
    return source_plans[0];
}

/* A plan stopped at each checkpoint that id knows, up to `last`. */
static void assert_checkpoints(plan p, const char *id, long last)
{
    int checked = 0;
    for (long s = reference_next(id, "x", NO_STEP); s != NO_STEP && s <= last;
         s = reference_next(id, "x", s)) {
        p.steps = (size_t)s;
        run r = run_plan(&p, beale(), beale_start, NULL);
        assert_int_equal(r.steps, s);
        assert_reference(r.x[0], id, s, "x");
        assert_reference(r.x[1], id, s, "y");
        checked++;
    }
    assert_true(checked >= 5);
}

enum { FOR_EVER = 10000000 };

static void momentum_at_every_checkpoint(void **state)
{
    (void)state;
    assert_checkpoints(plan_of("momentum.beale"), "002.momentum", FOR_EVER);
    assert_checkpoints(plan_of("gd.beale"), "002.gd", FOR_EVER);
    assert_checkpoints(plan_of("gd.beale5x"), "002.gd5x", FOR_EVER);
    assert_checkpoints(plan_of("gd.beale900k"), "002.gd900k", FOR_EVER);
}

static void adagrad_at_every_checkpoint(void **state)
{
    (void)state;
    assert_checkpoints(plan_of("adagrad.beale"), "002.adagrad", FOR_EVER);
    plan from_zero = start_plans[1];
    assert_string_equal(from_zero.method, "adagrad");
    assert_null(from_zero.set[1].name); /* no `initial` */
    assert_checkpoints(from_zero, "002.adagrad.from0", FOR_EVER);
}

/* It goes on along the valley, and downhill. */
static void adagrad_creeps_on(void **state)
{
    (void)state;
    static const char id[] = "002.adagrad.long";
    for (long s = reference_next(id, "x", NO_STEP); s != NO_STEP;
         s = reference_next(id, "x", s)) {
        run r =
            adagrad_loop(beale(), beale_start, 0.1, 1e-8, 1, (size_t)s, 1e-8);
        assert_int_equal(r.steps, s);
        assert_reference(r.x[0], id, s, "x");
        assert_reference(r.x[1], id, s, "y");
        assert_reference(r.f, id, s, "f");
        assert_true(r.f > VALLEY_LIMIT);
    }
}

static void rmsprop_with_ten_nines_and_eleven(void **state)
{
    (void)state;
    assert_checkpoints(plan_of("rmsprop.beale900k"), "002.rmsprop.eleven",
                       FOR_EVER);
    plan p = plan_of("rmsprop.beale");
    assert_bits(p.set[0].value, 0.99999999999);
    run r = run_plan(&p, beale(), beale_start, NULL);
    assert_reference(r.x[0], "002.rmsprop.eleven", 300000, "x");
    assert_reference(r.x[1], "002.rmsprop.eleven", 300000, "y");
    plan ten = start_plans[4], zero = start_plans[5];
    assert_string_equal(ten.method, "rmsprop");
    assert_string_equal(ten.set[1].name, "initial");
    assert_string_equal(zero.method, "rmsprop");
    assert_null(zero.set[1].name);
    assert_bits(ten.set[0].value, 0.9999999999);
    assert_checkpoints(ten, "002.rmsprop.ten", FOR_EVER);
    assert_checkpoints(zero, "002.rmsprop.from0", FOR_EVER);
}

static void rmsprop_as_usual(void **state)
{
    (void)state;
    plan p = {"", "rmsprop", 0.01, 0, 1e-8, {{"beta", 0.9}, {"initial", 1}}};
    assert_checkpoints(p, "002.rmsprop.usual", 100);
}

/* Beyond step 1,800 or so the last bit decides on which wall it is. */
static void adadelta_ends_on_one_of_two_walls(void **state)
{
    (void)state;
    plan p = plan_of("adadelta.beale");
    assert_checkpoints(p, "002.adadelta", 1800);
    run r = run_plan(&p, beale(), beale_start, NULL);
    bool low = r.x[1] < 0.5;
    assert_close(r.x[0], low ? 2.93860020 : 2.91660910, 0, 1e-6);
    assert_close(r.x[1], low ? 0.45044889 : 0.50855125, 0, 1e-6);
    cycle c = adadelta_cycle();
    assert_bits(c.last[0], r.x[0]);
    assert_close(c.before[1], low ? 0.50855125 : 0.45044889, 0, 1e-6);
    assert_close(c.f_best, 0.0018718, 0, 1e-4);
    assert_true(c.f_last > 10 * c.f_best);
    plan zero = start_plans[3];
    assert_string_equal(zero.method, "adadelta");
    assert_null(zero.set[1].name);
    assert_checkpoints(zero, "002.adadelta.from0", 1000);
    plan published = {"", "adadelta", 1, 0, 1e-8, {{"rho", 0.95}}};
    assert_checkpoints(published, "002.adadelta.published", 1000);
}

typedef struct band {
    double x, y;
} band;

static bool watch_band(const gd_state *s, void *context)
{
    band *b = context;
    if (s->step >= 50000) {
        b->x = fmax(b->x, fabs(s->x[0] - 3));
        b->y = fmax(b->y, fabs(s->x[1] - 0.5));
    }
    return true;
}

/* The digits part after 4,300 steps; the band is the same for everybody. */
static void adam_ends_in_a_band(void **state)
{
    (void)state;
    plan p = plan_of("adam.beale");
    assert_checkpoints(p, "002.adam", 4200);
    gd_optimizer o;
    assert_true(gd_optimizer_new(&o, gd_method_find("adam"), 2));
    assert_true(gd_optimizer_set(&o, "beta2", 0.8));
    band b = {0, 0};
    double x[2] = {3, 4};
    gd_options options = gd_default_options();
    options.rate = 1e-3;
    options.max_steps = 100000;
    options.optimizer = &o;
    options.observer = watch_band;
    options.observer_context = &b;
    assert_true(gd_descend(beale(), x, &options).outcome > 0);
    gd_optimizer_free(&o);
    assert_close(b.x, 5.0986e-5, 0.01, 0);
    assert_close(b.y, 5.0858e-5, 0.01, 0);
    run r = run_plan(&p, beale(), beale_start, NULL);
    assert_bits(r.x[0], x[0]);
    assert_close(r.x[0], 3, 0, 1e-4);
    assert_close(r.x[1], 0.5, 0, 1e-4);
}

/* With the usual beta2 it goes into the left valley and far. */
static void adam_with_the_usual_beta2(void **state)
{
    (void)state;
    plan p = plan_of("adam.beale.beta2");
    assert_bits(p.set[0].value, 0.999);
    assert_checkpoints(p, "002.adam.beta2", 5000);
    run r = run_plan(&p, beale(), beale_start, NULL);
    assert_close(r.x[0], reference_value("002.adam.beta2", 100000, "x"), 0,
                 0.5);
    assert_close(r.x[1], reference_value("002.adam.beta2", 100000, "y"), 0,
                 1e-3);
}

/* ======================================= the loops in full, bit for bit */

typedef struct lockstep {
    bool momentum;
    size_t seen;
} lockstep;

static run bare(bool momentum, const gd_objective *f, const double *start,
                size_t steps, double tolerance)
{
    return momentum ? momentum_loop(f, start, 5e-6, 0.8, steps, tolerance)
                    : adagrad_loop(f, start, 0.1, 1e-8, 1, steps, tolerance);
}

static gd_optimizer module(bool momentum)
{
    gd_optimizer o;
    const gd_method *m = gd_method_find(momentum ? "momentum" : "adagrad");
    assert_true(gd_optimizer_new(&o, m, 2));
    assert_true(gd_optimizer_set(&o, momentum ? "beta" : "epsilon",
                                 momentum ? 0.8 : 1e-8));
    if (!momentum)
        assert_true(gd_optimizer_set(&o, "initial", 1));
    return o;
}

static void assert_same(bool momentum, const char *function, double x, double y,
                        size_t steps, double tolerance)
{
    const double start[2] = {x, y};
    run r =
        bare(momentum, gd_test_objective(function), start, steps, tolerance);
    gd_optimizer o = module(momentum);
    double p[2] = {x, y};
    gd_options options = gd_default_options();
    options.rate = momentum ? 5e-6 : 0.1;
    options.max_steps = steps;
    options.tolerance = tolerance;
    options.optimizer = &o;
    gd_result result = gd_descend(gd_test_objective(function), p, &options);
    assert_int_equal(result.steps, r.steps);
    assert_bits(p[0], r.x[0]);
    assert_bits(p[1], r.x[1]);
    assert_bits(result.f, r.f);
    assert_bits(result.gradient_norm, r.gradient_norm);
    gd_optimizer_free(&o);
}

static void the_loops_in_full_are_the_module(void **state)
{
    (void)state;
    for (int momentum = 0; momentum <= 1; momentum++) {
        for (size_t steps = 0; steps < 200; steps++)
            assert_same(momentum, "beale", 3, 4, steps, 1e-8);
        assert_same(momentum, "beale", 3, 4, 300000, 1e-6);
        assert_same(momentum, "rosenbrock", -1.2, 1, 20000, 1e-8);
        assert_same(momentum, "bowl", -2.4, 0.2, 20000, 1e-3);
    }
}

/* ========================================================= other claims */

static void momentum_overshoots_and_descent_does_not(void **state)
{
    (void)state;
    double plain[INERTIA_STEPS + 1], heavy[INERTIA_STEPS + 1];
    double ahead[INERTIA_STEPS + 1];
    inertia_run("gradient-descent", 0.1, plain);
    inertia_run("momentum", 0.1, heavy);
    inertia_run("nesterov", 0.1, ahead);
    double lowest = 0, lowest_ahead = 0;
    for (int t = 0; t <= INERTIA_STEPS; t++) {
        assert_close(plain[t], pow(0.8, t), 1e-12, 0);
        lowest = fmin(lowest, heavy[t]);
        lowest_ahead = fmin(lowest_ahead, ahead[t]);
    }
    assert_bits(lowest, heavy[6]); /* the value that the text quotes */
    assert_true(lowest < -0.7 && lowest_ahead > -0.42 && lowest_ahead < 0);
}

/* Theory and measurement, away from the seam where roots are equal. */
static void the_map_of_momentum(void **state)
{
    (void)state;
    for (double beta = 0; beta < 0.96; beta += 0.05)
        for (double r = 0.05; r < 4.2; r += 0.05) {
            double limit = 2 * (1 + beta), theory = momentum_radius(r, beta);
            if (fabs(r - limit) > 0.01)
                assert_int_equal(theory < 1, r < limit);
            double b = 1 + beta - r;
            if (beta > 0.01 && fabs(b * b - 4 * beta) > 0.05)
                assert_close(measured_radius(r, beta), theory, 0.03, 0);
        }
    for (double beta = 0.1; beta < 1; beta += 0.1) {
        double fastest = (1 - sqrt(beta)) * (1 - sqrt(beta));
        assert_close(momentum_radius(fastest, beta), sqrt(beta), 1e-7, 0);
    }
}

static void bias(void **state)
{
    (void)state;
    double right[BIAS_STEPS], without[BIAS_STEPS], shifted[BIAS_STEPS];
    first_steps(0.9, 0.999, 0, true, right);
    first_steps(0.9, 0.999, 0, false, without);
    first_steps(0.9, 0.8, 1, true, shifted);
    for (int t = 0; t < BIAS_STEPS; t++)
        assert_close(right[t], 0.001, 1e-7, 0);
    assert_close(without[0], 0.001 * 0.1 / sqrt(0.001), 1e-6, 0);
    assert_close(shifted[0], 0.001 * (0.1 / 0.19) / sqrt(0.2 / 0.36), 1e-7, 0);
}

static void scale_and_rotation(void **state)
{
    (void)state;
    size_t count;
    const gd_method *methods = gd_methods(&count);
    assert_int_equal(count, METHODS);
    for (size_t m = 0; m < count; m++) {
        bool first_family = m < 3; /* descent, momentum, Nesterov */
        assert_int_equal(rotation_invariant(methods[m].name), first_family);
        assert_int_equal(scale_free(methods[m].name), !first_family);
    }
    double upright = turned_run("adam", 0, 1, NULL).f;
    assert_true(turned_run("adam", 45, 1, NULL).f > 1e5 * upright);
}

static void adam_walks_the_wrong_way(void **state)
{
    (void)state;
    assert_close(reddi(false, REDDI_STEPS, NULL), 1, 0, 0.01);
    assert_close(reddi(true, REDDI_STEPS, NULL), -1, 0, 0.01);
}

/* The first step of each adaptive method is as long in x as in y. */
static void effective_rates(void **state)
{
    (void)state;
    for (int k = 0; k < EFFECTIVE; k++) {
        static effective e;
        memset(&e, 0, sizeof e);
        effective_run(effective_methods[k], &e);
        double ratio = e.rate[0][0] / e.rate[0][1];
        assert_close(ratio, k == 0 ? 1 : 3.6 / 0.3, 1e-6, 0);
    }
}

/* ============================================================== the data */

static void assert_value(const tsv *t, const char *key, double expected,
                         double absolute)
{
    double value = tsv_value(t, key);
    if (!close_enough(value, expected, 0, absolute))
        fail_msg("%s is %.17g, not %.17g", key, value, expected);
}

static void values_that_others_rely_on(void **state)
{
    (void)state;
    tsv t = chapter_data();
    assert_true(tsv_check(&t) >= 40);
    assert_string_equal(caught.name, "04-optimizers");
    assert_value(&t, "momentum.beale.x", 2.9632463255505734, 1e-13);
    assert_value(&t, "momentum.beale.y", 0.49067782206377325, 1e-13);
    assert_value(&t, "adagrad.beale.x", -0.6924071731420596, 1e-13);
    assert_value(&t, "adagrad.beale.y", 1.7623376603791945, 1e-13);
    assert_value(&t, "adadelta.beale.x", 2.92760465, 0.0110);
    assert_value(&t, "adadelta.beale.y", 0.47950007, 0.0291);
    assert_value(&t, "rmsprop.beale.x", 2.701625623508521, 2e-12);
    assert_value(&t, "rmsprop.beale.y", 0.4150036576537423, 2e-12);
    assert_value(&t, "rmsprop.beale900k.x", 2.9082808981489023, 3e-12);
    assert_value(&t, "rmsprop.beale900k.y", 0.4761615601499313, 3e-12);
    assert_value(&t, "adam.beale.x", 3, 1e-4);
    assert_value(&t, "adam.beale.y", 0.5, 1e-4);
    assert_value(&t, "valley.limit", 405.0 / 896, 1e-15);
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (int p = 0; p < PROBLEMS; p++)
        for (size_t m = 0; m < count; m++) {
            char key[64];
            snprintf(key, sizeof key, "fair.%s.%s.f", problems[p].name,
                     methods[m].name);
            double f = tsv_value(&t, key);
            if (!(f >= 0 && isfinite(f)))
                fail_msg("%s is %g", key, f);
        }
    tsv_free(&t);
}

/* The protocol, once by hand: the best of the grid, at the last point. */
static void the_contest_is_what_it_says(void **state)
{
    (void)state;
    static contest c;
    hold_contest(&c);
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++)
            for (int k = 0; k < RATES; k++)
                assert_true(!(c.f[p][m][k] < c.f[p][m][c.best[p][m]]));
    double best = HUGE_VAL;
    for (int k = 0; k < RATES; k++) {
        double x[2] = {1, 1.5}, g[2];
        for (int t = 0; t <= BUDGET; t++) {
            double f = gd_value_and_gradient(beale(), x, g);
            if (t == BUDGET)
                best = f < best ? f : best;
            for (int i = 0; i < 2; i++)
                x[i] -= grid_rate(k) * g[i];
        }
    }
    assert_string_equal(problems[1].name, "beale-near");
    assert_bits(c.f[1][0][c.best[1][0]], best);
    assert_close(grid_rate(0), 1e-7, 1e-14, 0);
    assert_close(grid_rate(RATES - 1), 10, 1e-14, 0);
}

static void the_same_bytes_twice(void **state)
{
    (void)state;
    tsv a = chapter_data(), b = chapter_data();
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.text, b.text, a.size);
    tsv_free(&a);
    tsv_free(&b);
}

/* Must come last. */
static void every_reference_value_has_been_asserted(void **state)
{
    (void)state;
    references_all_used("002.momentum");
    references_all_used("002.gd5x");
    references_all_used("002.gd900k");
    references_all_used("002.adagrad");
    references_all_used("002.rmsprop.eleven");
    references_all_used("002.rmsprop.ten");
    references_all_used("002.rmsprop.from0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(momentum_at_every_checkpoint),
        cmocka_unit_test(adagrad_at_every_checkpoint),
        cmocka_unit_test(adagrad_creeps_on),
        cmocka_unit_test(rmsprop_with_ten_nines_and_eleven),
        cmocka_unit_test(rmsprop_as_usual),
        cmocka_unit_test(adadelta_ends_on_one_of_two_walls),
        cmocka_unit_test(adam_ends_in_a_band),
        cmocka_unit_test(adam_with_the_usual_beta2),
        cmocka_unit_test(the_loops_in_full_are_the_module),
        cmocka_unit_test(momentum_overshoots_and_descent_does_not),
        cmocka_unit_test(the_map_of_momentum),
        cmocka_unit_test(bias),
        cmocka_unit_test(scale_and_rotation),
        cmocka_unit_test(adam_walks_the_wrong_way),
        cmocka_unit_test(effective_rates),
        cmocka_unit_test(values_that_others_rely_on),
        cmocka_unit_test(the_contest_is_what_it_says),
        cmocka_unit_test(the_same_bytes_twice),
        cmocka_unit_test(every_reference_value_has_been_asserted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
