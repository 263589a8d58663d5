/* descend as a reader runs it: every option, every error, every exit status. */
#define _XOPEN_SOURCE 700 /* process.h, setenv */

#include "gd/optimizer.h"
#include "gd/schedule.h"
#include "process.h"

/* descend with these arguments, NULL after the last. */
static finished descend_to(sink to, const char *const *words)
{
    return process_run(
        (process){.program = "descend", .arguments = words, .out = to});
}

#define DESCEND(...) \
    descend_to(CAUGHT, (const char *const[]){__VA_ARGS__, NULL})

/* It ran, with this status; what it printed has `what` in it. */
#define RUNS(status, what, ...) runs(DESCEND(__VA_ARGS__), status, what)

static void runs(finished f, int status, const char *what)
{
    if (f.status != status)
        fail_msg("exit status %d, not %d: %s", f.status, status, f.err.text);
    if (status == 0)
        assert_string_equal(f.err.text, "");
    assert_contains(f.out.text, what);
    finished_free(&f);
}

/* It ran, and printed just that. */
#define PRINTS(what, ...) prints(DESCEND(__VA_ARGS__), what)

static void prints(finished f, const char *what)
{
    assert_int_equal(f.status, 0);
    assert_string_equal(f.err.text, "");
    assert_string_equal(f.out.text, what);
    finished_free(&f);
}

/* It was refused: nothing printed, and a message that has `what` in it. */
#define REFUSED(what, ...) refused(DESCEND(__VA_ARGS__), what)

static void refused(finished f, const char *what)
{
    assert_int_equal(f.status, 2);
    assert_string_equal(f.out.text, "");
    assert_true(strncmp(f.err.text, "descend: ", 9) == 0);
    assert_contains(f.err.text, what);
    for (const char *line = f.err.text; *line;) {
        size_t length = strcspn(line, "\n");
        assert_true(line[length] == '\n');
        for (size_t i = 0; i < length; i++)
            assert_true(line[i] >= ' ' && line[i] <= '~');
        line += length + 1;
    }
    finished_free(&f);
}

/* ------------------------------------------------------------ reading tsv */

/* Rows of a table: the lines after its header, up to an empty one. */
static int rows_at(const char *header)
{
    int count = -1;
    for (const char *at = header; at && *at && *at != '\n'; count++)
        at += strcspn(at, "\n") + 1;
    return count;
}

/* Of the walk. */
static int rows(const finished *f)
{
    return rows_at(tsv_block(&f->out, "descent"));
}

static double cell(const finished *f, int row, int column)
{
    return tsv_cell(&f->out, "descent", row, column);
}

/* ---------------------------------------------------------------- running */

static void text_tells_the_story(void **state)
{
    (void)state;
    RUNS(0, "f(x, y) = x^2 + sin(y)^2\n", "x^2+sin(y)^2", "-s", "3,1", "-r",
         "0.1");
    RUNS(0, "stopped after 91 steps: max|g| below the tolerance\n",
         "x^2+sin(y)^2", "-s", "3,1", "-r", "0.1");
    RUNS(0, "stopped after 1000 steps: step limit\n", "x^2", "-s", "1", "-t",
         "0", "-r", "1e-4");
    RUNS(0, "stopped after 1 step: step limit\n", "x^2", "-s", "1", "-n", "1");
    RUNS(0, "stopped after 0 steps: step limit\n", "x^2", "-s", "1", "-n0");
    RUNS(0, "descended by adam, rate 0.05, schedule cosine\n", "x^2", "-s1",
         "-m", "adam", "-r", "0.05", "--schedule", "cosine");
    RUNS(0, "climbed by gradient-descent, rate 0.01\n", "--ascend", "-s", "1",
         "--", "-x^2");
}

/* Eight digits in the table, beneath their names; all of them at the end. */
static void text_is_a_table_and_the_last_point(void **state)
{
    (void)state;
    PRINTS("f(x) = x^2\n"
           "descended by gradient-descent, rate 0.25\n"
           "\n"
           "    step               x               f          max|g|\n"
           "       0       1.2345678       1.5241577       2.4691356\n"
           "       1       0.6172839      0.38103941       1.2345678\n"
           "\n"
           "  x = 0.6172839\n"
           "  f = 0.38103941319920998\n"
           "\n"
           "stopped after 1 step: step limit\n",
           "x^2", "-s", "1.2345678", "-r", "0.25", "-n", "1");
    RUNS(0,
         "\n"
         "  x = 0.050000000000000003\n"
         "  y = 0\n"
         "  f = 0.0025000000000000005\n"
         "  rate at the end: 0.25\n"
         "\n"
         "stopped after 1 step: step limit\n",
         "x^2 + y^2", "-s", "0.1,0", "-r", "2.5E-1", "-n", "1", "--backoff");
    RUNS(0, "by gradient-descent, rate 0.01\n", "x^2", "-s1", "-n1");
}

static void tsv_has_all_digits(void **state)
{
    (void)state;
    finished f = DESCEND("y*0 + x^2", "--format", "tsv", "--start", "1.2,7",
                         "--rate", "0.3", "--steps", "4");
    assert_int_equal(f.status, 0);
    assert_true(strncmp(f.out.text,
                        "# block: descent\n"
                        "step\tx\ty\tf\tgradient_norm\n0\t",
                        43)
                == 0);
    assert_int_equal(rows(&f), 5);
    double x = 1.2;
    for (int t = 0; t <= 4; t++) {
        assert_bits(cell(&f, t, 0), t);
        assert_bits(cell(&f, t, 1), x);
        assert_bits(cell(&f, t, 2), 7);
        assert_bits(cell(&f, t, 3), x * x);
        assert_bits(cell(&f, t, 4), fabs(2 * x));
        x -= 0.3 * (2 * x);
    }
    finished_free(&f);
}

static void every_thins_and_keeps_the_ends(void **state)
{
    (void)state;
    finished f =
        DESCEND("x^2", "-s", "1", "-n", "10", "--every", "4", "--format=tsv");
    static const double steps[] = {0, 4, 8, 10};
    assert_int_equal(rows(&f), 4);
    for (int i = 0; i < 4; i++)
        assert_bits(cell(&f, i, 0), steps[i]);
    finished_free(&f);
    f = DESCEND("x^2", "-s", "1", "-n", "8", "--every", "4", "--format=tsv");
    assert_int_equal(rows(&f), 3);
    finished_free(&f);
    f = DESCEND("x^2", "-s", "1", "-n", "7", "--every", "100", "--format=tsv");
    assert_int_equal(rows(&f), 2);
    assert_bits(cell(&f, 1, 0), 7);
    finished_free(&f);
    finished all = DESCEND("x^2", "-s", "1", "-n", "60", "-t0");
    static const char *const round[] = {"0",  "1",  "2",  "5",
                                        "10", "20", "50", "60"};
    const char *at = strstr(all.out.text, "step");
    for (int i = 0; i < 8; i++) {
        char row[16];
        snprintf(row, sizeof row, "\n%8s  ", round[i]);
        at = strchr(at, '\n');
        assert_memory_equal(at, row, strlen(row));
        at++;
    }
    finished_free(&all);
    RUNS(0, "\n       3  ", "x^2", "-s", "1", "-n", "5", "--every", "3");
}

static void tolerance_zero_is_never(void **state)
{
    (void)state;
    finished f = DESCEND("x^2", "-s", "0", "-t", "0", "-n", "20", "--every",
                         "20", "--format", "tsv");
    assert_int_equal(f.status, 0);
    assert_bits(cell(&f, 1, 0), 20);
    finished_free(&f);
    RUNS(0, "stopped after 0 steps: max|g| below", "x^2", "-s", "0");
    /* if none is given, 1e-8 */
    RUNS(0, "stopped after 0 steps: max|g|", "x^2", "-s4.9e-9", "-n0");
    RUNS(0, "stopped after 0 steps: step limit", "x^2", "-s5.1e-9", "-n0");
}

/* x halves, so f changes by 0.75, 0.1875, 0.046875. */
static void f_tolerance_stops_where_f_hardly_changes(void **state)
{
    (void)state;
    RUNS(0,
         "stopped after 3 steps: a step changed f by less than "
         "--f-tolerance\n",
         "x^2", "-s1", "-r0.25", "--f-tolerance", "0.1");
    RUNS(0, "stopped after 3 steps: a step changed", "x^2", "-s1", "-r0.25",
         "--f-tolerance", "0.1875"); /* less, not equal */
    RUNS(0, "stopped after 3 steps: a step changed", "-r0.25", "-s1",
         "--f-tolerance", "0.1", "--ascend", "--", "-x^2");
    /* The first two steps are taken back, and end nothing. */
    RUNS(0, "stopped after 5 steps: a step changed", "x^2", "-s1", "-r3",
         "--backoff", "--f-tolerance", "0.1");
    REFUSED("--f-tolerance '0': expected a number above 0", "x^2", "-s1",
            "--f-tolerance", "0");
}

static void every_method_and_schedule(void **state)
{
    (void)state;
    size_t methods, kinds;
    const gd_method *m = gd_methods(&methods);
    const gd_schedule_kind *k = gd_schedule_kinds(&kinds);
    assert_int_equal(methods, 12);
    for (size_t i = 0; i < methods; i++)
        RUNS(0, m[i].name, "x^2", "-s", "1", "-m", m[i].name, "-n", "20");
    for (size_t i = 0; i < kinds; i++)
        RUNS(0, "stopped after", "x^2", "-s", "1", "--schedule", k[i].name,
             "-n", "20");
}

/* A step of momentum with beta = 0.5, and the rate of a schedule. */
static void settings_reach_method_and_schedule(void **state)
{
    (void)state;
    finished f = DESCEND("x^2", "-s", "1", "-r", "0.1", "-n", "2", "--format",
                         "tsv", "--set", "beta=0.5", "-m", "momentum");
    assert_close(cell(&f, 1, 1), 0.8, 1e-15, 0);
    assert_close(cell(&f, 2, 1), 0.8 - 0.1 * (0.5 * 2 + 1.6), 1e-15, 0);
    finished_free(&f);
    f = DESCEND("x^2", "-s", "1", "-r", "0.1", "-n", "2", "--format", "tsv",
                "--set=final=0.25", "--schedule", "exponential");
    assert_close(cell(&f, 1, 1), 0.8, 1e-15, 0);
    assert_close(cell(&f, 2, 1), 0.8 - 0.05 * 1.6, 1e-15, 0);
    finished_free(&f);
    f = DESCEND("x^2", "-s1", "-r0.1", "-n2", "--format=tsv", "-mmomentum",
                "--schedule=exponential", "--set=beta=0.5", "--set=final=0.25");
    assert_close(cell(&f, 2, 1), 0.8 - 0.05 * (0.5 * 2 + 1.6), 1e-15, 0);
    finished_free(&f);
    RUNS(0, "stopped", "x^2", "-s", "1", "-m", "adam", "--set", "beta1=0.5",
         "--set", "beta2=0.9", "--schedule", "step", "--set", "drops=3",
         "--set", "factor=0.5");
}

static void ascend_climbs(void **state)
{
    (void)state;
    finished f =
        DESCEND("--format=tsv", "--ascend", "-s0", "-r", "0.25", "x - x^2");
    assert_int_equal(f.status, 0);
    assert_close(cell(&f, rows(&f) - 1, 1), 0.5, 1e-8, 0);
    finished_free(&f);
}

/* Chapter 3: x^2 + y^2 from (5, 5) with rate 1.1; after 8 trials -5e-7. */
static void backoff_halves_and_takes_back(void **state)
{
    (void)state;
    finished f = DESCEND("x^2+y^2", "-s", "5,5", "-r", "1.1", "--backoff", "-n",
                         "8", "--format", "tsv");
    assert_int_equal(f.status, 0);
    assert_bits(cell(&f, 1, 1), 5);
    assert_close(cell(&f, 8, 1), -5.000000000000028e-07, 1e-15, 0);
    for (int t = 0; t < 8; t++)
        assert_true(cell(&f, t + 1, 3) <= cell(&f, t, 3));
    finished_free(&f);
    RUNS(0, "rate at the end: 0.55\n", "x^2+y^2", "-s", "5,5", "-r", "1.1",
         "--backoff", "-n", "8");
    RUNS(0, "max|g| below the tolerance", "x^4", "-s", "3", "-r", "1e6",
         "--backoff", "-n", "100000", "-t", "1e-4");
    RUNS(0, "max|g| below the tolerance", "--ascend", "-s", "3", "-r", "5",
         "--backoff", "--", "-x^2");
    RUNS(0, ", halved when the cost rises\n", "x^2", "-s1", "--backoff");
    RUNS(0, ", halved when f falls\n", "--ascend", "-s1", "--backoff", "--",
         "-x^2");
}

/* On level ground every step is kept; f = -inf is lower and no place to be. */
static void backoff_keeps_what_is_level_and_finite(void **state)
{
    (void)state;
    RUNS(0, "rate at the end: 0.01\n", "x^2", "-s0", "-t0", "-n5", "--backoff");
    RUNS(0, "rate at the end: 0.01\n", "x^2", "-s0", "-t0", "-n5", "--backoff",
         "--ascend");
    RUNS(0, "rate at the end: 0.5\n", "log(x)", "-s1", "-r1", "-n1",
         "--backoff");
    RUNS(0, "rate at the end: 0.5\n", "--ascend", "-s1", "-r1", "-n1",
         "--backoff", "--", "-log(x)");
}

static void backoff_serves_every_method(void **state)
{
    (void)state;
    size_t methods;
    const gd_method *m = gd_methods(&methods);
    for (size_t i = 0; i < methods; i++) {
        finished f =
            DESCEND("(1-x)^2 + 100*(y-x^2)^2", "-s", "-1.2,1", "-r", "10",
                    "--backoff", "-m", m[i].name, "--format", "tsv");
        assert_int_equal(f.status, 0);
        for (int t = 0; t + 1 < rows(&f); t += 50)
            assert_true(cell(&f, t + 1, 3) <= cell(&f, t, 3));
        finished_free(&f);
    }
}

static void gradient_prints_formulas(void **state)
{
    (void)state;
    PRINTS("df/dx = 2*x*y + cos(x)\ndf/dy = x^2\n", "x^2*y+sin(x)",
           "--gradient");
    PRINTS("variable\tderivative\nx\t2*x\n", "x^2", "--gradient", "--format",
           "tsv");
}

static void check_compares(void **state)
{
    (void)state;
    RUNS(0, "\nthey agree\n", "exp(x)/x + y", "--check", "-s", "2,1");
    RUNS(0, "same\n\nthey agree\n", "max(x, y^2) + x", "--check", "-s",
         "2,1.5");
    /* fine or fast, the right derivative is confirmed with another step */
    RUNS(0, "same\n", "1/x", "--check", "-s", "1e-9");
    RUNS(0, "same\n", "sin(1e6*x)", "--check", "-s", "1e-3");
    /* where no difference decides, it is not said that they differ */
    RUNS(4, "cannot tell: flat\n", "x^3", "--check", "-s", "0");
    RUNS(4, "cannot tell: rounding\n", "1e10 + x^2", "--check", "-s", "1");
    RUNS(4, "cannot tell: coarse\n", "sin(1e12*x)", "--check", "-s", "1e-3");
    RUNS(4, "cannot tell: undefined\n", "sqrt(x)", "--check", "-s", "0");
    RUNS(4, "cannot tell: kink\n", "max(x, 0)", "--check", "-s", "0");
    RUNS(4, "\ncannot tell for 1 of 2; the others agree\n", "abs(x) + y",
         "--check", "-s", "0,1");
    RUNS(4, "\ncannot tell for 2 of 2\n", "abs(x) + y^2", "--check", "-s",
         "0,0");
    /* the formula's f, not that which is computed: x is rounded away */
    RUNS(1, "different\n  y", "(x + 1e17) - 1e17 + y", "--check", "-s", "1,1");
    PRINTS("  variable         by formula      by difference        +-\n"
           "  x                         1                  1   2.9e-10"
           "  same\n\nthey agree\n",
           "x", "--check", "-s", "1");
    finished f = DESCEND("sin(100*x)", "--check", "-s0", "--format=tsv");
    assert_int_equal(f.status, 0);
    assert_int_equal(rows_at(f.out.text), 1);
    double by_formula, difference, uncertain, step;
    char verdict[10];
    assert_int_equal(
        sscanf(f.out.text,
               "variable\tformula\tdifference\tuncertain\tstep\tverdict\n"
               "x\t%lf\t%lf\t%lf\t%lf\t%9s\n",
               &by_formula, &difference, &uncertain, &step, verdict),
        5);
    assert_bits(by_formula, 100);
    assert_close(difference, 100, 1e-6, 0);
    assert_true(uncertain < 1e-4);
    assert_close(step, 6.0554544523933395e-06, 1e-12, 0);
    assert_string_equal(verdict, "same");
    finished_free(&f);
}

/* ------------------------------------------------------------- divergence */

static void divergence_shows_where(void **state)
{
    (void)state;
    finished f =
        DESCEND("x^4", "-s", "3", "-r", "1", "--format", "tsv", "--every", "3");
    assert_int_equal(f.status, 3);
    assert_contains(f.err.text, "descend: after 5 steps: diverged");
    assert_int_equal(rows(&f), 2); /* 0, 3 */
    assert_contains(f.out.text, "\nstopped after 5 steps: diverged: f, ");
    finished_free(&f);
    f = DESCEND("x^4", "-s", "3", "-r", "1e300");
    assert_int_equal(f.status, 3);
    assert_contains(f.err.text, "descend: after 1 step: diverged");
    finished_free(&f);
    RUNS(3, "stopped after 5 steps: diverged", "x^4", "-s", "3", "-r", "1");
    RUNS(3, "  -inf  ", "-s", "3", "-r", "1", "--", "-x^4");
    RUNS(3, "  nan  ", "-s", "0.1", "-r", "1", "log(x)");
    RUNS(3, "  inf\n", "-s", "0", "sqrt(x)");
}

/* What is no number stands in no block of numbers, at whichever step and in
 * whichever column. */
static void tsv_is_finite(void **state)
{
    (void)state;
    static const char *const lines[][6] = {
        {"x^4", "-s3", "-r1"},
        {"log(x)", "-s0.1", "-r1"},
        {"exp(x)", "-s1", "-r1e308"},
        {"exp(0-x)", "-s-1", "-r1e308", "--ascend"},
        {"x^4+y^4", "-s3,1", "-r1"},
        {"x^4+y^4+z", "-s3,1,2", "-r1"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const char *words[ARGUMENTS] = {"--format=tsv"};
        for (int k = 0; k < 6; k++)
            words[k + 1] = lines[i][k];
        finished f = descend_to(CAUGHT, words);
        assert_int_equal(f.status, 3);
        assert_int_equal(tsv_check(&f.out), i == 5 ? 4 : 6);
        assert_true(rows(&f) >= 1);
        finished_free(&f);
    }
    /* not even the first point is one */
    finished f = DESCEND("sqrt(x)", "-s0", "--format=tsv");
    assert_int_equal(f.status, 3);
    assert_int_equal(tsv_check(&f.out), 5);
    assert_null(tsv_block(&f.out, "descent"));
    assert_bits(tsv_value(&f.out, "steps"), 0);
    finished_free(&f);
}

/* The title, as in the text; the window, with the reader's names. */
static void tsv_tells_what_it_is(void **state)
{
    (void)state;
    finished f = DESCEND("a^2+sin(b)^2", "-s3,1", "-r0.1", "-madam", "-t0",
                         "--schedule=cosine", "--format=tsv");
    assert_int_equal(tsv_check(&f.out), 6);
    assert_contains(f.out.text, "# block: method\nname\nadam\n\n\n");
    assert_bits(tsv_value(&f.out, "steps"), 1000);
    assert_bits(tsv_value(&f.out, "ascend"), 0);
    assert_contains(f.out.text, "# block: title\nline\n"
                                "f(a, b) = a^2 + sin(b)^2\n"
                                "descended by adam, rate 0.1, schedule cosine\n"
                                "stopped after 1000 steps: step limit\n\n\n");
    assert_contains(f.out.text, "# block: window\n"
                                "variable\tlow\thigh\tcells\na\t");
    assert_contains(f.out.text, "\nx\ty\tf\tfx\tfy\n");
    finished_free(&f);
    /* in three variables there is nothing to be looked at from above */
    f = DESCEND("0-a^2-b^2-c^2", "-s3,1,2", "--format=tsv", "--ascend");
    assert_int_equal(tsv_check(&f.out), 4);
    assert_bits(tsv_value(&f.out, "ascend"), 1);
    finished_free(&f);
}

/* A column has one name, whatever the reader calls his variables. */
static void columns_differ(void **state)
{
    (void)state;
    RUNS(0, "\nstep\tf__\tf_\tgradient_norm_\tf\tgradient_norm\n",
         "f_^2+f^2+gradient_norm^2", "-s3,1,2", "-n0", "--format=tsv");
    RUNS(0, "\nstep\tF\tff\tf\tgradient_norm\n", "F^2+ff^2", "-s3,1", "-n0",
         "--format=tsv");
}

/* All steps count for the window, also those of which no row is told. */
static void the_window_knows_all_steps(void **state)
{
    (void)state;
    finished all = DESCEND("x^2", "-s1", "-r0.9", "-n7", "--format=tsv");
    finished few =
        DESCEND("x^2", "-s1", "-r0.9", "-n7", "--every=7", "--format=tsv");
    assert_int_equal(rows(&few), 2);
    for (int c = 1; c < 3; c++)
        assert_bits(tsv_cell(&few.out, "window", 0, c),
                    tsv_cell(&all.out, "window", 0, c));
    assert_true(tsv_cell(&few.out, "window", 0, 1) < -0.8);
    finished_free(&all);
    finished_free(&few);
}

/* ----------------------------------------------------------------- errors */

static void wrong_usage(void **state)
{
    (void)state;
    REFUSED("an expression is missing", "-s", "1");
    REFUSED("'--nope': no such option", "--nope", "x");
    REFUSED("'-x': no such option", "-x^2", "-s", "1");
    REFUSED("'-\\x01': no such option", "-\x01");
    REFUSED("'--st': no such option", "--st", "1", "x"); /* start or steps */
    REFUSED("--ascend takes no value", "--ascend=5", "x");
    REFUSED("--start: a value is missing", "x", "--start");
    REFUSED("--rate: a value is missing", "x", "-r");
    REFUSED("'y': a second expression", "x", "y");
    REFUSED("'y': a second expression", "x", "--", "y");
    REFUSED("'y': a second expression", "--", "x", "y");
    REFUSED("(what begins with a minus stands behind --)\n"
            "Try 'descend --help'.\n",
            "--nope");
    REFUSED("one of the two", "x", "--gradient", "--check");
    REFUSED("the expression has no variable", "2 + 3", "--gradient");
    REFUSED("no such method", "x", "-m", "sgd");
    REFUSED("no such schedule", "x", "--schedule", "");
    REFUSED("expected text or tsv", "x", "--format", "csv");
}

static void bad_numbers(void **state)
{
    (void)state;
    static const char *const rates[] = {"0",   "-1",  "x",    "",     "1x",
                                        "nan", "inf", "0x10", "1e999"};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++)
        REFUSED("expected a number above 0", "x", "-s", "1", "--rate",
                rates[i]);
    REFUSED("expected a number, 0 or above", "x", "-s1", "-t", "-1");
    static const char *const counts[] = {
        "-1", "1.5", "", "x", "1e3", "99999999999999999999999"};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        REFUSED("--steps", "x", "-s", "1", "-n", counts[i]);
    REFUSED("--steps", "x", "-s", "1", "-n", "9223372036854775808");
    REFUSED("expected a whole number, 1 or above", "x", "--every", "0");
}

static void bad_settings(void **state)
{
    (void)state;
    REFUSED("expected NAME=VALUE", "x", "-s", "1", "--set", "beta");
    REFUSED("expected NAME=VALUE", "x", "-s", "1", "--set", "beta=");
    REFUSED("expected NAME=VALUE", "x", "-s", "1", "--set", "beta=nan");
    REFUSED("neither the method nor the schedule", "x", "-s", "1", "--set",
            "beta=0.9");
    REFUSED("neither the method nor the schedule", "x", "-s", "1", "--set",
            "=1");
    REFUSED("beta is at least 0 and below 1", "x", "-s", "1", "-m", "momentum",
            "--set", "beta=1");
    REFUSED("final is at least", "x", "-s", "1", "--schedule", "cosine",
            "--set", "final=2");
    REFUSED("neither the method nor the schedule", "x", "-s", "1", "--set",
            "a-name-as-long-as-the-room-for-it=1");
    const char *words[ARGUMENTS] = {"x", "-s1", "-mmomentum"};
    for (int i = 3; i < 3 + 32; i++)
        words[i] = "--set=beta=0.5";
    runs(descend_to(CAUGHT, words), 0, "stopped");
    words[3 + 32] = "--set=beta=0.5";
    refused(descend_to(CAUGHT, words), "more than 32");
}

static void bad_starts(void **state)
{
    (void)state;
    REFUSED("--start is missing", "x^2");
    REFUSED("--start is missing", "x^2", "--check");
    REFUSED("--start has 1 number, the variables are x, y", "x*y", "-s", "1");
    REFUSED("--start has 3 numbers, the variables are x, y", "x*y", "-s",
            "1,2,3");
    static const char *const starts[] = {"",    ",",   "1,",  "1;2",   "a",
                                         "1 2", "nan", "inf", "1e999", "1,,2"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        REFUSED("expected numbers", "x*y", "-s", starts[i]);
    REFUSED("f is not finite at the start", "log(x)", "-s", "-1");
    REFUSED("f is not finite at the start", "1/x", "-s", "0", "--check");
    RUNS(0, "stopped", "x*y", "-s", " 1 , -2 ", "-n", "3");
    REFUSED("--start has 17 numbers", "a+b+c+d+f+g+h+i+j+k+l+m+n+o+p+q", "-s",
            "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17");
}

static void bad_expressions(void **state)
{
    (void)state;
    finished f = DESCEND("sin(x*)", "-s", "1");
    assert_int_equal(f.status, 2);
    assert_string_equal(
        f.err.text, "descend: column 7: expected a number, a variable or '(', "
                    "found ')'\n    sin(x*)\n          ^\n");
    finished_free(&f);
    REFUSED("column 2: expected an operator, found 'x'", "2x", "-s", "1");
    REFUSED("\n    \n    ^\n", "");
    REFUSED("\n    x\\t\\xFF\n       ^\n", "x\t\xFF", "-s1");
}

/* The line with the excerpt has at most 60 characters, the caret stands
 * beneath the byte that is wrong. */
static void assert_excerpt(const char *text, char wrong)
{
    finished f = DESCEND(text, "-s", "1");
    assert_int_equal(f.status, 2);
    const char *line = strchr(f.err.text, '\n') + 1;
    size_t length = strcspn(line, "\n");
    assert_true(length > 4 && length <= 64);
    const char *caret = line + length + 1;
    size_t at = strspn(caret, " ");
    assert_true(caret[at] == '^' && at < length);
    assert_true(line[at] == wrong);
    finished_free(&f);
}

static void excerpts_are_short(void **state)
{
    (void)state;
    char text[3001];
    for (int where = 1; where < 2999; where += 97) {
        for (int i = 0; i < 3000; i++)
            text[i] = i % 2 ? '+' : 'x';
        text[3000] = '\0';
        text[where] = '$';
        assert_excerpt(text, '$');
        text[where] = '\x80';
        assert_excerpt(text, '\\');
    }
    /* half of it before the place, and all of it used */
    for (int i = 0; i < 3000; i++)
        text[i] = i % 2 ? '+' : 'x';
    text[1500] = '$';
    char expected[160];
    snprintf(expected, sizeof expected, "\n    ...%.30s$%.23s...\n    %33s^\n",
             text + 1470, text + 1501, "");
    REFUSED(expected, text, "-s1");
    /* what is left out before it may be a single character, or none */
    text[31] = '$';
    text[32] = '\0';
    snprintf(expected, sizeof expected, "\n    ...%.31s\n    %33s^\n", text + 1,
             "");
    REFUSED(expected, text, "-s1");
    text[30] = '$';
    text[31] = '\0';
    snprintf(expected, sizeof expected, "\n    %.31s\n    %30s^\n", text, "");
    REFUSED(expected, text, "-s1");
    memset(text, '\t', 3000);
    text[1500] = ')';
    assert_excerpt(text, ')');
    memset(text, 'q', 3000);
    REFUSED("...", "x", "-m", text);
    REFUSED("...", "x", text);
    REFUSED("a name longer than 31", text, "-s1");
}

/* ----------------------------------------------------------------- output */

static void outputs_that_fail(void **state)
{
    (void)state;
    static const sink sinks[] = {FULL, CLOSED, READER_GONE};
    static const char *const why[] = {"No space left on device",
                                      "Bad file descriptor", "Broken pipe"};
    static const char *const lines[][ARGUMENTS] = {
        {"x^2", "-s", "1", "--format", "tsv"},
        {"x^2", "-s", "1"},
        {"x^2", "-s", "1", "-t", "0", "-n", "1000000000000", "--format", "tsv"},
        {"x^2", "--gradient"},
        {"x^2", "--check", "-s", "1"},
        {"--help"},
        {"--methods"},
    };
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
            finished f = descend_to(sinks[i], lines[k]);
            char sentence[120];
            snprintf(sentence, sizeof sentence,
                     "descend: standard output: %s\n", why[i]);
            assert_int_equal(f.status, 1);
            assert_string_equal(f.err.text, sentence);
            finished_free(&f);
        }
}

/* Every line of --help that begins with descend, run by a shell. */
static void examples_of_help_work(void **state)
{
    (void)state;
    finished f = DESCEND("--help");
    assert_int_equal(f.status, 0);
    int examples = 0, lines = 0;
    char *line = strtok(f.out.text, "\n");
    for (; line; line = strtok(NULL, "\n"), lines++) {
        assert_true(strlen(line) < 80);
        assert_true(line[strlen(line) - 1] != ' ');
        if (strncmp(line, "  descend ", 10) != 0)
            continue;
        finished example = process_run(
            (process){.program = "/bin/sh",
                      .arguments = (const char *const[]){"-c", line, NULL}});
        if (example.status != 0)
            fail_msg("%s: %s", line, example.err.text);
        assert_true(example.out.size > 10);
        finished_free(&example);
        examples++;
    }
    assert_true(examples >= 6);
    assert_true(lines < 45); /* a screen, blank lines not counted */
    finished_free(&f);
}

static void help_names_everything(void **state)
{
    (void)state;
    RUNS(0, "Usage: descend ", "--help", "--ascend"); /* and no expression */
    finished f = DESCEND("-h");
    static const char *const names[] = {
        "--start", "--method", "--rate",     "--steps",       "--tolerance",
        "--set",   "--ascend", "--schedule", "--check",       "--gradient",
        "--every", "--format", "--backoff",  "--f-tolerance", "--methods"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_contains(f.out.text, names[i]);
    finished_free(&f);
}

static void methods_are_listed(void **state)
{
    (void)state;
    finished f = DESCEND("--methods");
    assert_int_equal(f.status, 0);
    size_t count;
    const gd_method *m = gd_methods(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t h = 0; h < m[i].hyper_count; h++)
            assert_contains(f.out.text, m[i].hyper[h].name);
    const gd_schedule_kind *s = gd_schedule_kinds(&count);
    for (size_t i = 0; i < count; i++) {
        char row[40];
        snprintf(row, sizeof row, "\n  %s", s[i].name);
        assert_contains(f.out.text, row);
        for (size_t h = 0; h < s[i].hyper_count; h++)
            assert_contains(f.out.text, s[i].hyper[h].name);
    }
    assert_contains(f.out.text, "weight_decay 0\n"
                                "\n"
                                "Schedules:\n"
                                "  constant\n"
                                "  step              factor 0.1, drops 2\n");
    assert_contains(f.out.text, "final 4e-06\n");
    assert_contains(f.out.text, "\n  gradient-descent\n"
                                "  momentum          beta 0.9\n");
    finished_free(&f);
}

/* The shell is to find it. */
static int find_program(void **state)
{
    (void)state;
    char search[2 * PATH_MAX];
    if (!find_build())
        return -1;
    const char *old = getenv("PATH");
    snprintf(search, sizeof search, "%s/bin:%s", build, old ? old : "");
    return setenv("PATH", search, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_tells_the_story),
        cmocka_unit_test(text_is_a_table_and_the_last_point),
        cmocka_unit_test(tsv_has_all_digits),
        cmocka_unit_test(every_thins_and_keeps_the_ends),
        cmocka_unit_test(tolerance_zero_is_never),
        cmocka_unit_test(f_tolerance_stops_where_f_hardly_changes),
        cmocka_unit_test(every_method_and_schedule),
        cmocka_unit_test(settings_reach_method_and_schedule),
        cmocka_unit_test(ascend_climbs),
        cmocka_unit_test(backoff_halves_and_takes_back),
        cmocka_unit_test(backoff_keeps_what_is_level_and_finite),
        cmocka_unit_test(backoff_serves_every_method),
        cmocka_unit_test(gradient_prints_formulas),
        cmocka_unit_test(check_compares),
        cmocka_unit_test(divergence_shows_where),
        cmocka_unit_test(tsv_is_finite),
        cmocka_unit_test(tsv_tells_what_it_is),
        cmocka_unit_test(columns_differ),
        cmocka_unit_test(the_window_knows_all_steps),
        cmocka_unit_test(wrong_usage),
        cmocka_unit_test(bad_numbers),
        cmocka_unit_test(bad_settings),
        cmocka_unit_test(bad_starts),
        cmocka_unit_test(bad_expressions),
        cmocka_unit_test(excerpts_are_short),
        cmocka_unit_test(outputs_that_fail),
        cmocka_unit_test(examples_of_help_work),
        cmocka_unit_test(help_names_everything),
        cmocka_unit_test(methods_are_listed),
    };
    return cmocka_run_group_tests(tests, find_program, NULL);
}
