/** What a script may rely on. A fault knows its own code; these are the words for people. */
export const EXIT_CODES: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: 0, meaning: 'done; what was watched has succeeded' },
  {
    code: 1,
    meaning: 'what was watched ended otherwise: failed, stopped, superseded, cancelled; or a validation found errors',
  },
  { code: 2, meaning: 'the command line cannot be meant so; nothing was sent' },
  { code: 3, meaning: 'a person is needed, or an answer that nobody can be asked for: the flag is named' },
  { code: 4, meaning: 'credentials: none, expired, or not allowed; the missing permission is named' },
  { code: 5, meaning: 'there is no such pipeline, stage, action, execution, deployment or log' },
  { code: 6, meaning: 'the service could not be reached, throttled to the end, or a quota is full' },
  { code: 7, meaning: 'not possible now: another revision waits, the state is another, a conflict' },
  {
    code: 8,
    meaning: 'refused here: read-only, a protected environment, no audit log, or declined by the person asked',
  },
  { code: 9, meaning: 'any other refusal of the service, with its error name' },
  { code: 70, meaning: 'a fault of signalbox itself: where its details are is said; or stdout could not be written' },
  { code: 124, meaning: '--timeout ran out' },
  { code: 130, meaning: 'Ctrl-C' },
];
