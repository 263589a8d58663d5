/* Which way is down? Not asked of the gradient but tried: a step of length h
 * in each of 3600 directions, on Beale's function at (1, 1). The best one
 * depends on h, and as h shrinks it turns to minus the gradient. */
#include "exercise.h"
#include "gd/objective.h"
#include "gd/pi.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static const double here[2] = {1, 1};

/* region solution */
enum { DIRECTIONS = 3600 };

/* What a step of length h in the direction at `degrees` does to f. */
static double change(const gd_objective *f, double h, double degrees)
{
    double angle = degrees * GD_PI / 180;
    double there[2] = {here[0] + h * cos(angle), here[1] + h * sin(angle)};
    return gd_value(f, there) - gd_value(f, here);
}

/* The direction whose step lowers f most, in degrees. */
static double best_direction(const gd_objective *f, double h)
{
    double best = 0;
    for (int i = 1; i < DIRECTIONS; i++) {
        double degrees = 360.0 * i / DIRECTIONS;
        if (change(f, h, degrees) < change(f, h, best))
            best = degrees;
    }
    return best;
}
/* end solution */

/* The angle between two directions, 0 to 180 degrees. */
static double between(double a, double b)
{
    return fabs(remainder(a - b, 360));
}

int main(void)
{
    const gd_objective *f = gd_test_objective("beale");
    double g[2];
    gd_value_and_gradient(f, here, g);
    double downhill = atan2(-g[1], -g[0]) * 180 / GD_PI;
    double length = hypot(g[0], g[1]);
    printf("steepest: Beale's function at (1, 1), steps of length h\n\n"
           "  gradient (%g, %g), length %.4f\n"
           "  minus the gradient points to %.4f degrees\n\n",
           g[0], g[1], length, fmod(downhill + 360, 360));
    printf("       h    best direction   off by   change / h\n");
    double off = 180, rate = 0;
    bool right = true;
    static const double lengths[] = {0.5, 0.1, 0.01, 1e-3, 1e-4};
    for (int i = 0; i < 5; i++) {
        double h = lengths[i];
        double best = best_direction(f, h);
        double now = between(best, downhill);
        rate = change(f, h, best) / h;
        printf("  %6g   %15.1f  %7.2f   %10.4f\n", h, best, now, rate);
        right = right && now <= off;
        off = now;
    }
    /* In the end as near as a grid of 0.1 degrees allows, and the slope in
     * that direction is -|g|. */
    right = right && off <= 0.05 + 1e-9 && fabs(rate + length) < 0.01;
    return finish(right);
}
