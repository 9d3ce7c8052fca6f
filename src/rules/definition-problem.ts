/** The named exceptions that CreatePipeline and UpdatePipeline raise for a definition (spec 2.2). */
export type DefinitionException =
  | 'InvalidStructureException'
  | 'InvalidStageDeclarationException'
  | 'InvalidActionDeclarationException'
  | 'InvalidBlockerDeclarationException';

export type Path = readonly (string | number)[];

/** One thing that AWS would refuse, and where in the definition it stands. */
export interface DefinitionProblem {
  readonly exception: DefinitionException;
  readonly message: string;
  readonly path: Path;
}

/** Hears of a problem. */
export type Report = (problem: DefinitionProblem) => void;

export function inStructure(message: string, path: Path = []): DefinitionProblem {
  return { exception: 'InvalidStructureException', message, path };
}

export function inStage(message: string, path: Path): DefinitionProblem {
  return { exception: 'InvalidStageDeclarationException', message, path };
}

export function inAction(message: string, path: Path): DefinitionProblem {
  return { exception: 'InvalidActionDeclarationException', message, path };
}
