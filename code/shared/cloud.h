/* The noise ball of chapter 3 at one rate and one batch. */
#ifndef CLOUD_H
#define CLOUD_H

#include "shared/experiment.h"
#include "shared/story.h"

/* A scene: the blocks loss-grid, the loss around the best line; best-line; and
 * ball-theory, batch, rate, excess: noise_theory() of batches of 1, 4, 16 and
 * 64. */
void best_line_experiment(const void *knobs, story *s);

typedef struct cloud_knobs {
    double rate, seed;
    const char *batch;
} cloud_knobs;

extern const knob cloud_list[];

/* A run of CLOUD_STEPS steps from the best line. The block cloud has every
 * tenth of its places, if it stays near; ball one row, rate, batch, excess in
 * theory; ball-measured the mean excess of the run, if it stays; ring-theory
 * and ring-measured circles around the best line on which the excess is that
 * large. */
enum { CLOUD_STEPS = 4000, CLOUD_EVERY = 10 };
void cloud_experiment(const void *knobs, story *s);

#endif
