#include "turn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDE = 1000 }; /* a count that goes farther is turned in its logarithm */

static bool is_wide(const knob *k)
{
    return k->scale == COUNT && k->high - k->low > WIDE;
}

/* The nearest multiple of a power of ten; written by printf and read again,
 * the value is the one that a reader gets who types those digits. */
static double rounded(double value, int decimals)
{
    char text[64];
    if (decimals < 0) {
        double unit = pow(10, -decimals);
        return round(value / unit) * unit;
    }
    snprintf(text, sizeof text, "%.*f", decimals, value);
    return strtod(text, NULL);
}

static int digits_before_point(double value)
{
    return value == 0 ? 1 : (int)floor(log10(fabs(value))) + 1;
}

double turn_value(const knob *k, double place)
{
    double span = k->high - k->low, value;
    if (!(place > 0)) /* not a number neither */
        return k->scale == CHOICE ? 0 : k->low;
    if (k->scale == CHOICE)
        return floor(place);
    if (place >= 1 || span <= 0)
        return k->high;
    if (k->scale == LOG) {
        value = k->low * pow(k->high / k->low, place);
        value = rounded(value, 3 - digits_before_point(value));
    } else if (is_wide(k)) {
        value = pow(span + 1, place) - 1;
        int digits = digits_before_point(value);
        value = k->low + rounded(value, digits > 2 ? 2 - digits : 0);
    } else if (k->scale == COUNT) {
        value = round(k->low + span * place);
    } else {
        value = rounded(k->low + span * place, (int)round(3 - log10(span)));
    }
    return fmin(fmax(value, k->low), k->high);
}

double turn_place(const knob *k, double value)
{
    double span = k->high - k->low;
    if (k->scale == CHOICE)
        return value;
    if (k->scale == LOG)
        return log(value / k->low) / log(k->high / k->low);
    if (is_wide(k))
        return log(value - k->low + 1) / log(span + 1);
    return span > 0 ? (value - k->low) / span : 0;
}
