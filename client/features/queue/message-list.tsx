/** What the desk wrote this evening, and how many of those it was for have it. */
import { listMessages } from '../../../shared/actions/desk.ts';
import { useAsk } from '../../desk/ask.ts';
import { clock } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './log-list.module.css';

const REFRESH_MS = 5000;
/** More numbers than these say less than how many they are. */
const NUMBERS_SHOWN = 8;

export function MessageList({ sessionId, zone }: { sessionId: string; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const { data } = useAsk(listMessages, { sessionId }, { everyMs: REFRESH_MS, staleMs: 0 });
  if (!data) return null;
  if (data.messages.length === 0) return <p className={css.none}>{t('message.none')}</p>;
  const to = (numbers: readonly number[] | null) => {
    if (numbers === null) return t('message.all');
    const some = numbers.slice(0, NUMBERS_SHOWN).map((number) => t('ticketNumber', { number }));
    return numbers.length > some.length ? `${some.join(' ')} …` : some.join(' ');
  };
  return (
    <ol className={css.list}>
      {data.messages.map(({ id, at, text, numbers, listen: _listen, ...counts }) => (
        <li key={id}>
          <time>{clock(at, zone, language)}</time>
          <span>
            {to(numbers)} · {text}
            <em> {t(counts.sms > 0 ? 'message.countsSms' : 'message.counts', counts)}</em>
          </span>
        </li>
      ))}
    </ol>
  );
}
