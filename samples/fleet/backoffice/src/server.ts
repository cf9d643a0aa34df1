import { createServer } from 'node:http';
import { read } from './session';
import { News } from './news';
import { ask } from './services';
import { mapKey, shops } from './map';

const secret = process.env.SESSION_SECRET ?? '';
const storefront = process.env.STOREFRONT_URL ?? 'http://localhost:5080';
const stock = process.env.STOCK_URL ?? 'http://localhost:5100';

const server = createServer(async (request, response) => {
  const session = read(request.headers.authorization?.replace('Bearer ', '') ?? '', secret);
  if (session === null) {
    response.writeHead(401).end();
    return;
  }
  try {
    const [products, levels] = await Promise.all([ask('storefront', `${storefront}/products`), ask('stock', `${stock}/levels`)]);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ products, levels, shops, mapKey }));
  } catch (error) {
    response.writeHead(502).end(String(error));
  }
});

const news = new News(server);
process.on('SIGTERM', () => {
  news.close();
  server.close();
});
server.listen(Number(process.env.PORT ?? 8080));
