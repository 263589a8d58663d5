/* The figures of chapter 4, Optimizers: better steps.
 *
 * One function a figure; the table of them stands at the end. The twelve
 * methods keep the looks that figures/plot/method.c gives them. */
#include "plot/plot.h"

#include <math.h>
#include <stdint.h>

enum { METHODS = 12 };

static const contour_style beneath = {
    .ink = INK_FAINT, .width = 0.5, .no_labels = true};

/* The bowl's and its like: the inner ellipses close within the window. */
static level_list bowl_levels(void)
{
    static const double at[] = {0.0625, 0.25, 1,  4,   9,  16,
                                25,     36,   64, 100, 144};
    return plot_levels_of(at, sizeof at / sizeof *at);
}

static series minima_of(const dataset *data, const char *function)
{
    return plot_data_xy(data, plot_say("minima-%s", function).text, "x", "y");
}

/* Minimum and path for a panel of an inch or so. */
static void add_small_minima(axes *ax, const dataset *data,
                             const char *function)
{
    plot_add_marks(
        ax, minima_of(data, function),
        (mark_style){
            .shape = SHAPE_CROSS, .ink = INK_TEXT, .size = 4.5, .halo = 0.8});
}

/* A method alone in its panel needs no dash and no marker of its own. */
static path_style lone_path(const char *method)
{
    return (path_style){.ink = plot_method_find(method)->ink};
}

static path_style small_path(const char *method)
{
    path_style s = lone_path(method);
    s.width = 1;
    s.dot = 2.2;
    s.halo = 0.8;
    return s;
}

static line_style lone_line(const char *method)
{
    return (line_style){.ink = plot_method_find(method)->ink};
}

/* The window of a panel has a least size, the book's, and grows with data that
 * would leave it. */
static double least(series s, double limit)
{
    return fmin(limit, plot_range_of(s.n, s.y).low);
}

static double most(series s, double limit)
{
    return fmax(limit, plot_range_of(s.n, s.y).high);
}

static double last_x(series s)
{
    return s.x[s.n - 1];
}

/* The point at which a name stands: this one, or the nearest before it that is
 * in the window. */
static size_t name_at(series s, size_t wanted, double low, double high)
{
    size_t i = wanted < s.n ? wanted : s.n - 1;
    while (i > 0 && !(s.y[i] >= low && s.y[i] <= high))
        i--;
    return i;
}

/* ----------------------------------------------------------- the contest */

/* A landscape of the contest, and how its twelve panels look. */
typedef struct arena {
    const char *function, *problem;
    level_list levels;
    double tick;
} arena;

/* What part of the way from 0 by d stays between low and high. */
static double part_within(double from, double d, double low, double high)
{
    if (d > 0)
        return (high - from) / d;
    return d < 0 ? (low - from) / d : HUGE_VAL;
}

/* Where the path leaves the window, for the first time, an arrow shows out. */
static void add_exit(axes *ax, const grid *g, series path, ink colour)
{
    const double reach = 0.22 * (g->x[g->nx - 1] - g->x[0]);
    for (size_t i = 0; i + 1 < path.n; i++) {
        const double x = path.x[i], y = path.y[i];
        const double dx = path.x[i + 1] - x, dy = path.y[i + 1] - y;
        if (!plot_grid_covers(g, x, y) || plot_grid_covers(g, x + dx, y + dy))
            continue;
        const double out = fmin(part_within(x, dx, g->x[0], g->x[g->nx - 1]),
                                part_within(y, dy, g->y[0], g->y[g->ny - 1]));
        const double tip_x = x + out * dx, tip_y = y + out * dy;
        size_t from = i; /* short steps: back to where the arrow can begin */
        while (from > 0
               && hypot(tip_x - path.x[from], tip_y - path.y[from]) < reach / 2)
            from--;
        const double back_x = path.x[from] - tip_x;
        const double back_y = path.y[from] - tip_y;
        const double part = fmin(1, reach / hypot(back_x, back_y));
        plot_add_arrow(ax, tip_x + part * back_x, tip_y + part * back_y, tip_x,
                       tip_y, (arrow_style){.ink = colour, .width = 1.2});
        return;
    }
}

/* How much of the path lies in the corner of the window with these signs. */
static size_t crowd_in(const grid *g, series path, int right, int top)
{
    enum { PARTS = 8 };
    const double width = g->x[g->nx - 1] - g->x[0];
    const double height = g->y[g->ny - 1] - g->y[0];
    size_t count = 0;
    for (size_t i = 0; i + 1 < path.n; i++)
        for (int k = 0; k <= PARTS; k++) {
            double x = path.x[i] + (path.x[i + 1] - path.x[i]) * k / PARTS;
            double y = path.y[i] + (path.y[i + 1] - path.y[i]) * k / PARTS;
            double across = (x - g->x[0]) / width;
            double up = (y - g->y[0]) / height;
            across = right ? 1 - across : across;
            up = top ? 1 - up : up;
            count += across >= 0 && across < 0.58 && up >= 0 && up < 0.34;
        }
    return count;
}

/* Rate and result stand in the emptiest corner. */
static void add_result(axes *ax, const grid *g, series path, double rate,
                       double f)
{
    int best = 0;
    size_t least_crowd = SIZE_MAX;
    for (int corner = 0; corner < 4; corner++) {
        size_t crowd = crowd_in(g, path, corner % 2, corner < 2);
        if (crowd < least_crowd) {
            least_crowd = crowd;
            best = corner;
        }
    }
    plot_add_panel_text(ax, best % 2 ? 0.97 : 0.03, best < 2 ? 0.84 : 0.16,
                        best % 2 ? PLACE_LEFT : PLACE_RIGHT,
                        plot_say("*η* = %s\n*f* %s %s",
                                 plot_say_number(rate, 2).text,
                                 f > 0 ? "≤" : "=", plot_say_number(f, 1).text)
                            .text,
                        (text_style){.gap = 0.5});
}

static void contest_panel(axes *ax, const dataset *data, const grid *g,
                          const arena *a, const method_look *look)
{
    const block *run = plot_data_rows(
        data, plot_say("fair-%s-%s", a->problem, look->key).text, 1);
    const series path = plot_xy(run, "x", "y");
    phrase rate = plot_say("fair.%s.%s.rate", a->problem, look->key);
    phrase f = plot_say("fair.%s.%s.f", a->problem, look->key);
    plot_axes_title(ax, look->name);
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_axes_ticks_x(ax, a->tick);
    plot_axes_ticks_y(ax, a->tick);
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_contours(ax, g, a->levels, beneath);
    plot_add_run(ax, run, "x", "y", small_path(look->key), NUMBERS_NONE);
    add_exit(ax, g, path, look->ink);
    add_small_minima(ax, data, a->function);
    add_result(ax, g, path, plot_data_value(data, rate.text),
               plot_data_value(data, f.text));
}

/* Twelve panels with one landscape, and in each a method's best run. */
static void contest(figure *fig, const dataset *data, arena a)
{
    const grid *g =
        plot_figure_grid(fig, data, plot_say("fair-%s-grid", a.function).text);
    plot_figure_fold(fig, METHODS, 4, 2, SHARE_BOTH);
    for (unsigned m = 0; m < METHODS; m++)
        contest_panel(plot_figure_nth(fig, m), data, g, &a, plot_method_at(m));
}

/* The opener: the same bowl for all of them. */
static void fair_bowl(figure *fig, const dataset *data)
{
    contest(fig, data, (arena){"bowl", "bowl", bowl_levels(), 2});
}

static void fair_rosenbrock(figure *fig, const dataset *data)
{
    contest(fig, data,
            (arena){"rosenbrock", "rosenbrock-near",
                    plot_levels_log(0, 0.03, 300, 9), 0.5});
}

static void fair_himmelblau(figure *fig, const dataset *data)
{
    contest(fig, data,
            (arena){"himmelblau", "himmelblau", plot_levels_log(0, 0.5, 300, 9),
                    1});
}

static void fair_beale(figure *fig, const dataset *data)
{
    contest(fig, data,
            (arena){"beale", "beale", plot_levels_log(0, 0.03, 1e5, 11), 4});
}

/* -------------------------------------------------------------- momentum */

/* Two balls with inertia and one without. One that flies away is followed for
 * a while. */
static void inertia(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const double farthest = 3;
    const block *b = plot_data_rows(data, "inertia", 4);
    series plain = plot_xy(b, "step", "gradient-descent");
    series heavy = plot_xy(b, "step", "momentum");
    series ahead = plot_xy(b, "step", "nesterov");
    double low = least(plain, least(heavy, least(ahead, -0.8)));
    double high = most(plain, most(heavy, most(ahead, 1.05)));
    const size_t i = name_at(heavy, 7, -farthest, farthest);
    const size_t j = name_at(ahead, 13, -farthest, farthest);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*x*");
    plot_axes_limits_x(ax, 0, last_x(plain));
    plot_axes_limits_y(ax, fmax(low, -farthest), fmin(high, farthest));
    plot_add_hline(ax, 0, (line_style){0});
    const series rolls[] = {plain, heavy, ahead};
    for (unsigned k = 0; k < 3; k++) {
        const char *key = plot_method_at(k)->key;
        line_style line = plot_method_line(key);
        mark_style step = plot_method_mark(key);
        line.width = 1;
        step.size = 3;
        plot_add_curve(ax, rolls[k], line);
        plot_add_marks(ax, rolls[k], step);
    }
    if (!(heavy.y[i] < -0.3 && plain.y[3] > 0.2)) {
        /* the curves have no place for names */
        plot_axes_legend(ax, LEGEND_RIGHT);
        for (size_t k = 0; k < 3; k++) {
            const method_look *look = plot_method_at((unsigned)k);
            plot_add_legend_line(ax, look->name, plot_method_line(look->key));
        }
        return;
    }
    plot_add_text(ax, plain.x[3], plain.y[3], PLACE_ABOVE_RIGHT,
                  "gradient descent", (text_style){.ink = INK_BLUE, .gap = 5});
    plot_add_text(ax, heavy.x[i], heavy.y[i], PLACE_RIGHT, "momentum",
                  (text_style){.ink = INK_BLUE, .gap = 7});
    plot_add_text(ax, ahead.x[j], ahead.y[j], PLACE_ABOVE, "Nesterov",
                  (text_style){.ink = INK_BLUE, .gap = 5});
}

/* The way of one root, with an arrow in its middle. */
static void add_root(axes *ax, series way, ink colour)
{
    plot_add_path(
        ax, way,
        (path_style){
            .ink = colour, .width = 1.6, .no_dots = true, .end = true});
    const size_t half = way.n / 2;
    plot_add_arrow(ax, way.x[half - 5], way.y[half - 5], way.x[half],
                   way.y[half], (arrow_style){.ink = colour, .width = 2});
}

/* The two roots in the complex plane, as rate times curvature grows. */
static void root_locus(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    double circle_x[181], circle_y[181];
    const double beta = plot_data_value(data, "roots.beta");
    const block *b = plot_data_rows(data, "root-locus", 10);
    series first = plot_xy(b, "re1", "im1"), second = plot_xy(b, "re2", "im2");
    axes *ax = plot_figure_axes(fig);
    for (int i = 0; i <= 180; i++) {
        circle_x[i] = cos(i * acos(-1) / 90);
        circle_y[i] = sin(i * acos(-1) / 90);
    }
    plot_axes_labels(ax, "real part", "imaginary part");
    plot_axes_limits_x(ax, -1.35, 1.35);
    plot_axes_limits_y(ax, -1.1, 1.1);
    plot_axes_equal(ax);
    plot_add_hline(ax, 0, (line_style){0});
    plot_add_curve(ax, (series){181, circle_x, circle_y}, plot_guide_line);
    add_root(ax, second, INK_BROWN);
    add_root(ax, first, INK_BLUE);
    plot_add_text(ax, 1, 0, PLACE_BELOW_RIGHT, "1", (text_style){.gap = 4});
    plot_add_text(ax, beta, 0, PLACE_BELOW, "*β*", (text_style){.gap = 5});
    plot_add_text(ax, -1, 0, PLACE_BELOW_LEFT, "-1", (text_style){.gap = 4});
    plot_add_text(ax, 0, sqrt(beta), PLACE_BELOW, "radius √*β*",
                  (text_style){.gap = 5});
    plot_add_text(ax, 0.72, 0.72, PLACE_RIGHT, "radius 1", plot_note_style);
}

/* Conjugate gradients beside what theory's best rates do. */
static void conjugate(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    static const char *const names[] = {"gradient-descent", "momentum"};
    const size_t named = 110; /* the row where the names stand */
    const block *b = plot_data_rows(data, "conjugate", named + 1);
    series own = plot_xy(b, "step", "conjugate");
    size_t last = 0; /* from where rounding is all that is left */
    axes *ax = plot_figure_axes(fig);
    while (last + 1 < own.n && own.y[last + 1] < own.y[last])
        last++;
    own = plot_series_part(own, 0, last + 1);
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_limits_x(ax, 0, 200);
    plot_axes_limits_y(ax, 1e-25, 1e4);
    plot_axes_log_y(ax);
    for (size_t k = 0; k < 2; k++) {
        series f = plot_xy(b, "step", names[k]);
        line_style look = plot_method_line(names[k]);
        plot_add_curve(ax, f, look);
        plot_add_text(ax, f.x[named], f.y[named], PLACE_ABOVE_RIGHT,
                      plot_method_find(names[k])->name,
                      (text_style){.ink = look.ink, .gap = 3});
    }
    plot_add_curve(ax, own, (line_style){.ink = INK_BROWN});
    plot_add_text(ax, own.x[last], own.y[last], PLACE_RIGHT,
                  "conjugate gradients",
                  (text_style){.ink = INK_BROWN, .gap = 6});
}

/* The ends of a bracket of curvatures, the same in all three panels. */
typedef struct bracket_end {
    const char *name;
    ink ink;
    shape shape;
} bracket_end;

static const bracket_end ends[2] = {{"flat", INK_BLUE, SHAPE_DOT},
                                    {"steep", INK_BROWN, SHAPE_SQUARE}};

static mark_style end_mark(size_t k)
{
    return (mark_style){
        .shape = ends[k].shape, .ink = ends[k].ink, .size = 6, .halo = 1.2};
}

/* From the flattest curvature to the steepest, which is dragged. */
static void add_bracket(axes *ax, const dataset *data)
{
    const double beta = plot_data_only(data, "bracket", "beta");
    const double flat = plot_data_only(data, "bracket", "flat");
    const double steep = plot_data_only(data, "bracket", "steep");
    const bool high = beta > 0.93;
    plot_add_segment(ax, flat, beta, steep, beta,
                     (line_style){.ink = INK_TEXT, .width = 2, .halo = 1});
    plot_add_mark(ax, flat, beta, end_mark(0));
    plot_add_mark(ax, steep, beta, end_mark(1));
    plot_add_text(ax, flat, beta, high ? PLACE_BELOW_RIGHT : PLACE_ABOVE_RIGHT,
                  "flat", (text_style){.may_overlap = true});
    plot_add_text(ax, steep, beta, high ? PLACE_BELOW_LEFT : PLACE_ABOVE_LEFT,
                  "steep", (text_style){.may_overlap = true});
    plot_add_handle(ax, steep, beta, "bracket.rate", "bracket.beta");
}

/* What a step leaves, over rate and momentum: blue where it shrinks. */
static void map_panel(figure *fig, axes *ax, const dataset *data)
{
    static const double levels[] = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
                                    1.1, 1.2, 1.4, 1.6, 2,   2.5, 3};
    const block *map = plot_data_block(data, "momentum-map");
    const block *limit = plot_data_block(data, "momentum-limit");
    const grid *g = plot_figure_keep(
        fig, plot_grid_from_block(map, "rate", "beta", "radius"));
    level_list bands = plot_levels_of(levels, sizeof levels / sizeof *levels);
    band_style look = {.ramp = RAMP_DIVERGING, .reversed = true};
    line_style theory = {.ink = INK_TEXT, .width = 1.5};
    text_style words = {.bare = true};
    plot_axes_labels(ax, "rate × curvature, *r* = *ηλ*", "*β*");
    plot_axes_fit(ax, g);
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_bands(ax, g, bands, look);
    plot_axes_colour_bar(ax, bands, look, "a step leaves");
    plot_add_curve(ax, plot_xy(limit, "limit", "beta"), theory);
    theory.dash = DASH_DASHED;
    plot_add_curve(ax, plot_xy(limit, "fastest", "beta"), theory);
    plot_add_curve(ax, plot_xy(limit, "right", "beta"), theory);
    plot_add_text(ax, 3.6, 0.2, PLACE_CENTRE, "diverges", words);
    plot_add_text(ax, 1.5, 0.55, PLACE_CENTRE,
                  "complex roots:\na step leaves √*β*", words);
    plot_add_text(ax, 1.12, 0.2, PLACE_CENTRE, "best *β*", (text_style){0});
    words.angle = 57;
    plot_add_text(ax, 2.87, 0.32, PLACE_CENTRE, "*r* = 2(1 + *β*)", words);
    add_bracket(ax, data);
}

static void add_circle(axes *ax, double radius, line_style style)
{
    double x[121], y[121];
    for (int i = 0; i <= 120; i++) {
        x[i] = radius * cos(i * acos(-1) / 60);
        y[i] = radius * sin(i * acos(-1) / 60);
    }
    plot_add_curve(ax, (series){121, x, y}, style);
}

/* The roots of all curvatures of the bracket, and those of its ends. */
static void bracket_roots(axes *ax, const dataset *data)
{
    const block *b = plot_data_block(data, "bracket-roots");
    const series roots[2] = {plot_xy(b, "re1", "im1"),
                             plot_xy(b, "re2", "im2")};
    const line_style way = {.ink = INK_NOTE, .width = 3};
    plot_axes_title(ax, "roots");
    plot_axes_limits_x(ax, -1.6, 1.6);
    plot_axes_limits_y(ax, -1.15, 1.15);
    plot_axes_equal(ax);
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
    plot_add_hline(ax, 0, (line_style){0});
    add_circle(ax, 1, plot_guide_line);
    for (size_t k = 0; k < 2; k++)
        plot_add_curve(ax, roots[k], way);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < 2; i++) {
            const size_t at = k ? roots[i].n - 1 : 0;
            plot_add_mark(ax, roots[i].x[at], roots[i].y[at], end_mark(k));
        }
}

/* How the errors of both ends go. */
static void bracket_errors(axes *ax, const dataset *data)
{
    plot_axes_title(ax, "error");
    plot_axes_labels(ax, "step", NULL);
    plot_axes_ticks_x(ax, 40);
    plot_axes_limits_y(ax, 1e-6, 100);
    plot_axes_log_y(ax);
    for (size_t k = 0; k < 2; k++) {
        const series e =
            plot_data_xy(data, "bracket-errors", "step", ends[k].name);
        plot_axes_limits_x(ax, 0, last_x(e));
        plot_add_curve(ax, e, (line_style){.ink = ends[k].ink, .width = 1});
        mark_style step = end_mark(k);
        step.size = 2.4;
        step.halo = 0;
        plot_add_marks(ax, e, step);
        plot_add_words(ax, plot_series_part(e, k ? 10 : 24, 60),
                       k ? PLACE_ABOVE_RIGHT : PLACE_BELOW_LEFT, ends[k].name,
                       (text_style){.ink = ends[k].ink, .gap = 5});
    }
}

static void momentum_map(figure *fig, const dataset *data)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const double top = narrow ? 275 : 0, left = narrow ? 0 : 280;
    map_panel(fig, plot_figure_axes_at(fig, 0, 0, 270, narrow ? 270 : 290),
              data);
    bracket_roots(narrow ? plot_figure_axes_at(fig, 0, top, 132, 130)
                         : plot_figure_axes_at(fig, left, 0, 152, 140),
                  data);
    bracket_errors(narrow ? plot_figure_axes_at(fig, 136, top, 134, 130)
                          : plot_figure_axes_at(fig, left, 145, 152, 145),
                   data);
}

/* Plain descent and momentum in one valley. */
static void valley_walk(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "momentum"};
    const grid *g = plot_figure_grid(fig, data, "walk-grid");
    plot_figure_fold(fig, 2, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        const block *run =
            plot_data_rows(data, plot_say("walk-%s", methods[k]).text, 1);
        const size_t last = plot_block_rows(run) - 1;
        axes *ax = plot_figure_nth(fig, k);
        path_style look = lone_path(methods[k]);
        look.width = 1;
        plot_axes_title(
            ax,
            plot_say("%s, *f* = %s at step %s",
                     plot_method_find(methods[k])->name,
                     plot_say_number(plot_block_column(run, "f")[last], 1).text,
                     plot_say_count(plot_block_column(run, "step")[last]).text)
                .text);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_fit(ax, g);
        plot_axes_equal(ax);
        plot_axes_spines(ax, SPINES_BOX);
        plot_axes_ticks_y(ax, 1);
        plot_add_contours(ax, g, plot_levels_sqrt(0, 25, 9), beneath);
        plot_add_run(ax, run, "x", "y", look, NUMBERS_NONE);
        plot_add_minimum(ax, 0, 0);
    }
}

/* ------------------------------------------------ the rate a coordinate has */

enum { MOST_ROWS = 100 };

/* The sizes of those numbers of this sign, or with 0 of all but zeros. */
static series sizes_of(series s, int sign, double x[MOST_ROWS],
                       double y[MOST_ROWS])
{
    series kept = {0, x, y};
    for (size_t i = 0; i < s.n && kept.n < MOST_ROWS; i++)
        if (s.y[i] != 0 && s.y[i] * sign >= 0) {
            x[kept.n] = s.x[i];
            y[kept.n++] = fabs(s.y[i]);
        }
    return kept;
}

/* A coordinate: a mark for each step, hollow against the gradient. */
static void add_rates(axes *ax, series s, ink colour, shape form)
{
    double x[MOST_ROWS], y[MOST_ROWS];
    mark_style mark = {.shape = form, .ink = colour, .size = 2.8};
    plot_add_marks(ax, sizes_of(s, 1, x, y), mark);
    mark.hollow = true;
    plot_add_marks(ax, sizes_of(s, -1, x, y), mark);
}

/* Its name stands beside one of the marks from this one on. */
static void name_rates(axes *ax, series s, size_t first, place where,
                       const char *name, ink colour)
{
    double x[MOST_ROWS], y[MOST_ROWS];
    plot_add_words(ax, plot_series_part(sizes_of(s, 0, x, y), first, 40), where,
                   name, (text_style){.ink = colour, .gap = 6});
}

static series rates_of(const dataset *data, const char *method, char coordinate)
{
    return plot_data_xy(data,
                        plot_say("effective-%s-%c", method, coordinate).text,
                        "step", "rate");
}

static void effective_rate(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "adagrad",
                                          "rmsprop", "adam"};
    const double most = plot_data_value(data, "effective.most");
    const bool uneven = plot_data_value(data, "effective.kappa") > 1;
    const double low =
        least(rates_of(data, "adagrad", 'y'), 1e-4) < 1e-4 ? 1e-6 : 1e-4;
    plot_figure_fold(fig, 4, 2, 2, SHARE_BOTH);
    for (size_t k = 0; k < 4; k++) {
        const method_look *look = plot_method_find(methods[k]);
        const series flat = rates_of(data, methods[k], 'x');
        const series steep = rates_of(data, methods[k], 'y');
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, look->name);
        plot_axes_labels(ax, "step", k == 0 ? "effective rate" : NULL);
        plot_axes_limits_x(ax, 0, 61);
        plot_axes_limits_y(ax, low, 100);
        plot_axes_log_y(ax);
        if (k < 3) /* momentum bears another one */
            plot_add_hline(ax, most, plot_guide_line);
        add_rates(ax, flat, look->ink, SHAPE_SQUARE);
        add_rates(ax, steep, INK_SLATE, SHAPE_WEDGE);
        name_rates(ax, flat, 16, PLACE_ABOVE,
                   k == 0   ? "*x* and *y*"
                   : uneven ? "*x*, flat"
                            : "*x*",
                   look->ink);
        if (k > 0)
            name_rates(ax, steep, 20, PLACE_BELOW,
                       uneven ? "*y*, steep" : "*y*", INK_SLATE);
    }
}

/* ------------------------------------------------------ the printed runs */

/* Where they go: eight runs on Beale's function from (3, 4). */
static void sources_paths(figure *fig, const dataset *data)
{
    phrase beta2 = plot_say(
        "Adam, *β*_2 = %s",
        plot_say_number(plot_data_value(data, "sources.beta2"), 4).text);
    phrase faster = plot_say(
        "descent, rate × %s",
        plot_say_number(1 / (1 - plot_data_value(data, "sources.beta")), 3)
            .text);
    const struct {
        const char *run, *method, *title;
    } runs[] = {{"gd.beale", "gradient-descent", "gradient descent"},
                {"momentum.beale", "momentum", "momentum"},
                {"gd.beale.faster", "gradient-descent", faster.text},
                {"adagrad.beale", "adagrad", "Adagrad"},
                {"adadelta.beale", "adadelta", "Adadelta"},
                {"rmsprop.beale", "rmsprop", "RMSprop"},
                {"adam.beale", "adam", beta2.text},
                {"adam.beale.beta2", "adam", "Adam, *β*_2 = 0.999"}};
    const grid *g = plot_figure_grid(fig, data, "beale-grid");
    plot_figure_fold(fig, 8, 4, 2, SHARE_BOTH);
    for (size_t k = 0; k < 8; k++) {
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, runs[k].title);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_fit(ax, g);
        plot_axes_equal(ax);
        plot_axes_spines(ax, SPINES_BOX);
        plot_axes_ticks_x(ax, 2);
        plot_axes_ticks_y(ax, 2);
        plot_add_contours(ax, g, plot_levels_log(0, 0.03, 1e5, 11), beneath);
        phrase path = plot_say("path-%s", runs[k].run);
        plot_add_run(ax, plot_data_rows(data, path.text, 1), "x", "y",
                     small_path(runs[k].method), NUMBERS_NONE);
        add_small_minima(ax, data, "beale");
    }
}

/* ------------------------------------------------------------------- Adam */

static void bias(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *b = plot_data_rows(data, "bias", 31);
    series right = plot_xy(b, "step", "corrected");
    series without = plot_xy(b, "step", "without");
    series shifted = plot_xy(b, "step", "shifted");
    line_style adam = plot_method_line("adam");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "length of the step");
    plot_axes_limits_x(ax, 1, last_x(right));
    plot_axes_limits_y(ax, 0, 0.0075);
    plot_axes_log_x(ax);
    plot_add_curve(ax, without, (line_style){.ink = INK_BROWN});
    plot_add_curve(ax, shifted,
                   (line_style){.ink = INK_BROWN, .dash = DASH_DASHED});
    plot_add_curve(ax, right, adam);
    plot_add_text(ax, without.x[name_at(without, 63, 0, 1)],
                  without.y[name_at(without, 63, 0, 1)], PLACE_ABOVE_RIGHT,
                  "without the correction",
                  (text_style){.ink = INK_BROWN, .gap = 5});
    plot_add_text(ax, right.x[30], right.y[30], PLACE_ABOVE, "corrected",
                  (text_style){.ink = INK_GREEN, .gap = 5});
    plot_add_text(ax, shifted.x[1], shifted.y[1], PLACE_BELOW_RIGHT,
                  "exponent *t* + 1", (text_style){.ink = INK_BROWN, .gap = 3});
}

/* A stream of gradients, and over it what each memory makes of it. */
static void memories(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"momentum", "adagrad", "rmsprop",
                                          "adam"};
    static const double ticks[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};
    const block *b = plot_data_block(data, "memories");
    const series stream = plot_xy(b, "step", "gradient");
    plot_figure_fold(fig, 4, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 4; k++) {
        const ink colour = plot_method_find(methods[k])->ink;
        const series steps =
            plot_series_part(plot_xy(b, "step", methods[k]), 70, stream.n);
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, plot_method_find(methods[k])->name);
        plot_axes_labels(ax, "step", NULL);
        plot_axes_limits_x(ax, steps.x[0], last_x(stream));
        const double low = least(steps, least(stream, 0.45));
        const double high = most(steps, most(stream, 12));
        plot_axes_limits_y(ax, low, high);
        plot_axes_log_y(ax);
        for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++)
            if (ticks[i] >= low && ticks[i] <= high)
                plot_axes_tick_y(ax, ticks[i],
                                 plot_say_number(ticks[i], 1).text);
        plot_add_curve(ax, stream,
                       (line_style){.ink = INK_SLATE, .width = 0.8});
        plot_add_curve(ax, steps, (line_style){.ink = colour});
        if (k == 0)
            plot_add_panel_text(ax, 0.2, 0.8, PLACE_RIGHT, "the gradient",
                                (text_style){.ink = INK_SLATE});
    }
}

/* The first nine rounds one by one, then the range of each three. */
static void non_convergence(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"adam", "amsgrad"};
    const block *bands = plot_data_block(data, "reddi-bands");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    if (!plot_figure_is_narrow(fig))
        plot_figure_columns(fig, (double[]){1, 1.7});
    axes *first = plot_figure_nth(fig, 0);
    axes *rest = plot_figure_nth(fig, 1);
    plot_axes_labels(first, "round", "*x*");
    plot_axes_limits_x(first, 0, 9);
    plot_axes_ticks_x(first, 3);
    plot_axes_labels(rest, "round", NULL);
    plot_axes_limits_y(rest, -1.1, 1.1);
    plot_axes_limits_x(rest, 1, last_x(plot_xy(bands, "step", "adam_high")));
    plot_axes_log_x(rest);
    plot_add_hline(first, 0, plot_guide_line);
    plot_add_hline(rest, 1, plot_guide_line);
    plot_add_hline(rest, -1, plot_guide_line);
    for (size_t k = 0; k < 2; k++) {
        const method_look *look = plot_method_find(methods[k]);
        series low = plot_xy(bands, "step", plot_say("%s_low", look->key).text);
        series high =
            plot_xy(bands, "step", plot_say("%s_high", look->key).text);
        series one = plot_data_xy(data, "reddi", "step", look->key);
        plot_add_curve(first, one, lone_line(look->key));
        plot_add_marks(first, one, (mark_style){.ink = look->ink, .size = 3.6});
        plot_add_words(first, one, k == 0 ? PLACE_ABOVE : PLACE_BELOW,
                       look->name, (text_style){.ink = look->ink, .gap = 6});
        plot_add_between(rest, low, high,
                         (fill_style){.ink = look->ink, .opacity = 0.5});
        plot_add_curve(rest, high, lone_line(look->key));
        plot_add_end_label(rest, high, look->name, look->ink);
    }
    plot_add_panel_text(rest, 0.02, 0.93, PLACE_RIGHT, "the worst point",
                        plot_note_style);
    plot_add_panel_text(rest, 0.02, 0.07, PLACE_RIGHT, "the best point",
                        plot_note_style);
}

/* -------------------------------------------------------- the turned bowl */

static void turned_panel(axes *ax, const dataset *data, const grid *g,
                         const char *method, const char *way)
{
    const block *run =
        plot_data_rows(data, plot_say("%s-%s", way, method).text, 1);
    phrase key = plot_say("turned.%s.%s", method, way);
    const double late = plot_data_value(data, key.text);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_limits_x(ax, -2.7, 1.7);
    plot_axes_limits_y(ax, -2.7, 1.7);
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
    plot_axes_equal(ax);
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_contours(ax, g, bowl_levels(), beneath);
    plot_add_run(ax, run, "x", "y", small_path(method), NUMBERS_NONE);
    add_exit(ax, g, plot_xy(run, "x", "y"), plot_method_find(method)->ink);
    add_small_minima(ax, data, "bowl");
    plot_add_panel_text(ax, 0.96, 0.08, PLACE_LEFT,
                        plot_say("*f* %s %s", late > 0 ? "≤" : "=",
                                 plot_say_number(late, 1).text)
                            .text,
                        (text_style){.gap = 0.5});
}

/* Four methods on two bowls; on a telephone a row for each method. */
static void turned_bowl(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "momentum",
                                          "adagrad", "adam"};
    static const char *const ways[] = {"upright", "turned"};
    const bool narrow = plot_figure_is_narrow(fig);
    plot_figure_fold(fig, 8, 4, 2, SHARE_BOTH);
    for (size_t way = 0; way < 2; way++) {
        const grid *g =
            plot_figure_grid(fig, data, plot_say("%s-grid", ways[way]).text);
        for (size_t m = 0; m < 4; m++) {
            axes *ax = plot_figure_nth(fig, narrow ? 2 * m + way : 4 * way + m);
            if (way == 0)
                plot_axes_title(ax, plot_method_find(methods[m])->name);
            else if (narrow)
                plot_axes_title(ax, "turned");
            turned_panel(ax, data, g, methods[m], ways[way]);
        }
    }
}

/* -------------------------------------------------------------- sensitivity */

/* The levels of log10 f, as many below the one that is good enough as above. */
static level_list log_levels(void)
{
    static const double at[] = {-15, -11, -8, -5, -3, -2, -1, 0, 2};
    return plot_levels_of(at, sizeof at / sizeof *at);
}

/* The middle of the band in which it lies, from 0 to 1. */
static double band_of(double f, level_list levels)
{
    size_t k = 0;
    while (k < levels.n && log10(f) > levels.at[k])
        k++;
    return ((double)k + 0.5) / (double)(levels.n + 1);
}

/* The rates of a method in its row of cells. Where the run diverged, the data
 * have no row: the cell stays in the middle, paper, with a mark. */
static void fill_row(axes *ax, series s, level_list levels, double row,
                     double first, double step, size_t rates, double *cells)
{
    for (size_t i = 0, k = 0; i < rates; i++) {
        const double at = first + (double)i * step;
        while (k < s.n && log10(s.x[k]) < at - step / 2)
            k++;
        const bool there = k < s.n && log10(s.x[k]) < at + step / 2;
        cells[i] = there ? band_of(s.y[k], levels) : 0.5;
        if (!there && i % 2 == 0)
            plot_add_mark(ax, at, row,
                          (mark_style){.shape = SHAPE_PLUS,
                                       .ink = INK_NOTE,
                                       .size = 2.4});
    }
}

/* A row for each method, a cell for each rate; `named`: with their names. */
static void add_strips(figure *fig, axes *ax, const dataset *data,
                       const char *start, bool named)
{
    enum { RATES = 41 };
    const double low = -7, high = 3, step = (high - low) / (RATES - 1);
    double cells[METHODS * RATES];
    const level_list levels = log_levels();
    for (unsigned m = 0; m < METHODS; m++) {
        const method_look *look = plot_method_at(m);
        const double row = METHODS - 1 - m;
        phrase run = plot_say("sensitivity-%s-%s", start, look->key);
        fill_row(ax, plot_xy(plot_data_block(data, run.text), "rate", "f"),
                 levels, row, low, step, RATES,
                 cells + (size_t)RATES * (METHODS - 1 - m));
        plot_axes_tick_y(ax, row, named ? look->name : "");
    }
    plot_axes_limits_x(ax, low - step / 2, high + step / 2);
    plot_axes_limits_y(ax, -0.5, METHODS - 0.5);
    plot_add_cells(
        ax,
        plot_figure_keep(fig, plot_grid_new(low, high, RATES, 0, METHODS - 1,
                                            METHODS, cells)),
        1, 0, RAMP_DIVERGING);
    for (unsigned m = 1; m < METHODS; m++)
        plot_add_hline(ax, m - 0.5, (line_style){.ink = INK_PAPER, .width = 1});
    for (int power = -6; power <= 2; power += 2)
        plot_axes_tick_x(ax, power,
                         power == 0 ? "1" : plot_say("10^{%d}", power).text);
}

static void sensitivity(figure *fig, const dataset *data)
{
    static const char *const starts[] = {"beale-near", "rosenbrock-near"};
    static const char *const titles[] = {"Beale", "Rosenbrock"};
    plot_figure_fold(fig, 2, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, titles[k]);
        plot_axes_labels(ax, "rate *η*", NULL);
        plot_axes_spines(ax, SPINES_BOX);
        add_strips(fig, ax, data, starts[k],
                   k == 0 || plot_figure_is_narrow(fig));
    }
    plot_axes_colour_bar(plot_figure_nth(fig, 1), log_levels(),
                         (band_style){.ramp = RAMP_DIVERGING, .reversed = true},
                         NULL);
}

/* ------------------------------------------------------------------- noise */

/* A row for each method: what a cosine makes of a constant rate. */
static void noise(figure *fig, const dataset *data)
{
    static const char *const titles[] = {"Beale, from (1, 1.5)",
                                         "the bowl, from (1, 1.5)"};
    static const char *const columns[2][2] = {
        {"beale_constant", "beale_cosine"}, {"bowl_constant", "bowl_cosine"}};
    const block *b = plot_data_rows(data, "noise", METHODS);
    plot_figure_fold(fig, 2, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        const double *constant = plot_block_column(b, columns[k][0]);
        const double *cosine = plot_block_column(b, columns[k][1]);
        const bool named = k == 0 || plot_figure_is_narrow(fig);
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, titles[k]);
        plot_axes_labels(ax, "median *f*", NULL);
        plot_axes_limits_x(ax, 1e-4, 2e-2);
        plot_axes_limits_y(ax, -0.7, METHODS - 0.3);
        plot_axes_log_x(ax);
        for (unsigned m = 0; m < METHODS; m++) {
            const method_look *look = plot_method_at(m);
            const double y = METHODS - 1 - m;
            plot_axes_tick_y(ax, y, named ? look->name : "");
            plot_add_segment(ax, constant[m], y, cosine[m], y,
                             (line_style){.ink = look->ink, .width = 1});
            mark_style mark = {.shape = SHAPE_SQUARE, .ink = look->ink};
            plot_add_mark(ax, cosine[m], y, mark);
            mark.hollow = true;
            plot_add_mark(ax, constant[m], y, mark);
        }
    }
}

/* -------------------------------------------------------------- the race */

enum { RACE_STEPS = 200 };

/* A method that runs: its block, and how many of its points the race has come
 * to. */
typedef struct runner {
    const method_look *look;
    series path, f; /* all that there is */
    size_t so_far;  /* points of it, one at least */
    bool lost;      /* it has none at the present step */
} runner;

static size_t runners_of(const dataset *data, runner all[METHODS])
{
    const size_t step = (size_t)plot_data_value(data, "race-step.step");
    size_t n = 0;
    for (unsigned m = 0; m < METHODS; m++) {
        const method_look *look = plot_method_at(m);
        const phrase name = plot_say("race-%s", look->key);
        if (!plot_data_has_block(data, name.text))
            continue;
        const block *b = plot_data_rows(data, name.text, 1);
        runner r = {look, plot_xy(b, "x", "y"), plot_xy(b, "step", "f"),
                    step + 1, false};
        if (r.so_far > r.path.n) {
            r.so_far = r.path.n;
            r.lost = true;
        }
        all[n++] = r;
    }
    return n;
}

static mark_style head_of(const runner *r)
{
    return (mark_style){
        .shape = r->look->shape, .ink = r->look->ink, .size = 6, .halo = 1.2};
}

/* As far as the race has come, in the method's dashes, with its mark every ten
 * steps. */
static void add_way(axes *ax, const runner *r)
{
    enum { EACH = 10 };
    double x[RACE_STEPS / EACH + 1], y[RACE_STEPS / EACH + 1];
    series tens = {0, x, y};
    line_style way = plot_method_line(r->look->key);
    mark_style ten = head_of(r);
    way.width = 1;
    ten.size = 2.8;
    ten.halo = 0.6;
    for (size_t i = EACH; i < r->so_far && i <= RACE_STEPS; i += EACH) {
        x[tens.n] = r->path.x[i];
        y[tens.n++] = r->path.y[i];
    }
    plot_add_curve(ax, plot_series_part(r->path, 0, r->so_far), way);
    plot_add_marks(ax, tens, ten);
}

/* Where it is now, and its name, where there is room for it. */
static void add_named_head(axes *ax, const runner *r)
{
    const size_t at = r->so_far - 1;
    plot_add_mark(ax, r->path.x[at], r->path.y[at], head_of(r));
    plot_add_words(
        ax, plot_series_part(r->path, at, 1), PLACE_ABOVE_RIGHT, r->look->name,
        (text_style){.ink = r->look->ink, .gap = 5, .may_lead = true});
}

static void race_bowl(axes *ax, const dataset *data, const grid *g,
                      const runner *all, size_t n)
{
    const double x = plot_data_only(data, "race-start", "x");
    const double y = plot_data_only(data, "race-start", "y");
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_contours(ax, g, bowl_levels(), beneath);
    for (size_t k = 0; k < n; k++)
        add_way(ax, &all[k]);
    plot_add_minimum(ax, 0, 0);
    mark_style start = plot_start_mark;
    start.ink = INK_TEXT;
    plot_add_mark(ax, x, y, start);
    for (size_t k = 0; k < n; k++)
        if (!all[k].lost)
            add_named_head(ax, &all[k]);
    plot_add_turned_handle(ax, x, y, "race.start-x", "race.start-y",
                           plot_data_value(data, "race-bowl.angle"));
    if (n == 0)
        plot_add_panel_text(ax, 0.5, 0.75, PLACE_CENTRE, "no method is ticked",
                            (text_style){0});
}

/* Its name stands right of the panel, wherever it ends. */
static void name_runner(axes *ax, const runner *r, double low, double high)
{
    const double x = RACE_STEPS;
    const double y = fmin(fmax(r->f.y[r->f.n - 1], low), high);
    plot_add_end_label(ax, (series){1, &x, &y}, r->look->name, r->look->ink);
}

/* f of each, thin as far as the race has not come. */
static void race_values(axes *ax, const dataset *data, const runner *all,
                        size_t n)
{
    const double step = plot_data_value(data, "race-step.step");
    const double low = 1e-8, high = 100;
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_limits_x(ax, 0, RACE_STEPS);
    plot_axes_limits_y(ax, low, high);
    plot_axes_log_y(ax);
    for (size_t k = 0; k < n; k++) {
        line_style line = {.ink = all[k].look->ink, .width = 0.5};
        plot_add_curve(ax, all[k].f, line);
        plot_add_curve(ax, plot_series_part(all[k].f, 0, all[k].so_far),
                       plot_method_line(all[k].look->key));
        name_runner(ax, &all[k], low, high);
    }
    plot_add_vline(ax, step, (line_style){0});
    for (size_t k = 0; k < n; k++) {
        const size_t at = all[k].so_far - 1;
        if (!all[k].lost)
            plot_add_mark(ax, all[k].f.x[at], all[k].f.y[at], head_of(&all[k]));
    }
    plot_add_mark(ax, step, 50, (mark_style){.ink = INK_NOTE, .size = 6});
    plot_add_handle(ax, step, 50, "race-step.step", NULL);
}

static void race(figure *fig, const dataset *data)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const grid *g = plot_figure_grid(fig, data, "race-grid");
    runner all[METHODS];
    const size_t n = runners_of(data, all);
    race_bowl(narrow ? plot_figure_axes_at(fig, 0, 0, 270, 250)
                     : plot_figure_axes_at(fig, 0, 0, 235, 250),
              data, g, all, n);
    race_values(narrow ? plot_figure_axes_at(fig, 4, 255, 266, 175)
                       : plot_figure_axes_at(fig, 240, 0, 192, 250),
                data, all, n);
}

/* Three ways to end up lower than the noise, over time. */
static void schedule_free(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    static const struct {
        const char *block, *name;
        ink ink;
    } ways[] = {{"constant", "constant rate", INK_BLUE},
                {"cosine", "cosine", INK_BROWN},
                {"free", "Schedule-Free", INK_PURPLE}};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "median *f*");
    plot_axes_limits_x(ax, 10, 4000);
    plot_axes_limits_y(ax, 8e-4, 0.7);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    for (size_t k = 0; k < 3; k++) {
        series f =
            plot_data_xy(data, plot_say("schedule-free-%s", ways[k].block).text,
                         "step", "f");
        plot_add_curve(ax, f, (line_style){.ink = ways[k].ink});
        plot_add_end_label(ax, f, ways[k].name, ways[k].ink);
    }
}

/* A landscape with a sharp minimum and a flat one, and who ends in which. */
static void flat_minima(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "momentum",
                                          "rmsprop", "adam"};
    static const struct {
        size_t row;
        place where;
    } named[] = {{2, PLACE_ABOVE_LEFT},
                 {0, PLACE_BELOW_RIGHT},
                 {3, PLACE_BELOW_RIGHT},
                 {3, PLACE_BELOW}};
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    axes *land = plot_figure_nth(fig, 0);
    plot_axes_labels(land, "*x*", "*f*");
    plot_axes_ticks_x(land, 1);
    plot_axes_limits_x(land, -3, 4);
    plot_axes_limits_y(land, 0, 12);
    plot_add_curve(land, plot_data_xy(data, "sharp-and-flat", "x", "f"),
                   plot_function_line);
    axes *ax = plot_figure_nth(fig, 1);
    plot_axes_labels(ax, "rate *η*", "end in the flat one, %");
    plot_axes_limits_x(ax, 0.003, 0.3);
    plot_axes_limits_y(ax, 50, 108);
    plot_axes_log_x(ax);
    for (size_t k = 0; k < 4; k++) {
        const ink colour = plot_method_find(methods[k])->ink;
        series s =
            plot_xy(plot_data_rows(data, "flat-share", 4), "rate", methods[k]);
        plot_add_curve(ax, s, plot_method_line(methods[k]));
        plot_add_marks(ax, s, plot_method_mark(methods[k]));
        plot_add_text(ax, s.x[named[k].row], s.y[named[k].row], named[k].where,
                      plot_method_find(methods[k])->name,
                      (text_style){.ink = colour, .gap = 6});
    }
}

/* ---------------------------------------------------------- one at a time */

static phrase start_name(const dataset *data, const char *key)
{
    return plot_say("from %s",
                    plot_say_number(fabs(plot_data_value(data, key)), 3).text);
}

/* Adagrad from near and from far: the sum, the rate, the way. */
static void adagrad_sum(figure *fig, const dataset *data)
{
    static const char *const columns[] = {"sum", "rate", "x"};
    static const char *const titles[] = {
        "sum of squares *G*", "effective rate *η*/√*G*", "distance |*x*|"};
    static const size_t at[] = {60, 30, 12}; /* rows where the names stand */
    static const place where[][2] = {{PLACE_ABOVE, PLACE_LEFT},
                                     {PLACE_ABOVE, PLACE_ABOVE_RIGHT},
                                     {PLACE_ABOVE_RIGHT, PLACE_ABOVE_RIGHT}};
    phrase near_name = start_name(data, "memory.near");
    phrase far_name = start_name(data, "memory.far");
    text_style name = {.ink = INK_VERMILION, .gap = 6};
    plot_figure_fold(fig, 3, 3, 1, SHARE_X);
    for (size_t k = 0; k < 3; k++) {
        series near = plot_data_xy(data, "adagrad-near", "step", columns[k]);
        series far = plot_data_xy(data, "adagrad-far", "step", columns[k]);
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, titles[k]);
        plot_axes_labels(ax, "step", NULL);
        const size_t i = name_at(near, at[k], k == 2 ? 0.1 : 0, HUGE_VAL);
        const size_t j = name_at(far, at[k], k == 2 ? 0.1 : 0, HUGE_VAL);
        plot_axes_limits_x(ax, 1, 3000);
        plot_axes_log_x(ax);
        plot_axes_log_y(ax);
        if (k == 2)
            plot_axes_limits_y(ax, 0.1,
                               fmax(40, 1.5 * most(near, most(far, 0))));
        plot_add_curve(ax, near, plot_method_line("adagrad"));
        plot_add_curve(ax, far, plot_method_line("adagrad"));
        plot_add_text(ax, near.x[i], near.y[i], where[k][0], near_name.text,
                      name);
        plot_add_text(ax, far.x[j], far.y[j], where[k][1], far_name.text, name);
    }
}

/* The two orders: slope and coast, coast and slope. */
static void look_panel(figure *fig, const dataset *data, size_t k,
                       const char *method)
{
    const block *b = plot_data_block(data, "look-ahead");
    const double *coast_x = plot_block_column(b, "coast_x");
    const double *coast_y = plot_block_column(b, "coast_y");
    const double *slope_x = plot_block_column(b, "slope_x");
    const double *slope_y = plot_block_column(b, "slope_y");
    const grid *g = plot_figure_grid(fig, data, "look-ahead-grid");
    series path = plot_data_xy(data, "look-ahead-path", "x", "y");
    double x = path.x[path.n - 1], y = path.y[path.n - 1];
    arrow_style slope = {.ink = INK_VERMILION, .width = 1.4};
    arrow_style coast = {.ink = INK_NOTE, .width = 1.4};
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_title(ax, plot_method_find(method)->name);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_contours(ax, g, plot_levels_sqrt(0, 6, 8), beneath);
    plot_add_path(ax, path, lone_path(method));
    if (k == 0) {
        plot_add_arrow(ax, x, y, x + slope_x[0], y + slope_y[0], slope);
        plot_add_arrow(ax, x + slope_x[0], y + slope_y[0],
                       coast_x[0] + slope_x[0], coast_y[0] + slope_y[0], coast);
        plot_add_text(ax, x + slope_x[0], y + slope_y[0], PLACE_RIGHT,
                      "1. slope, here", (text_style){.ink = INK_VERMILION});
        plot_add_text(ax, (x + slope_x[0] + coast_x[0] + slope_x[0]) / 2,
                      (y + slope_y[0] + coast_y[0] + slope_y[0]) / 2,
                      PLACE_RIGHT, "2. velocity",
                      (text_style){.ink = INK_NOTE, .gap = 6});
    } else {
        plot_add_arrow(ax, x, y, coast_x[1], coast_y[1], coast);
        plot_add_arrow(ax, coast_x[1], coast_y[1], coast_x[1] + slope_x[1],
                       coast_y[1] + slope_y[1], slope);
        plot_add_text(ax, (x + coast_x[1]) / 2, (y + coast_y[1]) / 2,
                      PLACE_LEFT, "1. velocity",
                      (text_style){.ink = INK_NOTE, .gap = 6});
        plot_add_text(ax, coast_x[1] + slope_x[1] / 2,
                      coast_y[1] + slope_y[1] / 2, PLACE_RIGHT,
                      "2. slope, there",
                      (text_style){.ink = INK_VERMILION, .gap = 6});
    }
    mark_style end = plot_end_mark;
    end.ink = plot_method_find(method)->ink;
    plot_add_mark(ax, coast_x[k] + slope_x[k], coast_y[k] + slope_y[k], end);
    plot_add_minima(ax, minima_of(data, "bowl"));
}

/* One step of each, from the same place with the same velocity. */
static void look_ahead(figure *fig, const dataset *data)
{
    plot_figure_fold(fig, 2, 2, 1, SHARE_BOTH);
    look_panel(fig, data, 0, "momentum");
    look_panel(fig, data, 1, "nesterov");
}

/* The range of f from one row to the next, and its upper edge. */
static void add_range(axes *ax, const dataset *data, const char *run,
                      const char *name, ink colour)
{
    const block *b = plot_data_rows(data, run, 1);
    const series high = plot_xy(b, "step", "high");
    plot_add_between(ax, plot_xy(b, "step", "low"), high,
                     (fill_style){.ink = colour, .opacity = 0.3});
    plot_add_curve(ax, high, (line_style){.ink = colour, .width = 1.2});
    plot_add_end_label(ax, high, name, colour);
}

/* Nearly there, thrown back, and then to and fro; or not. */
static void rmsprop_circles(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    series constant = plot_data_xy(data, "rmsprop-constant", "step", "high");
    series decaying = plot_data_xy(data, "rmsprop-decaying", "step", "high");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_limits_x(ax, 1, last_x(constant));
    plot_axes_limits_y(ax, 1e-16, most(constant, most(decaying, 3)));
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    add_range(ax, data, "rmsprop-decaying", "falling rate", INK_BROWN);
    add_range(ax, data, "rmsprop-constant", "constant rate", INK_VERMILION);
}

/* Adadelta's two points, at some times. */
static void add_pairs(axes *ax, const dataset *data, const grid *g)
{
    static const place places[] = {PLACE_LEFT, PLACE_RIGHT, PLACE_BELOW,
                                   PLACE_BELOW};
    static const size_t named[] = {0, 0, 0, 1}; /* of the two points */
    const block *b = plot_data_block(data, "adadelta-pairs");
    const double *step = plot_block_column(b, "step");
    series pairs = plot_xy(b, "x", "y");
    for (size_t k = 0; 2 * k + 1 < pairs.n && k < 4; k++) {
        series pair = plot_series_part(pairs, 2 * k, 2);
        const size_t i = named[k];
        const ink colour = k == 0 ? INK_SLATE : INK_VERMILION;
        plot_add_curve(ax, pair, (line_style){.ink = colour, .width = 1});
        plot_add_marks(ax, pair,
                       (mark_style){.ink = colour, .size = 4, .halo = 1});
        bool at_edge = pair.x[i] < 0.9 * g->x[0] + 0.1 * g->x[g->nx - 1];
        plot_add_text(ax, pair.x[i], pair.y[i],
                      at_edge ? PLACE_ABOVE_RIGHT : places[k],
                      plot_say_count(step[2 * k + i]).text,
                      (text_style){.ink = colour, .gap = 5});
    }
}

static void cycle_pairs(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "adadelta-grid");
    const bool near = g->x[g->nx - 1] - g->x[0] < 0.5; /* to the minimum */
    axes *ax = plot_figure_nth(fig, 0);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    plot_axes_spines(ax, SPINES_BOX);
    if (near)
        plot_axes_ticks_x(ax, 0.05);
    plot_add_contours(ax, g,
                      near ? plot_levels_sqrt(0, 0.2, 14)
                           : plot_levels_log(0, 0.03, 1e5, 11),
                      beneath);
    if (plot_data_has_block(data, "adadelta-pairs"))
        add_pairs(ax, data, g);
    plot_add_minima(ax, minima_of(data, "beale"));
}

/* And f, which has its best time early, where the axes have a place for it. */
static void cycle_value(figure *fig, const dataset *data)
{
    series f = plot_data_xy(data, "path-adadelta.beale", "step", "f");
    double best = plot_data_value(data, "adadelta.cycle.best_step");
    double f_best = plot_data_value(data, "adadelta.cycle.f_best");
    axes *ax = plot_figure_nth(fig, 1);
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_limits_x(ax, 1, fmax(10, last_x(f)));
    plot_axes_limits_y(ax, fmin(1e-3, 0.6 * f_best),
                       f_best < 15 ? 30 : most(f, 30));
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_add_curve(ax, f, lone_line("adadelta"));
    if (best >= 1 && f_best > 0)
        plot_add_note(
            ax, best, f_best, best > 30 ? -40 : 40, 6,
            plot_say("best at\nstep %s", plot_say_count(best).text).text,
            plot_note_style);
}

static void adadelta_cycle(figure *fig, const dataset *data)
{
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    cycle_pairs(fig, data);
    cycle_value(fig, data);
}

/* Where Adam is, and how far from the minimum; two runs whose starts differ in
 * the last bit. */
static void add_coordinates(axes *ax, const dataset *data)
{
    series x = plot_data_xy(data, "adam-coordinates", "step", "x");
    series y = plot_data_xy(data, "adam-coordinates", "step", "y");
    const size_t at = x.n / 3;
    plot_axes_limits_y(ax, fmin(least(x, -0.5), least(y, 0)),
                       fmax(most(x, 4.2), most(y, 0)));
    plot_add_hline(ax, 3, plot_guide_line);
    plot_add_hline(ax, 0.5, plot_guide_line);
    plot_add_curve(ax, x, (line_style){.ink = INK_GREEN});
    plot_add_curve(ax, y, (line_style){.ink = INK_GREEN, .dash = DASH_DASHED});
    plot_add_text(ax, x.x[at], x.y[at], PLACE_BELOW, "*x*",
                  (text_style){.ink = INK_GREEN, .gap = 5});
    plot_add_text(ax, y.x[at], y.y[at], PLACE_ABOVE, "*y*",
                  (text_style){.ink = INK_GREEN, .gap = 5});
}

static void adam_band(figure *fig, const dataset *data)
{
    series near = plot_data_xy(data, "adam-band", "step", "near");
    series far = plot_data_xy(data, "adam-band", "step", "far");
    series apart = plot_data_xy(data, "adam-band", "step", "difference");
    const size_t far_name = name_at(far, 10, 0, HUGE_VAL);
    const size_t apart_name = name_at(apart, 4, 1e-16, HUGE_VAL);
    plot_figure_split(fig, 2, 1, SHARE_X);
    plot_figure_rows(fig, (double[]){1, 2});
    add_coordinates(plot_figure_panel(fig, 0, 0), data);
    plot_axes_log_x(plot_figure_panel(fig, 0, 0));
    plot_axes_limits_x(plot_figure_panel(fig, 0, 0), 1, 1e5);
    axes *ax = plot_figure_panel(fig, 1, 0);
    plot_axes_labels(ax, "step", NULL);
    plot_axes_limits_x(ax, 1, 1e5);
    plot_axes_limits_y(ax, 1e-16, most(far, 10));
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_add_between(ax, near, far,
                     (fill_style){.ink = INK_GREEN, .opacity = 0.3});
    plot_add_curve(ax, near, (line_style){.ink = INK_GREEN, .width = 0.8});
    plot_add_curve(ax, far, plot_method_line("adam"));
    plot_add_curve(ax, apart, (line_style){.ink = INK_BROWN});
    plot_add_text(ax, far.x[far_name], far.y[far_name], PLACE_BELOW_RIGHT,
                  "distance from the minimum", (text_style){.ink = INK_GREEN});
    plot_add_text(ax, apart.x[apart_name], apart.y[apart_name],
                  PLACE_ABOVE_RIGHT, "difference between the two runs",
                  (text_style){.ink = INK_BROWN, .gap = 6});
    if (most(apart, 0) <= 1e-6) /* they never part */
        return;
    double parted = plot_data_value(data, "adam.band.parted");
    plot_add_text(ax, parted, 1e-10, PLACE_LEFT,
                  plot_say("step %s", plot_say_count(parted).text).text,
                  (text_style){.ink = INK_BROWN, .gap = 8});
}

/* Adam with a penalty stays where it is; AdamW goes down with its rate. */
static void two_decays(figure *fig, const dataset *data)
{
    static const struct {
        const char *run, *name;
        ink ink;
        dash dash;
        size_t name_from; /* eighths of the run */
        place where;
    } runs[] = {
        {"penalty", "Adam and a penalty", INK_GREEN, DASH_SOLID, 6,
         PLACE_ABOVE},
        {"apart", "AdamW", INK_PURPLE, DASH_SOLID, 7, PLACE_ABOVE},
        {"slower", "AdamW, rate / 10", INK_PURPLE, DASH_DASHED, 6, PLACE_BELOW},
        {"cosine", "AdamW, cosine", INK_BROWN, DASH_SOLID, 7, PLACE_LEFT},
    };
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    for (size_t k = 0; k < 4; k++) {
        series f = plot_data_xy(data, plot_say("decay-%s", runs[k].run).text,
                                "step", "f");
        plot_add_curve(ax, f,
                       (line_style){.ink = runs[k].ink, .dash = runs[k].dash});
        plot_add_words(ax,
                       plot_series_part(f, f.n * runs[k].name_from / 8, f.n),
                       runs[k].where, runs[k].name,
                       (text_style){.ink = runs[k].ink, .gap = 4});
        if (k == 0)
            plot_axes_limits_x(ax, last_x(f) < 1e4 ? 1 : 100, last_x(f));
    }
    plot_axes_limits_y(ax, 1e-12, 100);
}

/* Steps of one size, and steps that shrink. */
static void lion_steps(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"lion", "adam"};
    const grid *g = plot_figure_grid(fig, data, "lion-grid");
    plot_figure_fold(fig, 2, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        phrase run = plot_say("steps-%s", methods[k]);
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, plot_method_find(methods[k])->name);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_fit(ax, g);
        plot_axes_equal(ax);
        plot_axes_spines(ax, SPINES_BOX);
        plot_add_contours(ax, g, bowl_levels(), beneath);
        path_style look = lone_path(methods[k]);
        look.width = 1;
        plot_add_run(ax, plot_data_rows(data, run.text, 1), "x", "y", look,
                     NUMBERS_NONE);
        plot_add_minima(ax, minima_of(data, "bowl"));
    }
}

/* ----------------------------------------------------------------- table */

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"fair-bowl", FULL_WIDTH, 330, 690, fair_bowl},
        {"inertia", FULL_WIDTH, 230, 220, inertia},
        {"root-locus", 330, 280, 240, root_locus},
        {"momentum-map", FULL_WIDTH, 290, 405, momentum_map},
        {"valley-walk", FULL_WIDTH, 150, 300, valley_walk},
        {"conjugate", FULL_WIDTH, 220, 220, conjugate},
        {"nesterov-look-ahead", FULL_WIDTH, 220, 460, look_ahead},
        {"effective-rate", FULL_WIDTH, FULL_HEIGHT, 270, effective_rate},
        {"adagrad-sum", FULL_WIDTH, 200, 430, adagrad_sum},
        {"sources-paths", FULL_WIDTH, 206, 450, sources_paths},
        {"rmsprop-circles", FULL_WIDTH, 250, 230, rmsprop_circles},
        {"adadelta-cycle", FULL_WIDTH, 220, 420, adadelta_cycle},
        {"memories", FULL_WIDTH, 250, 560, memories},
        {"bias", FULL_WIDTH, 220, 210, bias},
        {"adam-band", FULL_WIDTH, 340, 330, adam_band},
        {"non-convergence", FULL_WIDTH, 230, 400, non_convergence},
        {"two-decays", FULL_WIDTH, 230, 240, two_decays},
        {"lion-steps", FULL_WIDTH, 180, 380, lion_steps},
        {"flat-minima", FULL_WIDTH, 200, 400, flat_minima},
        {"turned-bowl", FULL_WIDTH, 250, 520, turned_bowl},
        {"fair-rosenbrock", FULL_WIDTH, 330, 690, fair_rosenbrock},
        {"fair-himmelblau", FULL_WIDTH, 330, 640, fair_himmelblau},
        {"fair-beale", FULL_WIDTH, 330, 610, fair_beale},
        {"sensitivity", FULL_WIDTH, 250, 440, sensitivity},
        {"noise", FULL_WIDTH, 260, 440, noise},
        {"race", FULL_WIDTH, 250, 430, race},
        {"schedule-free", FULL_WIDTH, 230, 230, schedule_free},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
