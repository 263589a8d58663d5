/* Chapter 6: what its program computes, against the reference values and
 * against itself. */
#define REFERENCE_FILE "tests/fixtures/source-values-06.tsv"

#define _XOPEN_SOURCE 700

#include "chapter-under-test.h"
#define main program_main
#include "../code/06-optimizer-separation.c"
#undef main
#include "../code/shared/training.c" /* for its deck of cards */

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
    for (int k = 0; k < METHODS; k++)
        assert_string_equal(method_words[k + 1], method_at(k)->name);
    assert_null(method_words[METHODS + 1]);
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
    gd_array array[ARRAYS_MAX];
    batch.count = CHECKED_DIGITS;
    assert_int_equal(network.n, 2410);
    gd_network_start(&network, &random, x);
    gd_network_loss(network.n, x, gradient, &batch);
    loss_at here = {&batch, x};
    assert_int_equal(as_arrays(&network, x, gradient, array), 4);
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
    assert_int_equal(t->methods, METHODS);
    assert_int_equal(t->rates, 4);
    for (size_t m = 0; m < t->methods; m++) {
        const tuned *one = &t->tuned[m], *best = &t->tuned[t->best];
        for (size_t k = 0; k < t->rates; k++)
            assert_false(better(one->score[k], one->score[one->best]));
        assert_false(better(one->score[one->best], best->score[best->best]));
        /* the run for the curve is the one that was chosen */
        assert_bits(all->study[m].validation_loss[1],
                    one->score[one->best].loss);
    }
    story_free(&s);
    request_free(&r);
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
    for (int k = 0; k < METHODS; k++) {
        char key[64];
        snprintf(key, sizeof key, "digits.%s.accuracy", method_at(k)->name);
        if (tsv_value(&t, key) < 0.9)
            fail_msg("%s stays below 90 %%", method_at(k)->name);
    }
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
        cmocka_unit_test(what_does_not_settle_comes_as_low_as_it_can),
        cmocka_unit_test(a_part_that_is_changed_changes_the_run),
        cmocka_unit_test(all_methods_resume),
        cmocka_unit_test(a_choice_has_all_methods_and_schedules),
        cmocka_unit_test(an_epoch_deals_every_example_once),
        cmocka_unit_test(the_parts_do_not_overlap),
        cmocka_unit_test(backpropagation_is_right),
        cmocka_unit_test(the_confusion_counts_every_held_out_digit),
        cmocka_unit_test(spoilt_files_are_refused),
        cmocka_unit_test(a_cost_that_was_not_measured_is_not_made_up),
        cmocka_unit_test(validation_chooses_the_rate_and_the_method),
        cmocka_unit_test(one_method_alone_is_trained),
        cmocka_unit_test(better_counts_the_right_answers_first),
        cmocka_unit_test(the_contract),
    };
    digits_load(&all_digits, 1998);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
