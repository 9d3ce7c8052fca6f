import type { PipelineDeclaration } from '../../rules/pipeline-declaration.ts';
import { firstDefinitionProblem } from '../../rules/pipeline-definition.ts';
import { validate, validationMessage } from '../../rules/service-model.ts';
import { AwsError } from '../aws-error.ts';
import type { Path } from '../checks.ts';
import { decodeInput } from '../wire/decode-input.ts';
import { servedByTarget } from '../wire/served-services.ts';
import { deploymentInput } from './deployment-input.ts';
import { type Scenario, ScenarioError, type Step } from './model.ts';
import { numbered } from './numbered.ts';
import { relocatePipeline } from './relocate-pipeline.ts';
import { startVariables } from './start-variables.ts';

/**
 * The scenario with its declarations as the operations that create take them. All its texts keep the constraints of
 * AWS's models, so that whoever plays it needs no model, and its pipelines are none that AWS refuses. `lineOf` knows where
 * things stand in the file. Throws {@link ScenarioError} in AWS's words.
 */
export function constrained(scenario: Scenario, file: string, lineOf: (path: Path) => number): Scenario {
  for (const { line, step } of [...scenario.past, ...scenario.future]) {
    const where = `${file}:${line}: ${step.verb}`;
    const text = constrainedText(step);
    if (text) checked(PIPELINES, ...text, where);
    if (step.verb === 'deploy') checked(DEPLOYMENTS, 'CreateDeploymentInput', deploymentInput(step), where);
  }
  const pipelines = scenario.pipelines.map((pipeline, index) => {
    const where = `${file}:${pipeline.line}: the pipeline`;
    const { declaration, copies } = pipeline;
    // The last number is the longest; `{n}` itself would be none of the characters of a name.
    const last = copies ? numbered(declaration, copies.count, copies.count) : declaration;
    const input = checked(PIPELINES, 'CreatePipelineInput', { pipeline: last }, where);
    const whole = input.pipeline as Record<string, unknown>;
    const problem = problemIn(whole);
    if (problem) {
      const line = lineOf(['pipelines', index, ...problem.path]);
      throw new ScenarioError(`${file}:${line}: the pipeline: ${problem.exception}: ${problem.message}`);
    }
    return copies ? pipeline : { ...pipeline, declaration: whole };
  });
  const applications = scenario.applications.map((one) => {
    const where = `${file}:${one.line}: the application`;
    const application = checked(DEPLOYMENTS, 'CreateApplicationInput', one.application, where);
    const groups = one.groups.map(({ input, line }) => ({
      input: checked(DEPLOYMENTS, 'CreateDeploymentGroupInput', input, `${file}:${line}: the deployment group`),
      line,
    }));
    return { ...one, application, groups };
  });
  return { ...scenario, pipelines, applications };
}

/** Where it will be played is not known yet: the rules are those of one region, to which it is moved as it will be then. */
function problemIn(declaration: Record<string, unknown>) {
  return firstDefinitionProblem(
    relocatePipeline(declaration, ANY_REGION) as unknown as PipelineDeclaration,
    ANY_REGION,
  );
}

const ANY_REGION = 'us-east-1';

/** What a step says freely, by its shape; names are found or not when the step is taken. */
function constrainedText(step: Step): [shape: string, value: object] | undefined {
  switch (step.verb) {
    case 'approve':
    case 'reject':
      return ['ApprovalResult', { status: 'Approved', summary: step.summary ?? '' }];
    case 'start':
      return ['StartPipelineExecutionInput', { name: step.pipeline, variables: startVariables(step) }];
    case 'stop':
      // Any execution: which one it is shows when the step is taken.
      return [
        'StopPipelineExecutionInput',
        { pipelineName: step.pipeline, pipelineExecutionId: ANY_EXECUTION, reason: step.reason },
      ];
    default:
      return undefined;
  }
}

const ANY_EXECUTION = '00000000-0000-4000-8000-000000000000';

const PIPELINES = 'CodePipeline_20150709';
const DEPLOYMENTS = 'CodeDeploy_20141006';

function checked(target: string, shape: string, value: object, where: string): Record<string, unknown> {
  const { model } = servedByTarget(target)!;
  try {
    const decoded = decodeInput(model, shape, structuredClone(value));
    const failures = validate(model, shape, decoded);
    if (failures.length > 0) throw new AwsError('ValidationException', validationMessage(failures));
    return decoded;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new ScenarioError(`${where}: ${error.name}: ${error.message}`);
  }
}
