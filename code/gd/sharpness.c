#include "gd/sharpness.h"

#include "gd/vector.h"

#include <math.h>
#include <stdbool.h>

static const double REACH = 1e-4;

/* unit = a / |a|; false, and unit stays as it is, where a has no direction, or
 * none that can be told: its length is no number, or overflows. */
static bool make_unit(size_t n, const double *a, double *unit)
{
    double length = sqrt(gd_dot(n, a, a));
    if (!(length > 0 && length < HUGE_VAL))
        return false;
    for (size_t i = 0; i < n; i++)
        unit[i] = a[i] / length;
    return true;
}

/* region power */
/* hv = H v: how much the gradient changes along v. beside, behind: room. */
static void curve_along(const gd_objective *f, const double *x, const double *v,
                        double *hv, double *beside, double *behind)
{
    const size_t n = f->n;
    for (size_t i = 0; i < n; i++)
        beside[i] = x[i] - REACH * v[i];
    gd_value_and_gradient(f, beside, behind);
    for (size_t i = 0; i < n; i++)
        beside[i] = x[i] + REACH * v[i];
    gd_value_and_gradient(f, beside, hv);
    for (size_t i = 0; i < n; i++)
        hv[i] = (hv[i] - behind[i]) / (2 * REACH);
}

double gd_sharpness(const gd_objective *f, const double *x, double tolerance,
                    size_t rounds, double *v, double *room)
{
    const size_t n = f->n;
    double value = 0, *hv = room;
    make_unit(n, v, v);
    for (size_t k = 0; k < rounds; k++) {
        double before = value;
        curve_along(f, x, v, hv, room + n, room + 2 * n);
        value = gd_dot(n, v, hv);
        if (!make_unit(n, hv, v)
            || fabs(value - before) <= tolerance * fabs(value))
            break;
    }
    return value;
}
/* end power */
