/* The program of chapter 4: the sources' runs at every checkpoint, the two
 * loops in full against the library bit for bit, what the text claims, and what
 * is told when knobs are turned. */
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

/* A plan of the sources, with the book's knobs. */
static plan plan_of(const char *name)
{
    sources_knobs book;
    plan p[SOURCES];
    size_t which = experiment_find(experiments, "sources");
    knobs_reset(&experiments[which], &book);
    source_plans(&book, p);
    for (int i = 0; i < SOURCES; i++)
        if (strcmp(p[i].name, name) == 0)
            return p[i];
    fail_msg("no run %s", name);
    return p[0];
}

/* The same with accumulators that start at 0. */
static plan from_zero(plan p)
{
    assert_string_equal(p.set[1].name, "initial");
    p.set[1] = (gd_setting){NULL, 0};
    return p;
}

static run perform_on_beale(const plan *p)
{
    return perform(p, beale(), beale_start, NULL, NULL);
}

/* A plan stopped at each checkpoint that id knows, up to `last`. */
static void assert_checkpoints(plan p, const char *id, long last)
{
    int checked = 0;
    for (long s = reference_next(id, "x", NO_STEP); s != NO_STEP && s <= last;
         s = reference_next(id, "x", s)) {
        p.steps = (size_t)s;
        run r = perform_on_beale(&p);
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
    assert_checkpoints(plan_of("gd.beale.faster"), "002.gd5x", FOR_EVER);
    assert_checkpoints(plan_of("gd.beale.long"), "002.gd900k", FOR_EVER);
}

static void adagrad_at_every_checkpoint(void **state)
{
    (void)state;
    assert_checkpoints(plan_of("adagrad.beale"), "002.adagrad", FOR_EVER);
    assert_checkpoints(from_zero(plan_of("adagrad.beale")), "002.adagrad.from0",
                       FOR_EVER);
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
    assert_checkpoints(plan_of("rmsprop.beale.long"), "002.rmsprop.eleven",
                       FOR_EVER);
    plan p = plan_of("rmsprop.beale");
    assert_bits(p.set[0].value, 0.99999999999);
    run r = perform_on_beale(&p);
    assert_reference(r.x[0], "002.rmsprop.eleven", 300000, "x");
    assert_reference(r.x[1], "002.rmsprop.eleven", 300000, "y");
    p.set[0].value = 0.9999999999;
    assert_checkpoints(p, "002.rmsprop.ten", FOR_EVER);
    assert_checkpoints(from_zero(p), "002.rmsprop.from0", FOR_EVER);
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
    run r = perform_on_beale(&p);
    bool low = r.x[1] < 0.5;
    assert_close(r.x[0], low ? 2.93860020 : 2.91660910, 0, 1e-6);
    assert_close(r.x[1], low ? 0.45044889 : 0.50855125, 0, 1e-6);
    cycle c = {0};
    perform(&p, beale(), beale_start, watch_cycle, &c);
    assert_bits(c.last[0], r.x[0]);
    assert_close(c.before[1], low ? 0.50855125 : 0.45044889, 0, 1e-6);
    assert_close(c.f_best, 0.0018718, 0, 1e-4);
    assert_true(c.f_last > 10 * c.f_best);
    assert_checkpoints(from_zero(p), "002.adadelta.from0", 1000);
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
    run r = perform_on_beale(&p);
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
    run r = perform_on_beale(&p);
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
    const inertia_knobs book = {0.1, 0.9};
    double x[BALLS][INERTIA_STEPS + 1], lowest = 0, lowest_ahead = 0;
    roll(&book, x);
    for (int t = 0; t <= INERTIA_STEPS; t++) {
        assert_close(x[0][t], pow(0.8, t), 1e-12, 0);
        lowest = fmin(lowest, x[1][t]);
        lowest_ahead = fmin(lowest_ahead, x[2][t]);
    }
    assert_bits(lowest, x[1][6]);
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

/* The product of the roots is beta; a pair has the modulus sqrt(beta), and of
 * real ones the larger is larger. */
static void the_roots_of_momentum(void **state)
{
    (void)state;
    for (double beta = 0.05; beta < 1; beta += 0.05)
        for (double r = 0.01; r < 4.2; r += 0.01) {
            double complex z[2];
            momentum_roots(r, beta, z);
            double larger = fmax(cabs(z[0]), cabs(z[1]));
            double low = (1 - sqrt(beta)) * (1 - sqrt(beta));
            double high = (1 + sqrt(beta)) * (1 + sqrt(beta));
            assert_close(creal(z[0] * z[1]), beta, 1e-12, 1e-12);
            assert_close(cimag(z[0] * z[1]), 0, 0, 1e-12);
            assert_close(larger, momentum_radius(r, beta), 1e-12, 0);
            for (int k = 0; k < 2; k++)
                assert_true(cabs(z[k] * z[k] - (1 + beta - r) * z[k] + beta)
                            < 1e-12);
            if (r > low + 1e-9 && r < high - 1e-9)
                assert_close(larger, sqrt(beta), 1e-12, 0);
            else
                assert_true(larger > sqrt(beta) - 1e-9);
        }
}

static void bias(void **state)
{
    (void)state;
    static double right[BIAS_STEPS], without[BIAS_STEPS], shifted[BIAS_STEPS];
    first_steps(0.9, 0.999, 0, true, right);
    first_steps(0.9, 0.999, 0, false, without);
    first_steps(0.9, 0.8, 1, true, shifted);
    for (int t = 0; t < BIAS_STEPS; t++)
        assert_close(right[t], 0.001, 1e-7, 0);
    assert_close(without[0], 0.001 * 0.1 / sqrt(0.001), 1e-6, 0);
    assert_close(shifted[0], 0.001 * (0.1 / 0.19) / sqrt(0.2 / 0.36), 1e-7, 0);
    for (int t = 1; t < BIAS_STEPS; t++) /* the twelfth is the longest */
        assert_true(t < 12 ? without[t] > without[t - 1]
                           : without[t] <= without[t - 1]);
    assert_true(without[999] > 1.25e-3 && shifted[9] > 0.95e-3);
}

static void scale_and_rotation(void **state)
{
    (void)state;
    for (int m = 0; m < METHODS; m++) {
        bool first_family = m < 3; /* descent, momentum, Nesterov */
        assert_int_equal(rotation_invariant(m, 45), first_family);
        assert_int_equal(scale_free(m, 1000), !first_family);
        assert_true(rotation_invariant(m, 0) && scale_free(m, 1));
    }
}

/* What method m reaches upright and turned, with the best rate for each. */
static void both_ways(int m, double late[2], int best[2])
{
    for (int i = 0; i < 2; i++) {
        turned_place t;
        double f[RATES];
        turned_set(&t, bowl_start, 45 * i, 1);
        best[i] = tune(methods()[m].name, &t.f, t.start, TURNED_STEPS, f);
        late[i] = f[best[i]];
    }
}

static void turning_the_bowl_costs_some_methods_everything(void **state)
{
    (void)state;
    enum { ADAGRAD_AT = 3, RMSPROP_AT = 5, ADAM, ADAMAX, NADAM, AMSGRAD };
    for (int m = 0; m < METHODS; m++) {
        double late[2];
        int best[2];
        both_ways(m, late, best);
        if (m < 3)
            assert_close(late[1], late[0], 1e-6, 0);
        if (m == ADAM || m == AMSGRAD)
            assert_true(late[1] > 2 * late[0] && late[1] < 6 * late[0]);
        if (m == ADAGRAD_AT || m == RMSPROP_AT || m == ADAMAX || m == NADAM)
            assert_true(late[1] > 1e5 * late[0]);
        if (m == ADAGRAD_AT)
            assert_true(late[0] <= 0 && grid_rate(best[0]) > 10 * 2.4);
        assert_int_equal(at_edge(best[0]), m == RMSPROP_AT);
        assert_false(at_edge(best[1]));
    }
}

/* After one leap of length eta along an axis of curvature lambda Adagrad's
 * effective rate there is 1/lambda. */
static void a_large_rate_measures_the_curvature(void **state)
{
    (void)state;
    effective e = {0};
    const plan p = {.method = "adagrad", .rate = 1000, .steps = 2};
    perform(&p, objective("bowl"), bowl_start, watch_effective, &e);
    assert_close(e.rate[1][0], 8, 0.01, 0);
    assert_close(e.rate[1][1], 1 / 18.0, 0.01, 0);
}

static void adam_walks_the_wrong_way(void **state)
{
    (void)state;
    double x[REDDI_STEPS + 1];
    for (double c = 3; c < 30; c += 3) {
        reddi(c, false, x);
        assert_close(x[REDDI_STEPS], 1, 0, 0.01);
    }
    reddi(4, true, x);
    assert_close(x[REDDI_STEPS], -1, 0, 0.01);
}

/* Every third round down, two up; AMSGrad the other way, on the whole. */
static void three_rounds(void **state)
{
    (void)state;
    double adam[REDDI_STEPS + 1], amsgrad[REDDI_STEPS + 1];
    reddi(4, false, adam);
    reddi(4, true, amsgrad);
    for (int t = 0; t + 3 <= 9; t += 3) {
        assert_true(adam[t + 1] < adam[t] && adam[t + 2] > adam[t + 1]);
        assert_true(adam[t + 3] > adam[t + 2] && adam[t + 3] > adam[t]);
        assert_true(amsgrad[t + 3] < amsgrad[t]);
    }
}

static double late_adam(const char *function, double rate, double beta2)
{
    const double near[2] = {1, 1.5};
    const plan p = {"", "adam", rate, 100000, 0, {{"beta2", beta2}}};
    return late_value(&p, objective(function), near);
}

/* A band with beta2 0.8, as wide as the rate; with 0.999 bursts or nothing. */
static void adam_comes_to_rest_by_luck(void **state)
{
    (void)state;
    static const double rates[] = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3};
    int exact = 0;
    for (int i = 0; i < 6; i++) {
        double beale_short = late_adam("beale", rates[i], 0.8);
        double beale_long = late_adam("beale", rates[i], 0.999);
        double bowl_short = late_adam("bowl", rates[i], 0.8);
        double bowl_long = late_adam("bowl", rates[i], 0.999);
        double square = rates[i] * rates[i];
        assert_true(beale_short > 0.08 * square && beale_short < 0.12 * square);
        assert_close(bowl_short / square, 0.0234, 0.05, 0);
        assert_true(beale_long <= 0 || beale_long > 10 * beale_short);
        assert_true(bowl_long > 18 * bowl_short && bowl_long < 30 * bowl_short);
        exact += beale_long <= 0;
    }
    assert_int_equal(exact, 3);
    double g[2];
    gd_value_and_gradient(beale(), (double[]){3, 0.5}, g);
    assert_true(gd_max_abs(2, g) <= 0);
}

/* Adam with a penalty stops where g = -w x; AdamW's mean gradient goes with
 * its rate, and with a cosine nothing is left. */
static void two_ways_to_decay(void **state)
{
    (void)state;
    const double w = 0.01;
    double x[2], g[2];
    const weight_decay_run penalty = {false, 1e-3, 3000000, NULL};
    late_mean mixed = weight_decaying(&penalty, w, NULL, NULL, x);
    assert_close(mixed.gradient[0], -0.02917, 1e-3, 0);
    assert_close(mixed.gradient[1], -0.00479, 1e-3, 0);
    for (int i = 0; i < 2; i++)
        assert_close(mixed.gradient[i], -w * x[i], 1e-3, 0);
    assert_close(mixed.value, 1.2e-3, 0.05, 0);
    const weight_decay_run slow_penalty = {false, 1e-4, 1000000, NULL};
    late_mean slower = weight_decaying(&slow_penalty, w, NULL, NULL, x);
    assert_close(slower.value, mixed.value, 1e-2, 0);
    const weight_decay_run adamw = {true, 1e-3, 3000000, NULL};
    late_mean apart = weight_decaying(&adamw, w, NULL, NULL, x);
    assert_close(apart.gradient[0], -1.2e-5, 0.05, 0);
    assert_close(apart.gradient[1], -8e-6, 0.05, 0);
    const weight_decay_run slow_adamw = {true, 1e-4, 1000000, NULL};
    slower = weight_decaying(&slow_adamw, w, NULL, NULL, x);
    assert_close(apart.gradient[0] / slower.gradient[0], 10, 0.05, 0);
    gd_schedule fall = gd_schedule_new(gd_schedule_find("cosine"), 1000000);
    const weight_decay_run cooled = {true, 1e-3, 1000000, &fall};
    weight_decaying(&cooled, w, NULL, NULL, x);
    assert_true(gd_value_and_gradient(beale(), x, g) < 1e-14);
}

/* Momentum goes up the wall first, both hop across the valley at every step,
 * and momentum arrives. */
static void two_walks_in_a_valley(void **state)
{
    (void)state;
    for (double kappa = 9; kappa < 101; kappa *= 2) {
        const walk_knobs k = {kappa, 24};
        double widest[2] = {0};
        gd_history h[2];
        walk_valley(&k, h);
        for (int i = 0; i < 2; i++) {
            assert_int_equal(h[i].count, 25);
            for (size_t step = 1; step < h[i].count; step++) {
                const double *row = gd_history_row(&h[i], step);
                if (step < 6 || i == 0)
                    assert_true(row[2] * gd_history_row(&h[i], step - 1)[2]
                                < 0);
                widest[i] = fmax(widest[i], fabs(row[2]));
            }
        }
        double begun = gd_history_row(&h[1], 0)[2];
        assert_true(widest[0] < begun && widest[1] > 1.2 * begun);
        double f_plain = gd_history_row(&h[0], 24)[3];
        double f_heavy = gd_history_row(&h[1], 24)[3];
        assert_true(f_heavy < f_plain / (kappa < 50 ? 100 : 2));
        for (int i = 0; i < 2; i++)
            gd_history_free(&h[i]);
    }
}

/* A gradient ten times as large: momentum lengthens the steps after it and is
 * soon as before; Adagrad never is, RMSprop after a while; Adam's step grows by
 * a third, is too short then, and comes back slowly. */
static void four_memories_of_a_spike(void **state)
{
    (void)state;
    double momentum[STREAM + 1], adagrad[STREAM + 1];
    double rmsprop[STREAM + 1], adam[STREAM + 1];
    stream_steps("momentum", 10, momentum);
    stream_steps("adagrad", 10, adagrad);
    stream_steps("rmsprop", 10, rmsprop);
    stream_steps("adam", 10, adam);
    assert_close(momentum[SPIKE], 1.9, 1e-4, 0);
    assert_close(momentum[SPIKE + 40], 1 + 0.9 * pow(0.9, 40), 1e-4, 0);
    assert_close(adagrad[SPIKE], 10 * sqrt(99 / 199.0), 1e-9, 0);
    for (int t = SPIKE + 1; t < STREAM; t++)
        assert_true(adagrad[t] < 0.71 && adagrad[t + 1] < adagrad[t]);
    assert_true(rmsprop[SPIKE] > 6 && rmsprop[SPIKE + 1] < 0.65);
    assert_true(rmsprop[STREAM] > 0.75 && rmsprop[STREAM] < 0.8);
    assert_close(adam[SPIKE], 4 / 3.0, 0.02, 0);
    assert_true(adam[SPIKE + 40] < 0.8 && adam[STREAM] > 0.85);
    for (int t = 1; t <= STREAM; t++)
        assert_close(stream_gradient(t, 10), t == SPIKE ? 10 : 1, 0, 0);
}

static void assert_derivative(double (*eval)(size_t, const double *, double *,
                                             void *),
                              double x)
{
    double g, h = 1e-6;
    eval(1, &x, &g, NULL);
    double up = x + h, down = x - h;
    double slope = (eval(1, &up, NULL, NULL) - eval(1, &down, NULL, NULL));
    assert_close(slope / (2 * h), g, 1e-5, 1e-5);
}

static void the_counterexamples_are_what_they_say(void **state)
{
    (void)state;
    for (double x = -3.9; x < 4; x += 0.17) {
        double g[2], next = x + 0.17;
        assert_derivative(sharp_and_flat, x);
        assert_derivative(gentle_stretch, x);
        gentle_stretch(1, &x, &g[0], NULL);
        gentle_stretch(1, &next, &g[1], NULL);
        double curvature = (g[1] - g[0]) / 0.17;
        assert_true(curvature > 1 - 1e-9 && curvature < 25 + 1e-9);
    }
    static const double bottoms[] = {-1, 1};
    for (int i = 0; i < 2; i++) {
        double g[2], x = bottoms[i], next = x + 1e-5;
        assert_true(fabs(sharp_and_flat(1, &x, &g[0], NULL)) < 0.02);
        sharp_and_flat(1, &next, &g[1], NULL);
        assert_close((g[1] - g[0]) / 1e-5, i == 0 ? 98 : 2, 1e-2, 0);
    }
}

/* Three points in turn, and none of them is the minimum at 0. */
static void the_heavy_ball_stays_up(void **state)
{
    (void)state;
    const gd_objective f = {"", 1, gentle_stretch, NULL};
    plan p = {"", "momentum", 1 / 9.0, 0, 0, {{"beta", 4 / 9.0}}};
    double end[6];
    for (int i = 0; i < 6; i++) {
        p.steps = (size_t)(3000 + i);
        end[i] = perform(&p, &f, (double[]){3.3, 0}, NULL, NULL).x[0];
        assert_true(fabs(end[i]) > 0.5);
        assert_close(end[i], end[i % 3], 1e-9, 0);
    }
    const plan n = {"", "nesterov", 0.04, 50, 0, {{"beta", 2 / 3.0}}};
    assert_true(fabs(perform(&n, &f, (double[]){3.3, 0}, NULL, NULL).x[0])
                < 1e-9);
}

/* The first step of each adaptive method is as long in x as in y. */
static void effective_rates(void **state)
{
    (void)state;
    static const char *const names[] = {"gradient-descent", "adagrad",
                                        "rmsprop", "adam"};
    for (int k = 0; k < EFFECTIVE; k++) {
        effective e = {0};
        const plan p = {
            .method = names[k], .rate = 0.05, .steps = EFFECTIVE_STEPS};
        perform(&p, objective("bowl"), bowl_start, watch_effective, &e);
        double ratio = e.rate[0][0] / e.rate[0][1];
        assert_close(ratio, k == 0 ? 1 : 3.6 / 0.3, 1e-6, 0);
    }
}

/* Where it says that the curvature is not what they adapt to. */
static void on_a_round_bowl_the_nearer_coordinate_is_faster(void **state)
{
    (void)state;
    telling *t = tell_with("effective", "effective", "kappa=1");
    tsv data = told_data(t);
    const double x = tsv_cell(&data, "effective-adagrad-x", 0, 1);
    const double y = tsv_cell(&data, "effective-adagrad-y", 0, 1);
    assert_close(y / x, 12, 1e-6, 0);
    tsv_free(&data);
    stop_telling(t);
}

/* Without momentum 0.986 is the least; with it even 10,000 is not hopeless. */
static void what_a_step_can_leave(void **state)
{
    (void)state;
    double least = 1;
    for (double r = 1; r < 2; r += 1e-4)
        least = fmin(least,
                     fmax(momentum_radius(r, 0), momentum_radius(r / 144, 0)));
    assert_close(least, 0.986, 0, 5e-4);
    assert_close(momentum_radius(3.9, 0.96), 0.98, 0, 5e-3);
    assert_close(momentum_radius(3.9 / 10000, 0.96), 0.98, 0, 5e-3);
    assert_in_short("bracket", "rate=2.1 beta=0",
                    "In the long run a step leaves 0.9854 of the flat error and"
                    " 1.1 of the steep one: it diverges.");
    assert_in_short("bracket", "rate=2 beta=0",
                    "In the long run a step leaves 0.9861 of the flat error and"
                    " 1 of the steep one: it comes no nearer.");
}

/* ============================================================== the race */

static const char everybody[] =
    "methods=gradient-descent+momentum+nesterov+adagrad+adadelta+rmsprop+adam+"
    "adamax+nadam+amsgrad+adamw+lion";

/* Is f larger at the end than at the start, or no number any more? */
static bool flies_off(const race *r, int m)
{
    return r->points[m] <= RACE_STEPS || r->f[m][RACE_STEPS] > r->f[m][0];
}

static void assert_fly_off(double factor, unsigned wanted)
{
    char settings[200];
    snprintf(settings, sizeof settings, "%s factor=%g", everybody, factor);
    telling *t = tell_with("race", "race", settings);
    const race *r = part_of(t, "race")->result;
    for (int m = 0; m < METHODS; m++)
        assert_int_equal(flies_off(r, m), wanted >> m & 1);
    stop_telling(t);
}

/* Plain descent is bit 0, momentum 1, Nesterov 2. */
static void who_flies_off_the_bowl(void **state)
{
    (void)state;
    assert_fly_off(1, 0);
    assert_fly_off(2, 1);
    assert_fly_off(3.7, 1);
    assert_fly_off(3.9, 5);
    assert_fly_off(10.4, 5);
    assert_fly_off(10.7, 7);
    assert_fly_off(100, 7);
}

static double turned_end(int m, const char *angle)
{
    telling *t = tell_with("race", "race-bowl", angle);
    const race *r = part_of(t, "race")->result;
    const double f = r->f[m][RACE_STEPS];
    stop_telling(t);
    return f;
}

static void a_turned_bowl_is_the_same_to_the_first_family(void **state)
{
    (void)state;
    for (int m = 0; m < 2; m++)
        assert_close(turned_end(m, "angle=45"), turned_end(m, "angle=0"), 1e-6,
                     0);
    assert_close(turned_end(6, "angle=0"), 5e-9, 0.05, 0);
    assert_close(turned_end(6, "angle=45"), 0.2, 0.05, 0);
}

static int leader(const race *r, int step)
{
    int best = 0;
    for (int m = 1; m < METHODS; m++)
        if (r->f[m][step] < r->f[best][step])
            best = m;
    return best;
}

/* Under noise: nobody stays below a hundredth, and several lead. */
static void a_race_under_noise(void **state)
{
    (void)state;
    char settings[200];
    bool leads[METHODS] = {false};
    int leaders = 0;
    snprintf(settings, sizeof settings, "%s noise=1", everybody);
    telling *t = tell_with("race", "race", settings);
    const race *r = part_of(t, "race")->result;
    for (int m = 0; m < METHODS; m++) {
        double late[100];
        memcpy(late, &r->f[m][RACE_STEPS - 99], sizeof late);
        assert_true(median(100, late) > 0.01);
    }
    for (int step = 100; step <= RACE_STEPS; step++)
        leads[leader(r, step)] = true;
    for (int m = 0; m < METHODS; m++)
        leaders += leads[m];
    assert_true(leaders > 2);
    stop_telling(t);
}

/* The ticks and the rates are in the library's order. */
static void everybody_runs_under_his_own_name(void **state)
{
    (void)state;
    char room[32];
    for (int m = 0; m < METHODS; m++) {
        assert_string_equal(race_list[0].words[m], methods()[m].name);
        assert_string_equal(knob_name(race_rate_knob(m), room),
                            methods()[m].name);
    }
    assert_null(race_list[0].words[METHODS]);
}

static void assert_race_says(const char *settings, const char *wanted)
{
    telling *t = tell_with("race-step", "race", settings);
    assert_string_equal(part_of(t, "race-step")->sentence, wanted);
    stop_telling(t);
}

static void the_race_in_one_sentence(void **state)
{
    (void)state;
    assert_race_says("methods=none", "No method is ticked, and nobody runs.");
    assert_race_says("methods=gradient-descent factor=100",
                     "After 60 steps gradient descent is at f ="
                     " 2.9 × 10²⁷¹.");
    assert_race_says("methods=gradient-descent+adam factor=100",
                     "After 60 steps Adam leads with f = 0.2, gradient descent"
                     " follows with 2.9 × 10²⁷¹.");
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
    assert_value(&t, "rmsprop.beale.long.x", 2.9082808981489023, 3e-12);
    assert_value(&t, "rmsprop.beale.long.y", 0.4761615601499313, 3e-12);
    assert_value(&t, "adam.beale.x", 3, 1e-4);
    assert_value(&t, "adam.beale.y", 0.5, 1e-4);
    assert_value(&t, "valley.limit", 405.0 / 896, 1e-15);
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++) {
            char key[64];
            snprintf(key, sizeof key, "fair.%s.%s.f", problems[p].name,
                     methods()[m].name);
            double f = tsv_value(&t, key);
            if (!(f >= 0 && isfinite(f)))
                fail_msg("%s is %g", key, f);
        }
    tsv_free(&t);
}

/* The last f of a block step, f. */
static double last_f(const tsv *t, const char *block)
{
    int row = 0;
    while (isfinite(tsv_cell(t, block, row + 1, 1)))
        row++;
    return tsv_cell(t, block, row, 1);
}

/* In the figure the penalty stays, AdamW's level goes with its rate's square,
 * and a cosine leaves nothing. */
static void assert_levels_of_two_decays(const tsv *t)
{
    double penalty = last_f(t, "decay-penalty");
    double apart = last_f(t, "decay-apart");
    double slower = last_f(t, "decay-slower");
    assert_close(penalty, 1.21e-3, 0.01, 0);
    assert_true(penalty > 100 * apart);
    assert_true(apart > 50 * slower && apart < 200 * slower);
    assert_true(last_f(t, "decay-cosine") < 1e-10);
}

/* The bracket of the map: at both ends a step leaves the root of beta, and a
 * little farther out more. All roots between lie on one circle. */
static void assert_bracket(const tsv *t)
{
    const double beta = tsv_cell(t, "bracket", 0, 0);
    const double flat = tsv_cell(t, "bracket", 0, 1);
    const double steep = tsv_cell(t, "bracket", 0, 2);
    assert_close(sqrt(beta), 11 / 13.0, 1e-12, 0);
    assert_close(steep / flat, 144, 1e-9, 0);
    assert_close(momentum_radius(flat, beta), sqrt(beta), 1e-6, 0);
    assert_close(momentum_radius(steep, beta), sqrt(beta), 1e-6, 0);
    assert_true(momentum_radius(0.9 * flat, beta) > 1.01 * sqrt(beta));
    assert_true(momentum_radius(1.01 * steep, beta) > 1.01 * sqrt(beta));
    for (int i = 0; i <= 240; i++)
        for (int k = 1; k < 5; k += 2)
            assert_close(hypot(tsv_cell(t, "bracket-roots", i, k),
                               tsv_cell(t, "bracket-roots", i, k + 1)),
                         sqrt(beta), 1e-6, 0);
}

/* What sentences say of the tables, from the data. */
static void what_the_text_reads_off_its_tables(void **state)
{
    (void)state;
    tsv t = chapter_data();
    assert_close(tsv_value(&t, "adam.l2.gradient.x"), -0.02917, 1e-3, 0);
    assert_true(fabs(tsv_value(&t, "adamw.gradient.x")) < 2e-5);
    assert_true(tsv_value(&t, "turned.adam.turned")
                < 6 * tsv_value(&t, "turned.adam.upright"));
    assert_true(tsv_value(&t, "inertia.usual.steps")
                > 3.5 * tsv_value(&t, "inertia.none.steps"));
    assert_true(tsv_value(&t, "inertia.best.steps")
                < 0.5 * tsv_value(&t, "inertia.none.steps"));
    assert_true(tsv_value(&t, "inertia.doubled.steps")
                <= tsv_value(&t, "inertia.best.steps"));
    assert_true(tsv_value(&t, "lion.lucky.bowl") < 1e-20);
    assert_true(tsv_value(&t, "lion.moved.bowl") > 1e-6);
    for (int i = 0; i < 6; i++) /* programs' AMSGrad is Adam, the paper's not */
        assert_close(tsv_cell(&t, "dilution", i, 2),
                     tsv_cell(&t, "dilution", i, 3), 1e-12, 0);
    assert_close(tsv_cell(&t, "dilution", 0, 2), 10, 1e-12, 0);
    assert_levels_of_two_decays(&t);
    assert_bracket(&t);
    assert_true(tsv_cell(&t, "dilution", 0, 1) < 0.32);
    for (int i = 0; i < 4; i++) { /* rates 0.003 to 0.1 */
        assert_close(tsv_cell(&t, "flat-share", i, 4),
                     tsv_cell(&t, "flat-share", 0, 1), 1e-12, 0);
        assert_true(tsv_cell(&t, "flat-share", i, 2) > 90);
        assert_true(i < 2 || tsv_cell(&t, "flat-share", i, 1) > 99.9);
    }
    assert_true(tsv_cell(&t, "conjugate", 50, 3) < 1e-20);
    assert_true(tsv_cell(&t, "conjugate", 1, 2)
                > 2 * tsv_cell(&t, "conjugate", 0, 2));
    assert_true(tsv_cell(&t, "conjugate", 200, 1) > 1e-2);
    enum { ADAM = 6, NADAM = 8, ADAMW = 10 };
    assert_true(tsv_cell(&t, "afterwards", ADAM, 2) > 1);
    assert_true(tsv_cell(&t, "afterwards", NADAM, 1) > 1);
    assert_true(tsv_cell(&t, "afterwards", ADAMW, 2) > 1e4);
    tsv_free(&t);
}

static void a_schedule_matters_more_than_the_method(void **state)
{
    (void)state;
    tsv t = chapter_data();
    double low[5], high[5];
    int better = 0;
    for (int k = 1; k <= 4; k++) {
        low[k] = HUGE_VAL;
        high[k] = 0;
        for (int m = 0; m < METHODS; m++) {
            low[k] = fmin(low[k], tsv_cell(&t, "noise", m, k));
            high[k] = fmax(high[k], tsv_cell(&t, "noise", m, k));
        }
    }
    for (int m = 0; m < METHODS; m++) {
        double gain = tsv_cell(&t, "noise", m, 1) / tsv_cell(&t, "noise", m, 2);
        assert_true(m == METHODS - 1 ? gain < 1 : gain > 1.5 && gain < 6);
        better += tsv_cell(&t, "noise", m, 2) < low[1];
    }
    assert_int_equal(better, 10);
    assert_true(high[3] > 1.9 * low[3] && high[4] < 1.6 * low[4]);
    for (int k = 1; k <= 4; k++) /* momentum removes no noise */
        assert_close(tsv_cell(&t, "noise", 1, k), tsv_cell(&t, "noise", 0, k),
                     0.1, 0);
    /* On the bowl four with long memories lead, and gain least. */
    enum { ADAM = 6, ADAMAX, NADAM, AMSGRAD, ADAMW };
    static const int remember[] = {ADAM, NADAM, AMSGRAD, ADAMW};
    static const int forget[] = {0, 1, 2, 4, 5, ADAMAX};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 6; j++) {
            double ring = tsv_cell(&t, "noise", remember[i], 3);
            double late = tsv_cell(&t, "noise", forget[j], 3);
            assert_true(ring < 0.75 * late);
            assert_true(ring / tsv_cell(&t, "noise", remember[i], 4)
                        < late / tsv_cell(&t, "noise", forget[j], 4));
        }
    double cosine = tsv_cell(&t, "schedule-free", 1, 3);
    assert_close(tsv_cell(&t, "schedule-free", 2, 3), cosine, 0.25, 0);
    assert_true(tsv_cell(&t, "schedule-free", 2, 4) < 0.85 * cosine);
    assert_true(tsv_cell(&t, "schedule-free", 2, 2)
                < 0.85 * tsv_cell(&t, "schedule-free", 1, 2));
    assert_true(tsv_cell(&t, "schedule-free", 0, 4) > 2 * cosine * 0.8);
    assert_true(tsv_cell(&t, "schedule-free", 2, 1)
                > tsv_cell(&t, "schedule-free", 1, 1));
    tsv_free(&t);
}

/* On the bowl under noise, what Adam divides by: 1 in x, and in y, where the
 * start was steep, after 2,000 steps still nearly 3. */
static void v_remembers_the_steep_start(void **state)
{
    enum { STEPS = 2000 };
    (void)state;
    for (unsigned seed = 1; seed <= 10; seed++) {
        gd_random random = gd_random_seeded(seed);
        gd_optimizer o;
        double x[2] = {1, 1.5}, g[2], root[2];
        assert_true(gd_optimizer_new(&o, gd_method_find("adam"), 2));
        o.rate = 0.01;
        for (int t = 0; t < STEPS; t++) {
            gd_value_and_gradient(gd_test_objective("bowl"), x, g);
            for (int i = 0; i < 2; i++)
                g[i] += gd_random_normal(&random);
            gd_optimizer_step(&o, x, g);
        }
        for (int i = 0; i < 2; i++)
            root[i] =
                sqrt(gd_optimizer_vector(&o, 1)[i] / (1 - pow(0.999, STEPS)));
        assert_close(root[0], 1, 0.15, 0);
        assert_close(root[1], 2.8, 0.1, 0);
        gd_optimizer_free(&o);
    }
}

/* How many rates keep f below a thousandth, near starts. */
static int count_good(const contest *c, int p, int m)
{
    int good = 0;
    for (int k = 0; k < RATES; k++)
        good += c->f[p][m][k] < 1e-3;
    return good;
}

static void who_wins_where(const contest *c)
{
    enum { ADAGRAD_AT = 3, ADADELTA_AT, RMSPROP_AT, ADAM, ADAMAX, NADAM };
    int exact = 0, tiny = 0;
    for (int m = 0; m < METHODS; m++) {
        exact +=
            c->f[4][m][c->best[4][m]] <= 0 && c->f[5][m][c->best[5][m]] <= 0;
        tiny += c->f[1][m][c->best[1][m]] < 1e-16;
        for (int p = 0; p < PROBLEMS; p++)
            assert_int_equal(at_edge(c->best[p][m]), p == 3 && m == RMSPROP_AT);
    }
    assert_int_equal(exact, 9);
    assert_int_equal(tiny, 8);
    for (int p = 1; p < PROBLEMS; p += 2)
        assert_true(count_good(c, p, NADAM) < count_good(c, p, ADAM));
    assert_int_equal(count_good(c, 3, 0), 1);
    assert_int_equal(count_good(c, 3, ADAM), 8);
    assert_int_equal(count_good(c, 3, ADAGRAD_AT), 6);
    assert_int_equal(count_good(c, 3, RMSPROP_AT), 1);
    assert_int_equal(count_good(c, 3, ADADELTA_AT), 0);
    assert_int_equal(count_good(c, 7, ADAMAX), 24);
    assert_int_equal(count_good(c, 7, 0), 5);
}

/* The protocol, once by hand: the best of the grid, over the last tenth. */
static void the_contest_is_what_it_says(void **state)
{
    (void)state;
    enum { BUDGET = 2000 };
    static contest c;
    hold_contest(&c, BUDGET);
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++)
            for (int k = 0; k < RATES; k++)
                assert_true(!(c.f[p][m][k] < c.f[p][m][c.best[p][m]]));
    double best = HUGE_VAL;
    for (int k = 0; k < RATES; k++) {
        double x[2] = {1, 1.5}, g[2], highest = 0;
        for (int t = 0; t <= BUDGET; t++) {
            double f = gd_value_and_gradient(beale(), x, g);
            if (t >= BUDGET - BUDGET / 10)
                highest = f <= highest ? highest : f; /* NaN stays */
            for (int i = 0; i < 2; i++)
                x[i] -= grid_rate(k) * g[i];
        }
        best = highest < best ? highest : best;
    }
    assert_string_equal(problems[1].name, "beale-near");
    assert_bits(c.f[1][0][c.best[1][0]], best);
    assert_close(grid_rate(0), 1e-7, 1e-14, 0);
    assert_close(grid_rate(RATES - 1), 1000, 1e-13, 0);
    who_wins_where(&c);
}

/* ============================================================ turned knobs */

static const char *said(const telling *t, const char *name)
{
    return part_of(t, name)->text;
}

/* At this rate three runs overflow: their end is named, no row stands for a
 * point that is none, and the path ends with its last finite one. */
static void a_run_that_diverges_says_so(void **state)
{
    (void)state;
    telling *t = tell_with("sources", "sources", "rate=0.01");
    tsv data = told_data(t);
    assert_true(tsv_check(&data) > 5);
    const char *text = said(t, "sources");
    assert_non_null(strstr(text, "momentum.beale        0.01       3    div"));
    assert_null(strstr(text, "inf"));
    assert_null(strstr(text, "nan"));
    assert_null(strstr(data.text, "\ngd.beale\t"));
    assert_non_null(strstr(data.text, "\nadagrad.beale\t"));
    stop_telling(t);
    tsv_free(&data);
}

/* The tables of the loops have the rows of the sources' table at any setting:
 * the library's run is the one in full. */
static void the_loops_have_the_rows_of_the_sources(void **state)
{
    (void)state;
    static const char *const turned[] = {"rate=1e-5",   "beta=0.5",
                                         "adagrad=1",   "initial=7",
                                         "steps=12345", "steps=0"};
    for (size_t i = 0; i < sizeof turned / sizeof turned[0]; i++) {
        telling *t = tell_with("loops", "sources", turned[i]);
        const char *row = strstr(said(t, "loops"), "  momentum.beale");
        assert_non_null(row);
        for (int k = 0; k < 2; k++, row = strchr(row, '\n') + 1) {
            char line[100];
            snprintf(line, sizeof line, "%.*s", (int)strcspn(row, "\n"), row);
            if (!strstr(said(t, "sources"), line))
                fail_msg("not a row of the sources: %s", line);
        }
        stop_telling(t);
    }
}

static void headings_say_the_knobs(void **state)
{
    (void)state;
    static const struct {
        const char *name, *settings, *heading;
    } turned[] = {{"inertia", "beta=0.5",
                   "inertia: f(x) = x^2 from 1, rate 0.1, "
                   "beta 0.5\n"},
                  {"turned", "angle=30",
                   "turned: the bowl, as it stands and turned "
                   "by 30 degrees;"},
                  {"properties", "scale=10",
                   "properties: what a method remembers, and"
                   " what it does not mind\n\n"
                   "  method            vectors  same end "
                   "for 10 f  turned\n"},
                  {"fair", "budget=7",
                   "fair: the largest f in the last tenth of 7 steps"}};
    for (size_t i = 0; i < sizeof turned / sizeof turned[0]; i++) {
        telling *t =
            tell_with(turned[i].name, turned[i].name, turned[i].settings);
        const char *heading = turned[i].heading;
        assert_memory_equal(said(t, turned[i].name), heading, strlen(heading));
        stop_telling(t);
    }
}

/* ================================================= runs that cannot be made */

static void perform_badly(void *context)
{
    perform_on_beale(context);
}

static void no_number_stands_for_a_run_that_was_not_made(void **state)
{
    (void)state;
    plan misspelt = {.method = "adan", .rate = 0.1, .steps = 10};
    plan unknown = {"", "adam", 0.1, 10, 0, {{"beta_2", 0.8}}};
    plan outside = {"", "adam", 0.1, 10, 0, {{"beta2", 1}}};
    assert_gives_up(perform_badly, &misspelt, "no method is called adan");
    assert_gives_up(perform_badly, &unknown, "no hyper-parameter beta_2");
    assert_gives_up(perform_badly, &outside, "cannot have beta2 1");
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
        cmocka_unit_test(what_a_step_can_leave),
        cmocka_unit_test(on_a_round_bowl_the_nearer_coordinate_is_faster),
        cmocka_unit_test(who_flies_off_the_bowl),
        cmocka_unit_test(a_turned_bowl_is_the_same_to_the_first_family),
        cmocka_unit_test(a_race_under_noise),
        cmocka_unit_test(everybody_runs_under_his_own_name),
        cmocka_unit_test(the_race_in_one_sentence),
        cmocka_unit_test(the_roots_of_momentum),
        cmocka_unit_test(bias),
        cmocka_unit_test(scale_and_rotation),
        cmocka_unit_test(turning_the_bowl_costs_some_methods_everything),
        cmocka_unit_test(a_large_rate_measures_the_curvature),
        cmocka_unit_test(adam_walks_the_wrong_way),
        cmocka_unit_test(three_rounds),
        cmocka_unit_test(adam_comes_to_rest_by_luck),
        cmocka_unit_test(two_ways_to_decay),
        cmocka_unit_test(the_counterexamples_are_what_they_say),
        cmocka_unit_test(the_heavy_ball_stays_up),
        cmocka_unit_test(effective_rates),
        cmocka_unit_test(two_walks_in_a_valley),
        cmocka_unit_test(four_memories_of_a_spike),
        cmocka_unit_test(values_that_others_rely_on),
        cmocka_unit_test(what_the_text_reads_off_its_tables),
        cmocka_unit_test(a_schedule_matters_more_than_the_method),
        cmocka_unit_test(v_remembers_the_steep_start),
        cmocka_unit_test(the_contest_is_what_it_says),
        cmocka_unit_test(the_same_bytes_twice),
        cmocka_unit_test(a_run_that_diverges_says_so),
        cmocka_unit_test(the_loops_have_the_rows_of_the_sources),
        cmocka_unit_test(headings_say_the_knobs),
        cmocka_unit_test(no_number_stands_for_a_run_that_was_not_made),
        cmocka_unit_test(every_reference_value_has_been_asserted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
