/* The figures of appendix D, How the figures are drawn. */
#include "plot/plot.h"

/* An edge of a cell: the function, the chord, the cubic, and where each says
 * that the level is. */
static void edge(figure *fig, const dataset *data)
{
    plot_figure_caption_beside(fig);
    static const struct {
        const char *column, *name;
        line_style line;
    } ways[] = {{"f", "*f*", {.ink = INK_SLATE}},
                {"chord", "chord", {.ink = INK_VERMILION, .dash = DASH_DASHED}},
                {"cubic", "cubic", {.ink = INK_GREEN, .dash = DASH_DOTTED}}};
    const block *b = plot_data_block(data, "edge");
    const double *u =
        plot_block_column(plot_data_block(data, "edge-level"), "u");
    const double level = plot_data_value(data, "crossing.level");
    axes *ax = plot_figure_axes(fig);
    plot_axes_labels(ax, "*u*, along the edge", "*f*");
    plot_axes_legend(ax, LEGEND_RIGHT);
    plot_add_hline(ax, level, plot_guide_line);
    for (size_t k = 0; k < 3; k++) {
        plot_add_curve(ax, plot_xy(b, "u", ways[k].column), ways[k].line);
        plot_add_legend_line(ax, ways[k].name, ways[k].line);
        plot_add_mark(ax, u[k], level,
                      (mark_style){.ink = ways[k].line.ink,
                                   .shape = k == 1 ? SHAPE_SQUARE : SHAPE_DOT,
                                   .size = k == 0 ? 6.5 : 4});
    }
}

/* The edges of all cells. */
static void add_mesh(axes *ax, const grid *g)
{
    const line_style thin = {.ink = INK_GRID, .width = 0.6};
    for (size_t i = 0; i < g->nx; i++)
        plot_add_segment(ax, g->x[i], g->y[0], g->x[i], g->y[g->ny - 1], thin);
    for (size_t j = 0; j < g->ny; j++)
        plot_add_segment(ax, g->x[0], g->y[j], g->x[g->nx - 1], g->y[j], thin);
}

/* The same line by chords and by slopes: two grids, of which the first has
 * only the values. */
static void cells(figure *fig, const dataset *data)
{
    static const char *const titles[] = {"by chords", "by slopes"};
    const double level = plot_data_value(data, "crossing.level");
    const grid *sloped = plot_figure_grid(fig, data, "cells");
    const grid *plain =
        plot_figure_keep(fig, plot_grid_thin(sloped, sloped->nx));
    const grid *fine = plot_figure_grid(fig, data, "cells-fine");
    const grid *grids[] = {plain, sloped};
    const level_list one = plot_levels_of(&level, 1);
    plot_figure_fold(fig, 2, 2, 1, SHARE_BOTH);
    for (size_t k = 0; k < 2; k++) {
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, titles[k]);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_fit(ax, sloped);
        plot_axes_equal(ax);
        plot_axes_spines(ax, SPINES_BOX);
        add_mesh(ax, sloped);
        plot_add_contours(ax, fine, one,
                          (contour_style){.ink = plot_ink_tint(INK_GREEN, 0.5),
                                          .width = 3,
                                          .no_labels = true});
        plot_add_contours(
            ax, grids[k], one,
            (contour_style){.ink = INK_SLATE, .width = 1.2, .no_labels = true});
    }
}

/* region levels */
/* Twelve levels twice: equally spaced, and each so many times the last. */
static void levels(figure *fig, const dataset *data)
{
    static const char *const titles[] = {"equally spaced", "by a factor"};
    const grid *g = plot_figure_grid(fig, data, "beale-box");
    const double high = 0.2 * g->high;
    const level_list lists[] = {plot_levels_linear(high / 12, high, 12),
                                plot_levels_log(g->low, 0.1, high, 12)};
    plot_figure_fold(fig, 2, 2, 1, SHARE_NONE);
    for (size_t k = 0; k < 2; k++) {
        axes *ax = plot_figure_nth(fig, k);
        plot_axes_title(ax, titles[k]);
        plot_axes_labels(ax, "*x*", "*y*");
        plot_axes_fit(ax, g);
        plot_axes_equal(ax);
        plot_axes_spines(ax, SPINES_BOX);
        plot_add_contours(ax, g, lists[k], (contour_style){.coloured = true});
    }
}
/* end levels */

int main(int argc, char **argv)
{
    static const figure_entry table[] = {
        {"levels", FULL_WIDTH, 225, 470, levels},
        {"edge", 330, 200, 190, edge},
        {"cells", FULL_WIDTH, 190, 390, cells},
        {0},
    };
    return plot_figures_main(argc, argv, table);
}
