/* A line among the penguins is a point in the plane of all lines: both, and
 * the descent from there, in standardised numbers. Chapter 2. */
#ifndef BIRD_LINE_H
#define BIRD_LINE_H

#include "shared/experiment.h"

/* The scene: the birds, the loss of all lines, and where it is smallest. */
void birds_scene(const void *knobs, story *s);

typedef struct bird_line_knobs {
    double intercept, slope, rate, steps;
} bird_line_knobs;
extern const knob bird_line_list[];

/* Blocks bird-path, the run in the plane of lines, and bird-lines, some of its
 * lines among the birds. */
void bird_line_experiment(const void *knobs, story *s);

#endif
