#include "shared/slide.h"

#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/tell.h"

#include <math.h>

const knob tangent_list[] = {
    KNOB(tangent_knobs, x, 4, -4, 5, LINEAR, "where the tangent touches"),
    {0},
};

void tangent_experiment(const void *knobs, story *s)
{
    const tangent_knobs *k = knobs;
    double slope, f = gd_value_and_gradient(objective("cubic"), &k->x, &slope);
    gd_table_block(s->data, "tangent", "x\tf\tslope");
    gd_row(s->data, k->x, f, slope);
    in_short(s, "At x = %s the slope is %s: the cubic %s.",
             spoken(tidy(k->x)).text, spoken(tidy(slope)).text,
             slope > 0   ? "rises"
             : slope < 0 ? "falls"
                         : "is flat");
}

/* Moments of the ball, so many in a unit of time: short enough that it never
 * leaps over a pit, where the curvature is at most 42. */
enum { MOMENTS = 400, A_UNIT = 100 };

const knob ball_list[] = {
    KNOB(ball_knobs, start, 0.5, -2, 2, LINEAR, "where it is let go"),
    KNOB(ball_knobs, time, MOMENTS, 0, MOMENTS, COUNT,
         "since then, in hundredths"),
    {0},
};

static void short_ball(story *s, const gd_test_function *f, double start,
                       double w, double slope)
{
    const gd_stationary *low = f->stationary, *high = low + 1;
    const bool at_low = fabs(w - low->x[0]) < 0.01;
    const bool at_high = fabs(w - high->x[0]) < 0.01;
    in_short(s, "Let go at %s, the ball is at %s, %s.", spoken(start).text,
             spoken(tidy(w)).text,
             at_low      ? "in the lower pit"
             : at_high   ? "in the higher pit"
             : slope > 0 ? "and rolls to the left"
             : slope < 0 ? "and rolls to the right"
                         : "where it is flat");
}

void ball_experiment(const void *knobs, story *s)
{
    const ball_knobs *k = knobs;
    const gd_test_function *f = function("quartic");
    double w = k->start, slope, height;
    gd_table_block(s->data, "ball", "w\tf");
    for (int t = 0;; t++) {
        height = gd_value_and_gradient(&f->objective, &w, &slope);
        gd_row(s->data, w, height);
        if (t == (int)k->time)
            break;
        w -= slope / A_UNIT;
    }
    short_ball(s, f, k->start, w, slope);
}

void short_product(story *s, double b, const gd_curvature *c, gd_kind kind)
{
    in_short(s, "With b = %s the curvatures are %s and %s: %s.",
             spoken(tidy(b)).text, spoken(tidy(c->value[0])).text,
             spoken(tidy(c->value[1])).text,
             kind == GD_MINIMUM  ? "a bowl, with a minimum"
             : kind == GD_SADDLE ? "a saddle"
                                 : "a trough, flat along a line");
}
