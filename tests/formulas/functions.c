/* The functions of the text, at random points: values, partial derivatives,
 * and what follows from them. */
#include "told.h"

#include "gd/curvature.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "gd/regression.h"

#include <stdlib.h>

enum { POINTS = 5, BIRDS = 7 };

/* f(x) or f(x, y); with a gradient where it has a name. */
typedef struct told_function {
    const char *label, *name, *value, *gradient;
} told_function;

static const told_function functions[] = {
    {"eq:cubic", "cubic", "f(x)", NULL},
    {"eq:quartic", "quartic", "f(w)", NULL},
    {"eq:beale", "beale", "f(x, y)", NULL},
    {"eq:himmelblau", "himmelblau", "f(x, y)", NULL},
    {"eq:waves", "waves", "f(x, y)", "\\nabla f"},
};

static void tell_function(const told_function *told, gd_random *random)
{
    const gd_objective *f = gd_test_objective(told->name);
    double x[2] = {gd_random_between(random, -3, 3),
                   gd_random_between(random, -3, 3)},
           g[2];
    double value = gd_value_and_gradient(f, x, g);
    formula(told->label);
    number(told->value, value);
    number(told->value[2] == 'w' ? "w" : "x", x[0]);
    if (f->n == 2)
        number("y", x[1]);
    if (told->gradient)
        matrix(told->gradient, 1, 2, g);
}

/* The loss of a line over a few birds. */
static void tell_loss(gd_random *random)
{
    double x[BIRDS], y[BIRDS], r[BIRDS], g[2];
    double line[2] = {gd_random_normal(random), gd_random_normal(random)};
    for (int i = 0; i < BIRDS; i++) {
        x[i] = gd_random_between(random, 1, 3);
        y[i] = gd_random_between(random, 1, 3);
        r[i] = line[0] + line[1] * x[i] - y[i];
    }
    double loss = gd_line_loss(2, line, g, &(gd_pairs){BIRDS, x, y});
    formula("eq:mse");
    number("E(a, b)", loss);
    number("m", BIRDS);
    number("a", line[0]);
    number("b", line[1]);
    matrix("x", BIRDS, 1, x);
    matrix("y", BIRDS, 1, y);
    formula("eq:mse-gradient");
    number("\\frac{\\partial E}{\\partial a}", g[0]);
    number("\\frac{\\partial E}{\\partial b}", g[1]);
    number("m", BIRDS);
    matrix("r", BIRDS, 1, r);
    matrix("x", BIRDS, 1, x);
}

int main(void)
{
    gd_random random = gd_random_seeded(1);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        for (int k = 0; k < POINTS; k++)
            tell_function(&functions[i], &random);
    for (int k = 0; k < POINTS; k++)
        tell_loss(&random);
    return 0;
}
