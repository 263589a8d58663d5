/* The handwritten digits of chapter 6: 1,797 images of 8 x 8 pixels and what
 * their writers meant, dealt out in three parts. */
#ifndef DIGITS_H
#define DIGITS_H

#include "gd/network.h"
#include "gd/table.h"

#include <stddef.h>
#include <stdint.h>

enum {
    DIGIT_COUNT = 1797,
    DIGIT_SIDE = 8,
    DIGIT_PIXELS = DIGIT_SIDE * DIGIT_SIDE,
    DIGIT_CLASSES = 10
};

/* From the first a network learns, by the second one chooses, by the third
 * one judges, once. 60 : 20 : 20, class by class. */
typedef enum digits_part { TRAINING, VALIDATION, HELD_OUT, PARTS } digits_part;

typedef struct digits {
    double inputs[DIGIT_COUNT * DIGIT_PIXELS]; /* 0 white ... 1 black, image
                                                  after image, row after row */
    size_t labels[DIGIT_COUNT];                /* 0 ... 9 */
    size_t order[DIGIT_COUNT]; /* places in the file, from 0: those of the
                                  training part, of validation, held out */
    size_t begin[PARTS];       /* where in order a part begins */
    size_t size[PARTS];        /* how many it has */
    gd_examples examples;      /* all of them; it points into this struct,
                                  which therefore must not be copied */
} digits;

/* Reads the file and deals it out; the same seed gives the same parts. A file
 * that cannot be read, is cut off or holds anything but digits, or no memory,
 * ends the program with one sentence. */
void digits_load(digits *d, uint64_t seed);

/* Deals the digits out anew. */
void digits_deal(digits *d, uint64_t seed);

/* Deals them out in five parts of which one, `fifth` < 5, is held out and the
 * other four are the training part; nothing is left for validation. Mixed: a
 * fifth of each class, at random; the same seed gives the same fifths. In runs:
 * a fifth of the file's lines, one after the other, and seed means nothing. */
typedef enum digits_order { MIXED, IN_RUNS } digits_order;
void digits_hold_out(digits *d, size_t fifth, digits_order order,
                     uint64_t seed);

/* How many of each digit are in each part. */
void digits_count(const digits *d, size_t count[DIGIT_CLASSES][PARTS]);

/* The parts from `first` to `last` as one batch before a network. */
gd_batch digits_batch(const digits *d, const gd_network *network,
                      digits_part first, digits_part last);

/* What a network says about a held-out digit. */
typedef struct digit_answer {
    size_t place; /* in the file, from 0 */
    size_t label;
    size_t said;
    double probability[DIGIT_CLASSES];
} digit_answer;

/* x, network->n numbers, is asked about the k-th of the held-out digits. */
digit_answer digits_ask(const digits *d, const gd_network *network,
                        const double *x, size_t k);

/* What the held-out digits are (the first index), and how often x takes them
 * for what. */
void digits_confusion(const digits *d, const gd_network *network,
                      const double *x,
                      size_t count[DIGIT_CLASSES][DIGIT_CLASSES]);

/* Writes two blocks: `answers` with image, line (of the file, from 1), label,
 * said and the probabilities of what was said and of the label; `images` with
 * image, x, y, grey, where y counts downward. */
void digits_tell(gd_table *table, const digits *d, const char *answers,
                 const char *images, size_t count, const digit_answer *a);

/* Writes the block first-layer: the weights of x from the pixels to each unit
 * of the network's first layer, and how far they have come from the start that
 * this seed gave: unit, x, y, weight, learned. */
void digits_tell_layer(gd_table *table, const gd_network *network,
                       const double *x, uint64_t seed);

#endif
