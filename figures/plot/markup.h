/* The figures' markup (see figure.h) read into runs: pieces of text that are
 * set alike. Nothing is measured here, so whatever sets type can follow. */
#ifndef PLOT_MARKUP_H
#define PLOT_MARKUP_H

#include "buffer.h"
#include "fail.h"

#include <stdbool.h>

/* n bytes of the text from `start` on: whole characters, on one line. */
typedef struct text_run {
    size_t start, n;
    double size; /* points */
    double rise; /* of its baseline above the line's, points */
    bool italic;
    size_t line; /* from 0 */
} text_run;

typedef struct markup {
    buffer text; /* UTF-8: what is seen, and '\n' between the lines */
    text_run *run;
    size_t n, room;
} markup;

/* Reads a label whose full-size letters have so many points. False and a
 * sentence when a brace or a star is left open, or it is not UTF-8; then there
 * is nothing to free. */
bool plot_markup_read(const char *source, double size, markup *m, problem *why);
void plot_markup_free(markup *m);

#endif
