/* H v from two gradients, and the direction that comes next. */
#include "told.h"

#include "../../code/gd/sharpness.c"

#include "gd/random.h"

static void tell_power(gd_random *random)
{
    const gd_objective *f = gd_test_objective("himmelblau");
    double x[2] = {gd_random_normal(random), gd_random_normal(random)};
    double v[2] = {gd_random_normal(random), gd_random_normal(random)};
    double hv[2], beside[2], behind[2], ahead[2], at[2];
    make_unit(2, v, v);
    curve_along(f, x, v, hv, beside, behind);
    for (int i = 0; i < 2; i++)
        at[i] = x[i] + REACH * v[i];
    gd_value_and_gradient(f, at, ahead);
    formula("eq:power");
    matrix("Hv", 2, 1, hv);
    matrix("\\nabla f(x + hv)", 2, 1, ahead);
    matrix("\\nabla f(x - hv)", 2, 1, behind);
    number("h", REACH);
    make_unit(2, hv, v);
    matrix("v \\leftarrow", 2, 1, v);
}

int main(void)
{
    gd_random random = gd_random_seeded(7);
    for (int k = 0; k < 5; k++)
        tell_power(&random);
    return 0;
}
