#include "shared/by-hand.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

void descent_by_hand(const gd_objective *f, const double start[2], double rate,
                     by_hand_path *p)
{
    double x[2] = {start[0], start[1]}, g[2];
    for (size_t t = 0; t < BY_HAND_POINTS; t++) {
        memcpy(p->point[t], x, sizeof x);
        gd_value_and_gradient(f, x, g);
        for (int i = 0; i < 2; i++)
            x[i] -= rate * g[i];
    }
}

void momentum_by_hand(const gd_objective *f, const double start[2], double rate,
                      by_hand_path *p)
{
    const double beta = 0.9;
    double x[2] = {start[0], start[1]}, g[2], v[2] = {0, 0};
    for (size_t t = 0; t < BY_HAND_POINTS; t++) {
        memcpy(p->point[t], x, sizeof x);
        gd_value_and_gradient(f, x, g);
        for (int i = 0; i < 2; i++) {
            v[i] = beta * v[i] + g[i];
            x[i] -= rate * v[i];
        }
    }
}

void adagrad_by_hand(const gd_objective *f, const double start[2], double rate,
                     by_hand_path *p)
{
    const double epsilon = 1e-10;
    double x[2] = {start[0], start[1]}, g[2], sum[2] = {0, 0};
    for (size_t t = 0; t < BY_HAND_POINTS; t++) {
        memcpy(p->point[t], x, sizeof x);
        gd_value_and_gradient(f, x, g);
        for (int i = 0; i < 2; i++) {
            sum[i] += g[i] * g[i];
            x[i] -= rate * g[i] / (sqrt(sum[i]) + epsilon);
        }
    }
}
