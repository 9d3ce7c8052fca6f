import { usage } from '../domain/fault.ts';
import { checkName } from './names.ts';

/** `STAGE/ACTION` as its two names. Throws a Fault of kind usage. */
export function parseStageAction(text: string | undefined): { stage?: string; action?: string } {
  if (text === undefined) return {};
  const [stage, action, ...rest] = text.split('/');
  if (!stage || !action || rest.length > 0) throw usage(`STAGE/ACTION must be two names with a slash, not '${text}'`);
  checkName('STAGE/ACTION', 'stage', stage);
  checkName('STAGE/ACTION', 'action', action);
  return { stage, action };
}

/** `PIPELINE[/STAGE[/ACTION]]` as its names. Throws a Fault of kind usage. */
export function parseActionPath(text: string): { pipeline: string; stage?: string; action?: string } {
  const [pipeline = '', stage, action, ...rest] = text.split('/');
  if ([pipeline, stage, action].includes('') || rest.length > 0) {
    throw usage(`PIPELINE[/STAGE[/ACTION]] must be up to three names with slashes, not '${text}'`);
  }
  if (stage !== undefined) checkName('STAGE', 'stage', stage);
  if (action !== undefined) checkName('ACTION', 'action', action);
  return { pipeline, stage, action };
}
