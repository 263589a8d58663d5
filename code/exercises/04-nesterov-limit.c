/* The largest rate times curvature at which Nesterov's method is stable on a
 * quadratic, by bisection, against 2 (1 + beta) / (1 + 2 beta). */
#include "exercise.h"
#include "gd/optimizer.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
/* Does Nesterov's method shrink on x^2/2? Point and velocity are both
 * divided by their size on the way, for the rule is linear, and only the
 * growth counts. */
static bool shrinks(double r, double beta)
{
    enum { STEPS = 4000, SETTLED = 2000 };
    gd_optimizer o;
    double x = 1, growth = 0;
    need(gd_optimizer_new(&o, gd_method_find("nesterov"), 1)
             && gd_optimizer_set(&o, "beta", beta),
         "Nesterov's method cannot be set up");
    o.rate = r;
    double *v = gd_optimizer_vector(&o, 0);
    for (int t = 0; t < STEPS; t++) {
        gd_optimizer_step(&o, &x, &(double){x});
        double size = hypot(x, *v);
        x /= size;
        *v /= size;
        if (t >= SETTLED)
            growth += log(size);
    }
    gd_optimizer_free(&o);
    return growth < 0;
}

static double largest_stable(double beta)
{
    double stable = 0.5, unstable = 4;
    while (unstable - stable > 1e-9) {
        double middle = (stable + unstable) / 2;
        if (shrinks(middle, beta))
            stable = middle;
        else
            unstable = middle;
    }
    return stable;
}
/* end solution */

int main(void)
{
    static const double betas[] = {0, 0.25, 0.5, 0.75, 0.9, 0.99};
    bool right = true;
    printf("stable: the largest stable rate times curvature\n\n"
           "   beta    Nesterov      theory   heavy ball\n");
    for (int i = 0; i < 6; i++) {
        double beta = betas[i], measured = largest_stable(beta);
        double theory = 2 * (1 + beta) / (1 + 2 * beta);
        printf("  %5.2f  %10.6f  %10.6f  %11.2f\n", beta, measured, theory,
               2 * (1 + beta));
        right = right && fabs(measured - theory) < 1e-4;
    }
    return finish(right);
}
