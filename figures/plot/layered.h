/* A graph whose edges all lead from a lower layer to a higher one, laid out in
 * columns so that few of them cross: first the order within each layer (the
 * mean place of the neighbours, K. Sugiyama, S. Tagawa and M. Toda, 1981), then
 * the places. */
#ifndef PLOT_LAYERED_H
#define PLOT_LAYERED_H

#include <stddef.h>

enum {
    LAYERED_NODES = 16,
    LAYERED_EDGES = 3 * LAYERED_NODES,
    LAYERED_LAYERS = 8
};

typedef struct layered_edge {
    size_t from, to;
    double across[LAYERED_LAYERS]; /* of its way, by layer, between the two */
} layered_edge;

typedef struct layered {
    size_t nodes, edges;
    size_t layer[LAYERED_NODES];  /* from 0 */
    double across[LAYERED_NODES]; /* a node is 1 wide; the middle is 0 */
    layered_edge edge[LAYERED_EDGES];
} layered;

/* Places the nodes of g, whose nodes, edges, layers and ends are set, within
 * `most` from the first to the last. plot_fail()s for a graph that is too
 * large. */
void plot_layered_place(layered *g, double most);

#endif
