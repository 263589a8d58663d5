/* The playground: its formulas, what it refuses, and that the commands which
 * it prints make the runs that it shows. */
#include "chapter-under-test.h"
#define main program_main
#include "../code/playground.c"
#undef main

#include "process.h"

/* ------------------------------------------------------------ the functions */

/* As the library has them, whose windows and minima are shown with them. */
static void formulas_are_the_functions(void **state)
{
    (void)state;
    static const double points[][2] = {{0.5, -1.25}, {-2, 3}, {1.7, 0.3}};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        gd_expression *e = must_parse(formulas[i].text);
        const gd_objective *f = &function(formulas[i].name)->objective;
        assert_string_equal(formula_names[i], formulas[i].name);
        assert_int_equal(gd_expression_variable_count(e), f->n);
        for (size_t k = 0; k < sizeof points / sizeof *points; k++) {
            double ours[2] = {0}, theirs[2] = {0};
            assert_close(gd_expression_eval(f->n, points[k], ours, e),
                         gd_value_and_gradient(f, points[k], theirs), 1e-13, 0);
            for (size_t j = 0; j < f->n; j++)
                assert_close(ours[j], theirs[j], 1e-12, 1e-13);
        }
        gd_expression_free(e);
    }
    assert_null(formula_names[sizeof formulas / sizeof *formulas]);
}

static void assert_refused(const char *text, const char *why)
{
    char said[KNOB_WHY] = "";
    assert_false(typed_is_drawable(text, said));
    assert_string_equal(said, why);
}

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    char said[KNOB_WHY] = "";
    assert_true(typed_is_drawable("sin(t)", said));
    assert_true(typed_is_drawable("x - x + y", said));
    assert_string_equal(said, "");
    assert_refused("2*pi", "it is a number: it has no variable");
    assert_refused("x*y + z", "it has 3 variables, x, y, z: the picture takes "
                              "one or two");
    assert_refused("a*b*c*d", "it has 4 variables, a, b, c …: the picture "
                              "takes one or two");
    assert_refused("sin(x*)", "column 7: expected a number, a variable or '(', "
                              "found ')'\nsin(x*)\n      ^");
    assert_false(is_drawable_or_empty("x +", said));
    assert_true(is_drawable_or_empty("", said));
}

/* ----------------------------------------------------------------- the runs */

/* What the playground prints with such settings, "first.rate=0.01". */
static finished printed(const char *section, const char *const *settings)
{
    const char *words[2 * 12 + 2] = {section};
    size_t n = 1;
    for (; *settings; settings++) {
        words[n++] = "--set";
        words[n++] = *settings;
    }
    finished f =
        process_run((process){.program = "playground", .arguments = words});
    assert_int_equal(f.status, 0);
    return f;
}

/* Of a command on its two lines, in the build that is tested. */
static finished shell(const char *command, size_t length)
{
    static const char before[] = "build/bin/";
    char line[PATH_MAX + 1200];
    const char *words[] = {"-c", line, NULL};
    assert_memory_equal(command, before, strlen(before));
    snprintf(line, sizeof line, "%s/bin/%.*s", build,
             (int)(length - strlen(before)), command + strlen(before));
    return process_run((process){.program = "/bin/sh", .arguments = words});
}

/* The lines of `end` up to an empty one are printed there too. */
static const char *assert_same_end(const char *end, const tsv *there)
{
    char line[200];
    while (*end && *end != '\n') {
        size_t length = strcspn(end, "\n");
        size_t blanks = strspn(end, " ");
        snprintf(line, sizeof line, "%.*s\n", (int)(length - blanks),
                 end + blanks);
        if (!strstr(there->text, line))
            fail_msg("'%s' is not in: %s", line, there->text);
        end += length + (end[length] == '\n');
    }
    return end;
}

static size_t assert_commands(const char *section, const char *const *settings)
{
    finished f = printed(section, settings);
    size_t count = 0;
    const char *at = f.out.text;
    while ((at = strstr(at, "build/bin/descend"))) {
        const char *end = strstr(at, "\n\n");
        assert_non_null(end);
        finished run = shell(at, (size_t)(end - at));
        assert_true(run.status == 0 || run.status == 3);
        at = assert_same_end(end + 2, &run.out);
        finished_free(&run);
        count++;
    }
    finished_free(&f);
    return count;
}

#define SET(...) ((const char *const[]){__VA_ARGS__, NULL})

static void commands_make_the_same_runs(void **state)
{
    (void)state;
    assert_int_equal(assert_commands("own", SET("rate=0.1")), 1);
    assert_int_equal(assert_commands("own", SET("method=adam", "steps=17")), 1);
    assert_int_equal(
        assert_commands("own", SET("own-function.expression=-x^2 - y^2",
                                   "own.start-x=-0.125", "own.rate=2")),
        1);
    assert_int_equal(
        assert_commands("own", SET("own-function.expression=exp(w) - 3*w",
                                   "own.method=gradient-descent")),
        1);
    assert_int_equal(assert_commands("commands", SET("walk.steps=300")), 4);
    assert_int_equal(
        assert_commands("commands",
                        SET("walk.noise=0.75", "walk.seed=7",
                            "walk.schedule=one-cycle", "first.method=nadam",
                            "first.beta=0.5", "second.method=none",
                            "third.method=adadelta", "fourth.beta2=0.9")),
        3);
    assert_int_equal(
        assert_commands("commands", SET("function.function=quartic",
                                        "walk.start-x=1.5", "first.rate=10")),
        4);
}

static void assert_says(const char *section, const char *const *settings,
                        const char *words)
{
    finished f = printed(section, settings);
    if (!strstr(f.out.text, words))
        fail_msg("'%s' is not in: %s", words, f.out.text);
    finished_free(&f);
}

/* What chapter 5 says of its knobs. */
static void the_valley_is_as_the_text_says(void **state)
{
    (void)state;
    assert_says("own", SET("rate=0.1"), "max|g| below the tolerance");
    assert_says("own", SET("rate=0.12"), "max|g| below the tolerance");
    assert_says("own", SET("method=gradient-descent"), "step limit");
    assert_says("own", SET("method=gradient-descent", "rate=0.12"),
                "f = 7.46133276049");
    assert_says("own", SET("own-function.expression=sqrt(x) + y^2"),
                "stopped after 0 steps: diverged");
    assert_says("own",
                SET("own-function.expression=sqrt(x) + y^2", "own.start-x=2",
                    "own.method=gradient-descent"),
                "diverged");
}

static void no_method_is_said(void **state)
{
    (void)state;
    assert_says("commands",
                SET("first.method=none", "second.method=none",
                    "third.method=none", "fourth.method=none"),
                "no method is chosen");
}

static int find(void **state)
{
    (void)state;
    return find_build() ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_are_the_functions),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(commands_make_the_same_runs),
        cmocka_unit_test(the_valley_is_as_the_text_says),
        cmocka_unit_test(no_method_is_said),
    };
    return cmocka_run_group_tests(tests, find, NULL);
}
