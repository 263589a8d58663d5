/* Loaded before a program (LD_PRELOAD), it refuses allocations, those of the C
 * library among them:
 *
 *     FAIL_ALLOCATION=k         the k-th, counted from 1; 0: none
 *     FAIL_ALLOCATION_SAMPLE="n stride"
 *                               the first n, and then every stride-th, each in
 *                               a process of its own, which begins where the
 *                               allocation is asked for: what the program did
 *                               until then is done once. It itself has them all
 *     FAIL_ALLOCATION_ENDED=f   the file to which it adds how each of them
 *                               ended: a line "k status out err", -signal if
 *                               by a signal, and so many bytes of stdout and of
 *                               stderr
 *     FAIL_ALLOCATION_COUNT=f   writes into the file f how many there were
 *     FAIL_ALLOCATION_BUFFER=1  gives stdout a buffer, which is then not asked
 *                               for: without, each word is written by itself,
 *                               and megabytes take seconds
 *     FAIL_ALLOCATION_OWN=1     counts only those that the program itself asks
 *                               for: pango, for one, ends without memory
 *
 * A sample is for programs that write no file with a name. All of it is for
 * glibc, which has its own functions under a second name. */
#define _GNU_SOURCE /* dl_iterate_phdr, memfd_create */

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

enum { FILES = 64, BROKEN = 96 };

static unsigned long asked, refuse;
static unsigned long sample, stride; /* 0: no sample */
static bool inherited[FILES];    /* open before the program: not of its doing */
static uintptr_t code, code_end; /* the program's own; 0: all count */
static const char *count_file, *ended_file;

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
    static char buffer[1 << 16];
    if (getenv("FAIL_ALLOCATION_BUFFER"))
        setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    if (getenv("FAIL_ALLOCATION_OWN"))
        dl_iterate_phdr(find_code, NULL);
    const char *k = getenv("FAIL_ALLOCATION");
    const char *some = getenv("FAIL_ALLOCATION_SAMPLE");
    count_file = getenv("FAIL_ALLOCATION_COUNT");
    ended_file = getenv("FAIL_ALLOCATION_ENDED");
    refuse = k ? strtoul(k, NULL, 10) : 0;
    if (some && (!ended_file || sscanf(some, "%lu %lu", &sample, &stride) != 2))
        _exit(BROKEN);
    for (int file = STDERR_FILENO + 1; file < FILES; file++)
        inherited[file] = fcntl(file, F_GETFD) >= 0;
    asked = 0; /* what has been asked for before main was none of its own */
}

static void write_all(int file, const char *bytes, size_t size)
{
    if (file < 0 || write(file, bytes, size) != (ssize_t)size)
        _exit(BROKEN);
}

__attribute__((__destructor__)) static void end(void)
{
    char line[24];
    if (!count_file)
        return;
    int file = open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int length = snprintf(line, sizeof line, "%lu\n", asked);
    write_all(file, line, (size_t)length);
    close(file);
}

/* The same file, open for reading, from its beginning. */
static int again(int file)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    int other = open(path, O_RDONLY);
    if (other < 0)
        _exit(BROKEN);
    return other;
}

static void copy(int from, int to)
{
    static char bytes[1 << 16];
    int file = again(from);
    ssize_t size;
    while ((size = read(file, bytes, sizeof bytes)) > 0)
        write_all(to, bytes, (size_t)size);
    if (size < 0)
        _exit(BROKEN);
    close(file);
}

static int in_memory(void)
{
    int file = memfd_create("fail-alloc", MFD_CLOEXEC);
    if (file < 0)
        _exit(BROKEN);
    return file;
}

/* In place of an open file that is shared with the program, one with the same
 * bytes, at the same place. */
static void have_own(int file, int own)
{
    struct stat about;
    int flags = fcntl(file, F_GETFL);
    if (inherited[file] || flags < 0 || fstat(file, &about) != 0
        || !S_ISREG(about.st_mode))
        return;
    off_t at = lseek(file, 0, SEEK_CUR);
    if ((flags & O_ACCMODE) == O_RDONLY) {
        own = again(file);
    } else {
        own = own >= 0 ? own : in_memory();
        copy(file, own);
    }
    if (lseek(own, at, SEEK_SET) != at || dup2(own, file) != file)
        _exit(BROKEN);
}

static void write_ended(int status, int out, int err)
{
    char line[80];
    int how = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    int length = snprintf(line, sizeof line, "%lu %d %jd %jd\n", asked, how,
                          (intmax_t)lseek(out, 0, SEEK_END),
                          (intmax_t)lseek(err, 0, SEEK_END));
    int file = open(ended_file, O_WRONLY | O_CREAT | O_APPEND, 0600);
    write_all(file, line, (size_t)length);
    copy(out, file);
    copy(err, file);
    close(file);
}

/* True in a new process, which ends as it may; then in the program itself
 * false. */
static bool is_another(void)
{
    int out = in_memory(), err = in_memory(), status;
    pid_t child = fork();
    if (child == 0) {
        sample = 0;
        count_file = NULL;
        for (int file = 0; file < FILES; file++)
            if (file != out && file != err)
                have_own(file, file == STDOUT_FILENO   ? out
                               : file == STDERR_FILENO ? err
                                                       : -1);
        return true;
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        _exit(BROKEN);
    write_ended(status, out, err);
    close(out);
    close(err);
    return false;
}

static bool is_sampled(void)
{
    return sample > 0 && (asked <= sample || (asked - sample) % stride == 0);
}

static bool refused(const void *caller)
{
    uintptr_t from = (uintptr_t)caller;
    if (code && (from < code || from >= code_end))
        return false;
    asked++;
    if (asked != refuse && !(is_sampled() && is_another()))
        return false;
    errno = ENOMEM;
    return true;
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
