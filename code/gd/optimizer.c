#include "gd/optimizer.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

double *gd_optimizer_vector(const gd_optimizer *o, size_t k)
{
    return o->memory + k * o->n;
}

/* ---------------------------------------------------------------- the rules
 *
 * Every rule is one loop over the parameters. What depends on t alone is
 * computed before it, so that the loop is arithmetic and memory traffic. */

/* Square roots and divisions are slow, and the two-wide ones that every
 * x86-64 has cannot keep up with its memory. So the rules that need them are
 * compiled a second time with four-wide ones, and the machine chooses when the
 * program is loaded. Each operation is rounded as before: the digits are the
 * same. clang takes the attribute with the definition only, here from a pragma
 * around all of them. */
#if defined __x86_64__ && defined __GLIBC__ && defined __clang__
#if __clang_major__ >= 14
#define WIDE_BY_PRAGMA
#pragma clang attribute push( \
    __attribute__((target_clones("avx2", "default"))), apply_to = function)
#endif
#elif defined __x86_64__ && defined __GLIBC__ && defined __GNUC__
typedef void rule(gd_optimizer *o, double *restrict x,
                  const double *restrict g);
__attribute__((target_clones("avx2", "default"))) static rule adagrad_step,
    adadelta_step, rmsprop_step, adam_step, nadam_step, amsgrad_step,
    adamw_step, lion_step;
#endif

static void gradient_descent_step(gd_optimizer *o, double *restrict x,
                                  const double *restrict g)
{
    const size_t n = o->n;
    const double rate = o->rate;
    for (size_t i = 0; i < n; i++)
        x[i] -= rate * g[i];
}

enum { BETA = 0 }; /* momentum and nesterov */

/* region momentum */
static void momentum_step(gd_optimizer *o, double *restrict x,
                          const double *restrict g)
{
    const size_t n = o->n;
    const double rate = o->rate, beta = o->hyper[BETA];
    double *restrict v = gd_optimizer_vector(o, 0);
    for (size_t i = 0; i < n; i++) {
        v[i] = beta * v[i] + g[i];
        x[i] -= rate * v[i];
    }
}
/* end momentum */

/* region nesterov */
static void nesterov_step(gd_optimizer *o, double *restrict x,
                          const double *restrict g)
{
    const size_t n = o->n;
    const double rate = o->rate, beta = o->hyper[BETA];
    double *restrict v = gd_optimizer_vector(o, 0);
    for (size_t i = 0; i < n; i++) {
        v[i] = beta * v[i] + g[i];
        x[i] -= rate * (g[i] + beta * v[i]);
    }
}
/* end nesterov */

static void fill(double *v, size_t n, double value)
{
    for (size_t i = 0; i < n; i++)
        v[i] = value;
}

enum { ADAGRAD_EPSILON, ADAGRAD_INITIAL };

static void adagrad_start(gd_optimizer *o)
{
    fill(o->memory, o->n, o->hyper[ADAGRAD_INITIAL]);
}

static void adagrad_step(gd_optimizer *o, double *restrict x,
                         const double *restrict g)
{
    const size_t n = o->n;
    const double rate = o->rate, epsilon = o->hyper[ADAGRAD_EPSILON];
    double *restrict sum = gd_optimizer_vector(o, 0);
    for (size_t i = 0; i < n; i++) {
        sum[i] += g[i] * g[i];
        x[i] -= rate * g[i] / (sqrt(sum[i]) + epsilon);
    }
}

enum { ADADELTA_RHO, ADADELTA_EPSILON, ADADELTA_INITIAL };

static void adadelta_start(gd_optimizer *o)
{
    fill(o->memory, 2 * o->n, o->hyper[ADADELTA_INITIAL]);
}

/* region adadelta */
static void adadelta_step(gd_optimizer *o, double *restrict x,
                          const double *restrict g)
{
    const size_t n = o->n;
    const double rate = o->rate, rho = o->hyper[ADADELTA_RHO];
    const double epsilon = o->hyper[ADADELTA_EPSILON];
    double *restrict e = gd_optimizer_vector(o, 0); /* mean square of g */
    double *restrict d = gd_optimizer_vector(o, 1); /* ... of the steps */
    for (size_t i = 0; i < n; i++) {
        e[i] = rho * e[i] + (1 - rho) * g[i] * g[i];
        double step = sqrt(d[i] + epsilon) / sqrt(e[i] + epsilon) * g[i];
        d[i] = rho * d[i] + (1 - rho) * step * step;
        x[i] -= rate * step;
    }
}
/* end adadelta */

enum { RMSPROP_BETA, RMSPROP_EPSILON, RMSPROP_INITIAL };

static void rmsprop_start(gd_optimizer *o)
{
    fill(o->memory, o->n, o->hyper[RMSPROP_INITIAL]);
}

/* region rmsprop */
static void rmsprop_step(gd_optimizer *o, double *restrict x,
                         const double *restrict g)
{
    const size_t n = o->n;
    const double rate = o->rate, beta = o->hyper[RMSPROP_BETA];
    const double epsilon = o->hyper[RMSPROP_EPSILON];
    double *restrict v = gd_optimizer_vector(o, 0);
    for (size_t i = 0; i < n; i++) {
        v[i] = beta * v[i] + (1 - beta) * g[i] * g[i];
        x[i] -= rate * g[i] / (sqrt(v[i]) + epsilon);
    }
}
/* end rmsprop */

/* Adam and its relatives begin with beta1, beta2, epsilon, and keep the
 * powers beta1^t and beta2^t as running products. */
enum { BETA1, BETA2, EPSILON, EXTRA };

static void powers_start(gd_optimizer *o)
{
    o->scalar[0] = o->scalar[1] = 1;
    memset(o->memory, 0, o->method->vectors * o->n * sizeof *o->memory);
}

/* The running product k, one factor further: beta^t at step t. Where it is too
 * small for a normal number, after some thousands of steps, it becomes 0: it is
 * only ever subtracted from 1, and a subnormal number would slow down every
 * step from there on. */
static double powered(gd_optimizer *o, int k, double beta)
{
    double power = o->scalar[k] * beta;
    o->scalar[k] = power < DBL_MIN ? 0 : power;
    return o->scalar[k];
}

/* region adam */
/* The hats of m and v are factors that depend on t alone. Multiplied out with
 * `root`, they leave one division a parameter. */
static void adam_step(gd_optimizer *o, double *restrict x,
                      const double *restrict g)
{
    const size_t n = o->n;
    const double beta1 = o->hyper[BETA1], beta2 = o->hyper[BETA2];
    const double root = sqrt(1 - powered(o, 1, beta2));
    const double rate = o->rate * root / (1 - powered(o, 0, beta1));
    const double epsilon = o->hyper[EPSILON] * root;
    double *restrict m = gd_optimizer_vector(o, 0);
    double *restrict v = gd_optimizer_vector(o, 1);
    for (size_t i = 0; i < n; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        x[i] -= rate * m[i] / (sqrt(v[i]) + epsilon);
    }
}
/* end adam */

/* region amsgrad */
static void amsgrad_step(gd_optimizer *o, double *restrict x,
                         const double *restrict g)
{
    const size_t n = o->n;
    const double beta1 = o->hyper[BETA1], beta2 = o->hyper[BETA2];
    const double root = sqrt(1 - powered(o, 1, beta2));
    const double rate = o->rate * root / (1 - powered(o, 0, beta1));
    const double epsilon = o->hyper[EPSILON] * root;
    double *restrict m = gd_optimizer_vector(o, 0);
    double *restrict v = gd_optimizer_vector(o, 1);
    double *restrict largest = gd_optimizer_vector(o, 2);
    for (size_t i = 0; i < n; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        largest[i] = v[i] > largest[i] ? v[i] : largest[i];
        x[i] -= rate * m[i] / (sqrt(largest[i]) + epsilon);
    }
}
/* end amsgrad */

/* region adamax */
static void adamax_step(gd_optimizer *o, double *restrict x,
                        const double *restrict g)
{
    const size_t n = o->n;
    const double beta1 = o->hyper[BETA1], beta2 = o->hyper[BETA2];
    const double epsilon = o->hyper[EPSILON];
    const double rate = o->rate / (1 - powered(o, 0, beta1));
    double *restrict m = gd_optimizer_vector(o, 0);
    double *restrict u = gd_optimizer_vector(o, 1);
    for (size_t i = 0; i < n; i++) {
        double size = fabs(g[i]) + epsilon, faded = beta2 * u[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        u[i] = faded > size ? faded : size;
        x[i] -= rate * m[i] / u[i];
    }
}
/* end adamax */

/* region nadam */
/* The momentum of step t warms up from beta1/2 toward beta1. */
static double nadam_momentum(const gd_optimizer *o, double t)
{
    return o->hyper[BETA1] * (1 - 0.5 * pow(0.96, t * o->hyper[EXTRA]));
}

static void nadam_step(gd_optimizer *o, double *restrict x,
                       const double *restrict g)
{
    const size_t n = o->n;
    const double beta1 = o->hyper[BETA1], beta2 = o->hyper[BETA2];
    const double t = (double)o->t;
    const double mu = nadam_momentum(o, t), next = nadam_momentum(o, t + 1);
    const double product = powered(o, 0, mu);
    const double root = sqrt(1 - powered(o, 1, beta2));
    const double of_g = o->rate * root * (1 - mu) / (1 - product);
    const double of_m = o->rate * root * next / (1 - product * next);
    const double epsilon = o->hyper[EPSILON] * root;
    double *restrict m = gd_optimizer_vector(o, 0);
    double *restrict v = gd_optimizer_vector(o, 1);
    for (size_t i = 0; i < n; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        x[i] -= (of_g * g[i] + of_m * m[i]) / (sqrt(v[i]) + epsilon);
    }
}
/* end nadam */

/* region adamw */
static void adamw_step(gd_optimizer *o, double *restrict x,
                       const double *restrict g)
{
    const size_t n = o->n;
    const double beta1 = o->hyper[BETA1], beta2 = o->hyper[BETA2];
    const double keep = 1 - o->rate * o->hyper[EXTRA];
    const double root = sqrt(1 - powered(o, 1, beta2));
    const double rate = o->rate * root / (1 - powered(o, 0, beta1));
    const double epsilon = o->hyper[EPSILON] * root;
    double *restrict m = gd_optimizer_vector(o, 0);
    double *restrict v = gd_optimizer_vector(o, 1);
    for (size_t i = 0; i < n; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        x[i] = keep * x[i] - rate * m[i] / (sqrt(v[i]) + epsilon);
    }
}
/* end adamw */

enum { LION_BETA1, LION_BETA2, LION_DECAY };

/* region lion */
static void lion_step(gd_optimizer *o, double *restrict x,
                      const double *restrict g)
{
    const size_t n = o->n;
    const double beta1 = o->hyper[LION_BETA1], beta2 = o->hyper[LION_BETA2];
    const double keep = 1 - o->rate * o->hyper[LION_DECAY], rate = o->rate;
    double *restrict m = gd_optimizer_vector(o, 0);
    for (size_t i = 0; i < n; i++) {
        double blend = beta1 * m[i] + (1 - beta1) * g[i];
        /* The sign without a branch; 0 * blend lets a NaN through. */
        double up = blend > 0 ? 1.0 : 0.0, down = blend < 0 ? 1.0 : 0.0;
        x[i] = keep * x[i] - rate * (up - down + 0 * blend);
        m[i] = beta2 * m[i] + (1 - beta2) * g[i];
    }
}
/* end lion */

#ifdef WIDE_BY_PRAGMA
#pragma clang attribute pop
#endif

/* ------------------------------------------------------------ the catalogue */

/* Ranges of hyper-parameters: low <= value < high. */
#define DECAY      0, 1
#define AT_LEAST_0 0, HUGE_VAL

/* region catalogue */
static const gd_method catalogue[] = {
    {.name = "gradient-descent",
     .title = "Gradient descent",
     .vectors = 0,
     .rate = 1e-3,
     .step = gradient_descent_step},
    {.name = "momentum",
     .title = "Momentum",
     .vectors = 1,
     .rate = 1e-3,
     .hyper_count = 1,
     .hyper = {{"beta", 0.9, DECAY}},
     .step = momentum_step},
    {.name = "nesterov",
     .title = "Nesterov",
     .vectors = 1,
     .rate = 1e-3,
     .hyper_count = 1,
     .hyper = {{"beta", 0.9, DECAY}},
     .step = nesterov_step},
    /* end catalogue */
    {.name = "adagrad",
     .title = "Adagrad",
     .vectors = 1,
     .rate = 1e-2,
     .hyper_count = 2,
     .hyper = {{"epsilon", 1e-10, AT_LEAST_0}, {"initial", 0, AT_LEAST_0}},
     .start = adagrad_start,
     .step = adagrad_step},
    {.name = "adadelta",
     .title = "Adadelta",
     .vectors = 2,
     .rate = 1,
     .hyper_count = 3,
     .hyper = {{"rho", 0.9, DECAY},
               {"epsilon", 1e-6, AT_LEAST_0},
               {"initial", 0, AT_LEAST_0}},
     .start = adadelta_start,
     .step = adadelta_step},
    {.name = "rmsprop",
     .title = "RMSprop",
     .vectors = 1,
     .rate = 1e-2,
     .hyper_count = 3,
     .hyper = {{"beta", 0.99, DECAY},
               {"epsilon", 1e-8, AT_LEAST_0},
               {"initial", 0, AT_LEAST_0}},
     .start = rmsprop_start,
     .step = rmsprop_step},
    {.name = "adam",
     .title = "Adam",
     .vectors = 2,
     .rate = 1e-3,
     .hyper_count = 3,
     .hyper = {{"beta1", 0.9, DECAY},
               {"beta2", 0.999, DECAY},
               {"epsilon", 1e-8, AT_LEAST_0}},
     .start = powers_start,
     .step = adam_step},
    {.name = "adamax",
     .title = "AdaMax",
     .vectors = 2,
     .rate = 2e-3,
     .hyper_count = 3,
     .hyper = {{"beta1", 0.9, DECAY},
               {"beta2", 0.999, DECAY},
               {"epsilon", 1e-8, AT_LEAST_0}},
     .start = powers_start,
     .step = adamax_step},
    {.name = "nadam",
     .title = "Nadam",
     .vectors = 2,
     .rate = 2e-3,
     .hyper_count = 4,
     .hyper = {{"beta1", 0.9, DECAY},
               {"beta2", 0.999, DECAY},
               {"epsilon", 1e-8, AT_LEAST_0},
               {"momentum_decay", 4e-3, AT_LEAST_0}},
     .start = powers_start,
     .step = nadam_step},
    {.name = "amsgrad",
     .title = "AMSGrad",
     .vectors = 3,
     .rate = 1e-3,
     .hyper_count = 3,
     .hyper = {{"beta1", 0.9, DECAY},
               {"beta2", 0.999, DECAY},
               {"epsilon", 1e-8, AT_LEAST_0}},
     .start = powers_start,
     .step = amsgrad_step},
    {.name = "adamw",
     .title = "AdamW",
     .vectors = 2,
     .rate = 1e-3,
     .hyper_count = 4,
     .hyper = {{"beta1", 0.9, DECAY},
               {"beta2", 0.999, DECAY},
               {"epsilon", 1e-8, AT_LEAST_0},
               {"weight_decay", 1e-2, AT_LEAST_0}},
     .start = powers_start,
     .step = adamw_step},
    {.name = "lion",
     .title = "Lion",
     .vectors = 1,
     .rate = 1e-4,
     .hyper_count = 3,
     .hyper = {{"beta1", 0.9, DECAY},
               {"beta2", 0.99, DECAY},
               {"weight_decay", 0, AT_LEAST_0}},
     .step = lion_step},
};

const gd_method *gd_methods(size_t *count)
{
    *count = sizeof catalogue / sizeof catalogue[0];
    return catalogue;
}

const gd_method *gd_method_find(const char *name)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

/* ------------------------------------------------------------------ the run */

/* region new */
bool gd_optimizer_new(gd_optimizer *o, const gd_method *method, size_t n)
{
    *o = (gd_optimizer){0};
    if (!method || n == 0)
        return false;
    double *memory = NULL;
    if (method->vectors > 0) {
        if (n > SIZE_MAX / sizeof *memory / method->vectors)
            return false;
        memory = malloc(method->vectors * n * sizeof *memory);
        if (!memory)
            return false;
    }
    *o = (gd_optimizer){
        .method = method, .n = n, .rate = method->rate, .memory = memory};
    for (size_t k = 0; k < method->hyper_count; k++)
        o->hyper[k] = method->hyper[k].value;
    gd_optimizer_restart(o);
    return true;
}
/* end new */

void gd_optimizer_restart(gd_optimizer *o)
{
    o->t = 0;
    if (o->method->start)
        o->method->start(o);
    else
        fill(o->memory, o->method->vectors * o->n, 0);
}

static const gd_hyper *hyper_find(const gd_method *method, const char *name)
{
    for (size_t k = 0; k < method->hyper_count; k++)
        if (strcmp(method->hyper[k].name, name) == 0)
            return &method->hyper[k];
    return NULL;
}

bool gd_optimizer_set(gd_optimizer *o, const char *name, double value)
{
    const gd_hyper *h = hyper_find(o->method, name);
    if (!h || !(value >= h->low && value < h->high))
        return false;
    o->hyper[h - o->method->hyper] = value;
    gd_optimizer_restart(o);
    return true;
}

double gd_optimizer_get(const gd_optimizer *o, const char *name)
{
    const gd_hyper *h = hyper_find(o->method, name);
    return h ? o->hyper[h - o->method->hyper] : nan("");
}

void gd_optimizer_free(gd_optimizer *o)
{
    free(o->memory);
    *o = (gd_optimizer){0};
}
