#include "arrow.h"

#include <math.h>

/* region arrow */
bool plot_arrow_outline(point tail, point tip, double width,
                        point out[ARROW_POINTS])
{
    double dx = tip.x - tail.x, dy = tip.y - tail.y, length = hypot(dx, dy);
    if (!(length >= 1.5))
        return false;
    double ux = dx / length, uy = dy / length;
    double head = fmin(5 * width, length / 3);
    double shaft = head / 5, barb = 1.5 * shaft;
    double half = shaft / 2;
    /* Along the arrow from the tail, and across it to the left. The barbs lie
     * a little behind the point where the shaft meets the head. */
    double neck = length - 0.82 * head;
    const double along[ARROW_POINTS] = {
        0, neck, length - head, length, length - head, neck, 0};
    const double across[ARROW_POINTS] = {half,  half,  barb, 0,
                                         -barb, -half, -half};
    for (int k = 0; k < ARROW_POINTS; k++) {
        out[k].x = tail.x + along[k] * ux + across[k] * uy;
        out[k].y = tail.y + along[k] * uy - across[k] * ux;
    }
    out[3] = tip;
    return true;
}
/* end arrow */

static void trace(cairo_t *cr, const point *at)
{
    for (int k = 0; k < ARROW_POINTS; k++)
        cairo_line_to(cr, at[k].x, at[k].y);
    cairo_close_path(cr);
}

void plot_arrow_draw(canvas *c, point tail, point tip, arrow_style style)
{
    point at[ARROW_POINTS];
    double length = hypot(tip.x - tail.x, tip.y - tail.y);
    if (style.clear > 0 && length > 2 * style.clear) {
        tip.x -= (tip.x - tail.x) * style.clear / length;
        tip.y -= (tip.y - tail.y) * style.clear / length;
    }
    if (!plot_arrow_outline(tail, tip, style.width > 0 ? style.width : 1.2, at))
        return;
    if (style.halo > 0) {
        cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(c->cr, 2 * style.halo);
        plot_canvas_ink(c, INK_PAPER, 0.85);
        trace(c->cr, at);
        cairo_stroke(c->cr);
    }
    plot_canvas_ink(c, style.ink == INK_DEFAULT ? INK_TEXT : style.ink, 1);
    trace(c->cr, at);
    cairo_fill(c->cr);
}
