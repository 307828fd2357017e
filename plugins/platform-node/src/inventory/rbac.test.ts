import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDocuments } from '@chat2sql/plugin-platform-common';
import { kindKey, OBSERVED_KINDS } from './kinds';

const FILE = resolve(__dirname, '../../../../deploy/rbac.yaml');

interface Rule {
  apiGroups?: string[];
  resources?: string[];
  nonResourceURLs?: string[];
  verbs: string[];
}

const { documents, problems } = parseDocuments(
  readFileSync(FILE, 'utf8'),
  'deploy/rbac.yaml',
);
const objects = documents.map(d => d.value as any);
const rulesOf = (name: string): Rule[] =>
  objects.find(o => o.kind === 'ClusterRole' && o.metadata.name === name).rules;
const granted = (rules: Rule[]): string[] =>
  rules.flatMap(rule =>
    (rule.apiGroups ?? []).flatMap(group =>
      (rule.resources ?? []).map(plural => kindKey({ group, plural })),
    ),
  );

it('grants get, list and watch on exactly the observed kinds', () => {
  expect(problems).toEqual([]);
  const rules = rulesOf('chat2sql-portal-observe');
  expect(granted(rules).sort()).toEqual(OBSERVED_KINDS.map(kindKey).sort());
  for (const { resources, verbs } of rules) {
    expect(verbs).toEqual(resources ? ['get', 'list', 'watch'] : ['get']);
  }
});

it('grants nothing that reads secrets, enters a container or changes anything', () => {
  const rules: Rule[] = objects.flatMap(o =>
    o.kind === 'ClusterRole' || o.kind === 'Role' ? o.rules : [],
  );
  expect(rules.length).toBeGreaterThan(5);
  for (const { verbs } of rules) {
    for (const verb of verbs) expect(['get', 'list', 'watch']).toContain(verb);
  }
  for (const key of granted(rules)) {
    expect(key).not.toMatch(
      /\*|secrets$|configmaps|exec|attach|portforward|proxy|token/,
    );
  }
});

it('binds every role to the one account', () => {
  const roles = objects.filter(o => o.kind === 'ClusterRole');
  const bindings = objects.filter(o => o.kind === 'ClusterRoleBinding');
  expect(bindings.map(b => b.roleRef.name).sort()).toEqual(
    roles.map(r => r.metadata.name).sort(),
  );
  for (const { subjects } of bindings) {
    expect(subjects).toEqual([
      {
        kind: 'ServiceAccount',
        name: 'chat2sql-portal',
        namespace: 'chat2sql-portal',
      },
    ]);
  }
});
