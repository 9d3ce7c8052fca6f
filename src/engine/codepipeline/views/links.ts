import { fillTemplate, settingsOf } from '../action-types/url-templates.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import type { ActionRun, SourceRevision } from '../executions/execution.ts';
import type { Place } from './pages.ts';

/** An action in a definition always works on the same, and somebody may ask for it every second. */
const entityUrls = new WeakMap<ActionLayout, { readonly url: string | undefined }>();

/** What an action works on, as a page for a person; absent where there is no such page. */
export function entityUrl(action: ActionLayout, place: Place): string | undefined {
  let entity = entityUrls.get(action);
  if (!entity) {
    entity = { url: pageOf(action, settingsOf(action.type)?.entityUrlTemplate, place) };
    entityUrls.set(action, entity);
  }
  return entity.url;
}

/** The page that was given with the revision, or the provider's own; made when asked for, not kept. */
export function revisionUrl(action: ActionLayout, revision: SourceRevision, place: Place): string | undefined {
  return (
    revision.url ?? pageOf(action, settingsOf(action.type)?.revisionUrlTemplate, place, { RevisionId: revision.id })
  );
}

/**
 * The page of what an action has started outside: the one that it was given, or the provider's own, with variables in
 * their places; of a source its revision.
 */
export function executionUrl(run: ActionRun): string | undefined {
  const { action, externalId, revision } = run;
  if (run.externalUrl !== undefined || externalId === undefined) return run.externalUrl;
  const { pipeline } = run.stageRun.execution;
  if (revision) return revisionUrl(action, revision, pipeline);
  const template = settingsOf(action.type)?.executionUrlTemplate;
  const resolved = run.resolvedConfiguration ? { ...action, configuration: run.resolvedConfiguration } : action;
  return pageOf(resolved, template, pipeline, { ExternalExecutionId: externalId });
}

const CONFIG = 'Config:';

/** Only what is required and not secret can stand in a page's address (spec 2.12); the region is the action's own. */
function pageOf(
  { type, declaration, configuration }: ActionLayout,
  template: string | undefined,
  place: Place,
  ids: Readonly<Record<string, string>> = {},
): string | undefined {
  if (template === undefined) return undefined;
  const Region = declaration.region ?? place.region;
  const values: Readonly<Record<string, string>> = { Account: place.account, Region, ...ids };
  return fillTemplate(template, (placeholder) => {
    if (!placeholder.startsWith(CONFIG)) return values[placeholder];
    const key = placeholder.slice(CONFIG.length);
    return type.required.includes(key) && !type.secret?.includes(key) ? configuration[key] : undefined;
  });
}
