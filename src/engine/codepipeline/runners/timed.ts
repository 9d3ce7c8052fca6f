import type { ActionResult, StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 10;

/** What the engine makes up of what a provider does. */
interface ProviderFacts {
  /** The id of what it has begun. */
  externalId(starting: StartingAction): string;
  /** What failed when it has failed; absent: the action. */
  nameOf?(externalId: string): string;
  result?(starting: StartingAction): ActionResult;
}

/** An action of which the engine knows no more than how long it takes (engine-control: defaults). */
export function runTimed(starting: StartingAction): void {
  const { run } = starting;
  const { category, provider } = run.action.type;
  const facts = PROVIDERS[`${category}/${provider}`] ?? OTHER;
  run.externalId = facts.externalId(starting);
  const name = facts.nameOf?.(run.externalId) ?? starting.name;
  playOut({ ...starting, name }, { seconds: SECONDS, result: () => facts.result?.(starting) ?? {} });
}

/** For others than these the id is a UUID [R]. */
const OTHER: ProviderFacts = { externalId: ({ context }) => context.world.random.uuid() };

/** A deployment (spec 1.7, 2.9). */
const DEPLOYMENT: ProviderFacts = {
  externalId: ({ context }) => `d-${context.world.random.alphanumeric(9).toUpperCase()}`,
  nameOf: (id) => `Deployment ${id}`,
  result: () => ({ summary: 'Deployment Succeeded' }),
};

const PROVIDERS: Readonly<Record<string, ProviderFacts>> = {
  'Deploy/CodeDeploy': DEPLOYMENT,
  'Deploy/CodeDeployToECS': DEPLOYMENT,
  'Invoke/StepFunctions': {
    externalId: stateMachineExecution,
    // [R]: that it has these.
    result: ({ run, configuration: { StateMachineArn = '' } }) => ({
      outputVariables: { StateMachineArn, ExecutionArn: run.externalId ?? '' },
    }),
  },
};

/** The execution of a state machine is named after the action's own, behind the prefix where there is one [R]. */
function stateMachineExecution({ run, configuration }: StartingAction): string {
  const { StateMachineArn = '', ExecutionNamePrefix: prefix } = configuration;
  const name = prefix === undefined ? run.id : `${prefix}-${run.id}`;
  return `${StateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
