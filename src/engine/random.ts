const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The engine's only source of chance: the same seed gives the same ids in the same order. */
export class Random {
  #state: [number, number, number, number];

  constructor(seed: number) {
    // splitmix32 spreads a small seed over the whole state.
    let z = seed | 0;
    const next = () => {
      z = (z + 0x9e3779b9) | 0;
      let t = z ^ (z >>> 16);
      t = Math.imul(t, 0x21f0aaad);
      t ^= t >>> 15;
      t = Math.imul(t, 0x735a2d97);
      return (t ^ (t >>> 15)) >>> 0;
    };
    this.#state = [next(), next(), next(), next() | 1];
  }

  /** Where it stands: two that stand alike give the same from here on. */
  get state(): string {
    return this.#state.map((word) => word >>> 0).join('.');
  }

  /** 32 random bits as an unsigned integer (xoshiro128**). */
  bits(): number {
    const s = this.#state;
    const x = Math.imul(s[1], 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.bits() / 0x1_0000_0000;
  }

  integer(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.integer(from.length)]!;
  }

  // Ids are kept for long and in great numbers: joined, they are flat strings; added up, they would be trees of parts.
  hex(digits: number): string {
    const parts: string[] = [];
    while (parts.length * 2 < digits) {
      const b = this.bits();
      parts.push(HEX[b >>> 24]!, HEX[(b >>> 16) & 255]!, HEX[(b >>> 8) & 255]!, HEX[b & 255]!);
    }
    return parts.join('').slice(0, digits);
  }

  alphanumeric(length: number): string {
    const parts: string[] = [];
    for (let i = 0; i < length; i++) parts.push(ALPHANUMERIC[this.integer(ALPHANUMERIC.length)]!);
    return parts.join('');
  }

  /** A lower-case version 4 UUID, the form of every CodePipeline id (spec 1.7). */
  uuid(): string {
    const a = this.bits();
    const b = (this.bits() & 0xffff0fff) | 0x4000;
    const c = (this.bits() & 0x3fffffff) | 0x80000000;
    const d = this.bits();
    // Byte by byte, since everything has an id and a start makes hundreds of them.
    const dash = '-';
    // biome-ignore format: a line for each word of the four.
    return [
      HEX[a >>> 24], HEX[(a >>> 16) & 255], HEX[(a >>> 8) & 255], HEX[a & 255],
      dash, HEX[b >>> 24], HEX[(b >>> 16) & 255], dash, HEX[(b >>> 8) & 255], HEX[b & 255],
      dash, HEX[c >>> 24], HEX[(c >>> 16) & 255], dash, HEX[(c >>> 8) & 255], HEX[c & 255],
      HEX[d >>> 24], HEX[(d >>> 16) & 255], HEX[(d >>> 8) & 255], HEX[d & 255],
    ].join('');
  }
}
