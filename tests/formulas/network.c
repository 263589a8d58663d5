/* A layer forward and backward, and what a wrong class costs. */
#include "told.h"

#include "../../code/gd/network.c"

#include "gd/random.h"

#include <stdlib.h>

enum { IN = 3, HIDDEN = 4, OUT = 2 };

static void tell_network(gd_random *random)
{
    gd_network network;
    const size_t widths[] = {IN, HIDDEN, OUT};
    double x[40], input[IN], units[HIDDEN + OUT];
    if (!gd_network_plan(&network, 2, widths, GD_TANH))
        exit(EXIT_FAILURE);
    for (size_t i = 0; i < network.n; i++)
        x[i] = gd_random_normal(random);
    for (size_t i = 0; i < IN; i++)
        input[i] = gd_random_normal(random);
    forward(&network, x, input, units);
    formula("eq:network");
    matrix("x", 1, IN, input);
    matrix("b^{(1)}", 1, HIDDEN, x + network.layer[0].biases.start);
    matrix("W^{(1)}", IN, HIDDEN, x + network.layer[0].weights.start);
    matrix("b^{(2)}", 1, OUT, x + network.layer[1].biases.start);
    matrix("W^{(2)}", HIDDEN, OUT, x + network.layer[1].weights.start);
    matrix("a", 1, HIDDEN, units);
    matrix("z", 1, OUT, units + HIDDEN);
}

static void tell_cross_entropy(gd_random *random)
{
    double z[HIDDEN], p[HIDDEN];
    for (size_t k = 0; k < HIDDEN; k++)
        p[k] = z[k] = gd_random_normal(random);
    size_t label = (size_t)gd_random_between(random, 0, HIDDEN);
    formula("eq:cross-entropy");
    number("L", softmax(HIDDEN, p, label));
    matrix("z", HIDDEN, 1, z);
    number("z_c", z[label]);
    number("p_c", p[label]);
}

/* One layer's z was told d: what its weights, its biases and the layer below
 * are told, without the slope of a bend. */
static void tell_backward(gd_random *random)
{
    gd_network network;
    const size_t widths[] = {IN, OUT};
    double x[IN * OUT + OUT], g[IN * OUT + OUT] = {0}, a[IN], d[OUT], below[IN];
    if (!gd_network_plan(&network, 1, widths, GD_RELU))
        exit(EXIT_FAILURE);
    for (size_t i = 0; i < network.n; i++)
        x[i] = gd_random_normal(random);
    for (size_t i = 0; i < IN; i++)
        a[i] = gd_random_uniform(random) + 0.1;
    for (size_t j = 0; j < OUT; j++)
        d[j] = gd_random_normal(random);
    const gd_layer *l = &network.layer[0];
    tell_weights(l, a, d, g);
    tell_below(l, GD_RELU, x, a, d, below);
    for (size_t i = 0; i < IN; i++)
        for (size_t j = 0; j < OUT; j++) {
            formula("eq:backpropagation");
            number("@i", (double)i);
            number("@j", (double)j);
            number("\\frac{\\partial L}{\\partial W_{ij}}",
                   g[l->weights.start + i * OUT + j]);
            number("\\frac{\\partial L}{\\partial b_j}",
                   g[l->biases.start + j]);
            number("\\frac{\\partial L}{\\partial a_i}", below[i]);
            matrix("W", IN, OUT, x + l->weights.start);
            matrix("a", IN, 1, a);
            matrix("d", OUT, 1, d);
        }
}

int main(void)
{
    gd_random random = gd_random_seeded(6);
    for (int k = 0; k < 5; k++) {
        tell_network(&random);
        tell_cross_entropy(&random);
        tell_backward(&random);
    }
    return 0;
}
