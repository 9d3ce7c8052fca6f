import { type ServiceModel, shapeOf } from '../../../src/rules/service-model.ts';

/** Paths of an answer whose member or type the service model does not know: what no SDK would read. */
export function strangers(model: ServiceModel, shapeName: string, value: unknown, path = shapeName): string[] {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      if (!isRecord(value)) return [path];
      return Object.entries(value).flatMap(([key, member]) => {
        const memberShape = shape.members?.[key];
        return memberShape ? strangers(model, memberShape, member, `${path}.${key}`) : [`${path}.${key}`];
      });
    case 'list':
      if (!Array.isArray(value)) return [path];
      return value.flatMap((item, index) => strangers(model, shape.member!, item, `${path}[${index}]`));
    case 'map':
      if (!isRecord(value)) return [path];
      return Object.entries(value).flatMap(([key, item]) => strangers(model, shape.value!, item, `${path}.${key}`));
    case 'string':
      return typeof value === 'string' ? [] : [path];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [path];
    case 'integer':
    case 'long':
      return Number.isSafeInteger(value) ? [] : [path];
    default:
      return Number.isFinite(value) ? [] : [path];
  }
}

/** Paths of an answer at which members do not stand in the order of the service model. */
export function misplaced(model: ServiceModel, shapeName: string, value: unknown, path = shapeName): string[] {
  const shape = shapeOf(model, shapeName);
  if (shape.type === 'list') {
    return (value as unknown[]).flatMap((item, index) => misplaced(model, shape.member!, item, `${path}[${index}]`));
  }
  if (shape.type !== 'structure') return [];
  const given = Object.keys(value as object);
  const members = Object.entries(shape.members ?? {}).filter(([name]) => given.includes(name));
  const isInOrder = members.every(([name], index) => name === given[index]);
  return [
    ...(isInOrder ? [] : [path]),
    ...members.flatMap(([name, inner]) =>
      misplaced(model, inner, (value as Record<string, unknown>)[name], `${path}.${name}`),
    ),
  ];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
