/* Which start ends in which minimum: the maps of chapter 2. */
#ifndef BASINS_H
#define BASINS_H

#include "gd/objective.h"
#include "shared/story.h"

#include <stdbool.h>

/* The minimum that descent from `start` finds, 1 to 4, or 0 for none. */
typedef int basin_finder(const gd_test_function *f, const double *start,
                         double rate);

/* The section `basins` for two rates, calm and wild, and its blocks: basins,
 * the minimum of each start of a grid and how far the start is from the border
 * of its basin, in cells (1 where that is farther than a cell); basin-map, the
 * function; basin-minima, basin-passes, basin-tops. True: `thrown` is a start
 * that the wild rate takes into another basin than the calm one; false: there
 * is none. */
bool tell_basins(story *s, const gd_test_function *f, basin_finder *of,
                 const double rate[2], double thrown[2]);

#endif
