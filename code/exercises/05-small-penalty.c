/* A gradient that has forgotten the slope lambda x of a penalty. To be the
 * same is to be right within 6e-6, so what is much less may pass. And an
 * entry's difference is off by at most U, which is mostly rounding, 8 eps f /
 * h: the more a constant adds to f, the larger the penalty must be. */
#include "exercise.h"
#include "gd/gradient_check.h"
#include "gd/objective.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
enum { N = 8 };

typedef struct penalised {
    double lambda, offset;
} penalised;

/* sum sin(x_i) + lambda/2 |x|^2 + offset; the gradient of the sines alone. */
static double forgetful(size_t n, const double *x, double *gradient,
                        void *context)
{
    const penalised *p = context;
    double f = p->offset;
    for (size_t i = 0; i < n; i++) {
        f += sin(x[i]) + p->lambda / 2 * x[i] * x[i];
        if (gradient)
            gradient[i] = cos(x[i]);
    }
    return f;
}

/* The smallest lambda, four to a decade, with which the check says
 * different. */
static double least_lambda(double offset)
{
    for (int k = -60; k <= 0; k++) {
        penalised p = {pow(10, k / 4.0), offset};
        const gd_objective f = {"forgetful", N, forgetful, &p};
        double x[N];
        for (int i = 0; i < N; i++)
            x[i] = 0.3 + 0.1 * i;
        const gd_check c = gd_check_gradient(&f, x, 0);
        need(c.checked > 0, "out of memory");
        if (c.verdict == GD_DIFFERENT)
            return p.lambda;
    }
    return 1;
}
/* end solution */

int main(void)
{
    static const double offsets[] = {0, 1e3, 1e6, 1e9};
    double found[4];
    printf("forgotten: the smallest penalty whose forgetting is found\n\n"
           "  added to f    lambda    f eps / usual h\n");
    for (int k = 0; k < 4; k++) {
        found[k] = least_lambda(offsets[k]);
        printf("  %10g  %8.0e  %17.0e\n", offsets[k], found[k],
               (5 + offsets[k]) * DBL_EPSILON / gd_check_step());
    }
    /* With longer steps than the usual one, the check does better than the
     * last column says. */
    bool right = found[0] < 2 * gd_check_step()
                 && found[3] < 1e9 * DBL_EPSILON / gd_check_step();
    for (int k = 1; k < 4; k++)
        right = right && found[k] > found[k - 1];
    return finish(right);
}
