import type { StoredEvent } from '../streams/stored-event.ts';

/** Of a JSON message no more fields are discovered than these [R], and none that lie deeper [D]. */
const MOST_FIELDS = 200;
const DEEPEST = 20;

/** What CloudWatch Logs knows of every event. */
const OWN_FIELDS = ['@timestamp', '@message', '@ingestionTime', '@logStream', '@log'];

/** An event as queries see it: what CloudWatch Logs knows of it, and the fields of a message that is a JSON object. */
export class LogRecord {
  readonly event: StoredEvent;
  readonly #log: string;
  readonly #stream: string;
  #discovered: ReadonlyMap<string, string> | undefined;

  /** `log` is `<account>:<group>`. */
  constructor(event: StoredEvent, log: string, stream: string) {
    this.event = event;
    this.#log = log;
    this.#stream = stream;
  }

  /** The value of a field as a text; times are epoch milliseconds. */
  get(field: string): string | undefined {
    return field.startsWith('@') ? this.#own(field) : this.#fields.get(field);
  }

  /** The same for an order: times need not become texts for that. */
  comparable(field: string): string | number | undefined {
    if (field === '@timestamp') return this.event.timestamp;
    return field === '@ingestionTime' ? this.event.ingestionTime : this.get(field);
  }

  /** All fields by name. */
  entries(): [name: string, value: string][] {
    return [...OWN_FIELDS.map((field): [string, string] => [field, this.#own(field)!]), ...this.#fields];
  }

  #own(field: string): string | undefined {
    switch (field) {
      case '@timestamp':
        return String(this.event.timestamp);
      case '@message':
        return this.event.message;
      case '@ingestionTime':
        return String(this.event.ingestionTime);
      case '@logStream':
        return this.#stream;
      case '@log':
        return this.#log;
      default:
        return undefined;
    }
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
