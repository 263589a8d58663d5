#include "projection.h"

#include <math.h>

/* region projection */
projection plot_projection_new(double elevation, double azimuth)
{
    double e = elevation * pi / 180, a = azimuth * pi / 180;
    return (projection){
        .right = {-sin(a), cos(a), 0},
        .up = {-sin(e) * cos(a), -sin(e) * sin(a), cos(e)},
        .toward = {cos(e) * cos(a), cos(e) * sin(a), sin(e)},
        .scale = 1,
    };
}

static double dot(point3 a, point3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

point plot_project(const projection *p, point3 at)
{
    return (point){p->origin.x + p->scale * dot(p->right, at),
                   p->origin.y - p->scale * dot(p->up, at)};
}
/* end projection */

double plot_nearness(const projection *p, point3 at)
{
    return dot(p->toward, at);
}

/* region far-to-near */
void plot_cells_far_to_near(const projection *p, size_t nx, size_t ny,
                            size_t *order)
{
    size_t columns = nx - 1, rows = ny - 1, n = 0;
    for (size_t i = 0; i < columns; i++)
        for (size_t j = 0; j < rows; j++) {
            size_t column = p->toward.x >= 0 ? i : columns - 1 - i;
            size_t row = p->toward.y >= 0 ? j : rows - 1 - j;
            order[n++] = row * columns + column;
        }
}
/* end far-to-near */
