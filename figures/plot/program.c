/* The main of a drawing program: data in, figures out. */
#define _POSIX_C_SOURCE 200809L
#include "model.h"
#include "svg.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* --- Files ---------------------------------------------------------- */

/* Writes all of it to a temporary file beside the target, which then takes
 * its name: whoever finds the target finds it whole. */
static bool write_whole(const char *path, const char *text, size_t n,
                        problem *why)
{
    size_t room = strlen(path) + 8;
    char *part = must_calloc(room, 1);
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
        problem_set(why, "%s: cannot be written: %s", path, strerror(errno));
        remove(part);
    }
    free(part);
    return good;
}

static cairo_status_t collect(void *closure, const unsigned char *bytes,
                              unsigned n)
{
    buffer_add(closure, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* Draws and ends the surface; cairo keeps the first error, so one look at the
 * end is enough. */
static bool draw_on(const figure *fig, cairo_surface_t *surface, target to,
                    problem *why)
{
    canvas c = {cairo_create(surface), to};
    figure_draw(fig, &c);
    cairo_status_t status = cairo_status(c.cr);
    cairo_destroy(c.cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS
           || problem_set(why, "figure %s: %s", fig->name,
                          cairo_status_to_string(status));
}

bool figure_svg(const figure *fig, buffer *out, problem *why)
{
    buffer raw = {0};
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        collect, &raw, fig->width, fig->height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
    problem cause = {""};
    bool good = draw_on(fig, surface, TARGET_CODED, why);
    if (good && !svg_theme(raw.text, raw.n, out, &cause))
        good = problem_set(why, "figure %s: cairo's SVG %s", fig->name,
                           cause.text);
    buffer_free(&raw);
    return good;
}

/* The date in the file is the edition's, not the clock's. */
static void date_pdf(cairo_surface_t *surface)
{
    char date[40];
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t seconds = epoch ? (time_t)strtoll(epoch, NULL, 10) : 0;
    struct tm *utc = gmtime(&seconds);
    if (utc && strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", utc))
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                       date);
}

bool figure_pdf(const figure *fig, buffer *out, problem *why)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        collect, out, fig->width, fig->height);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    date_pdf(surface);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   fig->name);
    return draw_on(fig, surface, TARGET_LIGHT, why);
}

/* --- One figure ----------------------------------------------------- */

static char *file_path(const char *folder, const char *name, const char *suffix)
{
    size_t room = strlen(folder) + strlen(name) + strlen(suffix) + 2;
    char *path = must_calloc(room, 1);
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
    buffer_free(&out);
    return good;
}

static bool make_figure(const figure_entry *entry, const dataset *data,
                        const char *folder, problem *why)
{
    figure *fig = figure_new(entry->name, entry->width, entry->height);
    entry->draw(fig, data);
    bool good = figure_layout(fig, why)
                && write_figure(fig, folder, ".svg", figure_svg, why)
                && write_figure(fig, folder, ".pdf", figure_pdf, why);
    figure_free(fig);
    return good;
}

/* --- All figures ---------------------------------------------------- */

static bool write_index(const figure_entry *table, const char *folder,
                        problem *why)
{
    buffer out = {0};
    buffer_put(&out, "name\twidth\theight\n");
    for (const figure_entry *e = table; e->name; e++) {
        char line[160];
        snprintf(line, sizeof line, "%s\t%g\t%g\n", e->name, e->width,
                 e->height);
        buffer_put(&out, line);
    }
    char *path = file_path(folder, "index", ".tsv");
    bool good = write_whole(path, out.text, out.n, why);
    free(path);
    buffer_free(&out);
    return good;
}

static bool make_folder(const char *folder, problem *why)
{
    if (mkdir(folder, 0777) == 0 || errno == EEXIST)
        return true;
    return problem_set(why, "%s: cannot be made: %s", folder, strerror(errno));
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int usage(FILE *to, const char *program, int status)
{
    fprintf(to,
            "usage: %s DATA.tsv OUTDIR\n"
            "Draws the figures of a chapter from its data, as SVG and PDF.\n",
            program);
    return status;
}

int figures_main(int argc, char **argv, const figure_entry *table)
{
    const char *program = argc > 0 ? base_name(argv[0]) : "figures";
    problem why = {""};
    fail_program(program);
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, program, 0);
    if (argc != 3 || argv[1][0] == '-')
        return usage(stderr, program, 2);
    dataset *data = data_open(argv[1], &why);
    bool good = data && make_folder(argv[2], &why);
    for (const figure_entry *e = table; good && e->name; e++)
        good = make_figure(e, data, argv[2], &why);
    good = good && write_index(table, argv[2], &why);
    data_close(data);
    if (!good)
        fail("%s", why.text);
    words_shutdown();
    return 0;
}
