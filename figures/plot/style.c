#include "style.h"

const line_style plot_function_line = {.ink = INK_FUNCTION};
const line_style plot_guide_line = {
    .ink = INK_NOTE, .width = 0.8, .dash = DASH_DASHED};
const line_style plot_dotted_line = {
    .ink = INK_NOTE, .width = 0.8, .dash = DASH_DOTTED};
const line_style plot_descent_line = {.ink = INK_DESCENT};
const mark_style plot_descent_mark = {.ink = INK_DESCENT, .halo = 1};
const mark_style plot_minimum_mark = {
    .shape = SHAPE_CROSS, .ink = INK_TEXT, .size = 6, .halo = 1.3};
const mark_style plot_maximum_mark = {.shape = SHAPE_TRIANGLE,
                                      .ink = INK_TEXT,
                                      .size = 5.6,
                                      .hollow = true,
                                      .halo = 1};
const mark_style plot_pass_mark = {.shape = SHAPE_DIAMOND,
                                   .ink = INK_TEXT,
                                   .size = 6,
                                   .hollow = true,
                                   .halo = 1};
const mark_style plot_start_mark = {
    .shape = SHAPE_CIRCLE, .ink = INK_DESCENT, .size = 5.6, .halo = 1};
const mark_style plot_step_mark = {.ink = INK_DESCENT, .size = 3.6};
const mark_style plot_end_mark = {.ink = INK_DESCENT, .size = 5.6, .halo = 1};
const text_style plot_note_style = {.ink = INK_NOTE};
