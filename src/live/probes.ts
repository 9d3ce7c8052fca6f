import { OPERATIONS, type OperationId } from '../aws/operation-ids.ts';
import type { Session } from '../aws/session.ts';
import { Exact } from '../domain/exact.ts';
import { Fault } from '../domain/fault.ts';
import type { PipelineId, Place } from '../domain/identity.ts';

type ReadOperation = { [O in OperationId]: (typeof OPERATIONS)[O] extends 'read' ? O : never }[OperationId];

/** What is there to be asked about, as far as the first answers have told. */
interface Known {
  readonly place: Place;
  readonly pipeline?: PipelineId;
  readonly executionId?: string;
}

interface Probe {
  /** What cannot be shown without it. */
  readonly feature: string;
  /** Undefined where there is nothing that could be asked about. */
  ask(session: Session, known: Known, signal: AbortSignal): Promise<unknown> | undefined;
}

const codepipeline = () => import('../aws/codepipeline.ts');
const codedeploy = () => import('../aws/codedeploy.ts');
const logs = () => import('../aws/logs.ts');

// Nothing has these names: that it is not there is an answer too, and one that only those get who may ask.
const NO_DEPLOYMENT = 'd-000000000';
const NO_BUILD = 'signalbox-doctor:00000000-0000-0000-0000-000000000000';
const NO_GROUP = { application: 'signalbox-doctor', group: 'signalbox-doctor' };
const NO_CONFIG = 'signalbox-doctor';
const NO_LOG_GROUP = new Exact('/signalbox/doctor');
const NO_STREAM = { group: NO_LOG_GROUP, stream: new Exact('doctor'), text: '/signalbox/doctor doctor' };

/** How each read is tried without harm. */
const PROBES: Readonly<Record<ReadOperation, Probe>> = {
  'sts:GetCallerIdentity': {
    feature: 'whose account it is',
    ask: async (session, _, signal) => (await import('../aws/sts.ts')).getCallerIdentity(session, signal),
  },
  'codepipeline:ListPipelines': {
    feature: 'pipelines, and everything that begins with their list',
    ask: async (session, { place }, signal) => (await codepipeline()).listPipelines(session, place, signal),
  },
  'codepipeline:GetPipelineState': {
    feature: 'what stands where, and every change',
    ask: (session, { pipeline }, signal) =>
      pipeline && codepipeline().then((aws) => aws.getPipelineState(session, pipeline, signal)),
  },
  'codepipeline:GetPipeline': {
    feature: 'definitions, and the deadlines of approvals',
    ask: (session, { pipeline }, signal) =>
      pipeline && import('../aws/definitions.ts').then((aws) => aws.getPipeline(session, pipeline, { signal })),
  },
  'codepipeline:ListPipelineExecutions': {
    feature: 'executions and their revisions',
    ask: (session, { pipeline }, signal) =>
      pipeline && codepipeline().then((aws) => aws.listExecutions(session, pipeline, { signal })),
  },
  'codepipeline:GetPipelineExecution': {
    feature: 'variables and artifacts of an execution',
    ask: (session, { pipeline, executionId }, signal) =>
      pipeline && executionId
        ? codepipeline().then((aws) => aws.getPipelineExecution(session, pipeline, executionId, signal))
        : undefined,
  },
  'codepipeline:ListActionExecutions': {
    feature: 'the course of an execution, approvals and logs',
    ask: (session, { pipeline, executionId }, signal) =>
      pipeline && executionId
        ? codepipeline().then((aws) => aws.listActionExecutions(session, pipeline, executionId, signal))
        : undefined,
  },
  'codepipeline:ListRuleExecutions': {
    feature: 'the rules of conditions',
    ask: (session, { pipeline, executionId }, signal) =>
      pipeline && executionId
        ? codepipeline().then((aws) => aws.listRuleExecutions(session, pipeline, executionId, signal))
        : undefined,
  },
  'codedeploy:ListApplications': {
    feature: 'applications',
    ask: (session, _, signal) => codedeploy().then((aws) => aws.listApplications(session, signal)),
  },
  'codedeploy:ListDeploymentGroups': {
    feature: 'the groups of an application',
    ask: (session, _, signal) =>
      codedeploy().then((aws) => aws.listDeploymentGroups(session, NO_GROUP.application, signal)),
  },
  'codedeploy:GetDeploymentGroup': {
    feature: 'what a deployment group rolls back and routes',
    ask: (session, _, signal) => codedeploy().then((aws) => aws.getDeploymentGroup(session, NO_GROUP, signal)),
  },
  'codedeploy:GetDeploymentConfig': {
    feature: 'how traffic is shifted',
    ask: (session, _, signal) => codedeploy().then((aws) => aws.getTrafficRouting(session, NO_CONFIG, signal)),
  },
  'codedeploy:ListDeployments': {
    feature: 'which deployments there are',
    ask: (session, _, signal) => codedeploy().then((aws) => aws.listDeployments(session, { limit: 1 }, signal)),
  },
  'codedeploy:BatchGetDeployments': {
    feature: 'several deployments at once',
    ask: (session, { place }, signal) =>
      codedeploy().then((aws) => aws.batchGetDeployments(session, place, [NO_DEPLOYMENT], signal)),
  },
  'codedeploy:GetDeployment': {
    feature: 'a deployment, also that of an action',
    ask: (session, { place }, signal) =>
      codedeploy().then((aws) => aws.getDeployment(session, place, NO_DEPLOYMENT, signal)),
  },
  'codedeploy:ListDeploymentTargets': {
    feature: 'which targets a deployment has',
    ask: (session, _, signal) =>
      codedeploy().then((aws) => aws.listDeploymentTargets(session, NO_DEPLOYMENT, undefined, signal)),
  },
  'codedeploy:BatchGetDeploymentTargets': {
    feature: 'how its targets fare',
    ask: (session, _, signal) =>
      codedeploy().then((aws) => aws.batchGetDeploymentTargets(session, NO_DEPLOYMENT, ['none'], signal)),
  },
  'codebuild:BatchGetBuilds': {
    feature: 'which log a build writes',
    ask: async (session, _, signal) => (await import('../aws/codebuild.ts')).getBuild(session, NO_BUILD, signal),
  },
  'logs:GetLogEvents': {
    feature: 'the logs of actions',
    ask: async (session, _, signal) => (await logs()).getLogEvents(session, NO_STREAM, undefined, {}, signal),
  },
  'logs:FilterLogEvents': {
    feature: 'logs --group',
    ask: async (session, _, signal) => (await logs()).filterLogEvents(session, { group: NO_LOG_GROUP }, signal),
  },
};

/** What came of trying one read: it was answered after so many milliseconds, or what was wrong; neither where it was not tried. */
export interface Probed {
  readonly operation: OperationId;
  readonly feature: string;
  readonly milliseconds?: number;
  readonly fault?: Fault;
}

/** What nobody tries, since it would change something. */
export const UNTRIED: readonly OperationId[] = (Object.keys(OPERATIONS) as OperationId[]).filter(
  (operation) => OPERATIONS[operation] === 'change',
);

/** Tries every read of a session once, each on its own. `monotonic` in milliseconds. */
export async function probeReads(
  session: Session,
  place: Place,
  { signal, monotonic }: { signal: AbortSignal; monotonic: () => number },
): Promise<readonly Probed[]> {
  const found = new Map<ReadOperation, Probed>();
  const probe = async (operation: ReadOperation, known: Known) => {
    const { feature, ask } = PROBES[operation];
    const started = monotonic();
    try {
      const asked = ask(session, known, signal);
      const value = await asked;
      const milliseconds = asked && monotonic() - started;
      found.set(operation, { operation, feature, milliseconds });
      return value;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      const isAnswer = thrown.kind === 'not-found' || thrown.kind === 'refused-by-service';
      found.set(operation, {
        operation,
        feature,
        ...(isAnswer ? { milliseconds: monotonic() - started } : { fault: thrown }),
      });
      return undefined;
    }
  };
  const known = await learn(place, probe);
  const others = (Object.keys(PROBES) as ReadOperation[]).filter((operation) => !found.has(operation));
  await Promise.all(others.map((operation) => probe(operation, known)));
  // The first call of a service took the time to load its client too.
  await Promise.all(onePerService().map((operation) => probe(operation, known)));
  return (Object.keys(PROBES) as ReadOperation[]).flatMap((operation) => found.get(operation) ?? []);
}

function onePerService(): ReadOperation[] {
  const services = new Map(
    (Object.keys(PROBES) as ReadOperation[]).map((operation) => [operation.split(':', 1)[0], operation]),
  );
  return [...services.values()];
}

/** A pipeline that exists, and an execution of it. */
async function learn(
  place: Place,
  probe: (operation: ReadOperation, known: Known) => Promise<unknown>,
): Promise<Known> {
  const [, pipelines] = await Promise.all([
    probe('sts:GetCallerIdentity', { place }),
    probe('codepipeline:ListPipelines', { place }),
  ]);
  const pipeline = (pipelines as readonly { id: PipelineId }[] | undefined)?.[0]?.id;
  if (!pipeline) return { place };
  const executions = await probe('codepipeline:ListPipelineExecutions', { place, pipeline });
  return {
    place,
    pipeline,
    executionId: (executions as { items: readonly { id: string }[] } | undefined)?.items[0]?.id,
  };
}
