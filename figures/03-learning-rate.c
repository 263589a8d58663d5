/* The figures of chapter 3, The learning rate: how far to step.
 *
 * One function a figure; the table of them stands at the end. Functions are
 * blue and descent on them vermilion, as in chapter 2; where runs compete,
 * each has a colour of its own. */
#include "plot/plot.h"

#include <math.h>
#include <stdlib.h>

static text_style in(ink colour)
{
    return (text_style){.ink = colour};
}

/* ---------------------------------------- one parabola, seven rates */

/* The second row shows the rates that are as fast as those above them. */
static const char *const sweep_rates[2][4] = {{"1.1", "1", "0.8", "0.6"},
                                              {"0.1", NULL, "0.2", "0.4"}};

static series sweep_walk(const dataset *data, const char *rate)
{
    return plot_data_xy(data, plot_say("sweep-%s", rate).text, "x", "f");
}

/* What a step makes of the step before: 1 - eta lambda, with its sign. */
static double factor_of(series walk)
{
    return (walk.x[2] - walk.x[1]) / (walk.x[1] - walk.x[0]);
}

/* An arrow where the walk leaves through the top of the panel. */
static void add_way_out(axes *ax, series walk, double top)
{
    for (size_t i = 1; i < walk.n; i++) {
        double x = walk.x[i - 1], f = walk.y[i - 1];
        if (walk.y[i] <= top)
            continue;
        double part = (top - f) / (walk.y[i] - f);
        plot_add_arrow(ax, x, f, x + part * (walk.x[i] - x), top,
                       (arrow_style){.ink = INK_DESCENT});
        return;
    }
}

static void sweep_panel(figure *fig, const dataset *data, size_t row,
                        size_t column)
{
    const double top = 8.5;
    const char *rate = sweep_rates[row][column];
    series walk = sweep_walk(data, rate);
    axes *ax = plot_figure_panel(fig, row, column);
    plot_axes_title(ax, plot_say("*η* = %s, factor %s", rate,
                                 plot_say_number(factor_of(walk), 3).text)
                            .text);
    plot_axes_labels(ax, "*x*", "*f*");
    plot_axes_limits_x(ax, -2.4, 4.4);
    plot_axes_limits_y(ax, 0, top);
    plot_axes_ticks_x(ax, 2);
    plot_axes_ticks_y(ax, 2);
    plot_add_curve(ax, plot_data_xy(data, "sweep-curve", "x", "f"),
                   plot_function_line);
    plot_add_path(ax, walk, (path_style){.ink = INK_DESCENT, .width = 1.1});
    add_way_out(ax, walk, top);
}

/* The same walk with seven rates. */
static void sweep_panels(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 2, 4, SHARE_BOTH);
    for (size_t row = 0; row < 2; row++)
        for (size_t column = 0; column < 4; column++)
            if (sweep_rates[row][column])
                sweep_panel(fig, data, row, column);
    axes *words = plot_figure_panel(fig, 1, 1);
    plot_axes_spines(words, SPINES_NONE);
    plot_add_panel_text(words, 0.5, 0.5, PLACE_CENTRE,
                        "The two walks\non the right\nare as fast as\n"
                        "those above them.",
                        plot_note_style);
}

/* ----------------------------------------------- the factor, in general */

/* The five kinds of walk. */
static void five_cases(figure *fig, const dataset *data)
{
    static const struct {
        const char *product, *kind;
    } cases[] = {{"0.5", "calm"},
                 {"1", "at once"},
                 {"1.5", "alternating"},
                 {"2", "for ever"},
                 {"2.2", "away"}};
    plot_figure_split(fig, 1, 5, SHARE_BOTH);
    for (size_t i = 0; i < 5; i++) {
        phrase name = plot_say("case-%s", cases[i].product);
        series walk = plot_data_xy(data, name.text, "step", "x");
        axes *ax = plot_figure_panel(fig, 0, i);
        plot_axes_title(
            ax,
            plot_say("%s\n*ηλ* = %s", cases[i].kind, cases[i].product).text);
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

/* The seven walks of the opener on the V. */
static void add_sweep(axes *ax, const dataset *data)
{
    for (size_t row = 0; row < 2; row++)
        for (size_t column = 0; column < 4; column++) {
            const char *rate = sweep_rates[row][column];
            if (!rate)
                continue;
            double factor = factor_of(sweep_walk(data, rate));
            plot_add_mark(ax, 1 - factor, fabs(factor), plot_descent_mark);
            plot_add_text(ax, 1 - factor, fabs(factor),
                          factor < 0 ? PLACE_BELOW_RIGHT : PLACE_ABOVE_RIGHT,
                          plot_say("*η* = %s", rate).text, (text_style){0});
        }
}

/* Equal factors left and right. */
static void add_pairs(axes *ax, const dataset *data)
{
    for (size_t column = 2; column < 4; column++) {
        double high = factor_of(sweep_walk(data, sweep_rates[0][column]));
        double low = factor_of(sweep_walk(data, sweep_rates[1][column]));
        plot_add_segment(ax, 1 - low, low, 1 - high, -high, plot_dotted_line);
    }
}

/* |1 - eta lambda|: a V, the same for every parabola. */
static void contraction(figure *fig, const dataset *data)
{
    series v = plot_data_xy(data, "contraction", "eta_lambda", "factor");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "rate × curvature *ηλ*", "|1 - *ηλ*|");
    plot_axes_limits_x(ax, 0, 2.5);
    plot_axes_limits_y(ax, 0, 1.5);
    plot_axes_ticks_x(ax, 0.5);
    plot_axes_ticks_y(ax, 0.5);
    add_region(ax, 0, 1, INK_GREEN, "calm");
    add_region(ax, 1, 2, INK_BLUE, "alternating");
    add_region(ax, 2, 2.5, INK_VERMILION, "away");
    plot_add_hline(ax, 1, plot_guide_line);
    add_pairs(ax, data);
    plot_add_curve(ax, v, (line_style){.ink = INK_TEXT});
    add_sweep(ax, data);
}

/* ------------------------------------------------------- the cost curve */

/* Straight lines: one factor a step. */
static void cost_curves(figure *fig, const dataset *data)
{
    static const struct {
        const char *rate;
        ink ink;
    } lines[] = {{"1.1", INK_VERMILION},
                 {"1", INK_ORANGE},
                 {"0.01", INK_PURPLE},
                 {"0.1", INK_BLUE}};
    static const char arrives[] = "0.5";
    const double bottom = 1e-3;
    series at_once = plot_data_xy(data, "cost", "step", arrives);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "cost *f*");
    plot_axes_limits_x(ax, 0, 20);
    plot_axes_limits_y(ax, bottom, 2e5);
    plot_axes_log_y(ax);
    for (size_t i = 0; i < 4; i++) {
        series cost = plot_data_xy(data, "cost", "step", lines[i].rate);
        phrase key = plot_say("cost.eta%s.ratio", lines[i].rate);
        phrase ratio = plot_say_number(plot_data_value(data, key.text), 3);
        plot_add_curve(ax, cost, (line_style){.ink = lines[i].ink});
        plot_add_marks(ax, cost, (mark_style){.ink = lines[i].ink, .size = 3});
        plot_add_end_label(
            ax, cost,
            plot_say("*η* = %s: × %s", lines[i].rate, ratio.text).text,
            lines[i].ink);
    }
    plot_add_arrow(ax, at_once.x[0], at_once.y[0], at_once.x[1], bottom,
                   (arrow_style){.ink = INK_GREEN, .width = 1.5});
    plot_add_text(ax, at_once.x[1], 10 * bottom, PLACE_RIGHT,
                  plot_say("*η* = %s: 0 after one step", arrives).text,
                  in(INK_GREEN));
    plot_add_mark(ax, at_once.x[0], at_once.y[0],
                  (mark_style){.ink = INK_TEXT});
}

/* ----------------------------------------- a valley: two curvatures */

/* The flat and the steep direction, and beneath them, broad, the slower. */
static axes *factor_panel(figure *fig, const dataset *data, size_t column)
{
    static const char name[] = "contraction-valley";
    axes *ax = plot_figure_panel(fig, 0, column);
    plot_axes_labels(ax, "rate *η*", NULL);
    plot_add_hline(ax, 1, (line_style){0});
    plot_add_vline(ax, plot_data_value(data, "valley.limit"), plot_guide_line);
    plot_add_curve(
        ax, plot_data_xy(data, name, "rate", "worst"),
        (line_style){.ink = plot_ink_tint(INK_PURPLE, 0.45), .width = 5});
    plot_add_curve(ax, plot_data_xy(data, name, "rate", "low"),
                   plot_function_line);
    plot_add_curve(ax, plot_data_xy(data, name, "rate", "high"),
                   (line_style){.ink = INK_DESCENT});
    plot_add_mark(ax, plot_data_value(data, "valley.best_rate"),
                  plot_data_value(data, "valley.best_factor"),
                  (mark_style){.ink = INK_TEXT, .halo = 1});
    return ax;
}

/* What a step leaves in either direction; the best rate and the limit. */
static void valley_factors(figure *fig, const dataset *data)
{
    double best = plot_data_value(data, "valley.best_rate");
    double factor = plot_data_value(data, "valley.best_factor");
    double limit = plot_data_value(data, "valley.limit");
    plot_figure_split(fig, 1, 2, SHARE_NONE);
    plot_figure_columns(fig, (double[]){1.25, 1});
    axes *ax = factor_panel(fig, data, 0);
    plot_axes_title(ax, "what a step leaves of the error");
    plot_axes_limits_x(ax, 0, 0.12);
    plot_axes_limits_y(ax, 0, 1.12);
    plot_axes_ticks_x(ax, 0.02);
    plot_add_text(ax, 0.05, 0.97, PLACE_BELOW, "flat direction *x*",
                  in(INK_FUNCTION));
    plot_add_text(ax, 0.031, 0.5, PLACE_RIGHT, "steep direction *y*",
                  in(INK_DESCENT));
    ax = factor_panel(fig, data, 1);
    plot_axes_title(ax, "near the limit");
    plot_axes_limits_x(ax, 0.1092, 0.112);
    plot_axes_limits_y(ax, 0.975, 1.01);
    plot_axes_ticks_x(ax, 0.001);
    plot_axes_ticks_y(ax, 0.01);
    plot_add_note(ax, best, factor, -22, 24,
                  plot_say("best rate %s\nfactor %s",
                           plot_say_number(best, 4).text,
                           plot_say_number(factor, 4).text)
                      .text,
                  (text_style){0});
    plot_add_text(ax, limit, 0.9775, PLACE_RIGHT,
                  plot_say("limit %s", plot_say_number(limit, 4).text).text,
                  plot_note_style);
}

/* Four paths in the true proportions of the valley. */
static void valley_zigzag(figure *fig, const dataset *data)
{
    static const size_t shown[] = {1, 2, 3, 4};
    const double *rate =
        plot_block_column(plot_data_block(data, "valley-rates"), "rate");
    double best = plot_data_value(data, "valley.best_rate");
    const grid *g = plot_figure_grid(fig, data, "valley-grid");
    plot_figure_split(fig, 4, 1, SHARE_BOTH);
    for (size_t i = 0; i < 4; i++) {
        size_t k = shown[i];
        phrase name = plot_say("valley-path-%zu", k);
        phrase key = plot_say("valley.steps.%zu", k);
        axes *ax = plot_figure_panel(fig, i, 0);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_title(
            ax, plot_say("*η* = %s%s: arrives after %s steps",
                         plot_say_number(rate[k - 1], 4).text,
                         rate[k - 1] == best ? ", the best" : "",
                         plot_say_count(plot_data_value(data, key.text)).text)
                    .text);
        plot_axes_limits_x(ax, -2.6, 0.4);
        plot_axes_limits_y(ax, -0.23, 0.23);
        plot_axes_equal(ax);
        plot_axes_ticks_y(ax, 0.2);
        plot_add_contours(ax, g, plot_levels_sqrt(0, 1, 10),
                          (contour_style){.ink = INK_FAINT, .no_labels = true});
        plot_add_path(
            ax, plot_data_xy(data, name.text, "x", "y"),
            (path_style){
                .ink = INK_DESCENT, .width = 1.1, .dot = 3, .dots_all = 61});
        plot_add_minimum(ax, 0, 0);
    }
}

/* ------------------------------------- when the cost rises, slow down */

/* The rows of a run that were accepted, or those that were taken back. */
static series trials(const block *run, bool accepted, double *x, double *y)
{
    series all = plot_xy(run, "trial", "cost");
    const double *kept = plot_block_column(run, "accepted");
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if ((kept[i] != 0) == accepted) {
            x[n] = all.x[i];
            y[n++] = all.y[i];
        }
    return (series){n, x, y};
}

typedef struct rule_look {
    const char *block, *name;
    ink ink;
    double ring; /* size of a trial taken back, so that both show */
} rule_look;

static const rule_look rules[] = {
    {"automatic-tenth", "take back,\na tenth", INK_VERMILION, 9},
    {"automatic-keep", "keep, halve", INK_GREEN, 5},
    {"automatic-reject", "take back, halve", INK_BLUE, 5},
};

static void add_rule(axes *ax, const dataset *data, const rule_look *rule,
                     bool named)
{
    const block *run = plot_data_block(data, rule->block);
    size_t rows = plot_block_rows(run);
    double *room = plot_must_calloc(2 * rows, sizeof *room);
    series kept = trials(run, true, room, room + rows);
    plot_add_curve(ax, kept, (line_style){.ink = rule->ink});
    plot_add_marks(ax, kept, (mark_style){.ink = rule->ink, .size = 3.6});
    if (named)
        plot_add_end_label(ax, kept, rule->name, rule->ink);
    plot_add_marks(
        ax, trials(run, false, room, room + rows),
        (mark_style){.ink = rule->ink, .hollow = true, .size = rule->ring});
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
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "trial", "cost *f*");
    plot_axes_limits_x(ax, 0, 66);
    plot_axes_limits_y(ax, 2e-14, 1e3);
    add_rules(ax, data, true);
    ax = plot_figure_axes_at(fig, 216, 4, 160, 120);
    plot_axes_title(ax, "the first trials");
    plot_axes_limits_x(ax, -0.2, 3.2);
    plot_axes_limits_y(ax, 3e-3, 1e3);
    plot_axes_ticks_x(ax, 1);
    add_rules(ax, data, false);
    series first = plot_data_xy(data, rules[0].block, "trial", "cost");
    plot_add_note(ax, first.x[1], first.y[1], 30, 12, "taken back",
                  plot_note_style);
}

/* ---------------------------------------------------- better and faster */

typedef struct run_look {
    const char *block, *name;
    ink ink;
    double width;
} run_look;

static const run_look fixed_look = {"fixed-1e-4", "fixed rate", INK_VERMILION,
                                    1.5},
                      armijo_look = {"armijo", "Armijo from 1", INK_PURPLE, 1},
                      small_armijo_look = {"armijo-0.01", "Armijo from 0.01",
                                           INK_ORANGE, 1},
                      bold_look = {"bold-driver", "bold driver", INK_GREEN,
                                   1.5},
                      barzilai_look = {"barzilai-borwein",
                                       "Barzilai and Borwein", INK_BLUE, 1.5};

/* The slope against the steps, for five rules. */
static void faster_progress(figure *fig, const dataset *data)
{
    const run_look *const runs[] = {&small_armijo_look, &armijo_look,
                                    &fixed_look, &bold_look, &barzilai_look};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "accepted step", "max|*g*_*i*|");
    plot_axes_limits_x(ax, 1, 3e5);
    plot_axes_limits_y(ax, 1e-10, 1e5);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        series s = plot_data_xy(data, runs[i]->block, "step", "gradient_norm");
        plot_add_curve(
            ax, s, (line_style){.ink = runs[i]->ink, .width = runs[i]->width});
        if (i > 0)
            plot_add_end_label(ax, s, runs[i]->name, runs[i]->ink);
        else
            plot_add_text(ax, s.x[s.n - 1], s.y[s.n - 1], PLACE_BELOW_LEFT,
                          runs[i]->name,
                          (text_style){.ink = runs[i]->ink, .gap = 7});
    }
}

/* A panel with contours of Beale's function. */
static axes *beale_panel(figure *fig, const dataset *data, size_t column,
                         const char *name, double low)
{
    const grid *g = plot_figure_grid(fig, data, name);
    axes *ax = plot_figure_panel(fig, 0, column);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_log(0, low, 1e5, 15),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    return ax;
}

static void add_run(axes *ax, const dataset *data, const run_look *run)
{
    plot_add_path(ax, plot_data_xy(data, run->block, "x", "y"),
                  (path_style){.ink = run->ink, .width = 1.2, .dot = 3});
}

/* Beside the row of the run where there is room. */
static void add_run_name(axes *ax, const dataset *data, const run_look *run,
                         size_t row, place where)
{
    series at =
        plot_series_part(plot_data_xy(data, run->block, "x", "y"), row, 1);
    if (at.n == 1)
        plot_add_text(ax, *at.x, *at.y, where, run->name,
                      (text_style){.ink = run->ink, .gap = 7});
}

/* Barzilai and Borwein arrive at the minimum to ten digits. */
static void add_beale_minimum(axes *ax, const dataset *data)
{
    plot_add_minimum(ax, plot_data_value(data, "barzilai_borwein.x"),
                     plot_data_value(data, "barzilai_borwein.y"));
}

/* Three runs on the map; on the right the end of two of them. */
static void faster_paths(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 1, 2, SHARE_NONE);
    plot_figure_columns(fig, (double[]){5.2 / 9, 1.2 / 1.6}); /* equally high */
    axes *ax = beale_panel(fig, data, 0, "beale-grid", 1e-2);
    plot_axes_limits_x(ax, -1.2, 4);
    plot_add_zoom(ax, plot_figure_grid(fig, data, "beale-valley"));
    add_run(ax, data, &armijo_look);
    add_run(ax, data, &bold_look);
    add_run(ax, data, &barzilai_look);
    add_beale_minimum(ax, data);
    series leap = plot_data_xy(data, armijo_look.block, "x", "y");
    plot_add_text(ax, (leap.x[0] + 5 * leap.x[1]) / 6,
                  (leap.y[0] + 5 * leap.y[1]) / 6, PLACE_RIGHT,
                  armijo_look.name,
                  (text_style){.ink = armijo_look.ink, .gap = 8});
    ax = beale_panel(fig, data, 1, "beale-valley", 1e-3);
    plot_axes_ticks_x(ax, 0.5);
    plot_axes_ticks_y(ax, 0.5);
    add_run(ax, data, &bold_look);
    add_run(ax, data, &barzilai_look);
    add_beale_minimum(ax, data);
    add_run_name(ax, data, &bold_look, 70, PLACE_RIGHT);
    add_run_name(ax, data, &barzilai_look, 18, PLACE_BELOW_LEFT);
}

/* Which rates survive: a calm part, a ragged shore, the open sea. */
static void rate_scan(figure *fig, const dataset *data)
{
    series finite = plot_data_xy(data, "scan", "rate", "distance");
    const block *lost = plot_data_block(data, "scan-diverged");
    const double *rate = plot_block_column(lost, "rate");
    size_t last = plot_block_rows(lost) - 1;
    double limit = plot_data_value(data, "scan.limit");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "rate *η*", "distance from the minimum");
    plot_axes_limits_x(ax, finite.x[0], rate[last]);
    plot_axes_limits_y(ax, 0.1, 10);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_add_span_x(ax, rate[0], rate[last], (fill_style){.ink = INK_DESCENT});
    plot_add_curve(ax, finite, (line_style){.ink = INK_FUNCTION, .width = 0.8});
    plot_add_marks(ax, finite, (mark_style){.ink = INK_FUNCTION, .size = 3});
    plot_add_text(ax, sqrt(rate[0] * rate[last]), 1, PLACE_CENTRE, "diverged",
                  in(INK_DESCENT));
    plot_add_text(
        ax, finite.x[0], 0.12, PLACE_ABOVE_RIGHT,
        plot_say("At the minimum itself, rates up to %s would be stable:\n"
                 "far to the right of this picture.",
                 plot_say_number(limit, 2).text)
            .text,
        plot_note_style);
}

/* -------------------------------------------------------------- clipping */

/* Equal steps, a dot after each so many, then ordinary descent. */
static void clipped_path(figure *fig, const dataset *data)
{
    series marks = plot_data_xy(data, "clipped-marks", "x", "y");
    series counts = plot_data_xy(data, "clipped-marks", "step", "y");
    double x = plot_data_only(data, "clipped-until", "x");
    double y = plot_data_only(data, "clipped-until", "y");
    const grid *g = plot_figure_grid(fig, data, "beale-grid");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_limits_x(ax, 0, 4.5);
    plot_axes_limits_y(ax, -0.2, 4.2);
    plot_axes_ticks_y(ax, 1);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_log(0, 1e-2, 1e5, 15),
                      (contour_style){.ink = INK_FAINT});
    plot_add_path(ax, plot_data_xy(data, "clipped", "x", "y"),
                  (path_style){.ink = INK_DESCENT, .no_dots = true});
    plot_add_marks(ax, plot_series_part(marks, 1, marks.n),
                   (mark_style){.ink = INK_DESCENT, .size = 3.6});
    add_beale_minimum(ax, data);
    plot_add_mark(
        ax, x, y,
        (mark_style){.shape = SHAPE_DIAMOND, .ink = INK_OTHER, .size = 7});
    plot_add_note(ax, x, y, -60, -8,
                  plot_say("from step %.0f on\nnot clipped",
                           plot_data_only(data, "clipped-until", "step"))
                      .text,
                  in(INK_OTHER));
    plot_add_text(ax, marks.x[4], marks.y[4], PLACE_LEFT,
                  plot_say("a dot every %.0f steps", counts.x[1]).text,
                  (text_style){.ink = INK_DESCENT, .gap = 8});
}

/* ----------------------------------------------------------- two basins */

static const char *const basin_rates[] = {"0.01", "0.1", "0.15", "0.2"};

/* The first is broad, for another one runs on top of it at one rate. */
static const struct {
    const char *start;
    double width;
    ink ink;
    place where; /* its name on the curve */
} basin_starts[] = {{"2", 2.2, INK_BLUE, PLACE_LEFT},
                    {"0.17", 1, INK_GREEN, PLACE_ABOVE_RIGHT},
                    {"0.16", 1, INK_PURPLE, PLACE_ABOVE_LEFT},
                    {"-2", 1, INK_VERMILION, PLACE_RIGHT}};

enum { BASIN_STARTS = 4, BASIN_STEPS = 24 };

static series basin_walk(const dataset *data, size_t start, const char *rate)
{
    phrase name =
        plot_say("quartic-path-%s-%s", basin_starts[start].start, rate);
    return plot_data_xy(data, name.text, "x", "step");
}

/* A walk as a river that runs down the page, a step a line. */
static void add_river(axes *ax, series walk, ink colour, double width)
{
    double down[BASIN_STEPS + 1];
    walk = plot_series_part(walk, 0, BASIN_STEPS + 1);
    for (size_t i = 0; i < walk.n; i++)
        down[i] = -walk.y[i];
    walk.y = down;
    plot_add_path(
        ax, walk,
        (path_style){
            .ink = colour, .width = width, .dot = width + 1.6, .halo = -1});
}

/* The rivers run toward the lowest places of the curve. */
static void add_beds(axes *ax, series curve)
{
    for (size_t i = 1; i + 1 < curve.n; i++)
        if (curve.y[i] < curve.y[i - 1] && curve.y[i] < curve.y[i + 1])
            plot_add_vline(ax, curve.x[i], plot_guide_line);
}

static void basin_curve(figure *fig, const dataset *data, size_t column)
{
    const char *rate = basin_rates[column];
    axes *ax = plot_figure_panel(fig, 0, column);
    plot_axes_title(ax, plot_say("*η* = %s", rate).text);
    plot_axes_limits_x(ax, -2.4, 2.4);
    plot_axes_limits_y(ax, -4, 7);
    plot_axes_labels(ax, NULL, "*f*");
    plot_add_curve(ax, plot_data_xy(data, "quartic-curve", "x", "f"),
                   (line_style){.ink = INK_NOTE});
    for (size_t i = 0; i < BASIN_STARTS; i++) {
        phrase name =
            plot_say("quartic-path-%s-%s", basin_starts[i].start, rate);
        series walk = plot_data_xy(data, name.text, "x", "f");
        plot_add_mark(ax, walk.x[0], walk.y[0],
                      (mark_style){.ink = basin_starts[i].ink, .halo = 1});
        if (column == 0)
            plot_add_text(ax, walk.x[0], walk.y[0], basin_starts[i].where,
                          plot_say_number(walk.x[0], 2).text,
                          in(basin_starts[i].ink));
    }
}

static void basin_rivers(figure *fig, const dataset *data, size_t column)
{
    axes *ax = plot_figure_panel(fig, 1, column);
    plot_axes_labels(ax, "*w*", "step");
    plot_axes_limits_x(ax, -2.4, 2.4);
    plot_axes_limits_y(ax, -BASIN_STEPS - 0.5, 0.8);
    plot_axes_ticks_x(ax, 1);
    for (int step = 0; step <= BASIN_STEPS; step += 8)
        plot_axes_tick_y(ax, -step,
                         column == 0 ? plot_say("%d", step).text : "");
    add_beds(ax, plot_data_xy(data, "quartic-curve", "x", "f"));
    for (size_t i = 0; i < BASIN_STARTS; i++)
        add_river(ax, basin_walk(data, i, basin_rates[column]),
                  basin_starts[i].ink, basin_starts[i].width);
}

/* Four starts and four rates on the quartic. */
static void two_basins(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 2, 4, SHARE_X | SHARE_Y);
    plot_figure_rows(fig, (double[]){1, 2.6});
    for (size_t column = 0; column < 4; column++) {
        basin_curve(fig, data, column);
        basin_rivers(fig, data, column);
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
    plot_figure_split(fig, 2, 4, SHARE_BOTH);
    for (size_t i = 0; i < 7; i++) {
        phrase name = plot_say("schedule-%s", schedules[i].key);
        series factor = plot_data_xy(data, name.text, "step", "factor");
        axes *ax = plot_figure_panel(fig, i / 4, i % 4);
        plot_axes_title(ax, schedules[i].name);
        plot_axes_labels(ax, "step", NULL);
        plot_axes_limits_x(ax, 0, 1000);
        plot_axes_limits_y(ax, 0, 1.08);
        plot_axes_ticks_x(ax, 500);
        plot_axes_ticks_y(ax, 0.5);
        plot_add_area(ax, factor, 0, (fill_style){.ink = INK_FUNCTION});
        plot_add_curve(ax, factor, plot_function_line);
    }
    axes *words = plot_figure_panel(fig, 1, 3);
    plot_axes_spines(words, SPINES_NONE);
    plot_add_panel_text(
        words, 0.5, 0.5, PLACE_CENTRE,
        "The rate of a step is\nthe base rate\ntimes this factor.",
        plot_note_style);
}

/* --------------------------------------------------- a few at a time */

/* The best line, known in closed form; plot_note_style, so that clouds show. */
static void add_best_line(axes *ax, const dataset *data)
{
    plot_add_mark(
        ax, plot_data_only(data, "best-line", "intercept"),
        plot_data_only(data, "best-line", "slope"),
        (mark_style){.shape = SHAPE_CROSS, .ink = INK_TEXT, .size = 5});
}

/* Clouds around the best line, for two rates and two batches. */
static void noise_ball(figure *fig, const dataset *data)
{
    static const char *const rates[] = {"0.1", "0.025"};
    static const char *const batches[] = {"1", "16"};
    double bottom = plot_data_only(data, "best-line", "loss");
    const grid *g = plot_figure_grid(fig, data, "loss-grid");
    plot_figure_split(fig, 2, 2, SHARE_BOTH);
    for (size_t i = 0; i < 4; i++) {
        const char *rate = rates[i / 2], *batch = batches[i % 2];
        phrase name = plot_say("ball-%s-%s", rate, batch);
        axes *ax = plot_figure_panel(fig, i / 2, i % 2);
        plot_axes_title(ax,
                        plot_say("*η* = %s, batch of %s", rate, batch).text);
        plot_axes_labels(ax, "intercept", i == 0 ? "slope" : NULL);
        plot_axes_fit(ax, g);
        plot_axes_ticks_x(ax, 0.5);
        plot_axes_ticks_y(ax, 0.5);
        plot_axes_equal(ax);
        plot_add_contours(ax, g, plot_levels_sqrt(bottom, g->high, 9),
                          (contour_style){.ink = INK_FAINT, .no_labels = true});
        plot_add_marks(ax, plot_data_xy(data, name.text, "intercept", "slope"),
                       (mark_style){.ink = INK_DESCENT, .size = 1.6});
        add_best_line(ax, data);
    }
}

enum { NOISE_RATES = 4 };

/* Row k of a table whose columns are rates. */
static series noise_row(const dataset *data, size_t k, double *x, double *y)
{
    static const char *const columns[NOISE_RATES] = {"0.025", "0.05", "0.1",
                                                     "0.2"};
    for (size_t i = 0; i < NOISE_RATES; i++) {
        x[i] = strtod(columns[i], NULL);
        y[i] = plot_block_column(plot_data_block(data, "noise"), columns[i])[k];
    }
    return (series){NOISE_RATES, x, y};
}

/* The size of the noise ball against the rate, for four batch sizes. */
static void noise_scaling(figure *fig, const dataset *data)
{
    static const ink inks[] = {INK_VERMILION, INK_ORANGE, INK_GREEN, INK_BLUE};
    const double *batch =
        plot_block_column(plot_data_block(data, "noise"), "batch");
    double x[NOISE_RATES], y[NOISE_RATES];
    axes *ax = plot_figure_axes(fig);
    noise_row(data, 0, x, y);
    for (size_t i = 0; i < NOISE_RATES; i++)
        plot_axes_tick_x(ax, x[i], plot_say_number(x[i], 3).text);
    plot_axes_labels(ax, "rate *η*", "mean excess of the loss");
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_axes_limits_x(ax, 0.022, 0.22);
    plot_axes_limits_y(ax, 1e-5, 0.5);
    for (size_t k = 0; k < 4; k++) {
        series s = noise_row(data, k, x, y);
        plot_add_segment(ax, x[0], y[0], x[3], y[0] * x[3] / x[0],
                         plot_dotted_line);
        plot_add_curve(ax, s, (line_style){.ink = inks[k]});
        plot_add_marks(ax, s, (mark_style){.ink = inks[k], .halo = 1});
        plot_add_end_label(ax, s, plot_say("batch of %.0f", batch[k]).text,
                           inks[k]);
    }
    plot_add_text(ax, x[2], y[0] * x[2] / x[0], PLACE_BELOW_RIGHT,
                  "dotted: proportional to *η*", plot_note_style);
}

/* A constant rate stays in its ball; with a schedule the ball shrinks. */
static void decay(figure *fig, const dataset *data)
{
    static const struct {
        const char *name;
        ink ink;
    } lines[] = {{"constant", INK_VERMILION},
                 {"cosine", INK_GREEN},
                 {"inverse", INK_PURPLE},
                 {"step", INK_BLUE}};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "excess of the loss");
    plot_axes_log_y(ax);
    plot_axes_limits_x(ax, 0, 3500);
    plot_axes_limits_y(ax, 1e-7, 2);
    plot_axes_ticks_x(ax, 500);
    for (size_t i = 0; i < 4; i++) {
        phrase name = plot_say("decay-%s", lines[i].name);
        plot_add_curve(ax, plot_data_xy(data, name.text, "step", "excess"),
                       (line_style){.ink = plot_ink_tint(lines[i].ink, 0.4),
                                    .width = 0.6});
    }
    for (size_t i = 0; i < 4; i++) {
        phrase name = plot_say("decay-%s", lines[i].name);
        series s = plot_data_xy(data, name.text, "step", "smooth");
        plot_add_curve(ax, s, (line_style){.ink = lines[i].ink, .halo = 0.8});
        plot_add_end_label(ax, s, lines[i].name, lines[i].ink);
    }
}

static figure_entry const table[] = {
    {"sweep-panels", FULL_WIDTH, 270, sweep_panels},
    {"five-cases", FULL_WIDTH, 200, five_cases},
    {"contraction", FULL_WIDTH, 270, contraction},
    {"cost-curves", FULL_WIDTH, FULL_HEIGHT, cost_curves},
    {"valley-factors", FULL_WIDTH, 250, valley_factors},
    {"valley-zigzag", FULL_WIDTH, 326, valley_zigzag},
    {"automatic", FULL_WIDTH, FULL_HEIGHT, automatic},
    {"faster-progress", FULL_WIDTH, FULL_HEIGHT, faster_progress},
    {"faster-paths", FULL_WIDTH, 305, faster_paths},
    {"rate-scan", FULL_WIDTH, FULL_HEIGHT, rate_scan},
    {"clipped-path", FULL_WIDTH, 320, clipped_path},
    {"two-basins", FULL_WIDTH, 320, two_basins},
    {"schedule-gallery", FULL_WIDTH, 240, schedule_gallery},
    {"noise-ball", 330, 330, noise_ball},
    {"noise-scaling", FULL_WIDTH, FULL_HEIGHT, noise_scaling},
    {"decay", FULL_WIDTH, FULL_HEIGHT, decay},
    {0}};

int main(int argc, char **argv)
{
    return plot_figures_main(argc, argv, table);
}
