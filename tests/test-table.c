/* The data writer: its form, that no digit is lost, and what it refuses. */
#define _POSIX_C_SOURCE 200809L /* dup2 */

#include "close.h"
#include "tsv.h"

#include "gd/random.h"
#include "gd/table.h"

#include <float.h>
#include <string.h>
#include <unistd.h>

#include <fcntl.h>

/* A temporary file to write to; what it holds at the end. */
static tsv written(FILE *file)
{
    rewind(file);
    tsv text = tsv_read(file);
    fclose(file);
    return text;
}

static void the_form_to_the_letter(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    gd_table t = gd_table_open(file);
    gd_table_block(&t, "path", "step\tx");
    gd_row(&t, 0, 1.5);
    gd_row(&t, 1, -0.1);
    gd_table_block(&t, "kinds", "kind\tx\ty");
    gd_table_named_row(&t, "saddle", 2, (double[]){3, 1e-300});
    gd_table_block(&t, "values", "key\tvalue");
    gd_table_value(&t, "cubic.gd.x", 2.999999999256501);
    assert_true(gd_table_close(&t));
    assert_string_equal(t.error, "");
    tsv text = written(file);
    assert_string_equal(text.text, "# block: path\n"
                                   "step\tx\n"
                                   "0\t1.5\n"
                                   "1\t-0.10000000000000001\n"
                                   "\n\n"
                                   "# block: kinds\n"
                                   "kind\tx\ty\n"
                                   "saddle\t3\t1e-300\n"
                                   "\n\n"
                                   "# block: values\n"
                                   "key\tvalue\n"
                                   "cubic.gd.x\t2.999999999256501\n"
                                   "\n\n"
                                   "# end\n");
    assert_int_equal(tsv_check(&text), 3);
    assert_bits(tsv_value(&text, "cubic.gd.x"), 2.999999999256501);
    tsv_free(&text);
}

static void an_empty_table_has_only_its_end(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    gd_table t = gd_table_open(file);
    assert_true(gd_table_close(&t));
    tsv text = written(file);
    assert_string_equal(text.text, "# end\n");
    tsv_free(&text);
}

static double any_finite(gd_random *random)
{
    for (;;) {
        uint64_t bits = gd_random_bits(random);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x))
            return x;
    }
}

/* Closes a table on a temporary file, which must then hold this text. */
static void assert_written(gd_table *t, const char *text)
{
    assert_true(gd_table_close(t));
    tsv out = written(t->out);
    assert_int_equal(out.size, strlen(text));
    assert_memory_equal(out.text, text, out.size);
    tsv_free(&out);
}

static void a_curve_has_both_its_ends(void **state)
{
    (void)state;
    gd_table t = gd_table_open(tmpfile());
    gd_table_curve(&t, "c", gd_test_objective("square"), -1, 1, 2);
    assert_written(&t, "# block: c\nx\tf\tslope\n-1\t1\t-2\n0\t0\t0\n"
                       "1\t1\t2\n\n\n# end\n");
}

/* x runs fastest, and has another number of steps than y. */
static void a_grid_has_all_its_corners(void **state)
{
    (void)state;
    gd_table t = gd_table_open(tmpfile());
    const gd_objective *f = gd_test_objective("round-bowl");
    gd_table_grid(&t, "g", f, (double[]){-1, 1}, (double[]){2, 2}, 3, 2);
    assert_written(&t, "# block: g\nx\ty\tf\tfx\tfy\n"
                       "-1\t1\t2\t-2\t2\n0\t1\t1\t0\t2\n"
                       "1\t1\t2\t2\t2\n2\t1\t5\t4\t2\n"
                       "-1\t1.5\t3.25\t-2\t3\n0\t1.5\t2.25\t0\t3\n"
                       "1\t1.5\t3.25\t2\t3\n2\t1.5\t6.25\t4\t3\n"
                       "-1\t2\t5\t-2\t4\n0\t2\t4\t0\t4\n"
                       "1\t2\t5\t2\t4\n2\t2\t8\t4\t4\n\n\n"
                       "# end\n");
}

/* Points of n coordinates, 3 or (3, 4), then one whose f has overflowed, and
 * one that is infinite itself where f has a limit. */
static void record_three(gd_history *h)
{
    double x[] = {3, 4}, far[] = {1e300, 1e300};
    gd_state s = {.step = 0, .n = h->n, .x = x, .f = 7, .gradient_norm = 8};
    assert_true(gd_history_observe(&s, h));
    s = (gd_state){
        .step = 1, .n = h->n, .x = far, .f = HUGE_VAL, .gradient_norm = 1};
    assert_true(gd_history_observe(&s, h));
    far[0] = HUGE_VAL;
    s = (gd_state){.step = 2, .n = h->n, .x = far, .f = 1, .gradient_norm = 0};
    assert_true(gd_history_observe(&s, h));
}

static void a_record_without_what_overflowed(void **state)
{
    (void)state;
    static const double origin[] = {0, 0};
    static const struct {
        size_t n;
        const double *minimum;
        const char *rows;
    } cases[] = {
        {1, NULL, "step\tx\tf\tgradient_norm\n0\t3\t7\t8\n"},
        {1, origin, "step\tx\tf\tgradient_norm\tdistance\n0\t3\t7\t8\t3\n"},
        {2, NULL, "step\tx\ty\tf\tgradient_norm\n0\t3\t4\t7\t8\n"},
        {2, origin,
         "step\tx\ty\tf\tgradient_norm\tdistance\n0\t3\t4\t7\t8\t5\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[200];
        gd_history h = gd_history_new(cases[i].n, true);
        record_three(&h);
        gd_table t = gd_table_open(tmpfile());
        gd_table_history(&t, "h", &h, cases[i].minimum);
        snprintf(text, sizeof text, "# block: h\n%s\n\n# end\n", cases[i].rows);
        assert_written(&t, text);
        gd_history_free(&h);
    }
}

static void every_double_survives_the_journey(void **state)
{
    (void)state;
    enum { ROWS = 5000 };
    static const double hard[] = {0,       -0.0,     0.1,    1.0 / 3, DBL_MIN,
                                  DBL_MAX, -DBL_MAX, 5e-324, 1e22,    1e23};
    enum { HARD = sizeof hard / sizeof hard[0] };
    FILE *file = tmpfile();
    gd_table t = gd_table_open(file);
    gd_random random = gd_random_seeded(51);
    gd_table_block(&t, "numbers", "x\ty");
    for (int i = 0; i < ROWS; i++) {
        double x = i < HARD ? hard[i] : any_finite(&random);
        gd_row(&t, x, -x);
    }
    assert_true(gd_table_close(&t));
    tsv text = written(file);
    random = gd_random_seeded(51);
    const char *at = tsv_block(&text, "numbers");
    assert_non_null(at);
    at = strchr(at, '\n');
    for (int i = 0; i < ROWS; i++) {
        double x = i < HARD ? hard[i] : any_finite(&random);
        char *end;
        assert_bits(strtod(at, &end), x);
        assert_int_equal(*end, '\t');
        assert_bits(strtod(end + 1, &end), -x);
        assert_int_equal(*end, '\n');
        at = end;
    }
    tsv_free(&text);
}

/* The sentence that remains when `bad` stands among the numbers; the file
 * shows neither it nor an end mark. */
static void refused(double bad)
{
    FILE *file = tmpfile();
    gd_table t = gd_table_open(file);
    gd_table_block(&t, "good", "x\ty");
    gd_row(&t, 1, 2);
    gd_table_block(&t, "path", "x\ty");
    gd_row(&t, 1, 2);
    gd_row(&t, 3, bad);
    gd_table_block(&t, "later", "x");
    gd_row(&t, bad);
    assert_false(gd_table_close(&t));
    assert_string_equal(t.error, "block path: a number that is not finite");
    tsv text = written(file);
    assert_null(strstr(text.text, "nan"));
    assert_null(strstr(text.text, "inf"));
    assert_null(strstr(text.text, "# end"));
    tsv_free(&text);
}

static void nothing_that_is_not_finite(void **state)
{
    (void)state;
    refused(nan(""));
    refused(-nan(""));
    refused(HUGE_VAL);
    refused(-HUGE_VAL);
}

/* Callers make names in buffers that they use again. */
static void block_names_are_copied(void **state)
{
    (void)state;
    char name[] = "first", longest[GD_BLOCK_NAME + 1];
    FILE *file = tmpfile();
    gd_table t = gd_table_open(file);
    gd_table_block(&t, name, "x");
    memcpy(name, "later", sizeof name);
    gd_row(&t, HUGE_VAL);
    assert_string_equal(t.error, "block first: a number that is not finite");
    fclose(file);
    memset(longest, 'n', GD_BLOCK_NAME);
    longest[GD_BLOCK_NAME] = '\0';
    file = tmpfile();
    t = gd_table_open(file);
    gd_table_block(&t, longest + 1, "x"); /* just fits */
    assert_string_equal(t.error, "");
    gd_table_block(&t, longest, "x");
    assert_non_null(strstr(t.error, "n: a name that is too long"));
    assert_false(gd_table_close(&t));
    fclose(file);
}

static void a_value_that_is_not_finite(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    gd_table t = gd_table_open(file);
    gd_table_block(&t, "values", "key\tvalue");
    gd_table_value(&t, "bad", HUGE_VAL);
    assert_false(gd_table_close(&t));
    assert_string_equal(t.error, "block values: a number that is not finite");
    fclose(file);
}

static void a_row_of_another_length(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 4; n++) {
        static const double numbers[] = {1, 2, 3, 4};
        FILE *file = tmpfile();
        gd_table t = gd_table_open(file);
        gd_table_block(&t, "b", "x\ty\tz");
        gd_table_row(&t, n, numbers);
        assert_int_equal(gd_table_close(&t), n == 3);
        assert_string_equal(
            t.error,
            n == 3 ? "" : "block b: a row that does not match the header");
        fclose(file);
        file = tmpfile();
        t = gd_table_open(file);
        gd_table_block(&t, "b", "name\ty\tz");
        gd_table_named_row(&t, "word", n, numbers);
        assert_int_equal(gd_table_close(&t), n == 2);
        fclose(file);
    }
}

static void a_row_outside_of_any_block(void **state)
{
    (void)state;
    gd_table t = gd_table_open(NULL);
    gd_row(&t, 1);
    assert_false(gd_table_close(&t));
    assert_string_equal(t.error, "output: a row that does not match the "
                                 "header");
    t = gd_table_open(NULL);
    gd_table_block(&t, "b", "x");
    gd_table_end_block(&t);
    gd_row(&t, 1);
    assert_false(gd_table_close(&t));
}

/* What has been received, in a form of its own. */
static void heard_block(void *heard, const char *name, const char *header)
{
    size_t length = strlen(heard);
    snprintf((char *)heard + length, 200 - length, "[%s|%s]", name, header);
}

static void heard_row(void *heard, const char *word, size_t n,
                      const double *numbers)
{
    size_t length = strlen(heard);
    snprintf((char *)heard + length, 200 - length, "(%s %zu %g %g)",
             word ? word : "-", n, numbers[0], numbers[n - 1]);
}

static gd_table told_to(char heard[200])
{
    heard[0] = '\0';
    gd_receiver r = {heard, heard_block, heard_row};
    return gd_table_open_for(&r);
}

static void a_receiver_hears_blocks_and_rows(void **state)
{
    (void)state;
    char heard[200];
    gd_table t = told_to(heard);
    gd_table_comment(&t, "experiment", "e");
    gd_table_block(&t, "path", "step\tx");
    gd_row(&t, 0, 1.5);
    gd_table_comment(&t, "experiment", "f");
    gd_table_end_block(&t);
    gd_table_block(&t, "kinds", "kind\tx\ty");
    gd_table_named_row(&t, "saddle", 2, (double[]){3, 4});
    gd_table_curve(&t, "c", gd_test_objective("square"), -1, 1, 1);
    assert_true(gd_table_close(&t));
    assert_string_equal(heard, "[path|step\tx](- 2 0 1.5)"
                               "[kinds|kind\tx\ty](saddle 2 3 4)"
                               "[c|x\tf\tslope](- 3 -1 -2)(- 3 1 2)");
}

/* A good row, then one that is refused; nothing comes after it. */
static void assert_stops(const char *header, const char *word, size_t n,
                         double last, const char *error)
{
    char heard[200];
    gd_table t = told_to(heard);
    gd_table_block(&t, "good", "x");
    gd_row(&t, 7);
    gd_table_block(&t, "bad", header);
    gd_table_named_row(&t, word, n, (double[]){1, 2, last});
    gd_table_block(&t, "later", "x");
    gd_row(&t, 8);
    assert_false(gd_table_close(&t));
    assert_string_equal(t.error, error);
    char wanted[200];
    snprintf(wanted, sizeof wanted, "[good|x](- 1 7 7)[bad|%s]", header);
    assert_string_equal(heard, wanted);
}

static void a_receiver_hears_nothing_that_is_refused(void **state)
{
    (void)state;
    assert_stops("x\ty\tz", NULL, 3, HUGE_VAL,
                 "block bad: a number that is not finite");
    assert_stops("k\tx\ty\tz", "word", 3, nan(""),
                 "block bad: a number that is not finite");
    assert_stops("x\ty", NULL, 3, 3,
                 "block bad: a row that does not match the header");
    assert_stops("x\ty", "word", 2, 3,
                 "block bad: a row that does not match the header");
    char heard[200], name[GD_BLOCK_NAME + 1];
    memset(name, 'n', GD_BLOCK_NAME);
    name[GD_BLOCK_NAME] = '\0';
    gd_table t = told_to(heard);
    gd_table_block(&t, name, "x");
    gd_row(&t, 1);
    assert_false(gd_table_close(&t));
    assert_string_equal(heard, "");
}

static void a_full_disk(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full) /* not on this system */
        skip();
    gd_table t = gd_table_open(full);
    gd_table_block(&t, "path", "x");
    gd_row(&t, 1);
    assert_false(gd_table_close(&t));
    assert_string_equal(t.error, "output: No space left on device");
    fclose(full);
}

static void a_full_disk_noticed_on_the_way(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        skip();
    gd_table t = gd_table_open(full);
    gd_table_block(&t, "path", "x");
    for (int i = 0; i < 100000; i++) /* more than any buffer */
        gd_row(&t, i);
    assert_false(gd_table_close(&t));
    assert_string_equal(t.error, "output: No space left on device");
    fclose(full);
}

/* A disk that was full for a while: the last flush succeeds, what is lost is
 * lost. */
static void a_disk_that_was_full(void **state)
{
    (void)state;
    FILE *out = fopen("/dev/full", "w");
    if (!out)
        skip();
    gd_table t = gd_table_open(out);
    gd_table_block(&t, "path", "x");
    for (int i = 0; i < 100000; i++)
        gd_row(&t, i);
    int room = open("/dev/null", O_WRONLY);
    assert_true(dup2(room, fileno(out)) >= 0);
    close(room);
    assert_int_equal(fflush(out), 0);
    assert_false(gd_table_close(&t));
    assert_memory_equal(t.error, "output: ", 8);
    fclose(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_to_the_letter),
        cmocka_unit_test(an_empty_table_has_only_its_end),
        cmocka_unit_test(a_curve_has_both_its_ends),
        cmocka_unit_test(a_grid_has_all_its_corners),
        cmocka_unit_test(a_record_without_what_overflowed),
        cmocka_unit_test(every_double_survives_the_journey),
        cmocka_unit_test(nothing_that_is_not_finite),
        cmocka_unit_test(block_names_are_copied),
        cmocka_unit_test(a_value_that_is_not_finite),
        cmocka_unit_test(a_row_of_another_length),
        cmocka_unit_test(a_row_outside_of_any_block),
        cmocka_unit_test(a_receiver_hears_blocks_and_rows),
        cmocka_unit_test(a_receiver_hears_nothing_that_is_refused),
        cmocka_unit_test(a_full_disk),
        cmocka_unit_test(a_full_disk_noticed_on_the_way),
        cmocka_unit_test(a_disk_that_was_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
