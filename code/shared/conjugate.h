/* Conjugate gradients beside descent and momentum, on a quadratic valley in 2
 * and in 50 variables: an experiment of chapter 4. */
#ifndef CONJUGATE_H
#define CONJUGATE_H

#include "shared/story.h"

/* Block conjugate: f after each step of the three in 50 variables. */
void conjugate_experiment(const void *knobs, story *s);

#endif
