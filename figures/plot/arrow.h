/* The outline of an arrow: a shaft with a slightly swept head. */
#ifndef PLOT_ARROW_H
#define PLOT_ARROW_H

#include "canvas.h"

enum { ARROW_POINTS = 7 };

/* The seven corners of an arrow whose shaft is `width` wide: head 3 shafts
 * wide and 5 long. Where that is more than a third of the arrow, shaft and
 * head shrink together. The tip (point 3) lies on `tip`. False when the arrow
 * is shorter than a point and a half: then there is nothing to see. */
bool plot_arrow_outline(point tail, point tip, double width,
                        point out[ARROW_POINTS]);

void plot_arrow_draw(canvas *c, point tail, point tip, arrow_style style);

#endif
