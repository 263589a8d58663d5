/* What slides and rolls in chapter 1: a tangent along the cubic, and a ball
 * into one of two pits. */
#ifndef SLIDE_H
#define SLIDE_H

#include "gd/curvature.h"
#include "gd/objective.h"
#include "shared/experiment.h"

typedef struct tangent_knobs {
    double x;
} tangent_knobs;
extern const knob tangent_list[];
void tangent_experiment(const void *knobs, story *s);

/* A ball in honey: it has no swing, and is as fast as the slope under it is
 * steep. On the quartic, whose lower and higher pit it may end in. */
typedef struct ball_knobs {
    double start, time;
} ball_knobs;
extern const knob ball_list[];
void ball_experiment(const void *knobs, story *s);

/* x^2 + bxy + y^2, whose flat point is of that kind, in a sentence. */
void short_product(story *s, double b, const gd_curvature *c, gd_kind kind);

#endif
