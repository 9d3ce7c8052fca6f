import { expect, it } from 'vitest';
import { Agenda } from '../../src/engine/agenda.ts';

it('what follows comes after the change, in the order of causes, and before the outermost call returns', () => {
  const agenda = new Agenda();
  const done: string[] = [];
  agenda.run(() => {
    agenda.soon(() => {
      done.push('first');
      agenda.soon(() => done.push('third'));
    });
    agenda.run(() => agenda.soon(() => done.push('second')));
    done.push('change');
  });
  expect(done).toEqual(['change', 'first', 'second', 'third']);
});

it('a refused change leaves nothing behind for the next one', () => {
  const agenda = new Agenda();
  const done: string[] = [];
  const refuse = () =>
    agenda.run(() => {
      throw new Error('refused');
    });
  expect(refuse).toThrow('refused');
  agenda.run(() => agenda.soon(() => done.push('next')));
  expect(done).toEqual(['next']);
});
