import { type Node, textOf } from './node.ts';

/** How a pipeline is written: as the API takes it, or as the properties of a resource in a CloudFormation template. */
export interface Dialect {
  /** The API's name of a structure's member; undefined where the key can be none. */
  memberName(key: string): string | undefined;
  /** A member's name as it has to be written. */
  written(member: string): string;
  /** Whether `1` will do for a text and `"1"` for a number. */
  readonly coerces: boolean;
  /** What stands for a value that is known only when the stack is made; undefined for a value that is there. */
  unknown(node: Node): string | undefined;
}

export const API: Dialect = {
  memberName: (key) => key,
  written: (member) => member,
  coerces: false,
  unknown: () => undefined,
};

export const TEMPLATE: Dialect = {
  memberName: (key) => (/^[A-Z]/.test(key) ? key[0]!.toLowerCase() + key.slice(1) : undefined),
  written: (member) => member[0]!.toUpperCase() + member.slice(1),
  coerces: true,
  unknown: intrinsicOf,
};

const LONGEST_SHOWN = 60;

/** A value that CloudFormation works out, in a few words: the same words for the same value. */
function intrinsicOf(node: Node): string | undefined {
  const isText = node.kind === 'scalar' && typeof node.value === 'string';
  if (node.tag === undefined && !isFunction(node) && !(isText && node.source.includes('{{resolve:'))) return undefined;
  return node.tag === undefined ? written(node) : `${node.tag} ${written(node)}`;
}

function isFunction(node: Node): boolean {
  if (node.kind !== 'map' || node.entries.length !== 1) return false;
  const { key } = node.entries[0]!;
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');
}

/** `AWS::Region`, in whichever way it is referred to. */
export function isOwnRegion(node: Node): boolean {
  if (node.kind === 'scalar') return (node.tag === '!Ref' || node.tag === '!Sub') && OWN_REGION.test(node.source);
  if (node.kind !== 'map' || node.entries.length !== 1) return false;
  const [{ key, value }] = node.entries as [(typeof node.entries)[number]];
  return (key === 'Ref' || key === 'Fn::Sub') && OWN_REGION.test(textOf(value) ?? '');
}

const OWN_REGION = /^(AWS::Region|\$\{AWS::Region\})$/;

function written(node: Node): string {
  switch (node.kind) {
    case 'scalar':
      return node.tag ? `${node.tag} ${node.source}` : node.source;
    case 'list':
      return `[${node.items.map(written).join(', ')}]`;
    case 'map':
      return node.entries.map(({ key, value }) => `${key}: ${written(value)}`).join(', ');
  }
}

/** Gives every unknown value a text that stands for it: the same text for the same words, and no other. */
export class Placeholders {
  readonly #texts = new Map<string, string>();
  readonly #all = new Set<string>();

  of(words: string): string {
    let text = this.#texts.get(words);
    if (text === undefined) {
      const short = words.length > LONGEST_SHOWN ? `${words.slice(0, LONGEST_SHOWN)}…` : words;
      text = `<${short}>`;
      for (let number = 2; this.#all.has(text); number++) text = `<${short} ${number}>`;
      this.#texts.set(words, text);
      this.#all.add(text);
    }
    return text;
  }

  /** For what is missing or wrong: never the same twice. */
  another(): string {
    return this.of(`unnamed ${this.#all.size + 1}`);
  }

  has(text: string): boolean {
    return this.#all.has(text);
  }
}
