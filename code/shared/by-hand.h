/* Loops as chapters 3 and 4 write them, each with its method in it: what
 * chapter 6 holds against one loop for all. */
#ifndef BY_HAND_H
#define BY_HAND_H

#include "gd/objective.h"

enum { BY_HAND_POINTS = 1001 };

/* Where a run in the plane has been: point[0] is the start. */
typedef struct by_hand_path {
    double point[BY_HAND_POINTS][2];
} by_hand_path;

/* A run of 1,000 steps from `start`, f->n = 2: nothing ends it earlier.
 * Momentum with beta 0.9, Adagrad with epsilon 1e-10. */
typedef void by_hand(const gd_objective *f, const double start[2], double rate,
                     by_hand_path *p);
by_hand descent_by_hand, momentum_by_hand, adagrad_by_hand;

#endif
