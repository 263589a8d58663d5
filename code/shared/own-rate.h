/* Rules that choose their own rate, on Beale's function: the runs of chapter 3.
 * Each begins at `start`, ends when max|g| < 1e-8, when f or its gradient is no
 * longer finite, or after 20,000 steps, and leaves a record of its path, to be
 * freed. Without memory for that the program ends. */
#ifndef OWN_RATE_H
#define OWN_RATE_H

#include "gd/history.h"

#include <stdbool.h>
#include <stddef.h>

/* region contest */
/* A run on Beale's function whose rule chooses the rate: where it is, and
 * where it has been. */
typedef struct contest {
    size_t trials; /* evaluations of f after the first */
    size_t steps;
    double x[2], f, g[2], gradient_norm;
    double fastest; /* rate of all steps; 0 before the first */
    gd_history path;
} contest;
/* end contest */

/* `up` times faster after a success, `down` times after a failure, from that
 * rate > 0 on. */
contest bold_driver(const double start[2], double rate, double up, double down);

/* Barzilai and Borwein (1988); where no curvature was met, the rate is again
 * `first`. */
contest barzilai_borwein(const double start[2], double first);

/* Backtracking after Armijo (1966): each step tries `first`, or with a memory
 * twice the rate of the last one. Ends, too, where rounding has the last
 * word. */
contest armijo(const double start[2], double first, bool memory);

/* Barzilai and Borwein, safeguarded after Raydan (1997). */
contest safeguarded(const double start[2], double first);

/* Plain descent, for comparison, of at most so many steps. */
contest fixed_rate(const double start[2], double rate, size_t steps);

#endif
