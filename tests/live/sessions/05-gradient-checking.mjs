import { number } from "../person.mjs";

const errors = (sentence) => sentence
  .match(/wrong by (.+?) of the slope, the central one by (.+?)\.$/)
  ?.slice(1).map(number) ?? [];

export default [
  {
    figure: "fig:forward-central",
    asks: "take 1e-8 once more: the two are wrong alike",
    async act(p) {
      const [forward, central] = errors(await p.says());
      p.expect("at first the central one is far better",
        central < forward / 1e4, await p.says());
      await p.turnTo("step", 1e-8);
      const [one, two] = errors(await p.says());
      p.expect("they agree in size", one > 0 && two / one < 3 && one / two < 3,
        await p.says());
      p.expect("and are printed", /step \S*e-0[89]/
        .test(await p.prints("two-errors")));
    },
  },
  {
    figure: "fig:forward-central",
    asks: "the line is dragged to the tip of the central V",
    async act(p) {
      await p.pull(0, { step: 1e-5 });
      const [forward, central] = errors(await p.says());
      p.expect("nearly eleven digits right, where forward has fewer",
        central < 1e-9 && forward > 1e-6, await p.says());
    },
  },
];
