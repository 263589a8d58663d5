/* Decimal numbers with a point between their digits, whatever point the
 * program's locale has: a file or a formula means the same everywhere. */
#ifndef GD_DECIMAL_H
#define GD_DECIMAL_H

#include "gd/compiler.h"

GD_BEGIN_C

typedef struct gd_decimal {
    char text[32];
} gd_decimal;

/* x with so many significant digits at most, 1 to 17, as printf writes it in
 * the C locale by %.{digits}g: 0.1, 1e-05, inf. 17 are enough for every double
 * to come back. */
gd_decimal gd_decimal_write(double x, int digits);

/* The double nearest to the number at the beginning of the text, as strtod
 * reads it in the C locale, but in tens only: 0x1F is a 0 and a letter, and
 * inf and nan are none. Blanks before it are skipped. Too large: HUGE_VAL with
 * its sign. *end, if end is not NULL: the first character behind it; the text
 * itself if there is no number, and then the result is 0. */
double gd_decimal_read(const char *text, const char **end);

GD_END_C

#endif
