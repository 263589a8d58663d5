#include "shared/typed-function.h"

#include "shared/excerpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *typed_formula(const gd_expression *e)
{
    size_t room = gd_expression_print(e, NULL, 0) + 1;
    char *text = malloc(room);
    if (text)
        gd_expression_print(e, text, room);
    return text;
}

char *typed_partial(const gd_expression *e, size_t i)
{
    size_t room = gd_expression_print_partial(e, i, NULL, 0) + 1;
    char *text = malloc(room);
    if (text)
        gd_expression_print_partial(e, i, text, room);
    return text;
}

char *typed_definition(const gd_expression *e)
{
    enum { NAMES = GD_EXPRESSION_VARIABLES * (GD_EXPRESSION_NAME + 2) + 8 };
    char *right = typed_formula(e);
    char *text = right ? malloc(NAMES + strlen(right)) : NULL;
    if (text) {
        strcpy(text, "f(");
        for (size_t i = 0; i < gd_expression_variable_count(e); i++)
            strcat(strcat(text, i ? ", " : ""), gd_expression_variable(e, i));
        strcat(strcat(text, ") = "), right);
    }
    free(right);
    return text;
}

static bool has_one_or_two(const gd_expression *e, char why[TYPED_WHY])
{
    size_t n = gd_expression_variable_count(e);
    if (n == 0)
        snprintf(why, TYPED_WHY, "it is a number: it has no variable");
    else if (n > 2)
        snprintf(why, TYPED_WHY,
                 "it has %zu variables, %s, %s, %s%s: the picture takes one "
                 "or two",
                 n, gd_expression_variable(e, 0), gd_expression_variable(e, 1),
                 gd_expression_variable(e, 2), n > 3 ? " …" : "");
    return n == 1 || n == 2;
}

bool typed_is_drawable(const char *text, char why[TYPED_WHY])
{
    gd_expression_error error;
    gd_expression *e = gd_expression_parse(text, &error);
    bool drawable = e && has_one_or_two(e, why);
    if (!e && error.column == 0)
        snprintf(why, TYPED_WHY, "%s", error.text);
    else if (!e) {
        excerpt x = excerpt_of(text, error.column - 1);
        snprintf(why, TYPED_WHY, "column %zu: %.100s\n%s\n%*s^", error.column,
                 error.text, x.shown, (int)x.caret, "");
    }
    gd_expression_free(e);
    return drawable;
}
