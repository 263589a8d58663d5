/* Chapter 1: the rays, and what a Hessian does to a way. */
#include "chapter-under-test.h"
#include "told.h"

#define main program_main
#include "../../code/01-extrema.c"
#undef main

#include "gd/random.h"

static void tell_rays_at(gd_random *random)
{
    double x[2] = {gd_random_normal(random), gd_random_normal(random)};
    formula("eq:rays");
    number("f(x, y)", rays_eval(2, x, NULL, NULL));
    number("x", x[0]);
    number("y", x[1]);
}

/* Along the axes of the curvature d^T H d is a sum of squares. */
static void tell_axes(gd_random *random)
{
    const gd_test_function *f = gd_test_function_find("himmelblau");
    double at[2] = {gd_random_normal(random), gd_random_normal(random)};
    double d[2] = {gd_random_normal(random), gd_random_normal(random)}, h[4];
    gd_curvature c = curvature_at(f, at);
    f->hessian(at, h);
    formula("eq:axes");
    matrix("d", 2, 1, d);
    matrix("H", 2, 2, h);
    number("\\lambda_1", c.value[0]);
    number("\\lambda_2", c.value[1]);
    number("s_1", c.axis[0][0] * d[0] + c.axis[0][1] * d[1]);
    number("s_2", c.axis[1][0] * d[0] + c.axis[1][1] * d[1]);
}

/* The derivatives along a line, by differences. */
static void tell_along(gd_random *random)
{
    const gd_test_function *f = gd_test_function_find("himmelblau");
    const double s = 1e-4;
    double at[2] = {gd_random_normal(random), gd_random_normal(random)};
    double u[2] = {gd_random_normal(random), gd_random_normal(random)};
    double g[2], h[4], value[3];
    for (int k = 0; k < 3; k++)
        value[k] =
            gd_value(&f->objective, (double[]){at[0] + (k - 1) * s * u[0],
                                               at[1] + (k - 1) * s * u[1]});
    gd_value_and_gradient(&f->objective, at, g);
    f->hessian(at, h);
    formula("eq:along");
    number("~", 1e-5);
    number("\\frac{d}{ds} f(x + su_1, y + su_2)",
           (value[2] - value[0]) / (2 * s));
    number("\\frac{\\partial f}{\\partial x}", g[0]);
    number("\\frac{\\partial f}{\\partial y}", g[1]);
    number("u_1", u[0]);
    number("u_2", u[1]);
    formula("eq:bend-along");
    number("~", 1e-5);
    number("\\frac{d^2}{ds^2} f(x + su_1, y + su_2)",
           (value[2] - 2 * value[1] + value[0]) / (s * s));
    number("\\frac{\\partial^2 f}{\\partial x^2}", h[0]);
    number("\\frac{\\partial^2 f}{\\partial x \\partial y}", h[1]);
    number("\\frac{\\partial^2 f}{\\partial y^2}", h[3]);
    number("u_1", u[0]);
    number("u_2", u[1]);
}

/* H u, of the chapter's H. */
static void tell_h(gd_random *random)
{
    double h[4] = {2, 1, 1, 2};
    double u[2] = {gd_random_normal(random), gd_random_normal(random)}, hu[2];
    gd_quadratic(2, u, hu, h);
    formula("eq:product");
    matrix("H", 2, 2, h);
    number("u_1", u[0]);
    number("u_2", u[1]);
}

/* Between two points of a parabola it lies below the chord. */
static void tell_convex(gd_random *random)
{
    gd_parabola low = {1, -1};
    const gd_objective parabola = {"low", 1, gd_parabola_eval, &low};
    const gd_objective *f = &parabola;
    double a = gd_random_normal(random);
    double b = a + 0.1 * gd_random_normal(random); /* little to spare */
    double s = gd_random_uniform(random), between = (1 - s) * a + s * b;
    formula("eq:convex");
    number("f((1 - s)a + sb)", gd_value(f, &between));
    number("f(a)", gd_value(f, &a));
    number("f(b)", gd_value(f, &b));
    number("s", s);
}

int main(void)
{
    gd_random random = gd_random_seeded(1);
    for (int k = 0; k < 5; k++) {
        tell_along(&random);
        tell_h(&random);
        tell_convex(&random);
        tell_rays_at(&random);
        tell_axes(&random);
    }
    return 0;
}
