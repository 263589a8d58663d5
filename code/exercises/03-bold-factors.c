/* The bold driver on Beale's function from (3, 4) with other factors than
 * 1.05 and 0.5: how many trials until max|g| < 1e-8? */
#include "exercise.h"
#include "gd/objective.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST_TRIALS = 20000 };

/* region solution */
/* Trials, MOST_TRIALS at most. */
static int trials(const gd_objective *f, double up, double down)
{
    double x[2] = {3, 4}, g[2], rate = 5e-6;
    double value = gd_value_and_gradient(f, x, g);
    int count = 0;
    while (gd_max_abs(2, g) >= 1e-8 && count < MOST_TRIALS) {
        double y[2] = {x[0] - rate * g[0], x[1] - rate * g[1]};
        double there = gd_value(f, y);
        count++;
        if (there <= value) {
            memcpy(x, y, sizeof x);
            value = gd_value_and_gradient(f, x, g);
            rate *= up;
        } else {
            rate *= down;
        }
    }
    return count;
}
/* end solution */

int main(void)
{
    static const double ups[] = {1.01, 1.02, 1.05, 1.1, 1.2, 1.3, 1.5};
    enum { UPS = 7, DOWNS = 9 };
    const gd_objective *f = gd_test_objective("beale");
    int best = MOST_TRIALS, close = 0, count[UPS][DOWNS];
    printf("factors: trials of the bold driver on Beale from (3, 4)\n\n"
           "              after a failure, times\n   up");
    for (int k = 1; k <= DOWNS; k++)
        printf("  %5.1f", k / 10.0);
    printf("\n");
    for (int i = 0; i < UPS; i++) {
        printf("  %.2f", ups[i]);
        for (int k = 0; k < DOWNS; k++) {
            count[i][k] = trials(f, ups[i], (k + 1) / 10.0);
            best = count[i][k] < best ? count[i][k] : best;
            printf("  %5d", count[i][k]);
        }
        printf("\n");
    }
    for (int i = 0; i < UPS; i++)
        for (int k = 0; k < DOWNS; k++)
            close += count[i][k] < 2 * best;
    int usual = count[2][4]; /* up 1.05, down 0.5 */
    printf("\n  best %d; %d of %d pairs need less than twice as many\n", best,
           close, UPS * DOWNS);

    bool right = usual > 1300 && usual < 1450 && best < usual && close > 5;
    return finish(right);
}
