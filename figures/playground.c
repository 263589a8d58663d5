/* The playground: a run on the reader's own function, and up to four runs side
 * by side, from above or on the surface, with their progress. */
#include "own/ground.h"
#include "own/walk.h"
#include "plot/formula.h"
#include "plot/plot.h"

#include <math.h>
#include <string.h>

/* -------------------------------------------------------------- the runners */

enum { LANES = 4, FEW_STEPS = 60 };
static const char *const lanes[LANES] = {"first", "second", "third", "fourth"};

/* A run, and how far it has come in the race. */
typedef struct runner {
    const char *method;
    double rate, steps; /* at most */
    const block *run;
    size_t step;        /* of the run's, where it is now */
    bool named_by_rate; /* another one has the same method */
    path_style style;
} runner;

typedef struct field {
    size_t n;
    runner at[LANES];
} field;

static size_t step_of(const dataset *data, const char *lane)
{
    const block *heads = plot_data_rows(data, "race-heads", 1);
    const char *const *names = plot_block_text(heads, "lane");
    size_t i = 0;
    while (strcmp(names[i], lane) != 0)
        i++;
    return (size_t)plot_block_column(heads, "step")[i];
}

/* Of two with the same method the second has the dashes of another. */
static void tell_apart(field *f)
{
    for (size_t i = 1; i < f->n; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(f->at[i].method, f->at[j].method) == 0) {
                f->at[i].named_by_rate = f->at[j].named_by_rate = true;
                f->at[i].style.dash = (f->at[j].style.dash + 1) % 4;
            }
}

static field field_of(const dataset *data)
{
    field f = {0};
    for (size_t i = 0; i < LANES; i++) {
        const phrase run = plot_say("%s-run", lanes[i]);
        if (!plot_data_has_block(data, run.text))
            continue;
        const block *way =
            plot_data_rows(data, plot_say("%s-method", lanes[i]).text, 1);
        const char *method = plot_block_text(way, "name")[0];
        f.at[f.n++] = (runner){.method = method,
                               .rate = *plot_block_column(way, "rate"),
                               .steps = *plot_block_column(way, "steps"),
                               .run = plot_data_block(data, run.text),
                               .step = step_of(data, lanes[i]),
                               .style = plot_method_path(method)};
    }
    tell_apart(&f);
    return f;
}

/* Up to where it is now. */
static series so_far(const runner *r, const char *x, const char *y)
{
    return plot_series_part(plot_xy(r->run, x, y), 0, r->step + 1);
}

static mark_style head_of(const runner *r)
{
    mark_style head = plot_end_mark;
    head.ink = r->style.ink;
    head.shape = r->style.shape;
    return head;
}

static void add_head(axes *ax, const runner *r, const char *x, const char *y)
{
    series s = plot_xy(r->run, x, y);
    plot_add_mark(ax, s.x[r->step], s.y[r->step], head_of(r));
}

/* Of two with the same method the rate is part of it. */
static phrase name_of(const runner *r)
{
    const char *method = plot_method_find(r->method)->name;
    return r->named_by_rate ? plot_say("%s %.4g", method, r->rate)
                            : plot_say("%s", method);
}

/* --------------------------------------------------------------- the ground */

static void add_start(axes *ax, const dataset *data, size_t n)
{
    const block *b = plot_data_rows(data, "race-start", 1);
    double x = *plot_block_column(b, "x");
    const char *height = n == 2 ? "y" : "f";
    if (!plot_block_has_column(b, height))
        return;
    double y = *plot_block_column(b, height);
    mark_style start = plot_start_mark;
    start.ink = INK_TEXT;
    plot_add_mark(ax, x, y, start);
    plot_add_handle(ax, x, y, "walk.start-x", n == 2 ? "walk.start-y" : NULL);
}

static void add_paths(axes *ax, const field *f, const char *y, bool stairs)
{
    for (size_t i = 0; i < f->n; i++) {
        const runner *r = &f->at[i];
        path_style style = r->style;
        style.no_dots = r->step > FEW_STEPS;
        style.no_start = true;
        style.stairs = stairs;
        plot_add_path(ax, so_far(r, "x", y), style);
    }
    for (size_t i = 0; i < f->n; i++)
        add_head(ax, &f->at[i], "x", y);
    for (size_t i = 0; i < f->n; i++) {
        const runner *r = &f->at[i];
        plot_add_words(
            ax, plot_series_part(plot_xy(r->run, "x", y), r->step, 1),
            PLACE_ABOVE_RIGHT, name_of(r).text,
            (text_style){.ink = r->style.ink, .gap = 6, .may_lead = true});
    }
}

static void add_minima(axes *ax, const dataset *data, const char *y)
{
    if (plot_data_has_block(data, "race-minima"))
        plot_add_minima(ax, plot_data_xy(data, "race-minima", "x", y));
}

static void draw_map(figure *fig, axes *ax, const dataset *data,
                     const ground *g, const field *f)
{
    plot_ground_draw_map(fig, ax, g, false);
    add_minima(ax, data, "y");
    add_paths(ax, f, "y", false);
    add_start(ax, data, 2);
}

static void draw_curve(axes *ax, const dataset *data, const ground *g,
                       const field *f)
{
    series seen[LANES];
    for (size_t i = 0; i < f->n; i++)
        seen[i] = plot_xy(f->at[i].run, "x", "f");
    plot_ground_draw_curve(ax, g);
    plot_ground_limit_heights(ax, g, f->n, seen);
    add_minima(ax, data, "f");
    add_paths(ax, f, "f", true);
    add_start(ax, data, 1);
}

static void draw_ground(figure *fig, axes *ax, const dataset *data,
                        const field *f)
{
    ground g = plot_ground_of(data, "race-");
    if (g.n == 2)
        draw_map(fig, ax, data, &g, f);
    else
        draw_curve(ax, data, &g, f);
}

/* ------------------------------------------------------------- the progress */

/* Of all that the runs met. */
static range heights(const field *f)
{
    range all = {HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < f->n; i++) {
        series s = plot_xy(f->at[i].run, "step", "f");
        range one = plot_range_of(s.n, s.y);
        all.low = fmin(all.low, one.low);
        all.high = fmax(all.high, one.high);
    }
    return all;
}

/* From a power of ten to twice another, where the axis has its name. One that
 * climbs is lost above ten times the
 * start, and what is below 1e-16 is rounding. */
static void limit_logs(axes *ax, range all, double start)
{
    double high = pow(10, ceil(log10(fmin(all.high, 10 * start))));
    double low = pow(10, floor(log10(fmax(all.low, 1e-16))));
    plot_axes_log_y(ax);
    plot_axes_limits_y(ax, fmin(low, high / 10), 2 * high);
}

/* The drop and as much again below it, since there may be no bottom. */
static void limit_values(axes *ax, range all, double start)
{
    double most = fmax(fabs(start), 1);
    double low = fmax(all.low, start - 20 * most);
    double high = fmin(all.high, start + 2 * most);
    double air = fmax(0.05 * (high - low), 1e-3 * most);
    plot_axes_limits_y(ax, low - air, high + air);
}

static void add_progress(axes *ax, const runner *r)
{
    series s = plot_xy(r->run, "step", "f");
    line_style rest = {.ink = plot_ink_tint(r->style.ink, 0.4),
                       .dash = r->style.dash,
                       .width = 1};
    plot_add_curve(ax, s, rest);
    plot_add_curve(ax, so_far(r, "step", "f"),
                   (line_style){.ink = r->style.ink, .dash = r->style.dash});
    plot_add_end_label(ax, s, name_of(r).text, r->style.ink);
}

static void draw_progress(axes *ax, const field *f)
{
    double steps = f->n > 0 ? f->at[0].steps : 0;
    plot_axes_labels(ax, "step", "value *f*");
    plot_axes_limits_x(ax, 0, fmax(steps, 1));
    if (steps < 5)
        plot_axes_ticks_x(ax, 1);
    if (f->n == 0) {
        plot_axes_limits_y(ax, 0, 1);
        plot_axes_ticks_y(ax, -1);
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE, "no run",
                            plot_note_style);
        return;
    }
    double start = plot_block_column(f->at[0].run, "f")[0];
    range all = heights(f);
    if (all.low > 0 && all.high / all.low > 100)
        limit_logs(ax, all, start);
    else
        limit_values(ax, all, start);
    for (size_t i = 0; i < f->n; i++)
        add_progress(ax, &f->at[i]);
    for (size_t i = 0; i < f->n; i++)
        add_head(ax, &f->at[i], "step", "f");
}

/* -------------------------------------------------------------- the figures */

enum { HEIGHT = 280, EDGE = 6, GAP = 12, LINE = 12 };

/* The function; returns the points that this takes from the top. */
static double draw_title(figure *fig, const dataset *data, double width)
{
    const char *function =
        plot_block_text(plot_data_rows(data, "race-title", 1), "line")[0];
    buffer formula = {0};
    double lines = (double)plot_formula(&formula, function, 9, width - EDGE, 2);
    plot_figure_text(fig, 0, 0, PLACE_BELOW_RIGHT, formula.text,
                     (text_style){.size = 9});
    plot_buffer_free(&formula);
    return LINE * lines + GAP;
}

static void own(figure *fig, const dataset *data)
{
    plot_walk_draw(fig, data);
}

/* The ground, and beside it, or on a telephone below, the progress. */
static void race(figure *fig, const dataset *data)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const double width = plot_figure_page(fig).width;
    const double height = plot_figure_page(fig).height;
    const field f = field_of(data);
    double top = draw_title(fig, data, width);
    double wide = narrow ? width - EDGE : 0.55 * width;
    double high = narrow ? 0.57 * (height - top) : height - top;
    double left = narrow ? EDGE : wide + GAP + EDGE;
    double below = narrow ? top + high + GAP : top;
    draw_ground(fig, plot_figure_axes_at(fig, EDGE, top, wide, high), data, &f);
    draw_progress(
        plot_figure_axes_at(fig, left, below, width - left, height - below),
        &f);
}

/* Each head has its name on another side, since they come together. */
static void add_view_head(view *v, const grid *g, const runner *r, size_t lane)
{
    static const double dx[LANES] = {-30, 24, -40, -20};
    static const double dy[LANES] = {32, 42, -22, -40};
    const series s = plot_xy(r->run, "x", "y");
    const double x = s.x[r->step], y = s.y[r->step];
    if (!plot_grid_covers(g, x, y))
        return;
    plot_view_mark(v, x, y, head_of(r));
    plot_view_text(v, x, y, dx[lane], dy[lane], name_of(r).text,
                   (text_style){.ink = r->style.ink});
}

static void add_walks(view *v, const grid *g, const field *f)
{
    for (size_t i = 0; i < f->n; i++) {
        path_style style = f->at[i].style;
        style.no_dots = f->at[i].step > FEW_STEPS;
        plot_view_path(v, so_far(&f->at[i], "x", "y"), style, false);
    }
    for (size_t i = 0; i < f->n; i++)
        add_view_head(v, g, &f->at[i], i);
}

/* On the surface, where it is one: heights are logarithms where f is positive
 * and has many sizes. */
static void race_surface(figure *fig, const dataset *data)
{
    const field f = field_of(data);
    const ground g = plot_ground_of(data, "race-");
    if (g.n == 1 || !g.seen) {
        draw_ground(fig, plot_figure_axes(fig), data, &f);
        return;
    }
    grid *fine = plot_ground_grid(fig, &g);
    view *v = plot_figure_view(fig);
    plot_view_angles(v, 40, -75);
    if (fine->low >= 0 && fine->high > 1000 * fine->low)
        plot_view_log(v, 1e-5 * fine->high);
    plot_view_labels(v, g.x.name, g.y.name, "*f*");
    plot_view_surface(v, fine, (surface_style){.mesh_lines = 16});
    if (plot_data_has_block(data, "race-minima")) {
        series minima = plot_data_xy(data, "race-minima", "x", "y");
        for (size_t i = 0; i < minima.n; i++)
            plot_view_mark(v, minima.x[i], minima.y[i], plot_minimum_mark);
    }
    add_walks(v, fine, &f);
}

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"own", FULL_WIDTH, WALK_HEIGHT, WALK_NARROW_HEIGHT, own},
        {"race", FULL_WIDTH, HEIGHT, 460, race},
        {"race-surface", FULL_WIDTH, HEIGHT, 240, race_surface},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
