/* Of cases that are many and alike those of this run: see tests/share.mjs. */
#ifndef SHARE_H
#define SHARE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* How many shares there are, 1 or more; and which is this run's, from 0. */
typedef struct share {
    unsigned of, which;
} share;

/* SHARE=2/5 is the second of five; all in one where it is not set. */
static inline share share_of_run(void)
{
    const char *asked = getenv("SHARE");
    unsigned which = 1, of = 1;
    char more;
    if (asked && *asked
        && (sscanf(asked, "%u/%u%c", &which, &of, &more) != 2 || which < 1
            || which > of)) {
        fprintf(stderr, "SHARE is %s: it is as 2/5, the second of five\n",
                asked);
        exit(1);
    }
    return (share){of, which - 1};
}

/* Whether the i-th case, from 0, is of this run. */
static inline bool share_has(share s, unsigned long i)
{
    return i % s.of == s.which;
}

#endif
