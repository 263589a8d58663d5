/* What stands in the middle, and at the quarters, of many numbers. */
#ifndef QUANTILE_H
#define QUANTILE_H

#include <stddef.h>

/* The one of the n > 0 numbers below which `part` of them lie, from 0 to 1:
 * the nearest, none between. Sorts v. */
double quantile(size_t n, double *v, double part);

/* The middle one, or the mean of the two in the middle. Sorts v. n > 0. */
double median(size_t n, double *v);

#endif
