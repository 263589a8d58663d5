/* Names that are like one that is not there: for sentences that say so. */
#ifndef PLOT_NEAREST_H
#define PLOT_NEAREST_H

#include "say.h"

enum { NEAREST_NAMES = 3 };

/* Start with {.word = what was asked for}, then take one name after the other.
 * The names must live as long. */
typedef struct nearest {
    const char *word;
    size_t taken; /* names so far */
    const char *name[NEAREST_NAMES];
    size_t distance[NEAREST_NAMES]; /* ascending */
} nearest;

void plot_nearest_take(nearest *n, const char *name);

/* "a, b, c", the nearest first, with ", …" when there are more; "none". */
phrase plot_nearest_names(const nearest *n);

#endif
