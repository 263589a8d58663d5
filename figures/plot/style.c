#include "style.h"

const line_style plot_function_line = {.ink = INK_FUNCTION};
const line_style plot_guide_line = {
    .ink = INK_NOTE, .width = 0.8, .dash = DASH_DASHED};
const line_style plot_dotted_line = {
    .ink = INK_NOTE, .width = 0.8, .dash = DASH_DOTTED};
const mark_style plot_descent_mark = {.ink = INK_DESCENT, .halo = 1};
const text_style plot_note_style = {.ink = INK_NOTE};
