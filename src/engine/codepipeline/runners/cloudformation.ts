import type { StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 10;

/** Only what makes or changes a stack has the stack's outputs as its variables [R]. */
const MODES_WITH_OUTPUTS = ['CREATE_UPDATE', 'REPLACE_ON_FAILURE', 'ALWAYS_REPLACE', 'CHANGE_SET_EXECUTE'];

/** A CloudFormation action: takes its time; the outputs of a stack that is not there are those of a behaviour rule (spec 2.3). */
export function runCloudFormation(starting: StartingAction): void {
  const { run, context, configuration, rule } = starting;
  const { region: home, account } = run.stageRun.execution.pipeline;
  const region = run.action.declaration.region ?? home;
  const { ActionMode = '', StackName = '' } = configuration;
  const stack = `arn:aws:cloudformation:${region}:${account}:stack/${StackName}`;
  run.externalId = `${stack}/${context.world.random.uuid()}`; // [R]
  const hasOutputs = MODES_WITH_OUTPUTS.includes(ActionMode);
  playOut(
    { ...starting, rule: hasOutputs ? rule : rule && { ...rule, outputVariables: undefined } },
    { seconds: SECONDS, result: () => ({}) },
  );
}
