/* The program of chapter 3: its runs against the reference values, its bare
 * loops against the library's, and what the text says of the noise. */
#define REFERENCE_FILE "tests/fixtures/source-values-03-04.tsv"
#include "chapter-under-test.h"

#define main program_main
#include "../code/03-learning-rate.c"
#undef main

/* An id with a number in it, as %g writes it. */
static const char *id_of(const char *prefix, double number)
{
    static char id[48];
    snprintf(id, sizeof id, "%s.%g", prefix, number);
    return id;
}

/* ================================================== quadratics, exactly */

static const double sweep_rates[WALKS] = {1.1, 1, 0.8, 0.6, 0.4, 0.2, 0.1};

static void seven_walks(void **state)
{
    (void)state;
    for (int i = 0; i < WALKS; i++) {
        double x[SWEEP_POINTS], rate = sweep_rates[i];
        const char *id = id_of("000.sweep", rate);
        sweep(-0.8, rate, x);
        for (int t = 0; t < SWEEP_POINTS; t++) {
            assert_reference(x[t], id, t, "x");
            assert_reference(gd_value(&parabola, &x[t]), id, t, "f");
            assert_close(x[t], 1 - 1.8 * pow(contraction(rate, 2), t), 0,
                         1e-13);
        }
        double tenth = x[9] - rate * 2 * (x[9] - 1);
        assert_reference(tenth, id, 10, "x");
        assert_close(sweep_factor(x), reference_value(id, NO_STEP, "factor"),
                     1e-10, 0);
    }
}

/* The walk is a run of the library. */
static void seven_walks_by_the_library(void **state)
{
    (void)state;
    for (int i = 0; i < WALKS; i++) {
        double x[SWEEP_POINTS];
        sweep(-0.8, sweep_rates[i], x);
        for (size_t t = 0; t < SWEEP_POINTS; t++) {
            double y = -0.8;
            gd_options o = {.rate = sweep_rates[i], .max_steps = t};
            assert_true(gd_descend(&parabola, &y, &o).outcome > 0);
            assert_close(y, x[t], 1e-14, 1e-15);
        }
    }
}

/* What the report says of a walk is what the walk does. */
static void verdicts(void **state)
{
    (void)state;
    assert_string_equal(verdict(contraction(1.1, 2)), "away, alternating");
    assert_string_equal(verdict(contraction(1, 2)), "to and fro for ever");
    assert_string_equal(verdict(contraction(0.6, 2)), "alternating");
    assert_string_equal(verdict(contraction(0.5, 2)), "at once");
    assert_string_equal(verdict(contraction(0.4, 2)), "calm");
}

/* Each axis has its own factor; a walk on the floor knows no limit of the other
 * one; in a round bowl the tip of both Vs is one place. */
static void one_rate_for_two_curvatures(void **state)
{
    (void)state;
    telling *told = tell_with("zigzag", "zigzag", "");
    tsv t = told_data(told);
    for (int i = 1; i <= ZIGZAG_STEPS; i++) {
        assert_close(tsv_cell(&t, "zigzag", i, 1),
                     -2.4 * pow(1 - 0.1 * 18 / 20, i), 1e-10, 0);
        assert_close(tsv_cell(&t, "zigzag", i, 4), 0.3 * pow(0.8, i), 1e-10, 0);
    }
    assert_close(tsv_cell(&t, "bowl", 0, 2), 2 / 18.9, 1e-12, 0);
    tsv_free(&t);
    stop_telling(told);
    assert_in_short("zigzag", "rate=0.12 start-y=0",
                    "At the rate 0.12 a step leaves 0.892 of x and"
                    " \xe2\x88\x92"
                    "1.16 of y: below the tolerance after 168 steps.");
    assert_in_short("zigzag", "rate=0.12",
                    "At the rate 0.12 a step leaves 0.892 of x and"
                    " \xe2\x88\x92"
                    "1.16 of y: lost, no longer finite, after 2390 steps.");
    told = tell_with("zigzag", "bowl", "condition=1");
    t = told_data(told);
    for (int i = 0; i <= 1; i++) /* the tip, and the limit */
        assert_close(tsv_cell(&t, "bowl", 0, 2 + i), (1 + i) / 18.0, 1e-12, 0);
    tsv_free(&t);
    stop_telling(told);
}

static const double cost_rates[COST_RATES] = {0.01, 0.1, 0.5, 1, 1.1};

static void the_eighth_walk_in_short(void **state)
{
    (void)state;
    assert_in_short("sweep", "",
                    "From \xe2\x88\x92"
                    "0.8 at the rate 0.8 each step multiplies the error"
                    " by \xe2\x88\x92"
                    "0.6 (alternating): 9 steps lead to x ="
                    " 1.018.");
    assert_in_short("sweep", "rate=0.5 start=0.9",
                    "From 0.9 at the rate 0.5 each step multiplies the error"
                    " by 0 (at once): 9 steps lead to x = 1.");
    assert_in_short("sweep", "rate=1.25",
                    "From \xe2\x88\x92"
                    "0.8 at the rate 1.25 each step multiplies the error"
                    " by \xe2\x88\x92"
                    "1.5 (away, alternating): 9 steps lead to x ="
                    " 70.2.");
}

static void costs(void **state)
{
    (void)state;
    for (int i = 0; i < COST_RATES; i++) {
        const char *id = id_of("001.cost", cost_rates[i]);
        double cost[COST_STEPS + 1];
        cost_run(cost_rates[i], cost);
        for (long s = reference_next(id, "cost", NO_STEP);
             s != NO_STEP && s <= COST_STEPS; s = reference_next(id, "cost", s))
            assert_reference(cost[s], id, s, "cost");
        assert_reference(cost[1] / cost[0], id, NO_STEP, "ratio");
    }
}

/* Beyond the steps that the figure shows, and x as well: by the library. */
static void costs_of_longer_runs(void **state)
{
    (void)state;
    for (int i = 0; i < COST_RATES; i++) {
        const char *id = id_of("001.cost", cost_rates[i]);
        for (long s = reference_next(id, "x", NO_STEP); s != NO_STEP;
             s = reference_next(id, "x", s)) {
            double x[2] = {5, 5};
            gd_options o = {.rate = cost_rates[i], .max_steps = (size_t)s};
            gd_result r = gd_descend(gd_test_objective("round-bowl"), x, &o);
            assert_reference(x[0], id, s, "x");
            assert_bits(x[1], x[0]);
            assert_reference(r.f, id, s, "cost");
        }
    }
}

static void automatic_reduction(void **state)
{
    (void)state;
    static const char *const ids[] = {"001.auto_lr.reject_and_halve",
                                      "001.auto_lr.keep_and_halve",
                                      "001.auto_lr.reject_and_times_0.1"};
    for (int k = 0; k < AUTOMATIC_RULES; k++) {
        trial t[AUTOMATIC_TRIALS + 1];
        int count = automatic_run(&automatic_rules[k], t);
        assert_reference(count - 1, ids[k], NO_STEP, "trials");
        assert_reference(t[count - 1].rate, ids[k], NO_STEP, "final_rate");
        for (long s = reference_next(ids[k], "x", NO_STEP); s != NO_STEP;
             s = reference_next(ids[k], "x", s)) {
            assert_reference(t[s].rate, ids[k], s, "rate");
            assert_reference(t[s].x[0], ids[k], s, "x");
            assert_reference(t[s].cost, ids[k], s, "cost");
            assert_reference(t[s].accepted, ids[k], s, "accepted");
        }
    }
}

/* The larger of the two factors. */
static double worst(double rate, const gd_curvature *c)
{
    return fmax(fabs(contraction(rate, c->value[0])),
                fabs(contraction(rate, c->value[1])));
}

/* No rate beats the best, whatever the condition number. */
static void the_best_rate(void **state)
{
    (void)state;
    for (double kappa = 1; kappa < 1e4; kappa *= 3) {
        gd_curvature c = gd_curvature_of(2, (double[]){18 / kappa, 0, 0, 18});
        double best = best_rate(&c);
        assert_close(worst(best, &c), (kappa - 1) / (kappa + 1), 1e-13, 1e-15);
        for (double rate = 0.001; rate < 0.12; rate += 0.001)
            assert_true(worst(rate, &c) >= worst(best, &c));
    }
}

/* Each axis by itself tells how many steps a run needs: its gradient is
 * x0 lambda factor^t. Beyond the limit none suffices. */
static void the_valley(void **state)
{
    (void)state;
    tsv t = chapter_data();
    for (int i = 0; i < VALLEY_RATES; i++) {
        double rate = tsv_cell(&t, "valley-rates", i, 0);
        double steps = tsv_cell(&t, "valley-rates", i, 1);
        double size = fmax(0.3 * pow(fabs(contraction(rate, 0.125)), steps),
                           3.6 * pow(fabs(contraction(rate, 18)), steps));
        assert_true(tsv_cell(&t, "valley-rates", i, 2) == (i < 4));
        assert_true(i == 4 ? rate > 2.0 / 18 && steps == 20000
                           : size < 1.001e-8);
    }
    /* half of the best rate does not jump, and is slower */
    assert_true(contraction(tsv_cell(&t, "valley-rates", 3, 0) / 2, 18) > 0);
    assert_true(tsv_value(&t, "valley.half.steps")
                > 1.5 * tsv_cell(&t, "valley-rates", 3, 1));
    tsv_free(&t);
}

/* ============================================================== on Beale */

/* Every rate of the scan that is known, those that overflow included. */
static void every_rate_of_the_scan(void **state)
{
    (void)state;
    assert_true(reference_next("002.gd_alpha_scan.1e-06", "x", NO_STEP) > 0);
    for (int i = 0; i < reference_count; i++) {
        const reference *r = &references[i];
        double rate;
        if (sscanf(r->id, "002.gd_alpha_scan.%lf", &rate) != 1)
            continue;
        rate_run c = fixed_rate(beale_start, rate, 20000);
        if (strcmp(r->key, "steps") == 0) {
            /* the reference counts until x overflows, f does so before */
            assert_true(!isfinite(c.f));
            assert_in_range(c.steps + 2, (size_t)r->value,
                            (size_t)r->value + 1);
            reference_find(r->id, NO_STEP, "steps");
        } else {
            assert_reference(c.x[strcmp(r->key, "y") == 0], r->id, 20000,
                             r->key);
        }
        gd_history_free(&c.path);
    }
}

static void assert_row(const char *id, const double *row, bool with_f)
{
    long step = (long)row[0];
    assert_reference(row[1], id, step, "x");
    assert_reference(row[2], id, step, "y");
    if (with_f)
        assert_reference(row[3], id, step, "f");
}

/* The recorded steps of a run, against all checkpoints of id up to `last`. */
static int assert_history(const char *id, const gd_history *h, long last,
                          bool with_f)
{
    int checked = 0;
    for (size_t i = 0; i < h->count; i++) {
        const double *row = gd_history_row(h, i);
        for (long s = reference_next(id, "x", NO_STEP);
             s != NO_STEP && s <= last; s = reference_next(id, "x", s))
            if (s == (long)row[0]) {
                assert_row(id, row, with_f);
                checked++;
            }
    }
    return checked;
}

static void assert_falls(const gd_history *h)
{
    for (size_t i = 1; i < h->count; i++)
        assert_true(gd_history_row(h, i)[3] <= gd_history_row(h, i - 1)[3]);
}

/* The first steps are determined; how many there are, the last bit decides. */
static void the_bold_driver_arrives(void **state)
{
    (void)state;
    rate_run c = bold_driver(beale_start, 5e-6, 1.05, 0.5);
    assert_true(assert_history("002.exercise.bold_driver", &c.path, 64, false)
                >= 4);
    assert_in_range(c.trials, 1300, 1450);
    assert_true(c.steps < c.trials);
    assert_int_equal(gd_history_row(&c.path, c.path.count - 1)[0], c.steps);
    assert_true(c.gradient_norm < 1e-8);
    assert_close(c.x[0], 3, 0, 1e-7);
    assert_close(c.x[1], 0.5, 0, 1e-7);
    assert_true(c.fastest > 0.1 && c.fastest < 1);
    assert_falls(&c.path);
    gd_history_free(&c.path);
}

static void barzilai_and_borwein_need_55_steps(void **state)
{
    (void)state;
    static const char id[] = "002.exercise.barzilai_borwein";
    rate_run c = barzilai_borwein(beale_start, 5e-6);
    assert_reference((double)c.steps, id, NO_STEP, "steps");
    assert_int_equal(assert_history(id, &c.path, 55, true), 9);
    assert_reference(c.x[0], id, NO_STEP, "x");
    assert_reference(c.x[1], id, NO_STEP, "y");
    assert_true(c.gradient_norm < 1e-8);
    gd_history_free(&c.path);
}

static void armijo_goes_down_and_does_not_arrive(void **state)
{
    (void)state;
    static const char id[] = "002.exercise.armijo";
    rate_run c = armijo(beale_start, 1, false);
    assert_int_equal(assert_history(id, &c.path, 1000, true), 10);
    assert_falls(&c.path);
    assert_true(c.gradient_norm > 0.1 && c.x[1] < -4 && c.f > 117.0 / 16);
    assert_true(c.trials > 13 * c.steps && c.trials < 14 * c.steps);
    gd_history_free(&c.path);
    /* the reference's 200,000 steps are too many here; they end lower down
     * the same valley */
    assert_true(c.x[1] > reference_value(id, NO_STEP, "y"));
    assert_close(c.x[0], reference_value(id, NO_STEP, "x"), 0, 0.05);
    assert_true((double)c.steps < reference_value(id, NO_STEP, "steps"));
    c = armijo(beale_start, 0.01, false);
    assert_true(c.gradient_norm > 1e-3);
    gd_history_free(&c.path);
}

/* With a memory it does, from the same first rate as the others. */
static void armijo_with_a_memory_arrives(void **state)
{
    (void)state;
    rate_run c = armijo(beale_start, 5e-6, true);
    assert_falls(&c.path);
    assert_true(c.gradient_norm < 1e-8);
    assert_close(c.x[0], 3, 0, 1e-7);
    assert_in_range(c.steps, 1300, 1400);
    assert_in_range(c.trials, 2 * c.steps - 20, 2 * c.steps);
    assert_close(gd_history_row(&c.path, 1)[2], 4 - 5e-6 * 57519, 0, 1e-12);
    gd_history_free(&c.path);
}

static bool arrives(rate_run c)
{
    bool there = c.gradient_norm < 1e-8;
    if (there)
        assert_close(hypot(c.x[0] - 3, c.x[1] - 0.5), 0, 0, 1e-6);
    gd_history_free(&c.path);
    return there;
}

/* The table of first rates, a letter a rule: bold driver, Armijo with memory
 * and without, Barzilai and Borwein, safeguarded. */
static void the_first_step_decides(void **state)
{
    (void)state;
    static const char *const there[] = {"bm.Bs", "bm.Bs", "bm..s", ".....",
                                        "b...s", "bma.s", "....s"};
    for (int k = 0; k < 7; k++) {
        double first = pow(10, k - 6);
        const char *t = there[k];
        assert_int_equal(arrives(bold_driver(beale_start, first, 1.05, 0.5)),
                         t[0] == 'b');
        assert_int_equal(arrives(armijo(beale_start, first, true)),
                         t[1] == 'm');
        assert_int_equal(arrives(armijo(beale_start, first, false)),
                         t[2] == 'a');
        assert_int_equal(arrives(barzilai_borwein(beale_start, first)),
                         t[3] == 'B');
        assert_int_equal(arrives(safeguarded(beale_start, first)), t[4] == 's');
    }
}

/* Where the halving from 1, 0.1, 0.01 and 0.001 ends. */
static void what_halving_comes_to(void **state)
{
    (void)state;
    static const int halvings[] = {13, 10, 6, 3};
    for (int k = 0; k < 4; k++) {
        double rate = pow(10, -k) / pow(2, halvings[k]), g[2];
        rate_run c = armijo(beale_start, pow(10, -k), false);
        gd_value_and_gradient(objective("beale"), beale_start, g);
        const double *row = gd_history_row(&c.path, 1);
        assert_close(row[1], 3 - rate * g[0], 1e-12, 0);
        assert_close(row[2], 4 - rate * g[1], 1e-12, 0);
        gd_history_free(&c.path);
    }
}

static void a_runaway_and_its_safeguard(void **state)
{
    (void)state;
    rate_run c = barzilai_borwein(beale_start, 1e-4);
    assert_true(gd_history_row(&c.path, 5)[3] < 10);
    assert_true(gd_history_row(&c.path, 6)[3] > 1e12);
    assert_close(
        rate_between(gd_history_row(&c.path, 5), gd_history_row(&c.path, 6)),
        20.5, 0, 0.5);
    assert_false(arrives(c));
    c = safeguarded(beale_start, 1e-4);
    assert_true(c.trials > c.steps && c.trials < c.steps + 20);
    bool rose = false; /* but never above the last ten */
    for (size_t i = 1; i < c.path.count; i++) {
        double f = gd_history_row(&c.path, i)[3], highest = 0;
        for (size_t k = i > 10 ? i - 10 : 0; k < i; k++)
            highest = fmax(highest, gd_history_row(&c.path, k)[3]);
        assert_true(f < highest);
        rose = rose || f > gd_history_row(&c.path, i - 1)[3];
    }
    assert_true(rose);
    assert_in_range(c.steps, 45, 65);
    assert_true(arrives(c));
}

/* The data of the book, told once for all tests that only read them. */
static tsv data_once(void)
{
    static tsv told;
    if (!told.text)
        told = chapter_data();
    return told;
}

/* What the data say from this block on: a cell of it is then soon found. */
static tsv from_block(const tsv *all, const char *name)
{
    tsv part = *all;
    part.text = strstr(all->text, named("# block: %s\n", name).text);
    assert_non_null(part.text);
    part.size -= (size_t)(part.text - all->text);
    return part;
}

/* A long climb by 5 % a trial, and then a limit; the corners that are kept
 * are those of the whole run. */
static void the_rates_of_the_bold_driver(void **state)
{
    (void)state;
    tsv t = data_once();
    double trials = tsv_value(&t, "bold_driver.trials"), at = 1;
    tsv part = from_block(&t, "bold-rates");
    double limit = tsv_cell(&t, "beale-minimum", 0, 2);
    assert_bits(tsv_cell(&part, "bold-rates", 0, 1), 5e-6);
    for (int row = 1; at < trials; row++) {
        double passed = tsv_cell(&part, "bold-rates", row, 0) - at;
        double rate = tsv_cell(&part, "bold-rates", row - 1, 1);
        bool accepted = tsv_cell(&part, "bold-rates", row - 1, 2) != 0;
        assert_true(passed >= 1 && (accepted || passed == 1));
        assert_close(tsv_cell(&part, "bold-rates", row, 1),
                     rate * (accepted ? pow(1.05, passed) : 0.5), 1e-12, 0);
        assert_true(row > 1 || (passed > 200 && rate < limit));
        assert_true(row < 6 || (rate > limit / 2 && rate < 4 * limit));
        at += passed;
    }
    assert_bits(at, trials);
    assert_close(tsv_cell(&part, "bold-rates", 1, 1),
                 tsv_value(&t, "bold_driver.fastest"), 1e-12, 0);
}

/* Each point is where the line through the two slopes before it is zero. */
static void secants_lead_to_the_next_point(void **state)
{
    (void)state;
    tsv t = data_once();
    for (int i = 2; i < SECANT_POINTS; i++) {
        double x0 = tsv_cell(&t, "secants", i - 2, 1);
        double x1 = tsv_cell(&t, "secants", i - 1, 1);
        double g0 = tsv_cell(&t, "secants", i - 2, 2);
        double g1 = tsv_cell(&t, "secants", i - 1, 2);
        assert_close(g1, 3 * x1 * x1 - 6 * x1 - 9, 1e-12, 0);
        assert_close(tsv_cell(&t, "secants", i, 1),
                     x1 - g1 * (x1 - x0) / (g1 - g0), 1e-12, 0);
    }
    assert_close(tsv_cell(&t, "secants", SECANT_POINTS - 1, 1), 3, 0, 0.01);
}

/* Two trials above the line, the last below it, each at half the rate. */
static void what_armijo_refuses(void **state)
{
    (void)state;
    tsv t = data_once();
    double from = tsv_cell(&t, "armijo-promise", 0, 1);
    double slope = tsv_cell(&t, "armijo-promise", 0, 2);
    double asked = tsv_cell(&t, "armijo-promise", 0, 3);
    assert_bits(tsv_cell(&t, "armijo-curve", 0, 1), from);
    double h = tsv_cell(&t, "armijo-curve", 1, 0);
    double fall = (tsv_cell(&t, "armijo-curve", 1, 1) - from) / h;
    assert_close(fall, slope, 0.1, 0);
    assert_close(asked, slope / 1e4, 1e-12, 0);
    for (int i = 0; i < 3; i++) {
        double rate = tsv_cell(&t, "armijo-trials", i, 0);
        double f = tsv_cell(&t, "armijo-trials", i, 1);
        assert_true((f > from + asked * rate) == (i < 2));
        assert_true(i == 0
                    || rate == tsv_cell(&t, "armijo-trials", i - 1, 0) / 2);
    }
}

/* What the map of the scan shows: a first step of 1.0 lands before the lower
 * saddle, one of 1.2 and more beyond it. */
static void where_first_steps_land(void **state)
{
    (void)state;
    tsv t = data_once();
    double saddle = HUGE_VAL;
    for (int i = 0; i < 2; i++)
        saddle = fmin(saddle, tsv_cell(&t, "beale-saddles", i, 1));
    for (int i = 0; i < 4; i++)
        assert_true((tsv_cell(&t, "first-leap", i, 2) < saddle) == (i > 0));
}

/* On the ring: what is longer than the circle comes to lie on it, in its own
 * direction; the rest stays. */
static void the_circle_of_clipping(void **state)
{
    (void)state;
    tsv t = data_once();
    double longest = tsv_cell(&t, "clip-circle", 0, 0);
    int cut = 0;
    for (int i = 0; i < RING_POINTS; i++) {
        double g[2] = {tsv_cell(&t, "clip-ring", i, 2),
                       tsv_cell(&t, "clip-ring", i, 3)};
        double c[2] = {tsv_cell(&t, "clip-ring", i, 4),
                       tsv_cell(&t, "clip-ring", i, 5)};
        double length = hypot(g[0], g[1]), left = fmin(length, longest);
        assert_close(c[0] * length, g[0] * left, 1e-12, 1e-12);
        assert_close(c[1] * length, g[1] * left, 1e-12, 1e-12);
        cut += length > longest;
    }
    assert_in_range(cut, RING_POINTS / 3, 2 * RING_POINTS / 3);
}

/* Contests that begin at the minimum, or where every step overflows. */
static void contests_without_a_step(void **state)
{
    (void)state;
    static const double minimum[2] = {3, 0.5};
    rate_run all[] = {bold_driver(minimum, 5e-6, 1.05, 0.5),
                      barzilai_borwein(minimum, 5e-6),
                      armijo(minimum, 1, false), armijo(minimum, 1, true),
                      safeguarded(minimum, 5e-6)};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_int_equal(all[i].steps, 0);
        assert_true(all[i].gradient_norm == 0 && all[i].fastest == 0);
        gd_history_free(&all[i].path);
    }
    rate_run lost = barzilai_borwein((double[]){4.5, 4.5}, 1e60);
    assert_true(!isfinite(lost.f));
    gd_history_free(&lost.path);
}

/* What the text sees in the scan: better up to a little below 1e-4, a plateau,
 * a second fall, a notch, and the end. */
static void the_shore(void **state)
{
    (void)state;
    double before = HUGE_VAL;
    for (double rate = 1e-6; rate < 9.6e-5; rate *= 1.2) {
        double there = distance_after(beale_start, rate);
        assert_true(there < before);
        before = there;
    }
    assert_true(distance_after(beale_start, 1e-4) > before);
    for (double rate = 1.15e-4; rate < 1.465e-4; rate += 5e-7)
        assert_true(distance_after(beale_start, rate) > 4);
    for (double rate = 1.48e-4; rate < 1.555e-4; rate += 5e-7)
        assert_true(distance_after(beale_start, rate) < 0.4);
    assert_true(distance_after(beale_start, 1.5566e-4) < 1e-3);
    assert_true(isfinite(distance_after(beale_start, 1.64e-4)));
    for (double rate = 1.65e-4; rate < 1.7e-4; rate += 5e-7)
        assert_true(isinf(distance_after(beale_start, rate)));
}

/* Where the second step of a run lands, and how far from the minimum the run
 * ends. */
static double second_step(const char *settings, double *distance)
{
    telling *told = tell_with("leap", "leap", settings);
    tsv t = told_data(told);
    double x = tsv_cell(&t, "leap-run", 2, 1);
    *distance = tsv_cell(&t, "leap-end", 0, 0);
    tsv_free(&t);
    stop_telling(told);
    return x;
}

/* Thrown back to 1.3 it arrives in the right valley, to 4 at the minimum. */
static void how_far_it_is_thrown_back(void **state)
{
    (void)state;
    double distance;
    assert_true(second_step("rate=0.000147", &distance) < 1.25);
    assert_true(distance > 4);
    assert_true(second_step("rate=0.000148", &distance) < 1.45);
    assert_true(distance < 0.5);
    assert_close(second_step("", &distance), 4, 0, 0.1);
    assert_true(distance < 0.1);
    assert_true(second_step("rate=0.000164", &distance) > 9);
    assert_true(distance > 6);
    assert_in_short("leap", "rate=0.00012",
                    "At the rate 0.00012 the first step leads to"
                    " (\xe2\x88\x92"
                    "0.07503, \xe2\x88\x92"
                    "2.902), the second to (\xe2\x88\x92"
                    "0.04868, \xe2\x88\x92"
                    "2.9); after 20\xe2\x80\xaf"
                    "000 it is 4.932 from the minimum.");
}

/* BFGS and L-BFGS, as the text tells of them: each first trial is accepted, and
 * from two of the first rates they are lost. */
static void what_gradients_tell_of_curvature(void **state)
{
    (void)state;
    for (size_t pairs = 0; pairs <= 5; pairs += 5) {
        double x[2] = {3, 4};
        size_t asked;
        gd_result r = by_guesses(x, 5e-6, pairs, &asked);
        assert_int_equal(r.outcome, GD_CONVERGED);
        assert_int_equal(asked, r.steps + 1);
        assert_in_range(r.steps, pairs ? 20 : 35, pairs ? 30 : 39);
        assert_close(beale_distance(x), 0, 0, 1e-6);
        for (int e = -6; e <= 0; e++) {
            x[0] = 3, x[1] = 4;
            r = by_guesses(x, pow(10, e), pairs, &asked);
            assert_int_equal(r.outcome == GD_CONVERGED, e != -3 && e != 0);
        }
    }
}

/* On Newton's way to the saddle the smaller curvature is negative at every
 * point; near its end the exponent of the gradient about doubles. */
static void newton_sees_saddles_all_the_way(void **state)
{
    (void)state;
    tsv t = chapter_data();
    double hessian[4];
    for (int i = 0; i <= 12; i++) {
        double x[2] = {tsv_cell(&t, "arrivals-newton", i, 1),
                       tsv_cell(&t, "arrivals-newton", i, 2)};
        function("beale")->hessian(x, hessian);
        gd_curvature c = gd_curvature_of(2, hessian);
        assert_true(c.value[0] < 0 && c.value[1] > 0);
    }
    for (int i = 10; i <= 12; i++) {
        double last = tsv_cell(&t, "arrivals-newton", i - 1, 4);
        assert_true(tsv_cell(&t, "arrivals-newton", i, 4) < 0.1 * last * last);
    }
    tsv_free(&t);
}

/* Of the starts that the text counts, those that do not lead Newton to the
 * minimum lead him to a saddle, and some of those where both curvatures are
 * positive do, too. */
static void newton_mostly_finds_saddles(void **state)
{
    (void)state;
    const gd_test_function *f = function("beale");
    tsv t = chapter_data();
    int minimum = 0, saddle = 0, astray = 0;
    for (int k = 0; k < 361; k++) {
        double start[2] = {-4.5 + 0.5 * (k % 19), -4.5 + 0.5 * (k / 19)};
        double x[2] = {start[0], start[1]}, there = HUGE_VAL, h[4];
        must_run(gd_newton(&f->objective, f->hessian, x, &until_flat));
        for (size_t i = 1; i < f->stationary_count; i++)
            if (f->stationary[i].kind == GD_SADDLE)
                there = fmin(there, hypot(x[0] - f->stationary[i].x[0],
                                          x[1] - f->stationary[i].x[1]));
        f->hessian(start, h);
        minimum += beale_distance(x) < 1e-6;
        saddle += there < 1e-6;
        astray += there < 1e-6 && gd_curvature_of(2, h).value[0] > 0;
    }
    assert_bits(tsv_value(&t, "bends.starts"), minimum + saddle);
    assert_bits(tsv_value(&t, "bends.arrive"), minimum);
    assert_true(minimum == 24 && astray > 10);
    tsv_free(&t);
}

static void three_ways_in_short(void **state)
{
    (void)state;
    assert_in_short("arrivals", "",
                    "From (3, 4): Newton ends at a saddle after 12 steps,"
                    " BFGS ends at the minimum after 37 steps, descent with"
                    " the rate 0.0001 is not there after 20\xe2\x80\xaf"
                    "000"
                    " steps.");
    assert_in_short("arrivals", "start-x=3.6 start-y=0.5 rate=0.04",
                    "From (3.6, 0.5): Newton ends at the minimum after 7"
                    " steps, BFGS ends at the minimum after 19 steps, descent"
                    " with the rate 0.04 is lost after 7 steps.");
}

/* On Beale from (3, 4), the gradient cut to `clip` or not at all. */
static gd_result clipped(double rate, double clip)
{
    double x[2] = {3, 4};
    gd_options o = {
        .rate = rate, .max_steps = CLIP_STEPS, .tolerance = 1e-8, .clip = clip};
    return gd_descend(objective("beale"), x, &o);
}

static void run_backwards(void *context)
{
    double x[2] = {3, 4};
    gd_options o = {.rate = -1, .max_steps = 1};
    (void)context;
    must_descend(objective("beale"), x, &o, NULL);
}

/* No number stands for a run that was not made. */
static void a_run_must_be_made(void **state)
{
    (void)state;
    assert_gives_up(run_backwards, NULL, "rate");
}

static void clipping_saves_the_run(void **state)
{
    (void)state;
    static const double rates[] = {1e-4, 1e-3, 1e-2, 3e-2};
    for (int i = 0; i < 4; i++) {
        gd_outcome bare = clipped(rates[i], 0).outcome;
        gd_outcome cut = clipped(rates[i], 1).outcome;
        assert_int_equal(bare == GD_DIVERGED, rates[i] > 1e-4);
        assert_int_equal(cut == GD_CONVERGED, rates[i] > 1e-3);
    }
    assert_true(clipped(3e-2, 1).steps < 2000);
}

static gd_result on_quartic(double rate, double *w)
{
    gd_options o = {.rate = rate, .max_steps = 1000, .tolerance = 1e-12};
    return gd_descend(gd_test_objective("quartic"), w, &o);
}

static void two_minima(void **state)
{
    (void)state;
    static const double starts[] = {2, 0.17, 0.16, -2};
    for (int i = 0; i < 4; i++) {
        const char *id = id_of("001.nonconvex", starts[i]);
        double w = starts[i];
        gd_result r = on_quartic(0.01, &w);
        assert_int_equal(r.outcome, GD_CONVERGED);
        assert_int_equal(r.steps, reference_next(id, "w", NO_STEP));
        assert_reference(w, id, (long)r.steps, "w");
        assert_reference(r.f, id, (long)r.steps, "f");
    }
    double w = 2; /* the leaps of the text: to the better side, */
    assert_int_equal(on_quartic(0.1, &w).outcome, GD_CONVERGED);
    assert_close(w, -1.30084, 0, 1e-5);
    w = -2; /* and to the worse */
    assert_int_equal(on_quartic(0.15, &w).outcome, GD_CONVERGED);
    assert_close(w, 1.1309, 0, 1e-5);
}

/* ========================================================== the penguins */

static penguins loaded(void)
{
    penguins p = penguins_load();
    assert_int_equal(p.standardised.count, 342);
    return p;
}

/* A batch of all of them is plain descent. */
static void the_batch_of_all_is_descent(void **state)
{
    (void)state;
    penguins p = loaded();
    recipe r = {0.1, p.standardised.count, 50, NULL, 3};
    line sgd[51] = {{0, 0}};
    double gd[2] = {0, 0};
    assert_int_equal(stochastic(&p, &r, sgd), 50);
    gd_objective f = {"loss", 2, gd_line_loss, &p.standardised};
    gd_options o = {.rate = 0.1, .max_steps = 50};
    assert_true(gd_descend(&f, gd, &o).outcome > 0);
    assert_close(sgd[50][0], gd[0], 0, 1e-14);
    assert_close(sgd[50][1], gd[1], 1e-13, 0);
    penguins_free(&p);
}

/* Right on average: the mean over one pass is the gradient. */
static void the_mean_of_the_batches_is_the_gradient(void **state)
{
    (void)state;
    penguins p = loaded();
    double at[2] = {0.3, -0.4}, whole[2], sum[2] = {0, 0}, g[2];
    gd_line_loss(2, at, whole, &p.standardised);
    for (size_t i = 0; i < p.standardised.count; i += 18) { /* 342 = 19 x 18 */
        size_t which[18];
        for (size_t k = 0; k < 18; k++)
            which[k] = i + k;
        batch_gradient(&p.standardised, which, 18, at, g);
        sum[0] += g[0] / 19;
        sum[1] += g[1] / 19;
    }
    assert_close(sum[0], whole[0], 1e-12, 0);
    assert_close(sum[1], whole[1], 1e-12, 0);
    penguins_free(&p);
}

/* The seed alone decides who is drawn: shuffle, deal out, shuffle again when
 * too few are left. */
static void the_seed_decides(void **state)
{
    (void)state;
    enum { BIRDS = 342, BATCH = 100, STEPS = 10 };
    penguins p = loaded();
    size_t order[BIRDS];
    gd_random random = gd_random_seeded(5);
    double by_hand[2] = {0, 0}, g[2];
    line run[STEPS + 1] = {{0, 0}};
    for (size_t i = 0; i < BIRDS; i++)
        order[i] = i;
    for (int t = 0; t < STEPS; t++) {
        if (t % 3 == 0) /* a fourth batch would need 400 */
            gd_random_shuffle(&random, BIRDS, order);
        batch_gradient(&p.standardised, order + t % 3 * BATCH, BATCH, by_hand,
                       g);
        by_hand[0] -= 0.1 * g[0];
        by_hand[1] -= 0.1 * g[1];
    }
    recipe r = {0.1, BATCH, STEPS, NULL, 5};
    assert_int_equal(stochastic(&p, &r, run), STEPS);
    assert_memory_equal(run[STEPS], by_hand, sizeof by_hand);
    penguins_free(&p);
}

static void step_once(void *batch)
{
    penguins p = penguins_load();
    recipe r = {0.1, *(size_t *)batch, 1, NULL, 3};
    line at[2] = {{0.3, -0.4}};
    stochastic(&p, &r, at);
}

static void a_batch_must_be_of_penguins(void **state)
{
    (void)state;
    size_t bad[] = {0, 343, SIZE_MAX};
    for (int i = 0; i < 3; i++)
        assert_gives_up(step_once, &bad[i], "a batch must have");
}

/* A run that leaves ends with the last line that is near, and has no ball. */
static void a_run_that_leaves(void **state)
{
    (void)state;
    penguins p = loaded();
    line at[51] = {{0, 0}};
    recipe r = {5, 1, 50, NULL, 1};
    size_t made = stochastic(&p, &r, at);
    assert_true(made < 50 && hypot(at[made][0], at[made][1]) < 1000);
    line *ball = must_calloc(BALL_STEPS + 1, sizeof *ball);
    assert_true(isinf(noise_ball(&p, 5, 1, BALL_STEPS, 1, ball)));
    free(ball);
    penguins_free(&p);
}

/* The excess that a cloud has in theory, and the one that was measured. */
static double cloud_of(const char *settings, bool measured)
{
    telling *told = tell_with("cloud", "cloud", settings);
    tsv t = told_data(told);
    double excess = measured ? tsv_cell(&t, "ball-measured", 0, 0)
                             : tsv_cell(&t, "ball", 0, 2);
    /* the rings are that far from the best line */
    const char *ring = measured ? "ring-measured" : "ring-theory";
    for (int i = 0; i <= 72; i += 9) {
        double x = tsv_cell(&t, ring, i, 0) - tsv_cell(&t, "best-line", 0, 0);
        double y = tsv_cell(&t, ring, i, 1) - tsv_cell(&t, "best-line", 0, 1);
        assert_close(x * x + y * y, excess, 1e-9, 0);
    }
    tsv_free(&t);
    stop_telling(told);
    return excess;
}

/* Half the rate leaves less than a half of the cloud, and four penguins a step
 * less than a quarter: at this rate single ones pull farther than the theory
 * has it. With the largest rate there is no cloud. */
static void a_cloud_in_the_hand(void **state)
{
    (void)state;
    double book = cloud_of("", true), half = cloud_of("rate=0.1", true);
    double four = cloud_of("batch=4", true);
    assert_true(half > 0.25 * book && half < 0.5 * book);
    assert_true(four > 0.1 * book && four < 0.25 * book);
    assert_true(book > 1.4 * cloud_of("", false));
    assert_close(cloud_of("batch=4", false), cloud_of("", false) / 4, 1e-12, 0);
    assert_in_short("cloud", "rate=0.9",
                    "At the rate 0.9 with 1 penguin a step it does not stay:"
                    " there is no ball.");
    assert_in_short("cloud", "batch=4",
                    "At the rate 0.2 with 4 penguins a step the mean excess is"
                    " 0.03; theory says 0.029.");
}

/* Sixteen balls: what half the rate leaves, and four times the batch, within
 * the bounds that runs of two million steps had, and against the theory. */
static void the_ball_shrinks(void **state)
{
    (void)state;
    static const double rates[BALL_RATES] = {0.2, 0.1, 0.05, 0.025};
    static const size_t batches[BALL_BATCHES] = {1, 4, 16, 64};
    penguins p = loaded();
    line *at = must_calloc(BALL_STEPS + 1, sizeof *at);
    double ball[BALL_BATCHES][BALL_RATES], s = mean_square_pull(&p), share;
    assert_close(s, 1.8359, 0, 1e-4);
    for (int k = 0; k < BALL_BATCHES; k++)
        for (int i = 0; i < BALL_RATES; i++) {
            ball[k][i] =
                noise_ball(&p, rates[i], batches[k], BALL_STEPS, 1, at);
            share = i > 0 ? ball[k][i] / ball[k][i - 1] : 0.35;
            assert_true(share > 0.26 && share < 0.46);
            share = k > 0 ? ball[k][i] / ball[k - 1][i] : 0.15;
            assert_true(share > 0.1 && share < 0.215);
            share = ball[k][i] / noise_theory(rates[i], (double)batches[k], s);
            assert_true(k > 0 || (i < 2 ? share > 1.1 : share < 1.1));
            assert_true(k > 0 || i > 0 || share > 1.5);
            assert_true(k < 2 || share < 1);
        }
    share = ball[3][3] / noise_theory(0.025, 64, s);
    assert_true(share > 0.125 && share < 0.155); /* a seventh */
    /* seeded: once more, the same bits */
    assert_bits(noise_ball(&p, rates[1], batches[2], BALL_STEPS, 1, at),
                ball[2][1]);
    free(at);
    penguins_free(&p);
}

/* The derivation: the loss exceeds its least value by the squared distance,
 * and where taking and bringing balance the distance stays. */
static void the_theory_of_the_ball(void **state)
{
    (void)state;
    penguins p = loaded();
    double at[2] = {p.best[0] + 0.3, p.best[1] - 0.4};
    assert_close(excess_at(&p, at), 0.25, 1e-12, 0);
    for (double rate = 0.01; rate < 1; rate += 0.1) {
        double d = noise_theory(rate, 8, 3);
        assert_close((1 - 2 * rate) * (1 - 2 * rate) * d + rate * rate * 3 / 8,
                     d, 1e-13, 0);
    }
    double d = 1; /* rates like 1/sqrt(t): the ball follows them to zero */
    for (int t = 1; t <= 1000000; t++) {
        double rate = 0.1 / sqrt(t);
        d = (1 - 2 * rate) * (1 - 2 * rate) * d + rate * rate * 3;
        if (t == 10000 || t == 1000000)
            assert_close(d, noise_theory(rate, 1, 3), 0.1, 0);
    }
    penguins_free(&p);
}

static double median_after(const penguins *p, double rate, size_t batch,
                           size_t passes, line *at)
{
    static const line zero = {0, 0};
    recipe r = {rate, batch, passes * (p->standardised.count / batch), NULL, 1};
    double excess[RUNS];
    excesses(p, r, zero, excess, at);
    return quantile(RUNS, excess, 0.5);
}

/* One pass: the whole gradient against batches of 16; at rate 1/2 it arrives
 * at once. And rates in proportion to the batch. */
static void batches_pay_and_scale(void **state)
{
    (void)state;
    penguins p = loaded();
    line *at = must_calloc(5 * 342 + 1, sizeof *at);
    double all = median_after(&p, 0.1, 342, 1, at);
    assert_close(all, p.best[1] * p.best[1] * 0.64, 1e-9, 0);
    assert_close(median_after(&p, 0.1, 16, 1, at), 1.5e-3, 0, 4e-4);
    assert_close(median_after(&p, 0.5, 342, 1, at), 0, 0, 1e-12);
    double sixteen = median_after(&p, 0.1, 16, 5, at);
    for (size_t batch = 1; batch < 16; batch *= 4)
        for (size_t passes = 1; passes <= 5; passes += 4) {
            double scaled =
                median_after(&p, 0.1 * (double)batch / 16, batch, passes, at);
            assert_close(scaled, sixteen, 0.4, 0);
        }
    assert_true(median_after(&p, 0.4, 64, 5, at) > 2 * sixteen);
    assert_true(median_after(&p, 0.8, 128, 1, at) > 50 * sixteen);
    assert_true(median_after(&p, 0.1 * 342 / 16, 342, 5, at) > 1e3);
    free(at);
    penguins_free(&p);
}

static void quantiles(void **state)
{
    (void)state;
    double v[5] = {3, 1, HUGE_VAL, 2, 0};
    assert_int_equal(RUNS, 201); /* as the text and a caption say */
    assert_bits(quantile(5, v, 0.5), 2);
    assert_bits(quantile(5, v, 0), 0);
    assert_bits(quantile(5, v, 0.25), 1);
    assert_true(isinf(quantile(5, v, 1)));
    assert_bits(quantile(1, v, 0.5), 0);
}

/* With each schedule but the constant the median is at least a hundred times
 * lower. */
static void decaying_is_better_than_not(void **state)
{
    (void)state;
    static const line zero = {0, 0};
    penguins p = loaded();
    line *at = must_calloc(DECAY_STEPS + 1, sizeof *at);
    double median[DECAYS];
    for (int k = 0; k < DECAYS; k++) {
        gd_schedule schedule = decaying(k);
        recipe r = {0.1, 1, DECAY_STEPS, &schedule, 7};
        double excess[RUNS];
        excesses(&p, r, zero, excess, at);
        median[k] = quantile(RUNS, excess, 0.5);
        assert_true(k == 0 || median[k] < median[0] / 100);
    }
    assert_true(median[2] < median[1] && median[1] < median[3]);
    free(at);
    penguins_free(&p);
}

/* The quarters are in order, and the end is that of the report; with each
 * schedule the median falls a hundredfold. */
static void the_runs_of_the_schedules(void **state)
{
    (void)state;
    enum { ROWS = DECAY_STEPS / 20 };
    tsv t = data_once();
    for (int k = 0; k < DECAYS; k++) {
        label block = named("decay-%s", decays[k]);
        tsv part = from_block(&t, block.text);
        for (int row = 0; row <= ROWS; row++) {
            double middle = tsv_cell(&part, block.text, row, 3);
            assert_true(tsv_cell(&part, block.text, row, 2) <= middle);
            assert_true(tsv_cell(&part, block.text, row, 4) >= middle);
        }
        double end = tsv_cell(&part, block.text, ROWS, 3);
        assert_bits(tsv_cell(&part, block.text, ROWS, 0), DECAY_STEPS);
        assert_close(tsv_value(&t, named("decay.%s.excess", decays[k]).text),
                     end, 1e-12, 0);
        assert_true(k > 0 ? end < tsv_cell(&part, block.text, 1, 3) / 100
                          : end > 0.02 && end < 0.08);
    }
}

/* The waves of the inverse schedule are the passes: soon after the birds have
 * been shuffled, the excess is twice what it was. */
static void a_wave_is_a_pass(void **state)
{
    (void)state;
    tsv t = data_once(), part = from_block(&t, "decay-inverse");
    int rises = 0;
    for (int pass = 4; pass < 10; pass++) {
        int dealt = pass * 342 / 20;
        double before = tsv_cell(&part, "decay-inverse", dealt, 3);
        rises += tsv_cell(&part, "decay-inverse", dealt + 6, 3) > 2 * before;
    }
    assert_int_equal(rises, 6);
}

/* From the start the whole gradient's step at this rate ends at the best line,
 * and those of few birds the closer to it the more they are: four times as
 * many, half as far, with what luck 24 runs have. */
static void a_fan_of_few_birds(void **state)
{
    (void)state;
    enum { ARROWS = 24 };
    penguins p = loaded();
    tsv t = data_once(), part = from_block(&t, "fan");
    line at[2] = {{0, 0}};
    recipe r = {0.5, 342, 1, NULL, 1};
    double far[6] = {0};
    stochastic(&p, &r, at);
    assert_close(at[1][0], p.best[0], 0, 1e-12);
    assert_close(at[1][1], p.best[1], 0, 1e-12);
    for (int i = 0; i < 6 * ARROWS; i++) {
        double dx = tsv_cell(&part, "fan", i, 4) - p.best[0];
        double dy = tsv_cell(&part, "fan", i, 5) - p.best[1];
        far[i / ARROWS] += (dx * dx + dy * dy) / ARROWS;
        assert_bits(tsv_cell(&part, "fan", i, 0), i / ARROWS + 1);
    }
    for (int k = 0; k < 6; k += 3) { /* mean squares: 16 and 4 to one */
        assert_true(far[k] > 8 * far[k + 1] && far[k] < 40 * far[k + 1]);
        assert_true(far[k + 1] > 2 * far[k + 2]);
    }
    penguins_free(&p);
}

/* A pass in batches of 16 comes as near as as many steps of the whole
 * gradient, which cost 21 passes; single birds are near after 40 and go on
 * wandering. */
static void a_pass_beside_the_whole(void **state)
{
    (void)state;
    penguins p = loaded();
    tsv t = data_once(), part = from_block(&t, "path-all");
    double farthest = 0;
    static const char *const two[] = {"path-all", "path-16"};
    for (int k = 0; k < 2; k++)
        assert_true(hypot(tsv_cell(&part, two[k], 21, 1) - p.best[0],
                          tsv_cell(&part, two[k], 21, 2) - p.best[1])
                    < 0.06);
    for (int i = 0; i <= 342; i++) {
        double away = hypot(tsv_cell(&part, "path-1", i, 1) - p.best[0],
                            tsv_cell(&part, "path-1", i, 2) - p.best[1]);
        farthest = i > 40 ? fmax(farthest, away) : 0;
    }
    assert_true(farthest > 0.3 && farthest < 0.8);
    penguins_free(&p);
}

/* ============================================================== the data */

static void values_that_others_rely_on(void **state)
{
    (void)state;
    tsv t = chapter_data();
    assert_true(tsv_check(&t) >= 30);
    assert_string_equal(caught.name, "03-learning-rate");
    static const struct {
        const char *key;
        double value;
    } factors[] = {{"sweep.factor.1.1", 1.2}, {"sweep.factor.1", 1},
                   {"sweep.factor.0.8", 0.6}, {"sweep.factor.0.6", 0.2},
                   {"sweep.factor.0.4", 0.2}, {"sweep.factor.0.2", 0.6},
                   {"sweep.factor.0.1", 0.8}};
    for (int i = 0; i < 7; i++)
        assert_close(tsv_value(&t, factors[i].key), factors[i].value, 1e-10, 0);
    assert_close(tsv_value(&t, "cost.beyond.ratio"), 1.44, 1e-12, 0);
    assert_true(tsv_value(&t, "bold_driver.trials") >= 1300);
    assert_true(tsv_value(&t, "bold_driver.trials") <= 1450);
    assert_bits(tsv_value(&t, "barzilai_borwein.steps"), 55);
    assert_bits(tsv_value(&t, "armijo.memory.steps"), 1349);
    assert_close(tsv_value(&t, "newton.x"), 0, 0, 1e-9);
    assert_close(tsv_value(&t, "newton.y"), 1, 0, 1e-9);
    assert_bits(tsv_value(&t, "newton.steps"), 12);
    assert_bits(tsv_value(&t, "bfgs.steps"), 37);
    tsv_free(&t);
}

/* What the middle one of the runs with a schedule leaves at their end. */
static double course_end(const char *settings)
{
    telling *told = tell_with("course", "course", settings);
    tsv t = told_data(told);
    double excess = tsv_cell(&t, "course-runs", 171, 2);
    assert_bits(tsv_cell(&t, "course-runs", 171, 0), COURSE_STEPS);
    tsv_free(&t);
    stop_telling(told);
    return excess;
}

/* A lower end is better as long as the run can follow the rate, and no more
 * after that; a rate that falls too soon leaves it on its way. */
static void how_low_a_rate_should_end(void **state)
{
    (void)state;
    double tenth = course_end("final=0.1"), book = course_end("final=0.01");
    double least = course_end("final=0.001");
    assert_true(book < tenth / 20 && least > 2 * book);
    assert_true(course_end("schedule=inverse final=0.0001") > 0.1);
    double steady = course_end("schedule=constant");
    assert_bits(course_end("schedule=constant final=0.9"), steady);
    assert_true(book < steady / 100);
    assert_in_short("course", "schedule=constant",
                    "From the rate 0.1, constant: the median run ends with an"
                    " excess of 0.022; with a constant rate, with 0.022.");
}

/* Its schedules are the library's, ending where the knob says. */
static void where_courses_end(void **state)
{
    static const char *const falling[] = {"cosine", "step", "exponential",
                                          "inverse", "one-cycle"};
    (void)state;
    for (size_t i = 0; i < sizeof falling / sizeof falling[0]; i++) {
        telling *told = tell_with(
            "course", "course",
            named("schedule=%s final=0.25 warm=0.5", falling[i]).text);
        tsv t = told_data(told);
        assert_close(tsv_cell(&t, "course", 341, 1), 0.25, 0.02, 0);
        bool rises = strcmp(falling[i], "one-cycle") == 0;
        assert_bits(tsv_cell(&t, "course-ends", rises, 2), 0.25);
        tsv_free(&t);
        stop_telling(told);
    }
}

/* Must come last. */
static void every_reference_value_has_been_asserted(void **state)
{
    (void)state;
    references_all_used("000.");
    references_all_used("001.");
    references_all_used("002.gd_alpha_scan");
    references_all_used("002.exercise.barzilai_borwein");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seven_walks),
        cmocka_unit_test(seven_walks_by_the_library),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(the_eighth_walk_in_short),
        cmocka_unit_test(one_rate_for_two_curvatures),
        cmocka_unit_test(costs),
        cmocka_unit_test(costs_of_longer_runs),
        cmocka_unit_test(automatic_reduction),
        cmocka_unit_test(the_best_rate),
        cmocka_unit_test(the_valley),
        cmocka_unit_test(every_rate_of_the_scan),
        cmocka_unit_test(the_bold_driver_arrives),
        cmocka_unit_test(barzilai_and_borwein_need_55_steps),
        cmocka_unit_test(armijo_goes_down_and_does_not_arrive),
        cmocka_unit_test(armijo_with_a_memory_arrives),
        cmocka_unit_test(the_first_step_decides),
        cmocka_unit_test(what_halving_comes_to),
        cmocka_unit_test(a_runaway_and_its_safeguard),
        cmocka_unit_test(contests_without_a_step),
        cmocka_unit_test(the_rates_of_the_bold_driver),
        cmocka_unit_test(secants_lead_to_the_next_point),
        cmocka_unit_test(what_armijo_refuses),
        cmocka_unit_test(where_first_steps_land),
        cmocka_unit_test(the_circle_of_clipping),
        cmocka_unit_test(the_shore),
        cmocka_unit_test(how_far_it_is_thrown_back),
        cmocka_unit_test(what_gradients_tell_of_curvature),
        cmocka_unit_test(newton_sees_saddles_all_the_way),
        cmocka_unit_test(newton_mostly_finds_saddles),
        cmocka_unit_test(three_ways_in_short),
        cmocka_unit_test(a_run_must_be_made),
        cmocka_unit_test(clipping_saves_the_run),
        cmocka_unit_test(two_minima),
        cmocka_unit_test(the_batch_of_all_is_descent),
        cmocka_unit_test(the_mean_of_the_batches_is_the_gradient),
        cmocka_unit_test(the_seed_decides),
        cmocka_unit_test(a_batch_must_be_of_penguins),
        cmocka_unit_test(a_run_that_leaves),
        cmocka_unit_test(a_cloud_in_the_hand),
        cmocka_unit_test(the_ball_shrinks),
        cmocka_unit_test(the_theory_of_the_ball),
        cmocka_unit_test(batches_pay_and_scale),
        cmocka_unit_test(quantiles),
        cmocka_unit_test(decaying_is_better_than_not),
        cmocka_unit_test(the_runs_of_the_schedules),
        cmocka_unit_test(a_wave_is_a_pass),
        cmocka_unit_test(how_low_a_rate_should_end),
        cmocka_unit_test(where_courses_end),
        cmocka_unit_test(a_fan_of_few_birds),
        cmocka_unit_test(a_pass_beside_the_whole),
        cmocka_unit_test(values_that_others_rely_on),
        cmocka_unit_test(the_same_bytes_twice),
        cmocka_unit_test(every_reference_value_has_been_asserted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
