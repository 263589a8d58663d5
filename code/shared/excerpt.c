#include "shared/excerpt.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What a byte of foreign text looks like on the terminal. */
static void escape(char shown[5], char c)
{
    if (c == '\n' || c == '\t')
        snprintf(shown, 5, "\\%c", c == '\n' ? 'n' : 't');
    else if (c < ' ' || c > '~')
        snprintf(shown, 5, "\\x%02X", (unsigned)(unsigned char)c);
    else
        snprintf(shown, 5, "%c", c);
}

static size_t width(char c)
{
    char shown[5];
    escape(shown, c);
    return strlen(shown);
}

excerpt excerpt_of(const char *text, size_t at)
{
    assert(text);
    excerpt e = {.caret = 0};
    size_t from = at, before = 0, used = 0;
    while (from > 0 && before + width(text[from - 1]) <= EXCERPT / 2)
        before += width(text[--from]);
    if (from > 0)
        used = (size_t)snprintf(e.shown, sizeof e.shown, "...");
    for (size_t i = from;; i++) {
        if (i == at)
            e.caret = used;
        if (text[i] == '\0')
            return e;
        bool room = used + width(text[i]) + 3 <= EXCERPT;
        if (!room && i > at) {
            snprintf(e.shown + used, sizeof e.shown - used, "...");
            return e;
        }
        escape(e.shown + used, text[i]);
        used += width(text[i]);
    }
}
