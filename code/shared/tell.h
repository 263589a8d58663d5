/* What several experiments tell: records of runs, fields of arrows, numbers of
 * a report. */
#ifndef TELL_H
#define TELL_H

#include "gd/descent.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "shared/numeral.h"
#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

/* ---------------------------------------------------------- in the report */

/* Why a run ended, for a column: "tolerance", "target", "step limit",
 * "observer", "no descent", "divergence". */
const char *outcome_word(gd_outcome outcome);

/* The number as by %W.De, or a dash where a run that diverged has left none
 * that is finite. */
void say_number(story *s, int width, int decimals, double number);

/* A value, if it is finite. */
void finite_value(story *s, const char *key, double number);

/* Is row `step` to be shown, of a run that ends with row `end`? Rows 0 to
 * `all` are, and the last; "..." is said in place of those between. */
bool shows(story *s, size_t step, size_t all, size_t end);

/* 0 for a number whose size is below 1e-9: the last bits of a zero are noise,
 * and so is their sign. */
double tidy(double x);

/* ------------------------------------------------- in two variables, data */

/* A block as of gd_table_history. The record is freed; one that has failed
 * ends the program. */
void tell_history(story *s, const char *block, gd_history *history,
                  const double *minimum);

/* A block x, y, dx, dy: -grad f, the direction of descent, in the middles of
 * nx times ny cells of a box. */
void tell_arrows(story *s, const char *block, const gd_objective *f,
                 const double lower[2], const double upper[2], int nx, int ny);

/* Is a row due at `step` that tells the range since the row of step `row`? As
 * gd_history_keeps, but for those that would have too short a time behind them:
 * their narrow ranges would look like events. */
bool range_is_due(size_t step, size_t row);

/* How far x is from the minimum of Beale's function. */
double beale_distance(const double x[2]);

/* A block x, y: the minima among the stationary points that are known. */
void tell_minima(story *s, const char *block, const gd_test_function *f);

#endif
