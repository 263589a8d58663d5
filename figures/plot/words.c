#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Loading a font takes longer than drawing a figure, so there is one context
 * for the process. */
static PangoContext *context;

/* --- Markup --------------------------------------------------------- */

/* Where the converter stands: what is open decides what a sign means. */
typedef struct reader {
    const char *at, *start;
    GString *out;
    double size;
    int script; /* depth of _{ } and ^{ } */
    bool italic;
} reader;

static void open_script(reader *r, char sign)
{
    double size = r->size * (r->script ? 0.6 : 0.72);
    double rise = r->size * (sign == '^' ? 0.36 : -0.17);
    g_string_append_printf(r->out, "<span size=\"%d\" rise=\"%d\">",
                           (int)lround(size * PANGO_SCALE),
                           (int)lround(rise * PANGO_SCALE));
    r->script++;
}

static void close_script(reader *r)
{
    g_string_append(r->out, "</span>");
    r->script--;
}

/* A hyphen joins words; before a number or a variable, between spaces and in
 * a script it is a minus. */
static bool is_minus(const reader *r)
{
    char before = r->at == r->start ? ' ' : r->at[-1];
    char after = r->at[1];
    bool word_before = g_ascii_isalnum(before) || before == '}';
    if (r->script)
        return true;
    if (before == ' ' && after == ' ')
        return true;
    return !word_before
           && (g_ascii_isdigit(after) || after == '*' || after == '.'
               || after == '(');
}

static void put_char(reader *r)
{
    gunichar c = g_utf8_get_char(r->at);
    if (c == '&')
        g_string_append(r->out, "&amp;");
    else if (c == '<')
        g_string_append(r->out, "&lt;");
    else if (c == '>')
        g_string_append(r->out, "&gt;");
    else if (c == '-' && is_minus(r))
        g_string_append(r->out, "\xe2\x88\x92");
    else if (c == 0x2032 && r->at != r->start && r->at[-1] == '*')
        g_string_append(r->out, "\xe2\x80\x89\xe2\x80\xb2"); /* f ' */
    else
        g_string_append_unichar(r->out, c);
    r->at = g_utf8_next_char(r->at);
}

static void toggle_italic(reader *r)
{
    g_string_append(r->out, r->italic ? "</i>" : "<i>");
    r->italic = !r->italic;
    r->at++;
}

static bool convert(reader *r, char until, problem *why);

/* After _ or ^: one character, one *variable*, or a group in braces. */
static bool convert_script(reader *r, problem *why)
{
    bool italic = r->italic;
    open_script(r, *r->at++);
    r->italic = false;
    if (*r->at == '{') {
        r->at++;
        if (!convert(r, '}', why))
            return false;
    } else if (*r->at == '*') {
        r->at++;
        g_string_append(r->out, "<i>");
        if (!convert(r, '*', why))
            return false;
        g_string_append(r->out, "</i>");
    } else if (*r->at) {
        put_char(r);
    }
    r->italic = italic;
    close_script(r);
    return true;
}

static bool convert(reader *r, char until, problem *why)
{
    while (*r->at && *r->at != until) {
        if (*r->at == '*')
            toggle_italic(r);
        else if (*r->at == '_' || *r->at == '^') {
            if (!convert_script(r, why))
                return false;
        } else {
            if (*r->at == '\\' && r->at[1])
                r->at++;
            put_char(r);
        }
    }
    if (r->italic)
        return plot_problem_set(why, "label \"%s\": a * is left open",
                                r->start);
    if (until && *r->at != until)
        return plot_problem_set(
            why, "label \"%s\": no %c at the end of a script", r->start, until);
    if (until)
        r->at++;
    return true;
}

char *plot_words_markup(const char *source, double size, problem *why)
{
    reader r = {source, source, g_string_new(NULL), size, 0, false};
    bool good = g_utf8_validate(source, -1, NULL)
                || plot_problem_set(why, "a label is not UTF-8");
    if (good && convert(&r, '\0', why))
        return g_string_free(r.out, FALSE);
    g_string_free(r.out, TRUE);
    return NULL;
}

/* --- Font ----------------------------------------------------------- */

static PangoFontDescription *describe(double size)
{
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, WORDS_FAMILY);
    pango_font_description_set_absolute_size(d, size * PANGO_SCALE);
    return d;
}

static void check_family(void)
{
    PangoFontDescription *wanted = describe(9);
    PangoFont *font = pango_context_load_font(context, wanted);
    PangoFontDescription *found = font ? pango_font_describe(font) : NULL;
    const char *family =
        found ? pango_font_description_get_family(found) : "nothing";
    if (strcmp(family, WORDS_FAMILY) != 0)
        plot_fail("the font %s is not installed (found %s instead)",
                  WORDS_FAMILY, family);
    pango_font_description_free(found);
    pango_font_description_free(wanted);
    g_object_unref(font);
}

/* One unit is one point, and nothing is rounded to pixels: the page decides
 * how large a pixel is. */
static void open_context(void)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    check_family();
}

void plot_words_start(void)
{
    if (!context)
        open_context();
}

void plot_words_shutdown(void)
{
    if (context)
        g_object_unref(context);
    context = NULL;
    pango_cairo_font_map_set_default(NULL);
}

/* --- Setting -------------------------------------------------------- */

/* The first character that the font lacks, for the message. */
static gunichar missing_char(PangoLayout *layout)
{
    PangoFontDescription *d = describe(9);
    PangoFont *font = pango_context_load_font(context, d);
    PangoCoverage *have =
        pango_font_get_coverage(font, pango_language_from_string("en"));
    gunichar missing = 0xfffd;
    for (const char *c = pango_layout_get_text(layout); *c;
         c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u > ' '
            && pango_coverage_get(have, (int)u) == PANGO_COVERAGE_NONE) {
            missing = u;
            break;
        }
    }
    g_object_unref(have);
    g_object_unref(font);
    pango_font_description_free(d);
    return missing;
}

static bool set_markup(words *w, double size, problem *why)
{
    char *plain = NULL;
    PangoAttrList *attributes = NULL;
    char *markup = plot_words_markup(w->source, size, why);
    if (!markup)
        return false;
    bool good =
        pango_parse_markup(markup, -1, 0, &attributes, &plain, NULL, NULL);
    g_free(markup);
    if (!good)
        return plot_problem_set(why, "label \"%s\": the markup is crossed",
                                w->source);
    pango_attr_list_insert(attributes, pango_attr_fallback_new(FALSE));
    pango_layout_set_text(w->layout, plain, -1);
    pango_layout_set_attributes(w->layout, attributes);
    pango_attr_list_unref(attributes);
    g_free(plain);
    if (pango_layout_get_unknown_glyphs_count(w->layout) == 0)
        return true;
    return plot_problem_set(why, "label \"%s\": %s has no glyph for U+%04X",
                            w->source, WORDS_FAMILY,
                            (unsigned)missing_char(w->layout));
}

static double last_baseline(PangoLayout *layout)
{
    PangoLayoutIter *line = pango_layout_get_iter(layout);
    while (pango_layout_iter_next_line(line))
        continue;
    double baseline = (double)pango_layout_iter_get_baseline(line);
    pango_layout_iter_free(line);
    return baseline / PANGO_SCALE;
}

static void measure(words *w, double size)
{
    PangoRectangle black, logical;
    pango_layout_get_extents(w->layout, &black, &logical);
    w->baseline = (double)pango_layout_get_baseline(w->layout) / PANGO_SCALE;
    w->width = (double)logical.width / PANGO_SCALE;
    w->left = (double)black.x / PANGO_SCALE;
    w->right = (double)(black.x + black.width) / PANGO_SCALE;
    w->top = w->baseline - (double)black.y / PANGO_SCALE;
    w->bottom = (double)(black.y + black.height) / PANGO_SCALE - w->baseline;
    w->descent = w->bottom + w->baseline - last_baseline(w->layout);
    w->middle = 0.34 * size;
    if (pango_layout_get_line_count(w->layout) > 1)
        w->middle = (w->top - w->bottom) / 2;
}

words *plot_words_new(const char *source, double size, ink colour, align lines)
{
    static const PangoAlignment how[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                         PANGO_ALIGN_RIGHT};
    plot_words_start();
    words *w = plot_must_calloc(1, sizeof *w);
    PangoFontDescription *font = describe(size);
    w->source = g_strdup(source);
    w->ink = colour == INK_DEFAULT ? INK_TEXT : colour;
    w->layout = pango_layout_new(context);
    pango_layout_set_font_description(w->layout, font);
    pango_layout_set_alignment(w->layout, how[lines]);
    pango_layout_set_line_spacing(w->layout, 1.12f);
    pango_font_description_free(font);
    problem why = {""};
    if (!set_markup(w, size, &why)) {
        plot_words_free(w);
        plot_fail("%s", why.text);
    }
    measure(w, size);
    return w;
}

void plot_words_free(words *w)
{
    if (!w)
        return;
    g_object_unref(w->layout);
    g_free(w->source);
    free(w);
}

void plot_words_draw(canvas *c, const words *w, point at, double angle,
                     double halo)
{
    cairo_save(c->cr);
    cairo_translate(c->cr, at.x, at.y);
    if (angle != 0)
        cairo_rotate(c->cr, -angle * pi / 180);
    cairo_move_to(c->cr, 0, -w->baseline);
    if (halo > 0) {
        pango_cairo_layout_path(c->cr, w->layout);
        cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(c->cr, 2 * halo);
        plot_canvas_ink(c, INK_PAPER, 0.85);
        cairo_stroke(c->cr);
        cairo_move_to(c->cr, 0, -w->baseline);
    }
    plot_canvas_ink(c, w->ink, 1);
    if (c->outlines) {
        pango_cairo_layout_path(c->cr, w->layout);
        cairo_fill(c->cr);
    } else {
        pango_cairo_show_layout(c->cr, w->layout);
    }
    cairo_restore(c->cr);
}
