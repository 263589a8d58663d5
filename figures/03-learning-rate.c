/* The figures of chapter 3, The learning rate: how far to step.
 *
 * One function a figure; the table of them stands at the end. Descent with a
 * fixed rate is blue, here and everywhere; a rule that chooses its rate has one
 * colour in all its figures, a run on a few penguins a step is vermilion, and
 * what differs in a number alone stands on a ramp. */
#include "plot/plot.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static text_style in(ink colour)
{
    return (text_style){.ink = colour};
}

/* The rows of one of the runs that share a block. */
static series run_of(const dataset *data, const char *name, const char *x,
                     const char *y, const char *key, size_t run)
{
    return plot_xy_where(plot_data_block(data, name), x, y, key, (double)run);
}

static bool within(double x, double low, double high)
{
    return low <= x && x <= high;
}

/* What a map shows of the plane. */
typedef struct map_window {
    range x, y;
} map_window;

static map_window window_of(const grid *map)
{
    return (map_window){{map->x[0], map->x[map->nx - 1]},
                        {map->y[0], map->y[map->ny - 1]}};
}

static bool is_on(map_window w, series s, size_t i)
{
    return i < s.n && within(s.x[i], w.x.low, w.x.high)
           && within(s.y[i], w.y.low, w.y.high);
}

/* ---------------------------------------- one parabola, seven rates */

/* The walks, counted from 1 and from the largest rate; 0: a note. Those that
 * are equally fast stand above each other. */
static const size_t sweep_walks[2][8] = {{1, 2, 3, 4, 7, 0, 6, 5},
                                         {1, 2, 3, 4, 6, 5, 7, 0}};

static series sweep_walk(const dataset *data, size_t walk)
{
    return run_of(data, "sweep", "x", "f", "walk", walk);
}

static double sweep_rate(const dataset *data, size_t walk)
{
    return *run_of(data, "sweep", "rate", "factor", "walk", walk).x;
}

/* What a step makes of the step before: 1 - eta lambda, with its sign. */
static double sweep_factor(const dataset *data, size_t walk)
{
    return *run_of(data, "sweep", "rate", "factor", "walk", walk).y;
}

static const range sweep_x = {-2.4, 4.4}, sweep_f = {0, 8.5};

/* Each step goes across, then up or down to the curve; an arrow where the walk
 * leaves the panel. */
static void add_steps(axes *ax, series walk)
{
    const arrow_style out = {.ink = INK_DESCENT};
    size_t n = 1;
    while (n < walk.n && walk.y[n] <= sweep_f.high)
        n++;
    series shown = plot_series_part(walk, 0, n);
    plot_add_staircase(ax, shown,
                       (line_style){.ink = INK_DESCENT, .width = 1.1});
    if (n < walk.n) {
        double x = fmin(fmax(walk.x[n], sweep_x.low), sweep_x.high);
        double f = walk.y[n - 1];
        if (x != walk.x[n]) {
            plot_add_arrow(ax, walk.x[n - 1], f, x, f, out);
        } else {
            plot_add_segment(ax, walk.x[n - 1], f, x, f,
                             (line_style){.ink = INK_DESCENT, .width = 1.1});
            plot_add_arrow(ax, x, f, x, sweep_f.high, out);
        }
    }
    plot_add_marks(ax, shown, (mark_style){.ink = INK_DESCENT, .size = 3});
    plot_add_mark(ax, walk.x[0], walk.y[0], plot_start_mark);
}

static void sweep_panel(axes *ax, const dataset *data, size_t which)
{
    phrase rate = plot_say_number(sweep_rate(data, which), 3);
    phrase factor = plot_say_number(sweep_factor(data, which), 3);
    plot_axes_title(
        ax, plot_say("*η* = %s, factor %s", rate.text, factor.text).text);
    plot_axes_labels(ax, "*x*", "*f*");
    plot_axes_limits_x(ax, sweep_x.low, sweep_x.high);
    plot_axes_limits_y(ax, sweep_f.low, sweep_f.high);
    plot_axes_ticks_x(ax, 2);
    plot_axes_ticks_y(ax, 2);
    plot_add_curve(ax, plot_data_xy(data, "sweep-curve", "x", "f"),
                   plot_function_line);
    add_steps(ax, sweep_walk(data, which));
}

/* The same walk with seven rates. */
static void sweep_panels(figure *fig, const dataset *data)
{
    bool narrow = plot_figure_is_narrow(fig);
    plot_figure_fold(fig, 8, 4, 2, SHARE_BOTH);
    for (size_t k = 0; k < 8; k++) {
        axes *ax = plot_figure_nth(fig, k);
        if (sweep_walks[narrow][k]) {
            sweep_panel(ax, data, sweep_walks[narrow][k]);
            continue;
        }
        plot_axes_spines(ax, SPINES_NONE);
        plot_add_panel_text(
            ax, 0.5, 0.5, PLACE_CENTRE,
            narrow ? "The two walks of the\nrow above are as fast\n"
                     "as those above them."
                   : "The two walks\non the right\nare as fast as\n"
                     "those above them.",
            plot_note_style);
    }
}

/* ----------------------------------------------- the factor, in general */

/* The five kinds of walk. */
static void five_cases(figure *fig, const dataset *data)
{
    static const char *const kinds[] = {"calm", "at once", "alternating",
                                        "for ever", "away"};
    plot_figure_fold(fig, 5, 5, 3, SHARE_BOTH);
    for (size_t i = 0; i < 5; i++) {
        series walk = run_of(data, "cases", "step", "x", "case", i + 1);
        series product = run_of(data, "cases", "product", "x", "case", i + 1);
        axes *ax = plot_figure_nth(fig, i);
        plot_axes_title(ax, plot_say("%s\n*ηλ* = %s", kinds[i],
                                     plot_say_number(*product.x, 2).text)
                                .text);
        plot_axes_labels(ax, "step", "*x*");
        plot_axes_limits_x(ax, -0.7, 8.4);
        plot_axes_limits_y(ax, -2.4, 2.4);
        plot_axes_ticks_x(ax, 4);
        plot_axes_ticks_y(ax, 1);
        plot_add_hline(ax, 0, (line_style){0});
        plot_add_path(
            ax, plot_series_part(walk, 0, 9),
            (path_style){.ink = INK_DESCENT, .width = 1.1, .halo = -1});
    }
}

/* A region of the V, and its name. */
static void add_region(axes *ax, double from, double to, ink colour,
                       const char *name)
{
    plot_add_span_x(ax, from, to, (fill_style){.ink = colour, .opacity = 0.1});
    plot_add_text(ax, (from + to) / 2, 1.4, PLACE_CENTRE, name, in(colour));
}

/* A walk of the opener on the V. */
static void add_on_v(axes *ax, double rate, double factor, mark_style style)
{
    phrase number = plot_say_number(rate, 3);
    plot_add_mark(ax, 1 - factor, fabs(factor), style);
    plot_add_text(ax, 1 - factor, fabs(factor),
                  factor < 0 ? PLACE_BELOW_RIGHT : PLACE_ABOVE_RIGHT,
                  plot_say("*η* = %s", number.text).text, (text_style){0});
}

/* Equal factors left and right. */
static void add_pairs(axes *ax, const dataset *data)
{
    for (size_t column = 2; column < 4; column++) {
        double high = sweep_factor(data, sweep_walks[0][column]);
        double low = sweep_factor(data, sweep_walks[0][column + 4]);
        plot_add_segment(ax, 1 - low, low, 1 - high, -high, plot_dotted_line);
    }
}

/* |1 - eta lambda|: a V, the same for every parabola. */
static void contraction_v(axes *ax, const dataset *data)
{
    series v = plot_data_xy(data, "contraction", "eta_lambda", "factor");
    series walk = plot_data_xy(data, "sweep-walk", "rate", "factor");
    double rate = walk.x[0], factor = walk.y[0];
    plot_axes_labels(ax, "rate × curvature *ηλ*", "|1 - *ηλ*|");
    plot_axes_limits_x(ax, 0, 2.5);
    plot_axes_limits_y(ax, 0, 1.5);
    plot_axes_ticks_x(ax, 0.5);
    plot_axes_ticks_y(ax, 0.5);
    add_region(ax, 0, 1, INK_GREEN, "calm");
    add_region(ax, 1, 2, INK_NOTE, "alternating");
    add_region(ax, 2, 2.5, INK_VERMILION, "away");
    plot_add_hline(ax, 1, plot_guide_line);
    add_pairs(ax, data);
    plot_add_curve(ax, v, plot_function_line);
    plot_add_note(ax, 1, 0, -36, 11, "the tip: *η* = 1/*λ*", plot_note_style);
    for (size_t i = 1; i <= 7; i++) {
        double at = sweep_rate(data, i);
        add_on_v(ax, at, sweep_factor(data, i), plot_descent_mark);
    }
    plot_add_mark(ax, 1 - factor, fabs(factor),
                  (mark_style){.ink = INK_DESCENT, .size = 9, .halo = 1.2});
    plot_add_slider(ax, 1 - factor, fabs(factor), "sweep.rate", 0,
                    (1 - factor) / rate);
}

/* What the panels of the walk show of x; the minimum stands in the middle. */
static const range walk_x = {-2, 4};

/* The points of the large dot's walk, as far as the panels show them, and one
 * more. */
static series contraction_steps(const dataset *data)
{
    series walk = plot_data_xy(data, "sweep-walk", "step", "x");
    size_t n = 0;
    while (n < walk.n && within(walk.y[n], walk_x.low, walk_x.high))
        n++;
    return plot_series_part(walk, 0, n + 1);
}

/* Up or down to the line that has the next x, and across to the diagonal,
 * where it becomes the present one. */
static void add_cobweb(axes *ax, const double *x, size_t n)
{
    double *room = plot_must_calloc(4 * n, sizeof *room);
    series corners = {2 * n - 1, room, room + 2 * n};
    for (size_t k = 0; k < corners.n; k++) {
        room[k] = x[k / 2];
        room[2 * n + k] = x[(k + 1) / 2];
    }
    plot_add_curve(ax, corners, (line_style){.ink = INK_DESCENT, .width = 1.1});
    for (size_t t = 0; t + 1 < n; t++)
        plot_add_mark(ax, x[t], x[t + 1],
                      (mark_style){.ink = INK_DESCENT, .size = 3});
    plot_add_mark(ax, x[0], x[0], plot_start_mark);
    free(room);
}

/* The map from x to the next x, a line whose slope is the factor. */
static void contraction_map(axes *ax, const dataset *data)
{
    series walk = plot_data_xy(data, "sweep-walk", "step", "x");
    double factor = *plot_data_xy(data, "sweep-walk", "rate", "factor").y;
    plot_axes_title(ax, plot_say("next *x*, on a line of slope %s",
                                 plot_say_number(factor, 3).text)
                            .text);
    plot_axes_labels(ax, "*x*", NULL);
    plot_axes_limits_x(ax, walk_x.low, walk_x.high);
    plot_axes_limits_y(ax, walk_x.low, walk_x.high);
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
    plot_axes_equal(ax);
    plot_add_line(ax, 1, 1, 1, plot_guide_line);
    plot_add_line(ax, walk.y[0], walk.y[1], factor, plot_function_line);
    add_cobweb(ax, walk.y, contraction_steps(data).n);
    plot_add_minimum(ax, 1, 1);
    plot_add_handle(ax, walk.y[0], walk.y[0], "sweep.start", NULL);
}

/* The walk of the large dot, step by step, until it leaves the panel. */
static void contraction_walk(axes *ax, const dataset *data)
{
    series steps = contraction_steps(data);
    series of = plot_data_xy(data, "sweep-walk", "rate", "factor");
    plot_axes_title(ax, plot_say("*η* = %s, factor %s",
                                 plot_say_number(of.x[0], 3).text,
                                 plot_say_number(of.y[0], 3).text)
                            .text);
    plot_axes_labels(ax, "step", "*x*");
    plot_axes_limits_x(ax, -0.6, 9.4);
    plot_axes_limits_y(ax, walk_x.low, walk_x.high);
    plot_axes_ticks_x(ax, 3);
    plot_axes_ticks_y(ax, 1);
    plot_add_hline(ax, 1, plot_guide_line);
    plot_add_path(ax, steps, (path_style){.ink = INK_DESCENT, .width = 1.1});
    plot_add_handle(ax, steps.x[0], steps.y[0], NULL, "sweep.start");
}

/* Where a rate stands on the V, and the walk that comes of it, twice. */
static void contraction(figure *fig, const dataset *data)
{
    bool narrow = plot_figure_is_narrow(fig);
    contraction_v(plot_figure_axes_at(fig, 0, 0, narrow ? 270 : 432, 160),
                  data);
    contraction_map(narrow ? plot_figure_axes_at(fig, 30, 166, 210, 206)
                           : plot_figure_axes_at(fig, 0, 166, 212, 204),
                    data);
    contraction_walk(narrow ? plot_figure_axes_at(fig, 0, 378, 270, 140)
                            : plot_figure_axes_at(fig, 222, 166, 210, 204),
                     data);
}

/* ------------------------------------------------------- the cost curve */

enum { COST_RUNS = 5, COST_ARRIVES = 3 };

/* The rates ascend, and so do the inks. */
static ink cost_ink(size_t run)
{
    return plot_ink_ramp_line(RAMP_VIRIDIS,
                              (double)(run - 1) / (COST_RUNS - 1));
}

/* The run that is at the bottom after one step: an arrow out of the panel. */
static void add_arrival(axes *ax, const dataset *data, double bottom)
{
    series cost = run_of(data, "cost", "step", "cost", "run", COST_ARRIVES);
    double rate = *run_of(data, "cost", "rate", "ratio", "run", COST_ARRIVES).x;
    ink colour = cost_ink(COST_ARRIVES);
    plot_add_arrow(ax, cost.x[0], cost.y[0], cost.x[1], bottom,
                   (arrow_style){.ink = colour, .width = 1.5});
    plot_add_text(
        ax, cost.x[1], 10 * bottom, PLACE_RIGHT,
        plot_say("*η* = %s: 0 after one step", plot_say_number(rate, 3).text)
            .text,
        in(colour));
    plot_add_mark(ax, cost.x[0], cost.y[0], (mark_style){.ink = INK_TEXT});
}

/* Straight lines: one factor a step. */
static void cost_curves(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const double bottom = 1e-3;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "cost *f*");
    plot_axes_limits_x(ax, 0, 20);
    plot_axes_limits_y(ax, bottom, 2e5);
    plot_axes_log_y(ax);
    for (size_t run = 1; run <= COST_RUNS; run++) {
        if (run == COST_ARRIVES)
            continue;
        series cost = run_of(data, "cost", "step", "cost", "run", run);
        series label = run_of(data, "cost", "rate", "ratio", "run", run);
        plot_add_curve(ax, cost, (line_style){.ink = cost_ink(run)});
        plot_add_marks(ax, cost, (mark_style){.ink = cost_ink(run), .size = 3});
        plot_add_end_label(ax, cost,
                           plot_say("*η* = %s: × %s",
                                    plot_say_number(*label.x, 3).text,
                                    plot_say_number(*label.y, 3).text)
                               .text,
                           cost_ink(run));
    }
    add_arrival(ax, data, bottom);
}

/* ----------------------------------------- a valley: two curvatures */

/* What a step leaves along the flat and the steep direction, and beneath them,
 * broad, the slower. */
static void add_factors(axes *ax, const dataset *data, const char *name)
{
    plot_add_curve(
        ax, plot_data_xy(data, name, "rate", "worst"),
        (line_style){.ink = plot_ink_tint(INK_PURPLE, 0.45), .width = 5});
    plot_add_curve(ax, plot_data_xy(data, name, "rate", "low"),
                   plot_function_line);
    plot_add_curve(ax, plot_data_xy(data, name, "rate", "high"),
                   (line_style){.ink = INK_VERMILION});
}

static axes *factor_panel(figure *fig, const dataset *data, size_t k)
{
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_labels(ax, "rate *η*", NULL);
    plot_add_hline(ax, 1, (line_style){0});
    plot_add_vline(ax, plot_data_value(data, "valley.limit"), plot_guide_line);
    add_factors(ax, data, "contraction-valley");
    double best = plot_data_value(data, "valley.best_rate");
    double factor = plot_data_value(data, "valley.best_factor");
    plot_add_mark(ax, best, factor, (mark_style){.ink = INK_TEXT, .halo = 1});
    return ax;
}

/* The height of a polyline at x. */
static double height_at(series s, double x)
{
    size_t i = 1;
    while (i + 1 < s.n && s.x[i] < x)
        i++;
    double part = (x - s.x[i - 1]) / (s.x[i] - s.x[i - 1]);
    return s.y[i - 1] + part * (s.y[i] - s.y[i - 1]);
}

/* What a step leaves in either direction; the best rate and the limit. */
static void valley_factors(figure *fig, const dataset *data)
{
    double best = plot_data_value(data, "valley.best_rate");
    double factor = plot_data_value(data, "valley.best_factor");
    double limit = plot_data_value(data, "valley.limit");
    series flat = plot_data_xy(data, "contraction-valley", "rate", "low");
    double room = limit - best, fall = 1 - factor;
    double from = fmax(0, best - 1.5 * room);
    bool round = height_at(flat, 0.05) <= 0.8; /* no narrow valley */
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    if (!plot_figure_is_narrow(fig))
        plot_figure_columns(fig, (double[]){1.25, 1});
    axes *ax = factor_panel(fig, data, 0);
    plot_axes_title(ax, "what a step leaves of the error");
    plot_axes_limits_x(ax, 0, 0.12);
    plot_axes_limits_y(ax, 0, 1.12);
    plot_axes_ticks_x(ax, 0.02);
    if (!round)
        plot_add_text(ax, 0.05, height_at(flat, 0.05) - 0.02, PLACE_BELOW,
                      "flat direction *x*", in(INK_FUNCTION));
    else
        plot_add_text(ax, 0.01, height_at(flat, 0.01), PLACE_ABOVE_RIGHT,
                      "flat direction *x*", in(INK_FUNCTION));
    plot_add_text(ax, round ? 0.94 * limit : 0.031, round ? 0.88 : 0.5,
                  round ? PLACE_LEFT : PLACE_RIGHT, "steep direction *y*",
                  in(INK_VERMILION));
    if (!round)
        plot_add_text(ax, 0.05, height_at(flat, 0.05), PLACE_ABOVE,
                      "the slower of the two", in(INK_PURPLE));
    ax = factor_panel(fig, data, 1);
    plot_axes_title(ax, "near the limit");
    plot_axes_limits_x(ax, from, fmin(0.12, limit + 1.15 * room));
    plot_axes_limits_y(ax, fmax(0, 1 - 1.8 * fall), 1 + 0.7 * fall);
    plot_add_note(ax, best, factor, round ? 0 : -22, round ? 46 : 24,
                  plot_say("best rate %s\nfactor %s",
                           plot_say_number(best, 4).text,
                           plot_say_number(factor, 4).text)
                      .text,
                  (text_style){0});
    plot_add_text(ax, limit,
                  round ? 1 + 0.45 * fall : fmax(0.05, 1 - 1.6 * fall),
                  round ? PLACE_LEFT : PLACE_RIGHT,
                  plot_say("limit %s", plot_say_number(limit, 4).text).text,
                  plot_note_style);
}

/* How the k-th run ends. */
static phrase valley_end(const block *runs, size_t k)
{
    phrase steps = plot_say_count(plot_block_column(runs, "steps")[k]);
    if (plot_block_column(runs, "arrives")[k] != 0)
        return plot_say("arrives after %s steps", steps.text);
    if (plot_block_column(runs, "diverges")[k] != 0)
        return plot_say("diverges, lost after %s steps", steps.text);
    return plot_say("not there after %s steps", steps.text);
}

/* Four paths in the true proportions of the valley, of sixty steps each. */
static void valley_zigzag(figure *fig, const dataset *data)
{
    const block *runs = plot_data_block(data, "valley-rates");
    const double *rate = plot_block_column(runs, "rate");
    double best = plot_data_value(data, "valley.best_rate");
    const grid *g = plot_figure_grid(fig, data, "valley-grid");
    plot_figure_split(fig, 4, 1, SHARE_BOTH);
    for (size_t k = 0; k < 4; k++) {
        phrase name = plot_say("valley-path-%zu", k + 1);
        series path =
            plot_series_part(plot_data_xy(data, name.text, "x", "y"), 0, 61);
        double aside = fmax(0.23, fmin(1.15 * fabs(path.y[0]), 0.45));
        axes *ax = plot_figure_panel(fig, k, 0);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_title(ax, plot_say("*η* = %s%s: %s",
                                     plot_say_number(rate[k], 4).text,
                                     rate[k] == best ? ", the best" : "",
                                     valley_end(runs, k).text)
                                .text);
        plot_axes_limits_x(ax, fmin(-2.6, path.x[0] - 0.1),
                           fmax(0.4, path.x[0] + 0.1));
        plot_axes_limits_y(ax, -aside, aside);
        plot_axes_equal(ax);
        plot_axes_ticks_y(ax, 0.2);
        plot_add_contours(ax, g, plot_levels_sqrt(0, 1, 10),
                          (contour_style){.ink = INK_FAINT, .no_labels = true});
        plot_add_path(ax, path,
                      (path_style){.ink = INK_DESCENT, .width = 1.1, .dot = 3});
        plot_add_minimum(ax, 0, 0);
    }
}

/* The bowl and the run in their true proportions. */
static void zigzag_map(axes *ax, const dataset *data, const grid *g)
{
    series path = plot_data_xy(data, "zigzag", "x", "y");
    size_t n = 0;
    while (n < path.n && plot_grid_covers(g, path.x[n], path.y[n]))
        n++;
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_axes_ticks_x(ax, 0.5);
    plot_axes_ticks_y(ax, 0.5);
    plot_add_contours(ax, g, plot_levels_sqrt(0, g->high, 14),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    plot_add_path(ax, plot_series_part(path, 0, n + 1),
                  (path_style){.ink = INK_DESCENT, .width = 1.1, .dot = 3});
    plot_add_minimum(ax, 0, 0);
    plot_add_handle(ax, path.x[0], path.y[0], "zigzag.start-x",
                    "zigzag.start-y");
}

/* Two Vs, the broad one on top of both, and where the rate stands on them. */
static void zigzag_factors(axes *ax, const dataset *data)
{
    double rate = plot_data_only(data, "zigzag-rate", "rate");
    double flat = fabs(plot_data_only(data, "zigzag-rate", "flat"));
    double steep = fabs(plot_data_only(data, "zigzag-rate", "steep"));
    plot_axes_title(ax, "what a step leaves");
    plot_axes_labels(ax, "rate *η*", NULL);
    plot_axes_limits_x(ax, 0, 0.12);
    plot_axes_limits_y(ax, 0, 1.3);
    plot_axes_ticks_x(ax, 0.04);
    plot_axes_ticks_y(ax, 0.5);
    plot_add_hline(ax, 1, (line_style){0});
    plot_add_vline(ax, plot_data_only(data, "bowl", "limit"), plot_guide_line);
    add_factors(ax, data, "bowl-factors");
    plot_add_vline(ax, rate, (line_style){.ink = INK_DESCENT});
    plot_add_mark(ax, rate, fmin(flat, steep),
                  (mark_style){.ink = INK_DESCENT, .halo = 1});
    plot_add_mark(ax, rate, fmax(flat, steep),
                  (mark_style){.ink = INK_DESCENT, .size = 9, .halo = 1.2});
    phrase best = plot_say_number(plot_data_only(data, "bowl", "best"), 3);
    phrase limit = plot_say_number(plot_data_only(data, "bowl", "limit"), 3);
    plot_add_panel_text(
        ax, 0.03, 0.12, PLACE_RIGHT,
        plot_say("best %s\nlimit %s", best.text, limit.text).text,
        plot_note_style);
    plot_add_slider(ax, rate, fmax(flat, steep), "zigzag.rate", 0, 1);
}

/* Straight lines, for each direction has its own factor. */
static void zigzag_errors(axes *ax, const dataset *data)
{
    series x = plot_data_xy(data, "zigzag", "step", "error_x");
    series y = plot_data_xy(data, "zigzag", "step", "error_y");
    plot_axes_title(ax, "how far it is from the minimum");
    plot_axes_labels(ax, "step", NULL);
    plot_axes_limits_x(ax, 0, 60);
    plot_axes_limits_y(ax, 1e-8, 1e2);
    plot_axes_log_y(ax);
    plot_add_curve(ax, y, (line_style){.ink = INK_VERMILION});
    plot_add_curve(ax, x, plot_function_line);
    plot_add_panel_text(
        ax, 0.04, 0.16, PLACE_RIGHT,
        plot_say("flat direction *x*: × %s",
                 plot_say_number(plot_data_only(data, "zigzag-rate", "flat"), 3)
                     .text)
            .text,
        in(INK_FUNCTION));
    plot_add_panel_text(
        ax, 0.04, 0.06, PLACE_RIGHT,
        plot_say(
            "steep direction *y*: × %s",
            plot_say_number(plot_data_only(data, "zigzag-rate", "steep"), 3)
                .text)
            .text,
        in(INK_VERMILION));
}

/* One rate for two curvatures: the way, the factors, and what they do. */
static void zigzag(figure *fig, const dataset *data)
{
    bool narrow = plot_figure_is_narrow(fig);
    const grid *g = plot_figure_grid(fig, data, "bowl-grid");
    zigzag_map(narrow ? plot_figure_axes_at(fig, 0, 0, 270, 116)
                      : plot_figure_axes_at(fig, 0, 0, 432, 172),
               data, g);
    zigzag_factors(narrow ? plot_figure_axes_at(fig, 0, 124, 270, 160)
                          : plot_figure_axes_at(fig, 0, 178, 206, 172),
                   data);
    zigzag_errors(narrow ? plot_figure_axes_at(fig, 0, 292, 270, 160)
                         : plot_figure_axes_at(fig, 222, 178, 210, 172),
                  data);
}

/* ------------------------------------- when the cost rises, slow down */

typedef struct rule_look {
    size_t rule;
    const char *name;
    ink ink;
    dash dash;
    shape shape;
    double ring; /* size of a trial taken back, so that both show */
} rule_look;

static const rule_look rules[] = {
    {3, "take back,\na tenth", INK_VERMILION, DASH_SOLID, SHAPE_DOT, 9},
    {2, "keep, halve", INK_GREEN, DASH_DASHED, SHAPE_SQUARE, 5},
    {1, "take back, halve", INK_PURPLE, DASH_DOTTED, SHAPE_WEDGE, 5},
};

static series rule_trials(const dataset *data, const rule_look *rule)
{
    return run_of(data, "automatic", "trial", "cost", "rule", rule->rule);
}

/* The trials that were accepted, or those that were taken back. */
static series chosen(const dataset *data, const rule_look *rule, bool accepted,
                     double *x, double *y)
{
    series all = rule_trials(data, rule);
    series kept =
        run_of(data, "automatic", "trial", "accepted", "rule", rule->rule);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if ((kept.y[i] != 0) == accepted) {
            x[n] = all.x[i];
            y[n++] = all.y[i];
        }
    return (series){n, x, y};
}

static void add_rule(axes *ax, const dataset *data, const rule_look *rule,
                     bool named)
{
    size_t rows = rule_trials(data, rule).n;
    double *room = plot_must_calloc(2 * rows, sizeof *room);
    series kept = chosen(data, rule, true, room, room + rows);
    plot_add_curve(ax, kept,
                   (line_style){.ink = rule->ink, .dash = rule->dash});
    plot_add_marks(
        ax, kept,
        (mark_style){.shape = rule->shape, .ink = rule->ink, .size = 3.6});
    if (named)
        plot_add_end_label(ax, kept, rule->name, rule->ink);
    plot_add_marks(ax, chosen(data, rule, false, room, room + rows),
                   (mark_style){.shape = rule->shape,
                                .ink = rule->ink,
                                .hollow = true,
                                .size = rule->ring});
    free(room);
}

static void add_rules(axes *ax, const dataset *data, bool named)
{
    plot_axes_log_y(ax);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        add_rule(ax, data, &rules[i], named);
}

/* Three rules; what was taken back is hollow. */
static void automatic(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    bool narrow = plot_figure_is_narrow(fig);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "trial", "cost *f*");
    plot_axes_limits_x(ax, 0, 66);
    plot_axes_limits_y(ax, 2e-14, narrow ? 1e8 : 1e3);
    add_rules(ax, data, true);
    ax = narrow ? plot_figure_axes_at(fig, 92, 4, 160, 100)
                : plot_figure_axes_at(fig, 216, 4, 160, 120);
    plot_axes_title(ax, "the first trials");
    plot_axes_limits_x(ax, -0.2, 3.2);
    plot_axes_limits_y(ax, 3e-3, 1e3);
    plot_axes_ticks_x(ax, 1);
    add_rules(ax, data, false);
    series first = rule_trials(data, &rules[0]);
    plot_add_note(ax, first.x[1], first.y[1], 30, 12, "taken back",
                  plot_note_style);
}

/* ---------------------------------------------------- better and faster */

typedef struct run_look {
    const char *block, *name;
    const char *rate; /* the value with which the name ends, or NULL */
    ink ink;
    double width;
    dash dash;
} run_look;

static const run_look
    fixed_look = {"fixed", "fixed rate", NULL, INK_DESCENT, 1.5, DASH_SOLID},
    armijo_look = {"armijo", "Armijo each from", "faster.generous", INK_BROWN,
                   1,        DASH_SOLID},
    memory_look = {"armijo-memory",
                   "Armijo with memory",
                   NULL,
                   INK_VERMILION,
                   1.5,
                   DASH_SOLID},
    bold_look = {"bold-driver", "bold driver", NULL,
                 INK_GREEN,     1.5,           DASH_DASHED},
    barzilai_look = {
        "barzilai-borwein", "Barzilai and Borwein", NULL, INK_PURPLE, 1.5,
        DASH_SOLID};

static phrase run_name(const dataset *data, const run_look *run)
{
    if (!run->rate)
        return plot_say("%s", run->name);
    double rate = plot_data_value(data, run->rate);
    return plot_say("%s %s", run->name, plot_say_number(rate, 3).text);
}

/* Step and slope, from step 1 on and as far as logarithms can show them. */
static series progress(const dataset *data, const run_look *run)
{
    series s = plot_data_xy(data, run->block, "step", "gradient_norm");
    s = plot_series_part(s, 1, s.n);
    while (s.n > 0 && s.y[s.n - 1] <= 0)
        s.n--;
    return s;
}

/* Steep climbs and sudden halvings: the rates that the bold driver tries. */
static void bold_rates(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *b = plot_data_block(data, "bold-rates");
    double limit = plot_data_only(data, "beale-minimum", "limit");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "trial", "rate *η*");
    plot_axes_log_y(ax);
    plot_add_hline(ax, limit, plot_guide_line);
    if (plot_block_rows(b) == 0) {
        plot_axes_limits_x(ax, 0, 1);
        plot_axes_limits_y(ax, limit / 1e4, 10 * limit);
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE,
                            "The start is flat: there is no step.",
                            plot_note_style);
        return;
    }
    series tried = plot_xy(b, "trial", "rate");
    const double *accepted = plot_block_column(b, "accepted");
    range y = plot_range_of(tried.n, tried.y);
    double last = fmax(10, tried.x[tried.n - 1]);
    plot_axes_limits_x(ax, 0, last);
    plot_axes_limits_y(ax, fmin(y.low, limit) / 2, 4 * fmax(y.high, limit));
    plot_add_curve(ax, tried, (line_style){.ink = bold_look.ink, .width = 0.9});
    for (size_t i = 0; i < tried.n; i++)
        if (accepted[i] == 0)
            plot_add_mark(ax, tried.x[i], tried.y[i],
                          (mark_style){.shape = SHAPE_CIRCLE,
                                       .ink = bold_look.ink,
                                       .size = 2.6});
    plot_add_note(
        ax, 0.6 * last, limit, 24, -34,
        plot_say("what the minimum bears: %s", plot_say_number(limit, 2).text)
            .text,
        plot_note_style);
}

/* Each secant of the slope leads to the next point. */
static void secant(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *b = plot_data_block(data, "secants");
    series at = plot_xy(b, "x", "slope");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "slope");
    plot_axes_limits_x(ax, 2.85, 5.7);
    plot_axes_limits_y(ax, -4, 54);
    plot_axes_ticks_x(ax, 0.5);
    plot_add_hline(ax, 0, (line_style){0});
    plot_add_curve(ax, plot_data_xy(data, "secant-curve", "x", "slope"),
                   plot_function_line);
    for (size_t i = 1; i < at.n; i++) {
        plot_add_segment(ax, at.x[i], 0, at.x[i], at.y[i], plot_dotted_line);
        if (i + 1 < at.n)
            plot_add_segment(ax, at.x[i - 1], at.y[i - 1], at.x[i + 1], 0,
                             (line_style){.ink = INK_OTHER, .width = 1.1});
    }
    plot_add_marks(ax, at, (mark_style){.ink = barzilai_look.ink, .halo = 1});
    mark_style start = plot_start_mark;
    start.ink = barzilai_look.ink;
    plot_add_mark(ax, at.x[0], at.y[0], start);
    for (size_t i = 0; i < 4 && i < at.n; i++)
        plot_add_text(ax, at.x[i], at.y[i],
                      i == 0 ? PLACE_BELOW_RIGHT : PLACE_ABOVE_LEFT,
                      plot_say("*x*_%zu", i).text, in(barzilai_look.ink));
    plot_add_note(ax, (at.x[0] + at.x[1]) / 2, (at.y[0] + at.y[1]) / 2, -40, 12,
                  "its slope is the\ncurvature that was met", in(INK_OTHER));
}

/* f along a step, and the line below which it must come. */
static void armijo_line(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    series f = plot_data_xy(data, "armijo-curve", "rate", "f");
    series trials =
        plot_xy(plot_data_rows(data, "armijo-trials", 3), "rate", "f");
    double from = plot_data_only(data, "armijo-promise", "f");
    double slope = plot_data_only(data, "armijo-promise", "slope");
    double asked = plot_data_only(data, "armijo-promise", "asked");
    double right = f.x[f.n - 1];
    size_t last = trials.n - 1;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "rate *η*", "*f* (*x* - *ηg*)");
    plot_axes_limits_x(ax, 0, right);
    plot_axes_limits_y(ax, 0, 1.06 * f.y[f.n - 1]);
    plot_add_line(ax, 0, from, slope,
                  (line_style){.ink = INK_OTHER, .width = 1.1});
    plot_add_line(ax, 0, from, asked, plot_guide_line);
    plot_add_curve(ax, f, plot_function_line);
    for (size_t i = 0; i < last; i++)
        plot_add_mark(ax, trials.x[i], trials.y[i],
                      (mark_style){.shape = SHAPE_CIRCLE,
                                   .ink = memory_look.ink,
                                   .size = 5.6,
                                   .halo = 1});
    plot_add_mark(ax, trials.x[last], trials.y[last],
                  (mark_style){.ink = memory_look.ink, .halo = 1});
    plot_add_text(ax, trials.x[0], trials.y[0], PLACE_LEFT, "refused",
                  in(memory_look.ink));
    plot_add_text(ax, trials.x[1], trials.y[1], PLACE_ABOVE_LEFT, "refused",
                  in(memory_look.ink));
    plot_add_text(ax, trials.x[last], trials.y[last], PLACE_BELOW, "accepted",
                  in(memory_look.ink));
    plot_add_text(ax, 0.99 * right, from, PLACE_BELOW_LEFT,
                  "*f* must come below this line", plot_note_style);
    plot_add_text(ax, -0.65 * from / slope, 0.35 * from, PLACE_RIGHT,
                  "what the tangent promises", in(INK_OTHER));
}

/* The slope against the steps, for five rules. */
static void faster_progress(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const run_look *const runs[] = {&memory_look, &armijo_look, &fixed_look,
                                    &bold_look, &barzilai_look};
    series start = plot_data_xy(data, bold_look.block, "step", "gradient_norm");
    double top = fmax(1e5, 10 * start.y[0]), bottom = 1e-10;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "accepted step", "max|*g*_*i*|");
    plot_axes_limits_x(ax, 1, 3e5);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    size_t still = 0;
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        series s = progress(data, runs[i]);
        phrase name = run_name(data, runs[i]);
        if (s.n == 0) {
            still++;
            continue;
        }
        plot_add_curve(ax, s,
                       (line_style){.ink = runs[i]->ink,
                                    .width = runs[i]->width,
                                    .dash = runs[i]->dash});
        while (s.n > 1 && s.y[s.n - 1] > top) /* a run that leaves above */
            s.n--;
        bottom = fmin(bottom, fmax(s.y[s.n - 1] / 5, 1e-16));
        if (s.y[0] > top)
            plot_add_text(ax, 1, top, PLACE_BELOW_RIGHT,
                          plot_say("%s: leaves above", name.text).text,
                          in(runs[i]->ink));
        else
            plot_add_end_label(ax, s, name.text, runs[i]->ink);
    }
    plot_axes_limits_y(ax, bottom, top);
    if (still == sizeof runs / sizeof runs[0])
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE,
                            "The start is flat: there is no step.",
                            plot_note_style);
}

/* Contours of Beale's function on the k-th panel. */
static axes *beale_panel(figure *fig, const dataset *data, size_t k,
                         const char *name, double low)
{
    const grid *g = plot_figure_grid(fig, data, name);
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_log(0, low, 1e5, 15),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    return ax;
}

static void add_run(axes *ax, const dataset *data, const run_look *run,
                    step_numbers numbers)
{
    plot_add_run(
        ax, plot_data_block(data, run->block), "x", "y",
        (path_style){
            .ink = run->ink, .dash = run->dash, .width = 1.2, .dot = 3},
        numbers);
}

/* The middle one of the rows on the map; path.n if there is none. */
static size_t middle_row(map_window w, series path)
{
    size_t shown = 0, half = 0, row = 0;
    for (size_t i = 0; i < path.n; i++)
        shown += is_on(w, path, i);
    for (; row < path.n; row++)
        if (is_on(w, path, row) && half++ == shown / 2)
            break;
    return row;
}

/* Beside the row of the run where there is room, or else beside one that the
 * map shows. False: it shows none. */
static bool add_run_name(axes *ax, const dataset *data, const run_look *run,
                         map_window w, size_t row, place where)
{
    series path = plot_data_xy(data, run->block, "x", "y");
    if (!is_on(w, path, row)) {
        row = middle_row(w, path);
        if (row == path.n)
            return false;
        bool right = path.x[row] > (w.x.low + w.x.high) / 2;
        where = run == &bold_look
                    ? (right ? PLACE_BELOW_LEFT : PLACE_BELOW_RIGHT)
                    : (right ? PLACE_ABOVE_LEFT : PLACE_ABOVE_RIGHT);
    }
    plot_add_text(ax, path.x[row], path.y[row], where, run_name(data, run).text,
                  (text_style){.ink = run->ink, .gap = 7});
    return true;
}

static void add_beale_minimum(axes *ax, const dataset *data)
{
    plot_add_minimum(ax, plot_data_only(data, "beale-minimum", "x"),
                     plot_data_only(data, "beale-minimum", "y"));
}

/* Beside the first step of Armijo's run, near its end. */
static void add_leap_name(axes *ax, const dataset *data)
{
    series run = plot_data_xy(data, armijo_look.block, "x", "y");
    size_t end = run.n > 1;
    double x[5], y[5];
    for (int i = 0; i < 5; i++) {
        double part = 0.85 - 0.12 * i;
        x[i] = run.x[0] + part * (run.x[end] - run.x[0]);
        y[i] = run.y[0] + part * (run.y[end] - run.y[0]);
    }
    plot_add_words(ax, (series){5, x, y}, PLACE_RIGHT,
                   run_name(data, &armijo_look).text,
                   (text_style){.ink = armijo_look.ink, .gap = 8});
}

/* Three runs on the map; on the right the end of two of them. */
static void faster_paths(figure *fig, const dataset *data)
{
    const run_look *const runs[] = {&armijo_look, &bold_look, &barzilai_look};
    const grid *valley = plot_figure_grid(fig, data, "beale-valley");
    double start = *plot_data_xy(data, bold_look.block, "x", "y").x;
    double left = fmin(-1.2, start - 0.5), right = fmax(4, fmin(start, 4.5));
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    if (!plot_figure_is_narrow(fig))
        plot_figure_columns(
            fig, (double[]){(right - left) / 9, 1.2 / 1.6}); /* equally high */
    left = fmax(left, -4.5);
    axes *whole = beale_panel(fig, data, 0, "beale-grid", 1e-2);
    plot_axes_limits_x(whole, left, right);
    plot_add_zoom(whole, valley);
    for (size_t i = 0; i < 3; i++)
        add_run(whole, data, runs[i], NUMBERS_NONE);
    add_beale_minimum(whole, data);
    add_leap_name(whole, data);
    axes *near = beale_panel(fig, data, 1, "beale-valley", 1e-3);
    plot_axes_ticks_x(near, 0.5);
    plot_axes_ticks_y(near, 0.5);
    series leap = plot_data_xy(data, armijo_look.block, "x", "y");
    if (plot_grid_covers(valley, leap.x[leap.n - 1], leap.y[leap.n - 1]))
        add_run(near, data, &armijo_look, NUMBERS_SHOWN);
    add_run(near, data, &bold_look, NUMBERS_SHOWN);
    add_run(near, data, &barzilai_look, NUMBERS_SHOWN);
    add_beale_minimum(near, data);
    map_window w = window_of(valley), all = {{left, right}, {-4.5, 4.5}};
    if (!add_run_name(near, data, &bold_look, w, 70, PLACE_RIGHT))
        add_run_name(whole, data, &bold_look, all, SIZE_MAX, PLACE_BELOW);
    if (!add_run_name(near, data, &barzilai_look, w, 18, PLACE_BELOW_LEFT))
        add_run_name(whole, data, &barzilai_look, all, SIZE_MAX, PLACE_ABOVE);
}

/* -------------------------------------------------- the runaway, the scan */

enum { RUNAWAY_STEPS = 60 };

/* What a run makes of f, as far as it stays in the panel. */
static void add_height(axes *ax, const dataset *data, const char *run,
                       ink colour, range y)
{
    series s = plot_data_xy(data, run, "step", "f");
    size_t n = 0;
    while (n < s.n && within(s.y[n], y.low, y.high) && s.x[n] <= RUNAWAY_STEPS)
        n++;
    s = plot_series_part(s, 0, n);
    plot_add_curve(ax, s, (line_style){.ink = colour});
    plot_add_marks(ax, s, (mark_style){.ink = colour, .size = 3});
}

/* Barzilai and Borwein from a first rate, alone and with a safeguard. */
static void runaway(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const range y = {1e-20, 1e15};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_limits_x(ax, 0, RUNAWAY_STEPS);
    plot_axes_limits_y(ax, y.low, y.high);
    plot_axes_log_y(ax);
    add_height(ax, data, "runaway", barzilai_look.ink, y);
    add_height(ax, data, "runaway-safe", INK_OTHER, y);
    plot_add_panel_text(ax, 1, 1, PLACE_BELOW_LEFT, barzilai_look.name,
                        in(barzilai_look.ink));
    plot_add_panel_text(ax, 0.02, 0.04, PLACE_ABOVE_RIGHT,
                        "the same, with a safeguard", in(INK_OTHER));
}

/* Shades the rates at which runs were lost; a gap is where some were not.
 * factor: from one rate to the next. */
static void add_lost(axes *ax, const block *lost, double factor)
{
    size_t n = plot_block_rows(lost);
    const double *rate = n > 0 ? plot_block_column(lost, "rate") : NULL;
    double half = sqrt(factor);
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1;
             end < n && rate[end] < rate[end - 1] * factor * 1.01;)
            end++;
        plot_add_span_x(ax, rate[first] / half, rate[end - 1] * half,
                        (fill_style){.ink = INK_VERMILION});
    }
}

/* One of the two scans; `factor`: from one rate to the next. */
static void scan_panel(axes *ax, const dataset *data, const char *name,
                       double factor, range y)
{
    const block *kept = plot_data_block(data, name);
    const block *lost =
        plot_data_block(data, plot_say("%s-diverged", name).text);
    size_t n = plot_block_rows(kept);
    series finite = n > 0 ? plot_xy(kept, "rate", "distance") : (series){0};
    plot_axes_labels(ax, "rate *η*", "distance from the minimum");
    plot_axes_limits_y(ax, y.low, y.high);
    plot_axes_log_y(ax);
    add_lost(ax, lost, factor);
    if (n > 0 && plot_range_of(n, finite.y).high > 0)
        plot_add_curve(ax, finite, plot_function_line);
    else if (n > 0)
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE,
                            "The start is\nthe minimum.", plot_note_style);
}

/* The distances that both scans show. */
static range scan_range(const dataset *data)
{
    range y = {0.1, 10};
    static const char *const names[] = {"scan", "shore"};
    for (int i = 0; i < 2; i++) {
        const block *b = plot_data_block(data, names[i]);
        if (plot_block_rows(b) == 0)
            continue;
        series s = plot_xy(b, "rate", "distance");
        for (size_t k = 0; k < s.n; k++)
            if (s.y[k] > 0) {
                y.low = fmin(y.low, s.y[k] / 2);
                y.high = fmax(y.high, 2 * s.y[k]);
            }
    }
    y.low = fmax(y.low, 1e-10);
    return y;
}

/* The chosen rate on a scan, above at the edge if its run was lost. */
static void add_chosen(axes *ax, const dataset *data, range y)
{
    const block *end = plot_data_block(data, "leap-end");
    double rate = plot_data_only(data, "leap", "rate"), distance = y.high;
    if (plot_block_rows(end) > 0)
        distance = fmax(*plot_block_column(end, "distance"), y.low);
    plot_add_vline(ax, rate, (line_style){.ink = INK_DESCENT});
    plot_add_mark(ax, rate, distance,
                  (mark_style){.ink = INK_DESCENT, .size = 8, .halo = 1.2});
    plot_add_handle(ax, rate, distance, "leap.rate", NULL);
}

enum { LEAPS = 3 };

/* The run with the chosen rate; its first steps have their numbers. */
static void add_leaps(axes *ax, const dataset *data)
{
    series run = plot_data_xy(data, "leap-run", "x", "y");
    plot_add_path(ax, run, (path_style){.ink = INK_DESCENT, .no_dots = true});
    for (size_t i = 1; i <= LEAPS && i < run.n; i++) {
        plot_add_mark(ax, run.x[i], run.y[i],
                      (mark_style){.ink = INK_DESCENT, .halo = 1});
        plot_add_words(ax, plot_series_part(run, i, 1), PLACE_RIGHT,
                       plot_say("%zu", i).text, in(INK_DESCENT));
    }
}

/* Where the first step lands, with some of the rates of the shore. */
static void leap_panel(axes *ax, const grid *g, const dataset *data)
{
    const block *b = plot_data_block(data, "first-leap");
    const double *rate = plot_block_column(b, "rate");
    series to = plot_xy(b, "x", "y");
    double chosen = plot_data_only(data, "leap", "rate");
    plot_axes_title(ax, plot_say("the run with *η* = %s × 10^{-4}",
                                 plot_say_number(chosen * 1e4, 3).text)
                            .text);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_fit(ax, g);
    plot_axes_ticks_x(ax, 2);
    plot_axes_ticks_y(ax, 2);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_log(0, 1e-2, 1e6, 15),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    double x = plot_data_only(data, "first-leap-from", "x");
    double y = plot_data_only(data, "first-leap-from", "y");
    plot_add_segment(ax, x, y, to.x[to.n - 1], to.y[to.n - 1], plot_guide_line);
    for (size_t i = 0; i < to.n; i++) {
        plot_add_mark(ax, to.x[i], to.y[i],
                      (mark_style){.ink = INK_NOTE, .size = 3});
        plot_add_words(
            ax, plot_series_part(to, i, 1), PLACE_LEFT,
            plot_say("%s × 10^{-4}", plot_say_number(rate[i] * 1e4, 2).text)
                .text,
            plot_note_style);
    }
    add_leaps(ax, data);
    add_beale_minimum(ax, data);
    plot_add_passes(ax, plot_data_xy(data, "beale-saddles", "x", "y"));
}

/* The last rates that survive, on a linear scale. */
static void shore_panel(axes *ax, const dataset *data, range y)
{
    plot_axes_title(ax, "the last that survive");
    plot_axes_limits_x(ax, 0.95e-4, 1.7e-4);
    for (int i = 10; i <= 16; i += 2)
        plot_axes_tick_x(
            ax, i * 1e-5,
            plot_say("%s × 10^{-4}", plot_say_number(i / 10., 2).text).text);
    scan_panel(ax, data, "shore", 1.0008, y);
    add_chosen(ax, data, y);
}

/* Which rates survive, the last of them enlarged, and where they lead. */
static void rate_scan(figure *fig, const dataset *data)
{
    bool narrow = plot_figure_is_narrow(fig);
    range y = scan_range(data);
    const grid *g = plot_figure_grid(fig, data, "beale-deep");
    axes *ax = plot_figure_axes_at(fig, 0, 0, narrow ? 270 : 220, 160);
    plot_axes_title(ax, "the rates from small to large");
    plot_axes_limits_x(ax, 1e-6, pow(10, -3.4));
    plot_axes_log_x(ax);
    scan_panel(ax, data, "scan", pow(10, 2.6 / 100), y);
    add_chosen(ax, data, y);
    ax = narrow ? plot_figure_axes_at(fig, 0, 168, 270, 172)
                : plot_figure_axes_at(fig, 0, 168, 220, 172);
    shore_panel(ax, data, y);
    ax = narrow ? plot_figure_axes_at(fig, 30, 348, 210, 300)
                : plot_figure_axes_at(fig, 226, 0, 206, 340);
    leap_panel(ax, g, data);
}

/* ------------------------------------- what a second derivative would know */

/* Those that see more than one number, and one that sees one. */
static const struct {
    const char *block, *key, *name;
} arrivals[] = {{"arrivals-descent", "gradient-descent", "descent"},
                {"arrivals-bfgs", "bfgs", "BFGS"},
                {"arrivals-newton", "newton", "Newton"}};

enum { ARRIVALS = 3 };

/* The slope against the step, on which step 0 has no place. */
static void add_slopes(axes *ax, const dataset *data, size_t k, range y)
{
    line_style line = plot_method_line(arrivals[k].key);
    series s = plot_data_xy(data, arrivals[k].block, "step", "gradient_norm");
    s = plot_series_part(s, 1, s.n);
    while (s.n > 0 && !within(s.y[s.n - 1], y.low, y.high))
        s.n--;
    if (s.n == 0)
        return;
    plot_add_curve(ax, s, line);
    plot_add_end_label(ax, s, arrivals[k].name, line.ink);
}

/* Where both curvatures are positive, tinted; the three paths. */
static void arrivals_map(axes *ax, const dataset *data, const grid *bends)
{
    const ink tint[] = {plot_ink_tint(INK_GREEN, 0.22)};
    const block *b = plot_data_block(data, "beale-bends");
    plot_axes_ticks_x(ax, 2);
    plot_axes_ticks_y(ax, 2);
    plot_add_categories(ax, bends, plot_block_column(b, "edge"), tint, 1);
    for (size_t k = 0; k < ARRIVALS; k++) {
        path_style style = plot_method_path(arrivals[k].key);
        style.width = 1.2;
        style.dot = 3;
        plot_add_run(ax, plot_data_block(data, arrivals[k].block), "x", "y",
                     style, NUMBERS_NONE);
    }
    series start = plot_data_xy(data, arrivals[0].block, "x", "y");
    plot_add_handle(ax, start.x[0], start.y[0], "arrivals.start-x",
                    "arrivals.start-y");
}

/* The paths of Newton, BFGS and descent from one start; the slopes. */
static void newton_paths(figure *fig, const dataset *data)
{
    const range y = {1e-12, 3e5};
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    if (!plot_figure_is_narrow(fig))
        plot_figure_columns(fig, (double[]){1.45, 1});
    const grid *bends = plot_figure_keep(
        fig, plot_grid_from_block(plot_data_block(data, "beale-bends"), "x",
                                  "y", "saddle"));
    axes *ax = beale_panel(fig, data, 0, "beale-grid", 1e-2);
    arrivals_map(ax, data, bends);
    add_beale_minimum(ax, data);
    plot_add_passes(ax, plot_data_xy(data, "beale-saddles", "x", "y"));
    ax = plot_figure_nth(fig, 1);
    plot_axes_labels(ax, "step", "max|*g*_*i*|");
    plot_axes_limits_x(ax, 1, 2e4);
    plot_axes_limits_y(ax, y.low, y.high);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    for (size_t k = 0; k < ARRIVALS; k++)
        add_slopes(ax, data, k, y);
}

/* -------------------------------------------------------------- clipping */

enum { DOT_STEPS = 40 };

/* The rows of every fortieth step but the first. */
static series dots_of(series path, const double *step, double *x, double *y)
{
    size_t n = 0;
    for (size_t i = 1; i < path.n; i++)
        if (fmod(step[i], DOT_STEPS) == 0) {
            x[n] = path.x[i];
            y[n++] = path.y[i];
        }
    return (series){n, x, y};
}

/* Beneath the path, broad, the part in which gradients are cut. */
static void add_clipped(axes *ax, const dataset *data, series path,
                        const double *step)
{
    const block *b = plot_data_block(data, "clipped-until");
    bool ends = plot_block_rows(b) > 0;
    double until = ends ? *plot_block_column(b, "step") : HUGE_VAL;
    size_t n = 0;
    while (n < path.n && step[n] <= until)
        n++;
    plot_add_curve(
        ax, plot_series_part(path, 0, n),
        (line_style){.ink = plot_ink_tint(INK_OTHER, 0.5), .width = 7});
    if (!ends)
        return;
    series at = plot_xy(b, "x", "y");
    plot_add_note(ax, *at.x, *at.y, -60, -8,
                  plot_say("from step %.0f on\nnot clipped", until).text,
                  in(INK_OTHER));
}

/* Equal steps, a dot after each so many, then ordinary descent. */
static void clipped_path(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    series path = plot_data_xy(data, "clipped", "x", "y");
    const double *step =
        plot_block_column(plot_data_block(data, "clipped"), "step");
    double *room = plot_must_calloc(2 * path.n, sizeof *room);
    series dots = dots_of(path, step, room, room + path.n);
    range x = plot_range_of(path.n, path.x), y = plot_range_of(path.n, path.y);
    const grid *g = plot_figure_grid(fig, data, "beale-grid");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    double left = fmax(g->x[0], fmin(0, x.low - 0.2));
    plot_axes_limits_x(ax, left, 4.5);
    plot_axes_limits_y(ax, fmax(g->y[0], fmin(-0.2, y.low - 0.2)),
                       fmin(4.5, fmax(4.2, y.high)));
    plot_axes_ticks_y(ax, 1);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_log(0, 1e-2, 1e5, 15),
                      (contour_style){.ink = INK_FAINT});
    add_clipped(ax, data, path, step);
    plot_add_path(
        ax, path,
        (path_style){.ink = INK_DESCENT, .no_dots = true, .halo = -1});
    plot_add_marks(ax, dots, (mark_style){.ink = INK_DESCENT, .size = 3.6});
    add_beale_minimum(ax, data);
    if (dots.n > 3)
        plot_add_text(ax, dots.x[3], dots.y[3],
                      4 * dots.x[3] < 3 * left + 4.5 ? PLACE_RIGHT : PLACE_LEFT,
                      plot_say("a dot every %d steps", DOT_STEPS).text,
                      (text_style){.ink = INK_DESCENT, .gap = 8});
    free(room);
}

/* Arrows of descent from points of a ring, as they are and as they are cut. */
static void ring_map(axes *ax, const grid *g, const block *ring)
{
    static const double unit = 0.03; /* of the map, a unit of gradient */
    const double *gx = plot_block_column(ring, "gx");
    const double *gy = plot_block_column(ring, "gy");
    const double *cx = plot_block_column(ring, "cx");
    const double *cy = plot_block_column(ring, "cy");
    series at = plot_xy(ring, "x", "y");
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_limits_x(ax, 2.1, 2.9);
    plot_axes_limits_y(ax, -0.05, 0.75);
    plot_axes_ticks_x(ax, 0.2);
    plot_axes_ticks_y(ax, 0.2);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_log(0, 1e-3, 1e5, 17),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    for (size_t i = 0; i + 1 < at.n; i++) {
        double x = at.x[i], y = at.y[i];
        plot_add_arrow(ax, x, y, x - unit * gx[i], y - unit * gy[i],
                       (arrow_style){.ink = INK_OTHER, .width = 0.7});
        plot_add_arrow(ax, x, y, x - unit * cx[i], y - unit * cy[i],
                       (arrow_style){.ink = INK_DESCENT});
    }
    plot_add_marks(ax, at, (mark_style){.ink = INK_TEXT, .size = 2.2});
    plot_add_panel_text(ax, 0.03, 0.95, PLACE_RIGHT, "too long", in(INK_OTHER));
    plot_add_panel_text(ax, 0.03, 0.86, PLACE_RIGHT, "clipped",
                        in(INK_DESCENT));
}

/* The same gradients from one origin: none stays outside of the circle. */
static void ring_gradients(axes *ax, const dataset *data, const block *ring)
{
    series all = plot_xy(ring, "gx", "gy"), cut = plot_xy(ring, "cx", "cy");
    series circle = plot_data_xy(data, "clip-circle", "gx", "gy");
    plot_axes_labels(ax, "∂*f*/∂*x*", "∂*f*/∂*y*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_hline(ax, 0, (line_style){0});
    plot_add_vline(ax, 0, (line_style){0});
    plot_axes_limits_x(ax, -6.5, 6.5);
    plot_axes_limits_y(ax, -6.5, 15);
    plot_axes_ticks_x(ax, 5);
    plot_axes_ticks_y(ax, 5);
    plot_axes_equal(ax);
    plot_add_curve(ax, circle, plot_function_line);
    for (size_t i = 0; i + 1 < all.n; i++)
        if (all.x[i] != cut.x[i] || all.y[i] != cut.y[i])
            plot_add_arrow(ax, all.x[i], all.y[i], cut.x[i], cut.y[i],
                           (arrow_style){.ink = INK_OTHER, .width = 0.7});
    plot_add_marks(ax, all, (mark_style){.ink = INK_OTHER, .size = 2.6});
    plot_add_marks(ax, cut, (mark_style){.ink = INK_DESCENT, .size = 3});
    plot_add_text(ax, 0.8, 9, PLACE_RIGHT, "too long", in(INK_OTHER));
    plot_add_text(ax, 0.5, 1.8, PLACE_RIGHT, "as it is", in(INK_DESCENT));
}

/* What clipping does to gradients of one neighbourhood. */
static void clip_ring(figure *fig, const dataset *data)
{
    const block *ring = plot_data_block(data, "clip-ring");
    const grid *g = plot_figure_grid(fig, data, "beale-valley");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    ring_map(plot_figure_nth(fig, 0), g, ring);
    ring_gradients(plot_figure_nth(fig, 1), data, ring);
}

/* ----------------------------------------------------------- two basins */

static const struct {
    ink ink;
    place where; /* its name on the curve */
} basin_starts[] = {{INK_BROWN, PLACE_LEFT},
                    {INK_GREEN, PLACE_ABOVE_RIGHT},
                    {INK_PURPLE, PLACE_ABOVE_LEFT},
                    {INK_VERMILION, PLACE_RIGHT}};

/* A walk that does not arrive is thin after so many steps. */
enum { BASIN_STARTS = 4, BASIN_RATES = 4, BASIN_STEPS = 1000, BASIN_BOLD = 24 };

static const range basin_w = {-2.4, 2.4};

/* A start low on the curve has its name in the valley, or outside of it. */
static place beside_start(size_t i, double w, double f)
{
    bool first = i == 0, last = i + 1 == BASIN_STARTS;
    if (!(first && f < 2) && !(last && f < 1 && w > -1.6))
        return basin_starts[i].where;
    if (fabs(w - (first ? 1.13 : -1.3)) < 0.15)
        return PLACE_ABOVE;
    return first ? PLACE_RIGHT : PLACE_LEFT;
}

static series basin_walk(const dataset *data, size_t start, size_t rate,
                         const char *x, const char *y)
{
    phrase name = plot_say("quartic-path-%zu-%zu", start + 1, rate + 1);
    return plot_data_xy(data, name.text, x, y);
}

/* How far down the page a step is: as on a logarithmic axis, on which there
 * is room for step 0. */
static double down(double step)
{
    return -log10(1 + step);
}

/* A walk that does not settle: from the one to the other of two steps, all the
 * way down, for the strokes of a thousand would only blacken the page. */
static void add_wandering(axes *ax, series walk, ink colour)
{
    size_t n = walk.n / 2;
    double *x = plot_must_calloc(4 * n, sizeof *x), *y = x + 2 * n;
    for (size_t k = 0; k < n; k++) {
        const double *w = walk.x + 2 * k;
        x[k] = fmin(w[0], w[1]);
        x[2 * n - 1 - k] = fmax(w[0], w[1]);
        y[k] = y[2 * n - 1 - k] = walk.y[2 * k];
    }
    plot_add_polygon(ax, (series){2 * n, x, y},
                     (fill_style){.ink = colour, .opacity = 0.5});
    free(x);
}

/* A walk as a river that runs down the page: a disc where it arrives, an arrow
 * where it leaves the panel. */
static void add_river(axes *ax, series walk, ink colour)
{
    double *y = plot_must_calloc(walk.n, sizeof *y);
    size_t n = 0;
    for (; n < walk.n && within(walk.x[n], basin_w.low, basin_w.high); n++)
        y[n] = down(walk.y[n]);
    bool leaves = n < walk.n;
    bool arrives = !leaves && walk.y[walk.n - 1] < BASIN_STEPS;
    size_t bold = leaves || arrives || n < BASIN_BOLD ? n : BASIN_BOLD;
    if (bold < n)
        add_wandering(ax,
                      (series){n - bold + 1, walk.x + bold - 1, y + bold - 1},
                      colour);
    plot_add_path(ax, (series){bold, walk.x, y},
                  (path_style){.ink = colour,
                               .width = 1.1,
                               .halo = -1,
                               .no_dots = true,
                               .end = arrives});
    if (leaves && n > 0) {
        double edge = walk.x[n] > 0 ? basin_w.high : basin_w.low;
        double part = (edge - walk.x[n - 1]) / (walk.x[n] - walk.x[n - 1]);
        double end = y[n - 1] + part * (down(walk.y[n]) - y[n - 1]);
        plot_add_arrow(ax, walk.x[n - 1], y[n - 1], edge, end,
                       (arrow_style){.ink = colour, .width = 1.1});
    }
    free(y);
}

/* The rivers run toward the lowest places of the curve. */
static void add_beds(axes *ax, series curve)
{
    for (size_t i = 1; i + 1 < curve.n; i++)
        if (curve.y[i] < curve.y[i - 1] && curve.y[i] < curve.y[i + 1])
            plot_add_vline(ax, curve.x[i], plot_guide_line);
}

static void basin_curve(axes *ax, const dataset *data, size_t k)
{
    phrase key = plot_say("two-minima.rate-%zu", k + 1);
    phrase rate = plot_say_number(plot_data_value(data, key.text), 3);
    double top = 7;
    plot_axes_title(ax, plot_say("*η* = %s", rate.text).text);
    plot_axes_limits_x(ax, basin_w.low, basin_w.high);
    plot_axes_labels(ax, NULL, "*f*");
    plot_add_curve(ax, plot_data_xy(data, "quartic-curve", "x", "f"),
                   plot_function_line);
    for (size_t i = 0; i < BASIN_STARTS; i++) {
        series walk = basin_walk(data, i, k, "w", "f");
        mark_style mark = plot_start_mark;
        mark.ink = basin_starts[i].ink;
        top = fmax(top, walk.y[0] + 0.5);
        plot_add_mark(ax, walk.x[0], walk.y[0], mark);
        plot_add_text(
            ax, walk.x[0], walk.y[0], beside_start(i, walk.x[0], walk.y[0]),
            plot_say_number(walk.x[0], 2).text, in(basin_starts[i].ink));
    }
    plot_axes_limits_y(ax, -4, top);
}

static void basin_rivers(axes *ax, const dataset *data, size_t k, bool numbers)
{
    plot_axes_labels(ax, "*w*", "step");
    plot_axes_limits_x(ax, basin_w.low, basin_w.high);
    plot_axes_limits_y(ax, down(BASIN_STEPS) - 0.08, 0.12);
    plot_axes_ticks_x(ax, 1);
    plot_axes_tick_y(ax, 0, numbers ? "0" : "");
    for (int step = 1; step <= BASIN_STEPS; step *= 10)
        plot_axes_tick_y(ax, down(step),
                         numbers ? plot_say("%d", step).text : "");
    add_beds(ax, plot_data_xy(data, "quartic-curve", "x", "f"));
    for (size_t i = 0; i < BASIN_STARTS; i++)
        add_river(ax, basin_walk(data, i, k, "w", "step"), basin_starts[i].ink);
}

/* Four starts and four rates on the quartic. */
static void two_basins(figure *fig, const dataset *data)
{
    bool narrow = plot_figure_is_narrow(fig);
    size_t columns = narrow ? 2 : 4;
    plot_figure_fold(fig, (size_t)2 * BASIN_RATES, 4, 2, SHARE_X | SHARE_Y);
    plot_figure_rows(fig,
                     narrow ? (double[]){1, 2.2, 1, 2.2} : (double[]){1, 2.6});
    for (size_t k = 0; k < BASIN_RATES; k++) {
        size_t row = 2 * (k / columns), column = k % columns;
        basin_curve(plot_figure_panel(fig, row, column), data, k);
        basin_rivers(plot_figure_panel(fig, row + 1, column), data, k,
                     column == 0);
    }
}

/* ------------------------------------------------------------ schedules */

/* The factor against the step, seven times. */
static void schedule_gallery(figure *fig, const dataset *data)
{
    static const struct {
        const char *key, *name;
    } schedules[] = {{"constant", "constant"},       {"step", "step"},
                     {"exponential", "exponential"}, {"inverse", "inverse"},
                     {"cosine", "cosine"},           {"warmup", "warm-up"},
                     {"one-cycle", "one cycle"}};
    plot_figure_fold(fig, 8, 4, 2, SHARE_BOTH);
    for (size_t i = 0; i < 7; i++) {
        phrase name = plot_say("schedule-%s", schedules[i].key);
        series factor = plot_data_xy(data, name.text, "step", "factor");
        axes *ax = plot_figure_nth(fig, i);
        plot_axes_title(ax, schedules[i].name);
        plot_axes_labels(ax, "step", "factor");
        plot_axes_limits_x(ax, 0, 1000);
        plot_axes_limits_y(ax, 0, 1.08);
        plot_axes_ticks_x(ax, 500);
        plot_axes_ticks_y(ax, 0.5);
        plot_add_area(ax, factor, 0, (fill_style){.ink = INK_FUNCTION});
        plot_add_curve(ax, factor, plot_function_line);
    }
    axes *words = plot_figure_nth(fig, 7);
    plot_axes_spines(words, SPINES_NONE);
    plot_add_panel_text(
        words, 0.5, 0.5, PLACE_CENTRE,
        "The rate of a step is\nthe base rate\ntimes this factor.",
        plot_note_style);
}

/* --------------------------------------------------- a few at a time */

/* Along a ramp, one place for each fourfold batch: the same in all figures. */
static ink batch_ink(double batch)
{
    return plot_ink_ramp_line(RAMP_VIRIDIS, 1 - fmin(1, log(batch) / log(400)));
}

/* Excess against passes, for five batch sizes: a step costs as many birds as it
 * looks at. */
static void batch_race(figure *fig, const dataset *data)
{
    const block *b = plot_data_block(data, "batches");
    const double *batch = plot_block_column(b, "batch");
    size_t rows = plot_block_rows(b);
    series all = plot_xy(b, "passes", "excess");
    range y = plot_range_of(rows, all.y);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "passes over the penguins", "median excess");
    plot_axes_limits_x(ax, 0, 3);
    plot_axes_limits_y(ax, y.low / 2, 2 * y.high);
    plot_axes_log_y(ax);
    plot_axes_ticks_x(ax, 1);
    for (size_t i = 0; i < rows;) {
        series s = plot_xy_where(b, "passes", "excess", "batch", batch[i]);
        ink colour = batch_ink(batch[i]);
        plot_add_curve(ax, s, (line_style){.ink = colour, .width = 1});
        if (s.n < 100)
            plot_add_marks(ax, s, (mark_style){.ink = colour, .size = 3});
        plot_add_end_label(ax, s, plot_say("batch of %.0f", batch[i]).text,
                           colour);
        i += s.n;
    }
}

/* The best line, known in closed form; small, so that clouds show. */
static void add_best_line(axes *ax, const dataset *data)
{
    mark_style mark = plot_minimum_mark;
    mark.size = 5;
    mark.halo = 0;
    plot_add_mark(ax, plot_data_only(data, "best-line", "intercept"),
                  plot_data_only(data, "best-line", "slope"), mark);
}

/* The plane of all lines, with faint contours of the loss. */
static void loss_plane(axes *ax, const dataset *data, const grid *g,
                       size_t levels)
{
    double bottom = plot_data_only(data, "best-line", "loss");
    plot_axes_labels(ax, "intercept", "slope");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_fit(ax, g);
    plot_axes_ticks_x(ax, 0.5);
    plot_axes_ticks_y(ax, 0.5);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_sqrt(bottom, g->high, levels),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
}

/* Where the line wanders, and circles of the size that theory says and that
 * was measured. */
static void cloud_map(axes *ax, const dataset *data, const grid *g)
{
    const block *measured = plot_data_block(data, "ring-measured");
    loss_plane(ax, data, g, 9);
    if (plot_data_has_block(data, "cloud"))
        plot_add_marks(ax, plot_data_xy(data, "cloud", "intercept", "slope"),
                       (mark_style){.ink = INK_VERMILION, .size = 1.8});
    else
        plot_add_panel_text(ax, 0.5, 0.85, PLACE_CENTRE, "It does not stay.",
                            (text_style){0});
    if (plot_block_rows(measured) > 0)
        plot_add_curve(ax, plot_xy(measured, "intercept", "slope"),
                       (line_style){.ink = INK_VERMILION, .halo = 1});
    plot_add_curve(ax, plot_data_xy(data, "ring-theory", "intercept", "slope"),
                   (line_style){.dash = DASH_DOTTED, .halo = 1});
    add_best_line(ax, data);
}

/* Theory for some batches, and where this run stands. */
static void cloud_sizes(axes *ax, const dataset *data)
{
    const block *theory = plot_data_block(data, "ball-theory");
    const block *measured = plot_data_block(data, "ball-measured");
    const double *batch = plot_block_column(theory, "batch");
    double rate = plot_data_only(data, "ball", "rate");
    double own = plot_data_only(data, "ball", "batch");
    double at = plot_data_only(data, "ball", "theory");
    plot_axes_labels(ax, "rate *η*", "mean excess of the loss");
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_axes_limits_x(ax, 0.01, 0.9);
    plot_axes_limits_y(ax, 1e-5, 10);
    for (size_t i = 0; i < plot_block_rows(theory);) {
        series s = plot_xy_where(theory, "rate", "excess", "batch", batch[i]);
        bool chosen = batch[i] == own;
        plot_add_curve(ax, s,
                       (line_style){.ink = chosen ? INK_FUNCTION : INK_FAINT,
                                    .width = chosen ? 1.5 : 0.8,
                                    .dash = DASH_DOTTED});
        plot_add_end_label(ax, s, plot_say("batch of %.0f", batch[i]).text,
                           chosen ? INK_TEXT : INK_NOTE);
        i += s.n;
    }
    plot_add_vline(ax, rate, (line_style){.ink = INK_VERMILION});
    if (plot_block_rows(measured) > 0)
        at = *plot_block_column(measured, "excess");
    plot_add_mark(ax, rate, at,
                  (mark_style){.ink = INK_VERMILION,
                               .size = 8,
                               .hollow = plot_block_rows(measured) == 0,
                               .halo = 1.2});
    plot_add_handle(ax, rate, at, "cloud.rate", NULL);
}

/* A cloud around the best line, and how large it is. */
static void noise_ball(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "loss-grid");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    cloud_map(plot_figure_nth(fig, 0), data, g);
    cloud_sizes(plot_figure_nth(fig, 1), data);
}

/* The size of the noise ball against the rate, for four batch sizes. */
static void noise_scaling(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *b = plot_data_block(data, "noise");
    size_t rows = plot_block_rows(b);
    const double *batch = plot_block_column(b, "batch");
    const block *theory = plot_data_block(data, "noise-theory");
    series all = plot_data_xy(data, "noise", "rate", "excess");
    range x = plot_range_of(rows, all.x), y = plot_range_of(rows, all.y);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "rate *η*", "mean excess of the loss");
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_axes_limits_x(ax, 0.88 * x.low, 1.1 * x.high);
    plot_axes_limits_y(ax, y.low / 2.7, 2.5 * y.high);
    for (double rate = x.low; rate < 1.01 * x.high; rate *= 2)
        plot_axes_tick_x(ax, rate, plot_say_number(rate, 3).text);
    for (size_t i = 0; i < rows;) {
        series s = plot_xy_where(b, "rate", "excess", "batch", batch[i]);
        ink colour = batch_ink(batch[i]);
        plot_add_curve(
            ax, plot_xy_where(theory, "rate", "excess", "batch", batch[i]),
            plot_dotted_line);
        plot_add_curve(ax, s, (line_style){.ink = colour});
        plot_add_marks(ax, s, (mark_style){.ink = colour, .halo = 1});
        plot_add_end_label(ax, s, plot_say("batch of %.0f", batch[i]).text,
                           colour);
        i += s.n;
    }
}

/* ------------------------------------------ a pull, and a pass of pulls */

enum { FAN_SIZES = 3 };

/* Whose steps they are, in their inks, in the corner that they leave free. */
static void name_pulls(axes *ax)
{
    plot_add_panel_text(ax, 0.04, 0.93, PLACE_RIGHT, "all birds",
                        in(INK_DESCENT));
    plot_add_panel_text(ax, 0.04, 0.83, PLACE_RIGHT, "a batch",
                        in(INK_VERMILION));
}

/* First steps from one line, a batch each; where they point on average. */
static void fan_panel(axes *ax, const dataset *data, size_t fan)
{
    const block *b = plot_data_block(data, "fan");
    double key = (double)fan + 1;
    series to = plot_xy_where(b, "intercept", "slope", "fan", key);
    series from = plot_xy_where(b, "from_intercept", "from_slope", "fan", key);
    double batch = *plot_xy_where(b, "batch", "slope", "fan", key).x;
    plot_axes_title(ax, plot_say("%s, batch of %.0f",
                                 fan < FAN_SIZES ? "start" : "best line", batch)
                            .text);
    plot_axes_labels(ax, "intercept", "slope");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_limits_x(ax, -1.7, 2.3);
    plot_axes_limits_y(ax, -0.5, 4.5);
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
    plot_axes_equal(ax);
    for (size_t i = 0; i < to.n; i++)
        plot_add_arrow(ax, from.x[i], from.y[i], to.x[i], to.y[i],
                       (arrow_style){.ink = INK_VERMILION, .width = 0.7});
    if (fan >= FAN_SIZES) {
        add_best_line(ax, data);
        return;
    }
    plot_add_arrow(ax, *from.x, *from.y,
                   plot_data_only(data, "best-line", "intercept"),
                   plot_data_only(data, "best-line", "slope"),
                   (arrow_style){.ink = INK_DESCENT, .width = 1.8, .halo = 1});
    name_pulls(ax);
}

/* What few birds say, at the start and at the best line. */
static void batch_fan(figure *fig, const dataset *data)
{
    bool narrow = plot_figure_is_narrow(fig);
    plot_figure_fold(fig, (size_t)2 * FAN_SIZES, FAN_SIZES, 2, SHARE_BOTH);
    for (size_t k = 0; k < (size_t)2 * FAN_SIZES; k++)
        fan_panel(plot_figure_nth(fig, k), data,
                  narrow ? k % 2 * FAN_SIZES + k / 2 : k);
}

/* A pass in steps of a few birds beside steps of the whole gradient. */
static void sgd_paths(figure *fig, const dataset *data)
{
    static const struct {
        const char *block;
        int batch;
    } runs[] = {{"path-16", 16}, {"path-1", 1}};
    const grid *g = plot_figure_grid(fig, data, "loss-map");
    plot_figure_fold(fig, 2, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        const block *b = plot_data_block(data, runs[k].block);
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, plot_say("batches of %d: %zu steps", runs[k].batch,
                                     plot_block_rows(b) - 1)
                                .text);
        loss_plane(ax, data, g, 12);
        for (size_t layer = 0; layer < 2; layer++) /* the shorter on top */
            if (layer == k)
                plot_add_run(ax, plot_data_block(data, "path-all"), "intercept",
                             "slope", (path_style){.width = 1, .dot = 3},
                             NUMBERS_NONE);
            else
                plot_add_run(ax, b, "intercept", "slope",
                             (path_style){.ink = INK_VERMILION,
                                          .width = k == 0 ? 1 : 0.7,
                                          .dot = 3},
                             NUMBERS_SHOWN);
        add_best_line(ax, data);
        name_pulls(ax);
    }
}

/* --------------------------------------------------- the noise dies out */

static const char *const decays[] = {"constant", "step", "inverse", "cosine"};

enum { DECAYS = 4 };

static series decay_of(const dataset *data, size_t k, const char *column)
{
    return plot_data_xy(data, plot_say("decay-%s", decays[k]).text, "step",
                        column);
}

/* The schedule as a strip; beneath it half of the runs as a band, and the
 * middle one of all. */
static void decay_pair(axes *strip, axes *ax, const dataset *data, size_t k,
                       range y)
{
    series factor = decay_of(data, k, "factor");
    series half = decay_of(data, k, "half");
    plot_axes_title(strip, decays[k]);
    plot_axes_labels(strip, NULL, "factor");
    plot_axes_limits_x(strip, 0, 3420);
    plot_axes_limits_y(strip, 0, 1.12);
    plot_axes_ticks_y(strip, 1);
    plot_add_area(strip, factor, 0, (fill_style){.ink = INK_FUNCTION});
    plot_add_curve(strip, factor, plot_function_line);
    plot_axes_labels(ax, "step", "excess of the loss");
    plot_axes_limits_x(ax, 0, 3420);
    plot_axes_limits_y(ax, y.low, y.high);
    plot_axes_log_y(ax);
    plot_axes_ticks_x(ax, 1500);
    plot_add_between(ax, decay_of(data, k, "quarter"),
                     decay_of(data, k, "three_quarters"),
                     (fill_style){.ink = INK_VERMILION, .opacity = 0.3});
    plot_add_curve(ax, half, (line_style){.ink = INK_VERMILION, .width = 1});
    if (half.x[half.n - 1] < 3420)
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE, "Most runs\nhave left.",
                            plot_note_style);
}

/* A constant rate stays in its ball; with a schedule the ball shrinks. */
static void decay(figure *fig, const dataset *data)
{
    bool narrow = plot_figure_is_narrow(fig);
    size_t columns = narrow ? 2 : DECAYS;
    range y = {1, 1};
    for (size_t k = 0; k < DECAYS; k++) {
        series low = decay_of(data, k, "quarter");
        series high = decay_of(data, k, "three_quarters");
        y.low = fmin(y.low, plot_range_of(low.n, low.y).low / 2);
        y.high = fmax(y.high, 2 * plot_range_of(high.n, high.y).high);
    }
    plot_figure_fold(fig, (size_t)2 * DECAYS, DECAYS, 2, SHARE_X | SHARE_Y);
    plot_figure_rows(fig,
                     narrow ? (double[]){1, 2.8, 1, 2.8} : (double[]){1, 3});
    for (size_t k = 0; k < DECAYS; k++) {
        size_t row = 2 * (k / columns), column = k % columns;
        decay_pair(plot_figure_panel(fig, row, column),
                   plot_figure_panel(fig, row + 1, column), data, k, y);
    }
}

/* Room for the point at the last of 3420 steps: on a telephone what a finger
 * hits is not to reach beyond the page. */
#define COURSE_END 3700.0

/* What a schedule makes of the rate; its ends may be dragged. */
static void course_factor(axes *ax, const dataset *data)
{
    series factor = plot_data_xy(data, "course", "step", "factor");
    const block *ends = plot_data_block(data, "course-ends");
    series at = plot_xy(ends, "step", "factor");
    const double *falls = plot_block_column(ends, "falls");
    const mark_style held = {.ink = INK_FUNCTION, .size = 7, .halo = 1.2};
    plot_axes_labels(ax, "step", "factor");
    plot_axes_limits_x(ax, 0, COURSE_END);
    plot_axes_limits_y(ax, 0, 1.12);
    plot_axes_ticks_x(ax, 1000);
    plot_axes_ticks_y(ax, 0.5);
    plot_add_area(ax, factor, 0, (fill_style){.ink = INK_FUNCTION});
    plot_add_curve(ax, factor, plot_function_line);
    for (size_t i = 0; i < at.n; i++) {
        plot_add_mark(ax, at.x[i], at.y[i], held);
        if (falls[i] != 0)
            plot_add_handle(ax, at.x[i], at.y[i], NULL, "course.final");
        else
            plot_add_slider(ax, at.x[i], at.y[i], "course.warm", 0, 3420);
    }
}

/* What the runs make of that: half of all as a band, the middle one; with them
 * the ball that belongs to the rate of each step, and a run without a
 * schedule. */
static void course_runs(axes *ax, const dataset *data)
{
    const line_style middle = {.ink = INK_VERMILION, .width = 1.2};
    const line_style constant = {.ink = INK_NOTE, .width = 1};
    const line_style ball = {.dash = DASH_DOTTED};
    series steady = plot_data_xy(data, "steady", "step", "excess");
    const block *runs = plot_data_block(data, "course-runs");
    plot_axes_labels(ax, "step", "excess of the loss");
    plot_axes_limits_x(ax, 0, COURSE_END);
    plot_axes_limits_y(ax, 1e-7, 10);
    plot_axes_log_y(ax);
    plot_axes_ticks_x(ax, 1000);
    plot_add_between(ax, plot_xy(runs, "step", "quarter"),
                     plot_xy(runs, "step", "three_quarters"),
                     (fill_style){.ink = INK_VERMILION, .opacity = 0.3});
    plot_add_curve(ax, steady, constant);
    plot_add_curve(ax, plot_xy(runs, "step", "half"), middle);
    plot_add_curve(ax, plot_data_xy(data, "course", "step", "ball"), ball);
    plot_add_legend_line(ax, "the middle run, and half of all", middle);
    plot_add_legend_line(ax, "the middle one at a constant rate", constant);
    plot_add_legend_line(ax, "in theory the ball of each rate", ball);
    plot_axes_legend(ax, LEGEND_BOTTOM_LEFT);
}

/* What comes of a schedule, and below it the schedule: its end is pulled up
 * toward the runs. */
static void course(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 2, 1, SHARE_X);
    plot_figure_rows(fig, (double[]){2.4, 1});
    course_runs(plot_figure_nth(fig, 0), data);
    course_factor(plot_figure_nth(fig, 1), data);
}

static figure_entry const table[] = {
    {"sweep-panels", FULL_WIDTH, 270, 440, sweep_panels},
    {"five-cases", FULL_WIDTH, 200, 320, five_cases},
    {"contraction", FULL_WIDTH, 370, 520, contraction},
    {"cost-curves", FULL_WIDTH, FULL_HEIGHT, 240, cost_curves},
    {"valley-factors", FULL_WIDTH, 250, 400, valley_factors},
    {"valley-zigzag", FULL_WIDTH, 370, 290, valley_zigzag},
    {"zigzag", FULL_WIDTH, 350, 452, zigzag},
    {"automatic", FULL_WIDTH, FULL_HEIGHT, 280, automatic},
    {"bold-rates", FULL_WIDTH, 200, 200, bold_rates},
    {"secant", FULL_WIDTH, 230, 230, secant},
    {"armijo-line", FULL_WIDTH, 230, 230, armijo_line},
    {"faster-progress", FULL_WIDTH, FULL_HEIGHT, 250, faster_progress},
    {"faster-paths", FULL_WIDTH, 305, 600, faster_paths},
    {"runaway", FULL_WIDTH, 220, 220, runaway},
    {"rate-scan", FULL_WIDTH, 340, 650, rate_scan},
    {"newton-paths", FULL_WIDTH, 262, 460, newton_paths},
    {"clip-ring", FULL_WIDTH, 260, 500, clip_ring},
    {"clipped-path", FULL_WIDTH, 320, 270, clipped_path},
    {"two-basins", FULL_WIDTH, 340, 560, two_basins},
    {"batch-fan", FULL_WIDTH, 350, 560, batch_fan},
    {"batch-race", FULL_WIDTH, 220, 220, batch_race},
    {"sgd-paths", FULL_WIDTH, 270, 560, sgd_paths},
    {"noise-ball", FULL_WIDTH, 210, 470, noise_ball},
    {"noise-scaling", FULL_WIDTH, FULL_HEIGHT, 230, noise_scaling},
    {"schedule-gallery", FULL_WIDTH, 240, 400, schedule_gallery},
    {"course", FULL_WIDTH, 270, 270, course},
    {"decay", FULL_WIDTH, 270, 480, decay},
    {0}};

int main(int argc, char **argv)
{
    return plot_figures_main(argc, argv, table);
}
