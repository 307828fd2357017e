import { ConfigReader } from '@backstage/config';
import { readComponents } from './readComponents';

const read = (components: any) =>
  readComponents(new ConfigReader({ environments: { components } }));

it('reads the rows in order', () => {
  expect(readComponents(new ConfigReader({}))).toEqual([]);
  expect(
    read([
      {
        id: 'chat2sql-backend',
        title: 'Backend',
        entityRef: 'component:default/chat2sql-backend',
        runbook: 'pod-crash-loop',
      },
      { id: 'x' },
    ]),
  ).toEqual([
    {
      id: 'chat2sql-backend',
      title: 'Backend',
      entityRef: 'component:default/chat2sql-backend',
      runbook: 'pod-crash-loop',
    },
    { id: 'x', title: 'x' },
  ]);
});

it.each([
  [[{ title: 'X' }], 'environments.components[0].id: this key is required'],
  [[{ id: 'A B' }], 'environments.components[0].id: found "A B"'],
  [[{ id: 'a' }, { id: 'a' }], 'components[1].id: "a" is there twice'],
  [[{ id: 'a', entityRef: 'a' }], 'components[0].entityRef: found "a"'],
  [
    [{ id: 'a', runbook: '../../etc' }],
    'components[0].runbook: found "../../etc"',
  ],
  [[{ id: 'a', runbook: 'data:text/html,x' }], 'components[0].runbook: found'],
])('names the key of a wrong row: %j', (components, message) => {
  expect(() => read(components)).toThrow(message);
});
