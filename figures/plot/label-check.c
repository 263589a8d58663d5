/* The last check: every label whole on the page, and none on another. One that
 * is not is a fault; where faults are no errors, it is moved or left out. */
#include "model.h"
#include "say.h"

#include <math.h>

/* What a label says, in one line. */
static phrase said(const label *l)
{
    phrase p = plot_say("%.80s", l->words->source);
    for (char *c = p.text; *c; c++)
        if (*c == '\n')
            *c = ' ';
    return p;
}

/* --- On the page ---------------------------------------------------- */

static bool is_on_page(const figure *fig, rect r)
{
    const double e = 0.3;
    return r.left >= -e && r.top >= -e && r.right <= fig->width + e
           && r.bottom <= fig->height + e;
}

/* So far must from .. to move to lie in 0 .. length. */
static double way_inside(double from, double to, double length)
{
    return fmax(0, -from) - fmax(0, to - length);
}

static void shift(label *l, double dx, double dy)
{
    l->start = (point){l->start.x + dx, l->start.y + dy};
    l->box = (rect){l->box.left + dx, l->box.top + dy, l->box.right + dx,
                    l->box.bottom + dy};
}

/* A label whose point is not on the page would name another point there. */
static bool can_move_inside(const figure *fig, const label *l)
{
    rect r = l->box, p = {l->target.x, l->target.y, l->target.x, l->target.y};
    return (l->is_frame || is_on_page(fig, p)) && r.right - r.left <= fig->width
           && r.bottom - r.top <= fig->height;
}

static void bring_inside(const figure *fig, label *l)
{
    rect r = l->box;
    l->hidden = !can_move_inside(fig, l);
    plot_fault(l->hidden ? "it is left out" : "it is moved inside",
               "the label \"%s\" leaves the page (%.4g to %.4g, %.4g to %.4g "
               "of %g x %g)",
               said(l).text, r.left, r.right, r.top, r.bottom, fig->width,
               fig->height);
    if (!l->hidden)
        shift(l, way_inside(r.left, r.right, fig->width),
              way_inside(r.top, r.bottom, fig->height));
}

/* --- Clear of the others -------------------------------------------- */

/* The first settled label that this one meets, or NULL. */
static const label *met_by(const figure *fig, const label *l)
{
    for (const label *b = fig->labels; b; b = b->next)
        if (b->settled && !b->hidden && !b->style.may_overlap
            && plot_rects_overlap(b->box, l->box, 0.6))
            return b;
    return NULL;
}

/* The k-th other place of a label: on the opposite side of its point first,
 * then the others. A note is turned about its point. False after the last. */
static bool take_place(label *l, const label *was, unsigned k)
{
    static const place opposite[] = {
        [PLACE_RIGHT] = PLACE_LEFT,
        [PLACE_LEFT] = PLACE_RIGHT,
        [PLACE_ABOVE] = PLACE_BELOW,
        [PLACE_BELOW] = PLACE_ABOVE,
        [PLACE_ABOVE_RIGHT] = PLACE_BELOW_LEFT,
        [PLACE_ABOVE_LEFT] = PLACE_BELOW_RIGHT,
        [PLACE_BELOW_RIGHT] = PLACE_ABOVE_LEFT,
        [PLACE_BELOW_LEFT] = PLACE_ABOVE_RIGHT,
        [PLACE_CENTRE] = PLACE_ABOVE,
    };
    if (was->dx != 0 || was->dy != 0) {
        const point turns[] = {
            {-was->dx, -was->dy}, {-was->dy, was->dx}, {was->dy, -was->dx}};
        if (k >= sizeof turns / sizeof *turns)
            return false;
        l->dx = turns[k].x;
        l->dy = turns[k].y;
        l->place = plot_place_for(l->dx, l->dy);
    } else {
        if (k > PLACE_CENTRE || was->style.angle != 0)
            return false;
        l->place = k == 0 ? opposite[was->place] : (place)(k - 1);
    }
    plot_label_place(l);
    return true;
}

static bool find_place(const figure *fig, label *l)
{
    const label was = *l;
    for (unsigned k = 0; !was.is_frame && take_place(l, &was, k); k++)
        if (is_on_page(fig, l->box) && !met_by(fig, l))
            return true;
    *l = was;
    return false;
}

static void make_clear(const figure *fig, label *l)
{
    rect r = l->box;
    const label *other = met_by(fig, l);
    if (l->style.may_overlap || !other)
        return;
    l->hidden = !find_place(fig, l);
    plot_fault(l->hidden ? "the second is left out" : "the second is moved",
               "the labels \"%s\" and \"%s\" overlap, near %.4g, %.4g",
               said(other).text, said(l).text, r.left, r.top);
}

/* --- Beside lines --------------------------------------------------- */

/* On the panel or little beyond its sides and its top, and on nothing. */
static bool is_clear(const figure *fig, const label *l)
{
    rect area = plot_axes_area(l->ax), b = l->box;
    return is_on_page(fig, b) && b.left >= area.left - 8
           && b.right <= area.right + 8 && b.top >= area.top - 9
           && b.bottom <= area.bottom && !met_by(fig, l)
           && !plot_box_is_crossed(&l->ax->obstacles, b);
}

static bool find_side(const figure *fig, label *l)
{
    const place wished = l->place;
    for (size_t i = 0; i < l->points; i++)
        for (int k = -1; k < PLACE_CENTRE; k++) {
            l->x = l->at[i];
            l->y = l->at[l->points + i];
            l->place = k < 0 ? wished : (place)k;
            plot_label_place(l);
            if (is_clear(fig, l))
                return true;
        }
    return false;
}

/* With some air about it, since it is not where one looks first. */
static bool is_clear_around(const figure *fig, const label *l)
{
    const double air = 2.5;
    label wide = *l;
    wide.box = (rect){l->box.left - air, l->box.top - air, l->box.right + air,
                      l->box.bottom + air};
    return is_clear(fig, &wide);
}

/* Above the first point and below it, farther and farther, at the end of a
 * line. */
static bool find_distance(const figure *fig, label *l)
{
    static const point ways[] = {{0, 1},  {0.5, 0.87},  {-0.5, 0.87},
                                 {0, -1}, {0.5, -0.87}, {-0.5, -0.87}};
    l->leader = true;
    l->x = l->at[0];
    l->y = l->at[l->points];
    for (double length = 12; length < 80; length += 9)
        for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
            l->dx = length * ways[k].x;
            l->dy = length * ways[k].y;
            l->place = plot_place_for(l->dx, l->dy);
            plot_label_place(l);
            if (is_clear_around(fig, l))
                return true;
        }
    return false;
}

/* As wished, or else at the first side of the first point that is clear. */
static void put_beside(const figure *fig, label *l)
{
    const label was = *l;
    if (find_side(fig, l) || (l->style.may_lead && find_distance(fig, l)))
        return;
    *l = was;
    l->hidden = true;
}

/* --- All of them ---------------------------------------------------- */

static void settle(const figure *fig, label *l)
{
    rect r = l->box;
    if (!isfinite(r.right - r.left) || !isfinite(r.bottom - r.top)) {
        l->hidden = true;
        plot_fault("it is left out", "the label \"%s\" has no place",
                   said(l).text);
    }
    if (!l->hidden && !is_on_page(fig, r))
        bring_inside(fig, l);
    if (!l->hidden)
        make_clear(fig, l);
    l->settled = true;
}

void plot_labels_check(figure *fig)
{
    for (int frame = 1; frame >= 0; frame--)
        for (label *l = fig->labels; l; l = l->next)
            if (l->is_frame == frame && !l->hidden && l->points == 0)
                settle(fig, l);
    for (label *l = fig->labels; l; l = l->next)
        if (l->points > 0) {
            put_beside(fig, l);
            l->settled = true;
        }
}
