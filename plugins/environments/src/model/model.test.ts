import type { MatrixEnvironment } from '@chat2sql/plugin-environments-common';
import { CELL_WORDS } from './severity';
import { answerOf } from './answer';
import { formatCellParam, parseCellParam, viewOf } from './matrixView';
import { objectTree, type ObjectNode } from './objectTree';
import { attentionOf } from './attention';
import { outsideOf, runbookOf } from './outside';
import {
  crashDetail,
  dueCertificate,
  environment,
  healthyMatrix,
  missedBackup,
  riskyMatrix,
  troubledMatrix,
} from '../__fixtures__/matrix';

describe('answerOf', () => {
  it('is healthy only when every environment is, and says so with the number', () => {
    expect(answerOf(healthyMatrix())).toMatchObject({
      tone: 'healthy',
      healthy: 4,
      total: 4,
      broken: [],
    });
  });

  it('is missing, not healthy, without environments', () => {
    expect(answerOf(healthyMatrix({ environments: [], cells: [] })).tone).toBe(
      'missing',
    );
  });

  it('puts a proven fault before an unreachable source before a risk', () => {
    const troubled = troubledMatrix();
    expect(answerOf(troubled)).toMatchObject({ tone: 'failed', healthy: 1 });
    const withoutProd = {
      ...troubled,
      environments: troubled.environments.filter(e => e.id !== 'prod'),
    };
    expect(answerOf(withoutProd).tone).toBe('unknown');
    expect(answerOf(riskyMatrix())).toMatchObject({
      tone: 'degraded',
      healthy: 3,
      atRisk: [{ id: 'prod' }],
    });
    expect(
      answerOf(
        healthyMatrix({
          environments: [environment('dev', { status: 'Suspended' })],
        }),
      ).tone,
    ).toBe('suspended');
  });
});

describe('viewOf', () => {
  const ids = (list: Array<{ id: string }>) => list.map(x => x.id);

  it('puts the worst row first and columns in the order of the tiers', () => {
    const view = viewOf(troubledMatrix(), {});
    expect(ids(view.components)[0]).toBe('chat2sql-backend');
    expect(ids(view.environments)).toEqual(['dev', 'test', 'staging', 'prod']);
    expect(view.filtered).toBe(false);
  });

  it('keeps the configured order on request', () => {
    const matrix = troubledMatrix();
    matrix.components.reverse();
    expect(ids(viewOf(matrix, { asConfigured: true }).components)).toEqual([
      'chat2sql-redis',
      'chat2sql-frontend',
      'chat2sql-backend',
    ]);
  });

  it('filters by tier, by status and by text', () => {
    const matrix = troubledMatrix();
    expect(ids(viewOf(matrix, { tier: 'prod' }).environments)).toEqual([
      'prod',
    ]);
    const degraded = viewOf(matrix, { status: 'Degraded' });
    expect(ids(degraded.environments)).toEqual(['prod']);
    expect(ids(degraded.components)).toEqual(['chat2sql-backend']);
    const attention = viewOf(matrix, { status: 'attention' });
    expect(ids(attention.environments)).toEqual(['test', 'prod']);
    expect(ids(viewOf(matrix, { status: 'AtRisk' }).components)).toEqual([
      'chat2sql-redis',
    ]);
    const redis = viewOf(matrix, { search: 'chat2sql-redis' });
    expect(ids(redis.components)).toEqual(['chat2sql-redis']);
    expect(redis.environments).toHaveLength(4);
    expect(ids(viewOf(matrix, { search: 'STAGING' }).environments)).toEqual([
      'staging',
    ]);
    expect(viewOf(matrix, { search: 'nothing' }).environments).toEqual([]);
  });

  it('keeps an environment for what is outside its components, with all rows', () => {
    for (const status of ['AtRisk', 'attention']) {
      const view = viewOf(riskyMatrix(), { status });
      expect(ids(view.environments)).toEqual(['prod']);
      expect(view.components).toHaveLength(3);
      expect(view.matches(view.cell('prod', 'chat2sql-redis'))).toBe(false);
    }
    expect(viewOf(riskyMatrix(), { status: 'Degraded' }).environments).toEqual(
      [],
    );
    const both = troubledMatrix();
    both.environments[0] = environment('dev', {
      warning: true,
      causes: [dueCertificate('dev')],
    });
    const view = viewOf(both, { status: 'AtRisk' });
    expect(ids(view.environments)).toEqual(['dev', 'prod']);
    expect(ids(view.components)).toEqual(['chat2sql-redis']);
  });

  it('lists environments worst first, those at risk before the healthy ones', () => {
    expect(ids(viewOf(riskyMatrix(), {}).listed)[0]).toBe('prod');
    expect(ids(viewOf(troubledMatrix(), {}).listed)).toEqual([
      'prod',
      'test',
      'staging',
      'dev',
    ]);
    expect(
      ids(viewOf(troubledMatrix(), { asConfigured: true }).listed)[0],
    ).toBe('dev');
  });

  it('ignores filter values that do not exist', () => {
    const view = viewOf(troubledMatrix(), { tier: 'qa', status: 'Fine' });
    expect(view.environments).toHaveLength(4);
    expect(view.filtered).toBe(false);
  });

  it('keeps the severity order of the vocabulary', () => {
    expect(CELL_WORDS.indexOf('Unknown')).toBeGreaterThan(
      CELL_WORDS.indexOf('Degraded'),
    );
    expect(CELL_WORDS.indexOf('AtRisk')).toBeGreaterThan(
      CELL_WORDS.indexOf('Unknown'),
    );
    expect(CELL_WORDS[CELL_WORDS.length - 1]).toBe('Healthy');
  });
});

describe('what is outside the components', () => {
  const prod = (change: Partial<MatrixEnvironment>) =>
    outsideOf(environment('prod', change));

  it('puts at risk what works, and breaks what is broken by it', () => {
    expect(prod({})).toBeUndefined();
    expect(
      prod({ warning: true, causes: [dueCertificate('prod')] }),
    ).toMatchObject({ status: 'Healthy', warning: true });
    // A missed backup breaks nothing today.
    expect(
      prod({ warning: true, causes: [missedBackup('prod')] }),
    ).toMatchObject({ status: 'Healthy', warning: true });
    const expired = { ...dueCertificate('prod'), status: 'Degraded' as const };
    expect(prod({ status: 'Degraded', causes: [expired] })).toMatchObject({
      status: 'Degraded',
      cause: expired,
    });
  });

  it('says nothing of an environment that stays healthy with it', () => {
    const unread = { ...missedBackup('prod'), status: 'Unknown' as const };
    expect(prod({ causes: [unread] })).toBeUndefined();
  });

  it('names the risk before what is only changing', () => {
    const issuing = {
      ...dueCertificate('prod'),
      status: 'Progressing' as const,
    };
    const due = dueCertificate('prod');
    expect(
      prod({ status: 'Progressing', warning: true, causes: [issuing, due] }),
    ).toMatchObject({ cause: due, status: 'Healthy', warning: true });
  });

  it('has a runbook for certificates and backups', () => {
    const ref = (group: string, kind: string) => ({ group, kind, name: 'x' });
    expect(runbookOf(dueCertificate('prod').ref)).toBe('certificate-expiring');
    expect(runbookOf(missedBackup('prod').ref)).toBe('restore-from-backup');
    expect(runbookOf(ref('velero.io', 'Backup'))).toBe('restore-from-backup');
    expect(
      runbookOf(ref('external-secrets.io', 'ExternalSecret')),
    ).toBeUndefined();
  });

  it('stands among the cells that need a person, worst first', () => {
    const matrix = troubledMatrix();
    matrix.environments[0] = environment('dev', {
      warning: true,
      causes: [dueCertificate('dev')],
    });
    expect(
      attentionOf(matrix).map(item =>
        'cell' in item
          ? `${item.cell.component} ${item.cell.environment}`
          : item.environment.id,
      ),
    ).toEqual([
      'chat2sql-backend prod',
      'chat2sql-backend test',
      'chat2sql-frontend test',
      'chat2sql-redis test',
      'chat2sql-redis prod',
      'dev',
    ]);
    expect(attentionOf(healthyMatrix())).toEqual([]);
  });
});

describe('cell addresses', () => {
  it('round-trip and refuse other shapes', () => {
    const at = { environment: 'prod', component: 'chat2sql-backend' };
    expect(parseCellParam(formatCellParam(at))).toEqual(at);
    for (const bad of [undefined, '', 'prod', '/x', 'a/b/c']) {
      expect(parseCellParam(bad)).toBeUndefined();
    }
  });
});

describe('objectTree', () => {
  const names = (nodes: ObjectNode[]): unknown[] =>
    nodes.map(node => [node.object.ref.name, names(node.children)]);

  it('puts pods below their workload', () => {
    expect(names(objectTree(crashDetail().objects))).toEqual([
      [
        'chat2sql-backend',
        [
          ['chat2sql-backend-1', []],
          ['chat2sql-backend-2', []],
        ],
      ],
    ]);
  });

  it('loses nothing: orphans and rings of owners stand at the top', () => {
    const [deploy, pod] = crashDetail().objects;
    const ring = [
      { ...deploy, ref: { ...deploy.ref, uid: 'a' }, parentUid: 'b' },
      { ...deploy, ref: { ...deploy.ref, uid: 'b' }, parentUid: 'a' },
      { ...pod, parentUid: 'gone' },
      { ...pod, ref: { ...pod.ref, uid: 'self' }, parentUid: 'self' },
    ];
    const count = (nodes: ObjectNode[]): number =>
      nodes.reduce((sum, node) => sum + 1 + count(node.children), 0);
    expect(count(objectTree(ring))).toBe(4);
  });
});
