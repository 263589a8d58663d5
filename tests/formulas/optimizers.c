/* The update rules: three steps of each, with random hyper-parameters. */
#include "told.h"

#include "gd/optimizer.h"
#include "gd/random.h"

#include <math.h>
#include <stdlib.h>

/* What the formulas call a number that a method remembers, before a step and
 * after it. */
typedef struct memory_name {
    const char *before, *after;
} memory_name;

typedef struct rule {
    const char *label, *method;
    memory_name memory[2];
    struct {
        const char *tex, *name;
        double low, high;
    } hyper[3];
} rule;

static const rule rules[] = {
    {"eq:momentum",
     "momentum",
     {{"v_{t-1}", "v_t"}},
     {{"\\beta", "beta", 0.1, 0.99}}},
    {"eq:nesterov",
     "nesterov",
     {{"v_{t-1}", "v_t"}},
     {{"\\beta", "beta", 0.1, 0.99}}},
    {"eq:adagrad",
     "adagrad",
     {{"G_{t-1}", "G_t"}},
     {{"\\varepsilon", "epsilon", 0.01, 1}}},
    {"eq:rmsprop",
     "rmsprop",
     {{"v_{t-1}", "v_t"}},
     {{"\\beta", "beta", 0.1, 0.99}, {"\\varepsilon", "epsilon", 0.01, 1}}},
    {"eq:adadelta",
     "adadelta",
     {{"E_{t-1}", "E_t"}, {"D_{t-1}", "D_t"}},
     {{"\\rho", "rho", 0.1, 0.99}, {"\\varepsilon", "epsilon", 0.01, 1}}},
    {"eq:adam",
     "adam",
     {{"m_{t-1}", "m_t"}, {"v_{t-1}", "v_t"}},
     {{"\\beta_1", "beta1", 0.1, 0.99},
      {"\\beta_2", "beta2", 0.1, 0.99},
      {"\\varepsilon", "epsilon", 0.01, 1}}},
};

static void set_hyper(gd_optimizer *o, const rule *r, gd_random *random)
{
    for (size_t k = 0; k < 3 && r->hyper[k].tex; k++)
        if (!gd_optimizer_set(
                o, r->hyper[k].name,
                gd_random_between(random, r->hyper[k].low, r->hyper[k].high)))
            exit(EXIT_FAILURE);
}

/* What the text defines between the memory and the step. */
static void tell_between(const rule *r, const gd_optimizer *o, double moved)
{
    if (r->memory[0].after[0] == 'm') {
        double t = (double)o->t;
        number("\\hat m_t", gd_optimizer_vector(o, 0)[0]
                                / (1 - pow(gd_optimizer_get(o, "beta1"), t)));
        number("\\hat v_t", gd_optimizer_vector(o, 1)[0]
                                / (1 - pow(gd_optimizer_get(o, "beta2"), t)));
    } else if (r->memory[0].after[0] == 'E') {
        number("d_t", moved / -o->rate);
    }
}

static void tell_step(const rule *r, gd_optimizer *o, double *x, double g)
{
    double before = *x;
    formula(r->label);
    number("x_t", before);
    number("g_t", g);
    number("\\eta", o->rate);
    for (size_t k = 0; k < 3 && r->hyper[k].tex; k++)
        number(r->hyper[k].tex, gd_optimizer_get(o, r->hyper[k].name));
    for (size_t k = 0; k < o->method->vectors && k < 2; k++)
        number(r->memory[k].before, gd_optimizer_vector(o, k)[0]);
    gd_optimizer_step(o, x, &g);
    number("t", (double)o->t);
    for (size_t k = 0; k < o->method->vectors && k < 2; k++)
        number(r->memory[k].after, gd_optimizer_vector(o, k)[0]);
    tell_between(r, o, *x - before);
    number("x_{t+1}", *x);
}

int main(void)
{
    gd_random random = gd_random_seeded(4);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        for (int run = 0; run < 5; run++) {
            gd_optimizer o;
            double x = gd_random_between(&random, -2, 2);
            if (!gd_optimizer_new(&o, gd_method_find(rules[i].method), 1))
                return EXIT_FAILURE;
            set_hyper(&o, &rules[i], &random);
            o.rate = gd_random_between(&random, 0.01, 1);
            for (int step = 0; step < 3; step++)
                tell_step(&rules[i], &o, &x, gd_random_normal(&random));
            gd_optimizer_free(&o);
        }
    return 0;
}
