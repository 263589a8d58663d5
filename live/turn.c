#include "turn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

const char *turn_setting(double value, char text[TURN_TEXT])
{
    int digits = 1;
    do
        snprintf(text, TURN_TEXT, "%.*g", digits, value);
    while (digits++ < 17 && strtod(text, NULL) != value);
    return text;
}

/* ------------------------------------------------------------- for the eye */

typedef struct writer {
    char *at, *end;
} writer;

static void put(writer *w, const char *piece)
{
    size_t length = strlen(piece);
    if (w->at + length < w->end) {
        memcpy(w->at, piece, length + 1);
        w->at += length;
    }
}

static void put_sign(writer *w, const char **digits)
{
    if (**digits == '-') {
        put(w, "\xe2\x88\x92"); /* a minus, no hyphen */
        ++*digits;
    }
}

static void put_raised(writer *w, int number)
{
    static const char *const raised[] = {
        "\xe2\x81\xb0", "\xc2\xb9",     "\xc2\xb2",     "\xc2\xb3",
        "\xe2\x81\xb4", "\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7",
        "\xe2\x81\xb8", "\xe2\x81\xb9"};
    char digits[16];
    snprintf(digits, sizeof digits, "%d", abs(number));
    put(w, number < 0 ? "\xe2\x81\xbb" : "");
    for (const char *c = digits; *c; c++)
        put(w, raised[*c - '0']);
}

/* Thousands apart by a narrow space that does not break, from five digits. */
static void put_grouped(writer *w, const char *digits)
{
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; digits[i]; i++) {
        char one[2] = {digits[i], '\0'};
        if (whole > 4 && i > 0 && i < whole && (whole - i) % 3 == 0)
            put(w, "\xe2\x80\xaf");
        put(w, one);
    }
}

const char *turn_words(double value, char text[TURN_TEXT])
{
    char digits[TURN_TEXT];
    writer w = {text, text + TURN_TEXT};
    const char *from = digits;
    if (fabs(value) >= 1e4 && value == round(value) && fabs(value) < 1e9)
        snprintf(digits, sizeof digits, "%.0f", value);
    else
        snprintf(digits, sizeof digits, "%.4g", value);
    char *e = strchr(digits, 'e');
    int power = e ? atoi(e + 1) : 0;
    if (e)
        *e = '\0';
    *text = '\0';
    put_sign(&w, &from);
    if (!e || strcmp(from, "1") != 0)
        put_grouped(&w, from);
    if (e) {
        put(&w, strcmp(from, "1") == 0 ? "10"
                                       : "\xe2\x80\x89\xc3\x97\xe2\x80\x89"
                                         "10");
        put_raised(&w, power);
    }
    return text;
}
