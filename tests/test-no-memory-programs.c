/* The programs without memory, and on a full disk. Every allocation of a run
 * is refused in turn (of very many, a sample), also those of the C library,
 * which can do without some. A run then ends as if nothing had been; or with a
 * status that is not 0 and one sentence on stderr. It never ends with status 0
 * and another output. With SHARE only some of the runs: see tests/share.mjs;
 * with ONLY=04-optimizers the experiments of that chapter and nothing else. */
#define _XOPEN_SOURCE 700 /* process.h, glob, mkstemp */

#include "process.h"
#include "share.h"

#include <glob.h>

#if defined(__has_feature)
#define HAS_ASAN __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#else
#define HAS_ASAN 0
#endif

enum { WORDS = 24, MANY = 200 };

/* Every program but the exercises and the chapters', which are found by
 * themselves. To put a program on trial, name it here. */
static const char *const lines[][WORDS] = {
    {"descend", "(1-x)^2 + 100*(y-x^2)^2", "-s", "-1.2,1", "-m", "adam"},
    {"descend", "x^2 + sin(y)^2", "-s", "3,1", "--format", "tsv"},
    {"descend", "x^2/16 + 9*y^2", "-s", "1,1", "-r", "1", "--backoff"},
    {"descend", "exp(x)/x + y^3", "-s", "2,1", "--check"},
    {"descend", "exp(x)/x + y^3", "-s", "2,1", "--check", "--format", "tsv"},
    {"descend", "x^2*y + sin(x)", "--gradient"},
    {"descend", "--help"},
};

/* What a run is refused, as fail-alloc.c has it, and where it tells of it. */
typedef struct refusal {
    unsigned long k;              /* the k-th allocation; 0: none */
    const char *count_file;       /* NULL: not counted */
    unsigned long sample, stride; /* 0: no sample */
    const char *ended_file;       /* of a sample */
    bool buffer;                  /* that of stdout is not asked for */
} refusal;

/* Runs a program, its arguments behind its name; of a drawing program only
 * allocations of its own count. */
static finished run(const char *const *words, refusal r)
{
    char preload[PATH_MAX + 40], number[40], count[PATH_MAX + 40];
    char sample[80], ended[PATH_MAX + 40];
    const char *environment[8] = {preload, number};
    int set = 2;
    snprintf(preload, sizeof preload, "LD_PRELOAD=%s/bin/tests/fail-alloc.so",
             build);
    snprintf(number, sizeof number, "FAIL_ALLOCATION=%lu", r.k);
    if (r.count_file) {
        snprintf(count, sizeof count, "FAIL_ALLOCATION_COUNT=%s", r.count_file);
        environment[set++] = count;
    }
    if (r.sample > 0) {
        snprintf(sample, sizeof sample, "FAIL_ALLOCATION_SAMPLE=%lu %lu",
                 r.sample, r.stride);
        snprintf(ended, sizeof ended, "FAIL_ALLOCATION_ENDED=%s", r.ended_file);
        environment[set++] = sample;
        environment[set++] = ended;
    }
    if (r.buffer)
        environment[set++] = "FAIL_ALLOCATION_BUFFER=1";
    if (strncmp(words[0], "figures/", 8) == 0)
        environment[set++] = "FAIL_ALLOCATION_OWN=1";
    return process_run((process){.program = words[0],
                                 .arguments = words + 1,
                                 .environment = environment});
}

static bool is_same(const tsv *a, const tsv *b)
{
    return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

static void assert_refusal(const char *const *words, unsigned long k,
                           const finished *good, const finished *f)
{
    bool same = is_same(&f->out, &good->out);
    if (f->status == 0 && same && f->err.size == 0)
        return;
    bool whole = strstr(f->out.text, "\n# end\n") != NULL;
    if (f->status > 0 && is_sentence(&f->err) && !whole)
        return;
    fail_msg("%s %s ..., allocation %lu refused: status %d, %s output, on "
             "stderr '%s'",
             words[0], words[1] ? words[1] : "", k, f->status,
             same ? "the same" : "another", f->err.text);
}

static unsigned long read_count(const char *path)
{
    unsigned long count = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%lu", &count), 1);
    fclose(file);
    return count;
}

static tsv read_bytes(FILE *file, size_t size)
{
    tsv text = {calloc(size + 1, 1), size};
    assert_non_null(text.text);
    assert_int_equal(fread(text.text, 1, size, file), size);
    return text;
}

/* Looks at what came of each refusal of the sample: all of them are there.
 * Returns how many ended with a sentence. */
static int judge(const char *const *words, refusal r, unsigned long count,
                 const finished *good)
{
    unsigned long k = 1, found;
    size_t out, err;
    int ended = 0;
    finished f;
    FILE *file = fopen(r.ended_file, "rb");
    assert_non_null(file);
    for (; fscanf(file, "%lu %d %zu %zu", &found, &f.status, &out, &err) == 4;
         k += k < r.sample ? 1 : r.stride) {
        assert_int_equal(found, k);
        assert_int_equal(getc(file), '\n');
        f.out = read_bytes(file, out);
        f.err = read_bytes(file, err);
        assert_refusal(words, k, good, &f);
        ended += f.status != 0;
        finished_free(&f);
    }
    assert_true(k > count && feof(file));
    fclose(file);
    return ended;
}

static void make_file(char *path)
{
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
}

/* All of them if they are at most `many`; else the first tenth of that, and as
 * many of the rest at equal distances. Returns how many runs ended with a
 * sentence. */
static int try_some(const char *const *words, unsigned long many, bool buffer)
{
    char count_file[] = "/tmp/downhill-count-XXXXXX";
    char ended_file[] = "/tmp/downhill-ended-XXXXXX";
    make_file(count_file);
    make_file(ended_file);
    finished good =
        run(words, (refusal){.count_file = count_file, .buffer = buffer});
    unsigned long count = read_count(count_file);
    unlink(count_file);
    assert_int_equal(good.status, 0);
    assert_true(count > 0);
    refusal r = {.sample = many / 10 + 1,
                 .stride = 1,
                 .ended_file = ended_file,
                 .buffer = buffer};
    if (count > many)
        r.stride = (count - r.sample) / r.sample;
    finished whole = run(words, r);
    if (whole.status != 0 || !is_same(&whole.out, &good.out))
        fail_msg("%s %s ..., with others that began in it: status %d, '%s'",
                 words[0], words[1] ? words[1] : "", whole.status,
                 whole.err.text);
    int ended = judge(words, r, count, &good);
    unlink(ended_file);
    finished_free(&whole);
    finished_free(&good);
    return ended;
}

static share mine;

static int try_all(const char *const *words)
{
    return try_some(words, MANY, false);
}

static void skip_where_malloc_is_another_s(void)
{
#if !defined(__GLIBC__) || HAS_ASAN
    skip();
#endif
}

static void programs_without_memory(void **state)
{
    (void)state;
    skip_where_malloc_is_another_s();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (!share_has(mine, i))
            continue;
        int ended = try_all(lines[i]);
        assert_true(ended > 5 || strcmp(lines[i][1], "--help") == 0);
    }
}

/* ------------------------------------------------------------- experiments */

static glob_t chapters; /* code/NN-name.c */

enum { SETTINGS = 600 }; /* letters; a drawing alone has 256 */

/* Settings that make an experiment short: those of its first line in
 * tests/settings/NN-name.tsv, blanks between them; "" where it has none. */
static void short_settings(const char *program, const char *experiment,
                           char settings[SETTINGS])
{
    char path[PATH_MAX + 32], line[SETTINGS + 200], pattern[90];
    snprintf(path, sizeof path, "tests/settings/%s.tsv", program);
    snprintf(pattern, sizeof pattern, "%s\t", experiment);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    settings[0] = '\0';
    while (!settings[0] && fgets(line, sizeof line, file))
        if (strncmp(line, pattern, strlen(pattern)) == 0)
            snprintf(settings, SETTINGS, "%.*s",
                     (int)strcspn(line + strlen(pattern), "\t\n"),
                     line + strlen(pattern));
    fclose(file);
}

/* One experiment, for its data, and at a few places for its report, which is
 * shorter: what comes of a stdout without a buffer is seen there. */
static int try_experiment(const char *program, const char *experiment)
{
    enum { FEW = 8 };
    char settings[SETTINGS] = "", *space = settings;
    const char *words[WORDS] = {program, experiment};
    int count = 2;
    short_settings(program, experiment, settings);
    for (char *word; (word = strtok(space, " ")); space = NULL) {
        assert_true(count + 3 < WORDS);
        words[count++] = "--set";
        words[count++] = word;
    }
    int ended = try_some(words, FEW, false);
    words[count] = "--data";
    return ended + try_some(words, MANY, true);
}

/* The experiments of a chapter; *tried counts them over all chapters. */
static int try_chapter(const char *program, unsigned long *tried)
{
    const char *const list[WORDS] = {program, "--list"};
    finished f = run(list, (refusal){0});
    char known[80] = "", *rows = strchr(f.out.text, '\n') + 1;
    int ended = 0;
    for (char *row = rows; *row; row += strcspn(row, "\n") + 1) {
        char name[80];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(row, "\t"), row);
        if (strcmp(name, known) == 0)
            continue; /* its second knob */
        strcpy(known, name);
        if (share_has(mine, (*tried)++))
            ended += try_experiment(program, name);
    }
    finished_free(&f);
    return ended;
}

static void experiments_without_memory(void **state)
{
    (void)state;
    skip_where_malloc_is_another_s();
    unsigned long tried = 0;
    int ended = 0;
    for (size_t i = 0; i < chapters.gl_pathc; i++)
        ended += try_chapter(stem(chapters.gl_pathv[i]), &tried);
    assert_true(ended > 20 * (int)(tried / mine.of));
}

/* ----------------------------------------------------------------- figures */

static void leave_empty(const char *directory)
{
    char pattern[PATH_MAX];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/*", directory);
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            unlink(found.gl_pathv[i]);
    globfree(&found);
}

/* A figure that could not be drawn leaves no half of it. */
static void assert_whole_or_none(const char *directory)
{
    static const char *const ends[][2] = {{"svg", "</svg>\n"},
                                          {"pdf", "%%EOF\n"}};
    char pattern[PATH_MAX];
    glob_t found;
    for (int i = 0; i < 2; i++) {
        snprintf(pattern, sizeof pattern, "%s/*.%s", directory, ends[i][0]);
        if (glob(pattern, 0, NULL, &found) != 0)
            continue;
        for (size_t k = 0; k < found.gl_pathc; k++) {
            FILE *file = fopen(found.gl_pathv[k], "rb");
            assert_non_null(file);
            tsv text = tsv_read(file);
            size_t length = strlen(ends[i][1]);
            fclose(file);
            assert_true(text.size > length);
            assert_memory_equal(text.text + text.size - length, ends[i][1],
                                length);
            tsv_free(&text);
        }
        globfree(&found);
    }
    snprintf(pattern, sizeof pattern, "%s/*.part", directory);
    assert_int_equal(glob(pattern, 0, NULL, &found), GLOB_NOMATCH);
}

/* Draws all figures of a program from its data with allocation k refused.
 * Returns the status: 0 only if all of them are there. */
static int draw_without(const char *program, const char *data, unsigned long k,
                        const char *count_file)
{
    char name[80], place[] = "/tmp/downhill-draw-XXXXXX";
    char index[64];
    assert_non_null(mkdtemp(place));
    snprintf(name, sizeof name, "figures/%s", program);
    snprintf(index, sizeof index, "%s/index.tsv", place);
    const char *const words[WORDS] = {name, data, place};
    finished f = run(words, (refusal){.k = k, .count_file = count_file});
    assert_true(f.status >= 0);
    assert_int_equal(f.status == 0, f.err.size == 0);
    assert_true(f.status != 0 || access(index, R_OK) == 0);
    assert_whole_or_none(place);
    leave_empty(place);
    rmdir(place);
    int status = f.status;
    finished_free(&f);
    return status;
}

/* With some of its allocations refused; most often it cannot go on then. */
static void try_drawing(const char *program, const char *data)
{
    enum { SOME = 12 };
    char count_file[] = "/tmp/downhill-count-XXXXXX";
    int ended = 0;
    make_file(count_file);
    assert_int_equal(draw_without(program, data, 0, count_file), 0);
    unsigned long count = read_count(count_file);
    unlink(count_file);
    assert_true(count > 100);
    for (unsigned long k = 1; k <= count; k += 1 + count / SOME)
        ended += draw_without(program, data, k, NULL) != 0;
    assert_true(ended > 2);
}

/* What descend tells, in a file to be removed. */
static void write_descent(char *data)
{
    const char *const words[WORDS] = {
        "descend", "sqrt(x) + sin(y)^2", "-s", "1,1", "-n9", "--format=tsv"};
    finished f = run(words, (refusal){0});
    assert_int_equal(f.status, 0);
    make_file(data);
    FILE *file = fopen(data, "w");
    assert_non_null(file);
    fputs(f.out.text, file);
    assert_int_equal(fclose(file), 0);
    finished_free(&f);
}

/* Without memory for an object of their own: not for one of pango's, which
 * ends the program itself. */
static void drawing_without_memory(void **state)
{
    (void)state;
    skip_where_malloc_is_another_s();
    for (size_t i = 0; i < chapters.gl_pathc; i++) {
        if (!share_has(mine, i))
            continue;
        char data[2 * PATH_MAX];
        const char *program = stem(chapters.gl_pathv[i]);
        snprintf(data, sizeof data, "%s/data/%s.tsv", build, program);
        try_drawing(program, data);
    }
    char data[] = "/tmp/downhill-data-XXXXXX";
    write_descent(data);
    try_drawing("descend", data);
    unlink(data);
}

/* --------------------------------------------------------------- exercises */

static glob_t exercises;

/* "exercises/01-end-points" of "code/exercises/01-end-points.c" */
static const char *exercise(size_t i)
{
    static char name[PATH_MAX];
    const char *path = exercises.gl_pathv[i] + strlen("code/");
    snprintf(name, sizeof name, "%.*s", (int)strlen(path) - 2, path);
    return name;
}

static void exercises_without_memory(void **state)
{
    (void)state;
    skip_where_malloc_is_another_s();
    int ended = 0, tried = 0;
    for (size_t i = 0; i < exercises.gl_pathc; i++)
        if (share_has(mine, i)) {
            ended += try_all((const char *const[WORDS]){exercise(i)});
            tried++;
        }
    assert_true(ended > 5 * tried);
}

static void exercises_on_a_full_disk(void **state)
{
    (void)state;
    for (size_t i = 0; i < exercises.gl_pathc; i++) {
        if (!share_has(mine, i))
            continue;
        const char *const words[WORDS] = {exercise(i)};
        finished f = process_run((process){.program = words[0], .out = FULL});
        if (f.status != 1 || !is_sentence(&f.err)
            || !strstr(f.err.text, "No space left on device"))
            fail_msg("%s: status %d, '%s'", words[0], f.status, f.err.text);
        finished_free(&f);
    }
}

static int find_programs(void **state)
{
    (void)state;
    if (!find_build())
        return -1;
    mine = share_of_run();
    const char *only = getenv("ONLY");
    char pattern[80];
    snprintf(pattern, sizeof pattern, "code/%s.c", only ? only : "[0-9A-Z]*-*");
    return glob("code/exercises/*.c", 0, NULL, &exercises)
           || glob(pattern, 0, NULL, &chapters);
}

static int forget_programs(void **state)
{
    (void)state;
    globfree(&exercises);
    globfree(&chapters);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_without_memory),
        cmocka_unit_test(experiments_without_memory),
        cmocka_unit_test(drawing_without_memory),
        cmocka_unit_test(exercises_without_memory),
        cmocka_unit_test(exercises_on_a_full_disk),
    };
    if (getenv("ONLY"))
        cmocka_set_test_filter("experiments_without_memory");
    return cmocka_run_group_tests(tests, find_programs, forget_programs);
}
