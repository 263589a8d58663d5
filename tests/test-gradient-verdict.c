/* Same, different, cannot tell: what the check says of right gradients and of
 * wrong ones, on formulas chosen to mislead it and on thousands at random. */
#include "close.h"

#include "gd/expression.h"
#include "gd/gradient_check.h"
#include "gd/random.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

/* A formula, a point and the gradient by its rules. */
typedef struct sample {
    gd_expression *e;
    size_t n;
    double x[GD_EXPRESSION_VARIABLES], g[GD_EXPRESSION_VARIABLES];
} sample;

static double loss(void *context)
{
    sample *s = context;
    return gd_expression_eval(s->n, s->x, NULL, s->e);
}

/* NULL in e: no formula, no variable in it, or not finite at x. */
static sample sample_of(const char *formula, const double *x)
{
    gd_expression_error error;
    sample s = {.e = gd_expression_parse(formula, &error)};
    s.n = s.e ? gd_expression_variable_count(s.e) : 0;
    memcpy(s.x, x, s.n * sizeof *x);
    bool finite = s.n > 0 && isfinite(gd_expression_eval(s.n, s.x, s.g, s.e));
    for (size_t i = 0; i < s.n; i++)
        finite = finite && isfinite(s.g[i]);
    if (!finite) {
        gd_expression_free(s.e);
        s.e = NULL;
    }
    return s;
}

static gd_check check_of(sample *s, size_t i)
{
    gd_array one = {"x", 1, &s->x[i], &s->g[i]};
    return gd_check_arrays(loss, s, 1, &one, 0);
}

static void those_that_mislead(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, factor, plus; /* what is wrong with the gradient */
        gd_verdict verdict;
        int doubt; /* a gd_doubt, or -1: whatever it is */
    } all[] = {
        {"exp(x)/x", 2, 1, 0, GD_SAME, -1},
        {"exp(x)/x", 2, 1.00001, 0, GD_DIFFERENT, -1},
        /* flat */
        {"x^3", 0, 1, 0, GD_UNCLEAR, GD_FLAT},
        {"x^3", 0, 1, 1, GD_DIFFERENT, -1},
        {"x^2", 0, 1, 1e-3, GD_DIFFERENT, -1},
        {"(1 - x)^2 + 100*(1 - x^2)^2", 1, 1, 0, GD_UNCLEAR, GD_FLAT},
        {"tanh(x)", 40, 1, 0, GD_UNCLEAR, GD_FLAT},
        {"tanh(x)", 40, 1, 1e-3, GD_DIFFERENT, -1},
        {"0*x", 1, 1, 0, GD_SAME, -1},
        {"0*x", 1, 1, 1e-3, GD_DIFFERENT, -1},
        {"exp(-1/x^2)", 0.02, 1, 0, GD_UNCLEAR, GD_FLAT},
        /* steep, and fast */
        {"1/x", 1e-9, 1, 0, GD_SAME, -1},
        {"1/x", 1e-9, 1.00001, 0, GD_DIFFERENT, -1},
        {"1/(x - 1)", 1 + 1e-9, 1, 0, GD_SAME, -1},
        {"sin(1e6*x)", 1e-3, 1, 0, GD_SAME, -1},
        {"sin(1e6*x)", 1e-3, 1.00001, 0, GD_DIFFERENT, -1},
        {"sin(1e12*x)", 1e-3, 1, 0, GD_UNCLEAR, GD_COARSE},
        {"log(x)", 1e-12, 1, 0, GD_SAME, -1},
        {"sqrt(x)", 1e-7, 1, 0, GD_SAME, -1},
        /* large beside its slope */
        {"1e10 + x^2", 1, 1, 0, GD_UNCLEAR, GD_ROUNDING},
        {"1e10 + x^2", 1, 1.5, 0, GD_DIFFERENT, -1},
        {"1e10 + x", 1, 0.945, 0, GD_DIFFERENT, -1},
        {"(1e10 + x) - 1e10", 1, 1, 0, GD_UNCLEAR, -1},
        {"(1e10 + x) - 1e10", 0.1234, 1, 0, GD_UNCLEAR, -1},
        /* corners */
        {"abs(x)", 0, 1, 0, GD_UNCLEAR, GD_KINK},
        {"abs(x)", 0, 1, 1, GD_UNCLEAR, GD_KINK},
        {"abs(x)", 0, 1, 7, GD_DIFFERENT, -1},
        {"abs(x)", -1e-9, 1, 0, GD_SAME, -1},
        {"max(0, x)", -0.2, 1, 0, GD_SAME, -1},
        {"max(0, x)", -0.2, 1, 1e-9, GD_DIFFERENT, -1},
        {"max(0, x)", 0, 1, 0, GD_UNCLEAR, GD_KINK},
        {"max(0, x)", 0, 1, 1, GD_UNCLEAR, GD_KINK},
        {"max(0, x)", 0, 1, -1, GD_DIFFERENT, -1},
        {"min(x, x^2)", 0.3, 1, 0, GD_SAME, -1},
        {"sign(x - 1e-9)", 0, 1, 0, GD_UNCLEAR, -1},
        {"sqrt(abs(x) + x^2)", 1e-6, 1, 0, GD_SAME, -1},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        sample s = sample_of(all[i].formula, &all[i].x);
        assert_non_null(s.e);
        s.g[0] = s.g[0] * all[i].factor + all[i].plus;
        gd_check c = check_of(&s, 0);
        if (c.verdict != all[i].verdict
            || (all[i].doubt >= 0 && (int)c.doubt != all[i].doubt))
            fail_msg("%s at %g: %s, %s", all[i].formula, all[i].x,
                     gd_verdict_text(c.verdict), gd_doubt_text(c.doubt));
        assert_true(c.finite);
        assert_int_equal(c.different, c.verdict == GD_DIFFERENT);
        assert_int_equal(c.unclear, c.verdict == GD_UNCLEAR);
        assert_true((c.relative > 0) == (c.verdict == GD_DIFFERENT)
                    || c.verdict == GD_UNCLEAR);
        assert_bits(s.x[0], all[i].x);
        gd_expression_free(s.e);
    }
}

/* With a step that is given, no other is tried: what the usual ones settle is
 * left open, for the reason that it shows. */
static void a_given_step_stands_alone(void **state)
{
    (void)state;
    sample s = sample_of("abs(x)", (double[]){3e-6});
    gd_array one = {"x", 1, s.x, s.g};
    gd_check c = gd_check_arrays(loss, &s, 1, &one, 1e-5);
    assert_int_equal(c.verdict, GD_UNCLEAR);
    assert_int_equal(c.doubt, GD_KINK);
    assert_close(c.step, 1e-5, 1e-12, 0);
    assert_int_equal(gd_check_arrays(loss, &s, 1, &one, 1e-7).verdict, GD_SAME);
    gd_expression_free(s.e);
    s = sample_of("sin(1e6*x)", (double[]){1e-3});
    one = (gd_array){"x", 1, s.x, s.g};
    c = gd_check_arrays(loss, &s, 1, &one, 1e-7);
    assert_int_equal(c.verdict, GD_UNCLEAR);
    assert_int_equal(c.doubt, GD_COARSE);
    gd_expression_free(s.e);
}

/* ------------------------------------------------------------- at random */

enum { TEXT = 2000 };

/* Appends a random formula in x and y to text. */
static void grow(gd_random *random, char *text, int depth)
{
    static const char *const forms[][3] = {
        {"sin(", ")", NULL},  {"cos(", ")", NULL}, {"tan(", ")", NULL},
        {"atan(", ")", NULL}, {"exp(", ")", NULL}, {"log(", ")", NULL},
        {"sqrt(", ")", NULL}, {"abs(", ")", NULL}, {"tanh(", ")", NULL},
        {"(", ")^2", NULL},   {"(", ")^3", NULL},  {"(", ") + (", ")"},
        {"(", ") - (", ")"},  {"(", ")*(", ")"},   {"(", ")*(", ")"},
        {"(", ")/(", ")"},    {"max(", ", ", ")"}, {"min(", ", ", ")"},
    };
    size_t form = gd_random_below(random, depth > 0 ? 22 : 4);
    size_t end = strlen(text);
    if (form < 4 || end > TEXT - 200) {
        if (form == 0)
            snprintf(text + end, 20, "%.3g", gd_random_between(random, 0.1, 3));
        else
            strcat(text, form % 2 ? "x" : "y");
        return;
    }
    const char *const *parts = forms[form - 4];
    strcat(text, parts[0]);
    grow(random, text, depth - 1);
    strcat(text, parts[1]);
    if (!parts[2])
        return;
    grow(random, text, depth - 1);
    strcat(text, parts[2]);
}

/* A random formula, often with a large number before it, at a random point:
 * at 0, near 0 or far, at whole numbers, or anywhere. */
static sample random_sample(gd_random *random, char text[TEXT])
{
    static const char *const offsets[] = {"", "", "", "1e6 + ", "1e10 + "};
    sample s = {0};
    while (!s.e) {
        double x[2];
        size_t kind = gd_random_below(random, 4);
        strcpy(text, offsets[gd_random_below(random, 5)]);
        grow(random, text, 4);
        for (int i = 0; i < 2; i++) {
            double r = gd_random_between(random, -3, 3);
            x[i] = kind == 0   ? 0
                   : kind == 1 ? pow(10, gd_random_between(random, -9, 3))
                   : kind == 2 ? round(r)
                               : r;
        }
        s = sample_of(text, x);
    }
    return s;
}

/* Of 5,000 right gradients, with poles and kinks and minima among them, none
 * is called different, and of the same made wrong by 1e-5 or more, none the
 * same. What is too fast for any difference is left out: a slope at which f
 * would not be the same for two neighbouring numbers. */
static void right_and_wrong_at_random(void **state)
{
    (void)state;
    gd_random random = gd_random_seeded(1);
    int says[2][3] = {{0}};
    char text[TEXT];
    for (int k = 0; k < 5000; k++) {
        sample s = random_sample(&random, text);
        size_t i = gd_random_below(&random, s.n);
        double size = pow(10, gd_random_between(&random, -5, 0));
        double wrong = s.g[i] * (1 + (k % 2 ? size : -size));
        gd_check c = check_of(&s, i);
        bool chaos = fabs(s.g[i]) > 1e12;
        says[0][c.verdict]++;
        if (c.verdict == GD_DIFFERENT && !chaos)
            fail_msg("%s at %g, %g is right: %.17g, by differences %.17g", text,
                     s.x[0], s.x[1], c.analytic, c.numeric);
        s.g[i] = wrong;
        c = check_of(&s, i);
        says[1][c.verdict] += wrong != 0;
        if (c.verdict == GD_SAME && wrong != 0)
            fail_msg("%s at %g, %g is wrong by %g", text, s.x[0], s.x[1], size);
        gd_expression_free(s.e);
    }
    /* And it does speak: of those so wild more than half are settled. */
    assert_true(says[0][GD_SAME] > 2500);
    assert_true(says[1][GD_DIFFERENT] > 2500);
}

/* Waves that rise and fall within the shortest step: no difference sees how
 * steep they are, and none may say so. */
static void waves_within_a_step(void **state)
{
    (void)state;
    static const double x = 0;
    for (double speed = 1e14; speed < 2e17; speed *= 10)
        for (int phase = 0; phase < 12; phase++) {
            char text[100];
            snprintf(text, sizeof text, "5*sin(%g*x + %g)", speed, 0.5 * phase);
            sample s = sample_of(text, &x);
            assert_int_equal(check_of(&s, 0).verdict, GD_UNCLEAR);
            gd_expression_free(s.e);
        }
}

/* Smooth functions, and everything of the size of 1: nearly all are settled,
 * the right and the wrong by a hundred-thousandth. */
static void the_well_scaled_are_settled(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "%.3f*sin(%.3f*x + %.3f)",      "%.3f + x^3 - %.3f*x^2 + %.3f*x",
        "exp(%.3f*x) + %.3f*x^2*%.3f",  "%.3f*log(1 + exp(%.3f*x - %.3f))",
        "tanh(%.3f*x + %.3f)^2 + %.3f", "%.3f*x/(%.3f + x^2 + %.3f)",
    };
    gd_random random = gd_random_seeded(2);
    int count = 0, same = 0, different = 0;
    while (count < 2000) {
        char text[100];
        double x = gd_random_between(&random, -2, 2), c[3];
        for (int i = 0; i < 3; i++)
            c[i] = gd_random_between(&random, 0.3, 2);
        snprintf(text, sizeof text, forms[count % 6], c[0], c[1], c[2]);
        sample s = sample_of(text, &x);
        assert_non_null(s.e);
        if (fabs(s.g[0]) > 0.01) {
            count++;
            same += check_of(&s, 0).verdict == GD_SAME;
            s.g[0] *= 1 + (count % 2 ? 1e-5 : -1e-5);
            different += check_of(&s, 0).verdict == GD_DIFFERENT;
        }
        gd_expression_free(s.e);
    }
    assert_true(same > 1990);
    assert_true(different > 1990);
}

/* ---------------------------------------------------- in single precision */

static double beale_in_float(void *context)
{
    const double *p = context;
    float x = (float)p[0], y = (float)p[1];
    float a = 1.5F - x + x * y;
    float b = 2.25F - x + x * y * y;
    float c = 2.625F - x + x * y * y * y;
    return (double)(a * a + b * b + c * c);
}

/* Floats leave three digits, and those are checked. Taken for a double, the
 * same loss cannot be judged, or worse. */
static void a_loss_in_float(void **state)
{
    (void)state;
    double x[2] = {3, 4}, right[2] = {25625.25, 57519}, wrong[2];
    for (int k = -1; k <= 1; k++) {
        memcpy(wrong, right, sizeof right);
        wrong[1] *= 1 + 0.03 * k;
        gd_array p = {"p", 2, x, wrong};
        gd_check c =
            gd_check_coarse(beale_in_float, x, 1, &p, 0, (double)FLT_EPSILON);
        assert_int_equal(c.verdict, k == 0 ? GD_SAME : GD_DIFFERENT);
        assert_close(c.step, cbrt((double)FLT_EPSILON) * x[c.index], 1e-12, 0);
        assert_bits(x[0], 3);
        assert_bits(x[1], 4);
    }
    gd_array p = {"p", 2, x, right};
    assert_int_not_equal(gd_check_arrays(beale_in_float, x, 1, &p, 0).verdict,
                         GD_SAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_that_mislead),
        cmocka_unit_test(a_given_step_stands_alone),
        cmocka_unit_test(right_and_wrong_at_random),
        cmocka_unit_test(waves_within_a_step),
        cmocka_unit_test(the_well_scaled_are_settled),
        cmocka_unit_test(a_loss_in_float),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
