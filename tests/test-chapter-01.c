/* The program of chapter 1: its own scans, against the reference values. */
#include "chapter-under-test.h"

#define main program_main
#include "../code/01-extrema.c"
#undef main

#include "gd/descent.h"

/* ------------------------------------------------------------- the cubic */

static void facts_of_the_cubic(void **state)
{
    (void)state;
    static const char id[] = "002.cubic_facts";
    const gd_test_function *f = function("cubic");
    /* the reference lists them from left to right, the catalogue by value */
    for (int i = 0; i < 2; i++) {
        const gd_stationary *p = &f->stationary[1 - i];
        char key[32];
        snprintf(key, sizeof key, "stationary.%d.x", i);
        assert_reference(p->x[0], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.f", i);
        assert_reference(value_at(f, p->x[0]), id, NO_STEP, key);
        assert_reference(p->f, id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.second", i);
        assert_reference(bend_at(f, p->x[0]), id, NO_STEP, key);
        assert_bits(slope_at(f, p->x[0]), 0);
    }
    assert_reference(value_at(f, -3), id, NO_STEP, "f(-3)");
    assert_reference(value_at(f, 4), id, NO_STEP, "f(4)");
    assert_reference(slope_at(f, -3), id, NO_STEP, "slope(-3)");
    assert_reference(slope_at(f, 4), id, NO_STEP, "slope(4)");
    assert_reference(2 / bend_at(f, 3), id, NO_STEP, "largest_stable_rate");
    assert_bits(value_at(f, -4), -74); /* so 3 is a local minimum only */
}

/* f crosses zero within two units in the last place of each root. */
static void roots_of_the_cubic(void **state)
{
    (void)state;
    const gd_test_function *f = function("cubic");
    for (int i = 0; i < 3; i++) {
        char key[32];
        snprintf(key, sizeof key, "root.%d", i);
        double root = reference_value("002.cubic_facts", NO_STEP, key);
        double low = root - 4e-15, high = root + 4e-15;
        assert_true((value_at(f, low) > 0) != (value_at(f, high) > 0));
    }
    /* the outer two are 5/2 -+ sqrt(21)/2, the first is -2 */
    assert_reference(-2, "002.cubic_facts", NO_STEP, "root.0");
    assert_reference((5 - sqrt(21)) / 2, "002.cubic_facts", NO_STEP, "root.1");
    assert_reference((5 + sqrt(21)) / 2, "002.cubic_facts", NO_STEP, "root.2");
}

static void candidates_are_the_ends_and_the_flat_points(void **state)
{
    (void)state;
    double x[CANDIDATES];
    static const double places[] = {-4, -1, 3, 5};
    assert_int_equal(candidates(function("cubic"), -4, 5, x), 4);
    for (int i = 0; i < 4; i++)
        assert_close(x[i], places[i], 0, 1e-15);
}

/* A flat point that is an end is there once. */
static void candidates_of_other_intervals(void **state)
{
    (void)state;
    static const struct {
        double from, to;
        int count;
    } cases[] = {{0, 2, 2},  {-1, 3, 2},   {-2, 3, 3},  {-0.3, 3, 2},
                 {-4, 3, 3}, {1, 3.01, 3}, {-10, 10, 4}};
    const gd_test_function *f = function("cubic");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double x[CANDIDATES];
        int count = candidates(f, cases[i].from, cases[i].to, x);
        assert_int_equal(count, cases[i].count);
        assert_bits(x[0], cases[i].from);
        assert_bits(x[count - 1], cases[i].to);
        for (int k = 1; k < count; k++)
            assert_true(x[k] > x[k - 1]);
    }
}

/* --------------------------------------------- a scan, and what it misses */

static void the_scan_finds_every_flat_point_of_one_variable(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t k = 0; k < count; k++) {
        if (f[k].objective.n != 1)
            continue;
        double x[CANDIDATES], previous = -HUGE_VAL;
        /* a flat point where f' keeps its sign is none of its business */
        int sought = strcmp(f[k].objective.name, "cube") == 0
                         ? 0
                         : (int)f[k].stationary_count;
        /* 101 cells: no flat point falls on a border */
        int found =
            scan_slope(&f[k], f[k].lower[0], f[k].upper[0], 101, CANDIDATES, x);
        assert_int_equal(found, sought);
        for (int i = 0; i < found; i++) {
            double nearest = HUGE_VAL;
            for (size_t j = 0; j < f[k].stationary_count; j++)
                nearest = fmin(nearest, fabs(x[i] - f[k].stationary[j].x[0]));
            assert_close(nearest, 0, 0, 1e-15);
            assert_true(x[i] > previous);
            previous = x[i];
        }
    }
}

static void a_scan_of_one_cell_misses_the_pair(void **state)
{
    (void)state;
    double x[CANDIDATES];
    assert_int_equal(scan_slope(function("cubic"), -4, 5, 1, 9, x), 0);
    assert_int_equal(scan_slope(function("cubic"), -4, 5, 3, 9, x), 2);
    assert_int_equal(scan_slope(function("cubic"), -4, 5, 50, 1, x), 1);
}

static void two_minima_of_the_quartic(void **state)
{
    (void)state;
    static const char id[] = "001.nonconvex";
    const gd_test_function *f = function("quartic");
    double points[CANDIDATES];
    assert_int_equal(
        scan_slope(f, f->lower[0], f->upper[0], CELLS, CANDIDATES, points), 3);
    for (int i = 0; i < 3; i++) {
        char key[32];
        snprintf(key, sizeof key, "stationary.%d.w", i);
        assert_reference(points[i], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.f", i);
        assert_reference(value_at(f, points[i]), id, NO_STEP, key);
    }
    static const gd_kind kinds[] = {GD_MINIMUM, GD_MAXIMUM, GD_MINIMUM};
    for (int i = 0; i < 3; i++) {
        gd_curvature c = curvature_at(f, &points[i]);
        assert_int_equal(kind_of(&c), kinds[i]);
    }
}

/* Descent ends in the minimum of its own basin: rate 0.01, |f'| < 1e-12. */
static void each_start_ends_in_its_own_basin(void **state)
{
    (void)state;
    static const double starts[] = {2, -2, 0.16, 0.17};
    for (int i = 0; i < 4; i++) {
        char id[48];
        double w = starts[i];
        snprintf(id, sizeof id, "001.nonconvex.from%g", w);
        gd_options o = gd_default_options();
        o.tolerance = 1e-12;
        gd_result r = gd_descend(gd_test_objective("quartic"), &w, &o);
        assert_int_equal(r.outcome, GD_CONVERGED);
        assert_reference(w, id, (long)r.steps, "w");
        assert_reference(r.f, id, (long)r.steps, "f");
    }
}

/* ------------------------------------------------------------ the wiggle */

static void the_wiggle_rises_at_0_and_falls_as_near_as_you_like(void **state)
{
    (void)state;
    assert_reference(wiggle_slope(2, 0), "errata.21", 0, "slope");
    assert_reference(wiggle_slope(2, 1 / (2 * GD_PI * 10)), "errata.21", 10,
                     "slope");
    assert_reference(wiggle_slope(2, 1 / (2 * GD_PI * 1000)), "errata.21", 1000,
                     "slope");
    gd_random random = gd_random_seeded(71);
    for (int i = 0; i < 1000; i++) {
        double x = gd_random_between(&random, 0.01, 1), h = 1e-7;
        double a = gd_random_between(&random, 0, 10);
        double d = (wiggle(a, x + h) - wiggle(a, x - h)) / (2 * h);
        assert_close(wiggle_slope(a, x), d, 0, 5e-6);
        assert_close(wiggle(a, -x), -x + a * x * x * sin(-1 / x), 0, 1e-15);
        /* at 0 the quotient is within ah of 1, so the slope there is 1 */
        assert_true(fabs(wiggle(a, x) / x - 1) <= a * x * (1 + 1e-15) + 1e-15);
    }
    assert_bits(wiggle(2, 0), 0);
}

/* As the knob says. */
static void below_1_the_wiggle_rises(void **state)
{
    (void)state;
    for (int k = 1; k < 1000; k++) {
        double x = 1 / (2 * GD_PI * k);
        assert_true(wiggle_slope(0.9, x) > 0 && wiggle_slope(1.1, x) < 0);
    }
}

static void quotients_close_in_on_the_slope(void **state)
{
    (void)state;
    const gd_test_function *f = function("cubic");
    for (double h = 0.1; h > 1e-6; h /= 10) {
        /* by hand: f'(x) + (3x - 3) h + h^2 */
        assert_close(quotient(f, -1, h), -6 * h + h * h, 0, 1e-9);
        assert_close(quotient(f, 0, -h), -9 + 3 * h + h * h, 0, 1e-9);
        assert_true(quotient(f, -1, -h) > 0 && quotient(f, -1, h) < 0);
    }
}

/* ----------------------------------------------------------- two variables */

static void facts_of_beale(void **state)
{
    (void)state;
    static const char id[] = "002.beale_facts";
    const gd_test_function *f = function("beale");
    double g[2], h[4];
    double value = gd_value_and_gradient(&f->objective, (double[]){3, 4}, g);
    assert_reference(value, id, NO_STEP, "f(3,4)");
    assert_reference(g[0], id, NO_STEP, "gradient(3,4).x");
    assert_reference(g[1], id, NO_STEP, "gradient(3,4).y");
    value = gd_value_and_gradient(&f->objective, (double[]){3, 0.5}, g);
    assert_reference(value, id, NO_STEP, "f(3,0.5)");
    assert_reference(g[0], id, NO_STEP, "gradient(3,0.5).x");
    assert_reference(g[1], id, NO_STEP, "gradient(3,0.5).y");
    assert_reference(gd_value(&f->objective, (double[]){-4.5, -4.5}), id,
                     NO_STEP, "f(-4.5,-4.5)");
    f->hessian((double[]){3, 0.5}, h);
    assert_reference(h[0], id, NO_STEP, "hessian.xx");
    assert_reference(h[1], id, NO_STEP, "hessian.xy");
    assert_reference(h[2], id, NO_STEP, "hessian.xy");
    assert_reference(h[3], id, NO_STEP, "hessian.yy");
    gd_curvature c = curvature_at(f, f->stationary[0].x);
    assert_reference(c.value[0], id, NO_STEP, "eigenvalue.low");
    assert_reference(c.value[1], id, NO_STEP, "eigenvalue.high");
    assert_reference(gd_condition_number(&c), id, NO_STEP, "condition");
    assert_reference(2 / c.value[1], id, NO_STEP, "largest_stable_rate");
    assert_reference(405.0 / 896, id, NO_STEP, "valley_infimum");
}

/* The program's own search finds the three, and nothing else. */
static void flat_points_of_beale(void **state)
{
    (void)state;
    static const char id[] = "002.beale_facts";
    const gd_test_function *f = function("beale");
    flat_point points[FLAT_ROOM];
    assert_int_equal(flat_points(f, 4.5, 20, points), 3);
    for (int k = 0; k < 3; k++) {
        const gd_stationary *known = &f->stationary[k];
        char key[32];
        snprintf(key, sizeof key, "stationary.%d.x", k);
        assert_reference(known->x[0], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.y", k);
        assert_reference(known->x[1], id, NO_STEP, key);
        snprintf(key, sizeof key, "stationary.%d.f", k);
        assert_reference(known->f, id, NO_STEP, key);
        double nearest = HUGE_VAL;
        for (int i = 0; i < 3; i++)
            if (points[i].kind == known->kind)
                nearest = fmin(nearest, hypot(points[i].x[0] - known->x[0],
                                              points[i].x[1] - known->x[1]));
        assert_close(nearest, 0, 0, 1e-13);
    }
    assert_int_equal(points[0].kind, GD_MINIMUM);
    assert_int_equal(points[1].kind, GD_SADDLE);
    assert_int_equal(points[2].kind, GD_SADDLE);
}

static void flat_points_of_himmelblau(void **state)
{
    (void)state;
    const gd_test_function *f = function("himmelblau");
    flat_point points[FLAT_ROOM];
    assert_int_equal(flat_points(f, 5, 20, points), 9);
    for (size_t k = 0; k < f->stationary_count; k++) {
        const gd_stationary *known = &f->stationary[k];
        double nearest = HUGE_VAL;
        for (int i = 0; i < 9; i++)
            if (points[i].kind == known->kind)
                nearest = fmin(nearest, hypot(points[i].x[0] - known->x[0],
                                              points[i].x[1] - known->x[1]));
        assert_close(nearest, 0, 0, 1e-13);
    }
}

/* On a quadratic one step of Newton's method is there. */
static void newton_needs_one_step_for_a_quadratic(void **state)
{
    (void)state;
    double x[2] = {2, -1};
    double moved = newton_step(function("bowl"), x);
    assert_close(moved, hypot(2, 1), 1e-15, 0);
    assert_close(x[0], 0, 0, 1e-15);
    assert_close(x[1], 0, 0, 1e-15);
}

static void with_eigenvalues_puts_them_in(void **state)
{
    (void)state;
    static const shape all[] = {{"round", 1, 1, 90},     {"long", 0.25, 2, 90},
                                {"turned", 0.25, 2, 55}, {"trough", 0, 1, 90},
                                {"saddle", -1, 1, 90},   {"far", 0.05, 4, 180},
                                {"dome", -2, -0.5, 0}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        double a[4];
        with_eigenvalues(&all[i], a);
        gd_curvature c = gd_curvature_of(2, a);
        double angle = all[i].degrees * GD_PI / 180;
        assert_close(c.value[0], all[i].low, 0, 1e-15);
        assert_close(c.value[1], all[i].high, 0, 1e-15);
        if (all[i].low < all[i].high)
            assert_close(
                fabs(c.axis[1][0] * cos(angle) + c.axis[1][1] * sin(angle)), 1,
                0, 1e-14);
    }
}

/* A convex function breaks no chord; on [-c, c] exactly half of the pairs of
 * x^3 lean to the concave side. */
static void chords_tell_convex_from_not(void **state)
{
    (void)state;
    assert_int_equal(broken_chords(function("square"), 20000, 1), 0);
    assert_int_equal(broken_chords(function("parabola"), 20000, 1), 0);
    assert_in_range(broken_chords(function("quartic"), 20000, 1), 2000, 18000);
    assert_in_range(broken_chords(function("cube"), 20000, 1), 9700, 10300);
}

/* The knobs of the condition number are the curvatures of the bowl. */
static void the_bowl_is_that_of_the_book(void **state)
{
    (void)state;
    condition_knobs book;
    size_t last = experiment_count(experiments) - 1;
    double h[4];
    knobs_reset(&experiments[last], &book);
    function("bowl")->hessian((double[]){0, 0}, h);
    assert_bits(book.along, h[0]);
    assert_bits(book.across, h[3]);
    assert_bits(h[1], 0);
}

/* -------------------------------------------------------- knobs turned */

/* Runs an experiment at a setting: its data, and its section, to be freed. */
static tsv told(const char *name, const char *which_knob, const char *setting,
                char **section)
{
    size_t which = experiment_find(experiments, name);
    FILE *file = tmpfile();
    char why[240];
    assert_non_null(file);
    gd_table table = gd_table_open(file);
    request r = request_new(experiments);
    story s = story_new(experiments, &table);
    assert_true(knob_set(knob_find(&experiments[which], which_knob),
                         r.knobs[which], setting, why));
    story_tell(&s, which, r.knobs);
    assert_non_null(*section = strdup(s.parts[which].text));
    story_free(&s);
    request_free(&r);
    assert_true(gd_table_close(&table));
    rewind(file);
    tsv data = tsv_read(file);
    fclose(file);
    return data;
}

static int count_words(const char *text, const char *word)
{
    int count = 0;
    for (; (text = strstr(text, word)); text += strlen(word))
        count++;
    return count;
}

static void the_report_has_the_points_of_the_data(void **state)
{
    (void)state;
    static const char *const cells[] = {"1", "2", "3", "100", "10000"};
    static const int found[] = {1, 1, 3, 3, 3};
    for (int i = 0; i < 5; i++) {
        char *section;
        tsv t = told("quartic", "cells", cells[i], &section);
        assert_int_equal(count_words(section, "minimum")
                             + count_words(section, "maximum"),
                         found[i]);
        assert_true(isfinite(tsv_cell(&t, "quartic-points", found[i] - 1, 0)));
        assert_true(isnan(tsv_cell(&t, "quartic-points", found[i], 0)));
        free(section);
        tsv_free(&t);
    }
}

static void the_smallest_value_is_that_of_a_row(void **state)
{
    (void)state;
    static const char *const from[] = {"-10", "-4", "-1.3", "-1", "1"};
    for (int i = 0; i < 5; i++) {
        char *section, sentence[64];
        tsv t = told("candidates", "from", from[i], &section);
        double least = HUGE_VAL, f;
        for (int k = 0; isfinite(f = tsv_cell(&t, "cubic-candidates", k, 1));
             k++)
            least = fmin(least, f);
        snprintf(sentence, sizeof sentence, "smallest value %g,", least);
        assert_non_null(strstr(section, sentence));
        free(section);
        tsv_free(&t);
    }
}

/* Only at a flat point can the limit only be 0. */
static void quotients_say_what_they_tend_to(void **state)
{
    (void)state;
    static const char *const x[] = {"-1", "3", "-1.05", "-0.9999999", "10"};
    for (int i = 0; i < 5; i++) {
        char *section;
        tsv t = told("quotients", "x", x[i], &section);
        assert_int_equal(count_words(section, "can only be 0"), i < 2);
        assert_int_equal(count_words(section, "both tend to"), 1 + (i >= 2));
        free(section);
        tsv_free(&t);
    }
}

/* Away from the origin the shapes are not flat, and none is called so. */
static void shapes_are_flat_where_they_are(void **state)
{
    (void)state;
    char *section;
    tsv t = told("shapes", "x", "0.5", &section);
    assert_int_equal(count_words(section, "not flat"), SHAPES);
    assert_null(strstr(section, "where all gradients are 0"));
    free(section);
    tsv_free(&t);
}

/* ------------------------------------------------------------ the data */

static void the_data_is_well_formed_and_whole(void **state)
{
    (void)state;
    static const char *const blocks[] = {
        "values",         "cubic-curve",        "cubic-flat",
        "wiggle",         "cube-curve",         "quartic-curve",
        "quartic-points", "chord-square",       "chord-quartic",
        "spectrum",       "round-bowl-surface", "beale-grid",
        "beale-points",   "himmelblau-grid",    "himmelblau-points"};
    tsv t = chapter_data();
    assert_true(tsv_check(&t) >= 25);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (!tsv_block(&t, blocks[i]))
            fail_msg("no block %s", blocks[i]);
    assert_string_equal(caught.name, "01-extrema");
    assert_bits(tsv_value(&t, "cubic.bend.-1"), -12);
    assert_bits(tsv_value(&t, "cubic.bend.3"), 12);
    assert_bits(tsv_value(&t, "beale.points"), 3);
    assert_bits(tsv_value(&t, "condition.bowl"), 144);
    assert_reference(tsv_value(&t, "condition.beale"), "002.beale_facts",
                     NO_STEP, "condition");
    assert_close(tsv_value(&t, "wiggle.slope.1000"), -1, 0, 1e-11);
    assert_true(isnan(tsv_value(&t, "no.such.key")));
    tsv_free(&t);
}

/* Must come last. */
static void every_reference_value_has_been_asserted(void **state)
{
    (void)state;
    references_all_used("002.cubic_facts");
    references_all_used("002.beale_facts");
    references_all_used("001.");
    references_all_used("errata.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_of_the_cubic),
        cmocka_unit_test(roots_of_the_cubic),
        cmocka_unit_test(candidates_are_the_ends_and_the_flat_points),
        cmocka_unit_test(candidates_of_other_intervals),
        cmocka_unit_test(the_scan_finds_every_flat_point_of_one_variable),
        cmocka_unit_test(a_scan_of_one_cell_misses_the_pair),
        cmocka_unit_test(two_minima_of_the_quartic),
        cmocka_unit_test(each_start_ends_in_its_own_basin),
        cmocka_unit_test(the_wiggle_rises_at_0_and_falls_as_near_as_you_like),
        cmocka_unit_test(below_1_the_wiggle_rises),
        cmocka_unit_test(quotients_close_in_on_the_slope),
        cmocka_unit_test(facts_of_beale),
        cmocka_unit_test(flat_points_of_beale),
        cmocka_unit_test(flat_points_of_himmelblau),
        cmocka_unit_test(newton_needs_one_step_for_a_quadratic),
        cmocka_unit_test(with_eigenvalues_puts_them_in),
        cmocka_unit_test(chords_tell_convex_from_not),
        cmocka_unit_test(the_bowl_is_that_of_the_book),
        cmocka_unit_test(the_report_has_the_points_of_the_data),
        cmocka_unit_test(the_smallest_value_is_that_of_a_row),
        cmocka_unit_test(quotients_say_what_they_tend_to),
        cmocka_unit_test(shapes_are_flat_where_they_are),
        cmocka_unit_test(the_data_is_well_formed_and_whole),
        cmocka_unit_test(every_reference_value_has_been_asserted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
