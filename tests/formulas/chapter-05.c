/* Chapter 5: the two errors of a quotient, and the complex step. */
#include "chapter-under-test.h"
#include "told.h"

#define main program_main
#include "../../code/05-gradient-checking.c"
#undef main

#include "../../code/shared/probe.c"

#include "gd/random.h"

/* At a step so large that the second term can be seen, and the third cannot. */
static void tell_complex(gd_random *random)
{
    double x = gd_random_between(random, 0.1, 1.4), h = 1e-3;
    double before = squire_slope(x - h), behind = squire_slope(x + h);
    double slope = squire_slope(x);
    formula("eq:complex-step");
    number("\\operatorname{Im} f(x + ih)", squire_imaginary(x, h));
    number("h", h);
    number("f'(x)", slope);
    number("f'''(x)", (before - 2 * slope + behind) / (h * h));
    number("\\cdots", 0);
}

/* Of the sine, whose f and f'' are of one size. */
static void tell_two_errors(gd_random *random)
{
    sine_knobs k = {.precision = "double"};
    double h = pow(10, gd_random_between(random, -9, -4)), x;
    k.x = x = gd_random_between(random, 0.1, 1.4);
    sine_at at = sine_of(&k);
    const double bounds[] = {(at.ahead * h + at.rounding / h) * cos(x),
                             (at.both * h * h + at.rounding / h) * cos(x)};
    formula("eq:two-errors");
    matrix("*", 1, 2, bounds);
    number("h", h);
    number("f", sin(x));
    number("f''", -sin(x));
    number("f'''", -cos(x));
    number("\\epsilon", at.p->epsilon);
}

int main(void)
{
    gd_random random = gd_random_seeded(5);
    for (int k = 0; k < 5; k++) {
        tell_complex(&random);
        tell_two_errors(&random);
    }
    return 0;
}
