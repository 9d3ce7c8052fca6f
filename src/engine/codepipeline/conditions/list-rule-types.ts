import { RULE_TYPES, type RuleType } from '../../../rules/rule-types.ts';

/** ListRuleTypes: all rules that conditions may have, in one answer (spec 1.5, 2.4); they are the same in every region. */
export function listRuleTypes() {
  return { ruleTypes: RULE_TYPES.map(shown) };
}

function shown({ provider, required, optional, inputs: [minimumCount, maximumCount] }: RuleType) {
  return {
    id: { category: 'Rule', owner: 'AWS', provider, version: '1' },
    ruleConfigurationProperties: [
      ...required.map((name) => property(name, true)),
      ...optional.map((name) => property(name, false)),
    ],
    inputArtifactDetails: { minimumCount, maximumCount },
  };
}

function property(name: string, required: boolean) {
  return { name, required, key: required, secret: false, queryable: false, type: 'String' };
}
