import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';
import { fieldPath, projectFields } from './project';

describe('canonicalJson', () => {
  it('gives equal text for equal values whatever the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: undefined }], a: 'x' })).toBe(
      '{"a":"x","b":[1,{"d":1}]}',
    );
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });
});

describe('projectFields', () => {
  const pod = {
    metadata: { labels: { 'a.b/c': '1', other: '2' } },
    spec: {
      containers: [
        {
          name: 'x',
          env: [{ value: 'secret' }],
          ports: [{ hostPort: 1, p: 2 }],
        },
        { name: 'y' },
      ],
    },
  };

  it('copies the named fields and nothing else', () => {
    expect(
      projectFields(pod, [
        'spec.containers[*].name',
        'spec.containers[*].ports[*].hostPort',
        fieldPath('metadata.labels', 'a.b/c'),
        'spec.missing.deep',
      ]),
    ).toEqual({
      metadata: { labels: { 'a.b/c': '1' } },
      spec: {
        containers: [{ name: 'x', ports: [{ hostPort: 1 }] }, { name: 'y' }],
      },
    });
  });

  it('never throws and never invents a field', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.constantFrom('a', 'a.b', 'a[*].b', 'b[*][*]', '')),
        (value, paths) => {
          expect(typeof projectFields(value, paths)).toBe('object');
        },
      ),
    );
    expect(projectFields({ a: 1 }, ['__proto__', 'toString'])).toEqual({});
  });
});
