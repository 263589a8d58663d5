/* The generator: known answers, and the properties that the book uses. */
#include "close.h"

#include "gd/random.h"

/* xoshiro256** seeded by SplitMix64, computed with Python integers: the
 * first eight outputs of four seeds. */
static const struct {
    uint64_t seed;
    uint64_t bits[8];
} known[] = {
    {0,
     {UINT64_C(0x99ec5f36cb75f2b4), UINT64_C(0xbf6e1f784956452a),
      UINT64_C(0x1a5f849d4933e6e0), UINT64_C(0x6aa594f1262d2d2c),
      UINT64_C(0xbba5ad4a1f842e59), UINT64_C(0xffef8375d9ebcaca),
      UINT64_C(0x6c160deed2f54c98), UINT64_C(0x8920ad648fc30a3f)}},
    {1,
     {UINT64_C(0xb3f2af6d0fc710c5), UINT64_C(0x853b559647364cea),
      UINT64_C(0x92f89756082a4514), UINT64_C(0x642e1c7bc266a3a7),
      UINT64_C(0xb27a48e29a233673), UINT64_C(0x24c123126ffda722),
      UINT64_C(0x123004ef8df510e6), UINT64_C(0x61954dcc47b1e89d)}},
    {42,
     {UINT64_C(0x15780b2e0c2ec716), UINT64_C(0x6104d9866d113a7e),
      UINT64_C(0xae17533239e499a1), UINT64_C(0xecb8ad4703b360a1),
      UINT64_C(0xfde6dc7fe2ec5e64), UINT64_C(0xc50da53101795238),
      UINT64_C(0xb82154855a65ddb2), UINT64_C(0xd99a2743ebe60087)}},
    {UINT64_MAX,
     {UINT64_C(0x8f5520d52a7ead08), UINT64_C(0xc476a018caa1802d),
      UINT64_C(0x81de31c0d260469e), UINT64_C(0xbf658d7e065f3c2f),
      UINT64_C(0x913593fda1bca32a), UINT64_C(0xbb535e93941ba525),
      UINT64_C(0x5ecda415c3c6dfde), UINT64_C(0xc487398fc9de9ae2)}},
};

static void known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        gd_random r = gd_random_seeded(known[i].seed);
        for (int k = 0; k < 8; k++)
            assert_true(gd_random_bits(&r) == known[i].bits[k]);
    }
}

/* Blackman and Vigna's generator on a state of 1, 2, 3, 4: its well-known
 * beginning. */
static void the_published_sequence(void **state)
{
    (void)state;
    gd_random r = {{1, 2, 3, 4}};
    assert_true(gd_random_bits(&r) == UINT64_C(11520));
    assert_true(gd_random_bits(&r) == UINT64_C(0));
    assert_true(gd_random_bits(&r) == UINT64_C(1509978240));
    assert_true(gd_random_bits(&r) == UINT64_C(1215971899390074240));
}

static void one_seed_one_sequence(void **state)
{
    (void)state;
    gd_random a = gd_random_seeded(7), b = gd_random_seeded(7);
    gd_random c = gd_random_seeded(8);
    int same = 0;
    for (int i = 0; i < 100; i++) {
        uint64_t bits = gd_random_bits(&a);
        assert_true(bits == gd_random_bits(&b));
        same += bits == gd_random_bits(&c);
    }
    assert_int_equal(same, 0);
}

/* Chi-square: about the number of cells less one if all are as likely. */
static double chi_square(const int *counts, int cells, double expected)
{
    double sum = 0;
    for (int i = 0; i < cells; i++)
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    return sum;
}

enum { DRAWS = 1000000, CELLS = 100 };

static void uniform_is_uniform(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(41);
    int counts[CELLS] = {0};
    double sum = 0, squares = 0;
    for (int i = 0; i < DRAWS; i++) {
        double u = gd_random_uniform(&r);
        assert_true(u >= 0 && u < 1);
        counts[(int)(u * CELLS)]++;
        sum += u;
        squares += u * u;
    }
    assert_close(sum / DRAWS, 0.5, 0, 0.0015);
    assert_close(squares / DRAWS, 1.0 / 3, 0, 0.0015);
    /* 99 degrees of freedom: mean 99, deviation 14 */
    assert_close(chi_square(counts, CELLS, (double)DRAWS / CELLS), 99, 0, 60);
}

/* A double made of 53 bits: every result is a multiple of 2^-53, and the
 * last of these bits is set as often as not. */
static void uniform_uses_53_bits(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(42);
    int odd = 0;
    for (int i = 0; i < 10000; i++) {
        double scaled = ldexp(gd_random_uniform(&r), 53);
        assert_bits(scaled, floor(scaled));
        odd += fmod(scaled, 2) == 1;
    }
    assert_in_range(odd, 4700, 5300);
}

static void between_stays_between(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(43);
    double lowest = HUGE_VAL, highest = -HUGE_VAL;
    for (int i = 0; i < 100000; i++) {
        double x = gd_random_between(&r, -3, 5);
        lowest = fmin(lowest, x);
        highest = fmax(highest, x);
    }
    assert_true(lowest >= -3 && lowest < -2.999);
    assert_true(highest < 5 && highest > 4.999);
}

static void below_covers_evenly(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(44);
    static const uint64_t sizes[] = {1, 2, 3, 7, 10, 100};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        int counts[CELLS] = {0}, cells = (int)sizes[s];
        for (int i = 0; i < 100000; i++) {
            uint64_t k = gd_random_below(&r, sizes[s]);
            assert_true(k < sizes[s]);
            counts[k]++;
        }
        double freedom = cells - 1;
        assert_true(chi_square(counts, cells, 100000.0 / cells)
                    <= freedom + 5 * sqrt(2 * freedom));
    }
}

/* n = 3 * 2^62: a bare remainder would give the first third of them twice as
 * often, to half of all draws. */
static void below_has_no_bias(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(45);
    const uint64_t n = UINT64_C(3) << 62;
    int low = 0;
    for (int i = 0; i < 30000; i++) {
        uint64_t k = gd_random_below(&r, n);
        assert_true(k < n);
        low += k < n / 3;
    }
    assert_in_range(low, 9600, 10400);
}

/* The incomplete round ends before 2^64 modulo n. Seed 42 draws known[2], and
 * with these two n its first draw is just beyond that round, and the last one
 * in it. */
static void below_draws_again_in_the_incomplete_round_alone(void **state)
{
    (void)state;
    const uint64_t first = known[2].bits[0], second = known[2].bits[1];
    gd_random r = gd_random_seeded(42);
    assert_true(gd_random_below(&r, UINT64_MAX - first + 1) == first);
    r = gd_random_seeded(42);
    assert_true(gd_random_below(&r, UINT64_MAX - first) == second);
}

static void normal_has_the_moments_of_a_normal(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(46);
    double power[5] = {0};
    int beyond = 0;
    for (int i = 0; i < DRAWS; i++) {
        double x = gd_random_normal(&r);
        for (int k = 1; k <= 4; k++)
            power[k] += pow(x, k) / DRAWS;
        beyond += fabs(x) > 1.959963984540054;
    }
    assert_close(power[1], 0, 0, 0.005);
    assert_close(power[2], 1, 0, 0.007);
    assert_close(power[3], 0, 0, 0.02);
    assert_close(power[4], 3, 0, 0.05);
    assert_close(beyond, 0.05 * DRAWS, 0, 1100);
}

static void shuffle_keeps_every_index(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(47);
    for (size_t n = 0; n <= 50; n++) {
        size_t v[50];
        int seen[50] = {0};
        for (size_t i = 0; i < n; i++)
            v[i] = i;
        gd_random_shuffle(&r, n, v);
        for (size_t i = 0; i < n; i++) {
            assert_true(v[i] < n);
            seen[v[i]]++;
        }
        for (size_t i = 0; i < n; i++)
            assert_int_equal(seen[i], 1);
    }
}

/* All 24 orders of four, equally often. */
static void shuffle_has_no_favourite(void **state)
{
    (void)state;
    gd_random r = gd_random_seeded(48);
    int counts[256] = {0}, orders[24], found = 0;
    for (int i = 0; i < 240000; i++) {
        size_t v[4] = {0, 1, 2, 3};
        gd_random_shuffle(&r, 4, v);
        counts[v[0] * 64 + v[1] * 16 + v[2] * 4 + v[3]]++;
    }
    for (int i = 0; i < 256; i++)
        if (counts[i] > 0 && found < 24)
            orders[found++] = counts[i];
    assert_int_equal(found, 24);
    assert_true(chi_square(orders, 24, 10000) < 23 + 5 * sqrt(46));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(the_published_sequence),
        cmocka_unit_test(one_seed_one_sequence),
        cmocka_unit_test(uniform_is_uniform),
        cmocka_unit_test(uniform_uses_53_bits),
        cmocka_unit_test(between_stays_between),
        cmocka_unit_test(below_covers_evenly),
        cmocka_unit_test(below_has_no_bias),
        cmocka_unit_test(below_draws_again_in_the_incomplete_round_alone),
        cmocka_unit_test(normal_has_the_moments_of_a_normal),
        cmocka_unit_test(shuffle_keeps_every_index),
        cmocka_unit_test(shuffle_has_no_favourite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
