/* What the files of the expression know of each other, and nobody else:
 *
 *     expression-nodes.c        the array of nodes, none of them there twice
 *     expression-read.c         text to nodes
 *     expression-products.c     products, and the numbers before them
 *     expression-sums.c         sums
 *     expression-derivative.c   the rules of differentiation
 *     expression-program.c      nodes to instructions, which are run
 *     expression-print.c        nodes to text
 *     expression.c              the whole
 *
 * A node that a function returns is node 0 if there was no memory; see
 * gdx_share. */
#ifndef GD_EXPRESSION_PARTS_H
#define GD_EXPRESSION_PARTS_H

#include "gd/expression.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---------------------------------------------------------------- the nodes
 *
 * An expression, its derivatives and everything met on the way are nodes in
 * one array. Two nodes are never the same: who asks for x*y a second time is
 * given the first. So to compare two formulas is to compare two numbers, and
 * what they have in common is evaluated once. */

typedef enum kind {
    NUMBER,
    PI,
    E,
    VARIABLE,
    NEGATE,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    POWER,
    MAX,
    MIN,
    SIN, /* from here on the functions, in the order of their table */
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    TANH,
    EXP,
    LOG,
    SQRT,
    ABS,
    SIGN,
    STEP
} kind;

/* region node */
/* The place of a node in the array. Operands stand before what is made of
 * them: one pass from left to right meets everything in the right order. */
typedef uint32_t ref;

typedef struct node {
    kind op;
    ref a, b;      /* operands; of a variable, a is its number */
    double number; /* of a NUMBER */
} node;
/* end node */

/* Only expression-program.c looks into them. */
typedef struct instruction instruction;

struct gd_expression {
    size_t variables;
    char names[GD_EXPRESSION_VARIABLES][GD_EXPRESSION_NAME + 1];

    node *nodes;
    uint32_t count, capacity;
    ref *table; /* of a power of two, 2 * capacity, places; 0: empty */
    bool no_memory;

    ref root;                             /* f, as typed */
    ref partial[GD_EXPRESSION_VARIABLES]; /* simplified */

    instruction *program;
    size_t fixed_end, value_end, gradient_end; /* of its three parts */
    double *slots; /* variables, numbers, the result of each instruction */
    double *results;
    double *adjoints; /* of the slots: see gd_expression_reverse */
    ref root_slot, partial_slot[GD_EXPRESSION_VARIABLES];
};

/* Always there: the first two nodes. */
enum { ZERO, ONE };

/* Powers up to this one are products; from there on pow is more exact. */
enum { INTEGER_POWER_MAX = 64 };

/* What can be called: for f from SIN on, gdx_functions[f - SIN]. */
enum { FUNCTIONS = STEP - SIN + 1 };

typedef struct function {
    const char *name;
    double (*value)(double);
} function;

extern const function gdx_functions[FUNCTIONS];

/* A leaf has no operands, a binary node has two, all others have a alone. */
static inline bool is_leaf(kind op)
{
    return op <= VARIABLE;
}

static inline bool is_binary(kind op)
{
    return op >= ADD && op <= MIN;
}

static inline bool is_number(const gd_expression *e, ref u)
{
    return e->nodes[u].op == NUMBER;
}

/* Is u a whole number, and |u| <= INTEGER_POWER_MAX? Then it goes to *n. */
bool gdx_is_integer(const gd_expression *e, ref u, int *n);

/* The node that is so made: the one that is there, or else a new one. */
ref gdx_share(gd_expression *e, kind op, ref a, ref b, double number);

/* The node of a number. */
ref gdx_number(gd_expression *e, double value);

/* Marks the nodes that root needs, each with `as`. */
void gdx_mark(const gd_expression *e, ref root, unsigned char *marks,
              unsigned char as);

/* A question to a node, which it answers from the answers of its operands;
 * x is the number of a variable. */
typedef ref question(gd_expression *e, ref u, ref x, const ref *answers);

/* The answer of root, after that of every node that it needs. */
ref gdx_ask(gd_expression *e, ref root, ref x, question *of_node);

/* ------------------------------------------------------------------ reading */

/* Reads the variables and f. False: error says where and why. (Whether there
 * was memory, only e->no_memory says.) */
bool gdx_read(gd_expression *e, const char *text, gd_expression_error *error);

/* -------------------------------------------------------- products and sums */

/* The number before a product is kept as a quotient, so that a third stays a
 * third: the derivative of x^3/3 is x^2, not 0.9999999999999999 x^2. */
typedef struct ratio {
    double p, q;
} ratio;

/* A term of a sum: its coefficient and what that is multiplied by. */
typedef struct addend {
    ratio c;
    ref rest; /* ONE for a number */
} addend;

/* How many nodes of one operand to look into, before it is left whole. */
enum { PATIENCE = 64 };

/* *c + to, in *c; false, and *c as it was, if that is no sound number. */
bool gdx_add_ratio(ratio *c, ratio to);

/* u = c * rest, without a number in the rest; and back. */
addend gdx_split(gd_expression *e, ref u);
ref gdx_scaled(gd_expression *e, addend t);

/* a + b, a*b, a/b and a^b, as one would write them. */
ref gdx_plus(gd_expression *e, ref a, ref b);
ref gdx_times(gd_expression *e, ref a, ref b);
ref gdx_over(gd_expression *e, ref a, ref b);
ref gdx_to_the(gd_expression *e, ref a, ref b);

/* --------------------------------------------- derivatives and the program */

/* Fills in e->partial, from e->root. */
void gdx_differentiate(gd_expression *e);

/* Makes the program of e->root and e->partial. */
void gdx_compile(gd_expression *e);

#endif
