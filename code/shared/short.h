/* What came out of a run, in one sentence: see in_short(). Each is true for
 * every way in which its run can end. */
#ifndef SHORT_H
#define SHORT_H

#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

/* One step from x: the change of f that the tangent promises (negative), and
 * the one that comes. */
void short_step(story *s, double x, double rate, double promised,
                double change);

/* The slope at x in a direction, and the steepest there. */
void short_direction(story *s, const double x[2], double degrees, double slope,
                     double steepest, double steepest_degrees);

/* A descent in one variable, on f, whose derivative is f'. `flat`: it ended
 * because |f'| is below the tolerance. */
void short_descent(story *s, double start, double rate, size_t steps,
                   bool finite, bool flat, double end);

/* A descent on Beale's function. */
void short_beale(story *s, const double start[2], double rate, size_t steps,
                 bool finite, bool flat, const double end[2]);

/* A walk of so many steps that multiply the error by a factor each; `verdict`
 * is the word for that. */
void short_walk(story *s, double start, double rate, double factor,
                const char *verdict, size_t steps, double end);

#endif
