/* Comparing doubles. cmocka 1.1.5 has no check for them (its
 * assert_float_equal goes through float), so here are two.
 *
 *     assert_close(actual, expected, relative, absolute)
 *         |actual - expected| <= relative |expected| + absolute
 *     assert_bits(actual, expected)
 *         the same 64 bits: 0.0 is not -0.0, a NaN is itself
 *
 * A failure names the line of the caller and shows both numbers with 17
 * digits. Includes cmocka and the headers that it wants first. */
#ifndef CLOSE_H
#define CLOSE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define assert_close(actual, expected, relative, absolute)             \
    close_check((actual), (expected), (relative), (absolute), #actual, \
                __FILE__, __LINE__)

#define assert_bits(actual, expected) \
    close_check_bits((actual), (expected), #actual, __FILE__, __LINE__)

/* Written so that a NaN is close to nothing and an infinity to itself. */
static inline bool close_enough(double actual, double expected, double relative,
                                double absolute)
{
    if (!isfinite(expected))
        return actual == expected;
    return fabs(actual - expected) <= relative * fabs(expected) + absolute;
}

static inline void close_check(double actual, double expected, double relative,
                               double absolute, const char *what,
                               const char *file, int line)
{
    if (close_enough(actual, expected, relative, absolute))
        return;
    print_error("%s is      %.17g\n   expected %.17g\n   the difference %g"
                " is more than %g\n",
                what, actual, expected, actual - expected,
                relative * fabs(expected) + absolute);
    _fail(file, line);
}

static inline void close_check_bits(double actual, double expected,
                                    const char *what, const char *file,
                                    int line)
{
    if (memcmp(&actual, &expected, sizeof actual) == 0)
        return;
    print_error("%s is      %.17g (%a)\n   expected %.17g (%a), to the bit\n",
                what, actual, actual, expected, expected);
    _fail(file, line);
}

#endif
