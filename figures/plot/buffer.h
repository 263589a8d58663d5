/* A text that grows. */
#ifndef PLOT_BUFFER_H
#define PLOT_BUFFER_H

#include <stddef.h>

typedef struct buffer {
    char *text; /* ends with a NUL */
    size_t n, room;
} buffer;

void plot_buffer_add(buffer *b, const char *text, size_t n);
void plot_buffer_put(buffer *b, const char *text);
void plot_buffer_free(buffer *b);

#endif
