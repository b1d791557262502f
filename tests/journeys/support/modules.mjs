// SPDX-License-Identifier: EUPL-1.2
// Playwright and axe come from web/node_modules, so that they are installed once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

const require = createRequire(`${root}web/package.json`);

export const { chromium } = require('playwright-core');
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
