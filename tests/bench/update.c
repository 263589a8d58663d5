#include "bench/update.h"

void update(size_t n, double *restrict x, const double *restrict g, double a)
{
    for (size_t i = 0; i < n; i++)
        x[i] += a * g[i];
}
