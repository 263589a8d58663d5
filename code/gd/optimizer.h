/* Update rules: what a method does with a gradient.
 *
 * A method is a constant description; an optimizer is one run of a method on
 * n parameters. The loop (descent.h) evaluates the objective; a step only
 * moves x. */
#ifndef GD_OPTIMIZER_H
#define GD_OPTIMIZER_H

#include "gd/compiler.h"
#include "gd/view.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

enum { GD_HYPER_MAX = 4, GD_SCALARS = 2 };

/* A hyper-parameter: its name, its default, and the range low <= value < high
 * outside of which the rule makes no sense. */
typedef struct gd_hyper {
    const char *name;
    double value;
    double low;
    double high;
} gd_hyper;

struct gd_optimizer;

/* region method */
/* An update rule. */
typedef struct gd_method {
    const char *name;  /* "adam" */
    const char *title; /* "Adam" */
    size_t vectors;    /* how many n-vectors it remembers */
    double rate;       /* default learning rate */
    size_t hyper_count;
    gd_hyper hyper[GD_HYPER_MAX];

    /* Fills the memory at the start of a run; NULL: with zeros. */
    void (*start)(struct gd_optimizer *o);

    /* Moves x by one step, given the gradient g at x: n entries each, not
     * overlapping. o->t is the number of this step, from 1. */
    void (*step)(struct gd_optimizer *o, double *x, const double *g);
} gd_method;
/* end method */

/* region optimizer */
/* One run of a method. `rate` is that of the next step: gd_descend writes it
 * before each (from its options), and so does who steps by himself. `view`
 * says which parts of x are matrices, to a method that wants to know (muon.h);
 * it stays the caller's, none to begin with. The rest is the optimizer's own.
 * memory holds method->vectors times n numbers. */
typedef struct gd_optimizer {
    const gd_method *method;
    size_t n;
    size_t t;                   /* steps made */
    double rate;                /* of the next step */
    double hyper[GD_HYPER_MAX]; /* in the order of method->hyper */
    double scalar[GD_SCALARS];  /* running products such as beta1^t */
    double *memory;
    const gd_view *view;
    size_t views;
} gd_optimizer;
/* end optimizer */

/* The twelve methods, in the order of chapter 4. g is the gradient, t counts
 * from 1, every operation is element by element, memory starts at 0 unless
 * said. Defaults are those of PyTorch 2, but for beta, which is 0 there for
 * momentum and nesterov, and for lion, which it does not have: those are its
 * authors'.
 *
 * gradient-descent   x -= rate g. Cauchy (1847).
 *
 * momentum           v = beta v + g; x -= rate v. Polyak (1964) has the rate
 *                    inside v; for a constant rate the path is the same.
 *
 * nesterov           v = beta v + g; x -= rate (g + beta v). Nesterov (1983)
 *                    takes the gradient at a point ahead of x; here x is
 *                    that point (Sutskever and others, 2013).
 *
 * adagrad            G += g^2; x -= rate g / (sqrt(G) + epsilon). Duchi,
 *                    Hazan and Singer (2011). G starts at `initial`.
 *
 * adadelta           E = rho E + (1 - rho) g^2;
 *                    d = sqrt(D + epsilon) / sqrt(E + epsilon) g;
 *                    D = rho D + (1 - rho) d^2; x -= rate d.
 *                    Zeiler (2012), who has no rate (it is 1) and rho 0.95.
 *                    E and D start at `initial`.
 *
 * rmsprop            v = beta v + (1 - beta) g^2;
 *                    x -= rate g / (sqrt(v) + epsilon). Hinton's lecture of
 *                    2012 has beta 0.9. v starts at `initial`.
 *
 * adam               m = beta1 m + (1 - beta1) g;
 *                    v = beta2 v + (1 - beta2) g^2;
 *                    x -= rate m / (1 - beta1^t)
 *                         / (sqrt(v / (1 - beta2^t)) + epsilon).
 *                    Kingma and Ba (2015), algorithm 1.
 *
 * adamax             u = max(beta2 u, |g| + epsilon);
 *                    x -= rate / (1 - beta1^t) m / u. The same paper,
 *                    section 7, without the epsilon.
 *
 * nadam              mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2);
 *                    x -= rate [(1 - mu_t) / (1 - P_t) g
 *                               + mu_{t+1} / (1 - P_{t+1}) m]
 *                         / (sqrt(v / (1 - beta2^t)) + epsilon),
 *                    P_t the product of mu_1 ... mu_t. Dozat (2016).
 *
 * amsgrad            adam with the largest v so far in place of v. Reddi,
 *                    Kale and Kumar (2018), who have no bias correction.
 *
 * adamw              x -= rate weight_decay x, then adam's step. Loshchilov
 *                    and Hutter (2019), who multiply the decay by the
 *                    schedule but not by the rate.
 *
 * lion               x -= rate weight_decay x;
 *                    x -= rate sign(beta1 m + (1 - beta1) g);
 *                    m = beta2 m + (1 - beta2) g. Chen and others (2023);
 *                    the sign of 0 is 0, that of a NaN or of what is
 *                    infinite is NaN.
 *
 * beta, beta1, beta2, rho lie in [0, 1), the others in [0, infinity). With
 * epsilon 0 a coordinate whose gradient has always been 0 becomes 0/0. A
 * gradient whose square overflows (beyond 1e154) makes the mean of squares
 * infinite, and that coordinate stands still from then on. A NaN in g reaches
 * x in the same step. */
const gd_method *gd_methods(size_t *count);

/* The method of that name, or NULL. */
const gd_method *gd_method_find(const char *name);

/* Prepares a run on n parameters, with the method's default rate and
 * hyper-parameters and its memory, allocated here once. False: no method (a
 * name not found), n is 0, or there is not so much memory; *o is then empty,
 * and gd_optimizer_free does nothing. */
GD_MUST_CHECK bool gd_optimizer_new(gd_optimizer *o, const gd_method *method,
                                    size_t n);

/* Sets a hyper-parameter by name, and starts over at t = 0: `initial` fills
 * the memory. False, and nothing is changed: the method has none of that
 * name, or the value is out of range or NaN. */
GD_MUST_CHECK bool gd_optimizer_set(gd_optimizer *o, const char *name,
                                    double value);

/* The hyper-parameter of that name; NaN if the method has none. */
double gd_optimizer_get(const gd_optimizer *o, const char *name);

/* Forgets everything but rate and hyper-parameters: t = 0, the memory as
 * gd_optimizer_new left it. */
void gd_optimizer_restart(gd_optimizer *o);

/* One step with the gradient g at x: x moves, o remembers. n numbers each,
 * not overlapping. No allocation. Here in the header because, for a few
 * parameters, a call more would be seen in the time of a step. */
static inline void gd_optimizer_step(gd_optimizer *o, double *x,
                                     const double *g)
{
    o->t++;
    o->method->step(o, x, g);
}

/* The k-th remembered vector, n numbers. k < method->vectors. */
double *gd_optimizer_vector(const gd_optimizer *o, size_t k);

/* Gives the memory back; *o is empty then. May be called twice. */
void gd_optimizer_free(gd_optimizer *o);

GD_END_C

#endif
