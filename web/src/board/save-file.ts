/** Has the browser save a file, as a link to it would. */
export function saveFile(page: Window & typeof globalThis, file: Blob, name: string): void {
  const url = page.URL.createObjectURL(file);
  const link = page.document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; the memory is given back after it.
  page.setTimeout(() => page.URL.revokeObjectURL(url), 60_000);
}
