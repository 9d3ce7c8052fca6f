import { type ServiceModel, type Shape, shapeOf } from '../../rules/service-model.ts';
import { AwsError } from '../aws-error.ts';

type Decode = (value: unknown) => unknown;

const decoders = new WeakMap<ServiceModel, Map<string, Decode>>();

/**
 * JSON as the engine works with it: only members of the model, nothing absent, timestamps in epoch milliseconds (spec 1.2).
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
  return (value) => {
    if (!isObject(value)) return mistyped(value, 'a structure');
    const out: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(value)) {
      const member = members.get(name);
      if (member !== undefined && inner !== null && inner !== undefined) out[name] = decoderOf(model, member)(inner);
    }
    return out;
  };
}

function list(model: ServiceModel, shape: Shape): Decode {
  return (value) => {
    if (!Array.isArray(value)) return mistyped(value, 'a list');
    const decode = decoderOf(model, shape.member!);
    return value.map((inner) => (inner === null ? null : decode(inner)));
  };
}

function map(model: ServiceModel, shape: Shape): Decode {
  return (value) => {
    if (!isObject(value)) return mistyped(value, 'a map');
    const decode = decoderOf(model, shape.value!);
    // fromEntries defines its properties, so that a key named __proto__ is a key like any other.
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== null)
        .map(([key, inner]) => [key, decode(inner)]),
    );
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
