import type { CodeDeployContext } from '../context.ts';
import { COURSES } from '../courses/course-for.ts';
import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import { TargetList } from '../targets/target-list.ts';
import { watchAlarms } from './alarm-watch.ts';
import { conclude } from './conclude.ts';
import type { Deployment, ErrorInformation } from './deployment.ts';
import { setDeploymentStatus } from './deployment.ts';
import { DeploymentRun } from './deployment-run.ts';
import { failure } from './failures.ts';
import { rememberLast } from './remember-last.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** The service takes a deployment up after so long [D]. */
const TAKE_UP = SECOND;

/** How long a deployment may go on (spec 3.5); of ECS that its waits may take, and a shift of traffic [D]. */
const LONGEST: Readonly<Record<Deployment['kind'], number>> = {
  inPlace: 8 * HOUR,
  blueGreen: 109 * HOUR,
  blueGreenRollback: 109 * HOUR,
  lambda: 50 * HOUR,
  ecs: 218 * HOUR,
};

/** Targets of deployments that have ended are packed when there are more than so many [D]. */
const LOOSE_TARGETS = 1000;

/** How a new deployment begins. */
export type NewDeployment = Pick<
  Deployment,
  'group' | 'kind' | 'config' | 'revision' | 'creator' | 'options' | 'takesBack' | 'follows'
>;

/** The deployments of one account and region, and how they begin and end. */
export class Deployments {
  readonly #context: () => CodeDeployContext;
  /** In the order of their creation. */
  readonly #all: Deployment[] = [];
  readonly #byId = new Map<string, Deployment>();
  readonly #active = new Set<Deployment>();
  readonly #lastSuccessful = new Map<DeploymentGroup, Deployment>();
  readonly #waiting = new Map<Deployment, (deployment: Deployment) => void>();
  /** Those that have ended and are not packed, oldest first. */
  #loose: Deployment[] = [];
  #looseTargets = 0;

  constructor(context: () => CodeDeployContext) {
    this.#context = context;
  }

  get activeCount(): number {
    return this.#active.size;
  }

  get(id: string): Deployment | undefined {
    return this.#byId.get(id);
  }

  /** Machines that were scaled out get theirs beside it. */
  activeIn(group: DeploymentGroup): Deployment | undefined {
    return this.#active
      .values()
      .find((deployment) => deployment.group === group && deployment.creator !== 'autoscaling');
  }

  /** Whether anything goes on in a group. */
  isBusy(group: DeploymentGroup): boolean {
    return this.#active.values().some((deployment) => deployment.group === group);
  }

  lastSuccessfulIn(group: DeploymentGroup): Deployment | undefined {
    return this.#lastSuccessful.get(group);
  }

  /** Those below a number, or all. */
  *newestFirst(below = this.#all.length + 1): Generator<Deployment, undefined, undefined> {
    for (let index = below - 2; index >= 0; index--) yield this.#all[index]!;
    return undefined;
  }

  /** A deployment that begins now; the service takes it up a little later (spec 3.5: Created). */
  launch(facts: NewDeployment): Deployment {
    const context = this.#context();
    const { clock, random } = context.world;
    const deployment: Deployment = {
      id: `d-${random.alphanumeric(9).toUpperCase()}`,
      number: this.#all.length + 1,
      ...facts,
      settings: facts.group.settings,
      previousRevision: facts.group.targetRevision,
      createTime: clock.now(),
      targets: new TargetList(),
      status: 'Created',
      rollback: {},
      updateIds: [],
      scaledOut: [],
      hasTerminationWaitStarted: false,
    };
    this.#all.push(deployment);
    this.#byId.set(deployment.id, deployment);
    this.#active.add(deployment);
    facts.group.application.revisions.use(facts.revision, clock.now());
    rememberLast(deployment);
    const run = new DeploymentRun(context, deployment, conclude);
    deployment.run = run;
    run.after(LONGEST[facts.kind], () => run.end({ status: 'Failed', error: failure('TIMEOUT') }));
    run.after(TAKE_UP, () => takeUp(run));
    return deployment;
  }

  /** Tells somebody when a deployment has ended. */
  onEnd(deployment: Deployment, tell: (deployment: Deployment) => void): void {
    this.#waiting.set(deployment, tell);
  }

  tellEnd(deployment: Deployment): void {
    const tell = this.#waiting.get(deployment);
    this.#waiting.delete(deployment);
    tell?.(deployment);
  }

  /** A deployment is over: its group is free, and older ones are kept small. */
  end(deployment: Deployment): void {
    this.#active.delete(deployment);
    if (deployment.status === 'Succeeded' && deployment.creator !== 'autoscaling') {
      this.#lastSuccessful.set(deployment.group, deployment);
    }
    this.#loose.push(deployment);
    this.#looseTargets += deployment.targets.all().length;
    while (this.#looseTargets > LOOSE_TARGETS && this.#loose.length > 1) {
      const { targets } = this.#loose.shift()!;
      this.#looseTargets -= targets.all().length;
      targets.pack();
    }
  }

  /** The group is gone, and what went on there with it (spec 3.5). */
  dropGroup(
    group: DeploymentGroup,
    code: Extract<ErrorInformation['code'], 'APPLICATION_MISSING' | 'DEPLOYMENT_GROUP_MISSING'>,
  ): void {
    // Without it there is nothing to roll back to.
    this.#lastSuccessful.delete(group);
    for (const deployment of this.#active) {
      if (deployment.group === group) deployment.run?.end({ status: 'Failed', error: failure(code) });
    }
    this.#context().hosts.forget(group);
  }
}

function takeUp(run: DeploymentRun): void {
  const { deployment } = run;
  watchAlarms(run);
  if (run.stop) return;
  COURSES[deployment.kind](run);
  // Nothing has begun: machines or their agents are not there yet.
  if (deployment.status === 'Created' && deployment.run) setDeploymentStatus(deployment, 'Queued');
}
