#include "fail.h"
#include "style.h"

#include <string.h>

/* Families share a colour: plain and accelerated descent, scaling by past
 * gradients, Adam and its kin, its critics, and those that see more than one
 * number at a time. Within a family dash and marker differ, so that a print
 * without colour still tells them apart. */
static const method_look looks[] = {
    {"gradient-descent", "gradient descent", INK_BLUE, DASH_SOLID, SHAPE_DOT},
    {"momentum", "momentum", INK_BLUE, DASH_DASHED, SHAPE_SQUARE},
    {"nesterov", "Nesterov", INK_BLUE, DASH_DOTTED, SHAPE_WEDGE},
    {"adagrad", "Adagrad", INK_VERMILION, DASH_SOLID, SHAPE_DOT},
    {"adadelta", "Adadelta", INK_VERMILION, DASH_DASHED, SHAPE_SQUARE},
    {"rmsprop", "RMSprop", INK_VERMILION, DASH_DOTTED, SHAPE_WEDGE},
    {"adam", "Adam", INK_GREEN, DASH_SOLID, SHAPE_DOT},
    {"adamax", "AdaMax", INK_GREEN, DASH_DASHED, SHAPE_SQUARE},
    {"nadam", "Nadam", INK_GREEN, DASH_DOTTED, SHAPE_WEDGE},
    {"amsgrad", "AMSGrad", INK_PURPLE, DASH_SOLID, SHAPE_DOT},
    {"adamw", "AdamW", INK_PURPLE, DASH_DASHED, SHAPE_SQUARE},
    {"lion", "Lion", INK_PURPLE, DASH_DOTTED, SHAPE_WEDGE},
    {"muon", "Muon", INK_BROWN, DASH_DASH_DOT, SHAPE_PLUS},
    {"newton", "Newton", INK_BROWN, DASH_SOLID, SHAPE_DOT},
    {"bfgs", "BFGS", INK_BROWN, DASH_DASHED, SHAPE_SQUARE},
    {"l-bfgs", "L-BFGS", INK_BROWN, DASH_DOTTED, SHAPE_WEDGE},
};

const method_look *plot_method_at(unsigned index)
{
    return index < sizeof looks / sizeof *looks ? &looks[index] : NULL;
}

const method_look *plot_method_find(const char *key)
{
    for (unsigned i = 0; plot_method_at(i); i++)
        if (strcmp(looks[i].key, key) == 0)
            return &looks[i];
    plot_fail("no look for a method named %s", key);
}

line_style plot_method_line(const char *key)
{
    const method_look *look = plot_method_find(key);
    return (line_style){.ink = look->ink, .dash = look->dash};
}

mark_style plot_method_mark(const char *key)
{
    const method_look *look = plot_method_find(key);
    return (mark_style){.ink = look->ink, .shape = look->shape};
}

path_style plot_method_path(const char *key)
{
    const method_look *look = plot_method_find(key);
    return (path_style){
        .ink = look->ink, .dash = look->dash, .shape = look->shape};
}
