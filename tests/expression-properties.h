/* What must hold for every expression, shared by the tests and the fuzzer. */
#ifndef EXPRESSION_PROPERTIES_H
#define EXPRESSION_PROPERTIES_H

#include "gd/expression.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void broken(const char *text, const char *what)
{
    fprintf(stderr, "%s: %s\n", text, what);
    abort();
}

/* Everything that is not finite counts as one: the sign of a NaN, and
 * whether a huge product is cut off before or after its minus, are free. */
static inline bool same_value(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || a == b || (isnan(a) && isnan(b));
}

enum { POINTS = 4 };

/* Some points, the same every time: whole numbers, signs, fractions. */
static inline double point(int k, size_t i)
{
    static const double numbers[] = {0.7, -1.3, 2,    0.11, -3,
                                     1.9, 0,    -0.4, 5.5,  1};
    return numbers[(3 * (size_t)k + i) % 10];
}

/* The value of `again` at the point of e, whose variables it shares. */
static inline double value_of(gd_expression *again, const gd_expression *e,
                              const double *x)
{
    double y[GD_EXPRESSION_VARIABLES];
    size_t n = gd_expression_variable_count(again);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < gd_expression_variable_count(e); i++)
            if (strcmp(gd_expression_variable(again, j),
                       gd_expression_variable(e, i))
                == 0)
                y[j] = x[i];
    return gd_expression_eval(n, y, NULL, again);
}

/* The printed text of e (of: its length of variables) or of partial `of`. */
static inline char *printed(const gd_expression *e, size_t of)
{
    bool whole = of == gd_expression_variable_count(e);
    size_t size = 1
                  + (whole ? gd_expression_print(e, NULL, 0)
                           : gd_expression_print_partial(e, of, NULL, 0));
    char *text = malloc(size);
    if (!text)
        abort();
    size_t again = whole ? gd_expression_print(e, text, size)
                         : gd_expression_print_partial(e, of, text, size);
    if (again + 1 != size || strlen(text) != again)
        broken(text, "the length is wrong");
    return text;
}

/* Printed, parsed, printed: the same text and the same values. */
static inline void check_printing(gd_expression *e, size_t of)
{
    size_t n = gd_expression_variable_count(e);
    char *text = printed(e, of);
    gd_expression_error error;
    gd_expression *again = gd_expression_parse(text, &error);
    if (!again && !strstr(error.text, "longer")
        && !strstr(error.text, "nested"))
        broken(text, error.text);
    for (int k = 0; again && k < POINTS; k++) {
        double x[GD_EXPRESSION_VARIABLES] = {0};
        double g[GD_EXPRESSION_VARIABLES] = {0};
        for (size_t i = 0; i < n; i++)
            x[i] = point(k, i);
        double f = gd_expression_eval(n, x, g, e);
        if (!same_value(f, gd_expression_eval(n, x, NULL, e)))
            broken(text, "another value without the gradient");
        double back[GD_EXPRESSION_VARIABLES] = {0};
        if (!same_value(f, gd_expression_reverse(n, x, back, e)))
            broken(text, "another value before the sweep");
        if (!same_value(of == n ? f : g[of], value_of(again, e, x)))
            broken(text, "another value when parsed again");
    }
    if (again) {
        char *twice = printed(again, gd_expression_variable_count(again));
        if (strcmp(text, twice) != 0)
            broken(twice, "printed otherwise when parsed again");
        free(twice);
    }
    gd_expression_free(again);
    free(text);
}

/* True if the text is an expression. Ends the program if a property fails. */
static inline bool check_expression(const char *text)
{
    gd_expression_error error = {0};
    gd_expression *e = gd_expression_parse(text, &error);
    if (!e) {
        if (error.column == 0 || error.column > strlen(text) + 1
            || error.text[0] == '\0')
            broken(text, "an error without a place or a reason");
        return false;
    }
    size_t n = gd_expression_variable_count(e);
    check_printing(e, n);
    if (n > 0)
        check_printing(e, 0);
    if (n > 1)
        check_printing(e, n - 1); /* the others are like these */
    gd_expression_free(e);
    return true;
}

#endif
