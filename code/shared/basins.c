#include "shared/basins.h"

#include "shared/must.h"
#include "shared/tell.h"

#include <math.h>
#include <stdlib.h>

enum { CELLS = 180, BASINS = 4, REACH = 8, HALVINGS = 10 };

/* The basins for one rate. Between a point and its neighbour to the right or
 * above that lies in another basin the border crosses at right[], up[], as a
 * fraction of the way. */
typedef struct map {
    const gd_test_function *f;
    basin_finder *of;
    double rate;
    int found[CELLS][CELLS]; /* row by row */
    double right[CELLS][CELLS], up[CELLS][CELLS];
} map;

static double place(double i)
{
    return -5 + 10 * (i + 0.5) / CELLS;
}

static int basin_at(const map *m, double i, double j)
{
    return m->of(m->f, (double[2]){place(i), place(j)}, m->rate);
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
    for (int j = 0; j < CELLS; j++)
        for (int i = 0; i < CELLS; i++)
            m->found[j][i] = basin_at(m, i, j);
    for (int j = 0; j < CELLS; j++)
        for (int i = 0; i < CELLS; i++) {
            if (i + 1 < CELLS && m->found[j][i + 1] != m->found[j][i])
                m->right[j][i] = crossing(m, i, j, 1, 0);
            if (j + 1 < CELLS && m->found[j + 1][i] != m->found[j][i])
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
        if (i < 0 || i >= CELLS || j < 0 || j >= CELLS)
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
        CELLS, CELLS);
    for (int i = 0; i < BASINS; i++)
        say(s, "  (%4.1f, %4.1f)", f->stationary[i].x[0],
            f->stationary[i].x[1]);
    say(s, "    nowhere\n");
    for (int r = 0; r < 2; r++) {
        int count[BASINS + 1] = {0};
        for (int j = 0; j < CELLS; j++)
            for (int i = 0; i < CELLS; i++)
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

/* Of the starts that end elsewhere at the other rate, and are not too near the
 * edge to be seen, the one that is farthest from the middle of the map. */
static bool find_thrown(map *const m[2], double thrown[2])
{
    double farthest = 0;
    for (int j = 0; j < CELLS; j++)
        for (int i = 0; i < CELLS; i++) {
            const double x = place(i), y = place(j);
            int calm = m[0]->found[j][i], wild = m[1]->found[j][i];
            if (!calm || !wild || calm == wild || hypot(x, y) <= farthest
                || fmax(fabs(x), fabs(y)) > 4.8)
                continue;
            farthest = hypot(x, y);
            thrown[0] = x;
            thrown[1] = y;
        }
    return farthest > 0;
}

bool tell_basins(story *s, const gd_test_function *f, basin_finder *of,
                 const double rate[2], double thrown[2])
{
    const double lower[2] = {-5, -5}, upper[2] = {5, 5};
    map *m[2];
    for (int r = 0; r < 2; r++) {
        m[r] = must_calloc(1, sizeof *m[r]);
        m[r]->f = f;
        m[r]->of = of;
        m[r]->rate = rate[r];
        fill(m[r]);
    }
    gd_table_block(s->data, "basins", "x\ty\tcalm\twild\tcalm_edge\twild_edge");
    for (int j = 0; j < CELLS; j++)
        for (int i = 0; i < CELLS; i++)
            gd_row(s->data, place(i), place(j), m[0]->found[j][i],
                   m[1]->found[j][i], distance(m[0], i, j),
                   distance(m[1], i, j));
    gd_table_grid(s->data, "basin-map", &f->objective, lower, upper, 60, 60);
    tell_minima(s, "basin-minima", f);
    tell_kind(s, "basin-passes", f, GD_SADDLE);
    tell_kind(s, "basin-tops", f, GD_MAXIMUM);
    say_counts(s, f, m);
    bool found = find_thrown(m, thrown);
    free(m[0]);
    free(m[1]);
    return found;
}
