import * as sdk from '@aws-sdk/client-codepipeline';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineDefinition } from '../domain/pipeline.ts';
import { definitionOf } from './codepipeline-values.ts';
import type { Session } from './session.ts';

/** A version of a pipeline, and when the pipeline was made: versions begin anew when it is made again. */
export interface VersionOf {
  readonly version: number;
  readonly createdAt?: number;
}

/** GetPipeline: the newest definition, or that of one version, which is asked for only where it was not kept from earlier. */
export async function getPipeline(
  session: Session,
  id: PipelineId,
  { of, signal }: { of?: VersionOf; signal?: AbortSignal },
): Promise<PipelineDefinition> {
  const kept = of && keptAnswer(session, id, of);
  if (kept) return definitionOf(kept, id);
  const command = new sdk.GetPipelineCommand({ name: id.name, version: of?.version });
  const answer = await session.send<sdk.GetPipelineOutput>(
    'codepipeline:GetPipeline',
    (config) => new sdk.CodePipelineClient(config),
    command,
    signal,
  );
  const { pipeline, metadata } = answer;
  if (pipeline?.version !== undefined)
    session.definitions?.keep(id, pipeline.version, JSON.stringify({ pipeline, metadata }));
  return definitionOf(answer, id);
}

// The two operations need not tell the same fraction of a second.
const SAME_MOMENT_MS = 1000;

/** What was kept, if it is of this pipeline and not of an older one of the same name. */
function keptAnswer(
  session: Session,
  id: PipelineId,
  { version, createdAt }: VersionOf,
): sdk.GetPipelineOutput | undefined {
  if (createdAt === undefined) return undefined;
  const text = session.definitions?.find(id, version);
  const answer = text === undefined ? undefined : parsed(text);
  const made = answer?.metadata?.created?.getTime();
  const isSame = made !== undefined && Math.abs(made - createdAt) < SAME_MOMENT_MS;
  return isSame && answer?.pipeline?.version === version ? answer : undefined;
}

/** As the SDK gave it: the times beside the definition are dates. */
function parsed(text: string): sdk.GetPipelineOutput | undefined {
  try {
    const { pipeline, metadata } = JSON.parse(text) as { pipeline?: sdk.PipelineDeclaration; metadata?: Times };
    const times = Object.entries(metadata ?? {}).map(([name, value]) => [
      name,
      TIMES.has(name) ? new Date(value) : value,
    ]);
    return { pipeline, metadata: Object.fromEntries(times) as sdk.PipelineMetadata };
  } catch {
    return undefined;
  }
}

type Times = Readonly<Record<string, string>>;

const TIMES: ReadonlySet<string> = new Set(['created', 'updated', 'pollingDisabledAt']);
