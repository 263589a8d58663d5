/* Reads a data file. It stays in memory as it was read, with tabs and line ends
 * turned into string ends: a cell is a pointer into it. */
#include "data-parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What sentences call the file. */
static const char *spoken(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static char *read_all(const char *path, size_t *size, problem *why)
{
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    if (!file) {
        plot_problem_set(why, "%s: %s", path, strerror(errno));
        return NULL;
    }
    size_t room = 1 << 16, n = 0;
    char *text = plot_must_calloc(room + 1, 1);
    while (!feof(file) && !ferror(file)) {
        n += fread(text + n, 1, room - n, file);
        if (n == room)
            text = plot_must_realloc(text, (room *= 2) + 1, 1);
    }
    bool failed = ferror(file);
    if (failed)
        plot_problem_set(why, "%s: cannot be read: %s", spoken(path),
                         strerror(errno));
    if (!is_stdin)
        fclose(file);
    if (failed) {
        free(text);
        return NULL;
    }
    text[n] = '\0';
    *size = n;
    return text;
}

static bool take_row(block *b, char *line, size_t number, problem *why)
{
    size_t cells = plot_data_split(line);
    if (cells != b->columns)
        return plot_problem_set(
            why, "%s:%zu: block %s: %zu field%s where the header has %zu",
            b->owner->path, number, plot_quote(b->name).text, cells,
            cells == 1 ? "" : "s", b->columns);
    if (b->rows == b->room) {
        b->room = b->room ? 2 * b->room : 64;
        b->row = plot_must_realloc(b->row, b->room, sizeof *b->row);
        b->row_line = plot_must_realloc(b->row_line, b->room, sizeof(size_t));
    }
    b->row[b->rows] = line;
    b->row_line[b->rows++] = number;
    return true;
}

/* What one line means depends on the block that is open: none, one that waits
 * for its header, or one with a header. */
static bool take_line(dataset *d, char *line, size_t number, problem *why)
{
    static const char mark[] = "# block: ";
    if (strncmp(line, mark, sizeof mark - 1) == 0) {
        const char *name = line + sizeof mark - 1;
        if (plot_data_find(d, name))
            return plot_problem_set(why,
                                    "%s:%zu: block %s stands here a second "
                                    "time",
                                    d->path, number, plot_quote(name).text);
        plot_data_begin(d, name, number + 1);
        return true;
    }
    if (line[0] == '#')
        return true;
    if (line[0] == '\0') {
        d->open = NULL;
        return true;
    }
    if (!d->open)
        return plot_problem_set(why, "%s:%zu: a row outside of any block",
                                d->path, number);
    if (d->open->column)
        return take_row(d->open, line, number, why);
    plot_block_header(d->open, line);
    return true;
}

static size_t line_ends(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static bool take_text(dataset *d, size_t size, problem *why)
{
    bool whole = false;
    size_t number = 0;
    if (strlen(d->text) != size)
        return plot_problem_set(why, "%s:%zu: a zero byte: not a data file",
                                d->path, line_ends(d->text) + 1);
    if (size == 0)
        return plot_problem_set(why, "%s:1: the file is empty", d->path);
    for (char *line = d->text, *next; *line; line = next) {
        char *end = strchr(line, '\n');
        next = end ? end + 1 : line + strlen(line);
        if (end)
            *end = '\0';
        number++;
        if (whole)
            return plot_problem_set(why, "%s:%zu: something follows `# end`",
                                    d->path, number);
        whole = end && strcmp(line, "# end") == 0;
        if (!take_line(d, line, number, why))
            return false;
    }
    if (!whole)
        return plot_problem_set(why,
                                "%s:%zu: the file is truncated: no `# end` "
                                "on its last line",
                                d->path, number);
    for (size_t i = 0; i < d->blocks; i++)
        if (!d->block[i]->column)
            return plot_problem_set(why, "%s:%zu: block %s has no header row",
                                    d->path, d->block[i]->line,
                                    plot_quote(d->block[i]->name).text);
    return true;
}

dataset *plot_data_open(const char *path, problem *why)
{
    size_t size = 0;
    char *text = read_all(path, &size, why);
    if (!text)
        return NULL;
    dataset *d = plot_data_new(spoken(path));
    d->text = text;
    if (take_text(d, size, why))
        return d;
    plot_data_close(d);
    return NULL;
}
