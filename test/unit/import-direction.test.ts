import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, modulesOf, violationsIn, violationsOf } from '../support/import-direction.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('every import of the project goes the one way', () => {
  expect(modulesOf(root).length).toBeGreaterThan(0);
  const violations = violationsIn(root);
  expect(violations, `\n${violations.join('\n')}\n`).toEqual([]);
});

describe('the rule itself', () => {
  test.each([
    ['shared/ids.ts', "import { z } from 'zod';"],
    ['server/domain/queue/order.ts', "import { positionOf } from '../../../shared/queue/position.ts';"],
    ['server/services/queue.ts', "import { place } from '../domain/queue/order.ts';"],
    ['server/storage/tickets.ts', "import type { TicketStore } from '../services/ports/stores.ts';"],
    ['server/http/routes.ts', "import type { Database } from '../storage/database.ts';"],
    ['server/app.ts', "import { open } from './storage/database.ts';"],
    ['server/main.ts', "import { App } from './app.ts';"],
    ['client/main.tsx', "import './app/style.css';\nimport { View } from '../shared/views/queue.ts';"],
  ])('%s may: %s', (file, text) => {
    expect(violationsOf(file, text)).toEqual([]);
  });

  test.each([
    ['shared/ids.ts', "import os from 'node:os';", 'imports nothing of Node.js'],
    ['shared/ids.ts', "import { place } from '../server/domain/order.ts';", 'shared does not import domain'],
    ['server/domain/order.ts', "import { randomUUID } from 'node:crypto';", 'imports nothing of Node.js'],
    ['server/domain/order.ts', "import { eq } from 'drizzle-orm';", 'imports no packages'],
    ['server/domain/order.ts', "import type { Port } from '../services/port.ts';", 'domain does not import services'],
    ['server/services/queue.ts', "import { open } from '../storage/database.ts';", 'services does not import storage'],
    ['server/http/routes.ts', "import { open } from '../storage/database.ts';", 'only types of storage'],
    ['server/storage/database.ts', "export { App } from '../app.ts';", 'storage does not import app'],
    ['server/app.ts', "await import('./main.ts');", 'app does not import main'],
    ['client/main.tsx', "import { place } from '../server/domain/order.ts';", 'client does not import domain'],
    ['client/main.tsx', "import {\n  readFile,\n} from 'node:fs';", 'imports nothing of Node.js'],
    ['server/elsewhere/file.ts', '', 'belongs to no layer'],
  ])('%s may not: %s', (file, text, why) => {
    const [violation, ...others] = violationsOf(file, text);
    expect(others).toEqual([]);
    expect(violation).toContain(file);
    expect(violation).toContain(why);
  });

  test('comments and strings are no imports; each form of import is', () => {
    expect(importsOf("// import 'a'\n/* import 'b' */\nconst link = 'https://c';\n")).toEqual([]);
    const forms =
      "import 'a';\nimport b, { c } from 'd';\nexport * from 'e';\nexport type { f } from 'g';\nimport('h');";
    expect(importsOf(forms).map(({ specifier }) => specifier)).toEqual(['a', 'd', 'e', 'g', 'h']);
    expect(importsOf(forms).map(({ typeOnly }) => typeOnly)).toEqual([false, false, false, true, false]);
  });
});
