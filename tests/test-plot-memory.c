/* A dataset that is filled in memory answers as one from a file does. */
#include "test-plot.h"

#include "plot/data.h"
#include "plot/grid.h"

#include <float.h>

/* What a file with these blocks would be; "mem" in sentences. */
static dataset *filled(void)
{
    dataset *d = plot_data_new("mem");
    plot_data_add_block(d, "path", "t\tx");
    plot_data_add_row(d, NULL, 2, (double[]){0, 1.5});
    plot_data_add_row(d, NULL, 2, (double[]){1, -0.1});
    plot_data_add_block(d, "kinds", "kind\tx\ty");
    plot_data_add_row(d, "saddle", 2, (double[]){3, 1e-300});
    plot_data_add_row(d, "17", 2, (double[]){4, 5});
    plot_data_add_block(d, "values", "key\tvalue");
    plot_data_add_row(d, "cubic.x", 1, (double[]){2.999999999256501});
    return d;
}

static void columns_words_and_values(void **state)
{
    (void)state;
    dataset *d = filled();
    const block *b = plot_data_block(d, "path");
    assert_int_equal(plot_block_rows(b), 2);
    assert_bits(plot_block_column(b, "t")[1], 1);
    assert_bits(plot_block_column(b, "x")[1], -0.1);
    const block *kinds = plot_data_block(d, "kinds");
    assert_string_equal(plot_block_text(kinds, "kind")[0], "saddle");
    assert_bits(plot_block_column(kinds, "x")[0], 3);
    assert_bits(plot_block_column(kinds, "y")[1], 5);
    assert_true(plot_block_has_column(kinds, "kind"));
    assert_false(plot_block_has_column(kinds, "t"));
    assert_bits(plot_data_value(d, "cubic.x"), 2.999999999256501);
    assert_string_equal(plot_block_place(kinds), "mem: block kinds");
    plot_data_close(d);
}

static void columns_by_their_places(void **state)
{
    (void)state;
    dataset *d = filled();
    const block *path = plot_data_block(d, "path");
    const block *kinds = plot_data_block(d, "kinds");
    assert_int_equal(plot_block_columns(path), 2);
    assert_int_equal(plot_block_columns(kinds), 3);
    assert_string_equal(plot_block_column_name(kinds, 0), "kind");
    assert_string_equal(plot_block_column_name(kinds, 2), "y");
    assert_false(plot_block_has_words(path));
    assert_true(plot_block_has_words(kinds));
    plot_data_close(d);
}

static void numbers_as_a_file_would_have_them(void **state)
{
    (void)state;
    dataset *d = filled();
    plot_data_add_block(d, "hard", "x\ty");
    plot_data_add_row(d, NULL, 2, (double[]){-DBL_MAX, -0.0});
    const char *const *x = plot_block_text(plot_data_block(d, "path"), "x");
    assert_string_equal(x[0], "1.5");
    assert_string_equal(x[1], "-0.10000000000000001");
    const block *kinds = plot_data_block(d, "kinds");
    assert_string_equal(plot_block_text(kinds, "y")[0], "1e-300");
    assert_ptr_equal(plot_block_text(kinds, "y"), plot_block_text(kinds, "y"));
    const block *hard = plot_data_block(d, "hard");
    assert_string_equal(plot_block_text(hard, "x")[0],
                        "-1.7976931348623157e+308");
    assert_string_equal(plot_block_text(hard, "y")[0], "-0");
    plot_data_close(d);
}

static void series_and_single_numbers(void **state)
{
    (void)state;
    dataset *d = filled();
    plot_data_add_block(d, "runs", "run\tx\ty");
    for (int i = 0; i < 6; i++)
        plot_data_add_row(d, NULL, 3, (double[]){i / 2, i, i * i});
    plot_data_add_block(d, "one", "x");
    plot_data_add_row(d, NULL, 1, (double[]){7});
    const block *b = plot_data_rows(d, "runs", 6);
    series s = plot_xy_where(b, "x", "y", "run", 1);
    assert_int_equal(s.n, 2);
    assert_bits(s.x[0], 2);
    assert_bits(s.y[1], 9);
    assert_int_equal(plot_data_xy(d, "runs", "x", "y").n, 6);
    assert_bits(plot_data_only(d, "one", "x"), 7);
    plot_data_close(d);
}

/* Many rows, so that there are several moves while they come. */
static void a_grid_in_memory(void **state)
{
    (void)state;
    enum { SIDE = 201 };
    dataset *d = plot_data_new("mem");
    plot_data_add_block(d, "g", "x\ty\tf");
    for (int j = 0; j < SIDE; j++)
        for (int i = 0; i < SIDE; i++)
            plot_data_add_row(d, NULL, 3, (double[]){i, j, i - 3 * j});
    grid *g = plot_grid_from_block(plot_data_block(d, "g"), "x", "y", "f");
    assert_int_equal(g->nx, SIDE);
    assert_int_equal(g->ny, SIDE);
    for (size_t k = 0; k < (size_t)SIDE * SIDE; k++)
        assert_bits(g->f[k], (double)(k % SIDE) - 3 * (double)(k / SIDE));
    plot_grid_free(g);
    plot_data_close(d);
}

static void a_block_without_rows(void **state)
{
    (void)state;
    dataset *d = plot_data_new("mem");
    plot_data_add_block(d, "b", "x");
    const block *b = plot_data_block(d, "b");
    assert_int_equal(plot_block_rows(b), 0);
    assert_non_null(plot_block_column(b, "x"));
    assert_non_null(plot_block_text(b, "x"));
    plot_data_close(d);
}

/* Names may be made in buffers that are used again. */
static void names_and_words_are_copied(void **state)
{
    (void)state;
    char name[] = "first", header[] = "kind\tx", word[] = "saddle";
    dataset *d = plot_data_new("mem");
    plot_data_add_block(d, name, header);
    plot_data_add_row(d, word, 1, (double[]){1});
    memset(name, '?', sizeof name - 1);
    memset(header, '?', sizeof header - 1);
    memset(word, '?', sizeof word - 1);
    const block *b = plot_data_block(d, "first");
    assert_string_equal(plot_block_text(b, "kind")[0], "saddle");
    assert_bits(plot_block_column(b, "x")[0], 1);
    plot_data_close(d);
}

/* --- Dropping ------------------------------------------------------- */

static void others_stay_where_they_are(void **state)
{
    (void)state;
    dataset *d = filled();
    const block *kinds = plot_data_block(d, "kinds");
    const double *x = plot_block_column(kinds, "x");
    plot_data_drop_block(d, "path");
    plot_data_drop_block(d, "path");
    plot_data_drop_block(d, "never");
    assert_false(plot_data_has_block(d, "path"));
    for (int i = 0; i < 100; i++) {
        char name[20];
        snprintf(name, sizeof name, "more-%d", i);
        plot_data_add_block(d, name, "x");
        plot_data_add_row(d, NULL, 1, (double[]){i});
    }
    assert_ptr_equal(plot_data_block(d, "kinds"), kinds);
    assert_ptr_equal(plot_block_column(kinds, "x"), x);
    assert_bits(x[1], 4);
    assert_bits(plot_data_value(d, "cubic.x"), 2.999999999256501);
    plot_data_close(d);
}

static void a_block_comes_again(void **state)
{
    (void)state;
    dataset *d = filled();
    plot_data_drop_block(d, "kinds");
    plot_data_add_block(d, "kinds", "y");
    plot_data_add_row(d, NULL, 1, (double[]){6});
    const block *b = plot_data_block(d, "kinds");
    assert_int_equal(plot_block_rows(b), 1);
    assert_bits(plot_block_column(b, "y")[0], 6);
    assert_false(plot_block_has_column(b, "x"));
    plot_data_close(d);
}

/* What was asked for is known also when it is no longer there. */
static void the_record_outlives_its_blocks(void **state)
{
    (void)state;
    dataset *d = filled();
    buffer blocks = {0}, keys = {0};
    plot_data_block(d, "path");
    plot_data_block(d, "kinds");
    plot_data_value(d, "cubic.x");
    plot_data_drop_block(d, "path");
    plot_data_drop_block(d, "values");
    plot_data_blocks_read(d, &blocks);
    plot_data_keys_read(d, &keys);
    assert_string_equal(blocks.text, "path kinds");
    assert_string_equal(keys.text, "cubic.x");
    plot_data_forget(d);
    plot_data_blocks_read(d, &blocks);
    assert_string_equal(blocks.text, "path kinds-");
    plot_buffer_free(&blocks);
    plot_buffer_free(&keys);
    plot_data_close(d);
}

/* --- What is refused ------------------------------------------------ */

static void add_twice(void *d)
{
    plot_data_add_block(d, "kinds", "x");
}

static void add_short_row(void *d)
{
    plot_data_add_row(d, "key", 0, NULL);
}

static void add_long_row(void *d)
{
    plot_data_add_row(d, NULL, 3, (double[]){1, 2, 3});
}

static void add_number_among_words(void *d)
{
    plot_data_add_row(d, NULL, 2, (double[]){1, 2});
}

static void add_infinity(void *d)
{
    plot_data_add_row(d, "far", 1, (double[]){HUGE_VAL});
}

static void add_word_among_numbers(void *d)
{
    plot_data_add_block(d, "numbers", "x");
    plot_data_add_row(d, NULL, 1, (double[]){1});
    plot_data_add_row(d, "two", 0, NULL);
}

static void rows_and_blocks_that_are_refused(void **state)
{
    (void)state;
    dataset *d = filled();
    assert_fails(add_twice, d, "mem: block kinds is there already");
    assert_fails(add_short_row, d,
                 "mem: block values, row 2: 1 field where the header has 2");
    assert_fails(add_long_row, d,
                 "mem: block values, row 2: 3 fields where the header has 2");
    assert_fails(add_number_among_words, d,
                 "mem: block values, row 2: a number in a column of words");
    assert_fails(add_infinity, d,
                 "mem: block values, row 2, column value (field 2): inf is "
                 "not a finite number");
    const block *values = plot_data_block(d, "values");
    assert_int_equal(plot_block_rows(values), 1);
    assert_fails(add_word_among_numbers, d,
                 "mem: block numbers, row 2: a word in a column of numbers");
    plot_data_drop_block(d, "numbers");
    assert_fails(add_long_row, d, "mem: a row outside of any block");
    plot_data_close(d);
}

static void ask_block(void *d)
{
    plot_data_block(d, "kind");
}

static void ask_column(void *d)
{
    plot_block_column(plot_data_block(d, "path"), "y");
}

static void ask_word(void *d)
{
    plot_block_column(plot_data_block(d, "kinds"), "kind");
}

static void ask_key(void *d)
{
    plot_data_value(d, "cubic.y");
}

static void ask_only(void *d)
{
    plot_data_only(d, "path", "x");
}

static void ask_rows(void *d)
{
    plot_data_rows(d, "path", 3);
}

static void ask_where(void *d)
{
    plot_xy_where(plot_data_block(d, "path"), "t", "x", "t", 2);
}

static void ask_apart(void *d)
{
    plot_xy_where(plot_data_block(d, "apart"), "x", "x", "x", 1);
}

static void questions_without_answer(void **state)
{
    (void)state;
    dataset *d = filled();
    plot_data_add_block(d, "apart", "x");
    for (int i = 0; i < 3; i++)
        plot_data_add_row(d, NULL, 1, (double[]){i != 1});
    assert_fails(ask_block, d,
                 "mem: there is no block kind (blocks there are: kinds, ");
    assert_fails(ask_column, d,
                 "mem: block path has no column y (columns there are: t, x)");
    assert_fails(ask_word, d,
                 "mem: block kinds, row 1, column kind (field 1): \"saddle\" "
                 "is not a finite number");
    assert_fails(ask_key, d, "mem: block values has no key cubic.y (keys ");
    assert_fails(ask_only, d, "mem: block path: more than one row");
    assert_fails(ask_rows, d, "mem: block path: fewer than 3 rows");
    assert_fails(ask_where, d, "mem: block path has no row with t = 2");
    assert_fails(ask_apart, d,
                 "mem: block apart, row 3: rows with x = 1 do not stand "
                 "together");
    plot_data_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_words_and_values),
        cmocka_unit_test(columns_by_their_places),
        cmocka_unit_test(numbers_as_a_file_would_have_them),
        cmocka_unit_test(series_and_single_numbers),
        cmocka_unit_test(a_grid_in_memory),
        cmocka_unit_test(a_block_without_rows),
        cmocka_unit_test(names_and_words_are_copied),
        cmocka_unit_test(others_stay_where_they_are),
        cmocka_unit_test(a_block_comes_again),
        cmocka_unit_test(the_record_outlives_its_blocks),
        cmocka_unit_test(rows_and_blocks_that_are_refused),
        cmocka_unit_test(questions_without_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
