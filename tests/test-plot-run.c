/* A dot on a path is a step: as many are drawn as the data have rows, and rows
 * between which steps are missing get none but at steps that are named. */
#include "plot/model.h"
#include "plot/plot.h"

#include "test-plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 700 };

/* How the points are drawn, and which steps of a run they are. */
typedef struct picture {
    size_t n;
    const double *step; /* NULL: nothing but the points */
    step_numbers numbers;
} picture;

static double x_of(size_t i)
{
    return (double)i / MOST;
}

static void draw_points(axes *ax, const picture *p)
{
    double x[MOST], y[MOST];
    for (size_t i = 0; i < p->n; i++) {
        x[i] = x_of(i);
        y[i] = x[i] * x[i];
    }
    plot_add_path(ax, (series){p->n, x, y}, (path_style){0});
}

static void draw_run(axes *ax, const picture *p, dataset *data)
{
    plot_data_add_block(data, "run", "step\tx\ty");
    for (size_t i = 0; i < p->n; i++) {
        double x = x_of(i), row[3] = {p->step[i], x, x * x};
        plot_data_add_row(data, NULL, 3, row);
    }
    plot_add_run(ax, plot_data_block(data, "run"), "x", "y", (path_style){0},
                 p->numbers);
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)); at++)
        n++;
    return n;
}

/* The discs in the ink of descent, and the letters, which stand once for every
 * place where they are used. */
static void drawn(picture p, size_t *discs, size_t *letters)
{
    dataset *data = plot_data_new("test");
    figure *fig = plot_figure_new("run", 400, 300);
    axes *ax = plot_figure_axes(fig);
    problem why = {""};
    buffer svg = {0};
    char filled[] = "class=\"?\"";
    plot_axes_limits_x(ax, -0.1, 1.2);
    plot_axes_limits_y(ax, -0.1, 1.2);
    if (p.step)
        draw_run(ax, &p, data);
    else
        draw_points(ax, &p);
    plot_figure_layout(fig);
    assert_true(plot_figure_svg(fig, &svg, &why));
    const char *rule = strstr(svg.text, "{fill:#0072b2}");
    filled[7] = rule ? rule[-1] : '?';
    *discs = count(svg.text, filled);
    *letters = count(svg.text, "<use ");
    plot_buffer_free(&svg);
    plot_figure_free(fig);
    plot_data_close(data);
}

static size_t dots(picture p)
{
    size_t discs, letters;
    drawn(p, &discs, &letters);
    return discs;
}

/* Of the marks' numbers, without those of the axes. */
static size_t digits(picture p)
{
    size_t discs, frame, all;
    drawn((picture){.n = p.n}, &discs, &frame);
    drawn(p, &discs, &all);
    return all - frame;
}

/* Also those that lie closer than they are wide. */
static void every_point_has_a_dot(void **state)
{
    (void)state;
    static const size_t lengths[] = {2, 7, 30, 31, 61, 200, MOST};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        assert_int_equal(dots((picture){.n = lengths[i]}), lengths[i] - 1);
}

static void a_short_run_has_a_dot_a_step(void **state)
{
    (void)state;
    double step[MOST];
    for (size_t i = 0; i < MOST; i++)
        step[i] = (double)i;
    for (size_t n = 2; n <= 61; n += 59)
        assert_int_equal(dots((picture){.n = n, .step = step}), n - 1);
    /* A run may be shown from a later step on. */
    assert_int_equal(dots((picture){.n = 20, .step = step + 5}), 19);
    assert_int_equal(digits((picture){.n = 61, .step = step}), 0);
}

static void a_long_run_has_marks_at_powers_of_ten(void **state)
{
    (void)state;
    double step[MOST];
    for (size_t i = 0; i < MOST; i++)
        step[i] = (double)i;
    assert_int_equal(dots((picture){.n = 62, .step = step}), 2);
    assert_int_equal(dots((picture){.n = MOST, .step = step}), 3);
    assert_int_equal(digits((picture){.n = MOST, .step = step}), 6);
    assert_int_equal(digits((picture){MOST, step, NUMBERS_NONE}), 0);
}

/* Across, and then up or down, to each of the points. */
static void stairs_turn_at_right_angles(void **state)
{
    (void)state;
    figure *fig = plot_figure_new("stairs", 400, 300);
    axes *ax = plot_figure_axes(fig);
    const double x[] = {0, 2, 1}, y[] = {4, 1, 0};
    plot_axes_limits_x(ax, -1, 3);
    plot_axes_limits_y(ax, -1, 5);
    plot_add_path(ax, (series){3, x, y}, (path_style){.stairs = true});
    plot_add_path(ax, (series){0, x, y}, (path_style){.stairs = true});
    plot_figure_layout(fig);
    static const double at[][2] = {{0, 4}, {2, 4}, {2, 1}, {1, 1}, {1, 0}};
    assert_int_equal(ax->obstacles.lines, 1);
    assert_int_equal(plot_poly_length(&ax->obstacles, 0), 5);
    for (size_t i = 0; i < 5; i++) {
        point is = plot_poly_line(&ax->obstacles, 0)[i];
        point wanted = plot_axes_point(ax, at[i][0], at[i][1]);
        assert_close(is.x, wanted.x, 0, 1e-9);
        assert_close(is.y, wanted.y, 0, 1e-9);
    }
    plot_figure_free(fig);
}

/* Ten rows of a run of a thousand steps do not look like ten steps. */
static void rows_left_out_are_no_steps(void **state)
{
    (void)state;
    static const double step[] = {0, 1, 2, 3, 64, 100, 200, 500, 999, 1000};
    static const double near[] = {0, 1, 2, 4};
    assert_int_equal(dots((picture){.n = 10, .step = step}), 3);
    assert_int_equal(dots((picture){.n = 4, .step = near}), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_point_has_a_dot),
        cmocka_unit_test(a_short_run_has_a_dot_a_step),
        cmocka_unit_test(a_long_run_has_marks_at_powers_of_ten),
        cmocka_unit_test(rows_left_out_are_no_steps),
        cmocka_unit_test(stairs_turn_at_right_angles),
    };
    return cmocka_run_group_tests(tests, start_words, end_words);
}
