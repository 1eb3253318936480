/** A process of a bench's own that answers what it is asked, one answer of a kind at a time. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export interface Child<Ask extends object | string, Message extends { readonly what: string }> {
  readonly process: ChildProcess;
  tell(ask: Ask): void;
  /** The next message of this kind; rejects when the process ends before. */
  next<What extends Message['what']>(what: What): Promise<Extract<Message, { what: What }>>;
}

export function startChild<Ask extends object | string, Message extends { readonly what: string }>(
  file: string,
  {
    args = [],
    env = process.env,
    cwd = process.cwd(),
  }: { args?: string[]; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Child<Ask, Message> {
  const child = spawn(process.execPath, ['--expose-gc', path.join(import.meta.dirname, file), ...args], {
    cwd,
    env,
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
  });
  child.setMaxListeners(0);
  return {
    process: child,
    tell: (ask) => void child.send(ask),
    next: <What extends Message['what']>(what: What) =>
      new Promise<Extract<Message, { what: What }>>((resolve, reject) => {
        const onExit = (code: number | null) => finish(() => reject(new Error(`${file} ended with code ${code}`)));
        const onMessage = (message: Message) => {
          if (message.what === what) finish(() => resolve(message as Extract<Message, { what: What }>));
          else if (message.what === 'failed') finish(() => reject(new Error(`${file}: ${JSON.stringify(message)}`)));
        };
        const finish = (settle: () => void) => {
          child.off('exit', onExit);
          child.off('message', onMessage);
          settle();
        };
        child.on('exit', onExit);
        child.on('message', onMessage);
      }),
  };
}
