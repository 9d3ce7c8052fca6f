/** What AWS takes as a text from an operator: members of the CodePipeline model (a test holds them against it). */
export interface TextRule {
  readonly max: number;
  readonly min: number;
  /** The whole text must match; undefined: any character. */
  readonly pattern?: RegExp;
}

/** DisableStageTransition.reason (spec 2.5) */
export const TRANSITION_REASON: TextRule = { min: 1, max: 300, pattern: /^[a-zA-Z0-9!@ ().*?-]+$/ };
/** PutApprovalResult.result.summary (spec 2.6) */
export const APPROVAL_SUMMARY: TextRule = { min: 0, max: 512 };
/** StopPipelineExecution.reason (spec 2.7) */
export const STOP_REASON: TextRule = { min: 0, max: 200 };

/** Why AWS would refuse a text, in a line; undefined when it takes it. Lengths count characters as AWS does, in UTF-16 units. */
export function refusalOf(rule: TextRule, text: string): string | undefined {
  if (text.length < rule.min) return 'a reason is needed';
  if (text.length > rule.max) return `${text.length - rule.max} characters too many (at most ${rule.max})`;
  if (!rule.pattern || text === '' || rule.pattern.test(text)) return undefined;
  const single = new RegExp(rule.pattern.source, 'u');
  const refused = [...new Set([...text].filter((character) => !single.test(character)))];
  return `AWS does not take ${refused.map((character) => JSON.stringify(character)).join(' ')} here: letters, digits, spaces and ! @ ( ) . * ? - only`;
}
