import { type ServiceModel, type Shape, shapeOf } from '../../rules/service-model.ts';

type Write = (value: unknown) => string;

const writers = new WeakMap<ServiceModel, Map<string, Write>>();

/**
 * An answer as the JSON that goes out: only members of the model, timestamps in epoch seconds, nothing that is absent (spec 1.2).
 * A structure that is frozen never changes, all the way down, so it is written once.
 */
export function writeOutput(model: ServiceModel, shapeName: string, output: unknown): string {
  return writerOf(model, shapeName)(output);
}

function writerOf(model: ServiceModel, name: string): Write {
  let compiled = writers.get(model);
  if (!compiled) {
    compiled = new Map();
    writers.set(model, compiled);
  }
  let write = compiled.get(name);
  if (!write) {
    write = compile(model, shapeOf(model, name));
    compiled.set(name, write);
  }
  return write;
}

function compile(model: ServiceModel, shape: Shape): Write {
  switch (shape.type) {
    case 'structure':
      return structure(model, shape);
    case 'list':
      return list(model, shape.member!);
    case 'map':
      return map(model, shape.value!);
    case 'timestamp':
      return (value) => String((value as number) / 1000);
    case 'string':
      return (value) => quoted(value as string);
    default:
      return JSON.stringify;
  }
}

function structure(model: ServiceModel, shape: Shape): Write {
  const members = new Map<string, Member>();
  for (const [name, shapeName] of Object.entries(shape.members ?? {})) {
    members.set(name, { head: `${quoted(name)}:`, shapeName, write: undefined });
  }
  return onceIfFrozen((value) => {
    let text = '{';
    for (const name in value) {
      const inner = value[name];
      const member = members.get(name);
      if (member === undefined || inner === undefined || inner === null) continue;
      member.write ??= writerOf(model, member.shapeName);
      text += (text === '{' ? '' : ',') + member.head + member.write(inner);
    }
    return `${text}}`;
  });
}

interface Member {
  /** `"name":` */
  readonly head: string;
  readonly shapeName: string;
  /** Compiled at first use, since shapes may contain themselves. */
  write: Write | undefined;
}

function onceIfFrozen(write: (value: Record<string, unknown>) => string): Write {
  const written = new WeakMap<object, string>();
  return (value) => {
    const given = value as Record<string, unknown>;
    if (!Object.isFrozen(given)) return write(given);
    let text = written.get(given);
    if (text === undefined) {
      // A text that was added up is a tree of its parts; one that is kept had better be flat.
      text = Buffer.from(write(given)).toString();
      written.set(given, text);
    }
    return text;
  };
}

function list(model: ServiceModel, member: string): Write {
  return (value) => {
    const write = writerOf(model, member);
    let text = '[';
    for (const inner of value as readonly unknown[]) text += (text === '[' ? '' : ',') + write(inner);
    return `${text}]`;
  };
}

function map(model: ServiceModel, valueShape: string): Write {
  return (value) => {
    const write = writerOf(model, valueShape);
    let text = '{';
    for (const [key, inner] of Object.entries(value as object)) {
      if (inner === undefined || inner === null) continue;
      text += `${text === '{' ? '' : ','}${quoted(key)}:${write(inner)}`;
    }
    return `${text}}`;
  };
}

// Everything else stands for itself between quotes.
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}
