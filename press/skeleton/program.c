/* Chapter NUMBER, TITLE.
 *
 * To be read beside the chapter, from top to bottom; what can be asked stands
 * in the table at the end. */
// cc -O2 -Icode code/STEM.c code/shared/*.c code/gd/*.c -lm
// ./a.out NAME --set rate=0.05
#include "gd/descent.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "shared/chapter.h"

#include <stddef.h>

typedef struct NAME_knobs {
    double start, rate, steps;
} NAME_knobs;

static const knob NAME_list[] = {
    KNOB(NAME_knobs, start, 1, -4, 6, LINEAR, "where it begins"),
    KNOB(NAME_knobs, rate, 0.01, 1e-4, 1, LOG, "learning rate"),
    KNOB(NAME_knobs, steps, 200, 0, 10000, COUNT, "at most"),
    {0},
};

/* region NAME-run */
/* Walks down the cubic from k->start and records the way. */
static gd_result NAME_run(const NAME_knobs *k, gd_history *way)
{
    double x = k->start;
    gd_options o = gd_default_options();
    o.rate = k->rate;
    o.max_steps = (size_t)k->steps;
    o.observer = gd_history_observe;
    o.observer_context = way;
    return gd_descend(&function("cubic")->objective, &x, &o);
}
/* end NAME-run */

static void NAME_experiment(const void *knobs, story *s)
{
    const NAME_knobs *k = knobs;
    gd_history way = gd_history_new(1, true);
    gd_result r = NAME_run(k, &way);
    if (r.outcome < 0 || way.failed)
        give_up("%s", gd_outcome_text(r.outcome));
    const double *end = gd_history_row(&way, way.count - 1);
    say(s, "NAME: from x = %g, rate %g\n\n", k->start, k->rate);
    say(s, "  after %zu steps at x = %.6g: %s\n\n", r.steps, end[1],
        gd_outcome_text(r.outcome));
    gd_table_curve(s->data, "NAME-curve", &function("cubic")->objective, -4, 6,
                   200);
    gd_table_history(s->data, "NAME-path", &way, NULL);
    value(s, "NAME.made", (double)r.steps);
    gd_history_free(&way);
}

static const experiment experiments[] = {
    {"NAME", NAME_experiment, KNOBS(NAME_knobs, NAME_list)},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "STEM",
        .title = "TITLE",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
