/* Foreign text in a message: as much of it as a line holds. */
#ifndef EXCERPT_H
#define EXCERPT_H

#include <stddef.h>

enum { EXCERPT = 60 };

/* An excerpt of a text: at most EXCERPT characters, unprintable ones
 * escaped, "..." where something has been left out. */
typedef struct excerpt {
    char shown[EXCERPT + 1];
    size_t caret; /* where the byte asked for stands in it */
} excerpt;

/* The part of text around byte `at`: as much of what stands before it as half
 * the room holds, and then what follows. */
excerpt excerpt_of(const char *text, size_t at);

#endif
