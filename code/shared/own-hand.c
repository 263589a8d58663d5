#include "shared/own-hand.h"

#include "gd/random.h"
#include "gd/schedule.h"
#include "shared/inside.h"
#include "shared/must.h"

#include <math.h>

/* --------------------------------------------------------------- who reads */

/* Lion's rate, as the validation part has chosen it. */
const knob reader_list[] = {
    KNOB(reader_knobs, rate, 0.01, 1e-4, 1, LOG, "learning rate"),
    KNOB(reader_knobs, epochs, 10, 0, EPOCHS_MAX, COUNT, "times through all"),
    {0},
};

static size_t mean_ink(const digits *d)
{
    double sum = 0;
    for (size_t i = 0; i < (size_t)DIGIT_COUNT * DIGIT_PIXELS; i++)
        sum += d->inputs[i] / DIGIT_PIXELS;
    return (size_t)lround(sum / DIGIT_COUNT * PAD_SIDE * PAD_SIDE);
}

void reader_experiment(const void *knobs, story *s)
{
    const reader_knobs *k = knobs;
    const digits *d = result_of(s, "split");
    reader *r = keep_plain(s, sizeof *r);
    const gd_network *network = result_of(s, "plan");
    r->network = *network;
    r->epochs = (size_t)k->epochs;
    r->ink = mean_ink(d);
    const training_setup u = {.digits = d,
                              .network = network,
                              .schedule = gd_schedule_find("cosine"),
                              .epochs = r->epochs,
                              .batch_size = 32,
                              .seed = 6};
    if (train(&u, VALIDATION, gd_method_find("lion"), k->rate, r->x, NULL)
        == GD_DIVERGED)
        give_up("Lion diverges at the rate %g", k->rate);
}

/* ------------------------------------------------------------ what is drawn */

const knob drawn_list[] = {
    PIXELS_KNOB(drawn_knobs, drawing, PAD_SIDE,
                "00000000000000000007e000001ff800"
                "003ffc00007c3e0000f00e0000600700"
                "00000700000007000000070000000f00"
                "00000e0000003e000001fc000003f800"
                "0003f8000001fc0000001e0000000e00"
                "00000f00000007000000070000000e00"
                "01800e0003c01e0001e07c0000fff800"
                "007ff000001f80000000000000000000",
                "draw a digit"),
    {0},
};

static void tell_bitmap(gd_table *table, const char *name, const bitmap *b)
{
    gd_table_block(table, name, "x\ty\tink");
    for (int y = 0; y < PAD_SIDE; y++)
        for (int x = 0; x < PAD_SIDE; x++)
            gd_row(table, x, y, b->ink[y][x]);
}

static void tell_greys(gd_table *table, const double grey[DIGIT_PIXELS])
{
    gd_table_block(table, "drawn-greys", "x\ty\tgrey");
    for (int y = 0; y < DIGIT_SIDE; y++)
        for (int x = 0; x < DIGIT_SIDE; x++) {
            double shade = grey[DIGIT_SIDE * y + x];
            gd_row(table, x, y, shade);
        }
}

static void tell_hidden(gd_table *table, const reader *r, const double *image)
{
    const gd_layer *hidden = &r->network.layer[0];
    gd_table_block(table, "drawn-hidden", "unit\tvalue");
    for (size_t j = 0; j < hidden->outputs; j++)
        gd_row(table, (double)j, hidden_says(hidden, r->x, image, j));
}

/* "more than 99 %": a probability of nearly 1 is not called 1. */
static label percent(double p)
{
    if (p > 0.99)
        return named("more than 99\xe2\x80\xaf%%");
    return named("%.0f\xe2\x80\xaf%%", 100 * p);
}

static void short_answer(story *s, size_t epochs, const double *p)
{
    size_t said = gd_largest(DIGIT_CLASSES, p), next = said == 0;
    for (size_t c = 0; c < DIGIT_CLASSES; c++)
        if (c != said && p[c] > p[next])
            next = c;
    const label trained =
        named("After %zu epoch%s of training", epochs, epochs == 1 ? "" : "s");
    in_short(s, "%s it reads a %zu, with %s; next comes %zu with %s.",
             epochs == 0 ? "Untrained," : trained.text, said,
             percent(p[said]).text, next,
             p[next] < 0.005 ? "less than 1\xe2\x80\xaf%"
                             : percent(p[next]).text);
}

void drawn_experiment(const void *knobs, story *s)
{
    const drawn_knobs *k = knobs;
    const reader *r = result_of(s, "reader");
    const bitmap paper = bitmap_of(k->drawing);
    double grey[DIGIT_PIXELS], p[DIGIT_CLASSES];
    tell_bitmap(s->data, "drawn-pixels", &paper);
    if (bitmap_ink(&paper) == 0) {
        in_short(s, "Nothing is drawn.");
        return;
    }
    const bitmap fitted = bitmap_fitted(&paper, r->ink);
    bitmap_greys(&fitted, grey);
    gd_network_predict(&r->network, r->x, grey, p);
    tell_bitmap(s->data, "drawn-fitted", &fitted);
    tell_greys(s->data, grey);
    tell_hidden(s->data, r, grey);
    gd_table_block(s->data, "drawn-classes", "class\tprobability");
    for (size_t c = 0; c < DIGIT_CLASSES; c++)
        gd_row(s->data, (double)c, p[c]);
    short_answer(s, r->epochs, p);
}
