#include "gd/newton.h"

#include "gd/descent-parts.h"
#include "gd/vector.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------- vectors, a matrix */

/* v <- v + factor u */
static void add(size_t n, double *v, double factor, const double *u)
{
    for (size_t i = 0; i < n; i++)
        v[i] += factor * u[i];
}

static void swap(double *a, double *b)
{
    double was = *a;
    *a = *b;
    *b = was;
}

/* Solves a d = b by elimination, the largest pivot first; d replaces b, and a
 * is used up. Where a is singular d is not finite. */
static void solve(size_t n, double *a, double *b)
{
    for (size_t k = 0; k < n; k++) {
        size_t pivot = k;
        for (size_t i = k + 1; i < n; i++)
            if (fabs(a[i * n + k]) > fabs(a[pivot * n + k]))
                pivot = i;
        for (size_t j = k; j < n; j++)
            swap(&a[k * n + j], &a[pivot * n + j]);
        swap(&b[k], &b[pivot]);
        for (size_t i = k + 1; i < n; i++) {
            double factor = a[i * n + k] / a[k * n + k];
            for (size_t j = k; j < n; j++)
                a[i * n + j] -= factor * a[k * n + j];
            b[i] -= factor * b[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++)
            b[k] -= a[k * n + j] * b[j];
        b[k] /= a[k * n + k];
    }
}

/* ---------------------------------------------------------------- all runs */

/* The option that has no place here, or another argument that makes no
 * sense, or NULL. */
static const char *nonsense(const gd_objective *f, const gd_options *o)
{
    if (o->ascend || o->optimizer || o->schedule || o->clip != 0 || o->retry)
        return "ascent, optimizer, schedule, clip and retry have no place here";
    return gdd_nonsense(f, o);
}

/* Room for n columns of `columns` numbers, or NULL. */
static double *room_for(size_t n, size_t columns)
{
    return columns <= SIZE_MAX / sizeof(double)
               ? calloc(n, columns * sizeof(double))
               : NULL;
}

static gd_result ended(gd_outcome why, const gd_state *s)
{
    return (gd_result){.outcome = why,
                       .steps = s->step,
                       .f = s->f,
                       .gradient_norm = s->gradient_norm,
                       .rate = s->rate};
}

/* region newton */
/* One step after another to where the parabola that fits at x is flat. */
static gd_result newton(const gd_objective *f, gd_hessian *hessian, double *x,
                        double rate, double *g, double *h, const gd_options *o)
{
    size_t n = f->n;
    for (size_t t = 0;; t++) {
        double value = gd_value_and_gradient(f, x, g);
        gd_state s = {t, n, x, value, g, gd_max_abs(n, g), rate};
        gd_outcome outcome = gd_outcome_at(&s, o);
        if (outcome != GD_GO_ON)
            return ended(outcome, &s);
        hessian(x, h);
        solve(n, h, g); /* g is now H^-1 g */
        add(n, x, -rate, g);
    }
}
/* end newton */

gd_result gd_newton(const gd_objective *f, gd_hessian *hessian, double *x,
                    const gd_options *options)
{
    const char *why = nonsense(f, options);
    if (why || !hessian)
        return gdd_refused("%s", why ? why : "there is no Hessian");
    double *g = f->n < SIZE_MAX ? room_for(f->n, f->n + 1) : NULL;
    if (!g)
        return gdd_failed(GD_ERROR_MEMORY);
    gd_result r = newton(f, hessian, x, options->rate > 0 ? options->rate : 1,
                         g, g + f->n, options);
    free(g);
    return r;
}

/* ----------------------------------------------- what the gradients tell */

/* A step, and the change of the gradient along it. */
typedef struct pair {
    double *s, *y;
    double sy; /* s.y */
    double part;
} pair;

/* A guess at the inverse of the Hessian. */
typedef struct guess {
    size_t n;
    double rate;   /* B is that times the identity, ... */
    size_t kept;   /* ... before the first pair */
    double *b;     /* n x n, of BFGS */
    double *by;    /* room for n numbers */
    size_t most;   /* pairs, of L-BFGS; 0: this is BFGS */
    size_t newest; /* the place of the newest of them */
    pair *pairs;
} guess;

/* region bfgs */
/* d = -B g. */
static void bfgs_direction(const guess *q, const double *g, double *d)
{
    for (size_t i = 0; i < q->n; i++)
        d[i] = -(q->kept ? gd_dot(q->n, q->b + i * q->n, g) : q->rate * g[i]);
}

/* Corrects B so that it explains the last step: B y = s. */
static void bfgs_learn(guess *q, const double *s, const double *y, double sy)
{
    size_t n = q->n;
    if (q->kept++ == 0) /* the identity, in the size that the step suggests */
        for (size_t i = 0; i < n * n; i++)
            q->b[i] = i % (n + 1) == 0 ? sy / gd_dot(n, y, y) : 0;
    for (size_t i = 0; i < n; i++)
        q->by[i] = gd_dot(n, q->b + i * n, y);
    double weight = (1 + gd_dot(n, y, q->by) / sy) / sy;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            q->b[i * n + j] +=
                weight * s[i] * s[j] - (q->by[i] * s[j] + s[i] * q->by[j]) / sy;
}
/* end bfgs */

/* region lbfgs */
/* d = -B g without B, from the last pairs of s and y: what the newest has to
 * say is taken off first and put back last. */
static void lbfgs_direction(const guess *q, const double *g, double *d)
{
    size_t n = q->n;
    double size = q->rate;
    for (size_t i = 0; i < n; i++)
        d[i] = -g[i];
    for (size_t k = 0; k < q->kept; k++) { /* from the newest back */
        pair *p = &q->pairs[(q->newest + q->most - k) % q->most];
        p->part = gd_dot(n, p->s, d) / p->sy;
        add(n, d, -p->part, p->y);
        if (k == 0)
            size = p->sy / gd_dot(n, p->y, p->y);
    }
    for (size_t i = 0; i < n; i++)
        d[i] *= size;
    for (size_t k = q->kept; k-- > 0;) { /* and forth */
        pair *p = &q->pairs[(q->newest + q->most - k) % q->most];
        add(n, d, p->part - gd_dot(n, p->y, d) / p->sy, p->s);
    }
}
/* end lbfgs */

static void lbfgs_learn(guess *q, const double *s, const double *y, double sy)
{
    q->newest = (q->newest + 1) % q->most;
    q->kept += q->kept < q->most;
    pair *p = &q->pairs[q->newest];
    memcpy(p->s, s, q->n * sizeof *s);
    memcpy(p->y, y, q->n * sizeof *y);
    p->sy = sy;
}

/* Stores the way down in d and returns the slope along it, negative. */
static double way_down(guess *q, const double *g, double *d)
{
    for (;; q->kept = 0) {
        if (q->most)
            lbfgs_direction(q, g, d);
        else
            bfgs_direction(q, g, d);
        double slope = gd_dot(q->n, g, d);
        if (slope < 0 || q->kept == 0)
            return slope;
    }
}

/* ---------------------------------------------------------- and their loop */

/* Where a run is, and where it tries to be. */
typedef struct place {
    double *x, *g;
    double f;
} place;

/* Goes from `from` along d, halving the step until enough is won. Each trial
 * costs a gradient too: the first is mostly the last, and its gradient is
 * needed. Returns the part of d that it went, or 0. */
static double line_search(const gd_objective *f, const place *from,
                          const double *d, double slope, place *to)
{
    for (double a = 1; a > 1e-16; a /= 2) {
        memcpy(to->x, from->x, f->n * sizeof *to->x);
        add(f->n, to->x, a, d);
        to->f = gd_value_and_gradient(f, to->x, to->g);
        bool lower = to->f < from->f || a == 1; /* not by rounding alone */
        if (lower && to->f <= from->f + 1e-4 * a * slope) /* no NaN is */
            return a;
    }
    return 0;
}

/* Tells the guess of a step, in place: the points become s and y. */
static void learn(guess *q, place *was, const place *is)
{
    size_t n = q->n;
    for (size_t i = 0; i < n; i++) {
        was->x[i] = is->x[i] - was->x[i];
        was->g[i] = is->g[i] - was->g[i];
    }
    double sy = gd_dot(n, was->x, was->g);
    if (!(sy > 0 && isfinite(sy / gd_dot(n, was->g, was->g))))
        return; /* no curvature upward was met */
    if (q->most)
        lbfgs_learn(q, was->x, was->g, sy);
    else
        bfgs_learn(q, was->x, was->g, sy);
}

/* room: 4n numbers. */
static gd_result run(const gd_objective *f, double *x, guess *q, double *room,
                     const gd_options *o)
{
    size_t n = f->n, bytes = n * sizeof *x;
    double *d = room + 3 * n, a = 0;
    place here = {x, room, 0}, there = {room + n, room + 2 * n, 0};
    here.f = gd_value_and_gradient(f, x, here.g);
    q->rate = o->rate > 0 ? o->rate : fmin(1, 1 / gd_max_abs(n, here.g));
    for (size_t t = 0;; t++) {
        gd_state s = {t, n, x, here.f, here.g, gd_max_abs(n, here.g), a};
        gd_outcome outcome = gd_outcome_at(&s, o);
        if (outcome != GD_GO_ON)
            return ended(outcome, &s);
        a = line_search(f, &here, d, way_down(q, here.g, d), &there);
        if (a == 0)
            return ended(GD_NO_DESCENT, &s);
        learn(q, &here, &there);
        memcpy(here.x, there.x, bytes);
        memcpy(here.g, there.g, bytes);
        here.f = there.f;
    }
}

gd_result gd_bfgs(const gd_objective *f, double *x, const gd_options *options)
{
    const char *why = nonsense(f, options);
    if (why)
        return gdd_refused("%s", why);
    double *room = f->n <= SIZE_MAX - 5 ? room_for(f->n, f->n + 5) : NULL;
    if (!room)
        return gdd_failed(GD_ERROR_MEMORY);
    guess q = {.n = f->n, .by = room + 4 * f->n, .b = room + 5 * f->n};
    gd_result r = run(f, x, &q, room, options);
    free(room);
    return r;
}

gd_result gd_lbfgs(const gd_objective *f, double *x, size_t pairs,
                   const gd_options *options)
{
    const char *why = nonsense(f, options);
    if (why || pairs == 0)
        return gdd_refused("%s", why ? why : "it is to remember no pair");
    double *room =
        pairs <= SIZE_MAX / 2 - 4 ? room_for(f->n, 2 * pairs + 4) : NULL;
    guess q = {.n = f->n,
               .most = pairs,
               .pairs = room ? calloc(pairs, sizeof *q.pairs) : NULL};
    if (!q.pairs) {
        free(room);
        return gdd_failed(GD_ERROR_MEMORY);
    }
    for (size_t k = 0; k < pairs; k++) {
        q.pairs[k].s = room + (4 + 2 * k) * f->n;
        q.pairs[k].y = q.pairs[k].s + f->n;
    }
    gd_result r = run(f, x, &q, room, options);
    free(q.pairs);
    free(room);
    return r;
}
