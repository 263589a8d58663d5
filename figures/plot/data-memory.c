/* Fills a dataset in memory. */
#include "data-parts.h"

#include <math.h>
#include <string.h>

void plot_data_add_block(dataset *d, const char *name, const char *header)
{
    if (plot_data_find(d, name))
        plot_fail("%s: block %s is there already", d->path, name);
    block *b = plot_data_begin(d, name, 0);
    b->header = plot_data_copy(header);
    plot_block_header(b, b->header);
}

static block *open_block(const dataset *d)
{
    if (d->open)
        return d->open;
    plot_fail("%s: a row outside of any block", d->path);
}

/* `first`: the column of the first number. */
static void check_row(const block *b, size_t first, size_t n,
                      const double *numbers)
{
    size_t cells = first + n;
    if (cells != b->columns)
        plot_fail("%s: %zu field%s where the header has %zu",
                  plot_block_row(b, b->rows).text, cells, cells == 1 ? "" : "s",
                  b->columns);
    if (b->rows > 0 && (first == 1) != (b->row != NULL))
        plot_fail("%s: %s", plot_block_row(b, b->rows).text,
                  first ? "a word in a column of numbers"
                        : "a number in a column of words");
    for (size_t i = 0; i < n; i++)
        if (!isfinite(numbers[i]))
            plot_fail("%s, column %s (field %zu): %g is not a finite number",
                      plot_block_row(b, b->rows).text,
                      b->column[first + i].name, first + i + 1, numbers[i]);
}

static void grow(block *b, size_t first)
{
    size_t room = b->room ? 2 * b->room : 64;
    if (first)
        b->row = plot_must_realloc(b->row, room, sizeof *b->row);
    for (size_t i = first; i < b->columns; i++)
        b->column[i].number =
            plot_must_realloc(b->column[i].number, room, sizeof(double));
    b->room = room;
}

void plot_data_add_row(dataset *d, const char *word, size_t n,
                       const double *numbers)
{
    block *b = open_block(d);
    size_t first = word != NULL;
    check_row(b, first, n, numbers);
    if (b->rows == b->room)
        grow(b, first);
    if (word)
        b->row[b->rows] = plot_data_copy(word);
    for (size_t i = 0; i < n; i++) {
        column *c = &b->column[first + i];
        c->number[c->known++] = numbers[i];
    }
    b->rows++;
}

bool plot_block_has_words(const block *b)
{
    return b->line == 0 && b->row != NULL;
}

void plot_data_drop_block(dataset *d, const char *name)
{
    size_t i = 0;
    while (i < d->blocks && strcmp(d->block[i]->name, name) != 0)
        i++;
    if (i == d->blocks)
        return;
    if (d->open == d->block[i])
        d->open = NULL;
    plot_block_free(d->block[i]);
    d->blocks--;
    memmove(d->block + i, d->block + i + 1, (d->blocks - i) * sizeof *d->block);
}
