#include "words.h"

#include "markup.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

/* Loading a font takes longer than drawing a figure, so there is one context
 * for the process. */
static PangoContext *context;

/* What of a text is Pango's. */
struct setting {
    PangoLayout *layout;
};

/* --- Font ----------------------------------------------------------- */

static PangoFontDescription *describe(double size)
{
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, WORDS_FAMILY);
    pango_font_description_set_absolute_size(d, size * PANGO_SCALE);
    return d;
}

/* Pango takes another font without a word when this one is missing. */
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

/* An attribute of the run's bytes. */
static void set_run(PangoAttrList *list, const text_run *run,
                    PangoAttribute *attribute)
{
    attribute->start_index = (guint)run->start;
    attribute->end_index = (guint)(run->start + run->n);
    pango_attr_list_insert(list, attribute);
}

static PangoAttrList *attributes_of(const markup *m)
{
    PangoAttrList *list = pango_attr_list_new();
    for (const text_run *run = m->run; run < m->run + m->n; run++) {
        int size = (int)lround(run->size * PANGO_SCALE);
        int rise = (int)lround(run->rise * PANGO_SCALE);
        set_run(list, run, pango_attr_size_new(size));
        set_run(list, run, pango_attr_rise_new(rise));
        if (run->italic)
            set_run(list, run, pango_attr_style_new(PANGO_STYLE_ITALIC));
    }
    pango_attr_list_insert(list, pango_attr_fallback_new(FALSE));
    return list;
}

static bool set_markup(words *w, double size, problem *why)
{
    PangoLayout *layout = w->setting->layout;
    markup m = {0};
    if (!plot_markup_read(w->source, size, &m, why))
        return false;
    PangoAttrList *attributes = attributes_of(&m);
    pango_layout_set_text(layout, m.text.text, -1);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    plot_markup_free(&m);
    if (pango_layout_get_unknown_glyphs_count(layout) == 0)
        return true;
    return plot_problem_set(why, "label \"%s\": %s has no glyph for U+%04X",
                            plot_quote(w->source).text, WORDS_FAMILY,
                            (unsigned)missing_char(layout));
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
    PangoLayout *layout = w->setting->layout;
    PangoRectangle black, logical;
    pango_layout_get_extents(layout, &black, &logical);
    w->baseline = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    w->width = (double)logical.width / PANGO_SCALE;
    w->left = (double)black.x / PANGO_SCALE;
    w->right = (double)(black.x + black.width) / PANGO_SCALE;
    w->top = w->baseline - (double)black.y / PANGO_SCALE;
    w->bottom = (double)(black.y + black.height) / PANGO_SCALE - w->baseline;
    w->descent = w->bottom + w->baseline - last_baseline(layout);
    w->middle = 0.34 * size;
    if (pango_layout_get_line_count(layout) > 1)
        w->middle = (w->top - w->bottom) / 2;
}

static PangoLayout *new_layout(double size, align lines)
{
    static const PangoAlignment how[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                         PANGO_ALIGN_RIGHT};
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = describe(size);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_alignment(layout, how[lines]);
    pango_layout_set_line_spacing(layout, 1.12f);
    pango_font_description_free(font);
    return layout;
}

words *plot_words_new(const char *source, double size, ink colour, align lines)
{
    plot_words_start();
    words *w = plot_must_calloc(1, sizeof *w);
    buffer copy = {0};
    plot_buffer_put(&copy, source);
    w->source = copy.text;
    w->size = size;
    w->ink = colour == INK_DEFAULT ? INK_TEXT : colour;
    w->setting = plot_must_calloc(1, sizeof *w->setting);
    w->setting->layout = new_layout(size, lines);
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
    g_object_unref(w->setting->layout);
    free(w->setting);
    free(w->source);
    free(w);
}

/* region draw-words */
void plot_words_draw(canvas *c, const words *w, point at, double angle,
                     double halo)
{
    PangoLayout *layout = w->setting->layout;
    cairo_save(c->cr);
    cairo_translate(c->cr, at.x, at.y);
    if (angle != 0)
        cairo_rotate(c->cr, -angle * pi / 180);
    cairo_move_to(c->cr, 0, -w->baseline);
    if (halo > 0) {
        pango_cairo_layout_path(c->cr, layout);
        cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(c->cr, 2 * halo);
        plot_canvas_ink(c, INK_PAPER, 0.85);
        cairo_stroke(c->cr);
        cairo_move_to(c->cr, 0, -w->baseline);
    }
    plot_canvas_ink(c, plot_ink_word(w->ink), 1);
    if (c->outlines) {
        pango_cairo_layout_path(c->cr, layout);
        cairo_fill(c->cr);
    } else {
        pango_cairo_show_layout(c->cr, layout);
    }
    cairo_restore(c->cr);
}
/* end draw-words */
