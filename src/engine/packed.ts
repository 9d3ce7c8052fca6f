import { getBuiltinModule } from 'node:process';

// Loaded when something is first packed: a start keeps too little for that.
const zlib = () => getBuiltinModule('node:zlib');

/** Speed before size: what is packed here shrinks a lot either way. */
const LEVEL = 1;

/** Values that were old enough to be kept small: their JSON, deflated. What JSON does not know is lost. */
export type Packed<T> = Uint8Array & { readonly of?: T };

export function pack<T>(values: readonly T[]): Packed<T> {
  // A copy, because what zlib gives is a small part of a large buffer.
  return new Uint8Array(zlib().deflateRawSync(JSON.stringify(values), { level: LEVEL }));
}

export function unpack<T>(packed: Packed<T>): T[] {
  return JSON.parse(textOf(packed));
}

/** The JSON itself. */
export function textOf(packed: Packed<unknown>): string {
  return zlib().inflateRawSync(packed).toString();
}
