import { usage } from '../domain/fault.ts';

const LONGEST = 100;
const CHARACTER = /[A-Za-z0-9.@_-]/;

/** A name that a pipeline can have in AWS. Throws a Fault of kind usage otherwise: nothing needs to be asked. */
export function checkPipelineName(name: string): void {
  checkName('PIPELINE', 'pipeline', name);
}

/** The same of a stage or an action, which has the same names; `argument` is the flag, or the word of the help. */
export function checkName(argument: string, what: 'pipeline' | 'stage' | 'action', name: string): void {
  if (/[*?]/.test(name)) throw usage(`${argument} must be one name, not the pattern '${name}'`);
  const wrong = [...name].find((character) => !CHARACTER.test(character));
  if (wrong !== undefined || name === '') {
    throw usage(
      `${argument} must be ${article(what)} ${what}'s name, not '${name}': AWS takes letters, digits and . @ - _ only`,
    );
  }
  if (name.length > LONGEST) throw usage(`${argument} has ${name.length} characters; AWS takes at most ${LONGEST}`);
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}
