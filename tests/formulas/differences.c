/* How far a difference may be off, and a derivative without one. */
#include "told.h"

#include "../../code/gd/gradient_check.c"

#include "gd/random.h"

/* e^x cos x where the context points. */
static double hill(void *context)
{
    double x = *(double *)context;
    return exp(x) * cos(x);
}

static place around(double x, double h)
{
    double entry = x;
    return look(hill, &entry, &entry, x + h);
}

static double central(double x, double h)
{
    return slope(around(x, -h), around(x, h));
}

static double jump(double x, double h)
{
    place middle = around(x, 0);
    return slope(middle, around(x, h)) - slope(around(x, -h), middle);
}

static void tell_uncertain(gd_random *random)
{
    double x = gd_random_normal(random), entry = x, size = 0;
    double h = pow(10, gd_random_between(random, -6, -2));
    subject s = {hill, &entry, around(x, 0).f, DBL_EPSILON};
    estimate e = estimate_with(&s, &entry, h);
    for (int k = -2; k <= 2; k++)
        size = fmax(size, fabs(around(x, k / 2 * LONGER * h + k % 2 * h).f));
    formula("eq:uncertain");
    number("U", e.uncertain);
    number("D(\\varphi h)", central(x, LONGER * h));
    number("D(h)", central(x, h));
    number("J(h)", jump(x, h));
    number("J(\\varphi h)", jump(x, LONGER * h));
    number("\\varphi", LONGER);
    number("\\epsilon", DBL_EPSILON);
    number("f", size);
    number("h", h);
}

int main(void)
{
    gd_random random = gd_random_seeded(5);
    for (int k = 0; k < 5; k++)
        tell_uncertain(&random);
    return 0;
}
