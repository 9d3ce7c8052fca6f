/** A filter of EC2 or on-premises tags (spec 3.1). */
export interface TagFilter {
  readonly Key?: string;
  readonly Value?: string;
  readonly Type?: TagFilterType;
}

type TagFilterType = 'KEY_ONLY' | 'VALUE_ONLY' | 'KEY_AND_VALUE';

/** Tags by their keys. */
export type Tags = Readonly<Record<string, string>>;

/** Whether one of the tags is what one of the filters looks for. */
export function fitsAny(tags: Tags, filters: readonly TagFilter[]): boolean {
  return filters.some((filter) => fits(tags, filter));
}

/** Why AWS would refuse a filter; undefined when it takes it (spec 3.1). That something is missing is [R]. */
export function tagFilterProblem(filter: TagFilter): string | undefined {
  const { Key: key, Value: value } = filter;
  const type = typeOf(filter);
  if (type === 'KEY_ONLY' && value !== undefined) return 'Values must not be provided for key-only filters.';
  if (type === 'VALUE_ONLY' && key !== undefined) return 'Keys must not be provided for value-only filters.';
  if (type === 'VALUE_ONLY') return value === undefined ? 'A value-only filter needs a value' : undefined;
  return key ? undefined : 'A filter of keys needs a key';
}

function fits(tags: Tags, filter: TagFilter): boolean {
  const { Key: key = '', Value: value = '' } = filter;
  switch (typeOf(filter)) {
    case 'KEY_ONLY':
      return Object.hasOwn(tags, key);
    case 'VALUE_ONLY':
      return Object.values(tags).includes(value);
    case 'KEY_AND_VALUE':
      return Object.hasOwn(tags, key) && tags[key] === value;
  }
}

/** Without a type, what is given must fit [R]. */
function typeOf({ Key: key, Value: value, Type: type }: TagFilter): TagFilterType {
  if (type) return type;
  if (key === undefined) return 'VALUE_ONLY';
  return value === undefined ? 'KEY_ONLY' : 'KEY_AND_VALUE';
}
