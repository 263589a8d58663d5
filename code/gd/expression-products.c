#include "gd/expression-parts.h"

#include "gd/decimal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* ------------------------------------------------------------- coefficients */

/* 0.1 * 0.1 as the reader means it, 0.01 and not 0.010000000000000002: the
 * number of 15 digits, where rounding alone can have led away from it. */
static double tidy(double value)
{
    if (!isfinite(value))
        return value; /* for is_sound to see */
    double tidied = gd_decimal_read(gd_decimal_write(value, 15).text, NULL);
    return fabs(tidied - value) <= DBL_EPSILON * fabs(value) ? tidied : value;
}

static bool is_whole(double value)
{
    return value == floor(value) && fabs(value) <= 0x1p53;
}

static bool is_short(double value)
{
    return gd_decimal_read(gd_decimal_write(value, 6).text, NULL) == value;
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

bool gdx_add_ratio(ratio *c, ratio to)
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

enum { FACTORS = 16 };

typedef struct factor {
    ref base, exponent;
} factor;

typedef struct product {
    ratio c;
    size_t count;
    factor factors[FACTORS + 1];
    int patience; /* how many nodes more to look into */
} product;

/* Includes base^exponent: exponents of the same base are added. */
static void include(gd_expression *e, product *p, ref base, ref exponent)
{
    size_t i = 0;
    while (i < p->count && p->factors[i].base != base)
        i++;
    if (i < p->count)
        exponent = gdx_plus(e, p->factors[i].exponent, exponent);
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
        if (gdx_is_integer(e, v.b, &k) && abs(k * n) <= INTEGER_POWER_MAX)
            return gather(e, p, v.a, k * n);
        include(e, p, v.a, gdx_times(e, gdx_number(e, n), v.b));
        return true;
    default:
        include(e, p, u, gdx_number(e, n));
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
    include(e, p, u, gdx_number(e, n));
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
    if (op > POWER || !is_ratio(e, f.exponent, &r))
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
    return exponent == ONE ? base : gdx_share(e, POWER, base, exponent, 0);
}

/* Appends a factor to a product as it is written. */
static void append(gd_expression *e, ref *to, ref u)
{
    *to = *to == ONE ? u : gdx_share(e, MULTIPLY, *to, u, 0);
}

/* -(a - b) is b - a. */
static ref negated(gd_expression *e, ref u)
{
    node n = e->nodes[u];
    return n.op == SUBTRACT ? gdx_share(e, SUBTRACT, n.b, n.a, 0)
                            : gdx_share(e, NEGATE, u, 0, 0);
}

/* Writes a product: the numbers first, what has a negative number for an
 * exponent below the line, and a minus before the whole. */
static ref written(gd_expression *e, product *p)
{
    ratio c = p->c, r;
    if (c.p == 0)
        return ZERO;
    bool one = fabs(c.p) == 1 && p->count > 0;
    ref above = one ? ONE : gdx_number(e, c.p), below = gdx_number(e, c.q);
    sort_factors(e, p);
    for (size_t i = 0; i < p->count; i++) {
        factor f = p->factors[i];
        if (is_ratio(e, f.exponent, &r) && r.p < 0)
            append(e, &below,
                   raw_power(e, f.base,
                             gdx_times(e, gdx_number(e, -1), f.exponent)));
        else
            append(e, &above, raw_power(e, f.base, f.exponent));
    }
    if (one && c.p < 0 && above == ONE)
        above = gdx_number(e, -1);
    else if (one && c.p < 0)
        above = negated(e, above);
    return below == ONE ? above : gdx_share(e, DIVIDE, above, below, 0);
}

ref gdx_times(gd_expression *e, ref a, ref b)
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

ref gdx_over(gd_expression *e, ref a, ref b)
{
    product p = {.c = {1, 1}};
    take(e, &p, a, 1);
    take(e, &p, b, -1);
    return written(e, &p);
}

ref gdx_to_the(gd_expression *e, ref a, ref b)
{
    product p = {.c = {1, 1}, .patience = PATIENCE};
    int n;
    if (gdx_is_integer(e, b, &n) && gather(e, &p, a, n))
        return written(e, &p);
    return a == ONE ? ONE : raw_power(e, a, b);
}

addend gdx_split(gd_expression *e, ref u)
{
    product p = {.c = {1, 1}};
    take(e, &p, u, 1);
    addend t = {p.c, ONE};
    p.c = (ratio){1, 1};
    t.rest = written(e, &p);
    return t;
}

ref gdx_scaled(gd_expression *e, addend t)
{
    product p = {.c = t.c};
    take(e, &p, t.rest, 1);
    return written(e, &p);
}
