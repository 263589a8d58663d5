/* Whole figures: text, themes, layout, and what is refused. */
#define _XOPEN_SOURCE 700 /* popen, setrlimit */
#include "test-plot.h"

#include "plot/model.h"
#include "plot/plot.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- Inks ----------------------------------------------------------- */

static void inks_can_be_seen(void **state)
{
    (void)state;
    static const ink strong[] = {INK_TEXT,  INK_NOTE,   INK_BLUE,
                                 INK_GREEN, INK_PURPLE, INK_VERMILION,
                                 INK_BROWN, INK_SLATE};
    for (size_t i = 0; i < sizeof strong / sizeof *strong; i++) {
        assert_true(plot_rgb_contrast(plot_ink_rgb(strong[i], false), 0xffffff)
                    >= 3);
        assert_true(plot_rgb_contrast(plot_ink_rgb(strong[i], true), 0x0d1117)
                    >= 3);
    }
    for (int k = 0; k <= 255; k++) {
        ink line = plot_ink_ramp_line(RAMP_VIRIDIS, k / 255.0);
        assert_true(plot_rgb_contrast(plot_ink_rgb(line, false), 0xffffff)
                    >= 3);
        assert_true(plot_rgb_contrast(plot_ink_rgb(line, true), 0x0d1117) >= 3);
    }
    assert_close(plot_rgb_contrast(0, 0xffffff), 21, 1e-12, 0);
}

/* Any ink, also a faint one and the yellow end of a ramp; one that is legible
 * as it is stays. */
static void words_can_be_read(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        uint32_t paper = plot_ink_rgb(INK_PAPER, dark);
        for (ink i = INK_DEFAULT; i < INK_NAMES; i++) {
            bool fixed = i == INK_WHITE || i == INK_BLACK || i == INK_PAPER;
            uint32_t word = plot_ink_rgb(plot_ink_word(i), dark);
            assert_true(plot_ink_is_valid(plot_ink_word(i)));
            assert_true(fixed || plot_rgb_contrast(word, paper) >= 4.5);
            if (fixed || plot_rgb_contrast(plot_ink_rgb(i, dark), paper) >= 4.5)
                assert_int_equal(word, plot_ink_rgb(i, dark));
        }
        for (int k = 0; k <= 20; k++) {
            ink word = plot_ink_word(plot_ink_ramp(RAMP_VIRIDIS, k / 20.0));
            assert_true(plot_ink_is_valid(word));
            assert_true(plot_rgb_contrast(plot_ink_rgb(word, dark), paper)
                        >= 4.5);
        }
    }
}

static void inks_are_numbers(void **state)
{
    (void)state;
    for (ink i = 0; i < INK_NAMES; i++) {
        assert_true(plot_ink_is_valid(i));
        assert_true(plot_ink_is_valid(plot_ink_tint(i, 0.3)));
        assert_int_equal(plot_ink_tint(i, 1), i);
        assert_int_equal(plot_ink_rgb(plot_ink_tint(i, 0), false), 0xffffff);
    }
    for (int r = 0; r < RAMPS; r++)
        for (int k = 0; k <= 20; k++) {
            ink colour = plot_ink_ramp((ramp)r, k / 20.0);
            assert_true(plot_ink_is_valid(colour));
            assert_true(plot_ink_is_valid(plot_ink_shade(colour, k / 20.0)));
            assert_int_equal(plot_ink_shade(colour, 1), colour);
        }
    assert_int_equal(plot_ink_rgb(plot_ink_ramp(RAMP_VIRIDIS, 0), false),
                     0x440154);
    assert_int_equal(plot_ink_rgb(plot_ink_ramp(RAMP_VIRIDIS, 1), true),
                     0xfde725);
    assert_false(plot_ink_is_valid(INK_NAMES));
    assert_false(plot_ink_is_valid(0x1000000));
}

static void methods_look_different(void **state)
{
    (void)state;
    unsigned n = 0;
    for (; plot_method_at(n); n++)
        for (unsigned k = 0; k < n; k++) {
            const method_look *a = plot_method_at(n), *b = plot_method_at(k);
            assert_string_not_equal(a->key, b->key);
            assert_false(a->ink == b->ink && a->dash == b->dash);
            assert_false(a->ink == b->ink && a->shape == b->shape);
        }
    assert_int_equal(n, 16);
    assert_string_equal(plot_method_find("adam")->name, "Adam");
}

/* --- Words ---------------------------------------------------------- */

static void set_text(void *text)
{
    plot_words_free(plot_words_new(text, 9, INK_TEXT, ALIGN_LEFT));
}

static void a_glyph_that_is_missing(void **state)
{
    (void)state;
    assert_fails(set_text, "x \xe4\xb8\xad y", "has no glyph for U+4E2D");
    assert_fails(set_text, "x\n\xe4\xb8\xad", "label \"x…\": TeX");
    assert_fails(set_text, "*open", "left open");
    set_text("ηαβγελμρσ ∇ ∂ ≤ ≥ ≠ ≈ × · √ ∞ ∈ ℓ ‖ ° ′ → ← ↑ ↓ … – — − ±");
    set_text("*ηαβγελμρσθ*");
}

static void name_again(void *v)
{
    plot_view_labels(v, "*x*", "*open", NULL);
}

/* What was called otherwise before is freed once. */
static void a_name_that_fails_the_second_time(void **state)
{
    (void)state;
    figure *fig = plot_figure_new("names", 300, 200);
    view *v = plot_figure_view(fig);
    plot_view_labels(v, "*x*", "*y*", "*f*");
    assert_fails(name_again, v, "left open");
    plot_figure_free(fig);
}

static void words_are_measured(void **state)
{
    (void)state;
    words *one = plot_words_new("1", 10, INK_TEXT, ALIGN_LEFT);
    words *minus = plot_words_new("-11", 10, INK_TEXT, ALIGN_LEFT);
    assert_close(one->width, 5, 0, 1e-6); /* Pagella's digits: half an em */
    assert_true(minus->width > 2.5 * one->width);
    assert_true(one->top > 6 && one->top < 7.5 && one->bottom < 0.5);
    plot_words_free(one);
    plot_words_free(minus);
}

/* --- Drawing -------------------------------------------------------- */

static void draw_sample(figure *fig)
{
    double x[50], y[50];
    for (int i = 0; i < 50; i++) {
        x[i] = i / 10.0;
        y[i] = (x[i] - 2) * (x[i] - 2);
    }
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    plot_add_area(ax, (series){50, x, y}, 0, (fill_style){0});
    plot_add_curve(ax, (series){50, x, y}, (line_style){0});
    plot_add_path(ax, (series){6, x, y}, (path_style){0});
    plot_add_minimum(ax, 2, 0);
}

static figure *laid_out(void (*draw)(figure *))
{
    figure *fig = plot_figure_new("sample", 300, 200);
    draw(fig);
    plot_figure_layout(fig);
    return fig;
}

static buffer svg_of(const figure *fig)
{
    problem why = {""};
    buffer svg = {0};
    assert_true(plot_figure_svg(fig, &svg, &why));
    return svg;
}

static void themes(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_sample);
    buffer svg = svg_of(fig);
    const char *dark = strstr(svg.text, "prefers-color-scheme:dark");
    const char *body = strstr(svg.text, "</style>");
    assert_non_null(dark);
    assert_true(dark < body);
    assert_has(svg.text, "stroke:#0072b2");
    assert_has(dark, "stroke:#56b4e9");
    assert_has(dark, "fill:#0d1117");
    /* No colour stands outside of the style sheet, and none as cairo
     * writes it. */
    assert_null(strstr(svg.text, "rgb("));
    assert_null(strstr(svg.text, "style=\""));
    assert_null(strchr(body, '#') && strstr(body, ":#") ? body : NULL);
    plot_buffer_free(&svg);
    plot_figure_free(fig);
}

static void classes_are_defined(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_sample);
    buffer svg = svg_of(fig);
    for (const char *at = svg.text; (at = strstr(at, "class=\"")); at++) {
        char rule[16];
        size_t n = strcspn(at + 7, "\"");
        snprintf(rule, sizeof rule, "\n.%.*s{", (int)n, at + 7);
        assert_has(svg.text, rule);
    }
    plot_buffer_free(&svg);
    plot_figure_free(fig);
}

static void the_same_bytes_again(void **state)
{
    (void)state;
    problem why = {""};
    buffer pdf[2] = {{0}, {0}};
    figure *a = laid_out(draw_sample), *b = laid_out(draw_sample);
    buffer one = svg_of(a), two = svg_of(a), three = svg_of(b);
    assert_string_equal(one.text, two.text);
    assert_string_equal(one.text, three.text);
    assert_true(plot_figure_pdf(a, &pdf[0], &why));
    assert_true(plot_figure_pdf(b, &pdf[1], &why));
    assert_int_equal(pdf[0].n, pdf[1].n);
    assert_memory_equal(pdf[0].text, pdf[1].text, pdf[0].n);
    plot_buffer_free(&pdf[0]);
    plot_buffer_free(&pdf[1]);
    plot_buffer_free(&one);
    plot_buffer_free(&two);
    plot_buffer_free(&three);
    plot_figure_free(a);
    plot_figure_free(b);
}

/* --- Layout --------------------------------------------------------- */

static void draw_ends(figure *fig)
{
    double x[] = {0, 1}, a[] = {0, 1.00}, b[] = {0, 1.01}, c[] = {0, 1.02};
    axes *ax = plot_figure_axes(fig);
    const double *ys[] = {a, b, c};
    const char *names[] = {"first", "second", "third"};
    for (int k = 0; k < 3; k++) {
        plot_add_curve(ax, (series){2, x, ys[k]}, (line_style){0});
        plot_add_end_label(ax, (series){2, x, ys[k]}, names[k], INK_BLUE);
    }
}

static void names_of_curves_make_room(void **state)
{
    (void)state;
    plot_figure_free(laid_out(draw_ends));
}

static void draw_equal(figure *fig)
{
    axes *ax = plot_figure_axes(fig);
    plot_axes_limits_x(ax, -2, 2);
    plot_axes_limits_y(ax, -1, 1);
    plot_axes_equal(ax);
}

static void a_unit_is_a_unit(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_equal);
    const axes *ax = fig->panels;
    point a = plot_axes_point(ax, 0, 0), x = plot_axes_point(ax, 1, 0);
    point y = plot_axes_point(ax, 0, 1);
    assert_close(x.x - a.x, a.y - y.y, 1e-12, 0);
    plot_figure_free(fig);
}

static void draw_map(figure *fig)
{
    const double f[] = {1, 2, 3, 4}, x[] = {0, 1.5}, y[] = {5, 6};
    grid *g = plot_figure_keep(fig, plot_grid_new(-1, 2, 2, 4, 7, 2, f));
    axes *ax = plot_figure_axes(fig);
    plot_axes_fit(ax, g);
    plot_add_zoom(ax, g);
    plot_add_minima(ax, (series){2, x, y});
}

static void a_map_fits_its_grid(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_map);
    const axes *ax = fig->panels;
    size_t layers = 0;
    for (const layer *l = ax->layers; l; l = l->next)
        layers++;
    assert_int_equal(layers, 3);
    assert_bits(ax->x.scale.low, -1);
    assert_bits(ax->x.scale.high, 2);
    assert_bits(ax->y.scale.low, 4);
    assert_bits(ax->y.scale.high, 7);
    plot_figure_free(fig);
}

static void a_text_that_grows(void **state)
{
    (void)state;
    buffer b = {0};
    plot_buffer_add(&b, NULL, 0);
    assert_string_equal(b.text, "");
    for (int i = 0; i < 1000; i++)
        plot_buffer_put(&b, "abc");
    assert_int_equal(b.n, 3000);
    assert_string_equal(b.text + 2995, "bcabc");
    plot_buffer_free(&b);
}

/* The product wraps to 2: a block that any system would give. */
static void grow_too_far(void *old)
{
    plot_must_realloc(old, SIZE_MAX / 2 + 2, 2);
}

static void a_size_that_overflows(void **state)
{
    (void)state;
    char *old = plot_must_realloc(NULL, 3, 1);
    memcpy(old, "ab", 3);
    assert_fails(grow_too_far, old, "out of memory");
    assert_string_equal(old, "ab"); /* refused, and still ours */
    free(old);
}

/* The sanitizers' allocators end the program otherwise. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void add_too_much(void *b)
{
    plot_buffer_add(b, "", SIZE_MAX / 8);
}

/* One figure ends with it; for the next, what there was is as large as it
 * was. */
static void a_buffer_that_cannot_grow(void **state)
{
    (void)state;
    buffer b = {0};
    plot_buffer_put(&b, "ab");
    size_t room = b.room;
    assert_fails(add_too_much, &b, "out of memory");
    assert_int_equal(b.room, room);
    assert_int_equal(b.n, 2);
    assert_string_equal(b.text, "ab");
    plot_buffer_free(&b);
}

static void draw_shared(figure *fig)
{
    double x[] = {0, 10}, y[] = {-5, 3};
    plot_figure_split(fig, 2, 2, SHARE_BOTH);
    for (size_t k = 0; k < 4; k++)
        plot_axes_labels(plot_figure_panel(fig, k / 2, k % 2), "*x*", "*y*");
    plot_add_curve(plot_figure_panel(fig, 0, 0), (series){2, x, y},
                   (line_style){0});
}

static void shared_axes(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_shared);
    const axes *first = fig->panels;
    for (const axes *ax = first; ax; ax = ax->next) {
        assert_bits(ax->x.scale.low, first->x.scale.low);
        assert_bits(ax->y.scale.high, first->y.scale.high);
        assert_close(ax->inner.right - ax->inner.left,
                     first->inner.right - first->inner.left, 1e-9, 0);
        assert_close(ax->inner.bottom - ax->inner.top,
                     first->inner.bottom - first->inner.top, 1e-9, 0);
    }
    plot_figure_free(fig);
}

/* --- Surfaces ------------------------------------------------------- */

static void draw_surface(figure *fig)
{
    double f[41 * 41], x[] = {1.5, 0.7, 0.2}, y[] = {-1.5, -0.6, 0};
    for (int j = 0; j <= 40; j++)
        for (int i = 0; i <= 40; i++)
            f[j * 41 + i] = pow(-2 + i / 10.0, 2) + pow(-2 + j / 10.0, 2);
    grid *g = plot_figure_keep(fig, plot_grid_new(-2, 2, 41, -2, 2, 41, f));
    view *v = plot_figure_view(fig);
    plot_view_labels(v, "*x*", "*y*", "*f*");
    plot_view_surface(v, g, (surface_style){0});
    plot_view_contours(v, g, plot_levels_sqrt(0, 8, 6));
    plot_view_path(v, (series){3, x, y}, (path_style){0}, true);
    plot_view_mark(v, 0, 0, (mark_style){0});
    plot_view_text(v, 1.5, -1.5, 14, 14, "start", (text_style){0});
}

static void a_surface(void **state)
{
    (void)state;
    figure *fig = laid_out(draw_surface);
    buffer svg = svg_of(fig);
    size_t paths = 0;
    for (const char *at = svg.text; (at = strstr(at, "<path")); at++)
        paths++;
    assert_true(paths > 529); /* faces of a small picture */
    plot_buffer_free(&svg);
    plot_figure_free(fig);
}

/* A ridge along y; the viewer stands in front of it, at smaller y. */
static void draw_ridge(figure *fig, const double *y)
{
    double f[31 * 31], x[] = {-0.5, 0.5};
    for (int j = 0; j <= 30; j++)
        for (int i = 0; i <= 30; i++)
            f[j * 31 + i] = exp(-pow((j - 15) / 4.0, 2));
    grid *g = plot_figure_keep(fig, plot_grid_new(-1, 1, 31, -1, 1, 31, f));
    view *v = plot_figure_view(fig);
    plot_view_angles(v, 20, -90);
    plot_view_surface(v, g, (surface_style){.mesh = -1});
    plot_view_path(v, (series){2, x, y}, (path_style){.no_start = true}, false);
}

static void draw_before(figure *fig)
{
    draw_ridge(fig, (double[]){-0.7, -0.7});
}

static void draw_behind(figure *fig)
{
    draw_ridge(fig, (double[]){0.7, 0.7});
}

/* What is hidden is dotted, what is seen has a halo. */
static void paths_hide_behind_the_surface(void **state)
{
    (void)state;
    figure *before = laid_out(draw_before), *behind = laid_out(draw_behind);
    buffer seen = svg_of(before), hidden = svg_of(behind);
    assert_null(strstr(seen.text, "stroke-dasharray"));
    assert_has(seen.text, "stroke-opacity");
    assert_has(hidden.text, "stroke-dasharray");
    assert_null(strstr(hidden.text, "stroke-opacity"));
    plot_buffer_free(&seen);
    plot_buffer_free(&hidden);
    plot_figure_free(before);
    plot_figure_free(behind);
}

/* --- The program ---------------------------------------------------- */

static char folder[] = "/tmp/test-plot-figure-XXXXXX";

static void draw_entry(figure *fig, const dataset *data)
{
    (void)data;
    draw_sample(fig);
}

static void draw_wrong(figure *fig, const dataset *data)
{
    (void)fig;
    plot_data_block(data, "nothing");
}

/* What is made before the failure is freed with the figure. */
static void draw_cell(figure *fig, const dataset *data)
{
    draw_sample(fig);
    plot_axes_title(plot_figure_axes(fig), "a title");
    plot_data_xy(data, "words", "x", "word");
}

/* Reads some of its data twice, and asks for what is not there. */
static void draw_data(figure *fig, const dataset *data)
{
    draw_sample(fig);
    plot_data_block(data, "b");
    plot_data_value(data, "one");
    assert_true(plot_data_has_block(data, "words"));
    assert_false(plot_data_has_block(data, "nothing"));
    plot_data_value(data, "two");
    plot_data_value(data, "one");
    plot_data_block(data, "b");
}

static const figure_entry good_table[] = {{"sample", 300, 200, 0, draw_entry},
                                          {0}};
static const figure_entry wrong_table[] = {{"wrong", 300, 200, 0, draw_wrong},
                                           {0}};
static const figure_entry mixed_table[] = {
    {"wrong", 300, 200, 0, draw_wrong},   {"sample", 300, 200, 0, draw_entry},
    {"bad-cell", 300, 200, 0, draw_cell}, {"again", 300, 200, 0, draw_cell},
    {"simple", 300, 200, 0, draw_data},   {0}};

static char data_path[80];

/* Runs a drawing program in a process of its own; what it said on stderr
 * comes back in `said`. */
static int run_with(const figure_entry *table, const char *const given[4],
                    long most_bytes, char said[600])
{
    char path[80];
    char *arguments[6] = {"build/bin/figures/07-test"};
    int count = 1, status;
    for (int i = 0; i < 4; i++)
        if (given[i])
            arguments[count++] = (char *)given[i];
    snprintf(path, sizeof path, "%s/stderr", folder);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        /* Of pango's map of fonts a thread looks up the sizes that are new,
         * and it has stayed behind in the other process. */
        plot_words_shutdown();
        if (!freopen(path, "w", stderr) || !freopen(data_path, "r", stdin))
            _exit(99);
        if (most_bytes) {
            struct rlimit limit = {(rlim_t)most_bytes, (rlim_t)most_bytes};
            setrlimit(RLIMIT_FSIZE, &limit);
        }
        exit(plot_figures_main(count, arguments, table));
    }
    waitpid(child, &status, 0);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t n = fread(said, 1, 599, file);
    said[n] = '\0';
    fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run(const figure_entry *table, const char *data,
               const char *out_folder, long most_bytes, char said[600])
{
    return run_with(table, (const char *[4]){data, out_folder}, most_bytes,
                    said);
}

static bool exists(const char *name)
{
    char path[120];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static void read_table(const char *name, const char *table, char text[300])
{
    char path[120];
    snprintf(path, sizeof path, "%s/%s/%s.tsv", folder, name, table);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, 299, file)] = '\0';
    fclose(file);
}

static void read_index(const char *name, char text[300])
{
    read_table(name, "index", text);
}

#define INDEX                                                    \
    "name\twidth\theight\tblocks\tvalues\tnarrow_width\tnarrow_" \
    "height\tpaper\n"

static void a_whole_run(void **state)
{
    (void)state;
    char said[600], text[300], out[120];
    snprintf(out, sizeof out, "%s/out", folder);
    assert_int_equal(run(good_table, data_path, out, 0, said), 0);
    assert_null(strstr(said, "07-test"));
    assert_true(exists("out/sample.svg"));
    assert_true(exists("out/sample.pdf"));
    assert_false(exists("out/sample.svg.part"));
    read_index("out", text);
    assert_string_equal(text, INDEX "sample\t300\t200\t-\t-\t-\t-\twide\n");
}

/* Reads other data on a telephone. */
static void draw_either(figure *fig, const dataset *data)
{
    if (plot_figure_is_narrow(fig))
        plot_data_value(data, "one");
    else
        draw_data(fig, data);
}

/* With the caption beside it, if there is a narrow layout. */
static void draw_beside(figure *fig, const dataset *data)
{
    draw_either(fig, data);
    plot_figure_caption_beside(fig);
}

static void draw_narrow_wrong(figure *fig, const dataset *data)
{
    if (plot_figure_is_narrow(fig))
        draw_wrong(fig, data);
}

static void two_layouts(void **state)
{
    (void)state;
    static const figure_entry table[] = {{"both", 300, 200, 320, draw_either},
                                         {"small", 250, 200, 0, draw_entry},
                                         {0}};
    static const figure_entry wrong[] = {
        {"half", 300, 200, 320, draw_narrow_wrong}, {0}};
    char said[600], text[300], out[120];
    assert_ptr_equal(plot_figure_find(table, "small"), &table[1]);
    assert_null(plot_figure_find(table, "bath"));
    assert_true(plot_figure_size(&table[0], false).width == 300);
    assert_true(plot_figure_size(&table[0], true).width == NARROW_WIDTH);
    assert_true(plot_figure_size(&table[0], true).height == 320);
    assert_true(plot_figure_size(&table[1], true).width == 250);
    snprintf(out, sizeof out, "%s/two", folder);
    assert_int_equal(run(table, data_path, out, 0, said), 0);
    assert_true(exists("two/both.svg") && exists("two/both.narrow.svg"));
    assert_true(exists("two/both.pdf") && exists("two/small.pdf"));
    assert_false(exists("two/both.narrow.pdf"));
    assert_false(exists("two/small.narrow.svg"));
    read_index("two", text);
    assert_string_equal(text, INDEX
                        "both\t300\t200\tb words\tone two\t270\t320\twide\n"
                        "small\t250\t200\t-\t-\t-\t-\twide\n");
    snprintf(out, sizeof out, "%s/half", folder);
    assert_int_equal(run(wrong, data_path, out, 0, said), 1);
    assert_false(exists("half/index.tsv"));
}

/* The size of the page of a PDF, in points. Newer versions of cairo write it
 * where only a reader of PDF finds it. */
static void assert_page(const char *name, const char *size)
{
    char command[160], text[2000], wanted[60];
    snprintf(command, sizeof command, "pdfinfo '%s/%s'", folder, name);
    FILE *told = popen(command, "r");
    assert_non_null(told);
    text[fread(text, 1, sizeof text - 1, told)] = '\0';
    assert_int_equal(pclose(told), 0);
    snprintf(wanted, sizeof wanted, " %s pts", size);
    assert_has(text, wanted);
}

static void the_layout_for_paper(void **state)
{
    (void)state;
    static const figure_entry table[] = {{"both", 300, 200, 320, draw_beside},
                                         {"wide", 300, 200, 0, draw_beside},
                                         {0}};
    char said[600], text[300], out[120];
    snprintf(out, sizeof out, "%s/paper", folder);
    assert_int_equal(run(table, data_path, out, 0, said), 0);
    assert_true(exists("paper/both.svg") && exists("paper/both.narrow.svg"));
    assert_false(exists("paper/both.narrow.pdf"));
    assert_page("paper/both.pdf", "270 x 320");
    assert_page("paper/wide.pdf", "300 x 200");
    read_index("paper", text);
    assert_non_null(strstr(text, "\t270\t320\tnarrow\n"));
    assert_non_null(strstr(text, "\t-\t-\twide\n"));
    snprintf(out, sizeof out, "%s/both.pdf", folder);
    const char *const one[4] = {data_path, out, "both"};
    assert_int_equal(run_with(table, one, 0, said), 0);
    assert_page("both.pdf", "300 x 200");
}

/* One panel without ticks; words on two lines, and twice the same. */
static void draw_words(figure *fig, const dataset *data)
{
    (void)data;
    axes *ax = plot_figure_axes(fig);
    plot_axes_ticks_x(ax, -1);
    plot_axes_ticks_y(ax, -1);
    plot_axes_limits_x(ax, 0, 1);
    plot_axes_limits_y(ax, 0, 1);
    plot_axes_labels(ax, "step *t*_{max}", NULL);
    plot_figure_text(fig, 150, 60, PLACE_CENTRE, "as low\nat -3 \\* 10^{-2}",
                     (text_style){0});
    plot_figure_text(fig, 150, 100, PLACE_CENTRE,
                     plot_figure_is_narrow(fig) ? "short" : "twice",
                     (text_style){.size = 10});
    plot_figure_text(fig, 150, 140, PLACE_CENTRE, "twice",
                     (text_style){.size = 10});
}

static void words_are_listed(void **state)
{
    (void)state;
    static const figure_entry table[] = {{"worded", 300, 200, 210, draw_words},
                                         {0}};
    char said[600], text[300], out[120];
    snprintf(out, sizeof out, "%s/words", folder);
    assert_int_equal(run(table, data_path, out, 0, said), 0);
    read_table("words", "labels", text);
    assert_string_equal(text, "name\tlayout\tsize\tlabel\n"
                              "worded\twide\t8\tas low at −3 * 10^−2\n"
                              "worded\twide\t10\ttwice\n"
                              "worded\twide\t9\tstep tmax\n"
                              "worded\tnarrow\t8\tas low at −3 * 10^−2\n"
                              "worded\tnarrow\t10\tshort\n"
                              "worded\tnarrow\t10\ttwice\n"
                              "worded\tnarrow\t9\tstep tmax\n");
}

/* Panels that are put above each other have their axes in line, whatever their
 * ticks say. */
static void free_panels_stand_in_line(void **state)
{
    (void)state;
    figure *fig = plot_figure_new("free", 300, 300);
    axes *one = plot_figure_axes_at(fig, 10, 0, 150, 100);
    axes *two = plot_figure_axes_at(fig, 10, 100, 150, 100);
    axes *other = plot_figure_axes_at(fig, 10, 200, 140, 100);
    plot_axes_limits_y(one, 0, 1);
    plot_axes_limits_y(two, 0, 100000);
    plot_axes_limits_y(other, 0, 1);
    plot_figure_layout(fig);
    assert_true(one->inner.left == two->inner.left);
    assert_true(one->inner.right == two->inner.right);
    assert_true(other->inner.left < one->inner.left);
    plot_figure_free(fig);
}

static void a_run_to_look_at(void **state)
{
    (void)state;
    char said[600], out[120];
    snprintf(out, sizeof out, "%s/png", folder);
    assert_int_equal(run_with(good_table,
                              (const char *[4]){"--png", data_path, out}, 0,
                              said),
                     0);
    assert_true(exists("png/sample-light.png"));
    assert_true(exists("png/sample-dark.png"));
    assert_false(exists("png/sample.svg"));
}

static void runs_that_fail(void **state)
{
    (void)state;
    char said[600], out[120];
    snprintf(out, sizeof out, "%s/none", folder);
    assert_int_equal(run(good_table, NULL, NULL, 0, said), 2);
    assert_has(said, "usage: 07-test [--png] DATA.tsv OUTDIR [FIGURE...]");
    assert_has(said, "\n  --png   instead, each on the light and on the dark");
    assert_int_equal(run_with(good_table,
                              (const char *[4]){"--pgn", data_path, out}, 0,
                              said),
                     2);
    assert_has(said, "--pgn");
    assert_has(said, "usage: 07-test");
    assert_int_equal(run(good_table, "/nowhere.tsv", out, 0, said), 1);
    assert_has(said, "07-test: /nowhere.tsv: No such file or directory\n");
    assert_int_equal(run(wrong_table, data_path, out, 0, said), 1);
    assert_has(said, "07-test: figure wrong: ");
    assert_has(
        said,
        "there is no block nothing (blocks there are: words, b, values)\n");
    assert_false(exists("none/index.tsv"));
    /* A file stands where the folder should be. */
    snprintf(out, sizeof out, "%s/file", folder);
    fclose(fopen(out, "w"));
    assert_int_equal(run(good_table, data_path, out, 0, said), 1);
    assert_has(said, "cannot be written: Not a directory\n");
}

/* The first bytes of a file tell what it is. */
static void assert_begins(const char *name, const char *with)
{
    char path[120], bytes[100] = "";
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, strlen(with), file), strlen(with));
    assert_string_equal(bytes, with);
    fclose(file);
}

static void one_figure_into_one_file(void **state)
{
    (void)state;
    static const figure_entry table[] = {{"both", 300, 200, 320, draw_either},
                                         {0}};
    char said[600], out[120], dotted[120];
    snprintf(dotted, sizeof dotted, "%s/do.tted", folder);
    assert_int_equal(mkdir(dotted, 0777), 0);
    static const char *const names[][2] = {{"one.svg", "<?xml"},
                                           {"one.pdf", "%PDF"},
                                           {"one.png", "\x89PNG"},
                                           {"do.tted/one.two.svg", "<?xml"}};
    for (size_t i = 0; i < 4; i++) {
        snprintf(out, sizeof out, "%s/%s", folder, names[i][0]);
        assert_int_equal(run(table, "-", out, 0, said), 0);
        assert_null(strstr(said, "07-test"));
        assert_begins(names[i][0], names[i][1]);
    }
    /* nothing else; and what is a folder is one, whatever its name */
    assert_false(exists("one.svg.part") || exists("index.tsv"));
    assert_false(exists("do.tted/index.tsv") || exists("one.narrow.svg"));
    assert_int_equal(run(table, "-", dotted, 0, said), 0);
    assert_true(exists("do.tted/both.narrow.svg"));
    assert_begins("do.tted/index.tsv",
                  "name\twidth\theight\tblocks\tvalues\tnarrow_width\t"
                  "narrow_height\tpaper\n");
    assert_begins("do.tted/labels.tsv", "name\tlayout\tsize\tlabel\n");
    assert_begins("do.tted/handles.tsv",
                  "name\tlayout\tx\ty\tknob_x\tknob_y\tway\n");
    snprintf(out, sizeof out, "%s/.hidden", folder);
    assert_int_equal(run(table, "-", out, 0, said), 0);
    assert_true(exists(".hidden/index.tsv"));
}

static void one_file_that_fails(void **state)
{
    (void)state;
    char said[600], out[120];
    snprintf(out, sizeof out, "%s/bad.jpg", folder);
    assert_int_equal(run(wrong_table, "-", out, 0, said), 2);
    assert_has(said, "/bad.jpg: a figure is a file .svg, .pdf or .png; ");
    assert_false(exists("bad.jpg"));
    snprintf(out, sizeof out, "%s/bad.svg", folder);
    assert_int_equal(run(mixed_table, "-", out, 0, said), 2);
    assert_has(said, "/bad.svg is one file, for one figure: name it\n");
    const char *given[4] = {"-", out, "simple", "sample"};
    assert_int_equal(run_with(mixed_table, given, 0, said), 2);
    assert_has(said, "for one figure");
    /* one that cannot be drawn, and one that does not fit on the disk */
    assert_int_equal(run(wrong_table, "-", out, 0, said), 1);
    assert_has(said, "07-test: figure wrong: ");
    assert_int_equal(run(good_table, "-", out, 100, said), 1);
    assert_has(said, "/bad.svg: cannot be written: File too large\n");
    assert_false(exists("bad.svg") || exists("bad.svg.part"));
    given[3] = NULL;
    assert_int_equal(run_with(mixed_table, given, 0, said), 0);
    assert_true(exists("bad.svg"));
    snprintf(out, sizeof out, "%s/no/where.svg", folder);
    assert_int_equal(run(good_table, "-", out, 0, said), 1);
    assert_has(said, "cannot be written: No such file or directory\n");
}

/* A bad cell fails every figure that asks for it, and no other. */
static void figures_fail_alone(void **state)
{
    (void)state;
    char said[600], out[120], index[300];
    snprintf(out, sizeof out, "%s/mixed", folder);
    assert_int_equal(run(mixed_table, data_path, out, 0, said), 1);
    assert_has(said, "07-test: figure wrong: ");
    assert_has(said, "07-test: figure bad-cell: ");
    assert_has(said, "07-test: figure again: ");
    assert_has(said, "\"two\" is not a finite number\n");
    assert_true(exists("mixed/sample.pdf") && exists("mixed/simple.svg"));
    assert_false(exists("mixed/wrong.svg") || exists("mixed/again.svg"));
    read_index("mixed", index);
    assert_string_equal(index, INDEX
                        "sample\t300\t200\t-\t-\t-\t-\twide\n"
                        "simple\t300\t200\tb words\tone two\t-\t-\twide\n");
}

static void figures_by_name(void **state)
{
    (void)state;
    char said[600], out[120], index[300];
    snprintf(out, sizeof out, "%s/named", folder);
    const char *given[4] = {"-", out, "simple"};
    assert_int_equal(run_with(mixed_table, given, 0, said), 0);
    assert_null(strstr(said, "07-test"));
    assert_false(exists("named/sample.svg"));
    read_index("named", index);
    assert_string_equal(index, INDEX
                        "simple\t300\t200\tb words\tone two\t-\t-\twide\n");
    given[3] = "simpel";
    assert_int_equal(run_with(mixed_table, given, 0, said), 2);
    assert_has(said, "07-test: there is no figure simpel (figures "
                     "there are: simple, sample, wrong, …)\n");
}

static void a_full_disk(void **state)
{
    (void)state;
    char said[600], out[120];
    snprintf(out, sizeof out, "%s/full", folder);
    assert_int_equal(run(good_table, data_path, out, 2000, said), 1);
    assert_has(said, "full/sample.svg: cannot be written: File too large\n");
    assert_false(exists("full/sample.svg"));
    assert_false(exists("full/sample.svg.part"));
    assert_false(exists("full/index.tsv"));
}

static int prepare(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(data_path, sizeof data_path, "%s/data.tsv", folder);
    FILE *file = fopen(data_path, "w");
    if (!file)
        return -1;
    fputs("# block: b\nx\n1\n\n\n# block: words\nx\tword\n1\t1\n2\ttwo\n\n\n"
          "# block: values\nkey\tvalue\none\t1\ntwo\t2\n\n\n# end\n",
          file);
    return fclose(file);
}

static int clean(void **state)
{
    (void)state;
    char command[100];
    plot_words_shutdown();
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inks_can_be_seen),
        cmocka_unit_test(words_can_be_read),
        cmocka_unit_test(inks_are_numbers),
        cmocka_unit_test(methods_look_different),
        cmocka_unit_test(a_glyph_that_is_missing),
        cmocka_unit_test(a_name_that_fails_the_second_time),
        cmocka_unit_test(words_are_measured),
        cmocka_unit_test(themes),
        cmocka_unit_test(classes_are_defined),
        cmocka_unit_test(the_same_bytes_again),
        cmocka_unit_test(names_of_curves_make_room),
        cmocka_unit_test(a_unit_is_a_unit),
        cmocka_unit_test(a_map_fits_its_grid),
        cmocka_unit_test(a_text_that_grows),
        cmocka_unit_test(a_size_that_overflows),
        cmocka_unit_test(a_buffer_that_cannot_grow),
        cmocka_unit_test(shared_axes),
        cmocka_unit_test(a_surface),
        cmocka_unit_test(paths_hide_behind_the_surface),
        cmocka_unit_test(a_whole_run),
        cmocka_unit_test(two_layouts),
        cmocka_unit_test(the_layout_for_paper),
        cmocka_unit_test(words_are_listed),
        cmocka_unit_test(free_panels_stand_in_line),
        cmocka_unit_test(a_run_to_look_at),
        cmocka_unit_test(runs_that_fail),
        cmocka_unit_test(one_figure_into_one_file),
        cmocka_unit_test(one_file_that_fails),
        cmocka_unit_test(figures_fail_alone),
        cmocka_unit_test(figures_by_name),
        cmocka_unit_test(a_full_disk),
    };
    return cmocka_run_group_tests(tests, prepare, clean);
}
