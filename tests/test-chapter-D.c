/* Appendix D: what its program computes of contours. */
#include "chapter-under-test.h"
#define main program_main
#include "../code/D-how-the-figures-are-drawn.c"
#undef main

/* x^3 - x + y^2, of which the cubic of an edge has everything. */
static double example(size_t n, const double *x, double *gradient, void *own)
{
    (void)n, (void)own;
    if (gradient) {
        gradient[0] = 3 * x[0] * x[0] - 1;
        gradient[1] = 2 * x[1];
    }
    return x[0] * x[0] * x[0] - x[0] + x[1] * x[1];
}

static const gd_objective of_third_degree = {"example", 2, example, NULL};

static void the_cubic_of_a_cubic_is_itself(void **state)
{
    (void)state;
    const edge along[] = {edge_at(&of_third_degree, -0.4, 0.3, 1.7, 0),
                          edge_at(&of_third_degree, 0.2, -2, 0, 3)};
    for (int k = 0; k < 2; k++)
        for (double u = 0; u <= 1; u += 0.125)
            assert_close(cubic(NULL, &along[k], u),
                         truth(&of_third_degree, &along[k], u), 0, 1e-13);
}

/* On a parabola y^2 from 0 to 2 the level 1 is at 1/2, the chord has it at
 * 1/4; both ways round. */
static void crossings_are_found(void **state)
{
    (void)state;
    const edge up = edge_at(&of_third_degree, 0, 0, 0, 2);
    const edge down = edge_at(&of_third_degree, 0, 2, 0, -2);
    assert_close(crossing(&of_third_degree, &up, 1, truth), 0.5, 0, 1e-15);
    assert_close(crossing(&of_third_degree, &up, 1, cubic), 0.5, 0, 1e-15);
    assert_close(crossing(&of_third_degree, &up, 1, chord), 0.25, 0, 1e-15);
    assert_close(crossing(&of_third_degree, &down, 1, chord), 0.75, 0, 1e-15);
}

/* What the text says of Beale's function. */
static void slopes_are_worth_a_finer_grid(void **state)
{
    (void)state;
    const survey s = survey_of(function("beale"), 0.01, 200);
    const double edges = (double)s.edges;
    const double by_chord = s.sum[CHORD] / edges;
    const double by_cubic = s.sum[CUBIC] / edges;
    assert_close(by_chord, 0.22, 0, 0.005);
    assert_close(by_cubic, 0.00013, 0, 0.00001);
    assert_close(sqrt(by_chord / by_cubic), 40, 0.1, 0);
    assert_true(s.largest[CHORD] > 0.8 && s.largest[CUBIC] < 0.0006);
    assert_close(
        crossing(&function("beale")->objective, &s.worst, 0.01, chord)
            - crossing(&function("beale")->objective, &s.worst, 0.01, truth),
        0, 0, s.largest[CHORD] + 1e-12);
}

/* Levels that are equally spaced pass over what is below 1. */
static void beale_is_high_in_its_corners(void **state)
{
    (void)state;
    const gd_test_function *t = function("beale");
    assert_true(gd_value(&t->objective, t->lower) > 1e5);
}

/* At every setting an edge is crossed, and there are numbers to tell. */
static void every_setting_crosses_an_edge(void **state)
{
    (void)state;
    for (double level = 0.01; level <= 1000; level *= 10)
        for (size_t cells = 100; cells <= 300; cells += 25)
            assert_true(survey_of(function("beale"), level, cells).edges > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cubic_of_a_cubic_is_itself),
        cmocka_unit_test(crossings_are_found),
        cmocka_unit_test(slopes_are_worth_a_finer_grid),
        cmocka_unit_test(beale_is_high_in_its_corners),
        cmocka_unit_test(every_setting_crosses_an_edge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
