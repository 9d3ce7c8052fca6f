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
    return Array.from({ length }, () => ALPHANUMERIC[this.integer(ALPHANUMERIC.length)]).join('');
  }

  /** A lower-case version 4 UUID, the form of every CodePipeline id (spec 1.7). */
  uuid(): string {
    const h = this.hex(32);
    const variant = ((Number.parseInt(h[16]!, 16) & 3) | 8).toString(16);
    return [h.slice(0, 8), h.slice(8, 12), `4${h.slice(13, 16)}`, `${variant}${h.slice(17, 20)}`, h.slice(20)].join(
      '-',
    );
  }
}
