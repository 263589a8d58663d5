/* What becomes of a reader's function: descend ... --format tsv, and the
 * program that draws it, as a shell runs them. */
#define _XOPEN_SOURCE 700 /* process.h, setenv */

#include "process.h"
#include "share.h"

#include <stdarg.h>

static char folder[] = "/tmp/descend-figure-XXXXXX";

/* A shell's line, in the folder; faults of the layout are errors. */
static finished shell(const char *format, ...)
{
    char line[1200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    return process_run(
        (process){.program = "/bin/sh",
                  .arguments = (const char *const[]){"-c", line, NULL},
                  .directory = folder});
}

static tsv contents(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s is not there", name);
    tsv text = tsv_read(file);
    fclose(file);
    return text;
}

/* It is whole, and all its numbers are some. */
static void assert_picture(const tsv *svg)
{
    assert_true(strncmp(svg->text, "<?xml", 5) == 0);
    assert_string_equal(svg->text + svg->size - 7, "</svg>\n");
    assert_null(strstr(svg->text, "nan"));
    assert_null(strstr(svg->text, "inf"));
}

/* The picture of a run, drawn without a word on stderr, also for telephones. */
static tsv picture(const char *run)
{
    finished f = shell("rm -rf all; descend %s --format tsv 2>/dev/null |"
                       " $DRAW - all",
                       run);
    if (f.status != 0 || f.err.size > 0)
        fail_msg("%s: status %d, %s", run, f.status, f.err.text);
    finished_free(&f);
    tsv svg = contents("all/descend.svg");
    assert_picture(&svg);
    return svg;
}

static int count(const tsv *svg, const char *what)
{
    int n = 0;
    for (const char *at = svg->text; (at = strstr(at, what)); at++)
        n++;
    return n;
}

/* The discs of a picture: what is filled with the ink of descent. */
static int discs(const char *run)
{
    tsv svg = picture(run);
    char filled[] = "class=\"?\"";
    const char *rule = strstr(svg.text, "{fill:#0072b2}");
    filled[7] = rule ? rule[-1] : '?';
    int n = count(&svg, filled);
    tsv_free(&svg);
    return n;
}

/* -------------------------------------------------------- what can be drawn */

/* Everything that a function, a walk or a number can be; of these a share. */
static void every_run_has_a_picture(void **state)
{
    (void)state;
    static const char *const runs[] = {
        "'x^2 + sin(y)^2' -s 3,1 -r 0.1",
        "'w^4 - 3*w^2 + w' -s 2 -r 0.05",
        "'a^2 + b^2 + c^2' -s 3,1,2",
        "'a+b+c+d+f+g+h+i+j+k+l+m+n+o+p+q' -s 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
        "'f^2 + gradient_norm^2' -s 3,1",
        "'exp(0 - x^2 - y^2)' --ascend -s 1,.5 -r .3",
        /* thinned, long, of one step and of none */
        "'x^2 + y^2' -s 1,2 --every 7 -n 40",
        "'x^2 + y^2' -s 1,2 -t 0 -n 20000",
        "'x^2 + y^2' -s 1,2 -n 1",
        "'x^2 + y^2' -s 1,2 -n 0",
        "'x^2' -s 0",
        "'x^2 + y^2 + z^2' -s 1,2,3 -n 0",
        /* constant, kinked, with jumps, poles and holes */
        "'0*x + 7' -s 3",
        "'0*x + 0*y + 7' -s 3,1",
        "'abs(x) + abs(y)' -s 1,.37 -r .1 -n 30",
        "'sign(x - 0.3) + x^2' -s 1 -r .1",
        "'1/x + x' -s .2 -r .1",
        "'tan(x) + x^2' -s 1 -r .05 -n 20",
        "'sqrt(x) + y^2' -s .3,1.5 -r .2",
        "'sqrt(x)' -s 0",
        "'sqrt(x) + sqrt(y)' -s 0,0",
        "'sqrt(x) + sqrt(y) + z' -s 0,0,0",
        /* astray, fast and slowly, up, down and out of the domain */
        "'x^4' -s 3 -r 1",
        "'x^4 + y^4' -s 3,1 -r 1",
        "'x^4 + y^4 + z' -s 3,1,2 -r 1",
        "'0 - x^4' -s 1 -r .01",
        "'x^2 + y^2' -s 3,1 -r 1.02 -n 40000",
        "'x^2 + 1e-2*y^2' -s 1,3 -r 1.01",
        "'log(x)' -s .1 -r 1",
        "'exp(x)' -s 1 -r 1e308",
        /* great numbers and small ones */
        "'x^2' -s 1e150 -r .1",
        "'x^2' -s 1e-150 -r .1 -t 0 -n 20",
        "'x^2 + y^2' -s 1e-320,1e-310",
        "'x + y' -s 1e308,1",
        "'x*1e300 + y*1e300' -s 1,2 -r 1e-301 -n 20",
        "'x*1e308' -s 1 -r 1e-309 -n 5",
        "'x*1e308' -s 1.79 -r 1e-309 -n 9",
        "'x*1e308' -s 1.7 -r 1e-309 -n 40",
        "'1e-300*x' -s 1 -t 0 -n 5 -r 1e300",
        "'x^2' -s 1e9 -r 1e-12 -n 10",
        "'x^2 + 1e4*y^2' -s 10,.1 -r 5e-5 -n 3000",
        "'(x + 1e17) - 1e17 + y^2' -s 1,1 -n 5",
        /* long formulas and names */
        "'sin(x)*cos(y)+exp(0-(x-1)^2-(y+2)^2)+log(1+x^2+y^2)*0.25+"
        "sqrt(1+x^2)/7+max(x,y,0)*0.3+tanh(x*y)/(1+abs(x))-sin(x*y)^2/9+x' "
        "-s 1,2",
        "'abcdefghijklmnopqrstuvwxyz_1234^2 + WWWWWWWWWWWWWWWWWWWW^2' -s 1,2",
        "'x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x"
        "*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x"
        "*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x*x' "
        "-s 1 -n 3",
    };
    const share own = share_of_run();
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        if (!share_has(own, i))
            continue;
        tsv wide = picture(runs[i]);
        tsv narrow = contents("all/descend.narrow.svg");
        assert_picture(&narrow);
        tsv_free(&wide);
        tsv_free(&narrow);
    }
}

/* A dot a step, where all are told; else the numbered ones. The end of the run
 * is a disc in each panel, its start is none. */
static void dots_are_steps(void **state)
{
    (void)state;
    /* 7 steps: a dot on each, and an end in three panels */
    assert_int_equal(discs("'x^2 + y^2' -s 1,2 -n 7"), 7 + 3);
    assert_int_equal(discs("'x^2' -s 1 -n 7"), 7 + 3);
    /* rows 0, 7, 14 … of a run of 40: none, but for the ends */
    assert_int_equal(discs("'x^2 + y^2' -s 1,2 -n 40 --every 7"), 3);
    /* 1, 10, 100 and 1000 */
    assert_int_equal(discs("'x^2 + y^2' -s 1,2 -t 0 -n 2000 -r .001"), 4 + 3);
    assert_int_equal(discs("'log(x)' -s 1 -r 1e-2 -n 3"), 3 + 3);
    /* one that did not move has a start alone, one that is lost no end */
    assert_int_equal(discs("'x^2 + y^2' -s 1,2 -n 0"), 0);
    assert_int_equal(discs("'sqrt(x) + y^2' -s .3,1.5 -r .2"), 1);
    assert_int_equal(discs("'a^2 + b^2 + c^2' -s 3,1,2"), 2);
}

/* The family of each method has the ink that it has in the book, and no other
 * is there. */
static void methods_have_their_inks(void **state)
{
    (void)state;
    static const char *const inks[] = {"stroke:#0072b2", "stroke:#d55e00",
                                       "stroke:#009e73", "stroke:#cc79a7"};
    static const char *const methods[] = {"gradient-descent",
                                          "momentum",
                                          "nesterov",
                                          "adagrad",
                                          "adadelta",
                                          "rmsprop",
                                          "adam",
                                          "adamax",
                                          "nadam",
                                          "amsgrad",
                                          "adamw",
                                          "lion"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        char run[80];
        snprintf(run, sizeof run, "'x^2 + y^2' -s 1,2 -n 3 -m %s", methods[i]);
        tsv svg = picture(run);
        for (size_t k = 0; k < 4; k++)
            assert_int_equal(strstr(svg.text, inks[k]) != NULL, k == i / 3);
        tsv_free(&svg);
    }
}

static void the_same_run_has_the_same_picture(void **state)
{
    (void)state;
    tsv one = picture("'x^2 + sin(y)^2' -s 3,1 -r 0.1");
    tsv again = picture("'x^2 + sin(y)^2' -s 3,1 -r 0.1");
    tsv other = picture("'x^2 + sin(y)^2' -s 3,1 -r 0.2");
    assert_string_equal(one.text, again.text);
    assert_string_not_equal(one.text, other.text);
    tsv_free(&one);
    tsv_free(&again);
    tsv_free(&other);
}

static void as_other_files(void **state)
{
    (void)state;
    tsv drawn = picture("'x^2' -s 1");
    finished f = shell("descend 'x^2' -s 1 --format tsv >run.tsv &&"
                       " cat run.tsv | $DRAW - run.svg &&"
                       " $DRAW run.tsv run.pdf && $DRAW run.tsv run.png");
    assert_int_equal(f.status, 0);
    assert_string_equal(f.err.text, "");
    finished_free(&f);
    tsv svg = contents("run.svg");
    tsv pdf = contents("run.pdf"), png = contents("run.png");
    assert_string_equal(svg.text, drawn.text);
    assert_true(strncmp(pdf.text, "%PDF", 4) == 0);
    assert_true(strncmp(png.text, "\x89PNG", 4) == 0);
    tsv_free(&drawn);
    tsv_free(&svg);
    tsv_free(&pdf);
    tsv_free(&png);
}

/* ----------------------------------------------------- what cannot be drawn */

/* One sentence, and no file. */
static void refuses(int status, const char *what, const char *line)
{
    finished f = shell("rm -f bad.*; %s", line);
    assert_int_equal(f.status, status);
    assert_sentence(&f, what);
    assert_true(strncmp(f.err.text, "descend: ", 9) == 0);
    finished_free(&f);
    finished rest = shell("ls | grep '^bad'");
    assert_string_equal(rest.out.text, "");
    finished_free(&rest);
}

static void wrong_input(void **state)
{
    (void)state;
    refuses(1, "the file is empty", "$DRAW /dev/null bad.svg");
    refuses(1, "truncated",
            "descend 'x^2' -s 1 --format tsv | sed -n 1,20p | $DRAW - bad.svg");
    refuses(1, "a row outside of any block",
            "descend 'x^2' -s 1 | $DRAW - bad.svg");
    refuses(1, "No such file", "$DRAW nothing.tsv bad.svg");
    refuses(1, "these are not data of descend --format tsv",
            "02-basic-descent cubic --data | $DRAW - bad.svg");
    refuses(1, "is not a finite number",
            "descend 'x^2' -s 1 --format tsv |"
            " sed 's/^1\\t[^\\t]*/1\\tnan/' | $DRAW - bad.svg");
    refuses(1, "there is no block values",
            "descend 'x^2' -s 1 --format tsv |"
            " sed 's/block: values/block: else/' | $DRAW - bad.svg");
    refuses(1, "lies beside the grid",
            "descend 'x^2+y^2' -s 1,1 --format tsv |"
            " sed '/block: window/,/^$/s/\\t100$/\\t90/' | $DRAW - bad.svg");
}

static void wrong_output(void **state)
{
    (void)state;
    refuses(2, "bad.jpg: a figure is a file .svg, .pdf or .png",
            "descend 'x^2' -s 1 --format tsv >run.tsv; $DRAW run.tsv bad.jpg");
    refuses(1, "cannot be written: No such file or directory",
            "descend 'x^2' -s 1 --format tsv | $DRAW - no/bad.svg");
    refuses(1, "cannot be written: File too large",
            "descend 'x^2' -s 1 --format tsv >run.tsv; ulimit -f 1;"
            " trap '' XFSZ; $DRAW run.tsv bad.svg");
}

/* ------------------------------------------------------------------- set-up */

static int prepare(void **state)
{
    (void)state;
    char search[3 * PATH_MAX], draw[2 * PATH_MAX];
    if (!find_build() || !mkdtemp(folder))
        return -1;
    const char *old = getenv("PATH");
    snprintf(search, sizeof search, "%s/bin:%s", build, old ? old : "");
    snprintf(draw, sizeof draw, "%s/bin/figures/descend", build);
    return setenv("PATH", search, 1) || setenv("DRAW", draw, 1)
           || setenv("STRICT", "1", 1);
}

static int clear(void **state)
{
    (void)state;
    finished f = shell("rm -rf '%s'", folder);
    finished_free(&f);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_run_has_a_picture),
        cmocka_unit_test(dots_are_steps),
        cmocka_unit_test(methods_have_their_inks),
        cmocka_unit_test(the_same_run_has_the_same_picture),
        cmocka_unit_test(as_other_files),
        cmocka_unit_test(wrong_input),
        cmocka_unit_test(wrong_output),
    };
    return cmocka_run_group_tests(tests, prepare, clear);
}
