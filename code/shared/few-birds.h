/* What chapter 3 tells of runs that look at a few penguins a step. */
#ifndef FEW_BIRDS_H
#define FEW_BIRDS_H

#include "shared/stochastic.h"
#include "shared/story.h"

enum { PASSES = 3, BALL_RATES = 4, BALL_BATCHES = 4 };

/* Scenes. First steps, whose rate lets the whole gradient arrive at once: the
 * block `fan`, in which six fans stand one after the other, of batches of 1,
 * 16 and 64, first from the line (0, 0), then from the best. And the blocks
 * path-all, path-16 and path-1, runs from (0, 0) of one pass, the first of as
 * many steps as the second, with the loss around them, loss-map. */
void few_experiment(const void *knobs, story *s);

/* Rows batch, passes, median excess of RUNS runs from (0, 0), of the open
 * block; returns what is left after the first pass. */
double tell_race(gd_table *t, const penguins *birds, double rate, size_t batch,
                 uint64_t seed);

/* A block batch, rate, excess: noise_theory() for rates below 1 from the
 * smallest to the largest, of each batch. */
void tell_theory(gd_table *t, const char *block, const size_t *batches,
                 const double *rates, double square);

/* RUNS runs from (0, 0) that differ in their seeds, r's and those after it: a
 * block step, factor of the schedule, and the excess that a quarter, a half and
 * three quarters of the runs stay below, as far as these are finite. `last`:
 * the excess at the end, infinite where a run has left. */
void tell_decay(gd_table *t, const char *block, const penguins *birds, recipe r,
                double last[RUNS]);

#endif
