/** The `n`th of `count` copies of a declaration: its number, as wide as the last one's, stands for every `{n}`. */
export function numbered(declaration: Record<string, unknown>, n: number, count: number): Record<string, unknown> {
  const number = String(n).padStart(String(count).length, '0');
  return JSON.parse(JSON.stringify(declaration).replaceAll('{n}', number));
}
