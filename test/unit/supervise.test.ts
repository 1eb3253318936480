/** Who keeps the server running, when the machine has no process to give. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { supervise } from '../../scripts/lib/supervise.mjs';

const spawn = vi.hoisted(() => vi.fn());
vi.mock('node:child_process', async (original) => ({ ...(await original<object>()), spawn }));

const STABLE_AFTER_MS = 10_000;

const aProcess = (pid: number | undefined) =>
  Object.assign(new EventEmitter(), { pid, exitCode: null, signalCode: null, kill: vi.fn(), send: vi.fn() });
const refused = () => new Error('spawn EAGAIN');

const ways: [string, () => EventEmitter][] = [
  [
    'an event',
    () => {
      const none = aProcess(undefined);
      process.nextTick(() => none.emit('error', refused()));
      return none;
    },
  ],
  [
    'an exception',
    () => {
      throw refused();
    },
  ],
];

let said = '';
beforeEach(() => {
  said = '';
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  spawn.mockReset();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe.each(ways)('a process that is not to be had, told by %s', (_name, none) => {
  test('to stand by: the server goes on, and its next start is an ordinary one', async () => {
    const [server, next] = [aProcess(1), aProcess(2)];
    spawn.mockReturnValueOnce(server).mockImplementationOnce(none).mockReturnValueOnce(next);
    const over = supervise([], {});
    await vi.advanceTimersByTimeAsync(STABLE_AFTER_MS);
    expect(said).toBe('No other server stands by: spawn EAGAIN.\n');
    server.emit('exit', 1, null);
    await vi.advanceTimersByTimeAsync(0);
    expect(spawn).toHaveBeenCalledTimes(3);
    expect(spawn.mock.lastCall?.[1]).not.toContain('--stand-by');
    // A message that did not reach it: it is there all the same.
    next.emit('error', new Error('write EPIPE'));
    expect(spawn).toHaveBeenCalledTimes(3);
    next.emit('exit', 0, null);
    expect(await over).toBe(0);
  });

  test('to serve: it is tried again after the usual pauses', async () => {
    const server = aProcess(1);
    spawn.mockImplementationOnce(none).mockImplementationOnce(none).mockReturnValueOnce(server);
    const over = supervise([], {});
    await vi.advanceTimersByTimeAsync(0);
    expect(said).toContain('The server cannot be started: spawn EAGAIN; starting it again.');
    await vi.advanceTimersByTimeAsync(0);
    expect(said).toContain('starting it again in 250 ms.');
    await vi.advanceTimersByTimeAsync(250);
    expect(spawn).toHaveBeenCalledTimes(3);
    server.emit('exit', 0, null);
    expect(await over).toBe(0);
  });

  test('to serve, and a stop in the pause ends it', async () => {
    spawn.mockImplementation(none);
    const over = supervise([], {});
    await vi.advanceTimersByTimeAsync(100);
    process.emit('SIGTERM');
    expect(await over).toBe(0);
  });
});
