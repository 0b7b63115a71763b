// What validators that are not ours find wrong with a document: libxml2 (libxml2-wasm, MIT) reads it, holds it against schemas
// (ubl-schemas/) and, in the form of EN 16931, against the assertions of the norm (en16931-assertions.test-kit.ts).
import { join } from 'node:path';
import { XmlDocument, XmlElement, type XmlNode, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { readFileSync } from 'node:fs';
import { asserted, en16931Assertions } from './en16931-assertions.test-kit';

const folder = join(import.meta.dirname, 'ubl-schemas');
const namespaces = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
};
const schemas: Readonly<Record<string, string>> = {
  Invoice: 'invoice.xsd',
  CreditNote: 'credit-note.xsd',
  DespatchAdvice: 'despatch-advice.xsd',
};
let areFilesRead = false;

/** Nothing: it is valid. Faults of the schema begin with `xsd`, broken rules with their name. */
export function foreignFaults(xml: string): Promise<string[]> {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml);
  } catch (cause) {
    return Promise.resolve([`not well-formed: ${String(cause)}`]);
  }
  try {
    const form = document.root.get('cbc:CustomizationID', namespaces)?.content ?? '';
    const rules = form.startsWith('urn:cen.eu:en16931') ? brokenRules(document) : [];
    return Promise.resolve([...schemaFaults(document), ...rules]);
  } finally {
    document.dispose();
  }
}

function schemaFaults(document: XmlDocument): string[] {
  const file = schemas[document.root.name];
  if (file === undefined) return [`xsd: no schema for ${document.root.name}`];
  if (!areFilesRead) xmlRegisterFsInputProviders();
  areFilesRead = true;
  const path = join(folder, file);
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: path });
  const validator = XsdValidator.fromDoc(schema);
  try {
    validator.validate(document);
    return [];
  } catch (cause) {
    if (!(cause instanceof XmlValidateError)) throw cause;
    return cause.details.map(({ message }) => `xsd: ${message.trim()}`);
  } finally {
    validator.dispose();
    schema.dispose();
  }
}

function brokenRules(document: XmlDocument): string[] {
  return en16931Assertions.flatMap(([rule, place, test]) =>
    document
      .find(place, namespaces)
      .filter((node) => !holds(node, asserted(test, categoryOf(node))))
      .map((node) => `${rule} at ${node instanceof XmlElement ? node.name : 'an attribute'}`),
  );
}

function holds(node: XmlNode, test: string): boolean {
  const said = node.eval(`boolean(${test})`, namespaces);
  if (typeof said !== 'boolean') throw new Error(`no yes or no: ${test}`);
  return said;
}

/** Category of a breakdown; of everything else nothing is asked by category. */
function categoryOf(node: XmlNode): { code: string; rate: string } | null {
  if (!(node instanceof XmlElement) || node.name !== 'TaxSubtotal') return null;
  const text = (name: string): string => node.get(`cac:TaxCategory/cbc:${name}`, namespaces)?.content ?? '';
  return { code: text('ID'), rate: text('Percent') };
}
