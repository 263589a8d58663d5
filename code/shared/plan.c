#include "shared/plan.h"

run perform(const plan *p, const gd_objective *f, const double start[2],
            gd_observer *observer, void *context)
{
    run r = {.x = {start[0], start[1]}};
    const gd_options o = {.rate = p->rate,
                          .max_steps = p->steps,
                          .tolerance = p->tolerance,
                          .settings = p->set,
                          .observer = observer,
                          .observer_context = context};
    gd_result end = must_run(gd_minimise(f, r.x, p->method, &o));
    r.steps = end.steps;
    r.f = end.f;
    r.gradient_norm = end.gradient_norm;
    r.outcome = end.outcome;
    return r;
}

/* A record without its last points would look like a shorter run. */
static run perform_recorded(const plan *p, const gd_objective *f,
                            const double start[2], gd_history *h)
{
    run r = perform(p, f, start, gd_history_observe, h);
    if (h->failed)
        give_up("out of memory");
    return r;
}

gd_history record(const plan *p, const gd_objective *f, const double start[2],
                  bool all)
{
    gd_history h = gd_history_new(f->n, all);
    perform_recorded(p, f, start, &h);
    return h;
}

run tell_plan(gd_table *table, const char *block, const plan *p,
              const gd_objective *f, const double start[2], bool all)
{
    gd_history h = gd_history_new(f->n, all);
    run r = perform_recorded(p, f, start, &h);
    gd_table_history(table, block, &h, NULL);
    gd_history_free(&h);
    return r;
}
