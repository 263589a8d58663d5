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
 * at its lower left point. A line crosses from edge to edge; link holds the
 * one or two neighbours of each crossed edge (plus one, so 0 is none). */
typedef struct tracer {
    lattice of;
    double level;
    uint32_t (*link)[2];
    uint32_t *crossed; /* the edges that are: few of all there are */
    size_t n, room;
} tracer;

static uint32_t along_x(const lattice *l, size_t i, size_t j)
{
    return (uint32_t)(j * l->nx + i);
}

static uint32_t along_y(const lattice *l, size_t i, size_t j)
{
    return (uint32_t)(l->nx * l->ny + j * l->nx + i);
}

static void add_link(tracer *t, uint32_t from, uint32_t to)
{
    bool second = t->link[from][0] != 0;
    t->link[from][second] = to + 1;
    if (second)
        return;
    if (t->n == t->room) {
        t->room = 2 * t->room + 256;
        t->crossed = plot_must_realloc(t->crossed, t->room, sizeof(uint32_t));
    }
    t->crossed[t->n++] = from;
}

static void connect(tracer *t, uint32_t a, uint32_t b)
{
    add_link(t, a, b);
    add_link(t, b, a);
}

static void trace_cell(tracer *t, size_t i, size_t j)
{
    const lattice *l = &t->of;
    const double *f = l->f + j * l->nx + i;
    double a = f[0], b = f[1], c = f[l->nx + 1], d = f[l->nx];
    bool ha = a >= t->level, hb = b >= t->level;
    bool hc = c >= t->level, hd = d >= t->level;
    uint32_t bottom = along_x(l, i, j), top = along_x(l, i, j + 1);
    uint32_t left = along_y(l, i, j), right = along_y(l, i + 1, j);
    if (ha == hb && hb == hc && hc == hd)
        return;
    if (ha == hc && hb == hd) { /* saddle */
        bool centre = (a + b + c + d) / 4 >= t->level;
        connect(t, bottom, centre == ha ? right : left);
        connect(t, top, centre == ha ? left : right);
        return;
    }
    uint32_t crossed[2] = {0, 0};
    size_t n = 0;
    if (ha != hb)
        crossed[n++] = bottom;
    if (hb != hc)
        crossed[n++] = right;
    if (hc != hd)
        crossed[n++] = top;
    if (hd != ha)
        crossed[n++] = left;
    connect(t, crossed[0], crossed[1]);
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
    bool up = edge >= points;
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

/* Follows a line from an edge until it ends or comes back, and forgets it. */
static void follow(tracer *t, uint32_t first, polylines *out)
{
    uint32_t edge = first, from = UINT32_MAX;
    plot_poly_begin(out);
    for (;;) {
        add_crossing(t, edge, out);
        uint32_t *link = t->link[edge], next = 0;
        for (int k = 0; k < 2; k++)
            if (link[k] && link[k] - 1 != from)
                next = link[k];
        link[0] = link[1] = 0;
        if (next == 0)
            return;
        if (next - 1 == first) {
            plot_poly_close(out);
            return;
        }
        from = edge;
        edge = next - 1;
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t m = *(const uint32_t *)a, n = *(const uint32_t *)b;
    return (m > n) - (m < n);
}

static void trace_lattice(lattice l, double level, polylines *out)
{
    if (l.nx < 2 || l.ny < 2)
        return;
    tracer t = {.of = l,
                .level = level,
                .link = plot_must_calloc(2 * l.nx * l.ny, sizeof *t.link)};
    for (size_t j = 0; j + 1 < l.ny; j++)
        for (size_t i = 0; i + 1 < l.nx; i++)
            trace_cell(&t, i, j);
    if (t.n > 0)
        qsort(t.crossed, t.n, sizeof *t.crossed, by_number);
    /* Lines with ends first; what is left are rings. */
    for (size_t k = 0; k < t.n; k++)
        if (t.link[t.crossed[k]][0] && !t.link[t.crossed[k]][1])
            follow(&t, t.crossed[k], out);
    for (size_t k = 0; k < t.n; k++)
        if (t.link[t.crossed[k]][0])
            follow(&t, t.crossed[k], out);
    free(t.crossed);
    free(t.link);
}

void plot_contour_lines(const grid *g, double level, polylines *out)
{
    trace_lattice((lattice){g->nx, g->ny, g->x, g->y, g->f}, level, out);
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
void plot_contour_area(const grid *g, double level, polylines *out)
{
    size_t nx = g->nx + 2, ny = g->ny + 2;
    double *x = with_ends(g->x, g->nx), *y = with_ends(g->y, g->ny);
    double *f = plot_must_calloc(nx * ny, sizeof *f);
    for (size_t k = 0; k < nx * ny; k++)
        f[k] = -HUGE_VAL;
    for (size_t j = 0; j < g->ny; j++)
        for (size_t i = 0; i < g->nx; i++)
            f[(j + 1) * nx + i + 1] = g->f[j * g->nx + i];
    trace_lattice((lattice){nx, ny, x, y, f}, level, out);
    free(x);
    free(y);
    free(f);
}
