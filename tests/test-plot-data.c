/* The reader of data files: what it gives, and every sentence with which it
 * refuses. */
#include "test-plot.h"

#include "plot/data.h"
#include "plot/grid.h"

#define WHOLE               \
    "# made by a test\n"    \
    "# block: path\n"       \
    "t\tx\tname\n"          \
    "0\t1.5\tstart\n"       \
    "1\t-2.5e-3\tthe end\n" \
    "\n\n"                  \
    "# block: values\n"     \
    "key\tvalue\n"          \
    "a.b\t0.1\n"            \
    "broken\tnan\n"         \
    "\n\n"                  \
    "# end\n"

static char path[] = "/tmp/test-plot-data-XXXXXX";

static const char *written(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static dataset *opened(const char *text)
{
    problem why = {""};
    dataset *d = plot_data_open(written(text), &why);
    assert_string_equal(why.text, "");
    assert_non_null(d);
    return d;
}

static void check_refused(const char *text, const char *sentence)
{
    problem why = {""};
    char wanted[300];
    assert_null(plot_data_open(written(text), &why));
    snprintf(wanted, sizeof wanted, "%s%s", path, sentence);
    assert_string_equal(why.text, wanted);
}

static void columns_and_values(void **state)
{
    (void)state;
    dataset *d = opened(WHOLE);
    const block *b = plot_data_block(d, "path");
    assert_int_equal(plot_block_rows(b), 2);
    assert_bits(plot_block_column(b, "x")[1], -2.5e-3);
    assert_string_equal(plot_block_text(b, "name")[1], "the end");
    assert_bits(plot_data_value(d, "a.b"), 0.1);
    assert_true(plot_block_has_column(b, "t"));
    assert_false(plot_block_has_column(b, "y"));
    assert_true(plot_data_has_block(d, "values"));
    assert_false(plot_data_has_block(d, "value"));
    plot_data_close(d);
}

static void every_digit_is_read(void **state)
{
    (void)state;
    dataset *d = opened("# block: b\nx\n2.9999999992565014\n-0\n"
                        "1.7976931348623157e+308\n\n\n# end\n");
    const double *x = plot_block_column(plot_data_block(d, "b"), "x");
    assert_bits(x[0], 2.9999999992565014);
    assert_bits(x[1], -0.0);
    assert_bits(x[2], 1.7976931348623157e308);
    plot_data_close(d);
}

static void series_are_views(void **state)
{
    (void)state;
    dataset *d = opened("# block: b\nrun\tx\ty\n1\t1\t2\n1\t3\t4\n2\t5\t6\n"
                        "\n\n# end\n");
    const block *b = plot_data_block(d, "b");
    series s = plot_xy(b, "x", "y");
    assert_int_equal(s.n, 3);
    series part = plot_series_part(s, 2, 9);
    assert_int_equal(part.n, 1);
    assert_bits(part.y[0], 6);
    assert_int_equal(plot_series_part(s, 7, 2).n, 0);
    series run = plot_xy_where(b, "x", "y", "run", 1);
    assert_int_equal(run.n, 2);
    assert_bits(run.x[1], 3);
    plot_data_close(d);
}

static void blocks_by_their_names(void **state)
{
    (void)state;
    dataset *d = opened("# block: one\nx\ty\n1.5\t2\n\n\n"
                        "# block: two\nx\ty\n3\t4\n5\t6\n\n\n# end\n");
    assert_bits(plot_data_only(d, "one", "x"), 1.5);
    assert_int_equal(plot_block_rows(plot_data_rows(d, "two", 2)), 2);
    series s = plot_data_xy(d, "two", "y", "x");
    assert_int_equal(s.n, 2);
    assert_bits(s.x[1], 6);
    assert_bits(s.y[1], 5);
    plot_data_close(d);
}

static void files_that_are_refused(void **state)
{
    (void)state;
    check_refused("# block: b\nx\n1\n",
                  ":3: the file is truncated: no `# end` on its last line");
    check_refused("", ":1: the file is empty");
    check_refused("# block: b\nx\n1\n# end",
                  ":4: the file is truncated: no `# end` on its last line");
    check_refused("# block: b\nx\ty\n1\t2\n3\n# end\n",
                  ":4: block b: 1 field where the header has 2");
    check_refused("# block: b\nx\n1\t2\n# end\n",
                  ":3: block b: 2 fields where the header has 1");
    check_refused("1\t2\n# end\n", ":1: a row outside of any block");
    check_refused("# block: b\nx\n1\n\n\n# block: b\nx\n1\n# end\n",
                  ":6: block b stands here a second time");
    check_refused("# block: b\n# end\n", ":2: block b has no header row");
    check_refused("# end\nx\n", ":2: something follows `# end`");
}

/* The sentence is whole, however long the names are. */
static void long_names_are_shown_in_part(void **state)
{
    (void)state;
    char text[900] = "# block: ", sentence[200], name[701] = "";
    memset(name, 'b', 700);
    strcat(strcat(text, name), "\nx\n1\t2\n# end\n");
    snprintf(sentence, sizeof sentence,
             ":3: block %.60s…: 2 fields where the header has 1", name);
    check_refused(text, sentence);
}

static void a_zero_byte(void **state)
{
    (void)state;
    problem why = {""};
    FILE *file = fopen(written("# block: b\nx\n"), "ab");
    assert_non_null(file);
    fwrite("1\0\n# end\n", 1, 9, file);
    fclose(file);
    assert_null(plot_data_open(path, &why));
    assert_has(why.text, ":3: a zero byte: not a data file");
}

static void a_missing_file(void **state)
{
    (void)state;
    problem why = {""};
    assert_null(plot_data_open("/nowhere/data.tsv", &why));
    assert_string_equal(why.text,
                        "/nowhere/data.tsv: No such file or directory");
}

static void a_folder_is_no_file(void **state)
{
    (void)state;
    problem why = {""};
    assert_null(plot_data_open("/tmp", &why));
    assert_has(why.text, "/tmp: ");
}

static void ask_block(void *d)
{
    plot_data_block(d, "nothing");
}

static void ask_column(void *d)
{
    plot_block_column(plot_data_block(d, "path"), "y");
}

static void ask_number(void *d)
{
    plot_block_column(plot_data_block(d, "path"), "name");
}

static void ask_key(void *d)
{
    plot_data_value(d, "c");
}

static void ask_nan(void *d)
{
    plot_data_value(d, "broken");
}

static void ask_few(void *d)
{
    plot_data_rows(d, "path", 3);
}

static void ask_only(void *d)
{
    plot_data_only(d, "path", "x");
}

static void questions_without_answer(void **state)
{
    (void)state;
    dataset *d = opened(WHOLE);
    assert_fails(ask_block, d,
                 ": there is no block nothing (blocks there are: path, values");
    assert_fails(ask_column, d,
                 ":3: block path has no column y (columns there are: t, x, "
                 "name)");
    assert_fails(ask_number, d,
                 ":4: block path, column name (field 3): \"start\" is not a "
                 "finite number");
    assert_fails(ask_few, d, ":3: block path: fewer than 3 rows");
    assert_fails(ask_only, d, ":3: block path: more than one row");
    assert_fails(ask_key, d, ": block values has no key c (keys there are: ");
    assert_fails(ask_nan, d,
                 ":11: block values, column value (field 2): \"nan\" is not "
                 "a finite number");
    plot_data_close(d);
}

static void ask_x(void *d)
{
    plot_block_column(plot_data_block(d, "b"), "x");
}

static void words_that_strtod_would_take(void **state)
{
    (void)state;
    static const char *const cells[] = {"inf", "-inf",  "0x10", " 1",      "1 ",
                                        "",    "1e999", "1,5",  "infinity"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char text[80], part[60];
        snprintf(text, sizeof text, "# block: b\nx\ty\n%s\t0\n\n\n# end\n",
                 cells[i]);
        snprintf(part, sizeof part, "\"%s\" is not a finite number", cells[i]);
        dataset *d = opened(text);
        assert_fails(ask_x, d, part);
        plot_data_close(d);
    }
}

/* --- Grids ---------------------------------------------------------- */

#define GRID "# block: g\nx\ty\tf\n"

static void a_grid(void **state)
{
    (void)state;
    dataset *d = opened(GRID "0\t0\t1\n1\t0\t2\n2\t0\t3\n0\t5\t4\n1\t5\t5\n"
                             "2\t5\t6\n\n\n# end\n");
    grid *g = plot_grid_from_block(plot_data_block(d, "g"), "x", "y", "f");
    assert_int_equal(g->nx, 3);
    assert_int_equal(g->ny, 2);
    assert_bits(g->y[1], 5);
    assert_bits(g->low, 1);
    assert_bits(g->high, 6);
    assert_bits(plot_grid_at(g, 1, 5), 5);
    assert_close(plot_grid_at(g, 0.5, 2.5), 3, 1e-15, 0);
    assert_bits(plot_grid_at(g, -9, -9), 1);
    grid *t = plot_grid_thin(g, 2);
    assert_int_equal(t->nx, 2);
    assert_bits(t->f[3], 6);
    plot_grid_free(t);
    plot_grid_free(g);
    plot_data_close(d);
}

/* Points without a value have no row: whole columns may be missing. */
static void a_grid_with_gaps(void **state)
{
    (void)state;
    dataset *d = opened("# block: g\nx\ty\tf\tfx\tfy\n1\t-1\t7\t8\t9\n"
                        "1\t1\t4\t5\t6\n3\t1\t-2\t2\t1\n\n\n# end\n");
    grid *g = plot_grid_with_gaps(plot_data_block(d, "g"), "x", "y", "f", 0, 3,
                                  4, -1, 1, 2);
    static const double f[] = {NAN, 7, NAN, NAN, NAN, 4, NAN, -2};
    assert_true(g->nx == 4 && g->ny == 2);
    for (size_t k = 0; k < 8; k++)
        assert_true(g->f[k] == f[k] || (isnan(g->f[k]) && isnan(f[k])));
    assert_bits(g->fx[1], 8);
    assert_bits(g->fy[7], 1);
    assert_true(g->low == -2 && g->high == 7);
    assert_bits(g->x[3], 3);
    assert_bits(g->y[0], -1);
    plot_grid_free(g);
    plot_data_close(d);
}

static void read_gaps(void *d)
{
    plot_grid_free(plot_grid_with_gaps(plot_data_block(d, "g"), "x", "y", "f",
                                       0, 3, 4, 0, 1, 2));
}

static void points_beside_a_grid(void **state)
{
    (void)state;
    static const char *const rows[] = {"0.5\t0", "4\t0",  "-1\t0",
                                       "0\t2",   "0\t-1", "0\t.1"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[80];
        snprintf(text, sizeof text, GRID "%s\t7\n\n\n# end\n", rows[i]);
        dataset *d = opened(text);
        assert_fails(read_gaps, d, "lies beside the grid");
        plot_data_close(d);
    }
}

static void read_grid(void *d)
{
    plot_grid_free(
        plot_grid_from_block(plot_data_block(d, "g"), "x", "y", "f"));
}

static void grids_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {GRID "0\t0\t1\n1\t0\t2\n0\t1\t3\n# end\n", "not a full grid"},
        {GRID "0\t0\t1\n0\t1\t2\n1\t0\t3\n1\t1\t4\n# end\n",
         "not a full grid with y in the outer loop"},
        {GRID "0\t0\t1\n1\t0\t2\n0\t1\t3\n2\t1\t4\n# end\n", "not a full grid"},
        {GRID "1\t0\t1\n0\t0\t2\n1\t1\t3\n0\t1\t4\n# end\n",
         "not ascending in equal steps"},
        {GRID "0\t0\t1\n1\t0\t2\n3\t0\t2\n0\t1\t3\n1\t1\t4\n3\t1\t4\n# end\n",
         "not ascending in equal steps"},
        {GRID "# end\n", "not a full grid"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dataset *d = opened(cases[i].text);
        assert_fails(read_grid, d, cases[i].part);
        plot_data_close(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_and_values),
        cmocka_unit_test(every_digit_is_read),
        cmocka_unit_test(series_are_views),
        cmocka_unit_test(blocks_by_their_names),
        cmocka_unit_test(files_that_are_refused),
        cmocka_unit_test(long_names_are_shown_in_part),
        cmocka_unit_test(a_zero_byte),
        cmocka_unit_test(a_missing_file),
        cmocka_unit_test(a_folder_is_no_file),
        cmocka_unit_test(questions_without_answer),
        cmocka_unit_test(words_that_strtod_would_take),
        cmocka_unit_test(a_grid),
        cmocka_unit_test(a_grid_with_gaps),
        cmocka_unit_test(points_beside_a_grid),
        cmocka_unit_test(grids_that_are_none),
    };
    FILE *own = fopen(path, "wb");
    if (own)
        fclose(own);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove(path);
    return failed;
}
