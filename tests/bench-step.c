/* What a step costs. Two tables:
 *
 *   small  Beale's function: the library's loop against the same loop written
 *          by hand and compiled in this file, where it can be inlined whole
 *   large  ten million parameters: bytes a second that a step of each method
 *          moves, against a triad a = b + s c over arrays of the same size
 *
 * Both sides of a ratio are timed in turn, in the same run, and the median
 * ratio of several rounds is printed, for machines are noisy. Time is the
 * processor's, not the clock on the wall. Exit status 1: a limit was missed
 * (--limits), 2: wrong usage or no memory.
 *
 *     bench-step [--limits]
 */
#define _POSIX_C_SOURCE 200809L

#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/optimizer.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 11, SMALL_STEPS = 400000, LARGE = 10 * 1000 * 1000 };

static const double DESCENT_LIMIT = 1.5, ADAM_LIMIT = 1.3, TRAFFIC_LIMIT = 0.85;

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

static double median(double values[ROUNDS])
{
    qsort(values, ROUNDS, sizeof *values, ascending);
    return values[ROUNDS / 2];
}

/* ------------------------------------------------------------------- small */

typedef struct end {
    double x[2];
    double f;
} end;

static double beale(double x, double y, double g[2])
{
    double y2 = y * y, y3 = y2 * y;
    double a = 1.5 - x + x * y;
    double b = 2.25 - x + x * y2;
    double c = 2.625 - x + x * y3;
    g[0] = 2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1));
    g[1] = 2 * x * (a + 2 * y * b + 3 * y2 * c);
    return a * a + b * b + c * c;
}

static const double DESCENT_RATE = 5e-6, ADAM_RATE = 1e-3;

/* Not with fmax, which is a call. */
static bool stop_here(double f, const double g[2], int t)
{
    return !isfinite(f) || (fabs(g[0]) < 1e-12 && fabs(g[1]) < 1e-12)
           || t == SMALL_STEPS;
}

static end descent_by_hand(void)
{
    end e = {{3, 4}, 0};
    double g[2];
    for (int t = 0;; t++) {
        e.f = beale(e.x[0], e.x[1], g);
        if (stop_here(e.f, g, t))
            return e;
        for (int i = 0; i < 2; i++)
            e.x[i] -= DESCENT_RATE * g[i];
    }
}

static end adam_by_hand(void)
{
    const double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    end e = {{3, 4}, 0};
    double g[2], m[2] = {0, 0}, v[2] = {0, 0}, power1 = 1, power2 = 1;
    for (int t = 0;; t++) {
        e.f = beale(e.x[0], e.x[1], g);
        if (stop_here(e.f, g, t))
            return e;
        double root = sqrt(1 - (power2 *= beta2));
        double rate = ADAM_RATE * root / (1 - (power1 *= beta1));
        double guard = epsilon * root;
        for (int i = 0; i < 2; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
            e.x[i] -= rate * m[i] / (sqrt(v[i]) + guard);
        }
    }
}

static end by_library(const char *method, double rate)
{
    end e = {{3, 4}, 0};
    gd_optimizer o;
    gd_options options = gd_default_options();
    if (!gd_optimizer_new(&o, gd_method_find(method), 2))
        exit(2);
    options.rate = rate;
    options.max_steps = SMALL_STEPS;
    options.tolerance = 1e-12;
    options.optimizer = &o;
    gd_result r = gd_descend(gd_test_objective("beale"), e.x, &options);
    e.f = r.f;
    gd_optimizer_free(&o);
    return e;
}

/* Two loops that end in different places are not the same loop. */
static bool small(const char *method, double rate, end (*by_hand)(void),
                  double limit)
{
    double hand[ROUNDS], library[ROUNDS], ratio[ROUNDS];
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds();
        end a = by_hand();
        double middle = seconds();
        end b = by_library(method, rate);
        double stop = seconds();
        if (memcmp(&a, &b, sizeof a) != 0) {
            fprintf(stderr, "bench-step: %s: the two loops differ\n", method);
            return false;
        }
        hand[k] = 1e9 * (middle - start) / SMALL_STEPS;
        library[k] = 1e9 * (stop - middle) / SMALL_STEPS;
        ratio[k] = library[k] / hand[k];
    }
    double r = median(ratio);
    printf("  %-18s  %7.1f  %7.1f  %6.2f  %6.2f\n", method, median(hand),
           median(library), r, limit);
    return r <= limit;
}

/* ------------------------------------------------------------------- large */

static void triad(double *restrict a, const double *restrict b,
                  const double *restrict c, double s)
{
    for (size_t i = 0; i < LARGE; i++)
        a[i] = b[i] + s * c[i];
}

/* Looked at after the timing, lest a compiler find that nobody needs the
 * triad's result. */
static volatile double witness;

static double *filled(double value)
{
    double *v = malloc(LARGE * sizeof *v);
    for (size_t i = 0; v && i < LARGE; i++)
        v[i] = value;
    return v;
}

/* A step reads g, reads and writes x and each remembered vector. */
static double step_bytes(const gd_method *method)
{
    return (3 + 2 * (double)method->vectors) * sizeof(double) * LARGE;
}

static const double TRIAD_BYTES = 3.0 * sizeof(double) * LARGE;

static bool large_method(const gd_method *method, double *const array[3])
{
    double ns[ROUNDS], traffic[ROUNDS], ratio[ROUNDS];
    gd_optimizer o;
    if (!gd_optimizer_new(&o, method, LARGE))
        exit(2);
    gd_optimizer_step(&o, array[0], array[1]); /* touch every page */
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds();
        triad(array[2], array[0], array[1], 0.5);
        double middle = seconds();
        gd_optimizer_step(&o, array[0], array[1]);
        double stop = seconds();
        witness = array[2][(size_t)k * (LARGE / ROUNDS)];
        ns[k] = 1e9 * (stop - middle) / LARGE;
        traffic[k] = step_bytes(method) / (stop - middle);
        ratio[k] = traffic[k] * (middle - start) / TRIAD_BYTES;
    }
    gd_optimizer_free(&o);
    double r = median(ratio);
    printf("  %-18s  %7zu  %10.2f  %8.1f  %9.2f\n", method->name,
           method->vectors, median(ns), median(traffic) / 1e9, r);
    return r >= TRAFFIC_LIMIT;
}

static bool large(void)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    double *array[3] = {filled(1), filled(0.001), filled(0)};
    if (!array[0] || !array[1] || !array[2]) {
        fprintf(stderr, "bench-step: out of memory\n");
        exit(2);
    }
    bool good = true;
    printf("large: a step over %d parameters against a triad, medians of %d\n\n"
           "  method              vectors  ns / param      GB/s  of triad's\n",
           LARGE, ROUNDS);
    for (size_t k = 0; k < count; k++)
        good = large_method(&methods[k], array) && good;
    printf("\n  limit: at least %.2f of the triad's bytes a second\n",
           TRAFFIC_LIMIT);
    for (int i = 0; i < 3; i++)
        free(array[i]);
    return good;
}

int main(int argc, char **argv)
{
    bool limits = argc == 2 && strcmp(argv[1], "--limits") == 0;
    if (argc > 1 && !limits) {
        fprintf(stderr, "Usage: %s [--limits]\n", argv[0]);
        return 2;
    }
    printf("small: a step on Beale's function, ns, medians of %d\n\n"
           "  method              by hand  library   ratio   limit\n",
           ROUNDS);
    bool good =
        small("gradient-descent", DESCENT_RATE, descent_by_hand, DESCENT_LIMIT);
    good = small("adam", ADAM_RATE, adam_by_hand, ADAM_LIMIT) && good;
    printf("\n");
    good = large() && good;
    return good || !limits ? 0 : 1;
}
