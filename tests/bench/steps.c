/* What a step costs, in rows of build/bench.tsv.
 *
 *   step-small-METHOD  ns a step on Beale's function: the library's loop, and
 *                      beside it the same loop written by hand and compiled in
 *                      this file, where it can be inlined whole
 *   step-large-METHOD  GB/s that a step of ten million parameters moves, and
 *                      beside it those of an update in place, x[i] += a g[i]
 *
 * Both sides of a ratio are timed in turn, in the same run, and the median
 * ratio of five rounds is printed, for machines are noisy. Exit status 1: the
 * two loops differ, 2: wrong usage or no memory.
 *
 *     steps [--quick]        --quick: a thousandth of the work, for a test */
#define _POSIX_C_SOURCE 200809L

#include "bench/measure.h"
#include "bench/update.h"

#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/optimizer.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* A run is as long as the book's; the powers of the decays are normal numbers
 * to its end, so that nobody has to look after them by hand. */
enum { ROUNDS = 5, STEPS = 5000 };

static size_t runs = 200, large = 10 * 1000 * 1000;

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

static const double DESCENT_RATE = 5e-6, ADAM_RATE = 1e-3, TOLERANCE = 1e-12;

/* The stop rules that the library has: something is not finite, max|g| is below
 * the tolerance, the steps are used up. Not with fmax, which is a call. */
static bool stops(double f, const double x[2], const double g[2], int t)
{
    return !isfinite(f) || !isfinite(g[0]) || !isfinite(g[1]) || !isfinite(x[0])
           || !isfinite(x[1])
           || (fabs(g[0]) < TOLERANCE && fabs(g[1]) < TOLERANCE) || t == STEPS;
}

static end descent_by_hand(void)
{
    end e = {{3, 4}, 0};
    double g[2];
    for (int t = 0;; t++) {
        e.f = beale(e.x[0], e.x[1], g);
        if (stops(e.f, e.x, g, t))
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
        if (stops(e.f, e.x, g, t))
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
    gd_options options = gd_default_options();
    options.rate = rate;
    options.max_steps = STEPS;
    options.tolerance = TOLERANCE;
    gd_result r =
        gd_minimise(gd_test_objective("beale"), e.x, method, &options);
    if (r.outcome < 0)
        no_memory();
    e.f = r.f;
    return e;
}

/* Two loops that end in different places are not the same loop. */
static void small(const char *method, double rate, end (*by_hand)(void))
{
    double hand[ROUNDS], library[ROUNDS], ratio[ROUNDS];
    const double ns = 1e9 / STEPS / (double)runs;
    for (int k = 0; k < ROUNDS; k++) {
        end a = {0}, b = {0};
        double start = seconds();
        for (size_t i = 0; i < runs; i++)
            a = by_hand();
        double middle = seconds();
        for (size_t i = 0; i < runs; i++)
            b = by_library(method, rate);
        double stop = seconds();
        if (memcmp(&a, &b, sizeof a) != 0) {
            fprintf(stderr, "steps: %s: the two loops differ\n", method);
            exit(1);
        }
        hand[k] = ns * (middle - start);
        library[k] = ns * (stop - middle);
        ratio[k] = library[k] / hand[k];
    }
    char name[64];
    snprintf(name, sizeof name, "step-small-%s", method);
    row(name, median(ROUNDS, library), "ns", median(ROUNDS, hand),
        median(ROUNDS, ratio));
}

/* ------------------------------------------------------------------- large */

/* A step reads g, reads and writes x and each remembered vector. */
static double step_bytes(size_t vectors)
{
    return (3 + 2 * (double)vectors) * sizeof(double) * (double)large;
}

static void large_step(const gd_method *method, double *x, const double *g)
{
    double step[ROUNDS], plain[ROUNDS], ratio[ROUNDS];
    gd_optimizer o;
    if (!gd_optimizer_new(&o, method, large))
        no_memory();
    o.rate = 1e-9;
    gd_optimizer_step(&o, x, g); /* touch every page */
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds();
        update(large, x, g, 1e-9);
        double middle = seconds();
        gd_optimizer_step(&o, x, g);
        double stop = seconds();
        plain[k] = 1e-9 * step_bytes(0) / (middle - start);
        step[k] = 1e-9 * step_bytes(method->vectors) / (stop - middle);
        ratio[k] = step[k] / plain[k];
    }
    gd_optimizer_free(&o);
    char name[64];
    snprintf(name, sizeof name, "step-large-%s", method->name);
    row(name, median(ROUNDS, step), "GB/s", median(ROUNDS, plain),
        median(ROUNDS, ratio));
}

int main(int argc, char **argv)
{
    bool quick = argc == 2 && strcmp(argv[1], "--quick") == 0;
    if (argc > 1 && !quick) {
        fprintf(stderr, "Usage: %s [--quick]\n", argv[0]);
        return 2;
    }
    if (quick) {
        runs = 1;
        large /= 1000;
    }
    small("gradient-descent", DESCENT_RATE, descent_by_hand);
    small("adam", ADAM_RATE, adam_by_hand);

    size_t count;
    const gd_method *methods = gd_methods(&count);
    double *x = filled(large, 1), *g = filled(large, 0.001);
    for (size_t k = 0; k < count; k++)
        large_step(&methods[k], x, g);
    free(x);
    free(g);
    return 0;
}
