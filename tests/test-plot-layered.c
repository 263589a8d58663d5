/* Graphs in layers: places that do not overlap, few crossings. */
#include "test-plot.h"

#include "plot/layered.h"

#include <math.h>

typedef struct ends {
    size_t from, to;
} ends;

static layered graph_with(size_t nodes, const size_t *layer, size_t edges,
                          const ends *edge)
{
    layered g = {.nodes = nodes, .edges = edges};
    memcpy(g.layer, layer, nodes * sizeof *layer);
    for (size_t k = 0; k < edges; k++) {
        g.edge[k].from = edge[k].from;
        g.edge[k].to = edge[k].to;
    }
    return g;
}

static void assert_apart(const layered *g, double most)
{
    for (size_t i = 0; i < g->nodes; i++) {
        assert_true(fabs(g->across[i]) <= most / 2 + 1e-9);
        for (size_t j = 0; j < i; j++)
            assert_true(g->layer[i] != g->layer[j]
                        || fabs(g->across[i] - g->across[j]) > 1 - 1e-9);
    }
}

/* Two chains whose ends are listed the other way round. */
static void chains_are_untangled(void **state)
{
    (void)state;
    layered g =
        graph_with(4, (size_t[]){0, 0, 1, 1}, 2, (ends[]){{0, 3}, {1, 2}});
    plot_layered_place(&g, 3);
    assert_apart(&g, 3);
    assert_true((g.across[0] - g.across[1]) * (g.across[3] - g.across[2]) > 0);
    assert_close(g.across[0], g.across[3], 1e-9, 1e-9);
}

/* An edge over a layer has a place of its own there, beside the nodes. */
static void an_edge_passes_beside(void **state)
{
    (void)state;
    layered g = graph_with(4, (size_t[]){0, 1, 1, 2}, 5,
                           (ends[]){{0, 1}, {0, 2}, {1, 3}, {2, 3}, {0, 3}});
    plot_layered_place(&g, 3);
    assert_apart(&g, 3);
    for (size_t i = 1; i <= 2; i++)
        assert_true(fabs(g.edge[4].across[1] - g.across[i]) > 0.6);
}

/* Four abreast have room for three units, and stand at both ends of it. */
static void a_full_layer_fits(void **state)
{
    (void)state;
    layered g = graph_with(
        6, (size_t[]){0, 1, 1, 1, 1, 2}, 8,
        (ends[]){
            {0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 5}, {2, 5}, {3, 5}, {4, 5}});
    plot_layered_place(&g, 3);
    assert_apart(&g, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_are_untangled),
        cmocka_unit_test(an_edge_passes_beside),
        cmocka_unit_test(a_full_layer_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
