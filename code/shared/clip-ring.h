/* Gradients of Beale's function on a ring, and what clipping leaves of them. */
#ifndef CLIP_RING_H
#define CLIP_RING_H

#include "shared/story.h"

enum { RING_POINTS = 24 };

/* A scene: the block `clip-ring` x, y, gx, gy, cx, cy: points around one on
 * the slope of the valley, the first again as the last, the gradients there,
 * and the same cut to the length of the circle that the block `clip-circle`
 * gx, gy goes round. */
void clip_ring_experiment(const void *knobs, story *s);

#endif
