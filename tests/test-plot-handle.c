/* Handles: where they lie on the page, and what they turn there. */
#define _POSIX_C_SOURCE 200809L
#include "test-plot.h"

#include "plot/model.h"
#include "plot/plot.h"

static figure *laid_out(void (*draw)(figure *))
{
    figure *fig = plot_figure_new("sample", 300, 200);
    draw(fig);
    plot_figure_layout(fig);
    return fig;
}

/* Two panels: a linear one, and one with a logarithmic x. */
static void draw_handles(figure *fig)
{
    plot_figure_split(fig, 1, 2, SHARE_NONE);
    axes *left = plot_figure_panel(fig, 0, 0);
    axes *right = plot_figure_panel(fig, 0, 1);
    plot_axes_limits_x(left, -1, 3);
    plot_axes_limits_y(left, 0, 10);
    plot_axes_limits_x(right, 1e-8, 1);
    plot_axes_limits_y(right, 0, 1);
    plot_axes_log_x(right);
    plot_add_handle(left, 2, 5, "run.start-x", "run.start-y");
    plot_add_handle(right, 1e-4, 0.5, "run.step", NULL);
    plot_add_slider(left, 1.6, 5, "run.rate", 0, 2);
    plot_add_slider(left, 1.5, 5, "run.rate", 2, -0.5);
    plot_add_handle(left, 3.5, 5, "run.start-x", NULL);
    plot_add_handle(right, 0, 0.5, "run.step", NULL);
    plot_add_lift(left, 1, 7, "line.slope", 3, 2);
    plot_add_dial(left, 1, 2, "ring.direction", 1, 5);
}

static void no_handles(figure *fig)
{
    plot_axes_limits_x(plot_figure_axes(fig), 0, 1);
}

/* Where it lies, it has the value that it has. */
static void they_lie_where_their_knobs_are(void **state)
{
    (void)state;
    static const struct {
        const char *x, *y;
        double value_x, value_y;
    } wanted[] = {{"run.start-x", "run.start-y", 2, 5},
                  {"run.step", NULL, 1e-4, 0},
                  {"run.rate", NULL, 0.8, 0},
                  {"run.rate", NULL, 1, 0},
                  {"run.start-x", NULL, 3.5, 0}};
    figure *fig = laid_out(draw_handles);
    assert_int_equal(plot_figure_handles(fig), 8);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        handle h = plot_figure_handle(fig, i);
        point value = plot_handle_values(&h, h.at);
        assert_string_equal(h.knob_x.name, wanted[i].x);
        assert_true(wanted[i].y ? strcmp(h.knob_y.name, wanted[i].y) == 0
                                : h.knob_y.name == NULL);
        assert_close(value.x, wanted[i].value_x, 1e-9, 1e-12);
        assert_close(value.y, wanted[i].value_y, 1e-9, 1e-12);
    }
    plot_figure_free(fig);
}

/* A quarter of the panel to the right is a quarter of its axis, and what is
 * kept of a handle outlives its figure. */
static void they_are_dragged(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_handles);
    handle linear = plot_figure_handle(fig, 0);
    handle log = plot_figure_handle(fig, 1);
    handle scaled = plot_figure_handle(fig, 2);
    rect left = fig->panels->inner, right = fig->panels->next->inner;
    plot_figure_free(fig);
    double quarter = (left.right - left.left) / 4;
    double tenth = (left.bottom - left.top) / 10;
    point value = plot_handle_values(
        &linear, (point){linear.at.x - quarter, linear.at.y - 2 * tenth});
    assert_close(value.x, 1, 0, 1e-9);
    assert_close(value.y, 7, 0, 1e-9);
    value = plot_handle_values(&scaled,
                               (point){scaled.at.x + quarter, scaled.at.y});
    assert_close(value.x, 1.3, 0, 1e-9);
    quarter = (right.right - right.left) / 4;
    value = plot_handle_values(&log, (point){log.at.x + quarter, log.at.y});
    assert_close(value.x, 1e-2, 1e-9, 0);
}

static void draw_followers(figure *fig)
{
    plot_axes_limits_x(plot_figure_axes(fig), 0, 1);
    plot_axes_limits_y(plot_figure_axes(fig), 0, 1);
    plot_add_handle(plot_figure_axes(fig), 0.5, 0.5, "run.start-x", NULL);
    plot_add_follower(plot_figure_axes(fig), 0.5, 0.5, "run.start-x", NULL);
}

/* Over all of its panel: wherever it is asked, there is a value. */
static void one_follows_the_pointer(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_followers);
    handle h = plot_figure_handle(fig, 1);
    rect inner = fig->panels->inner;
    assert_false(plot_figure_handle(fig, 0).follows);
    assert_true(h.follows && h.shown);
    assert_memory_equal(&h.panel, &inner, sizeof inner);
    point end = {h.panel.right, h.panel.top};
    assert_close(plot_handle_values(&h, end).x, 1, 0, 1e-9);
    plot_figure_free(fig);
}

static void draw_turned(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_limits_x(ax, -1, 3);
    plot_axes_limits_y(ax, 0, 10);
    plot_add_turned_handle(ax, 1, 5, "run.along", "run.across", 90);
}

/* With their axes a quarter turn on, the first knob grows upward and the second
 * one to the left. */
static void one_turns_axes_of_its_own(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_turned);
    handle h = plot_figure_handle(fig, 0);
    point value = plot_handle_values(&h, h.at);
    assert_close(value.x, 5, 1e-12, 0);
    assert_close(value.y, -1, 1e-12, 0);
    double tenth = (h.panel.bottom - h.panel.top) / 10;
    value = plot_handle_values(&h, (point){h.panel.left, h.at.y - tenth});
    assert_close(value.x, 6, 1e-12, 0);
    assert_close(value.y, 1, 1e-12, 0);
    plot_figure_free(fig);
}

/* Up by two is a knob's unit more where that is two high. A dial is turned by
 * the way from its centre, however far that is. */
static void they_are_lifted_and_turned(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_handles);
    handle lift = plot_figure_handle(fig, 6), dial = plot_figure_handle(fig, 7);
    point centre = plot_axes_point(fig->panels, 1, 5);
    rect left = fig->panels->inner;
    double fifth = (left.bottom - left.top) / 5;
    plot_figure_free(fig);
    assert_null(lift.knob_x.name);
    assert_string_equal(lift.knob_y.name, "line.slope");
    assert_close(plot_handle_values(&lift, lift.at).y, 2, 0, 1e-9);
    point up = {lift.at.x + 5, lift.at.y - fifth};
    assert_close(plot_handle_values(&lift, up).y, 3, 0, 1e-9);
    assert_string_equal(dial.knob_x.name, "ring.direction");
    assert_null(dial.knob_y.name);
    assert_close(plot_handle_values(&dial, dial.at).x, 270, 0, 1e-9);
    point to_right = {centre.x + 1, centre.y}, to_left = {1, centre.y};
    assert_close(plot_handle_values(&dial, to_right).x, 0, 0, 1e-9);
    assert_close(plot_handle_values(&dial, to_left).x, 180, 0, 1e-9);
}

static void they_are_shown_in_their_panel(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_handles);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(plot_figure_handle(fig, i).shown, i < 4);
    plot_figure_free(fig);
    fig = laid_out(no_handles);
    assert_int_equal(plot_figure_handles(fig), 0);
    plot_figure_free(fig);
}

/* A curve with a handle at its end, what it is called, and an inset. */
static double reach;

static void draw_reach(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_add_segment(ax, 0, 0, reach, 10 * reach, (line_style){0});
    plot_add_handle(ax, reach, 10 * reach, "run.start-x", "run.start-y");
    plot_add_text(ax, reach, 10 * reach, PLACE_LEFT, "end", (text_style){0});
    if (reach > 2)
        plot_axes_title(ax, "far");
    axes *inset = plot_figure_axes_at(fig, 50, 10, 60, 50);
    plot_add_segment(inset, 0, 0, reach, 1, (line_style){0});
}

static figure *held(const pane *panes, size_t n, double to)
{
    figure *fig = plot_figure_new("sample", 300, 200);
    reach = to;
    draw_reach(fig);
    plot_figure_hold(fig, panes, n);
    plot_figure_layout(fig);
    return fig;
}

static bool tells(const figure *fig, const char *text)
{
    for (const label *l = fig->labels; l; l = l->next)
        if (strcmp(l->words->source, text) == 0)
            return !l->hidden;
    return false;
}

static void a_panel_is_held(void **state)
{
    (void)state;
    static const double far[] = {0.5, 1, 4, 0.9};
    size_t n;
    unsetenv("STRICT"); /* a small figure, and some words that meet */
    reach = 1;
    figure *fig = laid_out(draw_reach);
    handle grabbed = plot_figure_handle(fig, 0);
    pane *panes = plot_figure_panes(fig, &n);
    plot_figure_free(fig);
    assert_int_equal(n, 1);
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        fig = held(panes, n, far[i]);
        handle h = plot_figure_handle(fig, 0);
        point value = plot_handle_values(&grabbed, h.at);
        assert_close(value.x, far[i], 1e-12, 0);
        assert_close(value.y, 10 * far[i], 1e-12, 0);
        assert_int_equal(h.shown, far[i] <= 1);
        assert_int_equal(tells(fig, "end"), far[i] <= 1);
        assert_false(tells(fig, "far"));
        assert_close(fig->panels->next->x.scale.high, 1.04 * far[i], 1e-9, 0);
        plot_figure_free(fig);
    }
    fig = held(panes, n + 1, 4); /* of a figure with other panels */
    assert_true(plot_figure_handle(fig, 0).shown);
    assert_true(tells(fig, "end") && tells(fig, "far"));
    plot_figure_free(fig);
    free(panes);
}

static buffer svg_of(const figure *fig)
{
    problem why = {""};
    buffer svg = {0};
    assert_true(plot_figure_svg(fig, &svg, &why));
    return svg;
}

static void draw_line(figure *fig)
{
    plot_add_segment(plot_figure_axes(fig), 0, 0, 1, 1, (line_style){0});
}

static void draw_line_and_a_handle(figure *fig)
{
    draw_line(fig);
    plot_add_handle(plot_figure_axes(fig), 7, 7, "run.start", NULL);
}

/* Not a byte, and no wider limits either. */
static void nothing_is_drawn(void **state)
{
    (void)state;
    figure *bare = laid_out(draw_line);
    figure *with = laid_out(draw_line_and_a_handle);
    buffer a = svg_of(bare), b = svg_of(with);
    assert_string_equal(a.text, b.text);
    plot_buffer_free(&a);
    plot_buffer_free(&b);
    plot_figure_free(bare);
    plot_figure_free(with);
}

static int stop_words(void **state)
{
    (void)state;
    plot_words_shutdown();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_lie_where_their_knobs_are),
        cmocka_unit_test(they_are_dragged),
        cmocka_unit_test(one_follows_the_pointer),
        cmocka_unit_test(one_turns_axes_of_its_own),
        cmocka_unit_test(they_are_lifted_and_turned),
        cmocka_unit_test(they_are_shown_in_their_panel),
        cmocka_unit_test(a_panel_is_held),
        cmocka_unit_test(nothing_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, stop_words);
}
