/* A digit drawn by hand, made like those of the file: chapter 6. */
#ifndef DRAWN_DIGIT_H
#define DRAWN_DIGIT_H

#include "shared/digits.h"

#include <stdbool.h>

enum { PAD_SIDE = 32 };

/* Paper of 32 x 32 pixels, a row below the other. */
typedef struct bitmap {
    bool ink[PAD_SIDE][PAD_SIDE];
} bitmap;

/* From hexadecimal digits, four pixels each, the left one the highest bit. */
bitmap bitmap_of(const char *hex);

/* How many pixels have ink. */
size_t bitmap_ink(const bitmap *b);

/* What there is, made to fit: as high as the paper and 20 pixels wide in its
 * middle, but what is narrow is at most twice as much widened as heightened;
 * then the strokes are made thicker or thinner until they have as near to
 * `ink` pixels as they come. Empty paper stays empty. */
bitmap bitmap_fitted(const bitmap *b, size_t ink);

/* The share of ink in each block of 4 x 4 pixels, as the inputs of a network
 * are: 0 white ... 1 black. */
void bitmap_greys(const bitmap *b, double grey[DIGIT_PIXELS]);

#endif
