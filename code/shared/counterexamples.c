#include "shared/counterexamples.h"

#include "gd/history.h"
#include "shared/plan.h"

#include <math.h>

/* region three-cycle */
/* Lessard, Recht and Packard (2016): convex, with curvature 25 but for a gentle
 * stretch of curvature 1 between 1 and 2. */
double gentle_stretch(size_t n, const double *x, double *gradient,
                      void *context)
{
    double at = x[0];
    (void)n, (void)context;
    if (gradient)
        gradient[0] = at < 1 ? 25 * at : at < 2 ? at + 24 : 25 * at - 24;
    return at < 1   ? 12.5 * at * at
           : at < 2 ? 0.5 * at * at + 24 * at - 12
                    : 12.5 * at * at - 24 * at + 36;
}
/* end three-cycle */

/* The heavy ball with what is best for a quadratic with curvatures from 1 to
 * 25, Nesterov with what is proved for all functions with such curvatures. */
void three_cycle_experiment(const void *knobs, story *s)
{
    enum { STEPS = 300 };
    static const plan plans[] = {
        {"", "momentum", 1 / 9.0, STEPS, 0, {{"beta", 4 / 9.0}}},
        {"", "nesterov", 1 / 25.0, STEPS, 0, {{"beta", 2 / 3.0}}}};
    const gd_objective f = {"gentle stretch", 1, gentle_stretch, NULL};
    (void)knobs;
    say(s, "three-cycle: a convex function on which the heavy ball stays up\n\n"
           "  step   momentum      Nesterov\n");
    gd_history h[2];
    for (int i = 0; i < 2; i++)
        h[i] = record(&plans[i], &f, (double[]){3.3, 0}, true);
    for (size_t t = 0; t <= STEPS; t++) {
        if (t == 4)
            say(s, "   ...\n");
        if (t < 4 || t > STEPS - 6)
            say(s, "  %4zu  %9.5f  %12.5g\n", t, gd_history_row(&h[0], t)[1],
                gd_history_row(&h[1], t)[1]);
    }
    say(s, "\n");
    for (int i = 0; i < 2; i++)
        gd_history_free(&h[i]);
}

/* What AMSGrad and Adam divide by after one gradient of 10 and ones from then
 * on: as the paper has it, and with the bias correction of the programs. */
void dilution_experiment(const void *knobs, story *s)
{
    const double beta2 = 0.999;
    double v = 0, largest = 0;
    size_t next = 1;
    (void)knobs;
    say(s, "dilution: a gradient of 10, then ones; what it is divided by\n\n"
           "   step    AMSGrad, paper   AMSGrad, programs      Adam\n");
    gd_table_block(s->data, "dilution", "step\tpaper\tprograms\tadam");
    for (size_t t = 1; t <= 10000; t++) {
        double g = t == 1 ? 10 : 1, correction = 1 - pow(beta2, (double)t);
        v = beta2 * v + (1 - beta2) * g * g;
        largest = fmax(largest, v);
        if (t != next && t != 3000)
            continue;
        next *= t == next ? 10 : 1;
        say(s, "  %5zu  %16.4f  %18.4f  %8.4f\n", t, sqrt(largest),
            sqrt(largest / correction), sqrt(v / correction));
        gd_row(s->data, (double)t, sqrt(largest), sqrt(largest / correction),
               sqrt(v / correction));
    }
    say(s, "\n");
}

/* ==================================================== a ball with friction */

/* region sharp-and-flat */
enum { SHARP = 50, FLAT = 1 };

/* A wide bowl around 1, and in its wall a narrow hole at -1, as deep but for
 * two hundredths: -log(e^-50(x+1)^2 + e^-(x-1)^2). The curvatures at the bottom
 * are 98 and 2. */
double sharp_and_flat(size_t n, const double *x, double *gradient,
                      void *context)
{
    double a = SHARP * (x[0] + 1) * (x[0] + 1);
    double b = FLAT * (x[0] - 1) * (x[0] - 1);
    double low = fmin(a, b), ea = exp(low - a), eb = exp(low - b);
    (void)n, (void)context;
    if (gradient)
        gradient[0] =
            2 * (ea * SHARP * (x[0] + 1) + eb * FLAT * (x[0] - 1)) / (ea + eb);
    return low - log(ea + eb);
}
/* end sharp-and-flat */

static const gd_objective two_hollows = {"sharp and flat", 1, sharp_and_flat,
                                         NULL};

enum { FLAT_STARTS = 80 };

/* Of so many starts from -4 to 4, the share whose run ends in the flat one. */
static double flat_share(const char *method, double rate)
{
    enum { STEPS = 4000 };
    int flat = 0;
    for (int i = 0; i < FLAT_STARTS; i++) {
        const plan p = {"", method, rate, STEPS, 1e-6, {{0}}};
        const double start[2] = {-4 + 8 * (i + 0.5) / FLAT_STARTS, 0};
        run r = perform(&p, &two_hollows, start, NULL, NULL);
        flat += r.outcome != GD_DIVERGED && r.x[0] > 0;
    }
    return (double)flat / FLAT_STARTS;
}

void flat_experiment(const void *knobs, story *s)
{
    static const char *const asked[] = {"gradient-descent", "momentum",
                                        "rmsprop", "adam"};
    static const double rates[] = {0.003, 0.01, 0.03, 0.1, 0.3};
    double share[5][4];
    (void)knobs;
    say(s,
        "flat: a sharp minimum at -1, a flat one at 1;\n"
        "  per cent of %d runs that end in the flat one\n\n"
        "    rate   descent  momentum   RMSprop      Adam\n",
        FLAT_STARTS);
    gd_table_curve(s->data, "sharp-and-flat", &two_hollows, -4, 4, 800);
    gd_table_block(s->data, "flat-share",
                   "rate\tgradient-descent\tmomentum\trmsprop\tadam");
    for (int i = 0; i < 5; i++) {
        say(s, "  %6g", rates[i]);
        for (int m = 0; m < 4; m++) {
            share[i][m] = 100 * flat_share(asked[m], rates[i]);
            say(s, "  %8.0f", share[i][m]);
        }
        say(s, "\n");
        gd_row(s->data, rates[i], share[i][0], share[i][1], share[i][2],
               share[i][3]);
    }
    say(s, "\n");
}
