import type { World } from '../../world.ts';
import { type BuildPlace, namesOf } from './build.ts';
import { buildAnswer } from './build-answer.ts';
import type { BuildHandle } from './build-handle.ts';
import { type BuildPhase, planOf } from './build-progress.ts';
import { contextOf } from './phase-context.ts';
import type { BuildStatus } from './phases.ts';

type Detail = Record<string, unknown>;

/** What happens to a build, in the journal (spec 4). What an event tells is made when somebody reads it. */
export class BuildEvents {
  readonly #world: World;
  readonly #place: BuildPlace;
  readonly #handle: BuildHandle;
  readonly #resources: string[];

  constructor(world: World, place: BuildPlace, handle: BuildHandle) {
    this.#world = world;
    this.#place = place;
    this.#handle = handle;
    this.#resources = [namesOf(handle.build, place).arn];
  }

  /** That it begins, or with what it ends. */
  state(status: BuildStatus): void {
    this.#append('CodeBuild Build State Change', status !== 'IN_PROGRESS', () => ({
      'build-status': status,
      'current-phase': status === 'IN_PROGRESS' ? 'SUBMITTED' : 'COMPLETED',
      'current-phase-context': '[]',
    }));
  }

  /** That a phase of its plan is over. */
  phase(index: number): void {
    this.#append('CodeBuild Build Phase Change', false, () => {
      const { build } = this.#handle;
      const phase = planOf(build).phases[index]!;
      return {
        'completed-phase': phase.type,
        'completed-phase-status': phase.status,
        'completed-phase-context': contextText([contextOf(build, phase)]),
        'completed-phase-duration-seconds': Math.floor((phase.end - phase.start) / 1000),
        'completed-phase-start': eventTime(build.startTime + phase.start),
        'completed-phase-end': eventTime(build.startTime + phase.end),
      };
    });
  }

  #append(detailType: string, isComplete: boolean, own: () => Detail): void {
    const time = this.#world.clock.now();
    this.#world.journal.append({
      source: 'aws.codebuild',
      detailType,
      account: this.#place.account,
      region: this.#place.region,
      resources: this.#resources,
      detail: () => ({
        'build-id': this.#resources[0],
        'project-name': this.#handle.project.name,
        ...own(),
        version: '1',
        'additional-information': this.#additional(time, isComplete),
      }),
    });
  }

  /** The build as it was then, in the form of events. */
  #additional(time: number, isComplete: boolean): Detail {
    const answer = buildAnswer(this.#handle.build, this.#place, time);
    const { environment, source, logs } = answer;
    return {
      'build-number': answer.buildNumber,
      'build-complete': isComplete,
      'build-start-time': eventTime(answer.startTime),
      initiator: answer.initiator,
      'timeout-in-minutes': answer.timeoutInMinutes,
      artifact: { location: answer.artifacts.location },
      environment: {
        image: environment.image,
        'privileged-mode': environment.privilegedMode,
        'compute-type': environment.computeType,
        type: environment.type,
        'environment-variables': environment.environmentVariables,
      },
      source: { type: source.type, location: source.location },
      'source-version': answer.sourceVersion,
      logs: { 'group-name': logs.groupName, 'stream-name': logs.streamName, 'deep-link': logs.deepLink },
      phases: answer.phases.map(phaseDetail),
    };
  }
}

function phaseDetail({ phaseType, phaseStatus, startTime, endTime, durationInSeconds, contexts }: BuildPhase): Detail {
  return {
    'phase-type': phaseType,
    'phase-status': phaseStatus,
    'start-time': eventTime(startTime),
    'end-time': endTime === undefined ? undefined : eventTime(endTime),
    'duration-in-seconds': durationInSeconds,
    'phase-context':
      phaseType === 'COMPLETED'
        ? undefined
        : (contexts ?? []).map(({ statusCode, message }) => `${statusCode}: ${message}`),
  };
}

function contextText([context]: readonly [ReturnType<typeof contextOf>]): string {
  return context ? `[${context.statusCode}: ${context.message}]` : '[]';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sep 1, 2017 4:12:29 PM`, in UTC [R]. */
function eventTime(time: number): string {
  const at = new Date(time);
  const hours = at.getUTCHours();
  const two = (number: number) => String(number).padStart(2, '0');
  const clock = `${hours % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()} ${clock}`;
}
