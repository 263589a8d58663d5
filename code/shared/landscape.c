#include "shared/landscape.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

/* ------------------------------------------------------- where it has been */

/* Of a walk that goes astray: how many times as far as it had been it may go,
 * in one step or in all, and still be near. */
static const double NEAR = 10;

static void take_in(landscape_box *b, size_t n, const double *x)
{
    for (size_t i = 0; i < n; i++) {
        b->low[i] = fmin(b->low[i], x[i]);
        b->high[i] = fmax(b->high[i], x[i]);
    }
}

/* Half of it, in the direction in which it is longest: no overflow. */
static double half_length(const landscape_box *b, size_t n)
{
    double half = 0;
    for (size_t i = 0; i < n; i++)
        half = fmax(half, b->high[i] / 2 - b->low[i] / 2);
    return half;
}

landscape landscape_new(size_t n, bool ascend, const double *x, double f)
{
    landscape l = {.n = n, .ascend = ascend, .first = f, .last = f};
    for (size_t i = 0; i < n; i++)
        l.all.low[i] = l.all.high[i] = x[i];
    l.calm = l.near = l.all;
    return l;
}

/* The first step is near wherever it leads, or there would be nothing to see;
 * one that makes a long way of it is far. */
static bool is_far(const landscape *l, const landscape_box *with)
{
    double before = half_length(&l->near, l->n);
    double after = half_length(with, l->n);
    return before > 0
           && (after > NEAR * before
               || (l->worse && after > NEAR * half_length(&l->calm, l->n)));
}

void landscape_see(landscape *l, const double *x, double f)
{
    bool finite = isfinite(f);
    for (size_t i = 0; i < l->n; i++)
        finite = finite && isfinite(x[i]);
    if (!finite)
        return;
    landscape_box with = l->near;
    take_in(&with, l->n, x);
    l->astray = l->astray || is_far(l, &with);
    if (!l->astray)
        l->near = with;
    if (!l->worse && !l->astray)
        take_in(&l->calm, l->n, x);
    l->worse = l->worse || (l->ascend ? f < l->first : f > l->first);
    take_in(&l->all, l->n, x);
    l->last = f;
}

/* -------------------------------------------------------------- the window */

/* Of one variable it is good to see what lies beyond the point where a walk
 * ended: the other side of the valley. */
static double air(size_t n)
{
    return n == 1 ? 1.8 : 1.5;
}

/* Half a window around this middle: so much that doubles, and the numbers at an
 * axis, can be told apart, and so little that its width can be had. */
static double bounded(double half, double middle)
{
    double least = fmax(1e-4 * fabs(middle), 1e-300);
    return fmin(fmax(half, least), DBL_MAX / 4);
}

/* As wide in x as in y, unless the walk would then be a line. What is less than
 * that is rounding. */
static void even_out(double half[2])
{
    double *less = half[0] < half[1] ? &half[0] : &half[1];
    double most = fmax(half[0], half[1]);
    if (*less >= most / 10 || *less < most / 1e4)
        *less = most;
}

landscape_box landscape_window(const landscape *l, bool diverged)
{
    bool lost =
        diverged || !(l->ascend ? l->last >= l->first : l->last <= l->first);
    landscape_box b = lost ? l->near : l->all;
    double middle[2] = {0}, half[2] = {0}, size = 0;
    for (size_t i = 0; i < l->n; i++) {
        middle[i] = b.low[i] / 2 + b.high[i] / 2;
        half[i] = air(l->n) * (b.high[i] / 2 - b.low[i] / 2);
        size = fmax(size, fabs(middle[i]));
    }
    if (half_length(&b, l->n) == 0) /* it has not moved */
        half[0] = size > 0 ? size / 2 : 1;
    if (l->n == 2)
        even_out(half);
    for (size_t i = 0; i < l->n; i++)
        half[i] = bounded(half[i], middle[i]);
    if (l->n == 2) /* again, for one may have been too short */
        even_out(half);
    for (size_t i = 0; i < l->n; i++) {
        b.low[i] = fmax(middle[i] - half[i], -DBL_MAX);
        b.high[i] = fmin(middle[i] + half[i], DBL_MAX);
    }
    return b;
}

/* --------------------------------------------------------------- the blocks */

enum { CURVE_CELLS = 400, GRID_CELLS = 100 };

/* The table may have failed to write, and errno says why: what libm thinks of
 * an argument is not to take its place. */
static double evaluate(const gd_objective *f, const double *x, double *gradient)
{
    int error = errno;
    double value = gd_value_and_gradient(f, x, gradient);
    errno = error;
    return value;
}

static double point_of(const landscape_box *w, size_t variable, int k,
                       int cells)
{
    double low = w->low[variable], high = w->high[variable];
    return low + (high - low) * ((double)k / cells);
}

typedef struct block_name {
    char text[GD_BLOCK_NAME];
} block_name;

static block_name block_named(const char *before, const char *what)
{
    block_name name;
    snprintf(name.text, sizeof name.text, "%s%s", before, what);
    return name;
}

static void tell_window(gd_table *table, block_name name, size_t n,
                        const char *const *names, const landscape_box *w)
{
    gd_table_block(table, name.text, "variable\tlow\thigh\tcells");
    for (size_t i = 0; i < n; i++) {
        double row[] = {w->low[i], w->high[i],
                        n == 1 ? CURVE_CELLS : GRID_CELLS};
        gd_table_named_row(table, names[i], 3, row);
    }
}

static void tell_field(gd_table *table, block_name name, const gd_objective *f,
                       const landscape_box *w)
{
    bool any = false;
    for (int j = 0; j <= GRID_CELLS; j++)
        for (int i = 0; i <= GRID_CELLS; i++) {
            double x[2] = {point_of(w, 0, i, GRID_CELLS),
                           point_of(w, 1, j, GRID_CELLS)};
            double g[2], value = evaluate(f, x, g);
            if (!isfinite(value) || !isfinite(g[0]) || !isfinite(g[1]))
                continue;
            if (!any)
                gd_table_block(table, name.text, "x\ty\tf\tfx\tfy");
            any = true;
            gd_row(table, x[0], x[1], value, g[0], g[1]);
        }
}

/* A point of a curve. */
typedef struct sight {
    bool seen;
    double x, f, slope;
} sight;

static sight look(const gd_objective *f, double x)
{
    sight s = {.x = x};
    s.f = evaluate(f, &x, &s.slope);
    s.seen = isfinite(s.f) && isfinite(s.slope);
    return s;
}

/* Does the curve lead from one point to its neighbour? Not if it changes by
 * more than its slopes at both ends account for: that is a pole, a jump, or so
 * much up and down that a line would be invented. At a kink or a narrow bend
 * one of the slopes is the steeper, and that will do. */
static bool hang_together(const sight *a, const sight *b)
{
    double steepest = fmax(fabs(a->slope), fabs(b->slope));
    double change = fabs(b->f - a->f), rounding = 1e-12 * fabs(a->f);
    return a->seen && b->seen
           && change <= 2 * steepest * (b->x - a->x) + rounding
           && !(change > rounding && a->slope * (b->f - a->f) < 0
                && b->slope * (b->f - a->f) < 0);
}

static void tell_curve(gd_table *table, block_name name, const gd_objective *f,
                       const landscape_box *w)
{
    double piece = 0;
    bool any = false;
    sight last = {0};
    for (int i = 0; i <= CURVE_CELLS; i++) {
        sight now = look(f, point_of(w, 0, i, CURVE_CELLS));
        if (any && !hang_together(&last, &now) && now.seen)
            piece++;
        if (!any && now.seen)
            gd_table_block(table, name.text, "x\tf\tslope\tpiece");
        any = any || now.seen;
        if (now.seen)
            gd_row(table, now.x, now.f, now.slope, piece);
        last = now;
    }
}

void landscape_tell(gd_table *table, const char *before, const gd_objective *f,
                    const char *const *names, const landscape_box *window)
{
    tell_window(table, block_named(before, "window"), f->n, names, window);
    block_name name = block_named(before, "landscape");
    if (f->n == 2)
        tell_field(table, name, f, window);
    else
        tell_curve(table, name, f, window);
}
