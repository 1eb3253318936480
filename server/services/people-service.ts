/** Signing in. Refusals leave a trace (tries used up), so these manage their own transactions. */
import { Refusal } from '../../shared/errors.ts';
import { maskPhone } from '../domain/people/mask.ts';
import { checkCode, newPhoneCode } from '../domain/people/phone-code.ts';
import { asTold } from '../domain/queue/undo.ts';
import { type Asked, type FreeAsked, free, query } from './context.ts';
import { notFound, staffOf } from './support.ts';

/** A hash of nothing in use: an unknown name takes as long to refuse as a wrong password. */
let nobodysHash: Promise<string> | undefined;

export const peopleHandlers = {
  'phone.requestCode': free<'phone.requestCode'>(({ phone }, { deps, actor, now, remember }) =>
    remember(async (tx) => {
      const phoneId = await tx.phoneId(actor.countyId, phone);
      const before = await tx.lockPhoneCode(phoneId);
      const made = newPhoneCode(before, now);
      // Whoever presses twice uses up nothing: no SMS goes out.
      if (!made.ok) throw new Refusal(made.code, made.details);
      await deps.throttle.use('codePerPhone', phone);
      await deps.throttle.use('codePerAddress', 'address' in actor ? actor.address : 'system');
      await deps.throttle.use('codePerCounty', actor.countyId);
      const code = deps.secrets.newCode();
      await tx.savePhoneCode({ phoneId, codeHash: deps.secrets.hash(`${phoneId}:${code}`), ...made.state });
      await tx.queueNotice({
        id: deps.newId('nt'),
        countyId: actor.countyId,
        ticketId: null,
        phone,
        template: 'code',
        fields: { code },
        at: now,
      });
      return { expiresAt: made.state.expiresAt, askAgainAt: made.state.askAgainAt };
    }),
  ),

  'phone.verify': free<'phone.verify'>(async ({ phone, code }, { deps, actor, now, cookies, remember }) => {
    const { token } = await remember<{ token: string }>(async (tx) => {
      await deps.throttle.use('verifyPerAddress', 'address' in actor ? actor.address : 'system');
      const phoneId = await tx.phoneId(actor.countyId, phone);
      const record = await tx.lockPhoneCode(phoneId);
      if (!record) return { refuse: { code: 'CODE_EXPIRED' } };
      const decision = checkCode(record, record.codeHash === deps.secrets.hash(`${phoneId}:${code}`), now);
      // What a wrong try leaves behind is kept: the refusal is thrown outside the transaction.
      if (decision.record) await tx.savePhoneCode(decision.record);
      else await tx.deletePhoneCode(phoneId);
      if (!decision.ok) return { refuse: { code: decision.code, details: decision.details } };
      const made = deps.secrets.newToken();
      await tx.insertSignIn({
        tokenHash: deps.secrets.hash(made),
        countyId: actor.countyId,
        personId: null,
        phoneId,
        expiresAt: now + deps.settings.citizenSignInMs,
      });
      return { token: made };
    });
    cookies?.set('citizen', token, deps.settings.citizenSignInMs);
    return { phoneMasked: maskPhone(phone) };
  }),

  'citizen.me': query<'citizen.me'>(async (_input, { read, actor }) => {
    if (actor.kind !== 'citizen') return { phoneMasked: null, tickets: [], listed: [] };
    const [phone, tickets, listed] = await Promise.all([
      read.phone(actor.phoneId),
      read.ticketsOfPhone(actor.phoneId),
      read.listedOfPhone(actor.phoneId),
    ]);
    const people = await read.persons([...tickets, ...listed].map(({ personId }) => personId));
    return {
      phoneMasked: phone === null ? null : maskPhone(phone),
      tickets: tickets.map(asTold).map((ticket) => ({
        ticketId: ticket.id,
        sessionId: ticket.sessionId,
        number: ticket.number,
        name: people.get(ticket.personId)?.name ?? '',
        state: ticket.state,
        presence: ticket.entered ? ('here' as const) : ('never' as const),
      })),
      listed: listed.map(({ id, sessionId, personId, state }) => ({
        entryId: id,
        sessionId,
        name: people.get(personId)?.name ?? '',
        state,
      })),
    };
  }),

  'citizen.signOut': free<'citizen.signOut'>(async (_input, asked) => signOut('citizen', asked)),
  'staff.signOut': free<'staff.signOut'>(async (_input, asked) => signOut('staff', asked)),

  'staff.signIn': free<'staff.signIn'>(async ({ userName, password }, { deps, actor, now, cookies, remember }) => {
    const address = 'address' in actor ? actor.address : 'system';
    await deps.throttle.use('signInPerName', userName);
    await deps.throttle.use('signInPerAddress', address);
    const account = await deps.store.read.account(actor.countyId, userName);
    nobodysHash ??= deps.secrets.hashPassword(deps.secrets.newToken());
    const right = await deps.secrets.verifyPassword(account?.passwordHash ?? (await nobodysHash), password);
    if (!account || !right) throw new Refusal('WRONG_CREDENTIALS');
    const { token } = await remember<{ token: string }>(
      async (tx) => {
        const made = deps.secrets.newToken();
        await tx.insertSignIn({
          tokenHash: deps.secrets.hash(made),
          countyId: account.countyId,
          personId: account.personId,
          phoneId: null,
          expiresAt: now + deps.settings.staffSignInMs,
        });
        return { token: made };
      },
      { userName, passwordHash: account.passwordHash },
    );
    cookies?.set('staff', token, deps.settings.staffSignInMs);
    return describe(account.personId, deps.store.read);
  }),

  'staff.me': query<'staff.me'>(async (_input, { read, actor }) => describe(staffOf(actor).personId, read)),
};

async function describe(personId: string, read: Asked['deps']['store']['read']) {
  const account = (await read.accountOf(personId)) ?? notFound();
  const [county, units] = await Promise.all([read.county(account.countyId), read.units(account.countyId)]);
  return {
    personId,
    userName: account.userName,
    displayName: account.displayName,
    countyId: account.countyId,
    countyName: county?.name ?? '',
    unitId: account.unitId,
    unitName: units.find((unit) => unit.id === account.unitId)?.name ?? null,
    roles: [...account.roles],
  };
}

async function signOut(kind: 'staff' | 'citizen', { deps, cookies, signedOut, remember }: FreeAsked) {
  const token = cookies?.token(kind);
  const tokenHash = token ? deps.secrets.hash(token) : null;
  await remember(async (tx) => {
    if (tokenHash) await tx.deleteSignIn(tokenHash);
    return {};
  });
  cookies?.clear(kind);
  if (tokenHash) signedOut(tokenHash);
  return {};
}
