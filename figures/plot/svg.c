#include "svg.h"

#include "ink.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Text that grows ------------------------------------------------ */

void buffer_add(buffer *b, const char *text, size_t n)
{
    if (!b->text || b->n + n + 1 > b->room) {
        b->room = 2 * (b->n + n) + 256;
        b->text = must_realloc(b->text, b->room, 1);
    }
    memcpy(b->text + b->n, text, n);
    b->n += n;
    b->text[b->n] = '\0';
}

void buffer_put(buffer *b, const char *text)
{
    buffer_add(b, text, strlen(text));
}

void buffer_free(buffer *b)
{
    free(b->text);
    *b = (buffer){0};
}

/* --- Numbers -------------------------------------------------------- */

/* n / 10^digits in as few characters as there are: 150 / 100 is 1.5. A
 * picture has tens of thousands of numbers, hence no printf. */
static void put_fixed(buffer *out, long n, int digits, bool separate)
{
    char text[32];
    size_t at = sizeof text;
    bool negative = n < 0, begun = false;
    for (n = labs(n); n > 0 || digits > 0; n /= 10, digits--) {
        if (digits == 0 && begun)
            text[--at] = '.';
        if (digits <= 0 || n % 10 != 0 || begun) {
            text[--at] = (char)('0' + n % 10);
            begun = true;
        }
    }
    if (digits == 0 && begun)
        text[--at] = '.';
    if (at == sizeof text)
        text[--at] = '0';
    if (negative || separate)
        text[--at] = negative ? '-' : ' ';
    buffer_add(out, text + at, sizeof text - at);
}

/* The hundredths of a decimal number as cairo writes it, rounded; text goes
 * on behind it. */
static long read_hundredths(const char **text)
{
    const char *c = *text;
    bool negative = *c == '-';
    long n = 0;
    for (c += negative; isdigit((unsigned char)*c); c++)
        n = 10 * n + (*c - '0');
    n *= 100;
    if (*c == '.') {
        long unit = 10;
        for (c++; isdigit((unsigned char)*c); c++, unit /= 10) {
            n += unit * (*c - '0');
            if (unit == 0) {
                n += *c >= '5';
                break;
            }
        }
        while (isdigit((unsigned char)*c))
            c++;
    }
    *text = c;
    return negative ? -n : n;
}

/* Rounds every number of an attribute: matrix(0.866025,…) to so many digits. */
static void put_rounded(buffer *out, const char *text, size_t n, int digits)
{
    const char *end = text + n;
    while (text < end) {
        if (isdigit((unsigned char)*text) || *text == '-' || *text == '.') {
            char *after;
            double value = strtod(text, &after);
            put_fixed(out, lround(value * pow(10, digits)), digits, false);
            text = after;
        } else {
            buffer_add(out, text++, 1);
        }
    }
}

/* --- Path data ------------------------------------------------------ */

/* Positions are whole hundredths, so rounding errors do not add up along a
 * path of relative steps. */
typedef struct pen {
    long x, y, start_x, start_y;
    char command; /* the last one written */
} pen;

static size_t read_numbers(const char **at, const char *end, long *values,
                           size_t most)
{
    size_t n = 0;
    while (n < most) {
        while (*at < end && (**at == ' ' || **at == ','))
            ++*at;
        if (*at == end || isalpha((unsigned char)**at))
            return n;
        const char *before = *at;
        values[n] = read_hundredths(at);
        if (*at == before)
            return n;
        n++;
    }
    return n;
}

static void put_command(buffer *out, pen *p, char command)
{
    /* The same command need not be said again, only kept apart. */
    if (p->command != command || command == 'M')
        buffer_add(out, &command, 1);
    p->command = command;
}

static void put_steps(buffer *out, pen *p, const long *v, size_t n,
                      char command)
{
    bool again = p->command == command;
    put_command(out, p, command);
    for (size_t i = 0; i < n; i += 2) {
        put_fixed(out, v[i] - p->x, 2, again || i > 0);
        put_fixed(out, v[i + 1] - p->y, 2, true);
    }
    p->x = v[n - 2];
    p->y = v[n - 1];
}

static void put_move(buffer *out, pen *p, const long *v)
{
    put_command(out, p, 'M');
    put_fixed(out, v[0], 2, false);
    put_fixed(out, v[1], 2, true);
    p->x = p->start_x = v[0];
    p->y = p->start_y = v[1];
}

void svg_path_data(const char *data, size_t n, buffer *out)
{
    const char *at = data, *end = data + n;
    pen p = {0, 0, 0, 0, '\0'};
    long move[2], v[6];
    bool moved = false; /* a move waits until something is drawn */
    while (at < end) {
        char command = *at++;
        if (command == 'Z') {
            buffer_put(out, "z");
            p.command = 'z';
            p.x = p.start_x;
            p.y = p.start_y;
        } else if (command == 'M') {
            moved = read_numbers(&at, end, move, 2) == 2;
        } else if (command == 'L' || command == 'C') {
            size_t count = command == 'L' ? 2 : 6;
            if (read_numbers(&at, end, v, count) < count)
                return;
            if (moved)
                put_move(out, &p, move);
            moved = false;
            bool same = count == 2 && v[0] == p.x && v[1] == p.y;
            if (!same || p.command == 'M')
                put_steps(out, &p, v, count, command == 'L' ? 'l' : 'c');
        }
    }
}

/* --- Styles --------------------------------------------------------- */

enum { STYLE_ROOM = 320 };

/* Distinct styles in the order in which they appear; the place in the list is
 * the name of the class. Inks stand in it as @000005. */
typedef struct styles {
    char (*at)[STYLE_ROOM];
    size_t n;
} styles;

static void class_name(size_t index, char name[8])
{
    size_t used = 0;
    do {
        name[used++] = (char)('a' + index % 26);
        index /= 26;
    } while (index);
    name[used] = '\0';
}

static size_t style_index(styles *s, const char *style)
{
    for (size_t i = s->n; i > 0; i--)
        if (strcmp(s->at[i - 1], style) == 0)
            return i - 1;
    s->at = must_realloc(s->at, s->n + 1, sizeof *s->at);
    memcpy(s->at[s->n], style, strlen(style) + 1);
    return s->n++;
}

/* rgb(0%,0%,2.352941%) to the ink whose number that is. */
static bool read_ink(const char *value, ink *colour, problem *why)
{
    double r, g, b;
    if (sscanf(value, "rgb(%lf%%,%lf%%,%lf%%)", &r, &g, &b) == 3) {
        *colour = (ink)lround(r * 2.55) << 16 | (ink)lround(g * 2.55) << 8
                  | (ink)lround(b * 2.55);
        if (ink_is_valid(*colour))
            return true;
    }
    return problem_set(why, "an SVG has a colour that is no ink: %.60s", value);
}

static bool is_default(const char *declaration)
{
    static const char *const defaults[] = {
        "stroke:none",          "fill-opacity:1",    "stroke-opacity:1",
        "stroke-miterlimit:10", "fill-rule:nonzero", "stroke-linecap:butt",
        "stroke-linejoin:miter"};
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (strcmp(declaration, defaults[i]) == 0)
            return true;
    return false;
}

static bool add_declaration(char style[STYLE_ROOM], const char *text,
                            problem *why)
{
    char piece[160];
    ink colour = INK_DEFAULT;
    const char *rgb = strstr(text, "rgb(");
    if (is_default(text))
        return true;
    if (rgb) {
        if (!read_ink(rgb, &colour, why))
            return false;
        snprintf(piece, sizeof piece, "%.*s@%06x;", (int)(rgb - text), text,
                 (unsigned)colour);
    } else {
        snprintf(piece, sizeof piece, "%s;", text);
    }
    size_t used = strlen(style), more = strlen(piece);
    if (used + more >= STYLE_ROOM)
        return problem_set(why, "an SVG has a style that is too long");
    memcpy(style + used, piece, more + 1);
    return true;
}

static bool read_style(const char *text, size_t n, char style[STYLE_ROOM],
                       problem *why)
{
    const char *end = text + n;
    style[0] = '\0';
    while (text < end) {
        char one[120];
        const char *stop = memchr(text, ';', (size_t)(end - text));
        size_t size = (size_t)((stop ? stop : end) - text);
        if (size >= sizeof one)
            return problem_set(why, "an SVG has a declaration that is too "
                                    "long");
        memcpy(one, text, size);
        one[size] = '\0';
        if (size && !add_declaration(style, one, why))
            return false;
        text += size + 1;
    }
    return true;
}

/* The declarations of a style with colours for inks; on the dark page only
 * those that differ. */
static void put_declarations(const char *style, bool dark, buffer *out)
{
    while (*style) {
        const char *stop = strchr(style, ';'), *at = strchr(style, '@');
        size_t size = (size_t)(stop - style);
        bool inked = at && at < stop;
        ink colour = inked ? (ink)strtoul(at + 1, NULL, 16) : 0;
        uint32_t rgb = ink_rgb(colour, dark);
        if (!dark || (inked && rgb != ink_rgb(colour, false))) {
            char hex[16];
            if (out->n && out->text[out->n - 1] != '{')
                buffer_put(out, ";");
            buffer_add(out, style, inked ? (size_t)(at - style) : size);
            snprintf(hex, sizeof hex, "#%06x", (unsigned)rgb);
            if (inked)
                buffer_put(out, hex);
        }
        style = stop + 1;
    }
}

static void put_rules(const styles *s, bool dark, buffer *out)
{
    for (size_t i = 0; i < s->n; i++) {
        char name[8];
        size_t before = out->n;
        class_name(i, name);
        buffer_put(out, ".");
        buffer_put(out, name);
        buffer_put(out, "{");
        size_t opened = out->n;
        put_declarations(s->at[i], dark, out);
        if (out->n == opened) {
            out->n = before;
            out->text[before] = '\0';
            continue;
        }
        buffer_put(out, "}\n");
    }
}

static void put_style_element(const styles *s, buffer *out)
{
    buffer dark = {0};
    buffer_put(&dark, "");
    put_rules(s, true, &dark);
    buffer_put(out, "<style>\n");
    put_rules(s, false, out);
    if (dark.n) {
        buffer_put(out, "@media (prefers-color-scheme:dark){\n");
        buffer_put(out, dark.text);
        buffer_put(out, "}\n");
    }
    buffer_put(out, "</style>\n");
    buffer_free(&dark);
}

/* --- Tags ----------------------------------------------------------- */

/* The same few hundred styles come thousands of times, so their classes are
 * remembered by a hash of the text; a newcomer takes the place. */
enum { RECENT = 1024 };
typedef struct recent {
    const char *style; /* in the SVG */
    size_t n;
    char name[8];
} recent;

typedef struct writer {
    const char *svg;
    buffer body;
    styles styles;
    recent recent[RECENT];
    char group[8];     /* class of the text group that is open, or empty */
    bool ended;        /* its end was read but not written: it may go on */
    bool skip;         /* inside a glyph that nothing uses */
    const char *glyph; /* inside a glyph: its id */
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

static size_t hash(const char *text, size_t n)
{
    uint32_t h = 2166136261u; /* Fowler, Noll, Vo */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)text[i]) * 16777619u;
    return h % RECENT;
}

/* The class for the tag's style; empty when there is none or all of it is
 * default. */
static bool find_class(writer *w, const char *tag, const char *end,
                       char name[8])
{
    size_t n;
    char style[STYLE_ROOM];
    const char *value = attribute(tag, end, "style", &n);
    memset(name, 0, 8);
    if (!value)
        return true;
    recent *known = &w->recent[hash(value, n)];
    if (known->n != n || memcmp(known->style, value, n) != 0) {
        if (!read_style(value, n, style, w->why))
            return false;
        if (style[0])
            class_name(style_index(&w->styles, style), name);
        *known = (recent){.style = value, .n = n};
        memcpy(known->name, name, 8);
    }
    memcpy(name, known->name, 8);
    return true;
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
        put_rounded(out, value, n, digits);
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
    char name[8];
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
    char name[8];
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
    char name[8];
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
        put_style_element(&w.styles, out);
        buffer_add(out, w.body.text, w.body.n);
        buffer_put(out, "\n");
    }
    buffer_free(&w.body);
    free(w.styles.at);
    return good;
}
