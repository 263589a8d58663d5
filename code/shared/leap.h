/* One of the rates that chapter 3 scans on Beale's function, and its run. */
#ifndef LEAP_H
#define LEAP_H

#include "shared/experiment.h"
#include "shared/story.h"

enum { SCAN_STEPS = 20000 };

typedef struct leap_knobs {
    double rate;
} leap_knobs;

extern const knob leap_list[];

/* Needs scan, which keeps its start, two numbers. The block leap-run is the
 * run's record; leap has the rate; leap-end the distance from the minimum
 * after it, and no row where it overflowed. */
void leap_experiment(const void *knobs, story *s);

#endif
