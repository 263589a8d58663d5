#include "shared/inside.h"

#include "shared/must.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- the deal */

static void tell_classes(gd_table *table, const digits *d)
{
    size_t count[DIGIT_CLASSES][PARTS];
    digits_count(d, count);
    gd_table_block(table, "deal-classes",
                   "class\ttraining\tvalidation\theld_out");
    for (int c = 0; c < DIGIT_CLASSES; c++)
        gd_row(table, c, (double)count[c][TRAINING],
               (double)count[c][VALIDATION], (double)count[c][HELD_OUT]);
}

/* Where the k-th of all stretches begins, as a place in the file. */
enum { STRETCHES = 60 };
static size_t stretch_begin(size_t k)
{
    return k * DIGIT_COUNT / STRETCHES;
}

static void tell_stretches(gd_table *table, const digits *d)
{
    size_t count[STRETCHES][PARTS] = {{0}};
    for (int p = 0; p < PARTS; p++)
        for (size_t i = 0; i < d->size[p]; i++) {
            size_t k = 0, place = d->order[d->begin[p] + i];
            while (place >= stretch_begin(k + 1))
                k++;
            count[k][p]++;
        }
    gd_table_block(table, "deal-stretches",
                   "from\tto\ttraining\tvalidation\theld_out");
    for (size_t k = 0; k < STRETCHES; k++)
        gd_row(table, (double)stretch_begin(k) + 1,
               (double)stretch_begin(k + 1) + 1, (double)count[k][TRAINING],
               (double)count[k][VALIDATION], (double)count[k][HELD_OUT]);
}

void tell_deal(gd_table *table, const digits *d)
{
    tell_classes(table, d);
    tell_stretches(table, d);
}

/* --------------------------------------------------------------- the arena */

void tell_arena(gd_table *table, const gd_network *network)
{
    gd_view view[GD_VIEWS_MAX];
    size_t count = gd_network_views(network, view);
    gd_table_block(table, "arena", "part\tstart\trows\tcolumns");
    for (size_t i = 0; i < count; i++) {
        const double row[] = {(double)view[i].start, (double)view[i].rows,
                              (double)view[i].columns};
        gd_table_named_row(table, view[i].name, 3, row);
    }
}

/* --------------------------------------------------------- there, and back */

double hidden_says(const gd_layer *l, const double *x, const double *image,
                   size_t j)
{
    const double *w = x + l->weights.start;
    double z = x[l->biases.start + j];
    for (size_t i = 0; i < l->inputs; i++)
        z += image[i] * w[i * l->outputs + j];
    return tanh(z);
}

/* For a single example the derivatives by the biases of a layer are what the
 * layer was told. */
static size_t tell_units(gd_table *table, const gd_network *network,
                         const double *x, const double *gradient,
                         const double *image)
{
    const gd_layer *hidden = &network->layer[0], *last = &network->layer[1];
    const double *told = gradient + hidden->biases.start;
    double p[GD_UNITS_MAX];
    size_t most = 0;
    gd_table_block(table, "flow-hidden", "unit\tvalue\ttold");
    for (size_t j = 0; j < hidden->outputs; j++) {
        gd_row(table, (double)j, hidden_says(hidden, x, image, j), told[j]);
        if (fabs(told[j]) > fabs(told[most]))
            most = j;
    }
    gd_network_predict(network, x, image, p);
    gd_table_block(table, "flow-classes", "class\tvalue\ttold");
    for (size_t c = 0; c < last->outputs; c++)
        gd_row(table, (double)c, p[c], gradient[last->biases.start + c]);
    return most;
}

size_t tell_flow(gd_table *table, const gd_network *network, const double *x,
                 const digits *d, size_t place)
{
    const gd_layer *l = &network->layer[0];
    const double *image = d->inputs + place * DIGIT_PIXELS;
    double *gradient = must_calloc(network->n, sizeof *gradient);
    gd_batch one = {network, &d->examples, 1, &place};
    gd_network_loss(network->n, x, gradient, &one);
    size_t unit = tell_units(table, network, x, gradient, image);
    gd_table_block(table, "flow-pixels", "x\ty\tgrey\tslope");
    for (size_t i = 0; i < DIGIT_PIXELS; i++) {
        const size_t row = i / DIGIT_SIDE;
        gd_row(table, (double)(i % DIGIT_SIDE), (double)row, image[i],
               gradient[l->weights.start + i * l->outputs + unit]);
    }
    free(gradient);
    return unit;
}

/* ------------------------------------------------------------- the answers */

/* -log p from where the least of the probabilities is, evenly in log p. */
static void tell_minus_log(gd_table *table, double least)
{
    enum { POINTS = 120 };
    gd_table_block(table, "minus-log", "p\tloss");
    for (int i = 0; i <= POINTS; i++) {
        double loss = -log(least) * (POINTS - i) / POINTS;
        gd_row(table, exp(-loss), loss);
    }
}

double tell_losses(gd_table *table, const digits *d, const gd_network *network,
                   const double *x)
{
    double least = 0.01, of_wrong = 0, all = 0;
    gd_table_block(table, "asked", "p\tloss\twrong");
    for (size_t k = 0; k < d->size[HELD_OUT]; k++) {
        digit_answer a = digits_ask(d, network, x, k);
        gd_batch one = {network, &d->examples, 1, &a.place};
        double loss = gd_network_loss(network->n, x, NULL, &one);
        double p = a.probability[a.label];
        bool wrong = a.said != a.label;
        gd_row(table, p, loss, wrong);
        all += loss;
        of_wrong += wrong ? loss : 0;
        least = p > 0 ? fmin(least, p) : least;
    }
    tell_minus_log(table, least);
    return all > 0 ? of_wrong / all : 0;
}

void tell_confusion(gd_table *table, const char *block,
                    size_t count[DIGIT_CLASSES][DIGIT_CLASSES])
{
    gd_table_block(table, block, "is\tsaid\tcount");
    for (size_t is = 0; is < DIGIT_CLASSES; is++)
        for (size_t said = 0; said < DIGIT_CLASSES; said++)
            gd_row(table, (double)is, (double)said, (double)count[is][said]);
}
