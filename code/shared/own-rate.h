/* Rules that choose their own rate, on Beale's function: the runs of chapter 3.
 * Each begins at `start`, ends when max|g| < 1e-8, when f or its gradient is no
 * longer finite, or after 20,000 steps, and leaves a record of its path, to be
 * freed. Without memory for that the program ends. */
#ifndef OWN_RATE_H
#define OWN_RATE_H

#include "gd/history.h"
#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

/* region rate-run */
/* A run on Beale's function whose rule chooses the rate: where it is, and
 * where it has been. */
typedef struct rate_run {
    size_t trials; /* evaluations of f after the first */
    size_t steps;
    double x[2], f, g[2], gradient_norm;
    double fastest; /* rate of all steps; 0 before the first */
    gd_history path;
} rate_run;
/* end rate-run */

/* `up` times faster after a success, `down` times after a failure, from that
 * rate > 0 on. */
rate_run bold_driver(const double start[2], double rate, double up,
                     double down);

/* The block `bold-rates`, trial, rate, accepted: the rates that it tries, up to
 * that many trials, of each climb the first and the last. */
enum { BOLD_TRIALS = 2000 };
void tell_bold_rates(gd_table *t, const double start[2], double rate, double up,
                     double down);

/* Barzilai and Borwein (1988); where no curvature was met, the rate is again
 * `first`. */
rate_run barzilai_borwein(const double start[2], double first);

/* Backtracking after Armijo (1966): each step tries `first`, or with a memory
 * twice the rate of the last one. Ends, too, where rounding has the last
 * word. */
rate_run armijo(const double start[2], double first, bool memory);

/* Barzilai and Borwein, safeguarded after Raydan (1997). */
rate_run safeguarded(const double start[2], double first);

/* Scenes. In one variable, on the cubic of chapter 2: the block `secants`,
 * step, x, slope there, and the rate of the step from it, with the curve
 * `secant-curve`. On Beale's function the first step of Armijo's search with a
 * memory, from (3, 4), of which two trials or more are refused: the blocks
 * armijo-curve, f along it; armijo-trials; and armijo-promise, which step it
 * is, f at its start, the slope there and the slope that is asked for. */
enum { SECANT_POINTS = 5 };
void secant_experiment(const void *knobs, story *s);
void armijo_line_experiment(const void *knobs, story *s);

/* Plain descent, for comparison, of at most so many steps. */
rate_run fixed_rate(const double start[2], double rate, size_t steps);

#endif
