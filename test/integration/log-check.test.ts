/** [K7] `npm run log-check` is of a log that is there, and of nothing else. */
import { expect, it } from 'vitest';
import type { OpenedStore } from '../../server/storage/open-store.ts';
import { checkLog } from '../../server/tools/log-check.ts';
import { withDatabases } from '../support/database.ts';

/** A county with one entry in its log. */
const addTo = ({ store }: OpenedStore, id: string) =>
  store.transaction(async (tx) => {
    const county = { zone: 'Asia/Shanghai', places: [], limits: null, recordingDays: null, demo: false };
    await tx.insertCounty({ ...county, id, name: id });
    await tx.appendAudit({
      ...{ id: `of ${id}`, countyId: id, sessionId: null, caseId: null, ticketId: null, at: 1, why: null, data: {} },
      ...{ byPersonId: 'system', byName: 'system', what: 'account.end' },
    });
  });

withDatabases('[K7] the check of a log', (makeStore) => {
  it('is of the only county there is, or of the one that is named; any other is refused with those that are', async () => {
    const opened = await makeStore();
    await expect(checkLog(opened)).rejects.toThrow('There is no county in these data');
    await addTo(opened, 'linshui');
    const checked = await checkLog(opened);
    expect(checked).toMatchObject({ head: { countyId: 'linshui', position: 1 }, fault: null });
    const { position, link } = checked.head;
    expect(await checkLog(opened, 'linshui', `${position}:${link}`)).toEqual(checked);
    const mistyped = checkLog(opened, 'linshiu');
    await expect(mistyped).rejects.toThrow('There is no county linshiu in these data. There is: linshui.');
    await addTo(opened, 'qingshan');
    await expect(checkLog(opened)).rejects.toThrow('Say which county: linshui, qingshan.');
    expect(await checkLog(opened, 'qingshan')).toMatchObject({ head: { countyId: 'qingshan', position: 1 } });
  });
});
