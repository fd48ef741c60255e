const TIME = 'Time comes as an argument or from the injected clock.';
const ENVIRONMENT = 'Settings are read once, by config/settings, and come in as arguments.';
const PURE = 'The core does no input or output and waits for nothing.';

const CLASS_NAMES = '/^(stb|onu|eb_speaker|eb_adapter|site|gateway)$/';
const BRANCH_ON_CLASS = 'A kind of device describes itself in config/classes; do not branch on its name.';

const EVERYWHERE = [
  {
    selector: 'ClassDeclaration:not([superClass.name=/Error$/]), ClassExpression',
    message: 'State lives in a createX(…) closure; classes are for errors.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: "ExportSpecifier[exported.name='default']", message: 'Export by name.' },
];

const NO_BRANCH_ON_CLASS = [
  {
    selector: `BinaryExpression[operator=/^[!=]==?$/] > Literal[value=${CLASS_NAMES}]`,
    message: BRANCH_ON_CLASS,
  },
  { selector: `SwitchCase > Literal.test[value=${CLASS_NAMES}]`, message: BRANCH_ON_CLASS },
];

const NO_CLOCK = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TIME },
  { selector: "CallExpression[callee.name='Date']", message: TIME },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: TIME },
];

const NO_ENVIRONMENT = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: ENVIRONMENT,
  },
  {
    selector: "ImportDeclaration[source.value='node:process'] > ImportSpecifier[imported.name='env']",
    message: ENVIRONMENT,
  },
];

const NO_WAITING = [
  { selector: 'AwaitExpression, :function[async=true]', message: PURE },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: PURE },
];

const HAN = '/[\\u4e00-\\u9fff]/';
const NO_HAN = [
  { selector: `Literal[value=${HAN}]`, message: 'Text that people read stands in the message catalogue.' },
  {
    selector: `TemplateElement[value.raw=${HAN}]`,
    message: 'Text that people read stands in the message catalogue.',
  },
];

const TITLE = 'A test title is a sentence that states behaviour.';
const RUNS = ['callee.name', 'callee.object.name', 'callee.callee.object.name']
  .map((callee) => `CallExpression[${callee}=/^(it|test)$/]`)
  .join(', ');
const EMPTY_TITLE = String.raw`/^\s*$|^\W*\d+\W*$/`;
const EMPTY_WORDS = String.raw`/\bworks?( (fine|correctly|well|as expected))?\W*$|should be defined|^(test|case)\s*\d*$/i`;

/**
 * The syntax that a file may not use. One rule has one list for a file, so the list is put together
 * here from what the file is allowed.
 */
export const syntax = ({ clock, environment, pure, classNames, han, defaultExport } = {}) => [
  'error',
  ...EVERYWHERE.filter(({ selector }) => !defaultExport || !selector.startsWith('Export')),
  ...(clock ? [] : NO_CLOCK),
  ...(environment ? [] : NO_ENVIRONMENT),
  ...(classNames ? [] : NO_BRANCH_ON_CLASS),
  ...(pure ? NO_WAITING : []),
  ...(han === false ? NO_HAN : []),
];

export const syntaxInTests = [
  'error',
  { selector: `:matches(${RUNS}) > Literal.arguments:first-child[value=${EMPTY_TITLE}]`, message: TITLE },
  { selector: `:matches(${RUNS}) > Literal.arguments:first-child[value=${EMPTY_WORDS}]`, message: TITLE },
  {
    selector: "MemberExpression[object.name=/^(it|test|describe)$/][property.name='only']",
    message: 'The other tests would not run.',
  },
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]",
    message: 'Replace the outside world, not a module.',
  },
];

/** What a pure part may not reach for. */
export const ambientGlobals = [
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ...['console', 'process', 'fetch', 'crypto', 'Buffer', 'globalThis'],
].map((name) => ({ name, message: PURE }));

export const networkGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
  name,
  message: 'Charts and parts show what they are given; web/src/live fetches.',
}));

export const deepReactivity = {
  name: 'vue',
  importNames: ['ref', 'reactive'],
  message: 'Live state is replaced whole: use shallowRef.',
};
