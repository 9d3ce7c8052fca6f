import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackedList } from '../../src/engine/packed-list.ts';

interface Item {
  readonly id: string;
  rest: boolean;
}

const FORM = {
  plain: ({ id, rest }: Item) => [id, rest] as const,
  revived: ([id, rest]: readonly [string, boolean]): Item => ({ id, rest }),
};

function list() {
  return new PackedList(FORM, ({ rest }: Item) => rest);
}

function filled(count: number) {
  const items = list();
  for (let number = 1; number <= count; number++) items.add({ id: `item ${number}`, rest: true });
  return items;
}

const ids = (items: Iterable<Item>) => [...items].map(({ id }) => id);

describe('a packed list', () => {
  it('packs full blocks of what is at rest, and gives copies of it', () => {
    const items = filled(17);
    expect([1, 8, 9, 16].map((number) => items.loose(number))).toEqual(Array(4).fill(undefined));
    expect(items.loose(17)?.id).toBe('item 17');
    expect(items.at(1)).toEqual({ id: 'item 1', rest: true });
    expect(items.at(1)).toBe(items.at(1));
    expect(ids(items.newestFirst())).toEqual(Array.from({ length: 17 }, (_, place) => `item ${17 - place}`));
    expect(ids(items.newestFirst(3))).toEqual(['item 2', 'item 1']);
  });

  it('leaves what is not at rest, and packs it when it is', () => {
    const items = list();
    const busy = { id: 'busy', rest: false };
    items.add(busy);
    for (let i = 0; i < 16; i++) items.add({ id: 'x', rest: true });
    expect(items.loose(1)).toBe(busy);
    expect(items.loose(2)).toBeUndefined();
    busy.rest = true;
    for (let i = 0; i < 16; i++) items.add({ id: 'x', rest: true });
    expect(items.loose(1)).toBeUndefined();
    expect([items.at(1).id, items.at(2).id]).toEqual(['busy', 'x']);
  });

  it('counts a copy that was put back', () => {
    const items = filled(17);
    const copy = items.at(3);
    copy.rest = false;
    items.putBack(3, copy);
    for (let i = 0; i < 32; i++) items.add({ id: 'x', rest: true });
    expect(items.at(3)).toBe(copy);
    copy.rest = true;
    for (let i = 0; i < 32; i++) items.add({ id: 'x', rest: true });
    expect(items.loose(3)).toBeUndefined();
    expect([2, 3, 4].map((number) => items.at(number).id)).toEqual(['item 2', 'item 3', 'item 4']);
  });

  it('tells where a text cannot be', () => {
    const items = filled(40);
    expect(ids(items.thatMayHave('item 20')).slice(0, 8)).toEqual(ids(items.newestFirst()).slice(0, 8));
    expect(ids(items.thatMayHave('item 20'))).toContain('item 20');
    expect(ids(items.thatMayHave('item 20'))).not.toContain('item 5');
  });

  it('holds what an array holds, however it grows and is cut', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), rest: fc.boolean() }),
      fc.record({ kind: fc.constant('rest' as const), place: fc.nat() }),
      fc.record({ kind: fc.constant('drop' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        const items = list();
        const model = new Map<number, Item>();
        for (const chosen of steps) {
          if (chosen.kind === 'add') {
            const item = { id: String(items.next), rest: chosen.rest };
            model.set(items.next, { ...item });
            items.add(item);
          } else if (chosen.kind === 'drop') {
            if (model.delete(items.first)) items.dropFirst();
          } else if (model.size > 0) {
            const number = items.first + (chosen.place % model.size);
            const item = items.at(number);
            item.rest = !item.rest;
            items.putBack(number, item);
            model.set(number, { ...item });
          }
        }
        expect([...items.newestFirst()].reverse()).toEqual([...model.values()]);
        for (const [number, item] of model) expect(items.at(number)).toEqual(item);
      }),
    );
  });
});
