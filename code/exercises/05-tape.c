/* Reverse mode for programs. Each operation on these numbers appends a line to
 * a tape; the tape read backward gives all partial derivatives at once. */
#include "exercise.h"
#include "gd/random.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { N = 1000, LINES = 10 * N };

/* region solution */
/* What a line of the tape did: operands are lines before it. The slopes are
 * the partial derivatives of its value, known when it is written. */
typedef struct line {
    size_t a, b;
    double value, slope_a, slope_b;
} line;

typedef struct tape {
    size_t length;
    line lines[LINES];
} tape;

static size_t append(tape *t, line l)
{
    need(t->length < LINES, "the tape is full");
    t->lines[t->length] = l;
    return t->length++;
}

/* A variable or a constant: nothing is handed on from it. */
static size_t number(tape *t, double value)
{
    return append(t, (line){t->length, t->length, value, 0, 0});
}

static size_t add(tape *t, size_t a, size_t b)
{
    double value = t->lines[a].value + t->lines[b].value;
    return append(t, (line){a, b, value, 1, 1});
}

static size_t subtract(tape *t, size_t a, size_t b)
{
    double value = t->lines[a].value - t->lines[b].value;
    return append(t, (line){a, b, value, 1, -1});
}

static size_t multiply(tape *t, size_t a, size_t b)
{
    double u = t->lines[a].value, v = t->lines[b].value;
    return append(t, (line){a, b, u * v, v, u});
}

/* The adjoints of all lines, of which the last is f. */
static void go_back(const tape *t, double *adjoint)
{
    memset(adjoint, 0, t->length * sizeof *adjoint);
    adjoint[t->length - 1] = 1;
    for (size_t i = t->length; i-- > 0;) {
        const line *l = &t->lines[i];
        adjoint[l->a] += adjoint[i] * l->slope_a;
        adjoint[l->b] += adjoint[i] * l->slope_b;
    }
}

/* The chain of valleys, in such numbers; x are its lines. */
static void chain(tape *t, const size_t *x)
{
    size_t one = number(t, 1), hundred = number(t, 100), f = number(t, 0);
    for (int i = 0; i + 1 < N; i++) {
        size_t a = subtract(t, one, x[i]);
        size_t b = subtract(t, x[i + 1], multiply(t, x[i], x[i]));
        f = add(t, f, multiply(t, a, a));
        f = add(t, f, multiply(t, hundred, multiply(t, b, b)));
    }
}
/* end solution */

int main(void)
{
    static tape t;
    static double adjoint[LINES], by_hand[N];
    size_t x[N];
    gd_random random = gd_random_seeded(7);
    for (int i = 0; i < N; i++)
        x[i] = number(&t, gd_random_between(&random, -1.5, 1.5));
    chain(&t, x);
    go_back(&t, adjoint);
    double worst = 0, largest = 0;
    for (int i = 0; i + 1 < N; i++) {
        double u = t.lines[i].value, b = t.lines[i + 1].value - u * u;
        by_hand[i] += -2 * (1 - u) - 400 * u * b;
        by_hand[i + 1] += 200 * b;
    }
    for (int i = 0; i < N; i++) {
        worst = fmax(worst, fabs(adjoint[x[i]] - by_hand[i]));
        largest = fmax(largest, fabs(by_hand[i]));
    }
    size_t operations = t.length - N - 3;
    printf("tape: a chain of %d variables\n\n"
           "  lines of the tape           %zu\n"
           "  operations forward          %zu\n"
           "  operations back, of each    4\n"
           "  farthest from by hand       %.0e of the largest entry\n",
           N, t.length, operations, worst / largest);
    return finish(worst <= 1e-13 * largest
                  && operations == (N - 1) * (size_t)8);
}
