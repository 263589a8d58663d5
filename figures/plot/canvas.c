#include "canvas.h"

#include "fail.h"

#include <math.h>
#include <stdlib.h>

/* --- Polylines ------------------------------------------------------ */

void plot_poly_begin(polylines *p)
{
    if (p->lines + 1 >= p->line_room) {
        p->line_room = p->line_room ? 2 * p->line_room : 16;
        p->start =
            plot_must_realloc(p->start, p->line_room + 1, sizeof *p->start);
        p->closed =
            plot_must_realloc(p->closed, p->line_room + 1, sizeof(bool));
    }
    p->start[p->lines] = p->n;
    p->closed[p->lines] = false;
    p->start[++p->lines] = p->n;
}

void plot_poly_add(polylines *p, double x, double y)
{
    if (p->n == p->room) {
        p->room = p->room ? 2 * p->room : 64;
        p->at = plot_must_realloc(p->at, p->room, sizeof *p->at);
    }
    p->at[p->n++] = (point){x, y};
    p->start[p->lines] = p->n;
}

void plot_poly_close(polylines *p)
{
    p->closed[p->lines - 1] = true;
}

size_t plot_poly_length(const polylines *p, size_t line)
{
    return p->start[line + 1] - p->start[line];
}

point *plot_poly_line(const polylines *p, size_t line)
{
    return p->at + p->start[line];
}

void plot_poly_free(polylines *p)
{
    free(p->at);
    free(p->start);
    free(p->closed);
    *p = (polylines){0};
}

/* The part of a segment inside the rectangle, as t0 .. t1 (Liang, Barsky). */
static bool clip_segment(point a, point b, rect r, double *t0, double *t1)
{
    double d[] = {a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y};
    double q[] = {a.x - r.left, r.right - a.x, a.y - r.top, r.bottom - a.y};
    *t0 = 0;
    *t1 = 1;
    for (int k = 0; k < 4; k++) {
        if (d[k] == 0 && q[k] < 0)
            return false;
        if (d[k] < 0)
            *t0 = fmax(*t0, q[k] / d[k]);
        if (d[k] > 0)
            *t1 = fmin(*t1, q[k] / d[k]);
    }
    return *t0 <= *t1;
}

static point between(point a, point b, double t)
{
    return (point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

/* The point at t, which lies in the rectangle: of a segment that is very long,
 * from a run that diverges, rounding would carry it out again. */
static point within(point a, point b, double t, rect r)
{
    point p = t == 1 ? b : between(a, b, t);
    return (point){fmin(fmax(p.x, r.left), r.right),
                   fmin(fmax(p.y, r.top), r.bottom)};
}

static bool contains(rect r, point p)
{
    return p.x >= r.left && p.x <= r.right && p.y >= r.top && p.y <= r.bottom;
}

static bool all_inside(const point *line, size_t n, rect r)
{
    for (size_t i = 0; i < n; i++)
        if (!contains(r, line[i]))
            return false;
    return true;
}

static void copy_line(const point *line, size_t n, bool closed, polylines *out)
{
    plot_poly_begin(out);
    for (size_t i = 0; i < n; i++)
        plot_poly_add(out, line[i].x, line[i].y);
    if (closed)
        plot_poly_close(out);
}

void plot_poly_append(polylines *p, const polylines *more)
{
    for (size_t k = 0; k < more->lines; k++)
        copy_line(plot_poly_line(more, k), plot_poly_length(more, k),
                  more->closed[k], p);
}

static double distance(point p)
{
    return fmax(fabs(p.x), fabs(p.y));
}

static bool is_same(point a, point b)
{
    return a.x == b.x && a.y == b.y;
}

/* What of a segment lies in the rectangle, reckoned from the end that is less
 * far away: from a very far one, of a run that diverges, rounding would move
 * it. Where both are far a double does not tell where between them the page
 * is. */
static bool cut_segment(point a, point b, rect r, point *from, point *to)
{
    const double far = 1e12;
    double t0, t1;
    bool turned = distance(a) > distance(b);
    point start = turned ? b : a, end = turned ? a : b;
    if (distance(start) > far || !clip_segment(start, end, r, &t0, &t1))
        return false;
    point first = within(start, end, t0, r), last = within(start, end, t1, r);
    *from = turned ? last : first;
    *to = turned ? first : last;
    return true;
}

void plot_poly_clip(const point *line, size_t n, bool closed, rect r,
                    polylines *out)
{
    if (n == 0)
        return;
    if (all_inside(line, n, r)) {
        copy_line(line, n, closed, out);
        return;
    }
    bool down = false;
    for (size_t i = 0; i + 1 < n + closed; i++) {
        point a = line[i], b = line[(i + 1) % n], from, to;
        if (!cut_segment(a, b, r, &from, &to)) {
            down = false;
            continue;
        }
        if (!down || !is_same(from, a)) {
            plot_poly_begin(out);
            plot_poly_add(out, from.x, from.y);
        }
        plot_poly_add(out, to.x, to.y);
        down = is_same(to, b);
    }
}

void plot_poly_clip_parts(const point *line, size_t n, rect r, polylines *out)
{
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && isfinite(line[end].x) && isfinite(line[end].y))
            end++;
        plot_poly_clip(line + i, end - i, false, r, out);
        i = end + 1;
    }
}

/* How far inside one of the four edges a point lies. */
static double inside(point p, rect r, int edge)
{
    switch (edge) {
    case 0:
        return p.x - r.left;
    case 1:
        return r.right - p.x;
    case 2:
        return p.y - r.top;
    default:
        return r.bottom - p.y;
    }
}

/* Edge by edge (Sutherland, Hodgman, 1974). */
void plot_poly_clip_area(const point *line, size_t n, rect r, polylines *out)
{
    if (n < 3)
        return;
    if (all_inside(line, n, r)) {
        copy_line(line, n, true, out);
        return;
    }
    point *from = plot_must_calloc(2 * n + 16, sizeof *from);
    point *to = plot_must_calloc(2 * n + 16, sizeof *to);
    size_t finite = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(line[i].x) && isfinite(line[i].y))
            from[finite++] = line[i];
    n = finite;
    for (int edge = 0; edge < 4; edge++) {
        size_t kept = 0;
        from = plot_must_realloc(from, 2 * n + 16, sizeof *from);
        to = plot_must_realloc(to, 2 * n + 16, sizeof *to);
        for (size_t i = 0; i < n; i++) {
            point a = from[i], b = from[(i + 1) % n];
            double da = inside(a, r, edge), db = inside(b, r, edge);
            if (da >= 0)
                to[kept++] = a;
            if ((da < 0) != (db < 0))
                to[kept++] = between(a, b, da / (da - db));
        }
        point *swap = from;
        from = to;
        to = swap;
        n = kept;
    }
    if (n >= 3)
        copy_line(from, n, true, out);
    free(from);
    free(to);
}

static double distance_to(point p, point a, point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double t = 0;
    if (length > 0)
        t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / length;
    t = fmin(fmax(t, 0), 1);
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/* Marks the points between first and last that must stay. */
static void keep_far(const point *line, size_t first, size_t last,
                     double tolerance, bool *keep)
{
    double most = tolerance;
    size_t at = first;
    for (size_t i = first + 1; i < last; i++) {
        double d = distance_to(line[i], line[first], line[last]);
        if (d > most) {
            most = d;
            at = i;
        }
    }
    if (at == first)
        return;
    keep[at] = true;
    keep_far(line, first, at, tolerance, keep);
    keep_far(line, at, last, tolerance, keep);
}

void plot_poly_simplify(polylines *p, double tolerance)
{
    bool *keep = plot_must_calloc(p->n + 1, sizeof *keep);
    size_t to = 0;
    for (size_t k = 0; k < p->lines; k++) {
        size_t first = p->start[k], n = plot_poly_length(p, k);
        if (n == 0)
            continue;
        /* A closed line is cut at its middle, or the chord would be nil. */
        size_t middle = p->closed[k] ? n / 2 : n - 1;
        keep[first] = keep[first + middle] = keep[first + n - 1] = true;
        keep_far(p->at, first, first + middle, tolerance, keep);
        keep_far(p->at, first + middle, first + n - 1, tolerance, keep);
    }
    for (size_t k = 0; k < p->lines; k++) {
        size_t i = p->start[k], end = p->start[k + 1];
        p->start[k] = to;
        for (; i < end; i++)
            if (keep[i])
                p->at[to++] = p->at[i];
    }
    if (p->lines)
        p->start[p->lines] = p->n = to;
    free(keep);
}

/* --- Drawing -------------------------------------------------------- */

void plot_canvas_ink(canvas *c, ink colour, double opacity)
{
    uint32_t rgb = c->target == TARGET_CODED
                       ? colour
                       : plot_ink_rgb(colour, c->target == TARGET_DARK);
    cairo_set_source_rgba(c->cr, (double)(rgb >> 16 & 0xffu) / 255,
                          (double)(rgb >> 8 & 0xffu) / 255,
                          (double)(rgb & 0xffu) / 255, opacity);
}

static void canvas_dash(canvas *c, dash d, double width)
{
    static const double patterns[][4] = {
        [DASH_DASHED] = {4.2, 2.6, 4.2, 2.6},
        [DASH_DOTTED] = {0.01, 2.1, 0.01, 2.1},
        [DASH_DASH_DOT] = {5, 2.3, 0.01, 2.3},
    };
    double scaled[4];
    if (d == DASH_SOLID) {
        cairo_set_dash(c->cr, NULL, 0, 0);
        return;
    }
    /* Dots are round caps of a stroke without length; dashes keep their
     * rhythm on thin lines. */
    for (int i = 0; i < 4; i++)
        scaled[i] = patterns[d][i] * fmax(width, 0.8);
    cairo_set_dash(c->cr, scaled, 4, 0);
}

void plot_canvas_trace(canvas *c, const polylines *p)
{
    for (size_t k = 0; k < p->lines; k++) {
        const point *line = plot_poly_line(p, k);
        for (size_t i = 0; i < plot_poly_length(p, k); i++)
            if (i == 0)
                cairo_move_to(c->cr, line[i].x, line[i].y);
            else
                cairo_line_to(c->cr, line[i].x, line[i].y);
        if (p->closed[k] && plot_poly_length(p, k))
            cairo_close_path(c->cr);
    }
}

void plot_canvas_stroke(canvas *c, const polylines *p, line_style style)
{
    if (p->n == 0)
        return;
    cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_ROUND);
    if (style.halo > 0) {
        canvas_dash(c, DASH_SOLID, style.width);
        cairo_set_line_width(c->cr, style.width + 2 * style.halo);
        plot_canvas_ink(c, INK_PAPER, 0.85);
        plot_canvas_trace(c, p);
        cairo_stroke(c->cr);
    }
    if (style.dash == DASH_DASHED)
        cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_BUTT);
    canvas_dash(c, style.dash, style.width);
    cairo_set_line_width(c->cr, style.width);
    plot_canvas_ink(c, style.ink, 1);
    plot_canvas_trace(c, p);
    cairo_stroke(c->cr);
    cairo_set_dash(c->cr, NULL, 0, 0);
}

void plot_canvas_fill(canvas *c, const polylines *p, ink colour, double opacity)
{
    if (p->n == 0)
        return;
    plot_canvas_ink(c, colour, opacity);
    plot_canvas_trace(c, p);
    cairo_fill(c->cr);
}

void plot_canvas_line(canvas *c, double x0, double y0, double x1, double y1,
                      ink colour, double width)
{
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_BUTT);
    cairo_set_line_width(c->cr, width);
    plot_canvas_ink(c, colour, 1);
    cairo_move_to(c->cr, x0, y0);
    cairo_line_to(c->cr, x1, y1);
    cairo_stroke(c->cr);
}

/* --- Marks ---------------------------------------------------------- */

static void trace_polygon(cairo_t *cr, point at, double radius, int corners,
                          double turn)
{
    for (int k = 0; k < corners; k++) {
        double angle = turn + 2 * pi * k / corners;
        cairo_line_to(cr, at.x + radius * cos(angle),
                      at.y + radius * sin(angle));
    }
    cairo_close_path(cr);
}

/* Shapes of one size look equally large when they cover the same area. */
static void trace_shape(cairo_t *cr, point at, shape s, double size)
{
    double r = size / 2;
    switch (s) {
    case SHAPE_SQUARE:
        trace_polygon(cr, at, 1.25 * r, 4, pi / 4);
        break;
    case SHAPE_DIAMOND:
        trace_polygon(cr, at, 1.3 * r, 4, 0);
        break;
    case SHAPE_TRIANGLE:
        trace_polygon(cr, (point){at.x, at.y + 0.15 * r}, 1.45 * r, 3, -pi / 2);
        break;
    case SHAPE_WEDGE:
        trace_polygon(cr, (point){at.x, at.y - 0.15 * r}, 1.45 * r, 3, pi / 2);
        break;
    default:
        cairo_new_sub_path(cr);
        cairo_arc(cr, at.x, at.y, r, 0, 2 * pi);
        cairo_close_path(cr);
        break;
    }
}

/* Crosses are two strokes; their halo is the same strokes, wider. */
static void trace_cross(cairo_t *cr, point at, shape s, double size)
{
    double r = size / 2, a = s == SHAPE_CROSS ? r : 0;
    double b = s == SHAPE_CROSS ? r : 1.3 * r;
    cairo_move_to(cr, at.x - b, at.y - a);
    cairo_line_to(cr, at.x + b, at.y + a);
    cairo_move_to(cr, at.x - a, at.y + b);
    cairo_line_to(cr, at.x + a, at.y - b);
}

static void stroke_cross(canvas *c, point at, mark_style style)
{
    double width = fmax(1.1, style.size / 4);
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_ROUND);
    if (style.halo > 0) {
        plot_canvas_ink(c, INK_PAPER, 0.9);
        cairo_set_line_width(c->cr, width + 2 * style.halo);
        trace_cross(c->cr, at, style.shape, style.size);
        cairo_stroke(c->cr);
    }
    plot_canvas_ink(c, style.ink, 1);
    cairo_set_line_width(c->cr, width);
    trace_cross(c->cr, at, style.shape, style.size);
    cairo_stroke(c->cr);
}

void plot_canvas_mark(canvas *c, point at, mark_style style)
{
    if (style.ink == INK_DEFAULT)
        style.ink = INK_DESCENT;
    if (style.size <= 0)
        style.size = 4.5;
    if (style.shape == SHAPE_CROSS || style.shape == SHAPE_PLUS) {
        stroke_cross(c, at, style);
        return;
    }
    bool hollow = style.hollow || style.shape == SHAPE_CIRCLE;
    if (style.halo > 0) {
        plot_canvas_ink(c, INK_PAPER, 0.9);
        trace_shape(c->cr, at, style.shape, style.size + 2 * style.halo);
        cairo_fill(c->cr);
    }
    trace_shape(c->cr, at, style.shape, style.size);
    plot_canvas_ink(c, hollow ? INK_PAPER : style.ink, 1);
    if (!hollow) {
        cairo_fill(c->cr);
        return;
    }
    cairo_fill_preserve(c->cr);
    plot_canvas_ink(c, style.ink, 1);
    cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(c->cr, fmax(1, style.size / 4.5));
    cairo_stroke(c->cr);
}
