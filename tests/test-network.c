/* The network: its plan, its loss by hand, and its gradient against central
 * differences, layer by layer. */
#include "close.h"

#include "gd/descent.h"
#include "gd/gradient_check.h"
#include "gd/network.h"

enum { N_MAX = 400, EXAMPLES = 12, WIDTH = 5 };

static double inputs[EXAMPLES * WIDTH];
static size_t labels[EXAMPLES];
static const size_t first[EXAMPLES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
static double x[N_MAX], gradient[N_MAX];

static const gd_examples examples = {EXAMPLES, WIDTH, inputs, labels};

static void make_examples(size_t classes)
{
    gd_random random = gd_random_seeded(3);
    for (size_t i = 0; i < EXAMPLES * WIDTH; i++)
        inputs[i] = gd_random_normal(&random);
    for (size_t i = 0; i < EXAMPLES; i++)
        labels[i] = i % classes;
}

static gd_network planned(size_t layers, const size_t *widths,
                          gd_activation activation)
{
    gd_network network;
    assert_true(gd_network_plan(&network, layers, widths, activation));
    assert_true(network.n <= N_MAX);
    make_examples(widths[layers]);
    gd_random random = gd_random_seeded(11);
    gd_network_start(&network, &random, x);
    return network;
}

/* ----------------------------------------------------------------- the plan */

static void the_arrays_lie_one_behind_the_other(void **state)
{
    (void)state;
    gd_network network;
    assert_true(gd_network_plan(&network, 2, (size_t[]){64, 32, 10}, GD_RELU));
    assert_int_equal(network.n, 64 * 32 + 32 + 32 * 10 + 10);
    assert_int_equal(network.units, 42);
    size_t at = 0;
    for (size_t k = 0; k < network.layers; k++) {
        const gd_layer *l = &network.layer[k];
        assert_int_equal(l->weights.start, at);
        assert_int_equal(l->weights.rows, l->inputs);
        assert_int_equal(l->weights.columns, l->outputs);
        at += l->inputs * l->outputs;
        assert_int_equal(l->biases.start, at);
        assert_int_equal(l->biases.rows, 1);
        assert_int_equal(l->biases.columns, l->outputs);
        at += l->outputs;
    }
    assert_int_equal(at, network.n);
    assert_string_equal(network.layer[0].weights.name, "weights 1");
    assert_string_equal(network.layer[1].biases.name, "biases 2");
}

static void plans_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    gd_network network;
    static const size_t wide[] = {3, GD_UNITS_MAX, 1}, hollow[] = {3, 0, 2};
    static const size_t many[] = {2, 2, 2, 2, 2, 2}, none[] = {0, 2};
    static const size_t broad[] = {GD_UNITS_MAX + 1, 2};
    assert_false(gd_network_plan(&network, 0, many, GD_TANH));
    assert_false(gd_network_plan(&network, GD_LAYERS_MAX + 1, many, GD_TANH));
    assert_false(gd_network_plan(&network, 2, wide, GD_TANH));
    assert_false(gd_network_plan(&network, 2, hollow, GD_TANH));
    assert_false(gd_network_plan(&network, 1, none, GD_TANH));
    assert_false(gd_network_plan(&network, 1, broad, GD_TANH));
    assert_int_equal(network.n, 0);
    assert_true(gd_network_plan(&network, 1, wide, GD_TANH));
    assert_true(gd_network_plan(&network, GD_LAYERS_MAX, many, GD_TANH));
}

static void weights_start_in_their_bounds_and_biases_at_0(void **state)
{
    (void)state;
    static double big[200 * 100 + 100 + 100 * 10 + 10];
    gd_network network;
    gd_random random = gd_random_seeded(5);
    for (int kind = GD_TANH; kind <= GD_RELU; kind++) {
        assert_true(gd_network_plan(&network, 2, (size_t[]){200, 100, 10},
                                    (gd_activation)kind));
        gd_network_start(&network, &random, big);
        for (size_t k = 0; k < 2; k++) {
            const gd_layer *l = &network.layer[k];
            double count = (double)(l->inputs * l->outputs), squares = 0;
            double bound = sqrt(6.0 / (double)(l->inputs + l->outputs));
            bool he = kind == GD_RELU && k == 0;
            const double *w = big + l->weights.start;
            for (size_t i = 0; i < l->inputs * l->outputs; i++) {
                assert_true(he || fabs(w[i]) <= bound);
                squares += w[i] * w[i];
            }
            double variance = he ? 2.0 / (double)l->inputs : bound * bound / 3;
            assert_close(squares / count, variance, 0.1, 0);
            for (size_t j = 0; j < l->outputs; j++)
                assert_bits(big[l->biases.start + j], 0);
        }
    }
}

/* ------------------------------------------------------------------ by hand */

/* Two inputs, two hidden units, two classes; one example of class 1. */
static void a_tiny_network_by_hand(void **state)
{
    (void)state;
    gd_network network;
    static const double input[2] = {0.5, -1};
    static const size_t label[1] = {1};
    const gd_examples one = {1, 2, input, label};
    /*            weights 1          biases 1    weights 2     biases 2 */
    double p[] = {0.1, -0.2, 0.3, 0.4, 0.05, -0.1, 1, -1, 0.5, 2, 0.2, -0.3};
    double g[12];
    assert_true(gd_network_plan(&network, 2, (size_t[]){2, 2, 2}, GD_TANH));
    assert_int_equal(network.n, 12);
    gd_batch batch = {&network, &one, 1, first};
    double loss = gd_network_loss(12, p, g, &batch);

    double h0 = tanh(0.1 * 0.5 + 0.3 * -1 + 0.05);
    double h1 = tanh(-0.2 * 0.5 + 0.4 * -1 - 0.1);
    double z0 = h0 * 1 + h1 * 0.5 + 0.2, z1 = h0 * -1 + h1 * 2 - 0.3;
    double p0 = exp(z0) / (exp(z0) + exp(z1)), p1 = 1 - p0;
    assert_close(loss, -log(p1), 1e-14, 0);
    double d0 = p0, d1 = p1 - 1; /* by the scores */
    assert_close(g[6], h0 * d0, 1e-13, 0);
    assert_close(g[7], h0 * d1, 1e-13, 0);
    assert_close(g[8], h1 * d0, 1e-13, 0);
    assert_close(g[9], h1 * d1, 1e-13, 0);
    assert_close(g[10], d0, 1e-13, 0);
    assert_close(g[11], d1, 1e-13, 0);
    double e0 = (1 * d0 - 1 * d1) * (1 - h0 * h0); /* by the hidden z */
    double e1 = (0.5 * d0 + 2 * d1) * (1 - h1 * h1);
    assert_close(g[0], 0.5 * e0, 1e-13, 0);
    assert_close(g[1], 0.5 * e1, 1e-13, 0);
    assert_close(g[2], -1 * e0, 1e-13, 0);
    assert_close(g[3], -1 * e1, 1e-13, 0);
    assert_close(g[4], e0, 1e-13, 0);
    assert_close(g[5], e1, 1e-13, 0);

    double half = gd_network_squared_loss(12, p, g, &batch);
    d0 = z0, d1 = z1 - 1;
    assert_close(half, (d0 * d0 + d1 * d1) / 2, 1e-14, 0);
    assert_close(g[7], h0 * d1, 1e-13, 0);
    assert_close(g[10], d0, 1e-13, 0);
    assert_close(g[0], 0.5 * (1 * d0 - 1 * d1) * (1 - h0 * h0), 1e-13, 0);

    double probability[2];
    gd_network_predict(&network, p, input, probability);
    assert_close(probability[0], p0, 1e-13, 0);
    assert_close(probability[1], p1, 1e-13, 0);
}

/* ReLU: a unit that lets nothing pass learns nothing. */
static void a_closed_unit_learns_nothing(void **state)
{
    (void)state;
    gd_network network;
    static const double input[1] = {1};
    static const size_t label[1] = {0};
    const gd_examples one = {1, 1, input, label};
    /*            w1      b1     w2            b2 */
    double p[] = {-1, 2, 0.5, 0, 3, -3, 1, -1, 0, 0}, g[10];
    assert_true(gd_network_plan(&network, 2, (size_t[]){1, 2, 2}, GD_RELU));
    gd_batch batch = {&network, &one, 1, first};
    double loss = gd_network_loss(10, p, g, &batch);
    assert_close(loss, log(1 + exp(-4)), 1e-14, 0); /* scores 2 and -2 */
    assert_bits(fabs(g[0]), 0);
    assert_bits(fabs(g[2]), 0);
    assert_bits(fabs(g[4]), 0);
    assert_true(fabs(g[1]) > 0);
}

/* ----------------------------------------------------- central differences */

typedef double a_loss(size_t n, const double *x, double *gradient, void *batch);

typedef struct here {
    a_loss *loss;
    gd_batch *batch;
    size_t n;
} here;

static double loss_here(void *context)
{
    here *h = context;
    return h->loss(h->n, x, NULL, h->batch);
}

static void check_loss(a_loss *of, size_t layers, const size_t *widths,
                       gd_activation activation)
{
    gd_network network = planned(layers, widths, activation);
    gd_batch batch = {&network, &examples, EXAMPLES, first};
    here h = {of, &batch, network.n};
    of(network.n, x, gradient, &batch);
    for (size_t k = 0; k < layers; k++) {
        const gd_view *views[] = {&network.layer[k].weights,
                                  &network.layer[k].biases};
        for (int i = 0; i < 2; i++) {
            const gd_view *v = views[i];
            gd_array array = {v->name, v->rows * v->columns, x + v->start,
                              gradient + v->start};
            gd_check check = gd_check_arrays(loss_here, &h, 1, &array, 0);
            assert_int_equal(check.checked, v->rows * v->columns);
            assert_true(check.finite);
            if (check.relative > 1e-6)
                fail_msg("%s, entry %zu: %.17g, by differences %.17g",
                         check.array, check.index, check.analytic,
                         check.numeric);
            /* and the check is awake: an entry that is wrong is found */
            gradient[v->start] += 1e-3;
            check = gd_check_arrays(loss_here, &h, 1, &array, 0);
            assert_true(check.relative > 1e-6 && check.index == 0);
            gradient[v->start] -= 1e-3;
        }
    }
}

static void check_layers(size_t layers, const size_t *widths,
                         gd_activation activation)
{
    check_loss(gd_network_loss, layers, widths, activation);
    check_loss(gd_network_squared_loss, layers, widths, activation);
}

static void every_layer_of_tanh(void **state)
{
    (void)state;
    check_layers(1, (size_t[]){WIDTH, 3}, GD_TANH);
    check_layers(2, (size_t[]){WIDTH, 4, 3}, GD_TANH);
    check_layers(3, (size_t[]){WIDTH, 7, 4, 3}, GD_TANH);
    check_layers(4, (size_t[]){WIDTH, 1, 6, 3, 2}, GD_TANH);
}

static void every_layer_of_relu(void **state)
{
    (void)state;
    check_layers(2, (size_t[]){WIDTH, 8, 3}, GD_RELU);
    check_layers(3, (size_t[]){WIDTH, 9, 6, 3}, GD_RELU);
    check_layers(4, (size_t[]){WIDTH, 9, 8, 7, 2}, GD_RELU);
}

/* ----------------------------------------------------------------- the loss */

static void the_value_is_the_same_without_the_gradient(void **state)
{
    (void)state;
    gd_network network = planned(2, (size_t[]){WIDTH, 4, 3}, GD_TANH);
    gd_batch batch = {&network, &examples, EXAMPLES, first};
    double alone = gd_network_loss(network.n, x, NULL, &batch);
    assert_bits(gd_network_loss(network.n, x, gradient, &batch), alone);
    assert_bits(gd_network_score(x, &batch).loss, alone);
}

static void a_batch_is_the_mean_of_its_examples(void **state)
{
    (void)state;
    gd_network network = planned(2, (size_t[]){WIDTH, 4, 3}, GD_TANH);
    gd_batch batch = {&network, &examples, EXAMPLES, first};
    double whole = gd_network_loss(network.n, x, gradient, &batch), sum = 0;
    double g[N_MAX], mean[N_MAX] = {0};
    for (size_t i = 0; i < EXAMPLES; i++) {
        gd_batch one = {&network, &examples, 1, &first[i]};
        sum += gd_network_loss(network.n, x, g, &one) / EXAMPLES;
        for (size_t k = 0; k < network.n; k++)
            mean[k] += g[k] / EXAMPLES;
    }
    assert_close(whole, sum, 1e-13, 0);
    for (size_t k = 0; k < network.n; k++)
        assert_close(gradient[k], mean[k], 1e-12, 1e-15);
}

static void knowing_nothing_costs_log_of_the_classes(void **state)
{
    (void)state;
    gd_network network = planned(2, (size_t[]){WIDTH, 4, 3}, GD_TANH);
    gd_batch batch = {&network, &examples, EXAMPLES, first};
    memset(x, 0, sizeof x);
    assert_close(gd_network_loss(network.n, x, NULL, &batch), log(3), 1e-15, 0);
    /* all classes tie: the answer is class 0, right for every third */
    assert_int_equal(gd_network_score(x, &batch).correct, EXAMPLES / 3);
}

/* One layer from nothing to three classes: the biases are the scores. */
static double loss_of_scores(double a, double b, double c, size_t label)
{
    gd_network network;
    static const double nothing[1] = {0};
    const gd_examples one = {1, 1, nothing, &label};
    double p[6] = {0, 0, 0, a, b, c};
    assert_true(gd_network_plan(&network, 1, (size_t[]){1, 3}, GD_TANH));
    gd_batch batch = {&network, &one, 1, first};
    double g[6], loss = gd_network_loss(6, p, g, &batch), sum = 0;
    for (int k = 3; k < 6; k++) {
        assert_true(isfinite(g[k]));
        sum += g[k];
    }
    assert_close(sum, 0, 0, 1e-15); /* a shift of all scores has no slope */
    return loss;
}

static void softmax_does_not_overflow(void **state)
{
    (void)state;
    assert_close(loss_of_scores(1000, 0, 0, 0), 0, 0, 1e-300);
    assert_bits(loss_of_scores(1000, 0, 0, 1), 1000);
    assert_bits(loss_of_scores(-1e6, -1e6, -2e6, 2), 1e6 + log(2));
    assert_bits(loss_of_scores(1e300, 0, -1e300, 1), 1e300);
    assert_close(loss_of_scores(1e8, 1e8, 1e8, 2), log(3), 1e-15, 0);
    assert_close(loss_of_scores(1, 2, 3, 0), loss_of_scores(101, 102, 103, 0),
                 1e-13, 0);
}

static void a_nan_is_not_lost(void **state)
{
    (void)state;
    for (int kind = GD_TANH; kind <= GD_RELU; kind++) {
        gd_network network =
            planned(2, (size_t[]){WIDTH, 4, 3}, (gd_activation)kind);
        gd_batch batch = {&network, &examples, EXAMPLES, first};
        for (size_t i = 0; i < network.n; i++) {
            double kept = x[i];
            x[i] = (double)NAN;
            assert_true(isnan(gd_network_loss(network.n, x, gradient, &batch)));
            x[i] = kept;
        }
    }
}

static void the_same_seed_gives_the_same_bits(void **state)
{
    (void)state;
    double again[N_MAX], g[N_MAX];
    gd_network network = planned(3, (size_t[]){WIDTH, 6, 4, 3}, GD_RELU);
    gd_batch batch = {&network, &examples, EXAMPLES, first};
    double loss = gd_network_loss(network.n, x, gradient, &batch);
    memcpy(again, x, sizeof again);
    memset(x, 0, sizeof x);
    network = planned(3, (size_t[]){WIDTH, 6, 4, 3}, GD_RELU);
    assert_memory_equal(again, x, network.n * sizeof *x);
    assert_bits(gd_network_loss(network.n, x, g, &batch), loss);
    assert_memory_equal(g, gradient, network.n * sizeof *g);
}

static void the_first_of_the_largest(void **state)
{
    (void)state;
    assert_int_equal(gd_largest(1, (double[]){-3}), 0);
    assert_int_equal(gd_largest(4, (double[]){1, 5, 5, 2}), 1);
    assert_int_equal(gd_largest(3, (double[]){0, -1, 7}), 2);
}

/* Twelve examples can be learned by heart, by every method. */
static void every_method_learns_by_heart(void **state)
{
    (void)state;
    static const double rates[] = {0.5,  0.1,  0.1,  0.1,  10,   0.01,
                                   0.02, 0.05, 0.02, 0.02, 0.02, 0.003};
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (size_t k = 0; k < count; k++) {
        gd_network network = planned(2, (size_t[]){WIDTH, 12, 3}, GD_TANH);
        gd_batch batch = {&network, &examples, EXAMPLES, first};
        gd_objective f = {"by heart", network.n, gd_network_loss, &batch};
        gd_options o = gd_default_options();
        gd_optimizer optimizer;
        assert_true(gd_optimizer_new(&optimizer, &methods[k], network.n));
        o.rate = rates[k];
        o.max_steps = 3000;
        o.has_target = true;
        o.target = 0.05;
        o.optimizer = &optimizer;
        gd_result r = gd_descend(&f, x, &o);
        gd_optimizer_free(&optimizer);
        if (r.outcome != GD_TARGET_REACHED)
            fail_msg("%s: %s, loss %g", methods[k].name,
                     gd_outcome_text(r.outcome), r.f);
        assert_int_equal(gd_network_score(x, &batch).correct, EXAMPLES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_arrays_lie_one_behind_the_other),
        cmocka_unit_test(plans_that_make_no_sense_are_refused),
        cmocka_unit_test(weights_start_in_their_bounds_and_biases_at_0),
        cmocka_unit_test(a_tiny_network_by_hand),
        cmocka_unit_test(a_closed_unit_learns_nothing),
        cmocka_unit_test(every_layer_of_tanh),
        cmocka_unit_test(every_layer_of_relu),
        cmocka_unit_test(the_value_is_the_same_without_the_gradient),
        cmocka_unit_test(a_batch_is_the_mean_of_its_examples),
        cmocka_unit_test(knowing_nothing_costs_log_of_the_classes),
        cmocka_unit_test(softmax_does_not_overflow),
        cmocka_unit_test(a_nan_is_not_lost),
        cmocka_unit_test(the_same_seed_gives_the_same_bits),
        cmocka_unit_test(the_first_of_the_largest),
        cmocka_unit_test(every_method_learns_by_heart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
