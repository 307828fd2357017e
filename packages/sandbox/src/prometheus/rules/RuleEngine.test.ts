import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { TestContext } from '../__testUtils__/TestContext';
import { observabilityOf } from '../observability';
import { labelsKey, dropName } from '../promql/labels';
import { queryInstant, queryRange } from '../promql/runQuery';
import { loadRules, parseRules } from './loadRules';
import { stretchesOf } from './quietTimes';
import { expandTemplate } from './template';

jest.setTimeout(120_000);

const NOW = new Date('2026-11-25T10:00:30Z');
const MINUTE = 60_000;

function names(context: TestContext, state: 'pending' | 'firing') {
  const { rules } = observabilityOf(context);
  const found = rules
    .alerts()
    .filter(alert => alert.state === state)
    .map(({ labels }) => labels.alertname);
  return [...new Set(found)].sort();
}

const ALWAYS = ['ContainerMemoryNearLimit', 'Watchdog'];

describe('rules', () => {
  it('are accepted by promtool', () => {
    const file = require.resolve('./rules.yaml');
    const { status, error, stderr } = spawnSync(
      'promtool',
      ['check', 'rules', file],
      {
        encoding: 'utf8',
      },
    );
    if (error) {
      // eslint-disable-next-line no-console
      console.warn('skipped: promtool is not on the PATH');
      return;
    }
    expect([status, stderr]).toEqual([0, '']);
  });

  it('link runbooks that exist', () => {
    const slugs = [
      ...['backend-error-rate', 'backend-latency', 'pod-crash-loop'],
      ...['database-connections', 'failed-deploy-rollback'],
      ...['certificate-expiring', 'restore-from-backup', 'llm-provider-down'],
    ];
    for (const { annotations } of loadRules().flatMap(g => g.rules)) {
      const url = annotations.runbook_url;
      if (!url) continue;
      expect(
        slugs.map(slug => `/docs/default/component/chat2sql-runbooks/${slug}`),
      ).toContain(url);
    }
  });

  it.each([
    ['groups: 1', 'f: groups must be a list'],
    [
      'groups: [{name: a, rules: [{alert: x, expr: "up", for: 5}]}]',
      'f: groups[0].rules[0].for must be a text',
    ],
    [
      'groups: [{name: a, rules: [{alert: x, expr: "up", keep: 5m}]}]',
      'f: groups[0].rules[0].keep is not known',
    ],
    [
      'groups: [{name: a, rules: [{alert: x, expr: "up", labels: {a: "{{ query }}"}}]}]',
      'the template action {{ query }} is not known',
    ],
  ])('are refused with the place: %s', (text, message) => {
    expect(() => parseRules(text, 'f')).toThrow(message);
  });

  it('fill in labels and values', () => {
    expect(
      expandTemplate(
        '{{ $labels.a }}{{$labels.b}} {{ $value | humanizePercentage }} {{ $value }} {{ $value | humanizeDuration }}',
        { a: 'x' },
        0.12345,
      ),
    ).toBe('x 12.35% 0.12345 0s');
    expect(expandTemplate('{{ $value | humanizeDuration }}', {}, 93_784)).toBe(
      '1d 2h 3m 4s',
    );
  });
});

describe('RuleEngine', () => {
  it('fires little when all is well', () => {
    expect(names(new TestContext(NOW), 'firing')).toEqual(ALWAYS);
    expect(names(new TestContext(NOW), 'pending')).toEqual([]);
  });

  it('goes from pending to firing as the rules say', () => {
    const context = new TestContext(NOW);
    names(context, 'firing');
    context.play('prod-incident');
    context.advance(2);
    expect(names(context, 'pending')).toEqual(['DeploymentReplicasMissing']);
    context.advance(6);
    expect(names(context, 'firing')).toEqual(
      [...ALWAYS, 'DeploymentReplicasMissing'].sort(),
    );
    context.advance(40);
    expect(names(context, 'firing')).toEqual(
      [
        ...ALWAYS,
        ...['Chat2SQLAvailabilityBurn', 'Chat2SQLLatencyBurn'],
        ...['DeploymentReplicasMissing', 'PodCrashLooping'],
      ].sort(),
    );
    context.play('healthy');
    context.advance(60);
    expect(names(context, 'firing')).not.toContain('PodCrashLooping');
    context.advance(7 * 60);
    expect(names(context, 'firing')).toEqual(ALWAYS);
  });

  it.each([
    ['certificate-expiring', 'CertificateExpiring'],
    ['backup-stale', 'BackupStale'],
    ['drift', 'ApplicationOutOfSync'],
    ['rollout-stuck', 'ImagePullFailing'],
    ['cluster-silent', 'TargetDown'],
  ] as const)('fires in %s: %s', (scenario, alert) => {
    const context = new TestContext(NOW);
    context.play(scenario);
    context.advance(20);
    expect(names(context, 'firing')).toEqual([...ALWAYS, alert].sort());
  });

  it('never changes its mind in a quiet stretch', () => {
    const { model, rules } = observabilityOf(new TestContext(NOW));
    const { first, last } = model.bounds();
    const quiet = stretchesOf(model.world(), first, last).filter(s => s.quiet);
    const active = (
      rule: ReturnType<typeof loadRules>[0]['rules'][0],
      index: number,
    ) => {
      const result = queryInstant(model, rule.expr, index * MINUTE);
      if (result.type !== 'vector') throw new Error('not a vector');
      return result.series
        .map(({ metric }) => labelsKey(dropName(metric)))
        .sort();
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...quiet),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (stretch, share) => {
          const index =
            stretch.from + Math.floor(share * (stretch.to - stretch.from));
          for (const rule of rules.groups.flatMap(g => g.rules)) {
            expect([rule.name, active(rule, index)]).toEqual([
              rule.name,
              active(rule, stretch.from),
            ]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('covers all time with stretches, without gaps', () => {
    const context = new TestContext(NOW);
    context.play('drift');
    const { model } = observabilityOf(context);
    const { first, last } = model.bounds();
    const stretches = stretchesOf(model.world(), first, last);
    expect(stretches[0].from).toBe(first);
    expect(stretches[stretches.length - 1].to).toBe(last);
    for (let i = 1; i < stretches.length; i++) {
      expect(stretches[i].from).toBe(stretches[i - 1].to + 1);
      expect(stretches[i].quiet).not.toBe(stretches[i - 1].quiet);
    }
  });

  it('shows in ALERTS what it would have said at the time', () => {
    const context = new TestContext(NOW);
    context.play('prod-incident');
    context.advance(45);
    const { rules, model } = observabilityOf(context);
    const end = model.bounds().last * MINUTE;
    const series = queryRange(rules, 'ALERTS{alertname="PodCrashLooping"}', {
      startMs: end - 60 * MINUTE,
      endMs: end,
      stepMs: MINUTE,
    });
    const [rule] = rules.groups
      .flatMap(group => group.rules)
      .filter(({ name }) => name === 'PodCrashLooping');
    const truth = queryRange(model, rule.expr, {
      startMs: end - 60 * MINUTE,
      endMs: end,
      stepMs: MINUTE,
    });
    for (const pod of new Set(truth.map(({ metric }) => metric.pod))) {
      const wanted = truth.find(({ metric }) => metric.pod === pod)!.points;
      const states = (state: string) =>
        series.find(
          ({ metric }) => metric.pod === pod && metric.alertstate === state,
        )?.points ?? [];
      const from = wanted[0][0];
      expect(states('pending').map(([time]) => time)).toEqual(
        wanted.map(([time]) => time).filter(time => time < from + 5 * MINUTE),
      );
      expect(states('firing').map(([time]) => time)).toEqual(
        wanted.map(([time]) => time).filter(time => time >= from + 5 * MINUTE),
      );
    }
    const forState = queryInstant(
      rules,
      'ALERTS_FOR_STATE{alertname="PodCrashLooping"}',
      end,
    );
    if (forState.type !== 'vector') throw new Error('not a vector');
    expect(forState.series.map(({ point }) => point[1] * 1000)).toEqual(
      truth.map(({ points }) => points[0][0]),
    );
  });

  it('keeps the start of an everlasting alert while time goes by', () => {
    const context = new TestContext(NOW);
    const starts = [0, 7, 180, 1500].map(minutes => {
      context.advance(minutes);
      const alerts = observabilityOf(context).rules.alerts();
      return alerts.map(({ labels, activeAtMs }) => [
        labels.alertname,
        activeAtMs,
      ]);
    });
    expect(starts[0].map(([name]) => name)).toEqual(ALWAYS);
    for (const later of starts) expect(later).toEqual(starts[0]);
  });

  it('knows the alerts of past incidents', () => {
    const { rules } = observabilityOf(new TestContext(NOW));
    const series = queryRange(
      rules,
      'ALERTS{alertname="Chat2SQLAvailabilityBurn",namespace="chat2sql-prod",severity="critical",alertstate="firing"}',
      {
        startMs: NOW.getTime() - 30 * 86_400_000,
        endMs: NOW.getTime(),
        stepMs: 10 * MINUTE,
      },
    );
    expect(series.length).toBeGreaterThan(0);
  });
});
