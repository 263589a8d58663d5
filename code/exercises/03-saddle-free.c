/* Newton's step with the size of each curvature in place of the curvature:
 * along an axis that curves down it then goes downhill as well. On Beale's
 * function from (3, 4), and from the saddle at (0, 1). */
#include "exercise.h"
#include "gd/curvature.h"
#include "gd/objective.h"

#include <math.h>
#include <stdio.h>

/* region solution */
/* Until max|g| < 1e-8, `most` steps at most. Returns the steps. */
static int saddle_free(const gd_test_function *f, double x[2], int most)
{
    double g[2], hessian[4];
    for (int t = 0; t < most; t++) {
        gd_value_and_gradient(&f->objective, x, g);
        if (gd_max_abs(2, g) < 1e-8)
            return t;
        f->hessian(x, hessian);
        gd_curvature c = gd_curvature_of(2, hessian);
        for (int k = 0; k < 2; k++) {
            const double *axis = c.axis[k];
            double slope = g[0] * axis[0] + g[1] * axis[1];
            x[0] -= slope / fabs(c.value[k]) * axis[0];
            x[1] -= slope / fabs(c.value[k]) * axis[1];
        }
    }
    return most;
}
/* end solution */

int main(void)
{
    static const struct {
        double x[2];
        int most;
    } starts[] = {
        {{3, 4}, 1000}, {{0, 1}, 1000}, {{1e-3, 1}, 5}, {{1e-3, 1}, 10}};
    const gd_test_function *f = gd_test_function_find("beale");
    double end[4][2];
    int steps[4];
    printf("saddle-free: Newton with the sizes of the curvatures, on Beale\n\n"
           "       from           steps      to\n");
    for (int i = 0; i < 4; i++) {
        end[i][0] = starts[i].x[0];
        end[i][1] = starts[i].x[1];
        steps[i] = saddle_free(f, end[i], starts[i].most);
        printf("  (%6.3f, %6.3f)  %5d  (%9.6f, %9.6f)\n", starts[i].x[0],
               starts[i].x[1], steps[i], end[i][0], end[i][1]);
    }
    return finish(hypot(end[0][0] - 3, end[0][1] - 0.5) < 1e-6 && steps[0] < 100
                  && steps[1] == 0 && hypot(end[2][0], end[2][1] - 1) > 0.02
                  && hypot(end[3][0], end[3][1] - 1) > 1);
}
