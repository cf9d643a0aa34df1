import assert from 'node:assert';
import test from 'node:test';
import { mayReturn, returnableUntil } from '../src/returns';

test('thirty days from delivery', () => assert.strictEqual(returnableUntil({ id: 1, delivered: '2024-02-01', outlet: false }), '2024-03-02'));

test('not a day longer', () => {
  const order = { id: 1, delivered: '2024-02-01', outlet: true };
  assert.ok(mayReturn(order, '2024-02-15'));
  assert.ok(!mayReturn(order, '2024-02-16'));
});
