import { page, scopeOf } from '../../paging.ts';
import type { Operation } from '../../world.ts';
import type { EngineContext } from '../engine-context.ts';
import type { Place } from '../views/pages.ts';
import { countsOf } from './action-type-declaration.ts';
import { keyOf, type ListedActionType } from './action-types.ts';
import { shownSettings } from './url-templates.ts';

/** The service does not say how many it gives at a time [D]. */
const MOST_LISTED = 50;

/** More artifacts the model of the answer does not allow, though some actions take them. */
const MOST_COUNTED = 5;

/** The operations on action types (spec 2.3, 2.12). */
export function actionTypeOperations({ actionTypes, services }: EngineContext): Record<string, Operation> {
  return {
    ListActionTypes: (input, caller) => {
      const { actionOwnerFilter: owner, regionFilter: region = services.region } = input;
      // What an account makes is in its region alone [D].
      const asked = actionTypes
        .list()
        .filter(({ type }) => owner === undefined || type.owner === owner)
        .filter(({ type }) => type.owner !== 'Custom' || region === services.region);
      const { items, nextToken } = page(scopeOf(caller, 'ListActionTypes'), input, {
        items: () => asked,
        cursorOf: ({ type }) => keyOf(type),
        isAfter: ({ type }, key) => keyOf(type) > key,
        most: MOST_LISTED,
      });
      const place = { account: services.account, region };
      return { actionTypes: items.map((listed) => view(listed, place)), ...(nextToken && { nextToken }) };
    },
    CreateCustomActionType: ({ tags, ...request }) => {
      const created = actionTypes.create(request, tags ?? []);
      return { actionType: view(created, services), ...(tags && { tags: created.tags }) };
    },
    DeleteCustomActionType: (id) => {
      actionTypes.delete(id);
      return undefined;
    },
    GetActionType: (id) => ({ actionType: actionTypes.describe(id) }),
    UpdateActionType: ({ actionType }) => {
      actionTypes.update(actionType);
      return undefined;
    },
  };
}

function view({ type, properties }: ListedActionType, place: Place) {
  const { category, owner, provider, version } = type;
  const settings = shownSettings(type, place);
  return {
    id: { category, owner, provider, version },
    ...(settings && { settings }),
    actionConfigurationProperties: properties,
    inputArtifactDetails: counted(type.inputs),
    outputArtifactDetails: counted(type.outputs),
  };
}

function counted(range: ListedActionType['type']['inputs']) {
  const { minimumCount, maximumCount } = countsOf(range);
  return { minimumCount, maximumCount: Math.min(maximumCount, MOST_COUNTED) };
}
