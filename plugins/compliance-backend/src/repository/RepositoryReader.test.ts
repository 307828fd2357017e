import { mockServices } from '@backstage/backend-test-utils';
import { createChecks } from '@chat2sql/plugin-compliance-common';
import { createWorld } from '../__fixtures__/world';
import { RepositoryReader } from './RepositoryReader';

describe('RepositoryReader', () => {
  it('keeps the last content and says since when it cannot read', async () => {
    const { repository } = createWorld();
    const onContent = jest.fn();
    let now = new Date('2026-11-25T10:00:00Z');
    const reader = RepositoryReader.create({
      repository,
      checks: createChecks(),
      frameworksDirectory: 'compliance/frameworks',
      logger: mockServices.logger.mock(),
      now: () => now,
      onContent,
    });
    expect(reader.state().condition).toBe('unknown');
    repository.failure = new Error('connection refused');
    await reader.refresh();
    expect(onContent).not.toHaveBeenCalled();
    expect(reader.state()).toMatchObject({
      condition: 'failed',
      reason: 'connection refused',
    });

    repository.failure = undefined;
    await reader.refresh();
    expect(onContent).toHaveBeenCalledTimes(1);
    expect(onContent.mock.calls[0][0].environments).toHaveLength(2);
    await reader.refresh();
    expect(onContent).toHaveBeenCalledTimes(1);

    repository.failure = new Error('gone');
    now = new Date('2026-11-25T10:10:00Z');
    await reader.refresh();
    now = new Date('2026-11-25T10:20:00Z');
    await reader.refresh();
    expect(reader.state()).toMatchObject({
      condition: 'stale',
      lastSuccess: '2026-11-25T10:00:00.000Z',
      since: '2026-11-25T10:10:00.000Z',
    });
    expect(onContent).toHaveBeenCalledTimes(1);
  });
});
