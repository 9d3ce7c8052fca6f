import type { ArtifactStore } from '../../../rules/pipeline-declaration.ts';
import type { Random } from '../../random.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import type { Execution } from './execution.ts';

export interface ArtifactDetail {
  readonly name: string;
  readonly s3location: { readonly bucket: string; readonly key: string };
}

/** Puts an action's output artifacts into the store; a later run of the action overwrites them (spec 2.7). */
export function storeOutputArtifacts(execution: Execution, action: ActionLayout, random: Random): void {
  for (const { name } of action.declaration.outputArtifacts ?? []) {
    execution.artifactKeys[execution.version.artifacts.get(name)!] ??= random.alphanumeric(7);
  }
}

/** The artifacts of these names that the execution has made so far, as the region's store holds them (spec 1.7); absent: the pipeline's region. */
export function artifactDetails(
  execution: Execution,
  region: string | undefined,
  artifacts: readonly { readonly name: string }[] | undefined,
): ArtifactDetail[] {
  const bucket = storeOf(execution, region)?.location ?? '';
  const details: ArtifactDetail[] = [];
  for (const { name } of artifacts ?? []) {
    const ending = execution.artifactKeys[execution.version.artifacts.get(name)!];
    if (ending === undefined) continue;
    const key = `${execution.pipeline.name.slice(0, 20)}/${name.slice(0, 10)}/${ending}`;
    details.push({ name, s3location: { bucket, key } });
  }
  return details;
}

/** The artifact store of a region; absent: the pipeline's region. */
export function storeOf(execution: Execution, region = execution.pipeline.region): ArtifactStore | undefined {
  const { artifactStore, artifactStores } = execution.version.declaration;
  return artifactStore ?? artifactStores?.[region];
}
