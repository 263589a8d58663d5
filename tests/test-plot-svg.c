/* The reader of cairo's SVG: two ways of writing, one result; and whatever is
 * not understood is refused. */
#include "test-plot.h"

#include "plot/svg-parts.h"

/* --- Path data ------------------------------------------------------ */

static void check_path(const char *data, const char *wanted)
{
    buffer out = {0};
    assert_true(plot_svg_path_data(data, &out));
    assert_string_equal(out.text, wanted);
    plot_buffer_free(&out);
}

static void paths_are_short(void **state)
{
    (void)state;
    check_path("M 10 50 L 30 47.875 L 50 41.5 ", "M10 50l20-2.12 20-6.38");
    check_path("M 0 0 L 1 0 L 1 1 Z M 0 0 ", "M0 0l1 0 0 1z");
    check_path("M 1 1 C 2 1 3 2 3 3.004 ", "M1 1c1 0 2 1 2 2");
    check_path("M 5 5 L 5 5 ", "M5 5l0 0"); /* a dot has a round cap */
    check_path("M 1.23456 -0.001 L 2 0.5", "M1.23 0l.77 .5");
    check_path("M 1,2 L 3,4", "M1 2l2 2");
}

static void paths_that_are_not_understood(void **state)
{
    (void)state;
    static const char *const wrong[] = {"M 0 0 H 5",   "M 0 0 l 1 1",
                                        "M 0 0 L 1",   "M 0 0 L 1 1e5",
                                        "M 0 0 L 1 x", "0 0"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        buffer out = {0};
        assert_false(plot_svg_path_data(wrong[i], &out));
        plot_buffer_free(&out);
    }
}

/* --- Whole files ---------------------------------------------------- */

#define PAGE                                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                 \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" "                   \
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"90pt\" " \
    "height=\"60pt\" viewBox=\"0 0 90 60\""

/* As cairo 1.16 writes. */
static const char old_way[] = PAGE
    " version=\"1.1\">\n"
    "<defs>\n<g>\n"
    "<symbol overflow=\"visible\" id=\"glyph0-0\">\n"
    "<path style=\"stroke:none;\" d=\"M 0 0 L 9 9 \"/>\n</symbol>\n"
    "<symbol overflow=\"visible\" id=\"glyph0-1\">\n"
    "<path style=\"stroke:none;\" d=\"M 0 0 L 1 0 L 1 1 Z M 0 0 \"/>\n"
    "</symbol>\n"
    "<symbol overflow=\"visible\" id=\"glyph0-2\">\n"
    "<path style=\"stroke:none;\" d=\"\"/>\n</symbol>\n"
    "</g>\n</defs>\n"
    "<g id=\"surface7\">\n"
    "<rect x=\"0\" y=\"0\" width=\"90\" height=\"60\" style=\"fill:rgb(0%,0%,"
    "1.960784%);fill-opacity:1;stroke:none;\"/>\n"
    "<path style=\"fill:none;stroke-width:1.5;stroke-linecap:round;"
    "stroke-linejoin:round;stroke:rgb(0%,0%,2.745098%);stroke-opacity:1;"
    "stroke-dasharray:6.3,3.9;stroke-miterlimit:10;\" d=\"M 1 1 L 5 1 \" "
    "transform=\"matrix(1,0,0,1,9.50004,2)\"/>\n"
    "<path style=\" stroke:none;fill-rule:evenodd;fill:rgb(0%,0%,2.745098%);"
    "fill-opacity:0.16;\" d=\"M 1 1 L 5 1 L 5 5 Z M 1 1 \"/>\n"
    "<g style=\"fill:rgb(0%,0%,0.392157%);fill-opacity:1;\">\n"
    "  <use xlink:href=\"#glyph0-1\" x=\"10.006\" y=\"20\"/>\n"
    "  <use xlink:href=\"#glyph0-2\" x=\"11\" y=\"20\"/>\n</g>\n"
    "<g style=\"fill:rgb(0%,0%,0.392157%);fill-opacity:1;\">\n"
    "  <use xlink:href=\"#glyph0-1\" x=\"12\" y=\"20\"/>\n</g>\n"
    "</g>\n</svg>\n";

/* The same picture as cairo 1.18 writes it. */
static const char new_way[] = PAGE
    ">\n"
    "<defs>\n<g>\n"
    "<g id=\"glyph-0-0\">\n"
    "<path d=\"M 0 0 L 1 0 L 1 1 Z M 0 0 \"/>\n</g>\n"
    "<g id=\"glyph-0-1\">\n</g>\n"
    "</g>\n</defs>\n"
    "<rect x=\"-9\" y=\"-6\" width=\"108\" height=\"72\" fill=\"rgb(0%, 0%, "
    "1.960784%)\" fill-opacity=\"1\"/>\n"
    "<path fill=\"none\" stroke-width=\"1.5\" stroke-linecap=\"round\" "
    "stroke-linejoin=\"round\" stroke=\"rgb(0%, 0%, 2.745098%)\" "
    "stroke-opacity=\"1\" stroke-dasharray=\"6.3 3.9\" "
    "stroke-miterlimit=\"10\" d=\"M 1 1 L 5 1 \" "
    "transform=\"matrix(1, 0, 0, 1, 9.50004, 2)\"/>\n"
    "<path fill-rule=\"evenodd\" fill=\"rgb(0%, 0%, 2.745098%)\" "
    "fill-opacity=\"0.16\" d=\"M 1 1 L 5 1 L 5 5 Z M 1 1 \"/>\n"
    "<g fill=\"rgb(0%, 0%, 0.392157%)\" fill-opacity=\"1\">\n"
    "<use xlink:href=\"#glyph-0-0\" x=\"10.006\" y=\"20\"/>\n"
    "<use xlink:href=\"#glyph-0-1\" x=\"11\" y=\"20\"/>\n"
    "<use xlink:href=\"#glyph-0-0\" x=\"12\" y=\"20\"/>\n</g>\n"
    "</svg>\n";

static const char wanted[] = PAGE
    ">\n"
    "<style>\n"
    ".a{fill:#ffffff}\n"
    ".b{fill:none;stroke:#0072b2;stroke-width:1.5;stroke-linecap:round;"
    "stroke-linejoin:round;stroke-dasharray:6.3,3.9}\n"
    ".c{fill:#0072b2;fill-opacity:0.16;fill-rule:evenodd}\n"
    ".d{fill:#1a1a1a}\n"
    "@media (prefers-color-scheme:dark){\n"
    ".a{fill:#0d1117}\n.b{stroke:#56b4e9}\n.c{fill:#56b4e9}\n"
    ".d{fill:#e6edf3}\n}\n"
    "</style>\n"
    "<defs>\n<path id=\"g1\" d=\"M0 0l1 0 0 1z\"/>\n</defs>\n"
    "<rect class=\"a\" width=\"90\" height=\"60\"/>\n"
    "<path class=\"b\" d=\"M1 1l4 0\" transform=\"matrix(1,0,0,1,9.5,2)\"/>\n"
    "<path class=\"c\" d=\"M1 1l4 0 0 4z\"/>\n"
    "<g class=\"d\">\n"
    "<use xlink:href=\"#g1\" x=\"10.01\" y=\"20\"/>\n"
    "<use xlink:href=\"#g1\" x=\"12\" y=\"20\"/>\n"
    "</g>\n</svg>\n";

static void check_theme(const char *svg)
{
    problem why = {""};
    buffer out = {0};
    plot_svg_theme(svg, strlen(svg), &out, &why);
    assert_string_equal(why.text, "");
    assert_string_equal(out.text, wanted);
    plot_buffer_free(&out);
}

static void both_ways_give_one_file(void **state)
{
    (void)state;
    check_theme(old_way);
    check_theme(new_way);
}

/* Each page has one thing that would be lost, or black, or blank. */
static const struct wrong {
    const char *body, *why;
} wrong_pages[] = {
    {"<path d=\"M 0 0 L 1 1\"/>", "has a path without an ink"},
    {"<path fill=\"none\" stroke=\"none\" d=\"M 0 0 L 1 1\"/>",
     "has a path without an ink"},
    {"<path stroke=\"rgb(0%,0%,0.392157%)\" d=\"M 0 0 L 1 1\"/>",
     "has a path without an ink"},
    {"<rect width=\"9\" height=\"9\"/>", "has a rect without an ink"},
    {"<path fill=\"rgb(100%, 100%, 100%)\" d=\"M 0 0\"/>",
     "has a colour that is no ink: rgb(100%, 100%, 100%)"},
    {"<path fill=\"#123456\" d=\"M 0 0\"/>", "a colour that is no ink"},
    {"<path style=\"fill:url(#p)\" d=\"M 0 0\"/>", "a colour that is no ink"},
    {"<path fill=\"rgb(0%,0%,0.392157%)\" d=\"M 0 0 H 3\"/>",
     "has a path whose data are not understood"},
    {"<path fill=\"rgb(0%,0%,0.392157%)\"/>", "has a path without data"},
    {"<path fill=\"rgb(0%,0%,0.392157%)\" filter=\"url(#f)\" d=\"M 0 0\"/>",
     "has filter=\"url(#f)\", which is not understood"},
    {"<g clip-path=\"url(#c)\"></g>",
     "has clip-path=\"url(#c)\", which is not understood"},
    {"<path style=\"fill:rgb(0%,0%,0.392157%);mix-blend-mode:darken\" "
     "d=\"M 0 0\"/>",
     "has mix-blend-mode=\"darken\", which is not understood"},
    {"<image width=\"9\"/>", "has a image element, which is not understood"},
    {"<g fill=\"rgb(0%,0%,0.392157%)\"><use xlink:href=\"#glyph-0-7\"/></g>",
     "uses #glyph-0-7, which is no glyph in it"},
    {"<use xlink:href=\"#glyph-0-7\"/>", "has a use outside a text"},
    {"<g fill=\"none\"></g>", "has a g without an ink"},
    {"words", "has a text: words"},
    {"\n one\ntwo", "has a text: one…"},
    {"<path><path/></path>", "has a path without data"},
    {"<svg viewBox=\"0 0 1 1\"/>", "has a svg that is not the page"},
    {"<defs><g id=\"a\"/><g id=\"a\"/></defs>",
     "has a g without an id of its own"},
    {"<defs><g id=\"a\"><path fill=\"rgb(0%,0%,0.392157%)\" d=\"M 0 0\"/>"
     "</g></defs>",
     "has a path that is no plain outline of a glyph"},
    {"<path fill=\"rgb(0%,0%,0.392157%)\" d=\"M 0 0\"><path/></path>",
     "has a path in the wrong place"},
    {"<g fill=\"rgb(0%,0%,0.392157%)\"><g></g></g>",
     "has a g inside a text or a glyph"},
    {"<defs><rect fill=\"rgb(0%,0%,0.392157%)\"/></defs>",
     "has a rect outside the page"},
    {"<defs><g id=\"a\"><path d=\"M 0 0 H 3\"/></g></defs>",
     "has a path whose data are not understood"},
    {"<use/>", "has a use outside a text"},
    {"<g fill=\"rgb(0%,0%,0.392157%)\"><use/></g>",
     "uses nothing, which is no glyph in it"},
    {"<path", "is no XML"},
};

static void what_is_not_understood_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_pages / sizeof *wrong_pages; i++) {
        char page[1000];
        problem why = {""};
        buffer out = {0};
        int n =
            snprintf(page, sizeof page, PAGE ">%s</svg>", wrong_pages[i].body);
        assert_false(plot_svg_theme(page, (size_t)n, &out, &why));
        assert_has(why.text, wrong_pages[i].why);
        assert_int_equal(out.n, 0);
        plot_buffer_free(&out);
    }
}

/* A list of dashes of so many bytes. */
static bool takes_dashes(size_t length, problem *why)
{
    char dashes[80] = {0}, page[1000];
    buffer out = {0};
    memset(dashes, '1', length);
    int n =
        snprintf(page, sizeof page,
                 PAGE "><path fill=\"none\" stroke=\"rgb(0%%,0%%,0.392157%%)\" "
                      "stroke-dasharray=\"%s\" d=\"M 1 1 L 5 1\"/></svg>",
                 dashes);
    bool good = plot_svg_theme(page, (size_t)n, &out, why);
    plot_buffer_free(&out);
    return good;
}

static void a_value_has_room_or_is_refused(void **state)
{
    (void)state;
    problem why = {""};
    assert_true(takes_dashes(47, &why));
    assert_false(takes_dashes(48, &why));
    assert_has(why.text, "has a value that is too long: 1111");
}

/* A page of groups that lie in each other. */
static bool takes_depth(int depth, problem *why)
{
    buffer page = {0}, out = {0};
    plot_buffer_put(&page, PAGE ">");
    for (int i = 1; i < depth; i++)
        plot_buffer_put(&page, "<g>");
    for (int i = 1; i < depth; i++)
        plot_buffer_put(&page, "</g>");
    plot_buffer_put(&page, "</svg>");
    bool good = plot_svg_theme(page.text, page.n, &out, why);
    plot_buffer_free(&page);
    plot_buffer_free(&out);
    return good;
}

static void groups_lie_in_each_other_sixteen_deep(void **state)
{
    (void)state;
    problem why = {""};
    assert_true(takes_depth(16, &why));
    assert_false(takes_depth(17, &why));
    assert_has(why.text, "has a g in the wrong place");
}

static void what_is_no_svg_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",        "text",
                                        "<html/>", "<svg viewBox=\"0 0 a b\"/>",
                                        "<svg/>",  PAGE ">"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        problem why = {""};
        buffer out = {0};
        assert_false(plot_svg_theme(texts[i], strlen(texts[i]), &out, &why));
        assert_true(why.text[0] != '\0');
        plot_buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_short),
        cmocka_unit_test(paths_that_are_not_understood),
        cmocka_unit_test(both_ways_give_one_file),
        cmocka_unit_test(what_is_not_understood_is_refused),
        cmocka_unit_test(a_value_has_room_or_is_refused),
        cmocka_unit_test(groups_lie_in_each_other_sixteen_deep),
        cmocka_unit_test(what_is_no_svg_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
