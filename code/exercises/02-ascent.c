/* Uphill on Himmelblau's function from 400 starts. It has one local maximum,
 * at (-0.27, -0.92), height 181.6, and no highest value at all: outside it
 * rises like a fourth power. Who climbs the hill, and who climbs for ever? */
#include "exercise.h"
#include "gd/descent.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
enum { SIDE = 20, SUMMIT = 0, OVERFLOWED, ELSEWHERE, FATES };

/* Where an ascent from here ends. The slope of a fourth power grows faster
 * than any rate can tame: what leaves the hill soon overflows. */
static int fate(const gd_objective *f, const double *start,
                const double *summit)
{
    double x[2] = {start[0], start[1]};
    gd_options options = gd_default_options();
    options.rate = 0.005; /* at the summit 2/46 would be the limit */
    options.max_steps = 20000;
    options.ascend = true;
    gd_result r = gd_descend(f, x, &options);
    need(r.outcome > 0, gd_outcome_text(r.outcome));
    if (r.outcome == GD_DIVERGED)
        return OVERFLOWED;
    bool there = hypot(x[0] - summit[0], x[1] - summit[1]) < 1e-6;
    return r.outcome == GD_CONVERGED && there ? SUMMIT : ELSEWHERE;
}
/* end solution */

static const double *only_maximum(const gd_test_function *f)
{
    for (size_t i = 0; i < f->stationary_count; i++)
        if (f->stationary[i].kind == GD_MAXIMUM)
            return f->stationary[i].x;
    return NULL;
}

int main(void)
{
    const gd_test_function *f = gd_test_function_find("himmelblau");
    const double *summit = only_maximum(f);
    int count[FATES] = {0};
    printf("climbers: Himmelblau's function, uphill from %d x %d starts\n\n",
           SIDE, SIDE);
    for (int j = SIDE - 1; j >= 0; j--) {
        printf(" ");
        for (int i = 0; i < SIDE; i++) {
            double start[2] = {-5 + 10 * (i + 0.5) / SIDE,
                               -5 + 10 * (j + 0.5) / SIDE};
            int k = fate(&f->objective, start, summit);
            printf(" %c", "o.?"[k]);
            count[k]++;
        }
        printf("\n");
    }
    printf("\n  o to the summit (%.4f, %.4f)  %5.1f %%\n"
           "  . beyond all numbers           %5.1f %%\n"
           "  ? neither                      %5.1f %%\n",
           summit[0], summit[1], count[SUMMIT] / 4.0, count[OVERFLOWED] / 4.0,
           count[ELSEWHERE] / 4.0);

    /* The summit draws in its neighbourhood, the corners are lost. */
    bool right = fate(&f->objective, (double[]){0, -1}, summit) == SUMMIT
                 && fate(&f->objective, (double[]){5, 5}, summit) == OVERFLOWED
                 && count[ELSEWHERE] == 0 && count[SUMMIT] > 0
                 && count[OVERFLOWED] > 0;
    return finish(right);
}
