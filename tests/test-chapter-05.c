/* The program of chapter 5: the numbers of the sources, and every planted
 * bug found. */
#include "chapter-under-test.h"

#define main program_main
#include "../code/05-gradient-checking.c"
#undef main
#include "../code/shared/probe.c"
#include "../code/shared/sweep.c"

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
    knobs_reset(&experiments[experiment_find(experiments, "vcurve")], &book);
    subjects(&book, s);
    for (int k = 1; k < SUBJECTS; k++) {
        int best = best_step(central, &s[k]);
        double c = curve_step(best), f = tip_of(forward, &s[k]).h;
        assert_true(c > 6e-7 && c < 6e-5);
        assert_true(f > 1.5e-9 && f < 1.5e-7);
        assert_true(error_of(central, &s[k], c) < 1e-9);
        /* and the mean around no other step is lower */
        for (int i = REACH; i < CURVE - REACH; i++)
            assert_true(error_around(central, &s[k], i)
                        >= tip_of(central, &s[k]).error);
    }
}

/* " × 10⁻" */
#define TEN                            \
    "\xe2\x80\x89\xc3\x97\xe2\x80\x89" \
    "10\xe2\x81\xbb"

static void both_quotients_in_short(void **state)
{
    (void)state;
    assert_in_short("two-errors", "",
                    "With h = 0.0001, 3 and 3 of 16 decimals cancel: forward is"
                    " wrong by 7.8" TEN "\xe2\x81\xb5 of the slope, central by"
                    " 1.7" TEN "\xe2\x81\xb9.");
    telling *t = tell_with("two-errors", "sine-errors", "precision=float");
    assert_string_equal(part_of(t, "two-errors")->sentence,
                        "With h = 0.0001, 3 and 3 of 8 decimals cancel: forward"
                        " is wrong by 0.00058 of the slope, central by 2.6" TEN
                        "\xe2\x81\xb5.");
    stop_telling(t);
    assert_in_short("complex-step", "step=1e-20",
                    "With h = 10\xe2\x81\xbb\xc2\xb2\xe2\x81\xb0 forward is"
                    " wrong by 1 of the slope, central by 1, the complex step"
                    " by 2.2" TEN "\xc2\xb9\xe2\x81\xb6.");
}

/* Of a quotient's numbers, rows of a block of digits. */
enum { VALUE, OTHER_VALUE, RISE, QUOTIENT, SLOPE, DIGITS };
enum { NUMBER, WAY, ROW, SAME };

static const probe *sine_in(const char *precision)
{
    sine_knobs k = {1, precision};
    static sine_at at;
    at = sine_of(&k);
    return at.p;
}

/* Each decade of h takes a digit. Meanwhile the forward quotient gains as many,
 * down to 1e-8, and the central one twice as many, down to 1e-5; below that
 * they are wrong alike, and at 1e-16 nothing is left. */
static void a_digit_goes_with_each_decade(void **state)
{
    (void)state;
    const probe *p = sine_in("double");
    for (int k = 1; k < 16; k++) {
        double h = pow(10, -k);
        probe_numbers ahead = probe_at(p, AHEAD, 1, h);
        probe_numbers both = probe_at(p, BOTH, 1, h);
        int lost = (int)probe_lost(p, &ahead);
        assert_in_range(lost + 2, k, k + 3); /* a carry may change more */
        if (k <= 8)
            assert_close(ahead.error, sin(1) / cos(1) / 2 * h, 0.4, 0);
        if (k <= 4)
            assert_close(both.error, h * h / 6, 0.1, 0);
        if (k >= 9)
            assert_true(ahead.error > 1e-9 && both.error > 1e-9);
    }
    assert_bits(probe_at(p, AHEAD, 1, 1e-16).quotient, 0);
}

static size_t right_decimals(const char *precision, double h)
{
    const probe *p = sine_in(precision);
    gd_table t = gd_table_open(tmpfile());
    tell_probe_digits(&t, "digits", p, 1, h);
    assert_true(gd_table_close(&t));
    rewind(t.out);
    tsv told = tsv_read(t.out);
    int row = DIGITS + QUOTIENT; /* of the central one */
    assert_bits(tsv_cell(&told, "digits", row, WAY), BOTH);
    assert_bits(tsv_cell(&told, "digits", row, ROW), QUOTIENT);
    size_t same = (size_t)tsv_cell(&told, "digits", row, SAME);
    tsv_free(&told);
    fclose(t.out);
    return same > 2 ? same - 2 : 0;
}

/* Hardly more than five decimals; a double's best step leaves one. */
static void a_float_has_five_decimals_at_best(void **state)
{
    (void)state;
    size_t best = 0;
    for (int k = 8; k < 64; k++) {
        size_t right = right_decimals("float", pow(10, -k / 8.0));
        best = right > best ? right : best;
    }
    assert_in_range(best, 5, 6);
    assert_int_equal(right_decimals("float", 1e-5), 1);
    assert_true(right_decimals("double", 1e-5) >= 9);
}

/* What is not subtracted is not lost. */
static void the_complex_step_loses_nothing(void **state)
{
    (void)state;
    for (int k = 8; k <= 26; k++) {
        double h = pow(10, -k);
        assert_true(probe_at(&squire_probe, COMPLEX, 1.5, h).error
                    < 4 * DBL_EPSILON);
        if (k >= 17)
            assert_bits(probe_at(&squire_probe, BOTH, 1.5, h).quotient, 0);
    }
}

/* As the text says of the rows: two that any check gets right, six right
 * gradients and a wrong one that a relative error cannot tell apart, and what
 * the verdicts are. */
static void the_verdicts_of_the_table(void **state)
{
    (void)state;
    static const gd_verdict expected[] = {
        GD_SAME,    GD_DIFFERENT, GD_UNCLEAR,   GD_SAME,    GD_SAME,
        GD_UNCLEAR, GD_UNCLEAR,   GD_DIFFERENT, GD_UNCLEAR, GD_UNCLEAR};
    int misleading = 0, open = 0;
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        const trial *t = &trials[i];
        formula_at at = {must_parse(t->formula), t->x};
        double g, numeric;
        gd_expression_eval(1, &at.x, &g, at.e);
        g *= t->factor;
        gd_array one = {"x", 1, &at.x, &g};
        assert_true(
            gd_numerical_gradient(formula_value, &at, 1, &one, 0, &numeric));
        double error = fabs(g - numeric) / fmax(fabs(g), fabs(numeric));
        gd_check c = gd_check_arrays(formula_value, &at, 1, &one, 0);
        assert_int_equal(c.verdict, expected[i]);
        assert_true(i >= 2 || error < 2e-5);
        misleading += t->factor == 1 && error > 0.05;
        open += c.verdict == GD_UNCLEAR;
        gd_expression_free(at.e);
    }
    assert_int_equal(misleading, 6);
    assert_int_equal(open, 5);
}

/* A float that is known to be one: a thousandth is found. */
static void a_float_is_checked_as_one(void **state)
{
    (void)state;
    subject s[SUBJECTS];
    vcurve_knobs book;
    knobs_reset(&experiments[experiment_find(experiments, "vcurve")], &book);
    subjects(&book, s);
    assert_int_equal(check_float(&s[BEALE], 0).verdict, GD_SAME);
    assert_int_equal(check_float(&s[BEALE], 1e-3).verdict, GD_DIFFERENT);
    assert_int_equal(check_float(&s[BEALE], -1e-3).verdict, GD_DIFFERENT);
}

/* 002.numerical_gradient: 54.00000001 with a step of 1e-6 that does not grow;
 * here it is three times as long. */
static void the_slopes_of_a_pair(void **state)
{
    (void)state;
    pair p = {{2}, {3}};
    double slopes[2];
    const gd_array arrays[] = {{"x", 1, p.x, NULL}, {"y", 1, p.y, NULL}};
    assert_true(
        gd_numerical_gradient(bowl_of_pair, &p, 2, arrays, 1e-6, slopes));
    assert_close(slopes[0], 0.25, 1e-8, 0);
    assert_close(slopes[1], 53.9999999991, 1e-12, 0);
    assert_true(gd_numerical_gradient(bowl_of_pair, &p, 2, arrays, 0, slopes));
    assert_close(slopes[0], 0.25, 5e-9, 0);
    assert_close(slopes[1], 54, 5e-12, 0);
}

static gd_verdict at_kink(double x, double step)
{
    const gd_objective f = {"relu", 1, relu, NULL};
    return must_check(gd_check_gradient(&f, &x, step)).verdict;
}

/* Within one step of the corner there is no verdict, at it never. */
static void a_shorter_step_settles_all_but_the_corner(void **state)
{
    (void)state;
    double h = gd_check_step();
    for (int side = -1; side <= 1; side += 2) {
        assert_int_equal(at_kink(side * 3e-6, h), GD_UNCLEAR);
        assert_int_equal(at_kink(side * 3e-6, 1e-9), GD_SAME);
        assert_int_equal(at_kink(side * 0.2, h), GD_SAME);
    }
    assert_int_equal(at_kink(3e-6, 0), GD_SAME);
    for (double step = 1e-12; step < 1; step *= 10)
        assert_int_equal(at_kink(0, step), GD_UNCLEAR);
    assert_int_equal(at_kink(0, 0), GD_UNCLEAR);
}

static void every_bug_is_found_and_none_invented(void **state)
{
    (void)state;
    assert_true(BUGS - 1 >= 10);
    model m = make_model(5);
    gd_check none = check_model(&m, NO_BUG, 0);
    assert_int_equal(none.verdict, GD_SAME);
    assert_int_equal(none.unclear, 0);
    for (int k = 1; k < BUGS; k++) {
        gd_check c = check_model(&m, (bug)k, 0);
        assert_int_equal(c.verdict, GD_DIFFERENT);
        assert_true(k == NO_PENALTY || c.relative > 0.499);
    }
    /* a small one, in every weight and in no bias */
    gd_check penalty = check_model(&m, NO_PENALTY, 0);
    assert_true(penalty.relative < 6e-3);
    assert_int_equal(penalty.different, WEIGHTS);
    assert_int_equal(penalty.unclear, 0);
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

static void five_ways_agree(void **state)
{
    (void)state;
    double error[WAYS];
    five_ways(beale_start, error);
    assert_true(error[0] < 1e-6 && error[1] < 1e-9);
    assert_true(error[2] < 1e-14 && error[3] < 1e-14 && error[4] < 1e-14);
    assert_true(complex_error(1.5, 1e-100) < 1e-15);
}

static gd_expression_cost cost_of(size_t family, int n)
{
    char text[ROOM];
    families[family].write(n, text);
    gd_expression *e = must_parse(text);
    assert_int_equal(gd_expression_variable_count(e), n);
    gd_expression_cost c = gd_expression_costs(e);
    gd_expression_free(e);
    return c;
}

/* Backward costs the same share whatever n is; by formula the product's
 * partials grow with its square, and the chain's do not. */
static void the_sweep_does_not_care_how_many(void **state)
{
    (void)state;
    for (size_t k = 0; k < 3; k++)
        for (int n = 4; n <= 16; n *= 2) {
            gd_expression_cost c = cost_of(k, n);
            double ratio = (double)c.reverse / (double)c.value;
            assert_true(ratio >= 3.5 && ratio <= 4);
        }
    assert_true(cost_of(1, 16).formula > 3 * cost_of(1, 8).formula);
    assert_true(cost_of(0, 16).formula < cost_of(0, 16).reverse);
    assert_true(cost_of(0, 16).formula < 2.2 * (double)cost_of(0, 8).formula);
}

/* What the families write is what it says: at 1, 2 ... the values. */
static void the_families_are_what_they_say(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4};
    const double expected[] = {0 + 100 * 1 + 1 + 100 * 1 + 4 + 100 * 25, 24,
                               log(exp(1) + exp(2) + exp(3) + exp(4))};
    for (size_t k = 0; k < 3; k++) {
        char text[ROOM];
        families[k].write(4, text);
        gd_expression *e = must_parse(text);
        assert_close(gd_expression_eval(4, x, NULL, e), expected[k], 1e-14, 0);
        gd_expression_free(e);
    }
}

/* A constant in a table of knobs cannot be a cube root. */
static void the_step_of_the_knobs_is_the_usual_one(void **state)
{
    (void)state;
    assert_bits(kink_list[0].book, gd_check_step());
    assert_bits(bugs_list[1].book, gd_check_step());
}

/* ------------------------------------------------- what the close-ups claim */

/* Both chords end on the curve, and the central one leans less off. */
static void the_central_chord_is_nearly_parallel(void **state)
{
    enum { TANGENT, FORWARD_CHORD, CENTRAL_CHORD };
    (void)state;
    tsv t = chapter_data();
    double slope[3];
    for (int k = TANGENT; k <= CENTRAL_CHORD; k++) {
        double x0 = tsv_cell(&t, "chords", k, 1);
        double f0 = tsv_cell(&t, "chords", k, 2);
        double x1 = tsv_cell(&t, "chords", k, 3);
        double f1 = tsv_cell(&t, "chords", k, 4);
        slope[k] = tsv_cell(&t, "chords", k, 5);
        assert_close(slope[k], (f1 - f0) / (x1 - x0), 1e-15, 0);
        if (k != TANGENT)
            assert_true(f0 == sin(x0) && f1 == sin(x1));
    }
    assert_close(slope[TANGENT], cos(1), 1e-15, 0);
    assert_close(slope[FORWARD_CHORD], (sin(1.8) - sin(1)) / 0.8, 1e-14, 0);
    assert_true(fabs(slope[CENTRAL_CHORD] - cos(1))
                < fabs(slope[FORWARD_CHORD] - cos(1)) / 5);
    tsv_free(&t);
}

/* With h the values share ever more digits and their difference has ever fewer;
 * the quotient has most of them right in between. */
static void digits_are_won_and_lost(void **state)
{
    enum { STEPS = 8 };
    (void)state;
    tsv t = chapter_data();
    int right[STEPS];
    for (int i = 0; i < STEPS; i++) {
        right[i] = (int)tsv_cell(&t, "digits-quotients", i, 2);
        if (i > 0)
            assert_true(tsv_cell(&t, "digits-values", i, 2)
                        >= tsv_cell(&t, "digits-values", i - 1, 2));
        /* sin(1 + h) - sin 1 is h times 0.54: so many zeros stand before it */
        assert_bits(tsv_cell(&t, "digits-differences", i, 2),
                    i == 0 ? 1 : 2 * i + 1);
    }
    /* a last bit of the sine is a digit of the quotient, more or less */
    assert_int_equal(right[0], 0);
    assert_in_range(right[3], 5, 8);
    assert_in_range(right[4], 5, 8);
    assert_in_range(right[STEPS - 1], 0, 2);
    tsv_free(&t);
}

/* xy + sin x at (2, 3). */
static void the_sweep_has_the_gradient(void **state)
{
    (void)state;
    static const double adjoints[] = {3 - 0.41614683654714241, 2, 1, 1};
    tsv t = chapter_data();
    for (int i = 0; i < 4; i++)
        assert_close(tsv_cell(&t, "sweep-adjoints", i, 1), adjoints[i], 1e-14,
                     0);
    assert_close(tsv_cell(&t, "sweep-values", 3, 1), 6 + sin(2), 1e-14, 0);
    tsv_free(&t);
}

static sweep sweep_through(const char *formula, double x, double y,
                           double progress)
{
    char why[KNOB_WHY];
    sweep_knobs k = {.x = x, .y = y, .progress = progress};
    assert_true(sweep_check(formula, why));
    gd_expression *e = must_parse(formula);
    sweep w = sweep_of(e, &k);
    gd_expression_free(e);
    return w;
}

/* Step by step it comes to what the library's sweep has. */
static void any_sweep_ends_with_the_adjoints(void **state)
{
    (void)state;
    static const char *const formulas_typed[] = {
        "x*y + sin(x)",
        "x",
        "y/x",
        "x^y",
        "max(x, y^2)*exp(-x)",
        "log(1 + exp(x + 2*y))",
        "(1-x)^2 + 100*(y-x^2)^2",
        "exp(x)/sqrt(sin(x)^3 + cos(x)^3)",
        "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2",
        "sin(cos(x*y))*cos(cos(x+y)) + exp(sin(x*y))*x + exp(y)*log(x+y)"};
    const size_t count = sizeof formulas_typed / sizeof formulas_typed[0];
    for (size_t k = 0; k < count; k++) {
        sweep w = sweep_through(formulas_typed[k], 1.25, 0.75, 1);
        assert_int_equal(w.phase, DONE);
        assert_int_equal(w.known, w.g.count);
        for (size_t i = 0; i < w.g.count; i++)
            assert_close(w.adjoint[i], w.g.v[i].adjoint, 1e-14, 1e-300);
        if (k + 1 == count) /* as many as there may be */
            assert_int_equal(w.g.count, SWEEP_NUMBERS);
    }
}

/* x has what comes straight from f before what comes through v1. */
static void x_is_complete_last(void **state)
{
    (void)state;
    sweep before = sweep_through("x*y + sin(x)", 2, 3, 0);
    assert_int_equal(before.phase, BEFORE);
    assert_int_equal(before.known, 2);
    sweep forward = sweep_through("x*y + sin(x)", 2, 3, 0.2);
    assert_int_equal(forward.phase, FORWARD);
    assert_int_equal(forward.known, 3);
    sweep half = sweep_through("x*y + sin(x)", 2, 3, 0.6);
    assert_int_equal(half.phase, BACKWARD);
    assert_close(half.adjoint[0], 3, 1e-15, 0);
    assert_close(half.adjoint[1], 2, 1e-15, 0);
    assert_close(sweep_through("x*y + sin(x)", 2, 3, 0.7).adjoint[0],
                 3 + cos(2), 1e-15, 0);
}

/* The same function by two lists: the same partials, another v1. */
static void two_lists_have_one_gradient(void **state)
{
    (void)state;
    sweep a = sweep_through("x^2*y", 2, 3, 1);
    sweep b = sweep_through("x*(x*y)", 2, 3, 1);
    for (int i = 0; i < 2; i++)
        assert_close(a.adjoint[i], b.adjoint[i], 1e-15, 0);
    assert_close(a.adjoint[2], 3, 1e-15, 0);
    assert_close(b.adjoint[2], 2, 1e-15, 0);
}

static void a_sweep_ends_where_it_is_not_finite(void **state)
{
    (void)state;
    sweep cone = sweep_through("sqrt(x^2 + y^2)", 0, 0, 1);
    assert_true(cone.broken && cone.phase == BACKWARD);
    assert_int_equal(cone.now, cone.g.count - 1);
    assert_false(cone.reached[0]);
    sweep no_log = sweep_through("y + log(x)", -1, 0, 1);
    assert_true(no_log.broken && no_log.phase == FORWARD);
    assert_in_short("sweep", "formula=sqrt(x^2+y^2) x=0 y=0",
                    "At x = 0, y = 0 what f = sqrt(v2) hands on is not finite:"
                    " the sweep ends there.");
    assert_in_short("sweep", "formula=log(x) x=-1",
                    "At x = \xe2\x88\x92"
                    "1 the number f = log(x) is not"
                    " finite: the sweep ends there.");
}

/* Numbers as long as they come, in two variables and of three operands. */
static void no_sentence_of_the_sweep_is_cut(void **state)
{
    (void)state;
    const numeral x = spoken(-1.234e-300), y = spoken(-1.234e-301);
    char wanted[300];
    snprintf(wanted, sizeof wanted,
             "Backward, step 1: f hands its adjoint 1 on, to v5 times %s,"
             " to v1 times %s and to x times 1.",
             spoken(sin(-1.4)).text, spoken(pow(-9.99, 9)).text);
    assert_in_short(
        "sweep", "formula=x^9*sin(y)+x x=-9.99 y=-1.4 progress=0.55", wanted);
    snprintf(wanted, sizeof wanted,
             "At x = %s, y = %s, and nothing is computed yet.", x.text, y.text);
    assert_in_short("sweep", "x=-1.234e-300 y=-1.234e-301 progress=0", wanted);
    snprintf(wanted, sizeof wanted,
             "At x = %s, y = %s f is 0, and by one sweep back, 1 step, its"
             " gradient is (%s, %s).",
             x.text, y.text, y.text, x.text);
    assert_in_short("sweep", "formula=x*y x=-1.234e-300 y=-1.234e-301", wanted);
}

static void what_has_no_room_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *formula, *why;
    } cases[] = {
        {"3 +* x", "column 4: expected a number, a variable or '(', found '*'"
                   "\n3 +* x\n   ^"},
        {"2*pi", "it is a number: it has no variable"},
        {"x + z", "there are x and y here, and no z"},
        {"sin(sin(sin(sin(sin(sin(sin(x)))))))",
         "its graph is 8 numbers long, and there is room for 7"},
        {"sin(x) + cos(x) + tan(x) + exp(x) + log(x)",
         "its graph has 5 numbers beside each other, and there is room for 4"},
        {"(x+1)*(x+2)*(x+3)*(x+4)*(x+5)*(x+6)*(x+7)*(x+8)*(x+9)",
         "its graph has 18 numbers, and there is room for 16"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        char why[KNOB_WHY] = "";
        assert_false(sweep_check(cases[k].formula, why));
        assert_string_equal(why, cases[k].why);
    }
}

static void the_contract(void **state)
{
    (void)state;
    tsv t = chapter_data();
    assert_close(tsv_value(&t, "check.x"), 0.25, 1e-7, 0);
    assert_close(tsv_value(&t, "check.y"), 54, 1e-7, 0);
    double h = tsv_value(&t, "vcurve.best_h");
    assert_true(h > 6e-7 && h < 6e-5);
    assert_close(tsv_value(&t, "reverse.ratio"), 3.5, 1e-15, 0);
    assert_close(tsv_value(&t, "check.fixed.y"), 54.00000001287708, 1e-14, 0);
    assert_close(tsv_value(&t, "bugs.penalty.entries"), 12, 1e-15, 0);
    tsv_free(&t);
}

/* Ten thousand entries, and an error that rounding may well explain: the check
 * stays silent. It grows loud with the error, and louder for few entries. */
static void one_direction_is_cautious_where_rounding_rules(void **state)
{
    enum { SIZES_OF_N = 4, ERRORS_OF_EACH = 16 };
    (void)state;
    tsv t = chapter_data();
    double before = 1;
    for (int n = 0; n < SIZES_OF_N; n++) {
        int first = n * ERRORS_OF_EACH, last = first + ERRORS_OF_EACH - 1;
        double seen = tsv_cell(&t, "direction", last, 2);
        assert_true(tsv_cell(&t, "direction", first, 2) < 0.1);
        assert_true(seen > 0.9 && seen < before);
        before = seen;
    }
    for (int k = 0; k < 4; k++) /* 1e-7 ... 1e-6, of ten thousand */
        assert_bits(tsv_cell(&t, "direction", 3 * ERRORS_OF_EACH + k, 2), 0);
    tsv_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_textbook_numbers),
        cmocka_unit_test(the_v_has_its_tip_near_the_cube_root),
        cmocka_unit_test(both_quotients_in_short),
        cmocka_unit_test(the_verdicts_of_the_table),
        cmocka_unit_test(a_float_is_checked_as_one),
        cmocka_unit_test(the_slopes_of_a_pair),
        cmocka_unit_test(a_shorter_step_settles_all_but_the_corner),
        cmocka_unit_test(every_bug_is_found_and_none_invented),
        cmocka_unit_test(the_named_entry_is_the_culprit),
        cmocka_unit_test(a_direction_reveals_one_wrong_entry_of_a_thousand),
        cmocka_unit_test(one_direction_is_cautious_where_rounding_rules),
        cmocka_unit_test(five_ways_agree),
        cmocka_unit_test(the_sweep_does_not_care_how_many),
        cmocka_unit_test(the_families_are_what_they_say),
        cmocka_unit_test(the_step_of_the_knobs_is_the_usual_one),
        cmocka_unit_test(the_central_chord_is_nearly_parallel),
        cmocka_unit_test(digits_are_won_and_lost),
        cmocka_unit_test(a_digit_goes_with_each_decade),
        cmocka_unit_test(a_float_has_five_decimals_at_best),
        cmocka_unit_test(the_complex_step_loses_nothing),
        cmocka_unit_test(the_sweep_has_the_gradient),
        cmocka_unit_test(any_sweep_ends_with_the_adjoints),
        cmocka_unit_test(x_is_complete_last),
        cmocka_unit_test(two_lists_have_one_gradient),
        cmocka_unit_test(a_sweep_ends_where_it_is_not_finite),
        cmocka_unit_test(no_sentence_of_the_sweep_is_cut),
        cmocka_unit_test(what_has_no_room_is_refused),
        cmocka_unit_test(the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
