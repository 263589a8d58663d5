/* A path that visits a saddle: f(x, y) = x^2 - y^2 + y^4/4 has minima at
 * (0, -sqrt(2)) and (0, sqrt(2)), and between them a saddle at (0, 0).
 *
 * Start at (1, y0) with y0 small. Near the saddle the slope in y is -2y, so
 * each step multiplies y by 1 + 2 eta and x by 1 - 2 eta. x dies out within
 * a few dozen steps; y needs log(0.1/y0) / log(1 + 2 eta) of them to become
 * 0.1. So each further decimal of y0 costs the same number of steps: the
 * visit grows like k when y0 = 10^-k. At y0 = 0 it lasts for ever: the run
 * converges, its gradient vanishes, and it stands on a saddle. */
#include "exercise.h"
#include "gd/descent.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static const double RATE = 0.05;

/* region solution */
static double between_two_hollows(size_t n, const double *p, double *gradient,
                                  void *context)
{
    (void)n, (void)context;
    double x = p[0], y = p[1], y2 = y * y;
    if (gradient) {
        gradient[0] = 2 * x;
        gradient[1] = y * y2 - 2 * y;
    }
    return x * x - y2 + y2 * y2 / 4;
}

/* An observer that counts the points within 0.1 of the saddle. */
static bool count_visit(const gd_state *state, void *context)
{
    int *near = context;
    *near += hypot(state->x[0], state->x[1]) < 0.1;
    return true;
}

static gd_result visit(double y0, double *x, int *near)
{
    static const gd_objective f = {"hollows", 2, between_two_hollows, NULL};
    gd_options options = gd_default_options();
    options.rate = RATE;
    options.observer = count_visit;
    options.observer_context = near;
    x[0] = 1;
    x[1] = y0;
    *near = 0;
    gd_result r = gd_descend(&f, x, &options);
    need(r.outcome > 0, gd_outcome_text(r.outcome));
    return r;
}
/* end solution */

int main(void)
{
    double decimal = log(10) / log(1 + 2 * RATE);
    bool right = true;
    double x[2];
    int near, before = 0;
    printf("visits: x^2 - y^2 + y^4/4 from (1, y0), rate %g\n\n"
           "     y0   steps   near the saddle   ends at\n",
           RATE);
    for (int k = 2; k <= 12; k++) {
        gd_result r = visit(pow(10, -k), x, &near);
        printf("  1e-%02d  %6zu   %15d   (%.4f, %.4f)\n", k, r.steps, near,
               x[0], x[1]);
        right = right && r.outcome == GD_CONVERGED
                && fabs(x[1] - sqrt(2)) < 1e-8
                && (k < 4 || fabs(near - before - decimal) < 1.5);
        before = near;
    }
    printf("\n  a decimal of y0 costs log(10)/log(1.1) = %.2f steps\n",
           decimal);
    gd_result r = visit(0, x, &near);
    printf("  y0 = 0: %s after %zu steps, at (%.1e, %g)\n",
           gd_outcome_text(r.outcome), r.steps, x[0], x[1]);
    right = right && r.outcome == GD_CONVERGED && x[1] == 0;
    return finish(right);
}
