/* What must work, or the program ends with one sentence: a chapter's program
 * has nothing to show without it, and a number that stands for a run that was
 * not made is worse than none. */
#ifndef MUST_H
#define MUST_H

#include "gd/compiler.h"
#include "gd/descent.h"
#include "gd/expression.h"
#include "gd/gradient_check.h"
#include "gd/history.h"
#include "gd/objective.h"
#include "gd/optimizer.h"

#include <stddef.h>
#include <stdio.h>

/* What stands before the sentence: who speaks, "02-basic-descent", and in which
 * of its experiments; NULL: nothing. The texts are kept, not copied. */
void must_speaker(const char *program);
void must_passage(const char *experiment);

/* Called by give_up before the program ends, to take half-written files away;
 * NULL: nothing. */
void must_clear_up(void (*clear_up)(void));

/* `program: experiment: sentence` on stderr, exit status 1. */
_Noreturn void give_up(const char *format, ...) GD_PRINTF(1, 2);

/* Returns memory, or gives up if it is NULL. */
void *must_have(void *memory);

/* count objects of `size` bytes each, all zero; to be freed. */
void *must_calloc(size_t count, size_t size);

/* The file, open for reading; to be closed. */
FILE *must_open(const char *path);

/* An optimizer by gd_optimizer_new; to be freed. */
gd_optimizer must_optimizer(const gd_method *method, size_t n);

/* The result of a run that was made, however it ended. */
gd_result must_run(gd_result r);

/* A check that was made: not one that had no memory. */
gd_check must_check(gd_check c);

/* The formula, which can be read; to be freed. */
gd_expression *must_parse(const char *formula);

/* The test function of that name, which must be there, and its objective. */
const gd_test_function *function(const char *name);
const gd_objective *objective(const char *name);

/* The library's methods, in the order of gd_methods(); the last is Lion. */
enum { METHODS = 12 };
const gd_method *methods(void);

/* gd_descend, which must make a run of it. Recorded in `history`, the observer
 * of the options aside, or with NULL not at all. */
gd_result must_descend(const gd_objective *f, double *x,
                       const gd_options *options, gd_history *history);

#endif
