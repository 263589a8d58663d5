/* Formulas as a reader types them, set as those that are printed. */
#include "plot/formula.h"
#include "plot/words.h"

#include "test-plot.h"

#include <stdio.h>
#include <string.h>

static void assert_set(const char *text, const char *markup)
{
    buffer b = {0};
    assert_int_equal(plot_formula(&b, text, 8, 1e4, 1), 1);
    assert_string_equal(b.text, markup);
    plot_buffer_free(&b);
}

static void words_and_signs(void **state)
{
    (void)state;
    assert_set("f(x, y) = x + 2*sin(y)", "*f*(*x*, *y*) = *x* + 2·sin(*y*)");
    assert_set("-x - 3", "−*x* − 3");
    assert_set("alpha_1 + e*pi", "*alpha\\_1* + *e*·π");
    assert_set("pie + sine", "*pie* + *sine*");
    assert_set("f + (f)", "*f* + (*f*)");
}

static void powers(void **state)
{
    (void)state;
    assert_set("x^2", "*x*^{2}");
    assert_set("(x + 1)^0.5", "(*x* + 1)^{0.5}");
    assert_set("2^x_1*y", "2^{*x\\_1*}·*y*");
    /* what would be ambiguous, or high, stays on the line */
    assert_set("2^3^x", "2\\^3^{*x*}");
    assert_set("x^(y + 1)", "*x*\\^(*y* + 1)");
    assert_set("x^sin(y)", "*x*\\^sin(*y*)");
    assert_set("x^-1", "*x*\\^−1");
    assert_set("x^1e-3", "*x*\\^1×10^{-3}");
}

static void numbers(void **state)
{
    (void)state;
    assert_set("2.5", "2.5");
    assert_set("2e-05*x", "2×10^{-5}·*x*");
    assert_set("1.5e300 + .5", "1.5×10^{300} + .5");
    assert_set("1e+07", "1×10^{7}");
    assert_set("2*e", "2·*e*");
    assert_set("1e0", "1×10^{0}");
}

static double width_of(const char *markup)
{
    words *w = plot_words_new(markup, 9, INK_TEXT, ALIGN_LEFT);
    double width = w->width;
    plot_words_free(w);
    return width;
}

/* Of the k-th line. */
static double line_width(const char *markup, size_t k)
{
    char line[2000];
    for (; k > 0; k--)
        markup = strchr(markup, '\n') + 1;
    snprintf(line, sizeof line, "%.*s", (int)strcspn(markup, "\n"), markup);
    return width_of(line);
}

static void lines_break_at_blanks(void **state)
{
    (void)state;
    const char *sum = "a + b + c*d + e^2 + f + g + h";
    buffer whole = {0};
    plot_formula(&whole, sum, 9, 1e4, 1);
    double all = width_of(whole.text);
    for (double width = 30; width < all; width += 1) {
        buffer b = {0};
        size_t n = plot_formula(&b, sum, 9, width, 20);
        assert_true(n >= 2);
        for (size_t k = 0; k < n; k++)
            assert_true(line_width(b.text, k) <= width);
        /* nothing is lost, and the breaks stand behind blanks */
        for (char *at; (at = strchr(b.text, '\n'));) {
            assert_true(at[-1] == ' ');
            memmove(at, at + 1, strlen(at));
        }
        assert_string_equal(b.text, whole.text);
        plot_buffer_free(&b);
    }
    plot_buffer_free(&whole);
}

/* Where there is no blank, behind any word; with dots where the lines end. */
static void what_finds_no_room(void **state)
{
    (void)state;
    char text[4001];
    for (size_t i = 0; i < 4000; i++)
        text[i] = i % 2 ? '*' : 'x';
    text[3999] = '\0';
    for (size_t most = 1; most <= 3; most++)
        for (double width = 60; width < 200; width += 7) {
            buffer b = {0};
            assert_int_equal(plot_formula(&b, text, 9, width, most), most);
            for (size_t k = 0; k < most; k++) {
                assert_true(line_width(b.text, k) <= width);
                assert_true(line_width(b.text, k) > width - 20);
            }
            assert_string_equal(b.text + b.n - 3, "…");
            plot_buffer_free(&b);
        }
    /* what just fits has no dots */
    buffer b = {0};
    plot_formula(&b, "x + y", 9, width_of("*x* + *y*"), 1);
    assert_string_equal(b.text, "*x* + *y*");
    plot_buffer_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_signs),
        cmocka_unit_test(powers),
        cmocka_unit_test(numbers),
        cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(what_finds_no_room),
    };
    return cmocka_run_group_tests(tests, start_words, end_words);
}
