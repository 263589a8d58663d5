/* Chapter 5, Gradient checking: trust, but verify.
 *
 * A gradient computed in four ways, what each of them costs and how far it
 * can be trusted; and a small model with bugs planted in its gradient. */
#include "chapter.h"
#include "gd/expression.h"
#include "gd/gradient_check.h"
#include "gd/objective.h"
#include "gd/random.h"
#include "gd/table.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
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

static const double bowl_point[2] = {2, 3};

static void report_quotients(void)
{
    const gd_objective *f = gd_test_objective("bowl");
    double g[2];
    gd_value_and_gradient(f, bowl_point, g);
    printf("quotients: f(x, y) = x^2/16 + 9y^2 at (2, 3),"
           " gradient by hand (%g, %g)\n\n"
           "       h     forward: error in x      in y"
           "     central: error in x      in y\n",
           g[0], g[1]);
    for (double h = 0.1; h > 5e-13; h /= 100)
        printf("  %6.0e  %22.1e  %8.1e  %22.1e  %8.1e\n", h,
               fabs(forward(f, bowl_point, 0, h) - g[0]),
               fabs(forward(f, bowl_point, 1, h) - g[1]),
               fabs(central(f, bowl_point, 0, h) - g[0]),
               fabs(central(f, bowl_point, 1, h) - g[1]));
    printf("\n");
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

enum { SUBJECTS = 4 };

static void subjects(subject s[SUBJECTS])
{
    s[0] = (subject){"bowl", *gd_test_objective("bowl"), {2, 3}};
    s[1] = (subject){"beale", *gd_test_objective("beale"), {3, 4}};
    s[2] = (subject){"sine", {"sine", 1, sine, NULL}, {1, 0}};
    s[3] = (subject){"exp", {"exp", 1, exponential, NULL}, {1, 0}};
}

typedef double quotient(const gd_objective *f, const double *x, size_t i,
                        double h);

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

/* The step with the smallest error, averaged over neighbours: single points
 * may be right by accident. */
static double best_step(quotient *q, const subject *s)
{
    int best = 2;
    double least = HUGE_VAL;
    for (int k = 2; k < CURVE - 2; k++) {
        double sum = 0;
        for (int j = -2; j <= 2; j++)
            sum += log(error_of(q, s, curve_step(k + j)) + 1e-17);
        if (sum < least) {
            least = sum;
            best = k;
        }
    }
    return curve_step(best);
}

static void report_vcurve(void)
{
    subject s[SUBJECTS];
    subjects(s);
    printf("vcurve: the best step, and the relative error there\n\n"
           "  function   forward: h     error      central: h     error\n");
    for (int k = 0; k < SUBJECTS; k++) {
        double a = best_step(forward, &s[k]), b = best_step(central, &s[k]);
        printf("  %-9s  %10.0e  %8.0e  %14.0e  %8.0e\n", s[k].name, a,
               error_of(forward, &s[k], a), b, error_of(central, &s[k], b));
    }
    printf("\n  square root of the machine epsilon %.1e, cube root %.1e\n\n",
           sqrt(DBL_EPSILON), cbrt(DBL_EPSILON));
}

/* The two errors of each quotient by the formula, relative, for h = 1: the
 * other steps follow, for each is a power of h times this. */
typedef struct errors {
    double forward, central, rounding;
} errors;

/* Beale's function at (x, y). A residual a - x + x y^k is linear in x; its
 * derivatives in y are p, q and r. */
static errors beale_errors(const subject *s)
{
    static const double a[] = {1.5, 2.25, 2.625};
    double x = s->x[0], y = s->x[1], g[2];
    double xx = 0, yy = 0, yyy = 0; /* derivatives of f; its xxx is 0 */
    double f = gd_value_and_gradient(&s->f, s->x, g);
    for (int k = 1; k <= 3; k++) {
        double slope = pow(y, k) - 1, residual = a[k - 1] + x * slope;
        double p = k * x * pow(y, k - 1);
        double q = k > 1 ? k * (k - 1) * x * pow(y, k - 2) : 0;
        double r = k > 2 ? k * (k - 1) * (k - 2) * x : 0;
        xx += 2 * slope * slope;
        yy += 2 * (p * p + residual * q);
        yyy += 2 * (3 * p * q + residual * r);
    }
    return (errors){fmax(xx / g[0], yy / g[1]) / 2, yyy / g[1] / 6,
                    DBL_EPSILON * f / fmin(g[0], g[1])};
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

static void report_float(void)
{
    subject s[SUBJECTS];
    subjects(s);
    printf("float: Beale's gradient at (3, 4), central difference, the larger"
           " relative error\n\n"
           "        h         double          float\n");
    for (int k = 1; k <= 7; k++) {
        double h = pow(10, -k);
        printf("  %7.0e  %13.1e  %13.1e\n", h, error_of(central, &s[1], h),
               error_of(central_float, &s[1], h));
    }
    printf("\n");
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

static void report_kink(void)
{
    const gd_objective f = {"relu", 1, relu, NULL};
    static const double at[] = {-1e-3, -3e-6, 0, 3e-6, 1e-3};
    printf("kink: max(0, x), central difference with h = %.1e\n\n"
           "           x   by hand   by difference   relative error\n",
           gd_check_step());
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        double x = at[i], g;
        gd_value_and_gradient(&f, &x, &g);
        gd_check check = gd_check_gradient(&f, &x, 0);
        printf("  %10.0e  %8g  %14.4f  %15.2g\n", x, g, check.numeric,
               check.relative);
    }
    printf("\n");
}

/* ========================================= several arrays, and planted bugs */

enum { OUT = 3, IN = 4, WEIGHTS = OUT * IN, EXAMPLES = 8 };

/* region model */
/* A linear layer with a tanh, y = tanh(W x + b), and half its squared error
 * on a few examples. Two named arrays of parameters. */
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
            loss += r * r / 2;
        }
    return loss / EXAMPLES;
}
/* end model */

/* The bugs that can be planted. */
typedef enum bug {
    NO_BUG,
    WRONG_SIGN,    /* t - y for y - t */
    FACTOR_2,      /* the 1/2 of the loss forgotten */
    NO_TANH_SLOPE, /* the factor 1 - y^2 left out */
    SLOPE_OF_Z,    /* 1 - z^2 for 1 - y^2 */
    NO_MEAN,       /* not divided by the number of examples */
    LAST_MISSING,  /* the loop over the examples ends one early */
    TRANSPOSED,    /* w's gradient stored column by column */
    WRONG_INDEX,   /* one input taken for its neighbour */
    BIAS_ONCE,     /* the bias sums only one example */
    STALE,         /* one entry never written */
    BUGS
} bug;

static const char *const bug_names[BUGS] = {
    "none",        "sign",    "factor 2",   "tanh' missing",
    "tanh' of z",  "no mean", "off by one", "transposed",
    "wrong input", "b: one",  "not written"};

/* region backward */
/* The gradient by the chain rule, with a bug if one is asked for. */
static void model_gradient(const model *m, bug planted, double gw[WEIGHTS],
                           double gb[OUT])
{
    memset(gw, 0, (size_t)WEIGHTS * sizeof *gw);
    memset(gb, 0, OUT * sizeof *gb);
    int examples = planted == LAST_MISSING ? EXAMPLES - 1 : EXAMPLES;
    double scale = planted == NO_MEAN ? 1 : 1.0 / EXAMPLES;
    if (planted == FACTOR_2)
        scale *= 2;
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
    if (planted == STALE)
        gw[5] = 0;
}
/* end backward */

static model make_model(void)
{
    model m;
    gd_random random = gd_random_seeded(5);
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
/* Two arrays, one check. */
static gd_check check_model(bug planted)
{
    model m = make_model();
    double gw[WEIGHTS], gb[OUT];
    model_gradient(&m, planted, gw, gb);
    const gd_array arrays[] = {{"w", WEIGHTS, m.w, gw}, {"b", OUT, m.b, gb}};
    return gd_check_arrays(model_loss, &m, 2, arrays, 0);
}
/* end check-model */

static void report_bugs(void)
{
    printf("bugs: y = tanh(W x + b), %d parameters, bugs planted in the"
           " gradient\n\n"
           "  bug              worst entry    gradient   difference"
           "   relative error\n",
           WEIGHTS + OUT);
    for (int k = 0; k < BUGS; k++) {
        gd_check c = check_model((bug)k);
        char entry[16];
        snprintf(entry, sizeof entry, "%s[%zu]", c.array, c.index);
        printf("  %-14s  %12s  %10.6f  %11.6f  %15.1e\n", bug_names[k], entry,
               c.analytic, c.numeric, c.relative);
    }
    printf("\n");
}

/* =============================================== one direction, for large n */

enum { LARGE = 1000, DIRECTIONS = 20 };

/* A chain of Rosenbrock's valleys in n dimensions. context, where it is not
 * NULL, points to the index of an entry that is off by one percent. */
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
    if (g && context)
        g[*(const size_t *)context] *= 1.01;
    return f;
}

/* How many of the random directions reveal the wrong entry. */
static int revealed(const size_t *wrong)
{
    static double x[LARGE];
    gd_random random = gd_random_seeded(9);
    for (size_t i = 0; i < LARGE; i++)
        x[i] = gd_random_between(&random, -1.5, 1.5);
    /* A copy, for a context may be written to. */
    size_t entry = wrong ? *wrong : 0;
    const gd_objective f = {"chain", LARGE, chain, wrong ? &entry : NULL};
    int count = 0;
    for (int k = 0; k < DIRECTIONS; k++)
        count += gd_check_direction(&f, x, 0, &random).relative > 1e-6;
    return count;
}

static void report_direction(void)
{
    size_t wrong = 137;
    printf("direction: %d parameters, %d random directions, two values each"
           "\n\n"
           "  gradient right             %2d reveal an error\n"
           "  entry 137 off by 1 %%       %2d reveal an error\n\n",
           LARGE, DIRECTIONS, revealed(NULL), revealed(&wrong));
}

/* How small an error does one direction reveal? */
enum { ERRORS = 16, THROWS = 100, SIZES = 4, MOST = 10000 };

/* A point that moves along a line. */
typedef struct on_line {
    size_t n;
    double x[MOST], g[MOST], along[MOST], moved[MOST], s;
} on_line;

static double chain_on_line(void *context)
{
    on_line *l = context;
    for (size_t i = 0; i < l->n; i++)
        l->moved[i] = l->x[i] + l->s * l->along[i];
    return chain(l->n, l->moved, NULL, NULL);
}

/* 1e-7 ... 1e-2, three to a decade. */
static double planted_error(int k)
{
    return pow(10, -7 + k / 3.0);
}

/* 10, 100 ... */
static size_t entries(int size)
{
    return (size_t)lround(pow(10, size + 1));
}

/* Adds to the counts: a random direction, and an error in a random entry,
 * ever larger. */
static void throw_once(on_line *l, gd_random *random, int found[ERRORS])
{
    double slope = 0, squares = 0;
    for (size_t i = 0; i < l->n; i++) {
        l->along[i] = gd_random_normal(random);
        squares += l->along[i] * l->along[i];
    }
    for (size_t i = 0; i < l->n; i++) {
        l->along[i] /= sqrt(squares);
        slope += l->g[i] * l->along[i];
    }
    size_t entry = (size_t)gd_random_below(random, l->n);
    for (int k = 0; k < ERRORS; k++) {
        double wrong = slope + planted_error(k) * l->g[entry] * l->along[entry];
        gd_array array = {"direction", 1, &l->s, &wrong};
        found[k] +=
            gd_check_arrays(chain_on_line, l, 1, &array, 0).relative > 1e-6;
    }
}

/* The share of directions that reveal an error, for n = 10 ... 10000. */
static void reveal_shares(double share[ERRORS][SIZES])
{
    static on_line l;
    gd_random random = gd_random_seeded(10);
    for (int size = 0; size < SIZES; size++) {
        int found[ERRORS] = {0};
        l.n = entries(size);
        for (size_t i = 0; i < l.n; i++)
            l.x[i] = gd_random_between(&random, -1.5, 1.5);
        chain(l.n, l.x, l.g, NULL);
        for (int k = 0; k < THROWS; k++)
            throw_once(&l, &random, found);
        for (int k = 0; k < ERRORS; k++)
            share[k][size] = (double)found[k] / THROWS;
    }
}

/* ========================================================= the complex step */

/* e^x / sqrt(sin^3 x + cos^3 x), the example of Squire and Trapp. */
static double complex squire(size_t n, const double complex *z, void *context)
{
    (void)n, (void)context;
    double complex s = csin(z[0]), c = ccos(z[0]);
    return cexp(z[0]) / csqrt(s * s * s + c * c * c);
}

static double squire_real(size_t n, const double *x, double *g, void *context)
{
    (void)n, (void)context;
    double s = sin(x[0]), c = cos(x[0]), q = s * s * s + c * c * c;
    double f = exp(x[0]) / sqrt(q);
    if (g)
        g[0] = f * (1 - 1.5 * s * c * (s - c) / q);
    return f;
}

static const double SQUIRE_AT = 1.5;

static double complex_error(double h)
{
    double g, at = SQUIRE_AT;
    squire_real(1, &at, &g, NULL);
    double complex z = at + h * (double complex)I;
    return fabs(cimag(squire(1, &z, NULL)) / h - g) / g;
}

static void report_complex(void)
{
    const subject s = {
        "squire", {"squire", 1, squire_real, NULL}, {SQUIRE_AT, 0}};
    printf("complex: e^x / sqrt(sin^3 x + cos^3 x) at 1.5, relative errors"
           "\n\n"
           "        h      forward      central      complex\n");
    static const double steps[] = {1e-2,  1e-4,  1e-6,  1e-8,
                                   1e-12, 1e-16, 1e-100};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        printf("  %7.0e  %11.1e  %11.1e  %11.1e\n", steps[i],
               error_of(forward, &s, steps[i]), error_of(central, &s, steps[i]),
               complex_error(steps[i]));
    printf("\n");
}

/* ================================================================ by symbol */

static const char *const formulas[] = {
    "x^3 - 3*x^2 - 9*x + 2", "x^2/16 + 9*y^2",  "x^2 + sin(y)^2",
    "log(1 + exp(a + b*x))", "sqrt(x^2 + y^2)", "x^y",
};

enum { FORMULAS = sizeof formulas / sizeof formulas[0] };

static const char beale_formula[] = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2"
                                    " + (2.625 - x + x*y^3)^2";

/* region print-partials */
/* Prints a formula and its partial derivatives. */
static void print_partials(const char *formula)
{
    char text[200];
    gd_expression_error error;
    gd_expression *e = gd_expression_parse(formula, &error);
    if (!e) {
        printf("  column %zu: %s\n", error.column, error.text);
        return;
    }
    printf("  %s\n", formula);
    for (size_t i = 0; i < gd_expression_variable_count(e); i++) {
        gd_expression_print_partial(e, i, text, sizeof text);
        printf("    d/d%s  %s\n", gd_expression_variable(e, i), text);
    }
    gd_expression_free(e);
}
/* end print-partials */

static void report_symbolic(void)
{
    printf("symbolic: formulas and their partial derivatives\n\n");
    for (int i = 0; i < FORMULAS; i++)
        print_partials(formulas[i]);
    printf("\n");
}

/* -------------------------------------------------- four ways, one gradient */

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

enum { WAYS = 4 };

/* The gradient of Beale's function at (3, 4) by forward and by central
 * difference, by complex step and by symbol: relative errors. False: out of
 * memory. */
static bool four_ways(double error[WAYS])
{
    double x[2] = {3, 4}, hand[2], g[2];
    const gd_objective *f = gd_test_objective("beale");
    gd_value_and_gradient(f, x, hand);
    for (size_t i = 0; i < 2; i++)
        g[i] = forward(f, x, i, sqrt(DBL_EPSILON) * x[i]);
    error[0] = against(hand, g);
    for (size_t i = 0; i < 2; i++)
        g[i] = central(f, x, i, gd_check_step() * x[i]);
    error[1] = against(hand, g);
    if (!gd_complex_gradient(beale_complex, 2, x, NULL, g))
        return false;
    error[2] = against(hand, g);
    gd_expression_error wrong;
    gd_expression *e = gd_expression_parse(beale_formula, &wrong);
    if (!e)
        return false;
    gd_expression_eval(2, x, g, e);
    error[3] = against(hand, g);
    gd_expression_free(e);
    return true;
}

static void report_four_ways(void)
{
    static const char *const names[WAYS] = {"forward difference",
                                            "central difference",
                                            "complex step", "by symbol"};
    static const char *const costs[WAYS] = {"n + 1 values", "2n values",
                                            "n complex values",
                                            "one value, one gradient"};
    double error[WAYS];
    if (!four_ways(error))
        return;
    printf("four-ways: Beale's gradient at (3, 4), against the one by hand"
           "\n\n"
           "  way                   relative error  costs\n");
    for (int k = 0; k < WAYS; k++)
        printf("  %-20s  %14.0e  %s\n", names[k], error[k], costs[k]);
    printf("  %-20s  %14s  %s\n", "by hand", "", "one value, one gradient");
    printf("\n");
}

static bool report(void)
{
    report_quotients();
    report_vcurve();
    report_float();
    report_kink();
    report_bugs();
    report_direction();
    report_complex();
    report_symbolic();
    report_four_ways();
    return true;
}

/* ===================================================================== data */

/* The best steps, and the errors there. */
static void data_tips(gd_table *t, const subject s[SUBJECTS])
{
    gd_table_block(t, "vcurve-tips",
                   "function\tn\tx\ty\tforward_h\tforward_error"
                   "\tcentral_h\tcentral_error");
    for (int k = 0; k < SUBJECTS; k++) {
        double a = best_step(forward, &s[k]), b = best_step(central, &s[k]);
        double row[] = {(double)s[k].f.n,
                        s[k].x[0],
                        s[k].x[1],
                        a,
                        error_of(forward, &s[k], a),
                        b,
                        error_of(central, &s[k], b)};
        gd_table_named_row(t, s[k].name, sizeof row / sizeof *row, row);
    }
}

/* Straight lines on logarithmic axes: two points each. */
static void data_errors(gd_table *t, const subject *s)
{
    errors e = beale_errors(s);
    gd_table_block(t, "beale-errors", "h\tforward\tcentral\trounding");
    for (int i = 0; i < CURVE; i += CURVE - 1) {
        double h = curve_step(i);
        gd_row(t, h, e.forward * h, e.central * h * h, e.rounding / h);
    }
}

static void data_vcurve(gd_table *t)
{
    subject s[SUBJECTS];
    subjects(s);
    data_tips(t, s);
    data_errors(t, &s[1]);
    for (int k = 0; k < SUBJECTS; k++) {
        char block[32];
        snprintf(block, sizeof block, "vcurve-%s", s[k].name);
        gd_table_block(t, block, "h\tforward\tcentral");
        for (int i = 0; i < CURVE; i++) {
            double h = curve_step(i);
            /* An error of exactly 0 has no logarithm. */
            gd_row(t, h, fmax(error_of(forward, &s[k], h), 1e-17),
                   fmax(error_of(central, &s[k], h), 1e-17));
        }
    }
    gd_table_block(t, "vcurve-float", "h\tfloat");
    for (int i = 0; i < CURVE - 40; i++)
        gd_row(t, curve_step(i),
               fmin(1, error_of(central_float, &s[1], curve_step(i))));
    const subject sq = {
        "squire", {"squire", 1, squire_real, NULL}, {SQUIRE_AT, 0}};
    gd_table_block(t, "complex", "h\tforward\tcentral\tcomplex");
    for (int i = 0; i < 2 * CURVE; i++) {
        double h = pow(10, -1 - i / 8.0);
        gd_row(t, h, fmin(1, fmax(error_of(forward, &sq, h), 1e-17)),
               fmin(1, fmax(error_of(central, &sq, h), 1e-17)),
               /* what is less, is luck */
               fmax(complex_error(h), DBL_EPSILON));
    }
}

static void data_kink(gd_table *t)
{
    const gd_objective f = {"relu", 1, relu, NULL};
    gd_table_block(t, "kink", "x\tf\tby_hand\tdifference");
    for (int i = -100; i <= 100; i++) {
        double x = 2e-7 * i, g;
        double value = gd_value_and_gradient(&f, &x, &g);
        gd_check check = gd_check_gradient(&f, &x, 0);
        gd_row(t, x, value, g, check.numeric);
    }
    /* The two points of a central difference, and the point between them. */
    double h = gd_check_step();
    gd_table_block(t, "kink-chord", "x\tf\tslope");
    for (int side = 0; side < 3; side++) {
        double middle = -h / 2, x = middle + (double[]){-h, h, 0}[side];
        gd_row(t, x, gd_value(&f, &x), central(&f, &middle, 0, h));
    }
    gd_table_block(t, "kink-step", "h");
    gd_row(t, gd_check_step());
}

static void data_direction(gd_table *t)
{
    double share[ERRORS][SIZES];
    reveal_shares(share);
    gd_table_block(t, "direction", "n\terror\tshare");
    for (int size = 0; size < SIZES; size++)
        for (int k = 0; k < ERRORS; k++)
            gd_row(t, (double)entries(size), planted_error(k), share[k][size]);
}

/* Relative error of every entry, for every bug: rows of w, then b. */
static void data_bugs(gd_table *t)
{
    gd_table_block(t, "error-map", "bug\trow\tcolumn\terror");
    for (int k = 0; k < BUGS; k++) {
        model m = make_model();
        double gw[WEIGHTS], gb[OUT], numeric[WEIGHTS + OUT];
        model_gradient(&m, (bug)k, gw, gb);
        const gd_array arrays[] = {{"w", WEIGHTS, m.w, gw},
                                   {"b", OUT, m.b, gb}};
        if (!gd_numerical_gradient(model_loss, &m, 2, arrays, 0, numeric)) {
            chapter_complain("05-gradient-checking: the loss is not finite");
            exit(EXIT_FAILURE);
        }
        for (int o = 0; o < OUT; o++)
            for (int i = 0; i <= IN; i++) {
                double a = i < IN ? gw[o * IN + i] : gb[o];
                double b = numeric[i < IN ? o * IN + i : WEIGHTS + o];
                double larger = fmax(fabs(a), fabs(b));
                double error = larger > 0 ? fabs(a - b) / larger : 0;
                gd_table_named_row(t, bug_names[k], 3,
                                   (double[]){o, i, fmax(error, 1e-12)});
            }
    }
}

static void values(gd_table *t)
{
    gd_table_block(t, "values", "key\tvalue");
    const gd_objective *f = gd_test_objective("bowl");
    gd_table_value(t, "check.x", central(f, bowl_point, 0, gd_check_step()));
    gd_table_value(t, "check.y", central(f, bowl_point, 1, gd_check_step()));
    gd_table_value(t, "check.source.x", central(f, bowl_point, 0, 1e-8));
    gd_table_value(t, "check.source.y", central(f, bowl_point, 1, 1e-8));
    gd_table_value(t, "check.source.error",
                   fabs(central(f, bowl_point, 1, 1e-8) - 54));
    gd_table_value(t, "check.large.error",
                   fabs(central(f, bowl_point, 1, 0.1) - 54));
    subject s[SUBJECTS];
    subjects(s);
    double best = best_step(central, &s[1]);
    gd_table_value(t, "vcurve.best_h", best);
    gd_table_value(t, "vcurve.best_error", error_of(central, &s[1], best));
    best = best_step(forward, &s[1]);
    gd_table_value(t, "vcurve.forward.best_h", best);
    gd_table_value(t, "vcurve.forward.best_error",
                   error_of(forward, &s[1], best));
    best = best_step(central_float, &s[1]);
    gd_table_value(t, "vcurve.float.best_h", best);
    gd_table_value(t, "vcurve.float.best_error",
                   error_of(central_float, &s[1], best));
    gd_table_value(t, "epsilon", DBL_EPSILON);
    gd_table_value(t, "step", gd_check_step());
    gd_table_value(t, "complex.error", complex_error(1e-100));
    size_t wrong = 137;
    gd_table_value(t, "direction.right", revealed(NULL));
    gd_table_value(t, "direction.wrong", revealed(&wrong));
    gd_table_value(t, "direction.count", DIRECTIONS);
    gd_table_value(t, "direction.throws", THROWS);
    gd_table_value(t, "bugs", BUGS - 1);
    double least = HUGE_VAL;
    for (int k = 1; k < BUGS; k++)
        least = fmin(least, check_model((bug)k).relative);
    gd_table_value(t, "bugs.least", least);
    gd_table_value(t, "bugs.none", check_model(NO_BUG).relative);
}

static bool data(gd_table *t)
{
    values(t);
    data_vcurve(t);
    data_kink(t);
    data_bugs(t);
    data_direction(t);
    return true;
}

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "05-gradient-checking",
        .title = "Gradient checking: trust, but verify",
        .report = report,
        .data = data,
    };
    return chapter_main(&this, argc, argv);
}
