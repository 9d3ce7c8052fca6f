import { Fault } from '../../domain/fault.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { type Check, failed } from '../doctor/check.ts';

// Whoever asks what is wrong must not be kept waiting by it.
const DEADLINE_MS = 8_000;

export const doctor: CommandSpec = {
  path: ['doctor'],
  summary: 'what is set up how: terminal, files, settings, credentials, services, clock and permissions',
  note: 'Nothing is changed. It works without credentials, without a region and without a network, and says what is missing.',
  arguments: [],
  options: [],
  examples: [
    { command: 'signalbox doctor', meaning: 'why does it not work here?' },
    { command: "signalbox doctor --query 'doctor.checks[?status==`fail`].name'", meaning: 'only what fails' },
    { command: 'signalbox doctor --profile ops --region eu-west-1,us-east-1', meaning: 'in each of several places' },
  ],
  noun: 'doctor',
  async run(invocation) {
    const { host, global } = invocation;
    const [{ terminalChecks }, { fileChecks }, { settingChecks }, { doctorDocument }, { doctorText }] =
      await Promise.all([
        import('../doctor/terminal-checks.ts'),
        import('../doctor/file-checks.ts'),
        import('../doctor/setting-checks.ts'),
        import('../documents/doctor-document.ts'),
        import('../render/doctor-text.ts'),
      ]);
    const settings = settingChecks(invocation);
    const checks = [
      ...terminalChecks(host, global),
      ...fileChecks(host.env, global.config),
      ...settings.checks,
      ...(await serviceChecks(invocation, settings.readable)),
    ];
    return {
      value: doctorDocument(checks),
      text: (sheet) => doctorText(checks, sheet),
      exitCode: checks.find(({ status }) => status === 'fail')?.fault?.exitCode ?? 0,
    };
  },
};

/** Every chosen place, each within the deadline. */
async function serviceChecks(invocation: Invocation, settingsAreReadable: boolean): Promise<readonly Check[]> {
  const { host, signal } = invocation;
  const deadline = new AbortController();
  const late = new Fault({
    kind: 'unreachable',
    code: 'NoAnswer',
    message: `no answer within ${DEADLINE_MS / 1000} s`,
  });
  const given = new Promise<Fault>((resolve) => {
    const cancel = host.timer.after(DEADLINE_MS, () => {
      deadline.abort(late);
      resolve(late);
    });
    signal.addEventListener('abort', cancel, { once: true });
    deadline.signal.addEventListener('abort', cancel, { once: true });
  });
  try {
    // Who would be asked for a code is told that there is none.
    const connecting = invocation.connect({
      noInput: true,
      mayBeNobody: true,
      withoutSettings: !settingsAreReadable,
    });
    const session = await Promise.race([connecting, given]);
    if (session instanceof Fault) return [failed('services', 'connection', session)];
    const { siteChecks } = await import('../doctor/service-checks.ts');
    const clocks = { wall: () => host.wall(), monotonic: () => host.timer.monotonic() };
    const found = await Promise.all(
      session.sites.map(async (site) => {
        const checks = await Promise.race([siteChecks(site, deadline.signal, clocks), given]);
        return checks instanceof Fault
          ? [failed(`${site.place.account} ${site.place.region}`, 'services', checks)]
          : checks;
      }),
    );
    const problems = session.problems.map((fault) => failed(placeName(fault), 'identity', fault));
    return [...found.flat(), ...problems];
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return [failed('services', 'connection', thrown)];
  } finally {
    deadline.abort();
  }
}

/** Of a place that nobody knows the account of. */
function placeName({ where: { profile, region } }: Fault): string {
  return [...(profile === undefined ? [] : [`profile ${profile}`]), region ?? 'services'].join(' ');
}
