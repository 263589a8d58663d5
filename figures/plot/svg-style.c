/* Styles become classes, inks become colours. */
#include "svg-parts.h"

#include "decimal.h"
#include "ink.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What cairo may say of an element, and what SVG takes when it says nothing.
 * (Of the fill that is black: svg.c lets no shape of the page rely on it.) */
static const struct property {
    const char *name, *taken;
} properties[PROPERTIES] = {
    {"fill", ""},
    {"fill-opacity", "1"},
    {"fill-rule", "nonzero"},
    {"stroke", "none"},
    {"stroke-width", "1"},
    {"stroke-opacity", "1"},
    {"stroke-linecap", "butt"},
    {"stroke-linejoin", "miter"},
    {"stroke-miterlimit", "4"},
    {"stroke-dasharray", "none"},
    {"stroke-dashoffset", "0"},
};

enum { FILL = 0, STROKE = 3, LINE_JOIN = 7, MITER_LIMIT = 8 };

/* --- One style ------------------------------------------------------ */

static bool is_paint(size_t property)
{
    return property == FILL || property == STROKE;
}

/* rgb(0%, 0%, 2.352941%) to the ink whose number that is. */
static bool take_ink(char *to, const char *value, problem *why)
{
    double r, g, b;
    char end;
    if (plot_decimal_scan(value, "rgb( %lf%% , %lf%% , %lf%% )%c", &r, &g, &b,
                          &end)
            == 3
        && r >= 0 && g >= 0 && b >= 0) {
        ink colour = (ink)lround(r * 2.55) << 16 | (ink)lround(g * 2.55) << 8
                     | (ink)lround(b * 2.55);
        if (plot_ink_is_valid(colour)) {
            snprintf(to, VALUE_ROOM, "@%06x", (unsigned)colour);
            return true;
        }
    }
    return plot_problem_set(why, "has a colour that is no ink: %.60s", value);
}

/* Lists of numbers come with commas, with blanks, or with both. */
static bool take_value(char *to, const char *value, problem *why)
{
    size_t n = 0;
    for (const char *c = value; *c; c++) {
        bool gap = *c == ' ' || *c == ',';
        if (n + 1 == VALUE_ROOM)
            return plot_problem_set(why, "has a value that is too long: %.60s",
                                    value);
        if (!gap)
            to[n++] = *c;
        else if (n > 0 && to[n - 1] != ',')
            to[n++] = ',';
    }
    to[n] = '\0';
    return true;
}

bool plot_style_take(style *s, const char *name, const char *value,
                     problem *why)
{
    for (size_t i = 0; i < PROPERTIES; i++) {
        if (strcmp(properties[i].name, name) != 0)
            continue;
        if (is_paint(i) && strcmp(value, "none") != 0)
            return take_ink(s->value[i], value, why);
        return take_value(s->value[i], value, why);
    }
    return plot_problem_set(why, "has %.40s=\"%.60s\", which is not understood",
                            name, value);
}

bool plot_style_is_empty(const style *s)
{
    for (size_t i = 0; i < PROPERTIES; i++)
        if (s->value[i][0])
            return false;
    return true;
}

bool plot_style_says_fill(const style *s)
{
    return s->value[FILL][0] != '\0';
}

bool plot_style_has_ink(const style *s)
{
    return s->value[FILL][0] == '@' || s->value[STROKE][0] == '@';
}

/* --- All styles ----------------------------------------------------- */

void plot_styles_open(styles *s)
{
    s->text = g_ptr_array_new_with_free_func(g_free);
    s->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
}

void plot_styles_free(styles *s)
{
    g_hash_table_destroy(s->names);
    g_ptr_array_free(s->text, TRUE);
}

static void class_name(size_t index, char name[CLASS_ROOM])
{
    size_t used = 0;
    do {
        name[used++] = (char)('a' + index % 26);
        index /= 26;
    } while (index);
    name[used] = '\0';
}

/* Does it say something that SVG would not take anyway? */
static bool is_needed(const style *s, size_t i)
{
    if (i == MITER_LIMIT && strcmp(s->value[LINE_JOIN], "round") == 0)
        return false;
    return s->value[i][0] && strcmp(s->value[i], properties[i].taken) != 0;
}

/* As declarations: "fill:none;stroke:@000001;". */
static void style_text(const style *s, char text[PROPERTIES * 72])
{
    size_t n = 0;
    text[0] = '\0';
    for (size_t i = 0; i < PROPERTIES; i++)
        if (is_needed(s, i))
            n += (size_t)snprintf(text + n, 72, "%s:%s;", properties[i].name,
                                  s->value[i]);
}

void plot_styles_class(styles *s, const style *one, char name[CLASS_ROOM])
{
    char text[PROPERTIES * 72];
    style_text(one, text);
    name[0] = '\0';
    if (!text[0])
        return;
    const char *known = g_hash_table_lookup(s->names, text);
    if (known) {
        memcpy(name, known, strlen(known) + 1);
        return;
    }
    char *kept = g_strdup(text);
    class_name(s->text->len, name);
    g_ptr_array_add(s->text, kept);
    g_hash_table_insert(s->names, kept, g_strdup(name));
}

/* The declarations of a style with colours for inks; on the dark page only
 * those that differ. */
static void put_declarations(const char *text, bool dark, buffer *out)
{
    while (*text) {
        const char *stop = strchr(text, ';'), *at = strchr(text, '@');
        size_t size = (size_t)(stop - text);
        bool inked = at && at < stop;
        ink colour = inked ? (ink)strtoul(at + 1, NULL, 16) : 0;
        uint32_t rgb = plot_ink_rgb(colour, dark);
        if (!dark || (inked && rgb != plot_ink_rgb(colour, false))) {
            char hex[16];
            if (out->n && out->text[out->n - 1] != '{')
                plot_buffer_put(out, ";");
            plot_buffer_add(out, text, inked ? (size_t)(at - text) : size);
            snprintf(hex, sizeof hex, "#%06x", (unsigned)rgb);
            if (inked)
                plot_buffer_put(out, hex);
        }
        text = stop + 1;
    }
}

static void put_rules(const styles *s, bool dark, buffer *out)
{
    for (unsigned i = 0; i < s->text->len; i++) {
        char name[CLASS_ROOM];
        size_t before = out->n;
        class_name(i, name);
        plot_buffer_put(out, ".");
        plot_buffer_put(out, name);
        plot_buffer_put(out, "{");
        size_t opened = out->n;
        put_declarations(g_ptr_array_index(s->text, i), dark, out);
        if (out->n == opened) {
            out->n = before;
            out->text[before] = '\0';
            continue;
        }
        plot_buffer_put(out, "}\n");
    }
}

void plot_styles_put(const styles *s, buffer *out)
{
    buffer dark = {0};
    put_rules(s, true, &dark);
    plot_buffer_put(out, "<style>\n");
    put_rules(s, false, out);
    if (dark.n) {
        plot_buffer_put(out, "@media (prefers-color-scheme:dark){\n");
        plot_buffer_put(out, dark.text);
        plot_buffer_put(out, "}\n");
    }
    plot_buffer_put(out, "</style>\n");
    plot_buffer_free(&dark);
}
