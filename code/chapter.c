#define _POSIX_C_SOURCE 200809L /* getopt_long's companions, SIGPIPE */

#include "chapter.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool chapter_complain(const char *sentence)
{
    fprintf(stderr, "%s\n", sentence);
    return false;
}

static int usage_error(const chapter *c)
{
    fprintf(stderr, "Try '%s --help'.\n", c->name);
    return 2;
}

static void help(const chapter *c)
{
    printf("Usage: %s [--data]\n"
           "The program of the chapter \"%s\".\n\n"
           "  (no option)  print the report\n"
           "      --data   print the numbers behind the figures: blocks of\n"
           "               tab-separated columns under a header row\n"
           "      --help   print this\n",
           c->name, c->title);
}

/* Has all that was printed arrived? */
static bool printed(const chapter *c)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    fprintf(stderr, "%s: standard output: %s\n", c->name,
            errno ? strerror(errno) : "write error");
    return false;
}

static bool report(const chapter *c)
{
    errno = 0;
    return c->report() && printed(c);
}

static bool data(const chapter *c)
{
    gd_table table = gd_table_open(stdout);
    if (!c->data(&table))
        return false;
    if (gd_table_close(&table))
        return true;
    fprintf(stderr, "%s: --data: %s\n", c->name, table.error);
    return false;
}

int chapter_main(const chapter *this, int argc, char **argv)
{
    static const struct option options[] = {
        {"data", no_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    /* A reader that goes away (| head) shall be reported like a full disk,
     * not end the program without a word. */
    signal(SIGPIPE, SIG_IGN);
    bool want_data = false;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            help(this);
            return printed(this) ? EXIT_SUCCESS : EXIT_FAILURE;
        }
        if (option != 'd')
            return usage_error(this); /* getopt has said what is wrong */
        want_data = true;
    }
    if (optind < argc) {
        fprintf(stderr, "%s: unexpected argument '%s'\n", argv[0],
                argv[optind]);
        return usage_error(this);
    }
    bool ok = want_data ? data(this) : report(this);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
