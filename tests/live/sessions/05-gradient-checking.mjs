import { number } from "../person.mjs";

// "3 and 3 of 16 decimals cancel: forward is wrong by 7.8 × 10⁻⁵ of the slope,
// central by 1.7 × 10⁻⁹."
const lost = (sentence) => sentence
  .match(/(\d+) and (\d+) of \d+ decimals cancel/)?.slice(1).map(Number) ?? [];
const errors = (sentence) => sentence
  .match(/wrong by (.+?) of the slope, central by (.+?)\.$/)
  ?.slice(1).map(number) ?? [];

export default [
  {
    figure: "fig:forward-central",
    asks: "pull a large dot to the left: a digit turns grey with each decade",
    async act(p) {
      const [forward, central] = errors(await p.says());
      p.expect("at first three digits are right and eight",
        forward > 1e-5 && central < 1e-8, await p.says());
      let before = 0;
      for (let pull = 1; pull <= 3; pull++) {
        await p.drag(0, -100, 0);
        const [one, two] = lost(await p.says());
        p.expect("more digits are lost", one > before && two > before,
          await p.says());
        before = Math.max(one, two);
      }
      await p.turnTo("step", 1e-16);
      p.expect("the forward quotient is 0",
        /forward +0\.0000000000/.test(await p.prints("two-errors")));
    },
  },
  {
    figure: "fig:forward-central",
    asks: "forward improves as far as 1e-8, where the two are wrong alike",
    async act(p) {
      await p.turnTo("step", 1e-8);
      const [one, two] = errors(await p.says());
      p.expect("they agree in size", one < 1e-7 && two / one < 9 && one / two < 9,
        await p.says());
      await p.turnTo("step", 1e-5);
      const [, central] = errors(await p.says());
      p.expect("the central one is best at 1e-5", central < 1e-10, await p.says());
    },
  },
  {
    figure: "fig:forward-central",
    asks: "choose float, at 0.01: how far to the left can you go?",
    async act(p) {
      await p.choose("precision", "float");
      await p.turnTo("step", 0.004);
      const [, best] = errors(await p.says());
      p.expect("about five decimals are right", best < 2e-5, await p.says());
      await p.turnTo("step", 1e-5);
      const [, there] = errors(await p.says());
      p.expect("the best step for a double leaves one", there > 1e-3,
        await p.says());
    },
  },
  {
    figure: "fig:complex-step",
    asks: "pull a dot to 1e-20: what is left of each of the three?",
    async act(p) {
      await p.turnTo("step", 1e-20);
      p.expect("nothing of two, and all of the third",
        /forward is wrong by 1 of the slope, central by 1, the complex step by \S+\s×\s10⁻¹⁶\.$/
          .test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:sweep",
    asks: "press Play: values run to the right, adjoints back",
    async act(p) {
      await p.play();
      p.expect("in the end there is the gradient",
        (await p.says()).endsWith("its gradient is (2.584, 2)."), await p.says());
      await p.turnTo("progress", 0.6);
      p.expect("x has first what comes straight from f",
        (await p.says()).includes("to x times 3"), await p.says());
      await p.turnTo("progress", 0.7);
      p.expect("and then what comes through v1",
        (await p.says()).includes("v1 hands its adjoint 1 on, to x times"),
        await p.says());
    },
  },
  {
    figure: "fig:sweep",
    asks: "type a formula: two lists of the same function, one gradient",
    async act(p) {
      const ends = [];
      for (const formula of ["x^2*y", "x*(x*y)"]) {
        await p.type("formula", formula);
        ends.push([await p.says(), await p.prints("sweep")]);
      }
      p.expect("x and y have the same adjoints",
        ends[0][0] === ends[1][0] && ends[0][0].endsWith("(12, 4)."), ends[0][0]);
      p.expect("and v1 has not", /v1 = x\*x +4 +3\n/.test(ends[0][1]) &&
        /v1 = x\*y +6 +2\n/.test(ends[1][1]), ends[1][1]);
      await p.type("formula", "sqrt(x^2 + y^2)");
      await p.turnTo("x", 0);
      await p.turnTo("y", 0);
      p.expect("the tip of a cone has no gradient",
        (await p.says()).includes("hands on is not finite"), await p.says());
    },
  },
  {
    figure: "fig:sweep",
    asks: "type what has no graph here: a clear word, and the graph stays",
    async act(p) {
      const picture = await p.picture();
      for (const [formula, word] of [["3 +* x", "column 4: expected a number"],
        ["x + z", "no z"], ["2*pi", "it has no variable"],
        ["sin(sin(sin(sin(sin(sin(sin(x)))))))", "room for 7"],
        ["a*b*c", "3 variables"]]) {
        await p.type("formula", formula);
        p.expect(`${formula}: ${word}`, (await p.says()).includes(word),
          await p.says());
        p.expect("the graph stays", await p.picture() === picture, formula);
      }
    },
  },
];
