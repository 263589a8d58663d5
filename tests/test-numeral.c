/* Numbers as a reader sees them. */
#include "close.h"

#include "shared/numeral.h"

#include <stdlib.h>

#define TIMES  "\xe2\x80\x89\xc3\x97\xe2\x80\x89"
#define NARROW "\xe2\x80\xaf"
#define MINUS  "\xe2\x88\x92"

static void assert_spoken(double x, const char *expected)
{
    numeral n = spoken(x);
    if (strcmp(n.text, expected) != 0)
        fail_msg("%.17g is spoken %s, not %s", x, n.text, expected);
}

static void as_they_are(void **state)
{
    (void)state;
    assert_spoken(0, "0");
    assert_spoken(0.05, "0.05");
    assert_spoken(-1.5, MINUS "1.5");
    assert_spoken(200, "200");
    assert_spoken(1000, "1000");
    assert_spoken(2.9999999992565, "3");
    assert_spoken(0.123456, "0.1235");
    assert_string_equal(spoken_roughly(0.123456).text, "0.12");
}

static void thousands_apart(void **state)
{
    (void)state;
    assert_spoken(9999, "9999");
    assert_spoken(12345, "12" NARROW "345");
    assert_spoken(-300000, MINUS "300" NARROW "000");
    assert_spoken(1234567, "1" NARROW "234" NARROW "567");
}

static void powers_of_ten(void **state)
{
    (void)state;
    assert_spoken(5e-6, "5" TIMES "10\xe2\x81\xbb\xe2\x81\xb6");
    assert_spoken(1e-7, "10\xe2\x81\xbb\xe2\x81\xb7");
    assert_spoken(-1e-7, MINUS "10\xe2\x81\xbb\xe2\x81\xb7");
    assert_spoken(12345.6, "1.235" TIMES "10\xe2\x81\xb4");
    assert_spoken(-1.2346e-123,
                  MINUS "1.235" TIMES "10\xe2\x81\xbb\xc2\xb9\xc2\xb2\xc2\xb3");
    assert_spoken(1e300, "10\xc2\xb3\xe2\x81\xb0\xe2\x81\xb0");
}

static void six_decimals(void **state)
{
    (void)state;
    assert_string_equal(six(1.5, 10).text, "  1.500000");
    assert_string_equal(six(-12345.25, 14).text, " -12345.250000");
    assert_string_equal(six(123456, 10).text, "  1.23e+05");
    assert_string_equal(six(12345, 10).text, "  1.23e+04");
}

static void typed_numbers_come_back(void **state)
{
    (void)state;
    static const double values[] = {0,    1,         -2.5,   0.1,  5e-6, 1e-300,
                                    3e5,  1.0 / 3,   0.0123, -4,   1e15, 123456,
                                    1e22, 0.1 + 0.2, 1e308,  -1e-8};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_bits(strtod(typed(values[i]).text, NULL), values[i]);
}

static void typed_numbers_are_short(void **state)
{
    (void)state;
    assert_string_equal(typed(5e-6).text, "5e-06");
    assert_string_equal(typed(0.02).text, "0.02");
    assert_string_equal(typed(1).text, "1");
    assert_string_equal(typed(-0.7).text, "-0.7");
    assert_string_equal(typed(300000).text, "300000");
    assert_string_equal(typed(550).text, "550");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_they_are),
        cmocka_unit_test(thousands_apart),
        cmocka_unit_test(powers_of_ten),
        cmocka_unit_test(six_decimals),
        cmocka_unit_test(typed_numbers_come_back),
        cmocka_unit_test(typed_numbers_are_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
