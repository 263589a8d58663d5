#include "shared/edge-runs.h"

#include "gd/network.h"
#include "gd/random.h"
#include "shared/digits.h"
#include "shared/must.h"
#include "shared/numeral.h"

#include <stdlib.h>

enum { EDGE_EVERY = 25, EDGE_ROW = 8 }; /* steps; readings to a row */

/* What they lower, and at which rate. */
typedef double loss_of_batch(size_t, const double *, double *, void *);

static const struct {
    const char *block, *loss;
    loss_of_batch *eval;
    double rate; /* of SQUARED it is a knob */
} plans[EDGES] = {
    {"sharpness-squared", "squared", gd_network_squared_loss, 0},
    {"sharpness-slower", "squared", gd_network_squared_loss, 0.08},
    {"sharpness-cross-entropy", "cross-entropy", gd_network_loss, 0.1}};

/* ----------------------------------------------------------------- the runs */

/* All of the batch at every step, so that nothing that is seen is chance. */
static void run_edge(const story *s, int which, edge_result *u)
{
    const gd_network *network = result_of(s, "plan");
    gd_batch batch =
        digits_batch(result_of(s, "split"), network, TRAINING, TRAINING);
    gd_random random = gd_random_seeded(u->seed);
    gd_objective f = {plans[which].loss, network->n, plans[which].eval, &batch};
    double *x = must_calloc(f.n, sizeof *x);
    batch.count = u->digits;
    gd_network_start(network, &random, x);
    u->run = watch_edge(&f, x, NULL, u->rate, u->steps, EDGE_EVERY, u->seed);
    free(x);
    tell_edge(s->data, plans[which].block, &u->run);
}

const knob edge_plan_list[] = {
    KNOB(edge_plan_knobs, rate, 0.1, 0.01, 0.25, LOG, "learning rate"),
    KNOB(edge_plan_knobs, steps, 2400, 0, 4000, COUNT, "steps in all"),
    {0},
};

void edge_plan_experiment(const void *knobs, story *s)
{
    const edge_plan_knobs *k = knobs;
    edge_plan_knobs *kept = keep_plain(s, sizeof *kept);
    *kept = *k;
    value(s, "sharpness.limit", 2 / k->rate);
}

const knob edge_list[] = {
    KNOB(edge_knobs, digits, 100, 20, 200, COUNT, "of the training part"),
    KNOB(edge_knobs, seed, 6, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

/* One that ended before its steps were over had a loss that does not come
 * back. */
static bool has_ended(const edge_result *r)
{
    return r->run.count <= r->steps / EDGE_EVERY;
}

static void short_edge(story *s, const edge_result *r)
{
    const size_t last = r->run.count - 1;
    const numeral rate = spoken(r->rate), limit = spoken(2 / r->rate);
    if (r->run.count == 0 || has_ended(r))
        in_short(s,
                 "At the rate %s it diverges: the loss becomes more than a"
                 " hundred times that of the start.",
                 rate.text);
    else if (last == 0)
        in_short(s, "At the start the sharpness is %s, and 2/\xce\xb7 is %s.",
                 spoken(r->run.reading[0].sharpness).text, limit.text);
    else
        in_short(s,
                 "At the rate %s the limit 2/\xce\xb7 is %s; the sharpness is"
                 " %s, the mean of the second half of %s steps, of which"
                 " %.0f\xe2\x80\xaf%% raise the loss.",
                 rate.text, limit.text,
                 spoken(mean_sharpness(&r->run, last / 2, last)).text,
                 spoken((double)(r->steps)).text,
                 upward(&r->run, last / 2, last));
}

void edge_experiment(const void *knobs, story *s)
{
    const edge_knobs *k = knobs;
    const edge_plan_knobs *plan = result_of(s, "edge-plan");
    edge_result *kept = keep_plain(s, sizeof *kept);
    kept->rate = plan->rate;
    kept->steps = (size_t)plan->steps;
    kept->digits = (size_t)k->digits;
    kept->seed = (uint64_t)k->seed;
    run_edge(s, SQUARED, kept);
    short_edge(s, kept);
    value(s, "edge.rate", plan->rate);
    const edge_run *seen = &kept->run;
    if (seen->count == 0)
        return;
    const size_t last = seen->count - 1;
    value(s, "sharpness.late", mean_sharpness(seen, last / 2, last));
    value(s, "sharpness.late.up", upward(seen, last / 2, last));
}

const knob edge_others_list[] = {
    KNOB(edge_others_knobs, steps, 2400, 0, 4000, COUNT, "steps in all"),
    KNOB(edge_others_knobs, digits, 100, 20, 200, COUNT,
         "of the training part"),
    KNOB(edge_others_knobs, seed, 6, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

void edge_others_experiment(const void *knobs, story *s)
{
    const edge_others_knobs *k = knobs;
    edge_result *kept = keep_plain(s, EDGES * sizeof *kept);
    for (int i = SLOWER; i < EDGES; i++) {
        kept[i].rate = plans[i].rate;
        kept[i].steps = (size_t)k->steps;
        kept[i].digits = (size_t)k->digits;
        kept[i].seed = (uint64_t)k->seed;
        run_edge(s, i, &kept[i]);
    }
    value(s, "sharpness.slower.limit", 2 / plans[SLOWER].rate);
}

/* ------------------------------------------------------------ side by side */

void sharpness_experiment(const void *knobs, story *s)
{
    const edge_result *others = result_of(s, "edge-others");
    const edge_result *r[EDGES] = {result_of(s, "edge"), &others[SLOWER],
                                   &others[CROSS_ENTROPY]};
    size_t steps = 0;
    (void)knobs;
    say(s,
        "sharpness: plain descent on %zu digits, means over %d steps\n\n      ",
        r[SQUARED]->digits, EDGE_EVERY * EDGE_ROW);
    for (int i = 0; i < EDGES; i++) {
        say(s, "   %-13s %6.3g", plans[i].loss, r[i]->rate);
        steps = r[i]->steps > steps ? r[i]->steps : steps;
    }
    say(s, "\n  step");
    for (int i = 0; i < EDGES; i++)
        say(s, "  sharpness    loss   up");
    for (size_t k = 0; k <= steps / EDGE_EVERY; k += EDGE_ROW) {
        say(s, "\n  %4zu", k * EDGE_EVERY);
        for (int i = 0; i < EDGES; i++)
            tell_edge_row(s, &r[i]->run, k, EDGE_ROW);
    }
    say(s, "\n\n");
}
