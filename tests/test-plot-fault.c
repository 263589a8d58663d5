/* What a figure cannot be drawn with as it was asked for: one sentence, and
 * what can be drawn is; with STRICT=1 the sentence alone. */
#define _POSIX_C_SOURCE 200809L
#include "test-plot.h"

#include "plot/model.h"
#include "plot/plot.h"

#include <math.h>
#include <unistd.h>

/* --- What is drawn -------------------------------------------------- */

static void text_at(figure *fig, double x, double y, place where,
                    const char *text)
{
    plot_add_text(plot_figure_axes(fig), x, y, where, text, (text_style){0});
}

static void meeting_labels(figure *fig)
{
    text_at(fig, 0.5, 0.5, PLACE_RIGHT, "one");
    text_at(fig, 0.52, 0.42, PLACE_ABOVE, "the\nother");
}

/* A line rises through the place that was wished; the second word has two
 * points, the first of them among lines; for the third there is no room, but
 * for a fourth farther off, at the end of a line. */
static void words_among_lines(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    static const double x[] = {0.8, 0.3}, y[] = {0.8, 0.2}, low = 0.21;
    plot_axes_limits_x(ax, 0, 1);
    plot_axes_limits_y(ax, 0, 1);
    plot_add_segment(ax, 0.5, 0.5, 0.6, 0.5, (line_style){0});
    for (int k = 0; k < 30; k++)
        plot_add_segment(ax, 0.65, 0.65 + 0.01 * k, 0.95, 0.65 + 0.01 * k,
                         (line_style){0});
    plot_add_words(ax, (series){1, (double[]){0.5}, (double[]){0.5}},
                   PLACE_RIGHT, "aside", (text_style){0});
    plot_add_words(ax, (series){2, x, y}, PLACE_ABOVE, "second",
                   (text_style){0});
    plot_add_words(ax, (series){1, x, y}, PLACE_ABOVE, "nowhere",
                   (text_style){0});
    plot_add_words(ax, (series){1, x, y}, PLACE_RIGHT, "far",
                   (text_style){.may_lead = true});
    plot_add_words(ax, (series){1, x + 1, &low}, PLACE_ABOVE, "below",
                   (text_style){0});
    plot_add_words(ax, (series){0}, PLACE_ABOVE, "of no point",
                   (text_style){0});
}

/* No place about the point is free of so long a word. */
static void crowded_labels(figure *fig)
{
    for (int k = 0; k < 12; k++)
        text_at(fig, 0.5, 0.5 + 0.001 * k, PLACE_ABOVE, "in the way");
}

static void meeting_notes(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    text_at(fig, 0.5, 0.7, PLACE_CENTRE, "here stands a text");
    plot_add_note(ax, 0.5, 0.5, 0, 32, "a note", (text_style){0});
}

static void label_beyond_the_page(figure *fig)
{
    text_at(fig, 1, 0.5, PLACE_RIGHT, "far outside");
}

static void label_of_a_point_beyond(figure *fig)
{
    plot_axes_limits_x(plot_figure_axes(fig), 0, 1);
    text_at(fig, 9, 0.5, PLACE_RIGHT, "nowhere");
}

static void label_without_a_place(figure *fig)
{
    plot_axes_log_y(plot_figure_axes(fig));
    text_at(fig, 0.5, -1, PLACE_RIGHT, "below zero");
}

static void long_title(figure *fig)
{
    plot_axes_title(plot_figure_axes(fig),
                    "a title that is far longer than the page is wide, for it "
                    "tells the whole story of the figure at once");
}

static void limits_backwards(figure *fig)
{
    plot_axes_limits_x(plot_figure_axes(fig), 3, 1);
}

static void limits_equal(figure *fig)
{
    plot_axes_limits_y(plot_figure_axes(fig), 2, 2);
}

static void limits_infinite(figure *fig)
{
    plot_axes_limits_x(plot_figure_axes(fig), 0, HUGE_VAL);
}

static void limits_of_a_log_axis(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_log_y(ax);
    plot_axes_limits_y(ax, 0, 1);
}

static void limits_too_far_apart(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_log_x(ax);
    plot_axes_limits_x(ax, 1e-200, 1e200);
}

static void equal_log(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_log_y(ax);
    plot_axes_equal(ax);
}

static void curve(figure *fig, double y0, double y1)
{
    const double x[] = {0, 1}, y[] = {y0, y1};
    plot_add_curve(plot_figure_axes(fig), (series){2, x, y}, (line_style){0});
}

static void values_run_away(figure *fig)
{
    curve(fig, -1.5e308, 1.5e308);
}

static void values_run_away_in_decades(figure *fig)
{
    plot_axes_log_y(plot_figure_axes(fig));
    curve(fig, 1e-300, 1e300);
}

static void no_positive_value(figure *fig)
{
    plot_axes_log_y(plot_figure_axes(fig));
    curve(fig, -2, -1);
}

static void too_many_ticks(figure *fig)
{
    plot_axes_limits_x(plot_figure_axes(fig), 0, 1e18);
    plot_axes_ticks_x(plot_figure_axes(fig), 1);
}

static void ticks_that_meet(figure *fig)
{
    plot_axes_limits_y(plot_figure_axes(fig), 0, 90);
    plot_axes_ticks_y(plot_figure_axes(fig), 1);
}

static void tick_off_the_axis(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_limits_x(ax, 0, 1);
    plot_axes_tick_x(ax, 0.5, "half");
    plot_axes_tick_x(ax, 2, "two");
}

static void no_room(figure *fig)
{
    plot_figure_split(fig, 1, 12, SHARE_NONE);
    for (size_t k = 0; k < 12; k++)
        plot_axes_limits_y(plot_figure_panel(fig, 0, k), 0, 1);
}

static void strip_off_the_axis(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_limits_x(ax, 0, 1);
    plot_add_strip(ax, 0, 2, 3, INK_BLUE, "rising");
}

static view *surface(figure *fig, double high)
{
    const double f[] = {1, 1, 1, high};
    grid *g = plot_figure_keep(fig, plot_grid_new(0, 1, 2, 0, 1, 2, f));
    view *v = plot_figure_view(fig);
    plot_view_surface(v, g, (surface_style){0});
    return v;
}

static void flat_surface(figure *fig)
{
    surface(fig, 1);
}

static void mark_off_the_surface(figure *fig)
{
    plot_view_mark(surface(fig, 2), 3, 0.5, (mark_style){0});
}

static void text_off_the_surface(figure *fig)
{
    plot_view_text(surface(fig, 2), 3, 0.5, 0, 20, "there", (text_style){0});
}

static grid *constant(figure *fig)
{
    const double f[] = {3, 3, 3, 3};
    return plot_figure_keep(fig, plot_grid_new(0, 1, 2, 0, 1, 2, f));
}

static void contours_of_a_constant(figure *fig)
{
    plot_add_contours(plot_figure_axes(fig), constant(fig),
                      plot_levels_linear(3, 3, 8), (contour_style){0});
}

static void bands_of_a_constant(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    level_list levels = plot_levels_linear(3, 3, 8);
    plot_add_bands(ax, constant(fig), levels, (band_style){0});
    plot_axes_colour_bar(ax, levels, (band_style){0}, "f");
}

static void contours_beneath_a_surface(figure *fig)
{
    plot_view_contours(surface(fig, 2), constant(fig),
                       plot_levels_of((double[]){2, 1}, 2));
}

/* --- Every fault, both ways ----------------------------------------- */

static const struct fault {
    void (*draw)(figure *);
    const char *sentence, *remedy;
} faults[] = {
    {meeting_labels, "the labels \"one\" and \"the other\" overlap, near ",
     "the second is moved"},
    {crowded_labels, "the labels \"in the way\" and \"in the way\" overlap",
     "the second is left out"},
    {meeting_notes, "\"here stands a text\" and \"a note\" overlap",
     "the second is moved"},
    {label_beyond_the_page, "the label \"far outside\" leaves the page (",
     "it is moved inside"},
    {label_of_a_point_beyond, "the label \"nowhere\" leaves the page (",
     "it is left out"},
    {label_without_a_place, "the label \"below zero\" has no place",
     "it is left out"},
    {long_title, "the label \"a title that is far", "it is left out"},
    {limits_backwards, "the x limits 3, 1 are not ascending",
     "they are taken the other way round"},
    {limits_equal, "the y limits 2, 2 are not ascending", "they are widened"},
    {limits_infinite, "the x limits 0, inf are not finite",
     "those of the data are taken"},
    {limits_of_a_log_axis, "the y limits 0, 1 of a log axis must be positive",
     "six decades are shown"},
    {limits_too_far_apart, "the x limits 1e-200, 1e+200 are too far apart",
     "those of the data are taken"},
    {equal_log, "equal scales need linear axes", "they are not equal"},
    {values_run_away, "the y values go from -1.5e+308 to 1.5e+308",
     "the axis ends before"},
    {values_run_away_in_decades, "the y values go from 1e-300 to 1e+300",
     "the axis ends before"},
    {no_positive_value, "no y value on the log axis is positive",
     "an empty one is shown"},
    {too_many_ticks, "there is no room for x ticks at steps of 1",
     "the usual ones are drawn"},
    {ticks_that_meet, "there is no room for y ticks at steps of 1",
     "the usual ones are drawn"},
    {tick_off_the_axis, "the x tick at 2 is not on the axis", "it is left out"},
    {no_room, "the labels leave no room for a panel", "they may cover it"},
    {strip_off_the_axis, "a strip from 2 to 3 is not on the axis",
     "it is left out"},
    {flat_surface, "a surface without height", "it is drawn in the middle"},
    {mark_off_the_surface, "the mark at 3, 0.5 is not on the surface",
     "it is left out"},
    {text_off_the_surface, "the text at 3, 0.5 is not on the surface",
     "it is left out"},
    {contours_of_a_constant, "the levels from 3 to 3 do not ascend",
     "none is drawn"},
    {bands_of_a_constant, "the levels from 3 to 3 do not ascend",
     "none is drawn"},
    {contours_beneath_a_surface, "the levels from 2 to 1 do not ascend",
     "none is drawn"},
};

static void lay_out(void *fig)
{
    plot_figure_layout(fig);
}

static figure *drawn(void (*draw)(figure *))
{
    figure *fig = plot_figure_new("sample", 300, 200);
    draw(fig);
    return fig;
}

static void strictly_they_are_errors(void **state)
{
    (void)state;
    setenv("STRICT", "1", 1);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        figure *fig = drawn(faults[i].draw);
        assert_fails(lay_out, fig, faults[i].sentence);
        plot_figure_free(fig);
    }
}

/* Lays out what is drawn; what that says on stderr comes back in `said`. */
static figure *laid_out(void (*draw)(figure *), char said[2000])
{
    figure *fig = drawn(draw);
    FILE *file = tmpfile();
    assert_non_null(file);
    int terminal = dup(STDERR_FILENO);
    fflush(stderr);
    dup2(fileno(file), STDERR_FILENO);
    plot_figure_layout(fig);
    fflush(stderr);
    dup2(terminal, STDERR_FILENO);
    close(terminal);
    rewind(file);
    said[fread(said, 1, 1999, file)] = '\0';
    fclose(file);
    return fig;
}

/* Both files are whole: nothing in them is not a number. */
static void check_files(const figure *fig)
{
    problem why = {""};
    buffer svg = {0}, pdf = {0};
    assert_true(plot_figure_svg(fig, &svg, &why));
    assert_true(plot_figure_pdf(fig, &pdf, &why));
    assert_null(strstr(svg.text, "nan"));
    assert_null(strstr(svg.text, "inf"));
    plot_buffer_free(&svg);
    plot_buffer_free(&pdf);
}

static void else_they_are_told(void **state)
{
    (void)state;
    unsetenv("STRICT");
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char said[2000], remedy[80];
        figure *fig = laid_out(faults[i].draw, said);
        assert_has(said, "07-test: figure sample: warning: ");
        assert_has(said, faults[i].sentence);
        snprintf(remedy, sizeof remedy, "; %s\n", faults[i].remedy);
        assert_has(said, remedy);
        check_files(fig);
        plot_figure_free(fig);
    }
}

/* --- What is done instead ------------------------------------------- */

static const label *label_that_says(const figure *fig, const char *text)
{
    const label *l = fig->labels;
    while (l && strcmp(l->words->source, text) != 0)
        l = l->next;
    assert_non_null(l);
    return l;
}

/* What was asked to keep off lines and texts does so without a word. */
static void words_keep_off_lines(void **state)
{
    (void)state;
    char said[2000];
    setenv("STRICT", "1", 1);
    figure *fig = laid_out(words_among_lines, said);
    unsetenv("STRICT");
    assert_string_equal(said, "");
    const label *aside = label_that_says(fig, "aside");
    const label *second = label_that_says(fig, "second");
    assert_false(aside->hidden);
    assert_int_equal(aside->place, PLACE_LEFT);
    assert_false(second->hidden);
    assert_close(second->x, 0.3, 0, 0);
    assert_int_equal(second->place, PLACE_ABOVE);
    assert_true(label_that_says(fig, "nowhere")->hidden);
    const label *far = label_that_says(fig, "far");
    assert_false(far->hidden);
    assert_true(far->leader);
    assert_close(far->x, 0.8, 0, 0);
    assert_false(plot_box_is_crossed(&far->ax->obstacles, far->box));
    /* its place is taken by the second */
    const label *below = label_that_says(fig, "below");
    assert_false(below->hidden);
    assert_int_not_equal(below->place, PLACE_ABOVE);
    assert_false(plot_rects_overlap(below->box, second->box, 0.6));
    plot_figure_free(fig);
}

static place asked;

/* One where the other would stand; where that is the point itself, one that
 * reaches into it from below. */
static void label_in_the_way(figure *fig)
{
    bool centred = asked == PLACE_CENTRE;
    text_at(fig, 0.5, centred ? 0.53 : 0.5, centred ? PLACE_BELOW : asked,
            "one");
    text_at(fig, 0.5, 0.5, asked, "other");
}

static void labels_turn_about_their_point(void **state)
{
    (void)state;
    static const place pairs[][2] = {
        {PLACE_RIGHT, PLACE_LEFT},
        {PLACE_LEFT, PLACE_RIGHT},
        {PLACE_ABOVE, PLACE_BELOW},
        {PLACE_BELOW, PLACE_ABOVE},
        {PLACE_ABOVE_RIGHT, PLACE_BELOW_LEFT},
        {PLACE_BELOW_LEFT, PLACE_ABOVE_RIGHT},
        {PLACE_ABOVE_LEFT, PLACE_BELOW_RIGHT},
        {PLACE_BELOW_RIGHT, PLACE_ABOVE_LEFT},
        {PLACE_CENTRE, PLACE_ABOVE},
    };
    unsetenv("STRICT");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char said[2000];
        asked = pairs[i][0];
        figure *fig = laid_out(label_in_the_way, said);
        const label *other = label_that_says(fig, "other");
        assert_false(other->hidden);
        assert_int_equal(other->place, pairs[i][1]);
        plot_figure_free(fig);
    }
}

static void labels_find_another_place(void **state)
{
    (void)state;
    char said[2000];
    unsetenv("STRICT");
    figure *fig = laid_out(meeting_labels, said);
    const label *other = label_that_says(fig, "the\nother");
    assert_int_equal(other->place, PLACE_BELOW);
    assert_false(other->hidden);
    plot_figure_free(fig);
    fig = laid_out(meeting_notes, said);
    assert_int_equal(label_that_says(fig, "a note")->place, PLACE_BELOW);
    plot_figure_free(fig);
    fig = laid_out(label_beyond_the_page, said);
    rect box = label_that_says(fig, "far outside")->box;
    assert_close(box.right, 300, 1e-9, 0);
    plot_figure_free(fig);
    fig = laid_out(crowded_labels, said);
    for (const label *a = fig->labels; a; a = a->next)
        for (const label *b = a->next; b && !a->hidden; b = b->next)
            assert_false(!b->hidden && plot_rects_overlap(a->box, b->box, 0.6));
    plot_figure_free(fig);
}

static void limits_that_can_be_drawn(void **state)
{
    (void)state;
    char said[2000];
    unsetenv("STRICT");
    figure *fig = laid_out(limits_backwards, said);
    assert_bits(fig->panels->x.scale.low, 1);
    assert_bits(fig->panels->x.scale.high, 3);
    plot_figure_free(fig);
    fig = laid_out(limits_equal, said);
    assert_true(fig->panels->y.scale.low < 2 && fig->panels->y.scale.high > 2);
    plot_figure_free(fig);
    fig = laid_out(tick_off_the_axis, said);
    assert_int_equal(fig->panels->x.ticks.n, 1);
    plot_figure_free(fig);
    fig = laid_out(too_many_ticks, said);
    assert_in_range(fig->panels->x.ticks.n, 2, 12);
    plot_figure_free(fig);
}

/* --- Values that are no numbers ------------------------------------- */

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)); text++)
        n++;
    return n;
}

static void denormal_heights(figure *fig)
{
    const double x[] = {0, 1}, y[] = {0, 5e-320};
    plot_add_curve(plot_figure_axes(fig), (series){2, x, y}, (line_style){0});
}

static void denormal_limits(figure *fig)
{
    plot_axes_limits_x(plot_figure_axes(fig), 1e-320, 3e-320);
    denormal_heights(fig);
}

/* No step along such an axis is a number that can be divided by. */
static void denormal_ranges_are_widened(void **state)
{
    (void)state;
    static void (*const draw[])(figure *) = {denormal_heights, denormal_limits};
    setenv("STRICT", "1", 1);
    for (size_t k = 0; k < 2; k++) {
        char said[2000];
        figure *fig = laid_out(draw[k], said);
        const side *own = k ? &fig->panels->x : &fig->panels->y;
        assert_string_equal(said, "");
        assert_in_range(own->ticks.n, 2, 12);
        check_files(fig);
        plot_figure_free(fig);
    }
}

/* A curve above 1 with two zeros, which a log axis has no place for. */
static void area_to_zero(figure *fig)
{
    const double x[] = {0, 1, 2, 3, 4}, y[] = {0, 100, 10, 100, 0};
    axes *ax = plot_figure_axes(fig);
    plot_axes_log_y(ax);
    plot_axes_limits_y(ax, 1, 1000);
    plot_add_area(ax, (series){5, x, y}, 0, (fill_style){0});
}

static void areas_reach_the_end_of_a_log_axis(void **state)
{
    (void)state;
    char said[2000];
    setenv("STRICT", "1", 1);
    figure *fig = laid_out(area_to_zero, said);
    assert_string_equal(said, "");
    problem why = {""};
    buffer svg = {0};
    assert_true(plot_figure_svg(fig, &svg, &why));
    static const char area[] = "class=\"b\" d=\"M";
    const char *path = strstr(svg.text, area);
    double x, y;
    assert_non_null(path);
    assert_int_equal(sscanf(path + sizeof area - 1, "%lf %lf", &x, &y), 2);
    assert_close(x, plot_scale_point(&fig->panels->x.scale, 0), 0, 0.02);
    assert_close(y, plot_axes_area(fig->panels).bottom, 0, 0.02);
    plot_buffer_free(&svg);
    plot_figure_free(fig);
}

/* A bowl of 5 by 5 points, one of which has another value. */
static grid *bowl_with(figure *fig, double value)
{
    double f[25];
    for (int k = 0; k < 25; k++)
        f[k] = (k % 5 - 2) * (k % 5 - 2) + (k / 5 - 2) * (k / 5 - 2);
    f[12] = value;
    return plot_figure_keep(fig, plot_grid_new(0, 4, 5, 0, 4, 5, f));
}

static void surface_with(figure *fig, double value)
{
    view *v = plot_figure_view(fig);
    plot_view_surface(v, bowl_with(fig, value), (surface_style){0});
}

static void whole_surface(figure *fig)
{
    surface_with(fig, 0);
}

static void surface_with_a_hole(figure *fig)
{
    surface_with(fig, NAN);
}

static void surface_with_an_infinity(figure *fig)
{
    surface_with(fig, INFINITY);
}

static void surface_over(figure *fig, const double f[4])
{
    grid *g = plot_figure_keep(fig, plot_grid_new(0, 1, 2, 0, 1, 2, f));
    plot_view_surface(plot_figure_view(fig), g, (surface_style){0});
}

static void surface_of_nothing(figure *fig)
{
    surface_over(fig, (double[]){NAN, INFINITY, -INFINITY, NAN});
}

static void surface_too_high(figure *fig)
{
    surface_over(fig, (double[]){-1e308, 1e308, 0, 0});
}

static void view_of_nothing(figure *fig)
{
    plot_figure_view(fig);
}

static size_t faces(void (*draw)(figure *))
{
    char said[2000];
    problem why = {""};
    buffer svg = {0};
    figure *fig = laid_out(draw, said);
    assert_string_equal(said, "");
    check_files(fig);
    assert_true(plot_figure_svg(fig, &svg, &why));
    size_t n = count(svg.text, "<path");
    plot_buffer_free(&svg);
    plot_figure_free(fig);
    return n;
}

static void surfaces_leave_holes(void **state)
{
    (void)state;
    setenv("STRICT", "1", 1);
    size_t whole = faces(whole_surface);
    assert_true(faces(surface_with_a_hole) < whole);
    assert_true(faces(surface_with_an_infinity) < whole);
}

static void surfaces_that_cannot_be_drawn(void **state)
{
    (void)state;
    static const struct {
        void (*draw)(figure *);
        const char *sentence;
    } cases[] = {
        {surface_of_nothing, "a surface without a finite height"},
        {surface_too_high, "a surface from -1e+308 to 1e+308: too high"},
        {view_of_nothing, "a view without a surface"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        figure *fig = drawn(cases[i].draw);
        assert_fails(lay_out, fig, cases[i].sentence);
        plot_figure_free(fig);
    }
}

/* --- Series of no row and of one ------------------------------------ */

static void few_rows(figure *fig, size_t n)
{
    const double x[] = {0.5}, y[] = {0.5};
    axes *ax = plot_figure_axes(fig);
    plot_axes_spines(ax, SPINES_NONE);
    plot_axes_limits_x(ax, 0, 1);
    plot_axes_limits_y(ax, 0, 1);
    plot_add_curve(ax, (series){n, x, y}, (line_style){0});
    plot_add_path(ax, (series){n, x, y}, (path_style){0});
}

static void no_row(figure *fig)
{
    few_rows(fig, 0);
}

static void one_row(figure *fig)
{
    few_rows(fig, 1);
}

static void no_row_is_nothing_and_one_a_dot(void **state)
{
    (void)state;
    static void (*const draw[])(figure *) = {no_row, one_row};
    setenv("STRICT", "1", 1);
    for (size_t n = 0; n < 2; n++) {
        char said[2000];
        problem why = {""};
        buffer svg = {0};
        figure *fig = laid_out(draw[n], said);
        assert_string_equal(said, "");
        assert_true(plot_figure_svg(fig, &svg, &why));
        if (n == 0)
            assert_int_equal(count(svg.text, "<path"), 0);
        else
            assert_true(count(svg.text, "<path") >= 2); /* a dot, a ring */
        plot_buffer_free(&svg);
        plot_figure_free(fig);
    }
}

static int clean(void **state)
{
    (void)state;
    plot_words_shutdown();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strictly_they_are_errors),
        cmocka_unit_test(else_they_are_told),
        cmocka_unit_test(words_keep_off_lines),
        cmocka_unit_test(labels_turn_about_their_point),
        cmocka_unit_test(labels_find_another_place),
        cmocka_unit_test(limits_that_can_be_drawn),
        cmocka_unit_test(denormal_ranges_are_widened),
        cmocka_unit_test(areas_reach_the_end_of_a_log_axis),
        cmocka_unit_test(surfaces_leave_holes),
        cmocka_unit_test(surfaces_that_cannot_be_drawn),
        cmocka_unit_test(no_row_is_nothing_and_one_a_dot),
    };
    plot_report_program("07-test");
    plot_report_figure("sample");
    return cmocka_run_group_tests(tests, NULL, clean);
}
