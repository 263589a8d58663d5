/* Several rates in turn on quadratics with two and with three curvatures.
 * A step with rate eta multiplies the error along an axis of curvature lambda
 * by 1 - eta lambda: with eta = 1/lambda that axis is done. */
#include "exercise.h"
#include "gd/objective.h"

#include <stdbool.h>
#include <stdio.h>

/* region solution */
enum { MOST = 3, STEPS = 1000 };

/* Descent on sum lambda_i x_i^2/2 with the rates in turn, until max|g| is
 * below 1e-8. Returns the steps, or -1 if it gets nowhere. */
static int in_turn(size_t n, const double *lambda, size_t rates,
                   const double *rate)
{
    double x[MOST] = {-2.4, 0.2, 1}, g[MOST];
    for (size_t t = 0; t <= STEPS; t++) {
        for (size_t i = 0; i < n; i++)
            g[i] = lambda[i] * x[i];
        double norm = gd_max_abs(n, g);
        if (norm < 1e-8)
            return (int)t;
        if (!(norm < 1e100))
            break;
        for (size_t i = 0; i < n; i++)
            x[i] -= rate[t % rates] * g[i];
    }
    return -1;
}
/* end solution */

static int report(const char *what, size_t n, const double *lambda,
                  size_t rates, const double *rate)
{
    int steps = in_turn(n, lambda, rates, rate);
    printf("  %-38s", what);
    if (steps < 0)
        printf("   does not converge\n");
    else
        printf("   %5d steps\n", steps);
    return steps;
}

int main(void)
{
    /* the bowl x^2/16 + 9y^2, and a third axis between its two */
    static const double lambda[MOST] = {0.125, 18, 1.5};
    static const double each[MOST] = {1.0 / 18, 8, 1 / 1.5};
    printf("in-turn: quadratics with the curvatures 1/8 and 18, and with 3/2"
           " between\n\n");
    int two = report("two curvatures: 1/18, 8", 2, lambda, 2, each);
    int swapped =
        report("two curvatures: 8, 1/18", 2, lambda, 2, (double[]){8, 1 / 18.});
    int three = report("three curvatures: 1/18, 8", 3, lambda, 2, each);
    int all = report("three curvatures: 1/18, 8, 2/3", 3, lambda, 3, each);
    double growth = (1 - 1.5 / 18) * (1 - 8 * 1.5);
    printf("\n  a pair of steps multiplies the error between by %.2f\n",
           growth);

    bool right = two == 2 && swapped >= 2 && swapped <= 4 && three == -1
                 && all >= 3 && all <= 6 && growth < -10;
    return finish(right);
}
