import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { environmentDetailReadPermission } from '@chat2sql/plugin-environments-common';
import {
  gitopsChangeCreatePermission,
  gitopsChangeMergePermission,
  gitopsChangeReadPermission,
} from '@chat2sql/plugin-gitops-common';
import { PortalPolicy } from './PortalPolicy';
import { readRolesByGroup } from './readRolesByGroup';
import { GRANTS, grantFor } from './roles';

const rolesByGroup = readRolesByGroup(
  new ConfigReader({
    permission: {
      portal: {
        roles: {
          viewer: ['group:default/viewers'],
          developer: ['group:default/chat2sql-dev'],
          sre: ['group:default/sre'],
          auditor: ['group:default/auditors'],
        },
      },
    },
  }),
);

function policyFor(groups: string[]) {
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async () => ({
      userEntityRef: 'user:default/mei',
      ownershipEntityRefs: ['user:default/mei', ...groups],
    }),
  });
  const policy = new PortalPolicy({ userInfo, rolesByGroup });
  return (permission: any) =>
    policy.handle({ permission }, {
      credentials: mockCredentials.user(),
    } as any);
}

describe('PortalPolicy', () => {
  it('denies whom it does not know, and what nobody named', async () => {
    const policy = new PortalPolicy({
      userInfo: mockServices.userInfo(),
      rolesByGroup,
    });
    expect(
      await policy.handle({ permission: gitopsChangeReadPermission }),
    ).toEqual({ result: AuthorizeResult.DENY });
    const stranger = policyFor(['group:default/marketing']);
    expect(await stranger(gitopsChangeReadPermission)).toEqual({
      result: AuthorizeResult.DENY,
    });
    const sre = policyFor(['group:default/sre']);
    expect(
      await sre({ type: 'basic', name: 'invented.thing.do', attributes: {} }),
    ).toEqual({ result: AuthorizeResult.DENY });
  });

  it('lets developers see details outside prod and change dev and test only', async () => {
    const developer = policyFor(['group:default/chat2sql-dev']);
    expect(await developer(environmentDetailReadPermission)).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'environments',
      resourceType: 'environment',
      conditions: {
        rule: 'IN_TIERS',
        params: { tiers: ['dev', 'test', 'staging'] },
      },
    });
    expect(await developer(gitopsChangeCreatePermission)).toMatchObject({
      pluginId: 'gitops',
      conditions: { params: { tiers: ['dev', 'test'] } },
    });
    expect(await developer(gitopsChangeMergePermission)).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('lets the SRE merge and the auditor only read', async () => {
    const sre = policyFor(['group:default/sre']);
    expect(await sre(gitopsChangeMergePermission)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    const auditor = policyFor(['group:default/auditors']);
    expect(await auditor(gitopsChangeReadPermission)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    expect(await auditor(gitopsChangeCreatePermission)).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('shows a developer only their own scaffolder tasks', async () => {
    const developer = policyFor(['group:default/chat2sql-dev']);
    expect(
      await developer({
        type: 'resource',
        name: 'scaffolder.task.read',
        resourceType: 'scaffolder-task',
        attributes: { action: 'read' },
      }),
    ).toMatchObject({
      pluginId: 'scaffolder',
      conditions: {
        rule: 'IS_TASK_OWNER',
        params: { createdBy: ['user:default/mei'] },
      },
    });
  });

  it('adds up the tiers of several roles and keeps viewers from writing', () => {
    expect(grantFor(['developer', 'auditor'], 'environments.detail.read')).toBe(
      'all',
    );
    expect(grantFor([], 'catalog.entity.read')).toBeUndefined();
    expect(grantFor(['viewer'], 'toString')).toBeUndefined();
    for (const name of Object.keys(GRANTS.viewer)) {
      expect(name).toMatch(/\.read$/);
    }
  });

  it('names the key of a bad config', () => {
    const read = (roles: object) =>
      readRolesByGroup(new ConfigReader({ permission: { portal: { roles } } }));
    expect(() => read({ root: ['group:default/x'] })).toThrow(
      'permission.portal.roles.root: unknown role; allowed: viewer, developer, sre, auditor, admin',
    );
    expect(() => read({ sre: ['jonas'] })).toThrow(
      'permission.portal.roles.sre: not a group, found "jonas"; allowed: group:<namespace>/<name>',
    );
  });
});
