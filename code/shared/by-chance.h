/* How far does one come without looking at a slope? Points drawn at random
 * from the box [-1, 1]^n, and descent, on the bowl |x - centre|^2. */
#ifndef BY_CHANCE_H
#define BY_CHANCE_H

#include "gd/random.h"

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

#endif
