#include "gd/expression-parts.h"

#include "gd/decimal.h"
#include "gd/pi.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- evaluating
 *
 * The nodes that f and its derivatives need become a program: an instruction
 * for each that is no leaf, and a slot for the value of each. What has no
 * variable in it goes first, and is run once; then what f needs; then what
 * only the derivatives need. */

/* A node as it will be evaluated: its operands are slots for their values.
 * Sums, differences and products all have the op ADD, and are a*b + c. */
struct instruction {
    kind op;
    ref a, b, c;
};

static double other(kind op, double a, double b)
{
    switch (op) {
    case DIVIDE:
        return a / b;
    case POWER:
        return pow(a, b);
    case MAX:
        return a >= b || isnan(a) ? a : b;
    case MIN:
        return a <= b || isnan(a) ? a : b;
    default:
        return gdx_functions[op - SIN].value(a);
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
    ref even = gdx_share(e, MULTIPLY, half, half, 0);
    return n % 2 == 0 ? even : gdx_share(e, MULTIPLY, even, x, 0);
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
    if (n.op != POWER || !gdx_is_integer(e, n.b, &k))
        return gdx_share(e, n.op, low[n.a], is_binary(n.op) ? low[n.b] : ZERO,
                         0);
    ref power = repeated(e, low[n.a], abs(k));
    return k < 0 ? gdx_share(e, DIVIDE, ONE, power, 0) : power;
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
        gdx_mark(e, a->partial[i], a->part, FOR_GRADIENT);
    gdx_mark(e, a->root, a->part, FOR_VALUE);
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

static double constant(kind op)
{
    return op == PI ? GD_PI : 2.71828182845904523536;
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

void gdx_compile(gd_expression *e)
{
    assembler a = {.e = e, .root = gdx_ask(e, e->root, 0, lowered)};
    for (size_t i = 0; i < e->variables; i++)
        a.partial[i] = gdx_ask(e, e->partial[i], 0, lowered);
    a.part = calloc(e->count, sizeof *a.part);
    a.uses = calloc(e->count, sizeof *a.uses);
    a.slot = calloc(e->count, sizeof *a.slot);
    e->program = calloc(e->count, sizeof *e->program);
    size_t slots = e->variables + COMMON + e->count;
    e->slots = calloc(slots, sizeof *e->slots);
    e->adjoints = calloc(slots, sizeof *e->adjoints);
    if (a.part && a.uses && a.slot && e->program && e->slots && e->adjoints)
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

/* ------------------------------------------------------------------ backward
 *
 * The adjoint of a number is the derivative of f with respect to it. That of f
 * itself is 1; every other is the sum of what those hand on to it that were
 * computed from it. */

/* Can the number in that slot be another next time? */
static bool varies(const gd_expression *e, ref slot)
{
    size_t first = (size_t)(e->results - e->slots) + e->fixed_end;
    return slot < e->variables || slot >= first;
}

/* The derivative of a function at u, where its value is y: the rules of
 * expression-derivative.c, in numbers. */
static double outer_slope(kind f, double u, double y)
{
    switch (f) {
    case SIN:
        return cos(u);
    case COS:
        return -sin(u);
    case TAN:
        return 1 / (cos(u) * cos(u));
    case ASIN:
        return 1 / sqrt(1 - u * u);
    case ACOS:
        return -1 / sqrt(1 - u * u);
    case ATAN:
        return 1 / (u * u + 1);
    case SINH:
        return cosh(u);
    case COSH:
        return sinh(u);
    case TANH:
        return 1 / (cosh(u) * cosh(u));
    case EXP:
        return y;
    case LOG:
        return 1 / u;
    case SQRT:
        return 1 / (2 * y);
    case ABS:
        return u > 0 ? 1 : u < 0 ? -1 : 0;
    default: /* sign and step */
        return 0;
    }
}

/* region hand-on */
/* Hands the adjoint of an instruction's result on to its operands. */
static void hand_on(gd_expression *e, size_t place)
{
    const instruction in = e->program[place];
    double a = e->slots[in.a], b = e->slots[in.b], y = e->results[place];
    double *adjoint = e->adjoints;
    double of_y = adjoint[e->results - e->slots + (ptrdiff_t)place];
    if (of_y == 0)
        return;
    switch (in.op) {
    case ADD: /* y = a*b + c */
        adjoint[in.a] += of_y * b;
        adjoint[in.b] += of_y * a;
        adjoint[in.c] += of_y;
        break;
    case DIVIDE:
        adjoint[in.a] += of_y / b;
        adjoint[in.b] -= of_y * y / b;
        break;
    case POWER:
        adjoint[in.a] += of_y * b * pow(a, b - 1);
        if (varies(e, in.b))
            adjoint[in.b] += of_y * y * log(a);
        break;
    case MAX:
    case MIN:
        adjoint[y == a ? in.a : in.b] += of_y;
        break;
    default:
        adjoint[in.a] += of_y * outer_slope(in.op, a, y);
    }
}
/* end hand-on */

/* region reverse */
double gd_expression_reverse(size_t n, const double *x, double *gradient,
                             void *context)
{
    gd_expression *e = context;
    double f = gd_expression_eval(n, x, NULL, e);
    if (!gradient)
        return f;
    size_t end = (size_t)(e->results - e->slots) + e->value_end;
    memset(e->adjoints, 0, end * sizeof *e->adjoints);
    e->adjoints[e->root_slot] = 1;
    for (size_t i = e->value_end; i > e->fixed_end; i--)
        hand_on(e, i - 1);
    memcpy(gradient, e->adjoints, n * sizeof *gradient);
    return f;
}
/* end reverse */

/* ------------------------------------------------------- a sweep, looked at */

/* The place among the numbers of what can vary. */
static size_t number_of(const gd_expression *e, ref slot)
{
    size_t first = (size_t)(e->results - e->slots) + e->fixed_end;
    return slot < e->variables ? slot : e->variables + (slot - first);
}

typedef struct called {
    char text[GD_EXPRESSION_NAME + 1];
} called;

static called name_of(const gd_expression *e, ref slot)
{
    called c;
    if (slot < e->variables)
        snprintf(c.text, sizeof c.text, "%s", e->names[slot]);
    else if (varies(e, slot))
        snprintf(c.text, sizeof c.text, "v%zu",
                 number_of(e, slot) - e->variables + 1);
    else
        snprintf(c.text, sizeof c.text, "%s",
                 gd_decimal_write(e->slots[slot], 15).text);
    return c;
}

static void write_instruction(const gd_expression *e, const instruction *in,
                              gd_expression_number *to)
{
    ref common = (ref)e->variables;
    called a = name_of(e, in->a), b = name_of(e, in->b), c = name_of(e, in->c);
    bool alone = in->c == common + MINUS_ZERO;
    char *text = to->text;
    const size_t room = sizeof to->text;
    if (in->op == DIVIDE || in->op == POWER)
        snprintf(text, room, "%s%c%s", a.text, in->op == DIVIDE ? '/' : '^',
                 b.text);
    else if (in->op == MAX || in->op == MIN)
        snprintf(text, room, "%s(%s, %s)", in->op == MAX ? "max" : "min",
                 a.text, b.text);
    else if (in->op != ADD)
        snprintf(text, room, "%s(%s)", gdx_functions[in->op - SIN].name,
                 a.text);
    else if (in->b == common + PLUS_ONE)
        snprintf(text, room, "%s + %s", a.text, c.text);
    else if (in->b == common + MINUS_ONE)
        snprintf(text, room, "%s%s%s", alone ? "" : c.text, alone ? "-" : " - ",
                 a.text);
    else
        snprintf(text, room, "%s*%s%s%s", a.text, b.text, alone ? "" : " + ",
                 alone ? "" : c.text);
}

/* What an adjoint of 1 hands on is the slope. */
static void find_slopes(gd_expression *e, size_t place,
                        gd_expression_number *to)
{
    const instruction in = e->program[place];
    const ref operands[] = {in.a, in.b, in.c};
    size_t first = (size_t)(e->results - e->slots);
    size_t count = in.op == ADD ? 3 : is_binary(in.op) ? 2 : 1;
    memset(e->adjoints, 0, (first + place) * sizeof *e->adjoints);
    e->adjoints[first + place] = 1;
    hand_on(e, place);
    to->operands = 0;
    for (size_t k = 0; k < count; k++) {
        size_t from = number_of(e, operands[k]), seen = 0;
        while (seen < to->operands && to->from[seen] != from)
            seen++;
        if (!varies(e, operands[k]) || seen < to->operands)
            continue;
        to->from[to->operands] = from;
        to->slope[to->operands++] = e->adjoints[operands[k]];
    }
}

size_t gd_expression_numbers(gd_expression *e, const double *x,
                             gd_expression_number *numbers, size_t room)
{
    size_t n = e->variables, count = n + (e->value_end - e->fixed_end);
    size_t first = (size_t)(e->results - e->slots) + e->fixed_end;
    double g[GD_EXPRESSION_VARIABLES];
    gd_expression_eval(n, x, NULL, e);
    for (size_t k = 0; k < count && k < room; k++) {
        size_t place = e->fixed_end + k - n;
        numbers[k] = (gd_expression_number){.operands = 0};
        if (k < n)
            memcpy(numbers[k].text, e->names[k], sizeof e->names[k]);
        else
            write_instruction(e, &e->program[place], &numbers[k]);
        if (k >= n)
            find_slopes(e, place, &numbers[k]);
    }
    gd_expression_reverse(n, x, g, e);
    for (size_t k = 0; k < count && k < room; k++) {
        size_t slot = k < n ? k : first + k - n;
        numbers[k].value = e->slots[slot];
        numbers[k].adjoint = e->adjoints[slot];
    }
    return count;
}

/* Operations of an instruction, forward and in hand_on. */
static size_t forward_cost(const instruction *in)
{
    return in->op == ADD ? 2 : 1;
}

static size_t backward_cost(const gd_expression *e, const instruction *in)
{
    switch (in->op) {
    case ADD:
    case DIVIDE:
        return 5;
    case POWER:
        return varies(e, in->b) ? 9 : 5;
    case MAX:
    case MIN:
        return 1;
    default:
        return 3;
    }
}

gd_expression_cost gd_expression_costs(const gd_expression *e)
{
    gd_expression_cost cost = {0, 0, 0};
    for (size_t i = e->fixed_end; i < e->gradient_end; i++) {
        const instruction *in = &e->program[i];
        cost.formula += forward_cost(in);
        if (i >= e->value_end)
            continue;
        cost.value += forward_cost(in);
        cost.reverse += forward_cost(in) + backward_cost(e, in);
    }
    return cost;
}

gd_objective gd_expression_objective(gd_expression *e)
{
    return (gd_objective){"expression", e->variables, gd_expression_eval, e};
}
