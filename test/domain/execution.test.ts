import { describe, expect, it } from 'vitest';
import { executionMatches, revisionMatches, revisionText, shortRevision } from '../../src/domain/execution.ts';
import { accountText, principalText } from '../../src/domain/identity.ts';

const COMMIT = '77b0e1d0c5f2a9b8e7d6c5b4a392817065544332';

describe('how people quote things', () => {
  it('shortens commits and digests, and leaves other ids alone', () => {
    expect(shortRevision(COMMIT)).toBe('77b0e1d');
    expect(shortRevision(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
    expect(shortRevision('v1.2.3')).toBe('v1.2.3');
  });

  it('shows the subject of a commit message, not its body', () => {
    expect(revisionText({ action: 'S', id: COMMIT, summary: 'Blue header\n\nbecause' })).toBe('77b0e1d Blue header');
    expect(revisionText({ action: 'S', id: COMMIT })).toBe('77b0e1d');
    expect(revisionText(undefined)).toBe('');
  });

  it('takes a revision whole or by 7 characters, an execution by 6', () => {
    expect(revisionMatches(COMMIT, COMMIT)).toBe(true);
    expect(revisionMatches(COMMIT, '77b0e1d')).toBe(true);
    expect(revisionMatches(COMMIT, '77b0e1')).toBe(false);
    expect(revisionMatches('v1', 'v1')).toBe(true);
    expect(revisionMatches(undefined, '77b0e1d')).toBe(false);
    expect(executionMatches('e1a2f0aa-0000', 'e1a2f0')).toBe(true);
    expect(executionMatches('e1a2f0aa-0000', 'e1a2f')).toBe(false);
  });

  it('groups an account id and names a principal by its last word', () => {
    expect(accountText('123456789012')).toBe('1234-5678-9012');
    expect(accountText('emulator')).toBe('emulator');
    expect(principalText('arn:aws:iam::123456789012:user/alice')).toBe('alice');
    expect(principalText('arn:aws:iam::123456789012:role/ops')).toBe('role/ops');
    expect(principalText('arn:aws:sts::123456789012:assumed-role/ops/alice')).toBe('ops/alice');
    expect(principalText('someone')).toBe('someone');
  });
});
