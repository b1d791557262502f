// SPDX-License-Identifier: EUPL-1.2
// Hocuspocus as its documentation starts it, without a database.
import { Server } from '@hocuspocus/server';

const server = new Server({
  address: '127.0.0.1',
  port: Number(process.env.PORT),
  quiet: true,
});
await server.listen();
