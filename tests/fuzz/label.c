/* libFuzzer on the markup of labels, and on the formulas that become markup. */
#include "fuzz.h"

#include "plot/formula.h"
#include "plot/words.h"

#include "plot/markup.c"

#include <math.h>

enum { SIZE = 9 };

/* Letters that are all half as wide as high: what is set needs no font here. */
words *plot_words_new(const char *source, double size, ink colour, align lines)
{
    problem why = {""};
    markup m;
    words *w = plot_must_calloc(1, sizeof *w);
    (void)colour;
    (void)lines;
    require(plot_markup_read(source, size, &m, &why),
            "a formula becomes markup that can be read", source);
    for (size_t i = 0; i < m.n; i++)
        w->width += m.run[i].size / 2 * (double)m.run[i].n;
    plot_markup_free(&m);
    return w;
}

void plot_words_free(words *w)
{
    free(w);
}

/* --- Labels ---------------------------------------------------------- */

/* The runs are all of the text but the ends of its lines, in order. */
static void check_cover(const markup *m, const char *source)
{
    size_t at = 0, line = 0;
    for (size_t i = 0; i < m->n; i++) {
        const text_run *run = &m->run[i];
        for (; at < run->start; at++, line++)
            require(m->text.text[at] == '\n', "runs leave out line ends only",
                    source);
        require(run->line == line && run->start == at, "runs are in order",
                source);
        require(run->n > 0, "runs are not empty", source);
        at += run->n;
    }
    for (; at < m->text.n; at++)
        require(m->text.text[at] == '\n', "the rest are line ends", source);
    require(m->text.text[at] == '\0', "the text has its length", source);
}

static void check_runs(const markup *m, const char *source)
{
    for (size_t i = 0; i < m->n; i++) {
        const text_run *run = &m->run[i];
        char *text = fuzz_text(m->text.text + run->start, run->n);
        require(fuzz_is_utf8(text), "runs are whole characters", source);
        require(run->size > 0.59 * SIZE && run->size <= SIZE,
                "letters can be read", source);
        require(isfinite(run->rise), "and have a place", source);
        free(text);
    }
}

static void check_label(const char *source)
{
    problem why = {""};
    markup m;
    if (plot_markup_read(source, SIZE, &m, &why)) {
        check_cover(&m, source);
        check_runs(&m, source);
        plot_markup_free(&m);
        return;
    }
    require(!m.run && !m.text.text, "of a refused label nothing is left",
            source);
    fuzz_sentence(why.text, sizeof why.text, source);
}

/* --- Formulas -------------------------------------------------------- */

static size_t count(const char *text, char c)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == c;
    return n;
}

static void check_formula(const char *text, double width, size_t most)
{
    buffer out = {0};
    size_t lines = plot_formula(&out, text, SIZE, width, most);
    require(lines <= most && (lines > 0) == (*text && most),
            "as many lines as there is room for", text);
    if (lines > 0) {
        require(count(out.text, '\n') + 1 == lines, "they are told", out.text);
        plot_words_free(plot_words_new(out.text, SIZE, INK_TEXT, ALIGN_LEFT));
    }
    plot_buffer_free(&out);
}

/* The letters that the grammar of a formula has, and those of `f(x) = …`. */
static bool is_formula(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_.+-*/^(), =";
    return strspn(text, letters) == strlen(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    check_label(text);
    if (is_formula(text))
        for (size_t most = 0; most <= 3; most++)
            check_formula(text, most == 3 ? 1e4 : 60, most);
    free(text);
    return 0;
}
