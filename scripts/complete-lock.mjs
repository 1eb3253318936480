// node scripts/complete-lock.mjs: after an `npm install` through a registry mirror that lacks the packages of other
// platforms, npm leaves them out of package-lock.json, and `npm ci` then refuses the file everywhere. This puts them
// back by name and version; npm takes their checksum from the registry where they are installed.
import { writeFileSync } from 'node:fs';
import { missingOptional } from './lib/lock-file.mjs';
import { at, readJson } from './lib/paths.mjs';
import { say } from './lib/step.mjs';

const lock = readJson(at('package-lock.json'));
const added = missingOptional(lock);
for (const [key, entry] of added) lock.packages[key] = entry;
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted);
if (added.length > 0) writeFileSync(at('package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
say(added.length > 0 ? `added ${added.map(([key]) => key).join(', ')}` : 'the lock file is complete');
