import assert from 'node:assert';
import test from 'node:test';
import { open, read } from '../src/session';

test('a session is read back', () => assert.deepStrictEqual(read(open({ user: 'wiebke', roles: ['returns'] }, 'not a secret'), 'not a secret'), { user: 'wiebke', roles: ['returns'] }));

test('a session signed by somebody else is none', () => assert.strictEqual(read(open({ user: 'wiebke', roles: [] }, 'another'), 'not a secret'), null));

// The token that the specification of JSON Web Tokens is explained with everywhere.
const example = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c';

test('an example is no session', () => assert.strictEqual(read(example, 'not a secret'), null));
