'use strict';

const assert = require('node:assert');
const test = require('node:test');
const metrics = require('../src/metrics');

test('what was counted is shown', () => {
  metrics.count('gift_cards_sold_total');
  metrics.count('gift_cards_sold_total');
  assert.match(metrics.text(), /^gift_cards_sold_total 2$/m);
});
