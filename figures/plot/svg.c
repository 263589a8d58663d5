/* Reads the tags that cairo writes, and writes those that are needed. */
#include "svg-parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef struct writer {
    const char *svg;
    buffer body;
    styles styles;
    char group[CLASS_ROOM]; /* class of the text group that is open, or empty */
    bool ended;             /* its end was read but not written: it may go on */
    bool skip;              /* inside a glyph that nothing uses */
    const char *glyph;      /* inside a glyph: its id */
    size_t glyph_size;
    problem *why;
} writer;

/* The value of an attribute in a tag, or NULL. */
static const char *attribute(const char *tag, const char *end, const char *name,
                             size_t *n)
{
    size_t length = strlen(name);
    for (const char *at = tag; at + length + 2 < end; at++) {
        if (*at != ' ' || strncmp(at + 1, name, length) != 0
            || at[length + 1] != '=' || at[length + 2] != '"')
            continue;
        const char *value = at + length + 3;
        const char *stop = memchr(value, '"', (size_t)(end - value));
        if (!stop)
            return NULL;
        *n = (size_t)(stop - value);
        return value;
    }
    return NULL;
}

static bool is_tag(const char *tag, const char *name)
{
    size_t n = strlen(name);
    return strncmp(tag, name, n) == 0 && !isalpha((unsigned char)tag[n]);
}

/* The class for the tag's style; empty when there is none. */
static bool find_class(writer *w, const char *tag, const char *end,
                       char name[CLASS_ROOM])
{
    size_t n;
    const char *style = attribute(tag, end, "style", &n);
    name[0] = '\0';
    return !style || styles_class(&w->styles, style, n, name, w->why);
}

static void put_class(buffer *out, const char *name)
{
    if (name[0]) {
        buffer_put(out, " class=\"");
        buffer_put(out, name);
        buffer_put(out, "\"");
    }
}

static void put_attribute(buffer *out, const char *tag, const char *end,
                          const char *name, int digits)
{
    size_t n;
    const char *value = attribute(tag, end, name, &n);
    if (!value)
        return;
    buffer_put(out, " ");
    buffer_put(out, name);
    buffer_put(out, "=\"");
    if (digits)
        svg_put_rounded(out, value, n, digits);
    else
        buffer_add(out, value, n);
    buffer_put(out, "\"");
}

/* Is there a reference to this glyph, and does it have an outline? A space
 * has none, and cairo draws it all the same. */
static bool is_used(const writer *w, const char *id, size_t n)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "\"#%.*s\"", (int)n, id);
    return strstr(w->svg, wanted) != NULL;
}

static bool is_blank(const writer *w, const char *id, size_t n)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, " id=\"%.*s\">", (int)n, id);
    const char *symbol = strstr(w->svg, wanted);
    const char *data = symbol ? strstr(symbol, " d=\"") : NULL;
    return !data || data[4] == '"';
}

static bool take_path(writer *w, const char *tag, const char *end)
{
    char name[CLASS_ROOM];
    size_t n;
    const char *data = attribute(tag, end, "d", &n);
    if (w->skip)
        return true;
    if (!data)
        return problem_set(w->why, "an SVG has a path without data");
    if (!find_class(w, tag, end, name))
        return false;
    buffer_put(&w->body, "<path");
    if (w->glyph) {
        buffer_put(&w->body, " id=\"");
        buffer_add(&w->body, w->glyph, w->glyph_size);
        buffer_put(&w->body, "\"");
    }
    put_class(&w->body, name);
    buffer_put(&w->body, " d=\"");
    svg_path_data(data, n, &w->body);
    buffer_put(&w->body, "\"");
    put_attribute(&w->body, tag, end, "transform", 4);
    buffer_put(&w->body, "/>\n");
    return true;
}

/* cairo fills the whole page with a rectangle. */
static bool take_rect(writer *w, const char *tag, const char *end)
{
    char name[CLASS_ROOM];
    if (!find_class(w, tag, end, name))
        return false;
    buffer_put(&w->body, "<rect");
    put_class(&w->body, name);
    put_attribute(&w->body, tag, end, "width", 2);
    put_attribute(&w->body, tag, end, "height", 2);
    buffer_put(&w->body, "/>\n");
    return true;
}

/* cairo wraps each glyph in a symbol; its path alone will do. */
static void take_symbol(writer *w, const char *tag, const char *end)
{
    w->glyph = attribute(tag, end, "id", &w->glyph_size);
    w->skip = !w->glyph || !is_used(w, w->glyph, w->glyph_size)
              || is_blank(w, w->glyph, w->glyph_size);
}

static void take_use(writer *w, const char *tag, const char *end)
{
    size_t n;
    const char *href = attribute(tag, end, "xlink:href", &n);
    if (!href || is_blank(w, href + 1, n - 1))
        return;
    buffer_put(&w->body, "<use");
    put_attribute(&w->body, tag, end, "xlink:href", 0);
    put_attribute(&w->body, tag, end, "x", 2);
    put_attribute(&w->body, tag, end, "y", 2);
    buffer_put(&w->body, "/>\n");
}

static void flush_group(writer *w)
{
    if (w->ended)
        buffer_put(&w->body, "</g>\n");
    if (w->ended)
        w->group[0] = '\0';
    w->ended = false;
}

/* Pango sets a line in pieces; pieces in one ink stay in one group. */
static bool take_group(writer *w, const char *tag, const char *end)
{
    char name[CLASS_ROOM];
    if (!find_class(w, tag, end, name))
        return false;
    if (w->ended && name[0] && strcmp(name, w->group) == 0) {
        w->ended = false;
        return true;
    }
    flush_group(w);
    memcpy(w->group, name, sizeof w->group);
    buffer_put(&w->body, "<g");
    put_class(&w->body, name);
    put_attribute(&w->body, tag, end, "clip-path", 0);
    buffer_put(&w->body, ">\n");
    return true;
}

static void end_group(writer *w)
{
    bool was_ended = w->ended;
    flush_group(w);
    if (w->group[0] && !was_ended)
        w->ended = true;
    else
        buffer_put(&w->body, "</g>\n");
}

static bool take_tag(writer *w, const char *tag, const char *end)
{
    if (is_tag(tag, "<g"))
        return take_group(w, tag, end);
    if (is_tag(tag, "</g")) {
        end_group(w);
        return true;
    }
    if (is_tag(tag, "</symbol")) {
        w->glyph = NULL;
        w->skip = false;
        return true;
    }
    flush_group(w);
    if (is_tag(tag, "<path"))
        return take_path(w, tag, end);
    if (is_tag(tag, "<rect"))
        return take_rect(w, tag, end);
    if (is_tag(tag, "<use"))
        take_use(w, tag, end);
    else if (is_tag(tag, "<symbol"))
        take_symbol(w, tag, end);
    else if (is_tag(tag, "<defs") || is_tag(tag, "</defs")
             || is_tag(tag, "</svg"))
        buffer_add(&w->body, tag, (size_t)(end - tag));
    else
        return problem_set(w->why,
                           "an SVG has an element that is not "
                           "expected: %.40s",
                           tag);
    return true;
}

static bool take_body(writer *w, const char *at)
{
    while ((at = strchr(at, '<'))) {
        const char *end = strchr(at, '>');
        if (!end)
            return problem_set(w->why, "an SVG ends inside a tag");
        if (!take_tag(w, at, end + 1))
            return false;
        at = end;
    }
    return true;
}

bool svg_theme(const char *svg, buffer *out, problem *why)
{
    writer w = {.svg = svg, .why = why};
    const char *root = strstr(svg, "<svg ");
    const char *end = root ? strchr(root, '>') : NULL;
    if (!end)
        return problem_set(why, "not an SVG");
    buffer_put(&w.body, "");
    bool good = take_body(&w, end + 1);
    if (good) {
        buffer_add(out, svg, (size_t)(end + 1 - svg));
        buffer_put(out, "\n");
        styles_put(&w.styles, out);
        buffer_add(out, w.body.text, w.body.n);
        buffer_put(out, "\n");
    }
    buffer_free(&w.body);
    styles_free(&w.styles);
    return good;
}
