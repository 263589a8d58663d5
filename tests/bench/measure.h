/* What the benches share: a clock that counts the processor's time, a median,
 * room for what is stepped, and the row of build/bench.tsv. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Of this process; what others do meanwhile is not in it. */
static inline double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of n numbers, which it sorts; for an even n the upper one of two. */
static inline double median(size_t n, double *values)
{
    qsort(values, n, sizeof *values, ascending);
    return values[n / 2];
}

static inline void no_memory(void)
{
    fprintf(stderr, "bench: out of memory\n");
    exit(2);
}

/* n numbers, all of them the value: the pages are there when a clock starts. */
static inline double *filled(size_t n, double value)
{
    double *v = malloc(n * sizeof *v);
    if (!v)
        no_memory();
    for (size_t i = 0; i < n; i++)
        v[i] = value;
    return v;
}

/* One row: what was measured, and beside what. */
static inline void row(const char *name, double value, const char *unit,
                       double baseline, double ratio)
{
    printf("%s\t%.4g\t%s\t%.4g\t%.3f\n", name, value, unit, baseline, ratio);
    fflush(stdout);
}

/* Nothing to compare it with. */
static inline void row_alone(const char *name, double value, const char *unit)
{
    printf("%s\t%.4g\t%s\t-\t-\n", name, value, unit);
    fflush(stdout);
}

#endif
