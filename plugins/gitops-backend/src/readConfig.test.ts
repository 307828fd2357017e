import { ConfigReader } from '@backstage/config';
import { readConfig } from './readConfig';

const read = (gitops?: object) =>
  readConfig(new ConfigReader(gitops ? { gitops: gitops as any } : {}));

describe('readConfig', () => {
  it('has defaults', () => {
    expect(read()).toEqual({
      branchPrefix: 'portal-',
      planTtlMs: 86_400_000,
      selfMergeTiers: [],
    });
  });

  it.each([
    [{ branchPrefix: 'portal/' }, 'gitops.branchPrefix: found "portal/"'],
    [{ plan: { ttlHours: 0 } }, 'gitops.plan.ttlHours: found 0'],
    [{ selfMergeTiers: ['prod'] }, 'found "prod"; allowed: dev, test'],
  ])('refuses %j and names the key', (gitops, message) => {
    expect(() => read(gitops)).toThrow(message);
  });
});
