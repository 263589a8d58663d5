#include "markup.h"

#include <stdlib.h>
#include <string.h>

/* --- Characters ----------------------------------------------------- */

/* Bytes of the character there; 0 when they are not UTF-8: cut short, longer
 * than need be, half of a surrogate pair, or beyond U+10FFFF. All of that but
 * the first is told by the second byte (RFC 3629, section 4). */
static size_t char_length(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    unsigned low = c[0] == 0xe0 ? 0xa0 : c[0] == 0xf0 ? 0x90 : 0x80;
    unsigned high = c[0] == 0xed ? 0x9f : c[0] == 0xf4 ? 0x8f : 0xbf;
    size_t n = c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
    if (c[0] < 0x80)
        return 1;
    if (c[0] < 0xc2 || c[0] > 0xf4 || c[1] < low || c[1] > high)
        return 0;
    for (size_t k = 2; k < n; k++)
        if (c[k] < 0x80 || c[k] > 0xbf)
            return 0;
    return n;
}

static bool is_utf8(const char *text)
{
    while (*text) {
        size_t n = char_length(text);
        if (n == 0)
            return false;
        text += n;
    }
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* --- Runs ----------------------------------------------------------- */

/* Where the reader stands. */
typedef struct reader {
    const char *at, *start;
    markup *out;
    text_run now; /* how the next character is to be set */
    double size;
    int script; /* depth of _{ } and ^{ } */
} reader;

static bool alike(const text_run *a, const text_run *b)
{
    return a->size == b->size && a->rise == b->rise && a->italic == b->italic
           && a->line == b->line;
}

static void put(reader *r, const char *text, size_t n)
{
    markup *m = r->out;
    if (m->n == 0 || !alike(&m->run[m->n - 1], &r->now)) {
        if (m->n == m->room) {
            m->room = 2 * m->room + 8;
            m->run = plot_must_realloc(m->run, m->room, sizeof *m->run);
        }
        m->run[m->n] = r->now;
        m->run[m->n].start = m->text.n;
        m->n++;
    }
    m->run[m->n - 1].n += n;
    plot_buffer_add(&m->text, text, n);
}

/* --- Markup --------------------------------------------------------- */

static void open_script(reader *r, char sign)
{
    r->now.rise += r->now.size * (sign == '^' ? 0.36 : -0.17);
    r->now.size = r->size * (r->script ? 0.6 : 0.72);
    r->script++;
}

/* A hyphen joins words; before a number or a variable, between spaces and in
 * a script it is a minus. */
static bool is_minus(const reader *r)
{
    char before = r->at == r->start ? ' ' : r->at[-1];
    char after = r->at[1];
    bool word_before = is_letter(before) || is_digit(before) || before == '}';
    if (r->script)
        return true;
    if (before == ' ' && after == ' ')
        return true;
    return !word_before
           && (is_digit(after) || after == '*' || after == '.' || after == '(');
}

/* The next character, or the one that a backslash stands before. */
static void put_char(reader *r)
{
    static const char minus[] = "\xe2\x88\x92", prime[] = "\xe2\x80\xb2";
    static const char thin_space[] = "\xe2\x80\x89";
    if (*r->at == '\\' && r->at[1])
        r->at++;
    size_t n = char_length(r->at);
    if (*r->at == '\n') {
        plot_buffer_put(&r->out->text, "\n");
        r->now.line++;
    } else if (*r->at == '-' && is_minus(r)) {
        put(r, minus, strlen(minus));
    } else {
        if (strncmp(r->at, prime, strlen(prime)) == 0 && r->at != r->start
            && r->at[-1] == '*')
            put(r, thin_space, strlen(thin_space)); /* f ' */
        put(r, r->at, n);
    }
    r->at += n;
}

static bool convert(reader *r, char until, problem *why);

/* After _ or ^: one character, one *variable*, or a group in braces. */
static bool convert_script(reader *r, problem *why)
{
    text_run outside = r->now;
    open_script(r, *r->at++);
    if (*r->at == '{') {
        r->at++;
        if (!convert(r, '}', why))
            return false;
    } else if (*r->at == '*') {
        r->at++;
        r->now.italic = true;
        if (!convert(r, '*', why))
            return false;
    } else if (*r->at) {
        put_char(r);
    }
    outside.line = r->now.line;
    r->now = outside;
    r->script--;
    return true;
}

static bool convert(reader *r, char until, problem *why)
{
    bool italic_outside = r->now.italic, star = false;
    while (*r->at && *r->at != until) {
        if (*r->at == '*') {
            star = !star;
            r->now.italic = star || italic_outside;
            r->at++;
        } else if (*r->at == '_' || *r->at == '^') {
            if (!convert_script(r, why))
                return false;
        } else {
            put_char(r);
        }
    }
    if (star)
        return plot_problem_set(why, "label \"%s\": a * is left open",
                                plot_quote(r->start).text);
    if (until && *r->at != until)
        return plot_problem_set(why,
                                "label \"%s\": no %c at the end of a script",
                                plot_quote(r->start).text, until);
    if (until)
        r->at++;
    return true;
}

bool plot_markup_read(const char *source, double size, markup *m, problem *why)
{
    reader r = {source, source, m, {.size = size}, size, 0};
    *m = (markup){0};
    if (!is_utf8(source))
        return plot_problem_set(why, "a label is not UTF-8");
    plot_buffer_put(&m->text, ""); /* a text, also when it is empty */
    if (convert(&r, '\0', why))
        return true;
    plot_markup_free(m);
    return false;
}

void plot_markup_free(markup *m)
{
    plot_buffer_free(&m->text);
    free(m->run);
    *m = (markup){0};
}
