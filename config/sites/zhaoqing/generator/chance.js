/**
 * A number in [0, 1) that depends on nothing but the key: what is drawn for one device stays the same
 * when others are added.
 */
export function chance(key) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A whole number from `low` to `high`, both included. */
export function between(low, high, key) {
  return low + Math.floor(chance(key) * (high - low + 1));
}

/** Whole numbers in the proportion of the weights, whose sum is exactly the total. */
export function divide(total, weights) {
  const sum = weights.reduce((a, b) => a + b, 0);
  let given = 0;
  let passed = 0;
  return weights.map((weight) => {
    passed += weight;
    const share = Math.round((total * passed) / sum) - given;
    given += share;
    return share;
  });
}
