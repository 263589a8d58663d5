/* What was asked of a dataset. */
#include "data-parts.h"

#include <stdlib.h>
#include <string.h>

void plot_data_note(name_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->name[i], name) == 0)
            return;
    if (list->n == list->room) {
        size_t room = 2 * list->room + 16;
        list->name = plot_must_realloc(list->name, room, sizeof *list->name);
        list->room = room;
    }
    /* What cannot be copied has not been counted. */
    char *copy = plot_data_copy(name);
    list->name[list->n++] = copy;
}

void plot_data_unnote(name_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->name[i]);
    list->n = 0;
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
    plot_data_unnote(&d->asked->blocks);
    plot_data_unnote(&d->asked->keys);
}

void plot_data_blocks_read(const dataset *d, buffer *out)
{
    put_names(&d->asked->blocks, out);
}

void plot_data_keys_read(const dataset *d, buffer *out)
{
    put_names(&d->asked->keys, out);
}
