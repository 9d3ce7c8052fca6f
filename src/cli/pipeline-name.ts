import { usage } from '../domain/fault.ts';

const LONGEST = 100;
const CHARACTER = /[A-Za-z0-9.@_-]/;

/** A name that a pipeline can have in AWS. Throws a Fault of kind usage otherwise: nothing needs to be asked. */
export function checkPipelineName(name: string): void {
  if (/[*?]/.test(name)) throw usage(`PIPELINE must be one name, not the pattern '${name}'`);
  const wrong = [...name].find((character) => !CHARACTER.test(character));
  if (wrong !== undefined) {
    throw usage(`PIPELINE must be a pipeline's name, not '${name}': AWS takes letters, digits and . @ - _ only`);
  }
  if (name.length > LONGEST) throw usage(`PIPELINE has ${name.length} characters; AWS takes at most ${LONGEST}`);
}
