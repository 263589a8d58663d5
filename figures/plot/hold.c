/* A figure is held while one of its points is dragged. */
#include "model.h"

/* The next one of the grid: an inset shows what it likes. */
static axes *next_panel(axes *ax)
{
    while (ax && ax->free_place)
        ax = ax->next;
    return ax;
}

static size_t panels(const figure *fig)
{
    size_t n = 0;
    for (axes *ax = next_panel(fig->panels); ax; ax = next_panel(ax->next))
        n++;
    return n;
}

pane *plot_figure_panes(const figure *fig, size_t *n)
{
    *n = panels(fig);
    pane *panes = plot_must_calloc(*n, sizeof *panes), *p = panes;
    for (axes *ax = next_panel(fig->panels); ax; ax = next_panel(ax->next))
        *p++ = (pane){.inner = ax->inner,
                      .x = ax->x.scale,
                      .y = ax->y.scale,
                      .step_x = ax->x.step,
                      .step_y = ax->y.step,
                      .has_title = ax->has_title};
    return panes;
}

static void hold_side(side *s, const scale *held, double step)
{
    s->scale = *held;
    s->step = step;
    s->fixed = true;
}

/* A title that comes now would have no room. */
void plot_figure_hold(figure *fig, const pane *panes, size_t n)
{
    if (panels(fig) != n)
        return;
    axes *ax = next_panel(fig->panels);
    for (; ax; ax = next_panel(ax->next), panes++) {
        ax->held = panes;
        hold_side(&ax->x, &panes->x, panes->step_x);
        hold_side(&ax->y, &panes->y, panes->step_y);
        if (!panes->has_title)
            plot_axes_title(ax, NULL);
    }
}

void plot_labels_hold(figure *fig)
{
    for (label *l = fig->labels; l; l = l->next) {
        if (l->anchor != ANCHOR_DATA || !l->ax->held)
            continue;
        rect r = plot_axes_area(l->ax);
        point at = plot_axes_point(l->ax, l->x, l->y);
        l->hidden |= !(at.x >= r.left && at.x <= r.right && at.y >= r.top
                       && at.y <= r.bottom);
    }
}
