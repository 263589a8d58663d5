/* A run on a reader's own function, as descend --format tsv tells it and the
 * playground too: the walk on its ground, and its progress over the steps. */
#ifndef OWN_WALK_H
#define OWN_WALK_H

#include "plot/figure.h"

enum { WALK_HEIGHT = 280, WALK_NARROW_HEIGHT = 520 };

/* Draws all of it, on a page of FULL_WIDTH or NARROW_WIDTH and such a height.
 * Where the data have a block `start`, x and y, it is a handle of the knobs
 * own.start-x and own.start-y. */
void plot_walk_draw(figure *fig, const dataset *data);

#endif
