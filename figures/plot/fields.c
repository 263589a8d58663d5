/* Contours, colour bands, maps of categories and cells. */
#include "fields.h"

#include "contour.h"
#include "decimal.h"
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Levels --------------------------------------------------------- */

static level_list start_levels(size_t n)
{
    level_list l = {0};
    if (n > MOST_LEVELS)
        plot_fail("more than %d contour levels", MOST_LEVELS);
    l.n = n;
    return l;
}

static double part(size_t i, size_t n)
{
    return n > 1 ? (double)i / (double)(n - 1) : 0;
}

level_list plot_levels_linear(double low, double high, size_t n)
{
    level_list l = start_levels(n);
    for (size_t i = 0; i < n; i++)
        l.at[i] = low + (high - low) * part(i, n);
    return l;
}

/* region levels */
level_list plot_levels_sqrt(double bottom, double high, size_t n)
{
    level_list l = start_levels(n);
    for (size_t i = 0; i < n; i++) {
        double u = (double)(i + 1) / (double)n;
        l.at[i] = bottom + (high - bottom) * u * u;
    }
    return l;
}

level_list plot_levels_log(double bottom, double low, double high, size_t n)
{
    level_list l = start_levels(n);
    for (size_t i = 0; i < n; i++)
        l.at[i] = bottom + low * pow(high / low, part(i, n));
    return l;
}
/* end levels */

static bool is_ascending(const level_list *levels)
{
    for (size_t k = 0; k < levels->n; k++)
        if (!isfinite(levels->at[k])
            || (k > 0 && !(levels->at[k - 1] < levels->at[k])))
            return false;
    return true;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The finite values of a grid, sorted; to be freed. */
static double *sorted_values(const grid *g, size_t *n)
{
    double *v = plot_must_calloc(g->nx * g->ny, sizeof *v);
    *n = 0;
    for (size_t k = 0; k < g->nx * g->ny; k++)
        if (isfinite(g->f[k]))
            v[(*n)++] = g->f[k];
    qsort(v, *n, sizeof *v, by_size);
    return v;
}

static double rounded(double value, int digits)
{
    char text[40];
    plot_decimal_print(text, sizeof text, "%.*e", digits - 1, value);
    return plot_decimal_read(text, NULL);
}

/* Rounds all of them; false: one would move by a quarter of its distance from
 * the next. */
static bool round_levels(level_list *levels, int digits)
{
    level_list l = *levels;
    for (size_t k = 0; k < l.n; k++) {
        double gap = HUGE_VAL;
        if (k > 0)
            gap = levels->at[k] - levels->at[k - 1];
        if (k + 1 < l.n)
            gap = fmin(gap, levels->at[k + 1] - levels->at[k]);
        l.at[k] = rounded(levels->at[k], digits);
        if (!(fabs(l.at[k] - levels->at[k]) < gap / 4))
            return false;
    }
    *levels = l;
    return true;
}

/* Sorted values; what differs by rounding alone is a constant. */
static bool is_varied(const double *v, size_t n)
{
    return n > 0 && v[n - 1] - v[0] > 1e-13 * fmax(fabs(v[0]), fabs(v[n - 1]));
}

level_list plot_levels_area(const grid *g, size_t n, bool summits, int *digits)
{
    size_t points;
    double *v = sorted_values(g, &points);
    level_list l = start_levels(n);
    l.n = 0;
    for (size_t k = 1; k < n && is_varied(v, points); k++) {
        double u = (double)(summits ? n - k : k) / (double)n;
        double part = summits ? 1 - u * u : u * u;
        double level = v[(size_t)(part * (double)(points - 1))];
        if (level > (l.n > 0 ? l.at[l.n - 1] : v[0]))
            l.at[l.n++] = level;
    }
    free(v);
    for (*digits = 2; *digits <= 4 && !round_levels(&l, *digits); ++*digits)
        continue;
    if (*digits > 4)
        *digits = 0;
    return l;
}

level_list plot_levels_of(const double *at, size_t n)
{
    level_list l = start_levels(n);
    memcpy(l.at, at, n * sizeof *at);
    return l;
}

/* --- What the layers share ------------------------------------------ */

void plot_levels_mend(level_list *levels)
{
    if (is_ascending(levels))
        return;
    plot_fault("none is drawn", "the levels from %.4g to %.4g do not ascend",
               levels->at[0], levels->at[levels->n - 1]);
    levels->n = 0;
}

static void extend_grid(const grid *g, bounds *b)
{
    plot_bounds_add(b, g->x[0], g->y[0]);
    plot_bounds_add(b, g->x[g->nx - 1], g->y[g->ny - 1]);
}

/* Lines in data units become lines in points, cut at the panel. */
static void to_page(const axes *ax, polylines *data, bool area,
                    double tolerance, polylines *out)
{
    for (size_t k = 0; k < data->lines; k++) {
        point *line = plot_poly_line(data, k);
        size_t n = plot_poly_length(data, k);
        for (size_t i = 0; i < n; i++)
            line[i] = plot_axes_point(ax, line[i].x, line[i].y);
        if (area)
            plot_poly_clip_area(line, n, plot_axes_area(ax), out);
        else
            plot_poly_clip(line, n, data->closed[k], plot_axes_area(ax), out);
    }
    plot_poly_simplify(out, tolerance);
}

static void fill_even_odd(canvas *c, const polylines *p, ink colour)
{
    if (p->n == 0)
        return;
    cairo_set_fill_rule(c->cr, CAIRO_FILL_RULE_EVEN_ODD);
    plot_canvas_fill(c, p, colour, 1);
    cairo_set_fill_rule(c->cr, CAIRO_FILL_RULE_WINDING);
}

static double ramp_at(size_t i, size_t n, bool reversed)
{
    double p = n > 1 ? (double)i / (double)(n - 1) : 0.5;
    return reversed ? 1 - p : p;
}

/* --- Contours ------------------------------------------------------- */

typedef struct contour_layer {
    layer base;
    const grid *g;
    level_list levels;
    contour_style style;
    polylines line[MOST_LEVELS];
} contour_layer;

static ink level_ink(const contour_layer *l, size_t k)
{
    if (!l->style.coloured)
        return l->style.ink;
    return plot_ink_ramp_line(l->style.ramp, ramp_at(k, l->levels.n, false));
}

static void extend_contours(const layer *base, bounds *b)
{
    extend_grid(((const contour_layer *)base)->g, b);
}

static void prepare_contours(layer *base, axes *ax)
{
    contour_layer *l = (contour_layer *)base;
    polylines data[MOST_LEVELS] = {{0}};
    plot_levels_mend(&l->levels);
    plot_contour_lines(l->g, l->levels.at, l->levels.n, data);
    for (size_t k = 0; k < l->levels.n; k++) {
        to_page(ax, &data[k], false, 0.04, &l->line[k]);
        plot_poly_free(&data[k]);
    }
    point near = {HUGE_VAL, HUGE_VAL};
    for (size_t k = 0; k < l->levels.n && !l->style.no_labels; k++)
        if ((l->levels.n - 1 - k) % 2 == 0)
            plot_contour_label(ax, l->line, l->levels.n, k, l->levels.at[k],
                               l->style.digits ? l->style.digits : 2, &near);
}

static void draw_contours(const layer *base, const axes *ax, canvas *c)
{
    const contour_layer *l = (const contour_layer *)base;
    (void)ax;
    for (size_t k = 0; k < l->levels.n; k++)
        plot_canvas_stroke(c, &l->line[k],
                           (line_style){.ink = level_ink(l, k),
                                        .width = l->style.width,
                                        .dash = l->style.dash});
}

static void release_contours(layer *base)
{
    contour_layer *l = (contour_layer *)base;
    for (size_t k = 0; k < l->levels.n; k++)
        plot_poly_free(&l->line[k]);
}

static const layer_kind contour_kind = {.late = true,
                                        .extend = extend_contours,
                                        .prepare = prepare_contours,
                                        .draw = draw_contours,
                                        .release = release_contours};

void plot_add_contours(axes *ax, const grid *g, level_list levels,
                       contour_style style)
{
    contour_layer *l = plot_layer_new(ax, &contour_kind, sizeof *l);
    l->g = g;
    l->levels = levels;
    l->style = style;
    if (style.ink == INK_DEFAULT)
        l->style.ink = INK_FAINT;
    if (style.width <= 0)
        l->style.width = 0.6;
}

/* --- Bands ---------------------------------------------------------- */

/* Band k is the area above level k - 1, painted over those below it: areas
 * that only touched would leave hairlines between them. */
typedef struct band_layer {
    layer base;
    const grid *g;
    level_list levels;
    band_style style;
    polylines area[MOST_LEVELS + 1];
} band_layer;

static void extend_bands(const layer *base, bounds *b)
{
    extend_grid(((const band_layer *)base)->g, b);
}

/* The lowest band is all of the grid; the others lie upon it. */
static void prepare_bands(layer *base, axes *ax)
{
    band_layer *l = (band_layer *)base;
    const grid *g = l->g;
    double x1 = g->x[g->nx - 1], y1 = g->y[g->ny - 1];
    polylines data[MOST_LEVELS + 1] = {{0}};
    plot_levels_mend(&l->levels);
    plot_poly_begin(&data[0]);
    plot_poly_add(&data[0], g->x[0], g->y[0]);
    plot_poly_add(&data[0], x1, g->y[0]);
    plot_poly_add(&data[0], x1, y1);
    plot_poly_add(&data[0], g->x[0], y1);
    plot_contour_area(g, l->levels.at, l->levels.n, data + 1);
    for (size_t k = 0; k <= l->levels.n; k++) {
        to_page(ax, &data[k], true, 0.05, &l->area[k]);
        plot_poly_free(&data[k]);
    }
}

static ink band_ink(band_style style, size_t k, size_t levels)
{
    return plot_ink_ramp(style.ramp, ramp_at(k, levels + 1, style.reversed));
}

/* All bands end together at the edge of the grid, where their half covered
 * pixels would add up to a line; a thin one of paper covers it. */
static void draw_bands(const layer *base, const axes *ax, canvas *c)
{
    const band_layer *l = (const band_layer *)base;
    (void)ax;
    for (size_t k = 0; k <= l->levels.n; k++)
        fill_even_odd(c, &l->area[k], band_ink(l->style, k, l->levels.n));
    plot_canvas_stroke(c, &l->area[0],
                       (line_style){.ink = INK_PAPER, .width = 0.5});
}

static void release_bands(layer *base)
{
    band_layer *l = (band_layer *)base;
    for (size_t k = 0; k <= l->levels.n; k++)
        plot_poly_free(&l->area[k]);
}

static const layer_kind band_kind = {true,          false,      extend_bands,
                                     prepare_bands, draw_bands, release_bands};

void plot_add_bands(axes *ax, const grid *g, level_list levels,
                    band_style style)
{
    band_layer *l = plot_layer_new(ax, &band_kind, sizeof *l);
    l->g = g;
    l->levels = levels;
    l->style = style;
}

/* --- Colour bar ----------------------------------------------------- */

typedef struct bar_layer {
    layer base;
    level_list levels;
    band_style style;
    words *value[MOST_LEVELS], *name;
    double widest;
} bar_layer;

static const double bar_gap = 12, bar_width = 8;

static rect bar_box(const axes *ax)
{
    rect r = plot_axes_area(ax);
    return (rect){r.right + bar_gap, r.top, r.right + bar_gap + bar_width,
                  r.bottom};
}

/* The bottom edge of band k; the bands are equally high, as the levels may be
 * geometric. */
static double band_bottom(rect r, size_t k, size_t levels)
{
    double height = (r.bottom - r.top) / (double)(levels + 1);
    return r.bottom - height * (double)k;
}

static void prepare_bar(layer *base, axes *ax)
{
    bar_layer *l = (bar_layer *)base;
    rect r = bar_box(ax);
    double last = HUGE_VAL;
    for (size_t k = 0; k < l->levels.n; k++) {
        double y = band_bottom(r, k + 1, l->levels.n);
        if (last - y < 14)
            continue;
        last = y;
        plot_label_place(plot_label_take(ax->fig, l->value[k],
                                         (point){r.right, y}, PLACE_RIGHT, 3));
        l->value[k] = NULL;
    }
    if (l->name)
        plot_label_place(plot_label_take(
            ax->fig, l->name, (point){r.left, r.top - 7}, PLACE_RIGHT, 1e-9));
    l->name = NULL;
}

static void draw_bar(const layer *base, const axes *ax, canvas *c)
{
    const bar_layer *l = (const bar_layer *)base;
    rect r = bar_box(ax);
    for (size_t k = 0; k <= l->levels.n; k++) {
        plot_canvas_ink(c, band_ink(l->style, k, l->levels.n), 1);
        double bottom = band_bottom(r, k, l->levels.n);
        cairo_rectangle(c->cr, r.left, r.top, bar_width, bottom - r.top);
        cairo_fill(c->cr);
    }
}

static void release_bar(layer *base)
{
    bar_layer *l = (bar_layer *)base;
    for (size_t k = 0; k < l->levels.n; k++)
        plot_words_free(l->value[k]);
    plot_words_free(l->name);
}

static const layer_kind bar_kind = {true,        false,    NULL,
                                    prepare_bar, draw_bar, release_bar};

void plot_axes_colour_bar(axes *ax, level_list levels, band_style style,
                          const char *name)
{
    if (!is_ascending(&levels))
        levels.n = 0; /* as the bands will tell */
    bar_layer *l = plot_layer_new(ax, &bar_kind, sizeof *l);
    l->levels = levels;
    l->style = style;
    for (size_t k = 0; k < levels.n; k++) {
        char text[40];
        plot_number_label(levels.at[k], 3, text, sizeof text);
        l->value[k] = plot_words_new(text, 8, INK_NOTE, ALIGN_LEFT);
        l->widest = fmax(l->widest, l->value[k]->width);
    }
    double width = bar_width + 3 + l->widest;
    if (name && *name) {
        l->name = plot_words_new(name, 9, INK_TEXT, ALIGN_LEFT);
        width = fmax(width, l->name->width);
        ax->top_extra = 14;
    }
    ax->right_extra = bar_gap + width;
}

/* --- Categories ----------------------------------------------------- */

enum { MOST_CATEGORIES = 32 };

typedef struct category_layer {
    layer base;
    const grid *g;
    const double *edge;
    size_t n;
    ink ink[MOST_CATEGORIES];
    polylines area[MOST_CATEGORIES];
} category_layer;

static void extend_categories(const layer *base, bounds *b)
{
    extend_grid(((const category_layer *)base)->g, b);
}

/* The outline of one category is a contour: of its indicator, freed from the
 * steps of the cells, or of the distance from its edge. */
static void prepare_categories(layer *base, axes *ax)
{
    category_layer *l = (category_layer *)base;
    size_t points = l->g->nx * l->g->ny;
    double *is = plot_must_calloc(points, sizeof *is);
    grid indicator = *l->g;
    indicator.f = is;
    double cell = (ax->x.scale.to - ax->x.scale.from) / (double)l->g->nx;
    double tolerance = l->edge ? 0.1 : fmin(0.8 * cell, 1.4);
    const double edge = 0;
    for (size_t k = 0; k < l->n; k++) {
        polylines data = {0};
        for (size_t i = 0; i < points; i++)
            is[i] =
                (l->g->f[i] == (double)k ? 1 : -1) * (l->edge ? l->edge[i] : 1);
        plot_contour_area(&indicator, &edge, 1, &data);
        to_page(ax, &data, true, tolerance, &l->area[k]);
        plot_poly_free(&data);
    }
    free(is);
}

/* An edge in the same colour seals the seam to the neighbours, whose outlines
 * were smoothed apart from this one. */
static void draw_categories(const layer *base, const axes *ax, canvas *c)
{
    const category_layer *l = (const category_layer *)base;
    (void)ax;
    for (size_t k = 0; k < l->n; k++) {
        if (l->area[k].n == 0)
            continue;
        cairo_set_fill_rule(c->cr, CAIRO_FILL_RULE_EVEN_ODD);
        cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(c->cr, l->edge ? 0.4 : 1.4);
        plot_canvas_ink(c, l->ink[k], 1);
        plot_canvas_trace(c, &l->area[k]);
        cairo_fill_preserve(c->cr);
        cairo_stroke(c->cr);
        cairo_set_fill_rule(c->cr, CAIRO_FILL_RULE_WINDING);
    }
}

static void release_categories(layer *base)
{
    category_layer *l = (category_layer *)base;
    for (size_t k = 0; k < l->n; k++)
        plot_poly_free(&l->area[k]);
}

static const layer_kind category_kind = {true,
                                         false,
                                         extend_categories,
                                         prepare_categories,
                                         draw_categories,
                                         release_categories};

void plot_add_categories(axes *ax, const grid *g, const double *edge,
                         const ink *colours, size_t n)
{
    if (n > MOST_CATEGORIES)
        plot_fail("more than %d categories", MOST_CATEGORIES);
    category_layer *l = plot_layer_new(ax, &category_kind, sizeof *l);
    l->g = g;
    l->edge = edge;
    l->n = n;
    memcpy(l->ink, colours, n * sizeof *colours);
}

/* --- Cells ---------------------------------------------------------- */

typedef struct cell_layer {
    layer base;
    const grid *g;
    double low, high;
    ramp ramp;
} cell_layer;

static void extend_cells(const layer *base, bounds *b)
{
    const grid *g = ((const cell_layer *)base)->g;
    double dx = (g->x[1] - g->x[0]) / 2, dy = (g->y[1] - g->y[0]) / 2;
    plot_bounds_add(b, g->x[0] - dx, g->y[0] - dy);
    plot_bounds_add(b, g->x[g->nx - 1] + dx, g->y[g->ny - 1] + dy);
}

static ink cell_ink(const cell_layer *l, size_t i, size_t j)
{
    double f = l->g->f[j * l->g->nx + i];
    return plot_ink_ramp(l->ramp, (f - l->low) / (l->high - l->low));
}

/* Equal neighbours of a row are one rectangle; each reaches a little under
 * the next, which is painted later, so there is no seam. */
static void draw_cells(const layer *base, const axes *ax, canvas *c)
{
    const cell_layer *l = (const cell_layer *)base;
    const grid *g = l->g;
    double dx = (g->x[1] - g->x[0]) / 2, dy = (g->y[1] - g->y[0]) / 2;
    for (size_t j = 0; j < g->ny; j++)
        for (size_t i = 0, end; i < g->nx; i = end) {
            ink colour = cell_ink(l, i, j);
            for (end = i + 1; end < g->nx; end++)
                if (cell_ink(l, end, j) != colour)
                    break;
            point a = plot_axes_point(ax, g->x[i] - dx, g->y[j] - dy);
            point b = plot_axes_point(ax, g->x[end - 1] + dx, g->y[j] + dy);
            double more = end < g->nx ? 0.3 : 0;
            double up = j + 1 < g->ny ? 0.3 : 0;
            plot_canvas_ink(c, colour, 1);
            cairo_rectangle(c->cr, a.x, b.y - up, b.x - a.x + more,
                            a.y - b.y + up);
            cairo_fill(c->cr);
        }
}

static const layer_kind cell_kind = {true, false,      extend_cells,
                                     NULL, draw_cells, NULL};

void plot_add_cells(axes *ax, const grid *g, double low, double high, ramp r)
{
    cell_layer *l = plot_layer_new(ax, &cell_kind, sizeof *l);
    l->g = g;
    l->low = low;
    l->high = high;
    l->ramp = r;
}
