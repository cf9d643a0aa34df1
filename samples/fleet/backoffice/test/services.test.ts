import assert from 'node:assert';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { ask } from '../src/services';
import { News } from '../src/news';

test('a service is asked for JSON and its failure has its name', async () => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/levels' ? 200 : 503;
    response.end(JSON.stringify({ lamp: request.headers.accept === 'application/json' ? 3 : 0 }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    assert.deepStrictEqual(await ask('stock', address + '/levels'), { lamp: 3 });
    await assert.rejects(ask('stock', address + '/nothing'), /stock answered 503/);
  } finally {
    server.close();
  }
});

test('news can be told to nobody', async () => {
  const server = createServer();
  const news = new News(server);
  news.tell('order', { id: 1 });
  news.close();
  server.close();
});
