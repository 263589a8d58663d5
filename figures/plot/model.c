/* The floor of a figure: what the parts inside ask of their panel. It calls
 * no part, so that all of them may call it. */
#include "model.h"

#include <math.h>

void *plot_layer_new(axes *ax, const layer_kind *kind, size_t size)
{
    layer *l = plot_must_calloc(1, size);
    l->kind = kind;
    *ax->last_layer = l;
    ax->last_layer = &l->next;
    return l;
}

void plot_bounds_add(bounds *b, double x, double y)
{
    b->x0 = fmin(b->x0, x);
    b->x1 = fmax(b->x1, x);
    b->y0 = fmin(b->y0, y);
    b->y1 = fmax(b->y1, y);
}

point plot_axes_point(const axes *ax, double x, double y)
{
    return (point){plot_scale_point(&ax->x.scale, x),
                   plot_scale_point(&ax->y.scale, y)};
}

rect plot_axes_area(const axes *ax)
{
    rect r = ax->inner;
    if (ax->strips)
        r.bottom -= (double)ax->strips * (STRIP_HEIGHT + 2) + 2;
    return r;
}
