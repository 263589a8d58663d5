#include "gd/expression-parts.h"

/* ---------------------------------------------------------------------- sums
 *
 * As products are: a sum is taken apart into terms, each a coefficient and
 * the rest, and equal rests are put together. */

enum { TERMS = 32 };

typedef struct addends {
    size_t count;
    addend terms[TERMS + 1];
    int patience;
} addends;

/* Adds a term: its coefficient to that of a like term, if there is one. */
static bool add_term(gd_expression *e, addends *s, ref u, int sign)
{
    addend t = gdx_split(e, u);
    t.c.p *= sign;
    size_t i = 0;
    while (i < s->count && s->terms[i].rest != t.rest)
        i++;
    if (i < s->count && !gdx_add_ratio(&t.c, s->terms[i].c))
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
        u = gdx_scaled(e, s->terms[first]);
    for (size_t i = 0; i < s->count; i++) {
        addend t = s->terms[i];
        if (i == first || t.c.p == 0)
            continue;
        kind op = u != ZERO && t.c.p < 0 ? SUBTRACT : ADD;
        t.c.p = op == SUBTRACT ? -t.c.p : t.c.p;
        u = u == ZERO ? gdx_scaled(e, t)
                      : gdx_share(e, op, u, gdx_scaled(e, t), 0);
    }
    return u;
}

ref gdx_plus(gd_expression *e, ref a, ref b)
{
    addends s = {0};
    if (a == ZERO || b == ZERO)
        return a == ZERO ? b : a;
    take_term(e, &s, a);
    take_term(e, &s, b);
    return written_sum(e, &s);
}
