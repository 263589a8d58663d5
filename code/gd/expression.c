#include "gd/expression-parts.h"

#include <stdlib.h>

static void fail_memory(gd_expression_error *error)
{
    *error = (gd_expression_error){0, "out of memory"};
}

gd_expression *gd_expression_parse(const char *text, gd_expression_error *error)
{
    gd_expression *e = calloc(1, sizeof *e);
    if (!e) {
        fail_memory(error);
        return NULL;
    }
    gdx_number(e, 0); /* ZERO and ONE */
    gdx_number(e, 1);
    bool read = !e->no_memory && gdx_read(e, text, error);
    if (read && !e->no_memory) {
        gdx_differentiate(e);
        gdx_compile(e);
    }
    free(e->table);
    e->table = NULL;
    if (e->no_memory)
        fail_memory(error);
    if (read && !e->no_memory)
        return e;
    gd_expression_free(e);
    return NULL;
}

void gd_expression_free(gd_expression *e)
{
    if (!e)
        return;
    free(e->nodes);
    free(e->table);
    free(e->program);
    free(e->slots);
    free(e->adjoints);
    free(e);
}

size_t gd_expression_variable_count(const gd_expression *e)
{
    return e->variables;
}

const char *gd_expression_variable(const gd_expression *e, size_t i)
{
    return e->names[i];
}
