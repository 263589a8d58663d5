/* A race of the library's methods on the bowl: chapter 4. */
#ifndef RACE_H
#define RACE_H

#include "shared/experiment.h"
#include "shared/must.h" /* METHODS */
#include "shared/story.h"

#include <stddef.h>

enum { RACE_STEPS = 200 };

/* A rate with which method m walks on the bowl and does not leap. */
double calm_rate(int m);

/* The bowl is one experiment, since it seldom turns; the runs on it are
 * another; and how far one has followed them is a third. */
typedef struct race_bowl_knobs {
    double angle;
} race_bowl_knobs;
extern const knob race_bowl_list[];

/* Block race-grid. */
void race_bowl_scene(const void *knobs, story *s);

/* The start is one on the upright bowl, and turned with it. A method's rate is
 * its own times the factor. */
typedef struct race_knobs {
    double methods; /* ticked: bit m */
    double start_x, start_y, factor, noise;
    double gradient_descent, momentum, nesterov, adagrad, adadelta, rmsprop,
        adam, adamax, nadam, amsgrad, adamw, lion;
} race_knobs;
extern const knob race_list[];

/* The knob of method m's own rate. */
const knob *race_rate_knob(int m);

/* What race-step asks for: f after each step of those that run. A run that
 * diverges has fewer points. */
typedef struct race {
    size_t points[METHODS]; /* 0: it does not run */
    double f[METHODS][RACE_STEPS + 1];
} race;

/* Blocks race-METHOD of those that run; race-start. */
void race_experiment(const void *knobs, story *s);

typedef struct race_step_knobs {
    double step;
} race_step_knobs;
extern const knob race_step_list[];

/* Who leads there, in a sentence. */
void race_step_experiment(const void *knobs, story *s);

#endif
