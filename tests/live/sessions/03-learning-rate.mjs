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
];
