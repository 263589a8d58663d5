/* Stochastic gradient descent on the penguins of chapter 3, and how far from
 * the best line it stays. */
#ifndef STOCHASTIC_H
#define STOCHASTIC_H

#include "gd/regression.h"
#include "gd/schedule.h"
#include "shared/penguins.h"

#include <stddef.h>
#include <stdint.h>

typedef double line[2];   /* intercept and slope */
extern const line origin; /* the line (0, 0) */

/* region recipe */
/* How a stochastic run is made. */
typedef struct recipe {
    double rate;
    size_t batch; /* penguins a step, at most all of them */
    size_t steps;
    const gd_schedule *schedule; /* or NULL */
    uint64_t seed;
} recipe;
/* end recipe */

/* The gradient in g, at the line p, of the mean squared error over `batch` of
 * the pairs, those that `which` names. */
void batch_gradient(const gd_pairs *pairs, const size_t *which, size_t batch,
                    const double *p, double *g);

/* Descent by that gradient, the penguins drawn without replacement. p has room
 * for steps + 1 lines, the first of which is the start. Returns the number of
 * steps: fewer if the next one leads a thousand units away. A batch of none,
 * or of more than there are, ends the program. */
size_t stochastic(const penguins *birds, const recipe *r, line *p);

/* How much more p loses than the best line. */
double excess_at(const penguins *birds, const double *p);

/* The mean excess over `steps` steps of a run with a constant rate that starts
 * at the best line, but for the first twentieth, by which it has forgotten its
 * start; infinite if it does not stay. p as above. */
double noise_ball(const penguins *birds, double rate, size_t batch,
                  size_t steps, uint64_t seed, line *p);

/* The mean square of the pull of a single penguin at the best line. */
double mean_square_pull(const penguins *birds);

/* The excess of the noise ball in theory, for 0 < rate < 1, if s is the above
 * and batches know nothing of each other. */
double noise_theory(double rate, double batch, double s);

/* The excess at the end of RUNS runs that differ in their seeds alone, r's and
 * those after it, each from `start`; infinite where one has left. p as
 * above. */
enum { RUNS = 201 };
void excesses(const penguins *birds, recipe r, const line start,
              double excess[RUNS], line *p);

#endif
