import { number } from "../person.mjs";

const wrong = (sentence) => number(sentence.match(/, (\d+) of the 360/)[1]);

export default [
  {
    figure: "fig:digits-rate",
    asks: "halfway down the cliff luck decides",
    async act(p) {
      p.expect("one dot before the cliff there are 15",
        wrong(await p.says()) === 15, await p.says());
      const counts = [];
      for (const rate of [1.9, 1.95, 2, 2.05]) {
        await p.turnTo("rate", rate);
        counts.push(wrong(await p.says()));
      }
      p.expect("around 2 the counts leap",
        Math.max(...counts) - Math.min(...counts) > 80, counts.join(" "));
    },
  },
  {
    figure: "fig:digits-rate",
    asks: "a small rate is late",
    async act(p) {
      await p.drag(0, -60, 0);
      p.expect("the line is dragged to a lower rate",
        number(await p.reads("rate")) < 0.5, await p.reads("rate"));
      await p.turnTo("rate", 0.01);
      const ten = wrong(await p.says());
      await p.turnTo("epochs", 40);
      p.expect("40 epochs leave a third of the mistakes",
        wrong(await p.says()) < ten / 2, `${ten}, ${await p.says()}`);
      await p.reset();
      await p.choose("method", "lion");
      p.expect("another method fails at the rate of this one",
        /Lion/.test(await p.says()) && wrong(await p.says()) > 200,
        await p.says());
    },
  },
  {
    figure: "fig:own-hand",
    asks: "untrained it says zero, after one epoch three",
    async act(p) {
      p.expect("at first it reads a three", /reads a 3, with more than 99/
        .test(await p.says()), await p.says());
      await p.turnTo("epochs", 0);
      p.expect("untrained it reads a zero", /Untrained, it reads a 0/
        .test(await p.says()), await p.says());
      await p.turnTo("epochs", 1);
      p.expect("after one epoch a three, with 59", /reads a 3, with 59/
        .test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:own-hand",
    asks: "a digit is drawn, then a triangle, then nothing",
    async act(p) {
      await p.clear("drawing");
      p.expect("nothing is drawn", await p.says() === "Nothing is drawn.",
        await p.says());
      await p.pen("drawing", [[0.5, 0.1], [0.5, 0.9]]);
      p.expect("a stroke is a one", /reads a 1/.test(await p.says()),
        await p.says());
      await p.clear("drawing");
      await p.pen("drawing", [[0.5, 0.12], [0.8, 0.88], [0.2, 0.88],
        [0.5, 0.12]]);
      p.expect("a triangle is a five or a four, and no doubt",
        /reads a [54], with more than 99/.test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:sharpness",
    asks: "the sharpness goes to the limit of the rate",
    async act(p) {
      const reads = async () => (await p.says())
        .match(/limit 2\/η is (\S+); the sharpness is (\S+),/)
        ?.slice(1).map(number) ?? [];
      await p.turnTo("rate", 0.15);
      const [limit, sharpness] = await reads();
      p.expect("to 13.3", Math.abs(limit - 13.3) < 0.4 &&
        Math.abs(sharpness / limit - 1) < 0.03, await p.says());
      await p.turnTo("rate", 0.05);
      const [far, low] = await reads();
      p.expect("at 0.05 it does not come to it", far > 38 && low < 29.6 &&
        / 0\s*% raise/.test(await p.says()), await p.says());
      await p.turnTo("rate", 0.2);
      p.expect("at 0.2 it diverges", /diverges/.test(await p.says()),
        await p.says());
    },
  },
];
