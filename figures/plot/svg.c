/* Reads the elements that cairo writes, and writes those that are needed. */
#include "svg-parts.h"

#include "decimal.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an open element is. */
typedef enum place {
    OUTSIDE,
    IN_PAGE, /* svg, and a group that says nothing */
    IN_DEFS,
    IN_GLYPH,
    IN_TEXT, /* a group with an ink: glyphs are used in it */
    IN_LEAF  /* path, rect, use */
} place;

enum { MOST_DEPTH = 16 };

typedef struct glyph {
    buffer outline; /* path data; empty: a space, drawn all the same */
    size_t number;  /* in the order of use, from 1; 0: not used */
} glyph;

typedef struct reader {
    place open[MOST_DEPTH];
    size_t depth;
    double width, height;
    buffer head, body;
    styles styles;
    GHashTable *glyphs;     /* cairo's id to glyph */
    GPtrArray *used;        /* glyphs in the order of use */
    glyph *glyph;           /* the one that is being read */
    char group[CLASS_ROOM]; /* class of the last group of text */
    size_t group_end;       /* where in the body it was closed */
    problem *why;
} reader;

/* One element: names and values of its attributes as GMarkup hands them
 * over, and its looks. */
typedef struct element {
    const char *name;
    const char **names, **values;
    style style;
} element;

static bool refuse(reader *r, const element *e, const char *what)
{
    return plot_problem_set(r->why, "has a %s %s", e->name, what);
}

static const char *attribute(const element *e, const char *name)
{
    for (size_t i = 0; e->names[i]; i++)
        if (strcmp(e->names[i], name) == 0)
            return e->values[i];
    return NULL;
}

/* A number; 0 when it is not given. */
static double number(const element *e, const char *name)
{
    const char *value = attribute(e, name);
    return value ? plot_decimal_read(value, NULL) : 0;
}

/* --- Writing -------------------------------------------------------- */

static void put_class(reader *r, const style *s)
{
    char name[CLASS_ROOM];
    plot_styles_class(&r->styles, s, name);
    if (name[0]) {
        plot_buffer_put(&r->body, " class=\"");
        plot_buffer_put(&r->body, name);
        plot_buffer_put(&r->body, "\"");
    }
}

static void put_number(buffer *out, const char *name, double value)
{
    plot_buffer_put(out, " ");
    plot_buffer_put(out, name);
    plot_buffer_put(out, "=\"");
    plot_svg_put_number(out, value, 2);
    plot_buffer_put(out, "\"");
}

/* --- Elements ------------------------------------------------------- */

static bool start_svg(reader *r, const element *e)
{
    const char *box = attribute(e, "viewBox");
    char size[120];
    if (r->depth != 0 || !box
        || plot_decimal_scan(box, "0 0 %lf %lf", &r->width, &r->height) != 2)
        return refuse(r, e, "that is not the page");
    plot_decimal_print(
        size, sizeof size,
        "width=\"%gpt\" height=\"%gpt\" viewBox=\"0 0 %g %g\">\n", r->width,
        r->height, r->width, r->height);
    plot_buffer_put(&r->head, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                              "xmlns:xlink=\"http://www.w3.org/1999/xlink\" ");
    plot_buffer_put(&r->head, size);
    r->open[r->depth] = IN_PAGE;
    return true;
}

static bool start_defs(reader *r, const element *e)
{
    (void)e;
    r->open[r->depth] = IN_DEFS;
    return true;
}

static void free_glyph(void *at)
{
    glyph *g = at;
    plot_buffer_free(&g->outline);
    free(g);
}

static bool start_glyph(reader *r, const element *e)
{
    const char *id = attribute(e, "id");
    if (!id || g_hash_table_contains(r->glyphs, id))
        return refuse(r, e, "without an id of its own");
    r->glyph = plot_must_calloc(1, sizeof *r->glyph);
    g_hash_table_insert(r->glyphs, g_strdup(id), r->glyph);
    r->open[r->depth] = IN_GLYPH;
    return true;
}

/* Pango sets a line in pieces; pieces in one ink that follow each other stay
 * in one group. */
static bool start_text(reader *r, const element *e)
{
    static const char end[] = "</g>\n";
    char name[CLASS_ROOM];
    if (!plot_style_has_ink(&e->style))
        return refuse(r, e, "without an ink");
    plot_styles_class(&r->styles, &e->style, name);
    r->open[r->depth] = IN_TEXT;
    if (r->group_end == r->body.n && strcmp(name, r->group) == 0) {
        r->body.n -= sizeof end - 1;
        return true;
    }
    memcpy(r->group, name, sizeof name);
    plot_buffer_put(&r->body, "<g");
    put_class(r, &e->style);
    plot_buffer_put(&r->body, ">\n");
    return true;
}

static bool start_group(reader *r, const element *e)
{
    place outer = r->open[r->depth - 1];
    if (outer == IN_DEFS && attribute(e, "id"))
        return start_glyph(r, e);
    if (outer == IN_PAGE && !plot_style_is_empty(&e->style))
        return start_text(r, e);
    r->open[r->depth] = outer;
    return outer == IN_PAGE || outer == IN_DEFS
           || refuse(r, e, "inside a text or a glyph");
}

static bool take_outline(reader *r, const element *e, const char *data)
{
    if (plot_style_has_ink(&e->style) || attribute(e, "transform")
        || r->glyph->outline.n)
        return refuse(r, e, "that is no plain outline of a glyph");
    return plot_svg_path_data(data, &r->glyph->outline)
           || refuse(r, e, "whose data are not understood");
}

/* In the page every shape names its ink, or it would come out black. */
static bool is_inked(reader *r, const element *e)
{
    if (r->open[r->depth - 1] != IN_PAGE)
        return refuse(r, e, "outside the page");
    if (!plot_style_says_fill(&e->style) || !plot_style_has_ink(&e->style))
        return refuse(r, e, "without an ink");
    return true;
}

static bool take_path(reader *r, const element *e)
{
    const char *data = attribute(e, "d"), *matrix = attribute(e, "transform");
    if (!data)
        return refuse(r, e, "without data");
    if (r->open[r->depth - 1] == IN_GLYPH)
        return take_outline(r, e, data);
    if (!is_inked(r, e))
        return false;
    plot_buffer_put(&r->body, "<path");
    put_class(r, &e->style);
    plot_buffer_put(&r->body, " d=\"");
    if (!plot_svg_path_data(data, &r->body))
        return refuse(r, e, "whose data are not understood");
    if (matrix) {
        plot_buffer_put(&r->body, "\" transform=\"");
        plot_svg_put_rounded(&r->body, matrix, 4);
    }
    plot_buffer_put(&r->body, "\"/>\n");
    return true;
}

/* cairo fills the page with a rectangle, 1.18 with one that is larger than
 * the page: the part of it that can be seen. */
static bool take_rect(reader *r, const element *e)
{
    double left = fmax(number(e, "x"), 0), top = fmax(number(e, "y"), 0);
    double right = fmin(number(e, "x") + number(e, "width"), r->width);
    double bottom = fmin(number(e, "y") + number(e, "height"), r->height);
    if (!is_inked(r, e))
        return false;
    plot_buffer_put(&r->body, "<rect");
    put_class(r, &e->style);
    if (left > 0)
        put_number(&r->body, "x", left);
    if (top > 0)
        put_number(&r->body, "y", top);
    put_number(&r->body, "width", fmax(right - left, 0));
    put_number(&r->body, "height", fmax(bottom - top, 0));
    plot_buffer_put(&r->body, "/>\n");
    return true;
}

static glyph *find_glyph(reader *r, const element *e)
{
    const char *to = attribute(e, "xlink:href");
    if (!to)
        to = attribute(e, "href");
    glyph *g =
        to && to[0] == '#' ? g_hash_table_lookup(r->glyphs, to + 1) : NULL;
    if (!g)
        plot_problem_set(r->why, "uses %s, which is no glyph in it",
                         to ? to : "nothing");
    return g;
}

static bool take_use(reader *r, const element *e)
{
    char link[48];
    if (r->open[r->depth - 1] != IN_TEXT)
        return refuse(r, e, "outside a text");
    glyph *g = find_glyph(r, e);
    if (!g || g->outline.n == 0)
        return g != NULL;
    if (g->number == 0) {
        g_ptr_array_add(r->used, g);
        g->number = r->used->len;
    }
    snprintf(link, sizeof link, "<use xlink:href=\"#g%zu\"", g->number);
    plot_buffer_put(&r->body, link);
    put_number(&r->body, "x", number(e, "x"));
    put_number(&r->body, "y", number(e, "y"));
    plot_buffer_put(&r->body, "/>\n");
    return true;
}

/* --- Reading -------------------------------------------------------- */

/* Each element with the attributes that it may have besides its looks. */
static const struct kind {
    const char *name;
    bool (*start)(reader *, const element *);
    const char *attributes[8];
} kinds[] = {
    {"svg",
     start_svg,
     {"width", "height", "viewBox", "version", "xmlns", "xmlns:xlink"}},
    {"defs", start_defs, {NULL}},
    {"symbol", start_glyph, {"id", "overflow"}},
    {"g", start_group, {"id"}},
    {"path", take_path, {"d", "transform"}},
    {"rect", take_rect, {"x", "y", "width", "height"}},
    {"use", take_use, {"xlink:href", "href", "x", "y"}},
};

static const struct kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

static bool is_listed(const struct kind *k, const char *name)
{
    for (size_t i = 0; k->attributes[i]; i++)
        if (strcmp(k->attributes[i], name) == 0)
            return true;
    return false;
}

/* style="fill:none;stroke-width:0.8" */
static bool take_declarations(style *s, const char *text, problem *why)
{
    char **list = g_strsplit(text, ";", -1);
    bool good = true;
    for (char **one = list; good && *one; one++) {
        char *value = strchr(*one, ':');
        if (value)
            *value++ = '\0';
        if (*g_strstrip(*one))
            good =
                plot_style_take(s, *one, value ? g_strstrip(value) : "", why);
    }
    g_strfreev(list);
    return good;
}

static bool take_attributes(const struct kind *k, element *e, problem *why)
{
    for (size_t i = 0; e->names[i]; i++) {
        if (is_listed(k, e->names[i]))
            continue;
        bool many = strcmp(e->names[i], "style") == 0;
        if (!(many
                  ? take_declarations(&e->style, e->values[i], why)
                  : plot_style_take(&e->style, e->names[i], e->values[i], why)))
            return false;
    }
    return true;
}

static bool take_element(reader *r, element *e)
{
    const struct kind *k = find_kind(e->name);
    if (!k)
        return refuse(r, e, "element, which is not understood");
    if (r->depth == MOST_DEPTH
        || (r->depth > 0 ? r->open[r->depth - 1] == IN_LEAF
                         : k->start != start_svg))
        return refuse(r, e, "in the wrong place");
    r->open[r->depth] = IN_LEAF;
    if (!take_attributes(k, e, r->why) || !k->start(r, e))
        return false;
    r->depth++;
    return true;
}

/* GMarkup stops at an error that is set; the sentence is in r->why. */
static void stop(GError **error)
{
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                        "");
}

static void on_start(GMarkupParseContext *context, const char *name,
                     const char **names, const char **values, void *at,
                     GError **error)
{
    (void)context;
    element e = {.name = name, .names = names, .values = values};
    if (!take_element(at, &e))
        stop(error);
}

static void on_end(GMarkupParseContext *context, const char *name, void *at,
                   GError **error)
{
    (void)context;
    (void)name;
    (void)error;
    reader *r = at;
    if (r->open[--r->depth] == IN_TEXT) {
        plot_buffer_put(&r->body, "</g>\n");
        r->group_end = r->body.n;
    }
}

static void on_text(GMarkupParseContext *context, const char *text, size_t n,
                    void *at, GError **error)
{
    (void)context;
    reader *r = at;
    char *copy = g_strndup(text, n); /* no NUL ends theirs */
    const char *words = copy + strspn(copy, " \t\r\n");
    if (*words) {
        plot_problem_set(r->why, "has a text: %s", plot_quote(words).text);
        stop(error);
    }
    g_free(copy);
}

static bool read_svg(reader *r, const char *svg, size_t n)
{
    static const GMarkupParser calls = {on_start, on_end, on_text, NULL, NULL};
    GError *error = NULL;
    GMarkupParseContext *context =
        g_markup_parse_context_new(&calls, G_MARKUP_DEFAULT_FLAGS, r, NULL);
    bool good = g_markup_parse_context_parse(context, svg, (gssize)n, &error)
                && g_markup_parse_context_end_parse(context, &error);
    if (!good)
        plot_problem_set(r->why, "is no XML: %s", error->message);
    g_clear_error(&error);
    g_markup_parse_context_free(context);
    return good;
}

/* --- The whole ------------------------------------------------------ */

static void put_glyphs(const reader *r, buffer *out)
{
    if (r->used->len == 0)
        return;
    plot_buffer_put(out, "<defs>\n");
    for (unsigned i = 0; i < r->used->len; i++) {
        const glyph *g = g_ptr_array_index(r->used, i);
        char begin[48];
        snprintf(begin, sizeof begin, "<path id=\"g%zu\" d=\"", g->number);
        plot_buffer_put(out, begin);
        plot_buffer_put(out, g->outline.text);
        plot_buffer_put(out, "\"/>\n");
    }
    plot_buffer_put(out, "</defs>\n");
}

static void put_whole(const reader *r, buffer *out)
{
    plot_buffer_put(out, r->head.text);
    plot_styles_put(&r->styles, out);
    put_glyphs(r, out);
    plot_buffer_add(out, r->body.text, r->body.n);
    plot_buffer_put(out, "</svg>\n");
}

bool plot_svg_theme(const char *svg, size_t n, buffer *out, problem *why)
{
    reader r = {.why = why, .group_end = SIZE_MAX};
    r.glyphs =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_glyph);
    r.used = g_ptr_array_new();
    plot_styles_open(&r.styles);
    bool good = read_svg(&r, svg, n);
    if (good)
        put_whole(&r, out);
    plot_buffer_free(&r.head);
    plot_buffer_free(&r.body);
    plot_styles_free(&r.styles);
    g_hash_table_destroy(r.glyphs);
    g_ptr_array_free(r.used, TRUE);
    return good;
}
