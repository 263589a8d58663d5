// Of cases that are many and alike those of this run: SHARE=2/5 is the second of
// five shares, every fifth case from the second on. Without it all of them.
// .ci/run sets it; see there.
const [, which, of] = (process.env.SHARE || "1/1").match(/^(\d+)\/(\d+)$/) ?? [];
if (!(which >= 1 && Number(which) <= Number(of))) {
  throw new Error(`SHARE is ${process.env.SHARE}: it is as 2/5, the second of five`);
}

export const shares = Number(of);
export const mine = (_, i) => i % shares === which - 1;
