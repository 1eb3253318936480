/** On the call: the own photos, each shown on the stage with a tap and taken off with another; more are added meanwhile. */
import { showAdditions, showPhoto } from '../../../shared/actions/additions.ts';
import { hideOwnPicture, showOwnPicture } from '../../../shared/actions/pictures.ts';
import type { CallHead } from '../../../shared/views/common.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useCallT } from '../citizen-media/call-texts.ts';
import { AddInTurn } from './add-in-turn.tsx';

export default function ShowPhoto({ ticketId, picture }: { ticketId: string; picture: CallHead['picture'] }) {
  const t = useCallT();
  const { data, reload } = useQuery(showAdditions, { ticketId });
  const { busy, refusal, act } = useAct();
  const own = picture?.by === 'citizen' ? picture.id : null;
  const add = <AddInTurn ticketId={ticketId} onChange={reload} />;
  if (!data || data.photos.length === 0) return add;
  return (
    <section className="stack tight" aria-label={t('call.photos')}>
      <h2>{t('call.photos')}</h2>
      <ul className="photo-choices">
        {data.photos.map(({ photoId }, index) => (
          <li key={photoId} className="stack tight">
            <Thumb ticketId={ticketId} photoId={photoId} label={t('call.photo', { number: index + 1 })} />
            <Button
              busy={busy}
              aria-pressed={own === photoId}
              onClick={() =>
                void act(() =>
                  own === photoId
                    ? callAction(hideOwnPicture, { ticketId })
                    : callAction(showOwnPicture, { ticketId, photoId }),
                )
              }
            >
              {t(own === photoId ? 'call.hidePhoto' : 'call.showPhoto', { number: index + 1 })}
            </Button>
          </li>
        ))}
      </ul>
      <RefusalText refusal={refusal} />
      {add}
    </section>
  );
}

function Thumb({ ticketId, photoId, label }: { ticketId: string; photoId: string; label: string }) {
  const { data } = useQuery(showPhoto, { ticketId, photoId });
  return data ? <img src={`data:image/jpeg;base64,${data.jpegBase64}`} alt={label} /> : null;
}
