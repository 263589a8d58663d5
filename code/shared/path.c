#include "shared/path.h"

#include "shared/must.h"
#include "shared/short.h"
#include "shared/tell.h"

#include <math.h>

double last(const path *p)
{
    return p->x[p->steps];
}

size_t path_points(const path *p, const char *f)
{
    size_t count = 0;
    double g;
    while (count <= p->steps
           && isfinite(gd_value_and_gradient(objective(f), &p->x[count], &g))
           && isfinite(g))
        count++;
    return count;
}

static void say_point(story *s, const path *p, size_t step,
                      const gd_objective *f)
{
    double g, value = gd_value_and_gradient(f, &p->x[step], &g);
    say(s, "  %4zu  %s  %s  ", step, six(p->x[step], 11).text,
        six(value, 11).text);
    if (fabs(g) < 1e-4 && g != 0)
        say(s, "%11.1e\n", g);
    else
        say(s, "%s\n", six(g, 11).text);
}

static bool is_round(size_t step)
{
    return step <= 3 || step == 10 || step == 50
           || (step % 100 == 0 && step <= 300);
}

void say_path(story *s, const path *p, const char *f)
{
    size_t count = path_points(p, f), before = 0;
    say(s, "  step            x         f(x)        f'(x)\n");
    for (size_t step = 0; step < count; step++) {
        if (!is_round(step) && step + 1 < count)
            continue;
        if (step > before + 1)
            say(s, "   ...\n");
        say_point(s, p, step, objective(f));
        before = step;
    }
    say(s, "\n  stopped after %zu steps: %s\n", p->steps,
        count <= p->steps ? "diverged, f or f' is no longer finite"
        : p->flat         ? "|f'| below the tolerance"
                          : "step limit");
    if (count > 0)
        say(s, "  x = %.16g\n\n", p->x[count - 1]);
}

void short_path(story *s, const path *p, const char *f, double rate)
{
    short_descent(s, p->x[0], rate, p->steps, path_points(p, f) > p->steps,
                  p->flat, last(p));
}

void tell_path(story *s, const char *block, const path *p, const char *f)
{
    size_t count = path_points(p, f);
    gd_table_block(s->data, block, "step\tx\tf\tslope");
    for (size_t step = 0; step < count; step++) {
        double x = p->x[step], g;
        double value = gd_value_and_gradient(objective(f), &x, &g);
        gd_row(s->data, (double)step, x, value, g);
    }
}

static void tell_graph(story *s, const char *block, const path *p,
                       const char *f, double low, double high)
{
    double width = high - low, air = 0.03 * width;
    double lowest = low - width, highest = high + width;
    size_t count = path_points(p, f);
    for (size_t step = 0; step < count; step++) {
        low = fmin(low, fmax(p->x[step] - air, lowest));
        high = fmax(high, fmin(p->x[step] + air, highest));
    }
    gd_table_curve(s->data, block, objective(f), low, high, 240);
}

void tell_run(story *s, const char *path_block, const char *graph_block,
              const path *p, const char *f, double low, double high)
{
    tell_path(s, path_block, p, f);
    tell_graph(s, graph_block, p, f, low, high);
}
