/* The handles of a figure as a table: what tests that look at no page ask. */
#include "decimal.h"
#include "model.h"

static void put_knob(buffer *out, handle_knob knob)
{
    char text[60];
    plot_buffer_put(out, knob.name ? knob.name : "-");
    plot_decimal_print(text, sizeof text, " %g %g", knob.zero, knob.unit);
    plot_buffer_put(out, knob.name ? text : "");
    plot_buffer_put(out, "\t");
}

static void put_way(buffer *out, const handle *h)
{
    char text[60] = "dragged";
    if (h->turns)
        plot_decimal_print(text, sizeof text, "about %.2f %.2f", h->around.x,
                           h->around.y);
    else if (h->turned != 0)
        plot_decimal_print(text, sizeof text, "turned %g", h->turned);
    plot_buffer_put(out, h->follows ? "follows" : text);
    plot_buffer_put(out, "\n");
}

void plot_handles_list(const figure *fig, const char *layout, buffer *out)
{
    for (size_t i = 0; i < plot_figure_handles(fig); i++) {
        handle h = plot_figure_handle(fig, i);
        char at[60];
        plot_decimal_print(at, sizeof at, "\t%.2f\t%.2f\t", h.at.x, h.at.y);
        plot_buffer_put(out, fig->name);
        plot_buffer_put(out, "\t");
        plot_buffer_put(out, layout);
        plot_buffer_put(out, at);
        put_knob(out, h.knob_x);
        put_knob(out, h.knob_y);
        put_way(out, &h);
    }
}
