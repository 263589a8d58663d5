/* Answers what is asked of a dataset. */
#include "data-parts.h"

#include "decimal.h"
#include "nearest.h"

#include <math.h>
#include <string.h>

/* --- Blocks and columns --------------------------------------------- */

static block *must_find(const dataset *d, const char *name)
{
    block *b = plot_data_find(d, name);
    if (b)
        return b;
    nearest like = {.word = name};
    for (size_t i = 0; i < d->blocks; i++)
        plot_nearest_take(&like, d->block[i]->name);
    plot_fail("%s: there is no block %s (blocks there are: %s)", d->path, name,
              plot_nearest_names(&like).text);
}

const block *plot_data_block(const dataset *d, const char *name)
{
    const block *b = must_find(d, name);
    plot_data_note(&d->asked->blocks, b->name);
    return b;
}

bool plot_data_has_block(const dataset *d, const char *name)
{
    const block *b = plot_data_find(d, name);
    if (b)
        plot_data_note(&d->asked->blocks, b->name);
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

size_t plot_block_columns(const block *b)
{
    return b->columns;
}

const char *plot_block_column_name(const block *b, size_t index)
{
    return b->column[index].name;
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

/* The text of a cell, where it has one: in a file, and a word in memory. */
static const char *cell_of(const block *b, size_t row, size_t index)
{
    const char *cell = b->row[row];
    while (index--)
        cell = cell + strlen(cell) + 1;
    return cell;
}

/* A finite decimal number, nothing before or after it. strtod would
 * take blanks, hexadecimals and words such as nan. */
static bool parse_number(const char *cell, double *value)
{
    char *end;
    *value = plot_decimal_read(cell, &end);
    return end != cell && *end == '\0' && isfinite(*value)
           && strspn(cell, "+-.0123456789eE") == (size_t)(end - cell);
}

static double cell_number(const block *b, size_t row, size_t index)
{
    double value;
    const column *c = &b->column[index];
    if (row < c->known)
        return c->number[row];
    const char *cell = cell_of(b, row, index);
    if (!parse_number(cell, &value))
        plot_fail("%s, column %s (field %zu): \"%s\" is not a finite number",
                  plot_block_row(b, row).text, plot_quote(c->name).text,
                  index + 1, plot_quote(cell).text);
    return value;
}

const double *plot_block_column(const block *b, const char *name)
{
    size_t index;
    column *c = find_column(b, name, &index);
    if (!c->number)
        c->number = plot_must_calloc(b->rows, sizeof *c->number);
    /* Where a cell fails, the next figure that asks comes back to it. */
    for (; c->known < b->rows; c->known++)
        c->number[c->known] = cell_number(b, c->known, index);
    return c->number;
}

enum { PRINTED = 32 }; /* bytes for a number, -1.7976931348623157e+308 too */

/* The numbers of a column that has no text, as a file would have them. */
static void print_column(const block *b, column *c)
{
    c->printed = plot_must_calloc(b->rows, PRINTED);
    c->text = plot_must_calloc(b->rows, sizeof *c->text);
    for (size_t row = 0; row < b->rows; row++) {
        char *text = c->printed + row * PRINTED;
        plot_decimal_print(text, PRINTED, "%.17g", c->number[row]);
        c->text[row] = text;
    }
}

const char *const *plot_block_text(const block *b, const char *name)
{
    size_t index;
    column *c = find_column(b, name, &index);
    if (c->text)
        return c->text;
    if (b->line == 0 && (index > 0 || !b->row)) {
        print_column(b, c);
        return c->text;
    }
    c->text = plot_must_calloc(b->rows, sizeof *c->text);
    for (size_t row = 0; row < b->rows; row++)
        c->text[row] = cell_of(b, row, index);
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
            plot_data_note(&d->asked->keys, keys[row]);
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
