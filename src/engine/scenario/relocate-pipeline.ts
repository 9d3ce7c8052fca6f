import type { Scenario } from './model.ts';

type Declaration = Scenario['pipelines'][number]['declaration'];

interface Stage {
  actions?: { region?: string }[];
}

/**
 * A pipeline in another region: what get-pipeline prints names the region it came from in every action, and a scenario is
 * played wherever the engine's account is. Actions of other regions stay where they are.
 */
export function relocatePipeline(declaration: Declaration, region: string): Declaration {
  const stages = Array.isArray(declaration.stages) ? (declaration.stages as Stage[]) : [];
  const home = stages.flatMap(({ actions }) => actions ?? []).find((action) => action.region)?.region;
  if (home === undefined || home === region) return declaration;
  const moved = { ...declaration, stages: stages.map((stage) => moveStage(stage, home, region)) };
  const stores = declaration.artifactStores;
  if (typeof stores !== 'object' || stores === null) return moved;
  const entries = Object.entries(stores).map(([place, store]) => [place === home ? region : place, store]);
  return { ...moved, artifactStores: Object.fromEntries(entries) };
}

function moveStage(stage: Stage, home: string, region: string): Stage {
  if (!Array.isArray(stage.actions)) return stage;
  return {
    ...stage,
    actions: stage.actions.map((action) => (action.region === home ? { ...action, region } : action)),
  };
}
