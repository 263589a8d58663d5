/* The one way in which a drawing program ends early.
 *
 * Layers that read the outside world (the data reader, the writer of files)
 * report into a `problem`, so that they can be tested and can clean up. What
 * cannot go on without an answer (a column that is not there, a label that
 * has no glyph) calls plot_fail(), which prints one sentence and exits with 1:
 * a drawing program has nothing to save, for its files are renamed when
 * whole. */
#ifndef PLOT_FAIL_H
#define PLOT_FAIL_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define PLOT_PRINTF(text, first) \
    __attribute__((__format__(__printf__, text, first)))
#else
#define PLOT_PRINTF(text, first)
#endif

/* One sentence that says what and where; empty while all is well. */
typedef struct problem {
    char text[600];
} problem;

/* Writes the sentence, unless an earlier one stands there, for the first
 * problem is the cause of the others. Returns false, so that a function can
 * end with `return plot_problem_set(...)`. */
bool plot_problem_set(problem *p, const char *format, ...) PLOT_PRINTF(2, 3);

/* Prints `program: sentence` on stderr and exits with status 1. */
_Noreturn void plot_fail(const char *format, ...) PLOT_PRINTF(1, 2);

/* The name that stands before the sentence. */
void plot_fail_program(const char *name);

/* For tests: plot_fail() jumps to `back` and leaves its sentence in `text`
 * instead of ending the program. NULL restores the exit. */
void plot_fail_catch(jmp_buf *back, problem *text);

/* malloc and friends that plot_fail() instead of returning NULL, also when the
 * product is more than a size_t holds. */
void *plot_must_calloc(size_t count, size_t size);
void *plot_must_realloc(void *old, size_t count, size_t size);

#endif
