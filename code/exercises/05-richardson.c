/* Two central differences, with h and with h/2, combined so that the error
 * with h^2 cancels: (4 D(h/2) - D(h)) / 3. Its error is of order h^4, so
 * that the step may be larger and rounding does less harm. */
#include "exercise.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
static double f(double x)
{
    return exp(sin(3 * x));
}

static double slope(double x)
{
    return 3 * cos(3 * x) * exp(sin(3 * x));
}

static double central(double x, double h)
{
    return (f(x + h) - f(x - h)) / (2 * h);
}

/* Richardson (1911): what h^2 contributes is four times as large in D(h) as
 * in D(h/2). */
static double richardson(double x, double h)
{
    return (4 * central(x, h / 2) - central(x, h)) / 3;
}
/* end solution */

typedef double rule(double x, double h);

/* The smallest error over a range of steps, and the step. */
static double least_error(rule *r, double x, double *at)
{
    double least = HUGE_VAL;
    for (int k = 4; k <= 96; k++) {
        double h = pow(10, -k / 8.0);
        double error = fabs(r(x, h) - slope(x)) / fabs(slope(x));
        if (error < least) {
            least = error;
            *at = h;
        }
    }
    return least;
}

int main(void)
{
    const double x = 0.4;
    printf("twice: exp(sin 3x) at %g, relative errors\n\n"
           "        h      central   Richardson\n",
           x);
    for (double h = 0.1; h > 5e-8; h /= 10)
        printf("  %7.0e  %11.1e  %11.1e\n", h,
               fabs(central(x, h) / slope(x) - 1),
               fabs(richardson(x, h) / slope(x) - 1));
    double h2, h4;
    double e2 = least_error(central, x, &h2);
    double e4 = least_error(richardson, x, &h4);
    printf("\n  best          %7.0e      %7.0e\n  at h          %7.0e"
           "      %7.0e\n",
           e2, e4, h2, h4);

    /* A hundredth of h: order 2 gains four digits, order 4 eight. */
    double gain2 = fabs(central(x, 0.1) / slope(x) - 1)
                   / fabs(central(x, 0.01) / slope(x) - 1);
    double gain4 = fabs(richardson(x, 0.1) / slope(x) - 1)
                   / fabs(richardson(x, 0.01) / slope(x) - 1);
    bool right = fabs(gain2 / 100 - 1) < 0.1 && fabs(gain4 / 1e4 - 1) < 0.2
                 && e4 < e2 && h4 > h2;
    return finish(right);
}
