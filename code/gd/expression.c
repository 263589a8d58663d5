#include "gd/expression.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    SIGN
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

/* A node as it will be evaluated: its operands are slots for their values.
 * Sums, differences and products all have the op ADD, and are a*b + c. */
typedef struct instruction {
    kind op;
    ref a, b, c;
} instruction;

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
    ref root_slot, partial_slot[GD_EXPRESSION_VARIABLES];
};

/* Always there: the first two nodes. */
enum { ZERO, ONE };

static double sign(double x)
{
    return x > 0 ? 1 : x < 0 ? -1 : x; /* 0 or NaN */
}

static const struct {
    const char *name;
    double (*value)(double);
} functions[] = {{"sin", sin},   {"cos", cos},   {"tan", tan},   {"asin", asin},
                 {"acos", acos}, {"atan", atan}, {"sinh", sinh}, {"cosh", cosh},
                 {"tanh", tanh}, {"exp", exp},   {"log", log},   {"sqrt", sqrt},
                 {"abs", fabs},  {"sign", sign}};

enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static double constant(kind op)
{
    return op == PI ? 3.14159265358979323846 : 2.71828182845904523536;
}

static bool is_leaf(kind op)
{
    return op <= VARIABLE;
}

static bool is_binary(kind op)
{
    return op >= ADD && op <= POWER;
}

static uint32_t hash(const node *n)
{
    uint64_t bits, h;
    memcpy(&bits, &n->number, sizeof bits);
    h = (bits ^ (uint64_t)n->op << 56) * 0x9E3779B97F4A7C15u;
    h = (h ^ h >> 32 ^ n->a) * 0x9E3779B97F4A7C15u;
    h = (h ^ h >> 32 ^ n->b) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

/* By the bits of the number: 0 and -0 are two, a NaN would be itself. */
static bool same(const node *m, const node *n)
{
    uint64_t x, y;
    memcpy(&x, &m->number, sizeof x);
    memcpy(&y, &n->number, sizeof y);
    return m->op == n->op && m->a == n->a && m->b == n->b && x == y;
}

/* The place in the table of a node, or the empty one where it belongs. */
static ref *find(const gd_expression *e, const node *n)
{
    uint32_t mask = 2 * e->capacity - 1, i = hash(n) & mask;
    while (e->table[i] != 0 && !same(&e->nodes[e->table[i] - 1], n))
        i = (i + 1) & mask;
    return &e->table[i];
}

static bool grow(gd_expression *e)
{
    uint32_t capacity = e->capacity ? 2 * e->capacity : 64;
    if (capacity > UINT32_MAX / 4)
        return false;
    node *nodes = realloc(e->nodes, capacity * sizeof *nodes);
    if (!nodes)
        return false;
    e->nodes = nodes;
    ref *table = calloc(2 * (size_t)capacity, sizeof *table);
    if (!table)
        return false;
    free(e->table);
    e->table = table;
    e->capacity = capacity;
    for (uint32_t i = 0; i < e->count; i++)
        *find(e, &e->nodes[i]) = i + 1;
    return true;
}

/* region share */
/* The node that is so made: the one that is there, or else a new one.
 * Without memory there is always node 0; who has finished asks e->no_memory,
 * once. */
static ref share(gd_expression *e, kind op, ref a, ref b, double number)
{
    node n = {op, a, b, number};
    if (e->no_memory || (e->count == e->capacity && !grow(e))) {
        e->no_memory = true;
        return ZERO;
    }
    ref *place = find(e, &n);
    if (*place == 0) {
        e->nodes[e->count++] = n;
        *place = e->count; /* 1 more than the index: 0 is an empty place */
    }
    return *place - 1;
}
/* end share */

static ref leaf(gd_expression *e, kind op)
{
    return share(e, op, 0, 0, 0);
}

static ref number(gd_expression *e, double value)
{
    return share(e, NUMBER, 0, 0, value);
}

static bool is_number(const gd_expression *e, ref u)
{
    return e->nodes[u].op == NUMBER;
}

/* Powers up to this one are products; from there on pow is more exact. */
enum { INTEGER_POWER_MAX = 64 };

/* Is u a whole number that small? Then it goes to *n. */
static bool is_integer(const gd_expression *e, ref u, int *n)
{
    double value = e->nodes[u].number;
    if (!is_number(e, u) || fabs(value) > INTEGER_POWER_MAX
        || value != floor(value))
        return false;
    *n = (int)value;
    return true;
}

/* ------------------------------------------------------------------ reading */

typedef struct token {
    enum { END, LITERAL, NAME, SYMBOL } kind;
    const char *start;
    size_t length;
    double value; /* of a LITERAL */
} token;

typedef struct parser {
    gd_expression *e;
    const char *text;
    token token; /* the next one, not yet used */
    int depth;
    bool failed;
    gd_expression_error *error;
} parser;

/* Only the first error counts: the others follow from it. After it every
 * token is the end, and the parser finds its way out. */
static ref fail(parser *p, const char *at, const char *format, ...)
{
    if (!p->failed) {
        va_list arguments;
        va_start(arguments, format);
        p->error->column = (size_t)(at - p->text) + 1;
        vsnprintf(p->error->text, sizeof p->error->text, format, arguments);
        va_end(arguments);
    }
    p->failed = true;
    p->token.kind = END;
    return ZERO;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* A number as strtod reads it, but in tens only: 0x1F is a 0 and a name. */
static void read_literal(parser *p, token *t)
{
    char *end;
    t->kind = LITERAL;
    t->value = strtod(t->start, &end);
    if (t->start[0] == '0' && (t->start[1] == 'x' || t->start[1] == 'X')) {
        t->value = 0;
        end = (char *)t->start + 1;
    }
    t->length = (size_t)(end - t->start);
    if (!isfinite(t->value))
        fail(p, t->start, "a number too large for a double");
}

/* Steps to the next token. */
static void next(parser *p)
{
    if (p->failed)
        return;
    token t = {END, p->token.start + p->token.length, 0, 0};
    t.start += strspn(t.start, " \t\r\n");
    const char *c = t.start;
    p->token = t;
    if (is_digit(*c) || (*c == '.' && is_digit(c[1]))) {
        read_literal(p, &t);
    } else if (is_letter(*c)) {
        t.kind = NAME;
        while (is_letter(c[t.length]) || is_digit(c[t.length]))
            t.length++;
        if (t.length > GD_EXPRESSION_NAME)
            fail(p, c, "a name longer than %d characters", GD_EXPRESSION_NAME);
    } else if (*c != '\0') {
        t.kind = SYMBOL;
        t.length = 1;
    }
    if (!p->failed)
        p->token = t;
}

static bool token_is(const parser *p, const char *text)
{
    return p->token.length == strlen(text)
           && memcmp(p->token.start, text, p->token.length) == 0;
}

/* Uses the next token if it is this one. */
static bool accept(parser *p, const char *text)
{
    if (p->token.kind == END || !token_is(p, text))
        return false;
    next(p);
    return true;
}

static ref fail_expected(parser *p, const char *what)
{
    const token *t = &p->token;
    unsigned char c = (unsigned char)*t->start;
    if (t->kind == END)
        return fail(p, t->start, "expected %s, found the end", what);
    if (c < ' ' || c > '~')
        return fail(p, t->start, "expected %s, found the byte 0x%02X", what, c);
    return fail(p, t->start, "expected %s, found '%.*s'", what,
                t->length < 24 ? (int)t->length : 24, t->start);
}

/* Something stands where no operand can stand. */
static ref fail_operator(parser *p, const char *what)
{
    const token *t = &p->token;
    if (t->kind == LITERAL || t->kind == NAME
        || (t->kind == SYMBOL && *t->start == '('))
        return fail(p, t->start,
                    "expected %s, found '%.*s' (a product needs its *)", what,
                    t->length < 24 ? (int)t->length : 24, t->start);
    return fail_expected(p, what);
}

/* region grammar */
/* sum       term { ("+" | "-") term }
 * term      unary { ("*" | "/") unary }
 * unary     "-" unary | power
 * power     primary [ "^" unary ]
 * primary   number | name | function "(" sum ")" | "(" sum ")"
 *
 * One function a line, and each calls those that its line names. */
static ref sum(parser *p);
static ref term(parser *p);
static ref unary(parser *p);
static ref power(parser *p);
static ref primary(parser *p);

static ref sum(parser *p)
{
    ref left = term(p);
    for (;;) {
        if (accept(p, "+"))
            left = share(p->e, ADD, left, term(p), 0);
        else if (accept(p, "-"))
            left = share(p->e, SUBTRACT, left, term(p), 0);
        else
            return left;
    }
}
/* end grammar */

static ref term(parser *p)
{
    ref left = unary(p);
    for (;;) {
        if (accept(p, "*"))
            left = share(p->e, MULTIPLY, left, unary(p), 0);
        else if (accept(p, "/"))
            left = share(p->e, DIVIDE, left, unary(p), 0);
        else
            return left;
    }
}

/* region power */
/* -x^2 is -(x^2): the minus takes a whole power. 2^-1 and 2^3^2 = 2^(3^2):
 * an exponent may have a sign and a power of its own, so it is a unary. Every
 * way deeper into an expression leads through here, and is counted. */
static ref unary(parser *p)
{
    if (p->depth == GD_EXPRESSION_DEPTH)
        return fail(p, p->token.start, "nested more than %d deep",
                    GD_EXPRESSION_DEPTH);
    p->depth++;
    ref u;
    if (accept(p, "-")) {
        u = unary(p);
        u = is_number(p->e, u) ? number(p->e, -p->e->nodes[u].number)
                               : share(p->e, NEGATE, u, 0, 0);
    } else {
        u = power(p);
    }
    p->depth--;
    return u;
}

static ref power(parser *p)
{
    ref base = primary(p);
    if (!accept(p, "^"))
        return base;
    return share(p->e, POWER, base, unary(p), 0);
}
/* end power */

static ref bracketed(parser *p)
{
    ref u = sum(p);
    return accept(p, ")") ? u : fail_operator(p, "an operator or ')'");
}

/* Which function the next token names; FUNCTIONS if none. */
static size_t function_of(const parser *p)
{
    size_t f = 0;
    while (f < FUNCTIONS && !token_is(p, functions[f].name))
        f++;
    return f;
}

static bool is_reserved(const parser *p)
{
    return token_is(p, "pi") || token_is(p, "e") || function_of(p) < FUNCTIONS;
}

static ref variable(parser *p)
{
    size_t i = 0;
    while (i + 1 < p->e->variables && !token_is(p, p->e->names[i]))
        i++;
    return share(p->e, VARIABLE, (ref)i, 0, 0);
}

static ref name(parser *p)
{
    token t = p->token;
    size_t f = function_of(p);
    ref u = f < FUNCTIONS       ? ZERO
            : token_is(p, "pi") ? leaf(p->e, PI)
            : token_is(p, "e")  ? leaf(p->e, E)
                                : variable(p);
    next(p);
    bool opens = accept(p, "(");
    if (f < FUNCTIONS && opens)
        return share(p->e, (kind)(SIN + f), bracketed(p), 0, 0);
    if (f < FUNCTIONS) {
        char what[32];
        snprintf(what, sizeof what, "'(' after %s", functions[f].name);
        return fail_expected(p, what);
    }
    if (opens)
        return fail(p, t.start, "'%.*s' is no function (a product needs its *)",
                    (int)t.length, t.start);
    return u;
}

static ref primary(parser *p)
{
    double value = p->token.value;
    switch (p->token.kind) {
    case LITERAL:
        next(p);
        return number(p->e, value);
    case NAME:
        return name(p);
    case SYMBOL:
        if (accept(p, "("))
            return bracketed(p);
        break;
    case END:
        break;
    }
    return fail_expected(p, "a number, a variable or '('");
}

/* Enters the next token's name among the variables, in order. */
static void add_variable(parser *p)
{
    gd_expression *e = p->e;
    char added[GD_EXPRESSION_NAME + 1] = "";
    memcpy(added, p->token.start, p->token.length);
    size_t i = 0;
    while (i < e->variables && strcmp(e->names[i], added) < 0)
        i++;
    if (i < e->variables && strcmp(e->names[i], added) == 0)
        return;
    if (e->variables == GD_EXPRESSION_VARIABLES) {
        fail(p, p->token.start, "more than %d variables",
             GD_EXPRESSION_VARIABLES);
        return;
    }
    memmove(e->names[i + 1], e->names[i],
            (e->variables - i) * sizeof e->names[0]);
    memcpy(e->names[i], added, sizeof added);
    e->variables++;
}

static void start(parser *p)
{
    p->token = (token){END, p->text, 0, 0};
    next(p);
}

/* Reads the text twice: for the names, which are sorted, and for f. */
static void parse(parser *p)
{
    gd_expression *e = p->e;
    if (strlen(p->text) > GD_EXPRESSION_LENGTH)
        fail(p, p->text + GD_EXPRESSION_LENGTH, "longer than %d characters",
             GD_EXPRESSION_LENGTH);
    for (start(p); p->token.kind != END; next(p))
        if (p->token.kind == NAME && !is_reserved(p))
            add_variable(p);
    /* The variables first among the nodes: so they sort by name. */
    for (size_t i = 0; i < e->variables; i++)
        share(e, VARIABLE, (ref)i, 0, 0);
    start(p);
    e->root = sum(p);
    if (p->token.kind != END)
        fail_operator(p, "an operator");
}

/* -------------------------------------------------------------- coefficients
 *
 * The number before a product is kept as a quotient, so that a third stays a
 * third: the derivative of x^3/3 is x^2, not 0.9999999999999999 x^2. */

typedef struct ratio {
    double p, q;
} ratio;

/* 0.1 * 0.1 as the reader means it, 0.01 and not 0.010000000000000002: the
 * number of 15 digits, where rounding alone can have led away from it. */
static double tidy(double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.15g", value);
    double tidied = strtod(text, NULL);
    return fabs(tidied - value) <= DBL_EPSILON * fabs(value) ? tidied : value;
}

static bool is_whole(double value)
{
    return value == floor(value) && fabs(value) <= 0x1p53;
}

static bool is_short(double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.6g", value);
    return strtod(text, NULL) == value;
}

/* In lowest terms, or with q = 1 if the quotient is nice to read. */
static ratio lowest(ratio r)
{
    if (r.q < 0)
        r = (ratio){-r.p, -r.q};
    if (is_whole(r.p) && is_whole(r.q)) {
        double a = fabs(r.p), b = r.q;
        while (b != 0) { /* Euclid */
            double rest = fmod(a, b);
            a = b;
            b = rest;
        }
        return (ratio){r.p / a, r.q / a};
    }
    double quotient = tidy(r.p / r.q);
    return is_short(quotient) ? (ratio){quotient, 1} : r;
}

/* Finite, no division by zero, and nothing lost below the smallest double:
 * only such coefficients may be worked out in advance. */
static bool is_sound(ratio r)
{
    return isfinite(r.p) && isfinite(r.q) && r.q != 0
           && (r.p == 0 || isnormal(r.p / r.q));
}

static bool multiply_ratio(ratio *c, ratio by)
{
    ratio r = {tidy(c->p * by.p), tidy(c->q * by.q)};
    bool lost = r.p == 0 && c->p != 0 && by.p != 0;
    if (lost || !is_sound(r))
        return false;
    *c = lowest(r);
    return true;
}

static bool add_ratio(ratio *c, ratio to)
{
    ratio r = {tidy(c->p * to.q + to.p * c->q), tidy(c->q * to.q)};
    if (!is_sound(r))
        return false;
    *c = lowest(r);
    return true;
}

/* ------------------------------------------------------------------ products
 *
 * A product is taken apart into a coefficient and powers of factors, equal
 * factors are put together, and the whole is written in a fixed order. */

enum { FACTORS = 16, PATIENCE = 64 };

typedef struct factor {
    ref base, exponent;
} factor;

typedef struct product {
    ratio c;
    size_t count;
    factor factors[FACTORS + 1];
    int patience; /* how many nodes more to look into */
} product;

static ref plus(gd_expression *e, ref a, ref b);
static ref times(gd_expression *e, ref a, ref b);

/* Includes base^exponent: exponents of the same base are added. */
static void include(gd_expression *e, product *p, ref base, ref exponent)
{
    size_t i = 0;
    while (i < p->count && p->factors[i].base != base)
        i++;
    if (i < p->count)
        exponent = plus(e, p->factors[i].exponent, exponent);
    if (exponent != ZERO) {
        p->factors[i] = (factor){base, exponent};
        p->count += i == p->count;
    } else if (i < p->count) {
        p->factors[i] = p->factors[--p->count];
    }
}

static double integer_power(double x, int n)
{
    double power = 1;
    for (; n > 0; n--)
        power *= x;
    return power;
}

static bool include_number(product *p, double value, int n)
{
    double v = tidy(integer_power(value, abs(n)));
    return multiply_ratio(&p->c, n < 0 ? (ratio){1, v} : (ratio){v, 1});
}

/* Takes u^n apart, into the coefficient and the factors of p. False: too
 * long, or the coefficient is no sound number; p is then half done. */
static bool gather(gd_expression *e, product *p, ref u, int n)
{
    node v = e->nodes[u];
    int k;
    if (p->patience-- == 0 || p->count == FACTORS)
        return false;
    switch (v.op) {
    case NUMBER:
        return include_number(p, v.number, n);
    case NEGATE:
        return include_number(p, -1, n) && gather(e, p, v.a, n);
    case MULTIPLY:
        return gather(e, p, v.a, n) && gather(e, p, v.b, n);
    case DIVIDE:
        return gather(e, p, v.a, n) && gather(e, p, v.b, -n);
    case POWER:
        if (is_integer(e, v.b, &k) && abs(k * n) <= INTEGER_POWER_MAX)
            return gather(e, p, v.a, k * n);
        include(e, p, v.a, times(e, number(e, n), v.b));
        return true;
    default:
        include(e, p, u, number(e, n));
        return true;
    }
}

/* What cannot be taken apart is a single factor. */
static void take(gd_expression *e, product *p, ref u, int n)
{
    product before = *p;
    before.patience = p->patience = PATIENCE;
    if (gather(e, p, u, n))
        return;
    *p = before;
    include(e, p, u, number(e, n));
}

/* u as a plain quotient of numbers: 3, -2/3. */
static bool is_ratio(const gd_expression *e, ref u, ratio *r)
{
    node n = e->nodes[u];
    if (n.op == NUMBER)
        *r = (ratio){n.number, 1};
    else if (n.op == DIVIDE && is_number(e, n.a) && is_number(e, n.b))
        *r = (ratio){e->nodes[n.a].number, e->nodes[n.b].number};
    else
        return false;
    return true;
}

/* The order of a product: 2*x*y^2*(x + 1)*sin(x). Numbers, variables by
 * name, sums, functions; x^y, with no number above, is a function. */
static int rank(const gd_expression *e, factor f)
{
    ratio r;
    kind op = e->nodes[f.base].op;
    if (op >= SIN || !is_ratio(e, f.exponent, &r))
        return 3;
    return op == VARIABLE ? 1 : op < VARIABLE ? 0 : 2;
}

static bool stands_before(const gd_expression *e, factor f, factor g)
{
    int a = rank(e, f), b = rank(e, g);
    return a < b || (a == b && f.base < g.base);
}

static void sort_factors(const gd_expression *e, product *p)
{
    for (size_t i = 1; i < p->count; i++)
        for (size_t j = i; j > 0; j--) {
            factor *f = &p->factors[j], moved = *f;
            if (!stands_before(e, moved, f[-1]))
                break;
            f[0] = f[-1];
            f[-1] = moved;
        }
}

static ref raw_power(gd_expression *e, ref base, ref exponent)
{
    return exponent == ONE ? base : share(e, POWER, base, exponent, 0);
}

/* Appends a factor to a product as it is written. */
static void append(gd_expression *e, ref *to, ref u)
{
    *to = *to == ONE ? u : share(e, MULTIPLY, *to, u, 0);
}

/* -(a - b) is b - a. */
static ref negated(gd_expression *e, ref u)
{
    node n = e->nodes[u];
    return n.op == SUBTRACT ? share(e, SUBTRACT, n.b, n.a, 0)
                            : share(e, NEGATE, u, 0, 0);
}

/* region product */
/* Writes a product: the numbers first, what has a negative number for an
 * exponent below the line, and a minus before the whole. */
static ref written(gd_expression *e, product *p)
{
    ratio c = p->c, r;
    if (c.p == 0)
        return ZERO;
    bool one = fabs(c.p) == 1 && p->count > 0;
    ref above = one ? ONE : number(e, c.p), below = number(e, c.q);
    sort_factors(e, p);
    for (size_t i = 0; i < p->count; i++) {
        factor f = p->factors[i];
        if (is_ratio(e, f.exponent, &r) && r.p < 0)
            append(e, &below,
                   raw_power(e, f.base, times(e, number(e, -1), f.exponent)));
        else
            append(e, &above, raw_power(e, f.base, f.exponent));
    }
    if (one && c.p < 0 && above == ONE)
        above = number(e, -1);
    else if (one && c.p < 0)
        above = negated(e, above);
    return below == ONE ? above : share(e, DIVIDE, above, below, 0);
}

static ref times(gd_expression *e, ref a, ref b)
{
    product p = {.c = {1, 1}};
    if (a == ZERO || b == ZERO)
        return ZERO;
    if (a == ONE || b == ONE)
        return a == ONE ? b : a;
    take(e, &p, a, 1);
    take(e, &p, b, 1);
    return written(e, &p);
}
/* end product */

static ref over(gd_expression *e, ref a, ref b)
{
    product p = {.c = {1, 1}};
    take(e, &p, a, 1);
    take(e, &p, b, -1);
    return written(e, &p);
}

static ref to_the(gd_expression *e, ref a, ref b)
{
    product p = {.c = {1, 1}, .patience = PATIENCE};
    int n;
    if (is_integer(e, b, &n) && gather(e, &p, a, n))
        return written(e, &p);
    return a == ONE ? ONE : raw_power(e, a, b);
}

static ref minus(gd_expression *e, ref u)
{
    return times(e, number(e, -1), u);
}

/* ---------------------------------------------------------------------- sums
 *
 * Likewise: terms, each a coefficient and the rest, equal rests put
 * together. */

enum { TERMS = 32 };

typedef struct addend {
    ratio c;
    ref rest; /* ONE for a number */
} addend;

typedef struct addends {
    size_t count;
    addend terms[TERMS + 1];
    int patience;
} addends;

/* u = c * rest, without a number in the rest. */
static addend split(gd_expression *e, ref u)
{
    product p = {.c = {1, 1}};
    take(e, &p, u, 1);
    addend t = {p.c, ONE};
    p.c = (ratio){1, 1};
    t.rest = written(e, &p);
    return t;
}

static ref scaled(gd_expression *e, addend t)
{
    product p = {.c = t.c};
    take(e, &p, t.rest, 1);
    return written(e, &p);
}

/* region sum */
/* Adds a term: its coefficient to that of a like term, if there is one. */
static bool add_term(gd_expression *e, addends *s, ref u, int sign)
{
    addend t = split(e, u);
    t.c.p *= sign;
    size_t i = 0;
    while (i < s->count && s->terms[i].rest != t.rest)
        i++;
    if (i < s->count && !add_ratio(&t.c, s->terms[i].c))
        return false;
    s->terms[i] = t;
    s->count += i == s->count;
    return true;
}

static bool collect(gd_expression *e, addends *s, ref u, int sign)
{
    node v = e->nodes[u];
    if (s->patience-- == 0 || s->count == TERMS)
        return false;
    switch (v.op) {
    case ADD:
        return collect(e, s, v.a, sign) && collect(e, s, v.b, sign);
    case SUBTRACT:
        return collect(e, s, v.a, sign) && collect(e, s, v.b, -sign);
    case NEGATE:
        return collect(e, s, v.a, -sign);
    default:
        return add_term(e, s, u, sign);
    }
}
/* end sum */

static void take_term(gd_expression *e, addends *s, ref u)
{
    addends before = *s;
    before.patience = s->patience = PATIENCE;
    if (collect(e, s, u, 1))
        return;
    *s = before;
    s->terms[s->count++] = (addend){{1, 1}, u};
}

/* A sum begins with its first term that has no minus, if there is one. */
static ref written_sum(gd_expression *e, addends *s)
{
    size_t first = 0;
    while (first < s->count && !(s->terms[first].c.p > 0))
        first++;
    ref u = ZERO;
    if (first < s->count)
        u = scaled(e, s->terms[first]);
    for (size_t i = 0; i < s->count; i++) {
        addend t = s->terms[i];
        if (i == first || t.c.p == 0)
            continue;
        kind op = u != ZERO && t.c.p < 0 ? SUBTRACT : ADD;
        t.c.p = op == SUBTRACT ? -t.c.p : t.c.p;
        u = u == ZERO ? scaled(e, t) : share(e, op, u, scaled(e, t), 0);
    }
    return u;
}

static ref plus(gd_expression *e, ref a, ref b)
{
    addends s = {0};
    if (a == ZERO || b == ZERO)
        return a == ZERO ? b : a;
    take_term(e, &s, a);
    take_term(e, &s, b);
    return written_sum(e, &s);
}

/* A function of a number is worked out where that leaves a small whole
 * number: exp(0), log(1), sqrt(4). */
static ref of(gd_expression *e, kind f, ref u)
{
    node n = e->nodes[u];
    if (f == LOG && n.op == E)
        return ONE;
    if (n.op == NUMBER) {
        double value = functions[f - SIN].value(n.number);
        if (fabs(value) <= 1e6 && value == floor(value))
            return number(e, value + 0.0); /* no -0 */
    }
    return share(e, f, u, 0, 0);
}

/* ------------------------------------------------------------ differentiating
 *
 * Nodes lie in an order in which operands come first, so neither pass below
 * needs recursion: what is asked for has been answered already. */

/* Marks the nodes that root needs. */
static void mark(const gd_expression *e, ref root, unsigned char *marks,
                 unsigned char as)
{
    marks[root] = as;
    for (ref u = root + 1; u-- > 0;) {
        const node *n = &e->nodes[u];
        if (marks[u] != as || is_leaf(n->op))
            continue;
        marks[n->a] = as;
        if (is_binary(n->op))
            marks[n->b] = as;
    }
}

/* A question to a node, which it answers from the answers of its operands;
 * x is the number of a variable. */
typedef ref question(gd_expression *e, ref u, ref x, const ref *answers);

/* The answer of root, after that of every node that it needs. */
static ref ask(gd_expression *e, ref root, ref x, question *of_node)
{
    unsigned char *needed = calloc(root + 1, sizeof *needed);
    ref *answers = calloc(root + 1, sizeof *answers), last = ZERO;
    if (needed && answers) {
        mark(e, root, needed, 1);
        for (ref u = 0; u <= root; u++)
            if (needed[u])
                answers[u] = of_node(e, u, x, answers);
        last = answers[root];
    } else {
        e->no_memory = true;
    }
    free(needed);
    free(answers);
    return last;
}

static ref simplified(gd_expression *e, ref u, ref x, const ref *s)
{
    node n = e->nodes[u];
    (void)x;
    if (is_leaf(n.op))
        return u;
    ref a = s[n.a], b = is_binary(n.op) ? s[n.b] : ZERO;
    switch (n.op) {
    case NEGATE:
        return minus(e, a);
    case ADD:
        return plus(e, a, b);
    case SUBTRACT:
        return plus(e, a, minus(e, b));
    case MULTIPLY:
        return times(e, a, b);
    case DIVIDE:
        return over(e, a, b);
    case POWER:
        return to_the(e, a, b);
    default:
        return of(e, n.op, a);
    }
}

static ref square(gd_expression *e, ref u)
{
    return to_the(e, u, number(e, 2));
}

/* sqrt(1 - u^2) */
static ref circle(gd_expression *e, ref u)
{
    return of(e, SQRT, plus(e, ONE, minus(e, square(e, u))));
}

/* f'(u). A quotient for tan and tanh: 1 - tanh(u)^2 loses all its digits
 * where tanh is nearly 1. */
static ref outer_derivative(gd_expression *e, kind f, ref u)
{
    switch (f) {
    case SIN:
        return of(e, COS, u);
    case COS:
        return minus(e, of(e, SIN, u));
    case TAN:
        return over(e, ONE, square(e, of(e, COS, u)));
    case ASIN:
        return over(e, ONE, circle(e, u));
    case ACOS:
        return over(e, number(e, -1), circle(e, u));
    case ATAN:
        return over(e, ONE, plus(e, square(e, u), ONE));
    case SINH:
        return of(e, COSH, u);
    case COSH:
        return of(e, SINH, u);
    case TANH:
        return over(e, ONE, square(e, of(e, COSH, u)));
    case EXP:
        return of(e, EXP, u);
    case LOG:
        return over(e, ONE, u);
    case SQRT:
        return over(e, ONE, times(e, number(e, 2), of(e, SQRT, u)));
    case ABS:
        return of(e, SIGN, u);
    default: /* sign is flat, but for its jump */
        return ZERO;
    }
}

/* region power-rule */
/* (u^v)': one rule if only u varies, one if only v does, and both. The
 * first must not go through the third: log(u) is no number for u <= 0. */
static ref power_derivative(gd_expression *e, ref u, ref v, ref du, ref dv)
{
    ref uv = to_the(e, u, v);
    if (u == ZERO)
        return ZERO;
    if (dv == ZERO) {
        ref less = to_the(e, u, plus(e, v, number(e, -1)));
        return times(e, times(e, v, less), du);
    }
    ref grow = times(e, of(e, LOG, u), dv);
    if (du == ZERO)
        return times(e, uv, grow);
    return times(e, uv, plus(e, grow, over(e, times(e, v, du), u)));
}
/* end power-rule */

/* region derivative */
/* The partial derivative of node u with respect to variable x, from those of
 * its operands: d[a] is that of node a. */
static ref derivative(gd_expression *e, ref u, ref x, const ref *d)
{
    node n = e->nodes[u];
    if (is_leaf(n.op))
        return n.op == VARIABLE && n.a == x ? ONE : ZERO;
    ref a = n.a, da = d[a];
    ref b = is_binary(n.op) ? n.b : ZERO, db = d[b];
    switch (n.op) {
    case NEGATE:
        return minus(e, da);
    case ADD:
        return plus(e, da, db);
    case SUBTRACT:
        return plus(e, da, minus(e, db));
    case MULTIPLY:
        return plus(e, times(e, da, b), times(e, a, db));
    case DIVIDE:
        return over(e, plus(e, times(e, da, b), minus(e, times(e, a, db))),
                    square(e, b));
    case POWER:
        return power_derivative(e, a, b, da, db);
    default:
        return da == ZERO ? ZERO : times(e, outer_derivative(e, n.op, a), da);
    }
}
/* end derivative */

static void differentiate(gd_expression *e)
{
    ref f = ask(e, e->root, 0, simplified);
    for (size_t i = 0; i < e->variables; i++)
        e->partial[i] = ask(e, f, (ref)i, derivative);
}

/* ---------------------------------------------------------------- evaluating
 *
 * The nodes that f and its derivatives need become a program: an instruction
 * for each that is no leaf, and a slot for the value of each. What has no
 * variable in it goes first, and is run once; then what f needs; then what
 * only the derivatives need. */

static double other(kind op, double a, double b)
{
    switch (op) {
    case DIVIDE:
        return a / b;
    case POWER:
        return pow(a, b);
    default:
        return functions[op - SIN].value(a);
    }
}

/* region evaluate */
/* Runs a part of the program. A jump to a place of its own for each
 * operation would often be guessed wrongly by the processor, and cost more
 * than the operation. So all that is no function is one, a*b + c: a sum is
 * a*1 + c, a product a*b + -0, and neither is rounded differently for it. */
static void run(gd_expression *e, size_t from, size_t end)
{
    const double *slot = e->slots;
    const instruction *in = e->program + from, *last = e->program + end;
    for (double *result = e->results + from; in < last; in++, result++) {
        double a = slot[in->a], b = slot[in->b];
        if (in->op == ADD)
            *result = a * b + slot[in->c];
        else
            *result = other(in->op, a, b);
    }
}
/* end evaluate */

/* x^5 = (x^2)^2 * x. Halving the exponent, each power is met once, and x^2
 * serves x^4 and x^3 as well. */
static ref repeated(gd_expression *e, ref x, int n)
{
    if (n == 0)
        return ONE;
    if (n == 1)
        return x;
    ref half = repeated(e, x, n / 2);
    ref even = share(e, MULTIPLY, half, half, 0);
    return n % 2 == 0 ? even : share(e, MULTIPLY, even, x, 0);
}

/* Whole powers become products: faster than pow, and exact where the
 * products are. */
static ref lowered(gd_expression *e, ref u, ref x, const ref *low)
{
    node n = e->nodes[u];
    int k;
    (void)x;
    if (is_leaf(n.op))
        return u;
    if (n.op != POWER || !is_integer(e, n.b, &k))
        return share(e, n.op, low[n.a], is_binary(n.op) ? low[n.b] : ZERO, 0);
    ref power = repeated(e, low[n.a], abs(k));
    return k < 0 ? share(e, DIVIDE, ONE, power, 0) : power;
}

/* What assembling a program takes. */
typedef struct assembler {
    gd_expression *e;
    ref root, partial[GD_EXPRESSION_VARIABLES]; /* lowered */
    unsigned char *part;                        /* of the program, by node */
    unsigned char *uses;                        /* of a node: 0, 1, 2 or more */
    ref *slot;
    size_t end; /* of the program so far */
} assembler;

enum { UNUSED, FIXED, FOR_VALUE, FOR_GRADIENT, ABSORBED };

static void use(assembler *a, ref u)
{
    if (a->uses[u] < 2)
        a->uses[u]++;
}

static void mark_parts(assembler *a)
{
    gd_expression *e = a->e;
    for (size_t i = 0; i < e->variables; i++)
        mark(e, a->partial[i], a->part, FOR_GRADIENT);
    mark(e, a->root, a->part, FOR_VALUE);
    for (ref u = 0; u < e->count; u++) {
        const node *n = &e->nodes[u];
        bool fixed = n->op != VARIABLE;
        if (a->part[u] == UNUSED)
            continue;
        if (!is_leaf(n->op)) {
            fixed = a->part[n->a] == FIXED
                    && (!is_binary(n->op) || a->part[n->b] == FIXED);
            use(a, n->a);
            use(a, n->b);
        }
        if (fixed)
            a->part[u] = FIXED;
    }
    use(a, a->root);
    for (size_t i = 0; i < e->variables; i++)
        use(a, a->partial[i]);
}

/* A product that only one sum needs, a*b + c, is no instruction of its own. */
static bool absorb(assembler *a, ref u, ref into)
{
    bool can = a->e->nodes[u].op == MULTIPLY && a->uses[u] == 1
               && a->part[u] == a->part[into];
    if (can)
        a->part[u] = ABSORBED;
    return can;
}

static void absorb_products(assembler *a)
{
    for (ref u = 0; u < a->e->count; u++) {
        const node *n = &a->e->nodes[u];
        if (n->op == ADD && a->part[u] != UNUSED && !absorb(a, n->b, u))
            absorb(a, n->a, u);
    }
}

/* Slots for the numbers that every program may need. */
enum { PLUS_ONE, MINUS_ONE, MINUS_ZERO, COMMON };

/* Gives the leaves their slots; the results follow. */
static void place_leaves(assembler *a)
{
    gd_expression *e = a->e;
    double *next = e->slots + e->variables;
    *next++ = 1;
    *next++ = -1;
    *next++ = -0.0;
    for (ref u = 0; u < e->count; u++) {
        const node *n = &e->nodes[u];
        if (a->part[u] == UNUSED || !is_leaf(n->op))
            continue;
        a->slot[u] = n->op == VARIABLE ? n->a : (ref)(next - e->slots);
        if (n->op != VARIABLE)
            *next++ = n->op == NUMBER ? n->number : constant(n->op);
    }
    e->results = next;
}

/* product + rest, in one instruction if the product has been absorbed. */
static instruction addition(const assembler *a, ref u, ref rest)
{
    const node *n = &a->e->nodes[u];
    ref one = (ref)a->e->variables + PLUS_ONE;
    if (a->part[u] == ABSORBED)
        return (instruction){ADD, a->slot[n->a], a->slot[n->b], a->slot[rest]};
    return (instruction){ADD, a->slot[u], one, a->slot[rest]};
}

static instruction instruction_for(const assembler *a, const node *n)
{
    ref common = (ref)a->e->variables;
    ref minus_one = common + MINUS_ONE, minus_zero = common + MINUS_ZERO;
    ref left = a->slot[n->a], right = a->slot[is_binary(n->op) ? n->b : n->a];
    switch (n->op) {
    case ADD:
        return a->part[n->b] == ABSORBED ? addition(a, n->b, n->a)
                                         : addition(a, n->a, n->b);
    case SUBTRACT:
        return (instruction){ADD, right, minus_one, left};
    case MULTIPLY:
        return (instruction){ADD, left, right, minus_zero};
    case NEGATE:
        return (instruction){ADD, left, minus_one, minus_zero};
    default:
        return (instruction){n->op, left, right, left};
    }
}

/* Appends one part to the program, and returns where it ends. */
static size_t emit(assembler *a, unsigned char part)
{
    gd_expression *e = a->e;
    for (ref u = 0; u < e->count; u++) {
        const node *n = &e->nodes[u];
        if (a->part[u] != part || is_leaf(n->op))
            continue;
        e->program[a->end] = instruction_for(a, n);
        a->slot[u] = (ref)(e->results - e->slots + (ptrdiff_t)a->end++);
    }
    return a->end;
}

static void assemble(assembler *a)
{
    gd_expression *e = a->e;
    mark_parts(a);
    absorb_products(a);
    place_leaves(a);
    e->fixed_end = emit(a, FIXED);
    e->value_end = emit(a, FOR_VALUE);
    e->gradient_end = emit(a, FOR_GRADIENT);
    e->root_slot = a->slot[a->root];
    for (size_t i = 0; i < e->variables; i++)
        e->partial_slot[i] = a->slot[a->partial[i]];
    run(e, 0, e->fixed_end);
}

static void compile(gd_expression *e)
{
    assembler a = {.e = e, .root = ask(e, e->root, 0, lowered)};
    for (size_t i = 0; i < e->variables; i++)
        a.partial[i] = ask(e, e->partial[i], 0, lowered);
    a.part = calloc(e->count, sizeof *a.part);
    a.uses = calloc(e->count, sizeof *a.uses);
    a.slot = calloc(e->count, sizeof *a.slot);
    e->program = calloc(e->count, sizeof *e->program);
    e->slots = calloc(e->variables + COMMON + e->count, sizeof *e->slots);
    if (a.part && a.uses && a.slot && e->program && e->slots)
        assemble(&a);
    else
        e->no_memory = true;
    free(a.part);
    free(a.uses);
    free(a.slot);
}

double gd_expression_eval(size_t n, const double *x, double *gradient,
                          void *context)
{
    gd_expression *e = context;
    for (size_t i = 0; i < n; i++)
        e->slots[i] = x[i];
    run(e, e->fixed_end, gradient ? e->gradient_end : e->value_end);
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = e->slots[e->partial_slot[i]];
    return e->slots[e->root_slot];
}

gd_objective gd_expression_objective(gd_expression *e)
{
    return (gd_objective){"expression", e->variables, gd_expression_eval, e};
}

/* ---------------------------------------------------------------- printing */

typedef struct writer {
    const gd_expression *e;
    char *text;
    size_t size, length;
} writer;

static void put(writer *w, const char *text)
{
    for (; *text; text++) {
        if (w->length + 1 < w->size)
            w->text[w->length] = *text;
        w->length++;
    }
}

/* The fewest of 15 to 17 digits that are this number, 1e-05 as 1e-5. */
static void put_number(writer *w, double value)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    char *power = strchr(text, 'e');
    if (power) {
        char *from = power + 2, *to = power + (power[1] == '-' ? 2 : 1);
        from += strspn(from, "0");
        memmove(to, from, strlen(from) + 1);
    }
    put(w, text);
}

/* How tightly a printed node holds together: as the rules of the grammar. */
enum level { SUM, TERM, UNARY, TIGHT, PRIMARY };

/* Does its text begin with a minus? */
static bool has_minus(const gd_expression *e, ref u)
{
    for (;;) {
        const node *n = &e->nodes[u];
        if (n->op != MULTIPLY && n->op != DIVIDE)
            return n->op == NEGATE || (n->op == NUMBER && signbit(n->number));
        kind left = e->nodes[n->a].op;
        if (left == ADD || left == SUBTRACT)
            return false; /* but with a bracket */
        u = n->a;
    }
}

static enum level level_of(const gd_expression *e, ref u)
{
    const node *n = &e->nodes[u];
    switch (n->op) {
    case NUMBER:
        return signbit(n->number) ? UNARY : PRIMARY;
    case ADD:
    case SUBTRACT:
        return SUM;
    case MULTIPLY:
    case DIVIDE:
        return TERM;
    case NEGATE: /* -(x*y) is written -x*y, which is (-x)*y and the same */
        return level_of(e, n->a) == TERM && !has_minus(e, n->a) ? TERM : UNARY;
    case POWER:
        return TIGHT;
    default:
        return PRIMARY;
    }
}

static void put_node(writer *w, ref u);

/* An operand, in brackets if it holds less tightly than its place asks. */
static void put_operand(writer *w, ref u, enum level at_least)
{
    bool brackets = level_of(w->e, u) < at_least;
    put(w, brackets ? "(" : "");
    put_node(w, u);
    put(w, brackets ? ")" : "");
}

/* To the right of a sign stands what the grammar reads there: a - (b + c)
 * and a/(b*c) keep their brackets, x^y^z needs none. */
static void put_binary(writer *w, const node *n)
{
    static const struct {
        const char *sign;
        enum level left, right;
    } forms[] = {{" + ", SUM, TERM},
                 {" - ", SUM, TERM},
                 {"*", TERM, UNARY},
                 {"/", TERM, UNARY},
                 {"^", PRIMARY, UNARY}};
    put_operand(w, n->a, forms[n->op - ADD].left);
    put(w, forms[n->op - ADD].sign);
    put_operand(w, n->b, forms[n->op - ADD].right);
}

static void put_node(writer *w, ref u)
{
    const node *n = &w->e->nodes[u];
    switch (n->op) {
    case NUMBER:
        put_number(w, n->number);
        break;
    case PI:
    case E:
        put(w, n->op == PI ? "pi" : "e");
        break;
    case VARIABLE:
        put(w, w->e->names[n->a]);
        break;
    case NEGATE:
        put(w, "-");
        put_operand(w, n->a, has_minus(w->e, n->a) ? PRIMARY : TERM);
        break;
    case ADD:
    case SUBTRACT:
    case MULTIPLY:
    case DIVIDE:
    case POWER:
        put_binary(w, n);
        break;
    default:
        put(w, functions[n->op - SIN].name);
        put(w, "(");
        put_node(w, n->a);
        put(w, ")");
    }
}

static size_t print(const gd_expression *e, ref u, char *text, size_t size)
{
    writer w = {e, text, size, 0};
    put_node(&w, u);
    if (size > 0)
        text[w.length < size ? w.length : size - 1] = '\0';
    return w.length;
}

size_t gd_expression_print(const gd_expression *e, char *text, size_t size)
{
    return print(e, e->root, text, size);
}

size_t gd_expression_print_partial(const gd_expression *e, size_t i, char *text,
                                   size_t size)
{
    return print(e, e->partial[i], text, size);
}

/* ------------------------------------------------------------------- whole */

static void fail_memory(gd_expression_error *error)
{
    *error = (gd_expression_error){0, "out of memory"};
}

gd_expression *gd_expression_parse(const char *text, gd_expression_error *error)
{
    gd_expression *e = calloc(1, sizeof *e);
    if (!e) {
        fail_memory(error);
        return NULL;
    }
    number(e, 0); /* ZERO and ONE */
    number(e, 1);
    parser p = {.e = e, .text = text, .error = error};
    if (!e->no_memory)
        parse(&p);
    if (!e->no_memory && !p.failed) {
        differentiate(e);
        compile(e);
    }
    free(e->table);
    e->table = NULL;
    if (e->no_memory)
        fail_memory(error);
    if (!e->no_memory && !p.failed)
        return e;
    gd_expression_free(e);
    return NULL;
}

void gd_expression_free(gd_expression *e)
{
    if (!e)
        return;
    free(e->nodes);
    free(e->table);
    free(e->program);
    free(e->slots);
    free(e);
}

size_t gd_expression_variable_count(const gd_expression *e)
{
    return e->variables;
}

const char *gd_expression_variable(const gd_expression *e, size_t i)
{
    return e->names[i];
}
