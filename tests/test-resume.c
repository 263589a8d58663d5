/* A run put away and taken up again goes on to the last bit as if nothing had
 * been, with every method, under a schedule, on a plane and on a network. */
#include "close.h"

#include "gd/descent.h"
#include "gd/network.h"
#include "gd/state.h"

#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 100 };

static unsigned char bytes[8000];
static char error[GD_STATE_ERROR_SIZE];

static const gd_method *method_at(size_t k)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    assert_true(k < count);
    return &methods[k];
}

enum { METHODS = 12 };

/* A run of so many steps of 100, each kind of schedule stretched over all. */
static gd_result stretch(gd_optimizer *o, double *x, size_t steps,
                         const char *schedule)
{
    gd_schedule s = gd_schedule_new(gd_schedule_find(schedule), STEPS);
    gd_options options = {.rate = o->method->rate * 1e-2,
                          .max_steps = steps,
                          .optimizer = o,
                          .schedule = &s};
    return gd_descend(gd_test_objective("beale"), x, &options);
}

static void set_one(gd_optimizer *o)
{
    const gd_hyper *h = o->method->hyper;
    if (o->method->hyper_count > 0)
        assert_true(gd_optimizer_set(o, h[0].name, 0.75));
}

static void assert_same_state(const gd_optimizer *a, const gd_optimizer *b)
{
    assert_ptr_equal(a->method, b->method);
    assert_int_equal(a->t, b->t);
    assert_bits(a->rate, b->rate);
    assert_memory_equal(a->hyper, b->hyper, sizeof a->hyper);
    assert_memory_equal(a->scalar, b->scalar, sizeof a->scalar);
    if (a->memory)
        assert_memory_equal(a->memory, b->memory,
                            a->method->vectors * a->n * sizeof *a->memory);
}

static void resume_at(const gd_method *method, size_t at, const char *schedule)
{
    double whole[2] = {3, 4}, first[2] = {3, 4}, second[2] = {0, 0};
    gd_optimizer a, b, c;
    assert_true(gd_optimizer_new(&a, method, 2));
    assert_true(gd_optimizer_new(&b, method, 2));
    assert_true(gd_optimizer_new(&c, method, 2));
    set_one(&a), set_one(&b);
    gd_result r = stretch(&a, whole, STEPS, schedule);
    assert_int_equal(r.outcome, GD_STEP_LIMIT);
    stretch(&b, first, at, schedule);
    gd_state_save(&b, first, bytes);
    assert_true(gd_state_load(&c, second, bytes, gd_state_size(&b), error));
    assert_string_equal(error, "");
    assert_same_state(&b, &c);
    gd_result rest = stretch(&c, second, STEPS - at, schedule);
    assert_bits(rest.f, r.f);
    assert_bits(second[0], whole[0]);
    assert_bits(second[1], whole[1]);
    assert_same_state(&a, &c);
    gd_optimizer_free(&a);
    gd_optimizer_free(&b);
    gd_optimizer_free(&c);
}

static void every_method_from_any_step_under_any_schedule(void **state)
{
    (void)state;
    static const size_t breaks[] = {0, 1, 2, 37, 99, 100};
    size_t kinds;
    const gd_schedule_kind *kind = gd_schedule_kinds(&kinds);
    for (size_t k = 0; k < METHODS; k++)
        for (size_t s = 0; s < kinds; s++)
            for (int i = 0; i < 6; i++)
                resume_at(method_at(k), breaks[i], kind[s].name);
}

/* Two breaks, and a state that is saved again unchanged. */
static void a_state_that_is_loaded_and_saved_is_the_same(void **state)
{
    (void)state;
    static unsigned char again[sizeof bytes];
    for (size_t k = 0; k < METHODS; k++) {
        double x[2] = {3, 4}, y[2];
        gd_optimizer a, b;
        assert_true(gd_optimizer_new(&a, method_at(k), 2));
        assert_true(gd_optimizer_new(&b, method_at(k), 2));
        stretch(&a, x, 10, "cosine");
        size_t size = gd_state_size(&a);
        assert_true(size <= sizeof bytes);
        gd_state_save(&a, x, bytes);
        assert_true(gd_state_load(&b, y, bytes, size, error));
        gd_state_save(&b, y, again);
        assert_memory_equal(bytes, again, size);
        gd_optimizer_free(&a);
        gd_optimizer_free(&b);
    }
}

/* A run that asks for more steps than its schedule has left. */
static void a_resumed_run_cannot_outlast_its_schedule(void **state)
{
    (void)state;
    double x[2] = {3, 4};
    gd_optimizer o;
    assert_true(gd_optimizer_new(&o, gd_method_find("adam"), 2));
    stretch(&o, x, 40, "cosine");
    assert_int_equal(stretch(&o, x, 61, "cosine").outcome, GD_ERROR_ARGUMENT);
    assert_int_equal(stretch(&o, x, 60, "cosine").outcome, GD_STEP_LIMIT);
    assert_int_equal(stretch(&o, x, 1, "cosine").outcome, GD_ERROR_ARGUMENT);
    assert_int_equal(o.t, 100);
    gd_optimizer_free(&o);
}

/* ------------------------------------------------------------- the network */

enum { EXAMPLES = 24, WIDTH = 6, BATCH = 8, N = 6 * 5 + 5 + 5 * 3 + 3 };

/* All that a training run is: a point, an optimizer, and the dice. */
typedef struct training {
    double x[N];
    gd_optimizer optimizer;
    gd_random dice;
} training;

static double inputs[EXAMPLES * WIDTH];
static size_t labels[EXAMPLES];

static void train(training *t, int steps)
{
    gd_network network;
    const gd_examples examples = {EXAMPLES, WIDTH, inputs, labels};
    assert_true(gd_network_plan(&network, 2, (size_t[]){WIDTH, 5, 3}, GD_TANH));
    assert_int_equal(network.n, N);
    for (int k = 0; k < steps; k++) {
        size_t chosen[BATCH];
        double g[N];
        for (int i = 0; i < BATCH; i++)
            chosen[i] = (size_t)gd_random_below(&t->dice, EXAMPLES);
        gd_batch batch = {&network, &examples, BATCH, chosen};
        gd_network_loss(N, t->x, g, &batch);
        gd_optimizer_step(&t->optimizer, t->x, g);
    }
}

static void training_goes_on_if_the_dice_are_kept_too(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(9);
    for (size_t i = 0; i < EXAMPLES * WIDTH; i++)
        inputs[i] = gd_random_normal(&random);
    for (size_t i = 0; i < EXAMPLES; i++)
        labels[i] = i % 3;
    for (size_t k = 0; k < METHODS; k++) {
        training whole = {0}, part, rest = {0};
        whole.dice = gd_random_seeded(4);
        for (size_t i = 0; i < N; i++)
            whole.x[i] = 0.01 * (double)(i % 7) - 0.02;
        part = whole;
        assert_true(gd_optimizer_new(&whole.optimizer, method_at(k), N));
        assert_true(gd_optimizer_new(&part.optimizer, method_at(k), N));
        assert_true(gd_optimizer_new(&rest.optimizer, method_at(k), N));
        train(&whole, 60);
        train(&part, 25);
        assert_true(gd_state_size(&part.optimizer) <= sizeof bytes);
        gd_state_save(&part.optimizer, part.x, bytes);
        rest.dice = part.dice;
        assert_true(gd_state_load(&rest.optimizer, rest.x, bytes,
                                  gd_state_size(&part.optimizer), error));
        train(&rest, 35);
        assert_memory_equal(rest.x, whole.x, sizeof whole.x);
        assert_same_state(&rest.optimizer, &whole.optimizer);
        gd_optimizer_free(&whole.optimizer);
        gd_optimizer_free(&part.optimizer);
        gd_optimizer_free(&rest.optimizer);
    }
}

/* ---------------------------------------------------------- what is refused */

/* Loads a spoilt state into a run of its own: refused with this sentence,
 * and the run is as it was. */
static void refused(const unsigned char *spoilt, size_t size,
                    const char *method, size_t n, const char *sentence)
{
    double x[4] = {1, 2, 3, 4};
    gd_optimizer o;
    assert_true(gd_optimizer_new(&o, gd_method_find(method), n));
    o.rate = 0.5;
    gd_optimizer_step(&o, x, (double[]){1, 1, 1, 1});
    double kept[4], memory[12];
    gd_optimizer before = o;
    size_t remembered = o.method->vectors * n * sizeof *memory;
    memcpy(kept, x, sizeof kept);
    if (o.memory)
        memcpy(memory, o.memory, remembered);
    assert_false(gd_state_load(&o, x, spoilt, size, error));
    assert_true(strlen(error) > 0);
    if (sentence)
        assert_string_equal(error, sentence);
    assert_memory_equal(x, kept, sizeof kept);
    assert_memory_equal(&o, &before, sizeof o);
    if (o.memory)
        assert_memory_equal(o.memory, memory, remembered);
    gd_optimizer_free(&o);
}

static size_t adam_state(void)
{
    double x[2] = {3, 4};
    gd_optimizer o;
    assert_true(gd_optimizer_new(&o, gd_method_find("adam"), 2));
    stretch(&o, x, 10, "cosine");
    gd_state_save(&o, x, bytes);
    size_t size = gd_state_size(&o);
    gd_optimizer_free(&o);
    return size;
}

static void the_wrong_run(void **state)
{
    (void)state;
    size_t size = adam_state();
    refused(bytes, size, "momentum", 2,
            "the state is of the method adam, the run of momentum");
    refused(bytes, size, "adamw", 2,
            "the state is of the method adam, the run of adamw");
    refused(bytes, size, "adam", 3, "the state has 2 parameters, the run 3");
    refused(bytes, size, "adam", 1, "the state has 2 parameters, the run 1");
}

/* What stands in the place of the name is not repeated: it may be anything. */
static void a_method_with_no_name(void **state)
{
    (void)state;
    static const char *const names[] = {"a\nam", "", "adam\x7f", "\xc3\xa4",
                                        "adam\0x"};
    size_t size = adam_state(), at = 0;
    while (memcmp(bytes + at, "adam", 4) != 0)
        at++;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        memset(bytes + at, 0, 6);
        memcpy(bytes + at, names[i], i == 4 ? 6 : strlen(names[i]));
        refused(bytes, size, "adam", 2,
                "the state is damaged: no method has such a name");
    }
}

static void a_state_cut_off_anywhere(void **state)
{
    (void)state;
    size_t size = adam_state();
    char sentence[100];
    for (size_t cut = 0; cut < size; cut++)
        refused(bytes, cut, "adam", 2, NULL);
    snprintf(sentence, sizeof sentence,
             "the state is cut off: %zu bytes in place of %zu", size - 1, size);
    refused(bytes, size - 1, "adam", 2, sentence);
    /* Before its first number there is the header, behind it are the point,
     * two memories and the check sum. */
    size_t header = size - (2 + 2 * 2) * sizeof(double) - sizeof(uint64_t);
    snprintf(sentence, sizeof sentence,
             "the state is cut off: %zu bytes in place of %zu", header, size);
    refused(bytes, header, "adam", 2, sentence);
    refused(bytes, header - 1, "adam", 2,
            "the state is cut off before its first number");
    snprintf(sentence, sizeof sentence,
             "the state is too long: %zu bytes in place of %zu", size + 1,
             size);
    refused(bytes, size + 1, "adam", 2, sentence);
}

static void a_changed_byte(void **state)
{
    (void)state;
    size_t size = adam_state();
    for (size_t i = 0; i < size; i++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[i] ^= (unsigned char)(1 << bit);
            refused(bytes, size, "adam", 2, NULL);
            bytes[i] ^= (unsigned char)(1 << bit);
        }
    bytes[size - 20] ^= 1;
    refused(bytes, size, "adam", 2,
            "the state is damaged: its check sum is wrong");
}

static uint64_t fnv_1a(const unsigned char *of, size_t size)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++) {
        sum ^= of[i];
        sum *= UINT64_C(1099511628211);
    }
    return sum;
}

/* Of all bytes before it: a state that was saved by another version of the
 * library can be read. The answers for "a" and "foobar" are the published
 * ones. */
static void the_check_sum_is_the_published_one(void **state)
{
    (void)state;
    uint64_t sum;
    size_t before = adam_state() - sizeof sum;
    assert_true(fnv_1a((const unsigned char *)"a", 1)
                == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(fnv_1a((const unsigned char *)"foobar", 6)
                == UINT64_C(0x85944171f73967e8));
    memcpy(&sum, bytes + before, sizeof sum);
    assert_true(sum == fnv_1a(bytes, before));
}

static void something_else(void **state)
{
    (void)state;
    memset(bytes, 'x', 500);
    refused(bytes, 500, "adam", 2, "this is not the saved state of a run");
    size_t size = adam_state();
    for (size_t i = 0; i < 4; i++) { /* the mark of the order of bytes */
        unsigned char kept = bytes[i];
        bytes[i] = bytes[7 - i];
        bytes[7 - i] = kept;
    }
    refused(bytes, size, "adam", 2,
            "the state was saved on a machine with another order of bytes");
}

/* A method of the reader's own, with a name that is longer than the room. */
static void a_method_of_your_own(void **state)
{
    (void)state;
    gd_method own = *gd_method_find("momentum");
    own.name = "momentum-as-my-grandmother-would-have-it";
    double x[2] = {3, 4}, y[2] = {0, 0};
    gd_optimizer a, b;
    assert_true(gd_optimizer_new(&a, &own, 2));
    assert_true(gd_optimizer_new(&b, &own, 2));
    stretch(&a, x, 10, "constant");
    gd_state_save(&a, x, bytes);
    assert_true(gd_state_load(&b, y, bytes, gd_state_size(&a), error));
    assert_memory_equal(x, y, sizeof x);
    refused(bytes, gd_state_size(&a), "momentum", 2,
            "the state is of the method momentum-as-my-grandmot, the run of "
            "momentum");
    gd_optimizer_free(&a);
    gd_optimizer_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_from_any_step_under_any_schedule),
        cmocka_unit_test(a_state_that_is_loaded_and_saved_is_the_same),
        cmocka_unit_test(a_resumed_run_cannot_outlast_its_schedule),
        cmocka_unit_test(training_goes_on_if_the_dice_are_kept_too),
        cmocka_unit_test(the_wrong_run),
        cmocka_unit_test(a_method_with_no_name),
        cmocka_unit_test(a_state_cut_off_anywhere),
        cmocka_unit_test(a_changed_byte),
        cmocka_unit_test(the_check_sum_is_the_published_one),
        cmocka_unit_test(something_else),
        cmocka_unit_test(a_method_of_your_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
