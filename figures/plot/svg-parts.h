/* What the files of svg.h know of each other. */
#ifndef PLOT_SVG_PARTS_H
#define PLOT_SVG_PARTS_H

#include "svg.h"

#include <glib.h>

/* --- Numbers -------------------------------------------------------- */

void plot_svg_put_number(buffer *out, double value, int digits);

/* Rounds every number of a text: matrix(0.866025, …) to so many digits. */
void plot_svg_put_rounded(buffer *out, const char *text, int digits);

/* Path data with coordinates in hundredths, relative. False when there is
 * something else in it than moves, lines, curves and closings. */
bool plot_svg_path_data(const char *data, buffer *out);

/* --- Styles --------------------------------------------------------- */

enum { PROPERTIES = 11, VALUE_ROOM = 48, CLASS_ROOM = 8 };

/* What an element says of its looks: the values of svg-style.c's properties,
 * in that order, empty where it says nothing. Inks stand as @000005. */
typedef struct style {
    char value[PROPERTIES][VALUE_ROOM];
} style;

/* Takes one property, whether it came as an attribute or as a declaration
 * in style="…". False and a sentence when it is not known, or when its
 * colour is no ink. */
bool plot_style_take(style *s, const char *name, const char *value,
                     problem *why);

bool plot_style_is_empty(const style *s);

/* Does it say what the inside is filled with? SVG takes black otherwise. */
bool plot_style_says_fill(const style *s);
bool plot_style_has_ink(const style *s);

/* Distinct styles in the order in which they appear; the place in the list is
 * the name of the class. */
typedef struct styles {
    GPtrArray *text;   /* "fill:none;stroke:@000001;" */
    GHashTable *names; /* text to class */
} styles;

void plot_styles_open(styles *s);
void plot_styles_free(styles *s);

/* The class of a style; its name is empty when all of it is default. */
void plot_styles_class(styles *s, const style *one, char name[CLASS_ROOM]);

/* The style element: light colours, and the dark ones that differ. */
void plot_styles_put(const styles *s, buffer *out);

#endif
