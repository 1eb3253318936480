/** [T1] The whole table of action × role × state, asked of `authorize` and kept in docs/permissions.md. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { RULES, type Rule, sessionCodeOf, type Who } from '../../server/domain/people/policy.ts';
import { ASKERS, CELLS, outcome, PERMISSIONS_FILE, permissionsDocs } from '../../server/tools/permissions-docs.ts';
import { ACTIONS } from '../../shared/actions/all.ts';

/** Written out here and not derived: as what each asker comes (T1). */
const COMES_AS: Readonly<Record<string, readonly Who[]>> = {
  nobody: ['anyone'],
  check: ['anyone', 'check'],
  'citizen, own ticket': ['anyone', 'citizen'],
  'citizen, other’s': ['anyone', 'citizen'],
  moderator: ['anyone', 'moderator'],
  aide: ['anyone', 'aide', 'official'],
  official: ['anyone', 'official'],
  caseworker: ['anyone', 'caseworker'],
  unitHead: ['anyone', 'unitHead'],
  supervisor: ['anyone', 'supervisor'],
  clerk: ['anyone', 'clerk'],
  inspector: ['anyone', 'inspector'],
  villageOfficer: ['anyone', 'villageOfficer'],
  'villageOfficer, taken': ['anyone', 'villageOfficer'],
  helper: ['anyone', 'helper'],
  'helper who writes': ['anyone', 'helper', 'captions'],
  terminal: ['anyone', 'terminal'],
  'terminal, taken': ['anyone', 'terminal'],
  administrator: ['anyone', 'administrator', 'moderator', 'aide', 'official'],
  'duty, own room': ['anyone', 'duty'],
  'duty, elsewhere': ['anyone'],
};

describe('[T1] action × role × state', () => {
  test('docs/permissions.md is as the generator writes it (node server/tools/permissions-docs.ts)', async () => {
    expect(await readFile(PERMISSIONS_FILE, 'utf8')).toBe(permissionsDocs());
  });

  test('every asker of the table is known here', () => {
    expect(ASKERS.map(({ name }) => name).sort()).toEqual(Object.keys(COMES_AS).sort());
  });

  test.each([...ACTIONS.keys()].map((name) => [name] as const))('%s', (name) => {
    const rule: Rule = RULES[name];
    for (const asker of ASKERS) {
      const may =
        rule.who.some((who) => COMES_AS[asker.name]?.includes(who)) &&
        (!rule.ownTicket || !['citizen, other’s', 'villageOfficer', 'terminal'].includes(asker.name));
      for (const cell of CELLS) {
        const { session, ticket, call } = cell;
        const ticketStates = (asker.name === 'duty, own room' && rule.dutyTicketStates) || rule.ticketStates;
        const wrongSession = rule.sessionStates && !rule.sessionStates.includes(session);
        const wrong =
          wrongSession ||
          (ticketStates && !ticketStates.includes(ticket)) ||
          (rule.callStates && !rule.callStates.includes(call));
        const denied = ['nobody', 'check'].includes(asker.name) ? 'NOT_SIGNED_IN' : 'FORBIDDEN';
        const refused = wrongSession ? sessionCodeOf(rule, session) : 'WRONG_STATE';
        const expected = !may ? denied : wrong ? refused : 'ok';
        const code = outcome(name, asker, cell);
        if (code !== expected) expect(code, `${asker.name} ${JSON.stringify(cell)}`).toBe(expected);
      }
    }
  });
});
