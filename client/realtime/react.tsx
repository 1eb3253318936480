/** The connection in React: one provider per session page, hooks for views, connection and time. */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Notice } from '../../shared/notices/all.ts';
import type { ViewName, ViewOf } from '../../shared/views/all.ts';
import { newerBuild } from './newer-build.ts';
import { type Connection, type Introduction, RealtimeClient } from './realtime-client.ts';
import type { Tables } from './tables.ts';

const Context = createContext<RealtimeClient | null>(null);

/** Connections that were opened before the page was drawn, by their introduction. */
const ahead = new Map<string, RealtimeClient>();

/** Connects at once; the provider with that introduction takes the connection over. */
export function connectAhead(introduction: Introduction): RealtimeClient {
  const key = JSON.stringify(introduction);
  const client = ahead.get(key) ?? new RealtimeClient(introduction);
  ahead.set(key, client);
  return client;
}

interface ProviderProps {
  readonly introduction: Introduction;
  /** Of a desk. */
  readonly tables?: Tables;
  readonly children: ReactNode;
}

/**
 * Connects while mounted, before the page is painted; a changed introduction is a new connection. Renders nothing before
 * the client exists.
 */
export function RealtimeProvider({ introduction, tables, children }: ProviderProps) {
  const key = JSON.stringify(introduction);
  const [client, setClient] = useState<RealtimeClient | null>(null);
  useLayoutEffect(() => {
    const made = ahead.get(key) ?? new RealtimeClient(JSON.parse(key) as Introduction, tables);
    ahead.delete(key);
    setClient(made);
    return () => {
      made.close();
      setClient(null);
    };
  }, [key, tables]);
  return client ? <Context value={client}>{children}</Context> : null;
}

export function useRealtime(): RealtimeClient {
  const client = useContext(Context);
  if (!client) throw new Error('useRealtime needs a RealtimeProvider above it');
  return client;
}

/** The newest view of that name; undefined until the first one came. */
export function useView<Name extends ViewName>(name: Name): ViewOf<Name> | undefined {
  const { views } = useRealtime();
  return useSyncExternalStore(views.subscribe, () => views.get(name));
}

export function useConnection(): Connection {
  const client = useRealtime();
  return useSyncExternalStore(client.subscribeConnection, () => client.connection);
}

/** Whether the server has been updated since this page was opened. */
export function useNewerBuild(): boolean {
  return useSyncExternalStore(newerBuild.subscribe, newerBuild.get);
}

export function useNotice(listener: (notice: Notice) => void): void {
  const client = useRealtime();
  useEffect(() => client.onNotice(listener), [client, listener]);
}

/** Time by the server's clock, refreshed every `everyMs` while mounted. */
export function useServerNow(everyMs = 1000): number {
  const client = useRealtime();
  const [now, setNow] = useState(() => client.now());
  useEffect(() => {
    setNow(client.now());
    const timer = setInterval(() => setNow(client.now()), everyMs);
    return () => clearInterval(timer);
  }, [client, everyMs]);
  return now;
}
