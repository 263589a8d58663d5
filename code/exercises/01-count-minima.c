/* How many local minima has sin(x) + sin(10x/3) between 2.7 and 7.5? A scan
 * looks for slopes that turn from falling to rising, bisection finds where.
 * It sees only what its cells are fine enough for. */
#include "exercise.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static const double FROM = 2.7, TO = 7.5;

enum { ROOM = 16 };

/* region solution */
static double f(double x)
{
    return sin(x) + sin(10 * x / 3);
}

static double slope(double x)
{
    return cos(x) + 10.0 / 3 * cos(10 * x / 3);
}

/* Where the slope turns from negative to positive, to the last digit. */
static double bisect(double low, double high)
{
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if (slope(middle) < 0)
            low = middle;
        else
            high = middle;
    }
}

/* The minima between the ends, from left to right; at most ROOM. */
static int minima(int cells, double *x)
{
    int found = 0;
    for (int i = 0; i < cells && found < ROOM; i++) {
        double left = FROM + (TO - FROM) * i / cells;
        double right = FROM + (TO - FROM) * (i + 1) / cells;
        if (slope(left) < 0 && slope(right) >= 0)
            x[found++] = bisect(left, right);
    }
    return found;
}
/* end solution */

/* Both neighbours a little higher: what the word minimum means. */
static bool is_minimum(double x)
{
    const double h = 1e-5;
    return f(x) < f(x - h) && f(x) < f(x + h);
}

int main(void)
{
    double x[ROOM];
    int count = minima(1000, x), lowest = 0;
    bool right = count == 3;
    printf("minima: sin(x) + sin(10x/3) between %g and %g\n\n", FROM, TO);
    printf("            x            f(x)\n");
    for (int i = 0; i < count; i++) {
        right = right && is_minimum(x[i]);
        if (f(x[i]) < f(x[lowest]))
            lowest = i;
    }
    for (int i = 0; i < count; i++)
        printf("  %11.8f  %14.10f%s\n", x[i], f(x[i]),
               i == lowest ? "   the lowest" : "");

    printf("\n  cells   minima found\n");
    for (int cells = 1; cells <= 64; cells *= 2)
        printf("  %5d   %12d\n", cells, minima(cells, x));

    /* The lowest of a million values is nowhere below the lowest minimum. */
    minima(1000, x);
    double best = x[lowest];
    for (int i = 0; i <= 1000000; i++)
        right = right && f(FROM + (TO - FROM) * i / 1e6) >= f(best) - 1e-15;
    right = right && fabs(best - 5.14573529) < 1e-8
            && fabs(f(best) + 1.89959935) < 1e-8;
    for (int cells = 1; cells <= 64; cells *= 2)
        right = right
                && minima(cells, x)
                       == (cells < 4   ? 1
                           : cells < 8 ? 2
                                       : 3);
    return finish(right);
}
