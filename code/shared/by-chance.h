/* How far does one come without looking at a slope? Points drawn at random
 * from the box [-1, 1]^n, and descent, on the bowl |x - centre|^2. */
#ifndef BY_CHANCE_H
#define BY_CHANCE_H

#include "gd/random.h"
#include "shared/experiment.h"

#include <stddef.h>

/* Variables at most. */
enum { BOWL_MOST = 32 };

/* A point of the box. */
void somewhere(gd_random *random, size_t n, double *x);

/* The smallest value among so many random points. */
double lowest_by_chance(gd_random *random, size_t n, const double *centre,
                        int points);

/* The value after so many steps from one random point. */
double lowest_by_descent(gd_random *random, size_t n, const double *centre,
                         int steps, double rate);

/* Both in 1, 2, 4 ... variables: a section of the report. */
typedef struct chance_knobs {
    double steps, rate, seed;
} chance_knobs;
extern const knob chance_list[];
void chance_experiment(const void *knobs, story *s);

#endif
