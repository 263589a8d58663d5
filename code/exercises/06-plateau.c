/* The rates of Muon's plateau, compared on the same new splits. */
#include "exercise.h"
#include "gd/muon.h"
#include "shared/resplit.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

enum { SPLITS = 10, RATES = 3 };

static digits all;

int main(void)
{
    static const size_t widths[] = {DIGIT_PIXELS, 32, DIGIT_CLASSES};
    gd_network network;
    need(gd_network_plan(&network, 2, widths, GD_TANH), "no such network");
    digits_load(&all, 1998);
    const training_setup setup = {.digits = &all,
                                  .network = &network,
                                  .schedule = gd_schedule_find("cosine"),
                                  .epochs = 10,
                                  .batch_size = 32};
    double wrong[RATES][SPLITS];
    bool right = true;
    printf("plateau: Muon, wrong held-out digits, mean of %d splits\n\n"
           "                          less the first rate's\n"
           "    rate   wrong     +-     mean     +-  ratio\n",
           SPLITS);
    /* region solution */
    for (int k = 0; k < RATES; k++) {
        const double rate = pow(10, -1.5 + k / 2.0);
        wrong_on_splits(&setup, gd_muon(), rate, SPLITS, 201, wrong[k]);
        tally one = tally_of(SPLITS, wrong[k]);
        tally less = tally_of_differences(SPLITS, wrong[k], wrong[0]);
        printf("  %6.2g  %6.2f  %5.2f  %7.2f  %5.2f", rate, one.mean, one.error,
               less.mean, less.error);
        if (k > 0)
            printf("  %5.1f\n", less.mean / less.error);
        else
            printf("  %5s\n", "-");
        right = right && (k == 0 || less.mean > 2 * less.error);
    }
    /* end solution */
    return finish(right);
}
