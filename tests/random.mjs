// Numbers by chance, the same ones for the same seed (mulberry32).

// From 0 to below 1.
export function reals(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Whole numbers from 0 to below n.
export function wholes(seed) {
  const real = reals(seed);
  return (n) => Math.floor(n * real());
}
