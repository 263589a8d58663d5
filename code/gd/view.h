/* A matrix in a row of numbers. */
#ifndef GD_VIEW_H
#define GD_VIEW_H

#include <stddef.h>

/* region view */
/* A named part of an array of n numbers: a matrix of rows x columns, row
 * after row, beginning at `start`. The same view cuts a layer's weights out
 * of the parameters, out of the gradient and out of an optimizer's memory. */
typedef struct gd_view {
    char name[16];
    size_t start;
    size_t rows;
    size_t columns;
} gd_view;
/* end view */

#endif
