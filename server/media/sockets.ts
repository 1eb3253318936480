/** The sockets of media. */

export const LOOPBACK = '127.0.0.1';

/**
 * What a socket holds while its process does not run. The system's own size is full after some 100 packets, a tenth of a
 * second of one evening: on a busy machine packets are lost then that no network lost, and a citizen's page takes its way up
 * for one that carries no picture. The system gives at most its `net.core.rmem_max`, without a word.
 */
export const RECEIVE_BUFFER_BYTES = 1 << 21;

/** Between processes of this machine. */
export const ON_LOOPBACK = { protocol: 'udp', ip: LOOPBACK, recvBufferSize: RECEIVE_BUFFER_BYTES } as const;
