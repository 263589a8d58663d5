/* descend: the reader's own function, minimised from the command line.
 *
 * The expression is differentiated by its formula (gd/expression.h) and
 * handed to the same loop, methods and schedules that the chapters use. */
#define _POSIX_C_SOURCE 200809L /* SIGPIPE */

#include "gd/decimal.h"
#include "gd/descent.h"
#include "gd/expression.h"
#include "gd/gradient_check.h"
#include "gd/optimizer.h"
#include "gd/schedule.h"
#include "gd/table.h"
#include "shared/excerpt.h"
#include "shared/landscape.h"
#include "shared/noisy.h"
#include "shared/typed-function.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Exit statuses. */
enum { FINE = 0, FAILED = 1, USAGE = 2, DIVERGED = 3, UNCLEAR = 4 };

enum { SETTINGS = 32 };

/* What the command line asks for. */
typedef struct request {
    const char *expression;
    const char *start; /* as typed; NULL: not given */
    const gd_method *method;
    double rate;
    size_t steps;
    double tolerance;
    double f_tolerance; /* 0: not given */
    size_t every;       /* 0: not given */
    const gd_schedule_kind *schedule;
    size_t settings;
    const char *setting[SETTINGS]; /* NAME=VALUE */
    double noise;                  /* 0: not given */
    size_t seed;
    bool ascend, backoff, gradient, check, tsv, methods, help;
} request;

/* ----------------------------------------------------------------- messages */

/* Says on stderr what is wrong with the usage; always false. */
static bool complain(const char *format, ...) GD_PRINTF(1, 2);

static bool complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "descend: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    va_end(arguments);
    return false;
}

/* The same about a text from the command line, which may be anything. */
static bool complain_about(const char *option, const char *text,
                           const char *what)
{
    excerpt e = excerpt_of(text, 0);
    return complain("%s%s'%s': %s", option, *option ? " " : "", e.shown, what);
}

/* A bad expression: why, the place, and a caret beneath it. */
static bool complain_at(const char *text, const gd_expression_error *error)
{
    excerpt e = excerpt_of(text, error->column - 1);
    complain("column %zu: %s", error->column, error->text);
    fprintf(stderr, "    %s\n    %*s^\n", e.shown, (int)e.caret, "");
    return false;
}

static int failed(const char *what)
{
    complain("%s", what);
    return FAILED;
}

/* As long as a screen is high; what the tables hold has one of its own. */
static const char options_help[] =
    "Usage: descend [OPTIONS] [--] EXPRESSION\n"
    "Walks down a function of up to 16 variables, by its gradient.\n\n"
    "  -s, --start X0,X1,...  where to begin: a number for each variable\n"
    "  -m, --method NAME      update rule (gradient-descent)\n"
    "  -r, --rate ETA         learning rate (0.01)\n"
    "  -n, --steps N          how many steps at most (1000)\n"
    "  -t, --tolerance T      stop when max|g| < T (1e-8; 0: never)\n"
    "      --f-tolerance D    stop when a step changes f by less than D\n"
    "      --schedule NAME    how the rate changes over --steps\n"
    "      --set NAME=VALUE   a hyper-parameter of method or schedule\n"
    "      --methods          list methods, schedules, hyper-parameters\n"
    "      --backoff          when f rises: step back, halve the rate\n"
    "      --ascend           climb instead\n"
    "      --noise S          normal noise of deviation S on derivatives\n"
    "      --seed N           which random numbers (1)\n"
    "      --gradient         print the partial derivatives, and stop\n"
    "      --check            compare them with differences at the start\n"
    "      --format FORMAT    text, or tsv, which figures/descend draws\n"
    "      --every K          rows of each K-th step, the first and last\n"
    "  -h, --help             print this\n\n";
static const char expressions_help[] =
    "An expression has + - * / ^ and brackets, numbers, pi, e, variables\n"
    "in alphabetical order, sin cos tan asin acos atan sinh cosh tanh exp\n"
    "log sqrt abs sign step, max(x, y) and min(x, y). -x^2 is -(x^2); a\n"
    "product needs its *; what begins with a minus stands behind --.\n\n"
    "  descend 'x^2 + sin(y)^2' --start 3,1 --rate 0.1\n"
    "  descend 'x^2*y + sin(x)' --gradient\n"
    "  descend 'exp(x)/x' --check --start 2\n"
    "  descend '(1 - x)^2 + 100*(y - x^2)^2' -s -1.2,1 -m adam -r 0.05\n"
    "  descend 'x^2/16 + 9*y^2' -s -2.4,0.2 -m momentum --set beta=0.8\n"
    "  descend --ascend --start 0.2 -- '-x^2 + x'\n\n"
    "Exit status: 0 stopped for an ordinary reason, 1 cannot write, or\n"
    "--check finds a difference, 2 wrong usage, a bad expression or start,\n"
    "3 diverged, 4 --check cannot tell.\n";

/* The names and hyper-parameters, from the tables that define them. */
static void list_hypers(const char *name, size_t count, const gd_hyper *hyper)
{
    printf(count > 0 ? "  %-17s" : "  %s", name);
    for (size_t k = 0; k < count; k++)
        printf("%s%s %g", k ? ", " : " ", hyper[k].name, hyper[k].value);
    printf("\n");
}

static void list_methods(void)
{
    size_t count;
    const gd_method *m = gd_methods(&count);
    printf("Methods, and what --set changes:\n");
    for (size_t i = 0; i < count; i++)
        list_hypers(m[i].name, m[i].hyper_count, m[i].hyper);
    const gd_schedule_kind *s = gd_schedule_kinds(&count);
    printf("\nSchedules:\n");
    for (size_t i = 0; i < count; i++)
        list_hypers(s[i].name, s[i].hyper_count, s[i].hyper);
}

/* ------------------------------------------------------------------ options */

/* Reads a number at *at, which moves behind it and the blanks around it. In
 * tens, and finite: 0x10, inf and nan are none. */
static bool read_real(const char **at, double *value)
{
    const char *from = *at + strspn(*at, " ");
    size_t length = strspn(from, "+-.0123456789eE");
    const char *end;
    *value = gd_decimal_read(from, &end);
    if (length == 0 || end != from + length || !isfinite(*value))
        return false;
    *at = end + strspn(end, " ");
    return true;
}

static bool set_real(const char *option, const char *text, bool positive,
                     double *value)
{
    const char *at = text;
    double v;
    if (!read_real(&at, &v) || *at != '\0' || v < 0 || (positive && v == 0))
        return complain_about(option, text,
                              positive ? "expected a number above 0"
                                       : "expected a number, 0 or above");
    *value = v;
    return true;
}

static bool set_count(const char *option, const char *text, size_t least,
                      size_t *value)
{
    static const char *const what[] = {"expected a whole number, 0 or above",
                                       "expected a whole number, 1 or above"};
    /* What overflows becomes the largest number, and that is too large. */
    unsigned long long v = strtoull(text, NULL, 10);
    bool digits = *text != '\0' && text[strspn(text, "0123456789")] == '\0';
    if (!digits || v < least || v > SIZE_MAX / 2)
        return complain_about(option, text, what[least]);
    *value = (size_t)v;
    return true;
}

static bool set_method(request *r, const char *name)
{
    r->method = gd_method_find(name);
    return r->method
           || complain_about("--method", name,
                             "no such method; --methods lists them");
}

static bool set_schedule(request *r, const char *name)
{
    r->schedule = gd_schedule_find(name);
    return r->schedule
           || complain_about("--schedule", name,
                             "no such schedule; --methods lists them");
}

static bool set_format(request *r, const char *name)
{
    r->tsv = strcmp(name, "tsv") == 0;
    return r->tsv || strcmp(name, "text") == 0
           || complain_about("--format", name, "expected text or tsv");
}

static bool set_setting(request *r, const char *text)
{
    if (r->settings == SETTINGS)
        return complain("--set: more than %d of them", SETTINGS);
    r->setting[r->settings++] = text;
    return true;
}

static bool set_expression(request *r, const char *text)
{
    if (r->expression)
        return complain_about("", text,
                              "a second expression; does the first "
                              "one need quotes?");
    r->expression = text;
    return true;
}

/* The long options without a letter count on from the letters. */
enum {
    SET = 256,
    F_TOLERANCE,
    SCHEDULE,
    BACKOFF,
    ASCEND,
    NOISE,
    SEED,
    GRADIENT,
    CHECK,
    FORMAT,
    EVERY,
    METHODS
};

static const struct option long_options[] = {
    {"start", required_argument, NULL, 's'},
    {"method", required_argument, NULL, 'm'},
    {"rate", required_argument, NULL, 'r'},
    {"steps", required_argument, NULL, 'n'},
    {"tolerance", required_argument, NULL, 't'},
    {"f-tolerance", required_argument, NULL, F_TOLERANCE},
    {"set", required_argument, NULL, SET},
    {"schedule", required_argument, NULL, SCHEDULE},
    {"backoff", no_argument, NULL, BACKOFF},
    {"ascend", no_argument, NULL, ASCEND},
    {"noise", required_argument, NULL, NOISE},
    {"seed", required_argument, NULL, SEED},
    {"gradient", no_argument, NULL, GRADIENT},
    {"check", no_argument, NULL, CHECK},
    {"format", required_argument, NULL, FORMAT},
    {"every", required_argument, NULL, EVERY},
    {"methods", no_argument, NULL, METHODS},
    {"help", no_argument, NULL, 'h'},
    {0},
};

static bool set_option(request *r, int option, const char *value)
{
    switch (option) {
    case 1: /* not an option at all */
        return set_expression(r, value);
    case 's':
        r->start = value;
        return true;
    case 'm':
        return set_method(r, value);
    case 'r':
        return set_real("--rate", value, true, &r->rate);
    case 'n':
        return set_count("--steps", value, 0, &r->steps);
    case 't':
        return set_real("--tolerance", value, false, &r->tolerance);
    case F_TOLERANCE:
        return set_real("--f-tolerance", value, true, &r->f_tolerance);
    case SET:
        return set_setting(r, value);
    case SCHEDULE:
        return set_schedule(r, value);
    case FORMAT:
        return set_format(r, value);
    case NOISE:
        return set_real("--noise", value, false, &r->noise);
    case SEED:
        return set_count("--seed", value, 0, &r->seed);
    case EVERY:
        return set_count("--every", value, 1, &r->every);
    default:
        r->backoff |= option == BACKOFF;
        r->ascend |= option == ASCEND;
        r->gradient |= option == GRADIENT;
        r->check |= option == CHECK;
        r->methods |= option == METHODS;
        r->help |= option == 'h';
        return true;
    }
}

static const char *long_name(int option)
{
    const struct option *o = long_options;
    while (o->name && o->val != option)
        o++;
    return o->name;
}

/* What getopt could not read: `option` is its ':' or '?'. */
static bool complain_option(int option, const char *word)
{
    const char *name = optopt ? long_name(optopt) : NULL;
    char letter[] = {'-', (char)optopt, '\0'};
    if (option == ':')
        return complain("--%s: a value is missing", name);
    if (name)
        return complain("--%s takes no value", name);
    return complain_about("", optopt ? letter : word,
                          "no such option (what begins with a minus stands "
                          "behind --)");
}

/* The first minus in the letters lets options follow the expression, and the
 * colon leaves the messages to us. */
static bool read_options(request *r, int argc, char **argv)
{
    static const char letters[] = "-:s:m:r:n:t:h";
    int option;
    while ((option = getopt_long(argc, argv, letters, long_options, NULL))
           != -1) {
        if (option == ':' || option == '?')
            return complain_option(option, argv[optind - 1]);
        if (!set_option(r, option, optarg))
            return false;
    }
    for (; optind < argc; optind++)
        if (!set_expression(r, argv[optind]))
            return false;
    if (r->help || r->methods)
        return true;
    if (!r->expression)
        return complain("an expression is missing; --help shows examples");
    if (r->gradient && r->check)
        return complain("--gradient and --check: one of the two");
    return true;
}

/* ---------------------------------------------------------------- one run */

/* Everything that a run of gd_descend needs. */
typedef struct journey {
    const request *request;
    gd_expression *e;
    size_t n;
    double x[GD_EXPRESSION_VARIABLES];
    gd_optimizer optimizer;
    gd_schedule schedule;
    gd_options options;
    size_t last_row; /* the step of the row printed last */
    gd_table table;  /* of --format tsv */
    landscape around;
    gd_change change;
    bool taken_back; /* the step, by --backoff */
    bool unchanged;  /* the run has ended by --f-tolerance */
} journey;

static const gd_hyper *find_hyper(size_t count, const gd_hyper *hyper,
                                  const char *name)
{
    for (size_t k = 0; k < count; k++)
        if (strcmp(hyper[k].name, name) == 0)
            return &hyper[k];
    return NULL;
}

/* --set NAME=VALUE, of the method or else of the schedule. */
static bool apply_setting(journey *j, const char *text)
{
    char name[32] = "";
    size_t length = strcspn(text, "=");
    const char *at = text + length + (text[length] == '=');
    double value;
    if (text[length] != '=' || !read_real(&at, &value) || *at != '\0')
        return complain_about("--set", text, "expected NAME=VALUE");
    if (length < sizeof name)
        memcpy(name, text, length);
    const gd_method *m = j->optimizer.method;
    const gd_schedule_kind *s = j->schedule.kind;
    const gd_hyper *h = find_hyper(m->hyper_count, m->hyper, name);
    if (!h)
        h = find_hyper(s->hyper_count, s->hyper, name);
    if (!h)
        return complain_about("--set", text,
                              "neither the method nor the schedule has that; "
                              "--methods lists what they have");
    if (gd_optimizer_set(&j->optimizer, name, value)
        || gd_schedule_set(&j->schedule, name, value))
        return true;
    char range[80];
    snprintf(range, sizeof range, "%s is at least %g and below %g", name,
             h->low, h->high);
    return complain_about("--set", text, range);
}

/* region backoff */
/* --backoff, chapter 3's "reject, halve": a step is taken back where the cost
 * has risen or is no longer finite. */
static double reject_and_halve(double before, const gd_state *after,
                               void *context)
{
    journey *j = context;
    bool kept = j->request->ascend ? after->f >= before : after->f <= before;
    j->taken_back = !kept || !isfinite(after->f);
    return j->taken_back ? 0.5 : 1;
}
/* end backoff */

/* Optimizer, schedule and options, as requested. */
static int prepare(journey *j)
{
    const request *r = j->request;
    if (!gd_optimizer_new(&j->optimizer, r->method, j->n))
        return failed("out of memory");
    j->schedule = gd_schedule_new(r->schedule, r->steps > 0 ? r->steps : 1);
    for (size_t i = 0; i < r->settings; i++)
        if (!apply_setting(j, r->setting[i]))
            return USAGE;
    j->options = (gd_options){.rate = r->rate,
                              .max_steps = r->steps,
                              .tolerance = r->tolerance,
                              .ascend = r->ascend,
                              .optimizer = &j->optimizer,
                              .schedule = &j->schedule,
                              .retry = r->backoff ? reject_and_halve : NULL,
                              .retry_context = j};
    return FINE;
}

static void complain_count(const journey *j, size_t found)
{
    fprintf(stderr, "descend: --start has %zu number%s, the variables are ",
            found, found == 1 ? "" : "s");
    for (size_t i = 0; i < j->n; i++)
        fprintf(stderr, "%s%s", i ? ", " : "", gd_expression_variable(j->e, i));
    fprintf(stderr, "\n");
}

static bool read_start(journey *j)
{
    const char *text = j->request->start, *at = text;
    size_t found = 0;
    double value;
    if (!text)
        return complain("--start is missing: a number for each variable");
    do {
        at += found > 0; /* the comma */
        if (!read_real(&at, &value))
            return complain_about("--start", text,
                                  "expected numbers, commas between them");
        if (found < j->n)
            j->x[found] = value;
        found++;
    } while (*at == ',');
    if (*at != '\0')
        return complain_about("--start", text,
                              "expected numbers, commas between them");
    if (found != j->n)
        complain_count(j, found);
    return found == j->n;
}

static bool finite_start(journey *j)
{
    double f = gd_expression_eval(j->n, j->x, NULL, j->e);
    return isfinite(f) || complain("f is not finite at the start");
}

/* ------------------------------------------------------------------- output */

/* C may write a NaN as -nan. */
static void print_real(int columns, int digits, double value)
{
    char text[32] = "nan";
    if (isinf(value))
        strcpy(text, value > 0 ? "inf" : "-inf");
    else if (!isnan(value))
        snprintf(text, sizeof text, "%.*g", digits, value);
    printf("%*s", columns, text);
}

static const char *variable(const journey *j, size_t i)
{
    return gd_expression_variable(j->e, i);
}

static void print_header(const journey *j)
{
    printf("%8s", "step");
    for (size_t i = 0; i < j->n; i++)
        printf("  %14s", variable(j, i));
    printf("  %14s  %14s\n", "f", "max|g|");
}

static void print_row(const journey *j, size_t step, double f, double norm)
{
    printf("%8zu", step);
    for (size_t i = 0; i < j->n + 2; i++) {
        printf("  ");
        print_real(14, 8, i < j->n ? j->x[i] : i == j->n ? f : norm);
    }
    printf("\n");
}

/* Does a column of ours have that head? None can be called step, which is a
 * function. */
static bool is_ours(const char *head)
{
    return strcmp(head, "f") == 0 || strcmp(head, "gradient_norm") == 0;
}

static bool is_variable(const journey *j, const char *name)
{
    bool is = false;
    for (size_t i = 0; i < j->n; i++)
        is = is || strcmp(name, variable(j, i)) == 0;
    return is;
}

enum { HEAD = GD_EXPRESSION_NAME + GD_EXPRESSION_VARIABLES + 1 };

/* Opens the block of the walk. A variable with the name of another column gets
 * underscores, until no column has it. */
static void open_block(journey *j)
{
    char header[GD_EXPRESSION_VARIABLES * (HEAD + 1) + 32] = "step";
    for (size_t i = 0; i < j->n; i++) {
        char head[HEAD];
        snprintf(head, sizeof head, "%s", variable(j, i));
        if (is_ours(head))
            do
                strcat(head, "_");
            while (is_variable(j, head));
        strcat(strcat(header, "\t"), head);
    }
    gd_table_block(&j->table, "descent", strcat(header, "\tf\tgradient_norm"));
}

/* What is not finite is no number for a table: see tell_title. */
static void tell_row(journey *j, size_t step, double f, double norm)
{
    double row[GD_EXPRESSION_VARIABLES + 3] = {(double)step};
    memcpy(row + 1, j->x, j->n * sizeof *row);
    row[j->n + 1] = f;
    row[j->n + 2] = norm;
    for (size_t i = 0; i < j->n + 3; i++)
        if (!isfinite(row[i]))
            return;
    if (!j->table.block[0])
        open_block(j);
    gd_table_row(&j->table, j->n + 3, row);
}

static void show_row(journey *j, size_t step, double f, double norm)
{
    if (j->request->tsv)
        tell_row(j, step, f, norm);
    else
        print_row(j, step, f, norm);
    j->last_row = step;
}

/* 0, 1, 2, 5, 10, 20, 50, ... */
static bool is_round(size_t step)
{
    while (step >= 10 && step % 10 == 0)
        step /= 10;
    return step <= 2 || step == 5;
}

/* Is that all that f will change? A step that was taken back tells nothing
 * about it. */
static bool unchanged(journey *j, const gd_state *s)
{
    j->unchanged = j->change.least > 0 && !j->taken_back
                   && !gd_still_changes(s, &j->change);
    return j->unchanged;
}

/* The observer. A reader who has gone away ends the run. */
static bool observe(const gd_state *s, void *context)
{
    journey *j = context;
    size_t every = j->request->every;
    bool wanted = every             ? s->step % every == 0
                  : j->request->tsv ? true
                                    : is_round(s->step);
    if (wanted)
        show_row(j, s->step, s->f, s->gradient_norm);
    if (j->n <= 2 && s->step == 0)
        j->around = landscape_new(j->n, j->request->ascend, s->x, s->f);
    else if (j->n <= 2)
        landscape_see(&j->around, s->x, s->f);
    return !unchanged(j, s) && !ferror(stdout);
}

/* Why it is the last point, in one clause. */
static const char *why(const journey *j, const gd_result *result)
{
    return result->outcome == GD_STOPPED && j->unchanged
               ? "a step changed f by less than --f-tolerance"
               : gd_outcome_text(result->outcome);
}

/* Has all that was printed arrived? If so, status is the exit status. */
static int printed(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    complain("standard output: %s", errno ? strerror(errno) : "write error");
    return FAILED;
}

/* The text, which is NULL where there was no memory for it: that is said. */
static char *told(char *text)
{
    if (!text)
        complain("out of memory");
    return text;
}

/* A sentence, or what a line of the title says. */
typedef struct line {
    char text[200];
} line;

/* "descended by gradient-descent, rate 0.01" */
static line how(const request *r)
{
    line l;
    bool constant = strcmp(r->schedule->name, "constant") == 0;
    char noise[40] = "";
    if (r->noise > 0)
        snprintf(noise, sizeof noise, ", noise %g", r->noise);
    snprintf(l.text, sizeof l.text, "%s by %s, rate %g%s%s%s%s",
             r->ascend ? "climbed" : "descended", r->method->name, r->rate,
             constant ? "" : ", schedule ", constant ? "" : r->schedule->name,
             noise,
             !r->backoff ? ""
             : r->ascend ? ", halved when f falls"
                         : ", halved when the cost rises");
    return l;
}

/* "stopped after 26 steps: max|g| below the tolerance" */
static line end(const journey *j, const gd_result *result)
{
    line l;
    snprintf(l.text, sizeof l.text, "stopped after %zu step%s: %s",
             result->steps, result->steps == 1 ? "" : "s", why(j, result));
    return l;
}

static bool print_title(const journey *j)
{
    char *f = told(typed_definition(j->e));
    if (!f)
        return false;
    printf("%s\n%s\n\n", f, how(j->request).text);
    free(f);
    return true;
}

/* The last point with all its digits, and why it is the last. */
static void print_end(const journey *j, const gd_result *result)
{
    printf("\n");
    for (size_t i = 0; i < j->n; i++) {
        printf("  %s = ", variable(j, i));
        print_real(0, 17, j->x[i]);
        printf("\n");
    }
    printf("  f = ");
    print_real(0, 17, result->f);
    if (j->request->backoff)
        printf("\n  rate at the end: %g", result->rate);
    printf("\n\n%s\n", end(j, result).text);
}

static void tell_landscape(journey *j, bool diverged)
{
    const char *names[2] = {variable(j, 0), j->n == 2 ? variable(j, 1) : NULL};
    gd_objective f = gd_expression_objective(j->e);
    landscape_box window = landscape_window(&j->around, diverged);
    landscape_tell(&j->table, "", &f, names, &window);
}

/* The function, the way and the end in words: some numbers are not finite, and
 * stand nowhere else. Then what lies around the walk. */
static int tell_end(journey *j, const gd_result *result)
{
    char *function = told(typed_definition(j->e));
    if (!function)
        return FAILED;
    gd_table_block(&j->table, "title", "line");
    gd_table_named_row(&j->table, function, 0, NULL);
    gd_table_named_row(&j->table, how(j->request).text, 0, NULL);
    gd_table_named_row(&j->table, end(j, result).text, 0, NULL);
    free(function);
    gd_table_block(&j->table, "method", "name");
    gd_table_named_row(&j->table, j->request->method->name, 0, NULL);
    if (j->n <= 2)
        tell_landscape(j, result->outcome == GD_DIVERGED);
    gd_table_block(&j->table, "values", "key\tvalue");
    gd_table_value(&j->table, "steps", (double)result->steps);
    gd_table_value(&j->table, "ascend", j->request->ascend);
    /* What could not be written is told by printed(). */
    return gd_table_close(&j->table) || ferror(stdout) ? FINE
                                                       : failed(j->table.error);
}

/* ------------------------------------------------------------ what it does */

static int descend(journey *j)
{
    const request *r = j->request;
    gd_objective exact = gd_expression_objective(j->e);
    noisy with = noisy_new(&exact, r->noise, r->seed);
    gd_objective f = noisy_objective(&with);
    j->change.least = r->f_tolerance;
    j->options.observer = observe;
    j->options.observer_context = j;
    j->table = gd_table_open(stdout);
    if (!r->tsv && !print_title(j))
        return FAILED;
    if (!r->tsv)
        print_header(j);
    gd_result result = gd_descend(&f, j->x, &j->options);
    if (result.outcome < 0)
        return failed(gd_outcome_text(result.outcome));
    if (j->last_row != result.steps)
        show_row(j, result.steps, result.f, result.gradient_norm);
    if (!r->tsv)
        print_end(j, &result);
    else if (tell_end(j, &result) != FINE)
        return FAILED;
    if (result.outcome != GD_DIVERGED)
        return FINE;
    complain("after %zu step%s: %s", result.steps, result.steps == 1 ? "" : "s",
             gd_outcome_text(result.outcome));
    return DIVERGED;
}

static int print_gradient(const journey *j)
{
    if (j->request->tsv)
        printf("variable\tderivative\n");
    for (size_t i = 0; i < j->n; i++) {
        char *derivative = told(typed_partial(j->e, i));
        if (!derivative)
            return FAILED;
        printf(j->request->tsv ? "%s\t%s\n" : "df/d%s = %s\n", variable(j, i),
               derivative);
        free(derivative);
    }
    return FINE;
}

static double loss(void *context)
{
    journey *j = context;
    return gd_expression_eval(j->n, j->x, NULL, j->e);
}

/* One variable: both derivatives, how far off the difference may be, and what
 * follows. */
static void print_comparison(const gd_check *c)
{
    bool open = c->verdict == GD_UNCLEAR;
    printf("  %-8s  ", c->array);
    print_real(17, 10, c->analytic + 0.0); /* no -0 */
    printf("  ");
    print_real(17, 10, c->numeric);
    printf("  ");
    print_real(8, 2, c->uncertain);
    printf("  %s%s%s\n", gd_verdict_text(c->verdict), open ? ": " : "",
           open ? gd_doubt_text(c->doubt) : "");
}

static void print_comparison_tsv(const gd_check *c)
{
    const double numbers[] = {c->analytic, c->numeric, c->uncertain, c->step};
    printf("%s", c->array);
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        printf("\t");
        print_real(0, 17, numbers[k]);
    }
    printf("\t%s\n", gd_verdict_text(c->verdict));
}

static void print_verdict(size_t n, size_t different, size_t unclear)
{
    if (different > 0)
        printf("\nthey differ in %zu of %zu\n", different, n);
    else if (unclear > 0)
        printf("\ncannot tell for %zu of %zu%s\n", unclear, n,
               unclear < n ? "; the others agree" : "");
    else
        printf("\nthey agree\n");
}

static int check(journey *j)
{
    double formula[GD_EXPRESSION_VARIABLES];
    bool tsv = j->request->tsv;
    size_t different = 0, unclear = 0;
    gd_expression_eval(j->n, j->x, formula, j->e);
    if (tsv)
        printf("variable\tformula\tdifference\tuncertain\tstep\tverdict\n");
    else
        printf("  %-8s  %17s  %17s  %8s\n", "variable", "by formula",
               "by difference", "+-");
    for (size_t i = 0; i < j->n; i++) {
        gd_array one = {variable(j, i), 1, &j->x[i], &formula[i]};
        gd_check c = gd_check_arrays(loss, j, 1, &one, 0);
        different += c.different;
        unclear += c.unclear;
        if (tsv)
            print_comparison_tsv(&c);
        else
            print_comparison(&c);
    }
    if (!tsv)
        print_verdict(j->n, different, unclear);
    return different > 0 ? FAILED : unclear > 0 ? UNCLEAR : FINE;
}

/* --------------------------------------------------------------------- main */

static int travel(journey *j)
{
    int status = prepare(j);
    if (status != FINE)
        return status;
    if (j->request->gradient)
        return print_gradient(j);
    if (!read_start(j) || !finite_start(j))
        return USAGE;
    return j->request->check ? check(j) : descend(j);
}

static int perform(const request *r)
{
    gd_expression_error error;
    journey j = {.request = r, .e = gd_expression_parse(r->expression, &error)};
    if (!j.e && error.column == 0)
        return failed(error.text);
    if (!j.e) {
        complain_at(r->expression, &error);
        return USAGE;
    }
    j.n = gd_expression_variable_count(j.e);
    int status = USAGE;
    if (j.n == 0)
        complain("the expression has no variable");
    else
        status = travel(&j);
    gd_optimizer_free(&j.optimizer);
    gd_expression_free(j.e);
    return status;
}

int main(int argc, char **argv)
{
    request r = {.method = gd_method_find("gradient-descent"),
                 .schedule = gd_schedule_find("constant"),
                 .rate = 0.01,
                 .steps = 1000,
                 .tolerance = 1e-8,
                 .seed = 1};
    /* A reader who goes away (| head) shall be reported like a full disk,
     * not end the program without a word. */
    signal(SIGPIPE, SIG_IGN);
    if (!read_options(&r, argc, argv)) {
        fprintf(stderr, "Try 'descend --help'.\n");
        return USAGE;
    }
    errno = 0;
    if (!r.help && !r.methods)
        return printed(perform(&r));
    if (r.help)
        printf("%s%s", options_help, expressions_help);
    else
        list_methods();
    return printed(FINE);
}
