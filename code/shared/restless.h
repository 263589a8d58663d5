/* A walker whose steps are all of one length: chapter 2. */
#ifndef RESTLESS_H
#define RESTLESS_H

#include "shared/path.h"

/* From the start, down the slope, until it is zero or so many steps are made,
 * at most MAX_STEPS. */
path fixed_length(double (*slope)(double), double start, double length,
                  size_t steps);

#endif
