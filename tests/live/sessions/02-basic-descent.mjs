import { number } from "../person.mjs";

export default [
  {
    figure: "fig:one-step",
    asks: "beyond 1 the step ends higher than it began",
    async act(p) {
      p.expect("at first it falls by what the text says",
        /promises a fall of 1\.35, and f falls by 1\.148/.test(await p.says()),
        await p.says());
      await p.turnTo("rate", 1.1);
      p.expect("beyond 1 it rises", /f rises by/.test(await p.says()),
        await p.says());
      await p.turnTo("rate", 0.95);
      p.expect("below 1 it falls", /f falls by/.test(await p.says()),
        await p.says());
      await p.turnTo("rate", 0.5);
      p.expect("at one half the fall is half of the promise",
        /a fall of 4\.[45]\d*, and f falls by 2\.2/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:one-step",
    asks: "the start is dragged, and the step goes to the other side",
    async act(p) {
      await p.pull(0, { start: 0.6 });
      const [, promised, fell] = (await p.says())
        .match(/fall of (\S+), and f falls by (\S+)\.$/) ?? [];
      p.expect("less is promised where it is less steep",
        number(promised) < 0.3 && number(fell) < number(promised),
        await p.says());
    },
  },
  {
    figure: "fig:cubic-path",
    asks: "five times the rate, and 26 steps do",
    async act(p) {
      p.expect("at first 176 steps", /after 176 steps/.test(await p.says()),
        await p.says());
      await p.turnTo("rate", 0.05);
      p.expect("26 steps", /after 26 steps, at x = 3/.test(await p.says()),
        await p.says());
      p.expect("the output has them, too",
        /stopped after 26 steps/.test(await p.prints("cubic")));
    },
  },
  {
    figure: "fig:cubic-path",
    asks: "left of -1 it goes down without end",
    async act(p) {
      await p.pull(0, { start: -1.5 });
      p.expect("it diverges", /diverges/.test(await p.says()), await p.says());
      await p.reset();
      p.expect("and does not from 1", /after 176 steps/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:beale-path",
    asks: "the first ten steps cover more ground than the rest",
    async act(p) {
      p.expect("the step limit ends it, 0.3 from the minimum",
        /step limit ends it .*0\.304\d* from/.test(await p.says()),
        await p.says());
      await p.turnTo("steps", 10);
      p.expect("ten steps lead from 3.5 to 2.4 from it",
        /after 10 steps, 2\.44\d* from/.test(await p.says()), await p.says());
      p.expect("the output has no more",
        !/ 100 /.test(await p.prints("beale")));
    },
  },
  {
    figure: "fig:beale-path",
    asks: "a rate of one hundredth is out of the picture at once",
    async act(p) {
      await p.turnTo("rate", 0.01);
      p.expect("it diverges", /diverges: f is no longer finite/
        .test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:beale-path",
    asks: "played, the walk grows to where it was; the start is dragged",
    async act(p) {
      const whole = await p.picture();
      await p.play();
      p.expect("it is the whole walk again", await p.picture() === whole);
      await p.pull(0, { "start-x": 1, "start-y": 1 });
      p.expect("from there it goes to the minimum, nearly",
        /From \((1|1\.0\d*|0\.9\d*), .*/.test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:one-step",
    asks: "at the rate 1 the point is on the other side, exactly as high",
    async act(p) {
      await p.turnTo("rate", 1);
      const [, by] = (await p.says()).match(/f \w+ by (\S+)\.$/) ?? [];
      p.expect("f is where it was", /f stays where/.test(await p.says()) ||
        number(by) < 0.1, await p.says());
    },
  },
  {
    figure: "fig:slope-by-direction",
    asks: "toward the minimum it is only four fifths as steep",
    async act(p) {
      const slopes = async () => (await p.says())
        .match(/slope is (\S+); .* at (\S+)°, with (\S+)\.$/)?.slice(1)
        .map(number) ?? [];
      await p.turnTo("degrees", 207);
      const [slope, at, steepest] = await slopes();
      p.expect("four fifths", Math.abs(slope / steepest - 0.8) < 0.01,
        await p.says());
      await p.turnTo("degrees", at);
      p.expect("that way it is the steepest",
        Math.abs((await slopes())[0] / steepest - 1) < 1e-3, await p.says());
    },
  },
  {
    figure: "fig:slope-by-direction",
    asks: "the arrow is turned, on the ring and on the cosine",
    async act(p) {
      await p.drag(1, 30, -60);
      p.expect("upward is uphill", /slope is \d/.test(await p.says()),
        await p.says());
      await p.pull(2, { degrees: 240 });
      p.expect("it is downhill again", /slope is −1\.7/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:beale-path",
    asks: "from (2, 0) a rate of one hundredth arrives",
    async act(p) {
      await p.turnTo("rate", 0.01);
      await p.turnTo("start-x", 2);
      await p.turnTo("start-y", 0);
      p.expect("after some five thousand steps",
        /below the tolerance after 5 ?\d{3} steps, at \(3, 0\.5\)/
          .test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:basins",
    asks: "both paths begin where one points",
    async act(p) {
      p.expect("in the book the larger rate leaps",
        /0\.002 leads to \(3\.6, −1\.8\), .* 0\.0145 to \(3, 2\)/
          .test(await p.says()), await p.says());
      await p.hover(0.17, 0.3);
      p.expect("from the upper left both find the nearest",
        /0\.002 leads to \(−2\.8, 3\.1\), .* to \(−2\.8, 3\.1\)/
          .test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:basins",
    asks: "at 0.016 the steepest pit keeps nobody, at 0.02 two of them",
    async act(p) {
      const pits = [];
      for (const rate of [0.0145, 0.016, 0.02]) {
        await p.turnTo("wild-rate", rate);
        for (const [x, y] of [[0.65, 0.7], [0.95, 0.7]]) {
          await p.hover(x, y);
          pits.push((await p.says()).match(/ to ([^,]+(, \S+\))?)\.$/)?.[1]);
        }
      }
      p.expect("the lower left loses its starts first", pits.join(" ") ===
        "(−3.8, −3.3) (3.6, −1.8) nowhere (3.6, −1.8) nowhere nowhere",
      pits.join(" "));
    },
  },
  {
    figure: "fig:penguins-fit",
    asks: "at one half a single step does; at 1 the line jumps for ever",
    async act(p) {
      await p.turnTo("rate", 0.5);
      await p.turnTo("steps", 1);
      p.expect("one step, and the loss is the smallest",
        /after 1 step .* 49\.6\d* g, and 0\.24\d*\.$/.test(await p.says()),
        await p.says());
      await p.turnTo("rate", 1);
      const losses = async () => (await p.says())
        .match(/loss is (\S+);.* and (\S+)\.$/).slice(1).map(number);
      await p.turnTo("steps", 60);
      const [first, last] = await losses();
      p.expect("after sixty it is as far as before",
        Math.abs(last - first) < 0.3 * first, await p.says());
    },
  },
  {
    figure: "fig:penguins-fit",
    asks: "the line is lifted and turned by its rings, or as a point",
    async act(p) {
      const of = async () => (await p.says())
        .match(/rises by (\S+) g .*loss is (\S+);/).slice(1).map(number);
      await p.drag(0, 0, -20);
      const [level, lifted] = await of();
      p.expect("lifted it is as level, and worse", level === 0 && lifted > 1,
        await p.says());
      await p.drag(1, 0, -20);
      const [rising] = await of();
      p.expect("turned, it rises", rising > 10, await p.says());
      await p.drag(2, 0, 40);
      p.expect("the point drags it down", (await of())[0] < rising,
        await p.says());
    },
  },
];
