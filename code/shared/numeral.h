/* Numbers as a reader sees them. */
#ifndef NUMERAL_H
#define NUMERAL_H

typedef struct numeral {
    char text[40]; /* UTF-8 */
} numeral;

/* For a report, in so many columns: with six decimals, unless it has too many
 * digits before the point. */
numeral six(double x, int width);

/* For a sentence, as the book writes numbers: "0.05", "300 000", "5 × 10⁻⁶".
 * Four significant digits at most, but whole numbers whole; roughly: two. */
numeral spoken(double x);
numeral spoken_roughly(double x);

/* As it is typed, "0.05", "300000", "5e-06": with as many digits as bring the
 * very number back. */
numeral typed(double x);

#endif
