/* Newton's step, and what BFGS learns from one. */
#include "told.h"

#include "../../code/gd/newton.c"

#include "gd/random.h"

enum { N = 3 };

static void tell_newton(gd_random *random)
{
    const gd_test_function *f = gd_test_function_find("himmelblau");
    double x[2] = {gd_random_normal(random), gd_random_normal(random)};
    double g[2], h[4];
    gd_value_and_gradient(&f->objective, x, g);
    f->hessian(x, h);
    formula("eq:newton");
    matrix("x_t", 2, 1, x);
    matrix("g(x_t)", 2, 1, g);
    matrix("H(x_t)", 2, 2, h);
    gd_result r =
        gd_newton(&f->objective, f->hessian, x, &(gd_options){.max_steps = 1});
    matrix("x_{t+1}", r.steps ? 2 : 0, 1, x);
}

/* A symmetric B, and a step along which the gradient has grown. */
static void tell_bfgs(gd_random *random)
{
    double b[N * N], by[N], s[N], y[N];
    for (size_t i = 0; i < N; i++) {
        s[i] = gd_random_normal(random);
        y[i] = s[i] + 0.2 * gd_random_normal(random);
        for (size_t j = 0; j <= i; j++)
            b[i * N + j] = b[j * N + i] = gd_random_normal(random);
    }
    guess q = {.n = N, .kept = 1, .b = b, .by = by};
    formula("eq:bfgs");
    matrix("B", N, N, b);
    matrix("s", N, 1, s);
    matrix("y", N, 1, y);
    bfgs_learn(&q, s, y, gd_dot(N, s, y));
    matrix("B \\leftarrow", N, N, b);
}

int main(void)
{
    gd_random random = gd_random_seeded(5);
    for (int k = 0; k < 5; k++) {
        tell_newton(&random);
        tell_bfgs(&random);
    }
    return 0;
}
