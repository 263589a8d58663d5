/* What the files of svg.h know of each other. */
#ifndef PLOT_SVG_PARTS_H
#define PLOT_SVG_PARTS_H

#include "svg.h"

/* Rounds every number of an attribute: matrix(0.866025,…) to so many digits. */
void svg_put_rounded(buffer *out, const char *text, size_t n, int digits);

/* --- Styles --------------------------------------------------------- */

enum { STYLE_ROOM = 320, CLASS_ROOM = 8, RECENT_STYLES = 1024 };

/* A style as cairo wrote it, and the class that it became. */
typedef struct recent_style {
    const char *text; /* in the SVG */
    size_t n;
    char name[CLASS_ROOM];
} recent_style;

/* Distinct styles in the order in which they appear; the place in the list is
 * the name of the class. Inks stand in it as @000005. The same few hundred
 * come thousands of times, so their classes are remembered by a hash of the
 * text; a newcomer takes the place. */
typedef struct styles {
    char (*at)[STYLE_ROOM];
    size_t n;
    recent_style recent[RECENT_STYLES];
} styles;

/* The class of a style; its name is empty when all of it is default. */
bool styles_class(styles *s, const char *text, size_t n, char name[CLASS_ROOM],
                  problem *why);

/* The style element: light colours, and the dark ones that differ. */
void styles_put(const styles *s, buffer *out);
void styles_free(styles *s);

#endif
