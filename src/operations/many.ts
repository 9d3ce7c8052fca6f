import { accountText, type PipelineId, pipelineKey, placeKey } from '../domain/identity.ts';
import type { Subject } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import type { Site } from '../live/site.ts';
import { whereText } from './wording.ts';

/** `1 pipeline`, `14 pipelines` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `storefront`, or `14 pipelines` */
export function changedPipelines(subjects: readonly Subject[]): string {
  const ids = subjects.flatMap(({ pipeline }) => (pipeline ? [pipeline] : []));
  const [first, ...others] = new Map(ids.map((id) => [pipelineKey(id), id])).values();
  return first && others.length === 0 ? first.name : count(first ? others.length + 1 : 0, 'pipeline');
}

/** The places of some pipelines, each once; of none, all that were chosen: a command must not lead elsewhere. */
export function sitesOf(live: Live, ids: readonly PipelineId[]): readonly Site[] {
  if (ids.length === 0) return live.sites;
  const keys = new Set(ids.map(placeKey));
  return live.sites.filter(({ place }) => keys.has(placeKey(place)));
}

/** A pipeline's name, with its place where the others are elsewhere. */
export function placedName(id: PipelineId, others: readonly PipelineId[]): string {
  const isAlone = others.every((other) => placeKey(other) === placeKey(id));
  return isAlone ? id.name : `${id.name} (${accountText(id.account)} ${id.region})`;
}

/** Every place, as plans repeat it. */
export function whereAll(live: Live, ids: readonly PipelineId[]): string {
  const texts = new Set(ids.map((id) => whereText(live, id)));
  return [...texts].join('; ');
}
