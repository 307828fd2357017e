import { deployment, object, pod } from '../__fixtures__/objects';
import { componentVersion, imageLabel, wantedImages } from './imageVersion';

describe('imageLabel', () => {
  it.each([
    ['registry:5000/team/app:1.4.2', '1.4.2'],
    [`app@sha256:${'ab'.repeat(32)}`, 'abababababab'],
    [`app:2.0@sha256:${'ab'.repeat(32)}`, '2.0'],
    ['registry:5000/team/app', 'latest'],
    ['', 'latest'],
  ])('of %s is %s', (image, label) => {
    expect(imageLabel(image)).toBe(label);
  });
});

describe('componentVersion', () => {
  it('reads the images of a CronJob from its template', () => {
    const cronJob = object('batch/v1', 'CronJob', {
      spec: {
        jobTemplate: {
          spec: { template: { spec: { containers: [{ image: 'backup:3' }] } } },
        },
      },
    });
    expect(wantedImages(cronJob)).toEqual(['backup:3']);
  });

  it('is not mixed by a sidecar of another image', () => {
    const withSidecar = pod(
      'p',
      {},
      {
        containers: [
          { image: 'registry/chat2sql:1.4.0' },
          { image: 'proxy:9' },
        ],
      },
    );
    expect(componentVersion([deployment()], [withSidecar])).toEqual({
      label: '1.4.0',
      wanted: ['registry/chat2sql:1.4.0'],
      running: ['proxy:9', 'registry/chat2sql:1.4.0'],
    });
  });

  it('is what runs, not what is wanted', () => {
    const old = pod(
      'p',
      {},
      { containers: [{ image: 'registry/chat2sql:1.3.9' }] },
    );
    expect(componentVersion([deployment()], [old])).toEqual({
      label: '1.3.9',
      wanted: ['registry/chat2sql:1.4.0'],
      running: ['registry/chat2sql:1.3.9'],
    });
  });

  it('is absent when no workload names an image', () => {
    expect(componentVersion([], [])).toBeUndefined();
    expect(
      componentVersion([object('apps/v1', 'Deployment')], []),
    ).toBeUndefined();
  });
});
