#include "shared/digits.h"

#include "gd/dataset.h"
#include "gd/random.h"
#include "gd/split.h"
#include "shared/find-data.h"
#include "shared/must.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double GREYS = 16; /* black, in the file */

/* A line of the file: 64 greys, and what the writer meant. */
static void take(digits *d, size_t i, const gd_dataset *table, const char *path)
{
    for (size_t k = 0; k <= DIGIT_PIXELS; k++) {
        double v = gd_dataset_column(table, k)[i];
        double largest = k < DIGIT_PIXELS ? GREYS : DIGIT_CLASSES - 1;
        if (v < 0 || v > largest || v > floor(v))
            give_up("%s:%zu: column %zu: %g is not a whole number from 0 to %g",
                    path, i + 1, k + 1, v, largest);
        if (k < DIGIT_PIXELS)
            d->inputs[i * DIGIT_PIXELS + k] = v / GREYS;
        else
            d->labels[i] = (size_t)v;
    }
}

/* A shorter file would still be a table, and train other networks. */
static void read_file(digits *d)
{
    gd_dataset table;
    char error[GD_DATASET_ERROR_SIZE];
    char *path = find_data(GD_DATA_DIR "/digits.csv");
    if (!gd_dataset_read_plain(&table, path, DIGIT_PIXELS + 1, error))
        give_up("%s", error);
    if (table.rows != DIGIT_COUNT)
        give_up("%s: it has %zu digits and should have %d: is it cut off?",
                path, table.rows, DIGIT_COUNT);
    for (size_t i = 0; i < DIGIT_COUNT; i++)
        take(d, i, &table, path);
    gd_dataset_free(&table);
    free(path);
    d->examples =
        (gd_examples){DIGIT_COUNT, DIGIT_PIXELS, d->inputs, d->labels};
}

/* Parts, class by class, one behind the other in `order`. */
static void split(const digits *d, uint64_t seed, size_t parts,
                  const double *shares, size_t *order, size_t *sizes)
{
    gd_random random = gd_random_seeded(seed);
    if (!gd_split(&random, DIGIT_COUNT, d->labels, parts, shares, order, sizes))
        give_up("out of memory for the split");
}

static void set_begins(digits *d)
{
    d->begin[TRAINING] = 0;
    for (int p = VALIDATION; p < PARTS; p++)
        d->begin[p] = d->begin[p - 1] + d->size[p - 1];
}

/* region deal-out */
/* The split is made here, once, before anything has been learned. */
void digits_deal(digits *d, uint64_t seed)
{
    static const double shares[PARTS] = {0.6, 0.2, 0.2};
    split(d, seed, PARTS, shares, d->order, d->size);
    set_begins(d);
}
/* end deal-out */

/* region hold-out */
/* Five fifths, one behind the other in `all`. */
static void deal_fifths(const digits *d, digits_order order, uint64_t seed,
                        size_t all[DIGIT_COUNT], size_t size[5])
{
    static const double shares[] = {0.2, 0.2, 0.2, 0.2, 0.2};
    if (order == MIXED) {
        split(d, seed, 5, shares, all, size);
        return;
    }
    for (size_t i = 0; i < DIGIT_COUNT; i++)
        all[i] = i;
    for (size_t k = 0; k < 5; k++)
        size[k] = (k + 1) * DIGIT_COUNT / 5 - k * DIGIT_COUNT / 5;
}

void digits_hold_out(digits *d, size_t fifth, digits_order order, uint64_t seed)
{
    size_t all[DIGIT_COUNT] = {0}, size[5] = {0}, begin = 0;
    deal_fifths(d, order, seed, all, size);
    for (size_t k = 0; k < fifth; k++)
        begin += size[k];
    d->size[HELD_OUT] = size[fifth];
    d->size[VALIDATION] = 0;
    d->size[TRAINING] = DIGIT_COUNT - size[fifth];
    set_begins(d);
    const size_t *held_out = all + begin, *behind = held_out + size[fifth];
    memcpy(d->order, all, begin * sizeof *all);
    memcpy(d->order + begin, behind, (d->size[TRAINING] - begin) * sizeof *all);
    memcpy(d->order + d->begin[HELD_OUT], held_out, size[fifth] * sizeof *all);
}
/* end hold-out */

void digits_load(digits *d, uint64_t seed)
{
    read_file(d);
    digits_deal(d, seed);
}

void digits_count(const digits *d, size_t count[DIGIT_CLASSES][PARTS])
{
    memset(count, 0, sizeof(size_t[DIGIT_CLASSES][PARTS]));
    for (int p = 0; p < PARTS; p++)
        for (size_t i = 0; i < d->size[p]; i++)
            count[d->labels[d->order[d->begin[p] + i]]][p]++;
}

gd_batch digits_batch(const digits *d, const gd_network *network,
                      digits_part first, digits_part last)
{
    size_t end = d->begin[last] + d->size[last];
    return (gd_batch){network, &d->examples, end - d->begin[first],
                      d->order + d->begin[first]};
}

static const double *pixels(const digits *d, size_t place)
{
    return d->inputs + place * DIGIT_PIXELS;
}

digit_answer digits_ask(const digits *d, const gd_network *network,
                        const double *x, size_t k)
{
    digit_answer a = {.place = d->order[d->begin[HELD_OUT] + k]};
    gd_network_predict(network, x, pixels(d, a.place), a.probability);
    a.label = d->labels[a.place];
    a.said = gd_largest(DIGIT_CLASSES, a.probability);
    return a;
}

void digits_confusion(const digits *d, const gd_network *network,
                      const double *x,
                      size_t count[DIGIT_CLASSES][DIGIT_CLASSES])
{
    memset(count, 0, sizeof(size_t[DIGIT_CLASSES][DIGIT_CLASSES]));
    for (size_t k = 0; k < d->size[HELD_OUT]; k++) {
        digit_answer a = digits_ask(d, network, x, k);
        count[a.label][a.said]++;
    }
}

void digits_tell(gd_table *table, const digits *d, const char *answers,
                 const char *images, size_t count, const digit_answer *a)
{
    gd_table_block(table, answers,
                   "image\tline\tlabel\tsaid\tprobability\tof_label");
    for (size_t k = 0; k < count; k++)
        gd_row(table, (double)k, (double)a[k].place + 1, (double)a[k].label,
               (double)a[k].said, a[k].probability[a[k].said],
               a[k].probability[a[k].label]);
    gd_table_block(table, images, "image\tx\ty\tgrey");
    for (size_t k = 0; k < count; k++)
        for (size_t y = 0; y < DIGIT_SIDE; y++)
            for (size_t x = 0; x < DIGIT_SIDE; x++)
                gd_row(table, (double)k, (double)x, (double)y,
                       pixels(d, a[k].place)[y * DIGIT_SIDE + x]);
}

void digits_tell_layer(gd_table *table, const gd_network *network,
                       const double *x, uint64_t seed)
{
    const gd_view *v = &network->layer[0].weights;
    double *start = must_calloc(network->n, sizeof *start);
    gd_random random = gd_random_seeded(seed);
    gd_network_start(network, &random, start);
    gd_table_block(table, "first-layer", "unit\tx\ty\tweight\tlearned");
    for (size_t unit = 0; unit < v->columns; unit++)
        for (size_t row = 0; row < DIGIT_SIDE; row++)
            for (size_t column = 0; column < DIGIT_SIDE; column++) {
                size_t i =
                    v->start + (row * DIGIT_SIDE + column) * v->columns + unit;
                gd_row(table, (double)unit, (double)column, (double)row, x[i],
                       x[i] - start[i]);
            }
    free(start);
}
