/* The parabola of the descent lemma above a function: chapter 2. */
#ifndef LEMMA_H
#define LEMMA_H

#include "shared/experiment.h"

/* f(x) = x^2/4 + sin^2(x)/2: a bowl with shoulders. Its slope changes by at
 * most SHOULDER_BEND times the distance. */
#define SHOULDER_BEND 1.5
double shoulders(double x, double *slope);

/* The parabola that touches it at x and has the curvature `bend`, at `to`. */
double lemma_bound(double x, double bend, double to);

/* Blocks lemma-curve, the function; lemma-bound, the parabola; lemma-point:
 * where both touch, where the parabola is lowest (rate 1/L), and where it is
 * as high as at the start (rate 2/L). */
typedef struct lemma_knobs {
    double start, bend;
} lemma_knobs;
extern const knob lemma_list[];
void lemma_experiment(const void *knobs, story *s);

#endif
