/* Descent in a bowl of two curvatures, for chapter 3: what one rate makes of
 * both. */
#ifndef ZIGZAG_H
#define ZIGZAG_H

#include "gd/curvature.h"
#include "shared/experiment.h"
#include "shared/story.h"

/* A block rate, low, high, worst, up to the rate `last`: what a step leaves of
 * the error along both axes, and the more of the two, at the corners of their
 * graphs, which are straight in between. */
void tell_factors(gd_table *t, const char *block, const gd_curvature *c,
                  double last);

typedef struct bowl_knobs {
    double condition;
} bowl_knobs;

extern const knob bowl_list[];

/* A scene, the bowl of chapter 1 with another condition number: the blocks
 * bowl-grid, bowl-factors, and bowl, its curvatures and the best rate and the
 * limit. */
void bowl_experiment(const void *knobs, story *s);

typedef struct zigzag_knobs {
    double start_x, start_y, rate;
} zigzag_knobs;

extern const knob zigzag_list[];

/* Needs bowl. Until max|g| < 1e-8; in the block zigzag the first ZIGZAG_STEPS
 * steps, as far as they are finite; in zigzag-rate the rate and what a step
 * leaves along both axes, with its sign. */
enum { ZIGZAG_STEPS = 60 };
void zigzag_experiment(const void *knobs, story *s);

#endif
