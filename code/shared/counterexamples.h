/* Functions and gradients that were made to refute something: experiments of
 * chapter 4 without knobs. */
#ifndef COUNTEREXAMPLES_H
#define COUNTEREXAMPLES_H

#include "shared/story.h"

#include <stddef.h>

/* "The heavy ball arrives wherever the function is convex and smooth." */
void three_cycle_experiment(const void *knobs, story *s);

/* "AMSGrad never forgets." Block dilution: what it divides by. */
void dilution_experiment(const void *knobs, story *s);

/* "Adam prefers flat minima." Blocks sharp-and-flat, the landscape, and
 * flat-share, in per cent. */
void flat_experiment(const void *knobs, story *s);

/* A sharp minimum at -1 and a flat one at 1, of one variable; context is not
 * looked at. */
double sharp_and_flat(size_t n, const double *x, double *gradient,
                      void *context);

/* Convex, of one variable, with second derivatives between 1 and 25 and the
 * minimum 0 at 0; context is not looked at. */
double gentle_stretch(size_t n, const double *x, double *gradient,
                      void *context);

#endif
