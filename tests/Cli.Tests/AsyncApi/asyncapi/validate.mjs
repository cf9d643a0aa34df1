// Reads an AsyncAPI document from standard input and writes what is wrong with it: { severity, path, message } of each diagnostic.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const severities = ['error', 'warning', 'information', 'hint'];
const { document, diagnostics } = await new Parser().parse(readFileSync(0, 'utf8'));
const said = diagnostics.map(({ severity, path, message }) => ({ severity: severities[severity], path: path.join('/'), message }));
process.stdout.write(JSON.stringify({ valid: document !== undefined, operations: document?.allOperations().length ?? 0, said }));
