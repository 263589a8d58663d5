/* The roof of a figure: it is made, drawn and freed as a whole. That takes
 * every part inside, so no part may call what is here. */
#include "model.h"

#include <stdlib.h>

/* --- Making and freeing --------------------------------------------- */

figure *plot_figure_new(const char *name, double width, double height)
{
    figure *fig = plot_must_calloc(1, sizeof *fig);
    fig->name = name;
    fig->width = width;
    fig->height = height;
    fig->rows = fig->columns = 1;
    fig->last_label = &fig->labels;
    fig->last_handle = &fig->handles;
    return fig;
}

static void free_side(side *s)
{
    for (size_t i = 0; i < s->ticks.n; i++)
        plot_words_free(s->tick_words[i]);
    plot_words_free(s->words);
    free(s->name);
}

static void free_axes(axes *ax)
{
    for (layer *l = ax->layers, *next; l; l = next) {
        next = l->next;
        if (l->kind->release)
            l->kind->release(l);
        free(l);
    }
    free_side(&ax->x);
    free_side(&ax->y);
    plot_words_free(ax->title);
    plot_poly_free(&ax->obstacles);
    plot_legend_free(ax);
    free(ax);
}

void plot_figure_free(figure *fig)
{
    if (!fig)
        return;
    for (axes *ax = fig->panels, *next; ax; ax = next) {
        next = ax->next;
        free_axes(ax);
    }
    for (label *l = fig->labels, *next; l; l = next) {
        next = l->next;
        plot_label_free(l);
    }
    for (kept_grid *k = fig->grids, *next; k; k = next) {
        next = k->next;
        plot_grid_free(k->grid);
        free(k);
    }
    for (kept_handle *h = fig->handles, *next; h; h = next) {
        next = h->next;
        free(h);
    }
    free(fig->row_weight);
    free(fig->column_weight);
    free(fig);
}

/* --- Drawing -------------------------------------------------------- */

static void draw_layers(const axes *ax, canvas *c, bool under)
{
    for (const layer *l = ax->layers; l; l = l->next)
        if (l->kind->under == under && l->kind->draw)
            l->kind->draw(l, ax, c);
}

static void draw_panel(const axes *ax, canvas *c)
{
    plot_axes_draw_grid(ax, c);
    draw_layers(ax, c, true);
    plot_axes_draw_spines(ax, c);
    draw_layers(ax, c, false);
    plot_legend_draw(ax, c);
}

void plot_figure_draw(const figure *fig, canvas *c)
{
    if (c->target != TARGET_LIGHT) { /* print has its own paper */
        plot_canvas_ink(c, INK_PAPER, 1);
        cairo_rectangle(c->cr, 0, 0, fig->width, fig->height);
        cairo_fill(c->cr);
    }
    for (const axes *ax = fig->panels; ax; ax = ax->next)
        draw_panel(ax, c);
    for (const label *l = fig->labels; l; l = l->next)
        plot_label_draw(l, c);
}
