#include "gd/expression-parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- the nodes */

static double sign(double x)
{
    return x > 0 ? 1 : x < 0 ? -1 : x; /* 0 or NaN */
}

static double step(double x)
{
    return x > 0 ? 1 : x <= 0 ? 0 : x;
}

const function gdx_functions[FUNCTIONS] = {
    {"sin", sin},   {"cos", cos},   {"tan", tan},   {"asin", asin},
    {"acos", acos}, {"atan", atan}, {"sinh", sinh}, {"cosh", cosh},
    {"tanh", tanh}, {"exp", exp},   {"log", log},   {"sqrt", sqrt},
    {"abs", fabs},  {"sign", sign}, {"step", step}};

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

/* The node that is so made: the one that is there, or else a new one.
 * Without memory there is always node 0; who has finished asks e->no_memory,
 * once. */
ref gdx_share(gd_expression *e, kind op, ref a, ref b, double number)
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

ref gdx_number(gd_expression *e, double value)
{
    return gdx_share(e, NUMBER, 0, 0, value);
}

bool gdx_is_integer(const gd_expression *e, ref u, int *n)
{
    double value = e->nodes[u].number;
    if (!is_number(e, u) || fabs(value) > INTEGER_POWER_MAX
        || value != floor(value))
        return false;
    *n = (int)value;
    return true;
}

/* ------------------------------------------------------------------- asking
 *
 * Nodes lie in an order in which operands come first, so neither pass below
 * needs recursion: what is asked for has been answered already. */

void gdx_mark(const gd_expression *e, ref root, unsigned char *marks,
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

ref gdx_ask(gd_expression *e, ref root, ref x, question *of_node)
{
    unsigned char *needed = calloc(root + 1, sizeof *needed);
    ref *answers = calloc(root + 1, sizeof *answers), last = ZERO;
    if (needed && answers) {
        gdx_mark(e, root, needed, 1);
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
