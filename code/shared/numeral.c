#include "shared/numeral.h"

#include "gd/decimal.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

numeral six(double x, int width)
{
    numeral n;
    int digits = fabs(x) < 1e5
                     ? snprintf(n.text, sizeof n.text, "%*.6f", width, x)
                     : width + 1;
    if (digits > width)
        snprintf(n.text, sizeof n.text, "%*.2e", width, x);
    return n;
}

numeral typed(double x)
{
    numeral n;
    int digits = 15; /* all numbers of so many come back */
    do
        snprintf(n.text, sizeof n.text, "%s", gd_decimal_write(x, digits).text);
    while (digits++ < 17 && gd_decimal_read(n.text, NULL) != x);
    return n;
}

/* -------------------------------------------------------- in a sentence */

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
static void put_grouped(writer *w, const char *digits, size_t n)
{
    size_t whole = strcspn(digits, ".e");
    for (size_t i = 0; i < n; i++) {
        char one[2] = {digits[i], '\0'};
        if (whole > 4 && i > 0 && i < whole && (whole - i) % 3 == 0)
            put(w, "\xe2\x80\xaf");
        put(w, one);
    }
}

/* The digits as by %g, and what comes of them for the eye. */
static numeral for_the_eye(const char *digits)
{
    numeral n = {""};
    writer w = {n.text, n.text + sizeof n.text};
    const char *e = strchr(digits, 'e');
    bool one = e && strncmp(digits + (*digits == '-'), "1e", 2) == 0;
    put_sign(&w, &digits);
    if (!one)
        put_grouped(&w, digits, e ? (size_t)(e - digits) : strlen(digits));
    if (e && !one)
        put(&w, "\xe2\x80\x89\xc3\x97\xe2\x80\x89"); /* times */
    if (e) {
        put(&w, "10");
        put_raised(&w, atoi(e + 1));
    }
    return n;
}

numeral spoken(double x)
{
    char digits[sizeof((numeral *)0)->text];
    bool whole = x == round(x) && fabs(x) < 1e9;
    snprintf(digits, sizeof digits, whole ? "%.0f" : "%.4g", x);
    return for_the_eye(digits);
}

numeral spoken_roughly(double x)
{
    char digits[sizeof((numeral *)0)->text];
    snprintf(digits, sizeof digits, "%.2g", x);
    return for_the_eye(digits);
}
