/* The figures of chapter 1, Extrema: where could a minimum be?
 *
 * One function a figure; the table of them stands at the end. Through the
 * whole chapter blue means rising or bending upward, vermilion falling or
 * bending downward, and flat points are black. */
#include "plot/plot.h"

#include <math.h>
#include <string.h>

enum {
    INK_RISING = INK_BLUE,
    INK_FALLING = INK_VERMILION,
    INK_FLAT = INK_TEXT
};

static const line_style quiet = {.ink = INK_FAINT, .width = 1.5};
static const mark_style flat_mark = {.ink = INK_FLAT, .halo = 1};

/* ------------------------------------------------------------ windows */

/* The range with air below and above it, as shares of its length. */
static range with_air(range r, double below, double above)
{
    double length = r.high - r.low;
    return (range){r.low - below * length, r.high + above * length};
}

static void limits_x(axes *ax, range r)
{
    plot_axes_limits_x(ax, r.low, r.high);
}

static void limits_y(axes *ax, range r)
{
    plot_axes_limits_y(ax, r.low, r.high);
}

/* ------------------------------------------------------- sign of a slope */

static ink slope_ink(double slope)
{
    return slope > 0 ? INK_RISING : slope < 0 ? INK_FALLING : INK_FLAT;
}

/* A piece of a curve on which the slope keeps its sign. */
typedef struct piece {
    size_t first, n;
    double from, to; /* x */
    bool rises;
} piece;

enum { MOST_PIECES = 8 };

/* Cuts a curve where the sign of its slope changes; returns the number of
 * pieces. Neighbours share the point at which they meet. */
static size_t monotone_pieces(const block *curve, piece *pieces)
{
    const double *x = plot_block_column(curve, "x");
    const double *slope = plot_block_column(curve, "slope");
    size_t n = plot_block_rows(curve), count = 0, first = 0;
    for (size_t i = 1; i <= n && count < MOST_PIECES; i++) {
        if (i < n && (slope[i] > 0) == (slope[i - 1] > 0))
            continue;
        size_t last = i < n ? i : n - 1;
        pieces[count++] = (piece){.first = first,
                                  .n = last - first + 1,
                                  .from = x[first],
                                  .to = x[last],
                                  .rises = slope[last - 1] > 0};
        first = i;
    }
    return count;
}

/* The curve, blue where it rises and vermilion where it falls. */
static void add_signed_curve(axes *ax, const block *curve, const char *column)
{
    piece pieces[MOST_PIECES];
    size_t count = monotone_pieces(curve, pieces);
    series all = plot_xy(curve, "x", column);
    for (size_t k = 0; k < count; k++)
        plot_add_curve(
            ax, plot_series_part(all, pieces[k].first, pieces[k].n),
            (line_style){.ink = slope_ink(pieces[k].rises ? 1 : -1)});
}

/* Dotted lines through flat points, over the whole panel. */
static void add_flat_guides(axes *ax, series points)
{
    for (size_t i = 0; i < points.n; i++)
        plot_add_vline(ax, points.x[i], plot_dotted_line);
}

/* ---------------------------------------------------- flat points, kinds */

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* One of which the second derivatives say nothing is merely flat. */
static mark_style kind_mark(const char *kind)
{
    return is(kind, "minimum")   ? plot_minimum_mark
           : is(kind, "maximum") ? plot_maximum_mark
           : is(kind, "saddle")  ? plot_pass_mark
                                 : flat_mark;
}

/* ---------------------------------------------------------- one variable */

static size_t lowest_of(series s)
{
    size_t lowest = 0;
    for (size_t i = 1; i < s.n; i++)
        if (s.y[i] < s.y[lowest])
            lowest = i;
    return lowest;
}

/* "local minimum", and beneath it "f(3) = -25". */
static phrase name_and_value(const char *name, double x, double f)
{
    return plot_say("%s\n*f*(%s) = %s", name, plot_say_number(x, 3).text,
                    plot_say_number(f, 3).text);
}

static const mark_style wall_mark = {
    .shape = SHAPE_SQUARE, .ink = INK_FLAT, .size = 6, .halo = 1};

/* Between two neighbours the curve only rises or only falls, so that they
 * tell a candidate's kind. The name of an end stands beside the curve. */
static void add_candidate(axes *ax, series c, size_t i, size_t lowest)
{
    bool first = i == 0, last = i == c.n - 1;
    bool top = i > 0 && c.y[i] > c.y[i - 1];
    bool at_wall = c.x[i] > c.x[0] + 0.9 * (c.x[c.n - 1] - c.x[0]);
    place where = top ? PLACE_ABOVE : at_wall ? PLACE_BELOW_LEFT : PLACE_BELOW;
    double gap = 7;
    if (first && i == lowest && c.y[1] - c.y[0] > 60 * (c.x[1] - c.x[0])) {
        where = PLACE_BELOW_RIGHT; /* the curve is too steep for a name */
    } else if (first) {
        where = i == lowest || c.y[1] < c.y[0] ? PLACE_ABOVE_RIGHT
                                               : PLACE_BELOW_RIGHT;
        gap = i == lowest ? 15 : 7;
    } else if (last) {
        where = top ? PLACE_ABOVE_LEFT : PLACE_BELOW_LEFT;
    }
    const char *name = first || last ? "end point"
                       : top         ? "local maximum"
                                     : "local minimum";
    phrase text = name_and_value(name, c.x[i], c.y[i]);
    if (i == lowest)
        text = plot_say("%s, the lowest", text.text);
    plot_add_text(ax, c.x[i], c.y[i], where, text.text,
                  (text_style){.gap = gap});
    plot_add_mark(ax, c.x[i], c.y[i],
                  first || last ? wall_mark
                  : top         ? plot_maximum_mark
                                : plot_minimum_mark);
}

/* On a closed interval the flat points and the ends compete, and the winner
 * need not be flat. */
static void candidates(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    series curve = plot_data_xy(data, "cubic-curve", "x", "f");
    series c = plot_data_xy(data, "cubic-candidates", "x", "f");
    size_t lowest = lowest_of(c);
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    limits_x(ax, with_air(plot_range_of(curve.n, curve.x), 0.033, 0.033));
    limits_y(ax, with_air(plot_range_of(curve.n, curve.y), 0.125, 0.161));
    plot_axes_ticks_x(ax, 1);
    plot_add_curve(ax, curve, plot_function_line);
    plot_add_segment(ax, c.x[0], c.y[lowest], c.x[c.n - 1], c.y[lowest],
                     plot_dotted_line);
    for (size_t i = 0; i < c.n; i++)
        add_candidate(ax, c, i, lowest);
}

static const mark_style hole_mark = {
    .shape = SHAPE_CIRCLE, .ink = INK_FLAT, .size = 6};

/* Three curves that come near a lowest value and do not take it. */
static void missing(figure *fig, const dataset *data)
{
    static const char *const panels[][2] = {
        {"missing-end", "an end is missing"},
        {"missing-value", "it jumps"},
        {"missing-bound", "no end at all"}};
    const block *marks = plot_data_block(data, "missing-marks");
    const char *const *kind = plot_block_text(marks, "kind");
    const double *panel = plot_block_column(marks, "panel");
    series at = plot_xy(marks, "x", "f");
    plot_figure_fold(fig, 3, 3, 1, SHARE_Y);
    for (size_t k = 0; k < 3; k++) {
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, panels[k][1]);
        plot_axes_labels(ax, "*x*", "*f*(*x*)");
        plot_axes_limits_y(ax, -0.12, 1.12);
        plot_axes_ticks_y(ax, 0.5);
        plot_add_hline(ax, 0, plot_dotted_line);
        plot_add_curve(ax, plot_data_xy(data, panels[k][0], "x", "f"),
                       plot_function_line);
        for (size_t i = 0; i < at.n; i++)
            if (panel[i] == (double)k)
                plot_add_mark(ax, at.x[i], at.y[i],
                              strcmp(kind[i], "hole") == 0 ? hole_mark
                                                           : flat_mark);
    }
}

/* The slopes of chords from one place to either side, with their signs as
 * colours and as numbers where there is room. */
static void add_chords(axes *ax, const block *chords, double which)
{
    const double *of = plot_block_column(chords, "place");
    const double *slope = plot_block_column(chords, "slope");
    series from = plot_xy(chords, "x", "f"),
           to = plot_xy(chords, "end_x", "end_f");
    for (size_t i = 0; i < to.n; i++) {
        ink colour = slope_ink(slope[i]);
        bool left = to.x[i] < from.x[i];
        if (of[i] != which)
            continue;
        plot_add_segment(ax, from.x[i], from.y[i], to.x[i], to.y[i],
                         (line_style){.ink = colour, .width = 1.2});
        plot_add_mark(ax, to.x[i], to.y[i],
                      (mark_style){.ink = colour, .size = 3.6, .halo = 0.8});
        plot_add_words(
            ax, plot_series_part(to, i, 1), left ? PLACE_LEFT : PLACE_RIGHT,
            plot_say_number(slope[i], 4).text, (text_style){.ink = colour});
    }
}

/* At an extremum the chords to its two sides have opposite signs; elsewhere
 * they soon have one. */
static void both_sides(figure *fig, const dataset *data)
{
    const block *curves = plot_data_block(data, "both-sides-curve");
    const block *chords = plot_data_block(data, "both-sides");
    series from = plot_xy(chords, "x", "f");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    for (size_t k = 0; k < 2; k++) {
        size_t first = k * from.n / 2;
        series curve = plot_xy_where(curves, "x", "f", "place", (double)k);
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, plot_say("from *x* = %s",
                                     plot_say_number(from.x[first], 3).text)
                                .text);
        plot_axes_labels(ax, "*x*", "*f*(*x*)");
        limits_x(ax, with_air(plot_range_of(curve.n, curve.x), 0.08, 0.08));
        limits_y(ax, with_air(plot_range_of(curve.n, curve.y), 0.08, 0.14));
        plot_axes_ticks_x(ax, 1);
        plot_add_curve(ax, curve, quiet);
        add_chords(ax, chords, (double)k);
        plot_add_mark(ax, from.x[first], from.y[first], flat_mark);
    }
}

/* Half of it is 20 points long; per_unit: points per unit of x and of f. */
static void add_short_tangent(axes *ax, double x, double f, double slope,
                              const double per_unit[2])
{
    ink colour = slope_ink(slope);
    double dx = 20 / hypot(per_unit[0], slope * per_unit[1]);
    plot_add_segment(ax, x - dx, f - slope * dx, x + dx, f + slope * dx,
                     (line_style){.ink = colour, .width = 2});
    plot_add_mark(ax, x, f, (mark_style){.ink = colour, .halo = 0.8});
}

/* Where the number of a tangent does not hide the curve. slope: as drawn; fell:
 * the curve has been falling before. */
static place slope_place(double slope, bool fell)
{
    if (slope == 0)
        return fell ? PLACE_BELOW : PLACE_ABOVE;
    if (slope < 0)
        return PLACE_ABOVE_RIGHT;
    if (slope > 1)
        return fell ? PLACE_RIGHT : PLACE_LEFT;
    return fell ? PLACE_BELOW_RIGHT : PLACE_ABOVE_LEFT;
}

/* What its labels take from a panel that fills a figure, points. */
#define LABELS_WIDTH  38.0
#define LABELS_HEIGHT 30.0

/* The slope is read off a tangent that slides along the curve. */
static void sliding_tangent(figure *fig, const dataset *data)
{
    series curve = plot_data_xy(data, "cubic-curve", "x", "f");
    const block *tangents = plot_data_block(data, "cubic-tangents");
    series at = plot_xy(tangents, "x", "f");
    const double *slope = plot_block_column(tangents, "slope");
    range x = with_air(plot_range_of(curve.n, curve.x), 0.033, 0.033),
          f = with_air(plot_range_of(at.n, at.y), 0.53, 0.34);
    const bool narrow = plot_figure_is_narrow(fig);
    const page_size page = plot_figure_page(fig);
    const double per_unit[2] = {(page.width - LABELS_WIDTH) / (x.high - x.low),
                                (page.height - LABELS_HEIGHT)
                                    / (f.high - f.low)};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    limits_x(ax, x);
    limits_y(ax, f);
    plot_axes_ticks_x(ax, 1);
    plot_add_curve(ax, curve, quiet);
    bool fell = false;
    for (size_t i = 0; i < at.n; i++) {
        place where = slope_place(slope[i] * per_unit[1] / per_unit[0], fell);
        fell = fell || slope[i] < 0;
        if (i == 0 && slope[i] < 0)
            where = PLACE_BELOW_LEFT;
        const char *word = i == 0 && !narrow ? "slope "
                           : slope[i] == 0   ? "flat: "
                                             : "";
        add_short_tangent(ax, at.x[i], at.y[i], slope[i], per_unit);
        plot_add_text(
            ax, at.x[i], at.y[i], where,
            plot_say("%s%s", word, plot_say_number(slope[i], 4).text).text,
            (text_style){.ink = slope_ink(slope[i]), .gap = 8});
    }
}

/* Whether a piece is wide enough for words that take this share of the
 * panel. */
static bool has_room(const block *curve, const piece *p, double share)
{
    range x =
        plot_range_of(plot_block_rows(curve), plot_block_column(curve, "x"));
    return p->to - p->from > share * (x.high - x.low);
}

/* A band behind both panels wherever the slope is positive or negative. */
static void add_sign_bands(axes *ax, const block *curve)
{
    piece pieces[MOST_PIECES];
    size_t count = monotone_pieces(curve, pieces);
    for (size_t k = 0; k < count; k++)
        plot_add_span_x(ax, pieces[k].from, pieces[k].to,
                        (fill_style){.ink = slope_ink(pieces[k].rises ? 1 : -1),
                                     .opacity = 0.08});
}

/* + 0 - 0 +: a strip that says what the sign of the slope is and does, or
 * where there is little room only what it does. */
static void add_sign_strip(axes *ax, const block *curve, bool narrow)
{
    piece pieces[MOST_PIECES];
    size_t count = monotone_pieces(curve, pieces);
    for (size_t k = 0; k < count; k++) {
        const char *words = narrow ? pieces[k].rises ? "rising" : "falling"
                            : pieces[k].rises ? "*f*′ > 0: rising"
                                              : "*f*′ < 0: falling";
        if (has_room(curve, &pieces[k], 0.01))
            plot_add_strip(ax, 0, pieces[k].from, pieces[k].to,
                           slope_ink(pieces[k].rises ? 1 : -1),
                           has_room(curve, &pieces[k], 0.2) ? words : "");
    }
}

/* The sign of the curve's slope just right of a flat point. */
static bool rises_after(const block *curve, double x)
{
    const double *at = plot_block_column(curve, "x");
    const double *slope = plot_block_column(curve, "slope");
    for (size_t i = 0; i < plot_block_rows(curve); i++)
        if (at[i] > x)
            return slope[i] > 0;
    return false;
}

/* A point of the curve, row 0, with its tangent and slope, or the slope as a
 * height, row 1, and a line from one to the other. Either is taken hold of. */
static void add_touching(axes *ax, const dataset *data, size_t row, range y)
{
    const block *b = plot_data_block(data, "tangent");
    series at = plot_xy(b, "x", row ? "slope" : "f");
    const double slope = plot_block_column(b, "slope")[0];
    const char *words = row ? "%s" : "slope %s";
    plot_add_segment(ax, at.x[0], at.y[0], at.x[0], row ? y.high : y.low,
                     plot_guide_line);
    if (row == 0)
        plot_add_line(ax, at.x[0], at.y[0], slope,
                      (line_style){.ink = INK_FLAT, .width = 1});
    plot_add_mark(ax, at.x[0], at.y[0],
                  (mark_style){.ink = INK_FLAT, .size = 6, .halo = 1});
    plot_add_words(ax, at, row ? PLACE_BELOW_RIGHT : PLACE_ABOVE_RIGHT,
                   plot_say(words, plot_say_number(slope, 4).text).text,
                   (text_style){.gap = 8});
    plot_add_handle(ax, at.x[0], at.y[0], "tangent.x", NULL);
}

/* Where f turns, f' passes through zero; and at a point in between. */
static void cubic_and_derivative(figure *fig, const dataset *data)
{
    const block *curve = plot_data_block(data, "cubic-curve");
    const block *flat = plot_data_block(data, "cubic-flat");
    size_t n = plot_block_rows(curve);
    plot_figure_split(fig, 2, 1, SHARE_X);
    for (size_t row = 0; row < 2; row++) {
        const char *column = row ? "slope" : "f";
        series points = plot_xy(flat, "x", column);
        range y = with_air(plot_range_of(n, plot_block_column(curve, column)),
                           row ? 0.17 : 0.1, 0.14);
        axes *ax = plot_figure_panel(fig, row, 0);
        plot_axes_labels(ax, "*x*", row ? "*f*′(*x*)" : "*f*(*x*)");
        limits_x(ax, plot_range_of(n, plot_block_column(curve, "x")));
        limits_y(ax, y);
        plot_axes_ticks_x(ax, 1);
        add_sign_bands(ax, curve);
        if (row == 0)
            add_sign_strip(ax, curve, plot_figure_is_narrow(fig));
        add_flat_guides(ax, points);
        if (row)
            plot_add_hline(ax, 0, (line_style){.ink = INK_NOTE});
        add_signed_curve(ax, curve, column);
        for (size_t i = 0; i < points.n; i++)
            plot_add_mark(ax, points.x[i], points.y[i],
                          row ? flat_mark
                          : rises_after(curve, points.x[i])
                              ? plot_minimum_mark
                              : plot_maximum_mark);
        add_touching(ax, data, row, y);
    }
}

/* The branch of the wiggle left or right of zero: its rows are sorted. */
static series branch(const block *b, const char *column, bool right)
{
    size_t half = plot_block_rows(b) / 2;
    return plot_series_part(plot_xy(b, "x", column), right ? half : 0, half);
}

#define WIGGLE_REACH 0.3
#define WIGGLE_ZOOM  10.0

static const line_style envelope = {.ink = INK_OTHER, .width = 1};

static void add_wiggle(axes *ax, const block *b)
{
    series low = plot_xy(b, "x", "low"), high = plot_xy(b, "x", "high");
    plot_add_between(ax, low, high, (fill_style){.ink = INK_OTHER});
    plot_add_curve(ax, low, envelope);
    plot_add_curve(ax, high, envelope);
    plot_add_curve(ax, plot_xy(b, "x", "f"), plot_function_line);
    plot_add_mark(ax, 0, 0, flat_mark);
}

/* The data stop where the turns are closer than any line is thin; from there
 * to zero the curve is a solid area. */
static void add_wiggle_slope(axes *ax, const block *b, double low, double high)
{
    series left = branch(b, "slope", false), right = branch(b, "slope", true);
    line_style thin = {.width = 0.8};
    plot_add_hline(ax, low, plot_dotted_line);
    plot_add_hline(ax, high, plot_dotted_line);
    plot_add_curve(ax, left, thin);
    plot_add_curve(ax, right, thin);
    plot_add_bars(ax, (series){1, &(double){0}, &high}, 2 * right.x[0], low,
                  (fill_style){.ink = INK_FUNCTION, .opacity = 1});
    plot_add_hline(ax, 0, (line_style){.ink = INK_NOTE});
    plot_add_mark(ax, 0, 1, flat_mark);
}

/* The first point to the right of x, or the last of all. */
static size_t first_beyond(series s, double x)
{
    size_t i = 0;
    while (i + 1 < s.n && s.x[i] <= x)
        i++;
    return i;
}

/* Each at its parabola. */
static void add_envelope_names(axes *ax, const block *b, double a)
{
    series low = branch(b, "low", true), high = branch(b, "high", true);
    phrase factor = plot_say("%s", a == 1 ? "" : plot_say_number(a, 3).text);
    text_style style = {.ink = INK_OTHER};
    size_t up = first_beyond(high, 0.7 * WIGGLE_REACH);
    size_t down = first_beyond(low, 0.75 * WIGGLE_REACH);
    plot_add_text(ax, high.x[up], high.y[up], PLACE_ABOVE_LEFT,
                  plot_say("*x* + %s*x*^2", factor.text).text, style);
    plot_add_text(ax, low.x[down], low.y[down],
                  low.y[down] > 0 ? PLACE_BELOW : PLACE_BELOW_LEFT,
                  plot_say("*x* - %s*x*^2", factor.text).text, style);
}

/* However near to zero, the slope swings between two values, -1 and 3 in the
 * book. */
static void wiggle(figure *fig, const dataset *data)
{
    const block *b = plot_data_block(data, "wiggle");
    double low = plot_data_value(data, "wiggle.slope.1000");
    double high = plot_data_value(data, "wiggle.slope.1000.5");
    double a = plot_data_value(data, "wiggle.amplitude");
    double steepest = 1 + a * WIGGLE_REACH; /* of the upper parabola's chords */
    double air = fmax(0.15 * (high - low), 0.6);
    plot_figure_split(fig, 2, 2, SHARE_NONE);
    for (size_t column = 0; column < 2; column++) {
        double reach = column ? WIGGLE_REACH / WIGGLE_ZOOM : WIGGLE_REACH;
        axes *above = plot_figure_panel(fig, 0, column);
        axes *below = plot_figure_panel(fig, 1, column);
        plot_axes_title(above, column ? "ten times nearer" : "near zero");
        plot_axes_limits_x(above, -reach, reach);
        plot_axes_limits_x(below, -reach, reach);
        plot_axes_limits_y(above, -steepest * reach, steepest * reach);
        plot_axes_limits_y(below, low - air, high + 2 * air);
        plot_axes_ticks_x(above, 2 * reach / 3);
        plot_axes_ticks_x(below, 2 * reach / 3);
        plot_axes_ticks_y(below, high - low > 6 ? 5 : 1);
        plot_axes_labels(above, NULL, column ? NULL : "*f*(*x*)");
        plot_axes_labels(below, "*x*", column ? NULL : "*f*′(*x*)");
        add_wiggle(above, b);
        add_wiggle_slope(below, b, low, high);
        plot_add_text(below, 0, high, PLACE_ABOVE, "turns without end",
                      plot_note_style);
    }
    if (a > 0)
        add_envelope_names(plot_figure_panel(fig, 0, 0), b, a);
}

/* Flat, and yet no extreme point: the tangent crosses the curve. */
static void cube(figure *fig, const dataset *data)
{
    const block *curve = plot_data_block(data, "cube-curve");
    plot_figure_fold(fig, 2, 2, 1, SHARE_X);
    axes *left = plot_figure_nth(fig, 0), *right = plot_figure_nth(fig, 1);
    plot_axes_labels(left, "*x*", NULL);
    plot_axes_labels(right, "*x*", NULL);
    plot_axes_title(left, "*f*(*x*) = *x*^3");
    plot_axes_title(right, "*f*′(*x*) = 3*x*^2");
    plot_axes_limits_y(left, -3.6, 3.6);
    plot_axes_limits_y(right, -0.6, 7.2);
    plot_add_segment(left, -0.9, 0, 0.9, 0,
                     (line_style){.ink = INK_FLAT, .width = 1.5});
    plot_add_hline(right, 0, plot_dotted_line);
    plot_add_curve(left, plot_xy(curve, "x", "f"), plot_function_line);
    plot_add_curve(right, plot_xy(curve, "x", "slope"), plot_function_line);
    plot_add_mark(left, 0, 0, flat_mark);
    plot_add_mark(right, 0, 0, flat_mark);
    plot_add_note(left, 0, 0, 0, -36, "flat, yet neither\nhighest nor lowest",
                  (text_style){0});
    plot_add_note(right, 0, 0, 0, 40, "zero, yet positive\non either side",
                  (text_style){0});
}

/* What the second derivative cannot tell apart: to second order each of the
 * three is the same flat line. */
static void powers(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    static const struct {
        const char *column, *title;
        const mark_style *mark;
    } panels[] = {{"cube", "*x*^3: neither", &flat_mark},
                  {"fourth", "*x*^4: minimum", &plot_minimum_mark},
                  {"minus_fourth", "-*x*^4: maximum", &plot_maximum_mark}};
    const block *b = plot_data_block(data, "powers");
    plot_figure_split(fig, 1, 3, SHARE_BOTH);
    for (size_t k = 0; k < 3; k++) {
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, panels[k].title);
        plot_axes_labels(ax, "*x*", NULL);
        plot_axes_limits_y(ax, -1.2, 1.2);
        plot_axes_ticks_x(ax, 1);
        plot_axes_ticks_y(ax, 1);
        plot_add_hline(ax, 0, (line_style){.ink = INK_FLAT, .width = 1.2});
        plot_add_curve(ax, plot_xy(b, "x", panels[k].column),
                       plot_function_line);
        plot_add_mark(ax, 0, 0, *panels[k].mark);
    }
}

/* From where a ball rolls into which pit: of two pits the border is the summit
 * between, down to `low`. */
static void add_sides(axes *ax, series graph, series points, double low,
                      bool narrow)
{
    if (points.n != 3)
        return;
    const bool left = points.y[0] < points.y[2];
    const char *const words = narrow ? "%s pit" : "ends in the %s pit";
    const double border = points.x[1];
    plot_add_strip(ax, 0, graph.x[0], border, INK_OTHER,
                   plot_say(words, left ? "lower" : "higher").text);
    plot_add_strip(ax, 0, border, graph.x[graph.n - 1], INK_PURPLE,
                   plot_say(words, left ? "higher" : "lower").text);
    plot_add_segment(ax, border, points.y[1], border, low, plot_guide_line);
}

/* Where it was let go, its way, and where it is. */
static void add_ball(axes *ax, series way)
{
    size_t end = way.n - 1;
    plot_add_curve(ax, way, (line_style){.ink = INK_DESCENT, .width = 3});
    plot_add_mark(ax, way.x[0], way.y[0], plot_start_mark);
    plot_add_mark(ax, way.x[end], way.y[end],
                  (mark_style){.ink = INK_DESCENT, .size = 11, .halo = 1});
    plot_add_handle(ax, way.x[0], way.y[0], "ball.start", NULL);
}

/* Two valleys: both bottoms are flat, one is lower. A scan may have missed
 * some of these points. */
static void two_minima(figure *fig, const dataset *data)
{
    const block *curve = plot_data_block(data, "quartic-curve");
    series graph = plot_xy(curve, "x", "f");
    const double lowest = graph.y[lowest_of(graph)], low = -4.7;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*w*", "*f*(*w*)");
    plot_axes_limits_x(ax, graph.x[0], graph.x[graph.n - 1]);
    plot_axes_limits_y(ax, low, 3.2);
    series points = plot_data_xy(data, "quartic-points", "x", "f");
    add_sides(ax, graph, points, low, plot_figure_is_narrow(fig));
    plot_add_curve(ax, graph, plot_function_line);
    add_ball(ax, plot_data_xy(data, "ball", "w", "f"));
    for (size_t i = 0; i < points.n; i++) {
        double w = points.x[i], f = points.y[i];
        bool pit = rises_after(curve, w);
        const char *name = !pit          ? "local maximum"
                           : f <= lowest ? "global minimum"
                                         : "local minimum";
        if (pit) {
            plot_add_segment(ax, w, f, graph.x[graph.n - 1], f,
                             plot_dotted_line);
            plot_add_minimum(ax, w, f);
        } else {
            plot_add_maximum(ax, w, f);
        }
        plot_add_text(ax, w, f, pit ? PLACE_BELOW : PLACE_ABOVE,
                      name_and_value(name, w, f).text, (text_style){.gap = 8});
    }
}

/* The graph, one chord, and shaded what of the graph lies above it. */
static void add_chord_test(axes *ax, const block *curve, const block *chord)
{
    series graph = plot_xy(chord, "x", "f"),
           line = plot_xy(chord, "x", "chord");
    for (size_t i = 0, first = 0; i <= graph.n; i++) {
        bool broken = i < graph.n && graph.y[i] > line.y[i];
        if (broken)
            continue;
        if (i > first + 1)
            plot_add_between(
                ax, plot_series_part(graph, first, i - first),
                plot_series_part(line, first, i - first),
                (fill_style){.ink = INK_VERMILION, .opacity = 0.3});
        first = i + 1;
    }
    plot_add_curve(ax, plot_xy(curve, "x", "f"), plot_function_line);
    plot_add_curve(ax, line, (line_style){.ink = INK_FLAT, .width = 1.2});
    plot_add_mark(ax, line.x[0], line.y[0], (mark_style){.ink = INK_FLAT});
    plot_add_mark(ax, line.x[line.n - 1], line.y[line.n - 1],
                  (mark_style){.ink = INK_FLAT});
}

/* Is some of the graph above the chord? Rounding may lift it a little. */
static bool is_broken(const block *chord)
{
    const double *graph = plot_block_column(chord, "f");
    const double *line = plot_block_column(chord, "chord");
    for (size_t i = 0; i < plot_block_rows(chord); i++)
        if (graph[i] > line[i] + 1e-12)
            return true;
    return false;
}

/* The graph of a convex function lies below each of its chords. */
static void chord_test(figure *fig, const dataset *data)
{
    const block *square = plot_data_block(data, "square-curve");
    const block *above = plot_data_block(data, "chord-square");
    const block *quartic = plot_data_block(data, "quartic-curve");
    const block *chord = plot_data_block(data, "chord-quartic");
    range line = plot_range_of(plot_block_rows(chord),
                               plot_block_column(chord, "chord"));
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    axes *left = plot_figure_nth(fig, 0), *right = plot_figure_nth(fig, 1);
    plot_axes_title(left, "*x*^2: every chord is above");
    plot_axes_title(right, is_broken(chord)
                               ? "*w*^4 - 3*w*^2 + *w*: this one is not"
                               : "*w*^4 - 3*w*^2 + *w*: this one is, too");
    plot_axes_labels(left, "*x*", NULL);
    plot_axes_labels(right, "*w*", NULL);
    plot_axes_limits_y(left, -0.2, 2.4);
    plot_axes_limits_y(right, -4.2, fmax(4, with_air(line, 0, 0.05).high));
    add_chord_test(left, square, above);
    add_chord_test(right, quartic, chord);
}

/* --------------------------------------------------------- two variables */

static const ink slice_inks[] = {INK_GREEN, INK_PURPLE};
static const dash slice_dashes[] = {DASH_SOLID, DASH_DASHED};

/* A cut along x or along y, seen from the side, and its tangent. */
static void add_slice(axes *ax, const block *slices, const block *point,
                      size_t axis)
{
    static const char *const names[] = {"x", "y"}, *const slopes[] = {"fx",
                                                                      "fy"};
    series cut = plot_xy_where(slices, names[axis], "f", "along", (double)axis);
    double at = plot_block_column(point, names[axis])[0];
    double frozen = plot_block_column(point, names[1 - axis])[0];
    double f = plot_block_column(point, "f")[0];
    double slope = plot_block_column(point, slopes[axis])[0];
    range x = plot_range_of(cut.n, cut.x);
    double reach = 0.22 * (x.high - x.low);
    plot_axes_title(ax, plot_say("*%s* = %s frozen", names[1 - axis],
                                 plot_say_number(frozen, 3).text)
                            .text);
    plot_axes_labels(ax, plot_say("*%s*", names[axis]).text, "*f*");
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 50);
    plot_add_curve(
        ax, cut,
        (line_style){.ink = slice_inks[axis], .dash = slice_dashes[axis]});
    plot_add_segment(ax, at - reach, f - slope * reach, at + reach,
                     f + slope * reach,
                     (line_style){.ink = INK_FLAT, .width = 1.2});
    plot_add_mark(ax, at, f, flat_mark);
    plot_add_words(ax, (series){1, &at, &f},
                   slope > 0 ? PLACE_ABOVE_LEFT : PLACE_ABOVE_RIGHT,
                   plot_say("slope %s", plot_say_number(slope, 3).text).text,
                   (text_style){.gap = 7});
}

/* With all coordinates but one frozen a function of two variables is one of
 * one, and has a slope: a partial derivative. */
static void slices(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "slices-grid");
    const block *cuts = plot_data_block(data, "slices");
    const block *point = plot_data_block(data, "slices-point");
    const bool narrow = plot_figure_is_narrow(fig);
    plot_figure_split(fig, narrow ? 3 : 1, narrow ? 1 : 2, SHARE_NONE);
    if (narrow)
        plot_figure_rows(fig, (double[]){1.5, 1, 1});
    else
        plot_figure_columns(fig, (double[]){1.4, 1});
    view *v = plot_figure_view_panel(fig, 0, 0);
    plot_view_angles(v, 34, -55);
    plot_view_labels(v, "*x*", "*y*", "*f*");
    plot_view_surface(v, g, (surface_style){.ramp = RAMP_GREY, .mesh = -1});
    for (size_t axis = 0; axis < 2; axis++) {
        plot_view_path(v, plot_xy_where(cuts, "x", "y", "along", (double)axis),
                       (path_style){.ink = slice_inks[axis],
                                    .dash = slice_dashes[axis],
                                    .width = 2,
                                    .no_dots = true,
                                    .no_start = true},
                       false);
        add_slice(narrow ? plot_figure_nth(fig, 1 + axis)
                         : plot_figure_axes_at(fig, 250, 120 * (double)axis,
                                               FULL_WIDTH - 250, 120),
                  cuts, point, axis);
    }
    plot_view_mark(v, plot_block_column(point, "x")[0],
                   plot_block_column(point, "y")[0], flat_mark);
}

/* Three shapes whose gradient is zero in the middle. */
static void bowl_dome_saddle(figure *fig, const dataset *data)
{
    static const char *const shapes[][3] = {
        {"round-bowl-surface", "bowl: *x*^2 + *y*^2", "minimum"},
        {"dome-surface", "dome: -*x*^2 - *y*^2", "maximum"},
        {"saddle-surface", "saddle: *x*^2 - *y*^2", "saddle"},
    };
    const bool narrow = plot_figure_is_narrow(fig);
    plot_figure_fold(fig, 3, 3, 1, SHARE_NONE);
    for (size_t k = 0; k < 3; k++) {
        const grid *g = plot_figure_grid(fig, data, shapes[k][0]);
        view *v = plot_figure_view_panel(fig, narrow ? k : 0, narrow ? 0 : k);
        plot_view_angles(v, 38, -60);
        plot_view_height(v, 0.5);
        plot_view_labels(v, "*x*", "*y*", "*f*");
        plot_view_title(v, shapes[k][1]);
        plot_view_contours(v, g, plot_levels_linear(g->low, g->high, 11));
        plot_view_surface(v, g, (surface_style){0});
        plot_view_mark(v, 0, 0, kind_mark(shapes[k][2]));
    }
}

/* A saddle for a rider with two legs and a tail: three ways down. */
static void monkey_surface(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "monkey-surface");
    const block *valleys = plot_data_block(data, "monkey-valleys");
    const double *degrees = plot_block_column(valleys, "degrees");
    view *v = plot_figure_view(fig);
    plot_view_angles(v, 42, -75);
    plot_view_labels(v, "*x*", "*y*", "*f*(*x*, *y*)");
    plot_view_contours(v, g, plot_levels_linear(g->low, g->high, 15));
    plot_view_surface(v, g, (surface_style){0});
    for (size_t i = 0; i < plot_block_rows(valleys); i++) {
        if (i > 0 && degrees[i] == degrees[i - 1])
            continue;
        series way = plot_xy_where(valleys, "x", "y", "degrees", degrees[i]);
        plot_view_path(v, way,
                       (path_style){.ink = INK_FALLING,
                                    .width = 2,
                                    .no_dots = true,
                                    .no_start = true},
                       false);
        plot_view_text(v, way.x[way.n - 1], way.y[way.n - 1], 0, -5,
                       degrees[i] == 180 ? "tail" : "leg", (text_style){0});
    }
    plot_view_mark(v, 0, 0, flat_mark);
}

/* Equally spaced in the root of f: where rings are close, it is steep. The same
 * for all quadratics, so that they can be compared. */
static level_list rings(void)
{
    return plot_levels_sqrt(0, 8, 8);
}

/* These levels and their negatives: the signs of f are two colours, and where
 * it is negative the rings are dashed. */
static void add_rings(axes *ax, const grid *g, level_list up)
{
    level_list down = {.n = up.n}, both;
    for (size_t k = 0; k < up.n; k++)
        down.at[up.n - 1 - k] = -up.at[k];
    both = down;
    for (size_t k = 0; k < up.n; k++)
        both.at[both.n++] = up.at[k];
    plot_add_bands(ax, g, both, (band_style){.ramp = RAMP_DIVERGING});
    plot_add_contours(ax, g, up, (contour_style){.no_labels = true});
    plot_add_contours(ax, g, down,
                      (contour_style){.no_labels = true, .dash = DASH_DASHED});
}

#define AXIS_MOST 1.9 /* in a trough the ring never closes */

/* A principal axis: as long as the ring f = ±1/2 is wide, 1/sqrt|lambda|. A
 * tie of ux and uy, at 45 degrees, is not left to rounding. */
static void add_principal_axis(axes *ax, double value, double ux, double uy)
{
    double reach = fmin(1 / sqrt(fabs(value)), AXIS_MOST);
    ink colour = slope_ink(value);
    double sign = ux + uy > -1e-9 ? 1 : -1, x = sign * reach * ux,
           y = sign * reach * uy;
    plot_add_segment(ax, -x, -y, x, y,
                     (line_style){.ink = colour, .width = 1.8, .halo = 1});
    plot_add_text(ax, x, y,
                  fabs(ux) > fabs(uy) + 1e-9 ? PLACE_BELOW_LEFT
                  : y > 1.5                  ? PLACE_BELOW_RIGHT
                                             : PLACE_ABOVE,
                  plot_say_number(value, 4).text, (text_style){.ink = colour});
}

/* A square panel for a map, with a tick at each unit. */
static void square_panel(axes *ax, const char *title)
{
    plot_axes_equal(ax);
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_title(ax, title);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
}

/* From u to Hu: thick where Hu lies on the line of u, which is an axis. A
 * vector that H leaves as it is has a dot alone. */
static void add_products(axes *ax, const block *b)
{
    series u = plot_xy(b, "x", "y"), hu = plot_xy(b, "hx", "hy");
    for (size_t i = 0; i < u.n; i++) {
        double across = u.x[i] * hu.y[i] - u.y[i] * hu.x[i];
        bool on_axis = fabs(across) < 1e-9;
        if (hypot(hu.x[i] - u.x[i], hu.y[i] - u.y[i]) > 1e-9)
            plot_add_arrow(ax, u.x[i], u.y[i], hu.x[i], hu.y[i],
                           (arrow_style){.ink = on_axis ? INK_FLAT : INK_NOTE,
                                         .width = on_axis ? 2 : 0.8});
        plot_add_mark(ax, u.x[i], u.y[i],
                      (mark_style){.ink = on_axis ? INK_FLAT : INK_NOTE,
                                   .size = on_axis ? 5.5 : 3.5,
                                   .halo = 0.8});
    }
}

/* What a symmetric matrix does to the unit circle, and the rings of the
 * function whose second derivatives it holds. */
static void product(figure *fig, const dataset *data)
{
    const block *round = plot_data_block(data, "product-round");
    const block *axis = plot_data_block(data, "product-axes");
    const grid *g = plot_figure_grid(fig, data, "product-grid");
    series image = plot_xy(round, "hx", "hy");
    range x = plot_range_of(image.n, image.x);
    double reach = fmax(x.high, 1) * 1.12;
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    axes *left = plot_figure_nth(fig, 0), *right = plot_figure_nth(fig, 1);
    square_panel(left, "from *u* to *Hu*");
    plot_axes_limits_x(left, -reach, reach);
    plot_axes_limits_y(left, -reach, reach);
    plot_add_curve(left, plot_xy(round, "x", "y"), quiet);
    plot_add_curve(left, image, plot_function_line);
    add_products(left, plot_data_block(data, "product-arrows"));
    square_panel(right, "rings of *f*");
    plot_axes_fit(right, g);
    add_rings(right, g, rings());
    for (size_t i = 0; i < plot_block_rows(axis); i++)
        add_principal_axis(right, plot_block_column(axis, "value")[i],
                           plot_block_column(axis, "x")[i],
                           plot_block_column(axis, "y")[i]);
}

/* The eigenvalues of the second derivatives decide the shape of the rings. */
static void eigenvalues(figure *fig, const dataset *data)
{
    static const char *const titles[] = {"round",  "long",   "turned",
                                         "trough", "saddle", "dome"};
    enum { TURNED = 2 };
    const block *b = plot_data_block(data, "spectrum");
    const char *const *names = plot_block_text(b, "name");
    const double *low = plot_block_column(b, "low");
    const double *high = plot_block_column(b, "high");
    plot_figure_fold(fig, 6, 3, 2, SHARE_BOTH);
    for (size_t k = 0; k < plot_block_rows(b) && k < 6; k++) {
        const grid *g = plot_figure_grid(fig, data, names[k]);
        axes *ax = plot_figure_nth(fig, k);
        bool upright = fabs(plot_block_column(b, "high_x")[k]) < 1e-9;
        square_panel(ax, k == TURNED && upright ? "not turned" : titles[k]);
        plot_axes_fit(ax, g);
        add_rings(ax, g, rings());
        add_principal_axis(ax, low[k], plot_block_column(b, "low_x")[k],
                           plot_block_column(b, "low_y")[k]);
        add_principal_axis(ax, high[k], plot_block_column(b, "high_x")[k],
                           plot_block_column(b, "high_y")[k]);
    }
}

/* Straight ahead it rises in the end, on every ray; along the parabola it
 * falls for ever. */
static void far_out(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *b = plot_data_block(data, "rays");
    const double *m = plot_block_column(b, "m");
    series end = plot_xy(b, "x", "y"), low = plot_xy(b, "lowest_x", "lowest_y");
    series parabola = plot_data_xy(data, "rays-parabola", "x", "y");
    const grid *g = plot_figure_grid(fig, data, "rays-grid");
    axes *ax = plot_figure_axes(fig);
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    plot_axes_ticks_x(ax, 1);
    add_rings(ax, g, plot_levels_log(0, 1, 729, 7));
    plot_add_curve(ax, parabola,
                   (line_style){.ink = INK_FALLING, .width = 2, .halo = 1});
    for (size_t i = 0; i < end.n; i++) {
        plot_add_segment(ax, 0, 0, end.x[i], end.y[i],
                         (line_style){.ink = INK_FLAT, .width = 1.2});
        plot_add_minimum(ax, low.x[i], low.y[i]);
        plot_add_text(ax, end.x[i], end.y[i], PLACE_ABOVE_LEFT,
                      plot_say("*y* = %s", m[i] == 0 ? "0"
                                           : m[i] == 1
                                               ? "*x*"
                                               : plot_say("%g*x*", m[i]).text)
                          .text,
                      (text_style){0});
    }
    size_t beside = parabola.n * 4 / 25;
    plot_add_pass(ax, 0, 0);
    plot_add_text(ax, parabola.x[beside], parabola.y[beside], PLACE_RIGHT,
                  "*y* = *x*^2:\n*f* = -*x*^2", (text_style){.gap = 50});
}

/* ----------------------------------------------------- maps of flat points */

static axes *map_axes(figure *fig, const grid *g)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_equal(ax);
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_fit(ax, g);
    return ax;
}

/* The levels of the passes: their contours cross themselves there. */
static level_list saddle_levels(const block *points)
{
    const char *const *kind = plot_block_text(points, "kind");
    const double *f = plot_block_column(points, "f");
    level_list levels = {0};
    for (size_t i = 0; i < plot_block_rows(points); i++)
        if (is(kind[i], "saddle"))
            levels.at[levels.n++] = f[i];
    return levels;
}

static const contour_style pass_contours = {
    .ink = INK_NOTE, .width = 1, .no_labels = true};

/* Beale's function has one minimum, and two saddles that detain descents. */
static void beale_points(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "beale-grid");
    const block *b = plot_data_block(data, "beale-points");
    const char *const *kind = plot_block_text(b, "kind");
    level_list levels = plot_levels_log(0, 1e-2, 1e5, 15);
    axes *ax = map_axes(fig, g);
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
    plot_add_bands(ax, g, levels, (band_style){.ramp = RAMP_PALE});
    plot_add_contours(ax, g, levels, (contour_style){0});
    plot_add_contours(ax, g, saddle_levels(b), pass_contours);
    series at = plot_xy(b, "x", "y");
    const double *f = plot_block_column(b, "f");
    for (size_t i = 0; i < at.n; i++) {
        phrase text = plot_say(
            "%s (%s, %s)\n*f* = %s", kind[i],
            plot_say_number(fabs(at.x[i]) < 1e-9 ? 0 : at.x[i], 4).text,
            plot_say_number(at.y[i], 4).text, plot_say_number(f[i], 4).text);
        plot_add_mark(ax, at.x[i], at.y[i], kind_mark(kind[i]));
        plot_add_text(ax, at.x[i], at.y[i],
                      is(kind[i], "saddle")
                          ? at.y[i] > 0 ? PLACE_ABOVE_RIGHT : PLACE_RIGHT
                      : plot_figure_is_narrow(fig) ? PLACE_BELOW
                                                   : PLACE_BELOW_RIGHT,
                      text.text, (text_style){.gap = 7});
    }
}

/* Green is the minimum, purple the saddle below the axis, grey that above. */
static ink end_ink(const char *kind, double y)
{
    return is(kind, "minimum") ? plot_ink_tint(INK_GREEN, 0.6)
           : y < 0             ? plot_ink_tint(INK_PURPLE, 0.6)
                               : plot_ink_tint(INK_SLATE, 0.2);
}

/* Newton's method seeks flat points of every kind. Each colour is the starts
 * from which it ends in one of them. */
static void newton_ends(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    enum { MOST = 8 };
    const block *ends = plot_data_block(data, "beale-ends");
    const block *b = plot_data_block(data, "beale-points");
    const char *const *kind = plot_block_text(b, "kind");
    grid *g =
        plot_figure_keep(fig, plot_grid_from_block(ends, "x", "y", "end"));
    series at = plot_xy(b, "x", "y");
    size_t n = at.n < MOST ? at.n : MOST;
    ink colours[MOST];
    for (size_t k = 0; k < n; k++)
        colours[k] = end_ink(kind[k], at.y[k]);
    axes *ax = map_axes(fig, g);
    plot_add_categories(ax, g, NULL, colours, n);
    for (size_t i = 0; i < at.n; i++) {
        plot_add_mark(ax, at.x[i], at.y[i], kind_mark(kind[i]));
        plot_add_text(ax, at.x[i], at.y[i], PLACE_RIGHT, kind[i],
                      (text_style){.gap = 7});
    }
}

/* Rounding leaves 1e-30 where the value is zero. */
static double height_of(double f)
{
    return fabs(f) < 1e-20 ? 0 : f;
}

/* About equally spaced in the root of f, and none near that of a pass. */
static level_list himmelblau_levels(void)
{
    static const double at[] = {5, 25, 50, 85, 145, 210, 290, 380};
    return plot_levels_of(at, sizeof at / sizeof at[0]);
}

/* Nine flat points: four pits, four passes, one summit. */
static void himmelblau_map(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "himmelblau-grid");
    const block *b = plot_data_block(data, "himmelblau-points");
    const char *const *kind = plot_block_text(b, "kind");
    level_list levels = himmelblau_levels();
    band_style pale = {.ramp = RAMP_PALE};
    axes *ax = map_axes(fig, g);
    plot_axes_ticks_x(ax, 1);
    plot_axes_ticks_y(ax, 1);
    plot_add_bands(ax, g, levels, pale);
    plot_axes_colour_bar(ax, levels, pale, "*f*(*x*, *y*)");
    plot_add_contours(ax, g, levels, (contour_style){.no_labels = true});
    plot_add_contours(ax, g, saddle_levels(b), pass_contours);
    series at = plot_xy(b, "x", "y");
    const double *f = plot_block_column(b, "f");
    for (size_t i = 0; i < at.n; i++) {
        phrase text = plot_say_number(height_of(f[i]), 4);
        /* on a telephone the first of each kind has its name */
        if (!plot_figure_is_narrow(fig) || i == 0 || !is(kind[i], kind[i - 1]))
            text = plot_say("%s\n%s", kind[i], text.text);
        plot_add_mark(ax, at.x[i], at.y[i], kind_mark(kind[i]));
        plot_add_text(ax, at.x[i], at.y[i],
                      at.x[i] > 2.5 ? PLACE_LEFT : PLACE_RIGHT, text.text,
                      (text_style){.gap = 7});
    }
}

/* ----------------------------------------------------- a narrow valley */

/* One contour with equal scales, -grad f on its upper half, and the way to the
 * minimum from the point where the two are farthest apart. */
static void add_ring(axes *ax, const block *ring, const block *worst,
                     double arrow)
{
    enum { EVERY = 15 }; /* of 240 */
    series at = plot_xy(ring, "x", "y");
    const double *dx = plot_block_column(ring, "dx");
    const double *dy = plot_block_column(ring, "dy");
    double x = plot_block_column(worst, "x")[0];
    double y = plot_block_column(worst, "y")[0];
    range rx = plot_range_of(at.n, at.x), ry = plot_range_of(at.n, at.y);
    double air = 0.1 * fmax(rx.high, ry.high);
    plot_axes_equal(ax);
    plot_axes_limits_x(ax, rx.low - air, rx.high + air);
    plot_axes_limits_y(ax, ry.low - air / 2, ry.high + air / 2);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_add_curve(ax, at, plot_function_line);
    for (size_t i = 0; i <= at.n / 2; i += EVERY)
        plot_add_vectors(ax, plot_series_part(at, i, 1), &dx[i], &dy[i],
                         (vector_style){.length = LENGTH_UNIT,

                                        .longest = arrow,
                                        .arrow = {.width = 0.8}});
    plot_add_segment(ax, x, y, 0, 0,
                     (line_style){.ink = INK_OTHER, .width = 1.5});
    plot_add_mark(ax, x, y, (mark_style){.ink = INK_OTHER, .halo = 1});
    plot_add_minimum(ax, 0, 0);
}

/* How far from the way to the minimum the steepest descent points. */
static void astray(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *ring = plot_data_block(data, "condition-ring");
    const block *worst = plot_data_block(data, "condition-worst");
    double x = plot_block_column(worst, "x")[0];
    double degrees = plot_block_column(worst, "degrees")[0];
    series angle = plot_xy(ring, "x", "degrees");
    range x_range = with_air(plot_range_of(angle.n, angle.x), 0.05, 0.05);
    plot_figure_split(fig, 2, 1, SHARE_NONE);
    plot_figure_rows(fig, (double[]){1, 1.6});
    add_ring(plot_figure_panel(fig, 0, 0), ring, worst,
             plot_figure_is_narrow(fig) ? 11 : 18);
    axes *below = plot_figure_panel(fig, 1, 0);
    plot_axes_labels(below, "*x*", "degrees between −∇*f* and the way");
    limits_x(below, x_range);
    plot_axes_limits_y(below, 0, 95);
    plot_axes_ticks_y(below, 30);
    plot_add_curve(below, angle, plot_function_line);
    plot_add_mark(below, x, degrees, (mark_style){.ink = INK_OTHER, .halo = 1});
    plot_add_text(below, x, degrees, PLACE_ABOVE_RIGHT,
                  plot_say("%s°", plot_say_number(degrees, 3).text).text,
                  (text_style){.ink = INK_OTHER});
}

static double root(double f, double *slope)
{
    double u = sqrt(fmax(f, 0));
    *slope = 1 / (2 * u);
    return u;
}

/* One mark of each kind is named, where there is room: that of the greatest x
 * or y. */
static const struct {
    const char *kind;
    bool by_y;
    double dx, dy; /* points away */
} named[] = {{"minimum", false, 0, -10},
             {"maximum", false, 0, 10},
             {"saddle", true, 0, 10}};

static void add_kind_names(view *v, series at, const char *const *kind)
{
    for (size_t k = 0; k < sizeof named / sizeof named[0]; k++) {
        const double *by = named[k].by_y ? at.y : at.x;
        size_t best = at.n;
        for (size_t i = 0; i < at.n; i++)
            if (is(kind[i], named[k].kind)
                && (best == at.n || by[i] > by[best]))
                best = i;
        if (best < at.n)
            plot_view_text(v, at.x[best], at.y[best], named[k].dx, named[k].dy,
                           kind[best], (text_style){0});
    }
}

/* The opening picture: a landscape with nine places where it is flat. Its
 * height is the root of f, in which pits and passes both show. */
static void himmelblau_surface(figure *fig, const dataset *data)
{
    const grid *f = plot_figure_grid(fig, data, "himmelblau-surface");
    const grid *g = plot_figure_keep(fig, plot_grid_map(f, root));
    const block *b = plot_data_block(data, "himmelblau-points");
    const char *const *kind = plot_block_text(b, "kind");
    view *v = plot_figure_view(fig);
    plot_view_angles(v, 50, -120);
    plot_view_height(v, 0.66);
    plot_view_labels(v, "*x*", "*y*", "√*f*");
    plot_view_contours(v, g, plot_levels_linear(2, 22, 11));
    plot_view_surface(v, g, (surface_style){0});
    series at = plot_xy(b, "x", "y");
    for (size_t i = 0; i < at.n; i++)
        plot_view_mark(v, at.x[i], at.y[i], kind_mark(kind[i]));
    add_kind_names(v, at, kind);
}

/* ---------------------------------------------------- the marks of the book */

/* What a mark or a line says, wherever it stands. */
static const struct {
    const char *name;
    const mark_style *mark; /* NULL: a line */
    const line_style *line;
} keys[] = {{"minimum", &plot_minimum_mark, NULL},
            {"maximum", &plot_maximum_mark, NULL},
            {"pass (saddle)", &plot_pass_mark, NULL},
            {"the function", NULL, &plot_function_line},
            {"start of a run", &plot_start_mark, NULL},
            {"one of its steps", &plot_step_mark, NULL},
            {"its end", &plot_end_mark, NULL},
            {"plain descent", NULL, &plot_descent_line}};

/* For the preface. A sample and its name at the right, two or four in a row. */
static void marks(figure *fig, const dataset *data)
{
    const size_t n = sizeof keys / sizeof *keys;
    const size_t columns = plot_figure_is_narrow(fig) ? 2 : 4;
    const size_t rows = n / columns;
    const double half = 0.06;
    (void)data;
    axes *ax = plot_figure_axes(fig);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, (double)columns);
    plot_axes_limits_y(ax, -(double)rows, 0);
    for (size_t k = 0; k < n; k++) {
        const size_t row = k / columns;
        double x = (double)(k % columns) + 0.1, y = -0.5 - (double)row;
        if (keys[k].mark)
            plot_add_mark(ax, x, y, *keys[k].mark);
        else
            plot_add_segment(ax, x - half, y, x + half, y, *keys[k].line);
        plot_add_text(ax, x + half, y, PLACE_RIGHT, keys[k].name,
                      (text_style){.size = 9});
    }
}

/* -------------------------------------------------------------- the table */

#define PAIR_HEIGHT 210.0

static const figure_entry figures[] = {
    {"marks", FULL_WIDTH, 66, 110, marks},
    {"himmelblau-surface", 360, 300, 240, himmelblau_surface},
    {"candidates", FULL_WIDTH, FULL_HEIGHT, 260, candidates},
    {"missing", FULL_WIDTH, 150, 390, missing},
    {"chords-both-sides", FULL_WIDTH, PAIR_HEIGHT, 400, both_sides},
    {"sliding-tangent", FULL_WIDTH, FULL_HEIGHT, 270, sliding_tangent},
    {"cubic-and-derivative", FULL_WIDTH, 320, 320, cubic_and_derivative},
    {"wiggle", FULL_WIDTH, FULL_HEIGHT, 270, wiggle},
    {"cube", FULL_WIDTH, PAIR_HEIGHT, 390, cube},
    {"powers", FULL_WIDTH, 150, 130, powers},
    {"two-minima", FULL_WIDTH, FULL_HEIGHT, 250, two_minima},
    {"slices", FULL_WIDTH, 240, 480, slices},
    {"product", FULL_WIDTH, 220, 490, product},
    {"bowl-dome-saddle", FULL_WIDTH, 150, 580, bowl_dome_saddle},
    {"monkey-surface", 360, 300, 240, monkey_surface},
    {"eigenvalues", FULL_WIDTH, 310, 440, eigenvalues},
    {"chord-test", FULL_WIDTH, PAIR_HEIGHT, 400, chord_test},
    {"far-out", FULL_WIDTH, FULL_HEIGHT, 260, far_out},
    {"beale-points", FULL_WIDTH, 330, 230, beale_points},
    {"newton-ends", FULL_WIDTH, 330, 260, newton_ends},
    {"himmelblau-map", FULL_WIDTH, 330, 240, himmelblau_map},
    {"astray", FULL_WIDTH, 230, 220, astray},
    {0},
};

int main(int argc, char **argv)
{
    return plot_figures_main(argc, argv, figures);
}
