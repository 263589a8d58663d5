/* From the SVG that cairo writes to the one that stands in the book.
 *
 * Layers draw the SVG in coded colours (TARGET_CODED): every RGB value is the
 * number of an ink. Here every distinct style becomes a CSS class with the
 * light colours of its inks, and classes whose colours differ on a dark page
 * get them in a media query, so that one file follows the reader's theme.
 * Coordinates are rounded to a hundredth of a point and written relative to
 * each other, glyphs are numbered as they are used and dropped when they are
 * not: a quarter of the size.
 *
 * cairo's way of writing changes (1.16 has style="…", symbols and glyph0-1,
 * 1.18 attributes, groups and glyph-0-1), so its SVG is read as XML, and
 * nothing in it is passed over: what is not understood is refused. */
#ifndef PLOT_SVG_H
#define PLOT_SVG_H

#include "buffer.h"
#include "fail.h"

/* False and a sentence when the SVG has an element, an attribute, a colour or
 * a reference that is not understood. */
bool plot_svg_theme(const char *svg, size_t n, buffer *out, problem *why);

#endif
