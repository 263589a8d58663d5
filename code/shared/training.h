/* A network learns the digits, in mini-batches: chapter 6. */
#ifndef TRAINING_H
#define TRAINING_H

#include "gd/descent.h"
#include "gd/network.h"
#include "gd/optimizer.h"
#include "gd/schedule.h"
#include "shared/digits.h"
#include "shared/must.h" /* METHODS */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who learns the digits: the library's methods in their order, and Muon. */
enum { LEARNERS = METHODS + 1 };
const gd_method *learner(int k);

enum { EPOCHS_MAX = 40 };

/* So many hidden units a network has at most, and so many parameters then. */
enum {
    HIDDEN_MAX = 64,
    WEIGHTS_MAX =
        (DIGIT_PIXELS + 1 + DIGIT_CLASSES) * HIDDEN_MAX + DIGIT_CLASSES
};

/* What all trainings have in common. */
typedef struct training_setup {
    const digits *digits;
    const gd_network *network;
    const gd_schedule_kind *schedule;
    size_t epochs;     /* at most EPOCHS_MAX; 0: the start */
    size_t batch_size; /* examples in a step, > 0 */
    uint64_t seed;     /* of the start, and of the order of the examples */
    const gd_setting *settings; /* the method's; NULL: its defaults */
} training_setup;

/* Trains on the parts from the training part to `last`. x, network->n numbers,
 * gets the network. validation_loss gets epochs + 1 numbers, one before the
 * first epoch and one after each as far as the run comes, or is NULL. Returns
 * how it ended; no memory ends the program with one sentence. */
gd_outcome train(const training_setup *setup, digits_part last,
                 const gd_method *method, double rate, double *x,
                 double *validation_loss);

/* More right answers are better, and of equals the smaller loss. */
bool better(gd_score a, gd_score b);

/* Trains with this rate, on the training part, and asks the validation part; a
 * run that diverges knows nothing, and its loss is infinite. validation_loss as
 * above. */
gd_score try_rate(const training_setup *u, const gd_method *method, double rate,
                  double *validation_loss);

#endif
