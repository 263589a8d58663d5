/* Formulas typed by a reader: parsed, differentiated, printed, evaluated.
 *
 *     sum       term { ("+" | "-") term }
 *     term      unary { ("*" | "/") unary }
 *     unary     "-" unary | power
 *     power     primary [ "^" unary ]
 *     primary   number | name | function "(" sum { "," sum } ")" | "(" sum ")"
 *
 * A number is 3, 0.5, .5 or 2e-3. The names pi and e are constants, all other
 * names ([a-zA-Z_][a-zA-Z0-9_]*) are variables. The functions are sin cos tan
 * asin acos atan sinh cosh tanh exp log sqrt abs, and sign, which is what
 * abs has for a derivative: -1, 0 or 1, and 0 at 0. max and min take two or
 * more. Their derivatives are written with step, which is 1 above 0, else 0:
 * where two are equal, the derivative is that of the first.
 *
 * A power binds tighter than a minus before it: -x^2 is -(x^2), 2^-1 is 1/2,
 * and 2^3^2 is 2^(3^2). A product is written with its *. */
#ifndef GD_EXPRESSION_H
#define GD_EXPRESSION_H

#include "gd/compiler.h"
#include "gd/objective.h"

#include <stddef.h>

GD_BEGIN_C

enum {
    GD_EXPRESSION_VARIABLES = 16,
    GD_EXPRESSION_NAME = 31,     /* characters of a name */
    GD_EXPRESSION_LENGTH = 4096, /* characters of an expression */
    GD_EXPRESSION_DEPTH = 100    /* brackets, exponents, signs in another */
};

/* Not even the memory to say where it is wrong: column 0. */
typedef struct gd_expression_error {
    size_t column; /* of the first wrong character, from 1 */
    char text[160];
} gd_expression_error;

typedef struct gd_expression gd_expression;

/* Parses an expression and differentiates it with respect to each of its
 * variables. NULL: error says where and why. */
GD_MUST_CHECK gd_expression *gd_expression_parse(const char *text,
                                                 gd_expression_error *error);

/* May be given NULL. */
void gd_expression_free(gd_expression *e);

/* The variables, in the order of strcmp: A before Z before _ before a. */
size_t gd_expression_variable_count(const gd_expression *e);
const char *gd_expression_variable(const gd_expression *e, size_t i);

/* Writes the expression, with no more brackets than it needs, or its partial
 * derivative with respect to variable i. Works as snprintf does: at most
 * size characters, the closing zero among them; returns the length of the
 * whole text. What is written can be parsed again, and its value is then the
 * same to the last bit. */
size_t gd_expression_print(const gd_expression *e, char *text, size_t size);
size_t gd_expression_print_partial(const gd_expression *e, size_t i, char *text,
                                   size_t size);

/* The value at x, and where gradient is not NULL the partial derivatives:
 * the callback of an objective. f is evaluated as it was typed. Its partial
 * derivatives have been simplified, and may be finite where the unsimplified
 * ones are not (x/x is 1). The scratch memory of an expression serves one
 * evaluation at a time. context is the expression. */
double gd_expression_eval(size_t n, const double *x, double *gradient,
                          void *context);

/* The same by one sweep backward over the instructions that compute f: all
 * partial derivatives at once, for a few times the work of f, however many
 * variables there are. It differentiates f as it was typed: where a partial
 * derivative has been simplified, the two may round differently, and only the
 * simplified one is defined where f is not (x/x at 0). */
double gd_expression_reverse(size_t n, const double *x, double *gradient,
                             void *context);

/* A number that such a sweep meets: a variable, or what an instruction makes
 * of one, two or three others. */
typedef struct gd_expression_number {
    char text[3 * GD_EXPRESSION_NAME + 16]; /* "x", or "x*y + v1" */
    double value;
    double adjoint; /* the derivative of f with respect to it */
    size_t operands;
    size_t from[3];  /* their places among the numbers */
    double slope[3]; /* of the value, with respect to each of them */
} gd_expression_number;

/* Makes a sweep at x and stores its numbers, at most `room` of them: the
 * variables, then what is computed in its order, f last. What cannot vary is
 * no number, but stands in the texts, and the result of the k-th instruction
 * is called vk there. Returns how many there are. */
size_t gd_expression_numbers(gd_expression *e, const double *x,
                             gd_expression_number *numbers, size_t room);

/* What an evaluation costs, in operations: + - * / and calls of functions, of
 * which the slope of a function counts as one. */
typedef struct gd_expression_cost {
    size_t value;   /* f alone */
    size_t formula; /* f and all its partials, each by its formula */
    size_t reverse; /* f and all its partials, backward */
} gd_expression_cost;

gd_expression_cost gd_expression_costs(const gd_expression *e);

/* An objective that lives no longer than e. */
gd_objective gd_expression_objective(gd_expression *e);

GD_END_C

#endif
