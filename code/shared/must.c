#include "shared/must.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For give_up, which anything may call: who speaks, and what is to be cleared
 * up. */
static const char *speaker, *passage;
static void (*clear)(void);

void must_speaker(const char *program)
{
    speaker = program;
}

void must_passage(const char *experiment)
{
    passage = experiment;
}

void must_clear_up(void (*clear_up)(void))
{
    clear = clear_up;
}

void give_up(const char *format, ...)
{
    va_list arguments;
    fflush(stdout); /* so that the sentence stands last */
    if (speaker)
        fprintf(stderr, "%s: ", speaker);
    if (passage)
        fprintf(stderr, "%s: ", passage);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    if (clear)
        clear();
    exit(EXIT_FAILURE);
}

void *must_have(void *memory)
{
    if (memory)
        return memory;
    give_up("out of memory");
}

void *must_calloc(size_t count, size_t size)
{
    return must_have(calloc(count ? count : 1, size ? size : 1));
}

FILE *must_open(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file)
        return file;
    give_up("%s: cannot be opened: %s", path, strerror(errno));
}

gd_optimizer must_optimizer(const gd_method *method, size_t n)
{
    gd_optimizer o;
    if (!gd_optimizer_new(&o, method, n))
        give_up("no optimizer for %zu parameters: no memory or no method", n);
    return o;
}

gd_result must_run(gd_result r)
{
    if (r.outcome < 0)
        give_up("%s%s%s", gd_outcome_text(r.outcome), r.why[0] ? ": " : "",
                r.why);
    return r;
}

gd_check must_check(gd_check c)
{
    if (c.checked == 0)
        give_up("out of memory");
    return c;
}

const gd_test_function *function(const char *name)
{
    const gd_test_function *f = gd_test_function_find(name);
    if (!f)
        give_up("there is no test function '%s'", name);
    return f;
}

const gd_objective *objective(const char *name)
{
    return &function(name)->objective;
}

const gd_method *methods(void)
{
    size_t count;
    const gd_method *all = gd_methods(&count);
    if (count != METHODS)
        give_up("the library has %zu methods, not %d", count, METHODS);
    return all;
}

gd_result must_descend(const gd_objective *f, double *x,
                       const gd_options *options, gd_history *history)
{
    gd_options o = *options;
    if (history) {
        o.observer = gd_history_observe;
        o.observer_context = history;
    }
    gd_result r = gd_descend(f, x, &o);
    if (history && history->failed)
        give_up("out of memory");
    return must_run(r);
}

gd_expression *must_parse(const char *formula)
{
    gd_expression_error error;
    gd_expression *e = gd_expression_parse(formula, &error);
    if (!e)
        give_up("%s: column %zu: %s", formula, error.column, error.text);
    return e;
}
