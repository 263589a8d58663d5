/* What lies on a surface: contours, paths, marks, words. */
#include "contour.h"
#include "view.h"

#include <math.h>
#include <stdlib.h>

/* --- Shapes on the page --------------------------------------------- */

static void prepare_view_contours(const view *v, item *it)
{
    plot_levels_mend(&it->levels);
    plot_contour_lines(it->g, it->levels.at, it->levels.n, it->contour);
    for (size_t k = 0; k < it->levels.n; k++) {
        polylines *p = &it->contour[k];
        for (size_t i = 0; i < p->n; i++)
            p->at[i] = plot_view_on_page(v, p->at[i].x, p->at[i].y, v->low);
        plot_poly_simplify(p, 0.04);
    }
}

static bool is_inside(const view *v, double x, double y)
{
    return plot_grid_covers(v->shape, x, y)
           && plot_view_surface_at(v, x, y) <= v->high;
}

/* Adds a point to the line of its kind; where a path dives behind the surface
 * both lines share the point, so there is no gap. */
static void extend_path(const view *v, item *it, double x, double y, int *last)
{
    if (!is_inside(v, x, y)) {
        *last = -1;
        return;
    }
    double z = plot_view_surface_at(v, x, y);
    point p = plot_view_on_page(v, x, y, z);
    int now = plot_view_hides(v, x, y, z);
    polylines *line = now ? &it->hidden : &it->seen;
    if (*last >= 0 && *last != now) {
        polylines *other = now ? &it->seen : &it->hidden;
        plot_poly_add(other, p.x, p.y);
    }
    if (*last != now)
        plot_poly_begin(line);
    plot_poly_add(line, p.x, p.y);
    *last = now;
}

static void prepare_view_path(const view *v, item *it)
{
    const grid *g = v->shape;
    double dx = g->x[1] - g->x[0], dy = g->y[1] - g->y[0];
    int last = -1;
    for (size_t i = 0; i < it->n; i++) {
        double x1 = it->x[i], y1 = it->y[i];
        double x0 = i ? it->x[i - 1] : x1, y0 = i ? it->y[i - 1] : y1;
        double far = fmax(fabs(x1 - x0) / dx, fabs(y1 - y0) / dy);
        size_t steps = (size_t)fmin(fmax(ceil(2 * far), 1), 400);
        for (size_t k = 1; k <= steps; k++) {
            double t = (double)k / (double)steps;
            extend_path(v, it, x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, &last);
        }
    }
    plot_poly_simplify(&it->seen, 0.05);
    plot_poly_simplify(&it->hidden, 0.05);
    if (!it->on_floor)
        return;
    bool open = false;
    for (size_t i = 0; i < it->n; i++) {
        bool over = plot_grid_covers(v->shape, it->x[i], it->y[i]);
        point p = plot_view_on_page(v, it->x[i], it->y[i], v->low);
        if (over && !open)
            plot_poly_begin(&it->shadow);
        if (over)
            plot_poly_add(&it->shadow, p.x, p.y);
        open = over;
    }
    plot_poly_simplify(&it->shadow, 0.05);
}

/* A path may leave the surface; one mark or text beside it says nothing. */
static void check_place(const view *v, item *it)
{
    double x = it->x[0], y = it->y[0];
    it->left_out = !plot_grid_covers(v->shape, x, y)
                   || !isfinite(plot_view_surface_at(v, x, y));
    if (it->left_out)
        plot_fault("it is left out", "the %s at %g, %g is not on the surface",
                   it->kind == ITEM_TEXT ? "text" : "mark", x, y);
}

void plot_view_prepare_item(const view *v, item *it)
{
    if (it->kind == ITEM_CONTOURS) {
        prepare_view_contours(v, it);
        return;
    }
    if (it->n == 0)
        return;
    double x = it->x[0], y = it->y[0], z = plot_view_surface_at(v, x, y);
    it->at = plot_view_on_page(v, x, y, fmin(z, v->high));
    it->is_hidden = plot_view_hides(v, x, y, z);
    if (it->kind == ITEM_PATH)
        prepare_view_path(v, it);
    else
        check_place(v, it);
    if (it->kind == ITEM_TEXT) {
        it->label->hidden = it->left_out;
        it->label->x = it->at.x;
        it->label->y = it->at.y;
        plot_label_place(it->label);
    }
}

void plot_view_free_item(item *it)
{
    free(it->x);
    free(it->y);
    plot_poly_free(&it->seen);
    plot_poly_free(&it->hidden);
    plot_poly_free(&it->shadow);
    for (size_t k = 0; k < it->levels.n; k++)
        plot_poly_free(&it->contour[k]);
    free(it);
}

/* --- Drawing -------------------------------------------------------- */

void plot_view_draw_on_floor(const view *v, const item *it, canvas *c)
{
    for (size_t k = 0; it->kind == ITEM_CONTOURS && k < it->levels.n; k++) {
        double z = plot_view_height_of(v, it->levels.at[k]);
        double part = (z - v->shape->low) / (v->shape->high - v->shape->low);
        ink colour = plot_ink_ramp_line(v->style.ramp,
                                        v->style.reversed ? 1 - part : part);
        plot_canvas_stroke(c, &it->contour[k],
                           (line_style){.ink = colour, .width = 0.7});
    }
    if (it->on_floor)
        plot_canvas_stroke(
            c, &it->shadow,
            (line_style){.ink = plot_ink_tint(it->path.ink, 0.6), .width = 1});
}

/* Dots where the surface does not hide them. */
static void draw_dots(const view *v, const item *it, canvas *c)
{
    const path_style *s = &it->path;
    const mark_style dot = {.shape = s->shape, .ink = s->ink, .size = s->dot};
    for (size_t i = it->n > 1 ? 1 : 0; i < it->n; i++) {
        double x = it->x[i], y = it->y[i];
        if (!is_inside(v, x, y))
            continue;
        double z = plot_view_surface_at(v, x, y);
        point p = plot_view_on_page(v, x, y, z);
        if (!plot_view_hides(v, x, y, z))
            plot_canvas_mark(c, p, dot);
    }
}

/* The hollow start and the disc at the end. */
static void draw_ends(const view *v, const item *it, canvas *c)
{
    const path_style *s = &it->path;
    if (it->n == 0)
        return;
    mark_style first = plot_start_mark, last = plot_end_mark;
    first.ink = it->is_hidden ? plot_ink_tint(s->ink, 0.5) : s->ink;
    last.ink = s->ink;
    if (!s->no_start && plot_grid_covers(v->shape, it->x[0], it->y[0]))
        plot_canvas_mark(c, it->at, first);
    double x = it->x[it->n - 1], y = it->y[it->n - 1];
    if (s->end && plot_grid_covers(v->shape, x, y))
        plot_canvas_mark(
            c, plot_view_on_page(v, x, y, plot_view_surface_at(v, x, y)), last);
}

static void draw_view_path(const view *v, const item *it, canvas *c)
{
    const path_style *s = &it->path;
    plot_canvas_stroke(c, &it->hidden,
                       (line_style){.ink = plot_ink_tint(s->ink, 0.55),
                                    .width = 0.9,
                                    .dash = DASH_DOTTED});
    plot_canvas_stroke(c, &it->seen,
                       (line_style){.ink = s->ink,
                                    .width = s->width,
                                    .dash = s->dash,
                                    .halo = fmin(fmax(s->halo, 0), 0.55)});
    if (!s->no_dots)
        draw_dots(v, it, c);
    draw_ends(v, it, c);
}

void plot_view_draw_item(const view *v, const item *it, canvas *c)
{
    mark_style mark = it->mark;
    if (mark.ink == INK_DEFAULT)
        mark.ink = INK_DESCENT;
    if (it->is_hidden)
        mark.ink = plot_ink_tint(mark.ink, 0.5);
    if (it->left_out)
        return;
    switch (it->kind) {
    case ITEM_PATH:
        draw_view_path(v, it, c);
        break;
    case ITEM_MARK:
        plot_canvas_mark(c, it->at, mark);
        break;
    default:
        break;
    }
}
