#include "gd/objective.h"

#include "gd/pi.h"

#include <math.h>
#include <string.h>

double gd_value(const gd_objective *f, const double *x)
{
    return f->eval(f->n, x, NULL, f->context);
}

double gd_value_and_gradient(const gd_objective *f, const double *x,
                             double *gradient)
{
    return f->eval(f->n, x, gradient, f->context);
}

/* region max-abs */
double gd_max_abs(size_t n, const double *v)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double a = fabs(v[i]);
        /* !(a <= largest) is true for a NaN as well. It ends the search:
         * the next number would replace it. */
        if (!(a <= largest)) {
            largest = a;
            if (isnan(a))
                break;
        }
    }
    return largest;
}
/* end max-abs */

const char *gd_kind_text(gd_kind kind)
{
    switch (kind) {
    case GD_MINIMUM:
        return "minimum";
    case GD_MAXIMUM:
        return "maximum";
    case GD_SADDLE:
        return "saddle";
    case GD_DEGENERATE:
        break;
    }
    return "degenerate";
}

/* ------------------------------------------------------------ families */

/* region quadratic */
double gd_quadratic(size_t n, const double *x, double *gradient, void *context)
{
    const double *a = context;
    double twice = 0;
    for (size_t i = 0; i < n; i++) {
        double row = 0;
        for (size_t j = 0; j < n; j++)
            row += a[i * n + j] * x[j];
        if (gradient)
            gradient[i] = row;
        twice += x[i] * row;
    }
    return twice / 2;
}
/* end quadratic */

double gd_parabola_eval(size_t n, const double *x, double *gradient,
                        void *context)
{
    (void)n;
    const gd_parabola *p = context;
    double d = x[0] - p->centre;
    if (gradient)
        gradient[0] = 2 * d;
    return d * d + p->floor;
}

static void parabola_hessian(const double *x, double *hessian)
{
    (void)x;
    hessian[0] = 2;
}

/* Contexts are not const in the interface, for a data set may count its
 * evaluations; these are never written. */
static double round_bowl_matrix[] = {2, 0, 0, 2};
static double dome_matrix[] = {-2, 0, 0, -2};
static double saddle_matrix[] = {2, 0, 0, -2};
static double bowl_matrix[] = {0.125, 0, 0, 18};
static gd_parabola square_parabola = {0, 0};
static gd_parabola raised_parabola = {0, 0.2};
static gd_parabola walk_parabola = {1, 1};

static void round_bowl_hessian(const double *x, double *hessian)
{
    (void)x;
    memcpy(hessian, round_bowl_matrix, sizeof round_bowl_matrix);
}

static void dome_hessian(const double *x, double *hessian)
{
    (void)x;
    memcpy(hessian, dome_matrix, sizeof dome_matrix);
}

static void saddle_hessian(const double *x, double *hessian)
{
    (void)x;
    memcpy(hessian, saddle_matrix, sizeof saddle_matrix);
}

static void bowl_hessian(const double *x, double *hessian)
{
    (void)x;
    memcpy(hessian, bowl_matrix, sizeof bowl_matrix);
}

/* -------------------------------------------------------- one variable */

/* region cubic */
static double cubic_eval(size_t n, const double *x, double *gradient,
                         void *context)
{
    (void)n, (void)context;
    double t = x[0];
    if (gradient)
        gradient[0] = 3 * t * t - 6 * t - 9;
    return t * t * t - 3 * t * t - 9 * t + 2;
}
/* end cubic */

static void cubic_hessian(const double *x, double *hessian)
{
    hessian[0] = 6 * x[0] - 6;
}

static double cube_eval(size_t n, const double *x, double *gradient,
                        void *context)
{
    (void)n, (void)context;
    if (gradient)
        gradient[0] = 3 * x[0] * x[0];
    return x[0] * x[0] * x[0];
}

static void cube_hessian(const double *x, double *hessian)
{
    hessian[0] = 6 * x[0];
}

static double quartic_eval(size_t n, const double *x, double *gradient,
                           void *context)
{
    (void)n, (void)context;
    double w = x[0], w2 = w * w;
    if (gradient)
        gradient[0] = 4 * w2 * w - 6 * w + 1;
    return w2 * w2 - 3 * w2 + w;
}

static void quartic_hessian(const double *x, double *hessian)
{
    hessian[0] = 12 * x[0] * x[0] - 6;
}

/* ------------------------------------------------------- two variables */

static double waves_eval(size_t n, const double *x, double *gradient,
                         void *context)
{
    (void)n, (void)context;
    double s = sin(x[1]);
    if (gradient) {
        gradient[0] = 2 * x[0];
        gradient[1] = 2 * s * cos(x[1]);
    }
    return x[0] * x[0] + s * s;
}

static void waves_hessian(const double *x, double *hessian)
{
    hessian[0] = 2;
    hessian[1] = hessian[2] = 0;
    hessian[3] = 2 * cos(2 * x[1]);
}

/* The monkey saddle: two legs and a tail go down. */
static double monkey_eval(size_t n, const double *x, double *gradient,
                          void *context)
{
    (void)n, (void)context;
    if (gradient) {
        gradient[0] = 3 * x[0] * x[0] - 3 * x[1] * x[1];
        gradient[1] = -6 * x[0] * x[1];
    }
    return x[0] * x[0] * x[0] - 3 * x[0] * x[1] * x[1];
}

static void monkey_hessian(const double *x, double *hessian)
{
    hessian[0] = 6 * x[0];
    hessian[1] = hessian[2] = -6 * x[1];
    hessian[3] = -6 * x[0];
}

/* region beale */
/* E. M. L. Beale (1958): three brackets, squared and summed. One minimum,
 * at (3, 0.5), in a curved valley whose curvature there is 162 times larger
 * across than along. */
static double beale_eval(size_t n, const double *p, double *gradient,
                         void *context)
{
    (void)n, (void)context;
    double x = p[0], y = p[1], y2 = y * y, y3 = y2 * y;
    double a = 1.5 - x + x * y;
    double b = 2.25 - x + x * y2;
    double c = 2.625 - x + x * y3;
    if (gradient) {
        gradient[0] = 2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1));
        gradient[1] = 2 * x * (a + 2 * y * b + 3 * y2 * c);
    }
    return a * a + b * b + c * c;
}
/* end beale */

static void beale_hessian(const double *p, double *hessian)
{
    double x = p[0], y = p[1], y2 = y * y, y3 = y2 * y;
    double a = 1.5 - x + x * y;
    double b = 2.25 - x + x * y2;
    double c = 2.625 - x + x * y3;
    double ax = y - 1, bx = y2 - 1, cx = y3 - 1;
    hessian[0] = 2 * (ax * ax + bx * bx + cx * cx);
    hessian[1] = 2 * (a + 2 * y * b + 3 * y2 * c)
                 + 2 * x * (ax + 2 * y * bx + 3 * y2 * cx);
    hessian[2] = hessian[1];
    hessian[3] = 2 * x * (x + 2 * b + 4 * x * y2 + 6 * y * c + 9 * x * y2 * y2);
}

/* H. H. Rosenbrock (1960): a banana-shaped valley, flat along its floor. */
static double rosenbrock_eval(size_t n, const double *p, double *gradient,
                              void *context)
{
    (void)n, (void)context;
    double x = p[0], a = 1 - x, b = p[1] - x * x;
    if (gradient) {
        gradient[0] = -2 * a - 400 * x * b;
        gradient[1] = 200 * b;
    }
    return a * a + 100 * b * b;
}

static void rosenbrock_hessian(const double *p, double *hessian)
{
    hessian[0] = 2 - 400 * (p[1] - 3 * p[0] * p[0]);
    hessian[1] = hessian[2] = -400 * p[0];
    hessian[3] = 200;
}

/* D. M. Himmelblau (1972): four minima of the same value 0. */
static double himmelblau_eval(size_t n, const double *p, double *gradient,
                              void *context)
{
    (void)n, (void)context;
    double x = p[0], y = p[1];
    double a = x * x + y - 11, b = x + y * y - 7;
    if (gradient) {
        gradient[0] = 4 * x * a + 2 * b;
        gradient[1] = 2 * a + 4 * y * b;
    }
    return a * a + b * b;
}

static void himmelblau_hessian(const double *p, double *hessian)
{
    double x = p[0], y = p[1];
    hessian[0] = 12 * x * x + 4 * y - 42;
    hessian[1] = hessian[2] = 4 * x + 4 * y;
    hessian[3] = 12 * y * y + 4 * x - 26;
}

/* ------------------------------------------------------- the catalogue */

static const gd_test_function catalogue[] = {
    {.objective = {"square", 1, gd_parabola_eval, &square_parabola},
     .formula = "x^2",
     .lower = {-1.5},
     .upper = {1.5},
     .hessian = parabola_hessian,
     .stationary_count = 1,
     .stationary = {{{0}, 0, GD_MINIMUM}}},
    {.objective = {"parabola", 1, gd_parabola_eval, &raised_parabola},
     .formula = "x^2 + 0.2",
     .lower = {-2},
     .upper = {2},
     .hessian = parabola_hessian,
     .stationary_count = 1,
     .stationary = {{{0}, 0.2, GD_MINIMUM}}},
    {.objective = {"walk", 1, gd_parabola_eval, &walk_parabola},
     .formula = "(x - 1)^2 + 1",
     .lower = {-5},
     .upper = {7},
     .hessian = parabola_hessian,
     .stationary_count = 1,
     .stationary = {{{1}, 1, GD_MINIMUM}}},
    {.objective = {"cubic", 1, cubic_eval, NULL},
     .formula = "x^3 - 3x^2 - 9x + 2",
     .lower = {-4},
     .upper = {5},
     .hessian = cubic_hessian,
     .stationary_count = 2,
     .stationary = {{{3}, -25, GD_MINIMUM}, {{-1}, 7, GD_MAXIMUM}}},
    {.objective = {"cube", 1, cube_eval, NULL},
     .formula = "x^3",
     .lower = {-1.5},
     .upper = {1.5},
     .hessian = cube_hessian,
     .stationary_count = 1,
     .stationary = {{{0}, 0, GD_DEGENERATE}}},
    {.objective = {"quartic", 1, quartic_eval, NULL},
     .formula = "w^4 - 3w^2 + w",
     .lower = {-2.1},
     .upper = {2},
     .hessian = quartic_hessian,
     .stationary_count = 3,
     .stationary = {{{-1.3008395659415775}, -3.513905038934789, GD_MINIMUM},
                    {{1.1309011226299859}, -1.0702301817761541, GD_MINIMUM},
                    {{0.16993844331159128}, 0.08413522071094306, GD_MAXIMUM}}},
    {.objective = {"round-bowl", 2, gd_quadratic, round_bowl_matrix},
     .formula = "x^2 + y^2",
     .lower = {-1.5, -1.5},
     .upper = {1.5, 1.5},
     .hessian = round_bowl_hessian,
     .stationary_count = 1,
     .stationary = {{{0, 0}, 0, GD_MINIMUM}}},
    {.objective = {"dome", 2, gd_quadratic, dome_matrix},
     .formula = "-x^2 - y^2",
     .lower = {-1.5, -1.5},
     .upper = {1.5, 1.5},
     .hessian = dome_hessian,
     .stationary_count = 1,
     .stationary = {{{0, 0}, 0, GD_MAXIMUM}}},
    {.objective = {"saddle", 2, gd_quadratic, saddle_matrix},
     .formula = "x^2 - y^2",
     .lower = {-1.5, -1.5},
     .upper = {1.5, 1.5},
     .hessian = saddle_hessian,
     .stationary_count = 1,
     .stationary = {{{0, 0}, 0, GD_SADDLE}}},
    {.objective = {"bowl", 2, gd_quadratic, bowl_matrix},
     .formula = "x^2/16 + 9y^2",
     .lower = {-3, -1.5},
     .upper = {3, 1.5},
     .hessian = bowl_hessian,
     .stationary_count = 1,
     .stationary = {{{0, 0}, 0, GD_MINIMUM}}},
    {.objective = {"waves", 2, waves_eval, NULL},
     .formula = "x^2 + sin(y)^2",
     .lower = {-3, -4.5},
     .upper = {3, 4.5},
     .hessian = waves_hessian,
     .stationary_count = 5,
     .stationary = {{{0, 0}, 0, GD_MINIMUM},
                    {{0, GD_PI}, 0, GD_MINIMUM},
                    {{0, -GD_PI}, 0, GD_MINIMUM},
                    {{0, GD_PI / 2}, 1, GD_SADDLE},
                    {{0, -GD_PI / 2}, 1, GD_SADDLE}}},
    {.objective = {"monkey", 2, monkey_eval, NULL},
     .formula = "x^3 - 3xy^2",
     .lower = {-1.5, -1.5},
     .upper = {1.5, 1.5},
     .hessian = monkey_hessian,
     .stationary_count = 1,
     .stationary = {{{0, 0}, 0, GD_DEGENERATE}}},
    {.objective = {"beale", 2, beale_eval, NULL},
     .formula = "(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2"
                " + (2.625 - x + xy^3)^2",
     .lower = {-4.5, -4.5},
     .upper = {4.5, 4.5},
     .hessian = beale_hessian,
     .stationary_count = 3,
     .stationary = {{{3, 0.5}, 0, GD_MINIMUM},
                    {{0, 1}, 14.203125, GD_SADDLE},
                    {{0.10053793732415836, -2.644513585023125},
                     9.8645122847555602,
                     GD_SADDLE}}},
    {.objective = {"rosenbrock", 2, rosenbrock_eval, NULL},
     .formula = "(1 - x)^2 + 100 (y - x^2)^2",
     .lower = {-2, -1},
     .upper = {2, 3},
     .hessian = rosenbrock_hessian,
     .stationary_count = 1,
     .stationary = {{{1, 1}, 0, GD_MINIMUM}}},
    {.objective = {"himmelblau", 2, himmelblau_eval, NULL},
     .formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
     .lower = {-5, -5},
     .upper = {5, 5},
     .hessian = himmelblau_hessian,
     .stationary_count = 9,
     .stationary =
         {{{3.5844283403304917, -1.8481265269644036}, 0.0, GD_MINIMUM},
          {{3.0, 2.0}, 0.0, GD_MINIMUM},
          {{-2.805118086952745, 3.131312518250573}, 0.0, GD_MINIMUM},
          {{-3.779310253377747, -3.2831859912861696}, 0.0, GD_MINIMUM},
          {{3.385154183607021, 0.07385187983774928},
           13.31192627040559,
           GD_SADDLE},
          {{0.08667750455539636, 2.884254701174776},
           67.71915008752615,
           GD_SADDLE},
          {{-3.0730257507643897, -0.08135304428796751},
           104.0151629175581,
           GD_SADDLE},
          {{-0.12796134673068008, -1.9537149802445763},
           178.33723920192747,
           GD_SADDLE},
          {{-0.2708445906673476, -0.9230385564799815},
           181.6165215225827,
           GD_MAXIMUM}}},
};

const gd_test_function *gd_test_functions(size_t *count)
{
    *count = sizeof catalogue / sizeof catalogue[0];
    return catalogue;
}

const gd_test_function *gd_test_function_find(const char *name)
{
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(f[i].objective.name, name) == 0)
            return &f[i];
    return NULL;
}

const gd_objective *gd_test_objective(const char *name)
{
    const gd_test_function *f = gd_test_function_find(name);
    return f ? &f->objective : NULL;
}
