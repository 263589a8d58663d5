/* A sweep through a formula that the reader types, forward for the values and
 * backward for the adjoints, step by step: chapter 5's figure of the graph. */
#ifndef SWEEP_H
#define SWEEP_H

#include "shared/experiment.h"
#include "shared/story.h"

/* What a picture has room for: numbers, how many of them in a chain from a
 * variable to f, and how many as far from the variables as each other. */
enum { SWEEP_NUMBERS = 16, SWEEP_LAYERS = 7, SWEEP_ABREAST = 4 };

typedef struct sweep_knobs {
    char formula[KNOB_TEXT];
    double x, y, progress;
} sweep_knobs;
extern const knob sweep_list[];

/* A formula of x, of y or of both whose graph has room. */
knob_check sweep_check;

/* The numbers of a sweep, what they are made from, and how far it has come. */
void sweep_experiment(const void *knobs, story *s);

#endif
