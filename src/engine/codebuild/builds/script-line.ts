/** A line of a build's log; `container` lines are CodeBuild's own and carry the time. */
export interface ScriptLine {
  readonly container: boolean;
  readonly text: string;
}

/** A line of CodeBuild itself. */
export function containerLine(text: string): ScriptLine {
  return { container: true, text };
}

export function outputLine(text: string): ScriptLine {
  // An event's message has at least one character.
  return { container: false, text: text === '' ? ' ' : text };
}
