/* Pairs (v, d) of a value and a derivative, with rules for + and * (dual
 * numbers). Whatever is computed with them carries its derivative along, by
 * the chain rule and without any step h: forward-mode automatic
 * differentiation. */
#include "exercise.h"
#include "gd/objective.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
typedef struct dual {
    double v; /* value */
    double d; /* derivative */
} dual;

static dual constant(double v)
{
    return (dual){v, 0};
}

static dual add(dual a, dual b)
{
    return (dual){a.v + b.v, a.d + b.d};
}

static dual multiply(dual a, dual b)
{
    return (dual){a.v * b.v, a.v * b.d + a.d * b.v};
}

/* c - x + x y^k: Beale's residuals. */
static dual residual(double c, dual x, dual y, int k)
{
    dual power = constant(1);
    for (int i = 0; i < k; i++)
        power = multiply(power, y);
    dual slope = add(power, constant(-1));
    return add(constant(c), multiply(x, slope));
}

static dual beale(dual x, dual y)
{
    dual a = residual(1.5, x, y, 1);
    dual b = residual(2.25, x, y, 2);
    dual c = residual(2.625, x, y, 3);
    return add(multiply(a, a), add(multiply(b, b), multiply(c, c)));
}
/* end solution */

int main(void)
{
    static const double points[][2] = {{3, 4}, {1, 1.5}, {-2, 0.3}, {3, 0.5}};
    const gd_objective *f = gd_test_objective("beale");
    bool right = true;
    printf("dual: Beale's gradient by dual numbers and by hand\n\n"
           "       x      y          df/dx      by hand          df/dy"
           "      by hand\n");
    for (int i = 0; i < 4; i++) {
        const double *p = points[i];
        double g[2];
        gd_value_and_gradient(f, p, g);
        /* The derivative that is asked for starts as 1, the other as 0. */
        dual dx = beale((dual){p[0], 1}, constant(p[1]));
        dual dy = beale(constant(p[0]), (dual){p[1], 1});
        printf("  %6g %6g  %13.6f %12.6f  %13.6f %12.6f\n", p[0], p[1], dx.d,
               g[0], dy.d, g[1]);
        right = right && fabs(dx.d - g[0]) <= 1e-12 * (1 + fabs(g[0]))
                && fabs(dy.d - g[1]) <= 1e-12 * (1 + fabs(g[1]));
    }
    return finish(right);
}
