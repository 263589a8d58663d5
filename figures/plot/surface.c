#include "surface.h"

#include "view.h"

#include <math.h>
#include <stdlib.h>

/* --- What programs say ---------------------------------------------- */

static const layer_kind view_kind; /* defined at the end */

view *plot_figure_view_panel(figure *fig, size_t row, size_t column)
{
    axes *ax = plot_figure_panel(fig, row, column);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, 1);
    plot_axes_limits_y(ax, 0, 1);
    view *v = plot_layer_new(ax, &view_kind, sizeof *v);
    v->ax = ax;
    v->elevation = 30;
    v->azimuth = -60;
    v->height = 0.62;
    v->last_item = &v->items;
    return v;
}

view *plot_figure_view(figure *fig)
{
    return plot_figure_view_panel(fig, 0, 0);
}

void plot_view_angles(view *v, double elevation, double azimuth)
{
    v->elevation = elevation;
    v->azimuth = azimuth;
}

void plot_view_labels(view *v, const char *x, const char *y, const char *z)
{
    const char *names[] = {x, y, z};
    for (int k = 0; k < 3; k++) {
        plot_words_free(v->name[k]);
        v->name[k] = NULL; /* for the new one may fail */
        v->name[k] = names[k] && *names[k]
                         ? plot_words_new(names[k], 9, INK_TEXT, ALIGN_CENTRE)
                         : NULL;
    }
}

void plot_view_title(view *v, const char *title)
{
    plot_axes_title(v->ax, title);
}

void plot_view_log(view *v, double c)
{
    v->log = true;
    v->shift = c;
}

void plot_view_height(view *v, double height)
{
    v->height = height;
}

void plot_view_surface(view *v, const grid *g, surface_style style)
{
    v->whole = g;
    v->style = style;
}

static item *add_item(view *v, item_kind kind, series s)
{
    item *it = plot_must_calloc(1, sizeof *it);
    it->kind = kind;
    it->n = s.n;
    it->x = plot_must_calloc(s.n, sizeof(double));
    it->y = plot_must_calloc(s.n, sizeof(double));
    for (size_t i = 0; i < s.n; i++) {
        it->x[i] = s.x[i];
        it->y[i] = s.y[i];
    }
    *v->last_item = it;
    v->last_item = &it->next;
    return it;
}

void plot_view_contours(view *v, const grid *g, level_list levels)
{
    item *it = add_item(v, ITEM_CONTOURS, (series){0, NULL, NULL});
    it->g = g;
    it->levels = levels;
}

void plot_view_path(view *v, series s, path_style style, bool on_floor)
{
    item *it = add_item(v, ITEM_PATH, s);
    it->path = plot_path_or_default(style, s.n);
    it->on_floor = on_floor;
}

void plot_view_mark(view *v, double x, double y, mark_style style)
{
    add_item(v, ITEM_MARK, (series){1, &x, &y})->mark = style;
}

void plot_view_text(view *v, double x, double y, double dx, double dy,
                    const char *text, text_style style)
{
    item *it = add_item(v, ITEM_TEXT, (series){1, &x, &y});
    it->label = plot_label_new(v->ax->fig, v->ax, ANCHOR_PAGE, 0, 0,
                               plot_place_for(dx, dy), text, style);
    it->label->dx = dx;
    it->label->dy = dy;
    it->label->leader = hypot(dx, dy) > 12;
}

/* --- The life of a view --------------------------------------------- */

/* The grid that is drawn: faces of about seven points, heights for f. */
static void make_shape(view *v)
{
    rect r = v->ax->inner;
    double faces = fmin(r.right - r.left, r.bottom - r.top) / 6.5;
    v->shape = plot_grid_thin(v->whole, (size_t)fmin(fmax(faces, 24), 44));
    grid *g = v->shape;
    for (size_t k = 0; k < g->nx * g->ny; k++)
        g->f[k] = plot_view_height_of(v, g->f[k]);
    g->low = plot_view_height_of(v, v->whole->low);
    g->high = plot_view_height_of(v, v->whole->high);
}

/* Of the finite heights; faces that have others are left out. A plane that lies
 * flat still has a place in the middle of its box. */
static void find_heights_of_surface(view *v)
{
    grid *g = v->shape;
    if (!(g->low <= g->high))
        plot_fail("a surface without a finite height");
    if (!isfinite(g->high - g->low))
        plot_fail("a surface from %.4g to %.4g: too high to be drawn", g->low,
                  g->high);
    if (g->low < g->high)
        return;
    plot_fault("it is drawn in the middle", "a surface without height");
    double d = g->low == 0 ? 1 : 0.1 * fabs(g->low);
    g->low -= d;
    g->high += d;
}

static void find_heights(view *v)
{
    const grid *g = v->shape;
    bool floor_used = false;
    for (const item *it = v->items; it; it = it->next)
        floor_used |= it->kind == ITEM_CONTOURS || it->on_floor;
    find_heights_of_surface(v);
    v->high = g->high;
    v->low = g->low - (floor_used ? 0.5 : 0.03) * (g->high - g->low);
    double width = g->x[g->nx - 1] - g->x[0];
    double depth = g->y[g->ny - 1] - g->y[0];
    double wide = fmax(width, depth);
    v->size =
        (point3){fmax(width / wide, 0.6), fmax(depth / wide, 0.6), v->height};
}

static void prepare_view(layer *base, axes *ax)
{
    view *v = (view *)base;
    (void)ax;
    if (!v->whole)
        plot_fail("a view without a surface");
    make_shape(v);
    find_heights(v);
    plot_view_fit_box(v);
    plot_view_make_faces(v);
    for (item *it = v->items; it; it = it->next)
        plot_view_prepare_item(v, it);
}

static void draw_view(const layer *base, const axes *ax, canvas *c)
{
    const view *v = (const view *)base;
    (void)ax;
    plot_view_draw_box(v, c);
    for (const item *it = v->items; it; it = it->next)
        plot_view_draw_on_floor(v, it, c);
    plot_view_draw_faces(v, c);
    for (const item *it = v->items; it; it = it->next)
        plot_view_draw_item(v, it, c);
}

static void release_view(layer *base)
{
    view *v = (view *)base;
    for (item *it = v->items, *next; it; it = next) {
        next = it->next;
        plot_view_free_item(it);
    }
    for (int k = 0; k < 3; k++)
        plot_words_free(v->name[k]);
    plot_grid_free(v->shape);
    free(v->faces);
}

static const layer_kind view_kind = {
    .prepare = prepare_view, .draw = draw_view, .release = release_view};
