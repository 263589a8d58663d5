/* One schedule at work, for chapter 3: a rate that changes by plan, and what
 * stochastic runs make of it. */
#ifndef COURSE_H
#define COURSE_H

#include "shared/experiment.h"
#include "shared/story.h"

enum { COURSE_RUNS = 15, COURSE_STEPS = 3420, COURSE_EVERY = 20 };

typedef struct steady_knobs {
    double rate, seed;
} steady_knobs;

extern const knob steady_list[];

/* The rate as it is, from the line (0, 0), one penguin a step: the block
 * steady, step and the excess that half of COURSE_RUNS runs stay below, as far
 * as it is finite. */
void steady_experiment(const void *knobs, story *s);

typedef struct course_knobs {
    const char *schedule;
    double final, warm;
} course_knobs;

extern const knob course_list[];

/* Needs steady. The same runs with a schedule: the blocks course, step, factor,
 * and what the theory has for the noise ball of the rate at that step, where
 * it is below 1; course-runs, step, and the excess that a quarter, a half and
 * three quarters of the runs stay below, as far as these are finite;
 * course-ends, the step and the factor where it ends to rise, as the knob warm
 * has it, and where it ends to fall, as final has it, if the schedule does. */
void course_experiment(const void *knobs, story *s);

#endif
