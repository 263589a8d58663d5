/* What a drawing program says of its figure: panels, grids, text, axes. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

/* --- Figures -------------------------------------------------------- */

const figure_entry *plot_figure_find(const figure_entry *table,
                                     const char *name)
{
    while (table->name && strcmp(table->name, name) != 0)
        table++;
    return table->name ? table : NULL;
}

page_size plot_figure_size(const figure_entry *e, bool narrow)
{
    return narrow && e->narrow > 0 ? (page_size){NARROW_WIDTH, e->narrow}
                                   : (page_size){e->width, e->height};
}

page_size plot_figure_page(const figure *fig)
{
    return (page_size){fig->width, fig->height};
}

bool plot_figure_is_narrow(const figure *fig)
{
    return fig->width <= NARROW_WIDTH;
}

void plot_figure_caption_beside(figure *fig)
{
    fig->is_beside = true;
}

grid *plot_figure_keep(figure *fig, grid *g)
{
    kept_grid *k = plot_must_calloc(1, sizeof *k);
    *k = (kept_grid){g, fig->grids};
    fig->grids = k;
    return g;
}

grid *plot_figure_grid(figure *fig, const dataset *data, const char *name)
{
    const block *b = plot_data_block(data, name);
    return plot_figure_keep(fig, plot_grid_from_block(b, "x", "y", "f"));
}

void plot_figure_text(figure *fig, double x, double y, place where,
                      const char *text, text_style style)
{
    plot_label_new(fig, NULL, ANCHOR_PAGE, x, y, where, text, style);
}

/* --- Panels --------------------------------------------------------- */

void plot_figure_split(figure *fig, size_t rows, size_t columns, unsigned share)
{
    fig->rows = rows;
    fig->columns = columns;
    fig->share = share;
}

void plot_figure_fold(figure *fig, size_t panels, size_t columns, size_t narrow,
                      unsigned share)
{
    size_t n = plot_figure_is_narrow(fig) ? narrow : columns;
    plot_figure_split(fig, (panels + n - 1) / n, n, share);
}

static double *copy_weights(const double *weights, size_t n)
{
    double *copy = plot_must_calloc(n, sizeof *copy);
    memcpy(copy, weights, n * sizeof *copy);
    return copy;
}

void plot_figure_rows(figure *fig, const double *heights)
{
    free(fig->row_weight);
    fig->row_weight = copy_weights(heights, fig->rows);
}

void plot_figure_columns(figure *fig, const double *widths)
{
    free(fig->column_weight);
    fig->column_weight = copy_weights(widths, fig->columns);
}

static axes *new_axes(figure *fig)
{
    axes **end = &fig->panels;
    while (*end)
        end = &(*end)->next;
    axes *ax = *end = plot_must_calloc(1, sizeof *ax);
    ax->fig = fig;
    ax->last_layer = &ax->layers;
    return ax;
}

axes *plot_figure_panel(figure *fig, size_t row, size_t column)
{
    if (row >= fig->rows || column >= fig->columns)
        plot_fail("there is no panel %zu, %zu", row, column);
    for (axes *ax = fig->panels; ax; ax = ax->next)
        if (!ax->free_place && ax->row == row && ax->column == column)
            return ax;
    axes *ax = new_axes(fig);
    ax->row = row;
    ax->column = column;
    return ax;
}

axes *plot_figure_nth(figure *fig, size_t k)
{
    return plot_figure_panel(fig, k / fig->columns, k % fig->columns);
}

axes *plot_figure_axes(figure *fig)
{
    return plot_figure_panel(fig, 0, 0);
}

axes *plot_figure_axes_at(figure *fig, double left, double top, double width,
                          double height)
{
    axes *ax = new_axes(fig);
    ax->free_place = true;
    ax->outer = (rect){left, top, left + width, top + height};
    return ax;
}

/* --- Axes ----------------------------------------------------------- */

static void set_limits(side *s, double low, double high)
{
    s->scale.low = low;
    s->scale.high = high;
    s->fixed = true;
}

void plot_axes_limits_x(axes *ax, double low, double high)
{
    set_limits(&ax->x, low, high);
}

void plot_axes_limits_y(axes *ax, double low, double high)
{
    set_limits(&ax->y, low, high);
}

void plot_axes_fit(axes *ax, const grid *g)
{
    plot_axes_limits_x(ax, g->x[0], g->x[g->nx - 1]);
    plot_axes_limits_y(ax, g->y[0], g->y[g->ny - 1]);
}

void plot_axes_log_x(axes *ax)
{
    ax->x.scale.log = true;
}

void plot_axes_log_y(axes *ax)
{
    ax->y.scale.log = true;
}

void plot_axes_equal(axes *ax)
{
    ax->equal = true;
}

static void set_name(side *s, const char *name)
{
    free(s->name);
    s->name = NULL;
    if (name && *name) {
        size_t size = strlen(name) + 1;
        s->name = memcpy(plot_must_calloc(size, 1), name, size);
    }
}

void plot_axes_labels(axes *ax, const char *x, const char *y)
{
    set_name(&ax->x, x);
    set_name(&ax->y, y);
}

void plot_axes_title(axes *ax, const char *title)
{
    plot_words_free(ax->title);
    ax->title = NULL; /* for the new one may fail */
    ax->has_title = title != NULL;
    if (title)
        ax->title = plot_words_new(title, 9, INK_TEXT, ALIGN_CENTRE);
}

void plot_axes_spines(axes *ax, spines which)
{
    ax->spines = which;
}

void plot_axes_ticks_x(axes *ax, double step)
{
    ax->x.step = step;
}

void plot_axes_ticks_y(axes *ax, double step)
{
    ax->y.step = step;
}

static void tick_by_hand(side *s, double value, const char *text)
{
    s->by_hand = true;
    if (s->ticks.n == MOST_TICKS)
        plot_fail("more than %d ticks on one axis", MOST_TICKS);
    s->tick_words[s->ticks.n] =
        *text ? plot_words_new(text, 8, INK_NOTE, ALIGN_CENTRE) : NULL;
    s->ticks.at[s->ticks.n++].value = value;
}

void plot_axes_tick_x(axes *ax, double value, const char *text)
{
    tick_by_hand(&ax->x, value, text);
}

void plot_axes_tick_y(axes *ax, double value, const char *text)
{
    tick_by_hand(&ax->y, value, text);
}

void plot_axes_grid_y(axes *ax)
{
    ax->y.grid = true;
}
