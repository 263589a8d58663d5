/* What descend --format tsv tells of a reader's function. */
#include "own/walk.h"
#include "plot/plot.h"

static void draw(figure *fig, const dataset *data)
{
    if (!plot_data_has_block(data, "title"))
        plot_fail("these are not data of descend --format tsv");
    plot_walk_draw(fig, data);
}

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"descend", FULL_WIDTH, WALK_HEIGHT, WALK_NARROW_HEIGHT, draw},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
