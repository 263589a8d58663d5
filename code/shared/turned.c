#include "shared/turned.h"

#include "gd/pi.h"

#include <math.h>

/* region turned-bowl */
/* The bowl x^2/16 + 9y^2 turned by an angle, times scale. */
void turned_matrix(double degrees, double scale, double a[4])
{
    double c = cos(degrees * GD_PI / 180), s = sin(degrees * GD_PI / 180);
    a[0] = scale * (0.125 * c * c + 18 * s * s);
    a[1] = a[2] = scale * ((0.125 - 18) * c * s);
    a[3] = scale * (0.125 * s * s + 18 * c * c);
}

void turn(double degrees, const double *x, double *y)
{
    double c = cos(degrees * GD_PI / 180), s = sin(degrees * GD_PI / 180);
    y[0] = c * x[0] - s * x[1];
    y[1] = s * x[0] + c * x[1];
}
/* end turned-bowl */

void turned_set(turned_place *t, const double start[2], double degrees,
                double scale)
{
    turned_matrix(degrees, scale, t->matrix);
    turn(degrees, start, t->start);
    t->f = (gd_objective){"turned", 2, gd_quadratic, t->matrix};
}
