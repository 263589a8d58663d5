/* Every function of the library that takes memory, with each of its
 * allocations refused in turn: it says so, in the way that its header
 * promises, gives back what it had taken, and leaves nothing that looks like
 * a result. The linker leads the library's malloc here (-Wl,--wrap). */
#include "close.h"

#include "gd/dataset.h"
#include "gd/descent.h"
#include "gd/expression.h"
#include "gd/gradient_check.h"
#include "gd/history.h"
#include "gd/newton.h"
#include "gd/split.h"
#include "gd/table.h"

#include <complex.h>
#include <stdio.h>
#include <stdlib.h>

static size_t asked;  /* allocations since the last reset */
static size_t refuse; /* the number of the one to be refused; 0: none */
static long held;     /* blocks taken and not given back */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *block);

/* Counts a block that has been taken. */
static void *taken(void *block)
{
    held += block != NULL;
    return block;
}

void *__wrap_malloc(size_t size)
{
    return ++asked == refuse ? NULL : taken(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return ++asked == refuse ? NULL : taken(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (++asked == refuse)
        return NULL;
    void *block = __real_realloc(old, size);
    return old ? block : taken(block);
}

void __wrap_free(void *block)
{
    held -= block != NULL;
    __real_free(block);
}

/* An attempt returns whether it worked, and gives back all it was given. If it
 * did not, it has looked at what is there in place of a result. */
typedef bool attempt(void);

/* Refuses the k-th allocation, for every k. */
static void each_refused(attempt *try, size_t allocations)
{
    asked = refuse = 0;
    held = 0;
    assert_true(try());
    assert_int_equal(asked, allocations);
    for (size_t k = 1; k <= allocations; k++) {
        asked = 0;
        refuse = k;
        bool worked = try();
        refuse = 0;
        if (worked)
            fail_msg("allocation %zu was refused, and nobody noticed", k);
        if (held != 0)
            fail_msg("allocation %zu was refused: %ld blocks are lost", k,
                     held);
    }
}

/* ------------------------------------------------------------------- runs */

static bool set_up(void)
{
    gd_optimizer o;
    bool made = gd_optimizer_new(&o, gd_method_find("adam"), 3);
    if (!made) {
        assert_null(o.memory);
        assert_null(o.method);
        assert_int_equal(o.n, 0);
    }
    gd_optimizer_free(&o);
    return made;
}

static bool ran(const gd_result *r, const double x[2])
{
    if (r->outcome > 0)
        return true;
    assert_int_equal(r->outcome, GD_ERROR_MEMORY);
    assert_true(isnan(r->f) && isnan(r->gradient_norm) && isnan(r->rate));
    assert_int_equal(r->steps, 0);
    assert_string_equal(r->why, "");
    assert_bits(x[0], 3);
    assert_bits(x[1], 4);
    return false;
}

static double keep(double before, const gd_state *after, void *context)
{
    (void)before, (void)after, (void)context;
    return 1;
}

static bool descended(void)
{
    double x[2] = {3, 4};
    gd_options o = {.max_steps = 5, .retry = keep};
    gd_result r = gd_descend(gd_test_objective("bowl"), x, &o);
    return ran(&r, x);
}

static bool minimised(void)
{
    double x[2] = {3, 4};
    gd_result r = gd_minimise(gd_test_objective("bowl"), x, "adam", NULL);
    return ran(&r, x);
}

static bool by_newton(void)
{
    double x[2] = {3, 4};
    gd_options o = {.max_steps = 5};
    const gd_test_function *f = gd_test_function_find("bowl");
    gd_result r = gd_newton(&f->objective, f->hessian, x, &o);
    return ran(&r, x);
}

static bool by_bfgs(void)
{
    double x[2] = {3, 4};
    gd_options o = {.max_steps = 5};
    gd_result r = gd_bfgs(gd_test_objective("bowl"), x, &o);
    return ran(&r, x);
}

static bool by_lbfgs(void)
{
    double x[2] = {3, 4};
    gd_options o = {.max_steps = 5};
    gd_result r = gd_lbfgs(gd_test_objective("bowl"), x, 3, &o);
    return ran(&r, x);
}

/* Three times room for 128 rows, doubled. What was kept before stays. */
static bool remembered(void)
{
    enum { STEPS = 500 };
    gd_history h = gd_history_new(2, true);
    double x[2] = {3, 4}, g[2] = {5, 6};
    size_t t = 0;
    bool on = true;
    for (; on && t < STEPS; t++) {
        gd_state s = {t, 2, x, 7, g, 6, 0.1};
        on = gd_history_observe(&s, &h);
    }
    assert_int_equal(h.failed, !on);
    assert_int_equal(h.count, on ? STEPS : t - 1);
    for (size_t i = 0; i < h.count; i++)
        assert_bits(gd_history_row(&h, i)[0], (double)i);
    gd_history_free(&h);
    return on;
}

static void the_loop_and_its_parts(void **state)
{
    (void)state;
    each_refused(set_up, 1);
    each_refused(descended, 1);
    each_refused(minimised, 2);
    each_refused(by_newton, 1);
    each_refused(by_bfgs, 1);
    each_refused(by_lbfgs, 2);
    each_refused(remembered, 3);
}

/* An observer that has no memory ends the run: it does not look like one that
 * went to its end. */
static bool recorded(void)
{
    gd_history h = gd_history_new(2, false);
    double x[2] = {3, 4};
    gd_options o = {.max_steps = 300,
                    .observer = gd_history_observe,
                    .observer_context = &h};
    gd_result r = gd_descend(gd_test_objective("bowl"), x, &o);
    if (r.outcome > 0)
        assert_int_equal(r.outcome, h.failed ? GD_STOPPED : GD_STEP_LIMIT);
    bool whole = r.outcome > 0 && !h.failed;
    gd_history_free(&h);
    return whole;
}

static void a_record_that_broke_off_says_so(void **state)
{
    (void)state;
    each_refused(recorded, 3);
}

/* ----------------------------------------------------------------- checks */

static bool unchecked(const gd_check *c)
{
    assert_true(c->checked == 0 ? !c->finite : c->finite);
    return c->checked == 0;
}

static bool checked(void)
{
    double x[2] = {3, 4};
    gd_check c = gd_check_gradient(gd_test_objective("beale"), x, 0);
    return !unchecked(&c);
}

static bool checked_in_a_direction(void)
{
    gd_random random = gd_random_seeded(1);
    double x[2] = {3, 4};
    gd_check c = gd_check_direction(gd_test_objective("beale"), x, 0, &random);
    return !unchecked(&c);
}

static double complex square(size_t n, const double complex *z, void *context)
{
    (void)context;
    return n == 2 ? z[0] * z[1] : 0;
}

static bool by_complex_step(void)
{
    double x[2] = {3, 4}, g[2] = {-1, -1};
    bool done = gd_complex_gradient(square, 2, x, NULL, g);
    assert_bits(g[0], done ? 4 : -1);
    assert_bits(g[1], done ? 3 : -1);
    return done;
}

static bool dealt_out(void)
{
    gd_random random = gd_random_seeded(1);
    const size_t labels[6] = {0, 1, 0, 1, 0, 1};
    size_t order[6], sizes[2];
    return gd_split(&random, 6, labels, 2, (double[]){0.5, 0.5}, order, sizes);
}

static void checks_and_splits(void **state)
{
    (void)state;
    each_refused(checked, 1);
    each_refused(checked_in_a_direction, 1);
    each_refused(by_complex_step, 1);
    each_refused(dealt_out, 1);
}

/* ---------------------------------------------------------------- reading */

static bool understood(void)
{
    gd_expression_error error = {99, "untouched"};
    gd_expression *e =
        gd_expression_parse("exp(x*y) + sin(x)^3/y - 4*(x + y)^2", &error);
    if (!e) {
        assert_string_equal(error.text, "out of memory");
        assert_int_equal(error.column, 0);
        return false;
    }
    double x[2] = {1, 2};
    assert_close(gd_expression_eval(2, x, NULL, e),
                 exp(2) + pow(sin(1), 3) / 2 - 36, 1e-15, 0);
    gd_expression_free(e);
    return true;
}

static size_t allocations_of(attempt *try)
{
    asked = refuse = 0;
    assert_true(try());
    return asked;
}

static bool was_read(bool read, const gd_dataset *data, const char *error)
{
    if (!read) {
        assert_non_null(strstr(error, "out of memory"));
        assert_null(data->values);
        assert_int_equal(data->rows + data->columns + data->skipped, 0);
    }
    return read;
}

static bool penguins(void)
{
    static const char *const names[] = {"flipper_length_mm", "body_mass_g"};
    gd_dataset data;
    char error[GD_DATASET_ERROR_SIZE];
    bool read = was_read(
        gd_dataset_read(&data, GD_DATA_DIR "/penguins.csv", 2, names, error),
        &data, error);
    gd_dataset_free(&data);
    return read;
}

static bool digits(void)
{
    gd_dataset data;
    char error[GD_DATASET_ERROR_SIZE];
    bool read = was_read(
        gd_dataset_read_plain(&data, GD_DATA_DIR "/digits.csv", 65, error),
        &data, error);
    gd_dataset_free(&data);
    return read;
}

static void what_is_read(void **state)
{
    (void)state;
    attempt *const tries[] = {understood, penguins, digits};
    for (int i = 0; i < 3; i++) {
        size_t allocations = allocations_of(tries[i]);
        assert_true(allocations > 4);
        each_refused(tries[i], allocations);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loop_and_its_parts),
        cmocka_unit_test(a_record_that_broke_off_says_so),
        cmocka_unit_test(checks_and_splits),
        cmocka_unit_test(what_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
