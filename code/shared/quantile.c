#include "shared/quantile.h"

#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double quantile(size_t n, double *v, double part)
{
    qsort(v, n, sizeof *v, ascending);
    return v[(size_t)(part * (double)(n - 1) + 0.5)];
}

double median(size_t n, double *v)
{
    qsort(v, n, sizeof *v, ascending);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}
