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

/* What a run says in one sentence, with the book's knobs but for those given,
 * as "rate=0.3 start=2". */
static inline void assert_in_short(const char *name, const char *settings,
                                   const char *wanted)
{
    char given[200], why[240];
    program_main(0, NULL);
    const experiment *table = caught.experiments;
    size_t which = experiment_find(table, name);
    gd_table data = gd_table_open(NULL);
    request r = request_new(table);
    story s = story_new(table, &data);
    snprintf(given, sizeof given, "%s", settings);
    for (char *word = strtok(given, " "); word; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');
        *value++ = '\0';
        const knob *k = knob_find(&table[which], word);
        assert_true(knob_set(k, r.knobs[which], value, why));
    }
    story_tell(&s, which, r.knobs);
    assert_string_equal(s.parts[which].sentence, wanted);
    story_free(&s);
    request_free(&r);
    assert_true(gd_table_close(&data));
}

/* What --data would print, with the book's knobs. */
static inline tsv chapter_data(void)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    program_main(0, NULL);
    gd_table table = gd_table_open(file);
    request r = request_new(caught.experiments);
    story s = story_new(caught.experiments, &table);
    for (size_t i = 0; i < experiment_count(caught.experiments); i++)
        story_tell(&s, i, r.knobs);
    story_write_values(&s);
    story_free(&s);
    request_free(&r);
    assert_true(gd_table_close(&table));
    rewind(file);
    tsv text = tsv_read(file);
    fclose(file);
    return text;
}

#endif
