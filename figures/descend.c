/* What descend --format tsv tells of a reader's function: the walk on its
 * landscape, and its progress over the steps. */
#include "plot/formula.h"
#include "plot/plot.h"

#include <float.h>
#include <math.h>

/* --------------------------------------------------------------- the walk */

/* A run of a function of n variables. Of one that diverged at its start there
 * are no steps. */
typedef struct walk {
    const block *steps; /* or NULL */
    size_t n;           /* rows of it */
    bool arrived;       /* it moved, and the last row is the last step */
    bool climbs;
    ink ink; /* of its method */
} walk;

static walk walk_of(const dataset *data)
{
    const char *const *method =
        plot_block_text(plot_data_rows(data, "method", 1), "name");
    walk w = {.climbs = plot_data_value(data, "ascend") > 0,
              .ink = plot_method_find(method[0])->ink};
    if (!plot_data_has_block(data, "descent"))
        return w;
    w.steps = plot_data_rows(data, "descent", 1);
    w.n = plot_block_rows(w.steps);
    w.arrived = w.n > 1
                && plot_block_column(w.steps, "step")[w.n - 1]
                       == plot_data_value(data, "steps");
    return w;
}

/* By two columns, of which the first is that of the first variable. */
static void add_walk(axes *ax, const walk *w, const char *y, path_style style)
{
    style.end = w->arrived;
    style.ink = w->ink;
    if (w->steps)
        plot_add_run(ax, w->steps, plot_block_column_name(w->steps, 1), y,
                     style, NUMBERS_SHOWN);
}

/* -------------------------------------------------------------- the ground */

/* From low to high in one variable, and in how many cells. */
typedef struct stretch {
    const char *name;
    double low, high;
    size_t points;
} stretch;

static stretch stretch_of(const dataset *data, size_t variable)
{
    const block *b = plot_data_rows(data, "window", variable + 1);
    return (stretch){plot_block_text(b, "variable")[variable],
                     plot_block_column(b, "low")[variable],
                     plot_block_column(b, "high")[variable],
                     1 + (size_t)plot_block_column(b, "cells")[variable]};
}

/* The name of a variable, as in a formula. */
static phrase variable(const char *name)
{
    buffer b = {0};
    plot_formula(&b, name, 8, 200, 1);
    phrase p = plot_say("%s", b.text);
    plot_buffer_free(&b);
    return p;
}

/* Grey where the function has no value. False: it has one everywhere. */
static bool add_gaps(figure *fig, axes *ax, const grid *g)
{
    const ink pale[] = {plot_ink_tint(INK_FAINT, 0.4)};
    bool any = false;
    grid *gaps = plot_figure_keep(
        fig, plot_grid_new(g->x[0], g->x[g->nx - 1], g->nx, g->y[0],
                           g->y[g->ny - 1], g->ny, g->f));
    for (size_t k = 0; k < g->nx * g->ny; k++) {
        any = any || isnan(g->f[k]);
        gaps->f[k] = isnan(g->f[k]) ? 0 : -1;
    }
    if (any)
        plot_add_categories(ax, gaps, NULL, pale, 1);
    return any;
}

/* Returns whether there are gaps. */
static bool add_contours(figure *fig, axes *ax, const dataset *data,
                         const stretch *x, const stretch *y, bool climbs)
{
    int digits;
    grid *g = plot_figure_keep(
        fig, plot_grid_with_gaps(plot_data_block(data, "landscape"), "x", "y",
                                 "f", x->low, x->high, x->points, y->low,
                                 y->high, y->points));
    level_list levels = plot_levels_area(g, 13, climbs, &digits);
    bool gaps = add_gaps(fig, ax, g);
    plot_add_contours(
        ax, g, levels,
        (contour_style){.digits = digits, .no_labels = digits == 0});
    return gaps;
}

/* Of two variables: seen from above. */
static void draw_map(figure *fig, axes *ax, const dataset *data, const walk *w)
{
    stretch x = stretch_of(data, 0), y = stretch_of(data, 1);
    bool equal = fabs((y.high - y.low) / (x.high - x.low) - 1) < 1e-6;
    bool seen = plot_data_has_block(data, "landscape");
    bool gaps = !seen || add_contours(fig, ax, data, &x, &y, w->climbs);
    plot_axes_labels(ax, variable(x.name).text, variable(y.name).text);
    plot_axes_limits_x(ax, x.low, x.high);
    plot_axes_limits_y(ax, y.low, y.high);
    plot_axes_spines(ax, SPINES_BOX);
    if (equal)
        plot_axes_equal(ax);
    if (gaps || !equal)
        plot_axes_title(ax, plot_say("%s%s%s",
                                     !seen  ? "*f* has no finite value here"
                                     : gaps ? "grey: no finite value"
                                            : "",
                                     gaps && !equal ? "; " : "",
                                     equal ? "" : "scales differ")
                                .text);
    if (w->steps)
        add_walk(ax, w, plot_block_column_name(w->steps, 2), (path_style){0});
}

/* What is seen of the walk in a stretch: from the least to the greatest. */
typedef struct sight {
    range x, f; /* low > high: nothing */
} sight;

static void take_in(range *r, double v)
{
    *r = (range){fmin(r->low, v), fmax(r->high, v)};
}

static sight sight_of(const walk *w, const stretch *x)
{
    const range none = {HUGE_VAL, -HUGE_VAL};
    sight seen = {none, none};
    if (!w->steps)
        return seen;
    series s = plot_xy(w->steps, plot_block_column_name(w->steps, 1), "f");
    for (size_t i = 0; i < s.n; i++)
        if (s.x[i] >= x->low && s.x[i] <= x->high) {
            take_in(&seen.x, s.x[i]);
            take_in(&seen.f, s.y[i]);
        }
    return seen;
}

/* What is too far apart for a double to say how far is cut. */
static void limit_values(axes *ax, range r)
{
    const double most = DBL_MAX / 4;
    if (!isfinite(1.2 * (r.high - r.low)))
        plot_axes_limits_y(ax, fmax(r.low, -most), fmin(r.high, most));
}

/* So high that all of the walk is seen, and of the curve at most as much again
 * above and below, lest a pole have it all. A walk that is but a point here has
 * no say. */
static void limit_heights(axes *ax, const walk *w, const stretch *x,
                          range curve)
{
    sight seen = sight_of(w, x);
    double reach = seen.f.high - seen.f.low;
    limit_values(ax, curve);
    if (!(seen.x.high - seen.x.low > 1e-3 * (x->high - x->low)) || !(reach > 0)
        || !isfinite(4 * reach))
        return;
    double low = fmin(seen.f.low, fmax(curve.low, seen.f.low - reach));
    double high = fmax(seen.f.high, fmin(curve.high, seen.f.high + reach));
    double air = 0.05 * (high - low);
    plot_axes_limits_y(ax, low - air, high + air);
}

/* Of one variable: a curve, in as many pieces as it has. */
static void draw_curve(axes *ax, const dataset *data, const walk *w)
{
    stretch x = stretch_of(data, 0);
    plot_axes_labels(ax, variable(x.name).text, "*f*");
    plot_axes_limits_x(ax, x.low, x.high);
    if (plot_data_has_block(data, "landscape")) {
        const block *b = plot_data_block(data, "landscape");
        const double *piece = plot_block_column(b, "piece");
        series curve = plot_xy(b, "x", "f");
        limit_heights(ax, w, &x, plot_range_of(curve.n, curve.y));
        for (double k = 0; k <= piece[plot_block_rows(b) - 1]; k++)
            plot_add_curve(ax, plot_xy_where(b, "x", "f", "piece", k),
                           plot_function_line);
    }
    add_walk(ax, w, "f", (path_style){.stairs = true, .width = 0.9});
}

/* ------------------------------------------------------------ the progress */

/* Limits as the axis would take them itself, but for a run that went so far
 * that no double says how much farther: the side of its start is shown. */
static void limit_logs(axes *ax, range r, double start)
{
    const double most = 1e280;
    if (r.high / r.low > most && start - r.low < r.high - start)
        r.high = r.low * most;
    else if (r.high / r.low > most)
        r.low = r.high / most;
    double air = pow(r.high / r.low, 0.04);
    plot_axes_log_y(ax);
    plot_axes_limits_y(ax, fmax(r.low / air, DBL_MIN),
                       fmin(r.high, DBL_MAX / air) * air);
}

/* Whole numbers, where there are but a few. */
static void limit_steps(axes *ax, double last)
{
    if (last < 5)
        plot_axes_ticks_x(ax, 1);
    if (last == 0)
        plot_axes_limits_x(ax, 0, 1);
}

static void add_ends(axes *ax, const walk *w, series s)
{
    mark_style start = plot_start_mark, end = plot_end_mark;
    start.ink = end.ink = w->ink;
    plot_add_mark(ax, s.x[0], s.y[0], start);
    if (w->arrived)
        plot_add_mark(ax, s.x[s.n - 1], s.y[s.n - 1], end);
}

/* A column over the steps: as logarithms, where it is positive and changes by
 * a factor of a hundred. */
static void draw_progress(axes *ax, const walk *w, const char *column,
                          const char *below, const char *name)
{
    if (!w->steps) {
        plot_axes_spines(ax, SPINES_NONE);
        plot_axes_limits_x(ax, 0, 1);
        plot_axes_limits_y(ax, 0, 1);
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE, "no step",
                            plot_note_style);
        return;
    }
    series s = plot_xy(w->steps, "step", column);
    range r = plot_range_of(s.n, s.y);
    plot_axes_labels(ax, below, name);
    limit_steps(ax, s.x[s.n - 1]);
    if (r.low > 0 && r.high / r.low > 100)
        limit_logs(ax, r, s.y[0]);
    else
        limit_values(ax, r);
    if (s.n > 1)
        plot_add_curve(ax, s, (line_style){.ink = w->ink});
    add_ends(ax, w, s);
}

/* -------------------------------------------------------------- the figure */

enum { HEIGHT = 280, NARROW_HEIGHT = 520, EDGE = 6, GAP = 12 };

/* The function, then how it was walked on and what came of it; returns the
 * points that this takes from the top. */
static double draw_title(figure *fig, const dataset *data)
{
    const double width = plot_figure_is_narrow(fig) ? NARROW_WIDTH : FULL_WIDTH;
    const char *const *line =
        plot_block_text(plot_data_rows(data, "title", 3), "line");
    buffer formula = {0};
    double rows = (double)plot_formula(&formula, line[0], 9, width - EDGE, 2);
    plot_figure_text(fig, 0, 0, PLACE_BELOW_RIGHT, formula.text,
                     (text_style){.size = 9});
    plot_buffer_free(&formula);
    phrase told = plot_say("%s\n%s", line[1], line[2]);
    plot_figure_text(fig, 0, 12 * rows, PLACE_BELOW_RIGHT, told.text,
                     plot_note_style);
    return 12 * rows + 28;
}

static const char slope[] = "max|*g*_*i*|";

/* The landscape, and beside it, or on a telephone below, two panels that share
 * their steps. */
static void draw_landscape(figure *fig, const dataset *data, const walk *w,
                           double top)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const double width = narrow ? NARROW_WIDTH : FULL_WIDTH;
    const double height = narrow ? NARROW_HEIGHT : HEIGHT;
    double wide = narrow ? width - EDGE : 0.55 * width;
    double high = narrow ? 0.5 * (height - top) : height - top;
    double left = narrow ? EDGE : wide + GAP + EDGE;
    double below = narrow ? top + high + GAP : top;
    double half = (height - below - GAP) / 2;
    axes *ground = plot_figure_axes_at(fig, EDGE, top, wide, high);
    axes *f = plot_figure_axes_at(fig, left, below, width - left, half);
    axes *g =
        plot_figure_axes_at(fig, left, below + half + GAP, width - left, half);
    if (plot_block_rows(plot_data_block(data, "window")) == 2)
        draw_map(fig, ground, data, w);
    else
        draw_curve(ground, data, w);
    draw_progress(f, w, "f", NULL, "value *f*");
    draw_progress(g, w, "gradient_norm", "step", slope);
}

/* Of three variables and more there is nothing to be looked at from above. */
static void draw_heights(figure *fig, const walk *w, double top)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const double width = narrow ? NARROW_WIDTH : FULL_WIDTH;
    const double height = (narrow ? NARROW_HEIGHT : HEIGHT) - top;
    double wide = narrow ? width : (width - GAP) / 2;
    double high = narrow ? (height - GAP) / 2 : height;
    draw_progress(plot_figure_axes_at(fig, EDGE, top, wide - EDGE, high), w,
                  "f", "step", "value *f*");
    draw_progress(plot_figure_axes_at(fig, width - wide + EDGE,
                                      top + height - high, wide - EDGE, high),
                  w, "gradient_norm", "step", slope);
}

static void draw(figure *fig, const dataset *data)
{
    if (!plot_data_has_block(data, "title"))
        plot_fail("these are not data of descend --format tsv");
    walk w = walk_of(data);
    double top = draw_title(fig, data);
    if (plot_data_has_block(data, "window"))
        draw_landscape(fig, data, &w, top);
    else
        draw_heights(fig, &w, top);
}

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"descend", FULL_WIDTH, HEIGHT, NARROW_HEIGHT, draw},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
