import { ACTION_TYPES, type ActionType, type FindActionType, findActionType } from '../../../rules/action-types.ts';
import type { ActionTypeId } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import { checkTags, type Tag } from '../tags/tags.ts';
import type { Place } from '../views/pages.ts';
import { type ActionTypeDeclaration, declarationOf, updatedActionType } from './action-type-declaration.ts';
import { type ConfigurationProperty, propertiesOf } from './configuration-property.ts';
import {
  type CustomActionType,
  type CustomActionTypeRequest,
  isIdentical,
  newCustomActionType,
} from './custom-action-type.ts';

const MOST_CUSTOM = 50;

/** An action type that can be listed: custom, or one that comes with the service. */
export interface ListedActionType {
  readonly type: ActionType;
  readonly properties: readonly ConfigurationProperty[];
}

/** A partner's action type as its owner has changed it. */
interface UpdatedActionType extends ListedActionType {
  readonly declaration: ActionTypeDeclaration;
}

/** The action types of one account and region: those that come with the service, and the account's own (spec 2.3, 2.12). */
export class ActionTypes {
  readonly #place: Place;
  /** By id, deleted ones too. */
  readonly #custom = new Map<string, CustomActionType>();
  readonly #updated = new Map<string, UpdatedActionType>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** The type that a definition may use. */
  readonly find: FindActionType = (id) => {
    if (id.owner === 'AWS') return findActionType(id);
    const custom = this.#custom.get(keyOf(id));
    if (custom) return custom.deleted ? undefined : custom.type;
    const updated = this.#updated.get(keyOf(id));
    if (!updated) return findActionType(id);
    return this.#isAllowed(updated.declaration) ? updated.type : undefined;
  };

  /** The type of an action that a pipeline has already, also when it may no longer be used. */
  readonly findKnown: FindActionType = (id) => this.#custom.get(keyOf(id))?.type ?? this.find(id) ?? findActionType(id);

  /** For the operations on tags; undefined also for a deleted type (spec 2.13). */
  findCustomActionTypeByArn(arn: string): CustomActionType | undefined {
    return this.#live().find((custom) => custom.arn === arn);
  }

  /** By id. */
  list(): ListedActionType[] {
    const builtIn = ACTION_TYPES.map(
      (type) => this.#updated.get(keyOf(type)) ?? { type, properties: propertiesOf(type) },
    );
    const all: ListedActionType[] = [...builtIn, ...this.#live()];
    return all.sort((a, b) => (keyOf(a.type) < keyOf(b.type) ? -1 : 1));
  }

  /**
   * CreateCustomActionType (spec 2.12). A type that was deleted comes back when it is made exactly as it was.
   * Throws ValidationException for an id that is or was another type's [D], LimitExceededException, and
   * InvalidTagsException and TooManyTagsException.
   */
  create(request: CustomActionTypeRequest, tags: readonly Tag[]): CustomActionType {
    const created = newCustomActionType(request, tags, this.#place);
    const key = keyOf(created.type);
    const before = this.#custom.get(key);
    if (before && !before.deleted) throw invalid(`${nameOf(created.type)} already exists`);
    if (before && !isIdentical(before, created)) {
      throw invalid(`${nameOf(created.type)} was deleted; its version can only be used for an identical action type`);
    }
    checkTags(tags, created.arn);
    if (this.#live().length >= MOST_CUSTOM) {
      const message = `There can only be up to ${MOST_CUSTOM} custom action types in a region`;
      throw new AwsError('LimitExceededException', message);
    }
    if (!before) this.#custom.set(key, created);
    else Object.assign(before, { deleted: false, tags });
    return before ?? created;
  }

  /**
   * DeleteCustomActionType: the type is marked as deleted; an unknown one is no error [D]. Pipelines that have it keep it, but nobody can poll for its jobs, so that its actions come to their
   * timeout unless the type is made again [D].
   */
  delete(id: Omit<ActionTypeId, 'owner'>): void {
    const custom = this.#custom.get(keyOf({ ...id, owner: 'Custom' }));
    if (custom) custom.deleted = true;
  }

  /** GetActionType. Throws ActionTypeNotFoundException. */
  describe(id: ActionTypeId): ActionTypeDeclaration {
    const updated = this.#updated.get(keyOf(id));
    return updated?.declaration ?? declarationOf(this.#findBuiltIn(id), this.#place.account);
  }

  /**
   * UpdateActionType: what a partner's action type is from now on, for definitions to come. Throws
   * ActionTypeNotFoundException; RequestFailedException for a type that no partner runs [D]; ValidationException for
   * what does not go together, or takes away what users of a public type rely on.
   */
  update(declaration: ActionTypeDeclaration): void {
    const builtIn = this.#findBuiltIn(declaration.id);
    if (builtIn.owner !== 'ThirdParty' || !builtIn.executor) {
      throw new AwsError('RequestFailedException', `${nameOf(builtIn)} can only be updated by its owner`);
    }
    const updated = updatedActionType(builtIn, declaration, this.describe(declaration.id));
    this.#updated.set(keyOf(builtIn), { ...updated, declaration });
  }

  #live(): CustomActionType[] {
    return [...this.#custom.values()].filter(({ deleted }) => !deleted);
  }

  #findBuiltIn(id: ActionTypeId): ActionType {
    const type = findActionType(id);
    if (!type) throw actionTypeNotFound(id);
    return type;
  }

  #isAllowed({ permissions }: ActionTypeDeclaration): boolean {
    const { allowedAccounts = [] } = permissions ?? {};
    return allowedAccounts.includes('*') || allowedAccounts.includes(this.#place.account);
  }
}

export function actionTypeNotFound(id: ActionTypeId): AwsError {
  return new AwsError('ActionTypeNotFoundException', `${nameOf(id)} could not be found`);
}

function nameOf({ category, provider, owner, version }: ActionTypeId): string {
  return `ActionType (Category: '${category}', Provider: '${provider}', Owner: '${owner}', Version: '${version}')`;
}

/** Tells action types apart. */
export function keyOf({ category, owner, provider, version }: ActionTypeId): string {
  return `${category}/${owner}/${provider}/${version}`;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
