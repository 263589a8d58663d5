#define _POSIX_C_SOURCE 200809L /* isatty, SIGPIPE */

#include "shared/chapter.h"

#include "shared/request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifndef __wasi__ /* knows no signals */
#include <signal.h>
#endif

static int usage_error(const chapter *c)
{
    fprintf(stderr, "Try '%s --help'.\n", c->name);
    return 2;
}

static void help(const chapter *c)
{
    printf(
        "Usage: %s [EXPERIMENT...] [--set [EXPERIMENT.]KNOB=VALUE]...\n"
        "       [--data | --list | --report FILE --data-file FILE]\n"
        "The program of the chapter \"%s\".\n\n"
        "Prints the report of all experiments, or of those that are named.\n"
        "  --set         turn a knob: --set rate=0.05 where one experiment is\n"
        "                named, --set cubic.rate=0.05 otherwise\n"
        "  --data        print the numbers behind the figures instead: blocks\n"
        "                of tab-separated columns under a header row\n"
        "  --report, --data-file\n"
        "                write report and data of one run into files\n"
        "  --list        print the experiments and their knobs\n"
        "  --help        print this\n",
        c->name, c->title);
}

/* -------------------------------------------------------------------- files */

/* A file under a temporary name, or standard output. */
typedef struct sink {
    FILE *file;       /* NULL: not wanted */
    const char *path; /* NULL: standard output */
    char *part;       /* the temporary name */
} sink;

/* What give_up() has to take away. */
static sink report, data;

static void sink_drop(sink *s)
{
    if (s->part) {
        if (s->file)
            fclose(s->file);
        remove(s->part);
        free(s->part);
    }
    *s = (sink){0};
}

static void drop_both(void)
{
    sink_drop(&report);
    sink_drop(&data);
}

static void cannot_write(const char *path)
{
    give_up("%s: %s", path ? path : "standard output",
            errno ? strerror(errno) : "write error");
}

/* A pipe, /dev/null: nothing is moved over those. */
static bool is_device(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && !S_ISREG(found.st_mode);
}

static void sink_open(sink *s, bool wanted, const char *path)
{
    if (!wanted)
        return;
    s->path = path;
    s->file = stdout;
    if (!path)
        return;
    if (is_device(path)) {
        s->file = fopen(path, "wb");
        if (!s->file)
            cannot_write(path);
        return;
    }
    size_t room = strlen(path) + sizeof ".part";
    s->part = must_calloc(room, 1);
    snprintf(s->part, room, "%s.part", path);
    s->file = fopen(s->part, "wb");
    if (!s->file)
        cannot_write(s->part);
}

/* Has all that was written arrived? */
static void sink_flush(sink *s)
{
    if (s->file && (fflush(s->file) != 0 || ferror(s->file)))
        cannot_write(s->path);
}

/* Only what is whole gets the name that was asked for. */
static void sink_close(sink *s)
{
    sink_flush(s);
    FILE *file = s->file;
    s->file = NULL;
    if (s->path && fclose(file) != 0)
        cannot_write(s->path);
    if (s->part && rename(s->part, s->path) != 0)
        cannot_write(s->path);
    free(s->part);
    *s = (sink){0};
}

/* ------------------------------------------------------------------ running */

static void announce(const experiment *e)
{
    if (e->takes_long && isatty(STDERR_FILENO))
        fprintf(stderr, "%s takes some seconds\n", e->name);
}

static void tell(const chapter *c, const request *r)
{
    gd_table table = gd_table_open(data.file);
    story s = story_new(c->experiments, &table);
    s.starting = announce;
    for (size_t i = 0; i < experiment_count(c->experiments); i++) {
        if (!r->named[i])
            continue;
        story_tell(&s, i, r->knobs);
        if (report.file && s.parts[i].text)
            fputs(s.parts[i].text, report.file);
        sink_flush(&report); /* a section is shown when it is known */
    }
    story_write_values(&s);
    story_free(&s);
    errno = 0;
    if (!gd_table_close(&table))
        give_up("%s%s%s", data.path ? data.path : "", data.path ? ": " : "",
                table.error);
}

static int run(const chapter *c, const request *r)
{
    must_clear_up(drop_both);
    errno = 0;
    sink_open(&report, r->report || !(r->data || r->data_file), r->report);
    sink_open(&data, r->data || r->data_file, r->data_file);
    tell(c, r);
    sink_close(&report);
    sink_close(&data);
    return EXIT_SUCCESS;
}

static int print(const chapter *c, void (*printer)(const chapter *))
{
    printer(c);
    report = (sink){.file = stdout};
    sink_close(&report);
    return EXIT_SUCCESS;
}

static void list(const chapter *c)
{
    request_list(c->experiments);
}

int chapter_main(const chapter *this, int argc, char **argv)
{
#ifdef SIGPIPE
    /* A reader that goes away (| head) shall be reported like a full disk,
     * not end the program without a word. */
    signal(SIGPIPE, SIG_IGN);
#endif
    must_speaker(this->name);
    find_data_from(argv[0]);
    errno = 0;
    request r = request_new(this->experiments);
    request_kind kind = request_read(&r, this->name, argc, argv);
    int status = kind == REQUEST_WRONG  ? usage_error(this)
                 : kind == REQUEST_HELP ? print(this, help)
                 : kind == REQUEST_LIST ? print(this, list)
                                        : run(this, &r);
    request_free(&r);
    return status;
}
