#include "shared/tell.h"

#include <math.h>

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
