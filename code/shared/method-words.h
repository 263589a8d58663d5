/* The names of gd_methods() in their order, for knobs that choose. */
#ifndef METHOD_WORDS_H
#define METHOD_WORDS_H

/* clang-format off */
#define METHOD_WORDS \
    "gradient-descent", "momentum", "nesterov", "adagrad", "adadelta", \
    "rmsprop", "adam", "adamax", "nadam", "amsgrad", "adamw", "lion"
/* clang-format on */

#endif
