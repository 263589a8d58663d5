/* The reference values of tests/fixtures/source-values.tsv.
 *
 *     assert_reference(actual, id, step, key)
 *
 * compares within the row's own spread, and to the last bit where that is 0
 * (but 0 and -0 are equal). step NO_STEP: a fact that belongs to no step.
 * Every row looked at is remembered: references_all_used tells the values
 * that no test has asked for. Tests run in the root of the project. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "close.h"

#include <stdio.h>
#include <stdlib.h>

enum { NO_STEP = -1, REFERENCE_ROOM = 1000 };

typedef struct reference {
    char id[48];
    long step;
    char key[32];
    double value;
    double spread;
    bool used;
} reference;

static reference references[REFERENCE_ROOM];
static int reference_count;

/* A test with another file of the same form defines it before. */
#ifndef REFERENCE_FILE
#define REFERENCE_FILE "tests/fixtures/source-values.tsv"
#endif

/* A row, or false for a comment. */
static inline bool reference_parse(char *line, reference *r)
{
    char step[16];
    if (line[0] == '#' || strncmp(line, "id\t", 3) == 0)
        return false;
    *r = (reference){.step = NO_STEP};
    if (sscanf(line, "%47s %15s %31s %lf %lf", r->id, step, r->key, &r->value,
               &r->spread)
        != 5)
        fail_msg(REFERENCE_FILE ": not a row: %s", line);
    if (strcmp(step, "-") != 0)
        r->step = strtol(step, NULL, 10);
    return true;
}

static inline void references_load(void)
{
    char line[256];
    FILE *file = fopen(REFERENCE_FILE, "r");
    if (!file)
        fail_msg(REFERENCE_FILE " cannot be read; tests run in the root");
    while (fgets(line, sizeof line, file)) {
        assert_true(reference_count < REFERENCE_ROOM);
        if (reference_parse(line, &references[reference_count]))
            reference_count++;
    }
    fclose(file);
    assert_true(reference_count > 0);
}

static inline reference *reference_find(const char *id, long step,
                                        const char *key)
{
    if (reference_count == 0)
        references_load();
    for (int i = 0; i < reference_count; i++) {
        reference *r = &references[i];
        if (r->step == step && strcmp(r->key, key) == 0
            && strcmp(r->id, id) == 0) {
            r->used = true;
            return r;
        }
    }
    fail_msg("no reference value %s, step %ld, %s", id, step, key);
    return NULL;
}

static inline double reference_value(const char *id, long step, const char *key)
{
    return reference_find(id, step, key)->value;
}

static inline void reference_check(double actual, const char *id, long step,
                                   const char *key, const char *file, int line)
{
    const reference *r = reference_find(id, step, key);
    if (close_enough(actual, r->value, 0, r->spread))
        return;
    print_error("%s, step %ld, %s is %.17g\n   expected %.17g\n"
                "   the difference %g is more than the spread %g\n",
                id, step, key, actual, r->value, actual - r->value, r->spread);
    _fail(file, line);
}

#define assert_reference(actual, id, step, key) \
    reference_check((actual), (id), (step), (key), __FILE__, __LINE__)

/* The next step at which id has a value of x, after `step`; NO_STEP: none.
 * for (long s = next(id, NO_STEP); s != NO_STEP; s = next(id, s)) ... */
static inline long reference_next(const char *id, const char *key, long step)
{
    long next = NO_STEP;
    if (reference_count == 0)
        references_load();
    for (int i = 0; i < reference_count; i++) {
        const reference *r = &references[i];
        if (r->step > step && (next == NO_STEP || r->step < next)
            && strcmp(r->key, key) == 0 && strcmp(r->id, id) == 0)
            next = r->step;
    }
    return next;
}

/* Fails unless every row whose id begins with prefix has been looked at. */
static inline void references_all_used(const char *prefix)
{
    int rows = 0, unused = 0;
    for (int i = 0; i < reference_count; i++) {
        const reference *r = &references[i];
        if (strncmp(r->id, prefix, strlen(prefix)) != 0)
            continue;
        rows++;
        if (r->used)
            continue;
        print_error("never asserted: %s, step %ld, %s\n", r->id, r->step,
                    r->key);
        unused++;
    }
    assert_true(rows > 0);
    assert_int_equal(unused, 0);
}

#endif
