import { describe, expect, it } from 'vitest';
import { checkServerAppSpec, serverAppSpec, unknownEvents } from '../../../src/rules/appspec/server-appspec.ts';
import { SERVER_EVENTS } from '../../../src/rules/deployments/lifecycle-events.ts';
import { documentOf, problemsIn } from './read.ts';

const HEAD = 'version: 0.0\nos: linux\n';

function problems(text: string) {
  return problemsIn(text, checkServerAppSpec);
}

/** What the agent says: it stops at the first problem. */
function complaint(text: string): string | undefined {
  return problems(text)[0]?.message;
}

const FAILED = 'The deployment failed because';

describe('what is wrong in an appspec.yml', () => {
  it.each([
    [
      'an empty file',
      '',
      `${FAILED} the application specification file was empty. Make sure your AppSpec file defines at minimum the 'version' and 'os' properties.`,
    ],
    ['a blank file', ' \n', `${FAILED} the application specification file was empty.`],
    ['no version', 'os: linux', `${FAILED} an invalid version value () was entered in`],
    [
      'another version',
      'version: 1.0\nos: linux',
      `${FAILED} an invalid version value (1.0) was entered in the application specification file. Make sure your AppSpec file specifies "0.0" as the version, and then try again.`,
    ],
    ['a version in quotes', 'version: "0.0"\nos: linux', `${FAILED} an invalid version value (0.0) was entered in`],
    [
      'no system',
      'version: 0.0',
      `${FAILED} the application specification file specifies an unsupported operating system (). Specify either "linux" or "windows" in the os section of the AppSpec file, and then try again.`,
    ],
    ['another system', 'version: 0.0\nos: macos', 'unsupported operating system (macos)'],
    [
      'another behaviour for files that exist',
      `${HEAD}file_exists_behavior: overwrite`,
      `${FAILED} an invalid file_exists_behavior value (overwrite) was entered in the application specification file. Make sure your AppSpec file specifies one of DISALLOW,OVERWRITE,RETAIN as the file_exists_behavior, and then try again.`,
    ],
    [
      'a file without a source',
      `${HEAD}files: [{ destination: /srv }]`,
      `${FAILED} the application specification file specifies a destination file, but no source file. Update the files section of the AppSpec file, and then try again.`,
    ],
    [
      'a file without a destination',
      `${HEAD}files: [{ source: web }]`,
      `${FAILED} the application specification file specifies only a source file (web). Add the name of the destination file to the files section of the AppSpec file, and then try again.`,
    ],
    [
      'a script without a location',
      `${HEAD}hooks: { AfterInstall: [{ timeout: 30 }] }`,
      `${FAILED} the application specification file specifies a script with no location value. Specify the location in the hooks section of the AppSpec file, and then try again.`,
    ],
    [
      'a script with an empty location',
      `${HEAD}hooks: { AfterInstall: [{ location: " " }] }`,
      'a script with no location',
    ],
    [
      'a timeout of zero',
      `${HEAD}hooks: { AfterInstall: [{ location: a.sh, timeout: 0 }] }`,
      `${FAILED} an invalid timeout value was provided for a script in the application specification file. Make corrections in the hooks section of the AppSpec file, and then try again.`,
    ],
    [
      'a timeout that is no number',
      `${HEAD}hooks: { AfterInstall: [{ location: a.sh, timeout: foo }] }`,
      'invalid timeout',
    ],
    [
      'a permission without an object',
      `${HEAD}permissions: [{ pattern: "**" }]`,
      `${FAILED} a permission listed in the application specification file has no object value. Update the permissions section of the AppSpec file, and then try again.`,
    ],
    [
      'permissions on Windows',
      'version: 0.0\nos: windows\npermissions: [{ object: /srv }]',
      'Permissions are supported only for Amazon Linux, Ubuntu Server, and Red Hat Enterprise Linux (RHEL) instances.',
    ],
    [
      'a permission for another type',
      `${HEAD}permissions: [{ object: /srv, type: [link] }]`,
      'specifies a permission for an object type not supported for permissions (link)',
    ],
    [
      'a mode that is too long',
      `${HEAD}permissions: [{ object: /srv, mode: 12345 }]`,
      'the length of a permissions mode (12345) in the application specification file is invalid',
    ],
    [
      'a mode with a 9',
      `${HEAD}permissions: [{ object: /srv, mode: 9 }]`,
      'the permissions mode (009) in the application specification file contains an invalid character (9)',
    ],
    [
      'an octal number, which YAML makes another one',
      `${HEAD}permissions: [{ object: /srv, mode: 0755 }]`,
      'the permissions mode (493) in the application specification file contains an invalid character (9)',
    ],
    [
      'a context without a type',
      `${HEAD}permissions: [{ object: /srv, context: { name: user_u } }]`,
      'specifies an invalid context type',
    ],
    [
      'an SELinux range that goes down',
      `${HEAD}permissions: [{ object: /srv, context: { type: httpd_t, range: s2-s0 } }]`,
      'a problem with the SELinux range specified (s2-s0) for the context parameter',
    ],
    ['text that is no YAML', 'version: [', `${FAILED} of a YAML parsing error: `],
    ['a list', '[1]', `${FAILED} of a YAML parsing error: expected a map`],
    ['hooks that are a list', `${HEAD}hooks: [a]`, 'hooks: expected a map'],
    ['scripts that are none', `${HEAD}hooks: { AfterInstall: a.sh }`, 'hooks.AfterInstall: expected a list'],
    [
      'a script that is a text',
      `${HEAD}hooks: { AfterInstall: [a.sh] }`,
      'hooks.AfterInstall: expected a map in the list',
    ],
  ])('3.13 %s', (_, text, message) => {
    expect(complaint(text)).toContain(message);
  });

  it('3.13 nothing is wrong with what has everything', () => {
    const text = `${HEAD}file_exists_behavior: RETAIN
files:
  - { source: /, destination: /srv/web }
permissions:
  - { object: /srv/web, pattern: "*.sh", except: [a.sh], owner: web, group: web, mode: "0755", type: [file], acls: ["d:u:web:rwx", "m::r--"], context: { type: httpd_t, range: "s0-s2:c0,c5.c9" } }
hooks:
  ApplicationStop: [{ location: stop.sh, timeout: 30, runas: root }]
`;
    expect(problems(text)).toEqual([]);
    expect(problems(JSON.stringify({ version: 0, os: 'linux' }))).toEqual([]);
  });

  it('3.13 every problem has its place, in the order of the agent: head, hooks, files, permissions', () => {
    const text = `version: 1
os: macos
file_exists_behavior: ASK
permissions: [{ mode: 8888 }]
files: [{ source: a, destination: b }, { source: a }]
hooks: { AfterInstall: [{ location: a.sh }, { location: b.sh, timeout: -1 }] }
`;
    expect(problems(text).map(({ path }) => path.join('.'))).toEqual([
      'version',
      'os',
      'file_exists_behavior',
      'hooks.AfterInstall.1.timeout',
      'files.1.destination',
      'permissions.0.object',
      'permissions.0.mode',
    ]);
  });

  it.each([
    ['u::rwx', 'Use mode to set the base acl entry (u::rwx)'],
    ['rwx', 'Invalid acl entry (rwx)'],
    ['x:web:rwx', 'Invalid acl entry (x:web:rwx)'],
    ['d:d:web:rwx', 'Invalid acl entry (d:d:web:rwx)'],
    ['a:u:web:rwx', 'Invalid acl entry (a:u:web:rwx)'],
    ['d:u:web:x:rwx', 'Invalid acl entry (d:u:web:x:rwx)'],
    ['mask:web:rwx', 'Invalid acl entry (mask:web:rwx)'],
    ['u:web:rwz', '(ACL) named u:web:rwz in the application specification file contains an invalid character (z)'],
  ])('3.13 the acl entry %s', (entry, message) => {
    expect(complaint(`${HEAD}permissions: [{ object: /srv, acls: ["${entry}"] }]`)).toContain(message);
  });

  it.each(['u:web:rwx', 'web:r--', 'default:user::7', 'd:web:rw', 'm:rwx', 'mask::r', 'd:other:x', 'group:ops:5'])(
    '3.13 the acl entry %s is right',
    (entry) => {
      expect(problems(`${HEAD}permissions: [{ object: /srv, acls: ["${entry}"] }]`)).toEqual([]);
    },
  );

  it.each([
    ['s0-', 'invalid range part s0-'],
    ['0', 'invalid sensitivity 0'],
    ['s0:c1024', 'invalid category c1024'],
    ['s0:c9.c5', 'invalid category range c9.c5'],
    ['s0:c1,c0.c3', 'duplicate categories'],
  ])('3.13 the SELinux range %s', (range, message) => {
    const context = `{ type: httpd_t, range: "${range}" }`;
    expect(complaint(`${HEAD}permissions: [{ object: /srv, context: ${context} }]`)).toBe(message);
  });
});

describe('what an appspec.yml says', () => {
  it('3.13 files and scripts, with a default timeout of an hour', () => {
    const spec = serverAppSpec(
      documentOf(`${HEAD}file_exists_behavior: OVERWRITE
files: [{ source: /web, destination: /srv }]
hooks:
  BeforeInstall:
    - location: " a.sh "
    - { location: b.sh, timeout: 90.5, runas: root }
    - { location: c.sh, timeout: "30s" }
`),
    );
    expect(spec).toEqual({
      os: 'linux',
      fileExistsBehavior: 'OVERWRITE',
      files: [{ source: '/web', destination: '/srv' }],
      hooks: new Map([
        [
          'BeforeInstall',
          [
            { location: 'a.sh', timeout: 3600 },
            { location: 'b.sh', timeout: 90, runas: 'root' },
            { location: 'c.sh', timeout: 30 },
          ],
        ],
      ]),
    });
  });

  it('3.13 empty hook lists are ignored', () => {
    const spec = serverAppSpec(documentOf(`${HEAD}hooks: { BeforeInstall: [], AfterInstall: }`));
    expect([...spec.hooks.keys()]).toEqual([]);
  });

  it('3.13 of two equal keys the last counts, as in YAML of the agent', () => {
    expect(serverAppSpec(documentOf('version: 1\nversion: 0.0\nos: macos\nos: windows')).os).toBe('windows');
  });

  it('3.13 hooks for events that there are not are found apart from the rest', () => {
    const spec = serverAppSpec(documentOf(`${HEAD}hooks: { Stop: [{ location: a }], Install: [{ location: b }] }`));
    expect(unknownEvents(spec, SERVER_EVENTS)).toBe('appspec.yml file contains unknown lifecycle events: ["Stop"]');
    const known = serverAppSpec(documentOf(`${HEAD}hooks: { AfterAllowTraffic: [{ location: a }] }`));
    expect(unknownEvents(known, SERVER_EVENTS)).toBeUndefined();
  });
});
