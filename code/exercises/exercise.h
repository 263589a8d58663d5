/* What the programs of the exercises share, above all how they end. Each checks
 * its own answer: status 0 if it is right and has been printed, else 1 and one
 * sentence on stderr. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program where something has failed that it cannot do without. */
static inline void need(bool done, const char *otherwise)
{
    if (done)
        return;
    fprintf(stderr, "%s\n", otherwise);
    exit(EXIT_FAILURE);
}

/* Two points, the same to the last bit. */
static inline bool same_bits(const double a[2], const double b[2])
{
    return memcmp((const unsigned char *)a, (const unsigned char *)b,
                  2 * sizeof *a)
           == 0;
}

/* The last line of the output, and the exit status of main. */
static inline int finish(bool right)
{
    printf("\n  %s\n", right ? "checked" : "WRONG");
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "standard output: %s\n",
                errno ? strerror(errno) : "write error");
        return EXIT_FAILURE;
    }
    need(right, "the answer is not what it should be");
    return EXIT_SUCCESS;
}

#endif
