#include "shared/memories.h"

#include "gd/optimizer.h"
#include "shared/must.h"

const knob memories_list[] = {
    KNOB(memories_knobs, spike, 10, 0.1, 100, LOG, "the one other gradient"),
    {0},
};

const char *const memories[MEMORIES] = {"momentum", "adagrad", "rmsprop",
                                        "adam"};

double stream_gradient(int t, double spike)
{
    return t == SPIKE ? spike : 1;
}

void stream_steps(const char *method, double spike, double step[STREAM + 1])
{
    gd_optimizer o = must_optimizer(gd_method_find(method), 1);
    for (int t = 1; t <= STREAM; t++) {
        double x = 0;
        const double g = stream_gradient(t, spike);
        gd_optimizer_step(&o, &x, &g);
        step[t] = -x;
    }
    gd_optimizer_free(&o);
    const double before = step[SPIKE - 1];
    for (int t = 1; t <= STREAM; t++)
        step[t] /= before;
}

void memories_experiment(const void *knobs, story *s)
{
    const double spike = ((const memories_knobs *)knobs)->spike;
    double step[MEMORIES][STREAM + 1];
    for (int i = 0; i < MEMORIES; i++)
        stream_steps(memories[i], spike, step[i]);
    gd_table_block(s->data, "memories",
                   "step\tgradient\tmomentum\tadagrad\trmsprop\tadam");
    for (int t = 1; t <= STREAM; t++)
        gd_row(s->data, t, stream_gradient(t, spike), step[0][t], step[1][t],
               step[2][t], step[3][t]);
}
