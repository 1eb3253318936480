/** Writes docs/permissions.md by asking `authorize` every question there is: `node server/tools/permissions-docs.ts`. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ACTIONS, type ActionName } from '../../shared/actions/all.ts';
import { CASE_STEP_NAMES } from '../../shared/case-steps.ts';
import { STAFF_ROLES } from '../../shared/roles.ts';
import { CALL_STATES, SESSION_STATES, TICKET_STATES } from '../../shared/states.ts';
import { CASE_STEPS } from '../domain/cases/steps.ts';
import { type ActionContext, authorize } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';

export const PERMISSIONS_FILE = path.resolve(import.meta.dirname, '../../docs/permissions.md');

const COUNTY = 'county';
const at = { countyId: COUNTY, address: '' } as const;
const citizen: Actor = { kind: 'citizen', ...at, phoneId: 'phone' };
const helper: Actor = {
  kind: 'helper',
  ...at,
  helperId: 'helper',
  helperKind: 'interpreter',
  sessionId: 'session',
  seatId: 'seat',
  name: 'helper',
};
const staff = (role: (typeof STAFF_ROLES)[number]): Actor => ({
  kind: 'staff',
  ...at,
  personId: role,
  displayName: role,
  unitId: null,
  roles: [role],
});

/** Everybody who can ask; staff as over HTTP, where all of their roles count. */
export const ASKERS: readonly { readonly name: string; readonly actor: Actor; readonly context: ActionContext }[] = [
  { name: 'nobody', actor: { kind: 'anyone', ...at }, context: {} },
  { name: 'check', actor: { kind: 'anyone', ...at }, context: { connectedAs: 'check' } },
  { name: 'citizen, own ticket', actor: citizen, context: { ownsTicket: true } },
  { name: 'citizen, other’s', actor: citizen, context: { ownsTicket: false } },
  { name: 'helper', actor: helper, context: {} },
  { name: 'helper who writes', actor: { ...helper, helperKind: 'captioner' }, context: {} },
  ...STAFF_ROLES.map((role) => ({ name: role, actor: staff(role), context: {} })),
  { name: 'villageOfficer, taken', actor: staff('villageOfficer'), context: { ownsTicket: true } },
  { name: 'terminal, taken', actor: staff('terminal'), context: { ownsTicket: true } },
  {
    name: 'duty, own room',
    actor: staff('caseworker'),
    context: { connectedAs: 'duty', atOwnRoom: true, asOwnRoom: true },
  },
  { name: 'duty, elsewhere', actor: staff('caseworker'), context: { connectedAs: 'duty', atOwnRoom: false } },
];

export interface Cell {
  readonly session: (typeof SESSION_STATES)[number];
  readonly ticket: (typeof TICKET_STATES)[number];
  readonly call: (typeof CALL_STATES)[number];
}

export const CELLS: readonly Cell[] = SESSION_STATES.flatMap((session) =>
  TICKET_STATES.flatMap((ticket) => CALL_STATES.map((call) => ({ session, ticket, call }))),
);

/** `ok` or the code of the refusal. */
export function outcome(name: ActionName, asker: (typeof ASKERS)[number], cell: Cell): string {
  const answer = authorize(asker.actor, name, {
    ...asker.context,
    sessionCountyId: COUNTY,
    sessionState: cell.session,
    ticketState: cell.ticket,
    callState: cell.call,
    demo: true,
  });
  return answer.ok ? 'ok' : answer.code;
}

const NAMES = [...ACTIONS.keys()].sort();
const AXES = { session: SESSION_STATES, ticket: TICKET_STATES, call: CALL_STATES } as const;
type Axis = keyof typeof AXES;

const INTRODUCTION = `# Who may do what, in which state

Written by \`node server/tools/permissions-docs.ts\`, which asks the one table of rules (\`server/domain/people/policy.ts\`)
for every action, role and state; a test compares. Demo mode, one county. On a connection one is only what it was opened
as; an administrator stands in for moderator, aide and screen, an aide for the screen. On duty in a department's room is
a caseworker of its unit, or an administrator, on that desk's own connection. A helper came by a guest link. Beyond this table an action has
its own conditions (a free seat, an approval, a consent), which refuse with their own codes.

`;

export function permissionsDocs(): string {
  return [
    INTRODUCTION,
    '## Roles\n',
    '● in every state, ◐ in the states named below, S refused with `NOT_SIGNED_IN`, – refused with `FORBIDDEN`.\n',
    table(
      ['action', ...ASKERS.map(({ name }) => name)],
      NAMES.map((name) => [`\`${name}\``, ...ASKERS.map((asker) => mark(name, asker))]),
    ),
    ...(['session', 'ticket', 'call'] as const).flatMap((axis) => [
      `## State of the ${axis}\n`,
      'For those who may: ● done, otherwise the code of the refusal. An action that is not here is done in every state.\n',
      table(
        ['action', ...AXES[axis]],
        NAMES.flatMap((name) => rows(name, axis)).filter(([, ...cells]) => cells.some((cell) => cell !== '●')),
      ),
    ]),
    '## Steps of a case\n',
    'Whose hands take a step (`case.…`), and from which states of the case; whoever it is kept from has no hand in it (K2).\n',
    table(
      ['step', 'hands', 'from'],
      CASE_STEP_NAMES.map((step) => [`\`${step}\``, CASE_STEPS[step].by.join(', '), CASE_STEPS[step].from.join(', ')]),
    ),
  ].join('\n');
}

function mark(name: ActionName, asker: (typeof ASKERS)[number]): string {
  const codes = new Set(CELLS.map((cell) => outcome(name, asker, cell)));
  if (codes.has('ok')) return codes.size === 1 ? '●' : '◐';
  return [...codes].map((code) => ({ NOT_SIGNED_IN: 'S', FORBIDDEN: '–' })[code] ?? code).join(', ');
}

/** What each state of one axis means, with the others as the action wants them; a row per role where they differ. */
function rows(name: ActionName, axis: Axis): string[][] {
  const rolesByCells = new Map<string, string[]>();
  for (const asker of ASKERS) {
    const good = CELLS.find((cell) => outcome(name, asker, cell) === 'ok');
    if (!good) continue;
    const codes = AXES[axis].map((state) => outcome(name, asker, { ...good, [axis]: state }));
    const cells = codes.map((code) => (code === 'ok' ? '●' : code)).join('|');
    rolesByCells.set(cells, [...(rolesByCells.get(cells) ?? []), asker.name]);
  }
  return [...rolesByCells].map(([cells, roles]) => [
    `\`${name}\`${rolesByCells.size > 1 ? ` (${roles.join(', ')})` : ''}`,
    ...cells.split('|'),
  ]);
}

const table = (head: string[], rows: string[][]): string =>
  `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await mkdir(path.dirname(PERMISSIONS_FILE), { recursive: true });
  await writeFile(PERMISSIONS_FILE, permissionsDocs());
}
