/* The bowl x^2/16 + 9y^2, turned about its minimum and multiplied: chapter 4
 * asks what methods make of that. */
#ifndef TURNED_H
#define TURNED_H

#include "gd/objective.h"

/* Its matrix, for gd_quadratic(). */
void turned_matrix(double degrees, double scale, double a[4]);

/* y: the point x, turned by so much. */
void turn(double degrees, const double *x, double *y);

/* The bowl, and a start on it that is turned with it. */
typedef struct turned_place {
    double matrix[4], start[2];
    gd_objective f;
} turned_place;

/* start: as if the bowl stood upright. The objective points into the place: it
 * must stay where it is. */
void turned_set(turned_place *t, const double start[2], double degrees,
                double scale);

#endif
