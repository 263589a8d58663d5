/* The figures of chapter 5, Gradient checking: trust, but verify.
 *
 * One function a figure; the table of them stands at the end. Through the
 * chapter the forward difference is vermilion, the central one blue, the
 * complex step green; what a formula predicts is dotted. */
#include "plot/decimal.h"
#include "plot/layered.h"
#include "plot/plot.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    INK_FORWARD = INK_VERMILION,
    INK_CENTRAL = INK_BLUE,
    INK_COMPLEX = INK_GREEN,
    INK_FLOAT = INK_PURPLE
};

static text_style in(ink colour)
{
    return (text_style){.ink = colour, .gap = 5};
}

/* A plain text as a label: a letter that stands alone is a variable, the
 * apostrophe of a derivative a prime, and a star a dot. */
static phrase in_italics(const char *text)
{
    phrase l = {""};
    for (size_t i = 0, n = 0; text[i] && n + 4 < sizeof l.text; i++) {
        bool alone = isalpha((unsigned char)text[i])
                     && (i == 0 || !isalpha((unsigned char)text[i - 1]))
                     && !isalpha((unsigned char)text[i + 1]);
        const char *form = text[i] == '\''  ? "′"
                           : text[i] == '*' ? " · "
                           : alone          ? "*%c*"
                                            : "%c";
        n += (size_t)snprintf(l.text + n, sizeof l.text - n, form, text[i]);
    }
    return l;
}

/* ---------------------------------------------------- tangent and chords */

/* The forward chord leans, for it looks one way; the central one nearly has the
 * slope of the tangent. */
static void chords(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    static const struct {
        const char *name;
        ink ink;
    } looks[] = {{"tangent", INK_NOTE},
                 {"forward", INK_FORWARD},
                 {"central", INK_CENTRAL}};
    const block *b = plot_data_block(data, "chords");
    series from = plot_xy(b, "x0", "f0"), to = plot_xy(b, "x1", "f1");
    const double *slope = plot_block_column(b, "slope");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "sin *x*");
    plot_axes_equal(ax);
    plot_add_curve(ax, plot_data_xy(data, "chords-curve", "x", "f"),
                   plot_function_line);
    for (size_t k = 0; k < from.n; k++) {
        mark_style end = {.ink = looks[k].ink, .halo = 1};
        plot_add_segment(ax, from.x[k], from.y[k], to.x[k], to.y[k],
                         (line_style){.ink = looks[k].ink});
        phrase name = plot_say("%s: %s", looks[k].name,
                               plot_say_number(slope[k], 4).text);
        if (k == 0) { /* at its upper end */
            const series *upper = slope[k] > 0 ? &to : &from;
            plot_add_text(ax, upper->x[k], upper->y[k],
                          slope[k] > 0 ? PLACE_LEFT : PLACE_RIGHT, name.text,
                          (text_style){.ink = looks[k].ink, .gap = 12});
            continue;
        }
        const double x[] = {to.x[k], from.x[k]}, f[] = {to.y[k], from.y[k]};
        plot_add_words(ax, (series){2, x, f}, PLACE_BELOW_RIGHT, name.text,
                       in(looks[k].ink));
        plot_add_mark(ax, from.x[k], from.y[k], end);
        plot_add_mark(ax, to.x[k], to.y[k], end);
    }
    plot_add_mark(ax, from.x[1], from.y[1],
                  (mark_style){.ink = INK_TEXT, .halo = 1});
}

/* ------------------------------------------------------------ lost digits */

/* A number digit by digit from x on: the decimals that say the same as in
 * another number in one ink, those after them in a second. */
static void add_digits(axes *ax, double x, double y, const char *text,
                       double same, ink alike, ink other, double size)
{
    for (size_t i = 0; text[i]; i++) {
        char digit[] = {text[i], '\0'};
        plot_add_text(ax, x + (double)i, y, PLACE_CENTRE, digit,
                      (text_style){.ink = (double)i < same + 2 ? alike : other,
                                   .size = size,
                                   .bare = true,
                                   .may_overlap = true});
    }
}

enum { DIGITS_WIDE = 18 }; /* "0." and sixteen decimals */

/* A column of the table of digits: a heading, perhaps the exact number, and a
 * row for each step. */
static void digits_column(axes *ax, double x, const block *b,
                          const char *heading, ink alike, ink other,
                          double size)
{
    const double *same = plot_block_column(b, "same");
    const char *const *number = plot_block_text(b, "number");
    plot_add_text(ax, x - 0.5, 1.2, PLACE_RIGHT, heading,
                  (text_style){.size = 9, .gap = 0.01});
    for (size_t i = 0; i < plot_block_rows(b); i++)
        add_digits(ax, x, -(double)(i + 1), number[i], same[i], alike, other,
                   size);
}

/* The smaller the step, the fewer digits are left of the difference. */
static void lost_digits(figure *fig, const dataset *data)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const double size = narrow ? 8 : 9, first = 5, next = DIGITS_WIDE + 3;
    const block *exact = plot_data_rows(data, "digits-exact", 2);
    const block *values = plot_data_block(data, "digits-values");
    const char *const *number = plot_block_text(exact, "number");
    const double *h = plot_block_column(values, "h");
    double x = plot_data_value(data, "lost-digits.x");
    double last = first + (narrow ? 1 : 2) * next;
    phrase at = plot_say_number(x, 3);
    axes *ax = plot_figure_axes(fig);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, last + DIGITS_WIDE);
    plot_axes_limits_y(ax, -(double)plot_block_rows(values) - 0.7, 2);
    plot_add_text(ax, 0, 1.2, PLACE_RIGHT, "*h*",
                  (text_style){.size = 9, .gap = 0.01});
    for (size_t i = 0; i < plot_block_rows(values); i++)
        plot_add_text(ax, 0, -(double)(i + 1), PLACE_RIGHT,
                      plot_say_number(h[i], 1).text,
                      (text_style){.size = size, .gap = 0.01});
    digits_column(ax, first, values, plot_say("sin(%s + *h*)", at.text).text,
                  INK_FAINT, INK_TEXT, size);
    add_digits(ax, first, 0, number[0], 16, INK_FAINT, INK_TEXT, size);
    if (!narrow)
        digits_column(
            ax, first + next, plot_data_block(data, "digits-differences"),
            plot_say("- sin %s", at.text).text, INK_FAINT, INK_TEXT, size);
    digits_column(ax, last, plot_data_block(data, "digits-quotients"), "÷ *h*",
                  INK_TEXT, INK_VERMILION, size);
    add_digits(ax, last, 0, number[1], 16, INK_TEXT, INK_TEXT, size);
}

/* ------------------------------------------------------------ V-curves */

/* Error against step, both logarithmic; the corners are given as exponents. */
static void error_axes(axes *ax, double step_from, double step_to,
                       double error_from, double error_to)
{
    plot_axes_labels(ax, "step *h*", "relative error");
    plot_axes_limits_x(ax, pow(10, step_from), pow(10, step_to));
    plot_axes_limits_y(ax, pow(10, error_from), pow(10, error_to));
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
}

/* The point of a curve with the step nearest to this one. */
static size_t nearest(series curve, double h)
{
    size_t best = 0;
    for (size_t i = 1; i < curve.n; i++)
        if (fabs(log(curve.x[i] / h)) < fabs(log(curve.x[best] / h)))
            best = i;
    return best;
}

/* On the straight line through both points of a series, logarithmic axes. */
static double at_power(series line, double x)
{
    double power = log(line.y[1] / line.y[0]) / log(line.x[1] / line.x[0]);
    return line.y[0] * pow(x / line.x[0], power);
}

/* A name at the curve where the step is h. */
static void add_name(axes *ax, series curve, double h, place where,
                     const char *name, ink colour)
{
    size_t i = nearest(curve, h);
    plot_add_text(ax, curve.x[i], curve.y[i], where, name, in(colour));
}

/* A best step and the error around it: the bar spans the steps whose mean that
 * is. */
static void add_tip(axes *ax, const dataset *data, double h, double error,
                    ink colour)
{
    double reach = plot_data_value(data, "vcurve.reach");
    plot_add_segment(ax, h / reach, error, h * reach, error,
                     (line_style){.ink = colour, .width = 2.4, .halo = 1});
    plot_add_mark(ax, h, error,
                  (mark_style){.ink = colour, .size = 5, .halo = 1});
}

/* The tip that the values vcurve.best_h or, say, vcurve.float.best_h describe,
 * and dx, dy points away its step. */
static void add_best_step(axes *ax, const dataset *data, const char *which,
                          double dx, double dy, ink colour)
{
    double h = plot_data_value(data, plot_say("vcurve%s.best_h", which).text);
    double error =
        plot_data_value(data, plot_say("vcurve%s.best_error", which).text);
    add_tip(ax, data, h, error, colour);
    plot_add_note(ax, h, error, dx, dy,
                  plot_say("*h* = %s", plot_say_number(h, 1).text).text,
                  (text_style){.ink = colour});
}

/* A best step at the end of the curve is no tip: no right arm begins there.
 * (The program averages over two neighbours, so it cannot find the last.) */
static bool is_tip(double h, series curve)
{
    return nearest(curve, h) > 2;
}

static const struct {
    const char *name, *title;
} subjects[] = {
    {"bowl", "bowl"}, {"beale", "Beale"}, {"sine", "sin"}, {"exp", "exp"}};

/* "Beale at (3, 4)" */
static phrase subject_title(const block *tips, size_t k)
{
    double x = plot_block_column(tips, "x")[k],
           y = plot_block_column(tips, "y")[k];
    return plot_block_column(tips, "n")[k] > 1
               ? plot_say("%s at (%g, %g)", subjects[k].title, x, y)
               : plot_say("%s at %g", subjects[k].title, x);
}

static void vcurve_panel(figure *fig, const dataset *data, size_t k)
{
    const block *tips = plot_data_block(data, "vcurve-tips");
    phrase name = plot_say("vcurve-%s", subjects[k].name);
    series forward = plot_data_xy(data, name.text, "h", "forward");
    series central = plot_data_xy(data, name.text, "h", "central");
    series forward_tip = plot_xy(tips, "forward_h", "forward_error");
    series central_tip = plot_xy(tips, "central_h", "central_error");
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_title(ax, subject_title(tips, k).text);
    error_axes(ax, -14, -1, -14, 0);
    plot_add_curve(ax, forward, (line_style){.ink = INK_FORWARD, .width = 1.1});
    plot_add_curve(ax, central, (line_style){.ink = INK_CENTRAL, .width = 1.1});
    add_tip(ax, data, forward_tip.x[k], forward_tip.y[k], INK_FORWARD);
    if (is_tip(central_tip.x[k], central))
        add_tip(ax, data, central_tip.x[k], central_tip.y[k], INK_CENTRAL);
    else
        plot_add_panel_text(ax, 0.97, 0.4, PLACE_LEFT, "no right arm",
                            in(INK_CENTRAL));
    add_name(ax, forward, 3e-5, PLACE_ABOVE_LEFT, "forward", INK_FORWARD);
    add_name(ax, central, 3e-7, PLACE_BELOW_LEFT, "central", INK_CENTRAL);
}

/* Four functions, the same story. */
static void vcurve(figure *fig, const dataset *data)
{
    plot_figure_fold(fig, 4, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 4; k++)
        vcurve_panel(fig, data, k);
}

/* The two errors by the formula: dotted, named where they stand alone. */
static void add_formula(axes *ax, const dataset *data)
{
    static const struct {
        const char *column, *name;
        ink ink;
        double error; /* where the name stands */
        place where;
    } errors[] = {
        {"forward", "*h* |*f*″| / 2", INK_FORWARD, 1e-13, PLACE_ABOVE_LEFT},
        {"central", "*h*^2 |*f*‴| / 6", INK_CENTRAL, 1e-13, PLACE_LEFT},
        {"rounding", "*ε* |*f*| / *h*", INK_NOTE, 0.1, PLACE_ABOVE_RIGHT}};
    for (size_t k = 0; k < 3; k++) {
        series line = plot_data_xy(data, "sine-formula", "h", errors[k].column);
        series turned = {line.n, line.y, line.x};
        plot_add_curve(ax, line,
                       (line_style){.ink = errors[k].ink,
                                    .width = 1,
                                    .dash = DASH_DOTTED});
        plot_add_text(ax, at_power(turned, errors[k].error), errors[k].error,
                      errors[k].where, errors[k].name, in(errors[k].ink));
    }
}

/* The quotients, in the order in which the program numbers them, and what
 * their numbers are: two values, their difference, the quotient, the slope. */
static const struct {
    const char *column, *name;
    ink ink;
    const char *rows[5];
} ways[] = {
    {"forward",
     "forward",
     INK_FORWARD,
     {"*f*(*x* + *h*)", "*f*(*x*)", "difference", "÷ *h*", "*f*′(*x*)"}},
    {"central",
     "central",
     INK_CENTRAL,
     {"*f*(*x* + *h*)", "*f*(*x* - *h*)", "difference", "÷ 2*h*", "*f*′(*x*)"}},
    {"complex",
     "complex step",
     INK_COMPLEX,
     {"Im *f*(*x* + *ih*)", "", "no difference", "÷ *h*", "*f*′(*x*)"}}};

enum { COMPLEX_WAY = 2 };
enum { AHEAD_ROW, BEHIND_ROW, RISE_ROW, QUOTIENT_ROW, SLOPE_ROW, DIGIT_ROWS };

/* The errors of `count` quotients at one step, and a line that joins them with
 * the step. */
static void add_one_step(axes *ax, const dataset *data, const char *name,
                         size_t count, const char *knob)
{
    double h = plot_data_only(data, name, "h");
    plot_add_vline(ax, h, plot_guide_line);
    for (size_t k = 0; k < count; k++) {
        double error = plot_data_only(data, name, ways[k].column);
        plot_add_mark(ax, h, error,
                      (mark_style){.ink = ways[k].ink, .size = 8, .halo = 1});
        plot_add_handle(ax, h, error, knob, NULL);
    }
    plot_add_words(ax, (series){2, (double[]){h, h}, (double[]){0.2, 1e-15}},
                   h < 1e-4 ? PLACE_RIGHT : PLACE_LEFT,
                   plot_say("*h* = %s", plot_say_number(h, 2).text).text,
                   (text_style){0});
}

/* One number of a quotient, its point at 0: grey is what is lost, or a zero in
 * front; vermilion what is wrong. */
static void add_number(axes *ax, double x, double y, const char *text,
                       size_t row, double same, double size)
{
    const bool lost = row <= RISE_ROW, checked = row == QUOTIENT_ROW;
    const double point = (double)strcspn(text, ".");
    const char *power = strchr(text, 'e');
    size_t length = power ? (size_t)(power - text) : strlen(text);
    for (size_t i = 0; i < length; i++) {
        bool alike = (double)i < same;
        ink colour = lost && alike       ? INK_FAINT
                     : checked && !alike ? INK_VERMILION
                                         : INK_TEXT;
        plot_add_text(ax, x + (double)i - point, y, PLACE_CENTRE,
                      (char[]){text[i], '\0'},
                      (text_style){.ink = colour,
                                   .size = size,
                                   .bare = true,
                                   .may_overlap = true});
    }
    if (power) /* where the value stands that is subtracted elsewhere */
        plot_add_text(ax, x - point - 0.5, y - 1, PLACE_RIGHT,
                      plot_say("× 10^{%d}", atoi(power + 1)).text,
                      (text_style){.size = size, .gap = 0.01, .bare = true});
}

/* In digits: where the point of a number stands, its column, and the space to
 * the next. */
enum { POINT_AT = 13, COLUMN_WIDE = 30, COLUMN_GAP = 3, QUOTIENT_HIGH = 7 };

/* The numbers of one quotient, as a sum is written at school. */
static void add_quotient(axes *ax, double x, double y, const block *digits,
                         size_t way, double size)
{
    const double *of = plot_block_column(digits, "way");
    const double *row = plot_block_column(digits, "row");
    const double *same = plot_block_column(digits, "same");
    const char *const *number = plot_block_text(digits, "number");
    const double rule = y - RISE_ROW - 0.5;
    text_style plain = {.size = 8, .gap = 0.01, .bare = true};
    for (size_t i = 0; i < DIGIT_ROWS; i++)
        plot_add_text(ax, x, y - 1 - (double)i, PLACE_RIGHT, ways[way].rows[i],
                      plain);
    plain.ink = ways[way].ink;
    plain.size = 9;
    plot_add_text(ax, x, y, PLACE_RIGHT, ways[way].name, plain);
    if (way != COMPLEX_WAY)
        plot_add_segment(ax, x + POINT_AT - 1.5, rule, x + COLUMN_WIDE, rule,
                         (line_style){.ink = INK_NOTE, .width = 0.6});
    for (size_t i = 0; i < plot_block_rows(digits); i++)
        if (of[i] == (double)way)
            add_number(ax, x + POINT_AT, y - 1 - row[i], number[i],
                       (size_t)row[i], same[i], size);
}

/* The numbers of `count` quotients, beside or below each other, in a strip of
 * the page from `top` on. */
static void add_quotients(figure *fig, const block *digits, size_t count,
                          double top)
{
    const bool narrow = plot_figure_is_narrow(fig);
    const double page = plot_figure_page(fig).width;
    const double columns = narrow ? 1 : (double)count;
    const double rows = (narrow ? (double)count : 1) * QUOTIENT_HIGH - 1;
    const double wide = narrow ? 44 : count == 2 ? 74 : 97;
    axes *ax = plot_figure_axes_at(fig, 0, top, page, 12 * rows + 10);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, wide);
    plot_axes_limits_y(ax, 0.5 - rows, 0.5);
    for (size_t k = 0; k < count; k++)
        add_quotient(ax, narrow ? 0 : (double)k * (wide + COLUMN_GAP) / columns,
                     narrow ? -(double)k * QUOTIENT_HIGH : 0, digits, k,
                     columns > 2 ? 8 : 9);
}

/* Both quotients of the sine: their errors, what the formula says about them,
 * and their digits at one step. */
static void forward_central(figure *fig, const dataset *data)
{
    const bool narrow = plot_figure_is_narrow(fig);
    series forward = plot_data_xy(data, "sine-errors", "h", "forward");
    series central = plot_data_xy(data, "sine-errors", "h", "central");
    axes *ax = plot_figure_axes_at(fig, 0, 0, plot_figure_page(fig).width,
                                   narrow ? 190 : 220);
    error_axes(ax, -16, -1, -17, 1);
    add_formula(ax, data);
    plot_add_curve(ax, forward, (line_style){.ink = INK_FORWARD});
    plot_add_curve(ax, central, (line_style){.ink = INK_CENTRAL});
    plot_add_end_label(ax, forward, "forward", INK_FORWARD);
    plot_add_end_label(ax, central, "central", INK_CENTRAL);
    add_one_step(ax, data, "two-errors", 2, "two-errors.step");
    add_quotients(fig, plot_data_block(data, "digits-sine"), 2,
                  narrow ? 195 : 225);
}

/* ---------------------------------------------------- float and double */

/* The same V, but for half of the digits. */
static void float_double(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    series in_float = plot_data_xy(data, "vcurve-float", "h", "float");
    series in_double = plot_data_xy(data, "vcurve-beale", "h", "central");
    axes *ax = plot_figure_axes(fig);
    error_axes(ax, -9, -1, -14, 0);
    plot_add_curve(ax, in_double, (line_style){.ink = INK_CENTRAL});
    plot_add_curve(ax, in_float, (line_style){.ink = INK_FLOAT});
    add_best_step(ax, data, ".float", 20, -30, INK_FLOAT);
    add_best_step(ax, data, "", -30, -22, INK_CENTRAL);
    add_name(ax, in_float, 1e-5, PLACE_ABOVE_RIGHT, "float", INK_FLOAT);
    add_name(ax, in_double, 1e-7, PLACE_ABOVE_RIGHT, "double", INK_CENTRAL);
}

/* -------------------------------------------------------------- a kink */

/* The rows with x up to and with 0, or those after. */
static series side_of_zero(series s, bool right)
{
    size_t first = 0;
    while (first < s.n && s.x[first] <= 0)
        first++;
    return right ? plot_series_part(s, first, s.n - first)
                 : plot_series_part(s, 0, first);
}

/* Half of the figure, with ticks at -h, 0 and h. */
static axes *kink_panel(figure *fig, size_t column, double h)
{
    axes *ax = plot_figure_nth(fig, column);
    plot_axes_limits_x(ax, -2.5 * h, 2.5 * h);
    plot_axes_tick_x(ax, -h, "-*h*");
    plot_axes_tick_x(ax, 0, "0");
    plot_axes_tick_x(ax, h, "*h*");
    return ax;
}

/* max(0, x), and the chord that a central difference takes for its tangent. */
static void kink_chord(figure *fig, const dataset *data, double h)
{
    series f = plot_data_xy(data, "kink", "x", "f");
    series chord = plot_xy(plot_data_rows(data, "kink-chord", 2), "x", "f");
    series ends = plot_series_part(chord, 0, 2);
    axes *ax = kink_panel(fig, 0, h);
    plot_axes_title(ax, "max(0, *x*), and a chord");
    plot_axes_labels(ax, "*x*", NULL);
    plot_axes_limits_y(ax, -1.24 * h, 3.04 * h);
    plot_axes_equal(ax);
    plot_axes_tick_y(ax, 0, "0");
    plot_axes_tick_y(ax, h, "*h*");
    plot_add_curve(ax, f, (line_style){.ink = INK_FUNCTION});
    plot_add_curve(ax, ends, (line_style){.ink = INK_CENTRAL});
    plot_add_marks(ax, ends, (mark_style){.ink = INK_CENTRAL, .halo = 1});
    plot_add_text(ax, chord.x[0], 0, PLACE_BELOW, "*x* - *h*", in(INK_CENTRAL));
    plot_add_text(ax, chord.x[1], chord.y[1], PLACE_ABOVE_LEFT, "*x* + *h*",
                  in(INK_CENTRAL));
}

/* A step, and the slope that takes its place. */
static void kink_slopes(figure *fig, const dataset *data, double h)
{
    const double width_at = 1.14;
    text_style on_shade = {.gap = 5, .bare = true};
    series by_hand = plot_data_xy(data, "kink", "x", "by_hand");
    series difference = plot_data_xy(data, "kink", "x", "difference");
    series chord = plot_xy(plot_data_rows(data, "kink-chord", 3), "x", "slope");
    series left = side_of_zero(by_hand, false);
    series right = side_of_zero(by_hand, true);
    axes *ax = kink_panel(fig, 1, h);
    plot_axes_title(ax, "two derivatives");
    plot_axes_labels(ax, "*x*", NULL);
    plot_axes_limits_y(ax, -0.1, 1.35);
    plot_axes_ticks_y(ax, 0.5);
    plot_add_span_x(ax, -h, h,
                    (fill_style){.ink = INK_CENTRAL, .opacity = 0.1});
    plot_add_curve(ax, left, (line_style){.ink = INK_FUNCTION});
    plot_add_curve(ax, right, (line_style){.ink = INK_FUNCTION});
    plot_add_curve(ax, difference, (line_style){.ink = INK_CENTRAL});
    plot_add_mark(ax, 0, right.y[0],
                  (mark_style){.ink = INK_FUNCTION, .hollow = true});
    plot_add_mark(ax, 0, left.y[left.n - 1], (mark_style){.ink = INK_FUNCTION});
    plot_add_mark(ax, chord.x[2], chord.y[2],
                  (mark_style){.ink = INK_CENTRAL, .halo = 1});
    plot_add_arrow(ax, 0, width_at, -h, width_at, (arrow_style){.width = 0.8});
    plot_add_arrow(ax, 0, width_at, h, width_at, (arrow_style){.width = 0.8});
    plot_add_text(ax, 0, width_at, PLACE_ABOVE,
                  plot_say("2*h* = %s", plot_say_number(2 * h, 2).text).text,
                  on_shade);
    plot_add_text(ax, 0, 0, PLACE_RIGHT, "by hand", on_shade);
    on_shade.ink = INK_CENTRAL;
    plot_add_text(ax, 0, chord.y[2], PLACE_RIGHT, "by difference", on_shade);
}

/* Around the corner the chord leans. */
static void kink(figure *fig, const dataset *data)
{
    double h = plot_data_value(data, "kink.step");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    kink_chord(fig, data, h);
    kink_slopes(fig, data, h);
}

/* --------------------------------------------------------- planted bugs */

enum { MAP_ROWS = 3, MAP_COLUMNS = 5, MAP_CELLS = MAP_ROWS * MAP_COLUMNS };

/* Below the first limit an error is none and its cell stays blank; one of 1
 * or more means that the two numbers have opposite signs or that one is 0. */
static const double shades[] = {1e-6, 0.1, 0.3, 0.7, 1};

enum { SHADES = sizeof shades / sizeof shades[0] };

static const double bias_gap = 0.5; /* cells between W and b */

static ink shade_ink(size_t shade)
{
    return shade == 0 ? INK_PAPER
                      : plot_ink_tint(INK_VERMILION, (double)shade / SHADES);
}

static ink error_ink(double error)
{
    size_t shade = 0;
    while (shade < SHADES && error >= shades[shade])
        shade++;
    return shade_ink(shade);
}

static void add_cell(axes *ax, double left, double bottom, double width,
                     double height, ink colour)
{
    plot_add_rectangle(
        ax, left, bottom, left + width, bottom + height,
        (fill_style){.ink = colour, .opacity = 1, .edge = INK_FAINT});
}

/* W and, set off, b; rows run downward. */
static void bug_panel(figure *fig, const block *map, size_t k)
{
    static const double b_at = MAP_COLUMNS - 1 + bias_gap;
    size_t first = k * MAP_CELLS;
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_title(ax, in_italics(plot_block_text(map, "bug")[first]).text);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, -0.1, b_at + 1.1);
    plot_axes_limits_y(ax, -0.9, MAP_ROWS + 0.1);
    plot_axes_equal(ax);
    for (size_t i = first; i < first + MAP_CELLS; i++) {
        double row = plot_block_column(map, "row")[i];
        double column = plot_block_column(map, "column")[i];
        bool bias = column + 1 >= MAP_COLUMNS;
        add_cell(ax, bias ? b_at : column, MAP_ROWS - 1 - row, 1, 1,
                 error_ink(plot_block_column(map, "error")[i]));
    }
    plot_add_text(ax, (MAP_COLUMNS - 1) / 2.0, 0, PLACE_BELOW, "*W*",
                  plot_note_style);
    plot_add_text(ax, b_at + 0.5, 0, PLACE_BELOW, "*b*", plot_note_style);
}

/* The colours, in the place of a twelfth grid. */
static void shade_key(figure *fig)
{
    axes *ax = plot_figure_nth(fig, 11);
    plot_axes_title(ax, "relative error");
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, 6);
    plot_axes_limits_y(ax, -0.9, MAP_ROWS + 0.1);
    const double height = (MAP_ROWS + 0.9) / (SHADES + 1);
    for (size_t k = 0; k <= SHADES; k++) {
        double bottom = -0.85 + height * (double)k;
        add_cell(ax, 1.6, bottom, 0.8, height, shade_ink(k));
        if (k > 0)
            plot_add_text(ax, 2.4, bottom, PLACE_RIGHT,
                          plot_say_number(shades[k - 1], 1).text,
                          plot_note_style);
    }
}

/* What a doctor would look at. */
static void error_map(figure *fig, const dataset *data)
{
    const block *map = plot_data_block(data, "error-map");
    plot_figure_fold(fig, 12, 4, 3, SHARE_NONE);
    for (size_t k = 0; k < plot_block_rows(map) / MAP_CELLS; k++)
        bug_panel(fig, map, k);
    shade_key(fig);
}

/* ------------------------------------------------------ one direction */

/* Four sizes: each curve is the one before, moved to the right. */
static void direction(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    static const struct {
        ink ink;
        size_t at; /* point where the name stands */
    } looks[] = {
        {INK_BLUE, 5}, {INK_GREEN, 8}, {INK_PURPLE, 10}, {INK_VERMILION, 12}};
    const block *b = plot_data_block(data, "direction");
    const double *n = plot_block_column(b, "n");
    const size_t rows = plot_block_rows(b) / 4;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "relative error of one entry of *n*",
                     "share of directions that reveal it");
    plot_axes_limits_x(ax, 1e-7, 1e-2);
    plot_axes_limits_y(ax, 0, 1.02);
    plot_axes_log_x(ax);
    for (size_t k = 0; k < 4; k++) {
        double size = n[k * rows];
        size_t at = looks[k].at;
        series share = plot_xy_where(b, "error", "share", "n", size);
        phrase name =
            plot_say("%s%s", k == 0 ? "*n* = " : "", plot_say_count(size).text);
        plot_add_curve(ax, share, (line_style){.ink = looks[k].ink});
        plot_add_marks(ax, share, (mark_style){.ink = looks[k].ink, .size = 3});
        plot_add_text(ax, share.x[at], share.y[at], PLACE_ABOVE_LEFT, name.text,
                      in(looks[k].ink));
    }
}

/* ----------------------------------------------------- the complex step */

/* Nothing is subtracted, so there is no left arm. */
static void complex_step(figure *fig, const dataset *data)
{
    const bool narrow = plot_figure_is_narrow(fig);
    series forward = plot_data_xy(data, "complex", "h", "forward");
    series central = plot_data_xy(data, "complex", "h", "central");
    series complex = plot_data_xy(data, "complex-alone", "h", "complex");
    double epsilon = plot_data_value(data, "epsilon");
    phrase name =
        plot_say("complex step: down to%sthe machine epsilon, %s",
                 narrow ? "\n" : " ", plot_say_number(epsilon, 2).text);
    axes *ax = plot_figure_axes_at(fig, 0, 0, plot_figure_page(fig).width,
                                   narrow ? 190 : 220);
    error_axes(ax, -26, -1, -18, 1);
    plot_add_curve(ax, complex, (line_style){.ink = INK_COMPLEX, .width = 2.6});
    plot_add_curve(ax, forward, (line_style){.ink = INK_FORWARD, .width = 1.2});
    plot_add_curve(ax, central, (line_style){.ink = INK_CENTRAL, .width = 1.2});
    add_name(ax, forward, 1e-5, PLACE_ABOVE_LEFT, "forward", INK_FORWARD);
    add_name(ax, central, 1e-7, PLACE_BELOW_LEFT, "central", INK_CENTRAL);
    add_name(ax, complex, 1e-17, PLACE_ABOVE, name.text, INK_COMPLEX);
    add_one_step(ax, data, "complex-step", 3, "complex-step.step");
    add_quotients(fig, plot_data_block(data, "digits-complex"), 3,
                  narrow ? 195 : 225);
}

/* ---------------------------------------------------------------- a sweep */

/* The phases of a sweep, as the program numbers them. */
enum { BEFORE, FORWARD, BACKWARD, DONE };

/* A graph on the page, in points: its boxes in columns, or on a telephone in
 * rows, and what stands in them. */
typedef struct sweep_graph {
    layered g;
    bool down;            /* the values flow down the page, not to the right */
    double wide, high;    /* half of a box */
    double layer, across; /* from layer to layer, and a unit across */
    double x0, y0;        /* where the first layer is, in its middle */
    size_t phase, now;
    bool broken;
} sweep_graph;

typedef struct spot {
    double x, y;
} spot;

static spot spot_at(const sweep_graph *w, double layer, double across)
{
    return w->down
               ? (spot){w->x0 + across * w->across, w->y0 - layer * w->layer}
               : (spot){w->x0 + layer * w->layer, w->y0 - across * w->across};
}

/* A cell that names one of so many numbers. */
static size_t node_of(const block *b, double cell, size_t nodes)
{
    if (!(cell >= 0 && cell < (double)nodes))
        plot_fail("%s: %g is no number of the graph", plot_block_place(b),
                  cell);
    return (size_t)cell;
}

static void read_graph(sweep_graph *w, const dataset *data)
{
    const block *numbers = plot_data_block(data, "sweep-numbers");
    const block *edges = plot_data_block(data, "sweep-edges");
    const size_t nodes = w->g.nodes = plot_block_rows(numbers);
    w->g.edges = plot_block_rows(edges);
    if (nodes < 1 || nodes > LAYERED_NODES || w->g.edges > LAYERED_EDGES)
        plot_fail("%s: a graph of 1 to %d numbers and at most %d edges is "
                  "drawn",
                  plot_block_place(numbers), LAYERED_NODES, LAYERED_EDGES);
    for (size_t i = 0; i < nodes; i++)
        w->g.layer[i] = (size_t)plot_block_column(numbers, "layer")[i];
    const double *from = plot_block_column(edges, "from");
    const double *to = plot_block_column(edges, "to");
    for (size_t k = 0; k < w->g.edges; k++) {
        w->g.edge[k].from = node_of(edges, from[k], nodes);
        w->g.edge[k].to = node_of(edges, to[k], nodes);
    }
    w->phase = (size_t)plot_data_only(data, "sweep-now", "phase");
    w->now = node_of(plot_data_block(data, "sweep-now"),
                     plot_data_only(data, "sweep-now", "number"), nodes);
    w->broken = plot_data_only(data, "sweep-now", "broken") > 0;
}

/* The first and the last place across, edges and all. */
static range breadth_of(const layered *g)
{
    range all = plot_range_of(g->nodes, g->across);
    for (size_t k = 0; k < g->edges; k++) {
        const layered_edge *e = &g->edge[k];
        for (size_t l = g->layer[e->from] + 1; l < g->layer[e->to]; l++) {
            all.low = fmin(all.low, e->across[l]);
            all.high = fmax(all.high, e->across[l]);
        }
    }
    return all;
}

/* Boxes of one size, in the middle of the page, and as far from each other as
 * it allows: across, no farther than is easily seen. */
static void place_graph(sweep_graph *w, double width, double height)
{
    const double air = 10; /* above a box there is its name */
    const double farthest = 1.7, tallest = 130;
    const double layers = (double)w->g.layer[w->g.nodes - 1];
    double length = (w->down ? height : width) - 2;
    double breadth = (w->down ? width : height) - 2;
    double along = w->down ? 2 * w->high + air : 2 * w->wide;
    double box = w->down ? 2 * w->wide : 2 * w->high + air;
    double unit = box + (w->down ? 5 : 0);
    plot_layered_place(&w->g, (breadth - box) / unit);
    range all = breadth_of(&w->g);
    double span = unit * (all.high - all.low);
    double stretch = span > 0 ? fmin(farthest, (breadth - box) / span) : 1;
    double middle = (all.low + all.high) / 2;
    w->layer = layers > 0 ? (length - along) / layers : 0;
    if (w->down)
        w->layer = fmin(w->layer, tallest);
    w->across = unit * stretch;
    w->x0 = w->down ? width / 2 - middle * w->across : 1 + w->wide;
    w->y0 = w->down ? (height + w->layer * layers - air) / 2
                    : height / 2 - air / 2 + middle * w->across;
}

/* Is there room for a number between two boxes? */
static bool has_gap(const sweep_graph *w)
{
    return w->down ? w->layer - 2 * w->high > 18 : w->layer - 2 * w->wide > 30;
}

/* ---- edges */

enum { BEND = 12, WAY = (BEND + 1) * LAYERED_LAYERS };

/* From the edge of a box to that of another, on the page. */
typedef struct way {
    size_t n;
    double x[WAY], y[WAY];
} way;

/* A place of a way, in points along the flow and across it, and its slope. */
typedef struct knot {
    double along, across, slope;
} knot;

/* A cubic from one to the other. */
static void bend(way *v, const sweep_graph *w, knot a, knot b)
{
    double length = b.along - a.along;
    for (int i = 0; i <= BEND; i++) {
        double t = (double)i / BEND, u = 1 - t;
        double along = a.along + t * length;
        double across = u * u * (1 + 2 * t) * a.across
                        + t * t * (3 - 2 * t) * b.across
                        + t * u * length * (u * a.slope - t * b.slope);
        v->x[v->n] = w->down ? w->x0 + across : w->x0 + along;
        v->y[v->n++] = w->down ? w->y0 - along : w->y0 - across;
    }
}

/* Where an edge is in a layer, its ends included. */
static double across_at(const sweep_graph *w, const layered_edge *e, size_t l)
{
    return w->across
           * (l == w->g.layer[e->from] ? w->g.across[e->from]
              : l == w->g.layer[e->to] ? w->g.across[e->to]
                                       : e->across[l]);
}

/* Those that arrive at one box do so beside each other, in the order in which
 * they come. */
static double arrival(const sweep_graph *w, const layered_edge *e)
{
    const size_t last = w->g.layer[e->to] - 1;
    const double mine = across_at(w, e, last);
    double before = 0, count = 0;
    for (size_t k = 0; k < w->g.edges; k++)
        if (w->g.edge[k].to == e->to) {
            before += across_at(w, &w->g.edge[k], last) < mine;
            count++;
        }
    return before - (count - 1) / 2;
}

/* Between boxes it passes straight, and at a slope that touches none. */
static way way_of(const sweep_graph *w, const layered_edge *e)
{
    const double apart = 9, clear = 4, half = w->down ? w->high : w->wide;
    size_t l = w->g.layer[e->from], last = w->g.layer[e->to];
    way v = {.n = 0};
    knot at = {(double)l * w->layer + half, across_at(w, e, l), 0};
    for (l++; l < last; l++) {
        double middle = (double)l * w->layer, across = across_at(w, e, l);
        double before = (across - across_at(w, e, l - 1)) / w->layer;
        double after = (across_at(w, e, l + 1) - across) / w->layer;
        double slope = before * after <= 0 ? 0
                       : before > 0        ? fmin(before, after)
                                           : fmax(before, after);
        slope = fmin(fmax(slope, -clear / half), clear / half);
        bend(&v, w, at, (knot){middle - half, across - half * slope, slope});
        at = (knot){middle + half, across + half * slope, slope};
    }
    bend(&v, w, at,
         (knot){(double)last * w->layer - half,
                across_at(w, e, last) + apart * arrival(w, e), 0});
    return v;
}

/* Does that edge lead to the number that is at work? */
static ink edge_ink(const sweep_graph *w, const layered_edge *e)
{
    if (e->to != w->now || w->phase == BEFORE || w->phase == DONE)
        return INK_NOTE;
    return w->phase == FORWARD ? INK_CENTRAL : INK_FORWARD;
}

/* A head whose tip is there; along: 1 with the flow, -1 against it. */
static void add_head(axes *ax, const sweep_graph *w, spot tip, double along,
                     double size, ink colour)
{
    double back = -along * 3 * size;
    double x[] = {tip.x, tip.x + (w->down ? size : back),
                  tip.x + (w->down ? -size : back)};
    double y[] = {tip.y, tip.y + (w->down ? -back : size),
                  tip.y + (w->down ? -back : -size)};
    plot_add_polygon(ax, (series){3, x, y},
                     (fill_style){.ink = colour, .opacity = 1});
}

/* A value goes along, an adjoint comes back. */
static void add_edges(axes *ax, const sweep_graph *w)
{
    for (size_t k = 0; k < w->g.edges; k++) {
        const ink colour = edge_ink(w, &w->g.edge[k]);
        const double width = colour != INK_NOTE ? 1.8 : 0.8;
        way v = way_of(w, &w->g.edge[k]);
        plot_add_curve(ax, (series){v.n, v.x, v.y},
                       (line_style){.ink = colour, .width = width});
    }
    for (size_t k = 0; k < w->g.edges; k++) {
        const ink colour = edge_ink(w, &w->g.edge[k]);
        const bool back = colour == INK_FORWARD;
        way v = way_of(w, &w->g.edge[k]);
        size_t tip = back ? 0 : v.n - 1;
        add_head(ax, w, (spot){v.x[tip], v.y[tip]}, back ? -1 : 1,
                 colour != INK_NOTE ? 3 : 2, colour);
    }
}

/* What an adjoint is multiplied by there, where there is room for it. */
static void add_slope(axes *ax, const sweep_graph *w, const layered_edge *e,
                      double slope)
{
    way v = way_of(w, e);
    size_t first = v.n - BEND - 1;
    double x[BEND], y[BEND];
    for (size_t i = 0; i < BEND; i++) { /* from the middle outward */
        size_t away = (i + 1) / 2;
        size_t k = first + BEND / 2 + (i % 2 ? away : 0) - (i % 2 ? 0 : away);
        x[i] = v.x[k];
        y[i] = v.y[k];
    }
    plot_add_words(ax, (series){BEND, x, y}, PLACE_ABOVE,
                   plot_say("× %s", plot_say_number(slope, 4).text).text,
                   (text_style){.ink = INK_FORWARD, .gap = 3});
}

static void add_slopes(axes *ax, const sweep_graph *w, const block *slopes)
{
    const double *from = plot_block_column(slopes, "from");
    const double *to = plot_block_column(slopes, "to");
    const double *slope = plot_block_column(slopes, "slope");
    for (size_t i = 0; i < plot_block_rows(slopes); i++)
        for (size_t k = 0; k < w->g.edges; k++)
            if (from[i] == (double)w->g.edge[k].from
                && to[i] == (double)w->g.edge[k].to)
                add_slope(ax, w, &w->g.edge[k], slope[i]);
}

/* ---- boxes */

/* Adds to a phrase of `n` characters, if there is room. */
static void append(phrase *l, size_t *n, const char *text)
{
    size_t length = strlen(text);
    if (*n + length < sizeof l->text) {
        memcpy(l->text + *n, text, length + 1);
        *n += length;
    }
}

/* What a number is made from, for a box: variables in italics, the results of
 * instructions with their numbers below, and four digits of a constant. What is
 * long for a line goes on in a second one after its last sign. */
static phrase box_text(const char *text, size_t line)
{
    phrase l = {""};
    size_t n = 0;
    const char *sum = strlen(text) > line ? strstr(text, " + ") : NULL;
    for (const char *c = text; *c;) {
        char *end = NULL;
        if (isdigit((unsigned char)*c)) {
            append(&l, &n, plot_say_number(plot_decimal_read(c, &end), 4).text);
        } else if (isalpha((unsigned char)*c)) {
            size_t letters = 0;
            while (isalpha((unsigned char)c[letters]))
                letters++;
            end = (char *)c + letters;
            append(&l, &n,
                   plot_say(letters == 1 ? "*%.*s*" : "%.*s", (int)letters, c)
                       .text);
            if (*c == 'v' && letters == 1 && isdigit((unsigned char)*end)) {
                long number = strtol(end, &end, 10);
                append(&l, &n, plot_say("_{%ld}", number).text);
            }
        } else {
            const char one[] = {*c, '\0'};
            append(&l, &n,
                   c == sum    ? "\n"
                   : *c == '*' ? " · "
                   : *c == '^' ? "\\^"
                               : one);
            end = (char *)c + 1;
        }
        c = end;
    }
    return l;
}

static void add_frame(axes *ax, const sweep_graph *w, size_t i, spot p)
{
    bool busy = i == w->now && w->phase != BEFORE && w->phase != DONE;
    ink colour = !busy                 ? INK_NOTE
                 : w->phase == FORWARD ? INK_CENTRAL
                                       : INK_FORWARD;
    double x[] = {p.x - w->wide, p.x + w->wide, p.x + w->wide,
                  p.x - w->wide, p.x - w->wide, p.x + w->wide};
    double y[] = {p.y - w->high, p.y - w->high, p.y + w->high,
                  p.y + w->high, p.y - w->high, p.y - w->high};
    plot_add_polygon(ax, (series){4, x, y},
                     (fill_style){.ink = INK_PAPER, .opacity = 1});
    plot_add_curve(ax, (series){6, x, y},
                   (line_style){.ink = colour, .width = busy ? 2 : 0.8});
}

static void add_box(axes *ax, const sweep_graph *w, size_t i, const char *text,
                    size_t variables)
{
    spot p = spot_at(w, (double)w->g.layer[i], w->g.across[i]);
    const bool last = i + 1 == w->g.nodes;
    add_frame(ax, w, i, p);
    if (last || i >= variables)
        plot_add_text(ax, p.x - w->wide, p.y + w->high, PLACE_ABOVE_RIGHT,
                      last ? "*f*"
                           : plot_say("*v*_{%zu}", i - variables + 1).text,
                      (text_style){.gap = 2, .bare = true});
    plot_add_text(ax, p.x, p.y + w->high - (w->high > 20 ? 11.5 : 7),
                  PLACE_CENTRE, text, (text_style){.bare = true});
}

/* The numbers of a block in their boxes, so many points above the lower
 * edge. */
static void add_numbers(axes *ax, const sweep_graph *w, const block *b,
                        const char *column, double above, ink colour)
{
    const double *number = plot_block_column(b, "number");
    for (size_t k = 0; k < plot_block_rows(b); k++) {
        size_t i = node_of(b, number[k], w->g.nodes);
        spot p = spot_at(w, (double)w->g.layer[i], w->g.across[i]);
        plot_add_text(ax, p.x, p.y - w->high + above, PLACE_CENTRE,
                      plot_say_number(plot_block_column(b, column)[k], 4).text,
                      (text_style){.ink = colour, .bare = true});
    }
}

static void add_broken(axes *ax, const sweep_graph *w)
{
    spot p = spot_at(w, (double)w->g.layer[w->now], w->g.across[w->now]);
    plot_add_text(ax, p.x, p.y - w->high + 12, PLACE_CENTRE, "not finite",
                  (text_style){.ink = INK_FORWARD, .bare = true});
}

/* How many stand in the first layer. */
static size_t variables_of(const sweep_graph *w)
{
    size_t count = 0;
    while (count < w->g.nodes && w->g.layer[count] == 0)
        count++;
    return count;
}

/* Values go along the arrows, adjoints come back. */
static void sweep(figure *fig, const dataset *data)
{
    enum { LINE = 13 }; /* characters of a box */
    const block *numbers = plot_data_block(data, "sweep-numbers");
    const char *const *text = plot_block_text(numbers, "text");
    const bool narrow = plot_figure_is_narrow(fig);
    const page_size page = plot_figure_page(fig);
    sweep_graph w = {.down = narrow, .wide = narrow ? 26 : 27, .high = 17};
    axes *ax = plot_figure_axes(fig);
    read_graph(&w, data);
    for (size_t i = 0; i < w.g.nodes; i++)
        if (strlen(text[i]) > LINE)
            w.high = 23;
    place_graph(&w, page.width, page.height);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, page.width);
    plot_axes_limits_y(ax, 0, page.height);
    add_edges(ax, &w);
    for (size_t i = 0; i < w.g.nodes; i++)
        add_box(ax, &w, i, box_text(text[i], LINE).text, variables_of(&w));
    add_numbers(ax, &w, plot_data_block(data, "sweep-values"), "value", 17,
                INK_CENTRAL);
    add_numbers(ax, &w, plot_data_block(data, "sweep-adjoints"), "adjoint", 7,
                INK_FORWARD);
    if (w.broken && w.phase == FORWARD)
        add_broken(ax, &w);
    if (has_gap(&w))
        add_slopes(ax, &w, plot_data_block(data, "sweep-slopes"));
}

/* ----------------------------------------------------------------- table */

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"vcurve", FULL_WIDTH, 310, 560, vcurve},
        {"chords", FULL_WIDTH, 230, 190, chords},
        {"lost-digits", FULL_WIDTH, 170, 190, lost_digits},
        {"forward-central", FULL_WIDTH, 310, 370, forward_central},
        {"float-double", FULL_WIDTH, 250, 230, float_double},
        {"kink", FULL_WIDTH, 210, 400, kink},
        {"error-map", FULL_WIDTH, 270, 320, error_map},
        {"direction", FULL_WIDTH, 230, 230, direction},
        {"complex-step", FULL_WIDTH, 310, 460, complex_step},
        {"sweep", FULL_WIDTH, 230, 390, sweep},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
