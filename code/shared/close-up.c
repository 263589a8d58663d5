#include "shared/close-up.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

/* ------------------------------------------------------------------- chords */

const knob chords_list[] = {
    KNOB(chords_knobs, x, 1, 0, 3, LINEAR, "x of the point"),
    KNOB(chords_knobs, step, 0.8, 0.05, 1, LINEAR, "h of both quotients"),
    {0},
};

static void tell_line(gd_table *t, const char *name, double from, double to,
                      double at_from, double at_to)
{
    gd_table_named_row(
        t, name, 5,
        (double[]){from, at_from, to, at_to, (at_to - at_from) / (to - from)});
}

void chords_experiment(const void *knobs, story *s)
{
    enum { CELLS = 120 };
    const chords_knobs *k = knobs;
    double x = k->x, h = k->step, slope = cos(x), reach = 1.4 * h;
    gd_table_block(s->data, "chords-curve", "x\tf");
    for (int i = -CELLS / 2; i <= CELLS / 2; i++) {
        double at = x + 3 * h * i / CELLS;
        gd_row(s->data, at, sin(at));
    }
    gd_table_block(s->data, "chords", "line\tx0\tf0\tx1\tf1\tslope");
    tell_line(s->data, "tangent", x - reach, x + reach, sin(x) - reach * slope,
              sin(x) + reach * slope);
    tell_line(s->data, "forward", x, x + h, sin(x), sin(x + h));
    tell_line(s->data, "central", x - h, x + h, sin(x - h), sin(x + h));
}

/* ------------------------------------------------------------------- digits */

const knob digits_list[] = {
    KNOB(digits_knobs, x, 1, 0.1, 1.5, LINEAR, "x of the sine"),
    {0},
};

enum { DECIMALS = 16 };

typedef struct decimals {
    char text[DECIMALS + 8];
} decimals;

static decimals written(double number)
{
    decimals d;
    snprintf(d.text, sizeof d.text, "%.*f", DECIMALS, number);
    return d;
}

/* A row of a block: the number, with all of its decimals, and how many of them
 * are those of another one before the first that is not. */
static void tell_digits(gd_table *t, double h, double number, double other)
{
    decimals d = written(number), e = written(other);
    size_t same = 0;
    while (d.text[same] && d.text[same] == e.text[same])
        same++;
    gd_table_named_row(t, d.text, 2,
                       (double[]){h, same > 2 ? (double)(same - 2) : 0});
}

/* The k-th step, 0.1, 0.001 and so on. */
static double digits_step(int k)
{
    return pow(10, -1 - 2 * k);
}

void digits_experiment(const void *knobs, story *s)
{
    enum { STEPS = 8 };
    const digits_knobs *k = knobs;
    double x = k->x, f = sin(x), slope = cos(x);
    gd_table_block(s->data, "digits-exact", "number\th\tsame");
    tell_digits(s->data, 0, f, f);
    tell_digits(s->data, 0, slope, slope);
    gd_table_block(s->data, "digits-values", "number\th\tsame");
    for (int i = 0; i < STEPS; i++)
        tell_digits(s->data, digits_step(i), sin(x + digits_step(i)), f);
    gd_table_block(s->data, "digits-differences", "number\th\tsame");
    for (int i = 0; i < STEPS; i++)
        tell_digits(s->data, digits_step(i), sin(x + digits_step(i)) - f, 0);
    gd_table_block(s->data, "digits-quotients", "number\th\tsame");
    for (int i = 0; i < STEPS; i++) {
        double h = digits_step(i);
        tell_digits(s->data, h, (sin(x + h) - f) / h, slope);
    }
}
