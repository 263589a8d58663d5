/* A record of a run: an observer that keeps points, not part of the loop. */
#ifndef GD_HISTORY_H
#define GD_HISTORY_H

#include "gd/compiler.h"
#include "gd/descent.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

/* Rows of step, x_1 ... x_n, f, max|g|: n + 3 numbers each. Start from
 * gd_history_new, pass &history as observer_context, free at the end. */
typedef struct gd_history {
    size_t n;
    bool all; /* keep every step: no thinning */
    size_t count;
    size_t capacity;
    double *rows;
    bool failed; /* out of memory: the run was stopped for that */
} gd_history;

/* An empty record for points of n coordinates; takes no memory yet. */
gd_history gd_history_new(size_t n, bool all);

/* The thinning rule: every step up to 64, from there on 32 evenly spaced
 * ones an octave and each power of ten, for figures name those. 300,000 steps
 * leave 457 rows, and on a logarithmic axis they lie evenly. */
bool gd_history_keeps(size_t step);

/* The observer. The last point seen is always kept: it stands in the last
 * row, and gives it up to the next one if the rule drops it. A point that is
 * no longer finite is kept too, as the last. */
bool gd_history_observe(const gd_state *state, void *history);

/* Row i: n + 3 numbers. i < count. */
const double *gd_history_row(const gd_history *history, size_t i);

void gd_history_free(gd_history *history);

GD_END_C

#endif
