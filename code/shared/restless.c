#include "shared/restless.h"

#include <math.h>

/* region fixed-length */
/* Steps of constant length, whatever the slope: the hiker of many a
 * textbook. */
path fixed_length(double (*slope)(double), double start, double length,
                  size_t steps)
{
    path p = {.x = {start}};
    while (p.steps < steps && p.steps < MAX_STEPS && slope(last(&p)) != 0) {
        double x = last(&p);
        p.x[++p.steps] = x - copysign(length, slope(x));
    }
    return p;
}
/* end fixed-length */
