/* Chapter 6's edge of stability: descents whose curvature is watched. */
#ifndef EDGE_RUNS_H
#define EDGE_RUNS_H

#include "shared/edge.h"
#include "shared/experiment.h"

/* Three descents from one start: the one whose rate is turned, one at a lower
 * rate, and one on another loss. */
enum { SQUARED, SLOWER, CROSS_ENTROPY, EDGES };

/* A run, and how it was set up. */
typedef struct edge_result {
    double rate;
    size_t steps, digits;
    uint64_t seed;
    edge_run run;
} edge_result;

/* A scene: the rate of the run that a reader turns, how long it is to be, and
 * the limit of its sharpness. */
typedef struct edge_plan_knobs {
    double rate, steps;
} edge_plan_knobs;
extern const knob edge_plan_list[];
void edge_plan_experiment(const void *knobs, story *s);

/* That run: squared loss, all of the digits at every step. Needs split, plan
 * and edge-plan. Block sharpness-squared, result an edge_result. */
typedef struct edge_knobs {
    double digits, seed;
} edge_knobs;
extern const knob edge_list[];
void edge_experiment(const void *knobs, story *s);

/* The two others. Needs split and plan. Blocks sharpness-slower and
 * sharpness-cross-entropy, result EDGES of them, of which the first is
 * empty. */
typedef struct edge_others_knobs {
    double steps, digits, seed;
} edge_others_knobs;
extern const knob edge_others_list[];
void edge_others_experiment(const void *knobs, story *s);

/* The section: all three side by side. Needs edge and edge-others. */
void sharpness_experiment(const void *knobs, story *s);

#endif
