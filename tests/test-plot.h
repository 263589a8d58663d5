/* What the tests of the plot layer share. */
#ifndef TEST_PLOT_H
#define TEST_PLOT_H

#include "close.h"

#include "plot/fail.h"
#include "plot/words.h"

#include <stdio.h>
#include <stdlib.h>

/* The set-up and the end of a group of tests that need nothing but words. */
static inline int start_words(void **state)
{
    (void)state;
    plot_words_start();
    return 0;
}

static inline int end_words(void **state)
{
    (void)state;
    plot_words_shutdown();
    return 0;
}

/* Runs a function that must plot_fail() with a sentence that has `part` in
 * it. */
static inline void check_fails(void (*run)(void *), void *with,
                               const char *part, const char *file, int line)
{
    problem why = {""};
    if (plot_attempt(run, with, &why) || !strstr(why.text, part)) {
        print_error("wanted a failure with: %s\n   got: %s\n", part,
                    why.text[0] ? why.text : "none");
        _fail(file, line);
    }
}

#define assert_fails(run, with, part) \
    check_fails((run), (with), (part), __FILE__, __LINE__)

#define assert_has(text, part)                                     \
    do {                                                           \
        if (!strstr((text), (part))) {                             \
            print_error("no \"%s\" in: %.400s\n", (part), (text)); \
            _fail(__FILE__, __LINE__);                             \
        }                                                          \
    } while (0)

#endif
