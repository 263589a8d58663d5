import { number } from "../person.mjs";

const all = ["gradient-descent", "momentum", "nesterov", "adagrad", "adadelta",
  "rmsprop", "adam", "adamax", "nadam", "amsgrad", "adamw", "lion"];

// "a step leaves 0.85 of the flat error and 0.85 of the steep one"
const leaves = (sentence) => sentence
  .match(/leaves (\S+) of the flat error and (\S+) of the steep/)
  ?.slice(1).map(number) ?? [];

export default [
  {
    figure: "fig:momentum-map",
    asks: "without momentum 0.986 is the least, and the bracket is dragged",
    async act(p) {
      p.expect("with the best pair both leave 11/13",
        leaves(await p.says()).every((left) => Math.abs(left - 11 / 13) < 1e-3),
        await p.says());
      await p.pull(0, { rate: 1.5, beta: 0.716 });
      const [flat, steep] = leaves(await p.says());
      p.expect("with less rate the flat error lags", flat > 0.9 && steep < 0.85,
        await p.says());
      await p.turnTo("beta", 0);
      await p.turnTo("rate", 1.98);
      p.expect("without momentum a step leaves 0.986",
        Math.abs(Math.max(...leaves(await p.says())) - 0.986) < 1e-3,
        await p.says());
      await p.turnTo("rate", 2.1);
      p.expect("and beyond 2 it diverges", /it diverges/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:momentum-map",
    asks: "for a condition number of 10,000 the best pair leaves 0.98",
    async act(p) {
      await p.turnTo("kappa", 10000);
      await p.turnTo("beta", 0.96);
      await p.turnTo("rate", 3.9);
      p.expect("a step leaves 0.98",
        leaves(await p.says()).every((left) => Math.abs(left - 0.98) < 5e-3),
        await p.says());
    },
  },
  {
    figure: "fig:effective-rate",
    asks: "on a round bowl y has the larger rate, since it begins nearer",
    async act(p) {
      const times = async () =>
        number((await p.says()).match(/(\S+) times the rate of y/)?.[1]);
      p.expect("x has the larger rate at first", await times() > 2,
        await p.says());
      await p.turnTo("kappa", 1);
      p.expect("and y on a round bowl", await times() < 0.5, await p.says());
      const [, x, y] = (await p.prints("effective"))
        .match(/adagrad +(\S+) +\S+ +(\S+)/) ?? [];
      p.expect("twelve times in the first step",
        Math.abs(y / x - 12) < 0.01, `${x} and ${y}`);
    },
  },
  {
    figure: "fig:race",
    asks: "with all rates doubled plain descent alone flies off",
    async act(p) {
      for (const method of all) await p.tick("methods", method, true);
      await p.turnTo("step", 200);
      await p.turnTo("factor", 2);
      p.expect("plain descent is lost",
        /last is gradient descent with \S+.×.10¹/.test(await p.says()),
        await p.says());
      await p.tick("methods", "gradient-descent", false);
      const last = async () => {
        const [, name, f] = (await p.says()).match(/last is (.+) with (.+)\./);
        return [name, number(f)];
      };
      p.expect("nobody else is", (await last())[1] < 1, await p.says());
      await p.turnTo("factor", 4);
      p.expect("at 4 Nesterov is", (await last())[0] === "Nesterov" &&
        (await last())[1] > 1e20, await p.says());
      await p.tick("methods", "nesterov", false);
      await p.turnTo("factor", 10);
      p.expect("at 10 momentum is not", (await last())[1] < 100,
        await p.says());
      await p.turnTo("factor", 11);
      p.expect("at 11 momentum is", (await last())[0] === "momentum" &&
        (await last())[1] > 1e20, await p.says());
      await p.tick("methods", "momentum", false);
      await p.turnTo("factor", 100);
      p.expect("the others never are", (await last())[1] < 100,
        await p.says());
    },
  },
  {
    figure: "fig:race",
    asks: "on a bowl that is turned, momentum is as before and Adam is not",
    async act(p) {
      for (const method of ["gradient-descent", "adagrad"]) {
        await p.tick("methods", method, false);
      }
      await p.turnTo("step", 200);
      p.expect("upright Adam leads", /Adam leads with f = 5.×.10⁻⁹, momentum/
        .test(await p.says()), await p.says());
      const [upright] = (await p.says()).match(/momentum follows with .+\.$/);
      const f = upright.slice("momentum follows with ".length, -1);
      await p.turnTo("angle", 45);
      p.expect("turned momentum leads with the same f, and Adam has 0.2",
        (await p.says()).includes(`momentum leads with f = ${f}, Adam follows` +
          " with 0.2."), await p.says());
    },
  },
  {
    figure: "fig:race",
    asks: "with noise nobody gets far, and who leads depends on the step",
    async act(p) {
      for (const method of all) await p.tick("methods", method, true);
      await p.turnTo("noise", 1);
      const leaders = new Set();
      const best = [];
      for (const step of [60, 80, 100, 120, 140, 160, 180, 200]) {
        await p.turnTo("step", step);
        const [, name, f] = (await p.says()).match(/steps (.+) leads with f = (.+?), /);
        leaders.add(name);
        best.push(number(f));
      }
      p.expect("there are several leaders", leaders.size > 2,
        [...leaders].join());
      p.expect("nobody stays below a hundredth",
        Math.max(...best) > 0.01, best.join());
    },
  },
  {
    figure: "fig:race",
    asks: "the start and the step are dragged, and nobody may run",
    async act(p) {
      const before = await p.says();
      await p.drag(0, 60, 20);
      p.expect("from another start the race is another",
        await p.says() !== before, await p.says());
      await p.pull(1, { step: 30 });
      p.expect("the step follows the grey point",
        /^After (29|30|31) steps/.test(await p.says()), await p.says());
      for (const method of all) await p.tick("methods", method, false);
      p.expect("a word says that nobody runs",
        /No method is ticked/.test(await p.says()), await p.says());
    },
  },
];
