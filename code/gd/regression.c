#include "gd/regression.h"

#include <math.h>

/* region loss */
double gd_line_loss(size_t n, const double *p, double *gradient, void *context)
{
    (void)n;
    const gd_pairs *data = context;
    double squares = 0, sum = 0, moment = 0;
    for (size_t i = 0; i < data->count; i++) {
        double residual = p[0] + p[1] * data->x[i] - data->y[i];
        squares += residual * residual;
        sum += residual;
        moment += residual * data->x[i];
    }
    double m = (double)data->count;
    if (gradient) {
        gradient[0] = 2 * sum / m;
        gradient[1] = 2 * moment / m;
    }
    return squares / m;
}
/* end loss */

gd_scale gd_scale_of(size_t count, const double *v)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++)
        sum += v[i];
    double mean = sum / (double)count;
    for (size_t i = 0; i < count; i++)
        squares += (v[i] - mean) * (v[i] - mean);
    return (gd_scale){mean, sqrt(squares / (double)count)};
}

gd_line gd_least_squares(const gd_pairs *pairs)
{
    gd_scale x = gd_scale_of(pairs->count, pairs->x);
    gd_scale y = gd_scale_of(pairs->count, pairs->y);
    double product = 0;
    for (size_t i = 0; i < pairs->count; i++)
        product += (pairs->x[i] - x.mean) * (pairs->y[i] - y.mean);
    double variance = x.deviation * x.deviation * (double)pairs->count;
    double slope = product / variance;
    return (gd_line){y.mean - slope * x.mean, slope};
}

/* region standardise */
void gd_standardise(size_t count, const double *v, const gd_scale *scale,
                    double *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (v[i] - scale->mean) / scale->deviation;
}

gd_line gd_line_in_units(const gd_line *standardised, const gd_scale *x,
                         const gd_scale *y)
{
    double slope = standardised->slope * y->deviation / x->deviation;
    double intercept =
        y->mean + y->deviation * standardised->intercept - slope * x->mean;
    return (gd_line){intercept, slope};
}
/* end standardise */
