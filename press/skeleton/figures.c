/* The figures of the chapter NAME, one function each. */
#include "plot/plot.h"

/* What is seen, and where to look first. */
static void path(figure *fig, const dataset *data)
{
    series curve = plot_data_xy(data, "NAME-curve", "x", "f");
    series steps = plot_data_xy(data, "NAME-path", "x", "f");
    axes *ax = plot_figure_axes(fig);
    plot_axes_title(ax, "Long steps where it is steep, short ones below");
    plot_axes_labels(ax, "*x*", "*f*(*x*)");
    plot_add_curve(ax, curve, plot_function_line);
    plot_add_path(ax, steps, (path_style){0});
    plot_add_text(ax, steps.x[0], steps.y[0], PLACE_RIGHT, "start",
                  (text_style){.ink = INK_DESCENT, .gap = 8});
}

/* Their names in the text, width and height in points, how they are drawn. */
static const figure_entry figures[] = {
    {"NAME-path", FULL_WIDTH, FULL_HEIGHT, 0, path},
    {0},
};

int main(int argc, char **argv)
{
    return plot_figures_main(argc, argv, figures);
}
