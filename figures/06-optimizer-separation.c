/* The figures of chapter 6, Optimizer separation: one loop, any rule.
 *
 * One function a figure; the table of them stands at the end. The methods
 * keep the looks that figures/plot/method.c gives them. */
#include "plot/plot.h"

#include <math.h>
#include <string.h>

enum { METHODS = 12, LEARNERS = METHODS + 1, FAMILIES = 4 };

/* --------------------------------------------------------------- images */

/* Images of SIDE x SIDE cells, put side by side in units of a cell. */
enum { SIDE = 8, CELLS = SIDE * SIDE };

typedef struct shades {
    double low, high;
    ramp ramp;
} shades;

static const shades pencil = {0, 1, RAMP_GREY};

/* The k-th image of a block, its top left corner at (left, top). In the data
 * y counts downward. */
static void add_image(figure *fig, axes *ax, const block *images,
                      const char *column, size_t k, double left, double top,
                      shades s)
{
    double f[CELLS];
    if (plot_block_rows(images) < (k + 1) * CELLS)
        plot_fail("%s: image %zu is not whole", plot_block_place(images), k);
    const double *value = plot_block_column(images, column) + k * CELLS;
    for (size_t i = 0; i < CELLS; i++)
        f[(SIDE - 1 - i / SIDE) * SIDE + i % SIDE] = value[i];
    const grid *g = plot_figure_keep(
        fig, plot_grid_new(left + 0.5, left + SIDE - 0.5, SIDE,
                           top - SIDE + 0.5, top - 0.5, SIDE, f));
    plot_add_cells(ax, g, s.low, s.high, s.ramp);
}

/* A panel for images in rows and columns, this far from one to the next. */
static axes *image_sheet(figure *fig, size_t rows, size_t columns,
                         double across, double down)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, (double)(columns - 1) * across + SIDE);
    plot_axes_limits_y(ax, -(double)rows * down, 1);
    plot_axes_equal(ax);
    return ax;
}

/* A frame around an image: look here. */
static void add_frame(axes *ax, double left, double top)
{
    const double out = 0.8, right = left + SIDE, bottom = top - SIDE;
    const double x[] = {left - out, right + out, right + out, left - out};
    const double y[] = {top + out, top + out, bottom - out, bottom - out};
    plot_add_polygon(ax, (series){4, x, y},
                     (fill_style){.ink = INK_PAPER, .edge = INK_VERMILION});
}

/* The opener: what the network takes the first held-out digits for. */
static void digits(figure *fig, const dataset *data)
{
    enum { COLUMNS = 12 };
    const double across = 11, down = 13.4;
    const block *images = plot_data_block(data, "example-images");
    const block *answers = plot_data_block(data, "examples");
    const double *said = plot_block_column(answers, "said");
    const double *right = plot_block_column(answers, "label");
    size_t count = plot_block_rows(answers);
    axes *ax = image_sheet(fig, (count + COLUMNS - 1) / COLUMNS, COLUMNS,
                           across, down);
    for (size_t k = 0; k < count; k++) {
        size_t row = k / COLUMNS, column = k % COLUMNS;
        double left = (double)column * across, top = -(double)row * down;
        bool wrong = lround(said[k]) != lround(right[k]);
        if (wrong)
            add_frame(ax, left, top);
        add_image(fig, ax, images, "grey", k, left, top, pencil);
        plot_add_text(ax, left + SIDE / 2.0, top - SIDE, PLACE_BELOW,
                      plot_say("%.0f", said[k]).text,
                      (text_style){.ink = wrong ? INK_VERMILION : INK_NOTE,
                                   .size = 9,
                                   .gap = 5.5});
    }
}

/* As many as there is room for; of more it says how many. */
static void digits_mistakes(figure *fig, const dataset *data)
{
    enum { ROOM = 10 };
    const double across = 10.4;
    const block *images = plot_data_block(data, "mistake-images");
    const block *answers = plot_data_block(data, "mistakes");
    const double *said = plot_block_column(answers, "said");
    const double *right = plot_block_column(answers, "label");
    size_t all = plot_block_rows(answers), count = all < ROOM ? all : ROOM;
    axes *ax = image_sheet(fig, 1, ROOM, across, 14);
    plot_axes_limits_x(ax, -7.5, (ROOM - 1) * across + SIDE);
    text_style name = {.ink = INK_NOTE, .gap = 1};
    if (all == 0) {
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE, "none is wrong", name);
        return;
    }
    plot_add_text(ax, -1, -9.7, PLACE_LEFT, "it said", name);
    plot_add_text(ax, -1, -12.5, PLACE_LEFT, "it is", name);
    if (all > count)
        plot_add_text(ax, -1, -5, PLACE_LEFT,
                      plot_say("%zu of\n%zu", count, all).text, name);
    for (size_t k = 0; k < count; k++) {
        double left = (double)k * across;
        double middle = left + SIDE / 2.0;
        add_image(fig, ax, images, "grey", k, left, 0, pencil);
        plot_add_text(ax, middle, -9.7, PLACE_CENTRE,
                      plot_say("%.0f", said[k]).text,
                      (text_style){.ink = INK_VERMILION, .size = 9});
        plot_add_text(ax, middle, -12.5, PLACE_CENTRE,
                      plot_say("%.0f", right[k]).text, (text_style){.size = 9});
    }
}

/* Weights for and against, all in the same colours. The few that are much
 * larger than the rest get the full colour. */
static void digits_weights(figure *fig, const dataset *data)
{
    enum { COLUMNS = 8 };
    const double pitch = 9.2;
    const block *weights = plot_data_block(data, "first-layer");
    const double *w = plot_block_column(weights, "learned");
    size_t rows = plot_block_rows(weights), count = rows / CELLS;
    double squares = 0;
    for (size_t i = 0; i < rows; i++)
        squares += w[i] * w[i];
    double full = 3 * sqrt(squares / (double)rows);
    axes *ax = image_sheet(fig, (count + COLUMNS - 1) / COLUMNS, COLUMNS, pitch,
                           pitch);
    for (size_t k = 0; k < count; k++) {
        size_t row = k / COLUMNS, column = k % COLUMNS;
        add_image(fig, ax, weights, "learned", k, (double)column * pitch,
                  -(double)row * pitch, (shades){-full, full, RAMP_DIVERGING});
    }
}

/* -------------------------------------------------------------- anatomy */

typedef struct box {
    double x, y, width, height; /* around (x, y), points */
} box;

enum { CORNER = 6, CORNER_POINTS = 7, OUTLINE = 4 * CORNER_POINTS };

/* A box with round corners. */
static void add_box(axes *ax, box b, fill_style style)
{
    double x[OUTLINE], y[OUTLINE];
    const double quarter = acos(0);
    for (size_t i = 0; i < OUTLINE; i++) {
        size_t corner = i / CORNER_POINTS, step = i % CORNER_POINTS;
        double angle =
            quarter
            * ((double)corner + (double)step / (double)(CORNER_POINTS - 1));
        double right = corner == 0 || corner == 3 ? 1 : -1;
        double upper = corner < 2 ? 1 : -1;
        x[i] = b.x + right * (b.width / 2 - CORNER) + CORNER * cos(angle);
        y[i] = b.y + upper * (b.height / 2 - CORNER) + CORNER * sin(angle);
    }
    plot_add_polygon(ax, (series){OUTLINE, x, y}, style);
}

/* A part with its name and what it is, or does. */
static void add_part(axes *ax, box b, ink colour, const char *name,
                     const char *what)
{
    add_box(ax, b, (fill_style){colour, 0.12, colour});
    plot_add_text(ax, b.x, b.y + 8, PLACE_CENTRE, name,
                  (text_style){.size = 10, .bare = true});
    plot_add_text(ax, b.x, b.y - 8, PLACE_CENTRE, what,
                  (text_style){.ink = INK_NOTE, .size = 8.5, .bare = true});
}

/* What goes to a part and what comes back: two arrows side by side, each
 * with its word on the outer side. The first runs from a to b. */
static void add_exchange(axes *ax, double ax0, double ay0, double bx, double by,
                         const char *to, const char *from)
{
    const double apart = 7;
    const bool level = fabs(ay0 - by) < apart;
    const double dx = level ? 0 : -apart, dy = level ? apart : 0;
    const arrow_style look = {.ink = INK_TEXT, .width = 1, .clear = 2};
    const text_style word = {.size = 8.5, .gap = 3};
    const double x = (ax0 + bx) / 2, y = (ay0 + by) / 2;
    plot_add_arrow(ax, ax0 + dx, ay0 + dy, bx + dx, by + dy, look);
    plot_add_arrow(ax, bx - dx, by - dy, ax0 - dx, ay0 - dy, look);
    plot_add_text(ax, x + dx, y + dy, level ? PLACE_ABOVE : PLACE_LEFT, to,
                  word);
    plot_add_text(ax, x - dx, y - dy, level ? PLACE_BELOW : PLACE_RIGHT, from,
                  word);
}

/* Who knows what. */
static void anatomy(figure *fig, const dataset *data)
{
    static const box loop = {214, 128, 170, 58};
    static const box objective = {42, 128, 84, 46};
    static const box optimizer = {386, 128, 84, 46};
    static const box memory = {386, 30, 84, 46};
    static const box schedule = {166, 222, 84, 46};
    static const box stop_rules = {264, 222, 84, 46};
    static const box observer = {214, 30, 84, 46};
    (void)data;
    axes *ax = plot_figure_axes(fig);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, -1, 429);
    plot_axes_limits_y(ax, 6, 246);
    plot_axes_equal(ax);
    add_exchange(ax, 129, 128, 84, 128, "*x*", "*f*, *g*");
    add_exchange(ax, 299, 128, 344, 128, "*x*, *g*, *η*", "new *x*");
    add_exchange(ax, 166, 157, 166, 199, "*t*", "*η*");
    add_exchange(ax, 264, 157, 264, 199, "*t*, *f*, *g*", "outcome");
    add_exchange(ax, 214, 99, 214, 53, "*t*, *x*, *f*, *g*, *η*", "go on?");
    add_exchange(ax, 386, 105, 386, 53, "write", "read");
    add_part(ax, loop, INK_BLUE, "the loop", "evaluates, asks, decides");
    add_part(ax, objective, INK_GREEN, "objective", "*f*(*x*), ∇*f*(*x*)");
    add_part(ax, optimizer, INK_VERMILION, "optimizer", "moves *x*");
    add_part(ax, memory, INK_VERMILION, "its memory", "vectors like *x*");
    add_part(ax, schedule, INK_NOTE, "schedule", "how far now?");
    add_part(ax, stop_rules, INK_NOTE, "stop rules", "enough?");
    add_part(ax, observer, INK_NOTE, "observer", "the caller’s eye");
}

/* ------------------------------------------------------------- the bowl */

static void bowl_surface(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "bowl-grid");
    view *v = plot_figure_view(fig);
    plot_view_labels(v, "*x*", "*y*", "*f*");
    plot_view_angles(v, 32, -40);
    plot_view_height(v, 0.55);
    plot_view_surface(v, g, (surface_style){0});
    plot_view_contours(v, g, plot_levels_sqrt(0, 11, 10));
}

/* What the panels show: x from left to right, y from -half to half. */
typedef struct window {
    double left, right, half;
} window;

/* Around the way from the start to the minimum, with room for what swings
 * beyond it; not more than the grid has. */
static window around(const grid *g, series path)
{
    double x = path.x[0], reach = fmax(fabs(x), 0.2);
    double behind = 1.125 * reach, beyond = 0.46 * reach;
    window w = {.half =
                    fmin(2.4 * fmax(fabs(path.y[0]), 0.02), g->y[g->ny - 1])};
    w.left = fmax(x <= 0 ? -behind : -beyond, g->x[0]);
    w.right = fmin(x <= 0 ? beyond : behind, g->x[g->nx - 1]);
    return w;
}

/* The step that gives about so many ticks. */
static double tick_step(double low, double high, double wanted)
{
    int exponent, factor = plot_tick_step(low, high, wanted, &exponent);
    return factor * pow(10, exponent);
}

/* Rings to beyond the corners: f rises from the middle to them. */
static level_list rings(const grid *g, window w)
{
    double corner =
        fmax(plot_grid_at(g, w.left, w.half), plot_grid_at(g, w.right, w.half));
    return plot_levels_sqrt(0, 1.6 * corner, 12);
}

/* A path that leaves the panel downward or upward: how far. At the top stand
 * rate and steps. */
static void add_depth(axes *ax, series path, window w)
{
    size_t far = 0;
    for (size_t i = 0; i < path.n; i++)
        if (fabs(path.y[i]) > fabs(path.y[far]))
            far = i;
    double x = path.x[far], y = path.y[far];
    bool near_left = x - w.left < 0.3 * (w.right - w.left);
    if (fabs(y) > w.half && x > w.left && x < w.right)
        plot_add_text(ax, x, y < 0 ? -w.half : 0.6 * w.half,
                      y < 0 ? near_left ? PLACE_ABOVE_RIGHT : PLACE_ABOVE_LEFT
                      : near_left ? PLACE_BELOW_RIGHT
                                  : PLACE_BELOW_LEFT,
                      plot_say("to *y* =\n%s", plot_say_number(y, 2).text).text,
                      (text_style){.ink = INK_NOTE, .size = 7.5, .gap = 2});
}

/* Its rate and its steps; or that it has not settled. */
static phrase run_words(const dataset *data, const block *path, const char *key)
{
    const double *f = plot_block_column(path, "f");
    double rate = plot_data_value(data, plot_say("bowl.%s.rate", key).text);
    double steps = plot_data_value(data, plot_say("bowl.%s.steps", key).text);
    bool settled =
        f[plot_block_rows(path) - 1] <= plot_data_value(data, "methods.target");
    return plot_say("*η* = %s, %s%.0f %s", plot_say_number(rate, 2).text,
                    settled ? "" : "> ", steps, steps == 1 ? "step" : "steps");
}

/* A method's path over pale contours. */
static void bowl_panel(figure *fig, const dataset *data, const grid *g,
                       unsigned m)
{
    const method_look *look = plot_method_at(m);
    const char *key = look->key;
    const block *run = plot_data_rows(data, plot_say("path-%s", key).text, 1);
    series path = plot_xy(run, "x", "y");
    window w = around(g, path);
    path_style style = plot_method_path(key);
    style.width = 1;
    style.dot = 2.4;
    style.halo = 0.8;
    axes *ax = plot_figure_panel(fig, m / 4, m % 4);
    plot_axes_title(ax, look->name);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_limits_x(ax, w.left, w.right);
    plot_axes_limits_y(ax, -w.half, w.half);
    plot_axes_ticks_x(ax, tick_step(w.left, w.right, 4));
    plot_axes_ticks_y(ax, tick_step(-w.half, w.half, 5));
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_contours(
        ax, g, rings(g, w),
        (contour_style){.ink = INK_FAINT, .width = 0.5, .no_labels = true});
    plot_add_path(ax, path, style);
    add_depth(ax, path, w);
    plot_add_mark(
        ax, 0, 0,
        (mark_style){
            .shape = SHAPE_CROSS, .ink = INK_TEXT, .size = 4.5, .halo = 0.8});
    plot_add_panel_text(ax, 0.97, 0.89, PLACE_LEFT,
                        run_words(data, run, key).text,
                        (text_style){.size = 7.5, .gap = 0.5});
}

static void bowl_paths(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "bowl-grid");
    plot_figure_split(fig, 3, 4, SHARE_BOTH);
    for (unsigned m = 0; m < METHODS; m++)
        bowl_panel(fig, data, g, m);
}

/* ------------------------------------------------------------- learning */

/* What a method has left under this name, "curve-adam", or NULL if it was
 * not trained. */
static const block *run_of(const dataset *data, const char *what, unsigned m)
{
    phrase name = plot_say("%s-%s", what, plot_method_at(m)->key);
    return plot_data_has_block(data, name.text)
               ? plot_data_rows(data, name.text, 1)
               : NULL;
}

/* Three methods share a panel. Muon stands beside momentum, whose step it
 * bends. */
static bool in_family(unsigned m, unsigned family)
{
    return m < METHODS ? m / 3 == family : family == 0;
}

/* A curve, or the one point that there is. */
static void add_run(axes *ax, series s, const char *key)
{
    if (s.n > 1)
        plot_add_curve(ax, s, plot_method_line(key));
    else
        plot_add_marks(ax, s, plot_method_mark(key));
}

/* The families of which a method was trained, and how many they are. */
static size_t trained_families(const dataset *data, const char *what,
                               unsigned trained[FAMILIES])
{
    size_t n = 0;
    for (unsigned family = 0; family < FAMILIES; family++) {
        bool any = false;
        for (unsigned m = 0; m < LEARNERS; m++)
            any |= in_family(m, family) && run_of(data, what, m) != NULL;
        if (any)
            trained[n++] = family;
    }
    return n;
}

/* The names of a family in an empty panel above its curves. */
static void family_legend(figure *fig, const dataset *data, size_t column,
                          unsigned family)
{
    axes *ax = plot_figure_panel(fig, 0, column);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_legend(ax, LEGEND_TOP_LEFT);
    for (unsigned m = 0; m < LEARNERS; m++)
        if (in_family(m, family) && run_of(data, "sensitivity", m))
            plot_add_legend_line(ax, plot_method_at(m)->name,
                                 plot_method_line(plot_method_at(m)->key));
}

static const double one_in_ten = 0.1; /* right by chance, of ten digits */

/* The rates that were tried, as powers of ten. */
typedef struct powers {
    int low, high;
} powers;

static powers tried(const dataset *data)
{
    double from = plot_data_value(data, "tuning.from");
    double rates = plot_data_value(data, "tuning.rates");
    return (powers){(int)floor(from), (int)ceil(from + (rates - 1) / 2)};
}

/* A mark at the rate that each of a family has chosen. */
static void add_chosen(axes *ax, const dataset *data, unsigned family)
{
    const block *chosen = plot_data_block(data, "chosen");
    const double *rate = plot_block_column(chosen, "rate");
    const double *accuracy = plot_block_column(chosen, "accuracy");
    const char *const *name = plot_block_text(chosen, "method");
    for (size_t k = 0; k < plot_block_rows(chosen); k++)
        for (unsigned m = 0; m < LEARNERS; m++) {
            const char *key = plot_method_at(m)->key;
            if (in_family(m, family) && strcmp(name[k], key) == 0)
                plot_add_mark(ax, rate[k], accuracy[k], plot_method_mark(key));
        }
}

/* The right answers of a family against the rate. */
static void rates_panel(figure *fig, const dataset *data, size_t column,
                        unsigned family)
{
    const powers rates = tried(data);
    axes *ax = plot_figure_panel(fig, 1, column);
    plot_axes_labels(ax, "rate *η*", "right answers");
    plot_axes_limits_x(ax, pow(10, rates.low - 0.2), pow(10, rates.high + 0.2));
    plot_axes_limits_y(ax, 0, 1);
    plot_axes_log_x(ax);
    plot_axes_ticks_y(ax, 0.25);
    for (int k = rates.low; k <= rates.high; k++)
        plot_axes_tick_x(ax, pow(10, k),
                         k % 2 == 0 || rates.high - rates.low < 3
                             ? plot_say("10^{%d}", k).text
                             : "");
    plot_add_hline(ax, one_in_ten, plot_guide_line);
    for (unsigned m = 0; m < LEARNERS; m++) {
        const block *run = run_of(data, "sensitivity", m);
        if (in_family(m, family) && run)
            add_run(ax, plot_xy(run, "rate", "accuracy"),
                    plot_method_at(m)->key);
    }
    add_chosen(ax, data, family);
}

/* On the validation part, a panel for each family that was trained. */
static void digits_rates(figure *fig, const dataset *data)
{
    unsigned trained[FAMILIES];
    size_t n = trained_families(data, "sensitivity", trained);
    plot_figure_split(fig, 2, n, SHARE_BOTH);
    plot_figure_rows(fig, (double[]){0.36, 1});
    for (size_t k = 0; k < n; k++) {
        family_legend(fig, data, k, trained[k]);
        rates_panel(fig, data, k, trained[k]);
    }
    plot_add_panel_text(plot_figure_panel(fig, 1, 0), 0.46, one_in_ten,
                        PLACE_ABOVE, "chance",
                        (text_style){.ink = INK_NOTE, .size = 7.5, .gap = 2});
}

/* The losses of all runs lie between these, with a little air. */
static void loss_limits(const dataset *data, double *low, double *high)
{
    *low = HUGE_VAL;
    *high = 0;
    for (unsigned m = 0; m < LEARNERS; m++) {
        const block *run = run_of(data, "curve", m);
        for (size_t i = 0; run && i < plot_block_rows(run); i++) {
            double loss = plot_block_column(run, "validation_loss")[i];
            *low = fmin(*low, loss / 1.25);
            *high = fmax(*high, loss * 1.2);
        }
    }
}

/* The validation loss of a family, epoch by epoch. */
static void training_panel(axes *ax, const dataset *data, unsigned family)
{
    double low, high;
    loss_limits(data, &low, &high);
    plot_axes_labels(ax, "epoch", "loss");
    plot_axes_limits_y(ax, low, high);
    plot_axes_log_y(ax);
    plot_axes_legend(ax, LEGEND_TOP_RIGHT);
    for (unsigned m = 0; m < LEARNERS; m++) {
        const method_look *look = plot_method_at(m);
        const block *run = run_of(data, "curve", m);
        if (!in_family(m, family) || !run)
            continue;
        plot_add_curve(ax, plot_xy(run, "epoch", "validation_loss"),
                       plot_method_line(look->key));
        plot_add_legend_line(ax, look->name, plot_method_line(look->key));
        if (plot_block_rows(run) <= 6) /* there are no half epochs */
            plot_axes_ticks_x(ax, 1);
    }
}

/* A panel for each family that was trained. */
static void digits_training(figure *fig, const dataset *data)
{
    unsigned trained[FAMILIES];
    size_t n = trained_families(data, "curve", trained);
    plot_figure_split(fig, n > 2 ? 2 : 1, n > 1 ? 2 : 1, SHARE_BOTH);
    for (size_t k = 0; k < n; k++)
        training_panel(plot_figure_panel(fig, k / 2, k % 2), data, trained[k]);
}

/* ---------------------------------------------------------- many splits */

/* A mean, and its standard error to both sides. */
static void add_mean(axes *ax, double mean, double error, double y,
                     const method_look *look)
{
    plot_add_segment(ax, mean - error, y, mean + error, y,
                     (line_style){.ink = look->ink, .width = 1.2});
    plot_add_mark(ax, mean, y, plot_method_mark(look->key));
}

/* Mistakes of each method, and what is left of them when the reference's on
 * the same splits are taken off. */
static void digits_splits(figure *fig, const dataset *data)
{
    const block *b = plot_data_rows(data, "splits", 1);
    const char *const *name = plot_block_text(b, "method");
    const double *difference = plot_block_column(b, "difference");
    const double *error = plot_block_column(b, "error");
    const size_t rows = plot_block_rows(b);
    const bool narrow = plot_figure_is_narrow(fig);
    plot_figure_split(fig, narrow ? 2 : 1, narrow ? 1 : 2,
                      narrow ? SHARE_NONE : SHARE_Y);
    axes *alone = plot_figure_panel(fig, 0, 0);
    axes *paired = plot_figure_panel(fig, narrow, !narrow);
    plot_axes_title(alone, "each by itself");
    plot_axes_title(paired, "paired");
    plot_axes_labels(alone, "wrong digits", NULL);
    plot_axes_labels(paired, "fewer, or more", NULL);
    plot_axes_limits_y(alone, -0.7, (double)rows - 0.3);
    plot_axes_limits_y(paired, -0.7, (double)rows - 0.3);
    plot_add_vline(paired, 0, plot_guide_line);
    for (size_t m = 0; m < rows; m++) {
        const method_look *look = plot_method_find(name[m]);
        const phrase mean = plot_say("digits.%s.wrong.mean", name[m]);
        const phrase se = plot_say("digits.%s.wrong.se", name[m]);
        const double y = (double)(rows - 1 - m);
        plot_axes_tick_y(alone, y, look->name);
        plot_axes_tick_y(paired, y, look->name);
        add_mean(alone, plot_data_value(data, mean.text),
                 plot_data_value(data, se.text), y, look);
        add_mean(paired, difference[m], error[m], y, look);
    }
}

/* The same network, judged on mixed fifths and on runs of the file. */
static void digits_fifths(figure *fig, const dataset *data)
{
    static const struct {
        const char *column, *name;
        ink ink;
        shape shape;
    } ways[] = {{"mixed", "mixed", INK_BLUE, SHAPE_DOT},
                {"runs", "in runs", INK_VERMILION, SHAPE_SQUARE}};
    const block *b = plot_data_rows(data, "fifths", 1);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "the fifth that is held out", "right answers, %");
    plot_axes_limits_x(ax, 0.7, 5.7);
    plot_axes_ticks_x(ax, 1);
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        const series s = plot_xy(b, "fifth", ways[k].column);
        plot_add_curve(ax, s, (line_style){.ink = ways[k].ink, .width = 0.8});
        plot_add_marks(
            ax, s, (mark_style){.ink = ways[k].ink, .shape = ways[k].shape});
        plot_add_end_label(ax, s, ways[k].name, ways[k].ink);
    }
}

/* ------------------------------------------------------------- the edge */

static const struct edge {
    const char *block, *limit; /* limit: a value, or NULL */
    ink ink;
    dash dash;
} edges[] = {
    {"sharpness-squared", "sharpness.limit", INK_BLUE, DASH_SOLID},
    {"sharpness-slower", "sharpness.slower.limit", INK_GREEN, DASH_SOLID},
    {"sharpness-cross-entropy", NULL, INK_VERMILION, DASH_DASHED},
};

enum { EDGES = sizeof edges / sizeof *edges };

/* A column of all runs against the step, each with its rate at its end; only
 * the cross-entropy has its name. */
static void edge_curves(axes *ax, const dataset *data, const char *column)
{
    for (size_t k = 0; k < EDGES; k++) {
        const struct edge *e = &edges[k];
        series s = plot_data_xy(data, e->block, "step", column);
        phrase name = plot_say("cross-entropy");
        if (e->limit)
            name = plot_say(
                "*η* = %s",
                plot_say_number(2 / plot_data_value(data, e->limit), 2).text);
        plot_add_curve(
            ax, s, (line_style){.ink = e->ink, .dash = e->dash, .width = 1.1});
        plot_add_end_label(ax, s, name.text, e->ink);
    }
}

/* A limit across the panel, named where there is room. */
static void add_limit(axes *ax, const dataset *data, const struct edge *e)
{
    double limit = plot_data_value(data, e->limit);
    double steps = plot_data_value(data, "sharpness.steps");
    const double x[] = {0.1 * steps, 0.4 * steps, 0.7 * steps};
    const double y[] = {limit, limit, limit};
    plot_add_hline(
        ax, limit,
        (line_style){.ink = e->ink, .dash = DASH_DOTTED, .width = 0.8});
    plot_add_words(ax, (series){3, x, y}, PLACE_ABOVE,
                   plot_say("2/*η* = %s", plot_say_number(limit, 2).text).text,
                   (text_style){.ink = e->ink, .size = 7.5, .gap = 2});
}

/* The largest curvature under descents, and the losses that they lower. */
static void sharpness(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 2, 1, SHARE_X);
    plot_figure_rows(fig, (double[]){1.7, 1});
    axes *above = plot_figure_panel(fig, 0, 0);
    axes *below = plot_figure_panel(fig, 1, 0);
    plot_axes_labels(above, "step", "sharpness");
    for (size_t k = 0; k < EDGES; k++)
        if (edges[k].limit)
            add_limit(above, data, &edges[k]);
    edge_curves(above, data, "sharpness");
    plot_axes_labels(below, "step", "loss");
    plot_axes_log_y(below);
    edge_curves(below, data, "loss");
}

/* ----------------------------------------------------------------- cost */

static void step_cost(figure *fig, const dataset *data)
{
    static const char *const methods[] = {"gradient-descent", "momentum",
                                          "lion", "adam", "amsgrad"};
    static const double ticks[] = {0.1, 0.2, 0.5, 1, 2, 5, 10};
    series triad = plot_data_xy(data, "cost-triad", "n", "ns");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "parameters *n*", "ns per parameter");
    plot_axes_log_x(ax);
    plot_axes_limits_y(ax, 0.1, 20);
    plot_axes_log_y(ax);
    plot_axes_grid_y(ax);
    for (size_t k = 0; k < sizeof ticks / sizeof *ticks; k++)
        plot_axes_tick_y(ax, ticks[k], plot_say_number(ticks[k], 1).text);
    plot_add_curve(ax, triad, (line_style){.ink = INK_NOTE});
    plot_add_end_label(ax, triad, "triad", INK_NOTE);
    for (size_t k = 0; k < sizeof methods / sizeof *methods; k++) {
        const method_look *look = plot_method_find(methods[k]);
        series s =
            plot_data_xy(data, plot_say("cost-%s", methods[k]).text, "n", "ns");
        plot_add_curve(ax, s, plot_method_line(methods[k]));
        plot_add_marks(ax, s, plot_method_mark(methods[k]));
        plot_add_end_label(ax, s, look->name, look->ink);
    }
}

/* ---------------------------------------------------------------- table */

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"digits", FULL_WIDTH, 230, 0, digits},
        {"anatomy", FULL_WIDTH, 250, 0, anatomy},
        {"bowl-surface", 360, 300, 0, bowl_surface},
        {"bowl-paths", FULL_WIDTH, 300, 0, bowl_paths},
        {"digits-rates", FULL_WIDTH, 235, 0, digits_rates},
        {"digits-training", FULL_WIDTH, FULL_HEIGHT, 0, digits_training},
        {"digits-mistakes", FULL_WIDTH, 78, 0, digits_mistakes},
        {"digits-weights", FULL_WIDTH, 220, 0, digits_weights},
        {"digits-splits", FULL_WIDTH, 270, 480, digits_splits},
        {"digits-fifths", 300, 190, 0, digits_fifths},
        {"sharpness", FULL_WIDTH, 300, 300, sharpness},
        {"step-cost", FULL_WIDTH, FULL_HEIGHT, 0, step_cost},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
