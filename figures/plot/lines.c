/* Layers of lines and areas. All of them become polylines in points once, in
 * prepare; drawing is the same for every one. */
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A shape in data units, and in points once the panel has its place. */
typedef struct shape_layer {
    layer base;
    size_t n;
    double *x, *y;   /* copies */
    double *x2, *y2; /* a second series, or NULL */
    double level;    /* base of an area, slope of a line, … */
    bool vertical;
    line_style line;
    fill_style fill;
    polylines shape;
} shape_layer;

static double *copy(const double *from, size_t n)
{
    double *to = plot_must_calloc(n, sizeof *to);
    if (n)
        memcpy(to, from, n * sizeof *to);
    return to;
}

static shape_layer *shape_new(axes *ax, const layer_kind *kind, series s)
{
    shape_layer *l = plot_layer_new(ax, kind, sizeof *l);
    l->n = s.n;
    l->x = copy(s.x, s.n);
    l->y = copy(s.y, s.n);
    return l;
}

static void release_shape(layer *base)
{
    shape_layer *l = (shape_layer *)base;
    free(l->x);
    free(l->y);
    free(l->x2);
    free(l->y2);
    plot_poly_free(&l->shape);
}

static line_style line_or(line_style s, ink colour, double width)
{
    if (s.ink == INK_DEFAULT)
        s.ink = colour;
    if (s.width <= 0)
        s.width = width;
    return s;
}

static fill_style fill_or(fill_style s)
{
    if (s.ink == INK_DEFAULT)
        s.ink = INK_DESCENT;
    if (s.opacity <= 0)
        s.opacity = 0.16;
    return s;
}

static void draw_line(const layer *base, const axes *ax, canvas *c)
{
    const shape_layer *l = (const shape_layer *)base;
    (void)ax;
    plot_canvas_stroke(c, &l->shape, l->line);
}

static void draw_fill(const layer *base, const axes *ax, canvas *c)
{
    const shape_layer *l = (const shape_layer *)base;
    (void)ax;
    plot_canvas_fill(c, &l->shape, l->fill.ink, l->fill.opacity);
    if (l->fill.edge != INK_DEFAULT)
        plot_canvas_stroke(c, &l->shape,
                           (line_style){.ink = l->fill.edge, .width = 0.8});
}

static void extend_points(const layer *base, bounds *b)
{
    const shape_layer *l = (const shape_layer *)base;
    for (size_t i = 0; i < l->n; i++) {
        plot_bounds_add(b, l->x[i], l->y[i]);
        if (l->x2)
            plot_bounds_add(b, l->x2[i], l->y2[i]);
    }
}

/* --- Curves --------------------------------------------------------- */

static point *to_points(const axes *ax, const double *x, const double *y,
                        size_t n)
{
    point *at = plot_must_calloc(n, sizeof *at);
    for (size_t i = 0; i < n; i++)
        at[i] = plot_axes_point(ax, x[i], y[i]);
    return at;
}

static void prepare_curve(layer *base, axes *ax)
{
    shape_layer *l = (shape_layer *)base;
    point *at = to_points(ax, l->x, l->y, l->n);
    plot_poly_clip_parts(at, l->n, plot_axes_area(ax), &l->shape);
    plot_poly_simplify(&l->shape, 0.03);
    plot_poly_append(&ax->obstacles, &l->shape);
    free(at);
}

static const layer_kind curve_kind = {false,         false,     extend_points,
                                      prepare_curve, draw_line, release_shape};

void plot_add_curve(axes *ax, series s, line_style style)
{
    style = line_or(style, INK_FUNCTION, 1.5);
    if (s.n == 1) /* a dot: one point makes no line */
        plot_add_marks(ax, s, (mark_style){.ink = style.ink});
    shape_new(ax, &curve_kind, s)->line = style;
}

void plot_add_staircase(axes *ax, series s, line_style style)
{
    if (s.n == 0)
        return;
    size_t n = 2 * s.n - 1;
    double *x = plot_must_calloc(2 * n, sizeof *x), *y = x + n;
    for (size_t i = 0; i < n; i++) {
        x[i] = s.x[(i + 1) / 2];
        y[i] = s.y[i / 2];
    }
    plot_add_curve(ax, (series){n, x, y}, style);
    free(x);
}

void plot_add_segment(axes *ax, double x0, double y0, double x1, double y1,
                      line_style style)
{
    double x[] = {x0, x1}, y[] = {y0, y1};
    plot_add_curve(ax, (series){2, x, y}, style);
}

/* --- Straight lines across the panel -------------------------------- */

static void prepare_through(layer *base, axes *ax)
{
    shape_layer *l = (shape_layer *)base;
    rect r = plot_axes_area(ax);
    point p = plot_axes_point(ax, l->x[0], l->y[0]);
    point at[2] = {{p.x, r.top}, {p.x, r.bottom}};
    if (!l->vertical) {
        double low = ax->x.scale.low, high = ax->x.scale.high;
        at[0] = plot_axes_point(ax, low, l->y[0] + l->level * (low - l->x[0]));
        at[1] =
            plot_axes_point(ax, high, l->y[0] + l->level * (high - l->x[0]));
    }
    plot_poly_clip_parts(at, 2, r, &l->shape);
}

static const layer_kind through_kind = {
    false, false, NULL, prepare_through, draw_line, release_shape};

static void add_through(axes *ax, double x, double y, double slope,
                        bool vertical, line_style style)
{
    shape_layer *l = shape_new(ax, &through_kind, (series){1, &x, &y});
    l->level = slope;
    l->vertical = vertical;
    l->line = style;
}

void plot_add_line(axes *ax, double x, double y, double slope, line_style style)
{
    add_through(ax, x, y, slope, false, line_or(style, INK_FUNCTION, 1.5));
}

void plot_add_hline(axes *ax, double y, line_style style)
{
    add_through(ax, 0, y, 0, false, line_or(style, INK_NOTE, 0.8));
}

void plot_add_vline(axes *ax, double x, line_style style)
{
    add_through(ax, x, 0, 0, true, line_or(style, INK_NOTE, 0.8));
}

/* --- Pairs of points ------------------------------------------------ */

static void prepare_pairs(layer *base, axes *ax)
{
    shape_layer *l = (shape_layer *)base;
    for (size_t i = 0; i < l->n; i++) {
        point at[2] = {plot_axes_point(ax, l->x[i], l->y[i]),
                       plot_axes_point(ax, l->x2[i], l->y2[i])};
        plot_poly_clip_parts(at, 2, plot_axes_area(ax), &l->shape);
    }
}

static const layer_kind pairs_kind = {false,         false,     extend_points,
                                      prepare_pairs, draw_line, release_shape};

void plot_add_segments(axes *ax, series a, series b, line_style style)
{
    if (b.n < a.n)
        a.n = b.n;
    shape_layer *l = shape_new(ax, &pairs_kind, a);
    l->x2 = copy(b.x, a.n);
    l->y2 = copy(b.y, a.n);
    l->line = line_or(style, INK_NOTE, 0.8);
}

void plot_add_stems(axes *ax, series s, double y, line_style style)
{
    double *foot = plot_must_calloc(s.n, sizeof *foot);
    for (size_t i = 0; i < s.n; i++)
        foot[i] = y;
    plot_add_segments(ax, s, (series){s.n, s.x, foot}, style);
    free(foot);
}

/* --- Areas ---------------------------------------------------------- */

/* What a log axis has no place for lies beyond its low end: an area goes as far
 * as that. */
static void down_to_the_end(const scale *s, double value, double *at)
{
    if (s->log && value <= 0)
        *at = s->from;
}

static void prepare_area(layer *base, axes *ax)
{
    shape_layer *l = (shape_layer *)base;
    point *at = to_points(ax, l->x, l->y, l->n);
    for (size_t i = 0; i < l->n; i++) {
        down_to_the_end(&ax->x.scale, l->x[i], &at[i].x);
        down_to_the_end(&ax->y.scale, l->y[i], &at[i].y);
    }
    plot_poly_clip_area(at, l->n, plot_axes_area(ax), &l->shape);
    plot_poly_simplify(&l->shape, 0.03);
    free(at);
}

static const layer_kind area_kind = {true,         false,     extend_points,
                                     prepare_area, draw_fill, release_shape};

void plot_add_polygon(axes *ax, series s, fill_style style)
{
    shape_new(ax, &area_kind, s)->fill = fill_or(style);
}

void plot_add_rectangle(axes *ax, double x0, double y0, double x1, double y1,
                        fill_style style)
{
    const double x[] = {x0, x1, x1, x0}, y[] = {y0, y0, y1, y1};
    plot_add_polygon(ax, (series){4, x, y}, style);
}

void plot_add_zoom(axes *ax, const grid *g)
{
    plot_add_rectangle(ax, g->x[0], g->y[0], g->x[g->nx - 1], g->y[g->ny - 1],
                       (fill_style){.ink = INK_NOTE, .opacity = 0.12});
}

/* Forth along a, back along b. */
void plot_add_between(axes *ax, series a, series b, fill_style style)
{
    size_t n = a.n + b.n;
    double *x = plot_must_calloc(2 * n, sizeof *x), *y = x + n;
    for (size_t i = 0; i < a.n; i++) {
        x[i] = a.x[i];
        y[i] = a.y[i];
    }
    for (size_t i = 0; i < b.n; i++) {
        x[a.n + i] = b.x[b.n - 1 - i];
        y[a.n + i] = b.y[b.n - 1 - i];
    }
    plot_add_polygon(ax, (series){n, x, y}, style);
    free(x);
}

void plot_add_area(axes *ax, series s, double base, fill_style style)
{
    if (s.n == 0)
        return;
    double x[] = {s.x[0], s.x[s.n - 1]}, y[] = {base, base};
    plot_add_between(ax, s, (series){2, x, y}, style);
}

/* A band leaves the other axis alone, whose limits are not known yet. */
static void prepare_span(layer *base, axes *ax)
{
    shape_layer *l = (shape_layer *)base;
    rect r = plot_axes_area(ax);
    double a = plot_scale_point(&ax->x.scale, l->x[0]);
    double b = plot_scale_point(&ax->x.scale, l->x[1]);
    point at[] = {{a, r.top}, {b, r.top}, {b, r.bottom}, {a, r.bottom}};
    plot_poly_clip_area(at, 4, r, &l->shape);
}

static const layer_kind span_kind = {true,         false,     NULL,
                                     prepare_span, draw_fill, release_shape};

void plot_add_span_x(axes *ax, double x0, double x1, fill_style style)
{
    double at[] = {x0, x1};
    shape_layer *l = shape_new(ax, &span_kind, (series){2, at, at});
    l->fill = fill_or(style);
}

/* --- Strips --------------------------------------------------------- */

typedef struct strip_layer {
    layer base;
    unsigned row;
    double from, to;
    ink ink;
    words *words;
    rect box;
} strip_layer;

static void prepare_strip(layer *base, axes *ax)
{
    strip_layer *l = (strip_layer *)base;
    rect r = ax->inner;
    double a = plot_scale_point(&ax->x.scale, l->from);
    double b = plot_scale_point(&ax->x.scale, l->to);
    double bottom = r.bottom - 2 - l->row * (STRIP_HEIGHT + 2.0);
    l->box = (rect){fmax(a, r.left) + 0.7, bottom - STRIP_HEIGHT,
                    fmin(b, r.right) - 0.7, bottom};
    if (!(l->box.left < l->box.right)) {
        l->box.right = l->box.left;
        plot_fault("it is left out", "a strip from %g to %g is not on the axis",
                   l->from, l->to);
        return;
    }
    if (!l->words)
        return;
    point middle = {(l->box.left + l->box.right) / 2,
                    bottom - STRIP_HEIGHT / 2.0};
    plot_label_place(
        plot_label_take(ax->fig, l->words, middle, PLACE_CENTRE, 0));
    l->words = NULL;
}

static void draw_strip(const layer *base, const axes *ax, canvas *c)
{
    const strip_layer *l = (const strip_layer *)base;
    (void)ax;
    plot_canvas_ink(c, plot_ink_tint(l->ink, 0.22), 1);
    cairo_rectangle(c->cr, l->box.left, l->box.top, l->box.right - l->box.left,
                    STRIP_HEIGHT);
    cairo_fill(c->cr);
}

static void release_strip(layer *base)
{
    plot_words_free(((strip_layer *)base)->words);
}

static const layer_kind strip_kind = {true,          false,      NULL,
                                      prepare_strip, draw_strip, release_strip};

void plot_add_strip(axes *ax, unsigned row, double x0, double x1, ink colour,
                    const char *text)
{
    strip_layer *l = plot_layer_new(ax, &strip_kind, sizeof *l);
    l->row = row;
    l->from = x0;
    l->to = x1;
    l->ink = colour;
    if (text && *text)
        l->words = plot_words_new(text, 8, INK_TEXT, ALIGN_CENTRE);
    if (ax->strips < row + 1)
        ax->strips = row + 1;
}

/* --- Bars ----------------------------------------------------------- */

static void prepare_bars(layer *base, axes *ax)
{
    shape_layer *l = (shape_layer *)base;
    double foot = l->level;
    if (ax->y.scale.log)
        foot = ax->y.scale.low;
    for (size_t i = 0; i < l->n; i++) {
        point a = plot_axes_point(ax, l->x[i], foot);
        point b = plot_axes_point(ax, l->x2[i], l->y[i]);
        point at[] = {{a.x, a.y}, {a.x, b.y}, {b.x, b.y}, {b.x, a.y}};
        plot_poly_clip_area(at, 4, plot_axes_area(ax), &l->shape);
    }
}

static void extend_bars(const layer *base, bounds *b)
{
    const shape_layer *l = (const shape_layer *)base;
    extend_points(base, b);
    for (size_t i = 0; i < l->n; i++)
        plot_bounds_add(b, l->x[i], l->level);
}

static const layer_kind bars_kind = {true,         false,     extend_bars,
                                     prepare_bars, draw_fill, release_shape};

void plot_add_bars(axes *ax, series s, double width, double base,
                   fill_style style)
{
    shape_layer *l = shape_new(ax, &bars_kind, s);
    l->x2 = copy(s.x, s.n);
    l->y2 = copy(s.y, s.n);
    for (size_t i = 0; i < s.n; i++) {
        l->x[i] -= width / 2;
        l->x2[i] += width / 2;
    }
    l->level = base;
    if (style.opacity <= 0)
        style.opacity = 0.85;
    l->fill = fill_or(style);
}
