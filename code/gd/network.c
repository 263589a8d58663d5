#include "gd/network.h"

#include "gd/wide.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ----------------------------------------------------------------- the plan */

/* Lays out a view behind all that stands in the arena already. */
static gd_view view_next(size_t *n, const char *what, size_t layer, size_t rows,
                         size_t columns)
{
    gd_view view = {.start = *n, .rows = rows, .columns = columns};
    snprintf(view.name, sizeof view.name, "%s %d", what, (int)layer + 1);
    *n += rows * columns;
    return view;
}

bool gd_network_plan(gd_network *network, size_t layers, const size_t *widths,
                     gd_activation activation)
{
    *network = (gd_network){.activation = activation};
    if (layers == 0 || layers > GD_LAYERS_MAX || widths[0] == 0
        || widths[0] > GD_UNITS_MAX)
        return false;
    gd_network plan = {.layers = layers, .activation = activation};
    for (size_t k = 0; k < layers; k++) {
        gd_layer *l = &plan.layer[k];
        l->inputs = widths[k];
        l->outputs = widths[k + 1];
        if (l->outputs == 0 || l->outputs > GD_UNITS_MAX - plan.units)
            return false;
        l->weights = view_next(&plan.n, "weights", k, l->inputs, l->outputs);
        l->biases = view_next(&plan.n, "biases", k, 1, l->outputs);
        l->unit = plan.units;
        plan.units += l->outputs;
    }
    *network = plan;
    return true;
}

size_t gd_network_views(const gd_network *network, gd_view view[GD_VIEWS_MAX])
{
    size_t count = 0;
    for (size_t k = 0; k < network->layers; k++) {
        view[count++] = network->layer[k].weights;
        view[count++] = network->layer[k].biases;
    }
    return count;
}

/* region start */
void gd_network_start(const gd_network *network, gd_random *random, double *x)
{
    memset(x, 0, network->n * sizeof *x);
    for (size_t k = 0; k < network->layers; k++) {
        const gd_layer *l = &network->layer[k];
        bool relu = network->activation == GD_RELU && k + 1 < network->layers;
        double deviation = sqrt(2.0 / (double)l->inputs);
        double bound = sqrt(6.0 / (double)(l->inputs + l->outputs));
        double *w = x + l->weights.start;
        for (size_t i = 0; i < l->inputs * l->outputs; i++)
            w[i] = relu ? deviation * gd_random_normal(random)
                        : gd_random_between(random, -bound, bound);
    }
}
/* end start */

/* ------------------------------------------------------------------ forward
 *
 * One example at a time. The inner loops run along a row of the weights: each
 * of their turns is independent of the others, and a compiler makes two or
 * four of them at once without changing a digit (wide.h). */

/* region forward */
/* z = b + a W. a: inputs, w: inputs x outputs, b and z: outputs. */
WIDE static void affine(const gd_layer *l, const double *restrict x,
                        const double *restrict a, double *restrict z)
{
    const size_t outputs = l->outputs;
    const double *w = x + l->weights.start, *b = x + l->biases.start;
    for (size_t j = 0; j < outputs; j++)
        z[j] = b[j];
    for (size_t i = 0; i < l->inputs; i++, w += outputs)
        for (size_t j = 0; j < outputs; j++)
            z[j] += a[i] * w[j];
}

/* tanh(z) = 1 - 2 / (1 + e^2z): three times as quick as the library's tanh, and
 * as near to it in absolute terms. (Only for very small z are digits lost.) */
static void bend(gd_activation kind, size_t n, double *a)
{
    for (size_t i = 0; i < n; i++)
        a[i] = kind == GD_TANH ? 1 - 2 / (1 + exp(2 * a[i]))
               : a[i] < 0      ? 0
                               : a[i];
}

/* From an input through all the layers; the scores are the last units. */
static void forward(const gd_network *network, const double *x,
                    const double *input, double *units)
{
    const double *a = input;
    for (size_t k = 0; k < network->layers; k++) {
        const gd_layer *l = &network->layer[k];
        double *z = units + l->unit;
        affine(l, x, a, z);
        if (k + 1 < network->layers)
            bend(network->activation, l->outputs, z);
        a = z;
    }
}
/* end forward */

/* region softmax */
/* Scores z become probabilities exp(z_j) / sum exp(z). Adding a number to
 * all scores changes none of them: with the largest taken off, the largest
 * exponential is 1 and nothing overflows. Returns -log(probability of the
 * label), as a difference of scores, since the probability itself may be
 * too small for a double. */
static double softmax(size_t classes, double *z, size_t label)
{
    double largest = z[gd_largest(classes, z)], sum = 0;
    double wanted = z[label] - largest;
    size_t k = 0;
    do /* there is at least one class, so that sum is at least 1 */
        sum += z[k] = exp(z[k] - largest);
    while (++k < classes);
    for (size_t j = 0; j < classes; j++)
        z[j] /= sum;
    return log(sum) - wanted;
}
/* end softmax */

size_t gd_largest(size_t n, const double *v)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (v[i] > v[best])
            best = i;
    return best;
}

/* ----------------------------------------------------------------- backward */

/* region backward */
/* dW += a' d, db += d: d holds the derivatives by the layer's z. */
WIDE static void tell_weights(const gd_layer *l, const double *restrict a,
                              const double *restrict d, double *restrict g)
{
    const size_t outputs = l->outputs;
    double *dw = g + l->weights.start, *db = g + l->biases.start;
    for (size_t i = 0; i < l->inputs; i++, dw += outputs)
        for (size_t j = 0; j < outputs; j++)
            dw[j] += a[i] * d[j];
    for (size_t j = 0; j < outputs; j++)
        db[j] += d[j];
}

/* W d times the slope of the bend below, known from its result a. */
static void tell_below(const gd_layer *l, gd_activation kind, const double *x,
                       const double *a, const double *d, double *below)
{
    const double *w = x + l->weights.start;
    for (size_t i = 0; i < l->inputs; i++, w += l->outputs) {
        double slope = kind == GD_TANH ? 1 - a[i] * a[i] : a[i] > 0, sum = 0;
        for (size_t j = 0; j < l->outputs; j++)
            sum += w[j] * d[j];
        below[i] = slope * sum;
    }
}

/* From the derivatives by the scores, in d, back through all the layers. */
static void backward(const gd_network *network, const double *x,
                     const double *input, const double *units, double *d,
                     double *g)
{
    for (size_t k = network->layers; k-- > 0;) {
        const gd_layer *l = &network->layer[k];
        size_t below = k > 0 ? network->layer[k - 1].unit : 0;
        tell_weights(l, k > 0 ? units + below : input, d + l->unit, g);
        if (k > 0)
            tell_below(l, network->activation, x, units + below, d + l->unit,
                       d + below);
    }
}
/* end backward */

/* ----------------------------------------------------------------- the loss */

static const double *example(const gd_batch *batch, size_t k, size_t *label)
{
    size_t i = batch->chosen[k];
    *label = batch->examples->labels[i];
    return batch->examples->inputs + i * batch->examples->width;
}

/* region loss */
/* What the scores z of one example cost; d gets the derivatives by them. z is
 * lost: it is where probabilities are made. */
typedef double judge(size_t classes, double *z, size_t label, double *d);

static double cross_entropy(size_t classes, double *z, size_t label, double *d)
{
    double loss = softmax(classes, z, label);
    for (size_t j = 0; j < classes; j++)
        d[j] = z[j] - (j == label); /* p_j, less 1 at the label */
    return loss;
}

/* The mean over the batch, and its gradient. */
static double mean_loss(const gd_batch *b, judge *of_scores, size_t n,
                        const double *x, double *gradient)
{
    const gd_network *network = b->network;
    const gd_layer *last = &network->layer[network->layers - 1];
    const double share = 1 / (double)b->count;
    double units[GD_UNITS_MAX], d[GD_UNITS_MAX], sum = 0;
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = 0;
    for (size_t k = 0; k < b->count; k++) {
        size_t label;
        const double *input = example(b, k, &label);
        forward(network, x, input, units);
        sum +=
            of_scores(last->outputs, units + last->unit, label, d + last->unit);
        if (!gradient)
            continue;
        for (size_t j = 0; j < last->outputs; j++)
            d[last->unit + j] *= share;
        backward(network, x, input, units, d, gradient);
    }
    return sum * share;
}

double gd_network_loss(size_t n, const double *x, double *gradient, void *batch)
{
    return mean_loss(batch, cross_entropy, n, x, gradient);
}
/* end loss */

/* region squared */
static double squared(size_t classes, double *z, size_t label, double *d)
{
    double sum = 0;
    for (size_t j = 0; j < classes; j++) {
        z[j] -= j == label;
        d[j] = z[j];
        sum += z[j] * z[j];
    }
    return sum / 2;
}

double gd_network_squared_loss(size_t n, const double *x, double *gradient,
                               void *batch)
{
    return mean_loss(batch, squared, n, x, gradient);
}
/* end squared */

void gd_network_predict(const gd_network *network, const double *x,
                        const double *input, double *probabilities)
{
    double units[GD_UNITS_MAX];
    const gd_layer *last = &network->layer[network->layers - 1];
    forward(network, x, input, units);
    softmax(last->outputs, units + last->unit, 0);
    memcpy(probabilities, units + last->unit,
           last->outputs * sizeof *probabilities);
}

gd_score gd_network_score(const double *x, const gd_batch *batch)
{
    const gd_network *network = batch->network;
    const gd_layer *last = &network->layer[network->layers - 1];
    double units[GD_UNITS_MAX], *p = units + last->unit, sum = 0;
    gd_score score = {0};
    for (size_t k = 0; k < batch->count; k++) {
        size_t label;
        const double *input = example(batch, k, &label);
        forward(network, x, input, units);
        sum += softmax(last->outputs, p, label);
        score.correct += gd_largest(last->outputs, p) == label;
    }
    score.loss = sum / (double)batch->count;
    return score;
}
