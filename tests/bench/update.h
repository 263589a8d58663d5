/* What a large step is measured by. In a file of its own, and compiled as the
 * methods are, so that no bench makes something else of it. */
#ifndef BENCH_UPDATE_H
#define BENCH_UPDATE_H

#include <stddef.h>

/* x[i] += a g[i] in place: 24 bytes for each of n numbers. */
void update(size_t n, double *restrict x, const double *restrict g, double a);

#endif
