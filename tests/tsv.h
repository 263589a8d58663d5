/* Reading back what the data writer wrote (the form is in gd/table.h). */
#ifndef TSV_H
#define TSV_H

#include "close.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct tsv {
    char *text; /* the whole file */
    size_t size;
} tsv;

static inline tsv tsv_read(FILE *file)
{
    tsv t = {0};
    size_t room = 1 << 16, got;
    t.text = malloc(room);
    assert_non_null(t.text);
    while ((got = fread(t.text + t.size, 1, room - t.size - 1, file)) > 0) {
        t.size += got;
        if (room - t.size < 2) {
            char *grown = realloc(t.text, room *= 2);
            assert_non_null(grown);
            t.text = grown;
        }
    }
    t.text[t.size] = '\0';
    return t;
}

static inline void tsv_free(tsv *t)
{
    free(t->text);
    *t = (tsv){0};
}

/* The first character after the line that says `# block: NAME`, or NULL. */
static inline const char *tsv_block(const tsv *t, const char *name)
{
    char line[96];
    snprintf(line, sizeof line, "# block: %s\n", name);
    const char *at = strstr(t->text, line);
    return at ? at + strlen(line) : NULL;
}

/* The number of that key in the block `values`; NaN if there is none. */
static inline double tsv_value(const tsv *t, const char *key)
{
    const char *at = tsv_block(t, "values");
    char line[96];
    snprintf(line, sizeof line, "\n%s\t", key);
    const char *found = at ? strstr(at, line) : NULL;
    const char *end = at ? strstr(at, "\n\n") : NULL;
    if (!found || found > end)
        return (double)NAN;
    return strtod(found + strlen(line), NULL);
}

/* Row `row` (from 0), column `column` of a block; NaN if there is none. */
static inline double tsv_cell(const tsv *t, const char *block, int row,
                              int column)
{
    const char *at = tsv_block(t, block);
    for (int i = -1; at && i < row; i++) {
        at = strchr(at, '\n');
        at = at && at[1] != '\n' ? at + 1 : NULL;
    }
    for (int i = 0; at && i < column; i++) {
        at += strcspn(at, "\t\n");
        at = *at == '\t' ? at + 1 : NULL;
    }
    return at ? strtod(at, NULL) : (double)NAN;
}

static inline int tsv_count(const char *from, size_t length, char c)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += from[i] == c;
    return count;
}

/* Every block: a name, a header, rows of as many cells, at least one row,
 * cells that are finite numbers (the first may be a word), two blank lines.
 * Between blocks, and between rows, lines may say whose they are.
 * The last line is the end mark. Returns the number of blocks. */
static inline int tsv_check(const tsv *t)
{
    int blocks = 0, columns = 0, line_in_block = 0, blank = 2;
    bool ended = false;
    for (const char *at = t->text; *at; at += strcspn(at, "\n") + 1) {
        size_t length = strcspn(at, "\n");
        assert_int_equal(at[length], '\n');
        assert_false(ended);
        if (length == 0) {
            assert_true(blank < 2 && line_in_block > 2);
            blank++;
        } else if (strncmp(at, "# experiment: ", 14) == 0) {
            assert_true(blank == 2 || line_in_block > 1);
        } else if (at[0] == '#') {
            assert_int_equal(blank, 2);
            ended = strncmp(at, "# end\n", 6) == 0;
            assert_true(ended || strncmp(at, "# block: ", 9) == 0);
            blocks += !ended;
            line_in_block = 1;
            blank = 0;
        } else if (++line_in_block == 2) {
            columns = tsv_count(at, length, '\t') + 1;
        } else {
            assert_int_equal(blank, 0);
            assert_int_equal(tsv_count(at, length, '\t') + 1, columns);
            const char *cell = at;
            for (int i = 0; i < columns; i++) {
                char *end;
                double number = strtod(cell, &end);
                bool is_number = end != cell && strchr("\t\n", *end);
                assert_true(is_number || i == 0);
                assert_true(!is_number || isfinite(number));
                cell += strcspn(cell, "\t\n") + 1;
            }
        }
    }
    assert_true(ended);
    return blocks;
}

#endif
