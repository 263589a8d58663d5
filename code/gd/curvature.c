#include "gd/curvature.h"

#include <math.h>

/* region eigen */
/* A symmetric 2 x 2 matrix (a b; b d) has the eigenvalues m +- r, with m
 * the mean of the diagonal and r the distance of ((a - d)/2, b) from the
 * origin. The angle of that point is twice the angle of the axis of the
 * larger one. */
static gd_curvature curvature_2(const double *h)
{
    double a = h[0], b = h[1], d = h[3];
    double mean = (a + d) / 2;
    double radius = hypot((a - d) / 2, b);
    double angle = atan2(b, (a - d) / 2) / 2;
    return (gd_curvature){
        .n = 2,
        .value = {mean - radius, mean + radius},
        .axis = {{-sin(angle), cos(angle)}, {cos(angle), sin(angle)}},
    };
}
/* end eigen */

gd_curvature gd_curvature_of(size_t n, const double *hessian)
{
    if (n == 2)
        return curvature_2(hessian);
    return (gd_curvature){
        .n = 1, .value = {hessian[0], hessian[0]}, .axis = {{1, 0}, {1, 0}}};
}

/* region classify */
gd_kind gd_classify(const gd_curvature *curvature, double tolerance)
{
    double low = curvature->value[0];
    double high = curvature->value[curvature->n - 1];
    if (low > tolerance)
        return GD_MINIMUM;
    if (high < -tolerance)
        return GD_MAXIMUM;
    if (low < -tolerance && high > tolerance)
        return GD_SADDLE;
    return GD_DEGENERATE;
}
/* end classify */

double gd_condition_number(const gd_curvature *curvature)
{
    double low = fabs(curvature->value[0]);
    double high = fabs(curvature->value[curvature->n - 1]);
    double least = fmin(low, high);
    return least > 0 ? fmax(low, high) / least : HUGE_VAL;
}
