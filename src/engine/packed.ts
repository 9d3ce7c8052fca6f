import { getBuiltinModule } from 'node:process';

// Loaded when something is first packed: a start keeps too little for that.
const zlib = () => getBuiltinModule('node:zlib');

/** Speed before size: what is packed here shrinks a lot either way. */
const LEVEL = 1;

/**
 * Values that were old enough to be kept small: their JSON, deflated. What JSON does not know is lost. A string of bytes
 * is smaller than a buffer of them, and does not lie scattered outside the heap.
 */
export type Packed<T> = string & { readonly of?: T };

export function pack<T>(values: readonly T[]): Packed<T> {
  return zlib().deflateRawSync(JSON.stringify(values), { level: LEVEL }).toString('latin1');
}

export function unpack<T>(packed: Packed<T>): T[] {
  return JSON.parse(textOf(packed));
}

/** The JSON itself. */
export function textOf(packed: Packed<unknown>): string {
  return zlib().inflateRawSync(Buffer.from(packed, 'latin1')).toString();
}
