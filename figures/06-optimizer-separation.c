/* The figures of chapter 6, Optimizer separation: one loop, any rule.
 *
 * One function a figure; the table of them stands at the end. The methods
 * keep the looks that figures/plot/method.c gives them. */
#include "plot/plot.h"

#include <math.h>

enum { METHODS = 12, LEARNERS = METHODS + 1 };

/* The step that gives about so many ticks. */
static double tick_step(double low, double high, double wanted)
{
    int exponent, factor = plot_tick_step(low, high, wanted, &exponent);
    return factor * pow(10, exponent);
}

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
    const size_t columns = plot_figure_is_narrow(fig) ? 10 : 12;
    const double across = 11, down = 13.4;
    const block *images = plot_data_block(data, "example-images");
    const block *answers = plot_data_block(data, "examples");
    const double *said = plot_block_column(answers, "said");
    const double *right = plot_block_column(answers, "label");
    size_t count = plot_block_rows(answers);
    axes *ax = image_sheet(fig, (count + columns - 1) / columns, columns,
                           across, down);
    for (size_t k = 0; k < count; k++) {
        size_t row = k / columns, column = k % columns;
        double left = (double)column * across, top = -(double)row * down;
        bool wrong = lround(said[k]) != lround(right[k]);
        if (wrong)
            add_frame(ax, left, top);
        add_image(fig, ax, images, "grey", k, left, top, pencil);
        plot_add_text(ax, left + SIDE / 2.0, top - SIDE, PLACE_BELOW,
                      wrong ? plot_say("%.0f, is %.0f", said[k], right[k]).text
                            : plot_say("%.0f", said[k]).text,
                      (text_style){.ink = wrong ? INK_VERMILION : INK_NOTE,
                                   .size = 9,
                                   .gap = 5.5});
    }
}

/* What it was taken for, and what it is, beneath an image. */
static void add_answer(axes *ax, double middle, double top, double said,
                       double right)
{
    plot_add_text(ax, middle, top - 9.7, PLACE_CENTRE,
                  plot_say("%.0f", said).text,
                  (text_style){.ink = INK_VERMILION, .size = 9});
    plot_add_text(ax, middle, top - 12.5, PLACE_CENTRE,
                  plot_say("%.0f", right).text, (text_style){.size = 9});
}

/* As many as there is room for; of more it says how many. */
static void digits_mistakes(figure *fig, const dataset *data)
{
    enum { ROOM = 10 };
    const bool narrow = plot_figure_is_narrow(fig);
    const size_t columns = narrow ? ROOM / 2 : ROOM;
    const double across = 10.4, down = 15.5;
    const block *images = plot_data_block(data, "mistake-images");
    const block *answers = plot_data_block(data, "mistakes");
    const double *said = plot_block_column(answers, "said");
    const double *right = plot_block_column(answers, "label");
    size_t all = plot_block_rows(answers), count = all < ROOM ? all : ROOM;
    axes *ax =
        image_sheet(fig, ROOM / columns, columns, across, narrow ? down : 14);
    plot_axes_limits_x(ax, -7.5, (double)(columns - 1) * across + SIDE);
    text_style name = {.ink = INK_NOTE, .gap = 1};
    if (all == 0) {
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE, "none is wrong", name);
        return;
    }
    for (size_t row = 0; row * columns < count; row++) {
        double top = -(double)row * down;
        plot_add_text(ax, -1, top - 9.7, PLACE_LEFT, "it said", name);
        plot_add_text(ax, -1, top - 12.5, PLACE_LEFT, "it is", name);
    }
    if (all > count)
        plot_add_text(ax, -1, -5, PLACE_LEFT,
                      plot_say("%zu of\n%zu", count, all).text, name);
    for (size_t k = 0; k < count; k++) {
        const size_t row = k / columns;
        double left = (double)(k % columns) * across;
        double top = -(double)row * down;
        add_image(fig, ax, images, "grey", k, left, top, pencil);
        add_answer(ax, left + SIDE / 2.0, top, said[k], right[k]);
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
    double step = tick_step(-full, full, 6);
    full = step * ceil(full / step);
    axes *ax = image_sheet(fig, (count + COLUMNS - 1) / COLUMNS, COLUMNS, pitch,
                           pitch);
    for (size_t k = 0; k < count; k++) {
        size_t row = k / COLUMNS, column = k % COLUMNS;
        add_image(fig, ax, weights, "learned", k, (double)column * pitch,
                  -(double)row * pitch, (shades){-full, full, RAMP_DIVERGING});
    }
    plot_axes_colour_bar(
        ax,
        plot_levels_linear(step - full, full - step,
                           (size_t)lround(2 * full / step) - 1),
        (band_style){.ramp = RAMP_DIVERGING}, NULL);
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

enum { LOOP, OBJECTIVE, OPTIMIZER, MEMORY, SCHEDULE, STOP_RULES, OBSERVER };

static void add_parts(axes *ax, const box *b)
{
    add_part(ax, b[LOOP], INK_BLUE, "the loop", "evaluates, asks, decides");
    add_part(ax, b[OBJECTIVE], INK_GREEN, "objective", "*f*(*x*), ∇*f*(*x*)");
    add_part(ax, b[OPTIMIZER], INK_VERMILION, "optimizer", "moves *x*");
    add_part(ax, b[MEMORY], INK_VERMILION, "its memory", "vectors like *x*");
    add_part(ax, b[SCHEDULE], INK_NOTE, "schedule", "how far now?");
    add_part(ax, b[STOP_RULES], INK_NOTE, "stop rules", "enough?");
    add_part(ax, b[OBSERVER], INK_NOTE, "observer", "the caller’s eye");
}

/* In print the parts stand around the loop. */
static void anatomy_around(axes *ax)
{
    static const box parts[] = {
        [LOOP] = {214, 128, 170, 58},     [OBJECTIVE] = {42, 128, 84, 46},
        [OPTIMIZER] = {386, 128, 84, 46}, [MEMORY] = {386, 30, 84, 46},
        [SCHEDULE] = {166, 222, 84, 46},  [STOP_RULES] = {264, 222, 84, 46},
        [OBSERVER] = {214, 30, 84, 46},
    };
    add_exchange(ax, 129, 128, 84, 128, "*x*", "*f*, *g*");
    add_exchange(ax, 299, 128, 344, 128, "*x*, *g*, *η*", "new *x*");
    add_exchange(ax, 166, 157, 166, 199, "*t*", "*η*");
    add_exchange(ax, 264, 157, 264, 199, "*t*, *f*, *g*", "outcome");
    add_exchange(ax, 214, 99, 214, 53, "*t*, *x*, *f*, *g*, *η*", "go on?");
    add_exchange(ax, 386, 105, 386, 53, "write", "read");
    add_parts(ax, parts);
}

/* On a telephone, above and below it. */
static void anatomy_above(axes *ax)
{
    static const box parts[] = {
        [LOOP] = {134, 150, 262, 50},    [OBJECTIVE] = {55, 58, 90, 46},
        [OPTIMIZER] = {214, 58, 90, 46}, [MEMORY] = {214, -34, 90, 46},
        [SCHEDULE] = {37, 242, 70, 46},  [STOP_RULES] = {116, 242, 70, 46},
        [OBSERVER] = {223, 242, 84, 46},
    };
    add_exchange(ax, 55, 125, 55, 81, "*x*", "*f*, *g*");
    add_exchange(ax, 214, 125, 214, 81, "*x*, *g*, *η*", "new *x*");
    add_exchange(ax, 37, 175, 37, 219, "*t*", "*η*");
    add_exchange(ax, 116, 175, 116, 219, "*t*, *f*, *g*", "outcome");
    add_exchange(ax, 223, 175, 223, 219, "*t*, *x*, *f*, *g*, *η*", "go on?");
    add_exchange(ax, 214, 35, 214, -11, "write", "read");
    add_parts(ax, parts);
}

/* Points of the page, from its lower left corner. */
static axes *drawing_board(figure *fig, double bottom, double top)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, -1, plot_figure_page(fig).width - 3);
    plot_axes_limits_y(ax, bottom, top);
    plot_axes_equal(ax);
    return ax;
}

/* Who knows what. */
static void anatomy(figure *fig, const dataset *data)
{
    (void)data;
    if (plot_figure_is_narrow(fig))
        anatomy_above(drawing_board(fig, -58, 266));
    else
        anatomy_around(drawing_board(fig, 6, 246));
}

/* ---------------------------------------------------------- the network */

static fill_style solid(ink colour)
{
    return (fill_style){.ink = colour, .opacity = 1};
}

/* A rectangle from its lower left corner. */
static void add_rectangle(axes *ax, double left, double bottom, double width,
                          double height, fill_style style)
{
    plot_add_rectangle(ax, left, bottom, left + width, bottom + height, style);
}

static const ink part_inks[] = {INK_SLATE, INK_VERMILION, INK_GREEN,
                                INK_PURPLE};

/* A part of the arena as a matrix, `unit` points a number, its middle at
 * (x, y), and its share of the strip, which is at the height 0 and as long as
 * `length`. */
static void add_matrix(axes *ax, const block *arena, size_t k, double x,
                       double y, double unit, double length)
{
    const size_t last = plot_block_rows(arena) - 1;
    const double *start = plot_block_column(arena, "start");
    const double *rows = plot_block_column(arena, "rows");
    const double *columns = plot_block_column(arena, "columns");
    const double all = start[last] + rows[last] * columns[last];
    const double from = length * start[k] / all;
    const double wide = length * rows[k] * columns[k] / all;
    const double w = unit * columns[k], h = unit * rows[k];
    const ink own = part_inks[k];
    add_rectangle(ax, x - w / 2, y - h / 2, w, h, solid(own));
    add_rectangle(ax, from, 0, wide, 14, solid(own));
    plot_add_segment(ax, x, y - h / 2, from + wide / 2, 14,
                     (line_style){.ink = own, .width = 0.6});
    plot_add_text(ax, x, y + h / 2, PLACE_ABOVE,
                  plot_say("*%c*^{(%zu)}\n%.0f × %.0f\nfrom %s",
                           k % 2 ? 'b' : 'W', k / 2 + 1, rows[k], columns[k],
                           plot_say_count(start[k]).text)
                      .text,
                  (text_style){.ink = own});
}

/* The parts of the network, true to scale, and where they lie in the arena. */
static void arena(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const bool narrow = plot_figure_is_narrow(fig);
    const block *parts = plot_data_block(data, "arena");
    const double *columns = plot_block_column(parts, "columns");
    const double length = plot_figure_page(fig).width - 24;
    const double unit = fmin(narrow ? 1.4 : 1.6, 0.27 * length / columns[0]);
    const double at[] = {0.13, 0.42, 0.69, 0.92};
    axes *ax = drawing_board(fig, -4, narrow ? 164 : 180);
    for (size_t k = 0; k < plot_block_rows(parts); k++)
        add_matrix(ax, parts, k, at[k] * length, narrow ? 82 : 90, unit,
                   length);
}

/* Cells in rows of so many, the first top left, coloured by a column. */
static void add_values(axes *ax, const block *b, const char *column,
                       size_t across, double left, double top, double side,
                       shades s)
{
    const double *value = plot_block_column(b, column);
    for (size_t i = 0; i < plot_block_rows(b); i++) {
        const double position = (value[i] - s.low) / (s.high - s.low);
        const size_t row = i / across;
        add_rectangle(ax, left + (double)(i % across) * side,
                      top - (double)(row + 1) * side, side - 0.6, side - 0.6,
                      solid(plot_ink_ramp(s.ramp, position)));
    }
}

/* From minus to plus the largest: only 0 has the paper's colour. */
static shades around_zero(const block *b, const char *column)
{
    range r = plot_range_of(plot_block_rows(b), plot_block_column(b, column));
    double most = fmax(fmax(fabs(r.low), fabs(r.high)), 1e-300);
    return (shades){-most, most, RAMP_DIVERGING};
}

/* Left edges of pixels, hidden units and classes, and where they end. */
typedef struct flow_columns {
    double pixels, hidden, classes, side;
} flow_columns;

static void add_flow_words(axes *ax, flow_columns c, double top, bool back)
{
    static const char *const words[2][3] = {
        {"pixels", "*a*, hidden", "*p*"},
        {"∂*L*/∂*W*^{(1)}", "*d*^{(1)}", "*d*^{(2)}"}};
    const text_style name = {.size = 8.5, .gap = 4};
    const arrow_style look = {.ink = INK_NOTE, .width = 1};
    const double middle = top - 4 * c.side, wide = SIDE * c.side;
    const double at[] = {c.pixels + wide / 2, c.hidden + wide / 2,
                         c.classes + c.side};
    for (int i = 0; i < 3; i++)
        plot_add_text(ax, at[i], top, PLACE_ABOVE, words[back][i], name);
    for (int i = 0; i < 2; i++) {
        double from = (i ? c.hidden : c.pixels) + wide + 4;
        double to = (i ? c.classes : c.hidden) - 4;
        plot_add_arrow(ax, back ? to : from, middle, back ? from : to, middle,
                       look);
        plot_add_text(ax, (from + to) / 2, middle, PLACE_ABOVE,
                      plot_say("*W*^{(%d)}", i + 1).text,
                      (text_style){.ink = INK_NOTE});
    }
}

/* One digit on its way through the network, above, and what comes back. */
static void flow(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const bool narrow = plot_figure_is_narrow(fig);
    const flow_columns c = narrow ? (flow_columns){0, 106, 216, 8.6}
                                  : (flow_columns){36, 190, 362, 9.6};
    const block *pixels = plot_data_block(data, "flow-pixels");
    const block *hidden = plot_data_block(data, "flow-hidden");
    const block *classes = plot_data_block(data, "flow-classes");
    const double down = 0, high = SIDE * c.side, up = high + 24;
    axes *ax = drawing_board(fig, down - 22, up + high + 16);
    add_values(ax, pixels, "grey", SIDE, c.pixels, up + high, c.side, pencil);
    add_values(ax, pixels, "slope", SIDE, c.pixels, down + high, c.side,
               around_zero(pixels, "slope"));
    add_values(ax, hidden, "value", SIDE, c.hidden, up + high, c.side,
               (shades){-1, 1, RAMP_DIVERGING});
    add_values(ax, hidden, "told", SIDE, c.hidden, down + high, c.side,
               around_zero(hidden, "told"));
    add_values(ax, classes, "value", 2, c.classes, up + high, c.side,
               (shades){-1, 1, RAMP_DIVERGING});
    add_values(ax, classes, "told", 2, c.classes, down + high, c.side,
               (shades){-1, 1, RAMP_DIVERGING});
    add_flow_words(ax, c, up + high, false);
    add_flow_words(ax, c, down + high, true);
    plot_add_text(
        ax, c.pixels + high / 2, down, PLACE_BELOW,
        plot_say("to unit %.0f", 1 + plot_data_value(data, "flow.unit")).text,
        (text_style){.ink = INK_NOTE});
}

/* -------------------------------------------------------- the reader's hand */

enum { PAD = 32 };

/* A square of side x side cells from a block, where y counts downward. */
static void add_raster(figure *fig, axes *ax, const block *b,
                       const char *column, size_t side, double left, double top,
                       double wide)
{
    const double half = wide / (double)side / 2;
    const double *value = plot_block_column(b, column);
    double f[PAD * PAD];
    if (plot_block_rows(b) < side * side)
        plot_fail("%s: fewer than %zu cells", plot_block_place(b), side * side);
    for (size_t i = 0; i < side * side; i++)
        f[(side - 1 - i / side) * side + i % side] = value[i];
    const grid *g = plot_figure_keep(
        fig, plot_grid_new(left + half, left + wide - half, side,
                           top - wide + half, top - half, side, f));
    plot_add_cells(ax, g, pencil.low, pencil.high, pencil.ramp);
}

static void add_edge(axes *ax, double left, double top, double wide)
{
    const double x[] = {left, left + wide, left + wide, left, left};
    const double y[] = {top, top, top - wide, top - wide, top};
    plot_add_curve(ax, (series){5, x, y},
                   (line_style){.ink = INK_GRID, .width = 0.8});
}

/* Where things stand, in points: top left corners, of the bars the middle of
 * the upper end of the line at which they begin. */
typedef struct spot {
    double x, y;
} spot;

typedef struct hand_places {
    spot paper, fitted, greys, hidden, bars;
    double side, bar, low, high; /* bar: the length of a certain one */
} hand_places;

static const hand_places hand_wide = {
    {0, 92}, {104, 92}, {208, 92}, {312, 92}, {378, 92}, 88, 50, -4, 112};
static const hand_places hand_narrow = {
    {0, 204}, {94, 204}, {188, 204}, {40, 88}, {126, 88}, 78, 100, -4, 224};

/* What stands above a thing that is so wide. */
static void add_heading(axes *ax, spot at, double wide, const char *words)
{
    plot_add_text(ax, at.x + wide / 2, at.y, PLACE_ABOVE, words,
                  (text_style){.size = 8.5, .gap = 4});
}

/* From one image to the next, if that is beside it. */
static void add_way(axes *ax, spot from, double wide, spot to, double side)
{
    const double y = from.y - side / 2;
    if (from.y == to.y)
        plot_add_arrow(ax, from.x + wide + 3, y, to.x - 3, y,
                       (arrow_style){.ink = INK_NOTE, .width = 1});
}

/* A bar for each class, the longest in blue. */
static void add_bars(axes *ax, const block *b, spot at, double pitch,
                     double length)
{
    const double *p = plot_block_column(b, "probability");
    const size_t rows = plot_block_rows(b);
    const double bottom = at.y - pitch * (double)rows;
    size_t said = 0;
    for (size_t c = 1; c < rows; c++)
        said = p[c] > p[said] ? c : said;
    for (int i = 0; i <= 1; i++)
        plot_add_segment(ax, at.x + i * length, at.y, at.x + i * length, bottom,
                         (line_style){.ink = INK_GRID, .width = 0.8});
    for (size_t c = 0; c < rows; c++) {
        const double low = at.y - pitch * (double)(c + 1);
        add_rectangle(ax, at.x, low + 0.8, length * p[c], pitch - 1.6,
                      solid(c == said ? INK_BLUE : INK_NOTE));
        plot_add_text(
            ax, at.x, low + pitch / 2, PLACE_LEFT, plot_say("%zu", c).text,
            (text_style){
                .ink = c == said ? INK_BLUE : INK_TEXT, .size = 8, .gap = 3});
    }
    plot_add_text(ax, at.x + length, bottom, PLACE_BELOW, "1",
                  (text_style){.ink = INK_NOTE, .size = 8, .gap = 2});
    plot_add_text(ax, at.x, bottom, PLACE_BELOW, "0",
                  (text_style){.ink = INK_NOTE, .size = 8, .gap = 2});
}

/* What the network makes of it, from left to right. */
static void add_reading(figure *fig, axes *ax, const dataset *data,
                        const hand_places *h)
{
    enum { ACROSS = 4 };
    const block *hidden = plot_data_block(data, "drawn-hidden");
    const size_t units = plot_block_rows(hidden);
    const double down = ceil((double)units / ACROSS);
    const double cell = fmin(h->side / fmax(down, 1), h->side / 8);
    const double wide = ACROSS * cell;
    add_raster(fig, ax, plot_data_block(data, "drawn-fitted"), "ink", PAD,
               h->fitted.x, h->fitted.y, h->side);
    add_raster(fig, ax, plot_data_block(data, "drawn-greys"), "grey", SIDE,
               h->greys.x, h->greys.y, h->side);
    add_values(ax, hidden, "value", ACROSS, h->hidden.x, h->hidden.y, cell,
               (shades){-1, 1, RAMP_DIVERGING});
    add_bars(ax, plot_data_block(data, "drawn-classes"), h->bars, h->side / 10,
             h->bar);
    add_heading(ax, h->hidden, wide, "hidden");
    add_heading(ax, h->bars, h->bar, "answer");
    add_way(ax, h->greys, h->side, h->hidden, h->side);
    add_way(ax, h->hidden, wide, (spot){h->bars.x - 7, h->bars.y}, h->side);
}

/* The three sheets, which are there before anything is drawn on them. */
static void add_sheets(axes *ax, const hand_places *h)
{
    add_edge(ax, h->paper.x, h->paper.y, h->side);
    add_edge(ax, h->fitted.x, h->fitted.y, h->side);
    add_edge(ax, h->greys.x, h->greys.y, h->side);
    add_heading(ax, h->paper, h->side, "drawn");
    add_heading(ax, h->fitted, h->side, "made to fit");
    add_heading(ax, h->greys, h->side, "counted");
    add_way(ax, h->paper, h->side, h->fitted, h->side);
    add_way(ax, h->fitted, h->side, h->greys, h->side);
}

/* A digit that was drawn, and what the network reads. */
static void own_hand(figure *fig, const dataset *data)
{
    const hand_places *h =
        plot_figure_is_narrow(fig) ? &hand_narrow : &hand_wide;
    axes *ax = drawing_board(fig, h->low, h->high);
    add_raster(fig, ax, plot_data_block(data, "drawn-pixels"), "ink", PAD,
               h->paper.x, h->paper.y, h->side);
    if (plot_data_has_block(data, "drawn-fitted"))
        add_reading(fig, ax, data, h);
    else
        plot_add_text(ax, h->paper.x + h->side / 2, h->paper.y - h->side / 2,
                      PLACE_CENTRE, "nothing is drawn",
                      (text_style){.ink = INK_NOTE});
    add_sheets(ax, h);
}

/* ------------------------------------------------------------- the bowl */

/* How far a run is from the minimum along one coordinate. */
static void add_distance(axes *ax, const dataset *data, const char *block_name,
                         const char *coordinate, const char *key)
{
    const method_look *look = plot_method_find(key);
    series s = plot_data_xy(data, block_name, "step", coordinate);
    plot_add_curve(
        ax, s,
        (line_style){.ink = look->ink, .dash = look->dash, .width = 1.1});
    series middle = plot_series_part(s, s.n / 8, s.n / 2 + 1);
    plot_add_words(ax, middle, PLACE_ABOVE_RIGHT, look->name,
                   (text_style){.ink = look->ink});
}

/* The coordinates of the two runs apart, down to what is as good as 0. */
static void bowl_coordinates(figure *fig, const dataset *data)
{
    static const char *const names[] = {"x", "y"};
    plot_figure_fold(fig, 2, 2, 1, SHARE_Y);
    for (size_t k = 0; k < 2; k++) {
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_labels(ax, "step", "distance");
        plot_axes_title(ax, plot_say("along *%s*", names[k]).text);
        plot_axes_limits_y(ax, 1e-20, 10);
        plot_axes_log_y(ax);
        add_distance(ax, data, "bowl-descent", names[k], "gradient-descent");
        add_distance(ax, data, "bowl-momentum", names[k], "momentum");
    }
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
                      (text_style){.ink = INK_NOTE, .size = 8, .gap = 2});
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
    const path_style style = {
        .ink = look->ink, .width = 1, .dot = 2.4, .halo = 0.8};
    axes *ax = plot_figure_nth(fig, m);
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
    plot_add_run(ax, run, "x", "y", style, NUMBERS_NONE);
    add_depth(ax, path, w);
    plot_add_minimum(ax, 0, 0);
    plot_add_panel_text(ax, 0.97, 0.89, PLACE_LEFT,
                        run_words(data, run, key).text,
                        (text_style){.size = 8, .gap = 0.5});
}

static void bowl_paths(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "bowl-grid");
    plot_figure_fold(fig, METHODS, 4, 2, SHARE_BOTH);
    for (unsigned m = 0; m < METHODS; m++)
        bowl_panel(fig, data, g, m);
}

/* ------------------------------------------------------------- the deal */

static const struct part {
    const char *column, *name;
    fill_style fill;
} parts[] = {{"training", "training", {INK_SLATE, 0.9, INK_DEFAULT}},
             {"validation", "validation", {INK_SLATE, 0.45, INK_DEFAULT}},
             {"held_out", "held out", {INK_SLATE, 0.16, INK_DEFAULT}}};

/* Bars of which each row of the block has three, one on the other, from `low`
 * to `high`. */
static void add_parts_of(axes *ax, const block *b, size_t row, double low,
                         double high)
{
    double foot = 0;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        double count = plot_block_column(b, parts[p].column)[row];
        add_rectangle(ax, low, foot, high - low, count, parts[p].fill);
        foot += count;
    }
}

/* Which part the digits came into: class by class, and along the file. */
static void deal(figure *fig, const dataset *data)
{
    const block *classes = plot_data_block(data, "deal-classes");
    const block *stretches = plot_data_block(data, "deal-stretches");
    const double *from = plot_block_column(stretches, "from");
    const double *to = plot_block_column(stretches, "to");
    const size_t last = plot_block_rows(stretches) - 1;
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    axes *left = plot_figure_nth(fig, 0), *right = plot_figure_nth(fig, 1);
    plot_axes_labels(left, "digit", "images");
    plot_axes_ticks_x(left, 1);
    plot_axes_limits_x(left, -0.6, 9.6);
    plot_axes_labels(right, "line of the file", "of each 30");
    plot_axes_limits_x(right, from[0] - 10, to[last] + 10);
    for (size_t k = 0; k < plot_block_rows(classes); k++)
        add_parts_of(left, classes, k, (double)k - 0.4, (double)k + 0.4);
    for (size_t k = 0; k <= last; k++)
        add_parts_of(right, stretches, k, from[k], to[k]);
    plot_axes_legend(right, LEGEND_RIGHT);
    for (size_t p = sizeof parts / sizeof *parts; p-- > 0;)
        plot_add_legend_mark(
            right, parts[p].name,
            (mark_style){
                .shape = SHAPE_SQUARE,
                .ink = plot_ink_tint(parts[p].fill.ink, parts[p].fill.opacity),
                .size = 6});
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

/* Wrong answers, in classes: each has about twice as many as the one before. */
static const double classes[] = {15, 30, 60, 120, 240};
enum { CLASSES = sizeof classes / sizeof *classes };
static const band_style door = {.ramp = RAMP_VIRIDIS, .reversed = true};

static ink class_ink(double wrong)
{
    size_t k = 0;
    while (k < CLASSES && wrong >= classes[k])
        k++;
    return plot_ink_ramp(door.ramp, 1 - (double)k / CLASSES);
}

/* A cell from rate to rate, a little smaller than the grid. */
static void add_cell(axes *ax, double from, double to, double y, ink colour)
{
    const double half = pow(10, 0.24);
    plot_add_rectangle(ax, from / half, y - 0.46, to * half, y + 0.46,
                       solid(colour));
}

static void add_outline(axes *ax, double from, double to, double y)
{
    const double half = pow(10, 0.24);
    const double x[] = {from / half, to * half, to * half, from / half,
                        from / half};
    const double up = y + 0.46, down = y - 0.46;
    const double at[] = {down, down, up, up, down};
    plot_add_curve(ax, (series){5, x, at},
                   (line_style){.ink = INK_TEXT, .width = 1.2});
}

/* A strip of the block: the rows of one method, from `first` to before `end`,
 * and the rate that it has chosen. */
static void add_strip(axes *ax, const block *b, size_t first, size_t end,
                      double chosen, double y)
{
    const double *rate = plot_block_column(b, "rate");
    const double *wrong = plot_block_column(b, "wrong");
    const double *diverged = plot_block_column(b, "diverged");
    const double *flat = plot_block_column(b, "plateau");
    size_t low = end, high = first;
    for (size_t i = first; i < end; i++) {
        if (diverged[i] != 0)
            plot_add_mark(ax, rate[i], y,
                          (mark_style){SHAPE_CROSS, INK_NOTE, 4, false, 0});
        else
            add_cell(ax, rate[i], rate[i], y, class_ink(wrong[i]));
        if (flat[i] != 0) {
            low = low < i ? low : i;
            high = i;
        }
    }
    add_outline(ax, rate[low], rate[high], y);
    plot_add_mark(ax, chosen, y,
                  (mark_style){.shape = SHAPE_DOT, .ink = INK_BLACK});
}

/* Wrong answers on the validation part, a strip for each method. */
static void digits_rates(figure *fig, const dataset *data)
{
    const block *b = plot_data_rows(data, "sensitivity", 1);
    const block *chosen = plot_data_block(data, "chosen");
    const char *const *name = plot_block_text(chosen, "method");
    const double *own = plot_block_column(chosen, "rate");
    const double *rate = plot_block_column(b, "rate");
    const size_t strips = plot_block_rows(chosen);
    const size_t rates = plot_block_rows(b) / strips;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "rate *η*", NULL);
    plot_axes_limits_x(ax, 0.55 * rate[0], rate[rates - 1] / 0.55);
    plot_axes_limits_y(ax, -0.6, (double)strips - 0.4);
    plot_axes_log_x(ax);
    plot_axes_colour_bar(ax, plot_levels_of(classes, CLASSES), door, "wrong");
    for (size_t m = 0; m < strips; m++) {
        double y = (double)(strips - 1 - m);
        plot_axes_tick_y(ax, y, plot_method_find(name[m])->name);
        add_strip(ax, b, m * rates, (m + 1) * rates, own[m], y);
    }
}

/* ------------------------------------------------------------- one rate */

/* Is the rate turned away from the one that the training was told with? */
static bool trial_waits(const dataset *data)
{
    return plot_data_value(data, "trial.rate")
           != plot_data_value(data, "trial-rate.rate");
}

/* Where runs at these rates end; a cross where one diverged: all is wrong. */
static void add_outcomes(axes *ax, const block *b, ink colour)
{
    const series s = plot_xy(b, "rate", "wrong");
    const double *diverged = plot_block_column(b, "diverged");
    plot_add_curve(ax, s, (line_style){.ink = INK_FAINT, .width = 1});
    for (size_t i = 0; i < s.n; i++)
        plot_add_mark(
            ax, s.x[i], s.y[i],
            (mark_style){.shape = diverged[i] != 0 ? SHAPE_CROSS : SHAPE_DOT,
                         .ink = colour});
}

/* Wrong answers against the rate. The line is where the hand is; the ring on
 * it, what the training there has come to. */
static void trial_rates(axes *ax, const dataset *data, const method_look *look)
{
    const double asked = plot_data_value(data, "trial.asked");
    const double rate = plot_data_value(data, "trial-rate.rate");
    const double wrong = plot_data_value(data, "trial.wrong");
    plot_axes_title(ax, look->name);
    plot_axes_labels(ax, "rate *η*", "wrong digits");
    plot_axes_limits_x(ax, 7e-5, 14);
    plot_axes_limits_y(ax, 0, 1.04 * asked);
    plot_axes_log_x(ax);
    add_outcomes(ax, plot_data_block(data, "trial-scan"), INK_NOTE);
    plot_add_vline(ax, rate, plot_guide_line);
    if (!trial_waits(data))
        plot_add_mark(
            ax, rate, wrong,
            (mark_style){.shape = plot_data_value(data, "trial.diverged") != 0
                                      ? SHAPE_CROSS
                                      : SHAPE_DOT,
                         .ink = look->ink,
                         .size = 8});
    plot_add_handle(ax, rate, wrong, "trial-rate.rate", NULL);
}

/* The loss at that rate, epoch by epoch, between whole powers of ten. */
static void trial_loss(axes *ax, const dataset *data, const method_look *look)
{
    const series s = plot_data_xy(data, "trial-curve", "epoch", "loss");
    const range r = plot_range_of(s.n, s.y);
    const double low = fmin(-1, s.n ? floor(log10(r.low)) : 0);
    const double high = fmax(1, s.n ? ceil(log10(r.high)) : 0);
    const double epochs = plot_data_value(data, "trial-plan.epochs");
    plot_axes_labels(ax, "epoch", "loss");
    plot_axes_limits_x(ax, 0, epochs);
    plot_axes_limits_y(ax, pow(10, low), pow(10, high));
    plot_axes_log_y(ax);
    if (epochs <= 6) /* there are no half epochs */
        plot_axes_ticks_x(ax, 1);
    const ink colour =
        trial_waits(data) ? plot_ink_tint(look->ink, 0.4) : look->ink;
    plot_add_curve(ax, s, (line_style){.ink = colour});
    plot_add_marks(ax, s,
                   (mark_style){.shape = SHAPE_DOT, .ink = colour, .size = 3});
    plot_axes_title(
        ax,
        plot_say("at *η* = %s",
                 plot_say_number(plot_data_value(data, "trial.rate"), 2).text)
            .text);
}

static void digits_rate(figure *fig, const dataset *data)
{
    const block *method = plot_data_block(data, "trial-method");
    const method_look *look =
        plot_method_find(plot_block_text(method, "method")[0]);
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    trial_rates(plot_figure_nth(fig, 0), data, look);
    trial_loss(plot_figure_nth(fig, 1), data, look);
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

/* The learner whose loss is at the end the least, or the largest. */
static unsigned at_the_end(const dataset *data, bool largest)
{
    unsigned found = LEARNERS;
    double best = 0;
    for (unsigned m = 0; m < LEARNERS; m++) {
        const block *run = run_of(data, "curve", m);
        if (!run)
            continue;
        double loss =
            plot_block_column(run, "validation_loss")[plot_block_rows(run) - 1];
        if (found == LEARNERS || (largest ? loss > best : loss < best)) {
            found = m;
            best = loss;
        }
    }
    return found;
}

/* One of those that stand out, over all others. */
static void add_outstanding(axes *ax, const dataset *data, unsigned m)
{
    const method_look *look = plot_method_at(m);
    const block *run = run_of(data, "curve", m);
    const series s = plot_xy(run, "epoch", "validation_loss");
    plot_add_curve(ax, s, (line_style){.ink = look->ink, .halo = 1});
    plot_add_end_label(ax, s, look->name, look->ink);
    if (plot_block_rows(run) <= 6) /* there are no half epochs */
        plot_axes_ticks_x(ax, 1);
}

/* All losses, epoch by epoch; the two that end lowest and highest stand out. */
static void digits_training(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const unsigned least = at_the_end(data, false);
    const unsigned most = at_the_end(data, true);
    double low, high;
    axes *ax = plot_figure_axes(fig);
    loss_limits(data, &low, &high);
    plot_axes_labels(ax, "epoch", "loss");
    plot_axes_limits_y(ax, low, high);
    plot_axes_log_y(ax);
    for (unsigned m = 0; m < LEARNERS; m++) {
        const block *run = run_of(data, "curve", m);
        if (run && m != least && m != most)
            plot_add_curve(ax, plot_xy(run, "epoch", "validation_loss"),
                           (line_style){.ink = INK_FAINT, .width = 1});
    }
    add_outstanding(ax, data, least);
    if (most != least)
        add_outstanding(ax, data, most);
}

/* What single digits cost. */
static void minus_log(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *asked = plot_data_block(data, "asked");
    const double *wrong = plot_block_column(asked, "wrong");
    const series all = plot_xy(asked, "p", "loss");
    const series line = plot_data_xy(data, "minus-log", "p", "loss");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*p* of the right class", "−log *p*");
    plot_axes_limits_x(ax, -0.03, 1.03);
    plot_axes_limits_y(ax, -0.03 * line.y[0], 1.05 * line.y[0]);
    plot_add_curve(ax, line, plot_function_line);
    for (size_t k = 0; k < all.n; k++)
        plot_add_mark(
            ax, all.x[k], all.y[k],
            wrong[k] != 0
                ? (mark_style){.shape = SHAPE_SQUARE, .ink = INK_VERMILION}
                : (mark_style){.shape = SHAPE_DOT, .ink = INK_GREEN});
    plot_axes_legend(ax, LEGEND_TOP_RIGHT);
    plot_add_legend_mark(
        ax, "read wrongly",
        (mark_style){.shape = SHAPE_SQUARE, .ink = INK_VERMILION});
    plot_add_legend_mark(ax, "read rightly",
                         (mark_style){.shape = SHAPE_DOT, .ink = INK_GREEN});
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
    plot_figure_fold(fig, 2, 2, 1,
                     plot_figure_is_narrow(fig) ? SHARE_NONE : SHARE_Y);
    axes *alone = plot_figure_nth(fig, 0);
    axes *paired = plot_figure_nth(fig, 1);
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
    plot_figure_caption_beside(fig);
    static const struct {
        const char *column, *name;
        ink ink;
        shape shape;
    } ways[] = {{"mixed", "mixed", INK_SLATE, SHAPE_DOT},
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

/* The mistakes of a block, a square for each pair of classes. */
static void confused_panel(axes *ax, const block *b, double most)
{
    const double *is = plot_block_column(b, "is");
    const double *said = plot_block_column(b, "said");
    const double *count = plot_block_column(b, "count");
    plot_axes_labels(ax, "read as", "is");
    plot_axes_limits_x(ax, -0.5, 9.5);
    plot_axes_limits_y(ax, -0.5, 9.5);
    plot_axes_equal(ax);
    plot_axes_spines(ax, SPINES_BOX);
    for (int digit = 0; digit < 10; digit++) {
        plot_axes_tick_x(ax, digit, plot_say("%d", digit).text);
        plot_axes_tick_y(ax, 9 - digit, plot_say("%d", digit).text);
    }
    for (size_t k = 0; k < plot_block_rows(b); k++) {
        const double x = said[k], y = 9 - is[k], share = count[k] / most;
        if (said[k] == is[k] || count[k] == 0)
            continue;
        add_rectangle(ax, x - 0.5, y - 0.5, 1, 1,
                      solid(plot_ink_ramp(RAMP_GREY, share)));
        plot_add_text(ax, x, y, PLACE_CENTRE, plot_say("%.0f", count[k]).text,
                      (text_style){.ink = share > 0.5 ? INK_PAPER : INK_TEXT,
                                   .bare = true});
    }
    plot_add_line(ax, 0, 9, -1, (line_style){.ink = INK_GRID, .width = 0.8});
}

/* What is taken for what, mixed and in runs. */
static void digits_confused(figure *fig, const dataset *data)
{
    static const char *const names[] = {"taken-mixed", "taken-runs"};
    static const char *const titles[] = {"mixed", "in runs"};
    double most = 1;
    for (size_t k = 0; k < 2; k++) {
        const block *b = plot_data_block(data, names[k]);
        const double *is = plot_block_column(b, "is");
        const double *said = plot_block_column(b, "said");
        for (size_t i = 0; i < plot_block_rows(b); i++)
            if (is[i] != said[i])
                most = fmax(most, plot_block_column(b, "count")[i]);
    }
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    for (size_t k = 0; k < 2; k++) {
        plot_axes_title(plot_figure_nth(fig, k), titles[k]);
        confused_panel(plot_figure_nth(fig, k), plot_data_block(data, names[k]),
                       most);
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

/* In a page the two beside it are told last. */
static bool is_told(const dataset *data, const struct edge *e)
{
    return plot_data_has_block(data, e->block);
}

/* What a column of a run goes through; without a reading, nothing. */
static range range_of(const dataset *data, const struct edge *e,
                      const char *column)
{
    const block *b = plot_data_block(data, e->block);
    return plot_range_of(plot_block_rows(b), plot_block_column(b, column));
}

/* The rate of a run; of the first, whose rate is turned, the one that it was
 * told with. */
static double edge_rate(const dataset *data, const struct edge *e)
{
    return e == edges ? plot_data_value(data, "edge.rate")
                      : 2 / plot_data_value(data, e->limit);
}

/* A run at a rate that is turned away from waits to be told anew. */
static bool waits(const dataset *data, const struct edge *e)
{
    return e == edges
           && edge_rate(data, e) != plot_data_value(data, "edge-plan.rate");
}

/* A column of all runs against the step, each with its rate at its end; only
 * the cross-entropy has its name. */
static void edge_curves(axes *ax, const dataset *data, const char *column)
{
    for (size_t k = 0; k < EDGES; k++) {
        const struct edge *e = &edges[k];
        if (!is_told(data, e))
            continue;
        const ink colour = waits(data, e) ? plot_ink_tint(e->ink, 0.4) : e->ink;
        series s = plot_data_xy(data, e->block, "step", column);
        phrase name = plot_say("cross-entropy");
        if (e->limit)
            name = plot_say("*η* = %s",
                            plot_say_number(edge_rate(data, e), 2).text);
        plot_add_curve(
            ax, s, (line_style){.ink = colour, .dash = e->dash, .width = 1.1});
        plot_add_end_label(ax, s, name.text, colour);
    }
}

/* Where the steps end: of the runs, or of the one that is being told. */
static double last_step(const dataset *data)
{
    double last = plot_data_value(data, "edge-plan.steps");
    for (size_t k = 0; k < EDGES; k++)
        if (is_told(data, &edges[k]))
            last = fmax(last, range_of(data, &edges[k], "step").high);
    return fmax(last, 1);
}

/* A limit across the panel, named where there is room. */
static void add_limit(axes *ax, const dataset *data, const struct edge *e)
{
    double limit = plot_data_value(data, e->limit), steps = last_step(data);
    const double x[] = {0.1 * steps, 0.4 * steps, 0.7 * steps};
    const double y[] = {limit, limit, limit};
    plot_add_hline(
        ax, limit,
        (line_style){.ink = e->ink, .dash = DASH_DOTTED, .width = 0.8});
    plot_add_words(ax, (series){3, x, y}, PLACE_ABOVE,
                   plot_say("2/*η* = %s", plot_say_number(limit, 3).text).text,
                   (text_style){.ink = e->ink, .size = 8, .gap = 2});
}

/* So high that all curves and limits are in it, by doubling: a window that
 * moves with every rate would hide what the rate does. */
static double highest_sharpness(const dataset *data)
{
    double most = 0, top = 32;
    for (size_t k = 0; k < EDGES; k++) {
        const struct edge *e = &edges[k];
        if (is_told(data, e))
            most = fmax(most, range_of(data, e, "sharpness").high);
        if (e->limit && (k == 0 || is_told(data, e)))
            most = fmax(most, plot_data_value(data, e->limit));
    }
    while (top < 1.06 * most)
        top *= 2;
    return top;
}

/* Whole powers of ten around all losses. */
static void edge_losses(axes *ax, const dataset *data)
{
    double low = -2, high = 1;
    for (size_t k = 0; k < EDGES; k++) {
        if (!is_told(data, &edges[k]))
            continue;
        const range r = range_of(data, &edges[k], "loss");
        low = fmin(low, floor(log10(r.low)));
        high = fmax(high, ceil(log10(r.high)));
    }
    plot_axes_limits_y(ax, pow(10, low), pow(10, high));
    plot_axes_log_y(ax);
}

/* The largest curvature under descents, and the losses that they lower. */
static void sharpness(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 2, 1, SHARE_X);
    plot_figure_rows(fig, (double[]){1.7, 1});
    axes *above = plot_figure_panel(fig, 0, 0);
    axes *below = plot_figure_panel(fig, 1, 0);
    plot_axes_labels(above, "step", "sharpness");
    plot_axes_limits_x(above, 0, last_step(data));
    plot_axes_limits_y(above, 0, highest_sharpness(data));
    for (size_t k = 0; k < EDGES; k++)
        if (edges[k].limit && (k == 0 || is_told(data, &edges[k])))
            add_limit(above, data, &edges[k]);
    edge_curves(above, data, "sharpness");
    plot_axes_labels(below, "step", "loss");
    plot_axes_limits_x(below, 0, last_step(data));
    edge_losses(below, data);
    edge_curves(below, data, "loss");
}

/* ----------------------------------------------------------------- cost */

static void step_cost(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    static const char *const methods[] = {"gradient-descent", "momentum",
                                          "lion", "adam", "amsgrad"};
    static const double ticks[] = {0.1, 0.2, 0.5, 1, 2, 5, 10};
    series update = plot_data_xy(data, "cost-update", "n", "ns");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "parameters *n*", "ns per parameter");
    plot_axes_log_x(ax);
    plot_axes_limits_y(ax, 0.1, 20);
    plot_axes_log_y(ax);
    plot_axes_grid_y(ax);
    for (size_t k = 0; k < sizeof ticks / sizeof *ticks; k++)
        plot_axes_tick_y(ax, ticks[k], plot_say_number(ticks[k], 1).text);
    plot_add_curve(ax, update, (line_style){.ink = INK_NOTE});
    plot_add_end_label(ax, update, "update", INK_NOTE);
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
        {"digits", FULL_WIDTH, 230, 225, digits},
        {"anatomy", FULL_WIDTH, 250, 330, anatomy},
        {"bowl-coordinates", FULL_WIDTH, 200, 400, bowl_coordinates},
        {"bowl-paths", FULL_WIDTH, 300, 560, bowl_paths},
        {"arena", FULL_WIDTH, 205, 190, arena},
        {"flow", FULL_WIDTH, 215, 215, flow},
        {"deal", FULL_WIDTH, 190, 360, deal},
        {"digits-rates", FULL_WIDTH, 250, 250, digits_rates},
        {"digits-rate", FULL_WIDTH, 190, 400, digits_rate},
        {"digits-training", FULL_WIDTH, 230, 220, digits_training},
        {"minus-log", 330, 220, 210, minus_log},
        {"digits-mistakes", FULL_WIDTH, 78, 150, digits_mistakes},
        {"digits-weights", FULL_WIDTH, 220, 140, digits_weights},
        {"digits-splits", FULL_WIDTH, 270, 480, digits_splits},
        {"digits-fifths", 300, 190, 190, digits_fifths},
        {"digits-confused", FULL_WIDTH, 225, 460, digits_confused},
        {"own-hand", FULL_WIDTH, 132, 250, own_hand},
        {"sharpness", FULL_WIDTH, 300, 300, sharpness},
        {"step-cost", FULL_WIDTH, FULL_HEIGHT, 260, step_cost},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
