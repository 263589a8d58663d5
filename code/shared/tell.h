/* What several experiments tell: runs in one variable and the graphs under
 * them, records of runs, fields of arrows, numbers of a report. */
#ifndef TELL_H
#define TELL_H

#include "gd/history.h"
#include "gd/objective.h"
#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

/* -------------------------------------------------------- in one variable */

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

/* A block step, x, f, slope: the points that are finite. */
void tell_path(story *s, const char *block, const path *p, const char *f);

/* A block x, f, slope: the graph from low to high, and farther where the path
 * goes, at most by its own width to either side. */
void tell_graph(story *s, const char *block, const path *p, const char *f,
                double low, double high);

/* Both: a run and the graph under it. */
void tell_run(story *s, const char *path_block, const char *graph_block,
              const path *p, const char *f, double low, double high);

/* ------------------------------------------------------- in two variables */

/* A block as of gd_table_history. The record is freed; one that has failed
 * ends the program. */
void tell_history(story *s, const char *block, gd_history *history,
                  const double *minimum);

/* A block x, y, dx, dy: -grad f, the direction of descent, in the middles of
 * nx times ny cells of a box. */
void tell_arrows(story *s, const char *block, const gd_objective *f,
                 const double lower[2], const double upper[2], int nx, int ny);

/* A block x, y: the minima among the stationary points that are known. */
void tell_minima(story *s, const char *block, const gd_test_function *f);

/* --------------------------------------------------------------- in print */

/* A number for a report, in so many columns: with six decimals, unless it has
 * too many digits before the point. */
typedef struct numeral {
    char text[40];
} numeral;
numeral six(double x, int width);

/* Is row `step` to be shown, of a run that ends with row `end`? Rows 0 to
 * `all` are, and the last; "..." is said in place of those between. */
bool shows(story *s, size_t step, size_t all, size_t end);

/* 0 for a number whose size is below 1e-9: the last bits of a zero are noise,
 * and so is their sign. */
double tidy(double x);

#endif
