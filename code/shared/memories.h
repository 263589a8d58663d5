/* One stream of gradients, all alike but for one, through four memories: an
 * experiment of chapter 4. */
#ifndef MEMORIES_H
#define MEMORIES_H

#include "shared/experiment.h"
#include "shared/story.h"

enum { STREAM = 400, SPIKE = 100, MEMORIES = 4 };

typedef struct memories_knobs {
    double spike;
} memories_knobs;

extern const knob memories_list[];

/* The gradient of step t: 1, but at SPIKE it is `spike`. */
double stream_gradient(int t, double spike);

/* The steps that a method of the library makes of the stream, as multiples of
 * its last one before the spike; step[t] for t = 1 … STREAM. */
void stream_steps(const char *method, double spike, double step[STREAM + 1]);

/* The four: momentum, Adagrad, RMSprop, Adam. */
extern const char *const memories[MEMORIES];

/* Block memories: step, gradient and the four steps. */
void memories_experiment(const void *knobs, story *s);

#endif
