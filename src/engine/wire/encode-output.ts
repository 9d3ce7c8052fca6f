import { type ServiceModel, type Shape, shapeOf } from '../../rules/service-model.ts';

type Encode = (value: unknown) => unknown;

const encoders = new WeakMap<ServiceModel, Map<string, Encode>>();

/** An answer as it goes out: only members of the model, timestamps in epoch seconds, nothing that is absent (spec 1.2). */
export function encodeOutput(model: ServiceModel, shapeName: string, output: unknown): unknown {
  return encoderOf(model, shapeName)(output);
}

function encoderOf(model: ServiceModel, name: string): Encode {
  let compiled = encoders.get(model);
  if (!compiled) {
    compiled = new Map();
    encoders.set(model, compiled);
  }
  let encode = compiled.get(name);
  if (!encode) {
    encode = compile(model, shapeOf(model, name));
    compiled.set(name, encode);
  }
  return encode;
}

function compile(model: ServiceModel, shape: Shape): Encode {
  switch (shape.type) {
    case 'structure':
      return structure(model, shape);
    case 'list':
      return (value) => (value as unknown[]).map((inner) => encoderOf(model, shape.member!)(inner));
    case 'map':
      return (value) =>
        Object.fromEntries(
          Object.entries(value as object)
            .filter(([, inner]) => inner !== undefined && inner !== null)
            .map(([key, inner]) => [key, encoderOf(model, shape.value!)(inner)]),
        );
    case 'timestamp':
      return (value) => (value as number) / 1000;
    default:
      return (value) => value;
  }
}

function structure(model: ServiceModel, shape: Shape): Encode {
  const members = new Map(Object.entries(shape.members ?? {}));
  return (value) => {
    const out: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(value as object)) {
      const member = members.get(name);
      if (member !== undefined && inner !== undefined && inner !== null) out[name] = encoderOf(model, member)(inner);
    }
    return out;
  };
}
