#include "gd/gradient_check.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

double gd_check_step(void)
{
    return cbrt(DBL_EPSILON);
}

/* region difference */
/* A step whose two ends are doubles: what is added is what is divided by. */
static double exact_step(double x, double step)
{
    volatile double ahead = x + step * fmax(1, fabs(x));
    return ahead - x;
}

/* The central difference for one entry, which is put back. */
static double difference(gd_loss *loss, void *context, double *entry, double h)
{
    double kept = *entry;
    *entry = kept + h;
    double ahead = loss(context);
    *entry = kept - h;
    double behind = loss(context);
    *entry = kept;
    return (ahead - behind) / (2 * h);
}
/* end difference */

bool gd_numerical_gradient(gd_loss *loss, void *context, size_t arrays,
                           const gd_array *array, double step, double *out)
{
    bool finite = true;
    step = step > 0 ? step : gd_check_step();
    for (size_t k = 0; k < arrays; k++)
        for (size_t i = 0; i < array[k].count; i++) {
            double *entry = &array[k].value[i];
            double h = exact_step(*entry, step);
            *out = difference(loss, context, entry, h);
            finite = finite && isfinite(*out);
            out++;
        }
    return finite;
}

/* region relative */
/* The error that rounding does not explain. Each value of f is uncertain by
 * a few units in its last place; divided by 2h that is `noise`. */
static double relative_error(double analytic, double numeric, double f,
                             double h)
{
    if (!isfinite(analytic) || !isfinite(numeric) || !isfinite(f))
        return HUGE_VAL;
    double noise = 8 * DBL_EPSILON * fabs(f) / h;
    double error = fabs(analytic - numeric) - noise;
    return error > 0 ? error / fmax(fabs(analytic), fabs(numeric)) : 0;
}
/* end relative */

/* region check-arrays */
gd_check gd_check_arrays(gd_loss *loss, void *context, size_t arrays,
                         const gd_array *array, double step)
{
    gd_check worst = {.finite = true, .relative = -1};
    double f = loss(context);
    step = step > 0 ? step : gd_check_step();
    for (size_t k = 0; k < arrays; k++)
        for (size_t i = 0; i < array[k].count; i++) {
            double *entry = &array[k].value[i];
            double h = exact_step(*entry, step);
            double analytic = array[k].gradient[i];
            double numeric = difference(loss, context, entry, h);
            double relative = relative_error(analytic, numeric, f, h);
            worst.checked++;
            if (relative <= worst.relative)
                continue;
            worst = (gd_check){isfinite(f) && isfinite(numeric),
                               worst.checked,
                               array[k].name,
                               i,
                               analytic,
                               numeric,
                               relative};
        }
    worst.relative = fmax(worst.relative, 0);
    return worst;
}
/* end check-arrays */

/* An objective and the point at which it is asked. */
typedef struct at_point {
    const gd_objective *f;
    double *x;
} at_point;

static double value_here(void *context)
{
    const at_point *here = context;
    return gd_value(here->f, here->x);
}

gd_check gd_check_gradient(const gd_objective *f, double *x, double step)
{
    at_point here = {f, x};
    double *gradient = f->n ? malloc(f->n * sizeof *gradient) : NULL;
    if (!gradient)
        return (gd_check){.array = "x"};
    gd_value_and_gradient(f, x, gradient);
    gd_array all = {"x", f->n, x, gradient};
    gd_check check = gd_check_arrays(value_here, &here, 1, &all, step);
    free(gradient);
    return check;
}

/* A line through a point: x = start + s direction. */
typedef struct on_line {
    const gd_objective *f;
    const double *start;
    const double *direction;
    double *x;
    double s;
} on_line;

static double value_on_line(void *context)
{
    on_line *l = context;
    for (size_t i = 0; i < l->f->n; i++)
        l->x[i] = l->start[i] + l->s * l->direction[i];
    return gd_value(l->f, l->x);
}

/* region direction */
/* A random direction, from normal numbers so that none is preferred, and as
 * long as x (at least 1): a step along it is then as large, for x, as steps
 * along the axes are for single entries. */
static void random_direction(gd_random *random, size_t n, const double *x,
                             double *direction)
{
    double squares = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        direction[i] = gd_random_normal(random);
        squares += direction[i] * direction[i];
        size += x[i] * x[i];
    }
    double scale = sqrt(fmax(1, size) / squares);
    for (size_t i = 0; i < n; i++)
        direction[i] *= scale;
}

gd_check gd_check_direction(const gd_objective *f, double *x, double step,
                            gd_random *random)
{
    size_t n = f->n;
    double *memory = n ? malloc(3 * n * sizeof *memory) : NULL;
    if (!memory)
        return (gd_check){.array = "direction"};
    double *direction = memory, *gradient = memory + n, *moved = memory + 2 * n;
    random_direction(random, n, x, direction);
    gd_value_and_gradient(f, x, gradient);
    double slope = 0;
    for (size_t i = 0; i < n; i++)
        slope += gradient[i] * direction[i];
    on_line line = {f, x, direction, moved, 0};
    gd_array along = {"direction", 1, &line.s, &slope};
    gd_check check = gd_check_arrays(value_on_line, &line, 1, &along, step);
    free(memory);
    return check;
}
/* end direction */

/* region complex-step */
bool gd_complex_gradient(gd_complex_eval *f, size_t n, const double *x,
                         void *context, double *gradient)
{
    const double h = 1e-200;
    double complex *z = malloc(n * sizeof *z);
    if (!z)
        return false;
    for (size_t i = 0; i < n; i++)
        z[i] = x[i];
    for (size_t i = 0; i < n; i++) {
        z[i] = x[i] + h * (double complex)I;
        gradient[i] = cimag(f(n, z, context)) / h;
        z[i] = x[i];
    }
    free(z);
    return true;
}
/* end complex-step */
