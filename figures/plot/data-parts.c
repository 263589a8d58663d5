/* Blocks and their columns, wherever they come from. */
#include "data-parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *plot_data_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(plot_must_calloc(size, 1), text, size);
}

dataset *plot_data_new(const char *name)
{
    dataset *d = plot_must_calloc(1, sizeof *d);
    d->path = plot_data_copy(name);
    d->asked = plot_must_calloc(1, sizeof *d->asked);
    return d;
}

block *plot_data_find(const dataset *d, const char *name)
{
    for (size_t i = 0; i < d->blocks; i++)
        if (strcmp(d->block[i]->name, name) == 0)
            return d->block[i];
    return NULL;
}

block *plot_data_begin(dataset *d, const char *name, size_t line)
{
    d->block = plot_must_realloc(d->block, d->blocks + 1, sizeof(block *));
    block *b = plot_must_calloc(1, sizeof *b);
    size_t room = strlen(d->path) + strlen(name) + 40;
    b->place = plot_must_calloc(room, 1);
    if (line)
        snprintf(b->place, room, "%s:%zu: block %s", d->path, line, name);
    else
        snprintf(b->place, room, "%s: block %s", d->path, name);
    b->name = b->place + strlen(b->place) - strlen(name);
    b->owner = d;
    b->line = line;
    return d->open = d->block[d->blocks++] = b;
}

size_t plot_data_split(char *line)
{
    size_t cells = 1;
    for (char *tab = line; (tab = strchr(tab, '\t')); cells++)
        *tab++ = '\0';
    return cells;
}

void plot_block_header(block *b, char *header)
{
    b->columns = plot_data_split(header);
    b->column = plot_must_calloc(b->columns, sizeof *b->column);
    const char *name = header;
    for (size_t i = 0; i < b->columns; i++, name += strlen(name) + 1)
        b->column[i].name = name;
}

row_place plot_block_row(const block *b, size_t row)
{
    row_place p;
    if (b->line)
        snprintf(p.text, sizeof p.text, "%s:%zu: block %s", b->owner->path,
                 b->row_line[row], plot_quote(b->name).text);
    else
        snprintf(p.text, sizeof p.text, "%s, row %zu", b->place, row + 1);
    return p;
}

void plot_block_free(block *b)
{
    for (size_t i = 0; i < b->columns; i++) {
        free(b->column[i].number);
        free(b->column[i].text);
        free(b->column[i].printed);
    }
    for (size_t i = 0; b->row && !b->line && i < b->rows; i++)
        free(b->row[i]);
    free(b->column);
    free(b->row);
    free(b->row_line);
    free(b->header);
    free(b->place);
    free(b);
}

void plot_data_close(dataset *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->blocks; i++)
        plot_block_free(d->block[i]);
    plot_data_unnote(&d->asked->blocks);
    plot_data_unnote(&d->asked->keys);
    free(d->asked->blocks.name);
    free(d->asked->keys.name);
    free(d->asked);
    free(d->block);
    free(d->text);
    free(d->path);
    free(d);
}
