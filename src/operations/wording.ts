import { revisionText, shortExecution, shortRevision } from '../domain/execution.ts';
import { accountText, type PipelineId, type Place, principalText } from '../domain/identity.ts';
import type { Transition } from '../domain/pipeline.ts';
import { type PipelineView, revisionOf } from '../domain/pipeline-view.ts';
import type { Live } from '../live/live.ts';
import { ageText } from '../text/time.ts';

/** `1234-5678-9012 · eu-west-1 · MOCK`: what every plan repeats, so that nobody mistakes the account. */
export function whereText(live: Live, place: Place): string {
  const site = live.site(place);
  const kind = site.kind === 'mock' ? 'MOCK' : site.kind === 'endpoint' ? site.endpoint : undefined;
  return [accountText(place.account), place.region, kind].filter(Boolean).join(' · ');
}

/** An age by the service's clock, `12m`, or `–` where it is not known. */
export function agoText(live: Live, place: Place, at: number | undefined): string {
  const now = live.clock(place).now();
  return ageText(now === undefined || at === undefined ? undefined : now - at);
}

/** `77b0e1d Blue header`, or the execution where its revision is not known. */
export function carriedText(view: PipelineView, executionId: string): string {
  return revisionText(revisionOf(view, executionId)) || `execution ${shortExecution(executionId)}`;
}

/** `77b0e1d`, or the execution's short id. */
export function carriedShort(view: PipelineView, executionId: string): string {
  const id = revisionOf(view, executionId)?.id;
  return id ? shortRevision(id) : shortExecution(executionId);
}

/** `closed by alice 2d ago: year-end freeze` */
export function closedText(live: Live, id: PipelineId, transition: Transition): string {
  const by = transition.by ? ` by ${principalText(transition.by)}` : '';
  const at = transition.at === undefined ? '' : ` ${agoText(live, id, transition.at)} ago`;
  return `closed${by}${at}${transition.reason ? `: ${transition.reason}` : ''}`;
}
