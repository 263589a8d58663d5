/* Deeper and other networks on the digits: the same optimizer, the same
 * loop, another plan. One hidden layer of 32 tanh units against the same with
 * ReLU, two hidden layers, and none at all. The held-out digits stay in their
 * drawer: what is compared here is judged on the validation part. */
#include "exercise.h"
#include "gd/dataset.h"
#include "gd/descent.h"
#include "gd/network.h"
#include "gd/random.h"
#include "gd/split.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 1797, PIXELS = 64, BATCH = 32, EPOCHS = 20 };

static double inputs[ROWS * PIXELS];
static size_t labels[ROWS], order[ROWS], sizes[3];
static const gd_examples examples = {ROWS, PIXELS, inputs, labels};

static void read_digits(void)
{
    gd_dataset data;
    char error[GD_DATASET_ERROR_SIZE];
    need(gd_dataset_read_plain(&data, GD_DATA_DIR "/digits.csv", PIXELS + 1,
                               error),
         error);
    need(data.rows == ROWS, "digits.csv has not 1797 rows");
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t k = 0; k < PIXELS; k++)
            inputs[i * PIXELS + k] = gd_dataset_column(&data, k)[i] / 16;
        labels[i] = (size_t)gd_dataset_column(&data, PIXELS)[i];
    }
    gd_dataset_free(&data);
    gd_random random = gd_random_seeded(1998);
    need(gd_split(&random, ROWS, labels, 3, (double[]){0.6, 0.2, 0.2}, order,
                  sizes),
         "the digits cannot be dealt out");
}

/* region solution */
/* What is seen at a step is done with; the next batch, please. */
typedef struct dealer {
    gd_batch batch;
    size_t *deck;
    size_t next;
    gd_random random;
} dealer;

static bool deal(const gd_state *s, void *context)
{
    dealer *d = context;
    (void)s;
    if (d->next + BATCH > sizes[0])
        d->next = 0;
    if (d->next == 0)
        gd_random_shuffle(&d->random, sizes[0], d->deck);
    d->batch.chosen = d->deck + d->next;
    d->next += BATCH;
    return true;
}

/* Trains a network of this plan; returns how many validation digits it reads
 * rightly. */
static size_t learn(size_t layers, const size_t *widths,
                    gd_activation activation, double rate, size_t *parameters)
{
    gd_network network;
    static size_t deck[ROWS];
    need(gd_network_plan(&network, layers, widths, activation),
         "no such network can be planned");
    double *x = malloc(network.n * sizeof *x);
    need(x != NULL, "out of memory");
    size_t steps = EPOCHS * (sizes[0] / BATCH);
    gd_schedule cosine = gd_schedule_new(gd_schedule_find("cosine"), steps);
    dealer d = {
        {&network, &examples, BATCH, deck}, deck, 0, gd_random_seeded(6)};
    gd_objective loss = {"digits", network.n, gd_network_loss, &d.batch};
    gd_options o = {.rate = rate,
                    .max_steps = steps,
                    .schedule = &cosine,
                    .observer = deal,
                    .observer_context = &d};
    for (size_t k = 0; k < sizes[0]; k++)
        deck[k] = order[k];
    gd_batch validation = {&network, &examples, sizes[1], order + sizes[0]};
    gd_network_start(&network, &d.random, x);
    deal(NULL, &d);
    gd_result r = gd_minimise(&loss, x, "adamax", &o);
    need(r.outcome > 0, gd_outcome_text(r.outcome));
    size_t correct = gd_network_score(x, &validation).correct;
    *parameters = network.n;
    free(x);
    return correct;
}
/* end solution */

int main(void)
{
    static const struct {
        const char *name;
        size_t layers, widths[4];
        gd_activation activation;
    } plans[] = {
        {"64-10", 1, {64, 10}, GD_TANH},
        {"64-32-10 tanh", 2, {64, 32, 10}, GD_TANH},
        {"64-32-10 ReLU", 2, {64, 32, 10}, GD_RELU},
        {"64-32-16-10 tanh", 3, {64, 32, 16, 10}, GD_TANH},
        {"64-32-16-10 ReLU", 3, {64, 32, 16, 10}, GD_RELU},
    };
    read_digits();
    bool right = true;
    size_t none = 0;
    printf("digits, AdaMax at rate 0.0316, %d epochs, %zu validation digits\n"
           "\n  network            parameters  right\n",
           EPOCHS, sizes[1]);
    for (size_t k = 0; k < sizeof plans / sizeof plans[0]; k++) {
        size_t n = 0, correct = learn(plans[k].layers, plans[k].widths,
                                      plans[k].activation, pow(10, -1.5), &n);
        printf("  %-17s  %10zu  %5zu\n", plans[k].name, n, correct);
        none = k == 0 ? correct : none;
        right = right && correct * 100 > sizes[1] * 92
                && (k == 0 || correct > none);
    }
    return finish(right);
}
