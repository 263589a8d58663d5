/* Chapter 2: steps down one slope and down many. */
#include "chapter-under-test.h"
#include "told.h"

#define main program_main
#include "../../code/02-basic-descent.c"
#undef main

#include "gd/random.h"

static void tell_one_step(gd_random *random)
{
    double x = gd_random_normal(random);
    double rate = gd_random_between(random, 0.01, 1);
    landing l = one_step(x, rate);
    formula("eq:step");
    number("\\Delta x", l.dx);
    number("f'(x)", l.slope);
    number("\\eta", rate);
}

/* x_{t+1} = x_t - rate f'(x_t), three steps of the loop. */
static void tell_loop(gd_random *random)
{
    double rate = gd_random_between(random, 0.001, 0.02);
    double start = gd_random_between(random, 0, 3);
    path p = descend(cubic_slope, start, rate, 3, 0);
    for (size_t t = 0; t < p.steps; t++) {
        formula("eq:descent");
        number("x_t", p.x[t]);
        number("x_{t+1}", p.x[t + 1]);
        number("\\eta", rate);
        number("f'(x_t)", cubic_slope(p.x[t]));
    }
}

/* One step in the plane, told by coordinates and as a vector. */
static void tell_plane(gd_random *random)
{
    const gd_objective *f = gd_test_objective("himmelblau");
    double x[2] = {gd_random_normal(random), gd_random_normal(random)}, g[2];
    double rate = gd_random_between(random, 0.001, 0.02);
    run r = descend_n(f, x, rate, 1, 0, -HUGE_VAL, NULL);
    gd_value_and_gradient(f, x, g);
    formula("eq:descent-2");
    number("x_t", x[0]);
    number("y_t", x[1]);
    number("\\eta", rate);
    number("\\frac{\\partial f}{\\partial x}(x_t, y_t)", g[0]);
    number("\\frac{\\partial f}{\\partial y}(x_t, y_t)", g[1]);
    number("x_{t+1}", r.x[0]);
    number("y_{t+1}", r.x[1]);
    formula("eq:descent-n");
    matrix("x_t", 2, 1, x);
    matrix("x_{t+1}", 2, 1, r.x);
    matrix("\\nabla f(x_t)", 2, 1, g);
    number("\\eta", rate);
}

/* The slope in a direction, which the code takes by a difference. */
static void tell_directional(gd_random *random)
{
    const gd_objective *f = gd_test_objective("himmelblau");
    double x[2] = {gd_random_normal(random), gd_random_normal(random)}, g[2];
    double degrees = gd_random_between(random, 0, 360);
    double u[2] = {cos(degrees * GD_PI / 180), sin(degrees * GD_PI / 180)};
    gd_value_and_gradient(f, x, g);
    formula("eq:directional");
    number("~", 1e-4);
    number("\\frac{d}{ds} f(x + su)\\Big|_{s=0}",
           directional_slope(f, x, degrees));
    matrix("\\frac{\\partial f}{\\partial x_i}", 2, 1, g);
    matrix("\\nabla f(x)", 2, 1, g);
    matrix("u", 2, 1, u);
}

static void tell_polyak(gd_random *random)
{
    const gd_objective *f = gd_test_objective("himmelblau");
    double x[2] = {gd_random_normal(random), gd_random_normal(random)}, g[2];
    double lowest = gd_random_between(random, -9, 0);
    formula("eq:polyak");
    number("f(x_t)", gd_value_and_gradient(f, x, g));
    number("f^*", lowest);
    matrix("x_t", 2, 1, x);
    matrix("\\nabla f(x_t)", 2, 1, g);
    matrix("x_{t+1}", 2, 1, polyak(f, x, lowest, 1, 0).x);
}

/* H is put together again from what the code says of its axes. */
static void tell_line_curvature(gd_random *random)
{
    gd_scale x = {gd_random_normal(random), gd_random_uniform(random)};
    gd_curvature c = line_curvature(&x);
    double h[4] = {0};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                h[2 * i + j] += c.value[k] * c.axis[k][i] * c.axis[k][j];
    formula("eq:mse-hessian");
    matrix("\\nabla^2 E", 2, 2, h);
    number("\\bar x", x.mean);
    number("s", x.deviation);
}

int main(void)
{
    gd_random random = gd_random_seeded(2);
    for (int k = 0; k < 5; k++) {
        tell_directional(&random);
        tell_polyak(&random);
        tell_line_curvature(&random);
        tell_one_step(&random);
        tell_loop(&random);
        tell_plane(&random);
    }
    return 0;
}
