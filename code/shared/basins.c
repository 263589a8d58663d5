#include "shared/basins.h"

#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/tell.h"

#include <math.h>
#include <stdlib.h>

enum { BASINS = 4, REACH = 8, HALVINGS = 10 };

const knob basin_rates_list[] = {
    KNOB(basins_knobs, calm_rate, 0.002, 5e-4, 0.03, LOG, "rate, left map"),
    KNOB(basins_knobs, wild_rate, 0.0145, 5e-4, 0.03, LOG, "rate, right map"),
    {0},
};

const knob basins_list[] = {
    KNOB(basins_knobs, cells, BASIN_CELLS, 8, BASIN_CELLS, COUNT,
         "starts along a side"),
    {0},
};

const knob basin_leap_list[] = {
    KNOB(basins_knobs, start_x, 4.75, -5, 5, LINEAR, "x of the start"),
    KNOB(basins_knobs, start_y, -4.75, -5, 5, LINEAR, "y of the start"),
    {0},
};

void basin_rates(const void *knobs, story *s)
{
    basins_knobs *kept = keep(s, sizeof *kept);
    *kept = *(const basins_knobs *)knobs;
}

/* The basins for one rate. Between a point and its neighbour to the right or
 * above that lies in another basin the border crosses at right[], up[], as a
 * fraction of the way. */
typedef struct map {
    const gd_test_function *f;
    basin_finder *of;
    double rate;
    int cells;                           /* along a side */
    int found[BASIN_CELLS][BASIN_CELLS]; /* row by row */
    double right[BASIN_CELLS][BASIN_CELLS], up[BASIN_CELLS][BASIN_CELLS];
} map;

static double place(const map *m, double i)
{
    return -5 + 10 * (i + 0.5) / m->cells;
}

static int basin_at(const map *m, double i, double j)
{
    return m->of(m->f, (double[2]){place(m, i), place(m, j)}, m->rate);
}

/* Where on the way from a point to the one at (i + di, j + dj) its basin
 * ends, by halving. */
static double crossing(const map *m, int i, int j, int di, int dj)
{
    double here = 0, beyond = 1;
    for (int k = 0; k < HALVINGS; k++) {
        double middle = (here + beyond) / 2;
        if (basin_at(m, i + middle * di, j + middle * dj) == m->found[j][i])
            here = middle;
        else
            beyond = middle;
    }
    return (here + beyond) / 2;
}

static void fill(map *m)
{
    for (int j = 0; j < m->cells; j++)
        for (int i = 0; i < m->cells; i++)
            m->found[j][i] = basin_at(m, i, j);
    for (int j = 0; j < m->cells; j++)
        for (int i = 0; i < m->cells; i++) {
            if (i + 1 < m->cells && m->found[j][i + 1] != m->found[j][i])
                m->right[j][i] = crossing(m, i, j, 1, 0);
            if (j + 1 < m->cells && m->found[j + 1][i] != m->found[j][i])
                m->up[j][i] = crossing(m, i, j, 0, 1);
        }
}

/* How many cells it is to the border this way, if it is not far. */
static double border(const map *m, int i, int j, int di, int dj)
{
    const int here = m->found[j][i];
    for (int k = 1; k <= REACH; k++) {
        i += di;
        j += dj;
        if (i < 0 || i >= m->cells || j < 0 || j >= m->cells)
            break;
        if (m->found[j][i] == here)
            continue;
        if (di + dj > 0)
            return k - 1 + (di ? m->right[j][i - 1] : m->up[j - 1][i]);
        return k - (di ? m->right[j][i] : m->up[j][i]);
    }
    return HUGE_VAL;
}

/* How far it is from the border at a right angle, for a straight one. */
static double distance(const map *m, int i, int j)
{
    double x = fmin(border(m, i, j, 1, 0), border(m, i, j, -1, 0));
    double y = fmin(border(m, i, j, 0, 1), border(m, i, j, 0, -1));
    if (fmin(x, y) > 1)
        return 1;
    return isinf(x) ? y : isinf(y) ? x : x * y / hypot(x, y);
}

static void say_counts(story *s, const gd_test_function *f, map *const m[2])
{
    say(s,
        "basins: Himmelblau's function, %d x %d starts in [-5, 5] x [-5, 5]\n\n"
        "    rate",
        m[0]->cells, m[0]->cells);
    for (int i = 0; i < BASINS; i++)
        say(s, "  (%4.1f, %4.1f)", f->stationary[i].x[0],
            f->stationary[i].x[1]);
    say(s, "    nowhere\n");
    for (int r = 0; r < 2; r++) {
        int count[BASINS + 1] = {0};
        for (int j = 0; j < m[r]->cells; j++)
            for (int i = 0; i < m[r]->cells; i++)
                count[m[r]->found[j][i]]++;
        say(s, "  %6g", m[r]->rate);
        for (int i = 1; i <= BASINS; i++)
            say(s, "  %12d", count[i]);
        say(s, "  %9d\n", count[0]);
    }
    say(s, "\n");
}

static void tell_kind(story *s, const char *block, const gd_test_function *f,
                      gd_kind kind)
{
    gd_table_block(s->data, block, "x\ty");
    for (size_t i = 0; i < f->stationary_count; i++)
        if (f->stationary[i].kind == kind)
            gd_row(s->data, f->stationary[i].x[0], f->stationary[i].x[1]);
}

void himmelblau_scene(const void *knobs, story *s)
{
    (void)knobs;
    const gd_test_function *f = function("himmelblau");
    const double lower[2] = {-5, -5}, upper[2] = {5, 5};
    gd_table_grid(s->data, "basin-map", &f->objective, lower, upper, 60, 60);
    tell_minima(s, "basin-minima", f);
    tell_kind(s, "basin-passes", f, GD_SADDLE);
    tell_kind(s, "basin-tops", f, GD_MAXIMUM);
}

void tell_basins(story *s, const gd_test_function *f, basin_finder *of,
                 const double rate[2], int cells)
{
    map *m[2];
    for (int r = 0; r < 2; r++) {
        m[r] = must_calloc(1, sizeof *m[r]);
        *m[r] = (map){.f = f, .of = of, .rate = rate[r], .cells = cells};
        fill(m[r]);
    }
    gd_table_block(s->data, "basins", "x\ty\tcalm\twild\tcalm_edge\twild_edge");
    for (int j = 0; j < cells; j++)
        for (int i = 0; i < cells; i++)
            gd_row(s->data, place(m[0], i), place(m[0], j), m[0]->found[j][i],
                   m[1]->found[j][i], distance(m[0], i, j),
                   distance(m[1], i, j));
    say_counts(s, f, m);
    free(m[0]);
    free(m[1]);
}

/* "(3, 2)", or "nowhere" */
static label end_of(const gd_test_function *f, int basin)
{
    if (basin == 0)
        return named("nowhere");
    const double *x = f->stationary[basin - 1].x;
    return named("(%s, %s)", spoken_roughly(x[0]).text,
                 spoken_roughly(x[1]).text);
}

void short_leap(story *s, const gd_test_function *f, const double start[2],
                const double rate[2], const int basin[2])
{
    in_short(s, "From (%s, %s) the rate %s leads to %s, the rate %s to %s.",
             spoken(start[0]).text, spoken(start[1]).text, spoken(rate[0]).text,
             end_of(f, basin[0]).text, spoken(rate[1]).text,
             end_of(f, basin[1]).text);
}
