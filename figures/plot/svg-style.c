/* Styles become classes, inks become colours. */
#include "svg-parts.h"

#include "ink.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void class_name(size_t index, char name[CLASS_ROOM])
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
        while (*text == ' ')
            text++;
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

static size_t hash(const char *text, size_t n)
{
    uint32_t h = 2166136261u; /* Fowler, Noll, Vo */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)text[i]) * 16777619u;
    return h % RECENT_STYLES;
}

bool styles_class(styles *s, const char *text, size_t n, char name[CLASS_ROOM],
                  problem *why)
{
    char style[STYLE_ROOM];
    recent_style *known = &s->recent[hash(text, n)];
    if (!known->text || known->n != n || memcmp(known->text, text, n) != 0) {
        if (!read_style(text, n, style, why))
            return false;
        *known = (recent_style){.text = text, .n = n};
        if (style[0])
            class_name(style_index(s, style), known->name);
    }
    memcpy(name, known->name, CLASS_ROOM);
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
        char name[CLASS_ROOM];
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

void styles_put(const styles *s, buffer *out)
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

void styles_free(styles *s)
{
    free(s->at);
}
