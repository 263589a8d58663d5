/* From the SVG that cairo writes to the one that stands in the book.
 *
 * Layers draw the SVG in coded colours (TARGET_CODED): every RGB value is the
 * number of an ink. Here every distinct style becomes a CSS class with the
 * light colours of its inks, and classes whose colours differ on a dark page
 * get them in a media query, so that one file follows the reader's theme.
 * Coordinates are rounded to a hundredth of a point and written relative to
 * each other, glyphs that nothing uses are dropped: a quarter of the size. */
#ifndef PLOT_SVG_H
#define PLOT_SVG_H

#include "buffer.h"
#include "fail.h"

/* False and a sentence when the SVG has a colour that is no ink, or is not as
 * cairo writes it. */
bool svg_theme(const char *svg, buffer *out, problem *why);

/* Path data with coordinates in hundredths, relative. */
void svg_path_data(const char *data, size_t n, buffer *out);

#endif
