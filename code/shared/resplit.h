/* The digits dealt out again and again: what one split cannot tell. */
#ifndef RESPLIT_H
#define RESPLIT_H

#include "gd/optimizer.h"
#include "shared/story.h"
#include "shared/training.h"

#include <stddef.h>
#include <stdint.h>

/* The mean of some numbers, and its standard error: the numbers' standard
 * deviation by the root of how many they are; 0 for a single one. */
typedef struct tally {
    double mean, error;
} tally;
tally tally_of(size_t n, const double *v);

/* The same of a[i] - b[i]: two methods on the same splits. */
tally tally_of_differences(size_t n, const double *a, const double *b);

/* So many times wider are the standard errors of means over `count` splits, if
 * they are to speak of new digits and not of new splits of these: the splits
 * have most of their digits in common. Nadeau and Bengio (2003). */
double widening(const digits *d, size_t count);

/* The end of a line of a report: a mean, and a mean of differences with how
 * many of its standard errors it is long. */
void say_tallies(story *s, tally one, tally difference);

enum { SPLITS_MAX = 60 };

/* Wrong held-out digits on each of `count` splits, SPLITS_MAX at most, after
 * a training on all else. They are dealt out and begun with seed, seed + 1, ...
 * in place of the setup's: the i-th number is for the same split, the same
 * start and the same batches whatever the method. A run that diverges has them
 * all wrong. */
void wrong_on_splits(const training_setup *setup, const gd_method *method,
                     double rate, size_t count, uint64_t seed, double *wrong);

/* Right answers to each of five fifths of the digits, held out from a training
 * on the other four; and how often a digit is taken for which, of all five. */
void right_on_fifths(const training_setup *setup, const gd_method *method,
                     double rate, digits_order order, uint64_t seed,
                     size_t right[5], size_t size[5],
                     size_t taken[DIGIT_CLASSES][DIGIT_CLASSES]);

#endif
