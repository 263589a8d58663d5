/* Files of bare numbers, without a line of names: what comes in, and the
 * sentence for each mistake. */
#define _POSIX_C_SOURCE 200809L /* mkstemp */

#include "close.h"

#include "gd/dataset.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static gd_dataset data;
static char error[GD_DATASET_ERROR_SIZE];
static char scratch[32];

static bool read_text(const char *text)
{
    strcpy(scratch, "/tmp/gd-plain-XXXXXX");
    int file = mkstemp(scratch);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    memset(error, '?', sizeof error);
    bool ok = gd_dataset_read_plain(&data, scratch, 3, error);
    unlink(scratch);
    return ok;
}

static void refused(const char *text, int line, const char *sentence)
{
    char expected[GD_DATASET_ERROR_SIZE + 64];
    assert_false(read_text(text));
    snprintf(expected, sizeof expected, "%s:%d: %s", scratch, line, sentence);
    assert_string_equal(error, expected);
    assert_int_equal(data.rows, 0);
    assert_null(data.values);
}

static void the_first_line_is_a_row(void **state)
{
    (void)state;
    assert_true(read_text("1,2,3\n-4.5e-1,5,6\r\n7,8,9\n"));
    assert_string_equal(error, "");
    assert_int_equal(data.rows, 3);
    assert_int_equal(data.columns, 3);
    assert_int_equal(data.skipped, 0);
    assert_bits(gd_dataset_column(&data, 0)[1], -0.45);
    assert_bits(gd_dataset_column(&data, 2)[0], 3);
    assert_bits(gd_dataset_column(&data, 2)[2], 9);
    gd_dataset_free(&data);
}

static void mistakes(void **state)
{
    (void)state;
    refused("", 1, "the file is empty");
    refused("1,2,3\n4,5\n", 2, "expected 3 fields, found 2");
    refused("1,2,3,4\n", 1, "expected 3 fields, found 4");
    refused("\n", 1, "expected 3 fields, found 1");
    refused("1,2,3\n4,,6\n", 2, "column 2: expected a number, found ''");
    refused("1,2,three\n", 1, "column 3: expected a number, found 'three'");
    refused("nan,2,3\n", 1, "column 1: expected a number, found 'nan'");
    refused("1,2,3\n1,2,3", 2, "the line has no end: is the file cut off?");
    assert_false(gd_dataset_read_plain(&data, "no/such.csv", 3, error));
    assert_string_equal(
        error, "no/such.csv: cannot be opened: No such file or directory");
    assert_null(data.values);
}

static void the_digits(void **state)
{
    (void)state;
    assert_true(
        gd_dataset_read_plain(&data, "code/data/digits.csv", 65, error));
    assert_int_equal(data.rows, 1797);
    assert_bits(gd_dataset_column(&data, 64)[1796], 8);
    gd_dataset_free(&data);
    assert_false(
        gd_dataset_read_plain(&data, "code/data/digits.csv", 64, error));
    assert_string_equal(error, "code/data/digits.csv:1: expected 64 fields, "
                               "found 65");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_is_a_row),
        cmocka_unit_test(mistakes),
        cmocka_unit_test(the_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
