import type { WireRequest } from '../../src/aws/transport.ts';
import { Engine } from '../../src/engine/engine.ts';
import { connectSites } from '../../src/live/connect.ts';
import { Live } from '../../src/live/live.ts';
import { probeReads } from '../../src/live/probes.ts';
import type { Site } from '../../src/live/site.ts';
import type { OperationDeps } from '../../src/operations/deps.ts';
import { PassingFreezeMemory } from '../../src/operations/freeze-memory.ts';
import { allowedOperations } from '../../src/policy/allowed-operations.ts';
import type { Audit, AuditedChange, AuditOutcome } from '../../src/policy/audit.ts';
import { Protection } from '../../src/policy/protection.ts';
import { ManualTiming, settled } from './manual-timing.ts';

const START = Date.parse('2026-11-20T12:00:00Z');
const PLACE = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };

type AuditedLine = AuditedChange & (AuditOutcome | { phase: 'attempted' });
type AwsInput = Record<string, unknown>;

interface RigOptions {
  readonly readOnly?: boolean;
  readonly regions?: readonly string[];
  readonly endpoint?: string;
  /** As AWS throttles; then engine time passes with local time. */
  readonly throttle?: 'aws';
}

// Clients load parts of themselves at the first call. A test that lets promises come to rest must not be the one that waits
// for the disk.
let warmUp: Promise<void> | undefined;

/** The whole core over a real engine in this process; engine time and local time stand still until a test moves them. */
export class Rig {
  readonly timing = new ManualTiming();
  readonly engine: Engine;
  readonly live: Live;
  readonly operations: OperationDeps;
  /** Every AWS operation that reached the engine, in order. */
  readonly sent: string[] = [];
  /** What was written to the audit log. */
  readonly audited: AuditedLine[] = [];
  readonly policy = {
    protection: new Protection([], () => this.timing.monotonic()),
    audit: this.#audit(),
    freezes: new PassingFreezeMemory(),
  };
  /** Runs before a request is answered; what it returns is answered instead. */
  intercept: (operation: string) => Error | undefined = () => undefined;

  /** Whether what was done is never heard of. */
  losesAnswer: (operation: string) => boolean = () => false;

  constructor(engine: Engine, live: (rig: Rig) => Live) {
    this.engine = engine;
    this.live = live(this);
    let tokens = 0;
    this.operations = { live: this.live, newToken: () => `token-${++tokens}`, ...this.policy };
  }

  static async open(options: RigOptions = {}): Promise<Rig> {
    warmUp ??= Rig.#make({}).then((rig) => rig.#loadClients());
    await warmUp;
    return Rig.#make(options);
  }

  static async #make(options: RigOptions): Promise<Rig> {
    let rig: Rig | undefined;
    const monotonic = () => rig?.timing.monotonic() ?? 0;
    const engine = new Engine({
      account: PLACE.account,
      region: PLACE.region,
      seed: 1,
      clock: options.throttle ? 'real' : 'manual',
      startTime: START,
      speed: 1,
      monotonic,
      throttle: options.throttle ?? 'off',
      version: 'test',
      report: (error) => {
        throw error;
      },
    });
    const { sites } = await connectSites({
      profiles: [],
      regions: options.regions ?? [],
      endpoints: {},
      inProcess: { handle: (request) => (rig as Rig).#handle(request), place: PLACE, scenario: 'none' },
      allowed: allowedOperations({ readOnly: options.readOnly ?? false }),
      monotonic,
    });
    // With an endpoint it passes for a served engine, which other programs can reach.
    const known = sites.map((site) => ({ ...site, endpoint: options.endpoint }));
    rig = new Rig(engine, (made) => new Live(known, made.timing));
    return rig;
  }

  #audit(): Audit {
    return {
      attempt: (change) => {
        this.audited.push({ ...change, phase: 'attempted' });
        return (outcome) => this.audited.push({ ...change, ...outcome });
      },
    };
  }

  id(name: string) {
    return { ...PLACE, name };
  }

  /** An AWS operation sent by somebody else, straight to the engine. */
  aws(operation: string, input: AwsInput, by = 'alice') {
    const { codepipeline } = this.engine.region(PLACE.account, PLACE.region);
    const caller = { account: PLACE.account, region: PLACE.region, arn: `arn:aws:iam::${PLACE.account}:user/${by}` };
    return codepipeline.operations[operation]?.(input, caller) as AwsInput;
  }

  /** An operation of CodeDeploy sent by somebody else. */
  deploys(operation: string, input: AwsInput) {
    const { codedeploy } = this.engine.region(PLACE.account, PLACE.region);
    const caller = { account: PLACE.account, region: PLACE.region, arn: `arn:aws:iam::${PLACE.account}:user/alice` };
    return codedeploy.operations[operation]?.(input, caller) as AwsInput;
  }

  /** A push to the pipeline's first source action. */
  push(pipeline: string, action: string, id: string, summary: string): string | null {
    return this.engine.region(PLACE.account, PLACE.region).codepipeline.sourceChange({
      pipeline,
      action,
      revision: { id, summary },
    });
  }

  /** Moves engine time, in seconds. */
  elapse(seconds: number): void {
    this.engine.world.clock.advance(seconds * 1000);
  }

  /** Answers with yes what is open at the gate of a {@link gatedPipeline}. */
  approveGate(name: string): void {
    const { stageStates } = this.aws('GetPipelineState', { name }) as {
      stageStates: { actionStates: { latestExecution?: { token?: string } }[] }[];
    };
    const token = stageStates[1]?.actionStates[0]?.latestExecution?.token;
    const result = { status: 'Approved', summary: '' };
    this.aws('PutApprovalResult', { pipelineName: name, stageName: 'Gate', actionName: 'Approve', token, result });
  }

  /** Moves local time until a promise has come to its end. */
  async finish<T>(promise: Promise<T>): Promise<T> {
    let over = false;
    const watched = promise.finally(() => {
      over = true;
    });
    watched.catch(() => {});
    for (let turn = 0; turn < 200 && !over; turn++) {
      await settled();
      if (!over) await this.timing.advance(100);
    }
    return watched;
  }

  async #loadClients(): Promise<void> {
    const [{ session }] = this.live.sites as [Site];
    await probeReads(session, PLACE, { signal: new AbortController().signal, monotonic: () => 0 });
    this.live.close();
  }

  #handle(request: WireRequest) {
    const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
    const failure = this.intercept(operation);
    if (failure) throw failure;
    this.sent.push(operation);
    const answer = this.engine.handle(request);
    if (this.losesAnswer(operation)) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    return answer;
  }
}

/** A pipeline of source, gate (approval) and production, as CreatePipeline takes it. */
export function gatedPipeline(name: string) {
  const type = (category: string, provider: string) => ({ category, provider, owner: 'AWS', version: '1' });
  return {
    pipeline: {
      name,
      roleArn: 'arn:aws:iam::123456789012:role/pipeline',
      artifactStore: { type: 'S3', location: 'artifacts-bucket' },
      stages: [
        {
          name: 'Source',
          actions: [
            {
              name: 'Checkout',
              actionTypeId: type('Source', 'CodeCommit'),
              configuration: { RepositoryName: name, BranchName: 'main', PollForSourceChanges: 'false' },
              outputArtifacts: [{ name: 'Source' }],
            },
          ],
        },
        {
          name: 'Gate',
          actions: [
            {
              name: 'Approve',
              actionTypeId: type('Approval', 'Manual'),
              configuration: { CustomData: 'Look at staging first', ExternalEntityLink: 'https://staging.example.com' },
              timeoutInMinutes: 60,
            },
          ],
        },
        {
          name: 'Prod',
          actions: [
            {
              name: 'Deploy',
              actionTypeId: type('Deploy', 'S3'),
              configuration: { BucketName: 'site', Extract: 'true' },
              inputArtifacts: [{ name: 'Source' }],
            },
          ],
        },
      ],
    },
  };
}
