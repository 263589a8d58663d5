/* Handles: points of a picture that a reader of the live page drags. */
#include "model.h"

#include <math.h>

static void keep_handle(axes *ax, kept_handle given)
{
    kept_handle *h = plot_must_calloc(1, sizeof *h);
    *h = given;
    h->ax = ax;
    *ax->fig->last_handle = h;
    ax->fig->last_handle = &h->next;
}

void plot_add_handle(axes *ax, double x, double y, const char *knob_x,
                     const char *knob_y)
{
    keep_handle(ax, (kept_handle){.x = x,
                                  .y = y,
                                  .knob_x = {knob_x, 0, 1},
                                  .knob_y = {knob_y, 0, 1}});
}

void plot_add_follower(axes *ax, double x, double y, const char *knob_x,
                       const char *knob_y)
{
    keep_handle(ax, (kept_handle){.x = x,
                                  .y = y,
                                  .follows = true,
                                  .knob_x = {knob_x, 0, 1},
                                  .knob_y = {knob_y, 0, 1}});
}

void plot_add_slider(axes *ax, double x, double y, const char *knob,
                     double zero, double unit)
{
    keep_handle(ax,
                (kept_handle){.x = x, .y = y, .knob_x = {knob, zero, unit}});
}

void plot_add_turned_handle(axes *ax, double x, double y, const char *knob_x,
                            const char *knob_y, double degrees)
{
    keep_handle(ax, (kept_handle){.x = x,
                                  .y = y,
                                  .turned = degrees,
                                  .knob_x = {knob_x, 0, 1},
                                  .knob_y = {knob_y, 0, 1}});
}

void plot_add_lift(axes *ax, double x, double y, const char *knob, double zero,
                   double unit)
{
    keep_handle(ax,
                (kept_handle){.x = x, .y = y, .knob_y = {knob, zero, unit}});
}

void plot_add_dial(axes *ax, double x, double y, const char *knob,
                   double centre_x, double centre_y)
{
    keep_handle(ax, (kept_handle){.x = x,
                                  .y = y,
                                  .knob_x = {knob, 0, 1},
                                  .turns = true,
                                  .centre = {centre_x, centre_y}});
}

size_t plot_figure_handles(const figure *fig)
{
    size_t n = 0;
    for (const kept_handle *h = fig->handles; h; h = h->next)
        n++;
    return n;
}

/* A point that is no number is not within. */
static bool is_within(rect r, point p)
{
    const double e = 0.3;
    return p.x >= r.left - e && p.x <= r.right + e && p.y >= r.top - e
           && p.y <= r.bottom + e;
}

handle plot_figure_handle(const figure *fig, size_t i)
{
    const kept_handle *h = fig->handles;
    while (i-- > 0)
        h = h->next;
    point at = plot_axes_point(h->ax, h->x, h->y);
    rect panel = plot_axes_area(h->ax);
    return (handle){.at = at,
                    .shown = is_within(panel, at),
                    .follows = h->follows,
                    .panel = panel,
                    .turned = h->turned,
                    .x = h->ax->x.scale,
                    .y = h->ax->y.scale,
                    .knob_x = h->knob_x,
                    .knob_y = h->knob_y,
                    .turns = h->turns,
                    .centre = h->centre,
                    .around = plot_axes_point(h->ax, h->centre.x, h->centre.y)};
}

static double knob_value(handle_knob knob, double at)
{
    return knob.name ? (at - knob.zero) / knob.unit : 0;
}

/* The point turned back. */
static point upright(point p, double degrees)
{
    const double angle = degrees * pi / 180;
    const double c = cos(angle), s = sin(angle);
    return (point){c * p.x + s * p.y, c * p.y - s * p.x};
}

/* Of the line from the centre, anticlockwise from the right, in [0, 360). */
static double degrees_to(const handle *h, point to)
{
    double degrees = atan2(plot_scale_value(&h->y, to.y) - h->centre.y,
                           plot_scale_value(&h->x, to.x) - h->centre.x)
                     * 180 / pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

point plot_handle_values(const handle *h, point to)
{
    if (h->turns)
        return (point){degrees_to(h, to), 0};
    point at = {plot_scale_value(&h->x, to.x), plot_scale_value(&h->y, to.y)};
    if (h->turned != 0)
        at = upright(at, h->turned);
    return (point){knob_value(h->knob_x, at.x), knob_value(h->knob_y, at.y)};
}
