/* A digit that the reader draws, before the network of chapter 6. */
#ifndef OWN_HAND_H
#define OWN_HAND_H

#include "shared/drawn-digit.h"
#include "shared/experiment.h"
#include "shared/training.h"

/* Who reads: a network that has learned from all but the held-out digits. A
 * scene; needs split and plan. */
typedef struct reader_knobs {
    double rate, epochs;
} reader_knobs;
extern const knob reader_list[];
void reader_experiment(const void *knobs, story *s);

typedef struct reader {
    gd_network network;
    size_t epochs;
    size_t ink; /* pixels of 32 x 32 that a digit of the file has, on average */
    double x[WEIGHTS_MAX];
} reader;

/* What it reads, and on the way to it: blocks drawn-pixels and drawn-fitted,
 * the paper and what is made of it; drawn-greys, drawn-hidden, drawn-classes,
 * what the network gets, what its hidden units say, and its probabilities. Of
 * empty paper the first alone. Needs reader. */
typedef struct drawn_knobs {
    char drawing[KNOB_TEXT];
} drawn_knobs;
extern const knob drawn_list[];
void drawn_experiment(const void *knobs, story *s);

#endif
