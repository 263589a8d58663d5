/* Loaded before a program (LD_PRELOAD), it refuses one of its allocations,
 * those of the C library among them:
 *
 *     FAIL_ALLOCATION=k         the k-th, counted from 1; 0: none
 *     FAIL_ALLOCATION_COUNT=f   writes into the file f how many there were
 *
 * For glibc, which has its own functions under a second name. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <fcntl.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long asked, refuse;
static const char *count_file;

__attribute__((__constructor__)) static void begin(void)
{
    const char *k = getenv("FAIL_ALLOCATION");
    count_file = getenv("FAIL_ALLOCATION_COUNT");
    refuse = k ? strtoul(k, NULL, 10) : 0;
    asked = 0; /* what has been asked for before main was none of its own */
}

__attribute__((__destructor__)) static void end(void)
{
    char text[24];
    if (!count_file)
        return;
    int file = open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int length = snprintf(text, sizeof text, "%lu\n", asked);
    if (file < 0 || write(file, text, (size_t)length) != length)
        _exit(96);
    close(file);
}

static int refused(void)
{
    if (++asked != refuse)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return refused() ? NULL : __libc_realloc(old, size);
}
