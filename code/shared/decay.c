#include "shared/decay.h"

#include "gd/schedule.h"
#include "shared/must.h"
#include "shared/resplit.h"

const knob decay_list[] = {
    KNOB(decay_knobs, rate, 0.03, 1e-4, 0.1, LOG, "learning rate"),
    KNOB(decay_knobs, epochs, 10, 1, EPOCHS_MAX, COUNT, "times through all"),
    KNOB(decay_knobs, splits, 14, 2, SPLITS_MAX, COUNT, "how many"),
    KNOB(decay_knobs, seed, 101, 0, 1e6, COUNT, "of the first of them"),
    {0},
};

/* AdamW, and with one thing changed. Under a cosine the mean rate is half of
 * the first: a constant one is tried at both. */
static const struct {
    const char *name, *schedule;
    double rate, decay; /* times the knob's rate */
} variants[] = {
    {"none", "cosine", 1, 0},
    {"small", "cosine", 1, 0.01},
    {"medium", "cosine", 1, 0.1},
    {"large", "cosine", 1, 1},
    {"warm-up", "warmup", 1, 0},
    {"constant", "constant", 1, 0},
    {"constant-half", "constant", 0.5, 0},
};

void decay_experiment(const void *knobs, story *s)
{
    enum { VARIANTS = sizeof variants / sizeof variants[0] };
    const decay_knobs *k = knobs;
    const size_t count = (size_t)k->splits;
    double wrong[VARIANTS][SPLITS_MAX];
    training_setup u = {.digits = result_of(s, "split"),
                        .network = result_of(s, "plan"),
                        .epochs = (size_t)k->epochs,
                        .batch_size = 32};
    say(s,
        "decay: AdamW, wrong held-out digits, mean of %zu splits\n\n"
        "                                              less the first's\n"
        "  schedule  decay    rate   wrong     +-     mean     +-  ratio\n",
        count);
    gd_table_block(s->data, "decay", "variant\tdifference\terror");
    for (size_t v = 0; v < VARIANTS; v++) {
        const gd_setting set[] = {{"weight_decay", variants[v].decay}, {0}};
        const double rate = k->rate * variants[v].rate;
        u.schedule = gd_schedule_find(variants[v].schedule);
        u.settings = set;
        wrong_on_splits(&u, gd_method_find("adamw"), rate, count,
                        (uint64_t)k->seed, wrong[v]);
        tally one = tally_of(count, wrong[v]);
        tally d = tally_of_differences(count, wrong[v], wrong[0]);
        const double row[] = {d.mean, d.error};
        gd_table_named_row(s->data, variants[v].name, 2, row);
        say(s, "  %-8s  %5g  %6.3g", variants[v].schedule, variants[v].decay,
            rate);
        say_tallies(s, one, d);
    }
    say(s, "\n");
}
