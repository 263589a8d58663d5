/* Momentum on a quadratic, in theory: the two roots that decide what a step
 * leaves of the error, and all curvatures of a valley at once, which lie on a
 * bracket in the map of rate and beta. Chapter 4. */
#ifndef BRACKET_H
#define BRACKET_H

#include "shared/experiment.h"
#include "shared/story.h"

#include <complex.h>

/* Of z^2 - (1 + beta - r) z + beta: two real ones, the larger first, or a
 * pair; r = rate times curvature. */
void momentum_roots(double r, double beta, double complex z[2]);

/* The larger modulus of the two. */
double momentum_radius(double r, double beta);

/* The largest curvature is the unit, so that the rate is r there; the smallest
 * is 1/kappa. The book's rate and beta are the best pair for its kappa. */
typedef struct bracket_knobs {
    double rate, beta, kappa;
} bracket_knobs;
extern const knob bracket_list[];

/* Steps of which the errors are told. */
enum { BRACKET_STEPS = 80 };

/* What the run of momentum_loop() would have: x at every step on x^2/2 from 1,
 * at rest. */
void bracket_run(double r, double beta, double x[BRACKET_STEPS + 1]);

/* Blocks bracket (its two ends), bracket-roots (the roots of all curvatures
 * from the smallest to the largest) and bracket-errors (|x| at both ends). */
void bracket_experiment(const void *knobs, story *s);

#endif
