/* Plain descent and momentum in one valley, each with the best numbers that
 * theory knows for it: an experiment of chapter 4. */
#ifndef VALLEY_WALK_H
#define VALLEY_WALK_H

#include "gd/history.h"
#include "shared/experiment.h"
#include "shared/story.h"

typedef struct walk_knobs {
    double kappa, steps;
} walk_knobs;

extern const knob walk_list[];

/* The two runs on (x^2 + kappa y^2)/2, all points; to be freed. */
void walk_valley(const walk_knobs *k, gd_history h[2]);

/* Blocks walk-grid, walk-gradient-descent and walk-momentum. */
void walk_experiment(const void *knobs, story *s);

#endif
