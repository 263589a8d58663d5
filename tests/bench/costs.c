/* What a step costs a parameter, from two parameters to ten million, for each
 * method and for a triad, a = b + s c, beside them. Prints the table that the
 * book shows, in the form of its data files; to renew it,
 *
 *     build/bin/tests/bench-optimizers >code/data/bench.tsv
 *
 * on a quiet machine. Every number is the median of several measurements of
 * at least 20 milliseconds, of the processor's time. */
#define _POSIX_C_SOURCE 200809L

#include "gd/optimizer.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

enum { ROUNDS = 7, LARGEST = 10 * 1000 * 1000 };

static const size_t sizes[] = {2,     10,     100,     1000,
                               10000, 100000, 1000000, LARGEST};

enum { SIZES = sizeof sizes / sizeof sizes[0] };

static const double SHORTEST = 0.02;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Something to do `times` times. */
typedef struct work {
    gd_optimizer *optimizer; /* NULL: the triad */
    size_t n;
    double *x;
    double *g;
    double *sum; /* of the triad */
} work;

static void triad(size_t n, double *restrict a, const double *restrict b,
                  const double *restrict c, double s)
{
    for (size_t i = 0; i < n; i++)
        a[i] = b[i] + s * c[i];
}

/* The compiler must not see that the triad's result is never used. */
static volatile double witness;

static void do_work(const work *w, size_t times)
{
    for (size_t k = 0; k < times; k++)
        if (w->optimizer) {
            gd_optimizer_step(w->optimizer, w->x, w->g);
        } else {
            triad(w->n, w->sum, w->x, w->g, 0.5);
            witness = w->sum[k % w->n];
        }
}

/* Nanoseconds a parameter. */
static double measure(const work *w)
{
    double ns[ROUNDS], took = 0;
    size_t times = 1;
    do_work(w, 1); /* touch every page */
    for (;; times *= 2) {
        double start = seconds();
        do_work(w, times);
        took = seconds() - start;
        if (took >= SHORTEST)
            break;
    }
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds();
        do_work(w, times);
        ns[k] = 1e9 * (seconds() - start) / (double)times / (double)w->n;
    }
    qsort(ns, ROUNDS, sizeof *ns, ascending);
    return ns[ROUNDS / 2];
}

/* A step reads g, reads and writes x and each remembered vector. The triad
 * reads two arrays and writes a third, which a processor fetches before it
 * overwrites it: four numbers travel. */
static void row(const char *name, size_t n, double numbers, double ns)
{
    double bytes = numbers * sizeof(double);
    printf("%s\t%zu\t%.4g\t%g\t%.4g\n", name, n, ns, bytes, bytes / ns);
    fflush(stdout);
}

static void no_memory(void)
{
    fprintf(stderr, "bench-optimizers: out of memory\n");
    exit(1);
}

static double *filled(double value)
{
    double *v = malloc(LARGEST * sizeof *v);
    if (!v)
        no_memory();
    for (size_t i = 0; i < LARGEST; i++)
        v[i] = value;
    return v;
}

static void bench(const gd_method *method, size_t n, double *const array[3])
{
    gd_optimizer o;
    work w = {.n = n, .x = array[0], .g = array[1], .sum = array[2]};
    if (!method) {
        row("triad", n, 4, measure(&w));
        return;
    }
    if (!gd_optimizer_new(&o, method, n))
        no_memory();
    o.rate = 1e-9;
    w.optimizer = &o;
    row(method->name, n, 3 + 2 * (double)method->vectors, measure(&w));
    gd_optimizer_free(&o);
}

/* The processor's name where the system tells it. */
static void print_machine(void)
{
    char line[200], name[120] = "unknown";
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "model name : %119[^\n]", name) == 1)
            break;
    if (file)
        fclose(file);
    printf("# machine: %s\n", name);
}

int main(void)
{
    size_t count;
    char day[16];
    time_t now = time(NULL);
    const gd_method *methods = gd_methods(&count);
    double *const array[3] = {filled(1), filled(0.001), filled(0)};
    strftime(day, sizeof day, "%Y-%m-%d", gmtime(&now));
    print_machine();
    printf("# compiler: %s\n# date: %s\n", COMPILER, day);
    printf("# block: cost\nmethod\tn\tns\tbytes\tgb_per_second\n");
    for (size_t k = 0; k <= count; k++)
        for (int i = 0; i < SIZES; i++)
            bench(k > 0 ? &methods[k - 1] : NULL, sizes[i], array);
    printf("\n\n# end\n");
    for (int i = 0; i < 3; i++)
        free(array[i]);
    return 0;
}
