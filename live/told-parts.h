/* What told.c and packed.c know of each other. */
#ifndef LIVE_TOLD_PARTS_H
#define LIVE_TOLD_PARTS_H

#include "shared/experiment.h"

#include <stdbool.h>
#include <stddef.h>

/* The next of some words with blanks between them, or false. */
bool told_next_word(const char **words, char word[80]);

/* The experiment of that name, which must be there. */
const experiment *told_experiment(const char *name);

/* The struct of its knobs, or NULL. */
const void *told_knobs(const experiment *e);

/* The name of a block of experiment `which`, by its number from 0, or NULL. */
const char *told_block_of(size_t which, size_t number);

story *told_story(void);

/* Has it kept a result, here or where it was told? */
bool told_has_result(size_t which);

/* Forgets what experiment `which` has told, before it is told again. told_end:
 * after one or more have been. */
void told_begin(size_t which);
void told_end(void);

/* The experiment that has just been told was told elsewhere; current: with the
 * knobs as they are; lends: it has a result there that is not here. */
void told_lend(bool current, bool lends);

/* What live_room() gave last. */
const char *told_room(void);

#endif
