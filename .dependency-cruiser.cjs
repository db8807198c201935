// The floors of the house, from the ground up: an import goes down or stays on its floor, never up, and never in a circle.
// `npm run layers` checks it, and so does `npm test`.
const floors = [
  ['syntax'],
  ['facts'],
  ['project', 'catalog'],
  ['frameworks', 'graph'],
  ['flow'],
  ['serialization'],
  ['crossings'],
  ['security', 'rendering', 'events', 'redirects', 'server-functions', 'caching', 'fixes'],
  ['rules', 'hover', 'hints'],
  ['why'],
];

/** The rooms that doors may enter. */
const front = ['facts', 'project', 'graph', 'hover', 'hints', 'why'];

const rooms = (names) => `^src/(?:${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...floors.slice(0, -1).map((floor, index) => ({
      name: `nothing-above-${floor.join('-and-')}`,
      severity: 'error',
      from: { path: rooms(floor) },
      to: { path: rooms(floors.slice(index + 1).flat()) },
    })),
    {
      name: 'no-door-in-the-analysis',
      comment: 'src/ does not know which door it is behind.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:analysis|eslint-plugin|ts-plugin|lsp|cli|editor|node)/' },
    },
    {
      name: 'doors-by-the-front',
      comment:
        'What a door wants to know it asks the analysis, the project, its graph or what editors show: no door knows what a rule looks for.',
      severity: 'error',
      from: { path: '^(?:analysis|eslint-plugin|ts-plugin|lsp|cli|editor|node)/' },
      to: {
        path: `${rooms(floors.flat().filter((room) => !front.includes(room)))}`,
        pathNot: ['^src/rules/index[.]ts$', '^src/fixes/(?:edits|sound-edits)[.]ts$', '^src/syntax/syntax-errors[.]ts$'],
      },
    },
    {
      name: 'doors-apart',
      comment: 'What two doors share is in analysis/, editor/ or node/. The command line starts the language server.',
      severity: 'error',
      from: { path: '^(analysis|eslint-plugin|ts-plugin|lsp|cli)/' },
      to: { path: '^(?:eslint-plugin|ts-plugin|lsp|cli)/', pathNot: ['^$1/', '^lsp/index[.]ts$'] },
    },
    {
      name: 'doors-through-the-analysis',
      comment: 'Every door makes its projects by createProject() and has files judged by analyze(), as tools of others do.',
      severity: 'error',
      from: { path: '^(?:eslint-plugin|ts-plugin|lsp|cli|editor)/' },
      to: { path: '^src/(?:run-rules|project/program-project)[.]ts$' },
    },
    {
      name: 'extension-apart',
      comment: "VS Code's extension talks to the server, whichever version that is: it knows nothing of how that is made.",
      severity: 'error',
      from: { path: '^vscode/' },
      to: { path: '^(?:src|eslint-plugin|ts-plugin|lsp|cli|editor|node)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|test)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
