import type { StoredEvent } from '../streams/stored-event.ts';

/** Of a JSON message no more fields are discovered than these [R], and none that lie deeper [D]. */
const MOST_FIELDS = 200;
const DEEPEST = 20;

/** An event as queries see it: what CloudWatch Logs knows of it, and the fields of a message that is a JSON object. */
export class LogRecord {
  readonly event: StoredEvent;
  readonly #own: ReadonlyMap<string, string>;
  #discovered: ReadonlyMap<string, string> | undefined;

  /** `log` is `<account>:<group>`. */
  constructor(event: StoredEvent, log: string, stream: string) {
    this.event = event;
    this.#own = new Map([
      ['@timestamp', String(event.timestamp)],
      ['@message', event.message],
      ['@ingestionTime', String(event.ingestionTime)],
      ['@logStream', stream],
      ['@log', log],
    ]);
  }

  /** The value of a field as a text; times are epoch milliseconds. */
  get(field: string): string | undefined {
    return field.startsWith('@') ? this.#own.get(field) : this.#fields.get(field);
  }

  /** All fields by name. */
  entries(): [name: string, value: string][] {
    return [...this.#own, ...this.#fields];
  }

  get #fields(): ReadonlyMap<string, string> {
    this.#discovered ??= fieldsIn(this.event.message);
    return this.#discovered;
  }
}

/** `a.b` for a member of a member, `a.0` for an item of a list; what is null is none [D]. */
function fieldsIn(message: string): Map<string, string> {
  const fields = new Map<string, string>();
  const add = (value: object, prefix: string, depth: number) => {
    for (const [key, inner] of Object.entries(value)) {
      if (fields.size >= MOST_FIELDS) return;
      if (typeof inner !== 'object') fields.set(prefix + key, String(inner));
      else if (inner !== null && depth < DEEPEST) add(inner, `${prefix}${key}.`, depth + 1);
    }
  };
  add(objectIn(message), '', 1);
  return fields;
}

function objectIn(message: string): object {
  if (!/^\s*\{/.test(message)) return {};
  try {
    return JSON.parse(message);
  } catch {
    return {};
  }
}
