/* The pictures of a chapter and their index are the same bytes in every
 * locale, also where numbers have no point: what the data, cairo's SVG and the
 * texts of labels hold is read and written with one. */
#define _XOPEN_SOURCE 700 /* locales.h */

/* The whole drawing program, its main under another name. */
int draw_chapter(int count, char *words[]);
#define main draw_chapter
#include "../figures/05-gradient-checking.c"
#undef main

#include "locales.h"

static char folder[] = "/tmp/test-plot-locale-XXXXXX";

static void run(const char *format, const char *a, const char *b)
{
    char command[300];
    snprintf(command, sizeof command, format, a, b);
    assert_int_equal(system(command), 0);
}

static void pictures_are_the_same_bytes(void **state)
{
    const char *build = getenv("BUILD");
    char data[200], out[LOCALES][80];
    (void)state;
    snprintf(data, sizeof data, "%s/data/05-gradient-checking.tsv",
             build ? build : "build");
    for (size_t i = 0; i < LOCALES; i++) {
        set_locale(i);
        snprintf(out[i], sizeof out[i], "%s/%zu", folder, i);
        char *words[] = {"draw", data, out[i], NULL};
        assert_int_equal(draw_chapter(3, words), 0);
    }
    run("test -s %s/index.tsv && test $(ls %s | wc -l) -gt 20", out[0], out[0]);
    for (size_t i = 1; i < LOCALES; i++)
        run("diff -r %s %s", out[0], out[i]);
}

static void sentences_have_a_point(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOCALES; i++) {
        problem why = {""};
        set_locale(i);
        assert_false(plot_problem_set(&why, "it is %g, %.2f", 0.5, 1.25));
        assert_string_equal(why.text, "it is 0.5, 1.25");
        assert_string_equal(plot_say("%.1f, %s", 2.5, "x").text, "2.5, x");
    }
}

static int prepare(void **state)
{
    (void)state;
    return mkdtemp(folder) ? make_locales() : -1;
}

static int clean(void **state)
{
    (void)state;
    run("rm -r %s%s", folder, "");
    return remove_locales();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_are_the_same_bytes),
        cmocka_unit_test(sentences_have_a_point),
    };
    return cmocka_run_group_tests(tests, prepare, clean);
}
