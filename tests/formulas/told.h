/* What the book's code makes of random numbers, told under the names that the
 * book's formulas have for them, in TeX, for tests/formulas/run.mjs:
 *
 *     = eq:momentum
 *     \beta<TAB>0.9
 *     W<TAB>2x3<TAB>1 2 3 4 5 6
 *
 * begins a case of an equation and gives its numbers and matrices, row after
 * row. The name * is what an expression without an equation comes to (two of
 * them: a row), ~ how near (relatively) is near enough where the code takes a
 * difference, and @i says which place the letter i stands for, from 0. */
#ifndef TOLD_H
#define TOLD_H

#include <stddef.h>
#include <stdio.h>

static inline void formula(const char *equation)
{
    printf("= %s\n", equation);
}

static inline void number(const char *name, double x)
{
    printf("%s\t%.17g\n", name, x);
}

static inline void matrix(const char *name, size_t rows, size_t columns,
                          const double *v)
{
    printf("%s\t%zux%zu\t", name, rows, columns);
    for (size_t i = 0; i < rows * columns; i++)
        printf("%.17g%c", v[i], i + 1 < rows * columns ? ' ' : '\n');
}

#endif
