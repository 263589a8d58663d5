/* A legend: samples of lines and marks with their names. */
#include "model.h"

#include <math.h>
#include <stdlib.h>

static const double sample = 20, sample_gap = 5, line_height = 12;
static const double inset = 6;

static void add_entry(axes *ax, legend_entry e, const char *text)
{
    legend_entry **end = &ax->legend;
    while (*end)
        end = &(*end)->next;
    *end = plot_must_calloc(1, sizeof **end);
    **end = e;
    (*end)->words = plot_words_new(text, 8, INK_TEXT, ALIGN_LEFT);
}

void plot_add_legend_line(axes *ax, const char *text, line_style style)
{
    if (style.ink == INK_DEFAULT)
        style.ink = INK_FUNCTION;
    if (style.width <= 0)
        style.width = 1.5;
    add_entry(ax, (legend_entry){.line = style}, text);
}

void plot_add_legend_mark(axes *ax, const char *text, mark_style style)
{
    add_entry(ax, (legend_entry){.is_mark = true, .mark = style}, text);
}

void plot_axes_legend(axes *ax, legend_place where)
{
    ax->legend_at = where;
}

static double widest(const axes *ax)
{
    double most = 0;
    for (const legend_entry *e = ax->legend; e; e = e->next)
        if (e->words)
            most = fmax(most, e->words->width);
    return most;
}

double plot_legend_width(const axes *ax)
{
    if (!ax->legend || ax->legend_at != LEGEND_RIGHT)
        return 0;
    return 12 + sample + sample_gap + widest(ax);
}

/* Top left corner of the legend. */
static point corner(const axes *ax, double width)
{
    rect r = plot_axes_area(ax);
    double height = 0;
    for (const legend_entry *e = ax->legend; e; e = e->next)
        height += line_height;
    if (ax->legend_at == LEGEND_RIGHT)
        return (point){r.right + 12 + ax->right_extra, r.top};
    if (ax->legend_at == LEGEND_TOP_RIGHT)
        return (point){r.right - inset - width, r.top + inset - 2};
    return (point){r.left + inset, r.bottom - inset - height};
}

void plot_legend_prepare(axes *ax)
{
    if (!ax->legend)
        return;
    ax->legend_corner = corner(ax, sample + sample_gap + widest(ax));
    double y = ax->legend_corner.y + line_height / 2;
    for (legend_entry *e = ax->legend; e; e = e->next, y += line_height) {
        point at = {ax->legend_corner.x + sample + sample_gap, y};
        plot_label_take(ax->fig, e->words, at, PLACE_RIGHT, 1e-9)->style.bare =
            ax->legend_at == LEGEND_RIGHT;
        e->words = NULL;
    }
}

void plot_legend_draw(const axes *ax, canvas *c)
{
    double x = ax->legend_corner.x;
    double y = ax->legend_corner.y + line_height / 2;
    for (const legend_entry *e = ax->legend; e; e = e->next, y += line_height) {
        if (e->is_mark) {
            plot_canvas_mark(c, (point){x + sample / 2, y}, e->mark);
            continue;
        }
        polylines p = {0};
        plot_poly_begin(&p);
        plot_poly_add(&p, x, y);
        plot_poly_add(&p, x + sample, y);
        plot_canvas_stroke(c, &p, e->line);
        plot_poly_free(&p);
    }
}

void plot_legend_free(axes *ax)
{
    for (legend_entry *e = ax->legend, *next; e; e = next) {
        next = e->next;
        plot_words_free(e->words);
        free(e);
    }
}
