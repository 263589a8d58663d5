#include "gd/expression-parts.h"

#include "gd/decimal.h"

#include <math.h>
#include <string.h>

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
    gd_decimal d;
    int digits = 15;
    do
        d = gd_decimal_write(value, digits++);
    while (digits <= 17 && gd_decimal_read(d.text, NULL) != value);
    char *power = strchr(d.text, 'e');
    if (power) {
        char *from = power + 2, *to = power + (power[1] == '-' ? 2 : 1);
        from += strspn(from, "0");
        memmove(to, from, strlen(from) + 1);
    }
    put(w, d.text);
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
    case MAX:
    case MIN:
        put(w, n->op == MAX ? "max(" : "min(");
        put_node(w, n->a);
        put(w, ", ");
        put_node(w, n->b);
        put(w, ")");
        break;
    default:
        put(w, gdx_functions[n->op - SIN].name);
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
