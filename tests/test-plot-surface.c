/* A surface as it is seen: its mesh lines are whole, no paper shines through
 * its seams, and where it turns away its faces are small. */
#define _POSIX_C_SOURCE 200809L
#include "test-plot.h"

#include "picture.h"
#include "plot/plot.h"
#include "plot/view.h"

#include <math.h>
#include <unistd.h>

static char file[] = "/tmp/test-plot-surface-XXXXXX";

/* Nodes a side; pixels a point of plot_figure_light_png; of a closer look. */
enum { SIDE = 24, SCALE = 2, ZOOM = 12 };

static double at_node(int i)
{
    return 2.0 * i / (SIDE - 1) - 1;
}

/* A surface over the square from -1 to 1. */
static view *put_surface(figure *fig, double (*height)(double, double),
                         double elevation, double mesh)
{
    double f[SIDE * SIDE];
    for (int j = 0; j < SIDE; j++)
        for (int i = 0; i < SIDE; i++)
            f[j * SIDE + i] = height(at_node(i), at_node(j));
    grid *g = plot_grid_new(-1, 1, SIDE, -1, 1, SIDE, f);
    view *v = plot_figure_view(fig);
    plot_view_height(v, 0.25);
    plot_view_angles(v, elevation, -60);
    plot_view_surface(v, plot_figure_keep(fig, g),
                      (surface_style){.mesh = mesh});
    return v;
}

static void write_file(const char *path, const buffer *text)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text->text, 1, text->n, out), text->n);
    assert_int_equal(fclose(out), 0);
}

static picture taken(figure *fig)
{
    buffer png = {0};
    problem why = {""};
    picture p;
    plot_figure_layout(fig);
    assert_true(plot_figure_light_png(fig, &png, &why));
    write_file(file, &png);
    plot_buffer_free(&png);
    assert_true(picture_read(&p, file, 1));
    return p;
}

static picture large(figure *fig)
{
    buffer svg = {0};
    problem why = {""};
    picture p;
    char command[200];
    plot_figure_layout(fig);
    assert_true(plot_figure_svg(fig, &svg, &why));
    write_file(file, &svg);
    plot_buffer_free(&svg);
    snprintf(command, sizeof command,
             "rsvg-convert --zoom=%g --output=%s.png %s && mv %s.png %s",
             ZOOM * 0.75, file, file, file, file);
    assert_int_equal(system(command), 0);
    assert_true(picture_read(&p, file, 1));
    return p;
}

static double plane(double x, double y)
{
    return 0.3 * x - 0.1 * y;
}

static double ridge(double x, double y)
{
    return exp(-12 * (y + x / 3) * (y + x / 3));
}

/* How much darker a picture is with mesh lines: at its least along one of them,
 * in the middle of the square, and on the average. */
static void measure_line(const view *v, const picture *with,
                         const picture *without, bool along_x, double *least,
                         double *mean)
{
    const int n = 2000;
    const double middle = at_node(SIDE / 2);
    *least = HUGE_VAL;
    *mean = 0;
    for (int k = 0; k < n; k++) {
        double u = 1.8 * k / (n - 1) - 0.9;
        double x = along_x ? u : middle, y = along_x ? middle : u;
        point p = plot_view_on_page(v, x, y, plane(x, y));
        int px = (int)(ZOOM * p.x), py = (int)(ZOOM * p.y);
        double darker = picture_mean(without, 1, px, py, 1)
                        - picture_mean(with, 1, px, py, 1);
        *least = fmin(*least, darker);
        *mean += darker / n;
    }
}

static void mesh_lines_are_whole(void **state)
{
    (void)state;
    figure *with = plot_figure_new("with", 100, 80);
    figure *without = plot_figure_new("without", 100, 80);
    const view *v = put_surface(with, plane, 30, 0.3);
    put_surface(without, plane, 30, -1);
    picture a = large(with), b = large(without);
    for (int way = 0; way < 2; way++) {
        double least, mean;
        measure_line(v, &a, &b, way, &least, &mean);
        assert_true(mean > 0.1);
        assert_true(least > mean / 4);
    }
    picture_free(&a);
    picture_free(&b);
    plot_figure_free(with);
    plot_figure_free(without);
}

/* Viridis has little blue in it, white paper all: seen between two faces, it
 * would be a speck. The ridge hides what is just behind it, and stands before
 * the surface beyond. */
static void seams_are_closed(void **state)
{
    (void)state;
    figure *fig = plot_figure_new("ridge", 300, 240);
    view *v = put_surface(fig, ridge, 30, -1);
    picture p = taken(fig);
    double most = 0;
    for (int k = 0; k < 200 * 200; k++) {
        double x = 1.0 * (k % 200) / 199 - 0.5;
        double y = 1.8 * (k / 200) / 199.0 - 0.9;
        point at = plot_view_on_page(v, x, y, ridge(x, y));
        int px = (int)(SCALE * at.x), py = (int)(SCALE * at.y);
        most = fmax(most, picture_mean(&p, 0, px, py, 0));
    }
    assert_true(most < 0.57);
    picture_free(&p);
    plot_figure_free(fig);
}

/* Faces are small where the surface turns away, and large on a plane. */
static void folds_have_small_faces(void **state)
{
    (void)state;
    figure *even = plot_figure_new("even", 300, 240);
    figure *folded = plot_figure_new("folded", 300, 240);
    const view *plain = put_surface(even, plane, 22, -1);
    const view *turned = put_surface(folded, ridge, 30, -1);
    plot_figure_layout(even);
    plot_figure_layout(folded);
    const size_t cells = (SIDE - 1) * (SIDE - 1);
    assert_int_equal(plain->face_count, cells);
    assert_true(turned->face_count > cells + 8 * SIDE);
    assert_true(turned->face_count < 2 * cells);
    plot_figure_free(even);
    plot_figure_free(folded);
}

static int make_file(void **state)
{
    (void)state;
    int made = mkstemp(file);
    return made < 0 ? -1 : close(made);
}

static int remove_file(void **state)
{
    (void)state;
    plot_words_shutdown();
    return remove(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mesh_lines_are_whole),
        cmocka_unit_test(seams_are_closed),
        cmocka_unit_test(folds_have_small_faces),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
