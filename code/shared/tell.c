#include "shared/tell.h"

#include "shared/must.h"

#include <math.h>

/* ----------------------------------------------------------- in the report */

const char *outcome_word(gd_outcome outcome)
{
    switch (outcome) {
    case GD_CONVERGED:
        return "tolerance";
    case GD_TARGET_REACHED:
        return "target";
    case GD_STEP_LIMIT:
        return "step limit";
    case GD_STOPPED:
        return "observer";
    case GD_NO_DESCENT:
        return "no descent";
    case GD_DIVERGED:
        return "divergence";
    default:
        return gd_outcome_text(outcome);
    }
}

void say_number(story *s, int width, int decimals, double number)
{
    if (isfinite(number))
        say(s, "%*.*e", width, decimals, number);
    else
        say(s, "%*s", width, "-");
}

void finite_value(story *s, const char *key, double number)
{
    if (isfinite(number))
        value(s, key, number);
}

double tidy(double x)
{
    return fabs(x) < 1e-9 ? 0 : x;
}

bool shows(story *s, size_t step, size_t all, size_t end)
{
    if (step == all + 1 && step < end)
        say(s, "   ...\n");
    return step <= all || step == end;
}

/* ------------------------------------------------- in two variables, data */

void tell_history(story *s, const char *block, gd_history *history,
                  const double *minimum)
{
    if (history->failed)
        give_up("out of memory");
    gd_table_history(s->data, block, history, minimum);
    gd_history_free(history);
}

void tell_arrows(story *s, const char *block, const gd_objective *f,
                 const double lower[2], const double upper[2], int nx, int ny)
{
    gd_table_block(s->data, block, "x\ty\tdx\tdy");
    for (int j = 0; j < ny; j++)
        for (int i = 0; i < nx; i++) {
            double g[2];
            double x[2] = {lower[0] + (upper[0] - lower[0]) * (i + 0.5) / nx,
                           lower[1] + (upper[1] - lower[1]) * (j + 0.5) / ny};
            gd_value_and_gradient(f, x, g);
            gd_row(s->data, x[0], x[1], -g[0], -g[1]);
        }
}

bool range_is_due(size_t step, size_t row)
{
    return gd_history_keeps(step) && step - row >= step / 64;
}

double beale_distance(const double x[2])
{
    const double *minimum = function("beale")->stationary[0].x;
    return hypot(x[0] - minimum[0], x[1] - minimum[1]);
}

void tell_minima(story *s, const char *block, const gd_test_function *f)
{
    gd_table_block(s->data, block, "x\ty");
    for (size_t i = 0; i < f->stationary_count; i++)
        if (f->stationary[i].kind == GD_MINIMUM)
            gd_row(s->data, f->stationary[i].x[0], f->stationary[i].x[1]);
}
