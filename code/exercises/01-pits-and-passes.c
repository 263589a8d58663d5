/* Pits minus passes plus hilltops is one, for a smooth function that grows
 * far out everywhere. Tried on polynomials drawn at random: x^4 + y^4, and all
 * lower powers with coefficients between -3 and 3. */
#include "exercise.h"
#include "gd/curvature.h"
#include "gd/random.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

enum { FUNCTIONS = 100, DEGREE = 4, ROOM = 16, SIDE = 12 };
static const double REACH = 6;

/* region solution */
/* c[i][j] belongs to x^i y^j. */
typedef struct polynomial {
    double c[DEGREE + 1][DEGREE + 1];
} polynomial;

/* The p-th derivative of x^i. */
static double power(int i, int p, double x)
{
    double value = p > i ? 0 : 1;
    for (int k = 0; k < i; k++)
        value *= k < p ? i - k : x;
    return value;
}

/* p times differentiated by x, q times by y. */
static double partial(const polynomial *f, int p, int q, const double *x)
{
    double sum = 0;
    for (int i = 0; i <= DEGREE; i++)
        for (int j = 0; i + j <= DEGREE; j++)
            sum += f->c[i][j] * power(i, p, x[0]) * power(j, q, x[1]);
    return sum;
}

/* Newton's method on grad f = 0; true where it comes to rest, its Hessian in
 * h. */
static bool settle(const polynomial *f, double *x, double *h)
{
    for (int step = 0; step < 100; step++) {
        double gx = partial(f, 1, 0, x), gy = partial(f, 0, 1, x);
        h[0] = partial(f, 2, 0, x);
        h[1] = h[2] = partial(f, 1, 1, x);
        h[3] = partial(f, 0, 2, x);
        double determinant = h[0] * h[3] - h[1] * h[2];
        double dx = (h[1] * gy - h[3] * gx) / determinant;
        double dy = (h[2] * gx - h[0] * gy) / determinant;
        x[0] += dx;
        x[1] += dy;
        if (hypot(dx, dy) < 1e-11)
            return true;
    }
    return false; /* lost, or overflowed */
}

/* How many flat points of each kind a grid of starts finds. */
static void census(const polynomial *f, int count[4])
{
    double found[ROOM][2];
    int places = 0;
    for (int k = 0; k < 4; k++)
        count[k] = 0;
    for (int k = 0; k < SIDE * SIDE && places < ROOM; k++) {
        int column = k % SIDE, line = k / SIDE;
        double x[2] = {REACH * (2.0 * column / (SIDE - 1) - 1),
                       REACH * (2.0 * line / (SIDE - 1) - 1)};
        double h[4];
        bool fresh = settle(f, x, h);
        for (int i = 0; i < places; i++)
            fresh =
                fresh && hypot(x[0] - found[i][0], x[1] - found[i][1]) > 1e-6;
        if (!fresh)
            continue;
        found[places][0] = x[0];
        found[places++][1] = x[1];
        gd_curvature c = gd_curvature_of(2, h);
        count[gd_classify(&c, 1e-9)]++;
    }
}
/* end solution */

static polynomial drawn(gd_random *random)
{
    polynomial f = {0};
    for (int i = 0; i < DEGREE; i++)
        for (int j = 0; i + j < DEGREE; j++)
            f.c[i][j] = gd_random_between(random, -3, 3);
    f.c[DEGREE][0] = f.c[0][DEGREE] = 1;
    return f;
}

int main(void)
{
    gd_random random = gd_random_seeded(1);
    int times[6][ROOM] = {{0}}; /* by pits and passes */
    bool right = true;
    for (int k = 0; k < FUNCTIONS; k++) {
        polynomial f = drawn(&random);
        int count[4];
        census(&f, count);
        right =
            right && count[GD_DEGENERATE] == 0
            && count[GD_MINIMUM] - count[GD_SADDLE] + count[GD_MAXIMUM] == 1;
        if (right && count[GD_MINIMUM] < 6)
            times[count[GD_MINIMUM]][count[GD_SADDLE]]++;
    }
    printf("census: %d polynomials x^4 + y^4 + lower powers\n\n"
           "  pits   passes   hilltops   how many of them\n",
           FUNCTIONS);
    for (int pits = 0; pits < 6; pits++)
        for (int passes = 0; passes < ROOM; passes++)
            if (times[pits][passes] > 0)
                printf("  %4d   %6d   %8d   %16d\n", pits, passes,
                       1 - pits + passes, times[pits][passes]);
    return finish(right);
}
