#include "shared/clip-ring.h"

#include "gd/descent.h"
#include "gd/pi.h"
#include "shared/must.h"

#include <math.h>

void clip_ring_experiment(const void *knobs, story *s)
{
    static const double centre[2] = {2.5, 0.35};
    const double radius = 0.3, longest = 4;
    (void)knobs;
    gd_table_block(s->data, "clip-ring", "x\ty\tgx\tgy\tcx\tcy");
    for (int i = 0; i <= RING_POINTS; i++) {
        double angle = 2 * GD_PI * i / RING_POINTS, g[2];
        double x[2] = {centre[0] + radius * cos(angle),
                       centre[1] + radius * sin(angle)};
        gd_value_and_gradient(objective("beale"), x, g);
        double cut[2] = {g[0], g[1]};
        gd_clip(2, cut, longest);
        gd_row(s->data, x[0], x[1], g[0], g[1], cut[0], cut[1]);
    }
    gd_table_block(s->data, "clip-circle", "gx\tgy");
    for (int i = 0; i <= 2 * RING_POINTS; i++) {
        double angle = GD_PI * i / RING_POINTS;
        gd_row(s->data, longest * cos(angle), longest * sin(angle));
    }
}
