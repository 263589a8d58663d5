/* A map of categories has its borders where the data say that they are. */
#include "test-plot.h"

#include "plot/model.h"
#include "plot/plot.h"

#include <cairo.h>

#include <math.h>
#include <string.h>

enum { SIDE = 15 };

/* The border is the line x + y/2 = BORDER, across a square of SIDE cells. */
static const double border = 7.3;

static double beyond(double x, double y)
{
    return x + y / 2 - border;
}

typedef struct stream {
    const buffer *png;
    size_t read;
} stream;

static cairo_status_t next_bytes(void *context, unsigned char *to,
                                 unsigned int n)
{
    stream *s = context;
    memcpy(to, s->png->text + s->read, n);
    s->read += n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *image_of(const figure *fig)
{
    problem why = {""};
    buffer png = {0};
    assert_true(plot_figure_light_png(fig, &png, &why));
    stream s = {&png, 0};
    cairo_surface_t *image =
        cairo_image_surface_create_from_png_stream(next_bytes, &s);
    assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
    plot_buffer_free(&png);
    return image;
}

/* Is that place of the page blue and not vermilion? */
static bool is_blue(cairo_surface_t *image, point at, double zoom)
{
    const unsigned char *data = cairo_image_surface_get_data(image);
    int x = (int)(at.x * zoom), y = (int)(at.y * zoom);
    const unsigned char *p =
        data + y * cairo_image_surface_get_stride(image) + 4 * x;
    return p[0] > p[2];
}

/* How far the drawn border is from the line at its worst, in points. */
static double worst(bool with_edge)
{
    double f[SIDE * SIDE], edge[SIDE * SIDE], most = 0;
    const ink colours[] = {INK_BLUE, INK_VERMILION};
    for (int j = 0; j < SIDE; j++)
        for (int i = 0; i < SIDE; i++) {
            f[j * SIDE + i] = beyond(i, j) > 0;
            edge[j * SIDE + i] = fabs(beyond(i, j));
        }
    figure *fig = plot_figure_new("map", 300, 300);
    axes *ax = plot_figure_axes(fig);
    grid *g = plot_grid_new(0, SIDE - 1, SIDE, 0, SIDE - 1, SIDE, f);
    plot_axes_fit(ax, plot_figure_keep(fig, g));
    plot_add_categories(ax, g, with_edge ? edge : NULL, colours, 2);
    plot_figure_layout(fig);
    cairo_surface_t *image = image_of(fig);
    double zoom = cairo_image_surface_get_width(image) / 300.0;
    for (double y = 0.3; y < SIDE - 1.3; y += 0.1) {
        point on = plot_axes_point(ax, border - y / 2, y), at = on;
        at.x = plot_axes_point(ax, 0.2, y).x;
        while (is_blue(image, at, zoom))
            at.x += 0.1;
        most = fmax(most, fabs(at.x - on.x));
    }
    cairo_surface_destroy(image);
    plot_figure_free(fig);
    return most;
}

static void borders_are_where_the_distances_say(void **state)
{
    (void)state;
    assert_true(worst(true) < 0.9);
}

/* Without distances they are somewhere between two points of the grid. */
static void else_they_are_between_the_points(void **state)
{
    (void)state;
    double cell = 300.0 / SIDE;
    assert_true(worst(false) > 2 * worst(true));
    assert_true(worst(false) < cell);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(borders_are_where_the_distances_say),
        cmocka_unit_test(else_they_are_between_the_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
