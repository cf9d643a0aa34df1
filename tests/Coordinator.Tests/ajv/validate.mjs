// Reads { schema, references, documents } from standard input and writes one list of mistakes per document.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const { schema, references, strict, documents } = JSON.parse(readFileSync(0, 'utf8'));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const root = read(schema);
const drafts = { '2020-12': Ajv2020.default, 'draft-04': AjvDraft4.default };
const Draft = drafts[Object.keys(drafts).find((draft) => String(root.$schema).includes(draft))] ?? Ajv.default;
const ajv = new Draft({ allErrors: true, strict, strictRequired: false, allowUnionTypes: true, unicodeRegExp: strict });
addFormats.default(ajv);
// A schema may be referred to by its file's name beside the one that refers to it, whatever it calls itself.
for (const path of references) ajv.addSchema(read(path), root.$id ? new URL(basename(path), root.$id).href : undefined);
const validate = ajv.compile(root);

const mistakes = documents.map((document) => {
  if (validate(JSON.parse(document))) return [];
  return validate.errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
});
process.stdout.write(JSON.stringify(mistakes));
