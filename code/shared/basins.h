/* Which start ends in which minimum: the maps of chapter 2. */
#ifndef BASINS_H
#define BASINS_H

#include "gd/objective.h"
#include "shared/experiment.h"

/* The minimum that descent from `start` finds, 1 to 4, or 0 for none. */
typedef int basin_finder(const gd_test_function *f, const double *start,
                         double rate);

/* Cells along a side of a map at most. */
enum { BASIN_CELLS = 180 };

/* The rates, which have an experiment apart from the maps: a path at these
 * rates needs no map. Its result is the struct. */
typedef struct basins_knobs {
    double calm_rate, wild_rate, cells, start_x, start_y;
} basins_knobs;
extern const knob basin_rates_list[], basins_list[], basin_leap_list[];
void basin_rates(const void *knobs, story *s);

/* The section `basins` for two rates, calm and wild, on so many starts along a
 * side, and its block: the minimum of each start and how far the start is from
 * the border of its basin, in cells (1 where that is farther than a cell). */
void tell_basins(story *s, const gd_test_function *f, basin_finder *of,
                 const double rate[2], int cells);

/* The scene: Himmelblau's function and its flat points, in blocks basin-map,
 * basin-minima, basin-passes, basin-tops. */
void himmelblau_scene(const void *knobs, story *s);

/* Where both rates lead from one start, in a sentence. */
void short_leap(story *s, const gd_test_function *f, const double start[2],
                const double rate[2], const int basin[2]);

#endif
