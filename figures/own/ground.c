#include "ground.h"

#include "plot/formula.h"

#include <float.h>
#include <math.h>

/* --------------------------------------------------------------- its blocks */

static stretch stretch_of(const block *window, size_t variable)
{
    return (stretch){plot_block_text(window, "variable")[variable],
                     plot_block_column(window, "low")[variable],
                     plot_block_column(window, "high")[variable],
                     1 + (size_t)plot_block_column(window, "cells")[variable]};
}

ground plot_ground_of(const dataset *data, const char *before)
{
    const phrase seen = plot_say("%slandscape", before);
    const block *window =
        plot_data_rows(data, plot_say("%swindow", before).text, 1);
    ground g = {.n = plot_block_rows(window), .x = stretch_of(window, 0)};
    if (g.n == 2)
        g.y = stretch_of(window, 1);
    if (plot_data_has_block(data, seen.text))
        g.seen = plot_data_block(data, seen.text);
    return g;
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

/* --------------------------------------------------------- of two variables */

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

grid *plot_ground_grid(figure *fig, const ground *g)
{
    return plot_figure_keep(fig, plot_grid_with_gaps(g->seen, "x", "y", "f",
                                                     g->x.low, g->x.high,
                                                     g->x.points, g->y.low,
                                                     g->y.high, g->y.points));
}

/* Returns whether there are gaps. */
static bool add_contours(figure *fig, axes *ax, const ground *land,
                         bool summits)
{
    int digits;
    grid *g = plot_ground_grid(fig, land);
    level_list levels = plot_levels_area(g, 13, summits, &digits);
    bool gaps = add_gaps(fig, ax, g);
    plot_add_contours(
        ax, g, levels,
        (contour_style){.digits = digits, .no_labels = digits == 0});
    return gaps;
}

void plot_ground_draw_map(figure *fig, axes *ax, const ground *g, bool summits)
{
    const stretch x = g->x, y = g->y;
    bool equal = fabs((y.high - y.low) / (x.high - x.low) - 1) < 1e-6;
    bool gaps = !g->seen || add_contours(fig, ax, g, summits);
    plot_axes_labels(ax, variable(x.name).text, variable(y.name).text);
    plot_axes_limits_x(ax, x.low, x.high);
    plot_axes_limits_y(ax, y.low, y.high);
    plot_axes_spines(ax, SPINES_BOX);
    if (equal)
        plot_axes_equal(ax);
    if (gaps || !equal)
        plot_axes_title(ax, plot_say("%s%s%s",
                                     !g->seen ? "*f* has no finite value here"
                                     : gaps   ? "grey: no finite value"
                                              : "",
                                     gaps && !equal ? "; " : "",
                                     equal ? "" : "scales differ")
                                .text);
}

/* ---------------------------------------------------------- of one variable */

void plot_ground_draw_curve(axes *ax, const ground *g)
{
    plot_axes_labels(ax, variable(g->x.name).text, "*f*");
    plot_axes_limits_x(ax, g->x.low, g->x.high);
    if (!g->seen)
        return;
    const double *piece = plot_block_column(g->seen, "piece");
    for (double k = 0; k <= piece[plot_block_rows(g->seen) - 1]; k++)
        plot_add_curve(ax, plot_xy_where(g->seen, "x", "f", "piece", k),
                       plot_function_line);
}

/* What is seen of walks in a stretch: from the least to the greatest. */
typedef struct sight {
    range x, f; /* low > high: nothing */
} sight;

static void take_in(range *r, double v)
{
    *r = (range){fmin(r->low, v), fmax(r->high, v)};
}

static void look_at(sight *seen, series walk, const stretch *x)
{
    for (size_t i = 0; i < walk.n; i++)
        if (walk.x[i] >= x->low && walk.x[i] <= x->high) {
            take_in(&seen->x, walk.x[i]);
            take_in(&seen->f, walk.y[i]);
        }
}

void plot_ground_limit_values(axes *ax, range r)
{
    const double most = DBL_MAX / 4;
    if (!isfinite(1.2 * (r.high - r.low)))
        plot_axes_limits_y(ax, fmax(r.low, -most), fmin(r.high, most));
}

void plot_ground_limit_heights(axes *ax, const ground *g, size_t walks,
                               const series *walk)
{
    const range none = {HUGE_VAL, -HUGE_VAL};
    sight seen = {none, none};
    if (!g->seen)
        return;
    series all = plot_xy(g->seen, "x", "f");
    range curve = plot_range_of(all.n, all.y);
    for (size_t i = 0; i < walks; i++)
        look_at(&seen, walk[i], &g->x);
    double reach = seen.f.high - seen.f.low;
    plot_ground_limit_values(ax, curve);
    if (!(seen.x.high - seen.x.low > 1e-3 * (g->x.high - g->x.low))
        || !(reach > 0) || !isfinite(4 * reach))
        return;
    double low = fmin(seen.f.low, fmax(curve.low, seen.f.low - reach));
    double high = fmax(seen.f.high, fmin(curve.high, seen.f.high + reach));
    double air = 0.05 * (high - low);
    plot_axes_limits_y(ax, low - air, high + air);
}

/* --------------------------------------------------------------- over steps */

void plot_ground_limit_logs(axes *ax, range r, double start)
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

void plot_ground_limit_steps(axes *ax, double last)
{
    if (last < 5)
        plot_axes_ticks_x(ax, 1);
    if (last == 0)
        plot_axes_limits_x(ax, 0, 1);
}
