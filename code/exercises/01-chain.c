/* A chain of n variables, each tied to its neighbours: f is the sum of the
 * x_i^2 plus b times the sum of the x_i x_(i+1). Up to which b is its flat
 * point at 0 a minimum? Cholesky's factorisation tells without eigenvalues. */
#include "exercise.h"
#include "gd/pi.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 100 };

/* region solution */
/* Turns the lower triangle of A, n x n, symmetric, row by row, into that of L
 * with A = LL'. False: it cannot be done, and A is not positive definite. */
static bool cholesky(size_t n, double *a)
{
    for (size_t j = 0; j < n; j++)
        for (size_t i = j; i < n; i++) {
            double rest = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                rest -= a[i * n + k] * a[j * n + k];
            if (i > j)
                a[i * n + j] = rest / a[j * n + j];
            else if (rest > 0)
                a[j * n + j] = sqrt(rest);
            else
                return false;
        }
    return true;
}

/* Is the Hessian of the chain positive definite? It has 2 on the diagonal and
 * b beside it. */
static bool is_minimum(size_t n, double b)
{
    static double h[LONGEST * LONGEST];
    memset(h, 0, sizeof h);
    for (size_t i = 0; i < n; i++) {
        h[i * n + i] = 2;
        if (i > 0)
            h[i * n + i - 1] = b;
    }
    return cholesky(n, h);
}

/* The b at which it ceases to be one, between 0 and 3. */
static double border(size_t n)
{
    double low = 0, high = 3;
    while (high - low > 1e-12)
        if (is_minimum(n, (low + high) / 2))
            low = (low + high) / 2;
        else
            high = (low + high) / 2;
    return low;
}
/* end solution */

/* A matrix that is LL' gives its L back. */
static bool gives_the_factor_back(void)
{
    static const double l[9] = {2, 0, 0, -1, 3, 0, 0.5, 4, 1};
    double a[9];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            a[3 * i + j] = 0;
            for (int k = 0; k < 3; k++)
                a[3 * i + j] += l[3 * i + k] * l[3 * j + k];
        }
    bool same = cholesky(3, a);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j <= i; j++)
            same = same && fabs(a[3 * i + j] - l[3 * i + j]) < 1e-15;
    return same;
}

int main(void)
{
    static const size_t lengths[] = {2, 3, 4, 5, 10, 100};
    bool right = gives_the_factor_back();
    printf("chain: a minimum for 0 <= b < border\n\n"
           "    n      border   1/cos(pi/(n + 1))\n");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t n = lengths[i];
        double found = border(n), exact = 1 / cos(GD_PI / (double)(n + 1));
        printf("  %3zu  %10.8f  %18.8f\n", n, found, exact);
        right = right && fabs(found - exact) < 1e-11
                && is_minimum(n, -found + 1e-9)
                && !is_minimum(n, -found - 1e-9);
    }
    return finish(right);
}
