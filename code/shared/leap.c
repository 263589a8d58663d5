#include "shared/leap.h"

#include "gd/history.h"
#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/tell.h"

#include <math.h>

const knob leap_list[] = {
    KNOB(leap_knobs, rate, 1.56e-4, 1e-6, 3.98e-4, LOG, "of one run"),
    {0},
};

/* "(2.1, -4.3)" */
static label place(const double *x)
{
    return named("(%s, %s)", spoken(x[0]).text, spoken(x[1]).text);
}

static void leap_in_short(story *s, double rate, const gd_history *h,
                          const gd_result *r, const double x[2])
{
    label end =
        named("after %s it is %s from the minimum",
              spoken((double)r->steps).text, spoken(beale_distance(x)).text);
    if (r->outcome == GD_DIVERGED)
        end = named("after %s it is lost", spoken((double)r->steps).text);
    if (h->count < 3 || !isfinite(gd_history_row(h, 2)[3]))
        in_short(s, "At the rate %s, %s.", spoken(rate).text, end.text);
    else
        in_short(s,
                 "At the rate %s the first step leads to %s, the second to"
                 " %s; %s.",
                 spoken(rate).text, place(gd_history_row(h, 1) + 1).text,
                 place(gd_history_row(h, 2) + 1).text, end.text);
}

void leap_experiment(const void *knobs, story *s)
{
    const leap_knobs *k = knobs;
    const double *start = result_of(s, "scan");
    double x[2] = {start[0], start[1]};
    const gd_options o = {
        .rate = k->rate, .max_steps = SCAN_STEPS, .tolerance = 1e-8};
    gd_history h = gd_history_new(2, false);
    gd_result r = must_descend(objective("beale"), x, &o, &h);
    gd_table_block(s->data, "leap", "rate");
    gd_row(s->data, k->rate);
    gd_table_block(s->data, "leap-end", "distance");
    if (r.outcome != GD_DIVERGED)
        gd_row(s->data, beale_distance(x));
    leap_in_short(s, k->rate, &h, &r, x);
    tell_history(s, "leap-run", &h, NULL);
}
