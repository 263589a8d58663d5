/* The chapter's program in the module: what its experiments tell at the present
 * knobs, as data in memory. */
#ifndef LIVE_TOLD_H
#define LIVE_TOLD_H

#include "plot/data.h"

/* All knobs as the book has them, nothing told yet. */
void told_start(void);

/* The blocks of what has been told; belongs to told.c. */
const dataset *told_data(void);

/* Turns a knob, which must be there, to the nearest value that it has. */
void told_drag(const char *knob, double value);

#endif
