/* The way to a minimum by methods that look at the curvature, in rows of
 * build/bench.tsv: microseconds from (-1.2, 1) till Rosenbrock's function is
 * below 1e-10.
 *
 *   minimum-bfgs    beside it GSL's vector_bfgs2
 *   minimum-lbfgs   beside it NLopt's LD_LBFGS
 *
 * Compiled with HAVE_GSL and HAVE_NLOPT where they are installed. All are given
 * the same function; how often they ask for it is theirs.
 *
 *     minimum [--quick] */
#define _POSIX_C_SOURCE 200809L

#include "bench/measure.h"

#include "gd/newton.h"
#include "gd/objective.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#ifdef HAVE_GSL
#include <gsl/gsl_multimin.h>
#endif
#ifdef HAVE_NLOPT
#include <nlopt.h>
#endif

enum { ROUNDS = 5, MAX_STEPS = 1000 };

static const double TARGET = 1e-10;

static int runs = 4000;

static const gd_objective *rosenbrock;

/* Each returns the f that it has come to, or NAN. */
typedef double minimiser(void);

static gd_options until_target(void)
{
    gd_options o = gd_default_options();
    o.max_steps = MAX_STEPS;
    o.has_target = true;
    o.target = TARGET;
    return o;
}

static double own_bfgs(void)
{
    double x[2] = {-1.2, 1};
    gd_options o = until_target();
    return gd_bfgs(rosenbrock, x, &o).f;
}

static double own_lbfgs(void)
{
    double x[2] = {-1.2, 1};
    gd_options o = until_target();
    return gd_lbfgs(rosenbrock, x, 10, &o).f;
}

#ifdef HAVE_GSL
static double gsl_value(const gsl_vector *x, void *unused)
{
    (void)unused;
    return gd_value(rosenbrock, x->data);
}

static void gsl_both(const gsl_vector *x, void *unused, double *f,
                     gsl_vector *g)
{
    (void)unused;
    *f = gd_value_and_gradient(rosenbrock, x->data, g->data);
}

static void gsl_gradient(const gsl_vector *x, void *unused, gsl_vector *g)
{
    double f;
    gsl_both(x, unused, &f, g);
}

/* With the settings of GSL's manual. */
static double other_bfgs(void)
{
    gsl_multimin_function_fdf f = {gsl_value, gsl_gradient, gsl_both, 2, NULL};
    gsl_vector *x = gsl_vector_alloc(2);
    gsl_multimin_fdfminimizer *m = gsl_multimin_fdfminimizer_alloc(
        gsl_multimin_fdfminimizer_vector_bfgs2, 2);
    gsl_vector_set(x, 0, -1.2);
    gsl_vector_set(x, 1, 1);
    gsl_multimin_fdfminimizer_set(m, &f, x, 0.01, 0.1);
    for (int k = 0; k < MAX_STEPS && !(m->f <= TARGET); k++)
        if (gsl_multimin_fdfminimizer_iterate(m))
            break;
    double reached = m->f;
    gsl_multimin_fdfminimizer_free(m);
    gsl_vector_free(x);
    return reached;
}
#else
#define other_bfgs NULL
#endif

#ifdef HAVE_NLOPT
static double nlopt_value(unsigned n, const double *x, double *g, void *unused)
{
    (void)n, (void)unused;
    return g ? gd_value_and_gradient(rosenbrock, x, g)
             : gd_value(rosenbrock, x);
}

static double other_lbfgs(void)
{
    double x[2] = {-1.2, 1}, f = nan("");
    nlopt_opt o = nlopt_create(NLOPT_LD_LBFGS, 2);
    nlopt_set_min_objective(o, nlopt_value, NULL);
    nlopt_set_stopval(o, TARGET);
    nlopt_set_vector_storage(o, 10);
    nlopt_optimize(o, x, &f);
    nlopt_destroy(o);
    return f;
}
#else
#define other_lbfgs NULL
#endif

/* Microseconds a run. */
static double timed(minimiser *minimise, const char *name)
{
    double f = 0, start = seconds();
    for (int k = 0; k < runs; k++)
        f = minimise();
    double us = 1e6 * (seconds() - start) / runs;
    if (!(f <= TARGET)) {
        fprintf(stderr, "minimum: %s has stopped at f = %g\n", name, f);
        exit(1);
    }
    return us;
}

static void beside(const char *name, minimiser *own, minimiser *other)
{
    double us[ROUNDS], theirs[ROUNDS], ratio[ROUNDS];
    for (int k = 0; k < ROUNDS; k++) {
        us[k] = timed(own, name);
        theirs[k] = other ? timed(other, "the baseline") : 1;
        ratio[k] = us[k] / theirs[k];
    }
    if (other)
        row(name, median(ROUNDS, us), "us", median(ROUNDS, theirs),
            median(ROUNDS, ratio));
    else
        row_alone(name, median(ROUNDS, us), "us");
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--quick") == 0)
        runs = 10;
    else if (argc > 1) {
        fprintf(stderr, "Usage: %s [--quick]\n", argv[0]);
        return 2;
    }
    rosenbrock = gd_test_objective("rosenbrock");
    beside("minimum-bfgs", own_bfgs, other_bfgs);
    beside("minimum-lbfgs", own_lbfgs, other_lbfgs);
    return 0;
}
