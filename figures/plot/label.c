#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static align align_for(place where)
{
    switch (where) {
    case PLACE_RIGHT:
    case PLACE_ABOVE_RIGHT:
    case PLACE_BELOW_RIGHT:
        return ALIGN_LEFT;
    case PLACE_LEFT:
    case PLACE_ABOVE_LEFT:
    case PLACE_BELOW_LEFT:
        return ALIGN_RIGHT;
    default:
        return ALIGN_CENTRE;
    }
}

static label *append(figure *fig, words *w)
{
    label *l = plot_must_calloc(1, sizeof *l);
    l->words = w;
    *fig->last_label = l;
    fig->last_label = &l->next;
    return l;
}

label *plot_label_take(figure *fig, words *w, point at, place where, double gap)
{
    label *l = append(fig, w);
    l->anchor = ANCHOR_PAGE;
    l->x = at.x;
    l->y = at.y;
    l->place = where;
    l->style = (text_style){.gap = gap, .bare = true};
    l->is_frame = true;
    return l;
}

label *plot_label_new(figure *fig, const axes *ax, anchor a, double x, double y,
                      place where, const char *text, text_style style)
{
    if (style.size == 0)
        style.size = 8;
    if (style.size < 7.5)
        plot_fail("label \"%s\": %.3g pt is too small to read",
                  plot_quote(text).text, style.size);
    label *l = append(
        fig, plot_words_new(text, style.size, style.ink, align_for(where)));
    l->ax = ax;
    l->anchor = a;
    l->x = x;
    l->y = y;
    l->place = where;
    l->style = style;
    return l;
}

place plot_place_for(double dx, double dy)
{
    if (fabs(dx) >= fabs(dy))
        return dx >= 0 ? PLACE_RIGHT : PLACE_LEFT;
    return dy >= 0 ? PLACE_ABOVE : PLACE_BELOW;
}

static point target_of(const label *l)
{
    rect r;
    switch (l->anchor) {
    case ANCHOR_DATA:
        return plot_axes_point(l->ax, l->x, l->y);
    case ANCHOR_PANEL:
        r = plot_axes_area(l->ax);
        return (point){r.left + (r.right - r.left) * l->x,
                       r.bottom + (r.top - r.bottom) * l->y};
    default:
        return (point){l->x, l->y};
    }
}

/* The baseline's left end, so that the black of the text stands at `gap` from
 * its point. Beside the point digits are centred on it, which looks straight
 * in a column of labels whatever accents and tails they have. */
static point start_of(const label *l, point at, double gap)
{
    const words *w = l->words;
    double slant = 0.75 * gap;
    double right = at.x + gap, left = at.x - gap - w->width;
    double middle = at.x - w->width / 2;
    double above = at.y - gap - w->bottom, below = at.y + gap + w->top;
    switch (l->place) {
    case PLACE_RIGHT:
        return (point){right, at.y + w->middle};
    case PLACE_LEFT:
        return (point){left, at.y + w->middle};
    case PLACE_ABOVE:
        return (point){middle, above};
    case PLACE_BELOW:
        return (point){middle, below};
    case PLACE_ABOVE_RIGHT:
        return (point){at.x + slant, at.y - slant - w->bottom};
    case PLACE_ABOVE_LEFT:
        return (point){at.x - slant - w->width, at.y - slant - w->bottom};
    case PLACE_BELOW_RIGHT:
        return (point){at.x + slant, at.y + slant + w->top};
    case PLACE_BELOW_LEFT:
        return (point){at.x - slant - w->width, at.y + slant + w->top};
    default:
        return (point){middle, at.y + w->middle};
    }
}

/* Upright box around the black of the text, turned about its start. */
static rect box_of(const words *w, point start, double angle)
{
    double s = sin(angle * pi / 180), c = cos(angle * pi / 180);
    double x[] = {w->left, w->right, w->right, w->left};
    double y[] = {-w->top, -w->top, w->bottom, w->bottom};
    rect r = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (int k = 0; k < 4; k++) {
        double px = start.x + x[k] * c + y[k] * s;
        double py = start.y - x[k] * s + y[k] * c;
        r.left = fmin(r.left, px);
        r.right = fmax(r.right, px);
        r.top = fmin(r.top, py);
        r.bottom = fmax(r.bottom, py);
    }
    return r;
}

void plot_label_place(label *l)
{
    double gap = l->style.gap > 0 ? l->style.gap : 4;
    l->target = target_of(l);
    point at = {l->target.x + l->dx, l->target.y - l->dy};
    if (l->leader)
        gap = 1.5;
    l->start = start_of(l, at, l->place == PLACE_CENTRE ? 0 : gap);
    if (l->style.angle != 0 && l->place == PLACE_CENTRE) {
        double turn = l->style.angle * pi / 180;
        double u = l->words->width / 2, v = l->words->middle;
        l->start = (point){at.x - u * cos(turn) + v * sin(turn),
                           at.y + u * sin(turn) + v * cos(turn)};
    }
    l->box = box_of(l->words, l->start, l->style.angle);
}

static void shift_down(label *l, double dy)
{
    l->start.y += dy;
    l->box.top += dy;
    l->box.bottom += dy;
}

/* Names at the ends of curves: neighbours that are too close push each other
 * apart, half the way each, until all have room. */
static bool spread_once(figure *fig)
{
    bool moved = false;
    for (label *a = fig->labels; a; a = a->next)
        for (label *b = a->next; a->at_end && b; b = b->next) {
            if (!b->at_end || b->ax != a->ax)
                continue;
            label *up = a->start.y <= b->start.y ? a : b;
            label *down = up == a ? b : a;
            double need = 9.5 - (down->start.y - up->start.y);
            if (need <= 0.01)
                continue;
            shift_down(up, -need / 2);
            shift_down(down, need / 2);
            moved = true;
        }
    return moved;
}

static void keep_on_panel(figure *fig)
{
    for (label *l = fig->labels; l; l = l->next)
        if (l->at_end) {
            rect r = l->ax->inner;
            shift_down(l, fmax(0, r.top - l->box.top)
                              - fmax(0, l->box.bottom - r.bottom));
        }
}

void plot_labels_place(figure *fig)
{
    for (label *l = fig->labels; l; l = l->next)
        plot_label_place(l);
    for (int round = 0; round < 200 && spread_once(fig); round++)
        keep_on_panel(fig);
}

/* A line from the point to the nearest side of the text. */
static void draw_leader(const label *l, canvas *c)
{
    point from = l->target;
    rect b = l->box;
    point to = {fmin(fmax(from.x, b.left), b.right),
                fmin(fmax(from.y, b.top), b.bottom)};
    double dx = to.x - from.x, dy = to.y - from.y, length = hypot(dx, dy);
    if (length < 7)
        return;
    double start = 3.5 / length, end = 1 - 1.8 / length;
    plot_canvas_line(c, from.x + dx * start, from.y + dy * start,
                     from.x + dx * end, from.y + dy * end, INK_NOTE, 0.5);
}

void plot_label_free(label *l)
{
    plot_words_free(l->words);
    free(l->at);
    free(l);
}

void plot_label_draw(const label *l, canvas *c)
{
    if (l->hidden)
        return;
    if (l->leader)
        draw_leader(l, c);
    plot_words_draw(c, l->words, l->start, l->style.angle,
                    l->style.bare ? 0 : 1.3);
}

bool plot_rects_overlap(rect a, rect b, double slack)
{
    return a.left < b.right - slack && b.left < a.right - slack
           && a.top < b.bottom - slack && b.top < a.bottom - slack;
}

bool plot_box_is_crossed(const polylines *p, rect box)
{
    polylines inside = {0};
    for (size_t k = 0; k < p->lines && inside.n == 0; k++)
        plot_poly_clip(plot_poly_line(p, k), plot_poly_length(p, k),
                       p->closed[k], box, &inside);
    bool crossed = inside.n > 0;
    plot_poly_free(&inside);
    return crossed;
}

bool plot_figure_box_is_free(const figure *fig, rect box)
{
    for (const label *l = fig->labels; l; l = l->next)
        if (!l->hidden && plot_rects_overlap(l->box, box, 0))
            return false;
    return true;
}

/* --- Words, as a program asks for them ------------------------------ */

void plot_add_text(axes *ax, double x, double y, place where, const char *text,
                   text_style style)
{
    plot_label_new(ax->fig, ax, ANCHOR_DATA, x, y, where, text, style);
}

void plot_add_words(axes *ax, series at, place where, const char *text,
                    text_style style)
{
    if (at.n == 0)
        return;
    label *l = plot_label_new(ax->fig, ax, ANCHOR_DATA, at.x[0], at.y[0], where,
                              text, style);
    l->points = at.n;
    l->at = plot_must_calloc(2 * at.n, sizeof *l->at);
    memcpy(l->at, at.x, at.n * sizeof *at.x);
    memcpy(l->at + at.n, at.y, at.n * sizeof *at.y);
}

void plot_add_panel_text(axes *ax, double fx, double fy, place where,
                         const char *text, text_style style)
{
    plot_label_new(ax->fig, ax, ANCHOR_PANEL, fx, fy, where, text, style);
}

void plot_add_note(axes *ax, double x, double y, double dx, double dy,
                   const char *text, text_style style)
{
    label *l = plot_label_new(ax->fig, ax, ANCHOR_DATA, x, y,
                              plot_place_for(dx, dy), text, style);
    l->dx = dx;
    l->dy = dy;
    l->leader = true;
}

void plot_add_end_label(axes *ax, series s, const char *text, ink colour)
{
    if (s.n == 0)
        return;
    label *l = plot_label_new(ax->fig, ax, ANCHOR_DATA, s.x[s.n - 1],
                              s.y[s.n - 1], PLACE_RIGHT, text,
                              (text_style){.ink = colour, .gap = 5});
    l->at_end = true;
}
