#include "shared/bird-line.h"

#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/penguins.h"
#include "shared/tell.h"

/* The plane in which lines are shown, and may begin. */
static const double lower[2] = {-1.4, -1}, upper[2] = {1.4, 1.8};

void birds_scene(const void *knobs, story *s)
{
    (void)knobs;
    penguins p = penguins_load();
    const gd_objective loss = line_objective(&p.standardised);
    const gd_line exact = gd_least_squares(&p.raw);
    const double best[2] = {exact.intercept, exact.slope};
    const gd_objective raw = line_objective(&p.raw);
    gd_table_block(s->data, "penguins", "flipper\tmass");
    for (size_t i = 0; i < p.raw.count; i++)
        gd_row(s->data, p.raw.x[i], p.raw.y[i]);
    gd_table_grid(s->data, "penguin-loss", &loss, lower, upper, 120, 120);
    gd_table_block(s->data, "penguin-best",
                   "intercept\tslope\tloss\tscaled_slope\tscaled_loss");
    gd_row(s->data, best[0], best[1], gd_value(&raw, best), p.best[1],
           p.best_loss);
    penguins_free(&p);
}

const knob bird_line_list[] = {
    KNOB(bird_line_knobs, intercept, 0, -1, 1, LINEAR, "of the first line"),
    KNOB(bird_line_knobs, slope, 0, -1, 1.8, LINEAR, "of the first line"),
    KNOB(bird_line_knobs, rate, 0.1, 0.01, 1.2, LOG, "learning rate"),
    KNOB(bird_line_knobs, steps, 60, 0, 60, COUNT, "of descent"),
    {0},
};

/* A line after some steps: its ends, and two of its points that lift and turn
 * it. Over the mean flipper it is as high as its intercept says, and a standard
 * deviation farther its slope comes on top, both in `unit`. */
static void tell_line(story *s, const penguins *p, const double *row)
{
    const double left = 170, right = 233, middle = p->flipper.mean;
    const double farther = middle + p->flipper.deviation;
    const gd_line l = penguin_line(p, row + 1);
    gd_row(s->data, row[0], left, l.intercept + l.slope * left, right,
           l.intercept + l.slope * right, middle,
           l.intercept + l.slope * middle, farther,
           l.intercept + l.slope * farther, p->mass.deviation);
}

static void short_bird_line(story *s, const penguins *p,
                            const bird_line_knobs *k, const gd_history *h)
{
    const double *first = gd_history_row(h, 0);
    const double *end = gd_history_row(h, h->count - 1);
    const gd_line from = penguin_line(p, first + 1);
    const gd_line to = penguin_line(p, end + 1);
    in_short(s,
             "The first line rises by %s g a millimetre, and its loss is %s;"
             " after %s step%s at the rate %s it is %s g, and %s.",
             spoken(tidy(from.slope)).text, spoken(first[3]).text,
             spoken(end[0]).text, end[0] == 1 ? "" : "s", spoken(k->rate).text,
             spoken(tidy(to.slope)).text, spoken(end[3]).text);
}

void bird_line_experiment(const void *knobs, story *s)
{
    const bird_line_knobs *k = knobs;
    penguins p = penguins_load();
    const gd_objective loss = line_objective(&p.standardised);
    const gd_options options = {.rate = k->rate, .max_steps = (size_t)k->steps};
    double line[2] = {k->intercept, k->slope};
    gd_history h = gd_history_new(2, true);
    must_descend(&loss, line, &options, &h);
    gd_table_block(s->data, "bird-lines",
                   "steps\tleft_x\tleft_y\tright_x\tright_y\tmiddle_x"
                   "\tmiddle_y\tfarther_x\tfarther_y\tunit");
    for (size_t i = 0; i < h.count; i++)
        if (i <= 2 || i == 4 || i == 8 || i + 1 == h.count)
            tell_line(s, &p, gd_history_row(&h, i));
    short_bird_line(s, &p, k, &h);
    tell_history(s, "bird-path", &h, NULL);
    penguins_free(&p);
}
