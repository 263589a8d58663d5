/* Short texts with numbers of the data in them: labels, names of blocks. They
 * are values, so that they can be made where they are used:
 *
 *     phrase rate = plot_say_number(0.1, 4);
 *     plot_axes_title(ax, plot_say("*η* = %s", rate.text).text); */
#ifndef PLOT_SAY_H
#define PLOT_SAY_H

#include "fail.h"

typedef struct phrase {
    char text[200];
} phrase;

/* As printf; plot_fail()s when the text is too long. */
phrase plot_say(const char *format, ...) PLOT_PRINTF(1, 2);

/* A number as the axes would write it, at most so many digits. */
phrase plot_say_number(double value, int digits);

/* A count, rounded, in groups of three digits; from 1e15 as a number. */
phrase plot_say_count(double n);

#endif
