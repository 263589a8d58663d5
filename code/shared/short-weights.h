/* Plain gradient descent whose x is kept in few bits: chapter 6. Methods like
 * those of the library, but the numbers that they leave in x have no more bits
 * than the format. All arithmetic is that of doubles. */
#ifndef SHORT_WEIGHTS_H
#define SHORT_WEIGHTS_H

#include "gd/optimizer.h"
#include "shared/story.h"
#include "shared/training.h"

#include <stddef.h>

enum { KEPT_SHORT = 4 };

/* In this order: x in float32; in bfloat16; in bfloat16, rounded by chance
 * (the bits depend on the number of the step alone); in bfloat16, made anew in
 * each step from a master copy, the remembered vector, which is of doubles and
 * begins as x does. */
extern const gd_method kept_short[KEPT_SHORT];

/* Of the n numbers of x, which have `bits` bits of a fraction: how many would a
 * step -rate g move, and how many of these moves does rounding to the same
 * number of bits undo? x is rounded first. */
typedef struct lost_moves {
    size_t moves, lost;
} lost_moves;
lost_moves count_lost(size_t n, const double *x, const double *g, double rate,
                      int bits);

/* A training at one rate, with x kept in doubles and in each of those ways. */
typedef struct kept_run {
    double rate;
    double loss[KEPT_SHORT + 1]; /* of the training part, in the end */
    double single, narrow; /* of one step more in doubles, the share of the
                              moves that float32, and bfloat16, would lose */
} kept_run;
kept_run train_kept(const training_setup *setup, double rate);

/* Says the table of such runs, a column each. */
void tell_kept(story *s, size_t count, const kept_run *run);

#endif
