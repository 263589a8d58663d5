/* Rounding to fewer bits: against what the machine's float does, at the places
 * where it is decided, and on average. */
#include "close.h"

#include "gd/rounding.h"

static double as_float(double v)
{
    volatile float narrow = (float)v;
    return (double)narrow;
}

static void twenty_three_bits_are_a_float(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(31);
    for (int i = 0; i < 100000; i++) {
        double v = gd_random_normal(&random)
                   * pow(10, gd_random_between(&random, -30, 30));
        assert_bits(gd_round(v, GD_FLOAT32), as_float(v));
    }
    /* ties, whose odd and even neighbours take turns */
    for (int i = -64; i < 64; i++) {
        double v = 1 + (i + 0.5) * 0x1p-23;
        assert_bits(gd_round(v, GD_FLOAT32), as_float(v));
        assert_bits(gd_round(-v, GD_FLOAT32), as_float(-v));
    }
}

/* Above 1 neighbours are 1/128 apart, below it 1/256. */
static void bfloat16_around_1(void **state)
{
    (void)state;
    const double half = 0x1p-8;
    assert_bits(gd_round(1 + half, GD_BFLOAT16), 1); /* a tie: 1 is even */
    assert_bits(gd_round(1 + half * (1 + 1e-9), GD_BFLOAT16), 1 + 2 * half);
    assert_bits(gd_round(1 + 3 * half, GD_BFLOAT16), 1 + 4 * half);
    assert_bits(gd_round(1 - half / 2, GD_BFLOAT16), 1);
    assert_bits(gd_round(1 - half / 2 * (1 + 1e-9), GD_BFLOAT16), 1 - half);
    assert_bits(gd_round(2 - half / 4, GD_BFLOAT16), 2); /* a carry */
    assert_bits(gd_round(257, GD_BFLOAT16), 256);
    assert_bits(gd_round(-259, GD_BFLOAT16), -260);
}

static void what_is_no_number_stays(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(32);
    const double ends[] = {HUGE_VAL, -HUGE_VAL, 0.0, -0.0, (double)NAN};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        assert_bits(gd_round(ends[i], GD_BFLOAT16), ends[i]);
        assert_bits(gd_round_by_chance(ends[i], GD_BFLOAT16, &random), ends[i]);
    }
    uint64_t bits = UINT64_MAX >> 1; /* a NaN that a carry would make -0 */
    double full;
    memcpy(&full, &bits, sizeof full);
    assert_true(isnan(gd_round(full, GD_BFLOAT16)));
    assert_true(isnan(gd_round_by_chance(full, GD_BFLOAT16, &random)));
}

/* A third of the way up: up in a third of the cases, and the mean is v. */
static void chance_is_right_on_average(void **state)
{
    (void)state;
    enum { TRIES = 200000 };
    gd_random random = gd_random_seeded(33);
    for (int sign = -1; sign <= 1; sign += 2) {
        const double low = sign * 1.5, high = sign * (1.5 + 0x1p-7);
        const double v = low + (high - low) / 3;
        double sum = 0;
        for (int i = 0; i < TRIES; i++) {
            double r = gd_round_by_chance(v, GD_BFLOAT16, &random);
            assert_true(fabs(r - low) <= 0 || fabs(r - high) <= 0);
            sum += (r - v) / fabs(high - low);
        }
        /* four standard deviations, sqrt(2)/3 each */
        assert_close(sum / TRIES, 0, 0, 4 * 0.4715 / sqrt(TRIES));
    }
    assert_bits(gd_round_by_chance(1.5, GD_BFLOAT16, &random), 1.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twenty_three_bits_are_a_float),
        cmocka_unit_test(bfloat16_around_1),
        cmocka_unit_test(what_is_no_number_stays),
        cmocka_unit_test(chance_is_right_on_average),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
