import { anObject, type Check, list, Mistake, object, oneOf, type Path, record, text, wholeNumber } from '../checks.ts';

const actionForm = object(
  { name: text, type: text },
  {
    in: list(text),
    out: list(text),
    runOrder: wholeNumber(1),
    namespace: text,
    region: text,
    roleArn: text,
    timeoutInMinutes: wholeNumber(1),
    configuration: record(text),
    commands: list(text),
    outputVariables: list(text),
  },
);

// Conditions and triggers are as AWS spells them; its model is held against the whole declaration.
const stageForm = object(
  { name: text, actions: list(actionForm) },
  { beforeEntry: anObject, onSuccess: anObject, onFailure: anObject },
);

const pipelineForm = object(
  { name: text, stages: list(stageForm) },
  {
    pipelineType: oneOf('V1', 'V2'),
    executionMode: text,
    variables: list(object({ name: text }, { defaultValue: text, description: text })),
    triggers: list(anObject),
  },
);

/**
 * A pipeline in the short form of scenarios: `type: Build/CodeBuild` for the action type, `in` and `out` for the names
 * of artifacts; role and artifact store are filled in. Gives what CreatePipeline takes.
 */
export const shortPipeline: Check<Record<string, unknown>> = (value, path) => {
  const { name, stages, pipelineType, executionMode, variables, triggers } = pipelineForm(value, path);
  return {
    name,
    roleArn: `arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-${name}`,
    artifactStore: { type: 'S3', location: 'codepipeline-us-east-1-123456789012' },
    stages: stages.map(({ actions, ...stage }, s) => ({
      ...stage,
      actions: actions.map(({ type, in: inputs = [], out: outputs = [], ...rest }, a) => ({
        ...rest,
        actionTypeId: actionType(type, [...path, 'stages', s, 'actions', a, 'type']),
        inputArtifacts: inputs.map((artifact) => ({ name: artifact })),
        outputArtifacts: outputs.map((artifact) => ({ name: artifact })),
      })),
    })),
    pipelineType,
    executionMode,
    variables,
    triggers,
  };
};

/** `Build/CodeBuild`, or `ThirdParty/Source/GitHub` where the owner is not AWS. */
function actionType(type: string, path: Path): object {
  const parts = type.split('/');
  const [category, provider] = parts.slice(-2);
  if (parts.length < 2 || parts.length > 3)
    throw new Mistake(path, 'expected CATEGORY/PROVIDER, such as Build/CodeBuild');
  return { category, owner: parts.length === 3 ? parts[0] : 'AWS', provider, version: '1' };
}
