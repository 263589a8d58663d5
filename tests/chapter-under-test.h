/* A chapter's program, taken into a test: before it is included its main()
 * is renamed, and instead of code/shared/chapter.c this stands behind it. So
 * its own loops can be called, and what it hands to chapter_main is caught.
 *
 *     #include "chapter-under-test.h"
 *     #define main program_main
 *     #include "../code/02-basic-descent.c"
 *     #undef main
 */
#ifndef CHAPTER_UNDER_TEST_H
#define CHAPTER_UNDER_TEST_H

#define _XOPEN_SOURCE 700 /* fork */

#include "reference.h"
#include "shared/chapter.h"
#include "shared/request.h"
#include "tsv.h"

#include <sys/wait.h>
#include <unistd.h>

int program_main(int argc, char **argv);

static chapter caught;

int chapter_main(const chapter *this, int argc, char **argv)
{
    (void)argc, (void)argv;
    caught = *this;
    return 0;
}

/* Does it in a process of its own, which must end with status 1 and one
 * sentence that has these words. */
static inline void assert_gives_up(void (*deed)(void *), void *context,
                                   const char *words)
{
    FILE *file = tmpfile();
    int status;
    assert_non_null(file);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(fileno(file), STDERR_FILENO);
        deed(context);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    rewind(file);
    tsv said = tsv_read(file);
    fclose(file);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_int_equal(tsv_count(said.text, said.size, '\n'), 1);
    if (!strstr(said.text, words))
        fail_msg("expected '%s' in: %s", words, said.text);
    tsv_free(&said);
}

/* --------------------------------------------------- what experiments tell */

/* A story and its data; one at a time. */
typedef struct telling {
    FILE *file;
    gd_table table;
    request r; /* its knobs have the book's values until they are turned */
    story s;
} telling;

static inline telling *begin_telling(void)
{
    static telling t;
    program_main(0, NULL);
    t.file = tmpfile();
    assert_non_null(t.file);
    t.table = gd_table_open(t.file);
    t.r = request_new(caught.experiments);
    t.s = story_new(caught.experiments, &t.table);
    return &t;
}

/* Turns knobs of an experiment: "rate=0.3 start=2". */
static inline void turn_knobs(telling *t, const char *owner,
                              const char *settings)
{
    char given[200], why[KNOB_WHY] = "";
    const experiment *table = caught.experiments;
    size_t of = experiment_find(table, owner);
    snprintf(given, sizeof given, "%s", settings);
    for (char *word = strtok(given, " "); word; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');
        assert_non_null(value);
        *value++ = '\0';
        if (!knob_set(knob_find(&table[of], word), t->r.knobs[of], value, why))
            fail_msg("%s", why);
    }
}

/* What is told of `name` with knobs of `owner` turned: itself or one that it
 * needs. */
static inline telling *tell_with(const char *name, const char *owner,
                                 const char *settings)
{
    telling *t = begin_telling();
    turn_knobs(t, owner, settings);
    story_tell(&t->s, experiment_find(caught.experiments, name), t->r.knobs);
    assert_true(gd_table_close(&t->table));
    return t;
}

static inline const story_part *part_of(const telling *t, const char *name)
{
    return &t->s.parts[experiment_find(caught.experiments, name)];
}

/* Its data, to be freed. */
static inline tsv told_data(telling *t)
{
    rewind(t->file);
    return tsv_read(t->file);
}

static inline void stop_telling(telling *t)
{
    story_free(&t->s);
    request_free(&t->r);
    fclose(t->file);
}

/* What a run says in one sentence, with knobs turned as above. */
static inline void assert_in_short(const char *name, const char *settings,
                                   const char *wanted)
{
    telling *t = tell_with(name, name, settings);
    assert_string_equal(part_of(t, name)->sentence, wanted);
    stop_telling(t);
}

/* What --data would print, with the book's knobs: computed here. */
static inline tsv chapter_data_told(void)
{
    telling *t = begin_telling();
    for (size_t i = 0; i < experiment_count(caught.experiments); i++)
        story_tell(&t->s, i, t->r.knobs);
    story_write_values(&t->s);
    assert_true(gd_table_close(&t->table));
    tsv text = told_data(t);
    stop_telling(t);
    return text;
}

/* What the chapter's own program wrote, whole and of these experiments. */
static inline tsv chapter_data_of(const char *directory)
{
    char name[400], line[96];
    program_main(0, NULL);
    snprintf(name, sizeof name, "%s/%s.tsv", directory, caught.name);
    FILE *file = fopen(name, "r");
    if (!file)
        fail_msg("CHAPTER_DATA: %s cannot be read", name);
    tsv t = tsv_read(file);
    fclose(file);
    if (t.size < 6 || strcmp(t.text + t.size - 6, "# end\n") != 0)
        fail_msg("CHAPTER_DATA: %s has no end", name);
    for (const experiment *e = caught.experiments; e->name; e++) {
        snprintf(line, sizeof line, "# experiment: %s\n", e->name);
        if (!strstr(t.text, line))
            fail_msg("CHAPTER_DATA: %s has no experiment %s", name, e->name);
    }
    return t;
}

/* The same, from the directory CHAPTER_DATA where a build has made it: under
 * the sanitizers a chapter takes minutes. */
static inline tsv chapter_data(void)
{
    const char *made = getenv("CHAPTER_DATA");
    return made && *made ? chapter_data_of(made) : chapter_data_told();
}

/* A test: what made the data is told once more. */
static inline void the_same_bytes_twice(void **state)
{
    (void)state;
    tsv a = chapter_data(), b = chapter_data_told();
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.text, b.text, a.size);
    tsv_free(&a);
    tsv_free(&b);
}

#endif
