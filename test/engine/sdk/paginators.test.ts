import {
  CreateProjectCommand,
  paginateDescribeCodeCoverages,
  paginateDescribeTestCases,
  paginateListBuilds,
  paginateListBuildsForProject,
  paginateListProjects,
  paginateListReportGroups,
  paginateListReports,
  paginateListReportsForReportGroup,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import {
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentConfigCommand,
  CreateDeploymentGroupCommand,
  ListDeploymentTargetsCommand,
  ListOnPremisesInstancesCommand,
  paginateListApplicationRevisions,
  paginateListApplications,
  paginateListDeploymentConfigs,
  paginateListDeploymentGroups,
  paginateListDeploymentInstances,
  paginateListDeployments,
  RegisterOnPremisesInstanceCommand,
} from '@aws-sdk/client-codedeploy';
import { beforeAll, describe, expect, it } from 'vitest';
import { SdkRig } from './sdk-clients.ts';

const MANY = 103;
const ROLE = 'arn:aws:iam::123456789012:role/x';

function numbered<T>(make: (number: string) => T): T[] {
  return Array.from({ length: MANY }, (_, index) => make(String(index).padStart(4, '0')));
}

/** What each page has; the SDK's paginators write into the input that they are given. */
async function pagesOf<P, T>(pages: AsyncIterable<P>, itemsOf: (page: P) => T[] | undefined): Promise<T[][]> {
  const all: T[][] = [];
  for await (const page of pages) all.push(itemsOf(page) ?? []);
  return all;
}

/** An operation for which the SDK has no paginator, page by page. */
async function* byToken<P extends { nextToken?: string }>(ask: (nextToken?: string) => Promise<P>) {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = page.nextToken;
  } while (token);
}

describe('the paginators of CodeDeploy', () => {
  const web = { applicationName: 'web' };
  const prod = { ...web, deploymentGroupName: 'prod' };
  let rig: SdkRig;
  let deploymentId = '';

  beforeAll(async () => {
    rig = await SdkRig.begin();
    const { deployments: client } = rig;
    rig.arrange('fleet', { instances: numbered((number) => ({ id: `i-${number}`, tags: { role: 'web' } })) });
    await client.send(new CreateApplicationCommand(web));
    const ec2TagFilters = [{ Key: 'role', Value: 'web', Type: 'KEY_AND_VALUE' as const }];
    const deploymentConfigName = 'CodeDeployDefault.AllAtOnce';
    const settings = { serviceRoleArn: ROLE, ec2TagFilters, deploymentConfigName };
    await client.send(new CreateDeploymentGroupCommand({ ...prod, ...settings }));
    for (const number of numbered(String)) {
      await client.send(new CreateApplicationCommand({ applicationName: `app-${number}` }));
      const group = { ...web, deploymentGroupName: `group-${number}`, serviceRoleArn: ROLE };
      await client.send(new CreateDeploymentGroupCommand(group));
      const minimumHealthyHosts = { type: 'HOST_COUNT' as const, value: 1 };
      await client.send(
        new CreateDeploymentConfigCommand({ deploymentConfigName: `config-${number}`, minimumHealthyHosts }),
      );
      const iamUserArn = `arn:aws:iam::123456789012:user/${number}`;
      await client.send(new RegisterOnPremisesInstanceCommand({ instanceName: `rack-${number}`, iamUserArn }));
      const s3Location = { bucket: 'b', key: `${number}.zip`, bundleType: 'zip' as const };
      const revision = { revisionType: 'S3' as const, s3Location };
      ({ deploymentId = '' } = await client.send(new CreateDeploymentCommand({ ...prod, revision })));
      rig.advance(2);
    }
  });

  it.each([
    [
      'ListApplications',
      () => pagesOf(paginateListApplications({ client: rig.deployments }, {}), (page) => page.applications),
      MANY + 1,
    ],
    [
      'ListDeploymentGroups',
      () =>
        pagesOf(paginateListDeploymentGroups({ client: rig.deployments }, { ...web }), (page) => page.deploymentGroups),
      MANY + 1,
    ],
    [
      'ListDeploymentConfigs',
      () =>
        pagesOf(paginateListDeploymentConfigs({ client: rig.deployments }, {}), (page) => page.deploymentConfigsList),
      MANY + 17,
    ],
    [
      'ListApplicationRevisions',
      () =>
        pagesOf(paginateListApplicationRevisions({ client: rig.deployments }, { ...web }), (page) =>
          page.revisions?.map(({ s3Location }) => s3Location!.key!),
        ),
      MANY,
    ],
    [
      'ListDeployments',
      () => pagesOf(paginateListDeployments({ client: rig.deployments }, { ...prod }), (page) => page.deployments),
      MANY,
    ],
    [
      'ListDeploymentInstances',
      () =>
        pagesOf(
          paginateListDeploymentInstances({ client: rig.deployments }, { deploymentId }),
          (page) => page.instancesList,
        ),
      MANY,
    ],
    [
      'ListDeploymentTargets',
      () =>
        pagesOf(
          byToken((nextToken) => rig.deployments.send(new ListDeploymentTargetsCommand({ deploymentId, nextToken }))),
          (page) => page.targetIds,
        ),
      MANY,
    ],
    [
      'ListOnPremisesInstances',
      () =>
        pagesOf(
          byToken((nextToken) => rig.deployments.send(new ListOnPremisesInstancesCommand({ nextToken }))),
          (page) => page.instanceNames,
        ),
      MANY,
    ],
  ])('1.5 %s comes in pages of a hundred, each item once', async (_, ask, count) => {
    const pages = await ask();
    expect(pages.map((page) => page.length)).toEqual([100, count - 100]);
    expect(new Set(pages.flat()).size).toBe(count);
  });
});

describe('the paginators of CodeBuild', () => {
  let rig: SdkRig;
  let reportArn = '';
  let reportGroupArn = '';

  function createProject(name: string) {
    return rig.builds.send(
      new CreateProjectCommand({
        name,
        source: { type: 'GITHUB', location: 'https://example.com/web.git' },
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: { type: 'LINUX_CONTAINER', image: 'image', computeType: 'BUILD_GENERAL1_SMALL' },
        serviceRole: ROLE,
      }),
    );
  }

  beforeAll(async () => {
    rig = await SdkRig.begin();
    const { builds: client } = rig;
    const testReport = { passed: MANY, failed: 0 };
    rig.arrange('behaviors', { rules: [{ match: { project: '*' }, testReport }] });
    for (const number of numbered(String)) {
      await createProject(`project-${number}`);
      await client.send(new StartBuildCommand({ projectName: `project-${number}` }));
      if (number !== '0000') await client.send(new StartBuildCommand({ projectName: 'project-0000' }));
    }
    rig.advance(60);
    const groups = await pagesOf(paginateListReportGroups({ client }, {}), (page) => page.reportGroups);
    reportGroupArn = groups[0]![0]!;
    const reports = await pagesOf(paginateListReports({ client }, {}), (page) => page.reports);
    reportArn = reports[0]![0]!;
  });

  it.each([
    [
      'ListProjects',
      () => pagesOf(paginateListProjects({ client: rig.builds }, {}), (page) => page.projects),
      [100, 3],
    ],
    ['ListBuilds', () => pagesOf(paginateListBuilds({ client: rig.builds }, {}), (page) => page.ids), [100, 100, 5]],
    [
      'ListBuildsForProject',
      () =>
        pagesOf(
          paginateListBuildsForProject({ client: rig.builds }, { projectName: 'project-0000' }),
          (page) => page.ids,
        ),
      [100, 3],
    ],
    [
      'ListReportGroups',
      () => pagesOf(paginateListReportGroups({ client: rig.builds }, {}), (page) => page.reportGroups),
      [100, 3],
    ],
    [
      'ListReports',
      () => pagesOf(paginateListReports({ client: rig.builds }, {}), (page) => page.reports),
      [100, 100, 5],
    ],
    [
      'ListReportsForReportGroup',
      () =>
        pagesOf(paginateListReportsForReportGroup({ client: rig.builds }, { reportGroupArn }), (page) => page.reports),
      [100, 3],
    ],
    [
      'DescribeTestCases',
      () =>
        pagesOf(paginateDescribeTestCases({ client: rig.builds }, { reportArn }), (page) =>
          page.testCases?.map(({ name }) => name!),
        ),
      [100, 3],
    ],
  ])('1.5 %s comes in pages of a hundred, each item once', async (_, ask, lengths) => {
    const pages = await ask();
    expect(pages.map((page) => page.length)).toEqual(lengths);
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  });

  it('1.5 DescribeCodeCoverages comes in pages of a hundred, each item once', async () => {
    // A file has about 80 lines.
    const codeCoverage = { linesCovered: 80 * (MANY - 1), linesMissed: 0 };
    rig.arrange('behaviors', { rules: [{ match: { project: 'covered' }, codeCoverage }] });
    await createProject('covered');
    await rig.builds.send(new StartBuildCommand({ projectName: 'covered' }));
    rig.advance(60);
    const [[newest]] = (await pagesOf(paginateListReports({ client: rig.builds }, {}), (page) => page.reports)) as [
      [string],
    ];
    const pages = await pagesOf(paginateDescribeCodeCoverages({ client: rig.builds }, { reportArn: newest }), (page) =>
      page.codeCoverages?.map(({ filePath }) => filePath!),
    );
    expect(pages.map((page) => page.length)).toEqual([100, 3]);
    expect(new Set(pages.flat()).size).toBe(MANY);
  });
});
