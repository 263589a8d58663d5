/* Loaded before a program (LD_PRELOAD), it refuses one of its allocations,
 * those of the C library among them:
 *
 *     FAIL_ALLOCATION=k         the k-th, counted from 1; 0: none
 *     FAIL_ALLOCATION_COUNT=f   writes into the file f how many there were
 *     FAIL_ALLOCATION_OWN=1     counts only those that the program itself asks
 *                               for: pango, for one, ends without memory
 *
 * For glibc, which has its own functions under a second name. */
#define _GNU_SOURCE /* dl_iterate_phdr */

#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <fcntl.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long asked, refuse;
static uintptr_t code, code_end; /* the program's own; 0: all count */
static const char *count_file;

/* The first object that is loaded is the program. */
static int find_code(struct dl_phdr_info *object, size_t size, void *nothing)
{
    (void)size, (void)nothing;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && (part->p_flags & PF_X)) {
            code = object->dlpi_addr + part->p_vaddr;
            code_end = code + part->p_memsz;
        }
    }
    return 1;
}

__attribute__((__constructor__)) static void begin(void)
{
    if (getenv("FAIL_ALLOCATION_OWN"))
        dl_iterate_phdr(find_code, NULL);
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

static int refused(const void *caller)
{
    uintptr_t from = (uintptr_t)caller;
    if (code && (from < code || from >= code_end))
        return 0;
    if (++asked != refuse)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return refused(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refused(__builtin_return_address(0)) ? NULL
                                                : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return refused(__builtin_return_address(0)) ? NULL
                                                : __libc_realloc(old, size);
}
