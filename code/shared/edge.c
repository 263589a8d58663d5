#include "shared/edge.h"

#include "gd/descent.h"
#include "gd/random.h"
#include "gd/sharpness.h"
#include "shared/must.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* region watch-edge */
typedef struct watch {
    const gd_objective *f;
    size_t every, rises;
    double first, before; /* the loss at the start, and a step ago */
    double *v, *room;     /* of the power iteration */
    edge_run *run;
} watch;

/* The axis of the last reading is where the next one begins. */
static bool read_edge(const gd_state *s, void *context)
{
    enum { ROUNDS = 20, FIRST_ROUNDS = 60, FAR = 100 };
    watch *w = context;
    if (s->step == 0)
        w->first = s->f;
    else
        w->rises += s->f > w->before;
    w->before = s->f;
    if (!(s->f <= FAR * w->first))
        return false;
    if (s->step % w->every != 0)
        return true;
    double sharpness = gd_sharpness(
        w->f, s->x, 1e-4, s->step > 0 ? ROUNDS : FIRST_ROUNDS, w->v, w->room);
    if (isfinite(sharpness))
        w->run->reading[w->run->count++] =
            (edge_reading){s->step, s->f, sharpness, w->rises};
    return isfinite(sharpness);
}
/* end watch-edge */

edge_run watch_edge(const gd_objective *f, double *x, gd_optimizer *optimizer,
                    double rate, size_t steps, size_t every, uint64_t seed)
{
    edge_run run = {0};
    gd_random random = gd_random_seeded(seed);
    double *v = must_calloc(4 * f->n, sizeof *v);
    watch w = {.f = f, .every = every, .v = v, .room = v + f->n, .run = &run};
    gd_options o = {.rate = rate,
                    .max_steps = steps,
                    .optimizer = optimizer,
                    .observer = read_edge,
                    .observer_context = &w};
    for (size_t i = 0; i < f->n; i++)
        v[i] = gd_random_normal(&random);
    must_run(gd_descend(f, x, &o));
    free(v);
    return run;
}

double mean_sharpness(const edge_run *run, size_t from, size_t to)
{
    double sum = 0;
    for (size_t k = from; k <= to; k++)
        sum += run->reading[k].sharpness;
    return sum / (double)(to - from + 1);
}

double upward(const edge_run *run, size_t from, size_t to)
{
    const edge_reading *a = &run->reading[from], *b = &run->reading[to];
    return b->step > a->step ? 100 * (double)(b->rises - a->rises)
                                   / (double)(b->step - a->step)
                             : 0;
}

void tell_edge(gd_table *table, const char *name, const edge_run *run)
{
    gd_table_block(table, name, "step\tsharpness\tloss");
    for (size_t k = 0; k < run->count; k++)
        gd_row(table, (double)run->reading[k].step, run->reading[k].sharpness,
               run->reading[k].loss);
}

void tell_edge_row(story *s, const edge_run *run, size_t k, size_t row)
{
    size_t from = k < row ? 0 : k - row;
    if (k >= run->count) {
        say(s, "  %9s  %6s  %3s", "-", "-", "-");
        return;
    }
    say(s, "  %9.2f  %6.3f  %3zu", mean_sharpness(run, k > 0 ? from + 1 : 0, k),
        run->reading[k].loss, run->reading[k].rises - run->reading[from].rises);
}
