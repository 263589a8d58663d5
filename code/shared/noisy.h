/* A function whose gradient is told with an error: to every partial derivative
 * a normal random number is added, as a gradient from a few examples has it.
 * The value is told as it is. */
#ifndef NOISY_H
#define NOISY_H

#include "gd/objective.h"
#include "gd/random.h"

typedef struct noisy {
    const gd_objective *of;
    double deviation; /* of the error; 0: there is none */
    gd_random random;
} noisy;

noisy noisy_new(const gd_objective *of, double deviation, size_t seed);

/* Lives no longer than n. The errors go on with each gradient. */
gd_objective noisy_objective(noisy *n);

#endif
