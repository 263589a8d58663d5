/* Knobs of the page: from a place between their ends to a value and back, and
 * the setting that it is written as. */
#include "close.h"

#include "turn.h"

#include <stdlib.h>

static const knob even = {"x", 0, 1, -4, 6, LINEAR, NULL, "", NULL};
static const knob rate = {"x", 0, 0.01, 1e-4, 1, LOG, NULL, "", NULL};
static const knob few = {"x", 0, 10, 3, 40, COUNT, NULL, "", NULL};
static const knob many = {"x", 0, 200, 0, 3e5, COUNT, NULL, "", NULL};
static const knob word = {"x", 0, 0, 0, 0, CHOICE, NULL, "", NULL};
static const knob fixed = {"x", 0, 2, 2, 2, LINEAR, NULL, "", NULL};
static const knob *const numbers[] = {&even, &rate, &few, &many};

enum { NUMBERS = sizeof numbers / sizeof *numbers, PLACES = 1000 };

static void the_ends_are_exact(void **state)
{
    (void)state;
    for (size_t i = 0; i < NUMBERS; i++) {
        assert_bits(turn_value(numbers[i], 0), numbers[i]->low);
        assert_bits(turn_value(numbers[i], 1), numbers[i]->high);
        assert_bits(turn_value(numbers[i], -0.25), numbers[i]->low);
        assert_bits(turn_value(numbers[i], 1.25), numbers[i]->high);
        assert_bits(turn_value(numbers[i], (double)NAN), numbers[i]->low);
        assert_close(turn_place(numbers[i], numbers[i]->low), 0, 0, 1e-15);
        assert_close(turn_place(numbers[i], numbers[i]->high), 1, 1e-15, 0);
    }
}

/* All that lies between is within the range, and never turns back. */
static void a_value_grows_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < NUMBERS; i++) {
        double before = numbers[i]->low;
        for (int p = 1; p <= PLACES; p++) {
            double value = turn_value(numbers[i], (double)p / PLACES);
            assert_true(value >= before);
            assert_true(value <= numbers[i]->high);
            before = value;
        }
    }
}

/* A value that was once rounded stays what it is. */
static void a_value_finds_its_place_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < NUMBERS; i++)
        for (int p = 0; p <= PLACES; p++) {
            double value = turn_value(numbers[i], (double)p / PLACES);
            double again =
                turn_value(numbers[i], turn_place(numbers[i], value));
            assert_close(again, value, 1e-14, 0);
        }
}

static void a_place_finds_its_value_again(void **state)
{
    (void)state;
    for (int p = 0; p <= PLACES; p++) {
        double place = (double)p / PLACES;
        assert_close(turn_place(&even, turn_value(&even, place)), place, 0,
                     0.0006);
        assert_close(turn_place(&rate, turn_value(&rate, place)), place, 0,
                     0.0006);
    }
}

/* About a thousandth of an even range, three digits of a logarithmic one,
 * whole numbers of a count, two digits of a large one. */
static void values_are_rounded(void **state)
{
    (void)state;
    assert_bits(turn_value(&even, 1.0 / 3), -0.67);
    assert_bits(turn_value(&even, 0.12345), -2.77);
    assert_bits(turn_value(&rate, 0.123), 0.000310);
    assert_bits(turn_value(&rate, 0.9), 0.398);
    assert_bits(turn_value(&few, 0.5), 22);
    assert_bits(turn_value(&many, 0.1), 3);
    assert_bits(turn_value(&many, 0.5), 550);
    assert_bits(turn_value(&many, 0.95), 160000);
}

/* Of a count that goes far its first numbers are within reach. */
static void small_counts_are_within_reach(void **state)
{
    (void)state;
    for (int n = 0; n <= 10; n++)
        assert_bits(turn_value(&many, turn_place(&many, n)), n);
}

static void a_choice_is_turned_by_its_number(void **state)
{
    (void)state;
    assert_bits(turn_value(&word, 0), 0);
    assert_bits(turn_value(&word, 2), 2);
    assert_bits(turn_value(&word, -1), 0);
    assert_bits(turn_place(&word, 3), 3);
}

static void a_range_of_one_value_has_one_place(void **state)
{
    (void)state;
    assert_bits(turn_place(&fixed, 2), 0);
    assert_bits(turn_value(&fixed, 0), 2);
    assert_bits(turn_value(&fixed, 0.5), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ends_are_exact),
        cmocka_unit_test(a_value_grows_with_its_place),
        cmocka_unit_test(a_value_finds_its_place_again),
        cmocka_unit_test(a_place_finds_its_value_again),
        cmocka_unit_test(values_are_rounded),
        cmocka_unit_test(small_counts_are_within_reach),
        cmocka_unit_test(a_choice_is_turned_by_its_number),
        cmocka_unit_test(a_range_of_one_value_has_one_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
