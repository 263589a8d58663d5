/* The markup of labels: what becomes of each sign, and what is refused. */
#include "test-plot.h"

#include "plot/markup.h"

#include <glib.h>
#include <string.h>

/* The runs as `[text]`, italic `i[text]`, those of scripts after their size and
 * rise: `7.2-1.7[0]`. A / ends a line. */
static void tell(const markup *m, double size, char *out, size_t room)
{
    size_t line = 0, n = 0;
    out[0] = '\0';
    for (const text_run *run = m->run; run < m->run + m->n; run++) {
        for (; line < run->line; line++)
            n += (size_t)snprintf(out + n, room - n, "/");
        if (run->size < size || run->rise < 0 || run->rise > 0)
            n += (size_t)snprintf(out + n, room - n, "%g%+g", run->size,
                                  run->rise);
        n += (size_t)snprintf(out + n, room - n, "%s[%.*s]",
                              run->italic ? "i" : "", (int)run->n,
                              m->text.text + run->start);
        assert_true(n < room);
    }
}

/* The runs are all of the text but the ends of its lines, in order. */
static void check_cover(const markup *m)
{
    size_t at = 0, line = 0;
    for (const text_run *run = m->run; run < m->run + m->n; run++) {
        for (; at < run->start; at++, line++)
            assert_int_equal(m->text.text[at], '\n');
        assert_int_equal(run->line, line);
        assert_true(run->n > 0);
        at += run->n;
    }
    for (; at < m->text.n; at++)
        assert_int_equal(m->text.text[at], '\n');
    assert_int_equal(m->text.text[at], '\0');
}

static void check(const char *source, const char *wanted)
{
    problem why = {""};
    char found[300];
    markup m;
    assert_true(plot_markup_read(source, 10, &m, &why));
    assert_string_equal(why.text, "");
    tell(&m, 10, found, sizeof found);
    assert_string_equal(found, wanted);
    check_cover(&m);
    plot_markup_free(&m);
}

static void plain_text(void **state)
{
    (void)state;
    check("", "");
    check("a < b & c > d", "[a < b & c > d]");
    check("η ≤ 0.5 𝑥", "[η ≤ 0.5 𝑥]");
    check("}{", "[}{]");
}

static void italics(void **state)
{
    (void)state;
    check("*f*(*x*) = 2", "i[f][(]i[x][) = 2]");
    check("*η*", "i[η]");
    check("**", "");
    check("*x**y*", "i[xy]");
}

static void scripts(void **state)
{
    (void)state;
    check("*x*_0", "i[x]7.2-1.7[0]");
    check("*x*_10", "i[x]7.2-1.7[1][0]");
    check("x^η!", "[x]7.2+3.6[η][!]");
    check("10^{-3} m", "[10]7.2+3.6[−3][ m]");
    check("*x*_{*t*+1}", "i[x]7.2-1.7i[t]7.2-1.7[+1]");
    check("*e*^*x*y", "i[e]7.2+3.6i[x][y]");
    check("x_1^2", "[x]7.2-1.7[1]7.2+3.6[2]");
    check("x_{}y", "[xy]");
    check("x_", "[x]");
    check("*x_0 y*", "i[x]7.2-1.7i[0]i[ y]");
}

static void scripts_in_scripts(void **state)
{
    (void)state;
    check("e^{x_0}", "[e]7.2+3.6[x]6+2.376[0]");
    check("e^{*x*_*i* + 1}2", "[e]7.2+3.6i[x]6+2.376i[i]7.2+3.6[ + 1][2]");
    check("a_{n_1}", "[a]7.2-1.7[n]6-2.924[1]");
    check("e^*x_{0}*2", "[e]7.2+3.6i[x]6+2.376i[0][2]");
}

static void signs_themselves(void **state)
{
    (void)state;
    check("2\\*3\\_4\\^5\\\\", "[2*3_4^5\\]");
    check("x^\\*", "[x]7.2+3.6[*]");
    check("a_{\\}}", "[a]7.2-1.7[}]");
    check("\\", "[\\]");
}

static void minus_signs(void **state)
{
    (void)state;
    check("-2", "[−2]");
    check("-.5", "[−.5]");
    check("-*x*", "[−]i[x]");
    check("-(a)", "[−(a)]");
    check("*x* - *y*", "i[x][ − ]i[y]");
    check("(-2, -2)", "[(−2, −2)]");
    check("first-order", "[first-order]");
    check("0-0 9-9", "[0-0 9-9]");
    check("-0 -9", "[−0 −9]");
    check("a-2 z-2 A-2 Z-2", "[a-2 z-2 A-2 Z-2]");
    check("x_{a}-2", "[x]7.2-1.7[a][-2]");
    check("-x", "[-x]");
    check("x- y", "[x- y]");
    check("10^-", "[10]7.2+3.6[−]");
    check("x_{a-b}", "[x]7.2-1.7[a−b]");
}

static void primes(void **state)
{
    (void)state;
    check("*f*′(*x*)", "i[f][\u2009′(]i[x][)]");
    check("*f*″", "i[f][″]");
    check("5′", "[5′]");
    check("′", "[′]");
}

static void lines(void **state)
{
    (void)state;
    check("one\ntwo", "[one]/[two]");
    check("one\n\n*two*\n", "[one]//i[two]");
    check("*one\ntwo*", "i[one]/i[two]");
    check("x_{1\n2}\n3", "[x]7.2-1.7[1]/7.2-1.7[2]/[3]");
    check("\n", "");
}

static void many_runs(void **state)
{
    (void)state;
    problem why = {""};
    char source[3 * 40 + 1] = "";
    markup m;
    for (int k = 0; k < 40; k++)
        strcat(source, "x_1");
    assert_true(plot_markup_read(source, 9, &m, &why));
    assert_int_equal(m.n, 80);
    assert_close(m.run[79].size, 6.48, 0, 1e-12);
    assert_int_equal(m.run[79].start, 79);
    assert_int_equal(m.text.n, 80);
    plot_markup_free(&m);
    assert_null(m.run);
    assert_null(m.text.text);
}

static void check_refused(const char *source, const char *sentence)
{
    problem why = {""};
    markup m;
    assert_false(plot_markup_read(source, 9, &m, &why));
    assert_string_equal(why.text, sentence);
    assert_null(m.run);
    assert_null(m.text.text);
}

static void markup_that_is_wrong(void **state)
{
    (void)state;
    check_refused("*x", "label \"*x\": a * is left open");
    check_refused("*a*b*", "label \"*a*b*\": a * is left open");
    check_refused("x_{*1}", "label \"x_{*1}\": a * is left open");
    check_refused("*x_{*1}*", "label \"*x_{*1}*\": a * is left open");
    check_refused("x_{1", "label \"x_{1\": no } at the end of a script");
    check_refused("x^{", "label \"x^{\": no } at the end of a script");
    check_refused("x_{1\\}", "label \"x_{1\\}\": no } at the end of a script");
    check_refused("x^*y", "label \"x^*y\": no * at the end of a script");
    check_refused("a^{b_{c}",
                  "label \"a^{b_{c}\": no } at the end of a script");
}

/* The sentence has one line, and says what is wrong however long the label. */
static void labels_that_are_shown_in_part(void **state)
{
    (void)state;
    char long_one[900] = "*", sentence[200];
    check_refused("one\n*two", "label \"one…\": a * is left open");
    for (size_t n = 1; n + 2 < sizeof long_one; n += 2)
        strcat(long_one, "é");
    snprintf(sentence, sizeof sentence, "label \"%.59s…\": a * is left open",
             long_one);
    check_refused(long_one, sentence);
}

static void broken_utf8(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "\xff",             /* no such byte */
        "\x80",             /* the middle of a character */
        "a\xce",            /* cut short */
        "\xe2\x88",         /* so, after two of three */
        "\xe2\x88*",        /* another character in its midst */
        "\xf0\x9d\x91",     /* three of four */
        "\xc0\xaf",         /* longer than need be: / in two */
        "\xe0\x80\xaf",     /* in three */
        "\xf0\x80\x80\xaf", /* in four */
        "\xed\xa0\x80",     /* half of a surrogate pair, U+D800 */
        "\xed\xbf\xbf",     /* U+DFFF */
        "\xf4\x90\x80\x80", /* U+110000 */
        "\xf5\x80\x80\x80", /* and beyond */
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        check_refused(broken[i], "a label is not UTF-8");
    check("\xc2\x80\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff",
          "[\xc2\x80\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff]");
}

/* Four bytes, each from both sides of every bound that UTF-8 has: what GLib
 * takes is read, and nothing else. */
static void utf8_as_glib(void **state)
{
    (void)state;
    static const char bytes[] = "A\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xff";
    const size_t n = sizeof bytes - 1;
    for (unsigned first = 0x7f; first <= 0xff; first++)
        for (size_t k = 0; k < n * n * n; k++) {
            char text[] = {(char)first, bytes[k / n / n], bytes[k / n % n],
                           bytes[k % n], '\0'};
            problem why = {""};
            markup m;
            bool good = plot_markup_read(text, 9, &m, &why);
            assert_int_equal(good, g_utf8_validate(text, -1, NULL) != FALSE);
            if (good)
                plot_markup_free(&m);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text),
        cmocka_unit_test(italics),
        cmocka_unit_test(scripts),
        cmocka_unit_test(scripts_in_scripts),
        cmocka_unit_test(signs_themselves),
        cmocka_unit_test(minus_signs),
        cmocka_unit_test(primes),
        cmocka_unit_test(lines),
        cmocka_unit_test(many_runs),
        cmocka_unit_test(markup_that_is_wrong),
        cmocka_unit_test(labels_that_are_shown_in_part),
        cmocka_unit_test(broken_utf8),
        cmocka_unit_test(utf8_as_glib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
