/* A run put away and taken up again.
 *
 * What a run will do next depends on three things: where it stands, what its
 * optimizer remembers, and how often it has stepped. All of it goes into a
 * row of bytes that the caller keeps where he likes; the run that is resumed
 * from them goes on to the last bit as if nothing had been. (Not in them:
 * the objective, the options, and a random generator that deals out batches;
 * a gd_random is a plain struct and can be kept beside them.) */
#ifndef GD_STATE_H
#define GD_STATE_H

#include "gd/compiler.h"
#include "gd/optimizer.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

enum { GD_STATE_ERROR_SIZE = 160 };

/* How many bytes the state of this run takes. */
size_t gd_state_size(const gd_optimizer *o);

/* Writes it: x, n numbers, and all of the optimizer. bytes has room for
 * gd_state_size(o). Numbers stand as in this machine's memory. */
void gd_state_save(const gd_optimizer *o, const double *x,
                   unsigned char *bytes);

/* Takes it up: o, made by gd_optimizer_new for the same method and n, gets
 * its steps, rate, hyper-parameters and memory back, and x its n numbers.
 * False: nothing is changed, and error says in one sentence why. These are
 * the bytes of something else, of another method, another n, another kind of
 * machine; or some are missing, too many or damaged. */
GD_MUST_CHECK bool gd_state_load(gd_optimizer *o, double *x,
                                 const unsigned char *bytes, size_t size,
                                 char error[GD_STATE_ERROR_SIZE]);

GD_END_C

#endif
