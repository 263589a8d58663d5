/* Reading CSV files: what comes in, and the sentence for each mistake. The
 * source is included so that its memory can be refused. */
#define _POSIX_C_SOURCE 200809L /* mkstemp */

#include <stdlib.h>

static int allocations_left = -1; /* -1: as many as wanted */

static void *scarce_realloc(void *old, size_t size)
{
    if (allocations_left == 0)
        return NULL;
    allocations_left -= allocations_left > 0;
    return realloc(old, size);
}

static void *scarce_malloc(size_t size)
{
    return scarce_realloc(NULL, size);
}

#define malloc  scarce_malloc
#define realloc scarce_realloc
#include "gd/dataset.c"
#undef malloc
#undef realloc

#include "close.h"

#include <unistd.h>

/* ------------------------------------------------------ files to read from */

static char scratch[32];

static void write_bytes(const char *bytes, size_t size)
{
    strcpy(scratch, "/tmp/gd-dataset-XXXXXX");
    int file = mkstemp(scratch);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), (ssize_t)size);
    close(file);
}

static const char *const x_and_y[] = {"x", "y"};

static gd_dataset data;
static char error[GD_DATASET_ERROR_SIZE];

static bool read_bytes(const char *bytes, size_t size)
{
    write_bytes(bytes, size);
    memset(error, '?', sizeof error);
    bool ok = gd_dataset_read(&data, scratch, 2, x_and_y, error);
    unlink(scratch);
    return ok;
}

static bool read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

/* The text is refused with this sentence, `line` being where. */
static void refused(const char *text, int line, const char *sentence)
{
    char expected[GD_DATASET_ERROR_SIZE + 64];
    assert_false(read_text(text));
    snprintf(expected, sizeof expected, "%s:%d: %s", scratch, line, sentence);
    assert_string_equal(error, expected);
    assert_int_equal(data.rows, 0);
    assert_null(data.values);
}

static void holds(size_t rows, const double *x, const double *y)
{
    assert_string_equal(error, "");
    assert_int_equal(data.rows, rows);
    assert_int_equal(data.columns, 2);
    for (size_t i = 0; i < rows; i++) {
        assert_bits(gd_dataset_column(&data, 0)[i], x[i]);
        assert_bits(gd_dataset_column(&data, 1)[i], y[i]);
    }
    gd_dataset_free(&data);
    assert_null(data.values);
    assert_int_equal(data.rows, 0);
}

/* ---------------------------------------------------------- what comes in */

static void columns_by_name_in_the_order_asked_for(void **state)
{
    (void)state;
    assert_true(read_text("y,name,x\n1,a,2\n-3.5e-2,b,4\n"));
    holds(2, (double[]){2, 4}, (double[]){1, -3.5e-2});
}

static void a_row_without_a_wanted_field_is_skipped(void **state)
{
    (void)state;
    assert_true(read_text("x,y,z\n1,2,\n,2,3\n4,,3\n,,\n5,6,7\n"));
    assert_int_equal(data.skipped, 3);
    holds(2, (double[]){1, 5}, (double[]){2, 6});
}

static void dos_line_ends(void **state)
{
    (void)state;
    assert_true(read_text("x,y\r\n1,2\r\n3,4\r\n"));
    holds(2, (double[]){1, 3}, (double[]){2, 4});
}

static void a_dos_line_may_end_in_an_empty_field(void **state)
{
    (void)state;
    assert_true(read_text("x,y\r\n1,\r\n3,4\r\n"));
    assert_int_equal(data.skipped, 1);
    holds(1, (double[]){3}, (double[]){4});
}

/* Lines around every size at which a buffer might end. */
static void lines_of_any_length(void **state)
{
    (void)state;
    static char text[20000];
    for (size_t length = 1; length < 5000; length += length < 600 ? 1 : 97) {
        char *at = text + sprintf(text, "x,note,y\n1,");
        memset(at, 'n', length);
        strcpy(at + length, ",2\n3,,4\n");
        assert_true(read_text(text));
        holds(2, (double[]){1, 3}, (double[]){2, 4});
    }
}

static void many_rows(void **state)
{
    (void)state;
    enum { ROWS = 3000 };
    static char text[64 * ROWS];
    static double x[ROWS], y[ROWS];
    char *at = text + sprintf(text, "x,y\n");
    for (int i = 0; i < ROWS; i++) {
        x[i] = i + 0.5;
        y[i] = -i / 7.0;
        at += sprintf(at, "%.17g,%.17g\n", x[i], y[i]);
    }
    assert_true(read_text(text));
    holds(ROWS, x, y);
}

static void the_same_column_twice(void **state)
{
    (void)state;
    static const char *const twice[] = {"x", "x"};
    write_bytes("x\n5\n", 4);
    assert_true(gd_dataset_read(&data, scratch, 2, twice, error));
    unlink(scratch);
    holds(1, (double[]){5}, (double[]){5});
}

/* ----------------------------------------------------- what is refused */

static void a_file_that_is_not_there(void **state)
{
    (void)state;
    assert_false(gd_dataset_read(&data, "no/such/file.csv", 2, x_and_y, error));
    assert_string_equal(
        error, "no/such/file.csv: cannot be opened: No such file or directory");
    assert_null(data.values);
}

static void a_directory(void **state)
{
    (void)state;
    assert_false(gd_dataset_read(&data, "/tmp", 2, x_and_y, error));
    assert_string_equal(error, "/tmp:1: cannot be read: Is a directory");
}

static void an_empty_file(void **state)
{
    (void)state;
    refused("", 1,
            "the file is empty: a line with the names of the columns is "
            "missing");
}

static void a_column_that_is_missing(void **state)
{
    (void)state;
    refused("x,z\n1,2\n", 1, "no column is named 'y'");
    refused("X,y\n1,2\n", 1, "no column is named 'x'");
    refused("x ,y\n1,2\n", 1, "no column is named 'x'");
    refused("\n1,2\n", 1, "no column is named 'x'");
}

static void no_row(void **state)
{
    (void)state;
    refused("x,y\n", 2, "no row has all the wanted columns");
    refused("x,y\n1,\n,2\n", 4, "no row has all the wanted columns");
}

static void a_line_with_too_few_or_too_many_fields(void **state)
{
    (void)state;
    refused("x,y,z\n1,2,3\n1,2\n", 3,
            "expected 3 fields as in the first line, found 2");
    refused("x,y\n1,2\n3,4\n5,6,7\n", 4,
            "expected 2 fields as in the first line, found 3");
    refused("x,y\n1,2\n\n", 3,
            "expected 2 fields as in the first line, found 1");
}

static void a_field_that_is_no_finite_number(void **state)
{
    (void)state;
    refused("x,y\n1,two\n", 2, "column 2 (y): expected a number, found 'two'");
    refused("y,x\n1,2\n3,4mm\n", 3,
            "column 2 (x): expected a number, found '4mm'");
    refused("x,y\nnan,2\n", 2, "column 1 (x): expected a number, found 'nan'");
    refused("x,y\n1,inf\n", 2, "column 2 (y): expected a number, found 'inf'");
    refused("x,y\n1,-1e999\n", 2,
            "column 2 (y): expected a number, found '-1e999'");
    refused("x,y\n1,NA\n", 2, "column 2 (y): expected a number, found 'NA'");
    refused("x,y\n1, \n", 2, "column 2 (y): expected a number, found ' '");
}

static void a_long_field_is_shown_in_part(void **state)
{
    (void)state;
    refused("x,y\n1,aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee\n", 2,
            "column 2 (y): expected a number, found "
            "'aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd'");
    /* and no character in half */
    refused("x,y\n1,aaaaaaaaaabbbbbbbbbbccccccccccddddddddd\u00e9\n", 2,
            "column 2 (y): expected a number, found "
            "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddd'");
}

/* 3750 cut to 37 would be a number: a line must have its end. */
static void a_file_that_is_cut_off(void **state)
{
    (void)state;
    refused("x,y\n1,2\n181,37", 3, "the line has no end: is the file cut off?");
    refused("x,y\n1,2\n181", 3, "the line has no end: is the file cut off?");
    refused("x,y", 1, "the line has no end: is the file cut off?");
}

/* Cut at any byte, a file is refused or gives only rows that are in it. */
static void cut_anywhere_no_number_is_made_up(void **state)
{
    (void)state;
    static const char whole[] = "x,name,y\n181,a,3750\n186,b,3800\n";
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        bool at_a_line = size > 0 && whole[size - 1] == '\n' && size > 9;
        assert_int_equal(read_bytes(whole, size), at_a_line);
        if (at_a_line)
            holds(1, (double[]){181}, (double[]){3750});
    }
}

static void a_file_that_is_no_text(void **state)
{
    (void)state;
    char expected[80];
    assert_false(read_bytes("x,y\n1,2\n\0,3\n", 12));
    snprintf(expected, sizeof expected,
             "%s:3: a zero byte: this is no text file", scratch);
    assert_string_equal(error, expected);
    assert_false(read_bytes("x,y\n1\0,2\n", 9));
    assert_false(read_bytes("\0", 1));
    assert_false(read_bytes("\xff\xfex\0,\0y\0\n\0", 10)); /* UTF-16 */
}

static void a_name_longer_than_the_sentence(void **state)
{
    (void)state;
    char path[1000];
    memset(path, 'p', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_false(gd_dataset_read(&data, path, 2, x_and_y, error));
    assert_int_equal(strlen(error), GD_DATASET_ERROR_SIZE - 1);
}

/* Refuse the first allocation, then the second, until the file is read. The
 * fifth is the room for the first row; it reads no further. */
static void without_memory_it_says_so(void **state)
{
    (void)state;
    int failures = 0;
    for (;; failures++) {
        allocations_left = failures;
        bool ok = read_text("x,y\n1,2\n3,4\n");
        allocations_left = -1;
        if (ok)
            break;
        assert_non_null(strstr(error, "out of memory"));
        assert_true(failures != 4 || strstr(error, ":2: out of memory"));
        assert_null(data.values);
    }
    assert_int_equal(failures, 6);
    gd_dataset_free(&data);
}

/* ------------------------------------------------------------- penguins */

static void the_penguins(void **state)
{
    (void)state;
    static const char *const columns[] = {"flipper_length_mm", "body_mass_g"};
    assert_true(
        gd_dataset_read(&data, "code/data/penguins.csv", 2, columns, error));
    assert_int_equal(data.rows, 342);
    assert_int_equal(data.skipped, 2);
    assert_int_equal(data.rows + data.skipped, 344);
    const double *flipper = gd_dataset_column(&data, 0);
    const double *mass = gd_dataset_column(&data, 1);
    assert_bits(flipper[0], 181);
    assert_bits(mass[0], 3750);
    double flippers = 0, masses = 0;
    for (size_t i = 0; i < data.rows; i++) {
        assert_true(flipper[i] >= 172 && flipper[i] <= 231);
        assert_true(mass[i] >= 2700 && mass[i] <= 6300);
        flippers += flipper[i];
        masses += mass[i];
    }
    assert_bits(flippers, 68713);
    assert_bits(masses, 1437000);
    gd_dataset_free(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_by_name_in_the_order_asked_for),
        cmocka_unit_test(a_row_without_a_wanted_field_is_skipped),
        cmocka_unit_test(dos_line_ends),
        cmocka_unit_test(a_dos_line_may_end_in_an_empty_field),
        cmocka_unit_test(lines_of_any_length),
        cmocka_unit_test(many_rows),
        cmocka_unit_test(the_same_column_twice),
        cmocka_unit_test(a_file_that_is_not_there),
        cmocka_unit_test(a_directory),
        cmocka_unit_test(an_empty_file),
        cmocka_unit_test(a_column_that_is_missing),
        cmocka_unit_test(no_row),
        cmocka_unit_test(a_line_with_too_few_or_too_many_fields),
        cmocka_unit_test(a_field_that_is_no_finite_number),
        cmocka_unit_test(a_long_field_is_shown_in_part),
        cmocka_unit_test(a_file_that_is_cut_off),
        cmocka_unit_test(cut_anywhere_no_number_is_made_up),
        cmocka_unit_test(a_file_that_is_no_text),
        cmocka_unit_test(a_name_longer_than_the_sentence),
        cmocka_unit_test(without_memory_it_says_so),
        cmocka_unit_test(the_penguins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
