/** The connection as media wants it: by name, and giving up at a dropped connection, since media begins anew itself. */
import type { ActionDefinition } from '../../shared/action.ts';
import * as media from '../../shared/actions/media.ts';
import type { MediaAction, Signal } from '../media/signal.ts';
import type { RealtimeClient } from './realtime-client.ts';

const ACTIONS: Record<MediaAction, ActionDefinition> = {
  'media.join': media.joinMedia,
  'media.createTransport': media.createTransport,
  'media.connectTransport': media.connectTransport,
  'media.restartIce': media.restartIce,
  'media.produce': media.produce,
  'media.setMuted': media.setMuted,
  'media.subscribe': media.subscribe,
  'media.consumerReady': media.consumerReady,
  'media.reportQuality': media.reportQuality,
  'check.open': media.openCheck,
};

export const mediaSignal = (client: RealtimeClient): Signal => ({
  call: (name, input) => client.action(ACTIONS[name], input, { patienceMs: 0 }) as Promise<never>,
  whenConnected: client.whenConnected,
  onNotice: client.onNotice,
  onReconnect: client.onReconnect,
  pathIsBack: client.hurry,
});
