/* The main of a drawing program: data in, figures out. */
#define _POSIX_C_SOURCE 200809L
#include "model.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* --- Files ---------------------------------------------------------- */

/* Writes all of it to a temporary file beside the target, which then takes
 * its name: whoever finds the target finds it whole. */
static bool write_whole(const char *path, const char *text, size_t n,
                        problem *why)
{
    size_t room = strlen(path) + 8;
    char *part = plot_must_calloc(room, 1);
    snprintf(part, room, "%s.part", path);
    FILE *file = fopen(part, "wb");
    bool good = file != NULL;
    if (file) {
        good = fwrite(text, 1, n, file) == n;
        good = fflush(file) == 0 && good;
        int error = errno;
        good = fclose(file) == 0 && good;
        if (!good && error)
            errno = error;
    }
    good = good && rename(part, path) == 0;
    if (!good) {
        plot_problem_set(why, "%s: cannot be written: %s", path,
                         strerror(errno));
        remove(part);
    }
    free(part);
    return good;
}

/* --- One figure ----------------------------------------------------- */

static char *file_path(const char *folder, const char *name, const char *suffix)
{
    size_t room = strlen(folder) + strlen(name) + strlen(suffix) + 2;
    char *path = plot_must_calloc(room, 1);
    snprintf(path, room, "%s/%s%s", folder, name, suffix);
    return path;
}

static bool write_figure(const figure *fig, const char *folder,
                         const char *suffix,
                         bool (*make)(const figure *, buffer *, problem *),
                         problem *why)
{
    buffer out = {0};
    char *path = file_path(folder, fig->name, suffix);
    bool good = make(fig, &out, why) && write_whole(path, out.text, out.n, why);
    free(path);
    plot_buffer_free(&out);
    return good;
}

/* What is written of each figure: the end of the file's name, and how. */
typedef struct file_kind {
    const char *suffix;
    bool (*make)(const figure *, buffer *, problem *);
} file_kind;

static const file_kind for_the_book[] = {
    {".svg", plot_figure_svg}, {".pdf", plot_figure_pdf}, {0}};
static const file_kind to_look_at[] = {{"-light.png", plot_figure_light_png},
                                       {"-dark.png", plot_figure_dark_png},
                                       {0}};

static bool make_figure(const figure_entry *entry, const dataset *data,
                        const char *folder, const file_kind *kinds,
                        problem *why)
{
    figure *fig = plot_figure_new(entry->name, entry->width, entry->height);
    entry->draw(fig, data);
    bool good = plot_figure_layout(fig, why);
    for (const file_kind *k = kinds; good && k->suffix; k++)
        good = write_figure(fig, folder, k->suffix, k->make, why);
    plot_figure_free(fig);
    return good;
}

/* --- All figures ---------------------------------------------------- */

static bool write_index(const figure_entry *table, const char *folder,
                        problem *why)
{
    buffer out = {0};
    plot_buffer_put(&out, "name\twidth\theight\n");
    for (const figure_entry *e = table; e->name; e++) {
        char line[160];
        snprintf(line, sizeof line, "%s\t%g\t%g\n", e->name, e->width,
                 e->height);
        plot_buffer_put(&out, line);
    }
    char *path = file_path(folder, "index", ".tsv");
    bool good = write_whole(path, out.text, out.n, why);
    free(path);
    plot_buffer_free(&out);
    return good;
}

static bool make_folder(const char *folder, problem *why)
{
    if (mkdir(folder, 0777) == 0 || errno == EEXIST)
        return true;
    return plot_problem_set(why, "%s: cannot be made: %s", folder,
                            strerror(errno));
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int usage(FILE *to, const char *program, int status)
{
    fprintf(to,
            "usage: %s [--png] DATA.tsv OUTDIR\n"
            "Draws the figures of a chapter from its data, as SVG and PDF.\n"
            "  --png   instead, each on the light and on the dark page, drawn\n"
            "          by cairo alone: what the others must look like\n",
            program);
    return status;
}

static bool draw_all(const figure_entry *table, const char *path,
                     const char *folder, const file_kind *kinds, problem *why)
{
    dataset *data = plot_data_open(path, why);
    bool good = data && make_folder(folder, why);
    for (const figure_entry *e = table; good && e->name; e++)
        good = make_figure(e, data, folder, kinds, why);
    plot_data_close(data);
    return good && write_index(table, folder, why);
}

int plot_figures_main(int argc, char **argv, const figure_entry *table)
{
    static const struct option options[] = {
        {"png", no_argument, NULL, 'p'}, {"help", no_argument, NULL, 'h'}, {0}};
    const char *program = argc > 0 ? base_name(argv[0]) : "figures";
    const file_kind *kinds = for_the_book;
    problem why = {""};
    plot_fail_program(program);
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c != 'p')
            return usage(c == 'h' ? stdout : stderr, program, c == 'h' ? 0 : 2);
        kinds = to_look_at;
    }
    if (argc - optind != 2)
        return usage(stderr, program, 2);
    if (!draw_all(table, argv[optind], argv[optind + 1], kinds, &why))
        plot_fail("%s", why.text);
    plot_words_shutdown();
    return 0;
}
