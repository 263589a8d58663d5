#include "shared/short-weights.h"

#include "gd/random.h"
#include "gd/rounding.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 0 }; /* the one hyper-parameter */

/* region short */
static void rounded_step(gd_optimizer *o, double *x, const double *g)
{
    for (size_t i = 0; i < o->n; i++)
        x[i] = gd_round(x[i] - o->rate * g[i], (int)o->hyper[BITS]);
}

static void by_chance_step(gd_optimizer *o, double *x, const double *g)
{
    gd_random random = gd_random_seeded(o->t);
    for (size_t i = 0; i < o->n; i++)
        x[i] = gd_round_by_chance(x[i] - o->rate * g[i], (int)o->hyper[BITS],
                                  &random);
}

/* The gradient is that at the rounded x; what it adds up to is not rounded. */
static void master_step(gd_optimizer *o, double *x, const double *g)
{
    double *master = gd_optimizer_vector(o, 0);
    if (o->t == 1)
        memcpy(master, x, o->n * sizeof *master);
    for (size_t i = 0; i < o->n; i++) {
        master[i] -= o->rate * g[i];
        x[i] = gd_round(master[i], (int)o->hyper[BITS]);
    }
}
/* end short */

/* clang-format off */
#define KEPT(bits) .rate = 1e-3, .hyper_count = 1, \
    .hyper = {{"bits", bits, 1, 52}}
/* clang-format on */

const gd_method kept_short[KEPT_SHORT] = {
    {.name = "float32",
     .title = "float32",
     KEPT(GD_FLOAT32),
     .step = rounded_step},
    {.name = "bfloat16",
     .title = "bfloat16",
     KEPT(GD_BFLOAT16),
     .step = rounded_step},
    {.name = "by-chance",
     .title = "bfloat16, rounded by chance",
     KEPT(GD_BFLOAT16),
     .step = by_chance_step},
    {.name = "master-copy",
     .title = "bfloat16, a master copy",
     KEPT(GD_BFLOAT16),
     .vectors = 1,
     .step = master_step},
};

lost_moves count_lost(size_t n, const double *x, const double *g, double rate,
                      int bits)
{
    lost_moves count = {0, 0};
    for (size_t i = 0; i < n; i++) {
        double from = gd_round(x[i], bits), move = rate * g[i];
        count.moves += move != 0;
        count.lost += move != 0 && gd_round(from - move, bits) == from;
    }
    return count;
}

static double share_lost(size_t n, const double *x, const double *g,
                         double rate, int bits)
{
    lost_moves m = count_lost(n, x, g, rate, bits);
    return m.moves > 0 ? (double)m.lost / (double)m.moves : 0;
}

kept_run train_kept(const training_setup *setup, double rate)
{
    const size_t n = setup->network->n;
    gd_batch all =
        digits_batch(setup->digits, setup->network, TRAINING, TRAINING);
    gd_batch next = all;
    kept_run run = {.rate = rate};
    double *x = must_calloc(2 * n, sizeof *x), *g = x + n;
    next.count = setup->batch_size;
    for (int i = 0; i <= KEPT_SHORT; i++) {
        const gd_method *kept = i > 0 ? &kept_short[i - 1] : methods();
        train(setup, TRAINING, kept, rate, x, NULL);
        run.loss[i] = gd_network_score(x, &all).loss;
        if (i > 0)
            continue;
        gd_network_loss(n, x, g, &next);
        run.single = share_lost(n, x, g, rate, GD_FLOAT32);
        run.narrow = share_lost(n, x, g, rate, GD_BFLOAT16);
    }
    free(x);
    return run;
}

void tell_kept(story *s, size_t count, const kept_run *run)
{
    say(s, "  x is kept in                ");
    for (size_t k = 0; k < count; k++)
        say(s, "  %11s", named("rate %.3g", run[k].rate).text);
    for (int i = 0; i <= KEPT_SHORT; i++) {
        say(s, "\n  %-28s", i > 0 ? kept_short[i - 1].title : "double");
        for (size_t k = 0; k < count; k++)
            say(s, "  %11.4f", run[k].loss[i]);
    }
    say(s, "\n\n  of the moves of one step more, in %%, is lost in"
           "\n  float32                     ");
    for (size_t k = 0; k < count; k++)
        say(s, "  %11.1f", 100 * run[k].single);
    say(s, "\n  bfloat16                    ");
    for (size_t k = 0; k < count; k++)
        say(s, "  %11.1f", 100 * run[k].narrow);
    say(s, "\n\n");
}
