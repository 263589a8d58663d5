#include "live.h"
#include "told.h"

#include "plot/model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* The main of the drawing program, under the name that the Makefile gives it
 * here: it hands its table to the function below. */
int figures_main(int argc, char **argv);

static const figure_entry *drawings;
static figure *drawn; /* the last one, whose handles may be dragged */
static const figure_entry *drawing; /* of that */

/* What the reader's finger is on. */
static struct {
    const figure_entry *of; /* NULL: nothing */
    double width;           /* of its page: which layout it was */
    size_t index;
    handle handle;
    pane *panes;
    size_t count;
} held;

static buffer answer; /* the last text for the page */

int plot_figures_main(int argc, char **argv, const figure_entry *table)
{
    (void)argc;
    (void)argv;
    drawings = table;
    return 0;
}

void live_start(void)
{
    told_start();
    figures_main(0, NULL);
}

/* ------------------------------------------------------------- the picture */

static const figure_entry *must_find_figure(const char *name)
{
    const figure_entry *e = plot_figure_find(drawings, name);
    if (!e)
        plot_fail("there is no figure %s", name);
    return e;
}

const double *live_size(const char *name, int narrow)
{
    static double size[2];
    page_size page = plot_figure_size(must_find_figure(name), narrow != 0);
    size[0] = page.width;
    size[1] = page.height;
    return size;
}

/* Is it the picture on which the finger is? */
static bool is_held(void)
{
    return held.of == drawing && held.width == drawn->width;
}

void live_draw(const char *name, int narrow, int dark)
{
    const figure_entry *e = must_find_figure(name);
    page_size page = plot_figure_size(e, narrow != 0);
    canvas paper = {NULL, dark ? TARGET_DARK : TARGET_LIGHT, .outlines = false};
    plot_figure_free(drawn);
    plot_report_figure(e->name);
    drawing = e;
    drawn = plot_figure_new(e->name, page.width, page.height);
    e->draw(drawn, told_data());
    if (is_held())
        plot_figure_hold(drawn, held.panes, held.count);
    plot_figure_layout(drawn);
    plot_canvas_ink(&paper, INK_PAPER, 1);
    cairo_rectangle(paper.cr, 0, 0, page.width, page.height);
    cairo_fill(paper.cr);
    plot_figure_draw(drawn, &paper);
    plot_report_figure(NULL);
}

static void put_format(const char *format, ...) PLOT_PRINTF(1, 2);

static void put_format(const char *format, ...)
{
    char text[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    plot_buffer_put(&answer, text);
}

/* One that is held follows the finger out of its panel, not off the page. */
static void put_handle(size_t i)
{
    handle h = plot_figure_handle(drawn, i);
    if (h.follows || (is_held() && i == held.index))
        h.shown = true;
    if (h.shown)
        put_format("%s\t%s\t%.2f\t%.2f", h.knob_x.name ? h.knob_x.name : "",
                   h.knob_y.name ? h.knob_y.name : "",
                   fmin(fmax(h.at.x, 0), drawn->width),
                   fmin(fmax(h.at.y, 0), drawn->height));
    if (h.follows)
        put_format("\t%.2f\t%.2f\t%.2f\t%.2f", h.panel.left, h.panel.top,
                   h.panel.right, h.panel.bottom);
    else if (h.shown && h.turns)
        put_format("\t%.2f\t%.2f", h.around.x, h.around.y);
    put_format("\n");
}

const char *live_handles(void)
{
    answer.n = 0;
    for (size_t i = 0; drawn && i < plot_figure_handles(drawn); i++)
        put_handle(i);
    plot_buffer_put(&answer, "");
    return answer.text;
}

void live_let_go(void)
{
    free(held.panes);
    held.panes = NULL;
    held.of = NULL;
}

void live_grab(int i)
{
    live_let_go();
    if (!drawn || i < 0 || (size_t)i >= plot_figure_handles(drawn))
        return;
    held.of = drawing;
    held.width = drawn->width;
    held.index = (size_t)i;
    held.handle = plot_figure_handle(drawn, held.index);
    held.panes = plot_figure_panes(drawn, &held.count);
}

void live_drag(double x, double y)
{
    if (!held.of)
        return;
    point to = plot_handle_values(&held.handle, (point){x, y});
    if (held.handle.knob_x.name)
        told_drag(held.handle.knob_x.name, to.x);
    if (held.handle.knob_y.name)
        told_drag(held.handle.knob_y.name, to.y);
}
