/* What a header says to a compiler beyond C11. Each word is empty where it is
 * not known. */
#ifndef GD_COMPILER_H
#define GD_COMPILER_H

/* GD_MUST_CHECK stands before a function whose result says whether it worked:
 * a caller that drops it is warned. GD_PRINTF(text, first) behind one that
 * takes a format: parameter number `text`, its arguments from `first`. */
#if defined(__GNUC__)
#define GD_MUST_CHECK __attribute__((__warn_unused_result__))
#if defined(__MINGW32__) && !defined(__clang__) /* C11's, not Windows's own */
#define GD_PRINTF(text, first) \
    __attribute__((__format__(__gnu_printf__, text, first)))
#else
#define GD_PRINTF(text, first) \
    __attribute__((__format__(__printf__, text, first)))
#endif
#else
#define GD_MUST_CHECK
#define GD_PRINTF(text, first)
#endif

/* Around the declarations of a header, so that C++ can call the library. */
#if defined(__cplusplus)
#define GD_BEGIN_C extern "C" {
#define GD_END_C   }
#else
#define GD_BEGIN_C
#define GD_END_C
#endif

#endif
