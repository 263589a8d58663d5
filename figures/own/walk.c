#include "walk.h"

#include "ground.h"

#include "plot/formula.h"

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

/* On the curve at its height, if it has one there. */
static void add_start(axes *ax, const dataset *data, size_t n)
{
    if (!plot_data_has_block(data, "start"))
        return;
    const block *b = plot_data_rows(data, "start", 1);
    double x = *plot_block_column(b, "x");
    if (n == 2)
        plot_add_handle(ax, x, *plot_block_column(b, "y"), "own.start-x",
                        "own.start-y");
    else if (plot_block_has_column(b, "f"))
        plot_add_handle(ax, x, *plot_block_column(b, "f"), "own.start-x", NULL);
}

static void draw_ground(figure *fig, axes *ax, const dataset *data,
                        const walk *w)
{
    ground g = plot_ground_of(data, "");
    if (g.n == 2) {
        plot_ground_draw_map(fig, ax, &g, w->climbs);
        if (w->steps)
            add_walk(ax, w, plot_block_column_name(w->steps, 2),
                     (path_style){0});
    } else {
        series seen =
            w->steps
                ? plot_xy(w->steps, plot_block_column_name(w->steps, 1), "f")
                : (series){0};
        plot_ground_draw_curve(ax, &g);
        plot_ground_limit_heights(ax, &g, 1, &seen);
        add_walk(ax, w, "f", (path_style){.stairs = true, .width = 0.9});
    }
    add_start(ax, data, g.n);
}

/* ------------------------------------------------------------ the progress */

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
    plot_ground_limit_steps(ax, s.x[s.n - 1]);
    if (r.low > 0 && r.high / r.low > 100)
        plot_ground_limit_logs(ax, r, s.y[0]);
    else
        plot_ground_limit_values(ax, r);
    if (s.n > 1)
        plot_add_curve(ax, s, (line_style){.ink = w->ink});
    add_ends(ax, w, s);
}

/* -------------------------------------------------------------- the figure */

enum { EDGE = 6, GAP = 12 };

/* The function, then how it was walked on and what came of it; returns the
 * points that this takes from the top. */
static double draw_title(figure *fig, const dataset *data)
{
    const double width = plot_figure_page(fig).width;
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
    const double width = plot_figure_page(fig).width;
    const double height = plot_figure_page(fig).height;
    double wide = narrow ? width - EDGE : 0.55 * width;
    double high = narrow ? 0.5 * (height - top) : height - top;
    double left = narrow ? EDGE : wide + GAP + EDGE;
    double below = narrow ? top + high + GAP : top;
    double half = (height - below - GAP) / 2;
    axes *land = plot_figure_axes_at(fig, EDGE, top, wide, high);
    axes *f = plot_figure_axes_at(fig, left, below, width - left, half);
    axes *g =
        plot_figure_axes_at(fig, left, below + half + GAP, width - left, half);
    draw_ground(fig, land, data, w);
    draw_progress(f, w, "f", NULL, "value *f*");
    draw_progress(g, w, "gradient_norm", "step", slope);
}

/* Of three variables and more there is nothing to be looked at from above. */
static void draw_heights(figure *fig, const walk *w, double top)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const double width = plot_figure_page(fig).width;
    const double height = plot_figure_page(fig).height - top;
    double wide = narrow ? width : (width - GAP) / 2;
    double high = narrow ? (height - GAP) / 2 : height;
    draw_progress(plot_figure_axes_at(fig, EDGE, top, wide - EDGE, high), w,
                  "f", "step", "value *f*");
    draw_progress(plot_figure_axes_at(fig, width - wide + EDGE,
                                      top + height - high, wide - EDGE, high),
                  w, "gradient_norm", "step", slope);
}

void plot_walk_draw(figure *fig, const dataset *data)
{
    walk w = walk_of(data);
    double top = draw_title(fig, data);
    if (plot_data_has_block(data, "window"))
        draw_landscape(fig, data, &w, top);
    else
        draw_heights(fig, &w, top);
}
