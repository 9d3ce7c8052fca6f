import { type ServiceModel, type Shape, shapeOf } from '../../rules/service-model.ts';
import { AwsError } from '../aws-error.ts';

type Decode = (value: unknown) => unknown;

const decoders = new WeakMap<ServiceModel, Map<string, Decode>>();

/**
 * JSON as the engine works with it: only members of the model, nothing absent, timestamps in epoch milliseconds (spec 1.2).
 * It is the very document given, changed where that is needed, which it seldom is.
 * Throws SerializationException for a wrong JSON type (spec 1.3); constraints are checked afterwards.
 */
export function decodeInput(model: ServiceModel, shapeName: string, json: unknown): Record<string, unknown> {
  return decoderOf(model, shapeName)(json) as Record<string, unknown>;
}

/** The body as JSON; an empty one is an empty object. */
export function parseBody(text: string | undefined): unknown {
  if (text === undefined) throw serialization('The body is not valid UTF-8');
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw serialization('The body is not valid JSON');
  }
}

function decoderOf(model: ServiceModel, name: string): Decode {
  let compiled = decoders.get(model);
  if (!compiled) {
    compiled = new Map();
    decoders.set(model, compiled);
  }
  let decode = compiled.get(name);
  if (!decode) {
    decode = compile(model, shapeOf(model, name));
    compiled.set(name, decode);
  }
  return decode;
}

function compile(model: ServiceModel, shape: Shape): Decode {
  switch (shape.type) {
    case 'structure':
      return structure(model, shape);
    case 'list':
      return list(model, shape);
    case 'map':
      return map(model, shape);
    case 'string':
      return (value) => (typeof value === 'string' ? value : mistyped(value, 'a String'));
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : mistyped(value, 'a Boolean'));
    case 'integer':
      return (value) => (isWhole(value, 2 ** 31) ? value : mistyped(value, 'an Integer'));
    case 'long':
      return (value) => (isWhole(value, 2 ** 63) ? value : mistyped(value, 'a Long'));
    case 'double':
      return (value) => (typeof value === 'number' ? value : mistyped(value, 'a Double'));
    case 'timestamp':
      return (value) => (isTime(value) ? Math.round(value * 1000) : mistyped(value, 'a Timestamp'));
  }
}

function structure(model: ServiceModel, shape: Shape): Decode {
  const members = new Map(Object.entries(shape.members ?? {}));
  // Compiled at first use, since shapes may contain themselves.
  const decoders = new Map<string, Decode>();
  const decoderOfMember = (name: string) => {
    let decode = decoders.get(name);
    const member = members.get(name);
    if (!decode && member !== undefined) {
      decode = decoderOf(model, member);
      decoders.set(name, decode);
    }
    return decode;
  };
  return (value) => {
    if (!isObject(value)) return mistyped(value, 'a structure');
    for (const name of Object.keys(value)) decodeAt(value, name, decoderOfMember(name));
    return value;
  };
}

/** Decodes a value in its place; one that is absent goes, and so does one that nothing decodes. */
function decodeAt(object: Record<string, unknown>, name: string, decode: Decode | undefined): void {
  const inner = object[name];
  if (!decode || inner === null || inner === undefined) {
    delete object[name];
    return;
  }
  const decoded = decode(inner);
  // Defined, so that a key named __proto__ is a key like any other.
  if (decoded !== inner) Object.defineProperty(object, name, { value: decoded });
}

function list(model: ServiceModel, shape: Shape): Decode {
  return (value) => {
    if (!Array.isArray(value)) return mistyped(value, 'a list');
    const decode = decoderOf(model, shape.member!);
    for (const [index, inner] of value.entries()) if (inner !== null) value[index] = decode(inner);
    return value;
  };
}

function map(model: ServiceModel, shape: Shape): Decode {
  return (value) => {
    if (!isObject(value)) return mistyped(value, 'a map');
    const decode = decoderOf(model, shape.value!);
    for (const name of Object.keys(value)) decodeAt(value, name, decode);
    return value;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown, bound: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -bound && value < bound;
}

function isTime(value: unknown): value is number {
  // Beyond this a Date has no value.
  return typeof value === 'number' && Math.abs(value) <= 8.64e12;
}

function mistyped(value: unknown, wanted: string): never {
  throw serialization(`${jsonType(value)} can not be converted to ${wanted}`);
}

function jsonType(value: unknown): string {
  if (value === null) return 'NULL_VALUE';
  if (Array.isArray(value)) return 'LIST_VALUE';
  if (typeof value === 'object') return 'STRUCTURE_VALUE';
  return `${(typeof value).toUpperCase()}_VALUE`;
}

function serialization(message: string): AwsError {
  return new AwsError('SerializationException', message);
}
