/* The programs as a reader runs them: what they print, what they refuse,
 * and their exit status. Every code/NN-name.c is tried, and every exercise. */
#define _XOPEN_SOURCE 700 /* process.h, glob */

#include "process.h"
#include "share.h"

#include <glob.h>
#include <sys/stat.h>

/* Runs a program. The arguments are the words of a text, or one that is
 * empty; NULL for none. */
static finished run_program(const char *name, const char *arguments, sink to,
                            const char *directory)
{
    char text[500];
    const char *words[ARGUMENTS + 1] = {NULL};
    int count = 0;
    snprintf(text, sizeof text, "%s", arguments ? arguments : "");
    if (arguments && !*arguments)
        words[count++] = text;
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
        assert_true(count < ARGUMENTS);
        words[count++] = word;
    }
    return process_run((process){.program = name,
                                 .arguments = words,
                                 .directory = directory,
                                 .out = to});
}

/* ------------------------------------------------------ every chapter's */

static glob_t chapters; /* code/NN-name.c */
static share mine;      /* of what runs a whole chapter */

static void refused(const char *argument, const char *what)
{
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        const char *name = stem(chapters.gl_pathv[i]);
        finished f = run_program(name, argument, CAUGHT, NULL);
        assert_int_equal(f.status, 2);
        assert_int_equal(f.out.size, 0);
        assert_non_null(strstr(f.err.text, name));
        assert_non_null(strstr(f.err.text, what));
        assert_non_null(strstr(f.err.text, "--help"));
        finished_free(&f);
    }
}

static void unknown_options_are_refused(void **state)
{
    (void)state;
    refused("--nope", "--nope");
    refused("-x", "x");
    refused("--data=5", "--data");
}

/* What the build had the program print: "output", ".txt" for the report,
 * "data", ".tsv" for the data. */
static tsv printed(const char *kind, const char *name, const char *suffix)
{
    char path[2 * PATH_MAX];
    snprintf(path, sizeof path, "%s/%s/%s%s", build, kind, name, suffix);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s is not made", path);
    tsv text = tsv_read(file);
    fclose(file);
    return text;
}

static void unknown_experiments_are_refused(void **state)
{
    (void)state;
    refused("surplus", "no experiment 'surplus'");
    refused("", "''");
}

/* What a chapter's program answers, with status 2. */
static void program_answers(const char *program, const char *arguments,
                            const char *sentence)
{
    finished f = run_program(program, arguments, CAUGHT, NULL);
    assert_int_equal(f.status, 2);
    assert_int_equal(f.out.size, 0);
    assert_contains(f.err.text, sentence);
    assert_int_equal(tsv_count(f.err.text, f.err.size, '\n'), 2);
    finished_free(&f);
}

static void answers(const char *arguments, const char *sentence)
{
    program_answers("02-basic-descent", arguments, sentence);
}

/* The near name, or else all that there are. */
static void wrong_names_are_answered(void **state)
{
    (void)state;
    answers("cubik", "there is no experiment 'cubik'; did you mean cubic?\n");
    program_answers(
        "01-extrema", "waterfall",
        "there is no experiment 'waterfall'; there are candidates, ");
    answers("taylor --set x=1", "taylor has no knob 'x'; there are none\n");
    program_answers("05-gradient-checking", "kink --set colour=1",
                    "kink has no knob 'colour'; there is step\n");
}

static void wrong_settings_are_refused(void **state)
{
    (void)state;
    answers("cubic --set rat=1", "cubic has no knob 'rat'; did you mean rate?");
    answers("cubic --set colour=1",
            "cubic has no knob 'colour'; there are start, rate, steps\n");
    answers("cubic --set rate=fast", "--set rate=fast: that is not a number");
    answers("cubic --set rate=1e9",
            "--set rate=1e9: it goes from 0.0001 to 1\n");
    answers("cubic --set steps=1.5", "it is a whole number");
    answers("cubic --set rate", "--set rate: it is [EXPERIMENT.]KNOB=VALUE");
    answers("--set rate=1", "--set rate=1: of which experiment?");
    answers("cubic walk --set rate=1", "--set rate=1: of which experiment?");
    answers("cubic --set walk.rate=1", "walk does not run; name it too");
    answers("cubic --set wlak.rate=1", "did you mean walk?");
    answers("--data --report x", "not with --report or --data-file");
    answers("--report x --data-file x", "are one file");
}

static void one_experiment_can_be_asked_for(void **state)
{
    (void)state;
    tsv whole = printed("output", "02-basic-descent", ".txt");
    finished f = run_program("02-basic-descent", "cubic", CAUGHT, NULL);
    assert_int_equal(f.status, 0);
    assert_true(strncmp(f.out.text, "cubic: ", 7) == 0);
    assert_non_null(strstr(whole.text, f.out.text));
    finished_free(&f);
    /* The last value counts. */
    f = run_program("02-basic-descent", "cubic --set rate=0.5 --set rate=0.01",
                    CAUGHT, NULL);
    assert_int_equal(f.status, 0);
    assert_true(strncmp(f.out.text, "cubic: ", 7) == 0);
    assert_non_null(strstr(whole.text, f.out.text));
    finished_free(&f);
    f = run_program("02-basic-descent", "cubic --set cubic.rate=0.02", CAUGHT,
                    NULL);
    assert_int_equal(f.status, 0);
    assert_null(strstr(whole.text, f.out.text));
    finished_free(&f);
    f = run_program("02-basic-descent", "cubic --data", CAUGHT, NULL);
    assert_int_equal(f.status, 0);
    assert_non_null(tsv_block(&f.out, "cubic-path"));
    assert_null(tsv_block(&f.out, "penguins"));
    assert_close(tsv_value(&f.out, "cubic.rate"), 0.01, 0, 0);
    finished_free(&f);
    tsv_free(&whole);
}

/* Of every chapter: a header, seven cells a row, and 60 knobs in the book. */
static void the_list_is_a_table(void **state)
{
    (void)state;
    static const char header[] =
        "experiment\tknob\tdefault\tlow\thigh\tscale\tmeaning\n";
    int knobs = 0;
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        const char *name = stem(chapters.gl_pathv[i]);
        finished f = run_program(name, "--list", CAUGHT, NULL);
        assert_int_equal(f.status, 0);
        assert_ptr_equal(strstr(f.out.text, header), f.out.text);
        for (const char *at = f.out.text; *at; at += strcspn(at, "\n") + 1) {
            size_t length = strcspn(at, "\n");
            assert_int_equal(tsv_count(at, length, '\t'), 6);
            knobs +=
                at != f.out.text && strstr(at, "\t\t\t\t") != strchr(at, '\t');
        }
        finished_free(&f);
    }
    if (!getenv("CHAPTERS"))
        assert_true(knobs >= 60);
}

/* In `place`, is that file there? It is removed. */
static bool taken_away(const char *place, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", place, name);
    return unlink(path) == 0;
}

/* One that cannot be written leaves nothing behind, and neither the other. */
static void report_and_data_are_whole_or_not_there(void **state)
{
    (void)state;
    char place[] = "/tmp/gd-program-XXXXXX", path[64];
    assert_non_null(mkdtemp(place));
    /* By another name: a program that takes a device for a file, and as root
     * moves its own over it, shall not hit the system's. */
    snprintf(path, sizeof path, "%s/full", place);
    assert_int_equal(symlink("/dev/full", path), 0);
    static const char *const bad[] = {
        "--report r --data-file no/such", "--report no/such --data-file d",
        "--report r --data-file full", "--report full --data-file d"};
    static const char *const why[] = {
        "No such file or directory", "No such file or directory",
        "No space left on device", "No space left on device"};
    for (int i = 0; i < 4; i++) {
        finished f = run_program("01-extrema", bad[i], CAUGHT, place);
        assert_int_equal(f.status, 1);
        assert_int_equal(f.out.size, 0);
        assert_sentence(&f, why[i]);
        finished_free(&f);
        assert_false(taken_away(place, "r"));
        assert_false(taken_away(place, "d"));
    }
    assert_true(taken_away(place, "full"));
    finished f =
        run_program("01-extrema", "--report r --data-file d", CAUGHT, place);
    assert_int_equal(f.status, 0);
    finished_free(&f);
    assert_true(taken_away(place, "r"));
    assert_true(taken_away(place, "d"));
    assert_int_equal(rmdir(place), 0); /* there is nothing else */
}

static void help_says_how(void **state)
{
    (void)state;
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        const char *name = stem(chapters.gl_pathv[i]);
        finished f = run_program(name, "--help", CAUGHT, NULL);
        assert_int_equal(f.status, 0);
        assert_int_equal(f.err.size, 0);
        assert_non_null(strstr(f.out.text, name));
        assert_non_null(strstr(f.out.text, "--data"));
        finished_free(&f);
    }
}

static void outputs_that_fail(const char *argument)
{
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        const char *name = stem(chapters.gl_pathv[i]);
        static const sink sinks[] = {FULL, CLOSED, READER_GONE};
        static const char *const why[] = {"No space left on device",
                                          "Bad file descriptor", "Broken pipe"};
        for (int s = 0; s < 3; s++) {
            if (!share_has(mine, i + (size_t)s))
                continue;
            finished f = run_program(name, argument, sinks[s], NULL);
            assert_int_equal(f.status, 1);
            assert_sentence(&f, why[s]);
            assert_non_null(strstr(f.err.text, name));
            finished_free(&f);
        }
    }
}

static void a_report_that_cannot_be_written(void **state)
{
    (void)state;
    outputs_that_fail(NULL);
}

static void data_that_cannot_be_written(void **state)
{
    (void)state;
    outputs_that_fail("--data");
}

static void help_that_cannot_be_written(void **state)
{
    (void)state;
    outputs_that_fail("--help");
}

static void data_is_well_formed(void **state)
{
    (void)state;
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        tsv data = printed("data", stem(chapters.gl_pathv[i]), ".tsv");
        assert_true(tsv_check(&data) > 0);
        assert_non_null(tsv_block(&data, "values"));
        tsv_free(&data);
    }
}

/* A run now, and nothing on stderr, against the build's. */
static void same_again(const char *name, const char *argument, tsv before)
{
    finished f = run_program(name, argument, CAUGHT, NULL);
    assert_int_equal(f.status, 0);
    assert_int_equal(f.err.size, 0);
    assert_int_equal(f.out.size, before.size);
    assert_memory_equal(f.out.text, before.text, before.size);
    finished_free(&f);
    tsv_free(&before);
}

static void two_runs_print_the_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        char name[NAME_MAX];
        if (!share_has(mine, i))
            continue;
        snprintf(name, sizeof name, "%s", stem(chapters.gl_pathv[i]));
        same_again(name, NULL, printed("output", name, ".txt"));
        same_again(name, "--data", printed("data", name, ".tsv"));
    }
}

/* ------------------------------------------------------------- sections */

/* A heading is `name: what it is`; all else is blank or indented by two. */
static int count_sections(const tsv *t)
{
    int sections = 0;
    for (const char *at = t->text; *at; at += strcspn(at, "\n") + 1) {
        size_t length = strcspn(at, "\n");
        assert_int_equal(at[length], '\n');
        if (length > 80)
            fail_msg("a line of %zu columns: %.*s", length, (int)length, at);
        if (length == 0 || strncmp(at, "  ", 2) == 0)
            continue;
        size_t name = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-");
        if (name == 0 || strncmp(at + name, ": ", 2) != 0)
            fail_msg("no heading of a section: %.*s", (int)length, at);
        sections++;
    }
    return sections;
}

static void assert_section(const tsv *t, const char *name)
{
    char line[80];
    snprintf(line, sizeof line, "\n%s: ", name);
    const char *found = strncmp(t->text, line + 1, strlen(line + 1)) == 0
                            ? t->text
                            : strstr(t->text, line);
    if (!found)
        fail_msg("no section %s", name);
    assert_null(strstr(found + 1, line)); /* and only one of that name */
}

static void reports_have_sections(void **state)
{
    (void)state;
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        tsv report = printed("output", stem(chapters.gl_pathv[i]), ".txt");
        assert_true(count_sections(&report) > 0);
        assert_null(strstr(report.text, "nan"));
        tsv_free(&report);
    }
}

static void sections_of(const char *program, const char *const *names)
{
    tsv report = printed("output", program, ".txt");
    for (; *names; names++)
        assert_section(&report, *names);
    tsv_free(&report);
}

static void sections_of_the_first_two_chapters(void **state)
{
    (void)state;
    sections_of("01-extrema", (const char *const[]){
                                  "candidates", "quotients", "signs", "wiggle",
                                  "cube", "quartic", "shapes", "beale",
                                  "himmelblau", "chords", "condition", NULL});
    sections_of("02-basic-descent",
                (const char *const[]){
                    "one-step", "taylor", "square", "cubic", "ascent", "grows",
                    "walk", "fixed-length", "directions", "waves", "wave-ends",
                    "beale", "beale-rates", "basins", "penguins", NULL});
}

/* -------------------------------------------------------- the data file */

/* Runs 02-basic-descent where code/data/penguins.csv holds `text` (NULL: is
 * not there), under a link, since it also looks above the program; it must
 * fail with this sentence and print nothing. */
static void penguins_refused(const char *text, const char *sentence)
{
    char place[] = "/tmp/gd-program-XXXXXX", path[64], program[64];
    char target[2 * PATH_MAX];
    static const char *const parts[] = {"/code", "/code/data"};
    assert_non_null(mkdtemp(place));
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s%s", place, parts[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    snprintf(path, sizeof path, "%s/code/data/penguins.csv", place);
    if (text) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
    }
    snprintf(target, sizeof target, "%s/bin/02-basic-descent", build);
    snprintf(program, sizeof program, "%s/descent", place);
    assert_int_equal(symlink(target, program), 0);
    finished f = run_program(program, "penguins", CAUGHT, place);
    assert_int_equal(f.status, 1);
    assert_int_equal(f.out.size, 0);
    assert_sentence(&f, sentence);
    finished_free(&f);
    unlink(program);
    unlink(path);
    for (int i = 1; i >= 0; i--) {
        snprintf(path, sizeof path, "%s%s", place, parts[i]);
        rmdir(path);
    }
    rmdir(place);
}

/* From any directory the data are found: here from that of the program. */
static void data_are_found_from_anywhere(void **state)
{
    (void)state;
    char root[PATH_MAX];
    assert_non_null(realpath(".", root));
    if (strncmp(build, root, strlen(root)) != 0)
        skip(); /* built elsewhere */
    finished f = run_program("02-basic-descent", "penguins", CAUGHT, "/");
    assert_int_equal(f.status, 0);
    finished_free(&f);
}

static void penguins_that_are_missing_or_broken(void **state)
{
    (void)state;
    penguins_refused(NULL, "code/data/penguins.csv: cannot be opened: "
                           "No such file or directory");
    penguins_refused("", "penguins.csv:1: the file is empty");
    penguins_refused("flipper_length_mm,mass\n181,3750\n",
                     "penguins.csv:1: no column is named 'body_mass_g'");
    penguins_refused("flipper_length_mm,body_mass_g\n181,3750\n186,38",
                     "penguins.csv:3: the line has no end");
    penguins_refused("flipper_length_mm,body_mass_g\n181,3750\n186,nan\n",
                     "penguins.csv:3: column 2 (body_mass_g): expected a "
                     "number, found 'nan'");
    penguins_refused("flipper_length_mm,body_mass_g\n181,3750\n186,3800\n",
                     "code/data/penguins.csv: it should have 344 penguins: "
                     "is the file cut off?");
}

/* ------------------------------------------------------------ exercises */

static void exercises_check_their_own_answers(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("code/exercises/*.c", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char name[NAME_MAX + 16];
        snprintf(name, sizeof name, "exercises/%s", stem(found.gl_pathv[i]));
        finished f = run_program(name, NULL, CAUGHT, NULL);
        if (f.status != 0)
            fail_msg("%s: exit status %d: %s", name, f.status, f.err.text);
        assert_int_equal(f.err.size, 0);
        assert_true(f.out.size > 0);
        finished_free(&f);
    }
    globfree(&found);
}

/* ---------------------------------------------------------------- main */

static int find_programs(void **state)
{
    (void)state;
    if (!find_build())
        return -1;
    mine = share_of_run();
    const char *some = getenv("CHAPTERS");
    return glob(some ? some : "code/[0-9A-Z]*-*.c", 0, NULL, &chapters);
}

static int forget_programs(void **state)
{
    (void)state;
    globfree(&chapters);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_options_are_refused),
        cmocka_unit_test(unknown_experiments_are_refused),
        cmocka_unit_test(wrong_names_are_answered),
        cmocka_unit_test(wrong_settings_are_refused),
        cmocka_unit_test(one_experiment_can_be_asked_for),
        cmocka_unit_test(the_list_is_a_table),
        cmocka_unit_test(report_and_data_are_whole_or_not_there),
        cmocka_unit_test(help_says_how),
        cmocka_unit_test(a_report_that_cannot_be_written),
        cmocka_unit_test(data_that_cannot_be_written),
        cmocka_unit_test(help_that_cannot_be_written),
        cmocka_unit_test(data_is_well_formed),
        cmocka_unit_test(two_runs_print_the_same_bytes),
        cmocka_unit_test(reports_have_sections),
        cmocka_unit_test(sections_of_the_first_two_chapters),
        cmocka_unit_test(data_are_found_from_anywhere),
        cmocka_unit_test(penguins_that_are_missing_or_broken),
        cmocka_unit_test(exercises_check_their_own_answers),
    };
    return cmocka_run_group_tests(tests, find_programs, forget_programs);
}
