#include "contour.h"

#include "patch.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Points with values, and derivatives (fx and fy, or NULL); also a grid with
 * one ring more than the data have. */
typedef struct lattice {
    size_t nx, ny;
    const double *x, *y, *f, *fx, *fy;
} lattice;

/* Edges of cells have numbers: those along x first, then those along y, each
 * at its lower left point. */
typedef struct edge_list {
    uint32_t *edge; /* ascending */
    size_t n, room;
} edge_list;

/* A line of a level crosses from edge to edge, through the cell between. */
typedef struct tracer {
    lattice of;
    double level;
    bool *open; /* of each edge: a line not yet followed crosses it */
} tracer;

static uint32_t along_x(const lattice *l, size_t i, size_t j)
{
    return (uint32_t)(j * l->nx + i);
}

static uint32_t along_y(const lattice *l, size_t i, size_t j)
{
    return (uint32_t)(l->nx * l->ny + j * l->nx + i);
}

static bool is_along_y(const tracer *t, uint32_t edge)
{
    return edge >= t->of.nx * t->of.ny;
}

/* How many of the ascending levels each value reaches. Neighbours reach about
 * as many, so the count goes on from the last. */
static uint32_t *count_reached(const lattice *l, const double *level, size_t n)
{
    uint32_t *reached = plot_must_calloc(l->nx * l->ny, sizeof *reached);
    uint32_t r = 0;
    for (size_t k = 0; k < l->nx * l->ny; k++) {
        while (r < n && l->f[k] >= level[r])
            r++;
        while (r > 0 && !(l->f[k] >= level[r - 1]))
            r--;
        reached[k] = r;
    }
    return reached;
}

/* Do the two ends of an edge, `step` points apart, reach different levels? One
 * without a value reaches none. */
static bool is_crossed(const lattice *l, const uint32_t *reached, size_t at,
                       size_t step)
{
    return reached[at] != reached[at + step] && !isnan(l->f[at])
           && !isnan(l->f[at + step]);
}

/* By the levels between those that its ends reach. */
static void add_crossed(edge_list *crossed, uint32_t edge, uint32_t a,
                        uint32_t b)
{
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    for (edge_list *to = crossed + low; to < crossed + high; to++) {
        if (to->n == to->room) {
            to->room = 2 * to->room + 256;
            to->edge = plot_must_realloc(to->edge, to->room, sizeof *to->edge);
        }
        to->edge[to->n++] = edge;
    }
}

/* Of each level. */
static void find_crossed(const lattice *l, const double *level, size_t n,
                         edge_list *crossed)
{
    uint32_t *reached = count_reached(l, level, n);
    for (size_t j = 0; j < l->ny; j++)
        for (size_t i = 0; i + 1 < l->nx; i++) {
            size_t at = j * l->nx + i;
            if (is_crossed(l, reached, at, 1))
                add_crossed(crossed, along_x(l, i, j), reached[at],
                            reached[at + 1]);
        }
    for (size_t j = 0; j + 1 < l->ny; j++)
        for (size_t i = 0; i < l->nx; i++) {
            size_t at = j * l->nx + i;
            if (is_crossed(l, reached, at, l->nx))
                add_crossed(crossed, along_y(l, i, j), reached[at],
                            reached[at + l->nx]);
        }
    free(reached);
}

/* Has a cell a corner without a value? */
static bool is_gap(const lattice *l, size_t i, size_t j)
{
    const double *f = l->f + j * l->nx + i;
    return isnan(f[0]) || isnan(f[1]) || isnan(f[l->nx]) || isnan(f[l->nx + 1]);
}

/* The cell on one side of an edge, by its lower left point: forward is above
 * an edge along x, to the right of one along y. False at the border of the
 * values. */
static bool cell_beside(const tracer *t, uint32_t edge, bool forward, size_t *i,
                        size_t *j)
{
    const lattice *l = &t->of;
    bool up = is_along_y(t, edge);
    size_t at = up ? edge - l->nx * l->ny : edge;
    *i = at % l->nx;
    *j = at / l->nx;
    size_t *across = up ? i : j, last = (up ? l->nx : l->ny) - 1;
    if (forward ? *across == last : *across == 0)
        return false;
    *across -= !forward;
    return !is_gap(l, *i, *j);
}

/* A cell as a surface, from its lower left point. Without slopes, or with some
 * that are not finite, false. */
static bool patch_of(const lattice *l, size_t i, size_t j, patch *p)
{
    double sum = 0;
    if (!l->fx)
        return false;
    for (size_t k = 0; k < 4; k++) {
        size_t at = (j + k / 2) * l->nx + i + k % 2;
        p->f[k] = l->f[at];
        p->fu[k] = l->fx[at] * (l->x[i + 1] - l->x[i]);
        p->fv[k] = l->fy[at] * (l->y[j + 1] - l->y[j]);
        sum += p->f[k] + p->fu[k] + p->fv[k];
    }
    return isfinite(sum);
}

/* The value in the middle of a cell: what the slopes say, else the mean. */
static double centre_of(const lattice *l, size_t i, size_t j)
{
    patch p;
    double slope[2];
    const double *f = l->f + j * l->nx + i;
    if (patch_of(l, i, j, &p))
        return plot_patch_at(&p, 0.5, 0.5, slope);
    return (f[0] + f[1] + f[l->nx] + f[l->nx + 1]) / 4;
}

/* region way-out */
/* Where the line that comes into a cell by an edge leaves it. */
static uint32_t way_out(const tracer *t, size_t i, size_t j, uint32_t in)
{
    const lattice *l = &t->of;
    const double *f = l->f + j * l->nx + i;
    double a = f[0], b = f[1], c = f[l->nx + 1], d = f[l->nx];
    bool ha = a >= t->level, hb = b >= t->level;
    bool hc = c >= t->level, hd = d >= t->level;
    uint32_t bottom = along_x(l, i, j), top = along_x(l, i, j + 1);
    uint32_t left = along_y(l, i, j), right = along_y(l, i + 1, j);
    if (ha == hc && hb == hd) { /* saddle */
        bool centre = centre_of(l, i, j) >= t->level;
        if (in == bottom || in == top)
            return (in == bottom) == (centre == ha) ? right : left;
        return (in == right) == (centre == ha) ? bottom : top;
    }
    if (ha != hb && in != bottom)
        return bottom;
    if (hb != hc && in != right)
        return right;
    return hc != hd && in != top ? top : left;
}
/* end way-out */

/* An edge from end to end: the values there, and the rise over the whole edge
 * that each end's slope promises. */
typedef struct edge_ends {
    double f[2], rise[2];
} edge_ends;

/* The cubic with these values and slopes, and its derivative, 0 <= u <= 1. */
static double cubic(const edge_ends *e, double u, double *slope)
{
    double d = e->f[1] - e->f[0];
    double b = 3 * d - 2 * e->rise[0] - e->rise[1];
    double a = e->rise[0] + e->rise[1] - 2 * d;
    *slope = (3 * a * u + 2 * b) * u + e->rise[0];
    return ((a * u + b) * u + e->rise[0]) * u + e->f[0];
}

/* region crossing */
/* Where the cubic has the level, which lies between its ends: Newton's steps
 * from the chord, and halving where a step would leave what encloses it. */
static double cubic_crossing(const edge_ends *e, double level, double u)
{
    double low = 0, high = 1, sign = e->f[1] > e->f[0] ? 1 : -1;
    for (int k = 0; k < 30; k++) {
        double slope, above = sign * (cubic(e, u, &slope) - level);
        if (above > 0)
            high = u;
        else
            low = u;
        double next = u - sign * above / slope;
        if (!(next >= low && next <= high))
            next = (low + high) / 2;
        if (fabs(next - u) < 1e-6)
            return next;
        u = next;
    }
    return u;
}
/* end crossing */

/* Where the level lies on an edge, from 0 to 1. A value that is not finite
 * (the outer ring) leaves the point on the other end; slopes that are not
 * known, or not finite, leave it on the chord. */
static double crossing(double level, const edge_ends *e)
{
    if (!isfinite(e->f[0]))
        return 1;
    if (!isfinite(e->f[1]))
        return 0;
    double chord = (level - e->f[0]) / (e->f[1] - e->f[0]);
    if (!isfinite(e->rise[0]) || !isfinite(e->rise[1]))
        return chord;
    return cubic_crossing(e, level, chord);
}

static point crossing_point(const tracer *t, uint32_t edge)
{
    const lattice *l = &t->of;
    size_t points = l->nx * l->ny;
    bool up = is_along_y(t, edge);
    size_t at = up ? edge - points : edge, next = at + (up ? l->nx : 1);
    size_t i = at % l->nx, j = at / l->nx;
    double x = l->x[i], y = l->y[j];
    double length = up ? l->y[j + 1] - y : l->x[i + 1] - x;
    const double *slope = up ? l->fy : l->fx;
    edge_ends e = {{l->f[at], l->f[next]}, {HUGE_VAL, HUGE_VAL}};
    if (slope) {
        e.rise[0] = length * slope[at];
        e.rise[1] = length * slope[next];
    }
    double part = length * crossing(t->level, &e);
    return up ? (point){x, y + part} : (point){x + part, y};
}

/* Within a patch: the point of the level on the perpendicular through the
 * middle of a chord, by Newton's steps. False where these find none in the
 * cell, and where the first says that the chord is as good as the line. */
static bool find_middle(const patch *p, double level, point a, point b,
                        point *middle)
{
    double length = hypot(b.x - a.x, b.y - a.y), moved = 0, step;
    double nx = (a.y - b.y) / length, ny = (b.x - a.x) / length;
    *middle = (point){(a.x + b.x) / 2, (a.y + b.y) / 2};
    for (int k = 0; k < 8; k++) {
        double slope[2];
        double f = plot_patch_at(p, middle->x, middle->y, slope);
        step = (level - f) / (slope[0] * nx + slope[1] * ny);
        moved += step;
        middle->x += step * nx;
        middle->y += step * ny;
        if (!(fabs(middle->x - 0.5) <= 0.5 && fabs(middle->y - 0.5) <= 0.5)
            || fabs(moved) < 0.02)
            return false;
        if (fabs(step) < 1e-3)
            return true;
    }
    return false;
}

enum { BENDS = 3 };

/* The points of a line between two on the border of a cell, in order, both in
 * the cell's coordinates. */
static void add_between(const tracer *t, const patch *p, size_t i, size_t j,
                        point a, point b, int bends, polylines *out)
{
    const lattice *l = &t->of;
    point m;
    if (bends == 0 || !find_middle(p, t->level, a, b, &m))
        return;
    add_between(t, p, i, j, a, m, bends - 1, out);
    plot_poly_add(out, l->x[i] + m.x * (l->x[i + 1] - l->x[i]),
                  l->y[j] + m.y * (l->y[j + 1] - l->y[j]));
    add_between(t, p, i, j, m, b, bends - 1, out);
}

/* Where a line turns within a cell the chord would cut its tip off. */
static void add_bend(const tracer *t, size_t i, size_t j, point a, point b,
                     polylines *out)
{
    const lattice *l = &t->of;
    double x = l->x[i], y = l->y[j];
    double wide = l->x[i + 1] - x, high = l->y[j + 1] - y;
    patch p;
    if (patch_of(l, i, j, &p))
        add_between(t, &p, i, j, (point){(a.x - x) / wide, (a.y - y) / high},
                    (point){(b.x - x) / wide, (b.y - y) / high}, BENDS, out);
}

/* Follows a line from an edge until it ends or comes back. */
static void follow(tracer *t, uint32_t first, bool forward, polylines *out)
{
    uint32_t edge = first;
    size_t i, j;
    point at = crossing_point(t, first);
    plot_poly_begin(out);
    plot_poly_add(out, at.x, at.y);
    t->open[first] = false;
    while (cell_beside(t, edge, forward, &i, &j)) {
        edge = way_out(t, i, j, edge);
        point next = crossing_point(t, edge);
        add_bend(t, i, j, at, next, out);
        if (edge == first) {
            plot_poly_close(out);
            return;
        }
        plot_poly_add(out, next.x, next.y);
        t->open[edge] = false;
        at = next;
        /* Out by the top or the right, or by the bottom or the left. */
        forward =
            edge != along_x(&t->of, i, j) && edge != along_y(&t->of, i, j);
    }
}

/* Lines with ends first; what is left are rings. */
static void trace_level(tracer *t, const edge_list *crossed, polylines *out)
{
    for (size_t k = 0; k < crossed->n; k++)
        t->open[crossed->edge[k]] = true;
    for (size_t k = 0; k < crossed->n; k++) {
        size_t i, j;
        uint32_t edge = crossed->edge[k];
        bool after = cell_beside(t, edge, true, &i, &j);
        bool before = cell_beside(t, edge, false, &i, &j);
        if (!after && !before)
            t->open[edge] = false;
        if (t->open[edge] && after != before)
            follow(t, edge, after, out);
    }
    for (size_t k = 0; k < crossed->n; k++)
        if (t->open[crossed->edge[k]])
            follow(t, crossed->edge[k], true, out);
}

/* Levels that ascend are sought all at once. */
static void trace_lattice(lattice l, const double *level, size_t n,
                          polylines *out)
{
    if (l.nx < 2 || l.ny < 2)
        return;
    tracer t = {.of = l, .open = plot_must_calloc(2 * l.nx * l.ny, 1)};
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && level[end - 1] < level[end];)
            end++;
        edge_list *crossed = plot_must_calloc(end - first, sizeof *crossed);
        find_crossed(&l, level + first, end - first, crossed);
        for (size_t k = first; k < end; k++) {
            t.level = level[k];
            trace_level(&t, &crossed[k - first], &out[k]);
            free(crossed[k - first].edge);
        }
        free(crossed);
    }
    free(t.open);
}

void plot_contour_lines(const grid *g, const double *level, size_t n,
                        polylines *out)
{
    trace_lattice((lattice){g->nx, g->ny, g->x, g->y, g->f, g->fx, g->fy},
                  level, n, out);
}

/* Coordinates with the first and the last repeated. */
static double *with_ends(const double *at, size_t n)
{
    double *wide = plot_must_calloc(n + 2, sizeof *wide);
    for (size_t i = 0; i < n; i++)
        wide[i + 1] = at[i];
    wide[0] = at[0];
    wide[n + 1] = at[n - 1];
    return wide;
}

/* Numbers of a grid's points within a ring of points that all have `edge`, as
 * do those without a number. */
static double *ringed(const grid *g, const double *inner, double edge)
{
    size_t nx = g->nx + 2, ny = g->ny + 2;
    double *all = plot_must_calloc(nx * ny, sizeof *all);
    for (size_t k = 0; k < nx * ny; k++)
        all[k] = edge;
    for (size_t j = 0; j < g->ny; j++)
        for (size_t i = 0; i < g->nx; i++)
            if (!isnan(inner[j * g->nx + i]))
                all[(j + 1) * nx + i + 1] = inner[j * g->nx + i];
    return all;
}

/* A ring of points below any level, no further out than the grid itself,
 * closes every area along the grid's edge. */
void plot_contour_area(const grid *g, const double *level, size_t n,
                       polylines *out)
{
    double *x = with_ends(g->x, g->nx), *y = with_ends(g->y, g->ny);
    double *f = ringed(g, g->f, -HUGE_VAL);
    double *fx = g->fx ? ringed(g, g->fx, 0) : NULL;
    double *fy = g->fy ? ringed(g, g->fy, 0) : NULL;
    trace_lattice((lattice){g->nx + 2, g->ny + 2, x, y, f, fx, fy}, level, n,
                  out);
    free(x);
    free(y);
    free(f);
    free(fx);
    free(fy);
}
