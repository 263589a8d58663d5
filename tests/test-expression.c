/* Expressions: the grammar, its errors, derivatives, printing, evaluation. The
 * sources that ask for memory are included, so that their allocations can be
 * counted and refused; the others come from the library. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

static void *scarce_calloc(size_t count, size_t size);
static void *scarce_realloc(void *old, size_t size);
#define calloc  scarce_calloc
#define realloc scarce_realloc
#include "gd/expression-nodes.c"
#include "gd/expression-program.c"
#include "gd/expression.c"
#undef calloc
#undef realloc

#include "close.h"
#include "expression-properties.h"
#include "gd/random.h"

#include <time.h>

static int allocations, allowed = 1 << 30;

static void *scarce_calloc(size_t count, size_t size)
{
    return allocations++ < allowed ? calloc(count, size) : NULL;
}

static void *scarce_realloc(void *old, size_t size)
{
    return allocations++ < allowed ? realloc(old, size) : NULL;
}

static gd_expression *parsed(const char *text)
{
    gd_expression_error error;
    gd_expression *e = gd_expression_parse(text, &error);
    if (!e)
        fail_msg("%s: column %zu: %s", text, error.column, error.text);
    return e;
}

/* ---------------------------------------------------------------- grammar */

static double value_at(const char *text, double x)
{
    gd_expression *e = parsed(text);
    assert_true(gd_expression_variable_count(e) <= 1);
    double value =
        gd_expression_eval(gd_expression_variable_count(e), &x, NULL, e);
    gd_expression_free(e);
    return value;
}

static void assert_value(const char *text, double x, double expected)
{
    double value = value_at(text, x);
    if (!(value == expected || (isnan(value) && isnan(expected))))
        fail_msg("%s at %g is %.17g, not %.17g", text, x, value, expected);
}

static void operators_bind_as_in_mathematics(void **state)
{
    (void)state;
    assert_value("-x^2", 3, -9);
    assert_value("(-x)^2", 3, 9);
    assert_value("2^-1", 0, 0.5);
    assert_value("2^-x^2", 2, 0.0625);
    assert_value("2^3^2", 0, 512);
    assert_value("(2^3)^2", 0, 64);
    assert_value("10 - 4 - 3", 0, 3);
    assert_value("16/4/2", 0, 2);
    assert_value("16/4*2", 0, 8);
    assert_value("1 + 2*3^2", 0, 19);
    assert_value("--x", 3, 3);
    assert_value("2*-x", 3, -6);
    assert_value("2 - -x", 3, 5);
    assert_value("-2^2", 0, -4);
    assert_value("-x*x", 3, -9);
}

static void numbers(void **state)
{
    (void)state;
    assert_value("1e3", 0, 1000);
    assert_value("2.5E-1", 0, 0.25);
    assert_value(".5", 0, 0.5);
    assert_value("5.", 0, 5);
    assert_value("1e+2", 0, 100);
    assert_value("pi", 0, 3.14159265358979323846);
    assert_value("e", 0, 2.71828182845904523536);
    assert_value("0.1", 0, 0.1);
    assert_value("1e-320", 0, 1e-320);
}

static void every_function(void **state)
{
    (void)state;
    volatile double x = 0.7; /* or the compiler works them out, its own way */
    assert_value("sin(x)", x, sin(x));
    assert_value("cos(x)", x, cos(x));
    assert_value("tan(x)", x, tan(x));
    assert_value("asin(x)", x, asin(x));
    assert_value("acos(x)", x, acos(x));
    assert_value("atan(x)", x, atan(x));
    assert_value("sinh(x)", x, sinh(x));
    assert_value("cosh(x)", x, cosh(x));
    assert_value("tanh(x)", x, tanh(x));
    assert_value("exp(x)", x, exp(x));
    assert_value("log(x)", x, log(x));
    assert_value("sqrt(x)", x, sqrt(x));
    assert_value("abs(x)", -x, x);
    assert_value("sign(x)", -x, -1);
    assert_value("sign(x)", 0, 0);
    assert_value("step(x)", x, 1);
    assert_value("step(x)", -x, 0);
    assert_value("step(x)", 0, 0);
    assert_value("max(x, 2*x)", x, 2 * x);
    assert_value("max(x, 2*x)", -x, -x);
    assert_value("min(x, 2*x)", x, x);
    assert_value("min(x, 2*x)", -x, 2 * -x);
    assert_value("max(1, x, 3, 2)", x, 3);
    assert_value("min(1, x, 3, 2)", x, x);
    /* no number before any number, on either side */
    assert_value("max(log(x), 1)", -x, nan(""));
    assert_value("min(1, log(x))", -x, nan(""));
}

static void whole_powers_are_products(void **state)
{
    (void)state;
    const double x = 1.1;
    assert_value("x^2", x, x * x);
    assert_value("x^3", x, x * x * x);
    assert_value("x^4", x, (x * x) * (x * x));
    assert_value("x^5", x, (x * x) * (x * x) * x);
    assert_value("x^-2", x, 1 / (x * x));
    assert_value("x^0", 0, 1);
    assert_value("x^3", -2, -8);
    assert_close(value_at("x^64", x), pow(x, 64), 1e-14, 0);
}

/* x^y for x < 0 where y is a whole number, though only the values say so. */
static void powers_of_negative_numbers(void **state)
{
    (void)state;
    gd_expression *e = parsed("x^y");
    double g[2], at[] = {-2, 3};
    assert_bits(gd_expression_eval(2, at, g, e), -8);
    assert_bits(g[0], 12);
    assert_true(isnan(g[1]));
    at[1] = -2;
    assert_bits(gd_expression_eval(2, at, g, e), 0.25);
    at[1] = 0.5;
    assert_true(isnan(gd_expression_eval(2, at, g, e)));
    at[0] = 0;
    at[1] = 2;
    assert_bits(gd_expression_eval(2, at, g, e), 0);
    assert_bits(g[0], 0);
    gd_expression_free(e);
}

static void variables_are_sorted(void **state)
{
    (void)state;
    gd_expression *e = parsed("y + x2*_a - B/x + y");
    static const char *const names[] = {"B", "_a", "x", "x2", "y"};
    assert_int_equal(gd_expression_variable_count(e), 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(gd_expression_variable(e, i), names[i]);
    double x[] = {6, 5, 2, 7, 1};
    assert_bits(gd_expression_eval(5, x, NULL, e), 1 + 7 * 5 - 3 + 1);
    gd_expression_free(e);
    e = parsed("a+b+c+d+E+f+g+h+i+j+k+l+m+n+o+p");
    assert_int_equal(gd_expression_variable_count(e), 16);
    gd_expression_free(e);
}

static void blanks_do_not_matter(void **state)
{
    (void)state;
    assert_value(" \t1\n+\r2 * ( x )", 3, 7);
}

static void f_is_evaluated_as_typed(void **state)
{
    (void)state;
    assert_true(isnan(value_at("0*log(x)", -1)));
    assert_true(isnan(value_at("x/x", 0)));
    assert_value("x + 1e16 - 1e16", 1, 0);
}

/* ----------------------------------------------------------------- errors */

static void assert_error(const char *text, size_t column, const char *what)
{
    gd_expression_error error = {0};
    gd_expression *e = gd_expression_parse(text, &error);
    if (e || error.column != column || strcmp(error.text, what) != 0)
        fail_msg("%s: column %zu: %s", text, error.column, error.text);
}

static void errors_name_the_column_and_the_reason(void **state)
{
    (void)state;
    assert_error("sin(x*)", 7,
                 "expected a number, a variable or '(', found ')'");
    assert_error("", 1, "expected a number, a variable or '(', found the end");
    assert_error("x +", 4,
                 "expected a number, a variable or '(', found the end");
    assert_error("x**2", 2, "a power is written x^2, not x**2");
    assert_error("x* *2", 4, "expected a number, a variable or '(', found '*'");
    assert_error("x\xC2\xB2", 2, "a power is written x^2");
    assert_error("x \xC2\xB3", 3, "a power is written x^2");
    assert_error("x\xC2\xB4", 2, "expected an operator, found the byte 0xC2");
    assert_error("+x", 1, "a + stands between two terms: leave it out");
    assert_error("2*+x", 3, "a + stands between two terms: leave it out");
    assert_error("()", 2, "expected a number, a variable or '(', found ')'");
    assert_error(
        "2x", 2,
        "expected an operator, found 'x' (a product needs its *: 2*x)");
    assert_error(
        "x y", 3,
        "expected an operator, found 'y' (a product needs its *: x*y)");
    assert_error("2(x)", 2,
                 "expected an operator, found '(' (a product needs its *: "
                 "2*(...))");
    assert_error("(x)(y)", 4,
                 "expected an operator, found '(' (a product needs its *)");
    assert_error("(x)y", 4,
                 "expected an operator, found 'y' (a product needs its *)");
    assert_error("0x10", 2,
                 "expected an operator, found 'x10' (a product needs its *: "
                 "0*x10)");
    assert_error(
        "1e", 2,
        "expected an operator, found 'e' (a product needs its *: 1*e)");
    assert_error("x)", 2, "expected an operator, found ')'");
    assert_error("x = 2", 3, "expected an operator, found '='");
    assert_error("1.2.3", 4,
                 "expected an operator, found '.3' (a product needs its *: "
                 "1.2*.3)");
    assert_error("(x", 3, "expected an operator or ')', found the end");
    assert_error("(x y", 4,
                 "expected an operator or ')', found 'y' "
                 "(a product needs its *: x*y)");
    assert_error("sin x", 5, "expected '(' after sin, found 'x'");
    assert_error("sin", 4, "expected '(' after sin, found the end");
    assert_error("max", 4, "expected '(' after max, found the end");
    assert_error("min x", 5, "expected '(' after min, found 'x'");
    assert_error("max(x)", 6, "expected an operator or ',', found ')'");
    assert_error("max(x, y", 9,
                 "expected an operator, ',' or ')', found the end");
    assert_error("max(x, )", 8,
                 "expected a number, a variable or '(', found ')'");
    assert_error("sin(x, y)", 6, "expected an operator or ')', found ','");
    assert_error("x, y", 2, "expected an operator, found ','");
    assert_error("x + foo(x)", 5,
                 "'foo' is no function (a product needs its *: foo*(...))");
    assert_error("x(y)", 1,
                 "'x' is no function (a product needs its *: x*(...))");
    assert_error("1 + ln(x)", 5, "'ln' is no function: write log(x)");
    assert_error("pow(x, 2)", 1, "'pow' is no function: write x^2");
    assert_error("arctan(x)", 1, "'arctan' is no function: write atan(x)");
    assert_error("lnx(x)", 1,
                 "'lnx' is no function (a product needs its *: lnx*(...))");
    assert_error("\xC3\xA9", 1,
                 "expected a number, a variable or '(', found the byte 0xC3");
    assert_error("x\x01", 2, "expected an operator, found the byte 0x01");
    assert_error("x~", 2, "expected an operator, found '~'");
    assert_error("x\x7F", 2, "expected an operator, found the byte 0x7F");
    assert_error("x + 1e999", 5, "a number too large for a double");
    assert_error("a234567890123456789012345678901x", 1,
                 "a name longer than 31 characters");
    assert_error("a+b+c+d+E+f+g+h+i+j+k+l+m+n+o+p+q", 33,
                 "more than 16 variables");
}

static char *repeat(const char *left, size_t count, const char *middle,
                    const char *right)
{
    size_t size = count * (strlen(left) + strlen(right)) + strlen(middle) + 1;
    char *text = malloc(size), *at = text;
    if (!text)
        abort();
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s", left);
    at += sprintf(at, "%s", middle);
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s", right);
    return text;
}

/* `count` of them are the most that are allowed. */
static void assert_nesting(const char *left, const char *right, size_t column)
{
    char *deep = repeat(left, 99, "x", right);
    gd_expression_free(parsed(deep));
    free(deep);
    deep = repeat(left, 100, "x", right);
    assert_error(deep, column, "nested more than 100 deep");
    free(deep);
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    assert_nesting("(", ")", 101);
    assert_nesting("sin(", ")", 401);
    assert_nesting("max(", ", 1)", 401);
    assert_nesting("-", "", 101);
    assert_nesting("x^", "", 201);
}

static void length_is_bounded(void **state)
{
    (void)state;
    char *text = repeat("x", 1, "", "+1");
    free(text);
    text = repeat("+x", 2048, "", "");
    text[0] = 'y'; /* yx + x + ... */
    assert_int_equal(strlen(text), 4096);
    gd_expression_free(parsed(text));
    free(text);
    text = repeat("x+", 2048, "x", "");
    assert_int_equal(strlen(text), 4097);
    assert_error(text, 4097, "longer than 4096 characters");
    free(text);
}

/* -------------------------------------------------------------- derivatives */

static char *partial_text(const char *text, size_t i)
{
    gd_expression *e = parsed(text);
    assert_true(i < gd_expression_variable_count(e));
    char *derivative = printed(e, i);
    gd_expression_free(e);
    return derivative;
}

static void assert_derivative(const char *text, const char *expected)
{
    char *found = partial_text(text, 0);
    if (strcmp(found, expected) != 0)
        fail_msg("the derivative of %s is %s, not %s", text, found, expected);
    free(found);
}

static void derivatives_read_well(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"x", "1"},
        {"3 + 0*x", "0"},
        {"x^2", "2*x"},
        {"x^3 - 3*x^2 - 9*x + 2", "3*x^2 - 6*x - 9"},
        {"x^3/3", "x^2"},
        {"x/3 - x", "-2/3"},
        {"-x^2", "-2*x"},
        {"x - -x", "2"},
        {"(1 - x)^2", "-2*(1 - x)"},
        {"1/x", "-1/x^2"},
        {"1/x^2", "-2/x^3"},
        {"x^-2", "-2/x^3"},
        {"x^(1/3)", "1/(3*x^(2/3))"},
        {"x^0.5", "0.5/x^0.5"},
        {"sqrt(x)", "1/(2*sqrt(x))"},
        {"sqrt(1 - x^2)", "-x/sqrt(1 - x^2)"},
        {"(0.1*x)^2", "0.02*x"},
        {"x*0.5/0.4", "1.25"},
        {"0.1*x/0.3", "0.1/0.3"},
        {"x^2/7", "2*x/7"},
        {"sin(x)/0.3", "cos(x)/0.3"},
        {"1e308*x + 1e308*x", "1e308 + 1e308"}, /* the sum is too large */
        {"sin(x)", "cos(x)"},
        {"cos(x)", "-sin(x)"},
        {"tan(x)", "1/cos(x)^2"},
        {"asin(x)", "1/sqrt(1 - x^2)"},
        {"acos(x)", "-1/sqrt(1 - x^2)"},
        {"atan(x)", "1/(x^2 + 1)"},
        {"sinh(x)", "cosh(x)"},
        {"cosh(x)", "sinh(x)"},
        {"tanh(x)", "1/cosh(x)^2"},
        {"exp(x)", "exp(x)"},
        {"log(x)", "1/x"},
        {"abs(x)", "sign(x)"},
        {"sign(x)", "0"},
        {"step(x)", "0"},
        {"max(0, x)", "step(x)"},
        {"max(x, 0)", "1 - step(-x)"},
        {"max(x, x)", "1"},
        {"max(x, x + 1)", "1"},
        {"min(x, 1)", "1 - step(x - 1)"},
        {"min(x^2, 2*x)", "2*x*(1 - step(x^2 - 2*x)) + 2*step(x^2 - 2*x)"},
        {"x*max(y, 0)", "max(y, 0)"},
        {"exp(-x^2/2)", "-x*exp(-x^2/2)"},
        {"log(x^2 + 1)", "2*x/(x^2 + 1)"},
        {"sin(x)^2", "2*sin(x)*cos(x)"},
        {"sin(x)/x", "(x*cos(x) - sin(x))/x^2"},
        {"x*sin(1/x)", "sin(1/x) - cos(1/x)/x"},
        {"(x + 1)/(x - 1)", "-2/(x - 1)^2"},
        {"2^x", "2^x*log(2)"},
        {"e^x", "e^x"},
        {"x^pi", "pi*x^(pi - 1)"},
        {"x^x", "(log(x) + 1)*x^x"},
        {"x^y", "y*x^(y - 1)"},
        {"y^x", "y^x*log(y)"},
        {"x*1 + 0", "1"},
        {"1/(1 + exp(-x))", "exp(-x)/(1 + exp(-x))^2"},
        {"x^2*y^3", "2*x*y^3"},
        {"x^5*sqrt(4)", "10*x^4"},
        {"(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
         "4*x*(x^2 + y - 11) + 2*(x + y^2 - 7)"},
        {"(1 - x)^2 + 100*(y - x^2)^2", "-2*(1 - x) - 400*x*(y - x^2)"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_derivative(pairs[i][0], pairs[i][1]);
}

static const char beale[] =
    "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2";

static void beale_is_the_one_of_the_book(void **state)
{
    (void)state;
    gd_expression *e = parsed(beale);
    const gd_objective *byhand = gd_test_objective("beale");
    gd_objective f = gd_expression_objective(e);
    for (double x = -4; x <= 4; x += 0.37)
        for (double y = -4; y <= 4; y += 0.41) {
            double at[] = {x, y}, g[2], expected[2];
            double value = gd_value_and_gradient(&f, at, g);
            assert_bits(value, gd_value_and_gradient(byhand, at, expected));
            assert_bits(value, gd_value(&f, at));
            for (int i = 0; i < 2; i++)
                assert_close(g[i], expected[i], 1e-12, 1e-10);
        }
    gd_expression_free(e);
}

static void the_catalogue_by_formula(void **state)
{
    (void)state;
    static const char *const formulas[][2] = {
        {"rosenbrock", "(1 - x)^2 + 100*(y - x^2)^2"},
        {"himmelblau", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
        {"waves", "x^2 + sin(y)^2"},
        {"bowl", "x^2/16 + 9*y^2"},
    };
    for (size_t k = 0; k < sizeof formulas / sizeof formulas[0]; k++) {
        gd_expression *e = parsed(formulas[k][1]);
        const gd_objective *byhand = gd_test_objective(formulas[k][0]);
        double at[] = {1.3, -0.7}, g[2], expected[2];
        double value = gd_expression_eval(2, at, g, e);
        assert_close(value, gd_value_and_gradient(byhand, at, expected), 1e-14,
                     0);
        assert_close(g[0], expected[0], 1e-14, 0);
        assert_close(g[1], expected[1], 1e-14, 0);
        gd_expression_free(e);
    }
}

static void derivatives_where_care_is_needed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x, slope;
    } cases[] = {
        {"abs(x)", 0, 0},
        {"abs(x)", -2, -1},
        {"x^2", 0, 0},
        {"x^3", -1, 3},
        {"x^x", 1, 1},
        {"x/x", 0, 0},
        {"tanh(x)", 1000, 0},
        {"x^1", 0, 1},
        {"x^0", 0, 0},
        {"atan(x)", 1e200, 0},
        {"sqrt(x)", 4, 0.25},
        /* at a tie the first one decides */
        {"max(0, x)", 0, 0},
        {"max(x, 0)", 0, 1},
        {"max(0, x)", 2, 1},
        {"max(0, x)", -2, 0},
        {"min(0, x)", 0, 0},
        {"min(x, 0)", 0, 1},
        {"min(x, 0)", 2, 0},
        {"min(0, x)", -2, 1},
        {"max(x, -x)", 0, 1},
        {"min(x, -x)", 0, 1},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        gd_expression *e = parsed(cases[k].text);
        double g;
        gd_expression_eval(1, &cases[k].x, &g, e);
        assert_bits(g, cases[k].slope);
        gd_expression_free(e);
    }
    gd_expression *e = parsed("tanh(x)"); /* 4 exp(-2x), to the last digits */
    double x = 30, g;
    gd_expression_eval(1, &x, &g, e);
    assert_close(g, 4 * exp(-60), 1e-14, 0);
    gd_expression_free(e);
}

/* A sum or a product that has more parts than are looked at is left whole, and
 * nothing of it is counted twice. */
static void long_sums_and_products(void **state)
{
    (void)state;
    char sum[600] = "sin(x)", product[600] = "(x + 1)";
    double x = 0.3, slope_of_sum = cos(x), value = x + 1, ratios = 1 / (x + 1);
    for (int k = 2; k <= 40; k++) {
        sprintf(sum + strlen(sum), " + sin(%d*x)", k);
        slope_of_sum += k * cos(k * x);
    }
    for (int k = 2; k <= 20; k++) {
        sprintf(product + strlen(product), "*(x + %d)", k);
        value *= x + k;
        ratios += 1 / (x + k);
    }
    double g;
    gd_expression *e = parsed(sum);
    gd_expression_eval(1, &x, &g, e);
    assert_close(g, slope_of_sum, 1e-13, 0);
    gd_expression_free(e);
    e = parsed(product);
    assert_close(gd_expression_eval(1, &x, &g, e), value, 1e-14, 0);
    assert_close(g, value * ratios, 1e-13, 0);
    gd_expression_free(e);
}

/* How many instructions f takes, without those that are run only once. */
static void assert_instructions(const char *text, size_t count)
{
    gd_expression *e = parsed(text);
    size_t found = e->value_end - e->fixed_end;
    if (found != count)
        fail_msg("%s: %zu instructions, not %zu", text, found, count);
    gd_expression_free(e);
}

static void what_is_common_is_evaluated_once(void **state)
{
    (void)state;
    assert_instructions("x", 0);
    assert_instructions("x + sin(2)^3", 1);
    assert_instructions("x*y + z", 1);
    assert_instructions("z + x*y", 1);
    assert_instructions("x^5", 3);
    assert_instructions("x^8", 3);
    assert_instructions("x^4 + x^2", 2);
    assert_instructions("sin(x*x)*sin(x^2)", 3);
    assert_instructions("sin(x + y)/exp(x + y)", 4);
}

/* ----------------------------------------------------------------- backward */

/* How far the partial derivatives by the sweep are from those by their
 * formulas, relative to the larger one, or to floor; those that are no numbers
 * aside. */
static double sweep_error(gd_expression *e, const double *x, double floor)
{
    double g[GD_EXPRESSION_VARIABLES], back[GD_EXPRESSION_VARIABLES];
    size_t n = gd_expression_variable_count(e);
    double worst = 0, f = gd_expression_eval(n, x, g, e);
    double again = gd_expression_reverse(n, x, back, e);
    assert_true(same_value(f, again));
    for (size_t i = 0; i < n; i++) {
        double size = fmax(floor, fmax(fabs(g[i]), fabs(back[i])));
        if (isfinite(g[i]) && isfinite(back[i]) && size > 0)
            worst = fmax(worst, fabs(g[i] - back[i]) / size);
    }
    return worst;
}

static void backward_gives_the_same_partials(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x",
        "3 + 0*y + x",
        "2 - y",
        "x*y + z",
        "x/y - y/z + -x",
        "x^5 + y^-3 + z^0.5",
        "x^y + 2^z + y^x^z",
        "sin(x)*cos(y)*tan(z)",
        "asin(x/9) + acos(y/9)*atan(z)",
        "sinh(x) - cosh(y)/tanh(z)",
        "exp(x)*log(y) + sqrt(z)",
        "abs(-x)*sign(y)*step(z)*x*y*z",
        "max(x, y)*min(x, y, z) + max(z, x)",
        "(x + y)*(x + y) + sin(x + y)/(x + y)",
    };
    const double x[] = {1.3, 0.7, 2.1};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        gd_expression *e = parsed(texts[k]);
        double g[3], error = sweep_error(e, x, 0);
        if (error > 1e-14)
            fail_msg("%s: backward off by %g", texts[k], error);
        /* and without a wish for the gradient it is the value */
        size_t n = gd_expression_variable_count(e);
        assert_bits(gd_expression_reverse(n, x, NULL, e),
                    gd_expression_eval(n, x, g, e));
        gd_expression_free(e);
    }
}

/* At a tie as by formula; and what is not chosen has no say, though its slope
 * be infinite. */
static void backward_through_a_choice(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x, slope;
    } cases[] = {
        {"max(0, x)", 0, 0},       {"max(x, 0)", 0, 1},
        {"min(0, x)", 0, 0},       {"min(x, 0)", 0, 1},
        {"max(1, sqrt(x))", 0, 0}, {"min(-1, log(x)*0 + x)", 2, 0},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        gd_expression *e = parsed(cases[k].text);
        double g;
        gd_expression_reverse(1, &cases[k].x, &g, e);
        assert_bits(g, cases[k].slope);
        gd_expression_free(e);
    }
}

/* The numbers of the sweep in the text: each by its name, its value, and an
 * adjoint that is the sum of what was made from it hands on. */
static void a_sweep_can_be_looked_at(void **state)
{
    (void)state;
    static const char *const texts[] = {"x", "y", "sin(x)", "x*y + v1"};
    const double x[] = {2, 3}, adjoints[] = {3 + cos(2), 2, 1, 1};
    gd_expression_number v[4];
    gd_expression *e = parsed("x*y + sin(x)");
    assert_int_equal(gd_expression_numbers(e, x, v, 1), 4);
    assert_int_equal(gd_expression_numbers(e, x, v, 4), 4);
    for (size_t k = 0; k < 4; k++) {
        assert_string_equal(v[k].text, texts[k]);
        assert_bits(v[k].adjoint, adjoints[k]);
    }
    assert_bits(v[3].value, 6 + sin(2));
    assert_int_equal(v[2].operands, 1);
    assert_int_equal(v[2].from[0], 0);
    assert_bits(v[2].slope[0], cos(2));
    assert_int_equal(v[3].operands, 3);
    gd_expression_free(e);
}

static void adjoints_are_handed_on_along_the_edges(void **state)
{
    enum { ROOM = 40 };
    (void)state;
    static const struct {
        const char *text, *last;
    } cases[] = {
        {"x", "x"},
        {"2 - y", "2 - y"},
        {"-x", "-x"},
        {"x*x", "x*x"},
        {"x + y", "x + y"},
        {"x/y - y/z", "v1 - v2"},
        {"x^y", "x^y"},
        {"max(x*z, y)", "max(v1, y)"},
        {"min(x, 5)", "min(x, 5)"},
        {"(x + y)*(x + y) + sin(x + y)/(x + y)", "v2 + v4"},
        {"2*3 + x*4", "x*4 + 6"},
    };
    const double x[] = {1.3, 0.7, 2.1};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        gd_expression *e = parsed(cases[k].text);
        gd_expression_number v[ROOM];
        double g[3], sum[ROOM] = {0};
        size_t n = gd_expression_variable_count(e);
        size_t count = gd_expression_numbers(e, x, v, ROOM);
        assert_true(count <= ROOM);
        assert_string_equal(v[count - 1].text, cases[k].last);
        assert_bits(v[count - 1].value, gd_expression_reverse(n, x, g, e));
        sum[count - 1] = 1;
        for (size_t i = count; i-- > 0;) {
            assert_close(v[i].adjoint, sum[i], 1e-15, 1e-15);
            for (size_t j = 0; j < v[i].operands; j++) {
                assert_true(v[i].from[j] < i);
                sum[v[i].from[j]] += v[i].adjoint * v[i].slope[j];
            }
        }
        for (size_t i = 0; i < n; i++)
            assert_bits(v[i].adjoint, g[i]);
        gd_expression_free(e);
    }
}

/* Operations by hand: x*y + z is one product and one sum; backward it is two
 * products and three sums more, and its partials are there by formula. */
static void operations_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        gd_expression_cost cost;
    } cases[] = {
        {"x", {0, 0, 0}},      {"x*y + z", {2, 2, 7}},
        {"x/y", {1, 7, 6}},    {"max(x, y)", {1, 6, 2}},
        {"sin(x)", {1, 2, 4}}, {"x^0.5 + sin(2)", {3, 4, 13}},
        {"x^y", {1, 9, 10}},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        gd_expression *e = parsed(cases[k].text);
        gd_expression_cost c = gd_expression_costs(e), w = cases[k].cost;
        if (c.value != w.value || c.formula != w.formula
            || c.reverse != w.reverse)
            fail_msg("%s: %zu, %zu, %zu operations", cases[k].text, c.value,
                     c.formula, c.reverse);
        gd_expression_free(e);
    }
}

/* ----------------------------------------------------------------- printing */

static void assert_printed(const char *text, const char *expected)
{
    gd_expression *e = parsed(text);
    char *found = printed(e, gd_expression_variable_count(e));
    assert_string_equal(found, expected);
    free(found);
    gd_expression_free(e);
    assert_true(check_expression(text));
}

static void brackets_are_few(void **state)
{
    (void)state;
    assert_printed("((x)+(y))", "x + y");
    assert_printed("(x*y)+z", "x*y + z");
    assert_printed("x*(y+z)", "x*(y + z)");
    assert_printed("x-(y+z)", "x - (y + z)");
    assert_printed("(x-y)+z", "x - y + z");
    assert_printed("x/(y*z)", "x/(y*z)");
    assert_printed("(x/y)*z", "x/y*z");
    assert_printed("x^(y^z)", "x^y^z");
    assert_printed("(x^y)^z", "(x^y)^z");
    assert_printed("-(x^2)", "-x^2");
    assert_printed("(-x)^2", "(-x)^2");
    assert_printed("(-2)^x", "(-2)^x");
    assert_printed("2^(-x)", "2^-x");
    assert_printed("x^(1/3)", "x^(1/3)");
    assert_printed("-(x*y)", "-x*y");
    assert_printed("-(x+y)", "-(x + y)");
    assert_printed("sin((x))", "sin(x)");
    assert_printed("--x", "-(-x)");
    assert_printed("max((x+y),(-x))*2", "max(x + y, -x)*2");
    assert_printed("-(min(x,y,z))", "-min(min(x, y), z)");
    assert_printed("max(x,y)^2", "max(x, y)^2");
    assert_printed("step(x)/(step(y))", "step(x)/step(y)");
}

static void numbers_are_printed_short(void **state)
{
    (void)state;
    assert_printed("0.10*x", "0.1*x");
    assert_printed("1e-05*x", "1e-5*x");
    assert_printed("1e+20*x", "1e20*x");
    assert_printed("1e100*x", "1e100*x");
    assert_printed("1000000*x", "1000000*x");
    assert_printed("0.30000000000000004*x", "0.30000000000000004*x");
    assert_printed("2.500*pi*e", "2.5*pi*e");
}

static void printing_fits_any_room(void **state)
{
    (void)state;
    gd_expression *e = parsed("x + sin(x)");
    char text[16];
    for (size_t size = 0; size <= 12; size++) {
        memset(text, '#', sizeof text);
        assert_int_equal(gd_expression_print(e, text, size), 10);
        if (size > 0)
            assert_int_equal(strlen(text), size < 11 ? size - 1 : 10);
        assert_true(text[size > 11 ? 11 : size] == '#');
    }
    gd_expression_free(e);
}

/* ------------------------------------------------------------------- memory */

static void out_of_memory_is_an_error_and_nothing_leaks(void **state)
{
    (void)state;
    allocations = 0;
    gd_expression_free(parsed(beale));
    int needed = allocations;
    assert_true(needed > 5);
    for (allowed = 0; allowed < needed; allowed++) {
        gd_expression_error error = {7, ""};
        allocations = 0;
        assert_null(gd_expression_parse(beale, &error));
        assert_int_equal(error.column, 0);
        assert_string_equal(error.text, "out of memory");
    }
    allowed = 1 << 30;
}

static void evaluating_takes_no_memory(void **state)
{
    (void)state;
    gd_expression *e = parsed(beale);
    double x[] = {1, 2}, g[2];
    allocations = 0;
    gd_expression_eval(2, x, g, e);
    gd_expression_reverse(2, x, g, e);
    gd_expression_print(e, NULL, 0);
    assert_int_equal(allocations, 0);
    gd_expression_free(e);
}

static void nothing_to_free(void **state)
{
    (void)state;
    gd_expression_free(NULL);
}

/* --------------------------------------------------------------------- fuzz
 *
 * Random expressions, the same ones every time, for at most FUZZ_SECONDS.
 * tests/fuzz-expression.c does it for longer. */

static const double FUZZ_SECONDS = 2;

typedef struct writing {
    gd_random random;
    char text[2000];
    size_t length;
} writing;

static size_t below(writing *w, size_t n)
{
    return (size_t)(gd_random_uniform(&w->random) * (double)n);
}

static void write_text(writing *w, const char *text)
{
    size_t length = strlen(text);
    if (w->length + length >= sizeof w->text)
        return;
    memcpy(w->text + w->length, text, length + 1);
    w->length += length;
}

static void write_random(writing *w, int depth)
{
    static const char *const leaves[] = {"x", "y", "z",   "2", "3",  "0.1",
                                         "1", "0", "1.5", "e", "pi", "x"};
    static const char *const binary[] = {" + ", " - ", "*", "/", "^"};
    static const char *const exponents[] = {"^2", "^3", "^-1", "^(1/2)", "^y"};
    size_t what = depth == 0 ? 0 : below(w, 9);
    if (what <= 1) {
        write_text(w, leaves[below(w, 12)]);
    } else if (what == 2) {
        write_text(w, gdx_functions[below(w, FUNCTIONS)].name);
        write_text(w, "(");
        write_random(w, depth - 1);
        write_text(w, ")");
    } else if (what == 3) {
        write_text(w, "(");
        write_random(w, depth - 1);
        write_text(w, ")");
        write_text(w, exponents[below(w, 5)]);
    } else if (what == 8) {
        write_text(w, below(w, 2) ? "max(" : "min(");
        write_random(w, depth - 1);
        write_text(w, ", ");
        write_random(w, depth - 1);
        write_text(w, ")");
    } else {
        write_text(w, what == 4 ? "(-" : "(");
        write_random(w, depth - 1);
        write_text(w, binary[below(w, what == 7 ? 5 : 4)]);
        write_random(w, depth - 1);
        write_text(w, ")");
    }
}

/* One character changed, left out or put in. */
static void mutate(writing *w)
{
    static const char letters[] = "xy2().+-*/^ e1,\x80n";
    size_t at = below(w, w->length + 1);
    char c = letters[below(w, sizeof letters - 1)];
    switch (below(w, 3)) {
    case 0:
        w->text[at] = at < w->length ? c : '\0';
        break;
    case 1:
        memmove(w->text + at, w->text + at + (at < w->length),
                w->length - at + (at == w->length));
        break;
    default:
        if (w->length + 2 < sizeof w->text) {
            memmove(w->text + at + 1, w->text + at, w->length - at + 1);
            w->text[at] = c;
        }
    }
    w->length = strlen(w->text);
}

/* The slope at x by central differences; NaN where two step sizes do not
 * agree: there is a kink, a pole, or only rounding. */
static double slope(gd_expression *e, size_t n, double *x, size_t i)
{
    double slopes[2], x0 = x[i];
    for (int k = 0; k < 2; k++) {
        double h = k ? 1e-5 : 3e-5;
        x[i] = x0 + h;
        double above = gd_expression_eval(n, x, NULL, e);
        x[i] = x0 - h;
        double below_x = gd_expression_eval(n, x, NULL, e);
        slopes[k] = (above - below_x) / (2 * h);
        double noise = 1e-16 * fmax(fabs(above), fabs(below_x)) / h;
        if (noise > 1e-5 * fabs(slopes[k]) + 1e-9)
            slopes[k] = (double)NAN;
    }
    x[i] = x0;
    return fabs(slopes[0] - slopes[1]) <= 1e-4 * fabs(slopes[1]) + 1e-9
               ? slopes[1]
               : (double)NAN;
}

/* How many slopes could be compared. */
static int check_slopes(const char *text)
{
    gd_expression_error error;
    gd_expression *e = gd_expression_parse(text, &error);
    double x[GD_EXPRESSION_VARIABLES] = {0}, g[GD_EXPRESSION_VARIABLES];
    size_t n = e ? gd_expression_variable_count(e) : 0;
    int compared = 0;
    for (size_t i = 0; i < n; i++)
        x[i] = 0.83 + 0.41 * (double)i;
    if (e)
        gd_expression_eval(n, x, g, e);
    for (size_t i = 0; i < n; i++) {
        double expected = slope(e, n, x, i);
        /* (-0.5)^(1/0) is 0, but its derivative goes through log(-0.5). */
        if (!isfinite(expected) || isnan(g[i]))
            continue;
        if (!(fabs(g[i] - expected) <= 1e-3 * fabs(expected) + 1e-6))
            fail_msg("%s: derivative %zu is %g, not %g", text, i, g[i],
                     expected);
        compared++;
    }
    /* Backward, where it is no matter of the last digits. */
    if (compared == (int)n && n > 0 && sweep_error(e, x, 1e-3) > 1e-3)
        fail_msg("%s: backward off by %g", text, sweep_error(e, x, 1e-3));
    gd_expression_free(e);
    return compared;
}

static void random_expressions(void **state)
{
    (void)state;
    static writing w;
    w.random = gd_random_seeded(4);
    clock_t end = clock() + (clock_t)(FUZZ_SECONDS * CLOCKS_PER_SEC);
    int valid = 0, invalid = 0, compared = 0;
    for (int i = 0; i < 4000 && clock() < end; i++) {
        w.length = 0;
        write_random(&w, 1 + (int)below(&w, 5));
        assert_true(check_expression(w.text));
        compared += check_slopes(w.text);
        for (size_t k = below(&w, 4); k > 0; k--)
            mutate(&w);
        *(check_expression(w.text) ? &valid : &invalid) += 1;
    }
    assert_true(valid > 10 && invalid > 10 && compared > 10);
}

/* A formula as long as it may be, in 16 variables: no blow-up. */
static void long_expressions_stay_quick(void **state)
{
    (void)state;
    clock_t begin = clock();
    static const char *const pieces[] = {
        "*sin(a)*(b+1)", "+c*d^2", "/(f+g)", "^h^i", "-exp(j*k)", "*x*y*z"};
    for (size_t k = 0; k < sizeof pieces / sizeof pieces[0]; k++) {
        size_t count = k == 3 ? 40 : 4000 / strlen(pieces[k]);
        char *text = repeat(pieces[k], count, "", "");
        text[0] = 'q';
        gd_expression_error error;
        gd_expression *e = gd_expression_parse(text, &error);
        if (e) {
            double x[GD_EXPRESSION_VARIABLES] = {1}, g[GD_EXPRESSION_VARIABLES];
            gd_expression_eval(gd_expression_variable_count(e), x, g, e);
        }
        gd_expression_free(e);
        free(text);
    }
    assert_true(clock() - begin < 5 * CLOCKS_PER_SEC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_in_mathematics),
        cmocka_unit_test(numbers),
        cmocka_unit_test(every_function),
        cmocka_unit_test(whole_powers_are_products),
        cmocka_unit_test(powers_of_negative_numbers),
        cmocka_unit_test(variables_are_sorted),
        cmocka_unit_test(blanks_do_not_matter),
        cmocka_unit_test(f_is_evaluated_as_typed),
        cmocka_unit_test(errors_name_the_column_and_the_reason),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(length_is_bounded),
        cmocka_unit_test(derivatives_read_well),
        cmocka_unit_test(beale_is_the_one_of_the_book),
        cmocka_unit_test(the_catalogue_by_formula),
        cmocka_unit_test(derivatives_where_care_is_needed),
        cmocka_unit_test(long_sums_and_products),
        cmocka_unit_test(what_is_common_is_evaluated_once),
        cmocka_unit_test(backward_gives_the_same_partials),
        cmocka_unit_test(backward_through_a_choice),
        cmocka_unit_test(a_sweep_can_be_looked_at),
        cmocka_unit_test(adjoints_are_handed_on_along_the_edges),
        cmocka_unit_test(operations_are_counted),
        cmocka_unit_test(brackets_are_few),
        cmocka_unit_test(numbers_are_printed_short),
        cmocka_unit_test(printing_fits_any_room),
        cmocka_unit_test(out_of_memory_is_an_error_and_nothing_leaks),
        cmocka_unit_test(evaluating_takes_no_memory),
        cmocka_unit_test(nothing_to_free),
        cmocka_unit_test(random_expressions),
        cmocka_unit_test(long_expressions_stay_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
