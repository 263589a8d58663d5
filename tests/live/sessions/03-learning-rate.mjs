import { number } from "../person.mjs";

// "after 204 steps", "6.3 × 10⁻⁵": the number that follows these words.
const after = (words, text) =>
  number(text.split(words)[1]?.match(/^[\d. \u202f−×\u2009⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*[\d⁰¹²³⁴⁵⁶⁷⁸⁹]/)?.[0] ?? "");

export default [
  {
    figure: "fig:contraction",
    asks: "slide down the V: at the tip the first step arrives",
    async act(p) {
      p.expect("at 0.8 it changes sides",
        /by −0\.6 \(alternating\)/.test(await p.says()), await p.says());
      await p.turnTo("rate", 0.5);
      p.expect("at the tip the factor is 0",
        /by 0 .*lead to x = 1\.$/.test(await p.says()), await p.says());
      await p.turnTo("rate", 0.2);
      p.expect("on the left arm it is as at first, on one side",
        /by 0\.6 \(calm\)/.test(await p.says()), await p.says());
      await p.turnTo("rate", 1);
      p.expect("at 2 to and fro", /to and fro for ever/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:contraction",
    asks: "the large dot is dragged along the V",
    async act(p) {
      await p.pull(0, { rate: 0.3 });
      p.expect("left of the tip it is calm", /\(calm\)/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:zigzag",
    asks: "slide the rate along the band: left of the crossing the flat " +
      "direction decides, right of it the steep one",
    async act(p) {
      const steps = [];
      for (const rate of [0.05, 0.08, 0.105, 0.11]) {
        await p.turnTo("rate", rate);
        steps.push(after("after ", await p.says()));
      }
      p.expect("fewer steps until the crossing, and then more",
        steps[0] > steps[1] && steps[1] > steps[2] && steps[2] < steps[3],
        steps.join(" "));
      await p.turnTo("rate", 0.115);
      p.expect("beyond the limit it is lost",
        /lost, no longer finite/.test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:zigzag",
    asks: "what is left of the zigzag when the condition number is 1?",
    async act(p) {
      await p.turnTo("condition", 1);
      await p.turnTo("rate", 1 / 18);
      p.expect("it is there almost at once",
        after("after ", await p.says()) < 5, await p.says());
    },
  },
  {
    figure: "fig:zigzag",
    asks: "if the walk starts on an axis, with y = 0, no rate is too large",
    async act(p) {
      const before = await p.picture();
      await p.turnTo("rate", 0.12);
      p.expect("from beside the axis it is lost",
        /lost/.test(await p.says()), await p.says());
      await p.drag(0, 20, 10);
      p.expect("another start, another picture",
        await p.picture() !== before);
    },
  },
  {
    figure: "fig:rate-scan",
    asks: "slide the dot along the shore and watch step 2: how far must it " +
      "be thrown back?",
    async act(p) {
      const second = /the second to \((.*?), .*; after .* it is (.*) from/;
      const seen = async (rate) => {
        await p.turnTo("rate", rate);
        return second.exec(await p.says())?.slice(1).map(number) ?? [];
      };
      const [near, lost] = await seen(1.4e-4);
      p.expect("not to 1.3: it stays in the lower valley",
        near < 1.3 && lost > 4, `${near} ${lost}`);
      const [back, there] = await seen(1.56e-4);
      p.expect("to 4: beside the minimum", back > 3 && there < 0.3,
        `${back} ${there}`);
      await p.turnTo("rate", 3e-4);
      p.expect("beyond the shore it is lost", /it is lost/.test(await p.says()),
        await p.says());
      await p.reset();
      await p.drag(1, -30, 0);
      p.expect("the dot is dragged along the shore",
        number(await p.reads("rate")) < 1.5e-4, await p.reads("rate"));
    },
  },
  {
    figure: "fig:newton-paths",
    asks: "drag the start: from how much of the map does Newton come to the " +
      "minimum?",
    async act(p) {
      p.expect("from the book's start he comes to the saddle",
        /Newton ends at a saddle after 12 steps, BFGS ends at the minimum/
          .test(await p.says()), await p.says());
      await p.drag(0, -60, 20);
      p.expect("and from there", /Newton ends at a saddle/
        .test(await p.says()), await p.says());
      await p.reset();
      await p.turnTo("rate", 0.001);
      p.expect("descent with a larger rate is lost",
        /descent .* is lost/.test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:noise-ball",
    asks: "slide the rate to its half, or take four penguins a step",
    async act(p) {
      const excess = async () => after("excess is ", await p.says());
      const book = await excess();
      await p.turnTo("rate", 0.1);
      const half = await excess();
      p.expect("half of it, and less", half > 0.2 * book && half < 0.5 * book,
        `${book} ${half}`);
      await p.reset();
      await p.choose("batch", "4");
      const four = await excess();
      p.expect("a quarter, and less", four > 0.1 * book && four < 0.25 * book,
        `${book} ${four}`);
      await p.choose("batch", "1");
      await p.turnTo("rate", 0.9);
      p.expect("at the largest rate there is none",
        /does not stay/.test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:course",
    asks: "pull the end of the half cosine from a tenth to a hundredth, and " +
      "on to a thousandth",
    async act(p) {
      const excess = async (final) => {
        await p.turnTo("final", final);
        return after("excess of ", await p.says());
      };
      const [tenth, hundredth, least] =
        [await excess(0.1), await excess(0.01), await excess(0.001)];
      p.expect("first lower, then higher",
        hundredth < tenth / 10 && least > 2 * hundredth,
        `${tenth} ${hundredth} ${least}`);
      await p.choose("schedule", "inverse");
      const never = await excess(0.0001);
      p.expect("the inverse schedule does not even arrive", never > 0.1,
        `${never}`);
    },
  },
];
