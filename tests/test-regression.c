/* The line through the points: loss, gradient, closed form, units. */
#include "close.h"

#include "gd/dataset.h"
#include "gd/random.h"
#include "gd/regression.h"

enum { PAIRS = 50 };

static double x_of[PAIRS], y_of[PAIRS];
static const gd_pairs pairs = {PAIRS, x_of, y_of};

/* Points about the line 3 + 2x, the same ones every time. */
static int scatter(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(61);
    for (int i = 0; i < PAIRS; i++) {
        x_of[i] = gd_random_between(&random, -2, 5);
        y_of[i] = 3 + 2 * x_of[i] + gd_random_normal(&random);
    }
    return 0;
}

static double loss(double intercept, double slope)
{
    gd_pairs p = pairs;
    return gd_line_loss(2, (double[]){intercept, slope}, NULL, &p);
}

static void the_loss_by_hand(void **state)
{
    (void)state;
    gd_pairs three = {3, (double[]){1, 2, 4}, (double[]){1, 3, 3}};
    double g[2];
    /* the line 1 + x leaves 1, 0 and 2 */
    assert_bits(gd_line_loss(2, (double[]){1, 1}, g, &three), 5.0 / 3);
    assert_bits(g[0], 2.0 * 3 / 3);
    assert_bits(g[1], 2.0 * (1 + 0 + 8) / 3);
    assert_bits(gd_line_loss(2, (double[]){1, 1}, NULL, &three), 5.0 / 3);
}

/* Central differences of a quadratic err by rounding alone. */
static void gradient_against_differences(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(62);
    for (int i = 0; i < 1000; i++) {
        double a = gd_random_between(&random, -10, 10);
        double b = gd_random_between(&random, -10, 10), h = 1e-3, g[2];
        gd_pairs p = pairs;
        double value = gd_line_loss(2, (double[]){a, b}, g, &p);
        assert_bits(value, loss(a, b));
        double da = (loss(a + h, b) - loss(a - h, b)) / (2 * h);
        double db = (loss(a, b + h) - loss(a, b - h)) / (2 * h);
        assert_close(g[0], da, 1e-9, 1e-9);
        assert_close(g[1], db, 1e-9, 1e-9);
    }
}

static void points_on_a_line_give_the_line(void **state)
{
    (void)state;
    gd_pairs two = {2, (double[]){1, 3}, (double[]){5, 1}};
    gd_line line = gd_least_squares(&two);
    assert_bits(line.slope, -2);
    assert_bits(line.intercept, 7);
    gd_pairs level = {3, (double[]){1, 2, 3}, (double[]){4, 4, 4}};
    line = gd_least_squares(&level);
    assert_bits(line.slope, 0);
    assert_bits(line.intercept, 4);
}

static void small_fits_by_hand(void **state)
{
    (void)state;
    /* means 2 and 2; products -1, 0, 1 sum to 1 over 2 */
    gd_pairs three = {3, (double[]){1, 2, 3}, (double[]){2, 1, 3}};
    gd_line line = gd_least_squares(&three);
    assert_close(line.slope, 0.5, 1e-15, 0);
    assert_close(line.intercept, 1, 1e-15, 0);
    gd_pairs four = {4, (double[]){0, 1, 2, 3}, (double[]){1, 3, 2, 5}};
    line = gd_least_squares(&four);
    assert_close(line.slope, 1.1, 1e-15, 0);
    assert_close(line.intercept, 1.1, 1e-14, 0);
}

static void the_closed_form_is_the_minimum(void **state)
{
    (void)state;
    gd_line best = gd_least_squares(&pairs);
    double g[2], lowest = loss(best.intercept, best.slope);
    gd_pairs p = pairs;
    gd_line_loss(2, (double[]){best.intercept, best.slope}, g, &p);
    assert_close(g[0], 0, 0, 1e-13);
    assert_close(g[1], 0, 0, 1e-13);
    gd_random random = gd_random_seeded(63);
    for (int i = 0; i < 1000; i++) {
        double a = best.intercept + 0.1 * gd_random_normal(&random);
        double b = best.slope + 0.1 * gd_random_normal(&random);
        assert_true(loss(a, b) > lowest);
    }
}

/* Far from the origin naive sums would lose half the digits. */
static void far_from_the_origin_no_digit_is_lost(void **state)
{
    (void)state;
    double x[] = {1e8 + 1, 1e8 + 2, 1e8 + 3}, y[] = {2, 1, 3};
    gd_pairs far = {3, x, y};
    gd_line line = gd_least_squares(&far);
    assert_close(line.slope, 0.5, 1e-15, 0);
    assert_close(line.intercept, 1 - 0.5e8, 1e-15, 0);
}

static void mean_and_deviation(void **state)
{
    (void)state;
    static const double v[] = {2, 4, 4, 4, 5, 5, 7, 9};
    gd_scale s = gd_scale_of(8, v);
    assert_bits(s.mean, 5);
    assert_bits(s.deviation, 2);
    s = gd_scale_of(1, v);
    assert_bits(s.mean, 2);
    assert_bits(s.deviation, 0);
}

static void standardised_has_mean_0_and_deviation_1(void **state)
{
    (void)state;
    double out[PAIRS], in_place[PAIRS];
    gd_scale scale = gd_scale_of(PAIRS, x_of);
    gd_standardise(PAIRS, x_of, &scale, out);
    gd_scale after = gd_scale_of(PAIRS, out);
    assert_close(after.mean, 0, 0, 1e-15);
    assert_close(after.deviation, 1, 1e-15, 0);
    memcpy(in_place, x_of, sizeof x_of);
    gd_standardise(PAIRS, in_place, &scale, in_place);
    for (int i = 0; i < PAIRS; i++) {
        assert_bits(in_place[i], out[i]);
        assert_close(scale.mean + scale.deviation * out[i], x_of[i], 0, 1e-14);
    }
}

/* A line fitted to standardised data, in units, is the line fitted to the
 * data: x by x the same y. */
static void back_in_units(void **state)
{
    (void)state;
    double sx[PAIRS], sy[PAIRS];
    gd_scale x = gd_scale_of(PAIRS, x_of), y = gd_scale_of(PAIRS, y_of);
    gd_standardise(PAIRS, x_of, &x, sx);
    gd_standardise(PAIRS, y_of, &y, sy);
    gd_pairs scaled = {PAIRS, sx, sy};
    gd_line fitted = gd_least_squares(&scaled);
    assert_close(fitted.intercept, 0, 0, 1e-14);
    gd_line in_units = gd_line_in_units(&fitted, &x, &y);
    gd_line direct = gd_least_squares(&pairs);
    assert_close(in_units.slope, direct.slope, 1e-14, 0);
    assert_close(in_units.intercept, direct.intercept, 1e-14, 0);
    /* and any other line, not only the best: z = 1/2 + 3u, u = (x - 10)/2,
     * z = (y - 7)/4 say y = 9 + 6(x - 10) */
    gd_line other = gd_line_in_units(&(gd_line){0.5, 3}, &(gd_scale){10, 2},
                                     &(gd_scale){7, 4});
    assert_bits(other.slope, 6);
    assert_bits(other.intercept, 9 - 60);
}

/* In exact fractions the birds' line is -133305260075/23059877 g +
 * 1145743050/23059877 g/mm. */
static void the_penguins_line(void **state)
{
    (void)state;
    static const char *const columns[] = {"flipper_length_mm", "body_mass_g"};
    gd_dataset data;
    char error[GD_DATASET_ERROR_SIZE];
    assert_true(
        gd_dataset_read(&data, "code/data/penguins.csv", 2, columns, error));
    gd_pairs birds = {data.rows, gd_dataset_column(&data, 0),
                      gd_dataset_column(&data, 1)};
    gd_line line = gd_least_squares(&birds);
    assert_close(line.slope, 1145743050.0 / 23059877, 1e-13, 0);
    assert_close(line.intercept, -133305260075.0 / 23059877, 1e-13, 0);
    gd_dataset_free(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loss_by_hand),
        cmocka_unit_test(gradient_against_differences),
        cmocka_unit_test(points_on_a_line_give_the_line),
        cmocka_unit_test(small_fits_by_hand),
        cmocka_unit_test(the_closed_form_is_the_minimum),
        cmocka_unit_test(far_from_the_origin_no_digit_is_lost),
        cmocka_unit_test(mean_and_deviation),
        cmocka_unit_test(standardised_has_mean_0_and_deviation_1),
        cmocka_unit_test(back_in_units),
        cmocka_unit_test(the_penguins_line),
    };
    return cmocka_run_group_tests(tests, scatter, NULL);
}
