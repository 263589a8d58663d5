#include "shared/training.h"

#include "gd/muon.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "shared/must.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const gd_method *learner(int k)
{
    return k < METHODS ? &methods()[k] : gd_muon();
}

/* region trainer */
/* Deals the examples out in batches, all of them once in an epoch, and for
 * each epoch in a new order. */
typedef struct trainer {
    const training_setup *setup;
    gd_batch batch; /* what the loss looks at: the objective's context */
    size_t *deck;   /* the numbers of the examples to learn from */
    size_t cards;
    size_t next;
    gd_random random;
    double *validation_loss; /* after each epoch, or NULL */
} trainer;

static void deal(trainer *t)
{
    if (t->next == t->cards)
        t->next = 0;
    if (t->next == 0)
        gd_random_shuffle(&t->random, t->cards, t->deck);
    size_t left = t->cards - t->next, size = t->setup->batch_size;
    t->batch.chosen = t->deck + t->next;
    t->batch.count = left < size ? left : size;
    t->next += t->batch.count;
}

static size_t steps_per_epoch(const trainer *t)
{
    return (t->cards + t->setup->batch_size - 1) / t->setup->batch_size;
}
/* end trainer */

static void keep_loss(const trainer *t, const gd_state *s)
{
    gd_batch validation = digits_batch(t->setup->digits, t->setup->network,
                                       VALIDATION, VALIDATION);
    t->validation_loss[s->step / steps_per_epoch(t)] =
        gd_network_score(s->x, &validation).loss;
}

/* region train */
/* The observer: it has seen what this batch did, and puts the next one
 * before the objective. */
static bool next_batch(const gd_state *s, void *context)
{
    trainer *t = context;
    if (t->validation_loss && s->step % steps_per_epoch(t) == 0)
        keep_loss(t, s);
    deal(t);
    return true;
}

/* Trains a network from its start: nothing here depends on the method, and
 * gd_descend does not know that there is a network. */
static gd_outcome learn(const gd_method *method, double rate, trainer *t,
                        double *x)
{
    const gd_network *network = t->setup->network;
    gd_optimizer optimizer = must_optimizer(method, network->n);
    gd_view view[GD_VIEWS_MAX];
    optimizer.views = gd_network_views(network, view);
    optimizer.view = view;
    for (const gd_setting *k = t->setup->settings; k && k->name; k++)
        if (!gd_optimizer_set(&optimizer, k->name, k->value))
            give_up("%s has no %s of %g", method->name, k->name, k->value);
    size_t steps = t->setup->epochs * steps_per_epoch(t);
    gd_schedule schedule = gd_schedule_new(t->setup->schedule, steps);
    gd_objective loss = {"digits", network->n, gd_network_loss, &t->batch};
    gd_options o = {.rate = rate,
                    .max_steps = steps,
                    .optimizer = &optimizer,
                    .schedule = &schedule,
                    .observer = next_batch,
                    .observer_context = t};
    gd_network_start(network, &t->random, x);
    deal(t);
    gd_result r = must_run(gd_descend(&loss, x, &o));
    gd_optimizer_free(&optimizer);
    return r.outcome;
}
/* end train */

gd_outcome train(const training_setup *setup, digits_part last,
                 const gd_method *method, double rate, double *x,
                 double *validation_loss)
{
    gd_batch all = digits_batch(setup->digits, setup->network, TRAINING, last);
    trainer t = {.setup = setup,
                 .batch = all,
                 .deck = must_calloc(all.count, sizeof *t.deck),
                 .cards = all.count,
                 .random = gd_random_seeded(setup->seed)};
    t.validation_loss = validation_loss;
    memcpy(t.deck, all.chosen, all.count * sizeof *t.deck);
    gd_outcome outcome = learn(method, rate, &t, x);
    free(t.deck);
    return outcome;
}

/* region tune */
/* More right answers are better, and of equals the smaller loss. */
bool better(gd_score a, gd_score b)
{
    return a.correct != b.correct ? a.correct > b.correct : a.loss < b.loss;
}

/* Trains with this rate, on the training part, and asks the validation part.
 * A run that diverges knows nothing. */
gd_score try_rate(const training_setup *u, const gd_method *method, double rate,
                  double *validation_loss)
{
    gd_batch validation =
        digits_batch(u->digits, u->network, VALIDATION, VALIDATION);
    double *x = must_calloc(u->network->n, sizeof *x);
    gd_outcome outcome = train(u, TRAINING, method, rate, x, validation_loss);
    gd_score score = outcome == GD_DIVERGED ? (gd_score){.loss = HUGE_VAL}
                                            : gd_network_score(x, &validation);
    free(x);
    return score;
}
/* end tune */
