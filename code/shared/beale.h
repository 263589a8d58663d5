/* The long run on Beale's function, told: chapter 2. */
#ifndef BEALE_H
#define BEALE_H

#include "gd/descent.h"
#include "gd/history.h"
#include "shared/story.h"

#include <stddef.h>

/* A run of plain descent at one of its steps, made again from the row of its
 * record that comes before it. x becomes the point; result.steps counts from
 * the start of the run. */
gd_result beale_at(const gd_history *h, double rate, size_t step, double x[2]);

/* The run at steps 0, 1, 10, 100 ... and at its end: rows of the report, and
 * a block beale-marks. */
void tell_beale_marks(story *s, const gd_history *h, double rate);

/* The largest curvature at so many points of plain descent, from its start
 * on. They are finite. */
double largest_curvature(const double start[2], double rate, size_t points);

/* The function on its box and near the minimum: blocks beale-surface,
 * beale-grid, beale-arrows, beale-valley, beale-valley-arrows,
 * beale-minimum. */
void tell_beale_map(story *s);

#endif
