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
];
