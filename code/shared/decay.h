/* The digits by AdamW: what weight decay is worth, and a schedule. */
#ifndef DECAY_H
#define DECAY_H

#include "shared/experiment.h"

typedef struct decay_knobs {
    double rate, epochs, splits, seed;
} decay_knobs;
extern const knob decay_list[];

/* Wrong held-out digits for some decays and schedules, on the same splits, and
 * their differences to those of the first. Needs `split` and `network`. Block
 * decay. */
void decay_experiment(const void *knobs, story *s);

#endif
