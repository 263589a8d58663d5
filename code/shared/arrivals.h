/* Newton's method, BFGS and plain descent from one start on Beale's function,
 * for chapter 3. */
#ifndef ARRIVALS_H
#define ARRIVALS_H

#include "shared/experiment.h"
#include "shared/story.h"

/* A scene: the block beale-bends, x, y, whether the parabola that fits best
 * there is a saddle (or, lower yet, a dome) and not a bowl, 0 or 1, and how far
 * the smaller curvature is from 0. The values bends.starts and bends.arrive: of
 * so many starts, evenly over the map, Newton's method leads so many to the
 * minimum. */
void bends_experiment(const void *knobs, story *s);

typedef struct arrivals_knobs {
    double start_x, start_y, rate;
} arrivals_knobs;

extern const knob arrivals_list[];

/* Until max|g| < 1e-8, in at most ARRIVALS_STEPS steps: the blocks
 * arrivals-newton, arrivals-bfgs and arrivals-descent, records of the runs. */
enum { ARRIVALS_STEPS = 20000 };
void arrivals_experiment(const void *knobs, story *s);

#endif
