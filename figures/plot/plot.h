/* Everything that a drawing program needs. Read style.h, figure.h, layers.h,
 * fields.h, surface.h, in this order; data.h and say.h for what goes in. */
#ifndef PLOT_PLOT_H
#define PLOT_PLOT_H

#include "data.h"
#include "fields.h"
#include "figure.h"
#include "grid.h"
#include "layers.h"
#include "say.h"
#include "scale.h"
#include "style.h"
#include "surface.h"

#endif
