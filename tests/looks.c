/* usage: looks/NN-name DATA.tsv
 *
 * A drawing program whose figures are not drawn but looked at: which inks,
 * dashes and marks meet in a panel. Two that do must be told apart by the
 * colour-blind, and in a print without colour.
 *
 * It is linked with the chapter's drawing program, whose table it is given, and
 * the linker leads what layers draw with to the functions below
 * (-Wl,--wrap). */
#include "plot/arrow.h"
#include "plot/model.h"
#include "plot/say.h"

#include "colour.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- What is drawn -------------------------------------------------- */

/* One ink in a panel: the sets of dashes and shapes in which it is drawn, a
 * bit each. */
typedef struct look {
    ink ink;
    unsigned dashes, shapes;
    bool arrows, areas;
    bool is_named; /* a text of the panel has this ink */
} look;

/* The bits of an ink that say which ramp it is from (ink.c). */
enum { MOST_LOOKS = 64, RAMPS_MASK = 0xbf0000 };

static struct {
    look at[MOST_LOOKS];
    size_t n;
} seen;

/* Axes, notes and grounds are no things to be told apart. */
static bool says_something(ink colour)
{
    return colour >= INK_SLATE && colour != INK_WHITE && colour != INK_BLACK;
}

/* A strip along the axis is coloured like the pieces of the curves that share
 * this axis, and says what they are. */
static ink strips[MOST_LOOKS];
static size_t strip_count;

static look *look_of(ink colour)
{
    static look nothing;
    if (colour & RAMPS_MASK) /* one look, whatever its position */
        colour = plot_ink_ramp((ramp)(colour >> 16 & 0x3fu), 0.5);
    if (!says_something(colour))
        return &nothing;
    for (size_t i = 0; i < seen.n; i++)
        if (seen.at[i].ink == colour)
            return &seen.at[i];
    if (seen.n == MOST_LOOKS)
        plot_fail("a panel has more than %d inks", MOST_LOOKS);
    seen.at[seen.n] = (look){.ink = colour};
    return &seen.at[seen.n++];
}

/* Tints of one ink are steps of a scale, and ramps are scales by themselves. */
static bool is_a_scale(ink a, ink b)
{
    return (a & RAMPS_MASK) || (b & RAMPS_MASK)
               ? (a & RAMPS_MASK) && (b & RAMPS_MASK)
               : plot_ink_tint(a, 1) == plot_ink_tint(b, 1);
}

void __wrap_plot_canvas_stroke(canvas *c, const polylines *p, line_style style);
void __wrap_plot_canvas_fill(canvas *c, const polylines *p, ink colour,
                             double opacity);
void __wrap_plot_canvas_mark(canvas *c, point at, mark_style style);
void __wrap_plot_arrow_draw(canvas *c, point tail, point tip,
                            arrow_style style);
void __real_plot_add_strip(axes *ax, unsigned row, double x0, double x1,
                           ink colour, const char *text);
void __wrap_plot_add_strip(axes *ax, unsigned row, double x0, double x1,
                           ink colour, const char *text);

void __wrap_plot_add_strip(axes *ax, unsigned row, double x0, double x1,
                           ink colour, const char *text)
{
    if (text && *text && strip_count < MOST_LOOKS)
        strips[strip_count++] = colour;
    __real_plot_add_strip(ax, row, x0, x1, colour, text);
}

/* Thinner lines are contours, errors and frames: they lie beneath. */
void __wrap_plot_canvas_stroke(canvas *c, const polylines *p, line_style style)
{
    (void)c;
    if (p->lines > 0 && style.width >= 1)
        look_of(style.ink)->dashes |= 1u << style.dash;
}

/* Pale areas are grounds too; ramps are read by their scale. */
void __wrap_plot_canvas_fill(canvas *c, const polylines *p, ink colour,
                             double opacity)
{
    (void)c;
    if (p->lines > 0 && opacity >= 0.4)
        look_of(colour)->areas = true;
}

void __wrap_plot_canvas_mark(canvas *c, point at, mark_style style)
{
    (void)c;
    (void)at;
    if (style.ink == INK_DEFAULT)
        style.ink = INK_DESCENT;
    look_of(style.ink)->shapes |= 1u << style.shape;
}

void __wrap_plot_arrow_draw(canvas *c, point tail, point tip, arrow_style style)
{
    (void)c;
    (void)tail;
    (void)tip;
    look_of(style.ink)->arrows = true;
}

/* A label names the things that have its ink, pale or full. */
static void name_looks(ink colour)
{
    for (size_t i = 0; i < seen.n; i++)
        if (is_a_scale(seen.at[i].ink, colour))
            seen.at[i].is_named = true;
}

/* Where ticks are words, what stands at one is named by it; and so is what lies
 * in a row that has its name at the left. */
static void name_places(const axes *ax)
{
    for (size_t i = 0; i < seen.n; i++)
        if (ax->y.by_hand || (ax->x.by_hand && !seen.at[i].dashes))
            seen.at[i].is_named = true;
}

static void look_at_panel(const axes *ax)
{
    cairo_surface_t *paper =
        cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
    canvas c = {.cr = cairo_create(paper)};
    seen.n = 0;
    for (const layer *l = ax->layers; l; l = l->next)
        if (l->kind->draw)
            l->kind->draw(l, ax, &c);
    cairo_destroy(c.cr);
    cairo_surface_destroy(paper);
    for (const label *l = ax->fig->labels; l; l = l->next)
        if (l->ax == ax && !l->hidden)
            name_looks(l->style.ink);
    for (const legend_entry *e = ax->legend; e; e = e->next)
        name_looks(e->is_mark ? e->mark.ink : e->line.ink);
    for (size_t i = 0; i < strip_count; i++)
        name_looks(strips[i]);
    name_places(ax);
}

/* --- What can be told apart ----------------------------------------- */

/* CIEDE2000 in normal sight and for the colour-blind; lightness in print. */
static const double least_apart[SIGHTS] = {20, 10, 10};
static const double least_lightness = 12;

static bool colours_differ(ink a, ink b)
{
    for (int dark = 0; dark < 2; dark++)
        for (sight s = NORMAL; s < SIGHTS; s++)
            if (colour_difference(colour_lab(plot_ink_rgb(a, dark), s),
                                  colour_lab(plot_ink_rgb(b, dark), s))
                < least_apart[s])
                return false;
    return true;
}

static bool greys_differ(ink a, ink b)
{
    for (int dark = 0; dark < 2; dark++)
        if (fabs(colour_lab(plot_ink_rgb(a, dark), NORMAL).l
                 - colour_lab(plot_ink_rgb(b, dark), NORMAL).l)
            < least_lightness)
            return false;
    return true;
}

/* Lines are told apart by their dashes, or by the marks on them. */
static bool forms_differ(const look *a, const look *b)
{
    bool lines = a->dashes && b->dashes, marks = a->shapes && b->shapes;
    return (lines && !(a->dashes & b->dashes))
           || (marks && !(a->shapes & b->shapes))
           || (!lines && !marks && !(a->arrows && b->arrows)
               && !(a->areas && b->areas));
}

static bool are_told_apart(const look *a, const look *b)
{
    return is_a_scale(a->ink, b->ink) || forms_differ(a, b)
           || (a->is_named && b->is_named)
           || (colours_differ(a->ink, b->ink) && greys_differ(a->ink, b->ink));
}

/* --- All figures ---------------------------------------------------- */

typedef struct visit {
    const figure_entry *entry;
    const dataset *data;
    figure *fig;
    size_t looks, pairs, alike;
} visit;

static void check_panel(visit *v, const axes *ax)
{
    look_at_panel(ax);
    v->looks += seen.n;
    for (size_t i = 0; i < seen.n; i++)
        for (size_t k = 0; k < i; k++) {
            v->pairs++;
            if (are_told_apart(&seen.at[k], &seen.at[i]))
                continue;
            v->alike++;
            plot_report("panel %zu, %zu: #%06x and #%06x are not told apart "
                        "without colour: give them dashes, marks or names",
                        ax->row, ax->column,
                        (unsigned)plot_ink_rgb(seen.at[k].ink, false),
                        (unsigned)plot_ink_rgb(seen.at[i].ink, false));
        }
}

static void check_figure(void *with)
{
    visit *v = with;
    strip_count = 0;
    v->entry->draw(v->fig, v->data);
    plot_figure_layout(v->fig);
    for (const axes *ax = v->fig->panels; ax; ax = ax->next)
        check_panel(v, ax);
}

static bool visit_layout(visit *v, bool narrow)
{
    problem why = {""};
    page_size size = plot_figure_size(v->entry, narrow);
    phrase name = plot_say("%s%s", v->entry->name, narrow ? ", narrow" : "");
    plot_report_figure(name.text);
    v->fig = plot_figure_new(v->entry->name, size.width, size.height);
    bool good = plot_attempt(check_figure, v, &why);
    if (!good)
        plot_report("%s", why.text);
    plot_figure_free(v->fig);
    plot_report_figure(NULL);
    return good;
}

int plot_figures_main(int argc, char **argv, const figure_entry *table)
{
    problem why = {""};
    visit v = {0};
    bool good = true;
    plot_report_program("looks");
    plot_words_start();
    dataset *data = plot_data_open(argc == 2 ? argv[1] : "", &why);
    if (!data)
        plot_report("%s", why.text);
    v.data = data;
    for (v.entry = table; data && v.entry->name; v.entry++) {
        good = visit_layout(&v, false) && good;
        if (v.entry->narrow > 0)
            good = visit_layout(&v, true) && good;
    }
    plot_data_close(data);
    plot_words_shutdown();
    printf("looks: %zu passed, %zu failed\n", v.pairs - v.alike, v.alike);
    return data && good && v.looks > 0 && v.alike == 0 ? EXIT_SUCCESS
                                                       : EXIT_FAILURE;
}
