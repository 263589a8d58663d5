/* What the loops of descent.c and newton.c have in common, and nobody else. */
#ifndef GD_DESCENT_PARTS_H
#define GD_DESCENT_PARTS_H

#include "gd/descent.h"

/* Which of the arguments of gd_descend makes no sense, or NULL: none. */
const char *gdd_nonsense(const gd_objective *f, const gd_options *options);

/* The result of a run that was not made: no steps, all else NaN. */
gd_result gdd_failed(gd_outcome error);

/* The same because of an argument: the sentence becomes `why`. */
gd_result gdd_refused(const char *format, ...) GD_PRINTF(1, 2);

#endif
