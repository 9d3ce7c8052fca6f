/** A filter of EC2 or on-premises tags (spec 3.1). */
export interface TagFilter {
  readonly Key?: string;
  readonly Value?: string;
  readonly Type?: TagFilterType;
}

export type TagFilterType = 'KEY_ONLY' | 'VALUE_ONLY' | 'KEY_AND_VALUE';

/** Whether one of the tags, by their keys, is what the filter looks for. */
export function matchesFilter(tags: Readonly<Record<string, string>>, filter: TagFilter): boolean {
  const { Key = '', Value = '' } = filter;
  switch (typeOf(filter)) {
    case 'KEY_ONLY':
      return Object.hasOwn(tags, Key);
    case 'VALUE_ONLY':
      return Object.values(tags).includes(Value);
    case 'KEY_AND_VALUE':
      return Object.hasOwn(tags, Key) && tags[Key] === Value;
  }
}

/** Why AWS would refuse a filter; undefined when it takes it. What is not measured is [R]. */
export function filterProblem(filter: TagFilter): string | undefined {
  const { Key, Value } = filter;
  const type = typeOf(filter);
  if (type === 'KEY_ONLY' && Value !== undefined) return 'Values must not be provided for key-only filters.';
  if (type === 'VALUE_ONLY' && Key !== undefined) return 'Keys must not be provided for value-only filters.';
  if (type === 'VALUE_ONLY') return Value === undefined ? 'A value-only filter needs a value' : undefined;
  return Key ? undefined : 'A filter of keys needs a key';
}

/** A filter without a type looks at what it has [D]. */
function typeOf({ Key, Value, Type }: TagFilter): TagFilterType {
  if (Type) return Type;
  if (Key === undefined) return 'VALUE_ONLY';
  return Value === undefined ? 'KEY_ONLY' : 'KEY_AND_VALUE';
}
