const MAX_QUOTED = 60;

/** What a file says, fit for one line of a terminal. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text);
}
