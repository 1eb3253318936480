/** A line, photos and PDF files that somebody adds to their matter, while they wait and on the call. */
import { Refusal } from '../../shared/errors.ts';
import { DOCUMENTS_MOST } from '../../shared/files.ts';
import { PHOTOS_MOST } from '../../shared/photo.ts';
import { actsAs } from '../../shared/roles.ts';
import { holds } from '../domain/people/holding.ts';
import { isRoom } from '../domain/queue/lines.ts';
import { setAdded } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { type CommandAsked, once, type QueryAsked, query } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import { notFound, sessionForUpdate, ticketOf, writeDown } from './support.ts';

export const additionHandlers = {
  'additions.show': query<'additions.show'>(async ({ ticketId }, asked) => {
    await atOwnSeat(ticketId, asked);
    const { text, photos } = await asked.read.additionsOf(ticketId);
    return { text, photos: [...photos], documents: await asked.read.documentsOf(ticketId) };
  }),
  'photo.show': query<'photo.show'>(async ({ ticketId, photoId }, asked) => {
    await atOwnSeat(ticketId, asked);
    // What a desk sent for the stage is shown there alone (C13).
    const { photos } = await asked.read.additionsOf(ticketId);
    if (!photos.some((photo) => photo.photoId === photoId)) notFound();
    return { jpegBase64: (await asked.read.photo(ticketId, photoId)) ?? notFound() };
  }),
  'addition.write': once<'addition.write'>(async ({ ticketId, text }, asked) => {
    const ticket = await locked(asked, ticketId);
    await asked.tx.saveAdditionText(ticket, text, asked.now);
    await noted(asked, ticket, 'addition.write');
    return {};
  }),
  'photo.add': once<'photo.add'>(async ({ ticketId, upload }, asked) => {
    const picture = asked.deps.pictures.of(upload);
    if (!picture) throw new Refusal('NOT_A_PICTURE');
    const ticket = await locked(asked, ticketId);
    if ((await asked.tx.additionsOf(ticketId)).photos.length >= PHOTOS_MOST) throw new Refusal('PHOTOS_FULL');
    const photoId = asked.deps.newId('ph');
    const { jpeg, width, height } = picture;
    const jpegBase64 = jpeg.toString('base64');
    await asked.tx.insertPhoto(ticket, { photoId, width, height, at: asked.now, jpegBase64 });
    await noted(asked, ticket, 'photo.add');
    return { photoId };
  }),
  'photo.remove': once<'photo.remove'>(async ({ ticketId, photoId }, asked) => {
    const ticket = await locked(asked, ticketId);
    if (!(await asked.tx.deletePhoto(ticketId, photoId))) notFound();
    // Nor does it stay on the stage (C13).
    const call = ticket.state === 'live' ? await asked.tx.call(ticket.callId) : null;
    if (call?.shared?.id === photoId) await asked.tx.saveCall({ ...call, shared: null });
    await noted(asked, ticket, 'photo.remove');
    return {};
  }),
  'document.show': query<'document.show'>(async ({ ticketId, documentId }, asked) => {
    await atOwnSeat(ticketId, asked);
    const found = (await asked.read.documentsOf(ticketId)).find((one) => one.documentId === documentId) ?? notFound();
    return { name: found.name, pdfBase64: (await asked.read.document(ticketId, documentId)) ?? notFound() };
  }),
  'document.add': once<'document.add'>(async ({ ticketId, name, upload }, asked) => {
    const { tx, deps, now } = asked;
    const sent = deps.files.of(upload);
    if (sent?.kind !== 'pdf') throw new Refusal('PDF_UNREADABLE');
    const ticket = await locked(asked, ticketId);
    if ((await tx.documentsOf(ticketId)).length >= DOCUMENTS_MOST)
      throw new Refusal('FILES_FULL', { most: DOCUMENTS_MOST });
    const documentId = deps.newId('do');
    await tx.insertDocument(ticket, { documentId, name, at: now, pdfBase64: sent.body.toString('base64') });
    await noted(asked, ticket, 'document.add');
    return { documentId };
  }),
  'document.remove': once<'document.remove'>(async ({ ticketId, documentId }, asked) => {
    const ticket = await locked(asked, ticketId);
    if (!(await asked.tx.deleteDocument(ticketId, documentId))) notFound();
    await noted(asked, ticket, 'document.remove');
    return {};
  }),
};

/** What was added to the one ticket is the other's from now on: the matter is the same, carried over (S4). */
export async function takeAlong({ tx, now }: CommandAsked, from: TicketRecord, to: TicketRecord): Promise<void> {
  if (from.added === null) return;
  const { text, photos } = await tx.additionsOf(from.id);
  await tx.saveAdditionText(from, '', now);
  await tx.saveAdditionText(to, text, now);
  for (const photo of photos) {
    const jpegBase64 = (await tx.photo(from.id, photo.photoId)) ?? notFound();
    await tx.deletePhoto(from.id, photo.photoId);
    await tx.insertPhoto(to, { ...photo, jpegBase64 });
  }
  for (const document of await tx.documentsOf(from.id)) {
    const pdfBase64 = (await tx.document(from.id, document.documentId)) ?? notFound();
    await tx.deleteDocument(from.id, document.documentId);
    await tx.insertDocument(to, { ...document, pdfBase64 });
  }
}

/** Under the session's lock, so that two at once do not become four photos. */
async function locked({ tx }: CommandAsked, ticketId: string): Promise<TicketRecord> {
  await sessionForUpdate(tx, (await ticketOf(tx, ticketId)).sessionId);
  return ticketOf(tx, ticketId);
}

/** The ticket itself tells that there is something, so that desks look again. */
async function noted(asked: CommandAsked, ticket: TicketRecord, what: string): Promise<void> {
  const { tx, now, touched } = asked;
  const { text, photos } = await tx.additionsOf(ticket.id);
  const documents = await tx.documentsOf(ticket.id);
  const count = photos.length + documents.length + (text === '' ? 0 : 1);
  await keepTicket(asked, setAdded(ticket, count, now));
  await writeDown(asked, what, { sessionId: ticket.sessionId, ticketId: ticket.id });
  touched.session(ticket.sessionId);
}

/** Moderators and whoever holds the place see them always; a seat while it has the ticket; nobody else. */
async function atOwnSeat(ticketId: string, { read, actor, connection }: QueryAsked): Promise<void> {
  if (actor.kind !== 'staff') return;
  if (connection ? connection.as.as === 'moderator' : actsAs(actor.roles).has('moderator')) return;
  const ticket = await ticketOf(read, ticketId);
  if (holds(actor, ticket, await read.person(ticket.personId))) return;
  const session = await read.session(ticket.sessionId);
  const seat = 'seatId' in ticket ? session?.seats.find(({ id }) => id === ticket.seatId) : undefined;
  // That the room is the asking desk's own is the rule's; an aide is at every leader's seat, and in no room.
  if (!seat || isRoom(seat) !== (connection?.as.as === 'duty')) notFound();
}
