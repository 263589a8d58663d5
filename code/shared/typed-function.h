/* A function that a reader has typed: how it is written again, and what is
 * said of one that cannot be drawn. */
#ifndef TYPED_FUNCTION_H
#define TYPED_FUNCTION_H

#include "gd/expression.h"

#include <stdbool.h>
#include <stddef.h>

/* The formula, or its partial derivative i, as gd_expression_print and
 * gd_expression_print_partial write it; to be freed. NULL: no memory. */
char *typed_formula(const gd_expression *e);
char *typed_partial(const gd_expression *e, size_t i);

/* "f(x, y) = x^2 + sin(y)^2"; to be freed. NULL: no memory. */
char *typed_definition(const gd_expression *e);

/* Room for what is said. The check of a knob has so much, KNOB_WHY; descend
 * knows no knobs, so it has a name of its own. */
enum { TYPED_WHY = 240 };

/* Is it a function of one variable or of two? If not, `why` says so, and of
 * what cannot be read it has two lines more: the text, and a caret beneath the
 * place. */
bool typed_is_drawable(const char *text, char why[TYPED_WHY]);

#endif
