/* A small neural network that sorts examples into classes.
 *
 * Layer follows layer: z = b + a W, then a bend (tanh or ReLU) in all layers
 * but the last, whose scores softmax turns into probabilities. All weights
 * and biases lie in one array of n numbers, so that to an optimizer the
 * network is a point like any other. Nothing here allocates. */
#ifndef GD_NETWORK_H
#define GD_NETWORK_H

#include "gd/compiler.h"
#include "gd/random.h"
#include "gd/view.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

enum {
    GD_LAYERS_MAX = 4,
    GD_VIEWS_MAX = 2 * GD_LAYERS_MAX,
    GD_UNITS_MAX = 1024
};

/* The bend between two layers. */
typedef enum gd_activation { GD_TANH, GD_RELU } gd_activation;

/* region network */
typedef struct gd_layer {
    size_t inputs;
    size_t outputs;
    gd_view weights; /* inputs x outputs */
    gd_view biases;  /* 1 x outputs */
    size_t unit;     /* where its outputs stand among all the units */
} gd_layer;

/* The plan of a network. The numbers are elsewhere: in an array of n. */
typedef struct gd_network {
    size_t layers;
    gd_layer layer[GD_LAYERS_MAX];
    gd_activation activation;
    size_t n;     /* weights and biases in all */
    size_t units; /* outputs of all layers */
} gd_network;
/* end network */

/* Plans a network of widths[0] inputs, layers - 1 hidden layers and
 * widths[layers] classes. False: no layer or more than GD_LAYERS_MAX, a width
 * of 0, more than GD_UNITS_MAX inputs or units. The views are named
 * "weights 1", "biases 1", and so on. */
GD_MUST_CHECK bool gd_network_plan(gd_network *network, size_t layers,
                                   const size_t *widths,
                                   gd_activation activation);

/* The network's views, layer by layer the weights and then the biases. Returns
 * how many: two for each layer. */
size_t gd_network_views(const gd_network *network, gd_view view[GD_VIEWS_MAX]);

/* Fills x, n numbers, with a start: biases 0, weights random and of a size
 * that lets a signal pass through the layers without fading or exploding.
 * Before tanh and before the scores uniform in +-sqrt(6 / (inputs +
 * outputs)), Glorot and Bengio (2010); before ReLU normal with variance 2 /
 * inputs, He and others (2015). */
void gd_network_start(const gd_network *network, gd_random *random, double *x);

/* region batch */
/* Labelled examples, which stay the caller's: inputs is count x width, row
 * after row; a label is less than the number of classes. */
typedef struct gd_examples {
    size_t count;
    size_t width;
    const double *inputs;
    const size_t *labels;
} gd_examples;

/* Some of the examples, by their numbers, before a network: the context of
 * gd_network_loss. */
typedef struct gd_batch {
    const gd_network *network;
    const gd_examples *examples;
    size_t count;
    const size_t *chosen;
} gd_batch;
/* end batch */

/* The mean over the batch of -log(probability of the right class), and its
 * gradient: an objective (objective.h) with n = network->n whose context is
 * a gd_batch of at least one example. Units: nats. With a finite x finite
 * whatever the scores, as long as those are. */
double gd_network_loss(size_t n, const double *x, double *gradient,
                       void *batch);

/* Another objective of the same kind: the mean over the batch of half the
 * squared distance of the scores from the label's row of the identity, 1 at
 * the right class and 0 at the others. No softmax, no unit. */
double gd_network_squared_loss(size_t n, const double *x, double *gradient,
                               void *batch);

/* The probabilities of the classes for one input. */
void gd_network_predict(const gd_network *network, const double *x,
                        const double *input, double *probabilities);

/* How the network does on a batch. A tie for the largest probability goes to
 * the smaller class. */
typedef struct gd_score {
    double loss;    /* as gd_network_loss */
    size_t correct; /* examples whose most probable class is the right one */
} gd_score;
gd_score gd_network_score(const double *x, const gd_batch *batch);

/* The index of the largest of n > 0 numbers, the first of equals. */
size_t gd_largest(size_t n, const double *v);

GD_END_C

#endif
