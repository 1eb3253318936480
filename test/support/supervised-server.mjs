/** `npm start` without the set-up: the server under its supervisor, which starts it again when it dies. */
import { supervise } from '../../scripts/lib/supervise.mjs';

process.exitCode = await supervise([], process.env);
