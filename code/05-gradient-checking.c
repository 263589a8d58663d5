/* Chapter 5, Gradient checking: trust, but verify.
 *
 * A gradient computed in five ways, what each of them costs and how far it
 * can be trusted; and a small model with bugs planted in its gradient. To be
 * read beside the chapter, from top to bottom; what can be asked stands in the
 * table at the end. */
// cc -O2 -Icode code/05-gradient-checking.c code/shared/*.c code/gd/*.c -lm
// ./a.out kink --set step=1e-4
#include "gd/expression.h"
#include "gd/gradient_check.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "gd/table.h"
#include "gd/vector.h"
#include "shared/chapter.h"
#include "shared/close-up.h"
#include "shared/numeral.h"
#include "shared/probe.h"
#include "shared/sweep.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ============================================= two quotients, for one entry */

/* region forward */
/* (f(x + h) - f(x)) / h in coordinate i. */
static double forward(const gd_objective *f, const double *x, size_t i,
                      double h)
{
    double moved[2] = {0, 0};
    memcpy(moved, x, f->n * sizeof *x);
    moved[i] += h;
    return (gd_value(f, moved) - gd_value(f, x)) / h;
}
/* end forward */

/* region central */
/* (f(x + h) - f(x - h)) / 2h in coordinate i. */
static double central(const gd_objective *f, const double *x, size_t i,
                      double h)
{
    double ahead[2] = {0, 0}, behind[2] = {0, 0};
    memcpy(ahead, x, f->n * sizeof *x);
    memcpy(behind, x, f->n * sizeof *x);
    ahead[i] += h;
    behind[i] -= h;
    return (gd_value(f, ahead) - gd_value(f, behind)) / (2 * h);
}
/* end central */

typedef struct quotients_knobs {
    double x, y;
} quotients_knobs;

static const knob quotients_list[] = {
    KNOB(quotients_knobs, x, 2, -10, 10, LINEAR, "x of the point"),
    KNOB(quotients_knobs, y, 3, -10, 10, LINEAR, "y of the point"),
    {0},
};

static void quotients_experiment(const void *knobs, story *s)
{
    const quotients_knobs *k = knobs;
    const gd_objective *f = objective("bowl");
    double at[2] = {k->x, k->y}, g[2];
    gd_value_and_gradient(f, at, g);
    say(s,
        "quotients: f(x, y) = x^2/16 + 9y^2 at (%g, %g),"
        " gradient by hand (%g, %g)\n\n"
        "       h     forward: error in x      in y"
        "     central: error in x      in y\n",
        at[0], at[1], g[0], g[1]);
    for (double h = 0.1; h > 5e-13; h /= 100)
        say(s, "  %6.0e  %22.1e  %8.1e  %22.1e  %8.1e\n", h,
            fabs(forward(f, at, 0, h) - g[0]),
            fabs(forward(f, at, 1, h) - g[1]),
            fabs(central(f, at, 0, h) - g[0]),
            fabs(central(f, at, 1, h) - g[1]));
    say(s, "\n");
    value(s, "check.x", central(f, at, 0, gd_check_step()));
    value(s, "check.y", central(f, at, 1, gd_check_step()));
    value(s, "check.fixed.y", central(f, at, 1, 1e-6));
    value(s, "check.source.error", fabs(central(f, at, 1, 1e-8) - g[1]));
    value(s, "check.large.error", fabs(central(f, at, 1, 0.1) - g[1]));
}

/* ============================================================== the V-curve */

/* Functions of one variable whose derivative is known to the last digit. */
static double sine(size_t n, const double *x, double *g, void *context)
{
    (void)n, (void)context;
    if (g)
        g[0] = cos(x[0]);
    return sin(x[0]);
}

static double exponential(size_t n, const double *x, double *g, void *context)
{
    (void)n, (void)context;
    if (g)
        g[0] = exp(x[0]);
    return exp(x[0]);
}

/* A function and the point at which it is differentiated. */
typedef struct subject {
    const char *name;
    gd_objective f;
    double x[2];
} subject;

enum { BOWL, BEALE, SINE, EXP, SUBJECTS };

typedef struct vcurve_knobs {
    double bowl_x, bowl_y, beale_x, beale_y, sine_x, exp_x;
} vcurve_knobs;

/* Where no derivative is zero: a relative error is to make sense. */
static const knob vcurve_list[] = {
    KNOB(vcurve_knobs, bowl_x, 2, 0.1, 10, LINEAR, "x of the bowl's point"),
    KNOB(vcurve_knobs, bowl_y, 3, 0.1, 10, LINEAR, "y of the bowl's point"),
    KNOB(vcurve_knobs, beale_x, 3, 0.5, 5, LINEAR, "x of Beale's point"),
    KNOB(vcurve_knobs, beale_y, 4, 1.5, 5, LINEAR, "y of Beale's point"),
    KNOB(vcurve_knobs, sine_x, 1, 0.1, 1.5, LINEAR, "x for the sine"),
    KNOB(vcurve_knobs, exp_x, 1, -5, 5, LINEAR, "x for e^x"),
    {0},
};

static void subjects(const vcurve_knobs *k, subject s[SUBJECTS])
{
    s[BOWL] = (subject){"bowl", *objective("bowl"), {k->bowl_x, k->bowl_y}};
    s[BEALE] =
        (subject){"beale", *objective("beale"), {k->beale_x, k->beale_y}};
    s[SINE] = (subject){"sine", {"sine", 1, sine, NULL}, {k->sine_x, 0}};
    s[EXP] = (subject){"exp", {"exp", 1, exponential, NULL}, {k->exp_x, 0}};
}

typedef double quotient(const gd_objective *f, const double *x, size_t i,
                        double h);

/* region best-step */
/* The largest relative error of a quotient over the coordinates. */
static double error_of(quotient *q, const subject *s, double h)
{
    double g[2], worst = 0;
    gd_value_and_gradient(&s->f, s->x, g);
    for (size_t i = 0; i < s->f.n; i++)
        worst = fmax(worst, fabs(q(&s->f, s->x, i, h) - g[i]) / fabs(g[i]));
    return worst;
}

/* 1e-1 ... 1e-14, eight to a decade. */
enum { CURVE = 105 };

static double curve_step(int k)
{
    return pow(10, -1 - k / 8.0);
}

/* A single point may be right by accident: the mean error of so many
 * neighbours to either side of the k-th step and its own, as logarithms. */
enum { REACH = 2 };

static double error_around(quotient *q, const subject *s, int k)
{
    double sum = 0;
    for (int j = -REACH; j <= REACH; j++)
        sum += log(error_of(q, s, curve_step(k + j)) + 1e-17);
    return exp(sum / (2 * REACH + 1));
}

/* The step around which the error is smallest. */
static int best_step(quotient *q, const subject *s)
{
    int best = REACH;
    for (int k = REACH; k < CURVE - REACH; k++)
        if (error_around(q, s, k) < error_around(q, s, best))
            best = k;
    return best;
}
/* end best-step */

/* The curves of a subject: an error of exactly 0 has no logarithm. */
static void tell_curves(gd_table *t, const subject *s)
{
    gd_table_block(t, named("vcurve-%s", s->name).text, "h\tforward\tcentral");
    for (int i = 0; i < CURVE; i++) {
        double h = curve_step(i);
        gd_row(t, h, fmax(error_of(forward, s, h), 1e-17),
               fmax(error_of(central, s, h), 1e-17));
    }
}

/* A quotient's best step, and the error around it. */
typedef struct tip {
    double h, error;
} tip;

static tip tip_of(quotient *q, const subject *s)
{
    int best = best_step(q, s);
    return (tip){curve_step(best), error_around(q, s, best)};
}

static void value_of_tip(story *s, const char *which, tip t)
{
    valuef(s, t.h, "vcurve%s.best_h", which);
    valuef(s, t.error, "vcurve%s.best_error", which);
}

static void vcurve_experiment(const void *knobs, story *s)
{
    subject *all = keep(s, SUBJECTS * sizeof *all);
    tip ahead[SUBJECTS], both[SUBJECTS];
    subjects(knobs, all);
    say(s, "vcurve: the best step, and the relative error around it\n\n"
           "  function   forward: h     error      central: h     error\n");
    gd_table_block(s->data, "vcurve-tips",
                   "function\tn\tx\ty\tforward_h\tforward_error"
                   "\tcentral_h\tcentral_error");
    for (int k = 0; k < SUBJECTS; k++) {
        const double *x = all[k].x;
        tip a = ahead[k] = tip_of(forward, &all[k]);
        tip b = both[k] = tip_of(central, &all[k]);
        say(s, "  %-9s  %10.0e  %8.0e  %14.0e  %8.0e\n", all[k].name, a.h,
            a.error, b.h, b.error);
        gd_table_named_row(s->data, all[k].name, 7,
                           (double[]){(double)all[k].f.n, x[0], x[1], a.h,
                                      a.error, b.h, b.error});
    }
    say(s, "\n  square root of the machine epsilon %.1e, cube root %.1e\n\n",
        sqrt(DBL_EPSILON), cbrt(DBL_EPSILON));
    for (int k = 0; k < SUBJECTS; k++)
        tell_curves(s->data, &all[k]);
    value_of_tip(s, "", both[BEALE]);
    value(s, "vcurve.reach", curve_step(0) / curve_step(REACH));
    value(s, "step", gd_check_step());
}

/* -------------------------------------------------------------- with floats */

/* Beale's function in single precision. */
static float beale_float(float x, float y)
{
    float a = 1.5F - x + x * y;
    float b = 2.25F - x + x * y * y;
    float c = 2.625F - x + x * y * y * y;
    return a * a + b * b + c * c;
}

/* As a loss, for a check: the two parameters are its context. */
static double beale_loss_in_float(void *context)
{
    const double *p = context;
    return (double)beale_float((float)p[0], (float)p[1]);
}

/* Its central difference. It fits where `central` does; f is known. */
static double central_float(const gd_objective *f, const double *x, size_t i,
                            double step)
{
    (void)f;
    float h = (float)step, hx = i == 0 ? h : 0, hy = i == 1 ? h : 0;
    float u = (float)x[0], v = (float)x[1];
    float rise = beale_float(u + hx, v + hy) - beale_float(u - hx, v - hy);
    return (double)(rise / (2 * h));
}

/* region float-check */
/* Checks Beale's gradient, a share of it wrong, against the loss in float. */
static gd_check check_float(const subject *s, double wrong)
{
    double x[2] = {s->x[0], s->x[1]}, g[2];
    gd_value_and_gradient(&s->f, x, g);
    g[1] *= 1 + wrong;
    gd_array p = {"p", 2, x, g};
    return gd_check_coarse(beale_loss_in_float, x, 1, &p, 0,
                           (double)FLT_EPSILON);
}
/* end float-check */

static void float_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const subject *subjects = result_of(s, "vcurve");
    const subject *beale = &subjects[BEALE];
    say(s,
        "float: Beale's gradient at (%g, %g), central difference, the larger"
        " relative error\n\n"
        "        h         double          float\n",
        beale->x[0], beale->x[1]);
    for (int k = 1; k <= 7; k++) {
        double h = pow(10, -k);
        say(s, "  %7.0e  %13.1e  %13.1e\n", h, error_of(central, beale, h),
            error_of(central_float, beale, h));
    }
    say(s, "\n  a check that knows of the float (epsilon %.1e) says\n",
        (double)FLT_EPSILON);
    for (int k = 0; k < 3; k++) {
        double wrong = (double[]){0, 1e-3, 3e-2}[k];
        say(s, "    of a slope in y that is wrong by %-6g %s\n", wrong,
            gd_verdict_text(check_float(beale, wrong).verdict));
    }
    say(s, "\n");
    gd_table_block(s->data, "vcurve-float", "h\tfloat");
    for (int i = 0; i < CURVE - 40; i++)
        gd_row(s->data, curve_step(i),
               fmin(1, error_of(central_float, beale, curve_step(i))));
    value_of_tip(s, ".float", tip_of(central_float, beale));
}

/* =========================================================== several arrays */

/* region pair */
/* The bowl x^2/16 + 9y^2 once more, its two parameters in two arrays. */
typedef struct pair {
    double x[1], y[1];
} pair;

static double bowl_of_pair(void *context)
{
    const pair *p = context;
    return p->x[0] * p->x[0] / 16 + 9 * p->y[0] * p->y[0];
}

static void tell_numerical(story *s, double step)
{
    pair p = {{2}, {3}};
    double slopes[2];
    const gd_array arrays[] = {{"x", 1, p.x, NULL}, {"y", 1, p.y, NULL}};
    if (!gd_numerical_gradient(bowl_of_pair, &p, 2, arrays, step, slopes))
        give_up("the loss is not finite");
    say(s, "  %9.1e  %15.11f  %15.10f\n", step, slopes[0], slopes[1]);
}
/* end pair */

typedef struct arrays_knobs {
    double step;
} arrays_knobs;

static const knob arrays_list[] = {
    KNOB(arrays_knobs, step, 1e-6, 1e-12, 0.1, LOG, "the second step"),
    {0},
};

static void arrays_experiment(const void *knobs, story *s)
{
    say(s, "arrays: x^2/16 + 9y^2 at x = 2, y = 3, by differences\n\n"
           "       step        slope in x       slope in y\n");
    tell_numerical(s, gd_check_step());
    tell_numerical(s, ((const arrays_knobs *)knobs)->step);
    say(s, "\n");
}

/* =========================================================== three verdicts */

/* A formula, a point, and by which factor its gradient is made wrong. */
typedef struct trial {
    const char *formula;
    double x, factor;
} trial;

static const trial trials[] = {
    {"exp(x)/x", 2, 1},   {"exp(x)/x", 2, 1.00001}, {"x^3", 0, 1},
    {"1/x", 1e-5, 1},     {"sin(1e6*x)", 1e-3, 1},  {"sin(1e12*x)", 1e-3, 1},
    {"1e10 + x^2", 1, 1}, {"1e10 + x^2", 1, 1.5},   {"abs(x)", 0, 1},
    {"max(0, x)", 0, 1},
};

/* The value of an expression in one variable. */
typedef struct formula_at {
    gd_expression *e;
    double x;
} formula_at;

static double formula_value(void *context)
{
    const formula_at *at = context;
    return gd_expression_eval(1, &at->x, NULL, at->e);
}

/* What one difference would say of it, and what the check says. */
static void tell_trial(story *s, const trial *t)
{
    formula_at at = {must_parse(t->formula), t->x};
    double g, numeric;
    gd_expression_eval(1, &at.x, &g, at.e);
    g *= t->factor;
    gd_array one = {"x", 1, &at.x, &g};
    if (!gd_numerical_gradient(formula_value, &at, 1, &one, 0, &numeric))
        give_up("%s is not finite near %g", t->formula, t->x);
    gd_check c = gd_check_arrays(formula_value, &at, 1, &one, 0);
    double size = fmax(fabs(g), fabs(numeric));
    say(s, "  %-11s  %5g  %11.6g  %11.5g  %7.0e  %s%s%s\n", t->formula, t->x, g,
        numeric, size > 0 ? fabs(g - numeric) / size : 0,
        gd_verdict_text(c.verdict), c.verdict == GD_UNCLEAR ? ": " : "",
        c.verdict == GD_UNCLEAR ? gd_doubt_text(c.doubt) : "");
    gd_expression_free(at.e);
}

static void verdicts_experiment(const void *knobs, story *s)
{
    (void)knobs;
    say(s,
        "verdicts: one difference with the usual step, and the check\n\n"
        "  f                x     gradient   difference    error  verdict\n");
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++)
        tell_trial(s, &trials[i]);
    say(s, "\n");
}

/* =================================================================== a kink */

/* region kink */
/* max(0, x): the ReLU of neural networks. Its derivative at 0 is a matter of
 * choice; here it is 0. */
static double relu(size_t n, const double *x, double *g, void *context)
{
    (void)n, (void)context;
    if (g)
        g[0] = x[0] > 0;
    return x[0] > 0 ? x[0] : 0;
}
/* end kink */

/* region kink-experiment */
typedef struct kink_knobs {
    double step;
} kink_knobs;

static const knob kink_list[] = {
    /* the cube root of the machine epsilon */
    KNOB(kink_knobs, step, 6.0554544523933395e-06, 1e-12, 0.1, LOG,
         "step of the central difference"),
    {0},
};

/* The two derivatives around the corner, and the chord whose middle is half a
 * step to the left of it: its two ends, and the point between them. */
static void tell_kink(gd_table *t, const gd_objective *f, double h)
{
    gd_table_block(t, "kink", "x\tf\tby_hand\tdifference");
    for (int i = -80; i <= 80; i++) {
        double x = h * i / 32, g, f_x = gd_value_and_gradient(f, &x, &g);
        gd_row(t, x, f_x, g, must_check(gd_check_gradient(f, &x, h)).numeric);
    }
    gd_table_block(t, "kink-chord", "x\tf\tslope");
    for (int side = 0; side < 3; side++) {
        double middle = -h / 2, x = middle + (double[]){-h, h, 0}[side];
        gd_row(t, x, gd_value(f, &x), central(f, &middle, 0, h));
    }
}

static void kink_experiment(const void *knobs, story *s)
{
    const kink_knobs *k = knobs;
    const gd_objective f = {"relu", 1, relu, NULL};
    static const double at[] = {-0.2, -3e-6, 0, 3e-6, 0.2};
    say(s,
        "kink: max(0, x), central difference with h = %.1e\n\n"
        "           x  by hand  by difference  give or take"
        "  with h alone  with others\n",
        k->step);
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        double x = at[i];
        gd_check c = must_check(gd_check_gradient(&f, &x, k->step));
        gd_check free = must_check(gd_check_gradient(&f, &x, 0));
        say(s, "  %10g  %7g  %13.4f  %12.1e  %12s  %11s\n", x, c.analytic,
            c.numeric, c.uncertain, gd_verdict_text(c.verdict),
            gd_verdict_text(free.verdict));
    }
    say(s, "\n");
    tell_kink(s->data, &f, k->step);
}
/* end kink-experiment */

/* ========================================= several arrays, and planted bugs */

enum { OUT = 3, IN = 4, WEIGHTS = OUT * IN, EXAMPLES = 8 };

static const double PENALTY = 1e-4;

/* region model */
/* A linear layer with a tanh, y = tanh(W x + b), and half its squared error
 * on a few examples, with a small penalty for large weights. Two named arrays
 * of parameters. */
typedef struct model {
    double w[WEIGHTS]; /* row by row: w[o * IN + i] */
    double b[OUT];
    double x[EXAMPLES][IN];
    double t[EXAMPLES][OUT]; /* targets */
} model;

static double model_loss(void *context)
{
    const model *m = context;
    double loss = 0;
    for (int e = 0; e < EXAMPLES; e++)
        for (int o = 0; o < OUT; o++) {
            double z = m->b[o];
            for (int i = 0; i < IN; i++)
                z += m->w[o * IN + i] * m->x[e][i];
            double r = tanh(z) - m->t[e][o];
            loss += r * r / 2 / EXAMPLES;
        }
    for (int k = 0; k < WEIGHTS; k++)
        loss += PENALTY / 2 * m->w[k] * m->w[k];
    return loss;
}
/* end model */

/* The bugs that can be planted. */
typedef enum bug {
    NO_BUG,
    WRONG_SIGN,    /* t - y for y - t */
    FACTOR_2,      /* the 1/2 of the loss forgotten */
    NO_TANH_SLOPE, /* the factor 1 - y^2 left out */
    SLOPE_OF_Z,    /* 1 - z^2 for 1 - y^2 */
    NO_PENALTY,    /* the penalty's slope forgotten */
    LAST_MISSING,  /* the loop over the examples ends one early */
    TRANSPOSED,    /* w's gradient stored column by column */
    WRONG_INDEX,   /* one input taken for its neighbour */
    BIAS_ONCE,     /* the bias sums only one example */
    STALE,         /* one entry never written */
    BUGS
} bug;

static const char *const bug_names[BUGS] = {
    "none",        "sign",    "factor 2",   "tanh' missing",
    "tanh' of z",  "penalty", "off by one", "transposed",
    "wrong input", "b: one",  "not written"};

/* region backward */
/* The gradient by the chain rule, with a bug if one is asked for. */
static void model_gradient(const model *m, bug planted, double gw[WEIGHTS],
                           double gb[OUT])
{
    memset(gw, 0, (size_t)WEIGHTS * sizeof *gw);
    memset(gb, 0, OUT * sizeof *gb);
    int examples = planted == LAST_MISSING ? EXAMPLES - 1 : EXAMPLES;
    double scale = (planted == FACTOR_2 ? 2.0 : 1.0) / EXAMPLES;
    for (int e = 0; e < examples; e++)
        for (int o = 0; o < OUT; o++) {
            double z = m->b[o];
            for (int i = 0; i < IN; i++)
                z += m->w[o * IN + i] * m->x[e][i];
            double y = tanh(z), r = y - m->t[e][o];
            double slope = planted == SLOPE_OF_Z ? 1 - z * z : 1 - y * y;
            double d = scale * r * (planted == NO_TANH_SLOPE ? 1 : slope);
            if (planted == WRONG_SIGN)
                d = -d;
            for (int i = 0; i < IN; i++) {
                int from = planted == WRONG_INDEX && i == 2 ? 3 : i;
                int to = planted == TRANSPOSED ? i * OUT + o : o * IN + i;
                gw[to] += d * m->x[e][from];
            }
            if (planted != BIAS_ONCE || e == 0)
                gb[o] += d;
        }
    for (int k = 0; k < WEIGHTS && planted != NO_PENALTY; k++)
        gw[k] += PENALTY * m->w[k];
    if (planted == STALE)
        gw[5] = 0;
}
/* end backward */

static model make_model(unsigned seed)
{
    model m;
    gd_random random = gd_random_seeded(seed);
    for (int k = 0; k < WEIGHTS; k++)
        m.w[k] = 0.5 * gd_random_normal(&random);
    for (int o = 0; o < OUT; o++)
        m.b[o] = 0.1 * gd_random_normal(&random);
    for (int e = 0; e < EXAMPLES; e++) {
        for (int i = 0; i < IN; i++)
            m.x[e][i] = gd_random_normal(&random);
        for (int o = 0; o < OUT; o++)
            m.t[e][o] = gd_random_between(&random, -1, 1);
    }
    return m;
}

/* region check-model */
/* Two arrays, one check. step 0: the usual one. */
static gd_check check_model(model *m, bug planted, double step)
{
    double gw[WEIGHTS], gb[OUT];
    model_gradient(m, planted, gw, gb);
    const gd_array arrays[] = {{"w", WEIGHTS, m->w, gw}, {"b", OUT, m->b, gb}};
    return must_check(gd_check_arrays(model_loss, m, 2, arrays, step));
}
/* end check-model */

typedef struct bugs_knobs {
    double seed, step;
} bugs_knobs;

static const knob bugs_list[] = {
    KNOB(bugs_knobs, seed, 5, 0, 1e6, COUNT, "of the random numbers"),
    KNOB(bugs_knobs, step, 6.0554544523933395e-06, 1e-12, 0.1, LOG,
         "step of the central difference"),
    {0},
};

/* Relative error of every entry: rows of w, each with its entry of b. */
static void tell_error_map(gd_table *t, model *m, bug planted, double step)
{
    double gw[WEIGHTS], gb[OUT], numeric[WEIGHTS + OUT];
    model_gradient(m, planted, gw, gb);
    const gd_array arrays[] = {{"w", WEIGHTS, m->w, gw}, {"b", OUT, m->b, gb}};
    if (!gd_numerical_gradient(model_loss, m, 2, arrays, step, numeric))
        give_up("no memory, or the loss is not finite");
    for (int o = 0; o < OUT; o++)
        for (int i = 0; i <= IN; i++) {
            double a = i < IN ? gw[o * IN + i] : gb[o];
            double b = numeric[i < IN ? o * IN + i : WEIGHTS + o];
            double larger = fmax(fabs(a), fabs(b));
            double error = larger > 0 ? fabs(a - b) / larger : 0;
            gd_table_named_row(t, bug_names[planted], 3,
                               (double[]){o, i, fmax(error, 1e-12)});
        }
}

static void bugs_experiment(const void *knobs, story *s)
{
    const bugs_knobs *k = knobs;
    model m = make_model((unsigned)k->seed);
    double least = HUGE_VAL;
    say(s,
        "bugs: y = tanh(W x + b), %d parameters, bugs planted in the"
        " gradient\n\n"
        "  bug            worst entry    gradient   difference"
        "    error  verdict\n",
        WEIGHTS + OUT);
    gd_table_block(s->data, "error-map", "bug\trow\tcolumn\terror");
    for (int planted = 0; planted < BUGS; planted++) {
        gd_check c = check_model(&m, (bug)planted, k->step);
        char entry[16];
        snprintf(entry, sizeof entry, "%s[%zu]", c.array, c.index);
        say(s, "  %-13s  %11s  %10.6f  %11.6f  %7.0e  %s\n", bug_names[planted],
            entry, c.analytic, c.numeric, c.relative,
            gd_verdict_text(c.verdict));
        tell_error_map(s->data, &m, (bug)planted, k->step);
        if (planted != NO_BUG)
            least = fmin(least, c.relative);
        if (planted == NO_PENALTY)
            value(s, "bugs.penalty.entries", (double)c.different);
    }
    say(s, "\n");
    value(s, "bugs", BUGS - 1);
    value(s, "bugs.least", least);
}

/* =============================================== one direction, for large n */

enum { LARGE = 1000, DIRECTIONS = 20 };

/* An entry of the gradient that is off, by a share of itself. */
typedef struct wrong_entry {
    size_t index;
    double error;
} wrong_entry;

/* region chain */
/* A chain of Rosenbrock's valleys in n dimensions. context: a wrong_entry, or
 * NULL for a gradient that is right. */
static double chain(size_t n, const double *x, double *g, void *context)
{
    double f = 0;
    if (g)
        memset(g, 0, n * sizeof *g);
    for (size_t i = 0; i + 1 < n; i++) {
        double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
        f += a * a + 100 * b * b;
        if (g) {
            g[i] += -2 * a - 400 * x[i] * b;
            g[i + 1] += 200 * b;
        }
    }
    if (g && context) {
        const wrong_entry *wrong = context;
        g[wrong->index] *= 1 + wrong->error;
    }
    return f;
}
/* end chain */

typedef struct direction_knobs {
    double entry, error, seed;
} direction_knobs;

static const knob direction_list[] = {
    KNOB(direction_knobs, entry, 137, 0, LARGE - 1, COUNT, "which is wrong"),
    KNOB(direction_knobs, error, 0.01, 1e-9, 1, LOG, "relative error there"),
    KNOB(direction_knobs, seed, 9, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

/* region revealed */
/* How many of the random directions reveal the wrong entry; NULL: none is. */
static int revealed(const wrong_entry *wrong, unsigned seed)
{
    static double x[LARGE];
    gd_random random = gd_random_seeded(seed);
    for (size_t i = 0; i < LARGE; i++)
        x[i] = gd_random_between(&random, -1.5, 1.5);
    /* A copy, for a context may be written to. */
    wrong_entry copy = wrong ? *wrong : (wrong_entry){0, 0};
    const gd_objective f = {"chain", LARGE, chain, wrong ? &copy : NULL};
    int count = 0;
    for (int k = 0; k < DIRECTIONS; k++)
        count += must_check(gd_check_direction(&f, x, 0, &random)).verdict
                 == GD_DIFFERENT;
    return count;
}
/* end revealed */

static void direction_experiment(const void *knobs, story *s)
{
    const direction_knobs *k = knobs;
    const wrong_entry wrong = {(size_t)k->entry, k->error};
    char what[40];
    snprintf(what, sizeof what, "entry %zu off by %g %%", wrong.index,
             100 * wrong.error);
    say(s,
        "direction: %d parameters, %d random directions\n\n"
        "  %-27s%2d reveal an error\n"
        "  %-27s%2d reveal an error\n\n",
        LARGE, DIRECTIONS, "gradient right", revealed(NULL, (unsigned)k->seed),
        what, revealed(&wrong, (unsigned)k->seed));
    value(s, "direction.count", DIRECTIONS);
}

/* How small an error does one direction reveal? */
enum { ERRORS = 16, SIZES = 4, MOST = 10000 };

/* A point that moves along a line, and the values that have been asked for:
 * one direction serves many planted errors. */
typedef struct on_line {
    size_t n;
    double x[MOST], g[MOST], along[MOST], moved[MOST], s;
    size_t known;
    double at[64], value[64];
} on_line;

static double chain_on_line(void *context)
{
    on_line *l = context;
    for (size_t k = 0; k < l->known; k++)
        if (l->at[k] == l->s)
            return l->value[k];
    for (size_t i = 0; i < l->n; i++)
        l->moved[i] = l->x[i] + l->s * l->along[i];
    double f = chain(l->n, l->moved, NULL, NULL);
    l->at[l->known] = l->s;
    l->value[l->known] = f;
    l->known += l->known + 1 < sizeof l->at / sizeof l->at[0];
    return f;
}

/* 1e-7 ... 1e-2, three to a decade. */
static double planted_error(int k)
{
    return pow(10, -7 + k / 3.0);
}

/* Adds to the counts: a random direction, and an error in a random entry,
 * ever larger. */
static void throw_once(on_line *l, gd_random *random, int found[ERRORS])
{
    gd_random_direction(random, l->n, l->x, l->along);
    double slope = gd_dot(l->n, l->g, l->along);
    l->known = 0;
    size_t entry = (size_t)gd_random_below(random, l->n);
    for (int k = 0; k < ERRORS; k++) {
        double wrong = slope + planted_error(k) * l->g[entry] * l->along[entry];
        gd_array array = {"direction", 1, &l->s, &wrong};
        found[k] += gd_check_arrays(chain_on_line, l, 1, &array, 0).verdict
                    == GD_DIFFERENT;
    }
}

typedef struct reveal_knobs {
    double throws, seed;
} reveal_knobs;

static const knob reveal_list[] = {
    KNOB(reveal_knobs, throws, 400, 1, 1000, COUNT, "directions for a point"),
    KNOB(reveal_knobs, seed, 10, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

/* The share of directions that reveal an error, for n = 10 ... 10000. */
static void reveal_experiment(const void *knobs, story *s)
{
    const reveal_knobs *k = knobs;
    static on_line l;
    gd_random random = gd_random_seeded((unsigned)k->seed);
    gd_table_block(s->data, "direction", "n\terror\tshare");
    for (int size = 0; size < SIZES; size++) {
        int found[ERRORS] = {0};
        l.n = (size_t)lround(pow(10, size + 1));
        for (size_t i = 0; i < l.n; i++)
            l.x[i] = gd_random_between(&random, -1.5, 1.5);
        chain(l.n, l.x, l.g, NULL);
        for (int i = 0; i < (int)k->throws; i++)
            throw_once(&l, &random, found);
        for (int i = 0; i < ERRORS; i++)
            gd_row(s->data, (double)l.n, planted_error(i),
                   found[i] / k->throws);
    }
}

/* ========================================================= the complex step */

/* region squire */
/* e^x / sqrt(sin^3 x + cos^3 x), the example of Squire and Trapp. */
static double complex squire(size_t n, const double complex *z, void *context)
{
    (void)n, (void)context;
    double complex s = csin(z[0]), c = ccos(z[0]);
    return cexp(z[0]) / csqrt(s * s * s + c * c * c);
}
/* end squire */

static double squire_real(size_t n, const double *x, double *g, void *context)
{
    (void)n, (void)context;
    double s = sin(x[0]), c = cos(x[0]), q = s * s * s + c * c * c;
    double f = exp(x[0]) / sqrt(q);
    if (g)
        g[0] = f * (1 - 1.5 * s * c * (s - c) / q);
    return f;
}

static double squire_slope(double x)
{
    double g;
    squire_real(1, &x, &g, NULL);
    return g;
}

/* region complex-error */
static double squire_imaginary(double x, double h)
{
    double complex z = x + h * (double complex)I;
    return cimag(squire(1, &z, NULL));
}

static double complex_error(double at, double h)
{
    double g = squire_slope(at);
    return fabs(squire_imaginary(at, h) / h - g) / fabs(g);
}
/* end complex-error */

typedef struct complex_knobs {
    double x;
} complex_knobs;

static const knob complex_list[] = {
    KNOB(complex_knobs, x, 1.5, 0, 2.2, LINEAR, "x of the point"),
    {0},
};

static double squire_at(double x)
{
    return squire_real(1, &x, NULL, NULL);
}

static const probe squire_probe = {squire_at, squire_slope, squire_imaginary,
                                   in_double, DBL_EPSILON,  15};

static void complex_experiment(const void *knobs, story *s)
{
    const complex_knobs *k = knobs;
    const subject f = {"squire", {"squire", 1, squire_real, NULL}, {k->x, 0}};
    static const double steps[] = {1e-2,  1e-4,  1e-6,  1e-8,
                                   1e-12, 1e-16, 1e-100};
    say(s,
        "complex: e^x / sqrt(sin^3 x + cos^3 x) at %g, relative errors"
        "\n\n"
        "        h      forward      central      complex\n",
        k->x);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        say(s, "  %7.0e  %11.1e  %11.1e  %11.1e\n", steps[i],
            error_of(forward, &f, steps[i]), error_of(central, &f, steps[i]),
            complex_error(k->x, steps[i]));
    say(s, "\n");
    *(double *)keep(s, sizeof k->x) = k->x;
    tell_probe_errors(s->data, "complex", &squire_probe, k->x, 1e-26, 0.1);
    tell_complex_errors(s->data, "complex-alone", &squire_probe, k->x, 1e-26,
                        0.1);
    value(s, "epsilon", DBL_EPSILON);
}

static const knob complex_step_list[] = {
    KNOB(errors_knobs, step, 1e-10, 1e-26, 0.1, LOG, "h of all three"),
    {0},
};

/* What becomes of the digits at one step. */
static void complex_step_experiment(const void *knobs, story *s)
{
    double h = ((const errors_knobs *)knobs)->step;
    double x = *(const double *)result_of(s, "complex");
    probe_numbers n[PROBE_WAYS];
    for (int way = 0; way < PROBE_WAYS; way++)
        n[way] = probe_at(&squire_probe, (probe_way)way, x, h);
    in_short(s,
             "With h = %s forward is wrong by %s of the slope, central by %s,"
             " the complex step by %s.",
             spoken(h).text, spoken_roughly(n[AHEAD].error).text,
             spoken_roughly(n[BOTH].error).text,
             spoken_roughly(n[COMPLEX].error).text);
    tell_probe_step(s->data, "complex-step", &squire_probe, x, h);
    tell_probe_digits(s->data, "digits-complex", &squire_probe, x, h);
}

/* ================================================================ by symbol */

static const char *const formulas[] = {
    "x^3 - 3*x^2 - 9*x + 2", "x^2/16 + 9*y^2",  "x^2 + sin(y)^2",
    "log(1 + exp(a + b*x))", "sqrt(x^2 + y^2)", "max(0, x)*y",
};

enum { FORMULAS = sizeof formulas / sizeof formulas[0] };

static const char beale_formula[] = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2"
                                    " + (2.625 - x + x*y^3)^2";

/* region tell-partials */
/* Tells a formula and its partial derivatives. */
static void tell_partials(story *s, const char *formula)
{
    char text[200];
    gd_expression *e = must_parse(formula);
    say(s, "  %s\n", formula);
    for (size_t i = 0; i < gd_expression_variable_count(e); i++) {
        gd_expression_print_partial(e, i, text, sizeof text);
        say(s, "    d/d%s  %s\n", gd_expression_variable(e, i), text);
    }
    gd_expression_free(e);
}
/* end tell-partials */

static void symbolic_experiment(const void *knobs, story *s)
{
    (void)knobs;
    say(s, "symbolic: formulas and their partial derivatives\n\n");
    for (int i = 0; i < FORMULAS; i++)
        tell_partials(s, formulas[i]);
    say(s, "\n");
}

/* ================================================================= backward */

enum { VARIABLES = GD_EXPRESSION_VARIABLES, ROOM = GD_EXPRESSION_LENGTH };

/* "x01*x02*x03": as far from a sum of small parts as can be. */
static void write_product(int n, char text[ROOM])
{
    char *at = text;
    for (int i = 1; i <= n; i++)
        at += snprintf(at, 8, "%sx%02d", i > 1 ? "*" : "", i);
}

/* The chain of valleys. */
static void write_chain(int n, char text[ROOM])
{
    char *at = text;
    for (int i = 1; i < n; i++)
        at += snprintf(at, 60, "%s(1 - x%02d)^2 + 100*(x%02d - x%02d^2)^2",
                       i > 1 ? " + " : "", i, i + 1, i);
}

/* The logarithm of a sum of exponentials, the heart of a classifier's loss. */
static void write_log_sum(int n, char text[ROOM])
{
    char *at = text;
    for (int i = 1; i <= n; i++)
        at += snprintf(at, 16, "%sexp(x%02d)", i > 1 ? " + " : "log(", i);
    snprintf(at, 2, ")");
}

/* Operations for all partial derivatives, in three ways. */
static void tell_costs(story *s, const char *name, int n, const char *formula)
{
    gd_expression *e = must_parse(formula);
    gd_expression_cost c = gd_expression_costs(e);
    double ratio = (double)c.reverse / (double)c.value;
    say(s, "  %-7s  %2d  %7zu  %14zu  %10zu  %8zu  %14.1f\n", name, n, c.value,
        2 * (size_t)n * c.value, c.formula, c.reverse, ratio);
    if (n == VARIABLES && strcmp(name, "chain") == 0)
        value(s, "reverse.ratio", ratio);
    gd_expression_free(e);
}

static const struct {
    const char *name;
    void (*write)(int n, char text[ROOM]);
} families[] = {{"chain", write_chain},
                {"product", write_product},
                {"log sum", write_log_sum}};

static void reverse_experiment(const void *knobs, story *s)
{
    (void)knobs;
    char text[ROOM];
    say(s, "reverse: operations for f, and for f with all its partials\n\n"
           "  f         n  f alone  by differences  by formula  backward"
           "  backward : f\n");
    for (size_t k = 0; k < sizeof families / sizeof families[0]; k++)
        for (int n = 4; n <= VARIABLES; n *= 2) {
            families[k].write(n, text);
            tell_costs(s, families[k].name, n, text);
        }
    say(s, "\n");
}

/* -------------------------------------------------- five ways, one gradient */

static double complex beale_complex(size_t n, const double complex *z,
                                    void *context)
{
    (void)n, (void)context;
    double complex x = z[0], y = z[1];
    double complex a = 1.5 - x + x * y;
    double complex b = 2.25 - x + x * y * y;
    double complex c = 2.625 - x + x * y * y * y;
    return a * a + b * b + c * c;
}

/* The largest relative error of a gradient, against the one by hand. */
static double against(const double hand[2], const double g[2])
{
    return fmax(fabs(g[0] - hand[0]) / fabs(hand[0]),
                fabs(g[1] - hand[1]) / fabs(hand[1]));
}

enum { WAYS = 5 };

/* The gradient of Beale's function by forward and by central difference, by
 * complex step, by symbol and backward: relative errors. */
static void five_ways(const double at[2], double error[WAYS])
{
    double x[2] = {at[0], at[1]}, hand[2], g[2];
    const gd_objective *f = objective("beale");
    gd_value_and_gradient(f, x, hand);
    for (size_t i = 0; i < 2; i++)
        g[i] = forward(f, x, i, sqrt(DBL_EPSILON) * x[i]);
    error[0] = against(hand, g);
    for (size_t i = 0; i < 2; i++)
        g[i] = central(f, x, i, gd_check_step() * x[i]);
    error[1] = against(hand, g);
    if (!gd_complex_gradient(beale_complex, 2, x, NULL, g))
        give_up("out of memory");
    error[2] = against(hand, g);
    gd_expression *e = must_parse(beale_formula);
    gd_expression_eval(2, x, g, e);
    error[3] = against(hand, g);
    gd_expression_reverse(2, x, g, e);
    error[4] = against(hand, g);
    gd_expression_free(e);
}

typedef struct five_ways_knobs {
    double x, y;
} five_ways_knobs;

static const knob five_ways_list[] = {
    KNOB(five_ways_knobs, x, 3, 0.5, 5, LINEAR, "x of the point"),
    KNOB(five_ways_knobs, y, 4, 1.5, 5, LINEAR, "y of the point"),
    {0},
};

static void five_ways_experiment(const void *knobs, story *s)
{
    const five_ways_knobs *k = knobs;
    static const char *const names[WAYS] = {
        "forward difference", "central difference", "complex step", "by symbol",
        "backward"};
    static const char *const costs[WAYS] = {
        "n + 1 values", "2n values", "n complex values",
        "one value, n formulas", "about four values"};
    double error[WAYS];
    five_ways((double[]){k->x, k->y}, error);
    say(s,
        "five-ways: Beale's gradient at (%g, %g), against the one by hand"
        "\n\n"
        "  way                   relative error  costs\n",
        k->x, k->y);
    for (int i = 0; i < WAYS; i++)
        say(s, "  %-20s  %14.0e  %s\n", names[i], error[i], costs[i]);
    say(s, "  %-20s  %14s  %s\n\n", "by hand", "", "one value, one gradient");
}

/* ============================================================== the chapter */

static const experiment experiments[] = {
    {"chords", chords_experiment, KNOBS(chords_knobs, chords_list)},
    {"quotients", quotients_experiment, KNOBS(quotients_knobs, quotients_list)},
    {"lost-digits", digits_experiment, KNOBS(digits_knobs, digits_list)},
    {"vcurve", vcurve_experiment, KNOBS(vcurve_knobs, vcurve_list)},
    {"sine-errors", sine_experiment, KNOBS(sine_knobs, sine_list)},
    {"two-errors", errors_experiment, KNOBS(errors_knobs, errors_list),
     .needs = {"sine-errors"}},
    {"float", float_experiment, NO_KNOBS, .needs = {"vcurve"}},
    {"arrays", arrays_experiment, KNOBS(arrays_knobs, arrays_list)},
    {"verdicts", verdicts_experiment, NO_KNOBS},
    {"kink", kink_experiment, KNOBS(kink_knobs, kink_list)},
    {"bugs", bugs_experiment, KNOBS(bugs_knobs, bugs_list)},
    {"direction", direction_experiment, KNOBS(direction_knobs, direction_list)},
    {"reveal", reveal_experiment, KNOBS(reveal_knobs, reveal_list)},
    {"complex", complex_experiment, KNOBS(complex_knobs, complex_list)},
    {"complex-step", complex_step_experiment,
     KNOBS(errors_knobs, complex_step_list), .needs = {"complex"}},
    {"symbolic", symbolic_experiment, NO_KNOBS},
    {"sweep", sweep_experiment, KNOBS(sweep_knobs, sweep_list)},
    {"reverse", reverse_experiment, NO_KNOBS},
    {"five-ways", five_ways_experiment, KNOBS(five_ways_knobs, five_ways_list)},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "05-gradient-checking",
        .title = "Gradient checking: trust, but verify",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
