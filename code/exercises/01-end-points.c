/* The smallest and the largest value of a cubic on an interval. Candidates:
 * the two ends, and between them the points where the slope is zero. */
#include "exercise.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct cubic {
    double a, b, c, d; /* ax^3 + bx^2 + cx + d */
} cubic;

static double value(const cubic *p, double x)
{
    return ((p->a * x + p->b) * x + p->c) * x + p->d;
}

/* region solution */
/* The real zeros of ax^2 + 2hx + c, at most two. One is (-h - s)/a or
 * (-h + s)/a, s a square root; of these we take the one that adds numbers of
 * the same sign, for the other would subtract nearly equal ones and lose
 * digits. The product of the two is c/a, and gives the other. */
static int quadratic_zeros(double a, double h, double c, double *x)
{
    double discriminant = h * h - a * c;
    if (discriminant < 0)
        return 0;
    double q = -(h + copysign(sqrt(discriminant), h));
    int count = 0;
    if (a != 0)
        x[count++] = q / a;
    if (q != 0)
        x[count++] = c / q;
    return count;
}

/* The places of the smallest and the largest value on [from, to]. */
static void extremes(const cubic *p, double from, double to, double *lowest,
                     double *highest)
{
    double x[4] = {from, to};
    int count = 2 + quadratic_zeros(3 * p->a, p->b, p->c, x + 2);
    *lowest = *highest = from;
    for (int i = 1; i < count; i++) {
        if (x[i] < from || x[i] > to)
            continue;
        if (value(p, x[i]) < value(p, *lowest))
            *lowest = x[i];
        if (value(p, x[i]) > value(p, *highest))
            *highest = x[i];
    }
}
/* end solution */

/* No value of a dense scan lies outside the two. */
static bool holds(const cubic *p, double from, double to, double lowest,
                  double highest)
{
    bool inside = true;
    for (int i = 0; i <= 100000; i++) {
        double y = value(p, from + (to - from) * i / 1e5);
        double slack = 1e-13 * (1 + fabs(y));
        inside = inside && y >= value(p, lowest) - slack
                 && y <= value(p, highest) + slack;
    }
    return inside;
}

int main(void)
{
    static const struct {
        cubic p;
        double from, to;
        double smallest, largest; /* the answers, by hand */
    } cases[] = {
        {{1, -3, -9, 2}, -4, 5, -74, 7}, /* 7 twice: at -1 and at 5 */
        {{1, -3, -9, 2}, 0, 2, -20, 2},  /* both at ends, none flat */
        {{1, -3, -9, 2}, -2, 4, -25, 7}, /* both flat */
        {{1, 0, 0, 0}, -1, 2, -1, 8},    /* flat at 0, and rising on */
        {{0, 1, -2, 0}, 0, 5, -1, 15},   /* a parabola */
        {{0, 0, 3, 1}, -1, 1, -2, 4},    /* a line */
    };
    bool right = true;
    printf("extremes: smallest and largest values of cubics\n\n"
           "  cubic               on          smallest    largest\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const cubic *p = &cases[i].p;
        double low, high;
        extremes(p, cases[i].from, cases[i].to, &low, &high);
        char on[32];
        snprintf(on, sizeof on, "[%g, %g]", cases[i].from, cases[i].to);
        printf("  %gx^3 %+gx^2 %+gx %+g  %-7s  %4g at %2g   %3g at %2g\n", p->a,
               p->b, p->c, p->d, on, value(p, low), low, value(p, high), high);
        right = right && holds(p, cases[i].from, cases[i].to, low, high)
                && value(p, low) == cases[i].smallest
                && value(p, high) == cases[i].largest;
    }
    /* Hardly a cubic: of one zero the school formula would lose nine digits,
     * which one depends on the sign of h. */
    for (int sign = -1; sign <= 1; sign += 2) {
        double x[2];
        int count = quadratic_zeros(3e-9, sign, -2, x);
        right = right && count == 2 && fabs(x[1] - sign * (1 - 1.5e-9)) < 1e-15;
    }
    return finish(right);
}
