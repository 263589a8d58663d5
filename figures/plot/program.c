/* The main of a drawing program: data in, figures out. */
#define _POSIX_C_SOURCE 200809L
#include "decimal.h"
#include "model.h"
#include "nearest.h"

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
        int error = good ? 0 : errno; /* of what failed first */
        good = fclose(file) == 0 && good;
        if (error)
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

static bool write_figure(const figure *fig, const char *path,
                         bool (*make)(const figure *, buffer *, problem *),
                         problem *why)
{
    buffer out = {0};
    bool good = make(fig, &out, why) && write_whole(path, out.text, out.n, why);
    plot_buffer_free(&out);
    return good;
}

/* What is written of each figure: the end of the file's name, that of the
 * narrow layout, and how. Without the second there is one file, of the layout
 * that is printed. */
typedef struct file_kind {
    const char *suffix, *narrow;
    bool (*make)(const figure *, buffer *, problem *);
} file_kind;

static const file_kind for_the_book[] = {
    {".svg", ".narrow.svg", plot_figure_svg},
    {".pdf", NULL, plot_figure_pdf},
    {0}};
static const file_kind to_look_at[] = {
    {"-light.png", ".narrow-light.png", plot_figure_light_png},
    {"-dark.png", ".narrow-dark.png", plot_figure_dark_png},
    {0}};

/* One that stands alone, under a name that ends so. */
static const file_kind alone[] = {{".svg", NULL, plot_figure_svg},
                                  {".pdf", NULL, plot_figure_pdf},
                                  {".png", NULL, plot_figure_light_png},
                                  {0}};

/* What is told of the figures, each a table beside them. */
typedef struct tables {
    buffer index, labels, handles;
} tables;

/* A figure on its way, in one of its layouts. */
typedef struct drawing {
    const figure_entry *entry;
    bool is_narrow, is_printed_narrow;
    figure *fig;
    const dataset *data;
    const char *folder;
    const file_kind *kinds;
    tables *told;
    const char *file; /* NULL, or the one that it is for, of this kind: */
    const file_kind *kind;
} drawing;

static void write_kinds(const drawing *d, problem *why)
{
    bool good = true;
    for (const file_kind *k = d->kinds; good && k->suffix; k++) {
        const char *suffix = d->is_narrow && k->narrow ? k->narrow : k->suffix;
        if (!k->narrow && d->is_narrow != d->is_printed_narrow)
            continue;
        char *path = file_path(d->folder, d->fig->name, suffix);
        good = write_figure(d->fig, path, k->make, why);
        free(path);
    }
}

static void draw_and_write(void *with)
{
    drawing *d = with;
    problem why = {""};
    d->entry->draw(d->fig, d->data);
    if (!d->is_narrow)
        d->is_printed_narrow = d->fig->is_beside && d->entry->narrow > 0;
    plot_figure_layout(d->fig);
    if (d->file)
        write_figure(d->fig, d->file, d->kind->make, &why);
    else
        write_kinds(d, &why);
    if (why.text[0])
        plot_fail("%s", why.text);
    const char *layout = d->is_narrow ? "narrow" : "wide";
    plot_labels_list(d->fig, layout, &d->told->labels);
    plot_handles_list(d->fig, layout, &d->told->handles);
}

/* A figure that fails is reported, and the others are drawn all the same. */
static bool make_layout(drawing *d)
{
    problem why = {""};
    const figure_entry *e = d->entry;
    plot_report_figure(e->name);
    page_size size = plot_figure_size(e, d->is_narrow);
    d->fig = plot_figure_new(e->name, size.width, size.height);
    bool good = plot_attempt(draw_and_write, d, &why);
    if (!good)
        plot_report("%s", why.text);
    plot_figure_free(d->fig);
    plot_report_figure(NULL);
    return good;
}

/* --- The figures that are asked for --------------------------------- */

/* What the command line says. */
typedef struct task {
    const figure_entry *table;
    const char *path, *folder;
    char **names; /* of the figures; none: all */
    size_t count;
    const file_kind *kinds;
    const char *file; /* in place of a folder, with its kind; NULL: none */
    const file_kind *kind;
} task;

static bool is_wanted(const task *t, const char *name)
{
    bool wanted = t->count == 0;
    for (size_t i = 0; i < t->count && !wanted; i++)
        wanted = strcmp(t->names[i], name) == 0;
    return wanted;
}

/* Names that are not in the table are told, with those that are like them. */
static bool names_are_known(const task *t)
{
    bool all = true;
    for (size_t i = 0; i < t->count; i++) {
        nearest like = {.word = t->names[i]};
        if (plot_figure_find(t->table, t->names[i]))
            continue;
        for (const figure_entry *e = t->table; e->name; e++)
            plot_nearest_take(&like, e->name);
        plot_report("there is no figure %s (figures there are: %s)",
                    t->names[i], plot_nearest_names(&like).text);
        all = false;
    }
    return all;
}

/* From the last dot of the file's name on; "" when there is none. */
static const char *suffix_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    return dot && dot > (slash ? slash + 1 : path) ? dot : "";
}

static bool is_folder(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 && S_ISDIR(there.st_mode);
}

/* A name with a suffix is a file, for one figure, unless it is a folder. False
 * and a sentence: there is no such kind of file. */
static bool find_target(task *t, problem *why)
{
    const char *suffix = suffix_of(t->folder);
    if (!*suffix || is_folder(t->folder))
        return true;
    size_t figures = t->count;
    for (const figure_entry *e = t->table; t->count == 0 && e->name; e++)
        figures++;
    if (figures != 1)
        return plot_problem_set(why, "%s is one file, for one figure: name it",
                                t->folder);
    t->file = t->folder;
    for (t->kind = alone; t->kind->suffix; t->kind++)
        if (strcmp(t->kind->suffix, suffix) == 0)
            return true;
    return plot_problem_set(why,
                            "%s: a figure is a file .svg, .pdf or .png; a "
                            "folder with such a name must be there already",
                            t->file);
}

static bool make_folder(const task *t, problem *why)
{
    const char *folder = t->folder;
    if (t->file || mkdir(folder, 0777) == 0 || errno == EEXIST)
        return true;
    return plot_problem_set(why, "%s: cannot be made: %s", folder,
                            strerror(errno));
}

static void put_size(buffer *index, page_size size)
{
    char text[80];
    plot_decimal_print(text, sizeof text, "\t%g\t%g", size.width, size.height);
    plot_buffer_put(index, text);
}

/* A figure that has just been drawn, and what of the data it read. */
static void put_row(buffer *index, const drawing *d)
{
    const figure_entry *e = d->entry;
    plot_buffer_put(index, e->name);
    put_size(index, plot_figure_size(e, false));
    plot_buffer_put(index, "\t");
    plot_data_blocks_read(d->data, index);
    plot_buffer_put(index, "\t");
    plot_data_keys_read(d->data, index);
    if (e->narrow > 0)
        put_size(index, plot_figure_size(e, true));
    else
        plot_buffer_put(index, "\t-\t-");
    plot_buffer_put(index, d->is_printed_narrow ? "\tnarrow\n" : "\twide\n");
}

/* Draws a figure, in both of its layouts if it has two, and lists it. */
static bool make_figure(const task *t, const dataset *data,
                        const figure_entry *e, tables *told)
{
    drawing d = {.entry = e,
                 .data = data,
                 .folder = t->folder,
                 .kinds = t->kinds,
                 .told = told,
                 .file = t->file,
                 .kind = t->kind};
    plot_data_forget(data);
    bool good = make_layout(&d);
    d.is_narrow = e->narrow > 0 && !t->file;
    good = good && (!d.is_narrow || make_layout(&d));
    if (good)
        put_row(&told->index, &d);
    return good;
}

static bool write_table(const buffer *table, const char *folder,
                        const char *name, problem *why)
{
    char *path = file_path(folder, name, ".tsv");
    bool good = write_whole(path, table->text, table->n, why);
    free(path);
    return good;
}

/* Last the index: where it is, all of it is. */
static bool write_tables(const tables *told, const char *folder, problem *why)
{
    return write_table(&told->labels, folder, "labels", why)
           && write_table(&told->handles, folder, "handles", why)
           && write_table(&told->index, folder, "index", why);
}

/* Draws what is wanted; false when anything failed, and *why says what unless
 * a figure has said it. */
static bool draw_wanted(const task *t, const dataset *data, problem *why)
{
    tables told = {0};
    bool good = true, any = false;
    plot_buffer_put(&told.index, "name\twidth\theight\tblocks\tvalues"
                                 "\tnarrow_width\tnarrow_height\tpaper\n");
    plot_buffer_put(&told.labels, "name\tlayout\tsize\tlabel\n");
    plot_buffer_put(&told.handles, "name\tlayout\tx\ty\tknob_x\tknob_y\tway\n");
    for (const figure_entry *e = t->table; e->name; e++) {
        if (!is_wanted(t, e->name))
            continue;
        if (make_figure(t, data, e, &told))
            any = true;
        else
            good = false;
    }
    if (any && !t->file)
        good = write_tables(&told, t->folder, why) && good;
    plot_buffer_free(&told.labels);
    plot_buffer_free(&told.handles);
    plot_buffer_free(&told.index);
    return good;
}

static int run_task(task *t)
{
    problem why = {""};
    if (!names_are_known(t))
        return 2;
    if (!find_target(t, &why)) {
        plot_report("%s", why.text);
        return 2;
    }
    plot_words_start();
    dataset *data = plot_data_open(t->path, &why);
    bool good = data && make_folder(t, &why) && draw_wanted(t, data, &why);
    if (why.text[0])
        plot_report("%s", why.text);
    plot_data_close(data);
    plot_words_shutdown();
    return good ? 0 : 1;
}

/* --- The command line ----------------------------------------------- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void print_usage(FILE *to, const char *program)
{
    fprintf(to,
            "usage: %s [--png] DATA.tsv OUTDIR [FIGURE...]\n"
            "       %s DATA.tsv FILE [FIGURE]\n"
            "Draws the figures of a program from its data, as SVG and PDF: all "
            "of them,\nor those that are named; or a single one into a FILE, "
            "which ends with .svg,\n.pdf or .png. DATA.tsv may be -, the "
            "standard input.\n"
            "  --png   instead, each on the light and on the dark page, drawn\n"
            "          by cairo alone: what the others must look like\n",
            program, program);
}

static int refuse(const char *program)
{
    print_usage(stderr, program);
    return 2;
}

static int help(const char *program)
{
    print_usage(stdout, program);
    if (fflush(stdout) == 0)
        return 0;
    plot_report("standard output: %s", strerror(errno));
    return 1;
}

int plot_figures_main(int argc, char **argv, const figure_entry *table)
{
    static const struct option options[] = {
        {"png", no_argument, NULL, 'p'}, {"help", no_argument, NULL, 'h'}, {0}};
    const char *program = argc > 0 ? base_name(argv[0]) : "figures";
    task t = {.table = table, .kinds = for_the_book};
    plot_report_program(program);
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c != 'p')
            return c == 'h' ? help(program) : refuse(program);
        t.kinds = to_look_at;
    }
    if (argc - optind < 2)
        return refuse(program);
    t.path = argv[optind];
    t.folder = argv[optind + 1];
    t.names = argv + optind + 2;
    t.count = (size_t)(argc - optind - 2);
    return run_task(&t);
}
