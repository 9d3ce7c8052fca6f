/** Where something lies in an overflow, in bytes. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Where goes what memory has no room for. Whatever it does changes no answer: it is slower, and that is all. */
export interface Overflow {
  /** So many bytes may be in memory before others go here. */
  readonly room: number;
  /** Undefined where it cannot be written: then it has to stay in memory. */
  write(bytes: Uint8Array): Place | undefined;
  /** Throws where it cannot be read. */
  read(place: Place): Uint8Array;
  /** Nobody needs it any more. */
  free(place: Place): void;
  /** Nobody needs anything any more. */
  clear(): void;
}
