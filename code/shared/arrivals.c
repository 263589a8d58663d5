#include "shared/arrivals.h"

#include "gd/curvature.h"
#include "gd/history.h"
#include "gd/newton.h"
#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/tell.h"

#include <math.h>

enum { CELLS = 90 };

/* The k-th of so many cells' corners along an axis of the map. */
static double between(const gd_test_function *f, int axis, int k, int cells)
{
    return f->lower[axis] + (f->upper[axis] - f->lower[axis]) * k / cells;
}

/* From how many points of a coarser grid Newton's method comes to the
 * minimum. */
static void count_arrivals(story *s, const gd_test_function *f)
{
    enum { SIDE = 19 };
    size_t arrive = 0;
    for (int j = 0; j < SIDE; j++)
        for (int i = 0; i < SIDE; i++) {
            double x[2] = {between(f, 0, i, SIDE - 1),
                           between(f, 1, j, SIDE - 1)};
            const gd_options o = {.max_steps = 1000, .tolerance = 1e-8};
            gd_result r = must_run(gd_newton(&f->objective, f->hessian, x, &o));
            arrive += r.outcome == GD_CONVERGED && beale_distance(x) < 1e-3;
        }
    value(s, "bends.starts", SIDE * SIDE);
    value(s, "bends.arrive", (double)arrive);
}

void bends_experiment(const void *knobs, story *s)
{
    const gd_test_function *f = function("beale");
    (void)knobs;
    count_arrivals(s, f);
    gd_table_block(s->data, "beale-bends", "x\ty\tsaddle\tedge");
    for (int j = 0; j <= CELLS; j++)
        for (int i = 0; i <= CELLS; i++) {
            double x[2] = {between(f, 0, i, CELLS), between(f, 1, j, CELLS)};
            double hessian[4];
            f->hessian(x, hessian);
            double smaller = gd_curvature_of(2, hessian).value[0];
            gd_row(s->data, x[0], x[1], smaller <= 0, 1e-9 + fabs(smaller));
        }
}

const knob arrivals_list[] = {
    KNOB(arrivals_knobs, start_x, 3, -4.5, 4.5, LINEAR, "x of the start"),
    KNOB(arrivals_knobs, start_y, 4, -4.5, 4.5, LINEAR, "y of the start"),
    KNOB(arrivals_knobs, rate, 1e-4, 1e-6, 0.04, LOG, "of plain descent"),
    {0},
};

/* Where a run ended: "at the minimum after 12 steps". */
static label arrival(const gd_test_function *f, const double x[2],
                     const gd_result *r)
{
    const label after = named("after %s step%s", spoken((double)r->steps).text,
                              r->steps == 1 ? "" : "s");
    if (!isfinite(r->f) || !isfinite(r->gradient_norm))
        return named("is lost %s", after.text);
    if (r->outcome != GD_CONVERGED)
        return named("is not there %s", after.text);
    for (size_t i = 0; i < f->stationary_count; i++) {
        const gd_stationary *p = &f->stationary[i];
        if (hypot(x[0] - p->x[0], x[1] - p->x[1]) < 1e-3)
            return named("ends at %s %s %s",
                         p->kind == GD_MINIMUM ? "the" : "a",
                         gd_kind_text(p->kind), after.text);
    }
    return named("ends on a plain %s", after.text);
}

typedef enum way { NEWTON, BFGS, DESCENT } way;

static label arrive_by(story *s, way by, const arrivals_knobs *k)
{
    static const char *const blocks[] = {"arrivals-newton", "arrivals-bfgs",
                                         "arrivals-descent"};
    const gd_test_function *f = function("beale");
    gd_history path = gd_history_new(2, false);
    double x[2] = {k->start_x, k->start_y};
    gd_options o = {.max_steps = ARRIVALS_STEPS,
                    .tolerance = 1e-8,
                    .observer = gd_history_observe,
                    .observer_context = &path};
    gd_result r;
    if (by == NEWTON) {
        r = must_run(gd_newton(&f->objective, f->hessian, x, &o));
    } else if (by == BFGS) {
        o.rate = 5e-6;
        r = must_run(gd_bfgs(&f->objective, x, &o));
    } else {
        o.rate = k->rate;
        r = must_run(gd_descend(&f->objective, x, &o));
    }
    tell_history(s, blocks[by], &path, NULL);
    return arrival(f, x, &r);
}

void arrivals_experiment(const void *knobs, story *s)
{
    const arrivals_knobs *k = knobs;
    label newton = arrive_by(s, NEWTON, k), bfgs = arrive_by(s, BFGS, k);
    label descent = arrive_by(s, DESCENT, k);
    in_short(s,
             "From (%s, %s): Newton %s, BFGS %s, descent with the rate %s %s.",
             spoken(k->start_x).text, spoken(k->start_y).text, newton.text,
             bfgs.text, spoken(k->rate).text, descent.text);
}
