/* Ticks, spines and labels of a panel. */
#include "model.h"

#include <math.h>

static const double tick_long = 3, tick_short = 1.8, tick_gap = 2.8;
static const double name_below = 6, name_beside = 7; /* from tick labels */

static bool has_spines(const axes *ax)
{
    return ax->spines != SPINES_NONE;
}

/* A name up to so wide stands beside its axis. */
static bool is_short(const words *w)
{
    return w->width <= 20;
}

/* --- Ticks ---------------------------------------------------------- */

static void drop_ticks(side *s)
{
    for (size_t i = 0; i < s->ticks.n; i++) {
        plot_words_free(s->tick_words[i]);
        s->tick_words[i] = NULL;
    }
    s->ticks.n = 0;
}

/* Of ticks by hand, those that lie on the axis. */
static void keep_inside(side *s, char name)
{
    double low = s->scale.low, high = s->scale.high, e = 1e-9 * (high - low);
    size_t kept = 0;
    for (size_t i = 0; i < s->ticks.n; i++) {
        double value = s->ticks.at[i].value;
        words *w = s->tick_words[i];
        s->tick_words[i] = NULL;
        if (value >= low - e && value <= high + e) {
            s->ticks.at[kept] = s->ticks.at[i];
            s->tick_words[kept++] = w;
            continue;
        }
        plot_words_free(w);
        plot_fault("it is left out", "the %c tick at %g is not on the axis",
                   name, value);
    }
    s->ticks.n = kept;
}

static void label_ticks(side *s)
{
    for (size_t i = 0; i < s->ticks.n; i++)
        if (s->ticks.at[i].label[0] && !s->quiet)
            s->tick_words[i] =
                plot_words_new(s->ticks.at[i].label, 8, INK_NOTE, ALIGN_LEFT);
}

/* Ticks at the steps that were asked for; false when there are more than an
 * axis of this length can bear. */
static bool make_steps(side *s, char name, double length)
{
    double needed = 0;
    if (!plot_scale_ticks_step(&s->scale, s->step, &s->ticks))
        return false;
    label_ticks(s);
    for (size_t i = 0; i < s->ticks.n; i++) {
        const words *w = s->tick_words[i];
        needed += !w ? 1 : name == 'x' ? w->width : w->top + w->bottom;
    }
    return needed <= length;
}

/* About one tick for each `spacing` points. */
static void make_side(side *s, char name, bool shown, double length,
                      double spacing)
{
    if (s->by_hand) {
        keep_inside(s, name);
        return;
    }
    drop_ticks(s);
    if (!shown || s->step < 0)
        return;
    if (s->step > 0 && !s->scale.log) {
        if (make_steps(s, name, length))
            return;
        plot_fault("the usual ones are drawn",
                   "there is no room for %c ticks at steps of %g", name,
                   s->step);
        s->step = 0;
        drop_ticks(s);
    }
    plot_scale_ticks(&s->scale, length / spacing, &s->ticks);
    label_ticks(s);
}

static void make_name(side *s)
{
    if (s->name && !s->words && !s->quiet)
        s->words = plot_words_new(s->name, 9, INK_TEXT, ALIGN_LEFT);
}

void plot_axes_make_ticks(axes *ax)
{
    rect r = plot_axes_area(ax);
    make_side(&ax->x, 'x', has_spines(ax), r.right - r.left, 60);
    make_side(&ax->y, 'y', has_spines(ax), r.bottom - r.top, 32);
    make_name(&ax->x);
    make_name(&ax->y);
}

/* --- Margins -------------------------------------------------------- */

/* The room that the tick labels of an axis need, each by itself. */
typedef struct tick_room {
    double width, top, bottom;
} tick_room;

static tick_room room_of(const side *s)
{
    tick_room most = {0, 0, 0};
    for (size_t i = 0; i < s->ticks.n; i++) {
        const words *w = s->tick_words[i];
        if (!w)
            continue;
        most.width = fmax(most.width, w->width);
        most.top = fmax(most.top, w->top);
        most.bottom = fmax(most.bottom, w->bottom);
    }
    return most;
}

/* From the lower spine to the foot of its tick labels, and from the left
 * spine to where its tick labels begin. */
static double ticks_below(const axes *ax)
{
    tick_room r = room_of(&ax->x);
    return has_spines(ax) ? tick_long + tick_gap + r.top + r.bottom : 0;
}

static double ticks_beside(const axes *ax)
{
    return has_spines(ax) ? tick_long + tick_gap + room_of(&ax->y).width : 0;
}

/* The length of an axis that stands beyond its last tick label's middle. */
static double overhang(const side *s, double length, bool at_high)
{
    double most = 0;
    for (size_t i = 0; i < s->ticks.n; i++) {
        if (!s->tick_words[i])
            continue;
        scale unit = s->scale;
        unit.from = 0;
        unit.to = length;
        double at = plot_scale_point(&unit, s->ticks.at[i].value);
        double rest = at_high ? length - at : at;
        most = fmax(most, s->tick_words[i]->width / 2 - rest);
    }
    return most;
}

/* Names at curves' ends reach beyond the panel by so much. */
static double end_labels(const axes *ax, double width)
{
    double most = 0;
    for (const label *l = ax->fig->labels; l; l = l->next) {
        if (!l->at_end || l->ax != ax)
            continue;
        scale unit = ax->x.scale;
        unit.from = 0;
        unit.to = width;
        most = fmax(most, plot_scale_point(&unit, l->x) + 6 + l->words->width
                              - width);
    }
    return most;
}

static void measure_outside(axes *ax, margins *m)
{
    m->bottom += ticks_below(ax);
    m->left += ticks_beside(ax);
    if (ax->x.words)
        m->bottom += name_below + ax->x.words->top + ax->x.words->bottom;
    if (ax->y.words && is_short(ax->y.words))
        m->left += name_beside + ax->y.words->width;
    else if (ax->y.words)
        m->top += 8 + ax->y.words->top;
}

/* Titles of a row stand in line, above its highest long name. */
static double name_height(const axes *ax)
{
    double most = ax->top_extra;
    for (const axes *b = ax->fig->panels; b; b = b->next) {
        const words *y = b->y.words;
        bool beside =
            b == ax || (!ax->free_place && !b->free_place && b->row == ax->row);
        if (beside && y && !is_short(y))
            most = fmax(most, 8 + y->top);
    }
    return most;
}

void plot_axes_measure(axes *ax)
{
    rect r = ax->inner;
    double width = r.right - r.left;
    margins m = {0, 0, 0, 0};
    measure_outside(ax, &m);
    if (has_spines(ax))
        m.top = fmax(m.top, 4);
    m.top = fmax(m.top, ax->top_extra);
    if (ax->title)
        m.top = fmax(m.top, name_height(ax)) + 9 + ax->title->top
                + ax->title->bottom - ax->title->descent;
    m.left = fmax(m.left, overhang(&ax->x, width, false));
    m.right = fmax(m.right, overhang(&ax->x, width, true));
    m.right = fmax(m.right, end_labels(ax, width));
    m.right += ax->right_extra + plot_legend_width(ax);
    ax->margins = m;
}

/* --- Labels --------------------------------------------------------- */

/* Hands the words of the ticks over to labels. */
static void name_ticks(axes *ax, side *s, bool horizontal, double edge)
{
    /* Baselines in one line, whatever exponents do. */
    double base = edge + tick_long + tick_gap + room_of(s).top;
    for (size_t i = 0; i < s->ticks.n; i++) {
        words *w = s->tick_words[i];
        if (!w)
            continue;
        double at = plot_scale_point(&s->scale, s->ticks.at[i].value);
        if (horizontal)
            plot_label_take(ax->fig, w, (point){at, base - w->top}, PLACE_BELOW,
                            1e-9);
        else
            plot_label_take(ax->fig, w, (point){edge - tick_long, at},
                            PLACE_LEFT, tick_gap);
        s->tick_words[i] = NULL;
    }
}

/* They belong to the label then, also where the next one finds no memory. */
static words *take_name(side *s)
{
    words *w = s->words;
    s->words = NULL;
    return w;
}

static void name_sides(axes *ax, double below)
{
    rect r = ax->inner, area = plot_axes_area(ax);
    double centre = (r.left + r.right) / 2;
    words *x = ax->x.words, *y = ax->y.words;
    if (x)
        plot_label_take(ax->fig, take_name(&ax->x), (point){centre, below},
                        PLACE_BELOW, name_below);
    if (!y)
        return;
    double beside = r.left - ticks_beside(ax);
    if (is_short(y))
        plot_label_take(ax->fig, take_name(&ax->y),
                        (point){beside, (area.top + area.bottom) / 2},
                        PLACE_LEFT, name_beside);
    else
        plot_label_take(ax->fig, take_name(&ax->y),
                        (point){fmin(r.left, beside + 3), r.top - 6},
                        PLACE_RIGHT, 1e-9)
            ->y -= y->middle;
}

/* Names of titles first, as they look at those of the axes. Their baselines
 * stand in line, with and without a letter that goes below. */
void plot_axes_name_title(axes *ax)
{
    if (!ax->title)
        return;
    double middle = (ax->inner.left + ax->inner.right) / 2;
    double top = ax->inner.top - name_height(ax);
    plot_label_take(ax->fig, ax->title, (point){middle, top}, PLACE_ABOVE,
                    8.5 - ax->title->descent);
    ax->title = NULL;
}

void plot_axes_name_labels(axes *ax)
{
    name_sides(ax, ax->inner.bottom + ticks_below(ax));
    name_ticks(ax, &ax->x, true, ax->inner.bottom);
    name_ticks(ax, &ax->y, false, ax->inner.left);
}

/* --- Drawing -------------------------------------------------------- */

static bool is_major(const side *s, size_t i)
{
    return s->by_hand || s->ticks.at[i].label[0] != '\0';
}

void plot_axes_draw_grid(const axes *ax, canvas *c)
{
    rect r = plot_axes_area(ax);
    for (size_t i = 0; ax->y.grid && i < ax->y.ticks.n; i++) {
        double y = plot_scale_point(&ax->y.scale, ax->y.ticks.at[i].value);
        if (is_major(&ax->y, i))
            plot_canvas_line(c, r.left, y, r.right, y, INK_GRID, 0.4);
    }
}

static void draw_ticks(const axes *ax, canvas *c)
{
    rect r = ax->inner;
    for (size_t i = 0; i < ax->x.ticks.n; i++) {
        double x = plot_scale_point(&ax->x.scale, ax->x.ticks.at[i].value);
        double size = is_major(&ax->x, i) ? tick_long : tick_short;
        plot_canvas_line(c, x, r.bottom, x, r.bottom + size, INK_NOTE, 0.8);
    }
    for (size_t i = 0; i < ax->y.ticks.n; i++) {
        double y = plot_scale_point(&ax->y.scale, ax->y.ticks.at[i].value);
        double size = is_major(&ax->y, i) ? tick_long : tick_short;
        plot_canvas_line(c, r.left, y, r.left - size, y, INK_NOTE, 0.8);
    }
}

void plot_axes_draw_spines(const axes *ax, canvas *c)
{
    rect r = ax->inner, area = plot_axes_area(ax);
    switch (ax->spines) {
    case SPINES_NONE:
        return;
    case SPINES_BOX:
        plot_canvas_ink(c, INK_NOTE, 1);
        cairo_set_line_width(c->cr, 0.6);
        cairo_rectangle(c->cr, r.left, r.top, r.right - r.left,
                        r.bottom - r.top);
        cairo_stroke(c->cr);
        break;
    case SPINES_LEFT_BOTTOM:
        plot_canvas_line(c, r.left, area.top, r.left, area.bottom + 0.4,
                         INK_NOTE, 0.8);
        plot_canvas_line(c, r.left - 0.4, r.bottom, r.right, r.bottom, INK_NOTE,
                         0.8);
        break;
    }
    draw_ticks(ax, c);
}
