/* Axes: transforms, ticks and numbers as labels; texts with numbers. */
#include "test-plot.h"

#include "plot/say.h"
#include "plot/scale.h"

/* What a label says: the minus sign, thin spaces and powers taken back. */
static double read_label(const char *label)
{
    char plain[64] = "";
    size_t n = 0;
    for (const char *c = label; *c;) {
        if (strncmp(c, "\xe2\x88\x92", 3) == 0) {
            plain[n++] = '-';
            c += 3;
        } else if (strncmp(c, "\xe2\x80\x89", 3) == 0) {
            c += 3;
        } else if (strncmp(c, "\xc3\x97", 2) == 0) {
            c += 2;
            assert_int_equal(strncmp(c, "10^{", 4), 0);
            plain[n++] = 'e';
            c += 4;
        } else if (strncmp(c, "10^{", 4) == 0) {
            plain[n++] = '1';
            plain[n++] = 'e';
            c += 4;
        } else if (*c == '}') {
            c++;
        } else {
            plain[n++] = *c++;
        }
    }
    plain[n] = '\0';
    return strtod(plain, NULL);
}

/* Digits from the first to the last that is not 0. */
static size_t significant(const char *label)
{
    size_t n = 0, last = 0;
    for (const char *c = label; *c && *c != '^'; c++)
        if (*c >= '0' && *c <= '9' && (n || *c != '0')) {
            n++;
            last = *c == '0' ? last : n;
        }
    return last;
}

static void check_ticks(double low, double high, double wanted)
{
    scale s = {.low = low, .high = high};
    tick_list t;
    plot_scale_ticks(&s, wanted, &t);
    assert_in_range(t.n, (size_t)(wanted / 1.6) - 1,
                    (size_t)(wanted * 1.6) + 1);
    for (size_t i = 0; i < t.n; i++) {
        double step = (high - low) * 1e-5;
        assert_true(t.at[i].value >= low - step);
        assert_true(t.at[i].value <= high + step);
        /* The value is the very double that the label names. */
        assert_bits(t.at[i].value, read_label(t.at[i].label));
        assert_null(strchr(t.at[i].label, '-')
                            && !strstr(t.at[i].label, "10^{-")
                        ? t.at[i].label
                        : NULL);
    }
}

static void ticks_over_many_ranges(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (int round = 0; round < 20000; round++) {
        random = random * 1664525u + 1013904223u;
        double at = (double)(random >> 8) / (1 << 24) * 4 - 2;
        random = random * 1664525u + 1013904223u;
        double span = pow(10, (double)(random >> 8) / (1 << 24) * 12 - 6);
        check_ticks(at * span, at * span + span, 3 + round % 6);
    }
}

static void check_labels(double low, double high, double wanted,
                         const char *labels)
{
    scale s = {.low = low, .high = high};
    tick_list t;
    char all[400] = "";
    plot_scale_ticks(&s, wanted, &t);
    for (size_t i = 0; i < t.n; i++) {
        if (i)
            strcat(all, " ");
        strcat(all, t.at[i].label);
    }
    assert_string_equal(all, labels);
}

static void labels_as_they_are_set(void **state)
{
    (void)state;
    check_labels(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0");
    check_labels(-1, 1, 4, "−1.0 −0.5 0 0.5 1.0");
    check_labels(-3.8, 5.8, 5, "−2 0 2 4");
    check_labels(0, 57519, 3, "0 20 000 40 000");
    check_labels(0, 4000, 4, "0 1000 2000 3000 4000");
    check_labels(0, 3e5, 3, "0 10^{5} 2×10^{5} 3×10^{5}");
    check_labels(0, 5e-6, 5,
                 "0 10^{-6} 2×10^{-6} 3×10^{-6} 4×10^{-6} "
                 "5×10^{-6}");
    check_labels(-0.04, 0.04, 4, "−0.04 −0.02 0 0.02 0.04");
    check_labels(0.9999, 1.0001, 4, "0.99990 0.99995 1.00000 1.00005 1.00010");
    check_labels(0.12345, 0.12347, 4,
                 "0.123450 0.123455 0.123460 0.123465 0.123470");
}

static void zero_has_no_sign(void **state)
{
    (void)state;
    scale s = {.low = -0.3, .high = 0.3};
    tick_list t;
    plot_scale_ticks(&s, 6, &t);
    for (size_t i = 0; i < t.n; i++)
        if (t.at[i].value == 0) {
            assert_bits(t.at[i].value, 0.0);
            assert_string_equal(t.at[i].label, "0");
            return;
        }
    _fail(__FILE__, __LINE__);
}

static void ticks_of_a_given_step(void **state)
{
    (void)state;
    scale s = {.low = 0, .high = 1};
    tick_list t;
    plot_scale_ticks_step(&s, 0.25, &t);
    assert_int_equal(t.n, 5);
    assert_string_equal(t.at[1].label, "0.25");
    assert_string_equal(t.at[2].label, "0.50");
    plot_scale_ticks_step(&s, 1, &t);
    assert_int_equal(t.n, 2);
}

static void log_ticks(void **state)
{
    (void)state;
    scale s = {.low = 1e-12, .high = 2, .log = true};
    tick_list t;
    plot_scale_ticks(&s, 4, &t);
    size_t labelled = 0;
    for (size_t i = 0; i < t.n; i++)
        if (t.at[i].label[0]) {
            labelled++;
            assert_bits(t.at[i].value, read_label(t.at[i].label));
        }
    assert_in_range(labelled, 3, 7);
    assert_string_equal(t.at[0].label, "10^{-12}");
}

/* Two labels at least, or nobody can tell the measure of the axis. */
static void log_ticks_within_a_decade(void **state)
{
    (void)state;
    static const double limits[][2] = {{2.2, 4.8}, {2.1, 9.9},     {11, 19},
                                       {0.3, 1.5}, {5.1, 9.7},     {1, 10},
                                       {1, 2},     {3e-7, 3.1e-7}, {6e8, 9e8}};
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
        scale s = {.low = limits[k][0], .high = limits[k][1], .log = true};
        tick_list t;
        size_t labelled = 0;
        plot_scale_ticks(&s, 4, &t);
        for (size_t i = 0; i < t.n; i++) {
            assert_true(t.at[i].value >= s.low * (1 - 1e-6));
            assert_true(t.at[i].value <= s.high * (1 + 1e-6));
            if (!t.at[i].label[0])
                continue;
            labelled++;
            assert_close(t.at[i].value, read_label(t.at[i].label), 1e-12, 0);
        }
        assert_in_range(labelled, 2, 8);
    }
}

static void log_ticks_are_minor_between_powers(void **state)
{
    (void)state;
    scale s = {.low = 1, .high = 1000, .log = true};
    tick_list t;
    plot_scale_ticks(&s, 5, &t);
    assert_int_equal(t.n, 28);
    assert_string_equal(t.at[0].label, "1");
    assert_string_equal(t.at[1].label, "");
    assert_bits(t.at[1].value, 2);
    assert_string_equal(t.at[9].label, "10");
}

static void a_single_decade_is_labelled_within(void **state)
{
    (void)state;
    scale s = {.low = 0.09, .high = 1.1, .log = true};
    tick_list t;
    char all[100] = "";
    plot_scale_ticks(&s, 4, &t);
    for (size_t i = 0; i < t.n; i++)
        strcat(all, t.at[i].label);
    assert_string_equal(all, "0.10.20.51");
}

static void there_and_back(void **state)
{
    (void)state;
    scale linear = {.low = -3, .high = 7, .from = 288, .to = 12};
    scale power = {
        .low = 1e-9, .high = 1e3, .from = 30, .to = 400, .log = true};
    for (int i = 0; i <= 100; i++) {
        double p = linear.from + (linear.to - linear.from) * i / 100;
        assert_close(plot_scale_point(&linear, plot_scale_value(&linear, p)), p,
                     1e-14, 0);
        p = power.from + (power.to - power.from) * i / 100;
        assert_close(plot_scale_point(&power, plot_scale_value(&power, p)), p,
                     1e-13, 0);
    }
    assert_bits(plot_scale_point(&linear, -3), 288);
    assert_close(plot_scale_point(&power, 1e-3), 30 + 370 * 0.5, 1e-13, 0);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *label;
    } cases[] = {
        {0, 3, "0"},
        {-25, 4, "−25"},
        {0.1, 2, "0.1"},
        {0.031622, 2, "0.032"},
        {1e5, 2, "10^{5}"},
        {-2.5e-7, 2, "−2.5×10^{-7}"},
        {57519, 4, "57 520"},
        {999.96, 4, "1000"},
        {3.14159, 9, "3.142"},
        {1e-3, 2, "0.001"},
        {9.7e-4, 2, "9.7×10^{-4}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char label[40];
        plot_number_label(cases[i].value, cases[i].digits, label, sizeof label);
        assert_string_equal(label, cases[i].label);
        assert_true(significant(label) <= 4);
    }
}

static void say_too_much(void *with)
{
    (void)with;
    plot_say("%500d", 1);
}

static void phrases(void **state)
{
    (void)state;
    assert_string_equal(plot_say("path-%d-%s", 3, "x").text, "path-3-x");
    assert_string_equal(plot_say_number(-0.25, 4).text, "−0.25");
    assert_string_equal(plot_say_count(9999.4).text, "9999");
    assert_string_equal(plot_say_count(13765).text, "13\u2009765");
    assert_string_equal(plot_say_count(300000).text, "300\u2009000");
    assert_string_equal(plot_say_count(1234567).text, "1\u2009234\u2009567");
    assert_string_equal(plot_say_count(0).text, "0");
    assert_fails(say_too_much, NULL, "a text is too long: %500d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_over_many_ranges),
        cmocka_unit_test(labels_as_they_are_set),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(ticks_of_a_given_step),
        cmocka_unit_test(log_ticks),
        cmocka_unit_test(log_ticks_within_a_decade),
        cmocka_unit_test(log_ticks_are_minor_between_powers),
        cmocka_unit_test(a_single_decade_is_labelled_within),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(numbers),
        cmocka_unit_test(phrases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
