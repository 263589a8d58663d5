#include "style.h"

const line_style function_line = {.ink = INK_FUNCTION};
const line_style guide_line = {
    .ink = INK_NOTE, .width = 0.8, .dash = DASH_DASHED};
const line_style dotted_line = {
    .ink = INK_NOTE, .width = 0.8, .dash = DASH_DOTTED};
const mark_style descent_mark = {.ink = INK_DESCENT, .halo = 1};
const text_style note_style = {.ink = INK_NOTE};
