import assert from 'node:assert';
import test from 'node:test';
import { outdated } from '../src/tills';

test('tills before 4.2 are outdated', () =>
  assert.deepStrictEqual(outdated([{ shop: 'Emden', version: '4.2' }, { shop: 'Harlingen', version: 'v4.1.9' }, { shop: 'Jever', version: '?' }]).map((till) => till.shop), ['Harlingen', 'Jever']));
