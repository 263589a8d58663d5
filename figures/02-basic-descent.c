/* The figures of chapter 2, Basic descent: one step, then another.
 *
 * One function a figure; the table of them stands at the end. Through the
 * whole chapter the function is dark grey, the descent on it blue, and what
 * was promised or might have been is green. Windows are those of the book's
 * runs, and wider where another run needs it. */
#include "plot/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------- windows */

typedef struct box {
    double left, right, bottom, top;
} box;

static void show(axes *ax, box b)
{
    plot_axes_limits_x(ax, b.left, b.right);
    plot_axes_limits_y(ax, b.bottom, b.top);
}

static bool within(box b, double x, double y)
{
    return x >= b.left && x <= b.right && y >= b.bottom && y <= b.top;
}

/* The box, or a wider one with the point on its edge. */
static box around(box b, double x, double y)
{
    return (box){fmin(b.left, x), fmax(b.right, x), fmin(b.bottom, y),
                 fmax(b.top, y)};
}

/* Room for words beyond the edges that are no longer those of the book. */
static box with_air(box b, box book)
{
    double x = 0.13 * (b.right - b.left), y = 0.1 * (b.top - b.bottom);
    b.left -= b.left < book.left ? x : 0;
    b.right += b.right > book.right ? x : 0;
    b.bottom -= b.bottom < book.bottom ? y : 0;
    b.top += b.top > book.top || b.bottom < book.bottom ? y : 0;
    return b;
}

/* The first points of a run, as long as they lie over the graph (no farther
 * than x = low to high), and one more: how it leaves the picture. */
static series stay(series path, double low, double high)
{
    size_t n = 0;
    while (n < path.n && path.x[n] >= low && path.x[n] <= high)
        n++;
    return plot_series_part(path, 0, n + 1);
}

/* The points of a path before it leaves the box for the first time. */
static series inside(box b, series path)
{
    size_t n = 0;
    while (n < path.n && within(b, path.x[n], path.y[n]))
        n++;
    return plot_series_part(path, 0, n);
}

/* A graph in one variable, as far as its block reaches, and the run on it. */
typedef struct scene {
    series graph, path; /* the path as far as the graph */
    size_t inside;      /* so many of its points lie over the graph */
    bool leaves;
    box window;
} scene;

/* A run of which the panel shows this box: each step of it, or its steps 1,
 * 10, 100 … where not all are recorded; and of one that leaves the box the
 * points before, and one more. */
static void add_run(axes *ax, const block *run, const char *x, const char *y,
                    box b, path_style style, step_numbers numbers)
{
    series all = plot_xy(run, x, y), seen = inside(b, all);
    if (seen.n == all.n) {
        plot_add_run(ax, run, x, y, style, numbers);
        return;
    }
    style.no_dots = seen.n > 60;
    plot_add_path(ax, plot_series_part(all, 0, seen.n + 1), style);
}

/* The powers of ten between two values of a log axis, so that some four have
 * a number. */
static void add_powers(axes *ax, double low, double high)
{
    int from = (int)ceil(log10(low) - 1e-9), to = (int)floor(log10(high));
    int step = (to - from) / 5 + 1;
    if (to - from < 2) /* its own ticks say more */
        return;
    for (int k = to; k >= from; k--)
        if (k % step == 0)
            plot_axes_tick_y(ax, pow(10, k),
                             k ? plot_say("10^{%d}", k).text : "1");
}

static scene scene_of(const dataset *data, const char *graph, const char *path,
                      box book)
{
    scene s = {.graph = plot_data_xy(data, graph, "x", "f"), .window = book};
    series all = plot_data_xy(data, path, "x", "f");
    double low = s.graph.x[0], high = s.graph.x[s.graph.n - 1];
    s.path = stay(all, low, high);
    s.leaves = s.path.n < all.n || s.path.x[s.path.n - 1] < low
               || s.path.x[s.path.n - 1] > high;
    s.inside = s.path.n - s.leaves;
    for (size_t i = 0; i < s.inside; i++)
        s.window = around(s.window, s.path.x[i], s.path.y[i]);
    s.window = with_air(s.window, book);
    return s;
}

/* The graph, and where the run leaves it. */
static void draw_scene(axes *ax, const scene *s)
{
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    show(ax, s->window);
    plot_add_curve(ax, s->graph, plot_function_line);
    if (s->leaves)
        plot_axes_title(
            ax, plot_say("step %d leaves the picture", (int)s->inside).text);
}

/* Are two points so near each other that their names would collide? */
static bool crowded(box b, double x0, double y0, double x1, double y1)
{
    double dx = (x1 - x0) / (b.right - b.left);
    double dy = (y1 - y0) / (b.top - b.bottom);
    return fabs(dx) < 0.06 && fabs(dy) < 0.07;
}

/* ------------------------------------------------------------ one step */

/* The steps that descent takes from either side of a minimum. */
static void both_sides(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *sides = plot_data_block(data, "sides");
    series at = plot_xy(sides, "x", "f");
    const double *dx = plot_block_column(sides, "dx");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    plot_axes_limits_y(ax, 0, 3.5);
    series graph = plot_data_xy(data, "parabola-curve", "x", "f");
    plot_add_curve(ax, graph, plot_function_line);
    /* as far as the other one step reaches */
    if (graph.x[0] < -1.9 || graph.x[graph.n - 1] > 1.9)
        plot_axes_limits_x(ax, -1.9, 1.9);
    for (size_t i = 0; i < at.n; i++)
        plot_add_arrow(ax, at.x[i], at.y[i], at.x[i] + dx[i], at.y[i],
                       (arrow_style){.ink = INK_DESCENT, .width = 1.8});
    plot_add_marks(ax, at, plot_descent_mark);
    const bool narrow = plot_figure_is_narrow(fig);
    const char *const between = narrow ? "\n" : " ";
    plot_add_panel_text(
        ax, narrow ? 0.14 : 0.25, 0.1, PLACE_CENTRE,
        plot_say("*f*′ < 0\nminus the slope%spoints right", between).text,
        plot_note_style);
    plot_add_panel_text(
        ax, narrow ? 0.86 : 0.75, 0.1, PLACE_CENTRE,
        plot_say("*f*′ > 0\nminus the slope%spoints left", between).text,
        plot_note_style);
}

/* A step, what its tangent promises and what comes. */
typedef struct landing {
    double x, f, slope, dx, predicted, new_x, new_f;
} landing;

static landing landing_of(const dataset *data)
{
    return (landing){.x = plot_data_only(data, "one-step", "x"),
                     .f = plot_data_only(data, "one-step", "f"),
                     .slope = plot_data_only(data, "one-step", "slope"),
                     .dx = plot_data_only(data, "one-step", "dx"),
                     .predicted = plot_data_only(data, "one-step", "predicted"),
                     .new_x = plot_data_only(data, "one-step", "new_x"),
                     .new_f = plot_data_only(data, "one-step", "new_f")};
}

/* What the tangent promises and what comes, both where the step lands: the
 * promise is a pale bar down to the tangent, and before it the fall. */
static void add_falls(axes *ax, const landing *l, double promised, double width)
{
    double middle = (l->f + fmin(l->new_f, l->f)) / 2;
    plot_add_segment(
        ax, l->new_x, l->f, l->new_x, promised,
        (line_style){.ink = plot_ink_tint(INK_OTHER, 0.35), .width = 7});
    plot_add_arrow(ax, l->new_x, l->f, l->new_x, l->new_f,
                   (arrow_style){.ink = INK_DESCENT, .width = 1.8});
    plot_add_mark(ax, l->new_x, promised,
                  (mark_style){.shape = SHAPE_PLUS, .ink = INK_OTHER});
    if (l->new_f > l->f)
        middle = (l->new_f + l->f) / 2;
    plot_add_note(ax, l->new_x, middle, -0.09 * width, 14,
                  plot_say("what comes\nis %g", l->new_f - l->f).text,
                  (text_style){.ink = INK_DESCENT});
}

/* From the curve down to the tangent, left of the bar: so much is missing. */
static void add_shortfall(axes *ax, const landing *l, double promised,
                          double point, double width)
{
    double near = l->new_x - 6 * point, far = l->new_x - 11 * point;
    double x[] = {near, far, far, near};
    double y[] = {l->new_f, l->new_f, promised, promised};
    plot_add_curve(ax, (series){4, x, y},
                   (line_style){.ink = INK_TEXT, .width = 0.8});
    plot_add_note(ax, far, 0.3 * l->new_f + 0.7 * promised, -0.09 * width, -12,
                  plot_say("short of it\nby %g", l->new_f - promised).text,
                  (text_style){0});
}

/* Around the step and the words beside it, which take these parts of the
 * width. A step that is much smaller than the book's is seen from nearer. */
static box one_step_window(const landing *l, double left, double right)
{
    box book = {0, 1.9, 0, 3};
    if (l->dx > -0.1) {
        book.left = l->x + 13 * l->dx;
        book.right = l->x - 6 * l->dx;
    }
    if (l->predicted > -0.2) {
        book.bottom = l->f + 10 * l->predicted;
        book.top = l->f - 5 * l->predicted;
    }
    box window = around(around(book, l->x, l->f), l->new_x, l->new_f);
    window = around(window, l->new_x, l->f + l->predicted);
    for (int round = 0; round < 24; round++) { /* each side widens the other */
        double width = window.right - window.left;
        window.left = fmin(window.left, l->new_x - left * width);
        window.right = fmax(window.right, l->x + right * width);
    }
    double air = 0.1 * (window.top - window.bottom);
    window.top += window.top > book.top ? air : 0;
    window.bottom -= window.bottom < book.bottom ? air : 0;
    return window;
}

/* Both points and the step between them. */
static void add_landing(axes *ax, const landing *l)
{
    plot_add_arrow(ax, l->x, l->f, l->new_x, l->f,
                   (arrow_style){.ink = INK_TEXT});
    plot_add_mark(ax, l->x, l->f, plot_start_mark);
    plot_add_mark(ax, l->new_x, l->new_f, plot_descent_mark);
    plot_add_handle(ax, l->x, l->f, "one-step.start", NULL);
    plot_add_slider(ax, l->new_x, l->new_f, "one-step.rate", l->x, -l->slope);
    plot_add_text(ax, l->x + l->dx / 2, l->f, PLACE_ABOVE,
                  plot_say("step %g", l->dx).text, (text_style){0});
    plot_add_text(ax, l->x, l->f, PLACE_RIGHT,
                  plot_say("(%g, %g)", l->x, l->f).text,
                  (text_style){.gap = 8});
}

/* One step: what the tangent promises, and what comes. */
static void one_step(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const bool narrow = plot_figure_is_narrow(fig);
    const double width = narrow ? 228 : 390; /* of the panel, about */
    const landing l = landing_of(data);
    box window = one_step_window(&l, narrow ? 0.34 : 0.27, narrow ? 0.2 : 0.12);
    double promised = l.f + l.predicted;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    show(ax, window);
    add_falls(ax, &l, promised, width);
    plot_add_curve(ax, plot_data_xy(data, "parabola-curve", "x", "f"),
                   plot_function_line);
    plot_add_line(ax, l.x, l.f, l.slope,
                  (line_style){.ink = INK_OTHER, .width = 1});
    add_shortfall(ax, &l, promised, (window.right - window.left) / width,
                  width);
    add_landing(ax, &l);
    double far = fmax(1.4, 0.3 * (window.left - window.right) / l.dx);
    double along = fmin(far, 0.85 * (window.bottom - l.f) / l.predicted);
    plot_add_text(
        ax, l.x + along * l.dx, l.f + along * l.predicted, PLACE_BELOW_RIGHT,
        plot_say("tangent, slope %g:\nit promises %g", l.slope, l.predicted)
            .text,
        (text_style){.ink = INK_OTHER, .gap = 5});
}

/* The promise against the rate: kept, half kept, broken. */
static void promise(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    /* where the promise is kept, kept by half, broken */
    static const size_t marked[] = {12, 40, 80};
    const block *b = plot_data_rows(data, "taylor", marked[2] + 1);
    series said = plot_xy(b, "rate", "predicted");
    series came = plot_xy(b, "rate", "actual");
    double rate[3], fall[3], told[3];
    for (size_t i = 0; i < 3; i++) {
        rate[i] = came.x[marked[i]];
        fall[i] = came.y[marked[i]];
        told[i] = said.y[marked[i]];
    }
    series at = {3, rate, fall}, promised = {3, rate, told};
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "rate *η*", "change of *f*");
    plot_add_between(ax, said, came, (fill_style){.ink = INK_OTHER});
    plot_add_hline(ax, 0, (line_style){0});
    plot_add_curve(ax, said, (line_style){.ink = INK_OTHER});
    plot_add_curve(ax, came, (line_style){.ink = INK_DESCENT});
    plot_add_segments(ax, promised, at, plot_guide_line);
    plot_add_marks(ax, at, plot_descent_mark);
    for (size_t i = 0; i < 2; i++)
        plot_add_text(ax, at.x[i], at.y[i], i ? PLACE_ABOVE : PLACE_ABOVE_RIGHT,
                      plot_say("%.0f %% kept", 100 * fall[i] / told[i]).text,
                      (text_style){.gap = 6});
    plot_add_text(ax, at.x[2], at.y[2], PLACE_ABOVE_LEFT,
                  plot_figure_is_narrow(fig) ? "from here\non *f* rises"
                                             : "from here on *f* rises",
                  (text_style){.gap = 6});
    plot_add_text(ax, at.x[2], 0.55 * (fall[2] + told[2]), PLACE_LEFT,
                  "the bend takes\nthis back",
                  (text_style){.ink = INK_OTHER, .gap = 8, .bare = true});
    plot_add_end_label(ax, said, "promised", INK_OTHER);
    plot_add_end_label(ax, came, "what comes", INK_DESCENT);
}

/* The parabola of the lemma above a function: it cannot be higher. */
static void lemma(figure *fig, const dataset *data)
{
    const bool narrow = plot_figure_is_narrow(fig);
    double x = plot_data_only(data, "lemma-point", "x");
    double f = plot_data_only(data, "lemma-point", "f");
    double best = plot_data_only(data, "lemma-point", "best");
    double low = plot_data_only(data, "lemma-point", "best_bound");
    double there = plot_data_only(data, "lemma-point", "best_f");
    double even = plot_data_only(data, "lemma-point", "even");
    series graph = plot_data_xy(data, "lemma-curve", "x", "f");
    series bound = plot_data_xy(data, "lemma-bound", "x", "bound");
    double top = plot_range_of(graph.n, graph.y).high;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    plot_axes_limits_x(ax, graph.x[0], graph.x[graph.n - 1]);
    plot_axes_limits_y(ax, fmin(-0.25, low - 0.1), top);
    plot_add_segment(
        ax, best, f, best, low,
        (line_style){.ink = plot_ink_tint(INK_OTHER, 0.35), .width = 7});
    plot_add_curve(ax, bound,
                   (line_style){.ink = INK_OTHER, .dash = DASH_DOTTED});
    plot_add_curve(ax, graph, plot_function_line);
    plot_add_segment(ax, even, f, x, f, plot_guide_line);
    plot_add_arrow(ax, best, f, best, there,
                   (arrow_style){.ink = INK_DESCENT, .width = 1.8});
    plot_add_mark(ax, x, f, plot_start_mark);
    plot_add_mark(ax, best, there, plot_descent_mark);
    plot_add_handle(ax, x, f, "lemma.start", NULL);
    size_t arm = 0;
    while (arm + 1 < bound.n && bound.y[arm] > 0.92 * top)
        arm++;
    plot_add_words(ax, plot_series_part(bound, arm, bound.n), PLACE_LEFT,
                   narrow ? "curvature\n*L*" : "a parabola of\ncurvature *L*",
                   (text_style){.ink = INK_OTHER, .gap = 7});
    plot_add_note(ax, best, (f + low) / 2, narrow ? -74 : -36,
                  narrow ? -14 : -21,
                  narrow ? "*η* = 1/*L*:\nat least this"
                         : "*η* = 1/*L*: at least\nthis much is lost",
                  (text_style){.ink = INK_OTHER});
    plot_add_words(ax, (series){1, &even, &f}, PLACE_BELOW_LEFT, "*η* = 2/*L*",
                   (text_style){.ink = INK_OTHER, .gap = 6});
}

/* --------------------------------------------------------- many steps */

/* Across by the step, then straight up or down to the curve. */
static void add_stairs(axes *ax, series path)
{
    for (size_t i = 1; i < path.n; i++) {
        double x = path.x[i], f = path.y[i], before = path.y[i - 1];
        plot_add_segment(ax, x, before, x, f,
                         (line_style){.ink = INK_DESCENT,
                                      .width = 0.8,
                                      .dash = DASH_DOTTED});
        plot_add_arrow(ax, path.x[i - 1], before, x, before,
                       (arrow_style){.ink = INK_DESCENT});
    }
    plot_add_marks(ax, plot_series_part(path, 1, path.n), plot_descent_mark);
    plot_add_mark(ax, path.x[0], path.y[0], plot_start_mark);
}

/* "x_2 = 0.735" */
static phrase name_of(series path, size_t i)
{
    return plot_say("*x*_%d = %s", (int)i, plot_say_number(path.x[i], 4).text);
}

enum { NAMED = 4 }; /* points that have names, at most */

/* The names of the first points, beside the curve, as far as there is room. */
static void add_names(axes *ax, const scene *s)
{
    double width = s->window.right - s->window.left;
    for (size_t i = 0; i < s->inside && i < NAMED; i++) {
        double x = s->path.x[i], f = s->path.y[i];
        bool apart = true;
        for (size_t k = 0; k < i; k++)
            apart &= !crowded(s->window, s->path.x[k], s->path.y[k], x, f);
        if (apart)
            plot_add_words(ax, plot_series_part(s->path, i, 1),
                           fabs(x) < 0.02 * width ? PLACE_ABOVE
                           : x < 0                ? PLACE_LEFT
                                                  : PLACE_RIGHT,
                           name_of(s->path, i).text, (text_style){.gap = 7});
    }
}

/* Room at the sides for the names of the first points. */
static void make_room(scene *s)
{
    double width = s->window.right - s->window.left;
    for (size_t i = 0; i < s->inside && i < NAMED; i++) {
        double x = s->path.x[i];
        double letters = (double)strlen(name_of(s->path, i).text) - 3;
        double room = (7 + 4 * letters) / 385 * width;
        s->window.left = fmin(s->window.left, x - (x < 0) * room);
        s->window.right = fmax(s->window.right, x + (x > 0) * room);
    }
}

static void stairs(figure *fig, scene *s)
{
    make_room(s);
    axes *ax = plot_figure_axes(fig);
    draw_scene(ax, s);
    size_t end = s->inside - 1;
    add_stairs(ax, plot_series_part(s->path, 0, s->inside));
    if (s->leaves)
        plot_add_segment(ax, s->path.x[end], s->path.y[end], s->path.x[end + 1],
                         s->path.y[end], (line_style){.ink = INK_DESCENT});
    add_names(ax, s);
}

/* A low rate: stairs with ever smaller steps. */
static void staircase(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    scene s = scene_of(data, "staircase-curve", "staircase",
                       (box){-0.4, 1.75, 0, 2.8});
    stairs(fig, &s);
}

/* A high rate: from side to side, and still down. */
static void overshoot(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    scene s = scene_of(data, "overshoot-curve", "overshoot",
                       (box){-1.9, 1.9, 0, 2.8});
    stairs(fig, &s);
}

/* The value after each step, and the two levels at which the rule stops. */
static void square_path(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    const block *run = plot_data_block(data, "square-path");
    series f = plot_data_xy(data, "square-path", "step", "f");
    double target = plot_data_value(data, "square.target");
    double high = fmax(f.y[0], 10 * target), low = target;
    size_t n = 0; /* of a run that diverges so much fits in */
    for (; n < f.n && f.y[n] <= 1e3 * fmax(f.y[0], target); n++) {
        high = fmax(high, f.y[n]);
        low = f.y[n] > 0 ? fmin(low, f.y[n]) : low;
    }
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*f*(*x*)");
    plot_axes_log_y(ax);
    box window = {0, n < f.n ? (double)n : 1.04 * fmax(1, f.x[f.n - 1]),
                  low / 4, 5 * high};
    show(ax, window);
    add_powers(ax, window.bottom, window.top);
    if (window.right < 12)
        plot_axes_ticks_x(ax, 1);
    for (int strict = 0; strict < 2; strict++) {
        double level = strict ? target : 10 * target;
        phrase number = plot_say_number(level, 2);
        plot_add_hline(ax, level, plot_guide_line);
        plot_add_text(ax, 0, level, PLACE_BELOW_RIGHT,
                      plot_say("stops at *f* ≤ %s", number.text).text,
                      (text_style){.ink = INK_NOTE, .gap = 5});
    }
    add_run(ax, run, "step", "f", window,
            (path_style){.ink = INK_DESCENT, .end = true}, NUMBERS_SHOWN);
    size_t zero = 0;
    while (zero < f.n && f.y[zero] != 0)
        zero++;
    if (zero < f.n)
        plot_add_panel_text(ax, 0.5, 0.8, PLACE_CENTRE,
                            plot_say("0 at step %.0f: it has no place on a\n"
                                     "logarithmic axis",
                                     f.x[zero])
                                .text,
                            plot_note_style);
}

static const box cubic_window = {-3.6, 4.9, -35, 12};

enum { FIRST_STEPS = 4 };

/* The first steps, enlarged so that each one shows: where there is room, and
 * where the graph has points enough. */
static void add_first_steps(figure *fig, const scene *s)
{
    series path = plot_series_part(s->path, 0, FIRST_STEPS + 1);
    range x = plot_range_of(path.n, path.x), y = plot_range_of(path.n, path.y);
    double width = x.high - x.low, height = y.high - y.low;
    if (path.n <= FIRST_STEPS || width < 0.15 || s->leaves
        || s->window.top > cubic_window.top || y.high > -7)
        return;
    axes *ax = plot_figure_is_narrow(fig)
                   ? plot_figure_axes_at(fig, 138, 4, 130, 112)
                   : plot_figure_axes_at(fig, 238, 6, 158, 120);
    plot_axes_title(ax, "the first steps");
    plot_axes_labels(ax, "*x*", plot_figure_is_narrow(fig) ? NULL : "*f*(*x*)");
    show(ax, (box){x.low - 0.13 * width, x.high + 0.21 * width,
                   y.low - 0.18 * height, y.high + 0.14 * height});
    if (height > 3)
        plot_axes_ticks_y(ax, height < 10 ? 2 : 5);
    plot_add_curve(ax, s->graph, plot_function_line);
    add_stairs(ax, path);
}

/* A walk on its graph, drawn over it: a halo would cut the graph. */
static void add_walk(axes *ax, const dataset *data, const char *name,
                     const scene *s, ink colour, step_numbers numbers)
{
    add_run(ax, plot_data_block(data, name), "x", "f", s->window,
            (path_style){.ink = colour, .halo = -1, .dot = 3.2}, numbers);
}

/* Where a cubic is as low as at its minimum, and that it goes on down. */
static void add_as_low(figure *fig, axes *ax, const scene *s, double low,
                       double f)
{
    double height = s->window.top - s->window.bottom;
    if (height >= 150)
        return;
    plot_add_note(
        ax, low, f, 40, f - s->window.bottom < 0.2 * height ? 26 : -22,
        plot_say(plot_figure_is_narrow(fig)
                     ? "as low already\nat *x* = %s, and\nfalling on"
                     : "as low already at *x* = %s,\nand falling on to the "
                       "left",
                 plot_say_number(low, 4).text)
            .text,
        plot_note_style);
}

/* Descent to a minimum that is only local. */
static void cubic_path(figure *fig, const dataset *data)
{
    scene s = scene_of(data, "cubic-curve", "cubic-path", cubic_window);
    double x = plot_data_only(data, "cubic-minimum", "x");
    double f = plot_data_only(data, "cubic-minimum", "f");
    double low = plot_data_only(data, "cubic-minimum", "as_low");
    axes *ax = plot_figure_axes(fig);
    draw_scene(ax, &s);
    plot_add_segment(ax, low, f, x, f, plot_guide_line);
    add_walk(ax, data, "cubic-path", &s, INK_DESCENT, NUMBERS_SHOWN);
    plot_add_handle(ax, s.path.x[0], s.path.y[0], "cubic.start", NULL);
    add_first_steps(fig, &s);
    plot_add_minimum(ax, x, f);
    bool there = crowded(s.window, s.path.x[0], s.path.y[0], x, f);
    bool as_low = crowded(s.window, s.path.x[0], s.path.y[0], low, f);
    plot_add_words(ax, plot_series_part(s.path, 0, 1),
                   there    ? PLACE_ABOVE
                   : as_low ? PLACE_LEFT
                            : PLACE_RIGHT,
                   "start", (text_style){.gap = 8});
    plot_add_text(ax, x, f, PLACE_BELOW, "local minimum",
                  (text_style){.gap = 8});
    add_as_low(fig, ax, &s, low, f);
}

/* Where a path that makes no step in the window crosses it, half way. */
static void half_out(box b, series path, double *x, double *y)
{
    double dx = path.x[1] - path.x[0], dy = path.y[1] - path.y[0];
    double across = (dx > 0 ? b.right : b.left) - path.x[0];
    double up = (dy > 0 ? b.top : b.bottom) - path.y[0];
    double part = 0.5 * fmin(dx != 0 ? across / dx : 1, dy != 0 ? up / dy : 1);
    *x += part * dx;
    *y += part * dy;
}

/* Do these points go one way, far enough for an arrow beside them? */
static bool is_straight(box b, series part)
{
    double width = b.right - b.left, height = b.top - b.bottom;
    size_t end = part.n - 1;
    double dx = (part.x[end] - part.x[0]) / width;
    double dy = (part.y[end] - part.y[0]) / height;
    double length = hypot(dx, dy);
    for (size_t i = 0; i < part.n; i++) {
        double x = (part.x[i] - part.x[0]) / width;
        double y = (part.y[i] - part.y[0]) / height;
        double along = x * dx + y * dy, off = x * dy - y * dx;
        if (along < 0 || along > 1.001 * length * length
            || fabs(off) > 0.02 * length)
            return false;
    }
    return length > 0.1;
}

enum { SPOTS = 64 };

/* An arrow beside a path, along its steps 4 to 13 or those that there are, and
 * what goes there; side: 1 above the path, -1 below. */
static void add_beside(axes *ax, box b, series path, double side, ink colour,
                       const char *text)
{
    double width = b.right - b.left, height = b.top - b.bottom;
    series seen = inside(b, path);
    if (path.n < 2 || seen.n == 0)
        return;
    series part = plot_series_part(seen, FIRST_STEPS, 10);
    if (part.n < 5)
        part = seen;
    size_t middle = part.n / 2, end = part.n - 1, n = 1;
    double dx = (part.x[end] < part.x[0] ? 0.2 : -0.2) * width / 8.5;
    double dy = side * 1.2 * height / 47;
    double x[SPOTS] = {part.x[middle]}, y[SPOTS] = {part.y[middle]};
    if (seen.n == 1)
        half_out(b, path, x, y);
    if (part.n >= 5 && is_straight(b, part)) {
        plot_add_arrow(ax, part.x[0] + dx, part.y[0] + dy, part.x[end] + dx,
                       part.y[end] + dy, (arrow_style){.ink = colour});
        x[0] += dx;
        y[0] += dy;
    }
    for (size_t i = seen.n / 2; i < seen.n && n < SPOTS; i++, n++) {
        x[n] = seen.x[i];
        y[n] = seen.y[i];
    }
    plot_add_words(ax, (series){n, x, y}, dx > 0 ? PLACE_RIGHT : PLACE_LEFT,
                   text, (text_style){.ink = colour, .gap = 12});
}

/* The sign decides: the same start, up and down. */
static void ascent_path(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    scene down = scene_of(data, "cubic-curve", "cubic-path", cubic_window);
    scene up = scene_of(data, "cubic-curve", "ascent-path", cubic_window);
    axes *ax = plot_figure_axes(fig);
    draw_scene(ax, &down);
    add_walk(ax, data, "ascent-path", &up, INK_OTHER, NUMBERS_NONE);
    add_walk(ax, data, "cubic-path", &down, INK_DESCENT, NUMBERS_NONE);
    add_beside(ax, down.window, up.path, 1, INK_OTHER,
               "ascent\n*x* + *η* *f*′(*x*)");
    add_beside(ax, down.window, down.path, -1, INK_DESCENT,
               "descent\n*x* - *η* *f*′(*x*)");
    plot_add_minimum(ax, plot_data_only(data, "cubic-minimum", "x"),
                     plot_data_only(data, "cubic-minimum", "f"));
    plot_add_maximum(ax, plot_data_only(data, "cubic-maximum", "x"),
                     plot_data_only(data, "cubic-maximum", "f"));
    plot_add_mark(
        ax, down.path.x[0], down.path.y[0],
        (mark_style){.shape = SHAPE_CIRCLE, .ink = INK_TEXT, .size = 6});
}

static const mark_style steepest_mark = {
    .shape = SHAPE_SQUARE, .ink = INK_VERMILION, .size = 6, .halo = 1};

static void add_size(axes *ax, series size, size_t i, place where,
                     const char *what)
{
    phrase number = plot_say_number(size.y[i], 3);
    plot_add_text(ax, size.x[i], size.y[i], where,
                  plot_say("%s %s", number.text, what).text,
                  (text_style){.gap = 6});
}

/* The step of the greatest slope. */
static size_t steepest(series size)
{
    size_t top = 0;
    for (size_t i = 1; i < size.n; i++)
        if (size.y[i] > size.y[top])
            top = i;
    return top;
}

/* The hill of the run, and where on it the slope is greatest. */
static void add_hill(figure *fig, const dataset *data, size_t top)
{
    scene s = scene_of(data, "grows-curve", "grows-path", cubic_window);
    axes *ax = plot_figure_nth(fig, 0);
    draw_scene(ax, &s);
    add_walk(ax, data, "grows-path", &s, INK_DESCENT, NUMBERS_NONE);
    if (top > 0 && top < s.inside) {
        plot_add_mark(ax, s.path.x[top], s.path.y[top], steepest_mark);
        plot_add_words(ax, plot_series_part(s.path, top, 1), PLACE_RIGHT,
                       "steepest", (text_style){.gap = 8});
    }
}

/* The slope grows before it falls: no measure of progress. */
static void growing_slope(figure *fig, const dataset *data)
{
    series size = plot_data_xy(data, "growing-slope", "step", "size");
    size_t top = steepest(size), end = size.n - 1;
    double most = size.y[top];
    bool huge = most > 1000;
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    add_hill(fig, data, top);
    axes *ax = plot_figure_nth(fig, 1);
    plot_axes_labels(ax, "step", "|*f*′(*x*)|");
    plot_axes_limits_x(ax, 0, fmax(size.x[end], 1));
    if (huge)
        plot_axes_log_y(ax);
    else
        plot_axes_limits_y(ax, 0, fmax(1.13 * most, 1));
    plot_add_run(ax, plot_data_block(data, "growing-slope"), "step", "size",
                 (path_style){.ink = INK_DESCENT}, NUMBERS_NONE);
    if (top > 0 && top < end)
        plot_add_mark(ax, size.x[top], size.y[top], steepest_mark);
    if (top == 0)
        add_size(ax, size, 0, PLACE_RIGHT, "at the start");
    else if (top == end)
        add_size(ax, size, end, PLACE_LEFT, "at the end");
    else
        add_size(ax, size, top,
                 10 * top < end ? PLACE_ABOVE_RIGHT : PLACE_ABOVE,
                 "where it is steepest");
    if (top > 5)
        add_size(ax, size, 0, huge ? PLACE_ABOVE_RIGHT : PLACE_BELOW_RIGHT,
                 "at the start");
    if (end > top + 5)
        add_size(ax, size, end,
                 size.y[end] < 0.05 * most ? PLACE_ABOVE_LEFT
                                           : PLACE_BELOW_LEFT,
                 "at the end");
}

/* The names of three points that stand near each other: one above the other
 * on the inner side, where the graph has room, each with a line to its
 * point. */
static void add_stack(axes *ax, series three, box window)
{
    double side = three.x[0] < 1 ? 1 : -1;
    bool high = three.y[0] > (window.bottom + window.top) / 2;
    for (int i = 0; i < 3; i++)
        plot_add_note(ax, three.x[i], three.y[i], side * (high ? 30 : 26),
                      high ? 9 * (1 - i) : 26 + 14 * (2 - i),
                      name_of(three, (size_t)i).text, (text_style){0});
}

/* The first three points of a walk, then the crowd. */
static void walk_steps(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    scene s =
        scene_of(data, "walk-curve", "walk-path", (box){-1.5, 6.8, 0, 32});
    series three = plot_series_part(s.path, 0, s.inside < 3 ? s.inside : 3);
    axes *ax = plot_figure_axes(fig);
    draw_scene(ax, &s);
    plot_add_marks(ax, plot_series_part(s.path, 3, 60),
                   (mark_style){.ink = INK_DESCENT, .size = 3.4});
    bool near = false;
    for (size_t i = 1; i < three.n; i++)
        near |= three.x[i] != three.x[i - 1]
                && crowded(s.window, three.x[i - 1], three.y[i - 1], three.x[i],
                           three.y[i]);
    near &= three.n == 3 && (three.x[0] < 1) == (three.x[2] < 1);
    for (size_t i = 0; i < 3 && i < three.n; i++) {
        double x = three.x[i], f = three.y[i];
        plot_add_mark(
            ax, x, f,
            i == 0 ? plot_start_mark
                   : (mark_style){.ink = INK_DESCENT, .size = 5.6, .halo = 1});
        place where = fabs(x - 1) < 0.1 ? PLACE_ABOVE
                      : x < 1           ? PLACE_RIGHT
                                        : PLACE_LEFT;
        if (!near && (i == 0 || x != three.x[i - 1]))
            plot_add_words(ax, plot_series_part(three, i, 1), where,
                           name_of(three, i).text, (text_style){.gap = 8});
    }
    if (near)
        add_stack(ax, three, s.window);
}

/* The first points of a series, as long as they lie above a level. */
static series above(series s, double level)
{
    size_t n = 0;
    while (n < s.n && s.y[n] > level)
        n++;
    return plot_series_part(s, 0, n);
}

/* From which step on the error of a run goes to and fro between two values
 * while the exact one goes on: its last step if it does not. */
static size_t to_and_fro_from(series error, series exact)
{
    size_t end = error.n - 1, from = end;
    if (exact.y[end] > 0.5 * error.y[end])
        return end;
    while (from >= 2 && error.y[from] == error.y[from - 2])
        from--;
    return from < end ? from - 1 : end;
}

/* Where it comes to an end before the last step, and why. */
static void add_standstill(axes *ax, series error, series exact, double frozen,
                           double height)
{
    double end = (double)(error.n - 1), from = frozen;
    const char *why = error.y[error.n - 1] == 0
                          ? "at the minimum from step %.0f"
                          : "frozen from step %.0f:\nthe correction is less "
                            "than\nhalf of the last bit of *x*";
    if (from == end) {
        from = (double)to_and_fro_from(error, exact);
        why = "to and fro from step %.0f:\nrounding leads back to\n"
              "the same two points";
    }
    if (from == end)
        return;
    plot_add_vline(ax, from, plot_guide_line);
    plot_add_text(ax, from, height,
                  from > 0.75 * end ? PLACE_LEFT : PLACE_RIGHT,
                  plot_say(why, from).text, plot_note_style);
}

/* Down a straight line until the last bits of 1 cannot change. */
static void walk_frozen(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    series error = plot_data_xy(data, "walk-error", "step", "error");
    series exact = plot_data_xy(data, "walk-error", "step", "exact");
    double frozen = plot_data_value(data, "parabola.gd.frozen");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "|*x* - 1|");
    if (exact.y[0] == 0) {
        plot_add_panel_text(ax, 0.5, 0.7, PLACE_CENTRE,
                            "it begins at the minimum", plot_note_style);
        plot_add_curve(ax, error, (line_style){.ink = INK_DESCENT});
        return;
    }
    series computed = above(error, 0), line = above(exact, 1e-60);
    double low = log10(fmin(plot_range_of(line.n, line.y).low,
                            plot_range_of(computed.n, computed.y).low));
    double high = log10(fmax(line.y[0], line.y[line.n - 1]));
    /* the name of a line that is cut off stands above the axis */
    double bottom = floor(low - (line.n < exact.n ? 3 : 1)),
           top = ceil(high + 0.5);
    plot_axes_log_y(ax);
    plot_axes_limits_x(ax, 0, (double)(error.n - 1));
    plot_axes_limits_y(ax, pow(10, bottom), pow(10, top));
    int step = 10 * (int)fmax(1, ceil((high - low) / 60));
    for (int k = (int)ceil(low / step) * step; high - low > 20 && k <= high;
         k += step)
        plot_axes_tick_y(ax, pow(10, k), k ? plot_say("10^{%d}", k).text : "1");
    plot_add_curve(ax, line,
                   (line_style){.ink = INK_FUNCTION, .dash = DASH_DASHED});
    plot_add_curve(ax, computed, (line_style){.ink = INK_DESCENT});
    plot_add_end_label(ax, computed, "computed", INK_DESCENT);
    plot_add_end_label(ax, line, "exact", INK_FUNCTION);
    add_standstill(ax, error, exact, frozen, pow(10, 0.9 * top + 0.1 * bottom));
}

/* ------------------------------------------------------- constant lengths */

/* One walker, and his name beside the way. */
static void add_walker(axes *ax, const dataset *data, const char *name,
                       path_style style, place where, const char *text)
{
    series s = plot_data_xy(data, name, "step", "x");
    plot_add_path(ax, s, style);
    plot_add_words(ax, plot_series_part(s, s.n > 5 ? 4 : s.n / 2, s.n), where,
                   text, (text_style){.ink = style.ink, .gap = 7});
}

/* Two walkers with steps of one length, and one whose steps shrink. */
static void restless(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    double start = plot_data_xy(data, "fixed-walk-2", "step", "x").y[0];
    double first = plot_data_value(data, "fixed-length.start");
    double length = plot_data_value(data, "fixed-length.length");
    double rate = plot_data_value(data, "fixed-length.rate");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "step", "*x*");
    plot_axes_limits_x(ax, -0.3, 16.5);
    plot_add_hline(ax, 1, plot_guide_line);
    add_walker(ax, data, "fixed-descent",
               (path_style){.ink = INK_DESCENT, .halo = -1}, PLACE_BELOW_LEFT,
               plot_say("descent,\nrate %g", rate).text);
    add_walker(ax, data, "fixed-walk-1",
               (path_style){.ink = INK_BROWN, .dash = DASH_DASHED, .halo = -1},
               PLACE_LEFT, plot_say("from %g", first).text);
    add_walker(ax, data, "fixed-walk-2",
               (path_style){.ink = INK_VERMILION, .halo = -1}, PLACE_RIGHT,
               plot_say("steps of length %g\nfrom %g", length, start).text);
}

/* ------------------------------------------------------------ direction */

/* The names of the arrows along the axes, where these are long enough: of the
 * one along y `outward`. */
static void name_partials(axes *ax, double x, double y, double dx, double dy,
                          place outward)
{
    const text_style partial = {.ink = INK_OTHER, .size = 9};
    if (fabs(dx) > 0.1)
        plot_add_text(ax, x + dx * 0.7, y,
                      /* between the arrows, or when they are near, outside */
                      (y < 0) == (fmin(fabs(dx), fabs(dy)) > 0.35)
                          ? PLACE_ABOVE
                          : PLACE_BELOW,
                      "−∂*f*/∂*x*", partial);
    if (fabs(dy) > 0.1)
        plot_add_text(ax, x, y + dy / 2, outward, "−∂*f*/∂*y*", partial);
}

/* Partial derivatives add up to the gradient, which crosses the contour at
 * a right angle. The arrows have so much of their length: x would end, and
 * (x, -y) begin, on the same contour. */
static void parallelogram(figure *fig, const dataset *data)
{
    const double length = 0.75;
    double x = plot_data_only(data, "ellipse-point", "x");
    double y = plot_data_only(data, "ellipse-point", "y");
    double f = plot_data_only(data, "ellipse-point", "f");
    double dx = length * plot_data_only(data, "ellipse-point", "dx");
    double dy = length * plot_data_only(data, "ellipse-point", "dy");
    const grid *g = plot_figure_grid(fig, data, "ellipse-grid");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    const box book = {-1.3, 2.7, -1.25, 1.35};
    box window = around(around(book, x, y), x + dx, y + dy);
    window = around(window, x + (x < 0 ? -0.35 : 0.35), y); /* for words */
    show(ax, with_air(window, book));
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_sqrt(0, 6.25, 10),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    plot_add_minimum(ax, 0, 0);
    if (f == 0) {
        plot_add_mark(ax, x, y, plot_descent_mark);
        plot_add_text(ax, x, y, PLACE_ABOVE, "flat: the gradient is zero",
                      (text_style){.gap = 8});
        return;
    }
    plot_add_contours(
        ax, g, plot_levels_of(&f, 1),
        (contour_style){.ink = INK_FUNCTION, .width = 1.5, .no_labels = true});
    plot_add_segment(ax, x + dx, y, x + dx, y + dy, plot_guide_line);
    plot_add_segment(ax, x, y + dy, x + dx, y + dy, plot_guide_line);
    plot_add_right_angle(ax, x, y, dx, dy,
                         (line_style){.ink = INK_NOTE, .width = 0.8});
    plot_add_arrow(ax, x, y, x + dx, y, (arrow_style){.ink = INK_OTHER});
    plot_add_arrow(ax, x, y, x, y + dy, (arrow_style){.ink = INK_OTHER});
    plot_add_arrow(ax, x, y, x + dx, y + dy,
                   (arrow_style){.ink = INK_DESCENT, .width = 2});
    plot_add_mark(ax, x, y, plot_descent_mark);
    place outward = x < 0 ? PLACE_LEFT : PLACE_RIGHT;
    name_partials(ax, x, y, dx, dy, outward);
    const bool narrow = plot_figure_is_narrow(fig);
    const double along = narrow ? 1 : 0.65; /* at the tip, where room is */
    plot_add_text(ax, x + dx * along, y + dy * along,
                  narrow ? PLACE_BELOW : outward, "−∇*f*",
                  (text_style){.ink = INK_DESCENT, .size = 9, .gap = 8});
}

/* The way that is tried and the steepest, as arrows of this length. */
static const double arm = 0.8;

/* Downhill is the colour of descent, in the ring and in its unrolled slopes. */
static line_style side_line(bool downhill, double width)
{
    return (line_style){.ink = downhill ? INK_DESCENT : INK_FUNCTION,
                        .width = width};
}

/* Adds the parts of a curve over `slope` that keep its sign, each in the line
 * of its side. */
static void add_sides(axes *ax, series curve, const double *slope, double width)
{
    for (size_t i = 1, first = 0; i < curve.n; i++)
        if (i + 1 == curve.n || (slope[i] < 0) != (slope[first] < 0)) {
            plot_add_curve(ax, plot_series_part(curve, first, i - first + 1),
                           side_line(slope[first] < 0, width));
            first = i;
        }
}

enum { RING = 400 };

/* All ways from a point, and the slope along each by its colour. */
static void add_ring(axes *ax, series slope, double x, double y)
{
    double at_x[RING], at_y[RING];
    size_t n = slope.n < RING ? slope.n : RING;
    for (size_t i = 0; i < n; i++) {
        double angle = slope.x[i] * acos(-1) / 180;
        at_x[i] = x + arm * cos(angle);
        at_y[i] = y + arm * sin(angle);
    }
    add_sides(ax, (series){n, at_x, at_y}, slope.y, 1.2);
}

/* On the bowl: where we stand, the ring of all ways, the one that is tried and
 * the steepest. */
static void ways_from(figure *fig, const dataset *data, series slope)
{
    double x = plot_data_only(data, "ellipse-point", "x");
    double y = plot_data_only(data, "ellipse-point", "y");
    double f = plot_data_only(data, "ellipse-point", "f");
    double dx = plot_data_only(data, "ellipse-point", "dx");
    double dy = plot_data_only(data, "ellipse-point", "dy");
    double to_x = x + arm * plot_data_only(data, "direction", "x");
    double to_y = y + arm * plot_data_only(data, "direction", "y");
    double length = hypot(dx, dy);
    const grid *g = plot_figure_grid(fig, data, "ellipse-grid");
    axes *ax = plot_figure_nth(fig, 0);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_sqrt(0, 6.25, 10),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    plot_add_contours(ax, g, plot_levels_of(&f, f > 0),
                      (contour_style){.ink = INK_FUNCTION,
                                      .dash = DASH_DASHED,
                                      .width = 0.8,
                                      .no_labels = true});
    plot_add_minimum(ax, 0, 0);
    add_ring(ax, slope, x, y);
    if (length > 0)
        plot_add_arrow(ax, x, y, x + arm * dx / length, y + arm * dy / length,
                       (arrow_style){.ink = INK_DESCENT, .width = 1.8});
    plot_add_arrow(ax, x, y, to_x, to_y, (arrow_style){.width = 1.8});
    plot_add_mark(ax, x, y, plot_start_mark);
    plot_add_handle(ax, x, y, "directions.start-x", "directions.start-y");
    plot_add_dial(ax, to_x, to_y, "direction.degrees", x, y);
}

/* Steepest up, level, steepest down, level: names where there is room. */
static void add_turns(axes *ax, const dataset *data)
{
    static const char *const names[] = {"∇*f*", "level", "−∇*f*", "level"};
    static const place places[] = {PLACE_ABOVE, PLACE_ABOVE_RIGHT, PLACE_BELOW,
                                   PLACE_ABOVE_LEFT};
    series marks = plot_data_xy(data, "direction-marks", "degrees", "slope");
    plot_add_stems(ax, marks, 0, plot_guide_line);
    plot_add_marks(ax, marks,
                   (mark_style){.ink = INK_FUNCTION, .size = 3.6, .halo = 1});
    for (size_t i = 0; i < marks.n && i < 4; i++)
        plot_add_words(
            ax, plot_series_part(marks, i, 1), places[i], names[i],
            (text_style){.ink = i == 2 ? INK_DESCENT : INK_TEXT, .gap = 6});
}

/* The slope in every direction is a cosine: the ring, unrolled. */
static void slope_by_direction(figure *fig, const dataset *data)
{
    series slope = plot_data_xy(data, "directions", "degrees", "slope");
    series tried = plot_data_xy(data, "direction", "degrees", "slope");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    if (!plot_figure_is_narrow(fig))
        plot_figure_columns(fig, (double[]){1.15, 1});
    ways_from(fig, data, slope);
    axes *ax = plot_figure_nth(fig, 1);
    plot_axes_labels(ax, "direction", "slope");
    plot_axes_limits_x(ax, 0, 360);
    double steepest = 0;
    for (size_t i = 0; i < slope.n; i++)
        steepest = fmax(steepest, slope.y[i]);
    double most = steepest < 3 ? 3.5 : 5;
    plot_axes_limits_y(ax, -most, most);
    plot_axes_ticks_y(ax, 1);
    for (int degrees = 0; degrees <= 360; degrees += 90)
        plot_axes_tick_x(ax, degrees, plot_say("%d°", degrees).text);
    plot_add_hline(ax, 0, (line_style){0});
    add_sides(ax, slope, slope.y, 1.5);
    if (plot_data_has_block(data, "direction-marks"))
        add_turns(ax, data);
    plot_add_stems(ax, tried, 0, (line_style){.ink = INK_TEXT, .width = 1.8});
    plot_add_mark(ax, tried.x[0], tried.y[0],
                  (mark_style){.ink = INK_TEXT, .size = 6, .halo = 1});
    plot_add_handle(ax, tried.x[0], tried.y[0], "direction.degrees", NULL);
}

/* Minus the gradient, at right angles to every contour. */
static void ellipse_arrows(figure *fig, const dataset *data)
{
    const block *field = plot_data_block(data, "ellipse-arrows");
    const grid *g = plot_figure_grid(fig, data, "ellipse-grid");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_fit(ax, g);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_sqrt(0, 6.25, 10),
                      (contour_style){.ink = INK_FAINT, .digits = 3});
    plot_add_vectors(
        ax, plot_xy(field, "x", "y"), plot_block_column(field, "dx"),
        plot_block_column(field, "dy"),
        (vector_style){.arrow = {.ink = INK_DESCENT}, .longest = 30});
    plot_add_minimum(ax, 0, 0);
}

/* ------------------------------------------------------- x^2 + sin^2 y */

static box box_of(const grid *g)
{
    return (box){g->x[0], g->x[g->nx - 1], g->y[0], g->y[g->ny - 1]};
}

static void waves_from(figure *fig, const dataset *data, size_t k,
                       double elevation, double azimuth)
{
    const grid *g = plot_figure_grid(fig, data, "waves-surface");
    const bool below = plot_figure_is_narrow(fig);
    view *v = plot_figure_view_panel(fig, below ? k : 0, below ? 0 : k);
    plot_view_angles(v, elevation, azimuth);
    plot_view_labels(v, "*x*", "*y*", "*f*");
    plot_view_surface(v, g, (surface_style){0});
    plot_view_path(
        v, inside(box_of(g), plot_data_xy(data, "two-variables", "x", "y")),
        (path_style){.ink = INK_DESCENT, .width = 1, .dot = 3.4, .halo = 0.7},
        false);
}

/* The same surface and the same path, seen from two sides. */
static void waves_surface(figure *fig, const dataset *data)
{
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    waves_from(fig, data, 0, 32, -108);
    waves_from(fig, data, 1, 46, 115);
}

enum { WAVE_STARTS = 7 };

/* The minima lie at the multiples of pi, where the ticks are. */
static void add_wave_minimum(axes *ax, double y)
{
    static const char *const names[] = {"−π", "0", "π"};
    long k = lround(y / acos(-1));
    plot_add_minimum(ax, y, 0);
    if (labs(k) <= 1)
        plot_axes_tick_x(ax, y, names[k + 1]);
}

/* Where do starts with the same x end? y runs to the right, x upward, so
 * that descent from the right side goes down the page. */
static void waves_ends(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "waves-grid");
    g = plot_figure_keep(fig, plot_grid_turned(g));
    series minima = plot_data_xy(data, "waves-minima", "y", "x");
    box window = box_of(g), whole = window;
    window.bottom = -1;
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*y*", "*x*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_add_contours(ax, g, plot_levels_sqrt(g->low, g->high, 14),
                      (contour_style){.ink = INK_FAINT});
    for (int i = 0; i < WAVE_STARTS; i++) {
        phrase name = plot_say("wave-path-%d", i + 1);
        series path = inside(whole, plot_data_xy(data, name.text, "y", "x"));
        add_run(ax, plot_data_block(data, name.text), "y", "x", whole,
                (path_style){.ink = INK_DESCENT}, NUMBERS_NONE);
        plot_add_text(
            ax, path.x[0], path.y[0], path.x[0] > 0 ? PLACE_LEFT : PLACE_RIGHT,
            plot_say_number(path.x[0], 4).text, (text_style){.gap = 6});
        for (size_t k = 0; k < path.n; k++)
            window = around(window, path.x[k], path.y[k]);
    }
    if (window.bottom < -1)
        window.bottom = whole.bottom;
    show(ax, window);
    plot_axes_equal(ax);
    for (size_t i = 0; i < minima.n; i++)
        add_wave_minimum(ax, minima.x[i]);
}

/* ---------------------------------------------------------------- Beale */

/* The valley from above, with the end of the walk and the minimum, in the
 * corner above the low side of the surface. */
static void add_valley_inset(figure *fig, const dataset *data, series path,
                             series minimum)
{
    const grid *near = plot_figure_grid(fig, data, "beale-valley");
    const box b = {2.1, 3.3, 0, 0.9};
    axes *ax = plot_figure_axes_at(fig, 4, 2, 104, 74);
    show(ax, b);
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_ticks_x(ax, -1);
    plot_axes_ticks_y(ax, -1);
    plot_axes_title(ax, "the valley from above");
    plot_add_contours(ax, near, plot_levels_log(0, 3e-3, 1e5, 16),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    plot_add_path(ax, path,
                  (path_style){.no_dots = true, .no_start = true, .end = true});
    plot_add_minima(ax, minimum);
}

/* The walk on the surface, and its end. */
static void view_walk(view *v, series path, const char *steps)
{
    size_t end = path.n - 1;
    plot_view_path(
        v, path, (path_style){.ink = INK_DESCENT, .no_dots = true, .end = true},
        true);
    plot_view_text(v, path.x[0], path.y[0], -26, 12, "start", (text_style){0});
    plot_view_text(v, path.x[end], path.y[end], -56, 6, steps,
                   (text_style){.ink = INK_DESCENT});
}

/* The opener: a valley, the path into it, and that it does not arrive. */
static void beale_surface(figure *fig, const dataset *data)
{
    const grid *g = plot_figure_grid(fig, data, "beale-surface");
    series minimum = plot_data_xy(data, "beale-minimum", "x", "y");
    const block *run = plot_data_block(data, "beale-path-slow");
    series all = plot_xy(run, "x", "y"), path = inside(box_of(g), all);
    view *v = plot_figure_view(fig);
    plot_view_log(v, 0.1);
    plot_view_angles(v, 33, -38);
    plot_view_height(v, 0.6);
    plot_view_labels(v, "*x*", "*y*", "*f*");
    plot_view_surface(v, g, (surface_style){.mesh_lines = 16});
    plot_view_contours(v, g, plot_levels_log(0, 3, 1e5, 10));
    plot_view_mark(v, minimum.x[0], minimum.y[0], plot_minimum_mark);
    if (path.n > 0) {
        double steps = plot_block_column(run, "step")[path.n - 1];
        view_walk(v, path,
                  plot_say("after %s", plot_say_count(steps).text).text);
    }
    plot_view_text(v, minimum.x[0], minimum.y[0], 12, -13, "minimum",
                   (text_style){0});
    add_valley_inset(fig, data, path, minimum);
}

static void add_field(axes *ax, const block *field, double longest)
{
    plot_add_vectors(ax, plot_xy(field, "x", "y"),
                     plot_block_column(field, "dx"),
                     plot_block_column(field, "dy"),
                     (vector_style){.arrow = {.ink = INK_DESCENT},
                                    .length = LENGTH_LOG,
                                    .longest = longest,
                                    .decades = 9,
                                    .centred = true});
}

/* One square panel with contours of Beale's function. */
static axes *beale_panel(axes *ax, const grid *g, double low)
{
    plot_axes_labels(ax, "*x*", "*y*");
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_fit(ax, g);
    plot_axes_ticks_x(ax, g->x[g->nx - 1] - g->x[0] > 5 ? 2 : 0.5);
    plot_axes_equal(ax);
    plot_add_contours(ax, g, plot_levels_log(0, low, 1e5, 14),
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    return ax;
}

/* Directions of descent, in the whole square and in the valley. */
static void beale_arrows(figure *fig, const dataset *data)
{
    static const char *const maps[] = {"beale-grid", "beale-valley"};
    static const char *const fields[] = {"beale-arrows", "beale-valley-arrows"};
    series minimum = plot_data_xy(data, "beale-minimum", "x", "y");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    for (size_t i = 0; i < 2; i++) {
        const grid *map = plot_figure_grid(fig, data, maps[i]);
        axes *ax = beale_panel(plot_figure_nth(fig, i), map, i ? 1e-4 : 1e-2);
        add_field(ax, plot_data_block(data, fields[i]), i ? 16 : 15);
        plot_add_minima(ax, minimum);
    }
}

/* Step numbers at the marks that lie in the box and not upon each other. */
static void add_step_numbers(axes *ax, const block *marks, box b, box but,
                             series minimum)
{
    static const place where[] = {PLACE_RIGHT,       PLACE_RIGHT, PLACE_RIGHT,
                                  PLACE_RIGHT,       PLACE_RIGHT, PLACE_BELOW,
                                  PLACE_BELOW_RIGHT, PLACE_ABOVE};
    series at = plot_xy(marks, "x", "y");
    const double *step = plot_block_column(marks, "step");
    size_t named = at.n;
    for (size_t i = 0; i < at.n && i < 8; i++) {
        double x = at.x[i], y = at.y[i];
        if (!within(b, x, y) || within(but, x, y)
            || (named < at.n && crowded(b, at.x[named], at.y[named], x, y)))
            continue;
        bool there = crowded(b, minimum.x[0], minimum.y[0], x, y);
        place side = x < minimum.x[0] ? PLACE_LEFT : PLACE_RIGHT;
        plot_add_text(ax, x, y, there ? side : where[i],
                      plot_say_count(step[i]).text,
                      (text_style){.ink = INK_DESCENT, .gap = 6});
        named = i;
    }
}

/* The path and some of its points, in one of the maps. */
static void add_beale_run(axes *ax, series path, series marks, series minimum)
{
    plot_add_path(ax, path, (path_style){.ink = INK_DESCENT, .no_dots = true});
    plot_add_marks(ax, plot_series_part(marks, 1, marks.n), plot_descent_mark);
    plot_add_minima(ax, minimum);
}

/* The map in which the path begins: the part that the book's path needs, or
 * all of it. Returns what it shows. */
static box beale_start(axes *ax, const block *run, box whole)
{
    box window = {0.3, 4.5, -0.1, 4.1};
    series path = plot_xy(run, "x", "y");
    size_t n = inside(whole, path).n;
    if (inside(window, path).n < n)
        window = whole;
    show(ax, window);
    plot_axes_ticks_x(ax, window.right - window.left > 5 ? 2 : 1);
    plot_add_handle(ax, path.x[0], path.y[0], "beale.start-x", "beale.start-y");
    if (n < path.n)
        plot_axes_title(ax, plot_say("step %.0f leaves the picture",
                                     plot_block_column(run, "step")[n])
                                .text);
    return window;
}

/* The way of many steps, and how it slows down. */
static void beale_path(figure *fig, const dataset *data)
{
    const box nowhere = {1, 0, 1, 0};
    const grid *map = plot_figure_grid(fig, data, "beale-grid");
    const grid *near = plot_figure_grid(fig, data, "beale-valley");
    const block *run = plot_data_block(data, "beale-path-slow");
    const block *marks = plot_data_block(data, "beale-marks");
    series minimum = plot_data_xy(data, "beale-minimum", "x", "y");
    box whole = box_of(map), valley = box_of(near);
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    axes *left = beale_panel(plot_figure_nth(fig, 0), map, 3e-2);
    axes *right = beale_panel(plot_figure_nth(fig, 1), near, 1e-4);
    box window = beale_start(left, run, whole);
    plot_add_zoom(left, near);
    series path = plot_xy(run, "x", "y");
    path = plot_series_part(path, 0, inside(whole, path).n + 1);
    series seen = inside(whole, plot_xy(marks, "x", "y"));
    add_beale_run(left, path, seen, minimum);
    add_beale_run(right, path, seen, minimum);
    add_step_numbers(left, marks, window, valley, minimum);
    add_step_numbers(right, marks, valley, nowhere, minimum);
    size_t visits = 0;
    for (size_t i = 0; i < path.n; i++)
        visits += within(valley, path.x[i], path.y[i]);
    if (visits == 0)
        plot_add_panel_text(right, 0.5, 0.92, PLACE_CENTRE,
                            "the path does not come here", plot_note_style);
}

static const char *const progress_blocks[] = {
    "beale-path-slow", "beale-path-medium", "beale-path-fast"};

/* Does a curve enter the left third of a panel between these heights (0 to 1,
 * in logarithms as the axes)? */
static bool covered(const dataset *data, const char *column, double low,
                    double high, double most, double from, double to)
{
    for (size_t i = 0; i < 3; i++) {
        series s = plot_data_xy(data, progress_blocks[i], "step", column);
        for (size_t k = 1; k < s.n && s.x[k] < pow(most, 0.35); k++) {
            double at = log(s.y[k] / low) / log(high / low);
            if (at >= from && at <= to)
                return true;
        }
    }
    return false;
}

enum { RATES = 3 };

/* The rates of descent, told apart by the dash, and by name at the end. */
static const dash rate_dashes[RATES] = {DASH_SOLID, DASH_DASHED, DASH_DOTTED};

/* A logarithm has no place for step 0: it stands here. */
static const double step_zero = 0.4;

/* One rate: from step 0 a dotted line to step 1. */
static void add_progress(axes *ax, series s, dash how)
{
    if (s.x[0] == 0 && s.y[0] > 0 && s.y[1] > 0)
        plot_add_segment(ax, step_zero, s.y[0], 1, s.y[1],
                         (line_style){.ink = INK_DESCENT,
                                      .width = 0.6,
                                      .dash = DASH_DOTTED});
    plot_add_curve(ax, plot_series_part(s, 1, s.n),
                   (line_style){.ink = INK_DESCENT, .dash = how});
}

/* Steps along the axis: 0, 1, 10, 100 … */
static void add_step_ticks(axes *ax, double most)
{
    plot_axes_limits_x(ax, step_zero, most);
    plot_axes_tick_x(ax, step_zero, "0");
    for (double step = 1; step <= most; step *= 10)
        plot_axes_tick_x(ax, step, plot_say_count(step).text);
}

/* One column of the history against the step, for three rates. */
static void progress_panel(figure *fig, const dataset *data, size_t row,
                           const char *column, const char *name)
{
    static const char *const rates[] = {"beale.rate", "beale-rates.medium",
                                        "beale-rates.fast"};
    double most = 10, low = HUGE_VAL, high = 0;
    axes *ax = plot_figure_panel(fig, row, 0);
    plot_axes_labels(ax, "step", NULL);
    plot_axes_log_x(ax);
    plot_axes_log_y(ax);
    for (size_t i = 0; i < RATES; i++) {
        series s = plot_data_xy(data, progress_blocks[i], "step", column);
        phrase rate = plot_say_number(plot_data_value(data, rates[i]), 4);
        if (s.n < 2)
            continue;
        most = fmax(s.x[s.n - 1], most);
        size_t n = 0; /* of a run that diverges so much fits in */
        for (; n < s.n && s.y[n] <= 100 * s.y[0]; n++) {
            if (s.y[n] > 0)
                low = fmin(low, s.y[n]);
            high = fmax(high, s.y[n]);
        }
        add_progress(ax, s, rate_dashes[i]);
        if (row == 0)
            plot_add_end_label(ax, plot_series_part(s, 0, n),
                               plot_say("*η* = %s", rate.text).text,
                               INK_DESCENT);
    }
    add_step_ticks(ax, most);
    if (high > 0) { /* or one that diverges would crush the others */
        plot_axes_limits_y(ax, low / 2, 2 * high);
        add_powers(ax, low / 2, 2 * high);
        plot_add_mark(
            ax, step_zero,
            plot_data_xy(data, progress_blocks[0], "step", column).y[0],
            plot_start_mark);
    }
    bool high_up = covered(data, column, low, high, most, 0, 0.28)
                   && !covered(data, column, low, high, most, 0.72, 1);
    plot_add_panel_text(ax, 0.03, high_up ? 0.86 : 0.14, PLACE_RIGHT, name,
                        (text_style){.size = 9});
    if (high == 0)
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE, "no step was made",
                            plot_note_style);
}

/* Three measures of the same runs: the value falls first. */
static void beale_progress(figure *fig, const dataset *data)
{
    plot_figure_split(fig, 3, 1, SHARE_X);
    progress_panel(fig, data, 0, "f", "value *f*");
    progress_panel(fig, data, 1, "gradient_norm", "slope max|*g*_*i*|");
    progress_panel(fig, data, 2, "distance", "distance to the minimum");
}

/* Where one start leads, on either map. */
static void add_leap(axes *ax, const block *run)
{
    const box whole = {-5, 5, -5, 5};
    series path = plot_xy(run, "x", "y");
    add_run(ax, run, "x", "y", whole,
            (path_style){.ink = INK_TEXT, .width = 1, .dot = 2.6},
            NUMBERS_NONE);
    plot_add_follower(ax, path.x[0], path.y[0], "leap.start-x", "leap.start-y");
}

static void basin_panel(figure *fig, const dataset *data, size_t k,
                        const char *which)
{
    const ink colours[] = {INK_PAPER, plot_ink_tint(INK_BROWN, 0.4),
                           plot_ink_tint(INK_VERMILION, 0.4),
                           plot_ink_tint(INK_GREEN, 0.4),
                           plot_ink_tint(INK_PURPLE, 0.4)};
    const block *map = plot_data_block(data, "basins");
    const grid *f = plot_figure_grid(fig, data, "basin-map");
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_labels(ax, "*x*", "*y*");
    phrase key = plot_say("basin-rates.%s-rate", which);
    plot_axes_title(ax,
                    plot_say("rate %g", plot_data_value(data, key.text)).text);
    plot_axes_spines(ax, SPINES_BOX);
    grid *g = plot_figure_keep(fig, plot_grid_from_block(map, "x", "y", which));
    plot_axes_fit(ax, g);
    plot_axes_ticks_x(ax, 2);
    plot_axes_ticks_y(ax, 2);
    plot_axes_equal(ax);
    plot_add_categories(ax, g,
                        plot_block_column(map, plot_say("%s_edge", which).text),
                        colours, 5);
    plot_add_contours(
        ax, f, plot_levels_sqrt(0, f->high, 14),
        (contour_style){.ink = INK_NOTE, .width = 0.4, .no_labels = true});
    size_t nowhere = 0;
    for (size_t i = 0; i < g->nx * g->ny; i++)
        nowhere += g->f[i] == 0;
    if (2 * nowhere > g->nx * g->ny)
        plot_add_panel_text(ax, 0.5, 0.5, PLACE_CENTRE,
                            "blank: none is reached", plot_note_style);
    add_leap(ax, plot_data_block(data, plot_say("leap-%s", which).text));
    plot_add_minima(ax, plot_data_xy(data, "basin-minima", "x", "y"));
    plot_add_passes(ax, plot_data_xy(data, "basin-passes", "x", "y"));
    plot_add_maximum(ax, plot_data_only(data, "basin-tops", "x"),
                     plot_data_only(data, "basin-tops", "y"));
}

/* Which start ends where. */
static void basins(figure *fig, const dataset *data)
{
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    basin_panel(fig, data, 0, "calm");
    basin_panel(fig, data, 1, "wild");
}

/* ------------------------------------------------------------- penguins */

/* One of the lines of a run among the birds, the stronger the later it comes;
 * its steps stand at its end, or where it leaves the picture above. */
static void add_bird_line(axes *ax, const block *lines, size_t i, box window)
{
    const double *steps = plot_block_column(lines, "steps");
    series left = plot_xy(lines, "left_x", "left_y");
    series right = plot_xy(lines, "right_x", "right_y");
    const bool final = i + 1 == left.n;
    double x[] = {left.x[i], right.x[i]}, y[] = {left.y[i], right.y[i]};
    double strength = final ? 1 : 0.4 + 0.6 * (double)i / (double)(left.n - 1);
    phrase name = plot_say("%.0f", steps[i]);
    plot_add_curve(ax, (series){2, x, y},
                   (line_style){.ink = plot_ink_tint(INK_DESCENT, strength),
                                .width = final ? 2 : 1.2});
    if (within(window, x[1], y[1]))
        plot_add_end_label(ax, (series){2, x, y}, name.text, INK_DESCENT);
    else if (y[1] > window.top && y[0] < window.top)
        plot_add_text(
            ax, x[1] - (y[1] - window.top) * (x[1] - x[0]) / (y[1] - y[0]),
            window.top, PLACE_ABOVE, name.text,
            (text_style){.ink = INK_DESCENT});
}

/* Where the first line is taken hold of: to be lifted over the mean flipper,
 * and farther out to be turned about it. */
static void add_grips(axes *ax, const block *lines, double intercept)
{
    series middle = plot_xy(lines, "middle_x", "middle_y");
    series farther = plot_xy(lines, "farther_x", "farther_y");
    const double unit = plot_block_column(lines, "unit")[0];
    plot_add_mark(ax, middle.x[0], middle.y[0], plot_start_mark);
    plot_add_mark(ax, farther.x[0], farther.y[0], plot_start_mark);
    plot_add_lift(ax, middle.x[0], middle.y[0], "bird-line.intercept",
                  middle.y[0] - unit * intercept, unit);
    plot_add_lift(ax, farther.x[0], farther.y[0], "bird-line.slope",
                  middle.y[0], unit);
}

static axes *loss_panel(figure *fig, const dataset *data, size_t k,
                        const char *name, level_list levels)
{
    const grid *g = plot_figure_grid(fig, data, name);
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_spines(ax, SPINES_BOX);
    plot_axes_fit(ax, g);
    plot_add_contours(ax, g, levels,
                      (contour_style){.ink = INK_FAINT, .no_labels = true});
    return ax;
}

/* The steps whose lines are drawn, by number beside their points, while these
 * lie in the picture and apart. */
static void add_line_numbers(axes *ax, const block *lines, series path, box b)
{
    const double *steps = plot_block_column(lines, "steps");
    size_t named = path.n;
    for (size_t k = 0; k < plot_block_rows(lines); k++) {
        size_t i = (size_t)steps[k];
        if (i >= path.n || !within(b, path.x[i], path.y[i])
            || (named < path.n
                && crowded(b, path.x[named], path.y[named], path.x[i],
                           path.y[i])))
            continue;
        plot_add_text(ax, path.x[i], path.y[i], PLACE_RIGHT,
                      plot_say("%.0f", steps[k]).text,
                      (text_style){.ink = INK_DESCENT, .gap = 7});
        named = i;
    }
}

/* A line among the birds is a point in the plane of lines: a run, both ways. */
static void penguins_fit(figure *fig, const dataset *data)
{
    const block *lines = plot_data_block(data, "bird-lines");
    const block *run = plot_data_block(data, "bird-path");
    const box window = {168, 235, 2500, 6500};
    const double loss = plot_data_only(data, "penguin-best", "scaled_loss");
    series start = plot_xy(run, "x", "y");
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    axes *birds = plot_figure_nth(fig, 0);
    plot_axes_labels(birds, "flipper (mm)", "mass (g)");
    show(birds, window);
    plot_add_marks(
        birds, plot_data_xy(data, "penguins", "flipper", "mass"),
        (mark_style){.ink = plot_ink_tint(INK_FUNCTION, 0.4), .size = 2.6});
    for (size_t i = 0; i < plot_block_rows(lines); i++)
        add_bird_line(birds, lines, i, window);
    add_grips(birds, lines, start.x[0]);
    axes *plane = loss_panel(fig, data, 1, "penguin-loss",
                             plot_levels_sqrt(loss, loss + 6, 15));
    plot_axes_labels(plane, "intercept", "slope");
    plot_axes_equal(plane);
    const box shown = box_of(plot_figure_grid(fig, data, "penguin-loss"));
    add_run(plane, run, "x", "y", shown, (path_style){.end = true},
            NUMBERS_NONE);
    add_line_numbers(plane, lines, start, shown);
    plot_add_minimum(plane, 0,
                     plot_data_only(data, "penguin-best", "scaled_slope"));
    plot_add_handle(plane, start.x[0], start.y[0], "bird-line.intercept",
                    "bird-line.slope");
}

/* A run whose steps lie on one line, to and fro: the first few with their
 * numbers, on the right; of the others the line. */
static void add_first_jumps(axes *ax, series path, box window)
{
    series seen = inside(window, path);
    plot_add_path(ax, plot_series_part(path, 0, seen.n + 1),
                  (path_style){.no_dots = true, .end = seen.n == path.n});
    for (size_t i = 0; i < 4 && i < seen.n; i++) {
        if (i > 0)
            plot_add_mark(ax, seen.x[i], seen.y[i], plot_descent_mark);
        plot_add_text(ax, seen.x[i], seen.y[i], PLACE_RIGHT,
                      plot_say("%d", (int)i).text,
                      (text_style){.ink = INK_DESCENT, .gap = 5});
    }
}

/* A run over the loss, and where it is after its steps; there: at (x, y), the
 * minimum. Its first steps are numbered if it goes to and fro. */
static void add_fit(figure *fig, axes *ax, const dataset *data,
                    const char *loss, const char *name, double x, double y,
                    const double away[2])
{
    const block *run = plot_data_block(data, name);
    series path = plot_xy(run, "x", "y");
    box window = box_of(plot_figure_grid(fig, data, loss));
    size_t end = path.n - 1;
    double count = plot_block_column(run, "step")[end];
    phrase steps = plot_say("%s step%s", plot_say_count(count).text,
                            count == 1 ? "" : "s");
    if (path.n > 3 && path.y[2] < path.y[1] && path.y[3] > path.y[2])
        add_first_jumps(ax, path, window);
    else
        add_run(ax, run, "x", "y", window, (path_style){.end = true},
                NUMBERS_NONE);
    plot_add_minimum(ax, x, y);
    if (!within(window, path.x[end], path.y[end])) {
        plot_add_panel_text(ax, 0.5, 0.04, PLACE_ABOVE, "leaves the picture",
                            (text_style){.ink = INK_DESCENT});
        return;
    }
    bool there = x == 0 && hypot(path.x[end] - x, path.y[end] - y) < 1e-6;
    double percent = x != 0 ? fmax(100 * path.x[end] / x, 0) : 0;
    phrase part = plot_say(percent < 1 ? "%.1g" : "%.0f", percent);
    bool low = path.y[end] < 0.8 * window.bottom + 0.2 * window.top;
    plot_add_note(ax, path.x[end], path.y[end], away[0],
                  low ? fabs(away[1]) : away[1],
                  (there    ? plot_say("there after\n%s", steps.text)
                   : x != 0 ? plot_say("after %s\n%s %% of the way", steps.text,
                                       part.text)
                            : plot_say("after %s", steps.text))
                      .text,
                  (text_style){.ink = INK_DESCENT});
}

/* The same loss as measured and standardised: needle and bowl. */
static void penguins_loss(figure *fig, const dataset *data)
{
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    double loss = plot_data_only(data, "penguin-best", "loss");
    axes *raw = loss_panel(fig, data, 0, "penguin-loss-raw",
                           plot_levels_sqrt(loss, loss + 2.5e6, 5));
    plot_axes_title(raw, "as measured");
    plot_axes_labels(raw, "intercept (g)", "slope (g/mm)");
    add_fit(fig, raw, data, "penguin-loss-raw", "penguin-path-raw",
            plot_data_only(data, "penguin-best", "intercept"),
            plot_data_only(data, "penguin-best", "slope"),
            (double[]){-60, -44});
    loss = plot_data_only(data, "penguin-best", "scaled_loss");
    axes *round = loss_panel(fig, data, 1, "penguin-loss",
                             plot_levels_sqrt(loss, loss + 6, 15));
    plot_axes_title(round, "standardised");
    plot_axes_labels(round, "intercept", "slope");
    plot_axes_equal(round);
    add_fit(fig, round, data, "penguin-loss", "penguin-path", 0,
            plot_data_only(data, "penguin-best", "scaled_slope"),
            (double[]){24, 34});
}

/* ------------------------------------------------------ penguins, squares */

/* A square over each residual, from the line to the bird, inwards. */
static void add_squares(axes *ax, const block *birds, const char *line)
{
    series at = plot_xy(birds, "x", "y");
    const double *height = plot_block_column(birds, line);
    const fill_style pale = {.ink = plot_ink_tint(INK_VERMILION, 0.14),
                             .opacity = 1};
    const line_style edge = {.ink = INK_VERMILION, .width = 0.8};
    for (size_t k = 0; k < 2 * at.n; k++) { /* no area covers an edge */
        size_t i = k % at.n;
        double side = fabs(at.y[i] - height[i]);
        double x0 = at.x[i], x1 = x0 + (x0 < 0 ? side : -side);
        double x[] = {x0, x1, x1, x0, x0};
        double y[] = {height[i], height[i], at.y[i], at.y[i], height[i]};
        if (k < at.n)
            plot_add_polygon(ax, (series){4, x, y}, pale);
        else
            plot_add_curve(ax, (series){5, x, y}, edge);
    }
}

static void residual_panel(figure *fig, const dataset *data, size_t k,
                           const char *line, const char *name)
{
    const block *birds = plot_data_block(data, "penguin-residuals");
    series at = plot_xy(birds, "x", "y"), under = plot_xy(birds, "x", line);
    double loss = plot_data_only(data, "penguin-residual-losses", line);
    size_t left = 0, right = 0;
    for (size_t i = 0; i < at.n; i++) {
        left = at.x[i] < at.x[left] ? i : left;
        right = at.x[i] > at.x[right] ? i : right;
    }
    axes *ax = plot_figure_nth(fig, k);
    plot_axes_labels(ax, "flipper, standardised", "mass");
    plot_axes_title(
        ax, plot_say("%s: loss %s", name, plot_say_number(loss, 2).text).text);
    show(ax, (box){-2.3, 2.5, -1.8, 2.6});
    plot_axes_equal(ax);
    add_squares(ax, birds, line);
    plot_add_segment(ax, under.x[left], under.y[left], under.x[right],
                     under.y[right], (line_style){.ink = INK_DESCENT});
    plot_add_marks(ax, at, (mark_style){.ink = INK_FUNCTION, .size = 3});
}

/* The loss is the mean of the squares: of a level line, and of the best. */
static void residuals(figure *fig, const dataset *data)
{
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    residual_panel(fig, data, 0, "level", "level line");
    residual_panel(fig, data, 1, "best", "best line");
}

/* ----------------------------------------------------------------- table */

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"beale-surface", 360, 300, 265, beale_surface},
        {"both-sides", FULL_WIDTH, 250, 230, both_sides},
        {"one-step", FULL_WIDTH, FULL_HEIGHT, 270, one_step},
        {"promise", FULL_WIDTH, 250, 240, promise},
        {"lemma", FULL_WIDTH, 250, 240, lemma},
        {"staircase", FULL_WIDTH, 250, 230, staircase},
        {"overshoot", FULL_WIDTH, 250, 230, overshoot},
        {"square-path", FULL_WIDTH, 220, 220, square_path},
        {"cubic-path", FULL_WIDTH, FULL_HEIGHT, 310, cubic_path},
        {"ascent-path", FULL_WIDTH, FULL_HEIGHT, 260, ascent_path},
        {"growing-slope", FULL_WIDTH, 200, 360, growing_slope},
        {"walk-steps", FULL_WIDTH, 250, 230, walk_steps},
        {"walk-frozen", FULL_WIDTH, 250, 240, walk_frozen},
        {"restless", FULL_WIDTH, 220, 220, restless},
        {"parallelogram", FULL_WIDTH, FULL_HEIGHT, 200, parallelogram},
        {"slope-by-direction", FULL_WIDTH, 190, 420, slope_by_direction},
        {"ellipse-arrows", FULL_WIDTH, FULL_HEIGHT, 210, ellipse_arrows},
        {"waves-surface", FULL_WIDTH, 230, 460, waves_surface},
        {"waves-ends", FULL_WIDTH, 220, 160, waves_ends},
        {"beale-arrows", FULL_WIDTH, 216, 480, beale_arrows},
        {"beale-path", FULL_WIDTH, 216, 440, beale_path},
        {"beale-progress", FULL_WIDTH, 330, 360, beale_progress},
        {"basins", FULL_WIDTH, 240, 500, basins},
        {"penguins-fit", FULL_WIDTH, 240, 480, penguins_fit},
        {"residuals", FULL_WIDTH, 230, 500, residuals},
        {"penguins-loss", FULL_WIDTH, 240, 480, penguins_loss},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
