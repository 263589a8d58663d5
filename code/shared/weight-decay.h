/* Two ways to let parameters decay under Adam, on Beale's function: a penalty
 * in the objective, and AdamW's own. An experiment of chapter 4. */
#ifndef WEIGHT_DECAY_H
#define WEIGHT_DECAY_H

#include "gd/objective.h"
#include "gd/schedule.h"
#include "shared/experiment.h"
#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct weight_decay_knobs {
    double rate, decay, steps;
} weight_decay_knobs;

extern const knob weight_decay_list[];

/* A run from (1, 1.5). */
typedef struct weight_decay_run {
    bool separate; /* AdamW; or else Adam with the penalty */
    double rate;
    size_t steps;
    const gd_schedule *schedule; /* NULL: a constant rate */
} weight_decay_run;

/* The mean of the gradient of f, and of f, over the last third of a run. */
typedef struct late_mean {
    double gradient[2], value;
} late_mean;

/* x: the last point. A block step, f is told, unless `block` is NULL: the
 * largest f since the row before. */
late_mean weight_decaying(const weight_decay_run *r, double decay,
                          gd_table *data, const char *block, double x[2]);

/* Blocks decay-…: f in the course of the four runs. */
void weight_decay_experiment(const void *knobs, story *s);

#endif
