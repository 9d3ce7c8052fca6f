import type { AwsError } from './aws-error.ts';
import type { ChangeLog } from './change-log.ts';
import { Clock } from './clock.ts';
import { CodeBuildService } from './codebuild/service.ts';
import { CodeDeployService } from './codedeploy/service.ts';
import { CodePipelineService } from './codepipeline/service.ts';
import { answerControl, isControlPath, unsigned } from './control/answer-control.ts';
import { type FaultRule, Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { LogsService } from './logs/service.ts';
import type { Overflow } from './overflow.ts';
import { Random } from './random.ts';
import { RequestCounts } from './request-counts.ts';
import type { Scenario } from './scenario/model.ts';
import { pastSpan, playScenario } from './scenario/player.ts';
import { Throttle } from './throttle.ts';
import { answerAwsCall, refuseAwsCall } from './wire/aws-call.ts';
import type { CallHost } from './wire/call-host.ts';
import { isChange } from './wire/is-change.ts';
import type { WireRequest, WireResponse } from './wire/message.ts';
import { type Caller, newWorld, type RegionServices, type World } from './world.ts';

export interface EngineOptions {
  account: string;
  /** Where a scenario's pipelines live; every other region exists and is empty. */
  region: string;
  seed: number;
  clock: 'real' | 'manual';
  /** The engine's time at start, epoch milliseconds. */
  startTime: number;
  /** Engine seconds in a real second. */
  speed: number;
  /** Local monotonic milliseconds. */
  monotonic: () => number;
  throttle: 'aws' | 'off';
  /** Absent: an empty account. */
  scenario?: Scenario;
  version: string;
  /** Where log events go that memory has no room for; absent: it has room for all. */
  overflow?: Overflow;
  /** Hears of exceptions that are no AWS error: mistakes of the engine. */
  report?: (error: unknown) => void;
}

/** The services of one account and region. */
class Region implements RegionServices {
  readonly account: string;
  readonly region: string;
  readonly logs: LogsService;
  readonly codebuild: CodeBuildService;
  readonly codedeploy: CodeDeployService;
  readonly codepipeline: CodePipelineService;
  readonly inRegion: RegionServices['inRegion'];

  constructor(world: World, account: string, region: string, inRegion: RegionServices['inRegion']) {
    this.account = account;
    this.region = region;
    this.inRegion = inRegion;
    this.logs = new LogsService(world, this);
    this.codebuild = new CodeBuildService(world, this);
    this.codedeploy = new CodeDeployService(world, this);
    this.codepipeline = new CodePipelineService(world, this);
  }
}

/**
 * The mock engine: requests in, answers out, no transport and no waiting. Before each request engine time is brought
 * up to what has passed, so that everything due has happened.
 */
export class Engine implements CallHost {
  readonly options: EngineOptions;
  readonly account: string;
  readonly journal: Journal;
  readonly counts = new RequestCounts();
  readonly faults: Faults;
  /** Where it is reached; in process the name is never looked up [D]. */
  endpoint = 'http://signalbox.localhost';
  #world: World;
  #regions = new Map<string, Region>();
  #random: Random;
  // Ids of requests and events come from streams of their own: reading must not change the ids that follow.
  #requestIds: Random;
  #throttle: Throttle | undefined;
  #scenario: Scenario | undefined;
  #log: ChangeLog | undefined;
  #isRepeating = false;
  #mistakes = 0;

  /** Throws ScenarioError when the scenario cannot be played. */
  constructor(options: EngineOptions) {
    this.options = options;
    this.account = options.account;
    this.#random = new Random(options.seed);
    this.#requestIds = new Random(options.seed ^ 0x5bd1e995);
    this.faults = new Faults(new Random(options.seed ^ 0x3c6ef372));
    const eventSeed = options.seed ^ 0x2545f491;
    this.journal = new Journal(
      () => this.#world.clock.now(),
      // Made when an event is read, since most never are.
      (sequence) => new Random(eventSeed ^ Math.imul(sequence, 0x9e3779b9)).uuid(),
    );
    if (options.throttle === 'aws') {
      this.#throttle = new Throttle(options.clock === 'manual' ? () => this.#world.clock.now() : options.monotonic);
    }
    this.#world = this.#begin(options.scenario, options.startTime);
  }

  get world(): World {
    return this.#world;
  }

  /** `none` for an empty account. */
  get scenarioName(): string {
    return this.#scenario?.name ?? 'none';
  }

  /** Where the journal and chance stand: engines that show the same have come the same way. */
  get mark(): string {
    return `${this.journal.lastSequence}/${this.#random.state}`;
  }

  /** How many exceptions there were that are no AWS error. */
  get mistakes(): number {
    return this.#mistakes;
  }

  /** The services of an account and region, made when first asked for. */
  region(account: string, region: string): RegionServices {
    const key = `${account}/${region}`;
    let services = this.#regions.get(key);
    if (!services) {
      services = new Region(this.#world, account, region, (other) => this.region(account, other));
      this.#regions.set(key, services);
    }
    return services;
  }

  /** The accounts and regions that somebody has asked for. */
  regions(): Iterable<RegionServices> {
    return this.#regions.values();
  }

  handle(request: WireRequest): WireResponse {
    const requestId = this.#requestIds.uuid();
    return this.stamped(this.#answer(request, requestId), requestId);
  }

  /** From here on every change is taken down before it is answered. */
  keepIn(log: ChangeLog): void {
    this.#log = log;
  }

  /**
   * Makes a change again that was made at an engine time. What stands between a caller and the service, throttle and
   * faults, has let it through then; nor is it taken down again.
   */
  repeat(request: WireRequest, at: number): WireResponse {
    this.bringTo(at);
    this.#isRepeating = true;
    try {
      return this.#make(request, this.#requestIds.uuid());
    } finally {
      this.#isRepeating = false;
    }
  }

  /** Lets everything happen that falls due until an engine time; a mistake in one thing holds up no other. */
  bringTo(at: number): void {
    this.#letHappen(() => this.#world.clock.advanceTo(at));
  }

  /** Begins to serve at an engine time, for the `run`th time: the ids of requests are others in each run. */
  resume(at: number, run: number): void {
    this.#world.clock.release(at);
    this.bringTo(at);
    // What fell due meanwhile took its time.
    this.#catchUp();
    this.#requestIds = new Random(this.options.seed ^ 0x5bd1e995 ^ Math.imul(run, 0x9e3779b9));
    this.counts.clear();
  }

  /** The answer to a caller who is not let in: nothing happens, not even time passes. */
  refuse(request: WireRequest, refusal: AwsError): WireResponse {
    const requestId = this.#requestIds.uuid();
    const refused = isControlPath(request.path)
      ? unsigned(refusal.message)
      : refuseAwsCall(request, refusal, requestId);
    return this.stamped(refused, requestId);
  }

  /** An answer with what every answer carries: its id and the engine's time. */
  stamped(response: WireResponse, requestId = this.#requestIds.uuid()): WireResponse {
    const { clock } = this.#world;
    response.headers['x-amzn-requestid'] = requestId;
    response.headers['x-signalbox-clock'] = `${clock.now()};${clock.mode};${clock.speed}`;
    return response;
  }

  /**
   * Empties the account, or begins the scenario anew; what control calls arranged and counters are cleared, while time
   * and the event sequence go on (engine-control: reset).
   */
  reset(scenario: 'none' | 'again'): void {
    for (const { logs } of this.#regions.values()) logs.endLiveTails();
    this.#world = this.#begin(scenario === 'none' ? undefined : this.options.scenario, this.#world.clock.now());
    this.counts.clear();
    this.#throttle?.clear();
  }

  admit(caller: Caller, service: string, operation: string): void {
    if (!this.#isRepeating) this.#throttle?.take(caller.account, caller.region, service, operation);
  }

  strike(service: string, operation: string): FaultRule | undefined {
    return this.#isRepeating ? undefined : this.faults.strike(service, operation);
  }

  count(service: string, operation: string, failed: boolean): void {
    this.counts.add(service, operation, failed);
  }

  letTimePass(): number | undefined {
    this.#catchUp();
    return this.#world.clock.untilNext();
  }

  report(error: unknown): void {
    this.#mistakes += 1;
    this.options.report?.(error);
  }

  #answer(request: WireRequest, requestId: string): WireResponse {
    this.#catchUp();
    const make = () => this.#make(request, requestId);
    return this.#log && isChange(request) ? this.#log.take(request, make) : make();
  }

  #make(request: WireRequest, requestId: string): WireResponse {
    return isControlPath(request.path) ? answerControl(this, request) : answerAwsCall(this, request, requestId);
  }

  #catchUp(): void {
    this.#letHappen(() => this.#world.clock.catchUp());
  }

  #letHappen(advance: () => void): void {
    for (;;) {
      try {
        advance();
        return;
      } catch (error) {
        this.report(error);
      }
    }
  }

  /** A new world that stands at `now`, with the scenario's past behind it. */
  #begin(scenario: Scenario | undefined, now: number): World {
    const { clock: mode, speed, monotonic } = this.options;
    const past = scenario ? pastSpan(scenario) : 0;
    const clock = new Clock({ startTime: now - past, mode, speed, monotonic });
    const { overflow } = this.options;
    overflow?.clear();
    const given = { clock, random: this.#random, journal: this.journal, endpoint: () => this.endpoint };
    const world = newWorld(given, overflow);
    this.#world = world;
    this.#regions = new Map();
    this.#scenario = scenario;
    this.faults.replace(scenario?.faults ?? []);
    const servicesOf = this.region.bind(this);
    const { account, region } = this.options;
    if (scenario) playScenario(world, servicesOf(account, region), scenario, now, servicesOf);
    world.clock.release();
    return world;
  }
}
