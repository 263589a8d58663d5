/* What a step costs a parameter, from two parameters to ten million, for each
 * method and, before them, for an update in place written by hand,
 * x[i] += a g[i]. Prints the table that the book shows, in the form of its data
 * files; to renew it,
 *
 *     make bench && cp build/costs.tsv code/data/bench.tsv
 *
 * on a quiet machine. Every number is the least of several measurements of at
 * least 20 milliseconds, of the processor's time: what else a machine does can
 * only add to it. */
#define _POSIX_C_SOURCE 200809L

#include "bench/measure.h"
#include "bench/update.h"

#include "gd/optimizer.h"

#include <math.h>

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

/* Something to do `times` times. */
typedef struct work {
    gd_optimizer *optimizer; /* NULL: the update */
    size_t n;
    double *x;
    double *g;
} work;

static void do_work(const work *w, size_t times)
{
    for (size_t k = 0; k < times; k++)
        if (w->optimizer)
            gd_optimizer_step(w->optimizer, w->x, w->g);
        else
            update(w->n, w->x, w->g, -1e-9);
}

/* Nanoseconds a parameter. */
static double measure(const work *w)
{
    double least = HUGE_VAL, took = 0;
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
        least = fmin(least, seconds() - start);
    }
    return 1e9 * least / (double)times / (double)w->n;
}

/* Both read g, read and write x; a step also each remembered vector. */
static void print_cost(const char *name, size_t n, size_t vectors, double ns)
{
    double bytes = (3 + 2 * (double)vectors) * sizeof(double);
    printf("%s\t%zu\t%.4g\t%g\t%.4g\n", name, n, ns, bytes, bytes / ns);
    fflush(stdout);
}

static void bench(const gd_method *method, size_t n, double *x, double *g)
{
    gd_optimizer o;
    work w = {.n = n, .x = x, .g = g};
    if (!method) {
        print_cost("update", n, 0, measure(&w));
        return;
    }
    if (!gd_optimizer_new(&o, method, n))
        no_memory();
    o.rate = 1e-9;
    w.optimizer = &o;
    print_cost(method->name, n, method->vectors, measure(&w));
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
    double *x = filled(LARGEST, 1), *g = filled(LARGEST, 0.001);
    strftime(day, sizeof day, "%Y-%m-%d", gmtime(&now));
    print_machine();
    printf("# compiler: %s\n# date: %s\n", COMPILER, day);
    printf("# block: cost\nmethod\tn\tns\tbytes\tgb_per_second\n");
    for (size_t k = 0; k <= count; k++)
        for (int i = 0; i < SIZES; i++)
            bench(k > 0 ? &methods[k - 1] : NULL, sizes[i], x, g);
    printf("\n\n# end\n");
    free(x);
    free(g);
    return 0;
}
