#include "patch.h"

/* Of one direction: how the value and the slope of the near end, 0, and of the
 * far end, 1, count at u; and the same for the derivative by u. */
typedef struct basis {
    double value[2], slope[2];
} basis;

static basis basis_at(double u)
{
    double w = 1 - u;
    return (basis){{(1 + 2 * u) * w * w, (3 - 2 * u) * u * u},
                   {u * w * w, -u * u * w}};
}

static basis basis_slope(double u)
{
    double w = 1 - u;
    return (basis){{-6 * u * w, 6 * u * w}, {w * (1 - 3 * u), u * (3 * u - 2)}};
}

static double sum(const patch *p, const basis *x, const basis *y)
{
    double all = 0;
    for (int k = 0; k < 4; k++) {
        int i = k % 2, j = k / 2;
        all += x->value[i] * y->value[j] * p->f[k]
               + x->slope[i] * y->value[j] * p->fu[k]
               + x->value[i] * y->slope[j] * p->fv[k];
    }
    return all;
}

double plot_patch_at(const patch *p, double u, double v, double slope[2])
{
    basis x = basis_at(u), y = basis_at(v);
    basis by_x = basis_slope(u), by_y = basis_slope(v);
    slope[0] = sum(p, &by_x, &y);
    slope[1] = sum(p, &x, &by_y);
    return sum(p, &x, &y);
}
