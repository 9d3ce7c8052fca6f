/** `*` and `?` as in engine-control; everything else is literal. Takes no more than the product of both lengths. */
export function globTest(glob: string): (text: string) => boolean {
  if (!glob.includes('*') && !glob.includes('?')) return (text) => text === glob;
  return (text) => matches(glob, text);
}

/** Only the last star is ever tried again: what an earlier one could take more of, the last one can too. */
function matches(glob: string, text: string): boolean {
  let at = 0;
  let inGlob = 0;
  let afterStar = -1;
  let taken = 0;
  while (at < text.length) {
    const wanted = glob[inGlob];
    if (wanted === '*') {
      afterStar = ++inGlob;
      taken = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[at])) {
      inGlob++;
      at++;
    } else if (afterStar < 0) {
      return false;
    } else {
      inGlob = afterStar;
      at = ++taken;
    }
  }
  while (glob[inGlob] === '*') inGlob++;
  return inGlob === glob.length;
}
