/* Dealing out examples: nothing lost, nothing twice, every class fairly. The
 * source is included so that its memory can be refused. */
#include <stdlib.h>

static int memory = 1;

static void *scarce_malloc(size_t size)
{
    return memory ? malloc(size) : NULL;
}

#define malloc scarce_malloc
#include "gd/split.c"
#undef malloc

#include "close.h"

enum { COUNT = 1797, PARTS = 3 };

static const double shares[PARTS] = {0.6, 0.2, 0.2};
static size_t labels[COUNT], order[COUNT], sizes[PARTS];

static void label(size_t classes)
{
    gd_random random = gd_random_seeded(2);
    for (size_t i = 0; i < COUNT; i++)
        labels[i] = (size_t)gd_random_below(&random, classes);
}

static bool deal_seeded(uint64_t seed)
{
    gd_random random = gd_random_seeded(seed);
    return gd_split(&random, COUNT, labels, PARTS, shares, order, sizes);
}

static void nothing_is_lost_and_nothing_is_twice(void **state)
{
    (void)state;
    bool seen[COUNT] = {false};
    label(10);
    assert_true(deal_seeded(1));
    assert_int_equal(sizes[0] + sizes[1] + sizes[2], COUNT);
    for (size_t k = 0; k < COUNT; k++) {
        assert_true(order[k] < COUNT && !seen[order[k]]);
        seen[order[k]] = true;
    }
}

/* Members of a class in each part, and in all. */
static void count_class(size_t class, double of[PARTS], double *all)
{
    size_t k = 0;
    *all = 0;
    for (size_t p = 0; p < PARTS; p++) {
        of[p] = 0;
        for (size_t i = 0; i < sizes[p]; i++)
            of[p] += labels[order[k++]] == class;
        *all += of[p];
    }
}

static void every_class_has_its_share_of_every_part(void **state)
{
    (void)state;
    static const size_t classes[] = {1, 2, 10, 63};
    for (int c = 0; c < 4; c++) {
        label(classes[c]);
        assert_true(deal_seeded(7));
        for (size_t class = 0; class < classes[c]; class ++) {
            double of[PARTS], all;
            count_class(class, of, &all);
            for (size_t p = 0; p < PARTS; p++)
                assert_true(fabs(of[p] - shares[p] * all) < 1 + 1e-9);
        }
    }
}

static void a_part_is_mixed(void **state)
{
    (void)state;
    size_t rising = 0;
    for (size_t i = 0; i < COUNT; i++)
        labels[i] = i * 10 / COUNT; /* sorted in the file */
    assert_true(deal_seeded(7));
    for (size_t k = 1; k < sizes[0]; k++)
        rising += labels[order[k]] >= labels[order[k - 1]];
    assert_true(rising > sizes[0] * 4 / 10 && rising < sizes[0] * 7 / 10);
}

static void the_seed_decides(void **state)
{
    (void)state;
    size_t kept[COUNT];
    label(10);
    assert_true(deal_seeded(42));
    memcpy(kept, order, sizeof kept);
    memset(order, 0, sizeof order);
    assert_true(deal_seeded(42));
    assert_memory_equal(kept, order, sizeof kept);
    assert_true(deal_seeded(43));
    assert_true(memcmp(kept, order, sizeof kept) != 0);
}

static bool shared(double a, double b, double c)
{
    gd_random random = gd_random_seeded(1);
    return gd_split(&random, COUNT, labels, PARTS, (double[]){a, b, c}, order,
                    sizes);
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    label(3);
    assert_true(shared(0.1, 0.2, 0.7));
    assert_false(shared(0.6, 0.2, 0.1));
    assert_false(shared(0.6, 0.4, 0));
    assert_false(shared(0.6, 0.6, -0.2));
    assert_false(shared(0.6, 0.2, (double)NAN));
    assert_false(shared(HUGE_VAL, 0.2, 0.2));
    labels[17] = GD_CLASSES_MAX;
    assert_false(deal_seeded(1));
    labels[17] = 0;
    memory = 0;
    assert_false(deal_seeded(1));
    memory = 1;
}

static void few_examples(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(1);
    size_t one[1] = {0};
    assert_true(gd_split(&random, 0, one, PARTS, shares, order, sizes));
    assert_int_equal(sizes[0] + sizes[1] + sizes[2], 0);
    assert_true(gd_split(&random, 1, one, PARTS, shares, order, sizes));
    assert_int_equal(sizes[0], 1);
    assert_true(gd_split(&random, 1, one, 1, (double[]){1}, order, sizes));
    assert_int_equal(sizes[0], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_and_nothing_is_twice),
        cmocka_unit_test(every_class_has_its_share_of_every_part),
        cmocka_unit_test(a_part_is_mixed),
        cmocka_unit_test(the_seed_decides),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(few_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
