/* Methods under gradient noise: each component of a gradient is wrong by a
 * normal number of mean 0 and variance 1, f itself is true. What a run is worth
 * is then the median of f over its last tenth, and over some seeds. */
#ifndef NOISE_H
#define NOISE_H

#include "shared/story.h"

/* The contest again, with noise: each method with a constant rate and with a
 * cosine, on two problems. Needs `fair`. Block noise. */
void noise_experiment(const void *knobs, story *s);

/* Plain descent with a constant rate and with a cosine, and Schedule-Free, at
 * four times. Block schedule-free; and schedule-free-WAY with its course. */
void schedule_free_experiment(const void *knobs, story *s);

#endif
