import { type AppSpecDocument, readAppSpecDocument } from '../../../rules/appspec/appspec-document.ts';
import type { AppSpecProblem, AppSpecProblems } from '../../../rules/appspec/appspec-problem.ts';
import { checkServerAppSpec, serverAppSpec } from '../../../rules/appspec/server-appspec.ts';
import { findYamlParser } from '../../yaml-parser.ts';
import type { CodeDeployContext } from '../context.ts';
import type { Deployment } from '../deployments/deployment.ts';
import { type Bundle, UNKNOWN_BUNDLE } from './bundle.ts';
import { archiveOf } from './install.ts';
import { installPaths } from './install-paths.ts';

/** What machines get of a deployment's revision: what is known of its bundle (engine-control: revisions). */
export function bundleOf({ world }: CodeDeployContext, deployment: Deployment): Bundle {
  const { bucket = '', key = '' } = deployment.revision.s3Location ?? {};
  const known = world.revisions.find(bucket, key);
  if (!known) return UNKNOWN_BUNDLE;
  const { appspec, files } = known;
  const archive = archiveOf(deployment);
  if (appspec === undefined) return { problem: notFound(archive) };
  const document = checked(appspec, checkServerAppSpec);
  if ('message' in document) return { problem: document.message };
  const spec = serverAppSpec(document);
  return { spec, files, installation: files && installPaths(spec, files, archive) };
}

/**
 * The AppSpec file of a deployment to Lambda or ECS, or what is wrong with it: it comes with the deployment, or is an
 * object in S3 of which somebody has said what it holds. Undefined: nobody has.
 */
export function appSpecOf(
  { world }: CodeDeployContext,
  { revision, group }: Deployment,
  check: (document: AppSpecDocument) => AppSpecProblems,
): AppSpecDocument | AppSpecProblem | undefined {
  const { s3Location, string, appSpecContent } = revision;
  const text = s3Location
    ? world.revisions.find(s3Location.bucket ?? '', s3Location.key ?? '')?.appspec
    : ((string ?? appSpecContent)?.content ??
      group.application.revisions.find(revision)?.location.appSpecContent?.content);
  return text === undefined ? undefined : checked(text, check);
}

/** The document, or the first thing that is wrong with it. */
function checked(
  text: string,
  check: (document: AppSpecDocument) => AppSpecProblems,
): AppSpecDocument | AppSpecProblem {
  const read = readAppSpecDocument(text, findYamlParser);
  return 'message' in read ? read : (check(read).next().value ?? read);
}

/** In the words of the agent [AG]. */
function notFound(archive: string): string {
  return `The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml". The revision was unpacked to directory "${archive}", and the AppSpec file was expected but not found at path "${archive}/appspec.yml". Consult the AWS CodeDeploy Appspec documentation for more information at http://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html`;
}
