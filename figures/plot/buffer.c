#include "buffer.h"

#include "fail.h"

#include <stdlib.h>
#include <string.h>

void plot_buffer_add(buffer *b, const char *text, size_t n)
{
    if (!b->text || b->n + n + 1 > b->room) {
        size_t room = 2 * (b->n + n) + 256;
        b->text = plot_must_realloc(b->text, room, 1);
        b->room = room; /* where it fails, the old block is what there is */
    }
    if (n > 0) /* without text there may be no pointer either */
        memcpy(b->text + b->n, text, n);
    b->n += n;
    b->text[b->n] = '\0';
}

void plot_buffer_put(buffer *b, const char *text)
{
    plot_buffer_add(b, text, strlen(text));
}

void plot_buffer_free(buffer *b)
{
    free(b->text);
    *b = (buffer){0};
}
