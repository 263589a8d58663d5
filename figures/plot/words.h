/* Text: the figures' markup (see figure.h) set in the book's font. A font that
 * is missing is an error, and so is a character that the font does not have. */
#ifndef PLOT_WORDS_H
#define PLOT_WORDS_H

#include "canvas.h"
#include "fail.h"

#define WORDS_FAMILY "TeX Gyre Pagella"

/* A text that is set and measured. Distances are from the left end of its
 * first baseline; top is up, bottom down. */
typedef struct words {
    struct setting *setting; /* the lines as they are drawn; see words.c */
    char *source;            /* the markup */
    double size;             /* of the letters, in points */
    ink ink;
    double width;       /* advance of the widest line */
    double left, right; /* black from here to there */
    double top, bottom;
    double descent;  /* black below the last baseline */
    double baseline; /* of the first line below the layout's top */
    double middle;   /* half the height of a digit; lines: their centre */
} words;

typedef enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } align;

/* Finds the font; plot_fail()s when it is not installed. The first text does
 * so too, if it was not done before. */
void plot_words_start(void);

/* plot_fail()s when the font or a glyph is missing, or the markup is wrong. */
words *plot_words_new(const char *source, double size, ink colour, align lines);
void plot_words_free(words *w);

/* Draws with the left end of the first baseline at (x, y), turned by angle
 * degrees anticlockwise about that point; with a halo of so many points. */
void plot_words_draw(canvas *c, const words *w, point at, double angle,
                     double halo);

/* Frees the font (for leak checkers). */
void plot_words_shutdown(void);

#endif
