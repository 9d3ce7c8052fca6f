import type { Engine, WireRequest, WireResponse } from '../../../src/engine/index.ts';
import { Random } from '../../../src/engine/random.ts';
import { isChangingOperation } from '../../../src/engine/wire/is-change.ts';
import codebuild from '../../../src/rules/models/codebuild.json' with { type: 'json' };
import codedeploy from '../../../src/rules/models/codedeploy.json' with { type: 'json' };
import codepipeline from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../../src/rules/models/logs.json' with { type: 'json' };
import { type ServiceModel, type Shape, shapeOf } from '../../../src/rules/service-model.ts';
import { approval, customAction, customType } from '../codepipeline/definitions.ts';
import { GIVEN, KNOWN, threeStages } from './given-inputs.ts';
import { AUTHORIZATION, awsRequest, controlRequest } from './requests.ts';

const MODELS = { codepipeline, codedeploy, codebuild, logs } as unknown as Record<
  'codepipeline' | 'codedeploy' | 'codebuild' | 'logs',
  ServiceModel
>;

/** A call that was made, and its answer. */
export interface Made {
  readonly request: WireRequest;
  readonly response: WireResponse;
}

interface Callable {
  readonly model: ServiceModel;
  readonly name: string;
}

/** Texts that stand together in an answer, by their shapes: a stage, its pipeline, its approval's token. */
type Scene = Readonly<Record<string, string>>;

/** How many scenes of the same kind are kept in mind, the last ones. */
const MEMORY = 6;

/** Shapes of inputs that no answer has, and where else such values are. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  ApprovalToken: ['ActionExecutionToken'],
  ResourceArn: ['PipelineArn', 'WebhookArn'],
};

/** Somebody of another account, in another region. */
const STRANGER = AUTHORIZATION.replace('AKIAEXAMPLE', '210987654321').replace('us-east-1', 'eu-west-1');

const OUTCOMES = ['succeed', 'fail', 'fail', 'hang', 'external'];

/** What the chance of the others must not do all the time. */
const RARE = /^(Delete|Deregister)/;

/**
 * Somebody who calls every operation that the engine has, by the service models: with the names and ids that its answers
 * told before, so that many calls are accepted. The same seed and the same engine make the same calls.
 */
export class Operator {
  readonly #engine: Engine;
  readonly #chance: Random;
  /** By what they tell of. */
  readonly #heard = new Map<string, Scene[]>();
  /** The last event that was heard of. */
  #seen = 0;
  /** What is spoken of now. */
  #scene: Scene = {};
  readonly #reads: readonly Callable[];
  readonly #changes: readonly Callable[];

  constructor(engine: Engine, seed: number) {
    this.#engine = engine;
    this.#chance = new Random(seed);
    const services = engine.region(engine.account, engine.options.region);
    const all = Object.entries(MODELS).flatMap(([service, model]) =>
      Object.keys(services[service as keyof typeof MODELS].operations).map((name) => ({ model, name })),
    );
    this.#reads = all.filter(({ name }) => !isChangingOperation(name));
    this.#changes = all.filter(({ name }) => isChangingOperation(name));
  }

  /** Asks so many things, having heard of the jobs that there are. */
  look(times: number): Made[] {
    for (const { sequence, detail } of this.#engine.journal.after(this.#seen) ?? []) {
      this.#seen = sequence;
      if (detail['job-id'] !== undefined) this.#remember({ JobId: String(detail['job-id']) });
    }
    return Array.from({ length: times }, () => this.#call(this.#chance.pick(this.#reads)));
  }

  /** Makes an account with something in it. */
  begin(): Made[] {
    const call = (name: string, input: object) => this.#send(awsRequest(`CodePipeline_20150709.${name}`, input));
    const deploy = (name: string, input: object) => this.#send(awsRequest(`CodeDeploy_20141006.${name}`, input));
    const instances = ['i-0', 'i-1', 'i-2'].map((id) => ({ id, tags: { env: 'dev' } }));
    return [
      this.#send(controlRequest('PUT', 'fleet', { instances })),
      deploy('CreateApplication', { applicationName: 'shop' }),
      deploy('CreateDeploymentGroup', GIVEN.CreateDeploymentGroup!(this.#chance)),
      deploy('CreateDeployment', GIVEN.CreateDeployment!(this.#chance)),
      call('CreateCustomActionType', customType()),
      call('CreatePipeline', { pipeline: threeStages('web', customAction()) }),
      call('CreatePipeline', { pipeline: threeStages('api', approval()) }),
      call('PutWebhook', GIVEN.PutWebhook!(this.#chance)),
      this.#send(controlRequest('POST', 'clock', { advanceSeconds: 30 })),
    ];
  }

  /** Makes, or tries to make, one change. */
  act(): Made {
    if (this.#happens(0.4)) return this.#send(this.#control());
    const chosen = this.#promising();
    return RARE.test(chosen.name) && this.#happens(0.93) ? this.act() : this.#call(chosen);
  }

  #call({ model, name }: Callable): Made {
    const { input, output } = model.operations[name]!;
    this.#scene = this.#fitting(input ? textsOf(model, input) : []);
    const given = GIVEN[name]?.(this.#chance) ?? (input ? this.#value(model, input) : {});
    const caller = this.#happens(0.05) ? { authorization: STRANGER } : {};
    const made = this.#send(awsRequest(`${model.targetPrefix}.${name}`, given, caller));
    const { status, stream } = made.response;
    if (output && status === 200 && !stream) this.#hear(model, output, JSON.parse(made.response.body), {});
    return made;
  }

  #control(): WireRequest {
    const integer = (below: number) => this.#chance.integer(below);
    const pick = <T>(from: readonly T[]) => this.#chance.pick(from);
    if (this.#happens(0.6)) {
      const advanceSeconds = integer(15) === 0 ? 3 * 86_400 : pick([0.5, 1, 3, 7, 20, 60, 900]);
      return controlRequest('POST', 'clock', { advanceSeconds });
    }
    const push = { pipeline: pick(['web', 'api']), action: 'Checkout' };
    const match = pick<object>([
      { stage: pick(['*', 'Middle', 'Prod']) },
      { lifecycleEvent: pick(['Install', 'AfterInstall']) },
    ]);
    const rules = [{ match, outcome: pick(OUTCOMES), times: 1 + integer(2), durationSeconds: 5 }];
    const hook = this.#recall('WebhookUrl')?.split('/').at(-1);
    return pick([
      controlRequest('POST', 'source-change', push),
      controlRequest('POST', 'source-change', push),
      controlRequest(integer(2) ? 'PUT' : 'POST', 'behaviors', { rules }),
      controlRequest('PUT', 'alarms', { alarms: [{ name: '5xx', state: integer(2) ? 'OK' : 'ALARM' }] }),
      controlRequest('PUT', 'fleet', { instances: [{ id: `i-${integer(3)}`, tags: { env: 'dev' }, agent: 'online' }] }),
      controlRequest('POST', `webhooks/${hook}`, { ref: 'refs/heads/main' }),
      controlRequest('POST', 'reset', integer(25) ? { scenario: 'unknown' } : {}),
    ]);
  }

  #send(request: WireRequest): Made {
    return { request, response: this.#engine.handle(request) };
  }

  /** Of a few changes the one for which most is known that it must name. */
  #promising(): Callable {
    const few = Array.from({ length: 3 }, () => this.#chance.pick(this.#changes));
    const known = ({ model, name }: Callable) => {
      const wanted = textsOf(model, model.operations[name]!.input!);
      const scenes = this.#scenes();
      const most = Math.max(0, ...scenes.map((scene) => wanted.filter((shape) => heardAs(shape, scene)).length));
      return GIVEN[name] ? 0.7 : most / wanted.length;
    };
    return few.reduce((best, other) => (known(other) > known(best) ? other : best));
  }

  /** Mostly one of the scenes that have most of what is asked for, of the newer ones rather. */
  #fitting(wanted: readonly string[]): Scene {
    const rated = this.#scenes().map((scene) => {
      return { scene, has: wanted.filter((shape) => heardAs(shape, scene)).length };
    });
    const most = Math.max(...rated.map(({ has }) => has));
    const chosen = this.#happens(0.1) ? rated : rated.filter(({ has }) => has === most).slice(-3);
    return chosen[this.#chance.integer(chosen.length)]?.scene ?? {};
  }

  #value(model: ServiceModel, name: string): unknown {
    const shape = shapeOf(model, name);
    switch (shape.type) {
      case 'structure':
        return this.#structure(model, shape);
      case 'list':
        return [this.#value(model, shape.member!)];
      case 'map':
        return {};
      case 'boolean':
        return this.#happens(0.5);
      case 'string':
        return this.#text(name, shape);
      default:
        return Math.max(shape.min ?? 0, 1 + this.#chance.integer(3));
    }
  }

  #structure(model: ServiceModel, { members = {}, required = [] }: Shape): object {
    const chosen = Object.entries(members).filter(([member]) => required.includes(member) || this.#happens(0.1));
    return Object.fromEntries(chosen.map(([member, shape]) => [member, this.#value(model, shape)]));
  }

  #text(name: string, { enum: values, min = 1 }: Shape): string {
    if (values) return this.#chance.pick(values);
    return KNOWN[name] ?? this.#recall(name) ?? 'x'.repeat(Math.max(min, 1));
  }

  /** A text of that shape, of what is spoken of or else of anything. */
  #recall(name: string): string | undefined {
    const found = [this.#scene, ...this.#scenes()].flatMap((scene) => heardAs(name, scene) ?? []);
    return this.#happens(0.9) ? found[0] : found[this.#chance.integer(found.length)];
  }

  #scenes(): Scene[] {
    return [...this.#heard.values()].flat();
  }

  /** Keeps the texts of an answer by their shapes, which the inputs share, each with those around it. */
  #hear(model: ServiceModel, name: string, value: unknown, around: Scene): void {
    const shape = shapeOf(model, name);
    if (shape.type === 'string' && !shape.enum) {
      this.#remember({ ...around, [name]: value as string });
    } else if (shape.type === 'list') {
      for (const item of value as unknown[]) this.#hear(model, shape.member!, item, around);
    } else if (shape.type === 'structure') {
      const members = Object.entries(value as object).map(([member, content]): [string, unknown] => {
        return [shape.members![member]!, content];
      });
      const isText = ([of]: [string, unknown]) => shapeOf(model, of).type === 'string';
      const scene: Scene = { ...around, ...(Object.fromEntries(members.filter(isText)) as Scene) };
      if (members.some(isText)) this.#remember(scene);
      for (const [of, content] of members.filter((one) => !isText(one))) this.#hear(model, of, content, scene);
    }
  }

  #remember(scene: Scene): void {
    const kind = Object.keys(scene).sort().join();
    this.#heard.set(kind, [...(this.#heard.get(kind) ?? []), scene].slice(-MEMORY));
  }

  #happens(share: number): boolean {
    return this.#chance.fraction() < share;
  }
}

/** A text of that shape in a scene. */
function heardAs(name: string, scene: Scene): string | undefined {
  return [name, ...(ELSEWHERE[name] ?? [])].map((shape) => scene[shape]).find((text) => text !== undefined);
}

/** The shapes of all texts that an input must have. */
function textsOf(model: ServiceModel, name: string): string[] {
  const { type, member, members = {}, required = [] } = shapeOf(model, name);
  if (type === 'string') return [name];
  if (type === 'list') return textsOf(model, member!);
  return required.flatMap((one) => textsOf(model, members[one]!));
}
