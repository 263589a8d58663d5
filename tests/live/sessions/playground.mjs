import { execFileSync } from "node:child_process";
import { number } from "../person.mjs";

// The runs of an output, {command, end}: what stands below a command up to the
// next one, without blanks.
function runs(report) {
  const parts = report.split(/^ {2}(?=build\/bin\/)/m).slice(1);
  return parts.map((part) => {
    const [command, ...rest] = part.split("\n\n");
    return { command, end: rest.join("\n").split("\n")
      .map((line) => line.trim()).filter(Boolean) };
  });
}

// What the command prints here, line by line.
function inTerminal(command) {
  const build = process.env.BUILD ?? "build";
  const text = execFileSync("/bin/sh",
    ["-c", command.replace("build/bin/", `${build}/bin/`)],
    { encoding: "utf8" });
  return text.split("\n").map((line) => line.trim());
}

function expectSameEnd(p, { command, end }) {
  const there = inTerminal(command);
  const missing = end.filter((line) => !there.includes(line));
  p.expect(`${command.split("\n")[0]} comes to the same end`,
    missing.length === 0 && end.length > 2, missing.join("; "));
}

const value = (sentence) => number(sentence.match(/f = (.*)\.$/)?.[1] ?? "");

export default [
  {
    figure: "fig:own",
    asks: "gradient-descent creeps at 0.1, and leaps out at 0.12",
    async act(p) {
      p.expect("momentum arrives", /^momentum.*below the tolerance/
        .test(await p.says()), await p.says());
      await p.choose("method", "gradient-descent");
      p.expect("without it, it is not there after 400 steps",
        /step limit after 400 steps/.test(await p.says()), await p.says());
      p.expect("but near", value(await p.says()) < 1e-4, await p.says());
      await p.turnTo("rate", 0.12);
      p.expect("above 2/18 the jumps grow", value(await p.says()) > 1e30,
        await p.says());
      await p.choose("method", "momentum");
      p.expect("with momentum it arrives there too",
        /below the tolerance/.test(await p.says()), await p.says());
      const [run] = runs(await p.prints("own"));
      expectSameEnd(p, run);
      p.expect("the command is copied",
        (await p.copies("own")).trim() === run.command.trim()
          .replace(/^ {2}/gm, ""), await p.copies("own"));
    },
  },
  {
    figure: "fig:own",
    asks: "sqrt(x) + y^2 has no value left of 0",
    async act(p) {
      await p.type("expression", "sqrt(x) + y^2");
      p.expect("it says that the start is nowhere",
        /not finite at the start/.test(await p.says()), await p.says());
      await p.reset();
      await p.pull(0, { "own.start-x": 2, "own.start-y": 1 })
        .catch(() => p.dragTo(0, 0.45, 0.4));
      await p.type("expression", "sqrt(x) + y^2");
      await p.choose("method", "gradient-descent");
      p.expect("from the right it runs over the edge",
        /diverged/.test(await p.says()), await p.says());
    },
  },
  {
    figure: "fig:own",
    asks: "what cannot be read or drawn is said",
    async act(p) {
      await p.type("expression", "sin(x*)");
      const says = await p.says();
      p.expect("the column and a caret", /column 7/.test(says) &&
        says.endsWith("^"), says);
      await p.type("expression", "x*y*z");
      p.expect("three variables", /3 variables, x, y, z/.test(await p.says()),
        await p.says());
      await p.type("expression", "2*pi");
      p.expect("a number", /no variable/.test(await p.says()),
        await p.says());
    },
  },
  {
    figure: "fig:playground",
    asks: "drag the start, play, and run the commands",
    async act(p) {
      p.expect("momentum is lowest from here",
        /lowest is momentum/.test(await p.says()), await p.says());
      for (const run of runs(await p.prints("commands"))) expectSameEnd(p, run);
      await p.dragTo(0, 0.35, 0.42);
      const [first] = runs(await p.prints("commands"));
      expectSameEnd(p, first);
      await p.play();
      await p.turnTo("noise", 0.5);
      await p.choose("schedule", "cosine");
      const noisy = runs(await p.prints("commands"));
      p.expect("the noise is in the commands",
        noisy[0].command.includes("--noise 0.5 --seed 1"), noisy[0].command);
      p.expect("four are copied",
        (await p.copies("commands")).match(/descend/g).length === 4);
    },
  },
  {
    figure: "fig:playground",
    asks: "no method, and on the surface; the picture is kept",
    async act(p) {
      const map = await p.picture();
      await p.view("surface");
      p.expect("another picture", await p.picture() !== map);
      const svg = await p.saves("svg");
      p.expect("an SVG of it", svg.name === "race-surface.svg" &&
        svg.content.includes("</svg>") && !/NaN|undefined/.test(svg.content),
      svg.name);
      const png = await p.saves("png");
      p.expect("a bitmap of it", png.name === "race-surface.png" &&
        png.content.startsWith("\x89PNG"), png.name);
      for (const lane of ["first", "second", "third", "fourth"]) {
        await p.choose(`${lane}.method`, "none");
      }
      p.expect("nobody runs, and it says so",
        /No method is chosen/.test(await p.says()), await p.says());
    },
  },
];
