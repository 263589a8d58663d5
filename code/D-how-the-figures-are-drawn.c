/* Appendix D, How the figures are drawn: how far a contour is off.
 *
 * The drawing itself is in figures/plot; here stands what it can be held
 * against, the function. */
// cc -O2 -Icode code/D-how-the-figures-are-drawn.c code/shared/*.c code/gd/*.c
//    -lm
// ./a.out crossing --set level=10
#include "gd/objective.h"
#include "shared/chapter.h"

#include <math.h>
#include <stddef.h>

/* A scene: the function on its box, for two ways to choose levels. */
static void levels_experiment(const void *knobs, story *s)
{
    const gd_test_function *t = function("beale");
    (void)knobs;
    gd_table_grid(s->data, "beale-box", &t->objective, t->lower, t->upper, 80,
                  80);
}

typedef struct crossing_knobs {
    double level, cells;
} crossing_knobs;

static const knob crossing_list[] = {
    KNOB(crossing_knobs, level, 0.01, 0.01, 1000, LOG, "of the contour"),
    KNOB(crossing_knobs, cells, 200, 100, 300, COUNT, "to a side of the grid"),
    {0},
};

/* An edge of a cell: from a point of the grid to the next, with the values at
 * both ends, and how much f would rise from end to end by the slope of each. */
typedef struct edge {
    double from[2], to[2];
    double f[2], rise[2];
} edge;

static edge edge_at(const gd_objective *f, double x, double y, double dx,
                    double dy)
{
    edge e = {{x, y}, {x + dx, y + dy}, {0, 0}, {0, 0}};
    double g[2];
    e.f[0] = gd_value_and_gradient(f, e.from, g);
    e.rise[0] = g[0] * dx + g[1] * dy;
    e.f[1] = gd_value_and_gradient(f, e.to, g);
    e.rise[1] = g[0] * dx + g[1] * dy;
    return e;
}

/* Three answers to what f is at u, from 0 to 1 along an edge: what it is, and
 * what a straight line and a cubic make of what is known at its ends. */
typedef double answer(const gd_objective *f, const edge *e, double u);

static double truth(const gd_objective *f, const edge *e, double u)
{
    const double x[] = {e->from[0] + u * (e->to[0] - e->from[0]),
                        e->from[1] + u * (e->to[1] - e->from[1])};
    return gd_value(f, x);
}

static double chord(const gd_objective *f, const edge *e, double u)
{
    (void)f;
    return e->f[0] + u * (e->f[1] - e->f[0]);
}

/* region hermite */
/* The cubic with the values and the slopes of both ends. */
static double cubic(const gd_objective *f, const edge *e, double u)
{
    double v = 1 - u;
    (void)f;
    return (1 + 2 * u) * v * v * e->f[0] + (3 - 2 * u) * u * u * e->f[1]
           + u * v * v * e->rise[0] - u * u * v * e->rise[1];
}
/* end hermite */

enum { TRUTH, CHORD, CUBIC, ANSWERS };
static answer *const answers[ANSWERS] = {truth, chord, cubic};

/* Where it has the level, by halving: at the ends it lies on either side. */
static double crossing(const gd_objective *f, const edge *e, double level,
                       answer *of)
{
    double low = 0, high = 1, sign = e->f[1] > e->f[0] ? 1 : -1;
    for (int k = 0; k < 60; k++) {
        double middle = (low + high) / 2;
        if (sign * (of(f, e, middle) - level) > 0)
            high = middle;
        else
            low = middle;
    }
    return low;
}

/* How far chord and cubic are off, in cells, on all edges that are crossed;
 * and the edge on which the chord is worst. */
typedef struct survey {
    size_t edges;
    double sum[ANSWERS], largest[ANSWERS];
    edge worst;
} survey;

static void look_at(survey *s, const gd_objective *f, edge e, double level)
{
    if ((e.f[0] >= level) == (e.f[1] >= level))
        return;
    double u = crossing(f, &e, level, truth);
    s->edges++;
    for (int k = CHORD; k < ANSWERS; k++) {
        double off = fabs(crossing(f, &e, level, answers[k]) - u);
        s->sum[k] += off;
        if (k == CHORD && off > s->largest[k])
            s->worst = e;
        s->largest[k] = fmax(s->largest[k], off);
    }
}

static survey survey_of(const gd_test_function *t, double level, size_t cells)
{
    survey s = {0};
    const double dx = (t->upper[0] - t->lower[0]) / (double)cells;
    const double dy = (t->upper[1] - t->lower[1]) / (double)cells;
    for (size_t j = 0; j < cells; j++)
        for (size_t i = 0; i < cells; i++) {
            double x = t->lower[0] + (double)i * dx;
            double y = t->lower[1] + (double)j * dy;
            look_at(&s, &t->objective, edge_at(&t->objective, x, y, dx, 0),
                    level);
            look_at(&s, &t->objective, edge_at(&t->objective, x, y, 0, dy),
                    level);
        }
    return s;
}

/* The worst edge: what the three say between its ends, and where they have the
 * level. */
static void tell_edge(story *s, const gd_objective *f, const edge *e,
                      double level)
{
    enum { PARTS = 60 };
    gd_table_block(s->data, "edge", "u\tf\tchord\tcubic");
    for (int k = 0; k <= PARTS; k++) {
        double u = (double)k / PARTS;
        gd_row(s->data, u, truth(f, e, u), chord(f, e, u), cubic(f, e, u));
    }
    gd_table_block(s->data, "edge-level", "u");
    for (int k = 0; k < ANSWERS; k++)
        gd_row(s->data, crossing(f, e, level, answers[k]));
}

/* The cells around the worst edge, and again five times as fine. */
static void tell_cells(story *s, const gd_test_function *t, const edge *e,
                       size_t cells)
{
    enum { ACROSS = 12, UP = 8, FINER = 5 };
    const double dx = (t->upper[0] - t->lower[0]) / (double)cells;
    const double dy = (t->upper[1] - t->lower[1]) / (double)cells;
    const double lower[] = {e->from[0] - 0.5 * ACROSS * dx,
                            e->from[1] - 0.5 * UP * dy};
    const double upper[] = {lower[0] + ACROSS * dx, lower[1] + UP * dy};
    gd_table_grid(s->data, "cells", &t->objective, lower, upper, ACROSS, UP);
    gd_table_grid(s->data, "cells-fine", &t->objective, lower, upper,
                  FINER * ACROSS, FINER * UP);
}

static void crossing_experiment(const void *knobs, story *s)
{
    static const char *const names[] = {"", "chord", "cubic"};
    const crossing_knobs *k = knobs;
    const size_t cells = (size_t)k->cells;
    const gd_test_function *t = function("beale");
    const survey seen = survey_of(t, k->level, cells);
    say(s,
        "crossing: Beale's function = %g, on the %zu edges of %zu x %zu cells"
        " that it\n          crosses; how far off, in cells\n\n"
        "             mean   largest\n",
        k->level, seen.edges, cells, cells);
    for (int i = CHORD; i < ANSWERS; i++) {
        double mean = seen.sum[i] / (double)seen.edges;
        say(s, "  %-6s %8.5f  %8.5f\n", names[i], mean, seen.largest[i]);
        valuef(s, mean, "crossing.%s.mean", names[i]);
        valuef(s, seen.largest[i], "crossing.%s.largest", names[i]);
    }
    say(s, "\n");
    tell_edge(s, &t->objective, &seen.worst, k->level);
    tell_cells(s, t, &seen.worst, cells);
}

static const experiment experiments[] = {
    {"levels", levels_experiment, NO_KNOBS},
    {"crossing", crossing_experiment, KNOBS(crossing_knobs, crossing_list)},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "D-how-the-figures-are-drawn",
        .title = "How the figures are drawn",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
