const WARM_UPS = 3;

/** Measures several things in turns, `runs` times each, so that a busy moment of the machine hits all of them; the first turns warm the caches. */
export async function interleave<Name extends string>(
  runs: number,
  measures: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measures) as Name[];
  const series = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let turn = -WARM_UPS; turn < runs; turn++) {
    for (const name of names) {
      const value = await measures[name]();
      if (turn >= 0) series[name].push(value);
    }
  }
  return series;
}
