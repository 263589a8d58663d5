/* What tables of runs say in the same words. */
#ifndef TELL_H
#define TELL_H

#include "gd/descent.h"
#include "shared/story.h"

/* Why a run ended, for a column: "tolerance", "target", "step limit",
 * "observer", "divergence". */
const char *outcome_word(gd_outcome outcome);

/* The number as by %W.De, or a dash where a run that diverged has left none
 * that is finite. */
void say_number(story *s, int width, int decimals, double number);

/* A value, if it is finite. */
void finite_value(story *s, const char *key, double number);

#endif
