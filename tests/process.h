/* Programs as a reader runs them, each in a process of its own: with which
 * arguments and surroundings, and what came of it. Wants _XOPEN_SOURCE 700
 * before any header.
 *
 * BUILD names the build directory; build/ if it is not set. */
#ifndef PROCESS_H
#define PROCESS_H

#include "tsv.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static char build[PATH_MAX]; /* absolute: some programs run elsewhere */

/* To be called before any program runs; false if it is not there. */
static inline bool find_build(void)
{
    const char *directory = getenv("BUILD");
    return realpath(directory ? directory : "build", build) != NULL;
}

/* "01-extrema" of "code/01-extrema.c", until the next call. */
static inline const char *stem(const char *path)
{
    static char name[NAME_MAX];
    const char *base = strrchr(path, '/') + 1;
    snprintf(name, sizeof name, "%.*s", (int)strlen(base) - 2, base);
    return name;
}

/* Where the standard output goes. */
typedef enum sink { CAUGHT, FULL, CLOSED, READER_GONE } sink;

/* A program to be run. Lists end with NULL; they may be NULL. */
typedef struct process {
    const char *program;            /* a path, or NAME of build/bin/NAME */
    const char *const *arguments;   /* behind its name */
    const char *const *environment; /* NAME=VALUE, beside the test's own */
    const char *directory;          /* where it runs; NULL: where the test */
    sink out;
} process;

/* One that has run. */
typedef struct finished {
    int status; /* of exit; -signal if a signal ended it */
    tsv out;    /* as far as it was caught */
    tsv err;
} finished;

static inline void set_output(sink to, FILE *file)
{
    int ends[2];
    switch (to) {
    case CAUGHT:
        dup2(fileno(file), STDOUT_FILENO);
        break;
    case FULL:
        dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
        break;
    case CLOSED:
        close(STDOUT_FILENO);
        break;
    case READER_GONE:
        if (pipe(ends) != 0)
            _exit(99);
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        break;
    }
}

enum { ARGUMENTS = 64 }; /* at most, and the test fails with more */

/* In the child: becomes the program. */
static inline void become(const process *p, char *path, FILE *out, FILE *err)
{
    char *argv[ARGUMENTS + 2] = {path};
    for (int i = 0; p->arguments && p->arguments[i]; i++)
        argv[i + 1] = (char *)p->arguments[i];
    signal(SIGPIPE, SIG_DFL);
    dup2(fileno(err), STDERR_FILENO);
    set_output(p->out, out);
    for (int i = 0; p->environment && p->environment[i]; i++)
        putenv((char *)p->environment[i]);
    if (p->directory && chdir(p->directory) != 0)
        _exit(98);
    execv(path, argv);
    _exit(97);
}

static inline tsv read_again(FILE *file)
{
    rewind(file);
    tsv text = tsv_read(file);
    fclose(file);
    return text;
}

/* Runs it to its end; the test fails if it is not built. */
static inline finished process_run(process p)
{
    char path[2 * PATH_MAX];
    bool named = p.program[0] != '/';
    snprintf(path, sizeof path, "%s%s%s", named ? build : "",
             named ? "/bin/" : "", p.program);
    if (access(path, X_OK) != 0)
        fail_msg("%s is not built", path);
    int count = 0, status;
    while (p.arguments && p.arguments[count])
        count++;
    assert_true(count <= ARGUMENTS);
    FILE *out = tmpfile(), *err = tmpfile();
    assert_non_null(out);
    assert_non_null(err);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become(&p, path, out, err);
    assert_int_equal(waitpid(child, &status, 0), child);
    return (finished){WIFEXITED(status) ? WEXITSTATUS(status)
                                        : -WTERMSIG(status),
                      read_again(out), read_again(err)};
}

static inline void finished_free(finished *f)
{
    tsv_free(&f->out);
    tsv_free(&f->err);
}

/* Its stderr is one line, with an end, and words in it. */
static inline bool is_sentence(const tsv *err)
{
    return err->size > 5 && tsv_count(err->text, err->size, '\n') == 1
           && err->text[err->size - 1] == '\n';
}

static inline void assert_contains(const char *text, const char *what)
{
    if (!strstr(text, what))
        fail_msg("expected '%s' in: %s", what, text);
}

/* It said one sentence, and that says `what`. */
static inline void assert_sentence(const finished *f, const char *what)
{
    if (!is_sentence(&f->err))
        fail_msg("expected one sentence on stderr: '%s'", f->err.text);
    assert_contains(f->err.text, what);
}

#endif
