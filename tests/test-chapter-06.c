/* Chapter 6: what its program computes, against the reference values and
 * against itself. */
#define REFERENCE_FILE "tests/fixtures/source-values-06.tsv"

#define _XOPEN_SOURCE 700

#include "chapter-under-test.h"
#define main program_main
#include "../code/06-optimizer-separation.c"
#undef main
#include "../code/shared/training.c" /* for its deck of cards */

#include "gd/rounding.h"
#include "shared/find-data.h"

#include <sys/stat.h>

/* An experiment's knobs as in the book. */
static void book_knobs(const char *name, void *knobs)
{
    knobs_reset(&experiments[experiment_find(experiments, name)], knobs);
}

/* ----------------------------------------------------------------- the bowl */

/* A run of the sources, step by step beside its reference values. */
static bool compare(const gd_state *s, void *context)
{
    const char *id = context;
    long next = reference_next(id, "x", (long)s->step - 1);
    if (next == (long)s->step) {
        assert_reference(s->x[0], id, next, "x");
        assert_reference(s->x[1], id, next, "y");
        assert_reference(s->f, id, next, "f");
    }
    return true;
}

static const gd_setting beta[] = {{"beta", 0.8}, {0}};

static run textbook(const char *method, size_t steps, gd_observer *observer,
                    void *context)
{
    gd_options o = {.rate = 0.1,
                    .max_steps = steps,
                    .tolerance = 1e-8,
                    .settings = method[0] == 'm' ? beta : NULL,
                    .observer = observer,
                    .observer_context = context};
    return run_from(bowl_start, method, &o);
}

static void runs_of_the_sources(void **state)
{
    (void)state;
    static const struct {
        const char *method;
        size_t steps;
        char id[40];
    } runs[] = {{"gradient-descent", 100, "002.sgd.100_as_printed"},
                {"gradient-descent", 1000, "002.sgd.1000_matches_printed"},
                {"gradient-descent", 10000, "002.sgd.to_convergence"},
                {"momentum", 1000, "002.sgd_momentum"}};
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        char id[40];
        snprintf(id, sizeof id, "%s", runs[i].id);
        run r = textbook(runs[i].method, runs[i].steps, compare, id);
        assert_reference((double)r.result.steps, id, NO_STEP, "steps");
    }
    references_all_used("002.sgd");
}

/* x_k = -2.4 (1 - 0.1/8)^k, y_k = 0.2 (1 - 1.8)^k. */
static void descent_on_the_bowl_in_closed_form(void **state)
{
    (void)state;
    run r = textbook("gradient-descent", 100, NULL, NULL);
    assert_close(r.x[0], -2.4 * pow(0.9875, 100), 1e-12, 0);
    assert_close(r.x[1], 0.2 * pow(-0.8, 100), 1e-12, 0);
}

static void written_out_and_separated_agree_to_the_last_bit(void **state)
{
    (void)state;
    for (int k = 0; k < PAIRS; k++)
        for (int beale = 0; beale <= 1; beale++)
            assert_int_equal(agreement(k, beale), BY_HAND_POINTS);
}

/* The two are compared in earnest: another rate, and nearly all differ. */
static void the_comparison_can_fail(void **state)
{
    (void)state;
    static by_hand_path a, b;
    const gd_objective *f = gd_test_objective("bowl");
    adam_by_hand(f, bowl_start, 0.1, &a);
    separated(gd_method_find("adam"), f, bowl_start, 0.2, &b);
    assert_int_equal(same_points(&a, &b), 1);
}

static void the_start_stays_the_caller_s(void **state)
{
    (void)state;
    double start[2] = {-2.4, 0.2};
    gd_options o = {.rate = 0.1, .max_steps = 10000, .tolerance = 1e-8};
    run r = run_from(start, "gradient-descent", &o);
    assert_int_equal(r.result.steps, 1369);
    assert_bits(start[0], -2.4);
    assert_bits(start[1], 0.2);
    o.settings = beta;
    assert_int_equal(run_from(start, "momentum", &o).result.steps, 177);
    assert_int_equal(run_from(r.x, "momentum", &o).result.steps, 0);
}

/* From the step it names on, and not a step earlier. */
static bool watch_target(const gd_state *s, void *context)
{
    const size_t *settled = context;
    if (s->step >= *settled)
        assert_true(s->f <= 1e-3);
    else if (s->step + 1 == *settled)
        assert_true(s->f > 1e-3);
    return true;
}

static void every_method_settles_on_the_bowl(void **state)
{
    (void)state;
    for (int k = 0; k < METHODS; k++) {
        const char *name = method_at(k)->name;
        settling s = settle_best(name, bowl_start, 1e-3, 1000);
        if (s.steps > 1000)
            fail_msg("%s does not settle", name);
        gd_options o = {.rate = s.rate,
                        .max_steps = 1000,
                        .observer = watch_target,
                        .observer_context = &s.steps};
        run_from(bowl_start, name, &o);
        for (int i = 0; i < BOWL_RATES; i++) {
            settling other = {.target = 1e-3};
            o = (gd_options){.rate = pow(10, -4 + i / 4.0),
                             .max_steps = 1000,
                             .observer = watch_settling,
                             .observer_context = &other};
            gd_outcome outcome = run_from(bowl_start, name, &o).result.outcome;
            assert_true(outcome == GD_DIVERGED || other.steps >= s.steps);
        }
    }
}

/* How a path comes to the axis: how often it crosses it, not counting what is
 * within a twentieth of the start's height, and the step from which on it is
 * within a tenth. */
typedef struct approach {
    size_t crossings, close;
    double before;
} approach;

static bool watch_axis(const gd_state *s, void *context)
{
    approach *a = context;
    double y = s->x[1];
    if (s->step > 0 && y * a->before < 0
        && fmax(fabs(y), fabs(a->before)) > 0.01)
        a->crossings++;
    if (fabs(y) > 0.02)
        a->close = s->step + 1;
    a->before = y;
    return true;
}

static approach approach_of(const char *name)
{
    settling best = settle_best(name, bowl_start, 1e-3, 1000);
    approach a = {0};
    gd_options o = {.rate = best.rate,
                    .max_steps = best.steps,
                    .observer = watch_axis,
                    .observer_context = &a};
    run_from(bowl_start, name, &o);
    return a;
}

static void four_of_nine_turn_onto_the_axis(void **state)
{
    (void)state;
    static const char *const onto[] = {"adadelta", "rmsprop", "nadam", "lion"};
    static const char *const across[] = {"adam", "amsgrad", "adamw"};
    for (int i = 0; i < 4; i++)
        assert_int_equal(approach_of(onto[i]).crossings, 0);
    for (int i = 0; i < 3; i++) {
        approach a = approach_of(across[i]);
        assert_true(a.crossings >= 9 && a.close > 53 / 2);
    }
    assert_int_equal(approach_of("adamax").crossings, 1);
    assert_int_equal(approach_of("adagrad").crossings, 4);
    assert_int_equal(approach_of("nesterov").crossings, 2);
    assert_int_equal(approach_of("nesterov").close, 5);
}

/* Where none settles it is the lowest that is told. */
static void what_does_not_settle_comes_as_low_as_it_can(void **state)
{
    (void)state;
    settling s = settle_best("gradient-descent", bowl_start, 1e-12, 20);
    assert_int_equal(s.steps, 21);
    assert_bits(s.rate, pow(10, -1)); /* the next one of the grid diverges */
    assert_close(s.f, 1.44 * pow(0.9875, 40) / 4 + 0.36 * pow(0.8, 40), 1e-12,
                 0);
}

static void a_part_that_is_changed_changes_the_run(void **state)
{
    (void)state;
    parts_knobs book;
    gd_result r[CHANGES];
    book_knobs("parts", &book);
    run_parts(&book, r);
    assert_int_equal(r[AS_IT_IS].steps, 177);
    assert_int_equal(r[AS_IT_IS].outcome, GD_CONVERGED);
    assert_int_equal(r[TARGET].outcome, GD_TARGET_REACHED);
    assert_int_equal(r[OBSERVER].outcome, GD_STOPPED);
    assert_int_equal(r[RATE].outcome, GD_DIVERGED);
    assert_true(r[TARGET].steps < 177);
    assert_true(r[CLIP].steps > 177);
    assert_true(r[SCHEDULE].steps != 177);
}

static void all_methods_resume(void **state)
{
    (void)state;
    for (int k = 0; k < METHODS; k++) {
        assert_true(resumes(method_at(k), 0));
        assert_true(resumes(method_at(k), 400));
        assert_true(resumes(method_at(k), RESUME_STEPS));
    }
}

/* The words of a choice are those of the library. */
static void a_choice_has_all_methods_and_schedules(void **state)
{
    (void)state;
    size_t count;
    gd_schedule_kinds(&count);
    for (int k = 0; k < LEARNERS; k++)
        assert_string_equal(method_words[k + 1], learner(k)->name);
    assert_null(method_words[LEARNERS + 1]);
    for (size_t k = 0; k < count; k++)
        assert_non_null(gd_schedule_find(schedules[k]));
    assert_null(schedules[count]);
}

/* --------------------------------------------------------------- the digits */

static digits all_digits;

/* In a run of an epoch every example is dealt once. */
static void an_epoch_deals_every_example_once(void **state)
{
    (void)state;
    const digits *d = &all_digits;
    const training_setup setup = {.digits = d, .batch_size = 32};
    gd_batch all = digits_batch(d, NULL, TRAINING, TRAINING);
    static size_t deck[DIGIT_COUNT];
    memcpy(deck, all.chosen, all.count * sizeof *deck);
    trainer t = {.setup = &setup,
                 .batch = all,
                 .deck = deck,
                 .cards = all.count,
                 .random = gd_random_seeded(1)};
    assert_int_equal(steps_per_epoch(&t), 34); /* 1078 = 33 * 32 + 22 */
    for (int epoch = 0; epoch < 3; epoch++) {
        size_t dealt = 0;
        bool seen[DIGIT_COUNT] = {false};
        for (size_t k = 0; k < steps_per_epoch(&t); k++) {
            deal(&t);
            assert_true(t.batch.count > 0 && t.batch.count <= 32);
            for (size_t i = 0; i < t.batch.count; i++) {
                assert_false(seen[t.batch.chosen[i]]);
                seen[t.batch.chosen[i]] = true;
            }
            dealt += t.batch.count;
        }
        assert_int_equal(dealt, all.count);
    }
}

static void the_parts_do_not_overlap(void **state)
{
    (void)state;
    const digits *d = &all_digits;
    bool seen[DIGIT_COUNT] = {false};
    size_t count[DIGIT_CLASSES][PARTS], sum[PARTS] = {0}, whole = 0;
    digits_count(d, count);
    for (digits_part p = TRAINING; p < PARTS; p++) {
        gd_batch part = digits_batch(d, NULL, p, p);
        for (size_t k = 0; k < part.count; k++) {
            assert_false(seen[part.chosen[k]]);
            seen[part.chosen[k]] = true;
        }
        whole += part.count;
        for (int c = 0; c < DIGIT_CLASSES; c++)
            sum[p] += count[c][p];
        assert_int_equal(sum[p], part.count);
    }
    assert_int_equal(whole, 1797);
    gd_batch both = digits_batch(d, NULL, TRAINING, VALIDATION);
    assert_int_equal(both.count, d->size[TRAINING] + d->size[VALIDATION]);
}

static gd_network the_network(void)
{
    gd_network network;
    const size_t widths[] = {DIGIT_PIXELS, 32, DIGIT_CLASSES};
    assert_true(gd_network_plan(&network, 2, widths, GD_TANH));
    return network;
}

static void backpropagation_is_right(void **state)
{
    (void)state;
    static double x[2410], gradient[2410];
    gd_network network = the_network();
    gd_random random = gd_random_seeded(6);
    gd_batch batch = digits_batch(&all_digits, &network, TRAINING, TRAINING);
    gd_view view[GD_VIEWS_MAX];
    gd_array array[GD_VIEWS_MAX];
    batch.count = CHECKED_DIGITS;
    assert_int_equal(network.n, 2410);
    gd_network_start(&network, &random, x);
    gd_network_loss(network.n, x, gradient, &batch);
    loss_at here = {&batch, x};
    assert_int_equal(as_arrays(&network, x, gradient, view, array), 4);
    for (int k = 0; k < 4; k++)
        assert_true(gd_check_arrays(loss_here, &here, 1, &array[k], 0).relative
                    < 1e-6);
    gradient[2080] *= 1.01; /* the first of the second layer's weights */
    assert_true(gd_check_arrays(loss_here, &here, 1, &array[2], 0).relative
                > 1e-3);
}

/* Whatever the network: the rows count the digits that there are, and the
 * diagonal those that are right. */
static void the_confusion_counts_every_held_out_digit(void **state)
{
    (void)state;
    const digits *d = &all_digits;
    static double x[2410];
    gd_network network = the_network();
    gd_random random = gd_random_seeded(1);
    size_t confusion[DIGIT_CLASSES][DIGIT_CLASSES], parts[DIGIT_CLASSES][PARTS];
    gd_batch held_out = digits_batch(d, &network, HELD_OUT, HELD_OUT);
    gd_network_start(&network, &random, x);
    digits_confusion(d, &network, x, confusion);
    digits_count(d, parts);
    size_t right = 0;
    for (int is = 0; is < DIGIT_CLASSES; is++) {
        size_t row = 0;
        for (int said = 0; said < DIGIT_CLASSES; said++)
            row += confusion[is][said];
        assert_int_equal(row, parts[is][HELD_OUT]);
        right += confusion[is][is];
    }
    assert_int_equal(right, gd_network_score(x, &held_out).correct);
}

/* ------------------------------------------------------------ files refused */

/* A directory with a data file in it, of which only the first `lines` are kept
 * and then `more` is written. */
static void spoil(const char *file, int lines, const char *more)
{
    char path[200], line[1000];
    snprintf(path, sizeof path, "code/data/%s", file);
    FILE *from = fopen(path, "r");
    char directory[] = "/tmp/test-chapter-06-XXXXXX";
    assert_non_null(from);
    assert_non_null(mkdtemp(directory));
    assert_int_equal(chdir(directory), 0);
    assert_int_equal(mkdir("code", 0700), 0);
    assert_int_equal(mkdir("code/data", 0700), 0);
    FILE *to = fopen(path, "w");
    assert_non_null(to);
    for (int i = 0; i < lines && fgets(line, sizeof line, from); i++)
        fputs(line, to);
    fputs(more, to);
    fclose(from);
    fclose(to);
}

/* Goes back to `home`, and leaves nothing of the directory. */
static void unspoil(const char *file, const char *home)
{
    char path[200], here[200];
    snprintf(path, sizeof path, "code/data/%s", file);
    assert_non_null(getcwd(here, sizeof here));
    remove(path);
    remove("code/data");
    remove("code");
    assert_int_equal(chdir(home), 0);
    remove(here);
}

static void load_digits(void *context)
{
    digits_load(context, 1998);
}

static void load_costs(void *context)
{
    costs_load(context);
}

static void spoilt_files_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        int lines;
        const char *more, *words;
    } cases[] = {
        {"digits.csv", 1500, "", "1500 digits and should have 1797"},
        {"digits.csv", 0, "1,2,3\n", "digits.csv:1"},
        {"bench.tsv", 20, "", "bench.tsv:20: the file is cut off"},
        {"bench.tsv", 12, "adam\t2\t-1\t16\t3\n", "bench.tsv:13: not a row"},
        {"bench.tsv", 12, "adam\t2\t1\n", "bench.tsv:13: not a row"},
        {"bench.tsv", 0, "# end\n", "does not say machine"},
    };
    static digits d;
    static costs c;
    char home[200];
    assert_non_null(getcwd(home, sizeof home));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool is_digits = cases[i].file[0] == 'd';
        spoil(cases[i].file, cases[i].lines, cases[i].more);
        assert_gives_up(is_digits ? load_digits : load_costs,
                        is_digits ? (void *)&d : (void *)&c, cases[i].words);
        unspoil(cases[i].file, home);
    }
    spoil("digits.csv", 1796, ""); /* the last one is no digit */
    FILE *file = fopen("code/data/digits.csv", "a");
    assert_non_null(file);
    for (int k = 0; k < DIGIT_PIXELS; k++)
        fputs("0,", file);
    fputs("10\n", file);
    fclose(file);
    assert_gives_up(load_digits, &d, "1797: column 65: 10 is not a whole");
    unspoil("digits.csv", home);
}

static void open_for_reading(void *path)
{
    fclose(must_open(path));
}

static void why_a_file_cannot_be_opened_is_said(void **state)
{
    (void)state;
    assert_gives_up(open_for_reading, "no/such.tsv",
                    "no/such.tsv: cannot be opened: No such file or directory");
}

static void ask_for_a_cost(void *context)
{
    cost_of(context, "adam", 7);
}

static void a_cost_that_was_not_measured_is_not_made_up(void **state)
{
    (void)state;
    static costs c;
    costs_load(&c);
    assert_true(cost_of(&c, "adam", 10) > 0);
    assert_gives_up(ask_for_a_cost, &c, "nobody has measured adam");
}

/* ----------------------------------------------------------------- training */

/* Tells `name`, with these settings; to be freed. */
static story told(const char *name, request *r, gd_table *table, int argc,
                  char **argv)
{
    *table = gd_table_open(NULL);
    *r = request_new(experiments);
    optind = 1; /* getopt has been here before */
    assert_int_equal(request_read(r, "test", argc, argv), REQUEST_RUN);
    story s = story_new(experiments, table);
    story_tell(&s, experiment_find(experiments, name), r->knobs);
    return s;
}

static void validation_chooses_the_rate_and_the_method(void **state)
{
    (void)state;
    char *argv[] = {"test",           "--set", "tuning.epochs=1", "--set",
                    "tuning.rates=4", "--set", "tuning.from=-3"};
    gd_table table;
    request r;
    story s = told("training", &r, &table, 7, argv);
    const training *all =
        s.parts[experiment_find(experiments, "training")].result;
    const tuning *t = all->tuning;
    assert_int_equal(t->methods, LEARNERS);
    assert_int_equal(t->rates, 4);
    for (size_t m = 0; m < t->methods; m++) {
        const tuned *one = &t->tuned[m];
        assert_false(better(one->chosen, t->tuned[t->best].chosen));
        assert_true(one->rate >= t->rate[one->low]);
        assert_true(one->rate <= t->rate[one->high]);
        /* the run for the curve is the one that was chosen */
        assert_bits(all->study[m].validation_loss[1], one->chosen.loss);
    }
    story_free(&s);
    request_free(&r);
}

/* Counts of right answers, of 360, and from where to where the plateau is. */
static void the_plateau_is_what_is_as_good_as_the_best(void **state)
{
    (void)state;
    static const struct {
        size_t right[6], rates, low, high;
    } cases[] = {
        {{300, 340, 347, 350, 348, 200}, 6, 2, 4}, /* error of 350: 3.1 */
        {{300, 347, 340, 350, 340, 349}, 6, 3, 3}, /* no bridge over a gap */
        {{350, 349, 300, 0, 0, 0}, 6, 0, 1},
        {{300, 300, 348, 350, 0, 0}, 4, 2, 3}, /* what was not tried is none */
        {{360, 359, 360, 0, 0, 0}, 6, 0, 0},   /* all right: no error */
        {{0, 0, 0, 0, 0, 0}, 1, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tuned m = {0};
        for (size_t k = 0; k < 6; k++)
            m.score[k].correct = cases[i].right[k];
        find_plateau(&m, cases[i].rates, 360);
        assert_int_equal(m.low, cases[i].low);
        assert_int_equal(m.high, cases[i].high);
    }
}

/* In powers of ten; where it falls between two rates, that one is tried. */
static void the_middle_of_the_plateau_is_chosen(void **state)
{
    (void)state;
    gd_network network = the_network();
    const training_setup setup = {.digits = &all_digits,
                                  .network = &network,
                                  .schedule = gd_schedule_find("cosine"),
                                  .epochs = 1,
                                  .batch_size = 32,
                                  .seed = 6};
    const gd_method *adam = gd_method_find("adam");
    const double alike[] = {0.0100, 0.0101};
    tuned m = tune(&setup, adam, 2, alike);
    assert_int_equal(m.high - m.low, 1);
    assert_close(m.rate, sqrt(0.0100 * 0.0101), 1e-15, 0);
    assert_bits(m.chosen.loss, try_rate(&setup, adam, m.rate, NULL).loss);
    const double three[] = {0.0100, 0.0101, 0.0102};
    m = tune(&setup, adam, 3, three);
    assert_int_equal(m.high - m.low, 2);
    assert_bits(m.rate, 0.0101);
    assert_bits(m.chosen.loss, m.score[1].loss);
}

/* A start that has learned nothing is right in a tenth of all cases, on the
 * mean; that of the book takes zeros for fives and fives for zeros. */
static void a_start_knows_nothing(void **state)
{
    (void)state;
    enum { STARTS = 300 };
    static double x[2410];
    gd_network network = the_network();
    gd_batch asked =
        digits_batch(&all_digits, &network, VALIDATION, VALIDATION);
    double sum = 0;
    for (uint64_t seed = 0; seed < STARTS; seed++) {
        gd_random random = gd_random_seeded(seed);
        gd_network_start(&network, &random, x);
        sum += (double)gd_network_score(x, &asked).correct / 360;
    }
    assert_close(sum / STARTS, 0.1, 0, 0.02);
    gd_random random = gd_random_seeded(6);
    gd_network_start(&network, &random, x);
    assert_int_equal(gd_network_score(x, &asked).correct, 4);
    size_t said[DIGIT_CLASSES][DIGIT_CLASSES];
    digits_confusion(&all_digits, &network, x, said);
    assert_true(said[0][5] > 25 && said[5][0] > 25);
    size_t other = 0;
    for (int is = 0; is < DIGIT_CLASSES; is++)
        for (int c = 0; c < DIGIT_CLASSES; c++)
            other += c == 0 || c == 5 ? 0 : said[is][c];
    assert_true(other < 30);
}

/* ------------------------------------------------------------- more splits */

static void a_tally_worked_by_hand(void **state)
{
    (void)state;
    const double a[] = {8, 11, 9, 14, 6, 10, 12, 9}; /* the exercise's */
    const double b[] = {7, 9, 9, 11, 6, 8, 11, 7};
    assert_close(tally_of(8, a).mean, 9.875, 1e-15, 0);
    assert_close(tally_of(8, a).error, sqrt(6.125 / 8), 1e-14, 0);
    tally d = tally_of_differences(8, a, b);
    assert_close(d.mean, 1.375, 1e-15, 0);
    assert_close(d.error, 0.375, 1e-14, 0);
    double unpaired = hypot(tally_of(8, a).error, tally_of(8, b).error);
    assert_close(d.mean / unpaired, 1.26, 0, 0.005);
    assert_bits(tally_of(1, a).error, 0);
}

/* Each digit is held out once, in five fifths; the rest is there to learn
 * from, and a run of the file stays one. */
static void fifths_hold_out_every_digit_once(void **state)
{
    (void)state;
    static digits d;
    digits_load(&d, 1);
    for (int order = MIXED; order <= IN_RUNS; order++) {
        size_t held_out[DIGIT_COUNT] = {0};
        for (size_t k = 0; k < 5; k++) {
            size_t seen[DIGIT_COUNT] = {0};
            digits_hold_out(&d, k, (digits_order)order, 1);
            assert_int_equal(d.size[VALIDATION], 0);
            assert_in_range(d.size[HELD_OUT], 354, 364);
            gd_batch learn = digits_batch(&d, NULL, TRAINING, VALIDATION);
            gd_batch rest = digits_batch(&d, NULL, HELD_OUT, HELD_OUT);
            assert_int_equal(learn.count + rest.count, DIGIT_COUNT);
            for (size_t i = 0; i < learn.count; i++)
                seen[learn.chosen[i]]++;
            for (size_t i = 0; i < rest.count; i++) {
                seen[rest.chosen[i]]++;
                held_out[rest.chosen[i]]++;
                if (order == IN_RUNS)
                    assert_int_equal(rest.chosen[i], rest.chosen[0] + i);
            }
            for (size_t i = 0; i < DIGIT_COUNT; i++)
                assert_int_equal(seen[i], 1);
        }
        for (size_t i = 0; i < DIGIT_COUNT; i++)
            assert_int_equal(held_out[i], 1);
    }
}

/* What is paired is the same split and the same start, whatever the method:
 * twice the same gives the same, and another seed something else. */
static void splits_are_the_same_for_all(void **state)
{
    (void)state;
    gd_network network = the_network();
    const gd_setting no_decay[] = {{"weight_decay", 0}, {0}};
    training_setup setup = {.digits = &all_digits,
                            .network = &network,
                            .schedule = gd_schedule_find("cosine"),
                            .epochs = 2,
                            .batch_size = 32};
    double a[3], b[3], c[3];
    wrong_on_splits(&setup, gd_method_find("adam"), 0.01, 3, 5, a);
    setup.settings = no_decay;
    wrong_on_splits(&setup, gd_method_find("adamw"), 0.01, 3, 5, b);
    wrong_on_splits(&setup, gd_method_find("adamw"), 0.01, 3, 6, c);
    for (int i = 0; i < 3; i++)
        assert_bits(a[i], b[i]); /* without decay AdamW is Adam */
    assert_bits(b[1], c[0]);
    assert_bits(b[2], c[1]);
    assert_true(a[0] > 0 && a[0] < 359);
    setup.settings = NULL;
    wrong_on_splits(&setup, gd_method_find("momentum"), 1e307, 1, 5, a);
    assert_bits(a[0], 359); /* it diverges */
}

static void one_method_alone_is_trained(void **state)
{
    (void)state;
    char *argv[] = {"test",           "--set", "tuning.epochs=1",   "--set",
                    "tuning.rates=1", "--set", "tuning.method=lion"};
    gd_table table;
    request r;
    story s = told("tuning", &r, &table, 7, argv);
    const tuning *t = s.parts[experiment_find(experiments, "tuning")].result;
    assert_int_equal(t->methods, 1);
    assert_string_equal(t->tuned[0].method->name, "lion");
    story_free(&s);
    request_free(&r);
}

static void better_counts_the_right_answers_first(void **state)
{
    (void)state;
    assert_true(better((gd_score){2, 11}, (gd_score){1, 10}));
    assert_true(better((gd_score){1, 10}, (gd_score){2, 10}));
    assert_false(better((gd_score){1, 10}, (gd_score){1, 10}));
    assert_false(better((gd_score){1, 9}, (gd_score){2, 10}));
}

static double of(const tsv *t, const char *format, const char *method)
{
    char key[64];
    snprintf(key, sizeof key, format, method);
    return tsv_value(t, key);
}

/* A row of a block, by its name: the difference, and its standard error. */
static tally row_of(const tsv *t, const char *block, const char *row)
{
    char start[64];
    tally d = {0};
    snprintf(start, sizeof start, "\n%s\t", row);
    const char *at = strstr(tsv_block(t, block), start);
    assert_non_null(at);
    assert_int_equal(sscanf(at + strlen(start), "%lf %lf", &d.mean, &d.error),
                     2);
    return d;
}

/* How many of its standard errors a row's difference is long. */
static double ratio(const tsv *t, const char *block, const char *row)
{
    const tally d = row_of(t, block, row);
    return d.mean / d.error;
}

/* What the text says of the splits; with room for what another C library's exp
 * would change. */
static void assert_splits(const tsv *t)
{
    static const char *const better[] = {"adadelta", "adam", "nadam",
                                         "amsgrad"};
    static const char *const alike[] = {"momentum", "nesterov", "adagrad",
                                        "rmsprop",  "adamax",   "adamw",
                                        "muon"};
    for (int k = 0; k < 4; k++)
        assert_true(ratio(t, "splits", better[k]) < -3);
    for (int k = 0; k < 7; k++)
        assert_true(fabs(ratio(t, "splits", alike[k])) < 3);
    assert_true(ratio(t, "splits", "lion") > 3);
    for (int k = 0; k < LEARNERS; k++)
        if (strcmp(learner(k)->name, "lion") != 0)
            assert_true(of(t, "digits.%s.wrong.mean", learner(k)->name)
                        < tsv_value(t, "digits.lion.wrong.mean"));
    /* paired is sharper: than the difference of two independent means */
    double apart = hypot(tsv_value(t, "digits.adam.wrong.se"),
                         tsv_value(t, "digits.gradient-descent.wrong.se"));
    assert_close(apart, 0.9, 0, 0.1);
    assert_true(row_of(t, "splits", "adam").error < apart / sqrt(3));
    assert_close(tsv_value(t, "splits.widening"), sqrt(1 + 20 * 359. / 1438),
                 1e-12, 0);
    assert_true(fabs(ratio(t, "splits", "nadam"))
                < 2.5 * tsv_value(t, "splits.widening"));
}

/* -------------------------------------------------- what the figures show */

/* What comes back to the weights of a unit is the image, times what the unit
 * was told; and the classes are told p, less 1 at the label. */
static void assert_flow(const tsv *t)
{
    enum { PIXELS_GREY = 2, PIXELS_SLOPE = 3, VALUE = 1, TOLD = 2 };
    int unit = (int)tsv_value(t, "flow.unit");
    double told = tsv_cell(t, "flow-hidden", unit, TOLD);
    for (int j = 0; j < 32; j++)
        assert_true(fabs(tsv_cell(t, "flow-hidden", j, TOLD)) <= fabs(told));
    for (int i = 0; i < DIGIT_PIXELS; i++)
        assert_close(tsv_cell(t, "flow-pixels", i, PIXELS_SLOPE),
                     told * tsv_cell(t, "flow-pixels", i, PIXELS_GREY), 1e-14,
                     0);
    double sum = 0;
    for (int c = 0; c < DIGIT_CLASSES; c++) {
        double p = tsv_cell(t, "flow-classes", c, VALUE);
        assert_close(tsv_cell(t, "flow-classes", c, TOLD), p - (c == 0), 1e-14,
                     0);
        sum += p;
    }
    assert_close(sum, 1, 1e-14, 0);
}

/* In each class the same shares, to an image; and no stretch of the file lacks
 * a part. */
static void assert_deal(const tsv *t)
{
    static const double shares[PARTS] = {0.6, 0.2, 0.2};
    double lines = 0;
    for (int c = 0; c < DIGIT_CLASSES; c++) {
        double all = 0;
        for (int p = 0; p < PARTS; p++)
            all += tsv_cell(t, "deal-classes", c, 1 + p);
        for (int p = 0; p < PARTS; p++)
            assert_close(tsv_cell(t, "deal-classes", c, 1 + p), shares[p] * all,
                         0, 1);
    }
    for (int k = 0; k < 60; k++) {
        double long_is = tsv_cell(t, "deal-stretches", k, 1)
                         - tsv_cell(t, "deal-stretches", k, 0);
        for (int p = 0; p < PARTS; p++) {
            double count = tsv_cell(t, "deal-stretches", k, 2 + p);
            assert_true(count > 0);
            lines += count;
            long_is -= count;
        }
        assert_bits(long_is, 0);
    }
    assert_bits(lines, DIGIT_COUNT);
}

/* The parts lie one behind the other and leave no number out. */
static void assert_arena(const tsv *t)
{
    double next = 0;
    for (int k = 0; k < 4; k++) {
        assert_bits(tsv_cell(t, "arena", k, 1), next);
        next += tsv_cell(t, "arena", k, 2) * tsv_cell(t, "arena", k, 3);
    }
    assert_bits(next, 2410);
}

/* All digits lie on the curve; the nine that are wrong have nearly all of the
 * loss, and seven of them a chance below a hundredth. */
static void assert_losses(const tsv *t)
{
    int wrong = 0, steep = 0;
    double highest = 0;
    for (int k = 0; k < 359; k++) {
        double p = tsv_cell(t, "asked", k, 0),
               loss = tsv_cell(t, "asked", k, 1);
        assert_close(loss, -log(p), 1e-9, 1e-12);
        highest = fmax(highest, loss);
        if (tsv_cell(t, "asked", k, 2) == 0)
            continue;
        wrong++;
        steep += p < 0.01;
    }
    assert_int_equal(wrong, 9);
    assert_int_equal(steep, 7);
    assert_close(highest, 32, 0, 0.5);
    assert_close(tsv_value(t, "mistakes.loss.percent"), 98, 0, 1);
}

/* Each digit once; and the largest of the counts off the diagonal. */
static void assert_confused(const tsv *t)
{
    static const struct {
        const char *block, *accuracy;
        int is, said;
        double most;
    } ways[] = {{"taken-mixed", "digits.random.accuracy", 8, 1, 7},
                {"taken-runs", "digits.contiguous.accuracy", 7, 9, 12}};
    for (int o = 0; o < 2; o++) {
        double all = 0, right = 0;
        for (int k = 0; k < 100; k++) {
            double count = tsv_cell(t, ways[o].block, k, 2);
            all += count;
            right += k % 11 == 0 ? count : 0;
            assert_true(k % 11 == 0 || count <= ways[o].most);
        }
        assert_bits(all, DIGIT_COUNT);
        assert_close(right / all, tsv_value(t, ways[o].accuracy), 1e-14, 0);
        assert_bits(
            tsv_cell(t, ways[o].block, 10 * ways[o].is + ways[o].said, 2),
            ways[o].most);
    }
}

/* The two that stand out among the curves of the training. */
static void assert_ends_of_training(const tsv *t)
{
    double nadam = tsv_cell(t, "curve-nadam", 10, 1);
    double lion = tsv_cell(t, "curve-lion", 10, 1);
    for (int k = 0; k < LEARNERS; k++) {
        char name[64];
        snprintf(name, sizeof name, "curve-%s", learner(k)->name);
        double loss = tsv_cell(t, name, 10, 1);
        assert_true(loss >= nadam && loss <= lion);
    }
}

/* On the left momentum is the steeper, on the right plain descent. */
static void assert_coordinates(const tsv *t)
{
    enum { STEP, X, Y };
    for (int k = 100; k <= 177; k += 77) {
        assert_bits(tsv_cell(t, "bowl-descent", k, STEP), k);
        assert_true(tsv_cell(t, "bowl-momentum", k, X)
                    < 0.1 * tsv_cell(t, "bowl-descent", k, X));
        assert_true(tsv_cell(t, "bowl-momentum", k, Y)
                    > 10 * tsv_cell(t, "bowl-descent", k, Y));
    }
}

static void assert_decay(const tsv *t)
{
    assert_true(fabs(row_of(t, "decay", "small").mean) < 0.5);
    assert_true(fabs(ratio(t, "decay", "medium")) < 2);
    assert_true(ratio(t, "decay", "large") > 5);
    assert_true(ratio(t, "decay", "constant") > 2);
    assert_true(ratio(t, "decay", "constant-half") > 2);
    assert_true(ratio(t, "decay", "warm-up") > 2.5);
}

/* What is told with some knobs turned: --set them, then what is asked. */
static story turned(const char *what, int count, const char *const *settings,
                    request *r, gd_table *table)
{
    static char words[8][KNOB_TEXT + 40];
    char *argv[9] = {"test"};
    for (int i = 0; i < count; i++) {
        snprintf(words[2 * i], sizeof words[0], "--set");
        snprintf(words[2 * i + 1], sizeof words[0], "%s", settings[i]);
        argv[2 * i + 1] = words[2 * i];
        argv[2 * i + 2] = words[2 * i + 1];
    }
    return told(what, r, table, 2 * count + 1, argv);
}

static const char *sentence_of(const story *s, const char *name)
{
    return s->parts[experiment_find(experiments, name)].sentence;
}

/* ---------------------------------------------------- the reader's own hand */

static const char triangle[] =
    "0000000000000000000000000000000000000000000180000003c0000003c000"
    "0007e0000007e0000007e000000e7000000e7000001c3800001c3800003c3c00"
    "00381c0000381c0000700e0000700e0000f00f0000e0070000e0070001c00380"
    "01c00380038001c0038001c0078001e0070000e007ffffe007ffffe000000000";

/* Paper with the book's drawing, moved. */
static bitmap moved(int across, int down)
{
    const bitmap b = bitmap_of(drawn_list[0].words[0]);
    bitmap to = {0};
    for (int y = 0; y < PAD_SIDE; y++)
        for (int x = 0; x < PAD_SIDE; x++)
            if (b.ink[y][x])
                to.ink[y + down][x + across] = true;
    return to;
}

/* Wherever it was drawn, it is as high as the paper and has as much ink as a
 * digit of the file. */
static void what_is_drawn_is_made_to_fit(void **state)
{
    (void)state;
    const bitmap here = moved(0, 0), there = moved(3, -2), none = {0};
    const bitmap a = bitmap_fitted(&here, 313), b = bitmap_fitted(&there, 313);
    const bitmap empty = bitmap_fitted(&none, 313);
    double grey[DIGIT_PIXELS], sum = 0;
    assert_memory_equal(&a, &b, sizeof a);
    assert_true(abs((int)bitmap_ink(&a) - 313) < 32);
    assert_true(memchr(a.ink[0], 1, PAD_SIDE));
    assert_true(memchr(a.ink[PAD_SIDE - 1], 1, PAD_SIDE));
    for (int y = 0; y < PAD_SIDE; y++)
        for (int x = 0; x < PAD_SIDE; x++)
            assert_false((x < 6 || x >= 26) && a.ink[y][x]);
    bitmap_greys(&a, grey);
    for (int i = 0; i < DIGIT_PIXELS; i++)
        sum += 16 * grey[i];
    assert_close(sum, (double)bitmap_ink(&a), 1e-12, 0);
    assert_int_equal(bitmap_ink(&empty), 0);
}

/* An upright stroke stays one, and a slanted one becomes one. */
static void slanted_ink_is_put_upright(void **state)
{
    (void)state;
    bitmap stroke = {0};
    for (int y = 0; y < PAD_SIDE; y++)
        stroke.ink[y][20 - y / 3] = stroke.ink[y][21 - y / 3] = true;
    const bitmap b = bitmap_fitted(&stroke, 64);
    for (int y = 1; y < PAD_SIDE; y++) {
        const bool *row = memchr(b.ink[y], 1, PAD_SIDE);
        const bool *above = memchr(b.ink[y - 1], 1, PAD_SIDE);
        assert_true(labs(row - b.ink[y] - (above - b.ink[y - 1])) <= 2);
    }
}

/* Lion's network of the training, to the last bit. */
static void the_reader_has_made_the_mistakes(void **state)
{
    (void)state;
    gd_table table;
    request r;
    story s = turned("training", 1, (const char *[]){"tuning.method=lion"}, &r,
                     &table);
    gd_network network = *(const gd_network *)result_of(&s, "plan");
    double *x = must_calloc(network.n, sizeof *x);
    memcpy(x, best_network(result_of(&s, "training")), network.n * sizeof *x);
    story_free(&s);
    request_free(&r);
    s = turned("drawn", 0, NULL, &r, &table);
    const reader *known = result_of(&s, "reader");
    assert_memory_equal((const unsigned char *)known->x,
                        (const unsigned char *)x, network.n * sizeof *x);
    assert_int_equal(known->ink, 313);
    free(x);
    story_free(&s);
    request_free(&r);
}

static void it_reads(const char *setting, const char *sentence)
{
    gd_table table;
    request r;
    story s = turned("drawn", 1, &setting, &r, &table);
    assert_non_null(strstr(sentence_of(&s, "drawn"), sentence));
    story_free(&s);
    request_free(&r);
}

static void a_hand_is_read_as_the_text_says(void **state)
{
    (void)state;
    char setting[KNOB_TEXT + 20];
    it_reads("reader.epochs=10", "reads a 3, with more than 99");
    it_reads("reader.epochs=0", "Untrained, it reads a 0, with ");
    it_reads("reader.epochs=1",
             "After 1 epoch of training it reads a 3, with 59");
    snprintf(setting, sizeof setting, "drawn.drawing=%s", triangle);
    it_reads(setting, "reads a 5, with more than 99");
    snprintf(setting, sizeof setting, "drawn.drawing=%0256d", 0);
    it_reads(setting, "Nothing is drawn.");
}

/* ------------------------------------------------------------- one rate */

/* How many digits are read wrongly at that rate. */
static int wrong_at(const char *epochs, const char *rate)
{
    gd_table table;
    request r;
    story s = turned("trial", 2, (const char *[]){epochs, rate}, &r, &table);
    const char *wrong = strstr(sentence_of(&s, "trial"), "epochs, ");
    assert_non_null(wrong);
    const int count = atoi(wrong + strlen("epochs, "));
    story_free(&s);
    request_free(&r);
    return count;
}

/* The rate 1 is that of the tuning, 95.8 % of 360. */
static void a_rate_comes_to_what_the_text_says(void **state)
{
    (void)state;
    const char *book = "trial-plan.epochs=10",
               *long_one = "trial-plan.epochs=40";
    assert_int_equal(wrong_at(book, "trial-rate.rate=1"), 15);
    assert_int_equal(wrong_at(book, "trial-rate.rate=0.01"), 152);
    assert_int_equal(wrong_at(long_one, "trial-rate.rate=0.01"), 52);
    /* On the cliff the last bits of exp() decide. */
    assert_true(wrong_at(book, "trial-rate.rate=2") < 120);
    assert_true(wrong_at(book, "trial-rate.rate=1.9") > 150);
    assert_true(wrong_at(book, "trial-rate.rate=2.05") > 150);
}

/* --------------------------------------------------- the edge of stability */

/* Of the run whose rate is turned, or of one of the others. */
static const edge_result *told_edge(story *s, int which)
{
    return which == SQUARED
               ? result_of(s, "edge")
               : (const edge_result *)result_of(s, "edge-others") + which;
}

/* The first reading, behind the tumble of the start, at the limit. */
static size_t arrival(const edge_run *seen, double limit)
{
    size_t k = 2;
    while (k < seen->count && seen->reading[k].sharpness < limit)
        k++;
    return k;
}

/* With squared loss the curvature comes to 2 / rate from below and stays there;
 * no step goes up on the way, and many do afterwards. From other starts it is
 * the same, but at the lower rate not within the book's steps. */
static void sharpness_meets_the_limit_and_stays(void **state)
{
    (void)state;
    const char *const seeds[] = {"edge.seed=6", "edge.seed=1", "edge.seed=2"};
    for (int i = 0; i < 3; i++) {
        char seed[32];
        snprintf(seed, sizeof seed, "%s", seeds[i]);
        char *argv[] = {"test", "--set", seed};
        gd_table table;
        request r;
        story s = told("sharpness", &r, &table, 3, argv);
        for (int plan = SQUARED; plan <= (i == 0 ? SLOWER : SQUARED); plan++) {
            const edge_run *seen = &told_edge(&s, plan)->run;
            double limit = 2 / told_edge(&s, plan)->rate;
            size_t met = arrival(seen, limit), last = seen->count - 1;
            assert_int_equal(seen->count, 97);
            assert_true(met > 3 && met < last / 2);
            assert_true(seen->reading[2].sharpness < limit);
            assert_int_equal(seen->reading[met].rises, seen->reading[2].rises);
            assert_true(seen->reading[last].rises
                        > seen->reading[met].rises + 50);
            assert_close(mean_sharpness(seen, last / 2, last), limit, 0.03, 0);
            assert_true(seen->reading[last].loss < seen->reading[met].loss / 2);
        }
        story_free(&s);
        request_free(&r);
    }
}

/* With cross-entropy, at that rate, it only falls, and so does the loss. */
static void cross_entropy_does_not_come_near(void **state)
{
    (void)state;
    gd_table table;
    request r;
    story s = told("sharpness", &r, &table, 1, (char *[]){"test"});
    const edge_run *seen = &told_edge(&s, CROSS_ENTROPY)->run;
    for (size_t k = 4; k < seen->count; k++)
        assert_true(seen->reading[k].sharpness
                    < seen->reading[k - 1].sharpness);
    assert_int_equal(seen->reading[seen->count - 1].rises, 0);
    assert_true(seen->reading[0].sharpness < 4);
    story_free(&s);
    request_free(&r);
}

/* At the rates that the text sends the reader to. */
static void the_limit_moves_with_the_rate(void **state)
{
    (void)state;
    gd_table table;
    request r;
    story s =
        turned("edge", 1, (const char *[]){"edge-plan.rate=0.15"}, &r, &table);
    const edge_run *seen = &told_edge(&s, SQUARED)->run;
    assert_close(mean_sharpness(seen, 48, 96), 2 / 0.15, 0.03, 0);
    story_free(&s);
    request_free(&r);
    s = turned("edge", 1, (const char *[]){"edge-plan.rate=0.05"}, &r, &table);
    seen = &told_edge(&s, SQUARED)->run;
    assert_int_equal(seen->count, 97);
    assert_int_equal(seen->reading[96].rises, 0);
    assert_close(seen->reading[0].sharpness, 28, 0.02, 0);
    for (size_t k = 1; k < seen->count; k++)
        assert_true(seen->reading[k].sharpness < 29.55
                    && seen->reading[k].sharpness
                           > seen->reading[k - 1].sharpness);
    story_free(&s);
    request_free(&r);
    s = turned("edge", 1, (const char *[]){"edge-plan.rate=0.2"}, &r, &table);
    assert_non_null(strstr(sentence_of(&s, "edge"), "diverges"));
    story_free(&s);
    request_free(&r);
}

/* A rate that is too large ends the run, and a report is told all the same. */
static void a_descent_that_diverges_has_fewer_readings(void **state)
{
    (void)state;
    char *argv[] = {"test", "--set", "edge-plan.rate=0.25", "--set",
                    "edge-plan.steps=400"};
    gd_table table;
    request r;
    story s = told("sharpness", &r, &table, 5, argv);
    const size_t count = told_edge(&s, SQUARED)->run.count;
    assert_true(count >= 1 && count < 17);
    assert_int_equal(told_edge(&s, CROSS_ENTROPY)->run.count, 97);
    story_free(&s);
    request_free(&r);
}

/* ------------------------------------------------------- steps that vanish */

/* A thousand steps of 1/1000 down from 1. */
static double thousand_steps(const gd_method *method)
{
    const double g = 1;
    double x = 1;
    gd_optimizer o = must_optimizer(method, 1);
    o.rate = 1e-3;
    for (int t = 0; t < 1000; t++)
        gd_optimizer_step(&o, &x, &g);
    gd_optimizer_free(&o);
    return x;
}

static void what_is_too_small_for_a_bfloat16_is_lost(void **state)
{
    (void)state;
    enum { FLOAT32, BFLOAT16, CHANCE, MASTER };
    assert_close(thousand_steps(&kept_short[FLOAT32]), 0, 0, 1e-4);
    assert_bits(thousand_steps(&kept_short[BFLOAT16]), 1);
    assert_close(thousand_steps(&kept_short[CHANCE]), 0, 0, 0.1);
    assert_close(thousand_steps(&kept_short[MASTER]), 0, 0, 1e-6);
    for (int i = 0; i < KEPT_SHORT; i++) /* after a break, the same bits */
        assert_true(resumes(&kept_short[i], 400));
}

/* Below 1 half a unit is 1/512, and a tie goes to 1; below 1/2 it is 1/1024.
 * x is rounded first, and what does not move is not lost. */
static void moves_that_are_lost_are_counted(void **state)
{
    (void)state;
    const double x[] = {1, 1, 0.5, 1 + 0x1p-9, 1};
    const double g[] = {0x1p-9, 0x1.8p-9, 0x1.8p-9, 0x1p-9, 0};
    lost_moves m = count_lost(5, x, g, 1, GD_BFLOAT16);
    assert_int_equal(m.moves, 4);
    assert_int_equal(m.lost, 2);
    m = count_lost(5, x, g, 1, GD_FLOAT32);
    assert_int_equal(m.moves, 4);
    assert_int_equal(m.lost, 0);
}

static void short_weights_lose_what_a_master_copy_keeps(void **state)
{
    (void)state;
    enum { DOUBLE, FLOAT32, BFLOAT16, CHANCE, MASTER };
    gd_table table;
    request r;
    story s = told("vanishing", &r, &table, 1, (char *[]){"test"});
    const kept_run *seen =
        s.parts[experiment_find(experiments, "vanishing")].result;
    for (int j = 0; j < SPEEDS; j++) {
        const double *loss = seen[j].loss;
        assert_close(loss[FLOAT32], loss[DOUBLE], 1e-3, 0);
        assert_true(loss[BFLOAT16] > 1.1 * loss[DOUBLE]);
        assert_close(loss[CHANCE], loss[DOUBLE], 0.03, 0);
        assert_close(loss[MASTER], loss[DOUBLE], 0.01, 0);
        assert_true(seen[j].single < 0.01);
        assert_true(j == 0 || seen[j].narrow < seen[j - 1].narrow);
    }
    assert_true(seen[0].loss[BFLOAT16] > 1.5 * seen[0].loss[DOUBLE]);
    story_free(&s);
    request_free(&r);
}

static void the_contract(void **state)
{
    (void)state;
    tsv t = chapter_data();
    assert_true(tsv_check(&t) >= 40);
    assert_close(tsv_value(&t, "sgd.bowl.x"), -8.26638332e-06, 1e-8, 0);
    assert_close(tsv_value(&t, "sgd.bowl.y"), 2.46046384e-98, 1e-8, 0);
    assert_close(tsv_value(&t, "momentum.bowl.x"), -1.49829905e-08, 1e-5, 0);
    assert_close(tsv_value(&t, "momentum.bowl.y"), -4.74284398e-10, 1e-4, 0);
    assert_bits(tsv_value(&t, "momentum.bowl.steps"), 177);
    assert_true(tsv_value(&t, "digits.best.percent") >= 97);
    for (int k = 0; k < LEARNERS; k++)
        if (of(&t, "digits.%s.accuracy", learner(k)->name) < 0.9)
            fail_msg("%s stays below 90 %%", learner(k)->name);
    for (int k = 0; k < 60; k++) /* the opener: label and said */
        assert_bits(tsv_cell(&t, "examples", k, 2),
                    tsv_cell(&t, "examples", k, 3));
    /* Known hands against unknown ones: three times as many mistakes. */
    double mixed = 1 - tsv_value(&t, "digits.random.accuracy");
    double runs = 1 - tsv_value(&t, "digits.contiguous.accuracy");
    assert_true(mixed < 0.03 && runs > 0.05 && runs / mixed > 2.5);
    assert_splits(&t);
    assert_decay(&t);
    assert_flow(&t);
    assert_arena(&t);
    assert_deal(&t);
    assert_losses(&t);
    assert_confused(&t);
    assert_ends_of_training(&t);
    assert_coordinates(&t);
    assert_bits(tsv_value(&t, "sharpness.limit"), 20);
    assert_close(tsv_value(&t, "sharpness.late"), 20, 0.03, 0);
    tsv_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_the_sources),
        cmocka_unit_test(descent_on_the_bowl_in_closed_form),
        cmocka_unit_test(written_out_and_separated_agree_to_the_last_bit),
        cmocka_unit_test(the_comparison_can_fail),
        cmocka_unit_test(the_start_stays_the_caller_s),
        cmocka_unit_test(every_method_settles_on_the_bowl),
        cmocka_unit_test(four_of_nine_turn_onto_the_axis),
        cmocka_unit_test(what_does_not_settle_comes_as_low_as_it_can),
        cmocka_unit_test(a_part_that_is_changed_changes_the_run),
        cmocka_unit_test(all_methods_resume),
        cmocka_unit_test(a_choice_has_all_methods_and_schedules),
        cmocka_unit_test(an_epoch_deals_every_example_once),
        cmocka_unit_test(the_parts_do_not_overlap),
        cmocka_unit_test(backpropagation_is_right),
        cmocka_unit_test(the_confusion_counts_every_held_out_digit),
        cmocka_unit_test(spoilt_files_are_refused),
        cmocka_unit_test(why_a_file_cannot_be_opened_is_said),
        cmocka_unit_test(a_cost_that_was_not_measured_is_not_made_up),
        cmocka_unit_test(validation_chooses_the_rate_and_the_method),
        cmocka_unit_test(one_method_alone_is_trained),
        cmocka_unit_test(the_plateau_is_what_is_as_good_as_the_best),
        cmocka_unit_test(the_middle_of_the_plateau_is_chosen),
        cmocka_unit_test(a_start_knows_nothing),
        cmocka_unit_test(a_tally_worked_by_hand),
        cmocka_unit_test(fifths_hold_out_every_digit_once),
        cmocka_unit_test(splits_are_the_same_for_all),
        cmocka_unit_test(better_counts_the_right_answers_first),
        cmocka_unit_test(what_is_drawn_is_made_to_fit),
        cmocka_unit_test(slanted_ink_is_put_upright),
        cmocka_unit_test(the_reader_has_made_the_mistakes),
        cmocka_unit_test(a_hand_is_read_as_the_text_says),
        cmocka_unit_test(a_rate_comes_to_what_the_text_says),
        cmocka_unit_test(sharpness_meets_the_limit_and_stays),
        cmocka_unit_test(the_limit_moves_with_the_rate),
        cmocka_unit_test(cross_entropy_does_not_come_near),
        cmocka_unit_test(a_descent_that_diverges_has_fewer_readings),
        cmocka_unit_test(what_is_too_small_for_a_bfloat16_is_lost),
        cmocka_unit_test(moves_that_are_lost_are_counted),
        cmocka_unit_test(short_weights_lose_what_a_master_copy_keeps),
        cmocka_unit_test(the_contract),
    };
    digits_load(&all_digits, 1998);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
