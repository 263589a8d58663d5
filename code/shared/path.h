/* Runs in one variable, and the graphs under them: chapter 2. */
#ifndef PATH_H
#define PATH_H

#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

/* region path */
enum { MAX_STEPS = 1000 };

/* Where a run has been: x[0] is the start, x[steps] the last point. */
typedef struct path {
    size_t steps;
    bool flat; /* stopped because |f'| fell below the tolerance */
    double x[MAX_STEPS + 1];
} path;
/* end path */

/* x[steps]. */
double last(const path *p);

/* In all that follows f names a test function of one variable. */

/* How many points of a path, from the first on, are finite, and their heights
 * and slopes too: all steps + 1 of them unless it has diverged. */
size_t path_points(const path *p, const char *f);

/* A table of step, x, f(x), f'(x): steps 0 to 3, some round ones, the last
 * that is finite. Then why the run has ended, and where. */
void say_path(story *s, const path *p, const char *f);

/* The run in one sentence: from where, at what rate, and what came of it. */
void short_path(story *s, const path *p, const char *f, double rate);

/* A block step, x, f, slope: the points that are finite. */
void tell_path(story *s, const char *block, const path *p, const char *f);

/* A run, and a block x, f, slope: the graph under it from low to high, and
 * farther where the path goes, at most by its own width to either side. */
void tell_run(story *s, const char *path_block, const char *graph_block,
              const path *p, const char *f, double low, double high);

#endif
