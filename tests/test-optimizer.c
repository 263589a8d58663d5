/* The twelve methods: against PyTorch at every checkpoint, against closed
 * forms and steps worked by hand; and the optimizer around them: memory,
 * hyper-parameters, bad input. The source is included so that its
 * allocations can be counted and refused. */
#include <stdlib.h>

static void *counted_malloc(size_t size);
#define malloc counted_malloc
#include "gd/optimizer.c"
#undef malloc

#include "close.h"
#include "gd/descent.h"
#include "gd/objective.h"

#include <complex.h>
#include <stdio.h>

static int allocations;
static size_t allocated;
static bool no_memory;

static void *counted_malloc(size_t size)
{
    allocations++;
    allocated = size;
    /* as malloc does, but a sanitizer's ends the program */
    return no_memory || size > PTRDIFF_MAX ? NULL : malloc(size);
}

static const gd_objective *function(const char *name)
{
    return gd_test_objective(name);
}

static gd_optimizer fresh(const char *method, size_t n, double rate)
{
    gd_optimizer o;
    assert_true(gd_optimizer_new(&o, gd_method_find(method), n));
    if (rate > 0)
        o.rate = rate;
    return o;
}

static void set(gd_optimizer *o, const char *name, double value)
{
    assert_true(gd_optimizer_set(o, name, value));
}

static void run(gd_optimizer *o, const gd_objective *f, double *x, size_t steps)
{
    double g[2];
    for (size_t t = 0; t < steps; t++) {
        gd_value_and_gradient(f, x, g);
        gd_optimizer_step(o, x, g);
    }
}

enum { METHODS = sizeof catalogue / sizeof catalogue[0] };

/* ------------------------------------------------------------- PyTorch */

/* The run that a line of torch-values.tsv announces. */
typedef struct torch_run {
    gd_optimizer o;
    const gd_objective *f;
    char name[100];
    double x[2];
    size_t step;
} torch_run;

static void torch_begin(torch_run *r, char *line)
{
    char method[32], where[32], hyper[200], name[32];
    double rate, value;
    int used;
    assert_int_equal(sscanf(line, "run %31s %31s %lf %lf %lf %199[^\n]", method,
                            where, &r->x[0], &r->x[1], &rate, hyper),
                     6);
    gd_optimizer_free(&r->o);
    r->o = fresh(method, 2, rate);
    r->f = function(where);
    r->step = 0;
    snprintf(r->name, sizeof r->name, "%s on %s, rate %g", method, where, rate);
    for (const char *at = hyper;
         sscanf(at, " %31[^=]=%lf%n", name, &value, &used) == 2; at += used)
        set(&r->o, name, value);
}

static void torch_check(torch_run *r, size_t step, const double *x, double diff)
{
    assert_true(step > r->step);
    run(&r->o, r->f, r->x, step - r->step);
    r->step = step;
    for (int i = 0; i < 2; i++)
        if (!close_enough(r->x[i], x[i], 1e-12, 10 * diff + 1e-300))
            fail_msg("%s, step %zu, %c: %.17g, PyTorch has %.17g", r->name,
                     step, "xy"[i], r -> x[i], x[i]);
}

static void every_trajectory_of_pytorch(void **state)
{
    (void)state;
    FILE *file = fopen("tests/fixtures/torch-values.tsv", "r");
    assert_non_null(file);
    char line[400];
    torch_run r = {0};
    int runs = 0, checkpoints = 0;
    while (fgets(line, sizeof line, file)) {
        size_t step;
        double x[2], diff;
        if (line[0] == '#')
            continue;
        if (strncmp(line, "run\t", 4) == 0) {
            torch_begin(&r, line);
            runs++;
            continue;
        }
        assert_int_equal(
            sscanf(line, "%zu %lf %lf %lf", &step, &x[0], &x[1], &diff), 4);
        torch_check(&r, step, x, diff);
        checkpoints++;
    }
    fclose(file);
    gd_optimizer_free(&r.o);
    assert_int_equal(runs, 39);
    assert_int_equal(checkpoints, 39 * 11);
}

/* PyTorch's defaults, and those that were published where it has none. */
static void the_defaults_are_those_of_pytorch_2(void **state)
{
    (void)state;
    static const struct {
        const char *method;
        double rate;
        struct {
            const char *name;
            double value;
        } hyper[4];
    } expected[] = {
        {"gradient-descent", 1e-3, {{0}}},
        {"momentum", 1e-3, {{"beta", 0.9}}},
        {"nesterov", 1e-3, {{"beta", 0.9}}},
        {"adagrad", 1e-2, {{"epsilon", 1e-10}, {"initial", 0}}},
        {"adadelta", 1, {{"rho", 0.9}, {"epsilon", 1e-6}, {"initial", 0}}},
        {"rmsprop", 1e-2, {{"beta", 0.99}, {"epsilon", 1e-8}, {"initial", 0}}},
        {"adam", 1e-3, {{"beta1", 0.9}, {"beta2", 0.999}, {"epsilon", 1e-8}}},
        {"adamax", 2e-3, {{"beta1", 0.9}, {"beta2", 0.999}, {"epsilon", 1e-8}}},
        {"nadam",
         2e-3,
         {{"beta1", 0.9},
          {"beta2", 0.999},
          {"epsilon", 1e-8},
          {"momentum_decay", 4e-3}}},
        {"amsgrad",
         1e-3,
         {{"beta1", 0.9}, {"beta2", 0.999}, {"epsilon", 1e-8}}},
        {"adamw",
         1e-3,
         {{"beta1", 0.9},
          {"beta2", 0.999},
          {"epsilon", 1e-8},
          {"weight_decay", 1e-2}}},
        {"lion", 1e-4, {{"beta1", 0.9}, {"beta2", 0.99}, {"weight_decay", 0}}},
    };
    size_t count;
    gd_methods(&count);
    assert_int_equal(count, 12);
    for (size_t i = 0; i < count; i++) {
        gd_optimizer o = fresh(expected[i].method, 1, 0);
        size_t h = 0;
        assert_bits(o.rate, expected[i].rate);
        for (; h < 4 && expected[i].hyper[h].name; h++)
            assert_bits(gd_optimizer_get(&o, expected[i].hyper[h].name),
                        expected[i].hyper[h].value);
        assert_int_equal(o.method->hyper_count, h);
        assert_string_equal(gd_methods(&count)[i].name, expected[i].method);
        gd_optimizer_free(&o);
    }
}

/* -------------------------------------------------------- closed forms */

/* Steps on lambda x^2/2 from 1. */
static double after(gd_optimizer *o, double lambda, int steps)
{
    double x = 1;
    for (int t = 0; t < steps; t++) {
        double g = lambda * x;
        gd_optimizer_step(o, &x, &g);
    }
    gd_optimizer_restart(o);
    return x;
}

/* x_t of the recurrence x_{t+1} = a x_t - b x_{t-1}, from x_0 = 1 and x_1,
 * by the roots of z^2 - a z + b (which differ). */
static double by_roots(double a, double b, double x1, int t)
{
    double complex root = csqrt(a * a - 4 * b);
    double complex p = (a + root) / 2, q = (a - root) / 2;
    double complex part = (x1 - q) / (p - q);
    return creal(part * cpow(p, t) + (1 - part) * cpow(q, t));
}

static void quadratics_in_closed_form(void **state)
{
    (void)state;
    static const double lambdas[] = {0.125, 1, 3, 18};
    for (int i = 0; i < 4; i++)
        for (int t = 0; t <= 60; t++) {
            double lambda = lambdas[i], rate = 0.05, r = rate * lambda;
            gd_optimizer o = fresh("gradient-descent", 1, rate);
            assert_close(after(&o, lambda, t), pow(1 - r, t), 1e-13, 1e-15);
            gd_optimizer_free(&o);
            for (double beta = 0.25; beta < 1; beta += 0.25) {
                o = fresh("momentum", 1, rate);
                set(&o, "beta", beta);
                assert_close(after(&o, lambda, t),
                             by_roots(1 + beta - r, beta, 1 - r, t), 1e-10,
                             1e-13);
                gd_optimizer_free(&o);
                o = fresh("nesterov", 1, rate);
                set(&o, "beta", beta);
                assert_close(after(&o, lambda, t),
                             by_roots((1 + beta) * (1 - r), beta * (1 - r),
                                      1 - r - r * beta, t),
                             1e-10, 1e-13);
                gd_optimizer_free(&o);
            }
        }
}

/* Where a method goes in t steps under the constant gradient g, from 0. */
static double drift(gd_optimizer *o, double g, int steps)
{
    double x = 0;
    for (int t = 0; t < steps; t++)
        gd_optimizer_step(o, &x, &g);
    gd_optimizer_restart(o);
    return x;
}

/* Under a constant gradient Adam, AMSGrad, AdaMax and Lion take steps of the
 * length of the rate, the first included: the bias is corrected exactly. */
static void steps_as_long_as_the_rate(void **state)
{
    (void)state;
    static const char *const methods[] = {"adam", "amsgrad", "adamax", "lion"};
    for (int k = 0; k < 4; k++)
        for (double g = -1e3; g < 2e3; g = g < 0 ? -g : 1e9) {
            gd_optimizer o = fresh(methods[k], 1, 0.25);
            for (int t = 0; t <= 100; t++)
                assert_close(drift(&o, g, t), g < 0 ? 0.25 * t : -0.25 * t,
                             1e-10, 0);
            gd_optimizer_free(&o);
        }
}

static void other_drifts_in_closed_form(void **state)
{
    (void)state;
    double sum = 0, g = 3;
    gd_optimizer o = fresh("adagrad", 1, 0.5);
    for (int t = 1; t <= 100; t++) {
        sum += 1 / sqrt(t);
        assert_close(drift(&o, g, t), -0.5 * sum, 1e-10, 0);
    }
    gd_optimizer_free(&o);

    o = fresh("rmsprop", 1, 0.5);
    set(&o, "epsilon", 0);
    sum = 0;
    for (int t = 1; t <= 100; t++) {
        sum += 1 / sqrt(1 - pow(0.99, t));
        assert_close(drift(&o, g, t), -0.5 * sum, 1e-12, 0);
    }
    gd_optimizer_free(&o);

    o = fresh("momentum", 1, 0.5); /* the gain is 1/(1 - beta) */
    for (int t = 1; t <= 100; t++) {
        double gain = (t - 9 * (1 - pow(0.9, t))) * 10;
        assert_close(drift(&o, g, t), -0.5 * g * gain, 1e-11, 0);
    }
    gd_optimizer_free(&o);

    o = fresh("adadelta", 1, 1); /* the first step is the root of epsilon */
    assert_close(drift(&o, g, 1), -g * sqrt(1e-6 / (0.9 + 1e-6)), 1e-14, 0);
    gd_optimizer_free(&o);

    o = fresh("nadam", 1, 1);
    double mu1 = 0.9 * (1 - 0.5 * pow(0.96, 0.004));
    double mu2 = 0.9 * (1 - 0.5 * pow(0.96, 0.008));
    assert_close(drift(&o, g, 1), -(1 + mu2 / (1 - mu1 * mu2) * 0.1), 1e-8, 0);
    gd_optimizer_free(&o);
}

/* -------------------------------------------------------- steps by hand */

/* beta1 1/2, beta2 3/4, rate 1/8, decay 1/2: every number is a short binary
 * fraction, and each step keeps 15/16 of x. */
static void lion_by_hand(void **state)
{
    (void)state;
    gd_optimizer o = fresh("lion", 1, 0.125);
    set(&o, "beta1", 0.5);
    set(&o, "beta2", 0.75);
    set(&o, "weight_decay", 0.5);
    const double *m = gd_optimizer_vector(&o, 0);
    double x = 2;
    gd_optimizer_step(&o, &x, (double[]){4});  /* blend 2, sign + */
    assert_bits(x, 1.75);                      /* 15/16 2 - 1/8 */
    assert_bits(*m, 1);                        /* 1/4 4 */
    gd_optimizer_step(&o, &x, (double[]){-1}); /* blend 1/2 - 1/2: no step */
    assert_bits(x, 1.640625);                  /* 15/16 1.75 */
    assert_bits(*m, 0.5);                      /* 3/4 1 - 1/4 */
    gd_optimizer_step(&o, &x, (double[]){-2}); /* blend 1/4 - 1, sign - */
    assert_bits(x, 1.640625 * 0.9375 + 0.125);
    assert_bits(*m, -0.125); /* 3/8 - 1/2 */
    x = 1;                   /* -1/16 + 1e-300/2 is still a sign */
    gd_optimizer_step(&o, &x, (double[]){1e-300});
    assert_bits(x, 0.9375 + 0.125);
    gd_optimizer_step(&o, &x, (double[]){HUGE_VAL});
    assert_true(isnan(x));
    gd_optimizer_free(&o);
}

/* beta1 1/2, beta2 3/4, rate 1/2, decay 1/4, no epsilon: a step keeps 7/8. */
static void adamw_by_hand(void **state)
{
    (void)state;
    gd_optimizer o = fresh("adamw", 1, 0.5);
    set(&o, "beta1", 0.5);
    set(&o, "beta2", 0.75);
    set(&o, "epsilon", 0);
    set(&o, "weight_decay", 0.25);
    const double *m = gd_optimizer_vector(&o, 0), *v = m + 1;
    double x = 2;
    gd_optimizer_step(&o, &x, (double[]){4});
    assert_bits(*m, 2);
    assert_bits(*v, 4);              /* the hats: 4 and 16 */
    assert_close(x, 1.25, 1e-15, 0); /* 7/4 - 1/2 4/4 */
    gd_optimizer_step(&o, &x, (double[]){-2});
    assert_bits(*m, 0); /* 1 - 1: only the decay is left */
    assert_bits(*v, 4); /* 3 + 1 */
    assert_close(x, 1.09375, 1e-15, 0);
    gd_optimizer_step(&o, &x, (double[]){6});
    assert_bits(*m, 3); /* the hats: 3/(1 - 1/8), 12/(1 - 27/64) */
    assert_bits(*v, 12);
    assert_close(x, 0.95703125 - 0.5 * (24 / 7.0) / sqrt(768 / 37.0), 1e-15, 0);
    gd_optimizer_free(&o);
}

/* Without decay AdamW is Adam. */
static void adamw_without_decay_is_adam(void **state)
{
    (void)state;
    gd_optimizer a = fresh("adam", 2, 0.01), w = fresh("adamw", 2, 0.01);
    set(&w, "weight_decay", 0);
    double x[2] = {3, 4}, y[2] = {3, 4};
    run(&a, function("beale"), x, 1000);
    run(&w, function("beale"), y, 1000);
    assert_memory_equal(x, y, sizeof x);
    gd_optimizer_free(&a);
    gd_optimizer_free(&w);
}

/* AMSGrad remembers the largest v; after a burst, Adam speeds up again. */
static void amsgrad_never_divides_by_less(void **state)
{
    (void)state;
    gd_optimizer o = fresh("amsgrad", 1, 0.01);
    double x = 0, largest = 0;
    for (int t = 0; t < 500; t++) {
        gd_optimizer_step(&o, &x, (double[]){t == 50 ? 100 : sin(t)});
        double now = *gd_optimizer_vector(&o, 2);
        assert_true(now >= largest && now >= *gd_optimizer_vector(&o, 1));
        largest = now;
    }
    assert_true(largest > 9 && *gd_optimizer_vector(&o, 1) < largest);
    gd_optimizer_free(&o);
}

/* ----------------------------------------------- on every test function */

/* Rates at which each should get along with everything in the catalogue. */
static double sane_rate(const char *method)
{
    static const struct {
        const char *method;
        double rate;
    } rates[] = {
        {"gradient-descent", 1e-3}, {"momentum", 1e-4}, {"nesterov", 1e-4},
        {"adagrad", 0.1},           {"adadelta", 1},    {"lion", 1e-3}};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++)
        if (strcmp(rates[i].method, method) == 0)
            return rates[i].rate;
    return 1e-2;
}

/* From a point inside the box, no stationary one. A function that falls for
 * ever is left when it has fallen far. */
static void no_method_ends_higher_than_it_began(void **state)
{
    (void)state;
    size_t count;
    const gd_test_function *f = gd_test_functions(&count);
    for (size_t i = 0; i < count; i++)
        for (const gd_method *method = catalogue; method < catalogue + METHODS;
             method++) {
            double x[2];
            for (int c = 0; c < 2; c++)
                x[c] = f[i].lower[c] + 0.7 * (f[i].upper[c] - f[i].lower[c]);
            double first = gd_value(&f[i].objective, x);
            gd_optimizer o =
                fresh(method->name, f[i].objective.n, sane_rate(method->name));
            gd_options options = gd_default_options();
            options.rate = o.rate;
            options.max_steps = 10000;
            options.tolerance = 0;
            options.has_target = true;
            options.target = -1e6;
            options.optimizer = &o;
            gd_result r = gd_descend(&f[i].objective, x, &options);
            if (r.outcome == GD_DIVERGED || !(r.f <= first))
                fail_msg("%s on %s: from %g to %g, %s", method->name,
                         f[i].objective.name, first, r.f,
                         gd_outcome_text(r.outcome));
            gd_optimizer_free(&o);
        }
}

/* ------------------------------------------------- memory, coordinates */

static void what_each_remembers(void **state)
{
    (void)state;
    static const size_t vectors[] = {0, 1, 1, 1, 2, 1, 2, 2, 2, 3, 2, 1};
    size_t i = 0;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        allocations = 0;
        allocated = 0;
        gd_optimizer o = fresh(method->name, 37, 0);
        assert_int_equal(method->vectors, vectors[i++]);
        assert_int_equal(allocations, method->vectors > 0);
        assert_int_equal(allocated, 37 * method->vectors * sizeof(double));
        for (size_t v = 0; v < method->vectors; v++)
            assert_ptr_equal(gd_optimizer_vector(&o, v), o.memory + 37 * v);
        gd_optimizer_free(&o);
        assert_null(o.memory);
        gd_optimizer_free(&o); /* and once more */
    }
}

static void no_allocation_in_a_step(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        gd_optimizer o = fresh(method->name, 2, 0);
        double x[2] = {3, 4};
        allocations = 0;
        run(&o, function("bowl"), x, 1000);
        gd_optimizer_restart(&o);
        assert_int_equal(allocations, 0);
        gd_optimizer_free(&o);
    }
}

/* A gradient for coordinate i of a run of its own. */
static double slope(size_t i, double x)
{
    return (double)(i % 7 + 1) * x + sin((double)i);
}

/* n coordinates together, and each by itself: the same bits, whatever a
 * compiler does four at a time and whatever is left over at the end. */
static void coordinates_do_not_know_of_each_other(void **state)
{
    (void)state;
    enum { MOST = 1000, STEPS = 50 };
    static const size_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 33, MOST};
    static double x[MOST], g[MOST];
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++)
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            size_t n = sizes[s];
            gd_optimizer all = fresh(method->name, n, 0.01);
            for (size_t i = 0; i < n; i++)
                x[i] = cos((double)i);
            for (int t = 0; t < STEPS; t++) {
                for (size_t i = 0; i < n; i++)
                    g[i] = slope(i, x[i]);
                gd_optimizer_step(&all, x, g);
            }
            gd_optimizer_free(&all);
            gd_optimizer one = fresh(method->name, 1, 0.01);
            for (size_t i = 0; i < n; i++) {
                double y = cos((double)i);
                for (int t = 0; t < STEPS; t++)
                    gd_optimizer_step(&one, &y, (double[]){slope(i, y)});
                assert_bits(x[i], y);
                gd_optimizer_restart(&one);
            }
            gd_optimizer_free(&one);
        }
}

static void a_nan_reaches_x(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        gd_optimizer o = fresh(method->name, 9, 0.01);
        double x[9] = {0}, g[9] = {1, 1, 1, 1, 1, 1, 1, nan(""), 1};
        gd_optimizer_step(&o, x, g);
        for (int i = 0; i < 9; i++)
            assert_int_equal(isnan(x[i]) != 0, i == 7);
        gd_optimizer_free(&o);
    }
}

/* A zero gradient from the start: nobody moves, nobody divides by it. */
static void at_rest_they_stay(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        gd_optimizer o = fresh(method->name, 1, 0.01);
        double x = 0;
        for (int t = 0; t < 100; t++)
            gd_optimizer_step(&o, &x, (double[]){0});
        assert_close(x, 0, 0, 0);
        gd_optimizer_free(&o);
    }
}

/* ---------------------------------------- hyper-parameters and restart */

static void accumulators_start_where_they_are_told(void **state)
{
    (void)state;
    static const char *const methods[] = {"adagrad", "adadelta", "rmsprop"};
    for (int k = 0; k < 3; k++) {
        gd_optimizer o = fresh(methods[k], 5, 0.1);
        size_t numbers = o.method->vectors * 5;
        for (size_t i = 0; i < numbers; i++)
            assert_bits(o.memory[i], 0);
        set(&o, "initial", 1);
        for (size_t i = 0; i < numbers; i++)
            assert_bits(o.memory[i], 1);
        gd_optimizer_free(&o);
    }
    /* and it matters: one step, by hand */
    gd_optimizer o = fresh("adagrad", 1, 0.5);
    set(&o, "initial", 9);
    set(&o, "epsilon", 0);
    double x = 1;
    gd_optimizer_step(&o, &x, (double[]){4});
    assert_bits(x, 1 - 0.5 * 4 / 5);
    gd_optimizer_free(&o);
}

/* A subnormal number costs as much as a step. The powers of the decays end
 * without one; the sum 1 - beta^t is the same. */
static void powers_never_become_subnormal(void **state)
{
    (void)state;
    static const char *const names[] = {"adam", "adamax", "nadam", "amsgrad",
                                        "adamw"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        double x = 1, g = 1;
        gd_optimizer o = fresh(names[k], 1, 1e-9);
        for (int t = 0; t < 8000; t++) {
            gd_optimizer_step(&o, &x, &g);
            assert_true(fpclassify(o.scalar[0]) != FP_SUBNORMAL);
        }
        assert_true(o.scalar[0] == 0);
        gd_optimizer_free(&o);
    }
}

static void set_and_get(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        gd_optimizer o = fresh(method->name, 2, 0);
        for (size_t h = 0; h < method->hyper_count; h++) {
            const gd_hyper *p = &method->hyper[h];
            assert_bits(gd_optimizer_get(&o, p->name), p->value);
            double bad[] = {-1e-300, -1, p->high, HUGE_VAL, nan("")};
            for (int i = 0; i < 5; i++) {
                assert_false(gd_optimizer_set(&o, p->name, bad[i]));
                assert_bits(gd_optimizer_get(&o, p->name), p->value);
            }
            set(&o, p->name, 0);
            set(&o, p->name, 0.5);
            assert_bits(gd_optimizer_get(&o, p->name), 0.5);
            set(&o, p->name, p->value);
        }
        assert_false(gd_optimizer_set(&o, "bata", 0.5));
        assert_true(isnan(gd_optimizer_get(&o, "bata")));
        gd_optimizer_free(&o);
    }
}

/* Betas and rho stay below 1; the rest may be large. */
static void betas_lie_below_one(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++)
        for (size_t h = 0; h < method->hyper_count; h++) {
            const gd_hyper *p = &method->hyper[h];
            bool decay =
                strncmp(p->name, "beta", 4) == 0 || strcmp(p->name, "rho") == 0;
            assert_bits(p->low, 0);
            assert_bits(p->high, decay ? 1 : HUGE_VAL);
        }
}

/* After a restart, or after a hyper-parameter was set, a run is what it was
 * the first time: t, the powers, the memory. */
static void a_restart_forgets(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        gd_optimizer o = fresh(method->name, 2, 1e-3);
        double first[2] = {3, 4}, again[2] = {3, 4};
        run(&o, function("beale"), first, 100);
        assert_int_equal(o.t, 100);
        gd_optimizer_restart(&o);
        assert_int_equal(o.t, 0);
        run(&o, function("beale"), again, 100);
        assert_memory_equal(first, again, sizeof first);
        if (method->hyper_count > 0) {
            double x[2] = {3, 4};
            set(&o, method->hyper[0].name, method->hyper[0].value);
            assert_int_equal(o.t, 0);
            run(&o, function("beale"), x, 100);
            assert_memory_equal(first, x, sizeof first);
        }
        gd_optimizer_free(&o);
    }
}

/* The rate stands outside the velocity: a new one holds for all of it. */
static void a_new_rate_holds_at_once(void **state)
{
    (void)state;
    gd_optimizer o = fresh("momentum", 1, 1);
    set(&o, "beta", 0.5);
    double x = 0;
    gd_optimizer_step(&o, &x, (double[]){1});
    o.rate = 0.5;
    gd_optimizer_step(&o, &x, (double[]){1});
    assert_bits(x, -1 - 0.5 * 1.5);
    gd_optimizer_free(&o);
}

static void names(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        assert_ptr_equal(gd_method_find(method->name), method);
        assert_true(strlen(method->title) > 0);
    }
    assert_null(gd_method_find("adm"));
    assert_null(gd_method_find(""));
}

/* ------------------------------------------------------------ bad input */

static void assert_empty(const gd_optimizer *o)
{
    gd_optimizer empty = {0};
    assert_null(o->method);
    assert_null(o->memory);
    assert_int_equal(o->n, empty.n);
}

static void refused(const char *method, size_t n)
{
    gd_optimizer o;
    memset(&o, 0x55, sizeof o);
    assert_false(gd_optimizer_new(&o, gd_method_find(method), n));
    assert_empty(&o);
    gd_optimizer_free(&o);
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++)
        refused(method->name, 0);
    refused("no such method", 2);
}

/* Sizes whose bytes overflow, or that no machine has; and a malloc that says
 * no. */
static void without_memory_there_is_no_optimizer(void **state)
{
    (void)state;
    for (const gd_method *method = catalogue; method < catalogue + METHODS;
         method++) {
        if (method->vectors == 0)
            continue;
        refused(method->name, SIZE_MAX);
        refused(method->name, SIZE_MAX / sizeof(double));
        refused(method->name, SIZE_MAX / sizeof(double) / method->vectors + 1);
        allocations = 0;
        no_memory = true;
        refused(method->name, 2);
        no_memory = false;
        assert_int_equal(allocations, 1);
    }
    allocations = 0;
    refused("adam", SIZE_MAX / 16 + 1);
    assert_int_equal(allocations, 0); /* not even asked for */
}

static void what_is_freed_is_empty(void **state)
{
    (void)state;
    gd_optimizer o = fresh("adam", 3, 0.1);
    for (int twice = 0; twice < 2; twice++) {
        gd_optimizer_free(&o);
        assert_null(o.method);
        assert_null(o.memory);
        assert_int_equal(o.n, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_trajectory_of_pytorch),
        cmocka_unit_test(the_defaults_are_those_of_pytorch_2),
        cmocka_unit_test(quadratics_in_closed_form),
        cmocka_unit_test(steps_as_long_as_the_rate),
        cmocka_unit_test(other_drifts_in_closed_form),
        cmocka_unit_test(lion_by_hand),
        cmocka_unit_test(adamw_by_hand),
        cmocka_unit_test(adamw_without_decay_is_adam),
        cmocka_unit_test(amsgrad_never_divides_by_less),
        cmocka_unit_test(no_method_ends_higher_than_it_began),
        cmocka_unit_test(what_each_remembers),
        cmocka_unit_test(no_allocation_in_a_step),
        cmocka_unit_test(coordinates_do_not_know_of_each_other),
        cmocka_unit_test(a_nan_reaches_x),
        cmocka_unit_test(at_rest_they_stay),
        cmocka_unit_test(accumulators_start_where_they_are_told),
        cmocka_unit_test(powers_never_become_subnormal),
        cmocka_unit_test(set_and_get),
        cmocka_unit_test(betas_lie_below_one),
        cmocka_unit_test(a_restart_forgets),
        cmocka_unit_test(a_new_rate_holds_at_once),
        cmocka_unit_test(names),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(without_memory_there_is_no_optimizer),
        cmocka_unit_test(what_is_freed_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
