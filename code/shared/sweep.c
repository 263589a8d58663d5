#include "shared/sweep.h"

#include "gd/expression.h"
#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/typed-function.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The graph of a formula: the variables, then what is computed, f last. */
typedef struct graph {
    size_t count, variables;
    gd_expression_number v[SWEEP_NUMBERS];
    size_t layer[SWEEP_NUMBERS]; /* steps from a variable, the longest way */
} graph;

static void find_layers(graph *g)
{
    for (size_t i = 0; i < g->count; i++) {
        const gd_expression_number *v = &g->v[i];
        g->layer[i] = 0;
        for (size_t j = 0; j < v->operands; j++)
            if (g->layer[v->from[j]] + 1 > g->layer[i])
                g->layer[i] = g->layer[v->from[j]] + 1;
    }
}

static bool is_y(const gd_expression *e, size_t i)
{
    return strcmp(gd_expression_variable(e, i), "y") == 0;
}

/* count > SWEEP_NUMBERS: the others have no room. */
static graph graph_of(gd_expression *e, double x, double y)
{
    graph g = {.variables = gd_expression_variable_count(e)};
    double at[GD_EXPRESSION_VARIABLES] = {0};
    for (size_t i = 0; i < g.variables; i++)
        at[i] = is_y(e, i) ? y : x;
    g.count = gd_expression_numbers(e, at, g.v, SWEEP_NUMBERS);
    if (g.count <= SWEEP_NUMBERS)
        find_layers(&g);
    return g;
}

/* ------------------------------------------------------ what may be typed */

_Static_assert((int)TYPED_WHY <= (int)KNOB_WHY, "a knob has room for the why");

static bool knows_variables(const gd_expression *e, char why[KNOB_WHY])
{
    for (size_t i = 0; i < gd_expression_variable_count(e); i++)
        if (!is_y(e, i) && strcmp(gd_expression_variable(e, i), "x") != 0) {
            snprintf(why, KNOB_WHY, "there are x and y here, and no %s",
                     gd_expression_variable(e, i));
            return false;
        }
    return true;
}

static size_t most_abreast(const graph *g)
{
    size_t count[SWEEP_NUMBERS] = {0}, most = 0;
    for (size_t i = 0; i < g->count; i++)
        if (++count[g->layer[i]] > most)
            most = count[g->layer[i]];
    return most;
}

static bool has_room(const graph *g, char why[KNOB_WHY])
{
    bool few = g->count <= SWEEP_NUMBERS;
    size_t long_way = few ? g->layer[g->count - 1] + 1 : 0;
    size_t abreast = few ? most_abreast(g) : 0;
    if (!few)
        snprintf(why, KNOB_WHY,
                 "its graph has %zu numbers, and there is room for %d",
                 g->count, SWEEP_NUMBERS);
    else if (long_way > SWEEP_LAYERS)
        snprintf(why, KNOB_WHY,
                 "its graph is %zu numbers long, and there is room for %d",
                 long_way, SWEEP_LAYERS);
    else if (abreast > SWEEP_ABREAST)
        snprintf(why, KNOB_WHY,
                 "its graph has %zu numbers beside each other, and there is"
                 " room for %d",
                 abreast, SWEEP_ABREAST);
    return few && long_way <= SWEEP_LAYERS && abreast <= SWEEP_ABREAST;
}

bool sweep_check(const char *text, char why[KNOB_WHY])
{
    if (!typed_is_drawable(text, why))
        return false;
    gd_expression *e = must_parse(text);
    graph g = graph_of(e, 1, 1);
    bool good = knows_variables(e, why) && has_room(&g, why);
    gd_expression_free(e);
    return good;
}

/* -------------------------------------------------------------- the sweep */

const knob sweep_list[] = {
    TEXT_KNOB(sweep_knobs, formula, "x*y + sin(x)", sweep_check, "f(x, y)"),
    KNOB(sweep_knobs, x, 2, -10, 10, LINEAR, "of the point"),
    KNOB(sweep_knobs, y, 3, -10, 10, LINEAR, "of the point"),
    KNOB(sweep_knobs, progress, 1, 0, 1, LINEAR, "of the sweep"),
    {0},
};

/* How far a sweep has come. In each phase but the first and the last one
 * number, `now`, is computed, or hands its adjoint on. */
typedef enum phase { BEFORE, FORWARD, BACKWARD, DONE } phase;

typedef struct sweep {
    graph g;
    phase phase;
    size_t now, step; /* the step-th of those that are computed, from 1 */
    bool broken;      /* it ends there: what comes of it is not finite */
    size_t known;     /* so many numbers have values, the first ones */
    bool reached[SWEEP_NUMBERS]; /* adjoints that have begun */
    double adjoint[SWEEP_NUMBERS];
} sweep;

static void go_forward(sweep *w, size_t steps)
{
    const graph *g = &w->g;
    w->known = g->variables;
    while (w->known < g->variables + steps && isfinite(g->v[w->known].value))
        w->known++;
    w->broken = w->known < g->variables + steps;
    w->now = w->broken ? w->known : w->known - 1;
    w->phase = steps > 0 ? FORWARD : BEFORE;
    w->step = w->now + 1 - g->variables;
}

/* Number i hands its adjoint on; false: that is not finite. */
static bool hand_on(sweep *w, size_t i)
{
    const gd_expression_number *v = &w->g.v[i];
    for (size_t j = 0; j < v->operands; j++)
        if (!isfinite(w->adjoint[i] * v->slope[j]))
            return false;
    for (size_t j = 0; j < v->operands; j++) {
        w->adjoint[v->from[j]] += w->adjoint[i] * v->slope[j];
        w->reached[v->from[j]] = true;
    }
    return true;
}

static void go_backward(sweep *w, size_t steps)
{
    size_t last = w->g.count - 1;
    w->adjoint[last] = 1;
    w->reached[last] = true;
    w->phase = BACKWARD;
    for (size_t k = 0; k < steps && !w->broken; k++) {
        w->now = last - k;
        w->step = k + 1;
        w->broken = !hand_on(w, w->now);
    }
}

/* Of the sweep's states the one that lies at the knob's place: nothing is
 * computed, each step forward, each backward, and all is done. */
static sweep sweep_of(gd_expression *e, const sweep_knobs *k)
{
    sweep w = {.g = graph_of(e, k->x, k->y)};
    size_t steps = w.g.count - w.g.variables, states = 2 * steps + 2;
    size_t state = (size_t)(k->progress * (double)states);
    go_forward(&w, state < steps ? state : steps);
    if (state <= steps || w.broken)
        return w;
    go_backward(&w, state - steps < steps ? state - steps : steps);
    if (state > 2 * steps && !w.broken)
        w.phase = DONE;
    return w;
}

/* ----------------------------------------------------------- what is told */

/* "x", "v1", "f" */
static label name_of(const graph *g, size_t i)
{
    if (i + 1 == g->count)
        return named("f");
    return i < g->variables ? named("%s", g->v[i].text)
                            : named("v%zu", i - g->variables + 1);
}

/* "f = x*y + v1" */
static label equation(const graph *g, size_t i)
{
    const label name = name_of(g, i);
    return strcmp(name.text, g->v[i].text) == 0
               ? name
               : named("%s = %s", name.text, g->v[i].text);
}

/* "x = 2" or ", y = 3"; "" where there is none. One at a time: a label has no
 * room for two long numbers. */
static label place_of(const graph *g, size_t i)
{
    return i >= g->variables ? named("%s", "")
                             : named("%s%s = %s", i == 0 ? "" : ", ",
                                     g->v[i].text, spoken(g->v[i].value).text);
}

static void short_backward(story *s, const sweep *w)
{
    const gd_expression_number *v = &w->g.v[w->now];
    label to[3] = {{""}};
    for (size_t j = 0; j < v->operands; j++)
        to[j] =
            named("%s to %s times %s",
                  j == 0                 ? ""
                  : j + 1 == v->operands ? " and"
                                         : ",",
                  name_of(&w->g, v->from[j]).text, spoken(v->slope[j]).text);
    in_short(s, "Backward, step %zu: %s hands its adjoint %s on,%s%s%s.",
             w->step, name_of(&w->g, w->now).text,
             spoken(w->adjoint[w->now]).text, to[0].text, to[1].text,
             to[2].text);
}

static void short_done(story *s, const sweep *w)
{
    const graph *g = &w->g;
    numeral f = spoken(g->v[g->count - 1].value), d = spoken(w->adjoint[0]);
    size_t steps = g->count - g->variables;
    label back =
        named("one sweep back, %zu step%s", steps, steps == 1 ? "" : "s");
    if (g->variables == 1)
        in_short(s, "At %s f is %s, and by %s, its derivative is %s.",
                 place_of(g, 0).text, f.text, back.text, d.text);
    else
        in_short(s, "At %s%s f is %s, and by %s, its gradient is (%s, %s).",
                 place_of(g, 0).text, place_of(g, 1).text, f.text, back.text,
                 d.text, spoken(w->adjoint[1]).text);
}

static void short_sweep(story *s, const sweep *w)
{
    label now = equation(&w->g, w->now);
    label x = place_of(&w->g, 0), y = place_of(&w->g, 1);
    if (w->broken && w->phase == FORWARD)
        in_short(s,
                 "At %s%s the number %s is not finite: the sweep ends there.",
                 x.text, y.text, now.text);
    else if (w->broken)
        in_short(
            s, "At %s%s what %s hands on is not finite: the sweep ends there.",
            x.text, y.text, now.text);
    else if (w->phase == BEFORE)
        in_short(s, "At %s%s, and nothing is computed yet.", x.text, y.text);
    else if (w->phase == FORWARD)
        in_short(s, "Forward, step %zu: %s is %s.", w->step, now.text,
                 spoken(w->g.v[w->now].value).text);
    else if (w->phase == BACKWARD)
        short_backward(s, w);
    else
        short_done(s, w);
}

/* A dash for what the sweep has not come to. */
static void say_cell(story *s, bool there, double number)
{
    if (there)
        say(s, "  %12.6g", number);
    else
        say(s, "  %12s", "-");
}

static void say_sweep(story *s, const sweep *w, const char *formula)
{
    say(s,
        "sweep: f = %s\n\n"
        "  number                             value       adjoint\n",
        formula);
    for (size_t i = 0; i < w->g.count; i++) {
        say(s, "  %-26s", equation(&w->g, i).text);
        say_cell(s, i < w->known, w->g.v[i].value);
        say_cell(s, w->reached[i], w->adjoint[i]);
        say(s, "\n");
    }
    say(s, "\n");
}

/* A slope is told where it is multiplied by: of the number that hands on, and
 * at the end of all. */
static void tell_edges(gd_table *t, const sweep *w)
{
    const graph *g = &w->g;
    gd_table_block(t, "sweep-edges", "from\tto");
    for (size_t i = 0; i < g->count; i++)
        for (size_t j = 0; j < g->v[i].operands; j++)
            gd_row(t, (double)g->v[i].from[j], (double)i);
    gd_table_block(t, "sweep-slopes", "from\tto\tslope");
    for (size_t i = 0; i < g->count; i++)
        for (size_t j = 0; j < g->v[i].operands; j++)
            if (isfinite(g->v[i].slope[j])
                && (w->phase == DONE || (w->phase == BACKWARD && w->now == i)))
                gd_row(t, (double)g->v[i].from[j], (double)i, g->v[i].slope[j]);
}

static void tell_sweep(gd_table *t, const sweep *w)
{
    const graph *g = &w->g;
    gd_table_block(t, "sweep-numbers", "text\tlayer");
    for (size_t i = 0; i < g->count; i++)
        gd_table_named_row(t, g->v[i].text, 1, (double[]){(double)g->layer[i]});
    gd_table_block(t, "sweep-values", "number\tvalue");
    for (size_t i = 0; i < w->known; i++)
        gd_row(t, (double)i, g->v[i].value);
    gd_table_block(t, "sweep-adjoints", "number\tadjoint");
    for (size_t i = 0; i < g->count; i++)
        if (w->reached[i])
            gd_row(t, (double)i, w->adjoint[i]);
    gd_table_block(t, "sweep-now", "phase\tnumber\tbroken");
    gd_row(t, w->phase, (double)w->now, w->broken);
    tell_edges(t, w);
}

void sweep_experiment(const void *knobs, story *s)
{
    const sweep_knobs *k = knobs;
    gd_expression *e = must_parse(k->formula);
    sweep w = sweep_of(e, k);
    say_sweep(s, &w, k->formula);
    short_sweep(s, &w);
    tell_sweep(s->data, &w);
    gd_expression_free(e);
}
