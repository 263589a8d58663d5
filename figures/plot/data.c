#include "data.h"

#include "nearest.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file stays in memory as it was read, with tabs and line ends turned
 * into string ends: a cell is a pointer into it, a row a pointer to its first
 * cell, and the next cell begins after the end of this one. */

typedef struct column {
    const char *name;
    double *number;    /* parsed at the first call, or NULL */
    size_t parsed;     /* so many of them */
    const char **text; /* likewise */
} column;

struct block {
    const dataset *owner;
    char *place; /* file:line: block name */
    const char *name;
    size_t line; /* of the header */
    size_t columns, rows, room;
    column *column;
    char **row;
    size_t *row_line;
};

/* Each name once, in the order in which they came. */
typedef struct name_list {
    size_t n, room;
    const char **name;
} name_list;

/* What was asked for; beside the dataset, which asking does not change. */
typedef struct record {
    name_list blocks, keys;
} record;

struct dataset {
    char *path, *text;
    size_t blocks;
    block *block; /* moves while the file is read, not afterwards */
    record *asked;
};

/* --- Reading -------------------------------------------------------- */

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

static char *copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(plot_must_calloc(size, 1), text, size);
}

static void add_block(dataset *d, const char *name, size_t line)
{
    d->block = plot_must_realloc(d->block, d->blocks + 1, sizeof *d->block);
    block *b = &d->block[d->blocks++];
    *b = (block){.owner = d, .name = name, .line = line};
    size_t room = strlen(d->path) + strlen(name) + 40;
    b->place = plot_must_calloc(room, 1);
    snprintf(b->place, room, "%s:%zu: block %s", d->path, line, name);
}

/* Ends every cell of a line with a NUL; returns how many there are. */
static size_t split_cells(char *line)
{
    size_t cells = 1;
    for (char *tab = line; (tab = strchr(tab, '\t')); cells++)
        *tab++ = '\0';
    return cells;
}

static const char *next_cell(const char *cell)
{
    return cell + strlen(cell) + 1;
}

static void take_header(block *b, char *line)
{
    b->columns = split_cells(line);
    b->column = plot_must_calloc(b->columns, sizeof *b->column);
    const char *cell = line;
    for (size_t i = 0; i < b->columns; i++, cell = next_cell(cell))
        b->column[i].name = cell;
}

static bool take_row(block *b, char *line, size_t number, problem *why)
{
    size_t cells = split_cells(line);
    if (cells != b->columns)
        return plot_problem_set(
            why, "%s:%zu: block %s: %zu field%s where the header has %zu",
            b->owner->path, number, b->name, cells, cells == 1 ? "" : "s",
            b->columns);
    if (b->rows == b->room) {
        b->room = b->room ? 2 * b->room : 64;
        b->row = plot_must_realloc(b->row, b->room, sizeof *b->row);
        b->row_line = plot_must_realloc(b->row_line, b->room, sizeof(size_t));
    }
    b->row[b->rows] = line;
    b->row_line[b->rows++] = number;
    return true;
}

static block *find_block(const dataset *d, const char *name)
{
    for (size_t i = 0; i < d->blocks; i++)
        if (strcmp(d->block[i].name, name) == 0)
            return &d->block[i];
    return NULL;
}

/* What one line means depends on the block that is open: none, one that waits
 * for its header, or one with a header. */
static bool take_line(dataset *d, bool *open, char *line, size_t number,
                      problem *why)
{
    static const char mark[] = "# block: ";
    if (strncmp(line, mark, sizeof mark - 1) == 0) {
        const char *name = line + sizeof mark - 1;
        if (find_block(d, name))
            return plot_problem_set(why,
                                    "%s:%zu: block %s stands here a second "
                                    "time",
                                    d->path, number, name);
        add_block(d, name, number + 1);
        *open = true;
        return true;
    }
    if (line[0] == '#')
        return true;
    if (line[0] == '\0') {
        *open = false;
        return true;
    }
    if (!*open)
        return plot_problem_set(why, "%s:%zu: a row outside of any block",
                                d->path, number);
    block *b = &d->block[d->blocks - 1];
    if (b->column)
        return take_row(b, line, number, why);
    take_header(b, line);
    return true;
}

static bool take_text(dataset *d, size_t size, problem *why)
{
    bool open = false;
    bool whole = false;
    size_t number = 0;
    if (strlen(d->text) != size)
        return plot_problem_set(why, "%s: holds a zero byte: not a data file",
                                d->path);
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
        if (!take_line(d, &open, line, number, why))
            return false;
    }
    if (!whole)
        return plot_problem_set(why,
                                "%s:%zu: the file is truncated: no `# end` "
                                "on its last line",
                                d->path, number);
    for (size_t i = 0; i < d->blocks; i++)
        if (!d->block[i].column)
            return plot_problem_set(why, "%s:%zu: block %s has no header row",
                                    d->path, d->block[i].line,
                                    d->block[i].name);
    return true;
}

dataset *plot_data_open(const char *path, problem *why)
{
    size_t size = 0;
    char *text = read_all(path, &size, why);
    if (!text)
        return NULL;
    dataset *d = plot_must_calloc(1, sizeof *d);
    d->path = copy_text(spoken(path));
    d->text = text;
    d->asked = plot_must_calloc(1, sizeof *d->asked);
    if (take_text(d, size, why))
        return d;
    plot_data_close(d);
    return NULL;
}

void plot_data_close(dataset *d)
{
    for (size_t i = 0; d && i < d->blocks; i++) {
        block *b = &d->block[i];
        for (size_t k = 0; k < b->columns; k++) {
            free(b->column[k].number);
            free(b->column[k].text);
        }
        free(b->column);
        free(b->place);
        free(b->row);
        free(b->row_line);
    }
    if (d) {
        free(d->asked->blocks.name);
        free(d->asked->keys.name);
        free(d->asked);
        free(d->block);
        free(d->text);
        free(d->path);
    }
    free(d);
}

/* --- What was asked for --------------------------------------------- */

static void note_name(name_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->name[i], name) == 0)
            return;
    if (list->n == list->room) {
        list->room = 2 * list->room + 16;
        list->name =
            plot_must_realloc(list->name, list->room, sizeof *list->name);
    }
    list->name[list->n++] = name;
}

static void put_names(const name_list *list, buffer *out)
{
    for (size_t i = 0; i < list->n; i++) {
        plot_buffer_put(out, i ? " " : "");
        plot_buffer_put(out, list->name[i]);
    }
    plot_buffer_put(out, list->n ? "" : "-");
}

void plot_data_forget(const dataset *d)
{
    d->asked->blocks.n = d->asked->keys.n = 0;
}

void plot_data_blocks_read(const dataset *d, buffer *out)
{
    put_names(&d->asked->blocks, out);
}

void plot_data_keys_read(const dataset *d, buffer *out)
{
    put_names(&d->asked->keys, out);
}

/* --- Asking --------------------------------------------------------- */

static block *must_find(const dataset *d, const char *name)
{
    block *b = find_block(d, name);
    if (b)
        return b;
    nearest like = {.word = name};
    for (size_t i = 0; i < d->blocks; i++)
        plot_nearest_take(&like, d->block[i].name);
    plot_fail("%s: there is no block %s (blocks there are: %s)", d->path, name,
              plot_nearest_names(&like).text);
}

const block *plot_data_block(const dataset *d, const char *name)
{
    const block *b = must_find(d, name);
    note_name(&d->asked->blocks, b->name);
    return b;
}

bool plot_data_has_block(const dataset *d, const char *name)
{
    const block *b = find_block(d, name);
    if (b)
        note_name(&d->asked->blocks, b->name);
    return b != NULL;
}

const char *plot_block_place(const block *b)
{
    return b->place;
}

size_t plot_block_rows(const block *b)
{
    return b->rows;
}

static column *seek_column(const block *b, const char *name, size_t *index)
{
    for (*index = 0; *index < b->columns; ++*index)
        if (strcmp(b->column[*index].name, name) == 0)
            return &b->column[*index];
    return NULL;
}

static column *find_column(const block *b, const char *name, size_t *index)
{
    column *c = seek_column(b, name, index);
    if (c)
        return c;
    nearest like = {.word = name};
    for (size_t i = 0; i < b->columns; i++)
        plot_nearest_take(&like, b->column[i].name);
    plot_fail("%s has no column %s (columns there are: %s)", b->place, name,
              plot_nearest_names(&like).text);
}

bool plot_block_has_column(const block *b, const char *name)
{
    size_t index;
    return seek_column(b, name, &index) != NULL;
}

static const char *cell_of(const block *b, size_t row, size_t index)
{
    const char *cell = b->row[row];
    while (index--)
        cell = next_cell(cell);
    return cell;
}

/* A finite decimal number, nothing before or after it. strtod alone would
 * take blanks, hexadecimals and words such as nan. */
static bool parse_number(const char *cell, double *value)
{
    char *end;
    *value = strtod(cell, &end);
    return end != cell && *end == '\0' && isfinite(*value)
           && strspn(cell, "+-.0123456789eE") == (size_t)(end - cell);
}

static double cell_number(const block *b, size_t row, size_t index)
{
    double value;
    const char *cell = cell_of(b, row, index);
    if (!parse_number(cell, &value))
        plot_fail("%s:%zu: block %s, column %s (field %zu): \"%.40s\" is not a "
                  "finite number",
                  b->owner->path, b->row_line[row], b->name,
                  b->column[index].name, index + 1, cell);
    return value;
}

const double *plot_block_column(const block *b, const char *name)
{
    size_t index;
    column *c = find_column(b, name, &index);
    if (!c->number)
        c->number = plot_must_calloc(b->rows, sizeof *c->number);
    /* Where a cell fails, the next figure that asks comes back to it. */
    for (; c->parsed < b->rows; c->parsed++)
        c->number[c->parsed] = cell_number(b, c->parsed, index);
    return c->number;
}

const char *const *plot_block_text(const block *b, const char *name)
{
    size_t index;
    column *c = find_column(b, name, &index);
    if (!c->text) {
        c->text = plot_must_calloc(b->rows, sizeof *c->text);
        for (size_t row = 0; row < b->rows; row++)
            c->text[row] = cell_of(b, row, index);
    }
    return c->text;
}

double plot_data_value(const dataset *d, const char *key)
{
    const block *b = must_find(d, "values");
    const char *const *keys = plot_block_text(b, "key");
    size_t index;
    find_column(b, "value", &index);
    for (size_t row = 0; row < b->rows; row++)
        if (strcmp(keys[row], key) == 0) {
            note_name(&d->asked->keys, keys[row]);
            return cell_number(b, row, index);
        }
    nearest like = {.word = key};
    for (size_t row = 0; row < b->rows; row++)
        plot_nearest_take(&like, keys[row]);
    plot_fail("%s has no key %s (keys there are: %s)", b->place, key,
              plot_nearest_names(&like).text);
}

const block *plot_data_rows(const dataset *d, const char *name, size_t least)
{
    const block *b = plot_data_block(d, name);
    if (b->rows < least)
        plot_fail("%s: fewer than %zu row%s", b->place, least,
                  least == 1 ? "" : "s");
    return b;
}

double plot_data_only(const dataset *d, const char *block_name,
                      const char *column_name)
{
    const block *b = plot_data_rows(d, block_name, 1);
    if (b->rows > 1)
        plot_fail("%s: more than one row", b->place);
    return *plot_block_column(b, column_name);
}

/* --- Series --------------------------------------------------------- */

series plot_xy(const block *b, const char *x, const char *y)
{
    return (series){b->rows, plot_block_column(b, x), plot_block_column(b, y)};
}

series plot_data_xy(const dataset *d, const char *name, const char *x,
                    const char *y)
{
    return plot_xy(plot_data_rows(d, name, 1), x, y);
}

series plot_series_part(series s, size_t first, size_t n)
{
    if (first > s.n)
        first = s.n;
    if (n > s.n - first)
        n = s.n - first;
    return (series){n, s.x + first, s.y + first};
}

series plot_xy_where(const block *b, const char *x, const char *y,
                     const char *key, double value)
{
    const double *k = plot_block_column(b, key);
    size_t first = 0, end, later;
    while (first < b->rows && k[first] != value)
        first++;
    for (end = first; end < b->rows && k[end] == value;)
        end++;
    for (later = end; later < b->rows && k[later] != value;)
        later++;
    if (first == b->rows)
        plot_fail("%s:%zu: block %s has no row with %s = %g", b->owner->path,
                  b->line, b->name, key, value);
    if (later < b->rows)
        plot_fail("%s:%zu: block %s: rows with %s = %g do not stand together",
                  b->owner->path, b->row_line[later], b->name, key, value);
    return plot_series_part(plot_xy(b, x, y), first, end - first);
}

range plot_range_of(size_t n, const double *v)
{
    range r = {HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < n; i++)
        r = (range){fmin(r.low, v[i]), fmax(r.high, v[i])};
    return r;
}
