/* The program of chapter NUMBER. */
#include "chapter-under-test.h"

#define main program_main
#include "../code/STEM.c"
#undef main

static void the_walk_ends_in_the_minimum(void **state)
{
    (void)state;
    NAME_knobs book;
    knobs_reset(&experiments[0], &book);
    gd_history way = gd_history_new(1, true);
    gd_result r = NAME_run(&book, &way);
    assert_int_equal(r.outcome, GD_CONVERGED);
    assert_close(gd_history_row(&way, way.count - 1)[1], 3, 1e-8, 0);
    gd_history_free(&way);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_walk_ends_in_the_minimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
