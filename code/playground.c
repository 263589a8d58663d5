/* The playground: a function that the reader has chosen or typed, and runs on
 * it. `own` is one run, for chapter 5; the others are up to four of them side
 * by side, for the page of that name. */
#include "gd/schedule.h"
#include "shared/chapter.h"
#include "shared/landscape.h"
#include "shared/noisy.h"
#include "shared/numeral.h"
#include "shared/typed-function.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ============================================================ the function */

/* What is run on, and the window in which it is seen. */
typedef struct ground {
    char formula[KNOB_TEXT];
    size_t n; /* variables, 1 or 2 */
    landscape_box window;
} ground;

/* A window of so much to each side of 0, or of `box` about its middle. */
static landscape_box window_of(const gd_test_function *box, double reach)
{
    landscape_box w = {{0}, {0}};
    for (size_t i = 0; i < 2; i++) {
        double low = box ? box->lower[i] : -1, high = box ? box->upper[i] : 1;
        double middle = 0.5 * (low + high), half = 0.5 * (high - low);
        w.low[i] = middle - reach * half;
        w.high[i] = middle + reach * half;
    }
    return w;
}

/* Keeps the ground, and tells what is seen of it, in blocks whose names begin
 * with `before`. */
static void tell_ground(story *s, const char *before, const char *formula,
                        landscape_box window)
{
    ground *g = keep(s, sizeof *g);
    gd_expression *e = must_parse(formula);
    gd_objective f = gd_expression_objective(e);
    const char *names[2] = {gd_expression_variable(e, 0),
                            f.n == 2 ? gd_expression_variable(e, 1) : NULL};
    snprintf(g->formula, sizeof g->formula, "%s", formula);
    g->n = f.n;
    g->window = window;
    landscape_tell(s->data, before, &f, names, &window);
    gd_expression_free(e);
}

/* ================================================================= the runs */

enum { MOST_STEPS = 1000 };

/* What a run is made with. */
typedef struct course {
    const char *formula, *method, *schedule;
    double start[2];
    double rate, steps;
    double beta, beta2; /* of a method that has them; below 0: its defaults */
    double noise, seed;
} course;

/* Of a point of a run. */
typedef struct sight {
    double x[2], f, gradient_norm;
} sight;

/* What came of a course. */
typedef struct finish {
    bool made; /* or there was none */
    course course;
    char formula[KNOB_TEXT]; /* which that of the course is */
    gd_result result;
    size_t n;
    double x[2];
    size_t points; /* the first, and those after it that are finite */
    sight point[MOST_STEPS + 1];
} finish;

/* The hyper-parameters that are turned, where they are not the defaults: `set`
 * ends with an empty one. What methods call the first differs. */
static void hypers_of(const course *c, gd_setting set[3])
{
    const gd_method *m = gd_method_find(c->method);
    size_t count = 0;
    for (size_t k = 0; k < m->hyper_count; k++) {
        const char *name = m->hyper[k].name;
        bool first = strcmp(name, "beta") == 0 || strcmp(name, "beta1") == 0
                     || strcmp(name, "rho") == 0;
        bool second = strcmp(name, "beta2") == 0;
        double value = second ? c->beta2 : c->beta;
        if ((first || second) && value >= 0 && value != m->hyper[k].value)
            set[count++] = (gd_setting){name, value};
    }
    set[count] = (gd_setting){0};
}

/* The observer: keeps every point that is finite. */
static bool keep_point(const gd_state *state, void *context)
{
    finish *r = context;
    sight p = {.f = state->f, .gradient_norm = state->gradient_norm};
    bool finite = isfinite(p.f) && isfinite(p.gradient_norm);
    for (size_t i = 0; i < state->n; i++) {
        p.x[i] = state->x[i];
        finite = finite && isfinite(p.x[i]);
    }
    if (finite)
        r->point[r->points++] = p;
    return true;
}

static void run(finish *r, const gd_objective *exact)
{
    const course *c = &r->course;
    noisy with = noisy_new(exact, c->noise, (size_t)c->seed);
    gd_objective f = noisy_objective(&with);
    gd_schedule schedule = gd_schedule_new(gd_schedule_find(c->schedule),
                                           (size_t)fmax(1, c->steps));
    gd_setting set[3];
    hypers_of(c, set);
    gd_options options = {.rate = c->rate,
                          .max_steps = (size_t)c->steps,
                          .tolerance = 1e-8,
                          .schedule = &schedule,
                          .observer = keep_point,
                          .observer_context = r,
                          .settings = set};
    memcpy(r->x, c->start, sizeof r->x);
    r->result = must_run(gd_minimise(&f, r->x, c->method, &options));
}

/* Makes the run and keeps what came of it. */
static const finish *finish_of(story *s, const course *c)
{
    finish *r = keep(s, sizeof *r);
    gd_expression *e = must_parse(c->formula);
    gd_objective f = gd_expression_objective(e);
    r->made = true;
    r->n = f.n;
    r->course = *c;
    snprintf(r->formula, sizeof r->formula, "%s", c->formula);
    r->course.formula = r->formula;
    run(r, &f);
    gd_expression_free(e);
    return r;
}

/* ------------------------------------------------------------- as a command */

/* The command that makes the same run, on two lines: the formula may be long.
 * What begins with a minus stands behind --. */
static void say_command(story *s, const finish *r)
{
    const course *c = &r->course;
    gd_setting set[3];
    hypers_of(c, set);
    say(s, "  build/bin/descend -s %s", typed(c->start[0]).text);
    if (r->n == 2)
        say(s, ",%s", typed(c->start[1]).text);
    say(s, " -m %s -r %s -n %g", c->method, typed(c->rate).text, c->steps);
    if (strcmp(c->schedule, "constant") != 0)
        say(s, " --schedule %s", c->schedule);
    if (c->noise > 0)
        say(s, " --noise %s --seed %g", typed(c->noise).text, c->seed);
    for (const gd_setting *h = set; h->name; h++)
        say(s, " --set %s=%s", h->name, typed(h->value).text);
    say(s, " \\\n      %s'%s'\n\n", c->formula[0] == '-' ? "-- " : "",
        c->formula);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* The end with all its digits, to be held against what the command prints. */
static void say_end(story *s, const finish *r)
{
    const gd_result *end = &r->result;
    say(s, "  stopped after %zu step%s: %s\n", end->steps, plural(end->steps),
        gd_outcome_text(end->outcome));
    if (end->outcome != GD_DIVERGED) {
        gd_expression *e = must_parse(r->formula);
        for (size_t i = 0; i < r->n; i++)
            say(s, "  %s = %.17g\n", gd_expression_variable(e, i), r->x[i]);
        say(s, "  f = %.17g\n", end->f);
        gd_expression_free(e);
    }
    say(s, "\n");
}

/* ------------------------------------------------------------- as a picture */

/* "momentum, rate 0.1" */
static label way_of(const finish *r)
{
    return named("%s, rate %s", r->course.method, spoken(r->course.rate).text);
}

static bool begins_nowhere(const finish *r)
{
    return r->points == 0;
}

static void short_run(story *s, const finish *r)
{
    const gd_result *end = &r->result;
    if (begins_nowhere(r))
        in_short(s, "The function or its slope is not finite at the start: "
                    "drag it elsewhere.");
    else if (end->outcome == GD_DIVERGED)
        in_short(s, "%s: diverged in step %s.", way_of(r).text,
                 spoken((double)end->steps).text);
    else
        in_short(s, "%s: %s after %s step%s, f = %s.", way_of(r).text,
                 gd_outcome_text(end->outcome), spoken((double)end->steps).text,
                 plural(end->steps), spoken(end->f).text);
}

/* A block step, x, y, f, gradient_norm, without y of a function of one
 * variable; none where there is no point. */
static void tell_points(story *s, const char *block, const finish *r)
{
    if (r->points > 0)
        gd_table_block(s->data, block,
                       r->n == 1 ? "step\tx\tf\tgradient_norm"
                                 : "step\tx\ty\tf\tgradient_norm");
    for (size_t i = 0; i < r->points; i++) {
        const sight *p = &r->point[i];
        if (r->n == 1)
            gd_row(s->data, (double)i, p->x[0], p->f, p->gradient_norm);
        else
            gd_row(s->data, (double)i, p->x[0], p->x[1], p->f,
                   p->gradient_norm);
    }
}

/* A block x, y, f: the start. Without f where that is not finite. */
static void tell_start(story *s, const char *block, const char *formula,
                       const double start[2])
{
    gd_expression *e = must_parse(formula);
    double f =
        gd_expression_eval(gd_expression_variable_count(e), start, NULL, e);
    gd_expression_free(e);
    gd_table_block(s->data, block, isfinite(f) ? "x\ty\tf" : "x\ty");
    gd_table_row(s->data, isfinite(f) ? 3 : 2,
                 (double[]){start[0], start[1], f});
}

/* ======================================================== your own function */

_Static_assert((int)TYPED_WHY <= (int)KNOB_WHY, "a knob has room for the why");

typedef struct own_function_knobs {
    char expression[KNOB_TEXT];
    double reach;
} own_function_knobs;

static const knob own_function_list[] = {
    TEXT_KNOB(own_function_knobs, expression, "x^2/16 + 9*y^2",
              typed_is_drawable, "of one or two variables"),
    KNOB(own_function_knobs, reach, 3, 0.1, 10, LOG,
         "how far is seen to each side of 0"),
    {0},
};

static void own_function_scene(const void *knobs, story *s)
{
    const own_function_knobs *k = knobs;
    tell_ground(s, "", k->expression, window_of(NULL, k->reach));
}

typedef struct own_knobs {
    const char *method;
    double rate, steps, start_x, start_y;
} own_knobs;

static const char *const own_methods[] = {
    "momentum", "gradient-descent", "nesterov", "adagrad",
    "adadelta", "rmsprop",          "adam",     "adamax",
    "nadam",    "amsgrad",          "adamw",    "lion",
    NULL};

static const knob own_list[] = {
    CHOICE_KNOB(own_knobs, method, own_methods, "the update rule"),
    KNOB(own_knobs, rate, 0.1, 1e-5, 10, LOG, "learning rate"),
    KNOB(own_knobs, steps, 400, 0, MOST_STEPS, COUNT, "at most"),
    KNOB(own_knobs, start_x, -2.4, -10, 10, LINEAR,
         "where it begins, the first variable"),
    KNOB(own_knobs, start_y, 1.5, -10, 10, LINEAR, "and the second"),
    {0},
};

/* The function, the way and the end in words. */
static void tell_title(story *s, const finish *r)
{
    gd_expression *e = must_parse(r->formula);
    char *function = must_have(typed_definition(e));
    const size_t steps = r->result.steps;
    gd_table_block(s->data, "title", "line");
    gd_table_named_row(s->data, function, 0, NULL);
    gd_table_named_row(
        s->data,
        named("descended by %s, rate %g", r->course.method, r->course.rate)
            .text,
        0, NULL);
    char end[160];
    snprintf(end, sizeof end, "stopped after %zu step%s: %s", steps,
             plural(steps), gd_outcome_text(r->result.outcome));
    gd_table_named_row(s->data, end, 0, NULL);
    say(s, "own: %s\n\n", function);
    free(function);
    gd_expression_free(e);
}

static void own_experiment(const void *knobs, story *s)
{
    const own_knobs *k = knobs;
    const ground *g = result_of(s, "own-function");
    const course c = {.formula = g->formula,
                      .method = k->method,
                      .schedule = "constant",
                      .start = {k->start_x, k->start_y},
                      .rate = k->rate,
                      .steps = k->steps,
                      .beta = -1,
                      .beta2 = -1};
    const finish *r = finish_of(s, &c);
    tell_title(s, r);
    say_command(s, r);
    say_end(s, r);
    short_run(s, r);
    gd_table_block(s->data, "method", "name");
    gd_table_named_row(s->data, k->method, 0, NULL);
    tell_start(s, "start", g->formula, c.start);
    tell_points(s, "descent", r);
    value(s, "steps", (double)r->result.steps);
    value(s, "ascend", 0);
}

/* =========================================================== the playground */

/* As descend takes them; gd/objective.h has the windows, by the same names. */
typedef struct formula {
    const char *name, *text;
} formula;

static const formula formulas[] = {
    {"beale", "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2"
              " + (2.625 - x + x*y^3)^2"},
    {"rosenbrock", "(1 - x)^2 + 100*(y - x^2)^2"},
    {"himmelblau", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
    {"bowl", "x^2/16 + 9*y^2"},
    {"waves", "x^2 + sin(y)^2"},
    {"saddle", "x^2 - y^2"},
    {"monkey", "x^3 - 3*x*y^2"},
    {"quartic", "w^4 - 3*w^2 + w"},
};

static const char *const formula_names[] = {
    "beale",  "rosenbrock", "himmelblau", "bowl", "waves",
    "saddle", "monkey",     "quartic",    NULL};

typedef struct function_knobs {
    const char *function;
    char expression[KNOB_TEXT];
    double zoom;
} function_knobs;

static bool is_drawable_or_empty(const char *text, char why[KNOB_WHY])
{
    return !*text || typed_is_drawable(text, why);
}

static const knob function_list[] = {
    CHOICE_KNOB(function_knobs, function, formula_names, "to run on"),
    TEXT_KNOB(function_knobs, expression, "", is_drawable_or_empty,
              "or your own, of one or two variables"),
    KNOB(function_knobs, zoom, 1, 0.1, 10, LOG, "of the window"),
    {0},
};

/* A block x, y, f: the minima that are known. */
static void tell_known_minima(story *s, const gd_test_function *t)
{
    bool any = false;
    for (size_t i = 0; i < t->stationary_count; i++) {
        const gd_stationary *p = &t->stationary[i];
        if (p->kind != GD_MINIMUM)
            continue;
        if (!any)
            gd_table_block(s->data, "race-minima", "x\ty\tf");
        any = true;
        gd_row(s->data, p->x[0], p->x[1], p->f);
    }
}

static void tell_race_title(story *s, const char *text)
{
    gd_expression *e = must_parse(text);
    char *function = must_have(typed_definition(e));
    gd_table_block(s->data, "race-title", "line");
    gd_table_named_row(s->data, function, 0, NULL);
    free(function);
    gd_expression_free(e);
}

static void function_scene(const void *knobs, story *s)
{
    enum { OWN_REACH = 3 };
    const function_knobs *k = knobs;
    const formula *f = formulas;
    while (strcmp(f->name, k->function) != 0)
        f++;
    const gd_test_function *t = function(f->name);
    tell_race_title(s, k->expression[0] ? k->expression : f->text);
    if (k->expression[0]) {
        tell_ground(s, "race-", k->expression,
                    window_of(NULL, OWN_REACH * k->zoom));
        in_short(s, "f is your own; when that is empty, %s.", k->function);
    } else {
        tell_ground(s, "race-", f->text, window_of(t, k->zoom));
        tell_known_minima(s, t);
    }
}

/* -------------------------------------------------------- for all four runs */

typedef struct walk_knobs {
    double start_x, start_y, steps;
    const char *schedule;
    double noise, seed;
} walk_knobs;

static const char *const schedules[] = {"constant",  "step",   "exponential",
                                        "inverse",   "cosine", "warmup",
                                        "one-cycle", NULL};

static const knob walk_list[] = {
    KNOB(walk_knobs, start_x, -3, -10, 10, LINEAR, "of all runs"),
    KNOB(walk_knobs, start_y, -1, -10, 10, LINEAR, "of all runs"),
    KNOB(walk_knobs, steps, 300, 0, MOST_STEPS, COUNT, "at most"),
    CHOICE_KNOB(walk_knobs, schedule, schedules, "of the rates"),
    KNOB(walk_knobs, noise, 0, 0, 5, LINEAR, "of the slopes"),
    KNOB(walk_knobs, seed, 1, 1, 100, COUNT, "of the noise"),
    {0},
};

static void walk_scene(const void *knobs, story *s)
{
    const walk_knobs *k = knobs;
    const ground *g = result_of(s, "function");
    course *c = keep(s, sizeof *c);
    *c = (course){.schedule = k->schedule,
                  .start = {k->start_x, k->start_y},
                  .steps = k->steps,
                  .noise = k->noise,
                  .seed = k->seed};
    tell_start(s, "race-start", g->formula, c->start);
}

/* -------------------------------------------------------------- one of them */

typedef struct lane_knobs {
    const char *method;
    double rate, beta, beta2;
} lane_knobs;

/* The book's first. */
#define OTHER_METHODS                                                         \
    "nesterov", "adagrad", "adadelta", "adamax", "nadam", "amsgrad", "adamw", \
        "lion", "none"
static const char *const first_methods[] = {
    "gradient-descent", "momentum", "rmsprop", "adam", OTHER_METHODS, NULL};
static const char *const second_methods[] = {
    "momentum", "gradient-descent", "rmsprop", "adam", OTHER_METHODS, NULL};
static const char *const third_methods[] = {
    "rmsprop", "gradient-descent", "momentum", "adam", OTHER_METHODS, NULL};
static const char *const fourth_methods[] = {
    "adam", "gradient-descent", "momentum", "rmsprop", OTHER_METHODS, NULL};

/* clang-format off */
#define LANE(name, methods, book_rate, book_beta)                          \
    static const knob name[] = {                                           \
        CHOICE_KNOB(lane_knobs, method, methods, "the update rule"),       \
        KNOB(lane_knobs, rate, book_rate, 1e-5, 10, LOG, "learning rate"), \
        KNOB(lane_knobs, beta, book_beta, 0, 0.999, LINEAR,                \
             "or beta1, rho"),                                   \
        KNOB(lane_knobs, beta2, 0.999, 0, 0.9999, LINEAR,                  \
             "of Adam's kin"),                                       \
        {0},                                                               \
    }
/* clang-format on */
LANE(first_list, first_methods, 0.002, 0.9);
LANE(second_list, second_methods, 0.002, 0.9);
LANE(third_list, third_methods, 0.05, 0.99);
LANE(fourth_list, fourth_methods, 0.1, 0.9);

static const char *const lanes[] = {"first", "second", "third", "fourth"};
enum { LANES = 4 };

/* Blocks LANE-run and LANE-method, unless the method is none. */
static void tell_lane(story *s, const char *lane, const lane_knobs *k)
{
    const ground *g = result_of(s, "function");
    course c = *(const course *)result_of(s, "walk");
    if (strcmp(k->method, "none") == 0) {
        keep(s, sizeof(finish));
        return;
    }
    c.formula = g->formula;
    c.method = k->method;
    c.rate = k->rate;
    c.beta = k->beta;
    c.beta2 = k->beta2;
    const finish *r = finish_of(s, &c);
    tell_points(s, named("%s-run", lane).text, r);
    gd_table_block(s->data, named("%s-method", lane).text,
                   "name\trate\tsteps\tlost");
    gd_table_named_row(
        s->data, k->method, 3,
        (double[]){k->rate, c.steps, r->result.outcome == GD_DIVERGED});
}

static void first_experiment(const void *knobs, story *s)
{
    tell_lane(s, lanes[0], knobs);
}

static void second_experiment(const void *knobs, story *s)
{
    tell_lane(s, lanes[1], knobs);
}

static void third_experiment(const void *knobs, story *s)
{
    tell_lane(s, lanes[2], knobs);
}

static void fourth_experiment(const void *knobs, story *s)
{
    tell_lane(s, lanes[3], knobs);
}

/* ----------------------------------------------------------------- the race */

typedef struct race_knobs {
    double moment;
} race_knobs;

static const knob race_list[] = {
    KNOB(race_knobs, moment, 1, 0, 1, LINEAR,
         "from the start, 0, to the end, 1"),
    {0},
};

/* Where a run is at a step: where it ended, if that was before. */
static size_t place_at(const finish *r, double step)
{
    return (size_t)fmin(step, (double)(r->points - 1));
}

/* Who is lowest, and who has diverged. */
static void short_race(story *s, size_t step, size_t made, const finish *lead,
                       const char *lost)
{
    if (made == 0)
        in_short(s, "No method is chosen: choose one.");
    else if (!lead)
        in_short(s, "The function or its slope is not finite at the start: "
                    "drag it elsewhere.");
    else
        in_short(s, "After %s step%s the lowest is %s: f = %s.%s%s%s",
                 spoken((double)step).text, plural(step), way_of(lead).text,
                 spoken(lead->point[place_at(lead, (double)step)].f).text,
                 *lost ? " Diverged: " : "", lost, *lost ? "." : "");
}

static void race_experiment(const void *knobs, story *s)
{
    const race_knobs *k = knobs;
    const finish *lead = NULL;
    char lost[160] = "";
    size_t made = 0, told = 0;
    double step = 0;
    for (size_t i = 0; i < LANES; i++) {
        const finish *r = result_of(s, lanes[i]);
        if (!r->made || ++made == 0 || begins_nowhere(r))
            continue;
        step = round(k->moment * r->course.steps);
        const sight *p = &r->point[place_at(r, step)];
        if (told++ == 0)
            gd_table_block(s->data, "race-heads", "lane\tstep\tx\ty\tf");
        gd_table_named_row(
            s->data, lanes[i], 4,
            (double[]){(double)place_at(r, step), p->x[0], p->x[1], p->f});
        if (r->result.outcome == GD_DIVERGED && step >= (double)r->points)
            snprintf(lost + strlen(lost), sizeof lost - strlen(lost), "%s%s",
                     *lost ? ", " : "", r->course.method);
        else if (!lead || p->f < lead->point[place_at(lead, step)].f)
            lead = r;
    }
    short_race(s, (size_t)step, made, lead, lost);
}

/* The commands of all runs. */
static void commands_experiment(const void *knobs, story *s)
{
    (void)knobs;
    bool any = false;
    say(s, "commands: the same runs, from the command line\n\n");
    for (size_t i = 0; i < LANES; i++) {
        const finish *r = result_of(s, lanes[i]);
        if (!r->made)
            continue;
        any = true;
        say_command(s, r);
        say_end(s, r);
    }
    if (!any)
        say(s, "  no method is chosen\n\n");
}

static const experiment experiments[] = {
    {"own-function", own_function_scene,
     KNOBS(own_function_knobs, own_function_list)},
    {"own", own_experiment, KNOBS(own_knobs, own_list),
     .needs = {"own-function"}},
    {"function", function_scene, KNOBS(function_knobs, function_list)},
    {"walk", walk_scene, KNOBS(walk_knobs, walk_list), .needs = {"function"}},
    {"first", first_experiment, KNOBS(lane_knobs, first_list),
     .needs = {"function", "walk"}},
    {"second", second_experiment, KNOBS(lane_knobs, second_list),
     .needs = {"function", "walk"}},
    {"third", third_experiment, KNOBS(lane_knobs, third_list),
     .needs = {"function", "walk"}},
    {"fourth", fourth_experiment, KNOBS(lane_knobs, fourth_list),
     .needs = {"function", "walk"}},
    {"race", race_experiment, KNOBS(race_knobs, race_list),
     .needs = {"first", "second", "third", "fourth"}},
    {"commands", commands_experiment, NO_KNOBS,
     .needs = {"first", "second", "third", "fourth"}},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "playground",
        .title = "The playground",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
