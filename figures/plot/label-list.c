/* The words of a figure as a table, for whoever does not see them: what is
 * searched for a word, and what asks whether they can be read. */
#include "decimal.h"
#include "markup.h"
#include "model.h"

#include <string.h>

static bool same_words(const label *a, const label *b)
{
    return a->words->size == b->words->size
           && strcmp(a->words->source, b->words->source) == 0;
}

/* Ticks of several panels say the same, and are told once. */
static bool is_told(const figure *fig, const label *l)
{
    const label *before = fig->labels;
    while (before != l && (before->hidden || !same_words(before, l)))
        before = before->next;
    return before != l;
}

/* On one line, without markup, but 10^2 is not 102. The words were set, so
 * they can be read. */
static void put_plain(buffer *out, const words *w)
{
    markup m;
    problem why = {""};
    text_run before = {0};
    if (!plot_markup_read(w->source, w->size, &m, &why))
        return;
    for (size_t i = 0; i < m.n; before = m.run[i++]) {
        const text_run *r = &m.run[i];
        if (r->line > before.line)
            plot_buffer_put(out, " ");
        else if (r->rise > 0 && r->rise > before.rise)
            plot_buffer_put(out, "^");
        plot_buffer_add(out, m.text.text + r->start, r->n);
    }
    plot_markup_free(&m);
}

void plot_labels_list(const figure *fig, const char *layout, buffer *out)
{
    for (const label *l = fig->labels; l; l = l->next) {
        char size[40];
        if (l->hidden || is_told(fig, l))
            continue;
        plot_decimal_print(size, sizeof size, "\t%g\t", l->words->size);
        plot_buffer_put(out, fig->name);
        plot_buffer_put(out, "\t");
        plot_buffer_put(out, layout);
        plot_buffer_put(out, size);
        put_plain(out, l->words);
        plot_buffer_put(out, "\n");
    }
}
