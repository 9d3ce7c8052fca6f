import type { FindActionType } from './action-types.ts';
import { inAction, type Report } from './definition-problem.ts';
import { eachAction, type PlacedAction } from './each-action.ts';
import { type PipelineDeclaration, runOrderOf } from './pipeline-declaration.ts';

/** Artifacts: how many, made once, and made before they are used (spec 2.2). The wording is [D]. */
export function checkArtifacts(pipeline: PipelineDeclaration, find: FindActionType, report: Report): void {
  const actions = eachAction(pipeline);
  for (const placed of actions) checkCounts(placed, find, report);
  const producers = new Map<string, PlacedAction>();
  for (const placed of actions) {
    for (const { name } of placed.action.outputArtifacts ?? []) {
      const other = producers.get(name);
      if (other) {
        const message = `Output artifact '${name}' is produced by more than one action: '${other.action.name}' and '${placed.action.name}'`;
        report(inAction(message, [...placed.path, 'outputArtifacts']));
      }
      producers.set(name, placed);
    }
  }
  for (const placed of actions) checkInputs(placed, producers, report);
}

function checkCounts({ action, path }: PlacedAction, find: FindActionType, report: Report): void {
  const type = find(action.actionTypeId);
  if (!type) return;
  const sides = [
    ['inputArtifacts', 'input', type.inputs],
    ['outputArtifacts', 'output', type.outputs],
  ] as const;
  for (const [member, word, [least, most]] of sides) {
    const count = action[member]?.length ?? 0;
    const limit = count < least ? `less than the minimum count (${least})` : `more than the maximum count (${most})`;
    if (count < least || count > most) {
      const message = `Action '${action.name}' has ${count} ${word} artifact(s), which is ${limit} for provider '${type.provider}'`;
      report(inAction(message, [...path, member]));
    }
  }
}

function checkInputs(user: PlacedAction, producers: ReadonlyMap<string, PlacedAction>, report: Report): void {
  for (const { name } of user.action.inputArtifacts ?? []) {
    const producer = producers.get(name);
    if (!producer || !comesBefore(producer, user)) {
      const message = `Input artifact '${name}' of action '${user.action.name}' is not an output artifact of an earlier action`;
      report(inAction(message, [...user.path, 'inputArtifacts']));
    }
  }
}

/** In an earlier stage, or in the same stage with a lower run order. */
export function comesBefore(one: PlacedAction, other: PlacedAction): boolean {
  if (one.stageIndex !== other.stageIndex) return one.stageIndex < other.stageIndex;
  return runOrderOf(one.action) < runOrderOf(other.action);
}
