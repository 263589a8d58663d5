#include "fail.h"

#include "decimal.h"

#ifndef __wasi__
#include <setjmp.h>
#endif
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What stands before a sentence, for the whole process. */
static const char *program = "figures", *figure;

bool plot_problem_set(problem *p, const char *format, ...)
{
    if (p && p->text[0] == '\0') {
        va_list arguments;
        va_start(arguments, format);
        plot_decimal_print_list(p->text, sizeof p->text, format, arguments);
        va_end(arguments);
    }
    return false;
}

quotation plot_quote(const char *text)
{
    quotation q;
    size_t n = strcspn(text, "\n");
    if (n > 60)
        for (n = 60; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
            n--; /* whole characters */
    snprintf(q.text, sizeof q.text, "%.*s%s", (int)n, text, text[n] ? "…" : "");
    return q;
}

static void print_sentence(const char *format, va_list arguments)
{
    fprintf(stderr, "%s: ", program);
    if (figure)
        fprintf(stderr, "figure %s: ", figure);
    plot_decimal_print_to(stderr, format, arguments);
    fputc('\n', stderr);
}

void plot_report(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_sentence(format, arguments);
    va_end(arguments);
}

void plot_report_program(const char *name)
{
    program = name;
}

void plot_report_figure(const char *name)
{
    figure = name;
}

/* --- Ending what is being done -------------------------------------- */

#ifdef __wasi__ /* It has no setjmp: there is no way back out of the work. */

bool plot_attempt(void (*work)(void *), void *with, problem *why)
{
    (void)why;
    work(with);
    return true;
}

void plot_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_sentence(format, arguments);
    va_end(arguments);
    exit(1);
}

#else

/* A failure jumps out of all calls of the work. Nothing else in figures/ knows
 * how. */
typedef struct attempt {
    jmp_buf back;
    problem *why;
    struct attempt *outer;
} attempt;

static attempt *current;

bool plot_attempt(void (*work)(void *), void *with, problem *why)
{
    attempt here = {.why = why, .outer = current};
    if (setjmp(here.back) != 0) {
        current = here.outer;
        return false;
    }
    current = &here;
    work(with);
    current = here.outer;
    return true;
}

void plot_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (current)
        plot_decimal_print_list(current->why->text, sizeof current->why->text,
                                format, arguments);
    else
        print_sentence(format, arguments);
    va_end(arguments);
    if (current)
        longjmp(current->back, 1);
    exit(1);
}

#endif

/* --- Going on all the same ------------------------------------------ */

void plot_fault(const char *remedy, const char *format, ...)
{
    problem what = {""};
    const char *strict = getenv("STRICT");
    va_list arguments;
    va_start(arguments, format);
    plot_decimal_print_list(what.text, sizeof what.text, format, arguments);
    va_end(arguments);
    if (strict && strcmp(strict, "1") == 0)
        plot_fail("%s", what.text);
    plot_report("warning: %s; %s", what.text, remedy);
}

/* --- Memory --------------------------------------------------------- */

void *plot_must_calloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        plot_fail("out of memory");
    return p;
}

void *plot_must_realloc(void *old, size_t count, size_t size)
{
    count = count ? count : 1;
    size = size ? size : 1;
    /* calloc sees both numbers and looks itself; realloc is given their
     * product, and would answer one that wrapped with a block too small. */
    void *p = count > SIZE_MAX / size ? NULL : realloc(old, count * size);
    if (!p)
        plot_fail("out of memory");
    return p;
}
