/* How far a knob is turned, from 0 to 1, and the value that it has there. The
 * page knows of a knob only how far it is turned. */
#ifndef LIVE_TURN_H
#define LIVE_TURN_H

#include "shared/experiment.h"

/* The value at that place between the ends, rounded to what a reader would
 * write down: about a thousandth of an even range, three digits of a
 * logarithmic one, whole numbers of a count. The ends are exact. A count that
 * goes beyond 1,000 is turned evenly in its logarithm: 0, 1, 2, 5, 10 ... are
 * all within reach. Of a choice the place (0, 1, 2 ...) of the word. */
double turn_value(const knob *k, double place);

/* The inverse, rounding aside. */
double turn_place(const knob *k, double value);

#endif
