/** The number, as large as the screen has it: to go on with at one's own phone, or to keep as a slip. */
import qrcode from 'qrcode-generator';
import { useMemo } from 'react';
import type { SessionCard } from '../../../shared/actions/public.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayOf } from '../../ui/time.ts';

export interface Given {
  readonly ticketId: string;
  readonly number: number;
  readonly publicName: string;
  readonly hasPhone: boolean;
  /** Before the evening: they come again, and say here that they have come. */
  readonly booked: boolean;
}

const CELL_PX = 6;
const QUIET_PX = 4 * CELL_PX;

export function NumberSlip({ session, given, onDone }: { session: SessionCard; given: Given; onDone: () => void }) {
  const t = useT();
  const { id: sessionId, startsAt, zone } = session;
  const { ticketId, number, publicName, hasPhone, booked } = given;
  const code = useMemo(() => {
    const made = qrcode(0, 'M');
    made.addData(`${location.origin}/s/${sessionId}/wait/${ticketId}`);
    made.make();
    return made.createDataURL(CELL_PX, QUIET_PX);
  }, [sessionId, ticketId]);
  return (
    <Page title={t('kiosk.yourNumber')} calm>
      <div className="kiosk-slip">
        <p className="kiosk-number">{number}</p>
        <p className="big">{publicName}</p>
        {hasPhone ? (
          <>
            <img src={code} alt={t('kiosk.goOn')} className="kiosk-code" />
            <p className="big">{t('kiosk.goOn')}</p>
          </>
        ) : (
          <p className="big">
            {booked
              ? t('kiosk.booked', { day: dayOf(startsAt, zone), time: clockOf(startsAt, zone) })
              : t('kiosk.stay', { name: publicName })}
          </p>
        )}
      </div>
      {!hasPhone && (
        <Button wide onClick={() => window.print()}>
          {t('kiosk.print')}
        </Button>
      )}
      <Button kind="primary" wide onClick={onDone}>
        {t('kiosk.done')}
      </Button>
    </Page>
  );
}
