/* The distance of colours is the published one, and the inks keep theirs. */
#include "plot/ink.h"

#include "close.h"
#include "colour.h"

/* Of the 34 pairs of Sharma, Wu and Dalal, those at which implementations were
 * found to go wrong. */
static void differences_are_the_published_ones(void **state)
{
    (void)state;
    static const struct {
        lab p, q;
        double apart;
    } pairs[] = {
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
        {{50, 2.8361, -74.0200}, {50, 0, -82.7485}, 3.4412},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, 2.49, -0.001}, {50, -2.49, 0.0011}, 7.2195},
        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
        {{50, 2.5, 0}, {61, -5, 29}, 22.8977},
        {{50, 2.5, 0}, {56, -27, -3}, 31.9030},
        {{50, 2.5, 0}, {58, 24, 15}, 19.4535},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double there = colour_difference(pairs[i].p, pairs[i].q);
        double back = colour_difference(pairs[i].q, pairs[i].p);
        assert_close(there, pairs[i].apart, 0, 5e-5);
        assert_close(there, back, 1e-12, 0);
    }
}

static void colours_have_their_coordinates(void **state)
{
    (void)state;
    lab white = colour_lab(0xffffff, NORMAL), black = colour_lab(0, NORMAL);
    lab red = colour_lab(0xff0000, NORMAL);
    assert_close(white.l, 100, 1e-4, 0);
    assert_close(white.a, 0, 0, 0.01);
    assert_close(black.l, 0, 0, 1e-9);
    assert_close(red.l, 53.24, 1e-3, 0);
    assert_close(red.a, 80.09, 1e-3, 0);
    assert_close(red.b, 67.20, 1e-3, 0);
    /* Greys are seen by all alike; red and green are not. */
    for (sight s = DEUTERANOPIA; s < SIGHTS; s++) {
        assert_true(colour_difference(colour_lab(0x808080, s),
                                      colour_lab(0x808080, NORMAL))
                    < 0.01);
        assert_true(
            colour_difference(colour_lab(0xc04000, s), colour_lab(0x608000, s))
            < colour_difference(colour_lab(0xc04000, NORMAL),
                                colour_lab(0x608000, NORMAL))
                  / 2);
    }
}

static void families_are_far_apart(void **state)
{
    (void)state;
    static const ink inks[] = {INK_SLATE, INK_BLUE,   INK_VERMILION,
                               INK_GREEN, INK_PURPLE, INK_BROWN};
    static const double least[SIGHTS] = {20, 10, 10};
    for (size_t i = 0; i < sizeof inks / sizeof *inks; i++)
        for (size_t k = 0; k < i; k++)
            for (sight s = NORMAL; s < SIGHTS; s++)
                for (int dark = 0; dark < 2; dark++)
                    assert_true(colour_difference(
                                    colour_lab(plot_ink_rgb(inks[i], dark), s),
                                    colour_lab(plot_ink_rgb(inks[k], dark), s))
                                >= least[s]);
}

/* How far an ink stands out from the paper without its colour. */
static double strength(ink colour, bool dark)
{
    return fabs(colour_lab(plot_ink_rgb(colour, dark), NORMAL).l
                - colour_lab(plot_ink_rgb(INK_PAPER, dark), NORMAL).l);
}

/* On a grey printer the two ends of the diverging ramp are told apart: from
 * the middle each grows, and blue far beyond vermilion. */
static void the_ends_differ_in_grey(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        double ends[2];
        for (int end = 0; end < 2; end++) {
            double last = strength(plot_ink_ramp(RAMP_DIVERGING, 0.5), dark);
            for (int i = 1; i <= 10; i++) {
                double place = 0.5 + (end ? 0.05 : -0.05) * i;
                ends[end] =
                    strength(plot_ink_ramp(RAMP_DIVERGING, place), dark);
                assert_true(ends[end] > last);
                last = ends[end];
            }
        }
        assert_true(ends[1] > ends[0] + 25);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_are_the_published_ones),
        cmocka_unit_test(colours_have_their_coordinates),
        cmocka_unit_test(families_are_far_apart),
        cmocka_unit_test(the_ends_differ_in_grey),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
