// SPDX-License-Identifier: EUPL-1.2
// The servers beside ours, each a process of its own on a port of its own.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function started(program, words, environment, port) {
  const child = spawn(program, words, {
    stdio: 'ignore',
    env: { ...process.env, ...environment },
  });
  for (let tries = 0; tries < 200; ++tries) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers) return { pid: child.pid, port, stop: () => child.kill('SIGKILL') };
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`${words[0]} does not answer`);
}

export const peers = {
  'y-websocket': {
    options: [],
    async start() {
      const port = await freePort();
      const environment = { HOST: '127.0.0.1', PORT: `${port}` };
      return started(
        process.execPath,
        [here('node_modules/y-websocket/bin/server.js')],
        environment,
        port,
      );
    },
  },
  hocuspocus: {
    options: ['--proto', 'hocuspocus'],
    async start() {
      const port = await freePort();
      return started(process.execPath, [here('hocuspocus.mjs')], { PORT: `${port}` }, port);
    },
  },
};

/** No server, but the least that any must do: what the kernel takes for a delivery. */
export const bareRelay = (program) => ({
  options: ['--verify', '0', '--prefill', '0'],
  async start() {
    const port = await freePort();
    return started(program, [`${port}`], {}, port);
  },
});
