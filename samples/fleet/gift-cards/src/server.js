'use strict';

const { createServer } = require('node:http');
const minimist = require('minimist');
const qs = require('qs');
const { WebSocketServer } = require('ws');
const { isCode, newCode, redeem } = require('./cards');
const { issue } = require('./vouchers');
const metrics = require('./metrics');
const { notify } = require('./notify');

const { port } = minimist(process.argv.slice(2), { default: { port: 8080 } });
const cards = new Map();

function answer(request) {
  const [path, query = ''] = request.url.split('?');
  if (path === '/healthz') return [200, 'ok'];
  if (path === '/metrics') return [200, metrics.text()];
  const { code = '', amount } = qs.parse(query);
  if (path === '/sell') {
    const card = { code: newCode(), balance: Number(amount) };
    cards.set(card.code, card);
    metrics.count('gift_cards_sold_total');
    return [201, issue(card, process.env.SIGNING_KEY)];
  }
  if (path === '/redeem') {
    if (!isCode(code) || !cards.has(code)) {
      metrics.count('gift_cards_refused_total');
      return [404, 'there is no such card'];
    }
    const { card, open } = redeem(cards.get(code), Number(amount));
    cards.set(code, card);
    metrics.count('gift_cards_redeemed_total');
    if (process.env.SLACK_WEBHOOK) notify(process.env.SLACK_WEBHOOK, card, Number(amount)).catch(() => metrics.count('gift_cards_untold_total'));
    return [200, String(open)];
  }
  return [404, ''];
}

const server = createServer((request, response) => {
  const [status, body] = answer(request);
  response.writeHead(status).end(body);
});
new WebSocketServer({ server, path: '/balance' });
server.listen(port);
