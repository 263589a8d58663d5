#include "grid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static grid *grid_room(size_t nx, size_t ny)
{
    grid *g = plot_must_calloc(1, sizeof *g);
    g->nx = nx;
    g->ny = ny;
    g->x = plot_must_calloc(nx, sizeof(double));
    g->y = plot_must_calloc(ny, sizeof(double));
    g->f = plot_must_calloc(nx * ny, sizeof(double));
    return g;
}

static void add_slopes(grid *g)
{
    g->fx = plot_must_calloc(g->nx * g->ny, sizeof(double));
    g->fy = plot_must_calloc(g->nx * g->ny, sizeof(double));
}

/* The columns that are named after f. */
static void read_slopes(grid *g, const block *b, const char *f)
{
    char fx[64], fy[64];
    snprintf(fx, sizeof fx, "%sx", f);
    snprintf(fy, sizeof fy, "%sy", f);
    if (!plot_block_has_column(b, fx) || !plot_block_has_column(b, fy))
        return;
    size_t size = g->nx * g->ny * sizeof(double);
    add_slopes(g);
    memcpy(g->fx, plot_block_column(b, fx), size);
    memcpy(g->fy, plot_block_column(b, fy), size);
}

static void find_range(grid *g)
{
    g->low = HUGE_VAL;
    g->high = -HUGE_VAL;
    for (size_t k = 0; k < g->nx * g->ny; k++)
        if (isfinite(g->f[k])) {
            g->low = fmin(g->low, g->f[k]);
            g->high = fmax(g->high, g->f[k]);
        }
}

/* Equally spaced to a thousandth of a step: data carry 17 digits, but a
 * program may have summed its steps. */
static bool is_regular(const double *at, size_t n)
{
    double step = (at[n - 1] - at[0]) / (double)(n - 1);
    for (size_t i = 0; i < n; i++)
        if (!(fabs(at[i] - (at[0] + (double)i * step)) <= 1e-3 * step))
            return false;
    return step > 0;
}

grid *plot_grid_from_block(const block *b, const char *x, const char *y,
                           const char *f)
{
    size_t rows = plot_block_rows(b), nx = 1;
    const double *xs = plot_block_column(b, x), *ys = plot_block_column(b, y);
    const double *fs = plot_block_column(b, f);
    while (nx < rows && ys[nx] == ys[0])
        nx++;
    size_t ny = rows / nx;
    bool regular = nx >= 2 && ny >= 2 && nx * ny == rows;
    for (size_t k = 0; regular && k < rows; k++)
        regular = xs[k] == xs[k % nx] && ys[k] == ys[k - k % nx];
    if (!regular)
        plot_fail("%s: the columns %s, %s are not a full grid with %s in the "
                  "outer loop",
                  plot_block_place(b), x, y, y);
    grid *g = grid_room(nx, ny);
    memcpy(g->x, xs, nx * sizeof(double));
    for (size_t j = 0; j < ny; j++)
        g->y[j] = ys[j * nx];
    memcpy(g->f, fs, rows * sizeof(double));
    read_slopes(g, b, f);
    if (!is_regular(g->x, nx) || !is_regular(g->y, ny)) {
        plot_grid_free(g);
        plot_fail("%s: the grid %s, %s is not ascending in equal steps",
                  plot_block_place(b), x, y);
    }
    find_range(g);
    return g;
}

static void space_evenly(double *at, size_t n, double low, double high)
{
    for (size_t i = 0; i < n; i++)
        at[i] = low + (high - low) * ((double)i / (double)(n - 1));
}

grid *plot_grid_new(double x0, double x1, size_t nx, double y0, double y1,
                    size_t ny, const double *f)
{
    grid *g = grid_room(nx, ny);
    space_evenly(g->x, nx, x0, x1);
    space_evenly(g->y, ny, y0, y1);
    memcpy(g->f, f, nx * ny * sizeof(double));
    find_range(g);
    return g;
}

/* The place of a value among n evenly spaced ones; n: it is none of them. */
static size_t place_of(double value, const double *at, size_t n)
{
    double step = (at[n - 1] - at[0]) / (double)(n - 1);
    double place = (value - at[0]) / step;
    bool there = fabs(place - round(place)) < 1e-3 && round(place) >= 0
                 && round(place) <= (double)(n - 1);
    return there ? (size_t)round(place) : n;
}

grid *plot_grid_with_gaps(const block *b, const char *x, const char *y,
                          const char *f, double x0, double x1, size_t nx,
                          double y0, double y1, size_t ny)
{
    const double *xs = plot_block_column(b, x), *ys = plot_block_column(b, y);
    const double *fs = plot_block_column(b, f);
    grid given = {.nx = plot_block_rows(b), .ny = 1};
    grid *g = grid_room(nx, ny);
    space_evenly(g->x, nx, x0, x1);
    space_evenly(g->y, ny, y0, y1);
    read_slopes(&given, b, f);
    if (given.fx)
        add_slopes(g);
    for (size_t k = 0; k < nx * ny; k++)
        g->f[k] = (double)NAN;
    for (size_t row = 0; row < given.nx; row++) {
        size_t i = place_of(xs[row], g->x, nx), j = place_of(ys[row], g->y, ny);
        if (i == nx || j == ny) {
            plot_grid_free(g);
            free(given.fx);
            free(given.fy);
            plot_fail("%s: (%g, %g) lies beside the grid", plot_block_place(b),
                      xs[row], ys[row]);
        }
        g->f[j * nx + i] = fs[row];
        if (g->fx) {
            g->fx[j * nx + i] = given.fx[row];
            g->fy[j * nx + i] = given.fy[row];
        }
    }
    free(given.fx);
    free(given.fy);
    find_range(g);
    return g;
}

grid *plot_grid_map(const grid *g, double (*change)(double f, double *slope))
{
    grid *m = grid_room(g->nx, g->ny);
    memcpy(m->x, g->x, g->nx * sizeof(double));
    memcpy(m->y, g->y, g->ny * sizeof(double));
    if (g->fx)
        add_slopes(m);
    for (size_t k = 0; k < g->nx * g->ny; k++) {
        double slope;
        m->f[k] = change(g->f[k], &slope);
        if (g->fx) {
            m->fx[k] = slope * g->fx[k];
            m->fy[k] = slope * g->fy[k];
        }
    }
    find_range(m);
    return m;
}

/* The same numbers, columns for rows. */
static void turn(const grid *g, const double *from, double *to)
{
    for (size_t j = 0; j < g->ny; j++)
        for (size_t i = 0; i < g->nx; i++)
            to[i * g->ny + j] = from[j * g->nx + i];
}

grid *plot_grid_turned(const grid *g)
{
    grid *t = grid_room(g->ny, g->nx);
    memcpy(t->x, g->y, g->ny * sizeof(double));
    memcpy(t->y, g->x, g->nx * sizeof(double));
    turn(g, g->f, t->f);
    if (g->fx) {
        add_slopes(t);
        turn(g, g->fy, t->fx);
        turn(g, g->fx, t->fy);
    }
    find_range(t);
    return t;
}

/* The smallest stride that divides the intervals evenly would keep both ends,
 * but it may not exist; interpolation at equal steps always does. */
grid *plot_grid_thin(const grid *g, size_t most)
{
    size_t nx = g->nx < most ? g->nx : most;
    size_t ny = g->ny < most ? g->ny : most;
    grid *t = grid_room(nx, ny);
    for (size_t i = 0; i < nx; i++)
        t->x[i] = g->x[0]
                  + (g->x[g->nx - 1] - g->x[0]) * (double)i / (double)(nx - 1);
    for (size_t j = 0; j < ny; j++)
        t->y[j] = g->y[0]
                  + (g->y[g->ny - 1] - g->y[0]) * (double)j / (double)(ny - 1);
    for (size_t j = 0; j < ny; j++)
        for (size_t i = 0; i < nx; i++)
            t->f[j * nx + i] = plot_grid_at(g, t->x[i], t->y[j]);
    find_range(t);
    return t;
}

/* The cell that holds a value and how far into it, 0 to 1. */
static size_t cell_of(const double *at, size_t n, double value, double *part)
{
    double step = (at[n - 1] - at[0]) / (double)(n - 1);
    double u = (value - at[0]) / step;
    u = fmin(fmax(u, 0), (double)(n - 1));
    size_t i = (size_t)u;
    if (i > n - 2)
        i = n - 2;
    *part = u - (double)i;
    return i;
}

bool plot_grid_covers(const grid *g, double x, double y)
{
    return x >= g->x[0] && x <= g->x[g->nx - 1] && y >= g->y[0]
           && y <= g->y[g->ny - 1];
}

double plot_grid_at(const grid *g, double x, double y)
{
    double s, t;
    size_t i = cell_of(g->x, g->nx, x, &s);
    size_t j = cell_of(g->y, g->ny, y, &t);
    const double *near = g->f + j * g->nx + i, *far = near + g->nx;
    return (1 - t) * ((1 - s) * near[0] + s * near[1])
           + t * ((1 - s) * far[0] + s * far[1]);
}

void plot_grid_free(grid *g)
{
    if (g) {
        free(g->x);
        free(g->y);
        free(g->f);
        free(g->fx);
        free(g->fy);
    }
    free(g);
}
