/* How the curvature under a descent moves: chapter 6's edge of stability. */
#ifndef EDGE_H
#define EDGE_H

#include "gd/objective.h"
#include "gd/optimizer.h"
#include "shared/story.h"

#include <stddef.h>
#include <stdint.h>

enum { EDGE_READINGS = 161 };

typedef struct edge_reading {
    size_t step;
    double loss;
    double sharpness; /* the largest eigenvalue of the Hessian */
    size_t rises;     /* steps so far that have made the loss larger */
} edge_reading;

/* What was seen. A run whose loss becomes a hundred times that of the start
 * ends there: it does not come back. */
typedef struct edge_run {
    size_t count;
    edge_reading reading[EDGE_READINGS];
} edge_run;

/* A descent from x, f->n numbers, which moves: `steps` steps by the optimizer
 * with this rate, or with NULL plain ones, and a reading at the start and after
 * every `every` of them, so many that they have room. seed: of where the power
 * iteration begins. No memory ends the program. */
edge_run watch_edge(const gd_objective *f, double *x, gd_optimizer *optimizer,
                    double rate, size_t steps, size_t every, uint64_t seed);

/* The mean sharpness of the readings from place `from` up to place `to`, both
 * included, from <= to < count. */
double mean_sharpness(const edge_run *run, size_t from, size_t to);

/* Of the steps between these two readings, how many in 100 have made the loss
 * larger; 0 if there are none. */
double upward(const edge_run *run, size_t from, size_t to);

/* Writes the block `name`: step, sharpness, loss. */
void tell_edge(gd_table *table, const char *name, const edge_run *run);

/* Says a row's cells, of the readings up to place k that are less than `row`
 * places before it: the mean sharpness, the loss at the end, the steps since
 * the row before that have made the loss larger. Dashes where the run did not
 * come so far. */
void tell_edge_row(story *s, const edge_run *run, size_t k, size_t row);

#endif
