import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';
import { hideInText, withoutPersonalData } from './private-data.ts';

type Fields = Record<string, unknown>;

/**
 * One JSON line per event on stdout (or `destination`), times in UTC. Whatever is passed in, personal data stays out:
 * fields of lines and of child loggers, errors (under `err`) and messages go through `withoutPersonalData`.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => withoutPersonalData(fields) as Fields,
    },
    // Already plain when they arrive here.
    serializers: { err: (facts: unknown) => facts },
    hooks: {
      logMethod(args, method) {
        const [first, message, ...rest] = args as unknown[];
        const write = method as (...args: unknown[]) => void;
        if (typeof first === 'string') return write.apply(this, [hideInText(first), ...hideIn([message, ...rest])]);
        const fields = first instanceof Error ? { err: first } : first;
        // Without a message pino takes the error's own, as it is.
        const own = (fields as Fields | null)?.err;
        const text = message ?? (own instanceof Error ? own.message : undefined);
        write.apply(this, [fields, ...hideIn([text, ...rest])]);
      },
    },
  };
  return withFilteredChildren(destination ? pino(options, destination) : pino(options));
}

/** pino writes a child's fields out when it is made, past the formatter; children inherit the method given here. */
function withFilteredChildren(logger: Logger): Logger {
  const make = logger.child;
  logger.child = function child(this: Logger, fields: Fields, ...rest: unknown[]) {
    return Reflect.apply(make, this, [withoutPersonalData(fields), ...rest]);
  } as Logger['child'];
  return logger;
}

const hideIn = (values: unknown[]) => values.map((value) => withoutPersonalData(value));
