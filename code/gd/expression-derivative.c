#include "gd/expression-parts.h"

#include <math.h>

/* ------------------------------------------------------------ differentiating
 *
 * A rule for each kind of node. gdx_plus and the like simplify what they make:
 * so f is simplified by making it once more, and its derivatives are from the
 * start. */

static ref minus(gd_expression *e, ref u)
{
    return gdx_times(e, gdx_number(e, -1), u);
}

/* A function of a number is worked out where that leaves a small whole
 * number: exp(0), log(1), sqrt(4). */
static ref of(gd_expression *e, kind f, ref u)
{
    node n = e->nodes[u];
    if (f == LOG && n.op == E)
        return ONE;
    if (n.op == NUMBER) {
        double value = gdx_functions[f - SIN].value(n.number);
        if (fabs(value) <= 1e6 && value == floor(value))
            return gdx_number(e, value + 0.0); /* no -0 */
    }
    return gdx_share(e, f, u, 0, 0);
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
        return gdx_plus(e, a, b);
    case SUBTRACT:
        return gdx_plus(e, a, minus(e, b));
    case MULTIPLY:
        return gdx_times(e, a, b);
    case DIVIDE:
        return gdx_over(e, a, b);
    case POWER:
        return gdx_to_the(e, a, b);
    case MAX:
    case MIN:
        return a == b ? a : gdx_share(e, n.op, a, b, 0);
    default:
        return of(e, n.op, a);
    }
}

static ref square(gd_expression *e, ref u)
{
    return gdx_to_the(e, u, gdx_number(e, 2));
}

/* sqrt(1 - u^2) */
static ref circle(gd_expression *e, ref u)
{
    return of(e, SQRT, gdx_plus(e, ONE, minus(e, square(e, u))));
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
        return gdx_over(e, ONE, square(e, of(e, COS, u)));
    case ASIN:
        return gdx_over(e, ONE, circle(e, u));
    case ACOS:
        return gdx_over(e, gdx_number(e, -1), circle(e, u));
    case ATAN:
        return gdx_over(e, ONE, gdx_plus(e, square(e, u), ONE));
    case SINH:
        return of(e, COSH, u);
    case COSH:
        return of(e, SINH, u);
    case TANH:
        return gdx_over(e, ONE, square(e, of(e, COSH, u)));
    case EXP:
        return of(e, EXP, u);
    case LOG:
        return gdx_over(e, ONE, u);
    case SQRT:
        return gdx_over(e, ONE, gdx_times(e, gdx_number(e, 2), of(e, SQRT, u)));
    case ABS:
        return of(e, SIGN, u);
    default: /* sign and step are flat, but for their jump */
        return ZERO;
    }
}

/* (u^v)': one rule if only u varies, one if only v does, and both. The
 * first must not go through the third: log(u) is no number for u <= 0. */
static ref power_derivative(gd_expression *e, ref u, ref v, ref du, ref dv)
{
    ref uv = gdx_to_the(e, u, v);
    if (u == ZERO)
        return ZERO;
    if (dv == ZERO) {
        ref less = gdx_to_the(e, u, gdx_plus(e, v, gdx_number(e, -1)));
        return gdx_times(e, gdx_times(e, v, less), du);
    }
    ref grow = gdx_times(e, of(e, LOG, u), dv);
    if (du == ZERO)
        return gdx_times(e, uv, grow);
    return gdx_times(e, uv,
                     gdx_plus(e, grow, gdx_over(e, gdx_times(e, v, du), u)));
}

/* max(a, b)' is a' where a >= b, and min(a, b)' where a <= b: at a tie the
 * first of the two has its way, and what comes out is a slope to one side. */
static ref choice_derivative(gd_expression *e, const node *n, ref da, ref db)
{
    ref first = n->op == MAX ? n->b : n->a, less = n->op == MAX ? n->a : n->b;
    ref second = of(e, STEP, gdx_plus(e, first, minus(e, less)));
    return gdx_plus(e, gdx_times(e, da, gdx_plus(e, ONE, minus(e, second))),
                    gdx_times(e, db, second));
}

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
        return gdx_plus(e, da, db);
    case SUBTRACT:
        return gdx_plus(e, da, minus(e, db));
    case MULTIPLY:
        return gdx_plus(e, gdx_times(e, da, b), gdx_times(e, a, db));
    case DIVIDE:
        if (db == ZERO)
            return gdx_over(e, da, b);
        return gdx_over(
            e, gdx_plus(e, gdx_times(e, da, b), minus(e, gdx_times(e, a, db))),
            square(e, b));
    case POWER:
        return power_derivative(e, a, b, da, db);
    case MAX:
    case MIN:
        return da == db ? da : choice_derivative(e, &n, da, db);
    default:
        return da == ZERO ? ZERO
                          : gdx_times(e, outer_derivative(e, n.op, a), da);
    }
}
/* end derivative */

void gdx_differentiate(gd_expression *e)
{
    ref f = gdx_ask(e, e->root, 0, simplified);
    for (size_t i = 0; i < e->variables; i++)
        e->partial[i] = gdx_ask(e, f, (ref)i, derivative);
}
