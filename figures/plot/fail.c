#include "fail.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The only state that the layer keeps for the whole process. */
static const char *program = "figures";
static jmp_buf *catch_jump;
static problem *catch_text;

bool plot_problem_set(problem *p, const char *format, ...)
{
    if (p && p->text[0] == '\0') {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(p->text, sizeof p->text, format, arguments);
        va_end(arguments);
    }
    return false;
}

void plot_fail(const char *format, ...)
{
    char text[sizeof((problem *)0)->text];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (catch_jump) {
        memcpy(catch_text->text, text, sizeof text);
        longjmp(*catch_jump, 1);
    }
    fprintf(stderr, "%s: %s\n", program, text);
    exit(1);
}

void plot_fail_program(const char *name)
{
    program = name;
}

void plot_fail_catch(jmp_buf *back, problem *text)
{
    catch_jump = back;
    catch_text = text;
}

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
