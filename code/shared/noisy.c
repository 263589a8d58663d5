#include "shared/noisy.h"

noisy noisy_new(const gd_objective *of, double deviation, size_t seed)
{
    return (noisy){of, deviation, gd_random_seeded(seed)};
}

static double noisy_eval(size_t n, const double *x, double *gradient,
                         void *context)
{
    noisy *with = context;
    double f = with->of->eval(n, x, gradient, with->of->context);
    for (size_t i = 0; gradient && with->deviation > 0 && i < n; i++)
        gradient[i] += with->deviation * gd_random_normal(&with->random);
    return f;
}

gd_objective noisy_objective(noisy *n)
{
    return (gd_objective){n->of->name, n->of->n, noisy_eval, n};
}
