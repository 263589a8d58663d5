/* What a drawing program does about trouble.
 *
 * Layers that read the outside world (the data reader, the writer of files)
 * report into a `problem`, so that they can be tested and can clean up. What
 * cannot go on without an answer (a column that is not there, a character that
 * has no glyph) calls plot_fail(), which ends the figure that is being drawn:
 * plot_attempt() stands around each, and the program goes on with the next.
 * Outside of an attempt plot_fail() ends the program, with status 1; so it does
 * within one in WebAssembly, where nothing can jump out of a call. What can be
 * drawn, only not as it should be, is a plot_fault(). */
#ifndef PLOT_FAIL_H
#define PLOT_FAIL_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define PLOT_PRINTF(text, first) \
    __attribute__((__format__(__printf__, text, first)))
#define PLOT_SCANF(text, first) \
    __attribute__((__format__(__scanf__, text, first)))
#else
#define PLOT_PRINTF(text, first)
#define PLOT_SCANF(text, first)
#endif

/* One sentence that says what and where; empty while all is well. */
typedef struct problem {
    char text[600];
} problem;

/* Writes the sentence, unless an earlier one stands there, for the first
 * problem is the cause of the others. Returns false, so that a function can
 * end with `return plot_problem_set(...)`. */
bool plot_problem_set(problem *p, const char *format, ...) PLOT_PRINTF(2, 3);

/* Somebody else's text as a sentence repeats it: its first line, as far as
 * there is room, and a sign that more follows. */
typedef struct quotation {
    char text[80];
} quotation;

quotation plot_quote(const char *text);

/* Ends the attempt, or else prints the sentence and exits with status 1. */
_Noreturn void plot_fail(const char *format, ...) PLOT_PRINTF(1, 2);

/* Calls work(with); false when it failed, with the sentence in *why. What the
 * work had allocated and not yet handed to anyone is lost then. */
bool plot_attempt(void (*work)(void *), void *with, problem *why);

/* Something cannot be drawn as it was asked for, but it can be drawn: says what
 * and what was done instead, `sentence; remedy`, and comes back. With STRICT=1
 * in the environment it plot_fail()s with the sentence: that is how the book is
 * built, while one who has changed a number sees what there is to see. */
void plot_fault(const char *remedy, const char *format, ...) PLOT_PRINTF(2, 3);

/* Prints `program: figure name: sentence` on stderr. */
void plot_report(const char *format, ...) PLOT_PRINTF(1, 2);

/* The names that stand before the sentence. No figure: NULL. */
void plot_report_program(const char *name);
void plot_report_figure(const char *name);

/* malloc and friends that plot_fail() instead of returning NULL, also when the
 * product is more than a size_t holds. */
void *plot_must_calloc(size_t count, size_t size);
void *plot_must_realloc(void *old, size_t count, size_t size);

#endif
