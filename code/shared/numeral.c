#include "shared/numeral.h"

#include <math.h>
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

numeral spoken(double x)
{
    numeral n = {""};
    char digits[sizeof n.text];
    writer w = {n.text, n.text + sizeof n.text};
    const char *from = digits;
    if (fabs(x) >= 1e4 && x == round(x) && fabs(x) < 1e9)
        snprintf(digits, sizeof digits, "%.0f", x);
    else
        snprintf(digits, sizeof digits, "%.4g", x);
    char *e = strchr(digits, 'e');
    int power = e ? atoi(e + 1) : 0;
    if (e)
        *e = '\0';
    put_sign(&w, &from);
    if (!e || strcmp(from, "1") != 0)
        put_grouped(&w, from);
    if (e) {
        put(&w, strcmp(from, "1") == 0 ? "10"
                                       : "\xe2\x80\x89\xc3\x97\xe2\x80\x89"
                                         "10");
        put_raised(&w, power);
    }
    return n;
}
