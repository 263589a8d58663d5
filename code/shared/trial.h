/* One method on the digits at a rate that a reader turns: chapter 6. */
#ifndef TRIAL_H
#define TRIAL_H

#include "shared/experiment.h"

/* A scene: which method trains, and how long. */
typedef struct trial_plan_knobs {
    const char *method;
    double epochs;
} trial_plan_knobs;
extern const knob trial_plan_list[];
void trial_plan_experiment(const void *knobs, story *s);

/* A scene: with which rate. */
typedef struct trial_rate_knobs {
    double rate;
} trial_rate_knobs;
extern const knob trial_rate_list[];
void trial_rate_experiment(const void *knobs, story *s);

/* The training with that rate: block trial-curve, the loss on the validation
 * digits after each epoch. Needs split, plan, trial-plan and trial-rate. */
void trial_experiment(const void *knobs, story *s);

/* What trainings with other rates come to: block trial-scan, rate and wrong
 * validation digits. Needs split, plan and trial-plan. */
void trial_scan_experiment(const void *knobs, story *s);

#endif
