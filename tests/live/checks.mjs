// What is held to be so, and what a run of checks comes to. Silent about what
// is as it should be; one line for what is not.

let made = 0;
let failed = 0;

export function check(where, what, holds, found = "") {
  made += 1;
  if (holds) return;
  failed += 1;
  console.log(`FAILED  ${where}: ${what}${found === "" ? "" : ` (${found})`}`);
}

const ENDS = 240000; // ms; what has not ended then waits for what never comes

async function inTime(doing) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`not in ${ENDS / 1000} s`)), ENDS);
  });
  try {
    await Promise.race([doing, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Whether it fails. What it throws, a page that does not come in time first of
// all, is a failed check.
export async function timed(where, act) {
  const began = Date.now();
  let failed = false;
  await inTime(act(where)).catch((error) => {
    failed = true;
    check(where, "it goes on to its end", false,
      error.message.split("\n").slice(0, 2).join(" "));
  });
  if (process.env.V) {
    const seconds = (Date.now() - began) / 1000;
    console.log(`  ${where}: ${seconds.toFixed(1)} s`);
  }
  return failed;
}

// Work on `lanes` jobs at a time: [where, function].
export async function work(jobs, lanes) {
  const waiting = [...jobs];
  const lane = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      await timed(...job);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

// Fewer checks than that, and something has not been looked at.
export function finish(least) {
  if (made < least) {
    check("tests/live", `at least ${least} checks are made`, false, made);
  }
  console.log(`${made - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
