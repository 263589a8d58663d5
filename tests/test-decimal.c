/* Numbers have a point in every locale: those that are written and read alone,
 * and those of formulas, data sets and data files. */
#define _XOPEN_SOURCE 700 /* locales.h */

#include "locales.h"

#include "gd/dataset.h"
#include "gd/decimal.h"
#include "gd/descent.h"
#include "gd/expression.h"
#include "gd/random.h"
#include "gd/table.h"

#include <float.h>
#include <unistd.h>

/* ------------------------------------------------------------ numbers alone */

/* As the C library does both in the C locale, to the last bit. The texts are
 * made there, before the locale is changed. */
typedef struct sample {
    char text[1400];
    size_t length; /* of the number in it */
    double value;
} sample;

static sample sample_of(const char *text)
{
    sample s;
    char *end;
    setlocale(LC_NUMERIC, "C");
    snprintf(s.text, sizeof s.text, "%s", text);
    s.value = strtod(s.text, &end);
    s.length = (size_t)(end - s.text);
    return s;
}

static void assert_read(const sample *s)
{
    for (size_t i = 0; i < LOCALES; i++) {
        const char *end;
        set_locale(i);
        assert_bits(gd_decimal_read(s->text, &end), s->value);
        assert_int_equal(end - s->text, s->length);
    }
}

static void numbers_of_all_forms_are_read(void **state)
{
    static const char *const texts[] = {
        "0.5",
        "-0.25",
        "+.5",
        "5.",
        "5.e1",
        "  7",
        "\t\n7.5 ",
        "0",
        "-0",
        "00",
        "000.000",
        "-0.0e9",
        "1e5",
        "1E+5",
        "1e-5",
        "1.5e",
        "1.5e+",
        "1.5ex",
        "0,5",
        "1,234.5",
        "1.234,5",
        "1.2.3",
        "1..2",
        "0\xd9\xab"
        "5",
        "",
        "-",
        ".",
        "-.",
        ".e5",
        "e5",
        "- 5",
        "+-5",
        "x",
        "1 2",
        "5-3",
        "1e999",
        "-1e999",
        "1e-999",
        "5e-324",
        "2e-324",
        "4.9406564584124654e-324",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "9007199254740993",
        "9007199254740993.0000000000000000000000000000000001",
        "1e2147483648",
        "1e99999999999999999999",
        "0e99999999999999999999",
        "1e-99999999999999999999"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        sample s = sample_of(texts[i]);
        assert_read(&s);
    }
}

static void only_numbers_in_tens_are_read(void **state)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {{"0x1F", 1}, {"-0X.8p1", 2}, {"inf", 0},
                 {"-inf", 0}, {"nan", 0},     {"infinity", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *end;
        assert_true(gd_decimal_read(cases[i].text, &end) == 0);
        assert_int_equal(end - cases[i].text, cases[i].length);
    }
    assert_bits(gd_decimal_read("2.5 and no end", NULL), 2.5);
}

/* The middle between two doubles, all its digits: it is rounded to the even
 * one, and a last digit far behind decides otherwise. */
static void digits_far_behind_count(void **state)
{
    static const char *const starts[] = {"9007199254740993", "0.5"};
    char text[1300];
    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (size_t zeros = 700; zeros < 1200; zeros += 37) {
            size_t n = (size_t)snprintf(text, sizeof text, "%s%s", starts[i],
                                        i == 0 ? "." : "");
            memset(text + n, '0', zeros);
            strcpy(text + n + zeros, "1");
            sample s = sample_of(text);
            assert_read(&s);
            assert_true(s.value > (i == 0 ? 9007199254740992.0 : 0.4));
        }
    memset(text, '0', 1200); /* and zeros before the first are none */
    strcpy(text + 1200, "25e-1");
    sample s = sample_of(text);
    assert_read(&s);
    memset(text, '7', 1200); /* too large, but for its exponent */
    strcpy(text + 1200, "e-1000");
    s = sample_of(text);
    assert_read(&s);
    assert_true(s.value > 1e199 && s.value < 1e200);
}

static double any_double(gd_random *random)
{
    uint64_t bits = gd_random_bits(random);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static void numbers_are_written_as_in_the_c_locale(void **state)
{
    static const double hard[] = {0,       -0.0,     0.1,  1e-5, 1e5, 1234567.5,
                                  DBL_MAX, -DBL_MIN, 1e22, 0.5,  100, HUGE_VAL};
    enum { HARD = sizeof hard / sizeof hard[0], ALL = 3000 };
    gd_random random = gd_random_seeded(7);
    (void)state;
    for (int k = 0; k < ALL; k++) {
        double x = k < HARD ? hard[k] : any_double(&random);
        int digits = 1 + k % 17;
        char wanted[40];
        setlocale(LC_NUMERIC, "C");
        snprintf(wanted, sizeof wanted, "%.*g", digits, x);
        for (size_t i = 0; i < LOCALES; i++) {
            set_locale(i);
            assert_string_equal(gd_decimal_write(x, digits).text, wanted);
            if (isfinite(x))
                assert_bits(gd_decimal_read(gd_decimal_write(x, 17).text, NULL),
                            x);
        }
    }
}

/* ------------------------------------------------- what they are written in */

static void a_formula_is_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOCALES; i++) {
        gd_expression_error error;
        gd_expression_number numbers[8];
        double g, x = 3;
        char text[80];
        set_locale(i);
        gd_expression *e = gd_expression_parse("0.5*x^2 + sin(.25*x)", &error);
        assert_non_null(e);
        assert_bits(gd_expression_eval(1, &x, &g, e), 4.5 + sin(0.75));
        gd_expression_print(e, text, sizeof text);
        assert_string_equal(text, "0.5*x^2 + sin(0.25*x)");
        gd_expression_print_partial(e, 0, text, sizeof text);
        assert_string_equal(text, "x + 0.25*cos(0.25*x)");
        size_t n = gd_expression_numbers(e, &x, numbers, 8);
        assert_true(n > 1 && n <= 8);
        for (size_t k = 0; k < n; k++)
            assert_null(strpbrk(numbers[k].text, ",\xd9"));
        gd_expression_free(e);
        assert_null(gd_expression_parse("0,5*x", &error));
        assert_int_equal(error.column, 2);
    }
}

/* 0.1*0.1 is 0.01, and 3*x/2 keeps its coefficient: both ask for the digits. */
static void coefficients_are_tidied(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOCALES; i++) {
        gd_expression_error error;
        char text[80];
        set_locale(i);
        gd_expression *e = gd_expression_parse("0.1*0.1*x/0.7", &error);
        assert_non_null(e);
        gd_expression_print_partial(e, 0, text, sizeof text);
        assert_string_equal(text, "0.01/0.7");
        gd_expression_free(e);
    }
}

static void a_data_set_is_the_same(void **state)
{
    static const char *const columns[] = {"x", "y"};
    char path[] = "/tmp/gd-decimal-XXXXXX";
    int file = mkstemp(path);
    const char text[] = "x,y\n0.5,-1.25e1\n1,5\n";
    (void)state;
    assert_int_equal(write(file, text, sizeof text - 1), sizeof text - 1);
    close(file);
    for (size_t i = 0; i < LOCALES; i++) {
        gd_dataset data;
        char error[GD_DATASET_ERROR_SIZE];
        set_locale(i);
        assert_true(gd_dataset_read(&data, path, 2, columns, error));
        assert_int_equal(data.rows, 2);
        assert_bits(gd_dataset_column(&data, 0)[0], 0.5);
        assert_bits(gd_dataset_column(&data, 1)[0], -12.5);
        assert_bits(gd_dataset_column(&data, 1)[1], 5);
        gd_dataset_free(&data);
    }
    unlink(path);
}

static void a_data_file_is_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOCALES; i++) {
        char text[200] = "";
        set_locale(i);
        FILE *file = tmpfile();
        gd_table t = gd_table_open(file);
        gd_table_block(&t, "path", "step\tx");
        gd_row(&t, 0, 1.5);
        gd_table_block(&t, "values", "key\tvalue");
        gd_table_value(&t, "rate", -0.125);
        assert_true(gd_table_close(&t));
        rewind(file);
        assert_true(fread(text, 1, sizeof text - 1, file) > 0);
        fclose(file);
        assert_string_equal(text, "# block: path\nstep\tx\n0\t1.5\n\n\n"
                                  "# block: values\nkey\tvalue\n"
                                  "rate\t-0.125\n\n\n# end\n");
    }
}

static double parabola(size_t n, const double *x, double *g, void *context)
{
    (void)n, (void)context;
    g[0] = 2 * x[0];
    return x[0] * x[0];
}

static void a_sentence_is_the_same(void **state)
{
    gd_objective f = {.n = 1, .eval = parabola};
    gd_setting settings[] = {{"beta", 1.5}, {NULL, 0}};
    (void)state;
    for (size_t i = 0; i < LOCALES; i++) {
        double x = 1;
        set_locale(i);
        gd_result r = gd_minimise(&f, &x, "momentum",
                                  &(gd_options){.settings = settings});
        assert_string_equal(r.why, "momentum cannot have beta 1.5");
    }
}

static int setup(void **state)
{
    (void)state;
    return make_locales();
}

static int teardown(void **state)
{
    (void)state;
    return remove_locales();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_all_forms_are_read),
        cmocka_unit_test(only_numbers_in_tens_are_read),
        cmocka_unit_test(digits_far_behind_count),
        cmocka_unit_test(numbers_are_written_as_in_the_c_locale),
        cmocka_unit_test(a_formula_is_the_same),
        cmocka_unit_test(coefficients_are_tidied),
        cmocka_unit_test(a_data_set_is_the_same),
        cmocka_unit_test(a_data_file_is_the_same),
        cmocka_unit_test(a_sentence_is_the_same),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
