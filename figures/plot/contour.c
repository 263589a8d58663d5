#include "contour.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Points with values; also a grid with one ring more than the data have. */
typedef struct lattice {
    size_t nx, ny;
    const double *x, *y, *f;
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

/* The levels between those that its two ends reach cross an edge. */
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
            const uint32_t *r = reached + j * l->nx + i;
            if (r[0] != r[1])
                add_crossed(crossed, along_x(l, i, j), r[0], r[1]);
        }
    for (size_t j = 0; j + 1 < l->ny; j++)
        for (size_t i = 0; i < l->nx; i++) {
            const uint32_t *r = reached + j * l->nx + i;
            if (r[0] != r[l->nx])
                add_crossed(crossed, along_y(l, i, j), r[0], r[l->nx]);
        }
    free(reached);
}

/* The cell on one side of an edge, by its lower left point: forward is above
 * an edge along x, to the right of one along y. False at the border. */
static bool cell_beside(const tracer *t, uint32_t edge, bool forward, size_t *i,
                        size_t *j)
{
    const lattice *l = &t->of;
    bool up = is_along_y(t, edge);
    size_t at = up ? edge - l->nx * l->ny : edge;
    *i = at % l->nx;
    *j = at / l->nx;
    size_t *across = up ? i : j, last = (up ? l->nx : l->ny) - 1;
    if (!forward)
        return (*across)-- > 0;
    return *across < last;
}

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
        bool centre = (a + b + c + d) / 4 >= t->level;
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

/* Where the level lies between two values; a value that is not finite (the
 * outer ring) leaves the point on the other. */
static double crossing(double level, double from, double to)
{
    if (!isfinite(from))
        return 1;
    if (!isfinite(to))
        return 0;
    return (level - from) / (to - from);
}

static void add_crossing(const tracer *t, uint32_t edge, polylines *out)
{
    const lattice *l = &t->of;
    size_t points = l->nx * l->ny;
    bool up = is_along_y(t, edge);
    size_t at = up ? edge - points : edge, next = at + (up ? l->nx : 1);
    size_t i = at % l->nx, j = at / l->nx;
    double part = crossing(t->level, l->f[at], l->f[next]);
    double x = l->x[i], y = l->y[j];
    if (up)
        y += (l->y[j + 1] - y) * part;
    else
        x += (l->x[i + 1] - x) * part;
    plot_poly_add(out, x, y);
}

/* Follows a line from an edge until it ends or comes back. */
static void follow(tracer *t, uint32_t first, bool forward, polylines *out)
{
    uint32_t edge = first;
    size_t i, j;
    plot_poly_begin(out);
    do {
        add_crossing(t, edge, out);
        t->open[edge] = false;
        if (!cell_beside(t, edge, forward, &i, &j))
            return;
        edge = way_out(t, i, j, edge);
        /* Out by the top or the right, or by the bottom or the left. */
        forward =
            edge != along_x(&t->of, i, j) && edge != along_y(&t->of, i, j);
    } while (edge != first);
    plot_poly_close(out);
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
        if (t->open[edge] && !(after && cell_beside(t, edge, false, &i, &j)))
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
    trace_lattice((lattice){g->nx, g->ny, g->x, g->y, g->f}, level, n, out);
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

/* A ring of points below any level, no further out than the grid itself,
 * closes every area along the grid's edge. */
void plot_contour_area(const grid *g, const double *level, size_t n,
                       polylines *out)
{
    size_t nx = g->nx + 2, ny = g->ny + 2;
    double *x = with_ends(g->x, g->nx), *y = with_ends(g->y, g->ny);
    double *f = plot_must_calloc(nx * ny, sizeof *f);
    for (size_t k = 0; k < nx * ny; k++)
        f[k] = -HUGE_VAL;
    for (size_t j = 0; j < g->ny; j++)
        for (size_t i = 0; i < g->nx; i++)
            f[(j + 1) * nx + i + 1] = g->f[j * g->nx + i];
    trace_lattice((lattice){nx, ny, x, y, f}, level, n, out);
    free(x);
    free(y);
    free(f);
}
