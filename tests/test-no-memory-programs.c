/* The programs without memory, and on a full disk. Every allocation of a run
 * is refused in turn (of very many, a sample), also those of the C library,
 * which can do without some. A run then ends as if nothing had been; or with a
 * status that is not 0 and one sentence on stderr. It never ends with status 0
 * and another output.
 *
 * BUILD names the build directory; build/ if it is not set. */
#define _XOPEN_SOURCE 700 /* fork, glob, setenv */

#include "close.h"
#include "tsv.h"

#include <glob.h>
#include <limits.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>

#if defined(__has_feature)
#define HAS_ASAN __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#else
#define HAS_ASAN 0
#endif

enum { WORDS = 12, MANY = 200, SAMPLE = 50 };

/* Every program but the exercises, which are found by themselves. To put a
 * program on trial, name it here. */
static const char *const lines[][WORDS] = {
    {"descend", "(1-x)^2 + 100*(y-x^2)^2", "-s", "-1.2,1", "-m", "adam"},
    {"descend", "x^2 + sin(y)^2", "-s", "3,1", "--format", "tsv"},
    {"descend", "x^2/16 + 9*y^2", "-s", "1,1", "-r", "1", "--backoff"},
    {"descend", "exp(x)/x + y^3", "-s", "2,1", "--check"},
    {"descend", "exp(x)/x + y^3", "-s", "2,1", "--check", "--format", "tsv"},
    {"descend", "x^2*y + sin(x)", "--gradient"},
    {"descend", "--help"},
};

static char build[PATH_MAX];

/* A program that has run. */
typedef struct finished {
    int status; /* of exit; -signal if a signal ended it */
    tsv out;
    tsv err;
} finished;

/* Sets what fail-alloc.c reads; for the child alone. */
static void refuse_allocation(unsigned long k, const char *count_file)
{
    char library[PATH_MAX + 32], number[24];
    snprintf(library, sizeof library, "%s/bin/tests/fail-alloc.so", build);
    snprintf(number, sizeof number, "%lu", k);
    setenv("LD_PRELOAD", library, 1);
    setenv("FAIL_ALLOCATION", number, 1);
    if (count_file)
        setenv("FAIL_ALLOCATION_COUNT", count_file, 1);
}

/* Runs a program with its allocation k refused (0: none); or with a full disk
 * for its output. */
static finished run(const char *const *words, bool full, unsigned long k,
                    const char *count_file)
{
    char path[2 * PATH_MAX], *arguments[WORDS + 1] = {NULL};
    snprintf(path, sizeof path, "%s/bin/%s", build, words[0]);
    for (int i = 0; i < WORDS && words[i]; i++)
        arguments[i] = strdup(words[i]);
    FILE *out = tmpfile(), *err = tmpfile();
    assert_non_null(out);
    assert_non_null(err);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(full ? open("/dev/full", O_WRONLY) : fileno(out), STDOUT_FILENO);
        dup2(fileno(err), STDERR_FILENO);
        if (!full)
            refuse_allocation(k, count_file);
        execv(path, arguments);
        _exit(97);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    for (int i = 0; i < WORDS; i++)
        free(arguments[i]);
    rewind(out);
    rewind(err);
    finished f = {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
                  tsv_read(out), tsv_read(err)};
    fclose(out);
    fclose(err);
    return f;
}

static void finished_free(finished *f)
{
    tsv_free(&f->out);
    tsv_free(&f->err);
}

/* One line with an end, and words in it. */
static bool is_sentence(const tsv *err)
{
    return err->size > 5 && tsv_count(err->text, err->size, '\n') == 1
           && err->text[err->size - 1] == '\n';
}

static void assert_refusal(const char *const *words, unsigned long k,
                           const finished *good, const finished *f)
{
    bool same = f->out.size == good->out.size
                && memcmp(f->out.text, good->out.text, f->out.size) == 0;
    if (f->status == 0 && same && f->err.size == 0)
        return;
    if (f->status > 0 && is_sentence(&f->err))
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

/* All of them if they are not MANY; else the first SAMPLE, and as many of the
 * rest at equal distances. Returns how many runs ended with a sentence. */
static int try_all(const char *const *words)
{
    char count_file[] = "/tmp/downhill-count-XXXXXX";
    int file = mkstemp(count_file), ended = 0;
    assert_true(file >= 0);
    close(file);
    finished good = run(words, false, 0, count_file);
    unsigned long count = read_count(count_file);
    unlink(count_file);
    assert_int_equal(good.status, 0);
    assert_true(good.out.size > 0 && count > 0);
    unsigned long stride = count > MANY ? (count - SAMPLE) / SAMPLE : 1;
    for (unsigned long k = 1; k <= count; k += k < SAMPLE ? 1 : stride) {
        finished f = run(words, false, k, NULL);
        assert_refusal(words, k, &good, &f);
        ended += f.status != 0;
        finished_free(&f);
    }
    finished_free(&good);
    return ended;
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
        int ended = try_all(lines[i]);
        assert_true(ended > 5 || strcmp(lines[i][1], "--help") == 0);
    }
}

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
    int ended = 0;
    for (size_t i = 0; i < exercises.gl_pathc; i++)
        ended += try_all((const char *const[WORDS]){exercise(i)});
    assert_true(ended > 100);
}

static void exercises_on_a_full_disk(void **state)
{
    (void)state;
    for (size_t i = 0; i < exercises.gl_pathc; i++) {
        const char *const words[WORDS] = {exercise(i)};
        finished f = run(words, true, 0, NULL);
        if (f.status != 1 || !is_sentence(&f.err)
            || !strstr(f.err.text, "No space left on device"))
            fail_msg("%s: status %d, '%s'", words[0], f.status, f.err.text);
        finished_free(&f);
    }
}

static int find_programs(void **state)
{
    (void)state;
    const char *directory = getenv("BUILD");
    if (!realpath(directory ? directory : "build", build))
        return -1;
    return glob("code/exercises/*.c", 0, NULL, &exercises);
}

static int forget_programs(void **state)
{
    (void)state;
    globfree(&exercises);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_without_memory),
        cmocka_unit_test(exercises_without_memory),
        cmocka_unit_test(exercises_on_a_full_disk),
    };
    return cmocka_run_group_tests(tests, find_programs, forget_programs);
}
