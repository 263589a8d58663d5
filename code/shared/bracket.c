#include "shared/bracket.h"

#include "shared/numeral.h"
#include "shared/tell.h"

#include <math.h>
#include <stdio.h>

/* region radius */
/* The largest modulus of the roots of z^2 - (1 + beta - r) z + beta = 0, r =
 * rate times curvature: what a step of momentum leaves of the error in the
 * long run. Complex roots have the modulus sqrt(beta). */
double momentum_radius(double r, double beta)
{
    double b = 1 + beta - r, discriminant = b * b - 4 * beta;
    if (discriminant <= 0)
        return sqrt(beta);
    return (fabs(b) + sqrt(discriminant)) / 2;
}
/* end radius */

/* region roots */
/* The roots of z^2 - (1 + beta - r) z + beta: two real ones, or a pair. */
void momentum_roots(double r, double beta, double complex z[2])
{
    double b = 1 + beta - r, d = b * b - 4 * beta;
    double complex root = d < 0 ? (double complex)I * sqrt(-d) : sqrt(d);
    z[0] = (b + root) / 2;
    z[1] = (b - root) / 2;
}
/* end roots */

const knob bracket_list[] = {
    KNOB(bracket_knobs, rate, 576.0 / 169, 0.02, 4.2, LINEAR,
         "at the steep end"),
    KNOB(bracket_knobs, beta, 121.0 / 169, 0, 0.99, LINEAR,
         "velocity left by a step"),
    KNOB(bracket_knobs, kappa, 144, 2, 10000, LOG, "steep / flat"),
    {0},
};

void bracket_run(double r, double beta, double x[BRACKET_STEPS + 1])
{
    double v = 0;
    x[0] = 1;
    for (int t = 0; t < BRACKET_STEPS; t++) {
        v = beta * v + x[t];
        x[t + 1] = x[t] - r * v;
    }
}

/* Evenly in the root of the curvature: on their circle the roots of a large
 * beta are then about equally far apart. */
static void tell_roots(gd_table *t, double flat, double steep, double beta)
{
    enum { ROWS = 240 };
    const double low = sqrt(flat), high = sqrt(steep);
    gd_table_block(t, "bracket-roots", "r\tre1\tim1\tre2\tim2");
    for (int i = 0; i <= ROWS; i++) {
        const double root = low + (high - low) * i / ROWS;
        const double r = i < ROWS ? root * root : steep;
        double complex z[2];
        momentum_roots(r, beta, z);
        /* + 0: compilers differ over the sign of a zero here. */
        gd_row(t, r, creal(z[0]), cimag(z[0]) + 0, creal(z[1]),
               cimag(z[1]) + 0);
    }
}

/* How far each end still is from the minimum. */
static void tell_errors(gd_table *t, double flat, double steep, double beta)
{
    double slow[BRACKET_STEPS + 1], fast[BRACKET_STEPS + 1];
    bracket_run(flat, beta, slow);
    bracket_run(steep, beta, fast);
    gd_table_block(t, "bracket-errors", "step\tflat\tsteep");
    for (int i = 0; i <= BRACKET_STEPS; i++)
        gd_row(t, i, fabs(slow[i]), fabs(fast[i]));
}

/* What the larger of both comes to. */
static void short_bracket(story *s, double flat, double steep)
{
    const double worst = fmax(flat, steep), none = 1e-9;
    char end[80];
    if (worst > 1 + none)
        snprintf(end, sizeof end, "it diverges");
    else if (worst > 1 - none)
        snprintf(end, sizeof end, "it comes no nearer");
    else
        snprintf(end, sizeof end, "%s steps for a decimal digit",
                 spoken(ceil(log(0.1) / log(worst))).text);
    in_short(s,
             "In the long run a step leaves %s of the flat error and %s of the"
             " steep one: %s.",
             spoken(flat).text, spoken(steep).text, end);
}

void bracket_experiment(const void *knobs, story *s)
{
    const bracket_knobs *k = knobs;
    const double steep = k->rate, flat = k->rate / k->kappa;
    gd_table_block(s->data, "bracket", "beta\tflat\tsteep");
    gd_row(s->data, k->beta, flat, steep);
    tell_roots(s->data, flat, steep, k->beta);
    tell_errors(s->data, flat, steep, k->beta);
    short_bracket(s, momentum_radius(flat, k->beta),
                  momentum_radius(steep, k->beta));
}
