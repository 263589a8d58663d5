/* The look that tests/check-figures takes at every figure: would it notice a
 * black box, a letter that is lost, a dash that is missing, a wrong ink? */
#define _POSIX_C_SOURCE 200809L
#include "test-plot.h"

#include "picture.h"
#include "plot/model.h"
#include "plot/plot.h"

#include <unistd.h>

/* As tests/check-figures has them for rsvg-convert. */
static const double near_tolerance = 0.06, wide_tolerance = 0.015;

static char folder[] = "/tmp/test-plot-picture-XXXXXX";
static buffer svg;       /* of the sample */
static picture by_cairo; /* the sample, drawn on an image */

static void draw_sample(figure *fig)
{
    double x[50], y[50], level[] = {3, 3}, ends[] = {0, 4.9};
    for (int i = 0; i < 50; i++) {
        x[i] = i / 10.0;
        y[i] = (x[i] - 2) * (x[i] - 2);
    }
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    plot_add_area(ax, (series){50, x, y}, 0, (fill_style){0});
    plot_add_curve(ax, (series){50, x, y}, (line_style){0});
    plot_add_curve(
        ax, (series){2, ends, level},
        (line_style){.ink = INK_NOTE, .width = 0.8, .dash = DASH_DASHED});
    plot_add_path(ax, (series){6, x, y}, (path_style){0});
    plot_add_text(ax, 3, 6, PLACE_RIGHT, "a note, rate 0.5", plot_note_style);
}

static void path_of(const char *name, char path[80])
{
    snprintf(path, 80, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *text, size_t n)
{
    char path[80];
    path_of(name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

/* Does the look pass this SVG for the sample? */
static bool passes(const char *text)
{
    char command[300], path[80];
    picture by_rsvg;
    write_file("tried.svg", text, strlen(text));
    snprintf(command, sizeof command,
             "rsvg-convert --zoom=1.5 --output=%s/tried.png %s/tried.svg",
             folder, folder);
    assert_int_equal(system(command), 0);
    path_of("tried.png", path);
    assert_true(picture_read(&by_rsvg, path, 1));
    bool same = pictures_agree(&by_cairo, &by_rsvg, near_tolerance,
                               wide_tolerance, NULL);
    picture_free(&by_rsvg);
    return same;
}

/* The SVG with `old`, which must be there, replaced: the first or the last. */
static buffer replaced(const char *old, const char *new, bool last)
{
    const char *at = strstr(svg.text, old);
    assert_non_null(at);
    for (const char *next = at; last && next; next = strstr(next + 1, old))
        at = next;
    buffer out = {0};
    plot_buffer_add(&out, svg.text, (size_t)(at - svg.text));
    plot_buffer_put(&out, new);
    plot_buffer_put(&out, at + strlen(old));
    return out;
}

static void check_noticed(const char *old, const char *new, bool last)
{
    buffer damaged = replaced(old, new, last);
    bool passed = passes(damaged.text);
    if (passed)
        print_error("not noticed: \"%s\" for \"%s\"\n", new, old);
    plot_buffer_free(&damaged);
    assert_false(passed);
}

static void the_figure_itself_passes(void **state)
{
    (void)state;
    assert_true(passes(svg.text));
}

/* Without its style sheet an SVG is a black box. */
static void a_black_box(void **state)
{
    (void)state;
    const char *from = strstr(svg.text, "<style>");
    const char *to = strstr(svg.text, "</style>");
    assert_true(from && to);
    buffer bare = {0};
    plot_buffer_add(&bare, svg.text, (size_t)(from - svg.text));
    plot_buffer_put(&bare, to + strlen("</style>"));
    assert_false(passes(bare.text));
    plot_buffer_free(&bare);
    check_noticed(".a{fill:#ffffff}", "", false); /* the page alone */
}

/* Every one of them: the smallest is the point of 0.5. */
static void a_letter_that_is_lost(void **state)
{
    (void)state;
    size_t letters = 0;
    for (const char *at = svg.text; (at = strstr(at, "<use")); at++) {
        buffer damaged = {0};
        plot_buffer_add(&damaged, svg.text, (size_t)(at - svg.text));
        plot_buffer_put(&damaged, strchr(at, '\n'));
        bool passed = passes(damaged.text);
        if (passed)
            print_error("not noticed: the loss of %.40s\n", at);
        plot_buffer_free(&damaged);
        assert_false(passed);
        letters++;
    }
    assert_true(letters > 25);
}

static void a_dash_that_is_missing(void **state)
{
    (void)state;
    check_noticed(";stroke-dasharray:3.36,2.08,3.36,2.08", "", false);
    check_noticed("stroke-dasharray:3.36,2.08,3.36,2.08",
                  "stroke-dasharray:3.36,2.08,3.36,7.52", false);
}

static void a_wrong_ink(void **state)
{
    (void)state;
    check_noticed("#0072b2", "#009e73", false);
    check_noticed("#57606a", "#1a1a1a", false); /* dashes, axes, numbers */
    check_noticed("#3b434c", "#6e4408", false);
    check_noticed("stroke-width:1.5", "stroke-width:0.8", false);
}

/* The last dot of the path. */
static void a_mark_that_is_lost(void **state)
{
    (void)state;
    const char *rule = strstr(svg.text, "{fill:#0072b2}");
    assert_true(rule && rule[-2] == '.');
    char dot[] = "<path class=\"?\"", gone[] = "<path display=\"none\"";
    *strchr(dot, '?') = rule[-1];
    check_noticed(dot, gone, true);
}

static int prepare(void **state)
{
    (void)state;
    char path[80];
    problem why = {""};
    buffer png = {0};
    if (!mkdtemp(folder))
        return -1;
    figure *fig = plot_figure_new("sample", 300, 200);
    draw_sample(fig);
    plot_figure_layout(fig);
    bool good = plot_figure_svg(fig, &svg, &why)
                && plot_figure_light_png(fig, &png, &why);
    plot_figure_free(fig);
    if (!good) {
        print_error("%s\n", why.text);
        return -1;
    }
    write_file("sample.png", png.text, png.n);
    plot_buffer_free(&png);
    path_of("sample.png", path);
    return picture_read(&by_cairo, path, 1) ? 0 : -1;
}

static int clean(void **state)
{
    (void)state;
    char command[100];
    picture_free(&by_cairo);
    plot_buffer_free(&svg);
    plot_words_shutdown();
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_figure_itself_passes),
        cmocka_unit_test(a_black_box),
        cmocka_unit_test(a_letter_that_is_lost),
        cmocka_unit_test(a_dash_that_is_missing),
        cmocka_unit_test(a_wrong_ink),
        cmocka_unit_test(a_mark_that_is_lost),
    };
    return cmocka_run_group_tests(tests, prepare, clean);
}
