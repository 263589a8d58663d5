/* The program of chapter 2: its bare loops, against the reference values at
 * every checkpoint, and against the library's loop bit for bit. */
#include "chapter-under-test.h"

#define main program_main
#include "../code/02-basic-descent.c"
#undef main

#include "gd/descent.h"
#include "gd/random.h"

/* The book's knobs of an experiment, in the struct of most of them. */
static descent_knobs book(const char *name)
{
    descent_knobs knobs = {0};
    size_t which = experiment_find(experiments, name);
    assert_true(which < experiment_count(experiments));
    assert_int_equal(experiments[which].size, sizeof knobs);
    knobs_reset(&experiments[which], &knobs);
    return knobs;
}

/* f of the test function of that name. */
static double height(const char *name, double x)
{
    return gd_value(gd_test_objective(name), &x);
}

static path the_path(const char *name)
{
    descent_knobs k = book(name);
    if (strcmp(name, "cubic") == 0)
        return cubic_run(&k);
    if (strcmp(name, "grows") == 0)
        return descend(cubic_slope, k.start, k.rate, 60, 1e-8);
    assert_string_equal(name, "walk");
    return walk_run(&k);
}

/* ============================================ against the reference values */

/* A path of one variable at every step of which id knows something. */
static void assert_path(const path *p, const char *id, const char *f)
{
    int checkpoints = 0;
    for (long s = reference_next(id, "x", NO_STEP); s != NO_STEP;
         s = reference_next(id, "x", s)) {
        assert_true((size_t)s <= p->steps);
        assert_reference(p->x[s], id, s, "x");
        if (f)
            assert_reference(height(f, p->x[s]), id, s, "f");
        checkpoints++;
    }
    assert_true(checkpoints > 0);
}

static void one_step_of_the_parabola(void **state)
{
    (void)state;
    static const char id[] = "002.parabola_fig_2_4";
    descent_knobs k = book("one-step");
    landing s = one_step(k.start, k.rate);
    assert_reference(s.f, id, NO_STEP, "f");
    assert_reference(s.slope, id, NO_STEP, "slope");
    assert_reference(s.dx, id, NO_STEP, "dx");
    assert_reference(s.new_x, id, NO_STEP, "new_x");
    assert_reference(s.new_f, id, NO_STEP, "new_f");
    assert_close(s.predicted, -0.15 * 9, 1e-15, 0);
}

/* The data of one experiment whose knobs begin with a start and a rate. */
static tsv data_of(const char *name, double start, double rate)
{
    char settings[80];
    snprintf(settings, sizeof settings, "start=%.17g rate=%.17g", start, rate);
    telling *t = tell_with(name, name, settings);
    tsv text = told_data(t);
    stop_telling(t);
    return text;
}

static void the_graph_reaches_where_a_step_lands(void **state)
{
    (void)state;
    for (double start = 0.1; start <= 3; start += 0.29)
        for (double rate = 0.1; rate <= 1.5; rate += 0.14) {
            tsv t = data_of("one-step", start, rate);
            double landed = tsv_cell(&t, "one-step", 0, 5);
            double low = tsv_cell(&t, "parabola-curve", 0, 0);
            double high = tsv_cell(&t, "parabola-curve", 240, 0);
            assert_true(low < landed && landed < high);
            assert_true(low < start && start < high);
            tsv_free(&t);
        }
}

static void the_cubic(void **state)
{
    (void)state;
    static const char id[] = "002.cubic_gd";
    path p = the_path("cubic");
    assert_path(&p, id, "cubic");
    assert_reference((double)p.steps, id, NO_STEP, "steps");
    assert_reference(cubic_slope(last(&p)), id, 176, "slope");
    assert_true(p.flat);
    assert_bits(last(&p), 2.999999999256501);
}

static void the_square(void **state)
{
    (void)state;
    descent_knobs k = book("square");
    path p = square_run(&k, k.target);
    assert_path(&p, "000.single", "square");
    assert_reference((double)p.steps, "000.single", NO_STEP, "steps");
    path loose = square_run(&k, 1e-2);
    assert_reference((double)loose.steps, "000.single", NO_STEP,
                     "steps_to_1e-2");
    for (size_t t = 0; t <= p.steps; t++)
        assert_close(p.x[t], 1.2 * pow(0.4, (double)t), 1e-15, 0);
}

static void the_walk(void **state)
{
    (void)state;
    static const char id[] = "003.walk";
    path p = the_path("walk");
    assert_path(&p, id, "walk");
    assert_int_equal(p.steps, 1000);
    assert_reference((double)frozen_from(&p), id, NO_STEP, "frozen_from");
    assert_reference(last(&p) - 1, id, NO_STEP, "x_minus_1");
    for (size_t t = 0; t <= 100; t++)
        assert_close(p.x[t], 1 + 5 * pow(0.9, (double)t), 0, 1e-14);
    assert_true(p.x[341] != p.x[342]);
}

/* The waves: 17 points, every one of them, and the step not taken. */
static void the_waves(void **state)
{
    (void)state;
    static const char id[] = "000.double_table_2_3";
    gd_history h = gd_history_new(2, true);
    descent_knobs k = book("waves");
    run r = waves_run(&k, &h);
    assert_reference((double)h.count, id, NO_STEP, "points");
    assert_int_equal(r.steps, 16);
    for (size_t i = 0; i < h.count; i++) {
        const double *row = gd_history_row(&h, i);
        assert_bits(row[0], (double)i);
        assert_reference(row[1], id, (long)i, "x");
        assert_reference(row[2], id, (long)i, "y");
        assert_reference(row[3], id, (long)i, "f");
    }
    gd_history_free(&h);
    const double start[2] = {k.start_x, k.start_y};
    r = descend_n(gd_test_objective("waves"), start, 0.1, 17, 0, -HUGE_VAL,
                  NULL);
    assert_reference(r.x[0], id, 17, "x");
    assert_reference(r.x[1], id, 17, "y");
}

static void assert_beale(const char *id, double rate)
{
    descent_knobs k = book("beale");
    for (long s = reference_next(id, "x", NO_STEP); s != NO_STEP;
         s = reference_next(id, "x", s)) {
        run r = beale_run(&k, rate, (size_t)s, NULL);
        assert_int_equal(r.steps, s);
        assert_reference(r.x[0], id, s, "x");
        assert_reference(r.x[1], id, s, "y");
        assert_reference(r.f, id, s, "f");
    }
}

/* What else is known of the end of such a run. */
static void assert_beale_end(const char *id, double rate)
{
    long end = (long)reference_value(id, NO_STEP, "steps");
    descent_knobs k = book("beale");
    run r = beale_run(&k, rate, (size_t)end, NULL);
    double g[2];
    gd_value_and_gradient(gd_test_objective("beale"), r.x, g);
    assert_int_equal(r.steps, end);
    assert_reference(g[0], id, end, "gradient.x");
    assert_reference(g[1], id, end, "gradient.y");
    assert_reference(r.gradient_norm, id, end, "gradient_norm");
    assert_reference(beale_distance(r.x), id, end, "distance");
}

static void beale_at_every_checkpoint(void **state)
{
    (void)state;
    assert_bits(book("beale").start_x, beale_start[0]);
    assert_bits(book("beale").start_y, beale_start[1]);
    static const struct {
        const char *id;
        double rate;
    } runs[] = {{"002.gd", 5e-6},
                {"002.gd_900k", 5e-6},
                {"002.gd_alpha_x5", 2.5e-5},
                {"002.gd_alpha_1e-4", 1e-4}};
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        assert_beale(runs[i].id, runs[i].rate);
        assert_beale_end(runs[i].id, runs[i].rate);
    }
}

/* The marks are made again from a record that leaves steps out. */
static void a_run_from_its_record_is_the_run(void **state)
{
    (void)state;
    descent_knobs k = book("beale");
    static const struct {
        double rate;
        size_t most, step, end;
    } cases[] = {{5e-6, 3000, 1000, 1000},
                 {5e-6, 3000, 2999, 2999},
                 {5e-6, 3000, 0, 0},
                 {1e-4, 70000, 65536, 65536},
                 {1e-2, 100, 3, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gd_history h = gd_history_new(2, false);
        beale_run(&k, cases[i].rate, cases[i].most, &h);
        double x[2];
        gd_result again = beale_at(&h, cases[i].rate, cases[i].step, x);
        run whole = beale_run(&k, cases[i].rate, cases[i].end, NULL);
        assert_int_equal(again.steps, cases[i].end);
        assert_int_equal(again.outcome != GD_DIVERGED, whole.finite);
        for (int j = 0; j < 2; j++)
            assert_bits(x[j], whole.x[j]);
        assert_bits(again.gradient_norm, whole.gradient_norm);
        gd_history_free(&h);
    }
}

#define FIVE_MILLIONTHS                 \
    "5\xe2\x80\x89\xc3\x97\xe2\x80\x89" \
    "10\xe2\x81\xbb\xe2\x81\xb6"

static void what_came_in_short(void **state)
{
    (void)state;
    static const struct {
        const char *name, *settings, *wanted;
    } cases[] = {
        {"one-step", "",
         "From 1.5 at the rate 0.15 the tangent promises a fall of 1.35, and f"
         " falls by 1.148."},
        {"one-step", "start=0.7 rate=1",
         "From 0.7 at the rate 1 the tangent promises a fall of 1.96, and f"
         " stays where it was."},
        {"one-step", "start=2 rate=1.3",
         "From 2 at the rate 1.3 the tangent promises a fall of 20.8, and f"
         " rises by 6.24."},
        {"cubic", "rate=0.05",
         "From 1 at the rate 0.05 the slope is below the tolerance after 26"
         " steps, at x = 3."},
        {"cubic", "rate=0.3",
         "From 1 at the rate 0.3 it diverges: f or f\xe2\x80\xb2 is no"
         " longer finite after 10 steps."},
        {"cubic", "start=3",
         "From 3 at the rate 0.01 it takes no step: the slope is below the"
         " tolerance."},
        {"cubic", "start=2 steps=1",
         "From 2 at the rate 0.01 the step limit ends it after 1 step, at x ="
         " 2.09."},
        {"beale", "steps=1",
         "From (3, 4) at the rate " FIVE_MILLIONTHS
         " the step limit ends it after 1 step,"
         " 3.215 from the minimum."},
        {"beale", "rate=0.01",
         "From (3, 4) at the rate 0.01 it diverges: f is no longer finite"
         " after 3 steps."},
        {"beale", "start-y=0.5",
         "From (3, 0.5) at the rate " FIVE_MILLIONTHS " the gradient is below"
         " the tolerance after 0 steps, at (3, 0.5)."},
        {"beale", "start-x=2.5 start-y=0.4 rate=0.01",
         "From (2.5, 0.4) at the rate 0.01 the gradient is below the"
         " tolerance after 5250 steps, at (3, 0.5)."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_in_short(cases[i].name, cases[i].settings, cases[i].wanted);
}

static void which_rates_survive_beale(void **state)
{
    (void)state;
    assert_beale("002.gd_alpha_scan.5e-06", 5e-6);
    assert_beale("002.gd_alpha_scan.1e-05", 1e-5);
    assert_beale("002.gd_alpha_scan.2e-05", 2e-5);
    assert_beale("002.gd_alpha_scan.5e-05", 5e-5);
    assert_beale("002.gd_alpha_scan.0.0001", 1e-4);
}

/* The reference counts the steps until x is not finite. f overflows one step
 * before, and there the loop stops. */
static void assert_overflow(const char *id, double rate)
{
    descent_knobs k = book("beale");
    run r = beale_run(&k, rate, BEALE_STEPS, NULL);
    assert_false(r.finite);
    assert_true(isfinite(r.x[0]) && isfinite(r.x[1]));
    double g[2];
    gd_value_and_gradient(gd_test_objective("beale"), r.x, g);
    double next[2] = {r.x[0] - rate * g[0], r.x[1] - rate * g[1]};
    assert_false(isfinite(next[0]) && isfinite(next[1]));
    assert_reference((double)r.steps + 1, id, NO_STEP, "steps");
}

static void which_rates_overflow(void **state)
{
    (void)state;
    assert_overflow("002.gd_alpha_scan.0.00017", 1.7e-4);
    assert_overflow("002.gd_alpha_scan.0.001", 1e-3);
}

static void the_slope_may_grow(void **state)
{
    (void)state;
    static const char id[] = "004.counterexamples.grows";
    path p = the_path("grows");
    assert_path(&p, id, NULL);
    for (size_t t = 0; t <= 60; t += 10)
        assert_reference(fabs(cubic_slope(p.x[t])), id, (long)t, "slope");
}

static void descent_may_raise_x_and_ascent_lower_it(void **state)
{
    (void)state;
    path p = descend(walk_slope, -4, 0.05, 1, 0);
    assert_reference(p.x[1], "004.counterexamples.descent_rises", 1, "x");
    /* ascent on -(x - 1)^2 is descent on (x - 1)^2: two signs, no change */
    p = descend(walk_slope, 6, 0.05, 1, 0);
    assert_reference(p.x[1], "004.counterexamples.ascent_falls", 1, "x");
}

static void steps_of_fixed_length(void **state)
{
    (void)state;
    path p = fixed_length(walk_slope, 6, 0.5, 100);
    assert_reference((double)p.steps, "004.counterexamples.fixed_length",
                     NO_STEP, "steps");
    assert_bits(last(&p), 1);
    p = fixed_length(walk_slope, 6.2, 0.5, 100);
    assert_int_equal(p.steps, 100);
    for (size_t t = 11; t < 100; t++)
        assert_close(fabs(p.x[t] - p.x[t + 1]), 0.5, 0, 1e-15);
}

/* ============================================== what the figures show */

/* How far the parabola of the lemma is above the function at the least, and
 * where it touches it. */
static double least_above(double start, double bend)
{
    double least = HUGE_VAL;
    for (double x = -10; x <= 10; x += 0.01)
        least = fmin(least, lemma_bound(start, bend, x) - shoulders(x, NULL));
    return least;
}

static double told_value(const telling *t, const char *key)
{
    for (size_t i = 0; i < t->s.value_count; i++)
        if (strcmp(t->s.values[i].key, key) == 0)
            return t->s.values[i].number;
    return (double)NAN;
}

/* The curvature may be larger on the way than at the start, as in the first
 * two: then nothing is promised. */
static void what_the_lemma_promises_is_kept(void **state)
{
    (void)state;
    static const struct {
        const char *turned;
        bool promises;
    } cases[] = {
        {"start-x=-4.5 start-y=-0.6 rate=0.003", false},
        {"start-x=-4.02083 start-y=0.316943 rate=0.00583387 steps=88", false},
        {"start-x=4 start-y=1 rate=0.001 steps=1000", true},
        {"start-x=3 start-y=4 rate=1.1e-5 steps=10", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        telling *t = tell_with("bound", "beale", cases[i].turned);
        double least = told_value(t, "descent.bound");
        assert_int_equal(isfinite(least), cases[i].promises);
        assert_false(told_value(t, "descent.bound.found") > least);
        stop_telling(t);
    }
}

static void the_parabola_of_the_lemma_is_a_bound(void **state)
{
    (void)state;
    for (double start = -3; start <= 3; start += 0.1) {
        double slope, f = shoulders(start, &slope);
        double best = start - slope / SHOULDER_BEND;
        assert_true(least_above(start, SHOULDER_BEND) > -1e-12);
        /* the promise of the lemma at 1/L, and at 2/L */
        assert_close(lemma_bound(start, SHOULDER_BEND, best),
                     f - slope * slope / (2 * SHOULDER_BEND), 0, 1e-14);
        assert_close(lemma_bound(start, SHOULDER_BEND, 2 * best - start), f, 0,
                     1e-14);
        assert_close(
            (shoulders(start + 1e-6, NULL) - shoulders(start - 1e-6, NULL))
                / 2e-6,
            slope, 0, 1e-9);
    }
    /* that of a smaller curvature is none where the function bends most */
    assert_true(least_above(0.1, 0.9 * SHOULDER_BEND) < -1e-3);
}

/* At the end of 16 steps: one length goes to and fro, descent has arrived. */
static void who_stands_still(void **state)
{
    (void)state;
    telling *t = tell_with("fixed-length", "fixed-length", "start=6");
    tsv data = told_data(t);
    assert_bits(tsv_cell(&data, "fixed-walk-1", 10, 1), 1);
    assert_true(isnan(tsv_cell(&data, "fixed-walk-1", 11, 1)));
    for (int i = 11; i < 16; i++)
        assert_close(fabs(tsv_cell(&data, "fixed-walk-2", i, 1)
                          - tsv_cell(&data, "fixed-walk-2", i + 1, 1)),
                     0.5, 0, 1e-15);
    for (int i = 0; i < 16; i++)
        assert_close(tsv_cell(&data, "fixed-descent", i + 1, 1) - 1,
                     0.7 * (tsv_cell(&data, "fixed-descent", i, 1) - 1), 1e-14,
                     0);
    tsv_free(&data);
    stop_telling(t);
}

/* The loss is the mean square, over all birds: 1 for the level line, since the
 * masses are standardised, and what the correlation leaves for the best. */
static void the_loss_is_the_mean_of_the_squares(void **state)
{
    (void)state;
    penguins p = penguins_load();
    double level = 0, best = 0;
    for (size_t i = 0; i < p.standardised.count; i++) {
        double x = p.standardised.x[i], y = p.standardised.y[i];
        level += y * y / (double)p.standardised.count;
        best += (y - p.best[1] * x) * (y - p.best[1] * x)
                / (double)p.standardised.count;
    }
    telling *t = tell_with("penguins", "penguins", "most=1");
    tsv data = told_data(t);
    assert_close(level, 1, 1e-12, 0);
    assert_close(best, 1 - p.best[1] * p.best[1], 1e-12, 0);
    assert_close(tsv_cell(&data, "penguin-residual-losses", 0, 0), level, 1e-12,
                 0);
    assert_close(tsv_cell(&data, "penguin-residual-losses", 0, 1), best, 1e-12,
                 0);
    for (int i = 0; i < 19; i++)
        assert_close(tsv_cell(&data, "penguin-residuals", i, 3),
                     p.best[1] * tsv_cell(&data, "penguin-residuals", i, 0), 0,
                     1e-12);
    tsv_free(&data);
    stop_telling(t);
    penguins_free(&p);
}

/* Row of the basins' block at cell (i, j), 180 to a side. */
static double basin_cell(const tsv *t, int i, int j, int column)
{
    return tsv_cell(t, "basins", 180 * j + i, column);
}

/* The border between two neighbours is where their distances say: on the two
 * sides of it a run ends in different minima. */
static void borders_of_basins(void **state)
{
    (void)state;
    const gd_test_function *f = function("himmelblau");
    telling *t = tell_with("basins", "basin-rates", "calm-rate=0.002");
    tsv data = told_data(t);
    int crossed = 0;
    for (int j = 7; j < 180; j += 15)
        for (int i = 0; i + 1 < 180; i++) {
            double a = basin_cell(&data, i, j, 2);
            double b = basin_cell(&data, i + 1, j, 2);
            if (a == b)
                continue;
            double x = basin_cell(&data, i, j, 0),
                   y = basin_cell(&data, i, j, 1);
            double to = basin_cell(&data, i + 1, j, 0);
            double left = basin_cell(&data, i, j, 4);
            double right = basin_cell(&data, i + 1, j, 4);
            double at = left / (left + right), off = 0.1;
            double before[2] = {x + (at - off) * (to - x), y};
            double after[2] = {x + (at + off) * (to - x), y};
            assert_int_equal(basin_of(f, before, 0.002), (int)a);
            assert_int_equal(basin_of(f, after, 0.002), (int)b);
            crossed++;
        }
    assert_true(crossed >= 12);
    /* the start that is drawn ends elsewhere than at the small rate */
    const double start[2] = {basin_leap_list[0].book, basin_leap_list[1].book};
    assert_int_not_equal(basin_of(f, start, 0.002), basin_of(f, start, 0.0145));
    tsv_free(&data);
    stop_telling(t);
}

/* Beyond the limit of its pit no start ends there: first the steepest, and at
 * 0.02 the next. */
static void pits_that_a_rate_empties(void **state)
{
    (void)state;
    static const char *const settings[] = {"wild-rate=0.0145",
                                           "wild-rate=0.016", "wild-rate=0.02"};
    static const int filled[] = {4, 3, 2};
    for (int k = 0; k < 3; k++) {
        telling *t = begin_telling();
        turn_knobs(t, "basin-rates", settings[k]);
        turn_knobs(t, "basins", "cells=60");
        story_tell(&t->s, experiment_find(caught.experiments, "basins"),
                   t->r.knobs);
        assert_true(gd_table_close(&t->table));
        tsv data = told_data(t);
        int count[5] = {0}, full = 0;
        for (int i = 0; i < 3600; i++)
            count[(int)tsv_cell(&data, "basins", i, 3)]++;
        for (int i = 1; i < 5; i++)
            full += count[i] > 300;
        assert_int_equal(full, filled[k]);
        assert_true(k == 0 || count[4] < 3);
        assert_true(k < 2 || count[1] < 3);
        tsv_free(&data);
        stop_telling(t);
    }
}

static void the_leap_in_short(void **state)
{
    (void)state;
    assert_in_short("leap", "start-x=4.75",
                    "From (4.75, \xe2\x88\x92"
                    "4.75) the rate 0.002 leads to "
                    "(3.6, \xe2\x88\x92"
                    "1.8), the rate 0.0145 to (3, 2).");
}

/* Toward the minimum from (1.6, 0.8) it is four fifths as steep as down the
 * gradient; on an axis both are one way. */
static void toward_the_minimum_it_is_less_steep(void **state)
{
    (void)state;
    const double at[2] = {1.6, 0.8}, axis[2] = {2, 0};
    double toward = directional_slope(&ellipse, at, degrees_of(-1.6, -0.8));
    double down = directional_slope(&ellipse, at, steepest_down(&ellipse, at));
    assert_close(toward / down, 0.8, 0, 1e-3);
    assert_close(steepest_down(&ellipse, axis), 180, 0, 0.05);
}

/* Where a rate of 1/100 is too large at the start, and is not in the valley. */
static void the_valley_bears_a_hundredth(void **state)
{
    (void)state;
    descent_knobs k = book("beale");
    assert_false(beale_run(&k, 0.01, BEALE_STEPS, NULL).finite);
    k.start_x = 2;
    k.start_y = 0;
    run r = beale_run(&k, 0.01, BEALE_STEPS, NULL);
    assert_true(r.finite && r.gradient_norm < 1e-8);
    assert_in_range(r.steps, 5000, 5999);
}

/* The two rings are on the first line, and say what the point says. A rate of
 * one half arrives at once; at 1 each step leads to the mirror image. */
static void a_line_is_a_point(void **state)
{
    (void)state;
    penguins p = penguins_load();
    telling *t =
        tell_with("bird-line", "bird-line", "intercept=0.5 slope=-0.3 rate=1");
    tsv data = told_data(t);
    const double middle = tsv_cell(&data, "bird-lines", 0, 6);
    const double farther = tsv_cell(&data, "bird-lines", 0, 8);
    const double unit = tsv_cell(&data, "bird-lines", 0, 9);
    assert_close(middle, p.mass.mean + 0.5 * unit, 1e-12, 0);
    assert_close(farther - middle, -0.3 * unit, 1e-9, 0);
    assert_close(tsv_cell(&data, "bird-path", 1, 1), -0.5, 0, 1e-12);
    assert_close(tsv_cell(&data, "bird-path", 1, 2), 2 * p.best[1] + 0.3, 0,
                 1e-12);
    assert_close(tsv_cell(&data, "bird-path", 60, 1), 0.5, 0, 1e-12);
    tsv_free(&data);
    stop_telling(t);
    t = tell_with("bird-line", "bird-line", "intercept=0.5 rate=0.5 steps=1");
    data = told_data(t);
    assert_close(tsv_cell(&data, "bird-path", 1, 1), 0, 0, 1e-12);
    assert_close(tsv_cell(&data, "bird-path", 1, 2), p.best[1], 0, 1e-12);
    tsv_free(&data);
    stop_telling(t);
    penguins_free(&p);
}

/* ==================================== against the library, bit for bit */

typedef struct companion {
    const path *bare;
    size_t seen;
} companion;

static bool same_as_bare(const gd_state *s, void *context)
{
    companion *c = context;
    assert_true(s->step <= c->bare->steps);
    assert_bits(s->x[0], c->bare->x[s->step]);
    c->seen++;
    return true;
}

static void assert_same_path(const path *bare, const char *name, double start,
                             gd_options o)
{
    companion c = {bare, 0};
    double x = start;
    o.observer = same_as_bare;
    o.observer_context = &c;
    gd_result r = gd_descend(gd_test_objective(name), &x, &o);
    assert_int_equal(r.steps, bare->steps);
    assert_int_equal(c.seen, bare->steps + 1);
    assert_bits(x, last(bare));
    if (o.tolerance > 0)
        assert_int_equal(r.outcome == GD_CONVERGED, bare->flat);
}

static gd_options options(double rate, size_t steps, double tolerance,
                          double target)
{
    return (gd_options){.rate = rate,
                        .max_steps = steps,
                        .tolerance = tolerance,
                        .has_target = isfinite(target),
                        .target = target};
}

static void bare_loops_of_one_variable_are_the_library(void **state)
{
    (void)state;
    path p = the_path("cubic");
    assert_same_path(&p, "cubic", 1, options(0.01, 200, 1e-8, -HUGE_VAL));
    p = the_path("grows");
    assert_same_path(&p, "cubic", -0.9, options(0.01, 60, 1e-8, -HUGE_VAL));
    p = the_path("walk");
    assert_same_path(&p, "walk", 6, options(0.05, 1000, 0, -HUGE_VAL));
    descent_knobs k = book("square");
    for (double target = 1.44; target > 1e-6; target *= 0.9) {
        p = square_run(&k, target);
        assert_same_path(&p, "square", 1.2, options(0.3, 1000, 0, target));
    }
    k = book("cubic");
    p = ascent_run(&k);
    gd_options climb = options(0.01, 400, 1e-8, -HUGE_VAL);
    climb.ascend = true;
    assert_same_path(&p, "cubic", 1, climb);
    assert_close(last(&p), -1, 0, 1e-9);
}

/* Both recorded, step by step: every number the same. */
static void assert_same_run(const gd_objective *f, const double *start,
                            gd_options o)
{
    gd_history bare = gd_history_new(2, true), library = bare;
    run r =
        descend_n(f, start, o.rate, o.max_steps, o.tolerance, o.target, &bare);
    double x[2] = {start[0], start[1]};
    o.observer = gd_history_observe;
    o.observer_context = &library;
    gd_result result = gd_descend(f, x, &o);
    assert_int_equal(result.steps, r.steps);
    assert_int_equal(result.outcome == GD_DIVERGED, !r.finite);
    assert_bits(x[0], r.x[0]);
    assert_bits(x[1], r.x[1]);
    assert_bits(result.f, r.f);
    assert_bits(result.gradient_norm, r.gradient_norm);
    assert_int_equal(bare.count, r.steps + 1);
    assert_int_equal(library.count, bare.count);
    assert_memory_equal(library.rows, bare.rows,
                        bare.count * 5 * sizeof *bare.rows);
    gd_history_free(&bare);
    gd_history_free(&library);
}

static void bare_loops_of_two_variables_are_the_library(void **state)
{
    (void)state;
    static const double on_waves[2] = {3, 1};
    static const double rates[] = {5e-6, 2e-5, 1e-4, 1.7e-4};
    assert_same_run(gd_test_objective("waves"), on_waves,
                    options(0.1, 100, 0, 1e-2));
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++)
        assert_same_run(gd_test_objective("beale"), beale_start,
                        options(rates[i], BEALE_STEPS, 1e-8, -HUGE_VAL));
    gd_random random = gd_random_seeded(81);
    const gd_test_function *h = function("himmelblau");
    for (int i = 0; i < 200; i++) {
        double start[2] = {gd_random_between(&random, -5, 5),
                           gd_random_between(&random, -5, 5)};
        double rate = i % 2 ? 0.002 : 0.0145;
        assert_same_run(&h->objective, start,
                        options(rate, 1000, 1e-3, -HUGE_VAL));
    }
}

static void bare_fits_of_the_penguins_are_the_library(void **state)
{
    (void)state;
    penguins p = penguins_load();
    gd_objective raw = line_objective(&p.raw);
    gd_objective scaled = line_objective(&p.standardised);
    static const double no_line[2] = {0, 0};
    assert_same_run(&raw, no_line, options(2e-5, 1000, 1e-10, -HUGE_VAL));
    assert_same_run(&scaled, no_line, options(0.1, 100000, 1e-12, -HUGE_VAL));
    penguins_free(&p);
}

/* ========================================================= other claims */

static void the_tangent_keeps_its_promise_as_the_rate_falls(void **state)
{
    (void)state;
    /* actual / predicted = 1 - rate on x^2 + 0.2 */
    for (double rate = 1.5; rate > 1e-4; rate /= 10) {
        landing s = one_step(1.5, rate);
        assert_close((s.new_f - s.f) / s.predicted, 1 - rate, 0, 1e-11);
    }
}

static void starts_along_y_end_in_the_valleys_at_multiples_of_pi(void **state)
{
    (void)state;
    static const int valley[] = {-1, -1, 0, 0, 0, 1, 1};
    for (int i = 0; i < 7; i++) {
        const double start[2] = {3, -4.5 + 1.5 * i};
        run r = descend_n(gd_test_objective("waves"), start, 0.1, 1000, 1e-10,
                          -HUGE_VAL, NULL);
        assert_true(r.gradient_norm < 1e-10);
        assert_close(r.x[0], 0, 0, 1e-10);
        assert_close(r.x[1], valley[i] * GD_PI, 0, 1e-9);
    }
}

static void the_steepest_of_3600_directions_is_the_gradient_s(void **state)
{
    (void)state;
    static const double on_the_side[2] = {1.6, 0.8};
    double g[2];
    gd_value_and_gradient(&ellipse, on_the_side, g);
    double exact = degrees_of(-g[0], -g[1]);
    assert_close(steepest_down(&ellipse, on_the_side), exact, 0, 0.05);
    assert_close(directional_slope(&ellipse, on_the_side, exact),
                 -hypot(g[0], g[1]), 1e-12, 0);
    assert_close(directional_slope(&ellipse, on_the_side, exact + 90), 0, 0,
                 1e-12);
}

static void every_minimum_lies_in_its_basin(void **state)
{
    (void)state;
    const gd_test_function *f = function("himmelblau");
    for (int i = 0; i < 4; i++)
        assert_int_equal(basin_of(f, f->stationary[i].x, 0.002), i + 1);
    assert_int_equal(basin_of(f, (double[]){-5, -5}, 0.5), 0); /* diverges */
}

/* The slope and intercept of descent are those of the closed form, here in
 * exact fractions. */
static void the_penguins_are_fitted(void **state)
{
    (void)state;
    penguins p = penguins_load();
    const penguin_knobs k = {.most = 100000};
    run quick = fit(&p.standardised, 0.1, &k, 1e-12, NULL);
    gd_line line = penguin_line(&p, quick.x);
    assert_close(line.slope, 1145743050.0 / 23059877, 1e-8, 0);
    assert_close(line.intercept, -133305260075.0 / 23059877, 1e-8, 0);
    assert_true(quick.steps < 1000 && quick.gradient_norm < 1e-12);
    run slow = fit(&p.raw, 2e-5, &k, 1e-10, NULL);
    assert_int_equal(slow.steps, 100000);
    assert_true(fabs(slow.x[0]) < 0.5 * fabs(line.intercept));
    gd_curvature c = line_curvature(&(gd_scale){0, 1});
    assert_close(gd_condition_number(&c), 1, 1e-12, 0);
    penguins_free(&p);
}

/* The steepest is measured from heights alone, so this compares two things. */
static void the_lowest_slope_is_minus_the_length_of_the_gradient(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(7);
    for (int i = 0; i < 100; i++) {
        const double x[2] = {gd_random_between(&random, -3, 3),
                             gd_random_between(&random, -2, 2)};
        double g[2];
        gd_value_and_gradient(&ellipse, x, g);
        double lowest =
            directional_slope(&ellipse, x, steepest_down(&ellipse, x));
        assert_close(lowest, -hypot(g[0], g[1]), 1e-5, 1e-9);
    }
}

static void small_steps_follow_the_flow(void **state)
{
    (void)state;
    double before = 1;
    for (size_t steps = 10; steps <= 1000; steps *= 10) {
        path p = descend(parabola_slope, 1.5, 1.0 / (double)steps, steps, 0);
        double error = fabs(last(&p) - 1.5 * exp(-2));
        assert_true(error < before / 8); /* Euler's method: of first order */
        before = error;
    }
    path two = descend(parabola_slope, 1.5, 0.5, 2, 0);
    assert_bits(last(&two), 0);
}

static void a_plain_looks_like_a_minimum(void **state)
{
    (void)state;
    for (double x = -3; x < 3; x += 0.1) {
        double slope = (pit(x + 1e-5) - pit(x - 1e-5)) / 2e-5;
        assert_close(pit_slope(x), slope, 0, 1e-9);
    }
    path far = descend(pit_slope, 5, 0.1, MAX_STEPS, 1e-8);
    assert_true(far.flat && far.steps == 0);
    path farther_in = descend(pit_slope, 4, 0.1, MAX_STEPS, 1e-8);
    assert_false(farther_in.flat);
    assert_true(4 - last(&farther_in) < 1e-3 * 4);
    path near = descend(pit_slope, 2, 0.1, MAX_STEPS, 1e-8);
    assert_true(near.flat && fabs(last(&near)) < 1e-7);
}

/* On the way from (3, 4) the curvature is nowhere larger than at its start, so
 * the theorem applies; and it is true at every T. */
static void the_summed_lemma_holds_on_beale(void **state)
{
    (void)state;
    const gd_test_function *f = function("beale");
    descent_knobs k = book("beale");
    double x[2] = {k.start_x, k.start_y}, g[2], hessian[4], shortest = HUGE_VAL;
    f->hessian(x, hessian);
    const double largest = gd_curvature_of(2, hessian).value[1];
    const double drop = gd_value(&f->objective, x);
    assert_true(k.rate < 1 / largest && k.rate > 0.4 / largest);
    for (size_t t = 1; t <= BEALE_STEPS; t++) {
        f->hessian(x, hessian);
        gd_curvature c = gd_curvature_of(2, hessian);
        assert_true(fmax(fabs(c.value[0]), fabs(c.value[1])) <= largest);
        gd_value_and_gradient(&f->objective, x, g);
        shortest = fmin(shortest, hypot(g[0], g[1]));
        assert_true(shortest <= promised_gradient(drop, k.rate, t));
        for (int i = 0; i < 2; i++)
            x[i] -= k.rate * g[i];
    }
    double promised = promised_gradient(drop, k.rate, BEALE_STEPS);
    assert_true(promised > 1000 * shortest);
}

/* How many of a grid of starts arrive, and between which bounds the rates of
 * the book's run lie behind step 20. */
static void polyak_s_steps_on_beale(void **state)
{
    (void)state;
    const gd_objective *f = objective("beale");
    int arrived = 0;
    for (int i = 0; i < 19 * 19; i++) {
        const double start[2] = {-4.5 + 0.5 * (i / 19), -4.5 + 0.5 * (i % 19)};
        run r = polyak(f, start, 0, 10000, 1e-8);
        arrived += r.gradient_norm < 1e-8 && beale_distance(r.x) < 1e-3;
    }
    assert_in_range(arrived, 235, 247); /* the last bit decides some */
    double low = HUGE_VAL, high = 0, first = 0;
    for (size_t t = 0; t < 360; t++) {
        double g[2];
        run r = polyak(f, beale_start, 0, t, 1e-8);
        assert_int_equal(r.steps, t);
        double rate =
            gd_value_and_gradient(f, r.x, g) / (g[0] * g[0] + g[1] * g[1]);
        first = t == 0 ? rate : first;
        low = t > 20 ? fmin(low, rate) : low;
        high = t > 20 ? fmax(high, rate) : high;
    }
    assert_close(first, 1e-5, 0.05, 0);
    assert_true(low > 0.01 && low > 1000 * first);
    assert_true(high > 1 && high < 2);
}

/* On powers it leaves 1 - 1/m of the distance; see the exercise. */
static double power(size_t n, const double *x, double *gradient, void *context)
{
    (void)n;
    const double m = *(const double *)context;
    if (gradient) {
        gradient[0] = m * pow(x[0], m - 1);
        gradient[1] = 0;
    }
    return pow(x[0], m);
}

static void polyak_s_step_on_powers(void **state)
{
    (void)state;
    for (double m = 2; m <= 4; m += 2) {
        const gd_objective f = {"power", 2, power, &m};
        const double start[2] = {1.7, 0};
        for (size_t t = 0; t < 10; t++)
            assert_close(polyak(&f, start, 0, t, 0).x[0],
                         1.7 * pow(1 - 1 / m, (double)t), 1e-12, 0);
    }
}

/* About one start in seven finds the lowest of the pits; of ten, four in five
 * times one does, of thirty nearly always. */
static void several_starts_among_the_ripples(void **state)
{
    (void)state;
    double share = share_of_the_best();
    assert_close(share, 0.15, 0, 0.03);
    assert_true(pow(1 - share, 30) < 0.01);
    gd_random random = gd_random_seeded(5);
    double lowest[4] = {0}; /* at |x| of about 0, pi, 2 pi, 3 pi */
    for (int i = 0; i < 1000; i++) {
        path p = from_somewhere(&random);
        int pit_at = (int)lround(fabs(last(&p)) / GD_PI);
        assert_in_range(pit_at, 0, 3);
        lowest[pit_at] = ripples(last(&p));
        assert_close(ripples_slope(last(&p)), 0, 0, 1e-8);
    }
    for (int i = 0; i < 3; i++)
        assert_true(lowest[i] < lowest[i + 1]);
}

/* Who wins with one variable and two, as the table has it, and over seeds from
 * four on; and how much nearer than an average point the best of ten thousand
 * is with 32. */
static void chance_against_the_slope(void **state)
{
    (void)state;
    double centre[BOWL_MOST], x[BOWL_MOST], nearer = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        gd_random random = gd_random_seeded(seed);
        for (size_t n = 1; n <= BOWL_MOST; n *= 2) {
            somewhere(&random, n, centre);
            double chance = lowest_by_chance(&random, n, centre, 10000);
            double descent = lowest_by_descent(&random, n, centre, 20, 0.1);
            if (n <= 2 && seed == 1)
                assert_true(chance < descent);
            if (n >= 4)
                assert_true(descent < chance);
            double average = 0;
            for (int i = 0; n == BOWL_MOST && i < 1000; i++) {
                somewhere(&random, n, x);
                for (size_t j = 0; j < n; j++)
                    average += pow(x[j] - centre[j], 2) / 1000;
            }
            nearer += n == BOWL_MOST ? 1 - sqrt(chance / average) : 0;
        }
    }
    assert_close(nearer / 20, 0.4, 0, 0.05);
}

/* The four rows of the table, and the two curvatures explained. */
static void how_the_flippers_are_measured(void **state)
{
    (void)state;
    penguins p = penguins_load();
    const gd_scale *x = &p.flipper;
    double sum = 0, squares = 0, m = (double)p.raw.count;
    for (size_t i = 0; i < p.raw.count; i++) {
        sum += p.raw.x[i] / m;
        squares += p.raw.x[i] * p.raw.x[i] / m;
    }
    const double hessian[4] = {2, 2 * sum, 2 * sum, 2 * squares};
    gd_curvature raw = gd_curvature_of(2, hessian), c = line_curvature(x);
    assert_close(c.value[1], raw.value[1], 1e-12, 0);
    assert_close(c.value[0], raw.value[0], 1e-6, 0);
    assert_close(c.value[1], 2 * x->mean * x->mean, 0.01, 0);
    assert_close(c.value[0], 2 * pow(x->deviation / x->mean, 2), 0.01, 0);
    const gd_scale in_unit = measured(x, 0, sqrt(squares));
    const gd_scale from_mean = measured(x, x->mean, 1);
    c = line_curvature(&in_unit);
    assert_close(gd_condition_number(&c), 821, 0, 0.5);
    c = line_curvature(&from_mean);
    assert_close(gd_condition_number(&c), x->deviation * x->deviation, 1e-9, 0);
    const penguin_knobs k = {.most = 10};
    assert_int_equal(fit(&p.standardised, 0.5, &k, 1e-12, NULL).steps, 1);
    penguins_free(&p);
}

/* All runs that it stops are on their way; with a tenth of the rate, higher. */
static void a_value_that_hardly_falls_is_no_minimum(void **state)
{
    (void)state;
    descent_knobs k = book("beale");
    double x[2], value[2];
    for (int slower = 0; slower < 2; slower++, k.rate /= 10)
        for (double least = 1e-4; least > 1e-7; least /= 100) {
            gd_result r = until_unchanged(&k, least, x);
            assert_int_equal(r.outcome, GD_STOPPED);
            assert_true(beale_distance(x) > 0.5);
            if (least > 1e-5)
                value[slower] = r.f;
        }
    assert_true(value[1] > 4 * value[0]);
}

/* ============================================ at other settings than ours */

/* A bare loop stops at the first point that is no number, and what is told of
 * it ends before. */
static void a_run_that_diverges_stops(void **state)
{
    (void)state;
    path p = descend(cubic_slope, -4, 0.01, 200, 1e-8);
    size_t count = path_points(&p, "cubic");
    assert_true(p.steps < 30);
    assert_false(p.flat);
    assert_true(count >= 5 && count <= p.steps);
    assert_true(fabs(height("cubic", p.x[count - 1])) < HUGE_VAL);
    assert_false(fabs(cubic_slope(last(&p))) < HUGE_VAL);
}

static void a_run_that_begins_at_its_end_makes_no_step(void **state)
{
    (void)state;
    path p = descend(cubic_slope, 3, 0.01, 200, 1e-8);
    assert_int_equal(p.steps, 0);
    assert_true(p.flat);
    p = descend(cubic_slope, 1, 0.01, 0, 1e-8);
    assert_int_equal(p.steps, 0);
    assert_false(p.flat);
    descent_knobs k = {.start = 0, .rate = 0.3};
    assert_int_equal(square_run(&k, 1e-3).steps, 0);
}

static void reports_tell_the_run_that_was_made(void **state)
{
    (void)state;
    static const struct {
        const char *name, *settings, *says, *never;
    } cases[] = {
        {"cubic", "rate=0.02", "after 82 steps: |f'| below", "   100  "},
        {"cubic", "start=3", "after 0 steps: |f'| below", "     1  "},
        {"cubic", "steps=0", "after 0 steps: step limit", "     1  "},
        {"cubic", "start=-4", "diverged, f or f' is no longer", "inf"},
        {"cubic", "start=-4", "from x = -4, rate 0.01", "nan"},
        {"grows", "start=-3", "diverged", "inf"},
        {"square", "start=0", "until f <= 0.001", "     1  "},
        {"square", "rate=1.2", "step limit: f is not low enough", "nan"},
        {"walk", "rate=0.001", "still changing at step 1000", "unchanged"},
        {"walk", "start=1", "unchanged since step 0", "still"},
        {"waves", "rate=1.2", "100 steps, no more allowed", "nan"},
        {"beale", "steps=0", "after 0 steps: step limit", "     1  "},
        {"beale", "rate=0.001", "diverged, f is no longer", "inf"},
        {"penguins", "rate=1.2", "diverged: the loss", "inf"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *name = cases[i].name;
        telling *t = tell_with(name, name, cases[i].settings);
        const char *told = part_of(t, name)->text;
        if (!strstr(told, cases[i].says))
            fail_msg("expected '%s' in:\n%s", cases[i].says, told);
        if (strstr(told, cases[i].never))
            fail_msg("expected no '%s' in:\n%s", cases[i].never, told);
        stop_telling(t);
    }
}

/* ============================================================== the data */

static void assert_value(const tsv *t, const char *key, const char *id,
                         long step, const char *of)
{
    double value = tsv_value(t, key);
    if (isnan(value))
        fail_msg("no value has the key %s", key);
    assert_reference(value, id, step, of);
}

/* The keys that the book and its tools rely on, and their numbers. */
static void values_that_others_rely_on(void **state)
{
    (void)state;
    tsv t = chapter_data();
    assert_true(tsv_check(&t) >= 25);
    assert_string_equal(caught.name, "02-basic-descent");
    assert_bits(tsv_value(&t, "cubic.start"), 1);
    assert_bits(tsv_value(&t, "cubic.rate"), 0.01);
    assert_value(&t, "cubic.gd.x", "002.cubic_gd", 176, "x");
    assert_value(&t, "cubic.gd.steps", "002.cubic_gd", NO_STEP, "steps");
    assert_value(&t, "x2.gd.x", "000.single", 4, "x");
    assert_value(&t, "parabola.gd.x1", "003.walk", 1, "x");
    assert_value(&t, "parabola.gd.x2", "003.walk", 2, "x");
    assert_bits(tsv_value(&t, "parabola.gd.x1"), 5.5);
    assert_bits(tsv_value(&t, "parabola.gd.x2"), 5.05);
    assert_bits(tsv_value(&t, "two.steps"), 16);
    assert_value(&t, "two.x", "000.double_table_2_3", 16, "x");
    assert_value(&t, "two.y", "000.double_table_2_3", 16, "y");
    assert_bits(tsv_value(&t, "beale.gradient.x"), 25625.25);
    assert_bits(tsv_value(&t, "beale.gradient.y"), 57519);
    assert_value(&t, "beale.gd.x", "002.gd", 300000, "x");
    assert_value(&t, "beale.gd.y", "002.gd", 300000, "y");
    assert_value(&t, "beale.gd.gradient_norm", "002.gd", 300000,
                 "gradient_norm");
    assert_value(&t, "beale.gd.steps", "002.gd", NO_STEP, "steps");
    assert_close(tsv_value(&t, "descent.bound"), 228.2, 0, 0.05);
    assert_close(tsv_value(&t, "descent.bound.found"), 0.1482, 0, 5e-5);
    assert_bits(tsv_value(&t, "polyak.steps"), 360);
    assert_close(tsv_value(&t, "penguins.condition.raw"), 8.346e6, 1e-4, 0);
    assert_close(tsv_value(&t, "penguins.condition.scaled"), 821, 1e-3, 0);
    assert_close(tsv_value(&t, "penguins.condition.centred"), 197.2, 1e-3, 0);
    assert_close(tsv_value(&t, "penguins.condition.both"), 1, 1e-12, 0);
    assert_close(tsv_value(&t, "penguins.slope"), 1145743050.0 / 23059877, 1e-8,
                 0);
    assert_close(tsv_value(&t, "penguins.intercept"),
                 -133305260075.0 / 23059877, 1e-8, 0);
    tsv_free(&t);
}

static void the_blocks_of_the_figures(void **state)
{
    (void)state;
    static const char *const blocks[] = {"one-step",
                                         "taylor",
                                         "staircase",
                                         "cubic-path",
                                         "walk-path",
                                         "square-path",
                                         "ellipse-grid",
                                         "directions",
                                         "two-variables",
                                         "waves-surface",
                                         "beale-grid",
                                         "beale-arrows",
                                         "basins",
                                         "penguins",
                                         "penguin-loss",
                                         "penguin-path",
                                         "penguin-path-raw",
                                         "beale-path-slow",
                                         "beale-path-medium",
                                         "beale-path-fast"};
    tsv t = chapter_data();
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (!tsv_block(&t, blocks[i]))
            fail_msg("no block %s", blocks[i]);
    /* the first and the last point of a thinned path are there */
    assert_bits(tsv_cell(&t, "beale-path-slow", 0, 1), 3);
    assert_bits(tsv_cell(&t, "beale-path-slow", 456, 0), 300000);
    assert_true(isnan(tsv_cell(&t, "beale-path-slow", 457, 0)));
    assert_bits(tsv_cell(&t, "cubic-path", 176, 1), 2.999999999256501);
    tsv_free(&t);
}

/* Must come last. */
static void every_reference_value_has_been_asserted(void **state)
{
    (void)state;
    references_all_used("000.");
    references_all_used("002.parabola");
    references_all_used("002.cubic_gd");
    references_all_used("002.gd");
    references_all_used("003.");
    references_all_used("004.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_of_the_parabola),
        cmocka_unit_test(the_graph_reaches_where_a_step_lands),
        cmocka_unit_test(the_cubic),
        cmocka_unit_test(the_square),
        cmocka_unit_test(the_walk),
        cmocka_unit_test(the_waves),
        cmocka_unit_test(beale_at_every_checkpoint),
        cmocka_unit_test(a_run_from_its_record_is_the_run),
        cmocka_unit_test(what_came_in_short),
        cmocka_unit_test(which_rates_survive_beale),
        cmocka_unit_test(which_rates_overflow),
        cmocka_unit_test(the_slope_may_grow),
        cmocka_unit_test(descent_may_raise_x_and_ascent_lower_it),
        cmocka_unit_test(steps_of_fixed_length),
        cmocka_unit_test(bare_loops_of_one_variable_are_the_library),
        cmocka_unit_test(bare_loops_of_two_variables_are_the_library),
        cmocka_unit_test(bare_fits_of_the_penguins_are_the_library),
        cmocka_unit_test(the_tangent_keeps_its_promise_as_the_rate_falls),
        cmocka_unit_test(starts_along_y_end_in_the_valleys_at_multiples_of_pi),
        cmocka_unit_test(the_steepest_of_3600_directions_is_the_gradient_s),
        cmocka_unit_test(every_minimum_lies_in_its_basin),
        cmocka_unit_test(the_penguins_are_fitted),
        cmocka_unit_test(the_lowest_slope_is_minus_the_length_of_the_gradient),
        cmocka_unit_test(small_steps_follow_the_flow),
        cmocka_unit_test(a_plain_looks_like_a_minimum),
        cmocka_unit_test(the_summed_lemma_holds_on_beale),
        cmocka_unit_test(polyak_s_steps_on_beale),
        cmocka_unit_test(polyak_s_step_on_powers),
        cmocka_unit_test(several_starts_among_the_ripples),
        cmocka_unit_test(chance_against_the_slope),
        cmocka_unit_test(how_the_flippers_are_measured),
        cmocka_unit_test(a_value_that_hardly_falls_is_no_minimum),
        cmocka_unit_test(a_run_that_diverges_stops),
        cmocka_unit_test(a_run_that_begins_at_its_end_makes_no_step),
        cmocka_unit_test(reports_tell_the_run_that_was_made),
        cmocka_unit_test(values_that_others_rely_on),
        cmocka_unit_test(the_blocks_of_the_figures),
        cmocka_unit_test(what_the_lemma_promises_is_kept),
        cmocka_unit_test(the_parabola_of_the_lemma_is_a_bound),
        cmocka_unit_test(who_stands_still),
        cmocka_unit_test(the_loss_is_the_mean_of_the_squares),
        cmocka_unit_test(borders_of_basins),
        cmocka_unit_test(pits_that_a_rate_empties),
        cmocka_unit_test(the_leap_in_short),
        cmocka_unit_test(toward_the_minimum_it_is_less_steep),
        cmocka_unit_test(the_valley_bears_a_hundredth),
        cmocka_unit_test(a_line_is_a_point),
        cmocka_unit_test(every_reference_value_has_been_asserted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
