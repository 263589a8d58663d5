/* A chapter's program, taken into a test: before it is included its main()
 * is renamed, and instead of code/chapter.c this stands behind it. So its
 * own loops can be called, and what it hands to chapter_main is caught.
 *
 *     #include "chapter-under-test.h"
 *     #define main program_main
 *     #include "../code/02-basic-descent.c"
 *     #undef main
 */
#ifndef CHAPTER_UNDER_TEST_H
#define CHAPTER_UNDER_TEST_H

#include "chapter.h"
#include "reference.h"
#include "tsv.h"

int program_main(int argc, char **argv);

static chapter caught;
static char complaint[500];

int chapter_main(const chapter *this, int argc, char **argv)
{
    (void)argc, (void)argv;
    caught = *this;
    return 0;
}

bool chapter_complain(const char *sentence)
{
    snprintf(complaint, sizeof complaint, "%s", sentence);
    return false;
}

/* What --data would print. */
static inline tsv chapter_data(void)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    program_main(0, NULL);
    gd_table table = gd_table_open(file);
    assert_true(caught.data(&table));
    assert_true(gd_table_close(&table));
    rewind(file);
    tsv text = tsv_read(file);
    fclose(file);
    return text;
}

#endif
