/* What figures show of the inside of a network, and of its answers: chapter
 * 6. */
#ifndef INSIDE_H
#define INSIDE_H

#include "gd/network.h"
#include "gd/table.h"
#include "shared/digits.h"

#include <stddef.h>

/* Writes two blocks: deal-classes, how many of each digit are in each part,
 * and deal-stretches, how many of the lines of each stretch of the file, some
 * thirty lines long, from the line `from` to before `to`. */
void tell_deal(gd_table *table, const digits *d);

/* Writes the block arena: the parts of the network's parameters in their
 * order, with where each begins, its rows and its columns. */
void tell_arena(gd_table *table, const gd_network *network);

/* What unit j of a network's first layer, whose bend is tanh, says of an
 * image. */
double hidden_says(const gd_layer *l, const double *x, const double *image,
                   size_t j);

/* What goes forward through a network of one hidden layer for one example, and
 * what comes back. Writes the blocks
 *   flow-hidden  unit, value, told: what a unit says, and the derivative of
 *                the loss by its sum
 *   flow-classes class, value, told: the same, value being the probability
 *   flow-pixels  x, y, grey, slope: the image, y counting downward, and the
 *                derivatives by the weights to the unit `flow-unit`, which is
 *                told most. Returns it. */
size_t tell_flow(gd_table *table, const gd_network *network, const double *x,
                 const digits *d, size_t place);

/* Writes the blocks asked, a row for each held-out digit: the probability of
 * its class, -log of it, and 1 where another class has a larger one; and
 * minus-log, the curve on which they lie. Returns the share of the sum of the
 * losses that those have which are read wrongly. */
double tell_losses(gd_table *table, const digits *d, const gd_network *network,
                   const double *x);

/* Writes a block is, said, count: 10 x 10 rows, those with is = said too. */
void tell_confusion(gd_table *table, const char *block,
                    size_t count[DIGIT_CLASSES][DIGIT_CLASSES]);

#endif
