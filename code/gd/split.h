/* Dealing examples out to parts, once, before anything is learned. */
#ifndef GD_SPLIT_H
#define GD_SPLIT_H

#include "gd/compiler.h"
#include "gd/random.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

enum { GD_CLASSES_MAX = 64 };

/* A stratified split: every class is dealt out to `parts` parts by the same
 * shares (positive, sum 1), at random otherwise. A class of m examples gives
 * part p those from round(m S_{p-1}) to round(m S_p), S the sums of the
 * shares: no example is lost, none is in two parts, and each part's share of
 * each class is right to one example.
 *
 * order gets the numbers 0 ... count - 1: those of part 0 first, mixed, then
 * those of part 1, and so on; sizes, one a part, says how many. The same
 * seed gives the same split. False: a label that is GD_CLASSES_MAX or more,
 * a share that is not positive, a sum that is not 1, or no memory. */
GD_MUST_CHECK bool gd_split(gd_random *random, size_t count,
                            const size_t *labels, size_t parts,
                            const double *shares, size_t *order, size_t *sizes);

GD_END_C

#endif
