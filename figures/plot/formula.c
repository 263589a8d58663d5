#include "formula.h"

#include "words.h"

#include <stdbool.h>
#include <string.h>

static const char DOTS[] = "…";

/* ------------------------------------------------------------------- words */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

/* Bytes of digits there, with points. */
static size_t digits_length(const char *at)
{
    size_t n = 0;
    while (is_digit(at[n]))
        n++;
    return n;
}

/* Of 1e-05 behind its 1; 0: there is no exponent. */
static size_t scale_length(const char *at)
{
    size_t sign = at[0] == 'e' && (at[1] == '-' || at[1] == '+');
    size_t n = at[0] == 'e' ? digits_length(at + 1 + sign) : 0;
    return n > 0 ? 1 + sign + n : 0;
}

/* Bytes of the name or the number there, or of one character. */
static size_t word_length(const char *at)
{
    size_t n = 0;
    if (is_letter(*at))
        while (is_letter(at[n]) || is_digit(at[n]))
            n++;
    else if (is_digit(*at))
        n = digits_length(at) + scale_length(at + digits_length(at));
    return n > 0 ? n : 1;
}

/* Before a bracket stands a function. Only f has one letter, and the book's f
 * is italic. */
static void put_name(buffer *out, const char *name, size_t n)
{
    bool italic = n == 1 || name[n] != '(';
    plot_buffer_put(out, italic ? "*" : "");
    for (size_t i = 0; i < n; i++) {
        plot_buffer_put(out, name[i] == '_' ? "\\" : "");
        plot_buffer_add(out, name + i, 1);
    }
    plot_buffer_put(out, italic ? "*" : "");
}

/* 2e-05 as 2 times a power of ten. */
static void put_number(buffer *out, const char *at, size_t n)
{
    size_t digits = digits_length(at);
    plot_buffer_add(out, at, digits);
    if (digits == n)
        return;
    bool minus = at[digits + 1] == '-', sign = minus || at[digits + 1] == '+';
    size_t from = digits + 1 + sign;
    while (from + 1 < n && at[from] == '0')
        from++;
    plot_buffer_put(out, minus ? "×10^{-" : "×10^{");
    plot_buffer_add(out, at + from, n - from);
    plot_buffer_put(out, "}");
}

static void put_word(buffer *out, const char *at, size_t n)
{
    if (n == 2 && strncmp(at, "pi", n) == 0)
        plot_buffer_put(out, "π");
    else if (is_letter(*at))
        put_name(out, at, n);
    else if (is_digit(*at))
        put_number(out, at, n);
    else if (*at == '*')
        plot_buffer_put(out, "·");
    else if (*at == '-')
        plot_buffer_put(out, "−");
    else if (*at == '^')
        plot_buffer_put(out, "\\^");
    else
        plot_buffer_add(out, at, n);
}

/* Of a power the number or name in its exponent, if that is all there is: no
 * function, and no power of a power. 0: there is none. */
static size_t exponent_length(const char *at)
{
    if (*at != '^' || !(is_letter(at[1]) || is_digit(at[1])))
        return 0;
    size_t n = word_length(at + 1);
    bool scaled = is_digit(at[1]) && digits_length(at + 1) < n;
    return at[1 + n] == '(' || at[1 + n] == '^' || scaled ? 0 : n;
}

/* What must not be broken, from there on. Returns its bytes. */
static size_t put_piece(buffer *out, const char *at)
{
    size_t n = exponent_length(at);
    if (n == 0) {
        n = word_length(at);
        put_word(out, at, n);
        return n;
    }
    plot_buffer_put(out, "^{");
    put_word(out, at + 1, n);
    plot_buffer_put(out, "}");
    return 1 + n;
}

/* ------------------------------------------------------------------- lines */

static void cut(buffer *b, size_t n)
{
    b->n = n;
    plot_buffer_put(b, "");
}

/* The line from this byte on, and what would follow. */
static double width_of(buffer *b, size_t start, const char *more, double size)
{
    size_t n = b->n;
    plot_buffer_put(b, more);
    words *w = plot_words_new(b->text + start, size, INK_TEXT, ALIGN_LEFT);
    double width = w->width;
    plot_words_free(w);
    cut(b, n);
    return width;
}

/* A line that is being filled. */
typedef struct filling {
    size_t start;       /* its first byte in the buffer */
    size_t with_dots;   /* so long that dots have room behind it */
    size_t blank;       /* behind its last blank; 0: none */
    const char *behind; /* what stands there in the text */
} filling;

/* Puts all of it, if one line holds it. */
static bool put_whole(buffer *out, const char *at, double size, double width)
{
    size_t start = out->n;
    while (*at)
        at += put_piece(out, at);
    bool fits = width_of(out, start, "", size) <= width;
    if (!fits)
        cut(out, start);
    return fits;
}

/* Fills a line; returns where the text goes on. The last one says with dots
 * that it does. */
static const char *fill_line(buffer *out, const char *at, double size,
                             double width, bool last)
{
    filling l = {.start = out->n, .with_dots = out->n};
    while (*at) {
        size_t before = out->n, n = put_piece(out, at);
        bool fits = width_of(out, l.start, "", size) <= width;
        if (!fits && before > l.start) {
            cut(out, last ? l.with_dots : l.blank ? l.blank : before);
            plot_buffer_put(out, last ? DOTS : "");
            return l.blank && !last ? l.behind : at;
        }
        at += n;
        if (last && width_of(out, l.start, DOTS, size) <= width)
            l.with_dots = out->n;
        if (at[-1] == ' ') {
            l.blank = out->n;
            l.behind = at;
        }
    }
    return at;
}

size_t plot_formula(buffer *out, const char *text, double size, double width,
                    size_t most)
{
    size_t lines = 0;
    for (const char *at = text; *at && lines < most; lines++) {
        plot_buffer_put(out, lines > 0 ? "\n" : "");
        if (put_whole(out, at, size, width))
            return lines + 1;
        at = fill_line(out, at, size, width, lines + 1 == most);
    }
    return lines;
}
