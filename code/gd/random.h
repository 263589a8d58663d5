/* A small seeded generator: the same numbers on every machine, every time.
 * xoshiro256** of Blackman and Vigna (2018), seeded through SplitMix64 as
 * they advise. Not for secrets. */
#ifndef GD_RANDOM_H
#define GD_RANDOM_H

#include "gd/compiler.h"

#include <stddef.h>
#include <stdint.h>

GD_BEGIN_C

typedef struct gd_random {
    uint64_t state[4];
} gd_random;

/* Any seed is good, 0 included. */
gd_random gd_random_seeded(uint64_t seed);

/* 64 random bits. */
uint64_t gd_random_bits(gd_random *random);

/* Uniform in [0, 1): 53 random bits. */
double gd_random_uniform(gd_random *random);

/* Uniform in [low, high); rounding may return high where the two are
 * close neighbours. */
double gd_random_between(gd_random *random, double low, double high);

/* Uniform in 0 ... n - 1, without the bias of a remainder. n > 0. */
uint64_t gd_random_below(gd_random *random, uint64_t n);

/* Standard normal: mean 0, variance 1 (Marsaglia's polar method, 1964). */
double gd_random_normal(gd_random *random);

/* Puts n indices into random order (Fisher and Yates, 1938). */
void gd_random_shuffle(gd_random *random, size_t n, size_t *indices);

GD_END_C

#endif
