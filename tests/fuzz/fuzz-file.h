/* An input that a reader opens as a file. Stands first in a harness, since it
 * asks for more than C11 has. */
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H

#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

static struct {
    const void *bytes;
    size_t size;
} fuzz_input;

/* Not all libraries open a file of no bytes in memory. */
static inline FILE *fuzz_open(const char *path, const char *mode)
{
    require(strcmp(path, FUZZ_PATH) == 0, "the path is as given", path);
    void *bytes = (void *)(uintptr_t)fuzz_input.bytes;
    FILE *file = fuzz_input.size > 0 ? fmemopen(bytes, fuzz_input.size, mode)
                                     : fopen("/dev/null", mode);
    if (!file)
        abort();
    return file;
}

/* In what is included from here on. */
#define fopen fuzz_open

#endif
