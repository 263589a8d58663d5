#include "shared/trial.h"

#include "gd/muon.h"
#include "shared/method-words.h"
#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/training.h"

#include <math.h>
#include <string.h>

static const char *const trial_methods[] = {METHOD_WORDS, "muon", NULL};

const knob trial_plan_list[] = {
    CHOICE_KNOB(trial_plan_knobs, method, trial_methods, "method that trains"),
    KNOB(trial_plan_knobs, epochs, 10, 1, EPOCHS_MAX, COUNT,
         "times through all"),
    {0},
};

void trial_plan_experiment(const void *knobs, story *s)
{
    trial_plan_knobs *kept = keep_plain(s, sizeof *kept);
    *kept = *(const trial_plan_knobs *)knobs;
    gd_table_block(s->data, "trial-method", "method\tepochs");
    gd_table_named_row(s->data, kept->method, 1, &kept->epochs);
}

const knob trial_rate_list[] = {
    KNOB(trial_rate_knobs, rate, 1, 1e-4, 10, LOG, "learning rate"),
    {0},
};

void trial_rate_experiment(const void *knobs, story *s)
{
    trial_rate_knobs *kept = keep_plain(s, sizeof *kept);
    *kept = *(const trial_rate_knobs *)knobs;
}

/* As in the tuning: the same start, batches and schedule. */
static training_setup setup_of(const story *s)
{
    const trial_plan_knobs *k = result_of(s, "trial-plan");
    return (training_setup){.digits = result_of(s, "split"),
                            .network = result_of(s, "plan"),
                            .schedule = gd_schedule_find("cosine"),
                            .epochs = (size_t)k->epochs,
                            .batch_size = 32,
                            .seed = 6};
}

static const gd_method *method_of(const story *s)
{
    const trial_plan_knobs *k = result_of(s, "trial-plan");
    int m = 0;
    while (strcmp(learner(m)->name, k->method) != 0)
        m++;
    return learner(m);
}

/* --------------------------------------------------------------- one rate */

static void short_trial(story *s, const training_setup *u, double rate,
                        gd_score score)
{
    const size_t asked = u->digits->size[VALIDATION];
    const char *method = method_of(s)->title, *es = u->epochs == 1 ? "" : "s";
    if (!isfinite(score.loss))
        in_short(s, "%s at the rate %s diverges, within %zu epoch%s.", method,
                 spoken(rate).text, u->epochs, es);
    else
        in_short(s,
                 "%s at the rate %s: after %zu epoch%s, %zu of the %zu"
                 " validation digits are read wrongly.",
                 method, spoken(rate).text, u->epochs, es,
                 asked - score.correct, asked);
}

void trial_experiment(const void *knobs, story *s)
{
    const training_setup u = setup_of(s);
    const trial_rate_knobs *k = result_of(s, "trial-rate");
    double loss[EPOCHS_MAX + 1];
    (void)knobs;
    for (size_t e = 0; e <= u.epochs; e++)
        loss[e] = HUGE_VAL; /* where a run that diverges does not come */
    const gd_score score = try_rate(&u, method_of(s), k->rate, loss);
    gd_table_block(s->data, "trial-curve", "epoch\tloss");
    for (size_t e = 0; e <= u.epochs && isfinite(loss[e]); e++)
        gd_row(s->data, (double)e, loss[e]);
    value(s, "trial.rate", k->rate);
    value(s, "trial.wrong",
          (double)(u.digits->size[VALIDATION] - score.correct));
    value(s, "trial.diverged", !isfinite(score.loss));
    short_trial(s, &u, k->rate, score);
}

/* -------------------------------------------------------------- many rates */

void trial_scan_experiment(const void *knobs, story *s)
{
    enum { RATES = 11 };
    const training_setup u = setup_of(s);
    const size_t asked = u.digits->size[VALIDATION];
    (void)knobs;
    gd_table_block(s->data, "trial-scan", "rate\twrong\tdiverged");
    for (int i = 0; i < RATES; i++) {
        double rate = pow(10, -4 + i / 2.0);
        gd_score score = try_rate(&u, method_of(s), rate, NULL);
        gd_row(s->data, rate, (double)(asked - score.correct),
               !isfinite(score.loss));
    }
    value(s, "trial.asked", (double)asked);
}
