const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** 36 bits hold 32: a letter more for every fifteen than base64 needs, and every number stands by itself. */
const LETTERS_A_WORD = 6;
const WORDS_AT_ONCE = 1_024;

const CODES = Uint8Array.from(LETTERS, (letter) => letter.charCodeAt(0));
const VALUES = valuesOf(CODES);

function valuesOf(codes: Uint8Array): Uint8Array {
  const values = new Uint8Array(128);
  codes.forEach((code, value) => (values[code] = value));
  return values;
}

/** 32-bit numbers as text that JSON need not escape; the same on every machine. */
export function textOfWords(words: Int32Array): string {
  const parts: string[] = [];
  for (let from = 0; from < words.length; from += WORDS_AT_ONCE) {
    const some = words.subarray(from, from + WORDS_AT_ONCE);
    const codes = new Uint8Array(some.length * LETTERS_A_WORD);
    some.forEach((word, i) => {
      for (let k = 0; k < LETTERS_A_WORD; k++)
        codes[i * LETTERS_A_WORD + k] = CODES[(word >>> (6 * (LETTERS_A_WORD - 1 - k))) & 63] ?? 0;
    });
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('');
}

/** What `textOfWords` was given; a number that is cut off is left out. */
export function wordsOfText(text: string): Int32Array {
  const words = new Int32Array(Math.floor(text.length / LETTERS_A_WORD));
  for (let i = 0; i < words.length; i++) {
    let word = 0;
    for (let k = 0; k < LETTERS_A_WORD; k++)
      word = (word << 6) | (VALUES[text.charCodeAt(i * LETTERS_A_WORD + k)] ?? 0);
    words[i] = word;
  }
  return words;
}
