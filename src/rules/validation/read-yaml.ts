import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  Lexer,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml';
import { DEEPEST, type Entry, MOST_VALUES, type Node } from './node.ts';
import { type ReadText, SyntaxProblem } from './read-text.ts';

/**
 * Reads YAML 1.2 with the place of everything in it; of what is no YAML it tells the first. Aliases stand for what they
 * name, as often as they do, up to so many values in all.
 */
export function readYaml(text: string): ReadText {
  try {
    checkExtent(text);
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    const [broken] = document.errors;
    if (broken) return { problem: new SyntaxProblem(inOneLine(broken.message), broken.pos[0]) };
    const converter = new Converter(document);
    return { root: converter.document(), duplicates: converter.duplicates };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { problem: error };
    // The parser goes as deep as the text does.
    if (error instanceof RangeError) return { problem: new SyntaxProblem(TOO_DEEP, 0) };
    throw error;
  }
}

const DOCUMENT_PARTS = /^[\x02\x18\x1f]|^\ufeff/;

/** The parser takes its time with texts that nobody writes: what is too deep or too much is told before it begins. */
function checkExtent(text: string): void {
  let at = 0;
  let depth = 0;
  let inLine = 0;
  let count = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (token === '-' || token === '?') inLine++;
    if (token.includes('\n')) inLine = 0;
    if (Math.max(depth, inLine) > DEEPEST) throw new SyntaxProblem(TOO_DEEP, at);
    if (++count > MOST_TOKENS)
      throw new SyntaxProblem(`there are more than ${MOST_TOKENS} signs and words in the file`, at);
    // Signs of the lexer's own stand for no text.
    if (!DOCUMENT_PARTS.test(token)) at += token.length;
  }
}

/** Half a second's work. */
const MOST_TOKENS = 300_000;

const TOO_DEEP = `values are nested more than ${DEEPEST} deep`;

function inOneLine(message: string): string {
  const line = message.split('\n')[0]!.replace(/:$/, '');
  if (line.startsWith('Maximum call stack')) return TOO_DEEP;
  return line.startsWith('Source contains multiple documents')
    ? 'a second document begins here: write a file for each'
    : line;
}

class Converter {
  readonly #document: Document;
  readonly duplicates: Entry[] = [];
  /** What was converted under an anchor, and how many values it is when it is unfolded. */
  readonly #anchored = new Map<string, { node: Node; size: number }>();
  #count = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  document(): Node | undefined {
    const { contents } = this.#document;
    return contents === null || isEmpty(contents) ? undefined : this.#convert(contents, 1);
  }

  #convert(node: YamlNode, depth: number): Node {
    const at = node.range?.[0] ?? 0;
    this.#add(1, at);
    if (depth > DEEPEST) throw new SyntaxProblem(TOO_DEEP, at);
    if (isAlias(node)) return this.#unfolded(node.source, at);
    const before = this.#count;
    const converted = this.#value(node, at, depth);
    const { anchor } = node as Scalar;
    if (anchor) this.#anchored.set(anchor, { node: converted, size: this.#count - before });
    return converted;
  }

  #value(node: YamlNode, at: number, depth: number): Node {
    const tag = node.tag?.startsWith('!') ? { tag: node.tag } : {};
    if (isMap(node)) return { kind: 'map', at, ...tag, entries: this.#entries(node, depth) };
    if (isCollection(node)) {
      const items = node.items.map((item) => this.#convert(item as YamlNode, depth + 1));
      return { kind: 'list', at, ...tag, items };
    }
    return { kind: 'scalar', at, ...tag, ...scalarOf(node as Scalar) };
  }

  #entries({ items }: YAMLMap, depth: number): Entry[] {
    const keys = new Set<string>();
    return items.map((pair) => {
      const keyNode = pair.key as YamlNode;
      const keyAt = keyNode.range?.[0] ?? 0;
      if (!isScalar(keyNode)) throw new SyntaxProblem('a key has to be a text, not a map, a list or an alias', keyAt);
      const key = scalarOf(keyNode).source;
      const value = this.#valueOf(pair.value as YamlNode | null, keyNode, depth);
      const entry = { key, keyAt, value };
      if (keys.has(key)) this.duplicates.push(entry);
      keys.add(key);
      return entry;
    });
  }

  /** A key that stands alone in a flow map has no value at all. */
  #valueOf(value: YamlNode | null, key: YamlNode, depth: number): Node {
    if (value !== null) return this.#convert(value, depth + 1);
    return { kind: 'scalar', at: key.range?.[0] ?? 0, value: null, source: '' };
  }

  #unfolded(anchor: string, at: number): Node {
    const found = this.#anchored.get(anchor);
    if (!found) throw new SyntaxProblem(`the alias *${anchor} stands for nothing that ends before it`, at);
    this.#add(found.size, at);
    return found.node;
  }

  #add(values: number, at: number): void {
    this.#count += values;
    if (this.#count > MOST_VALUES) {
      throw new SyntaxProblem(
        `there are more than ${MOST_VALUES} values in the document, counting what aliases stand for`,
        at,
      );
    }
  }
}

/** A document of comments alone has a scalar of no length. */
function isEmpty(node: YamlNode): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '' && node.tag === undefined;
}

function scalarOf({ value, source }: Scalar): { value: string | number | boolean | null; source: string } {
  const isKnown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const plain = isKnown ? value : value === null || value === undefined ? null : String(value);
  return { value: plain, source: typeof value === 'string' ? value : (source ?? String(value ?? '')) };
}
