/* Close-ups of chapter 5, data for pictures alone: one quotient as a chord, and
 * as digits. */
#ifndef CLOSE_UP_H
#define CLOSE_UP_H

#include "shared/experiment.h"
#include "shared/story.h"

typedef struct chords_knobs {
    double x, step;
} chords_knobs;
extern const knob chords_list[];

/* The sine, and at one point of it the tangent and the chords of the forward
 * and the central difference. */
void chords_experiment(const void *knobs, story *s);

typedef struct digits_knobs {
    double x;
} digits_knobs;
extern const knob digits_list[];

/* sin x, sin(x + h) and their difference quotient, digit by digit, for ever
 * smaller h. */
void digits_experiment(const void *knobs, story *s);

#endif
