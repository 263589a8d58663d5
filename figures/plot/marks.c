/* Layers of marks, arrows and descent paths. */
#include "arrow.h"
#include "model.h"

#include <math.h>
#include <stdlib.h>

/* --- Points that several layers share ------------------------------- */

typedef struct points {
    size_t n;
    point *data; /* in data units */
    point *page; /* in points, after prepare */
} points;

static points points_of(series s)
{
    points p = {s.n, plot_must_calloc(s.n, sizeof(point)),
                plot_must_calloc(s.n, sizeof(point))};
    for (size_t i = 0; i < s.n; i++)
        p.data[i] = (point){s.x[i], s.y[i]};
    return p;
}

static void points_place(points *p, const axes *ax)
{
    for (size_t i = 0; i < p->n; i++)
        p->page[i] = plot_axes_point(ax, p->data[i].x, p->data[i].y);
}

static void points_extend(const points *p, bounds *b)
{
    for (size_t i = 0; i < p->n; i++)
        plot_bounds_add(b, p->data[i].x, p->data[i].y);
}

static void points_free(points *p)
{
    free(p->data);
    free(p->page);
}

/* On a log axis a value that is not positive has no place. */
static bool is_finite(point p)
{
    return isfinite(p.x) && isfinite(p.y);
}

/* Segments from one list of points to another (or to itself: the points), of
 * which contour labels keep clear. */
static void keep_clear(axes *ax, const points *from, const points *to)
{
    for (size_t i = 0; i < from->n; i++) {
        if (!is_finite(from->page[i]) || !is_finite(to->page[i]))
            continue;
        plot_poly_begin(&ax->obstacles);
        plot_poly_add(&ax->obstacles, from->page[i].x, from->page[i].y);
        plot_poly_add(&ax->obstacles, to->page[i].x, to->page[i].y);
    }
}

static bool on_panel(const axes *ax, point p)
{
    rect r = plot_axes_area(ax);
    double e = 0.5;
    return p.x >= r.left - e && p.x <= r.right + e && p.y >= r.top - e
           && p.y <= r.bottom + e;
}

/* --- Marks ---------------------------------------------------------- */

typedef struct mark_layer {
    layer base;
    points at;
    mark_style style;
} mark_layer;

static void extend_marks(const layer *base, bounds *b)
{
    points_extend(&((const mark_layer *)base)->at, b);
}

static void prepare_marks(layer *base, axes *ax)
{
    points *at = &((mark_layer *)base)->at;
    points_place(at, ax);
    keep_clear(ax, at, at);
}

static void draw_marks(const layer *base, const axes *ax, canvas *c)
{
    const mark_layer *l = (const mark_layer *)base;
    for (size_t i = 0; i < l->at.n; i++)
        if (on_panel(ax, l->at.page[i]))
            plot_canvas_mark(c, l->at.page[i], l->style);
}

static void release_marks(layer *base)
{
    points_free(&((mark_layer *)base)->at);
}

static const layer_kind mark_kind = {false,         false,      extend_marks,
                                     prepare_marks, draw_marks, release_marks};

void plot_add_marks(axes *ax, series s, mark_style style)
{
    mark_layer *l = plot_layer_new(ax, &mark_kind, sizeof *l);
    l->at = points_of(s);
    l->style = style;
}

void plot_add_mark(axes *ax, double x, double y, mark_style style)
{
    plot_add_marks(ax, (series){1, &x, &y}, style);
}

void plot_add_minimum(axes *ax, double x, double y)
{
    plot_add_mark(ax, x, y, plot_minimum_mark);
}

void plot_add_maximum(axes *ax, double x, double y)
{
    plot_add_mark(ax, x, y, plot_maximum_mark);
}

void plot_add_pass(axes *ax, double x, double y)
{
    plot_add_mark(ax, x, y, plot_pass_mark);
}

void plot_add_minima(axes *ax, series minima)
{
    for (size_t i = 0; i < minima.n; i++)
        plot_add_minimum(ax, minima.x[i], minima.y[i]);
}

void plot_add_passes(axes *ax, series passes)
{
    for (size_t i = 0; i < passes.n; i++)
        plot_add_pass(ax, passes.x[i], passes.y[i]);
}

/* --- Arrows --------------------------------------------------------- */

typedef struct arrow_layer {
    layer base;
    points tail, tip; /* in data, unless it is a vector field */
    arrow_style style;
    bool is_field;
    vector_style field;
} arrow_layer;

static void extend_arrows(const layer *base, bounds *b)
{
    const arrow_layer *l = (const arrow_layer *)base;
    points_extend(&l->tail, b);
    if (!l->is_field)
        points_extend(&l->tip, b);
}

/* What share of the longest arrow a vector of this size gets. */
static double share_of(const vector_style *s, double size, double most)
{
    if (size <= 0 || most <= 0)
        return 0;
    if (s->length == LENGTH_UNIT)
        return 1;
    if (s->length == LENGTH_LINEAR)
        return size / most;
    double decades = s->decades > 0 ? s->decades : 4;
    return fmax(0.15, 1 + log10(size / most) / decades);
}

/* Turns vectors into tips on the page. tip.data holds (u, v); its direction
 * on the page is that of a small step in the data. */
static void place_field(arrow_layer *l, const axes *ax)
{
    double most = 0;
    double longest = l->field.longest > 0 ? l->field.longest : 18;
    for (size_t i = 0; i < l->tip.n; i++)
        most = fmax(most, hypot(l->tip.data[i].x, l->tip.data[i].y));
    for (size_t i = 0; i < l->tip.n; i++) {
        point d = l->tip.data[i], at = l->tail.page[i];
        double size = hypot(d.x, d.y);
        double unit_x = (ax->x.scale.to - ax->x.scale.from)
                        / (ax->x.scale.high - ax->x.scale.low);
        double unit_y = (ax->y.scale.to - ax->y.scale.from)
                        / (ax->y.scale.high - ax->y.scale.low);
        double px = d.x * unit_x, py = d.y * unit_y, page = hypot(px, py);
        double length = longest * share_of(&l->field, size, most);
        if (page > 0) {
            px *= length / page;
            py *= length / page;
        }
        double back = l->field.centred ? 0.5 : 0;
        l->tail.page[i] = (point){at.x - back * px, at.y - back * py};
        l->tip.page[i] =
            (point){at.x + (1 - back) * px, at.y + (1 - back) * py};
    }
}

static void prepare_arrows(layer *base, axes *ax)
{
    arrow_layer *l = (arrow_layer *)base;
    points_place(&l->tail, ax);
    if (l->is_field)
        place_field(l, ax);
    else
        points_place(&l->tip, ax);
    keep_clear(ax, &l->tail, &l->tip);
}

/* Arrows are drawn whole, also over the edge of their panel; one that would
 * run across the page from nowhere to nowhere is not drawn. */
static bool is_seen(const axes *ax, point tail, point tip)
{
    const double longest = 1e4; /* far beyond any page, yet in cairo's range */
    return (on_panel(ax, tail) || on_panel(ax, tip))
           && hypot(tip.x - tail.x, tip.y - tail.y) < longest;
}

static void draw_arrows(const layer *base, const axes *ax, canvas *c)
{
    const arrow_layer *l = (const arrow_layer *)base;
    for (size_t i = 0; i < l->tip.n; i++)
        if (is_seen(ax, l->tail.page[i], l->tip.page[i]))
            plot_arrow_draw(c, l->tail.page[i], l->tip.page[i], l->style);
}

static void release_arrows(layer *base)
{
    points_free(&((arrow_layer *)base)->tail);
    points_free(&((arrow_layer *)base)->tip);
}

static const layer_kind arrow_kind = {
    false, false, extend_arrows, prepare_arrows, draw_arrows, release_arrows};

static arrow_layer *add_arrows(axes *ax, series tail, series tip,
                               arrow_style style)
{
    arrow_layer *l = plot_layer_new(ax, &arrow_kind, sizeof *l);
    l->tail = points_of(tail);
    l->tip = points_of(tip);
    l->style = style;
    return l;
}

void plot_add_arrow(axes *ax, double x0, double y0, double x1, double y1,
                    arrow_style style)
{
    add_arrows(ax, (series){1, &x0, &y0}, (series){1, &x1, &y1}, style);
}

void plot_add_vectors(axes *ax, series at, const double *u, const double *v,
                      vector_style style)
{
    if (style.arrow.width <= 0)
        style.arrow.width = 0.9;
    arrow_layer *l = add_arrows(ax, at, (series){at.n, u, v}, style.arrow);
    l->is_field = true;
    l->field = style;
}

/* --- Right angles --------------------------------------------------- */

typedef struct angle_layer {
    layer base;
    double x, y, ux, uy;
    line_style style;
    polylines shape;
} angle_layer;

static void prepare_angle(layer *base, axes *ax)
{
    angle_layer *l = (angle_layer *)base;
    const double arm = 7;
    point at = plot_axes_point(ax, l->x, l->y);
    point to = plot_axes_point(ax, l->x + l->ux, l->y + l->uy);
    double px = to.x - at.x, py = to.y - at.y, size = hypot(px, py);
    if (!on_panel(ax, at) || !(size > 0) || !isfinite(size))
        return;
    px *= arm / size;
    py *= arm / size;
    /* A quarter turn anticlockwise, as seen: y points down. */
    plot_poly_begin(&l->shape);
    plot_poly_add(&l->shape, at.x + px, at.y + py);
    plot_poly_add(&l->shape, at.x + px + py, at.y + py - px);
    plot_poly_add(&l->shape, at.x + py, at.y - px);
}

static void draw_angle(const layer *base, const axes *ax, canvas *c)
{
    const angle_layer *l = (const angle_layer *)base;
    (void)ax;
    plot_canvas_stroke(c, &l->shape, l->style);
}

static void release_angle(layer *base)
{
    plot_poly_free(&((angle_layer *)base)->shape);
}

static const layer_kind angle_kind = {false,         false,      NULL,
                                      prepare_angle, draw_angle, release_angle};

void plot_add_right_angle(axes *ax, double x, double y, double ux, double uy,
                          line_style style)
{
    angle_layer *l = plot_layer_new(ax, &angle_kind, sizeof *l);
    l->x = x;
    l->y = y;
    l->ux = ux;
    l->uy = uy;
    l->style = style;
    if (style.ink == INK_DEFAULT)
        l->style.ink = INK_NOTE;
    if (style.width <= 0)
        l->style.width = 0.8;
}

/* --- Descent paths -------------------------------------------------- */

typedef struct path_layer {
    layer base;
    points at;
    path_style style;
    polylines line;
} path_layer;

static void extend_path(const layer *base, bounds *b)
{
    points_extend(&((const path_layer *)base)->at, b);
}

/* From each point across to the next, and there up or down to it. */
static point *stairs_of(const points *p, size_t *n)
{
    *n = 2 * p->n - 1;
    point *line = plot_must_calloc(*n, sizeof *line);
    for (size_t i = 0; i < *n; i++)
        line[i] = (point){p->page[(i + 1) / 2].x, p->page[i / 2].y};
    return line;
}

static void prepare_path(layer *base, axes *ax)
{
    path_layer *l = (path_layer *)base;
    points_place(&l->at, ax);
    size_t n = l->at.n;
    point *line = l->style.stairs && n > 0 ? stairs_of(&l->at, &n) : NULL;
    plot_poly_clip_parts(line ? line : l->at.page, n, plot_axes_area(ax),
                         &l->line);
    free(line);
    plot_poly_simplify(&l->line, 0.05);
    plot_poly_append(&ax->obstacles, &l->line);
}

static void draw_path(const layer *base, const axes *ax, canvas *c)
{
    const path_layer *l = (const path_layer *)base;
    const path_style *s = &l->style;
    size_t n = l->at.n;
    plot_canvas_stroke(c, &l->line,
                       (line_style){.ink = s->ink,
                                    .width = s->width,
                                    .dash = s->dash,
                                    .halo = fmax(s->halo, 0)});
    if (n == 0)
        return;
    mark_style dot = {.shape = s->shape, .ink = s->ink, .size = s->dot};
    for (size_t i = s->no_start ? 0 : 1; i < n && !s->no_dots; i++)
        if (on_panel(ax, l->at.page[i]))
            plot_canvas_mark(c, l->at.page[i], dot);
    mark_style first = plot_start_mark, last = plot_end_mark;
    first.ink = last.ink = s->ink;
    if (!s->no_start && on_panel(ax, l->at.page[0]))
        plot_canvas_mark(c, l->at.page[0], first);
    if (s->end && on_panel(ax, l->at.page[n - 1]))
        plot_canvas_mark(c, l->at.page[n - 1], last);
}

static void release_path(layer *base)
{
    path_layer *l = (path_layer *)base;
    points_free(&l->at);
    plot_poly_free(&l->line);
}

static const layer_kind path_kind = {false,        false,     extend_path,
                                     prepare_path, draw_path, release_path};

path_style plot_path_or_default(path_style s, size_t n)
{
    const size_t few = 30;
    if (s.ink == INK_DEFAULT)
        s.ink = INK_DESCENT;
    if (s.width <= 0)
        s.width = 1.5;
    if (s.dot <= 0)
        s.dot = n > few ? 2.6 : 3.6;
    if (s.halo == 0)
        s.halo = 1.2;
    return s;
}

void plot_add_path(axes *ax, series s, path_style style)
{
    path_layer *l = plot_layer_new(ax, &path_kind, sizeof *l);
    l->at = points_of(s);
    l->style = plot_path_or_default(style, s.n);
}
