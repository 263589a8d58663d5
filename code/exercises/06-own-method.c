/* A method of one's own, without touching the library: Nesterov's momentum
 * that forgets its velocity when that points uphill (O'Donoghue and Candes,
 * 2015). Judged by three tests: where it never forgets it is Nesterov's to
 * the last bit; on a bowl it arrives sooner; it can be put away and resumed. */
#include "exercise.h"
#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/optimizer.h"
#include "gd/state.h"

#include <stdbool.h>
#include <stdio.h>

/* region solution */
/* x -= rate v goes uphill where v . g < 0. */
static void restarted_step(gd_optimizer *o, double *restrict x,
                           const double *restrict g)
{
    const double rate = o->rate, beta = o->hyper[0];
    double *restrict v = gd_optimizer_vector(o, 0), along = 0;
    for (size_t i = 0; i < o->n; i++)
        along += v[i] * g[i];
    for (size_t i = 0; i < o->n; i++) {
        v[i] = along < 0 ? g[i] : beta * v[i] + g[i];
        x[i] -= rate * (g[i] + beta * v[i]);
    }
}

static const gd_method restarted = {"restarted",
                                    "Nesterov, restarted",
                                    1, /* vector: v */
                                    1e-3,
                                    1, /* hyper-parameter */
                                    {{"beta", 0.9, 0, 1}},
                                    NULL, /* v starts at 0 */
                                    restarted_step};
/* end solution */

static gd_result run(const gd_method *method, const char *function,
                     size_t steps, double rate, double tolerance, double x[2])
{
    gd_optimizer optimizer;
    need(gd_optimizer_new(&optimizer, method, 2), "out of memory");
    gd_options o = gd_default_options();
    o.rate = rate;
    o.max_steps = steps;
    o.tolerance = tolerance;
    o.optimizer = &optimizer;
    gd_result r = gd_descend(gd_test_objective(function), x, &o);
    need(r.outcome > 0, gd_outcome_text(r.outcome));
    gd_optimizer_free(&optimizer);
    return r;
}

/* Ten steps down the first slope of the bowl: the velocity never turns. */
static bool is_nesterov_while_it_goes_down(void)
{
    double a[2] = {-2.4, 0}, b[2] = {-2.4, 0};
    run(&restarted, "bowl", 10, 0.05, 0, a);
    run(gd_method_find("nesterov"), "bowl", 10, 0.05, 0, b);
    return same_bits(a, b);
}

static bool resumes(void)
{
    double x[2] = {3, 4}, y[2], g[2], h[2];
    unsigned char bytes[300];
    char error[GD_STATE_ERROR_SIZE];
    gd_optimizer a, b;
    const gd_objective *f = gd_test_objective("bowl");
    need(gd_optimizer_new(&a, &restarted, 2)
             && gd_optimizer_new(&b, &restarted, 2),
         "out of memory");
    a.rate = 0.05;
    bool same = gd_state_size(&a) <= sizeof bytes;
    for (int t = 0; same && t < 60; t++) {
        if (t == 25) {
            gd_state_save(&a, x, bytes);
            same = gd_state_load(&b, y, bytes, gd_state_size(&a), error);
        }
        gd_value_and_gradient(f, x, g);
        gd_optimizer_step(&a, x, g);
        if (t >= 25) {
            gd_value_and_gradient(f, y, h);
            gd_optimizer_step(&b, y, h);
        }
    }
    same = same && same_bits(x, y);
    gd_optimizer_free(&a);
    gd_optimizer_free(&b);
    return same;
}

int main(void)
{
    double x[2] = {-2.4, 0.2}, y[2] = {-2.4, 0.2};
    gd_result own = run(&restarted, "bowl", 10000, 0.05, 1e-8, x);
    gd_result nesterov =
        run(gd_method_find("nesterov"), "bowl", 10000, 0.05, 1e-8, y);
    bool same = is_nesterov_while_it_goes_down(), resumed = resumes();
    printf("restart: x^2/16 + 9y^2 from (-2.4, 0.2), rate 0.05, beta 0.9\n\n"
           "  Nesterov             %4zu steps\n"
           "  restarted            %4zu steps\n\n"
           "  the same bits while it goes down   %s\n"
           "  the same bits after a break        %s\n",
           nesterov.steps, own.steps, same ? "yes" : "NO",
           resumed ? "yes" : "NO");
    bool right = same && resumed && own.outcome == GD_CONVERGED
                 && nesterov.outcome == GD_CONVERGED
                 && own.steps < nesterov.steps;
    return finish(right);
}
