/* The largest curvature of a function of any number of variables, without its
 * Hessian: power iteration on differences of gradients. */
#ifndef GD_SHARPNESS_H
#define GD_SHARPNESS_H

#include "gd/compiler.h"
#include "gd/objective.h"

#include <stddef.h>

GD_BEGIN_C

/* The eigenvalue of largest size of the Hessian H of f at x, with its sign.
 *
 * v <- H v / |H v| turns v toward the axis of that eigenvalue, and v . H v, for
 * a unit v, toward the eigenvalue. H v is the difference of the gradients 1e-4
 * ahead and 1e-4 behind, over 2e-4: meant for x and curvatures that change over
 * lengths of about 1.
 *
 * Ends when a round changes the value by no more than `tolerance` of its size,
 * and after `rounds` > 0 at the latest; each costs two gradients. Where two
 * eigenvalues are nearly of the same size the axis settles slowly, the value
 * does not suffer from it.
 *
 * v, f->n numbers, not all zero: where to begin, not across the axis that is
 * sought; on return a unit vector near it, and a good beginning for a point
 * nearby. room: 3 f->n numbers. Returns 0 where H v is 0; where a gradient is
 * not finite, a number that is not, v being as it was before that round; and
 * where |H v| overflows, beyond 1e154, the value of that round. */
double gd_sharpness(const gd_objective *f, const double *x, double tolerance,
                    size_t rounds, double *v, double *room);

GD_END_C

#endif
