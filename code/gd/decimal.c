#include "gd/decimal.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ----------------------------------------------------------------- writing */

gd_decimal gd_decimal_write(double x, int digits)
{
    gd_decimal d;
    snprintf(d.text, sizeof d.text, "%.*g", digits, x);
    char *point = d.text + (d.text[0] == '-');
    while (is_digit(*point))
        point++;
    /* No point at all: an exponent, inf, nan, or the end, which strchr finds
     * too. */
    if (*point == '.' || strchr("ein", *point))
        return d;
    const char *rest = point; /* another may have more than one byte */
    while (*rest && !is_digit(*rest))
        rest++;
    *point = '.';
    memmove(point + 1, rest, strlen(rest) + 1);
    return d;
}

/* ----------------------------------------------------------------- reading */

/* A double, and the middle between two, has 768 digits at most: of those
 * behind it matters only whether one is not 0. */
enum { MOST_DIGITS = 800, ROOM = MOST_DIGITS + 32 };

/* A number without its point, -0025e-2 for -0.25: so all locales read it. */
typedef struct whole {
    char text[ROOM]; /* the sign, a 0, and digits from the first that counts */
    size_t begun, length;
    long power; /* of ten, with which they are multiplied */
    bool more;  /* Was a digit left out that is not 0? */
} whole;

/* The digits at `at`, which stand before the point or behind it. */
static const char *take_digits(whole *w, const char *at, bool behind)
{
    for (; is_digit(*at); at++) {
        bool full = w->length == w->begun + MOST_DIGITS;
        if (!full && (*at != '0' || w->length > w->begun))
            w->text[w->length++] = *at;
        w->more = w->more || (full && *at != '0');
        w->power += full - behind;
    }
    return at;
}

/* An exponent, if one stands at `at`. Beyond a thousand million it makes no
 * difference: no text is so long that its digits could make up for it. */
static const char *take_power(whole *w, const char *at)
{
    const char *c = at + 1;
    bool negative = at[0] && *c == '-';
    long power = 0;
    if (*at != 'e' && *at != 'E')
        return at;
    c += *c == '-' || *c == '+';
    if (!is_digit(*c))
        return at;
    for (; is_digit(*c); c++)
        if (power < 100000000)
            power = 10 * power + (*c - '0');
    w->power += negative ? -power : power;
    return c;
}

/* As far as it can be: nothing where no digit stands. */
static const char *take_number(whole *w, const char *at)
{
    if (*at == '-')
        w->text[w->length++] = '-';
    at += *at == '-' || *at == '+';
    w->text[w->length++] = '0';
    w->begun = w->length;
    if (!is_digit(*at) && !(*at == '.' && is_digit(at[1])))
        return NULL;
    at = take_digits(w, at, false);
    if (*at == '.')
        at = take_digits(w, at + 1, true);
    return take_power(w, at);
}

double gd_decimal_read(const char *text, const char **end)
{
    whole w;
    w.length = 0, w.power = 0, w.more = false; /* the text needs no zeros */
    const char *behind = take_number(&w, text + strspn(text, " \t\n\v\f\r"));
    if (end)
        *end = behind ? behind : text;
    if (!behind)
        return 0;
    if (w.more) {
        w.text[w.length++] = '1';
        w.power--;
    }
    w.text[w.length] = '\0';
    if (w.power != 0)
        snprintf(w.text + w.length, sizeof w.text - w.length, "e%ld", w.power);
    return strtod(w.text, NULL);
}
