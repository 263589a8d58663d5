/* From data to the box and the page, and what hides there. */
#include "view.h"

#include <math.h>

double plot_view_height_of(const view *v, double f)
{
    return v->log && !isnan(f) ? log10(fmax(f + v->shift, 1e-300)) : f;
}

static double part_of(double value, double low, double high)
{
    return (value - low) / (high - low) - 0.5;
}

double plot_view_share(const view *v, int k, double value)
{
    const grid *g = v->shape;
    if (k == 0)
        return part_of(value, g->x[0], g->x[g->nx - 1]);
    if (k == 1)
        return part_of(value, g->y[0], g->y[g->ny - 1]);
    return part_of(value, v->low, v->high);
}

point3 plot_view_in_box(const view *v, double x, double y, double z)
{
    return (point3){v->size.x * plot_view_share(v, 0, x),
                    v->size.y * plot_view_share(v, 1, y),
                    v->size.z * plot_view_share(v, 2, z)};
}

point plot_view_on_page(const view *v, double x, double y, double z)
{
    return plot_project(&v->to_page, plot_view_in_box(v, x, y, z));
}

double plot_view_surface_at(const view *v, double x, double y)
{
    return plot_grid_at(v->shape, x, y);
}

/* Walk from the point toward the viewer and see
 * whether the surface rises above the line of sight. The walk is in data
 * units; a little slack keeps a point on the surface from hiding itself. */
bool plot_view_hides(const view *v, double x, double y, double z)
{
    const grid *g = v->shape;
    double width = g->x[g->nx - 1] - g->x[0];
    double depth = g->y[g->ny - 1] - g->y[0];
    double tall = v->high - v->low;
    point3 to = v->to_page.toward;
    double dx = to.x / v->size.x * width, dy = to.y / v->size.y * depth;
    double dz = to.z / v->size.z * tall;
    double step = 0.5 / (double)(g->nx > g->ny ? g->nx : g->ny);
    double slack = 0.006 * tall;
    for (int k = 0; k < 400; k++) {
        double t = (1.2 + k) * step;
        double px = x + t * dx, py = y + t * dy, pz = z + t * dz;
        if (!plot_grid_covers(g, px, py) || pz > v->high)
            return false;
        double s = plot_view_surface_at(v, px, py);
        if (s > pz + slack && s <= v->high)
            return true;
    }
    return false;
}
