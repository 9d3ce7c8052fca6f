const HIGHEST_CATEGORY = 1023;

/** What is wrong with a range such as `s0-s2:c0,c5.c9`, in the agent's words; undefined: nothing (spec 3.13) [AG]. */
export function checkRange(range: string): string | undefined {
  try {
    const [sensitivities, categories] = parts(range, ':');
    const [low, high = low] = parts(sensitivities!, '-').map(sensitivity);
    if (high! < low!) {
      return `The deployment failed because of a problem with the SELinux range specified (${range}) for the context parameter in the permissions section of the application specification file. Make corrections in the permissions section of the AppSpec file, and then try again.`;
    }
    if (categories !== undefined) checkCategories(categories.split(','));
    return undefined;
  } catch (error) {
    if (error instanceof Invalid) return error.message;
    throw error;
  }
}

/** The agent stops where it finds the first thing that it cannot read. */
class Invalid extends Error {}

/** One part, or two with the separator between them. */
function parts(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  const found = at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
  if (found.includes('')) throw new Invalid(`invalid range part ${text}`);
  return found;
}

function sensitivity(text: string): number {
  if (!/^s\d+$/.test(text)) throw new Invalid(`invalid sensitivity ${text}`);
  return Number(text.slice(1));
}

function category(text: string): number {
  const number = /^c\d+$/.test(text) ? Number(text.slice(1)) : Number.NaN;
  if (!(number <= HIGHEST_CATEGORY)) throw new Invalid(`invalid category ${text}`);
  return number;
}

function checkCategories(items: readonly string[]): void {
  const seen = new Set<number>();
  for (const item of items) {
    const [first, last = first] = item.includes('.') ? parts(item, '.') : [item];
    const low = category(first!);
    const high = category(last!);
    if (high < low) throw new Invalid(`invalid category range ${first}.${last}`);
    for (let number = low; number <= high; number++) {
      if (seen.has(number)) throw new Invalid('duplicate categories');
      seen.add(number);
    }
  }
}
