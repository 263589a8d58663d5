#include "layered.h"

#include "fail.h"

#include <math.h>
#include <stdbool.h>

/* What stands in a layer: a node, or the way of edges of one node that pass
 * through. All edges of a node share one way until they part. */
enum { ITEMS = LAYERED_NODES * LAYERED_LAYERS, LINKS = 2 * ITEMS, LOOKS = 24 };

typedef struct item {
    size_t layer, order;
    bool passes;
    double across;
} item;

typedef struct lay_out {
    size_t items, links, layers;
    item item[ITEMS];
    size_t low[LINKS], high[LINKS]; /* ends of links between two layers */
    size_t size[LAYERED_LAYERS];
    size_t at[LAYERED_LAYERS][ITEMS]; /* items of a layer, in order */
} lay_out;

static size_t add_item(lay_out *o, size_t layer, bool passes)
{
    if (layer < LAYERED_LAYERS && o->items < ITEMS) {
        size_t i = o->items++;
        o->item[i] = (item){layer, o->size[layer], passes, 0};
        o->at[layer][o->size[layer]++] = i;
        if (layer >= o->layers)
            o->layers = layer + 1;
        return i;
    }
    plot_fail("a graph with more than %d layers", LAYERED_LAYERS);
}

static void add_link(lay_out *o, size_t low, size_t high)
{
    for (size_t k = 0; k < o->links; k++)
        if (o->low[k] == low && o->high[k] == high)
            return;
    o->low[o->links] = low;
    o->high[o->links++] = high;
}

/* way[node][layer]: the item that stands for the node's edges there, plus 1. */
typedef size_t ways[LAYERED_NODES][LAYERED_LAYERS];

static void add_edge(lay_out *o, ways way, const layered *g,
                     const layered_edge *e)
{
    size_t before = e->from;
    for (size_t l = g->layer[e->from] + 1; l < g->layer[e->to]; l++) {
        if (way[e->from][l] == 0)
            way[e->from][l] = add_item(o, l, true) + 1;
        add_link(o, before, way[e->from][l] - 1);
        before = way[e->from][l] - 1;
    }
    add_link(o, before, e->to);
}

/* -------------------------------------------------------------- the order */

/* Between two layers. */
static size_t crossings(const lay_out *o)
{
    size_t count = 0;
    for (size_t a = 0; a < o->links; a++)
        for (size_t b = 0; b < a; b++) {
            const item *la = &o->item[o->low[a]], *lb = &o->item[o->low[b]];
            const item *ha = &o->item[o->high[a]], *hb = &o->item[o->high[b]];
            count += la->layer == lb->layer
                     && ((la->order < lb->order && ha->order > hb->order)
                         || (la->order > lb->order && ha->order < hb->order));
        }
    return count;
}

/* The mean order, or with `places` the mean place, of the neighbours in the
 * layers below or above or both; an item without any stays. */
enum { BELOW = 1, ABOVE = 2, PLACES = 4 };

static double mean_of(const lay_out *o, size_t i, unsigned which)
{
    double sum = 0, count = 0;
    for (size_t k = 0; k < o->links; k++) {
        size_t other = o->high[k] == i && (which & BELOW)  ? o->low[k]
                       : o->low[k] == i && (which & ABOVE) ? o->high[k]
                                                           : ITEMS;
        if (other == ITEMS)
            continue;
        const item *n = &o->item[other];
        sum += which & PLACES
                   ? n->across
                   : ((double)n->order + 0.5) / (double)o->size[n->layer];
        count++;
    }
    if (count > 0)
        return sum / count;
    return which & PLACES ? o->item[i].across
                          : ((double)o->item[i].order + 0.5)
                                / (double)o->size[o->item[i].layer];
}

/* Equal ones keep their order. */
static void sort_layer(lay_out *o, size_t layer, unsigned which)
{
    double mean[ITEMS] = {0};
    size_t *at = o->at[layer];
    for (size_t k = 0; k < o->size[layer]; k++)
        mean[at[k]] = mean_of(o, at[k], which);
    for (size_t k = 1; k < o->size[layer]; k++)
        for (size_t j = k; j > 0 && mean[at[j]] < mean[at[j - 1]]; j--) {
            size_t other = at[j];
            at[j] = at[j - 1];
            at[j - 1] = other;
        }
    for (size_t k = 0; k < o->size[layer]; k++)
        o->item[at[k]].order = k;
}

/* Up and down again; the order with the fewest crossings is kept. */
static void find_order(lay_out *o)
{
    lay_out best = *o;
    size_t fewest = crossings(o);
    for (int look = 0; look < LOOKS && fewest > 0; look++) {
        for (size_t l = 0; l < o->layers; l++)
            sort_layer(o, look % 2 ? o->layers - 1 - l : l,
                       look % 2 ? ABOVE : BELOW);
        size_t count = crossings(o);
        if (count < fewest) {
            fewest = count;
            best = *o;
        }
    }
    *o = best;
}

/* ------------------------------------------------------------- the places */

/* A node is 1 wide, a way a third of that. */
static double half_of(const item *i)
{
    return i->passes ? 0.16 : 0.5;
}

/* A stretch of items that touch, and move as one. */
typedef struct stretch {
    double first, count; /* where the first would like to be, in the mean */
} stretch;

/* Brings the items of a layer as near as can be to where they would like to
 * be, in their order and without overlap (least squares, by stretches), within
 * `most`. */
static void settle(lay_out *o, size_t layer, const double *wish, double most)
{
    stretch run[ITEMS] = {{0}};
    double offset[ITEMS] = {0};
    const size_t *at = o->at[layer], n = o->size[layer];
    size_t runs = 0, k = 0;
    for (size_t i = 1; i < n; i++)
        offset[i] = offset[i - 1] + half_of(&o->item[at[i - 1]])
                    + half_of(&o->item[at[i]]);
    double squeeze = n > 1 ? fmin(1, most / offset[n - 1]) : 1;
    double high = most / 2 - (n > 1 ? squeeze * offset[n - 1] : 0);
    for (size_t i = 0; i < n; i++) {
        run[runs++] = (stretch){wish[i] - squeeze * offset[i], 1};
        for (; runs > 1 && run[runs - 2].first > run[runs - 1].first; runs--) {
            stretch *a = &run[runs - 2], *b = &run[runs - 1];
            a->first = (a->first * a->count + b->first * b->count)
                       / (a->count + b->count);
            a->count += b->count;
        }
    }
    for (size_t r = 0; r < runs; r++)
        for (size_t i = 0; i < (size_t)run[r].count; i++, k++)
            o->item[at[k]].across =
                fmin(fmax(run[r].first, -most / 2), high) + squeeze * offset[k];
}

static void find_places(lay_out *o, double most)
{
    double wish[ITEMS] = {0};
    for (size_t l = 0; l < o->layers; l++)
        settle(o, l, wish, most);
    for (int look = 0; look < 2 * LOOKS; look++)
        for (size_t k = 0; k < o->layers; k++) {
            size_t l = look % 2 ? o->layers - 1 - k : k;
            for (size_t i = 0; i < o->size[l]; i++)
                wish[i] = mean_of(o, o->at[l][i], BELOW | ABOVE | PLACES);
            settle(o, l, wish, most);
        }
}

void plot_layered_place(layered *g, double most)
{
    lay_out o = {0};
    ways way = {{0}};
    if (g->nodes > LAYERED_NODES || g->edges > LAYERED_EDGES)
        plot_fail("a graph with more than %d nodes or %d edges", LAYERED_NODES,
                  LAYERED_EDGES);
    for (size_t i = 0; i < g->nodes; i++)
        add_item(&o, g->layer[i], false);
    for (size_t k = 0; k < g->edges; k++)
        add_edge(&o, way, g, &g->edge[k]);
    find_order(&o);
    find_places(&o, most);
    for (size_t i = 0; i < g->nodes; i++)
        g->across[i] = o.item[i].across;
    for (size_t k = 0; k < g->edges; k++) {
        layered_edge *e = &g->edge[k];
        for (size_t l = g->layer[e->from] + 1; l < g->layer[e->to]; l++)
            e->across[l] = o.item[way[e->from][l] - 1].across;
    }
}
