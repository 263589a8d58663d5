#include "gd/expression-parts.h"

#include "gd/decimal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
    token used;  /* the one before it */
    int depth;
    bool failed;
    gd_expression_error *error;
} parser;

/* Only the first error counts: the others follow from it. After it every
 * token is the end, and the parser finds its way out. */
static ref fail(parser *p, const char *at, const char *format, ...)
    GD_PRINTF(3, 4);

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

/* In tens only: 0x1F is a 0 and a name. */
static void read_literal(parser *p, token *t)
{
    const char *end;
    t->kind = LITERAL;
    t->value = gd_decimal_read(t->start, &end);
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
    p->used = p->token;
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

/* How much of a token a sentence has room for. */
static int shown(const token *t)
{
    return t->length < 24 ? (int)t->length : 24;
}

static ref fail_expected(parser *p, const char *what)
{
    const token *t = &p->token;
    unsigned char c = (unsigned char)*t->start;
    if (t->kind == END)
        return fail(p, t->start, "expected %s, found the end", what);
    if (c < ' ' || c > '~')
        return fail(p, t->start, "expected %s, found the byte 0x%02X", what, c);
    return fail(p, t->start, "expected %s, found '%.*s'", what, shown(t),
                t->start);
}

static bool is_word(const token *t)
{
    return t->kind == LITERAL || t->kind == NAME;
}

/* A product without its sign. */
static ref fail_product(parser *p, const char *what)
{
    const token *t = &p->token, *before = &p->used;
    const int length = shown(t);
    if (!is_word(before))
        return fail(p, t->start,
                    "expected %s, found '%.*s' (a product needs its *)", what,
                    length, t->start);
    return fail(p, t->start,
                "expected %s, found '%.*s' (a product needs its *: %.*s*%.*s)",
                what, length, t->start, shown(before), before->start,
                is_word(t) ? length : 5, is_word(t) ? t->start : "(...)");
}

/* Something stands where no operand can stand. */
static ref fail_operator(parser *p, const char *what)
{
    const token *t = &p->token;
    if (is_word(t) || (t->kind == SYMBOL && *t->start == '('))
        return fail_product(p, what);
    /* the signs for a square and a cube */
    if (t->kind == SYMBOL
        && (strncmp(t->start, "\xC2\xB2", 2) == 0
            || strncmp(t->start, "\xC2\xB3", 2) == 0))
        return fail(p, t->start, "a power is written x^2");
    return fail_expected(p, what);
}

/* No operand begins so. */
static ref fail_operand(parser *p)
{
    const token *t = &p->token;
    if (t->kind == SYMBOL && *t->start == '*' && t->start > p->text
        && t->start[-1] == '*')
        return fail(p, t->start - 1, "a power is written x^2, not x**2");
    if (t->kind == SYMBOL && *t->start == '+')
        return fail(p, t->start, "a + stands between two terms: leave it out");
    return fail_expected(p, "a number, a variable or '('");
}

/* sum       term { ("+" | "-") term }
 * term      unary { ("*" | "/") unary }
 * unary     "-" unary | power
 * power     primary [ "^" unary ]
 * primary   number | name | function "(" sum { "," sum } ")" | "(" sum ")"
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
            left = gdx_share(p->e, ADD, left, term(p), 0);
        else if (accept(p, "-"))
            left = gdx_share(p->e, SUBTRACT, left, term(p), 0);
        else
            return left;
    }
}

static ref term(parser *p)
{
    ref left = unary(p);
    for (;;) {
        if (accept(p, "*"))
            left = gdx_share(p->e, MULTIPLY, left, unary(p), 0);
        else if (accept(p, "/"))
            left = gdx_share(p->e, DIVIDE, left, unary(p), 0);
        else
            return left;
    }
}

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
        u = is_number(p->e, u) ? gdx_number(p->e, -p->e->nodes[u].number)
                               : gdx_share(p->e, NEGATE, u, 0, 0);
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
    return gdx_share(p->e, POWER, base, unary(p), 0);
}

static ref bracketed(parser *p)
{
    ref u = sum(p);
    return accept(p, ")") ? u : fail_operator(p, "an operator or ')'");
}

/* The operands of max or min, two or more: max(x, y, z) is max(max(x, y), z).
 */
static ref choice(parser *p, kind op)
{
    ref left = sum(p);
    if (!accept(p, ","))
        return fail_operator(p, "an operator or ','");
    do
        left = gdx_share(p->e, op, left, sum(p), 0);
    while (accept(p, ","));
    return accept(p, ")") ? left : fail_operator(p, "an operator, ',' or ')'");
}

/* Which function of one number the next token names; FUNCTIONS if none. */
static size_t function_of(const parser *p)
{
    size_t f = 0;
    while (f < FUNCTIONS && !token_is(p, gdx_functions[f].name))
        f++;
    return f;
}

static bool is_reserved(const parser *p)
{
    return token_is(p, "pi") || token_is(p, "e") || token_is(p, "max")
           || token_is(p, "min") || function_of(p) < FUNCTIONS;
}

static ref variable(parser *p)
{
    size_t i = 0;
    while (i + 1 < p->e->variables && !token_is(p, p->e->names[i]))
        i++;
    return gdx_share(p->e, VARIABLE, (ref)i, 0, 0);
}

static ref leaf(gd_expression *e, kind op)
{
    return gdx_share(e, op, 0, 0, 0);
}

/* Functions that are called otherwise elsewhere, and how they are written. */
static const char *const elsewhere[][2] = {
    {"ln", "log(x)"},      {"log10", "log(x)/log(10)"},
    {"pow", "x^2"},        {"log2", "log(x)/log(2)"},
    {"arcsin", "asin(x)"}, {"arccos", "acos(x)"},
    {"arctan", "atan(x)"}, {"fabs", "abs(x)"},
    {"sqr", "x^2"},        {"sgn", "sign(x)"},
};

static ref fail_call(parser *p, const token *t)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
        if (strlen(elsewhere[i][0]) == t->length
            && strncmp(elsewhere[i][0], t->start, t->length) == 0)
            return fail(p, t->start, "'%s' is no function: write %s",
                        elsewhere[i][0], elsewhere[i][1]);
    return fail(p, t->start,
                "'%.*s' is no function (a product needs its *: %.*s*(...))",
                shown(t), t->start, shown(t), t->start);
}

static ref name(parser *p)
{
    token t = p->token;
    size_t f = function_of(p);
    bool max = token_is(p, "max"), of_two = max || token_is(p, "min");
    bool calls = of_two || f < FUNCTIONS;
    ref u = calls               ? ZERO
            : token_is(p, "pi") ? leaf(p->e, PI)
            : token_is(p, "e")  ? leaf(p->e, E)
                                : variable(p);
    next(p);
    bool opens = accept(p, "(");
    if (of_two && opens)
        return choice(p, max ? MAX : MIN);
    if (calls && opens)
        return gdx_share(p->e, (kind)(SIN + f), bracketed(p), 0, 0);
    if (calls) {
        char what[32];
        snprintf(what, sizeof what, "'(' after %.*s", (int)t.length, t.start);
        return fail_expected(p, what);
    }
    return opens ? fail_call(p, &t) : u;
}

static ref primary(parser *p)
{
    double value = p->token.value;
    switch (p->token.kind) {
    case LITERAL:
        next(p);
        return gdx_number(p->e, value);
    case NAME:
        return name(p);
    case SYMBOL:
        if (accept(p, "("))
            return bracketed(p);
        break;
    case END:
        break;
    }
    return fail_operand(p);
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
bool gdx_read(gd_expression *e, const char *text, gd_expression_error *error)
{
    parser reading = {.e = e, .text = text, .error = error}, *p = &reading;
    if (strlen(text) > GD_EXPRESSION_LENGTH)
        fail(p, text + GD_EXPRESSION_LENGTH, "longer than %d characters",
             GD_EXPRESSION_LENGTH);
    for (start(p); p->token.kind != END; next(p))
        if (p->token.kind == NAME && !is_reserved(p))
            add_variable(p);
    /* The variables first among the nodes: so they sort by name. */
    for (size_t i = 0; i < e->variables; i++)
        gdx_share(e, VARIABLE, (ref)i, 0, 0);
    start(p);
    e->root = sum(p);
    if (p->token.kind != END)
        fail_operator(p, "an operator");
    return !p->failed;
}
