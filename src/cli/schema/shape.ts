/** Part of a JSON schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

declare const DOCUMENT: unique symbol;

/** What a value in a document looks like, for a validator and for TypeScript. */
export interface Shape<T = unknown> {
  readonly schema: JsonSchema;
  /** A member that may be absent: everything else is always there, and null where nothing is known. */
  readonly isOptional?: boolean;
  readonly [DOCUMENT]?: T;
}

interface Optional<T = unknown> extends Shape<T> {
  readonly isOptional: true;
}

type Members = Readonly<Record<string, Shape>>;

type Required<M extends Members> = { [K in keyof M]: M[K] extends Optional ? never : K }[keyof M];

type ObjectOf<M extends Members> = { readonly [K in Required<M>]: DocumentOf<M[K]> } & {
  readonly [K in Exclude<keyof M, Required<M>>]?: DocumentOf<M[K]>;
};

/** The type of the documents of a shape: a builder that returns it is held to the published schema by the compiler. */
export type DocumentOf<S> = S extends Shape<infer T> ? T : never;

export const text: Shape<string> = { schema: { type: 'string' } };
export const whole: Shape<number> = { schema: { type: 'integer' } };
export const number: Shape<number> = { schema: { type: 'number' } };
export const flag: Shape<boolean> = { schema: { type: 'boolean' } };
/** Whatever AWS or a person wrote there. */
export const anything: Shape<unknown> = { schema: {} };
export const anyObject: Shape<object> = { schema: { type: 'object' } };

/** ISO-8601 in UTC. */
export const time: Shape<string> = {
  schema: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
};

export function oneOf<const T extends readonly string[]>(...words: T): Shape<T[number]> {
  return { schema: { type: 'string', enum: words } };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return { schema: { type: 'array', items: item.schema } };
}

/** Null where nothing is known. */
export function nullable<T>({ schema }: Shape<T>): Shape<T | null> {
  if (typeof schema.type !== 'string') return { schema: { anyOf: [schema, { type: 'null' }] } };
  const words = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
  return { schema: { ...schema, ...words, type: [schema.type, 'null'] } };
}

export function optional<T>({ schema }: Shape<T>): Optional<T> {
  return { schema, isOptional: true };
}

/** These members and no others. */
export function object<M extends Members>(members: M): Shape<ObjectOf<M>> {
  const entries = Object.entries(members);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
      required: entries.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
      additionalProperties: false,
    },
  };
}

/** Names that are data. */
export function mapOf<T>({ schema }: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return { schema: { type: 'object', additionalProperties: schema } };
}
