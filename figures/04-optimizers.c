/* The figures of chapter 4, Optimizers: better steps.
 *
 * One function a figure; the table of them stands at the end. The twelve
 * methods keep the looks that figures/plot/method.c gives them. */
#include "plot/plot.h"

#include <math.h>

enum { METHODS = 12 };

static const text_style small = {.ink = INK_NOTE, .size = 7.5};
static const contour_style beneath = {
    .ink = INK_FAINT, .width = 0.5, .no_labels = true};

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

static path_style small_path(const char *method)
{
    path_style s = plot_method_path(method);
    s.width = 1;
    s.dot = 2.4;
    s.halo = 0.8;
    return s;
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
    double note_x, note_y; /* where the rate stands, and on which side */
    place note;
} arena;

/* Twelve panels with one landscape, and in each a method's best run. */
static void contest(figure *fig, const dataset *data, arena a)
{
    const grid *g =
        plot_figure_grid(fig, data, plot_say("fair-%s-grid", a.function).text);
    plot_figure_split(fig, 3, 4, SHARE_BOTH);
    for (unsigned m = 0; m < METHODS; m++) {
        const method_look *look = plot_method_at(m);
        axes *ax = plot_figure_panel(fig, m / 4, m % 4);
        plot_axes_title(ax, look->name);
        plot_axes_fit(ax, g);
        plot_axes_equal(ax);
        plot_axes_ticks_x(ax, a.tick);
        plot_axes_ticks_y(ax, a.tick);
        plot_axes_spines(ax, SPINES_BOX);
        plot_add_contours(ax, g, a.levels, beneath);
        phrase run = plot_say("fair-%s-%s", a.problem, look->key);
        plot_add_path(ax, plot_data_xy(data, run.text, "x", "y"),
                      small_path(look->key));
        add_small_minima(ax, data, a.function);
        phrase rate = plot_say("fair.%s.%s.rate", a.problem, look->key);
        plot_add_panel_text(
            ax, a.note_x, a.note_y, a.note,
            plot_say("*η* = %s",
                     plot_say_number(plot_data_value(data, rate.text), 2).text)
                .text,
            (text_style){.size = 7.5, .gap = 0.5});
    }
}

/* The opener: the same bowl for all of them. */
static void fair_bowl(figure *fig, const dataset *data)
{
    contest(fig, data,
            (arena){"bowl", "bowl", plot_levels_sqrt(0, 150, 9), 2, 0.03, 0.91,
                    PLACE_RIGHT});
}

static void fair_rosenbrock(figure *fig, const dataset *data)
{
    contest(fig, data,
            (arena){"rosenbrock", "rosenbrock-near",
                    plot_levels_log(0, 0.03, 300, 9), 0.5, 0.97, 0.09,
                    PLACE_LEFT});
}

static void fair_himmelblau(figure *fig, const dataset *data)
{
    contest(fig, data,
            (arena){"himmelblau", "himmelblau", plot_levels_log(0, 0.5, 300, 9),
                    1, 0.97, 0.91, PLACE_LEFT});
}

static void fair_beale(figure *fig, const dataset *data)
{
    contest(fig, data,
            (arena){"beale", "beale", plot_levels_log(0, 0.03, 1e5, 11), 4,
                    0.03, 0.315, PLACE_RIGHT});
}

/* -------------------------------------------------------------- momentum */

/* Two balls with inertia and one without. One that flies away is followed for
 * a while. */
static void inertia(figure *fig, const dataset *data)
{
    const double farthest = 3;
    series plain = plot_data_xy(data, "inertia", "step", "gradient-descent");
    series heavy = plot_data_xy(data, "inertia", "step", "momentum");
    series ahead = plot_data_xy(data, "inertia", "step", "nesterov");
    double low = least(plain, least(heavy, least(ahead, -0.8)));
    double high = most(plain, most(heavy, most(ahead, 1.05)));
    const size_t i = name_at(heavy, 7, -farthest, farthest);
    const size_t j = name_at(ahead, 13, -farthest, farthest);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*x*");
    plot_axes_limits_x(ax, 0, last_x(plain));
    plot_axes_limits_y(ax, fmax(low, -farthest), fmin(high, farthest));
    plot_add_hline(ax, 0, (line_style){0});
    plot_add_curve(ax, plain, plot_method_line("gradient-descent"));
    plot_add_curve(ax, heavy, plot_method_line("momentum"));
    plot_add_curve(ax, ahead, plot_method_line("nesterov"));
    plot_add_marks(ax, plain, (mark_style){.ink = INK_BLUE, .size = 2.4});
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

/* The two roots in the complex plane, as rate times curvature grows. */
static void root_locus(figure *fig, const dataset *data)
{
    double circle_x[181], circle_y[181];
    const double beta = plot_data_value(data, "roots.beta");
    const block *b = plot_data_block(data, "root-locus");
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
    plot_add_curve(ax, second, (line_style){.ink = INK_VERMILION, .width = 2});
    plot_add_curve(ax, first, (line_style){.ink = INK_BLUE, .width = 2});
    mark_style dot = {.shape = SHAPE_CIRCLE, .ink = INK_TEXT};
    plot_add_mark(ax, 1, 0, dot);
    plot_add_mark(ax, beta, 0, dot);
    plot_add_text(ax, 1, 0, PLACE_BELOW_RIGHT, "1", (text_style){.gap = 4});
    plot_add_text(ax, beta, 0, PLACE_BELOW, "*β*", (text_style){.gap = 5});
    plot_add_text(ax, -1, 0, PLACE_BELOW_LEFT, "-1", (text_style){.gap = 4});
    plot_add_text(ax, 0, sqrt(beta), PLACE_BELOW, "radius √*β*",
                  (text_style){.gap = 5});
    plot_add_text(ax, 0.72, 0.72, PLACE_RIGHT, "radius 1", small);
}

/* Conjugate gradients beside what theory's best rates do. */
static void conjugate(figure *fig, const dataset *data)
{
    static const char *const names[] = {"gradient-descent", "momentum"};
    series own = plot_data_xy(data, "conjugate", "step", "conjugate");
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
        series f = plot_data_xy(data, "conjugate", "step", names[k]);
        line_style look = plot_method_line(names[k]);
        plot_add_curve(ax, f, look);
        plot_add_end_label(ax, f, plot_method_find(names[k])->name, look.ink);
    }
    plot_add_curve(ax, own, (line_style){.ink = INK_TEXT});
    plot_add_text(ax, own.x[last], own.y[last], PLACE_RIGHT,
                  "conjugate gradients", (text_style){.gap = 6});
}

/* What a step leaves, over rate and momentum; theory drawn over it. */
static void momentum_map(figure *fig, const dataset *data)
{
    static const double levels[] = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8,
                                    0.9, 1.0, 1.2, 1.5, 2.0};
    const block *map = plot_data_block(data, "momentum-map");
    const block *limit = plot_data_block(data, "momentum-limit");
    const grid *g = plot_figure_keep(
        fig, plot_grid_from_block(map, "rate", "beta", "measured"));
    level_list bands = plot_levels_of(levels, sizeof levels / sizeof *levels);
    band_style look = {.ramp = RAMP_VIRIDIS};
    line_style theory = {.ink = INK_WHITE, .width = 1.5};
    text_style white = {.ink = INK_WHITE, .bare = true};
    text_style black = {.ink = INK_BLACK, .bare = true};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "rate × curvature, *r* = *ηλ*", "*β*");
    plot_axes_fit(ax, g);
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_bands(ax, g, bands, look);
    plot_axes_colour_bar(ax, bands, look, "a step leaves");
    plot_add_curve(ax, plot_xy(limit, "limit", "beta"), theory);
    theory.dash = DASH_DASHED;
    plot_add_curve(ax, plot_xy(limit, "fastest", "beta"), theory);
    plot_add_curve(ax, plot_xy(limit, "right", "beta"), theory);
    plot_add_text(ax, 3.6, 0.25, PLACE_CENTRE, "diverges", black);
    plot_add_text(ax, 1.6, 0.56, PLACE_CENTRE,
                  "complex roots:\na step leaves √*β*", white);
    plot_add_text(ax, 1.2, 0.2, PLACE_CENTRE, "fastest on\n*β* = (1 - √*r*)^2",
                  white);
    black.angle = 57.5;
    plot_add_text(ax, 3.16, 0.51, PLACE_CENTRE, "*r* = 2(1 + *β*)", black);
}

/* ------------------------------------------------ the rate a coordinate has */

enum { MOST_ROWS = 1000 };

/* Absolute values, for a log axis. */
static series size_of(series s, double room[MOST_ROWS])
{
    s = plot_series_part(s, 0, MOST_ROWS);
    for (size_t i = 0; i < s.n; i++)
        room[i] = fabs(s.y[i]);
    return (series){s.n, s.x, room};
}

static void effective_rate(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "adagrad",
                                          "rmsprop", "adam"};
    double room[MOST_ROWS];
    plot_figure_split(fig, 2, 2, SHARE_BOTH);
    for (size_t k = 0; k < 4; k++) {
        const method_look *look = plot_method_find(methods[k]);
        const block *b =
            plot_data_block(data, plot_say("effective-%s", methods[k]).text);
        axes *ax = plot_figure_panel(fig, k / 2, k % 2);
        plot_axes_title(ax, look->name);
        plot_axes_labels(ax, "step", k == 0 ? "effective rate" : NULL);
        plot_axes_log_x(ax);
        plot_axes_log_y(ax);
        series x = plot_xy(b, "step", "x"), y = plot_xy(b, "step", "y");
        plot_add_curve(ax, size_of(x, room), (line_style){.ink = INK_BLUE});
        plot_add_end_label(ax, size_of(x, room), "*x*", INK_BLUE);
        line_style line = {.ink = INK_VERMILION, .dash = DASH_DASHED};
        if (k == 3)
            line.width = 0.8;
        plot_add_curve(ax, size_of(y, room), line);
        plot_add_end_label(ax, size_of(y, room), "*y*", INK_VERMILION);
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
    plot_figure_split(fig, 2, 4, SHARE_BOTH);
    for (size_t k = 0; k < 8; k++) {
        axes *ax = plot_figure_panel(fig, k / 4, k % 4);
        plot_axes_title(ax, runs[k].title);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_fit(ax, g);
        plot_axes_equal(ax);
        plot_axes_spines(ax, SPINES_BOX);
        plot_axes_ticks_x(ax, 2);
        plot_add_contours(ax, g, plot_levels_log(0, 0.03, 1e5, 11), beneath);
        path_style look = small_path(runs[k].method);
        look.no_dots = true;
        look.width = 1.5;
        phrase path = plot_say("path-%s", runs[k].run);
        plot_add_path(ax, plot_data_xy(data, path.text, "x", "y"), look);
        add_small_minima(ax, data, "beale");
    }
}

/* ------------------------------------------------------------------- Adam */

static void bias(figure *fig, const dataset *data)
{
    const block *b = plot_data_block(data, "bias");
    series right = plot_xy(b, "step", "corrected");
    series without = plot_xy(b, "step", "without");
    series shifted = plot_xy(b, "step", "shifted");
    line_style adam = plot_method_line("adam");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "length of the step");
    plot_axes_limits_x(ax, 1, last_x(right));
    plot_axes_limits_y(ax, 0, 0.0075);
    plot_axes_log_x(ax);
    plot_add_curve(ax, without,
                   (line_style){.ink = INK_GREEN, .dash = DASH_DASHED});
    plot_add_curve(ax, shifted,
                   (line_style){.ink = INK_BROWN, .dash = DASH_DOTTED});
    plot_add_curve(ax, right, adam);
    plot_add_text(ax, without.x[name_at(without, 63, 0, 1)],
                  without.y[name_at(without, 63, 0, 1)], PLACE_ABOVE_RIGHT,
                  "without the correction",
                  (text_style){.ink = INK_GREEN, .gap = 5});
    plot_add_text(ax, right.x[30], right.y[30], PLACE_ABOVE, "corrected",
                  (text_style){.ink = INK_GREEN, .gap = 5});
    plot_add_text(ax, shifted.x[1], shifted.y[1], PLACE_BELOW_RIGHT,
                  "exponent *t* + 1", (text_style){.ink = INK_BROWN, .gap = 3});
}

/* The first nine rounds one by one, then the range of each three. */
static void non_convergence(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"adam", "amsgrad"};
    const block *bands = plot_data_block(data, "reddi-bands");
    plot_figure_split(fig, 1, 2, SHARE_NONE);
    plot_figure_columns(fig, (double[]){1, 1.7});
    axes *first = plot_figure_panel(fig, 0, 0);
    axes *rest = plot_figure_panel(fig, 0, 1);
    plot_axes_labels(first, "round", "*x*");
    plot_axes_limits_x(first, 0, 9);
    plot_axes_ticks_x(first, 3);
    plot_axes_labels(rest, "round", NULL);
    plot_axes_limits_y(rest, -1.1, 1.1);
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
        plot_add_curve(first, one, plot_method_line(look->key));
        plot_add_marks(first, one, plot_method_mark(look->key));
        plot_add_between(rest, low, high,
                         (fill_style){.ink = look->ink, .opacity = 0.5});
        plot_add_curve(rest, high, plot_method_line(look->key));
        plot_add_end_label(rest, high, look->name, look->ink);
    }
    plot_add_panel_text(rest, 0.02, 0.93, PLACE_RIGHT, "the worst point",
                        small);
    plot_add_panel_text(rest, 0.02, 0.07, PLACE_RIGHT, "the best point", small);
}

/* -------------------------------------------------------- the turned bowl */

static void turned_bowl(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "momentum",
                                          "adagrad", "adam"};
    static const char *const ways[] = {"upright", "turned"};
    plot_figure_split(fig, 2, 4, SHARE_BOTH);
    for (size_t row = 0; row < 2; row++) {
        const grid *g =
            plot_figure_grid(fig, data, plot_say("%s-grid", ways[row]).text);
        for (size_t k = 0; k < 4; k++) {
            axes *ax = plot_figure_panel(fig, row, k);
            if (row == 0)
                plot_axes_title(ax, plot_method_find(methods[k])->name);
            plot_axes_labels(ax, "*x*", "*y*");
            plot_axes_limits_x(ax, -2.7, 0.7);
            plot_axes_limits_y(ax, -2.7, 0.7);
            plot_axes_ticks_x(ax, 1);
            plot_axes_ticks_y(ax, 1);
            plot_axes_equal(ax);
            plot_axes_spines(ax, SPINES_BOX);
            plot_add_contours(ax, g, plot_levels_sqrt(0, 100, 9), beneath);
            phrase run = plot_say("%s-%s", ways[row], methods[k]);
            phrase key = plot_say("turned.%s.%s", methods[k], ways[row]);
            const double late = plot_data_value(data, key.text);
            series path = plot_data_xy(data, run.text, "x", "y");
            const bool left = path.x[0] < -1; /* where it begins */
            plot_add_path(ax, path, small_path(methods[k]));
            add_small_minima(ax, data, "bowl");
            plot_add_panel_text(ax, left ? 0.96 : 0.04, 0.08,
                                left ? PLACE_LEFT : PLACE_RIGHT,
                                plot_say("*f* %s %s", late > 0 ? "≤" : "=",
                                         plot_say_number(late, 1).text)
                                    .text,
                                (text_style){.size = 7.5, .gap = 0.5});
        }
    }
}

/* -------------------------------------------------------------- sensitivity */

/* One family of three methods on one function. */
static void sensitivity_panel(figure *fig, const dataset *data, size_t row,
                              unsigned family, const char *start)
{
    axes *ax = plot_figure_panel(fig, row, family);
    plot_axes_labels(ax, "rate *η*", "*f*");
    plot_axes_limits_x(ax, 1e-7, 1e3);
    plot_axes_limits_y(ax, 1e-16, 1e4);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    for (unsigned m = 3 * family; m < 3 * family + 3; m++) {
        const char *method = plot_method_at(m)->key;
        phrase run = plot_say("sensitivity-%s-%s", start, method);
        plot_add_curve(ax, plot_data_xy(data, run.text, "rate", "f"),
                       plot_method_line(method));
    }
}

/* Above each column the names of its family. */
static void family_legend(figure *fig, unsigned family)
{
    axes *ax = plot_figure_panel(fig, 0, family);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_legend(ax, LEGEND_TOP_LEFT);
    for (unsigned m = 3 * family; m < 3 * family + 3; m++)
        plot_add_legend_line(ax, plot_method_at(m)->name,
                             plot_method_line(plot_method_at(m)->key));
}

static void sensitivity(figure *fig, const dataset *data)
{
    text_style bold = {.size = 9};
    plot_figure_split(fig, 3, 4, SHARE_BOTH);
    plot_figure_rows(fig, (double[]){0.36, 1, 1});
    for (unsigned family = 0; family < 4; family++) {
        family_legend(fig, family);
        sensitivity_panel(fig, data, 1, family, "beale-near");
        sensitivity_panel(fig, data, 2, family, "rosenbrock-near");
    }
    plot_add_panel_text(plot_figure_panel(fig, 1, 0), 0.97, 0.93, PLACE_LEFT,
                        "Beale", bold);
    plot_add_panel_text(plot_figure_panel(fig, 2, 0), 0.97, 0.93, PLACE_LEFT,
                        "Rosenbrock", bold);
}

/* ------------------------------------------------------------------- noise */

/* A row for each method: what a cosine makes of a constant rate. */
static void noise(figure *fig, const dataset *data)
{
    static const char *const titles[] = {"Beale, from (1, 1.5)",
                                         "the bowl, from (1, 1.5)"};
    static const char *const columns[2][2] = {
        {"beale_constant", "beale_cosine"}, {"bowl_constant", "bowl_cosine"}};
    const block *b = plot_data_block(data, "noise");
    plot_figure_split(fig, 1, 2, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        const double *constant = plot_block_column(b, columns[k][0]);
        const double *cosine = plot_block_column(b, columns[k][1]);
        axes *ax = plot_figure_panel(fig, 0, k);
        plot_axes_title(ax, titles[k]);
        plot_axes_labels(ax, "median *f*", NULL);
        plot_axes_limits_x(ax, 1e-4, 2e-2);
        plot_axes_limits_y(ax, -0.7, METHODS - 0.3);
        plot_axes_log_x(ax);
        for (unsigned m = 0; m < METHODS; m++) {
            const method_look *look = plot_method_at(m);
            const double y = METHODS - 1 - m;
            plot_axes_tick_y(ax, y, look->name);
            plot_add_segment(ax, constant[m], y, cosine[m], y,
                             (line_style){.ink = look->ink, .width = 1});
            plot_add_mark(
                ax, constant[m], y,
                (mark_style){.shape = SHAPE_CIRCLE, .ink = look->ink});
            plot_add_mark(ax, cosine[m], y,
                          (mark_style){.shape = SHAPE_DOT, .ink = look->ink});
        }
    }
}

/* Three ways to end up lower than the noise, over time. */
static void schedule_free(figure *fig, const dataset *data)
{
    static const struct {
        const char *block, *name;
        ink ink;
        dash dash;
    } ways[] = {{"constant", "constant rate", INK_BLUE, DASH_DASHED},
                {"cosine", "cosine", INK_BLUE, DASH_SOLID},
                {"free", "Schedule-Free", INK_VERMILION, DASH_SOLID}};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "median *f*");
    plot_axes_limits_x(ax, 10, 4000);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    for (size_t k = 0; k < 3; k++) {
        series f =
            plot_data_xy(data, plot_say("schedule-free-%s", ways[k].block).text,
                         "step", "f");
        plot_add_curve(ax, f,
                       (line_style){.ink = ways[k].ink, .dash = ways[k].dash});
        plot_add_end_label(ax, f, ways[k].name, ways[k].ink);
    }
}

/* A landscape with a sharp minimum and a flat one, and who ends in which. */
static void flat_minima(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "momentum",
                                          "rmsprop", "adam"};
    plot_figure_split(fig, 1, 2, SHARE_NONE);
    axes *land = plot_figure_panel(fig, 0, 0);
    plot_axes_labels(land, "*x*", "*f*");
    plot_axes_ticks_x(land, 1);
    plot_axes_limits_x(land, -3, 4);
    plot_axes_limits_y(land, 0, 12);
    plot_add_curve(land, plot_data_xy(data, "sharp-and-flat", "x", "f"),
                   (line_style){.ink = INK_TEXT});
    axes *ax = plot_figure_panel(fig, 0, 1);
    plot_axes_labels(ax, "rate *η*", "end in the flat one, %");
    plot_axes_limits_x(ax, 0.003, 0.3);
    plot_axes_limits_y(ax, 50, 103);
    plot_axes_log_x(ax);
    plot_axes_legend(ax, LEGEND_RIGHT);
    for (size_t k = 0; k < 4; k++) {
        series s = plot_data_xy(data, "flat-share", "rate", methods[k]);
        plot_add_curve(ax, s, plot_method_line(methods[k]));
        plot_add_marks(ax, s, plot_method_mark(methods[k]));
        plot_add_legend_line(ax, plot_method_find(methods[k])->name,
                             plot_method_line(methods[k]));
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
    plot_figure_split(fig, 1, 3, SHARE_X);
    for (size_t k = 0; k < 3; k++) {
        series near = plot_data_xy(data, "adagrad-near", "step", columns[k]);
        series far = plot_data_xy(data, "adagrad-far", "step", columns[k]);
        axes *ax = plot_figure_panel(fig, 0, k);
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
    axes *ax = plot_figure_panel(fig, 0, k);
    plot_axes_title(ax, plot_method_find(method)->name);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_sqrt(0, 6, 8), beneath);
    plot_add_path(ax, path, plot_method_path(method));
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
    plot_add_mark(ax, coast_x[k] + slope_x[k], coast_y[k] + slope_y[k],
                  plot_method_mark(method));
    plot_add_minima(ax, minima_of(data, "bowl"));
}

/* One step of each, from the same place with the same velocity. */
static void look_ahead(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 1, 2, SHARE_BOTH);
    look_panel(fig, data, 0, "momentum");
    look_panel(fig, data, 1, "nesterov");
}

/* Nearly there, thrown back, and then to and fro; or not. */
static void rmsprop_circles(figure *fig, const dataset *data)
{
    series constant = plot_data_xy(data, "rmsprop-constant", "step", "f");
    series decaying = plot_data_xy(data, "rmsprop-decaying", "step", "f");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_limits_x(ax, 1, last_x(constant));
    plot_axes_limits_y(ax, 1e-16, most(constant, most(decaying, 3)));
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_add_curve(ax, decaying, (line_style){.ink = INK_BLUE});
    plot_add_curve(ax, constant, plot_method_line("rmsprop"));
    plot_add_end_label(ax, constant, "constant rate", INK_VERMILION);
    plot_add_end_label(ax, decaying, "falling rate", INK_BLUE);
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
        plot_add_curve(ax, pair,
                       (line_style){.ink = INK_VERMILION, .width = 1});
        plot_add_marks(ax, pair, plot_method_mark("adadelta"));
        bool at_edge = pair.x[i] < 0.9 * g->x[0] + 0.1 * g->x[g->nx - 1];
        plot_add_text(ax, pair.x[i], pair.y[i],
                      at_edge ? PLACE_ABOVE_RIGHT : places[k],
                      plot_say_count(step[2 * k + i]).text,
                      (text_style){.ink = INK_VERMILION, .gap = 5});
    }
}

static void cycle_pairs(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "adadelta-grid");
    const bool near = g->x[g->nx - 1] - g->x[0] < 0.5; /* to the minimum */
    axes *ax = plot_figure_panel(fig, 0, 0);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
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
    axes *ax = plot_figure_panel(fig, 0, 1);
    plot_axes_labels(ax, "step", "*f*");
    plot_axes_limits_x(ax, 1, fmax(10, last_x(f)));
    plot_axes_limits_y(ax, fmin(1e-3, 0.6 * f_best),
                       f_best < 15 ? 30 : most(f, 30));
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    plot_add_curve(ax, f, plot_method_line("adadelta"));
    if (best >= 1 && f_best > 0)
        plot_add_note(
            ax, best, f_best, best > 30 ? -40 : 40, 6,
            plot_say("best at\nstep %s", plot_say_count(best).text).text,
            small);
}

static void adadelta_cycle(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 1, 2, SHARE_NONE);
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
    plot_add_curve(ax, x, (line_style){.ink = INK_BLUE});
    plot_add_curve(ax, y, (line_style){.ink = INK_VERMILION});
    plot_add_text(ax, x.x[at], x.y[at], PLACE_BELOW, "*x*",
                  (text_style){.ink = INK_BLUE, .gap = 5});
    plot_add_text(ax, y.x[at], y.y[at], PLACE_ABOVE, "*y*",
                  (text_style){.ink = INK_VERMILION, .gap = 5});
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

/* Steps of one size, and steps that shrink. */
static void lion_steps(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"lion", "adam"};
    const grid *g = plot_figure_grid(fig, data, "lion-grid");
    plot_figure_split(fig, 1, 2, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        phrase run = plot_say("steps-%s", methods[k]);
        axes *ax = plot_figure_panel(fig, 0, k);
        plot_axes_title(ax, plot_method_find(methods[k])->name);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_fit(ax, g);
        plot_axes_equal(ax);
        plot_add_contours(ax, g, plot_levels_sqrt(0, 36, 12), beneath);
        path_style look = plot_method_path(methods[k]);
        look.width = 1;
        plot_add_path(ax, plot_data_xy(data, run.text, "x", "y"), look);
        plot_add_minima(ax, minima_of(data, "bowl"));
    }
}

/* ----------------------------------------------------------------- table */

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"fair-bowl", FULL_WIDTH, 330, 0, fair_bowl},
        {"inertia", FULL_WIDTH, 230, 0, inertia},
        {"root-locus", 330, 280, 0, root_locus},
        {"momentum-map", FULL_WIDTH, FULL_HEIGHT, 0, momentum_map},
        {"conjugate", FULL_WIDTH, 220, 0, conjugate},
        {"nesterov-look-ahead", FULL_WIDTH, 220, 0, look_ahead},
        {"effective-rate", FULL_WIDTH, FULL_HEIGHT, 0, effective_rate},
        {"adagrad-sum", FULL_WIDTH, 200, 0, adagrad_sum},
        {"sources-paths", FULL_WIDTH, 230, 0, sources_paths},
        {"rmsprop-circles", FULL_WIDTH, 250, 0, rmsprop_circles},
        {"adadelta-cycle", FULL_WIDTH, 220, 0, adadelta_cycle},
        {"bias", FULL_WIDTH, 220, 0, bias},
        {"adam-band", FULL_WIDTH, 340, 0, adam_band},
        {"non-convergence", FULL_WIDTH, 230, 0, non_convergence},
        {"lion-steps", FULL_WIDTH, 180, 0, lion_steps},
        {"flat-minima", FULL_WIDTH, 200, 0, flat_minima},
        {"turned-bowl", FULL_WIDTH, 250, 0, turned_bowl},
        {"fair-rosenbrock", FULL_WIDTH, 330, 0, fair_rosenbrock},
        {"fair-himmelblau", FULL_WIDTH, 330, 0, fair_himmelblau},
        {"fair-beale", FULL_WIDTH, 330, 0, fair_beale},
        {"sensitivity", FULL_WIDTH, FULL_HEIGHT, 0, sensitivity},
        {"noise", FULL_WIDTH, 260, 0, noise},
        {"schedule-free", FULL_WIDTH, 230, 0, schedule_free},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
