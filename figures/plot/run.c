/* The path of a run, with marks that tell the truth about its steps. */
#include "model.h"
#include "say.h"

#include <math.h>

enum { MOST_DOTS = 60 };

/* region run */
/* Is no step left out? */
static bool has_all_steps(const double *step, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (step[i] != step[i - 1] + 1)
            return false;
    return true;
}

static bool is_power_of_ten(double step)
{
    return step >= 1 && step == round(pow(10, round(log10(step))));
}

static void add_mark(axes *ax, double x, double y, double step,
                     path_style style, step_numbers numbers)
{
    plot_add_mark(ax, x, y,
                  (mark_style){.shape = style.shape,
                               .ink = style.ink,
                               .size = style.dot + 1,
                               .halo = 1});
    if (numbers == NUMBERS_SHOWN)
        plot_add_words(ax, (series){1, &x, &y}, PLACE_RIGHT,
                       plot_say_count(step).text,
                       (text_style){.ink = style.ink, .gap = 5});
}

void plot_add_run(axes *ax, const block *run, const char *x, const char *y,
                  path_style style, step_numbers numbers)
{
    const double *step = plot_block_column(run, "step");
    series s = plot_xy(run, x, y);
    bool each = s.n <= MOST_DOTS + 1 && has_all_steps(step, s.n);
    style = plot_path_or_default(style, each ? s.n : 0);
    style.no_dots = !each;
    plot_add_path(ax, s, style);
    for (size_t i = 0; !each && i < s.n; i++)
        if (is_power_of_ten(step[i]))
            add_mark(ax, s.x[i], s.y[i], step[i], style, numbers);
}
/* end run */
