import { describe, expect, it } from 'vitest';
import { told, validated } from './validated.ts';

describe('3.13 an appspec.yml for machines', () => {
  it('is told everything that is wrong, where it stands', () => {
    const text = `version: 1.0
os: solaris
files:
  - source: /
hooks:
  AfterInstal:
    - location: a.sh
      timeout: -1
permissions:
  - object: /srv
    mode: 99999
`;
    expect(told(text, 'appspec.yml')).toEqual([
      '1:10 error appspec: an invalid version value (1.0) was entered in the application specification file. Make sure your AppSpec file specifies "0.0" as the version',
      '2:5 error appspec: the application specification file specifies an unsupported operating system (solaris). Specify either "linux" or "windows" in the os section of the AppSpec file',
      '4:5 error appspec: the application specification file specifies only a source file (/). Add the name of the destination file to the files section of the AppSpec file',
      '6:3 error appspec: the file contains an unknown lifecycle event: "AfterInstal" is none of BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, BeforeAllowTraffic, AfterAllowTraffic',
      '8:16 error appspec: an invalid timeout value was provided for a script in the application specification file. Make corrections in the hooks section of the AppSpec file',
      expect.stringMatching(/^11:11 error appspec: the length of a permissions mode \(99999\)/),
    ]);
  });

  it('that is empty is one by its name', () => {
    expect(told('', 'appspec.yaml')).toEqual([
      "1:1 error appspec: the application specification file was empty. Make sure your AppSpec file defines at minimum the 'version' and 'os' properties",
    ]);
  });

  it('warns of what the agent reads over', () => {
    expect(
      told('version: 0.0\nos: linux\nfile: []\nhooks: { Install: [{ location: a }], AfterInstall: [] }', 'x.yml'),
    ).toEqual([
      '3:1 warning appspec: the agent does not read "file": it knows version, os, files, file_exists_behavior, permissions, hooks',
      '4:10 warning appspec: the scripts of Install never run: the agent and the service do it themselves',
    ]);
  });
});

describe('3.10 3.11 an AppSpec file for Lambda or ECS', () => {
  it('is told apart from a template', () => {
    const lambda =
      'version: 0.0\nResources:\n  - fn:\n      Type: AWS::Lambda::Function\n      Properties: { Name: f, Alias: live, CurrentVersion: 1 }\nHooks:\n  - AfterAllowTrafic: check\n';
    expect(told(lambda, 'x.yaml')).toEqual([
      "5:7 error appspec: The resource 'fn' has no property TargetVersion",
      "7:23 error appspec: The hook 'AfterAllowTrafic' is none of BeforeAllowTraffic, AfterAllowTraffic",
    ]);
    const ecs = {
      version: 0.0,
      Resources: [
        {
          svc: {
            Type: 'AWS::ECS::Service',
            Properties: { TaskDefinition: '<TASK_DEFINITION>', LoadBalancerInfo: { ContainerName: 'web' } },
          },
        },
      ],
    };
    expect(validated(JSON.stringify(ecs), 'taskdef').findings).toMatchObject([
      { message: "The resource 'svc' has no property LoadBalancerInfo.ContainerPort" },
    ]);
  });
});

describe('4 a buildspec', () => {
  it('is told everything that is wrong, and what hurts', () => {
    const text = `version: 0.3
env:
  variables: { API_TOKEN: abc, LIST: [1] }
phases:
  build:
    command: [make]
    commands: [{ a: 1 }]
  deploy: {}
`;
    expect(told(text, 'x.yml')).toEqual([
      '1:10 error buildspec: version 0.3 is not supported',
      '3:27 warning plain-secret: the variable API_TOKEN stands in plain text: let it come from parameter-store or secrets-manager',
      '3:32 error buildspec: env.variables.LIST must be a string, found a list',
      '6:5 warning unknown-field: phases.build has no "command": it knows run-as, on-failure, runtime-versions, commands, finally',
      '7:16 error buildspec: phases.build.commands[0] must be a string, found a map',
      '8:3 error buildspec: unknown phase: deploy',
    ]);
  });
});
