/** What the cards of the green room and of the deck have in common. */

import type { ViewOf } from '../../../shared/views/all.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import type { Row } from '../queue/order.ts';
import { bySound } from './by-sound.ts';
import { pick, useDeskMedia } from './desk-media.tsx';
import css from './stage.module.css';
import { Tile } from './tile.tsx';

export interface CardProps {
  view: ViewOf<'moderator'>;
  row: Row;
  /** The key that acts on this card. */
  hotkey: string | undefined;
  /** Held by whoever sits here. */
  mine: boolean;
  /** Whom this moderator talks with now. */
  partner: Row | undefined;
  muted: boolean;
  onSelect: (ticketId: string) => void;
}

export function CardHead({ row, onSelect }: Pick<CardProps, 'row' | 'onSelect'>) {
  const t = useT();
  return (
    <button type="button" className={css.cardHead} onClick={() => onSelect(row.ticketId)}>
      <strong>
        {t('ticketNumber', { number: row.number })} {row.name} · {row.subject}
      </strong>
    </button>
  );
}

export function CardTile({ row, muted }: Pick<CardProps, 'row' | 'muted'>) {
  const t = useT();
  const { streams } = useDeskMedia();
  const { participation, mediaReady, ladder } = row;
  const noPicture = mediaReady ? 'stage.noPicture' : 'greenRoom.connecting';
  return (
    <Tile
      label={row.name}
      camera={pick(streams, 'citizen', ['greenRoom'], 'camera', row.ticketId)}
      microphone={pick(streams, 'citizen', ['greenRoom'], 'microphone', row.ticketId)}
      muted={muted}
      empty={t(
        participation === 'video' ? noPicture : bySound({ participation, weakNetwork: ladder?.soundFor === 'network' }),
      )}
    />
  );
}

/** Trouble and who holds it, in a line each. */
export function CardNotes({ row, mine, partner }: Pick<CardProps, 'row' | 'mine' | 'partner'>) {
  const t = useT();
  const isLost = row.presence === 'lost' && row.participation !== 'phone';
  const canTalk = row.participation !== 'phone' && (row.state === 'onDeck' || row.answered);
  return (
    <>
      {isLost && (
        <span className={css.warn} role="status">
          <Icon name="unplugged" size={14} /> {t('presence.lost')}
        </span>
      )}
      {!mine && row.heldBy && <span className={css.quiet}>{t('greenRoom.heldBy', { name: row.heldBy })}</span>}
      {mine && canTalk && partner && partner !== row && (
        <span className={css.quiet}>{t('greenRoom.talkingToOther', { number: partner.number })}</span>
      )}
    </>
  );
}
