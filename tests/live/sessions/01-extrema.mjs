import { number } from "../person.mjs";

const slope = (said) => number(said.match(/slope is (\S+):/)?.[1] ?? "");

export default [
  {
    figure: "fig:cubic-and-derivative",
    asks: "the cubic falls most steeply at 1, half way down",
    async act(p) {
      p.expect("at 4 it rises by 15",
        /At x = 4 the slope is 15: the cubic rises/.test(await p.says()),
        await p.says());
      const found = [];
      for (const x of [0.5, 1, 1.5]) {
        await p.turnTo("x", x);
        found.push(slope(await p.says()));
      }
      p.expect("at 1 it is lowest, -12", Math.abs(found[1] + 12) < 0.01 &&
        found[1] < found[0] && found[1] < found[2], found.join(" "));
    },
  },
  {
    figure: "fig:cubic-and-derivative",
    asks: "the dot is dragged in both panels",
    async act(p) {
      await p.pull(0, { x: 3 });
      p.expect("in the pit it is nearly flat",
        Math.abs(slope(await p.says())) < 2, await p.says());
      await p.pull(1, { x: 0 });
      p.expect("in between it falls", /falls/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:two-minima",
    asks: "the border between the pits is at the hilltop",
    async act(p) {
      p.expect("from 0.5 it stops in the higher pit",
        /Let go at 0\.5, .* in the higher pit/.test(await p.says()),
        await p.says());
      await p.pull(0, { start: 0.15 });
      p.expect("left of the hilltop, in the lower one",
        /in the lower pit/.test(await p.says()), await p.says());
      await p.pull(0, { start: 0.2 });
      p.expect("right of it, in the higher one",
        /in the higher pit/.test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:two-minima",
    asks: "the ball rolls",
    async act(p) {
      const whole = await p.picture();
      await p.turnTo("time", 20);
      p.expect("after a while it is on its way",
        /rolls to the right/.test(await p.says()), await p.says());
      await p.reset();
      await p.play();
      p.expect("played, it ends where it was", await p.picture() === whole);
    },
  },
  {
    figure: "fig:product",
    asks: "past 2 the ellipses open, and the bowl is a saddle",
    async act(p) {
      p.expect("at 1 a bowl", /are 1 and 3: a bowl/.test(await p.says()),
        await p.says());
      await p.turnTo("b", 1.9);
      p.expect("at 1.9 still", /a bowl/.test(await p.says()), await p.says());
      await p.turnTo("b", 2.1);
      p.expect("at 2.1 a saddle", /a saddle/.test(await p.says()),
        await p.says());
    },
  },
];
