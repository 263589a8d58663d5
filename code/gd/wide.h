/* For sources of the library. WIDE stands before a function and compiles it
 * twice, once with instructions that work on four doubles at once; the machine
 * chooses the one it can run when the program is loaded. Each operation is
 * rounded as before, so the digits are the same. Empty where the compiler or
 * the C library cannot do it. */
#ifndef GD_WIDE_H
#define GD_WIDE_H

#if defined __x86_64__ && defined __GLIBC__ && defined __GNUC__ \
    && (!defined __clang__ || __clang_major__ >= 14)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

#endif
