export const PIPELINE = `pipelines:
  - name: web
    stages:
      - name: Source
        actions:
          - { name: Checkout, type: Source/CodeCommit, out: [S], configuration: { RepositoryName: web, BranchName: main } }
      - name: Publish
        actions:
          - { name: Upload, type: Deploy/S3, in: [S], configuration: { BucketName: b, Extract: 'true' } }
`;

/** What is wrong, a scenario that has it, and what is said of it. */
export const MISTAKES: readonly (readonly [what: string, text: string, message: string])[] = [
  [
    'an unknown key',
    'pipelines: []\npasst: []\n',
    'my.yaml:2:1: passt: is not known here; expected description, pipelines',
  ],
  ['a wrong type', 'pipelines: 3\n', 'my.yaml:1:1: pipelines: expected a list, found 3'],
  ['bad YAML', 'a: [1\nb: 2\n', 'my.yaml:2:'],
  ['a missing member', 'pipelines:\n  - name: web\n', 'my.yaml:2:5: pipelines[0].stages: is missing'],
  [
    'a bad action type',
    PIPELINE.replace('Deploy/S3', 'S3'),
    'my.yaml:9:29: pipelines[0].stages[1].actions[0].type: expected CATEGORY/PROVIDER',
  ],
  [
    'an artifact that nobody makes',
    PIPELINE.replace('in: [S]', 'in: [T]'),
    "my.yaml:9: the pipeline: InvalidActionDeclarationException: Input artifact 'T' of action 'Upload'",
  ],
  ['no verb', 'past:\n  - { at: -1h }\n', 'my.yaml:2:5: past[0]: expected one of push, start'],
  ['two verbs', 'past:\n  - { at: -1h, push: a, start: b }\n', 'found push and start'],
  ['no time', 'past:\n  - { push: a }\n', 'past[0].at: expected a time before now'],
  [
    'a time that is none',
    'past:\n  - { push: a, at: yesterday }\n',
    'my.yaml:2:16: past[0].at: expected a time such as -3d',
  ],
  ['a past after now', 'past:\n  - { at: 3h, push: a }\n', 'expected a time before now'],
  ['a past that repeats', 'past:\n  - { at: -3h, every: 1m, push: a }\n', 'only steps of the future repeat'],
  ['a future before now', 'future:\n  - { at: -3h, push: a }\n', 'expected a time from now on'],
  ['a future too fast', 'future:\n  - { every: 0.1s, push: a }\n', 'expected at least 1s'],
  [
    'a reason that AWS refuses',
    'past:\n  - { at: -1h, disable: a/B, by: x, reason: "a, b" }\n',
    'past[0].reason: expected 1 to 300 letters',
  ],
  ['a place without stage', 'past:\n  - { at: -1h, enable: a, by: x }\n', 'past[0].enable: expected PIPELINE/STAGE'],
  ['nobody', 'past:\n  - { at: -1h, enable: a/B }\n', 'past[0].by: is missing'],
  [
    'a member of another verb',
    'past:\n  - { at: -1h, start: a, by: x, commit: y }\n',
    'past[0].commit: is not known here',
  ],
  [
    'a rule',
    'behaviors:\n  - { match: { pipline: x } }\n',
    'my.yaml:2:16: behaviors[0].match.pipline: is not known here',
  ],
  [
    'a lifecycle event that there is not',
    'behaviors:\n  - { match: { lifecycleEvent: AfterInstal } }\n',
    'my.yaml:2:16: behaviors[0].match.lifecycleEvent: expected ApplicationStop, DownloadBundle',
  ],
  [
    'an alarm',
    'alarms:\n  - { name: 5xx, state: ok }\n',
    'my.yaml:2:18: alarms[0].state: expected OK, ALARM, INSUFFICIENT_DATA; found "ok"',
  ],
  ['a machine', 'instances:\n  - { id: i-1 }\n  - { id: i-1 }\n', 'my.yaml:3:7: instances[1].id: "i-1" is there twice'],
  [
    'an application',
    'applications:\n  - name: web\n    groups:\n      - { name: prod, tag: { a: b } }\n',
    'my.yaml:4:23: applications[0].groups[0].tag: is not known here; expected name, tags, autoScalingGroups, config, settings',
  ],
  [
    'a platform',
    'applications:\n  - { name: web, platform: Kubernetes }\n',
    'my.yaml:2:18: applications[0].platform: expected Server, Lambda, ECS',
  ],
  [
    'a group that AWS would not take',
    'applications:\n  - name: web\n    groups:\n      - { name: prod, settings: { deploymentStyle: { deploymentType: GREEN } } }\n',
    "my.yaml:4: the deployment group: ValidationException: 1 validation error detected: Value 'GREEN' at 'deploymentStyle.deploymentType'",
  ],
  [
    'a revision',
    'revisions:\n  - { bucket: b, key: k, appspec: 7 }\n',
    'my.yaml:2:26: revisions[0].appspec: expected a text, found 7',
  ],
  [
    'an alarm of a step',
    'future:\n  - { at: 1m, alarm: 5xx, state: LOUD }\n',
    'my.yaml:2:27: future[0].state: expected OK, ALARM, INSUFFICIENT_DATA; found "LOUD"',
  ],
  [
    'a variable that is no text',
    'past:\n  - { at: -1h, start: web, by: x, variables: { N: 7 } }\n',
    'past[0].variables.N: expected a text, found 7',
  ],
  [
    'an empty variable',
    'past:\n  - { at: -1h, start: web, by: x, variables: { N: "" } }\n',
    "my.yaml:2: start: ValidationException: 1 validation error detected: Value '' at 'variables.1.member.value'",
  ],
  [
    'a deployment without group',
    'past:\n  - { at: -1h, deploy: web, by: x, revision: {} }\n',
    'past[0].deploy: expected APPLICATION/GROUP',
  ],
  [
    'a revision that AWS would not take',
    'past:\n  - { at: -1h, deploy: web/prod, by: x, revision: { revisionType: Tape } }\n',
    "my.yaml:2: deploy: ValidationException: 1 validation error detected: Value 'Tape' at 'revision.revisionType'",
  ],
  ['a fault', 'faults:\n  - { kind: delay }\n', 'my.yaml:2:5: faults[0].delayMs: is missing'],
  [
    'a share of more than all',
    'faults:\n  - { kind: throttle, rate: 30 }\n',
    'my.yaml:2:23: faults[0].rate: expected a number from 0 to 1',
  ],
  [
    'copies of the same name',
    PIPELINE.replace('name: web\n', 'name: web\n    copies: 2\n'),
    'my.yaml:2:5: pipelines[0].name: expected {n} where the number of the copy goes',
  ],
  [
    'too many copies',
    PIPELINE.replace('name: web\n', 'name: web-{n}\n    copies: 501\n    regions: [us-east-1, eu-west-1]\n'),
    'my.yaml:2:5: pipelines[0]: expected at most 1000 copies in all places',
  ],
  [
    'an account that is a number',
    PIPELINE.replace('name: web\n', 'name: web\n    accounts: [123456789012]\n'),
    'my.yaml:3:16: pipelines[0].accounts[0]: expected a text',
  ],
  [
    'a region that is none',
    PIPELINE.replace('name: web\n', 'name: web\n    regions: [Frankfurt]\n'),
    'pipelines[0].regions[0]: expected a region such as eu-west-1',
  ],
  [
    'a copy whose name is too long',
    PIPELINE.replace('name: web\n', `name: ${'x'.repeat(99)}{n}\n    copies: 10\n`),
    'my.yaml:2: the pipeline: ValidationException: 1 validation error detected',
  ],
  [
    'too many lines',
    'behaviors:\n  - { match: {}, logLinesPerSecond: 10001 }\n',
    'my.yaml:2:18: behaviors[0].logLinesPerSecond: expected at most 10000 lines a second',
  ],
  ['a machine of nobody', 'past:\n  - { at: -1h, register: box }\n', 'past[0].by: is missing'],
  [
    'a deployment that goes on nowhere',
    'past:\n  - { at: -1h, continueDeployment: web, by: x }\n',
    'past[0].continueDeployment: expected APPLICATION/GROUP',
  ],
  [
    'a stage that is none',
    'past:\n  - { at: -1h, rollBack: web, by: x }\n',
    'past[0].rollBack: expected PIPELINE/STAGE',
  ],
  [
    'a stopped deployment that wants two things',
    'past:\n  - { at: -1h, stopDeployment: web/prod, by: x, autoRollback: perhaps }\n',
    'past[0].autoRollback: ',
  ],
  ['a definition that is missing', 'pipelines:\n  - definition: none.json\n', 'there is no such file'],
];
