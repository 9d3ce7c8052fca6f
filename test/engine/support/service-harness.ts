import { expect } from 'vitest';
import { AwsError } from '../../../src/engine/aws-error.ts';
import { Clock } from '../../../src/engine/clock.ts';
import { Journal, type JournalEvent } from '../../../src/engine/journal.ts';
import { Random } from '../../../src/engine/random.ts';
import { newWorld, type Service, type World } from '../../../src/engine/world.ts';
import { type Failure, type OperationModel, type ServiceModel, validate } from '../../../src/rules/service-model.ts';
import { strangers } from './strangers.ts';

export const START = Date.UTC(2026, 0, 5, 8);
export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';
export const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
export const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;

/** A world under a manual clock in which nothing is arranged. */
export function manualWorld(seed: number): World {
  const clock = new Clock({ startTime: START, mode: 'manual' });
  const journal = new Journal(() => clock.now(), String);
  return newWorld({ clock, random: new Random(seed), journal, endpoint: () => 'http://signalbox.localhost' });
}

/** A service alone under a manual clock. Every answer is held against the service model, every refusal against the operation's errors. */
export abstract class ServiceHarness {
  readonly world: World;
  abstract readonly service: Service;
  readonly #model: ServiceModel;

  constructor(model: ServiceModel, seed: number) {
    this.#model = model;
    this.world = manualWorld(seed);
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
  call(operation: string, input: object, arn = ALICE): any {
    const { input: inputShape, output: outputShape } = this.#operation(operation);
    expect(validate(this.#model, inputShape!, input)).toEqual([]);
    const answer = this.raw(operation, input, arn);
    if (!outputShape) {
      expect(answer).toBeUndefined();
      return undefined;
    }
    const plain = JSON.parse(JSON.stringify(answer));
    expect(strangers(this.#model, outputShape, plain)).toEqual([]);
    expect(validate(this.#model, outputShape, plain).filter((failure) => !this.isExpected(failure))).toEqual([]);
    return plain;
  }

  /** A call whose answer nobody holds against the model, where there are thousands of them. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
  raw(operation: string, input: object, arn = ALICE): any {
    return this.service.operations[operation]!(input, { account: ACCOUNT, region: REGION, arn });
  }

  /** The error of a call that must be refused, as `Name: message`; it must be one that the operation may raise. */
  refusal(operation: string, input: object): string {
    try {
      this.raw(operation, input);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      expect([...(this.#operation(operation).errors ?? []), 'ValidationException']).toContain(error.name);
      return `${error.name}: ${error.message}`;
    }
    throw new Error(`${operation} was not refused`);
  }

  advance(seconds: number): void {
    this.world.clock.advance(seconds * 1000);
  }

  events(): JournalEvent[] {
    return this.world.journal.after(0)!;
  }

  /** Whether the service is known to answer beside its model here. */
  protected isExpected(_failure: Failure): boolean {
    return false;
  }

  #operation(name: string): OperationModel {
    return this.#model.operations[name]!;
  }
}
