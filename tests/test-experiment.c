/* What the chapters' programs share: knobs, and what an experiment tells. */
#include "chapter-under-test.h"

typedef struct turns {
    double start_x, rate, steps;
    const char *method;
} turns;

/* What is not turned from one end to another. */
typedef struct words_knobs {
    double methods;
    char formula[KNOB_TEXT], digit[KNOB_TEXT];
} words_knobs;

static const char *const method_words[] = {"adam", "momentum", NULL};

static const knob turns_list[] = {
    KNOB(turns, start_x, 1, -4, 6, LINEAR, "where"),
    KNOB(turns, rate, 0.01, 1e-4, 1, LOG, "how far"),
    KNOB(turns, steps, 200, 0, 1e5, COUNT, "at most"),
    CHOICE_KNOB(turns, method, method_words, "how"),
    {0},
};

static const char *const three_words[] = {"adam", "adamax", "lion", NULL};

static bool has_x(const char *text, char why[KNOB_WHY])
{
    snprintf(why, KNOB_WHY, "there is no x in it");
    return strchr(text, 'x') != NULL;
}

static const knob words_list[] = {
    TICKS_KNOB(words_knobs, methods, three_words, 5, "who"),
    TEXT_KNOB(words_knobs, formula, "x^2", has_x, "what"),
    PIXELS_KNOB(words_knobs, digit, 4, "06f0", "drawn"),
    {0},
};

/* What the table's experiments do, for the test at hand. */
static int runs;
static const char *heading;

static void first(const void *knobs, story *s)
{
    const turns *k = knobs;
    runs++;
    int *result = keep(s, sizeof *result);
    *result = 42;
    say(s, "%s: x = %g\n", heading, k->start_x);
    say(s, "%s\n", k->method);
    in_short(s, "from %g by %s", k->start_x, k->method);
    valuef(s, k->start_x, "%s.%c", "first", 'x');
}

static void second(const void *knobs, story *s)
{
    (void)knobs;
    const int *result = result_of(s, "first");
    gd_table_block(s->data, "second", "x");
    gd_row(s->data, *result);
    value(s, "second", 2);
}

/* Needs the second, and so the first as well. */
static void third(const void *knobs, story *s)
{
    (void)knobs;
    say(s, "third: after the second\n");
    in_short(s, "it comes after the second");
    value(s, "third", 3);
}

/* Needs nothing. */
static void alone(const void *knobs, story *s)
{
    (void)knobs;
    runs++;
    say(s, "alone: needs nothing\n");
    value(s, "alone", 4);
}

static void twice(const void *knobs, story *s)
{
    (void)knobs;
    value(s, "twice", 1);
    value(s, "twice", 2);
}

static void not_finite(const void *knobs, story *s)
{
    (void)knobs;
    value(s, "x", NAN);
}

static void bad_row(const void *knobs, story *s)
{
    (void)knobs;
    gd_table_block(s->data, "bad", "x");
    gd_row(s->data, HUGE_VAL);
}

static void long_key(const void *knobs, story *s)
{
    (void)knobs;
    valuef(s, 1, "%127d", 1);
    valuef(s, 1, "%128d", 1);
}

static void keeps_twice(const void *knobs, story *s)
{
    (void)knobs;
    keep(s, 1);
    keep(s, 1);
}

static void two_sentences(const void *knobs, story *s)
{
    (void)knobs;
    in_short(s, "it arrives");
    in_short(s, "it does not");
}

static void not_asked(const void *knobs, story *s)
{
    (void)knobs;
    result_of(s, "second");
}

static const experiment table[] = {
    {"second", second, NO_KNOBS, .needs = {"first"}},
    {"first", first, KNOBS(turns, turns_list)},
    {"twice", twice, NO_KNOBS},
    {"not-finite", not_finite, NO_KNOBS},
    {"bad-row", bad_row, NO_KNOBS},
    {"long-key", long_key, NO_KNOBS},
    {"keeps-twice", keeps_twice, NO_KNOBS},
    {"two-sentences", two_sentences, NO_KNOBS},
    {"not-asked", not_asked, NO_KNOBS},
    {"alone", alone, NO_KNOBS},
    {"third", third, NO_KNOBS, .needs = {"second"}},
    {0},
};

int program_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    return 0;
}

static void names_are_found(void **state)
{
    (void)state;
    char room[32], words[200];
    assert_int_equal(experiment_count(table), 11);
    assert_int_equal(experiment_find(table, "first"), 1);
    assert_int_equal(experiment_find(table, "fourth"), 11);
    assert_string_equal(knob_name(&turns_list[0], room), "start-x");
    assert_ptr_equal(knob_find(&table[1], "start-x"), &turns_list[0]);
    assert_null(knob_find(&table[1], "start_x"));
    assert_null(knob_find(&table[0], "rate"));
    assert_string_equal(knob_words(&turns_list[3], words), "adam|momentum");
}

static void the_nearest_name(void **state)
{
    (void)state;
    static const char *const names[] = {"cubic", "walk", "beale"};
    assert_string_equal(nearest_name("cubik", 3, names), "cubic");
    assert_string_equal(nearest_name("cubi", 3, names), "cubic");
    assert_string_equal(nearest_name("wlak", 3, names), "walk");
    assert_string_equal(nearest_name("ebale", 3, names), "beale");
    assert_null(nearest_name("penguins", 3, names));
    assert_null(nearest_name("x", 0, NULL));
    char longest[200];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_null(nearest_name(longest, 3, names));
}

/* Of one name: is it near enough? */
static bool is_near(const char *word, const char *name)
{
    return nearest_name(word, 1, &name) == name;
}

/* A letter changed, put in or taken out is one keystroke each, and so many as
 * half of the word's letters are not too many. */
static void near_is_half_of_the_word(void **state)
{
    (void)state;
    assert_true(is_near("abcd", "abxy"));
    assert_false(is_near("abcd", "axyz"));
    assert_true(is_near("abcd", "cd"));
    assert_true(is_near("abcd", "ab"));
    assert_false(is_near("abcd", "d"));
    assert_false(is_near("abcd", "a"));
    assert_true(is_near("abcd", "xyabcd"));
    assert_true(is_near("abcd", "abcdxy"));
    assert_false(is_near("abcd", "xyzabcd"));
    assert_false(is_near("abcd", "abcdxyz"));
    assert_true(is_near("abcd", "bcde"));
    /* With one row of 40 letters; what is longer is compared no more. */
    char word[42], name[42];
    memset(word, 'x', 41);
    memset(name, 'x', 41);
    word[40] = name[40] = word[41] = name[41] = '\0';
    name[39] = 'y';
    assert_true(is_near(word, name));
    word[40] = name[40] = 'x';
    assert_false(is_near(word, name));
}

static void refused(const knob *k, const char *text, const char *why)
{
    turns t;
    char said[KNOB_WHY] = "";
    knobs_reset(&table[1], &t);
    turns before = t;
    assert_false(knob_set(k, &t, text, said));
    assert_string_equal(said, why);
    assert_memory_equal(&t, &before, sizeof t);
}

static void knobs_take_what_is_in_range(void **state)
{
    (void)state;
    turns t;
    char why[KNOB_WHY];
    knobs_reset(&table[1], &t);
    assert_bits(t.start_x, 1);
    assert_bits(t.rate, 0.01);
    assert_string_equal(t.method, "adam");
    assert_true(knob_set(&turns_list[0], &t, "-4", why));
    assert_bits(t.start_x, -4);
    assert_bits(knob_value(&turns_list[0], &t), -4);
    assert_true(knob_set(&turns_list[2], &t, "1e5", why));
    assert_bits(t.steps, 1e5);
    assert_true(knob_set(&turns_list[3], &t, "momentum", why));
    assert_string_equal(t.method, "momentum");
    refused(&turns_list[0], "6.1", "it goes from -4 to 6");
    refused(&turns_list[0], "-4.1", "it goes from -4 to 6");
    refused(&turns_list[0], "", "that is not a number");
    refused(&turns_list[0], "1x", "that is not a number");
    refused(&turns_list[0], "nan", "that is not a number");
    refused(&turns_list[0], "inf", "that is not a number");
    refused(&turns_list[2], "1.5", "it is a whole number");
    refused(&turns_list[3], "ad", "it is one of adam|momentum");
    refused(&turns_list[3], "", "it is one of adam|momentum");
}

static const experiment in_words = {"in-words", NULL,
                                    KNOBS(words_knobs, words_list)};

static words_knobs with(size_t which, const char *text)
{
    words_knobs w = {0};
    char why[KNOB_WHY];
    knobs_reset(&in_words, &w);
    assert_true(knob_set(&words_list[which], &w, text, why));
    return w;
}

static void not_taken(size_t which, const char *text, const char *wanted)
{
    words_knobs w = {0};
    char why[KNOB_WHY] = "";
    knobs_reset(&in_words, &w);
    const words_knobs before = w;
    assert_false(knob_set(&words_list[which], &w, text, why));
    assert_string_equal(why, wanted);
    assert_memory_equal(&w, &before, sizeof w);
}

static void words_are_ticked(void **state)
{
    (void)state;
    char room[200];
    const knob *k = &words_list[0];
    const char *why = "it is none, or some of adam|adamax|lion with + between"
                      " them";
    assert_string_equal(knob_ticks(k, with(0, "lion").methods, room), "lion");
    assert_string_equal(knob_ticks(k, 5, room), "adam+lion");
    assert_string_equal(knob_ticks(k, 0, room), "none");
    assert_bits(with(0, "none").methods, 0);
    assert_bits(with(0, "lion+adam+lion").methods, 5);
    assert_bits(with(0, "adamax").methods, 2);
    assert_true(knob_ticked(5, 2) && !knob_ticked(5, 1) && !knob_ticked(5, 3));
    not_taken(0, "", why);
    not_taken(0, "adam+", why);
    not_taken(0, "ada", why);
    not_taken(0, "adam+none", why);
}

static void texts_are_typed_and_drawn(void **state)
{
    (void)state;
    const char *pixels = "it is 4 digits from 0 to f, of four pixels each";
    char longest[KNOB_TEXT + 1] = "";
    words_knobs w = with(1, "3*x");
    assert_string_equal(knob_word(&words_list[1], &w), "3*x");
    assert_string_equal(knob_word(&words_list[2], &w), "06f0");
    assert_string_equal(with(2, "ffff").digit, "ffff");
    memset(longest, 'x', KNOB_TEXT);
    not_taken(1, longest, "it is longer than 259 characters");
    longest[KNOB_TEXT - 1] = '\0';
    assert_string_equal(with(1, longest).formula, longest);
    not_taken(1, "y", "there is no x in it");
    not_taken(2, "06f", pixels);
    not_taken(2, "06f00", pixels);
    not_taken(2, "06F0", pixels);
}

/* Structs of knobs are compared byte by byte: a text leaves nothing behind. */
static void a_shorter_text_leaves_nothing(void **state)
{
    (void)state;
    char why[KNOB_WHY];
    words_knobs once = with(1, "x"), twice = with(1, "x + x + x");
    assert_true(knob_set(&words_list[1], &twice, "x", why));
    assert_memory_equal(&once, &twice, sizeof once);
}

/* Tells one experiment with the book's knobs, into a file or to nobody. */
static void tell(size_t which, FILE *file)
{
    request r = request_new(table);
    gd_table data = gd_table_open(file);
    story s = story_new(table, &data);
    story_tell(&s, which, r.knobs);
    story_tell(&s, which, r.knobs);
    story_write_values(&s);
    assert_true(gd_table_close(&data));
    story_free(&s);
    request_free(&r);
}

static void what_one_needs_runs_first_and_once(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    runs = 0;
    heading = "first";
    tell(0, file);
    assert_int_equal(runs, 1);
    rewind(file);
    tsv text = tsv_read(file);
    fclose(file);
    assert_string_equal(text.text, "# experiment: first\n"
                                   "# experiment: second\n"
                                   "# block: second\nx\n42\n\n\n"
                                   "# block: values\nkey\tvalue\n"
                                   "# experiment: second\n"
                                   "second\t2\n"
                                   "# experiment: first\n"
                                   "first.start-x\t1\n"
                                   "first.rate\t0.01\n"
                                   "first.steps\t200\n"
                                   "first.x\t1\n\n\n"
                                   "# end\n");
    tsv_free(&text);
}

static void a_run_in_one_sentence(void **state)
{
    (void)state;
    request r = request_new(table);
    gd_table data = gd_table_open(NULL);
    story s = story_new(table, &data);
    heading = "first";
    story_tell(&s, 0, r.knobs);
    assert_string_equal(s.parts[1].sentence, "from 1 by adam");
    assert_null(s.parts[0].sentence);
    assert_string_equal(s.parts[1].text, "first: x = 1\nadam\n");
    story_free(&s);
    request_free(&r);
}

/* A story of the table and who is told its data: the keys of its values, and
 * each block with the place of the experiment that it came from. */
typedef struct audience {
    gd_table data;
    story s;
    request r;
    char heard[400];
} audience;

static void heard_block(void *context, const char *name, const char *header)
{
    audience *a = context;
    size_t length = strlen(a->heard);
    (void)header;
    if (strcmp(name, "values") != 0)
        snprintf(a->heard + length, sizeof a->heard - length, "%s of %zu; ",
                 name, a->s.now);
}

static void heard_row(void *context, const char *word, size_t n,
                      const double *numbers)
{
    audience *a = context;
    size_t length = strlen(a->heard);
    (void)n;
    if (word)
        snprintf(a->heard + length, sizeof a->heard - length, "%s %g; ", word,
                 *numbers);
}

static void audience_open(audience *a)
{
    heading = "first";
    runs = 0;
    *a = (audience){.r = request_new(table)};
    gd_receiver receiver = {a, heard_block, heard_row};
    a->data = gd_table_open_for(&receiver);
    a->s = story_new(table, &a->data);
}

static void audience_tell(audience *a, const char *name)
{
    story_tell(&a->s, experiment_find(table, name), a->r.knobs);
}

static void audience_forget(audience *a, const char *name)
{
    story_forget(&a->s, experiment_find(table, name));
}

/* What the values are, and nothing that was heard before. */
static void assert_values(audience *a, const char *values)
{
    a->heard[0] = '\0';
    story_write_values(&a->s);
    assert_string_equal(a->heard, values);
}

static void audience_close(audience *a)
{
    assert_true(gd_table_close(&a->data));
    story_free(&a->s);
    request_free(&a->r);
}

static const char first_values[] = "first.start-x 1; first.rate 0.01; "
                                   "first.steps 200; first.x 1; ";

static void values_stand_in_the_order_of_the_table(void **state)
{
    (void)state;
    audience a;
    char all[200];
    snprintf(all, sizeof all, "second 2; %salone 4; third 3; ", first_values);
    audience_open(&a);
    audience_tell(&a, "alone");
    audience_tell(&a, "third");
    assert_string_equal(a.heard, "second of 0; ");
    assert_values(&a, all);
    audience_close(&a);
}

static void forgotten_alone(void **state)
{
    (void)state;
    audience a;
    audience_open(&a);
    audience_tell(&a, "third");
    audience_tell(&a, "alone");
    audience_forget(&a, "first");
    const story_part *part = &a.s.parts[experiment_find(table, "first")];
    assert_false(part->ran);
    assert_null(part->text);
    assert_null(part->sentence);
    assert_null(part->result);
    static const char *const others[] = {"second", "third", "alone"};
    for (size_t i = 0; i < 3; i++)
        assert_true(a.s.parts[experiment_find(table, others[i])].ran);
    assert_values(&a, "second 2; alone 4; third 3; ");
    audience_close(&a);
}

/* What a page does when a knob has been turned. */
static void told_again_with_another_knob(void **state)
{
    (void)state;
    audience a;
    char why[KNOB_WHY];
    size_t which = experiment_find(table, "first");
    audience_open(&a);
    audience_tell(&a, "alone");
    audience_tell(&a, "third");
    assert_int_equal(runs, 2);
    assert_true(knob_set(&turns_list[0], a.r.knobs[which], "2", why));
    audience_forget(&a, "first");
    audience_forget(&a, "first");
    audience_forget(&a, "second");
    audience_forget(&a, "third");
    a.heard[0] = '\0';
    audience_tell(&a, "third");
    audience_tell(&a, "alone");
    assert_int_equal(runs, 3);
    assert_string_equal(a.heard, "second of 0; ");
    assert_string_equal(a.s.parts[which].text, "first: x = 2\nadam\n");
    assert_string_equal(a.s.parts[which].sentence, "from 2 by adam");
    assert_values(&a, "second 2; first.start-x 2; first.rate 0.01; "
                      "first.steps 200; first.x 2; alone 4; third 3; ");
    audience_close(&a);
}

static void those_around_it_stay(void **state)
{
    (void)state;
    audience a;
    char others[200];
    snprintf(others, sizeof others, "%sthird 3; ", first_values);
    audience_open(&a);
    audience_tell(&a, "third");
    audience_forget(&a, "second");
    assert_true(a.s.parts[experiment_find(table, "first")].ran);
    assert_values(&a, others);
    audience_tell(&a, "second");
    assert_int_equal(runs, 1);
    assert_true(a.s.parts[experiment_find(table, "third")].ran);
    audience_close(&a);
}

static const story *beginning;

static void takes_its_place(const experiment *e)
{
    assert_ptr_equal(e, &table[beginning->now]);
}

static void who_starts_is_at_work(void **state)
{
    (void)state;
    audience a;
    audience_open(&a);
    beginning = &a.s;
    a.s.starting = takes_its_place;
    audience_tell(&a, "third");
    assert_int_equal(a.s.now, experiment_find(table, "third"));
    audience_close(&a);
}

static void tell_nobody(void *which)
{
    tell(*(const size_t *)which, NULL);
}

static void gives_up(const char *name, const char *words)
{
    size_t which = experiment_find(table, name);
    assert_gives_up(tell_nobody, &which, words);
}

static void mistakes_are_not_told(void **state)
{
    (void)state;
    heading = "frist";
    gives_up("first", "its section does not begin with \"first: \"");
    heading = "first-born";
    gives_up("first", "its section does not begin with \"first: \"");
    gives_up("twice", "the value twice is there a second time");
    gives_up("not-finite", "the value x is not a finite number");
    gives_up("bad-row", "block bad: a number that is not finite");
    gives_up("long-key", "the key of a value is too long");
    gives_up("keeps-twice", "a second result to keep");
    gives_up("two-sentences", "a second sentence of one run");
    gives_up("not-asked", "there is no result of second");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(the_nearest_name),
        cmocka_unit_test(near_is_half_of_the_word),
        cmocka_unit_test(knobs_take_what_is_in_range),
        cmocka_unit_test(words_are_ticked),
        cmocka_unit_test(texts_are_typed_and_drawn),
        cmocka_unit_test(a_shorter_text_leaves_nothing),
        cmocka_unit_test(what_one_needs_runs_first_and_once),
        cmocka_unit_test(a_run_in_one_sentence),
        cmocka_unit_test(values_stand_in_the_order_of_the_table),
        cmocka_unit_test(forgotten_alone),
        cmocka_unit_test(told_again_with_another_knob),
        cmocka_unit_test(those_around_it_stay),
        cmocka_unit_test(who_starts_is_at_work),
        cmocka_unit_test(mistakes_are_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
